"""Hidden elements: left out and told of, but for text of the article that is shown later or is nowhere else."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from newsfix.read.html.elements import BLOCK, Attributes, texts
from newsfix.read.html.nodes import outwards, said, squeezed
from newsfix.regex import regex
from newsfix.syntax.html import LANDMARKS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.html.state import State

# React's parts of a page that are sent when the rest has been.
_STREAMED = regex(r"S:[0-9a-f]+")
# What a page hides until somebody asks for it, or shows to programs alone: none of the article.
_CONTROLS = "form, input, select, textarea, button, nav, dialog"
_CONTROL = regex(
    r"(?i:alert|banner|comment|consent|cookie|dialog|dropdown|error|form|lightbox|login|menu|modal|nav|newsletter|overlay"
    r"|popover|popup|pop-up|preheader|preloader|promo|reader|respond|search|share|sharing|sidebar|signup|sign-up|social"
    r"|sponsor|sr-only|subscribe|success|template|toast|toolbar|tooltip|widget)"
)
_SENTENCE = regex(r".{24,}[.!?…][\"'”’»)\]]*\Z|.{12,}[。！？][”’」』）]*\Z|.{200,}")
_OUTER = 4


def is_kept(state: State, node: LexborNode, action: int, attributes: Attributes) -> bool:
    """Whether what a hidden element holds is the article's; says so, or what is left out."""
    kept = ("hidden" in attributes and _is_shown_later(attributes)) or (
        action >= BLOCK and _is_text(node) and not _is_copy(state, node)
    )
    text = " ".join(state.protected.restore(" ".join(texts(node))).split())
    if text and kept:
        state.report("BD017", f"hidden <{node.tag}> was kept as text of the article: {text[:80]}", node)
    elif text:
        state.report("BD007", f"hidden <{node.tag}> was left out with its text: {text[:80]}", node)
    return kept


def _is_shown_later(attributes: Attributes) -> bool:
    """Whether `hidden` is only for now: until a search or a tab shows it, or a script moves a part that came later."""
    until = (attributes["hidden"] or "").strip().lower() == "until-found" or attributes.get("role") == "tabpanel"
    return until or bool(_STREAMED.fullmatch(attributes.get("id") or ""))


def _is_text(node: LexborNode) -> bool:
    """Whether an element holds sentences in paragraphs, and neither it nor what it is in is a control."""
    if node.css_first(_CONTROLS) is not None:
        return False
    for outer in islice(outwards(node), _OUTER):
        if outer.tag in ("body", "html"):
            break
        attributes = outer.attributes
        if outer.tag in LANDMARKS or _CONTROL.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"):
            return False
    return any(_SENTENCE.match(said(each)) for each in node.css("p"))


def _is_copy(state: State, node: LexborNode) -> bool:
    """Whether all paragraphs of an element stand in another one, too, that has not been left out."""
    if state.paragraphs is None:
        state.paragraphs = Counter(squeezed(each.text(deep=True) or "") for each in state.root.css("p"))
    own = Counter(squeezed(each.text(deep=True) or "") for each in node.css("p"))
    own.pop("", None)
    if any(state.paragraphs[text] <= count for text, count in own.items()):
        return False
    state.paragraphs -= own
    return True
