"""Every value of front matter gives a field or stays under a key: none is lost, none is made up."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsfix import check, convert
from newsfix.model.article import Article
from newsfix.options import Options
from newsfix.read.frontmatter.keys import NAMES, OTHER_KEYS
from tests.conftest import grows_in_proportion

HEAD = "---\ntitle: The mill\ndate: 2020-02-03\n"


def article(front: str, options: Options | None = None) -> Article:
    return convert(f"{HEAD}{front}\n---\nIt turns.\n", options or Options()).article


def codes(text: str) -> list[str]:
    return [problem.code for problem in check(text)]


# ----------------------------------------------------------------------------------- everything

KEYS = sorted({key for names in NAMES.values() for key in names} | OTHER_KEYS)
WORD = st.from_regex(r"q[a-z]{4}z", fullmatch=True)
SCALAR = st.one_of(
    WORD,
    st.builds("{}.{}".format, WORD, st.sampled_from(["tiff", "heic", "jpg", "PNG"])),
    st.builds("{}://{}.example/a".format, st.sampled_from(["http", "HTTPS", "ftp"]), WORD),
    st.builds("{}, {}".format, WORD, WORD),
    st.builds("{}@{}.example".format, WORD, WORD),
)
MEMBER = st.sampled_from(["image", "src", "alt", "caption", "name", "title", "year", "url", "email"])
VALUE = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(MEMBER, inner, max_size=3), max_leaves=6
)


def words(value: Any) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",")]
    items = value.values() if isinstance(value, dict) else value
    return [word for item in items for word in words(item)]


@given(st.dictionaries(st.sampled_from(KEYS), VALUE, min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_every_value_is_in_the_output_or_named_in_a_problem(front: dict[str, Any]) -> None:
    result = convert(f"---\n{json.dumps(front, indent=1)}\n---\nIt turns.\n")
    said = f"{result.output}{''.join(problem.message for problem in result.problems)}"
    assert [word for word in words(front) if word not in said] == []


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", ["quay.tiff", "true", "[quay.jpg]", "{image: quay.jpg, alt: the quay}", "- x"])
def test_no_key_loses_a_value_by_itself(key: str, value: str) -> None:
    result = convert(f'---\n"{key}": {value}\n---\nIt turns.\n')
    said = f"{result.output}{''.join(problem.message for problem in result.problems)}"
    for word in ("quay.tiff", "true", "quay.jpg", "the quay"):
        assert word not in value or word in said


# --------------------------------------------------------------------------------------- covers


@pytest.mark.parametrize("value", ["mill.tiff", "img/mill.heic", "HTTPS://pictures.example/mill", "no picture at all"])
def test_a_cover_that_is_no_picture_stays(value: str) -> None:
    found = article(f"cover: {value}")
    assert value in (found.cover, found.extra.get("cover"))


def test_a_cover_beside_the_key_that_the_user_names() -> None:
    found = article("lead: a.jpg\ncover: b.jpg", Options(names={"cover": ("lead",)}))
    assert (found.cover, found.extra) == ("a.jpg", {"cover": "b.jpg"})


def test_a_cover_of_several_members() -> None:
    front = {"image": "a.jpg", "alt": "the wheel", "caption": "At rest"}
    assert article(f"cover: {json.dumps(front)}").extra == {"cover": front}


# ---------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("front", "kept"),
    [
        ("date:\n- 2021-04-05\n- 2021-04-06", ["2021-04-05", "2021-04-06"]),
        ("date: {y: 2021, m: 4}", {"y": "2021", "m": "4"}),
    ],
)
def test_a_date_of_several_values(front: str, kept: Any) -> None:
    result = convert(f"---\ntitle: The mill\n{front}\n---\nIt turns.\n")
    assert (result.article.date, result.article.extra) == (None, {"date_original": kept})
    assert "DT004" in [problem.code for problem in result.problems]
    assert convert(result.output or "").output == result.output


@pytest.mark.parametrize(("key", "told"), [("lastmod", True), ("last_modified_at", True), ("published", False)])
def test_lists_under_other_keys_stay(key: str, told: bool) -> None:
    text = f"{HEAD}{key}: [2021-04-05, 2021-04-06]\n---\nIt turns.\n"
    assert convert(text).article.extra == {key: ["2021-04-05", "2021-04-06"]}
    assert ("DT004" in codes(text)) is told


# ----------------------------------------------------------------------------------- other kinds


@pytest.mark.parametrize("tags", ["wind, corn ,flour", '"wind, corn, flour"'])
def test_tags_between_commas(tags: str) -> None:
    assert article(f"tags: {tags}").tags == ("wind", "corn", "flour")


@pytest.mark.parametrize("value", ["!urgent", "&later", "!a/b", "!", "! by hand"])
def test_a_tag_or_an_anchor_before_nothing(value: str) -> None:
    text = f"{HEAD}weight: {value}\nslug: mill\n---\nIt turns.\n"
    assert convert(text).article.extra == {"weight": value, "slug": "mill"}
    assert codes(text) == ["FM004"]


@pytest.mark.parametrize("key", ["external_url", "external-url", "externalUrl"])
def test_the_page_that_a_post_is_about_is_not_its_own_address(key: str) -> None:
    found = article(f"{key}: https://there.example/a")
    assert (found.url, found.extra) == (None, {key: "https://there.example/a"})


@pytest.mark.parametrize("text", ["not a pair", "a, b", "- one\n- two"])
def test_no_braces_are_made_up(text: str) -> None:
    assert convert(f";;;\n{text}\n;;;\n\nIt turns.\n").article.extra == {"front_matter_raw": text}


@pytest.mark.parametrize("fence", [" ---", "  ---", "\n ---"])
def test_blanks_before_the_fence(fence: str) -> None:
    found = convert(f"{fence}\ntitle: The mill\ndate: 2020-02-03\n---\nIt turns.\n").article
    assert (found.title, found.date, len(found.blocks)) == ("The mill", "2020-02-03", 1)


@pytest.mark.parametrize("text", [" ---\nIt turns.\n\n---\n", " ---\n\nIt turns.\n", " ---\n# Mill\n---\n"])
def test_indented_rules_stay_rules(text: str) -> None:
    assert "FM001" in codes(text)


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("more", ["", "\nand a third"])
def test_a_text_in_quotes_over_paragraphs(quote: str, more: str) -> None:
    text = f"{HEAD}summary: {quote}The wheel\n\nand the water.{more}{quote}\n---\nIt turns.\n"
    assert str(convert(text).article.extra["summary"]).startswith("The wheel\nand the water.")
    assert codes(text) == []


@pytest.mark.parametrize("below", ["## Inside\n\nStatus: open\n\n", "Layout: of stone\n\n## Inside\n\nIt is dark.\n\n"])
def test_front_matter_without_an_end_does_not_take_the_article(below: str) -> None:
    text = f"{HEAD}slug: mill\n\nThe mill *turns* in any wind.\n\n{below}---\n\nMore.\n"
    result = convert(text)
    assert result.article.extra == {"slug": "mill"}
    assert "The mill *turns* in any wind." in (result.output or "")
    assert "FM002" in codes(text)


# ------------------------------------------------------------------------------------ whole pages


def page(head: str, body: str = "") -> Article:
    return convert(f"<html><head>{head}</head><body>{body}<p>It turns.</p></body></html>").article


def linked(**fields: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


SITE = '<meta property="og:site_name" content="Valley News">'


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>The mill | Valley News</title>", "<h1>The mill</h1>", "The mill"),
        ("<title>The mill – Valley News</title>", "<h1>News</h1><h1>The mill</h1>", "The mill"),
        ("<title>The mill burns</title>", "<h1>The mill</h1>", "The mill burns"),
        ('<meta property="og:title" content="The mill">', "<h1>Valley News</h1>", "The mill"),
        ("<title>Mill: fire</title>" + linked(**{"@type": "Article", "headline": "Mill"}), "", "Mill"),
        ("<title>Valley News</title>" + linked(**{"@type": "Article", "headline": "Mill"}), "", "Mill"),
        (
            '<meta property="og:title" content="Fire at the mill">'
            + linked(**{"@type": "Article", "headline": "Mill"}),
            "",
            "Fire at the mill",
        ),
        (f"<title>Fire at the mill – Valley News</title>{SITE}", "", "Fire at the mill"),
        (f"<title>Valley News | Fire at the mill</title>{SITE}", "", "Fire at the mill"),
        (f"<title>Fire at Valley News</title>{SITE}", "", "Fire at Valley News"),
        (f"<title>Valley News</title>{SITE}", "", "Valley News"),
        (f"<title>Valley News - The mill</title>{SITE}", "<h1>Valley News</h1>", "The mill"),
        ("<title>The mill / Valley News</title>", "<h1>The mill</h1>", "The mill"),
        ("<title>The mill \u2039 Valley News</title>", "<h1>The mill</h1>", "The mill"),
        ("<title>水车 ｜ 谷地新闻</title>", "<h1>水车</h1>", "水车"),
        ("<title>水车_谷地新闻</title>", "<h1>水车</h1>", "水车"),
        ("<title>水车-谷地新闻</title>", "<h1>水车</h1>", "水车"),
        ("<title>Mill-race in spate</title>", "<h1>Mill</h1>", "Mill-race in spate"),
        ("<title>mill_race in spate</title>", "<h1>mill</h1>", "mill_race in spate"),
        ("<title>THE \u201cMILL\u201d | Valley News</title>", '<h1>The "mill"</h1>', 'The "mill"'),
        ("<title>Valley | The mill burns</title>", "<h1>The mill burns</h1>", "The mill burns"),
        ("<title>The mill burns | News</title>", "<h1>News</h1>", "The mill burns | News"),
        ("<title>News | The mill burns</title>", '<h1><a href="/">News</a></h1>', "The mill burns"),
        (
            "<title>The mill — Dal</title>",
            '<h1><a href="https://dal.example/">Dal</a></h1><h2>The mill</h2>',
            "The mill",
        ),
        ("<title>The mill | News</title>", '<h1><a href="/">Valley</a></h1>', "The mill | News"),
        (linked(**{"@type": "Article", "name": "The mill"}), "", "The mill"),
        ("<title>The mill | News</title>", "<h2>News</h2><h2>The mill</h2>", "The mill"),
        ("<title>The mill | News</title>", "<h1>Valley</h1><h2>The mill</h2>", "The mill | News"),
        ("<title>Mill | Valley News</title>", "<h2>Valley News</h2>", "Mill | Valley News"),
        (linked(**{"@type": "Article", "name": "Mill", "headline": "The mill"}), "", "The mill"),
        ("<title>News | The mill</title>", '<h1>The mill <a href="#mill">¶</a></h1>', "The mill"),
        ("<title>News | Mill</title>" + linked(**{"@type": "Article", "headline": "Mill"}), "", "Mill"),
    ],
)
def test_the_title_of_a_page(head: str, body: str, title: str) -> None:
    assert page(head, body).title == title


@pytest.mark.parametrize(
    ("stated", "author"),
    [
        ("desk@valley.example", "Ina Roe"),
        ("1042", "Ina Roe"),
        ("https://valley.example/ina", "Ina Roe"),
        ("//valley.example/ina", "Ina Roe"),
        ("www.valley.example", "Ina Roe"),
        ("@ina", "Ina Roe"),
        ("+47 (0) 555-12", "Ina Roe"),
        ("admin", "Ina Roe"),
        ("desk@valley.example, ina@valley.example", "Ina Roe"),
        ("Bo Lund, bo@valley.example", "Bo Lund, bo@valley.example"),
        ("Undefined", "Ina Roe"),
        ("N/A", "Ina Roe"),
        ("Bo Lund", "Bo Lund"),
        ("Nona Null", "Nona Null"),
    ],
)
def test_the_author_of_a_page(stated: str, author: str) -> None:
    head = f'<meta name="author" content="{stated}">' + linked(**{"@type": "Article", "author": {"name": "Ina Roe"}})
    assert page(head).authors == (author,)


def test_each_author_of_a_page() -> None:
    meta = '<meta name="author" content="{}">'
    assert page(meta.format("Ina Roe") + meta.format("Bo Lund")).authors == ("Ina Roe", "Bo Lund")
    beside = '<meta property="article:author" content="Ina Roe">'
    assert page(meta.format("desk@valley.example") + beside).authors == ("Ina Roe",)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"@id": "#ina"}, ("Ina Roe",)),
        ([{"@id": "#bo"}, {"@id": "#ina"}], ("Bo Lund", "Ina Roe")),
        ({"@id": "#bo", "name": "B. Lund"}, ("B. Lund",)),
        ({"@id": "#else"}, ()),
        ({"name": ["Ina Roe", "Bo Lund"]}, ("Ina Roe", "Bo Lund")),
    ],
)
def test_an_author_that_json_ld_describes_elsewhere(author: object, names: tuple[str, ...]) -> None:
    people = [{"@type": "Person", "@id": "#ina", "name": "Ina Roe"}, {"@id": "#bo", "name": "Bo Lund"}]
    article = {"@type": "Article", "headline": "The mill", "author": author}
    assert page(linked(**{"@graph": [article, *people]})).authors == names
    assert page(linked(**article) + linked(**{"@graph": people})).authors == names


def test_who_made_an_article_is_its_author_where_no_other_is_stated() -> None:
    assert page(linked(**{"@type": "Article", "creator": {"name": "Ina Roe"}})).authors == ("Ina Roe",)
    assert page(linked(**{"@type": "Article", "creator": "Bo", "author": "Ina Roe"})).authors == ("Ina Roe",)


def test_the_language_and_the_sections_of_a_page() -> None:
    html = '<html xml:lang="fr"><head>{}</head><body><p>It turns.</p></body></html>'
    found = convert(html.format(linked(**{"@type": "Article", "articleSection": ["Rivers", "Mills"]}))).article
    assert (found.language, found.categories) == ("fr", ("Rivers", "Mills"))


def test_very_many_addresses_before_a_name_take_no_long_time() -> None:
    assert grows_in_proportion(lambda size: page(f'<meta name="author" content="{"a@b.example, " * size}Ina">'), 3)


def test_an_address_is_the_author_where_nobody_else_is() -> None:
    assert page('<meta name="author" content="desk@valley.example">').authors == ("desk@valley.example",)


@pytest.mark.parametrize("kind", ["SocialMediaPosting", "OpinionNewsArticle", "ScholarlyArticle", ["X", "Report"]])
@pytest.mark.parametrize("holder", [None, "@graph", "mainEntity", "mainEntityOfPage"])
def test_articles_of_json_ld(kind: object, holder: str | None) -> None:
    fields: dict[str, Any] = {
        "@type": kind,
        "headline": "Mill &amp; &#8220;x&#8221;",
        "datePublished": "2020-02-03",
    }
    found = page(linked(**({"@type": "WebPage", holder: fields} if holder else fields)))
    assert (found.title, found.date) == ("Mill & “x”", "2020-02-03")


# ------------------------------------------------------------------------------------ number signs


@pytest.mark.parametrize(
    ("front", "extra"),
    [
        ("color: #00aaff", {"color": "#00aaff"}),
        ("topics:\n- #wind\n- corn\n- #flour", {"topics": ["#wind", "corn", "#flour"]}),
        ("topics:\n  - #wind\n  - name: #corn # of old", {"topics": ["#wind", {"name": "#corn"}]}),
        ("deck: #2 of three", {"deck": "#2 of three"}),
    ],
)  # fmt: skip
def test_a_value_that_begins_with_a_number_sign(front: str, extra: dict[str, Any]) -> None:
    text = f"{HEAD}{front}\n---\nIt turns.\n"
    assert convert(text).article.extra == extra
    assert set(codes(text)) == {"FM004"}


@pytest.mark.parametrize(
    "front",
    [
        "slug: mill #wind",
        "slug: mill\n#author: nobody",
        "topics: #all of them\n- wind",
        "topics: #all of them\n  - wind",
        "deck: # to come",
        "deck: |\n  a: #b\n  - #c",
        "deck: 'a: #b'",
    ],
)
def test_comments_stay_comments(front: str) -> None:
    assert codes(f"{HEAD}{front}\n---\nIt turns.\n") == []


def test_the_title_may_be_a_number() -> None:
    result = convert("---\ntitle: #3 by the river\ndate: 2020-02-03\ntags: #mill\n---\nIt turns.\n")
    assert (result.article.title, result.article.tags) == ("#3 by the river", ("#mill",))
    assert convert(result.output or "").output == result.output


def test_another_json_with_blocks_is_read() -> None:
    text = json.dumps({"title": "The mill", "date": "2020-02-03", "blocks": [{"type": "hero"}], "extra": {}})
    assert convert(f"{text}\n\nIt turns.\n").article.title == "The mill"


@pytest.mark.parametrize("blanks", [" ", "   "])
def test_both_fences_are_indented(blanks: str) -> None:
    result = convert(f"{blanks}---\ntitle: The mill\n{blanks}---\nIt turns.\n\n---\n\nStill.\n")
    assert (result.article.title, len(result.article.blocks)) == ("The mill", 3)
    assert f"the opening fence is '{blanks}---'; read as ---" in [problem.message for problem in result.problems]


def test_a_key_that_stands_above_is_text_below_text() -> None:
    text = f"{HEAD}slug: mill\n\nOf the valley.\n\nTitle: a word of ours.\n\n---\n\nMore.\n"
    assert convert(text).article.extra == {"slug": "mill"}


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:image:secure_url" content="https://a.example/quay.jpg">',
        '<meta itemprop="image" content="https://a.example/quay.jpg">',
        '<link rel="image_src" href="https://a.example/quay.jpg">',
        linked(**{"@type": "Article", "image": "https://a.example/quay.jpg"}),
        linked(**{"@type": "Article", "image": ["https://a.example/quay.jpg", "https://a.example/mill.jpg"]}),
        linked(**{"@type": "Article", "image": [{"@type": "ImageObject", "url": "https://a.example/quay.jpg"}]}),
        linked(**{"@type": "Article", "image": {"@type": "ImageObject", "contentUrl": "https://a.example/quay.jpg"}}),
    ],
)
def test_the_cover_of_a_page(head: str) -> None:
    assert page(f"<title>The mill</title>{head}").cover == "https://a.example/quay.jpg"


def test_entities_in_the_address_of_a_cover() -> None:
    head = linked(**{"@type": "Article", "headline": "The mill", "image": "https://a.example/q.jpg?a=1&amp;b=2"})
    assert page(head).cover == "https://a.example/q.jpg?a=1&b=2"


@pytest.mark.parametrize("image", ["", [], {}, 5, [None]])
def test_a_picture_that_json_ld_does_not_name(image: object) -> None:
    assert page(linked(**{"@type": "Article", "headline": "The mill", "image": image})).cover is None


@pytest.mark.parametrize(
    "data",
    [
        '{"@type": "Article", "headline": "The\nmill"}',
        '{"@type": "Article", "headline": "The mill",}',
        '{"@type": "Article", "headline": "The mill"};',
        '//<![CDATA[\n{"@type": "Article", "headline": "The mill"}\n//]]>',
        '/* <![CDATA[ */ {"@type": "Article", "headline": "The mill"} /* ]]> */',
    ],
)
def test_json_ld_that_is_not_quite_json(data: str) -> None:
    assert page(f'<script type="application/ld+json; charset=utf-8">{data}</script>').title == "The mill"


MAPPING = "---\ntitle: The mill\n{}\n---\n\nIt turns.\n"


@pytest.mark.parametrize(
    ("stated", "url", "alt", "caption"),
    [
        ("cover:\n  image: img/mill.jpg\n  alt: A mill\n  caption: At noon", "img/mill.jpg", "A mill", "At noon"),
        ("image:\n  path: /img/mill.jpg\n  alt: A mill", "/img/mill.jpg", "A mill", None),
        ("thumbnail:\n  src: /img/mill.jpg\n  credit: Ina Roe", "/img/mill.jpg", "", "Ina Roe"),
    ],
)
def test_a_cover_with_words_of_its_own(stated: str, url: str, alt: str, caption: str | None) -> None:
    source = MAPPING.format(stated)
    result = convert(source, Options(verify=True))
    (image,) = result.article.images
    assert (result.article.cover, image.url, image.alt, image.caption) == (url, url, alt, caption)
    assert result.output == source
    assert not {"MD001", "BD010", "BD011"}.intersection(problem.code for problem in result.problems)
    written = convert(source, Options(to="json")).output
    assert convert(written or "", origin="a.json").output == source


def test_what_the_body_says_of_the_cover_counts_first() -> None:
    source = MAPPING.format("cover:\n  image: /mill.jpg\n  alt: A mill\n  caption: At noon")
    (image,) = convert(source + "\n![The old mill](/mill.jpg)\n").article.images
    assert (image.alt, image.caption) == ("The old mill", "At noon")


@pytest.mark.parametrize("stated", ["cover: {alt: A mill}", "cover: {image: 5}", "image: {feature: true}"])
def test_a_mapping_that_names_no_picture(stated: str) -> None:
    article = convert(MAPPING.format(stated)).article
    assert (article.cover, article.images) == (None, ())


def test_the_mapping_of_another_picture_leaves_the_cover_its_key() -> None:
    output = convert(MAPPING.format("cover: /mill.jpg\nteaser:\n  image: /quay.jpg")).output
    assert output == MAPPING.format("cover: /mill.jpg\nteaser:\n  image: /quay.jpg")
