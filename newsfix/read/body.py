"""A body, HTML or Markdown, to blocks: the steps in their order.

text → kind → figures of shortcodes → template tags out of the way → Markdown rendered → invisible characters gone
     → what only looks like a tag escaped → nesting bounded → parsed (`parse_body`)
     → what is not the article dropped → walked → the title's own heading dropped (`read_body`)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model.article import Anchor, Block, Figure, FootnoteReference, Heading, Image, Link, RawBlock
from newsfix.model.omission import Omission
from newsfix.model.position import Position
from newsfix.model.problem import Element, Problem, Unplaced, short
from newsfix.model.walk import phrases, words
from newsfix.options import Options
from newsfix.read import figure_tags, templates
from newsfix.read.characters import escape, without_invisible
from newsfix.read.frontmatter.page import read_page
from newsfix.read.frontmatter.source import PageMetadata
from newsfix.read.html.blocks import read_blocks
from newsfix.read.html.foreign import listings
from newsfix.read.html.losses import comments_left_out, losses
from newsfix.read.html.mentions import as_meant, as_meant_in_markdown
from newsfix.read.html.nesting import MAX_OPEN, TOO_DEEP, flatten
from newsfix.read.html.positions import ElementPositions, Headings, is_within, named, squeezed
from newsfix.read.html.selectors import drop, selectors
from newsfix.read.html.tags import Tags
from newsfix.read.html.word import word_lists
from newsfix.read.kind import body_kind
from newsfix.read.markdown import as_text, phrase, render
from newsfix.regex import regex
from newsfix.syntax.commonmark import Definition
from newsfix.syntax.dialects import LooseHeading
from newsfix.syntax.html import BLOCKS, PAGE, any_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from newsfix.read.main.leave import MainPart
    from newsfix.read.main.stated import StatedText

_LARGE = 50_000
"""Characters beyond which a body may cost more time than it has text."""
# What scrapers write above the HTML: the title as a link, underlined.
_PREAMBLE = regex(
    r"\s*(?:<!--(?:(?!-->).)*-->\s*)?\[[^\n]*\]\([^\n]*\)[ \t]*\n-{3,}[ \t]*\n"
    rf"(?=\s*<{any_of(BLOCKS)}\b|\s*\Z)",
    re.DOTALL,
)
_TASKS = ("checked", "checkbox-o", "to-do")
_WHOLE_PAGE = regex(
    rf"\s*(?:<\?xml\b[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype|{any_of(PAGE)})\b", re.DOTALL | re.IGNORECASE
)


class Parsed(Struct, frozen=True):
    """A body that has been parsed.

    `source` is the text as it stood in the file and `line` the number of its first line; `html` is
    what was parsed and `tags` its tags; `places` and `headings` tell where in the file something stands;
    `loose_headings` are lines that may have been meant for headings. `is_whole`: it is a whole page,
    whose text is `text_from` what it holds for a script to show, where it is not shown.
    """

    source: str
    line: int
    kind: Literal["html", "markdown"]
    html: str
    tags: Tags
    protected: templates.Protected
    tree: LexborHTMLParser
    page: PageMetadata | None
    problems: tuple[Problem, ...]
    places: ElementPositions
    headings: Headings
    loose_headings: tuple[LooseHeading, ...] = ()
    is_whole: bool = False
    text_from: str | None = None


class Body(Struct, frozen=True):
    """The blocks of an article, the URL that its first heading linked to, and the problems.

    `is_main`: what of the page is none of its article was left out. `omissions` are what no problem tells of.
    """

    blocks: tuple[Block, ...]
    url: str | None
    problems: tuple[Problem, ...]
    is_main: bool = False
    omissions: tuple[Omission, ...] = ()


def parse_body(text: str, line: int, options: Options) -> Parsed:
    """Parse a body whose first line has the number `line`."""
    from selectolax.lexbor import LexborHTMLParser

    problems = []
    preamble = _PREAMBLE.match(text) if options.body != "markdown" and "[" in text and "\n---" in text else None
    head, main = (text[: preamble.end()], text[preamble.end() :]) if preamble else ("", text)
    source_tags = Tags(text)
    main = listings(main, source_tags)
    whole = options.body != "markdown" and bool(_WHOLE_PAGE.match(main))
    if options.body != "auto":
        kind = options.body
    else:
        kind = "html" if whole or (preamble and not main.strip()) else body_kind(main, source_tags)
    protected = templates.protect(
        figure_tags.figures(main, phrase if kind == "markdown" else None), source_tags, markdown=kind == "markdown"
    )
    kept = list(protected.tags)
    loose: list[LooseHeading] = []
    unused: list[Definition] = []
    html = protected.text if kind == "markdown" else without_invisible(protected.text)
    if kind == "markdown":
        rendered = render(as_meant_in_markdown(html, source_tags), kept, loose, unused)
        if rendered is None:
            rendered = as_text(html)
            message = "brackets are nested too deeply for Markdown; the body is kept as plain text"
            problems.append(Problem("BD002", message, line))
        html = without_invisible(rendered)
        problems += [_unused(each, protected.restore, line) for each in unused]
    if head:
        html = without_invisible(render(head, kept) or as_text(head)) + html
    if len(kept) > len(protected.tags):
        protected = replace(protected, tags=tuple(kept))
    tags = source_tags if html == text else Tags(html)
    meant = as_meant(_with_boxes(word_lists(html)), tags)
    if meant is not html:
        html, tags = meant, Tags(meant)
    if len(html) > _LARGE:
        from newsfix.read.html.bounds import within_bounds

        html = within_bounds(html, tags)
    html, too_deep = flatten(html, tags)
    if too_deep:
        problems.append(
            Problem(
                "BD002",
                TOO_DEEP.format(MAX_OPEN),
                line,
            )
        )
    whole = whole and kind == "html"
    tree = LexborHTMLParser(html if whole else f"<!doctype html><body>{html}")
    page = read_page(tree, tags) if kind == "html" else None
    stated = _stated_text(tree, html) if whole and "script" in tags.names else None
    if stated and stated.html:
        html += stated.html
        tags, tree = Tags(html), LexborHTMLParser(html)
    places = ElementPositions(text, line, source_tags, tree, markdown=kind == "markdown")
    headings = Headings(tree, protected)
    return Parsed(
        text,
        line,
        kind,
        html,
        tags,
        protected,
        tree,
        page,
        tuple(problems),
        places,
        headings,
        tuple(loose),
        whole,
        stated.source if stated else None,
    )


def _unused(definition: Definition, restore: Callable[[str], str], line: int) -> Problem:
    """The problem that tells of a definition that no link uses, in a body whose first line has the number `line`."""
    url, title = restore(definition.url), restore(definition.title)
    message = f"the definition of a link that nothing uses was left out: {short(f'{url} {title}'.strip())}"
    said = f'<a href="{escape(url)}" title="{escape(title)}"></a>'
    return Problem("BD007", message, line + definition.line, 1, omitted=said)


def _with_boxes(html: str) -> str:
    """HTML with the boxes of tasks that attributes tell of."""
    if not any(sign in html for sign in _TASKS):
        return html
    from newsfix.read.html.tasks import with_boxes

    return with_boxes(html)


def _stated_text(tree: LexborHTMLParser, html: str) -> StatedText | None:
    """The text that a page states for a script to show."""
    if not any(word in html for word in ("articleBody", "__NEXT_DATA__", "S:")):
        return None
    from newsfix.read.main.stated import stated_text

    return stated_text(tree, html)


def read_body(
    parsed: Parsed,
    title: str | None,
    url: str | None,
    options: Options,
    names: tuple[str | None, ...] = (),
    separator: str | None = None,
    *,
    main: bool = False,
    stated: frozenset[str] = frozenset(),
) -> Body:
    """The blocks of a parsed body.

    `title` and `url` are the article's, as far as they are known; `names` are what the user's
    patterns for what to drop are held against; `separator` is the comment that the front matter names to part it.
    `main`: of a page leave out what is none of its article; the lines with its authors and its date too where those
    are `stated` elsewhere.
    """
    tree = parsed.tree
    found: list[Unplaced] = []
    root = tree.body or tree.root
    if root is None:
        return Body((), None, parsed.problems)
    omissions = [Omission(parsed.protected.restore(text), "drop") for text in drop(tree, selectors(options, names))]
    if parsed.is_whole and tree.head is not None:
        omissions.append(Omission(parsed.protected.restore(tree.head.html or ""), "<head>"))
    chosen = _main_part(root, title, stated) if main and parsed.kind == "html" else None
    rest = frozenset(each.node.mem_id for each in chosen.rest) if chosen else frozenset()
    if chosen:
        from newsfix.read.main.report import told

        found += [problem for _, problem in told(chosen.rest, tree)]
        omissions += [Omission(parsed.protected.restore(each.node.html or ""), "BD012") for each in chosen.rest]
    elif main and parsed.kind == "html":
        found.append(Unplaced("BD013", "the article could not be told from the rest of the page; it was kept whole"))
    lost = losses(root, parsed.html, parsed.tags, parsed.source)
    found += [each for each in lost if not (rest and _is_within(tree, each, rest))]
    found += comments_left_out(
        parsed.html, parsed.tags, parsed.source, parsed.protected, separator, prose=parsed.kind == "html"
    )
    blocks, problems, skipped = read_blocks(
        chosen.node if chosen else root, parsed.html, parsed.tags, parsed.protected, options, url, separator, rest
    )
    found += problems
    blocks, link = _without_title(blocks, title, url, parsed, found)
    told_of = parsed.problems + tuple(located(found, parsed))
    return Body(blocks, link, told_of, chosen is not None, (*omissions, *skipped))


def _main_part(root: LexborNode, title: str | None, stated: frozenset[str]) -> MainPart | None:
    from newsfix.read.main.leave import main_part

    return main_part(root, title, stated)


def _is_within(tree: LexborHTMLParser, problem: Unplaced, left_out: frozenset[int]) -> bool:
    """Whether the element that a problem is about stands in something that is left out."""
    where = problem.where
    if not isinstance(where, Element) or where.index is None:
        return False
    return is_within(named(tree, where.tag)[where.index], left_out)


def _without_title(
    blocks: tuple[Block, ...], title: str | None, known: str | None, parsed: Parsed, found: list[Unplaced]
) -> tuple[tuple[Block, ...], str | None]:
    """Drop the first headings that only repeat the title; say where one linked to.

    `known` is the article's URL, where something else tells it: a link to another place is kept.
    """
    wanted = squeezed(title or "")
    kept: list[Block] = []
    url = None
    for index, block in enumerate(blocks):
        if isinstance(block, (RawBlock, Figure)):
            kept.append(block)
        elif isinstance(block, Heading) and wanted and squeezed(words(block.content)) == wanted:
            links = _links(block)
            if links is None or not links <= {known or url or next(iter(links), "")}:
                return (*kept, *blocks[index:]), url
            url = url or next(iter(links), None)
            message = f"the first heading repeats the title and was left out: {title}"
            heading = Element(f"h{block.level}", parsed.headings.index(block.level, title or ""))
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


def located(found: Iterable[Unplaced], parsed: Parsed, keys: Mapping[str, Position] = {}) -> list[Problem]:
    """Problems with the lines and columns of what they are about; `keys` has those of the front matter."""
    problems = []
    for item in found:
        where = item.where
        if isinstance(where, Element):
            where = None if where.index is None else parsed.places.offset(where.tag, where.index)
        place: tuple[int | None, int | None]
        if isinstance(where, str):
            place = keys.get(where, (None, None))
        else:
            place = (parsed.line, None) if where is None else parsed.places.position(where)
        message = parsed.protected.restore(item.message)
        problems.append(Problem(item.code, message, *place, omitted=item.omitted))
    return problems
