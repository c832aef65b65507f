"""Relative pictures of a repository: no problem where their file is there, whatever the generator makes of the path."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsfix.run import site
from tests.conftest import newsfix

HEAD = "---\ntitle: The lock\ndate: 2021-12-15\n---\n\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    site._absent.cache_clear()
    return folder


def codes(body: str, *files: str, path: str = "content/posts/lock.md", arguments: tuple[str, ...] = ()) -> list[str]:
    """What is reported of an article with this body where these files are there."""
    for name in (path, *files):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(f"{HEAD}{body}\n" if name == path else "")
    result = newsfix("check", path, *arguments)
    return [line.split()[1] for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("a.png", "content/posts/a.png"),
        ("./a.png", "content/posts/a.png"),
        ("../a.png", "content/a.png"),
        ("a.png", "content/posts/lock/a.png"),
        ("a%20b.png#dark", "content/posts/a b.png"),
        ("a.png?raw=true", "content/posts/a.png"),
        ("/img/a.png", "static/img/a.png"),
        ("/img/a.png", "public/img/a.png"),
        ("/img/a.png", "source/img/a.png"),
        ("/img/a.png", "img/a.png"),
        ("/img/a.png", "content/img/a.png"),
        ("img/a.png", "static/img/a.png"),
        ("/docs/img/a.png", "static/img/a.png"),
        ("/docs/a.png", "static/a.png"),
        ("/v2/docs/img/a.png", "static/img/a.png"),
        ("/img/a.png", "website/static/img/a.png"),
        ("/img/a.png", "web/public/img/a.png"),
        ("/img/a.png", "packages/site/static/img/a.png"),
        ("../img/lock/a.png", "theme/img/lock/a.png"),
        ("../../guide/img/a.png", "guide/img/a.png"),
        ("../../../2021/12/15/lock/a.png", "content/posts/lock/a.png"),
        ("../a.png", "content/posts/a.png"),
        ("/img/a.svg", "src/pages/img/a.svg.js"),
        ("/img/a.svg", "source/img/a.svg.erb"),
        ("a.svg", "content/posts/a.svg.njk"),
        ("@site/static/a.png", "x"),
        ("/img/{{ page.picture }}.png", "x"),
        ("https://a.example/a.png", "x"),
    ],
)
def test_a_picture_that_is_there(url: str, file: str) -> None:
    assert codes(f"![The lock]({url})", file) == []


@pytest.mark.parametrize(
    "url", ["a.png", "/img/a.png", "../img/a.png", "lock/a.png", "/img/c/a.png", "../a.png", "../../b.png"]
)
def test_a_picture_that_is_not_there(url: str) -> None:
    assert codes(f"![The lock]({url})", "other/a.png", "content/posts/b/a.png") == ["IM009"]


@pytest.mark.parametrize(
    ("url", "path", "expected"),
    [
        ("/docs/locks/a.png", "content/en/docs/Locks/lock.md", []),
        ("/docs/lock/a.png", "content/en/docs/Locks/lock.md", ["IM009"]),
        ("/docs/weirs/a.png", "content/en/docs/Locks/lock.md", ["IM009"]),
        ("/guide/locks/a.png", "content/en/docs/Locks/lock.md", ["IM009"]),
    ],
)
def test_the_address_of_a_directory_is_in_lower_case(url: str, path: str, expected: list[str]) -> None:
    assert codes(f"![The lock]({url})", f"{os.path.dirname(path)}/a.png", path=path) == expected


@pytest.mark.parametrize(
    ("path", "file", "expected"),
    [
        ("blog/2021-12-15-old-lock/index.md", "blog/2021-12-15-old-lock/a.png", []),
        ("blog/old-lock/old-lock.md", "blog/old-lock/a.png", []),
        ("content/en/news/lock/index.md", "content/en/news/lock/a.png", []),
        ("blog/old-lock/index.md", "blog/old-lock/img/a.png", ["IM009"]),
        ("blog/old-lock/lock.md", "blog/old-lock/a.png", ["IM009"]),
    ],
)
def test_an_article_with_a_directory_of_its_own_may_have_any_address(path: str, file: str, expected: list[str]) -> None:
    assert codes("![A lock](/2021/12/the-lock/a.png)", file, "static/x", path=path) == expected


def test_what_was_fetched_is_no_site() -> None:
    assert codes("![The lock](/img/d.png)", "node_modules/d/static/img/d.png", "x/node_modules/public/img/d.png") == [
        "IM009"
    ]


def test_the_message_names_it() -> None:
    codes("![The lock](a.png)")
    result = newsfix("check", ".")
    message = "IM009 the picture is neither beside the article nor in a static directory: a.png"
    assert result.stdout == f"content/posts/lock.md:6:1: {message}\n"


def test_configured_directories() -> None:
    Path("newsfix.toml").write_text('static-roots = ["theme/media"]\n')
    assert codes("![The lock](/a.png)", "theme/media/a.png") == []
    assert codes("![The lock](/b.png)") == ["IM009"]


def test_a_cover_is_a_picture_too() -> None:
    assert codes("Text.", path="a.md") == []
    Path("a.md").write_text("---\ntitle: The lock\ndate: 2021-12-15\ncover: gone.jpg\n---\n\nText.\n")
    result = newsfix("check", "a.md")
    assert result.stdout.startswith("a.md:4:8: IM009 ")


@pytest.mark.parametrize(
    ("url", "file", "found"),
    [
        ("a.png", "content/images/a.png", []),
        ("/lock/a.png", "src/img/lock/a.png", []),
        ("a.png", "content/x/a.png", ["IM009"]),
        ("/lock/a.png", "src/lock/img/a.png", ["IM009"]),
        ("/lock/a", "src/lock/a_2x.png", []),
    ],
)
def test_the_name_of_a_cover_is_put_into_a_path(url: str, file: str, found: list[str]) -> None:
    Path("content/posts").mkdir(parents=True)
    Path("content/posts/lock.md").write_text(f"{HEAD[:-5]}image: {url}\n---\n\nText.\n")
    Path(file).parent.mkdir(parents=True)
    Path(file).write_text("")
    result = newsfix("check", "content/posts/lock.md")
    assert [line.split()[1] for line in result.stdout.splitlines()] == found


def test_an_article_from_elsewhere_has_no_site(here: Path) -> None:
    (here / ".git").rmdir()
    assert codes("![The lock](a.png)") == ["IM003"]
    assert codes("![The lock](b.png)", "content/posts/b.png") == []
    body = "![The lock](a.png)"
    result = newsfix("check", "-", stdin=f"{HEAD}{body}\n")
    assert " IM003 " in result.stdout
    address = HEAD.replace("---\n\n", "url: https://a.example/lock\n---\n\n")
    result = newsfix("check", "-", stdin=f"{address}{body}\n")
    assert result.stdout == ""


def test_repairs_look_for_pictures_too() -> None:
    assert codes("![The lock](a.png)", "content/posts/a.png", arguments=("--fix",)) == []
    assert codes("![The lock](b.png)", arguments=("--fix",)) == ["IM009"]


@pytest.mark.parametrize(
    ("date", "code"),
    [
        ("2021-12-15 09:06:35 +0800", "DT011"),
        ("2021-12-15 09:06:35 Z", "DT011"),
        ("2021-1-5 9:06:35", "DT011"),
        ("2021-12-15T09:06:35+08:00", None),
        ("2021-12-15 09:06", None),
        ("2021/12/15 09:06:35", "DT013"),
        ("2021/12/15", "DT013"),
        ("15/12/2021", "DT002"),
        ("2021-12-15 9:06 PM", "DT002"),
    ],
)
def test_a_timestamp_of_yaml_is_a_note_for_those_who_want_it(date: str, code: str | None) -> None:
    text = f"---\ntitle: The lock\ndate: {date}\n---\n\nText.\n"

    def told(*arguments: str) -> list[str]:
        result = newsfix("check", *arguments, "-", stdin=text)
        return [line.split()[1] for line in result.stdout.splitlines()]

    assert told("--extend-select", "date-as-yaml,date-with-slashes") == ([code] if code else [])
    assert told("-v") == ([code] if code in ("DT002", "DT013") else [])
    assert told() == ([code] if code == "DT002" else [])


@pytest.mark.parametrize(
    ("url", "count"),
    [
        ("/img/a.png", 0),
        ("../../media/a.png", 0),
        ("../../media/deep/a.png", 0),
        ("a.png", 1),
        ("../../other/a.png", 1),
    ],
)
def test_a_picture_of_a_submodule_that_is_not_checked_out(url: str, count: int) -> None:
    Path("media").mkdir()
    text = '[submodule "media"]\n\tpath = media\n\turl = https://a.example/media.git\n'
    Path(".gitmodules").write_text(text)
    assert codes(f"![A lock]({url})") == ["IM009"] * count
    site._absent.cache_clear()
    assert codes(f"![A lock]({url})", "media/x.txt") == ["IM009"]
    assert (
        codes(f"![A lock]({url})", f"content/posts/{url.lstrip('/')}", f"static{url}" if url[0] == "/" else "x") == []
    )


@pytest.mark.parametrize(
    ("files", "count"),
    [
        ((), 0),
        (("other/x.md",), 0),
        (("static/img/x.png",), 1),
        (("img/x.txt",), 1),
        (("hugo.toml",), 1),
        (("package.json",), 1),
    ],
)
def test_a_path_from_the_root_of_a_site_that_is_made_elsewhere(files: tuple[str, ...], count: int) -> None:
    assert codes("![A lock](/img/a.png)", *files, path="locks/lock.md") == ["IM009"] * count
    assert codes("![A lock](b/a.png)", *files, path="locks/lock.md") == ["IM009"]


@pytest.mark.parametrize(
    ("path", "file", "expected"),
    [
        ("source/blog/2021-12-15-lock.html.md", "source/blog/2021-12-15-lock/a.png", []),
        ("_posts/2021-12-15-lock.md", "_posts/2021-12-15-lock/a.png", []),
        ("posts/lock.md", "posts/lock/a.png", []),
        ("_posts/2021-12-15-key.md", "_posts/2021-12-15-key/a.png", ["IM009"]),
        ("_posts/2021-12-15-lock.md", "_posts/2021-12-15-lock/b.png", ["IM009"]),
    ],
)
def test_the_address_of_a_post_leads_to_its_own_directory(path: str, file: str, expected: list[str]) -> None:
    assert codes("![A lock](/blog/2021/12/15/lock/a.png)", file, "static/x", path=path) == expected
