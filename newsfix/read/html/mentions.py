"""What only looks like a tag is text, and what is never closed does not take the rest of the article with it.

`#include <stdio.h>`, `Press <Enter>`, `if (a<b && c)` and the `<style>` that an article speaks of become
text before the parser sees them; `<video src="…" />` ends where it is.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from newsfix.model.position import spliced
from newsfix.read.code import BEFORE, begins_code
from newsfix.read.html.foreign import FOREIGN, as_html, title_of, with_markup_shown
from newsfix.read.html.spoken import ATTRIBUTE, compares, cut_tag, end_of, is_text, with_mentions
from newsfix.read.html.tags import Tags
from newsfix.regex import regex
from newsfix.syntax.html import BLOCKS, NAMES, PHRASES, RAW, SOURCES, TAKING, VOID, any_of

# What begins, and up to where: a comment, a section of XML, a tag. Never fails once it has begun, so it takes
# linear time.
_START = regex(r"<(?=!--|!\[CDATA\[|[/!]?[a-zA-Z]|/[^\W_])")
_BEGIN = regex(
    r"<(?:!--(?:.*?-->|.*\Z)|!\[CDATA\[|!(?=[a-zA-Z][^<>\[]*<)|(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)"
    r"""(?P<attributes>(?:[^>=]+|=(?!\s*["'])|=\s*"[^"]*(?:"|\Z)|=\s*'[^']*(?:'|\Z))*)>?)""",
    re.DOTALL,
)
# Tags that may be text although an element has their name: `<a@b.example>`, `x<b && y`, `</3` (a comment).
_COMPARED = r"(?<=[\w)\]]<)[a-zA-Z]\w*\s[^<>\"'/]*[<>&|]"
_DOUBTFUL = regex(rf"<(?:/[^\W_a-zA-Z]|![a-zA-Z][^<>\[]*<|[a-zA-Z]\w*[^\w\s/>]|{_COMPARED})")
_MAY_COMPARE = regex(f"<{_COMPARED}")
# Scripts, and comments that end no other element; where one never ends, all that follows it.
_UNREAD = regex(
    r"<script(?=[\s/>])[^>]*>[^<]*(?:<(?!/script\s*>)[^<]*)*</script\s*>"
    r"|<!--[^<-]*(?:(?:-(?!->)|<(?!/(?!script)))[^<-]*)*-->"
    r"|<(?:!--|script(?=[\s/>]))(?P<endless>.*)\Z",
    re.DOTALL | re.IGNORECASE,
)
_UNREAD_NAMES = frozenset({"script", "!--"})
# A tag that begins in another one, and a value with what looks like the beginning or the end of one.
_TAG_IN_TAG = regex(r"<[a-zA-Z][^<>]*<")
_SIGN_IN_VALUE = regex(r"""=\s*(?:"(?![^"<>]*")[^"<>]*|'(?![^'<>]*')[^'<>]*)[<>]""")
_NAME = regex(r"[^\W\d][\w-]*(?::[\w-]+)?")  # not `http:`
_VALUE = regex(r"""(?<![!<>+*-])=\s*["']""")
_SOURCES = regex(rf"(?:\s*<{any_of(SOURCES)}\b[^<>]*>(?:\s*</{any_of(SOURCES)}\s*>)?)+", re.IGNORECASE)
_BLOCK = regex(rf"<{any_of(BLOCKS)}(?=[\s/>])", re.IGNORECASE)
_PHRASE = regex(rf"<(?P<end>/?)(?P<name>{any_of(PHRASES - VOID)})(?=[\s/>])[^>]*>", re.IGNORECASE)
_ELEMENT = regex(rf"<(?P<end>/?)(?P<name>{any_of(NAMES - VOID)})(?=[\s/>])[^>]*>", re.IGNORECASE)
# What may hold elements of names that are not HTML's.
_FOREIGN = frozenset({"svg", "math"})
# Names of Word's own elements, which it does not always end.
_OF_OFFICE = ("o:", "v:", "w:", "m:", "st1:")
_LOOKED_AT = TAKING | _FOREIGN | FOREIGN | {"pre"}
_PLAIN = NAMES - _LOOKED_AT | {"!--", "?", "!doctype"}
_KNOWN = frozenset(name for name in NAMES | FOREIGN if "-" not in name) | _PLAIN
# What is to be looked at where each name is known and no tag is in another one: all other tags are meant as they are.
_START_OF_KNOWN = regex(rf"<(?=!--|/?(?a:{any_of(_LOOKED_AT)})(?![^\s/>]))", re.IGNORECASE)


def as_meant(html: str, tags: Tags) -> str:
    """HTML with these tags, in which each tag is one; itself where nothing is to be changed."""
    given = html
    if "pre" in tags.names or "code" in tags.names:
        html = with_markup_shown(html)
    html = with_mentions(html, tags)
    if html is not given:
        tags = Tags(html)
    if tags.names <= _PLAIN and _is_sound(html, tags):
        return html
    edits = _Edits(html)
    edits.find(_START_OF_KNOWN if _is_clear(html, tags) else _START)
    return edits.applied()


def _is_clear(html: str, tags: Tags) -> bool:
    """Whether of what is read each name is known, and no tag is doubtful or is in another."""
    if tags.any_of(_UNREAD_NAMES):
        html = _UNREAD.sub(r"< \g<endless>", html)
        tags = Tags(html)
    return tags.names <= _KNOWN and _is_sound(html, tags) and not _SIGN_IN_VALUE.search(html)


def _is_sound(html: str, tags: Tags) -> bool:
    """Whether no tag is doubtful or in another, where their names are words that HTML knows."""
    if tags.sound:
        return _MAY_COMPARE.search(html) is None
    return not (_DOUBTFUL.search(html) or _TAG_IN_TAG.search(html))


@cache
def _same(name: str) -> re.Pattern[str]:
    """The tags of a name."""
    return re.compile(rf"<(/?){re.escape(name)}(?=[\s/>])[^>]*>?", re.IGNORECASE | re.ASCII)


class _Edits(Struct, eq=False):
    """One scan over the tags, and what it finds to change: (offset, length of what goes, what comes)."""

    html: str
    edits: list[tuple[int, int, str]] = []
    open: dict[str, list[re.Match[str]]] = {}
    closed: set[str] = set()
    endless: set[str] = set()
    has_section_end: bool = True

    def find(self, starts: re.Pattern[str]) -> None:
        """Look at the tags that a pattern finds the beginnings of."""
        at = 0
        while start := starts.search(self.html, at):
            at = start.start()
            cut = cut_tag(self.html, at)
            if cut is not None and is_text(self.html, cut):
                at = self._as_text(at)
            elif cut is not None and (end := end_of(self.html, cut)) is not None:
                self.edits.append((end, 0, ">"))
                at = end
            elif match := _BEGIN.match(self.html, at):
                at = self._next(match) if match["name"] else self._section(match)
            elif self.html[at + 1] == "/":
                at = self._as_text(at)
            else:
                at += 1
        for name, opened in self.open.items():
            if name in NAMES:
                for begun in opened:
                    self._unclosed(name, begun)
                continue
            for begun in opened:
                is_meant = name in self.closed or _VALUE.search(begun["attributes"]) or name.startswith(_OF_OFFICE)
                if begun["attributes"].endswith("/") and (is_meant or "-" in name or ":" in name):
                    self.edits.append((begun.end(), 0, f"</{name}>"))
                elif not is_meant:
                    self._as_text(begun.start())

    def applied(self) -> str:
        return spliced(self.html, ((at, at + length, text) for at, length, text in sorted(self.edits)))

    def _section(self, match: re.Match[str]) -> int:
        """A comment, a declaration that does not end, or `<![CDATA[` and `]]>` round text."""
        if match[0] == "<!":
            return self._as_text(match.start())
        if match[0] != "<![CDATA[":
            return match.end()
        end = self.html.find("]]>", match.end()) if self.has_section_end else -1
        if end < 0:
            self.has_section_end = False
            self._as_text(match.start())
        elif self.open.get("pre") or begins_code(self.html, match.start()):
            text = self.html[match.end() : end].replace("&", "&amp;").replace("<", "&lt;")
            self.edits.append((match.start(), end + 3 - match.start(), text))
            return end + 3
        else:
            self.edits += (match.start(), len(match[0]), ""), (end, 3, "")
        return match.end()

    def _next(self, match: re.Match[str]) -> int:
        """What a tag is; where to go on."""
        name, attributes = match["name"].lower(), match["attributes"]
        if name in FOREIGN and not match["end"] and (html := as_html(name, attributes)) is not None:
            self.edits.append((match.start(), len(match[0]), html))
            return match.end()
        if match["end"]:
            starts = self.open.get(name)
            if starts:
                begun = starts.pop()
                self._titled(begun, match)
                if name == "noscript":
                    # Where an element in it is open, no parser sees its end.
                    self.edits.append((match.start(), 0, self._ends(_ELEMENT, begun.end(), match.start())))
            self.closed.add(name)
            if name not in NAMES and self.open.get("pre"):
                return self._as_text(match.start())
        elif name not in NAMES:
            if self.open.get("pre") and not name.startswith("o:"):
                return self._as_text(match.start())
            said = attributes.partition("<")[0]
            if not (_NAME.fullmatch(name) and said == attributes) and not ATTRIBUTE.search(said):
                return self._as_text(match.start())
            self.open.setdefault(name, []).append(match)
        elif name not in VOID and compares(self.html[match.start() - 1 : match.start()], attributes):
            return self._as_text(match.start())
        elif name in RAW or name in _FOREIGN:
            return self._raw(name, match)
        elif name in TAKING or name == "pre":
            is_alone = name != "pre" and attributes.endswith("/")
            following = _same(name).search(self.html, match.end()) if is_alone else None
            if is_alone and (following is None or not following[1]):  # no end tag before another start tag
                self._unclosed(name, match)
            else:
                self.open.setdefault(name, []).append(match)
        return match.end()

    def _titled(self, start: re.Match[str], end: re.Match[str]) -> None:
        """The title of an element that HTML does not have, as of a callout or a tab, above what it holds."""
        if start["name"].lower() in NAMES or not self.html[start.end() : end.start()].strip():
            return
        before = self.html[max(start.start() - BEFORE, 0) : start.start()]
        if before.rstrip()[-1:] in (">", "") or "\n" in before[len(before.rstrip()) :]:
            title = title_of(start["name"], start["attributes"])
            if title:
                self.edits.append((start.end(), 0, title))

    def _raw(self, name: str, match: re.Match[str]) -> int:
        """An element whose content is not scanned: go on where it ends, or behind its tag if it does not."""
        following = None if name in self.endless else _same(name).search(self.html, match.end())
        if following is not None and not following[1] and (name in _FOREIGN or name == "script"):
            # A script may write scripts, a drawing may hold drawings.
            following = self._end(name, match.end()) if not match[0].endswith("/>") else None
        elif following is None:
            self.endless.add(name)
        if following is None or not following[1]:
            if name != "math" and not (name == "svg" and match[0].endswith("/>")):
                self._unclosed(name, match)
            return match.end()
        if name == "plaintext":
            # No end tag ends it for a parser.
            self.edits += (match.start() + 1, len(name), "xmp"), (following.start() + 2, len(name), "xmp")
        return following.end()

    def _end(self, name: str, at: int) -> re.Match[str] | None:
        """The next end tag of a name; where there is none, none is looked for again."""
        following = next((match for match in _same(name).finditer(self.html, at) if match[1]), None)
        if following is None:
            self.endless.add(name)
        return following

    def _unclosed(self, name: str, match: re.Match[str]) -> None:
        """An element that never ends: it ends at once where its tag says that it is meant, else it is text."""
        attributes = match["attributes"]
        if name == "pre":
            block = _BLOCK.search(self.html, match.end())
            if block is not None:
                self.edits.append((block.start(), 0, f"{self._ends(_PHRASE, match.end(), block.start())}</pre>"))
            return
        if not match[0].endswith(">"):
            return
        is_meant = attributes.endswith("/") or (
            ATTRIBUTE.search(attributes) and (name not in ("script", "style") or "src" in attributes)
        )
        sources = _SOURCES.match(self.html, match.end()) if name not in RAW else None
        if is_meant or sources:
            self.edits.append(((sources or match).end(), 0, f"</{name}>"))
        else:
            self._as_text(match.start())

    def _ends(self, tags: re.Pattern[str], start: int, end: int) -> str:
        """The end tags of the elements that are open at the end of a part: a parser begins marks anew behind it."""
        opened: dict[int, str] = {}
        places: dict[str, list[int]] = {}
        for match in tags.finditer(self.html, start, end):
            name = match["name"].lower()
            of_name = places.setdefault(name, [])
            if not match["end"]:
                opened[match.start()] = name
                of_name.append(match.start())
            elif of_name:
                del opened[of_name.pop()]
        return "".join(f"</{name}>" for name in reversed(opened.values()))

    def _as_text(self, at: int) -> int:
        self.edits.append((at, 1, "&lt;"))
        return at + 1
