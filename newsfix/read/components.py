"""Components of a page's program in Markdown (MDX, Vue): tags of names that are not HTML's, kept byte for byte.

They are those that hold nothing, `<Chart year="2018" />`, which would vanish (one that states an address is a link, a
picture or an embed like any element), and with their end tags those that the
text imports or that state values of the program, `<Tabs values={[1, 2]}>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsfix.regex import regex
from newsfix.syntax.html import NAMES, PHRASES

_NAME = r"[A-Z][\w.]*"
_VALUE = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_TAG = regex(
    rf"""</(?P<end>{_NAME})\s*>
       | <(?P<name>{_NAME})(?=[\s/>])(?:[^<>"'{{}}]|"[^"<>]*"|'[^'<>]*'|{_VALUE}){{0,2000}}?(?P<alone>/)?>""",
    re.VERBOSE,
)
_BEGINNING = regex(r"</?[A-Z]")
_CAPITAL = regex(rf"\b{_NAME}")
_IMPORTED = regex(r"import[ ](?<![^\n]import[ ])([\w{}*, ]{1,1000})[ ]from[ ]['\"]")
_ADDRESS = regex(r"""\s(?:src|url|href|link|image)\s*=\s*["']""", re.IGNORECASE)
_PROGRAMMED = regex(rf"<({_NAME})\s[^<>]*?=\{{")


def components(text: str) -> Iterator[tuple[int, int]]:
    """Where the tags of components stand in a text."""
    if "/>" not in text and "={" not in text and "import" not in text:
        return
    programmed = frozenset(_PROGRAMMED.findall(text)) if "={" in text else frozenset[str]()
    programmed |= {name for names in _IMPORTED.findall(text) for name in _CAPITAL.findall(names)}
    for beginning in _BEGINNING.finditer(text):
        tag = _TAG.match(text, beginning.start())
        if tag is None or text.startswith("\\", beginning.start() - 1):
            continue
        name = tag["name"] or tag["end"]
        if tag["alone"] and _ADDRESS.search(tag[0]):
            continue
        is_foreign = name.lower() not in NAMES or (name in programmed and name.lower() in PHRASES)
        if is_foreign and (tag["alone"] or name in programmed):
            yield tag.span()
