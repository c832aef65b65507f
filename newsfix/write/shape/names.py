"""The name of an article's file, from what the article states: its slug, its date, its old address."""

from __future__ import annotations

from newsfix.model.article import Article
from newsfix.model.problem import Problem, Refused
from newsfix.profiles import FileNames
from newsfix.regex import regex
from newsfix.write.frontmatter import TO_THE_DAY
from newsfix.write.shape.fields import address

_DATE_BEFORE = regex(rf"{TO_THE_DAY.pattern}-(?=.)")
_SUFFIX = regex(r"\.(?:html?|php|aspx?|jsp|md|markdown|txt)\Z")
_BLANKS = regex(r"\s+")
_SECTION = "_index"


def file_name(article: Article, path: str, mode: FileNames, suffix: str) -> str:
    """The path of an article's file, for that of its source, both below a directory, with `/` between their parts.

    suffix  that of the file

    Raises Refused where the article lacks what the name is made of, or its slug leads out of the directory.
    """
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    if mode == "suffix":
        return path if name.lower().endswith(suffix) else path + suffix
    if mode == "keep" or stem == _SECTION:
        return _below(folder, stem + suffix)
    if stem == "index" and folder:
        folder, _, stem = folder.rpartition("/")
    slug = _slug(article, _SUFFIX.sub("", stem))
    if mode == "bundle":
        return _below(folder, f"{slug}/index{suffix}")
    return _below(folder, f"{_dated(article, slug) if mode == 'date-slug' else slug}{suffix}")


def _below(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _dated(article: Article, slug: str) -> str:
    day = TO_THE_DAY.match(article.date or "")
    if not day:
        raise Refused(Problem("DT001", "there is no date with a day for the file name to begin with", 1, 1))
    return f"{day[0]}-{_DATE_BEFORE.sub('', slug, count=1)}"


def _slug(article: Article, stem: str) -> str:
    """The front matter's slug, else the last part of the old address, else the name of the file without a date."""
    stated = article.extra.get("slug")
    if isinstance(stated, str) and (slug := _BLANKS.sub("-", stated.strip())):
        if slug[0] == "." or "/" in slug or "\\" in slug or not slug.isprintable():
            raise Refused(Problem("IO003", f"the slug {stated!r} is not the name of a file in the directory", 1, 1))
        return slug
    parts = [part for part in (address(article) or "").split("/") if part]
    if len(parts) > 1 and _SUFFIX.sub("", parts[-1]) == "index":
        parts.pop()
    slug = _BLANKS.sub("-", _SUFFIX.sub("", parts[-1]).strip()) if parts else ""
    if slug and slug[0] != "." and "\\" not in slug:
        return slug
    return _DATE_BEFORE.sub("", stem, count=1)
