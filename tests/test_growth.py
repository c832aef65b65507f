"""Twice the text takes twice the work, whatever it is made of: no shape that an article can have hangs a run.

Work is counted and not timed: the lines of newsfix that run, and the characters that its patterns look at.
"""

from __future__ import annotations

import gc
import re
import sys
from types import FrameType
from typing import Any

import pytest

from newsfix import convert, regex
from newsfix.read.html.bounds import MOST_ATTRIBUTES, MOST_OPTIONS, MOST_PARTS
from newsfix.syntax.html import NAMES

FEW = 200
"""Below the bound on nesting nothing grows in proportion; above it most does."""

OPEN = {f"<{name}>": f"<{name}>a " for name in sorted(NAMES)}
PAIRS = {f"<{name}></{name}>": f"<{name}>a</{name}>\n" for name in sorted(NAMES)}
HTML = {
    "a sign": "a<b ", "signs": "<", "a section": "<![CDATA[a ", "a section that ends": "<![CDATA[a]]>",
    "a comment": "<!-- a ", "a comment that ends": "<!-- a -->", "an instruction": "<?x a ", "entities": "&#x41;",
    "pictures": '<img src="/a{n}.png">b ', "figures": '<figure><img src="/{n}.png"><figcaption>c</figcaption></figure>',
    "below pictures": '<p><img src="/a{n}.png"></p><p>c {n}</p>', "links": '<a href="/x{n}">y</a> ',
    "sizes": '<img src="/a{n}-300x200.png" srcset="/a{n}.png 2x">', "notes": '<p><sup><a href="#n">1</a></sup>',
    "rows": "<table><tr><td>a", "tables in tables": "<table><tr><td>", "terms": "<dl><dt>a<dd>b</dl>",
    "hidden": "<div hidden>a ", "breaks": "a<br>\n", "crossed": "<b><i></b></i>", "formulas": "<math><mi>x</mi></math>",
    "Word": '<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1">· a</p>',
    "tweets": '<blockquote class="twitter-tweet"><p>a</p><a href="https://t.example/{n}">b</a></blockquote>',
    "frames": '<iframe src="https://www.youtube.com/embed/a{n}"></iframe>', "tildes": "~~", "ticks": "` a ",
    "captions": '[caption id="a{n}"]<img src="/a{n}.png"> c[/caption]', "a caption": "[caption] ",
    "shortcodes": "[a]x[/a] ", "brackets": "[", "links of Markdown": "[a](", "tags": "{{% a %}} ", "a tag": "{{% a ",
    "stars": "*a ", "dollars": "$a ", "pipes": "a|b ", "backslashes": "\\", "blanks": " ", "addresses": "a@b.example ",
}  # fmt: skip
MARKDOWN = {
    "headings": "# a\n\n", "underlined": "a\n===\n\n", "quotes": "> a\n", "quotes in quotes": "> ", "items": "- a\n",
    "numbers": "1. a\n", "fences": "```\na\n```\n", "a fence": "```\na\n\n", "tilde fences": "~~~ x\n",
    "indented": "    a\n", "rules": "---\n\n", "tables": "a|b\n-|-\nc|d\n\n", "rows": "|a|b|\n",
    "padded rows": "| a            | b |\n", "references": "[a{n}]: /b\n", "notes": "[^{n}]: a\n\n",
    "marks": "a[^{n}] ",
    "abbreviations": "*[A{n}]: b\n", "definitions": "a\n: b\n\n", "admonitions": "!!! note\n    a\n\n",
    "containers": "::: x\na\n", "alerts": "> [!NOTE]\n> a\n\n", "attributes": "# a {{#x{n}}}\n\n",
    "captions": "![a](/b{n}.png)\n*c {n}*\n\n", "autolinks": "<https://a.example/{n}> ", "blocks": "<div>\n\n",
    "Markdown in HTML": '<div markdown="1">\na\n</div>\n\n', "breaks": "a  \n", "emphasis": "*a **b ", "stars": "***",
    "struck": "~~a~~ ", "formulas": "$$\na\n$$\n\n", "comments": "<!-- a\n\n", "tasks": "- [ ] a\n", "ticks": "` a ",
    "tags": "{{{{< a >}}}}\nb\n{{{{< /a >}}}}\n\n", "a tag": "{{% highlight x %}}\na\n", "lines": "a b c\n",
    "word": "a",
    "bare tags": "a <gate{n}> b ", "tags that code shows": "`<gate>` \\<gate> ", "hidden tags": "<!-- \\<a{n}> ",
    "wide": "中文。", "shortcodes": "[a]\nb\n[/a]\n\n", "details": "??? note\n    a\n\n", "brackets": "![",
}  # fmt: skip
LINES = {
    "a sign before tags": ("a\n##", "<b ", ">x"), "an item before tags": ("a\nb. ", "<b>  <i ", ">x"),
    "pictures on a line": ("", "![a](b) ", "x"), "pictures with attributes": ("", "[![a](b){{:.c}}](d)", "x"),
    "blocks beside a sign": ("a\n#", "<b><p>", "x"), "tags before a blank": ("a\n#", "<b>", " x"),
    "tags in a title": ("[a](b '", '{{{{ "a }}}} ', "')"), "tags in a description": ("![", "{{{{ ] }}}} ", "](b)"),
    "tags in an address": ("[a](<", "{{{{ < }}}} \\", ">)"),
    "captions": ("", "[caption]![a](<b c>) \\[/caption]\n", ""),
    "folded notes": ("", "a[^{n}]\n\n<details>\n\n[^{n}]: b\n\n</details>\n\n", ""),
    "lines of a shortcode": ("[a", "\nb", "]c[/a]"), "abbreviations": ("", "<i>[a]: *</i>\n", ""),
    "marks behind a tag": ("a\n{{{{ b }}}}", "*_", "x"), "rows": ("> |a\n|", " -- |", "x"),
}  # fmt: skip
FRONT = {
    "keys": ("---\n", "k{n}: v\n", "---\nb"), "one key": ("---\n", "k: v\n", "---\nb"),
    "a list": ("---\nt:\n", "  - a{n}\n", "---\nb"), "in brackets": ("---\nt: [", "a{n}, ", "]\n---\nb"),
    "comments": ("---\na: 1\n", "# c\n", "---\nb"), "comments of keys": ("---\n", "a{n}: 1 # c\n", "---\nb"),
    "anchors": ("---\n", "a{n}: &b{n} c\n", "---\nb"), "aliases": ("---\nx: &x y\n", "a{n}: *x\n", "---\nb"),
    "number signs": ("---\nt:\n", "  - #a{n}\n", "---\nb"), "folded": ("---\nt: >\n", "  a\n", "---\nb"),
    "broken": ("---\n", "t{n}: a: b\n", "---\nb"), "maps": ("---\n", "a{n}:\n  b: c\n", "---\nb"),
    "a text": ('---\nt: "', "a ", '"\n---\nb'), "no end": ("---\n", "k{n}: v\n", ""),
    "no fence": ("title: a\n", "k{n}: v\n", "\nb"), "words": ("---\n", "a b\n", "b"),
    "TOML": ("+++\n", "k{n} = 1\n", "+++\nb"), "names of TOML": ("+++\n", "a.", "b = 1\n+++\nb"),
    "tables of TOML": ("+++\n", "[t{n}]\n", "+++\nb"), "names in brackets": ("+++\n[a", ".a", "]\n+++\nb"),
    "comments of TOML": ("+++\n", "k{n} = 1 # c\n", "+++\nb"), "broken TOML": ("+++\n", "k{n} = a\n", "+++\nb"),
    "JSON": ("{{\n", '"k{n}": 1,\n', '"b": 1\n}}\nb'), "objects": ("{{\n", '"k{n}": {{"a": 1}},\n', '"b": 1\n}}\nb'),
    "escaped names": ("{{\n", '"\\u0061{n}": 1,\n', '"b": 1\n}}\nb'), "headers": ("", "Title: a{n}\n", "\nb"),
    "a date": ("---\ndate: ", "2021 ", "\n---\nb"), "a time": ('---\ndate: "', "1:", '"\n---\nb'),
    "a month": ("---\ndate: ", "March ", "\n---\nb"), "wide dates": ("---\ndate: ", "2021年", "\n---\nb"),
    "ago": ("---\ndate: ", "3 hours ago ", "\n---\nb"), "of a page": ("<html><head>", '<meta name="k{n}">', "<body>b"),
    "attributes": ("<p>a</p><p ", "a{n}=b ", ">b"), "an address": ('<p><a href="', "a/", '">x</a>'),
    "an alt": ('<p><img alt="', "a ", '" src="/x.png">'), "a srcset": ('<img srcset="', "/a{n}.png {n}w, ", '">'),
    "options": ("<select>", "<option>a", "</select>b"), "cells": ("<table><tr>", "<td>a", "</table>"),
    "spans": ("<table>", "<tr><td rowspan=3>a<td>b", "</table>"), "lines": ("<pre>", "a\n", "</pre>"),
    "sources": ("<picture>", "<source srcset=/a{n}.png>", "<img src=/a.png></picture>"),
    "marks that never end": ("<pre>", "<b>", "<i>a</u></i><p>b"),
    "marks that end crossed": ("<pre>", "<i><b></i>", "<p>b"),
    "ruby": ("<ruby>", "a<rt>b", "</ruby>"), "data": ('<img src="data:image/png;base64,', "AAAA", '">'),
    "wide rows": ("a|b\n-|-\n", "a|", "\n"), "bare anchors": ("<p>", '<a name="a{n}"></a>', "b"),
}  # fmt: skip

SHAPES = [
    *(("a.html", name, ("<p>a</p>\n", shape, "")) for name, shape in (OPEN | PAIRS | HTML).items()),
    *(("a.md", name, ("", shape, "")) for name, shape in MARKDOWN.items()),
    *(("a.md", name, shape) for name, shape in LINES.items()),
    *(("a.html", name, shape) for name, shape in FRONT.items()),
]


def text_of(shape: tuple[str, str, str], times: int) -> str:
    before, repeated, after = shape
    return before.format() + "".join(repeated.format(n=n) for n in range(times)) + after.format()


class Work:
    """What a conversion takes, while one is in the `with` block."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done = 0
        monkeypatch.setattr(regex._Lazy, "__getattr__", self._pattern())

    def _pattern(self) -> Any:
        def looked_up(lazy: Any, name: str) -> Any:
            if lazy._compiled is None:
                lazy._compiled = re.compile(lazy.pattern, lazy._flags)
            found = getattr(lazy._compiled, name)
            return self._counted(found) if name in ("search", "match") else found

        return looked_up

    def _counted(self, method: Any) -> Any:
        def called(text: Any, start: int = 0, last: int = sys.maxsize) -> Any:
            match = method(text, start, last)
            end = match.end() if match else min(last, len(text)) if method.__name__ == "search" else start
            self.done += max(end - start, 0) // 16
            return match

        return called

    def __enter__(self) -> Work:
        self.done = 0
        sys.settrace(self._called)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _called(self, frame: FrameType, event: str, _: object) -> Any:
        self.done += 1
        return self._line if "/newsfix/" in frame.f_code.co_filename else None

    def _line(self, frame: FrameType, event: str, _: object) -> Any:
        self.done += 1
        return self._line


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    # What a pattern has been asked before, it no longer looks up.
    for each in gc.get_objects():
        if isinstance(each, regex._Lazy):
            each.__dict__.pop("search", None)
            each.__dict__.pop("match", None)
    return Work(monkeypatch)


def grows_faster(work: Work, name: str, shape: tuple[str, str, str]) -> bool:
    """Whether the second of two doublings adds more than 2.5 times the work that the first adds."""
    done = []
    few = FEW // 2 if "</" in shape[1] else FEW  # what ends is not nested
    for times in (few, 2 * few, 4 * few):
        text = text_of(shape, times)
        with work:
            convert(text, origin=name)
        done.append(work.done)
    once, twice, four_times = done
    return four_times - twice > 2.5 * max(twice - once, once)


@pytest.mark.parametrize(("name", "what", "shape"), SHAPES)
def test_twice_the_text_is_twice_the_work(name: str, what: str, shape: tuple[str, str, str], work: Work) -> None:
    convert(text_of(shape, 3), origin=name)
    assert not grows_faster(work, name, shape), what


def test_what_grows_faster_is_seen(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def squared(text: str) -> str:
        for start in range(len(text) // 20):
            _ANY.search(text, start)
        return text

    monkeypatch.setattr("newsfix.read.characters.without_invisible", squared)
    monkeypatch.setattr("newsfix.read.parse.without_invisible", squared)
    assert grows_faster(work, "a.html", ("<p>", "some words ", ""))


_ANY = regex.regex("(?!)")


def test_a_tag_has_not_more_attributes_than_the_parser_takes() -> None:
    text = f'<p>a</p><p {" ".join(f"a{n}=b" for n in range(20 * MOST_ATTRIBUTES))}>b</p>\n<p title="c">d</p>'
    assert convert(text).output == "a\n\nb\n\nd\n"


def test_a_list_of_very_many_options_is_left_out_as_a_short_one() -> None:
    for number in (3, 20 * MOST_OPTIONS):
        result = convert(f"<p>a</p><select>{'<option value=v>word ' * number}</select><p>b</p>")
        assert result.output == "a\n\nb\n"
        assert [problem.message[:60] for problem in result.problems if problem.code == "BD007"]


def test_ruby_without_end_tags_is_not_nested() -> None:
    text = "<p>" + "<ruby>字<rt>zi</ruby>。" * 600
    result = convert(text)
    assert "BD002" not in {problem.code for problem in result.problems}
    assert (result.output or "").count("zi") == 600


@pytest.mark.parametrize(
    ("name", "part", "what"),
    [
        ("a.md", "a\n\n", "paragraphs"),
        ("a.md", "- a\n", "items"),
        ("a.md", "[a](b) ", "links"),
        ("a.md", "*a* b ", "marks"),
        ("a.md", "$a$$b ", "marks"),
        ("a.md", "~a~ b ", "marks"),
        ("a.html", "<p>a</p>", "elements"),
        ("a.html", "<br> <hr>", "elements"),
        ("a.md", "$a$ ", "marks"),
        ("a.md", "{{ tide }}\n", "template tags"),
        ("a.html", "<p>{% tide %}</p>", "template tags"),
    ],
)
def test_what_has_more_parts_than_fit_into_memory_is_refused(name: str, part: str, what: str) -> None:
    result = convert(f"---\ntitle: a\n---\n{part * (MOST_PARTS + 2)}", origin=name)
    problem = result.problems[-1]
    assert (result.output, problem.code, problem.line) == (None, "IO004", 4)
    assert what in problem.message
    assert f"newsfix reads {MOST_PARTS:,} at most" in problem.message


@pytest.mark.parametrize(
    ("begin", "part", "end"),
    [
        ("---\ntags:\n", "- a\n", "---\nText.\n"),
        ("---\n", "tide: x: y\n", ""),
        ('+++\ntags = ["a"', ', "a"', "]\n+++\nText.\n"),
        ('{"tags": ["a"', ', "a"', "]}\n\nText.\n"),
    ],
)
def test_front_matter_with_more_values_than_fit_into_memory_is_refused(begin: str, part: str, end: str) -> None:
    result = convert(begin + part * (MOST_PARTS + 2) + end, origin="a.md")
    problem = result.problems[-1]
    assert (result.output, problem.code, problem.line) == (None, "IO004", 1 if begin[0] == "{" else 2)
    assert "values of front matter" in problem.message


def test_what_has_more_lines_than_fit_into_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsfix.read.html.bounds.MOST_LINES", MOST_PARTS)
    result = convert("```\n" + "a\n" * MOST_PARTS, origin="a.md")
    problem = result.problems[-1]
    assert (result.output, problem.code) == (None, "IO004")
    assert f"1,000,001 lines, and newsfix reads {MOST_PARTS:,} at most" in problem.message


def test_what_has_few_parts_is_read_however_long_it_is() -> None:
    said = "word " * (MOST_PARTS // 4)
    assert convert(f"{said}\n", origin="a.md").output == f"{said.strip()}\n"
