"""The grammar of template tags and shortcodes, for who reads them and for who writes text that must be none.

No tag holds the beginning of another of its kind, so that one that is never closed costs nothing.
Patterns given as text are for `re.VERBOSE`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsfix.model.article import Inert
from newsfix.regex import regex

_NAMES = (
    "gallery|youtube|vimeo|audio|video|embed|playlist|soundcloud|twitter|tweet|gist|contact-form|contact-form-7|poll"
    "|polldaddy|slideshow|slideshare|dailymotion|googlemaps|wpvideo|flickr|instagram|spotify|caption|wp_caption|more"
)
"""Shortcodes that need no attribute to be known for one."""

_RAW_NAMES = (
    "code|sourcecode|latex|php|html|css|javascript|js|python|bash|xml|sql|ruby|java|cc|cpp|c|csharp|perl|crayon|highlight"
    "|shell|powershell|yaml|json"
)
"""Shortcodes that come in pairs and have code between them."""

_DRAWN = "math|mermaid|plantuml|graphviz"
_LIQUID_RAW = rf"raw|highlight|codeblock|comment|{_DRAWN}"
_HUGO_RAW = (
    rf"high(?:light)?|{_DRAWN}|katex|latex|e?charts?"
    r"|code(?:block)?(?![\w-])|code-(?!tab|group|block|toggle|fence|include)[a-z]+"
)
"""Content between these pairs is not HTML or Markdown either: it belongs to their tags."""

PAIR = regex(
    rf"""
      \{{%-?\s*(?P<liquid>{_LIQUID_RAW})\b(?P<arguments>[^%]*?)-?%\}}(?P<content>.*)\{{%-?\s*end(?P=liquid)\s*-?%\}}
    | \{{\{{[<%]\s*(?P<hugo>{_HUGO_RAW})\b(?P<attributes>[^\n>%]{{0,400}})[>%]\}}\}}
      (?P<code>.*)\{{\{{[<%]\s*/(?P=hugo)\s*[>%]\}}\}}
    """,
    re.VERBOSE | re.DOTALL,
)
"""A pair of tags with what is between them."""

RAW_OR_COMMENT = regex(r"\{%-?\s*(raw|comment)\s*-?%\}((?:[^{]|\{(?!%-?\s*(?:end)?\1\b))*)\{%-?\s*end\1\s*-?%\}")
"""What Liquid shows as it stands, or not at all."""
TAG_OF_LISTING = regex(
    rf"\{{%-?\s*(?:end)?(?:{_LIQUID_RAW})\b[^%]*%\}}|\{{\{{[<%]\s*/?\s*(?:{_HUGO_RAW})\b[^\n>%]{{0,400}}[>%]\}}\}}"
)
"""A tag that code or a formula begins or ends with."""

FIGURE_NAMES = "figure|img|image|picture|asset_img"
"""Tags of Hugo and of Liquid that mean a picture."""

_BLANK = r"(?:[^\S\n]|\n(?![ \t]*\n))"
_NAMED = rf"\[/?(?:{_NAMES})(?:{_BLANK}[^\]\n\[]*)?/?\](?!\(|:|\[(?!/?(?:{_NAMES})\b)[^\[\]\n]*\](?!\())"
_WITH_VALUES = rf"""\[[a-z][\w-]*(?:{_BLANK}+[\w-]+=(?:"[^"\]\n]*"|'[^'\]\n]*'))+{_BLANK}*/?\](?!\()"""
"""Any other name is one of a shortcode where quoted values follow."""
_ATTRIBUTES = r"\{(?=:)(?<![^\s>*_)\]`]\{)"
"""What begins a list of attributes to kramdown."""
_ATTRIBUTE = r"""(?:[.\#][\w:-]+|[\w:-]+=(?:"[^"{}\n]*"|'[^'{}\n]*'|[^\s"'{}]+))"""
_LISTED = rf"[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}"
_ATTRIBUTE_LIST = rf"\{{(?<=\)\{{){_LISTED}"
"""The attributes of a link or a picture to Pandoc and to MkDocs."""
ATTRIBUTE_LINE = rf"\{{{_LISTED}"
"""The attributes of a block, on a line of their own, to Pandoc, MkDocs and Hugo."""
ATTRIBUTES = regex(rf"\{{:(?![:/])[^{{}}\n]*\}}|{ATTRIBUTE_LINE}")
"""The same to kramdown, too."""


def _engine_tags(line_feed: str) -> str:
    return (
        rf"\{{\{{(?:[^}}{{\n]|\}}(?!\}})|\{{(?!\{{){line_feed}){{0,4000}}\}}\}}"
        rf"|\{{%(?:[^%{{\n]|%(?!\}})|\{{(?!%){line_feed}){{0,4000}}%\}}"
    )


_UP_TO_A_BLANK_LINE = r"|\n(?![ \t]*\n)"

TAG_IN_URL = _engine_tags("")

ENGINE_TAG = regex(_engine_tags(_UP_TO_A_BLANK_LINE))
"""A tag by itself: what HTML it may hold is its own."""

_CODE_PAIR = rf"""\[(?P<wordpress>{_RAW_NAMES})(?:\s[^\]\n\[]*)?\]
      [^\[]*(?:\[(?!/?(?P=wordpress)\b)[^\[]*){{0,200000}}\[/(?P=wordpress)\]"""

_RAW_PAIRS = rf"""
      \{{%-?\s*(?P<liquid>{_LIQUID_RAW})\b[^{{]*(?:\{{(?!%-?\s*(?:end)?(?P=liquid)\b)[^{{]*){{0,200000}}
      \{{%-?\s*end(?P=liquid)\s*-?%\}}
    | \{{\{{[<%]\s*(?P<hugo>{_HUGO_RAW})\b[^\n>%]{{0,400}}[>%]\}}\}}
      [^{{]*(?:\{{(?!\{{[<%]\s*/?(?P=hugo)\b)[^{{]*){{0,200000}}\{{\{{[<%]\s*/(?P=hugo)\s*[>%]\}}\}}
    | \{{::(?P<kramdown>comment|nomarkdown)\b[^\n}}]*(?<!/)\}}
      [^{{]*(?:\{{(?!:/)[^{{]*){{0,200000}}\{{:/(?:(?P=kramdown))?\}}
"""
RAW_PAIR = regex(_RAW_PAIRS, re.VERBOSE)
"""A pair of tags, found in a text: no tag between them is one."""

TAG = rf"""
      {_RAW_PAIRS}
    | {_CODE_PAIR}
    | {_engine_tags(_UP_TO_A_BLANK_LINE)}
    | \{{\#(?=[\s-])(?:[^#\n]|\#(?!\}}){_UP_TO_A_BLANK_LINE}){{0,4000}}\#\}}
    | {_ATTRIBUTES}:[^\n}}{{]*\}}
    | {_ATTRIBUTE_LIST}
    | {_NAMED}
    | {_WITH_VALUES}
    | <\?(?![?>])[^?<]*(?:(?:\?(?!>)|<(?!\?))[^?<]*){{0,200000}}\?>
"""
"""What is kept byte for byte; `liquid`, `hugo`, `kramdown` and `wordpress` are the groups of those with content."""

BEGINNING = regex(rf"\{{(?=[{{%\#])|{_ATTRIBUTES}|\{{(?<=\)\{{)(?={_LISTED})", re.VERBOSE)
"""What begins a tag in braces, closed or not."""

SHORTCODE = regex(rf"{_NAMED}|\[/(?:{_RAW_NAMES})\]|{_WITH_VALUES}", re.VERBOSE)
KEPT_IN_BRACKETS = regex(rf"{_CODE_PAIR}|{SHORTCODE.pattern}", re.VERBOSE)
"""A shortcode, or a pair with code between: what HTML they hold is their own."""
NAME_OF_FIGURE = r"\\\#[a-z]+:[\w-]+(?=\))"
"""What a caption begins with to bookdown: `(\\#fig:quay) The quay`."""
_IN_VALUES = regex(rf"{TAG_IN_URL}|{_CODE_PAIR}|{_NAMED}|{_WITH_VALUES}|{NAME_OF_FIGURE}", re.VERBOSE)
# What begins a tag, and what stands for that: each by itself is looked for by its first character.
_BRACES = regex(r"\{[\t\r\n]*[{%&]")
_AS_ENTITY = regex(r"&(?:#0*(?:123|91)\b|#[xX]0*[75][bB]\b|l(?:brace|cub|brack|sqb);)")
CODE_END = regex(rf"\[/({_RAW_NAMES})\]")
FIGURE_BEGINNING = rf"\{{\{{[<%]\s*(?:{FIGURE_NAMES})\s|\{{%-?\s*(?:{FIGURE_NAMES})\s"


def may_be_misread(html: str) -> bool:
    """Whether HTML has, as text, what would be a tag by itself: by entities, or by a backslash of Markdown."""
    return (
        ("{" in html and _BRACES.search(html) is not None)
        or ("&" in html and _AS_ENTITY.search(html) is not None)
        or ("[" in html and SHORTCODE.search(html) is not None)
    )


def tags_apart(value: str) -> Sequence[str]:
    """The parts of an address, a title or a description, every other one a tag."""
    if isinstance(value, Inert):
        return (value,)
    parts: list[str] = []
    last = 0
    for match in _IN_VALUES.finditer(value) if "{" in value or "[" in value or "\\#" in value else ():
        parts += value[last : match.start()], match[0]
        last = match.end()
    return (*parts, value[last:])


def is_attribute_list(tag: str) -> bool:
    """Whether a tag states attributes of what it is behind."""
    return tag.startswith("{") and not tag.startswith(("{{", "{%")) and not tag.endswith("#}")
