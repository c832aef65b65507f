"""What the account takes for a tag, a name that it knows with attributes that look like some, and what a tag says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from newsfix.account.text import is_address, value
from newsfix.regex import regex

# A list of its own: with the reader's it would share the reader's mistakes.
NAMES = frozenset(
    """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body
    br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em
    embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i
    iframe image img input ins isindex kbd keygen label legend li link listing main map mark marquee math menu
    menuitem meta meter multicol nav nextid nobr noembed noframes noscript object ol optgroup option output p param
    picture plaintext pre progress q rb rp rt rtc ruby s samp script search section select slot small source spacer
    span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track
    tt u ul var video wbr xmp
    habracut lj
    circle clippath defs desc ellipse filter foreignobject g line lineargradient mask metadata path pattern polygon
    polyline radialgradient rect set stop symbol text textpath tspan use view
    animate animatemotion animatetransform feblend fecolormatrix fecomponenttransfer fecomposite feconvolvematrix
    fediffuselighting fedisplacementmap fedistantlight fedropshadow feflood fefunca fefuncb fefuncg fefuncr
    fegaussianblur feimage femerge femergenode femorphology feoffset fepointlight fespecularlighting fespotlight
    fetile feturbulence
    annotation menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms
    mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics
    """.split()  # noqa: SIM905
)

# Which addresses and words an element states, by its attributes.
_PICTURES = frozenset({"picture", "img", "source", "amp-img", "amp-anim"})
_ADDRESSED = {
    "a": frozenset({"href"}),
    **dict.fromkeys(_PICTURES, frozenset({"src"})),  # and what any attribute of a program states
    **dict.fromkeys(("iframe", "embed", "video", "audio", "amp-iframe", "amp-video"), frozenset({"src", "data-src"})),
    "object": frozenset({"data"}),
}
_TITLED = frozenset({"a", "img", "iframe", "video", "audio", "object", "embed", "abbr", "acronym", "dfn"})
_STANDING = frozenset({"img", "amp-img", "amp-anim", "area", "input"})  # what `alt` stands for
_SAYING = _TITLED | _STANDING | _ADDRESSED.keys()
GROUPING = frozenset({"picture", "video", "audio", "object"})
"""What these elements hold states one thing in several ways: one address suffices."""
SHOWN = frozenset({"img", "picture", "iframe", "video", "audio", "object", "embed", "amp-img"})
"""A link around one of these shows something."""
_OF_ACCOUNT = frozenset({"a", *GROUPING, *SHOWN})

_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'<>]+(?=[\s>]))"""
_SOUND = regex(rf"</?[A-Za-z][\w:.-]*(?:[\s/]+[\w:.@#*\[(][\w:.@#*\[\]()-]*(?:\s*=\s*{_VALUE})?)*[\s/]*>")
_STATED = regex(r"""[\s"'](?:[^\s"'<>=+!&|]+\s*=\s*[^\s=&|]|\w*"[^"]*")""")
_QUOTED = regex(r"""\s[\w:-]+\s?=\s?["']""")
_WHOLE = regex(r"""[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*""")
_NAME = regex(r"<(?:/\s*)?([A-Za-z][\w:.-]*)")
_END = regex(r"</([A-Za-z][\w:.-]*)\s*>")
_LOOKS_SO = regex(r"(?:\w+:|\.{0,2})//?\S+|\S+\.\w{3,4}(?:[?#]\S*)?")
_ATTRIBUTE = regex(r"""(?<![\w:.@-])([\w:.@-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_LONG = 200
"""Longer tags are not remembered: no two of them are the same."""


class Tag(Struct, frozen=True):
    """What is between `<` and `>`.

    name    in lower case
    sound   whether it is a tag by itself, and no text that looks like one
    ends    whether it is an end tag
    whole   whether no quote is open at its end, and no other tag begins in it
    said    the texts of its attributes
    stated  the addresses that it states, of which one suffices
    """

    name: str
    sound: bool
    ends: bool
    whole: bool
    said: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()

    @property
    def says(self) -> bool:
        """Whether it is of account: it says something, or begins or ends what does."""
        return bool(self.said or self.stated) or self.name in _OF_ACCOUNT


def tag(text: str) -> Tag:
    """What a tag says."""
    return _known(text) if len(text) < _LONG else _read(text)


def ends(text: str) -> frozenset[str]:
    """The names of the end tags in a text that HTML does not know: an element that ends is one, whatever its name."""
    return frozenset([name for name in map(str.lower, set(_END.findall(text))) if name not in NAMES])


def _read(text: str) -> Tag:
    match = _NAME.match(text)
    if match is None:
        return Tag("", text[1] == "!" and text[2] != "[", False, "<" not in text[1:])
    name, rest, is_end = match[1].lower(), text[match.end() : -1], text[1] == "/"
    if name in NAMES or "-" in name or ":" in name:
        sound = not rest.strip("/ \t\n") or _STATED.search(rest) is not None or _SOUND.fullmatch(text) is not None
    else:
        sound = _QUOTED.search(text) is not None and _SOUND.fullmatch(text) is not None
    whole = _WHOLE.fullmatch(rest) is not None
    if is_end or name not in _SAYING or not rest:
        return Tag(name, sound, is_end, whole)
    values: dict[str, str] = {}  # of one that is there twice the first holds
    for key, one, two, bare in _ATTRIBUTE.findall(rest):
        values.setdefault(key.lower(), one or two or bare)
    said = [value(values[key]) for key, elements in _TEXTS if key in values and name in elements]
    return Tag(name, sound, is_end, whole, tuple(said), tuple(_stated(name, values)))


_TEXTS = (("alt", _STANDING), ("title", _TITLED))


def _stated(name: str, values: Mapping[str, str]) -> Iterator[str]:
    keys = _ADDRESSED.get(name, ())
    for key, said in values.items() if keys else ():
        if key in keys or (name in _PICTURES and _is_stating(key) and _looks_so(name, value(said).strip())):
            address = value(said).strip()
            if is_address(address):
                yield address
        elif key[-6:] == "srcset":
            yield from filter(is_address, (part.split()[0] for part in value(said).split(", ") if part.strip()))


def _is_stating(key: str) -> bool:
    """Whether an attribute is one of a program, which may state an address."""
    return key[:5] == "data-" and key[5:] not in ("alt", "title", "caption", "name")


def _looks_so(name: str, said: str) -> bool:
    """Whether what an attribute of a program says looks like the address of a picture."""
    return (name != "picture" or "." in said) and said[:1] not in "{[" and _LOOKS_SO.fullmatch(said) is not None


_known = lru_cache(4096)(_read)
