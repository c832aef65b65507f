"""Inline content as Markdown.

Content is laid out as pieces (text, markup, delimiters of marks). Most of it is Markdown as it
stands. Where a text has a character that could be markup, or a mark stands where its delimiters
might not be read, the whole is looked at with the rules of CommonMark until it reads as it should:
characters are escaped, a mark takes `_` instead of `*`, and what Markdown cannot say becomes a tag.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsfix.article import (
    Anchor,
    Code,
    Emphasis,
    FootnoteReference,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    Opaque,
    Strikethrough,
    Strong,
    Tagged,
    Text,
)
from newsfix.write import emphasis, escape
from newsfix.write.emphasis import ALT, CLOSER, FIXED, LITERAL, OPAQUE, OPENER, Pair, Run
from newsfix.write.escape import EDGE_BLANKS, LINE_NEEDS_CARE, NEEDS_CARE, Place
from newsfix.write.html import math_tag, spaced_tex

PARAGRAPH = Place()
HEADING = Place(flow=False)
CELL = Place(flow=False, cell=True)

_BREAK = 9  # a kind of piece beside those of `emphasis`: the end of a line
_TAG = 2
_STYLES: dict[type[Inline], tuple[tuple[str, str], ...]] = {
    Emphasis: (("*", "*"), ("_", "_"), ("<em>", "</em>")),
    Strong: (("**", "**"), ("__", "__"), ("<strong>", "</strong>")),
    Strikethrough: (("~~", "~~"), ("<del>", "</del>"), ("<del>", "</del>")),
}
_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[A-Za-z0-9./?=_:#~+,;@&!$'()*-]*\Z")
_BACKTICKS = re.compile(r"`+")
# What may stand outside a delimiter, beside a letter, without making its reading doubtful.
_BEFORE = frozenset(" \n\"'([{-–—:;,.!?、。，；：！？“‘（《「『【〈")
_AFTER = frozenset(" \n\"')]}-–—:;,.!?、。，；：！？”’）》」』】〉")
_TRICKY = frozenset("*_~")
_MAX_TRIALS = 6
_SPACES = re.compile(r"[ \t\r\n]*[\t\r\n][ \t\r\n]*")


@dataclass(slots=True)
class _Mark:
    """A mark and its delimiters' places among the pieces; `style` is a column of `_STYLES`."""

    kind: type[Inline]
    open: int
    close: int = 0
    style: int = 0


def lines(content: Sequence[Inline], place: Place = PARAGRAPH) -> list[str]:
    """Inline content as lines of Markdown, broken at its hard breaks (a template tag keeps its own line feeds)."""
    if len(content) == 1:
        only = content[0]
        if type(only) is Text and not _needs_care(only.text, place):
            return [only.text]
    layout = _Layout(place)
    layout.add_all(content)
    return layout.lines()


def _needs_care(text: str, place: Place) -> bool:
    """Whether a text that stands by itself may need an escape."""
    if NEEDS_CARE.search(text) or (place.cell and "|" in text):
        return True
    if text and (text[0] in EDGE_BLANKS or text[-1] in EDGE_BLANKS):
        return True
    return LINE_NEEDS_CARE.match(text) is not None if place.flow else text.endswith("#")


class _Layout:
    """Pieces of inline content, with their kinds, and what is known about them."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.texts: list[str] = []
        self.kinds: list[int] = []
        self.groups: list[int] = []
        self.marks: list[_Mark] = []
        self.labels: list[tuple[int, int]] = []
        self.formulas: list[tuple[int, Math]] = []
        self.careful = False
        self.group = 0
        self.last_group = 0
        self.linked = False

    # ------------------------------------------------------------------ laying out

    def add(self, text: str, kind: int = FIXED) -> None:
        self.texts.append(text)
        self.kinds.append(kind)
        self.groups.append(self.group)

    def add_all(self, content: Sequence[Inline]) -> None:
        for item in content:
            if type(item) is Text:
                self.text(item.text)
            elif type(item) is Emphasis or type(item) is Strong or type(item) is Strikethrough:
                self.mark(type(item), item.content)
            elif type(item) is Link:
                self.link(item)
            elif type(item) is Image:
                self.image(item)
            elif type(item) is LineBreak:
                self.line_break()
            elif type(item) is Code:
                self.code(item)
            elif type(item) is Tagged:
                self.add(f"<{item.tag}>")
                self.add_all(item.content)
                self.add(f"</{item.tag}>")
            elif type(item) is Opaque:
                self.careful = True
                self.add(item.text, OPAQUE)
            elif type(item) is Math:
                self.math(item)
            elif type(item) is Anchor:
                if not self.linked:
                    self.anchor(item)
            elif type(item) is FootnoteReference:
                self.careful = True
                self.add(f"[^{item.label}]")

    def text(self, text: str) -> None:
        if not text:
            return
        if not self.careful:
            at_start = not self.kinds or self.kinds[-1] == _BREAK
            self.careful = bool(
                NEEDS_CARE.search(text)
                or (at_start and self.place.flow and LINE_NEEDS_CARE.match(text))
                or (not self.kinds and text[0] in EDGE_BLANKS)
                or (self.place.cell and "|" in text)
            )
        self.add(text, LITERAL)

    def mark(self, kind: type[Inline], content: Sequence[Inline]) -> None:
        mark = _Mark(kind, len(self.texts))
        before, after = _STYLES[kind][0]
        self.add(before, OPENER)
        self.add_all(content)
        mark.close = len(self.texts)
        self.add(after, CLOSER)
        self.marks.append(mark)

    def link(self, link: Link) -> None:
        content = link.content
        if len(content) == 1 and type(content[0]) is Text:
            if content[0].text == link.url and not link.title and _AUTOLINK.match(link.url):
                self.add(f"<{link.url}>")
                return
            as_tag = False
        else:
            nested = list(_walk(content))
            for item in nested:
                if type(item) is Anchor:
                    self.anchor(item)
            as_tag = any(type(item) is FootnoteReference for item in nested)
        if self.kinds and self.kinds[-1] == LITERAL and self.texts[-1].endswith("!"):
            self.careful = True
        if as_tag:
            title = f' title="{escape.html_attribute(link.title)}"' if link.title else ""
            self.add(f'<a href="{escape.html_attribute(link.url)}"{title}>')
        else:
            self.add("[")
        self.linked = True
        if as_tag:
            self.add_all(content)
            self.add("</a>")
        else:
            outer, start = self.group, len(self.texts)
            self.last_group += 1
            self.group = self.last_group
            self.add_all(content)
            self.group = outer
            self.labels.append((start, len(self.texts)))
            self.add(f"]({escape.target(link.url, link.title)})")
        self.linked = False

    def image(self, image: Image) -> None:
        self.add("![")
        alt = _SPACES.sub(" ", image.alt)
        if alt:
            self.careful = self.careful or bool(NEEDS_CARE.search(alt)) or (self.place.cell and "|" in alt)
            outer = self.group
            self.last_group += 1
            self.group = self.last_group
            self.labels.append((len(self.texts), len(self.texts) + 1))
            self.add(alt, ALT)
            self.group = outer
        self.add(f"]({escape.target(image.url, image.title)})")

    def line_break(self) -> None:
        if self.place.flow:
            self.add("\\\n", _BREAK)
        else:
            self.add("<br>" if self.place.cell else " ")

    def soft_break(self) -> None:
        self.add("\n", _BREAK)

    def code(self, code: Code) -> None:
        text = code.text
        if not text or "\n" in text or (not code.templates and escape.code_has_templates(text)):
            self.careful = True
            self.add("<code>")
            for index, line in enumerate(text.split("\n")):
                if index:
                    self.add("&#10;")
                if line:
                    self.add(line, LITERAL)
            self.add("</code>")
            return
        if "`" not in text:
            fence = "`"
        else:
            taken = {len(run) for run in _BACKTICKS.findall(text)}
            fence = "`" * next(length for length in range(1, len(taken) + 2) if length not in taken)
        if text[0] == "`" or text[-1] == "`" or (text[0] == text[-1] == " " and text.strip(" ")):
            text = f" {text} "
        if self.texts and self.texts[-1].endswith("`"):
            self.careful = True
        self.add(f"{fence}{text}{fence}")

    def math(self, math: Math) -> None:
        self.careful = True
        tex = spaced_tex(math.text)
        fence = "$$" if math.display else "$"
        bare = re.sub(r"\\.", "", tex)
        if not tex or tex.endswith("\\") or fence in bare or tex.startswith("$"):
            self.add(math_tag(math))
        else:
            self.formulas.append((len(self.texts), math))
            self.add(f"{fence}{tex}{fence}")

    def anchor(self, anchor: Anchor) -> None:
        self.add(f'<a id="{escape.html_attribute(anchor.identifier)}"></a>')

    # ------------------------------------------------------------------ setting down

    def lines(self) -> list[str]:
        if self.careful or (self.marks and not self._plainly_read()) or self._edge():
            written = self._settle()
        else:
            written = self.texts
        if self.place.cell:
            written = [text.replace("|", "\\|") for text in written]
        if _BREAK not in self.kinds and OPAQUE not in self.kinds:
            return ["".join(written)]
        return self._broken(written)

    def _edge(self) -> bool:
        if not self.kinds or self.kinds[-1] != LITERAL:
            return False
        last = self.texts[-1][-1]
        return last in EDGE_BLANKS or (last == "#" and not self.place.flow and not self.place.cell)

    def _plainly_read(self) -> bool:
        """Whether every mark's delimiters are read beyond doubt: a blank or such outside them, a letter inside."""
        texts = self.texts
        for mark in self.marks:
            first, last = texts[mark.open + 1][:1], texts[mark.close - 1][-1:]
            before = texts[mark.open - 1][-1:] if mark.open else " "
            after = texts[mark.close + 1][:1] if mark.close + 1 < len(texts) else " "
            if before in " \n":
                if first in _TRICKY or first.isspace():
                    return False
            elif before not in _BEFORE or not first.isalnum():
                return False
            if after in " \n" or after == "\\":
                if last in _TRICKY or last.isspace() or (after == "\\" and not last.isalnum()):
                    return False
            elif after not in _AFTER or not last.isalnum():
                return False
        return True

    def _broken(self, written: Sequence[str]) -> list[str]:
        found: list[str] = []
        line: list[str] = []
        for text, kind in zip(written, self.kinds, strict=True):
            if kind == _BREAK or (kind == OPAQUE and text.endswith("\n")):
                line.append(text[:-1])
                found.append("".join(line))
                line = []
            else:
                line.append(text)
        if line or not found:
            found.append("".join(line))
        return found

    # ------------------------------------------------------------------ with care

    def _settle(self) -> list[str]:
        """Escape, and restyle marks, until every mark is read as one and nothing else is."""
        self._check_formulas()
        while True:
            written, runs, wrong = self._written()
            if not wrong:
                return written
            if not self._tag_the_unflanked(runs):
                self._restyle(wrong)

    def _written(self) -> tuple[list[str], list[Run], list[_Mark]]:
        """The pieces as written with the present styles, their delimiter runs, and the marks that would be misread."""
        for mark in self.marks:
            self.texts[mark.open], self.texts[mark.close] = _STYLES[mark.kind][mark.style]
            if mark.style == _TAG or (mark.style and mark.kind is Strikethrough):
                self.kinds[mark.open] = self.kinds[mark.close] = FIXED
            else:
                self.kinds[mark.open], self.kinds[mark.close] = OPENER, CLOSER
        starts, position, kinds = [], 0, bytearray()
        for text, kind in zip(self.texts, self.kinds, strict=True):
            starts.append(position)
            position += len(text)
            kinds += bytes((FIXED if kind == _BREAK else kind,)) * len(text)
        starts.append(position)

        def group_at(where: int) -> int:
            if not self.last_group:
                return 0
            return self.groups[bisect_right(starts, where, 0, len(self.groups)) - 1]

        text = "".join(self.texts)
        draft = escape.Draft(text, kinds, [(starts[first], starts[last]) for first, last in self.labels], group_at)
        written = escape.apply(zip(starts, self.texts, strict=False), escape.edits(draft, self.place))
        if not self.marks:
            return written, [], []
        runs = emphasis.runs(text, kinds, (OPENER, CLOSER), group_at)
        wanted: dict[Pair, _Mark] = {
            (starts[mark.open], starts[mark.close], len(self.texts[mark.open])): mark
            for mark in self.marks
            if self.kinds[mark.open] == OPENER
        }
        return written, runs, [wanted[pair] for pair in emphasis.misread(runs, set(wanted))]

    def _tag_the_unflanked(self, runs: list[Run]) -> bool:
        """Make tags of the marks that stand where no delimiter is read, the outermost of each run."""
        starts, position = {}, 0
        for index, text in enumerate(self.texts):
            if self.kinds[index] in (OPENER, CLOSER):
                starts[position] = index
            position += len(text)
        opening = {mark.open: mark for mark in self.marks}
        closing = {mark.close: mark for mark in self.marks}
        found = False
        for run in runs:
            pieces = [starts[where] for where in range(run.start, run.end) if where in starts]
            if not all(run.opens):
                for mark in [opening[piece] for piece in pieces if piece in opening][:1]:
                    mark.style, found = _TAG, True
            if not all(run.closes):
                for mark in [closing[piece] for piece in pieces if piece in closing][-1:]:
                    mark.style, found = _TAG, True
        return found

    def _restyle(self, wrong: list[_Mark]) -> None:
        """Where marks touch so that their delimiters are paired otherwise: try `_`, then a tag, where it helps most."""
        if len(wrong) > 40:
            for mark in wrong:
                mark.style = _TAG
            return
        best: tuple[int, int, _Mark] | None = None
        for style in (1, _TAG):
            for mark in wrong[:_MAX_TRIALS]:
                if mark.style >= style:
                    continue
                before, mark.style = mark.style, style
                left = len(self._written()[2])
                mark.style = before
                if best is None or left < best[0]:
                    best = (left, style, mark)
            if best is not None and best[0] < len(wrong):
                break
        if best is not None:
            best[2].style = best[1]
        else:
            wrong[0].style = _TAG

    def _check_formulas(self) -> None:
        """Make tags of the formulas that would not be read between dollar signs where they stand."""
        texts = self.texts
        for place, math in self.formulas:
            # mdit-py-plugins looks at the last character where there is none before the first.
            before = texts[place - 1][-1:]
            after = texts[place + 1][:1] if place + 1 < len(texts) else ""
            if before.isdigit() or after.isdigit() or (not place and (before == "\\" or self._fills_line(math))):
                texts[place] = math_tag(math)

    def _fills_line(self, math: Math) -> bool:
        """Whether the first line begins with a displayed formula and ends with another one."""
        return math.display and len(self.texts) > 1 and self.texts[-1].endswith("$$") and _BREAK not in self.kinds


def _walk(content: Sequence[Inline]) -> Iterator[Inline]:
    for item in content:
        yield item
        if isinstance(item, (Emphasis, Strong, Strikethrough, Tagged)):
            yield from _walk(item.content)


def figure_lines(
    images: Sequence[tuple[Image, str | None]], caption: Sequence[Sequence[Inline]], place: Place
) -> list[str]:
    """Pictures (each with its link) and the lines of a caption, each on a line of one paragraph."""
    layout = _Layout(place)
    for image, link in images:
        if layout.texts:
            layout.soft_break()
        layout.add_all((Link(link, (image,)),) if link is not None else (image,))
    for index, line in enumerate(caption):
        if index:
            layout.line_break()
        elif layout.texts:
            layout.soft_break()
        layout.mark(Emphasis, line)
    return layout.lines()
