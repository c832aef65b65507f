"""The document model: what the readers build and the writers write; a table with one class for each kind of node.

Names follow the trees of CommonMark and Pandoc. Every value is immutable and is either what the
source said or absent: nothing is filled in.

What a writer may rely on, because the readers keep it:

* White space in `Text` is collapsed: no line feed, no two blanks in a row, none at either end of a
  block, none just inside a mark (`Emphasis`, `Strong`, `Strikethrough`, `Link`, `Tagged`), none
  beside a `LineBreak`. U+00A0 inside a text is a character like any other.
* Two `Text` never touch; no mark is directly in one of its own kind; two equal marks that
  touch are one, except links.
* Where one mark covers exactly what another covers, the outer to inner order is
  `Link`, `Emphasis`, `Strong`, `Strikethrough`, `Tagged`.
* Blocks are nested at most `MAX_DEPTH` deep, so that a recursive writer is safe.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

MAX_DEPTH = 60


Value: TypeAlias = "str | list[Value] | dict[str, Value]"
"""A front matter value: text, `Plain` text, lists and mappings of them."""


# ------------------------------------------------------------------------------------- inlines


class Text(Struct, frozen=True):
    """Characters as a reader sees them (no entities, no Markdown escapes)."""

    text: str


class Emphasis(Struct, frozen=True):
    content: tuple[Inline, ...]


class Strong(Struct, frozen=True):
    content: tuple[Inline, ...]


class Strikethrough(Struct, frozen=True):
    content: tuple[Inline, ...]


class Tagged(Struct, frozen=True):
    """A phrase that Markdown has no mark for and HTML has: sub, sup, ins, mark, kbd, ruby, rt, rp …

    `tag` is the name of the element; the writer sets the content between `<tag>` and `</tag>`.
    """

    tag: str
    content: tuple[Inline, ...]


class Code(Struct, frozen=True):
    """A code span; `text` is literal and has no line feed; `templates` as in `CodeBlock`."""

    text: str
    templates: bool = False


class Math(Struct, frozen=True):
    """TeX without its delimiters; `display` for a formula on a line of its own.

    It has line feeds where it is displayed, or where one ends a comment of TeX; no line of it is blank.
    """

    text: str
    display: bool = False


class Verbatim(str):
    """A URL with template tags that stood bare in Markdown, blanks and all: it is written as it stood."""

    __slots__ = ()


class Inert(str):
    """A value beside the text in which nothing is a template tag, though some of it looks like one."""

    __slots__ = ()


class Link(Struct, frozen=True):
    """A hyperlink; `url` as the source wrote it, entity-decoded, never percent-encoded anew."""

    url: str
    content: tuple[Inline, ...]
    title: str | None = None


class Image(Struct, frozen=True):
    """One picture where it is shown.

    `variants` are the other URLs that the source gave for it, in the source's order. `ordinal`
    counts the `<img>` elements of the body from 0, so that a problem can name the place; it takes
    no part in comparisons.
    """

    url: str
    alt: str = ""
    title: str | None = None
    width: int | None = None
    height: int | None = None
    variants: tuple[str, ...] = ()
    ordinal: int | None = None

    def _compared(self) -> tuple[object, ...]:
        return self.url, self.alt, self.title, self.width, self.height, self.variants

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Image) and self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())


class LineBreak(Struct, frozen=True):
    """A hard line break (`<br>`)."""


class RawInline(Struct, frozen=True):
    """A template tag, a shortcode, a processing instruction: written byte for byte, never escaped."""

    text: str


class Written(RawInline, frozen=True):
    """Inline content that has been written: its text, its Markdown, and its HTML for a block of HTML."""

    markdown: str = ""
    html: str | None = None


class Anchor(Struct, frozen=True):
    """The target of a link within the article: `<a id="…"></a>`."""

    identifier: str


class FootnoteReference(Struct, frozen=True):
    """`[^label]`."""

    label: str


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Strikethrough
    | Tagged
    | Code
    | Math
    | Link
    | Image
    | LineBreak
    | RawInline
    | Anchor
    | FootnoteReference
)


def merged(content: Sequence[Inline]) -> tuple[Inline, ...]:
    """Content whose touching texts, code spans and marks of one kind are one: Markdown could not tell them apart."""
    if len(content) < 2:
        return tuple(content)
    found = [content[0]]
    for item in content[1:]:
        last = found[-1]
        if type(item) is Text and type(last) is Text:
            found[-1] = Text(last.text + item.text)
        elif type(item) is Code and type(last) is Code:
            # Two blanks that touch are shown as one.
            text = item.text.removeprefix(" ") if last.text.endswith(" ") else item.text
            found[-1] = Code(last.text + text, last.templates or item.templates)
        elif type(item) is type(last) and isinstance(item, (Emphasis, Strong, Strikethrough)):
            assert isinstance(last, (Emphasis, Strong, Strikethrough))
            found[-1] = type(item)(merged((*last.content, *item.content)))
        else:
            found.append(item)
    return tuple(found)


# -------------------------------------------------------------------------------------- blocks


class Paragraph(Struct, frozen=True):
    content: tuple[Inline, ...]


class Heading(Struct, frozen=True):
    """`level` is 1 to 6; the content has no `LineBreak`; `identifier` is what the source calls it."""

    level: int
    content: tuple[Inline, ...]
    identifier: str | None = None


class Target(Struct, frozen=True):
    """Where the link round a picture leads; `url` and `title` as those of a `Link`."""

    url: str
    title: str | None = None


class LinkedImage(Struct, frozen=True):
    """An image of a figure, with the target of the link round it, if there is one."""

    image: Image
    target: Target | None = None

    @property
    def inline(self) -> Image | Link:
        """The image within its link."""
        return self.image if self.target is None else Link(self.target.url, (self.image,), self.target.title)


class Figure(Struct, frozen=True):
    """Pictures that stand by themselves, with the caption they share.

    `caption` is inline content in which a `LineBreak` parts the paragraphs or lines of a longer one;
    `caption_from` names the form that gave it (a row of `newsfix.syntax.captions.FORMS`), None without a caption.
    """

    pictures: tuple[LinkedImage, ...]
    caption: tuple[Inline, ...] = ()
    caption_from: str | None = None

    @property
    def images(self) -> tuple[Image, ...]:
        return tuple(picture.image for picture in self.pictures)

    @property
    def targets(self) -> tuple[Target, ...]:
        """Where the links round the images lead."""
        return tuple(picture.target for picture in self.pictures if picture.target)


class List(Struct, frozen=True):
    """`start` counts for ordered lists; a `tight` list shows its items without blank lines between."""

    ordered: bool
    items: tuple[tuple[Block, ...], ...]
    start: int = 1
    tight: bool = True


class Quote(Struct, frozen=True):
    """`admonition` is the line that begins it where a dialect has a form of its own: `!!! note "Mind the gap"`.

    It is `:` for a definition of several blocks.
    """

    blocks: tuple[Block, ...]
    admonition: str | None = None


class CodeBlock(Struct, frozen=True):
    """`text` is literal, with its line feeds and no last one; `language` is the name that the source gives it.

    `info` is the whole info string of a fence where it says more than the language.
    `templates` is true where the source itself has template tags in the code (`{{ x }}`, not
    `&#123;&#123; x }}`): they are written as they stand, while text that only looks like a tag
    must not become one.
    """

    text: str
    language: str | None = None
    templates: bool = False
    info: str | None = None


class Cell(Struct, frozen=True):
    """A cell of a table; `header` tells one outside of the head that names its row (HTML `th`)."""

    blocks: tuple[Block, ...]
    colspan: int = 1
    rowspan: int = 1
    header: bool = False


class Table(Struct, frozen=True):
    """`head` is one row or empty; `align` has one of left, center, right or None a column."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    align: tuple[str | None, ...] = ()
    caption: tuple[Inline, ...] = ()


class DefinitionList(Struct, frozen=True):
    """Groups of terms with the definitions that follow them (HTML `dl`)."""

    groups: tuple[tuple[tuple[tuple[Inline, ...], ...], tuple[tuple[Block, ...], ...]], ...]


class Details(Struct, frozen=True):
    summary: tuple[Inline, ...]
    blocks: tuple[Block, ...]


class Embed(Struct, frozen=True):
    """A frame, a film or a sound from elsewhere; `kind` is iframe, video, audio or object."""

    kind: str
    url: str
    title: str | None = None


class ThematicBreak(Struct, frozen=True):
    pass


class RawBlock(Struct, frozen=True):
    """What is written as it stands: comments that mean something to a site (`<!--more-->`), attributes of a block.

    The attributes (`{: .lead}`) are those of the block before, of the one that follows where a line feed ends them.
    """

    text: str


class Footnote(Struct, frozen=True):
    """The text that `FootnoteReference(label)` refers to."""

    label: str
    blocks: tuple[Block, ...]


Block: TypeAlias = (
    Paragraph
    | Heading
    | Figure
    | List
    | Quote
    | CodeBlock
    | Table
    | DefinitionList
    | Details
    | Embed
    | ThematicBreak
    | RawBlock
    | Footnote
)


# ------------------------------------------------------------------------------------- article


class DateSource(Struct, frozen=True):
    """How a date was read: the source's words, `precision` (year … second), `zone` (given, assumed or none), `rule`."""

    text: str
    precision: str
    zone: str
    rule: str


class Picture(Struct, frozen=True):
    """One picture of the article, however often it is shown: what `images` of the JSON lists."""

    url: str
    alt: str = ""
    title: str | None = None
    caption: str | None = None
    variants: tuple[str, ...] = ()


class PictureFile(Struct, frozen=True):
    """A picture as a file: its name says what is in it, so that one content has one name."""

    name: str
    content: bytes


class Article(Struct, frozen=True):
    """One article. `date` and `updated` are ISO 8601 with the source's own precision and offset.

    `names` are the front matter keys under which fields are to be written, where they are not the
    usual ones. `comments` are those of the front matter, each with its `#`, by the field or key of
    `extra` that they stand above; those at its end have an empty one.
    """

    title: str | None = None
    date: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    cover: str | None = None
    images: tuple[Picture, ...] = ()
    blocks: tuple[Block, ...] = ()
    extra: Mapping[str, Value] = {}
    date_source: DateSource | None = None
    updated_source: DateSource | None = None
    names: Mapping[str, str] = {}
    comments: Mapping[str, tuple[str, ...]] = {}
    description: str | None = None
    site: str | None = None

    def to_markdown(self) -> str:
        """The Markdown file: front matter and body."""
        from newsfix.document import markdown

        return markdown(self)

    def to_dict(self) -> dict[str, object]:
        """The values of its JSON, which `newsfix schema` describes; without a source and without problems."""
        from newsfix.document import values

        return values(self)

    @property
    def text(self) -> str:
        """The whole article as it is read, captions and cells included, a blank line between its blocks."""
        from newsfix.model.walk import article_text

        return article_text(self.blocks)
