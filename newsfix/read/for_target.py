"""What newsfix writes for a target, read again.

The target's keys mean the fields that were written under them, and tags that only show others are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from newsfix.model.problem import Omission
from newsfix.options import Options
from newsfix.profiles import PLAIN, target
from newsfix.read.frontmatter.keys import FIELD_OF, NAMES, normal
from newsfix.read.frontmatter.source import Source
from newsfix.syntax.templates import RAW, TAG_OF_LISTING

_FIELDS = {"author": "authors", "canonical_url": "url"}


def as_target_writes(options: Options) -> Options:
    """The options with those of the target's keys as names of fields that are none to newsfix."""
    if target(options) is PLAIN:
        return options
    names = dict(options.names)
    for key, written in target(options).output_keys.items():
        field = _FIELDS.get(key, key)
        if field in NAMES and isinstance(written, str) and normal(written) not in FIELD_OF:
            names[field] = (*names.get(field, ()), written)
    return options if names == options.names else replace(options, names=names)


def body_of(source: Source, options: Options) -> str:
    """The body to read: where tags are text, nothing has to be said to show them."""
    return RAW.sub(r"\1", source.body) if _shows_raw(source, options) else source.body


def tags_left_out(source: Source, options: Options) -> Iterator[Omission]:
    """What `body_of` leaves out."""
    for match in RAW.finditer(source.body) if _shows_raw(source, options) else ():
        start, end = match.span(1)
        yield Omission(source.body[match.start() : start] + source.body[end : match.end()], "a tag that shows others")
    if target(options).templates != "keep":
        yield from (Omission(tag, "a tag around code") for tag in TAG_OF_LISTING.findall(source.body))


def _shows_raw(source: Source, options: Options) -> bool:
    return "{" in source.body and "endraw" in source.body and target(options).templates != "keep"
