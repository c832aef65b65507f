"""When a paragraph is the caption of the picture beside it (`newsfix.syntax.captions` has the forms)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, takewhile
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from newsfix.model.article import Block, Figure, Heading, Inline, LineBreak, Link, Paragraph, Text
from newsfix.model.walk import has_picture, is_link, without_emphasis, words
from newsfix.read.html.captions.shapes import Shapes
from newsfix.read.html.nodes import beside, is_blank, is_control, outwards, said
from newsfix.regex import regex
from newsfix.syntax.captions import enlarges, is_advertisement, is_count, is_likely, named
from newsfix.syntax.html import BLOCKS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Hint: TypeAlias = "LexborNode | None"
Hinted: TypeAlias = "tuple[Block, Hint]"

_LEVELS = 3


class Ways(Struct, eq=False):
    """How captions are told in a body.

    `strict` takes only stated ones, `described` is set once an element has named any; `written` are the
    captions that attributes of pictures hold, by each URL of the picture.
    """

    strict: bool
    described: bool = False
    written: dict[str, str] = {}

    def attach(self, hinted: list[Hinted]) -> list[Hinted]:
        """Tie the paragraphs that are captions to the figures beside them; the rest stays as it was."""
        if Figure not in [type(block) for block, _ in hinted]:
            return hinted
        done: list[Hinted] = []
        shapes = Shapes(hinted)
        # What is between a picture and its caption and belongs to neither.
        asides: list[Hinted] = []
        for index, (block, hint) in enumerate(hinted):
            last, last_hint = done[-1] if done else (None, None)
            if type(last) is Figure and type(block) is Heading and _is_caption_heading(block, hint):
                block = Paragraph(block.content)
            if type(last) is Figure and type(block) is Paragraph:
                if is_aside(block, hint):
                    asides.append((block, hint))
                    continue
                shapes.above = done[-2][0] if len(done) > 1 else None
                form = _form(block, index, last, last_hint, shapes, self)
                if form and not ((self.strict or asides) and is_likely(form)):
                    if form == "figcaption" and last.caption_from == "figure-text":
                        asides.append((Paragraph(last.caption), last_hint))
                        last = Figure(last.pictures)
                    done[-1] = _with_line(last, block.content, form), last_hint
                    continue
            elif type(last) is Paragraph and type(block) is Figure:
                below = shapes.hints[index + 1] if index + 1 < len(hinted) else None
                is_free = not block.caption and (len(done) < 2 or type(done[-2][0]) is not Figure)
                form = self._form_above(last_hint, hint, below, is_free=is_free)
                if form:
                    done[-1] = _with_line(block, last.content, form), hint
                    continue
            done += asides
            asides.clear()
            done.append((block, hint))
        done += asides
        if self.written:
            done = [(each, hint) for block, hint in done for each in _with_written(block, self.written)]
        return done

    def _form_above(self, hint: Hint, figure_hint: Hint, below: Hint, *, is_free: bool) -> str | None:
        """The form by which a paragraph is the caption of the figure below it, which has `below` behind it.

        `is_free`: the figure has no caption, and there is none above the paragraph.
        """
        if self.described and _describes(hint, figure_hint):
            return "aria-describedby"
        if not is_free or not in_figcaption(hint) or in_figcaption(below):
            return None
        # One of no figure belongs to the picture below where none is above.
        return "figcaption" if all(outer.tag != "figure" for outer in outwards(hint)) else None


def _with_written(block: Block, written: dict[str, str]) -> list[Block]:
    """A figure without a caption with those that attributes of its pictures hold, each picture with its own."""
    if type(block) is not Figure or block.caption:
        return [block]
    said = [
        next((written[url] for url in (shown.image.url, *shown.image.variants) if url in written), None)
        for shown in block.pictures
    ]
    if not any(said):
        return [block]
    return [
        Figure((shown,), (Text(text),), "data-caption") if text else Figure((shown,))
        for shown, text in zip(block.pictures, said, strict=True)
    ]


_TAG = regex(r"<[^<>]*>")
_SWITCHES = frozenset({"true", "false", "none", "null"})
# Attributes that hold a caption, and what has them: a picture, or what holds only one.
_WRITTEN = {
    "data-caption": "[data-caption]",
    **{f"data-{kind}-caption": f"[data-{kind}-caption]" for kind in ("image", "img", "photo", "picture", "media")},
    "data-sub-html": "[data-sub-html]",
    "data-title": "a[data-lightbox][data-title], a[data-fancybox][data-title]",
    "data-description": "a[class*=lightbox][data-description]",
    "caption": "img[caption], amp-img[caption], figure[caption]",
}
# The caption of a part of the page.
_OF_PAGE = regex(r"title|header|module|section|teaser|headline", re.IGNORECASE)
_SELECTOR = regex(r"\s*[.#][\w-]+\s*\Z")


def written_captions(root: LexborNode, text: str) -> dict[str, str]:
    """The captions in attributes of pictures, or of what holds only one, by each URL of the picture.

    `text` is the HTML that the element was parsed from.
    """
    found: dict[str, str] = {}
    names = [name for name in _WRITTEN if f"{name}=" in text]
    if not names:
        return found
    shared = Counter(image.attributes.get("src") for image in root.css("img[src]"))
    for name in names:
        for node in root.css(_WRITTEN[name]):
            value = node.attributes.get(name) or ""
            images = [node] if node.tag in ("img", "amp-img") else node.css("img, amp-img")
            caption = written_caption({name: value}, (name,)) if not _SELECTOR.match(value) else ""
            if caption and len(images) == 1:
                for url in images[0].attributes.values():
                    if url and shared[url] < 2:
                        found.setdefault(url.strip(), caption)
    return found


def written_caption(attributes: dict[str, str | None], names: Iterable[str]) -> str:
    """The words of the attributes of these names, markup aside; empty where they only switch something."""
    said = [" ".join(_TAG.sub(" ", attributes.get(name) or "").split()) for name in names]
    return " ".join(text for text in dict.fromkeys(said) if any(map(str.isalpha, text)) and text not in _SWITCHES)


def _with_line(figure: Figure, content: tuple[Inline, ...], form: str) -> Figure:
    line = without_emphasis(content)
    caption = (*figure.caption, LineBreak(), *line) if figure.caption else line
    return Figure(figure.pictures, caption, figure.caption_from or form)


def _form(block: Paragraph, index: int, figure: Figure, figure_hint: Hint, shapes: Shapes, ways: Ways) -> str | None:
    """The name of the form by which a paragraph is the caption of the figure before it; none with a picture is."""
    if has_picture(block.content):
        return None
    inside = _holders(figure_hint)
    form = _stated(shapes.hints[index], figure_hint if ways.described else None, inside)
    if form is None:
        return shapes.form(block, index, figure, inside)
    return None if leads_where(block.content, figure) or is_advertisement(words(block.content)) else form


def _is_caption_heading(block: Heading, hint: Hint) -> bool:
    """Whether a heading below a picture is only the look of its caption, by its class; a title is a heading."""
    if is_link(block.content) or has_picture(block.content) or hint is None:
        return False
    alone = takewhile(lambda outer: said(outer) == said(hint), _near(hint))
    names = " ".join(name for node in alone for name in _naming(node))
    return named(names) in ("image-caption", "img-desc") and not _OF_PAGE.search(names)


def leads_where(content: tuple[Inline, ...], figure: Figure) -> bool:
    """Whether a phrase leads where the picture does: the preview of another page."""
    item = content[0] if len(content) == 1 else None
    return isinstance(item, Link) and any(target.url == item.url for target in figure.targets)


def _stated(hint: Hint, described: Hint, inside: dict[int, LexborNode]) -> str | None:
    """The form by which the markup says that an element is the caption of the figure before it.

    `described` is the figure's element where pictures name their captions.
    """
    classes = []
    for node in _near(hint):
        if node.mem_id in inside and node is not hint:
            break
        if node.tag == "figcaption":
            # A figure that holds both has decided already whether one belongs to the other.
            is_of_both = any(outer.tag == "figure" and key in inside for key, outer in _holders(node.parent).items())
            return None if is_of_both else "figcaption"
        classes += _naming(node)
        if node.mem_id in inside:
            break
    form = named(" ".join(classes)) if classes else None
    return form or ("aria-describedby" if described is not None and _describes(hint, described) else None)


def _naming(node: LexborNode) -> list[str]:
    """What may name a caption: the classes of an element, its role, its name where HTML does not have it."""
    attributes, tag = node.attributes, node.tag or ""
    found = [attributes.get("class"), tag if "-" in tag else None]
    if attributes.get("role") == "caption":
        found.append("caption")
    return [name for name in found if name]


def in_figcaption(node: Hint) -> bool:
    """Whether an element is a `<figcaption>` or is in one."""
    return "figcaption" in [outer.tag for outer in islice(outwards(node), _LEVELS)]


def _holders(node: Hint) -> dict[int, LexborNode]:
    """An element and those round it, by their `mem_id`."""
    return {outer.mem_id: outer for outer in islice(outwards(node), _LEVELS + 2)}


def _near(node: Hint) -> Iterator[LexborNode]:
    """An element and those closely round it, none of a whole page."""
    return takewhile(lambda outer: outer.tag not in ("body", "html"), islice(outwards(node), _LEVELS))


def _describes(hint: Hint, figure_hint: Hint) -> bool:
    """Whether a picture, or the figure round it, names an element as its description or label (WAI-ARIA 1.2)."""
    identifiers = {node.attributes.get("id") for node in _near(hint)} - {None, ""}
    if not identifiers or figure_hint is None:
        return False
    described = [figure_hint, *figure_hint.css("[aria-describedby]")]
    if any(identifiers.intersection((node.attributes.get("aria-describedby") or "").split()) for node in described):
        return True
    outer = (each for each in _holders(figure_hint).values() if each.attributes.get("role") == "figure")
    return any(identifiers.intersection((each.attributes.get("aria-labelledby") or "").split()) for each in outer)


def is_aside(block: Paragraph, hint: Hint) -> bool:
    """Whether a paragraph beside a picture is a control or a count, which belongs to no caption."""
    return is_switch(hint) or is_count(words(block.content))


def is_switch(hint: Hint) -> bool:
    """Whether an element is a control of a picture, by its kind or its class."""
    return is_control(hint) or (hint is not None and enlarges(hint.attributes.get("class") or ""))


def is_last_caption(node: LexborNode) -> bool:
    """Whether nothing but further captions follow a phrase in the element round it, up to the next block."""
    for other in beside(node, "next"):
        if other.tag in BLOCKS:
            return True
        is_caption = other.tag != "-text" and named(other.attributes.get("class") or "") is not None
        if not (is_caption or is_blank(other) or other.tag in ("-comment", "br", "figcaption")):
            return False
    return True
