"""YAML: which plain scalars a loader does not read as text, and values as all loaders read them alike."""

from __future__ import annotations

import re
from functools import lru_cache

from newsfix.model.article import Value
from newsfix.regex import regex

# The union of YAML 1.1 (https://yaml.org/type/), the core schema of YAML 1.2 (section 10.3.2) and what
# Ruby's Psych adds (commas in numbers), so that no loader types what we leave unquoted.
_WORDS = frozenset({"~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<"})  # any case
_NUMBER = regex(
    r"""
      [-+]? 0b [01_]+ | [-+]? 0o? [0-7_]+ | [-+]? 0x [0-9a-f_]+                # integers by base
    | [-+]? [0-9] [0-9_,]* (?: : [0-5]?[0-9] )* (?: \. [0-9_]* )? (?: e [-+]?[0-9]+ )?   # decimal, base 60
    | [-+]? \. [0-9] [0-9_]* (?: e [-+]?[0-9]+ )? | [-+]? \. inf | \. nan
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_DATE = regex(
    r"""
      [0-9]{4} - [0-9]{1,2} - [0-9]{1,2}
      (?: (?: t | [ \t]+ ) [0-9]{1,2} : [0-9]{2} (?: : [0-9]{2} (?: \. [0-9]* )? )?
          [ \t]* (?: z | [-+] [0-9]{1,2} (?: :? [0-9]{2} )? )? )?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
FOREIGN_COMMENT = r"(?://[ \t][^\n]*|<!--[^\n]*-->|/\*[^\n]*\*/)(?=[ \t]*$)"
"""The pattern of a line that is a comment in another language; YAML takes it for text."""
_COMMENTS = ("\n//", "\n<!--", "\n/*")
_FIRST_OF_WORD = frozenset("~nNtTfFyYoO=<")
_FIRST_OF_NUMBER = frozenset("+-.0123456789")


def may_have_comments(front: str) -> bool:
    """Whether front matter may have a comment, YAML's or a foreign one."""
    return "#" in front or any(mark in f"\n{front}" for mark in _COMMENTS)


class Plain(str):
    """A front matter scalar that stood without quotes and that YAML would not read as text.

    `007`, `yes`, `1.10`, `2015-10-11`, `null`: the characters are kept as they were written, and
    a writer sets them down again without quotes.
    """

    __slots__ = ()


def is_typed(text: str) -> bool:
    """Whether some YAML loader reads this plain scalar as a number, boolean, null, date or merge key."""
    if not text:
        return True
    if text[0] in _FIRST_OF_NUMBER:
        return (text[4:5] == "-" and _DATE.fullmatch(text) is not None) or _NUMBER.fullmatch(text) is not None
    return text[0] in _FIRST_OF_WORD and text.lower() in _WORDS


# ------------------------------------------------------------------------------ as text

# What begins something else than a plain scalar (YAML 1.2.2, section 7.3.3); a colon is a symbol to Ruby.
_INDICATORS = frozenset("\"'#%&*,:>?@[\\]`{|}! \u00a0")
_CONTROLS = r"\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_UNPRINTABLE = regex(rf"[{_CONTROLS}\n]")
UNPRINTABLE_IN_BLOCK = regex(f"[{_CONTROLS}]")
_ESCAPED = regex(rf'[{_CONTROLS}\n\\"]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_LONGEST_KEY = 1000  # loaders look for the colon no further than 1,024 characters


def pair(key: str, value: Value, indent: str) -> list[str]:
    """The lines of one key and its value."""
    name = _key(key)
    start = f"{indent}{name}:" if len(name) < _LONGEST_KEY else f"{indent}? {name}\n{indent}:"
    if isinstance(value, str):
        text = scalar(value, indent)
        return [f"{start} {text}" if text else start]
    if not value:
        return [f"{start} {'[]' if isinstance(value, list) else '{}'}"]
    if isinstance(value, list):
        return [start, *_items(value, indent + "  ")]
    return [start, *_mapping(value, indent + "  ")]


def _items(values: list[Value], indent: str) -> list[str]:
    lines: list[str] = []
    for value in values:
        if isinstance(value, str):
            text = scalar(value, indent)
            lines.append(f"{indent}- {text}" if text else f"{indent}-")
        elif not value:
            lines.append(f"{indent}- {'[]' if isinstance(value, list) else '{}'}")
        else:
            inner = indent + "  "
            block = _items(value, inner) if isinstance(value, list) else _mapping(value, inner)
            block[0] = f"{indent}- {block[0][len(inner) :]}"
            lines += block
    return lines


def _mapping(values: dict[str, Value], indent: str) -> list[str]:
    return [line for key, value in values.items() for line in pair(key, value, indent)]


@lru_cache(maxsize=512, typed=True)
def _key(key: str) -> str:
    if key and isinstance(key, Plain) and is_typed(key) and key not in ("<<", "="):
        return str(key)
    return quoted(key) if is_typed(key) or not _is_plain(key) else key


def scalar(text: str, indent: str) -> str:
    """A scalar as it stands after `key: ` or `- `; a text of several lines becomes a literal block where it can."""
    typed = is_typed(text)
    if typed and isinstance(text, Plain):
        return str(text)
    if not typed and _is_plain(text):
        return text
    if "\n" in text and _is_block(text):
        inner = "\n" + indent + "  "
        style, body = ("|", text[:-1]) if text[-1] == "\n" else ("|-", text)
        return style + "".join(inner + line if line else "\n" for line in body.split("\n"))
    return quoted(text)


def _is_plain(text: str) -> bool:
    """Whether a text that is not typed can stand without quotes on one line."""
    return (
        text[0] not in _INDICATORS
        and ": " not in text
        and " #" not in text
        and text[-1] not in ": "
        and (text[0] not in "-." or not (text == "-" or text.startswith(("- ", "---", "..."))))
        and (text.isprintable() or not _UNPRINTABLE.search(text))
    )


def _is_block(text: str) -> bool:
    """Whether a literal block without indentation indicator gives back every character."""
    return (
        text[0] not in " \n"
        and not text.endswith("\n\n")
        and not UNPRINTABLE_IN_BLOCK.search(text)
        and all(not line.isspace() for line in text.split("\n"))
    )


def quoted(text: str) -> str:
    """A scalar in quotes, on one line."""
    if _UNPRINTABLE.search(text) or ("'" in text and '"' not in text and "\\" not in text):
        return '"' + _ESCAPED.sub(_escape, text) + '"'
    return "'" + text.replace("'", "''") + "'"


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    return _ESCAPES.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
