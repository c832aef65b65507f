"""The names under which front matter in the wild gives an article's fields: one table, its order decides."""

from __future__ import annotations

from functools import lru_cache

NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "post_title"),
    "date": (
        "date", "date_original", "pub_date", "published", "published_at", "publish_date", "publish_time",
        "published_date", "published_time", "published_on", "date_published", "publication_date",
        "publication_time", "article:published_time", "post_date", "posted", "posted_at", "posted_on",
        "issued", "dc:date", "dc.date", "datetime", "date_time", "created", "created_at", "created_on",
        "created_date", "created_time", "date_created", "creation_date", "ctime", "timestamp", "time",
        "iso_date", "date_publish", "date_gmt", "post_date_gmt", "pub_datetime", "publish_datetime",
        "published_datetime", "date_posted", "posted_date", "first_published", "first_published_at",
        "first_published_on", "wp:post_date", "wp:post_date_gmt",
    ),
    "updated": (
        "updated", "updated_original", "update", "updated_at", "updated_on", "update_date", "update_time",
        "updated_date", "updated_time", "date_updated", "last_updated", "last_update", "last_updated_at",
        "modified", "modified_at", "modified_on", "modified_date", "modified_time", "date_modified",
        "last_modified", "last_modified_at", "last_mod", "mod_date", "mtime", "article:modified_time",
        "og:updated_time", "edited", "edited_at", "modified_gmt", "post_modified", "post_modified_gmt",
        "date_modify", "mod_datetime", "modified_datetime", "updated_datetime", "last_edited", "last_edited_at",
        "last_edited_time", "wp:post_modified", "wp:post_modified_gmt",
    ),
    "authors": (
        "author", "authors", "author_name", "by", "byline", "creator", "creators", "dc:creator", "dc.creator",
        "writer", "writers", "posted_by", "article:author",
    ),
    "categories": (
        "categories", "category", "section", "sections", "article:section",
    ),
    "tags": ("tags", "tag", "article:tag"),
    "url": (
        "canonical_url", "canonical", "url", "from", "link", "source", "source_url", "source_link", "original",
        "original_url", "original_link", "blogger_orig_url", "wordpress_url", "origin_url",
        "article_url", "post_url", "og:url", "permalink",
    ),
    "language": (
        "language", "lang", "locale", "in_language", "dc:language", "dc.language",
    ),
    "cover": (
        "cover", "headimg", "head_img", "thumbnail", "thumb", "cover_image", "cover_img", "cover_url", "image",
        "image_url", "img", "featured_image", "feature_image", "featured_img", "featured", "feature", "banner",
        "banner_img", "banner_image", "header_image", "header_img", "header", "hero_image", "hero", "og_image",
        "og:image", "share_img", "share_image", "social_image", "twitter_image", "twitter:image",
        "twitter:image:src", "primary_image", "lead_image", "top_image", "top_img", "index_img", "post_image",
        "main_image", "teaser", "teaser_image", "preview_image", "preview", "poster", "photo", "picture",
        "pic", "image_facebook",
    ),
}  # fmt: skip
"""Field to key names, most telling first. Case, `-`, `_`, `.`, `:` and blanks do not count.

`date_original` and `updated_original` are our own: a month or a year is there, since no site
generator reads it under `date`.
"""

HEADER_KEYS = frozenset({
    "title", "date", "author", "authors", "category", "categories", "tags", "tag", "keywords", "slug",
    "summary", "status", "lang", "language", "modified", "updated", "url", "save_as", "translation",
    "template", "description", "subtitle", "link", "image", "cover", "thumbnail", "publish", "published",
})  # fmt: skip
"""Keys (lower case, `_`) that `Key: value` lines without a fence are recognised by."""

OTHER_KEYS = frozenset({
    "layout", "slug", "description", "summary", "excerpt", "status", "type", "draft", "comments", "series",
    "weight", "aliases", "id", "guid", "wordpress_id", "blogger_id", "parent_id", "password",
    "meta", "keywords", "template", "license", "deck", "topics", "subtitle", "excerpt_separator", "toc",
    "math", "mermaid", "pin", "hidden", "views", "sitemap", "menu", "nav_order",
})  # fmt: skip
"""Common keys without a field: they tell front matter from text, and where one of several in a line begins."""

AUTHOR_NAMES = ("display_name", "name", "full_name", "nickname", "nicename", "username", "login")
"""The members of an author's mapping that name the person, best first."""

# Blanks and characters that nobody sees come with what is pasted from a page.
_WITHOUT_SEPARATORS = str.maketrans("", "", "-_.: \t\xa0\u200b\u200c\u200d\u2060\ufeff")


@lru_cache(maxsize=1024)
def normal(key: str) -> str:
    """A key without what does not count in it."""
    return key.translate(_WITHOUT_SEPARATORS).lower()


FIELD_OF: dict[str, tuple[str, int]] = {}
"""Normal key to its field and its rank there."""

for _field, _names in NAMES.items():
    for _rank, _name in enumerate(_names):
        FIELD_OF.setdefault(normal(_name), (_field, _rank))

_KNOWN = frozenset(FIELD_OF) | frozenset(map(normal, OTHER_KEYS | HEADER_KEYS))


def is_known(key: str) -> bool:
    """Whether the key is one that front matter commonly has."""
    return normal(key) in _KNOWN
