"""What is wrong with an article although it could be read: seen in its finished blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from newsfix.model.article import Block, Figure, Heading, Image, Link, RawBlock, RawInline
from newsfix.model.problem import Element, Problem, Unplaced, short
from newsfix.model.walk import phrases, stated, within, words
from newsfix.options import Options
from newsfix.profiles import target
from newsfix.read import loose
from newsfix.read.html.nodes import squeezed
from newsfix.regex import regex
from newsfix.syntax.captions import is_likely
from newsfix.syntax.dialects import is_tag
from newsfix.syntax.templates import tags_apart

if TYPE_CHECKING:
    from newsfix.read.body import Body
    from newsfix.read.parse import Parsed
    from newsfix.read.pictures.unify import Unified

_WITH_REST = "its navigation and footers are in the article (see --main)"
_WHITE = regex(r"\s+")


def review(unified: Unified, parsed: Parsed, options: Options) -> list[Unplaced]:
    """The problems that the options' rules find in the blocks of a body and its pictures."""
    found: list[Unplaced] = []
    rules = options.rules
    every = within(unified.blocks)
    figures = [block for block in every if type(block) is Figure]
    if "BD004" in rules:
        found += _jumps(every, parsed)
    if "BD006" in rules and parsed.protected.tags:
        found += _templates(every, parsed.source, runs=target(options).templates == "keep")
    if "BD008" in rules:
        found += loose.placeholders(every, parsed)
    if "BD015" in rules and parsed.kind == "markdown":
        found += loose.emphasis(every, parsed.source)
    if "BD016" in rules:
        found += loose.headings(parsed)
    if "IM007" in rules:
        unsaid = [place.image for place in unified.places if not (place.caption or place.image.alt)]
        found += [_of("IM007", image, f"the picture has no alternative text: {short(image.url)}") for image in unsaid]
    if "CP001" in rules:
        for figure in figures:
            if is_likely(figure.caption_from):
                message = f"recognised as a caption by its shape alone ({figure.caption_from})"
                found.append(_of("CP001", figure.pictures[0].image, f"{message}: {words(figure.caption)[:60]}"))
    if "CP002" in rules:
        bare = [figure.pictures[0].image for figure in figures if not figure.caption]
        found += [_of("CP002", image, f"the figure has no caption: {short(image.url)}") for image in bare]
    return found


def _of(code: str, image: Image, message: str) -> Unplaced:
    return Unplaced(code, message, Element("img", image.ordinal))


def _jumps(blocks: list[Block], parsed: Parsed) -> Iterator[Unplaced]:
    """Headings more than one level below the heading before them."""
    headings = [block for block in blocks if type(block) is Heading]
    levels = [heading.level for heading in headings]
    if not any(level > before + 1 for before, level in pairwise(levels)):
        return
    seen: Counter[tuple[int, str]] = Counter()
    for heading, before in zip(headings, [levels[0], *levels], strict=False):
        level, text = heading.level, words(heading.content)
        if level > before + 1:
            message = f"the heading level jumps from {before} to {level}: {text[:60]}"
            index = parsed.headings.index(level, text, seen[level, squeezed(text)])
            yield Unplaced("BD004", message, Element(f"h{level}", index))
        seen[level, squeezed(text)] += 1


def _templates(blocks: list[Block], source: str, *, runs: bool) -> Iterator[Unplaced]:
    """The first of the template tags and shortcodes in the text and in what links and pictures state, not in code."""
    tags = list(_tags(blocks))
    if tags:
        offset = source.find(tags[0])
        more = f", and {len(tags) - 1} more" if len(tags) > 1 else ""
        what = "kept as it is" if runs else "written so that no engine runs it"
        message = f"template tag {what}: {short(_WHITE.sub(' ', tags[0]))}{more}"
        yield Unplaced("BD006", message, offset if offset >= 0 else None)


def _tags(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if type(block) is RawBlock:
            yield from _opaque(block.text)
    for item in phrases(blocks):
        if type(item) is RawInline:
            yield from _opaque(item.text)
        elif type(item) is Link or type(item) is Image:
            yield from tags_apart(stated(item))[1::2]
    for figure in (block for block in blocks if type(block) is Figure):
        for said in (*map(stated, figure.images), *map(stated, figure.targets)):
            yield from tags_apart(said)[1::2]


def _opaque(text: str) -> Iterable[str]:
    text = text.strip()
    return () if text.startswith("<!--") or not is_tag(text) else (text,)


def of_the_file(body: Body, parsed: Parsed, from_page: Mapping[str, str]) -> Iterator[Problem]:
    """That a body is empty, that a file is a whole page, and which fields were taken from what of the page."""
    if not body.blocks:
        yield Problem("BD001", "the body is empty", parsed.line)
    sources = dict(from_page) | ({"text": parsed.text_from} if parsed.text_from else {})
    taken = ", ".join(f"{field.replace('_', ' ')} from {source}" for field, source in sources.items())
    if parsed.is_whole:
        rest = "what is not its article was left out" if body.is_main else _WITH_REST
        message = f"the file is a whole HTML page: {rest}{f'; {taken}' if taken else ''}"
        yield Problem("BD009", message, parsed.line)
    elif taken:
        yield Problem("BD009", f"taken from the page's HTML: {taken}", parsed.line)
