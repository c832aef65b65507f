"""What the pages of a site have as a rule: what those beside a file lack too, it does not miss.

A blog dates its posts, a manual has no date at all, and which of them a directory holds only its files tell.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from newsfix.model.origin import Origin
from newsfix.options import DEFAULTS
from newsfix.regex import regex
from newsfix.run import files, finding
from newsfix.run.site import repository_of

_FEW = 5
"""From fewer files nothing is learnt."""
_SAMPLE = 16
_LARGEST = 1_000_000
_LEVELS = 4
_MOST = 2_000
# Files that are about a repository, and pages that stand for a directory or beside the articles.
_ABOUT = regex(
    r"(?:readme|contributing|code[-_]of[-_]conduct|change(?:s|log)|history|licen[cs]e|security|support|governance|maintainers"
    r"|authors|agents|claude|notice|copying|pull_request_template)(?:[-_.].*)?",
    re.IGNORECASE,
)
_TITLE = regex(r"#[ \t]|[^\n]+\n=+[ \t]*(?:\n|\Z)|<h1\b", re.IGNORECASE)
_PAGES = frozenset({"404", "500"})


def is_usual(path: str, code: str, lacks: frozenset[str]) -> bool:
    """Whether a page like this one need not have what a rule misses.

    lacks  all that the file at this path lacks
    """
    if not files.is_regular(path):
        return False
    place = os.path.abspath(path)
    folder, name = os.path.split(place)
    root = repository_of(folder)
    if root is not None and (_is_no_article(place, root, lacks) or code not in _lacks(place)):
        return True
    stem, suffix = os.path.splitext(name)
    kinds = ("index", "") if stem == "index" else ("",)  # a page of a directory, or one in a directory of its own
    codes = (code, "DT001") if code == "FM001" else (code,)
    return any(_most_lack(folder, root or os.getcwd(), suffix.lower(), kind, each) for kind in kinds for each in codes)


def _is_no_article(path: str, root: str, lacks: frozenset[str]) -> bool:
    """Whether a file of a repository is about it, a part of pages, or one that a template fills."""
    folder, name = os.path.split(path)
    stem, suffix = os.path.splitext(name)
    return (
        stem.startswith("_")
        or _ABOUT.fullmatch(stem) is not None
        or stem in _PAGES
        or (folder == root and stem == "index")
        or ("FM001" in lacks and suffix.lower() in (".html", ".htm", ".txt"))  # templates, scripts, robots.txt
        or {"BD001", "DT001"} <= lacks
    )


@lru_cache(maxsize=1024)
def _most_lack(folder: str, root: str, suffix: str, stem: str, code: str) -> bool:
    """Whether most of the files that are like those of a folder lack something, themselves included.

    Where there are few of them, those that lie as deep below the next directory above are asked.
    """
    above = folder
    for depth in range(_LEVELS):
        alike = _alike(above, depth, suffix, stem)
        if len(alike) > _FEW:
            lacking = sum(code in _lacks(path) for path in alike)
            return 2 * lacking > len(alike)
        if above == root or not files.contains(root, above):
            return False
        above = os.path.dirname(above)
    return False


@lru_cache(maxsize=1024)
def _alike(folder: str, depth: int, suffix: str, stem: str) -> Sequence[str]:
    """Some files with a suffix, and a stem where one is given, so many directories below a folder."""
    name = f"{os.sep}{stem}{suffix}" if stem else suffix
    found = [path for path in islice(_below(folder, depth), _MOST) if path.lower().endswith(name)]
    return found[:: max(1, len(found) // _SAMPLE)]


def _below(folder: str, depth: int) -> Iterator[str]:
    names, directories = finding.listed(folder)
    if depth == 0:
        yield from (os.path.join(folder, name) for name in names)
        return
    for name in directories:
        if name[0] != ".":
            yield from _below(os.path.join(folder, name), depth - 1)


@lru_cache(maxsize=20_000)
def _lacks(path: str) -> frozenset[str]:
    """What the front matter of a file, its name and its body lack; a heading that the body begins with is a title."""
    from newsfix.read.encoding import decode
    from newsfix.read.frontmatter.metadata import read_metadata
    from newsfix.read.frontmatter.split import split

    try:
        data = files.read(path, _LARGEST)
    except (OSError, files.TooLarge):
        return frozenset()
    source = split(decode(data, DEFAULTS).text)
    body = source.body.lstrip()
    problems = (*source.problems, *read_metadata(source, DEFAULTS, Origin(path)).problems)
    lacks = {problem.code for problem in problems} | (set() if body else {"BD001"})
    return frozenset(lacks - {"FM006"} if _TITLE.match(body) else lacks)
