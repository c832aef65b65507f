"""HTML to blocks: one walk over the tree.

The walk is one loop with its own stack, so that no depth can end it. What it keeps is in
`newsfix.read.html.state`: `runs`, the marked text of the line that is being read, and `frames`, the
containers that are open. At every boundary of a block the runs are *flushed*: white space
collapses, lines are cut, and the innermost frame makes blocks of them. What each element means
is in the tables of `newsfix.read.html.elements`.
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from newsfix.model.article import MAX_DEPTH, Block, Code, Image, Text
from newsfix.model.problem import Omission, Unplaced
from newsfix.options import Options
from newsfix.read.html.attributes import Look
from newsfix.read.html.containers import close_container, open_container
from newsfix.read.html.elements import (
    ACTIONS,
    BLOCK,
    BY_ROLE,
    CONTAINER,
    HEADING,
    INLINE,
    LEAF,
    LEVELS,
    MARK,
    SKIP,
    TEXT,
    Attributes,
)
from newsfix.read.html.frames import FootnoteFrame
from newsfix.read.html.images import figure_picture
from newsfix.read.html.inline import Mark, Marks, has
from newsfix.read.html.leaves import LEAVES
from newsfix.read.html.listings import is_listing, listing
from newsfix.read.html.state import State
from newsfix.read.html.telling import TELLING_TAGS
from newsfix.read.html.whitespace import BREAK, collapse
from newsfix.regex import regex
from newsfix.syntax.dialects import WHOLE_LINE
from newsfix.syntax.html import MARKS, NESTING
from newsfix.syntax.templates import is_attribute_list

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.parse import Parsed

_BLANK_LINES = regex(r"\n[ \t]*\n")
# What happens when an element ends; nothing but that what stood before it holds again for the first.
_RESTORE, _FLUSH, _CLOSE, _CLOSE_HEADING = range(4)


def read_blocks(
    root: LexborNode,
    parsed: Parsed,
    options: Options,
    base: str | None,
    separator: str | None,
    left_out: Container[int],
) -> tuple[tuple[Block, ...], list[Unplaced], list[Omission]]:
    """The blocks under an element of a body, the problems met, and what was left out without one.

    `base` is the article's URL, `separator` the comment that its front matter names to part it; `left_out` are the
    nodes that are not read, by their `mem_id`.
    """
    state = State(root, parsed, options, base, left_out)
    state.separator = separator
    look = Look(state, parsed.html)
    _walk(root, state, look, left_out)
    state.settle(None)
    for node, label in state.apart:
        state.push(FootnoteFrame(node, label))
        _walk(node, state, look, left_out)
        close_container(state, node)
    content = parsed.protected.restored(state.frame.content())
    return parsed.protected.told_apart(content, parsed.html), state.problems, state.omissions


def _walk(root: LexborNode, state: State, look: Look, left_out: Container[int]) -> None:
    """Read what is under an element: its nodes in the order of the text, each when it begins and when it ends."""
    runs = state.runs
    elements = _Elements()
    marks: Marks = ()
    stack = state.stack
    node = root.first_child
    while True:
        while node is None:
            if not stack:
                return
            closed, ending, marks = stack.pop()
            if ending:
                _end(state, closed, ending)
            node = closed.next
        if left_out and node.mem_id in left_out:
            state.flush(state.block)
            node = node.next
            continue
        tag_id = node.tag_id
        if tag_id == TEXT:
            text = node.text_content or ""
            if not runs and text.isspace():
                pass
            elif not stack and "\n" in text:
                _bare_text(state, text)
            elif look.plain or not _special_text(state, node, text, marks):
                runs.append((text, marks))
            node = node.next
            continue
        element = elements.get(tag_id) or elements.of(node)
        if (begun := _begin(state, look, element, node, marks)) is None:
            node = node.next
            continue
        ending, opened = begun
        stack.append((node, ending, marks))
        marks = opened
        node = node.first_child


class _Elements(dict[int, tuple[int, str, bool]]):
    """The action for each kind of element, its name, and whether it may tell something without an attribute.

    By `tag_id`, which for elements that HTML does not know differs from document to document.
    """

    def of(self, node: LexborNode) -> tuple[int, str, bool]:
        name = node.tag
        found = ACTIONS.get(name, INLINE), name or "", name in TELLING_TAGS or name not in ACTIONS
        self[node.tag_id] = found
        return found


def _begin(
    state: State, look: Look, element: tuple[int, str, bool], node: LexborNode, marks: Marks
) -> tuple[int, Marks] | None:
    """What to do when an element ends, and the marks for what is in it; None where it is not gone into."""
    action, tag, tells = element
    if action == SKIP:
        if tag and tag[0] != "-":
            state.omit(node, f"<{tag}>")
        return None
    attributes = node.attributes
    if tells or (attributes and look.tells(attributes)) or (look.noted and node.mem_id in look.noted):
        decided = look.at(node, tag, attributes, action, marks)
        if decided is None:
            return None
        action, marks = decided
    if action >= BLOCK:
        if state.runs:
            state.flush(state.block)
        ending = _begin_block(state, node, tag, attributes, action)
        return None if ending is None else (ending, marks)
    if action == LEAF:
        inner = LEAVES[tag](state, node, attributes, marks)
        return None if inner is None else (_RESTORE, inner)
    if action == MARK:
        inner = _begin_mark(state, node, tag, marks)
        return None if inner is None else (_RESTORE, inner)
    return _RESTORE, marks


def _begin_block(state: State, node: LexborNode, tag: str, attributes: Attributes, action: int) -> int | None:
    """What to do when a block ends; None where it is not gone into."""
    if action == CONTAINER:
        is_open = open_container(
            state, node, tag if ACTIONS.get(tag) == CONTAINER else BY_ROLE.get(attributes.get("role") or "", tag)
        )
        if is_open and tag == "figure" and attributes:
            figure_picture(state, node, attributes)
        return None if is_open is None else _CLOSE if is_open else _FLUSH
    if action == HEADING and not state.heading:
        # An element that has the role of one has no level in its name; without any it is of the second.
        state.heading = LEVELS.get(tag) or LEVELS.get(f"h{attributes.get('aria-level')}", 2)
        state.identifier = attributes.get("id") or None
        return _CLOSE_HEADING
    if tag == "p":
        state.frame.loose = True
    return _FLUSH


def _begin_mark(state: State, node: LexborNode, tag: str, marks: Marks) -> Marks | None:
    """The marks for what is in an element that marks it; None where it is code that has been read."""
    kind = MARKS[tag]
    if tag == "code" and is_listing(state, node):
        listing(state, node)
        return None
    if kind == "code" and _is_spaced(node) and not state.protected.holds(node.text(deep=True) or ""):
        state.runs.append((Code(collapse((node.first_child or node).text_content or "")), marks))
        return None
    if kind not in NESTING and has(marks, kind):
        # Emphasis in a caption may stand in the emphasis that shows the caption; elsewhere the two are one.
        is_within_one = kind == "emphasis" and sum(mark.kind == kind for mark in marks) == 1
        return (*marks, Mark(kind)) if is_within_one else marks
    if len(marks) >= MAX_DEPTH:
        state.report_depth()
        return marks
    return (*marks, Mark(kind))


def _end(state: State, node: LexborNode, ending: int) -> None:
    if ending == _CLOSE:
        close_container(state, node)
    elif ending == _CLOSE_HEADING:
        state.close_heading(node)
    elif state.runs:
        state.flush(node)


def _special_text(state: State, node: LexborNode, text: str, marks: Marks) -> bool:
    """Read a text with template tags in it, or one whose line ends are shown; False where it is neither."""
    if "\n" in text and node.mem_id in state.lined and not text.isspace() and not has(marks, "code"):
        for index, line in enumerate(text.split("\n")):
            if index:
                state.runs.append((BREAK, marks))
            if not _special_text(state, node, line, marks):
                state.runs.append((line, marks))
    elif state.protected.holds(text):
        _text_with_tags(state, text, marks)
    else:
        return False
    return True


def _bare_text(state: State, text: str) -> None:
    """Text that no element holds: blog engines keep it so, and take a blank line for the end of a paragraph."""
    for index, part in enumerate(_BLANK_LINES.split(text)):
        if index:
            state.flush(None)
        if state.protected.holds(part):
            _text_with_tags(state, part, ())
        elif state.runs or not part.isspace():
            state.runs.append((part, ()))


def _is_spaced(node: LexborNode) -> bool:
    """Whether a code span has blanks of its own at an end: not those of a pretty-printed source."""
    child = node.first_child
    if child is None or child.tag != "-text" or child.next is not None:
        return False
    text = child.text_content or ""
    return (text[:1] in " \u00a0" or text[-1:] in " \u00a0") and "\n" not in text and bool(text)


def _text_with_tags(state: State, text: str, marks: Marks) -> None:
    """A text with template tags in it: opaque pieces between runs, or one literal code span."""
    if has(marks, "code"):
        code = Code(collapse(state.protected.restore(text)).strip("\n"), state.protected.runs_in(text))
        state.runs.append((code, marks))
        return
    for index, piece in enumerate(state.protected.split(text)):
        if isinstance(piece, Text):
            state.runs.append((piece.text, marks))
        else:
            # Attributes of a picture stand in the link that the picture is in.
            last = state.runs[-1] if state.runs and not index else None
            inner = last[1] if last and isinstance(last[0], Image) and is_attribute_list(piece.text) else marks
            # To a dialect a mark that ends beside its line would be a part of that.
            state.runs.append((piece, () if WHOLE_LINE.fullmatch(piece.text) else inner))
