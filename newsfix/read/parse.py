"""A body, HTML or Markdown, to a tree: the steps in their order.

text → kind → figures of shortcodes → template tags out of the way → Markdown rendered → invisible characters gone
     → what only looks like a tag escaped → nesting bounded → parsed
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model.position import Position
from newsfix.model.problem import Element, Place, Problem, Unplaced, Where, located, short
from newsfix.options import Options
from newsfix.read import figure_tags, templates
from newsfix.read.characters import without_invisible
from newsfix.read.frontmatter.source import PageMetadata
from newsfix.read.html.bounds import MAX_OPEN, TOO_DEEP, flatten, overfull, within_bounds
from newsfix.read.html.foreign import listings
from newsfix.read.html.lists import with_boxes, word_lists
from newsfix.read.html.mentions import as_meant
from newsfix.read.html.positions import ElementPositions, Headings
from newsfix.read.html.tags import Tags
from newsfix.read.kind import body_kind
from newsfix.read.markdown import as_meant_in_markdown, phrase, render, unindented
from newsfix.read.references import escape
from newsfix.regex import regex
from newsfix.syntax.definitions import Unshown
from newsfix.syntax.dialects import LooseHeading
from newsfix.syntax.html import BLOCKS, PAGE, STATING, any_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

    from newsfix.read.main.stated import StatedText

_LARGE = 50_000
"""Characters beyond which a body may cost more time than it has text."""
# XML's packaging of a whole text.
_IN_SECTION = regex(r"\A\s*<!\[CDATA\[(?=(.*?)\]\]>)\1\]\]>\s*\Z", re.DOTALL)
# Up to the first end and no further, in little memory however long it is.
_COMMENT = r"(?=(<!--.*?-->))\1"
# What scrapers write above the HTML: the title as a link, underlined.
_PREAMBLE = regex(
    rf"\s*(?:{_COMMENT}\s*)?\[(?=[^\n]*\]\()[^\n]*\)[ \t]*\n-{{3,}}[ \t]*\n"
    rf"(?=\s*<{any_of(BLOCKS)}\b|\s*\Z)",
    re.DOTALL,
)
_WHOLE_PAGE = regex(
    rf"\s*(?:<\?xml\b[^>]*>\s*)?(?:{_COMMENT}\s*)*<(?:!doctype|{any_of(PAGE)})\b", re.DOTALL | re.IGNORECASE
)

# What Docusaurus puts into the head of a page is in one above its Markdown.
_HEAD = regex(r"\s*<head>[^<]*(?:<(?!/?head|body)[^<]*)*</head>(?!\s*<body)", re.DOTALL | re.IGNORECASE)


class OverfullError(ValueError):
    """A body has more parts than there may be memory for; the message says how many."""


class Parsed(Struct, frozen=True):
    """A body that has been parsed.

    `source` is the text as it stood in the file and `line` the number of its first line; `html` is
    what was parsed and `tags` its tags; `places` and `headings` tell where in the file something is;
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

    def located(self, found: Iterable[Unplaced], keys: Mapping[str, Position] = {}) -> list[Problem]:
        """Problems where they are in the file, with the tags of templates in them; `keys` are in its front matter."""
        return located(self.protected.restored(tuple(found)), lambda where: self._place(where, keys))

    def _place(self, where: Where, keys: Mapping[str, Position]) -> Place:
        if type(where) is Element:  # `isinstance` is slow to deny one
            where = None if where.index is None else self.places.offset(where.tag, where.index)
        if isinstance(where, int):
            return self.places.position(where)
        return keys.get(where, (None, None)) if isinstance(where, str) else (self.line, None)


def parse_body(text: str, line: int, options: Options) -> Parsed:
    """Parse a body whose first line has the number `line`. Raises OverfullError."""
    from selectolax.lexbor import LexborHTMLParser

    source_tags = Tags(text)
    refuse_if_overfull(text, "html")  # before anything looks at each of so many signs
    clean = templates.without_noncharacters(text)
    body = _told(clean, source_tags if clean is text else Tags(clean), options)
    refuse_if_overfull(text, body.kind)
    read = _as_html(body, source_tags, line)
    html, tags, is_too_deep = _prepared(read.html, source_tags if read.html == text else Tags(read.html))
    too_deep = (Problem("BD002", TOO_DEEP.format(MAX_OPEN), line),) if is_too_deep else ()
    tree = LexborHTMLParser(html if body.is_whole else f"<!doctype html><body>{html}")
    page = read.protected.restored(_page(tree, tags, html)) if body.kind == "html" else None
    if body.head:
        page = _page(LexborHTMLParser(body.head), Tags(body.head), body.head)
    stated = _stated_text(tree, html) if body.is_whole and "script" in tags.names else None
    if stated and stated.html:
        html += stated.html
        tags, tree = Tags(html), LexborHTMLParser(html)
    return Parsed(
        text,
        line,
        body.kind,
        html,
        tags,
        read.protected,
        tree,
        page,
        (*read.problems, *too_deep),
        ElementPositions(text, line, source_tags, tree, markdown=body.kind == "markdown"),
        Headings(tree, read.protected),
        read.loose_headings,
        body.is_whole,
        stated.source if stated else None,
    )


def refuse_if_overfull(text: str, kind: Literal["html", "markdown", "front matter"]) -> None:
    """Raise OverfullError for a text that has too many parts to be read."""
    if why := overfull(text, kind):
        raise OverfullError(why)


class _Told(Struct, frozen=True):
    """A body of which it is told what it is.

    `above` is what a scraper wrote above it, `head` the head of a page above a text in Markdown.
    """

    above: str
    main: str
    kind: Literal["html", "markdown"]
    is_whole: bool = False
    head: str = ""


def _told(text: str, tags: Tags, options: Options) -> _Told:
    """What a body is, by the option or by what it holds."""
    preamble = _PREAMBLE.match(text) if options.body != "markdown" and "[" in text and "\n---" in text else None
    above, main = (text[: preamble.end()], text[preamble.end() :]) if preamble else ("", text)
    unwrapped = _IN_SECTION.sub(r"\1", main) if "<![CDATA[" in main else main
    main, was = listings(unwrapped, tags), main
    if main is not was:
        tags = Tags(main)
    is_page = options.body != "markdown" and bool(_WHOLE_PAGE.match(main))
    if options.body != "auto":
        return _Told(above, main, options.body, is_page)
    head = _HEAD.match(main) if is_page else None
    if head and body_kind(main[head.end() :], tags) == "markdown":
        return _Told(above, main, "markdown", head=head[0])
    is_html = is_page or (preamble and not main.strip()) or body_kind(main, tags) == "html"
    return _Told(above, main, "html" if is_html else "markdown", is_page)


class _Html(Struct, frozen=True):
    """A body as HTML, its tags of templates apart, and what was met on the way."""

    html: str
    protected: templates.Protected
    problems: tuple[Problem, ...]
    loose_headings: tuple[LooseHeading, ...]


def _as_html(body: _Told, tags: Tags, line: int) -> _Html:
    """Put the tags of templates aside and render what is Markdown."""
    is_markdown = body.kind == "markdown"
    shown = figure_tags.figures(body.main, phrase if is_markdown else None)
    protected = templates.protect(shown, tags, markdown=is_markdown)
    html = protected.text
    kept = list(protected.tags)
    loose: list[LooseHeading] = []
    unshown: list[Unshown] = []
    problems: list[Problem] = []
    if is_markdown:
        html = render(as_meant_in_markdown(unindented(html), tags), kept, loose, unshown)
    html = without_invisible(html)
    if body.above:
        html = without_invisible(render(body.above, kept)) + html
    if len(kept) > len(protected.tags):
        protected = replace(protected, tags=tuple(kept))
    problems += [_unshown(each, protected.restore, line) for each in unshown]
    return _Html(html, protected, tuple(problems), tuple(loose))


def _prepared(html: str, tags: Tags) -> tuple[str, Tags, bool]:
    """HTML as it is meant and as the parser can bear it, with its tags; whether it was nested too deep."""
    listed = with_boxes(word_lists(html))
    if listed is not html:
        tags = Tags(listed)
    meant = as_meant(listed, tags)
    if meant is not listed:
        tags = Tags(meant)
    if len(meant) > _LARGE:
        meant = within_bounds(meant, tags)
    flat, is_too_deep = flatten(meant, tags)
    return flat, tags, is_too_deep


def _unshown(address: Unshown, restore: Callable[[str], str], line: int) -> Problem:
    """The problem that tells of an address that nothing shows, in a body whose first line has the number `line`."""
    url, title = restore(address.url), restore(address.title)
    message = f"{address.what} was left out: {short(f'{url} {title}'.strip())}"
    said = f'<a href="{escape(url)}" title="{escape(title)}"></a>'
    return Problem("BD007", message, line + address.line, 1, omitted=said)


def _page(tree: LexborHTMLParser, tags: Tags, html: str) -> PageMetadata | None:
    """What a page of this HTML says of its article."""
    if not tags.any_of(STATING):
        return None
    from newsfix.read.frontmatter.page import read_page

    return read_page(tree, tags, html)


def _stated_text(tree: LexborHTMLParser, html: str) -> StatedText | None:
    """The text that a page states for a script to show."""
    if not any(word in html for word in ("articleBody", "__NEXT_DATA__", "S:")):
        return None
    from newsfix.read.main.stated import stated_text

    return stated_text(tree, html)
