"""Which characters of a text have to be escaped in Markdown, and how.

A line is looked at as it would stand without any escape, markup and all; what a parser would then
misread is found by rules. Each looks at a draft and says what to write otherwise; none knows of the
others. Only characters of the text itself are changed, and only where the misreading would happen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec.structs import replace

from newsfix.write.draft import ESCAPED, TEXT, Draft, Edit
from newsfix.write.escape import engines, inline, starts

RULES: tuple[tuple[str, Callable[[Draft], Iterable[Edit]]], ...] = (
    ("{", engines.tags),
    ("[", engines.shortcodes),
    ("\\", inline.backslashes),
    ("&", inline.entities),
    ("<", inline.tags),
    ("`", inline.backticks),
    ("|", inline.pipes),
    ("[^", inline.footnotes),
    ("]", inline.link_ends),
    ("]", inline.labels),
    ("![", inline.exclamations),
    ("$", inline.dollars),
    ("", starts.line_starts),
    ("#", starts.closing_hashes),
    ("", starts.edges),
    ("", inline.delimiters),
)
"""What has to be in a text, and the rule that looks for it then.

The first rule that would change a character has it; to those below, it is not text any more.
"""


def edits(draft: Draft) -> dict[int, str]:
    """What has to be written in place of which characters, so that those of the text are read as they are."""
    text, kinds = draft.text, bytearray(draft.kinds)
    draft = replace(draft, kinds=kinds)
    found: dict[int, str] = {}
    for mark, rule in RULES:
        if mark in text:
            for position, written in list(rule(draft)):
                if kinds[position] in TEXT:
                    kinds[position] = ESCAPED
                    found[position] = written
    return found


def apply(pieces: Sequence[str], starts: Sequence[int], found: Mapping[int, str]) -> list[str]:
    """The pieces, which begin at `starts`, with the edits made."""
    if not found:
        return list(pieces)
    positions = sorted(found)
    written: list[str] = []
    first = 0
    for piece, start in zip(pieces, starts, strict=False):
        last = bisect_left(positions, start + len(piece), first)
        characters = list(piece) if last > first else []
        for position in positions[first:last]:
            characters[position - start] = found[position]
        written.append("".join(characters) or piece)
        first = last
    return written
