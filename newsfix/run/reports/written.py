"""Reports on their way to their files."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Protocol

from newsfix.run import files, storage
from newsfix.run.atomic import Whole
from newsfix.run.outcomes import Outcome
from newsfix.run.report import shown
from newsfix.run.summary import Summary

_BUFFER = 1 << 16


class ReportForm(Protocol):
    """What a report looks like, as text in three parts; the end of a run that was interrupted has no summary.

    views  it shows sources and results
    """

    views: bool

    def start(self) -> str: ...
    def entry(self, outcome: Outcome) -> str: ...
    def end(self, summary: Summary | None) -> str: ...


FORMS = {".jsonl": ("records", "Records"), ".html": ("page", "PageReport")}
"""Where the form of a report is, by the suffix of its file: its module, which most runs do not load, and its class."""


class Reports:
    """The reports of a run, as a context in which entries are added.

    A report has its name when it is whole. Until then, and after an interrupt or a crash, what there
    is of it lies beside under another: `run.partial.jsonl` for `run.jsonl`. One that cannot be written
    is told of once, given up, and costs nothing else; `failed` says so.

    Raises ValueError for paths that cannot be told apart or say no form.
    """

    def __init__(self, paths: Sequence[str], tell: Callable[[str], None]) -> None:
        for path in paths:
            if os.path.splitext(path)[1].lower() not in FORMS:
                raise ValueError(f"--report {path} must end in {' or '.join(FORMS)}")
            if storage.is_url(path):
                raise ValueError(f"--report {path} must be a local file")
        places = [os.path.realpath(path) for path in paths]
        for path, place in zip(paths, places, strict=True):
            if places.count(place) > 1:
                raise ValueError(f"--report {path} is given twice")
        self.failed = False
        self._tell = tell
        self._reports = [_Report(path) for path in paths]

    @property
    def paths(self) -> list[str]:
        """The names of the reports, whole and partial."""
        return [path for report in self._reports for path in (report.path, report.partial)]

    @property
    def have_views(self) -> bool:
        """Whether a report shows sources and results."""
        return any(report.form.views for report in self._reports)

    def __enter__(self) -> Reports:
        self._each(_Report.open)
        return self

    def add(self, outcome: Outcome) -> None:
        if outcome.is_told_by_members:
            return
        self._each(lambda report: report.write(report.form.entry(outcome)))

    def finish(self, summary: Summary) -> None:
        """Give every report its end and its name."""
        self._each(lambda report: report.end(summary))
        self._reports.clear()

    def __exit__(self, *_: object) -> None:
        self._each(lambda report: report.end(None))
        for report in self._reports:
            self._tell(f"newsfix: the report {shown(report.path)} is incomplete; see {shown(report.partial)}")

    def _each(self, do: Callable[[_Report], None]) -> None:
        for report in list(self._reports):
            self._try(do, report)

    def _try(self, do: Callable[[_Report], None], report: _Report) -> None:
        """Do something with a report; one with which it cannot be done is given up."""
        try:
            do(report)
        except OSError as error:
            self.failed = True
            self._reports.remove(report)
            report.file.close(whole=False)
            self._tell(f"newsfix: the report {shown(report.path)} cannot be written: {files.reason(error)}")


def partial(path: str) -> str:
    """The name of a report that is not whole."""
    stem, suffix = os.path.splitext(path)
    return f"{stem}.partial{suffix}"


class _Report:
    """One report: its form, its file, and what is still to be written to it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.partial = partial(path)
        module, name = FORMS[os.path.splitext(path)[1].lower()]
        self.form: ReportForm = getattr(import_module(f"newsfix.run.reports.{module}"), name)()
        self.file = Whole(path, partial=os.path.basename(self.partial))
        self._waiting: list[str] = []
        self._size = 0

    def open(self) -> None:
        self.file.open()
        self.write(self.form.start())

    def write(self, text: str) -> None:
        """Write whole entries, many at a time."""
        self._waiting.append(text)
        self._size += len(text)
        if self._size > _BUFFER:
            self._flush()

    def _flush(self) -> None:
        data = "".join(self._waiting).encode("utf-8", "backslashreplace")
        self._waiting.clear()
        self._size = 0
        self.file.write(data)

    def end(self, summary: Summary | None) -> None:
        """Write what is left, and give the file its name where there is a summary."""
        self.write(self.form.end(summary))
        self._flush()
        self.file.close(whole=summary is not None)
