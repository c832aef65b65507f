"""What the names and words of a page say: which of its parts do not belong to the article, and which are it.

One table. A row is a reason, as a report tells it, and the beginnings of words of a class or an identifier; `=`
is before whole words, `^` before words that begin a name, `+` between words that may be written as one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newsfix.options import DEFAULTS
from newsfix.read.dates.parse import read_date
from newsfix.regex import regex
from newsfix.syntax.captions import ADVERT

COMMENTS, CONSENT, DIALOG, FORM, CONTROL = "comments", "consent", "a dialog", "a form", "a control"
NAVIGATION, SHARING, FURTHER, BESIDE = "navigation", "sharing", "further articles", "beside the article"
ADVERTISEMENT, NEWSLETTER, ACCOUNT, FOOTER = "advertisement", "newsletter", "account", "footer"
DISCLAIMER, CALL = "a disclaimer", "a call to act"
AUTHOR, BYLINE, DATE = "about the author", "byline and date", "date"
UNSHOWN, LABELS = "for screen readers", "labels"
PRINTED, UNPRINTED = "for print alone", "kept from print"
PERMALINK = "a link to the heading itself"
LINKS, OUTSIDE, ABOVE = "mostly links", "outside of the article", "above the headline"
MARKUP, REPEATED = "markup shown as text", "stands above already"
# What no share of a page's prose makes an article, what an article's prose is in at times, and what is left out
# together with the heading above it.
APART = frozenset({COMMENTS, CONSENT, DIALOG})
HEADED = frozenset({COMMENTS, FORM, FURTHER, LINKS, NEWSLETTER, SHARING})
# What is a text like any other where no link is in it.
LEADING = frozenset({CALL, FURTHER})
DOUBTFUL = frozenset({ACCOUNT, ADVERTISEMENT, BYLINE, CALL, CONTROL, DATE, LABELS, NAVIGATION, SHARING, UNPRINTED})

_REASONS = {
    NAVIGATION: "=nav nav+bar nav+list navigation =menu breadcrumb paginat pager =skip masthead toolbar top+bar",
    SHARING: "=share shares sharing =sharebar sharedaddy social =addthis addtoany follow =tools share+tools printer",
    PRINTED: "print+header print+footer print+only print+block print+inline visible+print show+on+print show+for+print",
    COMMENTS: "=comment comments comment+list comment+form disqus =respond =reply discussion livefyre fb+comments",
    FURTHER: (
        "related recommend trending popular most+read most+viewed =latest teaser outbrain taboola zergnet promo up+next"
        " next+post prev+post previous+post =also read+more more+from more+on more+stories more+news cross+post =recirc"
        " recirculation"
    ),
    BESIDE: "sidebar ^widget =rail",
    ADVERTISEMENT: "=ad =ads =adv advert adsense sponsor =dfp =gpt ad+unit ad+slot ad+box =promoted",
    CALL: "=cta call+to+action",
    CONSENT: "cookie consent gdpr",
    NEWSLETTER: "newsletter subscri sign+up mailchimp mailing optin opt+in =regwall =paywall",
    ACCOUNT: "log+in sign+in register",
    FOOTER: "footer colophon copyright =legal",
    DISCLAIMER: "disclaimer affiliate+disclos",
    AUTHOR: (
        "author+bio about+author about+the+author author+box author+info author+card author+desc author+profile"
        " author+summary author+block author+tooltip contributor+bio short+bio =bio sabox"
    ),
    BYLINE: "byline =author =authors posted+by post+meta entry+meta article+meta",
    DATE: (
        "=date =dateline =datetime =timestamp =time =published posted+on pub+date publish+date date+published"
        " date+posted post+date last+updated =updated+at post+modified reading+time read+time time+to+read"
    ),
    UNSHOWN: "off+screen visually+hidden =sr+only screen+reader",
    PERMALINK: "=headerlink header+link header+anchor heading+anchor heading+link anchor+link anchorjs+link hash+link",
    CONTROL: (
        "tooltip =modal slide+count control+bar control+panel jump+link edit+section =nocontent"
        " =vjs+control vjs+caption vjs+loading vjs+menu vjs+modal vjs+text+track"
        " jw+controls mejs+controls plyr+controls"
    ),
    UNPRINTED: "no+print print+none print+hidden hidden+print hide+on+print hide+for+print hide+print",
    LABELS: "=tags tag+list tag+cloud tag+links post+tags post+cats cat+links =keywords =topics",
}
# Words are parted at anything that is not a letter and where a capital follows a small letter (`relatedLinks`).
_WORD = regex(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")
# What a program numbered its elements with is not a word: `7ad3f2c`, and all that follows a digit (`Zl4adYBa`).
_NUMBER = regex(r"(?<![0-9A-Za-z])(?=[a-f]*[0-9])[0-9a-f]{6,}(?![0-9A-Za-z])|[0-9][0-9A-Za-z]*")
# A name may say that something is not there: `no-sidebar`, `sidebar-enabled--false`.
_DENIED = regex(r" -(?:no|without)-(?!print)\S+| \S*-(?:false|none|disabled)-(?= |$)")
# What blog engines say of an article in its class, and no word of what it is.
_SAID_OF_ARTICLE = regex(r"\b(?:category|tag|status|type|format|has)-\S+")
_BODY = regex(
    r"-(?:article|story|post|entry|content|news|blog)-?(?:body|text|content)-"
    r"|-(?:body|text)-(?:article|content)-|-e-content-"
)
# How a line begins that leads to another page.
_LEADS_ON = regex(
    r"\W*(?:(?:see|read) (?:also|more|next)|also (?:see|read|on)|related|more (?:on|from|about|in)|recommended|read:"
    r"|don't miss|(?:lesen|sehen) sie auch|mehr (?:zum|zu|dazu|aus|von)|siehe auch|auch interessant|weiterlesen"
    r"|lesetipp|zum thema|(?:à )?lire (?:aussi|également)|voir aussi|sur le même (?:sujet|thème)|lea:"
    r"|te puede interesar|(?:lea|lee|leer|ver|vea|mira) (?:también|más|además)|lei(?:a|am) (?:também|mais)"
    r"|veja (?:também|mais)|saiba mais|leggi anche|guarda anche|lees ook|les også|läs (?:också|mer|även)|čtěte také"
    r"|xem thêm|baca juga|ayrıca oku|(?:prze)?czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)"
    r"|читайте(?: также| ещё| еще|:)|смотрите также|相关阅读|延伸阅读|推荐阅读|関連記事|あわせて読みたい|관련 ?기사)",
    re.IGNORECASE,
)
# A line that only says that an advertisement is there, or what a click on it does.
_SIGN = regex(
    rf"\W*(?:(?:{ADVERT}|(?:story|article) continues (?:below|after))"
    r"(?:\W+(?:(?:this |the )?advertis\w*|continue|scroll|skip|story|article)\b.{0,60})?"
    r"|(?P<control>this slideshow requires javascript|print this (?:article|story|page)|enlarge (?:this )?image"
    r"|back to gallery|(?:view|buy) photos?|(?:copy link\W*)?link copied|jump to (?:navigation|search|content)"
    r"|read later|save for later|listen to (?:this )?article|share this (?:article|story|post|page)"
    r"|back to top|copy to clipboard|press enter or click to view image in full size"
    r"|add as (?:a )?preferred source(?: on google)?"
    r"|(?:[0-9]+[-\N{EN DASH}])?[0-9]+[ -]?min(?:ute)?[sn]?\.?(?: to)?[ -]"
    r"(?:read|(?:de )?lecture|de lectura|di lettura|lesezeit|leestijd)"
    r"|(?:read(?:ing)? time|lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|leestijd)"
    r"\W*[0-9]+ ?min[a-z]*))\W*",
    re.IGNORECASE,
)
_LONGEST_SIGN = 100
# How a line begins that asks its reader for an address, or to follow its house.
_CALL = regex(
    r"\W*(?:please |you can )?(?:(?:get|receive)\b[^.!?]{0,90}\b(?:(?:your|the) inbox|newsletters?)\b"
    r"|(?:sign[- ]up|subscribe|register)\b(?:[^.!?]{0,100}\bnewsletters?"
    r"|[^.!?,]{0,100}\b(?:inbox|updates?|alerts?|channel|briefing))\b"
    r"|follow\b[^.!?]{1,60}\bon\b[^.!?,]{0,30}"
    r"\b(?:twitter|facebook|instagram|youtube|linkedin|telegram|tiktok|google news)\b"
    r"|like us on facebook|join us on \w+|(?:have|got) an?(?: \w+)? tip\?|listen to \w+ live\b"
    r"|(?:melden sie sich|abonnieren sie|inscrivez-vous|abonnez-vous|suscríbe(?:te|se)|iscriviti|assine|inscreva-se"
    r"|meld je aan|zapisz się|подпишитесь|подписывайтесь)\b.{0,80}\b(?:newsletter|boletín|рассылк|канал|kanal|canal)"
    r"|(?:欢迎|歡迎)?(?:扫码|掃碼|长按二维码|点击)?关注(?:我们|微信|公众号))",
    re.IGNORECASE,
)
_TIME, _YEAR = r"\b(?:[01]?[0-9]|2[0-3])[:.h][0-5][0-9]\b", r"\b(?:19|20)[0-9]{2}\b"
_AUTHORED = regex(
    r"\W*(?:by|written by|von|par|por|di|door|av|autor(?:in)?|text|reporter|作者|文|记者|編集)\s*[:：|/]?\s+\w",
    re.IGNORECASE,
)
# What is before the date of a text.
_UPDATED = regex(
    r"\W*(?:(?:last|latest|first|originally) )?(?:updated|published|modified|posted|reviewed|(?:zuletzt )?aktualisiert"
    r"|veröffentlicht|mis à jour|publié|actualizado|publicado|atualizado|aggiornato|pubblicato|bijgewerkt)"
    r"(?: on| at| am| le| el| em| il| op)?\b\W*",
    re.IGNORECASE,
)
_DATED = regex(rf".{{0,60}}?{_TIME}.{{0,40}}?{_YEAR}|.{{0,60}}?{_YEAR}.{{0,40}}?{_TIME}", re.IGNORECASE | re.DOTALL)


def _pattern() -> re.Pattern[str]:
    groups = []
    for number, row in enumerate(_REASONS.values()):
        stems = [
            f"-{stem[1:]}-" if stem[0] == "=" else f" -{stem[1:]}" if stem[0] == "^" else f"-{stem}"
            for stem in row.replace("+", "-?").split()
        ]
        groups.append(f"(?P<r{number}>{'|'.join(stems)})")
    return re.compile("|".join(groups))


_PATTERN = _pattern()
_NAMES = dict(zip(_PATTERN.groupindex, _REASONS, strict=True))


def _words(names: str) -> str:
    """The words of each name between hyphens: ` -article-body- -wide-` for `articleBody wide`."""
    words = (f" -{'-'.join(_WORD.findall(_NUMBER.sub(' ', name)))}-" for name in names.split())
    return _DENIED.sub("", "".join(words).lower())


@lru_cache(4096)
def reason_of(names: str) -> str | None:
    """Why an element with this class and identifier is not part of the article; None where nothing says so."""
    said = _words(_SAID_OF_ARTICLE.sub(" ", names) if "-" in names else names)
    match = _PATTERN.search(said)
    found = _NAMES[match.lastgroup] if match and match.lastgroup else None
    return None if found != COMMENTS and ("-embed" in said or is_body(names)) else found


@lru_cache(4096)
def is_body(names: str) -> bool:
    """Whether a class or an identifier says that an element is the text of an article.

    `article-body__share` is an element of that text, and what it is comes behind the underscores.
    """
    return any(
        _BODY.search(_words(name)) and not ("__" in name and _PATTERN.search(_words(name.rpartition("__")[2])))
        for name in names.split()
    )


def leads_on(text: str) -> bool:
    """Whether a text begins as one does that leads to another page: `Read more: …`."""
    return bool(_LEADS_ON.match(text))


def sign_of(text: str) -> str | None:
    """Why a line is not part of the article by its words alone: `Advertisement`, `Sign up for our newsletter`."""
    if len(text) < _LONGEST_SIGN and (sign := _SIGN.fullmatch(text)):
        return CONTROL if sign["control"] else ADVERTISEMENT
    return NEWSLETTER if _CALL.match(text) else None


def byline_of(text: str) -> str | None:
    """What a line says of an article: who wrote it, or only when; None for any other text."""
    if _AUTHORED.match(text):
        return BYLINE
    if not any(map(str.isdecimal, text)):
        return None
    label = _UPDATED.match(text)
    return DATE if _DATED.match(text) or read_date(text[label.end() :] if label else text, DEFAULTS).value else None
