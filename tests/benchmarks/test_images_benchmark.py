"""The share of the pictures in converting an article: pytest tests/benchmarks --benchmark-only."""

from __future__ import annotations

import cProfile
import os
import pstats
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from newsfix.model.article import Block, Figure, Image, Paragraph, Text
from newsfix.options import Options
from newsfix.pipeline import convert
from newsfix.read.pictures.unify import unify
from tests.models import linked

UPLOADS = "https://a.example/wp-content/uploads/2021/12"
# The modules whose time counts as image work.
IMAGE_MODULES = ("/newsfix/read/pictures/", "/newsfix/read/html/captions.py")


def article(pictures: int) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for number in range(pictures):
        blocks += [Paragraph((Text("word " * 40),))] * 4
        variants = (f"{UPLOADS}/{number}.jpg?w=770&resize=770%2C433", f"{UPLOADS}/{number}-300x200.jpg")
        blocks.append(Figure(linked(Image(f"{UPLOADS}/{number}.jpg", variants=variants)), (Text("A caption"),)))
    return tuple(blocks)


@pytest.mark.parametrize("pictures", [0, 1, 5, 50])
def test_unify(benchmark: BenchmarkFixture, pictures: int) -> None:
    blocks = article(pictures) or (Paragraph((Text("word " * 40),)),) * 20
    covers = (("headimg", f"{UPLOADS}/0.jpg?w=770&resize=770%2C433"),)
    result = benchmark(unify, blocks, covers, None, Options())
    assert len(result.pictures) == max(pictures, 1)


def test_share_of_converting_the_corpus() -> None:
    """At most a tenth of the time of converting real articles goes into their pictures and captions."""
    folder = os.environ.get("NEWSFIX_CORPUS")
    if not folder:
        pytest.skip("NEWSFIX_CORPUS does not name the folder of real articles")
    files = [path.read_bytes() for path in Path(folder).glob("*/*") if path.suffix != ".json"]
    for data in files[::10]:
        convert(data)
    profile = cProfile.Profile()
    profile.enable()
    for data in files:
        convert(data)
    profile.disable()
    stats = pstats.Stats(profile)
    total: float = stats.total_tt  # type: ignore[attr-defined]
    own = _outermost(stats)
    print(f"pictures: {own / total:.1%} of {total:.2f} s")
    assert own <= 0.1 * total


def _outermost(stats: pstats.Stats) -> float:
    """The cumulative time of the image modules' functions where they are called from elsewhere."""
    time = 0.0
    for (path, _, _), (_, _, _, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        if _is_image_module(path):
            time += sum(spent for (caller, _, _), (_, _, _, spent) in callers.items() if not _is_image_module(caller))
    return time


def _is_image_module(path: str) -> bool:
    return any(part in Path(path).as_posix() for part in IMAGE_MODULES)
