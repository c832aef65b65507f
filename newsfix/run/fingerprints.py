"""What a problem is known by from one run to the next: its line's text, wherever the line has moved."""

from __future__ import annotations

from collections.abc import Mapping

from newsfix.model.problem import Problem

_OF_THE_FILE = frozenset({"FM001", "FM006", "FM010", "DT001", "BD001"})
"""What is missing has no line of its own: it is known by its message."""


def fingerprint(problem: Problem, lines: Mapping[int, str]) -> str:
    """A hash of the line that a problem stands in; of its message where it is about the whole file.

    lines  of the file, by their numbers, as far as problems stand in them
    """
    from hashlib import sha256

    is_whole = problem.line is None or problem.code in _OF_THE_FILE
    text = problem.message if is_whole else lines.get(problem.line or 1, "")
    return sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
