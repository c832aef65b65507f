"""One pass over a page: how much text, linked text and prose each part of it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsfix.read.html.elements import ACTIONS, BLOCK, INLINE, MARK, SKIP, TEXT, Attributes
from newsfix.read.main.names import (
    ACCOUNT,
    ADVERTISEMENT,
    BESIDE,
    BYLINE,
    COMMENTS,
    CONSENT,
    CONTROL,
    DATE,
    DIALOG,
    FOOTER,
    FORM,
    FURTHER,
    LABELS,
    MARKUP,
    NAVIGATION,
    PERMALINK,
    SHARING,
    UNSHOWN,
    is_body,
    reason_of,
)
from newsfix.regex import regex
from newsfix.syntax.html import OWN

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LANDMARKS = {
    "aside": BESIDE,
    "button": CONTROL,
    "dialog": DIALOG,
    "footer": FOOTER,
    "form": FORM,
    "menu": NAVIGATION,
    "nav": NAVIGATION,
}
_ROLES = {
    "alertdialog": DIALOG,
    "banner": NAVIGATION,
    "complementary": BESIDE,
    "contentinfo": FOOTER,
    "dialog": DIALOG,
    "menu": NAVIGATION,
    "menubar": NAVIGATION,
    "navigation": NAVIGATION,
    "search": FORM,
    "toolbar": CONTROL,
}
# Elements whose identifier says what their text is about.
_UNNAMED = HEADINGS | {"main"}
_PICTURES = frozenset({"amp-img", "audio", "embed", "iframe", "img", "object", "video"})
_STREAMED = "S:"
_HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# What no share of a page's prose makes an article, and what an article's prose stands in at times.
_APART = frozenset({COMMENTS, CONSENT, DIALOG})
_DOUBTFUL = frozenset({ACCOUNT, ADVERTISEMENT, BYLINE, DATE, LABELS, NAVIGATION, SHARING})
_LEAST_PROSE = 40
_LONGEST_SIGN = 4
# Parts deeper than this are none of their own, so that no depth can end those who walk over them.
_DEEPEST = 150
_MUCH_PROSE = 300
_LONGEST_TEASER = 900


class Part:
    """An element that may be a block, and what is in it. Sizes are in characters, of other scripts in bytes.

    why          the reason why it is none of the article, as its tag and its name say
    names        its class and identifier
    body         how it says that it is the article's text: "itemprop", "class" or nothing
    order        its number in the document
    own, own_linked   the text, and the linked text, outside of parts within it
    text, linked, words, links, pictures, prose   all that is in it; prose is what stands in paragraphs
    """

    __slots__ = (
        "body",
        "children",
        "depth",
        "is_block",
        "linked",
        "links",
        "names",
        "node",
        "order",
        "own",
        "own_linked",
        "parent",
        "pictures",
        "prose",
        "tag",
        "text",
        "why",
        "words",
    )

    def __init__(self, node: LexborNode, tag: str, parent: Part | None, why: str | None, names: str) -> None:
        self.node = node
        self.tag = tag
        self.parent = parent
        self.why = why
        self.names = names
        self.body = ""
        self.order = 0
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.is_block = True
        self.children: list[Part] = []
        self.own = self.own_linked = self.text = self.linked = self.words = 0
        self.links = self.pictures = self.prose = 0

    def outwards(self) -> Iterator[Part]:
        """The part and those round it."""
        part: Part | None = self
        while part is not None:
            yield part
            part = part.parent

    def holds(self, other: Part) -> bool:
        """Whether the other is the part itself or within it."""
        return any(each is self for each in other.outwards())


def measure(root: LexborNode) -> list[Part]:
    """The parts of a page in the order of the document, the first of them the root itself."""
    part = Part(root, root.tag or "", None, None, "")
    parts = [part]
    in_link = False
    stack: list[tuple[LexborNode, Part, bool]] = []
    node = root.first_child
    while True:
        while node is None:
            if not stack:
                _add_up(parts)
                return parts
            closed, part, in_link = stack.pop()
            node = closed.next
        if node.tag_id == TEXT:
            _take(node.text_content or "", part, in_link)
            node = node.next
            continue
        tag = node.tag or ""
        action = ACTIONS.get(tag, INLINE)
        attributes = node.attributes if action > SKIP and action != MARK and tag not in OWN else None
        if tag in _PICTURES:
            part.pictures += 1
            attributes = None
        elif action == MARK:
            attributes = _NONE
        if attributes is None or _is_hidden(attributes):
            node = node.next
            continue
        stack.append((node, part, in_link))
        if tag == "a":
            part.links += 1
            in_link = True
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else ""
        why = _LANDMARKS.get(tag) or (attributes and _ROLES.get(attributes.get("role") or "")) or None
        if not why and len(names) > 1 and tag not in _UNNAMED:
            why = reason_of(names)
        if (action >= BLOCK or why or "-" in tag) and part.depth < _DEEPEST:
            inner = Part(node, tag, part, why, names)
            inner.order = len(parts)
            inner.is_block = action >= BLOCK
            if attributes:
                inner.body = _body(attributes, names)
            part.children.append(inner)
            parts.append(inner)
            part = inner
        node = node.first_child


_NONE: Attributes = {}


def _take(text: str, part: Part, in_link: bool) -> None:
    """Add a text to the part that it stands in."""
    stripped = text.strip()
    if not stripped:
        return
    if "</" in text and part.tag != "pre" and ("</div>" in text or "</script>" in text):
        part.why = part.why or MARKUP
    size = len(stripped) if stripped.isascii() else len(stripped.encode(errors="replace"))
    part.own += size
    part.words += stripped.count(" ") + 1
    if in_link:
        part.own_linked += size


def _is_hidden(attributes: Attributes) -> bool:
    if not attributes:
        return False
    if "hidden" in attributes:
        return not (attributes.get("id") or "").startswith(_STREAMED)
    style = attributes.get("style")
    return bool(style) and bool(_HIDDEN.search(style or ""))


def _body(attributes: Attributes, names: str) -> str:
    if attributes.get("itemprop") == "articleBody":
        return "itemprop"
    return "class" if len(names) > 1 and is_body(names) else ""


def _add_up(parts: list[Part]) -> None:
    """Add what is in each part to the one round it, and settle which are none of the article."""
    for part in reversed(parts):
        part.text += part.own
        part.linked += part.own_linked
        unlinked = part.own - part.own_linked
        if unlinked >= _LEAST_PROSE and unlinked >= part.own_linked and part.tag not in HEADINGS:
            part.prose += unlinked if part.tag != "li" else unlinked // 2
        outer = part.parent
        if outer is not None:
            outer.text += part.text
            outer.linked += part.linked
            outer.words += part.words
            outer.links += part.links
            outer.pictures += part.pictures
            outer.prose += part.prose
    whole = parts[0].prose - _prose_apart(parts[0])
    _clear(parts, whole)
    for part in parts:
        if len(part.children) > 2:
            _find_teasers(part, whole)
    for part in reversed(parts):
        if part.why and part.prose:
            left_out = part.prose
            for outer in part.outwards():
                outer.prose -= left_out


def _prose_apart(part: Part) -> int:
    """The prose within a part that is none of the article whatever else the page says."""
    return sum(child.prose if child.why in _APART else _prose_apart(child) for child in part.children if child.prose)


def _clear(parts: list[Part], whole: int) -> None:
    """Forget the names of parts that hold most of a page's prose, its headline, or text as an article has it."""
    for part in parts:
        if part.tag == "h1":
            for outer in part.outwards():
                if outer.why and outer.why not in _APART and outer.prose * 5 >= whole:
                    outer.why = None
        if part.why == PERMALINK and part.text > _LONGEST_SIGN:
            part.why = None
        if part.why and ((part.children and _has_permalink(part)) or _is_held(part)):
            part.why = None
        if not part.why or part.why in _APART:
            continue
        is_prose = part.prose >= _MUCH_PROSE and part.linked * 5 < part.text
        leads_nowhere = part.why == FURTHER and part.text and not part.links
        if part.prose * 2 >= whole or leads_nowhere or (part.why in _DOUBTFUL and is_prose):
            part.why = None


def _is_held(part: Part) -> bool:
    """Whether a part is a phrase of a paragraph, as a date in it may be, or in a figure, as the name of a holder."""
    outer = part.parent
    if outer is not None and part.why not in (PERMALINK, UNSHOWN, CONTROL) and _is_in_figure(outer):
        return True
    if part.is_block or outer is None or part.why in (PERMALINK, UNSHOWN):
        return False
    return outer.own - outer.own_linked >= _LEAST_PROSE


def _is_in_figure(part: Part) -> bool:
    return any(each.tag == "figure" for each in part.outwards())


def _has_permalink(part: Part) -> bool:
    """Whether a part is a section that its heading links to: its identifier is what the heading says."""
    heading = part.children[0]
    identifier = part.node.attributes.get("id") if heading.tag in HEADINGS and heading.linked else None
    return bool(identifier) and any(
        (link.attributes.get("href") or "").endswith(f"#{identifier}") for link in heading.node.css("a")
    )


def _find_teasers(part: Part, whole: int) -> None:
    """Three children or more of one shape, each with a heading that is a link, are previews of other pages."""
    shapes: dict[tuple[str, str], list[Part]] = {}
    for child in part.children:
        if child.links and child.text < _LONGEST_TEASER:
            shapes.setdefault((child.tag, child.names), []).append(child)
    for same in shapes.values():
        if len(same) > 2 and sum(each.prose for each in same) * 2 < whole and all(map(_has_linked_heading, same)):
            for each in same:
                each.why = each.why or FURTHER


def _has_linked_heading(part: Part) -> bool:
    if part.tag in HEADINGS:
        return part.own > 0 and part.own_linked * 10 >= part.own * 9
    return any(map(_has_linked_heading, part.children))
