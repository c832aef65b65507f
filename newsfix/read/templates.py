"""What belongs to a site generator: template tags and shortcodes, kept byte for byte.

A tag is taken out of the body before any parser sees it and a placeholder of noncharacters stands
in its place, so that neither HTML nor Markdown can read anything into it. Tags that mean a figure
become one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from newsfix.model.article import RawInline, Text, Verbatim
from newsfix.read.characters import escape, unescape
from newsfix.read.code import CodeSpans
from newsfix.read.html.tags import Tags
from newsfix.read.pairs import LIVE, paired
from newsfix.regex import regex
from newsfix.syntax.dialects import CLOSE, OPEN, STAND_IN, restored
from newsfix.syntax.pictures import FILE
from newsfix.syntax.templates import FIGURE_NAMES, TAG, is_attribute_list

_NONCHARACTERS = (OPEN, CLOSE)
# Where a tag may begin: what has to be in a text at all, and what to look for then. One character is
# sought ten times as fast as two.
_BEGINNINGS = (
    ("{", regex(r"\{[%{:#]")),
    ("){", regex(r"(?<=\))\{")),
    ("[", regex(r"\[/?[A-Za-z]")),
    (OPEN, regex(OPEN)),
    (CLOSE, regex(CLOSE)),
)
_INSTRUCTION = regex(r"<\?")

_TAG = regex(rf"{TAG} | [{OPEN}{CLOSE}]", re.VERBOSE)

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
    rf"""
      \{{\{{[<%]\s*(?:{FIGURE_NAMES})\s+(?P<hugo>[^{{}}]*?)/?\s*[>%]\}}\}}
      (?:\s*\{{\{{[<%]\s*/(?:{FIGURE_NAMES})\s*[>%]\}}\}})?
    | \{{%\s*(?:{FIGURE_NAMES})\s+(?P<liquid>[^{{}}%]*?)\s*%\}}
    """,
    re.VERBOSE,
)
_ATTRIBUTE = regex(r"""([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"']+))""")
_IMAGE_WORD = regex(rf"[^\s\"']+{FILE}\b[^\s\"']*", re.IGNORECASE)
_DEFINITION = regex(r"^[ \t>]*(?:[-+*][ \t]+|[0-9]{1,9}[.)][ \t]+)?\[([^\[\]\n]+)\]:[ \t]*\S", re.MULTILINE)
_PREFIX = regex(r"[ \t>]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+)*")  # what stands before a block in quotes and lists
_ITEM_MARK = regex(r"[-+*0-9.)]+")
_CODE_START = regex(r"<(?:code|pre)\b", re.IGNORECASE)
_CODE_END = regex(r"</(?:code|pre)\b", re.IGNORECASE)
_MARKUP = regex(r"<[A-Za-z/!?]")
_MARKS = ("{{", "{%", "{#", "[/")  # what a site generator runs, even in code
_PATH = regex(r"[./{" + OPEN + "]")
_QUOTED = regex(r"""["']([^"']*)["']""")


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
        return restored(text, self.tags) if self.tags else text

    def restore_url(self, text: str) -> str:
        """Put the tags back into a URL."""
        restored = self.restore(text)
        match = STAND_IN.match(text) if self.bare else None
        return Verbatim(restored) if match and int(match[1]) in self.bare else restored

    def holds(self, text: str) -> bool:
        """Whether the text has a placeholder."""
        return bool(self.tags) and OPEN in text

    def split(self, text: str) -> list[Text | RawInline]:
        """A text as `Text` and `RawInline` in turn."""
        found: list[Text | RawInline] = []
        for index, piece in enumerate(STAND_IN.split(text)):
            kind, said = (RawInline, self.tags[int(piece)]) if index % 2 else (Text, piece)
            if said:
                found.append(kind(said))
        return found


def protect(text: str, tags: Tags, *, markdown: bool) -> Protected:
    """Replace the tags of site generators by placeholders.

    `tags`: those of HTML, of the text or of what it was made from.
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
    for start, end in _found(text, starts, markdown=markdown):
        if text[start] in _NONCHARACTERS or (not markdown and text.startswith("<?xml", start)):
            # Not for text (Unicode, section 23.7): one of the source's own goes. So does what XML declares.
            parts.append(text[last:start])
            last = end
            continue
        if text.startswith("<?", start) and LIVE.search(text, start, end):
            # For a browser it ends at the first `>`: what is in it would run.
            parts += text[last:start], text[start:end].replace("&", "&amp;").replace("<", "&lt;")
            last = end
            continue
        if not markdown and is_attribute_list(text[start:end]):
            # Attributes are Markdown's; in HTML the braces are text.
            continue
        if markdown and text.startswith("](", start - 2):
            bare.add(len(taken))
        parts += (text[last:start], f"{OPEN}{len(taken)}{CLOSE}")
        taken.append(text[start:end])
        last = end
    if not parts:
        return Protected(text)
    return Protected("".join((*parts, text[last:])), tuple(taken), frozenset(bare))


def _found(text: str, starts: Iterable[int], *, markdown: bool) -> Iterator[tuple[int, int]]:
    """The tags of a text, from left to right, of which each begins at one of `starts`.

    Of a tag in code only the mark that begins it is one, since it is text there like all around it; but what
    HTML would read for a tag of its own stays whole. A mark that is shown by itself in a code span begins none.
    """
    code = CodeSpans(text, markdown=markdown)
    tags = set(starts)
    labels = _labels(text) if markdown else frozenset[str]()
    pairs = paired(text, labels, markdown=markdown)
    last = code_end = 0
    in_phrase = in_element = False
    for start in sorted(tags.union(code.starts())):
        if start < last:
            continue
        if start >= code_end and (end := code.end(start)):
            code_end, in_phrase, in_element = end, code.is_phrase(start), code.is_element(start)
        if start not in tags:
            continue
        match = _TAG.match(text, start)
        if start < code_end:
            whole = match is not None and match.end() <= code_end
            if match and (match[0] in _NONCHARACTERS or (in_element and _is_markup(match[0], whole=whole))):
                end = match.end()
            elif text.startswith(_MARKS, start) and (whole or not in_phrase):
                end = start + (1 if text[start] == "[" else 2)
            else:
                continue
            yield start, end
        elif start in pairs and not (match and match.lastgroup):
            end = pairs[start]
            yield start, end
        elif match and not _crosses(match, code) and not (labels and _label(match[0][1:-1]) in labels):
            end = match.end()
            if not markdown and text[start] in "{[" and LIVE.search(match[0]):
                # To a browser it is HTML, whatever stands round it: so it is read here.
                opening = _OPENING.match(match[0]) if match.lastgroup else None
                if opening is None:
                    continue
                end = start + opening.end()
            yield start, end
        else:
            continue
        last = end


_OPENING = regex(r"\{%.*?%\}|\{\{[<%].*?[>%]\}\}|\[[^\]]*\]", re.DOTALL)


def _is_markup(tag: str, *, whole: bool) -> bool:
    """Whether a parser of HTML would read something into a tag that stands (`whole`) in `<code>` or `<pre>`."""
    return tag.startswith("<?") or (whole and bool(_MARKUP.search(tag)))


def _crosses(match: re.Match[str], code: CodeSpans) -> bool:
    """Whether code begins in a tag and ends beyond it, or ends in a tag that begins before the code."""
    if match.lastgroup:
        return False
    if len(_CODE_START.findall(match[0])) != len(_CODE_END.findall(match[0])):
        return True
    last = 0
    for start in code.phrases_within(*match.span()) if "`" in match[0] else ():
        last = max(last, (code.end(start) or 0) if start >= last else 0)
    return last > match.end()


def _labels(text: str) -> frozenset[str]:
    """The labels of a Markdown text's link definitions: in brackets they are links (CommonMark 6.3)."""
    if "]:" not in text:
        return frozenset()
    return frozenset(map(_label, _DEFINITION.findall(text)))


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


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
    code = CodeSpans(text, markdown=phrase is not _plain).spans()

    def written(match: re.Match[str]) -> str:
        index = bisect_right(code, (match.start(), len(text))) - 1
        if index >= 0 and match.start() < code[index][1]:
            return match[0]
        figure = write(match, phrase)
        return figure if phrase is _plain or figure == match[0] else figure + _parting(match)

    return pattern.sub(written, text)


def _parting(match: re.Match[str]) -> str:
    """What parts a figure from the Markdown beside and below it: HTML at a line's start goes on to a blank line."""
    text, end = match.string, match.end()
    prefix = _PREFIX.match(text, text.rfind("\n", 0, match.start()) + 1)
    if prefix is None or prefix.end() != match.start():
        return ""
    line_end = text.find("\n", end)
    beside = text[end : len(text) if line_end < 0 else line_end].strip()
    container = _ITEM_MARK.sub(lambda mark: " " * len(mark[0]), prefix[0])
    if beside:
        return f"\n{container.rstrip()}\n{container}"
    below = text[line_end + 1 : text.find("\n", line_end + 1)] if line_end >= 0 else ""
    return f"\n{container.rstrip()}" if below.strip(" \t>") else ""


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
