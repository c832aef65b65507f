"""Lists of tasks of editors that say in an attribute what is done, as the boxes that HTML has for it."""

from __future__ import annotations

import re

from newsfix.regex import regex

# What a start tag says of the task that it begins: tiptap and its kin, Quill, Google Docs, Notion, Evernote, OneNote.
_STATES = (
    (regex(r"\sdata-checked\s*=\s*[\"']?(true|false)\b"), "true"),
    (regex(r"\sdata-list\s*=\s*[\"']?(checked|unchecked)\b"), "checked"),
    (regex(r"\srole\s*=\s*[\"']?checkbox\b[^<>]*\saria-checked\s*=\s*[\"']?(true|false)\b"), "true"),
    (regex(r"\sclass\s*=\s*[\"'][^\"']*\bcheckbox-(on|off)\b"), "on"),
    (regex(r"--en-checked\s*:\s*(true|false)\b"), "true"),
    (regex(r"\sdata-tag\s*=\s*[\"']?to-do(:completed|)[\"'\s>]"), ":completed"),
)
_TAG = regex(r"<(?P<end>/?)(?P<name>ul|li|p|div|span)(?=[\s>])(?P<attributes>[^<>]*)>", re.IGNORECASE)
# Tags up to a box of the item's own.
_OWN_BOX = regex(r"(?:\s|<(?!/?li\b|input\b)[^<>]{0,500}>){0,9}<input\b[^<>]*\bcheckbox", re.IGNORECASE)


def with_boxes(html: str) -> str:
    """HTML in which each task of an editor begins with its box; itself where there is none."""
    parts: list[str] = []
    last = 0
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
        if state is None and name == "li" and of_lists:
            state = of_lists[-1]
        if state is not None and not _OWN_BOX.match(html, match.end()):
            parts += html[last : match.end()], f'<input type="checkbox"{state}>'
            last = match.end()
    return "".join((*parts, html[last:])) if parts else html


def _state(attributes: str) -> str | None:
    """Whether a task is done, as the attribute of a box says it; None for what begins none."""
    for pattern, done in _STATES:
        if match := pattern.search(attributes):
            return " checked" if match[1] == done else ""
    return None
