"""A layout as it has to be written so that every mark in it is read as one, and nothing else is."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from newsfix.model.article import Math, Strikethrough
from newsfix.syntax.tex import is_formula
from newsfix.write import emphasis, escape
from newsfix.write.draft import BREAK, CLOSER, FIXED, OPENER, Draft, Run
from newsfix.write.emphasis import Pair
from newsfix.write.html import math_tag
from newsfix.write.layout import STYLES, Delimiters, Layout, Spelling

_COMMENT = len("<!-- -->")
_MAX_TRIALS = 6
_MAX_WRONG = 40
_MAX_LENGTH = 20_000


def settle(layout: Layout) -> list[str]:
    """Escape, and restyle marks, until every mark is read as one and nothing else is."""
    _check_formulas(layout)
    while True:
        written, runs, wrong = _written(layout)
        if not wrong:
            return written
        if not _tag_the_unflanked(layout, runs):
            _restyle(layout, wrong)


def _written(layout: Layout) -> tuple[list[str], list[Run], list[Delimiters]]:
    """The pieces as written with the present styles, their delimiter runs, and the marks that would be misread."""
    for mark in layout.marks:
        layout.texts[mark.open], layout.texts[mark.close] = STYLES[mark.kind][mark.style]
        if mark.style == Spelling.COMMENTED and (not mark.open or layout.kinds[mark.open - 1] == BREAK):
            # A comment that begins a line would take the whole of it.
            layout.texts[mark.open] = layout.texts[mark.open][_COMMENT:]
        if mark.style == Spelling.TAG or (mark.style == Spelling.OTHER and mark.kind is Strikethrough):
            layout.kinds[mark.open] = layout.kinds[mark.close] = FIXED
        else:
            layout.kinds[mark.open], layout.kinds[mark.close] = OPENER, CLOSER
    starts = [0, *accumulate(map(len, layout.texts))]
    kinds = bytearray(
        b"".join([_KIND_BYTES[kind] * len(text) for text, kind in zip(layout.texts, layout.kinds, strict=True)])
    )
    for mark in layout.marks:
        if mark.style == Spelling.COMMENTED:
            start, end, width = starts[mark.open], starts[mark.close + 1], _comment_before(layout, mark)
            kinds[start : start + width] = _KIND_BYTES[FIXED] * width
            kinds[end - _COMMENT : end] = _KIND_BYTES[FIXED] * _COMMENT

    groups = _groups(layout)

    def group_at(where: int) -> int:
        return groups[bisect_right(starts, where, 0, len(groups)) - 1] if groups else 0

    text = "".join(layout.texts)
    labels = [(starts[first], starts[last]) for first, last in layout.labels]
    runs = emphasis.runs(text, kinds, emphasis.DELIMITERS, group_at) if layout.marks else []
    draft = Draft(layout.place, text, kinds, labels, runs, group_at)
    written = escape.apply(layout.texts, starts, escape.edits(draft))
    if not layout.marks:
        return written, [], []
    wanted: dict[Pair, Delimiters] = {}
    for mark in layout.marks:
        if layout.kinds[mark.open] == OPENER:
            beside = _comment_before(layout, mark)
            wanted[starts[mark.open] + beside, starts[mark.close], len(layout.texts[mark.open]) - beside] = mark
    return written, runs, [wanted[pair] for pair in emphasis.misread(runs, set(wanted))]


def _comment_before(layout: Layout, mark: Delimiters) -> int:
    """The length of the comment that is before the opening delimiter of a mark."""
    return _COMMENT if mark.style == Spelling.COMMENTED and layout.texts[mark.open].startswith("<") else 0


def _groups(layout: Layout) -> list[int]:
    """For each piece the number of the link or image whose text it is, 0 outside of all; empty without any."""
    if not layout.labels:
        return []
    groups = [0] * len(layout.texts)
    for number in range(len(layout.labels), 0, -1):  # outer ones first
        first, last = layout.labels[number - 1]
        groups[first:last] = [number] * (last - first)
    return groups


_KIND_BYTES = [bytes((FIXED if kind == BREAK else kind,)) for kind in range(BREAK + 1)]
"""The kind of one of a piece's characters."""


def _tag_the_unflanked(layout: Layout, runs: list[Run]) -> bool:
    """Make tags of the marks that stand where no delimiter is read, the outermost of each run."""
    starts, position = {}, 0
    for index, text in enumerate(layout.texts):
        if layout.kinds[index] in (OPENER, CLOSER):
            starts[position] = index
            if text.startswith("<"):
                starts[position + _COMMENT] = index
        position += len(text)
    opening = {mark.open: mark for mark in layout.marks}
    closing = {mark.close: mark for mark in layout.marks}
    found: list[Delimiters] = []
    for run in runs:
        pieces = [starts[where] for where in range(run.start, run.end) if where in starts]
        cannot_open, cannot_close = emphasis.unflanked(run)
        if cannot_open:
            found += [opening[piece] for piece in pieces if piece in opening][:1]
        if cannot_close:
            found += [closing[piece] for piece in pieces if piece in closing][-1:]
    for mark, style in [(mark, _last_resort(layout, mark)) for mark in found]:
        mark.style = style
    return bool(found)


def _last_resort(layout: Layout, mark: Delimiters) -> Spelling:
    """How a mark is written that its delimiters alone do not make one."""
    may_be_commented = layout.place.without_html and mark.style < Spelling.COMMENTED
    return Spelling.COMMENTED if may_be_commented else Spelling.TAG


def _restyle(layout: Layout, wrong: list[Delimiters]) -> None:
    """Where marks touch so that their delimiters are paired otherwise: try `_`, then a tag, where it helps most."""
    if len(wrong) > _MAX_WRONG or sum(map(len, layout.texts)) > _MAX_LENGTH:
        for mark in wrong:
            mark.style = _last_resort(layout, mark)
        return
    best: tuple[int, Spelling, Delimiters] | None = None
    for style in _WITHOUT_HTML if layout.place.without_html else _WITH_HTML:
        for mark in wrong[:_MAX_TRIALS]:
            if mark.style >= style:
                continue
            before, mark.style = mark.style, style
            left = len(_written(layout)[2])
            mark.style = before
            if best is None or left < best[0]:
                best = (left, style, mark)
        if best is not None and best[0] < len(wrong):
            break
    if best is not None:
        best[2].style = best[1]
    else:
        wrong[0].style = _last_resort(layout, wrong[0])


_WITH_HTML = (Spelling.OTHER, Spelling.TAG)
_WITHOUT_HTML = (Spelling.OTHER, Spelling.COMMENTED, Spelling.TAG)
"""What to try, one after the other."""


def _check_formulas(layout: Layout) -> None:
    """Make tags of the formulas that would not be read between dollar signs where they stand."""
    texts = layout.texts
    for place, math in layout.formulas:
        # mdit-py-plugins looks at the last character where there is none before the first.
        before = texts[place - 1][-1:]
        after = texts[place + 1][:1] if place + 1 < len(texts) else ""
        at_start = not place and (before == "\\" or _fills_line(layout, math))
        if at_start or before.isdigit() or after.isdigit() or not _is_read(layout, place, after):
            texts[place] = math_tag(math)


def _is_read(layout: Layout, place: int, after: str) -> bool:
    """Whether what is between dollar signs is read as TeX; a paragraph of nothing else always is."""
    text = layout.texts[place]
    display = text.startswith("$$")
    return (display and len(layout.texts) == 1) or is_formula(text.strip("$"), "" if display else after)


def _fills_line(layout: Layout, math: Math) -> bool:
    """Whether the first line begins with a displayed formula and ends with another one."""
    return math.display and len(layout.texts) > 1 and layout.texts[-1].endswith("$$") and BREAK not in layout.kinds
