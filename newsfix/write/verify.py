"""The proof: what was written, read by another program, says what the model says.

The Markdown is rendered by markdown-it-py, the HTML that comes out is read by the standard
library, and an outline of it (its text, headings, lists, links, pictures, emphasis …) is compared
with the outline of the model. Nothing of the writer has a part in it, except that what GFM can say
of a table is asked of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from newsfix.article import (
    Anchor,
    Block,
    Cell,
    Code,
    CodeBlock,
    DefinitionList,
    Details,
    Embed,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Html,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    Math,
    Opaque,
    Paragraph,
    Quote,
    Strikethrough,
    Strong,
    Table,
    Tagged,
    Text,
    ThematicBreak,
)
from newsfix.write.markdown import caption_lines, has_markdown
from newsfix.write.plain import embed_text, inline_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_WHITE = re.compile(r"[ \t\n\r\f]+")
_MAX_NESTING = 1000
_SHOWN = 60
_CATEGORIES = (
    "text",
    "headings",
    "lists",
    "list items",
    "quotes",
    "code blocks",
    "code spans",
    "cells",
    "links",
    "images",
    "emphasis",
    "tags",
    "formulas",
    "footnotes",
    "line breaks",
    "rules",
    "anchors",
    "comments",
)


def verify(markdown_body: str, blocks: tuple[Block, ...]) -> list[str]:
    """Compare a written body with the blocks that it was written from; a message for each kind of difference."""
    tags = sorted({tag for tag in _opaque(blocks, markdown_body) if tag.strip()}, key=len, reverse=True)
    text, restore = _protect(markdown_body, tags)
    expected = _Model(_labels(blocks))
    expected.blocks(blocks)
    found = _Outline()
    _Reader(found, restore).read(_parser().render(text))
    return [
        f"{category}: {difference}"
        for category in _CATEGORIES
        if (difference := _difference(expected.outline.entries(category), found.entries(category)))
    ]


def _difference(expected: Sequence[Any], found: Sequence[Any]) -> str:
    """The first difference between two lists (or texts), "" where there is none."""
    if expected == found:
        return ""
    index = next(
        (i for i, (one, other) in enumerate(zip(expected, found, strict=False)) if one != other),
        min(len(expected), len(found)),
    )
    if isinstance(expected, str):
        start = max(index - 20, 0)
        return f"expected {expected[start : start + _SHOWN]!r}, found {found[start : start + _SHOWN]!r}"
    one, other = (repr(side[index]) if index < len(side) else "nothing" for side in (expected, found))
    return f"expected {one[:300]}, found {other[:300]} (number {index + 1})"


class _Outline:
    """What there is to see, by category, in the order in which it ends."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.open: list[tuple[str, tuple[Any, ...], int]] = []
        self.found: dict[str, list[Any]] = defaultdict(list)

    def text(self, text: str) -> None:
        self.parts.append(text)

    def start(self, category: str, *details: Any) -> None:
        self.open.append((category, details, len(self.parts)))

    def end(self, *, exact: bool = False) -> None:
        """Close what was opened last; its text counts without regard to white space unless it is `exact`."""
        category, details, start = self.open.pop()
        text = "".join(self.parts[start:])
        self.add(category, *details, text if exact else _collapsed(text))

    def add(self, category: str, *details: Any) -> None:
        self.found[category].append(details)

    def entries(self, category: str) -> Sequence[Any]:
        return _collapsed("".join(self.parts)) if category == "text" else self.found[category]


def _collapsed(text: str) -> str:
    return _WHITE.sub(" ", text).strip(" \t\n\r\f")


# ------------------------------------------------------------------------------ what was written


_EMPHASIS = {"em": "em", "i": "em", "strong": "strong", "b": "strong", "del": "del", "s": "del"}
_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "table", "thead", "tbody"}
    | {"tr", "th", "td", "dl", "dt", "dd", "details", "summary", "figure", "figcaption", "caption", "hr", "br"}
    | {"footnote"}
)
_PLAIN = frozenset({"p", "div", "thead", "tbody", "tr", "table", "figure", "figcaption", "caption", "dl", "mtext"})


class _Reader(HTMLParser):
    """The outline of HTML."""

    def __init__(self, outline: _Outline, restore: Callable[[str], str] = str) -> None:
        super().__init__(convert_charrefs=True)
        self.outline = outline
        self.restore = restore
        self.tags: list[str] = []
        self.items: list[int] = []
        self.pre = 0
        self.math = 0

    def read(self, html: str) -> None:
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: self.restore(value or "") for name, value in attrs}
        outline = self.outline
        if tag in _BLOCKS:
            outline.text("\n")
        if tag == "br":
            outline.add("line breaks")
            return
        if tag == "hr":
            outline.add("rules")
            return
        if tag == "img":
            image = (attributes.get("src", ""), attributes.get("alt", ""), attributes.get("title", ""))
            outline.add("images", *image)
            return
        if tag == "reference":
            outline.add("footnotes", "reference", attributes["label"])
            return
        if tag == "math":
            tex = "".join(attributes.get("alttext", "").split())
            outline.add("formulas", "display" in attributes, tex)
            outline.text(tex)
            self.math += 1
        elif tag in ("ul", "ol"):
            self.items.append(0)
            outline.start("lists", tag, attributes.get("start", "1"))
        elif tag == "li":
            if self.items:
                self.items[-1] += 1
            outline.start("list items", len(self.items))
        elif len(tag) == 2 and tag[0] == "h":
            outline.start("headings", int(tag[1]))
        elif tag == "a":
            self._link(attributes)
        elif tag in _EMPHASIS:
            outline.start("emphasis", _EMPHASIS[tag])
        elif tag == "blockquote":
            outline.start("quotes")
        elif tag == "footnote":
            outline.start("footnotes", "note", attributes["label"])
        elif tag in ("th", "td"):
            outline.start("cells", tag, attributes.get("colspan", "1"), attributes.get("rowspan", "1"))
        elif tag == "pre":
            self.pre += 1
        elif tag == "code":
            language = attributes.get("class", "").removeprefix("language-")
            outline.start(*(("code blocks", language) if self.pre else ("code spans",)))
        elif tag not in _PLAIN:
            outline.start("tags", tag)
        self.tags.append(tag)

    def _link(self, attributes: dict[str, str]) -> None:
        if "href" in attributes:
            self.outline.start("links", attributes["href"], attributes.get("title", ""))
        else:
            self.outline.start("anchors", attributes.get("id", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.tags:
            return
        while self.tags:
            last = self.tags.pop()
            self._close(last)
            if last == tag:
                return

    def _close(self, tag: str) -> None:
        outline = self.outline
        if tag == "pre":
            self.pre -= 1
        elif tag == "math":
            self.math -= 1
        elif tag in ("ul", "ol"):
            category, details, start = outline.open.pop()
            outline.open.append((category, (*details, self.items.pop()), start))
            outline.end()
        elif tag == "code":
            outline.end(exact=True)
        elif tag in ("th", "td"):
            outline.end()
            if outline.found["cells"][-1] == ("th", "1", "1", ""):
                outline.found["cells"].pop()
        elif tag not in _PLAIN:
            outline.end()
        if tag in _BLOCKS:
            outline.text("\n")

    def handle_data(self, data: str) -> None:
        if not self.math:
            self.outline.text(self.restore(data))

    def handle_comment(self, data: str) -> None:
        self.outline.add("comments", _collapsed(self.restore(data)))

    def handle_pi(self, data: str) -> None:
        self.outline.add("comments", _collapsed(self.restore(data)))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).disable(["footnote_tail", "footnote_inline"])
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
    # URLs are compared as they were written.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.renderer.rules.update(_RULES)  # type: ignore[attr-defined]
    return parser


def _formula(tokens: Any, index: int, options: Any, env: Any) -> str:
    display = "" if tokens[index].type == "math_inline" else ' display="block"'
    return f'<math alttext="{escape(tokens[index].content)}"{display}></math>'


def _fence(tokens: Any, index: int, options: Any, env: Any) -> str:
    from markdown_it.common.utils import unescapeAll

    language = unescapeAll(tokens[index].info).strip()
    return f'<pre><code class="language-{escape(language)}">{escape(tokens[index].content[:-1])}</code></pre>'


_RULES: dict[str, Callable[..., str]] = {
    "math_inline": _formula,
    "math_inline_double": _formula,
    "math_block": _formula,
    "fence": _fence,
    "footnote_ref": lambda tokens, index, options, env: f'<reference label="{escape(tokens[index].meta["label"])}">',
    "footnote_reference_open": lambda tokens, index, options, env: (
        f'<footnote label="{escape(tokens[index].meta["label"])}">'
    ),
    "footnote_reference_close": lambda tokens, index, options, env: "</footnote>",
}


# ------------------------------------------------------------------------------------- the model


class _Model:
    """The outline of blocks. Inside an HTML block a caption is no emphasis and a footnote no footnote."""

    def __init__(self, labels: frozenset[str]) -> None:
        self.labels = labels
        self.outline = _Outline()
        self.html = False
        self.depth = 0

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self.outline.text("\n")
            if isinstance(block, (List, Table, DefinitionList, Details)) and not self.html and not has_markdown(block):
                self.html = True
                self.block(block)
                self.html = False
            else:
                self.block(block)
            self.outline.text("\n")

    def block(self, block: Block) -> None:
        outline = self.outline
        if isinstance(block, Paragraph):
            self.inlines(block.content)
        elif isinstance(block, Heading):
            outline.start("headings", block.level)
            self.inlines(block.content)
            outline.end()
        elif isinstance(block, Figure):
            self.figure(block)
        elif isinstance(block, List):
            self.list(block)
        elif isinstance(block, Quote):
            outline.start("quotes")
            self.blocks(block.blocks)
            outline.end()
        elif isinstance(block, CodeBlock):
            outline.start("code blocks", block.language or "")
            outline.text(block.text)
            outline.end(exact=True)
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, DefinitionList):
            self.definition_list(block)
        elif isinstance(block, Details):
            outline.start("tags", "details")
            self.tag("summary", block.summary)
            self.blocks(block.blocks)
            outline.end()
        elif isinstance(block, Embed):
            self.inlines((Link(block.url, (Text(embed_text(block)),)),))
        elif isinstance(block, ThematicBreak):
            outline.add("rules")
        elif isinstance(block, Html):
            _Reader(outline).read(block.text)
        elif self.html:
            self.blocks(block.blocks)
        else:
            outline.start("footnotes", "note", block.label)
            self.blocks(block.blocks)
            outline.end()

    def figure(self, figure: Figure) -> None:
        caption = inline_text(figure.caption)
        links = (*figure.links, *(None,) * len(figure.images))
        for image, link in zip(figure.images, links, strict=False):
            if not self.html and caption and image.alt.strip() == caption:
                image = Image(image.url, "", image.title)
            self.inlines((image,) if link is None else (Link(link, (image,)),))
            self.outline.text("\n")
        self.caption(figure.caption)

    def caption(self, caption: tuple[Inline, ...]) -> None:
        if self.html:
            self.inlines(caption)
            return
        for index, line in enumerate(caption_lines(caption)):
            self.inlines((LineBreak(), Emphasis(line)) if index else (Emphasis(line),))
        self.outline.text("\n")

    def list(self, block: List) -> None:
        outline = self.outline
        details = ("ol", str(block.start)) if block.ordered else ("ul", "1")
        outline.start("lists", *details, len(block.items))
        self.depth += 1
        for item in block.items:
            outline.text("\n")
            outline.start("list items", self.depth)
            self.blocks(item)
            outline.end()
        self.depth -= 1
        outline.end()

    def table(self, table: Table) -> None:
        if self.html:
            self.caption(table.caption)
        self.row("th", table.head)
        for row in table.rows:
            self.row("td", row)
        if not self.html:
            self.outline.text("\n")
            self.caption(table.caption)

    def row(self, tag: str, cells: Sequence[Cell]) -> None:
        for cell in cells:
            self.outline.text("\n")
            self.outline.start("cells", tag, str(cell.colspan), str(cell.rowspan))
            self.blocks(cell.blocks)
            self.outline.end()
            if self.outline.found["cells"][-1] == ("th", "1", "1", ""):
                self.outline.found["cells"].pop()

    def definition_list(self, block: DefinitionList) -> None:
        for terms, definitions in block.groups:
            for term in terms:
                self.tag("dt", term)
            for definition in definitions:
                self.outline.text("\n")
                self.outline.start("tags", "dd")
                self.blocks(definition)
                self.outline.end()

    def tag(self, tag: str, content: tuple[Inline, ...]) -> None:
        self.outline.text("\n")
        self.outline.start("tags", tag)
        self.inlines(content)
        self.outline.end()
        self.outline.text("\n")

    def inlines(self, content: Iterable[Inline]) -> None:
        for item in content:
            self.inline(item)

    def inline(self, item: Inline) -> None:
        outline = self.outline
        if isinstance(item, (Text, Opaque)):
            outline.text(item.text)
        elif isinstance(item, (Emphasis, Strong, Strikethrough)):
            self.marked("emphasis", {Emphasis: "em", Strong: "strong", Strikethrough: "del"}[type(item)], item.content)
        elif isinstance(item, Tagged):
            self.marked("tags", item.tag, item.content)
        elif isinstance(item, Link):
            outline.start("links", item.url, item.title or "")
            self.inlines(item.content)
            outline.end()
        elif isinstance(item, Image):
            outline.add("images", item.url, item.alt, item.title or "")
        elif isinstance(item, LineBreak):
            outline.add("line breaks")
            outline.text("\n")
        elif isinstance(item, Code):
            outline.start("code spans")
            outline.text(item.text)
            outline.end(exact=True)
        elif isinstance(item, Math):
            tex = "".join(item.text.split())
            outline.add("formulas", item.display, tex)
            outline.text(tex)
        elif isinstance(item, Anchor):
            outline.start("anchors", item.identifier)
            outline.end()
        elif self.html:
            self.marked("tags", "sup", (Link(f"#fn-{item.label}", (Text(item.label),)),))
        elif item.label in self.labels:
            outline.add("footnotes", "reference", item.label)
        else:
            outline.text(f"[^{item.label}]")

    def marked(self, category: str, name: str, content: tuple[Inline, ...]) -> None:
        self.outline.start(category, name)
        self.inlines(content)
        self.outline.end()


def _labels(blocks: Iterable[Block]) -> frozenset[str]:
    return frozenset(part.label for part in _parts(blocks) if isinstance(part, Footnote))


def _parts(value: Any) -> Iterator[Any]:
    """Every block and inline of a model, at any depth."""
    if isinstance(value, tuple):
        for part in value:
            yield from _parts(part)
    elif hasattr(value, "__dataclass_fields__"):
        yield value
        for name in value.__dataclass_fields__:
            yield from _parts(getattr(value, name))


# ------------------------------------------------------------------------------ template tags


_TAG_IN_URL = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}%\n]*%\}")


def _opaque(blocks: tuple[Block, ...], text: str) -> Iterator[str]:
    """Every template tag, also those in URLs: a renderer of Markdown never sees them."""
    has_tags = "{{" in text or "{%" in text
    for part in _parts(blocks):
        if isinstance(part, Opaque):
            yield part.text
        elif has_tags and isinstance(part, (Link, Image)):
            yield from _TAG_IN_URL.findall(part.url)
        elif has_tags and isinstance(part, Figure):
            yield from (tag for link in part.links if link for tag in _TAG_IN_URL.findall(link))


def _protect(text: str, tags: Sequence[str]) -> tuple[str, Callable[[str], str]]:
    """A text with noncharacters in place of its template tags, and how to put them back."""
    if not tags:
        return text, str
    pattern = re.compile("|".join(re.escape(tag) + (r"(?![(:])" if tag[0] == "[" else "") for tag in tags))
    numbers = {tag: str(index) for index, tag in enumerate(tags)}
    protected = pattern.sub(lambda match: f"\ufdd0{numbers[match[0]]}\ufdd1", text)

    def restore(found: str) -> str:
        if "\ufdd0" not in found:
            return found
        return re.sub("\ufdd0([0-9]+)\ufdd1", lambda match: tags[int(match[1])], found)

    return protected, restore
