"""Merge conflicts that nobody settled, in front matter."""

from __future__ import annotations

from newsfix.model.problem import Problem
from newsfix.read.frontmatter.values import RAW_KEY


def without_conflicts(front: str, line: int, problems: list[Problem]) -> tuple[str, str]:
    """The front matter without the parts in conflict, line for line, and these parts."""
    kept: list[str] = []
    raw: list[str] = []
    open_since = 0
    for number, text in enumerate(front.split("\n"), line):
        if text.startswith("<<<<<<<") and not open_since:
            open_since = number
            message = f"a merge conflict that nobody settled; both sides are kept under {RAW_KEY}"
            problems.append(Problem("FM008", message, number, 1))
        (raw if open_since else kept).append(text)
        if open_since:
            kept.append("")
            if text.startswith(">>>>>>>"):
                open_since = 0
    return "\n".join(kept), "\n".join(raw)
