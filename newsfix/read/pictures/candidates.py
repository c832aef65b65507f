"""The URLs that one `<img>` gives for its picture, and the best of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from newsfix.read.characters import unescape
from newsfix.read.pictures.not_pictures import is_filler, is_named_placeholder, is_placeholder
from newsfix.regex import regex

if TYPE_CHECKING:
    from newsfix.read.pictures.identity import AddressTable

# In order of preference. What stands in the later ones is the picture where `src` is only a
# placeholder until a script has run.
IMG_ATTRIBUTES: tuple[str, ...] = (
    "src",
    "data-original",
    "data-original-src",
    "data-src",
    "data-lazy-src",
    "data-lazy",
    "data-actualsrc",
    "data-cfsrc",
    "data-echo",
    "data-ezsrc",
    "data-runner-src",
    "data-pin-media",
    "data-croporisrc",
    "data-backsrc",
    "_src",
    "real_src",
    "lazy-src",
    "lazysrc",
    "original",
    "zoomfile",
    "file",
    "data-orig-file",
    "data-large-file",
    "data-full-url",
    "data-hi-res-src",
    "srcset",
    "data-srcset",
    "data-lazy-srcset",
    "data-ezsrcset",
)

# The markup itself calls these larger than what `src` shows.
_LARGER = frozenset({"href", "data-orig-file", "data-large-file", "data-full-url", "data-hi-res-src", "zoomfile"})
# These hold the picture itself where `src` differs from them.
_LAZY = frozenset({"noscript", *IMG_ATTRIBUTES[1 : IMG_ATTRIBUTES.index("data-orig-file")]}) - {"data-pin-media"}

_MOST = 200
_ORIGINAL = float("inf")
_UNSAID = 100_000


class Candidate(Struct, frozen=True):
    """A URL for a picture, the attribute that gave it, and what the markup says of its size.

    `width` is a srcset's `800w`, `density` its `2x`; `attribute` is "href" for the target of a link
    round the picture, "source" a `<source>` beside it, "noscript" the `src` of its copy for readers without scripts.
    """

    url: str
    attribute: str
    width: int | None = None
    density: float | None = None


class Chosen(Struct, frozen=True):
    """The best URL of a picture and the other ones, in the source's order."""

    url: str
    variants: tuple[str, ...] = ()


# ------------------------------------------------------------------------------------- srcset

_SRCSET_URL = regex(r"[\s,]*(\S+)")
_SRCSET_DESCRIPTORS = regex(r"\s*((?:[^,(]|\([^)]*\)?)*)(?:,|\Z)")
_PARENTHESES = regex(r"\([^)]*\)?")
_DESCRIPTOR = regex(r"(?:(\d{1,9})w|(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})x)\Z")


def srcset(value: str, attribute: str = "srcset") -> list[Candidate]:
    """The candidates of a `srcset` (HTML, "parse a srcset attribute").

    Commas within a URL are its own, one at its end parts it from the next. Descriptors that the
    standard does not know are passed over, and their candidate is kept.
    """
    found: list[Candidate] = []
    position = 0
    while (match := _SRCSET_URL.match(value, position)) is not None:
        url, position = match[1], match.end()
        if url.endswith(","):
            found.append(Candidate(url.rstrip(","), attribute))
            continue
        descriptors = _SRCSET_DESCRIPTORS.match(value, position)
        width, density = None, None
        if descriptors is not None:
            position = descriptors.end()
            for word in _PARENTHESES.sub("", descriptors[1]).split():
                stated = _DESCRIPTOR.match(word)
                if stated and stated[1]:
                    width = int(stated[1]) or None
                elif stated:
                    density = float(stated[2])
        found.append(Candidate(url, attribute, width, density))
    return [candidate for candidate in found if candidate.url]


# ------------------------------------------------------------------------------------- choose

_BROKEN = regex(
    r"""
      (?:https?:)?//(?:[/?#:@\\]|\Z)             # no host
    | https?:(?!/)|https?:/?\Z|https?:/\Z        # no slashes
    | (?:https?:)?//\[(?![0-9A-Fa-f:.]+\](?:[:/?#]|\Z))  # an IPv6 address that is not closed, or no address
    | (?:https?:)?//(?!\[)[^/?#\s\[\]<>"^`{|}]*[\s\[\]<>"^`{|}]  # no host either
    | file:|[A-Za-z]:[\\/]                       # somebody's disk
    | (?:javascript|about|blob|mailto|chrome-extension):
    """,
    re.VERBOSE | re.IGNORECASE,
)
# As nearly all are.
_WHOLE = regex(r"https?://[\w.-]+/")


def is_broken(url: str) -> bool:
    """Whether nobody can load a URL: no host, an unclosed IPv6 address, a file on somebody's disk."""
    if _WHOLE.match(url):
        return False
    return _BROKEN.match(url) is not None and "{{" not in url


def is_pending(url: str) -> bool:
    """Whether a lazy loader has marked a URL as one still to be loaded, which makes it another address."""
    return "is-pending-load=" in url


def choose(candidates: Sequence[Candidate], table: AddressTable) -> Chosen | None:
    """The best of the candidates for one picture, or None where none is a picture.

    The real one before a placeholder, what a lazy loader would load before what stands there until
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
    return Chosen(best, tuple([candidate.url for candidate in merged if candidate.url != best]))


def _merged(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Every URL that is no placeholder once, with what is stated of its size anywhere."""
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
    if best.url[:5].lower() == "data:":
        best = next((item for item in real if item.url[:5].lower() != "data:"), best)
    for candidate in real:
        if candidate is not best and _is_larger(candidate, best, keys[candidate.url] == keys[best.url], table):
            best = candidate
    return best


def _is_larger(candidate: Candidate, best: Candidate, same: bool, table: AddressTable) -> bool:
    """Whether the markup or the URLs state that a candidate is larger than the best one so far.

    `same`: the URLs themselves tell that both are one picture, so that one without a size is the original.
    """
    if candidate.url[:5].lower() == "data:":
        return False
    if (candidate.density or 1) != (best.density or 1):
        return (candidate.density or 1) > (best.density or 1)
    one = candidate.width or size(candidate.url, table)
    other = best.width or size(best.url, table)
    if candidate.attribute in _LARGER and best.attribute not in _LARGER:
        return one == _ORIGINAL or one > other or (other == _ORIGINAL and not same)
    if candidate.width and not best.width and not same and best.attribute not in _LARGER:
        # What states nothing is no original, unless the URLs say so.
        stated = _stated(best.url)
        return candidate.attribute.endswith("srcset") and (stated >= _UNSAID or candidate.width > stated)
    return one > other and (same or one < _UNSAID)


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


# --------------------------------------------------------------------------------------- size

_STATED = (
    r"-(\d{2,5})x\d{2,5}(?=\.)|[?&](?:w|width|resize|fit|imwidth|size|s|type)=w?(\d{1,5})(?!\d)|[/=][sw](\d{1,5})(?=[-/?]|\Z)"
    r"|/max/(\d{2,5})/|/resize:\w+:(\d{2,5})|/(?:lossy-)?(\d{2,5})px-|[/,]w_(\d{2,5})(?=[/,])|[/,]width=(\d{2,5})"
    r"|/(\d{2,5})w/|/size/w(\d{2,5})|/w/(\d{2,5})|_(\d{3,4})w\.|/(?:mw|orj|wap)(\d{3,4})/|/s(\d{2,4})x\d{2,4}(?:_\w+)?/"
    r"|-(\d{2,4})[whsp]i(?=\?|\Z)|/files/[^?]*_(\d{2,4})x\d{0,4}(?=[._@])|[?&]format=(\d{2,4})w|bbci\.co\.uk/(?:[a-z]+/){1,2}(\d{2,4})(?=[x/])"
    r"|ThreeByTwo\w*?(\d{3})|/unsafe/(?:fit-in/)?(\d{2,5})x"
)
_SMALL = r"thumb|small|square|mini|/s_|_[sSmtq]\.|_hd\."
# Sizes that a server has a word for: those of the New York Times, of Shopify, of Weibo.
_NAMED = {
    "-superJumbo": 2048, "-jumbo": 1024, "-articleLarge": 600, "-articleInline": 190,
    "_grande": 600, "_large": 480, "_medium": 240, "_compact": 160, "_icon": 32, "_pico": 16,
    "/bmiddle": 440,
}  # fmt: skip
_NAME = rf"(?:{'|'.join(_NAMED)})(?=[./_-])"
_compiled = cache(re.compile)


def size(url: str, table: AddressTable) -> float:
    """The width in pixels that a URL states; infinite where it asks for none.

    Where the server has a size for it that the URL does not say in pixels, it ranks after the
    original, and by its words before or after those that do.
    """
    rows = table.identity(url)[1]
    kinds = {row.kind for row in rows}
    if "size" in kinds:
        return _stated(url)
    # A proxy may be asked for a size as well.
    stated = _stated(url) if "proxy" in kinds else _UNSAID
    return stated if 1 < stated < _UNSAID else _ORIGINAL


@lru_cache(2048)
def _stated(url: str) -> float:
    match = _compiled(_STATED).search(url)
    if match is None:
        named = _compiled(_NAME).search(url)
        if named is not None:
            return _NAMED[named[0]]
        return 1 if _compiled(_SMALL).search(url) else _UNSAID
    return int(match[match.lastindex or 0]) or _ORIGINAL
