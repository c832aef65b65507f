"""Elements that are more, or less, than the text in them: links, pictures, code, frames, comments.

Each function takes the walk's state, the element with its attributes and the marks that are open, and returns
the marks for the element's content, or None where that is read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from newsfix.model.article import Code, RawBlock, RawInline, ThematicBreak
from newsfix.read.html.addresses import is_unsafe, on_one_line
from newsfix.read.html.code import code_text
from newsfix.read.html.elements import TEXT, Attributes
from newsfix.read.html.embeds import frame, script, shows_frame_without_script
from newsfix.read.html.images import image, noscript
from newsfix.read.html.inline import Mark, Marks
from newsfix.read.html.listings import code_block
from newsfix.read.html.whitespace import BREAK
from newsfix.syntax.comments import instructs, parts
from newsfix.syntax.html import LISTINGS
from newsfix.syntax.templates import ATTRIBUTES

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.html.state import State

# Controls that show their value: lines of text and buttons.
_SHOWING_VALUE = frozenset({"button", "email", "number", "search", "submit", "text", "url"})

Leaf: TypeAlias = "Callable[[State, LexborNode, Attributes, Marks], Marks | None]"

# What may show something although there is no text in it.
_SHOWING = (
    "img, picture, amp-img, iframe, video, audio, embed, object, oembed, math, mjx-container, input, noscript, script, "
    "[data-footnote-reference], [style*=url], [data-bg], [data-background], [data-src], [data-tex]"
)


def _link(state: State, node: LexborNode, attributes: Attributes, marks: Marks) -> Marks | None:
    url = on_one_line(attributes.get("href") or "")
    if not url:
        return marks
    if state.protected.tags:
        url = state.protected.restore_url(url)
    if is_unsafe(url):
        message = f"an unsafe link was left out, but its text is kept: {url[:80]}"
        state.report("BD003", message, node, state.tag(node), url)
        return marks
    if state.base is not None:
        url = state.resolved(url)
    first = node.first_child
    says = first is not None and first.tag_id == TEXT and first.next is None and (first.text_content or "").strip()
    if not says and not _shows(node):
        if url[0] != "#":
            state.report("BD007", f"a link without text was left out: {url[:80]}", node, state.tag(node))
            return marks
        if attributes.get("title"):
            state.omit_link_round(node)
    title = attributes.get("title")
    mark = Mark("link", url, " ".join(state.protected.restore(title).split()) or None if title else None)
    return (*[other for other in marks if other.kind != "link"], mark) if marks else (mark,)


def _shows(node: LexborNode) -> bool:
    """Whether a link has something to click on; what a drawing says is not read."""
    if node.css_first(_SHOWING) is not None:
        return True
    drawn = sum(len(each.text(strip=True)) for each in node.css("svg"))
    return len(node.text(strip=True)) > drawn


def _break(state: State, node: LexborNode, attributes: Attributes, marks: Marks) -> Marks | None:
    state.runs.append((BREAK, marks))
    return None


def _pre(state: State, node: LexborNode, attributes: Attributes, marks: Marks) -> Marks | None:
    html = node.inner_html or ""
    text = code_text(node, html)
    if "<a " in html or "<iframe" in html:
        _report_links(state, node, text)
    is_phrase = state.heading or state.frame.inline
    if is_phrase:
        said = " ".join(state.protected.restore(text).split())
        if said:
            state.runs.append((Code(said, state.protected.runs_in(text)), marks))
    else:
        state.report_link(marks, node)
        code_block(state, node, text)
    for picture in node.css("img") if "<img" in html and "<img" not in text else ():
        image(state, picture, picture.attributes, marks if is_phrase else ())
    if not is_phrase:
        state.flush(node)
    return None


def _report_links(state: State, node: LexborNode, text: str) -> None:
    """Tell of links and frames in code, which has none, where the code does not say where they lead."""
    for link in node.css("a[href], iframe[src]"):
        url = on_one_line(link.attributes.get("href") or link.attributes.get("src") or "")
        if url and url[0] != "#" and url not in text:
            what = (
                "a link in code was left out, its text is kept" if link.tag == "a" else "a frame in code was left out"
            )
            state.report("BD007", f"{what}: {url[:80]}", link, state.tag(link))


def _noscript(state: State, node: LexborNode, attributes: Attributes, marks: Marks) -> Marks | None:
    return None if shows_frame_without_script(state, node, marks) else noscript(state, node, attributes, marks)


def _thematic_break(state: State, node: LexborNode, attributes: Attributes, marks: Marks) -> Marks | None:
    state.settle(state.block)
    if state.heading:
        return None
    said = attributes.get("data-attributes")
    if said and not state.frame.inline and ATTRIBUTES.fullmatch(said):
        state.frame.add(RawBlock(said if attributes.get("data-side") == "above" else f"{said}\n"), node)
    else:
        state.frame.add(ThematicBreak(), node)
    return None


def _input(state: State, node: LexborNode, attributes: Attributes, marks: Marks) -> Marks | None:
    kind = (attributes.get("type") or "text").lower()
    if kind == "checkbox":
        state.runs.append(("[x] " if "checked" in attributes else "[ ] ", marks))
    elif said := attributes.get("alt") or (attributes.get("value") if kind in _SHOWING_VALUE else None):
        state.report("BD007", f"<input> was left out with its text: {said[:80]}", node, state.tag(node))
    return None


def _comment(state: State, node: LexborNode, attributes: Attributes, marks: Marks) -> Marks | None:
    """Comments are invisible, except those that part an article or instruct a program."""
    comment = state.protected.restore(node.html or "")
    said = comment[4:-3]
    if not (instructs(said) or parts(said, state.separator)):
        return None
    if state.heading or state.frame.of_one_line:
        state.runs.append((RawInline(" ".join(comment.split())), ()))
        return None
    if state.frame.parting:
        state.settle(state.block)
    if any(not isinstance(value, str) or value.strip() for value, _ in state.runs):
        state.runs.append((RawInline(comment), ()))
    else:
        state.frame.add(RawBlock(comment), node)
    return None


def _nothing(state: State, node: LexborNode, attributes: Attributes, marks: Marks) -> Marks | None:
    state.omit(node, f"<{node.tag}>")
    return None


LEAVES: dict[str, Leaf] = {
    "a": _link,
    "amp-anim": image,
    "amp-audio": frame,
    "amp-iframe": frame,
    "amp-img": image,
    "amp-video": frame,
    "audio": frame,
    "br": _break,
    "embed": frame,
    "hr": _thematic_break,
    "iframe": frame,
    "img": image,
    "input": _input,
    "math": lambda state, node, attributes, marks: marks,
    "noscript": _noscript,
    "object": frame,
    **dict.fromkeys(LISTINGS, _pre),
    "script": script,
    "textarea": _nothing,
    "video": frame,
    "-comment": _comment,
}
