"""Lines of one paragraph to blocks: lines of nothing but pictures are figures, emphasis below them their caption."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from newsfix.model import article as tree
from newsfix.model.walk import without_emphasis
from newsfix.read.html import inline as inlines
from newsfix.read.html.whitespace import BREAK, join, lines_of
from newsfix.syntax.captions import LONGEST_MARKED, is_marked
from newsfix.syntax.comments import instructs, silences


def paragraph_blocks(lines: list[inlines.Line]) -> Iterable[tree.Block]:
    """One paragraph's lines: those of nothing but pictures are figures, what stays together is a paragraph."""
    if all(map(is_text, lines)):
        return (tree.Paragraph(inlines.tree(join(lines))),)
    return _blocks(lines)


def _blocks(lines: list[inlines.Line]) -> Iterator[tree.Block]:
    text: list[inlines.Line] = []
    pictures: list[inlines.Run] = []
    for index, line in enumerate(lines):
        if not pictures and is_text(line):
            text.append(line)
            continue
        if any(_is_comment(run) for run in line):
            yield from _settle(text, pictures)
            text, pictures = [], []
            yield from _with_comments(line)
            continue
        silencing = [run[0] for run in line if type(run[0]) is tree.RawInline and silences(run[0].text)]
        if silencing and is_pictures(rest := [run for run in line if run[0] not in silencing]):
            # Above the line it says the same, and the pictures are a figure.
            yield from _settle(text, pictures)
            yield from (tree.RawBlock(comment.text) for comment in silencing)
            text, pictures, line = [], [], lines_of(rest)[0]
        anchors = list(takewhile(lambda run: isinstance(run[0], tree.Anchor), line))
        leading, rest = _leading_pictures(line[len(anchors) :] if anchors else line)
        if leading and (not rest or _is_caption(leading, rest)):
            if text or anchors:
                yield from _settle(text, pictures if anchors else [])
                text = []
            if anchors:
                # Where a link of the article leads to a picture, its target is before the figure.
                pictures = []
                yield tree.Paragraph(inlines.tree(anchors))
            pictures += leading
            if not rest:
                continue
            line = rest
        if pictures and not text and all(_all_emphasis(other) for other in (line, *lines[index + 1 :])):
            caption = inlines.tree(join([_without_outer(other) for other in (line, *lines[index + 1 :])]))
            yield captioned(figure(pictures), [caption], "emphasis-line")
            return
        yield from _settle([], pictures)
        pictures = []
        text.append(line)
    yield from _settle(text, pictures)


def is_text(line: inlines.Line) -> bool:
    """Whether a line has nothing but text, marked or not."""
    for value, _ in line:  # noqa: SIM110 - a loop costs less, and each line is asked about
        if type(value) is not str:
            return False
    return True


def _settle(text: list[inlines.Line], pictures: list[inlines.Run]) -> Iterator[tree.Block]:
    if pictures:
        yield figure(pictures)
    if text:
        yield tree.Paragraph(inlines.tree(join(text)))


def _leading_pictures(line: inlines.Line) -> tuple[list[inlines.Run], inlines.Line]:
    """The pictures that a line begins with, and the rest without the blank between."""
    leading = list(takewhile(_is_picture_or_blank, line))
    pictures = [run for run in leading if isinstance(run[0], tree.Image)]
    if len(leading) == len(line):
        return pictures, []
    return pictures, lines_of(line[len(leading) :])[0] if pictures else line


def _is_picture_or_blank(run: inlines.Run) -> bool:
    return isinstance(run[0], tree.Image) or (isinstance(run[0], str) and not run[0].strip())


def is_pictures(line: inlines.Line) -> bool:
    """Whether a line has pictures, and beside them nothing but blanks."""
    found = False
    for run in line:
        if not _is_picture_or_blank(run):
            return False
        found = found or isinstance(run[0], tree.Image)
    return found


def _all_emphasis(line: inlines.Line) -> bool:
    """Whether a line is emphasised from end to end, punctuation aside."""
    is_emphasis = [any(mark.kind == "emphasis" for mark in marks) for _, marks in line]
    return any(is_emphasis) and all(
        not isinstance(value, tree.Image)
        and (emphasis or type(value) is tree.Anchor or (isinstance(value, str) and not any(map(str.isalnum, value))))
        for emphasis, (value, _) in zip(is_emphasis, line, strict=True)
    )


def _is_caption(pictures: list[inlines.Run], line: inlines.Line) -> bool:
    """Whether a line begins as captions do, without a picture, or is emphasised, not as one text with its pictures."""
    if not any(isinstance(value, tree.Image) for value, _ in line) and is_marked(_text(line)):
        return True
    if not _all_emphasis(line):
        return False
    return not any(_outer(marks) for _, marks in pictures) or len(_text(line)) <= LONGEST_MARKED


def _text(line: inlines.Line) -> str:
    return "".join(value for value, _ in line if isinstance(value, str))


def _without_outer(line: inlines.Line) -> inlines.Line:
    """A line of runs without the outer emphasis; what is emphasised within it stays so."""
    return [(value, tuple(mark for mark in marks if mark is not _outer(marks))) for value, marks in line]


def _outer(marks: inlines.Marks) -> inlines.Mark | None:
    return next((mark for mark in marks if mark.kind == "emphasis"), None)


def figure(runs: Sequence[inlines.Run]) -> tree.Figure:
    """The pictures among runs, each with the link round it."""
    linked = [tree.LinkedImage(value, _target(marks)) for value, marks in runs if isinstance(value, tree.Image)]
    return tree.Figure(tuple(linked))


def _target(marks: inlines.Marks) -> tree.Target | None:
    return next((tree.Target(mark.url, mark.title) for mark in marks if mark.kind == "link"), None) if marks else None


def _is_comment(run: inlines.Run) -> bool:
    """Whether a comment parts the article; one that instructs a program stays where it is."""
    comment = run[0].text if type(run[0]) is tree.RawInline else ""
    return comment.startswith("<!--") and not instructs(comment[4:-3])


def _with_comments(line: inlines.Line) -> Iterator[tree.Block]:
    """A line cut at its comments, which are blocks of their own, as they part an article."""
    rest: inlines.Line = []
    for run in (*line, None):
        if run is not None and not _is_comment(run):
            rest.append(run)
            continue
        parts = [part for part in lines_of(rest) if part]
        if parts:
            yield from paragraph_blocks(parts)
        rest = []
        if run is not None:
            assert isinstance(run[0], tree.RawInline)
            yield tree.RawBlock(run[0].text)


def heading_content(lines: list[inlines.Line]) -> tuple[tree.Inline, ...]:
    """Lines as the one line of a heading."""
    return inlines.tree(_without_line_feeds(join(lines, " ")))


def _without_line_feeds(line: inlines.Line) -> inlines.Line:
    """A line with blanks for the line feeds that template tags took along."""
    if not any(isinstance(value, tree.RawInline) and value.text != value.text.strip("\n") for value, _ in line):
        return line
    parts: list[inlines.Run] = []
    for value, marks in line:
        said = value.text.strip("\n") if isinstance(value, tree.RawInline) else ""
        if isinstance(value, tree.RawInline) and said != value.text:
            own = ((tree.RawInline(said), marks),) if said else ()
            parts += (" " if value.text[0] == "\n" else "", marks), *own, (" " if value.text[-1] == "\n" else "", marks)
        else:
            parts.append((value, marks))
    return lines_of(parts)[0]


def only_anchors(lines: list[inlines.Line]) -> bool:
    """Whether lines have nothing to see, only targets of links."""
    return all(type(value) is tree.Anchor for line in lines for value, _ in line)


def captioned(figure: tree.Figure, lines: Sequence[tuple[tree.Inline, ...]], form: str) -> tree.Figure:
    caption: list[tree.Inline] = []
    for line in lines:
        line = without_emphasis(line)
        if caption:
            caption.append(BREAK)
        caption += line
    return tree.Figure(figure.pictures, tuple(caption), form if caption else None)
