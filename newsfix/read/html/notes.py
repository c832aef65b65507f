"""Footnotes, side notes and the targets of links within an article, found before the walk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct, field

from newsfix.read.html.nodes import children, is_blank, is_within, outwards, said
from newsfix.regex import regex
from newsfix.syntax.html import BLOCKS, EMBEDDING, HEADINGS, NAMES, PHRASES, UNNESTED

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# Of `href` in any spelling: a search for a character is many times as fast as one for a word without regard to case.
_HAS_INNER_LINK = regex(r"=(?<=[fF\s]=)\s*[\"']?\s*#[^\s\"'>]")
_SIGNS = frozenset("¶#§🔗∞")
_LABEL = regex(r"[\[(（〔【]?\s*([\w*†‡§.-]{1,12})\s*[\])）〕】]?\Z")
# What may be a note where no list holds it: Word's paragraphs, Substack's boxes, EPUB's asides.
_HOLDERS = EMBEDDING & BLOCKS - {"article", "figure"}
_BOXES = 2
_MOST = 9  # links back from one such note
_OF_WORD = regex(r"#_(?:ftn|edn)\d")
_NOTE = regex(r"(?:^|[\s_-])(?:foot|end)?-?notes?(?:$|[\s_:-])|\bfn[:_-]?\d", re.IGNORECASE)


class Notes(Struct, eq=False):
    """By `mem_id` of an element: the label it refers to, the label of the note it is, what it says twice.

    `targets` are the identifiers that links point at and that no footnote has; `asides` are side notes, which stand
    where they are referred to: each is its own reference. `mentions` counts the references by their labels.
    """

    references: dict[int, str] = {}
    notes: dict[int, str] = {}
    skipped: set[int] = set()
    targets: set[str] = set()
    asides: frozenset[int] = frozenset()
    mentions: Counter[str] = field(default_factory=Counter)


def find_notes(root: LexborNode, text: str, left_out: Container[int] = ()) -> Notes:
    """Pair the references (`<sup><a href="#fn1">`) with their notes (`<li id="fn1">` that link back).

    A pair counts only where the note links back to its reference, or calls itself one: nothing else tells a
    footnote from a list that a text points at. Nothing is looked for in the nodes of `left_out`, by their `mem_id`.
    """
    found = Notes()
    if "data-footnote" in text:
        _find_marked(root, found)
    if "#" in text and _HAS_INNER_LINK.search(text):
        _find_linked(root, _inner_links(root, left_out), found)
    if any(sign in text for sign in _ASIDE_SIGNS) and any(name in text for name in _ASIDE_WORDS):
        _find_asides(root, found)
    found.mentions.update(found.references.values())
    return found


def _find_marked(root: LexborNode, found: Notes) -> None:
    """The notes and references that say by an attribute what they are, as those of Markdown do."""
    for node in root.css("[data-footnote-reference]"):
        found.references[node.mem_id] = node.attributes["data-footnote-reference"] or ""
    referred = set(found.references.values())
    for node in root.css("[data-footnote]"):
        label = node.attributes["data-footnote"] or ""
        # Without a reference it has to hold a text, or an element that is more than a place for one.
        if label in referred or said(node) or any(each.tag not in BLOCKS | PHRASES for each in node.css("*")):
            found.notes[node.mem_id] = label


def _find_linked(root: LexborNode, links: list[_InnerLink], found: Notes) -> None:
    """The notes and references that link to each other; what the other links point at are targets."""
    pointed = Counter(link.identifier for link in links)
    found.skipped |= {link.node.mem_id for link in links if _is_sign_of_heading(link, pointed)}
    elements = _elements_named(root, pointed)
    _leave_out_returns(links, _pair(links, elements, found), found)
    others = (link for link in links if link.identifier in elements and link.node.mem_id not in found.skipped)
    found.targets = {link.identifier for link in others if not is_within(link.node, found.references)}


def _is_sign_of_heading(link: _InnerLink, pointed: Counter[str]) -> bool:
    """Whether a link is the sign by which a heading offers its own address: it says nothing, and is not a note.

    pointed  how many links point at each identifier: a sign that others point at stays
    """
    heading = next((outer for outer in outwards(link.node) if outer.tag in HEADINGS), None)
    if heading is None or said(link.node) not in _SIGNS:
        return False
    if said(heading) == said(link.node) and heading.css_first("img") is None:
        return False  # a heading of nothing else would go with the name that others may point at
    named = (each for each in (heading, heading.parent, *heading.css("[id], a[name]")) if each is not None)
    return any(
        link.identifier in (each.attributes.get("id"), each.attributes.get("name"))
        for each in named
        if each.mem_id != link.node.mem_id or pointed[link.identifier] == 1
    )


class _InnerLink(Struct, frozen=True):
    """A link within the article: what it points at, and what is round it that may be a note, from inside out."""

    node: LexborNode
    identifier: str
    items: tuple[LexborNode, ...]


def _inner_links(root: LexborNode, left_out: Container[int]) -> list[_InnerLink]:
    """The links within the article that show something, in their order; none of those in the nodes of `left_out`."""
    return [
        _InnerLink(node, (node.attributes.get("href") or "").strip()[1:], _notes_round(node))
        for node in root.css('a[href^="#"]')
        if all(outer.tag != "pre" and outer.mem_id not in left_out for outer in outwards(node))
        and (said(node) or node.css_first("img") is not None)
    ]


def _elements_named(root: LexborNode, wanted: Container[str]) -> dict[str, LexborNode]:
    """The first element of each of the identifiers."""
    elements: dict[str, LexborNode] = {}
    for node in root.css("[id], a[name]"):
        for name in ("id", "name"):
            identifier = node.attributes.get(name)
            if identifier and identifier in wanted:
                elements.setdefault(identifier, node)
    return elements


def _pair(links: list[_InnerLink], elements: dict[str, LexborNode], found: Notes) -> set[str]:
    """Give notes and their references a label; return the identifiers by which they point at each other.

    Of two elements that link to each other the earlier one refers.
    """
    within: dict[int, list[tuple[int, _InnerLink]]] = {}
    for place, link in enumerate(links):
        for item in link.items:
            within.setdefault(item.mem_id, []).append((place, link))
    labels = set(found.notes.values())
    named: dict[int, str] = {}
    used: set[str] = set()
    for place, link in enumerate(links):
        note, reference = _note_at(elements.get(link.identifier)), _reference(link.node)
        if note is None or reference is None:
            continue
        inner, own, is_item = within.get(note.mem_id, []), _identifiers(link.node), note.tag == "li"
        if len(inner) > _MOST and not is_item:
            continue
        returning = [other for at, other in inner if at > place and other.identifier in own]
        if inner or not _is_stated(note):
            is_known = returning or note.mem_id in named
            if not is_known or not (is_item or _is_note(note, [other for _, other in inner], own, reference)):
                continue
        label = named.get(note.mem_id)
        if label is None:
            label = named[note.mem_id] = found.notes[note.mem_id] = _label(link.node, len(named) + 1, labels)
            if note.tag != "li" and (said_again := _label_again(note, label)) is not None:
                found.skipped.add(said_again.mem_id)
        found.references[reference.mem_id] = label
        used |= own | {link.identifier}
        found.skipped.update(other.node.mem_id for other in returning)
    return used


def _is_stated(note: LexborNode) -> bool:
    """Whether an element calls itself a note, in words of DPUB-ARIA or of EPUB: it need not link back."""
    said = note.attributes.get("role") or f"doc-{note.attributes.get('epub:type')}"
    return said in ("doc-footnote", "doc-endnote", "doc-rearnote")


def _is_note(note: LexborNode, links: list[_InnerLink], own: set[str], reference: LexborNode) -> bool:
    """Whether an element that is not an item of a list is the one note of a reference outside of it.

    It begins or ends with the link back, and has no other link within the article.
    """
    if any(link.identifier not in own for link in links) or is_within(reference, {note.mem_id}):
        return False
    text, back = said(note), said(links[0].node)
    begins = text.startswith(back) and text[len(back) :].lstrip()[:1] not in (".", ")", ":")
    is_held = any(outer.tag in UNNESTED or outer.tag == "figcaption" for outer in outwards(note.parent))
    return (begins or text.endswith(back)) and len(text) > len(back) and not is_held


def _label_again(note: LexborNode, label: str) -> LexborNode | None:
    """The element that a note begins with and that shows its label, beside a link back at its end."""
    first = next((child for child in children(note) if not is_blank(child)), None)
    if first is None or first.tag not in PHRASES:
        return None
    match = _LABEL.match(said(first))
    return first if match and match[1] == label else None


def _label(node: LexborNode, number: int, labels: set[str]) -> str:
    """The label that a reference shows, or a number; with dashes, which no reader sees, where it is taken."""
    match = _LABEL.match(said(node))
    return _free_label(match[1] if match and re.fullmatch(r"\w+", match[1]) else str(number), labels)


def _leave_out_returns(links: list[_InnerLink], used: set[str], found: Notes) -> None:
    """The links of notes back to their references say nothing to a reader, nor do the marks round them (`^ a b`)."""
    for link in links:
        item = next((each for each in link.items if each.mem_id in found.notes), None)
        if item is None or link.identifier not in used:
            continue
        found.skipped.add(link.node.mem_id)
        for outer in outwards(link.node.parent):
            if outer.mem_id == item.mem_id or not _is_return(outer, used):
                break
            found.skipped.add(outer.mem_id)


def _is_return(node: LexborNode, used: set[str]) -> bool:
    """Whether an element shows links back to references, signs, and nothing else."""
    said = node.text(deep=True) or ""
    for link in node.css('a[href^="#"]'):
        if (link.attributes.get("href") or "").strip()[1:] in used:
            said = said.replace(link.text(deep=True) or "", "", 1)
    return not any(map(str.isalnum, said)) and node.css_first("img") is None


def _reference(node: LexborNode) -> LexborNode | None:
    """The `<sup>` of a reference, or the link itself where it is marked as one."""
    parent, child, attributes = node.parent, node.first_child, node.attributes
    if parent is not None and parent.tag == "sup" and said(parent) == said(node):
        return parent
    is_marked = (
        (child is not None and child.tag == "sup" and child.next is None)
        or _NOTE.search(attributes.get("class") or "")
        or _OF_WORD.match(attributes.get("href") or "")
        or attributes.get("role") == "doc-noteref"
        or attributes.get("epub:type") == "noteref"
    )
    return node if is_marked else None


def _note_at(target: LexborNode | None) -> LexborNode | None:
    """The list item that a target stands for, else the paragraph or the box."""
    item = next((outer for outer in islice(outwards(target), 3) if outer.tag == "li"), None)
    if item is not None:
        return item
    block = next((outer for outer in outwards(target) if outer.tag not in PHRASES), None)
    return block if block is not None and block.tag in _HOLDERS else None


def _notes_round(node: LexborNode) -> tuple[LexborNode, ...]:
    """The list item round a link, else the paragraph or the box, and the box round that."""
    near = list(islice(outwards(node.parent), 6))
    items = [outer for outer in near if outer.tag == "li"]
    return (items[0],) if items else tuple([outer for outer in near if outer.tag in _HOLDERS][:_BOXES])


def _identifiers(node: LexborNode) -> set[str]:
    """The identifiers by which a note may link back: the reference's own and its parents'."""
    found: set[str | None] = set()
    for outer in islice(outwards(node), 3):
        found |= {outer.attributes.get(name) for name in ("id", "name")}
        if outer.tag not in PHRASES:
            break
    return {name for name in found if name}


# ------------------------------------------------------------------------------------- side notes

# What Tufte's style and its kin show in the margin, and what a plugin or an element shows where it is pointed at.
_ASIDE_CLASSES = (
    *("sidenote", "side-note", "marginnote", "margin-note", "marginalia"),
    *("footnote-content", "inline-footnote", "tooltiptext", "tooltip-text"),
)
_ASIDE_WORDS = (*_ASIDE_CLASSES, "footnote__note", "d-footnote", "<footnote", '"footnote"', "'footnote'")
_ASIDE_SIGNS = ("note", "marginalia", "tooltip")
_NAMED_ASIDES = ('[class*="footnote__note"]', "d-footnote", "footnote", '[class="footnote"]:not(:has(a))')
_ASIDES = ", ".join((*(f".{name}" for name in _ASIDE_CLASSES), *_NAMED_ASIDES))
_MARK = regex(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3})[\])]?")


def _find_asides(root: LexborNode, found: Notes) -> None:
    """The side notes, each with a label that is free; what shows and hides them, or is their mark, is left out."""
    labels = set(found.notes.values())
    asides: dict[int, str] = {}
    for node in root.css(_ASIDES):
        text, mark = said(node), node.prev
        if text and (node.tag in PHRASES or node.tag not in NAMES) and not _MARK.fullmatch(text):
            asides[node.mem_id] = _free_label(str(len(asides) + 1), labels)
            if mark is not None and mark.tag == "sup" and _MARK.fullmatch(said(mark)):
                found.skipped.add(mark.mem_id)
    if asides:
        found.skipped.update(node.mem_id for node in root.css(".margin-toggle"))
    found.asides = frozenset(asides)
    found.references |= asides


def _free_label(label: str, labels: set[str]) -> str:
    """A label with dashes, which no reader sees, where it is taken; it is added to those that are."""
    while label in labels:
        label += "-"
    labels.add(label)
    return label
