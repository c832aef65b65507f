"""What belongs to a site generator: template tags and shortcodes, kept byte for byte.

A tag is taken out of the body before any parser sees it and a placeholder of noncharacters is
in its place, so that neither HTML nor Markdown can read anything into it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import is_
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model.article import Inert, RawInline, Text, Verbatim
from newsfix.model.position import spliced
from newsfix.read.code import CodeSpans, begins_code, is_escaped
from newsfix.read.html.tags import Tags
from newsfix.read.pairs import components, label, paired
from newsfix.read.references import escape
from newsfix.regex import regex
from newsfix.syntax.dialects import CLOSE, ITEM, OPEN, STAND_IN, restored, stands_for
from newsfix.syntax.html import is_live
from newsfix.syntax.templates import TAG, is_attribute_list, may_be_misread, tags_apart

T = TypeVar("T")
_NONCHARACTERS = str.maketrans("", "", OPEN + CLOSE)
# Where a tag may begin: what has to be in a text at all, and what to look for then. One character is
# sought ten times as fast as two.
_BEGINNINGS = (("{", regex(r"\{(?:[%{:#]|(?<=\)\{))")), ("[", regex(r"\[/?[A-Za-z]")))
_CUT_THROUGH = regex(rf"{OPEN}[0-9]*")
_LINE_ENDS = regex(r"[ \t]*[\r\n]\s*")
_VALUES = frozenset({"url", "title", "alt", "identifier", "info"})
_OPENING_MARK = regex(r"\{[{%]")
_INSTRUCTION = regex(r"<\?")

_TAG = regex(TAG, re.VERBOSE)

_DEFINITION = regex(rf"^[ \t>]*(?:{ITEM}[ \t]*)?\[([^\[\]\n]+)\]:[ \t]*\S", re.MULTILINE)
_CODE_START = regex(r"<(?:code|pre)\b", re.IGNORECASE)
_CODE_END = regex(r"</(?:code|pre)\b", re.IGNORECASE)
_MARKUP = regex(r"<[A-Za-z/!?]")
_MARKS = ("{{", "{%", "{#", "[/")  # what a site generator runs, even in code
_ALONE = frozenset({"{{", "{%", "{#", "["})  # what is kept of those in code


class Protected(Struct, frozen=True):
    """A text whose tags are placeholders, and the tags.

    `bare` are the numbers of the tags that begin the destination of a Markdown link.
    """

    text: str
    tags: tuple[str, ...] = ()
    bare: frozenset[int] = frozenset()

    def restore(self, text: str) -> str:
        """Put the tags back into a text that was cut from this one; one that was cut through goes."""
        if not self.tags or OPEN not in text:
            return text
        whole = restored(text, self.tags)
        return _CUT_THROUGH.sub("", whole) if OPEN in whole else whole

    def restore_url(self, text: str) -> str:
        """Put the tags back into a URL or a title, which have no line ends."""
        restored = self.restore(text)
        if not restored.isprintable():
            restored = _LINE_ENDS.sub(" ", restored).strip()
        match = STAND_IN.match(text) if self.bare else None
        return Verbatim(restored) if match and int(match[1]) in self.bare else restored

    def restored(self, value: T) -> T:
        """Values of the article's tree, with the tags wherever they stand in them: no reader has to put them back."""
        return _with_strings(value, self._restored) if self.tags else value

    def _restored(self, name: str, text: str) -> str:
        return self.restore_url(text) if name in ("url", "title") else self.restore(text)

    def told_apart(self, value: T, html: str) -> T:
        """Values of the tree of this HTML in which what only looks like a tag is known for text."""
        tags = frozenset(_LINE_ENDS.sub(" ", tag) for tag in self.tags)

        def told(name: str, text: str) -> str:
            texts_and_tags = tags_apart(text) if name in _VALUES else ()
            is_known = all(tag in tags or tag[:2] in tags for tag in texts_and_tags[1::2])
            return text if is_known and not any(map(_OPENING_MARK.search, texts_and_tags[::2])) else Inert(text)

        return _with_strings(value, told) if may_be_misread(html) else value

    def holds(self, text: str) -> bool:
        """Whether the text has a placeholder."""
        return bool(self.tags) and OPEN in text

    def runs_in(self, code: str) -> bool:
        """Whether code has a placeholder of what an engine runs there: of shortcodes only a mark by itself."""
        if not self.holds(code):
            return False
        tags = [stands_for(number, self.tags) for number in STAND_IN.findall(code)]
        return any(tag in _ALONE or not tag.startswith("[") for tag in tags)

    def split(self, text: str) -> list[Text | RawInline]:
        """A text as `Text` and `RawInline` in turn."""
        found: list[Text | RawInline] = []
        for index, piece in enumerate(STAND_IN.split(text)):
            said = stands_for(piece, self.tags) if index % 2 else piece
            if said:
                # A mark by itself was taken for one in code.
                found.append(RawInline(said) if index % 2 and said not in _ALONE else Text(said))
        return found


def _with_strings(value: Any, of: Callable[[str, str], str], name: str = "") -> Any:
    """A value of the tree with what `of` makes of each string in it, told the name of its field."""
    if isinstance(value, str):
        return of(name, value)
    if isinstance(value, tuple):
        found = tuple(_with_strings(each, of, name) for each in value)
        return value if all(map(is_, found, value)) else found
    if isinstance(value, dict):
        return {key: _with_strings(each, of, key) for key, each in value.items()}
    if value is None or not isinstance(value, Struct):
        return value
    changed = {}
    for name in value.__struct_fields__:
        said = getattr(value, name)
        if (new := _with_strings(said, of, name)) is not said:
            changed[name] = new
    return replace(value, **changed) if changed else value


def without_noncharacters(text: str) -> str:
    """A text without those that placeholders are made of: they are not for text (Unicode, section 23.7)."""
    return text.translate(_NONCHARACTERS) if OPEN in text or CLOSE in text else text


def protect(text: str, tags: Tags, *, markdown: bool) -> Protected:
    """Replace the tags of site generators by placeholders.

    `tags`: those of HTML, of the text or of what it was made from.
    """
    begins = [begin for sign, begin in _BEGINNINGS if sign in text]
    if "?" in tags.names:
        begins.append(_INSTRUCTION)
    starts = [match.start() for begin in begins for match in begin.finditer(text)]
    if markdown and "\\[" in text:
        starts = [start for start in starts if text[start] != "[" or not is_escaped(text, start)]
    known = dict(components(text)) if markdown and "<" in text else {}
    if not starts and not known:
        return Protected(text)
    edits: list[tuple[int, int, str]] = []
    taken: list[str] = []
    bare: set[int] = set()
    ends_text = Counter[str]()
    for start, end in _found(text, starts, known, markdown=markdown):
        tag = text[start:end]
        is_declaration = tag[:5].lower() == "<?xml" and not (markdown and text[:start].strip())
        if is_declaration and not begins_code(text, start):
            stand = ""
        elif is_declaration or (tag[0] == "<" and (ends_text[tag] > 0 or is_live(tag))):
            # Code shows a declaration; for a browser a tag ends at the first `>`: what is in it would run.
            ends_text[tag] -= 1
            ends_text[f"</{tag[1:].split(maxsplit=1)[0]}>"] += not tag.endswith("/>")
            stand = escape(tag, quote=False)
        elif not markdown and is_attribute_list(tag):
            # Attributes are Markdown's; in HTML the braces are text.
            continue
        else:
            if markdown and text.startswith("](", start - 2):
                bare.add(len(taken))
            stand = f"{OPEN}{len(taken)}{CLOSE}"
            taken.append(tag)
        edits.append((start, end, stand))
    return Protected(spliced(text, edits), tuple(taken), frozenset(bare))


def _found(text: str, starts: Iterable[int], known: Mapping[int, int], *, markdown: bool) -> Iterator[tuple[int, int]]:
    """The tags of a text, from left to right, of which each begins at one of `starts`; those `known` by their ends too.

    Of a tag in code only the mark that begins it is one, since it is text there like all around it; but what
    HTML would read for a tag of its own stays whole. A mark that is shown by itself in a code span begins none.
    """
    code = CodeSpans(text, markdown=markdown)
    tags = set(starts)
    labels = _labels(text) if markdown else frozenset[str]()
    pairs = paired(text, labels, markdown=markdown)
    last = 0
    within = (0, 0)
    for start in sorted(tags.union(code.starts(), known)):
        if start < last:
            continue
        if start >= within[1]:
            within = (start, code.end(start) or within[1])
        if start in known and start >= within[1]:
            last = known[start]
            yield start, last
        if start not in tags:
            continue
        match = _TAG.match(text, start)
        end: int | None = None
        if start < within[1]:
            end = _end_in_code(text, start, match, code, *within)
        elif start in pairs and not (match and match.lastgroup):
            end = pairs[start]
        elif match and not _crosses(match, code) and not (labels and label(match[0][1:-1]) in labels):
            end = _end_in_text(match, markdown=markdown)
        if end is not None:
            yield start, end
            last = end


def _end_in_code(
    text: str, start: int, match: re.Match[str] | None, code: CodeSpans, code_start: int, code_end: int
) -> int | None:
    """Where what is kept of a tag in code ends; None where nothing of it is."""
    whole = match is not None and match.end() <= code_end
    is_own = match is not None and code.is_element(code_start) and _is_markup(match[0], whole=whole)
    if match and is_own:
        return match.end()
    if not (text.startswith(_MARKS, start) and (whole or not (code.is_phrase(code_start) or text[start] == "["))):
        return None
    return start + (1 if text[start] == "[" else 2)


def _end_in_text(match: re.Match[str], *, markdown: bool) -> int | None:
    """Where what is kept of a tag ends; None where a browser would run something in it."""
    tag = match[0]
    # What it holds is HTML to a browser: in HTML whatever is round it, in Markdown where no engine runs.
    is_html = tag[0] == "[" or (tag[0] == "{" and (not markdown or is_attribute_list(tag)))
    if not (is_html and is_live(tag)):
        return match.end()
    opening = _OPENING.match(tag) if match.lastgroup else None
    if opening is None or (tag[0] == "[" and "<" in opening[0]):
        return None
    return match.start() + opening.end()


_OPENING = regex(r"\{%.*?%\}|\{::[^\n}]*\}|\{\{[<%].*?[>%]\}\}|\[[^\]]*\]", re.DOTALL)


def _is_markup(tag: str, *, whole: bool) -> bool:
    """Whether a parser of HTML would read something into a tag that is (`whole`) in `<code>` or `<pre>`.

    What a highlighter has put there is to be read.
    """
    return tag.startswith("<?") or (whole and "</span>" not in tag and bool(_MARKUP.search(tag)))


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
    return frozenset(map(label, _DEFINITION.findall(text)))
