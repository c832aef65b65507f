"""How markdown-it-py is set up: CommonMark with GFM tables and strikethrough, footnotes and TeX between dollar signs.

What dialects need stays as it is (`newsfix.syntax.dialects`), URLs stay as they are written, and footnotes
stay where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from newsfix.regex import regex
from newsfix.syntax.definitions import DESCRIBING, FOAM, WIKI_LINK, Unshown, named, unshown_in
from newsfix.syntax.dialect_blocks import dialects_plugin
from newsfix.syntax.dialects import ATTRIBUTED, HEADINGS, KEPT, OPEN, LooseHeading, restored, stand_in, stand_in_lines
from newsfix.syntax.indented_blocks import admonitions
from newsfix.syntax.tables import dashed_table, made_table, with_all_cells
from newsfix.syntax.templates import NAME_OF_FIGURE
from newsfix.syntax.tex import is_formula

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import Ruler
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

BlockRule = Callable[["StateBlock", int, int, bool], bool]

_BLOCK_BEGINNINGS = {
    "admonition": "!?=",
    "attribute_line": "{" + OPEN,
    "blockquote": ">",
    "definition": ":~",
    "fence": "`~",
    "fenced_div": ":",
    "footnote_def": "[",
    "heading": "#",
    "hr": "*-_",
    "html_block": "<",
    "kept_lines": "\\-$",
    "list": "*-+0123456789",
    "markdown_in_html": "<",
    "math_block": "$",
    "reference": "[",
}
"""What a line that a block rule reads begins with; the rules that are not here read any line."""
_MOST_AT_ONCE = 4
"""More levels than a block begins before it reads what it holds."""
# What engines with a further extension read, and the others as they read any text.
_SUBSCRIPT = regex(r"(?<!~)~[^\s~`*_\[\]<>\\$|]{1,99}~(?!~)")
_LINK_TO_NAME = regex(r"\[\]\((?:(?:https?|doi|xref|wiki|ror|rrid):|(?![\w+.-]*:))[^\s()<>|&\\]+\)")
"""A link whose text MyST puts there: what it leads to says it."""
_LONGEST_ADDRESS = 20_000
_ADDRESS = regex(rf"https?://(?![*~])[^\s<>\[\]`\"'\\|\u2e80-\uffef]{{0,{_LONGEST_ADDRESS}}}")
"""Up to a backslash, which says that what follows is text."""
_LONGEST_BEGINNING = 500
_OPENS = regex(r"\*+|(?<![A-Za-z0-9])_(?=[A-Za-z0-9])")
_CLOSES = {"*": regex(r"\*"), "_": regex(r"(?<=[A-Za-z0-9])_(?![A-Za-z0-9])")}
"""What would be emphasis in an address that was read as text."""
_NOT_AT_END = ".,;:!?*_~)"
"""What is text behind a bare address (GFM, section 6.9)."""
_BACKSLASHED = regex(
    r"\\\((?=[^\\`<\n]{0,99}(?:[\^_={}]|\\[^)])|.\\\))(?:[^\\`<\n]|\\(?![()])){1,500}\\\)"
    r"|\\\[(?!\^)(?=[^\\`<\n]{0,99}(?:[\^_={}]|\\[A-Za-z]))(?:[^\\`<\n\[\]]|\\(?![\[\]])){1,500}\\\]"
    rf"|\\@ref\([\w:-]+\)|{NAME_OF_FIGURE}"
)
"""A formula, or what names a figure and what refers to one to bookdown: `\\@ref(fig:quay)`."""


def parser(nesting: int, html: Mapping[str, Callable[[Token], str]]) -> MarkdownIt:
    """A parser that reads blocks, and brackets, in each other up to `nesting`: what is deeper is text to it.

    Some types of tokens it renders as `html` does.
    """
    from markdown_it.rules_block import table
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.dollarmath.index import math_inline_dollar
    from mdit_py_plugins.footnote import footnote_plugin

    from newsfix.syntax.quick_parser import quick_parser

    made = quick_parser(nesting + _MOST_AT_ONCE).enable(["table", "strikethrough"])
    made.use(footnote_plugin).disable(["footnote_tail", "footnote_inline"])
    made.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
    formula = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)
    made.inline.ruler.at("math_inline", _with_evidence(formula))
    made.block.ruler.at("table", with_all_cells(table), {"alt": ["paragraph", "reference"]})
    made.block.ruler.before("table", "made_table", made_table)
    made.block.ruler.before("table", "dashed_table", dashed_table)
    made.inline.ruler.before("escape", "backslashed", _as_it_stands(_BACKSLASHED))
    made.inline.ruler.before("strikethrough", "subscript", _as_it_stands(_SUBSCRIPT))
    made.inline.ruler.before("link", "link_to_name", _as_it_stands(_LINK_TO_NAME))
    made.inline.ruler.before("link", "wiki_link", _as_it_stands(WIKI_LINK, where=FOAM[0]))
    made.inline.ruler.before("emphasis", "bare_address", _bare_address)
    made.use(dialects_plugin).use(admonitions)
    made.normalizeLink = lambda url: url  # type: ignore[method-assign]
    made.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    # Unsafe links are left out, and reported, by the one reader of HTML.
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    rules = {kind: _of_token(of) for kind, of in html.items()}
    made.renderer.rules.update(image=_with_addresses(made.renderer.image), **rules)  # type: ignore[attr-defined]
    _ask_by_beginning(made.block.ruler, nesting)
    return made


def _of_token(html: Callable[[Token], str]) -> Callable[..., str]:
    """A rule that renders a token by itself."""
    return lambda tokens, index, options, env: html(tokens[index])


def _with_addresses(image: Callable[..., str]) -> Callable[..., str]:
    """The rule for pictures, which tells of the links and pictures in a description: only their text is shown.

    A formula in one is text.
    """

    def rule(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        description = tokens[index].children or ()
        if len(description) > 1 or (description and description[0].type == "image"):
            env.setdefault(DESCRIBING, []).extend(
                (str(token.attrs.get("href", token.attrs.get("src", ""))), str(token.attrs.get("title", "")))
                for token in description
                if token.type in ("link_open", "image") and token.markup != "autolink"
            )
        for token in description:
            if token.type.startswith("math_inline"):
                token.type, token.content = "text", f"{token.markup}{token.content}{token.markup}"
        return image(tokens, index, options, env)

    return rule


def _ask_by_beginning(ruler: Ruler[BlockRule], nesting: int) -> None:
    """Have the rules for blocks be asked only at lines that they may read: one rule for all of them, in their order."""
    rules_of = ruler.getRules
    names = dict(zip(rules_of(""), ruler.get_active_rules(), strict=True))

    @cache
    def asked(chain: str = "") -> list[BlockRule]:
        return [_one_of(rules_of(chain), names, nesting)]

    ruler.getRules = asked  # type: ignore[method-assign]


def _one_of(rules: list[BlockRule], names: Mapping[BlockRule, str], nesting: int) -> BlockRule:
    """A rule that is the first of these that reads a line; the last one is the paragraph's, to read what is too deep.

    The parser itself would read nothing there, nor what follows.
    """
    any_line = [rule for rule in rules if names[rule] not in _BLOCK_BEGINNINGS]
    by_beginning = {
        char: [rule for rule in rules if char in _BLOCK_BEGINNINGS.get(names[rule], char)]
        for char in "".join(_BLOCK_BEGINNINGS.values())
    }

    def one_of(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        start = state.bMarks[start_line] + state.tShift[start_line]
        if state.level >= nesting and not silent:
            return rules[-1](state, start_line, end_line, silent)
        char = state.src[start : start + 1]
        for rule in by_beginning.get(char, any_line):  # noqa: SIM110 - a loop costs less, and each line is asked about
            if rule(state, start_line, end_line, silent):
                return True
        return False

    return one_of


def _with_evidence(formula: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """The rule for formulas in a line, held to what is written in TeX."""

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "$":
            return False
        start = state.pos
        if not formula(state, True):
            return False
        end = state.pos
        double = state.src.startswith("$$", start)
        width = 2 if double else 1
        state.pos = start
        following = "" if double else state.src[end : end + 1]
        tex = restored(state.src[start + width : end - width], state.env[KEPT])
        return not tex.isspace() and is_formula(tex, following) and formula(state, silent)

    return rule


def _bare_address(state: StateInline, silent: bool) -> bool:
    """The rest of an address in a text, from a character on that may be a mark of emphasis: all of it is a link."""
    src, pos = state.src, state.pos
    first = max(0, pos - _LONGEST_BEGINNING)
    if src.find("://", first, pos) < 0:
        return False
    beginning = next((each for each in _ADDRESS.finditer(src, first, pos) if each.end() == pos), None)
    match = _ADDRESS.match(src, beginning.start()) if beginning else None
    if match is None or match.end() - match.start() > _LONGEST_ADDRESS:
        return False
    url = match[0].rstrip(_NOT_AT_END)
    before = src[match.start() : pos]
    end = match.start() + len(url)
    opening = _OPENS.search(src, pos, end)
    is_marked = opening is not None and _CLOSES[opening[0][0]].search(src, opening.end(), match.end()) is not None
    if not is_marked or end <= pos or not (silent or state.pending.endswith(before)):
        return False
    if not silent:
        state.pending = state.pending[: -len(before)]
        if not state.linkLevel:
            link = state.push("link_open", "a", 1)
            link.attrs, link.markup, link.info = {"href": url}, "autolink", "auto"
        state.push("text", "", 0).content = url
        if not state.linkLevel:
            link = state.push("link_close", "a", -1)
            link.markup, link.info = "autolink", "auto"
    state.pos = end
    return True


def _as_it_stands(pattern: re.Pattern[str], *, where: str | None = None) -> Callable[[StateInline, bool], bool]:
    """A rule that keeps what a pattern finds, only `where` a definition has that label if one is given."""

    def rule(state: StateInline, silent: bool) -> bool:
        match = pattern.match(state.src, state.pos, state.posMax)
        if match is None or (where is not None and where not in state.env.get("references", ())):
            return False
        if not silent:
            state.pending += stand_in(match[0], state.env[KEPT])
        state.pos = match.end()
        return True

    return rule


def rendered(
    render: Callable[[str, dict[str, Any]], Any],
    text: str,
    kept: list[str],
    headings: list[LooseHeading] | None = None,
    unshown: list[Unshown] | None = None,
) -> str:
    """What a parser makes of a text.

    kept      what stand-ins in the text stand for; what those that the parser puts there do is added to it
    headings  what is added to for lines that may have been meant for headings
    unshown   what is added to for definitions of links that no link uses, and for links in descriptions of pictures
    """
    found: dict[str, Any] = {KEPT: kept, HEADINGS: [] if headings is None else headings}
    html: str = render(text, found)
    if definitions := named(text, kept, found.get("references", {})):
        html += f"<p>{stand_in_lines(definitions, kept)}</p>\n"
    if unshown is not None and not found.keys().isdisjoint(("references", DESCRIBING, ATTRIBUTED)):
        unshown += unshown_in(text, html, found)
    return html
