"""Every rule of newsfix in one table: what `newsfix rules` shows and what severities come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem.

    code      family and number: EN encoding, FM front matter, DT dates, BD body, IM images,
              CP captions, MD Markdown, IO files
    name      explains itself, in kebab case
    severity  error: something could not be done; warning: repaired or doubtful; note: for information
    summary   one line
    why       why it matters
    example   a source that fires it
    fixable   whether `--fix` can repair it without judgement
    default   whether it is reported unless the user deselects it
    """

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    example: str
    fixable: bool = False
    default: bool = True


RULES: tuple[Rule, ...] = (
    # EN: encoding
    Rule("EN001", "not-utf8", "warning", "The file is not UTF-8.", "Every later tool expects UTF-8; what was found instead may be a guess.", "bytes in GB18030"),
    Rule("EN002", "byte-order-mark", "warning", "The file begins with a byte order mark.", "A BOM hides the front matter from most readers.", "EF BB BF 2D 2D 2D", fixable=True),
    Rule("EN003", "undecodable", "error", "The bytes fit no encoding.", "A wrong text is worse than none.", "FF FE 00 D8"),
    Rule("EN004", "control-character", "warning", "The text has control characters or NUL bytes.", "They are invisible, break parsers and were left out.", "a\\x00b"),
    Rule("EN005", "mojibake", "warning", "The text looks as if it had been decoded wrongly before.", "It is kept as it is; only the source can put it right.", "espaÃ±ol"),
    Rule("EN006", "binary", "error", "The file is binary, not an article.", "Nothing in it can be read as text.", "a JPEG named a.html"),
    Rule("EN007", "encoding-unsure", "warning", "The encoding is not certain.", "The letters fit another encoding too, or are too few to tell.", "one letter beyond ASCII"),
    # FM: front matter
    Rule("FM001", "no-front-matter", "warning", "The file has no front matter.", "Title and date are unknown to a site generator.", "<p>Text.</p>"),
    Rule("FM002", "unclosed-front-matter", "error", "The front matter is never closed.", "Where it ends is a guess.", "---\\ntitle: A\\n<p>Text"),
    Rule("FM003", "invalid-front-matter", "error", "The front matter could not be read and has more than one reading.", "The raw text is kept; nothing was guessed.", "title: [a: b"),
    Rule("FM004", "repaired-front-matter", "warning", "The front matter was invalid and has one reading.", "Other tools fail on it.", "title: a: b", fixable=True),
    Rule("FM005", "duplicate-key", "warning", "A key stands twice.", "Readers disagree on which counts; the last one wins here.", "title: A\\ntitle: B"),
    Rule("FM006", "title-missing", "warning", "There is no title.", "An article without a title cannot be listed.", "date: 2021-12-15"),
    Rule("FM007", "title-not-text", "warning", "The title is not text.", "A list or a mapping cannot be shown as a title.", "title: [a, b]"),
    Rule("FM008", "merge-conflict", "error", "The front matter has merge conflict markers.", "Only a person can settle which side counts.", "<<<<<<< HEAD"),
    Rule("FM009", "entity-in-value", "warning", "A value has HTML entities.", "They show as `&amp;` where HTML is not expected.", "title: A &amp; B", fixable=True),
    Rule("FM010", "key-missing", "error", "A key that the configuration requires is missing.", "The site's templates count on it.", "required = [\"author\"]"),
    Rule("FM011", "key-not-allowed", "error", "A key is not allowed by the configuration.", "It is often a misspelt one.", "titel: A"),
    Rule("FM012", "schema", "error", "The front matter does not validate against the schema.", "The schema is the site's contract.", "tags: one"),
    Rule("FM013", "wrong-type", "warning", "A field has a value of a kind that it cannot have.", "The value is kept aside, word for word.", "tags: {a: b}"),
    # DT: dates
    Rule("DT001", "date-missing", "warning", "There is no date.", "Feeds and archives sort by it.", "title: A"),
    Rule("DT002", "date-not-iso", "note", "The date is not ISO 8601.", "Site generators read other forms differently or not at all.", "date: Wed, 15 Dec 2021 09:06:35 GMT", fixable=True),
    Rule("DT003", "date-ambiguous", "error", "The date can be read two ways.", "A guess would be wrong half of the time.", "date: 05/06/2021"),
    Rule("DT004", "date-invalid", "error", "The value is no date, or an impossible one.", "It is kept as date_original; nothing was made up.", "date: Invalid Date"),
    Rule("DT005", "zone-unknown", "error", "The zone abbreviation has more than one meaning or none.", "The hour depends on it.", "date: 2021-12-15 09:06 IST"),
    Rule("DT006", "date-contradicted", "warning", "Other evidence in the file names another date.", "One of them is wrong.", "2021-12-01-a.md with date: 2020-12-01"),
    Rule("DT007", "updated-before-date", "warning", "The article was updated before it was published.", "One of the dates is wrong.", "updated: 2020-01-01, date: 2021-01-01"),
    Rule("DT008", "time-does-not-exist", "warning", "The local time does not exist in the assumed zone, or exists twice.", "Daylight saving skips or repeats an hour.", "2021-03-28 02:30 Europe/Berlin"),
    Rule("DT009", "date-in-future", "warning", "The date lies after the file's own modification.", "An article cannot be older than its file.", "date: 2999-01-01"),
    # BD: body
    Rule("BD001", "empty-body", "warning", "There is no body.", "Nothing can be shown.", "---\\ntitle: A\\n---"),
    Rule("BD002", "too-deep", "warning", "Elements are nested too deep and were flattened.", "The text is kept, some of the structure is not.", "5,000 nested div"),
    Rule("BD003", "unsafe-link", "warning", "A link runs a script.", "It was left out; the text is kept.", "<a href=\"javascript:x()\">"),
    Rule("BD004", "heading-jump", "note", "A heading level was skipped.", "Outlines and screen readers count on the order.", "<h2> then <h4>"),
    Rule("BD005", "title-repeated", "note", "The first heading repeated the title and was dropped.", "A site shows the title by itself.", "# A after title: A"),
    Rule("BD006", "template-tag", "note", "A template tag or shortcode was kept as it was.", "Only the site generator it was written for can run it.", "{% youtube x %}"),
    Rule("BD007", "dropped-element", "note", "An element that has no written form was left out.", "Forms and canvases have no text to keep.", "<canvas>"),
    Rule("BD008", "body-kind-unclear", "note", "The body could be HTML or Markdown.", "Both readings are defensible; --body decides.", "plain text"),
    Rule("BD009", "full-page", "note", "The file is a whole HTML page.", "Navigation and footers of the page are part of the article.", "<html>"),
    # IM: images
    Rule("IM001", "same-picture", "warning", "One picture stands under several URLs.", "It loads twice and cannot be found under one name.", "a-300x200.jpg and a.jpg"),
    Rule("IM002", "placeholder", "warning", "A placeholder, tracking pixel or filler is no picture and was left out.", "It shows nothing of the article.", "<img src=\"data:…\" width=1>"),
    Rule("IM003", "relative-url", "warning", "A picture has a relative URL and the article no url.", "It breaks as soon as the file moves.", "<img src=\"a.jpg\">"),
    Rule("IM004", "broken-url", "error", "A picture's URL is broken.", "It cannot be loaded.", "<img src=\"http:///x\">"),
    Rule("IM005", "no-url", "warning", "A picture has no URL.", "Only its alternative text is kept.", "<img alt=\"a\">"),
    Rule("IM006", "repeated-figure", "note", "A figure repeated a picture with nothing new to say and was dropped.", "The picture is shown once.", "<img src=a.jpg><img src=a.jpg>"),
    Rule("IM007", "no-alt", "note", "A picture has no alternative text.", "Readers who cannot see it get nothing.", "<img src=\"a.jpg\">", default=False),
    # CP: captions
    Rule("CP001", "caption-likely", "note", "A caption was recognised by its shape alone.", "It may be ordinary text.", "<p><img></p><p><em>A harbour</em></p>"),
    Rule("CP002", "no-caption", "note", "A figure has no caption.", "The reader is not told what it shows.", "<figure><img></figure>", default=False),
    # MD: Markdown
    Rule("MD001", "not-verified", "error", "The Markdown does not read back as the article.", "Writing it would lose something.", "a fault of newsfix"),
    Rule("MD002", "not-clean", "note", "newsfix would write this Markdown differently.", "Clean files give clean diffs.", "* item", default=False),
    # IO: files
    Rule("IO001", "unreadable", "error", "The file cannot be read.", "It was not converted.", "permission denied"),
    Rule("IO002", "unwritable", "error", "The output cannot be written.", "The input is untouched.", "no space left on device"),
    Rule("IO003", "output-clash", "error", "Two inputs would be written to one output.", "One of them would be lost.", "a.md and a.html"),
    Rule("IO004", "too-large", "error", "The file is larger than the limit.", "It would not fit into memory.", "2 GB"),
    Rule("IO005", "internal-error", "error", "newsfix failed on the file.", "The rest of the batch went on; please report the file.", "a fault of newsfix"),
)

BY_CODE = {rule.code: rule for rule in RULES}
DEFAULT = tuple(rule.code for rule in RULES if rule.default)
ALWAYS = tuple(rule.code for rule in RULES if rule.code[:2] == "IO" or rule.code in ("EN003", "EN006", "EN007", "MD001"))
"""What says that a file could not be read or written for certain: no selection leaves it out."""


def codes_of(word: str) -> tuple[str, ...]:
    """The codes that a code, the beginning of codes (DT) or a rule's name means; none for an unknown word."""
    return tuple(rule.code for rule in RULES if word and (rule.code.startswith(word.upper()) or rule.name == word.lower()))


def selection(
    select: Sequence[str] = (), extend: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[str, ...]:
    """The codes to report: the selected ones or those on by default, `extend` besides, without the ignored ones."""
    wanted = {*(select or DEFAULT), *extend}.difference(ignore).union(ALWAYS)
    return tuple(rule.code for rule in RULES if rule.code in wanted)
