"""What is wrong with an article although it could be read: seen in its finished blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsfix.article import Block, Heading, Html, Image, Link, Opaque
from newsfix.read.body import Parsed, heading_index
from newsfix.read.html.captions import plain
from newsfix.read.html.state import Found
from newsfix.read.pictures.shown import shown
from newsfix.read.walk import figures, phrases, within
from newsfix.regex import regex

_WHITE = regex(r"\s+")
_TAG_IN_URL = regex(r"\{\{.*?\}\}|\{%.*?%\}")


def review(blocks: tuple[Block, ...], parsed: Parsed, rules: tuple[str, ...]) -> list[Found]:
    """The problems that these rules find in the blocks of a body."""
    found: list[Found] = []
    if "BD004" in rules:
        found += _jumps(blocks, parsed)
    if "BD006" in rules and parsed.protected.tags:
        found += _templates(blocks, parsed.source)
    if "IM007" in rules:
        found += [
            Found(
                "IM007", f"the picture has no alternative text: {_short(place.image.url)}", "img", place.image.ordinal
            )
            for place in shown(blocks)
            if not (place.image.alt or place.caption)
        ]
    if "CP002" in rules:
        found += [
            Found("CP002", f"the figure has no caption: {_short(image.url)}", "img", image.ordinal)
            for image in (figure.images[0] for figure in figures(blocks) if not figure.caption)
        ]
    return found


def _jumps(blocks: tuple[Block, ...], parsed: Parsed) -> Iterator[Found]:
    """Headings more than one level below the heading before them."""
    headings = [block for block in within(blocks) if isinstance(block, Heading)]
    for number, heading in enumerate(headings[1:], 1):
        before = headings[number - 1].level
        if heading.level > before + 1:
            message = f"a heading of level {heading.level} follows one of level {before}: {plain(heading.content)[:60]}"
            same = sum(1 for other in headings[:number] if other == heading)
            yield Found("BD004", message, f"h{heading.level}", heading_index(parsed, heading, same))


def _templates(blocks: tuple[Block, ...], source: str) -> Iterator[Found]:
    """Template tags and shortcodes that stand in the text or in a URL, not those that code shows."""
    at: dict[str, int] = {}
    for tag in _tags(blocks):
        offset = source.find(tag, at.get(tag, 0))
        at[tag] = max(offset, 0) + len(tag)
        yield Found(
            "BD006", f"kept as it stands: {_short(_WHITE.sub(' ', tag))}", offset=offset if offset >= 0 else None
        )


def _tags(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in within(blocks):
        if isinstance(block, Html):
            yield from _opaque(block.text)
    for item in phrases(blocks):
        if isinstance(item, Opaque):
            yield from _opaque(item.text)
        elif isinstance(item, (Link, Image)):
            yield from _TAG_IN_URL.findall(item.url)
    for figure in figures(blocks):
        for target in (*figure.images, *figure.links):
            yield from _TAG_IN_URL.findall(target.url if target else "")


def _opaque(text: str) -> Iterable[str]:
    text = text.strip()
    return () if not text or text.startswith("<!--") else (text,)


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:117] + "…"
