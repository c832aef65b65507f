"""Formulas that MathML alone states, as TeX: as plain text 1 over 2 would read 12."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfix.regex import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

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


def tex_of(math: LexborNode) -> str:
    """The TeX of a `<math>`; empty where its text says as much: nothing in it is above or below something else."""
    return _content(math).strip() if math.css_first(_STRUCTURE) is not None else ""


def _content(node: LexborNode) -> str:
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
        return rf"\sqrt{{{_content(node)}}}"
    if tag == "mtable":
        rows = r" \\ ".join(" & ".join(map(_content, _children(row))) for row in _children(node))
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
