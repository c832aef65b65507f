"""Captions that only the shape shows: marked by their first words, emphasised, unlike the text, in a picture's box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from newsfix.model.article import Block, Figure, Inline, Link, Paragraph
from newsfix.model.walk import is_emphasis, is_link, is_strong, words
from newsfix.read.html.nodes import children, is_blank
from newsfix.regex import regex
from newsfix.syntax.captions import LONGEST_MARKED, class_pattern, hyphenated, is_count, is_end, is_label, is_marked

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# Longer paragraphs are text of the article, whatever their shape; a sign of its own makes up for some length.
_SHORT = 140
_EMPHASISED = 240
_LEVELS = 5
# Of who wrote a comment or the article: beside it is a name.
_PORTRAIT = regex(r"//(?:[\w-]+\.)*gravatar\.com/|avatar", re.IGNORECASE)
_DOWNWARDS = regex(r"\s*[▼▽]")
_BOX = class_pattern(r"(?:[\w-]*[-_])?(?:image|img|photo|picture|pic|figure|thumb)(?:[-_][\w-]*)?|wp-caption")


class Shapes:
    """The shapes of the paragraphs of a frame; `above` is what is before the figure that is asked about."""

    _STYLE = regex(
        r"text-align\s*:\s*(?:-webkit-)?center"
        r"|font-size\s*:\s*(?:(?:xx?-)?small|(?:[0-9]|1[0-3])(?:\.\d+)?p[xt]|0?\.[1-8]\d*r?em|[1-8]\d%)",
        re.IGNORECASE,
    )
    _COLOUR = regex(
        r"(?<![\w-])color\s*:\s*(?:#(?P<hex>[0-9a-f]{3}|[0-9a-f]{6})\b"
        r"|rgba?\(\s*(?P<red>\d{1,3})[\s,]+(?P<green>\d{1,3})[\s,]+(?P<blue>\d{1,3})|(?P<name>(?:dark|dim)?gr[ae]y)\b)",
        re.IGNORECASE,
    )
    # `items-center`, `bg-center` and their like place boxes and centre no text.
    _CLASS = class_pattern(
        r"(?:align-?|ta-)?cent(?:er|re)(?:ed)?|cent(?:er|re)-align|(?:\w{1,3}:)?text-?cent(?:er|re)(?:ed)?"
        r"|(?![\w-]*(?:items|self|content|justify|vertical|image|img)-)(?:[\w-]*-)?(?:text|txt|align|para|paragraph|p|f)"
        r"-(?:[\w-]*-)?cent(?:er|re)(?:ed)?"
        r"|(?:has-)?small(?:-font-size)?|text-(?:small|sm|xs|muted|gr[ae]y)"
    )

    def __init__(self, hinted: Sequence[tuple[Block, LexborNode | None]]) -> None:
        self.blocks, self.hints = zip(*hinted, strict=True)
        self.above: Block | None = None
        self.kept: bool | None = None

    def form(self, block: Paragraph, index: int, figure: Figure, inside: dict[int, LexborNode]) -> str | None:
        """The form by which a paragraph has the shape of the caption of a figure `inside` these elements."""
        text = words(block.content)
        if len(text) > LONGEST_MARKED:
            return None
        if is_marked(text):
            return None if self._is_for_the_next(text, index) else "caption-mark"
        if figure.caption or not any(map(str.isalnum, text)) or is_count(text) or is_label(text):
            return None
        if is_link(block.content) or any(_PORTRAIT.search(each.image.url) for each in figure.pictures):
            return None
        if len(text) <= _EMPHASISED and is_emphasis(block.content):
            return "emphasis-paragraph" if self._keeps_emphasis_for_captions() else None
        if len(text) <= _SHORT:
            if is_end(text):
                return None
            if not _leads_on(block.content, text) and self._is_apart_alone(index) and not is_strong(block.content):
                return "centred-paragraph"
        return "picture-box" if self._is_boxed(index, inside) else None

    def _is_for_the_next(self, text: str, index: int) -> bool:
        """Whether the lines stand above their pictures, so that this one is the next picture's."""
        if isinstance(self.above, Paragraph) and is_marked(words(self.above.content)):
            return True
        is_followed = index + 1 < len(self.blocks) and isinstance(self.blocks[index + 1], Figure)
        return is_followed and _DOWNWARDS.match(text) is not None

    def _keeps_emphasis_for_captions(self) -> bool:
        """Whether more of the emphasised paragraphs stand below a bare figure than elsewhere, where they are headings.

        The first and the last paragraph may be remarks about the article.
        """
        if self.kept is None:
            below = elsewhere = 0
            for index, block in enumerate(self.blocks):
                if (
                    isinstance(block, Paragraph)
                    and is_emphasis(block.content)
                    and len(words(block.content)) <= _EMPHASISED
                ):
                    figure = self.blocks[index - 1] if index else None
                    if isinstance(figure, Figure) and not figure.caption:
                        below += 1
                    elif 0 < index < len(self.blocks) - 1:
                        elsewhere += 1
            self.kept = below > elsewhere
        return self.kept

    def _is_apart_alone(self, index: int) -> bool:
        """Whether a paragraph looks unlike the text and the next one does not."""
        if not self._looks_apart(index):
            return False
        following = index + 1
        while following < len(self.blocks) and not isinstance(self.blocks[following], Paragraph):
            following += 1
        return following == len(self.blocks) or not self._looks_apart(following)

    def _is_boxed(self, index: int, inside: dict[int, LexborNode]) -> bool:
        """Whether a paragraph is alone with the figure in an element whose class says that it is for a picture."""
        hint = self.hints[index]
        box = hint.parent if hint is not None and hint.tag == "p" else None
        if box is None or box.mem_id not in inside or not _BOX.search(hyphenated(box.attributes.get("class") or "")):
            return False
        return sum(1 for node in box.iter() if node.tag == "p" and node.text(strip=True)) == 1

    def _looks_apart(self, index: int) -> bool:
        node = self.hints[index]
        if node is None:
            return False
        outer = node.parent
        chain = [node] if outer is None or outer.tag in ("body", "html") else [node, outer]
        # A style may stand on an element within that holds all of the text.
        inner = _only_child(node)
        while inner is not None and len(chain) < _LEVELS:
            chain.append(inner)
            inner = _only_child(inner)
        return any(map(self._is_apart, chain))

    def _is_apart(self, node: LexborNode) -> bool:
        if node.tag in ("center", "small"):
            return True
        attributes = node.attributes
        style = attributes.get("style")
        return (
            (attributes.get("align") or "").lower() == "center"
            or bool(style and (self._STYLE.search(style) or self._is_grey(style)))
            or self._CLASS.search(hyphenated(attributes.get("class") or "")) is not None
        )

    def _is_grey(self, style: str) -> bool:
        """Whether the colour of a text is one between black and white, with hardly a hue."""
        match = self._COLOUR.search(style)
        if match is None:
            return False
        if match["name"]:
            return True
        if match["hex"]:
            digits = match["hex"] if len(match["hex"]) == 6 else "".join(char * 2 for char in match["hex"])
            values = [int(digits[start : start + 2], 16) for start in (0, 2, 4)]
        else:
            values = [int(match[name]) for name in ("red", "green", "blue")]
        return max(values) - min(values) <= 24 and 0x68 <= sum(values) / 3 <= 0xC8


def _leads_on(content: Sequence[Inline], text: str) -> bool:
    """Whether most of a text is links, which offer something to read; in brackets they say where a picture is from."""
    return text[0] not in "([（［" and 2 * sum(
        len(words(item.content)) for item in content if isinstance(item, Link)
    ) > len(text)


def _only_child(node: LexborNode) -> LexborNode | None:
    """The element that alone holds the text of another one."""
    shown = list(islice((child for child in children(node) if child.tag != "br" and not is_blank(child)), 2))
    return shown[0] if len(shown) == 1 and shown[0].tag != "-text" else None
