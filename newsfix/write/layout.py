"""Inline content laid out as the pieces it is written in: text, markup, the delimiters of marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any

from msgspec import Struct

from newsfix.model import article as tree
from newsfix.model.walk import inlines
from newsfix.regex import regex
from newsfix.syntax.templates import BEGINNING, tags_apart
from newsfix.write import targets
from newsfix.write.draft import ALT, BREAK, CLOSER, FIXED, LITERAL, OPAQUE, OPENER, Kind, Place
from newsfix.write.emphasis import flanks
from newsfix.write.escape.care import needs_care
from newsfix.write.html import math_tag, spaced_tex


class Spelling(IntEnum):
    """The ways to write a mark: columns of `STYLES`."""

    FIRST = 0
    OTHER = 1
    COMMENTED = 2
    TAG = 3


STYLES: dict[type[tree.Inline], tuple[tuple[str, str], ...]] = {
    tree.Emphasis: (("*", "*"), ("_", "_"), ("<!-- -->*", "*<!-- -->"), ("<em>", "</em>")),
    tree.Strong: (("**", "**"), ("__", "__"), ("<!-- -->**", "**<!-- -->"), ("<strong>", "</strong>")),
    tree.Strikethrough: (("~~", "~~"), ("<del>", "</del>"), ("<!-- -->~~", "~~<!-- -->"), ("<del>", "</del>")),
}
"""An empty comment is punctuation, beside which delimiters are read, and no text to a reader who leaves HTML out."""
# kramdown knows no other schemes there.
_AUTOLINK = regex(r"(?:https?|ftps?|mailto):[A-Za-z0-9./?=_:#~+,@&!$'()*-]+\Z", re.IGNORECASE)
_IN_ADDRESS = regex(r"https?://[^\s<]+\Z", re.IGNORECASE)
"""Up to `<` or a blank all that follows belongs to an address without brackets (GFM, section 6.9)."""
_BEGINS_BLOCK = regex(r"\n[ ]{0,3}(?:[-+*#>=|:~`<_\[$]|[0-9]+[.)])")  # what may end the paragraph of a formula
_BACKTICKS = regex(r"`+")
_LINE_WHITE = regex(r"[\t\r\n]")
_WHITE = regex(r"[ \t\r\n]+")


class Delimiters(Struct, eq=False):
    """A mark and its delimiters' places among the pieces; how it is written."""

    kind: type[tree.Inline]
    open: int
    close: int
    style: Spelling = Spelling.FIRST


class Layout(Struct, eq=False):
    """Pieces of inline content, with their kinds, and what is known about them.

    texts, kinds  the pieces
    marks         the marks, inner ones first
    labels        the spans of pieces of link texts and image descriptions, inner ones first
    formulas      where the formulas between dollar signs are
    literals      the texts as the source has them, those of `texts` and the descriptions of images
    careful       whether a text may need an escape for where it is
    linked        whether the next piece is in a link
    """

    place: Place
    texts: list[str] = []
    kinds: list[Kind] = []
    marks: list[Delimiters] = []
    labels: list[tuple[int, int]] = []
    formulas: list[tuple[int, tree.Math]] = []
    literals: list[str] = []
    careful: bool = False
    linked: bool = False

    # ------------------------------------------------------------------ laying out

    def add(self, text: str, kind: Kind = FIXED) -> None:
        self.texts.append(text)
        self.kinds.append(kind)

    def add_all(self, content: Sequence[tree.Inline]) -> None:
        for item in content:
            if type(item) is tree.Text:
                self.text(item.text)
            else:
                _BY_TYPE[type(item)](self, item)

    def text(self, text: str) -> None:
        if not text:
            return
        if self.linked and ("[" in text or "]" in text):
            self.careful = True
        self.texts.append(text)
        self.kinds.append(LITERAL)
        self.literals.append(text)

    def add_mark(self, kind: type[tree.Inline], content: Sequence[tree.Inline]) -> None:
        opening = len(self.texts)
        before, after = STYLES[kind][Spelling.FIRST]
        said = self.texts[-1] if opening and self.kinds[-1] == LITERAL else ""
        in_address = "://" in said and _IN_ADDRESS.search(said)
        self.add(before, OPENER)
        self.add_all(content)
        self.marks.append(Delimiters(kind, opening, len(self.texts), Spelling.TAG if in_address else Spelling.FIRST))
        self.add(after, CLOSER)

    def add_caption(self, line: Sequence[tree.Inline]) -> None:
        """Add a line as emphasis, in which further emphasis has delimiters of its own."""
        inner = len(self.marks)
        self.add_mark(tree.Emphasis, line)
        for mark in self.marks[inner:-1]:
            if mark.kind is tree.Emphasis:
                mark.style = Spelling.OTHER
                self.texts[mark.open], self.texts[mark.close] = STYLES[mark.kind][mark.style]

    def link(self, link: tree.Link) -> None:
        content = link.content
        as_tag = False
        if len(content) == 1 and type(content[0]) is tree.Text:
            if content[0].text == link.url and not link.title and _AUTOLINK.match(link.url):
                self.add(f"<{link.url}>")
                return
        elif len(content) != 1 or type(content[0]) is not tree.Image:
            for item in inlines(content):
                if type(item) is tree.Anchor:
                    self.anchor(item)
                elif type(item) is tree.FootnoteReference:
                    as_tag = True
        if self.texts and self.texts[-1].endswith("!"):
            self.careful = True
        if as_tag:
            attributes = targets.attribute("href", link.url) + targets.attribute("title", link.title or None)
            before, after = f"<a{attributes}>", "</a>"
        else:
            before, after = "[", f"]({targets.target(link.url, link.title)})"
        self.add(before)
        start = len(self.texts)
        self.linked = True
        self.add_all(content)
        self.linked = False
        if not as_tag:
            self.labels.append((start, len(self.texts)))
        self.add(after)

    def image(self, image: tree.Image) -> None:
        alt = image.alt
        target = targets.target(image.url, image.title)
        if not alt:
            self.add(f"![]({target})")
            return
        if _LINE_WHITE.search(alt):
            alt = _WHITE.sub(" ", alt)
        if "[" in alt or "]" in alt:
            self.careful = True
        self.add("![")
        start = len(self.texts)
        if targets.is_inert(alt):
            self.careful = True
            self.add(alt, LITERAL)
        else:
            for index, part in enumerate(tags_apart(alt)):
                if part:
                    self.add(part, OPAQUE if index % 2 else ALT)
                    self.careful = self.careful or index > 0
        self.labels.append((start, len(self.texts)))
        self.literals.append(alt)
        self.add(f"]({target})")

    def line_break(self, item: tree.LineBreak | None = None) -> None:
        if self.place.flow:
            self.add("\\\n", BREAK)
        else:
            self.add("<br>" if self.place.cell else " ")

    def tagged(self, item: tree.Tagged) -> None:
        self.add(f"<{item.tag}>")
        self.add_all(item.content)
        self.add(f"</{item.tag}>")

    def opaque(self, item: tree.RawInline) -> None:
        self.careful = True
        before = self.texts[-1][-1:] if self.texts else ""
        if before not in ("", "\n") and item.text[:1] == "{" and not BEGINNING.match(before + item.text, len(before)):
            # The attributes of what was left out before them are text.
            self.text(" ".join(item.text.split()))
        else:
            self.add(item.text, OPAQUE)

    def code(self, code: tree.Code) -> None:
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
        # To kramdown a shorter run may end within a longer one, and a single backtick between blanks is text.
        shortest = 2 if text[0] == " " else 1
        fence = (
            "`" * max(shortest, *(len(run) + 1 for run in _BACKTICKS.findall(text))) if "`" in text else "`" * shortest
        )
        if text[0] == "`" or text[-1] == "`" or (text[0] == text[-1] == " " and text.strip(" ")):
            text = f" {text} "
        if self.texts and self.texts[-1].endswith("`"):
            self.careful = True
        self.add(f"{fence}{text}{fence}")

    def math(self, math: tree.Math) -> None:
        self.careful = True
        as_lines = math.display and self.place.flow and not _BEGINS_BLOCK.search(math.text)
        tex = spaced_tex(math.text, lines=as_lines)
        fence = "$$" if math.display else "$"
        bare = re.sub(r"\\.", "", tex)
        if not tex or tex.endswith("\\") or fence in bare or tex.startswith("$") or ("\n" in tex and not as_lines):
            self.add(math_tag(math))
        else:
            self.formulas.append((len(self.texts), math))
            self.add(f"{fence}{tex}{fence}")

    def anchor(self, anchor: tree.Anchor) -> None:
        """Those of a link are before it."""
        if not self.linked:
            self.add(f"<a{targets.attribute('id', anchor.identifier)}></a>")

    def reference(self, reference: tree.FootnoteReference) -> None:
        self.careful = True
        self.add(f"[^{reference.label}]")

    # ------------------------------------------------------------------ judging

    def is_plain(self) -> bool:
        """Whether the pieces can be written as they stand, but for what begins or ends a line."""
        return not (self.careful or needs_care("\n".join(self.literals)) or (self.marks and not self._plainly_read()))

    def _plainly_read(self) -> bool:
        """Whether every mark's delimiters are read beyond doubt.

        They are where the opening one can only open and the closing one only close. Where no mark is
        within another, it is enough that they can: none before them waits for a partner.
        """
        texts = self.texts
        is_flat = True
        is_certain = True
        end = 0
        for mark in self.marks:
            if mark.style:
                return False
            is_flat = is_flat and mark.open >= end
            end = mark.close + 1
            before = texts[mark.open - 1][-1:] if mark.open else " "
            after = texts[end][:1] if end < len(texts) else " "
            first, last = texts[mark.open + 1][:1], texts[mark.close - 1][-1:]
            opens, _, _, may_close = flanks(before, first)
            _, closes, may_open, _ = flanks(last, after)
            if not (opens and closes):
                return False
            is_certain = is_certain and not may_close and not may_open
        return is_flat or is_certain


_BY_TYPE: dict[type[tree.Inline], Callable[[Layout, Any], None]] = {
    **dict.fromkeys(STYLES, lambda layout, mark: layout.add_mark(type(mark), mark.content)),
    tree.Link: Layout.link,
    tree.Image: Layout.image,
    tree.LineBreak: Layout.line_break,
    tree.Code: Layout.code,
    tree.Tagged: Layout.tagged,
    tree.RawInline: Layout.opaque,
    tree.Math: Layout.math,
    tree.Anchor: Layout.anchor,
    tree.FootnoteReference: Layout.reference,
}
