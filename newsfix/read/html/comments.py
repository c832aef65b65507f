"""Comments of a body that are left out although they say something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsfix.model.problem import Unplaced
from newsfix.read.html.tags import Tags
from newsfix.read.templates import Protected
from newsfix.regex import regex
from newsfix.syntax.comments import instructs, parts, says_something
from newsfix.syntax.html import RAW

# In an element whose content is characters there is none.
_COMMENT = regex(
    rf"<!--(?:(?P<said>.*?)-->|.*\Z)|<({'|'.join(sorted(RAW))})\b[^<>]*>(?:.*?</\2\s*>|.*\Z)", re.DOTALL | re.IGNORECASE
)


def left_out(
    html: str, tags: Tags, source: str, protected: Protected, separator: str | None, *, prose: bool
) -> Iterator[Unplaced]:
    """The comments that no program is told something by: what they say is not in the article.

    html       what is read, with its tags and the tags of templates in it
    source     the body as it stands in the file, which places are told in
    separator  the comment that parts the article, where its front matter names one
    prose      whether only those are told of that have more than a word or two
    """
    if "!--" not in tags.names:
        return
    at = 0
    for match in _COMMENT.finditer(html):
        said = protected.restore(match["said"] or "")
        if not says_something(said, prose=prose) or instructs(said) or parts(said, separator):
            continue
        offset = source.find(f"<!--{said}", at)
        at = max(offset, at)
        message = f"a comment was left out: {' '.join(said.split())[:80]}"
        yield Unplaced("BD007", message, offset if offset >= 0 else None)
