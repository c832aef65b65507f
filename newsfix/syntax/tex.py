"""What has to be known of TeX to keep a formula."""

from __future__ import annotations

from newsfix.regex import regex

_HTML_TAG = regex(r"</?[A-Za-z][^<>]*>")
_TEX = regex(r"[\\^_]")
_COMMAND = regex(r"[\\^{]")
_NAMES = regex(r"[A-Za-z]{2}_[A-Za-z]{2}")  # `$log_dir`
_PROSE = regex(r"(?<![^\W\d_])[^\W\d_]{2,}[,.;:!?]*\s+[^\W\d_]{2,}")
_COMMENT = regex(r"(?:^|[^\\])(?:\\\\)*%[^\n]*\n")
_ENVIRONMENT = regex(r"\\begin\{([A-Za-z*]{1,40})\}")
_DISPLAYED = regex(r"\\\[[ \t]*(?:[^\]\n]*[\\^_={}][^\]\n]*)?")


def end_of_tex(line: str) -> str:
    """What ends the lines of TeX that a line begins; empty where it begins none."""
    environment = _ENVIRONMENT.match(line)
    if environment:
        return f"\\end{{{environment[1]}}}"
    return "\\]" if _DISPLAYED.fullmatch(line) else ""


def ends_comment(tex: str) -> bool:
    """Whether a line feed ends a comment, which would take what follows where it were a blank."""
    return "%" in tex and _COMMENT.search(tex) is not None


def is_formula(text: str, following: str) -> bool:
    """Whether what is between dollar signs is a formula: not prices, variables of a shell or of PHP, or code.

    `following` is the character behind the closing sign, "" where that is of no account.
    """
    if "`" in text or _HTML_TAG.search(text):
        return False
    if _TEX.search(text):
        return _COMMAND.search(text) is not None or not ('"' in text or _NAMES.search(text))
    return not (following.isascii() and following.isalpha() and len(text) > 2) and not _PROSE.search(text)
