"""Inline content as Markdown.

Content is laid out as pieces (text, markup, delimiters of marks). Most of it is Markdown as it
is. Where a text has a character that could be markup, or a mark is where its delimiters
might not be read, the whole is looked at with the rules of CommonMark until it reads as it should:
characters are escaped, a mark takes `_` instead of `*`, and what Markdown cannot say becomes a tag.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from newsfix.model import article as tree
from newsfix.model.walk import MARKS, without_emphasis
from newsfix.regex import regex
from newsfix.syntax.templates import TAG_IN_URL
from newsfix.write.draft import BREAK, FIXED, OPAQUE, Kind, Place
from newsfix.write.escape.care import ends_need_care, needs_care
from newsfix.write.html import spaced_tex
from newsfix.write.layout import Layout
from newsfix.write.settle import settle

PARAGRAPH = Place()
_TAG_OR_BAR = regex(rf"{TAG_IN_URL}|\|")
_HARD_BREAK = regex(r"(?<=\\)\n")


def lines(content: Sequence[tree.Inline], place: Place = PARAGRAPH) -> list[str]:
    """Inline content as lines of Markdown, broken at its hard breaks (a template tag keeps its own line feeds).

    No lines for what nothing is to be written of.
    """
    if len(content) == 1:
        only = content[0]
        if type(only) is tree.Text and not (needs_care(only.text) or ends_need_care(only.text, place)):
            return [only.text]
        if type(only) is tree.Math and place.flow and (formula := _formula_lines(only)):
            return formula
        if type(only) is tree.Written:
            return _written_lines(only.markdown)
    layout = Layout(place)
    layout.add_all(content)
    return _lines(layout)


def figure_lines(
    pictures: Sequence[tree.LinkedImage], caption: Sequence[Sequence[tree.Inline]], place: Place
) -> list[str]:
    """Pictures and the lines of a caption, each on a line of one paragraph."""
    layout = Layout(place)
    for picture in pictures:
        if layout.texts:
            layout.add("\n", BREAK)
        layout.add_all((picture.inline,))
    for index, line in enumerate(caption):
        if index:
            layout.line_break()
        elif layout.texts:
            layout.add("\n", BREAK)
        layout.add_caption(line)
    return _lines(layout)


def _written_lines(markdown: str) -> list[str]:
    """The lines of what has been written: a template tag or its like keeps its own line feeds, a formula has none."""
    if "\n" not in markdown:
        return [markdown] if markdown else []
    has_raw = ("{" in markdown or "[" in markdown or "<" in markdown) and not markdown.startswith("$$\n")
    return _HARD_BREAK.split(markdown) if has_raw else markdown.split("\n")


def _formula_lines(math: tree.Math) -> list[str]:
    """A displayed formula of several lines that is a paragraph of its own; none where dollar signs do not serve."""
    if not math.display or "\n" not in math.text or "$$" in re.sub(r"\\.", "", math.text):
        return []
    return ["$$", *spaced_tex(math.text, lines=True).split("\n"), "$$"]


def _lines(layout: Layout) -> list[str]:
    if layout.is_plain():
        text = "".join(layout.texts)
        if not ends_need_care(text, layout.place):
            return text.removesuffix("\n").split("\n") if text else []
    written = settle(layout)
    if layout.place.cell:
        written = [text if "|" not in text else _in_cell(text) for text in written]
    return _broken(written, layout.kinds)


def _in_cell(text: str) -> str:
    """A piece with its bars escaped, but for those of template tags, which run before Markdown is read."""
    if "{" not in text or text[0] == "`":
        return text.replace("|", "\\|")
    return _TAG_OR_BAR.sub(lambda match: "\\|" if match[0] == "|" else match[0], text)


def _broken(written: Sequence[str], kinds: Sequence[Kind]) -> list[str]:
    found: list[str] = []
    line: list[str] = []
    for text, kind in zip(written, kinds, strict=True):
        if kind == OPAQUE and text[:1] == "\n" and text != "\n":
            found.append("".join(line))
            line, text = [], text[1:]
        if kind == FIXED and "\n" in text:  # a formula
            first, *others, last = text.split("\n")
            found += "".join((*line, first)), *others
            line = [last]
        elif kind == BREAK or (kind == OPAQUE and text.endswith("\n")):
            line.append(text[:-1])
            found.append("".join(line))
            line = []
        else:
            line.append(text)
    if line:
        found.append("".join(line))
    return found


# ------------------------------------------------------------------------------- captions


def caption_lines(caption: Sequence[tree.Inline]) -> list[tuple[tree.Inline, ...]]:
    """The lines of a caption, each without emphasis that covers all of it, since it is emphasised as a whole."""
    if len(caption) == 1 and type(caption[0]) is tree.Text:
        return [(caption[0],)]
    return [tree.merged(without_emphasis(line)) for line in _cut(caption)]


def without_any_emphasis(content: Sequence[tree.Inline]) -> tuple[tree.Inline, ...]:
    """A phrase without emphasis: for the caption of a table, which is read as a paragraph that is emphasised."""
    found: list[tree.Inline] = []
    for item in content:
        if isinstance(item, tree.Emphasis):
            found += without_any_emphasis(item.content)
        elif isinstance(item, MARKS):
            found.append(replace(item, content=without_any_emphasis(item.content)))
        else:
            found.append(item)
    return tree.merged(found)


def _cut(content: Sequence[tree.Inline]) -> list[tuple[tree.Inline, ...]]:
    """A phrase cut at its line breaks; empty lines left out."""
    found: list[list[tree.Inline]] = [[]]
    for item in content:
        parts = _parts(item)
        found[-1] += parts[0]
        found += parts[1:]
    return [tree.merged(line) for line in found if line]


def _parts(item: tree.Inline) -> list[list[tree.Inline]]:
    """An item cut at its line breaks, each part marked as the whole was; a link is not cut."""
    if isinstance(item, tree.LineBreak):
        return [[], []]
    if isinstance(item, (tree.Emphasis, tree.Strong, tree.Strikethrough, tree.Tagged)):
        lines = _cut(item.content)
        if len(lines) > 1:
            return [[replace(item, content=line)] for line in lines]
    return [[item]]
