"""Broken YAML front matter, read key by key: repaired where one reading is beyond doubt, else kept as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from newsfix.model.article import Value
from newsfix.model.problem import Problem
from newsfix.read.frontmatter.chunks import KEY, Chunk, Line, chunks, in_column, lines_of, without_foreign
from newsfix.read.frontmatter.keys import FIELD_OF, is_known, normal
from newsfix.read.frontmatter.mending import mended
from newsfix.read.frontmatter.readings import ONE_TEXT, READINGS, parses
from newsfix.read.frontmatter.values import MAX_NESTING, RAW_KEY, Entry, put
from newsfix.regex import regex

_LONGEST = 500_000
_FIRST_OF_MAPPING = regex(r"([ \t]*)-[ \t]+(?:[\w.-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*:(?=[ \t]|\Z)")
_INNER_KEY = regex(r"(?<=[ \t])((?:\\?[\w-])+):(?=[ \t]|\Z)")


def repair(front: str, line: int, problems: list[Problem]) -> list[Entry]:
    """The entries of front matter that is not valid YAML; `line` is that of its first line in the file.

    What was wrong and how it was read is appended to `problems` (FM004), and so is what has more than
    one reading (FM003): its text is the value of a broken entry.
    """
    if len(front) > _LONGEST:
        message = f"the front matter is invalid and too long to repair; its text is kept under {RAW_KEY}"
        problems.append(Problem("FM003", message, line, 1))
        return [Entry(RAW_KEY, front.strip("\n"), line, 1, broken=True)]
    found: list[Problem] = []
    entries = _entries(front, lines_of(front, line), found, 1)
    if not any(problem.code in ("FM003", "FM004") for problem in found):
        found.append(Problem("FM004", "the front matter is not valid YAML; read key by key", line, 1))
    problems += found
    return entries


def _entries(front: str, lines: list[Line], problems: list[Problem], depth: int) -> list[Entry]:
    line = lines[0].number
    parted, before = chunks(without_foreign(in_column(lines, problems, depth), problems), parses)
    stray = "\n".join(each.text for each in before)
    if stray:
        problems.append(Problem("FM003", f"text before the first key, kept under {RAW_KEY}: {_shown(stray)}", line, 1))
    entries: dict[str, Entry] = {RAW_KEY: Entry(RAW_KEY, stray, line, 1, broken=True)} if stray else {}
    used = {chunk.key for chunk in parted}
    for chunk in parted:
        found: list[Problem] = []
        read = [(part, _read(front, part, found, depth)) for part in _parts(chunk, used, found)]
        problems += _with_fix(front, chunk, read, found)
        for _, entry in read:
            put(entries, entry, problems)
    return list(entries.values())


def _with_fix(front: str, chunk: Chunk, read: list[tuple[Chunk, Entry]], problems: list[Problem]) -> list[Problem]:
    """The problems of a chunk; one edit repairs all of them that have none of their own."""
    if not any(problem.code == "FM004" and problem.fix is None for problem in problems):
        return problems
    fix = mended(front, chunk, read)
    return [each.with_fix(fix) if each.code == "FM004" and each.fix is None else each for each in problems]


# Keys whose value is a name of one word, so that a second one is not part of it.
_ONE_WORD = frozenset({"layout", "template", "type", "status", "draft", "published", "comments"})


def _parts(chunk: Chunk, used: set[str], problems: list[Problem]) -> Iterator[Chunk]:
    """The chunk, or the several keys that stand in it one after the other."""
    text = " ".join((chunk.rest, *map(str.strip, chunk.tail)))
    if chunk.fault or not _INNER_KEY.search(text) or parses(chunk):
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
    # A text or a date has no members; the key below it is one of the article's.
    is_below = found and chunk.tail and chunk.tail[0].lstrip().startswith(found[0][0]) and _has_no_members(chunk.key)
    if not found or (len(found) < 2 and not is_whole and not is_below):
        yield chunk
        return
    others = ", ".join(match[1].replace("\\", "") for match in found)
    problems.append(Problem("FM004", f"{chunk.key} is on one line with {others}; read as separate keys", chunk.line, 1))
    starts = [*found, None]
    yield _part(chunk, chunk.key, text[: max(found[0].start() - 1, 0)], chunk.column)
    for match, following in zip(found, starts[1:], strict=True):
        value = text[match.end() - 1 : following.start() - 1 if following else None]
        yield _part(chunk, match[1], value, chunk.column + match.end() - 1)


def _has_no_members(key: str) -> bool:
    return key in _ONE_WORD or normal(key) in ONE_TEXT or FIELD_OF.get(normal(key), ("",))[0] in ("date", "updated")


def _part(chunk: Chunk, key: str, value: str, column: int) -> Chunk:
    """A key from the middle of a line; whoever wraps lines escapes for Markdown too (`parent\\_id`)."""
    key, value = key.replace("\\", ""), value.strip()
    text = re.sub(r"\\([_\[\]#*])", r"\1", value) if "\\_" in chunk.raw else value
    return Chunk(key, f"{key}: ", text, line=chunk.line, column=column, merged=True, source=value)


def _read(front: str, chunk: Chunk, problems: list[Problem], depth: int) -> Entry:
    if entry := parses(chunk, problems):
        if chunk.fault:
            _report(chunk, chunk.fault, entry.value, problems)
        return entry
    if depth < MAX_NESTING and (nested := _nested(front, chunk, problems, depth)):
        return nested
    for read in READINGS:
        if reading := read(chunk):
            value, fault = reading
            _report(chunk, fault if chunk.fault is None else f"{chunk.fault}, {fault}", value, problems)
            return Entry(chunk.key, value, chunk.line, chunk.column)
    message = f"{chunk.key} is ambiguous and could not be repaired; its text is kept: {_shown(chunk.raw)}"
    problems.append(Problem("FM003", message, chunk.line, chunk.column))
    return Entry(chunk.key, chunk.raw, chunk.line, chunk.column, broken=True)


def _nested(front: str, chunk: Chunk, problems: list[Problem], depth: int) -> Entry | None:
    """A mapping below the key, or a list of them, whose own keys are repaired one by one."""
    first = next((text for text in chunk.tail if text.strip()), "")
    if not chunk.rest and (mapping := _FIRST_OF_MAPPING.match(first)):
        return _nested_list(front, chunk, mapping, problems, depth)
    if chunk.rest or first[:1] not in (" ", "\t") or not KEY.match(first.strip()):
        return None
    found: list[Problem] = []
    entries = _entries(front, list(chunk.below), found, depth + 1)
    if any(entry.broken for entry in entries):
        return None
    problems += found
    return Entry(chunk.key, {entry.key: entry.value for entry in entries}, chunk.line, chunk.column)


def _nested_list(front: str, chunk: Chunk, first: re.Match[str], problems: list[Problem], depth: int) -> Entry | None:
    """A list of mappings (`- name: a`), each repaired by itself; None where not every item is one."""
    dash = len(first[1])
    starts = [number for number, text in enumerate(chunk.tail) if text[: dash + 1] == first[1] + "-"]
    found: list[Problem] = []
    items: list[Value] = []
    if starts[0] != 0:
        return None
    for start, end in pairwise([*starts, len(chunk.below)]):
        head, *below = chunk.below[start:end]
        inner = (line.text for line in below if line.text.strip())
        if not _FIRST_OF_MAPPING.match(head.text) or any(not text[: dash + 1].isspace() for text in inner):
            return None
        # A blank in place of the dash keeps the places.
        lines = [Line(f"{first[1]} {head.text[dash + 1 :]}", head.number, head.start), *below]
        entries = _entries(front, lines, found, depth + 1)
        if any(entry.broken for entry in entries):
            return None
        items.append({entry.key: entry.value for entry in entries})
    problems += found
    return Entry(chunk.key, items, chunk.line, chunk.column)


def _report(chunk: Chunk, fault: str, value: Value, problems: list[Problem]) -> None:
    problems.append(Problem("FM004", f"{chunk.key}: {fault}; read as {_shown(value)}", chunk.line, chunk.column))


def _shown(value: Value) -> str:
    if isinstance(value, list):
        text = f"[{', '.join(map(_shown, value))}]"
    elif isinstance(value, dict):
        text = f"{{{', '.join(f'{key}: {_shown(item)}' for key, item in value.items())}}}"
    else:
        return repr(str(value) if len(value) <= 120 else str(value[:119]) + "…")
    return text if len(text) <= 200 else text[:199] + "…"


def without_conflicts(front: str, line: int, problems: list[Problem]) -> tuple[str, str]:
    """The front matter without the parts in conflict, line for line, and these parts."""
    kept: list[str] = []
    raw: list[str] = []
    open_since = 0
    for number, text in enumerate(front.split("\n"), line):
        if text.startswith("<<<<<<<") and not open_since:
            open_since = number
            message = f"an unresolved merge conflict; both sides are kept under {RAW_KEY}"
            problems.append(Problem("FM008", message, number, 1))
        (raw if open_since else kept).append(text)
        if open_since:
            kept.append("")
            if text.startswith(">>>>>>>"):
                open_since = 0
    return "\n".join(kept), "\n".join(raw)
