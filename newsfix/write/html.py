"""Blocks as clean HTML, for what Markdown cannot say.

One tag a line, no attribute that says nothing, and no blank line anywhere, because a blank line
ends an HTML block of CommonMark (4.6).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise

from newsfix.model import article as tree
from newsfix.model.walk import embed_link
from newsfix.regex import regex
from newsfix.syntax.dialects import is_tag
from newsfix.syntax.tex import ends_comment
from newsfix.write.targets import attribute, html_text

TAGS_OF_MARKS = {tree.Emphasis: "em", tree.Strong: "strong", tree.Strikethrough: "del"}
_TEXTS = (tree.Paragraph, tree.Embed)
_LINE_WHITE = regex(r"[ \t\r\n]+")
_MARKUP = regex(r"[\\`*_\[\]<>&${}~!|]")


def lines(block: tree.Block) -> list[str]:
    """A block as lines of HTML; none of them is blank."""
    if isinstance(block, tree.Paragraph):
        return [f"<p>{inline(block.content)}</p>"]
    if isinstance(block, tree.Heading):
        return [f"<h{block.level}>{inline(block.content)}</h{block.level}>"]
    if isinstance(block, tree.Figure):
        return _figure(block)
    if isinstance(block, tree.List):
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        items = [line for item in block.items for line in _wrapped("li", item, tight=block.tight)]
        tag = "ol" if block.ordered else "ul"
        return [f"<{tag}{start}>", *items, f"</{tag}>"]
    if isinstance(block, tree.Quote):
        head = [f"<p>{html_text(block.admonition)}</p>"] if block.admonition else []
        return ["<blockquote>", *head, *_all(block.blocks), "</blockquote>"]
    if isinstance(block, tree.CodeBlock):
        return _code_block(block)
    if isinstance(block, tree.Table):
        return _table(block)
    if isinstance(block, tree.DefinitionList):
        return _definition_list(block)
    if isinstance(block, tree.Details):
        return ["<details>", f"<summary>{inline(block.summary)}</summary>", *_all(block.blocks), "</details>"]
    if isinstance(block, tree.Embed):
        return [f"<p>{_text(block)[0]}</p>"]
    if isinstance(block, tree.RawBlock):
        return [line for line in block.text.split("\n") if line.strip()]
    if isinstance(block, tree.Footnote):
        return _all(anchored(block))
    return ["<hr>"]


def within(blocks: Sequence[tree.Block]) -> str:
    """What is between the tags of a cell that holds the blocks."""
    return "\n".join(_wrapped("td", blocks, tight=True))[len("<td>") : -len("</td>")]


def anchored(note: tree.Footnote) -> tuple[tree.Block, ...]:
    """The blocks of a note where it is HTML: references to it lead to its first text."""
    anchor = tree.Anchor(f"fn-{note.label}")
    if note.blocks and isinstance(note.blocks[0], tree.Paragraph):
        return tree.Paragraph((anchor, *note.blocks[0].content)), *note.blocks[1:]
    return tree.Paragraph((anchor,)), *note.blocks


def _all(blocks: Sequence[tree.Block]) -> list[str]:
    return [line for block in blocks for line in lines(block)]


def _wrapped(tag: str, blocks: Sequence[tree.Block], *, tight: bool, attributes: str = "") -> list[str]:
    """Blocks in an element; its paragraphs without tags of their own where that says the same.

    In an item of a list that may be further ones where no two touch; elsewhere further ones have their tags.
    """
    opening = f"<{tag}{attributes}>"
    texts = [isinstance(each, _TEXTS) for each in blocks]
    tight = tight and not (any(map(all, pairwise(texts))) if tag == "li" else any(texts[1:]))
    found = [_text(each) if tight and isinstance(each, _TEXTS) else lines(each) for each in blocks]
    if not (tight and texts and texts[0]):
        return [opening, *chain(*found), f"</{tag}>"] if blocks else [f"{opening}</{tag}>"]
    first = [opening + found[0][0], *found[0][1:]]
    if len(blocks) == 1:
        return [*first[:-1], f"{first[-1]}</{tag}>"]
    return [*first, *chain(*found[1:]), f"</{tag}>"]


def _text(block: tree.Paragraph | tree.Embed) -> list[str]:
    """A paragraph as text; what has been written has the line feeds of its lines."""
    if isinstance(block, tree.Embed):
        return [_inline(embed_link(block))]
    text = inline(block.content)
    return text.split("\n") if isinstance(next(iter(block.content), None), tree.Written) else [text]


def _figure(figure: tree.Figure) -> list[str]:
    pictures = [inline((picture.inline,)) for picture in figure.pictures]
    caption = [f"<figcaption>{inline(figure.caption)}</figcaption>"] if figure.caption else []
    return ["<figure>", *pictures, *caption, "</figure>"]


def _code_block(block: tree.CodeBlock) -> list[str]:
    language = attribute("class", f"language-{block.language}") if block.language else ""
    info = attribute("data-fence", block.info or None)
    # A reader leaves out the last line feed.
    text = code_text(f"{block.text}\n" if block.text.endswith("\n") else block.text, templates=block.templates)
    return f"<pre><code{language}{info}>{text}</code></pre>".split("\n")


def code_text(text: str, *, templates: bool) -> str:
    """Code in HTML, the line feeds of its blank lines as entities."""
    if templates:
        from html import escape

        text = escape(text, quote=False)
    else:
        text = html_text(text)
    first, *others = text.split("\n")
    return first + "".join(("\n" if line.strip() else "&#10;") + line for line in others)


def _table(table: tree.Table) -> list[str]:
    found = ["<table>"]
    if table.caption:
        found.append(f"<caption>{inline(table.caption)}</caption>")
    if table.head:
        found += ["<thead>", *_row("th", table.head, table.align), "</thead>"]
    if table.rows:
        found += ["<tbody>", *(line for row in table.rows for line in _row("td", row, table.align)), "</tbody>"]
    return [*found, "</table>"]


def _row(tag: str, cells: Sequence[tree.Cell], align: Sequence[str | None]) -> list[str]:
    regular = all(cell.colspan == cell.rowspan == 1 for cell in cells)
    found = ["<tr>"]
    for index, cell in enumerate(cells):
        side = align[index] if regular and index < len(align) else None
        attributes = "".join(
            f' {name}="{value}"'
            for name, value, default in (
                ("colspan", cell.colspan, 1),
                ("rowspan", cell.rowspan, 1),
                ("align", side, None),
            )
            if value != default
        )
        found += _wrapped("th" if cell.header else tag, cell.blocks, tight=True, attributes=attributes)
    return [*found, "</tr>"]


def _definition_list(block: tree.DefinitionList) -> list[str]:
    found = ["<dl>"]
    for terms, definitions in block.groups:
        found += [f"<dt>{inline(term)}</dt>" for term in terms]
        for definition in definitions:
            found += _wrapped("dd", definition, tight=True)
    return [*found, "</dl>"]


# ------------------------------------------------------------------------------------- inlines


def inline(content: Sequence[tree.Inline]) -> str:
    """Inline content as HTML, on one line (but for template tags, which are written as they are)."""
    written = list(map(_inline, content))
    if tree.RawInline in map(type, content):
        # Who looks for code in Markdown would take a tag between two of these for a part of it.
        written = [
            w.replace("`", "&#96;") if type(i) is tree.Text else w for i, w in zip(content, written, strict=True)
        ]
    for index, (item, following) in enumerate(pairwise(content)):
        if isinstance(item, tree.Text) and item.text.endswith("{") and isinstance(following, tree.RawInline):
            written[index] = f"{written[index][:-1]}&#123;"  # with the tag's own it would begin another
    return "".join(written)


def _inline(item: tree.Inline) -> str:
    if isinstance(item, tree.Text):
        return html_text(item.text)
    if isinstance(item, (tree.Emphasis, tree.Strong, tree.Strikethrough)):
        tag = TAGS_OF_MARKS[type(item)]
        return f"<{tag}>{inline(item.content)}</{tag}>"
    if isinstance(item, tree.Tagged):
        return f"<{item.tag}>{inline(item.content)}</{item.tag}>"
    if isinstance(item, tree.Link):
        return f"<a{attribute('href', item.url)}{attribute('title', item.title or None)}>{inline(item.content)}</a>"
    if isinstance(item, tree.Image):
        return _image(item)
    if isinstance(item, tree.LineBreak):
        return "<br>"
    if isinstance(item, tree.Code):
        return f"<code>{code_text(item.text, templates=item.templates)}</code>"
    if isinstance(item, tree.Math):
        return math_tag(item)
    if isinstance(item, tree.Anchor):
        return f"<a{attribute('id', item.identifier)}></a>"
    if isinstance(item, tree.FootnoteReference):
        # Dashes at its end only tell equal labels apart.
        label = html_text(item.label.rstrip("-") or item.label)
        return f"<a{attribute('href', f'#fn-{item.label}')}><sup>{label}</sup></a>"
    if isinstance(item, tree.Written):
        return html_text(item.text) if item.html is None else item.html
    assert isinstance(item, tree.RawInline)
    # The line of a dialect, and the end of a line, mean nothing here.
    return item.text if is_tag(item.text) else html_text(item.text.replace("\n", " "))


def _image(image: tree.Image) -> str:
    said = attribute("src", image.url) + attribute("alt", image.alt) + attribute("title", image.title or None)
    return f"<img{said}>"


def math_tag(math: tree.Math) -> str:
    """A formula where dollar signs cannot be used: MathML that carries the TeX and shows it."""
    tex = spaced_tex(math.text)
    display = ' display="block"' if math.display else ""
    shown = _MARKUP.sub(lambda match: f"&#{ord(match[0])};", tex.replace("\n", " "))
    return f"<math{attribute('alttext', tex)}{display}><mtext>{shown}</mtext></math>"


def spaced_tex(tex: str, *, lines: bool = False) -> str:
    """TeX without `{{` and `{%`, which Liquid and its kin would run: TeX ignores the blank.

    On one line where it may be, or with all its `lines`.
    """
    if "\n" not in tex or not (lines or ends_comment(tex)):
        tex = _LINE_WHITE.sub(" ", tex).strip()
    if "{{" in tex or "{%" in tex or "{#" in tex:
        tex = re.sub(r"\{(?=[{%#])", "{ ", tex)
    return tex
