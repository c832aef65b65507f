"""An article as a target wants it: the same article in other words, made before it is written.

Each choice of a target is one function from blocks to blocks, or from an article to an article; the writers
know nothing of targets.
"""

from __future__ import annotations

from msgspec.structs import replace

from newsfix.model.article import Article, Block
from newsfix.model.problem import Problem
from newsfix.profiles import Choices
from newsfix.write.shape import excerpts, fields, figures, footnotes, raw_html, templates

Blocks = tuple[Block, ...]


def shaped(article: Article, target: Choices, *, from_markdown: bool) -> tuple[Article, tuple[Problem, ...]]:
    """The article to write, and what cannot be said in it.

    from_markdown  the body was Markdown, where what is written for an engine may be written for it already
    """
    blocks = article.blocks
    if target.templates != "keep":
        blocks = templates.as_text(blocks, target, from_markdown=from_markdown)
    if target.excerpt != "keep":
        blocks = excerpts.marked(blocks)
    blocks = figures.FORMS[target.figures](blocks)
    if target.footnotes == "html":
        blocks = footnotes.as_html(blocks)
    problems: list[Problem] = []
    if target.raw_html == "avoid":
        blocks, unsaid = raw_html.avoided(blocks)
        if unsaid:
            problems.append(Problem("MD003", f"the target leaves out what Markdown cannot say: {', '.join(unsaid)}"))
    article, completed = fields.shaped(replace(article, blocks=blocks), target)
    return article, (*completed, *problems)


def switched(article: Article, body: str, target: Choices) -> Article:
    """The article with what its front matter has to say to the engine about the body that is written."""
    said: dict[str, str] = {}
    if target.templates == "text" and target.switch and templates.has_tags(body):
        said[target.switch[0]] = target.switch[1]
    if target.excerpt == "separator" and excerpts.MORE in body:
        said["excerpt_separator"] = excerpts.MORE
    return fields.with_entries(article, said)
