"""The two sides of an account: what a source says and what an output says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from newsfix.account.front import scalars
from newsfix.account.markdown import read_markdown
from newsfix.account.reading import Collector
from newsfix.account.text import is_address

Kind = Literal["html", "markdown"]


class Side(msgspec.Struct, frozen=True):
    """What a text says, entities decoded; nothing is normal yet, which takes time and may not be needed.

    front      the scalars of its front matter
    body       the text of its body
    said       the texts of attributes (`alt`, `title`)
    addresses  each with those that can stand for it
    markup     front matter and body as they stand in the file
    """

    front: str
    body: str
    said: tuple[str, ...]
    addresses: tuple[tuple[str, ...], ...]
    markup: tuple[str, str] = ("", "")


def source_side(front: str, body: str, kind: Kind) -> Side:
    """What a source says: its front matter with the fences, and its body."""
    reading = Collector()
    if kind == "html":
        reading.html(body)
    else:
        read_markdown(reading, body)
    return _with_front(front, reading, body)


def _with_front(front: str, reading: Collector, body: str) -> Side:
    text, addresses = scalars(front)
    reading.addresses += [(address,) for address in addresses]
    return _side(text, reading, (front, body))


def markdown_side(text: str) -> Side:
    """What an output in Markdown says."""
    end = text.find("\n---\n", 3) + 5 if text.startswith("---\n") else 0
    reading = Collector()
    read_markdown(reading, text[end:], written=True)
    return _with_front(text[:end], reading, text[end:])


def json_side(text: str) -> Side:
    """What an output in JSON says."""
    document = msgspec.json.decode(text)
    blocks = document.pop("blocks", [])
    for key in _OWN:
        document.pop(key, None)
    front = Collector()
    extra = document.pop("extra", {})
    _add_fields(document, front)
    _add_values(extra, front)
    reading = Collector()
    shown = _add_blocks(blocks, reading)
    pictures = document.get("images", [])
    for number in shown:
        reading.said += [pictures[number][key] or "" for key in ("alt", "title")]
    reading.addresses += front.addresses
    return _side(front.text(), reading)


def _side(front: str, reading: Collector, markup: tuple[str, str] = ("", "")) -> Side:
    return Side(front, reading.text(), tuple(reading.said), tuple(reading.addresses), markup)


# What newsfix says of an article by itself, or once more.
_OWN = ("version", "source", "source_sha256", "content_sha256", "words", "text", "keys", "omissions", "problems")
# Text, and what says it once more.
_TEXTS: dict[str, tuple[str, ...]] = {
    "text": ("markdown",),
    "markdown": (),
    "caption": ("caption_markdown", "markdown"),
    "caption_markdown": ("markdown",),
}
# What names a kind and no text, or says a text as HTML.
_KINDS = frozenset({"type", "kind", "caption_from", "align", "precision", "zone", "rule", "html", "caption_html"})


def _add_fields(value: dict[str, Any] | list[Any], reading: Collector) -> None:
    """Add the strings of an article's fields."""
    for item in [item for key, item in value.items() if key not in _KINDS] if isinstance(value, dict) else value:
        if isinstance(item, str):
            _add_values(item, reading)
        elif item and isinstance(item, (list, dict)):
            _add_fields(item, reading)


def _add_blocks(blocks: Iterable[Any], reading: Collector) -> list[int]:
    """Add what blocks, or parts of blocks, say: text in its order, and other strings beside it.

    Gives the numbers of the pictures that figures in them show.
    """
    shown: list[int] = []
    for block in blocks:
        if isinstance(block, list):
            shown += _add_blocks(block, reading)
        elif isinstance(block, dict):
            shown += _add_block(block, reading)
        elif isinstance(block, str):
            _add_beside(block, reading)
    return shown


def _add_block(block: dict[str, Any], reading: Collector) -> list[int]:
    kind = block.get("type")
    shown: list[int] = list(block["images"]) if kind == "figure" else []
    for key, item in block.items():
        if item is None or key in _KINDS:
            continue
        if key in _TEXTS:
            if not block.keys().isdisjoint(_TEXTS[key]):
                continue
            if kind == "html":
                reading.html(item)
            elif key.endswith("markdown"):
                read_markdown(reading, item, written=True)
            else:
                reading.literal(item)
        elif key == "items" and block["ordered"]:
            for number, each in enumerate(item, block["start"]):
                reading.literal(str(number))
                shown += _add_blocks(each, reading)
        elif isinstance(item, str):
            _add_beside(item, reading)
        elif isinstance(item, list):
            shown += _add_blocks(item, reading)
        elif isinstance(item, dict):
            shown += _add_block(item, reading)
    return shown


def _add_beside(text: str, reading: Collector) -> None:
    """Add what names something, or where something leads."""
    reading.said.append(text)
    if is_address(text):
        reading.addresses.append((text,))


def _add_values(value: Any, reading: Collector) -> None:
    """Add every scalar of a value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            _add_values(item, reading)
    else:
        text = value if isinstance(value, str) else "null" if value is None else str(value)
        reading.literal(text.lower() if isinstance(value, bool) else text)
        if is_address(text):
            reading.addresses.append((text,))
