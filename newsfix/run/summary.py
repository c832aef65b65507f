"""The counts of a batch, as they stand and at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone

from msgspec import Struct, field

from newsfix.run.equal import Equal, bare
from newsfix.run.outcomes import NOTHING, Counts, Outcome
from newsfix.run.report import by_frequency, frequencies, shown

MOST_FREQUENT = 10


class Summary(Struct, kw_only=True, eq=False):
    """The counts of a batch.

    Every file is converted, unchanged (its output was there already) or failed.

    command    what the user typed
    began      when it began to run
    doubtful   the files that were not failed and have problems
    others     the files that are not articles
    removed    the outputs whose inputs are gone
    links      those that were not followed
    texts      the articles that share theirs
    addresses  likewise
    """

    command: str = "newsfix"
    began: datetime = field(default_factory=lambda: datetime.now(timezone.utc).astimezone())
    converted: int = 0
    unchanged: int = 0
    failed: int = 0
    doubtful: int = 0
    others: int = 0
    removed: int = 0
    links: int = 0
    problems: Counter[str] = field(default_factory=Counter)
    counts: Counts = NOTHING
    texts: Equal = field(default_factory=Equal)
    addresses: Equal = field(default_factory=Equal)

    def add(self, outcome: Outcome) -> None:
        self.others += outcome.others
        if outcome.is_told_by_members:
            return
        if outcome.failed:
            self.failed += 1
        else:
            self.unchanged += outcome.unchanged
            self.converted += not outcome.unchanged
            self.doubtful += bool(outcome.problems)
            self.texts.add(outcome.path, outcome.sha256)
            self.addresses.add(outcome.path, bare(outcome.address))
        for problem in outcome.problems:
            self.problems[problem.code] += 1
        if outcome.counts != NOTHING:
            self.counts += outcome.counts

    @property
    def done(self) -> int:
        return self.converted + self.unchanged + self.failed

    def elapsed(self) -> str:
        """How long the run has taken: `0.4 s`, `12.0 s`, `1:02:03`."""
        taken = datetime.now(timezone.utc) - self.began
        seconds = taken.total_seconds()
        return f"{seconds:.1f} s" if seconds < 60 else str(timedelta(seconds=round(seconds)))

    def hint(self) -> str | None:
        """Of one file with problems, how many there are and how to see them."""
        number = self.problems.total()
        return f"newsfix: {counted(number, 'problem')}; -v prints {'it' if number == 1 else 'them'}" if number else None

    def closing(self, output: str | None, reports: Sequence[str] = (), *, told: bool) -> str:
        """Where the output of the run is, how long it took, and what to do next.

        output   the directory or file that was written, if there is one
        reports  those of the run
        told     every problem has been printed
        """
        line = f"{f'written to {shown(output)} in ' if output else 'done in '}{self.elapsed()}"
        if reports:
            return f"{line}; reported in {shown(', '.join(reports))}"
        if self.problems.total() and not told:
            line += "; -v prints every problem, --report run.html shows them on a page"
        return line

    def lines(self) -> list[str]:
        """The files on one line, what was done on the next, the most frequent problems, then the receipt."""
        counts = self.counts
        return [
            f"{counted(self.done, 'file')}: {self.converted} converted, {self.unchanged} unchanged, "
            f"{self.failed} failed; {self.doubtful} with problems; {self.others} not articles",
            f"{counted(counts.pictures, 'picture')} merged, {counted(counts.captions, 'caption')} tied, "
            f"{counted(counts.dates, 'date')} fixed",
            *([f"{counted(whole, 'file')} with front matter kept whole"] if (whole := self.problems["BD014"]) else []),
            *self._equal(),
            *([f"{counted(self.removed, 'stale output')} removed"] if self.removed else []),
            *([links_line(self.links)] if self.links else []),
            *(f"  {line}" for line in frequencies(by_frequency(self.problems)[:MOST_FREQUENT])),
            *(
                f"{kind} read: {each['read']}; written: {each['written']}; left out on purpose: {each['left_out']}; "
                f"lost: {each['lost']}"
                for kind, each in counts.receipt().items()
            ),
        ]

    def shared(self) -> Iterator[tuple[str, list[str]]]:
        """What articles share, their text or their address, and the paths of those that share it."""
        for what, groups in (("text", self.texts), ("address", self.addresses)):
            yield from ((what, paths) for paths in groups)

    def equal_lines(self) -> Iterator[str]:
        """A line for each group of articles that share something."""
        return (f"newsfix: the same {what}: {', '.join(map(shown, paths))}" for what, paths in self.shared())

    def _equal(self) -> list[str]:
        parts = [f"{len(self.texts)} the same text"] if len(self.texts) else []
        parts += [f"{len(self.addresses)} an address"] if len(self.addresses) else []
        return [f"articles that share with others: {', '.join(parts)} (-v names them)"] if parts else []


def links_line(number: int) -> str:
    """What is said of links that were not followed."""
    return f"warning: {counted(number, 'link')} out of the searched directories not followed (see --follow-links)"


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
