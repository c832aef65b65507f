"""An article from what was read of it, and as its files: what readers and writers have to know of each other."""

from __future__ import annotations

from msgspec.structs import replace

from newsfix.model.article import Article
from newsfix.model.position import first_difference, position
from newsfix.model.problem import Problem
from newsfix.options import Options
from newsfix.read.frontmatter.metadata import Metadata
from newsfix.read.frontmatter.source import Source
from newsfix.read.frontmatter.split import split
from newsfix.read.pictures.unify import Unified
from newsfix.syntax.fields import described


def assembled(metadata: Metadata, unified: Unified, url: str | None, options: Options) -> Article:
    """The article of these fields and of these blocks with their pictures."""
    article, cover = metadata.article, unified.cover
    # A mapping says more of the cover than its address.
    shown = [key for key in unified.cover_keys if not isinstance(article.extra.get(key), dict)]
    key = next(filter(None, shown), None)
    names = {**article.names, "cover": key} if key else article.names
    return replace(
        article,
        url=url,
        cover=cover,
        images=described(unified.pictures, cover, article.extra),
        blocks=unified.blocks,
        extra={key: value for key, value in article.extra.items() if key not in shown},
        names=names if options.keys == "keep" else {},
    )


def markdown(article: Article) -> str:
    """The Markdown file of an article: front matter and body."""
    from newsfix.write.frontmatter import front_matter
    from newsfix.write.markdown import body

    return joined(front_matter(article), body(article.blocks))


def joined(head: str, body: str) -> str:
    """A file of front matter and a body, either of which may be empty."""
    if not head and split(body).kind != "none":
        # Text that would be taken for front matter is below an empty one.
        from newsfix.write.frontmatter import EMPTY

        head = EMPTY
    return f"{head}\n{body}" if head and body else head + body


def change(source: Source, markdown: str, head: bool) -> Problem | None:
    """Where Markdown would be written differently, if it would."""
    written = f"\n{markdown}" if head and markdown and source.kind != "none" else markdown
    if written == source.body:
        return None
    same = first_difference(source.body, written)
    line, column = position(source.body, same, source.body_line)
    was, becomes = (text[same:].split("\n", 1)[0][:60] for text in (source.body, written))
    return Problem("MD002", f"newsfix would write {becomes!r} instead of {was!r}", line, column)


def values(article: Article) -> dict[str, object]:
    """The values of an article's JSON, without a source and without problems."""
    from msgspec.json import decode

    from newsfix.write.json import to_json

    document: dict[str, object] = decode(to_json(article, (), None))
    return document
