"""What each HTML element means to the walk: the rules in tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from newsfix.syntax import html

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Attributes: TypeAlias = "dict[str, str | None]"
"""An element's attributes, entity-decoded; None for one without a value."""

TEXT = 2
"""The `tag_id` of a text (lexbor, LXB_TAG__TEXT)."""

# What the walk does when an element begins: those from BLOCK on are not phrases. One that is not listed is INLINE,
# a phrase without a mark.
SKIP, INLINE, MARK, LEAF, BLOCK, HEADING, CONTAINER = range(7)

BY_ROLE = {
    "list": "ul",
    "listitem": "li",
    "table": "table",
    "row": "tr",
    "cell": "td",
    "columnheader": "th",
    "rowheader": "th",
}
"""The element that each role of a list or of a table is that of (HTML-AAM 1.0, 3.4)."""

LEVELS = {f"h{level}": level for level in range(1, 7)}

# By the words of the table of elements; what is skipped is invisible, or a control that is not the article's.
_WORDS = ("skip", "inline", "mark", "leaf", "block", "heading", "container")

ACTIONS: dict[str | None, int] = {
    **{name: _WORDS.index(word) for name, word in html.ACTIONS.items()},
    None: SKIP,  # a processing instruction, or the document's type
}


def texts(node: LexborNode) -> Iterator[str]:
    """The texts in a node that a page shows, as far as its elements tell."""
    if node.tag == "-text":
        yield node.text_content or ""
    elif node.tag not in html.OWN and node.tag != "-comment":
        for each in node.traverse(include_text=True):
            if each.tag == "-text" and each.parent is not None and each.parent.tag not in html.OWN:
                yield each.text_content or ""
