"""Old problems of a repository, recorded so that only new ones are reported."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from newsfix.model.problem import Problem
from newsfix.run import files, paths, report
from newsfix.run.settings import ConfigError, Settings
from newsfix.run.storage import is_url

if TYPE_CHECKING:
    from newsfix.run.outcomes import Outcome

_VERSION = 1


class OldProblem(Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """So many problems of one rule in lines with one text of one file, whose path is seen from the baseline."""

    path: str
    rule: str
    fingerprint: str
    count: int = 1


class _BaselineFile(Struct):
    version: int
    problems: list[OldProblem]


Key = tuple[str, str, str]


class Baseline:
    """What is recorded in a file, or is to be.

    path  of the file: the paths in it are relative to its directory, so that it may be checked from anywhere
    """

    def __init__(self, path: str, entries: Sequence[OldProblem] = ()) -> None:
        self.path = path
        self._directory = os.path.dirname(os.path.abspath(path))
        self._known: Counter[Key] = Counter()
        for each in entries:
            self._known[each.path, each.rule, each.fingerprint] += each.count
        self._seen: Counter[Key] = Counter()
        self._rules: dict[str, Collection[str]] = {}

    def add(
        self, path: str, problems: Sequence[Problem], lines: Mapping[int, str], rules: Collection[str]
    ) -> list[Problem]:
        """The problems of a file that are new.

        lines  those that the problems stand in
        rules  that were looked for
        """
        name = self._name(path)
        self._rules[name] = rules
        return [
            problem for problem in problems if self._is_new((name, problem.code, report.fingerprint(problem, lines)))
        ]

    def _is_new(self, key: Key) -> bool:
        if _is_of_the_run(key[1]):
            return True
        self._seen[key] += 1
        return self._seen[key] > self._known[key]

    def _name(self, path: str) -> str:
        seen = path if is_url(path) else os.path.relpath(path, self._directory).replace(os.sep, "/")
        return seen.encode("utf-8", "backslashreplace").decode()

    # ------------------------------------------------------------------------------ what has changed

    def gone(self, sources: Sequence[str]) -> list[OldProblem]:
        """What is recorded and no longer occurs: in files that were checked, and in those that are not there any more
        below the directories among the sources."""
        searched = [os.path.realpath(source) for source in sources if files.is_directory(source)]
        return sorted(
            OldProblem(*key, known - self._seen[key])
            for key, known in self._known.items()
            if known > self._seen[key] and self._was_looked_for(key, searched)
        )

    def _was_looked_for(self, key: Key, searched: Sequence[str]) -> bool:
        rules = self._rules.get(key[0])
        if rules is not None:
            return key[1] in rules
        if "\0" in key[0]:  # no file has such a name
            return False
        path = os.path.join(self._directory, key[0])
        return files.is_gone(path) and any(paths.contains(each, os.path.realpath(path)) for each in searched)

    def without(self, gone: Sequence[OldProblem]) -> list[OldProblem]:
        """What is recorded and still occurs."""
        left = self._known - Counter({(each.path, each.rule, each.fingerprint): each.count for each in gone})
        return _entries(left)

    def seen(self) -> list[OldProblem]:
        """What was found."""
        return _entries(self._seen)


def _entries(counts: Mapping[Key, int]) -> list[OldProblem]:
    return sorted(OldProblem(*key, count) for key, count in counts.items())


class Baselines:
    """The baselines of a run, each loaded when the first file is checked that has it.

    writing  the file of a new one, of which nothing is recorded yet; the others do not count then
    """

    def __init__(self, writing: str | None = None) -> None:
        self.writing = writing
        self.loaded: dict[str, Baseline] = {}

    def new(self, outcome: Outcome, problems: Sequence[Problem], settings: Settings) -> Sequence[Problem]:
        """Those problems of a file that its baseline does not have. Raises ConfigError."""
        path = self.writing or settings.baseline
        if path is None:
            return problems
        if path not in self.loaded:
            self.loaded[path] = Baseline(path) if self.writing else load(path)
        repaired = [each for each in problems if report.is_repaired(each)]
        others = [each for each in problems if not report.is_repaired(each)]
        new = self.loaded[path].add(outcome.path, others, outcome.lines, settings.options.rules)
        return [*repaired, *(each for each in new if not self.writing or _is_of_the_run(each.code))]


def _is_of_the_run(code: str) -> bool:
    """Whether a rule is about what befell a file in this run, and no old problem of it."""
    return code.startswith("IO")


def load(path: str) -> Baseline:
    """The baseline in a file. Raises ConfigError."""
    try:
        file = msgspec.json.decode(files.read(path), type=_BaselineFile)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        hint = f"; create it with newsfix check --write-baseline {path}" if missing else ""
        raise ConfigError(f"{path} cannot be read: {files.reason(error)}{hint}") from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path} is not a baseline: {error}") from None
    if file.version != _VERSION:
        raise ConfigError(f"{path} is a baseline of another version of newsfix (version {file.version})")
    return Baseline(path, file.problems)


def save(path: str, entries: Sequence[OldProblem]) -> None:
    """Write a baseline whole or not at all: sorted, an entry a line. Raises OSError."""
    lines = [f"    {msgspec.json.encode(each).decode()}" for each in entries]
    body = ",\n".join(lines)
    problems = f"[\n{body}\n  ]" if lines else "[]"
    files.write(path, f'{{\n  "version": {_VERSION},\n  "problems": {problems}\n}}\n'.encode())


def record(baselines: Baselines) -> str:
    """Write the new baseline; the line that says so. Raises OSError."""
    from newsfix.run.summary import counted

    path = baselines.writing or ""
    entries = [entry for each in baselines.loaded.values() for entry in each.seen()]
    save(path, entries)
    problems = counted(sum(each.count for each in entries), "problem")
    return f"recorded {problems} in {counted(len({each.path for each in entries}), 'file')} in {path}"


def what_is_gone(baselines: Baselines, sources: Sequence[str], *, prune: bool) -> Iterator[str]:
    """A line for each entry that no longer occurs, which `prune` removes. Raises OSError."""
    for path, baseline in baselines.loaded.items():
        gone = baseline.gone(sources)
        for each in gone:
            what = f"{each.path}: {each.rule}" + (f" ({each.count} times)" if each.count > 1 else "")
            fate = "was removed" if prune else "no longer occurs (see --prune-baseline)"
            yield f"{path}: {what} {fate}"
        if prune and gone:
            save(path, baseline.without(gone))
