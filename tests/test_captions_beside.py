"""Which words beside a picture are its caption, and which are not: buttons, links, texts of the article."""

# ruff: noqa: E501  a row of a table is one line

from __future__ import annotations

import pytest

from newsfix import convert
from newsfix.document import markdown
from newsfix.model.walk import figures, words

PICTURE = '<img src="https://a.example/barn.jpg">'
TEXT = "<p>The barn was sold on Friday after a long talk, as the owner said to us.</p>"
LONG = "<p>It had stood empty for ten years, and nobody wanted to say what would become of it, or of the fields.</p>"


def caption_of(source: str) -> str | None:
    """The caption of the first figure."""
    first, *_ = figures(convert(f"<p>Before.</p>{source}{TEXT}").article.blocks)
    return words(first.caption) or None


@pytest.mark.parametrize(
    "source",
    [
        f"<figure>{PICTURE}<figcaption><button>Show</button><span>The old barn</span></figcaption></figure>",
        f"<figure>{PICTURE}<figcaption>The old barn<button>×</button></figcaption></figure>",
        f'<figure><div>{PICTURE}<span role="button">Enlarge</span></div><figcaption>The old barn</figcaption></figure>',
        f"<figure>{PICTURE}<div><button>Share</button><button>Pin</button></div><figcaption>The old barn</figcaption></figure>",
        f"<div><figure>{PICTURE}</figure><button>Enlarge</button><figcaption>The old barn</figcaption></div>",
        f'<div><a href="https://a.example/b.jpg"><span class="btn-enlarge">Enlarge</span>{PICTURE}</a><div class="caption">The old barn</div></div>',
        f'<figure><a href="/barn">{PICTURE}<span class="magnifier">Enlarge</span></a><figcaption>The old barn</figcaption></figure>',
        f'<p>{PICTURE}<span class="img-zoomin">Enlarge</span></p><p class="photo-caption">The old barn</p>',
    ],
)
def test_a_button_is_no_part_of_a_caption(source: str) -> None:
    assert caption_of(source) == "The old barn"
    text = markdown(convert(f"<p>Before.</p>{source}{TEXT}").article)
    assert all(said in text for said in ("Show", "×", "Enlarge", "Share", "Pin") if said in source)


def test_a_button_among_words_is_one_of_them() -> None:
    source = f"<figure>{PICTURE}<figcaption>Press <button>Go</button> to see it</figcaption></figure>"
    assert caption_of(source) == "Press Go to see it"


@pytest.mark.parametrize(
    "name",
    [
        "photo-text", "img_explain", "picnote", "figure-title", "foto-leyenda", "pie-foto", "news-photo__signature",
        "podpis", "picIntro", "mod-image__bu", "zdjecie-opis", "legend", "billedtekst", "image-notes",
        "foto-pie", "leyenda", "bildetekst", "keterangan-gambar", "multimedia_desc", "photo-info",
    ],
)  # fmt: skip
def test_classes_that_name_a_caption(name: str) -> None:
    assert caption_of(f'<div><div>{PICTURE}</div><div class="{name}">The old barn</div></div>') == "The old barn"


@pytest.mark.parametrize(
    "name", ["media-text", "image-text-block", "figure-info", "imagetextual", "legends-of-the-fall", "pictures-list"]
)
def test_classes_that_name_a_text(name: str) -> None:
    assert caption_of(f'<div><div>{PICTURE}</div><div class="{name}">{LONG}{LONG}</div></div>') is None


@pytest.mark.parametrize("name", ["aligncenter", "ta-center", "center-align", "md:text-center"])
def test_classes_that_centre_a_text(name: str) -> None:
    assert caption_of(f'<p>{PICTURE}</p><p class="{name}">The old barn</p>') == "The old barn"


@pytest.mark.parametrize(
    "line",
    [
        '<p><em><a href="/b">Buy a print</a>.</em></p>',
        '<p><i><a href="/b">One</a></i> <i><a href="/c">Two</a></i></p>',
        '<p align="center">» <a href="/b">All pictures</a> «</p>',
    ],
)
def test_nothing_but_links_is_no_caption(line: str) -> None:
    assert caption_of(f"<p>{PICTURE}</p>{line}") is None


def test_words_with_a_link_are_one() -> None:
    assert caption_of(f'<p>{PICTURE}</p><p><em>Photo by <a href="/b">Ada</a></em></p>') == "Photo by Ada"


@pytest.mark.parametrize(
    "source",
    [
        f"<div><figcaption>The old barn</figcaption>{PICTURE}</div>",
        f"<figcaption>The old barn</figcaption><p>{PICTURE}</p>",
        f'<div role="figure" aria-labelledby="b">{PICTURE}<p id="b">The old barn</p></div>',
        f'<div role="figure">{PICTURE}<div role="caption">The old barn</div></div>',
        f"<news-picture>{PICTURE}<news-picture-caption>The old barn</news-picture-caption></news-picture>",
        f"<p>{PICTURE}<strong class='bildtext'>The old barn</strong></p>",
        f'<div class="imageBox">{PICTURE}<p>The old barn</p></div>',
        f"<table><caption>The old barn</caption><tr><td>{PICTURE}</td></tr></table>",
        f"<table><tr><th>{PICTURE}</th></tr><tr><td><em>The old barn</em></td></tr></table>",
        f"<figure>{PICTURE}<figcaption><dl><dt>The old barn</dt></dl></figcaption></figure>",
        f"<figure>{PICTURE}<figcaption><details><summary>The old barn</summary></details></figcaption></figure>",
        f'<div><div>{PICTURE}</div><h2 class="figure__caption">The old barn</h2></div>',
        f'<div><figure>{PICTURE}</figure><div class="column bildunterschrift"><div><h6>The old barn</h6></div></div></div>',
        f'<figure>{PICTURE}<h4 class="caption">The old barn</h4></figure>',
        f'<div>{PICTURE}</div><span class="feat-caption">The old barn</span>',
        f'<div class="wp-caption">{PICTURE}<p>The old barn</p></div>',
    ],
)
def test_a_stated_caption(source: str) -> None:
    assert caption_of(source) == "The old barn"


@pytest.mark.parametrize(
    "source",
    [
        f"<figure><pre>x = 1</pre><figcaption>A listing</figcaption></figure><p>{PICTURE}</p>",
        f"<figure><blockquote><p>Words</p></blockquote><figcaption>Ada</figcaption></figure><p>{PICTURE}</p>",
        f'<section aria-labelledby="b"><h2 id="b">The barn</h2>{PICTURE}{LONG}</section>',
        f"<table><tr><td>{PICTURE}</td></tr><tr><td><em>One</em></td></tr><tr><td><em>Two</em></td></tr></table>{LONG}",
    ],
)
def test_the_words_of_something_else(source: str) -> None:
    assert caption_of(source) is None


@pytest.mark.parametrize(
    "below",
    [
        '<div class="c-module-caption"><h2 class="c-module-caption__h">More of this</h2></div>',
        '<h3 class="caption"><a href="/b">Another barn</a></h3>',
        '<div class="figure-caption"><h3>The barn</h3><p>It was sold.</p></div>',
        '<h3 class="photo-title">The barn</h3>',
        '<span class="ad-caption">Advertisement:</span>',
        '<span class="caption">The</span> barn was sold.',
    ],
)
def test_what_only_looks_like_a_caption(below: str) -> None:
    first, *_ = figures(convert(f"<p>Before.</p><div>{PICTURE}</div>{below}{TEXT}").article.blocks)
    assert "caption" not in (first.caption_from or "") or words(first.caption) == "It was sold."


def test_a_caption_between_two_pictures_is_the_first_ones() -> None:
    source = f'<div>{PICTURE}<figcaption>The old barn</figcaption><img src="https://a.example/field.jpg"></div>'
    first, second = figures(convert(source).article.blocks)
    assert (words(first.caption), second.caption) == ("The old barn", ())


@pytest.mark.parametrize("rows", ["", "<tr><td></td></tr>", "<thead><tr><th></th></tr></thead>"])
def test_the_caption_of_a_table_without_cells_is_kept(rows: str) -> None:
    result = convert(f"<p>a</p><table><caption>Sales in May</caption>{rows}</table>")
    assert markdown(result.article).splitlines()[-1] == "Sales in May"
    assert "BD010" not in {problem.code for problem in result.problems}


@pytest.mark.parametrize(
    "source",
    [
        '<img src="https://a.example/barn.jpg" data-img-caption="The old barn">',
        f'<div data-photo-caption="The old barn">{PICTURE}</div>',
        f'<a data-lightbox="a" data-title="The old barn" href="https://a.example/barn.jpg">{PICTURE}</a>',
        f'<a class="glightbox" data-description="The old barn" href="https://a.example/barn.jpg">{PICTURE}</a>',
        f'<a data-sub-html="&lt;h4&gt;The old barn&lt;/h4&gt;" href="https://a.example/barn.jpg">{PICTURE}</a>',
        '<amp-img src="https://a.example/barn.jpg" data-caption="The old barn"></amp-img>',
        '<img src="https://a.example/barn.jpg" caption="The old barn">',
        f"[caption id=”a” caption=”The old barn”]{PICTURE}[/caption]",
        f"[caption id=&#8221;a&#8243; caption=&#8221;The old barn&#8221;]{PICTURE}[/caption]",
    ],
)
def test_a_caption_in_an_attribute(source: str) -> None:
    assert caption_of(source) == "The old barn"


@pytest.mark.parametrize(
    "source",
    [
        f'<a data-sub-html=".barn-words" href="https://a.example/barn.jpg">{PICTURE}</a>',
        f'<a data-title="The barn" href="/b">{PICTURE}</a>',
        f'<div data-description="words of a widget">{PICTURE}</div>',
        f'<div data-caption="The old barn">{PICTURE}<img src="https://a.example/field.jpg"></div>',
        '<img src="https://a.example/barn.jpg" data-caption-position="bottom">',
    ],
)
def test_an_attribute_that_is_no_caption(source: str) -> None:
    assert caption_of(source) is None
