"""What a site generator needs of the files that newsfix writes: one row of choices for each profile."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from newsfix.options import Options

FrontMatter = Literal["found", "always"]
FileNames = Literal["keep", "suffix", "slug", "date-slug", "bundle"]
Addresses = Literal["keep", "alias", "none"]
Templates = Literal["keep", "text", "raw"]
Figures = Literal["emphasis", "html", "title", "shortcode"]
RawHtml = Literal["keep", "avoid"]
PartialDates = Literal["original", "first"]
Excerpt = Literal["keep", "more", "separator"]
Footnotes = Literal["markdown", "html"]
OutputKeys = Mapping[str, "str | bool"]


class Choices(Struct, frozen=True):
    """How an article is written; each choice is an option of its own (see `newsfix.Options`), but for the last two.

    switch          the front matter entry that turns off the engine's tags
    has_shortcodes  the engine runs Hugo's shortcodes, in code too
    """

    front_matter: FrontMatter = "found"
    output_keys: OutputKeys = {}
    file_names: FileNames = "keep"
    addresses: Addresses = "none"
    templates: Templates = "keep"
    figures: Figures = "emphasis"
    raw_html: RawHtml = "keep"
    partial_dates: PartialDates = "original"
    excerpt: Excerpt = "keep"
    footnotes: Footnotes = "markdown"
    switch: tuple[str, str] | None = None
    has_shortcodes: bool = False


PLAIN = Choices()
"""The target where no profile and no option says anything."""

_SITE = Choices(front_matter="always", addresses="keep", templates="text", partial_dates="first")
"""What every site generator needs."""

PROFILES: Mapping[str, Choices] = {
    "hugo": replace(
        _SITE,
        output_keys={
            "updated": "lastmod",
            "cover": "images",
            "published": "draft",
            "layout": False,
            "address": "url",
            "alias": "aliases",
        },
        figures="shortcode",
        raw_html="avoid",
        excerpt="more",
        has_shortcodes=True,
    ),
    "jekyll": replace(
        _SITE,
        output_keys={
            "updated": "last_modified_at",
            "cover": "image",
            "draft": "published",
            "address": "permalink",
            "alias": "redirect_from",
        },
        file_names="date-slug",
        figures="html",
        excerpt="separator",
        switch=("render_with_liquid", "false"),
    ),
    "hexo": replace(
        _SITE,
        output_keys={"draft": "published", "address": "permalink", "alias": "alias"},
        file_names="slug",
        figures="html",
        excerpt="more",
        footnotes="html",
        switch=("disableNunjucks", "true"),
    ),
}

OPTIONS = tuple(Choices.__struct_fields__[:-2])
"""The choices that are options too."""
_VALUES = attrgetter(*OPTIONS)
_NOTHING_SAID = (None,) * len(OPTIONS)

_CLASHES: tuple[tuple[str, str, str, str], ...] = (
    ("figures", "html", "raw_html", "avoid"),
    ("footnotes", "html", "raw_html", "avoid"),
)
_CLASHES_OF_PROFILES: dict[tuple[str, str], tuple[str, ...]] = {
    ("figures", "shortcode"): ("jekyll", "hexo"),
    ("templates", "raw"): ("hugo", "hexo"),
    ("excerpt", "separator"): ("hugo", "hexo"),
    ("keys", "keep"): ("hugo", "jekyll", "hexo"),
}


def target(options: Options) -> Choices:
    """What the options say of how an article is written: each its own word, else the profile's."""
    below = PROFILES[options.profile] if options.profile else PLAIN
    values = _VALUES(options)
    if values == _NOTHING_SAID:
        return below
    said = {name: value for name, value in zip(OPTIONS, values, strict=True) if value is not None}
    if "output_keys" in said:
        said["output_keys"] = {**below.output_keys, **said["output_keys"]}
    return replace(below, **said)


def is_named(options: Options) -> bool:
    """Whether outputs are called otherwise than their inputs, or articles have addresses that may clash."""
    chosen = target(options)
    return chosen.file_names != "keep" or chosen.addresses != "none"


def check(options: Options) -> None:
    """Raises ValueError where two options contradict each other."""
    for (name, value), unable in _CLASHES_OF_PROFILES.items():
        if options.profile in unable and getattr(options, name) == value:
            raise ValueError(f"{_named(name, value)} cannot be combined with profile = {options.profile}")
    chosen = target(options)
    for one, this, other, that in _CLASHES:
        if getattr(chosen, one) == this and getattr(chosen, other) == that:
            raise ValueError(f"{_named(one, this)} cannot be combined with {_named(other, that)}; say both")


def _named(name: str, value: str) -> str:
    return f"{name.replace('_', '-')} = {value}"


def needs(chosen: Choices, codes: frozenset[str]) -> list[str]:
    """What the configuration of the site has to say so that it shows what was written, a line each.

    codes  those of the problems that were found
    """
    alias = chosen.output_keys.get("alias") if chosen.addresses == "alias" else None
    rows = (
        (
            "MD003" in codes and chosen.has_shortcodes,
            "Hugo leaves HTML out (MD003): markup.goldmark.renderer.unsafe = true shows it",
        ),
        (alias == "redirect_from", "old addresses need the plugin jekyll-redirect-from"),
        (alias == "alias", "old addresses need the plugin hexo-generator-alias"),
        (
            chosen.figures == "title" and chosen.switch == PROFILES["hexo"].switch,
            "captions are titles of pictures: marked.figcaption: true in _config.yml shows them",
        ),
    )
    return [line for holds, line in rows if holds]
