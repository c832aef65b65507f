"""Whether a file has changed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from newsfix.run import files
from newsfix.run.stamps import is_exact, is_settled, size, stamp


def test_a_stamp_changes_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    assert stamp(str(path)) == stamp(str(tmp_path)) == stamp("a\0") == b""
    files.write(str(path), b"text")
    written = stamp(str(path))
    assert size(written) == 4
    assert is_exact(written)
    path.write_bytes(b"next")  # at once, in place and of the same size
    assert stamp(str(path)) != written


def test_a_stamp_is_settled_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"text")
    os.utime(path, (1, 1))
    assert not is_settled(stamp(str(path))), "the inode has just changed"
    later = time.time_ns() + 3_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: later)
    assert is_settled(stamp(str(path)))
    os.utime(path, ns=(later, later))
    assert not is_settled(stamp(str(path)))
