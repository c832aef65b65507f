"""An `<img>` and what stands round it to one picture, or to the text that stands for it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from msgspec import Struct

from newsfix.model.article import Image
from newsfix.read.html.elements import Attributes
from newsfix.read.pictures.candidates import IMG_ATTRIBUTES, Candidate, Chosen, choose, srcset
from newsfix.read.pictures.not_pictures import is_icon, is_named_placeholder, is_shown, is_tracker
from newsfix.regex import regex
from newsfix.syntax.html import WRAPPERS
from newsfix.syntax.pictures import is_picture_address, is_picture_file

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.pictures.identity import AddressTable

_FILE_PAGE = regex(
    r"/(?:File|Image|Datei|Bild|Fil|Afbeelding|Bestand|Imagen|Imagem|画像|Изображение|Fichier|Archivo|Ficheiro|Immagine|Plik|Файл|文件|檔案|ファイル|파일)(?::|%3A)|/blob/",
    re.IGNORECASE,
)
_STATING = frozenset(IMG_ATTRIBUTES)
# These speak of the picture, or lead away from it.
_SAYING = frozenset({"action", "alt", "cite", "href", "id", "longdesc", "style", "title", "usemap", "xlink:href"})
# What is shown where the picture is not, or what is shared instead of it.
_STAND_IN = regex(r"placeholder|fallback|error|default|loading|spinner|avatar|icon|logo|permalink|poster|share")
_IS_SRCSET = regex(r"/\S*\s+[\d.]+[wx]\s*(?:,|\Z)")
_LONGEST_SRCSET = 20_000
_SIZE = regex(r"\s*([0-9]+)(?:\.[0-9]+)?\s*(?:px)?\s*\Z")


class LeftOut(Struct, frozen=True):
    """An `<img>` that shows no picture: the text that stands for it, and the code and the message of the reason."""

    text: str
    code: str
    message: str


def is_image_file(url: str) -> bool:
    """Whether a link's target is a picture itself, not a page about one."""
    if not is_picture_file(url):
        return False
    # As the page of a file has: `/wiki/File:Quay.jpg`.
    lower = url.lower().removeprefix("https:").removeprefix("http:")
    return not ((":" in lower or "%3a" in lower or "/blob/" in lower) and _FILE_PAGE.search(url))


def candidates(node: LexborNode, attributes: Attributes) -> list[Candidate]:
    """Every URL that an `<img>` with these attributes states, those of the `<picture>` round it after its own."""
    found: list[Candidate] = []
    stating: Collection[str] = _STATING.intersection(attributes)
    if len(stating) > 1:
        stating = sorted(stating, key=IMG_ATTRIBUTES.index)
    for name in stating:
        value = (attributes[name] or "").strip()
        if value:
            if name.endswith("srcset"):
                found += srcset(value)
            else:
                found.append(Candidate(value, name))
    parent = node.parent
    if parent is not None and parent.tag == "picture":
        for source in parent.css("source"):
            for name in ("srcset", "data-srcset", "data-lazy-srcset"):
                # Another format or another cut: not the larger one of the `<img>` itself.
                found += srcset(source.attributes.get(name) or "", "source")
    if not any(is_shown(candidate.url) for candidate in found):
        found += unlisted(node, attributes)
    return found


def unlisted(node: LexborNode, attributes: Attributes) -> list[Candidate]:
    """The pictures that attributes without a known name state: an image's own, its sources', its wrappers'."""
    found = stated(attributes)
    outer = node.parent
    while not found and outer is not None and outer.tag in WRAPPERS and len(outer.css("img")) < 2:
        if outer.tag == "picture":
            for source in outer.css("source"):
                found += stated(source.attributes)
        found += stated(outer.attributes)
        outer = outer.parent
    return found


def stated(attributes: Attributes) -> list[Candidate]:
    """The pictures that any attributes state: those whose whole value is a picture's address or a `srcset`."""
    found: list[Candidate] = []
    for name, value in attributes.items():
        if not value or name in _SAYING or _STAND_IN.search(name):
            continue
        if is_picture_address(value):
            found.append(Candidate(value.strip(), name))
        elif len(value) < _LONGEST_SRCSET and _IS_SRCSET.search(value):
            several = srcset(value)
            if all(is_picture_address(each.url) and (each.width or each.density) for each in several):
                found += several
    return [candidate for candidate in found if is_shown(candidate.url)]


def read_image(
    node: LexborNode,
    attributes: Attributes,
    further: list[Candidate],
    link: str | None,
    ordinal: int | None,
    table: AddressTable,
) -> Image | LeftOut:
    """The picture that an `<img>` shows, if any.

    `further` are candidates from a `<noscript>` copy; `link` is the target of the link round it
    where that is a picture; `table` tells which URLs are one picture.
    """
    found = candidates(node, attributes) + further
    if link is not None:
        found.append(Candidate(link, "href"))
    alt = one_line(attributes.get("alt"))
    width, height = _size(attributes.get("width")), _size(attributes.get("height"))
    chosen = read_candidates(found, alt, width, height, attributes.get("class"), table)
    if not isinstance(chosen, Chosen):
        return chosen
    title = one_line(attributes.get("title")) or None
    return Image(chosen.url, alt, title, width, height, chosen.variants, ordinal)


def read_candidates(
    found: list[Candidate], alt: str, width: int | None, height: int | None, classes: str | None, table: AddressTable
) -> Chosen | LeftOut:
    """The best of these candidates, if one is a picture."""
    if not found:
        kept = "; its alternative text is kept" if alt else ""
        return LeftOut(alt, "IM005", f"the picture has no URL{kept}")
    first = found[0].url
    chosen = choose(found, table)
    if is_tracker(chosen.url if chosen and len(found) > 1 else first, width, height):
        return LeftOut("", "IM002", f"tracking picture left out: {_short(first)}")
    if chosen is None:
        return _placeholder(first, alt)
    if is_named_placeholder(chosen.url):
        return _placeholder(chosen.url, alt)
    if is_icon(chosen.url, classes, width):
        return LeftOut(alt, "IM002", f"icon left out, its alternative text {alt!r} is kept: {_short(chosen.url)}")
    return chosen


def _placeholder(url: str, alt: str) -> LeftOut:
    """What stands for a picture that is not there: the problem has its alternative text, the article does not."""
    said = f", its alternative text is {alt!r}" if alt else ""
    return LeftOut("", "IM002", f"placeholder left out{said}; the source has no real picture for it: {_short(url)}")


def one_line(text: str | None) -> str:
    """The words of an attribute."""
    return " ".join(text.split()) if text else ""


def _size(value: str | None) -> int | None:
    match = _SIZE.match(value) if value else None
    return int(match[1][:9]) if match else None


def _short(url: str) -> str:
    return url if len(url) <= 120 else url[:117] + "…"
