"""Nodes of a tree, as rules ask about them: what is round one, beside it and in it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, Literal

from newsfix.regex import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_WHITE = regex(r"\s+")
# The longest that `LexborHTMLParser.tags` takes.
_LONGEST_NAME = 100


def outwards(node: LexborNode | None) -> Iterator[LexborNode]:
    """A node and those round it, from inside out."""
    while node is not None:
        yield node
        node = node.parent


def beside(node: LexborNode, step: Literal["next", "prev"]) -> Iterator[LexborNode]:
    """The nodes behind one, or before it, the nearest first."""
    other = getattr(node, step)
    while other is not None:
        yield other
        other = getattr(other, step)


def nearest(node: LexborNode, step: Literal["next", "prev"]) -> LexborNode | None:
    """What is next behind a node, or before it, blank text left out."""
    return next((other for other in beside(node, step) if not is_blank(other)), None)


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The nodes directly in one, texts and comments included."""
    child = node.first_child
    if child is not None:
        yield child
        yield from beside(child, "next")


def is_within(node: LexborNode, nodes: Container[int]) -> bool:
    """Whether an element is one of these, by their `mem_id`, or is in one."""
    return any(outer.mem_id in nodes for outer in outwards(node))


def is_among_words(node: LexborNode) -> bool:
    """Whether an element is between two pieces of a text."""
    return all(other is not None and other.tag == "-text" and not is_blank(other) for other in (node.prev, node.next))


def is_blank(node: LexborNode) -> bool:
    """Whether a node is a text of nothing but white space."""
    return node.tag == "-text" and not (node.text_content or "").strip()


def is_control(node: LexborNode | None) -> bool:
    """Whether an element is a button, whatever it is made of."""
    return node is not None and (node.tag == "button" or node.attributes.get("role") == "button")


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


def named(tree: LexborHTMLParser, tag: str) -> list[LexborNode]:
    """The elements of a kind, in their order, of any name: a selector does not take `a"b`, and `tags` not `o:p`."""
    if ":" in tag or len(tag) > _LONGEST_NAME:
        return [node for node in tree.css("*") if node.tag == tag]
    return tree.tags(tag)


def said(node: LexborNode) -> str:
    """The words in a node, one blank between them."""
    return " ".join((node.text(deep=True) or "").split())


def squeezed(text: str) -> str:
    """A text without its white space."""
    return _WHITE.sub("", text)
