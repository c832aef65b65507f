"""What people are told of problems, rules and pictures, line by line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model.article import Picture
from newsfix.model.problem import Problem
from newsfix.rules import ALWAYS, BY_CODE, LOSSES, Rule

if TYPE_CHECKING:
    from newsfix.run.cache import Stale
    from newsfix.run.needs import Page
    from newsfix.run.outcomes import Outcome
    from newsfix.run.settings import Settings


class CheckedFile(Struct, frozen=True):
    """A file that was checked: its path, its problems in their order, none where it is clean, and the lines that
    these stand in, by their numbers, as far as a form has a use for them."""

    path: str
    problems: list[Problem]
    lines: Mapping[int, str] = {}


# C0, DEL and C1 control characters, the bidirectional controls that can turn a line round, line and
# paragraph separators, and what stands for undecodable bytes of a file name.
_RANGES = ((0x00, 0x1F), (0x7F, 0x9F), (0x61C, 0x61C), (0x200E, 0x200F), (0x2028, 0x202E), (0x2066, 0x2069))
_HIDDEN = [code for first, last in _RANGES for code in range(first, last + 1)]
_ESCAPES = {code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" for code in _HIDDEN}
_ESCAPES |= {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r"}


def shown(text: str) -> str:
    """A text on one line that a terminal shows and does not obey."""
    return text.translate(_ESCAPES).encode("utf-8", "backslashreplace").decode()


def harmless(text: bytes) -> bytes:
    """Lines of text that a terminal shows and does not obey; elsewhere they have to stay what they are."""
    return "\n".join(map(shown, text.decode("utf-8", "replace").split("\n"))).encode()


def line(path: str, problem: Problem) -> str:
    """`path:line:column: CODE message`; a problem of the whole file is at 1:1."""
    return f"{first(path)}:{problem.line or 1}:{problem.column or 1}: {problem.code} {shown(problem.message)}"


def first(path: str) -> str:
    """A path at the beginning of a line, where a name may be a command to GitHub Actions (`::error::`, `##[group]`)."""
    return shown(f"./{path}" if path.startswith(("::", "##[")) else path)


def relative(path: str, directory: str = ".") -> str:
    """A path as it is seen from a directory that it lies below; otherwise, and a URL or `-`, as it is."""
    if path == "-" or "://" in path:
        return path
    seen = os.path.relpath(path, directory)
    return path if seen.startswith(os.pardir) else seen


def in_workspace(path: str) -> str:
    """A path as GitHub wants it: relative to the workspace of the job, elsewhere to the working directory."""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    return relative(path, workspace) if workspace else path


_LACKING = frozenset({"FM001", "FM006", "DT001", "BD001"})
"""The rules about what an article should have, of which the files beside it may tell that it need not."""

_REPAIRED = "repaired"


def as_repaired(problem: Problem) -> Problem:
    """A problem that is gone."""
    return replace(problem, message=f"fixed: {problem.message}", omitted="", detail=_REPAIRED)


def is_repaired(problem: Problem) -> bool:
    return problem.detail == _REPAIRED


def stale_line(stale: Stale) -> str:
    """What became of an output whose input is gone."""
    fate = f"kept: {stale.kept}" if stale.kept else "removed"
    return f"{first(stale.output)}: {fate}; its input {shown(stale.input)} is gone"


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of one file by place, then code and message, each once."""
    return sorted(dict.fromkeys(problems), key=lambda item: (item.line or 1, item.column or 1, item.code, item.message))


def by_frequency(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Codes with how often each was found, the most frequent first, those that are equally frequent by code."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def frequencies(counts: Sequence[tuple[str, int]]) -> list[str]:
    """A line for each of these."""
    width = max((len(str(number)) for _, number in counts), default=0)
    return [f"{number:>{width}}  {code} {BY_CODE[code].name}" for code, number in counts]


def lines(outcome: Outcome, *, verbose: bool) -> list[str]:
    """The lines on an outcome: its problems with `verbose`, else only why it failed or what it lost."""
    if not (verbose or outcome.failed):
        lost = [problem for problem in outcome.problems if problem.code in LOSSES]
        return [line(outcome.path, problem) for problem in ordered(lost)]
    return [
        line(outcome.path, problem)
        for problem in ordered(outcome.problems)
        if verbose or problem.severity == "error" or len(outcome.problems) == 1
    ]


def told(
    problems: Sequence[Problem], *, outcome: Outcome, settings: Settings, verbose: bool, only_repairs: bool
) -> Sequence[Problem]:
    """The problems without the notes that nobody asked for, and without what the pages of a site lack as a rule.

    What was repaired, and what cannot be read, is always shown.
    """
    if only_repairs and not outcome.failed:
        return [each for each in problems if is_repaired(each)]
    usual = usual_problems(outcome, settings)
    if verbose or settings.fail_on == "note":
        return [each.with_fix(None) if each in usual else each for each in problems]
    selected = settings.selected
    return [
        each
        for each in problems
        if is_repaired(each) or each.code in selected or not (BY_CODE[each.code].severity == "note" or each in usual)
    ]


def usual_problems(outcome: Outcome, settings: Settings) -> set[Problem]:
    """The problems of a file that its site does not have as such, by its conventions, and that nobody asks for."""
    asked = [each for each in outcome.problems if each.code not in settings.selected]
    found = {each.code for each in asked}
    lacks = _LACKING & found
    # What the program of a site may read all the same, or its files have on purpose; asked only where it is told.
    judges: dict[str, Callable[[Problem], bool]] = {
        "BD003": _leads_nowhere,
        "BD008": lambda each: conventions.is_plain_text(page),
        "BD015": lambda each: engines.shows_marks(page, only_signs=each.detail == "a sign"),
        "BD016": lambda each: engines.reads_loose_headings(page),
        "DT002": lambda each: engines.reads_date(page, each.line or 1),
        "DT004": lambda each: conventions.is_no_day(page),
        "DT006": lambda each: each.detail == "file name" and conventions.is_named_by_event(page),
        "DT009": lambda each: conventions.is_announced(page),
        "EN004": lambda each: conventions.shows_escapes(page),
        "EN006": lambda each: "git-crypt" in each.detail,
        "FM004": lambda each: conventions.is_shared(page, "FM004"),
        "FM013": lambda each: conventions.is_shared(page, "FM013"),
        "FM009": lambda each: engines.shows_values_as_html(page),
        "IM005": lambda each: each.detail == "for a script",
        "IM009": lambda each: conventions.keeps_pictures_elsewhere(page, each.detail, settings.static_roots),
    } | dict.fromkeys(lacks, lambda each: conventions.is_usual(page, each.code, lacks))
    if found.isdisjoint(judges):
        return set()
    from newsfix.run import conventions, engines, needs

    page: Page = needs.page_of(outcome)
    if "FM001" in found and conventions.is_no_text(page):
        return {each for each in asked if each.code[:2] != "IO"}
    return {each for each in asked if each.code in judges and judges[each.code](each)}


def _leads_nowhere(problem: Problem) -> bool:
    """Whether the script of a link does nothing, or shows or leads back what is there: no address is in it."""
    script = problem.detail.partition("javascript:")[2].strip().lower()
    return script.startswith(("void", ";", "alert(", "history.", "window.print(", "print(", "return", "'", '"', "#"))


def overview(rules: Iterable[Rule]) -> str:
    """The rules as a table: code, name, severity, whether it can be fixed and is on, one line."""
    rows = [
        f"{rule.code}  {rule.name:<22}  {rule.severity:<7}  {'fix' if rule.fixable else '':<3}  "
        f"{'' if rule.default else 'off':<3}  {rule.summary}"
        for rule in rules
    ]
    return "\n".join(rows)


def rules_as_json(rules: Iterable[Rule]) -> str:
    """The rules as a JSON array, for other programs: all but the examples."""
    import json

    names = ("code", "name", "severity", "summary", "why", "fixable", "default")
    rows = [{name: getattr(rule, name) for name in names} | {"always": rule.code in ALWAYS} for rule in rules]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def explanation(rule: Rule) -> str:
    """One rule: what it finds, why it matters, what fires it and what comes close, the fix."""
    examples = [f"Example: {_text(rule.example)}"]
    if rule.near:
        examples = ["It fires here:", _indented(rule.example), "and not here:", _indented(rule.near)]
    if rule.config:
        examples.insert(0, f"With {rule.config} in the configuration:")
    repaired = "by newsfix check --fix" if rule.fixable else "by hand"
    reported = "always" if rule.code in ALWAYS else "by default" if rule.default else "where it is selected"
    return "\n\n".join(
        (
            f"{rule.code} {rule.name} ({rule.severity})",
            f"{rule.summary}\n{rule.why}",
            *examples,
            f"Repaired: {repaired}\nReported: {reported}",
        )
    )


def _text(example: str | bytes) -> str:
    return example if isinstance(example, str) else example.decode("utf-8", "backslashreplace")


def _indented(example: str | bytes) -> str:
    lines = [shown(line if len(line) <= 100 else f"{line[:99]}…") for line in _text(example).rstrip("\n").split("\n")]
    return "\n".join(f"    {line}".rstrip() for line in lines)


def picture_lines(picture: Picture, rows: Iterable[str]) -> list[str]:
    """One picture: its URL, what is said of it, its other URLs and the rows by which they are the same."""
    parts = [picture.url]
    parts += [f"  alt: {picture.alt}"] if picture.alt else []
    parts += [f"  caption: {picture.caption}"] if picture.caption else []
    parts += [f"  same as: {url}" for url in picture.variants]
    names = ", ".join(rows)
    parts += [f"  by: {names}"] if names else []
    return [shown(part) for part in parts]


_OF_THE_FILE = _LACKING | {"FM010"}
"""What is missing has no line of its own: it is known by its message."""


def fingerprint(problem: Problem, lines: Mapping[int, str]) -> str:
    """What a problem is known by from one run to the next, wherever its line has moved.

    A hash of the line; of the message where the problem is about the whole file.

    lines  of the file, by their numbers, as far as problems stand in them
    """
    from hashlib import sha256

    is_whole = problem.line is None or problem.code in _OF_THE_FILE
    text = problem.message if is_whole else lines.get(problem.line or 1, "")
    return sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
