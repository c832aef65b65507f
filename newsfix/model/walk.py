"""Over finished blocks, wherever they stand: what is in them, what they say, and the same with something else in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import is_
from typing import TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model import article as tree

MARKS = (tree.Link, tree.Strong, tree.Emphasis, tree.Strikethrough, tree.Tagged)
"""What marks inline content, the commonest first."""
MARKED = frozenset(MARKS)
HOLDERS = frozenset({tree.DefinitionList, tree.Details, tree.Footnote, tree.List, tree.Quote, tree.Table})
"""Blocks that hold blocks."""
_SAYING = (tree.Code, tree.Math, tree.RawInline)

Blocks: TypeAlias = tuple[tree.Block, ...]
Content: TypeAlias = tuple[tree.Inline, ...]
T = TypeVar("T")
S = TypeVar("S", bound=Struct)

# ---------------------------------------------------------------------------------- what is there


def parts(block: tree.Block) -> Sequence[tuple[Content, Blocks]]:
    """What is in a block, in the order of the text: inline content and the blocks that follow it.

    The images of a figure are not among it.
    """
    if type(block) is tree.Paragraph or type(block) is tree.Heading:
        return ((block.content, ()),)
    if type(block) is tree.Figure:
        return ((block.caption, ()),)
    if type(block) is tree.List:
        return [((), item) for item in block.items]
    if type(block) is tree.Quote or type(block) is tree.Footnote:
        return (((), block.blocks),)
    if type(block) is tree.Details:
        return ((block.summary, block.blocks),)
    if type(block) is tree.Table:
        return (*[((), cell.blocks) for row in (block.head, *block.rows) for cell in row], (block.caption, ()))
    if type(block) is tree.DefinitionList:
        return [
            part
            for terms, definitions in block.groups
            for part in (*[(term, ()) for term in terms], *[((), definition) for definition in definitions])
        ]
    return ()


def within(blocks: Iterable[tree.Block]) -> list[tree.Block]:
    """The blocks and the blocks in them, in the order of the text."""
    found: list[tree.Block] = []
    for block in blocks:
        found.append(block)
        if type(block) in HOLDERS:
            for _, inner in parts(block):
                found += within(inner)
    return found


def figures(blocks: Iterable[tree.Block]) -> list[tree.Figure]:
    """The figures of blocks and of the blocks in them, in order."""
    return [block for block in within(blocks) if type(block) is tree.Figure]


def inlines(content: Iterable[tree.Inline]) -> list[tree.Inline]:
    """Every inline of a content, marks before what they hold."""
    found: list[tree.Inline] = []
    for item in content:
        found.append(item)
        if type(item) in MARKED and isinstance(item, MARKS):  # most are texts: `isinstance` alone is slow to deny
            found += inlines(item.content)
    return found


def phrases(blocks: Iterable[tree.Block]) -> Iterator[tree.Inline]:
    """Every inline of blocks, not of those in them; no images of figures."""
    for block in blocks:
        for content, _ in parts(block):
            yield from inlines(content)


def has_picture(content: Iterable[tree.Inline]) -> bool:
    """Whether a picture is in a content."""
    return any(type(item) is tree.Image for item in inlines(content))


class Shown(Struct, frozen=True):
    """An image, with the caption that is its own: a gallery's belongs to the figure as a whole."""

    image: tree.Image
    caption: str | None = None


def shown(blocks: Iterable[tree.Block]) -> list[Shown]:
    """The images of the blocks in their order; those without a URL are left out."""
    found: list[Shown] = []
    for block in blocks:
        if type(block) is tree.Figure:
            own = inline_text(block.caption) if block.caption and len(block.pictures) == 1 else None
            found += [Shown(image, own) for image in block.images if image.url]
        for content, inner in parts(block):
            for item in content:
                if type(item) is not tree.Text:
                    found += [Shown(each) for each in inlines((item,)) if type(each) is tree.Image and each.url]
            if inner:
                found += shown(inner)
    return found


# ------------------------------------------------------------------------------- with something else


def with_parts(
    block: tree.Block, of_blocks: Callable[[Blocks], Blocks], of_content: Callable[[Content], Content]
) -> tree.Block:
    """A block with other blocks and other inline content in it, asked for in the order of the text.

    The same object where both give back what they are given.
    """
    if type(block) is tree.Paragraph or type(block) is tree.Heading:
        content = of_content(block.content)
        return block if content is block.content else replace(block, content=content)
    if type(block) is tree.Figure:
        return _with(block, caption=of_content(block.caption))
    if type(block) is tree.List:
        return _with(block, items=_each(of_blocks, block.items))
    if type(block) is tree.Quote or type(block) is tree.Footnote:
        return _with(block, blocks=of_blocks(block.blocks))
    if type(block) is tree.Details:
        return _with(block, summary=of_content(block.summary), blocks=of_blocks(block.blocks))
    if type(block) is tree.Table:

        def row(cells: tuple[tree.Cell, ...]) -> tuple[tree.Cell, ...]:
            return _each(lambda cell: _with(cell, blocks=of_blocks(cell.blocks)), cells)

        return _with(block, head=row(block.head), rows=_each(row, block.rows), caption=of_content(block.caption))
    if type(block) is tree.DefinitionList:
        groups = tuple((_each(of_content, terms), _each(of_blocks, inner)) for terms, inner in block.groups)
        return block if groups == block.groups else tree.DefinitionList(groups)
    return block


def _each(of: Callable[[T], T], values: tuple[T, ...]) -> tuple[T, ...]:
    """What `of` makes of the values; the same tuple where it gives them back."""
    found = tuple(map(of, values))
    return values if all(map(is_, found, values)) else found


def _with(value: S, **fields: object) -> S:
    """A value with other fields; the same object where they are what they were."""
    for name, field in fields.items():
        if getattr(value, name) is not field:
            return replace(value, **fields)
    return value


# --------------------------------------------------------------------------------- what it says


def inline_text(content: Iterable[tree.Inline]) -> str:
    """The characters of inline content: an image as its alt text, a line break as a line feed, a formula as its TeX."""
    return "".join(_pieces(content, "\n", words_only=False))


def words(content: Iterable[tree.Inline]) -> str:
    """The characters of inline content on one line, without images and the numbers of footnotes."""
    return "".join(_pieces(content, " ", words_only=True))


def _pieces(content: Iterable[tree.Inline], line_break: str, *, words_only: bool) -> list[str]:
    pieces: list[str] = []
    for item in content:
        if type(item) is tree.Text:
            pieces.append(item.text)
        elif type(item) is tree.LineBreak:
            pieces.append(line_break)
        elif type(item) is tree.Image:
            pieces += () if words_only else (item.alt,)
        elif type(item) is tree.FootnoteReference:
            pieces += () if words_only else (f"[{item.label}]",)
        elif type(item) in MARKED and isinstance(item, MARKS):
            pieces += _pieces(item.content, line_break, words_only=words_only)
        elif isinstance(item, _SAYING):
            pieces.append(item.text)
    return pieces


def embed_text(embed: tree.Embed) -> str:
    """What the link to an embed says: its title on one line, else its URL."""
    return " ".join((embed.title or embed.url).split()) or embed.url


def embed_link(embed: tree.Embed) -> tree.Link:
    """What an embed is written as."""
    return tree.Link(embed.url, (tree.Text(embed_text(embed)),))


def stated(item: tree.Link | tree.Image | tree.Target) -> str:
    """What a link or a picture states and does not show as text, a line each: address, title, description."""
    return f"{item.url}\n{item.title or ''}\n{item.alt if isinstance(item, tree.Image) else ''}"


def apart(blocks: Iterable[tree.Block]) -> Iterator[str]:
    """The texts whose place is not that among the others: captions and notes."""
    for block in within(blocks):
        if isinstance(block, tree.Footnote):
            yield article_text(block.blocks)
        elif isinstance(block, (tree.Figure, tree.Table)):
            yield inline_text(block.caption)


def block_text(block: tree.Block) -> str:
    """The characters of a block, its inner blocks parted by line feeds; "" for what shows none."""
    return "\n".join(text for text in _texts(block) if text)


def article_text(blocks: Iterable[tree.Block]) -> str:
    """The characters of an article, a blank line between its blocks."""
    return "\n\n".join(filter(None, map(block_text, blocks)))


def _texts(block: tree.Block) -> Iterator[str]:
    if type(block) is tree.CodeBlock:
        yield block.text
    elif type(block) is tree.Embed:
        yield embed_text(block)
    elif type(block) is tree.Table:
        # A line a row, tabs between the cells; the caption last, as in Markdown.
        for row in (block.head, *block.rows):
            yield "\t".join(" ".join(map(block_text, cell.blocks)).replace("\n", " ") for cell in row)
        yield inline_text(block.caption)
    else:
        if type(block) is tree.Figure:
            yield from (image.alt for image in block.images)
        elif type(block) is tree.Quote:
            yield block.admonition or ""
        for content, inner in parts(block):
            yield inline_text(content)
            yield from map(block_text, inner)


# ------------------------------------------------------------------- what covers a phrase from end to end


def is_emphasis(content: Sequence[tree.Inline]) -> bool:
    """Whether a phrase is emphasised from end to end, punctuation aside."""
    return _is_all(tree.Emphasis, content)


def is_strong(content: Sequence[tree.Inline]) -> bool:
    """Whether a phrase is strong from end to end, punctuation aside: more a heading than a caption."""
    return _is_all(tree.Strong, content)


def _is_all(kind: type[tree.Emphasis | tree.Strong], content: Sequence[tree.Inline]) -> bool:
    return not {kind, tree.Link}.isdisjoint(map(type, content)) and all(
        type(item) in (kind, tree.LineBreak, tree.Anchor)
        or (type(item) is tree.Link and _is_all(kind, item.content))
        or (type(item) is tree.Text and not any(map(str.isalnum, item.text)))
        for item in content
    )


def is_link(content: Sequence[tree.Inline]) -> bool:
    """Whether all words of a phrase are links, which offer something to read."""
    has_link = False
    for item in content:
        if isinstance(item, tree.Link) or (isinstance(item, (tree.Emphasis, tree.Strong)) and is_link(item.content)):
            has_link = True
        elif not (isinstance(item, tree.Text) and not any(map(str.isalnum, item.text))):
            return False
    return has_link


def without_emphasis(content: Sequence[tree.Inline]) -> tuple[tree.Inline, ...]:
    """A phrase without the emphasis that covers all of it, which the form of a caption says already."""
    if not is_emphasis(content):
        return tuple(content)
    inner: list[tree.Inline] = []
    for item in content:
        if isinstance(item, tree.Emphasis):
            inner += item.content
        elif isinstance(item, tree.Link):
            inner.append(tree.Link(item.url, without_emphasis(item.content), item.title))
        else:
            inner.append(item)
    return tree.merged(inner)
