"""The report as JSON Lines: one object for each input."""

from __future__ import annotations

import json
from typing import Any

from msgspec import to_builtins

from newsfix.run.outcomes import Outcome
from newsfix.run.report import ordered
from newsfix.run.summary import Summary
from newsfix.syntax.shape import JsonProblem


class Records:
    """The lines; bytes of a name that are not UTF-8 are escaped as an unpaired surrogate (RFC 8259, section 8.2)."""

    views = False

    def start(self) -> str:
        return ""

    def entry(self, outcome: Outcome) -> str:
        return json.dumps(record(outcome), ensure_ascii=False) + "\n"

    def end(self, summary: Summary | None) -> str:
        return ""


def record(outcome: Outcome) -> dict[str, Any]:
    """An outcome as the README describes it."""
    return {
        "path": outcome.path,
        "output": outcome.output,
        "status": status(outcome),
        "source_bytes": outcome.source_size,
        "output_bytes": outcome.output_size,
        "seconds": round(outcome.seconds, 6),
        "pictures_merged": outcome.counts.pictures,
        "captions_tied": outcome.counts.captions,
        "dates_fixed": outcome.counts.dates,
        **outcome.counts.receipt(),
        "content_sha256": outcome.sha256,
        "problems": [to_builtins(JsonProblem.of(problem)) for problem in ordered(outcome.problems)],
    }


def status(outcome: Outcome) -> str:
    """In a word what became of an input: failed, unchanged or converted."""
    return "failed" if outcome.failed else "unchanged" if outcome.unchanged else "converted"
