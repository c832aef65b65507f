"""What begins or ends a line (CommonMark 0.31, GFM): headings, quotes, items, rules, fences, tables, definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsfix.regex import regex
from newsfix.syntax.dialects import ADMONITION
from newsfix.syntax.templates import ATTRIBUTE_LINE
from newsfix.write.draft import Draft, Edit
from newsfix.write.escape.care import EDGE_BLANKS

_DEFINED = r"""\[(?:[^\[\]]|\](?=\()){1,999}\]:[ \t\n]*
    (?:<[^<>\n]*>|[^\x00-\x20\x7f]*)(?:[ \t]*$|[ \t\n]+(?=["'(]))"""
DEFINED = regex(_DEFINED, re.VERBOSE | re.MULTILINE)
"""The definition of a link (CommonMark 0.31, section 4.7)."""
_LINE = regex(
    rf"""^(?:
      (?P<always> \#{{1,6}}(?=[ \t]|$) | \#{{2,6}}(?!\#) | > | [-+*](?=[ \t]|$) | ([-_*])[ \t]*(?:\2[ \t]*){{2,}}$
        | \[\^[^\]\s]+\]:
        | :(?=[ \t]) | \*\[[^\]\n]+\]:           # a definition, an abbreviation: to Hugo, Jekyll and Hexo
        | :{{3,}} | /{{3,}}                      # a fenced div: to Pandoc, Docusaurus and VitePress, to MkDocs
        | (?=[!?=]) (?:{ADMONITION.pattern})
        | {ATTRIBUTE_LINE}[ \t]*$ )
    | (?P<fence>~{{3,}})
    | (?P<number>[0-9]{{1,9}})[.)](?=(?P<filled>[ \t])|$)
    | (?P<later> =+[ \t]*$ | -+[ \t]*$ | (?=[|: \t]*-)[|:-][-|: \t]*$ )
    | (?P<first> {_DEFINED} | \[[^\]\n]+\]:[ \t]*\S )  # whatever follows, to Jekyll
    )""",
    re.VERBOSE | re.MULTILINE,
)
_SIGNS = frozenset("#>-+*_[:/!?={|")
_BEFORE_TEXT = frozenset("~0123456789")
"""What begins such a line, and what may do so although it is markup itself."""
_ABBREVIATION = regex(r"\*\[[^\]\n]+\]:(?![^*\n]*\*$)", re.MULTILINE)
"""What begins emphasis here, and is the definition of an abbreviation to dialects."""
_CLOSING_HASHES = regex(r"(?:^|[ \t])(#+)\Z")


def line_starts(draft: Draft) -> Iterator[Edit]:
    """What begins a block, in a paragraph."""
    start = 0 if draft.place.flow else -1
    while start >= 0:
        match = _LINE.match(draft.text, start) if _may_begin(draft, start) else None
        if match is None:
            pass
        elif match["number"]:
            # No other number than 1 begins a list in a paragraph, but for kramdown.
            if start == 0 or match["filled"]:
                yield draft.backslash(match.end("number"))
        elif match["fence"]:
            yield from map(draft.backslash, range(start, match.end()))
        elif draft.text.startswith("*[", start) and not draft.is_text(start):
            if _ABBREVIATION.match(draft.text, start):
                yield draft.backslash(start + 1)
        elif match["always"] or (match["later"] if start else match["first"]):
            yield draft.backslash(start)
        start = draft.text.find("\n", start) + 1 or -1


def _may_begin(draft: Draft, start: int) -> bool:
    """Whether a line may begin a block: a look at its first character costs less than the pattern."""
    sign = draft.text[start : start + 1]
    if sign in _BEFORE_TEXT:
        return True
    return sign in _SIGNS and (draft.is_text(start) or draft.text.startswith("*[", start))


def closing_hashes(draft: Draft) -> Iterator[Edit]:
    """Those at the end of a heading."""
    is_heading = not draft.place.flow and not draft.place.cell
    match = _CLOSING_HASHES.search(draft.text) if is_heading and draft.text.endswith("#") else None
    if match:
        yield draft.backslash(match.start(1))


def edges(draft: Draft) -> Iterator[Edit]:
    """Blanks that a renderer takes off the ends."""
    for position in (0, len(draft.text) - 1):
        if draft.text and draft.text[position] in EDGE_BLANKS:
            yield position, f"&#{ord(draft.text[position])};"
