"""Footnotes as HTML, for engines whose Markdown has none."""

from __future__ import annotations

from collections.abc import Container, Sequence

from newsfix.model.article import Block, Footnote, FootnoteReference, Inline, RawBlock, RawInline
from newsfix.model.walk import within
from newsfix.write import html
from newsfix.write.shape.each import Blocks, blocks_with


def as_html(blocks: Blocks) -> Blocks:
    """Blocks whose footnotes are items of lists that link back; references without a note stay as they are.

    The notes have the numbers that lists give them: a label is seen by nobody.
    """
    notes = [block.label for block in within(blocks) if type(block) is Footnote]
    if not notes:
        return blocks
    numbers = {label: number for number, label in enumerate(notes, 1)}
    referred: set[int] = set()

    def of_block(block: Block) -> Sequence[Block]:
        return (_note(block, numbers[block.label], referred),) if type(block) is Footnote else (block,)

    def of_inline(item: Inline) -> Sequence[Inline]:
        number = numbers.get(item.label) if type(item) is FootnoteReference else None
        if number is None:
            return (item,)
        identifier = f' id="fnref-{number}"' if number not in referred else ""
        referred.add(number)
        return (RawInline(f'<sup{identifier}><a href="#fn-{number}">{number}</a></sup>'),)

    return blocks_with(blocks, of_block, of_inline)


def _note(note: Footnote, number: int, referred: Container[int]) -> Block:
    lines = [line for block in note.blocks for line in html.lines(block)]
    link = [f'<a href="#fnref-{number}">↩</a>'] if number in referred else []
    start = f' start="{number}"' if number > 1 else ""
    return RawBlock("\n".join([f"<ol{start}>", f'<li id="fn-{number}">', *lines, *link, "</li>", "</ol>"]))
