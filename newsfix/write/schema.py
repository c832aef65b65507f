"""The JSON Schema (2020-12) of what `json.py` writes, made from the classes of `syntax.shape`."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, Struct
from msgspec.json import schema_components
from msgspec.structs import fields

from newsfix.rules import RULES
from newsfix.syntax import shape
from newsfix.syntax.captions import NAMES
from newsfix.syntax.shape import VERSION, JsonArticle

Json = dict[str, Any]

IDENTIFIER = "https://json-schema.org/draft/2020-12/schema"
NAME = f"urn:newsfix:article:{VERSION}"

# What the model's own classes do not say of their fields.
_FIELDS: dict[str, dict[str, Json]] = {
    "DateSource": {
        "text": {"description": "The source's own words."},
        "precision": {
            "description": "The smallest part that the source states.",
            "enum": ["year", "month", "day", "hour", "minute", "second"],
        },
        "zone": {
            "description": "Whether the offset was given, assumed by an option, or is absent.",
            "enum": ["given", "assumed", "none"],
        },
        "rule": {"description": "The rule that read it."},
    },
    "JsonFigure": {"caption_from": {"enum": [*NAMES, None]}},
    "JsonProblem": {"code": {"enum": [rule.code for rule in RULES]}},
    "Picture": {
        "url": {"description": "The best of its URLs."},
        "alt": {"description": "The text that stands for it; empty without one."},
        "title": {"description": "Its title attribute."},
        "caption": {"description": "Its caption, without markup."},
        "variants": {"description": "The other URLs that the source gave for it."},
    },
    "Target": {"url": {"description": "Where it leads."}, "title": {"description": "Its title attribute."}},
}
_VALUE: Json = {
    "description": "A front matter value; a scalar is typed only where JSON writes it as the source does.",
    "type": ["string", "number", "boolean", "null", "array", "object"],
    "items": {"$ref": "#/$defs/value"},
    "additionalProperties": {"$ref": "#/$defs/value"},
}


def schema() -> Json:
    """The schema of one article, a new document on every call."""
    _, definitions = schema_components([JsonArticle])
    for name, each in definitions.items():
        properties = each["properties"]
        # What is written has every key but those that may be absent; only a reader takes defaults for them.
        absent = {field.name for field in fields(_CLASSES[name]) if field.default is UNSET}
        each["required"] = [key for key in properties if key not in absent]
        each["additionalProperties"] = False
        for key, said in properties.items():
            said.pop("default", None)
            said |= _FIELDS.get(name, {}).get(key, {})
    article = definitions.pop("JsonArticle") | {"title": "Article"}
    head = {"$schema": IDENTIFIER, "$id": NAME, "version": VERSION}
    return {**head, **article, "$defs": {**definitions, "value": _VALUE}}


_CLASSES: dict[str, type[Struct]] = {
    name: each for name, each in vars(shape).items() if isinstance(each, type) and issubclass(each, Struct)
}
