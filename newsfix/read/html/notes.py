"""Footnotes and the targets of links within an article, found before the walk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfix.regex import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HAS_INNER_LINK = regex(r"href\s*=\s*[\"']?\s*#[^\s\"'>]")
_LABEL = regex(r"[\[(（〔【]?\s*([\w*†‡§.-]{1,12})\s*[\])）〕】]?\Z")
_NOTE = regex(r"(?:^|[\s_-])(?:foot|end)?-?notes?(?:$|[\s_:-])|\bfn[:_-]?\d", re.IGNORECASE)


class Notes:
    """By `mem_id` of an element: the label it refers to, the label of the note it is, what it says twice.

    `targets` are the identifiers that links point at and that are no footnote's.
    """

    __slots__ = ("notes", "references", "skipped", "targets")

    def __init__(self) -> None:
        self.references: dict[int, str] = {}
        self.notes: dict[int, str] = {}
        self.skipped: set[int] = set()
        self.targets: set[str] = set()


def find_notes(root: LexborNode, text: str) -> Notes:
    """Pair the references (`<sup><a href="#fn1">`) with their notes (`<li id="fn1">` that link back).

    A pair counts only where the note links back to its reference: nothing else tells a footnote
    from a list that a text points at.
    """
    found = Notes()
    if "data-footnote" in text:
        for node in root.css("[data-footnote]"):
            found.notes[node.mem_id] = node.attributes["data-footnote"] or ""
        for node in root.css("[data-footnote-reference]"):
            found.references[node.mem_id] = node.attributes["data-footnote-reference"] or ""
    if "#" not in text or not _HAS_INNER_LINK.search(text):
        return found
    links = [
        (node, (node.attributes.get("href") or "").strip()[1:])
        for node in root.css('a[href^="#"]')
        if not _is_in_code(node) and ((node.text(deep=True) or "").strip() or node.css_first("img") is not None)
    ]
    wanted = {identifier for _, identifier in links if identifier}
    elements = {}
    for node in root.css("[id], a[name]"):
        for name in ("id", "name"):
            identifier = node.attributes.get(name)
            if identifier in wanted and identifier not in elements:
                elements[identifier] = node
    labels = set(found.notes.values())
    back: dict[int, list[tuple[LexborNode, str]]] = {}
    for node, identifier in links:
        note = _note_round(node)
        if note is not None:
            back.setdefault(note.mem_id, []).append((node, identifier))
    used: set[str] = set()
    named: dict[int, str] = {}
    for node, identifier in links:
        target = elements.get(identifier)
        note = _note_at(target)
        reference = _reference(node)
        if note is None or reference is None or note.mem_id not in back:
            continue
        own = _identifiers(node)
        returning = [link for link, name in back[note.mem_id] if name in own]
        if not returning and note.mem_id not in named:
            continue
        label = named.get(note.mem_id)
        if label is None:
            match = _LABEL.match((node.text(deep=True) or "").strip())
            label = match[1] if match and re.fullmatch(r"\w+", match[1]) else str(len(named) + 1)
            while label in labels:
                label += "-"
            labels.add(label)
            named[note.mem_id] = label
            found.notes[note.mem_id] = label
        found.references[reference.mem_id] = label
        used |= own | {identifier}
        found.skipped.update(link.mem_id for link in returning)
    found.skipped.update(node.mem_id for mem_id in named for node, name in back[mem_id] if name in used)
    remaining = {
        identifier
        for node, identifier in links
        if identifier and node.mem_id not in found.skipped and _reference_id(node) not in found.references
    }
    found.targets = {identifier for identifier in remaining if identifier in elements}
    return found


def _is_in_code(node: LexborNode) -> bool:
    """Whether a link stands in code, which has no links once it is read."""
    outer = node.parent
    while outer is not None and outer.tag != "pre":
        outer = outer.parent
    return outer is not None


def _reference(node: LexborNode) -> LexborNode | None:
    """The `<sup>` of a reference, or the link itself where it is marked as one."""
    parent = node.parent
    if (
        parent is not None
        and parent.tag == "sup"
        and (parent.text(deep=True) or "").strip() == (node.text(deep=True) or "").strip()
    ):
        return parent
    child = node.first_child
    if (child is not None and child.tag == "sup" and child.next is None) or _NOTE.search(
        node.attributes.get("class") or ""
    ):
        return node
    if node.attributes.get("role") == "doc-noteref" or node.attributes.get("epub:type") == "noteref":
        return node
    return None


def _reference_id(node: LexborNode) -> int:
    parent = node.parent
    return parent.mem_id if parent is not None and parent.tag == "sup" else node.mem_id


def _note_at(target: LexborNode | None) -> LexborNode | None:
    """The list item that a target stands for."""
    node = target
    for _ in range(3):
        if node is None:
            return None
        if node.tag == "li":
            return node
        node = node.parent
    return None


def _note_round(node: LexborNode) -> LexborNode | None:
    parent = node.parent
    for _ in range(6):
        if parent is None:
            return None
        if parent.tag == "li":
            return parent
        parent = parent.parent
    return None


def _identifiers(node: LexborNode) -> set[str]:
    """The identifiers by which a note may link back: the reference's own and its parents'."""
    found = set()
    current: LexborNode | None = node
    for _ in range(3):
        if current is None:
            break
        for name in ("id", "name"):
            value = current.attributes.get(name)
            if value:
                found.add(value)
        if current.tag not in ("a", "sup", "span"):
            break
        current = current.parent
    return found
