"""JSON: its exact shape, and the schema that describes it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import jsonschema
import pytest

from newsfix import Options, convert
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
from newsfix.rules import BY_CODE
from newsfix.syntax.captions import NAMES
from newsfix.syntax.shape import VERSION
from newsfix.syntax.yaml import Plain
from newsfix.write.json import to_json
from newsfix.write.schema import schema
from tests.models import linked, paragraph

VALIDATOR = jsonschema.Draft202012Validator(schema())


def written(article: Article, *problems: Problem, source: str | None = None) -> Any:
    document = json.loads(to_json(article, problems, source))
    VALIDATOR.validate(document)
    return document


EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_every_key_is_there_and_in_order() -> None:
    assert to_json(Article(), (), None) == (
        '{"version":"1","source":null,"source_sha256":null,"content_sha256":"' + EMPTY + '","title":null,'
        '"description":null,"date":null,"date_source":null,"updated":null,"updated_source":null,"authors":[],'
        '"categories":[],"tags":[],"url":null,"site":null,"language":null,"cover":null,"words":0,"text":"","images":[],'
        '"blocks":[],"extra":{},"comments":{},"keys":{},"omissions":[],"problems":[]}\n'
    )


def test_a_block_has_a_line() -> None:
    article = Article(images=(Picture("a"), Picture("b")), blocks=(paragraph("x"), Quote((paragraph("y"),))))
    text = to_json(article, (Problem("DT001", "there is no date"),), None)
    lines = text.split("\n")
    assert [line[:8] for line in lines] == [
        '{"versio',
        '{"url":"',
        '{"url":"',
        '],"block',
        '{"type":',
        '{"type":',
        '],"extra',
        '{"code":',
        "]}",
        "",
    ]
    assert json.loads(to_json(article, (Problem("DT001", "there is no date"),), None, one_line=True)) == json.loads(
        text
    )


def test_another_shape_has_another_version() -> None:
    """Where this fails the shape has changed: count `VERSION` up, and put the new digest here."""
    shape = json.dumps(without_texts(schema()), sort_keys=True)
    assert (VERSION, hashlib.sha256(shape.encode()).hexdigest()[:16]) == ("1", "4bf8acbd3311fd46")


def without_texts(value: Any) -> Any:
    """A schema without what only people read, and without rules and forms of captions, which change with no shape."""
    if isinstance(value, dict):
        return {
            key: without_texts(each) for key, each in value.items() if key != "description" or isinstance(each, dict)
        }
    if isinstance(value, list):
        return [without_texts(each) for each in value if not (isinstance(each, str) and each in {*BY_CODE, *NAMES})]
    return value


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
        "version": "1",
        "source": "raw/a.html",
        "source_sha256": None,
        "content_sha256": EMPTY,
        "description": None,
        "site": None,
        "words": 0,
        "text": "",
        "keys": {},
        "omissions": [],
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
A = {"type": "paragraph", "text": "a", "line": None}
B = {"type": "paragraph", "text": "b", "line": None}
HTML = {**PHRASE, "html": "with <em>inline</em> marks"}
MARKED_PARAGRAPH = {"type": "paragraph", **PHRASE, "line": None}
BLOCKS: list[tuple[Block, dict[str, Any]]] = [
    (Paragraph(MARKED), MARKED_PARAGRAPH),
    (Heading(3, MARKED), {"type": "heading", "level": 3, **PHRASE, "id": None, "line": None}),
    (
        List(True, ((paragraph("a"),), (paragraph("b"),)), start=3, tight=False),
        {
            "type": "list",
            "ordered": True,
            "start": 3,
            "tight": False,
            "items": [
                [A],
                [B],
            ],
            "line": None,
        },
    ),
    (Quote((Paragraph(MARKED),)), {"type": "quote", "blocks": [MARKED_PARAGRAPH], "line": None}),
    (
        Quote((paragraph("a"),), "!!! note"),
        {
            "type": "quote",
            "blocks": [A],
            "admonition": "!!! note",
            "line": None,
        },
    ),
    (
        CodeBlock("a\n  <b>", "python"),
        {"type": "code", "language": "python", "info": "python", "text": "a\n  <b>", "line": None},
    ),
    (
        DefinitionList((((MARKED,), ((paragraph("a"),),)),)),
        {
            "type": "definition_list",
            "groups": [{"terms": [HTML], "definitions": [[A]]}],
            "line": None,
        },
    ),
    (
        Details(MARKED, (ThematicBreak(),)),
        {"type": "details", "summary": HTML, "blocks": [{"type": "thematic_break", "line": None}], "line": None},
    ),
    (
        Embed("iframe", "https://v.example/1", "Film"),
        {"type": "embed", "kind": "iframe", "url": "https://v.example/1", "title": "Film", "line": None},
    ),
    (RawBlock("<!--more-->"), {"type": "html", "text": "<!--more-->", "line": None}),
    (
        Footnote("1", (Paragraph(MARKED),)),
        {"type": "footnote", "label": "1", "blocks": [MARKED_PARAGRAPH], "line": None},
    ),
    (
        Table(
            (Cell((Paragraph(MARKED),), colspan=2),),
            ((Cell((paragraph("a"),), rowspan=2, header=True), Cell(())),),
            ("left", None),
            (Text("Caption"),),
        ),
        {
            "type": "table",
            "head": [{**HTML, "colspan": 2}],
            "rows": [[{"text": "a", "rowspan": 2, "header": True}, {"text": ""}]],
            "align": ["left", None],
            "caption": "Caption",
            "line": None,
        },
    ),
]


@pytest.mark.parametrize(("block", "expected"), BLOCKS, ids=lambda value: type(value).__name__)
def test_block(block: Block, expected: dict[str, Any]) -> None:
    assert written(Article(blocks=(block,)))["blocks"] == [expected]


def test_every_kind_of_block_is_described() -> None:
    definitions = schema()["$defs"]
    described = set(definitions["JsonQuote"]["properties"]["blocks"]["items"]["discriminator"]["mapping"])
    assert described == {expected["type"] for _, expected in BLOCKS} | {"figure", "thematic_break"}


def test_cell_of_several_blocks() -> None:
    cell = Cell((paragraph("a"), List(False, ((paragraph("b"),),)), CodeBlock("c")))
    (table,) = written(Article(blocks=(Table((), ((cell,),)),)))["blocks"]
    markdown, html = "a\n\n- b\n\n```\nc\n```", "a\n<ul>\n<li>b</li>\n</ul>\n<pre><code>c</code></pre>\n"
    assert table["rows"] == [[{"text": "a\nb\nc", "markdown": markdown, "html": html}]]


def test_cell_as_it_stands_in_a_table_of_markdown() -> None:
    cells = (Cell((paragraph("a | b"),)), Cell((paragraph("c"),)))
    (table,) = written(Article(blocks=(Table(cells, (cells,)),)))["blocks"]
    assert table["head"] == [{"text": "a | b", "markdown": "a \\| b"}, {"text": "c"}]


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
            "caption_markdown": "*with _inline_ marks*",
            "caption_from": "figcaption",
            "line": None,
        }
    ]


def test_figure_without_a_caption() -> None:
    (figure,) = written(Article(images=(Picture("a"),), blocks=(Figure(linked(Image("a"))),)))["blocks"]
    assert figure == {
        "type": "figure",
        "images": [0],
        "links": [None],
        "caption": None,
        "caption_from": None,
        "line": None,
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
        ("", None),
        ("007", "007"),
        ("+1", "+1"),
        ("-0", "-0"),
        ("1.5", 1.5),
        ("-0.25", -0.25),
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
    line = to_json(Article(title="“好”\u2028\n"), (), "ü", one_line=True)
    assert '"title":"“好”\\u2028\\n"' in line
    assert line.count("\n") == 1


MAY_BE_ABSENT = {"admonition", "alts", "caption_html", "caption_markdown", "colspan", "header", "html", "markdown"}
MAY_BE_ABSENT |= {"rowspan", "templates", "titles"}


def test_schema_is_a_schema_with_everything_described() -> None:
    document = schema()
    jsonschema.Draft202012Validator.check_schema(document)

    def walk(value: object, place: str) -> None:
        if isinstance(value, dict):
            if "properties" in value:
                assert set(value["required"]) | MAY_BE_ABSENT >= set(value["properties"]), place
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
        {"blocks": [{"type": "paragraph", "markdown": "a"}]},
        {"problems": [{"code": "XX001"}]},
        {"images": [{"url": "a"}]},
    ],
)
def test_schema_refuses(change: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid({**written(Article()), **change})


def test_what_was_left_out_is_told() -> None:
    source = f"""<p>Text<script>{"x" * 500}</script> goes on.</p>
<p><img src="https://a.example/count.gif" width="1" height="1"></p><p>\\(x^2\\)</p>"""
    text = convert(source, Options(to="json")).output or ""
    document = json.loads(text)
    VALIDATOR.validate(document)
    omissions = {each["reason"]: (each["text"][:12], len(each["text"]), each["line"]) for each in document["omissions"]}
    assert omissions["<script>"] == ("<script>xxxx", 301, None)
    assert omissions["IM002"] == ('<img src="ht', 60, 2)
    assert "formula" not in omissions
    assert convert(text, Options(to="json")).output == text


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85"])
@pytest.mark.parametrize("to", ["json", "jsonl"])
def test_line_ends_of_unicode_are_escaped(end: str, to: str) -> None:
    output = convert(f"---\ntitle: Low{end}tide\n---\n\n`a{end}b` and ε\n", Options(to=to)).output
    assert output is not None
    assert end not in output
    assert json.loads(output)["title"] == f"Low{end}tide"
    if to == "jsonl":
        assert len(output.splitlines()) == 1
