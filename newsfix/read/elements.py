"""What each HTML element means to the walk: the rules in tables."""

from __future__ import annotations

# What the walk does when an element begins. An element that is not listed is a phrase without a mark.
INLINE, MARK, BLOCK, HEADING, CONTAINER, LEAF, SKIP = range(7)

_MARKS = {
    "em": "emphasis", "i": "emphasis", "cite": "emphasis", "dfn": "emphasis", "var": "emphasis",
    "strong": "strong", "b": "strong",
    "del": "strikethrough", "s": "strikethrough", "strike": "strikethrough",
    "code": "code", "tt": "code", "samp": "code",
    "sub": "sub", "sup": "sup", "ins": "ins", "mark": "mark", "kbd": "kbd", "q": "q",
    "ruby": "ruby", "rt": "rt", "rp": "rp",
}  # fmt: skip

_BLOCKS = (
    "address article aside body center dialog dir div fieldset footer form header hgroup html legend main menu nav "
    "optgroup option p search section tbody thead tfoot caption"
).split()
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CONTAINERS = (
    "blockquote dd details dl dt figcaption figure li ol summary table td th tr ul"
).split()
_LEAVES = "a audio br embed hr iframe img input math noscript object pre script textarea video -comment".split()
# Invisible, or a control that is not the article's; `-doctype` and `None` (a processing instruction) are no elements.
_SKIPPED = "area base basefont canvas col colgroup datalist frame frameset head link meta noembed noframes param select source style svg template title track wbr".split()  # noqa: E501

ACTIONS: dict[str | None, int] = {
    None: SKIP,
    **dict.fromkeys(_MARKS, MARK),
    **dict.fromkeys(_BLOCKS, BLOCK),
    **dict.fromkeys(_HEADINGS, HEADING),
    **dict.fromkeys(_CONTAINERS, CONTAINER),
    **dict.fromkeys(_LEAVES, LEAF),
    **dict.fromkeys(_SKIPPED, SKIP),
}

MARKS: dict[str, str] = _MARKS
LEVELS = {tag: int(tag[1]) for tag in _HEADINGS}
HEADER_ROWS = frozenset({"thead"})
