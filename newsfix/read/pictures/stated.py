"""Every URL that an `<img>`, what is round it, or another element states of a picture."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from newsfix.read.html.addresses import on_one_line
from newsfix.read.html.nodes import outwards
from newsfix.read.pictures.candidates import IMG_ATTRIBUTES, Candidate, is_broken, is_data, srcset
from newsfix.read.pictures.not_pictures import is_shown
from newsfix.regex import regex
from newsfix.syntax.html import WRAPPERS
from newsfix.syntax.pictures import is_picture_address

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.html.elements import Attributes

_STATING = frozenset(IMG_ATTRIBUTES)
# These speak of the picture, or lead away from it.
_SAYING = frozenset({"action", "alt", "cite", "href", "id", "longdesc", "style", "title", "usemap", "xlink:href"})
# What is shown where the picture is not, or what is shared instead of it.
_STAND_IN = regex(r"placeholder|fallback|error|default|loading|spinner|avatar|icon|logo|permalink|poster|share")
_HOLDERS = WRAPPERS | {"li"}
_IS_SRCSET = regex(r"/\S*\s+[\d.]+[wx]\s*(?:,|\Z)")
# How an attribute is called that holds an expression of JavaScript, to which a text is one in quotes.
_BINDINGS = (":", "v-", "ng-", "x-")
_CSS_URL = regex(r"url\(\s*[\"']?(?!data:)([^\"')]+)")
_SMALL = regex(r"(?:^|[-_])(?:xs|sm|small|thumb(?:nail)?|mobile|phone|low|tiny|lqip|preview)(?:$|[-_])")
_MIN_WIDTH = regex(r"min-width\s*:\s*(\d{1,5})")
_LONGEST_SRCSET = 20_000
_JSON = ('{"', "[{", '["')
_IN_JSON = regex(r"\"((?:[^\"\s\\]|\\/)+)\"")
_WITH_HOST = ("http://", "https://", "//")
_IN_BRACKETS = regex(r"\[([^\[\],\s]+),")  # Foundation: [/small.jpg, small], [/large.jpg, large]
_WIDTH = "{width}"
_NUMBER = regex(r"\d+")


def candidates(node: LexborNode, attributes: Attributes) -> list[Candidate]:
    """Every URL that an `<img>` with these attributes states, those of the `<picture>` round it after its own."""
    found: list[Candidate] = []
    stating: Collection[str] = _STATING.intersection(attributes)
    if len(stating) > 1:
        stating = sorted(stating, key=IMG_ATTRIBUTES.index)
    for name in stating:
        value = (attributes[name] or "").strip()
        if _WIDTH in value:
            value = _filled(value, attributes)
        if value:
            if value.startswith(_JSON):
                found += [Candidate(url, name) for url in _in_data(value)]
            elif name.endswith("srcset") or (" " in value and _IS_SRCSET.search(value[-200:])):
                found += srcset(value)
            else:
                found.append(Candidate(on_one_line(value), name))
    parent = node.parent
    if parent is not None and parent.tag == "picture":
        for source in parent.css("source") if found else sorted(parent.css("source"), key=_narrowness):
            for name in ("srcset", "data-srcset", "data-lazy-srcset"):
                # Another format or another cut: not the larger one of the `<img>` itself.
                found += srcset(source.attributes.get(name) or "", "source")
    if not any(is_shown(candidate.url) and not is_broken(candidate.url) for candidate in found):
        found += unlisted(node, attributes)
    elif all(is_data(candidate.url) for candidate in found):
        # Before a picture with an address, data are what is shown until that is loaded.
        found += stated(attributes)
    return found


def _filled(value: str, attributes: Attributes) -> str:
    """An address with the largest of the widths that a script may put into it (lazysizes); empty without any."""
    widths = _NUMBER.findall(attributes.get("data-widths") or "")
    return value.replace(_WIDTH, max(widths, key=int)) if widths else ""


def _narrowness(source: LexborNode) -> int:
    """An order of sources: first what is for wide windows."""
    media = source.attributes.get("media") or ""
    wide = _MIN_WIDTH.search(media)
    return -int(wide[1]) if wide else int("max-width" in media)


def unlisted(node: LexborNode, attributes: Attributes) -> list[Candidate]:
    """The pictures that attributes without a known name state: an image's own, its sources', its wrappers'."""
    found = stated(attributes) or _in_json(attributes)
    for outer in outwards(node.parent):
        if found or outer.tag not in _HOLDERS or len(outer.css("img")) > 1:
            break
        if outer.tag == "picture":
            for source in outer.css("source"):
                found += stated(source.attributes)
        found += stated(outer.attributes)
    return found


def stated(attributes: Attributes) -> list[Candidate]:
    """The pictures that any attributes state: those whose whole value is a picture's address or a `srcset`."""
    found: list[Candidate] = []
    for name, value in attributes.items():
        if not value or name in _SAYING or _STAND_IN.search(name):
            continue
        if "'" in value and name.startswith(_BINDINGS):
            value = value.strip().strip("'")
        if is_picture_address(value):
            found.append(Candidate(on_one_line(value), name))
        elif value[0] == "[" and name.startswith("data-"):
            found += [Candidate(url, name) for url in _IN_BRACKETS.findall(value)[::-1] if is_picture_address(url)]
        elif "url(" in value and name.startswith("data-"):
            found += [Candidate(url, name) for url in _CSS_URL.findall(value) if is_picture_address(url)]
        elif len(value) < _LONGEST_SRCSET and len(value.split(None, 1)) > 1 and _IS_SRCSET.search(value):
            several = srcset(value)
            if all(is_picture_address(each.url) and (each.width or each.density) for each in several):
                found += several
    shown = [candidate for candidate in found if is_shown(candidate.url)]
    return sorted(shown, key=lambda each: bool(_SMALL.search(each.attribute))) if len(shown) > 1 else shown


def _in_json(attributes: Attributes) -> list[Candidate]:
    """The pictures in the data that an image holds for a script."""
    return [
        Candidate(url, name)
        for name, value in attributes.items()
        if value and value.startswith(_JSON) and not _STAND_IN.search(name)
        for url in _in_data(value)
        if is_picture_address(url) and is_shown(url)
    ]


def _in_data(value: str) -> list[str]:
    """The addresses in JSON: those with a host, and those of the files of pictures."""
    found = [url.replace("\\/", "/") for url in _IN_JSON.findall(value[:_LONGEST_SRCSET])]
    return [url for url in found if url.startswith(_WITH_HOST) or is_picture_address(url)]
