"""JSON: its exact shape, and the schema that describes it."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from newsfix.model.article import (
    Article,
    Block,
    Cell,
    CodeBlock,
    DateSource,
    DefinitionList,
    Details,
    Embed,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Image,
    LineBreak,
    List,
    Paragraph,
    Picture,
    Quote,
    RawBlock,
    Strong,
    Table,
    Target,
    Text,
    ThematicBreak,
)
from newsfix.model.problem import Fix, Problem
from newsfix.syntax.yaml import Plain
from newsfix.write.json import to_json
from newsfix.write.schema import schema
from tests.models import linked

VALIDATOR = jsonschema.Draft202012Validator(schema())


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def written(article: Article, *problems: Problem, source: str | None = None) -> Any:
    document = json.loads(to_json(article, problems, source, indent=None))
    VALIDATOR.validate(document)
    return document


def test_every_key_is_there_and_in_order() -> None:
    assert to_json(Article(), (), None, indent=None) == (
        '{"source": null, "title": null, "date": null, "date_source": null, "updated": null, "updated_source": null, '
        '"authors": [], "categories": [], "tags": [], "url": null, "language": null, "cover": null, "images": [], '
        '"blocks": [], "extra": {}, "comments": {}, "problems": []}\n'
    )


def test_article() -> None:
    article = Article(
        title="Über",
        date="2021-12-15T09:06:35Z",
        updated="2022",
        authors=("A", "B"),
        categories=("c",),
        tags=("t",),
        url="https://a.example/1",
        language="de",
        cover="https://a.example/c.jpg",
        images=(Picture("https://a.example/c.jpg", "alt", "title", "caption", ("https://a.example/d.jpg",)),),
        date_source=DateSource("Wed, 15 Dec 2021 09:06:35 GMT", "second", "given", "rfc2822"),
    )
    problem = Problem("DT002", "the date was rewritten", 3, 7, Fix(1, 2, "x"))
    assert written(article, problem, source="raw/a.html") == {
        "source": "raw/a.html",
        "title": "Über",
        "date": "2021-12-15T09:06:35Z",
        "date_source": {
            "text": "Wed, 15 Dec 2021 09:06:35 GMT",
            "precision": "second",
            "zone": "given",
            "rule": "rfc2822",
        },
        "updated": "2022",
        "updated_source": None,
        "authors": ["A", "B"],
        "categories": ["c"],
        "tags": ["t"],
        "url": "https://a.example/1",
        "language": "de",
        "cover": "https://a.example/c.jpg",
        "images": [
            {
                "url": "https://a.example/c.jpg",
                "alt": "alt",
                "title": "title",
                "caption": "caption",
                "variants": ["https://a.example/d.jpg"],
            }
        ],
        "blocks": [],
        "extra": {},
        "comments": {},
        "problems": [
            {
                "code": "DT002",
                "name": "date-not-iso",
                "severity": "warning",
                "message": "the date was rewritten",
                "line": 3,
                "column": 7,
            }
        ],
    }


MARKED = (Text("with "), Emphasis((Text("inline"),)), Text(" marks"))
PHRASE = {"text": "with inline marks", "markdown": "with *inline* marks"}
BLOCKS: list[tuple[Block, dict[str, Any]]] = [
    (Paragraph(MARKED), {"type": "paragraph", **PHRASE}),
    (Heading(3, MARKED), {"type": "heading", "level": 3, **PHRASE}),
    (
        List(True, ((paragraph("a"),), (paragraph("b"),)), start=3, tight=False),
        {
            "type": "list",
            "ordered": True,
            "start": 3,
            "tight": False,
            "items": [
                [{"type": "paragraph", "text": "a", "markdown": "a"}],
                [{"type": "paragraph", "text": "b", "markdown": "b"}],
            ],
        },
    ),
    (Quote((Paragraph(MARKED),)), {"type": "quote", "blocks": [{"type": "paragraph", **PHRASE}]}),
    (
        Quote((paragraph("a"),), "!!! note"),
        {
            "type": "quote",
            "blocks": [{"type": "paragraph", "text": "a", "markdown": "a"}],
            "admonition": "!!! note",
        },
    ),
    (CodeBlock("a\n  <b>", "python"), {"type": "code", "language": "python", "info": "python", "text": "a\n  <b>"}),
    (
        DefinitionList((((MARKED,), ((paragraph("a"),),)),)),
        {
            "type": "definition_list",
            "groups": [{"terms": [PHRASE], "definitions": [[{"type": "paragraph", "text": "a", "markdown": "a"}]]}],
        },
    ),
    (
        Details(MARKED, (ThematicBreak(),)),
        {"type": "details", "summary": PHRASE, "blocks": [{"type": "thematic_break"}]},
    ),
    (
        Embed("iframe", "https://v.example/1", "Film"),
        {"type": "embed", "kind": "iframe", "url": "https://v.example/1", "title": "Film"},
    ),
    (RawBlock("<!--more-->"), {"type": "html", "text": "<!--more-->"}),
    (
        Footnote("1", (Paragraph(MARKED),)),
        {"type": "footnote", "label": "1", "blocks": [{"type": "paragraph", **PHRASE}]},
    ),
    (
        Table(
            (Cell((Paragraph(MARKED),), colspan=2),),
            ((Cell((paragraph("a"),), rowspan=2), Cell(())),),
            ("left", None),
            (Text("Caption"),),
        ),
        {
            "type": "table",
            "head": [{**PHRASE, "colspan": 2}],
            "rows": [[{"text": "a", "markdown": "a", "rowspan": 2}, {"text": "", "markdown": ""}]],
            "align": ["left", None],
            "caption": "Caption",
        },
    ),
]


@pytest.mark.parametrize(("block", "expected"), BLOCKS, ids=lambda value: type(value).__name__)
def test_block(block: Block, expected: dict[str, Any]) -> None:
    assert written(Article(blocks=(block,)))["blocks"] == [expected]


def test_every_kind_of_block_is_described() -> None:
    described = {
        schema()["$defs"][each["$ref"].rpartition("/")[2]]["properties"]["type"]["const"]
        for each in schema()["$defs"]["block"]["oneOf"]
    }
    assert described == {expected["type"] for _, expected in BLOCKS} | {"figure", "thematic_break"}


def test_cell_of_several_blocks() -> None:
    cell = Cell((paragraph("a"), List(False, ((paragraph("b"),),)), CodeBlock("c")))
    (table,) = written(Article(blocks=(Table((), ((cell,),)),)))["blocks"]
    assert table["rows"] == [[{"text": "a\nb\nc", "markdown": "a\n\n- b\n\n```\nc\n```"}]]


def test_figure_names_its_pictures_by_index() -> None:
    pictures = (Picture("a"), Picture("b", variants=("b2",)))
    figure = Figure(
        linked(Image("b"), Image("b2"), Image("a"), targets=(Target("https://l.example/", "t"), None, None)),
        MARKED,
        "figcaption",
    )
    assert written(Article(images=pictures, blocks=(figure,)))["blocks"] == [
        {
            "type": "figure",
            "images": [1, 1, 0],
            "links": [{"url": "https://l.example/", "title": "t"}, None, None],
            "caption": "with inline marks",
            "caption_markdown": "with *inline* marks",
            "caption_from": "figcaption",
        }
    ]


def test_figure_without_a_caption() -> None:
    (figure,) = written(Article(images=(Picture("a"),), blocks=(Figure(linked(Image("a"))),)))["blocks"]
    assert figure == {
        "type": "figure",
        "images": [0],
        "links": [None],
        "caption": None,
        "caption_markdown": None,
        "caption_from": None,
    }


def test_a_picture_that_is_not_listed_is_not_lost() -> None:
    document = written(Article(images=(Picture("a"),), blocks=(Figure(linked(Image("b", "alt", "title"))),)))
    assert document["blocks"][0]["images"] == [1]
    assert document["images"][1] == {"url": "b", "alt": "alt", "title": "title", "caption": None, "variants": []}


def test_line_break_in_plain_text() -> None:
    (block,) = written(Article(blocks=(Paragraph((Text("a"), LineBreak(), Strong((Text("b"),)))),)))["blocks"]
    assert block["text"] == "a\nb"


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("0", 0),
        ("-12", -12),
        ("999999999999999", 999999999999999),
        ("9999999999999999", "9999999999999999"),
        ("True", "True"),
        ("yes", "yes"),
        ("~", "~"),
        ("", ""),
        ("007", "007"),
        ("+1", "+1"),
        ("-0", "-0"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("2015-10-11", "2015-10-11"),
        ("٣", "٣"),
    ],
)
def test_unquoted_values_are_typed_only_where_json_writes_the_same(plain: str, expected: object) -> None:
    value = written(Article(extra={"a": Plain(plain), "b": [{"c": Plain(plain)}], "d": plain}))["extra"]
    assert value == {"a": expected, "b": [{"c": expected}], "d": plain}
    assert type(value["a"]) is type(expected)


def test_extra_keeps_its_order() -> None:
    assert list(written(Article(extra={"z": "1", "a": "2", "m": "3"}))["extra"]) == ["z", "a", "m"]


def test_characters_are_written_as_they_are_on_one_line() -> None:
    line = to_json(Article(title="“好”\u2028\n"), (), "ü", indent=None)
    assert '"title": "“好”\u2028\\n"' in line
    assert line.count("\n") == 1


def test_schema_is_a_schema_with_everything_described() -> None:
    document = schema()
    jsonschema.Draft202012Validator.check_schema(document)

    def walk(value: object, place: str) -> None:
        if isinstance(value, dict):
            if "properties" in value:
                assert set(value["required"]) | {"admonition", "colspan", "rowspan"} >= set(value["properties"]), place
                assert value["additionalProperties"] is False, place
            if value.get("type") in ("object", "string", "array", "integer", "boolean") and "const" not in value:
                assert "description" in value or place.endswith("items"), place
            for key, item in value.items():
                walk(item, f"{place}/{key}")

    walk(document, "")


@pytest.mark.parametrize(
    "change",
    [
        {"title": 3},
        {"date": "15 December 2021"},
        {"unknown": None},
        {"blocks": [{"type": "figure"}]},
        {"blocks": [{"type": "paragraph", "text": "a"}]},
        {"problems": [{"code": "XX001"}]},
        {"images": [{"url": "a"}]},
    ],
)
def test_schema_refuses(change: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid({**written(Article()), **change})
