"""Every picture of an article once: groups, the URL of each, the cover, repeated figures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsfix.model.article import (
    Block,
    Cell,
    DefinitionList,
    Details,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    Picture,
    Quote,
    Table,
    Target,
    Text,
)
from newsfix.model.problem import Element
from newsfix.options import Options
from newsfix.read.pictures.unify import Merge, Unified, unify
from tests.models import linked

UPLOAD = "https://a.example/wp-content/uploads/x"
DEFAULT = Options()
X, Y = "https://a.example/x.jpg", "https://a.example/y.jpg"


def figure(
    *urls: str,
    caption: str = "",
    alt: str = "",
    link: Target | str | None = None,
    first: int | None = None,
) -> Figure:
    images = tuple(Image(url, alt, ordinal=None if first is None else first + index) for index, url in enumerate(urls))
    links = (Target(link) if isinstance(link, str) else link,) * len(urls)
    return Figure(
        linked(*images, targets=links), (Text(caption),) if caption else (), "figcaption" if caption else None
    )


def told(result: Unified) -> tuple[tuple[str, str, int | str | None], ...]:
    """The problems, each with the number of its image or with its key."""
    return tuple(
        (each.code, each.message, each.where.index if isinstance(each.where, Element) else each.where)
        for each in result.problems
    )


def unified(
    *blocks: Block, covers: tuple[tuple[str, str], ...] = (), base: str | None = None, options: Options = DEFAULT
) -> Unified:
    result = unify(blocks, covers, base, options)
    again = unify(result.blocks, (("cover", result.cover),) if result.cover else (), base, options)
    assert again.blocks == result.blocks
    assert again.cover == result.cover
    assert [picture.url for picture in again.pictures] == [picture.url for picture in result.pictures]
    return result


def codes(result: Unified) -> list[str]:
    return [problem.code for problem in result.problems]


def test_no_pictures_give_the_same_blocks() -> None:
    blocks = (Paragraph((Text("a"),)), Heading(2, (Emphasis((Text("b"),)),)))
    result = unify(blocks, (), None, Options())
    assert result.blocks is blocks
    assert (result.pictures, result.cover, result.problems, result.merges) == ((), None, (), ())


def test_pictures_in_the_order_of_the_body_with_what_is_said_first() -> None:
    one = Figure(linked(Image(X, title="t")), (Text("A"), LineBreak(), Emphasis((Text("B"),))), "figcaption")
    two = Paragraph((Text("see "), Link(Y, (Image(Y, "alt"),)), Image(X, "late")))
    result = unified(one, two)
    assert result.pictures == (Picture(X, "late", "t", "A\nB"), Picture(Y, "alt"))
    assert result.blocks == (one, two)


def test_forms_of_one_picture_get_the_original_url() -> None:
    blocks = (
        figure(f"{UPLOAD}-300x200.jpg", first=0),
        Paragraph((Image("http://a.example/wp-content/uploads/x.jpg", "b", width=9, ordinal=1),)),
    )
    result = unified(*blocks)
    assert result.pictures == (
        Picture("http://a.example/wp-content/uploads/x.jpg", "b", variants=(f"{UPLOAD}-300x200.jpg",)),
    )
    assert result.blocks == (
        figure("http://a.example/wp-content/uploads/x.jpg"),
        Paragraph((Image("http://a.example/wp-content/uploads/x.jpg", "b", width=9),)),
    )
    assert told(result) == (
        (
            "IM001",
            f"http://a.example/wp-content/uploads/x.jpg also appears as {UPLOAD}-300x200.jpg (wordpress-size, scheme)",
            0,
        ),
    )
    assert result.merges == (
        Merge("http://a.example/wp-content/uploads/x.jpg", (f"{UPLOAD}-300x200.jpg",), ("wordpress-size", "scheme")),
    )


def test_the_largest_of_several_sizes() -> None:
    base = "https://1.bp.blogspot.com/-a/b/c/d"
    result = unified(
        figure(f"{base}/s320/x.png"), Paragraph((Image(f"{base}/s640/x.png"), Image(f"{base}/s72-c/x.png")))
    )
    assert [picture.url for picture in result.pictures] == [f"{base}/s640/x.png"]


def test_the_origin_before_a_proxy_and_the_absolute_url_before_one_without_scheme() -> None:
    result = unified(
        Paragraph(
            (
                Image("https://i0.wp.com/a.example/x.jpg?w=1"),
                Image("//a.example/x.jpg"),
                Image("http://a.example/x.jpg"),
            )
        )
    )
    assert [picture.url for picture in result.pictures] == ["http://a.example/x.jpg"]
    assert codes(result) == ["IM001"]


def test_different_pictures_stay_apart() -> None:
    urls = [f"https://a.example/show?id={number}" for number in range(5)]
    result = unified(*(figure(url) for url in urls))
    assert [picture.url for picture in result.pictures] == urls
    assert result.problems == ()


def test_variants_stay_with_the_picture_and_leave_the_blocks() -> None:
    result = unified(Figure(linked(Image(X, variants=(Y, f"{X}?w=9")))))
    assert result.pictures == (Picture(X, variants=(Y, f"{X}?w=9")),)
    assert result.blocks == (Figure(linked(Image(X))),)
    assert result.problems == ()


def test_a_variant_shown_elsewhere_is_the_same_picture() -> None:
    result = unified(Figure(linked(Image(X, variants=(Y,)))), Paragraph((Image(Y, "again"),)))
    assert result.pictures == (Picture(X, "again", variants=(Y,)),)
    assert told(result) == (("IM001", f"{X} also appears as {Y} (the markup says so)", None),)


def test_a_variant_that_several_pictures_have_is_none_of_them() -> None:
    blank = "https://a.example/wait.png"
    result = unified(
        Figure(linked(Image(X, variants=(blank,)))),
        Figure(linked(Image(Y, variants=(blank,)))),
        Paragraph((Image(blank),)),
    )
    assert [picture.url for picture in result.pictures] == [X, Y, blank]
    assert result.blocks == (Figure(linked(Image(X))), Figure(linked(Image(Y))), Paragraph((Image(blank),)))


# --------------------------------------------------------------------------------------- cover


def test_the_cover_is_the_picture_of_the_body() -> None:
    proxy = f"https://proxy.example/?{X}"
    covers = (("headimg", proxy), ("thumbnail", f"{X}?w=80"), ("image", Y))
    result = unified(figure(X), covers=covers)
    assert result.cover == X
    assert result.cover_keys == ("headimg", "thumbnail")
    assert result.pictures == (Picture(X, variants=(f"{X}?w=80", proxy)),)


def test_a_cover_that_the_body_does_not_show_comes_first() -> None:
    result = unified(figure(X), covers=(("cover", Y),))
    assert result.cover == Y
    assert result.pictures == (Picture(Y), Picture(X))
    assert result.problems == ()


def test_the_same_url_in_two_keys_is_no_problem() -> None:
    url = "https://a.example/wp-content/x.jpg?w=770&resize=770%2C433"
    result = unified(figure(url, caption="A"), covers=(("headimg", url), ("thumbnail", url)))
    assert result.pictures == (Picture(url, caption="A"),)
    assert (result.cover, result.cover_keys, result.problems) == (url, ("headimg", "thumbnail"), ())


@pytest.mark.parametrize("value", ["golang", "true", "", " ", "owner/image:1.0", "a card"])
def test_a_value_that_is_no_url_is_no_cover(value: str) -> None:
    result = unified(covers=(("image", value),))
    assert (result.cover, result.cover_keys, result.problems) == (None, (), ())


@pytest.mark.parametrize(
    ("value", "code"),
    [("https://picsum.photos/400/300?random=1", "IM002"), ("/img/blank.gif", "IM002"), ("http:///x.jpg", "IM004")],
)
def test_a_filler_is_no_cover_and_the_next_key_counts(value: str, code: str) -> None:
    result = unified(covers=(("headimg", value), ("thumbnail", X)))
    assert (result.cover, result.cover_keys) == (X, ("thumbnail",))
    assert codes(result) == [code]
    assert result.problems[0].message.startswith("headimg names ")


# --------------------------------------------------------------------------------- what is wrong


def test_relative_url() -> None:
    blocks = (figure("img/x.jpg", first=3), figure("/y.jpg", first=4), figure("img/x.jpg", alt="n"))
    result = unified(*blocks)
    assert told(result) == (
        ("IM003", "the URL is relative and the article has no url to resolve it: img/x.jpg", 3),
        ("IM003", "the URL is relative and the article has no url to resolve it: /y.jpg", 4),
    )
    assert unified(*blocks, base="https://a.example/p/").problems == ()
    assert unified(*blocks, base="https://a.example/p/").blocks == blocks


@pytest.mark.parametrize("url", ["//a.example/x.jpg", "{{ site.url }}/x.jpg", "data:image/png;base64,AAAA", X])
def test_not_relative(url: str) -> None:
    result = unified(figure(url))
    assert result.problems == ()
    assert result.blocks == (figure(url),)


def test_a_relative_url_and_its_absolute_form_are_one_picture() -> None:
    result = unified(Paragraph((Image("../x.jpg"), Image(X))), base="https://a.example/p/")
    assert result.pictures == (Picture(X, variants=("../x.jpg",)),)


def test_absolute_links() -> None:
    options = Options(absolute_links=True)
    result = unified(figure("../x.jpg"), figure("//b.example/z.jpg"), base="https://a.example/p/", options=options)
    assert [picture.url for picture in result.pictures] == [X, "https://b.example/z.jpg"]
    assert result.blocks == (figure(X), figure("https://b.example/z.jpg"))


@pytest.mark.parametrize("url", ["http:///x", "//", "http://[::1/x.jpg"])
def test_broken_url_is_said_and_kept(url: str) -> None:
    result = unified(figure(url, alt="a", first=2), base="https://a.example/", options=Options(absolute_links=True))
    assert told(result) == (("IM004", f"the URL is broken: {url}", 2),)
    assert result.blocks == (figure(url, alt="a"),)


def test_one_problem_for_a_filler_in_two_keys() -> None:
    url = "https://picsum.photos/400/300?random=1"
    result = unified(covers=(("headimg", url), ("thumbnail", url)))
    message = f"headimg and thumbnail name what is not a picture of the article: {url}"
    assert told(result) == (("IM002", message, "headimg"),)
    assert result.cover is None


def test_rows_of_the_user() -> None:
    options = Options(picture_rows=(("mine", r"/t/\d+/", "/"),))
    result = unified(figure("https://a.example/t/80/x.jpg"), figure(X), options=options)
    assert [picture.url for picture in result.pictures] == [X]
    assert result.merges[0].rows == ("mine",)


# ------------------------------------------------------------------------------ repeated figures


def test_a_figure_with_nothing_new_is_dropped() -> None:
    result = unified(figure(X, caption="A", first=0), figure(X, first=1))
    assert result.blocks == (figure(X, caption="A"),)
    assert told(result) == (("IM006", f"the picture is already shown by image 1 of the body: {X}", 1),)


@pytest.mark.parametrize(
    "second",
    [
        figure(X, caption="B"),
        figure(X, alt="new"),
        figure(X, link="https://b.example/page"),
        figure(X, link=Target(X, "new")),
        Figure(linked(Image(X, title="new"))),
        Paragraph((Image(X),)),
    ],
)
def test_a_repeat_with_something_new_stays(second: Block) -> None:
    result = unified(figure(X, caption="A", alt="old"), second)
    assert result.blocks == (figure(X, caption="A", alt="old"), second)
    assert result.problems == ()


@pytest.mark.parametrize(
    "second",
    [
        figure(X, caption="A"),
        figure(X, alt="old"),
        figure(X, alt="A"),
        figure(X, link=X),
        figure(X, link="https://b.example/page"),
        figure(f"{X}?w=300"),
    ],
)
def test_a_repeat_that_only_says_the_same_is_dropped(second: Figure) -> None:
    first = figure(X, caption="A", alt="old", link="https://b.example/page")
    result = unified(first, second)
    assert result.blocks == (first,)
    assert codes(result)[-1] == "IM006"


def test_of_a_gallery_only_the_repeats_go() -> None:
    z = "https://a.example/z.jpg"
    assert unified(figure(X), figure(X, Y, z)).blocks == (figure(X), figure(Y, z))
    assert unified(figure(X, Y), figure(Y, X)).blocks == (figure(X, Y),)
    assert unified(figure(X, X, Y, caption="A")).blocks == (figure(X, Y, caption="A"),)
    assert unified(figure(X), figure(X, Y, caption="A")).blocks == (figure(X), figure(X, Y, caption="A"))


def test_a_figure_with_a_caption_stays_whole() -> None:
    blocks = (figure(X, caption="A"), figure(X, Y, caption="A"))
    assert unified(*blocks).blocks == blocks


def test_a_caption_of_several_pictures_is_the_figures_own() -> None:
    assert unified(figure(X, Y, caption="A")).pictures == (Picture(X), Picture(Y))


def test_a_cell_or_an_item_is_never_emptied() -> None:
    table = Table((), ((Cell((figure(X),)), Cell((figure(X), Paragraph((Text("b"),))))),))
    items = List(False, ((figure(X),), (figure(X), Paragraph((Text("c"),)))))
    result = unified(figure(X), table, items)
    assert result.blocks == (figure(X), table, List(False, ((figure(X),), (Paragraph((Text("c"),)),))))


@pytest.mark.parametrize(
    "between", [Paragraph((Text("p"),)), Heading(2, (Text("h"),)), List(False, ((Paragraph((Text("i"),)),),))]
)
def test_a_picture_shown_again_after_text_stays(between: Block) -> None:
    blocks = (figure(X, alt="a"), between, figure(X, alt="a"))
    result = unified(*blocks)
    assert result.blocks == blocks
    assert result.problems == ()
    assert [picture.url for picture in result.pictures] == [X]
    captioned = unified(figure(X, caption="A"), between, figure(X, caption="A"))
    assert captioned.blocks == (figure(X, caption="A"), between)


def test_pictures_are_found_and_renamed_everywhere() -> None:
    old, new = f"{UPLOAD}-300x200.jpg", f"{UPLOAD}.jpg"

    def blocks(url: str) -> tuple[Block, ...]:
        text: tuple[Inline, ...] = (Text("t "), Emphasis((Image(url, "a"),)))
        return (
            Heading(2, text),
            Quote((Paragraph(text), List(True, ((Paragraph(text),),)))),
            Table((Cell((Paragraph(text),)),), ((Cell((Paragraph(text),)),),), caption=text),
            Details(text, (Paragraph(text),)),
            DefinitionList((((text,), ((Paragraph(text),),)),)),
            Footnote("1", (Paragraph(text),)),
            Figure(linked(Image(Y)), text),
        )

    result = unified(Paragraph((Image(new),)), *blocks(old))
    assert result.blocks == (Paragraph((Image(new),)), *blocks(new))
    assert [picture.url for picture in result.pictures] == [new, Y]


def test_what_does_not_change_is_the_same_object() -> None:
    quote = Quote((Paragraph((Image(Y),)),))
    table = Table((), ((Cell((Paragraph((Text("b"),)),)),),))
    result = unified(quote, table, figure(X), figure(X))
    assert result.blocks[0] is quote
    assert result.blocks[1] is table


_IMAGES = st.builds(
    Image,
    st.sampled_from(
        [
            "",
            X,
            Y,
            f"{X}?w=3",
            "x.jpg",
            "//a.example/x.jpg",
            f"https://i0.wp.com/{X[8:]}",
            f"{UPLOAD}-1x1.jpg",
            "http:///",
            "data:a",
        ]
    ),
    st.sampled_from(["", "a", "b"]),
    variants=st.lists(st.sampled_from([X, Y, "t.gif", f"{UPLOAD}.jpg"]), max_size=2).map(tuple),
)
_FIGURES = st.builds(
    lambda images, caption: Figure(linked(*images), (Text(caption),) if caption else ()),
    st.lists(_IMAGES, min_size=1, max_size=3),
    st.sampled_from(["", "A", "B"]),
)
_BLOCKS: st.SearchStrategy[Block] = st.recursive(
    st.one_of(_FIGURES, st.builds(lambda image: Paragraph((Text("t"), image)), _IMAGES)),
    lambda inner: st.builds(lambda blocks: Quote(tuple(blocks)), st.lists(inner, min_size=1, max_size=3)),
    max_leaves=6,
)


@settings(max_examples=300)
@given(
    st.lists(_BLOCKS, max_size=5).map(tuple),
    st.lists(st.sampled_from([("a", X), ("b", f"{Y}?w=1"), ("c", "https://picsum.photos/1"), ("d", "no")]), max_size=3),
    st.sampled_from([None, "https://a.example/p", "not a url", "http://[::1"]),
    st.booleans(),
)
def test_any_article_is_stable_and_keeps_its_pictures(
    blocks: tuple[Block, ...], covers: list[tuple[str, str]], base: str | None, absolute: bool
) -> None:
    options = Options(absolute_links=absolute)
    result = unify(blocks, covers, base, options)
    urls = [picture.url for picture in result.pictures]
    assert len(set(urls)) == len(urls)
    stated = {url for picture in result.pictures for url in (picture.url, *picture.variants)}
    shown = {image.url for block in result.blocks for image in _images(block)} - {""}
    assert shown <= set(urls)
    assert set(urls) <= shown | {result.cover}
    if not absolute:
        assert {image.url for block in blocks for image in _images(block)} - {""} <= stated
    again = unify(result.blocks, (("cover", result.cover),) if result.cover else (), base, options)
    assert (again.blocks, again.cover) == (result.blocks, result.cover)


def _images(block: Block) -> list[Image]:
    if isinstance(block, Quote):
        return [image for inner in block.blocks for image in _images(inner)]
    if isinstance(block, Figure):
        return list(block.images)
    return [item for item in block.content if isinstance(item, Image)] if isinstance(block, Paragraph) else []
