"""The parts of a conversion, each beside what does a like thing."""

from __future__ import annotations

import time
from typing import Any

import frontmatter
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from selectolax.lexbor import LexborHTMLParser

from newsfix.model.article import Article
from newsfix.model.origin import Origin
from newsfix.options import Options
from newsfix.read.body import read_body
from newsfix.read.frontmatter.metadata import read_metadata
from newsfix.read.frontmatter.split import split
from newsfix.read.parse import parse_body
from newsfix.write.frontmatter import front_matter
from newsfix.write.markdown import body
from tests.benchmarks.articles import HEAD, article, sections
from tests.benchmarks.peers import PEERS, converter

OPTIONS = Options()
HTML = sections(9)


@pytest.mark.benchmark(group="front matter", timer=time.process_time)
class TestFrontMatter:
    def test_newsfix(self, benchmark: BenchmarkFixture) -> None:
        """Split, parsed and every field of the article read, with its dates."""
        found = benchmark(lambda: read_metadata(split(HEAD), OPTIONS, Origin(), None))
        assert found.article.date == "2021-12-15T09:06:35+01:00"

    def test_python_frontmatter(self, benchmark: BenchmarkFixture) -> None:
        """Split and parsed."""
        assert benchmark(frontmatter.loads, HEAD)["layout"] == "post"


@pytest.mark.benchmark(group="front matter, written", timer=time.process_time)
class TestFrontMatterWritten:
    def test_newsfix(self, benchmark: BenchmarkFixture) -> None:
        from newsfix import convert

        found = convert(HEAD + "<p>x</p>").article
        assert "2021-12-15T09:06:35+01:00" in benchmark(front_matter, found)

    def test_python_frontmatter(self, benchmark: BenchmarkFixture) -> None:
        assert "Harbour" in benchmark(frontmatter.dumps, frontmatter.loads(HEAD), sort_keys=False)


@pytest.mark.benchmark(group="body", timer=time.process_time)
class TestBody:
    """9 sections of HTML, 12 kB."""

    def test_newsfix_reads(self, benchmark: BenchmarkFixture) -> None:
        assert benchmark(self._read).blocks

    def test_newsfix_writes(self, benchmark: BenchmarkFixture) -> None:
        assert benchmark(body, self._read().blocks).count("council") == 18

    def test_newsfix_reads_and_writes(self, benchmark: BenchmarkFixture) -> None:
        assert benchmark(lambda: body(self._read().blocks)).count("council") == 18

    @pytest.mark.parametrize("peer", PEERS)
    def test_peer(self, benchmark: BenchmarkFixture, peer: str) -> None:
        assert benchmark(converter(peer), HTML).count("council") == 18

    def test_lexbor_only_parses(self, benchmark: BenchmarkFixture) -> None:
        assert benchmark(LexborHTMLParser, HTML).body is not None

    @staticmethod
    def _read() -> Any:
        return read_body(parse_body(HTML, 1, OPTIONS), Article(), OPTIONS)


def test_the_sections_are_a_body() -> None:
    assert article().endswith(HTML)
