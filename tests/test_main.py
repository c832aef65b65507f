"""The article of a whole page: what `main` keeps, what it leaves out, and that it says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsfix import Options, convert
from newsfix.read.main.reasons import byline_of, is_body, leads_on, reason_of, sign_of
from newsfix.run.summary import Summary
from tests.conftest import FIXTURES
from tests.conftest import newsfix as run

PROSE = "<p>The ferry left the harbour early in the morning, and nobody on the pier was surprised.</p>"
MORE = "<p>It came back at noon, with forty sheep and a piano on its deck, and the piano was out of tune.</p>"
PAGE = "<!doctype html>\n<html><head><title>The ferry</title></head><body>\n{}\n</body></html>\n"
OPTIONS = Options(main=True)


def page(body: str) -> str:
    return PAGE.format(body)


def written(body: str, options: Options = OPTIONS) -> str:
    """The Markdown of a page without its front matter."""
    output = convert(page(body), options, "page.html").output
    assert output is not None
    return output.split("---\n", 2)[2].strip()


def left_out(body: str) -> list[str]:
    result = convert(page(body), OPTIONS, "page.html")
    return [problem.message for problem in result.problems if problem.code == "BD012"]


TEXT = written(PROSE + MORE, Options())


@pytest.mark.parametrize(
    "body",
    [
        f"<nav><a href=/>Home</a></nav><article>{PROSE}{MORE}</article><footer>Imprint</footer>",
        f"<div class=top>Our paper</div><div class=story-body>{PROSE}{MORE}</div><div>Imprint</div>",
        f"<table><tr><td><a href=/a>Sport</a><td id=text>{PROSE}{MORE}<td>Weather: rain</table>",
        f"<div itemprop=articleBody>{PROSE}<div class=shareBar>Tell a friend</div>{MORE}</div>{PROSE}",
        f"<main>{PROSE}<aside><p>A box beside the text, of some length, about another ferry.</p></aside>{MORE}</main>",
        f"<main>{PROSE}{MORE}<h2>More stories</h2><ul><li><a href=/1>One</a><li><a href=/2>Two</a></ul></main>",
        f"<main>{PROSE}{MORE}<div id=comments><p>I was on that ferry, and it was quite in tune.</p></div></main>",
        f"<main>{PROSE}<p>Read more: <a href=/x>The piano that nobody wanted</a></p>{MORE}</main>",
        f"<main>{PROSE}{MORE}<form><p>Leave your address, and we send you a letter each week.</p></form></main>",
        f"<app-root><x-page><section>{PROSE}{MORE}</section></x-page><x-menu><a href=/>Home</a></x-menu></app-root>",
    ],
)
def test_the_article_alone_is_written(body: str) -> None:
    assert written(body) == TEXT
    assert left_out(body)


CARD = (
    "<div class=card><h3><a href=/{0}>Title {0}</a></h3><p>What stands in the article number {0}, in short.</p></div>"
)
CARDS = "".join(map(CARD.format, range(3)))


def test_previews_of_one_shape_are_left_out() -> None:
    assert written(f"<main>{PROSE}{MORE}<section>{CARDS}</section></main>") == TEXT
    slides = CARDS.replace("<a href=/0>", "").replace("<a href=/1>", "").replace("<a href=/2>", "").replace("</a>", "")
    assert "### Title 2" in written(f"<main>{PROSE}{MORE}<section>{slides}</section></main>")


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        ("<ul><li><a href=/1>One</a></li><li><a href=/2>Two</a></li></ul>", "- [One](/1)\n- [Two](/2)"),
        ("<blockquote class=social-embed><p>Hum</p><a href=/u>a user</a></blockquote>", "> Hum\n>\n> [a user](/u)"),
        ("<figure class=teaser><img src=/a.jpg alt=A><figcaption>The deck</figcaption></figure>", "*The deck*"),
        (
            "<section id=sharing><h2>Sharing <a href='#sharing'>#</a></h2><p>It was shared.</p></section>",
            "It was shared.",
        ),
        ("<pre>cat share.txt</pre>", "```\ncat share.txt\n```"),
        ("<table><tr><th>sheep</th></tr><tr><td>40</td></tr></table>", "| sheep |\n| --- |\n| 40 |"),
        ("<h2 class=comments>On comments</h2>", "## On comments"),
        ("<p>To be continued.</p>", "To be continued."),
    ],
)
def test_what_belongs_to_the_article_is_kept(inner: str, wanted: str) -> None:
    assert wanted in written(f"<nav>Home</nav><article>{PROSE}{inner}{MORE}</article>")


@pytest.mark.parametrize("classes", ["sidebar-layout", "has-comments related", "tag-share category-comments"])
def test_a_name_leaves_out_no_part_with_the_prose(classes: str) -> None:
    assert written(f"<div class='{classes}'><nav>Home</nav>{PROSE}{MORE}</div><p>Imprint</p>") == TEXT


def test_what_leads_from_the_headline_to_the_text_is_kept() -> None:
    head = "<p>Politics</p><h1>The ferry again</h1><p>It is a long way to the island, and a longer one back.</p>"
    figure = "<figure><img src=/a.jpg alt=Deck><figcaption>The deck</figcaption></figure>"
    body = f"<article><header>{head}</header>{figure}<div class=article-body>{PROSE}{MORE}</div></article>"
    lead = "It is a long way to the island, and a longer one back."
    assert written(body) == f"# The ferry again\n\n{lead}\n\n![Deck](/a.jpg)\n*The deck*\n\n{TEXT}"
    assert left_out(body) == ["left out, above the headline (1 word): Politics"]


def test_a_caption_is_shown_once() -> None:
    picture = "<div class=photo><img src=/a.jpg alt=A><div class=caption>The piano on the deck</div></div>"
    twice = (
        f"<article>{PROSE}{picture}<div class=overlay><p class=caption>The piano on the deck</p></div>{MORE}</article>"
    )
    assert written(twice).count("The piano on the deck") == 1
    assert left_out(twice) == ["left out, stands above already (5 words): The piano on the deck"]
    assert written(f"<article>{PROSE}{PROSE}{MORE}</article>").count("nobody on the pier") == 2


def test_what_stands_in_a_figure_is_kept() -> None:
    held = "<div class=image-and-copyright><img src=/a.jpg alt=A><span class=sr-only>Picture: </span></div>"
    body = f"<article>{PROSE}<figure>{held}<figcaption>The deck</figcaption></figure>{MORE}</article>"
    assert "![A](/a.jpg)\n*The deck*" in written(body)


@pytest.mark.parametrize(
    "inner",
    [
        "<p>— Advertisement —</p>",
        "<div><b>Anzeige</b></div>",
        "<center><small>Advert</small></center>",
        "<p>Story continues below advertisement</p>",
        "<p>Print this article</p>",
        "<p><i>Sign up for <a href=/n>our morning newsletter</a>.</i></p>",
        "<p>Follow the Harbour Post on <a href=/f>Facebook</a> and Twitter.</p>",
        "<p>Abonnieren Sie unseren kostenlosen Newsletter.</p>",
        "<div class='d-none d-print-block'><p>The words of this page belong to the Harbour Post alone.</p></div>",
        "<div class=no-print><p>Was it a good text? Send us your thoughts, and we shall read them.</p></div>",
        "<div class='modal fade'><p>You have read four texts this month, and we are glad that you did.</p></div>",
        "<div class=vjs-control-bar><div class=vjs-control>Play</div></div>",
        "<div class=article-body__related><p>Those who read this read <a href=/p>of the piano</a>, too.</p></div>",
    ],
)
def test_what_is_said_to_the_reader_of_a_page_is_left_out(inner: str) -> None:
    assert written(f"<article>{PROSE}{inner}{MORE}</article>") == TEXT
    assert len(left_out(f"<article>{PROSE}{inner}{MORE}</article>")) == 1


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        ("<p>Advertisements were few that year.</p>", "Advertisements were few that year."),
        ("<p>He would follow her to the quay on Facebook's first day.</p>", "first day."),
        ("<h2>Advertisement</h2>", "## Advertisement"),
        ("<ul><li>Print this page</li></ul>", "- Print this page"),
        ("<figure class=no-print><img src=/a.jpg alt=A></figure>", "![A](/a.jpg)"),
        ("<div class=has-modal><img src=/a.jpg alt=A></div>", "![A](/a.jpg)"),
        ("<p>The ferry is old <span class=noprint>(built in 1920)</span>.</p>", "(built in 1920)"),
        ("<div class='article-body__text no-sidebar'><p>It was sold.</p></div>", "It was sold."),
    ],
)
def test_what_only_looks_like_that_is_kept(inner: str, wanted: str) -> None:
    assert wanted in written(f"<article>{PROSE}{inner}{MORE}</article>")


BYLINE = "<p class=byline>By Una Falk</p>"


def test_the_line_with_the_author_goes_where_the_page_states_the_author() -> None:
    assert written(f"<article>{BYLINE}{PROSE}{MORE}</article>") == f"By Una Falk\n\n{TEXT}"
    named = page(f"<article>{BYLINE}{PROSE}{MORE}</article>").replace(
        "</head>", "<meta name=author content=Una></head>"
    )
    result = convert(named, OPTIONS, "page.html")
    assert "By Una" not in (result.output or "")
    assert ("BD012", 3) in [(problem.code, problem.line) for problem in result.problems]


def test_a_line_with_the_date_goes_where_the_page_states_the_date() -> None:
    body = page(f"<article><div class=post-date>3 May 2022</div>{PROSE}{MORE}</article>")
    assert "3 May 2022" in (convert(body, OPTIONS, "page.html").output or "")
    sentence = "<p>It left the harbour on <time class=date>3 May 2022</time>, as it does on every other day.</p>"
    dated = body.replace("</head>", "<meta property=article:published_time content=2022-05-03></head>")
    assert "3 May 2022" not in (convert(dated, OPTIONS, "page.html").output or "")
    dated = dated.replace(MORE, sentence)
    assert "on 3 May 2022, as" in (convert(dated, OPTIONS, "page.html").output or "")


STORY = f"<section class=s>{PROSE * 6}</section><section class=s>{MORE}</section>"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        # Sections of one shape, of which one has most of the prose.
        (f"<nav>Home</nav><div>{STORY}</div><p>Imprint</p>", "out of tune"),
        (f"<nav>Home</nav><div><div>{PROSE * 6}</div><hr><div>{MORE}</div></div>", "out of tune"),
        # What stands before the element of microdata in the text.
        (
            f"<div class=article-text><ul><li>Sheep on board</ul><div itemprop=articleBody>{PROSE}</div></div>",
            "- Sheep",
        ),
        # A name in the text of the article that holds most of it.
        (
            f"<p>Top</p><div class=article-body><div class=widget>{MORE * 3}</div></div><div>{PROSE * 5}</div>",
            "out of tune",
        ),
        # A short article of which most is code, a quote or a caption.
        (f"<nav>Home</nav><article><p>Knots:</p><pre>{'over(one) ' * 9}</pre><p>Pull.</p></article>", "Knots:"),
        (f"<article><h3>Knots</h3><p>Say:</p><blockquote>{'Over one. ' * 9}</blockquote></article>", "Say:"),
        (f"<article><p>Tie it.</p><div><div>{'Over one, ' * 12}</div></div><p>Pull.</p></article>", "Tie it."),
        # Markup spoken of in a sentence.
        (f"<div class=post-content>{PROSE}<div>They wrote &lt;b>x&lt;/script> into it.{MORE}</div></div>", "into it."),
    ],
)
def test_the_whole_of_the_text_is_kept(body: str, wanted: str) -> None:
    assert wanted in written(body)


def test_what_a_condition_hides_is_not_the_article() -> None:
    hidden = f"<div class='guide w-condition-invisible'>{MORE * 9}</div>"
    assert written(f"<div class=essay>{PROSE}</div>{hidden}") == written(f"<div>{PROSE}</div>")
    assert "out of tune" in written(f"<div class=essay>{PROSE}</div>{hidden.replace('w-condition-invisible', '')}")


def test_other_sections_and_what_is_beside_the_text_are_left_out() -> None:
    assert "out of tune" not in written(f"<div><section class=a>{PROSE * 6}</section><section>{MORE}</section></div>")
    beside = f"<div class=article-body>{PROSE}<aside class=widget>{MORE * 3}</aside></div><div>{PROSE * 5}</div>"
    assert "out of tune" not in written(beside)
    shown = "<div class=post-content>{}<div>&lt;div>&lt;script>x()&lt;/script>&lt;/div> {}</div></div>"
    assert "x()" not in written(shown.format(PROSE, ""))


@pytest.mark.parametrize(
    "entry", ["<article>{}</article>", "<div class='post hentry'>{}</div>", "<li class=h-entry>{}"]
)
def test_of_articles_below_each_other_the_first_is_taken(entry: str) -> None:
    several = "".join(
        entry.format(f"<h1>{title}</h1><div class=post-content>{text}{text}</div>")
        for title, text in (("The ferry", PROSE), ("The piano", MORE))
    )
    output = written(several)
    assert "nobody on the pier" in output
    assert "out of tune" not in output


def test_every_block_left_out_is_told_with_its_place_and_words() -> None:
    body = f"<nav><b>Home</b> and away</nav>\n<article>{PROSE}\n<div class=share>Tell all</div>{MORE}</article>"
    result = convert(page(body + "<aside><img src=/ad.png></aside>"), OPTIONS, "page.html")
    told = [(each.line, each.column, each.message) for each in result.problems if each.code == "BD012"]
    assert told == [
        (3, 1, "left out, navigation (3 words): Home and away"),
        (5, 1, "left out, sharing (2 words): Tell all"),
        (5, 143, "left out, beside the article (1 picture)"),
    ]


def test_what_is_left_out_is_told_once() -> None:
    hidden = "<nav>Home <select><option>Language</option></select><p hidden>Nothing to see</p></nav>"
    result = convert(page(f"{hidden}<article>{PROSE}{MORE}</article>"), OPTIONS, "page.html")
    assert "BD007" not in [problem.code for problem in result.problems]


def test_a_page_without_an_article_is_kept_whole() -> None:
    body = "<nav><a href=/>Home</a></nav><p>Soon here.</p>"
    result = convert(page(body), OPTIONS, "page.html")
    assert result.output == convert(page(body), Options(), "page.html").output
    assert "BD013" in [problem.code for problem in result.problems]


@pytest.mark.parametrize("text", ["---\ntitle: A\n---\n<nav>Home</nav>" + PROSE, "# A\n\nText of an article.\n"])
def test_files_that_are_no_pages_are_kept_whole(text: str) -> None:
    assert convert(text, OPTIONS, "a.md").output == convert(text, Options(), "a.md").output


@pytest.mark.parametrize(
    ("patterns", "applies"),
    [(("*/raw/*",), True), (("https://a.example/*",), False), (("*.md", "*.html"), True), ((), False)],
)
def test_patterns_choose_the_pages(patterns: tuple[str, ...], applies: bool) -> None:
    source = page(f"<nav>Home</nav><article>{PROSE}{MORE}</article>")
    output = convert(source, Options(main=patterns), "x/raw/page.html").output or ""
    assert ("Home" not in output) is applies


def test_without_it_everything_is_kept() -> None:
    body = f"<nav>Home</nav><article>{PROSE}</article><footer>Imprint</footer>"
    assert written(body, Options()).startswith("Home\n")


@pytest.mark.parametrize(
    "shape", ["<div>", "<div class=share><p>", "<ul><li><a href=/x>", "<section><h2>A</h2>", "<x-y>", "<table><tr><td>"]
)
def test_much_of_a_shape_is_read(shape: str) -> None:
    assert convert(page(shape * 5_000 + PROSE), OPTIONS, "page.html").output is not None


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ("shareTools", "sharing"),
        ("author-bio", "about the author"),
        ("c-related__list", "further articles"),
        ("widget widget_text", "beside the article"),
        ("elementor-widget", None),
        ("shareholder", None),
        ("tag-comments status-publish", None),
        ("article-body related", None),
        ("twitter-social-embed", None),
        ("badge upload", None),
        ("story-body__share", "sharing"),
        ("article-body share", None),
        ("print:hidden", "kept from print"),
        ("lh-none-print", None),
        ("mw-editsection", "a control"),
        ("video-js vjs-controls-enabled", None),
        ("column-7ad3f2c", None),
        ("column ad7f3e2", None),
        ("line-id-Zl4adYBaWocT", None),
        ("ad300x250", "advertisement"),
        ("top-ad-2", "advertisement"),
        ("no-sidebar", None),
        ("page sidebar-enabled--false", None),
        ("layout without-ads", None),
        ("sidebar-none sidebar", "beside the article"),
        ("inline-cta", "a call to act"),
        ("CallToActionBox", "a call to act"),
        ("nectar octagon", None),
        ("affiliate-disclosure", "a disclaimer"),
        ("txt-disclaimer", "a disclaimer"),
        ("affiliate-table", None),
        ("saboxplugin-wrap", "about the author"),
        ("post__contributor-bio", "about the author"),
        ("author-summary", "about the author"),
        ("contributors", None),
        ("post-last-updated", "date"),
        ("reading-time", "date"),
        ("timetoread", "date"),
        ("spread-timeline", None),
    ],
)
def test_names_of_classes(names: str, found: str | None) -> None:
    assert reason_of(names) == found


PANEL = (
    "<div class=pane><a role=button aria-controls={0}>Step {0}</a><div id={0} {1} style='display:none'>{2}</div></div>"
)


@pytest.mark.parametrize("role", ["role=region", "role=tabpanel", "role=region aria-labelledby=a"])
def test_what_a_page_shows_when_its_heading_is_chosen_is_counted(role: str) -> None:
    steps = "".join(PANEL.format(each, role, MORE.replace("noon", f"noon {each}") * 3) for each in "abcd")
    text = written(f"<main>{PROSE * 2}{steps}</main>")
    assert all(f"at noon {each}" in text for each in "abcd")


@pytest.mark.parametrize("hidden", ["hidden", "style='display:none'"])
def test_a_hidden_box_with_a_label_of_its_own_is_not_counted(hidden: str) -> None:
    asking = "<p>We keep a note of what you read here, and you may say which notes we keep of it, if any.</p>" * 12
    box = f"<div role=region aria-label=Consent {hidden}>{asking}</div>"
    for page in (f"{box}<article>{PROSE * 6}</article>", f"<div class=post>{PROSE * 6}</div>{box}"):
        text = written(page)
        assert "ferry left" in text
        assert "keep a note" not in text


WIDGET = "<div class=widget-cell><div class=widget-content>{}</div></div>"


@pytest.mark.parametrize(
    "shape",
    [
        "<main>" + WIDGET.format(PROSE) + WIDGET.format(MORE) + "</main>",
        f"<main>{PROSE}</main>".replace("<p>", "<div class='widget widget_text'><p>") + WIDGET.format(MORE),
        "<div>" + WIDGET.format(f"<h2>By sea</h2>{PROSE}") + WIDGET.format(f"<h2>By land</h2>{MORE}") + "</div>",
    ],
)
def test_a_page_that_is_made_of_widgets_is_its_article(shape: str) -> None:
    assert "nobody on the pier" in written(shape)
    assert "the piano was out of tune" in written(shape)


def test_a_widget_beside_the_article_is_none_of_it() -> None:
    assert written(f"<div>{PROSE * 3}{MORE}</div>{WIDGET.format(MORE)}").count("piano was") == 1


STEP = "<div class=step><h3><a href='{}'>Step {}</a></h3><p>Turn the key of the winch {} times to the left.</p></div>"


@pytest.mark.parametrize("address", ["#step-{0}", "#", "#s{0}"])
def test_headings_that_link_within_the_page_are_no_teasers(address: str) -> None:
    steps = "".join(STEP.format(address.format(each), each, each) for each in range(1, 5))
    assert "the winch 3 times" in written(f"<article>{PROSE * 4}{MORE}{steps}</article>")


def test_headings_that_link_to_other_pages_are_teasers() -> None:
    steps = "".join(STEP.format(f"/page/{each}", each, each) for each in range(1, 5))
    assert "the winch 3 times" not in written(f"<article>{PROSE * 9}{MORE}{steps}</article>")


LINK = "<a href=/order>Order a ticket</a>"


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=inline-cta><p>Tickets for the ferry are sold here. {LINK}</p></div>",
        f"<section class=CallToAction_box><h3>Come along</h3><p>The deck has room for more of you.</p>{LINK}</section>",
        f"<p class=post-cta>The ferry leaves again next week, and you can be on it. {LINK}</p>",
    ],
)
def test_a_box_that_calls_to_act_is_left_out_where_it_has_a_link(box: str) -> None:
    assert written(f"<article>{PROSE}{box}{MORE}</article>") == TEXT
    kept = written(f"<article>{PROSE}{box.replace(LINK, '')}{MORE}</article>")
    assert kept != TEXT
    assert "a call to act" not in " ".join(left_out(f"<article>{PROSE}{box.replace(LINK, '')}{MORE}</article>"))


@pytest.mark.parametrize(
    "sign", ["<p>4 min read</p>", "<div>Listen to this article</div>", "<div><p>Advertisement</p></div>"]
)
def test_signs_beside_the_picture_above_the_text_are_left_out(sign: str) -> None:
    above = "<header><h1>The ferry</h1><div><img src=/a.jpg alt=Deck>{}</div></header>"
    kept = written(f"{above.format('<p>Una Falk, 4 minutes late</p>')}<article>{PROSE}{MORE}</article>")
    assert "4 minutes late" in kept
    assert written(f"{above.format(sign)}<article>{PROSE}{MORE}</article>") == f"![Deck](/a.jpg)\n\n{TEXT}"


def test_names_of_the_text() -> None:
    assert all(map(is_body, ("articleBody", "entry-content wide", "c-story__body", "e-content")))
    assert not any(map(is_body, ("article-body__share", "body", "content", "article", "antibody-content-list")))


def test_lines_that_are_none_of_an_article_by_their_words() -> None:
    signs = ("ADVERTISEMENT", "Advertisement - scroll to continue", "广告", "Werbung", "Sponsored content")
    assert {sign_of(text) for text in signs} == {"advertisement"}
    assert {sign_of(text) for text in ("Enlarge image", "Back to gallery", "Link copied", "Back to top")} == {
        "a control"
    }
    times = ("9 min read", "3-5 minute read", "Reading time: 4 min.", "Lesezeit: 4 Minuten", "5 min de lecture")
    assert {sign_of(text) for text in times} == {"a control"}
    assert not any(map(sign_of, ("9 men read", "In 9 minutes read all of it", "Reading time tables", "5 minutes")))
    calls = ("Get the news of the day in your inbox", "Подпишитесь на наш канал", "Got a news tip?")
    assert {sign_of(text) for text in calls} == {"newsletter"}
    assert not any(map(sign_of, ("Sponsored by the crown, he sailed", "Annonsen", "Get up", "He subscribed to it", "")))
    told = (
        "Get real, she told the crowd, whose inbox was full.",
        "Register now, the mayor told parents, or miss the alerts.",
        "Follow the river on foot. On its bank, Twitter has a house.",
        "You can register at the desk. A newsletter lies there.",
    )
    assert not any(map(sign_of, told))


def test_lines_that_lead_on_and_that_name_the_author() -> None:
    assert all(map(leads_on, ("Read also: x", "» Lire aussi x", "Читайте также: x", "相关阅读：x")))
    assert not any(map(leads_on, ("The reader also", "Relation", "Moreover")))
    assert {byline_of(text) for text in ("By Una Falk", "Von Una Falk, 3.11.2022", "文 / 王")} == {"byline and date"}
    assert {byline_of(text) for text in ("3 November 2022, 08:15", "3. November 2022", "2022年11月3日")} == {"date"}
    updated = ("Last updated: 3 November 2022", "Published on Nov 3, 2022", "Aktualisiert am 3. November 2022")
    assert {byline_of(text) for text in updated} == {"date"}
    assert not any(map(byline_of, ("Updated 5 ferries for 2022", "Published by the 3 harbours", "Posted 12 sheep")))
    assert not any(map(byline_of, ("Byzantium fell", "In 2022 it rained", "At 08:15 it left", "May we?", "12")))


STATED = '<meta property="article:published_time" content="2022-11-03T08:15:00Z">'


@pytest.mark.parametrize("line", ["3 November 2022", "Nov 3, 2022 at 8:15 am", "Donnerstag, 3. November 2022"])
@pytest.mark.parametrize("head", [STATED, ""])
def test_the_line_with_the_date_is_left_out_where_the_page_states_it(line: str, head: str) -> None:
    body = f"{head}<article><h1>The ferry</h1><div>{line}</div>{PROSE}{MORE}</article>"
    assert (line in written(body)) is (not head)


def test_a_line_with_the_author_is_kept_beside_a_stated_date() -> None:
    body = f"{STATED}<article><h1>The ferry</h1><div>By Una Falk - 2022-11-03</div>{PROSE}{MORE}</article>"
    assert "By Una Falk" in written(body)


@pytest.mark.parametrize(
    "line",
    [
        "<p><a href=/x>HARBOUR MASTER SAYS THE PIANO IS HIS</a></p>",
        "<p><strong><a href=/x>HIER GEHT ES ZUR APP DES HAFENS</a></strong></p>",
        "<div><a href=/x>ПИАНИНО С ПАРОМА НАШЛИ В САРАЕ</a></div>",
    ],
)
def test_a_link_in_capitals_between_paragraphs_leads_elsewhere(line: str) -> None:
    assert written(f"<article>{PROSE}{line}{MORE}</article>") == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "<p><a href=/x>The piano that nobody wanted</a></p>",  # no capitals
        "<p><a href=/x>ADAC e.V.</a></p>",
        "<p><a href=/x>RFC 3339</a></p>",
        "<p>SEE <a href=/x>THE LIST OF ALL FERRIES</a> BELOW</p>",
    ],
)
def test_other_links_of_their_own_line_are_kept(line: str) -> None:
    assert "/x" in written(f"<article>{PROSE}{line}{MORE}</article>")


# ------------------------------------------------------------------------------- the command


@pytest.fixture(autouse=True)
def _sources(here: Path) -> None:
    Path("a.html").write_text(page(f"<nav>Home</nav><article>{PROSE}</article>"))


def test_the_option() -> None:
    assert "Home" not in run("convert", "--main", "a.html").stdout
    assert "Home" in run("convert", "a.html").stdout
    result = run("convert", "--main", "-v", "a.html")
    assert "a.html:3:1: BD012 left out, navigation (1 word): Home" in result.stderr
    assert "BD012" in run("check", "--main", "--select", "BD012", "a.html").stdout


def test_the_configuration_and_the_option_above_it() -> None:
    Path("newsfix.toml").write_text('main = ["a.*"]\n')
    assert "Home" not in run("convert", "a.html").stdout
    assert "Home" in run("convert", "--no-main", "a.html").stdout


@pytest.mark.parametrize(
    "arguments",
    [("convert", "--main", "--in-place"), ("check", "--main", "--fix"), ("check", "--main", "--diff")],
)
def test_nothing_is_left_out_of_files_that_are_rewritten(arguments: tuple[str, ...]) -> None:
    before = Path("a.html").read_bytes()
    result = run(*arguments, "a.html")
    assert result.exit_code == 2
    assert "--main cannot be combined with" in result.stderr
    Path("newsfix.toml").write_text("main = true\n")
    result = run(*(each for each in arguments if each != "--main"), "a.html")
    assert result.exit_code == 2
    assert f"the configuration in {Path.cwd()} sets main: what it leaves out would be lost" in result.stderr
    assert Path("a.html").read_bytes() == before
    assert not Path("a.md").exists()
    assert run(*(each for each in arguments if each != "--main"), "--no-main", "a.html").exit_code < 2


@pytest.mark.parametrize("value", ["1", '"yes"', "[1]"])
def test_values_that_cannot_be_used(value: str) -> None:
    Path("newsfix.toml").write_text(f"main = {value}\n")
    result = run("convert", "a.html")
    assert result.exit_code == 2
    assert "main: it must be true, false or an array of patterns" in result.stderr


def test_files_with_front_matter_are_counted() -> None:
    Path("raw").mkdir()
    for name in ("b", "c"):
        Path(f"raw/{name}.md").write_text("---\ntitle: A\ndate: 2022-01-02\n---\n\nText.\n")
    result = run("convert", "--main", "raw", "-o", "clean")
    assert "2 files with front matter kept whole" in result.stderr
    assert "kept whole" not in run("convert", "raw", "-o", "other").stderr


def test_fixtures_of_pages() -> None:
    assert len([*FIXTURES.glob("page--main-*")]) >= 5
    assert "kept whole" not in " ".join(Summary().lines())


# ------------------------------------------------------------------- texts that a script would show

STATED = "A tide clock has one hand, which goes round in twelve hours and twenty-five minutes."
LINKED = '<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{}"}}</script><div id=root></div>'
NEXT = '<script id="__NEXT_DATA__" type="application/json">{{"a":[{{"content":"<p>{}</p>"}}]}}</script>'
STREAMED = '<main></main><div hidden id="S:0"><p>{}</p></div><script>$RC("B:0","S:0")</script>'


def told_of_page(body: str) -> str:
    (problem,) = (each for each in convert(page(body), OPTIONS).problems if each.code == "BD009")
    return problem.message


@pytest.mark.parametrize(
    ("body", "source"),
    [
        (LINKED.format(rf"{STATED}\n\nIt is 5 < 6 & right."), "JSON-LD articleBody"),
        (LINKED.format(f"<p>{STATED}</p><p>It is 5 &lt; 6 &amp; right.</p>"), "JSON-LD articleBody"),
        (NEXT.format(f"{STATED * 6}</p><p>It is 5 &lt; 6 &amp; right."), "__NEXT_DATA__"),
        (STREAMED.format(f"{STATED}</p><p>It is 5 &lt; 6 &amp; right."), "streamed parts"),
    ],
)
def test_a_text_that_is_only_stated_is_read(body: str, source: str) -> None:
    for options in (OPTIONS, Options()):
        output = written(body, options)
        assert output.startswith(STATED)
        assert "\n\nIt is 5 < 6 & right." in output
    assert told_of_page(body).endswith(f"text from {source}")


@pytest.mark.parametrize("body", [LINKED.format(STATED), NEXT.format(STATED * 6)])
def test_a_text_that_the_page_shows_is_read_once(body: str) -> None:
    shown = body.replace("<div id=root></div>", "") + f"<article><p>{STATED}</p>{PROSE}</article>"
    assert written(shown).count(STATED) == 1
    assert "text from" not in told_of_page(shown)


@pytest.mark.parametrize("body", [LINKED.format("Short."), NEXT.format(STATED), NEXT.replace("{{", "{"), LINKED])
def test_what_is_no_text_is_not_read(body: str) -> None:
    assert "text from" not in told_of_page(body + PROSE)


def test_of_a_page_that_is_read_as_one_no_front_matter_is_wanted() -> None:
    def told(options: Options) -> bool:
        return any(problem.code == "FM001" for problem in convert(page(PROSE + MORE), options, "page.html").problems)

    assert (told(OPTIONS), told(Options())) == (False, True)
