"""Bounds on what needs quadratic time or too much memory, kept before a large text is parsed: no article has so much.

lexbor compares each attribute of a tag with those before it, looks at all options of a list for each of them, and is
slow with elements that are nested thousands deep.
"""

from __future__ import annotations

import re
from itertools import count
from typing import Literal

from newsfix.read.html.tags import Tags
from newsfix.regex import regex
from newsfix.syntax.comments import COMMENT
from newsfix.syntax.html import PAGE, RAW, UNNESTED, VOID

MOST_ATTRIBUTES = 1000
MOST_OPTIONS = 1000

MOST_PARTS = 1_000_000
"""Paragraphs, items, links, marks, or elements of two tags: each takes up to some 3,500 bytes on its way.

Tags of templates and values of front matter take less, and more time.
"""
MOST_LINES = 20_000_000
"""Lines of Markdown: each takes some 180 bytes."""

_LONG_TAG = regex(r"<[a-zA-Z][^<>]{5000,}")
_ATTRIBUTE = regex(r"""[\s/]+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")
_OPTION = regex(r"</?opt(?:ion|group)\b[^<>]*>", re.IGNORECASE)

TOO_DEEP = "elements are nested more than {} deep; deeper ones were flattened, and their text is kept"
MAX_OPEN = 400

_NO_TAGS = RAW | {"!--"}
_ANY_TAG = r"<(/?[a-zA-Z][^\s/>]*)[^>]*>?"
_TAG = regex(_ANY_TAG)
# Where there is something in which no tag is one: it is found as a tag without a name.
_TAG_OUTSIDE = regex(
    "|".join((COMMENT, *(rf"<{name}\b(?:.*?</{name}\s*>|.*\Z)" for name in sorted(RAW)), _ANY_TAG)),
    re.DOTALL | re.IGNORECASE,
)
# What nests unless it is in another element.
_WITHIN = {"rp": "ruby", "rt": "ruby", "optgroup": "select"}
# Elements that are void, and those that nest only by another that is counted (`<li>` by `<ul>`) or not at all.
_UNCOUNTED = (VOID | UNNESTED | PAGE) - _WITHIN.keys()


def overfull(text: str, kind: Literal["html", "markdown", "front matter"]) -> str | None:
    """Why a text has too many parts to be read, None where it has not."""
    if len(text) <= MOST_PARTS:
        return None
    if kind == "front matter":
        counts = [(text.count("\n") + text.count(","), MOST_PARTS, "values of front matter")]
    else:
        counts = [(text.count("{{") + text.count("{%"), MOST_PARTS, "template tags")]
    if kind == "html":
        counts.append((text.count("<") // 2, MOST_PARTS, "elements"))
    elif kind == "markdown":
        signs = sum(map(text.count, _SIGNS))
        counts += (signs, MOST_PARTS, "paragraphs, items, links and marks"), (text.count("\n"), MOST_LINES, "lines")
    for number, most, what in counts:
        if number > most:
            return f"the text has some {number:,} {what}, and newsfix reads {most:,} at most; cut the file into several"
    return None


_SIGNS = ("<", "[", "&", "*", "_", "`", "|", "$", "~", "\n\n", *(f"\n{sign}" for sign in "-+>#0123456789 \t"))
"""What begins the parts of Markdown."""


def within_bounds(html: str, tags: Tags) -> str:
    """A text without the attributes of a tag beyond the bound, and with blanks for the tags of too many options."""
    html = _LONG_TAG.sub(_with_few_attributes, html)
    if "option" in tags.names and len(_OPTION.findall(html)) > MOST_OPTIONS:
        return _OPTION.sub(" ", html)
    return html


def _with_few_attributes(match: re.Match[str]) -> str:
    for number, attribute in enumerate(_ATTRIBUTE.finditer(match[0])):
        if number == MOST_ATTRIBUTES:
            return match[0][: attribute.start()]
    return match[0]


def flatten(text: str, tags: Tags) -> tuple[str, bool]:
    """Drop the tags (never the text) of elements that would stand deeper than `MAX_OPEN`; say whether any were.

    A plain scan, not a parser: it counts every start tag as open until an end tag of that name
    comes, but for `_UNCOUNTED`. A tag ends at the first `>`, also at one within an attribute's
    quotes, and tags within attributes count. Where that is wrong it costs a text some structure
    beyond its 400th open element, never a word.
    """
    if sum(tags.begun[name] for name in tags.names - _UNCOUNTED) < MAX_OPEN:
        return text, False
    pattern = _TAG_OUTSIDE if tags.any_of(_NO_TAGS) else _TAG
    dropped = _too_deep(pattern.findall(text))
    if not dropped:
        return text, False
    number = count()
    return pattern.sub(lambda match: " " if next(number) in dropped else match[0], text), True


def _too_deep(tags: list[str]) -> set[int]:
    """The numbers of the tags (`div`, `/div`) that would stand too deep, of those that the scan finds."""
    found: set[int] = set()
    names = {tag: "" if (name := tag.lstrip("/").lower()) in _UNCOUNTED else name for tag in set(tags)}
    open_tags = dict.fromkeys(names.values(), 0)
    dropped = dict.fromkeys(names.values(), 0)
    depth = 0
    for number, tag in enumerate(tags):
        name = names[tag]
        if not name or (name in _WITHIN and open_tags.get(_WITHIN[name])):
            continue
        if tag[0] != "/":
            if depth >= MAX_OPEN:
                found.add(number)
                dropped[name] += 1
            else:
                depth += 1
                open_tags[name] += 1
        elif dropped[name]:
            dropped[name] -= 1
            found.add(number)
        elif open_tags[name]:
            open_tags[name] -= 1
            depth -= 1
    return found
