"""Outlines: what there is to see in a document, by category, whatever it is written in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from typing import Any

from newsfix.regex import regex
from newsfix.syntax.html import BARE, BLOCKS, HEADINGS

_WHITE = regex(r"[ \t\n\r\f]+")
_FENCES = regex(r" ?(?<!\$)\$[$ ]*\$ ?")


class Outline:
    """What there is to see, by category, in the order in which it ends."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.open: list[tuple[str, tuple[Any, ...], int]] = []
        self.found: dict[str, list[Any]] = defaultdict(list)

    def text(self, text: str) -> None:
        self.parts.append(text)

    def start(self, category: str, *details: Any) -> None:
        self.open.append((category, details, len(self.parts)))

    def end(self, *, exact: bool = False) -> None:
        """Close what was opened last; its text counts without regard to white space unless it is `exact`."""
        category, details, start = self.open.pop()
        text = "".join(self.parts[start:])
        self.add(category, *details, text if exact else collapsed(text))

    def add(self, category: str, *details: Any) -> None:
        self.found[category].append(details)

    def end_cell(self) -> None:
        """Close a cell; an empty one of a heading counts as none."""
        self.end()
        if self.found["cells"][-1] == ("th", "1", "1", ""):
            self.found["cells"].pop()

    def entries(self, category: str) -> Sequence[Any]:
        return collapsed("".join(self.parts)) if category == "text" else self.found[category]


def collapsed(text: str) -> str:
    """A text in which white space is one blank, and none where a displayed formula begins or ends."""
    text = _WHITE.sub(" ", text).strip(" \t\n\r\f")
    return _FENCES.sub(lambda match: match[0].replace(" ", ""), text) if "$$" in text else text


def formula(tex: str, *, is_displayed: bool) -> str:
    """A formula as who does not know of formulas sees it."""
    fence = "$$" if is_displayed else "$"
    return f"{fence}{collapsed(tex)}{fence}"


_EMPHASIS = {"em": "em", "i": "em", "strong": "strong", "b": "strong", "del": "del", "s": "del"}
_BLOCKS = BLOCKS | {"br", "footnote"}
_PLAIN = BARE | {"mtext"}


class HtmlOutline(HTMLParser):
    """The outline of HTML."""

    def __init__(self, outline: Outline, restore: Callable[[str], str] = str) -> None:
        super().__init__(convert_charrefs=True)
        self.outline = outline
        self.restore = restore
        self.tags: list[str] = []
        self.items: list[int] = []
        self.pre = 0
        self.math = 0

    def read(self, html: str) -> None:
        self.feed(html)
        self.close()

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """What the standard library raises an error about in some releases (`<![x[`) is a comment, as to a browser."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: self.restore(value or "") for name, value in attrs}
        outline = self.outline
        if tag in _BLOCKS:
            outline.text("\n")
        if self._is_void(tag, attributes):
            return
        if tag == "math":
            outline.text(formula(attributes.get("alttext", ""), is_displayed="display" in attributes))
            self.math += 1
        elif tag in ("ul", "ol"):
            self.items.append(0)
            outline.start("lists", tag, attributes.get("start", "1"))
        elif tag == "li":
            if self.items:
                self.items[-1] += 1
            outline.start("list items", len(self.items))
        elif tag in HEADINGS:
            outline.start("headings", int(tag[1]))
        elif tag == "a":
            self._link(attributes)
        elif tag in _EMPHASIS:
            outline.start("emphasis", _EMPHASIS[tag])
        elif tag == "blockquote":
            outline.start("quotes")
        elif tag == "footnote":
            outline.start("footnotes", "note", attributes.get("label", ""))
        elif tag in ("th", "td"):
            outline.start("cells", tag, attributes.get("colspan", "1"), attributes.get("rowspan", "1"))
        elif tag == "pre":
            self.pre += 1
        elif tag == "code":
            language = attributes.get("data-fence") or attributes.get("class", "").removeprefix("language-")
            outline.start(*(("code blocks", language) if self.pre else ("code spans",)))
        elif tag not in _PLAIN:
            outline.start("tags", tag)
        self.tags.append(tag)

    def _is_void(self, tag: str, attributes: dict[str, str]) -> bool:
        """Whether an element is one that has no content; then it is noted."""
        outline = self.outline
        if tag == "br":
            outline.add("line breaks")
        elif tag == "hr":
            outline.add("rules")
        elif tag == "img":
            outline.add("images", *(attributes.get(name, "") for name in ("src", "alt", "title")))
        elif tag == "reference":
            outline.add("footnotes", "reference", attributes.get("label", ""))
        else:
            return False
        return True

    def _link(self, attributes: dict[str, str]) -> None:
        if "href" in attributes:
            self.outline.start("links", attributes["href"], attributes.get("title", ""))
        else:
            self.outline.start("anchors", attributes.get("id", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.tags:
            return
        while self.tags:
            last = self.tags.pop()
            self._close(last)
            if last == tag:
                return

    def _close(self, tag: str) -> None:
        outline = self.outline
        if tag == "pre":
            self.pre -= 1
        elif tag == "math":
            self.math -= 1
        elif tag in ("ul", "ol"):
            category, details, start = outline.open.pop()
            outline.open.append((category, (*details, self.items.pop()), start))
            outline.end()
        elif tag == "code":
            if self.pre and outline.parts and outline.parts[-1].endswith("\n"):
                outline.parts[-1] = outline.parts[-1][:-1]  # the last line feed of a block is not shown
            outline.end(exact=True)
        elif tag in ("th", "td"):
            outline.end_cell()
        elif tag not in _PLAIN:
            outline.end()
        if tag in _BLOCKS:
            outline.text("\n")

    def handle_data(self, data: str) -> None:
        if not self.math:
            self.outline.text(self.restore(data))

    def handle_comment(self, data: str) -> None:
        if not data.strip():
            return  # it is only beside a mark
        self.outline.add("comments", collapsed(self.restore(data)))

    def handle_pi(self, data: str) -> None:
        self.outline.add("comments", collapsed(self.restore(data)))
