"""Everything a user can choose about how an article is read and written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import astuple, force_setattr, replace

from newsfix import profiles
from newsfix.rules import DEFAULT

MEGABYTE = 1_000_000

Format = Literal["markdown", "json", "jsonl"]
BodyKind = Literal["auto", "html", "markdown"]
CaptionMode = Literal["likely", "strict"]
RepeatMode = Literal["keep", "adjacent", "drop"]
KeyMode = Literal["standard", "keep"]
Profile = Literal["hugo", "jekyll", "hexo"]


class Options(Struct, frozen=True, repr_omit_defaults=True):
    """The defaults are those of the command line. A value that cannot be used raises ValueError, in its words.

    encoding       a codec name that overrides detection
    body           what the body is; auto looks at it
    day_first      True: 03/04 is 3 April; False: March 4; None: evidence or a problem
    assume_zone    IANA name of the zone of times without an offset
    to_zone        IANA name of the zone that times with an offset are converted to
    base_date      ISO date from which relative words (yesterday) count
    zones          zone abbreviations the user has settled: {"CST": "+08:00"}
    captions       strict takes only captions that the markup states
    repeats        what becomes of figures that show a picture again and say nothing new: adjacent drops those
                   without text between or with the same caption, drop all of them, keep none
    absolute_links resolve links and pictures against the article's url
    main           of a whole page without front matter write the article alone; or patterns as in `drop_where`,
                   for the pages that they match
    drop           CSS selectors of elements that are not the article
    drop_where     (pattern, selectors): further ones where the pattern (`*`, `?`) matches url, author or path
    picture_rows   further rows for the table of picture identities: (name, pattern, replacement)
    data_prefix    what is before the names of files in the URLs of pictures that the article itself holds
                   (`data:`), which then are in `Result.files`; None leaves those pictures as they are
    names          further front matter keys for a field, tried before the known ones: {"date": ("posted",)}
    keys           keep writes the source's own key names, standard those of newsfix
    profile        the site generator that the Markdown is for; it chooses what the next ten leave open (None)
    front_matter   always writes one, found only where there is something to say in it
    output_keys    front matter keys to write fields and other keys under: {"updated": "lastmod"}; False leaves one out
    file_names     keep, suffix (p.html.md), slug, date-slug or bundle (slug/index.md), in a directory
    addresses      keep writes the article's old path as its address, alias as a further one
    templates      text: template tags are text to the target's engine; raw: between Liquid's raw tags; keep runs them
    figures        how a picture with a caption is written: emphasis, html, title or shortcode
    raw_html       avoid writes none where Markdown can say it, and reports the rest
    partial_dates  first completes a date without a day to the first one; original keeps it as date_original
    excerpt        more marks its end with <!--more-->, separator names that in the front matter too
    footnotes      markdown or html
    verify         read the Markdown back and compare it with the article
    rules          the codes of the problems that are looked for and reported
    required       front matter keys that every article must have
    allowed        front matter keys that an article may have; empty: any
    schema         the text of a JSON Schema that the front matter must validate against
    """

    to: Format = "markdown"
    encoding: str | None = None
    body: BodyKind = "auto"
    day_first: bool | None = None
    assume_zone: str | None = None
    to_zone: str | None = None
    base_date: str | None = None
    zones: Mapping[str, str] = {}
    captions: CaptionMode = "likely"
    repeats: RepeatMode = "adjacent"
    absolute_links: bool = False
    main: bool | tuple[str, ...] = False
    drop: tuple[str, ...] = ()
    drop_where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    picture_rows: tuple[tuple[str, str, str], ...] = ()
    data_prefix: str | None = None
    names: Mapping[str, tuple[str, ...]] = {}
    keys: KeyMode = "standard"
    profile: Profile | None = None
    front_matter: profiles.FrontMatter | None = None
    output_keys: profiles.OutputKeys | None = None
    file_names: profiles.FileNames | None = None
    addresses: profiles.Addresses | None = None
    templates: profiles.Templates | None = None
    figures: profiles.Figures | None = None
    raw_html: profiles.RawHtml | None = None
    partial_dates: profiles.PartialDates | None = None
    excerpt: profiles.Excerpt | None = None
    footnotes: profiles.Footnotes | None = None
    verify: bool = False
    rules: tuple[str, ...] = DEFAULT
    required: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    schema: str | None = None

    def __post_init__(self) -> None:
        from newsfix.values import OPTIONS  # it asks those who will use a value, and they know this class

        for name, default in zip(self.__struct_fields__, self.__struct_defaults__, strict=True):
            value = getattr(self, name)
            if value is not default:
                try:
                    force_setattr(self, name, OPTIONS[name](value))
                except ValueError as error:
                    raise ValueError(f"{name}: {error}") from None
        profiles.check(self)

    def __hash__(self) -> int:
        return hash(tuple(tuple(sorted(each.items())) if isinstance(each, dict) else each for each in astuple(self)))

    def replace(self, **changes: Any) -> Options:
        """The same options with some changed, by name."""
        return replace(self, **changes)


DEFAULTS = Options()
