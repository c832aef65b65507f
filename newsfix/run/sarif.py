"""Problems as SARIF 2.1.0 (OASIS), within the limits of GitHub's code scanning."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from newsfix.model.problem import Fix, Problem
from newsfix.rules import BY_CODE, RULES, SEVERITIES, Severity
from newsfix.run import report
from newsfix.run.report import CheckedFile, in_workspace

MOST_RESULTS = 25_000
"""GitHub refuses a run with more."""
_LONGEST_MESSAGE = 1000
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_SEVERITIES: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "recommendation"}


_HELP = "https://git.example/newsfix/blob/main/newsfix/docs/check.md"
_PRINT = "newsfix/v1"


def log(files: Iterable[CheckedFile]) -> str:
    """One run with no more results than GitHub takes: errors first, then warnings; the others are counted."""
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
    return f"{json.dumps(_log(results, total - len(results)), indent=1)}\n"


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


_INDEX = {rule.code: index for index, rule in enumerate(RULES)}


def _result(file: CheckedFile, problem: Problem, seen: Counter[str]) -> dict[str, Any]:
    """One problem; `seen` counts the fingerprints of the file, so that those of equal lines differ."""
    region = {"startLine": problem.line or 1, "startColumn": problem.column or 1}
    place = {"uri": _uri(file.path)}
    print = f"{problem.code}:{report.fingerprint(problem, file.lines)}"
    seen[print] += 1
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": _INDEX[problem.code],
        "level": BY_CODE[problem.code].severity,
        "message": {"text": report.shown(problem.message)[:_LONGEST_MESSAGE]},
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": region}}],
        "partialFingerprints": {_PRINT: f"{print}:{seen[print]}"},
    }
    if problem.fix and not report.is_repaired(problem):
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": place, "replacements": [_change(problem.fix)]}]}]
    return result


def _change(fix: Fix) -> Mapping[str, object]:
    """An edit in characters of the file."""
    region = {"charOffset": fix.start, "charLength": fix.end - fix.start}
    return {"deletedRegion": region, "insertedContent": {"text": fix.text}}


def _uri(path: str) -> str:
    """A path as GitHub wants it (RFC 3986): relative where it lies below the workspace or the working directory."""
    from urllib.parse import quote

    uri = quote(os.fsencode(in_workspace(report.relative(path)).replace(os.sep, "/")))
    return f"file://{uri}" if uri.startswith("/") else uri
