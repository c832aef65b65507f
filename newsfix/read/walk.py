"""Over finished blocks: every block, every phrase, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsfix.model.article import (
    Block,
    DefinitionList,
    Details,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Quote,
    Strikethrough,
    Strong,
    Table,
    Tagged,
)

MARKS = (Link, Strong, Emphasis, Strikethrough, Tagged)
"""What marks inline content, the commonest first."""
_HOLDERS = frozenset({DefinitionList, Details, Footnote, List, Quote, Table})


def within(blocks: Iterable[Block]) -> list[Block]:
    """The blocks and the blocks in them, in the order of the text."""
    found: list[Block] = []
    _gather(blocks, found)
    return found


def _gather(blocks: Iterable[Block], found: list[Block]) -> None:
    for block in blocks:
        found.append(block)
        if type(block) not in _HOLDERS:
            continue
        if isinstance(block, List):
            for item in block.items:
                _gather(item, found)
        elif isinstance(block, (Quote, Details, Footnote)):
            _gather(block.blocks, found)
        elif isinstance(block, Table):
            for row in (block.head, *block.rows):
                for cell in row:
                    _gather(cell.blocks, found)
        elif isinstance(block, DefinitionList):
            for _, definitions in block.groups:
                for definition in definitions:
                    _gather(definition, found)


def figures(blocks: Iterable[Block]) -> list[Figure]:
    """The figures of blocks and of the blocks in them, in order."""
    return [block for block in within(blocks) if type(block) is Figure]


def phrases(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every inline of blocks, not of those in them; marks before what they hold, no images of figures."""
    for block in blocks:
        for content in _contents(block):
            yield from _inlines(content)


def _contents(block: Block) -> Iterable[tuple[Inline, ...]]:
    if isinstance(block, (Paragraph, Heading)):
        return (block.content,)
    if isinstance(block, (Figure, Table)):
        return (block.caption,)
    if isinstance(block, Details):
        return (block.summary,)
    if isinstance(block, DefinitionList):
        return (term for terms, _ in block.groups for term in terms)
    return ()


def _inlines(content: Iterable[Inline]) -> Iterator[Inline]:
    for item in content:
        yield item
        if isinstance(item, MARKS):
            yield from _inlines(item.content)
