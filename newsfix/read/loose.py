"""Marks that are not read as they are meant, for a blank, or for the want of one or of an escape: they are told of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from newsfix.model.article import Block, Inline, Text
from newsfix.model.position import joined
from newsfix.model.problem import Unplaced, short
from newsfix.model.walk import MARKS, parts, phrases
from newsfix.read.code import CodeSpans, is_in
from newsfix.regex import regex

if TYPE_CHECKING:
    from newsfix.read.parse import Parsed

_OTHER = "\ufffc"  # a picture, code, a tag: what is not text of the author's
_MOST_SHOWN = 100  # as many as that are looked for in all of the source
# A blank just inside one of two marks; the other is as it should be.
_FIRST, _LAST = r"[\w(\"'\u2018\u201c]", r"[\w).,:;!?\"'\u2019\u201d\u2026]"
_OPENING = "\u2018\u201c\u3008\u300a\u300c\u300e\u3010\uff08"
# Beside the end of a phrase a mark closes another one, as after a quotation in the middle of Korean text.
_CLOSES = r"(?<![)\]}$\ufffc.,:;!?%\u2019\u201d\u2026\u300d\u300f\uff09\u3002\uff0c\u3001]{0}) (?<![\w.,!?)][\"']{0})"
_STRONG, _STAR, _LINE = (_CLOSES.replace("{0}", mark) for mark in (r"\*\*", r"\*", "_"))
# Each alternative begins with the character that it is looked for by: a search tries no other at one.
_EMPHASIS = regex(
    rf"""
      \*\* (?<![\w*/]\*\*) {_STRONG} (?: {_FIRST} [^*]{{0,200}} [ ] | [ ] [^*]{{0,200}} {_LAST} ) \*\* (?![*/])
    | \*\* (?<=\A\*\*) [ ] (?=[^*]*[^\W\d_]{{2}}) [^*]{{1,200}} [ ] \*\* (?![*/])
    # Two words with an asterisk before them, as pointers and notes have it, are not a phrase.
    | \* (?<![\w*/]\*) {_STAR} {_FIRST}
      (?: [^*{{}};=]{{0,200}} [ ]\* (?![*/\w])
        | (?<=(?P<first>\w)) [^*,.;:(){{}}=<>&|]{{0,40}} [ ]\* (?!(?P=first))(?=\w) )
    | _ (?<![\w_]_) {_LINE} (?P<low>_?) (?: {_FIRST} [^_]{{0,200}} [ ] | [ ] [^_]{{0,200}} {_LAST} ) _(?P=low) (?![\w_])
    # Where no blanks part words, a sign just inside and a letter outside do the same.
    | \* (?<![!-~]\*) (?P<before>\*?) (?=[\w{_OPENING}"'(])(?=[^*]*\w) [^*\n]{{0,200}} [^\w\s*]
      \*(?P=before) (?=[^\W\x00-\x7f])
    | \* (?<=[^\W\x00-\x7f]\*) (?P<after>\*?) (?=[{_OPENING}])(?=[^*]*\w) [^*\n]{{1,200}} (?<!\s) \*(?P=after) (?!\*)
    """,
    re.VERBOSE,
)
_WITH_BRACKETS = regex(r"[^()]*(?:\([^()]*\)[^()]*)*")
_TAG = {
    "html": regex(r"<!?[a-zA-Z][^<>]{0,200}(?<!/)>"),
    # CommonMark 0.31, section 6.6: anything else is text to it, too.
    "markdown": regex(r"<!?[a-zA-Z][a-zA-Z0-9-]*(?:\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*[^\s\"'=<>`]+)?)*\s*>", re.ASCII),
}
"""One that closes itself is a component of a program's."""
_ITEM = regex(r"[ \t]*\n[ \t>]*\*")
_HOLDING = regex(r"(?:\{\{<|(?<!\{)\{%-?)[ \t]*(?P<end>/?)[ \t]*(?P<name>[A-Za-z][\w./-]*)")
_CONDITIONS = frozenset({"if", "unless", "for", "case", "block", "with"})
"""Tags between which the text of the page goes on."""
_IN_MARKDOWN = regex(r"\]\(|\|[ \t]*:?-{3,}|\n[ \t]*(?:```|\#{2,6}[ \t]+\w)")
"""What tells that the text between two tags is Markdown, and no code."""
_FAR = 5_000  # characters that tell it
_CODE_TABLE = regex(r"^[ \t]*\|[^\n`]*```[^\n]*(?:\n[ \t]*\|[^\n]*)*", re.MULTILINE)
_ORDER = regex(r"[\w:>*&]{0,100}\[[a-z]+ [^\[\]\n]{0,200}\](?![(\[])")
"""Brackets behind a name that are not a link and say what a program is to do with it."""
_NAME = regex(r"[\w:.-]+")
_END = regex(r"</([\w:.-]+)")
_UNREAD = regex(
    r"""<!--.*?(?:-->|\Z)|\{\{[^{}]{0,400}\}\}|\{%[^%{}]{0,400}%\}
    # The attributes of a tag.
    |(?<=<)[a-zA-Z][\w-]*(?:\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]{0,2000}"|'[^']{0,2000}'|[^\s"'<>=`]+))?)*""",
    re.DOTALL | re.VERBOSE,
)


def emphasis(blocks: Iterable[Block], source: str) -> Iterator[Unplaced]:
    """Emphasis that CommonMark takes for text, since a blank, or a sign beside a letter, is just inside its marks."""
    at = shown = 0
    flat = ""
    for said in (_said(content) for block in blocks for content, _ in parts(block)):
        marks = counted = 0
        for match in _EMPHASIS.finditer(said) if "*" in said or "_" in said else ():
            marks += said.count("**", counted, match.start())
            counted = match.start()
            if match["before"] and marks % 2:
                continue  # from the end of one phrase to the start of the next, in HTML that shows its marks
            if match[0][1] != "*" and not _WITH_BRACKETS.fullmatch(match[0]):
                continue  # the pointers of two types, as casts and parameters of C have them
            flat = flat or source.replace("\n", " ")
            head, *rest = match[0].split(_OTHER)
            if match["before"] is not None and not rest:
                head = said[match.start() : match.end() + 1]  # the letter outside is part of what is wrong
            offset = flat.find(head, at)
            offset = flat.find(head[:40], at) if offset < 0 else offset
            if offset < 0 and (among := re.compile(r"\**".join(map(re.escape, head[:20]))).search(flat, at)):
                offset = among.start()  # with a phrase between that CommonMark reads from one pair of marks to the next
            if offset < 0:
                # The author wrote backslashes: the marks are meant to be shown.
                shown += 1
                if shown > _MOST_SHOWN:
                    return
                continue
            at = offset + 1
            if _ends_in_list(source, offset, match[0]) or not any(map(str.isalpha, match[0])):
                continue
            words = match[0].replace(_OTHER, "…")[:80]
            sign = "a space" if match["before"] is match["after"] is None else "a sign"
            yield Unplaced("BD015", f"{sign} just inside the emphasis marks: {words}", offset, detail=sign)


def _ends_in_list(source: str, at: int, found: str) -> bool:
    """Whether the last mark of what was found begins a line of the source, as that of an item does."""
    tail = found.rstrip("*_").rstrip()[-10:]
    end = source.find(tail, at)
    return end >= 0 and _ITEM.match(source, end + len(tail)) is not None


def _said(content: Iterable[Inline]) -> str:
    """The text of a phrase, one character for all else in it."""
    return "".join(
        item.text if type(item) is Text else _said(item.content) if isinstance(item, MARKS) else _OTHER
        for item in content
    )


def headings(parsed: Parsed) -> Iterator[Unplaced]:
    """Lines such as `###Wheels`."""
    at = 0
    for heading in parsed.loose_headings:
        at = max(parsed.source.find(heading.line, at), at)
        what = "it was read as a heading" if heading.is_read else "its line was kept"
        yield Unplaced("BD016", f"no space after the hashes; {what}: {heading.line[:80]}", at)
        at += 1


def placeholders(blocks: Iterable[Block], parsed: Parsed) -> Iterator[Unplaced]:
    """What the blocks show in angle brackets that the source does not escape: the first of each, with its number.

    It is BD018 where no place of it is one that every program reads as text: a program of the site may read code there.
    """
    if "&lt;" not in parsed.html:
        return
    tag = _TAG[parsed.kind]
    shown = Counter(found for item in phrases(blocks) if type(item) is Text for found in tag.findall(item.text))
    if not shown:
        return
    hidden: list[tuple[int, int]] | None = None
    foreign: list[tuple[int, int]] = []
    closed = frozenset(map(str.lower, _END.findall(parsed.source)))
    for text, number in shown.items():
        name = _NAME.match(text, 1)
        places = [] if name and name[0].lower() in closed else _places(parsed.source, text)
        if not places:
            continue
        if hidden is None:
            hidden, foreign = _hidden(parsed), _foreign(parsed.source)
        places = [place for place in places if not is_in(hidden, place)]
        certain = [place for place in places if not (is_in(foreign, place) or _is_foreign(parsed, place, text))]
        for at in (*certain, *places)[:1]:
            times = f", {number} times in all" if number > 1 else ""
            escaped = short(text).replace("<", "&lt;", 1)
            message = f"{short(text)} is a tag to a browser and is not shown{times}; write {escaped}"
            yield Unplaced("BD008" if certain else "BD018", message, at)


def _is_foreign(parsed: Parsed, at: int, text: str) -> bool:
    """Whether text at a place has an order to a program behind it, or is in a heading above all else.

    Without front matter that is the title, which programs take for plain text.
    """
    is_above = parsed.line == 1 and "\n" not in parsed.source[:at].lstrip() and parsed.source.lstrip().startswith("# ")
    return is_above or _ORDER.match(parsed.source, at + len(text)) is not None


def _foreign(source: str) -> list[tuple[int, int]]:
    """Where only a program of the site knows what a source has, in parts that are in order and apart from each other.

    It is between two tags of a shortcode or a block, but for conditions, loops, Hugo's `{{% x %}}` and what is plainly
    Markdown, whose text is that of the page, and in a table with fences.
    """
    found = [match.span() for match in _CODE_TABLE.finditer(source)] if "```" in source and "|" in source else []
    opened: dict[str, int] = {}
    for tag in _HOLDING.finditer(source) if "{%" in source or "{{<" in source else ():
        name = tag["name"].removeprefix("end")
        if not tag["end"] and name == tag["name"]:
            opened.setdefault(name, tag.end())
        elif name in opened and name not in _CONDITIONS:
            start = opened.pop(name)
            if not _IN_MARKDOWN.search(source, start, min(tag.start(), start + _FAR)):
                found.append((start, tag.start()))
    return joined(found)


def _hidden(parsed: Parsed) -> list[tuple[int, int]]:
    """Where a source has code, comments and template tags, parted from each other."""
    code = CodeSpans(parsed.source, markdown=parsed.kind == "markdown").spans()
    return joined([*code, *(match.span() for match in _UNREAD.finditer(parsed.source))])


def _places(source: str, text: str) -> list[int]:
    """Where a source has a text without a backslash before it."""
    found: list[int] = []
    at = source.find(text)  # a pattern that looks behind is slow to find a text
    while at >= 0:
        if source[at - 1 : at] != "\\":
            found.append(at)
        at = source.find(text, at + 1)
    return found
