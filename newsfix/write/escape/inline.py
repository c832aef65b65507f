"""What would be read as markup within a line: by CommonMark 0.31, GFM, and the footnotes and formulas beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsfix.regex import regex
from newsfix.syntax.html import BEGINNING, BLOCK_TAG, ENDLESS, ENTITY, any_of, is_entity
from newsfix.syntax.tex import is_formula
from newsfix.write import emphasis
from newsfix.write.draft import FIXED, OPAQUE, TEXT, Draft, Edit

_MAY_BE_ESCAPED = regex(r"[\\*_\[\]<&~|{!$]")
_BACKSLASH = regex(r"\\(?=[!-/:-@\[-`{-~\n])")
_ATTRIBUTE = r"""\s+[A-Za-z_:][A-Za-z0-9:._-]*(?:\s*=\s*(?:[^"'=<>`\x00-\x20]+|'[^']*'|"[^"]*"))?"""
_TAG = regex(
    rf"""<(?:
      [A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*\s*/?>
    | /[A-Za-z][A-Za-z0-9-]*\s*>
    | \?
    | [A-Za-z][A-Za-z0-9+.-]{{1,31}}:[^>\x00-\x20]*>    # with a `<` that becomes an entity, too
    | [A-Za-z0-9.!\#$%&'*+/=?^_`{{|}}~-]+@[A-Za-z0-9.-]+>
    )""",
    re.VERBOSE,
)
_LIKE_A_TAG = regex(r"<[A-Za-z/!?]")
"""What kramdown makes an element of, though it is not a tag to CommonMark: the text in it would vanish."""
_DECLARATION = regex(r"<!(--|\[CDATA\[|[A-Za-z])")
_DECLARATION_ENDS = {"--": "-->", "[CDATA[": "]]>", "": ">"}
_HTML_BLOCK = regex(
    rf"<(?:{any_of(ENDLESS)}(?=[\s>]|$)|/?{any_of(BEGINNING)}(?=[\s>]|/>|$))", re.IGNORECASE | re.MULTILINE
)
_LINK_TAIL_STOP = regex(r"[ \t\r\f)]|(?<!\\)\n")  # markdown-it-py reads on after a backslash at the end of a line
_TITLE_OR_END = regex(r"\s*[\"'()]")
_BACKTICKS = regex(r"`+")
_FOOTNOTE = regex(r"\[\^([^\]\s]+)\]")


def backslashes(draft: Draft) -> Iterator[Edit]:
    for match in _BACKSLASH.finditer(draft.text):
        yield draft.backslash(match.start())


def entities(draft: Draft) -> Iterator[Edit]:
    for match in ENTITY.finditer(draft.text):
        if is_entity(match):
            yield match.start(), "&amp;"


def tags(draft: Draft) -> Iterator[Edit]:
    text = draft.text
    ends = {opening: text.rfind(end) for opening, end in _DECLARATION_ENDS.items()} if "<!" in text else {}
    expanded = text
    if OPAQUE in draft.kinds:
        pieces = zip(text, draft.kinds, strict=True)
        expanded = "".join(["x" if kind == OPAQUE else char for char, kind in pieces])
    for position in _all("<", text):
        if not draft.is_text(position):
            continue
        if declaration := _DECLARATION.match(text, position):
            # At a line's start it need not end to be read.
            is_tag = draft.is_line_start(position) or ends.get(declaration[1], ends[""]) > position
        else:
            is_tag = bool(
                _TAG.match(text, position)
                or _TAG.match(expanded, position)
                or BLOCK_TAG.match(text, position)
                or (draft.is_line_start(position) and _HTML_BLOCK.match(text, position))
            )
        if is_tag:
            yield position, "&lt;"
        elif _LIKE_A_TAG.match(text, position):
            yield draft.backslash(position)


def _all(sign: str, text: str) -> Iterator[int]:
    """Where a sign is in a text."""
    position = text.find(sign)
    while position >= 0:
        yield position
        position = text.find(sign, position + 1)


def backticks(draft: Draft) -> Iterator[Edit]:
    """From right to left: a run is a delimiter where a later one is as long, or where it would be a fence."""
    text, kinds = draft.text, draft.kinds
    later: set[int] = set()
    # The reader looks for code before it looks for tags, and in code there are no backslashes.
    in_tags = _runs_in_tags(draft)
    next_run = len(text) + 1
    for match in reversed(list(_BACKTICKS.finditer(text))):
        start, end = match.span()
        literal = [position for position in range(start, end) if kinds[position] in TEXT]
        fixed = end - start - len(literal)
        fence = end - start > 2 and draft.is_line_start(start)
        if fence:
            line_end = text.find("\n", end)
            fence = next_run > (len(text) if line_end < 0 else line_end)
        if literal and end - start in in_tags:
            yield from ((position, "&#96;") for position in literal)
        elif literal and (fixed or end - start in later or (fence and end - start - 1 in later)):
            yield from map(draft.backslash, literal)
            later.add(1)
        elif literal and fence:
            yield draft.backslash(start)
            # What begins a code span before it takes no heed of the backslash.
            later.update((end - start - 1, end - start))
        elif literal:
            later.add(end - start)
        if fixed:
            later.update((fixed, fixed + 1))
        next_run = start


def _runs_in_tags(draft: Draft) -> frozenset[int]:
    """How long the runs of backticks in template tags are."""
    if OPAQUE not in draft.kinds:
        return frozenset()
    return frozenset(len(each[0]) for each in _BACKTICKS.finditer(draft.text) if draft.kinds[each.start()] == OPAQUE)


def pipes(draft: Draft) -> Iterator[Edit]:
    """In a paragraph; a cell's are escaped where the table is laid out, and a heading has none."""
    if draft.place.flow:
        yield from map(draft.backslash, _all("|", draft.text))


def footnotes(draft: Draft) -> Iterator[Edit]:
    for match in _FOOTNOTE.finditer(draft.text):
        if match[1] in draft.place.labels:
            yield draft.backslash(match.start())


def link_ends(draft: Draft) -> Iterator[Edit]:
    """The `]` of a text before what reads as a destination, and what would be one to the `]` of a link."""
    text = draft.text
    first = text.find("[")
    stop = -1
    position = text.find("]", first)
    while 0 <= position < len(text) - 1:
        after = text[position + 1]
        if draft.is_text(position):
            if after == "(" and first >= 0:
                if stop < position + 2:
                    stop = _link_tail_stop(draft, _skip_blanks(text, position + 2))
                if _TITLE_OR_END.match(text, stop) or text.startswith("<", _skip_blanks(text, position + 2)):
                    yield draft.backslash(position)
        elif after in "([:":
            yield draft.backslash(position + 1)
        position = text.find("]", position + 1)


def _link_tail_stop(draft: Draft, position: int) -> int:
    """Where a destination that begins at a position ends; what is opaque may have no blank once it is rendered."""
    for tail in _LINK_TAIL_STOP.finditer(draft.text, position):
        if draft.kinds[tail.start()] != OPAQUE:
            return tail.start()
    return len(draft.text)


def _skip_blanks(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \n":
        position += 1
    return position


def labels(draft: Draft) -> Iterator[Edit]:
    """The brackets in a link's text stay where they are in pairs, with no destination after them."""
    text = draft.text
    escaped: set[int] = set()
    for start, end in draft.labels:
        brackets = [
            position
            for position in range(start, end)
            if text[position] in "[]" and position not in escaped and draft.is_text(position)
        ]
        if not _are_paired(text, brackets):
            escaped.update(brackets)
            last = text.rfind("]", start, end)
            # Between two backslashes a formula might stand.
            yield from ((at, "&#91;") if text[at] == "[" and at < last else draft.backslash(at) for at in brackets)


def _are_paired(text: str, brackets: Sequence[int]) -> bool:
    depth = 0
    for position in brackets:
        depth += 1 if text[position] == "[" else -1
        if depth < 0 or text.startswith("](", position):
            return False
    return depth == 0


def exclamations(draft: Draft) -> Iterator[Edit]:
    """`!` before a link, also one that is kept as it stands, would make it a picture."""
    for position in _all("![", draft.text):
        if draft.kinds[position + 1] in (FIXED, OPAQUE):
            yield draft.backslash(position)


def dollars(draft: Draft) -> Iterator[Edit]:
    """From right to left: a dollar sign is escaped where a formula would begin with it.

    No blank is after the opening sign or before the closing one, no digit before or after the
    formula, and what is between them is not prose: so newsfix reads formulas.
    """
    text, kinds = draft.text, draft.kinds
    single = 0
    double: list[int] = []
    position = text.rfind("$")
    while position >= 0:
        begins = draft.place.flow and position == 0 and text.startswith("$$")
        if kinds[position] in TEXT and (
            begins or _touches_formula(text, kinds, position) or _opens_formula(text, position, single, double)
        ):
            yield draft.backslash(position)
        else:
            if single == position + 1:
                double.append(position)
            single = position
        position = text.rfind("$", 0, position)


def _touches_formula(text: str, kinds: bytearray, position: int) -> bool:
    near = (position - 1, position + 1)
    return any(0 <= other < len(text) and text[other] == "$" and kinds[other] == FIXED for other in near)


def _opens_formula(text: str, position: int, single: int, double: list[int]) -> bool:
    """`single` is the next dollar sign without an escape (0: none), `double` where pairs of them begin, last first."""
    if not single or text[position - 1 : position].isdigit():
        return False
    if single == position + 1:
        nearest = next((start for start in reversed(double[-2:]) if start > single), 0)
        return (
            nearest > position + 2
            and not text[nearest + 2 : nearest + 3].isdigit()
            and _may_be_formula(text[position + 2 : nearest], "")
        )
    if text[position + 1].isspace() or text[single - 1].isspace():
        return False
    following = text[single + 1 : single + 2]
    return not following.isdigit() and _may_be_formula(text[position + 1 : single], following)


def _may_be_formula(text: str, following: str) -> bool:
    """Whether a text may be read as a formula: for certain where a backslash may come into it yet."""
    return bool(_MAY_BE_ESCAPED.search(text)) or is_formula(text, following)


def delimiters(draft: Draft) -> Iterator[Edit]:
    """Of emphasis and strikethrough."""
    return map(draft.backslash, emphasis.escapes(draft.text, draft.kinds, draft.delimiters, draft.group_at))
