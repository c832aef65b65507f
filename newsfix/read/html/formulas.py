"""Formulas: the TeX that KaTeX, MathJax and MathML carry beside what they draw, and what MathML alone states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import DecodeError
from msgspec.json import decode

from newsfix.model.article import Math
from newsfix.regex import regex
from newsfix.syntax.tex import ends_comment

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.html.elements import Attributes

# Elements that may show one whatever their class is.
FORMULAS = frozenset({"math", "mjx-container", "script"})
_MATHJAX = ("", "_Display", "_Preview", "_SVG", "_CHTML", "_SVG_Display", "CHTML_Display")
_DRAWN = frozenset({*(f"MathJax{kind}" for kind in _MATHJAX), "mjx-chtml", "katex-html"})
# Elements that hold the TeX, or say it in an attribute: KaTeX, Zhihu, Quill, Wikipedia, Tiptap, Substack.
_HOLDING = frozenset(
    {
        "katex-display",
        "katex",
        "ztext-math",
        "ql-formula",
        "mwe-math-element",
        "Tiptap-mathematics-render",
        "latex-rendered",
    }
)
# Those that hold it between the signs by which a script finds it: Pandoc, Sphinx, Python-Markdown.
_DELIMITED = frozenset({"math", "arithmatex"})
_SHOWING = _DRAWN | _HOLDING | _DELIMITED
_SIGNS = regex(r"\s*(?:\\\((?P<inline>.*)\\\)|\\\[(?P<display>.*)\\\])\s*", re.DOTALL)
_BLOCKS = "p, ul, ol, blockquote, h1, h2, h3, h4, h5, h6, pre, figure"
# In these an element without text states the TeX that a script draws: Tiptap, and editors like it.
STATING = frozenset({"data-equation", "data-expr", "data-formula", "data-latex", "data-tex", "latex"})
# In these it may be an expression of a spreadsheet or of a script instead, which has such signs.
_OF_PROGRAMS = frozenset({"data-expr", "data-formula"})
_CODE = regex(r"\s*=|[^\\]*(?:&&|==|!=|=>)")
_TEX_ATTRIBUTES = ("alttext", "data-value", *sorted(STATING))
# In the data of Substack's.
_HELD = regex(r'"persistentExpression"\s*:\s*("(?:[^"\\]|\\.)*")')
_ASSISTIVE = "MJX_Assistive_MathML"
# What a renderer that knows no formulas would read as a tag.
_TAG_BEGINS = regex(r"<(?=[A-Za-z/!?])")


def is_formula(classes: str) -> bool:
    """Whether the classes of an element are those of one that may show a formula."""
    return _ASSISTIVE in classes or not _SHOWING.isdisjoint(classes.split())


def formula(node: LexborNode, tag: str, attributes: Attributes, *, tex_scripts: bool) -> Math | bool:
    """The formula that an element shows, True where the element is drawn from TeX that is beside it, else False.

    `tex_scripts` says whether the body holds the TeX in `<script type="math/tex">`.
    """
    if tag == "script":
        kind = (attributes.get("type") or "").replace(" ", "").lower()
        if kind.startswith("math/tex"):
            return _math(node.text(deep=True) or "", "mode=display" in kind)
        return False
    classes = attributes.get("class") or ""
    names = frozenset(classes.split())
    if node.css_first(_BLOCKS) is not None:
        return False  # it does not end where the formula does
    if "katex-html" in classes or _ASSISTIVE in classes:
        # Where what is next to it has text, the element says the same again.
        return any(other is not None and other.text(strip=True) for other in (node.prev, node.next))
    if _DRAWN & names:
        return tex_scripts
    if _DELIMITED & names and node.first_child is not None and node.first_child.next is None:
        said = _SIGNS.fullmatch(node.text(deep=False) or "")
        if said:
            return _math(said["inline"] or said["display"] or "", said["inline"] is None)
    is_empty = not node.text(strip=True) and not STATING.isdisjoint(attributes)
    may_state = tag in ("math", "mjx-container") or bool(_HOLDING & names) or is_empty
    if may_state and (found := _annotated(node, tag, attributes)):
        return found
    # Its text says as much where nothing in it is above or below something else.
    tex = _content_of(node).strip() if tag == "math" and node.css_first(_STRUCTURE) is not None else ""
    return _math(tex, attributes.get("display") == "block") if tex else False


def _annotated(node: LexborNode, tag: str, attributes: Attributes) -> Math | bool:
    """The formula whose TeX is within an element, or in its attributes."""
    annotation = node.css_first('annotation[encoding*="tex"], annotation[encoding*="TeX"]')
    if annotation is not None:
        display = "katex-display" in (attributes.get("class") or "") or attributes.get("display") in ("block", "true")
        return _math(annotation.text(deep=True) or "", display)
    stating = node.css_first("math[alttext]") if tag != "math" else None
    for stated in (attributes, stating.attributes if stating is not None else {}):
        if tex := _stated(stated):
            return _math(tex, tag == "div" or stated.get("display") == "block")
    held = _HELD.search(attributes.get("data-attrs") or "")
    return _math(_decoded(held[1]), True) if held else False


def _stated(attributes: Attributes) -> str | None:
    """The TeX in one of an element's attributes."""
    values = ((name, attributes.get(name)) for name in _TEX_ATTRIBUTES)
    return next((value for name, value in values if value and not (name in _OF_PROGRAMS and _CODE.match(value))), None)


def _decoded(text: str) -> str:
    """A string of JSON; with backslashes that JSON does not know it is the TeX as it stands."""
    try:
        return decode(text.encode(), type=str)
    except DecodeError:
        return text[1:-1]


def _math(tex: str, display: bool) -> Math | bool:
    tex = _TAG_BEGINS.sub("< ", _lines(tex, display))
    if tex.startswith("% <![CDATA[") and tex.endswith("%]]>"):
        tex = tex[len("% <![CDATA[") : -len("%]]>")].strip()
    return Math(tex, display) if tex else True


def _lines(tex: str, display: bool) -> str:
    """TeX without blanks round it; the line ends of a formula in a text are blanks but for those that end a comment."""
    if "\n" not in (tex := tex.strip("\n")):
        return tex.strip()
    if not display and not ends_comment(tex):
        return re.sub(r"\s*\n\s*", " ", tex.strip())
    from textwrap import dedent

    return dedent("\n".join(line.rstrip() for line in tex.split("\n") if line.strip())).strip()


# -------------------------------------------------------------------------------- MathML, which alone states it

# What is made of the parts of an element, in their order (MathML Core, section 3).
_FORMS = {
    "mfrac": r"\frac{{{0}}}{{{1}}}",
    "msup": "{0}^{{{1}}}",
    "msub": "{0}_{{{1}}}",
    "msubsup": "{0}_{{{1}}}^{{{2}}}",
    "munderover": "{0}_{{{1}}}^{{{2}}}",
    "mroot": r"\sqrt[{1}]{{{0}}}",
    "mover": r"\overset{{{1}}}{{{0}}}",
    "munder": r"\underset{{{1}}}{{{0}}}",
}
_STRUCTURE = ", ".join((*_FORMS, "msqrt", "mtable"))
_TEXTS = frozenset({"mi", "mn", "mo", "ms", "mtext"})
_UNSHOWN = frozenset({"annotation", "annotation-xml", "mphantom", "mspace", "-comment", None})
_SPECIAL = regex(r"([#$%&_{}])")
_ATOM = regex(r"\w|\\[a-z]+\{[^{}]*\}")


def _content_of(node: LexborNode) -> str:
    return "".join(map(_tex, _children(node)))


def _children(node: LexborNode) -> list[LexborNode]:
    return [child for child in node.iter() if child.tag not in _UNSHOWN]


def _tex(node: LexborNode) -> str:
    """One element as TeX."""
    tag = node.tag or ""
    if tag in _TEXTS:
        text = _SPECIAL.sub(r"\\\1", " ".join((node.text(deep=True) or "").replace("\\", r"\backslash ").split()))
        is_word = tag in ("mtext", "ms") or (tag == "mi" and len(text) > 1 and text.isalpha())
        return rf"\text{{{text}}}" if is_word and text else text
    if tag == "msqrt":
        return rf"\sqrt{{{_content_of(node)}}}"
    if tag == "mtable":
        rows = r" \\ ".join(" & ".join(map(_content_of, _children(row))) for row in _children(node))
        return rf"\begin{{matrix}} {rows} \end{{matrix}}"
    if tag == "mfenced":
        inner = ",".join(map(_tex, _children(node)))
        return f"{node.attributes.get('open') or '('}{inner}{node.attributes.get('close') or ')'}"
    form = _FORMS.get(tag)
    parts = list(map(_tex, _children(node)))
    if form is None or len(parts) != form.count("{0}") + form.count("{1}") + form.count("{2}"):
        return "".join(parts)
    if form.startswith("{0}") and not _ATOM.fullmatch(parts[0]):
        parts[0] = f"{{{parts[0]}}}"
    return form.format(*parts)
