"""What an element's attributes say that its tag does not: hidden, bold by style, a formula, a link's target.

Most elements have no attribute that tells anything; the same styles and classes stand in an article over
and over, so what one of them says is found out once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from newsfix.model.article import Anchor, FootnoteReference, Math
from newsfix.read.html.captions.lines import is_pictures
from newsfix.read.html.code import is_gutter
from newsfix.read.html.elements import ACTIONS, BLOCK, CONTAINER, HEADING, INLINE, MARK, Attributes
from newsfix.read.html.embeds import is_address, report_poster, shows_embed
from newsfix.read.html.formulas import FORMULAS, formula, is_formula
from newsfix.read.html.hidden import is_kept
from newsfix.read.html.images import background, background_url, custom_picture, lazy_background, report_background
from newsfix.read.html.inline import Mark, Marks, has
from newsfix.read.html.listings import is_beside_code, is_container, listing
from newsfix.regex import regex
from newsfix.syntax.captions import named
from newsfix.syntax.html import EMBEDDING, MARKS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.html.state import State

# Elements that may tell something without an attribute that does.
TELLING_TAGS = frozenset({"button", "cite", "small", *FORMULAS})

_HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STYLES = (
    (regex(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b", re.IGNORECASE), "strong"),
    (regex(r"font-style\s*:\s*(?:italic|oblique)\b", re.IGNORECASE), "emphasis"),
    (regex(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE), "strikethrough"),
    (regex(r"vertical-align\s*:\s*super\b", re.IGNORECASE), "sup"),
    (regex(r"vertical-align\s*:\s*sub\b", re.IGNORECASE), "sub"),
)
_UNDONE = (
    (regex(r"font-weight\s*:\s*(?:normal|lighter|[1-5]00)\b", re.IGNORECASE), "strong"),
    (regex(r"font-style\s*:\s*normal\b", re.IGNORECASE), "emphasis"),
)
# White space that is shown (CSS Text 3, section 3), and what editors show code by.
_LINES = regex(r"white-space(?:-collapse)?\s*:\s*(?:pre|break-spaces|preserve)", re.IGNORECASE)
_KEPT = regex(r"white-space(?:-collapse)?\s*:\s*(?:pre(?!-line|serve-breaks)|break-spaces)", re.IGNORECASE)
_SHOWING_LINES = ("white-space", "whitespace", "pre-wrap", "pre-line")
_LINES_CLASS = regex(r"(?:^|[\s:])(?:white-?space-pre(?:-wrap|-line)?|pre-wrap|pre-line)(?:\s|$)")
# What a card shows on lines of their own although they are phrases: Ghost, Zhihu, Medium.
_PART = regex(
    r"(?:^|[\s_-])(?:author|byline|date|desc(?:ription)?|domain|excerpt|host(?:name)?|meta(?:data)?|mixtapeEmbed-em"
    r"|name|publisher|site|source|subtitle|summary|title|url)(?:\s|$)",
    re.IGNORECASE,
)
_ON_ITS_OWN = "mixtapeEmbed-em"
_MONOSPACED = regex(r"font(?:-family)?\s*:[^;]*(?:mono|courier|consolas|menlo)", re.IGNORECASE)
_CODE = regex(r"-en-codeblock\s*:\s*true", re.IGNORECASE)
_DATA = regex(r"data-[^\s/>=]*")
_LONG = 1000


class _Style(Struct, frozen=True):
    """What a `style` says.

    `marks` and `unmarked` are kinds of marks that it sets or takes away; `lines`: line ends are shown; `code`: as code.
    """

    hidden: bool
    marks: tuple[str, ...]
    unmarked: tuple[str, ...]
    background: str | None
    lines: bool
    code: bool


class _Class(Struct, frozen=True):
    """What a `class` says of an element.

    It may show a formula, is a caption, holds code, stands beside code, is a part of a card that a link is made of;
    `lines`: line ends are shown, `titled`: so is its title.
    """

    formula: bool
    caption: bool
    code: bool
    gutter: bool
    part: bool
    lines: bool
    titled: bool


_NO_STYLE = _Style(False, (), (), None, False, False)
_NO_CLASS = _Class(False, False, False, False, False, False, False)


def _read_style(style: str) -> _Style:
    found = _Style(
        bool(_HIDDEN.search(style)),
        tuple(kind for pattern, kind in _STYLES if pattern.search(style)),
        tuple(kind for pattern, kind in _UNDONE if pattern.search(style)),
        background_url(style),
        bool(_LINES.search(style)),
        bool(_CODE.search(style) or (_KEPT.search(style) and _MONOSPACED.search(style))),
    )
    return _NO_STYLE if found == _NO_STYLE else found


def _read_class(classes: str) -> _Class:
    found = _Class(
        is_formula(classes),
        named(classes) is not None,
        is_container(classes),
        is_gutter(classes),
        bool(_PART.search(classes)),
        bool(_LINES_CLASS.search(classes)),
        "spoiler" in classes.lower(),
    )
    return _NO_CLASS if found == _NO_CLASS else found


_known_style = lru_cache(1024)(_read_style)
_known_class = lru_cache(1024)(_read_class)


def _style(style: str | None) -> _Style:
    if not style:
        return _NO_STYLE
    return _known_style(style) if len(style) < _LONG else _read_style(style)


def _class(classes: str | None) -> _Class:
    if not classes:
        return _NO_CLASS
    return _known_class(classes) if len(classes) < _LONG else _read_class(classes)


class Look:
    """What the attributes in one body say; `text` is the HTML that it was parsed from.

    `noted` are the elements, by their `mem_id`, that are part of a footnote whatever their attributes say; in `plain`
    bodies no text has tags of templates or line ends that are shown.
    """

    __slots__ = (
        "_classes",
        "_data",
        "_described",
        "_state",
        "_styles",
        "_telling",
        "_tex_scripts",
        "_text",
        "noted",
        "plain",
    )

    def __init__(self, state: State, text: str) -> None:
        self._state = state
        self._text = text
        self._tex_scripts: bool | None = None
        self._described: frozenset[str] | None = None
        self.plain = not state.protected.tags and not any(sign in text for sign in _SHOWING_LINES)
        self._classes: dict[str, bool] = {}
        self._styles: dict[str, bool] = {}
        notes = state.notes
        self.noted = frozenset((*notes.references, *notes.asides, *notes.skipped, *notes.notes))
        self._data = frozenset(map(str.lower, _DATA.findall(text))) if "data-" in text else frozenset()
        self._telling = frozenset(
            {
                "hidden",
                "cite",
                "background",
                *self._data,
                *(("id", "aria-describedby") if "aria-describedby" in text else ()),
                *(("id", "name") if notes.targets else ()),
            }
        )

    def tells(self, attributes: Attributes) -> bool:
        """Whether attributes may say anything: an element whose do not is what its tag says."""
        if not self._telling.isdisjoint(attributes):
            return True
        classes, style = attributes.get("class"), attributes.get("style")
        if classes:
            told = self._classes.get(classes)
            if told is None:
                told = self._classes[classes] = _class(classes) is not _NO_CLASS
            if told:
                return True
        if style:
            told = self._styles.get(style)
            if told is None:
                told = self._styles[style] = _style(style) is not _NO_STYLE
            return told
        return False

    def at(
        self, node: LexborNode, tag: str, attributes: Attributes, action: int, marks: Marks, block: LexborNode | None
    ) -> tuple[int, Marks] | None:
        """The action and the marks for an element; None where it shows nothing or has been read."""
        state = self._state
        if "aria-describedby" in attributes:
            state.ways.described = True
        styled, classed = _style(attributes.get("style")), _class(attributes.get("class"))
        if (styled.hidden or "hidden" in attributes) and (
            classed.formula or not is_kept(state, node, action, attributes)
        ):
            state.omit(node, "hidden")
            state.omit_link_round(node)
            return None
        if (self.noted or state.notes.targets) and not _noted(state, node, tag, attributes, marks):
            state.omit(node, "footnote")
            return None
        if action == BLOCK and node.mem_id in state.notes.notes:
            return CONTAINER, marks
        if classed.formula or tag in FORMULAS:
            shown = formula(node, tag, attributes, tex_scripts=self._has_tex_scripts())
            if isinstance(shown, Math):
                state.runs.append((Math(state.protected.restore(shown.text), shown.display), marks))
            if shown is not False:
                state.omit(node, "formula")
                return None
        if (classed.gutter or tag == "button") and is_beside_code(node, tag, attributes.get("class")):
            state.omit(node, "code")
            return None
        if tag == "button" and node.prev is not None and node.prev.tag == "button":
            state.runs.append((" ", marks))
        if (styled.code or classed.code) and action == BLOCK and not (state.heading or state.frame.inline):
            listing(state, node, block)
            return None
        if classed.titled and action == BLOCK and (title := (attributes.get("title") or "").strip()):
            state.flush(block)
            state.runs.append((title, (Mark("strong"),)))
            state.flush(node)
        if styled.lines or classed.lines:
            if MARKS.get(tag) == "code" and not (state.heading or state.frame.inline) and "\n" in node.text(strip=True):
                listing(state, node, block)
                return None
            state.show_lines(node)
        if MARKS.get(tag) in styled.unmarked:
            return INLINE, marks
        is_phrase = action == INLINE or tag == "a"
        if styled.marks and is_phrase:
            marks = (*marks, *(Mark(kind) for kind in styled.marks if not has(marks, kind)))
        behind = styled.background or attributes.get("background")
        if behind and tag != "figure":
            if styled.background and background(state, node, attributes, behind):
                return None
            report_background(state, node, behind)
        is_unknown = tag not in ACTIONS
        if is_unknown and custom_picture(state, node, attributes):
            return None
        has_data = not self._data.isdisjoint(attributes)
        may_be_box = is_phrase or action == BLOCK or tag == "li"
        if has_data and may_be_box and lazy_background(state, node, attributes):
            return None
        if has_data and tag != "video":
            report_poster(state, node, attributes)
        may_embed = is_unknown or (tag in EMBEDDING and (has_data or "cite" in attributes))
        if may_embed and shows_embed(state, node, tag, attributes, marks, block):
            return None
        address = attributes.get("href") if is_unknown else None
        if address and is_address(address) and not has(marks, "link"):
            marks = (*marks, Mark("link", state.protected.restore_url(address.strip())))
        if tag == "cite" and _is_apart(node):
            return BLOCK, (*marks, Mark("emphasis"))
        if classed.part and action in (INLINE, MARK) and has(marks, "link") and not has(marks, "code"):
            kind = MARKS.get(tag)
            if _follows_part(node) or _ON_ITS_OWN in (attributes.get("class") or ""):
                return BLOCK, (*marks, Mark(kind)) if kind else marks
        may_be_caption = action == INLINE or MARKS.get(tag) == "emphasis"
        if may_be_caption and self._is_caption(node, tag, attributes, classed.caption):
            # A phrase that is a caption is a block of its own after its picture.
            return BLOCK, marks
        return action, marks

    def _is_caption(self, node: LexborNode, tag: str, attributes: Attributes, classed: bool) -> bool:
        """Whether an element that is a phrase is the caption of the picture before it."""
        state = self._state
        if tag == "button":
            # A control of the picture: within a text it is a part of that.
            return is_pictures(state.runs) if state.runs else state.follows_figure() and _is_last(node)
        if state.pictured:
            return classed or tag == "small" or self._describes(attributes.get("id"))
        return classed and state.follows_figure() and _is_last(node)

    def _has_tex_scripts(self) -> bool:
        """Whether the body holds TeX in scripts."""
        if self._tex_scripts is None:
            self._tex_scripts = "math/tex" in self._text.lower()
        return self._tex_scripts

    def _describes(self, identifier: str | None) -> bool:
        """Whether a picture names the element as its description (WAI-ARIA 1.2, aria-describedby)."""
        if self._described is None:
            nodes = self._state.root.css("img[aria-describedby]")
            values = [node.attributes.get("aria-describedby") or "" for node in nodes]
            self._described = frozenset(name for value in values for name in value.split())
        return identifier in self._described


def _follows_part(node: LexborNode) -> bool:
    """Whether a part of a card touches the part before it."""
    before = node.prev
    return before is not None and before.tag != "-text" and _class(before.attributes.get("class")).part


def _is_apart(node: LexborNode) -> bool:
    """Whether the name of a source touches the first or the last word of a quote, without being one of its words."""
    outer = node.parent
    if outer is not None and outer.tag == "div":
        outer = outer.parent
    if outer is None or outer.tag != "blockquote":
        return False
    before, after = node.prev, node.next
    if before is None and after is not None and after.tag == "-text":
        return (after.text_content or " ")[0].isalnum()
    if after is None and before is not None and before.tag == "-text":
        return not (before.text_content or " ")[-1].isspace()
    return False


def _is_last(node: LexborNode) -> bool:
    """Whether nothing but further captions follow in the element round a phrase."""
    following = node.next
    while following is not None:
        if following.tag == "-text":
            if (following.text_content or "").strip():
                return False
        elif following.tag not in ("-comment", "br") and not named(following.attributes.get("class") or ""):
            return False
        following = following.next
    return True


def _noted(state: State, node: LexborNode, tag: str, attributes: Attributes, marks: Marks) -> bool:
    """Set down anchors and references to footnotes; False where that is all the element is."""
    notes = state.notes
    if node.mem_id in notes.references:
        state.runs.append((FootnoteReference(notes.references[node.mem_id]), marks))
        return False
    if node.mem_id in notes.asides:
        state.runs.append((FootnoteReference(notes.asides[node.mem_id]), marks))
        state.apart.append((node, notes.asides[node.mem_id]))
        return False
    if node.mem_id in notes.skipped:
        return False
    for name in ("id", "name") if tag == "a" else ("id",):
        identifier = attributes.get(name)
        if identifier and identifier in notes.targets:
            notes.targets.discard(identifier)
            if ACTIONS.get(tag, INLINE) in (BLOCK, HEADING, CONTAINER):
                state.flush(node)
            state.runs.append((Anchor(identifier), marks))
    return True
