"""Pictures with their captions in the forms that site generators know."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from newsfix.model.article import Block, Figure, LinkedImage, Paragraph, RawBlock, RawInline, Text
from newsfix.model.walk import inline_text
from newsfix.write import html
from newsfix.write.markdown import inline
from newsfix.write.shape.each import Blocks, blocks_with


def _each(form: Callable[[Figure], Block | None]) -> Callable[[Blocks], Blocks]:
    """The blocks with each captioned figure in this form, where the form can say it."""

    def of_block(block: Block) -> Sequence[Block]:
        return ((type(block) is Figure and block.caption and form(block)) or block,)

    return lambda blocks: blocks_with(blocks, of_block)


def _as_title(figure: Figure) -> Block | None:
    """`![alt](url "caption")`, where the caption is nothing but text."""
    if len(figure.pictures) != 1 or not all(type(item) is Text for item in figure.caption):
        return None
    picture = figure.pictures[0]
    if picture.image.title:
        return None
    image = replace(picture.image, title=inline_text(figure.caption))
    return Paragraph((LinkedImage(image, picture.target).inline,))


def _as_shortcode(figure: Figure) -> Block | None:
    """`{{< figure src="…" caption="…" >}}`, whose caption is Markdown to Hugo."""
    if len(figure.pictures) != 1:
        return None
    image, target = figure.pictures[0].image, figure.pictures[0].target
    caption = inline(figure.caption)
    if image.title or (target and target.title):
        return None
    pairs = (("src", image.url), ("alt", image.alt), ("link", target.url if target else ""), ("caption", caption))
    if any(char in value for _, value in pairs for char in '"\\\n`{}<>&'):
        return None  # between the quotes of a shortcode it would mean something else
    values = "".join(f' {name}="{value}"' for name, value in pairs if value)
    return Paragraph((RawInline(f"{{{{< figure{values} >}}}}"),))


FORMS: Mapping[str, Callable[[Blocks], Blocks]] = {
    "emphasis": lambda blocks: blocks,
    "html": _each(lambda figure: RawBlock("\n".join(html.lines(figure)))),
    "title": _each(_as_title),
    "shortcode": _each(_as_shortcode),
}
"""The forms of a caption."""
