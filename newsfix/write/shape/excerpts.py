"""The end of an excerpt, marked as site generators look for it."""

from __future__ import annotations

import re

from newsfix.model.article import Block, RawBlock
from newsfix.regex import regex

MORE = "<!--more-->"
_END = regex(r"<!--\s*(?:more|truncate|read-?more|excerpt|end_?excerpt)\s*-->", re.IGNORECASE)


def marked(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks in which the first mark of an excerpt's end is the one that is known everywhere."""
    for index, block in enumerate(blocks):
        if type(block) is RawBlock and _END.fullmatch(block.text.strip()):
            return (*blocks[:index], RawBlock(MORE), *blocks[index + 1 :])
    return blocks
