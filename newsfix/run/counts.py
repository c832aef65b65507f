"""What was done to an article, in numbers for the summary."""

from __future__ import annotations

from msgspec import Struct

from newsfix.model.article import Article


class Counts(Struct, frozen=True):
    """Pictures that stood under several URLs and now under one, captions tied to them, dates brought to ISO 8601."""

    pictures: int = 0
    captions: int = 0
    dates: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.pictures + other.pictures, self.captions + other.captions, self.dates + other.dates)


NOTHING = Counts()


def count(article: Article) -> Counts:
    """What was done to an article."""
    from newsfix.read.walk import figures

    dates = ((article.date, article.date_source), (article.updated, article.updated_source))
    return Counts(
        pictures=sum(bool(picture.variants) for picture in article.images),
        # Without pictures there is no figure to look for.
        captions=sum(bool(figure.caption) for figure in figures(article.blocks)) if article.images else 0,
        dates=sum(source is not None and value != source.text for value, source in dates),
    )
