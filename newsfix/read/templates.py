"""What belongs to a site generator: template tags and shortcodes, kept byte for byte.

A tag is taken out of the body before any parser sees it and a placeholder of noncharacters stands
in its place, so that neither HTML nor Markdown can read anything into it. Tags that mean a figure
become one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from newsfix.model.article import Inline, Opaque, Text
from newsfix.read.html.tags import Tags
from newsfix.read.references import escape, unescape
from newsfix.regex import regex
from newsfix.texts import Verbatim

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_PLACEHOLDER = regex(f"{_OPEN}([0-9]+){_CLOSE}")
# Where a tag may begin: what has to be in a text at all, and what to look for then. One character is
# sought ten times as fast as two.
_BEGINNINGS = (
    ("{", regex(r"\{[%{:]")),
    ("[", regex(r"\[/?[A-Za-z]")),
    (_OPEN, regex(_OPEN)),
    (_CLOSE, regex(_CLOSE)),
)
_INSTRUCTION = regex(r"<\?")

# Content between these pairs is not HTML or Markdown either: it is kept with its tags.
_LIQUID_RAW = "raw|highlight|codeblock|comment|math|mermaid|plantuml|graphviz"
_WORDPRESS_RAW = "code|sourcecode|latex|php|html|css|javascript|js|python|bash|xml|sql|ruby|java"
_WORDPRESS_NAMES = (
    "gallery|youtube|vimeo|audio|video|embed|playlist|soundcloud|twitter|tweet|gist|contact-form|contact-form-7|poll"
    "|polldaddy|slideshow|slideshare|dailymotion|googlemaps|wpvideo|flickr|instagram|spotify|caption|wp_caption|more"
)

# No tag holds the beginning of another of its kind, so that a tag that is never closed costs nothing.
_TAG = regex(
    rf"""
      \{{%-?\s*(?P<liquid>{_LIQUID_RAW})\b(?:[^{{]|\{{(?!%-?\s*(?:end)?(?P=liquid)\b)){{0,200000}}
      \{{%-?\s*end(?P=liquid)\s*-?%\}}
    | \{{\{{[<%]\s*(?P<hugo>highlight|mermaid|math|katex)\b[^\n>%]*[>%]\}}\}}
      (?:[^{{]|\{{(?!\{{[<%]\s*/?(?P=hugo)\b)){{0,200000}}\{{\{{[<%]\s*/(?P=hugo)\s*[>%]\}}\}}
    | \[(?P<wordpress>{_WORDPRESS_RAW})(?:\s[^\]\n\[]*)?\]
      (?:[^\[]|\[(?!/?(?P=wordpress)\b)){{0,200000}}\[/(?P=wordpress)\]
    | \{{%(?:[^%{{\n]|%(?!\}})|\{{(?!%)|\n(?![ \t]*\n)){{0,4000}}%\}}
    | \{{\{{(?:[^}}{{\n]|\}}(?!\}})|\{{(?!\{{)|\n(?![ \t]*\n)){{0,4000}}\}}\}}
    | (?<![^\s>*_)\]`])\{{:[^\n}}{{]*\}}
    | \[/?(?:{_WORDPRESS_NAMES})(?:\s[^\]\n\[]*)?/?\](?!\(|:|\[(?!/?(?:{_WORDPRESS_NAMES})\b))
    | \[[a-z][\w-]*(?:\s+[\w-]+=(?:"[^"\]\n]*"|'[^'\]\n]*'))+\s*/?\](?!\()
    | <\?(?:[^?<]|\?(?!>)|<(?!\?)){{0,200000}}\?>
    | [{_OPEN}{_CLOSE}]
    """,
    re.VERBOSE,
)

_CAPTION = regex(
    r"\[(?P<name>caption|wp_caption)(?P<attributes>[^\]\[]*)\]"
    r"(?P<content>(?:[^\[]|\[(?!/?(?:wp_)?caption\b)){0,20000})\[/(?P=name)\]"
)
_CAPTION_PICTURE = regex(
    r"\s*(?P<picture>(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?|\[?!\[[^\]]*\]\([^)\s]*(?:\s+\"[^\"]*\")?\)(?:\]\([^)]*\))?)(?P<text>.*)\Z",
    re.DOTALL,
)
_MARKDOWN_PICTURE = regex(
    r"\[?!\[(?P<alt>[^\]]*)\]\((?P<url>[^)\s]*)(?:\s+\"(?P<title>[^\"]*)\")?\)(?:\]\((?P<link>[^)]*)\))?"
)
_FIGURE_TAG = regex(
    r"""
      \{\{[<%]\s*(?:figure|img|image)\s+(?P<hugo>[^{}]*?)/?\s*[>%]\}\}(?:\s*\{\{[<%]\s*/(?:figure|img|image)\s*[>%]\}\})?
    | \{%\s*(?:figure|img|image)\s+(?P<liquid>[^{}%]*?)\s*%\}
    """,
    re.VERBOSE,
)
_ATTRIBUTE = regex(r"""([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"']+))""")
_IMAGE_WORD = regex(r"[^\s\"']+\.(?:jpe?g|png|gif|webp|avif|svg|bmp)\b[^\s\"']*", re.IGNORECASE)
# What begins a block of its own or goes on with one: quotes, tables, HTML, fences, rules, list items, headings.
_NO_PROSE = regex(
    r"[|<>]|=+\s*\Z|`{3}|~{3}|\{:|\[(?:[^\]]+\]:|.*\]\Z)|[-+*](?:[ \t]|\Z)|[-*]{3,}\s*\Z|\#{1,6}(?:[ \t]|\Z)"
)
_FIRST_ITEM = regex(r"[ ]{0,3}1[.)](?:[ \t]|\Z)")  # no other number ends a paragraph
_PATH = regex(r"[./{\ufdd0]")
_QUOTED = regex(r"""["']([^"']*)["']""")


_FENCED = regex(
    r"^[ \t>*+\-\d.)]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*\n)*?(?:[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)", re.MULTILINE
)


Phrase = Callable[[str], str]


class Protected(Struct, frozen=True):
    """A text whose tags are placeholders, and the tags.

    `bare` are the numbers of the tags that begin the destination of a Markdown link.
    """

    text: str
    tags: tuple[str, ...] = ()
    bare: frozenset[int] = frozenset()

    def restore(self, text: str) -> str:
        """Put the tags back into a text that was cut from this one."""
        if not self.tags or _OPEN not in text:
            return text
        return _PLACEHOLDER.sub(lambda match: self.tags[int(match[1])], text)

    def restore_url(self, text: str) -> str:
        """Put the tags back into a URL."""
        restored = self.restore(text)
        match = _PLACEHOLDER.match(text) if self.bare else None
        return Verbatim(restored) if match and int(match[1]) in self.bare else restored

    def holds(self, text: str) -> bool:
        """Whether the text has a placeholder."""
        return bool(self.tags) and _OPEN in text

    def split(self, text: str) -> list[Inline]:
        """A text as `Text` and `Opaque` in turn."""
        found: list[Inline] = []
        for index, piece in enumerate(_PLACEHOLDER.split(text)):
            kind, said = (Opaque, self.tags[int(piece)]) if index % 2 else (Text, piece)
            if said:
                found.append(kind(said))
        return found


def protect(text: str, tags: Tags, *, keep_lines: bool) -> Protected:
    """Replace the tags of site generators by placeholders.

    `tags`: those of HTML, of the text or of what it was made from.
    `keep_lines`: in Markdown a tag on a line of its own stays on it, so it takes along the line
    feeds that part it from the text above and below.
    """
    begins = [begin for sign, begin in _BEGINNINGS if sign in text]
    if "?" in tags.names:
        begins.append(_INSTRUCTION)
    starts = [match.start() for begin in begins for match in begin.finditer(text)]
    if not starts:
        return Protected(text)
    parts: list[str] = []
    taken: list[str] = []
    bare: set[int] = set()
    last = 0
    code = _Fences(text) if keep_lines else None
    for match in _matches(text, sorted(starts)):
        start, end = match.span()
        if match[0] in (_OPEN, _CLOSE) or (not keep_lines and match[0].startswith("<?xml")):
            # Not for text (Unicode, section 23.7): one of the source's own goes. So does what XML declares.
            parts.append(text[last:start])
            last = end
            continue
        if not keep_lines and match[0].startswith("{:"):
            # Attributes are Markdown's; in HTML the braces are text.
            continue
        if code is not None and not code.hold(start):
            start, end = _whole_line(text, start, end)
        if start < last:
            start = match.start()
        if keep_lines and text.startswith("](", match.start() - 2):
            bare.add(len(taken))
        parts += (text[last:start], f"{_OPEN}{len(taken)}{_CLOSE}")
        taken.append(text[start:end])
        last = end
    if not parts:
        return Protected(text)
    return Protected("".join((*parts, text[last:])), tuple(taken), frozenset(bare))


def _matches(text: str, starts: list[int]) -> Iterator[re.Match[str]]:
    """The tags of a text, from left to right, of which each begins at one of `starts`."""
    end = 0
    for start in starts:
        if start >= end and (match := _TAG.match(text, start)):
            end = match.end()
            yield match


class _Fences:
    """Where the fenced code blocks of a Markdown text are."""

    def __init__(self, text: str) -> None:
        has_fences = "```" in text or "~~~" in text
        self._spans = [match.span() for match in _FENCED.finditer(text)] if has_fences else []

    def hold(self, offset: int) -> bool:
        from bisect import bisect_right

        index = bisect_right(self._spans, (offset, len(self._spans) and self._spans[-1][1])) - 1
        return index >= 0 and offset < self._spans[index][1]


def _whole_line(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen the span of a tag that fills its line by the line feeds to a paragraph's other lines."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    # A mark that ends with the tag is no more than its end.
    if text[line_start:start].strip(" \t") or text[end:line_end].strip(" \t*_~"):
        return start, end
    above = text[text.rfind("\n", 0, max(line_start - 1, 0)) + 1 : max(line_start - 1, 0)]
    if line_start - text.rfind("\n", 0, line_start - 1) > 1 and _is_prose(above) and not _is_broken(above):
        start = line_start - 1
    below = text[line_end + 1 : (text.find("\n", line_end + 1) + 1 or len(text) + 1) - 1]
    goes_on = _is_prose(below) and not _FIRST_ITEM.match(below)
    if text[end:line_end] == "" and goes_on and not text.startswith("{:", start):
        end = min(line_end + 1, len(text))
    return start, end


def _is_broken(line: str) -> bool:
    """Whether a line ends with a hard line break, which keeps the next one apart by itself (CommonMark 6.7)."""
    return line.endswith("  ") or (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _is_prose(line: str) -> bool:
    """Whether a line beside a tag belongs to its paragraph, as far as its first characters tell."""
    stripped = line.strip()
    return bool(stripped) and not _NO_PROSE.match(stripped) and not stripped.endswith(("|", "%}", "}}"))


def figures(text: str, phrase: Phrase | None = None) -> str:
    """Write the shortcodes that mean a figure (`[caption]`, Hugo's and Liquid's `figure` and `img`) as HTML figures.

    `phrase` makes HTML of a caption where those are Markdown, too.
    """
    phrase = phrase or _plain
    if "]" in text and "caption]" in text:
        text = _written(text, _CAPTION, _caption, phrase)
    if "{" in text and ("{%" in text or "{{<" in text):
        text = _written(text, _FIGURE_TAG, _figure, phrase)
    return text


def _written(text: str, pattern: re.Pattern[str], write: Callable[[re.Match[str], Phrase], str], phrase: Phrase) -> str:
    """The text with what a pattern finds outside of code written anew."""
    if not pattern.search(text):
        return text
    code = _Fences(text)
    return pattern.sub(lambda match: match[0] if code.hold(match.start()) else write(match, phrase), text)


def _caption(match: re.Match[str], phrase: Phrase) -> str:
    picture = _CAPTION_PICTURE.match(match["content"])
    if not picture:
        return match[0]
    attributes = {name: a or b or c for name, a, b, c in _ATTRIBUTE.findall(match["attributes"])}
    text = picture["text"].strip()
    caption = text if phrase is _plain else phrase(text)
    # An attribute of HTML has entities in it already.
    caption = caption or _plain(unescape(attributes.get("caption", "")))
    return _as_figure("caption-shortcode", _MARKDOWN_PICTURE.sub(_picture, picture["picture"]), caption)


def _picture(match: re.Match[str]) -> str:
    title = f' title="{escape(match["title"])}"' if match["title"] else ""
    picture = f'<img src="{escape(match["url"])}" alt="{escape(match["alt"])}"{title}>'
    return f'<a href="{escape(match["link"])}">{picture}</a>' if match["link"] else picture


def _figure(match: re.Match[str], phrase: Phrase) -> str:
    words = match["hugo"] if match["hugo"] is not None else match["liquid"]
    attributes = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(words)}
    source = attributes.get("src") or attributes.get("url")
    texts = [_plain(attributes.get("title", "")), phrase(attributes.get("caption", "").replace('\\"', '"'))]
    if not source and match["liquid"] is not None:
        found = _IMAGE_WORD.search(words)
        source = found[0] if found else None
        quoted = _QUOTED.findall(words)
        if source in quoted and not any(texts):
            # `{% figure "x.jpg" "alt" "caption" %}`, as tags of Eleventy and Nunjucks have it.
            quoted = quoted[quoted.index(source) + 1 :]
            attributes.setdefault("alt", quoted[0] if quoted else "")
            texts = [_plain(text) for text in quoted[1:2]]
        elif quoted and not any(texts):
            # `{% img /x.jpg 300 200 'title' 'alt' %}`, as Octopress has it.
            attributes.setdefault("alt", quoted[-1])
            texts = [_plain(quoted[0])] if quoted[0] != attributes["alt"] else []
    if not source or not _PATH.search(source):
        # A name that the site's own data resolve is no URL.
        return match[0]
    picture = f'<img src="{escape(source)}" alt="{escape(attributes.get("alt", ""))}">'
    if attributes.get("link"):
        picture = f'<a href="{escape(attributes["link"])}">{picture}</a>'
    caption = "<br>".join(filter(None, texts))
    if attributes.get("attr"):
        credit = phrase(attributes["attr"])
        link = attributes.get("attrlink")
        caption = f"{caption} " + (f'<a href="{escape(link)}">{credit}</a>' if link else credit)
    return _as_figure("hugo-figure" if match["hugo"] is not None else "liquid-figure", picture, caption.strip())


def _plain(text: str) -> str:
    """An attribute's value as HTML that shows it."""
    return escape(text.replace('\\"', '"'), quote=False)


def _as_figure(form: str, picture: str, caption: str) -> str:
    text = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure data-form="{form}">{picture}{text}</figure>'
