"""Containers: which frame an element opens, and where what it has become goes when it closes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

from newsfix.model import article as tree
from newsfix.model.walk import article_text, phrases, shown, with_parts, within
from newsfix.read.html.captions.figure import CaptionFrame, FigureFrame
from newsfix.read.html.frames import (
    DefinitionFrame,
    DetailsFrame,
    FootnoteFrame,
    Frame,
    InlineFrame,
    ItemFrame,
    ListFrame,
    QuoteFrame,
)
from newsfix.read.html.listings import is_code_table, listing
from newsfix.read.html.nodes import beside, is_blank
from newsfix.read.html.tables import CellFrame, TableFrame
from newsfix.syntax.captions import named
from newsfix.syntax.dialects import ADMONITION
from newsfix.syntax.html import BULLETED

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.html.state import State

# What frame an element opens, and within which frame alone it means that.
_FRAMES: dict[str, tuple[Callable[[LexborNode], Frame], type[Frame]]] = {
    "blockquote": (QuoteFrame, Frame),
    "dd": (Frame, DefinitionFrame),
    "details": (DetailsFrame, Frame),
    "dl": (lambda node: Frame(node) if _is_gallery_item(node) else DefinitionFrame(node), Frame),
    "dt": (InlineFrame, DefinitionFrame),
    "figcaption": (CaptionFrame, FigureFrame),
    "figure": (lambda node: FigureFrame(node, node.attributes.get("data-form")), Frame),
    "li": (ItemFrame, Frame),
    "ol": (lambda node: ListFrame(node, not _is_of_quill(node), _start(node)), Frame),
    "summary": (InlineFrame, DetailsFrame),
    "table": (TableFrame, Frame),
    "td": (lambda node: CellFrame(node, False), TableFrame),
    "th": (lambda node: CellFrame(node, True), TableFrame),
    "caption": (InlineFrame, TableFrame),
    **dict.fromkeys(BULLETED, (lambda node: ListFrame(node, False, 1), Frame)),
}


def open_container(state: State, node: LexborNode, tag: str) -> bool | None:
    """Open the frame of a container; False where it means nothing here, None where its content is read already."""
    if state.heading:
        # A heading that was never closed: what follows it is not a heading.
        state.close_heading(node)
    if state.frame.inline:
        return False
    if tag == "tr":
        if isinstance(state.frame, TableFrame):
            state.frame.open_row(node.parent.tag if node.parent is not None else None)
        return False
    if len(state.frames) >= tree.MAX_DEPTH:
        state.report_depth()
        return False
    if tag == "table" and is_code_table(node):
        listing(state, node)
        return None
    notes = state.notes.notes
    if notes and node.mem_id in notes:
        frame: Frame = FootnoteFrame(node, notes[node.mem_id])
    elif tag == "blockquote" and (head := state.protected.restore(node.attributes.get("data-admonition") or "")):
        frame = QuoteFrame(node, head if head == ":" or ADMONITION.fullmatch(head) else None)
    else:
        if tag == "li" and not isinstance(state.frame, ListFrame) and not _is_beside_item(node, "prev"):
            # Browsers show an item without a list as one.
            state.push(ListFrame(None, False, 1))
        make, within = _FRAMES[tag]
        if not isinstance(state.frame, within):
            return False
        frame = make(node)
    if tag == "figure" and state.runs:
        state.settle(node)
    state.push(frame)
    return True


def close_container(state: State, node: LexborNode) -> None:
    """Close the innermost frame and put what it has become into the one round it."""
    state.settle(node)
    frame, outer = state.pop(), state.frame
    if type(outer) is ListFrame and type(frame) is ItemFrame:
        value = node.attributes.get("value") if outer.ordered else None
        outer.item(frame.content(), frame.loose, _number(value))
    elif type(outer) is ListFrame and type(frame) is FootnoteFrame:
        # The notes of a list stand where the list does.
        for block, hint in frame.close():
            state.frames[-2].add(block, hint)
    elif type(outer) is TableFrame and type(frame) is CellFrame:
        outer.cell(frame)
    elif type(outer) is TableFrame and type(frame) is InlineFrame:
        outer.caption = frame.phrase()
    elif type(outer) is FigureFrame and type(frame) is CaptionFrame:
        outer.caption(frame)
    elif type(outer) is DefinitionFrame and type(frame) is InlineFrame:
        outer.term(frame.phrase())
    elif type(outer) is DefinitionFrame and type(frame) is Frame:
        outer.definition(frame.content())
    elif type(outer) is DetailsFrame and type(frame) is InlineFrame:
        outer.summary = frame.phrase()
    else:
        for block, hint in frame.close():
            for each in _with_notes_behind(state, block) if state.notes.notes else (block,):
                outer.add(each, hint)
    if type(outer) is ListFrame and outer.node is None and not _is_beside_item(node, "next"):
        close_container(state, node)


def _with_notes_behind(state: State, block: tree.Block) -> Iterator[tree.Block]:
    """A block, and behind it the notes that no reference to them would reach in it, as it is written as HTML.

    One that is referred to from within stays, and the text of one that nothing refers to is text.
    """
    every = within((block,)) if isinstance(block, (tree.Details, tree.DefinitionList, tree.Table)) else ()
    if not any(isinstance(each, tree.Footnote) for each in every):
        yield block
        return
    everywhere = state.notes.mentions
    inside = Counter(item.label for item in phrases(every) if isinstance(item, tree.FootnoteReference))
    behind: list[tree.Block] = []

    def settled(blocks: tuple[tree.Block, ...]) -> tuple[tree.Block, ...]:
        found: list[tree.Block] = []
        for each in blocks:
            if not isinstance(each, tree.Footnote) or everywhere[each.label] == inside[each.label] > 0:
                found.append(with_parts(each, settled, tuple))
            elif everywhere[each.label]:
                behind.append(each)
            else:
                found += settled(each.blocks)
        return tuple(found)

    rest = with_parts(block, settled, tuple)
    if isinstance(rest, tree.DefinitionList):
        rest = tree.DefinitionList(tuple((terms, tuple(filter(None, inner))) for terms, inner in rest.groups))
    if not behind or article_text((rest,)).strip() or shown((rest,)):
        yield rest
    yield from behind


def _is_beside_item(node: LexborNode, step: Literal["next", "prev"]) -> bool:
    """Whether another item is before or behind an item, with nothing to see between."""
    other = next((each for each in beside(node, step) if each.tag != "-comment" and not is_blank(each)), None)
    return other is not None and other.tag == "li"


def _is_gallery_item(node: LexborNode) -> bool:
    """Whether a list has one term, a picture, and its caption: how WordPress wrote those before HTML 5."""
    if not {"gallery-item", "wp-caption"}.isdisjoint((node.attributes.get("class") or "").split()):
        return True
    said = node.css_first("dd")
    if said is None or not named(said.attributes.get("class") or "") or len(node.css("dt, dd")) != 2:
        return False
    term = node.css_first("dt")
    return term is not None and term.css_first("img") is not None and not term.text(strip=True)


def _is_of_quill(node: LexborNode) -> bool:
    """Whether the first item says that it has no number: to Quill each list is an `<ol>`."""
    first = node.first_child
    return first is not None and first.attributes.get("data-list") in ("bullet", "checked", "unchecked")


def _start(node: LexborNode) -> int:
    """The number of an ordered list's first item, of which its own value counts first (WHATWG HTML, 4.4.8).

    CommonMark has none below 0 or of more than nine digits.
    """
    first = next((child for child in node.iter() if child.tag == "li"), None)
    stated = (
        _number(each.attributes.get(name)) for each, name in ((first, "value"), (node, "start")) if each is not None
    )
    return next((number for number in stated if number is not None), 1)


def _number(value: str | None) -> int | None:
    value = (value or "").strip()
    return int(value) if value.isdecimal() and len(value) <= 9 else None
