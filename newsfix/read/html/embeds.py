"""What is shown from elsewhere: frames, films and sounds, and the elements that a script makes one of.

Where the markup states an address, the article links to it; where it states only an identifier, a problem says which.
"""

from __future__ import annotations

import re
from itertools import filterfalse
from typing import TYPE_CHECKING

from newsfix.model.article import Embed
from newsfix.read.html.addresses import is_unsafe, on_one_line
from newsfix.read.html.elements import ACTIONS, Attributes
from newsfix.read.html.inline import Mark, Marks
from newsfix.read.html.losses import PLACES, text_of_markup
from newsfix.read.html.styles import HIDDEN
from newsfix.read.pictures.candidates import Candidate
from newsfix.regex import regex
from newsfix.syntax.pictures import is_picture_address, is_picture_file

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.html.state import State

# What shows, or will show, something from elsewhere by itself, or leads there.
_SHOWN = "a[href], iframe, video, audio, embed, object, script[src], noscript"
_PICTURES = "img, picture, amp-img, input, math, [style*=url]"
# What an attribute is called that states where something is; elements that no browser knows may say so without `data-`.
_ADDRESS_NAME = regex(
    r"(?:data-(?:[\w-]*[-_])?(?:audio|file|href|link|m4a|mp[34]|o?embed|permalink|post|src|tweet|uri|url|video)|data-\w+src|cite)"
)
_BARE_NAME = regex(r"(?:[\w-]+[-:])?(?:href|link|src|uri|url)|ri:value")
_ADDRESS = regex(r"(?:https?:)?//[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_IDENTIFIER_NAME = regex(
    r"(?:data-)?(?:[\w-]*[-_:])?(?:[a-z]*id|album|code|coordinates|filename|gist|hash|key|lat(?:itude)?|[a-z]*link|pen|post|shortcode|slug|src"
    r"|track|tweet|ur[il]|video|vimeo|youtube)"
)
_IDENTIFIER = regex(r"[\w@./:+=-]{2,200}")
# As `infogram_0_5f2a`: the script that shows one thing finds its place by it.
_NUMBERED = regex(r"(?:asciicast|infogram)[_-]\d")
_SAID_OF_ITSELF = frozenset({"class", "id", "style"})
# A frame that nobody sees counts readers.
_COUNTER = regex(rf"{HIDDEN.pattern}|(?:width|height)\s*=\s*[\"']?[01](?:px)?\b", re.IGNORECASE)
_NOWHERE = ("about:", "blob:")
_SOURCES = 'source[src], source[data-src], embed[src], param[name="movie"]'
# What the elements of an editor or a player say of what they show, where that is for readers.
_WORDS_NAME = regex(r"(?:data-)?\w*[-_]?(?:caption|code|description|label|name|nickname|question|text|title)")
_WORDS = regex(r"(?=.*[^\W\d_])(?:.*\S\s+\S|.*[^\x00-\x7f]).*", re.DOTALL)
_SAID_ELSEWHERE = regex(r"button|form|icon|input|login|menu|nav|search|share|tooltip")
# How an editor of Naver's holds a film: in a script, and in its data.
_FILM = regex(r'"vid"\s*:\s*"([\w-]+)"')
_HELD_ID = regex(r'"\w*[iI]d"\s*:\s*"?[\w-]{2,}"?')
# An address among others in a value: in JSON, or in the markup of a frame.
_HELD = regex(r"https?://[\w-]+(?:\.[\w-]+)+[^\s\"'<>\\]*")
_GALLERY = regex(r"(?:^|[\s_-])(?:carousel|galler(?:y|ies)|lightbox|slide(?:r|show))", re.IGNORECASE)
_SERVICE = regex(
    r"(?:^|[\W_]|data)(?:aparat|apester|asciinema|attachment|bilibili|brightcove|codepen|dailymotion|datawrapper|en-media|facebook|fb"
    r"|flourish|giphy|gist|imgur|infogram|instagram|instgrm|jp-audio|jsfiddle|jwplayer|map|mastodon|media(?=/\w+/href)|mpvideo|mpvoice"
    r"|o?embed(?:ly|ded)?|pastebin|pastie|pinterest|player|playlist|podcast|poll|polldaddy|post|reddit|scribd|slideshare|snippets?|soundcloud|speakerdeck|spotify|telegram|tiktok|track"
    r"|tumblr|tweet|twitch|twitter|video|vimeo|vine|vk|weibo|wistia|youtube|yt)(?:id|js)?(?=$|[\W_])",
    re.IGNORECASE,
)
# The address of a script that shows one thing, not of one that looks for what it can show.
_ONE_THING = regex(
    r"(?:https?:)?//(?:[^?#]*/)?(?:embed(?:[_-]?js|s)?/(?:medias/)?[^/.?#]+(?:/|\.jsonp)?"
    r"|(?:[^/.?#]*\d[^/.?#]*)(?:\.js(?:onp)?)?|(?=[a-z]*(?-i:[A-Z\d]))\w{4,}/embed\.js|media/[0-9a-f]{8,}/href)(?:[?#].*)?",
    re.IGNORECASE | re.DOTALL,
)
# Controls, counters and advertisements.
_BESIDE = regex(
    r"(?:^|[\s_-])(?:ads?|addthis|adsbygoogle|advert\w*|banner|button|comments?|count|disqus|follow|likes?|newsletter|page"
    r"|share|sharedaddy|sharing|social|sponsor\w*|subscribe|tracker|tracking|tracked)(?=$|[\s_-])",
    re.IGNORECASE,
)


def frame(state: State, node: LexborNode, attributes: Attributes, marks: Marks) -> Marks | None:
    """A frame, a film, a sound or an object."""
    url = on_one_line(_source_of_frame(node, attributes) or _stated_address(attributes, True) or "")
    if node.first_child is not None:
        state.omit(node, f"<{node.tag}>")
    poster = _poster(attributes) if node.tag == "video" else ""
    if not url:
        _without_address(state, node, attributes, marks, poster)
        return None
    kind = attributes.get("type") or ""
    if node.tag in ("object", "embed") and (kind.startswith("image/") or (not kind and is_picture_file(url))):
        _show_picture(state, node, attributes, marks, Candidate(url, "src"))
        return None
    report_poster(state, node, attributes)
    inner = node.css_first("img[src]")
    if inner is not None and not poster:
        picture = inner.attributes.get("src") or ""
        message = f"the picture in a <{node.tag}> was left out: {picture[:80]}"
        state.report("BD007", message, inner, state.tag(inner))
    if is_unsafe(url) or url.startswith("data:"):
        state.report("BD003", f"unsafe frame left out: {url[:80]}", node, state.tag(node), url)
    else:
        kind = "object" if node.tag == "embed" else (node.tag or "").removeprefix("amp-")
        _show(state, node, kind, url, attributes, marks)
    return None


def _source_of_frame(node: LexborNode, attributes: Attributes) -> str | None:
    """The address that a frame states, or what it holds for it."""
    stated = (attributes.get(name) for name in ("data-src", "src", "data", "data-lazy-src"))
    url = next((value for value in stated if value and not value.startswith(_NOWHERE)), None)
    source = node.css_first(_SOURCES) if not url else None
    if source is None:
        return url
    return next(filter(None, map(source.attributes.get, ("src", "data-src", "value"))), None)


def _without_address(state: State, node: LexborNode, attributes: Attributes, marks: Marks, poster: str) -> None:
    """Show the poster of a frame without an address, or tell of what it holds or names."""
    if poster:
        _show_picture(state, node, attributes, marks, Candidate(poster, "poster"))
    elif attributes.get("srcdoc"):
        text = text_of_markup(attributes["srcdoc"] or "")
        state.report("BD007", f"<{node.tag}> was left out with its text: {text[:80]}", node, state.tag(node))
    else:
        state.omit(node, f"<{node.tag}>")
        stated = node.css_first('param[name="name"], param[name="src"], param[name="url"]')
        said = (stated.attributes.get("value") or "")[:80] if stated is not None else ""
        _report_unshown(state, node, said or _stated_identifier(node.tag or "", attributes))


def _show_picture(state: State, node: LexborNode, attributes: Attributes, marks: Marks, picture: Candidate) -> None:
    state.report_link(marks, node)
    state.show_stated(node, attributes, [picture])


def shows_frame_without_script(state: State, node: LexborNode, marks: Marks) -> bool:
    """Show the frame in a `<noscript>` that no script would show as well; False where there is none."""
    found = node.css_first("iframe[src]")
    if found is None or _COUNTER.search(found.html or "") or any(map(_shows_frame, (node.prev, node.next))):
        return False
    frame(state, found, found.attributes, marks)
    state.omit(node, "<noscript>")
    return True


def _shows_frame(node: LexborNode | None) -> bool:
    """Whether a neighbour is a frame, or will be one."""
    if node is not None and node.tag == "-text":
        node = node.prev or node.next
    return node is not None and (node.tag in ("iframe", "script") or node.css_first("iframe, [data-src]") is not None)


def script(state: State, node: LexborNode, attributes: Attributes, marks: Marks) -> Marks | None:
    """A script that stands for what it shows, as that of a gist; all others are not the article's."""
    url = on_one_line(attributes.get("src") or "")
    if url and _ONE_THING.fullmatch(url) and _SERVICE.search(url):
        _show(state, node, "object", url, attributes, marks)
    else:
        state.omit(node, "<script>")
        film = _FILM.search(attributes.get("data-module") or attributes.get("data-module-v2") or "")
        if film:
            _report_unshown(state, node, film[0])
        elif url:
            _report_unshown(state, node, _stated_identifier("script", attributes, url))
        elif "json" in (attributes.get("type") or "") and _SERVICE.search(attributes.get("class") or ""):
            held = _HELD.search((node.text(deep=True) or "").replace("\\/", "/"))
            _report_unshown(state, node, held and held[0])
    return None


def shows_embed(state: State, node: LexborNode, tag: str, attributes: Attributes, marks: Marks) -> bool:
    """Show what an element without content stands for, or report what it is; False where it is not such an element."""
    if tag.endswith(":link"):
        return False  # of a feed: what its readers see is elsewhere
    is_known = tag in ACTIONS
    classes = attributes.get("class") or ""
    source = node.css_first("source[src]") if not is_known else None  # of the film or the sound in a player
    held = (source.attributes.get("src") or "").strip() if source is not None else None
    url = _stated_address(attributes, is_known) or held
    of_service = not is_known or _is_of_service(tag, attributes, "")
    identifier = (
        None if url else _stated_identifier(tag, attributes) or (of_service and _words(tag, attributes)) or None
    )
    if not (url or identifier) or _BESIDE.search(classes) or node.text(strip=True) or node.css_first(_SHOWN):
        return False
    has_picture = node.css_first(_PICTURES) is not None
    if has_picture and not of_service:
        return False
    if url and (of_service or _SERVICE.search(url)):
        report_poster(state, node, attributes)
        _show(state, node, "object", url, attributes, marks)
    else:
        _report_unshown(state, node, url or identifier)
    return not has_picture


def _show(state: State, node: LexborNode, kind: str, url: str, attributes: Attributes, marks: Marks) -> None:
    said = next((attributes[name] for name in ("title", "data-title", "playlabel") if attributes.get(name)), None)
    title = " ".join((said or "").split()) or None
    state.report_link(marks, node)
    if state.heading or state.frame.of_one_line:
        state.runs.append((title or url, (*(mark for mark in marks if mark.kind != "link"), Mark("link", url))))
    else:
        state.settle(state.block)
        state.frame.add(Embed(kind, url, title), node)


def is_address(value: str) -> bool:
    """Whether a value is an address of the web, and nothing else."""
    return _ADDRESS.fullmatch(value.strip()) is not None


def _poster(attributes: Attributes) -> str:
    """The picture that is shown until a film begins, by whatever name a player has for it."""
    for name, value in attributes.items():
        if value and "poster" in name and (name == "poster" or is_picture_address(value)):
            return on_one_line(value)
    return ""


def report_poster(state: State, node: LexborNode, attributes: Attributes) -> None:
    """Tell of the picture that is shown until a film begins."""
    poster = _poster(attributes)
    if poster:
        state.report("BD007", f"the poster of a <{node.tag}> was left out: {poster[:80]}", node, state.tag(node))


def _report_unshown(state: State, node: LexborNode, what: str | None) -> None:
    """Tell of what an element shows from elsewhere, by all that is stated of it."""
    if what:
        state.report("BD007", f"<{node.tag}> was left out; what it shows is not in the file: {what}", node)


def _stated_address(attributes: Attributes, is_known: bool) -> str | None:
    """The address that an element states, but for that of a picture."""
    for name, value in attributes.items():
        if (
            value
            and (_ADDRESS_NAME.fullmatch(name) or (not is_known and _BARE_NAME.fullmatch(name)))
            and _ADDRESS.fullmatch(value.strip())
            and not is_picture_file(value)
        ):
            return value.strip()
    return None


def _stated_identifier(tag: str, attributes: Attributes, url: str = "") -> str | None:
    """What an element of a service says of itself that is not an address, as `data-gist-id="0d0a77"`."""
    for name, value in attributes.items():
        if (
            value
            and (name not in _SAID_OF_ITSELF or (name == "id" and (tag not in ACTIONS or _NUMBERED.match(value))))
            and not (name == "src" and tag == "script")
            and _IDENTIFIER_NAME.fullmatch(name)
            and _IDENTIFIER.fullmatch(value.strip())
            and _is_of_service(tag, attributes, url)
        ):
            return f'{name}="{value.strip()}"'
    held = [value for name, value in attributes.items() if value and name.startswith("data-")]
    addresses = [match[0] for match in map(_HELD.search, held) if match]
    identifiers = (match[0] for match in map(_HELD_ID.search, held) if match)
    found = next(filterfalse(is_picture_file, addresses), None) or next(identifiers, None)
    if found and _is_of_service(tag, attributes, url):
        return found
    # The pictures of a gallery that a script makes.
    return next(filter(is_picture_file, addresses), None) if _GALLERY.search(attributes.get("class") or "") else None


def _words(tag: str, attributes: Attributes) -> str | None:
    """What an element that no browser knows says in words of what it shows, as `nickname="The Quay Desk"`."""
    told = tag in PLACES or _SAID_ELSEWHERE.search(tag)
    for name, value in attributes.items():
        if value and _WORDS_NAME.fullmatch(name) and _WORDS.match(value) and not told:
            return f'{name}="{" ".join(value.split())[:80]}"'
    return None


def _is_of_service(tag: str, attributes: Attributes, url: str) -> bool:
    """Whether the name, the classes or the attributes of an element name what shows things from elsewhere."""
    return _SERVICE.search(" ".join((tag, attributes.get("class") or "", url, *attributes))) is not None
