"""The pictures of real articles: none lost, no two taken for one, every copy merged.

`data/pictures.tsv` has a row for each file of the corpus with pictures that have several URLs: digests
of the file and of the URLs of each such picture, in groups that were looked through by hand. A copy
that no URL tells (the same name on another host) is none.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from newsfix import Options, convert
from newsfix.run.finding import find
from tests.conftest import digest

DATA = Path(__file__).parent / "data" / "pictures.tsv"
ATTRIBUTES = ("src", "data-src", "data-original", "data-lazy-src", "data-original-src", "_src")
# What shows no picture: front matter, code, comments.
NOT_SHOWN = re.compile(
    r"\A\s*(---|\+\+\+)\n.*?\n\1\s*\n|^(```|~~~).*?^\2|\{% (raw|highlight).*?\{% end\3 %\}|<!--.*?-->"
    r"|<pre class=.brush:.*?</pre>",
    re.DOTALL | re.MULTILINE,
)


class Images(HTMLParser):
    """The URLs of every `<img>`, by the standard library's reader."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[str]] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "template", "textarea"):
            self.hidden += 1
        elif tag == "img" and not self.hidden:
            values = dict(attrs)
            self.found.append([value.strip() for name in ATTRIBUTES if (value := values.get(name))])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "template", "textarea"):
            self.hidden = max(0, self.hidden - 1)


def articles(corpus: Path) -> list[Path]:
    return [Path(each.path) for each in find(str(corpus)) if each.article]


def test_no_picture_is_lost(corpus: Path) -> None:
    """Every `<img>` is listed under one of its URLs, or a problem says that it is no picture."""
    lost, count = [], 0
    for path in articles(corpus):
        result = convert(path.read_bytes(), Options(), path.name)
        listed = {url for picture in result.article.images for url in (picture.url, *picture.variants)}
        said = " ".join(each.message for each in result.problems if each.code in ("IM002", "IM005"))
        reader = Images()
        reader.feed(NOT_SHOWN.sub("", path.read_bytes().decode("utf-8", "replace")))
        for urls in reader.found:
            count += 1
            # A template tag has been read by the standard library as something else.
            if not any(url in listed or url[:80] in said or "{" in url for url in urls) and urls:
                lost.append((path.name, urls))
    assert count > 500
    assert lost == []


def groups(path: Path) -> str:
    """The digests of the URLs of each picture that has several."""
    images = convert(path.read_bytes(), Options(), path.name).article.images
    found = [sorted(map(digest, (picture.url, *picture.variants))) for picture in images if picture.variants]
    return " ".join(sorted(",".join(group) for group in found))


def test_copies_are_merged_and_nothing_else(corpus: Path) -> None:
    expected = dict(line.split("\t") for line in DATA.read_text("ascii").splitlines()[1:])
    found = {digest(path.read_bytes()): groups(path) for path in articles(corpus)}
    found = {name: text for name, text in found.items() if text}
    urls = sum(len(group.split(",")) - 1 for text in expected.values() for group in text.split())
    assert urls > 200
    differing = [name for name in expected | found if expected.get(name) != found.get(name)]
    assert differing == []
