"""The values of options and settings, each checked and converted: for the library, command line and configuration."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from typing import Any, get_args

from newsfix import profiles
from newsfix.regex import regex
from newsfix.rules import RULES, codes_of


def encoding(name: object) -> str:
    """The name of a codec that decodes text. Raises ValueError."""
    text = string(name)
    decoded: object = None
    # No name is known, or has a NUL; and a codec of something other than text (zlib) raises what it likes.
    with suppress(Exception):
        decoded, _ = codecs.lookup(text).decode(b"a=")
    if not isinstance(decoded, str):
        raise ValueError(f"{text!r} is not a known encoding{suggestion(text, _encodings())}")
    return text


def zone(name: object) -> str:
    """The name of an IANA time zone, or an offset. Raises ValueError."""
    from newsfix.read.dates.zones import check_zone

    text = string(name)
    if not check_zone(text):
        raise ValueError(f"{text!r} is not a known time zone{suggestion(text, _zones())}")
    return text


def base_date(value: object) -> str:
    """A date as YYYY-MM-DD, with a time or without (RFC 3339, section 5.6). Raises ValueError."""
    text = value.isoformat() if isinstance(value, date) else string(value)
    try:
        date.fromisoformat(text[:10])
        datetime.fromisoformat(text.removesuffix("Z") + "+00:00" * text.endswith("Z"))
    except ValueError:
        raise ValueError(f"{text!r} is not a date in the form YYYY-MM-DD") from None
    return text


_OFFSET = regex(r"Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]")


def table(value: object, example: str) -> Mapping[Any, Any]:
    """A table. Raises ValueError, with an example of what is wanted."""
    if not isinstance(value, Mapping):
        raise ValueError(f"it must be a table such as {example}")
    return value


def zones(value: object) -> dict[str, str]:
    """A table of zone abbreviations with their offsets, or the names of regions. Raises ValueError."""
    return dict(_zone_pair(name, offset) for name, offset in table(value, '{CST = "+08:00"}').items())


def zone_pair(text: object) -> tuple[str, str]:
    """A zone abbreviation with its offset, written `CST=+08:00`. Raises ValueError."""
    name, _, offset = string(text).partition("=")
    return _zone_pair(name, offset)


def _zone_pair(name: str, offset: object) -> tuple[str, str]:
    from newsfix.read.dates.zones import check_zone

    if not name or not isinstance(offset, str) or not (_OFFSET.fullmatch(offset) or check_zone(offset)):
        raise ValueError(f"write a zone as CST=+08:00, not {name}={offset}")
    return name, offset


def codes(value: object) -> tuple[str, ...]:
    """Codes of rules for an array, or a text with commas, of codes, their beginnings (DT) or names.

    Raises ValueError with a suggestion.
    """
    words = [word.strip() for word in value.split(",")] if isinstance(value, str) else strings(value)
    return tuple(dict.fromkeys(code for word in words for code in _known(word)))


@lru_cache(maxsize=1024)
def _known(word: str) -> tuple[str, ...]:
    found = codes_of(word)
    if not found:
        raise ValueError(f"{word!r} is not a rule{suggestion(word, _rules())}")
    return found


def selector(value: object) -> str:
    """A CSS selector. Raises ValueError."""
    from newsfix.read.html.selectors import check_selector

    text = string(value)
    if not check_selector(text):
        raise ValueError(f"{text!r} is not a usable CSS selector")
    return text


def selectors(value: object) -> tuple[str, ...]:
    """An array of CSS selectors. Raises ValueError."""
    return tuple(selector(text) for text in strings(value))


def drop_where(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A table, or pairs, of patterns for url, author or path with arrays of CSS selectors. Raises ValueError."""
    pairs = tuple(value.items()) if isinstance(value, Mapping) else value
    if not isinstance(pairs, tuple) or not all(isinstance(each, tuple) and len(each) == 2 for each in pairs):
        raise ValueError('it must be a table such as {"https://blog.example/*" = [".sharedaddy"]}')
    return tuple((string(pattern), selectors(chosen)) for pattern, chosen in pairs)


def main(value: object) -> bool | tuple[str, ...]:
    """True or false, or an array of patterns for url, author or path. Raises ValueError."""
    if isinstance(value, bool):
        return value
    try:
        return strings(value)
    except ValueError:
        raise ValueError(f"it must be true, false or an array of patterns, not {value!r}") from None


def names(value: object) -> dict[str, tuple[str, ...]]:
    """A table of fields with arrays of front matter keys. Raises ValueError."""
    from newsfix.read.frontmatter.keys import NAMES

    found = table(value, '{date = ["posted_on"]}')
    for field_name in found:
        if field_name not in NAMES:
            raise ValueError(f"{field_name!r} is not a field{suggestion(field_name, list(NAMES))}")
    return {field_name: strings(keys) for field_name, keys in found.items()}


def output_keys(value: object) -> dict[str, str | bool]:
    """A table of fields and keys with the keys to write them under, or false. Raises ValueError."""
    keys = table(value, '{updated = "lastmod", layout = false}')
    found = {string(key): _output_key(key, written) for key, written in keys.items()}
    written = [key for key in found.values() if key]
    twice = next((key for key in written if written.count(key) > 1), None)
    if twice is not None:
        raise ValueError(f"two keys cannot be written as {twice!r}")
    return found


def _output_key(key: str, written: object) -> str | bool:
    if written is False and key not in ("address", "alias"):
        return False
    if not isinstance(written, str) or not written.strip() or not written.isprintable():
        raise ValueError(f"{key} must be a key to write, or false to leave it out, not {written!r}")
    return written


_ROW = ("name", "pattern", "replacement")


def picture_rows(value: object) -> tuple[tuple[str, str, str], ...]:
    """Rows for the table of pictures: tables, or triples, of name, pattern and replacement. Raises ValueError."""
    if not isinstance(value, (list, tuple)):
        raise ValueError("it must be an array of tables with name, pattern and replacement")
    return tuple(map(_picture_row, value))


def _picture_row(row: object) -> tuple[str, str, str]:
    parts = tuple(map(row.get, _ROW)) if isinstance(row, dict) and set(row) == set(_ROW) else row
    if not isinstance(parts, tuple) or len(parts) != len(_ROW):
        raise ValueError("each row must have exactly the keys name, pattern and replacement")
    name, pattern, replacement = map(string, parts)
    try:
        re.compile(pattern).sub(replacement, "")
        re.compile(f"(?:{pattern})?").sub(replacement, "")  # a replacement with an unknown group shows at a match
    except (re.error, IndexError, OverflowError, RecursionError) as error:
        raise ValueError(f"the row {name!r} has an invalid pattern or replacement: {error}") from None
    return name, pattern, replacement


def schema(value: object) -> str:
    """The text of a JSON Schema. Raises ValueError."""
    from newsfix.read.frontmatter.demands import check_schema

    text = string(value)
    check_schema(text)
    return text


def string(value: object) -> str:
    """A string. Raises ValueError."""
    if not isinstance(value, str):
        raise ValueError(f"it must be a string, not {value!r}")
    return value


def strings(value: object) -> tuple[str, ...]:
    """An array of strings. Raises ValueError."""
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"it must be an array of strings, not {value!r}")
    return tuple(value)


def boolean(value: object) -> bool:
    """True or false. Raises ValueError."""
    if not isinstance(value, bool):
        raise ValueError(f"it must be true or false, not {value!r}")
    return value


def one_of(*words: str) -> Callable[[object], str]:
    """A check for one of these words."""
    *others, last = words
    listed = f"{', '.join(others)} or {last}"

    def check(value: object) -> str:
        if value not in words:
            raise ValueError(f"it must be {listed}, not {value!r}")
        return str(value)

    return check


def _rules() -> list[str]:
    return [name for rule in RULES for name in (rule.code, rule.name)]


def _encodings() -> list[str]:
    from encodings.aliases import aliases

    return sorted({name.replace("_", "-") for name in (*aliases, *aliases.values())})


def _zones() -> list[str]:
    from zoneinfo import available_timezones

    return sorted(available_timezones())


KNOWN: dict[str, Callable[[], list[str]]] = {"codes": _rules, "encoding": _encodings, "zone": _zones}
"""For the name of a check, the words that it takes: what a mistyped one is compared with, and what shells complete."""


def suggestion(word: str, known: list[str]) -> str:
    """`; did you mean …?` where a known word is close, else nothing."""
    from difflib import get_close_matches

    close = get_close_matches(word, (each for each in known if each != word), 1)
    return f"; did you mean {close[0]!r}?" if close else ""


OPTIONS: dict[str, Callable[[Any], Any]] = {
    "to": one_of("markdown", "json", "jsonl"),
    "encoding": encoding,
    "body": one_of("auto", "html", "markdown"),
    "day_first": boolean,
    "assume_zone": zone,
    "to_zone": zone,
    "base_date": base_date,
    "zones": zones,
    "captions": one_of("likely", "strict"),
    "repeats": one_of("keep", "adjacent", "drop"),
    "absolute_links": boolean,
    "main": main,
    "drop": selectors,
    "drop_where": drop_where,
    "picture_rows": picture_rows,
    "data_prefix": string,
    "names": names,
    "keys": one_of("standard", "keep"),
    "profile": one_of(*profiles.PROFILES),
    "front_matter": one_of(*get_args(profiles.FrontMatter)),
    "output_keys": output_keys,
    "file_names": one_of(*get_args(profiles.FileNames)),
    "addresses": one_of(*get_args(profiles.Addresses)),
    "templates": one_of(*get_args(profiles.Templates)),
    "figures": one_of(*get_args(profiles.Figures)),
    "raw_html": one_of(*get_args(profiles.RawHtml)),
    "partial_dates": one_of(*get_args(profiles.PartialDates)),
    "excerpt": one_of(*get_args(profiles.Excerpt)),
    "footnotes": one_of(*get_args(profiles.Footnotes)),
    "verify": boolean,
    "rules": codes,
    "required": strings,
    "allowed": strings,
    "schema": schema,
}
"""The check of each of `newsfix.Options`: it gives the value as the options hold it, or raises ValueError."""
