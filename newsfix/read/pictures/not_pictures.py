"""Images that are not pictures: placeholders, fillers, tracking pixels, icons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from newsfix.regex import regex
from newsfix.syntax.pictures import FILE, FILLER

# What stands for a picture until a script has loaded it. Only whole file names: `loading.gif` is
# one, `loading-a-ship.jpg` is not. With a capital letter `Lazy.png` is a name.
_PLACEHOLDER = regex(
    rf"""
        [ts]\.gif | 1\.JiBnMqyl6S\.gif  # of PageSpeed
      | (?:none|null|dot|white|gray|grey|trans|space|empty|load){FILLER}
      | (?:blank|spacer|clear|cleardot|transparent|pixel|pixel_trans|1x1|1px|px|shim|(?-i:lazy)|lazy[-_]?load|spinner
          |preload|preloader|loader|loading|ajax-loader|placehold(?:er)?|dummy(?:[-_]?(?:image|img))?|missing(?:[-_]?(?:image|photo|picture))?
          |fallback(?:[-_]?(?:image|img|photo|picture))?|default[-_]?(?:image|img|photo|picture|thumb|thumbnail)
          |not[-_]?(?:available|found)
          |no[-_]?(?:image|img|photo|pic|picture|thumb|thumbnail|cover)s?(?:[-_]?(?:available|found|yet|icon))?
          |(?:image|photo|picture)[-_]?(?:not[-_]?|un)(?:available|found)|(?:image|img|lazy)[-_]placeholder|placeholder[-_]image|transparent[-_](?:pixel|bg|1x1))
        (?:[-_.](?:1x1|min|trans|\d{{1,4}}x\d{{1,4}}|\d{{1,2}}|[0-9a-f]{{8,32}}))?{FILE}
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A word that no photograph is named for: `grey-placeholder.png`, `index-transparent_h-3.gif`.
_NAMES = ("placeholder", "lazy", "blank", "transparent", "spacer", "image")
_NAMED = regex(
    rf"""
        (?:\A|[-_.])(?:placeholder|lazy[-_]?load(?:er|ing)?)(?:[-_.][\w.-]*)?{FILE}\Z
      | (?:\A|[-_.])(?:blank|transparent|spacer|no[-_]?image)
        (?:[-_.](?:[a-z]{{1,2}}-?)?\d{{1,5}}(?:x\d{{1,5}})?(?:[-_.][a-z]{{1,2}}-?\d{{0,5}}){{0,5}})?\.gif\Z
    """,
    re.VERBOSE,
)
_FIRST_WORDS = frozenset({
    "1", "1px", "1x1", "ajax", "blank", "clear", "cleardot", "dot", "empty", "gray", "grey", "image", "img", "lazy",
    "lazyload", "load", "loader", "loading", "none", "null", "pixel", "placeholder", "preload", "preloader", "px", "s",
    "shim", "space", "spacer", "spinner", "t", "trans", "transparent", "white",
})  # fmt: skip
_FIRST_LETTERS = (
    "no", "default", "dummy", "fallback", "imagenot", "imageun", "missing", "photo", "picture", "placehold"
)  # fmt: skip

# What a URL has to hold, and what it then has to be from its beginning. Most URLs hold none of it,
# and compiling a pattern takes longer than looking at thousands of them.
_Rows = Mapping[str, str]
_HOST = r"(?:https?:)?//(?:[\w-]+\.)*"


def _hosts(*names: str, then: str = "") -> _Rows:
    """Rows for hosts, and for those below them, each with what follows it in the URL."""
    return {name: f"{_HOST}{re.escape(name)}{then}" for name in names}


_FILLERS: _Rows = {
    "picsum.photos": rf"{_HOST}picsum\.photos(?!/(?:id|seed)/)(?:[:/?#]|\Z)",
    **_hosts(
        *("placehold.it", "placehold.co", "placeholder.com", "placekitten.com", "placeimg.com", "lorempixel.com"),
        *("loremflickr.com", "unsplash.it", "source.unsplash.com", "dummyimage.com", "fakeimg.pl", "placebear.com"),
        *("fillmurray.com", "random.imagecdn.app", "baconmockup.com", "place-hold.it", "fpoimg.com"),
        *("api.ixiaowai.cn", "www.dmoe.cc", "img.xjh.me"),
        then=r"(?:[:/?#]|\Z)",
    ),
}
_TRACKERS: _Rows = {
    **_hosts("feeds.feedburner.com/~", then="(?:r|ff)/"),
    **_hosts(
        *("feeds.wordpress.com/1.0/", "feedsportal.com/", "pixel.wp.com/", "stats.wordpress.com/", "doubleclick.net/"),
        *("google-analytics.com/", "googleadservices.com/", "googlesyndication.com/", "scorecardresearch.com/"),
        *("quantserve.com/", "statcounter.com/", "mc.yandex.ru/watch", "counter.yadro.ru/", "top-fwz1.mail.ru/"),
        *("hm.baidu.com/", "cnzz.com/", "analytics.twitter.com/", "sitemeter.com/", "histats.com/", "chartbeat.net/"),
        *("newrelic.com/", "hubspot.com/__ptq", "list-manage.com/track", "feedburner.google.com/", "pheedo.com/"),
        "segment.io/v1/pixel",
    ),
    **_hosts("facebook.com/tr", then=r"\b"),
    **_hosts("assoc-amazon.", then=r"[\w.]+/e/ir"),
    **_hosts("feedads.", then=r"\w+\.doubleclick"),
    "amazon-adsystem.com/": r"(?:https?:)?//ir-[a-z]{2,3}\.amazon-adsystem\.com/",
    "//medium.com/_/stat": r"(?:https?:)?//medium\.com/_/stat\b",
    ".blogspot.com/feeds/": r"(?:https?:)?//[\w.-]+\.blogspot\.com/feeds/\d+/comments",
    "//blogger.googleusercontent.com/tracker/": r"(?:https?:)?//blogger\.googleusercontent\.com/tracker/",
}
_KINDS = {"filler": _FILLERS, "tracker": _TRACKERS}
# A counter on a host of its own.
_COUNTER = regex(
    r"(?:https?:)?//[^/?#]+/(?:[^?#]*/)?(?:beacon|pixel|track(?:er|ing)?|counter|collect|impression)"
    r"(?:\.(?:gif|png|php|aspx?))?\?",
    re.IGNORECASE,
)


# A host has at most 253 characters (RFC 1035, section 2.3.4).
_LONGEST_HOST = 300
_compiled = cache(re.compile)
_EMOJI = regex(
    r"//s\.w\.org/images/core/emoji/|/twemoji/|/wp-includes/images/smilies/|/emoji/(?:unicode|twitter|apple|google|images)/|/emojione/"
    r"|//abs(?:-\d)?\.twimg\.com/emoji/|/images/(?:smiley|smilies|emoticons?)/|//github\.githubassets\.com/images/icons/emoji/|/face/(?:default|comcom)/"
    r"|//\w+\.xx\.fbcdn\.net/images/emoji|/expression/|//static\.xx\.fbcdn\.net/images/emoji",
    re.IGNORECASE,
)
_EMOJI_WORDS = ("emoji", "/images/smil", "/images/emoticon", "/face/", "/expression/")
_ICON_CLASSES = frozenset({"emoji", "wp-smiley", "emojione", "twemoji", "smiley", "smilie", "emoticon", "icon"})
_LARGEST_ICON = 64
_DATA = regex(r"data:image/(?P<kind>[\w.+-]+)[^,]{0,100},", re.IGNORECASE)
_SVG_SHOWS = regex(r"<(?:path|rect|circle|ellipse|line|poly|text|image|use)\b", re.IGNORECASE)


def is_placeholder(url: str) -> bool:
    """Whether an image stands for one that a script loads later: `blank.gif`, an empty `data:` URL."""
    if url[:5].lower() == "data:":
        return _is_blank_data(url)
    name = url.partition("#")[0].partition("?")[0].rpartition("/")[2]
    first = name.replace("-", ".").replace("_", ".").partition(".")[0].lower()
    if first not in _FIRST_WORDS and not first.startswith(_FIRST_LETTERS):
        return url == "about:blank"
    return _PLACEHOLDER.fullmatch(name) is not None


def is_named_placeholder(url: str) -> bool:
    """Whether words of a file's name call it a placeholder: the picture only where the markup states another one."""
    if url[:5].lower() == "data:":
        return False
    name = url.partition("#")[0].partition("?")[0].rpartition("/")[2].lower()
    return any(word in name for word in _NAMES) and _NAMED.search(name) is not None


def is_shown(url: str) -> bool:
    """Whether a URL may be a picture of the article, as far as it tells."""
    return bool(url) and not (is_placeholder(url) or is_filler(url) or is_named_placeholder(url))


def is_filler(url: str) -> bool:
    """Whether a service makes the picture up: another one each time, and none of the article's."""
    return _is_of("filler", url)


def is_tracker(url: str, width: int | None = None, height: int | None = None) -> bool:
    """Whether an image only counts readers: 1 × 1 pixel, or a known counter's address."""
    if width is not None and height is not None and width <= 2 and height <= 2:
        return True
    if 0 in (width, height) and max(width or 0, height or 0) <= _LARGEST_ICON:
        # A picture that is laid out by a script may have no height for now: `width="800" height="0"`.
        return True
    return ("?" in url and _COUNTER.match(url) is not None) or _is_of("tracker", url)


def is_icon(url: str, classes: str | None = None, width: int | None = None) -> bool:
    """Whether an image is an emoji or an icon in the text, whose alt text says the same.

    `classes` is the `class` attribute. Size alone makes no icon: a small picture may be all there is.
    """
    if classes and not _ICON_CLASSES.isdisjoint(classes.lower().split()):
        return width is None or width <= _LARGEST_ICON
    lower = url.lower()
    for word in _EMOJI_WORDS:
        if word in lower:
            return _EMOJI.search(url) is not None
    return False


def _is_of(kind: str, url: str) -> bool:
    """Whether a URL is of one of the rows of a kind."""
    start = url.find("//", 0, 8) + 2
    if start < 2:
        return False
    rows = _rows_at(kind, url[start : start + _LONGEST_HOST].partition("/")[0].lower())
    if not rows:
        return False
    lower = url.lower()
    return any(mark in lower and _compiled(pattern, re.IGNORECASE).match(url) for mark, pattern in rows)


@lru_cache(2048)
def _rows_at(kind: str, host: str) -> Sequence[tuple[str, str]]:
    """The rows of a kind that a URL of this host may be of, which for nearly all hosts are one or none."""
    return [
        (mark, pattern)
        for mark, pattern in _KINDS[kind].items()
        if len(host) >= _LONGEST_HOST or mark.removeprefix("//").partition("/")[0] in host
    ]


def _is_blank_data(url: str) -> bool:
    """Whether a `data:` image shows nothing: at most 2 × 2 pixels, or an SVG in which nothing is drawn."""
    match = _DATA.match(url)
    if match is None:
        return not url[5:].strip().lower().startswith("image/")
    if match["kind"].lower().startswith("svg"):
        return len(url) < 2000 and not _SVG_SHOWS.search(_data(url, match.end()).decode("utf-8", "replace"))
    head = _data(url[: match.end() + 64], match.end())
    if head[:3] == b"GIF":
        return max(int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")) <= 2
    if head[:4] == b"\x89PNG":
        return max(int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")) <= 2
    return len(url) - match.end() < 16


def _data(url: str, start: int) -> bytes:
    """The bytes of a `data:` URL (RFC 2397), as far as they can be read."""
    from binascii import Error, a2b_base64
    from urllib.parse import unquote

    body = unquote(url[start:])
    if ";base64" not in url[:start].lower():
        return body.encode("utf-8", "replace")
    body = body.strip()
    try:
        return a2b_base64(body[: len(body) // 4 * 4])
    except (Error, ValueError):
        return b""
