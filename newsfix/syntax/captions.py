"""How a source shows the caption of a picture: each form is a row of `FORMS`, which `caption_from` names.

*Sure* forms are what the markup states; *likely* ones are what only the shape shows, and `captions = "strict"`
leaves them. What a form looks for in classes and in words is here; the reader asks where an element is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from newsfix.regex import regex

_MOST_CLASSES = 1000


class CaptionForm(Struct, frozen=True):
    """One form.

    name      what `caption_from` says
    seen      how the source shows it, in words
    example   a source in which "The quay" is the caption by this form
    classes   found in the classes of an element or of those round it
    likely    only the shape shows it
    """

    name: str
    seen: str
    example: str
    classes: re.Pattern[str] | None = None
    likely: bool = False


def class_pattern(words: str) -> re.Pattern[str]:
    """What finds one of these words among hyphenated classes."""
    return regex(rf"(?:^|\s)(?:{words})(?:\s|$)")


_CAMEL = regex(r"(?<=[a-z0-9])(?=[A-Z])|_")


def hyphenated(classes: str) -> str:
    """Classes in lower case with a hyphen between their words: `imgDesc`, `img__desc` and `img-desc` are one."""
    return _CAMEL.sub("-", classes).lower()


_PICTURE = "(?:image|img|photo|pic|picture|(?:multi)?media|figure|foto)s?"
# Of a `media-text` and a `figure-info` the text is the article's as well.
_PHOTOGRAPH = "(?:image|img|photo|pic|picture|foto)s?"
# What is said of the element that holds a picture: `has-caption`, `withoutCaption`.
_NEITHER = r"(?![\w-]*(?<![a-z0-9])(?:has|hide|hidden|no|with|without)-|[\w-]*captioned)"

FORMS: tuple[CaptionForm, ...] = (
    CaptionForm(
        "wp-caption-text",
        "classes of WordPress and of MediaWiki",
        '<div><img src="quay.jpg"><p class="wp-caption-text">The quay</p></div>',
        class_pattern(r"wp-caption-(?:text|dd)|wp-block-image-+caption|wp-element-caption|gallery-?(?:caption|text)"),
    ),
    CaptionForm(
        "tr-caption",
        "the class of Blogger",
        '<table><tr><td><img src="quay.jpg"></td></tr><tr><td class="tr-caption">The quay</td></tr></table>',
        class_pattern("tr-caption"),
    ),
    CaptionForm(
        "img-desc",
        "a class with a word for a picture and one for a description",
        '<div><img src="quay.jpg"><span class="photo-description">The quay</span></div>',
        # A word for a picture and one for a description, whatever is between them.
        class_pattern(
            rf"{_NEITHER}(?:[\w-]*-)?{_PICTURE}(?:-[\w-]*-|-*)"
            r"(?:desc?|descr|descriptions?|legends?|sub-?title|txt|beschreibung|unterschrift|leyenda|signature|podpis|opis)"
            rf"(?:-[\w-]*)?|(?:[\w-]*-)?{_PHOTOGRAPH}-*(?:text|notes?|info|expl(?:ain|anation)|intro|bu)"
        ),
    ),
    CaptionForm(
        "image-caption",
        "a class with `caption`, or its word in another language, in it",
        '<div><img src="quay.jpg"><div class="newsCaption">The quay</div></div>',
        class_pattern(
            rf"{_NEITHER}(?:[\w-]*caption[\w-]*|(?:{_PHOTOGRAPH}|figure)-?title"
            # Its word in other languages, and that of printers.
            r"|(?:[\w-]*-)?(?:cutline|bild-?unterschrift|bild-?te[xk]s?t|bild-?legende|pie-?(?:de-?)?(?:foto|imagen)|foto-?(?:legenda|pie)"
            r"|legende?|legenda|leyenda|didascalia|(?:foto-?)?bijschrift|onderschrift|kuva-?teksti|bil(?:le[dt]|de)-?tekst|podpis"
            r"|opis-zdjecia|keterangan(?:-?(?:gambar|foto))?|tuzhu"
            r"|zdjecie-opis|popisek|kep-?alairas|epigrafe|chu-?thich|resim-?alti)(?:-[\w-]*)?)"
        ),
    ),
    CaptionForm(
        "image-credit",
        "a class for who made the picture",
        '<div><img src="quay.jpg"><div class="photo-credit">The quay</div></div>',
        class_pattern(
            rf"{_NEITHER}(?:[\w-]*-)?(?:{_PICTURE}|thumb(?:nail)?)(?:-[\w-]*-|-*)credits?(?:-[\w-]*)?|credits?|photographer|copyright-image"
        ),
    ),
    CaptionForm(
        "figcaption",
        "a `<figcaption>` in the figure or beside the picture, or the `<caption>` of a table that holds only that",
        '<figure><img src="quay.jpg"><figcaption>The quay</figcaption></figure>',
    ),
    CaptionForm("figure-text", "bare text in a `<figure>`", '<figure><img src="quay.jpg">The quay</figure>'),
    CaptionForm(
        "emphasis-line",
        "emphasis below the picture, in its paragraph",
        '<p><img src="quay.jpg"><br><em>The quay</em></p>',
    ),
    CaptionForm(
        "aria-describedby",
        "an element that the picture names as its description",
        '<div><img src="quay.jpg" aria-describedby="q"></div><p id="q">The quay</p>',
    ),
    CaptionForm("data-caption", "an attribute of the picture", '<img src="quay.jpg" data-caption="The quay">'),
    CaptionForm(
        "caption-shortcode", "the shortcode of WordPress", '[caption id="a"]<img src="quay.jpg"> The quay[/caption]'
    ),
    CaptionForm("hugo-figure", "the shortcode of Hugo", '{{< figure src="quay.jpg" caption="The quay" >}}'),
    CaptionForm("liquid-figure", "a tag of Jekyll, Octopress or Hexo", '{% figure "quay.jpg" "" "The quay" %}'),
    CaptionForm(
        "caption-mark",
        "what captions in newspapers begin with: `图：`, `▲`, `Photo:`, `Figure 1.`",
        '<p><img src="quay.jpg"></p><p>▲ The quay</p>',
        likely=True,
    ),
    CaptionForm(
        "emphasis-paragraph",
        "a paragraph that is emphasised from end to end",
        '<p><img src="quay.jpg"></p><p><em>The quay</em></p>',
        likely=True,
    ),
    CaptionForm(
        "centred-paragraph",
        "a short paragraph that is centred, small or grey as the text is not",
        '<p><img src="quay.jpg"></p><p align="center">The quay</p><p>Text.</p>',
        likely=True,
    ),
    CaptionForm(
        "picture-box",
        "a paragraph alone with the picture in an element whose class is for pictures",
        '<div class="image"><img src="quay.jpg"><p>The quay</p></div>',
        likely=True,
    ),
)
NAMES = tuple(form.name for form in FORMS)
_LIKELY = frozenset(form.name for form in FORMS if form.likely)


def is_likely(name: str | None) -> bool:
    """Whether a form is only the shape's word."""
    return name in _LIKELY


@lru_cache(1024)
def named(classes: str) -> str | None:
    """The form that classes name."""
    classes = hyphenated(classes[:_MOST_CLASSES])
    return next((form.name for form in FORMS if form.classes and form.classes.search(classes)), None)


_ENLARGES = regex(r"enlarge|magnif|zoom-?in\b")


@lru_cache(1024)
def enlarges(classes: str) -> bool:
    """Whether classes name a control that shows a picture larger."""
    return _ENLARGES.search(hyphenated(classes[:_MOST_CLASSES])) is not None


# -------------------------------------------------------------------------------- what a text says


LONGEST_MARKED = 300
"""A longer paragraph is text of the article, whatever it begins with."""
_SIGNS = frozenset("▲△▼▽↑◆")
_COLON = r"\s*[:：／/|｜丨]"
_NUMBER = r"\s*[0-9]{1,3}(?:[.-][0-9]{1,3})?\s*[.:：|—–-](?!\d)"
# By their first characters, which almost no other paragraph has.
_MARKS = (
    (
        "图圖照相攝摄",
        regex(
            r"[图圖][为為]"
            rf"|[图圖][片说說源解注註为為中自]?\s*[0-9一二三四五六七八九十]{{0,3}}\s*(?:來源|来源|提供)?{_COLON}"
            r"|[图圖][0-9一二三四五六七八九十]{1,3}[ \u3000.．、]"
            rf"|(?:图片|圖片|照片|相片)(?:来源|來源|提供|版权|版權)|(?:攝影|摄影)[師师者]?{_COLON}"
        ),
    ),
    (
        "写撮図사그",
        regex(
            r"(?:写真|写真提供|撮影)\s*[:：=＝／]|(?:사진|사진제공|사진 제공|그래픽)\s*[:=／|]"
            rf"|(?:그림|図){_NUMBER}"
        ),
    ),
    (
        "PIFBCSAHФРẢ",
        regex(
            r"(?:Photo|Image|Picture|Photograph|Foto|Bild|Imagen|Crédit photo|Crédits? photos?|Illustration|Фото|Ảnh)"
            r"(?:\s+(?:credits?|courtesy|source|by))?\s*:"
            r"|(?:Photo|Photograph|Image)\s+(?:credits?|courtesy of|by)\b"
            r"|(?:Credits?|Source|Bildquelle|Fotos?)\s*:"
            rf"|(?:Fig(?:ure|\.)?|Abb(?:ildung|\.)|Figura|Рис(?:унок|\.)|Hình){_NUMBER}"
        ),
    ),
)
_MARK_OF = {character: mark for characters, mark in _MARKS for character in characters}


def is_marked(text: str) -> bool:
    """Whether a line begins as captions in newspapers do, perhaps in brackets."""
    if len(text) > LONGEST_MARKED:
        return False
    text = text.lstrip()
    if text.startswith(("[", "(", "（", "【")):
        text = text[1:].lstrip()
    if not text or text[0] in _SIGNS:
        return bool(text)
    mark = _MARK_OF.get(text[0])
    return mark is not None and mark.match(text) is not None


_COUNT = regex(
    r"[\W_]*\d[\d\W_]*(?:min|mins|minutes?|sec|secs|seconds?|hours?|pictures?|images?|photos?|pics?|videos?|slides?"
    r"|views?|likes?|comments?|shares?|fotos?|bilder|imágenes|[^\W\d_]{1,2})?[\W_]*\Z",
    re.IGNORECASE,
)


def is_count(text: str) -> bool:
    """Whether a text only counts or measures, as below a video or a gallery: "02:12 min", "38 pictures"."""
    return len(text) < 40 and _COUNT.match(text) is not None


_END = regex(r"[\W_]*(?:(?:the\s+)?end|fin|完|全文完|全剧终|本文完|끝)[\W_]*\Z", re.IGNORECASE)


def is_end(text: str) -> bool:
    """Whether a text only says that the article ends."""
    return _END.match(text) is not None


ADVERT = (
    "advert(?:is(?:e?ments?|ing)|s)?|sponsored(?: by| content| links?)?|anzeige|werbung|publicité|publicidade?"
    "|pubblicità|reklam[ae]?|iklan|advertentie|annons|реклама|広告|廣告|广告|광고"
)
"""A line that only says that an advertisement is there."""
_IS_ADVERT = regex(rf"[\W_]*(?:{ADVERT})[\W_]*\Z", re.IGNORECASE)
_LABEL = regex(
    rf"[\W_]*(?:{ADVERT}|share(?: this)?(?: (?:story|article|post|page))?"
    r"|subscribe|read more|related(?: stories| articles)?|(?:click|tap) (?:here )?to (?:enlarge|expand|zoom)|expand"
    r"|enlarge(?: this)?(?: image)?|view (?:gallery|larger image|fullsize)|powered by .{1,40}|(?:copyright )?© ?\d{4}.*"
    r"|.*all rights reserved)[\W_]*\Z",
    re.IGNORECASE,
)


def is_advertisement(text: str) -> bool:
    """Whether a text only labels an advertisement, which a class may call its caption."""
    return len(text) < 40 and _IS_ADVERT.match(text) is not None


def is_label(text: str) -> bool:
    """Whether a text is the page's: what labels an advertisement, claims rights, or offers something to do."""
    return len(text) < 80 and _LABEL.match(text) is not None
