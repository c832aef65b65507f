"""A parsed body to blocks: what is not the article dropped → walked → the title's own heading dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from newsfix.model.article import Anchor, Article, Block, Figure, FootnoteReference, Heading, Image, Link, RawBlock
from newsfix.model.problem import Element, Omission, Problem, Unplaced
from newsfix.model.walk import phrases, words
from newsfix.options import Options
from newsfix.read.html.blocks import read_blocks
from newsfix.read.html.losses import losses
from newsfix.read.html.nodes import is_within, named, squeezed
from newsfix.read.html.selectors import drop
from newsfix.read.parse import Parsed

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from newsfix.read.main.leave import MainPart


class Body(Struct, frozen=True):
    """The blocks of an article, the URL that its first heading linked to, and the problems.

    `is_main`: the parts of the page beside its article were left out. `omissions` are what no problem tells of.
    """

    blocks: tuple[Block, ...]
    url: str | None
    problems: tuple[Problem, ...]
    is_main: bool = False
    omissions: tuple[Omission, ...] = ()


def read_body(
    parsed: Parsed, known: Article, options: Options, names: tuple[str | None, ...] = (), *, main: bool = False
) -> Body:
    """The blocks of a parsed body.

    `known` is what else states of the article; `names` are what the user's patterns for what to drop are held against.
    `main`: of a page leave out what is not its article.
    """
    tree = parsed.tree
    found: list[Unplaced] = []
    root = tree.body or tree.root
    if root is None:
        return Body((), None, parsed.problems)
    omissions = [Omission(text, "drop") for text in drop(tree, options, names)]
    if parsed.is_whole and tree.head is not None:
        omissions.append(Omission(tree.head.html or "", "<head>"))
    chosen = _main_part(root, known, found, omissions) if main and parsed.kind == "html" else None
    rest = frozenset(each.node.mem_id for each in chosen.rest) if chosen else frozenset()
    stated = known.extra.get("excerpt_separator")
    separator = stated if isinstance(stated, str) else None
    lost = losses(root, parsed, separator)
    found += [each for each in lost if not (rest and _is_within(parsed.tree, each, rest))]
    blocks, problems, skipped = read_blocks(
        chosen.node if chosen else root, parsed, options, known.url, separator, rest
    )
    found += problems
    blocks, link = _without_title(blocks, known, parsed, found)
    told_of = parsed.problems + tuple(parsed.located(found))
    return Body(blocks, link, told_of, chosen is not None, parsed.protected.restored((*omissions, *skipped)))


def _main_part(root: LexborNode, known: Article, found: list[Unplaced], omissions: list[Omission]) -> MainPart | None:
    """The article of a page; the rest is added to what is reported and to what is left out.

    The lines with its authors and its date are, too, where those are known already.
    """
    from newsfix.read.main.leave import main_part, told

    chosen = main_part(root, known.title, frozenset(each for each in ("authors", "date") if getattr(known, each)))
    if chosen is None:
        found.append(Unplaced("BD013", "the article could not be told from the rest of the page; it was kept whole"))
        return None
    found += told(chosen.rest, root.parser)
    left_out = (each.node.html or "" for each in chosen.rest)
    omissions += [Omission(html, "BD012") for html in left_out if html.strip()]
    return chosen


def _is_within(tree: LexborHTMLParser, problem: Unplaced, left_out: frozenset[int]) -> bool:
    """Whether the element that a problem is about is in something that is left out."""
    where = problem.where
    if not isinstance(where, Element) or where.index is None:
        return False
    return is_within(named(tree, where.tag)[where.index], left_out)


def _without_title(
    blocks: tuple[Block, ...], known: Article, parsed: Parsed, found: list[Unplaced]
) -> tuple[tuple[Block, ...], str | None]:
    """Drop the first headings that only repeat the title; say where one linked to: a link to another place is kept."""
    title = known.title or ""
    wanted = squeezed(title)
    kept: list[Block] = []
    url = None
    for index, block in enumerate(blocks):
        if isinstance(block, (RawBlock, Figure)):
            kept.append(block)
        elif isinstance(block, Heading) and wanted and squeezed(words(block.content)) == wanted:
            links = _links(block)
            if links is None or not links <= {known.url or url or next(iter(links), "")}:
                return (*kept, *blocks[index:]), url
            url = url or next(iter(links), None)
            message = f"the first heading repeats the title and was left out: {title}"
            heading = Element(f"h{block.level}", parsed.headings.index(block.level, title))
            said = " ".join((words(block.content), *(f'{each} <a href="{each}">' for each in links)))
            found.append(Unplaced("BD005", message, heading, said))
        else:
            return (*kept, *blocks[index:]), url
    return tuple(kept), url


def _links(heading: Heading) -> set[str] | None:
    """Where a heading links to; None where it holds more than text and links."""
    inlines = list(phrases((heading,)))
    if any(isinstance(each, (Anchor, FootnoteReference, Image)) for each in inlines):
        return None
    return {each.url for each in inlines if isinstance(each, Link)}
