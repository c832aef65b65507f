"""Lists of Word: paragraphs of a class, each with its bullet or number as text."""

from __future__ import annotations

import re

from newsfix.regex import regex

_ITEM = regex(
    r"<p\b(?P<attributes>[^<>]*\b(?:MsoList(?:Paragraph|Bullet|Number)|mso-list:\s*l\d)[^<>]*)>"
    r"(?P<content>(?:[^<]|<(?!/?p\b))*)</p\s*>\s*",
    re.IGNORECASE,
)
_LEVEL = regex(r"mso-list:[^;\"']*\blevel(\d)", re.IGNORECASE)
_GAP = r"(?:&nbsp;|&\#160;|\u00a0)"
# What an item begins with, within conditional comments and spans; letters only before the gap that Word sets.
_MARKER = regex(
    rf"""
    (?P<before>(?:\s|{_GAP}|<[^<>]*>)*)
    (?:(?P<bullet>[·•§▪◦‣●■\uf0a7\uf0b7\uf0d8\uf0fc]|&(?:middot|bull);) | (?P<number>[0-9]{{1,3}})[.)](?=[\s&<\u00a0])
      | (?:(?P<dash>[-–o]) | \(?(?:[a-zA-Z]|[ivxlcIVXLC]{{1,6}})[.)])(?=(?:<[^<>]*>)*{_GAP}))
    """,
    re.VERBOSE,
)


def word_lists(html: str) -> str:
    """HTML with Word's lists as lists; itself where it has none."""
    if "MsoList" not in html and "mso-list" not in html:
        return html
    parts: list[str] = []
    levels: list[tuple[int, str]] = []
    last = 0
    for match in _ITEM.finditer(html):
        marker = _MARKER.match(match["content"])
        if marker is None:
            continue
        if match.start() != last or not levels:
            parts += _closed(levels, 0), html[last : match.start()]
        found = _LEVEL.search(match["attributes"])
        level = max(int(found[1]), 1) if found else 1
        parts.append(_closed(levels, level))
        tag = "ul" if marker["bullet"] or marker["dash"] else "ol"
        if levels and levels[-1] == (level, tag):
            parts.append("</li>")
        else:
            if levels and levels[-1][0] == level:
                parts.append(_closed(levels, level - 1))
            levels.append((level, tag))
            start = f' start="{marker["number"]}"' if marker["number"] else ""
            parts.append(f"<{tag}{start}>")
        parts += "<li>", marker["before"], match["content"][marker.end() :]
        last = match.end()
    return "".join((*parts, _closed(levels, 0), html[last:])) if parts else html


def _closed(levels: list[tuple[int, str]], level: int) -> str:
    """The end tags of the lists that are open below a level."""
    tags = ""
    while levels and levels[-1][0] > level:
        tags += f"</li></{levels.pop()[1]}>"
    return tags
