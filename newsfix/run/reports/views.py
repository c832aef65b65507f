"""What a page shows of one file: passages of its source and of its result, with the places of its problems."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from newsfix.model.position import LineIndex, joined
from newsfix.model.problem import Problem
from newsfix.run.report import ordered

MOST = 100
"""So many problems of a file are shown."""
LIMIT = 6_000
"""So many characters of a side are shown; of a longer one its beginning and what is round the problems."""

_HEAD = 1_000
_BEFORE, _AFTER = 400, 800
_LINE = 200
"""A passage is widened to whole lines where they end so near."""


def view(source: str, result: str, problems: Iterable[Problem]) -> bytes:
    """The view of a file as deflated JSON, small enough to be handed from process to process.

    `places` has for places of the source those of the result that are about the same.
    """
    lines = LineIndex(source)
    places = dict.fromkeys((each.line, each.column or 1) for each in ordered(problems)[:MOST] if each.line)
    offsets = {place: offset for place in places if (offset := lines.offset(place)) is not None}
    counterparts = {
        place: found for place, offset in offsets.items() if (found := counterpart(source, offset, result)) is not None
    }
    in_result = LineIndex(result)
    document = {
        "source": _side(source, lines, offsets.values()),
        "result": _side(result, in_result, counterparts.values()),
        "places": {f"{line}:{column}": in_result.position(at) for (line, column), at in counterparts.items()},
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "backslashreplace"))


def _side(text: str, lines: LineIndex, offsets: Iterable[int]) -> dict[str, Any]:
    """What is shown of one side: its passages, each with the place where it begins, and how many lines there are."""
    whole = len(text) <= LIMIT
    spans = [(0, _HEAD), *((offset - _BEFORE, offset + _AFTER) for offset in offsets)]
    around = joined((_widened(text, span) for span in sorted(spans)), gap=1)
    shown = [(0, len(text))] if whole else _within(LIMIT, around)
    return {
        "passages": [[*lines.position(start), text[start:end]] for start, end in shown],
        "cut": not whole,
        "lines": len(lines.starts),
    }


def _widened(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A span, widened to whole lines where they are not long."""
    start, end = max(span[0], 0), min(span[1], len(text))
    before = text.rfind("\n", max(start - _LINE, 0), start)
    after = text.find("\n", end, end + _LINE)
    if before >= 0:
        start = before + 1
    elif start <= _LINE:
        start = 0
    if after >= 0:
        end = after
    elif end + _LINE >= len(text):
        end = len(text)
    return start, end


def _within(limit: int, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans as far as the limit goes."""
    for start, end in spans:
        if limit <= 0:
            return
        yield start, min(end, start + limit)
        limit -= end - start


# ---------------------------------------------------------------------- a place in the result

_KEY = re.compile(r"[ \t]*[\"']?([\w-]+)[\"']?[ \t]*:")
# URLs and runs of words: what a source and its result have in common, letter for letter.
_COMMON = re.compile(r"""https?://[^\s"'<>()\[\]|]{8,}|[^\s<>&*_\[\]()`|"'\\~^=#{}][^\n<>&*_\[\]()`|"'\\~^=#{}]{11,}""")
_REACH = 1_500


def counterpart(source: str, offset: int, result: str) -> int | None:
    """Where the result has what is at an offset of the source; None where that is not certain.

    The nearest URL or run of words that is in the result exactly once says so, or the front
    matter key of the line.
    """
    start = source.rfind("\n", 0, offset) + 1
    low, high = max(0, offset - _REACH), offset + _REACH
    if key := _KEY.match(source, start):
        head = result[: result.find("\n---", 3) + 1] if result.startswith("---\n") else ""
        found = re.search(rf"^{re.escape(key[1])}(?:_original)?:", head, re.MULTILINE | re.IGNORECASE)
        if found:
            return found.start()
        # What is near a key is another key.
        low, high = key.end(), source.find("\n", start)
    near = source[low : high if high >= 0 else None]
    runs = sorted(_COMMON.finditer(near), key=lambda run: _distance(run.span(), offset - low))
    for run in runs[:20]:
        text = run[0].rstrip()
        at = result.find(text)
        if at >= 0 and result.find(text, at + 1) < 0:
            return at
    return None


def _distance(span: tuple[int, int], offset: int) -> int:
    """How far a run lies from an offset; what follows a place belongs to it rather than what is before."""
    start, end = span
    if start <= offset < end:
        return 0
    return start - offset if start > offset else 2 * (offset - end + 1)
