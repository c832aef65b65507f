"""One pass over a page: how much text, linked text and prose each part of it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsfix.read.html.elements import ACTIONS, BLOCK, INLINE, MARK, SKIP, TEXT, Attributes
from newsfix.read.html.styles import HIDDEN
from newsfix.read.main import reasons
from newsfix.syntax.html import HEADINGS, OWN, SHOWN

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LANDMARKS = {
    "aside": reasons.BESIDE,
    "button": reasons.CONTROL,
    "dialog": reasons.DIALOG,
    "footer": reasons.FOOTER,
    "form": reasons.FORM,
    "menu": reasons.NAVIGATION,
    "nav": reasons.NAVIGATION,
}
_ROLES = {
    "alertdialog": reasons.DIALOG,
    "banner": reasons.NAVIGATION,
    "complementary": reasons.BESIDE,
    "contentinfo": reasons.FOOTER,
    "dialog": reasons.DIALOG,
    "menu": reasons.NAVIGATION,
    "menubar": reasons.NAVIGATION,
    "navigation": reasons.NAVIGATION,
    "search": reasons.FORM,
    "toolbar": reasons.CONTROL,
}
# Elements whose identifier says what their text is about.
_UNNAMED = HEADINGS | {"main"}
_STREAMED = "S:"
# Roles of what a page shows when its heading or its tab is chosen; a box with a label of its own, as one that asks for
# consent, has neither.
_OPENED = frozenset({"region", "tabpanel"})
# How Webflow hides an element of which a condition is not met.
_UNMET = "w-condition-invisible"
LEAST_PROSE = 40
# Deeper parts are not told apart, so that no depth can end a walk over them.
_DEEPEST = 150


class Part:
    """An element that may be a block, and what is in it. Sizes are in characters, of other scripts in bytes.

    why          the reason why it is not part of the article, as its tag and its name say
    names        its class and identifier
    body         how it says that it is the article's text: "itemprop", "class" or nothing
    order        its number in the document
    own, own_linked   the text, and the linked text, outside of parts within it
    text, linked, words, links, pictures, prose   all that is in it; prose is what is in paragraphs
    """

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
        if tag in SHOWN:
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
        if part.depth < _DEEPEST and (inner := _part(node, tag, attributes, part, is_block=action >= BLOCK)):
            inner.order = len(parts)
            part.children.append(inner)
            parts.append(inner)
            part = inner
        node = node.first_child


def _part(node: LexborNode, tag: str, attributes: Attributes, outer: Part, *, is_block: bool) -> Part | None:
    """The part that an element is: a block, or one that is named for what it is; None for all others."""
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else ""
    why = _LANDMARKS.get(tag) or (attributes and _ROLES.get(attributes.get("role") or "")) or None
    if not why and len(names) > 1 and tag not in _UNNAMED:
        why = reasons.reason_of(names)
    if not (is_block or why or "-" in tag):
        return None
    found = Part(node, tag, outer, why, names)
    found.is_block = is_block
    if attributes.get("itemprop") == "articleBody":
        found.body = "itemprop"
    elif len(names) > 1 and reasons.is_body(names):
        found.body = "class"
    return found


_NONE: Attributes = {}


def _take(text: str, part: Part, in_link: bool) -> None:
    """Add a text to the part that it is in."""
    stripped = text.strip()
    if not stripped:
        return
    if stripped[0] == "<" and "</" in text and part.tag != "pre" and ("</div>" in text or "</script>" in text):
        part.why = part.why or reasons.MARKUP
    size = len(stripped) if stripped.isascii() else len(stripped.encode(errors="replace"))
    part.own += size
    part.words += stripped.count(" ") + 1
    if in_link:
        part.own_linked += size


def _is_hidden(attributes: Attributes) -> bool:
    if attributes.get("role") in _OPENED and "aria-label" not in attributes:
        return False
    if "hidden" in attributes:
        return not (attributes.get("id") or "").startswith(_STREAMED)
    style = attributes.get("style")
    return bool(style and HIDDEN.search(style)) or _UNMET in (attributes.get("class") or "")


def _add_up(parts: list[Part]) -> None:
    """Add what is in each part to the one round it."""
    for part in reversed(parts):
        part.text += part.own
        part.linked += part.own_linked
        unlinked = part.own - part.own_linked
        if unlinked >= LEAST_PROSE and unlinked >= part.own_linked and part.tag not in HEADINGS:
            part.prose += unlinked if part.tag != "li" else unlinked // 2
        outer = part.parent
        if outer is not None:
            outer.text += part.text
            outer.linked += part.linked
            outer.words += part.words
            outer.links += part.links
            outer.pictures += part.pictures
            outer.prose += part.prose
