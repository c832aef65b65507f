"""The one reading of a value that is not YAML, and what is wrong with it; none where there are several."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec.structs import replace

from newsfix.model.article import Value
from newsfix.model.problem import Problem
from newsfix.read.frontmatter.chunks import ITEM, KEY, Chunk
from newsfix.read.frontmatter.keys import FIELD_OF, normal
from newsfix.read.frontmatter.values import Entry, FrontMatterError
from newsfix.read.frontmatter.yaml import parse_yaml
from newsfix.regex import regex
from newsfix.syntax.yaml import Plain, is_typed


def parses(chunk: Chunk, problems: list[Problem] | None = None) -> Entry | None:
    """The entry of a chunk that is valid YAML by itself; what is not whole in it is appended to `problems`."""
    try:
        entries = parse_yaml("\n".join((_STANDIN + chunk.rest, *chunk.tail, "")), chunk.line, problems)
    except FrontMatterError:
        return None
    if len(entries) != 1 or entries[0].key != "x":
        return None
    value = entries[0].value
    if isinstance(value, str) and '\\"' in value:
        return None
    return Entry(chunk.key, value, entries[0].line, chunk.column, entries[0].raw, span=_span(chunk, entries[0].span))


_STANDIN = "x: "


def _span(chunk: Chunk, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """Where in the front matter a value is that is all on its key's line."""
    if span is None or chunk.span[0] == chunk.span[1] or chunk.merged or span[1] > len(_STANDIN + chunk.rest):
        return None
    offset = chunk.span[0] + len(chunk.head) - len(_STANDIN)
    return span[0] + offset, span[1] + offset


def _plain(text: str) -> str:
    return Plain(text) if is_typed(text) else text


def _items(chunk: Chunk) -> tuple[Value, str] | None:
    """List items without a blank after the dash, or not in one column; a line without a dash goes on with its item."""
    lines = [text for text in chunk.tail if text.strip()]
    if chunk.rest or not lines or not ITEM.match(lines[0]):
        return None
    items: list[str] = []
    for text in lines:
        if ITEM.match(text):
            items.append(text.strip()[1:].strip())
        elif KEY.match(text.strip()):
            return None
        else:
            items[-1] += " " + text.strip()
    glued = [item for item, text in zip(items, lines, strict=False) if not re.match(r"[ \t]*-(?:[ \t]|\Z)", text)]
    return [list_item(item) for item in items], "a dash without a space" if glued else "list items that are not aligned"


def list_item(text: str) -> Value:
    # A sign that begins a comment to YAML is the first of a hashtag here.
    entry = parses(Chunk("x", "x: ", text)) if text[:1] != "#" else None
    return entry.value if entry else _text_of(text)[0]


# Keys that take one text, and no list.
ONE_TEXT = frozenset({"title", "subtitle", "description", "summary", "excerpt"})


def _items_in_line(chunk: Chunk) -> tuple[Value, str] | None:
    """`tags: - a - b`, wrapped or not."""
    text = _joined(chunk)
    if not re.match(r"-[ \t]", chunk.rest) or normal(chunk.key) in ONE_TEXT:
        return None
    return [list_item(item) for item in re.split(r"(?:^|[ \t])-[ \t]+", text)[1:]], "a list on the line of its key"


_FLOW_PART = regex(r"""[^,"']+|"[^"\\]*(?:\\.[^"\\]*)*"|'(?:[^']|'')*'|,|["']""")


def _flow_list(chunk: Chunk) -> tuple[Value, str] | None:
    """`[a, b` for a key that takes a list; an item that YAML cannot read is its text."""
    text = _joined(chunk)
    field = FIELD_OF.get(normal(chunk.key), ("", 0))[0]
    if text[:1] != "[" or field == "title" or (field == "" and text[-1:] != "]") or "]" in text[1:-1]:
        return None
    closed = text[-1:] == "]"
    if not closed and field not in ("authors", "categories", "tags"):
        return None
    items = [""]
    for part in _FLOW_PART.findall(text[1:-1] if closed else text[1:]):
        if part == ",":
            items.append("")
        else:
            items[-1] += part
    values = [list_item(item.strip()) for item in items if item.strip()]
    return values, "a value in the list that YAML cannot read" if closed else "an unclosed list"


def _author(chunk: Chunk) -> tuple[Value, str] | None:
    """The members of an author's mapping on one line."""
    text = _joined(chunk)
    names = r"(?:^|(?<=[ \t]))(login|email|display_name|name|first_name|last_name|url):(?=[ \t]|$)"
    found = list(re.finditer(names, text)) if chunk.merged else []
    if not found or found[0].start():
        return None
    members: dict[str, Value] = {}
    for match, following in zip(found, [*found[1:], None], strict=True):
        members[match[1]] = list_item(text[match.end() : following.start() if following else None].strip())
    return members, "a mapping on the line of its key"


_BLOCK = regex(r"([|>])[-+0-9]*\Z")


def _block(chunk: Chunk) -> tuple[Value, str] | None:
    """A block scalar whose lines are not indented as they should."""
    match = _BLOCK.match(chunk.rest)
    if match is None or not chunk.tail:
        return None
    lines = [text.strip() for text in chunk.tail]
    return ("\n" if match[1] == "|" else " ").join(lines), "text lines that are not indented"


def _scalar(chunk: Chunk) -> tuple[Value, str] | None:
    """A text that YAML takes for something else; stray lines below belong to it."""
    if not chunk.rest and not chunk.tail:
        return Plain(""), "no value"
    text = _joined(chunk)
    if not chunk.rest and KEY.match(text):
        return None
    if chunk.rest and any(ITEM.match(line) or (line[:1] in " \t" and KEY.match(line.strip())) for line in chunk.tail):
        return None
    if chunk.merged and KEY.match(text):
        return None
    if text[:1] in "[{" and text.count(text[:1]) != text.count("]" if text[:1] == "[" else "}"):
        return None
    value, fault = _text_of(text)
    if chunk.tail and fault == _UNQUOTED:
        fault = "a line that is not indented" if parses(replace(chunk, rest=text, below=())) else fault
    return value, fault


READINGS: tuple[Callable[[Chunk], tuple[Value, str] | None], ...] = (
    _items,
    _items_in_line,
    _flow_list,
    _author,
    _block,
    _scalar,
)


def _joined(chunk: Chunk) -> str:
    """The value on one line; a blank line stays a line feed, as YAML folds."""
    parts = [chunk.rest]
    for text in chunk.tail:
        body = text.strip()
        parts.append(f" {body}" if body and not parts[-1].endswith("\n") else body or "\n")
    return "".join(parts).strip()


_UNQUOTED = "text that needs quotes in YAML"


# What ends a value in other languages: `"A title",`.
_SIGN_BEHIND = regex(r"""(["'])([^"'\\\n]*)\1[ \t]*[,;]""")
# Words that begin with an apostrophe: the '90s, 'tis, 's avonds.
_ELISION = regex(r"(?:[0-9]{2}s?|t(?:is|was|were|will|il|ill)?|em|n|s|cause|bout|round)\b", re.IGNORECASE)


def _text_of(text: str) -> tuple[str, str]:
    """A scalar's text with its quotes taken off, and what is wrong with it."""
    quote = text[:1]
    if quote not in ("'", '"'):
        if '\\"' in text:
            return _plain(text.replace('\\"', '"')), "escaped quotes"
        return _plain(text), _UNQUOTED
    if behind := _SIGN_BEHIND.fullmatch(text):
        return behind[2], "a sign behind the quotes"
    run = min(len(text) - len(text.lstrip(quote)), len(text) - len(text.rstrip(quote)))
    if run > (1 if quote == '"' else 2) and len(text) > 2 * run:
        inner = text.strip(quote)
        return (
            inner[1:-1] if len(inner) > 1 and inner[0] == inner[-1] == "'" else inner
        ).strip(), "quotes inside quotes"
    inner = text[1:]
    closed = len(text) > 1 and text[-1] == quote
    if closed:
        inner = inner[:-1]
    if _closes_first(inner, quote):
        return text, "text outside the quotes"
    unescaped = inner.replace('\\"', '"') if quote == '"' else inner.replace("''", "'")
    return (_closed if closed else _unclosed)(text, inner, unescaped, quote)


def _closed(text: str, inner: str, unescaped: str, quote: str) -> tuple[str, str]:
    if quote == '"' and "\\" in inner and (json := _json_text(text)):
        return json, "JSON escapes, which YAML does not have"
    if quote == '"' and inner.count('"') == inner.count('\\"'):
        return unescaped.replace("\\'", "'"), "a backslash that escapes nothing"
    return unescaped, "quotes inside quotes"


def _unclosed(text: str, inner: str, unescaped: str, quote: str) -> tuple[str, str]:
    other = "'" if quote == '"' else '"'
    if inner[-1:] == other and other not in inner[:-1]:
        return unescaped[:-1], "a quote closed by another kind of quote"
    if quote == "'" and _ELISION.match(inner):
        return text, _UNQUOTED
    return unescaped, "an unclosed quote"


def _json_text(text: str) -> str:
    """What a text in double quotes says in JSON (a character beyond the BMP as two escapes), or nothing."""
    import json

    try:
        found = json.loads(text)
    except ValueError:
        return ""
    return found if isinstance(found, str) and not re.search(r"[\ud800-\udfff]", found) else ""


def _closes_first(inner: str, quote: str) -> bool:
    """Whether the first quote within the text ends the one before it (`Web" and "Online`) and does not open one.

    An apostrophe (`we're`) and an escaped quote are neither.
    """
    for match in re.finditer(quote, inner):
        before, after = inner[match.start() - 1 : match.start()], inner[match.end() : match.end() + 1]
        if before == "\\" or (
            quote == "'" and (before == "'" or after == "'" or (before.isalnum() and after.isalnum()))
        ):
            continue
        return before != "" and not before.isspace() and before not in "([{“‘—–-/:"
    return False
