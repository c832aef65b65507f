"""The marks of Markdown as the account looks for them: patterns, with what begins and what ends a block of HTML."""

from __future__ import annotations

import re

from newsfix.account.lines import MARGIN
from newsfix.account.reading import MARKUP
from newsfix.regex import regex

_TAG = r"(?:\{\{[^{}]*\}\}|\{%[^{}]*%\})"
ESCAPE = regex(rf"({_TAG})|\\([!-/:-@\[-`{{-~])")
"""An escape, or a template tag, in which a backslash escapes nothing."""
# What is repeated is told from what comes between by its first character: nothing is tried in two ways.
_LABEL = r"(?!\])[^\[\]\\]{0,1000}(?:\\.[^\[\]\\]{0,1000}){0,100}"
_TITLE = r"""(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'|\([^()\\]*(?:\\.[^()\\]*)*\))"""
_PLAIN = r"[^\s()\\]*"
_INNER = rf"\({_PLAIN}(?:(?:\\.|\({_PLAIN}(?:\\.{_PLAIN})*\)){_PLAIN})*\)"
_BALANCED = rf"(?=[^\s)]){_PLAIN}(?:(?:\\.|{_INNER}){_PLAIN})*"
_TEMPLATE = rf"(?:[^\s()\\{{]*{_TAG})+[^\s()\\]*"
_USUAL = r"(?!<)[^\s()\\{]+(?=[\s)])"  # the first one tried: the others cost many times as much
_DESTINATION = rf"(?:{_USUAL}|<[^<>\n\\]*(?:\\.[^<>\n\\]*)*>|{_TEMPLATE}|(?!<){_BALANCED})"
_SCHEME = r"(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:(?=[0-9/])|(?i:mailto|tel|sms|xmpp|news|geo|magnet|urn|irc):)"
BRACKETED = regex(rf"\[({_LABEL})\]")
DEFINED = regex(rf"^[ \t>]*\[({_LABEL})\]:", re.MULTILINE)
DEFINED_WITHIN = regex(rf"\]:[ \t]+(?=\[({_LABEL})\]:)")
"""What begins another definition, as the note of one may."""
TARGET = regex(rf"\(\s*({_DESTINATION})(?:\s+({_TITLE}))?\s*\)", re.DOTALL)
DEFINITION = regex(
    rf"[ \t]*\n?[ \t>]*({_DESTINATION}|javascript:\S+)(?:(?:[ \t]+|[ \t]*\n[ \t>]*)({_TITLE}))?[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
# Each alternative begins with the character that it is looked for by, as in HTML.
MARKDOWN = regex(
    rf"""
      \\(?P<escaped>[!-/:-@\[-`{{-~])
    | !\[(?P<alt>(?:{_LABEL})?)\](?P<picture>)(?=[(\[])
    | \](?P<link>)\(
    | \][ ]?\[(?P<label>(?:{_LABEL})?)\]
    | \[(?P<note>\^[^\[\]\s]{{1,100}})\]:?
    | \[(?![^\[\]\\\n]*\][^:])(?P<defined>{_LABEL})\]:(?P<definition>)
    | <(?P<auto>{_SCHEME}[^\s<>]*|[\w.+-]+@[\w.-]+)>
    | ``*(?P<code>)
    | ~~~+(?P<tildes>)
    | {MARKUP}
    """,
    re.VERBOSE | re.DOTALL,
)
# The elements that begin a block of HTML, which a blank line ends, and those that their end tag ends (CommonMark 0.31,
# section 4.6).
BLOCKS = frozenset(
    """
    address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt
    fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link
    main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead
    title tr track ul
    """.split()  # noqa: SIM905
)
RAW = frozenset({"pre", "textarea"})
END_OF_RAW = regex(r"</(?:pre|textarea)>", re.IGNORECASE)
# What no code span goes beyond: the end of a block, or what begins another one.
BREAK = regex(
    rf"\n(?:{MARGIN}(?:\n|\||</?(?:{'|'.join(sorted(BLOCKS | RAW))})(?=[\s/>]))"
    r"|[ \t>]{0,40}(?:[-+*]|1[.)])[ \t\n]|[ >]{0,3}#{1,6}[ \t])",
    re.IGNORECASE,
)
