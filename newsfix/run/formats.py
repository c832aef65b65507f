"""Problems in the forms that people and machines read: each form a function from checked files to text."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeAlias

from newsfix.model.problem import Problem
from newsfix.regex import regex
from newsfix.rules import BY_CODE, RULES, SEVERITIES, Severity
from newsfix.run import report
from newsfix.run.report import CheckedFile, in_workspace

Write: TypeAlias = "Callable[[Iterable[CheckedFile]], Iterator[str]]"


def _each(write: Callable[[str, Problem], str]) -> Write:
    """The form in which each problem of the file at a path is what `write` makes of it."""
    return lambda files: (write(file.path, problem) for file in files for problem in file.problems)


def text(path: str, problem: Problem) -> str:
    """`path:line:column: CODE message`, with `[fix]` behind what --fix repairs."""
    return f"{report.line(path, problem)}{_mark(problem)}\n"


_COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "note": "36"}


def coloured(path: str, problem: Problem) -> str:
    """`text` with the path in bold and the code in the colour of its severity (ECMA-48, SGR)."""
    place = f"\x1b[1m{report.shown(path)}\x1b[0m:{problem.line or 1}:{problem.column or 1}"
    code = f"\x1b[{_COLOURS[BY_CODE[problem.code].severity]}m{problem.code}\x1b[0m"
    return f"{place}: {code} {report.shown(problem.message)}{_mark(problem)}\n"


def _mark(problem: Problem) -> str:
    return " [fix]" if problem.fix and not report.is_repaired(problem) else ""


def _with_lines(write: Callable[[str, Problem], str], files: Iterable[CheckedFile]) -> Iterator[str]:
    """What `write` says, and below each problem the line that it is in with a caret under the place."""
    for file in files:
        for problem in file.problems:
            yield write(file.path, problem)
            if problem.line and not report.is_repaired(problem) and (line := file.lines.get(problem.line)):
                yield _excerpt(problem.line, problem.column or 1, line)


_WIDTH = 100
"""So much of a line is shown, with the place within it."""


def _excerpt(number: int, column: int, line: str) -> str:
    """A line of the source, and a caret under one of its columns."""
    from unicodedata import east_asian_width

    first = max(0, min(column - 1 - _WIDTH // 2, len(line) - _WIDTH))
    before, shown = (report.shown(line[first:end].expandtabs(1)) for end in (column - 1, first + _WIDTH))
    wide = sum(east_asian_width(character) in "WF" for character in before)
    margin = " " * len(str(number))
    caret = " " * (len(before) + wide)
    return f"{margin} |\n{number} | {shown.rstrip()}\n{margin} | {caret}^\n\n"


# ---------------------------------------------------------------------------------------- JSON


def jsonl(path: str, problem: Problem) -> str:
    """An object on a line."""
    return f"{_dumped(_object(path, problem))}\n"


def as_json(files: Iterable[CheckedFile]) -> Iterator[str]:
    """An array of the same objects."""
    before = "[\n  "
    for line in _each(jsonl)(files):
        yield before + line.rstrip("\n")
        before = ",\n  "
    yield "[]\n" if before[0] == "[" else "\n]\n"


def _object(path: str, problem: Problem) -> dict[str, Any]:
    rule = BY_CODE[problem.code]
    return {
        "path": path,
        "line": problem.line or 1,
        "column": problem.column or 1,
        "code": problem.code,
        "name": rule.name,
        "severity": rule.severity,
        "message": problem.message,
        "fixable": problem.fix is not None,
    }


def _dumped(value: Any) -> str:
    """JSON (RFC 8259) in which what a terminal would obey, and what no encoding has, is escaped."""
    import json

    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


_UNSEEN = regex("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


# ------------------------------------------------------------------------------ GitHub's commands

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def github(path: str, problem: Problem) -> str:
    """A workflow command, which GitHub Actions shows beside the line (GitHub Docs, Workflow commands)."""
    rule = BY_CODE[problem.code]
    properties = {
        "file": in_workspace(path),
        "line": str(problem.line or 1),
        "col": str(problem.column or 1),
        "title": f"{rule.code} {rule.name}",
    }
    stated = ",".join(
        f"{name}={_data(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in properties.items()
    )
    return f"::{_LEVELS[rule.severity]} {stated}::{_data(problem.message)}\n"


def _data(text: str) -> str:
    """A text in which no line ends; what else a terminal would obey is shown."""
    lines = text.replace("%", "%25").replace("\r", "%0D").split("\n")
    return "%0A".join(map(report.shown, lines))


# --------------------------------------------------------------------------------------- SARIF

MOST_RESULTS = 25_000
"""GitHub refuses a run with more."""
_LONGEST_MESSAGE = 1000
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_SEVERITIES: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "recommendation"}
_HELP = "https://git.example/newsfix/blob/main/newsfix/docs/check.md"
_PRINT = "newsfix/v1"


def sarif(files: Iterable[CheckedFile]) -> Iterator[str]:
    """One run of SARIF 2.1.0 (OASIS) with no more results than GitHub takes: errors first, then warnings.

    The others are counted.
    """
    import json

    kept: dict[Severity, list[tuple[int, dict[str, Any]]]] = {level: [] for level in SEVERITIES}
    total = 0
    for file in files:
        seen: Counter[str] = Counter()
        for problem in file.problems:
            same = kept[BY_CODE[problem.code].severity]
            if len(same) < MOST_RESULTS:
                same.append((total, _result(file, problem, seen)))
            total += 1
    first = [result for level in SEVERITIES for result in kept[level]][:MOST_RESULTS]
    results = [result for _, result in sorted(first, key=lambda each: each[0])]
    yield f"{json.dumps(_log(results, total - len(results)), indent=1)}\n"


def _log(results: list[dict[str, Any]], left_out: int) -> dict[str, Any]:
    from importlib.metadata import version

    invocation: dict[str, Any] = {"executionSuccessful": True}
    if left_out:
        message = f"{left_out} further results were left out: GitHub takes {MOST_RESULTS} a run"
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": message}}]
    rules = [
        {
            "id": rule.code,
            "name": "".join(word.capitalize() for word in rule.name.split("-")),
            "shortDescription": {"text": rule.summary},
            "fullDescription": {"text": f"{rule.summary} {rule.why}"},
            "helpUri": _HELP,
            "help": {"text": f"{rule.why} `newsfix rules {rule.code}` says more."},
            "defaultConfiguration": {"level": rule.severity, "enabled": rule.default},
            "properties": {"problem.severity": _SEVERITIES[rule.severity], "tags": [rule.name]},
        }
        for rule in RULES
    ]
    driver = {"name": "newsfix", "version": version("newsfix"), "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": results,
    }
    return {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}


def _result(file: CheckedFile, problem: Problem, seen: Counter[str]) -> dict[str, Any]:
    """One problem; `seen` counts the fingerprints of the file, so that those of equal lines differ."""
    region = {"startLine": problem.line or 1, "startColumn": problem.column or 1}
    place = {"uri": _uri(file.path)}
    print = f"{problem.code}:{report.fingerprint(problem, file.lines)}"
    seen[print] += 1
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": [*BY_CODE].index(problem.code),
        "level": BY_CODE[problem.code].severity,
        "message": {"text": report.shown(problem.message)[:_LONGEST_MESSAGE]},
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": region}}],
        "partialFingerprints": {_PRINT: f"{print}:{seen[print]}"},
    }
    if problem.fix and not report.is_repaired(problem):
        fix = problem.fix
        span = {"charOffset": fix.start, "charLength": fix.end - fix.start}
        changes = [{"deletedRegion": span, "insertedContent": {"text": fix.text}}]
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": place, "replacements": changes}]}]
    return result


def _uri(path: str) -> str:
    """A path as GitHub wants it (RFC 3986): relative where it lies below the workspace or the working directory."""
    from urllib.parse import quote

    uri = quote(os.fsencode(in_workspace(report.relative(path)).replace(os.sep, "/")))
    return f"file://{uri}" if uri.startswith("/") else uri


# --------------------------------------------------------------------------------------- JUnit

# What XML 1.0 (section 2.2) has no place for beside what `shown` shows.
_NO_CHARACTERS = {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}


def junit(files: Iterable[CheckedFile]) -> Iterator[str]:
    """A suite for each file and a failed case for each of its problems; a clean file is a case that passes."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="newsfix">\n'
    for file in files:
        path, problems = file.path, file.problems
        name = _quoted(path)
        tests, failures = len(problems) or 1, len(problems)
        yield f'  <testsuite name={name} tests="{tests}" failures="{failures}" errors="0" skipped="0">\n'
        for problem in problems:
            rule = BY_CODE[problem.code]
            case = _quoted(f"{rule.code} {problem.line or 1}:{problem.column or 1}")
            yield (
                f"    <testcase classname={name} name={case}>\n"
                f'      <failure type="{rule.name}" message={_quoted(problem.message)}>'
                f"{_escaped(report.line(path, problem))}</failure>\n"
                "    </testcase>\n"
            )
        if not problems:
            yield f"    <testcase classname={name} name={name}/>\n"
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _escaped(text: str) -> str:
    from html import escape

    return escape(report.shown(text).translate(_NO_CHARACTERS), quote=False)


def _quoted(text: str) -> str:
    return f'"{_escaped(text).replace(chr(34), "&quot;")}"'


FORMATS: dict[str, Write] = {
    "text": _each(text),
    "full": partial(_with_lines, text),
    "json": as_json,
    "jsonl": _each(jsonl),
    "github": _each(github),
    "sarif": sarif,
    "junit": junit,
}
COLOURED: dict[str, Write] = {"text": _each(coloured), "full": partial(_with_lines, coloured)}
NEED_LINES = ("full", "sarif")
"""The forms that have a use for the lines of the source."""
