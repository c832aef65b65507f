"""What covers a phrase from end to end: emphasis, as that of a caption does, or a link."""

from __future__ import annotations

from collections.abc import Sequence

from newsfix.model.article import Anchor, Emphasis, Inline, LineBreak, Link, Strong, Text, merged


def is_emphasis(content: Sequence[Inline]) -> bool:
    """Whether a phrase is emphasised from end to end, punctuation aside."""
    return _is_all(Emphasis, content)


def is_strong(content: Sequence[Inline]) -> bool:
    """Whether a phrase is strong from end to end, punctuation aside: more a heading than a caption."""
    return _is_all(Strong, content)


def _is_all(kind: type[Emphasis | Strong], content: Sequence[Inline]) -> bool:
    return any(isinstance(item, (kind, Link)) for item in content) and all(
        isinstance(item, (kind, LineBreak, Anchor))
        or (isinstance(item, Link) and _is_all(kind, item.content))
        or (isinstance(item, Text) and not any(map(str.isalnum, item.text)))
        for item in content
    )


def is_link(content: Sequence[Inline]) -> bool:
    """Whether all words of a phrase are links, which offer something to read."""
    has_link = False
    for item in content:
        if isinstance(item, Link) or (isinstance(item, (Emphasis, Strong)) and is_link(item.content)):
            has_link = True
        elif not (isinstance(item, Text) and not any(map(str.isalnum, item.text))):
            return False
    return has_link


def without_emphasis(content: Sequence[Inline]) -> tuple[Inline, ...]:
    """A phrase without the emphasis that covers all of it, which the form of a caption says already."""
    if not is_emphasis(content):
        return tuple(content)
    inner: list[Inline] = []
    for item in content:
        if isinstance(item, Emphasis):
            inner += item.content
        elif isinstance(item, Link):
            inner.append(Link(item.url, without_emphasis(item.content), item.title))
        else:
            inner.append(item)
    return merged(inner)
