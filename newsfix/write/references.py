"""Markdown for who knows neither formulas nor template tags: what is in them as references of characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from msgspec import Struct

from newsfix.model.article import Block, Embed, Figure, Image, Inline, Link, Math, Quote, RawBlock, RawInline
from newsfix.model.walk import embed_link, inlines, phrases, stated, within
from newsfix.regex import regex
from newsfix.syntax.templates import tags_apart
from newsfix.write.html import spaced_tex
from newsfix.write.outline import formula

_SAYS_SOMETHING = regex(r"[\w\\<{\[]|--")
"""What is kept and has none of these is punctuation that may be markup elsewhere."""
_FORMULA = r"(?<!\\)(?P<formula>\$\$(?:[^$\\]|\\.|\$(?!\$))+\$\$|\$(?:[^$\\]|\\.)+\$)"
_ESCAPE = regex(r"\\(?:[\[\]]\\?)?|-+")
"""A line of a formula in brackets that is elsewhere an escape, or of a table that is elsewhere a part of a rule."""
_MARKS = regex(r"(?:[ \t]|>|[-*][ \t]|[0-9]+[.)][ \t])*")
_CHARACTER = regex(r"[\t\n -~]")
_VISIBLE = regex(r"[!-~]")
_REFERENCE = regex(r"&#0000([0-9]{3});")
_BEFORE, _BEHIND = "<!-- --><p>", "</p>"
"""What is round attributes, so that to CommonMark no block before them goes on in their line."""
_ATTRIBUTES = regex(rf"{_BEFORE}(&#0000123;.*?){_BEHIND}")


class _Opaque(Struct, frozen=True):
    """What stays as it is in blocks: template tags and their like, lines of attributes, formulas.

    The formulas are without white space, in their dollar signs.
    """

    tags: Set[str]
    attributes: Set[str]
    formulas: Set[str]

    def pattern(self) -> re.Pattern[str]:
        """What may be one of these, at the line or the character where it begins."""
        forms = [rf"^(?P<indent>[ \t>]*)(?P<attributes>{_any_of(self.attributes)})[ \t]*$"] if self.attributes else []
        if self.formulas:
            forms.append(_FORMULA)
        if self.tags:
            forms.append(_any_of(self.tags))
        return re.compile("|".join(forms) or r"(?!)", re.MULTILINE | re.DOTALL)

    def written(self, match: re.Match[str]) -> str | None:
        """What a match of the pattern becomes; None for what only looks like a formula."""
        groups = match.groupdict()
        if groups.get("attributes"):
            return f"{match['indent']}{_BEFORE}{_references(match['attributes'])}{_BEHIND}"
        if not groups.get("formula"):
            return _references(match[0] if match[0] in self.tags else _outside_cell(match[0]))
        lines = _lines(match)
        if _bare("".join(lines[::2])) not in self.formulas:
            lines = list(map(_outside_cell, lines))
            if _bare("".join(lines[::2])) not in self.formulas:
                return None
        lines[::2] = [_VISIBLE.sub(_reference, line) for line in lines[::2]]
        return "".join(lines)


def with_references(text: str, blocks: tuple[Block, ...]) -> str:
    """A text in which no template tag, formula or attribute of the blocks has a character that could be markup."""
    opaque = _opaque(blocks)
    pattern = opaque.pattern()
    parts: list[str] = []
    end = position = 0
    while match := pattern.search(text, position):
        written = opaque.written(match)
        if written is None:
            position = match.start() + 1
        else:
            parts += text[end : match.start()], written
            end = position = match.end()
    return "".join((*parts, text[end:]))


def without_references(text: str) -> str:
    """A text with the characters for their references: in code and in raw HTML nobody reads them."""
    if "&#0000" not in text:
        return text
    return _REFERENCE.sub(lambda match: chr(int(match[1])), _ATTRIBUTES.sub(r"\1", text))


def _opaque(blocks: tuple[Block, ...]) -> _Opaque:
    every = within(blocks)
    pictures = [picture.inline for figure in every if isinstance(figure, Figure) for picture in figure.pictures]
    embeds = [embed_link(block) for block in every if isinstance(block, Embed)]
    content = (*phrases(every), *inlines(pictures), *embeds)
    formulas = [item for item in content if isinstance(item, Math)]
    return _Opaque(
        # A line feed that a tag took along is followed by the marks of a quote or a list in what was written, and a
        # backslash before a reference, as of a blank, would be an escape.
        {tag.strip() for tag in _tags(content)} - {each.admonition for each in every if isinstance(each, Quote)},
        {block.text.strip() for block in every if isinstance(block, RawBlock) and block.text.startswith("{")},
        {_bare(formula(spaced_tex(item.text), is_displayed=item.display)) for item in formulas},
    )


def _tags(content: Iterable[Inline]) -> Iterator[str]:
    """Every template tag, also those in addresses, titles and descriptions, and what else is kept of a line."""
    for item in content:
        if isinstance(item, RawInline):
            if _SAYS_SOMETHING.search(item.text) and not item.text.startswith("<!--"):
                yield item.text
        elif isinstance(item, (Link, Image)):
            yield from tags_apart(stated(item))[1::2]


def _any_of(texts: Iterable[str]) -> str:
    """A pattern for these texts, in a cell of a table, too."""
    return "|".join(map(_in_place, sorted(texts, key=lambda text: (-len(text), text))))


def _in_place(text: str) -> str:
    """A pattern for a text where it may be a tag: what may be an escape is one only on a line of its own."""
    pattern = r"\\?\|".join(map(re.escape, text.split("|")))
    if text[0] == "[" and text[-1] == "]":
        pattern += "(?![(:])"  # no link, and no definition of one
    if text[0] == "[" and text[-1] == ")":
        pattern = rf"(?<!(?<!\\)!){pattern}"  # an empty link, and no picture
    return rf"(?<![^\s>]){pattern}(?=\n|\Z)" if _ESCAPE.fullmatch(text) else pattern


def _outside_cell(text: str) -> str:
    """What is in a cell of a table, without the backslashes that its bars have for that."""
    return text.replace("\\|", "|")


def _bare(tex: str) -> str:
    return "".join(tex.split())


def _lines(match: re.Match[str]) -> list[str]:
    """The lines of a formula, and between them their ends with the marks of the quotes and lists that it is in."""
    text = match.string
    marks = _MARKS.match(text, text.rfind("\n", 0, match.start()) + 1)
    quotes = marks[0].count(">") if marks else 0
    return re.split(rf"(\n(?:[ \t]*>){{0,{quotes}}}[ \t]*)", match[0])


def _references(text: str) -> str:
    return _CHARACTER.sub(_reference, text)


def _reference(character: re.Match[str]) -> str:
    return f"&#{ord(character[0]):07};"
