"""The whole of newsfix: any bytes in, no exception out, and its own output is its own."""

from __future__ import annotations

import json
import locale
import os
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newsfix
from newsfix import Options, check, convert, pipeline
from newsfix.rules import BY_CODE

EXPLORE = int(os.environ.get("NEWSFIX_EXPLORE") or 0)  # how many examples to try, other ones in each run
SLOW = settings(
    max_examples=EXPLORE or 300, deadline=None, derandomize=not EXPLORE, suppress_health_check=list(HealthCheck)
)
PIECES = st.sampled_from(
    [
        "---\n", "title: a: b\n", "date: 2021-13-01\n", "tags: [a\n", "+++\n", "{", "<p>", "</p>", "<b>", "</i>", "<i>", "<br>",
        "<img src=a.png>", "<img src='a.png?w=3' alt='*x*'>", "<figure>", "</figure>", "<figcaption>", "<ul><li>", "</ul>", "<ol start=7><li>",
        "<table><tr><td>", "</td><td colspan=2>", "</table>", "<h2>", "</h2>", "<pre>", "</pre>", "<code>", "</code>", "<blockquote>",
        "</blockquote>", "<a href='u v'>", "</a>", "<a href='#x'>", "<p id=x>", "<dl><dt>", "<dd>", "</dl>", "<details><summary>", "</details>",
        "text", " ", "\n", "\n\n", "文字", "“好”", "。", "*", "**", "_", "`", "[x](y)", "![a](b)\n", "*cap*\n", "# h\n", "- i\n", "1. i\n", "> q\n",
        "| a | b |\n| - | - |\n", "{{ x }}", "{% y %}", "&#123;&#123;", "[gallery]", "<!--more-->", "$a_b$", "[^1]", "[^1]: n\n", "&nbsp;",
        "\u3000", "\u200b", "<sup>", "<ruby>漢<rt>k</rt></ruby>", "<del>", "```\n", "    code\n", "<iframe src=v></iframe>", "<script>x</script>",
        "a", "1", "\ufdd0", "<p class=img-desc>", "<a href=/x><img src=b.png></a>", "<img data-src=c.png>", "<strong>", "</strong>", "<span style=font-weight:bold>",
        "<h1>", "</h1>", "=\n", "---", "[](", ")", "<div>", "</div>", "<figure data-x>",
    ]
)  # fmt: skip
SOURCES = st.lists(PIECES, max_size=24).map("".join)


@SLOW
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    result = convert(data)
    assert all(problem.code in BY_CODE for problem in result.problems)
    assert result.output is not None or any(BY_CODE[item.code].severity == "error" for item in result.problems)


@SLOW
@given(SOURCES, st.sampled_from(["auto", "html", "markdown"]))
def test_any_mixture_verifies_and_stays(source: str, kind: str) -> None:
    result = convert(source, Options(body=kind, verify=True))  # type: ignore[arg-type]
    assert result.output is not None, result.problems
    again = convert(result.output, Options(body="markdown")).output
    assert again == result.output


@SLOW
@given(st.text(max_size=200))
def test_any_text_is_json(text: str) -> None:
    output = convert(text, Options(to="json")).output
    assert output is None or json.loads(output)["source"] is None


@pytest.mark.parametrize(
    "source", ["<p>title: x</p><p>text</p>", "<hr><p>title: x</p><hr><p>y</p>", "<p>+++</p><p>a = 1</p>"]
)
def test_text_is_not_taken_for_front_matter(source: str) -> None:
    output = convert(source).output
    assert output is not None
    again = convert(output)
    assert again.output == output
    assert len(again.article.blocks) == source.count("<p>") + source.count("<hr>")


@pytest.mark.parametrize(
    "source",
    [
        "<p>a &lt;p b</p><p>c > d</p>",
        "<p>a &lt;br 文> b <b>c</b> > d</p>",
        "<p>a <code>&lt;p></code> b</p>",
        "<p>a <code>`&lt;p x></code></p>",
        '<p><img src="/a<p/b.jpg" alt="&lt;p x" title="&lt;div y"></p>',
        '<ul><li>&lt;o:p></ul><p><a href="/?a=<p&b" title="<p>">c</a></p>',
        "<pre>a&#12;b</pre><p>c&#xB;d</p>",
    ],
)
def test_text_is_not_taken_for_html(source: str) -> None:
    assert_stays(source)


@pytest.mark.parametrize(
    "source",
    [
        "a```<br>```",
        "<code>\ufdd0</code>a<pre>\ufdd0{{</pre>",
        "a<br>{% y %}",
        '<ol start="7"><li><dl><dt>a<dd>b</dl></ol>',
        "<ul><li><blockquote><dl><dt>a</dl></ul>",
        "<ul><li>a<li><details><summary>b<table><tr><td>c</table></details></ul>",
        "<details><summary>&#123;{% y %}</summary>a</details>",
        '<p id="x">a</p><pre><a href="#x">b</a></pre>',
        "<a href='u v'>[gallery]</details>[^1]",
        "<figure><img src=a>b<!--more--></figure>",
        "<i><table><tr><td><img src=a>- b",
    ],
)
def test_what_is_written_stays(source: str) -> None:
    assert_stays(source)


def assert_stays(source: str) -> None:
    output = convert(source, Options(verify=True)).output
    assert output is not None
    assert convert(output).output == output


def test_check_finds_what_convert_finds() -> None:
    source = "---\ntitle: a: b\ndate: 13/13/2021\n---\n<p><img></p>"
    assert check(source) == convert(source).problems
    assert {problem.code for problem in check(source)} >= {"FM004", "DT004", "IM005"}


KEPT = "---\ntitle: The quay\nauthors:\n- Ida Example\n---\n\nThe *boats* &amp; [a net](https://a.example/n).\n"


@pytest.mark.parametrize("source", [KEPT, KEPT.replace("*boats*", "_boats_"), KEPT.replace("The *", "#The *")])
def test_check_counts_no_body_that_is_written_as_it_stands(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    assert check(source) == convert(source).problems
    counted: list[str] = []
    own = pipeline.source_side
    monkeypatch.setattr(
        pipeline, "source_side", lambda front, body, kind: counted.append(body) or own(front, body, kind)
    )
    check(source)
    assert bool(counted) is (convert(source).output != source)


def test_check_tells_what_front_matter_loses_above_such_a_body(monkeypatch: pytest.MonkeyPatch) -> None:
    short = "---\ntitle: The quay\n---\n"
    monkeypatch.setattr(pipeline, "front_matter", lambda article, **options: short)
    assert "BD010" in {problem.code for problem in check(KEPT)}
    assert check(KEPT) == convert(KEPT).problems
    assert "BD010" not in {problem.code for problem in check(KEPT.replace("authors:\n- Ida Example\n", ""))}


def test_nothing_is_read_from_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "---\ntitle: T\ndate: March 2022\nupdated: 3 mars 2022 10:00\n---\nx"
    before = convert(source).output
    monkeypatch.setenv("TZ", "Pacific/Apia")
    monkeypatch.setenv("LC_ALL", "C")
    time.tzset()
    try:
        assert convert(source).output == before
        assert locale.getlocale() is not None
    finally:
        monkeypatch.undo()
        time.tzset()
    assert "TZ" not in os.environ or os.environ["TZ"] != "Pacific/Apia"


def test_a_fatal_file_says_only_that() -> None:
    result = convert(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 20)
    assert result.output is None
    assert {problem.code for problem in result.problems} == {"EN006"}


def test_the_library_is_on_one_screen() -> None:
    assert set(newsfix.__all__) >= {"Article", "Options", "Problem", "check", "convert"}
    with pytest.raises(AttributeError):
        _ = newsfix.nothing


def test_a_problem_knows_its_rule() -> None:
    (problem,) = (each for each in check("---\ndate: 03/04/2021\n---\nText.") if each.code == "DT003")
    assert (problem.name, problem.severity) == (BY_CODE["DT003"].name, "error")


def test_the_library_shows_what_it_offers() -> None:
    assert {"convert", "check", "Options", "Problem", "Result"} <= set(dir(newsfix))
