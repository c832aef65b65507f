"""The URLs of one image: reading `srcset`, the best of several, and what is no picture."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsfix.model.article import Image
from newsfix.read.pictures.candidates import Candidate, is_broken, size, srcset
from newsfix.read.pictures.element import choose
from newsfix.read.pictures.identity import AddressTable, table
from newsfix.read.pictures.not_pictures import is_filler, is_icon, is_placeholder, is_tracker
from newsfix.syntax.dialects import CLOSE, OPEN
from tests.conftest import grows_in_proportion

GIF = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
UPLOAD = "https://a.example/wp-content/uploads/x"
BLOG = "https://1.bp.blogspot.com/-a/b/c/d"
HTTP, HTTPS = "http://a.example/x.jpg", "https://a.example/x.jpg"
PNG_HEAD = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def chosen(*candidates: tuple[str, str]) -> Image | None:
    return choose([found for url, name in candidates for found in _read(url, name)], table())


def _read(url: str, name: str) -> list[Candidate]:
    return srcset(url, name) if name.endswith("srcset") else [Candidate(url, name)]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("", []),
        (" , ,", []),
        ("a.jpg", [("a.jpg", None, None)]),
        ("a.jpg, b.jpg 2x", [("a.jpg", None, None), ("b.jpg", None, 2.0)]),
        ("a.jpg 300w,b.jpg 1024w", [("a.jpg", 300, None), ("b.jpg", 1024, None)]),
        ("\n a.jpg\t300w 200h ,\n b.jpg 1.5x", [("a.jpg", 300, None), ("b.jpg", None, 1.5)]),
        ("/w_300,h_200/a.jpg 300w, b.jpg", [("/w_300,h_200/a.jpg", 300, None), ("b.jpg", None, None)]),
        ("data:image/png;base64,AA== 1x, b.jpg 2x", [("data:image/png;base64,AA==", None, 1.0), ("b.jpg", None, 2.0)]),
        ("a.jpg size(1, 2) 3q, b.jpg .5x", [("a.jpg", None, None), ("b.jpg", None, 0.5)]),
        ("a.jpg (1,, b.jpg 2x", [("a.jpg", None, None)]),
        ("a.jpg 0w", [("a.jpg", None, None)]),
    ],
)
def test_srcset(value: str, found: list[tuple[str, int | None, float | None]]) -> None:
    assert [(item.url, item.width, item.density) for item in srcset(value)] == found


@given(st.text(alphabet="ab,.() \n12wx", max_size=40))
def test_srcset_never_fails_and_gives_only_what_stands_there(value: str) -> None:
    for candidate in srcset(value):
        assert candidate.url in value
        assert candidate.url == candidate.url.strip(" \n,") or "," in candidate.url


@pytest.mark.parametrize(
    ("before", "piece", "after"), [("a.jpg ", "(", ""), ("", ",", ""), ("", "a, ", ""), ("a ", "1", "w")]
)
def test_long_srcset(before: str, piece: str, after: str) -> None:
    assert grows_in_proportion(lambda size: srcset(before + piece * size + after), 20_000)


@pytest.mark.parametrize(
    ("candidates", "url", "variants"),
    [
        ([("a.jpg", "src")], "a.jpg", ()),
        ([(" a.jpg\n", "src")], "a.jpg", ()),
        ([("a.jpg", "src"), ("a.jpg", "data-src")], "a.jpg", ()),
        # What a lazy loader loads before what stands there until then.
        ([(GIF, "src"), ("a.jpg", "data-src")], "a.jpg", ()),
        ([("/static/blank.gif", "src"), ("a.jpg", "zoomfile")], "a.jpg", ()),
        ([("/static/our-own.png", "src"), ("a.jpg", "data-original")], "a.jpg", ("/static/our-own.png",)),
        # A src that states nothing is no larger than what states its width; the original of it is.
        ([("a.jpg", "src"), ("b.jpg 300w, c.jpg 800w", "srcset")], "c.jpg", ("a.jpg", "b.jpg")),
        ([("a-640x480.jpg", "src"), ("b.jpg 320w", "srcset")], "a-640x480.jpg", ("b.jpg",)),
        ([("a-640x480.jpg", "src"), ("b.jpg 1280w", "srcset")], "b.jpg", ("a-640x480.jpg",)),
        (
            [(f"{UPLOAD}.jpg", "src"), (f"{UPLOAD}-768x512.jpg 768w", "srcset")],
            f"{UPLOAD}.jpg",
            (f"{UPLOAD}-768x512.jpg",),
        ),
        # A name that calls a file a placeholder, beside anything else.
        ([("/i/grey-placeholder.png", "src"), ("a.jpg", "data-x")], "a.jpg", ("/i/grey-placeholder.png",)),
        ([("a.jpg", "src"), ("a.jpg 300w, c.jpg 800w", "srcset")], "c.jpg", ("a.jpg",)),
        ([("a.jpg", "src"), ("a.jpg 800w, c.jpg 300w", "srcset")], "a.jpg", ("c.jpg",)),
        ([("a.jpg", "src"), ("a.webp", "srcset")], "a.jpg", ("a.webp",)),
        ([("a.jpg", "src"), ("b.jpg 2x", "srcset")], "b.jpg", ("a.jpg",)),
        ([("b.jpg 1x, c.jpg 3x, d.jpg 2x", "srcset")], "c.jpg", ("b.jpg", "d.jpg")),
        (
            [(f"{UPLOAD}.jpg", "src"), (f"{UPLOAD}-300x200.jpg 300w, {UPLOAD}-768x512.jpg 768w", "srcset")],
            f"{UPLOAD}.jpg",
            (f"{UPLOAD}-300x200.jpg", f"{UPLOAD}-768x512.jpg"),
        ),
        (
            [(f"{UPLOAD}-300x200.jpg", "src"), (f"{UPLOAD}-768x512.jpg 768w", "srcset")],
            f"{UPLOAD}-768x512.jpg",
            (f"{UPLOAD}-300x200.jpg",),
        ),
        # The target of a link is larger, unless the URLs say otherwise.
        ([("a.jpg", "src"), ("b.jpg", "href")], "b.jpg", ("a.jpg",)),
        (
            [(f"{BLOG}/s320/x.png", "src"), (f"{BLOG}/s1600/x.png", "href")],
            f"{BLOG}/s1600/x.png",
            (f"{BLOG}/s320/x.png",),
        ),
        (
            [(f"{BLOG}/s1600/x.png", "src"), (f"{BLOG}/s540/x.png", "href")],
            f"{BLOG}/s1600/x.png",
            (f"{BLOG}/s540/x.png",),
        ),
        # What a lazy loader has marked is not the picture's address.
        (
            [
                ("https://a.example/x.jpg?w=9&is-pending-load=1", "data-lazy-src"),
                ("https://a.example/x.jpg?w=9", "src"),
            ],
            "https://a.example/x.jpg?w=9",
            ("https://a.example/x.jpg?w=9&is-pending-load=1",),
        ),
        # The origin before a proxy, in the spelling that the markup gives.
        (
            [("https://p.example/?http://a.example/x.jpg", "src")],
            "http://a.example/x.jpg",
            ("https://p.example/?http://a.example/x.jpg",),
        ),
        (
            [("https://p.example/https://a.example/quai%20%C3%A9.jpg", "src")],
            "https://a.example/quai%20%C3%A9.jpg",
            ("https://p.example/https://a.example/quai%20%C3%A9.jpg",),
        ),
        (
            [("https://i0.wp.com/a.example/x.jpg?w=9", "src"), ("http://a.example/x.jpg", "href")],
            "http://a.example/x.jpg",
            ("https://i0.wp.com/a.example/x.jpg?w=9",),
        ),
        (
            [("https://i0.wp.com/a.example/x.jpg?w=9", "src"), ("http://a.example/x.jpg", "data-id")],
            "http://a.example/x.jpg",
            ("https://i0.wp.com/a.example/x.jpg?w=9",),
        ),
        (
            [(f"https://p.example/?{HTTPS}", "src"), (HTTP, "data-id"), (HTTPS, "data-id")],
            HTTPS,
            (f"https://p.example/?{HTTPS}", HTTP),
        ),
        # Where both are one picture, src stays; where they are not and nothing is stated, too.
        ([(HTTPS, "src"), (HTTP, "data-src")], HTTPS, (HTTP,)),
        ([("a.jpg?w=300", "src"), ("b.jpg", "srcset")], "a.jpg?w=300", ("b.jpg",)),
        ([(HTTPS, "src"), ("old/x.jpg 900w, old/y.jpg 400w", "srcset")], HTTPS, ("old/x.jpg", "old/y.jpg")),
        ([(HTTPS, "src"), ("/old/x.jpg 2x", "data-srcset")], HTTPS, ("/old/x.jpg",)),
        ([(HTTPS, "src"), ("//b.example/x.jpg 2x", "srcset")], "//b.example/x.jpg", (HTTPS,)),
        ([(HTTPS, "src"), (f"{OPEN}0{CLOSE}/x.jpg 2x", "srcset")], f"{OPEN}0{CLOSE}/x.jpg", (HTTPS,)),
        ([("a.jpg", "src"), (f"{UPLOAD}-768x512.jpg", "href")], f"{UPLOAD}-768x512.jpg", ("a.jpg",)),
        # What is broken comes last.
        ([("http:///x", "src"), ("a.jpg", "data-src")], "a.jpg", ("http:///x",)),
        ([("http:///x", "src")], "http:///x", ()),
        # A query is kept as it stands.
        (
            [("https://a.example/x.jpg?w=770&resize=770%2C433", "src")],
            "https://a.example/x.jpg?w=770&resize=770%2C433",
            (),
        ),
        ([("{{ site.url }}/x-300x200.png", "src")], "{{ site.url }}/x-300x200.png", ()),
    ],
)
def test_choose(candidates: list[tuple[str, str]], url: str, variants: tuple[str, ...]) -> None:
    assert chosen(*candidates) == Image(url, variants=variants)


@pytest.mark.parametrize("url", ["", "  ", GIF, "/img/spacer.gif", "https://picsum.photos/400/300?random=1"])
def test_nothing_to_choose(url: str) -> None:
    assert choose([Candidate(url, "src")], table()) is None
    assert choose([Candidate(url, "src"), Candidate(url, "data-src")], table()) is None


def test_choose_asks_the_rows_of_the_user() -> None:
    own = AddressTable(custom=[("mine", r"/t/(\w+)/", r"/\1/")])
    small, large = "https://a.example/t/1/x.jpg", "https://a.example/1/x.jpg"
    assert choose([Candidate(small, "src"), Candidate(large, "data-src")], table=own) == Image(large, variants=(small,))


_URLS = st.lists(
    st.builds(
        Candidate,
        st.one_of(
            st.sampled_from(["a.jpg", "http:///", GIF, "https://i0.wp.com/a.example/x.jpg", f"{BLOG}/s72-c/x.png"]),
            st.text(max_size=12),
        ),
        st.sampled_from(["src", "data-src", "srcset", "href"]),
        st.one_of(st.none(), st.integers(1, 3000)),
        st.one_of(st.none(), st.floats(0, 4)),
    ),
    max_size=5,
)


@given(_URLS)
def test_choice_loses_and_invents_nothing(candidates: list[Candidate]) -> None:
    result = choose(candidates, table())
    stated = {candidate.url.strip() for candidate in candidates}
    if result is None:
        assert all(not url or is_placeholder(url) or is_filler(url) for url in stated)
        return
    assert result.url in stated or any(result.url.removeprefix("https://") in url for url in stated)
    assert set(result.variants) <= stated
    assert len(set(result.variants)) == len(result.variants)
    assert result.url not in result.variants
    real = {url for url in stated if url and not is_placeholder(url) and not is_filler(url)}
    assert real <= {result.url, *result.variants}


@pytest.mark.parametrize(
    ("url", "width"),
    [
        ("https://a.example/x.jpg", float("inf")),
        (f"{UPLOAD}-300x200.jpg", 300),
        (f"{BLOG}/s72-c/x.png", 72),
        (f"{BLOG}/s0/x.png", float("inf")),
        ("https://a.example/x.jpg?resize=770%2C433", 770),
        ("https://miro.medium.com/max/1067/0*a.png", 1067),
        ("https://a.example/thumb/a/ab/X.jpg/640px-X.jpg", 640),
        ("https://img1.mydrivers.com/img/1/s_a.jpg", 1),
        ("https://a.example/x.jpg!custom", 100_000),
        ("https://i0.wp.com/a.example/x.jpg?w=9", 9),
        ("https://i0.wp.com/a.example/x.jpg", float("inf")),
        ("https://wx1.sinaimg.cn/orj360/00745YaMgy1h0n41qo1ktj307.jpg", 360),
        ("https://wx1.sinaimg.cn/bmiddle/00745YaMgy1h0n41qo1ktj307.jpg", 440),
        ("https://wx1.sinaimg.cn/large/00745YaMgy1h0n41qo1ktj307.jpg", 100_000),
        ("https://64.media.tumblr.com/0a1b/2c3d-4e/s540x810/5f6a.jpg", 540),
        ("https://a.example/.a/6a00d8341c-320wi", 320),
        ("https://static01.nyt.com/images/a/x-superJumbo.jpg", 2048),
        ("https://static01.nyt.com/images/a/x-mediumThreeByTwo440.jpg", 440),
        ("https://cdn.shopify.com/s/files/1/0a/files/x_grande.jpg?v=1", 600),
        ("https://cdn.shopify.com/s/files/1/0a/files/x_1024x1024.jpg?v=1", 1024),
        ("https://ichef.bbci.co.uk/ace/standard/240/cpsprodpb/1/x.jpg", 240),
        ("https://images.squarespace-cdn.com/content/v1/a/x.jpg?format=300w", 300),
        ("https://ic.pics.livejournal.com/quay/1234/5678/5678_600.jpg", 600),
        ("https://ic.pics.livejournal.com/quay/1234/5678/5678_original.jpg", 100_000),
        ("https://cdn-ak.f.st-hatena.com/images/fotolife/a/ab/20200101/20200101120000_m.jpg", 1),
        ("https://cbu01.alicdn.com/img/a.jpg_400x400.jpg", 400),
        ("https://i.pinimg.com/236x/0a/1b/x.jpg", 236),
        ("https://i.pinimg.com/originals/0a/1b/x.jpg", 100_000),
        ("https://raw.githubusercontent.com/a/b/main/x.png", float("inf")),
        ("https://pica.zhimg.com/50/v2-86ea4b8b7df16d9c219613abc03b1ee5_hd.jpg", 1),
        ("https://a.example/i/640x360/x.jpg", 640),
        ("https://a.example/i/16x9-960/x.jpg", 960),
        ("https://a.example/i/w640h360/x.jpg", 640),
        ("https://a.example/media/w:1280/p:16x9/x.jpg", 1280),
        ("https://img.welt.de/img/a/12-ci102l-w1024/x.jpg", 1024),
        ("https://a.example/sites/a.example/files/styles/teaser_lg_2x/public/x.webp", 100_000),
        ("https://static.toiimg.com/thumb/msid-7,width-400,resizemode-4/7.jpg", 400),
        ("https://i1.wp.com/c.example/image/fetch/f_auto/https%3A%2F%2Fb.example%2Fa_806x418.png?ssl=1", float("inf")),
    ],
)
def test_size(url: str, width: float) -> None:
    assert size(url, table()) == width


@pytest.mark.parametrize(
    "url",
    [
        "http:///x",
        "//",
        "///x",
        "http://",
        "https:",
        "https:/",
        "http:x.jpg",
        "http://[::1/x.jpg",
        "http://[x]/a.jpg",
        "http://a]/x.jpg",
        "http://a b/x.jpg",
        "http://?x",
        "http://:80/x",
        "file:///home/a/x.png",
        "C:\\a\\x.png",
        "javascript:void(0)",
    ],
)
def test_broken(url: str) -> None:
    assert is_broken(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://a/x",
        "//a.example/x.jpg",
        "x.jpg",
        "/x.jpg",
        "../x y.jpg",
        "http://[::1]/x.jpg",
        "http://[2001:db8::1]:80/x",
        "{{ a }}//x",
        "http://a.example/x[1].jpg",
        "data:image/png;base64,AA",
        "http://user@a.example/x",
        "http://例え.jp/x",
        "a:b.jpg",
        "{{ 'http://' }}",
        "",
    ],
)
def test_not_broken(url: str) -> None:
    assert not is_broken(url)


def _png(width: int, height: int) -> str:
    head = PNG_HEAD + width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return "data:image/png;base64," + b64encode(head + b"\x08\x06" + bytes(80)).decode()


@pytest.mark.parametrize(
    "url",
    [
        GIF,
        _png(1, 1),
        "data:,",
        "data:image/svg+xml,%3Csvg viewBox='0 0 770 433'%3E%3C/svg%3E",
        "data:image/svg+xml;base64," + b64encode(b"<svg width='9' height='9'></svg>").decode(),
        "/img/blank.gif",
        "spacer.gif",
        "https://a.example/loading.gif?v=2",
        "https://a.example/i/1x1.png",
        "/grey.gif",
        "about:blank",
        "https://a.example/lazy-load.svg",
        "/placeholder.png",
        "/img/placeholder-300x200.jpg",
        "/transparent.png",
        "/img/lazy.png",
        "/img/Blank.gif",
    ],
)
def test_placeholder(url: str) -> None:
    assert is_placeholder(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/s.jpg",
        "/t.png",
        "/space.jpg",
        _png(640, 480),
        "data:image/svg+xml,%3Csvg%3E%3Cpath d='M0 0'/%3E%3C/svg%3E",
        "/img/loading-a-ship.jpg",
        "/img/s_689bfc437b9c47fcac889f44206a7a17.png",
        "/img/blanket.gif",
        "/img/Lazy.png",
        "a.jpg",
        "/img/white-house.jpg",
        "https://spacer.gif.example/a.jpg",
        "/download.jpg",
        "",
        "data:image/jpeg;base64," + "/9j/" * 40,
    ],
)
def test_no_placeholder(url: str) -> None:
    assert not is_placeholder(url)


@pytest.mark.parametrize(
    ("url", "filler"),
    [
        ("https://picsum.photos/400/300?random=1508", True),
        ("https://placehold.it/300", True),
        ("https://picsum.photos/id/237/200/300", False),
        ("https://a.example/picsum.photos.jpg", False),
        ("https://images.unsplash.com/photo-1?w=300", False),
    ],
)
def test_filler(url: str, filler: bool) -> None:
    assert is_filler(url) is filler


@pytest.mark.parametrize(
    ("url", "width", "height", "tracker"),
    [
        ("https://a.example/x.gif", 1, 1, True),
        ("https://a.example/x.gif", 0, 0, True),
        ("https://a.example/x.gif", 1, 300, False),
        ("https://a.example/x.gif", None, 1, False),
        ("http://feeds.feedburner.com/~r/a/~4/b", None, None, True),
        ("https://pixel.wp.com/b.gif?blog=1", None, None, True),
        ("http://stats.wordpress.com/b.gif?x=1", None, None, True),
        ("https://medium.com/_/stat?event=post", None, None, True),
        ("https://mc.yandex.ru/watch/1", None, None, True),
        ("https://ir-jp.amazon-adsystem.com/e/ir?t=a", None, None, True),
        ("https://ws-fe.amazon-adsystem.com/widgets/q?ASIN=1&Format=_SL250_", None, None, False),
        ("https://a.example/track.gif?id=1", None, None, True),
        ("https://a.example/counter-attack.jpg", None, None, False),
        ("https://a.example/race-track.jpg?w=300", None, None, False),
        ("x.jpg", None, None, False),
    ],
)
def test_tracker(url: str, width: int | None, height: int | None, tracker: bool) -> None:
    assert is_tracker(url, width, height) is tracker


@pytest.mark.parametrize(
    ("url", "classes", "width", "icon"),
    [
        ("https://s.w.org/images/core/emoji/15.0.3/72x72/1f609.png", "", None, True),
        ("https://a.example/wp-includes/images/smilies/icon_smile.gif", None, None, True),
        ("https://a.example/x.png", "wp-smiley", None, True),
        ("https://a.example/x.png", "left emoji", 20, True),
        ("https://a.example/x.png", "icon", 300, False),
        ("https://a.example/x.png", "iconic", 16, False),
        ("https://a.example/x.png", "", 16, False),
        ("https://a.example/emoji-history.jpg", "", None, False),
    ],
)
def test_icon(url: str, classes: str | None, width: int | None, icon: bool) -> None:
    assert is_icon(url, classes, width) is icon


def test_a_large_data_url_costs_little() -> None:
    head = PNG_HEAD + bytes((0, 0, 2, 0, 0, 0, 2, 0))

    def chosen(size: int) -> None:
        url = "data:image/png;base64," + b64encode(head + bytes(size)).decode()
        result = choose([Candidate(url, "src"), Candidate(url, "data-src"), Candidate("a.jpg", "srcset")], table())
        assert result == Image("a.jpg", variants=(url,))

    assert grows_in_proportion(chosen, 300_000)
