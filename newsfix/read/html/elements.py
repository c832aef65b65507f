"""What each HTML element means to the walk: the rules in tables."""

from __future__ import annotations

from typing import TypeAlias

Attributes: TypeAlias = "dict[str, str | None]"
"""An element's attributes, entity-decoded; None for one without a value."""

TEXT = 2
"""The `tag_id` of a text (lexbor, LXB_TAG__TEXT)."""

# What the walk does when an element begins: those from BLOCK on are no phrase. One that is not listed is INLINE,
# a phrase without a mark.
SKIP, INLINE, MARK, LEAF, BLOCK, HEADING, CONTAINER = range(7)

MARKS: dict[str, str] = {
    **dict.fromkeys(("cite", "dfn", "em", "i", "var"), "emphasis"),
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("del", "s", "strike"), "strikethrough"),
    **dict.fromkeys(("code", "samp", "tt"), "code"),
    **{tag: tag for tag in ("ins", "kbd", "mark", "q", "rp", "rt", "ruby", "sub", "sup")},
}
# Marks that mean something within their own kind.
NESTING = frozenset({"q", "rp", "rt", "ruby"})

LEVELS = {f"h{level}": level for level in range(1, 7)}

_BLOCKS = """
    address article aside body center dialog dir div fieldset footer form header hgroup html legend main menu nav
    optgroup option p search section tbody tfoot thead
"""
_CONTAINERS = """
    blockquote caption dd details dl dt figcaption figure li ol summary table td th tr ul
"""
_LEAVES = """
    -comment a amp-anim amp-img audio br embed hr iframe img input math noscript object pre script textarea video
"""
# Invisible, or a control that is not the article's.
_SKIPPED = """
    -doctype area base basefont canvas col colgroup datalist frame frameset head link meta noembed noframes param
    select source style svg template title track wbr
"""

ACTIONS: dict[str | None, int] = {
    **dict.fromkeys(MARKS, MARK),
    **dict.fromkeys(LEVELS, HEADING),
    **dict.fromkeys(_BLOCKS.split(), BLOCK),
    **dict.fromkeys(_CONTAINERS.split(), CONTAINER),
    **dict.fromkeys(_LEAVES.split(), LEAF),
    **dict.fromkeys(_SKIPPED.split(), SKIP),
    None: SKIP,  # a processing instruction, or the document's type
}
