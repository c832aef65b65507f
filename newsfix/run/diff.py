"""A change of one file as a unified diff, byte for byte, for patch and git apply."""

from __future__ import annotations

import os
import re
from difflib import unified_diff

from newsfix.regex import regex

_QUOTED = regex(r"""[\x00-\x1f"\\\x7f]""")


def unified(path: str, before: bytes, after: bytes) -> bytes:
    """The diff that makes `after` of `before`; empty where they are the same.

    Lines end with a line feed alone, so that those of a file with carriage returns keep them, and one
    without a line feed at its end is marked as diff does.
    """
    if before == after:
        return b""
    old, new = (_name(prefix, path) for prefix in ("a", "b"))
    lines = unified_diff(_lines(before), _lines(after), old, new, lineterm="\n")
    return b"".join(map(_ended, lines))


def _lines(data: bytes) -> list[str]:
    """Lines with their ends, as text of which every character is a byte."""
    text = data.decode("latin-1")
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _ended(line: str) -> bytes:
    text = line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
    return text.encode("latin-1")


def _name(prefix: str, path: str) -> str:
    """A path as git writes it: in quotes where it needs them, with a tab after one that has blanks."""
    path = path.replace(os.sep, "/")
    name = path if path.startswith("/") else f"{prefix}/{path.removeprefix('./')}"
    name = os.fsencode(name).decode("latin-1")
    if _QUOTED.search(name):
        return '"' + _QUOTED.sub(lambda match: f"\\{ord(match[0]):03o}", name) + '"'
    return f"{name}\t" if " " in name else name
