"""Settings from TOML and from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newsfix.options import Options
from newsfix.run import config


def test_every_key() -> None:
    table = {
        "encoding": "gb18030",
        "body": "html",
        "day-first": True,
        "assume-zone": "Asia/Shanghai",
        "to-zone": "UTC",
        "base-date": "2024-05-06",
        "zones": {"CST": "+08:00"},
        "captions": "strict",
        "keys": "keep",
        "names": {"date": ["born"]},
        "absolute-links": True,
        "drop": [".ad"],
        "drop-where": {"*/raw/*": ["p.x"]},
        "picture-rows": [{"name": "mine", "pattern": "^a(b)", "replacement": r"\1"}],
        "verify": True,
        "include": ["*.html"],
        "exclude": ["drafts/"],
        "select": ["DT003", "no-alt", "IO"],
        "ignore": ["FM001"],
        "max-size": 7,
    }
    assert config.settings(table) == config.Settings(
        options=Options(
            encoding="gb18030",
            body="html",
            day_first=True,
            assume_zone="Asia/Shanghai",
            to_zone="UTC",
            base_date="2024-05-06",
            zones={"CST": "+08:00"},
            captions="strict",
            keys="keep",
            names={"date": ("born",)},
            absolute_links=True,
            drop=(".ad",),
            drop_where=(("*/raw/*", ("p.x",)),),
            picture_rows=(("mine", "^a(b)", r"\1"),),
            verify=True,
        ),
        include=("*.html",),
        exclude=("drafts/",),
        select=("DT003", "IM007", "IO001", "IO002", "IO003", "IO004", "IO005"),
        ignore=("FM001",),
        max_size=7_000_000,
    )


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"day_first": True}, "f.toml: unknown key 'day_first'; did you mean 'day-first'?"),
        ({"qqq": 1}, "f.toml: unknown key 'qqq'"),
        ({"day-first": "yes"}, "f.toml: day-first: it must be true or false, not 'yes'"),
        ({"encoding": "klingon"}, "f.toml: encoding: 'klingon' is no known encoding"),
        ({"encoding": "zlib"}, "f.toml: encoding: 'zlib' is no known encoding"),
        ({"encoding": "utf\x008"}, "f.toml: encoding: 'utf\\x008' is no known encoding"),
        ({"body": "pdf"}, "f.toml: body: it must be auto or html or markdown, not 'pdf'"),
        ({"base-date": "2024-13-01"}, "f.toml: base-date: '2024-13-01' is no date in the form YYYY-MM-DD"),
        ({"zones": {"CST": "8"}}, "f.toml: zones: a zone is written CST=+08:00, not CST=8"),
        ({"zones": []}, 'f.toml: zones: it must be a table such as {CST = "+08:00"}'),
        ({"drop": ".ad"}, "f.toml: drop: it must be an array of strings, not '.ad'"),
        ({"drop": ["p["]}, "f.toml: drop: 'p[' is no CSS selector that can be used"),
        ({"drop-where": [".a"]}, "f.toml: drop-where: it must be a table such as"),
        ({"drop-where": {"*": ["<"]}}, "f.toml: drop-where: '<' is no CSS selector that can be used"),
        ({"names": ["x"]}, "f.toml: names: it must be a table such as"),
        ({"names": {"dat": ["x"]}}, "f.toml: names: 'dat' is no field; did you mean 'date'?"),
        ({"keys": "all"}, "f.toml: keys: it must be standard or keep, not 'all'"),
        ({"select": ["DT03"]}, "f.toml: select: 'DT03' is no rule; did you mean 'DT003'?"),
        ({"max-size": 0}, "f.toml: max-size: it must be a number of megabytes from 1, not 0"),
        ({"picture-rows": [{"name": "a"}]}, "each row must have exactly the keys name, pattern and replacement"),
        (
            {"picture-rows": [{"name": "a", "pattern": "(", "replacement": ""}]},
            "f.toml: picture-rows: the row 'a' is no usable pattern and replacement: missing ), ",
        ),
        (
            {"picture-rows": [{"name": "a", "pattern": "b", "replacement": r"\7"}]},
            "f.toml: picture-rows: the row 'a' is no usable pattern and replacement: invalid group reference",
        ),
    ],
)
def test_errors_name_file_key_and_value(table: dict[str, Any], message: str) -> None:
    with pytest.raises(config.ConfigError) as error:
        config.settings(table, "f.toml: ")
    assert message in str(error.value)


def test_unknown_zone() -> None:
    with pytest.raises(config.ConfigError, match=r"assume-zone: .*Mars/Base"):
        config.settings({"assume-zone": "Mars/Base"})


def test_nearest_pyproject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.newsfix]\nverify = true\n")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert config.load().options.verify
    (inner / "pyproject.toml").write_text("[tool.other]\nnewsfix = 1\n")
    assert config.load() == config.Settings()


def test_named_file_may_have_its_keys_at_the_top(tmp_path: Path) -> None:
    path = tmp_path / "newsfix.toml"
    path.write_text("verify = true\n")
    assert config.load(str(path)).options.verify
    path.write_text("[tool.newsfix]\nbody = 'html'\n")
    assert config.load(str(path)).options.body == "html"


@pytest.mark.parametrize("text", ["verify = ", "\xff", "[tool]\nnewsfix = 3", "tool = 4"])
def test_damaged_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "newsfix.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(config.ConfigError, match=r"newsfix\.toml: "):
        config.load(str(path))


def test_merge_adds_collections_and_replaces_the_rest() -> None:
    zones = {"CST": "+08:00", "IST": "+05:30"}
    below = config.settings({"drop": [".a"], "zones": zones, "body": "html", "include": ["x"]})
    said = {"drop": (".b",), "zones": (("CST", "-06:00"),), "body": None, "include": (), "exclude": ("y",)}
    merged = config.merge(below, said, to="json")
    assert merged.options == Options(
        to="json", drop=(".a", ".b"), zones={"CST": "-06:00", "IST": "+05:30"}, body="html"
    )
    assert (merged.include, merged.exclude) == (("x",), ("y",))
