"""Date strings to ISO 8601, or to the reason why not."""

from __future__ import annotations

import csv
import datetime as clock
import locale
import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsfix.options import Options
from newsfix.read.dates import evidence as date_evidence
from newsfix.read.dates import iso as date_iso
from newsfix.read.dates import parse as dates
from newsfix.read.dates import written as date_written
from newsfix.read.dates import zones
from newsfix.read.dates.locales import LOCALES
from newsfix.read.dates.parse import Evidence, Reading, read_date

TABLE = Path(__file__).parent / "data" / "dates.tsv"


def rows() -> list[list[str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if not row[0].startswith("#")]


def chosen(text: str) -> tuple[Options, Evidence]:
    """The third column's neighbour: `day_first=true url=https://…` as options and evidence."""
    options: dict[str, object] = {}
    evidence: dict[str, object] = {}
    for pair in text.split():
        name, value = pair.split("=", 1)
        if name == "day_first":
            options[name] = {"true": True, "false": False}[value]
        elif name == "zones":
            options[name] = dict([value.split(":", 1)])
        elif name in ("assume_zone", "to_zone", "base_date"):
            options[name] = value
        elif name == "dates":
            evidence[name] = tuple(value.split("|"))
        else:
            evidence[name] = value
    return Options(**options), Evidence(**evidence)  # type: ignore[arg-type]


def outcome(reading: Reading) -> str:
    if reading.value is not None:
        return reading.value
    codes = {each.code for each in reading.problems}
    return "ambiguous" if codes & {"DT003", "DT005"} else "invalid" if "DT004" in codes else "no reason given"


def codes_of(text: str, **evidence: str | bool) -> list[str]:
    return [each.code for each in read_date(text, Options(), Evidence(**evidence)).problems]  # type: ignore[arg-type]


def message(text: str) -> str:
    return read_date(text, Options()).problems[0].message


def test_the_table_has_rows() -> None:
    assert len(rows()) > 400
    assert all(len(row) == 3 for row in rows())


@pytest.mark.parametrize(("text", "setting", "expected"), rows())
def test_table(text: str, setting: str, expected: str) -> None:
    options, evidence = chosen(setting)
    assert outcome(read_date(text, options, evidence)) == expected


def names_in_cldr() -> list[tuple[str, str, str]]:
    """Each month of a year as CLDR writes it in each language, with the day it is."""
    from babel.dates import format_date

    found = []
    for name in sorted({name for names in LOCALES.values() for name in names.split()}):
        for month in range(1, 13):
            day = clock.date(2021, month, 13 + month)
            found += [
                (name, format_date(day, width, locale=name), day.isoformat()) for width in ("full", "long", "medium")
            ]
    return found


def test_every_language_of_cldr() -> None:
    right = []
    written = names_in_cldr()
    for name, text, day in written:
        value = read_date(text, Options(), Evidence(language=name)).value
        assert value in (day, None), text
        if value:
            right.append(name.split("_")[0])
    assert len(right) / len(written) > 0.99
    assert len(set(right)) >= 70


def test_no_language_given_is_never_a_wrong_date() -> None:
    wrong = [(text, day) for _, text, day in names_in_cldr() if read_date(text, Options()).value not in (day, None)]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "precision", "zone", "rule"),
    [
        ("Wed, 15 Dec 2021 09:06:35 GMT", "second", "given", "rfc2822"),
        ("2021-12-15", "day", "none", "iso8601"),
        ("2021-12", "month", "none", "iso8601"),
        ("2021", "year", "none", "iso8601"),
        ("2021-12-15T09:06", "minute", "none", "iso8601"),
        ("2021-12-15T09", "hour", "none", "iso8601"),
        ("1587363864", "second", "given", "epoch"),
        ("15 décembre 2021", "day", "none", "written"),
    ],
)
def test_source(text: str, precision: str, zone: str, rule: str) -> None:
    source = read_date(text, Options()).source
    assert source is not None
    assert (source.text, source.precision, source.zone, source.rule) == (text, precision, zone, rule)


def test_an_assumed_zone_is_marked() -> None:
    reading = read_date("2021-07-10 11:06", Options(assume_zone="Europe/Berlin"))
    assert reading.value == "2021-07-10T11:06:00+02:00"
    assert reading.source is not None
    assert reading.source.zone == "assumed"


def test_the_evidence_that_settled_an_order_is_named() -> None:
    source = read_date("05/06/2021", Options(), Evidence(url="https://news.example/2021/06/05/a.html")).source
    assert source is not None
    assert source.rule == "written, order from url"


# -------------------------------------------------------------------------------------- problems


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("2021-12-15", []),
        ("2021-12-15T09:06:35+08:00", []),
        ("2020-04-20T06:24:24.000Z", []),
        ("Wed, 15 Dec 2021 09:06:35 GMT", ["DT002"]),
        ("2021年12月15日 午後3時5分", ["DT002"]),
        ("Thu, 15 Dec 2021 09:06:35 GMT", ["DT006", "DT002"]),
        ("05/06/2021", ["DT003"]),
        ("2021-02-30", ["DT004"]),
        ("2020-366", []),
        ("2021-366", ["DT004"]),
        ("0000-001", ["DT004"]),
        ("2021-12-15 09:06 IST", ["DT005"]),
    ],
)
def test_codes(text: str, codes: list[str]) -> None:
    assert codes_of(text) == codes


def test_other_evidence_contradicts() -> None:
    assert codes_of("2021-12-15", filename="2020-12-15-a.md") == ["DT006"]
    assert codes_of("2021-12-15", url="https://news.example/2021/11/02/a") == ["DT006"]
    assert codes_of("2021-12-15", url="https://news.example/2021/11/a") == ["DT006"]
    assert codes_of("2021-12-15", url="https://news.example/2021-11/a") == ["DT006"]
    assert codes_of("2021-12-15", url="https://news.example/notes-of-2021-4") == []


def test_a_file_may_be_named_when_its_writing_begins() -> None:
    assert codes_of("2021-12-15", filename="2021-11-20-a.md") == []
    assert codes_of("2021-12-15", filename="2021-09-15-a.md") == ["DT006"]
    assert codes_of("2021-12-15", url="https://news.example/2021/11/20/a", elsewhere=True) == []
    assert codes_of("2021-12-15", url="https://news.example/2022/11/20/a", elsewhere=True) == ["DT006"]
    assert codes_of("2021-12-15", filename="2021-12-20-a.md") == ["DT006"]
    assert codes_of("2021-12-15", url="https://news.example/2021/11/20/a") == ["DT006"]


def test_a_day_apart_is_no_contradiction() -> None:
    assert codes_of("2021-12-15", filename="2021-12-16-a.md") == []
    assert codes_of("2021-12-01", url="https://news.example/2021/11/a") == []
    assert codes_of("2021-12-15", url="https://news.example/12345678/2021") == []


def test_messages_say_what_to_do() -> None:
    assert message("05/06/2021") == (
        '"05/06/2021" is ambiguous: 2021-05-06 or 2021-06-05; '
        "set --day-first or --month-first, or write it as 2021-05-06"
    )
    assert message("2021-02-30") == '"2021-02-30" has day 30, which month 2 of 2021 does not have'
    assert message("2021-12-15 09:06 IST") == (
        '"2021-12-15 09:06 IST" has an ambiguous time zone: IST may be '
        "India +05:30, Israel +02:00 or Ireland +01:00; set it with --zone IST=+05:30"
    )
    assert "CST may be China +08:00" in message("2021-12-15 09:06 CST")
    assert message("2021-12-15 上午 9:06 PM") == (
        '"2021-12-15 上午 9:06 PM" has two different parts of the day; write the time as 15:30'
    )
    assert message("yesterday") == '"yesterday" is relative to an unknown day; set it with --base-date'
    assert message("March 2022 something").startswith('"March 2022 something" has unknown words (something)')


def test_a_long_text_is_shown_in_part() -> None:
    (problem,) = read_date("x" * 10_000_000, Options()).problems
    assert problem.code == "DT004"
    assert len(problem.message) < 150


# ----------------------------------------------------------------------------------------- zones


def test_a_time_that_is_not_one_keeps_no_offset() -> None:
    gap = read_date("2021-03-28 02:30:00", Options(assume_zone="Europe/Berlin"))
    fold = read_date("2021-10-31 02:30:00", Options(assume_zone="Europe/Berlin"))
    assert (gap.value, [each.code for each in gap.problems]) == ("2021-03-28T02:30:00", ["DT008"])
    assert (fold.value, [each.code for each in fold.problems]) == ("2021-10-31T02:30:00", ["DT008"])
    assert "does not exist" in gap.problems[0].message
    assert "exists twice" in fold.problems[0].message


def test_only_known_times_are_converted() -> None:
    options = Options(to_zone="Asia/Shanghai")
    assert read_date("2021-12-15T23:30:00.5Z", options).value == "2021-12-16T07:30:00.5+08:00"
    assert read_date("2021-12-15 23:30:00", options).value == "2021-12-15T23:30:00"
    assert read_date("2021-12-15", options).value == "2021-12-15"
    both = Options(assume_zone="America/New_York", to_zone="UTC")
    assert read_date("2021-12-15 23:30:00", both).value == "2021-12-16T04:30:00Z"


def test_a_user_settles_an_abbreviation() -> None:
    options = Options(zones={"CST": "+08:00", "ET": "America/New_York"})
    assert read_date("2021-12-15 09:06 CST", options).value == "2021-12-15T09:06:00+08:00"
    assert read_date("Wed, 15 Dec 2021 09:06:35 CST", options).value == "2021-12-15T09:06:35+08:00"
    assert read_date("2021-07-15 09:06 ET", options).value == "2021-07-15T09:06:00-04:00"


@pytest.mark.parametrize("name", ["Asia/Shanghai", "UTC", "+08:00", "-0330", "America/Argentina/Buenos_Aires"])
def test_zones(name: str) -> None:
    assert zones.check_zone(name)


@pytest.mark.parametrize("name", ["", "CST6", "+25:00", "Europe", "../etc/passwd", "/etc/localtime", "a\0b", "é"])
def test_no_zones(name: str) -> None:
    assert not zones.check_zone(name)


# ------------------------------------------------------------------------------------ properties

WORDS = ("Dec", "mar", "lis", "AM", "GMT", "下午", "พ.ศ.", "民國", "١", "h", "２", "昨天", "ago")
DATELIKE = st.lists(st.sampled_from([*"0123456789-/.:, +TZWM();年月日時分", *WORDS]), max_size=40).map("".join)
PARTS = ["15", "12", "2021", "5", "1443", "Dec", "décembre", "mar", "9:06", "PM", "GMT", "+0800", *"/-. ", ", "]


@settings(deadline=None)  # the first word of a script loads its languages
@given(st.text(max_size=80) | DATELIKE, st.sampled_from([None, "pl", "th", "zh-Hans", "x-y", ""]))
def test_any_text(text: str, language: str | None) -> None:
    options = Options(assume_zone="Europe/Berlin", to_zone="Asia/Tokyo", base_date="2021-12-15")
    for setting in (Options(), options):
        reading = read_date(text, setting, Evidence(language, text, text, (text,)))
        assert (reading.value is None) == (reading.source is None)
        assert reading.value is not None or reading.problems


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=8).map("".join))
def test_what_is_written_reads_back(text: str) -> None:
    value = read_date(text, Options()).value
    if value is not None:
        again = read_date(value, Options())
        assert (again.value, again.problems) == (value, ())


@settings(deadline=None)
@given(st.datetimes(min_value=clock.datetime(1900, 1, 1), max_value=clock.datetime(2199, 12, 31)))
def test_any_moment(moment: clock.datetime) -> None:
    moment = moment.replace(microsecond=0)
    value = moment.isoformat()
    assert read_date(value, Options()).value == value
    assert read_date(f"{moment:%Y%m%dT%H%M%SZ}", Options()).value == f"{value}Z"
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    rfc = f"{moment.day:02} {months[moment.month - 1]} {moment:%Y %H:%M:%S} -0300"
    assert read_date(rfc, Options()).value == f"{value}-03:00"
    assert read_date(f"{moment.year}年{moment.month}月{moment.day}日", Options()).value == value[:10]


class NoClock(clock.datetime):
    """A datetime that knows no now."""

    @classmethod
    def now(cls, tz: clock.tzinfo | None = None) -> NoClock:
        raise AssertionError("the clock was read")

    @classmethod
    def today(cls) -> NoClock:
        raise AssertionError("the clock was read")

    utcnow = today


class NoToday(clock.date):
    """A date that knows no today."""

    @classmethod
    def today(cls) -> NoToday:
        raise AssertionError("the clock was read")


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the machine's zone cannot be changed here")
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/St_Johns"])
def test_zone_locale_and_today_of_the_machine_take_no_part(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    before = locale.setlocale(locale.LC_ALL)
    for name in ("tr_TR.UTF-8", "de_DE.UTF-8", "C.UTF-8", "C"):
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        break
    for module in (dates, date_iso, date_written):
        monkeypatch.setattr(module, "datetime", NoClock)
    for module in (date_iso, date_evidence):
        monkeypatch.setattr(module, "date", NoToday)
    try:
        for text, setting, expected in rows():
            assert outcome(read_date(text, *chosen(setting))) == expected
    finally:
        locale.setlocale(locale.LC_ALL, before)
        os.environ.pop("TZ")
        time.tzset()


@pytest.mark.parametrize(
    "text",
    [
        "2023-07-09 18:30 未定",
        "2023年7月9日 18:30 比赛取消",
        "2023-07-09 18:30 · 推迟",
        "9 July 2023, 18:30 / Tentative",
    ],
)
def test_a_doubt_behind_a_time_is_not_a_publisher(text: str) -> None:
    reading = read_date(text, Options())
    assert reading.value is None
    assert [each.code for each in reading.problems] == ["DT004"]


@pytest.mark.parametrize("text", ["2023-07-09 18:30 山城晚报", "9 July 2023, 18:30 / Harbour Herald"])
def test_who_published_behind_a_time_is_left_out(text: str) -> None:
    assert read_date(text, Options()).value == "2023-07-09T18:30:00"


# ---------------------------------------------------------------------------------------- corpus

KEY = re.compile(
    r"""^\s*["']?\w*(?:date|publish|modified|lastmod|created|updated)\w*["']?\s*[:=]\s*["']?(\d[^"'#]{5,40}?)["']?\s*$""",
    re.IGNORECASE,
)


def test_real_dates_are_right_or_refused(corpus: Path) -> None:
    read = refused = 0
    for file in sorted(
        path for path in corpus.rglob("*") if path.is_file() and path.suffix in (".md", ".html", ".markdown")
    ):
        for line in file.read_bytes().decode("utf-8", "replace").splitlines()[:60]:
            if match := KEY.match(line):
                text = match[1].strip()
                value = read_date(text, Options()).value
                read += value is not None
                refused += value is None
                if value is not None and re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d", text):
                    assert value[:19] == text[:10] + "T" + text[11:19]
    assert read > 200
    assert refused <= 10


def test_a_message_quotes_whole_words() -> None:
    message = read_date("11 กุมภาคม 2020", Options()).problems[0].message
    assert "(กุมภาคม)" in message


def test_a_message_does_not_deny_the_year_that_is_there() -> None:
    message = read_date("2021-02-08 16:30-:00+16:30", Options()).problems[0].message
    assert "with a year" not in message
    message = read_date("15-12", Options()).problems[0].message
    assert "with a year" in message


@pytest.mark.parametrize("text", ["15 dicembre 1844 a.C.", "15 décembre 1844 av. J.-C.", "15. Dezember 1844 v. Chr."])
def test_a_year_before_christ_is_not_one_after(text: str) -> None:
    assert read_date(text, Options()).value is None
