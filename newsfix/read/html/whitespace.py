"""White space as a reader sees it (CSS Text 3, section 4.1), in a text and over runs.

Blanks and line breaks at the edge of a mark are put outside of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from newsfix.model.article import Anchor, Inline, LineBreak, RawInline

if TYPE_CHECKING:
    from newsfix.read.html.inline import Line, Marks, Run

BREAK = LineBreak()

WHITE = " \t\n\r\f"
INDENT = " \u00a0\u3000"
EDGE = WHITE + INDENT
"""What no line begins or ends with."""
# East Asian Width F, W or H without Hangul (CSS Text 3, section 4.1.3).
_WIDE: tuple[tuple[str, str], ...] = (
    ("\u2329", "\u232a"),
    ("\u2e80", "\u303e"),
    ("\u3041", "\u312f"),
    ("\u3190", "\u31ff"),
    ("\u3220", "\ua4cf"),
    ("\uf900", "\ufaff"),
    ("\ufe10", "\ufe19"),
    ("\ufe30", "\ufe6b"),
    ("\uff01", "\uff9f"),
    ("\uffe0", "\uffe6"),
    ("\U00016fe0", "\U00018cff"),
    ("\U0001aff0", "\U0001b2ff"),
    ("\U00020000", "\U0003fffd"),
)


def collapse(text: str) -> str:
    """Collapse the white space inside a text that has none at its ends."""
    if "\n" in text:
        text = _unbroken([part for line in text.split("\n") if (part := line.strip(WHITE))])
    if "\t" in text or "\r" in text or "\f" in text:
        text = text.replace("\t", " ").replace("\r", " ").replace("\f", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _unbroken(parts: list[str]) -> str:
    """Lines of source text as one, without a blank where both of its neighbours are wide."""
    joined = parts[:1]
    for before, after in pairwise(parts):
        if before.isascii() or not (is_wide(before[-1]) and is_wide(after[0])):
            joined.append(" ")
        joined.append(after)
    return "".join(joined)


def is_wide(character: str) -> bool:
    """Whether a character is wide: between two such a line end is not a blank."""
    for first, last in _WIDE:
        if character <= last:
            return character >= first
    return False


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """Collapse white space and cut at the line breaks.

    An empty line stands for a line with nothing to see, so two line breaks in a row, which make a
    paragraph, show as an empty line between two others. No blank is left at either end of a line.
    """
    found: list[Line] = [[]]
    line = found[0]
    blank = ""
    for index, (value, marks) in enumerate(runs):
        if isinstance(value, str):
            core = value.lstrip(WHITE)
            blank += value[: len(value) - len(core)]
            stripped = core.rstrip(WHITE)
            if stripped:
                _join(line, collapse(stripped), marks, blank)
                blank = core[len(stripped) :]
        elif isinstance(value, LineBreak):
            line = []
            found.append(line)
            blank = ""
        elif isinstance(value, Anchor):
            marks = _shared_with_next(runs, index) if marks else marks
            if marks and blank and line:
                _space(line, marks)
                blank = ""
            line.append((value, marks))
        else:
            begins = isinstance(value, RawInline) and value.text[:1] == "\n"
            if begins and marks:
                for _, beside in (*runs[index - 1 : index], *runs[index + 1 : index + 2]):
                    marks = common(marks, beside)
            if blank and line and not (begins or _ends_line(line[-1][0])):
                _space(line, marks)
            line.append((value, marks))
            blank = ""
    return [_trim(line) for line in found]


def _shared_with_next(runs: Sequence[Run], index: int) -> Marks:
    """The marks of a run that go on with what is right behind it."""
    value, marks = runs[index + 1] if index + 1 < len(runs) else ("", ())
    return common(runs[index][1], marks) if not isinstance(value, str) or value[:1].strip(WHITE) else ()


def _ends_line(value: object) -> bool:
    """Whether what is before a blank keeps a line end of its own."""
    return type(value) is RawInline and value.text[-1:] == "\n"


def _join(line: Line, text: str, marks: Marks, blank: str) -> None:
    """Append a text to a line, with the blank that parts it from what is there."""
    value, last = line[-1] if line else ("", marks)
    if blank and line and not _ends_line(value):
        wide = isinstance(value, str) and "\n" in blank and is_wide(text[0]) and is_wide(value[-1])
        if not wide:
            if isinstance(value, str) and last == marks:
                line[-1] = (f"{value} {text}", marks)
                return
            both = common(last, marks)
            if isinstance(value, str) and both == last:
                line[-1] = (f"{value} ", last)
            elif both == marks:
                text = f" {text}"
            else:
                line.append((" ", both))
            line.append((text, marks))
            return
    if line and isinstance(value, str) and last == marks:
        line[-1] = (value + text, marks)
    else:
        line.append((text, marks))


def _space(line: Line, marks: Marks) -> None:
    """Append one blank, marked only as both of its neighbours are."""
    value, last = line[-1]
    both = common(last, marks)
    if isinstance(value, str) and both == last:
        line[-1] = (value + " ", last)
    else:
        line.append((" ", both))


def _trim(line: Line) -> Line:
    """Drop runs of blanks, indents (U+00A0, U+3000) and line feeds from both ends; a line of nothing else is empty."""
    start, end = 0, len(line)
    while start < end and _is_blank(line[start]):
        start += 1
    while end > start and _is_blank(line[end - 1]):
        end -= 1
    line = line[start:end]
    if line:
        line[-1] = _stripped(line[-1], str.rstrip)
        line[0] = _stripped(line[0], str.lstrip)
    return line


def _stripped(run: Run, strip: Callable[[str, str], str]) -> Run:
    """A run at an end of a line without what does not belong there."""
    value, marks = run
    if isinstance(value, str):
        return strip(value, INDENT), marks
    if isinstance(value, RawInline):
        return RawInline(strip(value.text, WHITE if strip is str.rstrip else "\n")), marks
    return run


def _is_blank(run: Run) -> bool:
    value = run[0]
    said = value.text if type(value) is RawInline else value
    return isinstance(said, str) and not said.strip()


def common(one: Marks, other: Marks) -> Marks:
    """The marks that are open over both."""
    if not one or not other:
        return ()
    return one if one == other else tuple([mark for mark in one if mark in other])


def join(found: Sequence[Line], between: Inline | str = BREAK) -> Line:
    """Lines as one, with a line break (or a blank) between, marked as both sides are; empty ones left out."""
    if len(found) == 1:
        return found[0]
    joined: Line = []
    for line in found:
        if not line:
            continue
        if joined:
            joined.append((between, common(joined[-1][1], line[0][1])))
        joined += line
    return joined
