"""The site that an article belongs to: whether it has the file that a relative URL names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache

from newsfix.regex import regex
from newsfix.run import files, finding, paths

_COPIED = ("static", "public")
_STATIC = ("", *_COPIED, "assets", "source", "src", "src/pages", "content", "docs")
"""Directories whose files a site generator copies to the root of the site, beside or above the articles."""
ELEVENTY = (".eleventy.js", *(f"eleventy.config.{suffix}" for suffix in ("js", "mjs", "cjs", "ts")))
"""The files by which Eleventy knows a site; its templates are Liquid, as Jekyll's are, unless it is told otherwise."""
SITES = (
    *(f"{name}.{suffix}" for name in ("hugo", "config") for suffix in ("toml", "yaml", "yml", "json")),
    *("_config.yml", "_config.toml", "docusaurus.config.js", "docusaurus.config.ts"),
    *("astro.config.mjs", "astro.config.js", "astro.config.ts"),
    *ELEVENTY,
)
"""The files by which a site generator knows the root of a site."""
_PROGRAMS = (*SITES, "package.json", "mkdocs.yml", "book.toml", "config.rb", "nanoc.yaml", "pelicanconf.py")
"""Files that tell that the site is made in a repository, and not from it elsewhere."""
_DAY = regex(r"\A[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}-(?=.)")
"""What the name of a post begins with, and its address does not."""
_FETCHED = ("node_modules", "vendor", "bower_components")
_ALIASES = ("@", "~", "%", "$", "|")
"""What the names of directories begin with that only a build knows (`@site/static/ferry.jpg`)."""


@lru_cache(maxsize=64)
def _beside(root: str) -> tuple[str, ...]:
    """The static directories of the sites in a repository, as `website/static/` or `packages/site/static/`."""
    found: list[str] = []
    for place in _in_root(root):
        inner = finding.listed(place)[1]
        within = (os.path.join(place, each) for each in inner if each not in (*_COPIED, *_FETCHED))
        found += (
            directory
            for above in (place, *within)
            for each in _COPIED
            if files.exists(directory := os.path.join(above, each))
        )
    return tuple(found)


def _in_root(root: str) -> list[str]:
    """The directories in the root of a repository."""
    return [os.path.join(root, name) for name in finding.listed(root)[1] if name[0] != "." and name not in _FETCHED]


@lru_cache(maxsize=64)
def _absent(root: str) -> tuple[str, ...]:
    """The places in a repository of others (submodules) that are not checked out."""
    stated = os.path.join(root, ".gitmodules")
    try:
        text = files.read(stated).decode("utf-8", "surrogateescape") if files.is_regular(stated) else ""
    except OSError:
        return ()
    pairs = (line.split("=", 1) for line in text.splitlines() if "=" in line)
    places = [os.path.join(root, value.strip()) for key, value in pairs if key.strip() == "path"]
    return tuple(os.path.normpath(place) for place in places if not files.names(place))


def _is_made(path: str) -> bool:
    """Whether a program of a site makes a file: one lies there with its name and a further ending (`ferry.svg.js`)."""
    folder, name = os.path.split(path)
    return any(each.startswith(f"{name}.") for each in files.names(folder))


class Site:
    """The files that the articles of one directory may name.

    static_roots  directories that are copied to the root of the site, beside those that generators have
    """

    def __init__(self, path: str, static_roots: Sequence[str]) -> None:
        self._folder = os.path.dirname(os.path.abspath(path))
        self._stem = os.path.join(self._folder, paths.stem_of(path))
        self._root = files.repository_of(self._folder)
        self._static_roots = static_roots

    def has_file(self, url: str) -> bool | None:
        """Whether there is the file that a relative URL names; None where there is not, and nothing tells of a site.

        A path from the root is looked for in the static directories, any other beside the article too, and below a
        directory of the article's own name.
        """
        name = _name(url)
        if not name or name.startswith(_ALIASES) or "{" in name or "<" in name:
            return True
        if name.startswith("/") and self._is_beside(name):
            return True
        if any(map(files.exists, self._candidates(name))) or self._is_absent(name):
            return True
        if any(map(_is_made, self._candidates(name))):
            return True
        return False if self._root or self._static_roots else None

    def _candidates(self, name: str) -> Iterator[str]:
        """Where the file may be that a path names, those where most are first."""
        beside = () if name.startswith("/") else (self._folder, self._stem)
        places = (*beside, *self._static_roots, *self._static())
        endings = tuple(_endings(name))
        yield from (os.path.join(place, each) for each in endings for place in places)
        if self._root:
            # A theme may lie in any directory; a name by itself says too little of a file there.
            further = [each for each in endings if "/" in each]
            yield from (os.path.join(place, each) for each in further for place in _in_root(self._root))

    def _is_beside(self, name: str) -> bool:
        """Whether a path from the root is one beside the article, by its address: in lower case, or without its day.

        An article with a directory of its own may have any address.
        """
        above, _, last = name.rpartition("/")
        stem, folder = os.path.basename(self._stem), os.path.basename(self._folder)
        if os.path.basename(above) == _DAY.sub("", stem) and files.exists(os.path.join(self._stem, last)):
            return True
        return files.exists(os.path.join(self._folder, last)) and (
            stem in ("index", folder)
            or (os.path.basename(above) == folder.lower() and self._folder.lower().endswith(above.lower()))
        )

    def _is_absent(self, name: str) -> bool:
        """Whether a file may be in a submodule that is not checked out; a theme has what the site's root has."""
        absent = _absent(self._root) if self._root else ()
        place = os.path.normpath(os.path.join(self._folder, name))
        return bool(absent) and (name.startswith("/") or any(paths.contains(each, place) for each in absent))

    def is_elsewhere(self, url: str) -> bool:
        """Whether a path from the root says nothing, as no site is made here, nor its first directory is here."""
        if not url.startswith("/") or self._static_roots or self._root is None:
            return False
        of_a_site = (*_STATIC[1:], *_PROGRAMS, url.strip("/").partition("/")[0])
        here = (os.path.join(place, each) for place in upwards(self._folder, self._root) for each in of_a_site)
        return not any(map(files.exists, here)) and not _beside(self._root)

    def _static(self) -> Iterator[str]:
        for directory in upwards(self._folder, self._root):
            for name in _STATIC:
                yield os.path.join(directory, name)
        if self._root:
            yield from _beside(self._root)


def upwards(folder: str, root: str | None) -> Iterator[str]:
    """A directory and those above it, up to the root of its repository."""
    yield folder
    while root and folder != root:
        folder = os.path.dirname(folder)
        yield folder


def _endings(name: str) -> Iterator[str]:
    """A path, and what of it counts where the site is served from a path, or the page from another than its file."""
    whole = name.lstrip("/")
    yield whole
    if ".." in name:
        rest = name.rpartition("../")[2]
        if rest and "/" not in rest:
            yield rest
    elif name[0] == "/":
        rest = whole.partition("/")[2]
        if rest and "/" not in rest:
            yield rest
    else:
        return
    while "/" in rest:
        yield rest
        rest = rest.partition("/")[2]


def _name(url: str) -> str:
    """The path of a relative URL."""
    from urllib.parse import unquote

    return unquote(url.partition("?")[0].partition("#")[0]).replace("\\", "/")
