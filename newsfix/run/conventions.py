"""What the pages of a site have as a rule: what those beside a file lack too, it does not miss.

A blog dates its posts, a manual has no date at all, and which of them a directory holds only its files tell.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from newsfix.regex import regex
from newsfix.run import finding, paths
from newsfix.run.needs import UNDATED, Page, lacking, text_of
from newsfix.run.site import Site
from newsfix.syntax.fields import paths_of_cover
from newsfix.syntax.pictures import FILE

_FEW, _LEAST = 5, 3
"""From so few files that are not of one mind nothing is learnt, from fewer nothing at all."""
_MANY = 3
"""What one file in three lacks is left out on purpose."""
_SAMPLE = 16
_HTML, _MARKDOWN = (".html", ".htm"), (".md", ".markdown", ".mdx")
_LEVELS = 4
_MOST = 2_000
# Files that are about a repository, and pages that stand for a directory or beside the articles.
_ABOUT = regex(
    r"(?:readme|contributing|code[-_]of[-_]conduct|change(?:s|log)|history|licen[cs]e|security|support|governance|maintainers"
    r"|authors|agents|claude|notice|copying|(?:pull_request_)?template)(?:[-_.].*)?|.*[-_](?:template|include)",
    re.IGNORECASE,
)
_HEAD = 4_000
"""Characters of a file in which its front matter is looked for."""
_OTHER_DATE = regex(
    r"^[ \t-]*(?!date[ \t]*[:=])\w{0,20}(?:date|start|end|day|when)\w{0,20}[ \t]*[:=](.{1,200})$",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER = regex(r"[0-9]{1,4}")
_DRAFTS = frozenset({"drafts", "_drafts"})
"""Directories of articles that have no date yet."""
_PAGES = frozenset({"404", "500"})
_INCLUDED = frozenset({"include", "includes", "partials", "fragments", "snippets"})
"""Directories of what other pages show."""


def is_usual(page: Page, code: str, lacks: frozenset[str]) -> bool:
    """Whether a page like this one need not have what a rule misses.

    lacks  all that it lacks
    """
    if not page.is_there:
        return False
    own, needed = page.lacking
    if page.root is not None and (
        _is_no_article(page, page.root, lacks)
        or code not in needed
        or (code == "DT001" and not _DRAFTS.isdisjoint(os.path.relpath(page.folder, page.root).split(os.sep)))
        or (code in ("BD001", "DT001") and _is_undated(page))
    ):
        return True
    kinds = ("index", "") if page.stem == "index" else ("",)  # a page of a directory, or one in a directory of its own
    codes = (code, "DT001") if code == "FM001" else (code,)
    if any(_many_lack(page.folder, page.root, page.suffix, kind, each) for kind in kinds for each in codes):
        return True
    if page.root is None or "FM001" not in own:
        return False
    # That there is no front matter says the rest; a document by itself, with a heading, needs none.
    is_document = "FM006" not in own and len(_alike(page.folder, 0, page.suffix, "")) < _LEAST
    return is_document or (code != "FM001" and "FM001" in lacks)


def is_shared(page: Page, code: str) -> bool:
    """Whether many of the files that are like this one have a problem: then their site reads them all the same."""
    return page.root is not None and bool(_many_lack(page.folder, page.root, page.suffix, "", code))


def is_no_day(page: Page) -> bool:
    """Whether a page has something else than a day where its date would be."""
    lacks, needed = page.lacking
    return "DT004" in lacks - needed


def is_named_by_event(page: Page) -> bool:
    """Whether another key than that of the date has the day of a file's name, as that of an event it announces."""
    from newsfix.read.dates.evidence import day_of_name

    named = day_of_name(page.stem)
    if named is None:
        return False
    year, _, day = map(int, named.split("-"))
    values = (set(map(int, _NUMBER.findall(value))) for value in _OTHER_DATE.findall(page.text[:_HEAD]))
    return any({year, day} <= numbers for numbers in values)


def is_announced(page: Page) -> bool:
    """Whether the date of a page is at most a year later than its file: an event, or an article that is to appear."""
    return "DT009" not in page.lacking[0]


def shows_escapes(page: Page) -> bool:
    """Whether the control characters of a file are those of a terminal, in the code that it shows."""
    from newsfix.read.characters import are_escapes

    return are_escapes(page.text)


def is_plain_text(page: Page) -> bool:
    """Whether a file is HTML by its name alone: none of its elements ends, so that a layout may show it as text."""
    return page.path.lower().endswith(_HTML) and page.is_there and "</" not in page.text


def is_no_text(page: Page) -> bool:
    """Whether a file of a repository, in which there is no front matter, is not one that its site shows as an article.

    So is any text, and HTML in a repository that is written in Markdown: an attachment, a template, a part of a page.
    """
    return page.root is not None and (page.suffix == ".txt" or (page.suffix in _HTML and _is_in_markdown(page.root)))


@lru_cache(maxsize=64)
def _is_in_markdown(root: str) -> bool:
    """Whether its texts are Markdown: of HTML there may be somewhat more, demonstrations and parts of pages."""
    suffixes = [os.path.splitext(path)[1].lower() for path in islice(_below(root, _LEVELS), _MOST)]
    return 2 * sum(each in _MARKDOWN for each in suffixes) > sum(each in _HTML for each in suffixes)


def _is_no_article(page: Page, root: str, lacks: frozenset[str]) -> bool:
    """Whether a file of a repository is about it, a part of pages, or one that a template fills."""
    return (
        page.stem.startswith("_")
        or _ABOUT.fullmatch(page.stem) is not None
        or page.stem in _PAGES
        or not _INCLUDED.isdisjoint(os.path.relpath(page.folder, root).split(os.sep))
        # Jekyll passes over what has no date in its name there.
        or (os.path.basename(page.folder) == "_posts" and "FM001" in lacks and not page.stem[:4].isdigit())
        or (page.folder == root and (page.stem == "index" or "FM001" in lacks))
        # Templates, scripts, robots.txt.
        or (page.suffix in (*_HTML, ".txt") and ("FM001" in lacks or {"FM006", "DT001"} <= lacks))
        or {"BD001", "DT001"} <= lacks
    )


def _is_undated(page: Page) -> bool:
    """Whether a page is by its name one that tells of the site, or of a section: others lie beside it or below."""
    if page.stem != "index":
        return page.stem in UNDATED
    return os.path.basename(page.folder) in UNDATED or len(_alike(page.folder, 1, page.suffix, "")) > 1


@lru_cache(maxsize=1024)
def _many_lack(folder: str, root: str | None, suffix: str, stem: str, code: str) -> bool | None:
    """Whether many of the files that are like those of a folder lack something, themselves included.

    Of a few files of a repository all have to lack it, or all but one to have it. Where there are fewer, or they
    disagree, those are asked that lie as deep below the next directory above, or less deep. None where nothing tells.
    """
    for above, depth in _around(folder, root or os.getcwd()):
        alike = _alike(above, depth, suffix, stem)
        number = sum(code in lacking(path)[0] for path in alike)
        if len(alike) > _FEW:
            return _MANY * number >= len(alike)
        if root is not None and len(alike) >= _LEAST and number in (1, len(alike)):
            return number > 1
    return None


def _around(folder: str, root: str) -> Iterator[tuple[str, int]]:
    """Where files like those of a folder lie, the nearest first: directories, and how far below them."""
    yield folder, 0
    yield folder, 1
    for depth in range(1, _LEVELS):
        if folder == root or not paths.contains(root, folder):
            return
        folder = os.path.dirname(folder)
        yield folder, depth


@lru_cache(maxsize=1024)
def _alike(folder: str, depth: int, suffix: str, stem: str) -> Sequence[str]:
    """Some files with a suffix, and a stem where one is given, up to so many directories below a folder."""
    suffixes = _MARKDOWN if suffix in _MARKDOWN else (suffix,)
    names = tuple(f"{os.sep}{stem}{each}" for each in suffixes) if stem else suffixes
    found = [path for path in islice(_below(folder, depth), _MOST) if path.lower().endswith(names)]
    return found[:: max(1, len(found) // _SAMPLE)]


def _below(folder: str, depth: int) -> Iterator[str]:
    names, directories = finding.listed(folder)
    yield from (os.path.join(folder, name) for name in names)
    if depth == 0:
        return
    for name in directories:
        if name[0] != ".":
            yield from _below(os.path.join(folder, name), depth - 1)


_NAMED_PICTURE = regex(
    rf"""!\[[^\[\]\n]*\]\([ \t]*<?([^\s)>]+) | <img\b[^<>]{{0,400}}?\ssrc[ \t]*=[ \t]*["']?([^\s"'<>]+)
      | ^[ \t-]*["']?\w[\w-]*["']?[ \t]*[:=][ \t]*["']?([^\s"':]+{FILE})["']?[ \t]*$""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_ELSEWHERE_URL = regex(r"[a-z][\w+.-]*:|//|[{$@~%|#]", re.IGNORECASE)


def keeps_pictures_elsewhere(page: Page, url: str, static_roots: Sequence[str]) -> bool:
    """Whether the site is made elsewhere, or every third of the files like this one that name pictures lacks some.

    Then it is not a slip: pictures are kept elsewhere, or the pages come from elsewhere.
    """
    if Site(page.path, static_roots).is_elsewhere(url):
        return True
    return page.root is not None and _keep_pictures_elsewhere(page.folder, page.root, page.suffix, tuple(static_roots))


@lru_cache(maxsize=1024)
def _keep_pictures_elsewhere(folder: str, root: str, suffix: str, static_roots: tuple[str, ...]) -> bool:
    for above, depth in _around(folder, root):
        found = [path for path in islice(_below(above, depth), _MOST) if path.lower().endswith(suffix)]
        told = [each for path in found if (each := _has_pictures(path, static_roots)) is not None]
        if len(told) > _FEW:
            return _MANY * told.count(False) >= len(told)
    return False


@lru_cache(maxsize=20_000)
def _has_pictures(path: str, static_roots: tuple[str, ...]) -> bool | None:
    """Whether the repository has the pictures that a file names; None where it names none of a repository."""
    found = {(shown or tagged, stated) for shown, tagged, stated in _NAMED_PICTURE.findall(text_of(path))}
    relative = [urls for urls in found if not _ELSEWHERE_URL.match("".join(urls))]
    if not relative:
        return None
    site = Site(path, static_roots)
    return all(any(map(site.has_file, paths_of_cover(stated) if stated else (url,))) for url, stated in relative)
