"""The definitions of links: those that only what is kept names stay, and what no link shows is told of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from newsfix.regex import regex
from newsfix.syntax.dialects import ATTRIBUTED

DESCRIBING = "describing"
"""In the environment: addresses and titles of what is in the descriptions of pictures."""
_LABEL = regex(r"\[([^\[\]]+)\](?![(:])")
_MARGIN = " \t>"
"""What is before a definition in its line."""
_TARGET = regex(r"""(?:href|src)="([^"]*)""")
_DIRECTIVE = regex(r"^[ \t>]*(`{3,}|~{3,})\{[a-z][^\n`]*\n(.*?)^[ \t>]*\1", re.MULTILINE | re.DOTALL)
"""A fence whose content MyST reads as Markdown, as that of `{figure}`."""
FOAM = ("//BEGIN", "//END")
"""The labels that are round the definitions that Foam makes of the links of a wiki, as they are compared."""
WIKI_LINK = regex(r"\[\[[^\[\]\n]+\]\]")


class Unshown(NamedTuple):
    """An address that is in no link or picture of the HTML, and the number of its line, from 0."""

    url: str
    title: str
    line: int
    what: str = "the definition of a link that nothing uses"


def named(text: str, kept: Sequence[str], definitions: dict[str, Any]) -> str:
    """The lines of the definitions of links that what is kept names, or a directive in a fence: nobody has read it.

    They leave `definitions`.
    """
    directives = [match[2] for match in _DIRECTIVE.finditer(text)] if definitions and "{" in text else []
    if not definitions or not any("[" in each for each in (*kept, *directives)):
        return ""
    from markdown_it.common.utils import normalizeReference

    labels = [normalizeReference(label) for each in (*kept, *directives) for label in _LABEL.findall(each)]
    labels += FOAM
    each = text.split("\n")
    places = [definitions.pop(label)["map"] for label in dict.fromkeys(labels) if label in definitions]
    return "\n".join("\n".join(each[start:end]).lstrip(_MARGIN) for start, end in sorted(places))


def unshown_in(text: str, html: str, found: Mapping[str, Any]) -> Iterator[Unshown]:
    """The addresses that a parser found in a text, as its environment has them, and that its HTML does not have."""
    from html import unescape

    used = set(map(unescape, _TARGET.findall(html)))
    for said, line in found.get(ATTRIBUTED, ()):
        yield Unshown("", said, line, "what is said of a picture in a figure")
    for url, title in found.get(DESCRIBING, ()):
        if url and url not in used:
            line = text.count("\n", 0, max(text.find(url), 0))
            yield Unshown(url, title, line, "an address in the description of a picture")
            used.add(url)
    for each in (*found.get("references", {}).values(), *found.get("duplicate_refs", ())):
        if each["href"] not in used:
            yield Unshown(each["href"], each["title"], each["map"][0])
