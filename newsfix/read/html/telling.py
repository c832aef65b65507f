"""An element that may tell something beside what its tag does, and how it stands to what is round it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from newsfix.read.html.elements import ACTIONS, INLINE, MARK, Attributes
from newsfix.read.html.formulas import FORMULAS
from newsfix.read.html.inline import Mark, Marks, has
from newsfix.read.html.styles import ON_ITS_OWN, Classes, Style, classes_of
from newsfix.regex import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

TELLING_TAGS = frozenset({"button", "cite", "small", *FORMULAS})
"""Elements that may tell something without an attribute that does."""
_ENDS = regex(r"[\w.!?…。”»]")
_BEGINS = frozenset("(/|\N{COPYRIGHT SIGN}")


class Telling(Struct, frozen=True):
    """An element that may tell something, where the walk meets it: what it would do, the open marks."""

    node: LexborNode
    tag: str
    attributes: Attributes
    action: int
    marks: Marks
    style: Style
    classes: Classes

    @property
    def is_phrase(self) -> bool:
        return self.action == INLINE or self.tag == "a"

    @property
    def is_unknown(self) -> bool:
        """Whether HTML has no element of its name."""
        return self.tag not in ACTIONS

    def with_marks(self, *marks: Mark) -> Telling:
        return replace(self, marks=(*self.marks, *marks))


def is_part_of_card(each: Telling) -> bool:
    """Whether a phrase of a link is shown on a line of its own, as the name of a site below a title is."""
    if not each.classes.part or each.action not in (INLINE, MARK):
        return False
    if not has(each.marks, "link") or has(each.marks, "code"):
        return False
    if ON_ITS_OWN in (each.attributes.get("class") or ""):
        return True
    before = each.node.prev  # another part, which it touches
    return before is not None and before.tag != "-text" and classes_of(before.attributes.get("class")).part


def is_said_apart(each: Telling) -> bool:
    """Whether a phrase of a caption, such as who took the picture, touches the words before it."""
    if not (each.classes.part or each.classes.caption or each.tag == "small"):
        return False
    outer = each.node.parent
    if outer is None or not (outer.tag == "figcaption" or classes_of(outer.attributes.get("class")).caption):
        return False
    before = each.node.prev
    touched = (before.text(deep=True) or "")[-1:] if before is not None else ""
    begins = (each.node.text(deep=True) or "")[:1]
    if each.tag == "small" and touched.isalnum() and not (touched.islower() and begins.isupper()):
        return begins in _BEGINS  # within a word, as in small capitals and in formulas
    return bool(_ENDS.match(touched) and (begins.isalnum() or begins in _BEGINS))
