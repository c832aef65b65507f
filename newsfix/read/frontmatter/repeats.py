"""Lists of URLs in front matter that name one of them twice."""

from __future__ import annotations

from collections.abc import Iterable

from newsfix.model.article import Value
from newsfix.model.problem import Problem
from newsfix.read.frontmatter.source import Source
from newsfix.read.frontmatter.values import Entry
from newsfix.regex import regex

_URL = regex(r"(?:https?:)?//[^\s/]\S*")


def repeated(entries: Iterable[Entry], source: Source) -> list[Problem]:
    """The URLs that a list has once more than it needs, each with the edit that takes it out of the list."""
    problems = []
    for entry in entries:
        if isinstance(entry.value, list) and len(set(urls := _urls(entry.value))) < len(urls):
            from newsfix.read.frontmatter.edits import Front

            front = Front(source.kind, source.front)
            for url in dict.fromkeys(url for url in urls if urls.count(url) > 1):
                message = f"{entry.key} lists {url} {urls.count(url)} times"
                problems.append(Problem("FM015", message, entry.line, entry.column, front.without(entry, url)))
    return problems


def without_repeats(value: Value) -> Value:
    """A value with each URL of a list once, the first time."""
    if not isinstance(value, list):
        return value
    seen: set[str] = set()
    kept: list[Value] = []
    for item in value:
        if isinstance(item, str) and _URL.fullmatch(item):
            if item in seen:
                continue
            seen.add(item)
        kept.append(item)
    return kept


def _urls(items: Iterable[Value]) -> list[str]:
    return [item for item in items if isinstance(item, str) and "//" in item and _URL.fullmatch(item)]
