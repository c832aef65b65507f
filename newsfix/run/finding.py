"""Which files of a directory are articles: a search as a stream, and patterns as in .gitignore."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from newsfix.run.atomic import TEMPORARY
from newsfix.run.files import reason

if TYPE_CHECKING:
    from newsfix.run.ignored import Scope
from newsfix.run.paths import contains, folded

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
            _spec(tuple(self.include)) if self.include else _has_suffix,
            _spec(tuple(self.exclude)) if self.exclude else _nothing,
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


def _has_suffix(path: str) -> bool:
    return path.lower().endswith(SUFFIXES)


def _nothing(path: str) -> bool:
    return False


def find(directory: str, selection: Selection = DEFAULT, leave_out: Sequence[str] = ()) -> Iterator[Found]:
    """Everything below a directory, as a stream: sorted by name, the files of a directory before its directories.

    Only the names of one directory at a time are held. Directories of version control and those in
    `leave_out` (an output that lies inside the source) are not entered. A link that leads out of the
    directory is followed only if the selection says so. One to a directory is not followed where it leads
    to what is searched anyway, so that every search ends.
    """
    included, excluded = selection.test()
    follow = selection.follow_links
    root = os.path.realpath(directory)
    closed = {real for path in leave_out if not contains(real := os.path.realpath(path), root)}
    linked = [root]
    scope = selection.scope(root)
    waiting = [(directory, "", False, scope)]
    while waiting:
        path, below, twin, scope = waiting.pop()
        try:
            listing = _listing(path)
        except OSError as error:
            yield Found(path, below, error=reason(error))
            continue
        before, below_it = os.path.join(path, ""), f"{below}/" if below else ""
        is_temporary = TEMPORARY.fullmatch
        shared = _shared_stems(listing.files)
        if scope:
            has_rules = selection.gitignore and ".gitignore" in listing.files
            scope = scope.within(os.path.join(root, below), has_rules=has_rules)
        for name in listing.files:
            relative = below_it + name
            if not (excluded(relative) or is_temporary(name) or (scope and scope.passes_file(name))):
                is_article = included(relative) and name not in listing.irregular
                is_followed = follow or name not in listing.links or contains(root, os.path.realpath(before + name))
                if is_article and not is_followed:
                    yield Found(before + name, relative, article=False, leads_out=True)
                    continue
                is_alone = not shared or _stem(name) not in shared
                yield Found(before + name, relative, is_article, None, twin, is_alone)
        inner = []
        names = Counter(folded(name) for name, _ in listing.directories)
        for name, link in listing.directories:
            relative = below_it + name
            if name in VERSION_CONTROL or excluded(f"{relative}/") or TEMPORARY.fullmatch(name):
                continue
            if scope and scope.passes_directory(name):
                continue
            child = os.path.join(path, name)
            if link or closed:
                real = os.path.realpath(child)
                if any(contains(each, real) for each in closed) or (
                    link and any(contains(each, real) for each in linked)
                ):
                    continue
                if link and not follow:  # nothing but the first is in `linked`
                    yield Found(child, relative, article=False, leads_out=True)
                    continue
                if link:
                    linked.append(real)
            inner.append((child, relative, twin or names[folded(name)] > 1, scope))
        waiting += reversed(inner)


class _Listing(Struct, frozen=True):
    """What is in a directory, sorted by name.

    files        the names of all that is no directory
    irregular    those of them that are no regular files
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
