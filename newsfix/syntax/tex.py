"""What has to be known of TeX to keep a formula."""

from __future__ import annotations

from newsfix.regex import regex

_COMMENT = regex(r"(?:^|[^\\])(?:\\\\)*%[^\n]*\n")


def ends_comment(tex: str) -> bool:
    """Whether a line feed ends a comment, which would take what follows where it were a blank."""
    return "%" in tex and _COMMENT.search(tex) is not None
