"""Every picture of an article once, under one URL, wherever it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from newsfix.model.article import Block, Picture, PictureFile
from newsfix.model.problem import Element, Unplaced, Where, short
from newsfix.model.walk import Shown, shown
from newsfix.options import Options
from newsfix.read.html.addresses import resolved
from newsfix.read.pictures import candidates
from newsfix.read.pictures.element import choose
from newsfix.read.pictures.identity import AddressTable, table
from newsfix.read.pictures.not_pictures import is_tracker
from newsfix.read.pictures.repeats import rewrite
from newsfix.syntax.fields import paths_of_cover


class Merge(Struct, frozen=True):
    """Several URLs of one picture: `url` stands for the `others`, by these rows (none: the markup says so)."""

    url: str
    others: tuple[str, ...]
    rows: tuple[str, ...]


class Unified(Struct, frozen=True):
    """Blocks in which every picture has one URL, and the list of the pictures.

    cover       the URL of the picture that the front matter names
    cover_keys  the front matter keys that name this picture, in whatever form
    problems    each at the image or at the front matter key that names it
    merges      of the pictures with several URLs, how they became one
    places      where the blocks show them
    files       the pictures that stood in the article itself, where the options make files of them
    """

    blocks: tuple[Block, ...]
    pictures: tuple[Picture, ...]
    cover: str | None
    cover_keys: tuple[str, ...]
    problems: tuple[Unplaced, ...]
    merges: tuple[Merge, ...]
    places: tuple[Shown, ...] = ()
    files: tuple[PictureFile, ...] = ()


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


def unify(
    blocks: tuple[Block, ...],
    covers: Sequence[tuple[str, str]],
    base: str | None,
    options: Options,
    has_file: Callable[[str], bool | None] | None = None,
) -> Unified:
    """Group the pictures of the body and the front matter, and give each group one URL.

    covers    front matter keys that name a picture, with their values, in order of preference
    base      the article's url
    has_file  see `Origin`

    A figure that repeats a picture and says nothing new is dropped as `options.repeats` says. Nothing raises.
    """
    places = shown(blocks)
    if not places and not covers:
        return Unified(blocks, (), None, (), (), ())
    base = base if base and "://" in base else None
    return _Unifier(base, options, has_file, table(options.picture_rows)).unify(blocks, places, covers)


class _Unifier(Struct, eq=False):
    """One article's groups and problems while they are found."""

    base: str | None
    options: Options
    has_file: Callable[[str], bool | None] | None
    table: AddressTable
    files: dict[str, PictureFile | str] = {}
    keys: dict[str, str] = {}
    groups: dict[str, Group] = {}
    problems: list[Unplaced] = []

    def unify(self, blocks: tuple[Block, ...], places: list[Shown], covers: Sequence[tuple[str, str]]) -> Unified:
        for place in places:
            image = place.image
            self.add(image.url, image.variants, Element("img", image.ordinal)).places.append(place)
        self.join_by_variants()
        cover, cover_keys = self.cover(covers)
        groups = list(dict.fromkeys(self.groups.values()))
        if cover is not None and not cover.places:
            groups.sort(key=lambda group: group is not cover)
        for group in groups:
            self.settle(group)
        if any(each.is_changed() for each in groups):
            variants = {url: group.url for group in groups for url in group.variants}
            urls = {url: group.url for group in groups for url in group.urls}
            blocks, repeats = rewrite(blocks, variants | urls, self.options.repeats)
            self.problems += repeats
            places = shown(blocks)
        several = [group for group in groups if len(group.urls) + len(group.variants) > 1]
        return Unified(
            blocks,
            tuple([group.picture() for group in groups]),
            cover.url if cover else None,
            cover_keys,
            tuple(self.problems),
            tuple([Merge(each.url, each.others, self.rows((*each.urls, *each.variants))) for each in several]),
            tuple(places),
            tuple([group.file for group in groups if group.file]),
        )

    def key(self, url: str) -> str:
        if url not in self.keys:
            file = self.file(url)
            self.keys[url] = file.name if file else self.table.identity(self.resolved(url))[0]
        return self.keys[url]

    def file(self, url: str) -> PictureFile | None:
        """The file that a `data:` URL becomes; None where it is another URL or cannot be read."""
        if self.options.data_prefix is None or not candidates.is_data(url):
            return None
        from newsfix.read.pictures.inline_data import picture_file

        if url not in self.files:
            try:
                self.files[url] = picture_file(url)
            except ValueError as error:
                self.files[url] = str(error)
        found = self.files[url]
        return found if isinstance(found, PictureFile) else None

    def resolved(self, url: str) -> str:
        """A relative URL resolved against the article's url (RFC 3986, section 5)."""
        needs_base = (candidates.is_relative(url) or url.startswith("//")) and not candidates.is_broken(url)
        return resolved(self.base, url) if needs_base else url

    def add(self, url: str, variants: Iterable[str], where: Where) -> Group:
        """The picture of a URL, which is added where it is not known yet."""
        key = self.key(url)
        group = self.groups.get(key)
        if group is None:
            group = self.groups[key] = Group([key])
        group.urls.setdefault(url, where)
        group.variants.update(dict.fromkeys(variants))
        return group

    def join_by_variants(self) -> None:
        """Join two groups where the markup of one picture states the URL of the other.

        A URL that several pictures state is not one of them: it stands for those that are not loaded yet.
        """
        claims: dict[str, list[str]] = {}
        for own, group in list(self.groups.items()):
            for key in dict.fromkeys(map(self.key, group.variants)) if group.variants else ():
                if key != own:
                    claims.setdefault(key, []).append(own)
        for key, claimants in claims.items():
            if len(claimants) > 1:
                continue
            group, other = self.groups[claimants[0]], self.groups.get(key)
            if other is None:
                self.groups[key] = group
                group.keys.append(key)
            elif other is not group:
                self.absorb(group, other)

    def absorb(self, group: Group, other: Group) -> None:
        group.urls.update({url: where for url, where in other.urls.items() if url not in group.urls})
        group.variants.update(other.variants)
        group.places += other.places
        group.keys += other.keys
        self.groups.update(dict.fromkeys(other.keys, group))

    def cover(self, covers: Sequence[tuple[str, str]]) -> tuple[Group | None, tuple[str, ...]]:
        """The picture that the front matter names first, and all the keys that name it."""
        cover: Group | None = None
        keys: list[str] = []
        wrong: dict[tuple[str, str], list[str]] = {}
        for name, value in covers:
            url = value.strip()
            if not candidates.is_picture_name(url):
                continue
            chosen = choose([candidates.Candidate(url, "src")], self.table)
            if chosen is None or is_tracker(url):
                wrong.setdefault(("IM002", f"what is not a picture of the article: {short(url)}"), []).append(name)
                continue
            if candidates.is_broken(url):
                wrong.setdefault(("IM004", f"a broken URL: {short(url)}"), []).append(name)
                continue
            if cover is None or self.groups.get(self.key(chosen.url)) is cover:
                cover = self.add(chosen.url, chosen.variants, name)
                keys.append(name)
        for (code, what), names in wrong.items():
            verb = "names" if len(names) == 1 else "name"
            self.problems.append(Unplaced(code, f"{' and '.join(names)} {verb} {what}", names[0]))
        return cover, tuple(keys)

    def settle(self, group: Group) -> None:
        """Choose the group's URL and say what is wrong with it."""
        urls = list(group.urls)
        best = urls[0] if len(urls) == 1 else min(urls, key=self.rank)
        first = group.urls[best]
        if candidates.is_broken(best):
            self.problems.append(Unplaced("IM004", f"the URL is broken: {short(best)}", first))
        elif self.base is None and candidates.is_relative(best):
            self.settle_relative(best, first)
        group.url = self.resolved(best) if self.options.absolute_links else best
        if self.options.data_prefix is not None and candidates.is_data(best):
            self.settle_data(group, best)
        # What became the file of a picture is not one of its other URLs.
        known = [url for url in {**group.urls, **group.variants} if url != group.url]
        group.others = tuple([url for url in known if not (group.file and candidates.is_data(url))])
        if len(urls) > 1:
            others = [url for url in urls if url != best]
            reason = ", ".join(self.rows(urls)) or "the markup says so"
            message = f"{short(best)} also appears as {' and '.join(map(short, others))} ({reason})"
            self.problems.append(Unplaced("IM001", message, group.urls[others[0]]))

    def settle_relative(self, url: str, where: Where) -> None:
        """Say that a relative URL leads nowhere: its file is missing, or nothing tells what it is relative to."""
        there = self.has_file(url) if self.has_file else None
        if there is False and self.has_file and isinstance(where, str):
            if "." not in url.rpartition("/")[2]:
                return  # a template puts the end to it
            there = any(map(self.has_file, paths_of_cover(url)))
        if there is None:
            message = f"the URL is relative and the article has no url to resolve it: {short(url)}"
            self.problems.append(Unplaced("IM003", message, where))
        elif not there:
            message = f"the picture is neither beside the article nor in a static directory: {short(url)}"
            self.problems.append(Unplaced("IM009", message, where, detail=url))

    def settle_data(self, group: Group, url: str) -> None:
        """Give a picture that is in the article itself the URL of its file, or say why it has none."""
        file = self.file(url)
        if file is not None:
            group.url, group.file = f"{self.options.data_prefix}{file.name}", file
        else:
            message = f"the picture was not written to a file and stays in the text: {self.files[url]}: {short(url)}"
            self.problems.append(Unplaced("IM008", message, group.urls[url]))

    def rank(self, url: str) -> tuple[bool, bool, bool, float]:
        """What speaks against a URL, from the gravest on."""
        return (
            candidates.is_data(url) or candidates.is_broken(url) or candidates.is_pending(url),
            self.table.origin(url) is not None,
            candidates.is_relative(url) or url.startswith("//"),
            -candidates.size(url, self.table),
        )

    def rows(self, urls: Iterable[str]) -> tuple[str, ...]:
        """The rows by which URLs are one, each once."""
        return tuple(dict.fromkeys(row.name for url in urls for row in self.table.identity(self.resolved(url))[1]))
