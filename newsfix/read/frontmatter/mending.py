"""The edit that makes YAML of a key and its value that are not, and lets them read as they were read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsfix.model.problem import Fix
from newsfix.read.frontmatter.chunks import COMMENT, ITEM, NO_BLANK, NO_COLON, WIDE_COLON, Chunk
from newsfix.read.frontmatter.edits import shortest
from newsfix.read.frontmatter.readings import list_item, parses
from newsfix.read.frontmatter.values import Entry, FrontMatterError
from newsfix.read.frontmatter.yaml import parse_yaml
from newsfix.syntax.yaml import pair, scalar


def mended(front: str, chunk: Chunk, read: Sequence[tuple[Chunk, Entry]]) -> Fix | None:
    """The shortest edit with which a chunk reads as what was read of it; None where there is none.

    read  the keys that the chunk turned out to hold, and what each was read as
    """
    start, end = chunk.span
    if start == end or any(entry.broken for _, entry in read):
        return None
    indent = " " * (start - front.rfind("\n", 0, start) - 1)
    first, *below = front[start:end].split("\n")
    texts = [line.removeprefix(indent) for line in below]
    for lines in _shared(texts, read) if len(read) > 1 else _alone(texts, *read[0]):
        if _reads_as(lines, [entry for _, entry in read]):
            text = "\n".join((lines[0], *(indent + line if line else line for line in lines[1:])))
            return shortest(start, "\n".join((first, *below)), text)
    return None


def _reads_as(lines: Sequence[str], entries: Sequence[Entry]) -> bool:
    try:
        found = parse_yaml("\n".join((*lines, "")))
    except FrontMatterError:
        return False
    return [(each.key, each.value) for each in found] == [(each.key, each.value) for each in entries]


def _alone(below: Sequence[str], chunk: Chunk, entry: Entry) -> Iterator[list[str]]:
    """Ways to write one key, those that change least first."""
    head = _head(chunk, chunk.rest)
    yield [head + chunk.rest, *below]
    yield [head + chunk.rest, *(f"  {line.lstrip()}" if line.strip() else line for line in below)]
    if isinstance(entry.value, list) and not chunk.rest:
        yield [head, *_items(below, entry.value)]
    value, *more = _value(entry)
    yield [*_comments(below), _head(chunk, value) + value, *more]


def _shared(below: Sequence[str], read: Sequence[tuple[Chunk, Entry]]) -> Iterator[list[str]]:
    """Keys that share their lines, each on its own."""
    lines = list(_comments(below))
    for chunk, entry in read:
        value, *more = [chunk.rest] if parses(chunk) else _value(entry)
        lines += [_head(chunk, value) + value, *more]
    yield lines


def _head(chunk: Chunk, value: str) -> str:
    """What is before a value, put right."""
    is_wrong = "\\" in chunk.head or chunk.fault in (NO_BLANK, WIDE_COLON)
    head = f"{chunk.key}:" if is_wrong else chunk.head
    if chunk.fault == NO_COLON:
        head = f"{head.rstrip()}:"
    if not value:
        return head.rstrip() if chunk.rest else head
    return f"{head} " if head.endswith(":") else head


def _value(entry: Entry) -> list[str]:
    """The value written anew, from what stands on the line of its key."""
    first, *more = pair("x", entry.value, "")
    return [first.removeprefix("x:").lstrip(" "), *more]


def _comments(below: Sequence[str]) -> list[str]:
    """The comments among the lines, which stay above what they stood in."""
    return [line if line[0] == "#" else f"# {line}" for line in below if COMMENT.match(line)]


def _items(below: Sequence[str], values: Sequence[object]) -> Iterator[str]:
    """The items of a list in one column, each with a blank after its dash."""
    first = next((line for line in below if ITEM.match(line)), "")
    indent = first[: len(first) - len(first.lstrip())]
    number = -1
    for line in below:
        text = line.strip()
        if not text or line.startswith("#"):
            yield line
        elif ITEM.match(line):
            number += 1
            value = values[number] if number < len(values) else None
            text = text[1:].strip()
            if isinstance(value, str) and list_item(text) != value:
                text = scalar(value, "")
            yield f"{indent}- {text}".rstrip()
        else:
            yield f"{indent}  {text}"
