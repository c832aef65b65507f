"""What Markdown says once its markup is off, as CommonMark and GFM have it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from newsfix.account.lines import ITEM, begins_line, is_too_far_in, line_end, line_start, outside_of
from newsfix.account.marks import (
    BLOCKS,
    BRACKETED,
    BREAK,
    DEFINED,
    DEFINED_WITHIN,
    DEFINITION,
    END_OF_RAW,
    ESCAPE,
    MARKDOWN,
    RAW,
    TARGET,
)
from newsfix.account.reading import Collector, unseen_end
from newsfix.account.tags import ends, tag
from newsfix.account.text import is_address, unescape, value
from newsfix.regex import regex

# Indented code, below a line that is not in a list.
_INDENTED = regex(
    r"^(?![ \t]|[-+*][ \t]|[0-9]{1,9}[.)][ \t])[^\n]*\n(?:[ \t]*\n)+(?:(?: {4}|\t)[^\n]*\n?|[ \t]*\n)+", re.MULTILINE
)
_BLANK = regex(r"\n[ \t]*\n")
_BLANK_IN_QUOTE = regex(r"\n[ \t>]*\n")
_CALLOUT = regex(r"<aside>[ \t]*\n[ \t]*(?:[^\s<]|<img\b)", re.IGNORECASE)  # of Notion
_HOLDING = regex(r"<[a-z][^<>]*\smarkdown[\s=>]")
_TICKS = regex(r"``*")
# An ampersand that begins no reference to Markdown, as that has a semicolon at its end.
_UNENDED = regex(r"&(?=[A-Za-z][A-Za-z0-9]*(?![A-Za-z0-9;])|#[0-9]+(?![0-9;])|#[xX][0-9a-fA-F]+(?![0-9a-fA-F;]))")


def read_markdown(collector: Collector, text: str, *, written: bool = False) -> None:
    """Add what Markdown says to what is collected.

    written  it is that of an output: an entity without a semicolon, which HTML would decode, is text
    """
    _Scan(collector, text, _plain if written else str).read()


class _Scan:
    """One scan over Markdown; `html` is what is done to HTML in it."""

    def __init__(self, collector: Collector, text: str, html: Callable[[str], str]) -> None:
        self.to = collector
        self.html = html
        self.source = text
        defined = (*DEFINED.findall(text), *DEFINED_WITHIN.findall(text)) if "]:" in text else ()
        self.defined = frozenset(map(_label, defined))
        self.definitions: dict[str, re.Match[str]] = {}
        self.closed: list[tuple[int, int]] = []  # where no link is: definitions, code, comments, blocks of HTML
        self.ended = ends(text) if "</" in text else frozenset()
        self.endless: set[str] = set()
        self.last = 0  # where the last markup ends
        self.unended = "&" in text and _UNENDED.search(text) is not None
        self.cut = 0  # where the paragraph ends that follows an item in the midst of its fenced code
        self.holding = "markdown" in text and _HOLDING.search(text) is not None
        self.blanks: dict[re.Pattern[str], int] = {}  # the next line that is blank
        self.runs: dict[int, list[int]] = {}
        for match in _TICKS.finditer(text) if "`" in text else ():
            self.runs.setdefault(match.end() - match.start(), []).append(match.start())

    def read(self) -> None:
        text, texts = self.source, self.to.texts
        at = 0
        while match := MARKDOWN.search(text, at):
            at = match.end()
            kind = match.lastgroup
            if kind == "escaped" and match["escaped"] != "&":
                continue
            before = len(texts)
            texts.append("")  # the text before it, once it is known for markup: most brackets in prose are none
            end = getattr(self, kind)(match) if kind else at
            if end < 0:
                del texts[before:]
                at = at if kind == "code" else match.start() + 1  # a run of backticks is one mark
            else:
                texts[before] = texts[before] or self.text(match.start())
                self.last = at = end
        texts.append(self.text(len(text)))
        used = self.used() if self.definitions else ()
        for label, target in self.definitions.items():
            if label in used:
                self.target(target)

    def used(self) -> frozenset[str]:
        """The labels that brackets name where a link may be: a definition that none uses leads no reader anywhere."""
        spans = (self.closed, [match.span() for match in _INDENTED.finditer(self.source)])
        starts = [[start for start, _ in each] for each in spans]
        labels = set()
        for match in BRACKETED.finditer(self.source):
            at = match.start()
            before = [bisect_right(each, at) - 1 for each in starts]
            if not any(n >= 0 and at < each[n][1] for n, each in zip(before, spans, strict=True)):
                labels.add(_label(match[1]))
        return frozenset(labels)

    def text(self, end: int) -> str:
        """The text from the last markup on."""
        said = self.source[self.last : end]
        return _plain(said) if self.unended else said

    # By the group that is found: each adds what it says and gives where it ends; -1 where it is not markup.

    def escaped(self, match: re.Match[str]) -> int:
        self.to.texts.append("&amp;")
        return match.end()

    def picture(self, match: re.Match[str]) -> int:
        if self.source[match.end()] == "(":
            end = self.target(TARGET.match(self.source, match.end()))
        else:
            label = BRACKETED.match(self.source, match.end())
            end = label.end() if label and _label(label[1]) in self.defined else -1
        if end >= 0:
            self.to.said.append(unescape(_plain(_unescaped(match["alt"]))))
        return end

    def link(self, match: re.Match[str]) -> int:
        target = TARGET.match(self.source, match.end() - 1)
        if target and self.source[match.start() - 1] == "[":
            return target.end()  # it shows nothing
        return self.target(target)

    def label(self, match: re.Match[str]) -> int:
        return match.end() if _label(match["label"] or match["note"] or "") in self.defined else -1

    note = label

    def definition(self, match: re.Match[str]) -> int:
        # A definition does not end a paragraph, whose line goes on where a backslash ends it.
        goes_on = self.source.endswith("\\\n", 0, line_start(self.source, match.start()))
        begins = begins_line(self.source, match.start()) and not goes_on
        found = DEFINITION.match(self.source, match.end()) if begins else None
        if found is None:
            return -1
        self.definitions.setdefault(_label(match["defined"]), found)
        return self.close(match.start(), found.end())

    def auto(self, match: re.Match[str]) -> int:
        self.to.texts.append(_plain(match["auto"]))
        self.to.addresses.append((match["auto"],))
        return match.end()

    def unseen(self, match: re.Match[str]) -> int:
        end = unseen_end(self.source, match.start(), self.endless)
        return end if end < 0 else self.close(match.start(), end)

    def code(self, match: re.Match[str]) -> int:
        start, end = match.span()
        begins = end - start > 2 and begins_line(self.source, start)
        if begins and start < self.cut and self.source.startswith("    ", line_start(self.source, start)):
            return -1  # too far in to begin code within a paragraph
        if begins and "`" not in self.source[end : line_end(self.source, end)]:
            return self.fenced(match[0], end)
        if self.source.startswith("</code>", end) and self.source.endswith("<code>", 0, start):
            return -1  # shown by itself
        same = self.runs.get(end - start, [])
        at = bisect_right(same, start)
        if at == len(same) or BREAK.search(self.source, end, same[at]):
            return -1
        if end - start > 2 and begins_line(self.source, same[at]):
            return -1  # a fence
        self.to.literal(self.source[end : same[at]])
        return self.close(start, same[at] + end - start)

    def tildes(self, match: re.Match[str]) -> int:
        return self.fenced(match[0], match.end()) if begins_line(self.source, match.start()) else -1

    def tag(self, match: re.Match[str]) -> int:
        start, end = match.span()
        found = tag(self.html(self.source[start:end]))
        if not found.sound and found.name not in self.ended:
            return -1
        self.to.texts[-1] = self.text(start)  # which the end of a link asks for
        begins = found.name in BLOCKS or (found.name in RAW and not found.ends)
        # An element with the attribute `markdown` holds Markdown to the programs that know it, and so is what follows.
        held = self.holding if found.ends else "markdown" in match[0].lower() or _CALLOUT.match(self.source, start)
        if begins and not held and begins_line(self.source, start):
            end = self.raw_end(start) if found.name in RAW else self.block_end(start)
            # Below an element within one that holds Markdown there is Markdown.
            own = self.source.find(f"</{found.name}>", start, end) if self.holding else -1
            end = self.with_comment(start, own + len(found.name) + 3 if own >= 0 else end)
            self.to.html(self.html(self.source[start:end]), self.ended)
            self.close(start, end)
        else:
            self.to.tag(found)
        return end

    def raw_end(self, start: int) -> int:
        """Where an element ends that only its end tag ends."""
        closing = END_OF_RAW.search(self.source, start)
        return closing.end() if closing else len(self.source)

    def block_end(self, start: int) -> int:
        """Where a block of HTML ends: at a blank line, or where the quote or the item does that it is in."""
        begin = line_start(self.source, start)
        before = self.source[begin:start]
        blank = _BLANK_IN_QUOTE if ">" in before else _BLANK
        if self.blanks.get(blank, -1) < start:
            found = blank.search(self.source, start)
            self.blanks[blank] = found.start() if found else len(self.source)
        outside = outside_of(self.source, begin, before, self.blanks[blank])
        return outside.start() if outside else self.blanks[blank]

    def with_comment(self, start: int, end: int) -> int:
        """Where HTML between two places ends, with all of a comment that begins in it."""
        comment = self.source.rfind("<!--", start, end)
        if comment < 0 or "-->" in self.endless or self.source.find("-->", comment, end) >= 0:
            return end
        closing = self.source.find("-->", end)
        if closing < 0:
            self.endless.add("-->")
        return max(end, closing + len("-->"))

    def shortcode(self, match: re.Match[str]) -> int:
        self.to.shortcode(match[0])
        return match.end()

    caption = shortcode

    # ------------------------------------------------------------------------------------- parts

    def target(self, match: re.Match[str] | None) -> int:
        """Add the target of a link or a picture, and say where it ends; -1 where there is none."""
        if match is None:
            return -1
        destination, title = match.groups()
        if destination[:1] == "<":
            destination = destination[1:-1]
        address = value(_plain(_unescaped(destination)))
        if is_address(address):
            self.to.addresses.append((address,))
        if title:
            self.to.said.append(unescape(_plain(_unescaped(title[1:-1]))))
        return match.end()

    def fenced(self, fence: str, at: int) -> int:
        """Add fenced code; what is beside the opening fence names its language and is not text."""
        sign = re.escape(fence[0])
        begin = line_start(self.source, at)
        before = self.source[begin : at - len(fence)]
        is_too_far = is_too_far_in(self.source, begin, before)
        if is_too_far and fence in self.endless:
            return -1
        outside = outside_of(self.source, begin, before)
        last = outside.start() if outside else len(self.source)
        margin = r"[ \t>]*" if ">" in before else r"[ \t]*" if before else "[ ]{0,3}"
        close = re.compile(rf"^{margin}{sign}{{{len(fence)},}}[ \t]*$", re.MULTILINE).search(self.source, at, last)
        if is_too_far and not close:
            self.endless.add(fence)
            return -1  # text of a paragraph, or all that indented code has
        end = close.start() if close else last
        if outside and not close and not ITEM.match(self.source, last + 1):
            stop = BREAK.search(self.source, last)
            self.cut = stop.start() if stop else len(self.source)
        self.to.literal(self.source[line_end(self.source, at) : end])
        return self.close(at, close.end() if close else end)

    def close(self, start: int, end: int) -> int:
        """Note that no link is between two places; gives the second."""
        self.closed.append((start, end))
        return end


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _unescaped(text: str) -> str:
    return ESCAPE.sub(r"\1\2", text) if "\\" in text else text


def _plain(text: str) -> str:
    """A text with what HTML, and not Markdown, takes for references as the plain text that it is."""
    return _UNENDED.sub("&amp;", text) if "&" in text else text
