"""Side notes: phrases that are shown beside a text, where it refers to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfix.regex import regex
from newsfix.syntax.html import NAMES, PHRASES

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# What Tufte's style and its kin show in the margin, and what a plugin or an element shows where it is pointed at.
_CLASSES = (
    *("sidenote", "side-note", "marginnote", "margin-note", "marginalia"),
    *("footnote-content", "inline-footnote", "tooltiptext", "tooltip-text"),
)
_WORDS = (*_CLASSES, "footnote__note", "d-footnote", "<footnote", '"footnote"', "'footnote'")
_SIGNS = ("note", "marginalia", "tooltip")
_ASIDES = ", ".join(
    (
        *(f".{name}" for name in _CLASSES),
        '[class*="footnote__note"], d-footnote, footnote, [class="footnote"]:not(:has(a))',
    )
)
_MARK = regex(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3})[\])]?")


def may_have_asides(text: str) -> bool:
    """Whether HTML may hold side notes."""
    return any(sign in text for sign in _SIGNS) and any(name in text for name in _WORDS)


def find_asides(root: LexborNode, labels: set[str]) -> tuple[dict[int, str], set[int]]:
    """The labels of the side notes, by the `mem_id` of each, and what shows and hides them or is their mark.

    `labels` are those that are taken.
    """
    asides: dict[int, str] = {}
    beside: set[int] = set()
    for node in root.css(_ASIDES):
        said = (node.text(deep=True) or "").strip()
        if said and (node.tag in PHRASES or node.tag not in NAMES) and not _MARK.fullmatch(said):
            asides[node.mem_id] = free_label(str(len(asides) + 1), labels)
            mark = node.prev
            if mark is not None and mark.tag == "sup" and _MARK.fullmatch((mark.text(deep=True) or "").strip()):
                beside.add(mark.mem_id)
    if asides:
        beside.update(node.mem_id for node in root.css(".margin-toggle"))
    return asides, beside


def free_label(label: str, labels: set[str]) -> str:
    """A label with dashes, which no reader sees, where it is taken; it is added to those that are."""
    while label in labels:
        label += "-"
    labels.add(label)
    return label
