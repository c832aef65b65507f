"""Start tags that another tag cuts off, and what only looks like one: a sign before a name."""

from __future__ import annotations

import re

from newsfix.read.html.foreign import FOREIGN
from newsfix.regex import regex
from newsfix.syntax.html import NAMES, VOID

ATTRIBUTE = regex(r"(?<![=!<>+*-])=(?!=)")
"""What has attributes, a sign that compares aside."""

# A start tag up to the next `<`: without looking for its end, which may be nowhere.
_HEAD = regex(
    r"""<(?P<name>[a-zA-Z][^\s/<>]*)(?P<said>(?:[^<>=]+|=(?!\s*["'])|=\s*"[^"<]*"?|=\s*'[^'<]*'?)*)""",
)
_NEXT_TAG = regex(r"</?[a-zA-Z]")
_NAME_OF_NEXT = regex(r"<(\w+)")
_STATED = regex(r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'|[^\s"'<>=`]+))*""")
_BOOLEAN = frozenset(
    """
    allowfullscreen async autofocus autoplay checked clear compact controls default defer disabled download hidden
    inert ismap itemscope loop multiple muted nohref noresize noshade novalidate nowrap open playsinline readonly
    required reversed selected /
    """.split()  # noqa: SIM905
)


def cut_tag(html: str, at: int) -> re.Match[str] | None:
    """The start tag that begins at an offset, where another tag or sign comes before its end."""
    cut = _HEAD.match(html, at)
    return cut if cut is not None and html[cut.end() : cut.end() + 1] == "<" else None


def is_text(html: str, cut: re.Match[str]) -> bool:
    """Whether what looks like a start tag, and is cut off by another one, is text."""
    name, said = cut["name"].lower(), cut["said"]
    if name in FOREIGN:
        return False
    if name not in NAMES:
        return not ATTRIBUTE.search(said)
    before = html[cut.start() - 1 : cut.start()]
    if not said and before.isalnum() and (following := _NAME_OF_NEXT.match(html, cut.end())):
        return following[1].lower() not in NAMES  # as in `n<i<m`
    return name not in VOID and compares(before, said)


def end_of(html: str, cut: re.Match[str]) -> int | None:
    """Where the `>` is to be put that a start tag of HTML lacks before another tag; None where it lacks none."""
    if not _NEXT_TAG.match(html, cut.end()) or cut["name"].lower() not in NAMES:
        return None
    stated = _STATED.match(cut["said"])
    rest = cut["said"][stated.end() if stated else 0 :]
    if '"' in rest or "'" in rest or "=" in rest:
        return None
    return cut.end() if _BOOLEAN.issuperset(rest.lower().split()) else cut.end() - len(rest)


_NUMBER = regex(r"\s+[0-9]")


def compares(before: str, attributes: str) -> bool:
    """Whether `<` between a word and a name is a sign: what follows the name are no attributes."""
    said = attributes.partition("<")[0]
    if _NUMBER.match(said) and not ATTRIBUTE.search(said):
        return True  # no attribute is called so
    if not (before.isalnum() or before in ("_", ")", "]")) or not said.strip() or ATTRIBUTE.search(said):
        return False
    return not _BOOLEAN.issuperset(said.lower().split())
