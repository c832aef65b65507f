"""What is outside of running text: destinations and titles, info strings, HTML text and attributes."""

from __future__ import annotations

from newsfix.model.article import Verbatim
from newsfix.regex import regex
from newsfix.syntax.html import BLOCK_TAG, ENTITY, is_entity
from newsfix.syntax.templates import BEGINNING, CODE_END, SHORTCODE, TAG_IN_URL

_PLAIN_URL = regex(r"[^\x00-\x20\x7f<>()\\&]*(?:&(?![#A-Za-z][A-Za-z0-9]*;)[^\x00-\x20\x7f<>()\\&]*)*\Z")
_NOT_BARE = regex(r"[\x00-\x20\x7f]")
_NOT_IN_POINTED = regex(r"[<>\\]")
# A template engine fills in these before Markdown is read: they stay byte for byte.
_TEMPLATE_URL = regex(rf"(?:{TAG_IN_URL}|\{{(?![{{%])|[^\x00-\x20\x7f<>()\\&{{])+\Z")
_BACKSLASH = regex(r"\\(?=[!-/:-@\[-`{-~\n\r]|\Z)")  # a line end will be an entity
_PARENTHESES = regex(r"[()]")
_POINTED_SPECIAL = regex(rf"{_BACKSLASH.pattern}|[<>]")
_TITLE_SPECIAL = regex(rf'{_BACKSLASH.pattern}|"')
_MAX_PARENTHESES = 30  # CommonMark asks for three levels, cmark reads 32


def target(url: str, title: str | None) -> str:
    """What is between the parentheses of a link or an image (CommonMark 6.3)."""
    if not title:
        return destination(url)
    title = BLOCK_TAG.sub(lambda match: "&lt;" + match[0][1:], _entities(title))
    written = _on_one_line(_TITLE_SPECIAL.sub(r"\\\g<0>", title))
    return f'{destination(url) or "<>"} "{written}"'


def destination(url: str) -> str:
    """A link destination, between `<` and `>` where it needs to be."""
    if _PLAIN_URL.match(url):
        return url
    if "{" in url and _TEMPLATE_URL.match(url):
        is_bare = isinstance(url, Verbatim) or _NOT_IN_POINTED.search(url) or not _NOT_BARE.search(url)
        return url if is_bare else f"<{url}>"
    url = _entities(url)
    if not (_NOT_BARE.search(url) or url.startswith("<") or BLOCK_TAG.search(url)) and _balanced(url):
        return _BACKSLASH.sub(r"\\\\", url)
    escaped = _on_one_line(_POINTED_SPECIAL.sub(r"\\\g<0>", url))
    return f"<{escaped}>"


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
    return _BACKSLASH.sub(r"\\\\", _entities(info))


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


def html_attribute(value: str) -> str:
    """An attribute's value, without its quotes."""
    value = value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    return _on_one_line(value)
