"""The lines of blocks and the identifiers of headings: those of the source, or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from newsfix import Options, convert

HTML = """<div>
<h2 id="intro">Beginning</h2>
<p>
The first words, with <b>bold</b> ones
that go on.</p><p>Beginning</p>
<ul>
  <li>One</li>
  <li>Two
    <ul><li>Deep</li></ul></li>
</ul>
<figure>
  <img src="a.png" alt="A lamp">
  <figcaption>The lamp</figcaption>
</figure>
<hr>
<blockquote>
<p>Quoted</p></blockquote>
<table>
<tr><th>a</th></tr>
<tr><td>b</td></tr></table>
<pre><code>
x = 1
</code></pre>
<iframe src="https://v.example/?a=1&amp;b=2"></iframe>
<!--more-->
<dl>
<dt>Term</dt><dd>
<p>Definition</p></dd></dl>
</div>
"""
MARKDOWN = """---
title: The lamp
date: 2020-01-01
---

# Beginning {#in .wide}

The first [words](https://a.example/x)
go on.

!!! note
    Said so.

- a
- b

  c

1. first
2. second

![Lamp](x.png)
*The lamp*

```py title
x = 1
```

---

| h | i |
|---|---|
| 1 | 2 |

Note[^1].

[^1]: The foot.

After
-----
"""


def blocks_of(text: str) -> list[Any]:
    blocks: list[Any] = json.loads(convert(text, Options(to="json")).output or "")["blocks"]
    return blocks


def walked(value: Any) -> Iterator[Any]:
    """The blocks in a value, in their order."""
    for each in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        if isinstance(each, dict) and "type" in each:
            yield each
        yield from walked(each)


def placed(text: str) -> list[tuple[str, int | None]]:
    return [(each["type"], each["line"]) for each in walked(blocks_of(text))]


def test_blocks_of_html_have_their_lines() -> None:
    assert placed(HTML) == [
        ("heading", 2),
        ("paragraph", 3),
        ("paragraph", 5),
        ("list", 6),
        ("paragraph", 7),
        ("paragraph", 8),
        ("list", 9),
        ("paragraph", 9),
        ("figure", 11),
        ("thematic_break", 15),
        ("quote", 16),
        ("paragraph", 17),
        ("table", 18),
        ("code", 21),
        ("embed", 24),
        ("html", 25),
        ("definition_list", 26),
        ("paragraph", 28),
    ]


def test_blocks_of_markdown_have_their_lines() -> None:
    assert placed(MARKDOWN) == [
        ("heading", 6),
        ("paragraph", 8),
        ("quote", 11),
        ("paragraph", 12),
        ("list", 14),
        ("paragraph", 14),
        ("paragraph", 15),
        ("paragraph", 17),
        ("list", 19),
        ("paragraph", 19),
        ("paragraph", 20),
        ("figure", 22),
        ("code", 25),
        ("thematic_break", 29),
        ("table", 31),
        ("paragraph", 35),
        ("footnote", 37),
        ("paragraph", 37),
        ("heading", 39),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        # Words that stand in what is left out as well, and too few to tell.
        ("<p>first</p>\n<script>first</script>\n<p>&#115;econd</p>\n<p>third</p>", [1, None, None]),
        ("<p>&#115;econd</p>\n<p>Long enough to tell</p>\n<p>third</p>", [None, 2, 3]),
        ("<p>&#115;econd</p>\n<p>Twice the same</p>\n<p>Twice the same</p>", [None, None, None]),
        # Words of an attribute are no text, nor is a part of a word.
        ('<p title="a word">x</p>\n<p>a word</p>', [1, 2]),
        ("<p>one</p>\n<p title=''>on</p>\n<p>o</p>", [1, 2, 3]),
        ("{% include a %}\nText", [None]),
        ('<p>Text</p>\n<p>x<sub><img src="a.png" alt="Words"></sub>\ny</p><p><code>z</code></p>', [1, 2, 3]),
        ("```\na\n```\n\n```b c\na\n```\n\n    a\n", [1, 5, 9]),
    ],
)
def test_what_is_not_certain_has_none(text: str, lines: list[int | None]) -> None:
    assert [line for _, line in placed(text)][: len(lines)] == lines


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ('<h2 id="a">A</h2>', "a"),
        ('<h3 class="x" id="b">B<br>C <img src="d.png"></h3>', "b"),
        ('<p>x</p><h2 id="">A</h2>', None),
        ('<h2>A</h2><h3 id="later">B</h3>', None),
        ("## A {#one}\n\nText", "one"),
        ("## A {: .wide #two }\n\nText", "two"),
        ("## A {#b} c\n\nText", None),
        ("## A #b\n\nText", None),
    ],
)
def test_headings_have_the_identifiers_of_the_source(text: str, identifier: str | None) -> None:
    assert next(each for each in walked(blocks_of(text)) if each["type"] == "heading")["id"] == identifier


@pytest.mark.parametrize("text", [HTML, MARKDOWN])
def test_they_come_back(text: str) -> None:
    document = convert(text, Options(to="json")).output or ""
    assert convert(document, Options(to="json")).output == document
    assert convert(document).output == convert(text).output


def test_many_blocks_that_are_not_found_cost_no_more_each() -> None:
    """Each looks no further than a bounded stretch: a text that is nowhere does not lead to the end of the source."""
    from newsfix.read import lines

    sought = 0

    class Counted(str):
        def find(self, *args: Any) -> int:
            nonlocal sought
            sought += min(args[2] if len(args) > 2 else len(self), len(self)) - args[1]
            return super().find(*args)

    from newsfix.model.article import Paragraph, Text
    from newsfix.read.parse import parse_body

    follower = lines._Follower(parse_body("<p>a</p>" * 20_000, 1, Options()))
    follower._flat = Counted(follower._flat)
    for _ in range(100):
        assert follower.begin(Paragraph((Text("b"),))) is None
    assert sought <= 100 * 51_000
