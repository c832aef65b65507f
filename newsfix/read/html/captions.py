"""When a paragraph is the caption of the picture beside it.

Each form is a row of `FORMS` with a name, which `caption_from` and the problems say. *Sure* forms are what
the markup states; *likely* ones are what only the shape shows, and `captions = "strict"` leaves them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from newsfix.model.article import Block, Emphasis, Figure, Inline, LineBreak, Link, Paragraph, Strong, Text
from newsfix.model.walk import words
from newsfix.read.html.marks import LONGEST, is_marked
from newsfix.regex import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# Longer paragraphs are text of the article, whatever their shape; a sign of its own makes up for some length.
_SHORT = 140
_EMPHASISED = 240
_LEVELS = 3
_MOST_CLASSES = 1000


class CaptionForm(Struct, frozen=True):
    """`pattern` is searched in the classes of an element or of those round it; `likely`: only the shape shows it."""

    name: str
    pattern: re.Pattern[str] | None = None
    likely: bool = False


def _class(words: str) -> re.Pattern[str]:
    return regex(rf"(?:^|\s)(?:{words})(?:\s|$)", re.IGNORECASE)


_CAMEL = regex(r"(?<=[a-z0-9])(?=[A-Z])|_")


def _hyphenated(classes: str) -> str:
    """Classes with a hyphen between their words, however they are written: `imgDesc`, `img__desc`, `img-desc`."""
    return _CAMEL.sub("-", classes)


_PICTURE = "(?:image|img|photo|pic|picture|media|figure|foto)s?"
# What is said of the element that holds a picture: `has-caption`, `withoutCaption`.
_NEITHER = r"(?![\w-]*(?<![a-z0-9])(?:has|hide|hidden|no|with|without)-|[\w-]*captioned)"

FORMS: tuple[CaptionForm, ...] = (
    CaptionForm(
        "wp-caption-text", _class(r"wp-caption-(?:text|dd)|wp-block-image-+caption|wp-element-caption|gallery-caption")
    ),
    CaptionForm("tr-caption", _class("tr-caption")),
    CaptionForm(
        "img-desc",
        # A word for a picture and one for a description, whatever stands between them.
        _class(
            rf"{_NEITHER}(?:[\w-]*-)?{_PICTURE}(?:-[\w-]*-|-*)"
            r"(?:desc?|descr|descriptions?|legends?|sub-?title|txt)(?:-[\w-]*)?"
        ),
    ),
    CaptionForm("image-caption", _class(rf"{_NEITHER}[\w-]*caption[\w-]*|(?:image|img|photo|pic)-?title")),
    CaptionForm(
        "image-credit",
        _class(
            rf"{_NEITHER}(?:[\w-]*-)?{_PICTURE}(?:-[\w-]*-|-*)credits?(?:-[\w-]*)?|credits?|photographer|copyright-image"
        ),
    ),
    CaptionForm("figcaption"),
    CaptionForm("figure-text"),
    CaptionForm("emphasis-line"),
    CaptionForm("aria-describedby"),
    CaptionForm("data-caption"),
    CaptionForm("caption-shortcode"),
    CaptionForm("hugo-figure"),
    CaptionForm("liquid-figure"),
    CaptionForm("caption-mark", likely=True),
    CaptionForm("emphasis-paragraph", likely=True),
    CaptionForm("centred-paragraph", likely=True),
    CaptionForm("picture-box", likely=True),
)
_LIKELY = frozenset(form.name for form in FORMS if form.likely)
_DOWNWARDS = regex(r"\s*[▼▽]")
_BOX = _class(r"(?:[\w-]*[-_])?(?:image|img|photo|picture|pic|figure|thumb)(?:[-_][\w-]*)?")
_END = regex(r"[\W_]*(?:(?:the\s+)?end|fin|完|全文完|全剧终|本文完|끝)[\W_]*\Z", re.IGNORECASE)


class Ways:
    """How captions are told in a body.

    `strict` takes only stated ones, `described` is set once an element has named any; `written` are the
    captions that attributes of pictures hold, by each URL of the picture.
    """

    __slots__ = ("described", "strict", "written")

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict
        self.described = False
        self.written: dict[str, str] = {}


USUAL = Ways(strict=False)


def attach(
    blocks: list[Block], hints: list[LexborNode | None], ways: Ways
) -> tuple[list[Block], list[LexborNode | None]]:
    """Tie the paragraphs that are captions to the figures beside them; the rest stays as it was."""
    if Figure not in map(type, blocks):
        return blocks, hints
    done: list[Block] = []
    done_hints: list[LexborNode | None] = []
    crowd = _Crowd(blocks, hints, ways)
    # What stands between a picture and its caption and belongs to neither.
    asides: list[tuple[Block, LexborNode | None]] = []
    last: Block | None = None
    for index, block in enumerate(blocks):
        if type(last) is Figure and type(block) is Paragraph:
            if is_aside(block, hints[index]):
                asides.append((block, hints[index]))
                continue
            above = done[-2] if len(done) > 1 else None
            form = _form(block, hints[index], done_hints[-1], crowd, index, last, above)
            if form and not ((ways.strict or asides) and is_likely(form)):
                if form == "figcaption" and last.caption_from == "figure-text":
                    asides.append((Paragraph(last.caption), done_hints[-1]))
                    last = Figure(last.pictures)
                done[-1] = last = _with_line(last, block.content, form)
                continue
        elif (
            ways.described
            and isinstance(last, Paragraph)
            and isinstance(block, Figure)
            and _describes(done_hints[-1], hints[index])
        ):
            done[-1] = last = _with_line(block, last.content, "aria-describedby")
            done_hints[-1] = hints[index]
            continue
        for aside, hint in asides:
            done.append(aside)
            done_hints.append(hint)
        asides.clear()
        done.append(block)
        done_hints.append(hints[index])
        last = block
    for aside, hint in asides:
        done.append(aside)
        done_hints.append(hint)
    if ways.written:
        done = [_with_written(block, ways.written) if type(block) is Figure else block for block in done]
    return done, done_hints


def _with_written(figure: Figure, written: dict[str, str]) -> Figure:
    """A figure without a caption with the one that an attribute of its only picture holds."""
    if figure.caption or len(figure.pictures) != 1:
        return figure
    image = figure.pictures[0].image
    text = next((written[url] for url in (image.url, *image.variants) if url in written), None)
    return Figure(figure.pictures, (Text(text),), "data-caption") if text else figure


_TAG = regex(r"<[^<>]*>")
_SOURCES = ("src", "data-src", "data-original", "data-actualsrc")


def written_captions(root: LexborNode) -> dict[str, str]:
    """The captions in attributes of pictures (Zhihu, Drupal), by each URL of the picture."""
    found = {}
    for node in root.css("img[data-caption]"):
        attributes = node.attributes
        text = " ".join(_TAG.sub(" ", attributes.get("data-caption") or "").split())
        if any(map(str.isalpha, text)) and text not in ("true", "false"):
            found.update({url.strip(): text for url in map(attributes.get, _SOURCES) if url})
    return found


def _with_line(figure: Figure, content: tuple[Inline, ...], form: str) -> Figure:
    line = without_emphasis(content)
    caption = (*figure.caption, LineBreak(), *line) if figure.caption else line
    return Figure(figure.pictures, caption, figure.caption_from or form)


def _form(
    block: Paragraph,
    hint: LexborNode | None,
    figure_hint: LexborNode | None,
    crowd: _Crowd,
    index: int,
    figure: Figure,
    above: Block | None,
) -> str | None:
    """The name of the form by which a paragraph is the caption of the figure before it; `above` is before that."""
    inside = _holders(figure_hint)
    form = _stated(hint, figure_hint if crowd.ways.described else None, inside)
    if form is not None:
        return None if _leads_where(block.content, figure) else form
    text = words(block.content)
    if len(text) > LONGEST:
        return None
    if is_marked(text):
        # Where the lines stand above their pictures, this one is the next picture's.
        stands_above = isinstance(above, Paragraph) and is_marked(words(above.content))
        points_on = crowd.is_before_figure(index) and _DOWNWARDS.match(text)
        return None if stands_above or points_on else "caption-mark"
    if figure.caption or not any(map(str.isalnum, text)) or is_count(text) or is_link(block.content):
        return None
    if len(text) <= _EMPHASISED and is_emphasis(block.content):
        return "emphasis-paragraph" if crowd.keeps_emphasis_for_captions() else None
    if len(text) > _SHORT:
        return "picture-box" if crowd.is_boxed(index, inside) else None
    if _END.match(text):
        return None
    if crowd.is_apart(index) and not is_strong(block.content):
        return "centred-paragraph"
    if crowd.is_boxed(index, inside):
        return "picture-box"
    return None


def _leads_where(content: tuple[Inline, ...], figure: Figure) -> bool:
    """Whether a phrase leads where the picture does: the preview of another page."""
    item = content[0] if len(content) == 1 else None
    return isinstance(item, Link) and any(target.url == item.url for target in figure.targets)


def _stated(hint: LexborNode | None, described: LexborNode | None, inside: dict[int, LexborNode]) -> str | None:
    """The form by which the markup says that an element is the caption of the figure before it.

    `described` is the figure's element where pictures name their captions.
    """
    classes = []
    node = hint
    for _ in range(_LEVELS):
        if node is None or (node.mem_id in inside and node is not hint) or node.tag in ("body", "html"):
            break
        if node.tag == "figcaption":
            # A figure that holds both has decided already whether one belongs to the other.
            return None if _in_figure_of(node, inside) else "figcaption"
        value = node.attributes.get("class")
        if value:
            classes.append(value)
        if node.mem_id in inside:
            break
        node = node.parent
    form = named(" ".join(classes)) if classes else None
    return form or ("aria-describedby" if described is not None and _describes(hint, described) else None)


@lru_cache(1024)
def named(classes: str) -> str | None:
    """The form that classes name."""
    classes = _hyphenated(classes[:_MOST_CLASSES])
    return next((form.name for form in FORMS if form.pattern and form.pattern.search(classes)), None)


def _in_figure_of(node: LexborNode, inside: dict[int, LexborNode]) -> bool:
    """Whether an element stands in a `<figure>` that also holds the picture."""
    outer = node.parent
    for _ in range(_LEVELS + 2):
        if outer is None:
            return False
        if outer.tag == "figure" and outer.mem_id in inside:
            return True
        outer = outer.parent
    return False


def in_figcaption(node: LexborNode | None) -> bool:
    """Whether an element is a `<figcaption>` or stands in one."""
    for _ in range(_LEVELS):
        if node is None:
            return False
        if node.tag == "figcaption":
            return True
        node = node.parent
    return False


def _holders(node: LexborNode | None) -> dict[int, LexborNode]:
    """An element and those round it, by their `mem_id`."""
    found = {}
    for _ in range(_LEVELS + 2):
        if node is None:
            break
        found[node.mem_id] = node
        node = node.parent
    return found


def _describes(hint: LexborNode | None, figure_hint: LexborNode | None) -> bool:
    """Whether the picture in an element names another element as its description (WAI-ARIA 1.2, aria-describedby)."""
    identifiers = set()
    node = hint
    for _ in range(_LEVELS):
        if node is None or node.tag in ("body", "html"):
            break
        identifiers.add(node.attributes.get("id"))
        node = node.parent
    identifiers -= {None, ""}
    if not identifiers or figure_hint is None:
        return False
    described = [figure_hint, *figure_hint.css("[aria-describedby]")]
    return any(identifiers.intersection((node.attributes.get("aria-describedby") or "").split()) for node in described)


class _Crowd:
    """Which paragraphs of a frame look unlike the text: centred, small or grey. Seen only when a rule asks."""

    __slots__ = ("blocks", "hints", "kept", "ways")
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
    _CLASS = _class(
        r"cent(?:er|re)(?:ed)?|text-?cent(?:er|re)(?:ed)?"
        r"|(?![\w-]*(?:items|self|content|justify|vertical|image|img)-)(?:[\w-]*-)?(?:text|txt|align|para|paragraph|p|f)"
        r"-(?:[\w-]*-)?cent(?:er|re)(?:ed)?"
        r"|(?:has-)?small(?:-font-size)?|text-(?:small|sm|xs|muted|gr[ae]y)"
    )

    def __init__(self, blocks: Sequence[Block], hints: Sequence[LexborNode | None], ways: Ways) -> None:
        self.blocks = blocks
        self.hints = hints
        self.ways = ways
        self.kept: bool | None = None

    def keeps_emphasis_for_captions(self) -> bool:
        """Whether more of the emphasised paragraphs stand below a figure than elsewhere, where they are headings.

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
                    if index and isinstance(self.blocks[index - 1], Figure):
                        below += 1
                    elif 0 < index < len(self.blocks) - 1:
                        elsewhere += 1
            self.kept = below > elsewhere
        return self.kept

    def is_before_figure(self, index: int) -> bool:
        return index + 1 < len(self.blocks) and isinstance(self.blocks[index + 1], Figure)

    def is_apart(self, index: int) -> bool:
        """Whether a paragraph looks unlike the text and the next one does not."""
        if not self._looks_apart(index):
            return False
        following = index + 1
        while following < len(self.blocks) and not isinstance(self.blocks[following], Paragraph):
            following += 1
        return following == len(self.blocks) or not self._looks_apart(following)

    def is_boxed(self, index: int, inside: dict[int, LexborNode]) -> bool:
        """Whether a paragraph is alone with the figure in an element whose class says that it is for a picture."""
        hint = self.hints[index]
        box = hint.parent if hint is not None and hint.tag == "p" else None
        if box is None or box.mem_id not in inside or not _BOX.search(box.attributes.get("class") or ""):
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
        while inner is not None and len(chain) < _LEVELS + 2:
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
            or self._CLASS.search(_hyphenated(attributes.get("class") or "")) is not None
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


def _only_child(node: LexborNode) -> LexborNode | None:
    """The element that alone holds the text of another one."""
    found = None
    child = node.first_child
    while child is not None:
        if child.tag != "-text":
            if found is not None and child.tag != "br":
                return None
            found = child if child.tag != "br" else found
        elif (child.text_content or "").strip():
            return None
        child = child.next
    return found


_COUNT = regex(
    r"[\W_]*\d[\d\W_]*(?:min|mins|minutes?|sec|secs|seconds?|hours?|pictures?|images?|photos?|pics?|videos?|slides?"
    r"|views?|likes?|comments?|shares?|fotos?|bilder|imágenes|[^\W\d_]{1,2})?[\W_]*\Z",
    re.IGNORECASE,
)


def is_count(text: str) -> bool:
    """Whether a text only counts or measures, as below a video or a gallery: "02:12 min", "38 pictures"."""
    return len(text) < 40 and _COUNT.match(text) is not None


def is_aside(block: Paragraph, hint: LexborNode | None) -> bool:
    """Whether a paragraph beside a picture is a control or a count, which belongs to no caption."""
    if hint is not None and (hint.tag == "button" or hint.attributes.get("role") == "button"):
        return True
    return is_count(words(block.content))


def is_link(content: tuple[Inline, ...]) -> bool:
    """Whether a phrase is one link from end to end, which offers something to read."""
    if len(content) != 1:
        return False
    item = content[0]
    return isinstance(item, Link) or (isinstance(item, (Emphasis, Strong)) and is_link(item.content))


def is_likely(name: str | None) -> bool:
    """Whether a form is only the shape's word."""
    return name in _LIKELY


def is_emphasis(content: tuple[Inline, ...]) -> bool:
    """Whether a phrase is emphasised from end to end, punctuation aside."""
    return _is_all(Emphasis, content)


def is_strong(content: tuple[Inline, ...]) -> bool:
    """Whether a phrase is strong from end to end, punctuation aside: more a heading than a caption."""
    return _is_all(Strong, content)


def _is_all(kind: type[Emphasis | Strong], content: tuple[Inline, ...]) -> bool:
    return any(isinstance(item, (kind, Link)) for item in content) and all(
        isinstance(item, (kind, LineBreak))
        or (isinstance(item, Link) and _is_all(kind, item.content))
        or (isinstance(item, Text) and not any(map(str.isalnum, item.text)))
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
