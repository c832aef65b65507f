"""An `<img>` to one picture, by the best of the URLs that are stated of it, or to the text that is shown for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model.article import Image
from newsfix.model.problem import short
from newsfix.read.html.elements import Attributes
from newsfix.read.pictures.candidates import (
    ENLARGED,
    IMG_ATTRIBUTES,
    ORIGINAL,
    UNSAID,
    Candidate,
    is_broken,
    is_data,
    is_pending,
    is_relative,
    size,
    stated_width,
)
from newsfix.read.pictures.not_pictures import is_filler, is_icon, is_named_placeholder, is_placeholder, is_tracker
from newsfix.read.references import unescape
from newsfix.regex import regex
from newsfix.syntax.dialects import OPEN

if TYPE_CHECKING:
    from newsfix.read.pictures.identity import AddressTable

# The markup itself calls these larger than what `src` shows.
_LARGER = frozenset(
    {"href", "data-orig-file", "data-large-file", "data-full-url", "data-hi-res-src", "zoomfile", *ENLARGED}
)
# These hold the picture itself where `src` differs from them.
_LAZY = frozenset({"noscript", *IMG_ATTRIBUTES[1 : IMG_ATTRIBUTES.index("data-orig-file")]}) - {"data-pin-media"}

_BINDING = frozenset({":", "-", "."})
"""What is before `src` in attributes that a program of a page reads."""
_MOST = 200
_SIZE = regex(r"\s*([0-9]+)(?:\.[0-9]+)?\s*(?:px)?\s*\Z")


class LeftOut(Struct, frozen=True):
    """An `<img>` that shows no picture: the text that stands for it, and the code and the message of the reason."""

    text: str
    code: str
    message: str
    detail: str = ""


def read_image(
    attributes: Attributes, found: list[Candidate], link: str | None, ordinal: int | None, table: AddressTable
) -> Image | LeftOut:
    """The picture that an `<img>` with these attributes shows, if any, by the URLs that are stated of it.

    `link` is the target of the link round it where that is a picture; `table` tells which URLs are one picture.
    """
    if link is not None:
        found = [*found, Candidate(link, "href")]
    alt = one_line(attributes.get("alt", attributes.get("aria-label")))
    width, height = _size(attributes.get("width")), _size(attributes.get("height"))
    if width == height == 0 and not _SIZED.isdisjoint(attributes):
        width = height = None  # as the style sheet says
    if attributes.get("layout") in _RATIO:
        width = height = None  # but the ratio of the two (AMP)
    if not found and not alt and not {0, 1}.isdisjoint((width, height)):
        return LeftOut("", "IM002", "spacer left out: a line of pixels without a URL")
    if not found and not attributes:
        return LeftOut("", "IM005", "an <img> without attributes shows nothing; write &lt;img> if it is meant as text")
    if not found and any(map(_is_for_script, attributes.items())):
        return LeftOut(alt, "IM005", f"the picture has no URL; a script may fill it{_kept(alt)}", "for a script")
    chosen = read_candidates(found, alt, width, height, attributes.get("class"), table)
    if isinstance(chosen, LeftOut):
        return chosen
    title = one_line(attributes.get("title")) or None
    return Image(chosen.url, alt, title, width, height, chosen.variants, ordinal)


def _is_for_script(attribute: tuple[str, str | None]) -> bool:
    """Whether an attribute names a picture for a script, or states something to one: `id`, `data-page`, `:src`."""
    name, value = attribute
    is_bound = name.endswith("src") and name[-4:-3] in _BINDING
    return bool(value and value.strip()) and (name == "id" or name.startswith("data-") or is_bound or name == "[src]")


def _kept(alt: str) -> str:
    return "; its alternative text is kept" if alt else ""


def read_candidates(
    found: list[Candidate], alt: str, width: int | None, height: int | None, classes: str | None, table: AddressTable
) -> Image | LeftOut:
    """The best of these candidates, if one is a picture."""
    if not found:
        return LeftOut(alt, "IM005", f"the picture has no URL{_kept(alt)}")
    first = found[0].url
    chosen = choose(found, table)
    if is_tracker(chosen.url if chosen and len(found) > 1 else first, width, height):
        return LeftOut("", "IM002", f"tracking picture left out: {short(first)}")
    if chosen is None:
        return _placeholder(first, alt)
    if is_named_placeholder(chosen.url):
        return _placeholder(chosen.url, alt)
    if is_icon(chosen.url, classes, width):
        return LeftOut(alt, "IM002", f"icon left out, its alternative text {alt!r} is kept: {short(chosen.url)}")
    return chosen


def _placeholder(url: str, alt: str) -> LeftOut:
    """What stands for a picture that is not there: the problem has its alternative text, the article does not."""
    said = f", its alternative text is {alt!r}" if alt else ""
    return LeftOut("", "IM002", f"placeholder left out{said}; no other picture is stated beside it: {short(url)}")


# ------------------------------------------------------------------------------------- choose


def choose(candidates: Sequence[Candidate], table: AddressTable) -> Image | None:
    """The best of the candidates for one picture, with the other URLs; None where none is a picture.

    The real one before a placeholder, what a lazy loader would load before what is there until
    then, the largest of which the markup or the URL states the size, the origin before its proxy.
    A broken URL is chosen only where there is nothing else.
    """
    merged = real = _merged(candidates)
    if not merged:
        return None
    url = merged[0].url
    if len(merged) > 1:
        real = [candidate for candidate in merged if not is_broken(candidate.url)] or merged
        real = [candidate for candidate in real if not is_pending(candidate.url)] or real
        real = [candidate for candidate in real if not is_named_placeholder(candidate.url)] or real
        url = _best(real, table).url
    best = _unwrapped(url, real, table)
    return Image(best, variants=tuple([candidate.url for candidate in merged if candidate.url != best]))


def _merged(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Every URL that is not a placeholder once, with what is stated of its size anywhere."""
    found: dict[str, Candidate] = {}
    for candidate in islice(candidates, _MOST):
        url = candidate.url.strip()
        first = found.get(url)
        if first is not None:
            if first.width is None:
                found[url] = Candidate(url, first.attribute, candidate.width, first.density or candidate.density)
        elif url and not is_placeholder(url) and not is_filler(url):
            found[url] = candidate if url == candidate.url else replace(candidate, url=url)
    return list(found.values())


def _best(real: Sequence[Candidate], table: AddressTable) -> Candidate:
    keys = {candidate.url: table.identity(candidate.url)[0] for candidate in real}
    best = real[0]
    if best.attribute == "src":
        lazy = next((item for item in real if item.attribute in _LAZY), None)
        if lazy is not None and keys[lazy.url] != keys[best.url]:
            best = lazy
    if is_data(best.url):
        best = next((item for item in real if not is_data(item.url)), best)
    for candidate in real:
        if candidate is not best and _is_larger(candidate, best, keys[candidate.url] == keys[best.url], table):
            best = candidate
    return best


# What tells a browser which size to load.
_SIZED = frozenset({"sizes", "srcset"})
# The layouts of AMP in which a picture is as wide as there is room.
_RATIO = frozenset({"fill", "responsive"})
# A picture of a pixel is what stands in for another one.
_A_DOT = 10


def _is_larger(candidate: Candidate, best: Candidate, same: bool, table: AddressTable) -> bool:
    """Whether the markup or the URLs state that a candidate is larger than the best one so far.

    `same`: the URLs themselves tell that both are one picture, so that one without a size is the original.
    """
    if is_data(candidate.url) or 0 < (candidate.width or 0) < _A_DOT:
        return False
    # Beside an absolute URL, a relative one has lost its host, which no template tag stands for.
    is_left_behind = is_relative(candidate.url) and not is_relative(best.url) and candidate.url[:1] != OPEN
    if is_left_behind and candidate.attribute.endswith("srcset"):
        return False
    if (candidate.density or 1) != (best.density or 1):
        return (candidate.density or 1) > (best.density or 1)
    one = candidate.width or size(candidate.url, table)
    other = best.width or size(best.url, table)
    if candidate.attribute in _LARGER and best.attribute not in _LARGER:
        return one == ORIGINAL or one > other or (other == ORIGINAL and not same)
    if candidate.width and not best.width and not same and best.attribute not in _LARGER:
        # What states nothing is not an original, unless the URLs say so.
        stated = stated_width(best.url)
        return candidate.attribute.endswith("srcset") and (stated >= UNSAID or candidate.width > stated)
    return one > other and (same or one < UNSAID)


def _unwrapped(url: str, real: Sequence[Candidate], table: AddressTable) -> str:
    """The origin of a proxy's URL, as another candidate spells it where one does.

    Else only an origin that is carried whole: `i0.wp.com/host/path` does not state the scheme, and
    what the source does not state is never written.
    """
    whole = best = url
    for _ in range(5):
        inner = table.origin(best)
        if inner is None or is_broken(inner):
            break
        if whole == best and _states(best, inner):
            whole = inner
        best = inner
    if best == url:
        return url
    known = {candidate.url for candidate in real}
    if best in known:
        return best
    key = table.identity(best)[0]
    return next((other for other in sorted(known) if other != url and _is_spelling(other, key, table)), whole)


def _states(url: str, inner: str) -> bool:
    """Whether a URL carries another one whole, percent-encoded or not."""
    if inner in url:
        return True
    from urllib.parse import unquote

    return inner in unquote(unescape(url))


def _is_spelling(url: str, key: str, table: AddressTable) -> bool:
    found, rows = table.identity(url)
    return found == key and all(row.kind == "spelling" for row in rows)


def one_line(text: str | None) -> str:
    """The words of an attribute."""
    return " ".join(text.split()) if text else ""


def _size(value: str | None) -> int | None:
    match = _SIZE.match(value) if value else None
    return int(match[1][:9]) if match else None
