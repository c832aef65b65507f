"""Articles with mutated tags, and a count of their words that knows nothing of newsfix: what is lost must be named.

The count is deliberately naive: the standard library's parser says what text of a source is, and the words of
the output are those of its raw text.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from html.parser import HTMLParser

from newsfix import Options, convert, pipeline
from newsfix.model.origin import Origin

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_FRONT = re.compile(
    r"""\A\ufeff?\s*(?:
        (?:---|\+\+\+|;;;)[ \t]*\n.*?\n(?:---|\+\+\+|;;;)[ \t]*\n
      | (?:[\w-]+[ \t]*[:=][^\n]*\n|[ \t]*-[^\n]*\n)+(?:---\n)?
    )""",
    re.DOTALL | re.VERBOSE,
)
# What site generators and WordPress write for a picture: the words in it are names and values.
_SHORTCODE = re.compile(r"\[/?(?:wp_)?caption[^\]]*\]|\{\{[<%].*?[%>]\}\}|\{%.*?%\}", re.DOTALL)
# The labels of links and of their definitions in Markdown are no text.
_LABEL = re.compile(r"(?<=\])[ ]?\[[^\]\n]*\]|^[ >]*\[[^\]\n]+\]:", re.MULTILINE)
# The name of a tag that the text ends in: nobody sees it, but the parser of the standard library takes it for text.
_UNENDED = re.compile(r"</?[A-Za-z]+[^\w>]*\Z")
_NAMES = ("div", "p", "b", "span", "blockquote", "li", "table", "td", "pre", "code", "section", "details", "a href=/x")
_UNKNOWN = ("rope", "my-box", "Chart", "x:y", "nets a='b'")
_LONGEST = 8000


def body_of(text: str) -> str:
    """A text without its front matter."""
    return _FRONT.sub("", text)[:_LONGEST]


def with_mutated_tags(text: str, rng: random.Random) -> str:
    """A text of which tags are deleted, doubled, nested, swapped or truncated, or text is put into unknown elements."""
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        tags = list(_TAG.finditer(text))
        if not tags:
            return text
        text = rng.choice(_WAYS)(text, rng.choice(tags), rng.choice(tags), rng)
    return text


def _deleted(text: str, one: re.Match[str], other: re.Match[str], rng: random.Random) -> str:
    return text[: one.start()] + text[one.end() :]


def _doubled(text: str, one: re.Match[str], other: re.Match[str], rng: random.Random) -> str:
    return text[: one.end()] + one[0] + text[one.end() :]


def _nested(text: str, one: re.Match[str], other: re.Match[str], rng: random.Random) -> str:
    return _wrapped(text, one, other, rng.choice(_NAMES))


def _moved(text: str, one: re.Match[str], other: re.Match[str], rng: random.Random) -> str:
    return _wrapped(text, one, other, rng.choice(_UNKNOWN))


def _wrapped(text: str, one: re.Match[str], other: re.Match[str], name: str) -> str:
    start, end = sorted((one.end(), other.start()))
    return f"{text[:start]}<{name}>{text[start:end]}</{name.split()[0]}>{text[end:]}"


def _swapped(text: str, one: re.Match[str], other: re.Match[str], rng: random.Random) -> str:
    first, last = sorted((one, other), key=re.Match.start)
    if first is last:
        return text
    return text[: first.start()] + last[0] + text[first.end() : last.start()] + first[0] + text[last.end() :]


def _truncated(text: str, one: re.Match[str], other: re.Match[str], rng: random.Random) -> str:
    at = rng.randrange(one.start() + 1, one.end())
    return text[:at] + text[rng.choice((at + 1, one.end())) :]


_WAYS = (_deleted, _doubled, _nested, _moved, _swapped, _truncated)


# ---------------------------------------------------------------------------------- the third count


class _Text(HTMLParser):
    """The pieces of text of HTML, outside of scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.raw = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.raw += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.raw -= bool(self.raw) and tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.raw:
            self.pieces.append(data)


_UNSEEN = re.compile("[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufe00-\ufe0f\ufeff]")
_UNPARTED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNPARTED}]|[^\W_{_UNPARTED}]+")


def words(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(_UNSEEN.sub("", unicodedata.normalize("NFC", text)))


def unnamed(text: str, name: str) -> list[str]:
    """The words of an article that its output does not have, and that nobody says are left out or lost."""
    parser = _Text()
    parser.feed(_LABEL.sub(" ", _SHORTCODE.sub(" ", _UNENDED.sub("", text))))
    parser.close()
    result = convert(text, Options(), name)
    output = result.output or ""
    wanted = Counter(words(" ".join(parser.pieces))) - Counter(words(output)) - Counter(words(unescape(output)))
    if not wanted or any(problem.code == "BD008" and problem.omitted for problem in result.problems):
        return []  # a quote or a tag that never ends takes the rest with it, in another way for each parser
    wanted -= Counter(result.account.words)
    for omission in pipeline._read(text, Options(), Origin(name)).omissions:
        wanted -= Counter(words(unescape(omission.text)))
    for problem in result.problems:
        wanted -= Counter(words(problem.omitted)) + Counter(words(problem.message))
    # What marks part in one of the two is whole in the other.
    letters = "".join(words(unescape(re.sub(r"<[^<>]*>", "", output))))
    return [word for word in wanted if word not in letters]


def faults(text: str, number: int) -> Iterator[str]:
    """What is lost of a mutant and named by nobody; by its number it is read as Markdown or as HTML."""
    if lost := unnamed(text, "a.md" if number % 2 else "a.html"):
        yield f"lost, and named by nobody: {lost[0]}"


def mutant(texts: Sequence[str], rng: random.Random) -> str:
    """One of these texts without its front matter and with mutated tags."""
    return with_mutated_tags(body_of(rng.choice(texts)), rng)
