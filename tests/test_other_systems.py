"""What holds on other systems, tried on this one with the few facts that newsfix asks of a system."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsfix.run import atomic, paths
from newsfix.run.database import Database
from newsfix.run.outcomes import CacheEntry
from tests.conftest import newsfix

ARTICLE = "---\ntitle: Quay\ndate: 2020-01-02\nslug: {}\n---\n<p>Text.</p>\n"


@pytest.mark.parametrize(
    ("name", "reserved"),
    [
        *((name, True) for name in ("con", "CON.md", "nul .md", "com1.tar.gz", "a:b.md", "a?.md", "a.", "a ", "x/aux")),
        *((name, False) for name in ("a.md", "con/a.md", "console.md", "com10.md", "a b.md", ".a", "港口.md")),
    ],
)
def test_names_that_windows_keeps_for_itself(name: str, reserved: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not paths.is_reserved(name)
    monkeypatch.setattr(paths, "_RESERVES", True)
    assert paths.is_reserved(name) is reserved


def test_an_output_with_a_reserved_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    Path("raw/a.html").write_text(ARTICLE.format("'a:b'"))
    Path("raw/b.html").write_text(ARTICLE.format("b"))
    monkeypatch.setattr(paths, "_RESERVES", True)
    result = newsfix("convert", "raw", "-o", "clean", "--file-names", "slug", "-j", "1")
    assert result.exit_code == 1
    said = "raw/a.html:1:1: IO003 the output clean/a:b.md has a name that no file can have on this system"
    assert said in result.stderr
    assert os.listdir("clean") == ["b.md"]


def test_an_output_that_ends_like_a_directory_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.html").write_text(ARTICLE.format("a"))
    monkeypatch.setattr(paths, "SEPARATORS", ("/", "\\"))
    newsfix("convert", "a.html", "-o", "clean\\")
    assert os.listdir("clean\\") == ["a.md"]


def test_a_file_that_was_left_open_is_closed_before_it_is_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tmp_path / ".newsfix-0123456789abcdef.tmp"
    left.write_bytes(b"half")
    is_open = False
    opened, closed, unlinked = os.open, os.close, os.unlink

    def open_(path: str, flags: int) -> int:
        nonlocal is_open
        is_open = True
        return opened(path, flags)

    def close(descriptor: int) -> None:
        nonlocal is_open
        is_open = False
        closed(descriptor)

    def unlink(path: str) -> None:
        if is_open:
            raise PermissionError(13, "being used by another process", path)
        unlinked(path)

    for name, function in (("open", open_), ("close", close), ("unlink", unlink)):
        monkeypatch.setattr(os, name, function)
    monkeypatch.setattr(atomic, "_OPEN_STAYS", True)
    atomic.sweep(str(tmp_path))
    monkeypatch.undo()
    assert not left.exists()


def test_records_below_a_directory_by_the_separator_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "_SEPARATOR", b"\\")
    database = Database(str(tmp_path / "cache.sqlite"), print)
    database.open()
    names = (rb"C:\clean\a.md", rb"C:\clean\b\c.md", rb"C:\clean]\d.md", rb"C:\cleaner\e.md")
    database.store([CacheEntry(name, rb"C:\raw", bytes(16)) for name in names])
    found = [entry.output for entry in database.below(rb"C:\clean")]
    database.close()
    assert found == list(names[:2])
