"""Elements that are never closed, or by the wrong end tag, and go on over what follows them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsfix.model.problem import Unplaced
from newsfix.read.html.tags import Tags
from newsfix.regex import regex
from newsfix.syntax.html import BLOCKS, HEADINGS, MARKED_AS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# Marks, which a parser begins anew in each block that follows; by the selector of those that show.
_MARKS = {name: name for name in MARKED_AS} | {"a": "a[href]"}
# What stands in others only where they go on; a list also does where the end tag of the other kind was to close it.
_BEYOND = {
    **{f"h{level}": ", ".join(f"h{level} {inner}" for inner in sorted(BLOCKS - HEADINGS)) for level in range(1, 7)},
    **{name: ", ".join(f"{name} > h{level}" for level in range(1, 7)) for name in ("ol", "ul")},
}
_END = regex(r"</([a-zA-Z]\w*)")
_OTHER = {"ol": "ul", "ul": "ol"}
_NAMES = frozenset({*_MARKS, *_BEYOND})


def run_on(root: LexborNode, html: str, tags: Tags, source: str) -> Iterator[Unplaced]:
    """The elements of a body that go on over what is no longer theirs, one problem for each kind.

    html    what was parsed, and its tags
    source  the body as it stands in the file, which places are told in
    """
    names = _NAMES.intersection(tags.names)
    if not names:
        return
    begun, ended = tags.begun(), Counter(map(str.lower, _END.findall(html)))
    for name in sorted(names):
        if begun[name] > ended[name] and _goes_on(root, name, begun, ended):
            message = f"<{name}> is never closed: what follows is read as part of it"
            yield Unplaced("BD008", message, _unclosed(source, name))


def _goes_on(root: LexborNode, name: str, begun: Counter[str], ended: Counter[str]) -> bool:
    if name in _MARKS:
        return sum(1 for node in root.css(_MARKS[name]) if node.text(strip=True)) > begun[name]
    if root.css_first(_BEYOND[name]) is not None:
        return True
    other = _OTHER.get(name, "")
    return ended[other] > begun[other]


def _unclosed(source: str, name: str) -> int | None:
    """Where in a source the first element of a name begins that is not closed."""
    opened: list[int] = []
    for match in re.finditer(rf"<(/?){name}(?=[\s>])", source, re.IGNORECASE):
        if not match[1]:
            opened.append(match.start())
        elif opened:
            opened.pop()
    return opened[0] if opened else None
