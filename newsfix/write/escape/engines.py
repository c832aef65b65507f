"""What a site generator would take for one of its tags.

It gets an entity instead of a backslash, because those programs run before any Markdown is read and
know no backslash.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsfix.syntax.templates import BEGINNING, SHORTCODE
from newsfix.write.draft import LITERAL, Draft, Edit


def tags(draft: Draft) -> Iterator[Edit]:
    comment = draft.text.rfind("#}")
    for match in BEGINNING.finditer(draft.text):
        start = match.start()
        if draft.kinds[start] == LITERAL and (draft.text[start + 1] != "#" or start < comment):
            yield start, "&#123;"


def shortcodes(draft: Draft) -> Iterator[Edit]:
    at = draft.text.find("[")
    while at >= 0 and draft.kinds[at] != LITERAL:  # that of a link or a picture
        at = draft.text.find("[", at + 1)
    for match in SHORTCODE.finditer(draft.text) if at >= 0 else ():
        if draft.kinds[match.start()] == LITERAL:
            yield match.start(), "&#91;"
