"""An article as a target wants it: the same article in other words, made before it is written.

Each choice of a target is one function from blocks to blocks, or from an article to an article; the writers
know nothing of targets.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from newsfix.model.article import Article, Block, RawBlock
from newsfix.model.problem import Problem
from newsfix.profiles import Choices
from newsfix.regex import regex
from newsfix.syntax.comments import END_OF_EXCERPT
from newsfix.syntax.yaml import Plain
from newsfix.write.shape import fields, figures, footnotes, raw_html, templates

Blocks = tuple[Block, ...]
_MORE = "<!--more-->"
_END = regex(rf"<!--\s*(?:{END_OF_EXCERPT})\s*-->", re.IGNORECASE)


def shaped(article: Article, target: Choices, *, from_markdown: bool) -> tuple[Article, tuple[Problem, ...]]:
    """The article to write, and what cannot be said in it.

    from_markdown  the body was Markdown, where what is written for an engine may be written for it already
    """
    blocks = article.blocks
    if target.templates != "keep":
        blocks = templates.as_text(blocks, target, from_markdown=from_markdown)
    if target.excerpt != "keep":
        blocks = _with_known_end(blocks)
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
    if target.excerpt == "separator" and _MORE in body:
        said["excerpt_separator"] = _MORE
    entries = {key: Plain(value) for key, value in said.items()}
    return replace(article, extra={**article.extra, **entries}) if entries else article


def _with_known_end(blocks: Blocks) -> Blocks:
    """Blocks in which the first mark of an excerpt's end is the one that is known everywhere."""
    for index, block in enumerate(blocks):
        if type(block) is RawBlock and _END.fullmatch(block.text.strip()):
            return (*blocks[:index], RawBlock(_MORE), *blocks[index + 1 :])
    return blocks
