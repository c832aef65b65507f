"""What is shown from elsewhere: a link where the markup states an address, a problem where it states an identifier."""

from __future__ import annotations

import pytest

from newsfix import convert
from tests.conftest import FRONT, body

FILM = "https://films.example/watch?v=ferry"


def problems(html: str) -> list[str]:
    return [problem.message for problem in convert(FRONT + html).problems if problem.code == "BD007"]


@pytest.mark.parametrize(
    "element",
    [
        f"<figure class='media'><oembed url='{FILM}'></oembed></figure>",
        f"<div class='fb-video' data-href='{FILM}'></div>",
        f"<fb:post href='{FILM}'></fb:post>",
        f"<blockquote class='tiktok-embed' cite='{FILM}'><section> </section></blockquote>",
        f"<blockquote class='instagram-media' data-instgrm-permalink='{FILM}'></blockquote>",
        f"<div data-oembed='{FILM}'></div>",
        f"<section data-oembed-url='{FILM}'></section>",
        f"<film-player src='{FILM}'></film-player>",
        f"<ac:structured-macro ac:name='widget'><ri:url ri:value='{FILM}'/></ac:structured-macro>",
        f"<p class='video' data-src='{FILM}'></p>",
        f"<div class='jp-audio' data-mp3='{FILM}'></div>",
        f"<video><source data-src='{FILM}'></video>",
        f"<audio><source data-src='{FILM}' type='audio/mpeg'></audio>",
    ],
)
def test_a_stated_address_is_a_link(element: str) -> None:
    assert body(f"<p>One.</p>{element}<p>Two.</p>") == f"One.\n\n<{FILM}>\n\nTwo."


@pytest.mark.parametrize(
    "address",
    [
        "https://gist.github.com/quay/0a1b2c.js",
        "https://gist.github.com/quay/0a1b2c.js?file=ferry.py",
        "//asciinema.org/a/1492.js",
        "https://fast.wistia.com/embed/medias/q1492.jsonp",
        "https://films.example/video/embed/ferry?autoplay=no",
        "https://pastebin.com/embed_js/Ferry",
        "https://datawrapper.dwcdn.net/FerRy/embed.js",
        "https://medium.com/media/0a1b2c3d4e5f/href",
    ],
)
def test_a_script_that_shows_one_thing(address: str) -> None:
    assert address in body(f"<p>One.</p><script src='{address}'></script><p>Two.</p>")


@pytest.mark.parametrize(
    "address",
    [
        "https://platform.twitter.com/widgets.js",
        "//www.instagram.com/embed.js",
        "https://assets.pinterest.com/static/embed.js",
        "https://player.vimeo.com/api/player.js",
        "/wp-includes/js/wp-embed.min.js?ver=5.8.10",
        "https://code.jquery.com/jquery-1.9.1.js",
        "/assets/js/html5.js",
    ],
)
def test_a_script_of_the_page_is_not_the_articles(address: str) -> None:
    assert body(f"<p>One.</p><script src='{address}'></script><p>Two.</p>") == "One.\n\nTwo."
    assert problems(f"<p>One.</p><script src='{address}'></script><p>Two.</p>") == []


@pytest.mark.parametrize(
    ("element", "said"),
    [
        ("<div data-gist-id='0d0a77'></div>", 'data-gist-id="0d0a77"'),
        ("<div class='youtube-player' data-id='ferry_1'></div>", 'data-id="ferry_1"'),
        ("<amp-youtube data-videoid='ferry'></amp-youtube>", 'data-videoid="ferry"'),
        ("<lite-youtube videoid='ferry'></lite-youtube>", 'videoid="ferry"'),
        ("<blockquote class='imgur-embed-pub' data-id='a/ferry'></blockquote>", 'data-id="a/ferry"'),
        (
            "<script src='https://telegram.org/js/w.js' data-telegram-post='quay/1'></script>",
            'data-telegram-post="quay/1"',
        ),
        ("<div class='embed' data-video_id='ferry'></div>", 'data-video_id="ferry"'),
        ("<tweet id='1492'></tweet>", 'id="1492"'),
        ("<en-media hash='0d0a77' type='image/png'/>", 'hash="0d0a77"'),
        ("<div class='spotify' data-uri='spotify:track:1492'></div>", 'data-uri="spotify:track:1492"'),
        ("<mpvideo data-mpvid='wxv_7'></mpvideo>", 'data-mpvid="wxv_7"'),
        ("<bandcamp-player album='1492'></bandcamp-player>", 'album="1492"'),
        ("<x-card data-nickname='The Ferry Man'></x-card>", 'data-nickname="The Ferry Man"'),
        ("<qqmusic songname='渡船'></qqmusic>", 'songname="渡船"'),
        ("<div class='poll-embed' data-attrs='{\"id\":1492}'></div>", '"id":1492'),
        ("<object><param name='name' value='Tides/March'></object>", "Tides/March"),
        ("<quay-highlight language='c' code='int a;'></quay-highlight>", 'code="int a;"'),
        (
            """<script type='text/data' data-module='{"type":"v2_video","data":{"vid":"A1-b"}}'></script>""",
            '"vid":"A1-b"',
        ),
        ("<video data-video-id='1492'></video>", 'data-video-id="1492"'),
        ("<script id='infogram_0_f3' src='https://e.infogram.com/js/dist/embed.js?q'></script>", 'id="infogram_0_f3"'),
        ("<div class='apester-media' data-media-id='5f'></div>", 'data-media-id="5f"'),
        ("<div class='leaflet map' data-lat='59.4' data-lng='10.6'></div>", 'data-lat="59.4"'),
        ("<div class='poll' data-question='Which quay is it?'></div>", 'data-question="Which quay is it?"'),
        ("<div class='video' data-title='How the tide turns'></div>", 'data-title="How the tide turns"'),
    ],
)
def test_an_identifier_is_told_of(element: str, said: str) -> None:
    told = problems(f"<p>One.</p>{element}<p>Two.</p>")
    assert len(told) == 1
    assert told[0].endswith(f"what it shows is not in the file: {said}")


@pytest.mark.parametrize(
    "element",
    [
        f"<div class='fb-like' data-href='{FILM}'></div>",
        f"<div class='social share' data-url='{FILM}'></div>",
        "<div data-id='7'></div>",
        "<div data-attrs='{\"id\":1492}'></div>",
        "<svg-icon title='Close the menu'></svg-icon>",
        "<x-card data-nickname='ferry'></x-card>",
        "<div data-nickname='The Ferry Man'></div>",
        "<script type='text/data' data-module='{}'></script>",
        "<script id='infogram-async' src='https://e.infogram.com/js/dist/embed-loader.js'></script>",
        "<div class='site-map' data-zoom='9'></div>",
        "<section class='post' data-post-id='7'>Text.</section>",
        f"<div class='video' data-href='{FILM}'><iframe src='https://films.example/1'></iframe></div>",
        "<div class='media' data-src='https://a.example/quay.jpg'></div>",
    ],
)
def test_what_is_no_embed(element: str) -> None:
    assert problems(f"<p>One.</p>{element}") == []
    assert FILM not in body(f"<p>One.</p>{element}")


def test_an_embed_in_a_cell_stays_in_it() -> None:
    html = f"<table><tr><th>A<th>B<tr><td>x<td><div class='video' data-href='{FILM}' title='Ferry'></div></table>"
    assert f"| x | [Ferry]({FILM}) |" in body(html)


def test_a_link_that_shows_nothing_is_told_of() -> None:
    html = "<p>See <a href='https://a.example/feed'><i class='icon'></i></a> there.</p>"
    assert problems(html) == ["a link without text was left out: https://a.example/feed"]
    assert body(html) == "See there."


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Ferry <a href='#ferry' class='anchor'></a></h2>",
        "<p><a href='/ferry'><b>The</b> ferry</a></p>",
        "<p><a href='/ferry'><img src='https://a.example/quay.jpg' alt='Quay'></a></p>",
        "<p><a name='ferry'></a>Ferry</p>",
    ],
)
def test_a_link_that_shows_something(html: str) -> None:
    assert problems(html) == []


@pytest.mark.parametrize(
    ("element", "said"),
    [
        ("<div class='flourish-embed' data-src='story/2211'></div>", 'data-src="story/2211"'),
        ("<div data-youtube='q1w2e3'></div>", 'data-youtube="q1w2e3"'),
        ("<div class='se-oembed' data-card='{\"url\":\"https://films.example/ferry\"}'></div>", FILM.split("watch")[0]),
        (
            "<div class='embed' data-html='&lt;iframe src=\"https://films.example/f\"&gt;'></div>",
            "https://films.example/f",
        ),
        ("<ac:image><ri:attachment ri:filename='tide.ods'/></ac:image>", 'ri:filename="tide.ods"'),
        ("<iframe srcdoc='<p>Ebb &amp;amp; flow</p>'></iframe>", "Ebb & flow"),
        ("<ship-video src='https://films.example/f' poster='https://films.example/f.jpg'></ship-video>", "f.jpg"),
    ],
)
def test_what_states_no_address_of_its_own_is_told_of(element: str, said: str) -> None:
    assert any(said in message for message in problems(f"<p>One.</p>{element}<p>Two.</p>"))


@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_an_element_that_closes_itself_holds_nothing(name: str) -> None:
    html = f"One.\n\n<Film url='{FILM}' />\n\n<Film url='{FILM}&t=2' />\n\nTwo."
    output = convert(FRONT + html, origin=name).output
    assert output is not None
    assert output.endswith(f"One.\n\n<{FILM}>\n\n<{FILM}&t=2>\n\nTwo.\n")


def test_words_of_an_unknown_element_link_where_it_says() -> None:
    assert body(f"<p>See <card href='{FILM}'>the ferry</card> now.</p>") == f"See [the ferry]({FILM}) now."
    assert body("<p>See <card href='ferry'>the ferry</card> now.</p>") == "See the ferry now."


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (f"<noscript><iframe src='{FILM}'></iframe></noscript>", 1),
        (f"<noscript><iframe src='{FILM}' width='0' height='0'></iframe></noscript>", 0),
        (f"<noscript><iframe src='{FILM}' style='display: none'></iframe></noscript>", 0),
        (f"<iframe data-src='{FILM}'></iframe><noscript><iframe src='{FILM}'></iframe></noscript>", 1),
        (f"<noscript><iframe src='{FILM}'></iframe></noscript>\n<script src='lazy.js'></script>", 0),
        (f"<iframe src='about:blank' data-lazy-src='{FILM}'></iframe>", 1),
    ],
)
def test_a_frame_is_shown_once(html: str, shown: int) -> None:
    assert body(f"<p>One.</p>{html}").count(FILM) == shown


def test_a_link_round_a_picture_without_an_address_is_told_of() -> None:
    assert problems(f"<p>One <a href='{FILM}'><img></a>.</p>") == [f"the link round <img> was left out: {FILM}"]
    assert problems(f"<p>One <a href='{FILM}'><img alt='Ferry'></a>.</p>") == []


GALLERY = '[{"src":"https://cdn.example/quay.jpg"},{"src":"https://cdn.example/mole.jpg"}]'


@pytest.mark.parametrize("classes", ["image-gallery-embed", "photo_slider wide", "c-Carousel"])
def test_a_gallery_that_a_script_makes_of_data_is_told_of(classes: str) -> None:
    told = problems(f"<p>Ebb.</p><div class='{classes}' data-attrs='{GALLERY}'></div>")
    assert any("https://cdn.example/quay.jpg" in message for message in told)


def test_pictures_in_other_data_and_a_gallery_that_is_there() -> None:
    assert not problems(f"<p>Ebb.</p><div class=settings data-attrs='{GALLERY}'></div>")
    assert not problems(
        f"<p>Ebb.</p><div class=gallery data-attrs='{GALLERY}'><img src=https://cdn.example/quay.jpg></div>"
    )


@pytest.mark.parametrize("address", [r"https:\/\/cdn.example\/waves.mp3", "https://cdn.example/waves.mp3"])
def test_a_list_to_play_in_a_script_is_told_of(address: str) -> None:
    data = f'{{"type":"audio","tracks":[{{"src":"{address}"}}]}}'
    told = problems(f"<p>Ebb.</p><script type=application/json class=wp-playlist-script>{data}</script>")
    assert any("https://cdn.example/waves.mp3" in message for message in told)
    assert not problems(f"<p>Ebb.</p><script type=application/json class=settings>{data}</script>")


@pytest.mark.parametrize("name", ["data-note", "data-footnote", "data-tooltip", "data-tippy-content"])
@pytest.mark.parametrize("tag", ["span", "sup", "i"])
def test_a_note_that_a_script_shows_is_told_of(tag: str, name: str) -> None:
    told = problems(f"<p>So said <{tag} {name}='The &lt;b&gt;log&lt;/b&gt; of 1920.'>he</{tag}>.</p>")
    assert told == [f"the {name} of <{tag}> was left out: The log of 1920."]


@pytest.mark.parametrize("name", ["data-footnote", "data-footnote-content", "data-bigfoot-footnote"])
def test_a_note_of_a_button_is_told_of(name: str) -> None:
    told = problems(f"<p>So said he<button {name}='The log of 1920.'>1</button>.</p>")
    assert told == [f"the {name} of <button> was left out: The log of 1920."]


@pytest.mark.parametrize("tag", ["text", "foreignObject", "foreignobject"])
def test_the_words_of_a_drawing_are_told_of(tag: str) -> None:
    told = problems(f"<p>Ebb.</p><svg><{tag}>Low tide</{tag}><path d='M0'/></svg>")
    assert len(told) == 1
    assert "Low tide" in told[0]


@pytest.mark.parametrize(
    "html",
    [
        "<p><button data-tooltip='Copy the line'>Copy</button> it</p>",
        "<p><span data-note='the log of 1920'>See the log of 1920.</span></p>",
        "<p><span data-tooltip='top'>See</span> <span data-notes='a b'>it</span></p>",
        "<p><a href='/x' data-tooltip='Share on a wire'>See</a></p>",
    ],
)
def test_what_is_no_note(html: str) -> None:
    assert not problems(html)
