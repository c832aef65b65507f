"""Profiles and their choices: each option by itself, their contradictions, and that the output is a fixed point."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsfix import Options, convert
from newsfix.cli import main
from newsfix.profiles import PROFILES
from tests.conftest import FIXTURES, newsfix

NAMES = sorted(PROFILES)
SOURCES = sorted(FIXTURES.glob("*/source.*"))

pytestmark = pytest.mark.usefixtures("here")


def written(source: str, name: str = "a.md", **options: object) -> str:
    output = convert(source, Options(**options), name).output  # type: ignore[arg-type]
    assert output is not None
    return output


def front(*lines: str, body: str = "Text.") -> str:
    return "\n".join(("---", "title: Ferries", *lines, "---", "", body, ""))


def body_of(output: str) -> str:
    return output.rpartition("---\n")[2].strip()


# ------------------------------------------------------------------------------ the whole of a profile


@pytest.mark.parametrize("profile", NAMES)
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.parent.name)
def test_output_is_a_fixed_point_that_reads_back(path: Path, profile: str) -> None:
    options = Options(profile=profile, verify=True)  # type: ignore[arg-type]
    first = convert(path.read_bytes(), options, "a.md")
    if first.output is None:
        assert any(problem.severity == "error" for problem in first.problems)
        return
    assert first.output.startswith("---\n")
    assert convert(first.output, options, "a.md").output == first.output


@pytest.mark.parametrize("profile", NAMES)
def test_the_json_is_that_of_the_article(profile: str) -> None:
    source = front("date: 2014-09", "cover: https://a.example/f.jpg", "layout: post", body="<p>{{ x }}</p>")
    plain = written(source, to="json", rules=())
    assert written(source, to="json", rules=(), profile=profile) == plain


# ----------------------------------------------------------------------------------------- front matter


def test_front_matter_is_always_there_on_request() -> None:
    assert written("<p>Text.</p>\n", "a.html") == "Text.\n"
    assert written("<p>Text.</p>\n", "a.html", front_matter="always") == "---\n---\n\nText.\n"


@pytest.mark.parametrize(
    ("keys", "line", "expected"),
    [
        ({"updated": "changed"}, "lastmod: 2020-01-02", "changed: 2020-01-02"),
        ({"canonical_url": "source"}, "url: https://a.example/b", "source: https://a.example/b"),
        ({"author": "writer"}, "author: Ida", "writer: Ida"),
        ({"cover": "images"}, "cover: https://a.example/b.jpg", "images:\n  - https://a.example/b.jpg"),
        ({"cover": "heroImage"}, "cover: https://a.example/b.jpg", "heroImage: https://a.example/b.jpg"),
        ({"description": "summary"}, "description: On ferries", "summary: On ferries"),
        ({"draft": "published"}, "draft: true", "published: false"),
        ({"published": "draft"}, "published: true", "draft: false"),
        ({"draft": "hidden"}, "draft: true", "hidden: true"),
    ],
)
def test_keys_are_written_under_other_names(keys: dict[str, str], line: str, expected: str) -> None:
    output = written(front(line), output_keys=keys)
    assert output == f"---\ntitle: Ferries\n{expected}\n---\n\nText.\n"
    assert written(output, output_keys=keys) == output


def test_keys_are_left_out() -> None:
    keys = {"layout": False, "tags": False, "language": False}
    output = written(front("layout: post", "tags: [sea]", "language: en", "toc: true"), output_keys=keys)
    assert output == front("toc: true")


def test_a_key_that_is_taken_is_kept_under_its_own_name() -> None:
    output = written(front("published: true", "draft: true"), output_keys={"published": "draft"})
    assert output == front("published: true", "draft: true")


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("permalink: /2014/ferry.html", "/2014/ferry.html"),
        ("permalink: 2014/ferry/", "/2014/ferry/"),
        ("blogger_orig_url: http://a.example/2014/ferry.html", "/2014/ferry.html"),
        ("guid: https://a.example/f%C3%A4hre", "/fähre"),
    ],
)
def test_the_old_address_is_kept(line: str, path: str) -> None:
    for profile, key in (("hugo", "url"), ("jekyll", "permalink"), ("hexo", "permalink")):
        output = written(front("date: 2014-09-03", line), profile=profile)
        assert f"\n{key}: {path}\n" in output
    output = written(front(line), addresses="alias")
    assert f"\naliases:\n  - {path}\n" in output
    assert written(output, addresses="alias") == output


@pytest.mark.parametrize(
    "line",
    [
        "guid: https://a.example/?p=7",
        "permalink: pretty",
        "permalink: /:year/:title/",
        "guid: 1234",
        "permalink: /../../etc/",
        f"permalink: /{'x' * 250}/",
        "url: https://a.example/",
        "guid: tag:a.example,2014:post-1",
    ],
)
def test_what_is_no_path_is_no_address(line: str) -> None:
    assert written(front(line), addresses="keep") == written(front(line))
    assert "aliases" not in written(front(line), addresses="alias")


def test_dates_without_a_day_are_completed_on_request() -> None:
    assert "date: " not in written(front("date: 2014-09"))
    for date, day in (("2014-09", "2014-09-01"), ("2014", "2014-01-01")):
        output = written(front(f"date: {date}"), partial_dates="first")
        original = date if "-" in date else f"'{date}'"
        assert output == front(f"date: {day}", f"date_original: {original}")
        assert written(output, partial_dates="first") == output
    assert written(front("date: 2014-09-03"), partial_dates="first") == front("date: 2014-09-03")


# ------------------------------------------------------------------------------------------ the body

LIQUID = "<p>Say {{ user.name }}.</p><pre>{% if x %}</pre><p>See <code>${{ y }}</code>.</p>"


def test_template_tags_are_text_to_each_engine() -> None:
    text = "Say &#123;{ user.name }}.\n\n```\n{% if x %}\n```\n\nSee `${{ y }}`."
    jekyll = written(front(body=LIQUID), "a.html", profile="jekyll")
    assert (body_of(jekyll), "render_with_liquid: false\n" in jekyll) == (text, True)
    hexo = written(front(body=LIQUID), "a.html", profile="hexo")
    assert (body_of(hexo), "disableNunjucks: true\n" in hexo) == (text, True)
    assert body_of(written(front(body=LIQUID), "a.html", profile="hugo")) == text
    assert "render_with_liquid" not in written(front(), profile="jekyll")


def test_template_tags_are_text_without_an_engine() -> None:
    output = body_of(written(front(body=LIQUID), "a.html", templates="text"))
    assert "{{" not in output
    assert "{%" not in output
    assert "user.name }}" in output


@pytest.mark.parametrize("profile", NAMES)
def test_template_tags_in_addresses_do_not_run(profile: str) -> None:
    body = 'See [that]({{< ref "x.md" >}} "T") and ![a]({{ site.url }}/b.jpg).\n\n![c]({% asset c.png %})'
    output = written(front(body=body), profile=profile)
    assert "{{" not in output
    assert "{%" not in output
    assert "x.md" in output
    assert written(output, profile=profile) == output
    for address in ("/b?{{ site.url }}", "/{% asset c.png %}", "{{ a | b: 'c' }}/d"):
        result = convert(front(body=f"See [that]({address})."), Options(profile=profile), "a.md")
        assert "BD011" not in {problem.code for problem in result.problems}


def test_an_old_jekyll_has_raw_tags_round_code() -> None:
    output = written(front("date: 2014-09-03", body=LIQUID), "a.html", profile="jekyll", templates="raw")
    assert "{% raw %}\n\n```\n{% if x %}\n```\n\n{% endraw %}" in output
    assert "{% raw %}`${{ y }}`{% endraw %}" in output
    assert "render_with_liquid" not in output
    assert written(output, profile="jekyll", templates="raw") == output


def test_shortcodes_of_hugo_are_shown_in_code() -> None:
    source = front(body="<pre>{{< note >}} {{% b c %}}</pre><p><code>{{&lt; x &gt;}}</code></p>")
    output = written(source, "a.html", profile="hugo")
    assert body_of(output) == "```\n{{</* note */>}} {{%/* b c */%}}\n```\n\n`{{</* x */>}}`"
    assert written(output, profile="hugo") == output
    shown = written(front(body="<pre>{{&lt;/* note */&gt;}}</pre>"), "a.html", profile="hugo")
    assert body_of(shown) == "```\n{{</*/* note */*/>}}\n```"


@pytest.mark.parametrize("profile", NAMES)
def test_listings_of_an_archive_become_fences(profile: str) -> None:
    listing = "Before.\n\n{% highlight ruby linenos %}\nputs 1\n\nputs 2\n{% endhighlight %}\n\nAfter."
    output = body_of(written(front(body=listing), profile=profile))
    assert output == "Before.\n\n```ruby\nputs 1\n\nputs 2\n```\n\nAfter."
    raw = body_of(written(front(body="Say {% raw %}{{ x }}{% endraw %}."), profile=profile))
    assert raw == "Say &#123;{ x }}."


@pytest.mark.parametrize("profile", NAMES)
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One.\n\n{% comment %}\nNot *yet* told\n\nNor this\n{% endcomment %}\n\nTwo.", "One.\n\nTwo."),
        ("- One {% comment %}x{% endcomment %} two\n{%- comment %}\nNot told\n{%- endcomment %}\n", "- One two"),
        ("<p>One</p>\n{% comment %}<p>Not told</p>{% endcomment %}\n<p>Two</p>", "One\n\nTwo"),
        ("## One {% comment %}Not told{% endcomment %}", "## One"),
    ],
)
def test_a_comment_is_shown_nowhere(body: str, expected: str, profile: str) -> None:
    result = convert(front(body=body), Options(profile=profile))  # type: ignore[arg-type]
    assert body_of(result.output or "") == expected
    codes = [problem.code for problem in result.problems]
    assert "BD007" in codes
    assert not {"BD010", "BD011"} & set(codes)


@pytest.mark.parametrize("profile", NAMES)
def test_a_comment_that_is_spoken_of_is_none(profile: str) -> None:
    said = "```\n{% comment %}\nx\n{% endcomment %}\n```"
    assert body_of(written(front(body=said), profile=profile)) == said
    shown = "{% raw %}{% comment %}x{% endcomment %}{% endraw %} here"
    assert "&#123;% comment %}" in written(front(body=shown), profile=profile)


FIGURE = '<figure><img src="https://a.example/f.jpg" alt="F"><figcaption>The {}</figcaption></figure><p>Text.</p>'


@pytest.mark.parametrize(
    ("form", "caption", "expected"),
    [
        ("emphasis", "ferry", "![F](https://a.example/f.jpg)\n*The ferry*"),
        ("title", "ferry", '![F](https://a.example/f.jpg "The ferry")'),
        ("title", "<b>ferry</b>", "![F](https://a.example/f.jpg)\n*The **ferry***"),
        ("shortcode", "<b>ferry</b>", '{{< figure src="https://a.example/f.jpg" alt="F" caption="The **ferry**" >}}'),
        ("shortcode", '"ferry"', '![F](https://a.example/f.jpg)\n*The "ferry"*'),
        (
            "html",
            "<b>ferry</b>",
            '<figure>\n<img src="https://a.example/f.jpg" alt="F">\n'
            "<figcaption>The <strong>ferry</strong></figcaption>\n</figure>",
        ),
    ],
)
def test_forms_of_figures(form: str, caption: str, expected: str) -> None:
    output = written(FIGURE.format(caption), "a.html", figures=form)
    assert output == f"{expected}\n\nText.\n"
    assert written(output, figures=form) == output


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>这是<strong>“引用”</strong>的话</p>", "这是<!-- -->**“引用”**<!-- -->的话"),
        ("<p><em>（引用）</em>的话</p>", "*（引用）*<!-- -->的话"),
        ("<p>a<br><strong>（引用）</strong>的话</p>", "a\\\n**（引用）**<!-- -->的话"),
        ("<dl><dt>A</dt><dd>one</dd><dt>B</dt><dd>two</dd></dl>", "A\n: one\n\nB\n: two"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td colspan=2>c<br>d</td></tr></table>",
            "| a | b |\n| --- | --- |\n| c d |  |",
        ),
        (
            "<table><tr><th rowspan=2>a</th><th>b</th></tr><tr><td><p>c</p><p>d</p></td></tr></table>",
            "| a | b |\n| --- | --- |\n|  | c d |",
        ),
        ("<details><summary>More</summary><p>Text.</p></details>", "**More**\n\nText."),
    ],
)
def test_html_is_avoided(source: str, expected: str) -> None:
    output = written(source, "a.html", raw_html="avoid", verify=True)
    assert output == f"{expected}\n"
    assert written(output, raw_html="avoid") == output


def test_what_needs_html_is_said() -> None:
    def unsaid(source: str) -> list[str]:
        return [each.message for each in convert(source, Options(raw_html="avoid")).problems if each.code == "MD003"]

    assert "<sub>" in unsaid("<p>H<sub>2</sub>O</p>")[0]
    assert "merged cells" in unsaid("<table><tr><th>a<th>b<tr><td colspan=2>c</table>")[0]
    assert not unsaid("<p>A <b>ferry</b>.</p>")


def test_ends_of_excerpts() -> None:
    source = "<p>One.</p><!-- truncate --><p>Two.</p><!--nextpage--><p>Three.</p>"
    assert written(source, "a.html", excerpt="more") == "One.\n\n<!--more-->\n\nTwo.\n\n<!--nextpage-->\n\nThree.\n"
    output = written(source, "a.html", excerpt="separator")
    assert output.startswith("---\nexcerpt_separator: <!--more-->\n---\n\nOne.\n\n<!--more-->\n")
    assert "excerpt_separator" not in written("<p>One.</p>", "a.html", excerpt="separator")


def test_footnotes_as_html() -> None:
    source = "One[^a] and again[^a], two[^b].\n\n[^a]: *First*.\n\n[^b]: Second.\n"
    output = written(source, footnotes="html")
    assert '<sup id="fnref-1"><a href="#fn-1">1</a></sup>' in output
    assert '<li id="fn-2">\n<p>Second.</p>\n<a href="#fnref-2">↩</a>\n</li>' in output
    assert "[^" not in output
    assert written(output, footnotes="html") == output


# ---------------------------------------------------------------------------------- file names, the command


def put(**files: str) -> None:
    for name, text in files.items():
        path = Path("raw", name.replace("__", "/").replace("_md", ".md").replace("_html", ".html"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


run = partial(newsfix, "convert", "raw", "-o", "out", "--no-cache")


def outputs(folder: str = "out") -> set[str]:
    return {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("keep", {"one.md", "2014-09-04-two.md", "deep/index.md"}),
        ("suffix", {"one.html.md", "2014-09-04-two.md", "deep/index.md"}),
        ("slug", {"my-ferry.md", "two.md", "deep.md"}),
        ("date-slug", {"2014-09-03-my-ferry.md", "2014-09-04-two.md", "2014-09-05-deep.md"}),
        ("bundle", {"my-ferry/index.md", "two/index.md", "deep/index.md"}),
    ],
)
def test_names_of_files(mode: str, expected: set[str]) -> None:
    put(
        one_html=front("date: 2014-09-03", "slug: my ferry"),
        **{"2014-09-04-two_md": front("date: 2014-09-04")},
        deep__index_md=front("date: 2014-09-05"),
    )
    assert run("--file-names", mode).exit_code == 0
    assert outputs() == expected
    again = newsfix("convert", "out", "-o", "again", "--no-cache", "--file-names", mode)
    assert (again.exit_code, outputs("again")) == (0, expected)


@pytest.mark.parametrize("mode", ["keep", "slug", "date-slug", "bundle"])
def test_the_page_of_a_section_keeps_its_name(mode: str) -> None:
    put(**{"deep/_index_md": front("slug: my ferry")})
    assert run("--file-names", mode).exit_code == 0
    assert outputs() == {"deep/_index.md"}


def test_the_slug_is_that_of_the_old_address() -> None:
    put(a_md=front("permalink: /2014/my-ferry.html"), b_md=front("guid: https://a.example/boats/index.html"))
    run("--file-names", "slug", "--addresses", "keep")
    assert outputs() == {"my-ferry.md", "boats.md"}


@pytest.mark.parametrize("slug", ["../up", "/etc/x", ".hidden", "a\\\\b", "a/b"])
def test_no_slug_leaves_the_directory(slug: str) -> None:
    put(a_md=front(f'slug: "{slug}"'))
    result = run("--file-names", "bundle")
    assert (result.exit_code, outputs(".")) == (1, {"raw/a.md"})
    assert "raw/a.md:1:1: IO003 the slug " in result.stderr


def test_an_article_without_a_date_fails_where_the_name_has_one() -> None:
    put(a_md=front(), b_md=front("date: 2014-09"))
    result = run("--profile", "jekyll")
    assert (result.exit_code, outputs()) == (1, {"2014-09-01-b.md"})
    assert "raw/a.md:1:1: DT001 there is no date with a day" in result.stderr
    result = run("--profile", "jekyll", "--partial-dates", "original")
    assert result.stderr.count("DT001") >= 2


def test_two_articles_of_one_name_or_one_address() -> None:
    put(a_md=front("slug: same"), deep__b_md=front("slug: same"), c_md=front("slug: same"))
    result = run("--file-names", "slug")
    assert (result.exit_code, outputs()) == (1, {"same.md", "deep/same.md"})
    assert "raw/c.md:1:1: IO003 the output out/same.md is already that of raw/a.md" in result.stderr
    put(d_md=front("permalink: /x/"), e_md=front("url: https://a.example/x/"))
    result = run("--addresses", "keep")
    assert "raw/e.md:1:1: IO003 the address /x/ is already that of raw/d.md" in result.stderr
    assert "e.md" not in outputs()


def test_names_in_an_archive() -> None:
    import zipfile

    Path("raw").mkdir()
    with zipfile.ZipFile("raw/all.zip", "w") as archive:
        archive.writestr("a.md", front("date: 2014-09-03", "slug: one"))
        archive.writestr("b.md", front())
    result = newsfix("convert", "raw/all.zip", "-o", "out/", "--profile", "jekyll")
    assert "raw/all.zip/b.md:1:1: DT001" in result.stderr
    with zipfile.ZipFile("out/all.zip") as archive:
        assert archive.namelist() == ["2014-09-03-one.md"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--profile", "hugo", "--figures", "html"), "figures = html cannot be combined with raw-html = avoid"),
        (
            ("--profile", "jekyll", "--figures", "shortcode"),
            "figures = shortcode cannot be combined with profile = jekyll",
        ),
        (("--raw-html", "avoid", "--footnotes", "html"), "footnotes = html cannot be combined with raw-html = avoid"),
        (("--profile", "hexo", "--templates", "raw"), "templates = raw cannot be combined with profile = hexo"),
        (("--profile", "hugo", "--keys", "keep"), "keys = keep cannot be combined with profile = hugo"),
        (("--file-names", "slug", "-t", "jsonl"), "--file-names needs --output DIRECTORY"),
    ],
)
def test_choices_that_contradict_each_other(arguments: tuple[str, ...], message: str) -> None:
    put(a_md=front())
    result = run(*arguments)
    assert (result.exit_code, outputs(".")) == (2, {"raw/a.md"})
    assert message in result.stderr


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("x", "it must be a table such as"),
        ({"updated": 3}, "updated must be a key to write, or false"),
        ({"updated": True}, "updated must be a key to write, or false"),
        ({"address": False}, "address must be a key to write"),
        ({"updated": "x", "date": "x"}, "two keys cannot be written as 'x'"),
    ],
)
def test_keys_that_cannot_be_written(keys: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Options(output_keys=keys)  # type: ignore[arg-type]


def test_what_the_site_needs_is_said_at_the_end() -> None:
    put(a_md=front("date: 2014-09-03", "permalink: /x/", body="<p>H<sub>2</sub>O</p>"))
    assert "markup.goldmark.renderer.unsafe = true" in run("--profile", "hugo").stderr
    assert "goldmark" not in run("--profile", "hexo").stderr
    assert "jekyll-redirect-from" in run("--profile", "jekyll", "--addresses", "alias").stderr
    assert "jekyll-redirect-from" not in run("--profile", "jekyll", "-q", "--addresses", "alias").stderr


def test_names_of_articles_in_newsfix_own_lines() -> None:
    put(a_html=front("date: 2014-09-03", "permalink: /2014/ferry.html"), b_md=front("date: 2014-09-04", "slug: boats"))
    runner = CliRunner()
    assert runner.invoke(main, ["convert", "raw", "-t", "jsonl", "-o", "all.jsonl"]).exit_code == 0
    assert runner.invoke(main, ["convert", "all.jsonl", "-o", "out/", "--profile", "jekyll"]).exit_code == 0
    assert {name.rpartition("/")[2] for name in outputs()} == {"2014-09-03-ferry.md", "2014-09-04-boats.md"}


@pytest.mark.parametrize("profile", NAMES)
def test_nothing_is_lost_in_the_words_of_a_profile(profile: str) -> None:
    body = "Say {% raw %}{{ x }}{% endraw %}.\n\n{% highlight ruby %}\nputs 1\n{% endhighlight %}\n\n[a]({{ b }}/c)"
    result = convert(front("layout: post", "permalink: /x/", body=body), Options(profile=profile))  # type: ignore[arg-type]
    assert not [problem.message for problem in result.problems if problem.code in ("BD010", "BD011")]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "kept as it is"),
        ({"profile": "jekyll"}, "written so that no engine runs it"),
        ({"profile": "jekyll", "templates": "keep"}, "kept as it is"),
        ({"templates": "raw"}, "written so that no engine runs it"),
    ],
)
def test_what_becomes_of_a_template_tag_is_said_as_it_is(options: dict[str, str], said: str) -> None:
    found = convert(front(body="It has {{ page.x }} in it.\n"), Options().replace(**options)).problems
    assert [each.message for each in found if each.code == "BD006"] == [f"template tag {said}: {{{{ page.x }}}}"]
