"""What the pages of a site lack as a rule is no problem of one of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from newsfix.cli import main
from newsfix.run import conventions

POST = "---\ntitle: The lock\ndate: 2021-12-15\n---\n\nText.\n"
PAGE = "---\ntitle: The lock\n---\n\nText.\n"
BARE = "Text of a manual.\n"
STUB = "---\nlayout: donate\n---\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    for cached in (conventions._lacks, conventions._alike, conventions._most_lack):
        cached.cache_clear()
    return folder


def write(*names: str, text: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def told(*arguments: str) -> list[str]:
    """`path CODE` of each problem."""
    result = CliRunner().invoke(main, ["check", *(arguments or (".",))], catch_exceptions=False)
    return [f"{line.split(':')[0]} {line.split()[1]}" for line in result.stdout.splitlines()]


def several(pattern: str, count: int) -> list[str]:
    return [pattern.format(number) for number in range(count)]


def test_a_manual_has_no_dates() -> None:
    write(*several("docs/{}.md", 8), text=PAGE)
    assert told() == []
    assert told("docs/3.md") == []


def test_a_post_without_a_date_among_posts_is_a_problem() -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write("posts/x.md", text=PAGE)
    assert told() == told("posts/x.md") == ["posts/x.md DT001"]


def test_few_files_tell_nothing() -> None:
    write(*several("docs/{}.md", 5), text=PAGE)
    assert len(told()) == 5


def test_pages_in_directories_of_their_own() -> None:
    write(*several("posts/{}/index.md", 8), text=POST)
    write("posts/x/index.md", text=PAGE)
    write(*several("docs/{}/index.md", 8), text=PAGE)
    assert told() == ["posts/x/index.md DT001"]


def test_the_page_of_a_directory_is_like_the_others_in_it() -> None:
    write(*several("docs/{}.md", 8), "docs/index.md", text=PAGE)
    write(*several("posts/{}.md", 8), text=POST)
    write("posts/index.md", text=PAGE)
    assert told() == ["posts/index.md DT001"]


def test_small_directories_are_seen_together() -> None:
    write(*(f"docs/{part}/{number}.md" for part in "abcd" for number in range(2)), text=PAGE)
    assert told() == []


def test_without_dates_front_matter_is_no_must() -> None:
    write(*several("docs/{}.md", 8), text=PAGE)
    write("docs/x.md", text=f"# The lock\n\n{BARE}")
    assert told() == []
    write(*several("posts/{}.md", 8), text=POST)
    write("posts/x.md", text=BARE)
    assert told() == [f"posts/x.md {code}" for code in ("DT001", "FM001", "FM006")]


def test_a_heading_is_a_title() -> None:
    write(*several("posts/{}.md", 8), text=POST)
    for number, heading in enumerate(("# The lock", "The lock\n===", "<h1>The lock</h1>")):
        write(f"posts/x{number}.md", text=f"---\ndate: 2021-12-15\n---\n\n{heading}\n\nText.\n")
    write("posts/y.md", text="---\ndate: 2021-12-15\n---\n\n## The lock\n\nText.\n")
    assert told() == ["posts/y.md FM006"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("README.md", BARE),
        ("posts/CHANGELOG-2.md", BARE),
        ("CODE_OF_CONDUCT.md", BARE),
        ("AGENTS.md", BARE),
        ("index.md", PAGE),
        ("posts/_index.md", PAGE),
        ("posts/_note.md", BARE),
        ("posts/404.html", BARE),
        ("posts/donate.html", STUB),
        ("posts/verify.html", "<p>x1y2</p>"),
        ("robots.txt", "Disallow: /"),
    ],
)
def test_what_is_no_article_lacks_nothing(path: str, text: str) -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write(path, text=text)
    assert told() == []
    assert told("--select", "FM,DT,BD") != []
    assert told("--fail-on", "note") != []


def test_an_empty_post_is_a_problem() -> None:
    write(*several("posts/{}.md", 8), text=POST)
    write("posts/x.md", text=POST.replace("Text.\n", ""))
    assert told() == ["posts/x.md BD001"]


def test_raw_articles_are_no_site(here: Path) -> None:
    (here / ".git").rmdir()
    write("README.md", "a.html", text=BARE)
    assert len(told()) == 6


def test_convert_reports_what_is_lacking() -> None:
    write(*several("docs/{}.md", 8), text=PAGE)
    result = CliRunner().invoke(main, ["convert", "-v", "docs", "-o", "clean"], catch_exceptions=False)
    assert result.stderr.count("there is no date; add one as date: 2021-12-15") == 8
