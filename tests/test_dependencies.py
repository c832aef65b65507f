"""What newsfix writes by the data and in the words of others: an update of theirs that changes it fails here.

Names of months and days are Babel's (CLDR): `test_dates.test_every_language_of_cldr`. Messages about values that a
JSON Schema does not allow are jsonschema's: `test_demands`.
"""

from __future__ import annotations

from html.entities import html5

import pytest
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from newsfix import convert
from newsfix.read.references import decode_entities

NAMED = {name: text for name, text in html5.items() if name.endswith(";")}


def test_the_readers_know_the_same_entities() -> None:
    """Those of Python (front matter), of lexbor (HTML) and of markdown-it (Markdown)."""
    expected = [f"x{text}x" for text in NAMED.values()]
    assert len(expected) == 2125
    paragraphs = LexborHTMLParser("".join(f"<p>x&{name}x</p>" for name in NAMED)).css("p")
    assert [node.text() for node in paragraphs] == expected
    assert [decode_entities(f"x&{name}x") for name in NAMED] == expected
    parsed = (MarkdownIt().parseInline(f"x&{name}x")[0].children or [] for name in NAMED)
    said = ["".join(each.content if each.type == "text" else "\n" for each in tokens) for tokens in parsed]
    assert said == expected


@pytest.mark.parametrize(
    ("whose", "source", "said"),
    [
        ("tomllib", "+++\ntitle = \n+++\nText.\n", "the front matter is not valid TOML: Invalid value; "),
        ("json", ';;;\n{"a": tru}\n;;;\nText.\n', "the front matter is not valid JSON: Expecting value; "),
    ],
)
def test_words_of_others(whose: str, source: str, said: str) -> None:
    messages = [problem.message for problem in convert(source).problems if problem.code == "FM003"]
    assert [message for message in messages if message.startswith(said)], (whose, messages)
