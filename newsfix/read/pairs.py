"""Tags that their form alone tells: shortcodes in pairs, `[note]…[/note]`, and components of a page's program."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from newsfix.read.code import CodeSpans, is_escaped, is_in
from newsfix.regex import regex
from newsfix.syntax.dialects import ITEM
from newsfix.syntax.html import BLOCK_TAG, NAMES, PHRASES, VOID, is_live

# A tag of a pair: of WordPress (`[note a="b"]`) or of a board (`[size=3]`), no link of Markdown.
_TAG = regex(r"\[(?P<end>/?)(?P<name>[A-Za-z][\w-]*)(?:[\s=](?:[^\[\]\n]|\n(?![ \t]*\n))*)?/?\](?![(:])")
# Pairs stand in pairs: how often a text may be read for what they enclose.
_MOST_READINGS = 20
_ELEMENT = regex(r"<(/?)([a-zA-Z][\w:-]*)")
# What HTML does not have is code, as `vector<int>`.
_PAIRED = NAMES - VOID
# What may begin or end emphasis.
_STARS = regex(r"\*+(?=\S)|(?<=\S)\*+")
_ESCAPED = regex(r"\\[\[\]\\]")
_PREFIXED = regex(rf"[ \t]*(?:{ITEM}|>[ \t]|\|)")


def paired(text: str, labels: frozenset[str], *, markdown: bool) -> dict[int, int]:
    """Where in a text the tags of such pairs begin, and where what is kept byte for byte ends.

    A pair is kept with what it encloses, unless that has blocks of HTML, or HTML that may not pass: then
    its two tags are kept. `labels` are those of the text's link definitions.
    """
    if "[/" not in text:
        return {}
    code = CodeSpans(text, markdown=markdown).spans()
    blocks = [match.start() for match in BLOCK_TAG.finditer(text)]
    found: dict[int, int] = {}
    opened: dict[str, list[re.Match[str]]] = {}
    pairs: list[tuple[re.Match[str], re.Match[str]]] = []
    for match in _TAG.finditer(text):
        if is_in(code, match.start()) or (markdown and is_escaped(text, match.start())):
            continue
        if not match["end"]:
            opened.setdefault(match["name"], []).append(match)
        elif opened.get(match["name"]):
            start = opened[match["name"]].pop()
            if label(start[0][1:-1]) not in labels:
                pairs.append((start, match))
    last = 0
    budget = _MOST_READINGS * len(text)
    for start, end in sorted(pairs, key=lambda pair: pair[0].start()):
        if start.start() < last:
            continue
        budget -= end.start() - start.end()
        if budget > 0 and _is_whole(text, start, end, blocks, markdown=markdown):
            last = found[start.start()] = end.end()
        else:
            found[start.start()] = start.end()
            found[end.start()] = end.end()
    return found


def label(text: str) -> str:
    """The label of a link as it is compared with others (CommonMark 0.31, section 4.7)."""
    return " ".join(text.split()).casefold()


def _is_whole(text: str, start: re.Match[str], end: re.Match[str], blocks: list[int], *, markdown: bool) -> bool:
    """Whether what a pair encloses belongs to it."""
    at = bisect_left(blocks, start.end())
    if at < len(blocks) and blocks[at] < end.start():
        return False
    inside = text[start.end() : end.start()]
    if "<" in inside and (is_live(inside) or not _is_balanced(inside)):
        return False
    on_lines = inside.startswith("\n") and inside.endswith("\n")  # of their own: no phrase begins before and ends in it
    bare = _ESCAPED.sub("", inside) if markdown else inside
    if not on_lines and (bare.count("[") != bare.count("]") or len(_STARS.findall(f"]{inside}[")) % 2):
        return False
    line = text.rfind("\n", 0, start.start()) + 1
    # Below the mark of an item or a quote, and in a table, each line has marks of its own.
    return not (markdown and "\n" in inside and _PREFIXED.match(text, line, start.start()))


def _is_balanced(html: str) -> bool:
    """Whether each element that begins in a part of a text ends in it."""
    count = Counter[str]()
    for end, name in _ELEMENT.findall(html):
        if name.lower() in _PAIRED:
            count[name.lower()] += -1 if end else 1
    return not any(count.values())


# ------------------------------------------------------------------------------------ components


_COMPONENT = r"[A-Z][\w.]*"
_VALUE = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_COMPONENT_TAG = regex(
    rf"""</(?P<end>{_COMPONENT})\s*>
       | <(?P<name>{_COMPONENT})(?=[\s/>])(?:[^<>"'{{}}]|"[^"<>]*"|'[^'<>]*'|{_VALUE}){{0,2000}}?(?P<alone>/)?>""",
    re.VERBOSE,
)
_BEGINNING = regex(r"</?[A-Z]")
_CAPITAL = regex(rf"\b{_COMPONENT}")
_IMPORTED = regex(r"import[ ](?<![^\n]import[ ])([\w{}*, ]{1,1000})[ ]from[ ]['\"]")
_BEGINS_LINE = regex(rf"^[ \t]*<({_COMPONENT})(?:\s[^<>]*)?>", re.MULTILINE)
_ENDS_LINE = regex(rf"</({_COMPONENT})>[ \t]*\\?$", re.MULTILINE)
_ADDRESS = regex(r"""\s(?:src|url|href|link|image)\s*=\s*["']""", re.IGNORECASE)
_PROGRAMMED = regex(rf"<({_COMPONENT})\s[^<>]*?=\{{")


def components(text: str) -> Iterator[tuple[int, int]]:
    """Where the tags of components (MDX, Vue) are in Markdown: those of names that are not HTML's, kept byte for byte.

    They are those that hold nothing, `<Chart year="2018" />`, which would vanish (one that states an address is a
    link, a picture or an embed like any element), and with their end tags those that the text imports, that state
    values of the program, `<Tabs values={[1, 2]}>`, or that begin a line and end one.
    """
    ending = set(_ENDS_LINE.findall(text)) if "</" in text else set[str]()
    if not ending and "/>" not in text and "={" not in text and "import" not in text:
        return
    programmed = {name for name in ending.intersection(_BEGINS_LINE.findall(text)) if name.lower() not in NAMES}
    programmed |= set(_PROGRAMMED.findall(text)) if "={" in text else set()
    programmed |= {name for names in _IMPORTED.findall(text) for name in _CAPITAL.findall(names)}
    for beginning in _BEGINNING.finditer(text):
        tag = _COMPONENT_TAG.match(text, beginning.start())
        if tag is None or text.startswith("\\", beginning.start() - 1):
            continue
        name = tag["name"] or tag["end"]
        if tag["alone"] and _ADDRESS.search(tag[0]):
            continue
        is_foreign = name.lower() not in NAMES or (name in programmed and name.lower() in PHRASES)
        if is_foreign and (tag["alone"] or name in programmed):
            yield tag.span()
