"""Front matter as a target wants it: its keys, the article's old address, dates without a day."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from newsfix.model.article import Article, Value
from newsfix.model.problem import Problem
from newsfix.profiles import Choices
from newsfix.regex import regex
from newsfix.syntax.fields import FIELDS, OWN_KEYS
from newsfix.syntax.yaml import Plain
from newsfix.write.frontmatter import beside

_LISTS = frozenset({"images", "aliases", "redirect_from", "alias"})
"""Keys under which a site generator looks for a list."""
_OPPOSITE = {"draft": "published", "published": "draft"}
_NEGATED = {"true": "false", "false": "true", "yes": "no", "no": "yes"}
_MONTH = regex(r"([0-9]{4})(?:-([0-9]{2}))?\Z")
_ADDRESS_KEYS = ("permalink", "url")
_MAX_SEGMENT = 240
"""In bytes: site generators make a directory of each part of an address."""
_OLD_URLS = ("blogger_orig_url", "guid")


def shaped(article: Article, target: Choices) -> tuple[Article, tuple[Problem, ...]]:
    """The article with the front matter to write, and the problems that this leaves."""
    problems: list[Problem] = []
    article = completed(article, target, problems)
    if target.addresses != "none":
        article = _addressed(article, target)
    return _renamed(article, target.output_keys), tuple(problems)


# -------------------------------------------------------------------------------------- dates


def completed(article: Article, target: Choices, problems: list[Problem]) -> Article:
    """The article with days for dates that name none, where the target is to have them."""
    if target.partial_dates == "original":
        return article
    extra = dict(article.extra)
    changes: dict[str, str] = {}
    for field in ("date", "updated"):
        date = getattr(article, field)
        match = _MONTH.match(date) if date else None
        if match:
            changes[field] = f"{match[1]}-{match[2] or '01'}-01"
            extra[f"{field}_original"] = beside(date, extra.pop(f"{field}_original", None))
            message = f"{field} {date} names no day; written as {changes[field]}, kept as {field}_original"
            problems.append(Problem("DT012", message))
    return replace(article, extra=extra, **changes) if changes else article


# ------------------------------------------------------------------------------------ addresses


def address(article: Article) -> str | None:
    """The path that the article had on its site; None where nothing states one."""
    extra = article.extra
    stated = [extra.get(key) for key in _ADDRESS_KEYS] + [article.url] + [extra.get(key) for key in _OLD_URLS]
    return next((path for value in stated if isinstance(value, str) and (path := _path(value))), None)


def _path(value: str) -> str | None:
    """The path of an address, that of a URL decoded.

    None where it has none, or one that only a query or a pattern completes.
    """
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    if parts.query or (parts.scheme and parts.scheme not in ("http", "https")):
        return None
    path = _decoded(parts.path) if parts.netloc else parts.path
    segments = path.split("/")
    is_path = parts.netloc or path.startswith("/") or "/" in path
    if not is_path or not path.strip("/") or not path.isprintable() or ".." in segments:
        return None
    if max(len(segment.encode()) for segment in segments) > _MAX_SEGMENT:
        return None
    return None if any(segment[:1] == ":" for segment in segments) else f"/{path.lstrip('/')}"


def _decoded(path: str) -> str:
    try:
        return unquote(path, errors="strict")
    except UnicodeDecodeError:
        return path


def _addressed(article: Article, target: Choices) -> Article:
    """The article with its old path under the target's keys."""
    path = address(article)
    if path is None:
        return article
    key = _key(target, "address", "permalink")
    if target.addresses == "alias":
        key = _key(target, "alias", "aliases")
        known = article.extra.get(key, [])
        aliases = known if isinstance(known, list) else [known]
        without = {name: value for name, value in article.extra.items() if not _states(name, value, path)}
        return replace(article, extra={**without, key: aliases if path in aliases else [*aliases, path]})
    extra: dict[str, Value] = {}
    for name, value in article.extra.items():
        if _states(name, value, path):
            extra.setdefault(key, path)
        else:
            extra[name] = value
    extra.setdefault(key, path)
    return replace(article, extra=extra)


def _states(key: str, value: Value, path: str) -> bool:
    """Whether an entry says nothing but the article's own path."""
    return key in _ADDRESS_KEYS and isinstance(value, str) and _path(value) == path


def _key(target: Choices, field: str, default: str) -> str:
    key = target.output_keys.get(field, default)
    return key if isinstance(key, str) else default


# ----------------------------------------------------------------------------------------- keys


def _renamed(article: Article, keys: Mapping[str, str | bool]) -> Article:
    """The article with its fields and other entries under the keys that the target has for them."""
    if not keys:
        return article
    names = dict(article.names)
    changes: dict[str, object] = {}
    first: dict[str, Value] = {}
    for key, written in keys.items():
        field = OWN_KEYS.get(key, key)
        if field not in FIELDS:
            continue
        if written is False:
            changes[field] = () if field in ("authors", "categories", "tags") else None
        elif field == "cover" and written in _LISTS:
            if article.cover is not None:
                first[str(written)] = [article.cover]
                changes["cover"] = None
        else:
            names[field] = str(written)
    extra = {**first}
    for key, value in article.extra.items():
        written = keys.get(key, key) if key not in FIELDS else key
        if written is False:
            continue
        name = key if written is True or written in article.extra else written
        extra[name] = _negated(value) if _OPPOSITE.get(key) == name else value
    return replace(article, names=names, extra=extra, **changes)


def _negated(value: Value) -> Value:
    return Plain(_NEGATED[value.lower()]) if isinstance(value, Plain) and value.lower() in _NEGATED else value
