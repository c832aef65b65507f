"""Article to YAML front matter: one fixed order of keys, values that every YAML 1.1 and 1.2 loader reads alike."""

from __future__ import annotations

from collections.abc import Iterator

from newsfix.model.article import Article, Value
from newsfix.regex import regex
from newsfix.syntax.fields import OWN_KEYS, names_cover
from newsfix.syntax.yaml import Plain, pair

EMPTY = "---\n---\n"
"""A front matter that says nothing."""

TO_THE_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""What a date begins with that says its day."""


def front_matter(article: Article, *, always: bool = False) -> str:
    """The YAML block between its fences, with a final line feed.

    Empty where the article says nothing, unless there is `always` to be one.
    """
    extra = dict(article.extra)
    comments = dict(article.comments)
    taken: set[str] = set()
    lines: list[str] = []
    for key, value in _fields(article, extra):
        name = article.names.get(OWN_KEYS.get(key, key), key)
        taken.add(name)
        if comments:
            lines += comments.pop(OWN_KEYS.get(key, key.removesuffix("_original")), ())
        lines += pair(name, value, "")
    if taken & {"author", "authors"}:
        taken |= {"author", "authors"}
    for key, value in extra.items():
        if comments:
            lines += comments.pop(key, ())
        lines += pair(_free_name(key, taken, extra) if key in taken else key, value, "")
    for texts in comments.values() if lines else ():
        lines += texts
    if lines:
        return "---\n" + "\n".join(lines) + "\n---\n"
    return EMPTY if always else ""


def _fields(article: Article, extra: dict[str, Value]) -> Iterator[tuple[str, Value]]:
    """The article's own fields under their keys; `extra` loses what was taken from it."""
    if article.title is not None:
        yield "title", article.title
    for key, date in (("date", article.date), ("updated", article.updated)):
        if date is None:
            continue
        if TO_THE_DAY.match(date):
            yield key, Plain(date)
            continue
        # No site generator reads a date coarser than a day, and some stop at one.
        original = f"{key}_original"
        yield original, beside(date, extra.pop(original, None))
    if len(article.authors) == 1:
        yield "author", article.authors[0]
    elif article.authors:
        yield "authors", list(article.authors)
    for key, names in (("categories", article.categories), ("tags", article.tags)):
        if names:
            yield key, list(names)
    cover = None if article.cover is None or names_cover(article) else article.cover
    for key, text in (("canonical_url", article.url), ("language", article.language), ("cover", cover)):
        if text is not None:
            yield key, text


def beside(value: str, kept: Value | None) -> Value:
    """A value with what is kept under its key already."""
    others = kept if isinstance(kept, list) else [] if kept is None else [kept]
    return [value, *others] if others else value


def _free_name(key: str, taken: set[str], extra: dict[str, Value]) -> str:
    """The key itself, or `…_original` where the key already means a field of the article."""
    name = key
    while name in taken or (name != key and name in extra):
        name += "_original"
    return Plain(name) if isinstance(key, Plain) and name == key else name
