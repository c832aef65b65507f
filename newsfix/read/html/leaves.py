"""Elements that are more, or less, than the text in them: links, pictures, code, frames, comments.

Each function takes the walk's state, the element with its attributes, the marks that are open and the
block element round it, and returns the marks for the element's content, or None where that is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from newsfix.model.article import Code, CodeBlock, Embed, Image, RawBlock, RawInline, ThematicBreak
from newsfix.read.html.code import code_text, fenced, language
from newsfix.read.html.elements import Attributes
from newsfix.read.html.frames import CellFrame, PartingFrame
from newsfix.read.html.inline import BREAK, Mark, Marks
from newsfix.read.html.state import State, Unplaced
from newsfix.read.pictures.candidates import Candidate, Chosen
from newsfix.read.pictures.element import candidates, is_image_file, one_line, read_candidates, read_image, stated
from newsfix.read.templates import Protected
from newsfix.regex import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Leaf: TypeAlias = "Callable[[State, LexborNode, Attributes, Marks, LexborNode | None], Marks | None]"

_UNSAFE = regex(r"(?:javascript|vbscript|livescript|data:text/html)[:;,]", re.IGNORECASE)
_IN_URL = regex(r"[\x00-\x20]")
_BACKGROUND = regex(
    r"""background(?:-image)?\s*:[^;]*?url\(\s*(?P<quote>["']?)(?P<url>(?!data:)[^"')]+)(?P=quote)\s*\)""",
    re.IGNORECASE,
)
_MORE = regex(r"\s*(?:more|truncate|read-?more|excerpt|end_?excerpt)\b[^<>]{0,200}\Z", re.IGNORECASE)


def is_unsafe(url: str) -> bool:
    """Whether a browser would run a URL: it leaves out blanks and control characters before it looks (WHATWG URL)."""
    if url.startswith(("http", "/", "#")):
        return False
    return bool(_UNSAFE.match(_IN_URL.sub("", url[:200])))


def _one_line(url: str) -> str:
    """A URL of an attribute without the blanks round it and the line ends in it (WHATWG URL, basic URL parser)."""
    url = url.strip()
    return url if url.isprintable() else re.sub(r"[\t\n\r]", "", url)


def _link(
    state: State, node: LexborNode, attributes: Attributes, marks: Marks, block: LexborNode | None
) -> Marks | None:
    url = _one_line(attributes.get("href") or "")
    if not url:
        return marks
    if state.protected.tags:
        url = state.protected.restore_url(url)
    if is_unsafe(url):
        state.report("BD003", f"unsafe link left out, its text is kept: {url[:80]}", node)
        return marks
    if state.base is not None:
        url = state.resolved(url)
    title = attributes.get("title")
    mark = Mark("link", url, " ".join(state.protected.restore(title).split()) or None if title else None)
    return (*[other for other in marks if other.kind != "link"], mark) if marks else (mark,)


def _break(
    state: State, node: LexborNode, attributes: Attributes, marks: Marks, block: LexborNode | None
) -> Marks | None:
    state.runs.append((BREAK, marks))
    return None


def _image(
    state: State, node: LexborNode, attributes: Attributes, marks: Marks, block: LexborNode | None
) -> Marks | None:
    link = next((mark for mark in marks if mark.kind == "link"), None) if marks else None
    target = link.url if link is not None and is_image_file(link.url) else None
    further = state.copies.pop(node.mem_id, []) if state.copies else []
    tag = node.tag
    if tag != "img":
        further = further + _all_candidates(node.css("img"))
    following = _noscript_after(node) if "noscript" in state.tags.names else None
    if following is not None:
        further = further + _copied(following.css("img"), attributes.get("alt"))
        state.copies[following.mem_id] = []
    index = state.index(node)
    shown = read_image(node, attributes, further, target, index if tag == "img" else None, state.table)
    if not isinstance(shown, Image):
        state.problems.append(Unplaced(shown.code, shown.message, tag, index))
        if shown.text:
            state.runs.append((state.protected.restore(shown.text), marks))
        return None
    if state.protected.tags:
        shown = _with_tags(shown, state.protected)
    if link is not None and target is not None:
        # The link only shows the picture at its full size; what its title says is said of the picture.
        if link.title is None or link.title in (shown.alt, shown.title):
            marks = tuple(mark for mark in marks if mark is not link)
        elif shown.title is None:
            shown = replace(shown, title=link.title)
            marks = tuple(mark for mark in marks if mark is not link)
    state.show(shown, marks)
    return None


def _all_candidates(images: list[LexborNode]) -> list[Candidate]:
    return [candidate for image in images for candidate in candidates(image, image.attributes)]


def _copied(images: list[LexborNode], alt: str | None) -> list[Candidate]:
    """The candidates of the copies in a `<noscript>`: one with the same alternative text is the picture itself."""
    found: list[Candidate] = []
    for image in images:
        is_copy = bool(alt) and image.attributes.get("alt") == alt
        found += [
            replace(each, attribute="noscript") if is_copy and each.attribute == "src" else each
            for each in candidates(image, image.attributes)
        ]
    return found


def background_url(style: str) -> str | None:
    """The picture that a `style` sets behind an element."""
    match = _BACKGROUND.search(style)
    return match["url"].strip() if match else None


def background(state: State, node: LexborNode, attributes: Attributes, url: str) -> bool:
    """Show the background of an element that has nothing else to show; False where it is only a background."""
    if node.text(strip=True) or node.css_first("img, picture, iframe, video, svg, noscript, input"):
        return False
    state.flush(node)
    show_stated(state, node, attributes, [Candidate(url, "style")])
    state.flush(node)
    return True


def show_stated(state: State, node: LexborNode, attributes: Attributes, found: list[Candidate]) -> None:
    """Show the picture that an element other than an image states, or report why it is none."""
    alt = one_line(attributes.get("alt") or attributes.get("aria-label") or attributes.get("title"))
    chosen = read_candidates(found, alt, None, None, attributes.get("class"), state.table)
    if not isinstance(chosen, Chosen):
        state.report(chosen.code, chosen.message, node)
        return
    shown = Image(chosen.url, alt, variants=chosen.variants)
    state.show(_with_tags(shown, state.protected) if state.protected.tags else shown, ())


def custom_picture(state: State, node: LexborNode, attributes: Attributes) -> bool:
    """Show the picture of a custom element such as `<site-image src="…">`, which has nothing else to show."""
    if node.css_first("img, picture, iframe, video, amp-img, noscript") or node.text(strip=True):
        return False
    found = stated(attributes)
    if found:
        show_stated(state, node, attributes, found)
    return bool(found)


def lazy_background(state: State, node: LexborNode, attributes: Attributes) -> bool:
    """Show the picture that a script sets behind an element with nothing else to show: `<div data-bg="….jpg">`."""
    if not any(name.startswith("data-") for name in attributes):
        return False
    found = stated(attributes)
    return bool(found) and background(state, node, attributes, found[0].url)


def figure_picture(state: State, node: LexborNode, attributes: Attributes) -> None:
    """Show the picture that a figure without an element for it states itself."""
    if any(name.startswith("data-") for name in attributes) and not node.css_first(
        "img, picture, iframe, video, audio, object, svg, table, pre, blockquote, amp-img, noscript, [style]"
    ):
        found = stated(attributes)
        if found:
            show_stated(state, node, attributes, found)
            state.flush(node)


def _with_tags(image: Image, protected: Protected) -> Image:
    restore = protected.restore
    return replace(
        image,
        url=protected.restore_url(image.url),
        alt=restore(image.alt),
        title=restore(image.title) if image.title else None,
        variants=tuple(restore(url) for url in image.variants),
    )


def _noscript(
    state: State, node: LexborNode, attributes: Attributes, marks: Marks, block: LexborNode | None
) -> Marks | None:
    """The copies of a lazy picture; pictures of their own where no other element shows them."""
    images = node.css("img") if node.mem_id not in state.copies else []
    if not images:
        return None
    following = _element_after(node)
    if following is not None and following.tag in ("picture", "a", "amp-img"):
        following = following.css_first("img")
    if following is not None and following.tag == "img":
        state.copies[following.mem_id] = _copied(images, following.attributes.get("alt"))
        return None
    for image in images:
        _image(state, image, image.attributes, marks, block)
    return None


def _pre(
    state: State, node: LexborNode, attributes: Attributes, marks: Marks, block: LexborNode | None
) -> Marks | None:
    if state.heading or state.frame.inline:
        text = code_text(node)
        templates = state.protected.holds(text)
        text = " ".join(state.protected.restore(text).split())
        if text:
            state.runs.append((Code(text, templates), marks))
        return None
    code_block(state, node, block)
    for image in node.css("img") if "img" in state.tags.names else ():
        _image(state, image, image.attributes, (), block)
    state.flush(node)
    return None


def code_block(state: State, node: LexborNode, block: LexborNode | None) -> None:
    """Add the code that an element shows; nothing for an empty one."""
    state.settle(block)
    text = code_text(node)
    templates = state.protected.holds(text)
    text = state.protected.restore(text)
    if not text.strip():
        return
    code = node.css_first("code")
    info = code.attributes.get("data-fence") if code is not None else None
    if info:
        name, info = fenced(state.protected.restore(info))
        state.frame.add(CodeBlock(text, name, templates, info), node)
        return
    near = [code, node]
    outer = node.parent
    while outer is not None and outer.tag in ("div", "figure", "span", "td", "table", "tbody", "tr") and len(near) < 8:
        near.append(outer)
        outer = outer.parent
    state.frame.add(CodeBlock(text, language(*near), templates), node)


def _thematic_break(
    state: State, node: LexborNode, attributes: Attributes, marks: Marks, block: LexborNode | None
) -> Marks | None:
    state.settle(block)
    if not state.heading:
        state.frame.add(ThematicBreak(), node)
    return None


def _embed(
    state: State, node: LexborNode, attributes: Attributes, marks: Marks, block: LexborNode | None
) -> Marks | None:
    url = next(
        (attributes[name] for name in ("data-src", "src", "data", "data-lazy-src") if attributes.get(name)), None
    )
    if not url:
        source = node.css_first('source[src], embed[src], param[name="movie"]')
        url = source.attributes.get("src") or source.attributes.get("value") if source is not None else None
    url = state.protected.restore(_one_line(url or ""))
    poster = _one_line(attributes.get("poster") or "") if node.tag == "video" else ""
    if not url or url.startswith(("about:", "blob:")):
        if poster:
            show_stated(state, node, attributes, [Candidate(poster, "poster")])
        return None
    if poster:
        state.report("BD007", f"the poster of a <video> was left out: {poster[:80]}", node)
    if is_unsafe(url) or url.startswith("data:"):
        state.report("BD003", f"unsafe frame left out: {url[:80]}", node)
        return None
    title = " ".join((attributes.get("title") or "").split()) or None
    if state.heading or state.frame.inline or isinstance(state.frame, CellFrame):
        state.runs.append((title or url, (*(mark for mark in marks if mark.kind != "link"), Mark("link", url))))
        return None
    state.settle(block)
    state.frame.add(Embed(node.tag if node.tag != "embed" else "object", url, title), node)  # type: ignore[arg-type]
    return None


def _input(
    state: State, node: LexborNode, attributes: Attributes, marks: Marks, block: LexborNode | None
) -> Marks | None:
    if (attributes.get("type") or "").lower() == "checkbox":
        state.runs.append(("[x] " if "checked" in attributes else "[ ] ", marks))
    return None


def _comment(
    state: State, node: LexborNode, attributes: Attributes, marks: Marks, block: LexborNode | None
) -> Marks | None:
    """Comments are invisible, except those that part an article's summary from the rest of it."""
    content = node.comment_content or ""
    if not _MORE.match(content) or state.frame.inline or state.heading or isinstance(state.frame, CellFrame):
        return None
    comment = f"<!--{content}-->"
    if isinstance(state.frame, PartingFrame):
        state.settle(block)
    if any(not isinstance(value, str) or value.strip() for value, _ in state.runs):
        state.runs.append((RawInline(comment), ()))
    else:
        state.frame.add(RawBlock(comment), node)
    return None


def _nothing(
    state: State, node: LexborNode, attributes: Attributes, marks: Marks, block: LexborNode | None
) -> Marks | None:
    return None


def _content(
    state: State, node: LexborNode, attributes: Attributes, marks: Marks, block: LexborNode | None
) -> Marks | None:
    return marks


LEAVES: dict[str, Leaf] = {
    "a": _link,
    "amp-anim": _image,
    "amp-img": _image,
    "audio": _embed,
    "br": _break,
    "embed": _embed,
    "hr": _thematic_break,
    "iframe": _embed,
    "img": _image,
    "input": _input,
    "math": _content,
    "noscript": _noscript,
    "object": _embed,
    "pre": _pre,
    "script": _nothing,
    "textarea": _nothing,
    "video": _embed,
    "-comment": _comment,
}


def _element_after(node: LexborNode) -> LexborNode | None:
    """The next sibling, blank text left out."""
    after = node.next
    while after is not None and after.tag == "-text" and not (after.text_content or "").strip():
        after = after.next
    return after


def _noscript_after(node: LexborNode) -> LexborNode | None:
    """The `<noscript>` that follows a picture or what holds only the picture."""
    current: LexborNode | None = node
    while current is not None:
        after = _element_after(current)
        if after is not None:
            return after if after.tag == "noscript" else None
        current = current.parent
        if current is None or current.tag not in ("a", "picture", "span", "div", "p"):
            return None
    return None
