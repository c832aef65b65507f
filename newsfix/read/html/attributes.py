"""What an element's attributes say that its tag does not: hidden, bold by style, a formula, a link's target.

Most elements have no attribute that tells anything; the same styles and classes stand in an article over
and over, so what one of them says is found out once.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from newsfix.model.article import Anchor, FootnoteReference, Math
from newsfix.read.html.captions.beside import is_last_caption
from newsfix.read.html.captions.lines import is_pictures
from newsfix.read.html.elements import BLOCK, BY_ROLE, CONTAINER, HEADING, INLINE, Attributes
from newsfix.read.html.embeds import is_address, report_poster, shows_embed
from newsfix.read.html.formulas import FORMULAS, STATING, formula
from newsfix.read.html.frames import ListFrame
from newsfix.read.html.hidden import is_kept
from newsfix.read.html.images import background, custom_picture, lazy_background, report_background
from newsfix.read.html.inline import Mark, Marks, has
from newsfix.read.html.listings import is_beside_code, is_laid_out, listing
from newsfix.read.html.lists import SHOWN_BY_LIST
from newsfix.read.html.nodes import is_among_words, is_control, is_source, nearest, said
from newsfix.read.html.styles import NO_CLASSES, NO_STYLE, classes_of, may_show_lines, style_of
from newsfix.read.html.tables import TableFrame
from newsfix.read.html.telling import Telling, is_part_of_card, is_said_apart
from newsfix.regex import regex
from newsfix.syntax.captions import named
from newsfix.syntax.html import BLOCKS, EMBEDDING, MARKS, PHRASES, any_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.html.state import State

# Roles of what is apart from what is beside it (WAI-ARIA 1.2).
_APART = frozenset({"cell", "columnheader", "gridcell", "listitem", "row", "rowheader"})
_LISTING = {"list": "listitem", "table": "cell"}
_ROLE = regex(rf"role=[\"']?{any_of(_APART | _LISTING.keys() | {'button', 'figure', 'caption', 'heading'})}\b")
_BLOCKS = ", ".join(sorted(BLOCKS))
_TEX = regex("/(?<=math/)tex", re.IGNORECASE)  # a search for a character of one case is many times as fast
_DATA = regex(r"data-[^\s/>=]*")


class Look:
    """What the attributes in one body say; `text` is the HTML that it was parsed from.

    `noted` are the elements, by their `mem_id`, that are part of a footnote whatever their attributes say; in `plain`
    bodies no text has tags of templates or line ends that are shown.
    """

    def __init__(self, state: State, text: str) -> None:
        self._state = state
        self._text = text
        self.plain = not state.protected.tags and not may_show_lines(text)
        notes = state.notes
        self.noted = frozenset((*notes.references, *notes.skipped, *notes.notes))
        self._data = frozenset(map(str.lower, _DATA.findall(text))) if "data-" in text else frozenset()
        self._telling = frozenset(
            {
                "hidden",
                "cite",
                "background",
                *self._data,
                *(("role",) if "role=" in text and _ROLE.search(text) else ()),
                *(("id", "aria-describedby") if "aria-describedby" in text else ()),
                *(("id", "name") if notes.targets else ()),
            }
        )

    def tells(self, attributes: Attributes) -> bool:
        """Whether attributes may say anything: an element whose do not is what its tag says."""
        if not self._telling.isdisjoint(attributes):
            return True
        classes, style = attributes.get("class"), attributes.get("style")
        return bool((classes and classes_of(classes) is not NO_CLASSES) or (style and style_of(style) is not NO_STYLE))

    def at(
        self, node: LexborNode, tag: str, attributes: Attributes, action: int, marks: Marks
    ) -> tuple[int, Marks] | None:
        """The action and the marks for an element; None where it shows nothing or has been read."""
        style, classes = style_of(attributes.get("style")), classes_of(attributes.get("class"))
        each = Telling(node, tag, attributes, action, marks, style, classes)
        if "aria-describedby" in attributes or attributes.get("role") == "figure":
            self._state.ways.described = True
        if self._is_hidden(each) or self._is_of_note(each):
            return None
        if action == BLOCK and node.mem_id in self._state.notes.notes:
            return CONTAINER, marks
        if self._is_formula(each) or self._is_code(each):
            return None
        if MARKS.get(tag) in style.unmarked:
            return INLINE, marks
        if style.marks and (each.is_phrase or (tag == "p" and "style" not in (node.inner_html or ""))):
            each = each.with_marks(*(Mark(kind) for kind in style.marks if not has(marks, kind)))
        if self._is_picture(each) or self._is_embed(each):
            return None
        return self._shown(each)

    def _is_hidden(self, each: Telling) -> bool:
        state = self._state
        if not (each.style.hidden or "hidden" in each.attributes):
            return False
        if each.attributes.get("hidden") == SHOWN_BY_LIST:
            state.omit(each.node, "list")
            return True
        if not each.classes.formula and is_kept(state, each.node, each.action, each.attributes):
            return False
        state.omit(each.node, "hidden")
        state.omit_link_round(each.node)
        return True

    def _is_of_note(self, each: Telling) -> bool:
        """Whether an element is only a part of a footnote; its reference and anchors are set down."""
        state, notes, identity = self._state, self._state.notes, each.node.mem_id
        if identity in notes.references:
            state.runs.append((FootnoteReference(notes.references[identity]), each.marks))
            if identity in notes.asides:
                state.apart.append((_text_of_aside(each.node), notes.references[identity]))
        elif identity not in notes.skipped:
            self._set_anchors(each)
            return False
        state.omit(each.node, "footnote")
        return True

    def _set_anchors(self, each: Telling) -> None:
        """Set down the names of an element that links point at, each once."""
        targets = self._state.notes.targets
        for name in ("id", "name") if each.tag == "a" else ("id",):
            identifier = each.attributes.get(name)
            if identifier and identifier in targets:
                targets.discard(identifier)
                if each.action in (BLOCK, HEADING, CONTAINER):
                    self._state.flush(each.node)
                self._state.runs.append((Anchor(identifier), each.marks))

    def _is_formula(self, each: Telling) -> bool:
        """Show the formula that an element is, or is drawn from."""
        is_stated = INLINE <= each.action <= BLOCK and not STATING.isdisjoint(each.attributes)
        if not (each.classes.formula or each.tag in FORMULAS or is_stated):
            return False
        state = self._state
        shown = formula(each.node, each.tag, each.attributes, tex_scripts=self._has_tex_scripts)
        if isinstance(shown, Math):
            state.runs.append((shown, each.marks))
        if shown is False:
            return False
        state.omit(each.node, "formula")
        return True

    def _is_code(self, each: Telling) -> bool:
        """Read an element that shows code, or is beside some; what is shown with its line ends or a title."""
        state, node, tag = self._state, each.node, each.tag
        style, classes = each.style, each.classes
        if (classes.gutter or tag == "button") and is_beside_code(node, tag, each.attributes.get("class")):
            state.omit(node, "code")
            return True
        if tag == "button" and node.prev is not None and node.prev.tag == "button":
            state.runs.append((" ", each.marks))
        may_be_listing = not (state.heading or state.frame.inline)
        if (style.code or classes.code) and each.action == BLOCK and may_be_listing:
            listing(state, node)
            return True
        if classes.titled and each.action == BLOCK and (title := (each.attributes.get("title") or "").strip()):
            state.flush(state.block)
            state.runs.append((title, (Mark("strong"),)))
            state.flush(node)
        if not (style.lines or classes.lines):
            return False
        is_code = MARKS.get(tag) == "code" and "\n" in node.text(strip=True)
        if may_be_listing and (is_code or (style.pre and each.action == BLOCK and is_laid_out(node))):
            listing(state, node)
            return True
        if node.mem_id not in state.lined:
            state.lined.update(inner.mem_id for inner in node.traverse(include_text=True))
        return False

    def _is_picture(self, each: Telling) -> bool:
        """Show the picture that an element states, or tell of the one behind it."""
        state, node, attributes = self._state, each.node, each.attributes
        behind = each.style.background or attributes.get("background")
        if behind and each.tag != "figure":
            if each.style.background and background(state, node, attributes, behind):
                return True
            report_background(state, node, behind)
        if each.is_unknown and custom_picture(state, node, attributes):
            return True
        if self._data.isdisjoint(attributes):
            return False
        may_be_box = each.is_phrase or each.action == BLOCK or each.tag == "li"
        if may_be_box and lazy_background(state, node, attributes):
            return True
        if each.tag != "video":
            report_poster(state, node, attributes)
        return False

    def _is_embed(self, each: Telling) -> bool:
        """Show what an element embeds."""
        attributes = each.attributes
        may_embed = each.is_unknown or (
            each.tag in EMBEDDING and ("cite" in attributes or not self._data.isdisjoint(attributes))
        )
        return may_embed and shows_embed(self._state, each.node, each.tag, attributes, each.marks)

    def _shown(self, each: Telling) -> tuple[int, Marks]:
        """The action and the marks for an element whose content is read: some phrases are blocks of their own."""
        address = each.attributes.get("href") if each.is_unknown else None
        if address and is_address(address) and not has(each.marks, "link"):
            each = each.with_marks(Mark("link", address.strip()))
        if each.tag == "cite" and is_source(each.node):
            return BLOCK, each.with_marks(Mark("emphasis")).marks
        if is_part_of_card(each):
            kind = MARKS.get(each.tag)
            return BLOCK, each.with_marks(Mark(kind)).marks if kind else each.marks
        may_be_caption = each.action == INLINE or MARKS.get(each.tag) in ("emphasis", "strong")
        if may_be_caption and self._is_caption(each):
            return BLOCK, each.marks  # after its picture
        role = each.attributes.get("role")
        if role and each.action in (INLINE, BLOCK):
            if role in BY_ROLE and self._is_in_its_place(each.node, role):
                return CONTAINER, each.marks
            if role == "heading" and not _has_blocks(each.node):
                # A cell has lines, and no headings.
                is_line = self._state.frame.of_one_line
                return (BLOCK, each.with_marks(Mark("strong")).marks) if is_line else (HEADING, each.marks)
        if each.action == INLINE and (each.style.block or role in _APART):
            return BLOCK, each.marks
        if self._state.runs and is_said_apart(each):
            self._state.runs.append((" ", ()))
        return each.action, each.marks

    def _is_in_its_place(self, node: LexborNode, role: str) -> bool:
        """Whether a list or a table by its role has items or cells, and a part of one is in such a list or table."""
        if role in _LISTING:
            return node.css_first(f"[role={_LISTING[role]}]") is not None
        return isinstance(self._state.frame, ListFrame if role == "listitem" else TableFrame)

    def _is_caption(self, each: Telling) -> bool:
        """Whether an element that is a phrase is the caption of the picture before it."""
        state = self._state
        if each.classes.control or is_control(each.node):
            # A control of the picture: within a text it is a part of that.
            if state.frame.parting and not state.heading:
                return not is_among_words(each.node)
            if state.runs:
                return is_pictures(state.runs)
            after = nearest(each.node, "next")
            is_before_picture = after is not None and after.tag in ("img", "picture")
            return is_before_picture or (state.follows_figure() and is_last_caption(each.node))
        is_named = each.classes.caption or (each.is_unknown and named(each.tag) is not None)
        if state.pictured:
            return is_named or each.tag == "small" or each.attributes.get("id") in self._described
        return is_named and state.follows_figure() and is_last_caption(each.node)

    @cached_property
    def _has_tex_scripts(self) -> bool:
        return "script" in self._state.tags.names and _TEX.search(self._text) is not None

    @cached_property
    def _described(self) -> frozenset[str]:
        """The identifiers of what pictures name as their descriptions (WAI-ARIA 1.2, aria-describedby)."""
        nodes = self._state.root.css("img[aria-describedby]")
        return frozenset(name for node in nodes for name in (node.attributes["aria-describedby"] or "").split())


def _text_of_aside(node: LexborNode) -> LexborNode:
    """What holds the text of a side note: the element behind its number, where it begins with that."""
    number, text = node.first_child, node.last_child
    is_numbered = number is not None and number.tag == "-text" and said(number).isdecimal()
    return text if is_numbered and text is not None and text.tag in PHRASES and text.prev == number else node


def _has_blocks(node: LexborNode) -> bool:
    return any(inner.mem_id != node.mem_id for inner in node.css(_BLOCKS))
