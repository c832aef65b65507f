"""The JSON Schema (2020-12) of what `json.py` writes."""

from __future__ import annotations

from typing import Any

from newsfix.rules import RULES

Json = dict[str, Any]

IDENTIFIER = "https://json-schema.org/draft/2020-12/schema"


def schema() -> Json:
    """The schema of one article, a new document on every call."""
    return {
        "$schema": IDENTIFIER,
        "title": "Article",
        **_object(
            "One article as newsfix writes it.",
            source=_or_null(_text("The path of the source as it was given; null for standard input without a name.")),
            title=_or_null(_text("The title, without markup.")),
            date=_or_null(_date("When the article was published, with the precision and the offset of the source.")),
            date_source=_or_null({"$ref": "#/$defs/date_source"}),
            updated=_or_null(_date("When the article was last changed.")),
            updated_source=_or_null({"$ref": "#/$defs/date_source"}),
            authors=_array("The authors in the source's order.", _text("A name.")),
            categories=_array("The categories in the source's order.", _text("A category.")),
            tags=_array("The tags in the source's order.", _text("A tag.")),
            url=_or_null(_text("Where the article was published.")),
            language=_or_null(_text("The language as a BCP 47 tag.")),
            cover=_or_null(_text("The URL of the picture that the front matter names; it is listed in images too.")),
            images=_array("Every picture of the article, each once.", {"$ref": "#/$defs/image"}),
            blocks=_array("The body.", {"$ref": "#/$defs/block"}),
            extra={
                "description": "The front matter keys that newsfix does not know, in the source's order, and the "
                "values it could not read (date_original, updated_original), word for word.",
                "type": "object",
                "additionalProperties": {"$ref": "#/$defs/value"},
            },
            comments={
                "description": "The comments of the front matter by the field, or the key in extra, that they stand "
                "above; those below the last key have an empty one.",
                "type": "object",
                "additionalProperties": _array("The comments in their order.", _text("A comment with its #.")),
            },
            problems=_array("What was repaired, is doubtful or could not be done.", {"$ref": "#/$defs/problem"}),
        ),
        "$defs": {
            "date_source": _object(
                "How a date was read.",
                text=_text("The source's own words."),
                precision=_text("The smallest part that the source states.", enum=_PRECISIONS),
                zone=_text("Whether the offset was given, assumed by an option, or is absent.", enum=_ZONES),
                rule=_text("The rule that read it."),
            ),
            "image": _object(
                "A picture.",
                url=_text("The best of its URLs."),
                alt=_text("The text that stands for it; empty without one."),
                title=_or_null(_text("Its title attribute.")),
                caption=_or_null(_text("Its caption, without markup.")),
                variants=_array("The other URLs that the source gave for it.", _text("A URL.")),
            ),
            "problem": _object(
                "A problem.",
                code={"description": "The rule's code.", "type": "string", "enum": [rule.code for rule in RULES]},
                name=_text("The rule's name."),
                severity=_text(
                    "error: could not be done; warning: repaired or doubtful; note: for information.",
                    enum=["error", "warning", "note"],
                ),
                message=_text("What is wrong, in one line."),
                line=_or_null(_count("The line in the source, from 1; null for the whole file.")),
                column=_or_null(_count("The column in characters, from 1.")),
            ),
            "value": {
                "description": "A front matter value; a scalar is typed only where JSON writes the same characters.",
                "type": ["string", "integer", "boolean", "null", "array", "object"],
                "items": {"$ref": "#/$defs/value"},
                "additionalProperties": {"$ref": "#/$defs/value"},
            },
            "phrase": _object("A run of text.", **_PHRASE),
            "cell": _cell(),
            "block": {
                "description": "A block; `type` tells which.",
                "oneOf": [{"$ref": f"#/$defs/{name}"} for name in _block_types()],
            },
            **_block_types(),
        },
    }


_PRECISIONS = ["year", "month", "day", "hour", "minute", "second"]
_ZONES = ["given", "assumed", "none"]


def _block_types() -> Json:
    nested = {"$ref": "#/$defs/block"}
    phrase = {"$ref": "#/$defs/phrase"}
    row = _array("The cells of one row.", {"$ref": "#/$defs/cell"})
    return {
        "paragraph": _block("A paragraph.", "paragraph", **_PHRASE),
        "heading": _block(
            "A heading.",
            "heading",
            level={"description": "1 to 6.", "type": "integer", "minimum": 1, "maximum": 6},
            **_PHRASE,
        ),
        "figure": _block(
            "Pictures that stand by themselves, with the caption they share.",
            "figure",
            images=_array("Places in the article's images, from 0.", {"type": "integer", "minimum": 0}),
            links=_array("For each picture the link round it, or null.", _or_null(_target())),
            caption=_or_null(_text("The caption without markup.")),
            caption_markdown=_or_null(_text("The caption with inline marks.")),
            caption_from=_or_null(_text("The form of the source that the caption was recognised by.")),
        ),
        "list": _block(
            "A list.",
            "list",
            ordered={"description": "Whether the items are numbered.", "type": "boolean"},
            start={"description": "The first number of an ordered list.", "type": "integer"},
            tight={"description": "Whether the items stand without blank lines between.", "type": "boolean"},
            items=_array("The items, each a list of blocks.", _array("One item.", nested)),
        ),
        "quote": _quote(nested),
        "code": _block(
            "Code, literal.",
            "code",
            language=_or_null(_text("The language as the source names it.")),
            info=_or_null(_text("The whole info string of the code's fence, which begins with the language.")),
            text=_text("The code with its line feeds, without a last one."),
        ),
        "table": _block(
            "A data table.",
            "table",
            head={**row, "description": "The cells of the head; empty without one."},
            rows=_array("The rows.", row),
            align=_array(
                "How each column is aligned.",
                {"type": ["string", "null"], "enum": ["left", "center", "right", None]},
            ),
            caption=_or_null(_text("The caption without markup.")),
        ),
        "definition_list": _block(
            "Terms and their definitions.",
            "definition_list",
            groups=_array(
                "The groups.",
                _object(
                    "Terms with the definitions that follow them.",
                    terms=_array("The terms.", phrase),
                    definitions=_array("The definitions, each a list of blocks.", _array("One definition.", nested)),
                ),
            ),
        ),
        "details": _block(
            "Text that a reader unfolds.", "details", summary=phrase, blocks=_array("What is folded away.", nested)
        ),
        "embed": _block(
            "A frame, a film or a sound from elsewhere.",
            "embed",
            kind=_text("iframe, video, audio or object."),
            url=_text("Where it lies."),
            title=_or_null(_text("Its title.")),
        ),
        "thematic_break": _block("A rule between two parts.", "thematic_break"),
        "html": _block("HTML that means something to a site.", "html", text=_text("The HTML as it stands.")),
        "footnote": _block(
            "The text of a footnote.",
            "footnote",
            label=_text("What `[^label]` refers to."),
            blocks=_array("The text.", nested),
        ),
    }


def _target() -> Json:
    return _object(
        "A link.", url=_text("Where it leads."), title=_or_null(_text("Its title attribute; null without one."))
    )


def _cell() -> Json:
    span = {"description": "How many it covers; absent for one.", "type": "integer", "minimum": 0}
    cell = _object("A cell of a table.", **_PHRASE)
    cell["properties"] |= {"colspan": span, "rowspan": span}
    return cell


def _quote(nested: Json) -> Json:
    quote = _block("A block quotation or an admonition.", "quote", blocks=_array("What is quoted.", nested))
    quote["properties"]["admonition"] = _text("The line that begins an admonition; absent for a quotation.")
    return quote


def _block(description: str, name: str, **properties: Json) -> Json:
    return _object(description, type={"description": "The kind of block.", "const": name}, **properties)


def _object(description: str, **properties: Json) -> Json:
    """An object that has exactly these properties."""
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _array(description: str, items: Json) -> Json:
    return {"description": description, "type": "array", "items": items}


def _text(description: str, **rest: Any) -> Json:
    return {"description": description, "type": "string", **rest}


def _date(description: str) -> Json:
    # ISO 8601 with any precision: YYYY, YYYY-MM, YYYY-MM-DD, then a time, then an offset.
    pattern = (
        r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}(:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?$"
    )
    return _text(description, pattern=pattern)


def _count(description: str) -> Json:
    return {"description": description, "type": "integer", "minimum": 1}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


_PHRASE: dict[str, Json] = {
    "text": _text("The text without markup."),
    "markdown": _text("The text with inline marks."),
}
