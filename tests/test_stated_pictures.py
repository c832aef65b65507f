"""Pictures that the markup states in its own ways: attributes of scripts, sources, objects, players, microdata."""

# ruff: noqa: E501  a row of a table is one line

from __future__ import annotations

import pytest

from newsfix import convert
from newsfix.document import markdown
from newsfix.read.pictures.candidates import size
from newsfix.read.pictures.identity import table

BLANK = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
URL = "https://a.example/i/barn.jpg"


def urls(source: str) -> list[str]:
    return [image.url for image in convert(f"<p>One.</p>{source}<p>Two.</p>").article.images]


@pytest.mark.parametrize(
    "source",
    [
        f'<img src="{BLANK}" :src="\'{URL}\'">',
        f'<img src="{BLANK}" v-lazy="\'{URL}\'">',
        f'<img data-photo-small="https://a.example/i/tiny.jpg" data-photo-full="{URL}">',
        f'<div data-bg-multi="linear-gradient(#000, #fff), url({URL})"></div>',
        f"<div data-style=\"background-image: url('{URL}')\"></div>",
        f'<picture><source srcset="/n.jpg" media="(max-width: 9em)"><source srcset="{URL}" media="(min-width: 900px)"><img></picture>',
        f'<picture><source srcset="/n.jpg" media="(min-width: 9px)"><source srcset="{URL}" media="(min-width:900px)"><img></picture>',
        f'<ul><li data-thumb="https://a.example/i/tiny.jpg" data-src="{URL}"><img src="{BLANK}"></li></ul>',
        f'<object data="{URL}" type="image/jpeg">Words for old browsers</object>',
        f'<embed src="{URL}">',
        f'<ui-picture><source srcset="{URL} 2x"></ui-picture>',
        f'<a-img src="{URL}" alt=""></a-img><noscript><img src="https://b.example/copy.jpg" alt=""></noscript>',
        f'<img src="https://a.example/i/tiny.jpg 1x, {URL} 2x">',
        f'<img src="{URL} 1470w">',
        f'<img src="#" data-foo-src="{URL}">',
        f'<img src="//:0" data-foo-src="{URL}">',
        f'<img src="/lazy/1x1.trans.gif" data-foo-src="{URL}">',
        f'<img src="{URL}" width="0" height="0" sizes="100vw">',
        f'<img src="{URL}" srcset="https://a.example/i/barn-1x1.jpg 1w">',
        # What a reader is shown who enlarges a picture.
        f'<img src="https://a.example/i/w.jpg" data-zoom-image="{URL}">',
        f'<img src="https://a.example/i/w.jpg" data-large_image="{URL}" data-large_image_width="900">',
        f'<img src="https://a.example/i/w.jpg" data-hires="{URL}" data-zoom-image="">',
        # Addresses in data, with the slashes of PHP and without a host.
        f"""<img src="{BLANK}" data-params='{{"image": {{"src": "{URL.replace("/", chr(92) + "/")}"}}}}'>""",
        f"""<img data-srcs='{{"{URL}": {{"w": 100}}}}'>""",
        f"""<img src="{BLANK}" data-lazy='{{"id": "a/b", "src": "{URL}"}}'>""",
        f'<img data-interchange="[https://a.example/i/s.jpg, small], [{URL}, large]">',
        f'<img data-src-xs="https://a.example/i/xs.jpg" data-src-lg="{URL}">',
        # A width that a script puts in.
        f'<img src="{URL}" data-src="https://a.example/i/barn_{{width}}x.jpg">',
        f'<img src="/pagespeed_static/1.JiBnMqyl6S.gif" data-pagespeed-lazy-src="{URL}">',
        f'<figure itemscope><meta itemprop="contentUrl" content="{URL}"><figcaption>The barn</figcaption></figure>',
        f'<figure itemscope><link itemprop="url" href="{URL}"><figcaption>The barn</figcaption></figure>',
    ],
)
def test_a_picture_is_found(source: str) -> None:
    assert urls(source) == [URL]


def test_a_script_puts_the_largest_width_into_an_address() -> None:
    lazy = '<img src="/i/s.jpg" data-src="https://a.example/i/barn_{width}x.jpg" data-widths="[180, 900, 540]">'
    assert urls(lazy) == ["https://a.example/i/barn_900x.jpg"]


@pytest.mark.parametrize(
    "source",
    [
        '<object data="https://a.example/map.html" type="text/html"></object>',
        '<object data="https://a.example/i/barn.jpg" type="application/pdf"></object>',
        '<div data-x="url(https://a.example/page/)"></div>',
        '<figure itemscope><meta itemprop="url" content="https://a.example/page/"><figcaption>The barn</figcaption></figure>',
        '<img src="\'">',
    ],
)
def test_what_is_no_picture(source: str) -> None:
    assert not [url for url in urls(source) if url != "'"]


@pytest.mark.parametrize(
    "name",
    ["fallback.svg", "fallback-image.png", "default-image.jpg", "default_thumb.png", "placehold.gif", "missing.png", "not-available.jpg"],
)  # fmt: skip
def test_a_name_of_a_placeholder(name: str) -> None:
    result = convert(f'<p>One.</p><p><img src="https://a.example/i/{name}"></p>')
    assert (result.article.images, [each.code for each in result.problems if each.code[:2] == "IM"]) == ((), ["IM002"])


@pytest.mark.parametrize(
    "name", ["fallback-plan.jpg", "default.jpg", "missing-cat.jpg", "placeholding.jpg", "not-a-barn.jpg"]
)
def test_a_name_of_a_photograph(name: str) -> None:
    assert urls(f'<img src="https://a.example/i/{name}">') == [f"https://a.example/i/{name}"]


@pytest.mark.parametrize(
    "source",
    [
        f'<film-player poster="{URL}"><source src="https://a.example/f.mp4"></film-player>',
        f'<video><source src="https://a.example/f.mp4"><img src="{URL}" alt="x"></video>',
        f'<object data="https://a.example/f.mp4"><img src="{URL}"></object>',
    ],
)
def test_a_player_keeps_its_film_and_tells_of_its_picture(source: str) -> None:
    result = convert(f"<p>One.</p>{source}<p>Two.</p>")
    assert "https://a.example/f.mp4" in markdown(result.article)
    assert any(each.code == "BD007" and URL in each.message for each in result.problems)


def test_a_noscript_with_another_picture_than_the_one_before() -> None:
    barn = f'<img src="{URL}" alt="The barn">'
    field = "https://a.example/i/field.jpg"
    assert urls(f'<p>{barn}<noscript><img src="{field}" alt="The field"></noscript></p>') == [URL, field]
    assert urls(f'<p>{barn}<noscript><img src="{field}" alt="The barn"></noscript></p>') == [field]
    assert urls(f'<p><img src="{BLANK}" alt="wait"><noscript><img src="{field}" alt="The field"></noscript></p>') == [
        field
    ]


@pytest.mark.parametrize(
    ("tag", "url", "alt"),
    [
        ("{%- img /i/barn.jpg The barn -%}", "/i/barn.jpg", "The barn"),
        ("{% asset_img barn.jpg The old barn %}", "barn.jpg", "The old barn"),
        ('{% picture "i/barn.jpg" "The barn" %}', "i/barn.jpg", "The barn"),
        ('{% picture i/barn.jpg alt="The barn" %}', "i/barn.jpg", "The barn"),
    ],
)
def test_tags_of_pictures(tag: str, url: str, alt: str) -> None:
    (image,) = convert(f"One.\n\n{tag}\n\nTwo.\n").article.images
    assert (image.url, image.alt) == (url, alt)


@pytest.mark.parametrize(
    "tag",
    [
        "{%- img /i/barn.jpg The barn -%}",
        "{% asset_img left barn.jpg 300 200 The old barn %}",
        "{% picture i/barn.jpg alt='The barn' %}",
        '{% image "i/barn.jpg", "The barn", "(min-width: 40em) 50vw, 90vw" %}',
        "{% img /i/barn.jpg?at=noon The barn %}",
        "{% img\n/i/barn.jpg The barn %}",
        '{{< img src="/i/barn.jpg" />}}',
        '{{< figure src="/i/barn.jpg" >}}{{< /figure >}}',
    ],
)
def test_nothing_of_a_tag_counts_as_lost(tag: str) -> None:
    result = convert(f"One.\n\n{tag}\n\nTwo.\n")
    assert [image.url.partition("?")[0][-8:] for image in result.article.images] == ["barn.jpg"]
    assert {"BD010", "BD011"}.isdisjoint(problem.code for problem in result.problems)


def test_what_a_tag_says_counts_as_lost_where_it_is() -> None:
    said = '{% image "/i/barn.jpg" "The barn" "as it was" %}'
    assert "as it was" in markdown(convert(f"One.\n\n{said}\n").article)


@pytest.mark.parametrize(
    "source", [f'<video muted poster="{URL}"></video>', f'<object data="{URL}" type="image/jpeg"></object>']
)
def test_a_link_round_a_picture_that_is_no_image(source: str) -> None:
    problems = convert(f'<p>One.</p><a href="https://a.example/film">{source}</a>').problems
    assert "BD011" not in {problem.code for problem in problems}
    assert any(problem.code == "BD007" and "https://a.example/film" in problem.message for problem in problems)


def test_a_tag_with_switches_is_kept() -> None:
    tag = "{% picture i/barn.jpg --alt The barn %}"
    assert tag in markdown(convert(f"One.\n\n{tag}\n\nTwo.\n").article)


@pytest.mark.parametrize(
    ("url", "width"),
    [
        ("https://i.ebayimg.com/images/g/aB/s-l300.jpg", 300),
        ("https://assets.bwbx.io/images/users/a/i0a/v1/800x-1.jpg", 800),
        ("https://ik.imagekit.io/a/x.jpg?tr=h-90,w-700", 700),
        ("https://a.example/x.jpg?im=Resize=(320,)", 320),
        ("https://i.vimeocdn.com/video/123-0a_640.jpg", 640),
        ("https://img.lemde.fr/2020/01/01/0/0/3500/2333/664/0/75/0/0a.jpg", 664),
        ("https://cdn.prod.website-files.com/5a/6b_x-p-500.jpg", 500),
    ],
)
def test_the_width_that_an_address_asks_for(url: str, width: int) -> None:
    assert size(url, table()) == width
