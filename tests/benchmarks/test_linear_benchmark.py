"""Time grows as the input does: ten times the size takes about ten times as long, whatever there is more of."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator

import pytest

from newsfix import convert
from newsfix.cli import main
from tests.benchmarks.articles import HEAD, article

# Ten times as much may take so many times as long: caches, and memory that has to be asked for.
MOST = 16


def pictures(count: int) -> str:
    return HEAD + "".join(
        f'<p>x</p><img src="https://a.example/uploads/{n}-300x200.jpg" alt="{n}">' for n in range(count)
    )


def copies(count: int) -> str:
    return HEAD + '<p>x</p><img src="https://a.example/x.jpg">' * count


def notes(count: int) -> str:
    references = "".join(f'<p>x<sup id="r{n}"><a href="#n{n}">{n}</a></sup></p>' for n in range(count))
    return f"{HEAD}{references}<ol>{''.join(f'<li id=n{n}>y <a href=#r{n}>^</a></li>' for n in range(count))}</ol>"


SHAPES: dict[str, tuple[Callable[[int], str], int]] = {
    "sections": (article, 2_000_000),
    "one paragraph": (lambda count: f"{HEAD}<p>{'one_two *three* &amp; [four] ' * count}</p>", 10_000),
    "text between tags": (lambda count: f"{HEAD}<p>{'word <b>bold</b> <a href=x>link</a> ' * count}</p>", 1_000),
    "Markdown": (
        lambda count: HEAD + "The *council* met, and [the minutes](https://a.example/) say so.\n\n" * count,
        300,
    ),
    "pictures": (pictures, 1_000),
    "copies of one picture": (copies, 1_000),
    "footnotes": (notes, 1_000),
    "small print": (lambda count: f"{HEAD}<p>{'word <small>by</small> ' * count}</p>", 1_000),
    "comments that never end": (lambda count: f"{HEAD}<p>x</p>\n{'<!-- ' * count}", 3_000),
    "headings out of order": (lambda count: HEAD + "<h1>a</h1><h3>b</h3>" * count, 500),
    "tags that never end": (lambda count: f"{HEAD}<p>x</p>{'<style ' * count}", 3_000),
    "line breaks": (lambda count: f"{HEAD}<p>{'word<br>' * count}</p>", 3_000),
    "rows": (lambda count: f"{HEAD}<table>{'<tr><td>a</td><td>b</td></tr>' * count}</table>", 1_000),
    "code": (lambda count: HEAD + "<pre><code>" + "<span class=k>x</span> = 1\n" * count, 3_000),
    "template tags": (lambda count: HEAD + "<p>x {{ site.url }} y</p>\n" * count, 1_000),
    "depth of elements": (lambda count: f"{HEAD}{'<div>' * count}x{'</div>' * count}", 3_000),
    "depth of quotes": (lambda count: f"{HEAD}{'<blockquote>' * count}x", 3_000),
    "depth of lists": (lambda count: f"{HEAD}{'<ul><li>' * count}x", 3_000),
    # More than are remembered from one article for the next.
    "front matter keys": (lambda count: "---\n" + "".join(f"key{n}: {n}\n" for n in range(count)) + "---\n", 5_000),
    "tags": (lambda count: "---\ntags:\n" + "".join(f"- tag{n}\n" for n in range(count)) + "---\n", 10_000),
}


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """The garbage collector as the command sets it: by default it looks at large articles over and over."""
    before = gc.get_threshold()
    main.callback()  # type: ignore[misc]
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize("name", SHAPES)
def test_ten_times_as_much(name: str) -> None:
    make, count = SHAPES[name]
    few, many = (make(size).encode() for size in (count, count * 10))
    convert(few)
    growth = _seconds(many, 1) / _seconds(few, 3)
    print(f"{name}: {growth:.1f} times as long for ten times as much")
    assert growth < MOST


def _seconds(data: bytes, rounds: int) -> float:
    times = []
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        convert(data)
        times.append(time.process_time() - start)
    return min(times)
