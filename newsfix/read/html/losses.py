"""Text that HTML loses: elements and attributes without a written form, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsfix.model.problem import Element, Unplaced
from newsfix.read.html.tags import Tags
from newsfix.read.html.unclosed import TAG, unclosed
from newsfix.read.references import unescape
from newsfix.regex import regex
from newsfix.syntax.comments import instructs, parts, says_something
from newsfix.syntax.html import CITED, PHRASES, RAW, REPORTED, TITLED

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.parse import Parsed

# Elements whose text is not read; what is shown in the place of a film or a frame says nothing that the article says.
_LEFT_OUT = sorted(REPORTED)
# Those whose content the parser hands over as characters, or apart from the tree.
_WITH_TAGS = (REPORTED & RAW) - {"textarea"} | {"noscript", "template"}
# Places where a site puts in a picture that only its own data know.
PLACES = ("drupal-media", "drupal-entity")
# What a script shows of a phrase when a reader points at it; links and buttons say what they do.
_NOTING = regex(
    r"data-(?:annotation|definition|(?:[\w-]*-)?foot-?note(?:-content)?|note|side-?note|tip|tippy-content|tooltip)"
)
_NOTED = sorted(PHRASES - {"a"})
_ADDRESS = regex(r"""srcset\s*=\s*["']?([^\s"'>]+)""", re.IGNORECASE)
_DESCRIBING = {"summary": ("table",), "longdesc": ("iframe", "img")}
"""Attributes of HTML 4, by what has them."""
# In an element whose content is characters there is none.
_COMMENT = regex(
    rf"<!--(?:(?P<said>[^-]*(?:-(?!->)[^-]*)*)-->|.*\Z)"
    rf"|<({'|'.join(sorted(RAW))})\b[^<>]*>(?:[^<]*(?:<(?!/\2\s*>)[^<]*)*</\2\s*>|.*\Z)",
    re.DOTALL | re.IGNORECASE,
)


def losses(root: LexborNode, parsed: Parsed, separator: str | None) -> Iterator[Unplaced]:
    """What a body loses; `separator` is the comment that parts the article, where its front matter names one."""
    html, tags = parsed.html, parsed.tags
    yield from _left_out(root, tags)
    if "title" in html or "TITLE" in html or "Title" in html:
        yield from _titles(root, tags)
    yield from _areas(root, tags)
    yield from _described(root, tags, html)
    if "ol" in tags.names and any(sign in html for sign in ("type", "TYPE", "reversed", "REVERSED")):
        yield from _numbered(root, tags)
    if "data-" in html and _NOTING.search(html):
        yield from _noted(root, tags)
    if tags.any_of(CITED) and ("cite" in html or "CITE" in html):
        yield from _quoted(root, tags)
    yield from _without_image(root, tags)
    yield from unclosed(root, parsed)
    yield from _comments(parsed, separator)


def _elements(root: LexborNode, tags: Tags, *names: str) -> Iterator[tuple[LexborNode, Element]]:
    """The elements of these names, each with its place among those of its kind."""
    for tag in filter(tags.names.__contains__, names):
        for index, node in enumerate(root.css(tag)):
            yield node, Element(tag, index)


def _left_out(root: LexborNode, tags: Tags) -> Iterator[Unplaced]:
    for node, where in _elements(root, tags, *_LEFT_OUT):
        text = _text(node)
        if text:
            yield Unplaced("BD007", f"<{where.tag}> was left out with its text: {text[:80]}", where)
    for node, where in _elements(root, tags, "image"):
        url = node.attributes.get("href") or node.attributes.get("xlink:href") or ""
        if url and not url.startswith("data:"):
            yield Unplaced("BD007", f"a picture in a drawing was left out: {url[:80]}", where)
    for node, where in _elements(root, tags, *PLACES):
        if node.css_first("img, picture, iframe, video") is None:
            caption = text_of_markup(node.attributes.get("data-caption") or "")
            said = f"; its caption: {caption[:80]}" if caption else ""
            yield Unplaced("BD007", f"<{where.tag}> was left out; what it shows is not in the file{said}", where)


def _titles(root: LexborNode, tags: Tags) -> Iterator[Unplaced]:
    """What readers see only when they point at a word: Markdown has it for links and pictures alone."""
    from html import escape

    for node, where in _elements(root, tags, *TITLED):
        title = (node.attributes.get("title") or "").strip()
        is_link = where.tag == "a" and node.attributes.get("href")
        shown = node.text(deep=True) or ""
        if title and not is_link and shown.strip() and title not in shown:
            yield Unplaced("BD007", f"the title of <{where.tag}> was left out: {title[:80]}", where, escape(title))


def _areas(root: LexborNode, tags: Tags) -> Iterator[Unplaced]:
    """The links of parts of a picture."""
    for node, where in _elements(root, tags, "area"):
        url, said = (node.attributes.get(name) or "" for name in ("href", "alt"))
        if url or said:
            message = f"the link of an <area> was left out: {url[:80]} {said[:80]}".rstrip()
            yield Unplaced("BD007", message, where, node.html or "")


def _described(root: LexborNode, tags: Tags, html: str) -> Iterator[Unplaced]:
    """The attributes that describe an element, or name the page that does."""
    lowered = html.lower()
    names = [name for name in _DESCRIBING if f"{name}=" in lowered]
    if not names:
        return
    from html import escape

    for name in names:
        for node, where in _elements(root, tags, *_DESCRIBING[name]):
            said = (node.attributes.get(name) or "").strip()
            is_layout = where.tag == "table" and node.css_first("th, caption") is None
            if any(map(str.isalnum, said)) and not is_layout:
                message = f"the {name} of <{where.tag}> was left out: {said[:80]}"
                yield Unplaced("BD007", message, where, escape(said))


def _numbered(root: LexborNode, tags: Tags) -> Iterator[Unplaced]:
    """The kinds of numbers of lists."""
    for node, where in _elements(root, tags, "ol"):
        kind = _numbers(node.attributes)
        if kind:
            yield Unplaced("BD007", f"an <ol> is written with the numbers of any other: {kind}", where)


def _noted(root: LexborNode, tags: Tags) -> Iterator[Unplaced]:
    """The notes that attributes hold."""
    for node, where in _elements(root, tags, *_NOTED):
        for name, value in node.attributes.items():
            is_noting = _NOTING.fullmatch(name) and (node.tag != "button" or "foot" in name)
            note = text_of_markup(value) if value and is_noting else ""
            if " " in note and note not in (node.text(deep=True) or ""):
                yield Unplaced("BD007", f"the {name} of <{where.tag}> was left out: {note[:80]}", where, note)


def _quoted(root: LexborNode, tags: Tags) -> Iterator[Unplaced]:
    """The sources of quotes."""
    links = {(link.attributes.get("href") or "").strip() for link in root.css("a[href]")}
    for node, where in _elements(root, tags, *sorted(CITED)):
        url = (node.attributes.get("cite") or "").strip()
        if url.startswith("http") and url not in links and node.text(strip=True):
            yield Unplaced("BD007", f"the source of a <{where.tag}> was left out: {url[:80]}", where, url)


def _numbers(attributes: dict[str, str | None]) -> str:
    """What an ordered list says of its numbers that Markdown does not."""
    kind = attributes.get("type") or ""
    if kind in ("a", "A", "i", "I"):
        return f'type="{kind}"'
    return "reversed" if "reversed" in attributes else ""


def _without_image(root: LexborNode, tags: Tags) -> Iterator[Unplaced]:
    """Elements of a picture that have sources of it, and no image that shows one."""
    for node, where in _elements(root, tags, "picture"):
        if node.css_first("source") is not None and node.css_first("img, noscript") is None:
            url = _ADDRESS.search(node.html or "")
            if url:
                yield Unplaced("IM002", f"a <picture> without <img> was left out: {unescape(url[1])}", where)


def text_of_markup(text: str) -> str:
    """The words of HTML that is in an attribute."""
    return " ".join(unescape(TAG.sub(" ", text)).split())


def _text(node: LexborNode) -> str:
    """The text of an element that is left out; none where a picture or a frame of its own is kept."""
    if node.tag == "noscript" and node.css_first("img, iframe, style, link") is not None:
        return ""
    if node.tag == "object" and (
        node.attributes.get("data") or node.css_first("embed, param, iframe, img") is not None
    ):
        return ""
    if node.tag == "svg":
        return " ".join(" ".join(part.text(deep=True) or "" for part in node.css("text, foreignObject")).split())
    text = node.html or "" if node.tag == "template" else node.text(deep=True) or ""
    return " ".join(unescape(TAG.sub(" ", text) if node.tag in _WITH_TAGS else text).split())


# ------------------------------------------------------------------------------------------- comments


def _comments(parsed: Parsed, separator: str | None) -> Iterator[Unplaced]:
    """The comments that no program is told something by: what they say is not in the article.

    In HTML only those are told of that have more than a word or two.
    """
    if "!--" not in parsed.tags.names:
        return
    at = 0
    for match in _COMMENT.finditer(parsed.html):
        said = parsed.protected.restore(match["said"] or "")
        if not says_something(said, prose=parsed.kind == "html") or instructs(said) or parts(said, separator):
            continue
        offset = parsed.source.find(f"<!--{said}", at)
        at = max(offset, at)
        message = f"a comment was left out: {' '.join(said.split())[:80]}"
        yield Unplaced("BD007", message, offset if offset >= 0 else None)
