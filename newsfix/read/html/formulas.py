"""Formulas: the TeX that KaTeX, MathJax and MathML carry beside what they draw."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfix.model.article import Math
from newsfix.regex import regex
from newsfix.syntax.tex import ends_comment

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.html.elements import Attributes

# Elements that may show one whatever their class is.
FORMULAS = frozenset({"math", "mjx-container", "script"})
_DRAWN = regex(
    r"(?:^|\s)(?:MathJax(?:_Display|_Preview|_SVG|_CHTML|_SVG_Display|CHTML_Display)?|mjx-chtml|katex-html)(?:\s|$)"
)
# Elements that hold the TeX, or say it in an attribute: KaTeX, Zhihu, Quill, Wikipedia.
_HOLDING = regex(r"(?:^|\s)(?:katex-display|katex|ztext-math|ql-formula|mwe-math-element)(?:\s|$)")
# Those that hold it between the signs by which a script finds it: Pandoc, Sphinx, Python-Markdown.
_DELIMITED = regex(r"(?:^|\s)(?:math|arithmatex)(?:\s|$)")
_SIGNS = regex(r"\s*(?:\\\((?P<inline>.*)\\\)|\\\[(?P<display>.*)\\\])\s*", re.DOTALL)
_BLOCKS = "p, ul, ol, blockquote, h1, h2, h3, h4, h5, h6, pre, figure"
_TEX_ATTRIBUTES = ("alttext", "data-tex", "data-value")
_ASSISTIVE = "MJX_Assistive_MathML"
# What a renderer that knows no formulas would read as a tag.
_TAG_BEGINS = regex(r"<(?=[A-Za-z/!?])")


def is_formula(classes: str) -> bool:
    """Whether the classes of an element are those of one that may show a formula."""
    patterns = (_DRAWN, _HOLDING, _DELIMITED)
    return _ASSISTIVE in classes or any(pattern.search(classes) for pattern in patterns)


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
    if node.css_first(_BLOCKS) is not None:
        return False  # it does not end where the formula does
    if "katex-html" in classes or _ASSISTIVE in classes:
        return _is_said_beside(node)
    if _DRAWN.search(classes):
        return tex_scripts
    if _DELIMITED.search(classes) and node.first_child is not None and node.first_child.next is None:
        said = _SIGNS.fullmatch(node.text(deep=False) or "")
        if said:
            return _math(said["inline"] or said["display"] or "", said["inline"] is None)
    if tag in ("math", "mjx-container") or _HOLDING.search(classes):
        annotation = node.css_first('annotation[encoding*="tex"], annotation[encoding*="TeX"]')
        if annotation is not None:
            display = "katex-display" in classes or attributes.get("display") in ("block", "true")
            return _math(annotation.text(deep=True) or "", display)
        stating = node.css_first("math[alttext]") if tag != "math" else None
        for stated in (attributes, stating.attributes if stating is not None else {}):
            tex = next((value for name in _TEX_ATTRIBUTES if (value := stated.get(name))), None)
            if tex:
                return _math(tex, stated.get("display") == "block")
    return _of_mathml(node, attributes) if tag == "math" else False


def _of_mathml(node: LexborNode, attributes: Attributes) -> Math | bool:
    from newsfix.read.html.mathml import tex_of

    tex = tex_of(node)
    return _math(tex, attributes.get("display") == "block") if tex else False


def _is_said_beside(node: LexborNode) -> bool:
    """Whether what is next to an element of a formula has text: the element says the same again."""
    return any(other is not None and other.text(strip=True) for other in (node.prev, node.next))


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
