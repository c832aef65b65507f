"""What a program calls: `convert` and `check` of the pipeline, which take the path of a file besides."""

from __future__ import annotations

import os
from typing import TypeAlias

from msgspec.structs import replace

from newsfix import pipeline
from newsfix.model.origin import Origin, as_origin
from newsfix.model.problem import Problem
from newsfix.options import DEFAULTS, Options
from newsfix.pipeline import Result

Source: TypeAlias = "bytes | str | os.PathLike[str]"


def convert(source: Source, options: Options = DEFAULTS, origin: Origin | str | None = None) -> Result:
    """Convert one article.

    source   its bytes in any encoding, its text, or the path of its file (a `pathlib.Path`)
    options  see `newsfix.Options`
    origin   where it comes from, which a path tells by itself; the file's name is enough

    Raises OSError where the file of a path cannot be read, TypeError for options or an origin of another type, and
    nothing else: what is wrong with an article is in the problems of the result.
    """
    data, origin = _read(source, options, origin)
    result = pipeline.convert(data, options, origin)
    beside = _beside(source, origin, result.problems)
    return pipeline.convert(data, options, beside) if beside else result


def check(source: Source, options: Options = DEFAULTS, origin: Origin | str | None = None) -> tuple[Problem, ...]:
    """The problems of one article, those that `convert` finds; it takes what `convert` takes."""
    data, origin = _read(source, options, origin)
    problems = pipeline.check(data, options, origin)
    beside = _beside(source, origin, problems)
    return pipeline.check(data, options, beside) if beside else problems


def _read(source: Source, options: Options, origin: Origin | str | None) -> tuple[bytes | str, Origin]:
    if not isinstance(options, Options):
        raise TypeError(f"options are an Options, not {options!r}")
    if isinstance(source, (bytes, str)):
        return source, as_origin(origin)
    from newsfix.run import storage

    stated, found = as_origin(origin), storage.contents(os.fspath(source))
    return found.data, stated if isinstance(origin, Origin) else Origin(
        stated.path or os.fspath(source), found.modified
    )


def _beside(source: Source, origin: Origin, problems: tuple[Problem, ...]) -> Origin | None:
    """The origin of a file whose encoding is not beyond doubt, with that of the files beside it, if they have one."""
    if isinstance(source, (bytes, str)):
        return None
    from newsfix.run.outcomes import is_unsure

    if not is_unsure(problems):
        return None
    from newsfix.run.neighbours import encodings

    found = encodings(os.fspath(source))
    return replace(origin, encodings=found) if found else None
