"""What an element's attributes say that its tag does not: hidden, bold by style, a formula, a link's target.

Reading attributes costs as much as the rest of the walk, so they are looked at only in a body whose
text has a word that matters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from newsfix.article import Anchor, FootnoteReference, Image, Math
from newsfix.read.html.elements import ACTIONS, BLOCK, CONTAINER, HEADING, INLINE
from newsfix.read.html.formulas import formula, may_have_formulas
from newsfix.read.html.inline import Mark, Marks
from newsfix.read.html.leaves import background
from newsfix.read.html.state import State
from newsfix.regex import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_UNDISPLAYED = regex(rb"display\s*:\s*none")
_HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STYLES = (
    (regex(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b", re.IGNORECASE), "strong"),
    (regex(r"font-style\s*:\s*(?:italic|oblique)\b", re.IGNORECASE), "emphasis"),
    (regex(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE), "strikethrough"),
)
_UNDONE = {
    "b": regex(r"font-weight\s*:\s*(?:normal|lighter|[1-5]00)\b", re.IGNORECASE),
    "strong": regex(r"font-weight\s*:\s*(?:normal|lighter|[1-5]00)\b", re.IGNORECASE),
    "i": regex(r"font-style\s*:\s*normal\b", re.IGNORECASE),
    "em": regex(r"font-style\s*:\s*normal\b", re.IGNORECASE),
}
_STYLED = frozenset({"a", "font", "span"})
_CAPTION_CLASS = regex(r"caption|img-?desc|credit", re.IGNORECASE)
_CAPTIONS = frozenset({"em", "font", "i", "small", "span"})


class Look:
    """Which attributes matter in one body."""

    __slots__ = (
        "anything",
        "backgrounds",
        "captions",
        "described",
        "everywhere",
        "formulas",
        "hiding",
        "notes",
        "styling",
        "tex_scripts",
    )

    def __init__(self, state: State, text: str) -> None:
        # Plain words: a pattern without regard to case costs many times as much, and lower-case text three
        # times as much as lower-case bytes.
        lower = text.encode("utf-8", "replace").lower()
        styles = b"style" in lower
        self.hiding = b"hidden" in lower or (styles and bool(_UNDISPLAYED.search(lower)))
        self.styling = styles and any(word in lower for word in (b"font-weight", b"font-style", b"line-through"))
        self.formulas = may_have_formulas(lower)
        self.tex_scripts = self.formulas and b"math/tex" in lower
        pictures = b"<img" in lower and b"class" in lower
        self.described = _described(state.root) if b"aria-describedby" in lower else frozenset()
        words = (b"caption", b"imgdesc", b"img-desc", b"credit")
        self.captions = (
            bool(self.described) or (pictures and any(word in lower for word in words)) or b"<small" in lower
        )
        self.backgrounds = styles and b"background" in lower and b"url(" in lower
        notes = state.notes
        self.notes = bool(notes.targets or notes.references or notes.notes or notes.skipped)
        self.everywhere = self.hiding or self.styling or self.formulas or self.notes or self.backgrounds
        self.anything = self.everywhere or self.captions

    def at(self, state: State, node: LexborNode, tag: str, action: int, marks: Marks) -> tuple[int, Marks] | None:
        """The action and the marks for an element; None where it shows nothing or has been read."""
        if not self.everywhere and tag not in _CAPTIONS:
            return action, marks
        attributes = node.attributes
        style = attributes.get("style")
        if self.hiding and ("hidden" in attributes or (style and _HIDDEN.search(style))):
            return None
        if self.notes and not _noted(state, node, tag, attributes, marks):
            return None
        if self.formulas:
            shown = formula(node, self.tex_scripts)
            if isinstance(shown, Math):
                state.runs.append((Math(state.protected.restore(shown.text), shown.display), marks))
            if shown is not False:
                return None
        if self.styling and style:
            if tag in _UNDONE and _UNDONE[tag].search(style):
                return INLINE, marks
            if tag in _STYLED:
                marks = _styled(style, marks)
        if self.backgrounds and style and background(state, node, tag, style):
            return None
        if self.captions and tag in _CAPTIONS:
            classes = attributes.get("class")
            is_caption = (
                (classes and _CAPTION_CLASS.search(classes)) or tag == "small" or attributes.get("id") in self.described
            )
            if is_caption and any(isinstance(run[0], Image) for run in state.runs):
                # A phrase that is a caption is a block of its own after its picture.
                return BLOCK, marks
        return action, marks


def _described(root: LexborNode) -> frozenset[str]:
    """The identifiers of the elements that describe a picture (WAI-ARIA 1.2, aria-describedby)."""
    values = (node.attributes.get("aria-describedby") for node in root.css("img[aria-describedby]"))
    return frozenset(identifier for value in values if value for identifier in value.split())


def _styled(style: str, marks: Marks) -> Marks:
    for pattern, kind in _STYLES:
        if pattern.search(style) and not any(mark.kind == kind for mark in marks):
            marks = (*marks, Mark(kind))
    return marks


def _noted(state: State, node: LexborNode, tag: str, attributes: Mapping[str, str | None], marks: Marks) -> bool:
    """Set down anchors and references to footnotes; False where that is all the element is."""
    notes = state.notes
    if node.mem_id in notes.references:
        state.runs.append((FootnoteReference(notes.references[node.mem_id]), marks))
        return False
    if node.mem_id in notes.skipped:
        return False
    for name in ("id", "name") if tag == "a" else ("id",):
        identifier = attributes.get(name)
        if identifier and identifier in notes.targets:
            notes.targets.discard(identifier)
            if ACTIONS.get(tag, INLINE) in (BLOCK, HEADING, CONTAINER):
                state.flush(node)
            state.runs.append((Anchor(identifier), ()))
    return True
