"""Repairs in place: the edits that problems carry, applied until none is left, and nothing else touched."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from difflib import diff_bytes, unified_diff

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model.article import Value
from newsfix.model.origin import Origin
from newsfix.model.problem import Fix, Problem
from newsfix.options import Options
from newsfix.pipeline import check, convert
from newsfix.read.encoding import Decoded, decode
from newsfix.read.frontmatter.entries import without_repeats
from newsfix.read.references import decode_entities
from newsfix.regex import regex
from newsfix.run import files
from newsfix.run.outcomes import Outcome, failed, fault, is_unsure, too_large
from newsfix.run.report import as_repaired, usual_problems
from newsfix.run.task import Task
from newsfix.run.worker import Input, Worker, lines_of

_LINE = regex(rb"[^\n]*\n|[^\n]+")
_QUOTED = regex(rb"""[\x00-\x1f"\\\x7f]""")
MOST_ROUNDS = 20
"""An edit can lay another one open; this often at most."""


class Fixed(Struct, frozen=True):
    """The bytes of a file with what could be repaired repaired, what that was, and what remains.

    The places of the former are those of the file as it was before the edit, of the latter those of
    the file as it is now.
    """

    data: bytes
    done: tuple[Problem, ...]
    left: tuple[Problem, ...]


class Fixer(Struct, frozen=True):
    """Repairs a file in place; with `only_diff` hands back what would change and writes nothing.

    What was repaired is among the problems of the outcome, and its message says so.
    """

    reader: Worker
    only_diff: bool = False

    def __call__(self, task: Task) -> Outcome:
        name = task.name
        if task.problem:
            return Outcome(name, (task.problem,), failed=True)
        if task.is_shard:
            return failed(name, "IO002", "articles in a file that holds many cannot be repaired in place")
        source = self.reader.read(task)
        if isinstance(source, Outcome):
            return source
        try:
            return self._done(task, source)
        except MemoryError:
            return too_large(name)
        except Exception as error:  # a fault of newsfix costs one file and not the batch
            return fault(name, error)

    def _done(self, task: Task, source: Input) -> Outcome:
        name, options, data, origin = task.name, task.settings.options, source.data, source.origin
        given = self.reader.given(task, source)

        def usual(problems: Sequence[Problem]) -> Collection[Problem]:
            return usual_problems(Outcome(name, tuple(problems), read=given), task.settings)

        fixed = fix(data, options, origin, usual)
        if self.only_diff:
            return Outcome(name, (), data=unified(name, data, fixed.data))
        lines = lines_of(fixed.data, fixed.left, options, origin) if self.reader.for_task(task).with_lines else {}
        if fixed.data == data:
            return Outcome(name, fixed.left, lines=lines)
        try:
            files.rewrite(task.path, data, fixed.data)
        except OSError as error:
            why = f"the file cannot be repaired: {files.reason(error)}"
            return failed(name, "IO002", why, check(data, options, origin))
        return Outcome(name, (*map(as_repaired, fixed.done), *fixed.left), repaired=True, lines=lines)


def fix(
    data: bytes,
    options: Options,
    origin: Origin,
    usual: Callable[[Sequence[Problem]], Collection[Problem]] = lambda problems: (),
) -> Fixed:
    """Apply the fixes of the problems that `options` select, but for those that are `usual`.

    An edit that would change what the article says, or that the file's encoding cannot write, is left
    out; a text whose encoding is in doubt is not edited. Never raises.
    """
    done: list[Problem] = []
    problems = check(data, options, origin)
    for _ in range(MOST_ROUNDS):
        fixable = [problem for problem in problems if problem.fix]
        if fixable:
            passed = usual(problems)
            fixable = [problem for problem in fixable if problem not in passed]
        if not fixable or is_unsure(decode(data, options).problems):
            break
        data, applied = _round(data, fixable, options, origin)
        if not applied:
            break
        done += applied
        problems = check(data, options, origin)
    return Fixed(data, tuple(done), problems)


def _round(data: bytes, problems: list[Problem], options: Options, origin: Origin) -> tuple[bytes, list[Problem]]:
    """The data with as many edits as go together, and the problems that these repaired."""
    before = _meaning(data, options, origin)
    repaired: dict[Fix, list[Problem]] = {}
    for problem in problems:
        if problem.fix:
            repaired.setdefault(problem.fix, []).append(problem)
    together = _apart(repaired)
    fixed = edited(data, together, options)
    if fixed is not None and _meaning(fixed, options, origin) == before:
        return fixed, [problem for fix in together for problem in repaired[fix]]
    # One of them is at fault: each alone, from the last, so that the places of those before it stay right.
    applied: list[Problem] = []
    end = len(data) + 1
    for fix in sorted(repaired, reverse=True):
        fixed = edited(data, [fix], options) if fix.end < end else None
        if fixed is not None and _meaning(fixed, options, origin) == before:
            data, end = fixed, fix.start
            applied = repaired[fix] + applied
    return data, applied


def _apart(fixes: Iterable[Fix]) -> list[Fix]:
    """The edits that touch none before them, in the order of the file."""
    kept: list[Fix] = []
    for fix in sorted(fixes):
        if not kept or fix.start > kept[-1].end:
            kept.append(fix)
    return kept


def edited(data: bytes, fixes: Sequence[Fix], options: Options) -> bytes | None:
    """The data with edits that lie apart, in the file's own encoding; None where it cannot write one.

    Every other byte stays what it is, whether or not it is valid in that encoding.
    """
    decoded = decode(data, options)
    for fix in sorted(fixes, reverse=True):
        span = _bytes_of(data, decoded, fix)
        if span is None:
            return None
        start, end, text = span
        data = data[:start] + text + data[end:]
    return data


def _bytes_of(data: bytes, decoded: Decoded, fix: Fix) -> tuple[int, int, bytes] | None:
    """An edit as one of bytes, where the characters up to it are their bytes and nothing else."""
    try:
        before = decoded.original[: fix.start].encode(decoded.encoding)
        old = decoded.original[fix.start : fix.end].encode(decoded.encoding)
        new = fix.text.encode(decoded.encoding)
    except UnicodeEncodeError:
        return None
    if not data.startswith(before) or not data.startswith(old, len(before)):
        return None
    return len(before), len(before) + len(old), new


# --------------------------------------------------------------------------- what must not change


def _meaning(data: bytes, options: Options, origin: Origin) -> str:
    """What the article says, apart from the form in which the file said it."""
    from newsfix.write.json import to_json

    article = convert(data, replace(options, to="json", verify=False), origin).article
    extra = {key: without_repeats(_decoded(value)) for key, value in article.extra.items()}
    # In broken YAML not every comment is told from text.
    formless = replace(article, date_source=None, updated_source=None, extra=extra, comments={})
    return to_json(formless, (), None)


def _decoded(value: Value) -> Value:
    """A value that gave a field and is kept aside has its entities decoded with it."""
    if isinstance(value, str):
        return type(value)(decode_entities(value))
    if isinstance(value, list):
        return [_decoded(item) for item in value]
    return {key: _decoded(item) for key, item in value.items()}


# ------------------------------------------------------------------------------ what would change


def unified(path: str, before: bytes, after: bytes) -> bytes:
    """The diff that makes `after` of `before`; empty where they are the same.

    Lines end with a line feed alone, so that those of a file with carriage returns keep them, and one
    without a line feed at its end is marked as diff does.
    """
    if before == after:
        return b""
    old, new = (_name(prefix, path) for prefix in ("a", "b"))
    lines = diff_bytes(unified_diff, _LINE.findall(before), _LINE.findall(after), old, new, lineterm=b"\n")
    return b"".join(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines)


def _name(prefix: str, path: str) -> bytes:
    """A path as git writes it: in quotes where it needs them, with a tab after one that has blanks."""
    path = path.replace(os.sep, "/")
    name = path if path.startswith("/") else f"{prefix}/{path.removeprefix('./')}"
    encoded = os.fsencode(name)
    if _QUOTED.search(encoded):
        return b'"%b"' % _QUOTED.sub(lambda match: b"\\%03o" % ord(match[0]), encoded)
    return encoded + b"\t" if b" " in encoded else encoded
