"""Text to front matter and body, each with its first line: YAML, TOML, JSON, `Key: value` lines, or none."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

from newsfix.frozen import Frozen, replace
from newsfix.problem import Fix, Problem
from newsfix.read.encoding import Decoded, decode
from newsfix.read.frontmatter.keys import HEADER_KEYS, is_known
from newsfix.read.frontmatter.values import FrontMatterError, parse_toml
from newsfix.read.frontmatter.yaml import parse_nearly_json, parse_yaml
from newsfix.regex import regex

__all__ = ["Decoded", "Source", "decode", "split"]

Kind = Literal["yaml", "toml", "json", "headers", "none"]


class Source(Frozen):
    """A file's text in its two parts.

    kind        what the front matter is written in
    front       its text, without fences
    front_line  the line of the file (from 1) in which it begins
    body        everything after it, untouched
    body_line   the line of the body's first character
    problems    FM001, FM002, FM004, FM014
    comment     what stood before the first fence, if not blank; it is the body's beginning too
    front_start where `front` begins in the text, character for character
    """

    kind: Kind
    front: str
    front_line: int
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()
    comment: str = ""
    front_start: int = 0


_OPENING = regex(
    r"(?:[ \t\ufeff]*\n)*\ufeff?(?P<fence>---(?:[ \t]*(yaml|toml|json))?|(\+\+\+)|(;;;))(?P<blanks>[ \t]*)\n",
    re.IGNORECASE,
)
_LOOSE_FENCE = regex(r"(?:---|\.\.\.|\+\+\+|;;;)([ \t]+)\n?")
_CLOSING = {
    # Nothing before it in its line: `^` would be tried at every character of the front matter.
    "yaml": regex(r"(?:---|\.\.\.)(?<![^\n].{3})[ \t]*(?:\n|\Z)"),
    "toml": regex(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE),
    "json": regex(r"^;;;[ \t]*(?:\n|\Z)", re.MULTILINE),
}
# Fences that a typing slip or a converter left: `--`, `-----`, dashes that became en or em dashes.
_LOOSE_OPENING = regex(r"(?:[ \t]*\n)*(?:--|-{4,}|[–—]{1,3}-?)[ \t]*\n")
_LOOSE_CLOSING = regex(r"^(?:-{4,}|[–—]{1,3}-?)[ \t]*(?:\n|\Z)", re.MULTILINE)
_INDENTED_CLOSING = regex(r"^[ \t]+---[ \t]*(?:\n|\Z)", re.MULTILINE)
_GLUED_TO_WORD = regex(r"---(?<=[^\s-]---)[ \t]*(?:\n|\Z)")
_GLUED_OPENING = regex(r"\s*---(?=([\w-]+):[ \t]\S)")
_GLUED_CLOSING = regex(r"""---(?<=[ \t"'\]]---)[ \t]*(?:\n|\Z)""")
_ONE_LINE = regex(r"\s*---[ \t]+(?=[\w-]+:[ \t])")

_COMMENT = regex(r"\s*<!--")
_KEY_LINE = regex(r"""[ \t]*(?:["']?[\w.-]+["']?)[ \t]*:""")
_FULL_WIDTH = regex(r"^([A-Za-z][\w-]*)[ \t]*\uff1a", re.MULTILINE)
_BRACE = regex(r"^\}", re.MULTILINE)
_TOML_LINE = regex(r"\s*[\w-]+[ \t]*=[ \t]*\S")
_HEADER = regex(r"([A-Za-z][\w-]*):(?:[ \t]|\Z)")
_MOST_HEADER_LINES = 400


def split(text: str) -> Source:
    """The front matter and the body of an article's text (newlines normalised). Never raises."""
    comment, rest = _leading_comment(text)
    if comment:
        source = _split(rest)
        if source.kind in ("yaml", "toml", "json"):
            start = len(text) - len(rest)
            above = text.count("\n", 0, start)
            return replace(
                source,
                front_line=source.front_line + above,
                body=f"{comment}\n\n{source.body}",
                body_line=max(1, source.body_line + above - comment.count("\n") - 2),
                problems=tuple(_below(problem, above, start) for problem in source.problems),
                comment=comment,
                front_start=source.front_start + start,
            )
    return _split(text)


def _below(problem: Problem, lines: int, characters: int) -> Problem:
    """A problem of what stands so much further down."""
    fix = problem.fix and problem.fix.moved(characters)
    return replace(problem, line=problem.line and problem.line + lines, fix=fix)


_BLANK_LINES = regex(r"(?:[ \t]*\n)*")


def _leading_comment(text: str) -> tuple[str, str]:
    """HTML comments before anything else, and the text after them and the blank lines below."""
    at = 0
    while comment := _COMMENT.match(text, at):
        end = text.find("-->", comment.end())
        if end < 0:
            break
        at = end + 3
    if not at:
        return "", text
    blank = _BLANK_LINES.match(text, at)
    return text[:at].strip(), text[blank.end() if blank else at :]


def _split(text: str) -> Source:
    opening = _OPENING.match(text)
    if opening:
        kind: Kind = "toml" if opening[3] else "json" if opening[4] else _named(opening[2])
        fence = "toml" if opening[3] else "json" if opening[4] else "yaml"
        source = _fenced(text, opening.end(), kind, _CLOSING[fence])
        return _with_loose_fences(source, text, opening) if source.kind != "none" else source
    first = text.lstrip()[:200].split("\n", 1)[0] if text[:1].isspace() else text[:200].split("\n", 1)[0]
    found: Source | None = None
    if first[:2] == "--" or first[:1] in ("–", "—"):
        found = _slipped(text)
    elif first[:1] == "{" and first[:2] not in ("{{", "{%", "{:"):
        found = _json_object(text)
    elif _KEY_LINE.match(first):
        found = _unopened(text)
    return found or _no_front_matter(text)


def _named(name: str | None) -> Kind:
    return {"toml": "toml", "json": "json"}.get((name or "").lower(), "yaml")  # type: ignore[return-value]


def _no_front_matter(text: str) -> Source:
    return Source("none", "", 1, text, 1, (Problem("FM001", "there is no front matter", 1, 1),))


def _parts(
    text: str, kind: Kind, start: int, end: int, body: int, problems: tuple[Problem, ...] = (), suffix: str = ""
) -> Source:
    front_line = text.count("\n", 0, start) + 1
    body_line = front_line + text.count("\n", start, body)
    return Source(kind, text[start:end] + suffix, front_line, text[body:], body_line, problems, front_start=start)


def _with_loose_fences(source: Source, text: str, opening: re.Match[str]) -> Source:
    """The source with what stands round its fences: newsfix passes over it, other tools do not."""
    problems: list[Problem] = []
    fence = opening.start("fence")
    if fence:
        message = "blank lines before the front matter, which most tools then do not see"
        problems.append(Problem("FM014", message, 1, 1, Fix(0, fence, "")))
    for blanks in (opening.span("blanks"), _closing_blanks(source, text)):
        if blanks[0] < blanks[1]:
            place = _place(text, blanks[0])
            problems.append(Problem("FM014", "blanks after the fence of the front matter", *place, Fix(*blanks, "")))
    return replace(source, problems=(*problems, *source.problems)) if problems else source


def _closing_blanks(source: Source, text: str) -> tuple[int, int]:
    """Where blanks stand after the fence in the line above the body."""
    end = len(text) - len(source.body)
    line = _LOOSE_FENCE.fullmatch(text, text.rfind("\n", 0, end - 1) + 1, end)
    return line.span(1) if line else (0, 0)


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _fenced(text: str, start: int, kind: Kind, fence: re.Pattern[str]) -> Source:
    """Front matter after an opening fence that ends before `start`."""
    closing = fence.search(text, start)
    end = closing.start() if closing else len(text)
    if kind == "yaml":
        suspicious = not closing or "\n\n" in text[start:end] or "---" in text[start:end]
        if suspicious and (source := _ill_closed(text, start, end, closing is not None)):
            return source
    if closing is None:
        return _unclosed(text, start, kind)
    front = text[start:end]
    if kind == "yaml" and front.strip() and not _has_key(front):
        return _toml_in_dashes(text, start, closing) or _no_front_matter(text)
    source = _parts(text, kind, start, end, closing.end())
    # Hexo leaves out the braces between its own fences.
    bare = kind == "json" and not source.front.lstrip().startswith("{")
    return _in_braces(source) if bare else source


def _in_braces(source: Source) -> Source:
    return replace(source, front=f"{{{source.front}}}", front_start=source.front_start - 1)


def _toml_in_dashes(text: str, start: int, closing: re.Match[str]) -> Source | None:
    """`key = value` lines between the fences of YAML, if they are TOML to the last line."""
    if not _TOML_LINE.match(text, start):
        return None
    try:
        parse_toml(text[start : closing.start()])
    except FrontMatterError:
        return None
    line = text.count("\n", 0, start)
    problem = Problem("FM004", "the fences are YAML's, but between them stands TOML; read as TOML", line, 1)
    return _parts(text, "toml", start, closing.start(), closing.end(), (problem,))


def _has_key(front: str) -> bool:
    """Whether what stands between two fences is front matter, not text between two thematic breaks."""
    if any(map(_is_key_line, front.split("\n"))) or any(map(is_known, _FULL_WIDTH.findall(front))):
        return True
    if front[0] == "\n":
        return False
    try:
        return bool(parse_yaml(front))
    except FrontMatterError:
        return False


def _ill_closed(text: str, start: int, end: int, closed: bool) -> Source | None:
    """Front matter whose end is glued to its last value, drawn too long, or missing although a rule follows."""
    long = _LOOSE_CLOSING.search(text, start, end) or (None if closed else _INDENTED_CLOSING.search(text, start, end))
    glued = _GLUED_CLOSING.search(text, start, end) or (None if closed else _GLUED_TO_WORD.search(text, start, end))
    if long and (not glued or long.start() < glued.start()) and _only_keys(text[start : long.start()]):
        line = text.count("\n", 0, long.start()) + 1
        message = f"the closing fence is {long[0].rstrip()!r}; read as ---"
        problem = Problem("FM004", message, line, 1, _fence_fix(long))
        return _parts(text, "yaml", start, long.start(), long.end(), (problem,))
    if (
        glued
        and (line_start := text.rfind("\n", 0, glued.start()) + 1) >= start
        and text[line_start : glued.start()].strip()
        and _only_keys(text[start : glued.start()])
    ):
        if closed and all(map(_could_be_yaml, text[glued.end() : end].split("\n"))):
            return None
        line = text.count("\n", 0, glued.start()) + 1
        column = glued.start() - line_start + 1
        message = "the closing --- stands at the end of the last value; read as a line of its own"
        front_end = glued.start()
        fix = Fix(len(text[:front_end].rstrip(" \t")), glued.end(), f"\n{_fence_fix(glued).text}")
        problems = (Problem("FM004", message, line, column, fix),)
        return _parts(text, "yaml", start, front_end, glued.end(), problems, "\n")
    if closed and (at := _body_within(text[start:end])) is not None:
        return _cut(text, start, start + at)
    return None


def _only_keys(front: str) -> bool:
    """Whether every line could belong to front matter, with at least one key."""
    lines = front.split("\n")
    return any(map(_is_key_line, lines)) and not any(
        not previous.strip() and line.strip() and not _could_be_yaml(line) for previous, line in pairwise(lines)
    )


def _is_key_line(line: str) -> bool:
    return _KEY_LINE.match(line) is not None


def _could_be_yaml(line: str) -> bool:
    return not line.strip() or line[0] in " \t#-" or line.lstrip()[:1] in "]}" or _is_key_line(line)


def _body_within(front: str) -> int | None:
    """Where the body begins in what a thematic break far below would close, if it does begin there.

    It does after a blank line, at a line that is no YAML, if no known key comes below it.
    """
    at = 0
    blank = False
    lines = front.split("\n")
    for number, line in enumerate(lines):
        if blank and (not _could_be_yaml(line) or line.startswith("## ")):
            below = (_KEY_LINE.match(other) for other in lines[number:])
            if any(match and is_known(match[0].strip(" \t:\"'")) for match in below):
                return None
            return at if _only_keys(front[:at]) else None
        blank = not line.strip()
        at += len(line) + 1
    return None


def _cut(text: str, start: int, at: int) -> Source:
    line = text.count("\n", 0, at) + 1
    message = f"the front matter is never closed; read as ending before line {line}"
    return _parts(text, "yaml", start, at, at, (Problem("FM002", message, line, 1),))


def _unclosed(text: str, start: int, kind: Kind) -> Source:
    """Front matter ends where the lines stop looking like it; none at all where the first does not."""
    if kind == "json":
        return _json_object(text) or _no_front_matter(text)
    key = regex(r"[\w.\"'-]+[ \t]*=") if kind == "toml" else _KEY_LINE
    at = end = start
    blank = seen = False
    for line in text[start:].split("\n"):
        yaml_like = bool(key.match(line)) or (seen and _could_be_yaml(line) and not line.startswith("## "))
        if not yaml_like and (blank or not seen or "<" in line[:1]):
            break
        seen = seen or bool(key.match(line))
        blank = not line.strip()
        at += len(line) + 1
        if not blank:
            end = at
    if not seen:
        return _no_front_matter(text)
    source = _cut(text, start, min(end, len(text)))
    return replace(source, kind=kind)


def _slipped(text: str) -> Source | None:
    """An opening fence of the wrong length, or with the header on its own line (`--- a: b c: d ---`)."""
    if one := _ONE_LINE.match(text):
        line_end = text.find("\n", one.end())
        line_end = len(text) if line_end < 0 else line_end
        if glued := _GLUED_CLOSING.search(text, one.end(), line_end):
            line = text.count("\n", 0, one.end()) + 1
            message = "the whole front matter stands on one line; read key by key"
            fix = Fix(0, glued.end(), f"---\n{text[one.end() : glued.start()].rstrip()}\n---")
            problem = Problem("FM004", message, line, 1, fix)
            source = _parts(text, "yaml", one.end(), glued.start(), min(line_end + 1, len(text)), (problem,), "\n")
            return replace(source, front_line=line)
        return None
    opening = _LOOSE_OPENING.match(text)
    if opening is None and (glued := _GLUED_OPENING.match(text)) and is_known(glued[1]):
        opening = glued
    if opening is None:
        return None
    same = re.compile(rf"^{re.escape(opening[0].strip())}[ \t]*(?:\n|\Z)", re.MULTILINE)
    closing = next(
        (found for fence in (_CLOSING["yaml"], _LOOSE_CLOSING, same) if (found := fence.search(text, opening.end()))),
        None,
    )
    if closing is None or not _is_key_line(text[opening.end() : closing.start()].lstrip("\n")):
        return None
    if not _only_keys(text[opening.end() : closing.start()]):
        return None
    line = text.count("\n", 0, len(opening[0].rstrip())) + 1
    if opening[0].endswith("\n"):
        problem = Problem(
            "FM004", f"the opening fence is {opening[0].strip()!r}; read as ---", line, 1, _fence_fix(opening)
        )
    else:
        fix = Fix(opening.start(), opening.end(), "---\n")
        message = "the opening fence is glued to the first key; read as a line of its own"
        problem = Problem("FM004", message, line, 1, fix)
    return _parts(text, "yaml", opening.end(), closing.start(), closing.end(), (problem,))


def _fence_fix(fence: re.Match[str]) -> Fix:
    """The right fence for one that is wrong, with its line feed and without the blanks round it."""
    return Fix(fence.start(), fence.end(), "---\n" if fence[0].endswith("\n") else "---")


def _json_object(text: str) -> Source | None:
    """A JSON object at the top, with or without `;;;` round it."""
    start = text.find("{")
    if (
        start < 0
        or text[:start].strip() not in ("", ";;;")
        or not re.match(r"\{\s*(?:\"|\})", text[start : start + 200])
    ):
        return None
    import json

    try:
        _, end = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        end = _end_of_nearly_json(text, start)
        if not end:
            return None
    body = regex(r"[ \t]*(?:\n?;;;)?[ \t]*(?:\n|\Z)").match(text, end)
    if body is None:
        return None
    return _parts(text, "json", start, end, body.end())


def _end_of_nearly_json(text: str, start: int) -> int:
    """Where an object ends that is JSON but for what YAML allows (a comma too many), or 0."""
    closing = _BRACE.search(text, start)
    if closing is None:
        return 0
    try:
        entries = parse_nearly_json(text[start : closing.end()])
    except FrontMatterError:
        return 0
    return closing.end() if any(is_known(entry.key) for entry in entries) else 0


def _unopened(text: str) -> Source | None:
    """Keys from the first line on: Hexo's form with only a closing fence, or `Key: value` headers."""
    start = len(text) - len(text.lstrip())
    at = start
    lines: list[str] = []
    for line in text[start : start + 200_000].split("\n")[:_MOST_HEADER_LINES]:
        if re.fullmatch(r"-{3,}[ \t]*", line):
            end = at + len(line) + 1
            first = _HEADER.match(lines[0])
            if first and any(is_known(match[1]) for match in map(_HEADER.match, lines) if match):
                return _hexo(text, start, at, min(end, len(text)))
            return None
        if line.strip() == ";;;" and lines[0].lstrip().startswith('"'):
            source = _parts(text, "json", start, at, min(at + len(line) + 1, len(text)))
            return _in_braces(source)
        if not _could_be_yaml(line):
            break
        lines.append(line)
        at += len(line) + 1
    return _headers(text, start)


def _hexo(text: str, start: int, end: int, body: int) -> Source:
    """A second block of keys after the closing fence belongs to the first: the file was pasted twice."""
    rest = text[body:]
    again = _CLOSING["yaml"].search(rest)
    if _is_key_line(rest.split("\n", 1)[0]) and again and _only_keys(rest[: again.start()]):
        line = text.count("\n", 0, end) + 1
        message = "a second front matter follows the first; read as one"
        problem = Problem("FM004", message, line, 1, Fix(end, body, ""))
        source = _parts(text, "yaml", start, body + again.start(), body + again.end(), (problem,))
        # A blank line in place of the inner fence keeps the places.
        front = text[start:end] + " " * (body - end - 1) + "\n" + rest[: again.start()]
        return replace(source, front=front)
    return _parts(text, "yaml", start, end, body)


def _headers(text: str, start: int) -> Source | None:
    """`Key: value` lines up to the first blank one, recognised by a known first key."""
    at = start
    keys: list[str] = []
    for line in text[start : start + 200_000].split("\n"):
        if not line.strip():
            break
        header = _HEADER.match(line)
        if header:
            keys.append(header[1])
        elif not keys or line[0] not in " \t":
            return None
        at += len(line) + 1
    known = [key for key in keys if key.lower().replace("-", "_") in HEADER_KEYS]
    if (
        not keys
        or keys[0] not in known
        or (len(known) < 2 and keys[0].lower() != "title")
        or len(known) * 2 < len(keys)
    ):
        return None
    at = min(at, len(text))
    body = min(at + 1, len(text)) if text[at : at + 1] == "\n" else at
    return _parts(text, "headers", start, at, body)
