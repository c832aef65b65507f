"""The report as one HTML page that needs no network, written as the run goes on.

The page holds its program, and below it data that the program reads when the page is whole or when
its browser has come to the end of what there is: rows of files, many to an element, and the view of
each file with problems in an element of its own, which is unpacked only when it is looked at.
"""

from __future__ import annotations

import base64
import json
from importlib import resources
from typing import Any

from newsfix import __version__
from newsfix.rules import BY_CODE
from newsfix.run.outcomes import Outcome
from newsfix.run.report import by_frequency, ordered, shown
from newsfix.run.reports.records import status
from newsfix.run.reports.views import MOST
from newsfix.run.summary import Summary

VIEWS = 400_000_000
"""So many characters of views a page holds; a browser can take no more."""
CLEAN = 100_000
"""So many files without problems are listed; more are counted."""

_ROWS = 500


class PageReport:
    """The parts of the page."""

    views = True

    def __init__(self) -> None:
        self._rows: list[list[Any]] = []
        self._number = 0
        self._clean = 0
        self._views = 0

    def start(self) -> str:
        parts = {name: _part(name) for name in ("page.css", "page.js")}
        page = _part("page.html")
        for name, text in parts.items():
            page = page.replace(f"{{{{{name}}}}}", text).replace(f"{{{{hash of {name}}}}}", _hash(text))
        rules = {rule.code: [rule.name, rule.severity, rule.summary] for rule in BY_CODE.values()}
        return page + _data("about", {"version": __version__, "rules": rules})

    def entry(self, outcome: Outcome) -> str:
        if not (outcome.problems or outcome.failed):
            self._clean += 1
            if self._clean > CLEAN:
                return ""
        written = self._view(outcome)
        self._rows.append(_row(outcome, has_view=bool(written)))
        self._number += 1
        return written + (self._flush() if len(self._rows) == _ROWS else "")

    def end(self, summary: Summary | None) -> str:
        if summary is None:
            return self._flush()
        counts = summary.counts
        document = {
            "files": summary.done,
            "converted": summary.converted,
            "unchanged": summary.unchanged,
            "failed": summary.failed,
            "with problems": summary.doubtful,
            "not articles": summary.others,
            "pictures merged": counts.pictures,
            "captions tied": counts.captions,
            "dates fixed": counts.dates,
            **{
                f"{kind} {what.replace('_', ' ')}": number
                for kind, each in counts.receipt().items()
                for what, number in each.items()
            },
        }
        problems = dict(by_frequency(summary.problems))
        equal = [[what, [shown(path) for path in paths]] for what, paths in summary.shared()]
        left_out = max(0, self._clean - CLEAN)
        began = summary.began.isoformat(sep=" ", timespec="seconds")
        about = f"{began}, {summary.elapsed()}: {shown(summary.command)}"
        end = {"counts": document, "problems": problems, "leftOut": left_out, "equal": equal, "run": about}
        return self._flush() + _data("end", end)

    def _view(self, outcome: Outcome) -> str:
        if outcome.view is None or self._views > VIEWS:
            return ""
        # Base64 (RFC 4648) has no character that means anything to an HTML parser.
        packed = base64.b64encode(outcome.view).decode()
        self._views += len(packed)
        return f'<script type="text/plain" id="view-{self._number}">{packed}</script>\n'

    def _flush(self) -> str:
        rows, self._rows = self._rows, []
        return _data("rows", rows) if rows else ""


def _row(outcome: Outcome, *, has_view: bool) -> list[Any]:
    problems = ordered(outcome.problems)
    return [
        shown(outcome.path),
        shown(outcome.output or ""),
        status(outcome),
        outcome.source_size,
        outcome.output_size,
        round(outcome.seconds * 1000, 2),
        [[each.code, each.line, each.column, shown(each.message)] for each in problems[:MOST]],
        len(problems),
        has_view,
    ]


def _data(kind: str, value: Any) -> str:
    """A value as JSON in an element that nothing in it can end: `<` is written as an escape."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" class="{kind}">{text}</script>\n'


def _part(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What a Content-Security-Policy allows a text by (CSP 3, section 2.3.1)."""
    from hashlib import sha256

    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()
