"""What `check` searches in a repository, what is named by a list, and what is said where there is nothing."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from newsfix.run import files, ignored
from tests.conftest import newsfix as run

AMBIGUOUS = "---\ndate: 03/04/2021\ntitle: The lock\n---\n\nText.\n"
"""An article with one problem, by which it is seen that it was checked."""

pytestmark = pytest.mark.usefixtures("here")


def tree(*names: str, text: str = AMBIGUOUS) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def ignore(place: str, *patterns: str) -> None:
    tree(os.path.join(place, ".gitignore"), text="\n".join(patterns))


def checked(*arguments: str, stdin: str | bytes | None = None) -> list[str]:
    """The files in which a check finds something."""
    result = run("check", *arguments, stdin=stdin)
    return [line.split(":")[0] for line in result.stdout.splitlines()]


def unignored() -> set[str]:
    """The Markdown files that git would take."""
    command = ["git", "ls-files", "-o", "--exclude-standard", "*.md"]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize(
    "patterns",
    [
        {"": ("drafts/", "*.tmp.md")},
        {"": ("drafts", "!posts/drafts"), "posts": ("b.md",)},
        {"": ("*.md",), "posts": ("!a.md", "/drafts/*")},
        {"": ("*", "!*/", "!*.md", "b.md")},
        {"": ("/*", "!/posts/"), "posts": ("*", "!a.md")},
        {"": ("*", "!/posts/", "!a.md")},
        {"": ("posts/**", "!posts/a.md", "# drafts", "", "!", "\\!c.md")},
        {"": ("**/drafts/a.md",), "posts/drafts": ("c.*",)},
        {"": ("[ab].md\r", "posts/dra?ts\r")},
    ],
)
def test_what_git_ignores_is_not_checked(patterns: dict[str, tuple[str, ...]]) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    folders = ("", "posts/", "drafts/", "posts/drafts/", "posts/new/")
    tree(*(f"{folder}{name}.md" for folder in folders for name in ("a", "b", "c", "!c", "x.tmp")))
    for place, lines in patterns.items():
        ignore(place, *lines)
    expected = unignored()
    assert set(checked(".")) == expected
    assert 0 < len(expected) < 25
    assert len(checked(".", "--no-gitignore")) == 25


def test_files_above_a_searched_directory_count_up_to_the_root_of_its_repository() -> None:
    tree("site/.git/HEAD", "site/content/a.md", "site/content/b.md", "site/content/c.md")
    ignore(".", "a.md")
    ignore("site", "/content/b.md")
    assert checked("site/content") == ["site/content/a.md", "site/content/c.md"]


@pytest.mark.parametrize("pattern", ["drafts", "/content/drafts/", "content/", "*"])
def test_a_source_that_is_ignored_is_searched_all_the_same(pattern: str) -> None:
    tree(".git/HEAD", "content/drafts/a.md", "content/drafts/b.md")
    ignore(".", pattern)
    ignore("content/drafts", "b.md")
    assert checked("content/drafts") == ["content/drafts/a.md"]
    assert checked("content/drafts/b.md") == ["content/drafts/b.md"]


def test_a_file_that_is_no_list_of_patterns_ignores_nothing() -> None:
    tree("a.md", ".gitignore/b.md", "c/d.md")
    Path("c/.gitignore").write_bytes(b"\xff\x00\n[\n\\")
    assert checked(".") == ["a.md", "c/d.md"]


def test_a_link_is_no_list_of_patterns() -> None:
    tree("a.md", "c/d.md")
    tree(".patterns", text="d.md\n")
    Path("c/.gitignore").symlink_to("../.patterns")
    assert checked(".") == ["a.md", "c/d.md"]
    Path("c/.gitignore").unlink()
    Path("c/.gitignore").write_text("d.md\n")
    assert checked(".") == ["a.md"]


def test_what_tools_keep_is_passed_over() -> None:
    tools = ("node_modules/x", ".venv/x", "_site", ".github", "content/.cache", "theme/node_modules", "public", "build")
    tree("a.md", "content/build/b.md", "docs/public/c.md", *(f"{place}/x.md" for place in tools))
    assert checked(".") == ["a.md", "content/build/b.md", "docs/public/c.md"]
    assert checked(".", "--no-gitignore") == checked(".")
    assert checked("public", ".github") == ["public/x.md", ".github/x.md"]


def test_a_directory_of_a_repository_may_have_the_name_of_an_output() -> None:
    tree(".git/HEAD", "build/a.md", "docs/build/b.md", "docs/public/c.md")
    assert checked("docs") == ["docs/build/b.md", "docs/public/c.md"]
    assert checked(".") == checked("docs")


def test_convert_takes_every_article() -> None:
    tree("raw/a.md", "raw/build/b.md", "raw/.github/c.md")
    ignore("raw", "a.md")
    assert run("convert", "raw", "-o", "clean").exit_code == 0
    assert sorted(str(path.relative_to("clean")) for path in Path("clean").rglob("*.md")) == [
        ".github/c.md",
        "a.md",
        "build/b.md",
    ]


# --------------------------------------------------------------------------------- excluded sources


def test_force_exclude_holds_for_what_is_named() -> None:
    tree("content/a.md", "content/drafts/b.md", "content/drafts/keep.md")
    Path("newsfix.toml").write_text('exclude = ["/content/drafts/*", "!keep.md"]\n', encoding="utf-8")
    named = ("content/a.md", "content/drafts/b.md", "content/drafts/keep.md")
    assert checked(*named) == list(named)
    assert checked("--force-exclude", *named) == ["content/a.md", "content/drafts/keep.md"]
    assert checked("--force-exclude", "content/a.md", "--exclude", "*.md") == []


def test_force_exclude_holds_for_directories_and_sees_them_from_their_configuration() -> None:
    tree("site/content/drafts/a.md", "site/content/b.md")
    Path("site/newsfix.toml").write_text('exclude = ["/content/drafts/"]\n', encoding="utf-8")
    assert checked("--force-exclude", "site/content/drafts", "site/content/b.md") == ["site/content/b.md"]


def test_force_exclude_holds_for_what_no_search_comes_to() -> None:
    tree(".git/HEAD", "archetypes/a.md", "_layouts/b.html", ".github/c.md", "docs/templates/d.md", "e.md")
    named = ("archetypes/a.md", "_layouts/b.html", ".github/c.md", "docs/templates/d.md", "e.md")
    assert checked(*named) == list(named)
    assert checked("--force-exclude", *named) == ["docs/templates/d.md", "e.md"]


def test_what_a_program_is_tested_with_is_no_article() -> None:
    tree(".git/HEAD", "tests/a.md", "testdata/b.html", "docs/tests/c.md", "testing/d.md")
    tree("spec/fixtures/e.md", "spec/syntax.md", "spec/build/f.md", "docs/spec/fixtures/g.md")
    kept = ["docs/spec/fixtures/g.md", "docs/tests/c.md", "spec/build/f.md", "spec/syntax.md", "testing/d.md"]
    assert sorted(checked(".")) == kept
    assert checked("tests") == ["tests/a.md"]


@pytest.mark.parametrize("name", ["test", "fixtures", "testing/content"])
def test_outside_of_a_repository_they_are_directories_like_others(name: str) -> None:
    tree(f"{name}/a.md", f"site/{name}/b.md", "public/c.md")
    tree("site/hugo.toml", text="")
    assert sorted(checked(".")) == sorted([f"{name}/a.md", f"site/{name}/b.md"])
    tree(".git/HEAD")
    ignored._is_site.cache_clear()
    files.repository_of.cache_clear()
    assert checked(".") == []


@pytest.mark.parametrize(("name", "count"), [("content/a.md", 0), ("a.html", 0), ("a.md", 1), ("index.md", 1)])
def test_a_section_on_testing_is_known_by_its_pages(name: str, count: int) -> None:
    tree(".git/HEAD", f"testing/{name}")
    assert checked(".") == [f"testing/{name}"] * count


@pytest.mark.parametrize(("name", "count"), [("posts/a.md", 1), ("drafts/a.md", 0), (".github/a.md", 0)])
def test_standard_input_is_excluded_by_its_name(name: str, count: int) -> None:
    tree(".git/HEAD")
    result = run("check", "-", "--stdin-filename", name, "--exclude", "drafts/", "--force-exclude", stdin=AMBIGUOUS)
    assert (result.exit_code, len(result.stdout.splitlines())) == (count, count)


@pytest.mark.parametrize("sign", ["hugo.toml", "_config.yml", "docusaurus.config.ts", ".eleventy.js"])
def test_a_site_in_a_repository_has_templates_and_outputs_too(sign: str) -> None:
    within = ("archetypes/a.md", "public/b.html", "content/archetypes/c.md", "d.md", "scaffolds/e.md")
    names = tuple(f"site/{name}" for name in within)
    tree(".git/HEAD", *names)
    assert sorted(checked(".")) == sorted(names)
    Path("site", sign).write_text("", encoding="utf-8")
    ignored._is_site.cache_clear()
    assert sorted(checked(".")) == ["site/content/archetypes/c.md", "site/d.md"]
    assert checked("--force-exclude", *names) == ["site/content/archetypes/c.md", "site/d.md"]


def test_all_excluded_is_nothing_to_complain_about() -> None:
    tree("a.md", "b.md")
    result = run("check", "--force-exclude", "--exclude", "*.md", "a.md", "b.md")
    assert (result.exit_code, result.output) == (0, "")


# --------------------------------------------------------------------------------- nothing there


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("empty",), 0, "no article was found in empty\n"),
        (("empty", "pictures"), 0, "no article was found in empty, pictures\n"),
        (("full", "--include", "*.htlm"), 2, "no article was found in full (--include *.htlm)\n"),
        (("full", "--exclude", "*.md"), 2, "no article was found in full (--exclude *.md)\n"),
    ],
)
def test_no_article_is_said(arguments: tuple[str, ...], code: int, said: str) -> None:
    tree("full/a.md", "pictures/a.jpg")
    Path("empty").mkdir()
    for command in (("check",), ("convert", "-q", "-o", "clean")):
        result = run(*command, *arguments)
        assert (result.exit_code, result.stdout, result.stderr) == (code, "", f"newsfix: {said}")


# --------------------------------------------------------------------------------- lists of sources


@pytest.mark.parametrize(
    "data",
    [b"a.md\nb c/d.md\n", b"a.md\0b c/d.md\0", b"a.md\r\n\r\nb c/d.md", b"a.md\na.md\nb c/d.md\n", b"\0a.md\0b c/d.md"],
)
@pytest.mark.parametrize("stdin", [True, False])
def test_a_list_names_sources(data: bytes, stdin: bool) -> None:
    tree("a.md", "b c/d.md", "e.md")
    Path("list").write_bytes(data)
    arguments = ("--files-from", "-") if stdin else ("--files-from", "list")
    assert checked(*arguments, stdin=data if stdin else None) == ["a.md", "b c/d.md"]
    assert checked(*arguments, "e.md", stdin=data if stdin else None) == ["e.md", "a.md", "b c/d.md"]


def test_a_name_in_a_list_may_hold_anything_but_nul() -> None:
    tree("-x.md", "-", "new\nline.md")
    result = run("check", "--files-from", "-", stdin="-x.md\0-\0new\nline.md\0")
    assert [line.rpartition(":7: ")[0] for line in result.stdout.splitlines()] == [
        "-x.md:2",
        "-:2",
        "new\\nline.md:2",
    ]


def test_a_file_of_a_list_that_is_gone_costs_no_other() -> None:
    tree("a.md")
    result = run("check", "--files-from", "-", stdin="gone.md\na.md\n")
    assert result.exit_code == 1
    assert "gone.md:1:1: IO001 the file cannot be read: no such file" in result.stdout
    assert "a.md:2:7: DT003" in result.stdout


def test_the_outputs_of_listed_files_keep_their_paths(here: Path) -> None:
    tree("posts/a/index.md", "posts/b/index.md", "../up.md")
    names = f"posts/a/index.md\n./posts/b/index.md\n{here / 'posts' / 'a' / '..' / '..' / '..' / 'up.md'}\n"
    assert run("convert", "--files-from", "-", "-o", "clean", stdin=names).exit_code == 0
    assert sorted(str(path.relative_to("clean")) for path in Path("clean").rglob("*.md")) == [
        "posts/a/index.md",
        "posts/b/index.md",
        "up.md",
    ]
    assert run("convert", "--files-from", "-", "-o", "one", stdin="posts/a/index.md\n").exit_code == 0
    assert Path("one/posts/a/index.md").is_file()


@pytest.mark.parametrize("command", [("check",), ("convert", "-o", "clean")])
def test_an_empty_list_is_nothing_to_do(command: tuple[str, ...]) -> None:
    result = run(*command, "--files-from", "-", stdin="")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "newsfix: no article was found in the list\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--files-from", "gone"), "File 'gone' does not exist"),
        (("--files-from", "folder"), "File 'folder' is a directory"),
        (("--files-from", "-", "-"), "standard input cannot be both an article and the list for --files-from"),
    ],
)
@pytest.mark.parametrize("command", ["check", "convert"])
def test_what_is_no_list(command: str, arguments: tuple[str, ...], message: str) -> None:
    Path("folder").mkdir()
    result = run(command, *arguments, stdin="a.md\n")
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize(
    ("link", "target", "found"),
    [
        ("b.md", "a.md", ["a.md"]),
        ("docs/index.md", "../a.md", ["a.md"]),
        ("b.md", "notes.org", ["b.md"]),
        ("b.md", "node_modules/x/a.md", ["b.md"]),
        ("docs/b.md", "../.shared/a.md", ["docs/b.md"]),
        ("docs/b.md", "../public/a.md", ["docs/b.md"]),
        ("docs/b.md", "../site/public/a.md", ["site/public/a.md"]),
        ("docs/b.md", "../kept/old/a.md", ["docs/b.md"]),
        ("docs/b.md", "../AGENTS.md", ["docs/b.md"]),
    ],
)
def test_a_link_to_a_file_is_not_checked_twice(link: str, target: str, found: list[str]) -> None:
    tree(".git/HEAD", os.path.normpath(os.path.join(os.path.dirname(link), target)))
    ignore("kept", "old/")
    Path(link).parent.mkdir(exist_ok=True)
    Path(link).symlink_to(target)
    assert checked(".") == found
    assert checked(link) == [link]


@pytest.mark.parametrize("name", ["AGENTS.md", "docs/CLAUDE.md", "site/Agents.md"])
def test_instructions_to_programs_are_no_articles(name: str) -> None:
    tree(".git/HEAD", name, "a.md")
    assert checked(".") == checked("--force-exclude", ".", name) == ["a.md"]
    assert checked(name) == [name]
