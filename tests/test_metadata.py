"""Front matter to fields: names, kinds, gaps, and what stays as it was."""
# ruff: noqa: E501  a row of a table is one line

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from newsfix import check, convert
from newsfix.model.article import Article
from newsfix.model.origin import UNKNOWN, Origin
from newsfix.options import Options
from newsfix.read.encoding import decode
from newsfix.read.frontmatter.metadata import Metadata, read_metadata
from newsfix.read.frontmatter.source import PageMetadata
from newsfix.read.frontmatter.split import split
from newsfix.read.references import decode_entities
from newsfix.syntax.yaml import Plain
from newsfix.write.frontmatter import front_matter


def read(
    front: str, filename: str | None = None, page: PageMetadata | None = None, options: Options | None = None
) -> Metadata:
    return read_metadata(split(f"---\n{front}\n---\nbody\n"), options or Options(), Origin(filename), page)


def codes(metadata: Metadata) -> list[str]:
    return [problem.code for problem in metadata.problems]


def article(metadata: Metadata) -> Article:
    key, cover = metadata.covers[0] if metadata.covers else ("", None)
    extra = {name: value for name, value in metadata.article.extra.items() if name != key}
    return replace(
        metadata.article, cover=cover, extra=extra, names={}, comments={}, date_source=None, updated_source=None
    )


FULL = """title: 'A summit by video'
categories:
 - New media
 - Example Wire
headimg: 'https://cdn.example/a.jpg?w=770'
author: Example Wire
comments: false
date: Wed, 15 Dec 2021 09:06:35 GMT
thumbnail: 'https://cdn.example/a.jpg?w=770'"""


def test_the_common_form() -> None:
    metadata = read(FULL)
    assert metadata.article.title == "A summit by video"
    assert metadata.article.date == "2021-12-15T09:06:35Z"
    assert metadata.article.date_source is not None
    assert metadata.article.date_source.text == "Wed, 15 Dec 2021 09:06:35 GMT"
    assert metadata.article.authors == ("Example Wire",)
    assert metadata.article.categories == ("New media", "Example Wire")
    assert metadata.covers == (
        ("headimg", "https://cdn.example/a.jpg?w=770"),
        ("thumbnail", "https://cdn.example/a.jpg?w=770"),
    )
    assert list(metadata.article.extra) == ["headimg", "comments", "thumbnail"]
    assert isinstance(metadata.article.extra["comments"], Plain)
    assert [(problem.code, problem.line, problem.column) for problem in metadata.problems] == [("DT002", 9, 7)]


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: 2015-10-11", "2015-10-11"),
        ("title: 007", "007"),
        ("title: 1.10", "1.10"),
        ("title: yes", "yes"),
        ("title: 1:30", "1:30"),
        ("title: 'null'", "null"),
        ("title: |\n  a\n  b  \n", "a b"),
        ("title: 'a &amp;amp; b &#123;c&#125; &#39;d&#39;'", "a & b {c} 'd'"),
        ("title: [Update]", "[Update]"),
        ("title: {a: b}", "{a: b}"),
        ('title: a \\"b\\" c', 'a "b" c'),
        ("headline: A", "A"),
        ("Title: A", "A"),
        ("title: 'a\u3000b'", "a\u3000b"),
        ("title:", None),
        ("title: null", None),
        ("title: ~", None),
        ("title: ''", None),
        ("title:\n- a", "a"),
    ],
)
def test_title(front: str, title: str | None) -> None:
    metadata = read(f"{front}\ndate: 2020-01-01")
    assert metadata.article.title == title
    assert type(metadata.article.title) in (str, type(None))
    assert ("FM006" in codes(metadata)) is (title is None)


def test_what_a_title_does_not_take_stays() -> None:
    assert read("title: A\nheadline: B").article.extra == {"headline": "B"}
    assert read("title: A\nheadline: A").article.extra == {}
    assert read("title:\n- a\n- b").article.extra == {"title": ["a", "b"]}
    assert codes(read("title: [Update]\ndate: 2020-01-01")) == ["FM007"]


def test_a_broken_value_gives_no_field() -> None:
    metadata = read("title: [a: b\ntags: [c]\ndate: 2020-01-01")
    assert (metadata.article.title, metadata.article.tags) == (None, ("c",))
    assert metadata.article.extra == {"title_original": "[a: b"}
    assert codes(metadata) == ["FM003"]


@pytest.mark.parametrize(
    ("front", "date", "extra"),
    [
        ("date: 2020-01-02\npubDate: 2020-01-03", "2020-01-02", {"pubDate": Plain("2020-01-03")}),
        ("pubDate: Thu, 02 Jan 2020 03:04:05 GMT\ndate: 2020-01-02T03:04:05Z", "2020-01-02T03:04:05Z", {}),
        ("published: true\ncreated_at: 2020-01-02", "2020-01-02", {"published": Plain("true")}),
        ("created: 1160619352", "2006-10-12T02:15:52Z", {}),
        ("date: Invalid Date", None, {"date_original": "Invalid Date"}),
        ("date: Invalid Date\npubDate: 2020-01-02", "2020-01-02", {"date_original": "Invalid Date"}),
        ("date: 2020-02-31", None, {"date_original": "2020-02-31"}),
        ("date: 2014-09", "2014-09", {}),
        ("date_original: 2014-09", "2014-09", {}),
        ("date: Last Modified", None, {"date_original": "Last Modified"}),
        ("date_original: '2014'", "2014", {}),
        ("date_original: Invalid Date", None, {"date_original": "Invalid Date"}),
        ("date_original:\n- 2014-09\n- x", "2014-09", {"date_original": "x"}),
        ("date_original: 2014-09\npubDate: 2015-01-01", "2014-09", {"pubDate": Plain("2015-01-01")}),
        ("date: 2007-02-26T09:26:17.483+01:00'", "2007-02-26T09:26:17.483+01:00", {}),
        ("date: [2020-01-01]", "2020-01-01", {}),
        ("date: [[2020-01-01]]", "2020-01-01", {}),
        ("date: '[[2020-01-01|New Year]]'", "2020-01-01", {}),
        ("date:\n- January 1, 2020", "2020-01-01", {}),
        ("date: {$date: '2020-01-01T03:04:05Z'}", "2020-01-01T03:04:05Z", {}),
        ("date: [soon]", None, {"date_original": ["soon"]}),
        ("date: [2020-01-01, 2020-01-02]", None, {"date_original": [Plain("2020-01-01"), Plain("2020-01-02")]}),
        ("time: 5 min read", None, {"time": "5 min read"}),
        ("date_gmt: 2020-01-02 03:04:05", "2020-01-02T03:04:05Z", {}),
        ("date: !binary |-\n  MjAxMC0wMS0yNiAxNDozOTozNiArMDgwMA==", "2010-01-26T14:39:36+08:00", {}),
        ("date: !binary |-\n  AAECgP8=", None, {"date_original": "AAECgP8="}),
    ],
)
def test_date(front: str, date: str | None, extra: dict[str, Any]) -> None:
    metadata = read(f"title: A\n{front}")
    assert metadata.article.date == date
    assert metadata.article.extra == extra
    assert (metadata.article.date_source is None) is (date is None)


def test_an_impossible_date_is_told_where_it_stands() -> None:
    metadata = read("title: A\ndate: 2020-02-31")
    assert [(problem.code, problem.line, problem.column) for problem in metadata.problems] == [
        ("DT004", 3, 7),
    ]


@pytest.mark.parametrize(
    ("front", "updated", "told"),
    [
        ("date: 2020-01-02\nlastmod: 2020-01-03", "2020-01-03", False),
        ("date: 2020-01-02\nupdated: 2020-01-01", "2020-01-01", True),
        ("date: 2020-01-02T01:00:00+08:00\nupdated: 2020-01-01T18:00:00Z", "2020-01-01T18:00:00Z", False),
        ("date: 2020-01-02T01:00:00+08:00\nupdated: 2020-01-01T16:00:00.5Z", "2020-01-01T16:00:00.5Z", True),
        ("date: 2020-01-02T01:00:00Z\nupdated: 2020-01-01", "2020-01-01", False),
        ("date: 2020-01-02\nupdated: 2019-12", "2019-12", True),
        ("date: 2020-01-02\nupdated: 2020-01", "2020-01", False),
    ],
)
def test_updated(front: str, updated: str, told: bool) -> None:
    metadata = read(f"title: A\n{front}")
    assert metadata.article.updated == updated
    assert ("DT007" in codes(metadata)) is told


@pytest.mark.parametrize(
    ("front", "date", "updated", "extra", "told"),
    [
        ("date:\n  created: 2021-12-15\n  updated: 2022-01-02", "2021-12-15", "2022-01-02", {}, []),
        ("date: {created: 15 December 2021}", "2021-12-15", None, {}, ["DT002"]),
        ("date: {created: 2021-12-15, zone: CET}", "2021-12-15", None, {"date_original": {"zone": "CET"}}, []),
        ("date: {created: 2021-12-15}\nupdated: 2022-01-02", "2021-12-15", "2022-01-02", {}, []),
        (
            "date: 2021-12-15\nlast_update: {date: 2022-01-02, author: Mira}",
            "2021-12-15",
            "2022-01-02",
            {"last_update": {"date": "2022-01-02", "author": "Mira"}},
            [],
        ),
        ("date: 2021-12-15\nlast_update: {author: Mira}", "2021-12-15", None, {"last_update": {"author": "Mira"}}, []),
        ("date: 2021-12-15\nlastUpdated: false", "2021-12-15", None, {"lastUpdated": "false"}, []),
        ("date: {created: then}", None, None, {"date_original": {"created": "then"}}, ["DT004"]),
        ("date: {year: 2021}", None, None, {"date_original": {"year": "2021"}}, ["DT004"]),
        ("date: false", None, None, {"date_original": "false"}, ["DT004"]),
    ],
)
def test_dates_in_mappings_and_switches(
    front: str, date: str | None, updated: str | None, extra: dict[str, Any], told: list[str]
) -> None:
    metadata = read(f"title: T\n{front}")
    assert (metadata.article.date, metadata.article.updated, metadata.article.extra, codes(metadata)) == (
        date,
        updated,
        extra,
        told,
    )


def test_the_file_name_gives_a_date_where_no_key_does() -> None:
    metadata = read("title: A", "posts/2021-12-15-a.md")
    assert metadata.article.date == "2021-12-15"
    assert metadata.article.date_source is None
    assert codes(metadata) == ["DT010"]
    assert [problem.message for problem in metadata.problems] == [
        "no key has the date; 2021-12-15 was taken from the file name"
    ]
    assert read("title: A", "2021-13-15-a.md").article.date is None
    assert read("title: A", "2021-12-xx-a.md").article.date is None
    assert read("title: A\ndate: 2020-01-01", "2020-01-01-a.md").article.date == "2020-01-01"


@pytest.mark.parametrize(
    ("front", "authors", "extra"),
    [
        ("author: A", ("A",), {}),
        ("author: A, B", ("A, B",), {}),
        ("author: [A, B]", ("A", "B"), {}),
        ("author:\n  name: A", ("A",), {}),
        ("author:\n  login: a\n  display_name: A", ("A",), {"author_original": {"login": "a", "display_name": "A"}}),
        ("author:\n  login: A\n  display_name: A\n  url: ''", ("A",), {}),
        ("authors:\n- name: A\n- B", ("A", "B"), {}),
        ("author: A\nauthors: [A, B]", ("A",), {"authors": ["A", "B"]}),
        ("author: A\nbyline: A", ("A",), {}),
        ("author: ''\nauthors: [A]", ("A",), {}),
        ("author: {email: x}", (), {"author": {"email": "x"}}),
        ("author: false", (), {"author": Plain("false")}),
    ],
)
def test_authors(front: str, authors: tuple[str, ...], extra: dict[str, Any]) -> None:
    metadata = read(f"title: A\ndate: 2020-01-01\n{front}")
    assert (metadata.article.authors, metadata.article.extra) == (authors, extra)
    assert codes(metadata) == ([] if authors else ["FM013"])


@pytest.mark.parametrize(
    ("front", "tags", "extra"),
    [
        ("tags: '[a, b]'", ("a", "b"), {}),
        ("tags: '[wind] mills, [old]'", ("[wind] mills", "[old]"), {}),
        ("tags: [a, 2015, ~, '']", ("a", "2015"), {}),
        ("tags: a b", ("a b",), {}),
        ("tag: a\ntags:", ("a",), {}),
        ("tags: [a, [b, c]]", ("a", "b", "c"), {"tags_original": ["a", ["b", "c"]]}),
        ("tags: [{name: a}, b]", ("a", "b"), {}),
        ("tags: [{name: a, slug: b}]", ("a",), {"tags_original": [{"name": "a", "slug": "b"}]}),
        ("tags: {a: b}", (), {"tags": {"a": "b"}}),
        ("tags: []", (), {}),
        ("tags: [a &amp; b]", ("a & b",), {}),
        ("tags: salt &amp; tar", ("salt & tar",), {}),
        ("tags: salt &amp; tar; rope", ("salt & tar", "rope"), {}),
        ("tags: salt; tar, hot; rope", ("salt", "tar, hot", "rope"), {}),
        ("tags: 盐，焦油、绳", ("盐", "焦油", "绳"), {}),
        ('tags: salt, "tar, hot", rope', ("salt", "tar, hot", "rope"), {}),
        ('tags: 5" nails, rope', ('5" nails', "rope"), {}),
    ],
)
def test_tags(front: str, tags: tuple[str, ...], extra: dict[str, Any]) -> None:
    metadata = read(f"title: A\n{front}")
    assert (metadata.article.tags, metadata.article.extra) == (tags, extra)


@pytest.mark.parametrize(
    ("front", "url", "extra"),
    [
        ("url: https://a.example/x", "https://a.example/x", {}),
        ("url: /x\nlink: https://a.example/x", "https://a.example/x", {"url": "/x"}),
        ("source: Reuters", None, {"source": "Reuters"}),
        ("permalink: /x/", None, {"permalink": "/x/"}),
        ("permalink: https://a.example/x", "https://a.example/x", {}),
        ("link: https://a.example/x\nurl: https://a.example/y", "https://a.example/y", {"link": "https://a.example/x"}),
        ("link: https://a.example/x\nfrom: https://a.example/x", "https://a.example/x", {}),
        ("url: https://a.example/?a=1&amp;b=2&copy=3", "https://a.example/?a=1&b=2&copy=3", {}),
        (
            "canonical_url: https://a.example/\nurl: https://b.example/",
            "https://a.example/",
            {"url": "https://b.example/"},
        ),
    ],
)
def test_url(front: str, url: str | None, extra: dict[str, Any]) -> None:
    metadata = read(f"title: A\n{front}")
    assert (metadata.article.url, metadata.article.extra) == (url, extra)


def test_language() -> None:
    assert read("lang: de_AT").article.language == "de-AT"
    assert read("language: Deutsch!").article.extra == {"language": "Deutsch!"}


def test_covers() -> None:
    metadata = read("image: /b.png\ncover: a.jpg\nfeatured: true\nprimary_image: some-id\nog_image: //c.example/c")
    assert metadata.covers == (("cover", "a.jpg"), ("image", "/b.png"), ("og_image", "//c.example/c"))
    assert metadata.article.extra == {
        "image": "/b.png",
        "cover": "a.jpg",
        "featured": Plain("true"),
        "primary_image": "some-id",
        "og_image": "//c.example/c",
    }


def test_unknown_keys_stay_in_order_and_form() -> None:
    front = "z: 007\na: {b: [1, '1']}\nsummary: a &amp; b\nmeta: a:1:{s:7:\"x\";b:1;}"
    assert front_matter(article(read(front))) == (
        "---\nz: 007\na:\n  b:\n    - 1\n    - '1'\nsummary: a &amp; b\nmeta: a:1:{s:7:\"x\";b:1;}\n---\n"
    )


def test_merge_conflict_keeps_both_sides() -> None:
    metadata = read("title: A\n<<<<<<< HEAD\ndate: 2020-01-01\n=======\ndate: 2020-01-02\n>>>>>>> b")
    assert (metadata.article.title, metadata.article.date) == ("A", None)
    assert (
        metadata.article.extra["front_matter_raw"]
        == "<<<<<<< HEAD\ndate: 2020-01-01\n=======\ndate: 2020-01-02\n>>>>>>> b"
    )
    assert codes(metadata) == ["FM008", "DT001"]


def test_headers() -> None:
    source = split("Title: A: b\nDate: 2009-01-12 16:52\nTags: a, b c\nSlug: a\n\nbody")
    metadata = read_metadata(source, Options(), UNKNOWN)
    assert (metadata.article.title, metadata.article.date, metadata.article.tags) == (
        "A: b",
        "2009-01-12T16:52:00",
        ("a", "b c"),
    )
    assert metadata.article.extra == {"Slug": "a"}


def test_broken_toml_and_json_are_kept() -> None:
    metadata = read_metadata(split("+++\na = \n+++\nbody"), Options(), UNKNOWN)
    assert metadata.article.extra == {"front_matter_raw": "a = "}
    assert codes(metadata)[0] == "FM003"


def test_gaps_are_filled_from_the_page_and_told() -> None:
    page = PageMetadata("A", "2020-01-02", None, ("B",), "https://a.example/", "de", "https://a.example/a.jpg", ("t",))
    metadata = read("author: C", page=page)
    assert (metadata.article.title, metadata.article.date, metadata.article.authors, metadata.article.url, metadata.article.language, metadata.article.tags) == (
        "A", "2020-01-02", ("C",), "https://a.example/", "de", ("t",),
    )  # fmt: skip
    assert metadata.covers == (("", "https://a.example/a.jpg"),)
    assert list(metadata.from_page) == ["title", "url", "language", "tags", "cover", "date"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a &amp; b", "a & b"),
        ("&amp;amp;amp;lt;", "<"),
        ("&copy=1 &copy;", "&copy=1 ©"),
        ("&#x1F600;&#8217;", "😀’"),
        ("&#0; &#1; &#xD800; &nosuch;", "&#0; &#1; &#xD800; &nosuch;"),
        ("R&D; x", "R&D; x"),
    ],
)
def test_entities(text: str, expected: str) -> None:
    assert decode_entities(text) == expected
    assert decode_entities(expected) == expected


# ---------------------------------------------------------------------------------- properties

known = st.sampled_from(
    ["title", "date", "updated", "author", "authors", "categories", "tags", "tag", "canonical_url", "url", "link", "language", "lang", "cover", "image", "thumbnail", "date_original", "updated_original", "author_original", "pubDate", "date_gmt", "published", "Title", "headline", "x", "y"]
)  # fmt: skip
raw = st.sampled_from(
    [
        "a", "'a'", "", "''", "~", "true", "2020-01-02", "2020-01-03", "2014-09", "2014", "'2014'", "Invalid Date", "03/04/2020",
        "https://a.example/x", "https://a.example/?a&amp;amp;b", "/a.jpg", "a &amp;lt; b", "[a, b]", "[a, [b]]",
        "{name: a, login: b}", "{a: b}", "[2014-09, x]", "de", "a: b", '"a" b', "[a", "'a", "|", "yes", "1:30",
    ]
)  # fmt: skip
fronts = st.lists(st.tuples(known, raw), max_size=8).map(
    lambda pairs: "\n".join(f"{key}: {value}" for key, value in pairs)
)


@given(fronts)
@settings(max_examples=200, deadline=None)
def test_reading_its_own_output_changes_nothing(front: str) -> None:
    first = article(read(front))
    head = front_matter(first)
    again = read_metadata(split(f"{head}\nbody\n" if head else "body\n"), Options(), UNKNOWN)
    assert front_matter(article(again)) == head
    assert replace(article(again), extra={}) == replace(first, extra={})


@given(st.text(max_size=80))
@settings(deadline=None)
def test_any_text_is_read(front: str) -> None:
    head = front_matter(article(read(front)))
    if head:
        assert front_matter(article(read_metadata(split(f"{head}\nbody\n"), Options(), UNKNOWN))) == head


def test_corpus_is_stable(corpus: Path) -> None:
    unstable = []
    for path in sorted(each for each in corpus.rglob("*.*") if each.is_file() and each.suffix != ".json"):
        source = split(decode(path.read_bytes(), Options()).text)
        head = front_matter(article(read_metadata(source, Options(), Origin(path.name))))
        again = read_metadata(split(f"{head}\nbody\n"), Options(), Origin(path.name))
        if head and front_matter(article(again)) != head:
            unstable.append(path.name)
    assert unstable == []


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("canonical_url: https://quay.example/2019/03/02/lock", []),
        ("source: https://quay.example/2019/03/lock", []),
        ("canonical_url: https://quay.example/2022/03/02/lock", ["DT006"]),
        ("url: https://quay.example/2019/03/02/lock", ["DT006"]),
        ("permalink: https://quay.example/2019/03/02/lock", ["DT006"]),
        ("date: git Created", ["DT001"]),
        ("updated: Last Modified", []),
    ],
)
def test_what_another_site_or_the_build_dates(line: str, codes: list[str]) -> None:
    date = "" if line.startswith("date") else "date: 2021-12-15\n"
    assert [problem.code for problem in check(f"---\ntitle: The lock\n{date}{line}\n---\nText.\n")] == codes


@pytest.mark.parametrize(
    ("comment", "contradicts"),
    [
        ("<!--1607912765000-->", False),
        ("<!-- 1607912765 -->", False),
        ("<!--1537953454000-->", True),
        ("<!--7-->", False),
    ],
)
def test_epoch_comment_of_scrapers(comment: str, contradicts: bool) -> None:
    codes = {problem.code for problem in check(f"---\ntitle: T\ndate: 2020-12-14T02:26:05Z\n---\n{comment}\n<p>a</p>")}
    assert ("DT006" in codes) == contradicts


NOON = 1_640_260_800.0  # 2021-12-23T12:00:00Z


@pytest.mark.parametrize(
    ("front", "modified", "message"),
    [
        ("date: 2021-12-25", NOON, "date 2021-12-25 is later than the file's own modification, 2021-12-23T12:00:00Z; check the date"),
        ("date: 2021-12-23T12:00:01Z", NOON, "date 2021-12-23T12:00:01Z is later than the file's own modification, 2021-12-23T12:00:00Z; check the date"),
        ("date: 2021-12-23T13:00:00+02:00", NOON, None),
        ("date: 2021-12-24", NOON, None),  # it may be tomorrow where it was written
        ("date: 2021-12-24 09:00:00", NOON, None),
        ("date: 2021-12", NOON, None),
        ("date: 2022", NOON, "date 2022 is later than the file's own modification, 2021-12-23T12:00:00Z; check the date"),
        ("date: 2999-01-01", None, None),
        ("date: 2999-01-01", 1e20, None),
    ],
)  # fmt: skip
def test_a_date_after_the_file_was_written(front: str, modified: float | None, message: str | None) -> None:
    problems = check(f"---\ntitle: A\n{front}\n---\nText.\n", origin=Origin("a.md", modified))
    assert [each.message for each in problems if each.code == "DT009"] == ([message] if message else [])


def test_the_place_of_an_update_after_the_file_was_written() -> None:
    text = "---\ntitle: A\ndate: 2021-12-01\nupdated: 2022-01-01\n---\nText.\n"
    assert [(each.code, each.line) for each in check(text, origin=Origin(modified=NOON))] == [("DT009", 4)]


def test_a_page_may_break_the_lines_of_its_title() -> None:
    source = "<html><head><title>\n  The quay\n  at dawn</title></head><body><p>a</p></body></html>"
    assert convert(source).article.title == "The quay at dawn"


@pytest.mark.parametrize(
    ("body", "authors"),
    [
        ('<p>By <a rel="author" href="/una">Una Falk</a></p>', ("Una Falk",)),
        ('<div class="author vcard"><a href="/u" class="url fn">Una Falk</a> on Monday</div>', ("Una Falk",)),
        ('<p><span class="p-author">Una Falk</span> and <span class="p-author">Per Lund</span></p>', ("Una Falk", "Per Lund")),
        ('<p class="byline__author">By Una Falk</p><footer><p class="author vcard">Una Falk</p></footer>', ("Una Falk",)),
        ('<p><a rel="author">Una Falk</a></p><div class="related"><a rel="author">Per Lund</a></div>', ("Una Falk",)),
        # Each of several articles has its author.
        ('<h2>One</h2><p><a rel="author">Una Falk</a></p><h2>Two</h2><p><a rel="author">Per Lund</a></p>', ()),
        ('<p><a rel="author">admin</a></p>', ()),
        ('<p class="author vcard">All the 12 people who work at this house</p>', ()),
        ("<p class=author>Una Falk</p>", ()),
        ('<footer>Made by <a rel="author" href="https://una.example/">Una Falk</a></footer>', ()),
        ('<article><p>Text.</p><footer><a rel="author">Una Falk</a></footer></article>', ("Una Falk",)),
    ],
)  # fmt: skip
def test_the_line_above_a_page_s_article_names_its_authors(body: str, authors: tuple[str, ...]) -> None:
    page = f"<html><head><title>The quay</title>{{}}</head><body><h1>The quay</h1>{body}<p>Text.</p></body></html>"
    assert convert(page.format("")).article.authors == authors
    assert convert(page.format('<meta name="author" content="Ida Moe">')).article.authors == ("Ida Moe",)


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("The quay at dawn - Harbour Post", "The quay at dawn"),
        ("Harbour Post | The quay at dawn", "The quay at dawn"),
        ("The quay at dawn", "The quay at dawn"),
        ("The Harbour Post", "The Harbour Post"),
    ],
)
def test_a_headline_goes_without_the_name_of_the_site(headline: str, title: str) -> None:
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{headline}"}}</script>'
    head = f'<title>{headline}</title><meta property="og:site_name" content="Harbour Post">{data}'
    assert convert(f"<html><head>{head}</head><body><p>Text.</p></body></html>").article.title == title


@pytest.mark.parametrize(
    "line", ["path: 2021/12/15/quay", "permalink: /news/2021-12-15-quay/", "slug: 2021/12/15/quay"]
)
def test_a_path_gives_a_date_where_no_key_does(line: str) -> None:
    metadata = read(f"title: A\n{line}")
    assert (metadata.article.date, codes(metadata)) == ("2021-12-15", ["DT010"])


def test_a_path_without_one_whole_day_gives_none() -> None:
    assert codes(read("title: A\npath: 2021/12/quay")) == ["DT001"]
    assert read("title: A\npath: 2021/12/15/quay\nslug: 2021/12/16/quay").article.date is None
    assert read("title: A\ndate: 03/04/2021\nslug: 2019/12/15/quay").article.date is None


@pytest.mark.parametrize(("value", "code"), [("03/04/2020", "DT003"), ("DD.MM.YYYY", "DT004"), ("2021-02-30", "DT004")])
def test_a_date_that_was_refused_is_not_missing_besides(value: str, code: str) -> None:
    assert codes(read(f"title: A\ndate: {value}")) == [code]


@pytest.mark.parametrize(
    ("page", "date"),
    [
        ('<p>The bridge fell on <time datetime="1921-05-08">8 May 1921</time>.</p>', None),
        ('<p>Next: <time class="updated" datetime="2021-05-08">soon</time>.</p>', None),
        ('<p>By Mira, <time class="entry-date" datetime="2021-05-08">8 May</time></p><p>Text.</p>', "2021-05-08"),
        ('<header><p><time datetime="2021-05-08">8 May</time></p></header><p>Text.</p>', "2021-05-08"),
        ('<div class="byline"><time datetime="2021-05-08">8 May</time></div><p>Text.</p>', "2021-05-08"),
        (
            '<p>Text.</p><ul class="related-posts"><li><time class="entry-date" datetime="2010-05-08">8 May</time></ul>',
            None,
        ),
        ('<p>Text.</p><aside><time class="published" datetime="2010-05-08">8 May</time></aside>', None),
        ('<div class="comment"><header><time datetime="2021-05-08">8 May</time></header><p>Text.</p></div>', None),
        (
            '<article class="post comments-open"><time class="published" datetime="2021-05-08">8 May</time></article>',
            "2021-05-08",
        ),
        ('<meta name="parsely-pub-date" content="2021-05-08T10:00:00Z"><p>Text.</p>', "2021-05-08T10:00:00Z"),
        ('<meta name="sailthru.date" content="2021-05-08"><p>Text.</p>', "2021-05-08"),
    ],
)
def test_a_time_in_the_prose_is_not_the_date(page: str, date: str | None) -> None:
    from newsfix import convert

    assert convert(f"---\ntitle: A\n---\n{page}\n").article.date == date


# ------------------------------------------------------------------------------ the date of a page


def page_of(head: str, body: str = "<p>It turns.</p>") -> Article:
    return convert(f"<html><head><title>The mill</title>{head}</head><body>{body}</body></html>").article


@pytest.mark.parametrize(
    "name",
    [
        "publish_date",
        "published_at",
        "dcterms.created",
        "prism.publicationDate",
        "rnews:datePublished",
        "citation_date",
    ],
)
def test_names_of_the_date_of_a_page(name: str) -> None:
    assert page_of(f'<meta name="{name}" content="2021-03-04">').date == "2021-03-04"
    assert (
        page_of(f'<meta property="{name}" content="4 March 2021"><meta name="gentime" content="2020">').date
        == "2021-03-04"
    )


@pytest.mark.parametrize("name", ["copyright", "expires", "release-notes", "dcterms.modified", "video:release_date"])
def test_names_of_other_dates_of_a_page(name: str) -> None:
    assert page_of(f'<meta name="{name}" content="2021-03-04">').date is None


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ('<span itemprop="datePublished" content="2021-03-04">4 March</span>', "2021-03-04"),
        ('<abbr class="published" title="2021-03-04T10:00:00-07:00">4 March</abbr>', "2021-03-04T10:00:00-07:00"),
        ('<span class="date published" title="2021-03-04">4 March</span>', "2021-03-04"),
        ('<span class="published" title="All posts">4 March</span>', None),
        ('<aside><abbr class="published" title="2021-03-04">4 March</abbr></aside>', None),
        ('<span title="2021-03-04">4 March</span>', None),
    ],
)
def test_a_date_for_programs_in_a_page(body: str, date: str | None) -> None:
    assert page_of("", f"{body}<p>It turns.</p>").date == date


def test_a_date_of_a_page_that_is_ambiguous_is_told_and_no_other_missing() -> None:
    head = '<meta property="article:published_time" content="Tue, 07/11/2023 - 17:57">'
    result = convert(f"<html><head><title>The mill</title>{head}</head><body><p>It turns.</p></body></html>")
    found = [problem.code for problem in result.problems]
    assert (result.article.date, "DT003" in found, "DT001" in found) == (None, True, False)


# ------------------------------------------------------------------- who, when, what about, and where


def linked(members: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {members}}}</script>'


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ('<meta name="authors" content="Mira Holm">', ("Mira Holm",)),
        ('<meta name="citation_author" content="Holm, M."><meta name="citation_author" content="Oake, T.">', ("Holm, M.", "Oake, T.")),
        ('<meta name="author" content="By Mira Holm">', ("Mira Holm",)),
        ('<meta name="byl" content="By: Mira Holm">', ("Mira Holm",)),
        ('<meta name="author" content="Bylund Holm">', ("Bylund Holm",)),
        # JSON-LD parts what <meta> has in one text, and only what it has.
        ('<meta name="author" content="Mira Holm, Tom Oake">' + linked('"author": ["Mira Holm", "Tom Oake"]'), ("Mira Holm", "Tom Oake")),
        ('<meta name="author" content="Mira Holm and Tom Oake">' + linked('"author": [{"name": "Mira Holm"}, {"name": "Tom Oake"}]'), ("Mira Holm", "Tom Oake")),
        ('<meta name="author" content="Mira Holm, Ed Weir">' + linked('"author": ["Mira Holm", "Tom Oake"]'), ("Mira Holm, Ed Weir",)),
        ('<meta name="author" content="Mira Holm, Tom Oake, Ed Weir">' + linked('"author": ["Mira Holm", "Tom Oake"]'), ("Mira Holm, Tom Oake, Ed Weir",)),
    ],
)  # fmt: skip
def test_who_a_page_says_wrote_it(head: str, authors: tuple[str, ...]) -> None:
    assert page_of(head).authors == authors


ARTICLE = 'itemscope itemtype="https://schema.org/NewsArticle"'


@pytest.mark.parametrize(
    ("body", "authors"),
    [
        (f'<article {ARTICLE}><p>By <b itemprop="author">Mira Holm</b></p></article>', ("Mira Holm",)),
        (f'<div {ARTICLE}><p itemprop="author" itemscope><a itemprop="url name" href="/m">Mira Holm</a>, editor</p></div>', ("Mira Holm",)),
        (f'<div {ARTICLE}><b itemprop="author">Mira Holm</b><b itemprop="author">Tom Oake</b></div>', ("Mira Holm", "Tom Oake")),
        (f'<div {ARTICLE}><div itemscope itemtype="https://schema.org/Comment" itemprop="comment"><b itemprop="author">Tom</b></div></div>', ()),
        # A page of several articles is none of them.
        (f'<div {ARTICLE}><b itemprop="author">Mira</b></div><div {ARTICLE}><b itemprop="author">Tom</b></div>', ()),
        ('<p><b itemprop="author">Mira Holm</b></p>', ()),
    ],
)  # fmt: skip
def test_who_microdata_says_wrote_it(body: str, authors: tuple[str, ...]) -> None:
    assert page_of("", f"{body}<p>It turns.</p>").authors == authors


@pytest.mark.parametrize(
    ("head", "tags", "extra"),
    [
        ('<meta property="article:tag" content="flour"><meta property="article:tag" content="wind">', ("flour", "wind"), {}),
        ('<meta name="news_keywords" content="flour, wind ,, flour">', ("flour", "wind"), {}),
        (linked('"keywords": "flour,wind"'), ("flour", "wind"), {}),
        (linked('"keywords": ["flour", "wind"]') + '<meta name="keywords" content="sails">', ("flour", "wind"), {}),
        ('<meta name="keywords" content="flour &amp; wind, sails">', (), {"keywords": "flour & wind, sails"}),
    ],
)  # fmt: skip
def test_what_a_page_says_it_is_about(head: str, tags: tuple[str, ...], extra: dict[str, str]) -> None:
    article = page_of(head)
    assert (article.tags, article.extra) == (tags, extra)


def test_tags_of_the_front_matter_come_before_those_of_the_page() -> None:
    page = '<html><head><meta name="news_keywords" content="flour"></head><body><p>It turns.</p></body></html>'
    assert convert(f"---\ntitle: The mill\ntags: [wind]\n---\n{page}").article.tags == ("wind",)


@pytest.mark.parametrize(
    ("body", "date", "updated"),
    [
        ('<time class="entry-date published" datetime="2021-03-04">4</time><time class="updated" datetime="2021-04-01">1</time>', "2021-03-04", "2021-04-01"),
        ('<time itemprop="dateModified" datetime="2021-04-01T10:00:00Z">1 April</time>', None, "2021-04-01T10:00:00Z"),
        ('<i itemprop="dateModified" content="2021-04-01">1 April</i>', None, "2021-04-01"),
        # A draft was changed before it appeared.
        ('<time class="published" datetime="2021-03-04">4</time><time class="updated" datetime="2021-02-01">1</time>', "2021-03-04", None),
        ('<time class="published" datetime="2021-03-04">4</time><time class="updated" datetime="2021-03-04">4</time>', "2021-03-04", None),
        ('<aside><time class="updated" datetime="2021-04-01">1 April</time></aside>', None, None),
        ('<p class="dateline"><time datetime="2021-03-04">4 March</time></p>', "2021-03-04", None),
        ('<p class="dates"><time datetime="2021-03-04">4 March</time></p>', None, None),
    ],
)  # fmt: skip
def test_elements_that_say_when_an_article_appeared_and_changed(body: str, date: str | None, updated: str | None) -> None:  # fmt: skip
    article = page_of("", f"{body}<p>It turns.</p>")
    assert (article.date, article.updated) == (date, updated)


@pytest.mark.parametrize(
    "date",
    ['["2021-03-04"]', '{"@type": "Date", "@value": "2021-03-04"}', '"2021-03-04"', '[{"@value": "2021-03-04"}]'],
)
def test_a_date_of_json_ld_with_its_type_or_in_a_list(date: str) -> None:
    article = page_of(linked(f'"datePublished": {date}, "headline": []'))
    assert (article.date, article.title) == ("2021-03-04", "The mill")


@pytest.mark.parametrize("name", ["modified-date", "lastmod", "article:updated_time", "last-modified"])
def test_names_of_the_change_of_a_page(name: str) -> None:
    assert page_of(f'<meta name="{name}" content="2021-03-04">').updated == "2021-03-04"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://a.example/"><meta property="og:url" content="https://a.example/mill">', "https://a.example/mill"),
        ('<link rel="canonical" href="https://a.example/">', "https://a.example/"),
        ('<link rel="canonical" href="https://a.example/mill"><meta property="og:url" content="https://a.example/">', "https://a.example/mill"),
        ('<base href="https://a.example/b/"><link rel="canonical" href="mill">', "https://a.example/b/mill"),
        ('<base href="/b/"><link rel="canonical" href="mill">', None),
        ('<base href="https://[b/"><link rel="canonical" href="mill">', None),
        ('<link rel="canonical" href="mill">', None),
    ],
)  # fmt: skip
def test_the_address_of_a_page(head: str, url: str | None) -> None:
    assert page_of(head).url == url


@pytest.mark.parametrize("name", ["citation_title", "parsely-title", "title"])
def test_names_of_the_title_of_a_page(name: str) -> None:
    assert convert(f'<html><head><meta name="{name}" content="The mill"></head><body><p>x</p></body></html>').article.title == "The mill"  # fmt: skip


def test_the_language_that_a_page_states_as_a_header_would() -> None:
    assert page_of('<meta http-equiv="Content-Language" content="nds">').language == "nds"
    assert page_of('<meta http-equiv="Content-Language" content="nds, de">').language is None


def titled(head: str, body: str = "<h1>The mill</h1>") -> str | None:
    return convert(f"<html><head>{head}</head><body>{body}<p>It turns.</p></body></html>").article.title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<title>The mill</title><meta property="og:title" content="undefined">', "The mill"),
        ('<title>The mill</title><meta name="twitter:title" content="null">', "The mill"),
        ('<title>The mill</title><meta property="og:title" content="Nan">', "Nan"),  # a name, and not what JavaScript writes
        # What every page of the site has.
        ('<title>The mill</title><meta property="og:title" content="The Wire"><meta property="og:site_name" content="The Wire">', "The mill"),
        ('<title>The mill</title><meta property="og:title" content="The Wire">' + linked('"publisher": {"name": "The Wire"}'), "The mill"),
        # The name of a page has that of its site in it, the name of a recipe has not.
        ('<title>The mill - The Wire</title><script type="application/ld+json">{"@type": "WebPage", "name": "The mill - The Wire"}</script>', "The mill"),
        ('<title>The mill - The Wire</title><script type="application/ld+json">{"@type": "Recipe", "name": "The mill"}</script>', "The mill"),
        # A page that a template makes.
        ("<title>{{ page.title }} | The Wire</title>", "{{ page.title }} | The Wire"),
        ('<meta property="og:title" content="{{ page.title }}">', "{{ page.title }}"),
    ],
)  # fmt: skip
def test_the_title_of_a_page(head: str, title: str | None) -> None:
    assert titled(head) == title


def test_tags_of_templates_stay_in_what_a_page_states() -> None:
    head = '<title>The mill</title><meta name="description" content="{{ page.about }} of it"><meta name="author" content="{{ page.by }}">'
    article = page_of(head)
    assert (article.extra, article.authors) == ({"description": "{{ page.about }} of it"}, ("{{ page.by }}",))


@pytest.mark.parametrize(
    ("head", "date"),
    [
        # A value that is not a date gives way to one that is; alone it is reported.
        ('<meta property="article:published_time" content="soon"><meta name="date" content="2021-03-04">', "2021-03-04"),
        ('<meta property="article:published_time" content="0">' + linked('"datePublished": "2021-03-04"'), "2021-03-04"),
        (linked('"headline": "The mill", "dateCreated": "2021-03-04"'), "2021-03-04"),
        (linked('"datePublished": "2021-03-04", "dateCreated": "2021-03-01"'), "2021-03-04"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2021-03-04"}]}</script>', "2021-03-04"),
        ('<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2020-03-04"}</script>' + linked('"datePublished": "2021-03-04"'), "2021-03-04"),
        ('<script type="application/ld+json">{"@type": "Book", "datePublished": "1954"}</script>', None),
        # Several objects in one script, and one with quotes in its texts.
        (linked('"datePublished": "2021-03-04"}\n{"@type": "BreadcrumbList"'), "2021-03-04"),
        (linked('"datePublished": "2021-03-04"}, {"@type": "BreadcrumbList"'), "2021-03-04"),
        (linked('"@id": "#a"};{"@type": "WebPage", "datePublished": "2021-03-05"'), None),
        (linked('"headline": "The "old" mill", "datePublished": "2021-03-04", "description": "It \\"turns" on"'), "2021-03-04"),
        (linked('"keywords": ["a "b"", "c"], "datePublished": "2021-03-04"'), None),
        ('<meta name="ptime" content="20210304101500">', "2021-03-04T10:15:00"),
        # Of several articles that with the page's address.
        (linked('"url": "https://a.example/x", "datePublished": "2010-01-01"') + linked('"mainEntityOfPage": {"@id": "https://a.example/mill"}, "datePublished": "2021-03-04"') + '<link rel="canonical" href="https://a.example/mill">', "2021-03-04"),
        (linked('"url": "https://a.example/x", "datePublished": "2010-01-01"') + linked('"datePublished": "2021-03-04"'), "2010-01-01"),
    ],
)  # fmt: skip
def test_which_date_of_a_page_counts(head: str, date: str | None) -> None:
    assert page_of(head).date == date


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("<header><time>2021-03-04</time></header>", "2021-03-04"),
        ('<time class="entry-date">4 March 2021</time>', "2021-03-04"),
        ('<time class="entry-date">4 days ago</time>', None),
        ('<b itemprop="datePublished">March 4, 2021</b>', "2021-03-04"),
        ('<b itemprop="datePublished">soon</b>', None),
        ('<b property="schema:dateCreated" content="2021-03-04T10:00:00+00:00">4 March</b>', "2021-03-04T10:00:00Z"),
        ('<b property="dc:date dc:created" content="2021-03-04T10:00:00+01:00">4 March</b>', "2021-03-04T10:00:00+01:00"),
        ('<div class="comment"><b property="dc:date dc:created" content="2021-03-04">4 March</b></div>', None),
        ("<p>The bridge fell on <time>2021-03-04</time>.</p>", None),
    ],
)  # fmt: skip
def test_elements_that_show_the_date_of_a_page(body: str, date: str | None) -> None:
    assert page_of("", f"{body}<p>It turns.</p>").date == date


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (linked('"author": {"givenName": "Mira", "familyName": "Holm"}'), ("Mira Holm",)),
        (linked('"author": [{"name": "Mira Holm"}, {"name": "Mira Holm"}]'), ("Mira Holm",)),
        (linked('"author": "https://a.example/mira"'), ()),
        (linked('"author": ["https://a.example/mira", "Mira Holm"]'), ("Mira Holm",)),
        (linked('"author": {"name": "admin"}'), ("admin",)),
        ('<meta name="author" content="The Wire"><meta property="og:site_name" content="The Wire">' + linked('"author": "Mira Holm"'), ("Mira Holm",)),
        ('<meta name="author" content="The Wire"><meta property="og:site_name" content="The Wire">', ("The Wire",)),
    ],
)  # fmt: skip
def test_who_json_ld_says_wrote_it(head: str, authors: tuple[str, ...]) -> None:
    assert page_of(head).authors == authors


def test_what_else_json_ld_says() -> None:
    article = page_of(
        linked(
            '"url": "https://a.example/mill", "inLanguage": "nds", "publisher": {"@id": "#us"}'
            ', "image": {"url": ["https://a.example/mill.jpg"]}'
        )
        + '<script type="application/ld+json">{"@type": "Organization", "@id": "#us", "name": "The Wire"}</script>'
    )
    assert (article.url, article.language, article.extra) == (
        "https://a.example/mill",
        "nds",
        {"site_name": "The Wire"},
    )
    assert article.cover == "https://a.example/mill.jpg"


@pytest.mark.parametrize(
    ("page", "url"),
    [
        ("<!-- saved from url=(0022)https://a.example/mill -->\n<html><title>The mill</title><p>It turns.</html>", "https://a.example/mill"),
        ("<!DOCTYPE html>\n<!-- saved from url=(0014)about:internet -->\n<html><title>The mill</title><p>It turns.</html>", None),
        ("<!-- saved from url=(0022)https://a.example/x -->\n<html><link rel=canonical href=https://a.example/mill><p>It turns.</html>", "https://a.example/mill"),
        ("<!-- as saved from url=(0022)https://a.example/x -->\n<html><title>The mill</title><p>It turns.</html>", None),
    ],
)  # fmt: skip
def test_the_address_that_a_browser_saved_a_page_from(page: str, url: str | None) -> None:
    assert convert(page).article.url == url


def test_a_title_and_a_language_where_tags_are_left_out() -> None:
    assert convert("<title>The mill</title><p>It turns.</p>").article.title == "The mill"
    assert titled("<svg><title>Sails</title></svg><title>The mill</title>") == "The mill"
    assert (
        convert(
            '<html><head><title>The mill</title></head><body lang="nds"><p>Se dreiht.</p></body></html>'
        ).article.language
        == "nds"
    )
    assert (
        convert(
            '<html lang=""><title>The mill</title><body lang="nds"><p>Se dreiht.</p></body></html>'
        ).article.language
        == "nds"
    )


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2021_03_04_mill.md", "2021-03-04"),
        ("raw/2021.03.04 mill.md", "2021-03-04"),
        ("2021_13_04_mill.md", None),
        ("2021.3.4-mill.md", None),
        ("1234_03_04_mill.md", None),
        ("2021_03-04-mill.md", None),
        ("2021.03.04.1-mill.md", None),
        ("2021_03_04_1_mill.md", "2021-03-04"),
        ("2021-03-04T1030-mill.md", "2021-03-04"),
        ("2021-3-4th-mill.md", None),
        ("2021-03-04x7 mills.md", None),
    ],
)
def test_days_that_names_of_files_begin_with(name: str, date: str | None) -> None:
    assert read_metadata(split("---\ntitle: The mill\n---\nIt turns.\n"), Options(), Origin(name)).article.date == date


@pytest.mark.parametrize("author", ["{type: card, name: ''}", "{name: '  ', photo: /a.png}"])
def test_an_author_whose_name_is_left_empty_is_none(author: str) -> None:
    metadata = read(f"title: A\ndate: 2020-01-01\nauthor: {author}")
    assert (metadata.article.authors, codes(metadata)) == ((), [])
    assert "author" in metadata.article.extra


@pytest.mark.parametrize(
    ("head", "values"),
    [
        (linked('"author": "By Mira Holm", "datePublished": 1614852000'), {"authors": ("Mira Holm",), "date": "2021-03-04T10:00:00Z"}),
        ('<meta name="citation_keywords" content="flour; wind">', {"tags": ("flour", "wind")}),
        ('<meta name="dc.subject" content="flour"><meta name="dc.subject" content="wind">', {"tags": ("flour", "wind")}),
        ('<meta itemprop="articleSection" content="Mills"><meta itemprop="inLanguage" content="nds">', {"categories": ("Mills",), "language": "nds"}),
        ('<meta itemprop="headline" content="The old mill"><meta name="abstract" content="It turns.">', {"title": "The old mill", "extra": {"description": "It turns."}}),
        ('<meta name="created" content="2021-03-04"><meta name="article.updated" content="2021-04-01">', {"date": "2021-03-04", "updated": "2021-04-01"}),
        # One date of a page settles the order of the other.
        ('<meta name="date" content="04/03/2021"><meta name="lastmod" content="25/03/2021">', {"date": "2021-03-04", "updated": "2021-03-25"}),
        ('<meta name="date" content="03/04/2021"><meta name="lastmod" content="03/25/2021">', {"date": "2021-03-04", "updated": "2021-03-25"}),
        ('<meta name="date" content="04/03/2021"><meta name="lastmod" content="04/03/2021">', {"date": None}),
    ],
)  # fmt: skip
def test_further_names_of_what_a_page_states(head: str, values: dict[str, object]) -> None:
    article = page_of(head)
    assert {name: getattr(article, name) for name in values} == values


def test_a_page_whose_title_is_the_name_of_its_site_has_that_of_its_heading() -> None:
    site = '<meta property="og:site_name" content="The Wire">'
    assert titled(f"<title>The Wire</title>{site}") == "The mill"
    assert titled(f"<title>The Wire</title>{site}", '<h1><a href="/">The Wire</a></h1>') == "The Wire"
    assert titled("<title>The Wire</title>") == "The Wire"
