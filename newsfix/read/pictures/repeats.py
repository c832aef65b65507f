"""Blocks with the pictures' own URLs, and without the figures that only repeat a picture."""

from __future__ import annotations

from collections.abc import Mapping
from operator import is_

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model import article as tree
from newsfix.model.problem import Element, Unplaced, short
from newsfix.model.walk import HOLDERS, MARKS, Blocks, Content, inline_text, with_parts
from newsfix.options import RepeatMode


def rewrite(blocks: Blocks, urls: Mapping[str, str], repeats: RepeatMode) -> tuple[Blocks, list[Unplaced]]:
    """Show every picture under the URL that `urls` gives for the one it has (and for its other forms).

    A figure that shows a picture already shown and has no other caption, alternative text, title or link is
    left out, except in a table, where a cell's place speaks, and where nothing else would be left of an item:
    with `adjacent` where no text is between or the caption is the same, with `drop` wherever it is, with
    `keep` nowhere. What is unchanged is the same object as before.
    The problems name the image that was left out.
    """
    rewriter = _Rewriter(urls, repeats)
    return rewriter.blocks(blocks), rewriter.problems


class _Said(Struct, eq=False):
    """What has been said of a picture so far: its first place, texts and links."""

    ordinal: int | None
    texts: set[str] = set()
    captions: set[str] = set()
    place: int = -1
    links: set[str] = set()


class _Rewriter(Struct, eq=False):
    """What has been seen of the pictures so far; `place` counts the texts that have been passed."""

    urls: Mapping[str, str]
    repeats: RepeatMode
    said: dict[str, _Said] = {}
    problems: list[Unplaced] = []
    in_table: bool = False
    place: int = 0

    def blocks(self, blocks: Blocks) -> Blocks:
        rewritten: list[tree.Block] = []
        dropped = 0
        for index, block in enumerate(blocks):
            if type(block) is tree.Figure:
                figure = self.figure(block, alone=not rewritten and index == len(blocks) - 1)
                if figure is None:
                    dropped += 1
                    continue
                rewritten.append(figure)
            else:
                rewritten.append(self.block(block))
        if not dropped and all(map(is_, rewritten, blocks)):
            return blocks
        return tuple(rewritten)

    def block(self, block: tree.Block) -> tree.Block:
        if type(block) not in HOLDERS:  # their own blocks count, not they themselves
            self.place += 1
        outer, self.in_table = self.in_table, self.in_table or type(block) is tree.Table
        rewritten = with_parts(block, self.blocks, self.content)
        self.in_table = outer
        return rewritten

    def content(self, content: Content) -> Content:
        for item in content:
            if type(item) is not tree.Text:
                break
        else:
            return content
        rewritten = tuple(map(self.inline, content))
        return content if all(map(is_, rewritten, content)) else rewritten

    def inline(self, item: tree.Inline) -> tree.Inline:
        if type(item) is tree.Text or type(item) is tree.LineBreak:
            return item
        if type(item) is tree.Image:
            image = self.image(item)
            self.say(image, None, None)
            return image
        if isinstance(item, MARKS):
            content = self.content(item.content)
            return item if content is item.content else replace(item, content=content)
        return item

    def image(self, image: tree.Image) -> tree.Image:
        url = self.urls.get(image.url, image.url)
        return image if url == image.url and not image.variants else replace(image, url=url, variants=())

    def linked(self, picture: tree.LinkedImage) -> tree.LinkedImage:
        image = self.image(picture.image)
        return picture if image is picture.image else tree.LinkedImage(image, picture.target)

    # ---------------------------------------------------------------------------------- figures

    def figure(self, figure: tree.Figure, *, alone: bool) -> tree.Figure | None:
        """The figure with its images' URLs and without those that say nothing new; None where none is left.

        `alone`: nothing else is left of what holds the figure.
        """
        pictures = tuple(map(self.linked, figure.pictures))
        caption = inline_text(figure.caption)
        first: set[str] = set()
        kept: list[tree.LinkedImage] = []
        repeated: list[tree.LinkedImage] = []
        for picture in pictures:
            image = picture.image
            if image.url not in self.said:
                first.add(image.url)
            if self.is_news(image, picture.target, caption):
                kept.append(picture)
            else:
                repeated.append(picture)
            self.say(image, picture.target, caption)
        # A caption is about all the images of its figure, also those that stand elsewhere too.
        is_whole = caption and kept and any(each.image.url not in first for each in repeated)
        if repeated and (self.in_table or is_whole or (alone and not kept)):
            kept, repeated = list(pictures), []
        content = self.content(figure.caption)
        for each in repeated:
            self.report(each, "" if kept else caption)
        if not kept:
            return None
        if not repeated and content is figure.caption and all(map(is_, kept, figure.pictures)):
            return figure
        return replace(figure, pictures=tuple(kept), caption=content)

    def is_news(self, image: tree.Image, link: tree.Target | None, caption: str) -> bool:
        said = self.said.get(image.url)
        if said is None or not image.url or self.repeats == "keep":
            return True
        is_adjacent = said.place == self.place or (caption and caption in said.captions)
        if self.repeats == "adjacent" and not is_adjacent:
            return True
        if any(text and text not in said.texts for text in (caption, image.alt, image.title)):
            return True
        if link is None:
            return False
        is_new_title = link.title is not None and link.title not in said.texts
        return is_new_title or (link.url not in said.links and self.urls.get(link.url) != image.url)

    def say(self, image: tree.Image, link: tree.Target | None, caption: str | None) -> None:
        said = self.said.get(image.url)
        if said is None:
            said = self.said[image.url] = _Said(image.ordinal)
        said.place = self.place
        if caption:
            said.captions.add(caption)
        for text in (caption, image.alt, image.title):
            if text:
                said.texts.add(text)
        if link is not None:
            said.links.add(link.url)
            if link.title:
                said.texts.add(link.title)

    def report(self, picture: tree.LinkedImage, caption: str) -> None:
        image = picture.image
        first = self.said[image.url].ordinal
        place = "earlier" if first is None else f"by image {first + 1} of the body"
        message = f"the picture is already shown {place}: {short(image.url)}"
        self.problems.append(Unplaced("IM006", message, Element("img", image.ordinal), _as_html(picture, caption)))


def _as_html(picture: tree.LinkedImage, caption: str) -> str:
    """What a picture and its caption say, as HTML."""
    image, target = picture.image, picture.target
    link = f'<a href="{_value(target.url)}" title="{_value(target.title or "")}">' if target else ""
    return f'{link}<img alt="{_value(image.alt)}" title="{_value(image.title or "")}"> {_value(caption)}'


def _value(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
