"""Where an article comes from: what is known of its file beside the bytes."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from newsfix.model.article import Value


class Origin(Struct, frozen=True):
    """A file's name and what its surroundings say of it.

    path       for messages, the `source` of the JSON and the date in a file name
    modified   when the file was last changed, in seconds since 1970
    encodings  the codecs of the files beside it: one is taken where its own letters leave a doubt
    fields     keys and values that stand beside the text, as if they ended its front matter
    has_file   whether the site of the article has the file that a relative URL names; None where that is not known
    is_kept    its site is made from it by another program: what a conversion would lose is not reported
    """

    path: str | None = None
    modified: float | None = None
    encodings: tuple[str, ...] = ()
    fields: tuple[tuple[str, Value], ...] = ()
    has_file: Callable[[str], bool | None] | None = None
    is_kept: bool = False


UNKNOWN = Origin()


def as_origin(origin: Origin | str | None) -> Origin:
    """An origin, for which the name of a file is enough. Raises TypeError for anything else."""
    if origin is None:
        return UNKNOWN
    if isinstance(origin, str):
        return Origin(origin)
    if not isinstance(origin, Origin):
        raise TypeError(f"an origin is the name of a file or an Origin, not {origin!r}")
    return origin
