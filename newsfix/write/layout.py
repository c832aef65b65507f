"""Inline content laid out as the pieces it is written in: text, markup, the delimiters of marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
from newsfix.regex import regex
from newsfix.write import targets
from newsfix.write.emphasis import ALT, CLOSER, FIXED, LITERAL, OPAQUE, OPENER
from newsfix.write.escape import EDGE_BLANKS, LINE_NEEDS_CARE, NEEDS_CARE, Place
from newsfix.write.html import math_tag, spaced_tex

BREAK = 9  # a kind of piece beside those of `emphasis`: the end of a line
TAG = 2
STYLES: dict[type[Inline], tuple[tuple[str, str], ...]] = {
    Emphasis: (("*", "*"), ("_", "_"), ("<em>", "</em>")),
    Strong: (("**", "**"), ("__", "__"), ("<strong>", "</strong>")),
    Strikethrough: (("~~", "~~"), ("<del>", "</del>"), ("<del>", "</del>")),
}
_AUTOLINK = regex(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[A-Za-z0-9./?=_:#~+,@&!$'()*-]*\Z")
_BACKTICKS = regex(r"`+")
# What may stand outside a delimiter, beside a letter, without making its reading doubtful.
_BEFORE = frozenset(" \n\"'([{-–—:;,.!?、。，；：！？“‘（《「『【〈")
_AFTER = frozenset(" \n\"')]}-–—:;,.!?、。，；：！？”’）》」』】〉")
_TRICKY = frozenset("*_~")
_LINE_WHITE = regex(r"[\t\r\n]")
_WHITE = regex(r"[ \t\r\n]+")


class Mark:
    """A mark and its delimiters' places among the pieces; `style` is a column of `STYLES`."""

    __slots__ = ("close", "kind", "open", "style")

    def __init__(self, kind: type[Inline], open: int) -> None:
        self.kind = kind
        self.open = open
        self.close = 0
        self.style = 0


class Layout:
    """Pieces of inline content, with their kinds, and what is known about them."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.texts: list[str] = []
        self.kinds: list[int] = []
        self.groups: list[int] = []
        self.marks: list[Mark] = []
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
            at_start = not self.kinds or self.kinds[-1] == BREAK
            self.careful = bool(
                NEEDS_CARE.search(text)
                or (at_start and self.place.flow and LINE_NEEDS_CARE.match(text))
                or (not self.kinds and text[0] in EDGE_BLANKS)
                or (self.place.cell and "|" in text)
            )
        self.add(text, LITERAL)

    def mark(self, kind: type[Inline], content: Sequence[Inline]) -> None:
        mark = Mark(kind, len(self.texts))
        before, after = STYLES[kind][0]
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
            title = f' title="{targets.html_attribute(link.title)}"' if link.title else ""
            self.add(f'<a href="{targets.html_attribute(link.url)}"{title}>')
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
            self.add(f"]({targets.target(link.url, link.title)})")
        self.linked = False

    def image(self, image: Image) -> None:
        self.add("![")
        alt = _WHITE.sub(" ", image.alt) if _LINE_WHITE.search(image.alt) else image.alt
        if alt:
            self.careful = self.careful or bool(NEEDS_CARE.search(alt)) or (self.place.cell and "|" in alt)
            outer = self.group
            self.last_group += 1
            self.group = self.last_group
            self.labels.append((len(self.texts), len(self.texts) + 1))
            self.add(alt, ALT)
            self.group = outer
        self.add(f"]({targets.target(image.url, image.title)})")

    def line_break(self) -> None:
        if self.place.flow:
            self.add("\\\n", BREAK)
        else:
            self.add("<br>" if self.place.cell else " ")

    def soft_break(self) -> None:
        self.add("\n", BREAK)

    def code(self, code: Code) -> None:
        text = code.text
        if not text or "\n" in text or (not code.templates and targets.code_has_templates(text)):
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
        self.add(f'<a id="{targets.html_attribute(anchor.identifier)}"></a>')

    # ------------------------------------------------------------------ judging

    def is_plain(self) -> bool:
        """Whether the pieces can be written as they stand."""
        return not (self.careful or (self.marks and not self._plainly_read()) or self._edge())

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


def _walk(content: Sequence[Inline]) -> Iterator[Inline]:
    for item in content:
        yield item
        if isinstance(item, (Emphasis, Strong, Strikethrough, Tagged)):
            yield from _walk(item.content)
