"""Text that HTML loses: elements without a written form, comments, markup that never ends and takes text with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsfix.model.problem import Element, Unplaced
from newsfix.read.html.nodes import beside, children, is_blank, squeezed
from newsfix.read.html.tags import Tags
from newsfix.read.references import unescape
from newsfix.regex import regex
from newsfix.syntax.comments import COMMENT, instructs, parts, says_something
from newsfix.syntax.html import BLOCKS, HEADINGS, MARKED_AS, NAMES, PHRASES, RAW, REPORTED, TITLED, any_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.parse import Parsed

# Elements whose text is not read; what is shown in the place of a film or a frame says nothing that the article says.
_LEFT_OUT = sorted(REPORTED)
# Those whose content the parser hands over as characters, or apart from the tree.
_WITH_TAGS = (REPORTED & RAW) - {"textarea"} | {"noscript", "template"}
# Places where a site puts in a picture that only its own data know.
PLACES = ("drupal-media", "drupal-entity")
# What a script shows of a phrase when a reader points at it; links and buttons say what they do.
_NOTING = regex(
    r"data-(?:annotation|definition|(?:[\w-]*-)?foot-?note(?:-content)?|note|side-?note|tip|tippy-content|tooltip)"
)
_NOTED = sorted(PHRASES - {"a"})
_TAG = regex(rf"{COMMENT}|</?[a-zA-Z][^>]*(?:>|\Z)", re.DOTALL)
_MARKUP = regex(rf"</[a-zA-Z]|<{any_of(NAMES)}[\s>/]", re.IGNORECASE)
_ADDRESS = regex(r"""srcset\s*=\s*["']?([^\s"'>]+)""", re.IGNORECASE)
_HOLDING = ("href", "src", "class", "id", "style")
_SWALLOWING = ", ".join(f'[{name}*="<"]' for name in _HOLDING)
# Marks, which a parser begins anew in each block that follows; by the selector of those that show.
_MARKS = {name: name for name in MARKED_AS} | {"a": "a[href]"}
# What is in others only where they go on; a list also does where the end tag of the other kind was to close it.
_BEYOND = {
    **{f"h{level}": ", ".join(f"h{level} {inner}" for inner in sorted(BLOCKS - HEADINGS)) for level in range(1, 7)},
    **{name: ", ".join(f"{name} > h{level}" for level in range(1, 7)) for name in ("ol", "ul")},
}
_QUOTES = frozenset({"blockquote", "q"})
_PARAGRAPHS = ", ".join(sorted(HEADINGS | {"p"}))
_OTHER = {"ol": "ul", "ul": "ol"}
_NAMES = frozenset({*_MARKS, *_BEYOND, "blockquote", "pre"})
_BLANK_LINE = regex(r"\n[ \t]*\n")
# In an element whose content is characters there is none.
_COMMENT = regex(
    rf"<!--(?:(?P<said>[^-]*(?:-(?!->)[^-]*)*)-->|.*\Z)"
    rf"|<({'|'.join(sorted(RAW))})\b[^<>]*>(?:[^<]*(?:<(?!/\2\s*>)[^<]*)*</\2\s*>|.*\Z)",
    re.DOTALL | re.IGNORECASE,
)


def losses(root: LexborNode, parsed: Parsed, separator: str | None) -> Iterator[Unplaced]:
    """What a body loses; `separator` is the comment that parts the article, where its front matter names one."""
    html, tags = parsed.html, parsed.tags
    yield from _left_out(root, tags)
    if "title" in html or "TITLE" in html or "Title" in html:
        yield from _titles(root, tags)
    yield from _areas(root, tags)
    if "ol" in tags.names and any(sign in html for sign in ("type", "TYPE", "reversed", "REVERSED")):
        yield from _numbered(root, tags)
    if "data-" in html and _NOTING.search(html):
        yield from _noted(root, tags)
    if tags.any_of(_QUOTES) and ("cite" in html or "CITE" in html):
        yield from _quoted(root, tags)
    yield from _without_image(root, tags)
    yield from _never_ended(root, parsed)
    yield from _unclosed_quotes(root, parsed.source)
    yield from _run_on(root, tags, parsed.source)
    yield from _comments(parsed, separator)


def _elements(root: LexborNode, tags: Tags, *names: str) -> Iterator[tuple[LexborNode, Element]]:
    """The elements of these names, each with its place among those of its kind."""
    for tag in filter(tags.names.__contains__, names):
        for index, node in enumerate(root.css(tag)):
            yield node, Element(tag, index)


def _left_out(root: LexborNode, tags: Tags) -> Iterator[Unplaced]:
    for node, where in _elements(root, tags, *_LEFT_OUT):
        text = _text(node)
        if text:
            yield Unplaced("BD007", f"<{where.tag}> was left out with its text: {text[:80]}", where)
    for node, where in _elements(root, tags, "image"):
        url = node.attributes.get("href") or node.attributes.get("xlink:href") or ""
        if url and not url.startswith("data:"):
            yield Unplaced("BD007", f"a picture in a drawing was left out: {url[:80]}", where)
    for node, where in _elements(root, tags, *PLACES):
        if node.css_first("img, picture, iframe, video") is None:
            caption = text_of_markup(node.attributes.get("data-caption") or "")
            said = f"; its caption: {caption[:80]}" if caption else ""
            yield Unplaced("BD007", f"<{where.tag}> was left out; what it shows is not in the file{said}", where)


def _titles(root: LexborNode, tags: Tags) -> Iterator[Unplaced]:
    """What readers see only when they point at a word: Markdown has it for links and pictures alone."""
    from html import escape

    for node, where in _elements(root, tags, *TITLED):
        title = (node.attributes.get("title") or "").strip()
        is_link = where.tag == "a" and node.attributes.get("href")
        if title and not is_link and title not in (node.text(deep=True) or ""):
            yield Unplaced("BD007", f"the title of <{where.tag}> was left out: {title[:80]}", where, escape(title))


def _areas(root: LexborNode, tags: Tags) -> Iterator[Unplaced]:
    """The links of parts of a picture."""
    for node, where in _elements(root, tags, "area"):
        url, said = (node.attributes.get(name) or "" for name in ("href", "alt"))
        if url or said:
            message = f"the link of an <area> was left out: {url[:80]} {said[:80]}".rstrip()
            yield Unplaced("BD007", message, where, node.html or "")


def _numbered(root: LexborNode, tags: Tags) -> Iterator[Unplaced]:
    """The kinds of numbers of lists."""
    for node, where in _elements(root, tags, "ol"):
        kind = _numbers(node.attributes)
        if kind:
            yield Unplaced("BD007", f"an <ol> is written with the numbers of any other: {kind}", where)


def _noted(root: LexborNode, tags: Tags) -> Iterator[Unplaced]:
    """The notes that attributes hold."""
    for node, where in _elements(root, tags, *_NOTED):
        for name, value in node.attributes.items():
            is_noting = _NOTING.fullmatch(name) and (node.tag != "button" or "foot" in name)
            note = text_of_markup(value) if value and is_noting else ""
            if " " in note and note not in (node.text(deep=True) or ""):
                yield Unplaced("BD007", f"the {name} of <{where.tag}> was left out: {note[:80]}", where, note)


def _quoted(root: LexborNode, tags: Tags) -> Iterator[Unplaced]:
    """The sources of quotes."""
    links = {(link.attributes.get("href") or "").strip() for link in root.css("a[href]")}
    for node, where in _elements(root, tags, *sorted(_QUOTES)):
        url = (node.attributes.get("cite") or "").strip()
        if url.startswith("http") and url not in links and node.text(strip=True):
            yield Unplaced("BD007", f"the source of a <{where.tag}> was left out: {url[:80]}", where, url)


def _numbers(attributes: dict[str, str | None]) -> str:
    """What an ordered list says of its numbers that Markdown does not."""
    kind = attributes.get("type") or ""
    if kind in ("a", "A", "i", "I"):
        return f'type="{kind}"'
    return "reversed" if "reversed" in attributes else ""


def _without_image(root: LexborNode, tags: Tags) -> Iterator[Unplaced]:
    """Elements of a picture that have sources of it, and no image that shows one."""
    for node, where in _elements(root, tags, "picture"):
        if node.css_first("source") is not None and node.css_first("img, noscript") is None:
            url = _ADDRESS.search(node.html or "")
            if url:
                yield Unplaced("IM002", f"a <picture> without <img> was left out: {unescape(url[1])}", where)


def text_of_markup(text: str) -> str:
    """The words of HTML that is in an attribute."""
    return " ".join(unescape(_TAG.sub(" ", text)).split())


def _text(node: LexborNode) -> str:
    """The text of an element that is left out; none where a picture or a frame of its own is kept."""
    if node.tag == "noscript" and node.css_first("img, iframe, style, link") is not None:
        return ""
    if node.tag == "object" and (
        node.attributes.get("data") or node.css_first("embed, param, iframe, img") is not None
    ):
        return ""
    if node.tag == "svg":
        return " ".join(" ".join(part.text(deep=True) or "" for part in node.css("text, foreignObject")).split())
    text = node.html or "" if node.tag == "template" else node.text(deep=True) or ""
    return " ".join(unescape(_TAG.sub(" ", text) if node.tag in _WITH_TAGS else text).split())


def _never_ended(root: LexborNode, parsed: Parsed) -> Iterator[Unplaced]:
    """A comment, a tag or a quoted value that runs to the end of the body."""
    html = parsed.html
    for at, content, what in sorted(_open_at_the_end(html, parsed.tags)):
        lost = [text for text in map(_squeezed, _TAG.split(html[content:])) if text]
        if lost and not _squeezed(root.text(deep=True) or "").endswith(lost[-1]):
            offset = parsed.source.rfind(re.split(r"(?<=>)|[\n\ufdd0]", html[at : at + 40])[0])
            message = f"{what} is never closed: what follows is not read"
            yield Unplaced("BD008", message, offset if offset >= 0 else None, html[content:])
            return


def _squeezed(text: str) -> str:
    return squeezed(unescape(text))


def _open_at_the_end(html: str, tags: Tags) -> Iterator[tuple[int, int, str]]:
    """What may be open at the end: where it begins, where what it holds begins, and what it is."""
    comment = html.rfind("<!--") if "!--" in tags.names else -1
    if comment >= 0 and html.find("-->", comment + 2) < 0 and html.find("--!>", comment) < 0:
        yield comment, comment + 4, "the comment"
    tag = html.rfind("<")
    if tag > html.rfind(">") and html[tag + 1 : tag + 3].lstrip("/")[:1].isalpha():
        yield tag, tag + 1, "the tag"
    for quote in "\"'":
        last = html.rfind(quote)
        begins = html.rfind("<", 0, last)
        is_value = last > 0 and html[:last].rstrip().endswith("=") and ">" in html[last:]
        if is_value and not html.count(quote, begins, last) % 2:
            yield begins, last + 1, "the quoted value"


def _unclosed_quotes(root: LexborNode, source: str) -> Iterator[Unplaced]:
    """A value that holds markup behind the end of its tag: a quote further on closes it, and the text is not shown."""
    for node in root.css(_SWALLOWING):
        for name, value in node.attributes.items():
            if value and name in _HOLDING and ">" in value[: value.find("<")] and _MARKUP.search(value):
                at = source.find(value[:60])
                message = f"a quote is missing: {name} of <{node.tag}> holds {' '.join(value.split())[:80]}"
                yield Unplaced("BD008", message, at if at >= 0 else None, value)


# -------------------------------------------------------------------------------- elements that go on


def _run_on(root: LexborNode, tags: Tags, source: str) -> Iterator[Unplaced]:
    """The elements of a body that go on beyond their own content, one problem for each kind."""
    for name in sorted(_NAMES & tags.names):
        if tags.begun[name] > tags.ended.get(name, 0) and _goes_on(root, name, tags):
            message = f"<{name}> is never closed: what follows is read as part of it"
            yield Unplaced("BD008", message, _unclosed(source, name))


def _goes_on(root: LexborNode, name: str, tags: Tags) -> bool:
    if name in _MARKS:
        shown = [node for node in root.css(_MARKS[name]) if node.text(strip=True)]
        return len(shown) > tags.begun[name] or any(node.css_first(_PARAGRAPHS) is not None for node in shown)
    if name == "pre":
        return any(_BLANK_LINE.search(node.text(deep=True).rstrip()) for node in root.css(name)[-1:])
    if name == "blockquote":
        return any(_is_last(root, node) and _has_several(node) for node in root.css(name))
    if root.css_first(_BEYOND[name]) is not None:
        return True
    other = _OTHER.get(name, "")
    return tags.ended.get(other, 0) > tags.begun.get(other, 0)


def _is_last(root: LexborNode, node: LexborNode) -> bool:
    """Whether a block of a body is the last one: nothing but white space follows it."""
    is_own = node.parent is not None and node.parent.mem_id == root.mem_id
    return is_own and all(map(is_blank, beside(node, "next")))


def _has_several(node: LexborNode) -> bool:
    """Whether an element holds a block and something before it."""
    shown = [child for child in children(node) if not is_blank(child)]
    return any(child.tag in BLOCKS for child in shown[1:])


def _unclosed(source: str, name: str) -> int | None:
    """Where in a source the first element of a name begins that is not closed."""
    opened: list[int] = []
    for match in re.finditer(rf"<(/?){name}(?=[\s>])", source, re.IGNORECASE):
        if not match[1]:
            opened.append(match.start())
        elif opened:
            opened.pop()
    return opened[0] if opened else None


# ------------------------------------------------------------------------------------------- comments


def _comments(parsed: Parsed, separator: str | None) -> Iterator[Unplaced]:
    """The comments that no program is told something by: what they say is not in the article.

    In HTML only those are told of that have more than a word or two.
    """
    if "!--" not in parsed.tags.names:
        return
    at = 0
    for match in _COMMENT.finditer(parsed.html):
        said = parsed.protected.restore(match["said"] or "")
        if not says_something(said, prose=parsed.kind == "html") or instructs(said) or parts(said, separator):
            continue
        offset = parsed.source.find(f"<!--{said}", at)
        at = max(offset, at)
        message = f"a comment was left out: {' '.join(said.split())[:80]}"
        yield Unplaced("BD007", message, offset if offset >= 0 else None)
