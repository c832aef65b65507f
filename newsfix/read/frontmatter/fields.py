"""The fields of an article from the ledger of its front matter: names by the table of keys, values checked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from newsfix.model.article import Value
from newsfix.read.frontmatter.keys import AUTHOR_NAMES, normal
from newsfix.read.frontmatter.ledger import Ledger, is_empty, is_switch, original
from newsfix.read.frontmatter.values import Entry
from newsfix.read.html.addresses import is_absolute
from newsfix.read.references import decode_entities
from newsfix.regex import regex
from newsfix.syntax.fields import stated_picture
from newsfix.syntax.pictures import FILE
from newsfix.syntax.yaml import Plain

_LANGUAGE_TAG = regex(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PICTURE = regex(rf"(?:https?:)?//\S|\.{{0,2}}/[^\n]|[^\n:]*{FILE}(?:[?#]\S*)?\Z", re.IGNORECASE)
_NAME_KEYS = {"authors": AUTHOR_NAMES, "categories": ("name", "title"), "tags": ("name", "title", "label", "term")}
_TEXTS = frozenset({str, Plain})
# Not behind another backslash: what is left of two would count as an escape when the output is read again.
_ESCAPED_QUOTE = regex(r'(?<!\\)\\"')
# A list as programs show it, which another one put in quotes.
_LIST_IN_TEXT = regex(r"""\[\s*(["']).*\1\s*\]""", re.DOTALL)
# What is between the signs of a list that is one text, quotes and entities whole.
_BETWEEN_SEMICOLONS = regex(r'(?:"[^"]*"|&#?\w{1,31};|[^;\uff1b])+')
_BETWEEN_COMMAS = regex(r'(?:"[^"]*"|[^,\uff0c\u3001])+')


def title(ledger: Ledger) -> str | None:
    """The title."""
    title: str | None = None
    for entry in ledger.of("title"):
        value = entry.value if isinstance(entry.value, str) else _title_of_collection(ledger, entry, title)
        if value is None or is_empty(value):
            continue
        if title is None:
            if _ESCAPED_QUOTE.search(value):
                fix = ledger.front.scalar(entry, value, _unescaped(value), _unescaped)
                value = _unescaped(value)
                ledger.report("FM004", f"{entry.key}: escaped quotes; read as {value!r}", entry, fix)
            title = ledger.text(entry, value) or None
            ledger.take(entry)
        elif value == title:
            ledger.take(entry)
    return title


def _title_of_collection(ledger: Ledger, entry: Entry, title: str | None) -> str | None:
    """`title: [Update]` is a list to YAML and a title to whoever wrote it."""
    if title is not None or is_empty(entry.value):
        return None
    alone = entry.value[0] if isinstance(entry.value, list) and len(entry.value) == 1 else None
    read = entry.raw if entry.raw is not None else alone if isinstance(alone, str) else None
    if read is None:
        ledger.report("FM007", f"{entry.key} is a list or a mapping, kept as it is", entry)
        return None
    ledger.report("FM007", f"{entry.key} is a list or a mapping in YAML; read as the text {str(read)!r}", entry)
    return read


def url(ledger: Ledger) -> str | None:
    """The address of the article."""
    url: str | None = None
    for entry in ledger.of("url"):
        if not isinstance(entry.value, str) or not is_absolute(entry.value.strip()):
            continue
        found = decode_entities(entry.value.strip())
        if url is None:
            url = ledger.text(entry, entry.value)
        if found == url:
            ledger.take(entry)
    return url


def language(ledger: Ledger) -> str | None:
    """The language tag of the article."""
    language: str | None = None
    for entry in ledger.of("language"):
        tag = language_tag(entry.value) if isinstance(entry.value, str) and not is_empty(entry.value) else None
        if tag and language in (None, tag):
            language = tag
            ledger.take(entry)
    return language


def language_tag(text: str) -> str | None:
    """A text as a language tag, where it may be one."""
    tag = text.strip().replace("_", "-")
    return tag if _LANGUAGE_TAG.fullmatch(tag) else None


def covers(ledger: Ledger, of_page: str | None) -> tuple[tuple[str, str], ...]:
    """The keys that name a picture, each with its URL; where none does, the page's own picture without a key."""
    covers: list[tuple[str, str]] = []
    for entry in ledger.of("cover"):
        # A list of one is how some site generators want it.
        value = entry.value[0] if isinstance(entry.value, list) and len(entry.value) == 1 else entry.value
        stated = stated_picture(value)
        if stated is not None and _PICTURE.match(stated.url):
            covers.append((entry.key, stated.url))
        if not isinstance(value, str) or not _PICTURE.match(value.strip()):
            continue
        text = ledger.text(entry, value)
        # As in the body the blanks of an address are its own.
        url = text if "\n" in value else decode_entities(value).strip()
        covers.append((entry.key, url))
        # Which of them becomes the cover is known when the pictures are; the others stay where they are.
        ledger.kept[entry.key] = (entry.key, url if value is entry.value else [url])
    if not covers and of_page:
        covers.append(("", ledger.filled("cover", of_page)))
    return tuple(covers)


def names(ledger: Ledger, field: str) -> tuple[str, ...]:
    """The texts of authors, categories or tags."""
    names: tuple[str, ...] = ()
    for entry in ledger.of(field):
        value = entry.value
        if isinstance(value, dict) and value and entry.raw and ":" not in entry.raw:
            # `{a, b}` is a set; `{name: , email: }` names nobody.
            value = list(value)
            entry = replace(entry, value=value)
        if is_empty(value) or (isinstance(value, dict) and is_empty(value.get("name", value))):
            continue
        found = tuple(_texts(ledger, entry, field))
        if not found:
            ledger.report("FM013", f"{entry.key} has no text usable as {field}; kept as it is", entry)
        elif not names or found == names:
            names = found
            ledger.take(entry)
            if isinstance(value, str) or (isinstance(value, list) and _TEXTS.issuperset(map(type, value))):
                continue
            if any(isinstance(item, dict) and _is_nameless(item, _NAME_KEYS[field]) for item in _flat(value)):
                kept = original(field, entry.key)
                ledger.report("FM013", f"{entry.key} has an item without a name; all of it is kept as {kept}", entry)
            if _says_more(value, _NAME_KEYS[field]):
                ledger.kept[entry.key] = (original(field, entry.key), value)
    return names


def _texts(ledger: Ledger, entry: Entry, field: str) -> list[str]:
    value = entry.value
    if is_switch(value):
        return []
    is_listed = field == "tags" or (ledger.is_headers and normal(entry.key) in ("authors", "keywords"))
    if isinstance(value, str) and (is_listed or _LIST_IN_TEXT.fullmatch(value)):
        value = _listed(value)
    texts = []
    for item in _flat(value):
        if isinstance(item, dict):
            item = next((item[name] for name in _NAME_KEYS[field] if not is_empty(item.get(name, ""))), "")
        if isinstance(item, str) and not is_empty(item) and (text := ledger.text(entry, item)):
            texts.append(text)
    return texts


def _listed(text: str) -> list[Value]:
    """The items of a list that is written as one text: between semicolons or between commas, some in quotes."""
    inner = text[1:-1]
    if text[:1] == "[" and text[-1:] == "]" and inner.find("[") <= inner.find("]"):  # not `[C] notes, see [D]`
        text = inner
    items = _BETWEEN_SEMICOLONS.findall(text)
    if len(items) < 2:
        items = _BETWEEN_COMMAS.findall(text)
    items = [item.strip() for item in items] if len(items) > 1 else [text]
    return [item[1:-1] if len(item) > 1 and item[0] == item[-1] in ("'", '"') else item for item in items]


def _unescaped(text: str) -> str:
    return _ESCAPED_QUOTE.sub('"', text)


def _flat(value: Value) -> Iterator[Value]:
    if isinstance(value, list):
        for item in value:
            yield from _flat(item)
    else:
        yield value


def _is_nameless(value: dict[str, Value], names: tuple[str, ...]) -> bool:
    return all(is_empty(value.get(name, "")) for name in names)


def _says_more(value: Value, names: tuple[str, ...]) -> bool:
    """Whether a value holds more than the names that were taken from it."""
    if isinstance(value, dict):
        kept = {item if isinstance(item, str) else "" for item in value.values() if not is_empty(item)}
        return len(kept) > 1 or (bool(value) and _is_nameless(value, names))
    return isinstance(value, list) and any(isinstance(item, list) or _says_more(item, names) for item in value)
