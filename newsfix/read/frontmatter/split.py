"""Text to front matter and body, each with its first line: YAML, TOML, JSON, `Key: value` lines, or none."""

from __future__ import annotations

import re
from itertools import islice

from msgspec.structs import replace

from newsfix.model.position import position
from newsfix.model.problem import Fix, Problem
from newsfix.read.frontmatter.keys import is_known
from newsfix.read.frontmatter.source import (
    CLOSING,
    KEY_LINE,
    Kind,
    Source,
    in_braces,
    is_key_line,
    no_front_matter,
    parts,
)
from newsfix.read.frontmatter.values import FrontMatterError, is_read, parse_toml
from newsfix.read.frontmatter.yaml import parse_yaml
from newsfix.regex import regex

_OPENING = regex(
    r"(?:[\s\ufeff]*\n)?[\ufeff\u200b\u2060]*"
    r"(?P<fence>---(?:[ \t]*(yaml|toml|json))?|(\+\+\+)|(;;;))"
    r"(?P<blanks>[ \t\xa0]*)(?:\n|(?P<remark>(?<=[ \t])(?=#.*\n[a-z][\w-]*:\s)))",
    re.IGNORECASE,
)
# A header of Nikola, reStructuredText or Org, or what Nikola hides its own in.
_MARKED_LINE = regex(r"(?:\.\. |:|#\+)[A-Za-z][\w-]*(?:\[\])?:(?:[ \t]|\Z)|(?:<!--+|/\*+)[ \t]*\Z")
_LOOSE_FENCE = regex(r"(?:---|\.\.\.|\+\+\+|;;;)([ \t\xa0]+)\n?")
_COMMENT = regex(r"\s*<!--")
_BLANK_LINES = regex(r"(?:\s*\n)?")
_INDENTED_PLUS = regex(r"^([ \t\u00a0\u3000]*)\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)
_FULL_WIDTH = regex(r"^([A-Za-z][\w-]*)[ \t]*\uff1a", re.MULTILINE)
_NAMED: dict[str, Kind] = {"toml": "toml", "json": "json"}
_TOML_LINE = regex(r"\s*[\w-]+[ \t]*=[ \t]*\S")


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
    """A problem of what is so much further down."""
    fix = problem.fix and problem.fix.moved(characters)
    return replace(problem, line=problem.line and problem.line + lines, fix=fix)


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
        fence: Kind = "toml" if opening[3] else "json" if opening[4] else "yaml"
        kind = _NAMED.get((opening[2] or "").lower(), fence)
        source = _fenced(text, opening.end(), kind, CLOSING[fence])
        return _with_loose_fences(source, text, opening) if source.kind != "none" else source
    first = text.lstrip()[:200].split("\n", 1)[0] if text[:1].isspace() else text[:200].split("\n", 1)[0]
    found: Source | None = None
    if first[:2] == "--" or first[:1] in ("–", "—"):
        from newsfix.read.frontmatter.fences import slipped

        found = slipped(text)
    elif first[:3] == "+++":
        found = _indented_toml(text)
    elif first[:1] == "{" and first[:2] not in ("{{", "{%", "{:"):
        from newsfix.read.frontmatter.unfenced import json_object

        found = json_object(text)
    elif KEY_LINE.match(first):
        from newsfix.read.frontmatter.unfenced import unopened

        found = unopened(text)
    elif first[:1] in (".", ":", "#", "<", "/") and _MARKED_LINE.match(first):
        from newsfix.read.frontmatter.unfenced import marked

        found = marked(text)
    elif _TOML_LINE.match(first) and (closing := CLOSING["toml"].search(text)):
        found = _unopened_toml(text, closing)
    return found or no_front_matter(text)


def _unopened_toml(text: str, closing: re.Match[str]) -> Source | None:
    """TOML with only a closing fence."""
    front = text[: closing.start()]
    if not is_known(front.partition("=")[0].strip()) or not is_read(parse_toml, front):
        return None
    problem = Problem("FM004", "no fence opens the front matter; read as TOML", 1, 1, Fix(0, 0, "+++\n"))
    return parts(text, "toml", 0, closing.start(), closing.end(), (problem,))


def _indented_toml(text: str) -> Source | None:
    """TOML whose opening fence has blanks before it."""
    opening, closing, *_ = (*islice(_INDENTED_PLUS.finditer(text), 2), None, None)
    if opening is None or closing is None or text[: opening.start()].strip():
        return None
    if not is_read(parse_toml, text[opening.end() : closing.start()]):
        return None
    problems = [
        Problem("FM014", "spaces before the front matter fence", *position(text, start), Fix(start, end, ""))
        for start, end in (opening.span(1), closing.span(1))
        if start < end
    ]
    return parts(text, "toml", opening.end(), closing.start(), closing.end(), tuple(problems))


def _with_loose_fences(source: Source, text: str, opening: re.Match[str]) -> Source:
    """The source with what is round its fences: newsfix passes over it, other tools do not."""
    problems: list[Problem] = []
    fence = opening.start("fence")
    if fence:
        what = "blank lines" if "\n" in text[:fence] else "invisible characters"
        message = f"{what} before the front matter, which hide it from most tools"
        problems.append(Problem("FM014", message, 1, 1, Fix(0, fence, "")))
    for blanks in (opening.span("blanks"), _closing_blanks(source, text)):
        if blanks[0] < blanks[1]:
            place = position(text, blanks[0])
            remark = opening["remark"] is not None and blanks == opening.span("blanks")
            what = "a comment" if remark else "spaces"
            fix = Fix(*blanks, "\n" if remark else "")
            problems.append(Problem("FM014", f"{what} after the front matter fence", *place, fix))
    return replace(source, problems=(*problems, *source.problems)) if problems else source


def _closing_blanks(source: Source, text: str) -> tuple[int, int]:
    """Where blanks stand after the fence in the line above the body."""
    end = len(text) - len(source.body)
    line = _LOOSE_FENCE.fullmatch(text, text.rfind("\n", 0, end - 1) + 1, end)
    return line.span(1) if line else (0, 0)


def _fenced(text: str, start: int, kind: Kind, fence: re.Pattern[str]) -> Source:
    """Front matter after an opening fence that ends before `start`."""
    closing = fence.search(text, start)
    end = closing.start() if closing else len(text)
    if kind == "yaml":
        suspicious = not closing or "\n\n" in text[start:end] or "---" in text[start:end]
        if suspicious:
            from newsfix.read.frontmatter.fences import ill_closed

            if source := ill_closed(text, start, end, closing is not None):
                return source
    if closing is None:
        from newsfix.read.frontmatter.fences import unclosed

        return unclosed(text, start, kind)
    front = text[start:end]
    if kind == "yaml" and front.strip() and not _has_key(front):
        return _toml_in_dashes(text, start, closing) or no_front_matter(text)
    source = parts(text, kind, start, end, closing.end())
    # Hexo leaves out the braces between its own fences.
    bare = kind == "json" and not source.front.lstrip().startswith("{")
    return in_braces(source) if bare else source


def _toml_in_dashes(text: str, start: int, closing: re.Match[str]) -> Source | None:
    """`key = value` lines between the fences of YAML, if they are TOML to the last line, or would be with quotes."""
    front = text[start : closing.start()]
    if not _TOML_LINE.match(front):
        return None
    lines = [line for line in front.split("\n") if line.strip()]
    are_keys = all(map(_TOML_LINE.match, lines)) and is_known(lines[0].partition("=")[0].strip())
    if not (are_keys or is_read(parse_toml, front)):
        return None
    line = text.count("\n", 0, start)
    problem = Problem("FM004", "the fences are those of YAML, but the front matter is TOML; read as TOML", line, 1)
    return parts(text, "toml", start, closing.start(), closing.end(), (problem,))


def _has_key(front: str) -> bool:
    """Whether what is between two fences is front matter, not text between two thematic breaks."""
    if any(map(is_key_line, front.split("\n"))) or any(map(is_known, _FULL_WIDTH.findall(front))):
        return True
    if front[0] == "\n":
        return False
    try:
        return bool(parse_yaml(front))
    except FrontMatterError:
        return False
