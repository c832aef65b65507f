"""One picture of an article while its URLs are gathered: where it is shown, and what is said of it."""

from __future__ import annotations

from msgspec import Struct

from newsfix.model.article import Picture, PictureFile
from newsfix.model.problem import Where
from newsfix.model.walk import Shown
from newsfix.read.pictures.candidates import is_data


class Group(Struct, eq=False):
    """One picture: the URLs under which it is shown, the other ones, and what is said of it.

    `keys` are those under which it is found. `settle` chooses the `url` of them all and leaves the `others`.
    """

    keys: list[str]
    urls: dict[str, Where] = {}
    variants: dict[str, None] = {}
    places: list[Shown] = []
    url: str = ""
    others: tuple[str, ...] = ()
    file: PictureFile | None = None

    def is_changed(self) -> bool:
        """Whether the blocks show a picture more than once, or otherwise than under its one URL."""
        if len(self.places) != 1:
            return bool(self.places)
        image = self.places[0].image
        return image.url != self.url or bool(image.variants)

    def picture(self) -> Picture:
        """The entry of the list: what any of the places says first."""
        alt, title, caption = "", None, None
        for place in self.places:
            alt = alt or place.image.alt
            title = title or place.image.title or None
            caption = caption or place.caption or None
        return Picture(self.url, alt, title, caption, self.others)

    def other_urls(self) -> tuple[str, ...]:
        """The other URLs of a picture; what became its file is none."""
        urls = {**self.urls, **self.variants}
        return tuple([url for url in urls if url != self.url and not (self.file and is_data(url))])
