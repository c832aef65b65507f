"""Comments that silence rules: `# newsfix: ignore DT003` in front matter, `<!-- newsfix: ignore IM003 -->` in a body.

A comment silences the line that it stands on and, where nothing else is there, the next.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from newsfix.model.problem import Problem
from newsfix.read.frontmatter.source import Source
from newsfix.regex import regex
from newsfix.rules import ALWAYS, codes_of

_WORD = r"[A-Za-z0-9-]+"
_WORDS = regex(rf"[ \t]*ignore[ \t]+({_WORD}(?:[ \t,]+{_WORD})*)[ \t]*")
_IN_BODY = regex(r"(?<!`)<!--[ \t]*newsfix:(?P<said>[^\n<]{0,300}?)-->")
_IN_FRONT = regex(r"(?:^|(?<=[ \t]))#[ \t]*newsfix:(?P<said>.*)$", re.MULTILINE)
_OF_ELSEWHERE = frozenset({
    "EN001", "EN007", "FM010", "FM011", "FM012", "DT006", "DT008", "DT009", "DT010", "DT011", "IM003", "IM008",
    "IM009", "MD001", "MD002", "NF001",
})  # fmt: skip
"""Rules whose finding depends on more than the text: a comment that silences one may be needed elsewhere."""


class _Comment(Struct, frozen=True):
    """A comment where it is, the lines that it is about, and the rules that it names, none if misspelt."""

    line: int
    column: int
    words: tuple[str, ...]
    lines: tuple[int, ...]


class Silence(Struct, frozen=True):
    """What the comments of a file silence: the codes, by the number of the line."""

    codes: Mapping[int, frozenset[str]] = {}
    comments: tuple[_Comment, ...] = ()


NOTHING_SILENCED = Silence()


def silenced(source: Source) -> Silence:
    """What the comments of a file silence."""
    comments = (
        *_comments(source.front, source.front_line, _IN_FRONT),
        *_comments(source.body, source.body_line, _IN_BODY),
    )
    found: dict[int, frozenset[str]] = {}
    for comment in comments:
        codes = frozenset(code for word in comment.words for code in codes_of(word))
        for number in comment.lines:
            found[number] = found.get(number, frozenset()) | codes
    return Silence(found, comments)


def _comments(text: str, first: int, pattern: re.Pattern[str]) -> Iterator[_Comment]:
    if "newsfix:" not in text:
        return
    line, at = first, 0
    for match in pattern.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        column = at - text.rfind("\n", 0, at)
        words = _WORDS.fullmatch(match["said"])
        named = tuple(re.findall(_WORD, words[1])) if words else ()
        yield _Comment(line, column, named, (line, line + 1) if _is_alone(text, *match.span()) else (line,))


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but blanks is beside a part of a text in its line."""
    line_end = text.find("\n", end)
    beside = text[text.rfind("\n", 0, start) + 1 : start] + text[end : line_end if line_end >= 0 else len(text)]
    return not beside.strip(" \t")


def told(problems: Sequence[Problem], silence: Silence, rules: Collection[str]) -> tuple[Problem, ...]:
    """The problems that are to be reported, in the order of the file; what is about the whole of it first."""
    codes = {each.code for each in problems}.intersection(rules)
    # One of the whole file is in its first line; one of a loss is told.
    by_line = [(each, silence.codes.get(each.line or 1, ())) for each in problems if each.code in codes]
    kept = [each for each, silenced in by_line if each.code in ALWAYS or each.code not in silenced]
    found = sorted(dict.fromkeys(kept), key=lambda each: (each.line or 0, each.column or 0, each.code, each.message))
    return tuple(found)


def without_effect(by: Silence, problems: Sequence[Problem], rules: Collection[str]) -> Iterator[Problem]:
    """What of the comments silences nothing: it is misspelt, or its lines have no such problem any more.

    problems  all of the file, the silenced ones too
    rules     that were looked for: what a comment says of others is not judged
    """
    if not by.comments:
        return
    there = {(problem.line or 1, problem.code) for problem in problems}
    for comment in by.comments:
        if not comment.words:
            message = "the comment silences nothing; it is written newsfix: ignore CODE, with one code or more"
            yield Problem("NF001", message, comment.line, comment.column)
        for word in comment.words:
            codes = codes_of(word)
            if not codes:
                message = f"the comment silences nothing: {word} is not a rule; see newsfix rules"
            elif (
                _OF_ELSEWHERE.isdisjoint(codes)
                and set(codes) <= set(rules)
                and not any((line, code) in there for line in comment.lines for code in codes)
            ):
                message = f"the comment is no longer needed: {word} does not occur there"
            else:
                continue
            yield Problem("NF001", message, comment.line, comment.column)
