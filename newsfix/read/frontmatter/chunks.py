"""Broken YAML front matter in chunks: one key each, with all the lines up to the next."""

from __future__ import annotations

from newsfix.frozen import Frozen, replace
from newsfix.problem import Problem
from newsfix.read.frontmatter.keys import is_known
from newsfix.read.frontmatter.values import Entry, FrontMatterError
from newsfix.read.frontmatter.yaml import parse_yaml
from newsfix.regex import regex


class Chunk(Frozen):
    """One key with all the lines up to the next: what can be read, or fail, by itself.

    key     its name, as a value of YAML
    rest    the text after the colon, stripped
    tail    the lines below, without comments
    line    the line of the file in which it stands; `column` that of the value
    fault   what is already known to be wrong with it
    merged  whether it shared its line with other keys
    source  the value's text where `rest` is not what the file has
    """

    key: str
    rest: str
    tail: tuple[str, ...]
    line: int
    column: int
    fault: str | None = None
    merged: bool = False
    source: str = ""

    @property
    def raw(self) -> str:
        """The source's text of the value."""
        return self.source or "\n".join((self.rest, *self.tail)).strip()


KEY = regex(r"""((?:\\?[\w.])(?:\\?[\w.@-])*|"[^"\n]*"|'[^'\n]*')[ \t]*:(?=[ \t]|\Z)""")
_KEY_WITHOUT_BLANK = regex(r"([A-Za-z_][\w-]*)[ \t\u00a0\u3000]*([:\uff1a])[ \t\u00a0\u3000]*(?=[^\s/:]|/(?!/))")
_KEY_OF_WORDS = regex(r"([^\W\d_][^\n:#'\"\[\]{}|>]{0,40}):(?=[ \t]|\Z)")
_TAG_URI = regex(r"tag:[\w.-]+,[0-9]{4}")
_KEY_WITHOUT_COLON = regex(r"([A-Za-z_][\w-]*)[ \t]*\Z")
ITEM = regex(r"[ \t]*-(?!-)")


def without_tabs(lines: list[str], line: int, problems: list[Problem]) -> list[str]:
    """The lines with tabs of their indentation as blanks, moved left by what the first key is indented."""
    tabbed = [number for number, text in enumerate(lines, line) if "\t" in text[: len(text) - len(text.lstrip())]]
    if tabbed and any(lines[number - line].strip() for number in tabbed):
        problems.append(Problem("FM004", "lines indented with tabs; read as blanks", tabbed[0], 1))
        lines = [_expanded(text) for text in lines]
    first = next((text for text in lines if text.strip() and not text.lstrip().startswith("#")), "")
    indent = len(first) - len(first.lstrip(" "))
    return [text[min(indent, len(text) - len(text.lstrip(" "))) :] for text in lines] if indent else lines


def _expanded(text: str) -> str:
    body = text.lstrip()
    return text[: len(text) - len(body)].expandtabs(2) + body


def chunks_of(lines: list[str], line: int) -> tuple[list[Chunk], str]:
    """The lines parted at each top-level key, and the text before the first."""
    chunks: list[Chunk] = []
    stray: list[str] = []
    tails: list[list[str]] = []
    for number, text in enumerate(lines):
        chunk = _key_line(text, lines[number + 1 : number + 6], line + number)
        if chunk:
            chunks.append(chunk)
            tails.append([])
        elif text.startswith("#"):
            continue
        elif tails:
            above = replace(chunks[-1], tail=tuple(_trimmed(tails[-1])))
            if chunk := _key_of_words(text, above, line + number):
                chunks.append(chunk)
                tails.append([])
            else:
                tails[-1].append(text)
        elif text.strip():
            stray.append(text)
    whole = [replace(chunk, tail=tuple(_trimmed(tail))) for chunk, tail in zip(chunks, tails, strict=True)]
    return whole, "\n".join(stray)


_MOST_LINES_ABOVE = 40


def _key_of_words(text: str, above: Chunk, line: int) -> Chunk | None:
    """The chunk of a key with blanks in it: as YAML has it, if what stands above is whole without the line."""
    match = _KEY_OF_WORDS.match(text)
    if match is None or not above.raw or len(above.tail) > _MOST_LINES_ABOVE or not parses(above):
        return None
    rest = text[match.end() :]
    return Chunk(match[1].rstrip(), rest.strip(), (), line, match.end() + len(rest) - len(rest.lstrip()) + 1)


def _trimmed(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def _key_line(text: str, below: list[str], line: int) -> Chunk | None:
    """The chunk that begins in a line, if one does."""
    if not text or text[0] in " \t#":
        return None
    fault = None
    match = KEY.match(text)
    if match is None:
        match = _KEY_WITHOUT_BLANK.match(text)
        if match and is_known(match[1]) and not _TAG_URI.match(text):
            fault = "no blank after the colon" if match[2] == ":" else "a full-width colon"
        else:
            match = _KEY_WITHOUT_COLON.match(text)
            following = next((other for other in below if other.strip()), "")
            if match is None or not is_known(match[1]) or not ITEM.match(following):
                return None
            fault = "no colon after the key"
    rest = text[match.end() :]
    key = match[1].strip("\"'").replace("\\", "")
    column = match.end() + len(rest) - len(rest.lstrip()) + 1
    return Chunk(key, rest.strip(), (), line, column, fault)


def parses(chunk: Chunk, problems: list[Problem] | None = None) -> Entry | None:
    """The entry of a chunk that is valid YAML by itself; what is not whole in it is appended to `problems`."""
    try:
        entries = parse_yaml("\n".join((f"x: {chunk.rest}", *chunk.tail)), chunk.line, problems)
    except FrontMatterError:
        return None
    if len(entries) != 1 or entries[0].key != "x":
        return None
    value = entries[0].value
    if isinstance(value, str) and '\\"' in value:
        return None
    return Entry(chunk.key, value, entries[0].line, chunk.column, entries[0].raw)
