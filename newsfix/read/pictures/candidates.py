"""The URLs of pictures: those that a `srcset` states, whether they can be loaded, the size that they say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from newsfix.regex import regex
from newsfix.syntax.pictures import PHOTOGRAPH, is_picture_file

if TYPE_CHECKING:
    from newsfix.read.pictures.identity import AddressTable

ENLARGED = (
    "data-zoom-image", "data-zoom-src", "data-large_image", "data-large-image", "data-full-src", "data-fullsrc",
    "data-high-res-src", "data-highres", "data-hires",
)  # fmt: skip
"""What a reader is shown who enlarges a picture."""
# In order of preference. What is in the later ones is the picture where `src` is only a
# placeholder until a script has run.
IMG_ATTRIBUTES = (
    "src", "data-original", "data-original-src", "data-src", "data-lazy-src", "data-lazy", "data-actualsrc",
    "data-cfsrc", "data-echo", "data-ezsrc", "data-runner-src", "data-pin-media", "data-croporisrc", "data-backsrc",
    "_src", "real_src", "lazy-src", "lazysrc", "original", "zoomfile", "file", "data-orig-file", "data-large-file",
    "data-full-url", "data-hi-res-src", *ENLARGED, "srcset", "data-srcset", "data-lazy-srcset", "data-ezsrcset",
)  # fmt: skip

ORIGINAL = float("inf")
UNSAID = 100_000
"""Wider than any picture: nothing is said."""


class Candidate(Struct, frozen=True):
    """A URL for a picture, the attribute that gave it, and what the markup says of its size.

    `width` is a srcset's `800w`, `density` its `2x`; `attribute` is "href" for the target of a link
    round the picture, "source" a `<source>` beside it, "noscript" the `src` of its copy for readers without scripts.
    """

    url: str
    attribute: str
    width: int | None = None
    density: float | None = None


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


# ---------------------------------------------------------------------------- what nobody can load

_FILE_PAGE = regex(
    r"/(?:File|Image|Datei|Bild|Fil|Afbeelding|Bestand|Imagen|Imagem|画像|Изображение|Fichier|Archivo|Ficheiro|Immagine|Plik|Файл|文件|檔案|ファイル|파일)(?::|%3A)|/blob/",
    re.IGNORECASE,
)
_BROKEN = regex(
    r"""
      (?:https?:)?//(?:[/?#:@\\]|\Z)             # no host
    | https?:(?!/)|https?:/?\Z|https?:/\Z        # no slashes
    | (?:https?:)?//\[(?![0-9A-Fa-f:.]+\](?:[:/?#]|\Z))  # an IPv6 address that is not closed, or no address
    | (?:https?:)?//(?!\[)[^/?#\s\[\]<>"^`{|}]*[\s\[\]<>"^`{|}]  # no host either
    | file:|[A-Za-z]:[\\/]                       # somebody's disk
    | (?:javascript|about|blob|mailto|chrome-extension):
    | \#\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ABSOLUTE = ("http://", "https://", "//", "{{", "{%", "<%", "#", "?")
# As nearly all are.
_WHOLE = regex(r"https?://[\w.-]+/")


def is_broken(url: str) -> bool:
    """Whether nobody can load a URL: no host, an unclosed IPv6 address, a file on somebody's disk."""
    if _WHOLE.match(url):
        return False
    return _BROKEN.match(url) is not None and "{{" not in url


def is_image_file(url: str) -> bool:
    """Whether a link's target is a picture itself, not a page about one."""
    if not is_picture_file(url):
        return False
    # As the page of a file has: `/wiki/File:Quay.jpg`.
    lower = url.lower().removeprefix("https:").removeprefix("http:")
    return not ((":" in lower or "%3a" in lower or "/blob/" in lower) and _FILE_PAGE.search(url))


def is_data(url: str) -> bool:
    """Whether a URL holds the picture itself."""
    return url[:5].lower() == "data:"


def is_relative(url: str) -> bool:
    """Whether a URL needs a base; one that begins with a template tag or a host does not."""
    return not url.startswith(_ABSOLUTE) and ":" not in url.partition("/")[0]


def is_picture_name(value: str) -> bool:
    """Whether a front matter value can be a picture's URL: `image` also names containers, `featured` is a switch."""
    if not value or "\n" in value or len(value) > 4_000_000:
        return False
    if value.startswith(("/", "./", "../", "{{", "data:image/", "http://", "https://")):
        return True
    return is_picture_file(value)


def is_pending(url: str) -> bool:
    """Whether a lazy loader has marked a URL as one still to be loaded, which makes it another address."""
    return "is-pending-load=" in url


# --------------------------------------------------------------------------------------- size

_STATED = regex(
    r"-(\d{2,5})x\d{2,5}(?=\.)|[?&](?:w|width|resize|fit|imwidth|im_w|size|s|type|thumbnail)=w?(\d{1,5})(?!\d)|[/=][sw](\d{1,5})(?=[-/?]|\Z)"
    r"|/max/(\d{2,5})/|/resize:\w+:(\d{2,5})|/(?:lossy-)?(\d{2,5})px-|[/,]w_(\d{2,5})(?=[/,])|[/,]width=(\d{2,5})"
    r"|/(\d{2,5})w/|/size/w(\d{2,5})|/w/(\d{2,5})|_(\d{3,4})w\.|/(?:mw|orj|wap)(\d{3,4})/|/s(\d{2,4})x\d{2,4}(?:_\w+)?/"
    r"|-(\d{2,4})[whsp]i(?=\?|\Z)|/files/[^?]*_(\d{2,4})x\d{0,4}(?=[._@])|[?&]format=(\d{2,4})w|bbci\.co\.uk/(?:[a-z]+/){1,2}(\d{2,4})(?=[x/])"
    r"|(?:livejournal\.\w+|/fotolife)/[^?]*_(\d{2,4})(?=\.)|pinimg\.com/(\d{2,4})x"
    rf"|{PHOTOGRAPH}_(\d{{2,4}})x"
    r"|ThreeByTwo\w*?(\d{3})|/unsafe/(?:fit-in/)?(\d{2,5})x"
    r"|/(?:v\d/|resize/|cache/|m/|thumb/R|p)(\d{2,5})x|/(\d{2,4})w\.(?:gif|webp)|/(?:scale_|s-l)(\d{2,4})|/il_(\d{2,4})x"
    r"|[/?&]tr[:=][^/&]*?\bw-(\d{2,5})|im=Resize\W*(?:width=)?(\d{2,5})|-s(\d{2,4})-c\d|_hu[0-9a-f]{32}_\d+_(\d{2,5})x"
    r"|/(\d{2,4})x\d{1,4}(?=[/?.]|\Z)|/\d{1,2}x\d{1,2}-(\d{3,4})/|[-/.,]w(?:idth)?[-:=_]?(\d{3,4})(?=[h_/.,])|dimension=(\d+)x"
    r"|(?:_v\d|:\d+)_(\d{3,4})x\d{1,4}(?=[._])|[?&]wid=(\d+)|/t_[a-z-]*(\d{3,4})w?,|/media/[0-9a-f]{32}/(\d+)\.|svtstatic\.se/image/\w+/(\d+)/|/alternates/[A-Z]+_(\d+)/|resize=(\d{2,4})\Z"
    r"|-\d+__?(\d{3,4})\.\w+\Z"
    r"|_w(\d{2,4})_r|__(\d{2,4})x\d|lemde\.fr/(?:\d+/){7}(\d{2,4})/|/video/[\w-]+_(\d{2,4})|[?&,=]w_(\d{2,4})|-p-(\d{3,4})\."
)
_SMALL = regex(r"thumb|small|square|mini|/s_|_[sSmtq]\.|_hd\.")
# Sizes that a server has a word for: those of the New York Times, of Shopify, of Weibo.
_NAMED = {
    "-superJumbo": 2048, "-jumbo": 1024, "-articleLarge": 600, "-articleInline": 190,
    "_grande": 600, "_large": 480, "_medium": 240, "_compact": 160, "_icon": 32, "_pico": 16,
    "/bmiddle": 440,
}  # fmt: skip
_NAME = regex(rf"(?:{'|'.join(_NAMED)})(?=[./_-])")


def size(url: str, table: AddressTable) -> float:
    """The width in pixels that a URL states; infinite where it asks for none.

    Where the server has a size for it that the URL does not say in pixels, it ranks after the
    original, and by its words before or after those that do.
    """
    rows = table.identity(url)[1]
    kinds = {row.kind for row in rows}
    if "size" in kinds:
        return stated_width(url)
    # A proxy may be asked for a size as well.
    stated = stated_width(url) if "proxy" in kinds else UNSAID
    return stated if 1 < stated < UNSAID else ORIGINAL


@lru_cache(2048)
def stated_width(url: str) -> float:
    """The width in pixels that is in a URL, `UNSAID` where none does."""
    match = _STATED.search(url)
    if match is None:
        named = _NAME.search(url)
        if named is not None:
            return _NAMED[named[0]]
        return 1 if _SMALL.search(url) else UNSAID
    return int(match[match.lastindex or 0]) or ORIGINAL
