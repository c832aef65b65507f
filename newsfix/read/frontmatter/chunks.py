"""Front matter that is not YAML, in pieces: each key with the lines below it, where it can stand alone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model.problem import Fix, Problem
from newsfix.read.frontmatter.keys import is_known
from newsfix.regex import regex
from newsfix.syntax.yaml import FOREIGN_COMMENT


class Line(Struct, frozen=True):
    """A line: its text without indentation that all have, its number in the file, where in the front matter it starts.

    The start is -1 where the text is not what is there.
    """

    text: str
    number: int
    start: int


class Chunk(Struct, frozen=True):
    """One key with all the lines up to the next: what can be read, or fail, by itself.

    key     its name, as a value of YAML
    head    the text before the value, as it stands there
    rest    the text after the colon, stripped
    below   the lines below, without comments
    line    the line of the file in which it is; `column` that of the value
    span    where it is in the front matter, comments within included; empty where it is not there so
    fault   what is already known to be wrong with it
    merged  whether it shared its line with other keys
    source  the value's text where `rest` is not what the file has
    """

    key: str
    head: str
    rest: str
    below: tuple[Line, ...] = ()
    line: int = 1
    column: int = 1
    span: tuple[int, int] = (0, 0)
    fault: str | None = None
    merged: bool = False
    source: str = ""

    @property
    def tail(self) -> tuple[str, ...]:
        """The texts of the lines below."""
        return tuple(line.text for line in self.below)

    @property
    def raw(self) -> str:
        """The source's text of the value."""
        return self.source or "\n".join((self.rest, *self.tail)).strip()


KEY = regex(r"""((?:\\?[\w.$@])(?:\\?[\w.@-])*|"[^"\n]*"|'[^'\n]*')[ \t]*:(?=[ \t]|\Z)""")
_KEY_WITHOUT_BLANK = regex(r"([A-Za-z_][\w-]*)[ \t\u00a0\u3000]*([:\uff1a])[ \t\u00a0\u3000]*(?=[^\s/:]|/(?!/))")
_KEY_OF_WORDS = regex(r"([^\W\d_][^\n:#'\"\[\]{}|>]{0,40}):(?=[ \t]|\Z)")
_TAG_URI = regex(r"tag:[\w.-]+,[0-9]{4}")
_KEY_WITHOUT_COLON = regex(r"([A-Za-z_][\w-]*)[ \t]*\Z")
ITEM = regex(r"[ \t]*-(?!-)")
_FOREIGN_COMMENT = regex(FOREIGN_COMMENT)
COMMENT = regex(rf"#|{FOREIGN_COMMENT}")


_MOST_LINES_ABOVE = 40
NO_BLANK = "no space after the colon"
WIDE_COLON = "a full-width colon"
NO_COLON = "no colon after the key"


def lines_of(front: str, number: int) -> list[Line]:
    """The lines of front matter whose first has this number in the file."""
    texts = front.split("\n")
    starts = accumulate((len(text) + 1 for text in texts), initial=0)
    return [Line(text, at, start) for at, (text, start) in enumerate(zip(texts, starts, strict=False), number)]


def in_column(lines: list[Line], problems: list[Problem], depth: int = 1) -> list[Line]:
    """The lines with tabs of their indentation as blanks, moved left by what the first key is indented."""
    tabbed = [line for line in lines if "\t" in line.text[: len(line.text) - len(line.text.lstrip())]]
    if any(line.text.strip() for line in tabbed):
        expanded = [Line(_expanded(line.text), line.number, -1) for line in lines]
        message = "lines indented with tabs; read as spaces"
        problems.append(Problem("FM004", message, tabbed[0].number, 1, _replaced(lines, expanded)))
        lines = expanded
    first = next((line.text for line in lines if line.text.strip() and not line.text.lstrip().startswith("#")), "")
    indent = len(first) - len(first.lstrip(" "))
    if not indent:
        return lines
    moved = [_moved(line, indent) for line in lines]
    outer = next((line for line in lines if _indent(line) < indent and KEY.match(line.text.lstrip(" "))), None)
    if outer:
        fix = _replaced(lines, moved) if depth == 1 else None
        problems.append(Problem("FM004", "keys that are not aligned; read as if they were", outer.number, 1, fix))
    return moved


def without_foreign(lines: list[Line], problems: list[Problem]) -> list[Line]:
    """The lines without comments that another language has; each is a fault, with the edit that makes it YAML's."""
    kept = []
    for line in lines:
        if _FOREIGN_COMMENT.match(line.text):
            fix = Fix(line.start, line.start, "# ") if line.start >= 0 else None
            message = "a comment that YAML does not have; read as # " + line.text.rstrip()
            problems.append(Problem("FM004", message, line.number, 1, fix))
        else:
            kept.append(line)
    return kept


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip(" "))


def _replaced(lines: list[Line], others: list[Line]) -> Fix | None:
    """The edit that puts other lines in place of these, from the first that differs to the last."""
    changed = [number for number, pair in enumerate(zip(lines, others, strict=True)) if pair[0].text != pair[1].text]
    first, last = lines[changed[0]], lines[changed[-1]]
    text = "\n".join(line.text for line in others[changed[0] : changed[-1] + 1])
    return Fix(first.start, last.start + len(last.text), text) if first.start >= 0 else None


def _expanded(text: str) -> str:
    body = text.lstrip()
    return text[: len(text) - len(body)].expandtabs(2) + body


def _moved(line: Line, indent: int) -> Line:
    cut = min(indent, _indent(line))
    return Line(line.text[cut:], line.number, line.start + cut if line.start >= 0 else -1)


def chunks(lines: list[Line], is_whole: Callable[[Chunk], object]) -> tuple[list[Chunk], list[Line]]:
    """The lines parted at each key of the first level, and those before the first.

    A key with blanks in it is one, as YAML has it, if what is above it is whole without the line.
    """
    found: list[tuple[Chunk, Line, list[Line]]] = []
    stray: list[Line] = []
    for number, line in enumerate(lines):
        chunk = _key_line(line, lines[number + 1 : number + 6])
        if chunk:
            found.append((chunk, line, []))
        elif line.text.startswith("#"):
            continue
        elif found:
            above, first, below = found[-1]
            chunk = _key_of_words(line)
            whole = chunk and _whole(above, first, below)
            if chunk and whole and whole.raw and len(whole.below) <= _MOST_LINES_ABOVE and is_whole(whole):
                found.append((chunk, line, []))
            else:
                below.append(line)
        elif line.text.strip():
            stray.append(line)
    return [_whole(chunk, line, below) for chunk, line, below in found], stray


def _key_of_words(line: Line) -> Chunk | None:
    """The chunk of a key with blanks in it."""
    match = _KEY_OF_WORDS.match(line.text)
    if match is None:
        return None
    return _begun(line, match[1].rstrip(), match.end())


def _begun(line: Line, key: str, end: int, fault: str | None = None) -> Chunk:
    """The chunk of a key that ends here in its line."""
    rest = line.text[end:]
    value = end + len(rest) - len(rest.lstrip())
    return Chunk(key, line.text[:value], rest.strip(), line=line.number, column=value + 1, fault=fault)


def _whole(chunk: Chunk, line: Line, below: list[Line]) -> Chunk:
    below = list(below)
    while below and not below[-1].text.strip():
        below.pop()
    last = below[-1] if below else line
    known = line.start >= 0
    return replace(chunk, below=tuple(below), span=(line.start, last.start + len(last.text)) if known else (0, 0))


def _key_line(line: Line, below: list[Line]) -> Chunk | None:
    """The chunk that begins in a line, if one does."""
    text = line.text
    if not text or text[0] in " \t#":
        return None
    fault = None
    match = KEY.match(text)
    if match is None:
        match = _KEY_WITHOUT_BLANK.match(text)
        if match and is_known(match[1]) and not _TAG_URI.match(text):
            fault = NO_BLANK if match[2] == ":" else WIDE_COLON
        else:
            match = _KEY_WITHOUT_COLON.match(text)
            following = next((other.text for other in below if other.text.strip()), "")
            if match is None or not is_known(match[1]) or not ITEM.match(following):
                return None
            fault = NO_COLON
    elif "\\" in match[1]:
        fault = "escapes in the key"
    return _begun(line, match[1].strip("\"'").replace("\\", ""), match.end(), fault)
