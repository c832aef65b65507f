"""What the JSON-LD and the microdata of a page say of its article."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from newsfix.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser

_ARTICLES = ("Article", "Posting", "Report")
"""How the types end that are articles (`NewsArticle`, `LiveBlogPosting`)."""
_HOLDING_ARTICLES = ("@graph", "mainEntity", "mainEntityOfPage")
_MOST_VALUES = 200
_LONGEST_NAME = 80
# What a page wraps the data in, or leaves behind it and behind the last of a list.
_AROUND = regex(r"\A\s*(?:/[/*]\s*)?<!(?:\[CDATA\[|--)(?:\s*\*/)?|(?:;|(?:/[/*]\s*)?(?:\]\]>|-->)(?:\s*\*/)?)\s*\Z")
_LAST_COMMA = regex(r",(?=\s*[}\]])")


def json_ld(tree: LexborHTMLParser) -> dict[str, Any]:
    """The first article that a JSON-LD script of a page describes, its authors with their names."""
    data = [_json(script.text(deep=True) or "") for script in tree.css('script[type*="ld+json" i]')]
    article = next((item for each in data for item in _items(each) if _is_article(item)), {})
    author = article.get("author")
    if author and "@id" in str(author):
        named = {item.get("@id"): item for each in data for item in _items(each) if "name" in item}
        listed = author if isinstance(author, list) else [author]
        return article | {"author": [named.get(each["@id"], each) if _is_reference(each) else each for each in listed]}
    return article


def microdata_authors(tree: LexborHTMLParser) -> tuple[str, ...]:
    """Who microdata says it was, where it describes one article."""
    names: list[str] = []
    articles = set()
    for node in tree.css("[itemscope] [itemprop~=author]:not(meta)"):
        scope = node.parent
        while scope is not None and "itemscope" not in scope.attributes:
            scope = scope.parent
        if scope is not None and (scope.attributes.get("itemtype") or "").endswith(_ARTICLES):
            name = node.css_first("[itemprop~=name]") or node
            text = name.attributes.get("content") or name.text(deep=True)
            names.append(" ".join(text.split()))
            articles.add(scope.mem_id)
    is_told = len(articles) == 1 and all(0 < len(name) <= _LONGEST_NAME for name in names)
    return tuple(dict.fromkeys(names)) if is_told else ()


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


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    return any(str(kind).endswith(_ARTICLES) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _is_reference(value: Any) -> bool:
    """Whether a value only says which object of the page is meant."""
    return isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value


def _json(text: str) -> Any:
    """The data of a script, as far as browsers and search engines read it; None where they read nothing."""
    import json

    for written in (text, _LAST_COMMA.sub("", _AROUND.sub("", text))):
        with suppress(ValueError, RecursionError):
            return json.loads(written, strict=False)
    return None
