"""What a search of a repository passes over: what git ignores, and what tools keep or write there."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import lru_cache
from itertools import count, pairwise

from msgspec import Struct
from pathspec import GitIgnoreSpec, RegexPattern

from newsfix.regex import regex
from newsfix.run import files
from newsfix.run.site import SITES, upwards

GITIGNORE = ".gitignore"
_TOOLS = frozenset(
    {
        *("node_modules", "bower_components", "venv", "site-packages", "__pycache__"),
        *("_site", "_layouts", "_includes", "_sass", "_data", "_plugins", "_templates", "_template"),
    }
)
"""Directories that no author writes in, wherever they lie; those whose names begin with a dot are of them."""
_BUILT = frozenset({
    *("public", "build", "dist", "out", "target", "vendor"),
    *("layouts", "archetypes", "scaffolds", "templates", "themes"),
})  # fmt: skip
"""Directories that hold what was built or fetched, or templates, where they lie in the root of a repository or of a
site; below that an article's section may have any of these names."""
_TESTS = frozenset({"test", "tests", "__tests__", "testdata", "testing", "fixtures", "e2e"})
"""Directories that hold what a program is tested with, where they lie so in a repository, and in its `spec`."""
_INSTRUCTIONS = frozenset({"agents.md", "claude.md", "gemini.md"})
"""Files for programs that work on a repository, which nobody is shown."""


_Rule = tuple["re.Pattern[str]", bool]
"""A pattern, and whether what it names is ignored."""


class Scope(Struct, frozen=True):
    """What is passed over in one directory.

    root   that of the repository, or the directory that was searched where there is none
    place  the directory, with a separator at its end, as all that is in it is told from `rules`
    rules  the .gitignore files that count there, each with the place that its patterns are relative to, the
           nearest first: it has the last word
    """

    root: str
    place: str
    rules: tuple[tuple[str, list[_Rule]], ...] = ()

    def within(self, place: str, *, has_rules: bool) -> Scope:
        """That of a directory at or below this one, which may have a .gitignore file of its own."""
        place = os.path.join(place, "")
        return Scope(self.root, place, ((place, _patterns(place)), *self.rules) if has_rules else self.rules)

    def passes_directory(self, name: str) -> bool:
        """Whether a directory in this one is not to be searched."""
        return _is_kept_by_tools(name, self.place, self.root) or self.ignores(f"{self.place}{name}/")

    def passes_file(self, name: str) -> bool:
        """Whether a file in this directory is not an article."""
        return name.lower() in _INSTRUCTIONS or (bool(self.rules) and self.ignores(self.place + name))

    def passes_below(self, folder: str, relative: str, *, gitignore: bool) -> bool:
        """Whether a file below this directory, whose path is `folder`, is not come to or is not an article."""
        scope, path = self, os.path.join(folder, relative)
        for name in relative.split(os.sep):
            has_rules = gitignore and files.is_regular(os.path.join(folder, GITIGNORE))
            scope, folder = scope.within(folder, has_rules=has_rules), os.path.join(folder, name)
            if scope.passes_file(name) if folder == path else scope.passes_directory(name):
                return True
        return False

    def ignores(self, path: str) -> bool:
        """The last pattern that matches decides. No directory above is ignored, or it would not be searched."""
        for place, rules in self.rules:
            relative = path[len(place) :]
            for pattern, ignores in reversed(rules):
                if _names(pattern, relative):
                    return ignores
        return False


def _is_kept_by_tools(name: str, place: str, root: str) -> bool:
    """Whether a directory with this name, in this one, is not one that authors write in."""
    if name[0] == "." or name in _TOOLS:
        return True
    if name in _BUILT:
        return place == root or _is_site(place)
    is_beside = name in _TESTS and (place in (root, os.path.join(root, "spec", "")) or _is_site(place))
    return is_beside and _holds_tests(name, place)


def _holds_tests(name: str, place: str) -> bool:
    """Whether a directory belongs to a repository's program; a manual may have a section on testing, with pages."""
    if files.repository_of(os.path.dirname(place)) is None:
        return False
    return name != "testing" or not any(each.endswith(".md") for each in files.names(f"{place}{name}"))


@lru_cache(maxsize=1024)
def _is_site(place: str) -> bool:
    return any(files.exists(os.path.join(place, name)) for name in SITES)


def is_passed_over(path: str) -> bool:
    """Whether no search of a repository comes to a file, for its name or the directories that it lies in."""
    folder, name = os.path.split(os.path.realpath(path))
    if name.lower() in _INSTRUCTIONS:
        return True
    root = files.repository_of(folder)
    below = [os.path.split(each) for each in upwards(folder, root)][:-1]
    top = os.path.join(root or "", "")
    return any(_is_kept_by_tools(each, os.path.join(place, ""), top) for place, each in below)


def scope_of(directory: str, *, gitignore: bool) -> Scope:
    """What is passed over in a directory that is searched, its own .gitignore file aside.

    With `gitignore` the files above it count, up to the root of its repository, unless they ignore the directory
    itself.
    """
    place = os.path.join(os.path.realpath(directory), "")
    above = _to_root(place)
    if not above:
        return Scope(place, place)
    scope = Scope(above[0], above[0])
    for each, below in pairwise(above):
        scope = scope.within(each, has_rules=gitignore and files.is_regular(each + GITIGNORE))
        if scope.ignores(below):
            return Scope(above[0], place)
    return Scope(above[0], place, scope.rules)


def _to_root(place: str) -> list[str]:
    """The directories from the root of a repository to one in it; none where it lies in no repository."""
    folder = os.path.dirname(place)
    root = files.repository_of(folder)
    return [os.path.join(each, "") for each in upwards(folder, root)][::-1] if root else []


def _patterns(place: str) -> list[_Rule]:
    """The patterns of a directory's .gitignore file that git understands; a link, or a pipe, does not count."""
    if files.is_link(place + GITIGNORE) or not files.is_regular(place + GITIGNORE):
        return []
    try:
        text = files.read(place + GITIGNORE).decode("utf-8", "surrogateescape")
    except OSError:
        return []
    found: list[_Rule] = []
    for line in text.split("\n"):
        with suppress(ValueError):
            patterns = [
                each
                for each in GitIgnoreSpec.from_lines([line.rstrip("\r")]).patterns
                if isinstance(each, RegexPattern)
            ]
            found += [
                (_at_once(each.regex), each.include) for each in patterns if each.regex and each.include is not None
            ]
    return found


_ANY = r"\[\^/\]\*"
_STAR = regex(
    rf"(?:{_ANY})+((?:\\.|\[\^/\](?!\*)|\[(?!\^/\])(?:\\.|[^\]\\])*\]|[\w.~%@!#,;:=-])+)(?={_ANY})", re.DOTALL
)
"""As pathspec writes it: any part of a name, and what is to follow where another such part comes behind that."""


def _at_once(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """A pattern that does not go back from one star to another: the first place where what follows a star stands is as
    good as any later one, and a name may hold that hundreds of times."""
    numbers = count()

    def first(match: re.Match[str]) -> str:
        name = f"star{next(numbers)}"
        return rf"(?=(?P<{name}>[^/]*?{match[1]}))(?P={name})"

    source = _STAR.sub(first, pattern.pattern)
    return pattern if source == pattern.pattern else re.compile(source, pattern.flags)


_DIRECTORY = "ps_d"
"""The group in which the expressions of pathspec hold the end of a directory's name."""


def _names(pattern: re.Pattern[str], path: str) -> bool:
    """Whether a pattern matches a path itself, and not only a directory that it lies in."""
    if _DIRECTORY not in pattern.groupindex:
        return pattern.search(path.rstrip("/")) is not None
    return any(match.end(_DIRECTORY) in (-1, len(path)) for match in pattern.finditer(path))
