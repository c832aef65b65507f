"""What is outside of running text: destinations and titles, info strings, HTML text and attributes."""

from __future__ import annotations

from collections.abc import Callable

from newsfix.model.article import Inert, Verbatim
from newsfix.regex import regex
from newsfix.syntax.html import ENTITY, is_entity, is_live
from newsfix.syntax.templates import BEGINNING, CODE_END, SHORTCODE, TAG_IN_URL, tags_apart

_PLAIN_URL = regex(r"[^\x00-\x20\x7f<>()\\&]*(?:&(?![#A-Za-z][A-Za-z0-9]*;)[^\x00-\x20\x7f<>()\\&]*)*\Z")
_NOT_BARE = regex(r"[\x00-\x20\x7f]")
_NOT_IN_POINTED = regex(r"[<>\\]")
# A template engine fills in these before Markdown is read: they stay byte for byte.
_TEMPLATE_URL = regex(rf"(?:{TAG_IN_URL}|\{{(?![{{%])|[^\x00-\x20\x7f<>()\\&{{])+\Z")
_BACKSLASH = regex(r"\\(?=[!-/:-@\[-`{-~\n\r]|\Z)")  # a line end will be an entity
_PARENTHESES = regex(r"[()]")
_POINTED_SPECIAL = regex(rf"{_BACKSLASH.pattern}|[<>]")
# A link that a renderer does not take for one, for its scheme, say, is text to it, and what is in that are tags.
_TAG = regex(r"<(?=[A-Za-z/!?])")
_TITLE_SPECIAL = {quote: regex(f"{_BACKSLASH.pattern}|{quote}") for quote in "'\""}
_ESCAPED = r"\\\g<0>"
_MAX_PARENTHESES = 30  # CommonMark asks for three levels, cmark reads 32


def target(url: str, title: str | None) -> str:
    """What is between the parentheses of a link or an image (CommonMark 6.3)."""
    if not title:
        return destination(url)
    quote = _quote(title)
    special = _TITLE_SPECIAL[quote]

    def written(text: str) -> str:
        return _on_one_line(special.sub(_ESCAPED, _TAG.sub("&lt;", _entities(text))))

    return f"{destination(url) or '<>'} {quote}{_parted(title, written)}{quote}"


def destination(url: str) -> str:
    """A link destination, between `<` and `>` where it needs to be."""
    if _PLAIN_URL.match(url) and not isinstance(url, Inert):
        return url
    if "{" in url and _TEMPLATE_URL.match(url) and (isinstance(url, Verbatim) or not is_inert(url)):
        is_bare = isinstance(url, Verbatim) or _NOT_IN_POINTED.search(url) or not _NOT_BARE.search(url)
        return url if is_bare else f"<{url}>"
    if "<" not in url and not _NOT_BARE.search(url) and _balanced(url):
        return _parted(url, lambda text: _BACKSLASH.sub(r"\\\\", _entities(text)))
    return f"<{_parted(url, lambda text: _on_one_line(_POINTED_SPECIAL.sub(_ESCAPED, _entities(text))))}>"


def _parted(text: str, outside: Callable[[str], str], within: Callable[[str], str] = str) -> str:
    """A text with what is `outside` of its template tags escaped: an engine reads those before anyone else does."""
    if is_inert(text):
        return outside(text).replace("{", "&#123;").replace("[", "&#91;")
    return "".join((within if index % 2 else outside)(part) for index, part in enumerate(tags_apart(text)))


def is_inert(text: str) -> bool:
    """Whether nothing in a value is a tag: it had none, or in one there is what a browser might run."""
    return isinstance(text, Inert) or (("{" in text or "[" in text) and is_live(text))


def _entities(text: str) -> str:
    """Text in which nothing is read as an entity."""
    return ENTITY.sub(lambda match: "&amp;" + match[0][1:] if is_entity(match) else match[0], text)


def _on_one_line(text: str) -> str:
    return text.replace("\n", "&#10;").replace("\r", "&#13;")


def _balanced(url: str) -> bool:
    """Whether parentheses stand in pairs, so that none ends the destination."""
    depth = 0
    for parenthesis in _PARENTHESES.findall(url):
        depth += 1 if parenthesis == "(" else -1
        if not 0 <= depth <= _MAX_PARENTHESES:
            return False
    return depth == 0


def info_string(info: str) -> str:
    """The info string of a fenced code block (CommonMark 4.5)."""
    return _parted(info, lambda text: _BACKSLASH.sub(r"\\\\", _entities(text)))


def code_has_templates(code: str) -> bool:
    """Whether code has what a template engine would run, or an end tag whose start is before it."""
    if "{{" in code or "{%" in code or 0 <= code.find("{#") < code.rfind("#}"):
        return True
    return "[/" in code and any(code.find(f"[{end[1]}", 0, end.start()) < 0 for end in CODE_END.finditer(code))


def html_text(text: str) -> str:
    """Text in HTML, where no part of it is a tag of HTML or of a site generator."""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "{" in text:
        text = BEGINNING.sub("&#123;", text)
    if "[" in text:
        text = SHORTCODE.sub(lambda match: "&#91;" + match[0][1:], text)
    return text


def attribute(name: str, value: str | None) -> str:
    """An attribute with the blank before it; "" without a value."""
    if value is None:
        return ""
    quote = _quote(value)
    escaped = _QUOTES[quote]

    def within(tag: str) -> str:
        return tag.replace(quote, escaped)

    def outside(text: str) -> str:
        return within(text.replace("&", "&amp;")).replace("<", "&lt;").replace(">", "&gt;")

    return f" {name}={quote}{_on_one_line(_parted(value, outside, within))}{quote}"


def _quote(value: str) -> str:
    """What is round a value, so that the quotes in its template tags can stay as they are."""
    tags = "".join(tags_apart(value)[1::2])
    return "'" if '"' in tags and "'" not in tags else '"'


_QUOTES = {'"': "&quot;", "'": "&#39;"}
