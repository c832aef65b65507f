"""HTML to blocks: one walk over the tree.

The walk is one loop with its own stack, so that no depth can end it. It keeps two things: `runs`,
the marked text of the line that is being read, and `frames`, the containers that are open. At
every boundary of a block the runs are *flushed*: white space collapses, lines are cut, and the
innermost frame makes blocks of them. What each element means stands in `newsfix.read.elements`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsfix.article import (
    MAX_DEPTH,
    Anchor,
    Block,
    Code,
    CodeBlock,
    Embed,
    FootnoteReference,
    Html,
    Image,
    Inline,
    Math,
    Opaque,
    Text,
    ThematicBreak,
)
from newsfix.read import inline as inlines
from newsfix.read.code import code_text, language
from newsfix.read.elements import ACTIONS, BLOCK, CONTAINER, HEADING, INLINE, LEAF, LEVELS, MARK, MARKS, SKIP
from newsfix.read.formulas import HAS_FORMULAS, formula
from newsfix.read.frames import (
    CaptionFrame,
    CellFrame,
    DefinitionFrame,
    DetailsFrame,
    FigureFrame,
    FootnoteFrame,
    Frame,
    InlineFrame,
    ItemFrame,
    ListFrame,
    QuoteFrame,
    only_anchors,
)
from newsfix.read.inline import BREAK, Mark, Marks, Run
from newsfix.read.notes import Notes, find_notes
from newsfix.read.pictures import candidates, is_image_file, read_image
from newsfix.read.tables import TableFrame, is_code_table
from newsfix.read.templates import Protected

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.images import Candidate

_UNSAFE = re.compile(r"[\x00-\x20]*(?:j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|vbscript|livescript|data\s*:\s*text/html)\s*[:;,]", re.IGNORECASE)
_HIDING = re.compile(r"\bhidden\b|display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_STYLING = re.compile(r"font-(?:weight|style)\s*:|text-decoration[\w-]*\s*:\s*[^;\"']*line-through", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-5]00)\b", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)\b", re.IGNORECASE)
_NOT_ITALIC = re.compile(r"font-style\s*:\s*normal\b", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:\s*[^;]*line-through", re.IGNORECASE)
_CAPTION_CLASS = re.compile(r"caption|img-?desc|credit", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:more|more-->|truncate|read-?more|excerpt|end_?excerpt|adsense)\b[^<>]{0,200}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A problem of the body: its code, what it says, and the n-th (from 0) element of a kind that it is about."""

    code: str
    message: str
    tag: str | None = None
    index: int | None = None


def read_blocks(
    root: LexborNode, text: str, protected: Protected, *, base: str | None = None, strict: bool = False
) -> tuple[tuple[Block, ...], list[Found]]:
    """The blocks under an element.

    `text` is the HTML that the element was parsed from; words that it does not have need no
    looking for. `base` is the article's URL, `strict` leaves captions that are only likely.
    """
    walk = _Walk(root, text, protected, base, strict)
    return walk.run(root), walk.problems


class _Walk:
    """The state that outlives an element; what changes with every text node stays in `run`."""

    def __init__(self, root: LexborNode, text: str, protected: Protected, base: str | None, strict: bool) -> None:
        self.root = root
        self.protected = protected
        self.base = base
        self.problems: list[Found] = []
        self.runs: list[Run] = []
        top = Frame(None)
        top.strict = strict
        self.frames: list[Frame] = [top]
        self.frame = top
        self.heading = 0
        self.notes: Notes = find_notes(root, text)
        self.hiding = bool(_HIDING.search(text))
        self.styling = bool(_STYLING.search(text))
        self.formulas = bool(HAS_FORMULAS.search(text))
        self.tex_scripts = self.formulas and "math/tex" in text
        self.caption_classes = bool(_CAPTION_CLASS.search(text))
        self.code_tables = "<table" in text and ("code" in text)
        self.noted = bool(self.notes.targets or self.notes.references or self.notes.notes or self.notes.skipped)
        self.looks = self.hiding or self.styling or self.formulas or self.caption_classes or self.noted
        self.copies: dict[int, list[Candidate]] = {}
        self.indexes: dict[str, dict[int, int]] = {}

    # ------------------------------------------------------------------------------- the loop

    def run(self, root: LexborNode) -> tuple[Block, ...]:
        runs = self.runs
        protected = self.protected
        has_tags = bool(protected.tags)
        looks = self.looks
        marks: Marks = ()
        block: LexborNode | None = None
        stack: list[tuple[LexborNode | None, Callable[[LexborNode], None] | None, Marks, LexborNode | None, LexborNode]] = []
        node = root.first_child
        while True:
            while node is None:
                if not stack:
                    self.flush(None)
                    return self.frame.content()
                node, leave, marks, outer, closed = stack.pop()
                if leave is not None:
                    leave(closed)
                block = outer
            tag = node.tag
            if tag == "-text":
                text = node.text_content or ""
                if has_tags and protected.holds(text):
                    self.text_with_tags(text, marks)
                elif runs or not text.isspace():
                    runs.append((text, marks))
                node = node.next
                continue
            action = ACTIONS.get(tag, INLINE)
            opened = marks
            leave = None
            inner_block = block
            if looks and action != SKIP and tag is not None and tag[0] != "-":
                decided = self.look(node, tag, marks)
                if decided is None:
                    node = node.next
                    continue
                action, opened = decided if decided[0] >= 0 else (action, decided[1])
            if action == MARK:
                opened = self.marked(tag, opened)
            elif action == BLOCK:
                if runs:
                    self.flush(block)
                if tag == "p":
                    self.frame.loose = True
                leave, inner_block = self.flush, node
            elif action == CONTAINER:
                if runs:
                    self.flush(block)
                leave = self.open(node, tag or "")
                if leave is None:
                    node = node.next
                    continue
                inner_block = node
            elif action == LEAF:
                entered = self.leaf(node, tag or "", opened, block)
                if entered is None:
                    node = node.next
                    continue
                opened = entered
            elif action == HEADING:
                if runs:
                    self.flush(block)
                leave, inner_block = self.open_heading(LEVELS[tag or ""]), node
            elif action == SKIP:
                node = node.next
                continue
            child = node.first_child
            if child is None and leave is None:
                node = node.next
                continue
            stack.append((node.next, leave, marks, block, node))
            marks = opened
            block = inner_block
            node = child

    # ---------------------------------------------------------------------------- runs to lines

    def flush(self, hint: LexborNode | None) -> None:
        """Hand the runs as lines to the innermost frame; targets of links wait for what follows them."""
        runs = self.runs
        if not runs or self.heading:
            if runs:
                runs.append((" ", ()))
            return
        found = inlines.lines(runs)
        if only_anchors(found):
            anchors = [run for run in runs if isinstance(run[0], Anchor)]
            runs[:] = anchors
            return
        runs.clear()
        self.frame.take(found, hint)

    def settle(self, hint: LexborNode | None) -> None:
        """Flush, and leave nothing waiting: a frame ends or a block that holds no text comes."""
        self.flush(hint)
        if self.runs:
            content = inlines.tree([run for run in self.runs if isinstance(run[0], Anchor)])
            self.runs.clear()
            if content:
                self.frame.take([[(item, ()) for item in content]], hint)

    def text_with_tags(self, text: str, marks: Marks) -> None:
        """A text with template tags in it: opaque pieces between runs, or one literal code span."""
        protected = self.protected
        if any(mark.kind == "code" for mark in marks):
            self.runs.append((Code(inlines.collapse(protected.restore(text)).strip("\n"), True), marks))
            return
        for piece in protected.split(text):
            self.runs.append((piece.text, marks) if isinstance(piece, Text) else (piece, marks))

    def marked(self, tag: str | None, marks: Marks) -> Marks:
        kind = MARKS[tag or ""]
        if any(mark.kind == kind for mark in marks) and kind not in ("ruby", "rt", "rp"):
            return marks
        return (*marks, Mark(kind))

    # ------------------------------------------------------------------- attributes that matter

    def look(self, node: LexborNode, tag: str, marks: Marks) -> tuple[int, Marks] | None:
        """Look at an element's attributes; None: it shows nothing, -1: its tag decides."""
        attributes = node.attributes
        if self.hiding and ("hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style") or "")):
            return None
        if self.noted and not self.noted_element(node, tag, attributes, marks):
            return None
        if self.formulas:
            shown = formula(node, self.tex_scripts)
            if shown is True:
                return None
            if isinstance(shown, Math):
                self.runs.append((shown, marks))
                return None
        if self.styling and "style" in attributes and attributes["style"]:
            marks, plain = self.styled(attributes["style"], tag, marks)
            if plain:
                return INLINE, marks
        if self.caption_classes and tag in ("span", "small", "em", "i", "font"):
            classes = attributes.get("class")
            if classes and _CAPTION_CLASS.search(classes) and any(isinstance(run[0], Image) for run in self.runs):
                return BLOCK, marks
        return -1, marks

    def noted_element(self, node: LexborNode, tag: str, attributes: dict[str, str | None], marks: Marks) -> bool:
        """Anchors and footnotes; False where the element has been dealt with."""
        notes = self.notes
        mem_id = node.mem_id
        if mem_id in notes.references:
            self.runs.append((FootnoteReference(notes.references[mem_id]), marks))
            return False
        if mem_id in notes.skipped:
            return False
        if notes.targets:
            for name in ("id", "name") if tag == "a" else ("id",):
                identifier = attributes.get(name)
                if identifier and identifier in notes.targets:
                    notes.targets.discard(identifier)
                    if ACTIONS.get(tag, INLINE) in (BLOCK, HEADING, CONTAINER):
                        self.flush(node)
                    self.runs.append((Anchor(identifier), ()))
        return True

    def styled(self, style: str, tag: str, marks: Marks) -> tuple[Marks, bool]:
        """The marks that a style adds; True where it takes away the one that the tag stands for."""
        if tag in ("b", "strong") and _NOT_BOLD.search(style):
            return marks, True
        if tag in ("i", "em") and _NOT_ITALIC.search(style):
            return marks, True
        if tag in ("span", "font", "a"):
            for pattern, kind in ((_BOLD, "strong"), (_ITALIC, "emphasis"), (_STRUCK, "strikethrough")):
                if pattern.search(style) and not any(mark.kind == kind for mark in marks):
                    marks = (*marks, Mark(kind))
        return marks, False

    # ------------------------------------------------------------------------------- containers

    def push(self, frame: Frame) -> None:
        frame.strict = self.frame.strict
        self.frames.append(frame)
        self.frame = frame

    def pop(self) -> Frame:
        frame = self.frames.pop()
        self.frame = self.frames[-1]
        return frame

    def open_heading(self, level: int) -> Callable[[LexborNode], None]:
        if self.heading:
            return self.flush
        self.heading = level
        return self.close_heading

    def close_heading(self, node: LexborNode) -> None:
        level, self.heading = self.heading, 0
        if not level:
            self.flush(node)
            return
        found = inlines.lines(self.runs)
        if only_anchors(found):
            self.flush(node)
            return
        self.runs.clear()
        self.frame.take_heading(level, found, node)

    def open(self, node: LexborNode, tag: str) -> Callable[[LexborNode], None] | None:
        """Open the frame of a container; what closes it again, or None where its content is read already."""
        if self.heading:
            # A heading that was never closed: what follows it is no heading.
            self.close_heading(node)
        if self.frame.inline:
            return self.flush
        if tag == "tr":
            return self.open_row(node)
        if len(self.frames) >= MAX_DEPTH:
            self.too_deep()
            return self.flush
        if tag == "table" and self.code_tables and is_code_table(node):
            self.code(node, node.parent)
            return None
        frame = self.frame_of(node, tag)
        if frame is None:
            return self.flush
        if isinstance(frame, (TableFrame, FigureFrame)) and self.runs:
            self.settle(node)
        self.push(frame)
        return self.close

    def frame_of(self, node: LexborNode, tag: str) -> Frame | None:
        """A new frame, or None where the element stands outside of what gives it its meaning."""
        if self.noted and node.mem_id in self.notes.notes:
            return FootnoteFrame(node, self.notes.notes[node.mem_id])
        if tag == "li":
            return ItemFrame(node)
        if tag in ("ul", "ol"):
            return ListFrame(node, tag == "ol", _start(node) if tag == "ol" else 1)
        if tag == "blockquote":
            return QuoteFrame(node)
        if tag == "figure":
            return FigureFrame(node, node.attributes.get("data-form"))
        if tag == "figcaption":
            return CaptionFrame(node) if isinstance(self.frame, FigureFrame) else None
        if tag == "table":
            return TableFrame(node)
        if tag in ("td", "th"):
            return CellFrame(node, tag == "th") if isinstance(self.frame, TableFrame) else None
        if tag == "dl":
            return DefinitionFrame(node)
        if tag == "dt":
            return InlineFrame(node) if isinstance(self.frame, DefinitionFrame) else None
        if tag == "dd":
            return Frame(node) if isinstance(self.frame, DefinitionFrame) else None
        if tag == "details":
            return DetailsFrame(node)
        return InlineFrame(node) if isinstance(self.frame, DetailsFrame) else None

    def open_row(self, node: LexborNode) -> Callable[[LexborNode], None]:
        if isinstance(self.frame, TableFrame):
            parent = node.parent
            self.frame.open_row(parent is not None and parent.tag == "thead")
        return self.flush

    def close(self, node: LexborNode) -> None:
        """Close the innermost frame and put what it has become into the one round it."""
        self.settle(node)
        frame = self.pop()
        outer = self.frame
        if isinstance(frame, ItemFrame) and isinstance(outer, ListFrame):
            outer.item(frame.content(), frame.loose)
        elif isinstance(frame, FootnoteFrame) and isinstance(outer, ListFrame):
            self.frames[-2].blocks += [block for block, _ in frame.close()]
            self.frames[-2].hints.append(None)
        elif isinstance(frame, CellFrame) and isinstance(outer, TableFrame):
            outer.cell(frame)
        elif isinstance(frame, CaptionFrame) and isinstance(outer, FigureFrame):
            outer.caption(frame)
        elif isinstance(frame, InlineFrame) and isinstance(outer, DefinitionFrame):
            outer.term(frame.phrase())
        elif isinstance(frame, InlineFrame) and isinstance(outer, DetailsFrame):
            outer.summary = frame.phrase()
        elif isinstance(outer, DefinitionFrame) and frame.node is not None and frame.node.tag == "dd":
            outer.definition(frame.content())
        else:
            for block, hint in frame.close():
                outer.add(block, hint)

    def too_deep(self) -> None:
        if not any(found.code == "BD002" for found in self.problems):
            self.report("BD002", f"containers nested deeper than {MAX_DEPTH} were flattened; their text is kept")

    # ------------------------------------------------------------------------------------ leaves

    def leaf(self, node: LexborNode, tag: str, marks: Marks, block: LexborNode | None) -> Marks | None:
        """An element that is more than its content; the marks for its content, or None where that is read."""
        if tag == "a":
            return self.link(node, marks)
        if tag == "br":
            self.runs.append((BREAK, marks))
        elif tag == "img":
            self.image(node, marks)
        elif tag == "pre":
            self.pre(node, marks, block)
        elif tag == "hr":
            self.settle(block)
            if self.heading:
                self.runs.append((" ", ()))
            elif not self.frame.inline:
                self.frame.add(ThematicBreak(), node)
        elif tag == "noscript":
            self.noscript(node, marks)
        elif tag in ("iframe", "video", "audio", "object", "embed"):
            self.embed(node, tag, marks, block)
        elif tag == "input":
            if (node.attributes.get("type") or "").lower() == "checkbox":
                self.runs.append(("[x] " if "checked" in node.attributes else "[ ] ", marks))
        elif tag == "math":
            return marks
        elif tag == "-comment":
            self.comment(node, block)
        return None

    def link(self, node: LexborNode, marks: Marks) -> Marks:
        attributes = node.attributes
        url = attributes.get("href")
        if url is None:
            return marks
        url = self.protected.restore(url.strip())
        if _UNSAFE.match(url):
            self.report("BD003", f"unsafe link left out, its text is kept: {url[:80]}", node)
            return marks
        if any(mark.kind == "link" for mark in marks):
            marks = tuple(mark for mark in marks if mark.kind != "link")
        title = attributes.get("title")
        return (*marks, Mark("link", re.sub(r"[\t\n\r]", "", url), _phrase(self.protected.restore(title)) if title else None))

    def image(self, node: LexborNode, marks: Marks) -> None:
        if node.mem_id in self.copies and self.copies[node.mem_id] is _READ:
            return
        link = next((mark for mark in marks if mark.kind == "link"), None)
        target = link.url if link is not None and is_image_file(link.url) else None
        further = self.copies.pop(node.mem_id, [])
        following = _noscript_after(node)
        if following is not None:
            further = further + [candidate for image in following.css("img") for candidate in candidates(image)]
            self.copies[following.mem_id] = []
        index = self.index(node)
        shown, problems = read_image(node, further, target, self.base, index)
        self.problems += [Found(code, message, "img", index) for code, message in problems]
        if isinstance(shown, str):
            if shown:
                self.runs.append((self.protected.restore(shown), marks))
            return
        if self.protected.tags:
            shown = self.with_tags(shown)
        if target is not None:
            marks = tuple(mark for mark in marks if mark is not link)
        self.runs.append((shown, marks))

    def with_tags(self, image: Image) -> Image:
        restore = self.protected.restore
        return Image(
            restore(image.url),
            restore(image.alt),
            restore(image.title) if image.title else None,
            image.width,
            image.height,
            tuple(restore(url) for url in image.variants),
            image.ordinal,
        )

    def noscript(self, node: LexborNode, marks: Marks) -> None:
        """The copies of a lazy picture; a picture of its own where no other element shows it."""
        if node.mem_id in self.copies:
            return
        images = node.css("img")
        if not images:
            return
        following = _element_after(node)
        if following is not None and following.tag != "img":
            following = following if following.tag in ("picture", "a", "amp-img") else None
            following = following.css_first("img") if following is not None else None
        if following is not None:
            self.copies[following.mem_id] = [candidate for image in images for candidate in candidates(image)]
            return
        for image in images:
            self.image(image, marks)

    def pre(self, node: LexborNode, marks: Marks, block: LexborNode | None) -> None:
        if self.heading or self.frame.inline:
            text = self.protected.restore(" ".join(code_text(node).split()))
            if text:
                self.runs.append((Code(text, bool(self.protected.tags)), marks))
            return
        self.code(node, block)
        for image in node.css("img"):
            self.image(image, ())
        self.flush(node)

    def code(self, node: LexborNode, block: LexborNode | None) -> None:
        self.settle(block)
        text = code_text(node)
        templates = self.protected.holds(text)
        text = _trim_lines(self.protected.restore(text))
        if not text:
            return
        inner = node.css_first("code")
        parent = node.parent
        grandparent = parent.parent if parent is not None else None
        outer = [near for near in (parent, grandparent) if near is not None and near.tag in ("div", "figure", "span", "td")]
        while outer and outer[-1].tag == "td":
            table = outer.pop()
        self.frame.add(CodeBlock(text, language(inner, node, *outer), templates), node)

    def embed(self, node: LexborNode, tag: str, marks: Marks, block: LexborNode | None) -> None:
        attributes = node.attributes
        url = attributes.get("data-src") or attributes.get("src") or attributes.get("data") or attributes.get("data-lazy-src")
        if not url:
            source = node.css_first("source[src]") or node.css_first("embed[src]") or node.css_first('param[name="movie"]')
            if source is not None:
                url = source.attributes.get("src") or source.attributes.get("value")
        url = self.protected.restore((url or "").strip())
        if not url or url.startswith(("about:", "data:", "blob:")):
            return
        if _UNSAFE.match(url):
            self.report("BD003", f"unsafe frame left out: {url[:80]}", node)
            return
        title = _phrase(attributes.get("title") or "") or None
        if self.heading or self.frame.inline or isinstance(self.frame, CellFrame):
            self.runs.append((title or url, (*(mark for mark in marks if mark.kind != "link"), Mark("link", url))))
            return
        self.settle(block)
        self.frame.add(Embed(tag if tag != "embed" else "object", url, title), node)

    def comment(self, node: LexborNode, block: LexborNode | None) -> None:
        """Comments are invisible, except those that part an article's summary from the rest of it."""
        content = node.comment_content or ""
        if not _MORE.match(content):
            return
        comment = f"<!--{content}-->"
        if self.frame.inline or self.heading:
            return
        if any(not isinstance(value, str) or value.strip() for value, _ in self.runs):
            self.runs.append((Opaque(comment), ()))
        else:
            self.runs.clear()
            self.frame.add(Html(comment), node)

    # ---------------------------------------------------------------------------------- problems

    def report(self, code: str, message: str, node: LexborNode | None = None) -> None:
        tag = node.tag if node is not None else None
        self.problems.append(Found(code, message, tag, self.index(node) if node is not None else None))

    def index(self, node: LexborNode) -> int | None:
        """Which of the body's elements of its kind a node is, counted from 0."""
        tag = node.tag or ""
        known = self.indexes.get(tag)
        if known is None:
            known = {other.mem_id: index for index, other in enumerate(self.root.css(tag))}
            self.indexes[tag] = known
        return known.get(node.mem_id)


_READ: list[Candidate] = []


def _start(node: LexborNode) -> int:
    """The number of an ordered list's first item; CommonMark has none below 0 or of more than nine digits."""
    value = (node.attributes.get("start") or "").strip()
    if not value:
        first = node.first_child
        while first is not None and first.tag != "li":
            first = first.next
        value = (first.attributes.get("value") or "").strip() if first is not None else ""
    return int(value) if value.isdecimal() and len(value) <= 9 else 1


def _phrase(text: str) -> str:
    return " ".join(text.split())


def _trim_lines(text: str) -> str:
    """Code without empty lines at its ends."""
    lines = text.split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)


def _element_after(node: LexborNode) -> LexborNode | None:
    """The next sibling, blank text left out; None where text stands between."""
    after = node.next
    while after is not None and after.tag == "-text" and not (after.text_content or "").strip():
        after = after.next
    return after


def _noscript_after(node: LexborNode) -> LexborNode | None:
    """The `<noscript>` that follows a picture or what holds only the picture."""
    current: LexborNode | None = node
    for _ in range(3):
        if current is None:
            return None
        after = _element_after(current)
        if after is not None:
            return after if after.tag == "noscript" else None
        current = current.parent
        if current is None or current.tag not in ("a", "picture", "span", "div", "p"):
            return None
    return None


def inline_only(content: tuple[Inline, ...]) -> str:
    """The characters of a phrase without any white space, for comparing."""
    from newsfix.read.captions import plain

    return "".join(plain(content).split())
