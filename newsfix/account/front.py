"""The scalars of front matter, as its text shows them: keys, comments and signs are off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsfix.account.text import value
from newsfix.regex import regex

_NAME = r"""(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|[^\s"'#:=,\[\]{}-][^\n"':=,\[\]{}]{0,200})"""
_KEYED = rf"""{_NAME}\s*[:=](?=\s|\Z|["'\[{{])"""
# Each alternative begins with a character, as a search for one is many times as fast.
_KEY = regex(rf"\n[ \t]*(?:-[ \t]+)*{_KEYED}")
_KEY_IN_BRACES = regex(rf"(?:\n[ \t]*(?:-[ \t]+)*|\{{[ \t]*|,[ \t]*){_KEYED}")
# A block of text (YAML 1.2, section 8.1), in which nothing is a key or a comment, and before it its signs.
_BLOCK = regex(
    r"^([ ]*)(?![ ])([^\n]*(?<=[:\s-]))[|>][1-9+-]{0,2}[ \t]*\n((?:\1[ ]+[^\n]*(?:\n|\Z)|[ \t]*\n)+)", re.MULTILINE
)
_SIGN = regex(r"""[:=](?=[\s"'\[{])|(?<![^\s"'])#""")
_BEFORE = r"[:=,\[{\-\s]"
_QUOTED = regex(
    rf"""(?:"(?<={_BEFORE}")[^"\\]*(?:\\.[^"\\]*){{0,20000}}"|'(?<={_BEFORE}')[^'\n]*(?:''[^'\n]*){{0,20000}}')(?!\s*:)""",
    re.DOTALL,
)
_COMMENT = regex(r"^[ \t]*#.*$|[ \t]#[ \t].*$", re.MULTILINE)
# Among keys a line of another language's is a comment as well.
_FOREIGN_COMMENT = regex(r"\n(?://[ \t].*|<!--.*-->|/\*.*\*/)[ \t]*(?=\n)")
_TABLE = regex(r"\n[ \t]*\[{1,2}[\w.-]+\]{1,2}[ \t]*(?=\n|\Z)")
_ESCAPE = regex(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8})|\r?\n[ \t]*|(.))")
# Only double quotes have escapes; elsewhere a sign may have one of Markdown's.
_DOUBLE_QUOTED = regex(rf'"(?<={_BEFORE}")[^"\\]*(?:\\.[^"\\]*){{1,20000}}"', re.DOTALL)
_ESCAPED_SIGN = regex(r"\\([^\w\s]|_)")
_ESCAPES = frozenset("0abtnvfreNLP_ /\"'\\\t")
_SIGNS = {"n": "\n", "t": "\t", **dict.fromkeys("rN_0bfaev", " ")}


_BINARY = regex(r"!binary[ \t]*(?:\|-?[ \t]*\n[ \t]*)?([A-Za-z0-9+/=]+(?:\n[ \t]+[A-Za-z0-9+/=]+(?=\n))*)")
_ADDRESS = regex(
    r"""(?<![^\s"'\[,(:=])((?:[A-Za-z][A-Za-z0-9+.-]*:/)?/(?!\*)[^\s"'\],<>]*(?:,(?!/|[A-Za-z]+:)[^\s"'\],<>]*)*[^\s"',\]<>])"""
)


def scalars(text: str) -> tuple[str, list[str]]:
    """The text of the scalars of front matter, and the addresses among them, which do not count as words."""
    if "!binary" in text:
        text = _BINARY.sub(_decoded, text)
    if "|" in text or ">" in text:
        text = _BLOCK.sub(_without_signs, text)
    if '"' in text or "'" in text:
        text = _QUOTED.sub(lambda match: _SIGN.sub(" ", match[0]), text)
    if "#" in text:
        text = _COMMENT.sub("", text)
    text = _TABLE.sub("", f"\n{text}")
    if any(mark in text for mark in ("\n//", "\n<!--", "\n/*")):
        text = _FOREIGN_COMMENT.sub("", text)
    text = (_KEY_IN_BRACES if "{" in text else _KEY).sub("\n ", text)
    if "\\" in text:
        text = _ESCAPED_SIGN.sub(r"\1", _DOUBLE_QUOTED.sub(_unescaped, text))
    found: list[str] = []
    lines = value(text).split("\n")
    for at, line in enumerate(lines):
        if "/" in line:
            parts = _ADDRESS.split(line)
            lines[at] = " ".join(parts[::2])
            found += parts[1::2]
    return "\n".join(lines), found


def keys(text: str) -> Iterator[str]:
    """What may be markup in front matter: keys, also where they are not well-formed, comments, anchors and tags."""
    for pattern in (_BEFORE_SIGN, _ALONE, _UNSAID, _WITHOUT_VALUE):
        yield from pattern.findall(text)


# It does not end in a blank: those before the sign are tried in one way.
_BEFORE_SIGN = regex(r"""([^\n:\uff1a=,{}"']{0,59}[^\s:\uff1a=,{}"'])["']?\s*[:\uff1a=]""")
_ALONE = regex(r"^[ \t]*([\w-]+)[ \t]*$", re.MULTILINE)
# The last two are TOML's integers to other bases, which are written in tens, and the name of a language in a fence.
_UNSAID = regex(
    r"(?:^|(?<=[ \t]))(?:#.*$|[&*!][^\s,\]}]+|0(?:x[0-9A-Fa-f]+|o[0-7]+|b[01]+)$)|\A---[ \t]*[a-z]+$", re.MULTILINE
)
# Keys without a value: those of `x: {a, b}`, and what a question mark says is one.
_WITHOUT_VALUE = regex(
    r"^[ \t]*(?:\?[ \t]|[^\n{}]{0,200}[:=-][ \t]*(?:!!set[ \t]*)?\{)((?:[^\n{}:\"']|:(?![\s\"']))+)\}?[ \t]*$",
    re.MULTILINE,
)


def _without_signs(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}\n{_SIGN.sub(' ', match[3])}"


def _decoded(match: re.Match[str]) -> str:
    from base64 import b64decode

    try:
        return " " + b64decode("".join(match[1].split())).decode()
    except ValueError:
        return match[0]


def _unescaped(match: re.Match[str]) -> str:
    """A text in quotes with its escapes read; as it is where one of them is not valid, since nobody reads any then."""
    if any(escape[3] and escape[3] not in _ESCAPES for escape in _ESCAPE.findall(match[0])):
        return match[0]
    return _ESCAPE.sub(_escaped, match[0])


def _escaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else " "
    return _SIGNS.get(match[4] or "", match[4] or "")
