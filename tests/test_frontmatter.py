"""Front matter out: one order of keys, and values that come back as they went."""

from __future__ import annotations

import json
import re
import warnings
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from newsfix import Options, convert
from newsfix.model.article import Article, Value
from newsfix.read.frontmatter.yaml import parse_yaml
from newsfix.syntax.yaml import Plain, is_typed
from newsfix.write.frontmatter import front_matter


def written(**extra: Value) -> str:
    return front_matter(Article(extra=extra))


def loaded(text: str) -> dict[str, Value]:
    return {entry.key: entry.value for entry in parse_yaml(text.removeprefix("---\n").removesuffix("---\n"))}


def commented(text: str) -> str:
    output = convert(text).output
    assert output is not None
    assert convert(output).output == output
    return output.partition("\n---\n")[0].removeprefix("---\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# above\ntitle: A", "# above\ntitle: A"),
        ("title: A # beside", "# beside\ntitle: A"),
        ("title: A\n# below", "title: A\n# below"),
        ("tags:\n  - a # one\n  # two\n  - b\n# three\nx: 1", "# one\n# two\ntags:\n  - a\n  - b\n# three\nx: 1"),
        ("# of the key\nTitle: A\nx: 1", "# of the key\ntitle: A\nx: 1"),
        ("title: A\n# of the date\ndate: 2020", "title: A\n# of the date\ndate_original: '2020'"),
        ("title: A\n# refused\ndate: soon", "title: A\n# refused\ndate_original: soon"),
        ("title: 'A # no'\nx: a#no\ny: |\n  # no", "title: 'A # no'\nx: a#no\ny: |\n  # no"),
        ("title: a: b\n# above\nx: 1", "title: 'a: b'\n# above\nx: 1"),
    ],
)  # fmt: skip
def test_comments_of_yaml(source: str, expected: str) -> None:
    assert commented(f"---\n{source}\n---\nText.\n") == expected


def test_comments_of_toml() -> None:
    source = '# above\ntitle = "A # no" # beside\nx = """\n# no\n"""\nz = \'# no\'\n# below'
    expected = "# above\n# beside\ntitle: 'A # no'\nx: |\n  # no\nz: '# no'\n# below"
    assert commented(f"+++\n{source}\n+++\nText.\n") == expected


def test_other_kinds_have_no_comments() -> None:
    assert commented(';;;\n"title": "A", "x": "# no"\n;;;\nText.\n') == "title: A\nx: '# no'"


def test_json_has_comments_by_key() -> None:
    output = convert("---\n# above\nauthor: A\n# below\n---\nText.\n", Options(to="json")).output
    assert output is not None
    assert json.loads(output)["comments"] == {"authors": ["# above"], "": ["# below"]}


def test_nothing_to_say() -> None:
    assert front_matter(Article()) == ""


def test_order_and_forms() -> None:
    article = Article(
        title="A summit by video",
        date="2021-12-15T09:06:35Z",
        updated="2021-12-16",
        authors=("Example Wire",),
        categories=("New media", "Example Wire"),
        tags=("2021",),
        url="https://site.example/a?b=c",
        language="en",
        cover="https://cdn.example/2021/12/image-1.jpg?w=770&resize=770%2C433",
        extra={"comments": Plain("false"), "views": "12", "meta": {"a": ["x", {"b": "c", "d": "e"}], "empty": {}}},
    )
    assert front_matter(article) == (
        "---\n"
        "title: A summit by video\n"
        "date: 2021-12-15T09:06:35Z\n"
        "updated: 2021-12-16\n"
        "author: Example Wire\n"
        "categories:\n  - New media\n  - Example Wire\n"
        "tags:\n  - '2021'\n"
        "canonical_url: https://site.example/a?b=c\n"
        "language: en\n"
        "cover: https://cdn.example/2021/12/image-1.jpg?w=770&resize=770%2C433\n"
        "comments: false\n"
        "views: '12'\n"
        "meta:\n  a:\n    - x\n    - b: c\n      d: e\n  empty: {}\n"
        "---\n"
    )


def test_several_authors() -> None:
    assert front_matter(Article(authors=("A", "B"))) == "---\nauthors:\n  - A\n  - B\n---\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text", "plain text"),
        ("日本語 と “quotes”", "日本語 と “quotes”"),
        ("a: b", "'a: b'"),
        ("http://a.example/b:c#d", "http://a.example/b:c#d"),
        ("a #b", "'a #b'"),
        ("a:", "'a:'"),
        (" a", "' a'"),
        ("a ", "'a '"),
        ("- a", "'- a'"),
        ("-a", "-a"),
        ("[a]", "'[a]'"),
        ("{{ x }}", "'{{ x }}'"),
        ("@a", "'@a'"),
        ("%a", "'%a'"),
        ("*a", "'*a'"),
        ("&a", "'&a'"),
        ("!a", "'!a'"),
        ("`a`", "'`a`'"),
        ("|", "'|'"),
        (">", "'>'"),
        ("? a", "'? a'"),
        (":symbol", "':symbol'"),
        ('"a"', "'\"a\"'"),
        ("it's", "it's"),
        ("it's: so", '"it\'s: so"'),
        ('it\'s "so": \\', "'it''s \"so\": \\'"),
        ("yes", "'yes'"),
        ("null", "'null'"),
        ("~", "'~'"),
        ("", "''"),
        ("007", "'007'"),
        ("1.10", "'1.10'"),
        ("1,000", "'1,000'"),
        ("1:30", "'1:30'"),
        ("0x1F", "'0x1F'"),
        (".inf", "'.inf'"),
        ("2015-10-11", "'2015-10-11'"),
        ("2015-10-11 12:00:00 +01:00", "'2015-10-11 12:00:00 +01:00'"),
        ("2015-10", "2015-10"),
        ("<<", "'<<'"),
        ("=", "'='"),
        ("---", "'---'"),
        ("a\tb", '"a\\tb"'),
        ("a\x85b", '"a\\x85b"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("\ufeffa", '"\\ufeffa"'),
        ("a\x00b", '"a\\0b"'),
        ("a\nb", "|-\n  a\n  b"),
        ("a\n\nb\n", "|\n  a\n\n  b"),
        ("a\n\n", '"a\\n\\n"'),
        (" a\nb", '" a\\nb"'),
        ("a\n \nb", '"a\\n \\nb"'),
    ],
)
def test_scalar(text: str, expected: str) -> None:
    out = written(key=text)
    assert out == f"---\nkey: {expected}\n---\n"
    assert loaded(out) == {"key": text}
    assert not isinstance(loaded(out)["key"], Plain)
    assert yaml.safe_load(out[4:-4]) == {"key": text}


@pytest.mark.parametrize("text", ["007", "yes", "1.10", "2015-10-11", "null", "~", "1:30", "0o17", "1_000", "FALSE"])
def test_plain_stays_as_it_was_written(text: str) -> None:
    out = written(key=Plain(text), items=[Plain(text)])
    assert out == f"---\nkey: {text}\nitems:\n  - {text}\n---\n"
    assert isinstance(loaded(out)["key"], Plain)


def test_an_empty_value_stays_empty() -> None:
    assert written(key=Plain(""), items=[Plain("")]) == "---\nkey:\nitems:\n  -\n---\n"


def test_text_that_is_only_called_plain_is_quoted() -> None:
    assert written(key=Plain("a: b")) == "---\nkey: 'a: b'\n---\n"


@pytest.mark.parametrize(
    ("key", "expected"),
    [("a b", "a b"), ("a: b", "'a: b'"), ("", "''"), ("yes", "'yes'"), (Plain("2021"), "2021"), ("#a", "'#a'")],
)
def test_keys(key: str, expected: str) -> None:
    assert front_matter(Article(extra={key: "x"})) == f"---\n{expected}: x\n---\n"


def test_a_key_too_long_for_a_simple_one() -> None:
    key = "k" * 2000
    assert yaml.safe_load(written(**{key: ["a"]})[4:-4]) == {key: ["a"]}


def test_a_coarse_date_stands_under_its_own_key() -> None:
    assert front_matter(Article(title="A", date="2014-09", updated="2015")) == (
        "---\ntitle: A\ndate_original: 2014-09\nupdated_original: '2015'\n---\n"
    )


def test_a_coarse_date_beside_one_that_could_not_be_read() -> None:
    article = Article(date="2014-09", extra={"a": "b", "date_original": "Invalid Date"})
    assert front_matter(article) == "---\ndate_original:\n  - 2014-09\n  - Invalid Date\na: b\n---\n"


def test_a_foreign_value_does_not_stand_under_a_fields_key() -> None:
    article = Article(title="A", authors=("A", "B"), extra={"title": ["x"], "author": "C", "tags": {"a": "b"}})
    assert front_matter(article) == (
        "---\ntitle: A\nauthors:\n  - A\n  - B\ntitle_original:\n  - x\nauthor_original: C\ntags:\n  a: b\n---\n"
    )


# ---------------------------------------------------------------------------------- properties

text = st.text(st.characters(codec="utf-8"), max_size=30) | st.text(
    "ab \n:#-'\"\\\t[]{}0|>\u2028\x85\ufeff,&*!%@`?", max_size=12
)
scalars = text | text.filter(is_typed).map(Plain) | st.sampled_from([Plain("1.10"), Plain(""), Plain("no")])
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4), max_leaves=12
)


def kinds(value: Any) -> Any:
    """A value with the kind of its scalars, which equality does not see."""
    if isinstance(value, str):
        return type(value).__name__, str(value)
    if isinstance(value, list):
        return [kinds(item) for item in value]
    return [(str(key), kinds(item)) for key, item in value.items()]


@given(st.dictionaries(text.filter(lambda key: key != "<<"), values, min_size=1, max_size=5))
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read(extra: dict[str, Value]) -> None:
    names = {"title", "date", "<<"}
    extra = {key: value for key, value in extra.items() if key not in names}
    out = front_matter(Article(title="A", extra=extra))
    assert kinds(loaded(out)) == kinds({"title": "A", **extra})
    assert front_matter(Article(title="A", extra={k: v for k, v in loaded(out).items() if k != "title"})) == out


@given(values)
@settings(deadline=None)
def test_pyyaml_reads_every_string(value: Value) -> None:
    out = written(key=value)[4:-4]
    assert yaml.load(out, yaml.BaseLoader) == {"key": _texts(value)}
    assert yaml.load(out, yaml.CBaseLoader) == {"key": _texts(value)}


@given(st.recursive(text, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4)))
@settings(deadline=None)
def test_no_loader_types_a_string(value: Value) -> None:
    out = written(key=value)[4:-4]
    assert yaml.safe_load(out) == {"key": value}
    ruamel = pytest.importorskip("ruamel.yaml")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for version in ("1.1", "1.2"):
            loader = ruamel.YAML(typ="safe", pure=True)
            loader.version = version
            assert loader.load(out) == {"key": value}


def _texts(value: Value) -> Any:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, list):
        return [_texts(item) for item in value]
    return {str(key): _texts(item) for key, item in value.items()}


@given(st.text(max_size=20))
def test_what_pyyaml_types_is_known(plain: str) -> None:
    """Every plain scalar that PyYAML reads as anything but text is typed here too."""
    if not re.fullmatch(r"[\w.:+~=<-]*", plain, re.ASCII):
        return
    try:
        value = yaml.safe_load(f"key: {plain}")
    except (yaml.YAMLError, ValueError):
        return
    if isinstance(value, dict) and "key" in value and not isinstance(value["key"], (str, dict, list)):
        assert is_typed(plain)


@pytest.mark.parametrize(
    ("header", "date"),
    [
        (".. title: The lock\n.. slug: lock\n.. date: 2021-12-15\n.. tags: sea, salt", "2021-12-15"),
        (
            "<!--\n.. title: The lock\n.. slug: lock\n.. date: 2021-12-15 09:06 UTC\n.. tags: sea, salt\n-->",
            "2021-12-15T09:06:00Z",
        ),
        (":title: The lock\n:slug: lock\n:date: 2021-12-15\n:tags: sea, salt", "2021-12-15"),
        ("#+TITLE: The lock\n#+SLUG: lock\n#+DATE: <2021-12-15 Wed>\n#+TAGS: sea, salt", "2021-12-15"),
    ],
)
def test_headers_that_a_mark_begins(header: str, date: str) -> None:
    result = convert(f"{header}\n\nText.\n")
    article = result.article
    assert (article.title, article.date, tuple(article.tags)) == ("The lock", date, ("sea", "salt"))
    assert article.extra.get("slug", article.extra.get("SLUG")) == "lock"
    assert (result.output or "").endswith("\n---\n\nText.\n")
    assert convert(result.output or "").output == result.output


@pytest.mark.parametrize(
    "text",
    [
        ":title: The lock\nand more of it.\n",
        ".. note: The lock\n\nText.\n",
        ":smile: The lock\n\nText.\n",
        "<!--\n.. a remark: it is late\n-->\n\nText.\n",
        ".. title: The lock\n:date: 2021-12-15\n\nText.\n",
    ],
)
def test_other_marks_begin_no_header(text: str) -> None:
    assert convert(text).article.title is None


def test_a_date_behind_a_mark_is_repaired_where_it_stands() -> None:
    text = "#+title: The lock\n#+date: <15 December 2021>\n\nText.\n"
    (problem,) = [each for each in convert(text).problems if each.fix]
    assert problem.fix is not None
    assert text[problem.fix.start : problem.fix.end] == "15 December 2021"


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("<!--\ntitle: The lock\ndate: 2021-12-15\ntags: [sea, salt]\n-->\n\n", "Text.\n"),
        ('<!--\n---\ntitle: "The lock"\ndate: 2021-12-15\ntags:\n  - sea\n  - salt\n---\n-->\n', "Text.\n"),
        ("/*\nTitle: The lock\nDate: 15 December 2021\nTags: sea, salt\n*/\n", "Text.\n"),
        ("/**\n  title: The lock\n  date: 2021-12-15\n  tags: sea, salt\n**/\n", "Text.\n"),
        ("\ufeff\u200b---\ntitle: The lock\ndate: 2021-12-15\ntags: sea, salt\n---\n", "Text.\n"),
        ("---\n\u200btitle: The lock\n\u200bdate: 2021-12-15\n\u2060tags: sea, salt\n---\n", "Text.\n"),
        ("---\ntitle\u00a0: The lock\ndate\u00a0: 2021-12-15\ntags\u00a0: sea, salt\n---\n", "Text.\n"),
        ("---\n\u00a0title: The lock\n\u00a0date: 2021-12-15\n\u00a0tags: sea, salt\n---\n", "Text.\n"),
        ("---\ntitle: The lock\ndate: 2021-12-15\ntags: sea, salt\n---", "Text: so.\n"),
        ("---\ntitle: The lock\ndate: 2021-12-15\ntags: sea, salt\n---", "## A heading\n\nText.\n\n---\n\nMore.\n"),
        ('title = "The lock"\ndate = 2021-12-15\ntags = ["sea", "salt"]\n+++\n', "Text.\n"),
        ("#+title: The lock\n#+date: <2021-12-15 Wed>\n#+tags[]: sea salt\n\n", "Text.\n"),
        ("#+title: The lock\n#+date: [2021-12-15 三]\n#+tags[]: sea salt\n\n", "Text.\n"),
        ("--- # the keys\ntitle: The lock\ndate: 2021-12-15\ntags: sea, salt\n---\n", "Text.\n"),
        ("--- yaml\ntitle: The lock\ndate: 2021-12-15\ntags: sea, salt\n---\n", "Text.\n"),
        ("title: The lock\ndate: 2021-12-15\ntags: sea, salt\n...\n", "Text.\n"),
        ('---\ntitle = The lock\ndate = 2021-12-15\ntags = ["sea", "salt"]\n---\n', "Text.\n"),
        ("{'title': 'The lock', 'date': '2021-12-15', 'tags': ['sea', 'salt']}\n\n", "Text.\n"),
        ('{title: "The lock", date: "2021-12-15", tags: ["sea", "salt"]}\n\n', "Text.\n"),
        ("{\n  title: 'The lock',\n  date: '2021-12-15',\n  tags: ['sea', 'salt'],\n}\n\n", "Text.\n"),
    ],
)
def test_headers_that_are_hidden_or_not_well_fenced(header: str, body: str) -> None:
    result = convert(header + body)
    article = result.article
    assert (article.title, article.date, tuple(article.tags)) == ("The lock", "2021-12-15", ("sea", "salt"))
    assert (result.output or "").endswith(f"\n---\n\n{body}")
    assert not [problem for problem in result.problems if problem.code in ("BD010", "BD011", "FM002")]


@pytest.mark.parametrize(
    "text",
    [
        "<!--\nThe lock was opened late.\nNote: ask again.\n-->\n\nText.\n",
        "<!--\nCopyright: The lock\nLicense: free\n-->\n\nText.\n",
        "/*\nauthor: nobody\nlicence: free\n*/\n\nText.\n",
        "<!--\ntitle: The lock\ndate: 2021-12-15\n\nText.\n",
        "width = 5\n+++\nText.\n",
        'title = "The lock\n+++\nText.\n',
        "---\nA rule above.\n\n---and text.\n",
        "--- # a remark\nand text.\n\n---\n",
        "{title of the lock: unknown}\n\nText.\n",
        "{ 'so': 'it is' }\n\nText.\n",
        "---\nwidth = 5\n\n---\nText.\n",
        "The lock\n...\nText.\n",
    ],
)
def test_comments_and_equations_are_no_header(text: str) -> None:
    assert convert(text).article.title is None


REPAIRED = "---\ntitle: The lock\ndate: 2021-12-15\n---\nText.\n"


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("---\ntitle: The lock\ndate: 2021-12-15\n---Text.\n", REPAIRED),
        ("\u2060---\ntitle: The lock\ndate: 2021-12-15\n---\nText.\n", REPAIRED),
        ('---\ntitle: "The lock",\ndate: 2021-12-15\n---\nText.\n', REPAIRED),
        ("---\ntitle: The lock\ndate: '2021-12-15';\n---\nText.\n", REPAIRED.replace("2021-12-15", "'2021-12-15'")),
        ("--- # so\ntitle: The lock\ndate: 2021-12-15\n---\nText.\n", REPAIRED.replace("---\nt", "---\n# so\nt")),
        ("---\n// so\ntitle: The lock\ndate: 2021-12-15\n---\nText.\n", REPAIRED.replace("---\nt", "---\n# // so\nt")),
        ('title = "The lock"\n+++\nText.\n', '+++\ntitle = "The lock"\n+++\nText.\n'),
    ],
)
def test_fences_and_signs_that_are_repaired(text: str, repaired: str) -> None:
    fixes = sorted({problem.fix for problem in convert(text).problems if problem.fix}, key=lambda fix: -fix.start)
    for fix in fixes:
        text = text[: fix.start] + fix.text + text[fix.end :]
    assert text == repaired


@pytest.mark.parametrize("remark", ["// so it was", "<!-- so it was -->", "/* so it was */"])
@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_comments_of_other_languages_among_keys_are_kept_as_comments(remark: str, at: int) -> None:
    lines = ["title: The lock", "date: 2021-12-15", "tags: [sea, salt]"]
    lines.insert(at, remark)
    result = convert("\n".join(["---", *lines, "---", "Text.", ""]))
    article = result.article
    assert (article.title, article.date, tuple(article.tags)) == ("The lock", "2021-12-15", ("sea", "salt"))
    assert f"\n# {remark}\n" in (result.output or "")
    assert [problem.code for problem in result.problems] == ["FM004"]


@pytest.mark.parametrize("line", ["//cdn.example/sea.jpg", "/* of the sea", "<!-- of the sea", "a // b"])
def test_what_only_begins_as_a_comment_goes_on_with_the_value_above(line: str) -> None:
    result = convert(f"---\ntitle: The lock\nnote: so\n{line}\n---\nText.\n")
    assert result.article.extra["note"] == f"so {line}"


@pytest.mark.parametrize(
    "line", ["x: {sea, salt}", "x: !!set {sea, salt}", "x:\n  - {sea, salt}", "x: {sea:salt}", "? [sea, salt]\n: x"]
)
def test_keys_without_a_value_are_not_lost(line: str) -> None:
    result = convert(f"---\ntitle: The lock\ndate: 2021-12-15\n{line}\n---\nText.\n")
    assert "sea" in (result.output or "")
    assert not result.problems


@pytest.mark.parametrize(
    "front",
    [
        '{"title": "The lock", "date": "2021-12-15", "tags": [{"name": "sea", "slug": "sea"}]}\n\n',
        "---\ntitle: The lock\ndate: 2021-12-15\ntags: [{name: sea, slug: sea}, {name: salt, slug: salt}]\n---\n",
        "---\ntitle: The lock\ndate: 2021-12-15\ncategories:\n  - name: 'sea'\n    slug: \"sea\"\n---\n",
    ],
)
def test_a_name_that_is_its_own_slug_is_not_lost(front: str) -> None:
    assert not convert(f"{front}Text.\n").problems


def test_integers_of_toml_to_other_bases_are_not_lost() -> None:
    result = convert('+++\ntitle = "The lock"\ndate = 2021-12-15\n[extra]\na = 0xff\nb = 0o17\n+++\nText.\n')
    assert result.article.extra["extra"] == {"a": "255", "b": "15"}
    assert not result.problems


def test_a_line_of_yaml_that_looks_like_a_fence_with_text_ends_nothing() -> None:
    article = convert("---\ntitle: |\n---x\ndate: 2021-12-15\n---\nText.\n").article
    assert (article.date, article.text) == ("2021-12-15", "Text.")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('title = "D:\\locks"', "D:\\locks"),
        ('title = "The "old" lock"', 'The "old" lock'),
        ("title = The old lock", "The old lock"),
        ("title = 'The miller's lock'", "The miller's lock"),
        # These may be the beginning of something else.
        ('title = "The lock", "The sea"', None),
        ('title = "The lock', None),
        ('title = "The lock" = 5', None),
    ],
)
def test_texts_that_toml_refuses(line: str, title: str | None) -> None:
    result = convert(f"+++\n{line}\ndate = 2021-12-15\n+++\nText.\n")
    assert (result.article.title, result.article.date) == (title, "2021-12-15")
    assert "FM003" in [problem.code for problem in result.problems]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("tags: \"['sea', 'salt']\"", ("sea", "salt")),
        ('tags: \'["sea", "salt"]\'', ("sea", "salt")),
        ("tags: '[sea, salt]'", ("sea", "salt")),
        ("tags: {sea, salt}", ("sea", "salt")),
        ("tags: '[old] sea, salt'", ("[old] sea", "salt")),
        ("author: \"['Ada Reed', 'Tom Oake']\"", ("Ada Reed", "Tom Oake")),
        ("author: '[Ada Reed, late]'", ("[Ada Reed, late]",)),
        ("categories: {Sea, Salt}", ("Sea", "Salt")),
        ("author: {name: , email: }", ()),
        ("author:\n  name:\n  email:", ()),
        ("categories:\n  title:\n  slug: ''", ()),
        ("tags: '[C] notes, see [D]'", ("[C] notes", "see [D]")),
        ("tags: \"['sea [north]', 'salt']\"", ("sea [north]", "salt")),
    ],
)
def test_lists_that_another_program_wrote_as_text_or_set(line: str, names: tuple[str, ...]) -> None:
    article = convert(f"---\ntitle: The lock\n{line}\n---\nText.\n").article
    assert (*article.authors, *article.categories, *article.tags) == names


@pytest.mark.parametrize(
    ("value", "title", "codes"),
    [
        ("\n- The lock", "The lock", ["FM007"]),
        ("\n- The lock\n- The sea", None, ["FM007"]),
        ("\n  en: The lock", None, ["FM007"]),
        (" ''", None, ["FM006"]),
    ],
)
def test_a_title_that_is_no_text_is_one_problem(value: str, title: str | None, codes: list[str]) -> None:
    result = convert(f"---\ndate: 2021-12-15\ntitle:{value}\n---\nText.\n")
    assert (result.article.title, [problem.code for problem in result.problems]) == (title, codes)


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        ("title: <![CDATA[Sea & salt]]>", {"title": "Sea & salt"}),
        ('title: "<![CDATA[ Sea ]]>"\ndate: "<![CDATA[15 Dec 2021]]>"', {"title": "Sea", "date": "2021-12-15"}),
        ("title: What <![CDATA[x]]> is", {"title": "What <![CDATA[x]]> is"}),
        ("title: <![CDATA[Sea]]> and <![CDATA[salt]]>", {"title": "<![CDATA[Sea]]> and <![CDATA[salt]]>"}),
        ("title: <![CDATA[Sea [x]] salt]]>", {"title": "Sea [x]] salt"}),
        # Keys of schemas, where something else is no YAML.
        ("date: 2021-12-15\n$ref: x\n@type: Article", {"date": "2021-12-15", "$ref": "x", "@type": "Article"}),
        ("title: Sea\n@id: a\nnote: b: c", {"title": "Sea", "@id": "a", "note": "b: c"}),
    ],
)
def test_values_and_keys_of_other_languages(lines: str, values: dict[str, str]) -> None:
    result = convert(f"---\n{lines}\n---\nText.\n")
    found = {"title": result.article.title, "date": result.article.date, **result.article.extra}
    assert {key: value for key, value in found.items() if value} == values
    assert result.account.lost.words == 0


def test_a_lone_surrogate_of_json_is_no_character_and_stays_an_escape() -> None:
    output = convert('{"title": "The \\ud800 quay", "date": "2021-12-15"}\n\nText.\n').output or ""
    assert "title: The \\ud800 quay\n" in output
    assert convert(output).output == output
