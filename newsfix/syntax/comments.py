"""Comments of HTML, told by what is between `<!--` and `-->`."""

from __future__ import annotations

import re

from newsfix.regex import regex

COMMENT = r"<!--(?:.*?-->|.*\Z)"
"""A comment in a text, closed or not."""
END_OF_EXCERPT = "more|truncate|read-?more|excerpt|end_?excerpt"
# Where an article is cut: its summary or a page of it ends.
_PARTING = regex(
    rf"\s*(?:(?:{END_OF_EXCERPT}|nextpage|noteaser)\b[^<>]{{0,200}}"
    r"|(?:break|fold|cut|jump|teaser|pagebreak)\s*)\Z",
    re.IGNORECASE,
)
# What newsfix, generators, editors and linters are told.
_INSTRUCTION = regex(
    r"""\s*(?:
        newsfix: | [/@\#]?(?:toc(?:stop)?|end[ ]?toc|(?:start|end)[ ]doctoc|omit[ ]in[ ]toc|no[ _]toc)\b
      | @include\b | \#(?:end)?region\b | \.(?:element|slide)\b | tabs:(?:start|end)\b | html-proofer-ignore\b
      | prettier- | (?:markdown|html)lint- | markdown-link-check- | textlint-
      | lint[ ](?:dis|en)able | vale[ ] | cspell: | spell-?checker: | alex[ ](?:ignore|dis|en)able | proselint | eslint-
      | remark- | htmlmin: | _?(?:class|paginate): | -\*- | mdformat- | pymarkdown | pyml[ ] | rumdl- | codespell:
      | ltex: | editorconfig-checker- | write-good- | djlint: | (?:biome|deno-fmt|dprint)-ignore
      | (?-i:[A-Z][A-Z0-9_-]*:(?:START|END))\b
      | (?:end)?(?:tab|timeline)\b[^\n.]{0,60}\Z       # of a tag of Hexo's themes
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SILENCING = regex(r"<!--\s*newsfix:\s*ignore\b", re.IGNORECASE)
_NEXT_LINE = regex(r"<!--\s*[\w-]+-next-line\b", re.IGNORECASE)
# What editors leave behind.
_REMAINS = regex(r"\s*(?:/?wp:|\[if\b|<?!?\[endif\]|(?:start|end)fragment\b)", re.IGNORECASE)
# A block of WordPress that is nothing else, and has an address.
_BLOCK_ALONE = regex(r"\s*wp:\S+\s(?=[^<>]*/\s*\Z)[^<>]*://")
_CODE = regex(r"<(script|style)\b.*?(?:</\1|\Z)|<[^<>]*>?", re.DOTALL | re.IGNORECASE)
_LETTER = regex(r"[^\W\d_]")
_PROSE = regex(r"(?<![^\W\d_])[^\W\d_]{2,}[,.:;!?]?\s+[^\W\d_]{2,}[,.:;!?]?\s+[^\W\d_]{2,}|[^\W\d_\x00-\u02ff]{4,}")


def parts(said: str, separator: str | None = None) -> bool:
    """Whether a comment parts an article; `separator` is the one that its front matter names for that."""
    return bool(_PARTING.match(said)) or (separator is not None and f"<!--{said}-->" == separator)


def instructs(said: str) -> bool:
    """Whether a comment instructs a program that reads the article."""
    return bool(_INSTRUCTION.match(said))


def is_for_next_line(comment: str) -> bool:
    """Whether a comment, with its marks, is about the line below it."""
    return silences(comment) or bool(_NEXT_LINE.match(comment))


def silences(comment: str) -> bool:
    """Whether a comment, with its marks, tells newsfix what not to report of its line or of the one below it."""
    return bool(_SILENCING.match(comment))


def says_something(said: str, *, prose: bool) -> bool:
    """Whether a comment has words of its author: any, or `prose`, in HTML, where programs write most comments."""
    if _BLOCK_ALONE.match(said):
        return True
    shown = _CODE.sub(" ", said)
    return bool((_PROSE if prose else _LETTER).search(shown)) and not _REMAINS.match(said)
