"""Fences that a typing slip or a converter left: too long or too short, glued to a line, or not there at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from newsfix.model.problem import Fix, Problem
from newsfix.read.frontmatter.keys import is_known, normal
from newsfix.read.frontmatter.source import (
    CLOSING,
    KEY_LINE,
    Kind,
    Source,
    could_be_yaml,
    is_key_line,
    no_front_matter,
    only_keys,
    parts,
)
from newsfix.read.frontmatter.values import is_read
from newsfix.read.frontmatter.yaml import parse_yaml
from newsfix.regex import regex

# `--`, `-----`, dashes that became en or em dashes.
_LOOSE_OPENING = regex(r"(?:\s*\n)?(?:--|-{4,}|[–—]{1,3}-?|[ \t\u00a0\u3000]+---)[ \t]*\n")
_LOOSE_CLOSING = regex(r"^(?:-{4,}|[–—]{1,3}-?)[ \t]*(?:\n|\Z)", re.MULTILINE)
_INDENTED_CLOSING = regex(r"^[ \t]+---[ \t]*(?:\n|\Z)", re.MULTILINE)
_MOVED_CLOSING = regex(r"^[ \t]*(?:---|\.\.\.)[ \t\xa0]*(?:\n|\Z)", re.MULTILINE)
_GLUED_TO_WORD = regex(r"---(?<=[^\s-]---)[ \t]*(?:\n|\Z)")
_GLUED_OPENING = regex(r"\s*---(?=([\w-]+):[ \t]\S)")
_GLUED_CLOSING = regex(r"""---(?<=[ \t"'\]]---)[ \t]*(?:\n|\Z)""")
_GLUED_TO_TEXT = regex(r"^---(?=[^\s\-])", re.MULTILINE)
_ONE_LINE = regex(r"\s*---[ \t]+(?=[\w-]+:[ \t])")


def ill_closed(text: str, start: int, end: int, closed: bool) -> Source | None:
    """Front matter whose end is glued to its last value, drawn too long, or missing although a rule follows."""
    long = _LOOSE_CLOSING.search(text, start, end) or (None if closed else _INDENTED_CLOSING.search(text, start, end))
    glued = _GLUED_CLOSING.search(text, start, end) or (None if closed else _GLUED_TO_WORD.search(text, start, end))
    if long and (not glued or long.start() < glued.start()) and only_keys(text[start : long.start()]):
        line = text.count("\n", 0, long.start()) + 1
        message = f"the closing fence is {long[0].rstrip()!r}; read as ---"
        problem = Problem("FM004", message, line, 1, _fence_fix(long))
        return parts(text, "yaml", start, long.start(), long.end(), (problem,))
    if (
        glued
        and (line_start := text.rfind("\n", 0, glued.start()) + 1) >= start
        and text[line_start : glued.start()].strip()
        and only_keys(text[start : glued.start()])
    ):
        if closed and all(map(could_be_yaml, text[glued.end() : end].split("\n"))):
            return None
        line = text.count("\n", 0, glued.start()) + 1
        column = glued.start() - line_start + 1
        message = "the closing --- is at the end of the last value; read as a line of its own"
        front_end = glued.start()
        fix = Fix(len(text[:front_end].rstrip(" \t")), glued.end(), f"\n{_fence_fix(glued).text}")
        problems = (Problem("FM004", message, line, column, fix),)
        return parts(text, "yaml", start, front_end, glued.end(), problems, "\n")
    if (
        (fence := _GLUED_TO_TEXT.search(text, start, end))
        and only_keys(text[start : fence.start()])
        and not (closed and only_keys(text[fence.end() : end].partition("\n")[2]))
    ):
        line = text.count("\n", 0, fence.start()) + 1
        message = "the closing --- is on the line of the text below it; read as a line of its own"
        problem = Problem("FM004", message, line, 1, Fix(fence.end(), fence.end(), "\n"))
        return parts(text, "yaml", start, fence.start(), fence.end(), (problem,))
    if closed and (at := _body_within(text[start:end])) is not None:
        return _cut(text, start, start + at)
    return None


def _body_within(front: str) -> int | None:
    """Where the body begins in what a thematic break far below would close, if it does begin there.

    It does after a blank line, at a line that is not YAML, if no known key comes below it.
    """
    at = 0
    blank = False
    lines = front.split("\n")
    for number, line in enumerate(lines):
        if blank and (not could_be_yaml(line) or _is_heading(lines, number)):
            # A text in quotes may have a blank line in it.
            is_within_value = is_read(parse_yaml, front) and not is_read(parse_yaml, front[:at])
            if is_within_value or _goes_on(lines[number:], lines[:number]):
                return None
            return at if only_keys(front[:at]) else None
        blank = not line.strip()
        at += len(line) + 1
    return None


def _is_heading(lines: Sequence[str], number: int) -> bool:
    """Whether a line is one of Markdown: a comment of YAML goes on below, is about the key there, or ends it all."""
    if not lines[number].startswith("## ") or len(lines) < number + 3:
        return False
    below = lines[number + 1]
    return not (below.startswith("#") or is_key_line(below))


def _goes_on(lines: Sequence[str], above: Sequence[str]) -> bool:
    """Whether front matter goes on below a line that is not a part of it: with a known key that it does not have yet.

    What looks like one below a heading belongs to the text, if a blank line parts it from the fence.
    """
    if any(line.startswith("## ") for line in lines[1:]) and not "".join(lines[-2:]).strip():
        return False
    return any(is_known(key) for key in _keys(lines) - _keys(above))


def _keys(lines: Sequence[str]) -> set[str]:
    return {normal(match[0].strip(" \t:\"'")) for match in map(KEY_LINE.match, lines) if match}


def _cut(text: str, start: int, at: int) -> Source:
    line = text.count("\n", 0, at) + 1
    message = f"the front matter is never closed; read as ending before line {line}"
    return parts(text, "yaml", start, at, at, (Problem("FM002", message, line, 1),))


def unclosed(text: str, start: int, kind: Kind) -> Source:
    """Front matter ends where the lines stop looking like it; none at all where the first does not."""
    if kind == "json":
        from newsfix.read.frontmatter.unfenced import json_object

        return json_object(text) or no_front_matter(text)
    key = regex(r"[\w.\"'-]+[ \t]*=") if kind == "toml" else KEY_LINE
    at = end = start
    blank = seen = False
    for line in text[start:].split("\n"):
        yaml_like = bool(key.match(line)) or (seen and could_be_yaml(line) and not line.startswith("## "))
        if not yaml_like and (blank or not seen or "<" in line[:1]):
            break
        seen = seen or bool(key.match(line))
        blank = not line.strip()
        at += len(line) + 1
        if not blank:
            end = at
    if not seen:
        return no_front_matter(text)
    source = _cut(text, start, min(end, len(text)))
    return replace(source, kind=kind)


def slipped(text: str) -> Source | None:
    """An opening fence of the wrong length, or with the header on its own line (`--- a: b c: d ---`)."""
    if one := _ONE_LINE.match(text):
        line_end = text.find("\n", one.end())
        line_end = len(text) if line_end < 0 else line_end
        if glued := _GLUED_CLOSING.search(text, one.end(), line_end):
            line = text.count("\n", 0, one.end()) + 1
            message = "the whole front matter is on one line; read key by key"
            fix = Fix(0, glued.end(), f"---\n{text[one.end() : glued.start()].rstrip()}\n---")
            problem = Problem("FM004", message, line, 1, fix)
            source = parts(text, "yaml", one.end(), glued.start(), min(line_end + 1, len(text)), (problem,), "\n")
            return replace(source, front_line=line)
        return None
    opening = _LOOSE_OPENING.match(text)
    if opening is None and (glued := _GLUED_OPENING.match(text)) and is_known(glued[1]):
        opening = glued
    if opening is None:
        return None
    same = re.compile(rf"^{re.escape(opening[0].strip())}[ \t]*(?:\n|\Z)", re.MULTILINE)
    fences = (_MOVED_CLOSING,) if opening[0].strip() == "---" else (CLOSING["yaml"], _LOOSE_CLOSING, same)
    closing = next((found for fence in fences if (found := fence.search(text, opening.end()))), None)
    if closing is None or not is_key_line(text[opening.end() : closing.start()].lstrip("\n")):
        return None
    if not only_keys(text[opening.end() : closing.start()]):
        return None
    line = text.count("\n", 0, len(opening[0].rstrip())) + 1
    if opening[0].endswith("\n"):
        problem = Problem(
            "FM004", f"the opening fence is {_shown(opening[0])!r}; read as ---", line, 1, _fence_fix(opening)
        )
    else:
        fix = Fix(opening.start(), opening.end(), "---\n")
        message = "the opening fence is on the line of the first key; read as a line of its own"
        problem = Problem("FM004", message, line, 1, fix)
    return parts(text, "yaml", opening.end(), closing.start(), closing.end(), (problem,))


def _shown(fence: str) -> str:
    """A fence as it stands in its line, where the blanks before it are what is wrong."""
    return fence.strip("\n").rstrip() if fence.strip() == "---" else fence.strip()


def _fence_fix(fence: re.Match[str]) -> Fix:
    """The right fence for one that is wrong, with its line feed and without the blanks round it."""
    return Fix(fence.start(), fence.end(), "---\n" if fence[0].endswith("\n") else "---")
