"""Front matter that no fence opens: a JSON object, keys from the first line on, `Key: value` headers."""

from __future__ import annotations

import re
from itertools import islice
from textwrap import dedent

from msgspec.structs import replace

from newsfix.model.problem import Fix, Problem
from newsfix.read.frontmatter.keys import HEADER_KEYS, is_known
from newsfix.read.frontmatter.source import CLOSING, Source, could_be_yaml, in_braces, is_key_line, only_keys, parts
from newsfix.read.frontmatter.values import FrontMatterError
from newsfix.read.frontmatter.yaml import parse_nearly_json
from newsfix.regex import regex

_BRACE = regex(r"^\}|\}(?=\s*\n\s*\n|\s*\Z)", re.MULTILINE)
_MOST_BRACES = 3
_HEADER = regex(r"([A-Za-z][\w-]*):(?:[ \t]|\Z)")
_MOST_HEADER_LINES = 400
# Nikola's, reStructuredText's and Org's headers, by what they begin with.
_MARKED = regex(
    r"^(?P<mark>\.\. |:|#\+)(?P<key>[A-Za-z][\w-]*)(?P<words>\[\])?:(?=[ \t]|$)(?P<value>[^\n]*)", re.MULTILINE
)
_NIKOLA = regex(r"\s*<!--[ \t]*\n(?P<front>(?:\.\. [^\n]*\n)+)[ \t]*-->[ \t]*(?:\n|\Z)")
# What hides front matter from whoever shows the file: a comment of HTML, or of CSS (Pico's), fences within or not.
_HIDING = regex(r"\s*(?:<!--+|/\*+)[ \t]*\n(?:---[ \t]*\n)?")
_HIDDEN = regex(r"^(?:---[ \t]*\n)?[ \t]*(?:--+>|\*+/)[ \t]*(?:\n|\Z)", re.MULTILINE)
_BETWEEN_WORDS = regex(r"(?<=\S)[ \t](?=\S)")
_TIMESTAMP = regex(r"([ \t]*)[<\[]([^<>\[\]]*)[>\]]([ \t]*)")


def json_object(text: str) -> Source | None:
    """A JSON object at the top, with or without `;;;` round it."""
    start = text.find("{")
    if (
        start < 0
        or text[:start].strip() not in ("", ";;;")
        or not re.match(r"\{\s*(?:[\"'}]|\w+\s*:\s)", text[start : start + 200])
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
    return parts(text, "json", start, end, body.end())


def _end_of_nearly_json(text: str, start: int) -> int:
    """Where an object ends that is JSON but for what YAML allows (a comma too many, other quotes or none), or 0."""
    for closing in islice(_BRACE.finditer(text, start), _MOST_BRACES):
        try:
            entries = parse_nearly_json(text[start : closing.end()])
        except FrontMatterError:
            continue
        return closing.end() if any(is_known(entry.key) for entry in entries) else 0
    return 0


def unopened(text: str) -> Source | None:
    """Keys from the first line on: Hexo's form with only a closing fence, or `Key: value` headers."""
    start = len(text) - len(text.lstrip())
    at = start
    lines: list[str] = []
    for line in text[start : start + 200_000].split("\n")[:_MOST_HEADER_LINES]:
        if re.fullmatch(r"(?:-{3,}|\.\.\.)[ \t]*", line):
            end = at + len(line) + 1
            first = _HEADER.match(lines[0])
            if first and any(is_known(match[1]) for match in map(_HEADER.match, lines) if match):
                return _hexo(text, start, at, min(end, len(text)))
            return None
        if line.strip() == ";;;" and lines[0].lstrip().startswith('"'):
            source = parts(text, "json", start, at, min(at + len(line) + 1, len(text)))
            return in_braces(source)
        if not could_be_yaml(line):
            break
        lines.append(line)
        at += len(line) + 1
    return _headers(text, start)


def _hexo(text: str, start: int, end: int, body: int) -> Source:
    """A second block of keys after the closing fence belongs to the first: the file was pasted twice."""
    rest = text[body:]
    again = CLOSING["yaml"].search(rest)
    if is_key_line(rest.split("\n", 1)[0]) and again and only_keys(rest[: again.start()]):
        line = text.count("\n", 0, end) + 1
        message = "a second front matter follows the first; both are read as one"
        problem = Problem("FM004", message, line, 1, Fix(end, body, ""))
        source = parts(text, "yaml", start, body + again.start(), body + again.end(), (problem,))
        # A blank line in place of the inner fence keeps the places.
        front = text[start:end] + " " * (body - end - 1) + "\n" + rest[: again.start()]
        return replace(source, front=front)
    return parts(text, "yaml", start, end, body)


def marked(text: str) -> Source | None:
    """Headers that a mark begins, as without it: what follows a key stays in its place."""
    start = len(text) - len(text.lstrip())
    comment = _NIKOLA.match(text)
    end = text.find("\n\n", start) if comment is None else comment.end("front")
    first = start if comment is None else comment.start("front")
    block = text[first : end if end >= 0 else len(text)]
    marks = {match["mark"] for match in _MARKED.finditer(block)}
    if not marks:
        return _hidden(text)
    if len(marks) > 1:
        return None
    source = _headers(_MARKED.sub(_unmarked, block), 0)
    if source is None or source.body.strip():
        return None
    body = first + len(block) + (len("\n") if comment is None else 0)
    found = parts(text, "headers", first, first + len(block), min(comment.end() if comment else body, len(text)))
    return replace(found, front=source.front)


def _unmarked(match: re.Match[str]) -> str:
    """A header without its mark, as long as with it; an Org timestamp without its brackets."""
    value = _TIMESTAMP.sub(r"\1 \2 \3", match["value"]) if match["mark"] == "#+" else match["value"]
    if match["words"]:
        value = _BETWEEN_WORDS.sub(",", value.rstrip())
    return f"{match['key']}:{' ' * len(match['mark'] + (match['words'] or ''))}{value}"


def _hidden(text: str) -> Source | None:
    """`Key: value` lines that are a comment."""
    opening = _HIDING.match(text)
    closing = opening and _HIDDEN.search(text, opening.end())
    if not opening or not closing:
        return None
    front = text[opening.end() : closing.start()]
    found = _headers(dedent(front), 0)
    if found is None or found.body.strip():
        return None
    return parts(text, "yaml", opening.end(), closing.start(), closing.end())


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
    return parts(text, "headers", start, at, body)
