"""What HTML says once its markup is off: words in their order, words in attributes, addresses."""

from __future__ import annotations

import re

from newsfix.account.tags import GROUPING, NAMES, SHOWN, Tag, ends, tag
from newsfix.account.text import unescape, value
from newsfix.regex import regex

# Quotes may hold what ends a tag; so many of them that no text takes more than linear time.
_TAG = r"""/?[a-zA-Z][^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*){0,40}>|/?[a-zA-Z][^<>]*>|/[a-zA-Z]+[^\w<>]*(?=<)"""
# What site generators and WordPress write for a picture with its caption.
_FIGURE = (
    r"\{(?:\{[<%]|%)[-\s/]*(?i:(?:asset_)?(?:figure|img|image|picture))\b(?:[^{}]|\{(?![{%])){0,4000}?[>%]\}+(?P<shortcode>)"
    r"|\[/?(?i:(?:wp_)?caption)\b[^\]\[]{0,4000}\](?P<caption>)"
)
# Each alternative begins with the character that it is looked for by: a search tries no other at one. Only names may be
# in any case: a pattern of which all may be takes half as long again to compile.
MARKUP = (
    rf"<(?:(?:!--|(?i:script|style)\b)(?P<unseen>)|(?P<tag>{_TAG})|!\[(?i:CDATA)\[|![^<>]*>"
    rf"|\?(?:(?i:xml)[^<>]*|(?:[^?<]|\?(?!>)|<(?!\?)){{0,2000}}\?)>)|\]\]>|{_FIGURE}"
)
_MARKUP = regex(MARKUP)
# What most texts have: all that begins also ends, and what looks like the end of a tag is one.
_HIDDEN = regex(
    r"<(?:!--(?:-?>|[\s\S]*?--!?>)|script\b[^<>]*>[^<]*(?:<(?!/script\b)[^<]*)*</script\b[^<>]*>"
    r"|style\b[^<>]*>[^<]*(?:<(?!/style\b)[^<]*)*</style\b[^<>]*>)"
)
_TAGS = regex(r"(<[^>]*>)")
_BLANK = regex(r"(?:\s|&nbsp;|&#160;|&#[xX][aA]0;)*")
_RAW = frozenset({"script", "style"})
_CLOSED = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_CAPTION = regex(r"\[/?(?:wp_)?caption", re.IGNORECASE)
# Markup with text that no reader sees, up to that.
_UNSEEN = regex(r"<(?:!--|(?P<raw>script|style)(?=[\s/>])[^<>]*>)", re.IGNORECASE | re.ASCII)
_WORD_OF_CODE = regex(
    r"""(?:([\w-]+)\s*=\s*)?(?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^']*)'|`([^`]*)`"""
    r"""|([^\s"'<>%{}\[\]=]+(?:=[^\s"'<>%{}\[\]]+)?))"""
)
_END_TAG = regex(r"\{\{[<%]\s*/")
# How wide a picture is shown, in the words of CSS.
_SIZES = regex(r"\((?:min|max)-|\b\d+(?:vw|px|r?em)\b")
_LINKED = regex(r"\]\(((?:[^()\s]|\([^()\s]*\))*)\)")
_TAG_IN_TEXT = regex(r"</?[a-zA-Z][^<>]*>")
_PATHS = frozenset({"src", "url", "link", "href", "attrlink"})
_TEXTS = frozenset({"alt", "title", "caption", "attr"})


class Collector:
    """What a text says.

    texts      its text, in order, entities and all
    said       the texts of attributes (`alt`, `title`)
    addresses  each with those that can stand for it: one of a picture's candidates suffices

    `empty_links`: the address of a link that shows nothing counts, too, although it leads no reader anywhere.
    """

    def __init__(self, *, empty_links: bool = False) -> None:
        self._empty_links = empty_links
        self.texts: list[str] = []
        self.said: list[str] = []
        self.addresses: list[tuple[str, ...]] = []
        self._group: list[str] | None = None
        self._link: tuple[int, int, int] | None = None

    def html(self, text: str, ended: frozenset[str] = frozenset()) -> None:
        """Add HTML; `ended` are the names of elements that end further down."""
        if not self._all_common(text):
            self._scan(text, ended)

    def _all_common(self, text: str) -> bool:
        """Add HTML of which all markup is common and sound; tells whether that is so, and adds nothing else."""
        seen = _seen(text)
        if seen is None:
            return False
        parts = _TAGS.split(seen)
        tags = parts[1::2]
        saying: dict[str, Tag] = {}
        for each in set(tags):
            found = tag(each)
            if not (found.sound and found.whole) or (found.name in _RAW and not found.ends):
                return False
            if found.says:
                saying[each] = found
        done = 0
        for at, each in enumerate(tags if saying else ()):
            if each in saying:
                self.texts += parts[done : 2 * at + 1 : 2]
                self.tag(saying[each])
                done = 2 * at + 2
        self.texts += parts[done::2]
        return True

    def _scan(self, text: str, ended_below: frozenset[str]) -> None:
        endless: set[str] = set()
        ended: frozenset[str] | None = None
        add = self.texts.append
        last = at = 0
        while match := _MARKUP.search(text, at):
            start, end = match.span()
            kind = match.lastgroup
            at = end
            if kind == "tag":
                found = tag(text[start:end])
                if not found.sound:
                    ended = ends(text) | ended_below if ended is None else ended
                    if found.name not in ended:
                        at = start + 1
                        continue
                add(text[last:start])
                if found.says:
                    self.tag(found)
            elif kind == "unseen":
                closed = unseen_end(text, start, endless)
                if closed < 0:
                    continue
                at = closed
                add(text[last:start])
            else:
                add(text[last:start])
                if kind in ("shortcode", "caption"):
                    self.shortcode(text[start:end])
            last = at
        add(text[last:])

    def literal(self, text: str) -> None:
        """Add a text in which an ampersand is one."""
        self.texts.append(text.replace("&", "&amp;"))

    def tag(self, tag: Tag) -> None:
        """Add what a tag says."""
        name = tag.name
        if name == "a":
            self._end_link()
        if name in GROUPING:
            self._close()
            self._group = None if tag.ends else []
        if tag.ends:
            return
        if name == "a":
            self._link = (len(self.addresses), len(self.texts), len(self.said))
        elif name in SHOWN:
            self._link = None
        self.said += tag.said
        if self._group is not None:
            self._group += tag.stated
        elif tag.stated:
            self.addresses.append(tag.stated)

    def _end_link(self) -> None:
        """Forget the address of a link that shows nothing."""
        if self._link is not None and not self._empty_links:
            at, since, said = self._link
            if all(map(_BLANK.fullmatch, self.texts[since:])):
                del self.addresses[at:], self.said[said:]
        self._link = None

    def shortcode(self, code: str) -> None:
        """Add what the shortcode of a figure says: its texts, quoted words without a name, and paths."""
        if _END_TAG.match(code):
            return
        for key, one, two, three, bare in _WORD_OF_CODE.findall(code):
            said = one or two or three or bare
            is_path = "/" in said and said != "/" and not any(map(str.isspace, said))
            if key.lower() in _PATHS or (not key and is_path):
                if not code.startswith("[/"):
                    self.addresses.append((value(said),))
            elif key.lower() in _TEXTS or not (key or bare or _SIZES.search(said)):
                said = _TAG_IN_TEXT.sub(self._tagged, said.replace('\\"', '"'))
                self.said.append(unescape(_LINKED.sub(self._linked, said)))

    def _tagged(self, match: re.Match[str]) -> str:
        """What stands for a tag in a text: a blank, and its address is added; itself where HTML does not know it."""
        found = tag(match[0])
        if found.stated:
            self.addresses.append(found.stated)
        return " " if found.sound and found.name in NAMES else match[0]

    def _linked(self, match: re.Match[str]) -> str:
        self.addresses.append((match[1],))
        return "] "

    def _close(self) -> None:
        if self._group:
            self.addresses.append(tuple(self._group))
        self._group = None

    def text(self) -> str:
        """All of the text, entities decoded."""
        self._end_link()
        self._close()
        return unescape(" ".join(self.texts))


def _seen(text: str) -> str | None:
    """HTML without its comments, scripts and styles; None where it is not certain which those and its tags are."""
    if "<!--" in text or "<script" in text or "<style" in text:
        if any(text.find(end, last) < 0 for begin, end in _CLOSED if (last := text.rfind(begin)) >= 0):
            return None
        parts = _HIDDEN.split(text)
        text = " ".join(parts)
    else:
        parts = [text]
    if any(part.rfind("<") > part.rfind(">") for part in parts):  # within a tag
        return None
    if "{" in text and ("{{" in text or "{%" in text):
        return None
    if "]" in text and ("]]>" in text or _CAPTION.search(text)):
        return None
    return text


def unseen_end(text: str, start: int, endless: set[str]) -> int:
    """Where a comment, a script or a style that begins at a place ends; -1 where it never does.

    endless  the signs that do not come again, which this adds to
    """
    match = _UNSEEN.match(text, start)
    if match is None:
        return -1
    raw = match["raw"]
    sign = f"</{raw.lower()}" if raw else "-->"
    at = match.end() if raw else match.end() - 2  # `<!-->` is a comment, too (WHATWG HTML, section 13.2.5.43)
    end = _ENDS[sign].search(text, at) if sign not in endless else None
    if end is None:
        endless.add(sign)
        return match.end() if match[0].endswith("/>") else -1
    return end.end()


_ENDS = {
    "-->": regex("--!?>"),
    **{f"</{name}": regex(rf"</{name}\b[^<>]*>", re.IGNORECASE | re.ASCII) for name in ("script", "style")},
}
