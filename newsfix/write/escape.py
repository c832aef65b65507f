"""Which characters of a text have to be escaped in Markdown, and how.

A line is looked at as it would stand without any escape, markup and all; what a parser would then
misread is found by the rules of CommonMark 0.31, of GFM's tables and strikethrough, and of the
footnotes and formulas between dollar signs that are read beside them. Only characters of the text
itself are changed, and only where the misreading would happen.

What a site generator would take for one of its tags gets an entity instead of a backslash, because
those programs run before any Markdown is read and know no backslash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence

from msgspec import Struct

from newsfix.markup import BLOCK_TAG
from newsfix.regex import regex
from newsfix.syntax.templates import RAW_SHORTCODES, SHORTCODE_NAMES, SHORTCODE_WITH_VALUES
from newsfix.write import emphasis
from newsfix.write.emphasis import ALT, FIXED, LITERAL, OPAQUE

Edits = dict[int, str]
"""What to write in place of the character at a position."""


class Place(Struct, frozen=True):
    """Where inline content stands: `flow` in a paragraph, else in a heading or a `cell`.

    `labels` are those of the article's footnotes.
    """

    flow: bool = True
    cell: bool = False
    labels: Container[str] = ()


class Draft(Struct, frozen=True):
    """Inline content as it would stand without escapes.

    kinds       what each character is (`emphasis.FIXED` …)
    labels      the spans of the link texts and image descriptions, inner ones first
    delimiters  the runs of the marks
    group_at    tells the link whose text holds a position
    """

    text: str
    kinds: bytearray
    labels: Sequence[tuple[int, int]]
    delimiters: Sequence[emphasis.Run]
    group_at: Callable[[int], int]


# Each branch begins with a letter of its own, so that `re` passes over all others at once.
NEEDS_CARE = regex(
    r"""
      ` | \* | ~ | \$
    | \|                                              # a table to kramdown, wherever it is in a paragraph
    | _ (?![^\W_]) | _ (?<![^\W_]_)                  # within a word it is no delimiter
    | \\ (?=[!-/:-@\[-`{-~\n]|\Z)
    | \[ (?=[a-z/^\n]|\Z) | \] (?=[(\[:\n]|\Z)     # a shortcode, a footnote, the text of a link
    | < (?![^\S\n]) | & (?=[\#\n]|[A-Za-z][A-Za-z0-9]*(?:[;\n]|\Z)|\Z) | \{ (?=[{%\#:\n]|\Z)
    """,
    re.VERBOSE,
)
"""Where a text outside of links has none of these, and at no line's start, it is Markdown for itself.

It is looked at without its neighbours: what stands at its end may be markup with what follows.
Several texts can be looked at as one with a line feed between, since none has one of its own.
"""

_SHORT = 32
"""Up to about this many characters the pattern is quicker than to look for each of the characters it begins with."""


def needs_care(text: str) -> bool:
    """Whether a text, or one of several with a line feed between, may need an escape for what is in it."""
    if len(text) > _SHORT and not (
        "[" in text
        or "]" in text
        or "*" in text
        or "_" in text
        or "&" in text
        or "$" in text
        or "<" in text
        or "{" in text
        or "\\" in text
        or "`" in text
        or "~" in text
        or "|" in text
    ):
        return False
    return NEEDS_CARE.search(text) is not None


LINE_NEEDS_CARE = regex(r"^(?:[#>+=|:-]|[0-9]{1,9}[.)])", re.MULTILINE)
LINE_STARTS = frozenset("#>+=|:-0123456789")
"""What begins a line that `LINE_NEEDS_CARE` matches."""

EDGE_BLANKS = frozenset("\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
"""Blanks that renderers take off the ends of a block, though CommonMark does not."""

ENTITY = regex(r"&(?:#(?:[xX][0-9A-Fa-f]{1,8}|[0-9]{1,8})|([A-Za-z][A-Za-z0-9]{1,31}));")
_BACKSLASH = regex(r"\\(?=[!-/:-@\[-`{-~\n])")
TEMPLATE = regex(r"\{(?=[{%])|\{(?=\#)|(?<![^\s>*_)\]`])\{(?=:)")
SHORTCODE = regex(
    rf"""
      \[/?(?:{SHORTCODE_NAMES})(?:\s[^\[\]\n]*)?/?\](?!\(|\[|:)
    | \[/(?:{RAW_SHORTCODES})\]
    | {SHORTCODE_WITH_VALUES}
    """,
    re.VERBOSE,
)
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
"""What kramdown makes an element of, though it is no tag to CommonMark: the text in it would vanish."""
_DECLARATION = regex(r"<!(--|\[CDATA\[|[A-Za-z])")
_DECLARATION_ENDS = {"--": "-->", "[CDATA[": "]]>", "": ">"}
_HTML_BLOCK = regex(
    r"""<(?:
      (?:script|pre|style|textarea)(?=[\s>]|$)
    | /?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl
      |dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu
      |menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td|tfoot|th|thead|title
      |tr|track|ul)(?=[\s>]|/>|$)
    )""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_LINE = regex(
    r"""^(?:
      (?P<always> \#{1,6}(?=[ \t]|$) | > | [-+*](?=[ \t]|$) | ([-_*])[ \t]*(?:\2[ \t]*){2,}$
        | \[\^[^\]\s]+\]:
        | :(?=[ \t]) | \*\[[^\]\n]+\]: )         # a definition, an abbreviation: to Hugo, Jekyll and Hexo
    | (?P<fence>~{3,})
    | (?P<number>[0-9]{1,9})[.)](?=(?P<filled>[ \t])|$)
    | (?P<later> =+[ \t]*$ | -+[ \t]*$ | (?=[|: \t]*-)[|:-][-|: \t]*$ )
    | (?P<first> \[(?:[^\[\]]|\](?=\()){1,999}\]:[ \t\n]*
        (?:<[^<>\n]*>|[^\x00-\x20\x7f]*)(?:[ \t]*$|[ \t\n]+(?=["'(])) )
    )""",
    re.VERBOSE | re.MULTILINE,
)
_CLOSING_HASHES = regex(r"(?:^|[ \t])(#+)\Z")
_LINK_TAIL_STOP = regex(r"[ \t\r\f)]|(?<!\\)\n")  # markdown-it-py reads on after a backslash at the end of a line
_TITLE_OR_END = regex(r"\s*[\"'()]")
_BACKTICKS = regex(r"`+")
_FOOTNOTE = regex(r"\[\^([^\]\s]+)\]")


def edits(draft: Draft, place: Place) -> Edits:
    """What has to be written differently, so that the literal characters of a draft are read as they are."""
    text = draft.text
    found: Edits = {}
    for mark, rule in _RULES:
        if mark in text:
            rule(draft, place, found)
    if place.flow:
        _line_starts(draft, found)
    elif not place.cell:
        _closing_hashes(draft, found)
    _edges(draft, found)
    kinds = draft.kinds
    if found:
        kinds = bytearray(kinds)
        for position in found:
            kinds[position] = FIXED
    for position in emphasis.escapes(text, kinds, draft.delimiters, draft.group_at):
        found[position] = "\\" + text[position]
    return found


def _set(draft: Draft, found: Edits, position: int, written: str | None = None) -> None:
    """Escape the character at a position if it is literal and no rule has changed it yet."""
    if draft.kinds[position] in (LITERAL, ALT):
        found.setdefault(position, written or "\\" + draft.text[position])


def _templates(draft: Draft, place: Place, found: Edits) -> None:
    comment = draft.text.rfind("#}")
    for match in TEMPLATE.finditer(draft.text):
        start = match.start()
        if draft.kinds[start] == LITERAL and (draft.text[start + 1] != "#" or start < comment):
            _set(draft, found, start, "&#123;")


def _shortcodes(draft: Draft, place: Place, found: Edits) -> None:
    for match in SHORTCODE.finditer(draft.text):
        if draft.kinds[match.start()] == LITERAL:
            _set(draft, found, match.start(), "&#91;")


def _backslashes(draft: Draft, place: Place, found: Edits) -> None:
    for match in _BACKSLASH.finditer(draft.text):
        _set(draft, found, match.start())


def _entities(draft: Draft, place: Place, found: Edits) -> None:
    for match in ENTITY.finditer(draft.text):
        if is_entity(match):
            _set(draft, found, match.start(), "&amp;")


def is_entity(match: re.Match[str]) -> bool:
    from html.entities import html5

    return match[1] is None or f"{match[1]};" in html5


def _tags(draft: Draft, place: Place, found: Edits) -> None:
    text = draft.text
    ends = {opening: text.rfind(end) for opening, end in _DECLARATION_ENDS.items()} if "<!" in text else {}
    expanded = text
    if OPAQUE in draft.kinds:
        pieces = zip(text, draft.kinds, strict=True)
        expanded = "".join(["x" if kind == OPAQUE else char for char, kind in pieces])
    position = text.find("<")
    while position >= 0:
        if draft.kinds[position] in (LITERAL, ALT):
            at_start = place.flow and (position == 0 or text[position - 1] == "\n")
            declaration = _DECLARATION.match(text, position)
            if declaration:
                # At a line's start it need not end to be read.
                is_tag = at_start or ends.get(declaration[1], ends[""]) > position
            else:
                is_tag = bool(
                    _TAG.match(text, position)
                    or _TAG.match(expanded, position)
                    or BLOCK_TAG.match(text, position)
                    or (at_start and _HTML_BLOCK.match(text, position))
                )
            if is_tag:
                _set(draft, found, position, "&lt;")
            elif _LIKE_A_TAG.match(text, position):
                _set(draft, found, position)
        position = text.find("<", position + 1)


def _backticks(draft: Draft, place: Place, found: Edits) -> None:
    """From right to left: a run is a delimiter where a later one is as long, or where it would be a fence."""
    text, kinds = draft.text, draft.kinds
    later: set[int] = set()
    next_run = len(text) + 1
    for match in reversed(list(_BACKTICKS.finditer(text))):
        start, end = match.span()
        literal = [position for position in range(start, end) if kinds[position] in (LITERAL, ALT)]
        fixed = end - start - len(literal)
        fence = place.flow and end - start > 2 and (start == 0 or text[start - 1] == "\n")
        if fence:
            line_end = text.find("\n", end)
            fence = next_run > (len(text) if line_end < 0 else line_end)
        if literal and (fixed or end - start in later or (fence and end - start - 1 in later)):
            for position in literal:
                _set(draft, found, position)
            later.add(1)
        elif literal and fence:
            _set(draft, found, start)
            # What begins a code span before it takes no heed of the backslash.
            later.update((end - start - 1, end - start))
        elif literal:
            later.add(end - start)
        if fixed:
            later.update((fixed, fixed + 1))
        next_run = start


def _pipes(draft: Draft, place: Place, found: Edits) -> None:
    """In a paragraph; a cell's are escaped where the table is laid out, and a heading has none."""
    position = draft.text.find("|") if place.flow else -1
    while position >= 0:
        _set(draft, found, position)
        position = draft.text.find("|", position + 1)


def _brackets(draft: Draft, place: Place, found: Edits) -> None:
    text, kinds = draft.text, draft.kinds
    for match in _FOOTNOTE.finditer(text):
        if match[1] in place.labels:
            _set(draft, found, match.start())
    first = text.find("[")
    stop = -1
    position = text.find("]", first)
    while 0 <= position < len(text) - 1:
        after = text[position + 1]
        if kinds[position] in (LITERAL, ALT):
            if after == "(" and first >= 0:
                if stop < position + 2:
                    stop = _link_tail_stop(draft, _skip_blanks(text, position + 2))
                if _TITLE_OR_END.match(text, stop) or text.startswith("<", _skip_blanks(text, position + 2)):
                    _set(draft, found, position)
        elif after in "([:":
            _set(draft, found, position + 1)
        position = text.find("]", position + 1)
    for start, end in draft.labels:
        _label(draft, found, start, end)


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


def _label(draft: Draft, found: Edits, start: int, end: int) -> None:
    """The brackets in a link's text stay where they are in pairs, with no destination after them."""
    text, kinds = draft.text, draft.kinds
    literal = [
        position
        for position in range(start, end)
        if text[position] in "[]" and position not in found and kinds[position] in (LITERAL, ALT)
    ]
    depth = 0
    for position in literal:
        depth += 1 if text[position] == "[" else -1
        if depth < 0 or text[position : position + 2] == "](":
            break
    else:
        if depth == 0:
            return
    for position in literal:
        _set(draft, found, position)


def _exclamation(draft: Draft, place: Place, found: Edits) -> None:
    """`!` before a link would make it a picture."""
    position = draft.text.find("![")
    while position >= 0:
        if draft.kinds[position + 1] == FIXED:
            _set(draft, found, position)
        position = draft.text.find("![", position + 2)


def _dollars(draft: Draft, place: Place, found: Edits) -> None:
    """From right to left: a dollar sign is escaped where a formula would begin with it.

    The rules are those of Pandoc and of mdit-py-plugins: no blank after the opening sign or before
    the closing one, no digit before or after the formula.
    """
    text, kinds = draft.text, draft.kinds
    single = 0
    double: list[int] = []
    position = text.rfind("$")
    while position >= 0:
        begins = place.flow and position == 0 and text.startswith("$$")
        if kinds[position] in (LITERAL, ALT) and (
            begins or _touches_formula(text, kinds, position) or _opens_formula(text, position, single, double)
        ):
            _set(draft, found, position)
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
        return nearest > position + 2 and not text[nearest + 2 : nearest + 3].isdigit()
    if text[position + 1].isspace() or text[single - 1].isspace():
        return False
    return not text[single + 1 : single + 2].isdigit()


_RULES: tuple[tuple[str, Callable[[Draft, Place, Edits], None]], ...] = (
    ("{", _templates),
    ("[", _shortcodes),
    ("\\", _backslashes),
    ("&", _entities),
    ("<", _tags),
    ("`", _backticks),
    ("|", _pipes),
    ("]", _brackets),
    ("![", _exclamation),
    ("$", _dollars),
)


def _line_starts(draft: Draft, found: Edits) -> None:
    """What begins a block: headings, quotes, list items, rules, fences, tables, definitions."""
    start = 0
    while True:
        match = _LINE.match(draft.text, start)
        if match is None:
            pass
        elif match["number"]:
            if start == 0 or (int(match["number"]) == 1 and match["filled"]):
                _set(draft, found, match.end("number"))
        elif match["fence"]:
            for position in range(start, match.end()):
                _set(draft, found, position)
        elif match["always"] or (match["later"] if start else match["first"]):
            _set(draft, found, start)
        start = draft.text.find("\n", start) + 1
        if not start:
            return


def _closing_hashes(draft: Draft, found: Edits) -> None:
    match = _CLOSING_HASHES.search(draft.text) if draft.text.endswith("#") else None
    if match:
        _set(draft, found, match.start(1))


def _edges(draft: Draft, found: Edits) -> None:
    for position in (0, len(draft.text) - 1):
        if draft.text and draft.text[position] in EDGE_BLANKS:
            _set(draft, found, position, f"&#{ord(draft.text[position])};")


def apply(pieces: Sequence[str], starts: Sequence[int], found: Edits) -> list[str]:
    """The pieces, which begin at `starts`, with the edits made."""
    if not found:
        return list(pieces)
    positions = sorted(found)
    written: list[str] = []
    index = 0
    for piece, start in zip(pieces, starts, strict=False):
        end = start + len(piece)
        if index == len(positions) or positions[index] >= end:
            written.append(piece)
            continue
        parts: list[str] = []
        last = start
        while index < len(positions) and positions[index] < end:
            position = positions[index]
            parts += (piece[last - start : position - start], found[position])
            last = position + 1
            index += 1
        parts.append(piece[last - start :])
        written.append("".join(parts))
    return written
