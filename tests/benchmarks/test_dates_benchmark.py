"""How long one date takes, beside `dateutil.parser.parse` where that reads it at all.

Common forms (RFC 822, ISO 8601) are to stay under 30 µs, rare ones under 2 ms.
"""

from __future__ import annotations

import pytest
from dateutil import parser

from newsfix.options import Options
from newsfix.read.dates.parse import read_date

OPTIONS = Options()
COMMON = ["Wed, 15 Dec 2021 09:06:35 GMT", "2021-12-15T09:06:35.000+08:00", "2021-12-15 09:06:35", "2021-12-15"]
RARE = [
    "December 15th, 2021 at 9:06 a.m.",
    "15 décembre 2021 à 9h06",
    "2021年12月15日 下午3:05",
    "среда, 15 декабря 2021 г.",
    "2021-W50-3T09:06Z",
]


@pytest.mark.parametrize(("text", "most"), [*((text, 30e-6) for text in COMMON), *((text, 2e-3) for text in RARE)])
def test_newsfix(benchmark, text: str, most: float) -> None:  # type: ignore[no-untyped-def]
    read_date(text, OPTIONS)
    assert benchmark(read_date, text, OPTIONS).value is not None
    if benchmark.stats:
        assert benchmark.stats.stats.min < most


@pytest.mark.parametrize("text", [*COMMON, "December 15th, 2021 at 9:06 a.m."])
def test_dateutil(benchmark, text: str) -> None:  # type: ignore[no-untyped-def]
    assert benchmark(parser.parse, text) is not None
