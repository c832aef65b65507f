"""When a paragraph is the caption of the picture before it.

Each form is a row with a name, which `caption_from` and the problems say. *Sure* forms are what the
markup states; *likely* ones are what only the shape shows, and `captions = "strict"` leaves them.
Forms that are no paragraph of their own have their names here and their reading in
`newsfix.read.html.frames`: `figcaption`, `figure-text`, `emphasis-line`, `caption-shortcode`,
`hugo-figure`, `liquid-figure`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsfix.article import Block, Emphasis, Figure, Inline, LineBreak, Link, Paragraph, Text
from newsfix.frozen import Frozen
from newsfix.regex import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SHORT = 140
_LEVELS = 3


class Form(Frozen):
    """`pattern` is searched in the classes of the paragraph's element or of those round it, or in its text."""

    name: str
    pattern: re.Pattern[str] | None = None
    text: re.Pattern[str] | None = None


def _class(words: str) -> re.Pattern[str]:
    return regex(rf"(?:^|\s)(?:{words})(?:\s|$)", re.IGNORECASE)


# What a picture's line begins with in the newspapers of the languages that newsfix meets most.
_MARKS = (
    r"[▲△▼↑◆]"
    r"|(?:图|圖)(?:片|说|說|源|解|注|註|为|為|中)?\s*[0-9一二三四五六七八九十]{0,3}\s*(?:來源|来源|提供)?\s*[:：／/|｜丨]"
    r"|(?:图|圖)[0-9一二三四五六七八九十]{1,3}[ \u3000.．、]"
    r"|(?:图片|圖片|照片|相片)(?:来源|來源|提供|版权|版權)|(?:攝影|摄影)\s*[:：／/|｜丨]|(?:写真|写真提供|撮影)\s*[:：=＝／]"
    r"|(?:사진|사진제공|사진 제공|그래픽)\s*[:=／|]"
    r"|(?:Photo|Image|Picture|Foto|Bild|Imagen|Crédit photo|Illustration|Фото|Ảnh)"
    r"(?:\s+(?:credits?|courtesy|source|by))?\s*:|(?:Photo|Image)\s+(?:credits?|courtesy of|by)\b"
    r"|(?:Credits?|Source|Bildquelle|Fotos?)\s*:"
)

# The forms that only the shape shows; all others are stated by the markup.
_LIKELY = frozenset({"caption-mark", "emphasis-paragraph", "centred-paragraph"})

FORMS: tuple[Form, ...] = (
    Form("wp-caption-text", _class("wp-caption-text|wp-block-image__caption|wp-element-caption|gallery-caption")),
    Form("tr-caption", _class("tr-caption")),
    Form("img-desc", _class(r"img-desc|imgdesc|pic-desc|photo-desc|image-desc|image-description|img-des|pic_desc")),
    Form(
        "image-caption",
        _class(
            r"(?:image|img|photo|picture|pic|figure|media|article|entry|featured)[-_]{1,2}caption(?:[-_]text)?|caption(?:[-_]text)?"
            r"|figcaption|(?:image|img|photo|pic)(?:Caption|Title)|imageCaption|graf--figcaption|tiptap-caption"
        ),
    ),
    Form(
        "image-credit",
        _class(r"(?:image|img|photo|picture|media)[-_]credits?|credits?|photographer|copyright-image"),
    ),
    Form("caption-mark", text=regex(rf"\s*[\[(（【]?\s*(?:{_MARKS})")),
)


def attach(
    blocks: list[Block], hints: list[LexborNode | None], *, strict: bool = False
) -> tuple[list[Block], list[LexborNode | None]]:
    """Tie the paragraphs that are captions to the figures before them; the rest stays as it was."""
    if not any(type(block) is Figure for block in blocks):
        return blocks, hints
    done: list[Block] = []
    done_hints: list[LexborNode | None] = []
    crowd = _Crowd(blocks, hints)
    for index, (block, hint) in enumerate(zip(blocks, hints, strict=True)):
        last = done[-1] if done else None
        if isinstance(block, Paragraph) and isinstance(last, Figure):
            form = _form(block, hint, done_hints[-1], crowd, index, last)
            if form and not (strict and is_likely(form)):
                done[-1] = _with_line(last, block.content, form)
                continue
        done.append(block)
        done_hints.append(hint)
    return done, done_hints


def _with_line(figure: Figure, content: tuple[Inline, ...], form: str) -> Figure:
    line = without_emphasis(content)
    caption = (*figure.caption, LineBreak(), *line) if figure.caption else line
    return Figure(figure.images, caption, figure.caption_from or form, figure.links)


def _form(
    block: Paragraph,
    hint: LexborNode | None,
    figure_hint: LexborNode | None,
    crowd: _Crowd,
    index: int,
    figure: Figure,
) -> str | None:
    """The name of the form by which a paragraph is the caption of the figure before it."""
    classes = _classes(hint, figure_hint)
    if classes:
        for form in FORMS:
            if form.pattern and form.pattern.search(classes):
                return form.name
    if figure.caption:
        return None
    text = plain(block.content)
    if len(text) > _SHORT:
        return None
    for form in FORMS:
        if form.text and form.text.match(text):
            return form.name
    if is_emphasis(block.content):
        return "emphasis-paragraph"
    if crowd.is_centred_alone(index):
        return "centred-paragraph"
    return None


def _classes(hint: LexborNode | None, figure_hint: LexborNode | None) -> str:
    """The classes of an element and those round it, up to what holds the figure too."""
    if hint is None:
        return ""
    inside = set()
    node = figure_hint
    for _ in range(_LEVELS + 2):
        if node is None:
            break
        inside.add(node.mem_id)
        node = node.parent
    found = []
    node = hint
    for _ in range(_LEVELS):
        if node is None or (node.mem_id in inside and node.mem_id != hint.mem_id) or node.tag in ("body", "html"):
            break
        value = node.attributes.get("class")
        if value:
            found.append(value)
        if node.mem_id in inside:
            break
        node = node.parent
    return " ".join(found)


class _Crowd:
    """Which paragraphs of a frame are centred, small or grey, seen only when a rule asks."""

    __slots__ = ("blocks", "hints")
    _CENTRED = regex(
        r"text-align\s*:\s*center|(?:^|[\s;])color\s*:\s*(?:rgb\(1[0-9]{2},\s*1[0-9]{2},\s*1[0-9]{2}\)|#[89a]{3}\b|#[89a]{6}\b|gr[ea]y)",
        re.IGNORECASE,
    )
    _CLASS = _class(
        r"(?:has-)?(?:text-?(?:align-)?)?cent(?:er|re)(?:ed)?|text-align-center|has-text-align-center|ql-align-center"
    )

    def __init__(self, blocks: Sequence[Block], hints: Sequence[LexborNode | None]) -> None:
        self.blocks = blocks
        self.hints = hints

    def is_centred_alone(self, index: int) -> bool:
        """Whether a paragraph is centred and the next one is not."""
        if not self._centred(index):
            return False
        following = index + 1
        while following < len(self.blocks) and not isinstance(self.blocks[following], Paragraph):
            following += 1
        return following == len(self.blocks) or not self._centred(following)

    def _centred(self, index: int) -> bool:
        node = self.hints[index]
        for _ in range(2):
            if node is None or node.tag in ("body", "html"):
                return False
            if node.tag == "center":
                return True
            attributes = node.attributes
            if (
                (attributes.get("align") or "").lower() == "center"
                or self._CENTRED.search(attributes.get("style") or "")
                or self._CLASS.search(attributes.get("class") or "")
            ):
                return True
            node = node.parent
        return False


def is_likely(name: str | None) -> bool:
    """Whether a form is only the shape's word."""
    return name in _LIKELY


def is_emphasis(content: tuple[Inline, ...]) -> bool:
    """Whether a phrase is emphasised from end to end."""
    return bool(content) and all(
        isinstance(item, (Emphasis, LineBreak))
        or (isinstance(item, Link) and is_emphasis(item.content))
        or (isinstance(item, Text) and not item.text.strip())
        for item in content
    )


def without_emphasis(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A phrase without the emphasis that covers all of it, which the form of a caption says already."""
    if not is_emphasis(content):
        return content
    inner: list[Inline] = []
    for item in content:
        if isinstance(item, Emphasis):
            inner += item.content
        elif isinstance(item, Link):
            inner.append(Link(item.url, without_emphasis(item.content), item.title))
        else:
            inner.append(item)
    return _joined(inner)


def _joined(content: list[Inline]) -> tuple[Inline, ...]:
    """Texts that touch as one."""
    joined: list[Inline] = []
    for item in content:
        last = joined[-1] if joined else None
        if isinstance(item, Text) and isinstance(last, Text):
            joined[-1] = Text(last.text + item.text)
        else:
            joined.append(item)
    return tuple(joined)


def plain(content: Sequence[Inline]) -> str:
    """The characters of a phrase, line breaks as blanks, pictures left out."""
    parts = []
    for item in content:
        if isinstance(item, Text):
            parts.append(item.text)
        elif isinstance(item, LineBreak):
            parts.append(" ")
        elif hasattr(item, "content"):
            parts.append(plain(item.content))
        elif hasattr(item, "text"):
            parts.append(item.text)
    return "".join(parts)
