"""What a run writes, held against what it reads and writes: no input is overwritten, no two have one output or name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from newsfix.model.origin import Origin
from newsfix.model.problem import Problem, Refused
from newsfix.options import Options
from newsfix.profiles import target
from newsfix.run import files, paths, storage
from newsfix.run.atomic import Identity
from newsfix.run.settings import STDIN

if TYPE_CHECKING:
    from newsfix.run.finding import Found

OptionFile = tuple[str, str]
"""An option and the file that it has the run write."""


def refuse(
    places: Sequence[OptionFile],
    sources: Sequence[str],
    would_be_found: Callable[[str, str], bool],
    found: Callable[[], Iterable[Found]],
    read: Sequence[OptionFile] = (),
) -> None:
    """Raises ValueError where a file that is to be written is an input, would be found as one, or is another's.

    read            the files of options that are only read
    would_be_found  whether a search of a directory, the second path, would take the first for an article
    found           searches the sources; they are searched only where a file is there already
    """
    for (option, path), (option2, path2) in combinations(places, 2):
        if storage.same(path, path2):
            raise ValueError(f"{option2} {path2} is already the file of {option}; name another")
    for option, path in places:
        for option2, path2 in read:
            if storage.same(path, path2):
                raise ValueError(f"{option} {path} would overwrite the file of {option2}")
    for option, path in places:
        for source in sources:
            if source != STDIN and not storage.is_directory(source) and storage.same(source, path):
                raise ValueError(f"{option} {path} would overwrite a source")
    local = [(option, path) for option, path in places if not storage.is_url(path)]
    for option, path in local:
        for source in sources:
            if source != STDIN and files.is_directory(source) and would_be_found(path, source):
                raise ValueError(f"{option} {path} would be found as an article of {source}; put it elsewhere")
    _refuse_found(local, found)


def _refuse_found(places: Sequence[OptionFile], found: Callable[[], Iterable[Found]]) -> None:
    """What is there already may be an input under another name: a link, or a second name of one file."""
    there: dict[Identity | None, OptionFile] = {files.identity(place[1]): place for place in places}
    there.pop(None, None)
    if not there:
        return
    for each in found():
        if each.article and (place := there.get(files.identity(each.path))):
            raise ValueError(f"{place[0]} {place[1]} would overwrite the input {each.path}")


_DEEP = 200
"""Folders in folders beyond which one is not asked for by way of those round it, since that takes as many calls."""


class Guard:
    """Tells of the many outputs of a run, one at a time, whether it would overwrite an input.

    Only the named inputs are held. One that a search finds lies in its directory, under its name.

    directory  that of the outputs, which no search enters
    """

    def __init__(self, sources: Sequence[str], directory: str | None = None) -> None:
        local = [source for source in sources if source != STDIN and not storage.is_url(source)]
        self._roots = [os.path.realpath(source) for source in local if files.is_directory(source)]
        named = ((files.identity(source), source) for source in local if not files.is_directory(source))
        self._named: dict[Identity | None, str] = {identity: source for identity, source in named if identity}
        self._directory = os.path.realpath(directory) if directory is not None else None
        self._real = lru_cache(maxsize=1024)(self._real_of)
        self._folder: tuple[str | None, bool, frozenset[str]] = (None, False, frozenset())
        self._of_options: dict[str, list[OptionFile]] = {}

    def keep(self, places: Iterable[OptionFile]) -> None:
        """Hold the files of options, too, as a report, the cache or a configuration."""
        for place in places:
            self._of_options.setdefault(_name(place[1]), []).append(place)

    def clash(self, output: str, path: str) -> str | None:
        """Why an output must not be written; that it is its own input (`path`) is told by the task itself."""
        if storage.is_url(output):
            return None
        if paths.is_reserved(output):
            return f"the output {output} has a name that no file can have on this system"
        if self._named and (named := self._named.get(files.identity(output))) and not storage.same(named, path):
            return f"the output {output} would overwrite the input {named}"
        for option, place in self._of_options.get(_name(output), ()) if self._of_options else ():
            if storage.same(place, output):
                return f"the output {output} is the file of {option}"
        if self._roots and self._is_among(output):
            return f"the output {output} would land among the inputs"
        return None

    def _is_among(self, output: str) -> bool:
        """Whether an output is a link into a source, or there is one on the way to it: its folder is asked once."""
        folder, name = os.path.split(output)
        if self._folder[0] != folder:
            leads_in = self._leads_in(self._real(folder))
            self._folder = folder, leads_in, frozenset(map(paths.folded, files.links(folder or ".")))
        _, leads_in, links = self._folder
        may_be_link = bool(links) and paths.folded(name) in links
        return leads_in or (may_be_link and files.is_link(output) and self._leads_in(os.path.realpath(output)))

    def _real_of(self, folder: str) -> str:
        """The path of a folder with links resolved: that of the folder round it is known, as a rule."""
        parent, name = os.path.split(folder)
        is_deep = folder.count(os.sep) > _DEEP
        if is_deep or not parent or name in ("", ".", "..") or files.JUNCTIONS or files.is_link(folder):
            return os.path.realpath(folder)
        return os.path.join(self._real(parent), name)

    def _leads_in(self, real: str) -> bool:
        if self._directory is not None and paths.contains(self._directory, real):
            return False
        return any(paths.contains(root, real) for root in self._roots)


def _name(path: str) -> str:
    return paths.folded(os.path.basename(path))


class Claims:
    """The outputs that are taken.

    Those of one source can meet only in one directory, or in two that are twins, and there only where the
    names of the inputs begin alike: only these are held.

    several  there are several sources, whose outputs may meet anywhere
    """

    def __init__(self, several: bool) -> None:
        self._several = several
        self._folder: str | None = None
        self._here: dict[str, tuple[tuple[str, str], ...]] = {}
        self._twins: dict[str, tuple[tuple[str, str], ...]] = {}

    def clash(self, output: str, path: str, *, twin: bool = False, alone: bool = False) -> str | None:
        """Why an output is not for an input; None gives it to the input.

        twin, alone  see `finding.Found`
        """
        if alone and not (twin or self._several):
            return None
        if not self._several and (folder := os.path.dirname(output)) != self._folder:
            self._folder = folder
            self._here.clear()
        held = self._twins if twin else self._here
        folded = paths.folded(output)
        # More than one only where a file system tells them apart.
        others = held.get(folded, ())
        for taken, first in others:
            if taken == output:
                return f"the output {output} is already that of {first}"
            if not storage.is_url(output) and paths.are_one(taken, output):
                return f"the output {output} is already that of {first}, which the file system calls {taken}"
        held[folded] = (*others, (output, path))
        return None


class Names:
    """What outputs are called where their articles have a say in it, and the addresses that are taken."""

    def __init__(self) -> None:
        self._addresses: dict[str, str] = {}

    def of(self, data: bytes | str, options: Options, origin: Origin, path: str, relative: str, suffix: str) -> str:
        """The path of an article's output below its directory. Raises Refused where there is none.

        data, options, origin  what is converted
        path                   the input as messages name it
        relative               where it lies below its source, with `/` between the parts
        """
        from newsfix.pipeline import head
        from newsfix.write.shape.fields import address, completed
        from newsfix.write.shape.names import file_name

        chosen = target(options)
        article = completed(head(data, options, origin), chosen, [])
        name = file_name(article, relative, chosen.file_names, suffix)
        stated = address(article) if chosen.addresses != "none" else None
        if stated and (first := self._addresses.setdefault(stated, path)) != path:
            raise Refused(Problem("IO003", f"the address {stated} is already that of {first}"))
        return name
