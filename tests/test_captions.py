"""Captions: every form has its fixture, strict leaves what is only likely, and real figures labelled by hand.

`data/captions.tsv` has a row for each labelled figure of the corpus: digests of the file, of the
picture's URL as the source has it, and of the caption's letters and digits ("" where a reader sees
no caption), and whether the markup states the caption or only its shape shows it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from msgspec.structs import replace

from newsfix import Options, convert
from newsfix.model.article import Article, Figure
from newsfix.model.walk import figures, words
from newsfix.run.finding import find
from newsfix.syntax.captions import FORMS, NAMES, CaptionForm, is_likely
from newsfix.write.schema import schema
from tests.conftest import FIXTURES, ROOT, digest
from tests.test_fixtures import options_of, source_of

# What states the caption, the label, the place, and the captions that newsfix gives, each with its form.
Label = tuple[str, str, str, set[tuple[str, str]]]
DATA = Path(__file__).parent / "data" / "captions.tsv"


def forms(article: Article) -> set[str]:
    return {figure.caption_from for figure in figures(article.blocks) if figure.caption_from}


def test_every_form_has_a_fixture_of_its_own() -> None:
    for name in NAMES:
        text = (FIXTURES / f"caption--{name}" / "expected.json").read_text("utf-8")
        assert f'"caption_from":"{name}"' in text, name


def test_the_documentation_has_the_table() -> None:
    page = (ROOT / "newsfix/docs/captions.md").read_text("utf-8")
    rows = [f"| `{form.name}` | {form.seen} | `{form.example}` |" for form in FORMS]
    assert [line for line in page.splitlines() if line.startswith("| `")][: len(rows)] == rows


def test_the_schema_has_the_table() -> None:
    assert schema()["$defs"]["JsonFigure"]["properties"]["caption_from"]["enum"] == [*NAMES, None]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_the_example_of_a_form_is_of_this_form(form: CaptionForm) -> None:
    (figure,) = figures(convert(f"<p>Before.</p>\n\n{form.example}\n\n<p>After.</p>\n").article.blocks)
    assert figure.caption_from == form.name
    assert "The quay" in words(figure.caption)


def test_an_attribute_of_the_source_makes_no_form() -> None:
    source = '<figure data-form="made-up"><img src="a.png">A mill</figure>'
    assert [figure.caption_from for figure in figures(convert(source).article.blocks)] == ["figure-text"]


def test_no_form_without_a_name() -> None:
    found = set()
    for path in FIXTURES.glob("*/expected.json"):
        found |= {block.get("caption_from") for block in json.loads(path.read_text("utf-8"))["blocks"]}
    assert found <= {*NAMES, None}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_strict_leaves_what_is_only_likely(name: str) -> None:
    folder = FIXTURES / f"caption--{name}"
    data, options = source_of(folder).read_bytes(), options_of(folder)
    assert name in forms(convert(data, options).article)
    strict = convert(data, replace(options, captions="strict"))
    assert (name in forms(strict.article)) is not is_likely(name)
    assert not any(map(is_likely, forms(strict.article)))
    assert "CP001" not in {problem.code for problem in strict.problems}


# ---------------------------------------------------------------------------- what is a caption and what not


def first_caption(source: str) -> str | None:
    """The caption of the first figure of a body."""
    figure = next(iter(figures(convert(source).article.blocks)))
    return words(figure.caption) or None


@pytest.mark.parametrize(
    "name",
    [
        "img-description",
        "image__desc",
        "photo-block__legend",
        "mediaSubtitle",
        "pictureDesc",
        "article-photo-description-long",
        "gallerytext",
        "newsCaption",
        "foto_descr",
        "story-media--credit",
    ],
)
def test_classes_that_name_a_caption(name: str) -> None:
    picture = '<div class="w"><img src="a.png"></div>'
    assert first_caption(f'<div>{picture}<div class="{name}">A mill</div></div><p>Text.</p>') == "A mill"
    assert first_caption(f'<div>{picture}<span class="{name}">A mill</span></div><p>Text.</p>') == "A mill"
    assert first_caption(f'<p><img src="a.png"><span class="{name}">A mill</span></p><p>Text.</p>') == "A mill"


@pytest.mark.parametrize(
    "name",
    ["topic-description", "no-caption", "photo-withoutCaption", "has-img-description", "description", "media-text"],
)
def test_classes_that_name_none(name: str) -> None:
    source = f'<div><div class="w"><img src="a.png"></div><div class="{name}">A mill</div></div><p>Text.</p>'
    assert first_caption(source) is None


def test_a_phrase_with_text_behind_it_is_no_caption() -> None:
    source = '<p><img src="a.png"></p><p><span class="caption">Noon:</span> the mill stood still.</p>'
    assert first_caption(source) is None
    assert "Noon: the mill stood still.\n" in (convert(source).output or "")


@pytest.mark.parametrize(
    "source",
    [
        '<div><figure><img src="a.png"></figure><figcaption>A mill</figcaption></div><p>Text.</p>',
        '<main><a href="b"><img src="a.png"></a><figcaption><p>A mill</p></figcaption><p>Text.</p></main>',
        '<section><div><img src="a.png"></div><div><figcaption>A mill</figcaption></div></section><p>Text.</p>',
    ],
)
def test_a_figcaption_beside_its_picture(source: str) -> None:
    (figure,) = figures(convert(source).article.blocks)
    assert (words(figure.caption), figure.caption_from) == ("A mill", "figcaption")


@pytest.mark.parametrize(
    "classes",
    ["items-center", "d-flex justify-content-md-center", "align-self-center", "bg-center", "flex place-items-center"],
)
def test_classes_that_place_boxes_centre_no_text(classes: str) -> None:
    rest = "<p>The mill stood still for a week.</p>"
    assert first_caption(f'<p><img src="a.png"></p><div class="{classes}"><p>Read on</p></div>{rest}') is None


@pytest.mark.parametrize("classes", ["center", "text-center", "has-text-align-center", "ql-align-center", "centered"])
def test_classes_that_centre_text(classes: str) -> None:
    source = f'<p><img src="a.png"></p><p class="{classes}">A mill</p><p>The mill stood still for a week.</p>'
    assert first_caption(source) == "A mill"


@pytest.mark.parametrize(
    "text",
    ["02:12 min", "38 pictures", "1/12", "<a href=b>The plans of the mill</a>", "<em><a href=b>The plans</a></em>"],
)
def test_counts_and_links_alone_are_no_captions(text: str) -> None:
    source = f'<p><img src="a.png"></p><p style="text-align: center">{text}</p><p>The mill stood still.</p>'
    assert first_caption(source) is None
    assert first_caption(f'<p><img src="a.png"></p><p><em>{text}</em></p><p>The mill stood still.</p>') is None


def test_an_attribute_of_a_shortcode_has_entities() -> None:
    source = '[caption width="9" caption="Salt &amp; &#34;pepper&#34; at 5 &lt; 6"]<img src="a.png">[/caption]'
    assert first_caption(source) == 'Salt & "pepper" at 5 < 6'


@pytest.mark.parametrize("table", ["<table>", "<table role=presentation>"])
def test_the_caption_of_a_layout_table_is_kept(table: str) -> None:
    source = f"{table}<caption>Tides <b>of May</b></caption><tr><td><h3>High</h3>Noon.</td></tr></table>"
    assert (convert(source).output or "").startswith("Tides **of May**\n")


@pytest.mark.parametrize(
    ("source", "aside"),
    [
        ('<div><img src="a.png"><button>Enlarge</button></div><div class="caption">A mill</div>', "Enlarge"),
        ('<figure><img src="a.png"><button>Enlarge</button><figcaption>A mill</figcaption></figure>', "Enlarge"),
        ('<figure><img src="a.png"><span>02:12 min</span><figcaption>A mill</figcaption></figure>', "02:12 min"),
        ('<div><img src="a.png"></div><p>38 pictures</p><p class="img-desc">A mill</p>', "38 pictures"),
        ('<div><figure><img src="a.png"><b>More</b></figure><figcaption>A mill</figcaption></div>', "**More**"),
    ],
)
def test_what_stands_between_a_picture_and_its_caption(source: str, aside: str) -> None:
    output = convert(f"{source}<p>Text.</p>").output or ""
    assert output == f"![](a.png)\n*A mill*\n\n{aside}\n\nText.\n"


def test_a_button_within_a_text_stays_there() -> None:
    source = '<p>Press <button>Start</button> to go on.</p><p>Then <img src="a.png"><button>Stop</button> it.</p>'
    output = convert(source).output or ""
    assert output.startswith("Press Start to go on.\n\nThen ![](a.png)Stop it.")


def test_numbers_in_a_figure_without_a_picture_stay_in_their_place() -> None:
    source = "<figure><p>Ships</p><p>300</p><p>Boats</p></figure>"
    assert convert(source).output == "Ships\n\n300\n\nBoats\n"


@pytest.mark.parametrize(
    ("inside", "caption"),
    [
        ("<h3>A mill</h3><span>Wire</span>", "A mill Wire"),
        ("<blockquote><p>A mill</p></blockquote>", "A mill"),
        ("<ul><li>A mill</li><li>Wire</li></ul>", "A mill Wire"),
    ],
)
def test_blocks_in_a_figcaption(inside: str, caption: str) -> None:
    picture = '<img src="a.png">'
    assert first_caption(f"<figure>{picture}<figcaption>{inside}</figcaption></figure>") == caption
    assert first_caption(f"<figure><figcaption>{inside}</figcaption>{picture}</figure>") == caption
    between = "<ul><li>Share</li></ul>"
    assert first_caption(f"<figure>{picture}{between}<figcaption>{inside}</figcaption></figure>") == caption


def test_a_heading_in_the_figcaption_of_no_picture_is_one() -> None:
    assert convert("<figure><pre>x</pre><figcaption><h3>A list</h3></figcaption></figure>").output == (
        "```\nx\n```\n\n### A list\n"
    )


def test_a_definition_list_of_a_picture_and_its_caption() -> None:
    source = '<dl class="wp-caption alignleft"><dt><a href="b"><img src="a.png"></a></dt><dd>A mill</dd></dl>'
    assert first_caption(source.replace("<dd>", '<dd class="wp-caption-dd">')) == "A mill"
    assert "<dl>" in (convert("<dl><dt>Mill</dt><dd>It grinds.</dd></dl>").output or "")


@pytest.mark.parametrize(
    ("element", "said"),
    [
        (
            '<drupal-entity data-caption="A &lt;b&gt;mill&lt;/b&gt;"></drupal-entity>',
            "<drupal-entity> was left out; what it shows is not in the file; its caption: A mill",
        ),
        (
            '<my-photo data-caption="A mill at dawn"></my-photo>',
            '<my-photo> was left out; what it shows is not in the file: data-caption="A mill at dawn"',
        ),
    ],
)
def test_a_media_element_whose_picture_is_not_in_the_file(element: str, said: str) -> None:
    source = f"<p>One.</p>{element}<p>Two.</p>"
    assert [problem.message for problem in convert(source).problems if problem.code == "BD007"] == [said]


@pytest.mark.parametrize(
    ("tag", "alt", "caption"),
    [
        ('{% figure "../quay.png" "The quay" %}', "The quay", None),
        ("{% image './quay.jpg', 'The quay', 'At noon' %}", "The quay", "At noon"),
        ('{% img "/quay.png" %}', "", None),
        ("""{% figure "/quay.png", "The quay", "The pilots' hut" %}""", "The quay", "The pilots' hut"),
        (r"{% figure '/quay.png', 'The quay', 'The pilot\'s hut' %}", "The quay", "The pilot's hut"),
        ('{% image "./quay.png", "The quay", "(min-width: 40em) 50vw, 100vw" %}', "The quay", None),
        ('{% img /quay.png alt:"The quay" title:"At noon" %}', "The quay", "At noon"),
        ('{{< figure src=/quay.png alt=Quay caption=`A "fine" quay` >}}', "Quay", 'A "fine" quay'),
        ("{% img /quay.png Quay at ebb %}", "Quay at ebb", None),
        ("{% img left small /quay.png 600px 50% Quay at ebb %}", "Quay at ebb", None),
        ("""{% img /quay.png 600 "The pilot's hut" %}""", "The pilot's hut", None),
        ('{% img /quay.png The "old" quay %}', 'The "old" quay', None),
        ("{% img /quay.png 600 400 'The quay' 'A wide quay' %}", "A wide quay", "The quay"),
        ("""{% img /quay.png 600 400 '"The quay" "A wide quay"' %}""", "A wide quay", "The quay"),
    ],
)
def test_arguments_of_a_figure_tag(tag: str, alt: str, caption: str | None) -> None:
    (figure,) = figures(convert(f"{tag}\n").article.blocks)
    assert (figure.images[0].alt, words(figure.caption) or None) == (alt, caption)
    assert figure.images[0].url.endswith(("quay.png", "quay.jpg"))


@pytest.mark.parametrize(
    "tag",
    [
        '{% figure "/quay.png" "The quay" "At noon" "By a pilot" %}',
        '{% image "/quay.png" "The quay" "wide" %}',
        '{% image "quay" "The quay" %}',
    ],
)
def test_a_figure_tag_that_is_not_understood_stays(tag: str) -> None:
    assert convert(f"{tag}\n").output == f"{tag}\n"


@pytest.mark.parametrize(
    "source",
    [
        '<a href="b"><div><img src="a.png"><div>05:56</div></div><div class="film-caption">A mill</div></a>',
        '<a href="b"><figure><img src="a.png"><figcaption><h5>A mill</h5><p>Today</p></figcaption></figure></a>',
        '<a href="b"><div><img src="a.png"></div><p class="img-desc">A mill</p></a>',
    ],
)
def test_previews_of_other_pages_have_no_captions(source: str) -> None:
    assert first_caption(source) is None


# -------------------------------------------------------------------------------- emphasis in a caption


@pytest.mark.parametrize(
    ("caption", "written"),
    [
        ("The <i>Albatross</i> at noon", "*The _Albatross_ at noon*"),
        ("<em>Albatross</em>, a ship", "*_Albatross_, a ship*"),
        ("A ship, the <cite>Albatross</cite>", "*A ship, the _Albatross_*"),
        ("A <b>ship, the <i>Albatross</i></b>", "*A **ship, the _Albatross_***"),
        ("Alba<i>tro</i>ss", "*Alba<em>tro</em>ss*"),
        ('At <a href="b">the <i>old</i> mill</a>', "*At [the _old_ mill](b)*"),
        ("<i>All of it</i>.", "*All of it.*"),
        ("<i>A line</i><br>and <i>another</i>", "*A line*\\\n*and _another_*"),
    ],
)
def test_emphasis_in_a_caption(caption: str, written: str) -> None:
    options = Options(verify=True)
    result = convert(f'<figure><img src="a.png"><figcaption>{caption}</figcaption></figure>', options)
    assert result.output == f"![](a.png)\n{written}\n"
    again = convert(result.output, options, "a.md")
    assert again.output == result.output
    (first,), (second,) = figures(result.article.blocks), figures(again.article.blocks)
    assert words(first.caption) == words(second.caption)


def test_emphasis_in_emphasis_is_one_outside_of_captions() -> None:
    assert convert("<p>a <em>b <i>c</i> d</em> e</p>").output == "a *b c d* e\n"
    assert convert("<p>a <em>b <i>c <i>d</i></i></em></p>").output == "a *b c d*\n"


# ------------------------------------------------------------------------- figures labelled by hand


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.fixture(scope="module")
def labels(corpus: Path) -> list[Label]:
    """The labels beside what newsfix gives; a picture that it does not give fails."""
    rows = defaultdict(list)
    for line in DATA.read_text("ascii").splitlines()[1:]:
        name, picture, caption, stated = line.split("\t")
        rows[name].append((picture, caption, stated))
    found = []
    for path in (Path(each.path) for each in find(str(corpus)) if each.article):
        data = path.read_bytes()
        labelled = rows.pop(digest(data), ())
        article = convert(data, Options(), path.name).article if labelled else Article()
        urls = {digest(url): picture.url for picture in article.images for url in (picture.url, *picture.variants)}
        for picture, caption, stated in labelled:
            assert picture in urls, f"{path.name}: picture {picture} is lost"
            shown = {
                (digest(letters(words(figure.caption))), figure.caption_from or "")
                for figure in figures(article.blocks)
                if figure.caption and any(image.url == urls[picture] for image in figure.images)
            }
            found.append((stated, caption, f"{path.name}: {urls[picture]}", shown))
    assert not rows, "the corpus is not the one that was labelled"
    return found


@pytest.mark.parametrize(("stated", "least"), [("markup", 0.99), ("shape", 0.95)])
def test_recall(labels: list[Label], stated: str, least: float) -> None:
    wanted = [(caption, place, shown) for kind, caption, place, shown in labels if kind == stated]
    missed = [place for caption, place, shown in wanted if caption not in {text for text, _ in shown}]
    assert len(wanted) > 20
    assert len(missed) <= (1 - least) * len(wanted), missed


@pytest.mark.parametrize(("stated", "least"), [("markup", 0.99), ("shape", 0.95)])
def test_precision(labels: list[Label], stated: str, least: float) -> None:
    """Of what newsfix gives as a caption, by what stated it or, where there is none, by newsfix's own form."""
    given = [
        (caption, place, shown)
        for kind, caption, place, shown in labels
        for shown, form in shown
        if shown
        and (kind if caption else "shape" if is_likely(form) or form == "emphasis-line" else "markup") == stated
    ]
    wrong = [place for caption, place, shown in given if shown != caption]
    assert len(labels) >= 300
    assert len(wrong) <= (1 - least) * len(given), wrong


def _stated(form: str) -> str:
    """What states a caption of newsfix's where the label has none."""
    return "shape" if is_likely(form) or form == "emphasis-line" else "markup"


def test_the_text_of_a_picture_box_may_be_long() -> None:
    long = "The ferry at the pier of the island, " * 6 + "in May."
    box = f'<div class="image top"><img src="https://a.example/a.jpg" alt="A"><p>{long}</p></div>'
    (figure,) = convert(f"<p>Before.</p>{box}<p>{long}</p>").article.blocks[1:2]
    assert isinstance(figure, Figure)
    assert figure.caption_from == "picture-box"


@pytest.mark.parametrize(
    "name",
    [
        *("bildunterschrift", "article__bildtext", "pie-de-foto", "pieDeFoto", "cutline", "legende", "photo-legenda"),
        *("didascalia", "foto-bijschrift", "fotoBeschreibung", "BildUnterschrift"),
    ],
)
def test_words_for_captions_in_other_languages(name: str) -> None:
    assert (
        first_caption(f'<div><div><img src="a.png"></div><div class="{name}">A mill</div></div><p>Text.</p>')
        == "A mill"
    )
    assert first_caption(f'<p><img src="a.png"><span class="{name}">A mill</span></p><p>Text.</p>') == "A mill"


@pytest.mark.parametrize("name", ["no-cutline", "has-legende", "bild", "legendary", "outline"])
def test_classes_that_only_look_like_them(name: str) -> None:
    assert first_caption(f'<div><img src="a.png"><div class="{name}">A mill</div></div><p>Text.</p>') is None


@pytest.mark.parametrize(
    "text",
    [
        *("Advertisement", "— Anzeige —", "Share this story", "Click to enlarge", "Read more"),
        *("© 2023 Valley News", "Copyright © 2014-2021 Valley News. All Rights Reserved.", "Powered by Millwheel."),
        'May 4, 2022 <a href="/b">How a mill grinds, step by step</a>',
    ],
)
def test_a_label_in_the_middle_is_no_caption(text: str) -> None:
    assert first_caption(f'<p><img src="a.png"></p><p align="center">{text}</p><p>Text goes on here.</p>') is None


@pytest.mark.parametrize(
    "text",
    [
        "An advertisement of the mill",
        "© Ina Roe",
        "The powered wheel",
        '(via <a href="/b">The mills of the valley</a>)',
    ],
)
def test_a_text_in_the_middle_is_one(text: str) -> None:
    assert first_caption(f'<p><img src="a.png"></p><p align="center">{text}</p><p>Text goes on here.</p>') is not None


def test_a_long_text_that_begins_with_a_picture_is_no_caption() -> None:
    said = "The mill has been run by the same family for a very long time. " * 6
    assert forms(convert(f'<p><em><img src="a.png">{said}</em></p>').article) == set()
    assert first_caption(f'<p><img src="a.png"><em>{said}</em></p>') == said.strip()


def test_a_list_of_one_picture_whose_description_is_a_caption_by_its_class() -> None:
    assert first_caption('<dl><dt><img src="a.png"></dt><dd class="caption">A mill</dd></dl>') == "A mill"
    several = '<dl><dt><img src="a.png"></dt><dd class="caption">A mill</dd><dt>Oats</dt><dd>For horses</dd></dl>'
    assert forms(convert(several).article) == set()


@pytest.mark.parametrize("address", ["https://secure.gravatar.com/0a1b?s=96", "/img/member-avatar2.png"])
def test_beside_a_portrait_stands_a_name(address: str) -> None:
    rest = "<p>I have seen the mill, and it turns.</p>"
    assert first_caption(f'<p><img src="{address}"></p><p><em>Ina Roe</em></p>{rest}') is None
    assert first_caption(f'<figure><img src="{address}"><figcaption>Ina Roe</figcaption></figure>{rest}') == "Ina Roe"


@pytest.mark.parametrize("name", ["thumbnail-credit", "thumbCredit", "post__thumbnail-credits"])
def test_who_made_a_small_picture(name: str) -> None:
    source = f'<div><img src="a.png"><div class="{name}">Ina Roe</div></div><p>Text.</p>'
    assert first_caption(source) == "Ina Roe"
    assert first_caption(source.replace("redit", "ard")) is None
