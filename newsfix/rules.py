"""Every rule of newsfix in one table: what `newsfix rules` shows and what severities come from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning", "note"]


class Rule(Struct, frozen=True):
    """One kind of problem.

    code      family and number: EN encoding, FM front matter, DT dates, BD body, IM images,
              CP captions, MD Markdown, NF what newsfix is told, IO files
    name      explains itself, in kebab case
    severity  error: something could not be done; warning: repaired or doubtful; note: for information
    summary   one line
    why       why it matters
    example   a file that fires it; a phrase where no file can
    near      a file that comes close and does not
    config    the configuration that both are read with, in TOML
    fixable   whether `--fix` can repair it without judgement
    default   whether it is reported unless the user deselects it
    """

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    example: str | bytes
    near: str | bytes = ""
    config: str = ""
    fixable: bool = False
    default: bool = True


def _front(*lines: str) -> str:
    """An article with this front matter."""
    return "\n".join(("---", *lines, "---", "", "Text.", ""))


def _dated(value: str, *lines: str) -> str:
    return _front("title: The ferry", f"date: {value}", *lines)


def _body(*lines: str) -> str:
    """An article with this body."""
    return "\n".join(("---", "title: The ferry", "date: 2021-12-15", "---", "", *lines, ""))


_PICTURE = "https://a.example/ferry.jpg"
_PAGE = (
    "<html><head><title>The ferry</title></head><body><nav>Home News</nav>\n"
    "<article><p>The ferry leaves the harbour at noon, and again at six in the evening.</p></article></body></html>\n"
)

RULES: tuple[Rule, ...] = (
    # EN: encoding
    Rule("EN001", "not-utf8", "warning", "The file is not UTF-8.", "Every later tool expects UTF-8; what was found instead may be a guess.", _body("Die Fähre verließ am frühen Morgen den Hafen.").encode("latin-1"), _body("Die Fähre verließ den Hafen.").encode()),
    Rule("EN002", "byte-order-mark", "warning", "The file begins with a byte order mark.", "A BOM hides the front matter from most readers.", b"\xef\xbb\xbf" + _body("Text.").encode(), _body("A \ufeff within.").encode(), fixable=True),
    Rule("EN003", "undecodable", "error", "The bytes are not valid in any encoding.", "A wrong text is worse than none.", b"\xff\xfe\x00\xd8", b"\xff\xfeT\x00e\x00x\x00t\x00"),
    Rule("EN004", "control-character", "warning", "The text has control characters or NUL bytes.", "They are invisible, break parsers and were left out.", _body("The fer\x08ry."), _body("The\tferry.")),
    Rule("EN005", "mojibake", "warning", "The text looks as if it had been decoded wrongly before.", "It is kept as it is; only the source can put it right.", _body("EspaÃ±ol."), _body("São João.")),
    Rule("EN006", "binary", "error", "The file is binary, or JSON of newsfix that cannot be read back.", "Nothing in it can be read as one.", b"\x89PNG\r\n\x1a\n\x00\x00", b"PNG is a format."),
    Rule("EN007", "encoding-unsure", "warning", "The encoding is not certain.", "The letters fit another encoding too, or are too few to tell.", _body("At the caf\xe9.").encode("latin-1"), _body("At the café.").encode()),
    # FM: front matter
    Rule("FM001", "no-front-matter", "warning", "The file has no front matter.", "Title and date are unknown to a site generator.", "<p>Text.</p>\n", _body("Text.")),
    Rule("FM002", "unclosed-front-matter", "error", "The front matter is never closed.", "Where it ends is a guess.", "---\ntitle: The ferry\ndate: 2021-12-15\n\n<p>Text.</p>\n", _body("<p>Text.</p>")),
    Rule("FM003", "invalid-front-matter", "error", "The front matter is invalid and can be read in more than one way.", "The raw text is kept; nothing was guessed.", _front("title: The ferry", "links: [a: b", "date: 2021-12-15"), _dated("2021-12-15", "links: [a, b]")),
    Rule("FM004", "repaired-front-matter", "warning", "The front matter was invalid and has been repaired.", "Other tools fail on it.", _front("title: The ferry: a history", "date: 2021-12-15"), _front("title: 'The ferry: a history'", "date: 2021-12-15"), fixable=True),
    Rule("FM005", "duplicate-key", "warning", "A key is there twice.", "Programs disagree on which one counts; here the last one wins.", _dated("2021-12-15", "title: The boat"), _dated("2021-12-15", "subtitle: The boat")),
    Rule("FM006", "title-missing", "warning", "There is no title.", "An article without a title cannot be listed.", _front("date: 2021-12-15"), _front("headline: The ferry", "date: 2021-12-15")),
    Rule("FM007", "title-not-text", "warning", "The title is not text.", "A list or a mapping cannot be shown as a title.", _front("title: [The ferry]", "date: 2021-12-15"), _front("title: '[The ferry]'", "date: 2021-12-15")),
    Rule("FM008", "merge-conflict", "error", "The front matter has merge conflict markers.", "Only a person can settle which side counts.", _front("<<<<<<< HEAD", "title: The ferry", "=======", "title: The boat", ">>>>>>> other", "date: 2021-12-15"), _front("title: The ferry <<<<<<<", "date: 2021-12-15")),
    Rule("FM009", "entity-in-value", "warning", "A value has HTML entities.", "They show as `&amp;` where HTML is not expected.", _front("title: Ferries &amp; boats", "date: 2021-12-15"), _front("title: Ferries & boats", "date: 2021-12-15"), fixable=True),
    Rule("FM010", "key-missing", "error", "A key that the configuration requires is missing.", "The site's templates count on it.", _dated("2021-12-15"), _dated("2021-12-15", "author: Mira Olsen"), 'required = ["author"]'),
    Rule("FM011", "key-not-allowed", "error", "A key is not allowed by the configuration.", "It is often a misspelt one.", _dated("2021-12-15", "tgas: [sea]"), _dated("2021-12-15", "tags: [sea]"), 'allowed = ["title", "date", "tags"]'),
    Rule("FM012", "schema", "error", "The front matter does not validate against the schema.", "The schema is the site's contract.", _dated("2021-12-15", "tags: sea"), _dated("2021-12-15", "tags: [sea]"), 'schema = "article.schema.json"'),
    Rule("FM013", "wrong-type", "warning", "A field has a value of the wrong type.", "The value is kept aside, word for word.", _dated("2021-12-15", "tags: {sea: 1}"), _dated("2021-12-15", "sizes: {sea: 1}")),
    Rule("FM014", "loose-fence", "note", "A front matter fence has spaces or lines around it.", "Most tools look for --- alone on the first line.", "\n" + _dated("2021-12-15"), _dated("2021-12-15"), fixable=True),
    Rule("FM015", "repeated-url", "note", "A list in the front matter has one URL twice.", "Whatever shows the list shows the picture twice.", _dated("2021-12-15", f"images: [{_PICTURE}, {_PICTURE}]"), _dated("2021-12-15", f"images: [{_PICTURE}, https://a.example/boat.jpg]"), fixable=True),
    # DT: dates
    Rule("DT001", "date-missing", "warning", "There is no date.", "Feeds and archives sort by it.", _front("title: The ferry"), _dated("2021-12-15")),
    Rule("DT002", "date-not-iso", "warning", "The date is not ISO 8601.", "Site generators read other forms differently or not at all.", _dated("Wed, 15 Dec 2021 09:06:35 GMT"), _dated("2021-12-15T09:06:35Z"), fixable=True),
    Rule("DT003", "date-ambiguous", "error", "The date can be read two ways.", "A guess would be wrong half of the time.", _dated("05/06/2021"), _dated("25/06/2021")),
    Rule("DT004", "date-invalid", "error", "The value is not a date, or an impossible one.", "It is kept as date_original; nothing was made up.", _dated("2021-02-30"), _dated("2021-02-28")),
    Rule("DT005", "zone-unknown", "error", "The zone abbreviation has more than one meaning or none.", "The hour depends on it.", _dated("2021-12-15 09:06 IST"), _dated("2021-12-15 09:06 UTC")),
    Rule("DT006", "date-contradicted", "warning", "Other evidence in the file names another date.", "One of them is wrong.", _dated("2020-12-01", "url: https://a.example/2021/12/15/the-ferry"), _dated("2021-12-15", "url: https://a.example/2021/12/15/the-ferry")),
    Rule("DT007", "updated-before-date", "warning", "The article was updated before it was published.", "One of the dates is wrong.", _dated("2021-12-15", "updated: 2020-12-15"), _dated("2021-12-15", "updated: 2021-12-16")),
    Rule("DT008", "time-does-not-exist", "warning", "The local time does not exist in the assumed zone, or exists twice.", "Daylight saving skips or repeats an hour.", _dated("2021-03-28 02:30:00"), _dated("2021-03-28 03:30:00"), 'assume-zone = "Europe/Berlin"'),
    Rule("DT009", "date-in-future", "warning", "The date is later than the file's own modification.", "An article cannot be older than its file.", _dated("2999-01-01"), _dated("2021-12-15")),
    Rule("DT010", "date-from-name", "note", "The date was taken from the file's name or the article's path.", "A generator without that convention finds no date.", _front("title: The ferry", "slug: 2021/12/15/the-ferry"), _dated("2021-12-15", "slug: 2021/12/15/the-ferry"), default=False),
    Rule("DT011", "date-as-yaml", "note", "The date is a timestamp of YAML that ISO 8601 writes otherwise.", "Generators that parse YAML read it; other tools may not.", _dated("2021-12-15 09:06:35 +0800"), _dated("2021-12-15T09:06:35+08:00"), fixable=True, default=False),
    Rule("DT012", "date-completed", "note", "A date names no day and was written as the first one.", "The day is the option's, not the source's; what the source says is kept as date_original.", _dated("2021-12"), _dated("2021-12-15"), 'partial-dates = "first"'),
    Rule("DT013", "date-with-slashes", "note", "The date has slashes between year, month and day.", "It has one reading, and most generators have it; ISO 8601 has hyphens.", _dated("2021/12/15"), _dated("2021-12-15"), fixable=True),
    # BD: body
    Rule("BD001", "empty-body", "warning", "There is no body.", "Nothing can be shown.", _body("<p></p>"), _body("Text.")),
    Rule("BD002", "too-deep", "warning", "Elements are nested too deeply and were flattened.", "The text is kept, some of the structure is not.", _body("<blockquote>" * 70 + "Text." + "</blockquote>" * 70), _body("<blockquote>" * 7 + "Text." + "</blockquote>" * 7)),
    Rule("BD003", "unsafe-link", "warning", "A link runs a script.", "It was left out; the text is kept.", _body('<p><a href="javascript:ring()">The bell</a></p>'), _body('<p><a href="https://a.example/javascript">The bell</a></p>')),
    Rule("BD004", "heading-jump", "note", "A heading level was skipped.", "Outlines and screen readers count on the order.", _body("## Ferries", "", "#### Cars"), _body("### Ferries", "", "#### Cars", "", "## Boats")),
    Rule("BD005", "title-repeated", "note", "The first heading repeated the title and was dropped.", "A site shows the title by itself.", _body("# The ferry", "", "Text."), _body("# The boat", "", "Text.")),
    Rule("BD006", "template-tag", "note", "A template tag or shortcode was kept as it was.", "Only the site generator it was written for can run it.", _body("{% youtube x %}"), _body("`{% youtube x %}`", "", "```", "{% youtube x %}", "```")),
    Rule("BD007", "dropped-element", "note", "An element without a written form was left out with its text.", "A reader of the page may have seen what the article no longer says.", _body("<p>Choose:</p>", "<select><option>Car</option></select>"), _body("<p>Choose:</p>", "<select></select>")),
    Rule("BD008", "swallowed-text", "error", "A comment, a tag, a quote or an element is never closed and takes the text with it, or text is a tag to a browser.", "No browser shows that text as it was meant, and nothing can tell where the markup was to end.", _body("<p>The ferry.</p>", "<p>It leaves <!-- at noon.</p>", "<p>It is late.</p>"), _body("<p>The ferry.</p>", "<p>It leaves <!-- at noon -->.</p>", "<p>It is late.</p>")),
    Rule("BD009", "full-page", "note", "The file is a whole HTML page.", "Its navigation and footers are in the article unless --main leaves them out.", "<!doctype html><html><head><title>The ferry</title></head><body><p>Text.</p></body></html>\n", _body("<p>Text.</p>")),
    Rule("BD010", "lost-text", "error", "Words of the source are neither in the output nor left out on purpose.", "They would be gone without a word; keep the source and report the file.", "a fault of newsfix"),
    Rule("BD011", "lost-address", "error", "An address of the source is neither in the output nor left out on purpose.", "A link or a picture would be gone without a word; keep the source and report the file.", "a fault of newsfix"),
    Rule("BD012", "left-out", "note", "A block of a page that is not part of its article was left out.", "--main asks for the article alone; what it took for the rest is told, so that nothing goes in silence.", _PAGE, _PAGE.replace("<nav>Home News</nav>", ""), "main = true"),
    Rule("BD013", "no-article", "warning", "The article of a page could not be told from the rest.", "It was kept whole, its navigation and footers too.", "<html><head><title>The ferry</title></head><body><nav><a href='/'>Home</a></nav></body></html>\n", _PAGE, "main = true"),
    Rule("BD014", "kept-whole", "note", "A file with front matter was kept whole in spite of --main.", "Its body is an article already.", _body("Text."), _PAGE, "main = true"),
    Rule("BD015", "loose-emphasis", "warning", "Emphasis has a space, or a sign beside a letter, just inside its marks.", "Some programs show it as emphasis; to CommonMark the marks are text.", _body("The **ferry **leaves."), _body("The **ferry** leaves, 2 ** 3 times.")),
    Rule("BD016", "heading-without-blank", "warning", "There is no space after the hashes of a heading.", "Older programs show a heading, newer ones its text with the hashes.", _body("###Ferries", "Text."), _body("#ferries", "Text.")),
    Rule("BD017", "hidden-text-kept", "note", "Hidden text that is found nowhere else was kept.", "A page may hide the rest of an article until somebody pays or asks for it; a reader may not have seen it.", _body("<p>The ferry leaves.</p>", "<div hidden><p>It leaves at noon, from the old quay.</p></div>"), _body("<p>The ferry leaves.</p>", "<div hidden><p>Menu</p></div>")),
    Rule("BD018", "doubtful-tag", "note", "Text in angle brackets is a tag to a browser, unless a program of the site reads it otherwise.", "Between the tags of a shortcode, or in a table that holds code, only that program knows.", _body("{{< listing >}}", "Take the <ferry> now.", "{{< /listing >}}"), _body("Take the &lt;ferry> now.")),
    # IM: images
    Rule("IM001", "same-picture", "note", "One picture appears under several URLs.", "It loads twice and cannot be found under one name.", _body(f"![A ferry]({_PICTURE})", "", f"![The same ferry]({_PICTURE}?utm_source=feed)"), _body(f"![A ferry]({_PICTURE})", "", "![A boat](https://a.example/boat.jpg)")),
    Rule("IM002", "placeholder", "note", "A placeholder, tracking pixel or filler was left out.", "It shows nothing of the article.", _body('<p>Text.<img src="https://a.example/count.gif" width="1" height="1"></p>'), _body('<p>Text.</p><p><img src="https://a.example/ferry.gif" width="300" height="200"></p>')),
    Rule("IM003", "relative-url", "warning", "A picture has a relative URL and the article has no url.", "It breaks as soon as the file moves; in a repository its file is looked for instead (IM009).", _body("![A ferry](ferry.jpg)"), _body(f"![A ferry]({_PICTURE})")),
    Rule("IM004", "broken-url", "error", "A picture's URL is broken.", "It cannot be loaded.", _body("![A ferry](http:///ferry.jpg)"), _body(f"![A ferry]({_PICTURE})")),
    Rule("IM005", "no-url", "warning", "A picture has no URL.", "Only its alternative text is kept.", _body('<p><img alt="A ferry"></p>'), _body(f'<p><img alt="A ferry" src="{_PICTURE}"></p>')),
    Rule("IM006", "repeated-figure", "note", "A figure repeated a picture with nothing new to say and was dropped.", "The picture is shown once.", _body(f"![A ferry]({_PICTURE})", "", f"![A ferry]({_PICTURE})"), _body(f"![A ferry]({_PICTURE})", "", "Text.", "", f"![The ferry again]({_PICTURE})")),
    Rule("IM007", "no-alt", "note", "A picture has neither alternative text nor a caption.", "Readers who cannot see it get nothing.", _body(f"![]({_PICTURE})"), _body(f"![A ferry]({_PICTURE})"), default=False),
    Rule("IM008", "data-not-written", "warning", "A picture within the article could not be made a file.", "It stays in the text, which it makes long.", _body('<p><img src="data:image/png;base64,@@@@@@@@@@@@@@@@@@@@@@@@" alt="A ferry"></p>'), _body('<p><img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABA" alt="A ferry"></p>'), 'extract-data = "media"'),
    Rule("IM009", "picture-not-found", "warning", "The file of a relative picture is neither beside the article nor in a static directory.", "The page shows a broken picture; `static-roots` in the configuration names further directories.", "![A ferry](ferry.jpg) in a repository that has no ferry.jpg"),
    Rule("IM010", "background-left-out", "note", "The picture behind a text was left out.", "A reader of the page saw it; an article has no place for it.", _body(f'<div style="background-image: url({_PICTURE})"><p>The ferry leaves.</p></div>'), _body(f'<div style="background-image: url({_PICTURE})"></div>')),
    # CP: captions
    Rule("CP001", "caption-likely", "note", "A caption was recognised by its shape alone.", "It may be ordinary text.", _body(f"![A ferry]({_PICTURE})", "", "*The ferry at noon*"), _body(f'<figure><img src="{_PICTURE}"><figcaption>The ferry at noon</figcaption></figure>')),
    Rule("CP002", "no-caption", "note", "A figure has no caption.", "The reader is not told what it shows.", _body(f'<figure><img src="{_PICTURE}"></figure>'), _body(f'<figure><img src="{_PICTURE}"><figcaption>The ferry</figcaption></figure>'), default=False),
    # MD: Markdown
    Rule("MD001", "not-verified", "error", "The Markdown does not read back as the article.", "Writing it would lose something.", "a fault of newsfix"),
    Rule("MD002", "not-clean", "note", "newsfix would write this Markdown body differently.", "Clean files give clean diffs.", _body("* Cars", "* Boats"), _body("- Cars", "- Boats"), default=False),
    Rule("MD003", "needs-html", "warning", "Something in the body can be said in HTML alone.", "A site generator that leaves HTML out does not show it, or shows its bare text.", _body("<p>H<sub>2</sub>O</p>"), _body("<p>A <strong>ferry</strong></p>"), 'raw-html = "avoid"'),
    # NF: what newsfix is told
    Rule("NF001", "silence-without-effect", "warning", "A comment that is to silence rules silences nothing.", "It is misspelt, or its problem is gone: a later one would be missed.", _body("![A ferry](https://a.example/ferry.jpg) <!-- newsfix: ignore IM004 -->"), _body("![A ferry](http:///ferry.jpg) <!-- newsfix: ignore IM004 -->")),
    # IO: files
    Rule("IO001", "unreadable", "error", "The file cannot be read.", "It was not converted.", "a file without permission to read it"),
    Rule("IO002", "unwritable", "error", "The output cannot be written.", "The input is untouched.", "no space left on the device"),
    Rule("IO003", "output-clash", "error", "Two inputs would be written to one output.", "One of them would be lost.", "a.md and a.html, converted into one directory"),
    Rule("IO004", "too-large", "error", "The file is larger than the limit, or has too many parts.", "It would not fit into memory.", "a file of 2 GB"),
    Rule("IO005", "internal-error", "error", "newsfix failed on the file.", "The rest of the batch went on; please report the file.", "a fault of newsfix"),
)  # fmt: skip

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""From the gravest."""

BY_CODE = {rule.code: rule for rule in RULES}
DEFAULT = tuple(rule.code for rule in RULES if rule.default)
LOSSES = ("BD010", "BD011")
"""What tells of words and addresses that are lost."""
ALWAYS = tuple(rule.code for rule in RULES if rule.code[:2] == "IO" or rule.code in (*LOSSES, "EN003", "EN006", "EN007", "MD001"))
"""What says that a file could not be read or written for certain: no selection leaves it out."""


@lru_cache(maxsize=1024)
def codes_of(word: str) -> tuple[str, ...]:
    """The codes that a code, the beginning of codes (DT) or a rule's name means; none for an unknown word."""
    return tuple(rule.code for rule in RULES if word and (rule.code.startswith(word.upper()) or rule.name == word.lower()))


def reaches(code: str, least: Severity) -> bool:
    """Whether a rule is at least as grave as this."""
    return SEVERITIES.index(BY_CODE[code].severity) <= SEVERITIES.index(least)


def selection(
    select: Sequence[str] = (), extend: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[str, ...]:
    """The codes to report: the selected ones or those on by default, `extend` besides, without the ignored ones."""
    wanted = {*(select or DEFAULT), *extend}.difference(ignore).union(ALWAYS)
    return tuple(rule.code for rule in RULES if rule.code in wanted)
