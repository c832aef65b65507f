"""Lists of editors as HTML's: Word's paragraphs with a bullet or a number, tasks that an attribute tells of."""

from __future__ import annotations

import re

from newsfix.model.position import spliced
from newsfix.regex import regex
from newsfix.syntax.dialects import CLOSE, OPEN

_ITEM = regex(
    r"<p\b(?P<attributes>[^<>]*\b(?:MsoList(?:Paragraph|Bullet|Number)|mso-list:\s*l\d)[^<>]*)>"
    r"(?P<content>(?:[^<]|<(?!/?p\b))*)</p\s*>\s*",
    re.IGNORECASE,
)
SHOWN_BY_LIST = f"{OPEN}{CLOSE}"
"""The value of `hidden` of what the mark of an item shows: no source has it."""
_LEVEL = regex(r"mso-list:(?:(?!mso-l)[^;\"'])*\blevel(\d)", re.IGNORECASE)
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
_TASKS = ("checked", "CHECKED", "checkbox-o", "to-do", "checklist", "task-list")
# What a start tag says of the task that it begins: tiptap and its kin, Quill, Google Docs, Notion, Evernote, OneNote;
# of Joplin's and of Confluence's the list says that its items are tasks, and its items which are done.
_STATES = (
    (regex(r"\sdata-checked\s*=\s*[\"']?(true|false)\b", re.IGNORECASE), "true"),
    (regex(r"\sdata-list\s*=\s*[\"']?(checked|unchecked)\b", re.IGNORECASE), "checked"),
    (regex(r"\srole\s*=\s*[\"']?checkbox\b[^<>]*\saria-checked\s*=\s*[\"']?(true|false)\b", re.IGNORECASE), "true"),
    (regex(r"\sclass\s*=\s*[\"'][^\"']*\bcheckbox-(on|off)\b", re.IGNORECASE), "on"),
    (regex(r"--en-checked\s*:\s*(true|false)\b", re.IGNORECASE), "true"),
    (regex(r"\sdata-tag\s*=\s*[\"']?to-do(:completed|)[\"'\s>]", re.IGNORECASE), ":completed"),
    (regex(r"\sclass\s*=\s*[\"'](?:[^\"']*\s)?(joplin-checklist|inline-task-list)[\"'\s]", re.IGNORECASE), ""),
)
_DONE = regex(r"\sclass\s*=\s*[\"']?(?:[^\"'>]*\s)?checked(?=[\"'\s>]|\Z)", re.IGNORECASE)
_TAG = regex(r"<(?P<end>/?)(?P<name>ul|li|p|div|span)(?=[\s>])(?P<attributes>[^<>]*)>", re.IGNORECASE)
# Tags up to a box of the item's own.
_OWN_BOX = regex(r"(?:\s|<(?!/?li\b|input\b)[^<>]{0,500}>){0,9}<input\b[^<>]*\bcheckbox", re.IGNORECASE)


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
        said = marker[0][len(marker["before"]) :]
        parts += (
            "<li>",
            marker["before"],
            f'<span hidden="{SHOWN_BY_LIST}">{said}</span>',
            match["content"][marker.end() :],
        )
        last = match.end()
    return "".join((*parts, _closed(levels, 0), html[last:])) if parts else html


def _closed(levels: list[tuple[int, str]], level: int) -> str:
    """The end tags of the lists that are open below a level."""
    tags = ""
    while levels and levels[-1][0] > level:
        tags += f"</li></{levels.pop()[1]}>"
    return tags


def with_boxes(html: str) -> str:
    """HTML in which each task of an editor begins with its box; itself where there is none."""
    if not any(sign in html for sign in _TASKS):
        return html
    boxes: list[tuple[int, int, str]] = []
    of_lists: list[str | None] = []
    for match in _TAG.finditer(html):
        name = match["name"].lower()
        if match["end"]:
            if name == "ul" and of_lists:
                of_lists.pop()
            continue
        state = _state(match["attributes"])
        if name == "ul":
            of_lists.append(state)
            continue
        if state is None and name == "li" and of_lists and of_lists[-1] is not None:
            state = " checked" if _DONE.search(match["attributes"]) else of_lists[-1]
        if state is not None and not _OWN_BOX.match(html, match.end()):
            boxes.append((match.end(), match.end(), f'<input type="checkbox"{state}>'))
    return spliced(html, boxes)


def _state(attributes: str) -> str | None:
    """Whether a task is done, as the attribute of a box says it; None for what begins none."""
    for pattern, done in _STATES:
        if match := pattern.search(attributes):
            return " checked" if match[1].lower() == done else ""
    return None
