"""Pictures: what an `<img>`, a `<noscript>`, a style or an attribute shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfix.model.article import Image
from newsfix.model.problem import Omission, Unplaced
from newsfix.read.html.captions.beside import written_caption
from newsfix.read.html.nodes import nearest, outwards
from newsfix.read.html.styles import style_of
from newsfix.read.pictures.candidates import Candidate, is_image_file
from newsfix.read.pictures.element import read_image
from newsfix.read.pictures.not_pictures import is_shown
from newsfix.read.pictures.stated import candidates, stated
from newsfix.read.references import escape
from newsfix.syntax.html import HOLDERS, PHRASES, WRAPPERS
from newsfix.syntax.pictures import is_picture_address

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.html.elements import Attributes
    from newsfix.read.html.inline import Mark, Marks
    from newsfix.read.html.state import State

# What a component has for its caption.
_OF_PICTURE = "meta[itemprop=contentUrl], link[itemprop=contentUrl], meta[itemprop=url], link[itemprop=url]"
_CAPTIONS = ("caption", "data-caption", "description", "credit", "copyright")


def image(state: State, node: LexborNode, attributes: Attributes, marks: Marks) -> Marks | None:
    link = next((mark for mark in marks if mark.kind == "link"), None) if marks else None
    target = link.url if link is not None and is_image_file(link.url) else None
    place = state.numbering.of(node)
    ordinal = place.index if node.tag == "img" else None
    found = candidates(node, attributes) + _further(state, node, attributes)
    shown = read_image(attributes, found, target, ordinal, state.table)
    if not isinstance(shown, Image):
        state.problems.append(Unplaced(shown.code, shown.message, place, _with_link(node, link), shown.detail))
        if link is not None and not shown.text and shown.code == "IM005" and _fills_link(node):
            state.report_link(marks, node)
        if shown.text:
            # Words of a picture that is missing are glued to no others; those of an icon may be a smiley.
            text = f" {shown.text} " if shown.code == "IM005" else shown.text
            state.runs.append((text, marks))
        return None
    source = attributes.get("src")
    if source and source != shown.url:
        # What is there until another one is loaded.
        state.omissions.append(Omission("", "<img>", addresses=(source,)))
    shown = state.restored(shown)
    if (
        link is not None
        and target is not None
        and (shown.title is None or link.title in (None, shown.alt, shown.title))
    ):
        # The link only shows the picture at its full size; what its title says is said of the picture.
        if link.title not in (None, shown.alt):
            shown = replace(shown, title=link.title)
        marks = tuple(mark for mark in marks if mark is not link)
    state.show(shown, marks)
    return None


def _further(state: State, node: LexborNode, attributes: Attributes) -> list[Candidate]:
    """What is stated of a picture in the elements beside it and in it."""
    found = state.copies.pop(node.mem_id, []) if state.copies else []
    if node.tag != "img":
        found = found + [each for inner in node.css("img") for each in candidates(inner, inner.attributes)]
        state.omissions.append(Omission(node.inner_html or "", f"<{node.tag}>"))
    following = _noscript_after(node) if "noscript" in state.tags.names else None
    if following is not None and not _is_other(attributes, _images_of(following)):
        found = found + _copied(_images_of(following), attributes.get("alt"))
        state.copies[following.mem_id] = []
    return found


def _with_link(node: LexborNode, link: Mark | None) -> str:
    """An element with the link that is round it, as HTML."""
    html = node.html or ""
    return html if link is None else f'<a href="{link.url}" title="{link.title or ""}">{html}</a>'


def _fills_link(node: LexborNode) -> bool:
    """Whether a picture is all that a link holds."""
    outer = node.parent
    return outer is not None and outer.tag == "a" and not outer.text(strip=True) and len(outer.css("img")) == 1


def _is_other(attributes: Attributes, images: list[LexborNode]) -> bool:
    """Whether the images in a `<noscript>` show something else than the picture before it, by what is said of them."""
    alt = attributes.get("alt")
    said = [image.attributes.get("alt") for image in images]
    return bool(alt and said) and is_shown(attributes.get("src") or "") and all(each and each != alt for each in said)


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


def background(state: State, node: LexborNode, attributes: Attributes, url: str) -> bool:
    """Show the background of an element that has nothing else to show; False where it is only a background."""
    if node.text(strip=True) or node.css_first("img, picture, iframe, video, svg, noscript, input"):
        return False
    state.flush(node)
    state.show_stated(node, attributes, [Candidate(url, "style")])
    state.flush(node)
    return True


def report_background(state: State, node: LexborNode, url: str) -> None:
    """Tell once of a picture behind elements that have something else to show, unless it is shown there as well."""
    if url in state.behind or node.tag == "img" or not is_shown(url) or url.startswith("#"):
        return
    if (node.html or "").count(escape(url)) < 2:
        state.behind.add(url)
        state.report("IM010", f"the picture behind the text of <{node.tag}> was left out: {url[:120]}", node)


def custom_picture(state: State, node: LexborNode, attributes: Attributes) -> bool:
    """Show the picture of a custom element such as `<site-image src="…">`, which has nothing else to show."""
    if node.css_first("img, picture, iframe, video, amp-img, noscript"):
        return False
    found = stated(attributes) or [each for source in node.css("source[srcset]") for each in stated(source.attributes)]
    if not found:
        return False
    following = _noscript_after(node) if "noscript" in state.tags.names else None
    copies = _images_of(following) if following is not None else []
    if following is not None and len(copies) == 1:
        found = found + _copied(copies, attributes.get("alt"))
        state.copies[following.mem_id] = []
    if node.text(strip=True):
        report_background(state, node, found[0].url)
        return False
    # Until the picture is loaded, a component shows a small copy of it.
    state.show_stated(node, attributes, [each for each in found if each.attribute != "lazy-src"] or found)
    said = written_caption(attributes, _CAPTIONS)
    shown = state.runs[-1][0] if state.runs else None
    if said and isinstance(shown, Image):
        if len(state.runs) > 1 or state.heading or state.frame.inline:
            state.runs.append((f" {said} ", ()))
        else:
            state.ways.written[shown.url] = said
    return True


def lazy_background(state: State, node: LexborNode, attributes: Attributes) -> bool:
    """Show the picture that a script sets behind an element with nothing else to show: `<div data-bg="….jpg">`."""
    found = stated(attributes)
    if not found:
        return False
    if background(state, node, attributes, found[0].url):
        return True
    if node.tag not in PHRASES and node.css_first("img, picture, iframe, video, noscript, figure") is None:
        report_background(state, node, found[0].url)
    return False


def figure_picture(state: State, node: LexborNode, attributes: Attributes) -> None:
    """Show the picture that a figure without an element for it states itself."""
    if not any(name.startswith("data-") or name in ("style", "itemscope") for name in attributes):
        return
    shown = node.css(
        "img, picture, iframe, video, audio, object, svg, table, pre, blockquote, amp-img, noscript, [style]"
    )
    if not any(inner.mem_id != node.mem_id for inner in shown):
        behind = style_of(attributes.get("style")).background
        found = [Candidate(behind, "style")] if behind else stated(attributes) or _in_microdata(node)
        if found:
            state.show_stated(node, attributes, found)
            state.flush(node)


def _in_microdata(node: LexborNode) -> list[Candidate]:
    """The picture that a figure says it is of without showing it: `<meta itemprop="contentUrl" content="….jpg">`."""
    urls = [each.attributes.get("content") or each.attributes.get("href") or "" for each in node.css(_OF_PICTURE)]
    return [Candidate(url, "itemprop") for url in urls if is_picture_address(url)]


def noscript(state: State, node: LexborNode, attributes: Attributes, marks: Marks) -> Marks | None:
    """The copies of a lazy picture; pictures of their own where no other element shows them."""
    images = _images_of(node) if node.mem_id not in state.copies else []
    state.omit(node, "<noscript>")
    if not images:
        return None
    following = nearest(node, "next")
    if following is not None and following.tag in HOLDERS:
        following = following.css_first("img")
    if following is not None and following.tag == "img":
        state.copies[following.mem_id] = _copied(images, following.attributes.get("alt"))
        return None
    for each in images:
        image(state, each, each.attributes, marks)
    return None


def _images_of(node: LexborNode) -> list[LexborNode]:
    """The images in a `<noscript>`, whose markup is sometimes escaped once too often."""
    images = node.css("img")
    text = "" if images else node.text(deep=True) or ""
    if "<img" not in text:
        return images
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(text).css("img")


def _noscript_after(node: LexborNode) -> LexborNode | None:
    """The `<noscript>` that follows a picture or what holds only the picture."""
    for outer in outwards(node):
        if outer is not node and outer.tag not in WRAPPERS:
            break
        after = nearest(outer, "next")
        if after is not None:
            return after if after.tag == "noscript" else None
    return None
