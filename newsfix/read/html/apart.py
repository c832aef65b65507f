"""Phrases that are shown on lines of their own, as what is beside them tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfix.syntax.captions import named

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def is_source(node: LexborNode) -> bool:
    """Whether the name of a source touches the first or the last word of a quote, without being one of its words."""
    outer = node.parent
    if outer is not None and outer.tag == "div":
        outer = outer.parent
    if outer is None or outer.tag != "blockquote":
        return False
    before, after = node.prev, node.next
    if before is None and after is not None and after.tag == "-text":
        return (after.text_content or " ")[0].isalnum()
    if after is None and before is not None and before.tag == "-text":
        return not (before.text_content or " ")[-1].isspace()
    return False


def is_last_caption(node: LexborNode) -> bool:
    """Whether nothing but further captions follow in the element round a phrase."""
    following = node.next
    while following is not None:
        if following.tag == "-text":
            if (following.text_content or "").strip():
                return False
        elif following.tag not in ("-comment", "br", "figcaption") and not named(
            following.attributes.get("class") or ""
        ):
            return False
        following = following.next
    return True


def is_control(node: LexborNode | None) -> bool:
    """Whether an element is a button, whatever it is made of."""
    return node is not None and (node.tag == "button" or node.attributes.get("role") == "button")


def is_among_words(node: LexborNode) -> bool:
    """Whether an element is between two pieces of a text."""
    return all(
        beside is not None and beside.tag == "-text" and bool((beside.text_content or "").strip())
        for beside in (node.prev, node.next)
    )
