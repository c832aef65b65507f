"""Shortcodes and tags of site generators that mean a figure: `[caption]`, `{{< figure … >}}`, `{% img … %}`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from newsfix.read.code import CodeSpans, is_escaped, is_in
from newsfix.read.references import escape, unescape
from newsfix.regex import regex
from newsfix.syntax.dialects import ITEM, OPEN
from newsfix.syntax.pictures import FILE
from newsfix.syntax.templates import FIGURE_NAMES, RAW_PAIR

_CAPTION = regex(
    r"\[(?P<name>caption|wp_caption)(?P<attributes>[^\]\[]*)\]"
    r"(?P<content>[^\[]*(?:\[(?!/?(?:wp_)?caption\b)[^\[]*){0,20000})\[/(?P=name)\]"
)
_ATTRIBUTES = r"""(?:[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*|[^>]*)>"""
_MARKDOWN_PICTURE = regex(
    r"""(?P<linked>\[)?!\[(?P<alt>[^\]]*)\]\((?:<(?P<pointed>[^<>\n]*)>|(?P<url>[^)\s]*))(?:\s+"(?P<title>[^"]*)")?\)"""
    r"(?(linked)\]\((?P<link>[^)]*)\))"
)
_CAPTION_PICTURE = regex(
    rf"\s*(?P<picture>(?i:(?:<a\b{_ATTRIBUTES}\s*)?<img\b{_ATTRIBUTES}(?:\s*</a>)?)|{_MARKDOWN_PICTURE.pattern})"
    r"(?P<text>.*)\Z",
    re.DOTALL,
)
_FIGURE_TAG = regex(
    rf"""
      \{{\{{[<%]\s*(?:{FIGURE_NAMES})\s(?P<hugo>[^{{}}]*?)[>%]\}}\}}
      (?:\s*\{{\{{[<%]\s*/(?:{FIGURE_NAMES})\s*[>%]\}}\}})?
    | \{{%-?\s*(?P<name>{FIGURE_NAMES})\s(?P<liquid>[^{{}}%]*(?:%(?!\}})[^{{}}%]*)*)%\}}
    """,
    re.VERBOSE,
)
_QUOTED = r""""[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'|`[^`]*`"""
# A quote within a word is an apostrophe.
_ARGUMENT = regex(
    rf"(?P<name>[\w-]+)(?:\s*=\s*|:\s*(?=[\"'`]))(?P<value>{_QUOTED}|[^\s\"',]+)"
    rf"|(?P<quoted>{_QUOTED})(?=[\s,]|\Z)|(?P<word>[^\s,]+)",
    re.DOTALL,
)
# What typography or an editor has made of the quotes round an attribute.
_TYPESET = regex("[\u201c\u201d\u2033]|&(?:quot|ldquo|rdquo|Prime|#8220|#8221|#8243);")
_ESCAPED = regex(r"\\([\"'])")
_IMAGE_WORD = regex(rf"\S+{FILE}\b\S*\Z", re.IGNORECASE)
_LENGTH = regex(r"\d{1,5}(?:\.\d+)?(?:px|%|em|rem|vw)?|auto")
# How wide a picture is shown, in the words of CSS.
_SIZES = regex(r"\((?:min|max)-|\b\d+(?:vw|px|r?em)\b")
_PATH = regex(r"[./{" + OPEN + "]")
_PREFIX = regex(rf"[ \t>]*(?:{ITEM}[ \t]*)*")  # what is before a block in quotes and lists
_ITEM_MARK = regex(r"[-+*0-9.)]+")


Phrase = Callable[[str], str]


class _Argument(Struct, frozen=True):
    """One argument of a tag: what it says without its quotes, its name if it has one, and where it begins."""

    text: str
    name: str
    is_quoted: bool
    start: int


class _Stated(Struct, frozen=True):
    """What the arguments of a picture's tag say without a name."""

    source: str
    alt: str = ""
    caption: str = ""


def figures(text: str, phrase: Phrase | None = None) -> str:
    """Write the shortcodes that mean a figure (`[caption]`, Hugo's and Liquid's `figure` and `img`) as HTML figures.

    `phrase` makes HTML of a caption where those are Markdown, too.
    """
    phrase = phrase or _plain
    if "]" in text and "caption]" in text:
        text = _written(text, _CAPTION, _caption, phrase)
    if "{" in text and ("{%" in text or "{{<" in text):
        text = _written(text, _FIGURE_TAG, _figure, phrase)
    return text


def _written(text: str, pattern: re.Pattern[str], write: Callable[[re.Match[str], Phrase], str], phrase: Phrase) -> str:
    """The text with what a pattern finds outside of code, and of what an engine shows as it stands, written anew."""
    if not pattern.search(text):
        return text
    code = CodeSpans(text, markdown=phrase is not _plain).spans()
    raw = [match.span() for match in RAW_PAIR.finditer(text)] if "{" in text else []

    def written(match: re.Match[str]) -> str:
        if is_in(code, match.start()) or is_in(raw, match.start()):
            return match[0]
        figure = write(match, phrase)
        return figure if phrase is _plain or figure == match[0] else figure + _parting(match)

    return pattern.sub(written, text)


def _parting(match: re.Match[str]) -> str:
    """What parts a figure from the Markdown beside and below it: HTML at a line's start goes on to a blank line."""
    text, end = match.string, match.end()
    prefix = _PREFIX.match(text, text.rfind("\n", 0, match.start()) + 1)
    if prefix is None or prefix.end() != match.start():
        return ""
    line_end = text.find("\n", end)
    beside = text[end : len(text) if line_end < 0 else line_end].strip()
    container = _ITEM_MARK.sub(lambda mark: " " * len(mark[0]), prefix[0])
    if beside:
        return f"\n{container.rstrip()}\n{container}"
    below = text[line_end + 1 : text.find("\n", line_end + 1)] if line_end >= 0 else ""
    return f"\n{container.rstrip()}" if below.strip(" \t>") else ""


def _caption(match: re.Match[str], phrase: Phrase) -> str:
    is_text = phrase is not _plain and any(is_escaped(match.string, at) for at in (match.start(), match.end("content")))
    picture = None if is_text else _CAPTION_PICTURE.match(match["content"])
    if not picture:
        return match[0]
    written = match["attributes"] if '"' in match["attributes"] else _TYPESET.sub('"', match["attributes"])
    attributes = {argument.name: argument.text for argument in _arguments(written)}
    text = picture["text"].strip()
    caption = text if phrase is _plain else phrase(text)
    # An attribute of HTML has entities in it already.
    caption = caption or _plain(unescape(attributes.get("caption", "")))
    return _as_figure("caption-shortcode", _MARKDOWN_PICTURE.sub(_picture, picture["picture"]), caption)


def _picture(match: re.Match[str]) -> str:
    title = f' title="{escape(match["title"])}"' if match["title"] else ""
    picture = f'<img src="{escape(match["pointed"] or match["url"] or "")}" alt="{escape(match["alt"])}"{title}>'
    return f'<a href="{escape(match["link"])}">{picture}</a>' if match["link"] else picture


def _figure(match: re.Match[str], phrase: Phrase) -> str:
    words = (match["hugo"] or "").strip().removesuffix("/") or (match["liquid"] or "").rstrip().removesuffix("-")
    arguments = _arguments(words)
    named = {argument.name.lower(): argument.text for argument in arguments if argument.name}
    source = named.get("src") or named.get("url")
    texts = [_plain(named.get("title", "")), phrase(named.get("caption", ""))]
    if not source and match["liquid"] is not None:
        stated = _positional(match["name"], [argument for argument in arguments if not argument.name], words)
        if stated is None:
            return match[0]
        source = stated.source
        named.setdefault("alt", stated.alt)
        texts = texts if any(texts) else [_plain(stated.caption)]
    if not source or not _PATH.search(source):
        # A name that the site's own data resolve is not a URL.
        return match[0]
    picture = f'<img src="{escape(source)}" alt="{escape(named.get("alt", ""))}">'
    if link := named.get("link") or named.get("href"):
        picture = f'<a href="{escape(link)}">{picture}</a>'
    caption = "<br>".join(filter(None, texts))
    if named.get("attr"):
        credit = phrase(named["attr"])
        of_credit = named.get("attrlink")
        caption = f"{caption} " + (f'<a href="{escape(of_credit)}">{credit}</a>' if of_credit else credit)
    return _as_figure("hugo-figure" if match["hugo"] is not None else "liquid-figure", picture, caption.strip())


def _arguments(words: str) -> list[_Argument]:
    """What is in a tag behind its name: `name="value"`, `"a phrase"` or `word`, with blanks or commas between."""
    found = []
    for match in _ARGUMENT.finditer(words):
        text = match["value"] or match["quoted"] or match["word"]
        is_quoted = not match["word"] and text[0] in "\"'`"
        start = match.start(match.lastgroup or 0)
        found.append(
            _Argument(_ESCAPED.sub(r"\1", text[1:-1]) if is_quoted else text, match["name"] or "", is_quoted, start)
        )
    return found


def _positional(name: str, arguments: Sequence[_Argument], words: str) -> _Stated | None:
    """What the arguments of a tag say that have no name, None where that is not known."""
    at = next((index for index, argument in enumerate(arguments) if _IMAGE_WORD.match(argument.text)), None)
    if at is None or any(argument.text.startswith("--") for argument in arguments):
        return None
    source, rest = arguments[at], arguments[at + 1 :]
    if source.is_quoted:
        return _phrases(name, source.text, rest)
    return _octopress(source.text, rest, words)


def _phrases(name: str, source: str, rest: Sequence[_Argument]) -> _Stated | None:
    """`"x.jpg", "alt", "caption"`, as tags of Eleventy and Nunjucks have it; what follows the alternative text of an
    `image` are as well the sizes in which it is shown, or a class.
    """
    if any(argument.text[:1].isalpha() and not argument.is_quoted for argument in rest):
        return None  # variables, or quotes within a text
    texts = [argument.text for argument in rest if argument.is_quoted]
    if name == "image":
        texts = texts[:1] + [text for text in texts[1:] if not _SIZES.search(text)]
    if len(texts) > 2 or (name == "image" and len(texts) == 2 and " " not in texts[1].strip()):
        return None
    alt, caption, *_ = (*texts, "", "")
    return _Stated(source, alt, caption)


def _octopress(source: str, rest: Sequence[_Argument], words: str) -> _Stated:
    """`[classes] /x.jpg [width] [height] [title [alt]]`, as Octopress and Hexo have it; a single text is both."""
    lengths = 0
    while lengths < min(2, len(rest)) and _LENGTH.fullmatch(rest[lengths].text) and not rest[lengths].is_quoted:
        lengths += 1
    rest = rest[lengths:]
    if len(rest) == 1 and rest[0].text[:1] == '"' and rest[0].is_quoted:
        # Hexo: `'"title" "alt"'`.
        rest = _arguments(rest[0].text)
    if not rest:
        return _Stated(source)
    if not all(argument.is_quoted for argument in rest) or len(rest) > 2:
        # A title without quotes, with all that is in it.
        return _Stated(source, " ".join(words[rest[0].start :].split()))
    title, alt = rest[0].text, rest[-1].text
    return _Stated(source, alt, title if title != alt else "")


def _plain(text: str) -> str:
    """An attribute's value as HTML that shows it."""
    return escape(text, quote=False)


def _as_figure(form: str, picture: str, caption: str) -> str:
    text = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure data-form="{form}">{picture}{text}</figure>'
