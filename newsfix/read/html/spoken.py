"""Tags that a sentence speaks of: `the <li> element`, `close it with </end>`, `List<? super T>`."""

from __future__ import annotations

import re

from newsfix.read.html.foreign import FOREIGN
from newsfix.read.html.tags import Tags
from newsfix.regex import regex
from newsfix.syntax.html import BULLETED, NAMES, SPOKEN_OF, TABULAR, UNNESTED

_KNOWN = NAMES | FOREIGN
_NAME = regex(r"[^\W\d][\w-]*")
# What has an end tag seldom or never, and what it is in.
_PARTS = {
    "li": BULLETED | {"ol"},
    **dict.fromkeys(("dt", "dd"), frozenset({"dl"})),
    **dict.fromkeys(TABULAR & UNNESTED, frozenset({"table"})),
}
# Elements whose names are those of type parameters, too.
_LETTERS = frozenset("abiqsu")
# What a document type declares; no other word behind an exclamation mark means anything.
_DECLARED = frozenset({"!--", "!", "!doctype", "!element", "!entity", "!attlist", "!notation"})
# A type parameter of Java.
_WILDCARD = regex(r"<(?=\?(?:>|\s+(?:super|extends)\s))")


def with_mentions(html: str, tags: Tags) -> str:
    """HTML in which a tag that a sentence speaks of is text.

    It is between two of its words or in backticks, without attributes, and never ends; or it ends what no tag
    of any language begins. What may stand alone in old HTML, as an item, has nothing round it that could hold it.
    """
    alone = {name for name, holders in _PARTS.items() if name in tags.names and not tags.any_of(holders)}
    if begun := (tags.names & SPOKEN_OF | alone).difference(tags.ended):
        names = "|".join(sorted(begun))
        html = re.sub(rf"(?<=\w )<(?=(?:{names})> \w)|(?<=`)<(?=(?:{names})>`)", "&lt;", html, flags=re.IGNORECASE)
    if ended := [
        name for name in tags.ended if name not in tags.begun and name not in _KNOWN and _NAME.fullmatch(name)
    ]:
        html = re.sub(rf"(?<=[\s(`])<(?=/(?:{'|'.join(ended)})>)", "&lt;", html, flags=re.IGNORECASE)
    if letters := (tags.names & _LETTERS).difference(tags.ended):
        html = re.sub(rf"(?<=\w)<(?=[{''.join(letters).upper()}][>,])", "&lt;", html)
    if words := [name[1:] for name in tags.names if name[0] == "!" and name not in _DECLARED]:
        html = re.sub(rf"(?<=\w )<(?=!(?:{'|'.join(words)})\b)", "&lt;", html, flags=re.IGNORECASE)
    return _WILDCARD.sub("&lt;", html) if "?" in tags.names else html
