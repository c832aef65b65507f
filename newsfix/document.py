"""An article as its files: what the readers and the writers have to know of each other."""

from __future__ import annotations

from newsfix.model.article import Article
from newsfix.read.frontmatter.split import split


def markdown(article: Article) -> str:
    """The Markdown file of an article: front matter and body."""
    from newsfix.write.frontmatter import front_matter
    from newsfix.write.markdown import body

    return joined(front_matter(article), body(article.blocks))


def joined(head: str, body: str) -> str:
    """A file of front matter and a body, either of which may be empty."""
    if not head and split(body).kind != "none":
        # Text that would be taken for front matter stands below an empty one.
        from newsfix.write.frontmatter import EMPTY

        head = EMPTY
    return f"{head}\n{body}" if head and body else head + body


def values(article: Article) -> dict[str, object]:
    """The values of an article's JSON, without a source and without problems."""
    from msgspec.json import decode

    from newsfix.write.json import to_json

    document: dict[str, object] = decode(to_json(article, (), None))
    return document


def text(article: Article) -> str:
    """The characters of an article."""
    from newsfix.model.walk import article_text

    return article_text(article.blocks)
