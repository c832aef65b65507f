"""Names of front matter keys: the user's own, and the source's kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsfix import Options, convert
from tests.conftest import newsfix

SOURCE = """---
headline: A title
posted: Wed, 15 Dec 2021 09:06:35 GMT
by: [A, B]
link: https://a.example/1
headimg: https://a.example/a.jpg
section: News
---
<p><img src="https://a.example/a.jpg"></p>
"""

KEPT = """---
headline: A title
posted: 2021-12-15T09:06:35Z
by:
  - A
  - B
section:
  - News
link: https://a.example/1
headimg: https://a.example/a.jpg
---

![](https://a.example/a.jpg)
"""


def test_keys_of_the_source_are_kept() -> None:
    assert convert(SOURCE, Options(keys="keep")).output == KEPT
    assert convert(KEPT, Options(keys="keep")).output == KEPT


def test_standard_keys_are_the_default() -> None:
    output = convert(SOURCE).output
    assert output is not None
    assert output.startswith("---\ntitle: A title\ndate: 2021-12-15T09:06:35Z\nauthors:\n")


@pytest.mark.parametrize(
    ("keys", "date", "updated"),
    [
        (
            "pubDatetime: 2021-12-15T09:06:00.000+08:00\nmodDatetime: 2021-12-16",
            "2021-12-15T09:06:00+08:00",
            "2021-12-16",
        ),
        ("wp:post_date: 2021-12-15 09:06:00\nwp:post_modified: 2021-12-16", "2021-12-15T09:06:00", "2021-12-16"),
        ("wp:post_date_gmt: 2021-12-15 09:06:00", "2021-12-15T09:06:00Z", None),
        ("created_time: 2021-12-15\nlast_edited_time: 2021-12-16", "2021-12-15", "2021-12-16"),
        ("first_published_at: 15 December 2021", "2021-12-15", None),
        # When a programme came out or a page was fetched is another day.
        ("release_date: 2021-12-15\ndate_added: 2021-12-16", None, None),
    ],
)
def test_names_of_dates_in_themes_and_exports(keys: str, date: str | None, updated: str | None) -> None:
    article = convert(f"---\ntitle: The mill\n{keys}\n---\nText.\n").article
    assert (article.date, article.updated) == (date, updated)


def test_further_names_come_first() -> None:
    source = "---\ntitle: T\ndate: 2020-01-01\nborn_on: 2021-02-03\n---\nx"
    article = convert(source, Options(names={"date": ("born-on",)})).article
    assert article.date == "2021-02-03"
    assert article.extra == {"date": "2020-01-01"}
    assert convert(source).article.date == "2020-01-01"


def test_through_the_command(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(SOURCE, encoding="utf-8")
    result = newsfix("convert", "--keys", "keep", str(path))
    assert (result.exit_code, result.stdout) == (0, KEPT)
    assert newsfix("convert", "--keys", "some", str(path)).exit_code == 2
