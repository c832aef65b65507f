"""Problems in the forms that people and machines read: each form a function from checked files to text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from newsfix.model.problem import Problem
from newsfix.regex import regex
from newsfix.rules import BY_CODE, RULES, Severity
from newsfix.run import report

Checked: TypeAlias = "tuple[str, list[Problem]]"
"""A file's path, and its problems in their order; none where it is clean."""

Write: TypeAlias = "Callable[[Iterable[Checked]], Iterator[str]]"


def text(files: Iterable[Checked]) -> Iterator[str]:
    """`path:line:column: CODE message`."""
    for path, problems in files:
        for problem in problems:
            yield f"{report.line(path, problem)}\n"


_COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "note": "36"}


def coloured(files: Iterable[Checked]) -> Iterator[str]:
    """The same with the path in bold and the code in the colour of its severity (ECMA-48, SGR)."""
    for path, problems in files:
        for problem in problems:
            place = f"\x1b[1m{report.shown(path)}\x1b[0m:{problem.line or 1}:{problem.column or 1}"
            code = f"\x1b[{_COLOURS[BY_CODE[problem.code].severity]}m{problem.code}\x1b[0m"
            yield f"{place}: {code} {report.shown(problem.message)}\n"


# ---------------------------------------------------------------------------------------- JSON


def jsonl(files: Iterable[Checked]) -> Iterator[str]:
    """An object a line for each problem."""
    for path, problems in files:
        for problem in problems:
            yield f"{_dumped(_object(path, problem))}\n"


def as_json(files: Iterable[Checked]) -> Iterator[str]:
    """An array of the same objects."""
    before = "[\n  "
    for line in jsonl(files):
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


def github(files: Iterable[Checked]) -> Iterator[str]:
    """Workflow commands, which GitHub Actions shows beside the lines (GitHub Docs, Workflow commands)."""
    for path, problems in files:
        for problem in problems:
            rule = BY_CODE[problem.code]
            properties = {
                "file": path,
                "line": str(problem.line or 1),
                "col": str(problem.column or 1),
                "title": f"{rule.code} {rule.name}",
            }
            stated = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
            yield f"::{_LEVELS[rule.severity]} {stated}::{_data(problem.message)}\n"


def _data(text: str) -> str:
    """A text in which no line ends; what else a terminal would obey is shown."""
    lines = text.replace("%", "%25").replace("\r", "%0D").split("\n")
    return "%0A".join(map(report.shown, lines))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# --------------------------------------------------------------------------------------- SARIF

MOST_RESULTS = 25_000
"""GitHub refuses a run with more."""
_LONGEST_MESSAGE = 1000
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_SEVERITIES: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "recommendation"}


def sarif(files: Iterable[Checked]) -> Iterator[str]:
    """One run of SARIF 2.1.0 (OASIS) with no more results than GitHub takes: errors first, then warnings."""
    import json

    kept: dict[Severity, list[tuple[int, dict[str, Any]]]] = {"error": [], "warning": [], "note": []}
    total = 0
    for path, problems in files:
        for problem in problems:
            same = kept[BY_CODE[problem.code].severity]
            if len(same) < MOST_RESULTS:
                same.append((total, _result(path, problem)))
            total += 1
    first = [*kept["error"], *kept["warning"], *kept["note"]][:MOST_RESULTS]
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


_INDEX = {rule.code: index for index, rule in enumerate(RULES)}


def _result(path: str, problem: Problem) -> dict[str, Any]:
    region = {"startLine": problem.line or 1, "startColumn": problem.column or 1}
    return {
        "ruleId": problem.code,
        "ruleIndex": _INDEX[problem.code],
        "level": BY_CODE[problem.code].severity,
        "message": {"text": report.shown(problem.message)[:_LONGEST_MESSAGE]},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region}}],
    }


def _uri(path: str) -> str:
    """A path as GitHub wants it: relative to the working directory where it lies below it (RFC 3986)."""
    import os.path
    from urllib.parse import quote

    relative = os.path.relpath(path) if path != "-" else path
    uri = quote(os.fsencode((path if relative.startswith("..") else relative).replace(os.sep, "/")))
    return f"file://{uri}" if uri.startswith("/") else uri


# --------------------------------------------------------------------------------------- JUnit

# What XML 1.0 (section 2.2) has no place for beside what `shown` shows.
_NO_CHARACTERS = {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}


def junit(files: Iterable[Checked]) -> Iterator[str]:
    """A suite for each file and a failed case for each of its problems; a clean file is a case that passes."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="newsfix">\n'
    for path, problems in files:
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
    text = report.shown(text).translate(_NO_CHARACTERS)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    return f'"{_escaped(text).replace(chr(34), "&quot;")}"'


FORMATS: dict[str, Write] = {
    "text": text,
    "json": as_json,
    "jsonl": jsonl,
    "github": github,
    "sarif": sarif,
    "junit": junit,
}
