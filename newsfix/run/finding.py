"""Which files of a directory are articles: a search as a stream, and patterns as in .gitignore."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from newsfix.run.atomic import TEMPORARY
from newsfix.run.files import JUNCTIONS, reason
from newsfix.run.paths import contains, folded

if TYPE_CHECKING:
    from newsfix.run.ignored import Scope

SUFFIXES = (".html", ".htm", ".md", ".markdown", ".txt")
VERSION_CONTROL = frozenset({".git", ".hg", ".svn"})


class Found(Struct, frozen=True):
    """One thing that a search came upon.

    path      as the user would write it
    relative  below the directory that was searched
    article   whether it is an article file; others are only counted
    error     why a directory could not be read
    twin      a directory that it lies in has a twin, whose name some file systems take for the same
    alone     no other file of its directory has a name that is the same up to the first dot, for any file system
    stamp     of an object under a URL (`stamps`), since the search has asked for it
    leads_out a link that leads out of what is searched, and was not followed
    """

    path: str
    relative: str
    article: bool = True
    error: str | None = None
    twin: bool = False
    alone: bool = False
    stamp: bytes = b""
    leads_out: bool = False


class Selection(Struct, frozen=True):
    """Which files of a directory are articles: patterns as in gitignore, without `include` the known suffixes.

    follow_links  links that lead out of the directory are followed too
    maintained    what tools keep in a repository is passed over (`newsfix.run.ignored`)
    gitignore     and what its .gitignore files name
    """

    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    follow_links: bool = False
    maintained: bool = False
    gitignore: bool = True

    def test(self) -> tuple[Callable[[str], bool], Callable[[str], bool]]:
        """Two functions of a relative path: whether it is included, and whether it is excluded."""
        return (
            _spec(tuple(self.include)) if self.include else lambda path: path.lower().endswith(SUFFIXES),
            _spec(tuple(self.exclude)) if self.exclude else lambda path: False,
        )

    def scope(self, root: str) -> Scope | None:
        """What is passed over in a directory; None where everything counts."""
        if not self.maintained:
            return None
        from newsfix.run.ignored import scope_of

        return scope_of(root, gitignore=self.gitignore)


DEFAULT = Selection()


@lru_cache(maxsize=256)
def _spec(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns).match_file


def matches(path: str, *patterns: str) -> bool:
    """Whether patterns, as in gitignore, name a relative path."""
    return bool(patterns) and _spec(patterns)(path)


def find(directory: str, selection: Selection = DEFAULT, leave_out: Sequence[str] = ()) -> Iterator[Found]:
    """Everything below a directory, as a stream: sorted by name, the files of a directory before its directories.

    Only the names of one directory at a time are held. Directories of version control and those in
    `leave_out` (an output that lies inside the source) are not entered. A link that leads out of the
    directory is followed only if the selection says so. One to a directory is not followed where it leads
    to what is searched anyway, so that every search ends.
    """
    search = _Search(directory, selection, leave_out)
    waiting = [_Directory(directory, search.root, "", False, search.scope)]
    while waiting:
        place = waiting.pop()
        try:
            listing = _listing(place.path)
        except OSError as error:
            yield Found(place.path, place.below, error=reason(error))
            continue
        if place.scope:
            has_rules = selection.gitignore and ".gitignore" in listing.files
            scope = place.scope.within(os.path.join(search.root, place.below), has_rules=has_rules)
            place = replace(place, scope=scope)
        yield from search.files(place, listing)
        inner = []
        for found in search.directories(place, listing):
            if isinstance(found, Found):
                yield found
            else:
                inner.append(found)
        waiting += reversed(inner)


class _Directory(Struct, frozen=True):
    """A directory that is to be searched.

    real   its path with links resolved
    below  its path below the first one
    twin   whether it, or one round it, differs from another one only by case or Unicode form
    scope  what is passed over in it
    """

    path: str
    real: str
    below: str
    twin: bool
    scope: Scope | None

    def relative(self, name: str) -> str:
        return f"{self.below}/{name}" if self.below else name


class _Search:
    """A search below one directory, and the links that it has followed."""

    def __init__(self, directory: str, selection: Selection, leave_out: Sequence[str]) -> None:
        self.root = os.path.realpath(directory)
        self._included, self._excluded = selection.test()
        self._follow = selection.follow_links
        self._gitignore = selection.gitignore
        self.scope = selection.scope(self.root)
        self._closed = {real for path in leave_out if not contains(real := os.path.realpath(path), self.root)}
        self._linked = [self.root]

    def files(self, place: _Directory, listing: _Listing) -> Iterator[Found]:
        """The files of a directory that are not passed over."""
        before = os.path.join(place.path, "")
        is_temporary = TEMPORARY.fullmatch
        shared = _shared_stems(listing.files)
        for name in listing.files:
            relative = place.relative(name)
            if self._excluded(relative) or is_temporary(name) or (place.scope and place.scope.passes_file(name)):
                continue
            is_article = self._included(relative) and name not in listing.irregular
            if is_article and name in listing.links:
                real = os.path.realpath(before + name)
                if not self._follow and not contains(self.root, real):
                    yield Found(before + name, relative, article=False, leads_out=True)
                    continue
                if place.scope and self._finds(real):
                    continue
            is_alone = not shared or _stem(name) not in shared
            yield Found(before + name, relative, is_article, None, place.twin, is_alone)

    def _finds(self, real: str) -> bool:
        """Whether a file is an article of the search under its own name."""
        relative = os.path.relpath(real, self.root)
        if not (contains(self.root, real) and self._included(relative)) or self._excluded(relative):
            return False
        return not (self.scope and self.scope.passes_below(self.root, relative, gitignore=self._gitignore))

    def directories(self, place: _Directory, listing: _Listing) -> Iterator[_Directory | Found]:
        """The directories of a directory that are to be searched, and links that are not followed."""
        names = Counter(folded(name) for name, _ in listing.directories)
        for name, link in listing.directories:
            relative = place.relative(name)
            if name in VERSION_CONTROL or self._excluded(f"{relative}/") or TEMPORARY.fullmatch(name):
                continue
            if place.scope and place.scope.passes_directory(name):
                continue
            child = os.path.join(place.path, name)
            real = os.path.realpath(child) if link or JUNCTIONS else os.path.join(place.real, name)
            if self._is_searched(real, link):
                continue
            if link and not self._follow:  # nothing but the first is in `_linked`
                yield Found(child, relative, article=False, leads_out=True)
                continue
            if link:
                self._linked.append(real)
            yield _Directory(child, real, relative, place.twin or names[folded(name)] > 1, place.scope)

    def _is_searched(self, real: str, link: bool) -> bool:
        """Whether a directory is searched anyway, or is not to be."""
        return any(contains(each, real) for each in self._closed) or (
            link and any(contains(each, real) for each in self._linked)
        )


class _Listing(Struct, frozen=True):
    """What is in a directory, sorted by name.

    files        the names of all that is not a directory
    irregular    those of them that are not regular files
    links        those of them that are links
    directories  (name, link)
    """

    files: list[str]
    irregular: set[str]
    links: set[str]
    directories: list[tuple[str, bool]]


def _listing(path: str) -> _Listing:
    listing = _Listing([], set(), set(), [])
    with os.scandir(path) as entries:
        for entry in entries:
            directory, regular = _kind(entry)
            if directory:
                listing.directories.append((entry.name, entry.is_symlink()))
                continue
            listing.files.append(entry.name)
            if entry.is_symlink():
                listing.links.add(entry.name)
            if not regular:
                listing.irregular.add(entry.name)
    listing.files.sort()
    listing.directories.sort()
    return listing


def _stem(name: str) -> int:
    """A hash of a name up to its first dot, the same for names that a file system may take for one."""
    return hash(folded(name.partition(".")[0]))


def _shared_stems(names: Sequence[str]) -> set[int]:
    """The stems that more than one of the names have."""
    seen: set[int] = set()
    shared: set[int] = set()
    for stem in map(_stem, names):
        (shared if stem in seen else seen).add(stem)
    return shared


def listed(directory: str) -> tuple[list[str], list[str]]:
    """The names of the files of a directory, and of its directories, sorted; none where it cannot be read."""
    try:
        listing = _listing(directory)
    except OSError:
        return [], []
    return listing.files, [name for name, _ in listing.directories]


def spread(directory: str, suffix: str, count: int) -> list[str]:
    """At most `count` files of a directory with a suffix, evenly among their sorted names.

    None where the directory cannot be read.
    """
    try:
        listing = _listing(directory)
    except OSError:
        return []
    names = [name for name in listing.files if name.lower().endswith(suffix) and name not in listing.irregular]
    step = max(1, -(-len(names) // count))
    return [os.path.join(directory, name) for name in names[::step]]


def _kind(entry: os.DirEntry[str]) -> tuple[bool, bool]:
    """Whether something is a directory, and whether it is a regular file."""
    try:
        return entry.is_dir(), entry.is_file()
    except OSError:  # a link that leads in a circle
        return False, False
