"""The shape of the JSON: a table with one class for each kind of object, from which the schema is made too.

Where `markdown` is absent, the text is the Markdown as well; so is `html` where the text says it.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from newsfix.model.article import DateSource, Picture, Target
from newsfix.model.problem import Problem
from newsfix.regex import regex
from newsfix.rules import BY_CODE

VERSION: Final = "1"
"""Another shape has another version."""

# ISO 8601 with any precision: YYYY, YYYY-MM, YYYY-MM-DD, then a time, then an offset.
_DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}(:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?$"
Date = Annotated[str, Meta(pattern=_DATE)]
Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Count = Annotated[int, Meta(ge=1)]
Line = Annotated[Count | None, Meta(description="The line in the source, from 1; null where it is not certain.")]
PlainText = Annotated[str, Meta(description="The text without markup.")]
Marked = Annotated[
    str | UnsetType, Meta(description="The text as it stands in the Markdown; absent where that is the text.")
]
AsHtml = Annotated[
    str | UnsetType,
    Meta(description="The text in a block that stands in the Markdown as HTML; absent where that is the text."),
]
Caption = Annotated[str | None, Meta(description="The caption without markup.")]
MarkedCaption = Annotated[
    str | UnsetType, Meta(description="The caption in the Markdown; absent for `*` before and after its text.")
]
Span = Annotated[int | UnsetType, Meta(description="How many it covers; absent for one.")]


_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}
# What JSON itself would write for a number, so that `007` and `1.10` stay the words they are. The
# length keeps every reader's numbers exact (RFC 8259, section 6: integers below 2**53).
_NUMBER = regex(r"0|-?[1-9][0-9]{0,14}|-?(?:[1-9][0-9]{0,5}|0)\.[0-9]{0,7}[1-9]")


def typed(scalar: str) -> Raw | bool | str | None:
    """An unquoted scalar of YAML as JSON has it: typed only where JSON writes the same characters, else text."""
    if scalar in _CONSTANTS:
        return _CONSTANTS[scalar]
    return Raw(scalar.encode()) if _NUMBER.fullmatch(scalar) else str(scalar)


class JsonPhrase(Struct, forbid_unknown_fields=True):
    """A run of text."""

    text: PlainText
    markdown: Marked = UNSET
    html: AsHtml = UNSET


class _Block(Struct, tag_field="type", forbid_unknown_fields=True):
    pass


class JsonParagraph(_Block, JsonPhrase, tag="paragraph"):
    """A paragraph."""

    line: Line = None


class JsonHeading(_Block, tag="heading"):
    """A heading."""

    level: Annotated[int, Meta(ge=1, le=6, description="1 to 6.")]
    text: PlainText
    markdown: Marked = UNSET
    html: AsHtml = UNSET
    id: Annotated[str | None, Meta(description="What the source calls it, for links to it; null without.")] = None
    line: Line = None


class JsonFigure(_Block, tag="figure"):
    """Pictures that stand by themselves, with the caption they share."""

    images: Annotated[list[int], Meta(description="Places in the article's images, from 0.")]
    links: Annotated[list[Target | None], Meta(description="For each picture the link round it, or null.")]
    alts: Annotated[
        list[str] | UnsetType, Meta(description="The texts that stand for them here, where images has others.")
    ] = UNSET
    titles: Annotated[list[str | None] | UnsetType, Meta(description="Their titles here, where images has others.")] = (
        UNSET
    )
    caption: Caption = None
    caption_markdown: MarkedCaption = UNSET
    caption_html: AsHtml = UNSET
    caption_from: Annotated[
        str | None, Meta(description="The form of the source that the caption was recognised by.")
    ] = None
    markdown: Annotated[
        str | UnsetType, Meta(description="The whole in the Markdown, where the rest does not tell it.")
    ] = UNSET
    line: Line = None


class JsonList(_Block, tag="list"):
    """A list."""

    ordered: Annotated[bool, Meta(description="Whether the items are numbered.")]
    start: Annotated[int, Meta(description="The first number of an ordered list.")]
    tight: Annotated[bool, Meta(description="Whether the items stand without blank lines between.")]
    items: Annotated[list[list[JsonBlock]], Meta(description="The items, each a list of blocks.")]
    line: Line = None


class JsonQuote(_Block, tag="quote"):
    """A block quotation."""

    blocks: Annotated[list[JsonBlock], Meta(description="What is quoted.")]
    admonition: Annotated[
        str | UnsetType, Meta(description="The line that begins it where a dialect has a form of its own.")
    ] = UNSET
    line: Line = None


class JsonCode(_Block, tag="code"):
    """Code, literal."""

    language: Annotated[str | None, Meta(description="The language as the source names it.")]
    info: Annotated[str | None, Meta(description="The whole info string of a fence; the language without one.")]
    text: Annotated[str, Meta(description="The code with its line feeds, without a last one.")]
    templates: Annotated[bool | UnsetType, Meta(description="True where template tags in it are the source's own.")] = (
        UNSET
    )
    line: Line = None


class JsonCell(JsonPhrase, forbid_unknown_fields=True):
    """A cell of a table."""

    colspan: Span = UNSET
    rowspan: Span = UNSET
    header: Annotated[bool | UnsetType, Meta(description="Whether it names its row, outside of the head.")] = UNSET


class JsonTable(_Block, tag="table"):
    """A data table; one whose cells have `html` stands in the Markdown as HTML."""

    head: Annotated[list[JsonCell], Meta(description="The cells of the head; empty without one.")]
    rows: Annotated[list[list[JsonCell]], Meta(description="The rows, each a list of cells.")]
    align: Annotated[list[Literal["left", "center", "right"] | None], Meta(description="How each column is aligned.")]
    caption: Caption = None
    caption_markdown: MarkedCaption = UNSET
    caption_html: AsHtml = UNSET
    line: Line = None


class JsonGroup(Struct, forbid_unknown_fields=True):
    """Terms with the definitions that follow them."""

    terms: Annotated[list[JsonPhrase], Meta(description="The terms.")]
    definitions: Annotated[list[list[JsonBlock]], Meta(description="The definitions, each a list of blocks.")]


class JsonDefinitionList(_Block, tag="definition_list"):
    """Terms and their definitions."""

    groups: Annotated[list[JsonGroup], Meta(description="The groups.")]
    line: Line = None


class JsonDetails(_Block, tag="details"):
    """Text that a reader unfolds."""

    summary: JsonPhrase
    blocks: Annotated[list[JsonBlock], Meta(description="What is folded away.")]
    line: Line = None


class JsonEmbed(_Block, tag="embed"):
    """A frame, a film or a sound from elsewhere."""

    kind: Annotated[str, Meta(description="iframe, video, audio or object.")]
    url: Annotated[str, Meta(description="Where it lies.")]
    title: Annotated[str | None, Meta(description="Its title.")] = None
    line: Line = None


class JsonRule(_Block, tag="thematic_break"):
    """A rule between two parts."""

    line: Line = None


class JsonHtml(_Block, tag="html"):
    """HTML that means something to a site."""

    text: Annotated[str, Meta(description="The HTML as it stands.")]
    line: Line = None


class JsonFootnote(_Block, tag="footnote"):
    """The text of a footnote."""

    label: Annotated[str, Meta(description="What `[^label]` refers to.")]
    blocks: Annotated[list[JsonBlock], Meta(description="The text.")]
    line: Line = None


JsonBlock = (
    JsonParagraph
    | JsonHeading
    | JsonFigure
    | JsonList
    | JsonQuote
    | JsonCode
    | JsonTable
    | JsonDefinitionList
    | JsonDetails
    | JsonEmbed
    | JsonRule
    | JsonHtml
    | JsonFootnote
)


class JsonProblem(Struct, forbid_unknown_fields=True):
    """What was repaired, is doubtful or could not be done."""

    code: Annotated[str, Meta(description="The rule's code.")]
    name: Annotated[str, Meta(description="The rule's name.")]
    severity: Annotated[
        Literal["error", "warning", "note"],
        Meta(description="error: could not be done; warning: repaired or doubtful; note: for information."),
    ]
    message: Annotated[str, Meta(description="What is wrong, in one line.")]
    line: Annotated[Count | None, Meta(description="The line in the source; null for the whole file.")] = None
    column: Annotated[Count | None, Meta(description="The column in characters, from 1.")] = None

    @classmethod
    def of(cls, problem: Problem) -> JsonProblem:
        """A problem with what its rule says of it."""
        rule = BY_CODE[problem.code]
        return cls(problem.code, rule.name, rule.severity, problem.message, problem.line, problem.column)


class JsonOmission(Struct, forbid_unknown_fields=True):
    """What of the source is not in the article."""

    reason: Annotated[str, Meta(description="The code of the problem that tells of it, else what it is.")]
    text: Annotated[str, Meta(description="As it stands in the source, of a longer one its beginning.")]
    line: Line = None


class JsonArticle(Struct, forbid_unknown_fields=True, kw_only=True):
    """One article as newsfix writes it."""

    version: Annotated[Literal["1"], Meta(description="The version of this shape.")]
    source: Annotated[
        str | None, Meta(description="The path of the source as given; null for standard input without a name.")
    ] = None
    source_sha256: Annotated[Digest | None, Meta(description="The SHA-256 of the source's bytes.")] = None
    content_sha256: Annotated[Digest | None, Meta(description="That of `text`, by which equal articles are found.")] = (
        None
    )
    title: Annotated[str | None, Meta(description="The title, without markup.")] = None
    description: Annotated[
        str | None, Meta(description="What it is about: of `extra` or of the page; the Markdown has that of `extra`.")
    ] = None
    date: Annotated[
        Date | None, Meta(description="When it was published, with the precision and the offset of the source.")
    ] = None
    date_source: Annotated[DateSource | None, Meta(description="How the date was read.")] = None
    updated: Annotated[Date | None, Meta(description="When the article was last changed.")] = None
    updated_source: Annotated[DateSource | None, Meta(description="How that date was read.")] = None
    authors: Annotated[list[str], Meta(description="The authors in the source's order.")] = []
    categories: Annotated[list[str], Meta(description="The categories in the source's order.")] = []
    tags: Annotated[list[str], Meta(description="The tags in the source's order.")] = []
    url: Annotated[str | None, Meta(description="Where the article was published.")] = None
    site: Annotated[str | None, Meta(description="The name of the site, of `extra` or of the page.")] = None
    language: Annotated[str | None, Meta(description="The language as a BCP 47 tag.")] = None
    cover: Annotated[
        str | None, Meta(description="The URL of the picture that the front matter names; it is listed in images too.")
    ] = None
    words: Annotated[int, Meta(ge=0, description="How many words the text has; each Han or kana letter is one.")] = 0
    text: Annotated[str, Meta(description="The whole article as it is read, a blank line between its blocks.")] = ""
    images: Annotated[list[Picture], Meta(description="Every picture of the article, each once.")] = []
    blocks: Annotated[list[JsonBlock], Meta(description="The body.")]
    extra: Annotated[
        Raw,
        Meta(
            description="The front matter keys that newsfix does not know, in the source's order, and the values it "
            "could not read (date_original, updated_original), word for word.",
            extra_json_schema={"type": "object", "additionalProperties": {"$ref": "#/$defs/value"}},
        ),
    ] = field(default_factory=lambda: Raw(b"{}"))
    comments: Annotated[
        dict[str, Annotated[list[str], Meta(description="The comments in their order.")]],
        Meta(
            description="The comments of the front matter by the field, or the key in extra, that they stand above; "
            "those below the last key have an empty one."
        ),
    ] = {}
    keys: Annotated[
        dict[str, Annotated[str, Meta(description="A key.")]],
        Meta(description="The source's own front matter keys by field, where they are kept."),
    ] = {}
    omissions: Annotated[list[JsonOmission], Meta(description="What of the source was left out on purpose.")] = []
    problems: Annotated[list[JsonProblem], Meta(description="What was repaired, is doubtful or could not be done.")]
