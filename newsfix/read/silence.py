"""Comments that silence rules: `# newsfix: ignore DT003` in front matter, `<!-- newsfix: ignore IM003 -->` in a body.

A comment silences the line that it stands on and, where nothing else stands there, the next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from newsfix.model.problem import Problem
from newsfix.read.frontmatter.source import Source
from newsfix.regex import regex
from newsfix.rules import codes_of

_WORD = r"[A-Za-z0-9-]+"
_IGNORE = rf"[ \t]*newsfix:[ \t]*ignore[ \t]+(?P<words>{_WORD}(?:[ \t,]+{_WORD})*)[ \t]*"
_IN_BODY = regex(rf"<!--{_IGNORE}-->")
_IN_FRONT = regex(rf"(?:^|(?<=[ \t]))#{_IGNORE}$", re.MULTILINE)

Silenced = Mapping[int, frozenset[str]]
"""The codes that are silenced, by the number of the line."""


def silenced(source: Source) -> Silenced:
    """What the comments of a file silence."""
    found: dict[int, frozenset[str]] = {}
    for text, first, comment in (
        (source.front, source.front_line, _IN_FRONT),
        (source.body, source.body_line, _IN_BODY),
    ):
        if "newsfix:" in text:
            for match in comment.finditer(text):
                _add(found, text, first, match)
    return found


def _add(found: dict[int, frozenset[str]], text: str, first: int, match: re.Match[str]) -> None:
    codes = frozenset(code for word in re.findall(_WORD, match["words"]) for code in codes_of(word))
    line = first + text.count("\n", 0, match.start())
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    beside = text[start : match.start()] + text[match.end() : end if end >= 0 else len(text)]
    for number in (line,) if beside.strip() else (line, line + 1):
        found[number] = found.get(number, frozenset()) | codes


def is_silenced(problem: Problem, by: Silenced) -> bool:
    """Whether a comment silences a problem; one of the whole file stands in its first line."""
    return bool(by) and problem.code in by.get(problem.line or 1, ())
