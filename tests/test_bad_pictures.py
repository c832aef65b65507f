"""Pictures with URLs that are none, missing or broken: nothing fails, each is one problem that has the alt text."""

from __future__ import annotations

import pytest

from newsfix import Options, convert

BASE = "---\nurl: https://a.example/p/\ntitle: T\ndate: 2020-01-02\n---\n"
BIG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAlgAAAGQ" + "QUFB" * 500_000


def converted(source: str) -> tuple[str, list[str]]:
    """The body and the codes of the problems that are about pictures."""
    result = convert(BASE + source, Options(verify=True))
    assert result.output is not None, result.problems
    return result.output.partition("\n---\n\n")[2], [each.code for each in result.problems if each.code[:2] == "IM"]


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ("", "IM005"),
        ("src", "IM005"),
        ('width="900" height="1"', "IM005"),
        ('src=""', "IM005"),
        ('src=" \t\n"', "IM005"),
        ('src="" srcset="" data-src=" "', "IM005"),
        ('srcset=" , ,"', "IM005"),
        ('src="http:///x"', "IM004"),
        ('src="http://"', "IM004"),
        ('src="//"', "IM004"),
        ('src="https://[::1"', "IM004"),
        ('src="https://[::1/x.jpg"', "IM004"),
        ('src="https://::1]/x.jpg"', "IM004"),
        ('src="https://[not:an:address]/x.jpg"', "IM004"),
        ('src="http://a b.example/x.jpg"', "IM004"),
        ('src="http:x.jpg"', "IM004"),
        ('src="C:\\\\pictures\\\\x.jpg"', "IM004"),
        ('src="file:///home/x.jpg"', "IM004"),
        ('src="javascript:x()"', "IM004"),
        ('srcset="http:///x 2x"', "IM004"),
    ],
)
def test_one_problem_and_the_alternative_text(attributes: str, code: str) -> None:
    body, codes = converted(f'<p>before <img {attributes} alt="A harbour"> after</p>')
    assert codes == [code]
    assert "A harbour" in body
    assert body.startswith("before ")
    assert body.endswith(" after\n")


@pytest.mark.parametrize(
    "address",
    [
        *("/no-image.png", "/img/no_photo.gif", "/image-not-available.jpg", "/dummy.png", "/nopic.gif", "/noimage.svg"),
        *("about:blank", "data:,", "data:image/gif;base64,@@@", "https://a.example/blank.gif"),
        *("/img/article-placeholder-16x9.jpg", "https://picsum.photos/300", "https://a.example/x-transparent_w-4.gif"),
    ],
)
def test_a_placeholder_says_nothing_in_the_text(address: str) -> None:
    result = convert(f'{BASE}<p>before<img src="{address}" alt="A harbour">after</p>')
    (problem,) = [each for each in result.problems if each.code[:2] == "IM"]
    assert (problem.code, "'A harbour'" in problem.message) == ("IM002", True)
    assert "beforeafter" in (result.output or "")


PICTURE = "https://a.example/i/ferry.jpg"


@pytest.mark.parametrize(
    "source",
    [
        f'<img data-hero-image="{PICTURE}" alt="x">',
        f'<img src="/blank.gif" data-any-thing=" {PICTURE}?v=1 " alt="x">',
        f'<img src="/blank.gif" data-sizes-list="{PICTURE} 400w, https://a.example/i/ferry-l.jpg 900w">',
        f'<picture data-file="{PICTURE}"><img src="/blank.gif"></picture>',
        f'<picture><source data-set="{PICTURE} 1x"><img alt="x"></picture>',
        f'<div data-large="{PICTURE}"><span><img src="data:,"></span></div>',
    ],
)
def test_any_attribute_states_the_picture(source: str) -> None:
    body, codes = converted(f"<p>before</p>{source}<p>after</p>")
    assert codes == []
    assert "](https://a.example/i/ferry" in body


@pytest.mark.parametrize(
    "attributes",
    [
        'data-fallback="/i/none.jpg"',
        'alt="/i/x.jpg"',
        'data-text="a ferry, /i/ferry.jpg, at noon"',
        'data-file="ferry.jpg"',
    ],
)
def test_not_every_attribute_is_a_picture(attributes: str) -> None:
    body, codes = converted(f"<p>before</p><p><img {attributes}></p><p>after</p>")
    assert codes == ["IM005"]
    assert "![" not in body


@pytest.mark.parametrize(
    "source",
    [
        '<img src="/tiny.jpg" alt="A ferry"><noscript><img src="/ferry.jpg" alt="A ferry"></noscript>',
        '<noscript><img alt="A ferry" src="/ferry.jpg"></noscript><img alt="A ferry" src="/tiny.jpg">',
        '<p><span><img src="/tiny.jpg" alt="A ferry"></span><noscript><img src="/ferry.jpg" alt="A ferry"></noscript>',
        '<img src="/grey.gif" alt="A ferry"><noscript>&lt;img src="/ferry.jpg" alt="A ferry"&gt;</noscript>',
    ],
)
def test_the_copy_for_readers_without_scripts_is_the_picture(source: str) -> None:
    body, _ = converted(source)
    assert body == "![A ferry](/ferry.jpg)\n"


@pytest.mark.parametrize("attributes", ["", 'src="http:///x"', 'src="https://[::1"'])
def test_a_figure_of_nothing_else(attributes: str) -> None:
    body, codes = converted(f'<figure><img {attributes} alt="A harbour"><figcaption>At noon</figcaption></figure>')
    assert len(codes) == 1
    assert "A harbour" in body
    assert "At noon" in body


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ('<img src="https://[2001:db8::1]:8080/x.jpg" alt="n">', "https://[2001:db8::1]:8080/x.jpg"),
        (f'<img src="{BIG}" alt="n">', BIG),
        (
            '<img srcset="https://i.example/w_300,h_200/a.jpg 300w, https://i.example/w_900,h_600/a.jpg 900w" alt="n">',
            "https://i.example/w_900,h_600/a.jpg",
        ),
        ('<img srcset="https://i.example/a.jpg 2q 17z, https://i.example/b.jpg" alt="n">', "https://i.example/a.jpg"),
        ('<img srcset="https://i.example/a.jpg -5w, https://i.example/b.jpg 3x" alt="n">', "https://i.example/b.jpg"),
        ('<img srcset="https://i.example/a.jpg (unclosed 2x" alt="n">', "https://i.example/a.jpg"),
        ('<img src="http:///x" data-src="https://i.example/a.jpg" alt="n">', "https://i.example/a.jpg"),
        ('<img src="https://i.example/a.jpg" srcset="http:///x 9x" alt="n">', "https://i.example/a.jpg"),
    ],
)
def test_what_is_no_fault_or_has_another_url(markup: str, url: str) -> None:
    body, codes = converted(f"<p>{markup}</p>")
    assert codes == []
    assert body == f"![n]({url})\n"


def test_bad_pictures_in_markdown() -> None:
    body, codes = converted("A **b** ![n]() and ![m](http:///x) and ![k](<https://[::1>)\n")
    assert sorted(codes) == ["IM004", "IM004", "IM005"]
    assert body == "A **b** n and ![m](http:///x) and ![k](https://[::1)\n"


def test_bad_pictures_in_the_front_matter() -> None:
    for url in ("http:///x.jpg", "https://[::1/x.jpg", "//"):
        result = convert(f"---\ntitle: T\ndate: 2020-01-02\nimage: '{url}'\n---\n\nText.\n")
        assert [each.code for each in result.problems if each.code[:2] == "IM"] == ["IM004"]
        assert result.article.cover is None
        assert url in str(result.output)


@pytest.mark.parametrize(
    "source",
    [
        f'<news-photo src="{PICTURE}" alt="x"></news-photo>',
        f'<p>a <x-img data-set="{PICTURE} 2x"></x-img></p>',
        f'<div data-bg="{PICTURE}"></div>',
        f'<section class="hero" data-background-image="{PICTURE}"> </section>',
        f'<figure data-full="{PICTURE}"></figure>',
        f'<video poster="{PICTURE}"></video>',
        f'<v-img src="{PICTURE}" lazy-src="https://a.example/tiny.jpg"></v-img>',
        f'<figure style="background-image: url({PICTURE})"></figure>',
        f"<p style=\"background: image-set('{PICTURE}' 1x, 'https://a.example/two.jpg' 2x)\"></p>",
    ],
)
def test_an_element_that_is_no_image_shows_one(source: str) -> None:
    body, codes = converted(f"<p>before</p>{source}<p>after</p>")
    assert codes == []
    assert body.count(PICTURE) == 1
    assert "](" + PICTURE in body


def test_the_caption_of_a_figure_that_states_its_picture() -> None:
    body, _ = converted(f'<figure data-src="{PICTURE}"><figcaption>At noon</figcaption></figure>')
    assert body == f"![]({PICTURE})\n*At noon*\n"


@pytest.mark.parametrize(
    "source",
    [
        f'<div data-bg="{PICTURE}">Words</div>',
        f'<div style="background: #eee url({PICTURE}) no-repeat"><p>Words</p></div>',
        f'<ship-card image="{PICTURE}"><p>Words</p></ship-card>',
        f'<table background="{PICTURE}"><tr><td>Words</td></tr></table>',
    ],
)
def test_the_picture_behind_a_text_is_told_of(source: str) -> None:
    assert converted(source) == ("Words\n", ["IM010"])


@pytest.mark.parametrize(
    "source",
    [
        "<x-note>Words</x-note>",
        '<p style="background: url(/img/blank.gif)">Words</p>',
        '<p style="background: url(#wave)">Words</p>',
        '<p style="background: url(data:image/png;base64,AAAA)">Words</p>',
    ],
)
def test_nothing_is_behind_a_text(source: str) -> None:
    assert converted(source) == ("Words\n", [])


def test_a_background_of_several_is_told_of_once() -> None:
    cell = f'<td background="{PICTURE}">Words</td>'
    assert converted(f"<table><tr>{cell}{cell}</tr><tr>{cell}{cell}</tr></table>")[1] == ["IM010"]


def test_the_data_of_a_component_shows_no_picture() -> None:
    data = '{"background": "https://a.example/full.jpg", "film": "https://films.example/5"}'
    result = convert(f"{BASE}<p>Words</p><div class='player' data-settings='{data}'></div>")
    assert result.article.images == ()


def test_a_background_that_is_shown_as_a_picture_too() -> None:
    body, codes = converted(f'<div style="background: url({PICTURE})"><p>Words</p><p><img src="{PICTURE}"></p></div>')
    assert (body, codes) == (f"Words\n\n![]({PICTURE})\n", [])


@pytest.mark.parametrize(
    "source",
    [
        f'<video poster="{PICTURE}" src="/film.mp4"></video>',
        f'<video data-poster="{PICTURE}" src="/film.mp4"></video>',
        f'<div class="player" data-poster="{PICTURE}"></div>',
        f'<svg width="9" height="9"><image href="{PICTURE}"/></svg>',
        f'<map name="m"><area href="{PICTURE}" alt="A pier"></map>',
    ],
)
def test_a_picture_that_has_no_written_form_is_told_of(source: str) -> None:
    result = convert(f"{BASE}<p>a</p>{source}<p>b</p>")
    assert [each.code for each in result.problems if PICTURE in each.message] == ["BD007"]


@pytest.mark.parametrize(
    "source",
    [
        f'<ship-image src="{PICTURE}" caption="At noon"></ship-image>',
        f'<ship-image data-full="{PICTURE}" description="At" credit="noon"></ship-image>',
        f'<a href="{PICTURE}" data-caption="At noon"><img src="{PICTURE}"></a>',
        f'<figure data-caption="At &lt;b&gt;noon&lt;/b&gt;"><img src="{PICTURE}"></figure>',
        f'<img src="/img/blank.gif" data-lazy="{PICTURE}" data-caption="At noon">',
    ],
)
def test_a_caption_in_an_attribute(source: str) -> None:
    body, _ = converted(f"<p>before</p>{source}<p>after</p>")
    assert body == f"before\n\n![]({PICTURE})\n*At noon*\n\nafter\n"


def test_the_caption_of_a_component_within_a_text_is_kept() -> None:
    body, _ = converted(f'<p>before <ship-image src="{PICTURE}" caption="At noon"></ship-image> after</p>')
    assert body == f"before ![]({PICTURE}) At noon after\n"


@pytest.mark.parametrize("value", ["true", "1", ""])
def test_an_attribute_that_switches_captions_is_none(value: str) -> None:
    assert converted(f'<p><img src="{PICTURE}" data-caption="{value}"></p>')[0] == f"![]({PICTURE})\n"


@pytest.mark.parametrize(
    "body",
    [
        '<div><a data-fancybox=g data-caption="At noon"><img src="/1.jpg"></a><a><img src="/2.jpg"></a></div>',
        '<p><img src="/1.jpg" data-caption="At noon"> <img src="/2.jpg"></p>',
        '<div class=gallery><img src="/1.jpg" data-caption="At noon"><img src="/2.jpg" alt=""></div>',
    ],
)
def test_of_pictures_side_by_side_each_has_its_own_written_caption(body: str) -> None:
    assert converted(body)[0] == "![](/1.jpg)\n*At noon*\n\n![](/2.jpg)\n"
    both = f"<figure>{body}<figcaption>All of them</figcaption></figure>"
    assert "All of them" in converted(both)[0]
    assert "At noon" not in converted(both)[0]


def test_a_message_names_the_tags_in_an_address_as_they_stand() -> None:
    html = "<p>A mill. <img src='{{ site.url }}/count.gif' width='1' height='1'></p>"
    (problem,) = [each for each in convert(html).problems if each.code == "IM002"]
    assert problem.message == "tracking picture left out: {{ site.url }}/count.gif"


@pytest.mark.parametrize("image", ["<img alt='A ferry'>", "<img src='' alt='A ferry'>"])
def test_the_words_of_a_missing_picture_are_glued_to_none(image: str) -> None:
    output = convert(f"<p>Before{image}after.</p>").output
    assert output is not None
    assert "Before A ferry after." in output


def test_a_picture_with_sources_alone_is_told_of() -> None:
    html = "<p>One.</p><picture><source srcset='https://a.example/f.avif 2x'></picture>"
    assert [each.code for each in convert(html).problems if "f.avif" in each.message] == ["IM002"]
    whole = html.replace("</picture>", "<img src='https://a.example/f.jpg'></picture>")
    assert not [each for each in convert(whole).problems if each.code == "IM002"]


def test_the_picture_of_an_element_without_a_hyphen() -> None:
    output = convert("<p>One.</p><ShipImg src='https://a.example/f.jpg' alt='A ferry' />").output
    assert output is not None
    assert "![A ferry](https://a.example/f.jpg)" in output


@pytest.mark.parametrize(
    "name",
    ["no-image-is-complete.jpg", "nova.jpg", "photograph.png", "dummy-in-the-car.jpg", "default.jpg", "north.gif"],
)
def test_a_picture_that_begins_as_a_placeholder_does(name: str) -> None:
    assert converted(f'<p><img src="https://a.example/{name}" alt="n"></p>') == (
        f"![n](https://a.example/{name})\n",
        [],
    )


@pytest.mark.parametrize("sizes", ['width="800" height="0"', 'width="0" height="600"'])
def test_a_picture_whose_height_is_set_by_a_script(sizes: str) -> None:
    assert converted(f'<p><img src="{PICTURE}" {sizes}></p>') == (f"![]({PICTURE})\n", [])


@pytest.mark.parametrize("sizes", ['width="0" height="0"', 'width="1" height="0"', 'height="0"'])
def test_a_picture_without_size_counts_readers(sizes: str) -> None:
    assert converted(f'<p>Words <img src="{PICTURE}" {sizes}></p>') == ("Words\n", ["IM002"])


@pytest.mark.parametrize("name", ["data-media", "data-src", "src"])
def test_a_picture_in_the_json_of_an_attribute(name: str) -> None:
    json = "{&quot;tiny&quot;: &quot;blank&quot;, &quot;full&quot;: &quot;https://a.example/full.jpg&quot;}"
    assert converted(f'<p><img {name}="{json}"></p>')[0] == "![](https://a.example/full.jpg)\n"


def test_a_caption_of_a_picture_is_none_of_another_that_waits_alike() -> None:
    first = '<figure data-caption="At noon"><img src="/wait/e151.gif" data-src="/a.jpg"></figure>'
    body, _ = converted(f'{first}<p>Words</p><p><img src="/wait/e151.gif" data-src="/b.jpg"></p>')
    assert body == "![](/a.jpg)\n*At noon*\n\nWords\n\n![](/b.jpg)\n"


@pytest.mark.parametrize(
    "attributes",
    ['width="900" height="1" alt=""', 'width="2000" height="0"', 'height="0"', 'width="1"', 'height="1" class="rule"'],
)
def test_a_line_of_pixels_without_a_url_holds_a_place(attributes: str) -> None:
    body, codes = converted(f"<p>before <img {attributes}> after</p>")
    assert (body, codes) == ("before after\n", ["IM002"])


@pytest.mark.parametrize("html", ["<p><img> tags show pictures.</p>", "<p>One</p>\n<IMG>\n", "<li><img ></li>"])
def test_a_picture_without_attributes_may_be_meant_as_text(html: str) -> None:
    told = [each.message for each in convert(html, origin="a.html").problems if each.code == "IM005"]
    assert told == ["an <img> without attributes shows nothing; write &lt;img> if it is meant as text"]
