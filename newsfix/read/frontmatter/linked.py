"""What the JSON-LD of a page says of its article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from newsfix.read.frontmatter.source import Stated
from newsfix.read.references import decode_entities
from newsfix.regex import regex

if TYPE_CHECKING:
    from json import JSONDecoder

    from selectolax.lexbor import LexborHTMLParser

ARTICLES = ("Article", "Posting", "Report")
"""How the types end that are articles (`NewsArticle`, `LiveBlogPosting`)."""
# What is described in the place of an article, where there is none.
_PAGES = ("WebPage", "Recipe", "Review", "PodcastEpisode", "HowTo", "CreativeWork")
_HOLDING_ARTICLES = ("@graph", "mainEntity", "mainEntityOfPage")
_MOST_VALUES = 200
# What a page wraps the data in, or leaves behind it and behind the last of a list.
_AROUND = regex(r"\A\s*(?:/[/*]\s*)?<!(?:\[CDATA\[|--)(?:\s*\*/)?|(?:;|(?:/[/*]\s*)?(?:\]\]>|-->)(?:\s*\*/)?)\s*\Z")
_LAST_COMMA = regex(r",(?=\s*[}\]])")
_BETWEEN = regex(r"[\s,;]*")
# A text that ends where the next name begins, or what holds it ends.
_VALUE = regex(
    r"""(?<=[{,\s])("[\w@:$]+"\s{0,9}:\s{0,9}")([^\n]{0,5000}?)("(?=\s{0,99}(?:,\s{0,99}"[\w@:$]+"\s{0,9}:|[}\]])))"""
)
_BARE_QUOTE = regex(r'(?<!\\)"')


def json_ld(tree: LexborHTMLParser, url: str | None = None) -> dict[str, Stated]:
    """What a page's JSON-LD says of its article, by the field, each with the name under which it does.

    Of several articles it is the one that has the page's address, else the first.
    """
    data = [_json(script.text(deep=True) or "") for script in tree.css('script[type*="ld+json" i]')]
    items = [item for each in data for item in _items(each)]
    articles = [item for item in items if _is(item, ARTICLES)]
    of_page = (item for item in articles if url and _address(item) == url)
    article = next(of_page, articles[0] if articles else next((item for item in items if _is(item, _PAGES)), {}))
    if not articles and _is(article, _PAGES[:1]):
        # The name of a page has that of its site in it.
        article = article | {"name": None}
    named = {item["@id"]: item for item in items if "name" in item and isinstance(item.get("@id"), str)}
    found = {}
    for field, (read, names) in _FIELDS.items():
        for name in names:
            if value := read(_with_names(article.get(name), named)):
                found[field] = value, f"JSON-LD {name}"
                break
    return found


def _items(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a script, and those that they hold as their article."""
    waiting = [data]
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            yield item
            waiting += [item[key] for key in _HOLDING_ARTICLES if key in item]


def _is(item: dict[str, Any], endings: tuple[str, ...]) -> bool:
    """Whether one of the types of an object ends so."""
    kinds = item.get("@type")
    return any(str(kind).endswith(endings) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _with_names(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    """A value with the objects in place of those that only say which one of the page is meant."""
    if isinstance(value, list):
        return [_with_names(each, named) for each in value[:_MOST_VALUES]]
    is_reference = isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value
    return named.get(value["@id"], value) if is_reference else value


def _json(text: str) -> Any:
    """The data of a script, as far as browsers and search engines read it; None where they read nothing."""
    import json

    decoder = json.JSONDecoder(strict=False)
    with suppress(ValueError, RecursionError):
        return decoder.decode(text)
    text = _LAST_COMMA.sub("", _AROUND.sub("", text))
    for written in (text, _VALUE.sub(_with_escapes, text)):
        with suppress(ValueError, RecursionError):
            return list(_objects(decoder, written))
    return None


def _objects(decoder: JSONDecoder, text: str) -> Iterator[Any]:
    """The one object of a script, or several that are one after the other."""
    at = 0
    while (blank := _BETWEEN.match(text, at)) and blank.end() < len(text):
        item, at = decoder.raw_decode(text, blank.end())
        yield item


def _with_escapes(match: re.Match[str]) -> str:
    """A text in quotes with those within it escaped."""
    return match[1] + _BARE_QUOTE.sub(r'\\"', match[2]) + match[3]


# ------------------------------------------------------------------------------------ its values


def _text(value: Any) -> str | None:
    """A text, the first of a list, or one with its type beside it."""
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("@value") if isinstance(value, dict) else value
    return " ".join(decode_entities(value).split()) or None if isinstance(value, str) else None


def _names(value: Any) -> tuple[str, ...]:
    """The names of persons and things, each once."""
    if isinstance(value, list):
        return tuple(dict.fromkeys(name for item in value for name in _names(item)))
    if isinstance(value, dict):
        parts = (_text(value.get(part)) for part in ("givenName", "familyName"))
        return _names(value.get("name")) or _names(" ".join(filter(None, parts)))
    name = _text(value)
    return (name,) if name else ()


def listed(value: Any) -> tuple[str, ...]:
    """The names that a page gives one by one, or between semicolons or commas, each once."""
    names = (each.strip() for name in _names(value) for each in name.split(";" if ";" in name else ","))
    return tuple(filter(None, dict.fromkeys(names)))


def _moment(value: Any) -> str | None:
    """A date, or the seconds or milliseconds of one."""
    return str(value) if type(value) is int else _text(value)


def _picture(value: Any) -> str | None:
    """The address of the first picture."""
    value = value[0] if isinstance(value, list) and value else value
    return _picture(value.get("url") or value.get("contentUrl")) if isinstance(value, dict) else _text(value)


def _place(value: Any) -> str | None:
    """The address of a page."""
    return _text(value.get("@id") if isinstance(value, dict) else value)


def _address(article: dict[str, Any]) -> str | None:
    return _place(article.get("mainEntityOfPage")) or _place(article.get("url"))


_FIELDS: dict[str, tuple[Callable[[Any], Any], tuple[str, ...]]] = {
    "title": (_text, ("headline", "name")),
    "date": (_moment, ("datePublished",)),
    "created": (_text, ("dateCreated",)),
    "updated": (_text, ("dateModified",)),
    "authors": (_names, ("author", "creator")),
    "url": (_place, ("mainEntityOfPage", "url")),
    "language": (_text, ("inLanguage",)),
    "cover": (_picture, ("image", "thumbnailUrl")),
    "categories": (listed, ("articleSection",)),
    "tags": (listed, ("keywords",)),
    "description": (_text, ("description",)),
    "site_name": (lambda value: next(iter(_names(value)), None), ("publisher",)),
    "text": (lambda value: value if isinstance(value, str) else None, ("articleBody",)),
}
"""What reads each field, and under which names of an article it is."""
