"""The table of picture identities: every row by its example and counter-example, and the keys that come out."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsfix.read.pictures.identity import AddressTable, table
from newsfix.read.pictures.rows import ROWS, Row
from tests.conftest import grows_in_proportion

USUAL = table()


def identity(url: str, rows: AddressTable = USUAL) -> tuple[str, tuple[str, ...]]:
    """What names the picture of a URL, and the names of the rows that took something out of it."""
    key, used = rows.identity(url)
    return key, tuple(row.name for row in used)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_merges_its_example(row: Row) -> None:
    one, other = map(identity, row.example)
    assert one[0] == other[0]
    assert row.name in one[1] + other[1]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_keeps_its_counter_example_apart(row: Row) -> None:
    one, other = row.counter_example
    assert identity(one)[0] != identity(other)[0]


@pytest.mark.parametrize("row", [row for row in ROWS if row.kind != "proxy"], ids=lambda row: row.name)
def test_the_example_needs_its_row(row: Row) -> None:
    table = AddressTable([other for other in ROWS if other is not row])
    one, other = row.example
    assert identity(one, table)[0] != identity(other, table)[0]


def _code(url: str) -> str:
    return "`" + url.replace("|", r"\|") + "`"


def test_the_documentation_has_the_rows(accept: bool) -> None:
    page = Path(__file__).parent.parent / "newsfix/docs/pictures.md"
    text = page.read_text("utf-8")
    head = text[: text.index("\n", text.index("|---|")) + 1]
    examples = [" | ".join(map(_code, (*row.example, *row.counter_example))) for row in ROWS]
    written = head + "".join(
        f"| `{row.name}` | {row.drops} | {example} |\n" for row, example in zip(ROWS, examples, strict=True)
    )
    if accept:
        page.write_text(written, "utf-8")
    assert text == written


def test_names_are_unique_and_speak() -> None:
    names = [row.name for row in ROWS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", name) for name in names)
    assert all(row.drops for row in ROWS)


@pytest.mark.parametrize(
    ("url", "key", "rows"),
    [
        ("https://a.example/x.jpg", "https://a.example/x.jpg", ()),
        ("HTTP://A.example:80/x.jpg#a", "https://a.example/x.jpg", ("scheme", "host-case", "default-port", "fragment")),
        ("/m/x.jpg", "/m/x.jpg", ()),
        ("x.jpg?v=1", "x.jpg", ("cache-parameters",)),
        (
            "https://cors.example/?http://img.example/a.jpg!custom",
            "https://img.example/a.jpg",
            ("proxy-query", "scheme", "style"),
        ),
        (
            "https://i2.wp.com/c.example/image/fetch/w_11,f_auto/https%3A%2F%2Fb.example%2Fa.png?resize=7%2C7#038;ssl=1",
            "https://b.example/a.png",
            ("fragment", "photon", "image-fetch"),
        ),
        ("https://a.example/%e5%9b%be.jpg", "https://a.example/图.jpg", ("percent-encoding",)),
        ("https://a.example/%c4%e3.jpg", "https://a.example/%C4%E3.jpg", ("percent-encoding",)),
        ("https://a.example/x.jpg?id=1&w=300", "https://a.example/x.jpg?id=1", ("resize-parameters",)),
        ("{{ site.url }}/m/x.png", "{{ site.url }}/m/x.png", ()),
        ("{{ site.url }}/2013/09/x-300x168.png", "{{ site.url }}/2013/09/x.png", ("wordpress-size",)),
        ("https://a.example/i/640x360/x.jpg", "https://a.example/i/1.78x/x.jpg", ("size-in-path",)),
        ("https://a.example/i/1500x0/x.jpg", "https://a.example/i/x/x.jpg", ("size-in-path",)),
        ("https://a.example/x.png?1579632000", "https://a.example/x.png", ("cache-parameters",)),
        ("data:image/png;base64,AA#==", "data:image/png;base64,AA#==", ()),
        ("", "", ()),
    ],
)
def test_key_and_rows(url: str, key: str, rows: tuple[str, ...]) -> None:
    assert identity(url) == (key, rows)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/img?id=1", "https://a.example/img?id=2"),
        ("https://a.example/x.php?w=1", "https://a.example/x.php?w=2"),
        ("https://a.example/x.jpg", "https://a.example/x.png"),
        ("https://a.example/x.jpg", "https://b.example/x.jpg"),
        ("https://a.example/X.jpg", "https://a.example/x.jpg"),
        ("https://a.example/x-1.jpg", "https://a.example/x-2.jpg"),
        ("https://a.example/1/x.jpg", "https://a.example/2/x.jpg"),
        ("https://a.example/x%2Fy.jpg", "https://a.example/x/y.jpg"),
        ("https://a.example/x.jpg?crop=0,0,9,9", "https://a.example/x.jpg?crop=9,0,9,9"),
        ("https://web.archive.org/web/1im_/http://a.example/x.jpg", "http://a.example/x.jpg"),
        ("https://image.thum.io/get/https://a.example/x.jpg", "https://a.example/x.jpg"),
        ("https://img.shields.io/endpoint?url=https://a.example/badge/x", "https://a.example/badge/x"),
        ("https://img.shields.io/website?label=site&url=https%3A%2F%2Fa.example", "https://a.example"),
        ("https://a.example/image/badge.svg?url=https://b.example/x.json", "https://b.example/x.json"),
        (
            "https://a.example/s2/favicons?domain=http://b.example",
            "https://a.example/s2/favicons?domain=http://c.example",
        ),
        ("http:///x", "http:///y"),
        ("https://a.example/300x250/x.jpg", "https://a.example/728x90/x.jpg"),
        ("https://a.example/w640/x.jpg", "https://a.example/w650/x.jpg"),
        ("https://a.example/640x360/x.jpg", "https://a.example/1280x720/y.jpg"),
        (
            "https://w.example/thumb/a/ab/X.webm/640px-seek=3-X.jpg",
            "https://w.example/thumb/a/ab/X.webm/640px-seek=9-X.jpg",
        ),
        ("https://a.example/image/upload/pg_2/x.pdf", "https://a.example/image/upload/pg_3/x.pdf"),
        ("https://a.example/cubes/2x2.jpg", "https://a.example/cubes/3x3.jpg"),
        ("https://a.example/plots/10x10.png", "https://a.example/plots/20x20.png"),
        ("https://a.example/w-12/x.jpg", "https://a.example/w-13/x.jpg"),
        (
            "https://a.example/media/pages/b/0a1b-157/map-10x20.jpg",
            "https://a.example/media/pages/b/0a1b-157/map-30x10.jpg",
        ),
    ],
)
def test_different_pictures_stay_apart(one: str, other: str) -> None:
    assert identity(one)[0] != identity(other)[0]


@pytest.mark.parametrize(
    ("url", "inner"),
    [
        ("https://a.example/x.jpg", None),
        ("https://a.example/c/https%3A%2F%2Fb.example%2Fx.jpg%3Fid%3D1?w=9", "https://b.example/x.jpg?id=1"),
        ("https://a.example/code/https%3A%2F%2Fb.example%2Ftickets?size=200", None),
        ("https://proxy.example/?http://a.example/x%20y.jpg!c", "http://a.example/x%20y.jpg!c"),
        ("https://proxy.example/?https%3A%2F%2Fa.example%2Fx.jpg", "https://a.example/x.jpg"),
        ("https://i0.wp.com/a.example/x.jpg?w=9&ssl=1", "https://a.example/x.jpg"),
        ("//i0.wp.com/a.example/x.jpg", "https://a.example/x.jpg"),
        ("https://i0.wp.com/a.example/x.php?q=id%3D1", None),
        ("https://b.example/_next/image?url=https%3A%2F%2Fa.example%2Fx%3Fid%3D1&w=64", "https://a.example/x?id=1"),
        ("https://b.example/_next/image?url=%2Fm%2Fx.jpg&w=64", "https://b.example/m/x.jpg"),
        ("/_next/image?url=%2Fm%2Fx.jpg&w=64", "/m/x.jpg"),
        ("https://images.weserv.nl/?url=a.example/x.jpg&w=3", "https://a.example/x.jpg"),
        ("https://wsrv.nl/?url=ssl:a.example/x.jpg", "https://a.example/x.jpg"),
        ("https://b.example/cdn-cgi/image/width=8/https://a.example/x.jpg?id=1", "https://a.example/x.jpg?id=1"),
        (
            "https://substackcdn.com/image/fetch/$s_!a!,w_1456/https%3A%2F%2Fa.example%2Fx.jpg",
            "https://a.example/x.jpg",
        ),
        ("https://cors.example/https:/a.example/x.jpg", "https://a.example/x.jpg"),
        ("https://web.archive.org/web/2017im_/http://a.example/x.jpg", None),
        ("https://www.facebook.com/sharer.php?u=https://a.example/page", None),
        ("data:image/gif;base64,http://a.example/x.jpg", None),
    ],
)
def test_origin(url: str, inner: str | None) -> None:
    assert USUAL.origin(url) == inner


def test_rows_of_the_user_come_first_and_see_the_url_as_written() -> None:
    table = AddressTable(custom=[("my-thumbs", r"^http://a\.example/t/(.*)", r"https://a.example/full/\1")])
    assert identity("http://a.example/t/x.jpg", table) == ("https://a.example/full/x.jpg", ("my-thumbs",))
    assert identity("http://b.example/t/x.jpg", table) == ("https://b.example/t/x.jpg", ("scheme",))
    assert identity("https://p.example/?http://a.example/t/x.jpg", table)[0] == "https://a.example/full/x.jpg"


_PIECES = (
    *("http", "https://", "//", "a.example", "i0.wp.com", "/", "?", "&", "=", "#", "%", "%2F", "%3A", "url=", "x.jpg"),
    *("-300x200", "!", "@2x", "/unsafe/", "/_next/image?", "/cdn-cgi/image/", "1.bp.blogspot.com", "s72-c", "[", "é"),
)


@given(st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=5)), max_size=14).map("".join))
def test_any_text_has_an_identity(url: str) -> None:
    key, rows = identity(url)
    assert identity(url) == (key, rows)
    assert (key == url) or rows or key == url.strip()
    inner = USUAL.origin(url)
    assert inner is None or inner != url


@given(st.text(alphabet="abc/.-_", max_size=30), st.text(alphabet="abc/.-_", max_size=30))
def test_plain_paths_are_never_merged(one: str, other: str) -> None:
    if one != other:
        assert identity(f"https://a.example/{one}")[0] != identity(f"https://a.example/{other}")[0]


@pytest.mark.parametrize(
    "piece", ["http://", "/http:/", "&url=", "=http", "%ff", "-1x1", "/unsafe/", "w_1,", "a/", "!", "@1", "&amp;"]
)
def test_long_urls_take_no_long_time(piece: str) -> None:
    def identified(length: int) -> None:
        identity("https://a.example/wp-content/?" + piece * (length // len(piece)))

    assert grows_in_proportion(identified, 480)  # longer ones than 4,000 are not looked into
    assert grows_in_proportion(identified, 250_000)


def test_corpus_groups_share_a_file_name() -> None:
    """Real URLs that are merged differ in their directories, sizes and servers, not in the name of the file."""
    folder = os.environ.get("NEWSFIX_CORPUS")
    if not folder:
        pytest.skip("NEWSFIX_CORPUS does not name the folder of real articles")
    url = re.compile(r"""(?:src|href|data-[\w-]+)=["']?(https?://[^\s"'<>]+\.(?:jpe?g|png|gif|webp)[^\s"'<>]*)""")
    count = 0
    for path in Path(folder).glob("*/*"):
        groups: dict[str, set[str]] = {}
        for found in url.findall(path.read_bytes().decode("utf-8", "replace")):
            name = re.sub(r"(?:[?#].*)", "", re.sub(r"%2F", "/", re.sub(r"\?http", "/http", found)))
            name = re.sub(r"(?:-\d+x\d+|_[a-z])?\.\w+(?:!\w+)?$", "", name.rpartition("/")[2].replace("%2B", "+"))
            groups.setdefault(identity(found)[0], set()).add(re.sub(r"^(?:s_|\d+px-)", "", name))
        count += len(groups)
        assert [group for group in groups.values() if len({re.sub(r"\.\w+$", "", name) for name in group}) > 1] == []
    assert count > 100
