"""Sources and outputs under URLs: an S3 server on this machine, and what is said where there is none."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsfix.run import storage
from tests.conftest import newsfix as invoke
from tests.machines import Machines

ARTICLE = "---\ntitle: T{0}\ndate: 2021-12-15\n---\n<p>Text {0}.</p>\n"
NAMES = ("a.html", "b.html", "b.txt", "deep/c.html", "deep/er/d.html")
SECRET = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}

pytest.importorskip("s3fs", reason="s3fs is not installed: pip install 'newsfix[cluster]'")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an S3 server with the buckets `raw` and `clean`."""
    pytest.importorskip("moto.server", reason="moto's server is not installed: pip install '.[services]'")
    started = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", SERVE], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert started.stdout
    with started:
        yield started.stdout.readline().strip()
        started.kill()


SERVE = """
import time
from moto.server import ThreadedMotoServer

server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print("http://%s:%s" % server.get_host_and_port(), flush=True)
time.sleep(600)
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for number, name in enumerate(NAMES):
        path = tmp_path / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLE.format(number))
    return tmp_path / "raw"


@pytest.fixture
def bucket(server: str, tree: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The articles of `tree` in a bucket of their own."""
    for name, value in {**SECRET, "AWS_ENDPOINT_URL": server}.items():
        monkeypatch.setenv(name, value)
    name = f"bucket-{abs(hash(tree)) % 10**9}"
    script = (
        "import sys, s3fs\n"
        "files = s3fs.S3FileSystem()\n"
        f"files.mkdir({name!r})\n"
        f"files.put({str(tree)!r}, {f'{name}/raw'!r}, recursive=True)\n"
        f"files.pipe_file({f'{name}/raw/picture.jpg'!r}, b'x')\n"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=True, timeout=300)
    return f"s3://{name}"


def newsfix(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own: the libraries under test leave threads and sockets behind."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "newsfix", *arguments],
        capture_output=True, text=True, timeout=300, env={**os.environ, **environment},
    )  # fmt: skip


def stored(url: str) -> dict[str, bytes]:
    """The objects below a URL."""
    script = (
        "import base64, json, sys, s3fs\n"
        "files = s3fs.S3FileSystem()\n"
        f"found = files.find({url!r})\n"
        "print(json.dumps({path: base64.b64encode(files.cat_file(path)).decode() for path in found}))\n"
    )
    run = subprocess.run([sys.executable, "-W", "ignore", "-c", script], capture_output=True, check=True, timeout=300)
    from base64 import b64decode

    base = url.removeprefix("s3://").rstrip("/") + "/"
    return {path.removeprefix(base): b64decode(data) for path, data in json.loads(run.stdout).items()}


def local(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes() for path in directory.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_bucket_becomes_what_a_directory_becomes(bucket: str, tree: Path, tmp_path: Path, jobs: str) -> None:
    here = newsfix("convert", str(tree), "-o", str(tmp_path / "clean"))
    there = newsfix("convert", f"{bucket}/raw", "-o", f"{bucket}/clean", "-j", jobs)
    assert (here.returncode, there.returncode) == (1, 1)  # b.txt and b.html are one output
    assert "1 not articles" in there.stderr
    message = f"{bucket}/raw/b.txt:1:1: IO003 the output {bucket}/clean/b.md is already that of {bucket}/raw/b.html"
    assert message in there.stderr
    assert stored(f"{bucket}/clean") == local(tmp_path / "clean")
    assert set(local(tmp_path / "clean")) == {"a.md", "b.md", "deep/c.md", "deep/er/d.md"}


def test_what_is_unchanged_in_a_bucket_is_not_done_again(bucket: str, tree: Path, tmp_path: Path) -> None:
    def converted(*places: str) -> str:
        run = newsfix("convert", *places, "-j", "1", "--cache", str(tmp_path / "cache"))
        assert run.returncode == 1, "b.html and b.txt have one output"
        return re.search(r"\d+ converted, \d+ unchanged, \d+ failed", run.stderr).group()  # type: ignore[union-attr]

    there = (f"{bucket}/raw", "-o", f"{bucket}/clean")
    for places in (there, (f"{bucket}/raw", "-o", str(tmp_path / "clean")), (str(tree), "-o", f"{bucket}/back")):
        assert converted(*places) == "4 converted, 0 unchanged, 1 failed"
        assert converted(*places) == "0 converted, 4 unchanged, 1 failed"
    before = stored(f"{bucket}/clean")
    script = (
        "import s3fs\n"
        "files = s3fs.S3FileSystem()\n"
        f"files.pipe_file({f'{bucket}/raw/a.html'!r}, b'<p>Other.')\n"
        f"files.pipe_file({f'{bucket}/clean/b.md'!r}, b'Altered.')\n"
        f"files.rm_file({f'{bucket}/clean/deep/c.md'!r})\n"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=True, timeout=300)
    assert converted(*there) == "2 converted, 1 unchanged, 2 failed"
    altered = {"a.md": b"Other.\n", "b.md": b"Altered."}
    assert stored(f"{bucket}/clean") == {**before, **altered}


def test_from_a_bucket_to_this_machine_and_back(bucket: str, tmp_path: Path) -> None:
    assert newsfix("convert", f"{bucket}/raw/deep", "-o", str(tmp_path / "clean")).returncode == 0
    assert set(local(tmp_path / "clean")) == {"c.md", "er/d.md"}
    assert newsfix("convert", str(tmp_path / "clean"), "-o", f"{bucket}/back").returncode == 0
    assert stored(f"{bucket}/back") == local(tmp_path / "clean")
    one = newsfix("convert", f"{bucket}/raw/a.html")
    assert one.stdout.startswith("---\ntitle: T0\n")


def test_shards_in_a_bucket(bucket: str, tree: Path, tmp_path: Path) -> None:
    arguments = ("-t", "jsonl", "--shard-size", "2", "--exclude", "b.txt", "-o")
    assert newsfix("convert", f"{bucket}/raw", *arguments, f"{bucket}/shards/news.jsonl.gz").returncode == 0
    assert newsfix("convert", str(tree), *arguments, str(tmp_path / "shards/news.jsonl.gz")).returncode == 0
    names = ["news-00000.jsonl.gz", "news-00001.jsonl.gz"]
    assert sorted(stored(f"{bucket}/shards")) == sorted(local(tmp_path / "shards")) == names
    with_shards(tmp_path)
    assert newsfix("convert", str(tmp_path / "a.zip"), "-o", f"{bucket}/shards/a.zip").returncode == 0
    assert newsfix("convert", f"{bucket}/shards/a.zip", "-o", str(tmp_path / "b.tar.gz")).returncode == 0
    assert newsfix("convert", str(tmp_path / "a.zip"), "-o", str(tmp_path / "c.tar.gz")).returncode == 0
    assert (tmp_path / "b.tar.gz").read_bytes() == (tmp_path / "c.tar.gz").read_bytes()


def test_a_bucket_on_a_cluster(bucket: str, tree: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="dask.distributed is not installed: pip install 'newsfix[cluster]'")
    with Machines(tmp_path) as machines:
        _, address = machines.scheduler()
        machines.worker(address)
        there = newsfix("convert", f"{bucket}/raw", "-o", f"{bucket}/clean", "--scheduler", address)
    assert "4 converted" in there.stderr
    assert newsfix("convert", str(tree), "-o", str(tmp_path / "clean")).returncode == there.returncode == 1
    assert stored(f"{bucket}/clean") == local(tmp_path / "clean")


def with_shards(directory: Path) -> None:
    import zipfile

    with zipfile.ZipFile(directory / "a.zip", "w") as archive:
        for number, name in enumerate(NAMES[:2]):
            archive.writestr(name, ARTICLE.format(number))


def test_a_bucket_that_is_not_there_or_not_ours(bucket: str, tree: Path) -> None:
    run = newsfix("convert", "s3://there-is-none/raw", "-o", f"{bucket}/clean")
    assert run.returncode == 2
    assert "s3://there-is-none/raw: no such object or bucket" in run.stderr
    run = newsfix("convert", str(tree), "-o", "s3://there-is-none/clean")
    assert run.returncode == 2
    assert "s3://there-is-none/clean: no such object or bucket" in run.stderr
    run = newsfix("convert", f"{bucket}/raw/none.html")
    assert run.returncode == 2
    assert "no such object or bucket" in run.stderr
    closed = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}
    run = newsfix("convert", f"{bucket}/raw", "-o", f"{bucket}/clean", **closed)
    assert run.returncode == 2
    assert "could not connect" in run.stderr
    assert "Traceback" not in run.stderr


# ------------------------------------------------------------------------------ without a server


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("there-is-no-such://bucket/raw", "there-is-no-such:// cannot be used: Protocol not known"),
        ("https://site.example/a.html", "https://site.example/a.html is not a storage URL"),
        ("file:///tmp", "file:///tmp is not a storage URL"),
    ],
)
def test_what_is_no_storage(source: str, message: str) -> None:
    result = invoke("convert", source, "-o", "x")
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from newsfix.run import remote

    remote._system.cache_clear()
    monkeypatch.setitem(sys.modules, "fsspec", None)
    result = invoke("convert", "s3://bucket/raw", "-o", "x")
    assert result.exit_code == 2
    assert "s3:// needs fsspec: pip install 'newsfix[cluster]'" in result.stderr


@pytest.fixture
def memory() -> Iterator[object]:
    """fsspec's file system in memory."""
    from fsspec import filesystem

    files = filesystem("memory")
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


def test_find_as_in_a_directory(memory: object, tmp_path: Path) -> None:
    for name in ("b.html", "a/z.md", "a/y.HTM", "c.txt", "a/b/x.markdown", "a.md", "d.jpg", ".git/a.md", "clean/a.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
        memory.pipe_file(f"/raw/{name}", name.encode())  # type: ignore[attr-defined]
    here = storage.find(str(tmp_path), leave_out=[str(tmp_path / "clean")])
    there = storage.find("memory://raw", leave_out=["memory://raw/clean"])
    assert [(found.relative, found.article) for found in there] == [(found.relative, found.article) for found in here]


def test_without_an_entity_tag_nothing_is_known(memory: object) -> None:
    memory.pipe_file("/raw/a.html", b"x")  # type: ignore[attr-defined]
    (found,) = storage.find("memory://raw")
    assert found.article
    assert storage.stamp(found.path) == found.stamp == storage.stamp("memory://raw/none") == b""
    assert storage.stamps_in("memory://none") == {}


def test_names_that_lead_elsewhere_are_no_names(memory: object, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [{"name": "/raw/..", "type": "directory"}, {"name": "/raw/a.md", "type": "file"}]
    monkeypatch.setattr(type(memory), "ls", lambda *_, **__: entries)
    bad, good = storage.find("memory://raw")
    assert (bad.error, good.relative) == ("its name cannot be a file name", "a.md")


def test_places_of_two_kinds_never_meet() -> None:
    assert storage.same("memory://a/b/", "memory://a/b")
    assert storage.lies_in("memory://a/b/c", "memory://a/b")
    assert not storage.lies_in("memory://a/bc", "memory://a/b")
    assert not storage.same("memory://a", "/a")
    assert not storage.lies_in("/a/b", "memory://a")
    assert storage.join("memory://a/", "b/c.md") == "memory://a/b/c.md"
