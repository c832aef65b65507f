"""Broken YAML front matter, read key by key: repaired where one reading is beyond doubt, else kept as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from newsfix.article import Plain, Value
from newsfix.frozen import Frozen, replace
from newsfix.problem import Problem
from newsfix.read.frontmatter.keys import FIELD_OF, is_known, normal
from newsfix.read.frontmatter.values import MAX_NESTING, Entry, FrontMatterError, shown
from newsfix.read.frontmatter.yaml import parse_yaml
from newsfix.regex import regex
from newsfix.scalars import is_typed

RAW_KEY = "front_matter_raw"
"""The key that keeps text which belongs to no key."""
_LONGEST = 500_000


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


_KEY = regex(r"""((?:\\?[\w.])(?:\\?[\w.@-])*|"[^"\n]*"|'[^'\n]*')[ \t]*:(?=[ \t]|\Z)""")
_KEY_WITHOUT_BLANK = regex(r"([A-Za-z_][\w-]*)[ \t\u00a0\u3000]*([:\uff1a])[ \t\u00a0\u3000]*(?=[^\s/:]|/(?!/))")
_KEY_OF_WORDS = regex(r"([^\W\d_][^\n:#'\"\[\]{}|>]{0,40}):(?=[ \t]|\Z)")
_TAG_URI = regex(r"tag:[\w.-]+,[0-9]{4}")
_KEY_WITHOUT_COLON = regex(r"([A-Za-z_][\w-]*)[ \t]*\Z")
_ITEM = regex(r"[ \t]*-(?!-)")
_FIRST_OF_MAPPING = regex(r"([ \t]*)-[ \t]+(?:[\w.-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*:(?=[ \t]|\Z)")
_INNER_KEY = regex(r"(?<=[ \t])((?:\\?[\w-])+):(?=[ \t]|\Z)")


def repair(front: str, line: int, problems: list[Problem]) -> list[Entry]:
    """The entries of front matter that is not valid YAML; `line` is that of its first line in the file.

    What was wrong and how it was read is appended to `problems` (FM004), and so is what has more than
    one reading (FM003): its text is the value of a broken entry.
    """
    if len(front) > _LONGEST:
        message = f"the front matter is not valid and too long to be repaired; its text is kept under {RAW_KEY}"
        problems.append(Problem("FM003", message, line, 1))
        return [Entry(RAW_KEY, front.strip("\n"), line, 1, broken=True)]
    return _entries(front.split("\n"), line, problems, 1)


def _entries(lines: list[str], line: int, problems: list[Problem], depth: int) -> list[Entry]:
    lines = _without_tabs(lines, line, problems)
    chunks, stray = _chunks(lines, line)
    if stray:
        problems.append(Problem("FM003", f"text before the first key, kept under {RAW_KEY}: {_shown(stray)}", line, 1))
    entries: dict[str, Entry] = {RAW_KEY: Entry(RAW_KEY, stray, line, 1, broken=True)} if stray else {}
    used = {chunk.key for chunk in chunks}
    for chunk in chunks:
        for part in _parts(chunk, used, problems):
            entry = _read(part, problems, depth)
            if entry.key in entries:
                before = entries.pop(entry.key)
                message = f"{entry.key} stands twice; {shown(before.value)} in line {before.line} is not used"
                problems.append(Problem("FM005", message, entry.line, 1))
            entries[entry.key] = entry
    return list(entries.values())


# -------------------------------------------------------------------------------------- chunks


def _without_tabs(lines: list[str], line: int, problems: list[Problem]) -> list[str]:
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


def _chunks(lines: list[str], line: int) -> tuple[list[Chunk], str]:
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
    if match is None or not above.raw or len(above.tail) > _MOST_LINES_ABOVE or not _parses(above):
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
    match = _KEY.match(text)
    if match is None:
        match = _KEY_WITHOUT_BLANK.match(text)
        if match and is_known(match[1]) and not _TAG_URI.match(text):
            fault = "no blank after the colon" if match[2] == ":" else "a full-width colon"
        else:
            match = _KEY_WITHOUT_COLON.match(text)
            following = next((other for other in below if other.strip()), "")
            if match is None or not is_known(match[1]) or not _ITEM.match(following):
                return None
            fault = "no colon after the key"
    rest = text[match.end() :]
    key = match[1].strip("\"'").replace("\\", "")
    column = match.end() + len(rest) - len(rest.lstrip()) + 1
    return Chunk(key, rest.strip(), (), line, column, fault)


# Keys whose value is a name of one word, so that a second one is not part of it.
_ONE_WORD = frozenset({"layout", "template", "type", "status", "draft", "published", "comments"})


def _parts(chunk: Chunk, used: set[str], problems: list[Problem]) -> Iterator[Chunk]:
    """The chunk, or the several keys that stand in it one after the other."""
    text = " ".join((chunk.rest, *map(str.strip, chunk.tail)))
    if chunk.fault or not _INNER_KEY.search(text) or _parses(chunk):
        yield chunk
        return
    found: list[re.Match[str]] = []
    names: set[str] = set()
    for match in _INNER_KEY.finditer(" " + text):
        name = match[1].replace("\\", "")
        if is_known(name) and name not in used | names:
            names.add(name)
            found.append(match)
    first = text[: max(found[0].start() - 2, 0)].strip() if found else ""
    is_whole = re.fullmatch(r"\S*/\S*|\[.*\]", first) or (chunk.key in _ONE_WORD and re.fullmatch(r"\S+", first))
    if not found or (len(found) < 2 and not is_whole):
        yield chunk
        return
    others = ", ".join(match[1].replace("\\", "") for match in found)
    problems.append(
        Problem("FM004", f"{chunk.key} shares its line with {others}; read as keys of their own", chunk.line, 1)
    )
    starts = [*found, None]
    yield _part(chunk, chunk.key, text[: max(found[0].start() - 1, 0)], chunk.column)
    for match, following in zip(found, starts[1:], strict=True):
        value = text[match.end() - 1 : following.start() - 1 if following else None]
        yield _part(chunk, match[1], value, chunk.column + match.end() - 1)


def _part(chunk: Chunk, key: str, value: str, column: int) -> Chunk:
    """A key from the middle of a line; whoever wraps lines escapes for Markdown too (`parent\\_id`)."""
    value = value.strip()
    text = re.sub(r"\\([_\[\]#*])", r"\1", value) if "\\_" in chunk.raw else value
    return Chunk(key.replace("\\", ""), text, (), chunk.line, column, merged=True, source=value)


# ------------------------------------------------------------------------------------- reading


def _read(chunk: Chunk, problems: list[Problem], depth: int) -> Entry:
    if entry := _parses(chunk, problems):
        if chunk.fault:
            _report(chunk, chunk.fault, entry.value, problems)
        return entry
    if depth < MAX_NESTING and (nested := _nested(chunk, problems, depth)):
        return nested
    for read in _REPAIRS:
        if reading := read(chunk):
            value, fault = reading
            _report(chunk, fault if chunk.fault is None else f"{chunk.fault}, {fault}", value, problems)
            return Entry(chunk.key, value, chunk.line, chunk.column)
    message = f"{chunk.key} can be read in more than one way; its text is kept: {_shown(chunk.raw)}"
    problems.append(Problem("FM003", message, chunk.line, chunk.column))
    return Entry(chunk.key, chunk.raw, chunk.line, chunk.column, broken=True)


def _parses(chunk: Chunk, problems: list[Problem] | None = None) -> Entry | None:
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


def _nested(chunk: Chunk, problems: list[Problem], depth: int) -> Entry | None:
    """A mapping below the key, or a list of them, whose own keys are repaired one by one."""
    first = next((text for text in chunk.tail if text.strip()), "")
    if not chunk.rest and (mapping := _FIRST_OF_MAPPING.match(first)):
        return _nested_list(chunk, mapping, problems, depth)
    if chunk.rest or first[:1] not in (" ", "\t") or not _KEY.match(first.strip()):
        return None
    found: list[Problem] = []
    entries = _entries(list(chunk.tail), chunk.line + 1, found, depth + 1)
    if any(entry.broken for entry in entries):
        return None
    problems += found
    return Entry(chunk.key, {entry.key: entry.value for entry in entries}, chunk.line, chunk.column)


def _nested_list(chunk: Chunk, first: re.Match[str], problems: list[Problem], depth: int) -> Entry | None:
    """A list of mappings (`- name: a`), each repaired by itself; None where not every item is one."""
    dash = len(first[1])
    starts = [number for number, text in enumerate(chunk.tail) if text[: dash + 1] == first[1] + "-"]
    found: list[Problem] = []
    items: list[Value] = []
    if starts[0] != 0:
        return None
    for start, end in pairwise([*starts, len(chunk.tail)]):
        head, *below = chunk.tail[start:end]
        if not _FIRST_OF_MAPPING.match(head) or any(text.strip() and not text[: dash + 1].isspace() for text in below):
            return None
        lines = [first[1] + " " + head[dash + 1 :], *below]
        entries = _entries(lines, chunk.line + 1 + start, found, depth + 1)
        if any(entry.broken for entry in entries):
            return None
        items.append({entry.key: entry.value for entry in entries})
    problems += found
    return Entry(chunk.key, items, chunk.line, chunk.column)


def _report(chunk: Chunk, fault: str, value: Value, problems: list[Problem]) -> None:
    problems.append(Problem("FM004", f"{chunk.key}: {fault}; read as {_shown(value)}", chunk.line, chunk.column))


def _plain(text: str) -> str:
    return Plain(text) if is_typed(text) else text


def _shown(value: Value) -> str:
    if isinstance(value, list):
        text = f"[{', '.join(map(_shown, value))}]"
    elif isinstance(value, dict):
        text = f"{{{', '.join(f'{key}: {_shown(item)}' for key, item in value.items())}}}"
    else:
        return repr(str(value) if len(value) <= 120 else str(value[:119]) + "…")
    return text if len(text) <= 200 else text[:199] + "…"


# ------------------------------------------------------------------------------------- repairs


def _items(chunk: Chunk) -> tuple[Value, str] | None:
    """List items without a blank after the dash, or not in one column; a line without a dash goes on with its item."""
    lines = [text for text in chunk.tail if text.strip()]
    if chunk.rest or not lines or not _ITEM.match(lines[0]):
        return None
    items: list[str] = []
    for text in lines:
        if _ITEM.match(text):
            items.append(text.strip()[1:].strip())
        elif _KEY.match(text.strip()):
            return None
        else:
            items[-1] += " " + text.strip()
    glued = [item for item, text in zip(items, lines, strict=False) if not re.match(r"[ \t]*-(?:[ \t]|\Z)", text)]
    return [_item(item) for item in items], "a dash without a blank" if glued else "list items that do not line up"


def _item(text: str) -> Value:
    # A sign that begins a comment to YAML is the first of a hashtag here.
    entry = _parses(Chunk("x", text, (), 1, 1)) if text[:1] != "#" else None
    return entry.value if entry else _text_of(text)[0]


def _items_in_line(chunk: Chunk) -> tuple[Value, str] | None:
    """`tags: - a - b`, wrapped or not."""
    text = _joined(chunk)
    if not re.match(r"-[ \t]", chunk.rest):
        return None
    return [_item(item) for item in re.split(r"(?:^|[ \t])-[ \t]+", text)[1:]], "a list on the line of its key"


_FLOW_PART = regex(r"""[^,"']+|"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|,|["']""")


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
    values = [_item(item.strip()) for item in items if item.strip()]
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
        members[match[1]] = _item(text[match.end() : following.start() if following else None].strip())
    return members, "a mapping on the line of its key"


_BLOCK = regex(r"([|>])[-+0-9]*\Z")


def _block(chunk: Chunk) -> tuple[Value, str] | None:
    """A block scalar whose lines are not indented as they should."""
    match = _BLOCK.match(chunk.rest)
    if match is None or not chunk.tail:
        return None
    lines = [text.strip() for text in chunk.tail]
    return ("\n" if match[1] == "|" else " ").join(lines), "lines of the text that are not indented"


def _scalar(chunk: Chunk) -> tuple[Value, str] | None:
    """A text that YAML takes for something else; stray lines below belong to it."""
    if not chunk.rest and not chunk.tail:
        return Plain(""), "no value"
    text = _joined(chunk)
    if not chunk.rest and _KEY.match(text):
        return None
    if chunk.rest and any(_ITEM.match(line) or (line[:1] in " \t" and _KEY.match(line.strip())) for line in chunk.tail):
        return None
    if chunk.merged and _KEY.match(text):
        return None
    if text[:1] in "[{" and text.count(text[:1]) != text.count("]" if text[:1] == "[" else "}"):
        return None
    value, fault = _text_of(text)
    if chunk.tail and fault == _UNQUOTED:
        fault = "a line that is not indented" if _parses(replace(chunk, rest=text, tail=())) else fault
    return value, fault


_REPAIRS: tuple[Callable[[Chunk], tuple[Value, str] | None], ...] = (
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


_UNQUOTED = "a text that YAML does not read without quotes"


def _text_of(text: str) -> tuple[str, str]:
    """A scalar's text with its quotes taken off, and what is wrong with it."""
    quote = text[:1]
    if quote not in ("'", '"') or not quote:
        if '\\"' in text:
            return _plain(text.replace('\\"', '"')), "escaped quotes"
        return _plain(text), _UNQUOTED
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
        return text, "text beside quotes"
    unescaped = inner.replace('\\"', '"') if quote == '"' else inner.replace("''", "'")
    if closed and quote == '"' and "\\" in inner and (json := _json_text(text)):
        return json, "escapes of JSON, which YAML does not have"
    if closed and quote == '"' and inner.count('"') == inner.count('\\"'):
        return unescaped, "a backslash that escapes nothing"
    if closed:
        return unescaped, "quotes inside quotes"
    other = "'" if quote == '"' else '"'
    if inner[-1:] == other and other not in inner[:-1]:
        return unescaped[:-1], "a quote closed by another kind"
    if quote == "'" and re.match(r"[0-9]{2}s?\b", inner):
        return text, _UNQUOTED
    return unescaped, "an unclosed quote"


def _json_text(text: str) -> str:
    """What a text in double quotes says in JSON (a character beyond the BMP as two escapes), or nothing."""
    import json

    try:
        found = json.loads(text)
    except ValueError:
        return ""
    return found if isinstance(found, str) and not re.search("[\ud800-\udfff]", found) else ""


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


# ----------------------------------------------------------------------------- merge conflicts


def without_conflicts(front: str, line: int, problems: list[Problem]) -> tuple[str, str]:
    """The front matter without the parts in conflict, line for line, and these parts."""
    kept: list[str] = []
    raw: list[str] = []
    open_since = 0
    for number, text in enumerate(front.split("\n"), line):
        if text.startswith("<<<<<<<") and not open_since:
            open_since = number
            message = f"a merge conflict that nobody settled; both sides are kept under {RAW_KEY}"
            problems.append(Problem("FM008", message, number, 1))
        (raw if open_since else kept).append(text)
        if open_since:
            kept.append("")
            if text.startswith(">>>>>>>"):
                open_since = 0
    return "\n".join(kept), "\n".join(raw)
