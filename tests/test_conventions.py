"""What the pages of a site lack as a rule is no problem of one of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from newsfix import convert, pipeline
from newsfix.run import conventions, engines, needs
from tests.conftest import newsfix

POST = "---\ntitle: The lock\ndate: 2021-12-15\n---\n\nText.\n"
PAGE = "---\ntitle: The lock\n---\n\nText.\n"
BARE = "Text of a manual.\n"
STUB = "---\nlayout: donate\n---\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    for cached in (
        needs.lacking,
        conventions._is_in_markdown,
        conventions._alike,
        conventions._many_lack,
        conventions._has_pictures,
        engines._names_above,
        engines._is_said,
        conventions._keep_pictures_elsewhere,
    ):
        cached.cache_clear()
    return folder


def write(*names: str, text: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def told(*arguments: str) -> list[str]:
    """`path CODE` of each problem."""
    result = newsfix("check", *(arguments or (".",)))
    return [f"{line.split(':')[0]} {line.split()[1]}" for line in result.stdout.splitlines()]


def several(pattern: str, count: int) -> list[str]:
    return [pattern.format(number) for number in range(count)]


def test_a_manual_has_no_dates() -> None:
    write(*several("docs/{}.md", 8), text=PAGE)
    assert told() == []
    assert told("docs/3.md") == []


def test_a_post_without_a_date_among_posts_is_a_problem() -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write("posts/x.md", text=PAGE)
    assert told() == told("posts/x.md") == ["posts/x.md DT001"]


def test_few_files_tell_nothing() -> None:
    write(*several("docs/{}.md", 2), text=PAGE)
    assert len(told()) == 2


def test_of_a_few_files_all_have_to_lack_it() -> None:
    write(*several("docs/{}.md", 3), text=PAGE)
    assert told() == []


def test_a_few_files_of_several_minds_tell_nothing() -> None:
    write(*several("docs/{}.md", 3), text=PAGE)
    write(*several("docs/x{}.md", 2), text=POST)
    assert told() == [f"docs/{number}.md DT001" for number in range(3)]


def test_of_a_few_files_one_alone_is_at_fault() -> None:
    write(*several("posts/{}.md", 2), text=POST)
    write("posts/x.md", *several("docs/{}.md", 20), text=PAGE)
    assert told() == ["posts/x.md DT001"]


def test_pages_above_tell_more_than_those_elsewhere() -> None:
    write(*several("blog/posts/{}.md", 20), text=POST)
    write(*several("plugins/{}.md", 8), *several("plugins/needs/{}.md", 2), text=PAGE)
    assert told() == []


def test_pages_in_directories_of_their_own() -> None:
    write(*several("posts/{}/index.md", 8), text=POST)
    write("posts/x/index.md", text=PAGE)
    write(*several("docs/{}/index.md", 8), text=PAGE)
    assert told() == ["posts/x/index.md DT001"]


def test_the_page_of_a_section_needs_no_date() -> None:
    write(*several("docs/{}.md", 8), "docs/index.md", text=PAGE)
    write(*several("posts/{}.md", 8), *several("notes/{}/index.md", 8), text=POST)
    write("posts/index.md", "notes/index.md", "notes/x/index.md", text=PAGE)
    assert told() == ["notes/x/index.md DT001"]


def test_the_page_of_a_section_needs_a_title() -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write("posts/index.md", text=PAGE.replace("title: The lock", "weight: 2"))
    assert told() == ["posts/index.md FM006"]


def test_small_directories_are_seen_together() -> None:
    write(*(f"docs/{part}/{number}.md" for part in "abcd" for number in range(2)), text=PAGE)
    assert told() == []


def test_without_dates_front_matter_is_no_must() -> None:
    write(*several("docs/{}.md", 8), text=PAGE)
    write("docs/x.md", text=f"# The lock\n\n{BARE}")
    assert told() == []
    write(*several("posts/{}.md", 8), text=POST)
    write("posts/x.md", text=BARE)
    assert told() == ["posts/x.md FM001"]
    assert told(".", "--ignore", "FM001") == ["posts/x.md DT001", "posts/x.md FM006"]


def test_a_heading_is_a_title() -> None:
    write(*several("posts/{}.md", 8), text=POST)
    for number, heading in enumerate(("# The lock", "The lock\n===", "<h1>The lock</h1>")):
        write(f"posts/x{number}.md", text=f"---\ndate: 2021-12-15\n---\n\n{heading}\n\nText.\n")
    write("posts/w.md", text="---\ndate: 2021-12-15\n---\n\n<script setup>\n</script>\n\n# The lock\n")
    write("posts/y.md", text="---\ndate: 2021-12-15\n---\n\n## The lock\n\nText.\n")
    write("posts/z.md", text="---\ndate: 2021-12-15\n---\n\n```sh\n# The lock\n```\n\n~~~\n# A\n~~~\n")
    assert told() == ["posts/y.md FM006", "posts/z.md FM006"]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("pageTitle: The lock", 0),
        ("hero:\n  bigTitle: The lock", 0),
        ("pageTitle: ''", 1),
        ("subject: A", 1),
        ("first_name: Mira", 0),
    ],
)
def test_a_title_may_have_another_key(lines: str, count: int) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write("posts/x.md", text=POST.replace("title: The lock", lines))
    assert told() == ["posts/x.md FM006"] * count


def test_pages_below_tell_of_the_one_above_them() -> None:
    write(*several("posts/{}.md", 20), text=POST)
    write("docs/first.md", *(f"docs/{part}/{number}.md" for part in "abcd" for number in range(2)), text=PAGE)
    assert told() == []


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("lastmod: 2021-12-15", 0),
        ("layout: page", 0),
        ("layout: post", 1),
        ("weight: 2", 0),
        ("menu:\n  main:\n    weight: 40", 0),
        ("menu: main", 1),
        ("sidebar_position: 2", 0),
        ("date: Of tides and what they carry.", 0),
        ("height: 2", 1),
    ],
)
def test_what_stands_for_a_date(line: str, count: int) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write("posts/x.md", text=PAGE.replace("---\n\n", f"{line}\n---\n\n"))
    assert told() == ["posts/x.md DT001"] * count


@pytest.mark.parametrize(("bare", "count"), [(3, 3), (5, 0)])
def test_what_every_third_file_lacks_is_no_slip(bare: int, count: int) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write(*several("posts/bare-{}.md", bare), text=BARE)
    assert told() == [f"posts/bare-{number}.md FM001" for number in range(count)]


@pytest.mark.parametrize(
    ("value", "count"),
    [("What the gauge said.", 0), ("|\n  Of tides, and of the moon.", 0), ("Sometime", 1), ("The 31st.", 1)],
)
def test_a_sentence_is_no_day_that_is_wrong(value: str, count: int) -> None:
    write("gauge.md", text=POST.replace("2021-12-15", value))
    assert told() == ["gauge.md DT004"] * count
    assert "DT004" in {each.code for each in convert(Path("gauge.md").read_bytes()).problems}


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        ("_posts/2021-12-15-x.md", "December 15", 0),
        ("_posts/2021-12-15-x.md", "December, 15", 0),
        ("_posts/2021-12-15-x.md", "15 Dec", 0),
        ("_posts/2021-12-15-x.md", "2021-02-30", 1),
        ("_posts/x.md", "December 15", 1),
    ],
)
def test_a_day_without_its_year_beside_a_name_that_has_it(name: str, value: str, count: int) -> None:
    write(name, text=POST.replace("date: 2021-12-15", f"pub-date: {value}"))
    assert told() == [f"{name} DT004"] * count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("```ansi\n\x1b[1mtide\x1b[0m\n```\n", 0),
        ("So `\x1b[0m` ends it, and `\x7f` is one more.\n", 0),
        ("    \x1b[1mtide\x1b[0m\n", 0),
        ("```\nN\x08Ntide\n```\n", 1),
        ("```\n\x1b[1mtide\n```\n\nThe \x1b tide.\n", 1),
    ],
)
def test_colours_of_a_terminal_in_code(text: str, count: int) -> None:
    write("tide.md", text=POST.replace("Text.", f"Text.\n\n{text}"))
    assert told() == ["tide.md EN004"] * count
    assert "EN004" in {each.code for each in convert(Path("tide.md").read_bytes()).problems}


@pytest.mark.parametrize(
    ("script", "count"),
    [(";", 0), ("void(0)", 0), ("alert('tide')", 0), ("history.back()", 0), ("show('/tide.html')", 1), ("tide()", 1)],
)
def test_a_script_that_leads_nowhere(script: str, count: int) -> None:
    link = f'<p>The <a href="javascript:{script}">tide</a>.</p>'
    write("tide.md", text=POST.replace("Text.", link))
    assert told() == ["tide.md BD003"] * count
    assert "BD003" in {each.code for each in convert(Path("tide.md").read_bytes()).problems}


@pytest.mark.parametrize(("days", "count"), [(2, 0), (300, 0), (400, 1)])
def test_an_article_may_be_announced(days: int, count: int) -> None:
    day = datetime.now(tz=timezone.utc) + timedelta(days=days)
    write("tide.md", text=POST.replace("2021-12-15", f"{day:%Y-%m-%d}"))
    assert told() == ["tide.md DT009"] * count
    assert told(".", "--select", "DT009") == ["tide.md DT009"]


def test_a_form_of_dates_is_reported_however_many_files_have_it() -> None:
    write(*several("posts/{}.md", 6), text=POST.replace("2021-12-15", "Wed, 15 Dec 2021 09:06:35 GMT"))
    assert told() == [f"posts/{number}.md DT002" for number in range(6)]


SIGN, SPACE, HASHES = "It is **\u201cnew\u201d**다.\n", "It is **new **now.\n", "Text.\n\n###Tides\n"


@pytest.mark.parametrize(
    ("site", "text", "found"),
    [
        (["mkdocs.yml"], SIGN + SPACE + HASHES, []),
        (["docs/en/mkdocs.yml"], SIGN + SPACE, []),
        (["pelicanconf.py"], SPACE, []),
        (["_config.yml", "Gemfile"], SIGN, []),
        (["_config.yml", "Gemfile", "package.json"], SIGN, []),
        (["_config.yml", "Gemfile"], SPACE, ["BD015"]),
        (["_config.yml", "Gemfile"], HASHES, ["BD016"]),
        (["package.json"], SIGN, ["BD015"]),
        (["_config.yml", "package.json"], SIGN, ["BD015"]),
        (["hugo.toml"], SIGN, ["BD015"]),
        ([], SIGN, ["BD015"]),
    ],
)
def test_marks_that_the_program_of_a_site_reads(site: list[str], text: str, found: list[str]) -> None:
    write(*site, text="")
    write("docs/ko/tide.md", text=POST.replace("Text.\n", text))
    assert told("docs/ko") == [f"docs/ko/tide.md {code}" for code in found]
    assert told("docs/ko", "--select", "BD015,BD016") != []


@pytest.mark.parametrize(
    ("name", "said", "text", "found"),
    [
        ("Gemfile", 'gem "rdiscount"\n', HASHES, []),
        ("docs/nanoc.yaml", "filter: RedCarpet\n", HASHES, []),
        ("config.toml", '[markup]\ndefaultMarkdownHandler = "blackfriday"\n', HASHES, []),
        ("Gemfile", '# gem "rdiscount"\ngem "kramdown"\n', HASHES, ["BD016"]),
        ("Gemfile", 'gem "rdiscount"\n', SPACE, ["BD015"]),
        ("package.json", '{"hexo-renderer-marked": "^0.3.0"}', SIGN + SPACE, []),
        ("package.json", '{"hexo-renderer-marked": "~2.0.0"}', SIGN, []),
        ("package.json", '{"hexo-renderer-marked": "~2.0.0"}', SPACE, ["BD015"]),
        ("package.json", '{"hexo-renderer-marked": "^6.0.0"}', SIGN, ["BD015"]),
        ("package.json", '{"markdown-it-cjk-friendly": "^1.2.0"}', SIGN, []),
    ],
)
def test_what_the_files_of_a_site_say_of_its_program(name: str, said: str, text: str, found: list[str]) -> None:
    write(name, text=said)
    write("docs/ko/tide.md", text=POST.replace("Text.\n", text))
    assert told("docs/ko") == [f"docs/ko/tide.md {code}" for code in found]


ENTITY = "---\ntitle: Locks &amp; quays\ndate: 2021-12-15\n---\n\nText.\n"


@pytest.mark.parametrize(
    ("site", "found"), [(["_config.yml", "Gemfile"], []), (["hugo.toml"], ["FM009"]), ([], ["FM009"])]
)
def test_jekyll_puts_values_into_pages_as_they_stand(site: list[str], found: list[str]) -> None:
    write(*site, text="")
    write("docs/tide.md", text=ENTITY)
    assert told("docs") == [f"docs/tide.md {code}" for code in found]
    told("docs", "--fix")
    assert ("&amp;" in Path("docs/tide.md").read_text(encoding="utf-8")) is not bool(found)


@pytest.mark.parametrize("option", ["--select", "--extend-select"])
def test_what_is_usual_is_repaired_where_it_is_asked_for(option: str) -> None:
    write("_config.yml", "Gemfile", text="")
    write("docs/tide.md", text=ENTITY)
    told("docs", "--fix", option, "FM009")
    assert "title: Locks & quays\n" in Path("docs/tide.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("shown", [("-v",), ("--fail-on", "note")])
def test_what_is_usual_is_not_called_fixable_where_it_is_only_shown(shown: tuple[str, ...]) -> None:
    write("_config.yml", "Gemfile", text="")
    write("docs/tide.md", text=ENTITY)
    result = newsfix("check", *shown, "docs")
    assert "FM009" in result.stdout
    assert "[fix]" not in result.stdout
    assert "fixable" not in result.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
@pytest.mark.parametrize("name", ["package.json", "Gemfile"])
def test_a_pipe_says_nothing_of_a_site(name: str) -> None:
    write("docs/tide.md", text=POST.replace("Text.\n", SIGN + HASHES))
    os.mkfifo(name)
    assert told("docs") == ["docs/tide.md BD015", "docs/tide.md BD016"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_pipe_names_no_submodules() -> None:
    write("docs/tide.md", text=POST.replace("Text.\n", "![a](pics/a.jpg)\n"))
    os.mkfifo(".gitmodules")
    assert told("docs") == ["docs/tide.md IM009"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_pipe_is_read_once() -> None:
    os.mkfifo("pipe")
    text = "---\ntitle: Quay\ndate: the day of the fair\n---\n\n<p>Text.</p>\n"
    feeder = subprocess.Popen([sys.executable, "-c", f"open('pipe', 'w').write({text!r})"])
    result = newsfix("check", "pipe")
    assert feeder.wait(60) == 0
    assert "pipe:3:7: DT004" in result.stdout


@pytest.mark.parametrize(
    ("name", "arguments", "found"),
    [
        ("docs/tide.md", (), []),
        ("docs/tide.md", ("--select", "BD010"), ["BD010"]),
        ("docs/tide.md", ("--profile", "hugo"), ["BD010"]),
        ("docs/tide.html", (), []),
        ("docs/tide.html", ("--extend-select", "lost-text"), ["BD010"]),
    ],
)
def test_what_converting_would_lose_of_a_page_of_a_site(
    name: str, arguments: tuple[str, ...], found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "<p>The quay.</p>" if name.endswith("html") else "The *quay* &amp; more."
    monkeypatch.setattr(pipeline, "body_text", lambda blocks, **options: "Nothing.\n")
    write(name, text=POST.replace("Text.", body))
    assert told("docs", *arguments) == [f"{name} {code}" for code in found]


@pytest.mark.parametrize(
    ("attributes", "count"),
    [
        ('id="chart"', 0),
        ('data-page="3" alt="A lock"', 0),
        (':src="lock.url"', 0),
        ('v-bind:src="lock"', 0),
        ('class="wide"', 1),
        ('alt="A lock"', 1),
        ('data-page=""', 1),
    ],
)
def test_a_picture_that_a_script_fills(attributes: str, count: int) -> None:
    write("posts/x.md", text=POST.replace("Text.", f"The lock: <img {attributes}> at noon."))
    assert len(told()) == count
    assert told("--select", "IM005", ".") == ["posts/x.md IM005"]


@pytest.mark.parametrize(
    ("name", "body", "count"),
    [
        ("docs/x.html", "board <ferry>\n\n  quay  (text) where it lies\n", 0),
        ("docs/x.html", "<p>Board <ferry> now.</p>\n", 1),
        ("docs/x.md", "Board <ferry> now.\n", 1),
    ],
)
def test_a_layout_may_show_plain_text(name: str, body: str, count: int) -> None:
    write(*several("docs/{}.html", 4), text=POST.replace("Text.", "<p>Text.</p>"))
    write(name, text=POST.replace("Text.\n", body))
    assert told() == [f"{name} BD008"] * count


@pytest.mark.parametrize(
    ("line", "count"), [('link: "<link>"', 0), ("script: script", 0), ("layout: wide", 1), ("authors: ida", 1)]
)
def test_a_page_that_states_but_its_name(line: str, count: int) -> None:
    write(*several("docs/{}.md", 8), text=PAGE)
    write("docs/x.md", text=f"---\n{line}\n---\n\nText.\n")
    assert len(told()) == count


@pytest.mark.parametrize(("there", "count"), [(13, 1), (4, 0)])
def test_covers_that_every_third_page_lacks_are_kept_elsewhere(there: int, count: int) -> None:
    for number in range(there):
        write(f"posts/a{number}.md", text=POST.replace("date", f"thumbnail: /quay/{number}.png\ndate"))
        write(f"static/img/quay/{number}.png", text="")
    write(*several("posts/z{}.md", 3), text=POST.replace("date", 'thumbnail: "/quay/z.png"\ndate'))
    assert told() == [f"posts/z{number}.md IM009" for number in range(3 * count)]


@pytest.mark.parametrize(
    ("path", "lines", "count"), [("docs/lock-include.md", "toc: no", 0), ("docs/lock-included.md", "toc: no", 1)]
)
def test_what_other_pages_show_needs_no_title(path: str, lines: str, count: int) -> None:
    write(*several("docs/{}.md", 8), text=PAGE)
    write(path, text=f"---\n{lines}\n---\n\nText.\n")
    assert told() == [f"{path} FM006"] * count


@pytest.mark.parametrize(
    ("path", "lines", "count"),
    [
        ("posts/x.md", "draft: true", 0),
        ("posts/x.md", "draft: false", 1),
        ("pages/work.md", "layout: grid\npermalink: /work/", 0),
        ("pages/work.md", "layout: grid", 1),
        ("_posts/2021-12-15-work.md", "layout: grid\npermalink: /work/", 0),
        ("_posts/2021-12-15-work.md", "layout: post\npermalink: /work/", 1),
        ("_posts/2021-12-15-work.md", "permalink: /work/", 1),
    ],
)
def test_what_needs_no_body(path: str, lines: str, count: int) -> None:
    write(path, text=f"---\ntitle: The lock\ndate: 2021-12-15\n{lines}\n---\n")
    assert told() == [f"{path} BD001"] * count


@pytest.mark.parametrize(("path", "count"), [("src/index.md", 0), ("src/about.md", 0), ("src/tide.md", 1)])
def test_the_page_of_a_site_needs_no_title(path: str, count: int) -> None:
    write(path, text="---\nlayout: page\ntitle:\n---\n\nText.\n")
    assert told() == [f"{path} FM006"] * count


def test_pages_beside_the_posts_of_jekyll_need_no_date() -> None:
    write(*several("_posts/2021-12-1{}-x.md", 8), "about.md", "where.md", text=PAGE)
    assert told() == []


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("redirect_to: /a/", 0),
        ("untranslated: 1", 0),
        ("read_more: https://a.example/b", 0),
        ("read_more: a.example", 1),
        ("repo: https://a.example/b", 0),
        ("original_url: https://a.example/b", 0),
        ("cover_url: https://a.example/b.png", 1),
        ("license: https://a.example/b", 1),
        ("author_site: https://a.example/b", 1),
        ("home: true", 0),
        ("weight: 2", 1),
    ],
)
def test_a_page_that_leads_elsewhere_needs_no_body(line: str, count: int) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write("posts/x.md", text=f"---\ntitle: The lock\ndate: 2021-12-15\n{line}\n---\n")
    assert told() == ["posts/x.md BD001"] * count


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("README.md", BARE),
        ("posts/CHANGELOG-2.md", BARE),
        ("CODE_OF_CONDUCT.md", BARE),
        ("index.md", PAGE),
        ("posts/_index.md", PAGE),
        ("posts/about.md", PAGE),
        ("posts/talks.md", PAGE),
        ("posts/zh/x.md", "---\nhome: true\nheroText: The lock\n---\n"),
        ("drafts/x.md", PAGE),
        ("_drafts/locks/x.md", PAGE),
        ("_posts/How-to-write.md", "# How to write\n\nText.\n"),
        ("posts/conduct.html.md", PAGE),
        ("blog.md", "---\nlayout: default\npermalink: /blog\n---\n\nText.\n"),
        ("about/index.md", PAGE),
        ("HOUSE.md", BARE),
        ("plans/x.md", "# The lock\n\nText.\n"),
        ("posts/_note.md", BARE),
        ("posts/404.html", BARE),
        ("posts/donate.html", STUB),
        ("posts/verify.html", "<p>x1y2</p>"),
        ("robots.txt", "Disallow: /"),
    ],
)
def test_what_is_no_article_lacks_nothing(path: str, text: str) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write(path, text=text)
    assert told() == []
    assert told(".", "--select", "FM,DT,BD") != []
    assert told(".", "--fail-on", "note") != []


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("external_url: https://a.example/x", 0),
        ("link: https://a.example/x", 0),
        ("url: https://a.example/x", 0),
        ("url: /x", 1),
        ("ink: red", 1),
    ],
)
def test_a_post_that_leads_elsewhere_needs_no_body(line: str, count: int) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write("posts/x.md", text=POST.replace("Text.\n", "").replace("title", f"{line}\ntitle"))
    assert told() == ["posts/x.md BD001"] * count


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("layout: layouts/page.liquid", 0),
        ("date: Last Modified", 0),
        ("date: git Created", 0),
        ("layout: inner-page-wide", 0),
        ("layout: homepost", 1),
        ("layout: layouts/post.liquid", 1),
        ("layout: [page]", 1),
    ],
)
def test_what_stands_for_a_page_or_a_date(line: str, count: int) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write("posts/x.md", text=PAGE.replace("title", f"{line}\ntitle"))
    assert told() == ["posts/x.md DT001"] * count


@pytest.mark.parametrize(("name", "count"), [("search/index.md", 0), ("sitemap.md", 0), ("sea.md", 1)])
def test_a_page_that_a_template_fills_needs_no_body(name: str, count: int) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write(f"posts/{name}", text=POST.replace("Text.\n", ""))
    assert told() == [f"posts/{name} BD001"] * count


@pytest.mark.parametrize(("folder", "count"), [("includes/docs", 0), ("snippets", 0), ("posts/more", 2)])
def test_what_other_pages_show_needs_no_front_matter(folder: str, count: int) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write(f"{folder}/x.md", f"{folder}/y.md", text=BARE)
    assert told() == [f"{folder}/{name}.md FM001" for name in "xy"][:count]


@pytest.mark.parametrize("name", ["template.md", "post-template.md", "community.md"])
def test_a_template_of_posts_is_none(name: str) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write(f"posts/{name}", text=PAGE)
    assert told() == []


@pytest.mark.parametrize(
    "body", ['--8<-- "steps.md"', "{% include steps.html %}", "<!--@include: ./steps.md-->", "{{#include steps.md}}"]
)
def test_a_page_that_shows_another_file_has_its_title_there(body: str) -> None:
    write(*several("docs/{}.md", 8), text=PAGE)
    write("docs/x.md", text=f"---\naudience: all\n---\n\n{body}\n")
    assert told() == []
    write("docs/x.md", text="---\naudience: all\n---\n\nText.\n")
    needs.lacking.cache_clear()
    assert told() == ["docs/x.md FM006"]


@pytest.mark.parametrize(
    ("name", "text"),
    [("robots.txt", "---\n---\nDisallow:\n"), ("feed.md", "---\npermalink: /feed.xml\n---\n<feed/>\n")],
)
def test_what_is_made_for_programs_has_no_title(name: str, text: str) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write(f"posts/{name}", text=text)
    assert told() == []


def test_pages_of_mdx_tell_of_those_beside_them() -> None:
    write(*several("docs/{}.mdx", 8), text=PAGE)
    write("docs/x.md", text=PAGE)
    assert told() == []


def test_fences_that_all_files_have_are_their_site_s() -> None:
    write(*several("votes/{}.md", 7), text=PAGE.replace("---", "-" * 40))
    write(*several("posts/{}.md", 7), text=POST)
    write("posts/x.md", text=POST.replace("---", "-" * 40))
    assert told() == ["posts/x.md FM004"]
    assert len(told(".", "--select", "FM004")) == 8


def test_html_may_outnumber_the_texts_that_it_shows() -> None:
    write(*several("posts/{}/index.md", 8), text=POST)
    write(*several("posts/{}/demo.html", 12), text="<!doctype html><html><body><p>Press <Enter>.</p></body></html>")
    assert told() == []
    write(*several("posts/{}/more.html", 8), text="<p>Text.</p>")
    conventions._is_in_markdown.cache_clear()
    assert "posts/3/demo.html BD008" in told()


def test_an_empty_post_is_a_problem() -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write("posts/x.md", text=POST.replace("Text.\n", ""))
    assert told() == ["posts/x.md BD001"]


def test_raw_articles_are_no_site(here: Path) -> None:
    (here / ".git").rmdir()
    write("README.md", "a.html", text=BARE)
    assert len(told()) == 6


def test_convert_reports_what_is_lacking() -> None:
    write(*several("docs/{}.md", 8), text=PAGE)
    result = newsfix("convert", "-v", "docs", "-o", "clean")
    assert result.stderr.count("there is no date; add one as date: 2021-12-15") == 8


@pytest.mark.parametrize(("there", "count"), [(13, 1), (4, 0)])
def test_pictures_that_every_third_page_lacks_are_kept_elsewhere(there: int, count: int) -> None:
    write("hugo.toml", text="")
    write("posts/a.png", text="")
    picture = "![The lock](a.png)"
    write(*several("posts/{}.md", there), text=POST.replace("Text.", picture))
    write("posts/t.md", text=POST.replace("Text.", "![The lock](https://a.example/a.png)"))
    write("posts/x.md", "posts/y.md", text=POST.replace("Text.", '<img src="/uploads/b.png" alt="The lock">'))
    assert told() == ["posts/x.md IM009", "posts/y.md IM009"] * count
    assert told(".", "--select", "IM009") == ["posts/x.md IM009", "posts/y.md IM009"]


def test_a_few_pages_without_their_pictures_tell_nothing() -> None:
    write("posts/x.md", "posts/y.md", text=POST.replace("Text.", "![The lock](b.png)"))
    assert told() == ["posts/x.md IM009", "posts/y.md IM009"]


@pytest.mark.parametrize("name", ["old/news.txt", "static/form.html"])
def test_what_is_no_text_of_the_site_has_no_problems(name: str) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write(name, text='<p>Press <Enter> or <a href="javascript:go()">go</a>.</p>')
    assert told() == []
    assert told(".", "--select", "BD") != []


def test_html_of_a_site_in_html_has_problems() -> None:
    write(*several("posts/{}.html", 8), text=POST)
    write("posts/x.html", text="<p>Press <Enter>.</p>")
    assert told() == ["posts/x.html BD008"]


def test_pages_that_need_none_tell_that_others_have_none() -> None:
    write(*several("docs/{}.md", 5), text=PAGE.replace("---\n\n", "layout: page\n---\n\n"))
    write(*several("docs/x{}.md", 2), text=PAGE)
    write(*several("docs/y{}.md", 4), text=POST)
    assert told() == []


def test_a_page_that_a_script_makes() -> None:
    write(*several("docs/{}.md", 8), text=POST)
    write("docs/x.md", text="<script setup>\nimport A from './A.vue'\n</script>\n\n<A />\n")
    write("docs/y.md", text="---\npage: true\n---\n\nText.\n")
    assert told() == []


def test_a_page_of_data_needs_no_body() -> None:
    write(*several("docs/{}.md", 8), text=POST)
    write("docs/x.md", text="---\ntitle: The lock\ndate: 2021-12-15\nkeepers:\n  - name: Mira\n---\n")
    write("docs/y.md", text="---\ntitle: The lock\ndate: 2021-12-15\nkeepers: [Mira]\n---\n")
    assert told() == ["docs/y.md BD001"]


@pytest.mark.parametrize(("data", "count"), [(b"\0GITCRYPT\0\x9c\x01\xff", 0), (b"\x7fELF\x02\x01\x00", 1)])
def test_what_is_kept_encrypted_is_no_text_that_is_wrong(data: bytes, count: int) -> None:
    Path("docs").mkdir()
    Path("docs/x.md").write_bytes(data)
    assert told() == ["docs/x.md EN006"] * count


@pytest.mark.parametrize(
    ("body", "count"), [('---js\nconst title = "The lock";\n---\nText.\n', 0), ("---\nText.\n", 1)]
)
def test_front_matter_that_a_program_runs(body: str, count: int) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write("posts/x.md", text=body)
    assert bool(told()) == bool(count)


PICTURE = POST.replace("Text.", "![A lock](lock.png)")
TAGGED = POST.replace("Text.", "Take the <lock> now.")
NOW = re.compile(r"(?<=own modification, )[0-9T:-]+Z")


@pytest.mark.parametrize("text", [POST, PAGE, BARE, PICTURE, TAGGED, ENTITY, POST.replace("2021", "2999")])
@pytest.mark.parametrize("folder", ["posts", "docs", "about"])
def test_standard_input_is_read_as_the_file_of_its_name(folder: str, text: str) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write(*several("docs/{}.md", 8), text=PAGE)
    named = ("check", "-", "--stdin-filename", f"{folder}/x.md")
    write(f"{folder}/x.md", text=text)
    of_file = newsfix("check", f"{folder}/x.md")
    given = newsfix(*named, stdin=text)
    assert (given.stdout, given.exit_code) == (of_file.stdout, of_file.exit_code)
    os.remove(f"{folder}/x.md")
    needs.lacking.cache_clear()
    given = newsfix(*named, stdin=text)
    # What is not saved yet is as old as the run: a second more, perhaps.
    assert NOW.sub("", given.stdout) == NOW.sub("", of_file.stdout)
    assert given.exit_code == of_file.exit_code


@pytest.mark.parametrize(("saved", "given", "code"), [(POST, PAGE, ["DT001"]), (PAGE, POST, []), (BARE, POST, [])])
def test_what_is_given_counts_and_not_what_is_saved(saved: str, given: str, code: list[str]) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write("posts/x.md", text=saved)
    result = newsfix("check", "-", "--stdin-filename", "posts/x.md", stdin=given)
    assert [line.split()[1] for line in result.stdout.splitlines()] == code


def test_a_difference_of_what_is_given_repairs_what_is_told() -> None:
    write("_config.yml", text="title: Locks\n")
    arguments = ("check", "--diff", "-", "--stdin-filename", "_posts/x.md")
    assert newsfix(*arguments, stdin=ENTITY).stdout == ""
    assert "+date: 2021-12-15" in newsfix(*arguments, stdin=ENTITY.replace("2021-12-15", "15 Dec 2021")).stdout


@pytest.mark.parametrize("text", [PAGE, BARE, POST.replace("Text.\n", "Text. <!-- more -->\n")])
def test_what_is_usual_is_shown_and_does_not_fail(text: str) -> None:
    write(*several("docs/{}.md", 8), text=PAGE)
    write("docs/README.md", text=text)
    assert newsfix("check", ".").exit_code == 0
    result = newsfix("check", ".", "-v")
    assert ("DT001" in result.stdout, result.exit_code) == (True, 0)
    assert (
        newsfix("check", ".", "--fail-on", "note").exit_code == newsfix("check", ".", "--select", "DT").exit_code == 1
    )
    write("docs/x.md", text="---\ntitle: The lock\ndate: 2021-02-30\n---\n\nText.\n")
    assert newsfix("check", ".", "-v").exit_code == 1


@pytest.mark.parametrize(("sign", "count"), [(".eleventy.js", 0), ("eleventy.config.mjs", 0), ("hugo.toml", 1)])
def test_values_that_the_templates_put_in_as_they_stand(sign: str, count: int) -> None:
    write(sign, text="")
    write("posts/x.md", text=ENTITY)
    assert told() == ["posts/x.md FM009"] * count


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("eventDate: Fri, 15 April 2021 – Mon, 18 April 2021", 0),
        ("start: 2021-04-18", 0),
        ("end_date: 18.4.2021", 0),
        ("eventDate: 2021-04-19", 1),
        ("edition: 18, 2021", 1),
        ("event: lock", 1),
    ],
)
def test_a_file_may_be_named_by_the_day_of_an_event(line: str, count: int) -> None:
    write("_events/2021-04-18-locks.md", text=POST.replace("title", f"{line}\ntitle"))
    assert told() == ["_events/2021-04-18-locks.md DT006"] * count
    assert told(".", "--select", "DT006") == ["_events/2021-04-18-locks.md DT006"]


@pytest.mark.parametrize(("name", "count"), [("_posts/2021-12-15-x.md", 1), ("posts/How-to-write.md", 1)])
def test_a_post_needs_front_matter(name: str, count: int) -> None:
    write(*several("_posts/2021-12-15-{}.md", 8), *several("posts/{}.md", 8), text=POST)
    write(name, text="# How to write\n\nText.\n")
    assert told() == [f"{name} FM001"] * count


@pytest.mark.parametrize(
    ("sign", "name", "date", "count"),
    [
        ("config.rb", "source/blog/x.html.md", "date: 2021-12-15 07:11 UTC", 0),
        ("Gemfile", "posts/x.html", "date: 2021-12-15 7:11 UTC", 0),
        ("Gemfile", "source/x.md", 'date: "2021-12-15 07:11:30 UTC"', 0),
        ("config.rb", "source/x.md", "date: Wed, 15 Dec 2021", 1),
        ("hugo.toml", "content/x.md", "date: 2021-12-15 07:11 UTC", 1),
        ("_config.yml", "_posts/2021-12-15-x.md", "publish_date: Wednesday, December 15, 2021", 0),
        ("_config.yml", "_posts/2021-12-15-x.md", "date: Wednesday, December 15, 2021", 1),
        ("_config.yml", "locks/x.md", "publish_date: Wednesday, December 15, 2021", 1),
    ],
)
def test_dates_that_the_program_of_a_site_reads(sign: str, name: str, date: str, count: int) -> None:
    write(sign, "Gemfile" if sign == "_config.yml" else sign, text="")
    write(name, text=POST.replace("date: 2021-12-15", date))
    assert told() == [f"{name} DT002"] * count
    assert told(".", "--select", "DT002") == [f"{name} DT002"]


@pytest.mark.parametrize(("alike", "count"), [(8, 0), (1, 1)])
def test_values_of_a_kind_that_many_pages_have(alike: int, count: int) -> None:
    odd = POST.replace("title", "category:\n  - value: 7\n    label: Locks\ntitle")
    write(*several("posts/{}.md", 8), text=POST)
    write(*several("posts/x{}.md", alike), text=odd)
    assert told() == ["posts/x0.md FM013"] * count
