"""Finding, reading and writing files."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from inspect import signature
from pathlib import Path

import pytest

from newsfix.run import atomic, files, finding, paths, remote, storage
from newsfix.run.atomic import Whole


def tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return root


def articles(root: Path, selection: finding.Selection = finding.DEFAULT, leave_out: tuple[str, ...] = ()) -> list[str]:
    return [found.relative for found in finding.find(str(root), selection, leave_out) if found.article]


def test_find_sorts_files_before_directories(tmp_path: Path) -> None:
    tree(tmp_path, "b.html", "a/z.md", "a/y.HTM", "c.txt", "a/b/x.markdown", "a.md", "d.jpg")
    assert articles(tmp_path) == ["a.md", "b.html", "c.txt", "a/y.HTM", "a/z.md", "a/b/x.markdown"]


def test_find_counts_other_files(tmp_path: Path) -> None:
    tree(tmp_path, "a.md", "a.jpg", "b/c.css")
    others = [found.relative for found in finding.find(str(tmp_path)) if not found.article]
    assert others == ["a.jpg", "b/c.css"]


def test_find_passes_over_version_control_and_own_temporary_files(tmp_path: Path) -> None:
    tree(tmp_path, ".git/a.md", ".hidden/b.md", ".newsfix-0123456789abcdef.tmp", "c.md")
    assert [found.relative for found in finding.find(str(tmp_path))] == ["c.md", ".hidden/b.md"]


@pytest.mark.parametrize(
    ("include", "exclude", "expected"),
    [
        (("source.*",), (), ["a/source.html", "b/source.xml"]),
        (("*.xml", "/top.*"), (), ["top.md", "b/source.xml"]),
        ((), ("a/",), ["top.md", "b/expected.md"]),
        ((), ("*.md", "!top.md"), ["top.md", "a/source.html"]),
        (("*.html",), ("b",), ["a/source.html"]),
    ],
)
def test_find_patterns(tmp_path: Path, include: tuple[str, ...], exclude: tuple[str, ...], expected: list[str]) -> None:
    tree(tmp_path, "top.md", "a/source.html", "b/source.xml", "b/expected.md")
    assert articles(tmp_path, finding.Selection(include, exclude)) == expected


def test_find_does_not_enter_the_output(tmp_path: Path) -> None:
    tree(tmp_path, "a.md", "clean/a.md", "clean2/b.md")
    assert articles(tmp_path, leave_out=(str(tmp_path / "clean"),)) == ["a.md", "clean2/b.md"]


def test_find_follows_links_and_ends(tmp_path: Path) -> None:
    root, outside = tree(tmp_path / "root", "a/x.md"), tree(tmp_path / "outside", "o.md")
    (root / "a" / "up").symlink_to(root)
    (root / "a" / "self").symlink_to("self")
    (root / "again").symlink_to(root / "a")
    (root / "out").symlink_to(outside)
    (root / "out2").symlink_to(outside)
    (outside / "back").symlink_to(root)
    (root / "file.md").symlink_to(outside / "o.md")
    (root / "broken.md").symlink_to("nowhere")
    (root / "inner.md").symlink_to("a/x.md")
    follow = finding.Selection(follow_links=True)
    assert articles(root, follow) == ["file.md", "inner.md", "a/x.md", "out/o.md"]
    assert articles(root) == ["inner.md", "a/x.md"]
    out = [found.relative for found in finding.find(str(root)) if found.leads_out]
    assert out == ["file.md", "out", "out2"]


def test_find_tells_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, "a/x.md", "b/y.md")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("a"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = list(finding.find(str(tmp_path)))
    assert [(each.relative, each.error) for each in found] == [("a", "permission denied"), ("b/y.md", None)]


def test_find_tells_which_names_begin_like_no_other(tmp_path: Path) -> None:
    alike = ("a.html", "a.b.md", "b", "b.html", "caf\u00e9.md", "cafe\u0301.txt", "c.md", "C.jpg")
    tree(tmp_path, *alike, "a-b.md", "d/a.md")
    found = {each.relative: each.alone for each in finding.find(str(tmp_path), finding.Selection(include=("*",)))}
    assert {name for name, alone in found.items() if alone} == {"a-b.md", "d/a.md"}


def test_find_is_a_stream(tmp_path: Path) -> None:
    tree(tmp_path, "a.md", "b/c.md")
    stream = finding.find(str(tmp_path))
    assert next(stream).relative == "a.md"
    (tmp_path / "b" / "c.md").unlink()
    assert list(stream) == []


def test_read_keeps_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert files.read(str(path), 5) == b"12345"
    with pytest.raises(files.TooLarge):
        files.read(str(path), 4)


def test_read_of_a_pipe_keeps_to_the_limit() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"12345")
    os.close(writer)
    try:
        with pytest.raises(files.TooLarge):
            files.read(f"/dev/fd/{reader}", 4)
    finally:
        os.close(reader)


def test_write_makes_directories_and_takes_the_mode_from_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.md"
    before = os.umask(0o027)
    try:
        assert files.write(str(path), b"text")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"text"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(path.parent) == ["c.md"]


def test_write_leaves_equal_files_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"text")
    os.utime(path, ns=(1, 1))
    assert not files.write(str(path), b"text")
    assert path.stat().st_mtime_ns == 1
    assert files.write(str(path), b"next")
    assert path.read_bytes() == b"next"


def test_write_gives_the_exact_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    monkeypatch.setattr(time, "time_ns", lambda: 1_600_000_000_123_456_789)
    files.write(str(path), b"text")
    assert path.stat().st_mtime_ns == 1_600_000_000_123_456_789


def test_write_can_keep_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"text")
    path.chmod(0o604)
    files.write(str(path), b"next", keep_mode=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_write_replaces_the_target_of_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.md", tmp_path / "link.md"
    target.write_bytes(b"old")
    link.symlink_to(target)
    files.write(str(link), b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_write_to_a_pipe_goes_through(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        files.write(str(path), b"text")
        assert os.read(reader, 10) == b"text"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(path.stat().st_mode)


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="no such paths here")
def test_what_stands_for_an_open_file_is_written_to_where_that_stands(tmp_path: Path) -> None:
    path = tmp_path / "all.md"
    with path.open("wb", buffering=0) as file:
        file.write(b"before ")
        for name in ("/dev/fd", "/proc/self/fd"):
            files.write(f"{name}/{file.fileno()}", b"text ")
        file.write(b"after")
    assert path.read_bytes() == b"before text text after"
    with pytest.raises(OSError, match=r"descriptor|file"):
        files.write("/dev/fd/987654", b"text")


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")

    def fail(*_: object) -> int:
        raise error

    monkeypatch.setattr(os, "write", fail)
    with pytest.raises(type(error)):
        files.write(str(path), b"new")
    assert os.listdir(tmp_path) == ["a.md"]
    assert path.read_bytes() == b"old"


def test_an_interrupt_just_after_the_start_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create = os.open

    def interrupted(*arguments: object) -> int:
        os.close(create(*arguments))  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "open", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write(str(tmp_path / "a.md"), b"new")
    monkeypatch.undo()
    assert os.listdir(tmp_path) == []


def test_write_over_a_directory_fails_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(OSError, match="directory"):
        files.write(str(tmp_path / "a.md"), b"new")
    assert os.listdir(tmp_path) == ["a.md"]


def test_write_under_a_file_fails(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(OSError, match="a"):
        files.write(str(tmp_path / "a" / "b.md"), b"new")


def left_behind(directory: Path) -> Path:
    """A temporary file as a run that was killed leaves it."""
    path = directory / ".newsfix-0123456789abcdef.tmp"
    path.write_bytes(b"half")
    return path


def test_sweep_removes_what_killed_runs_left(tmp_path: Path) -> None:
    left_behind(tmp_path)
    tree(tmp_path, ".newsfix-mine.tmp", "a.md")
    files.sweep(str(tmp_path))
    assert sorted(os.listdir(tmp_path)) == [".newsfix-mine.tmp", "a.md"]
    files.sweep(str(tmp_path / "nowhere"))


def test_sweep_removes_trials_of_names(tmp_path: Path) -> None:
    tree(tmp_path, ".newsfix-0123456789abcdef.tmp/A", "x/.newsfix-0123456789abcdef.tmp/a.md")
    files.sweep(str(tmp_path))
    assert os.listdir(tmp_path) == ["x"]
    assert articles(tmp_path) == []


def test_are_one_is_tried_and_leaves_nothing(tmp_path: Path) -> None:
    assert not paths.are_one(str(tmp_path / "A" / "b"), str(tmp_path / "a" / "b"))
    assert os.listdir(tmp_path) == []


def test_sweep_leaves_what_a_living_run_writes(tmp_path: Path) -> None:
    with Whole(str(tmp_path / "a.md")) as file:
        file.write(b"text")
        # From another process: a lock is no bar to the one that holds it on every platform.
        code = "import sys; from newsfix.run import files; files.sweep(sys.argv[1])"
        subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
        assert len(os.listdir(tmp_path)) == 1
    assert (tmp_path / "a.md").read_bytes() == b"text"


def test_without_locks_only_old_files_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "_lock", lambda *_, **__: False)
    left = left_behind(tmp_path)
    files.sweep(str(tmp_path))
    assert left.exists()
    os.utime(left, (1, 1))
    files.sweep(str(tmp_path))
    assert not left.exists()


def test_a_temporary_file_swept_before_it_is_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, swept = atomic._lock, []

    def late(descriptor: int, *, wait: bool = True) -> bool:
        if not swept:
            swept.extend(os.listdir(tmp_path))
            (tmp_path / swept[0]).unlink()
        return lock(descriptor, wait=wait)

    monkeypatch.setattr(atomic, "_lock", late)
    files.write(str(tmp_path / "a.md"), b"text")
    assert os.listdir(tmp_path) == ["a.md"]


def test_digest(tmp_path: Path) -> None:
    tree(tmp_path, "a.md", "b.md")
    assert files.digest(str(tmp_path / "a.md")) != files.digest(str(tmp_path / "b.md"))
    assert files.digest(str(tmp_path / "a.md")) == files.hashed(b"a.md")
    with pytest.raises(OSError, match="directory"):
        files.digest(str(tmp_path))


def test_what_is_asked_of_any_path_is_asked_alike_under_a_url() -> None:
    alike = {
        name for name, value in vars(storage).items() if getattr(value, "__qualname__", "").startswith("_anywhere.")
    }
    assert alike > {"_find", "_lies_in", "_same", "contents", "exists", "has", "is_directory", "read", "write"}
    for name in alike - {"whole"}:
        local = getattr(files, name.lstrip("_"), None) or getattr(finding, name.lstrip("_"))
        one, other = (signature(each).parameters.values() for each in (local, getattr(remote, name.lstrip("_"))))
        assert [each.kind.name.startswith("KEY") for each in one] == [
            each.kind.name.startswith("KEY") for each in other
        ]
    assert signature(remote.whole)
