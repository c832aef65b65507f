"""What a `style` and a `class` say: hidden, bold, code, a caption, a part of a card.

The same ones stand in an article over and over, so what one of them says is found out once.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from newsfix.read.html.addresses import on_one_line
from newsfix.read.html.code import ON_ITS_LINE, is_container, is_gutter
from newsfix.read.html.formulas import is_formula
from newsfix.regex import regex
from newsfix.syntax.captions import enlarges, named

HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STYLES = (
    (regex(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b", re.IGNORECASE), "strong"),
    (regex(r"font-style\s*:\s*(?:italic|oblique)\b", re.IGNORECASE), "emphasis"),
    (regex(r"text-decoration[\w-]*\s*:(?:(?!text-d)[^;])*line-through", re.IGNORECASE), "strikethrough"),
    (regex(r"vertical-align\s*:\s*super\b", re.IGNORECASE), "sup"),
    (regex(r"vertical-align\s*:\s*sub\b", re.IGNORECASE), "sub"),
)
_UNDONE = (
    (regex(r"font-weight\s*:\s*(?:normal|lighter|[1-5]00)\b", re.IGNORECASE), "strong"),
    (regex(r"font-style\s*:\s*normal\b", re.IGNORECASE), "emphasis"),
)
_BACKGROUND = regex(
    r"""background(?:-image)?\s*:(?:(?!backg)[^;])*?(?:url\(|image-set\()\s*(?P<quote>["']?)(?P<url>(?!data:|url\(|\s)[^"')]+)(?P=quote)\s{0,20}[\)\d]""",
    re.IGNORECASE,
)
# White space that is shown (CSS Text 3, section 3), and what editors show code by.
_LINES = regex(r"white-space(?:-collapse)?\s*:\s*(?:pre|break-spaces|preserve)", re.IGNORECASE)
_KEPT = regex(r"white-space(?:-collapse)?\s*:\s*(?:pre(?!-line|serve-breaks)|break-spaces)", re.IGNORECASE)
_PRE = regex(r"white-space\s*:\s*pre\s*(?:!|;|\Z)", re.IGNORECASE)
_SHOWING_LINES = ("white-space", "WHITE-SPACE", "whitespace", "pre-wrap", "pre-line")
_LINES_CLASSES = frozenset({
    *("pre-line", "pre-wrap", "white-space-pre", "white-space-pre-line", "white-space-pre-wrap"),
    *("whitespace-pre", "whitespace-pre-line", "whitespace-pre-wrap"),
})  # fmt: skip
# What a card shows on lines of their own although they are phrases: Ghost, Zhihu, Medium.
_PART = regex(
    r"(?:^|[\s_-])(?:agency|author|byline|copyright|credits?|date|desc(?:ription)?|domain|excerpt|host(?:name)?|meta(?:data)?|mixtapeEmbed-em"
    r"|name|photographer|publisher|site|source|subtitle|summary|title|url)(?:\s|$)",
    re.IGNORECASE,
)
ON_ITS_OWN = "mixtapeEmbed-em"
_MONOSPACED = regex(r"font(?:-family)?\s*:(?:(?!font)[^;])*(?:mono|courier|consolas|menlo)", re.IGNORECASE)
_CODE = regex(r"-en-codeblock\s*:\s*true", re.IGNORECASE)
_LONG = 1000


class Style(Struct, frozen=True):
    """What a `style` says.

    `marks` and `unmarked` are kinds of marks that it sets or takes away; `lines`: line ends are shown; `pre`: and all
    blanks; `code`: as code; `block`: on lines of its own.
    """

    hidden: bool = False
    marks: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = ()
    background: str | None = None
    lines: bool = False
    pre: bool = False
    code: bool = False
    block: bool = False


class Classes(Struct, frozen=True):
    """What a `class` says of an element.

    It may show a formula, is a caption, holds code, is beside code, is a part of a card that a link is made of;
    `lines`: line ends are shown, `titled`: so is its title, `control`: it shows a picture larger.
    """

    formula: bool = False
    caption: bool = False
    code: bool = False
    gutter: bool = False
    part: bool = False
    lines: bool = False
    titled: bool = False
    control: bool = False


NO_STYLE = Style()
NO_CLASSES = Classes()


def _read_style(style: str) -> Style:
    lines = bool(_LINES.search(style))
    background = _BACKGROUND.search(style)
    found = Style(
        bool(HIDDEN.search(style)),
        tuple(kind for pattern, kind in _STYLES if pattern.search(style)),
        tuple(kind for pattern, kind in _UNDONE if pattern.search(style)),
        on_one_line(background["url"]) if background else None,
        lines,
        lines and bool(_PRE.search(style)),
        bool(_CODE.search(style) or (_KEPT.search(style) and _MONOSPACED.search(style))),
        bool(ON_ITS_LINE.search(style)),
    )
    return NO_STYLE if found == NO_STYLE else found


def _read_classes(classes: str) -> Classes:
    found = Classes(
        is_formula(classes),
        named(classes) is not None,
        is_container(classes),
        is_gutter(classes),
        bool(_PART.search(classes)),
        any(each.rpartition(":")[2] in _LINES_CLASSES for each in classes.split()),
        "spoiler" in classes.lower(),
        enlarges(classes),
    )
    return NO_CLASSES if found == NO_CLASSES else found


_known_style = lru_cache(1024)(_read_style)
_known_classes = lru_cache(1024)(_read_classes)


def style_of(style: str | None) -> Style:
    """What the `style` of an element says."""
    if not style:
        return NO_STYLE
    return _known_style(style) if len(style) < _LONG else _read_style(style)


def classes_of(classes: str | None) -> Classes:
    """What the `class` of an element says."""
    if not classes:
        return NO_CLASSES
    return _known_classes(classes) if len(classes) < _LONG else _read_classes(classes)


def may_show_lines(text: str) -> bool:
    """Whether any style or class in a text may show line ends."""
    return any(sign in text for sign in _SHOWING_LINES)
