"""The fields of an article in front matter: their keys, and a cover with words of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from newsfix.model.article import Article, Picture, Value

FIELDS = ("title", "date", "updated", "authors", "categories", "tags", "url", "language", "cover")
OWN_KEYS = {field: field for field in FIELDS if field != "url"} | {"author": "authors", "canonical_url": "url"}
"""The keys of what newsfix writes that mean a field, with that field."""

# A cover as a mapping: `cover: {image: quay.jpg, alt: …, caption: …}`.
_ADDRESSES = ("image", "path", "src", "url", "img")
_ALTS = ("alt", "altText", "alt_text")
_CAPTIONS = ("caption", "credit", "attribution")


def stated_picture(value: Value) -> Picture | None:
    """The picture that a mapping of front matter names, with what it says of it (PaperMod, Chirpy)."""
    if not isinstance(value, dict):
        return None
    url = _said(value, _ADDRESSES)
    return Picture(url, _said(value, _ALTS), None, _said(value, _CAPTIONS) or None) if url else None


def paths_of_cover(url: str) -> tuple[str, ...]:
    """Where the file may lie that front matter names: a template puts that into a path."""
    return (url, *(f"{folder}/{url.lstrip('/')}" for folder in ("images", "img")))


def names_cover(article: Article) -> bool:
    """Whether a mapping among an article's further keys names its cover, so that no other key has to."""
    urls = {url for image in article.images if image.url == article.cover for url in (image.url, *image.variants)}
    stated = map(stated_picture, article.extra.values())
    return any(picture is not None and picture.url in urls for picture in stated)


def described(images: tuple[Picture, ...], cover: str | None, extra: Mapping[str, Value]) -> tuple[Picture, ...]:
    """The pictures, the cover with what a mapping says of it where nothing in the body does."""
    pictures = map(stated_picture, extra.values()) if cover is not None else ()
    stated = {picture.url: picture for picture in pictures if picture is not None}
    return tuple([_described(image, stated) if image.url == cover else image for image in images]) if stated else images


def _described(image: Picture, stated: Mapping[str, Picture]) -> Picture:
    said = next((stated[url] for url in (image.url, *image.variants) if url in stated), None)
    if said is None:
        return image
    return replace(image, alt=image.alt or said.alt, caption=image.caption or said.caption)


def _said(value: Mapping[str, Value], names: Iterable[str]) -> str:
    """What the first of these keys says that says anything, on one line."""
    found = (" ".join(said.split()) for name in names if isinstance(said := value.get(name), str))
    return next(filter(None, found), "")
