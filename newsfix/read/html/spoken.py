"""What only looks like a tag: one that a sentence speaks of (`the <li> element`), a sign before a name, one cut off."""

from __future__ import annotations

import re

from newsfix.read.html.foreign import FOREIGN
from newsfix.read.html.tags import Tags
from newsfix.regex import regex
from newsfix.syntax.html import BULLETED, NAMES, SPOKEN_OF, TABULAR, UNNESTED, VOID

_KNOWN = NAMES | FOREIGN
_NAME = regex(r"[^\W\d][\w-]*")
# What has an end tag seldom or never, and what it is in.
_PARTS = {
    "li": BULLETED | {"ol"},
    **dict.fromkeys(("dt", "dd"), frozenset({"dl"})),
    **dict.fromkeys(TABULAR & UNNESTED, frozenset({"table"})),
}
_UNSPACED = r"[^\W\x00-\x7f]"  # of scripts of which many set no blanks between words
# Elements whose names are those of type parameters, too.
_LETTERS = frozenset("abiqsu")
_DECLARATIONS = ("element", "entity", "attlist", "notation")
# What a document type declares; no other word behind an exclamation mark means anything.
_DECLARED = frozenset({"!--", "!", "!doctype", *(f"!{name}" for name in _DECLARATIONS)})
_DECLARATION = regex(rf"<(?=!(?:{'|'.join(_DECLARATIONS)})\b)", re.IGNORECASE)
# The document type where a line goes on beside it, or that has no name, or declarations in it.
_DOCTYPE = regex(
    r"<(?:(?<=[\w(]<)|(?<=[\w(,:] <)|(?=!doctype\s*>)|(?=!doctype\b[^<>\[]*(?:\[|>[ \t]*[^\s<])))(?=!doctype\b)",
    re.IGNORECASE,
)
# A type parameter of Java.
_WILDCARD = regex(r"<(?=\?(?:>|\s+(?:super|extends)\s))")


def with_mentions(html: str, tags: Tags) -> str:
    """HTML in which a tag that a sentence speaks of is text.

    It is between two of its words or signs, or in backticks, without attributes, and never ends; or it ends what no tag
    of any language begins. What may stand alone in old HTML, as an item, has nothing round it that could hold it.
    """
    alone = {name for name, holders in _PARTS.items() if name in tags.names and not tags.any_of(holders)}
    if begun := (tags.names & SPOKEN_OF | alone).difference(tags.ended):
        names = "|".join(sorted(begun))
        html = re.sub(
            rf"<(?:(?<=\w <)|(?<=\(<))(?=(?:{names})>(?: \w|[.,;:!?)]{{1,3}}(?:[\s<]|\Z)))|<(?<=`<)(?=(?:{names})>`)",
            "&lt;",
            html,
            flags=re.IGNORECASE,
        )
    if without_end := begun & VOID:
        names = "|".join(sorted(without_end))
        html = re.sub(rf"<(?<={_UNSPACED}<)(?=(?i:{names})>{_UNSPACED})", "&lt;", html)
    if ended := [
        name for name in tags.ended if name not in tags.begun and name not in _KNOWN and _NAME.fullmatch(name)
    ]:
        html = re.sub(rf"<(?<=[\s(`]<)(?=/(?:{'|'.join(ended)})(?:>|\s+[^\s<>]))", "&lt;", html, flags=re.IGNORECASE)
    if letters := (tags.names & _LETTERS).difference(tags.ended):
        html = re.sub(rf"<(?<=\w<)(?=[{''.join(letters).upper()}][>,])", "&lt;", html)
    if words := [name[1:] for name in tags.names if name[0] == "!" and name not in _DECLARED]:
        html = re.sub(rf"<(?<=\w <)(?=!(?:{'|'.join(words)})\b)", "&lt;", html, flags=re.IGNORECASE)
    if "!doctype" in tags.names:
        before = html[: html.lower().find("<!doctype") + 1]
        if before[:-1].strip() and not before[:-1].rstrip().endswith(("-->", "?>")):
            before, html = "", _DECLARATION.sub("&lt;", html)  # it does not begin the document
        html = before + _DOCTYPE.sub("&lt;", html[len(before) :])
    return _WILDCARD.sub("&lt;", html) if "?" in tags.names else html


# ------------------------------------------------------------------------------- tags that are cut off

ATTRIBUTE = regex(r"(?<![=!<>+*-])=(?!=)")
"""What has attributes, a sign that compares aside."""

# A start tag up to the next `<`: without looking for its end, which may be nowhere.
_HEAD = regex(r"""<(?P<name>[a-zA-Z][^\s/<>]*)(?P<said>(?:[^<>=]+|=(?!\s*["'])|=\s*"[^"<]*"?|=\s*'[^'<]*'?)*)""")
_NEXT_TAG = regex(r"</?[a-zA-Z]")
_NAME_OF_NEXT = regex(r"<(\w+)")
_STATED = regex(r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'|[^\s"'<>=`]+))*""")
_BOOLEAN = frozenset({
    "allowfullscreen", "async", "autofocus", "autoplay", "checked", "clear", "compact", "controls", "default",
    "defer", "disabled", "download", "hidden", "inert", "ismap", "itemscope", "loop", "multiple", "muted", "nohref",
    "noresize", "noshade", "novalidate", "nowrap", "open", "playsinline", "readonly", "required", "reversed",
    "selected", "/",
})  # fmt: skip


def cut_tag(html: str, at: int) -> re.Match[str] | None:
    """The start tag that begins at an offset, where another tag or sign comes before its end."""
    cut = _HEAD.match(html, at)
    return cut if cut is not None and html[cut.end() : cut.end() + 1] == "<" else None


def is_text(html: str, cut: re.Match[str]) -> bool:
    """Whether what looks like a start tag, and is cut off by another one, is text."""
    name, said = cut["name"].lower(), cut["said"]
    if name in FOREIGN:
        return False
    if name not in NAMES:
        return not ATTRIBUTE.search(said)
    before = html[cut.start() - 1 : cut.start()]
    if not said and before.isalnum() and (following := _NAME_OF_NEXT.match(html, cut.end())):
        return following[1].lower() not in NAMES  # as in `n<i<m`
    return name not in VOID and compares(before, said)


def end_of(html: str, cut: re.Match[str]) -> int | None:
    """Where the `>` is to be put that a start tag of HTML lacks before another tag; None where it lacks none."""
    if not _NEXT_TAG.match(html, cut.end()) or cut["name"].lower() not in NAMES:
        return None
    stated = _STATED.match(cut["said"])
    rest = cut["said"][stated.end() if stated else 0 :]
    if '"' in rest or "'" in rest or "=" in rest:
        return None
    return cut.end() if _BOOLEAN.issuperset(rest.lower().split()) else cut.end() - len(rest)


_NUMBER = regex(r"\s+[0-9]")


def compares(before: str, attributes: str) -> bool:
    """Whether `<` between a word and a name is a sign: what follows the name is not attributes."""
    said = attributes.partition("<")[0]
    if _NUMBER.match(said) and not ATTRIBUTE.search(said):
        return True  # no attribute is called so
    if not (before.isalnum() or before in ("_", ")", "]")) or not said.strip() or ATTRIBUTE.search(said):
        return False
    return not _BOOLEAN.issuperset(said.lower().split())
