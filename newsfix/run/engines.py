"""What the program that makes a site reads otherwise than CommonMark, as the files tell that the site is known by."""

from __future__ import annotations

import os
import re
from functools import lru_cache

from newsfix.regex import regex
from newsfix.run import finding
from newsfix.run.needs import Page, text_of
from newsfix.run.site import ELEVENTY, upwards

_PYTHON_MARKDOWN = frozenset({"mkdocs.yml", "mkdocs.yaml", "zensical.toml", "pelicanconf.py"})
"""The files by which programs know a site that Python-Markdown reads."""
_ENGINES = ("Gemfile", "_config.yml", "nanoc.yaml", "Rules", "config.rb", "config.toml")
"""The files that say what reads the Markdown of a site."""
_OLD_MARKDOWN = regex(
    r"^[^#\n]{0,200}\b(?:rdiscount|redcarpet|maruku|bluecloth|blackfriday)\b", re.MULTILINE | re.IGNORECASE
)
_OF_RUBY = ("Gemfile", "config.rb", "nanoc.yaml")
"""The files of sites that programs in Ruby make: Jekyll, Middleman, nanoc."""
_RUBY_TIME = regex(r"""[:=][ \t]*["']?[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})? UTC["']?[ \t]*\Z""")
_DATE_KEY = regex(r"""[ \t"']*date["']?[ \t]*[:=]""")
_PACKAGES = ("package.json",)
# What Hexo read Markdown with before 2020, and what mends the emphasis of CommonMark beside Chinese and Japanese.
_READS_BLANKS = regex(r'"hexo-renderer-marked": *"[\^~]?0')
_READS_SIGNS = regex(r'"hexo-renderer-marked": *"[\^~]?[0-2]\b|-cjk-friendly')


def shows_marks(page: Page, *, only_signs: bool) -> bool:
    """Whether the program that makes the site of a file reads marks as they are meant that are text to CommonMark.

    only_signs  what is beside the marks are signs, and no blanks
    """
    names = _names(page)
    return (
        not _PYTHON_MARKDOWN.isdisjoint(names)
        or (only_signs and _is_of_jekyll(names))
        or _says(page, _PACKAGES, _READS_SIGNS if only_signs else _READS_BLANKS)
    )


def reads_loose_headings(page: Page) -> bool:
    """Whether the program that makes the site of a file reads headings without a blank, as the older ones do."""
    return not _PYTHON_MARKDOWN.isdisjoint(_names(page)) or _says(page, _ENGINES, _OLD_MARKDOWN)


def _says(page: Page, names: tuple[str, ...], pattern: re.Pattern[str]) -> bool:
    """Whether a file of a name like these, above a file of a repository, has what a pattern finds."""
    return page.root is not None and _is_said(page.folder, page.root, names, pattern)


@lru_cache(maxsize=1024)
def _is_said(folder: str, root: str, names: tuple[str, ...], pattern: re.Pattern[str]) -> bool:
    stated = (os.path.join(place, name) for place in upwards(folder, root) for name in names)
    return any(pattern.search(text_of(path)) for path in stated)


def shows_values_as_html(page: Page) -> bool:
    """Whether the site of a file puts the values of front matter into its pages as they stand, entities too."""
    names = _names(page)
    return _is_of_jekyll(names) or not names.isdisjoint(ELEVENTY)


def reads_date(page: Page, line: int) -> bool:
    """Whether the program that makes the site of a page reads the date in a line as it stands, or takes another.

    Those in Ruby read their own form, and Jekyll heeds no key but `date` where a file's name has the day.
    """
    from newsfix.read.dates.evidence import day_of_name

    names = _names(page)
    if names.isdisjoint(_OF_RUBY) or not (stated := page.text.split("\n")[line - 1 : line]):
        return False
    is_post = _is_of_jekyll(names) and day_of_name(page.stem) is not None
    return (is_post and _DATE_KEY.match(stated[0]) is None) or _RUBY_TIME.search(stated[0]) is not None


def _is_of_jekyll(names: frozenset[str]) -> bool:
    return "_config.yml" in names and ("Gemfile" in names or "package.json" not in names)


def _names(page: Page) -> frozenset[str]:
    """The names of the files by which the programs know the site of a file; none outside of a repository."""
    return _names_above(page.folder, page.root) if page.root else frozenset()


@lru_cache(maxsize=1024)
def _names_above(folder: str, root: str) -> frozenset[str]:
    """The names of the files in the directories above those of a folder, and in those that lie in one of them."""
    places = tuple(upwards(folder, root))
    beside = (os.path.join(place, name) for place in places[1:] for name in finding.listed(place)[1])
    return frozenset(name for place in (*places, *beside) for name in finding.listed(place)[0])
