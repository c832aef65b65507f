"""Settings from TOML and from the command line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from newsfix.options import Options
from newsfix.rules import RULES, selection
from newsfix.run import settings
from newsfix.run.config import Configuration

IO = ("IO001", "IO002", "IO003", "IO004", "IO005")


def test_every_key(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text('{"type": "object"}')
    table = {
        "schema": "s.json",
        "encoding": "gb18030",
        "body": "html",
        "day-first": True,
        "assume-zone": "Asia/Shanghai",
        "to-zone": "UTC",
        "base-date": "2024-05-06",
        "zones": {"CST": "+08:00"},
        "captions": "strict",
        "repeats": "drop",
        "keys": "keep",
        "front-matter": "always",
        "output-keys": {"updated": "changed", "layout": False},
        "file-names": "bundle",
        "addresses": "alias",
        "templates": "text",
        "figures": "title",
        "raw-html": "avoid",
        "partial-dates": "first",
        "excerpt": "more",
        "footnotes": "markdown",
        "names": {"date": ["born"]},
        "absolute-links": True,
        "main": ["https://a.example/*"],
        "drop": [".ad"],
        "drop-where": {"*/raw/*": ["p.x"]},
        "picture-rows": [{"name": "mine", "pattern": "^a(b)", "replacement": r"\1"}],
        "verify": True,
        "required": ["author"],
        "allowed": ["title"],
        "include": ["*.html"],
        "exclude": ["drafts/"],
        "select": ["DT003", "no-alt", "CP"],
        "extend-select": ["MD002"],
        "ignore": ["FM001", "caption-likely"],
        "per-file-ignores": {"drafts/": ["DT", "title-missing"]},
        "max-size": 7,
        "fail-on": "error",
        "allow-loss": True,
        "baseline": "old.json",
        "static-roots": ["media"],
        "extract-data": "media",
    }
    dates = tuple(rule.code for rule in RULES if rule.code[:2] == "DT")
    assert {*table, "profile"} == set(settings.KEYS)
    assert settings.checked(table, directory=str(tmp_path)) == settings.Settings(
        directory=str(tmp_path),
        options=Options(
            encoding="gb18030",
            body="html",
            day_first=True,
            assume_zone="Asia/Shanghai",
            to_zone="UTC",
            base_date="2024-05-06",
            zones={"CST": "+08:00"},
            captions="strict",
            repeats="drop",
            keys="keep",
            front_matter="always",
            output_keys={"updated": "changed", "layout": False},
            file_names="bundle",
            addresses="alias",
            templates="text",
            figures="title",
            raw_html="avoid",
            partial_dates="first",
            excerpt="more",
            footnotes="markdown",
            names={"date": ("born",)},
            absolute_links=True,
            main=("https://a.example/*",),
            drop=(".ad",),
            drop_where=(("*/raw/*", ("p.x",)),),
            picture_rows=(("mine", "^a(b)", r"\1"),),
            verify=True,
            rules=("EN003", "EN006", "EN007", "DT003", "BD010", "BD011", "IM007", "CP002", "MD001", "MD002", *IO),
            schema='{"type": "object"}',
            required=("author",),
            allowed=("title",),
        ),
        include=("*.html",),
        exclude=("drafts/",),
        select=("DT003", "IM007", "CP001", "CP002"),
        extend_select=("MD002",),
        ignore=("FM001", "CP001"),
        per_file_ignores=(("drafts/", (*dates, "FM006")),),
        fail_on="error",
        allow_loss=True,
        baseline=str(tmp_path / "old.json"),
        static_roots=(str(tmp_path / "media"),),
        max_size=7_000_000,
        extract_data=os.path.relpath(tmp_path / "media"),
    )


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"day_first": True}, "f.toml: unknown key 'day_first'; did you mean 'day-first'?"),
        ({"qqq": 1}, "f.toml: unknown key 'qqq'"),
        ({"day-first": "yes"}, "f.toml: day-first: it must be true or false, not 'yes'"),
        ({"encoding": "klingon"}, "f.toml: encoding: 'klingon' is not a known encoding"),
        ({"encoding": "zlib"}, "f.toml: encoding: 'zlib' is not a known encoding"),
        ({"encoding": "utf\x008"}, "f.toml: encoding: 'utf\\x008' is not a known encoding"),
        ({"body": "pdf"}, "f.toml: body: it must be auto, html or markdown, not 'pdf'"),
        ({"base-date": "2024-13-01"}, "f.toml: base-date: '2024-13-01' is not a date in the form YYYY-MM-DD"),
        ({"zones": {"CST": "8"}}, "f.toml: zones: write a zone as CST=+08:00, not CST=8"),
        ({"zones": []}, 'f.toml: zones: it must be a table such as {CST = "+08:00"}'),
        ({"drop": ".ad"}, "f.toml: drop: it must be an array of strings, not '.ad'"),
        ({"drop": ["p["]}, "f.toml: drop: 'p[' is not a usable CSS selector"),
        ({"drop-where": [".a"]}, "f.toml: drop-where: it must be a table such as"),
        ({"drop-where": {"*": ["<"]}}, "f.toml: drop-where: '<' is not a usable CSS selector"),
        ({"profile": "pelican"}, "f.toml: profile: it must be hugo, jekyll or hexo, not 'pelican'"),
        ({"file-names": "title"}, "f.toml: file-names: it must be keep, suffix, slug"),
        ({"output-keys": {"title": 1}}, "f.toml: output-keys: title must be a key to write, or false"),
        ({"profile": "hugo", "keys": "keep"}, "f.toml: keys = keep cannot be combined with profile = hugo"),
        ({"names": ["x"]}, "f.toml: names: it must be a table such as"),
        ({"names": {"dat": ["x"]}}, "f.toml: names: 'dat' is not a field; did you mean 'date'?"),
        ({"keys": "all"}, "f.toml: keys: it must be standard or keep, not 'all'"),
        ({"select": ["EN03"]}, "f.toml: select: 'EN03' is not a rule; did you mean 'EN003'?"),
        (
            {"ignore": ["DT"], "extend-select": ["no-alr"]},
            "f.toml: extend-select: 'no-alr' is not a rule; did you mean 'no-alt'?",
        ),
        ({"per-file-ignores": ["DT"]}, "f.toml: per-file-ignores: it must be a table such as"),
        ({"per-file-ignores": {"a": "DT"}}, "f.toml: per-file-ignores: it must be an array of strings, not 'DT'"),
        ({"per-file-ignores": {"a": ["D"], "b": ["X"]}}, "f.toml: per-file-ignores: 'X' is not a rule"),
        ({"required": "title"}, "f.toml: required: it must be an array of strings, not 'title'"),
        ({"extract-data": ""}, "f.toml: extract-data: it must be the name of a directory, not ''"),
        ({"extract-data": "a\0b"}, "f.toml: extract-data: it must be the name of a directory, not 'a\\x00b'"),
        ({"schema": 3}, "f.toml: schema: it must be a string, not 3"),
        ({"schema": "/gone.json"}, "f.toml: schema: /gone.json cannot be read: no such file or directory"),
        ({"static-roots": "media"}, "f.toml: static-roots: it must be an array of strings, not 'media'"),
        ({"baseline": 3}, "f.toml: baseline: it must be a string, not 3"),
        ({"fail-on": "never"}, "f.toml: fail-on: it must be error, warning or note, not 'never'"),
        ({"max-size": 0}, "f.toml: max-size: it must be a number of megabytes from 1, not 0"),
        ({"picture-rows": [{"name": "a"}]}, "each row must have exactly the keys name, pattern and replacement"),
        (
            {"picture-rows": [{"name": "a", "pattern": "(", "replacement": ""}]},
            "f.toml: picture-rows: the row 'a' has an invalid pattern or replacement: missing ), ",
        ),
        (
            {"picture-rows": [{"name": "a", "pattern": "b", "replacement": r"\7"}]},
            "f.toml: picture-rows: the row 'a' has an invalid pattern or replacement: invalid group reference",
        ),
    ],
)
def test_errors_name_file_key_and_value(table: dict[str, Any], message: str) -> None:
    with pytest.raises(settings.ConfigError) as error:
        settings.checked(table, "f.toml: ")
    assert message in str(error.value)


def test_unknown_zone() -> None:
    with pytest.raises(settings.ConfigError, match=r"assume-zone: .*Mars/Base"):
        settings.checked({"assume-zone": "Mars/Base"})


def made(root: Path, **texts: str) -> Configuration:
    """Configurations by the directory that they are written to, `_` for a slash."""
    for name, text in texts.items():
        folder = root / name.replace("_", "/")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "newsfix.toml").write_text(text)
    return Configuration()


def test_the_nearest_configuration_counts_for_each_file(tmp_path: Path) -> None:
    configuration = made(tmp_path, a='body = "html"', a_b_c='body = "markdown"')
    bodies = {name: configuration.of(str(tmp_path / name)).options.body for name in ("x.md", "a/x.md", "a/b/c/d/x.md")}
    assert bodies == {"x.md": "auto", "a/x.md": "html", "a/b/c/d/x.md": "markdown"}
    assert configuration.of_directory(str(tmp_path / "a" / "b")).options.body == "html"
    assert configuration.of(str(tmp_path / "a" / "x.md")) is configuration.of(str(tmp_path / "a" / "b" / "y.md"))


def test_relative_names_and_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, a="verify = true")
    monkeypatch.chdir(tmp_path / "a")
    assert Configuration().of("x.md").options.verify
    assert Configuration().of("-").options.verify
    monkeypatch.chdir(tmp_path)
    assert not Configuration().of("-").options.verify
    assert Configuration({"stdin_filename": "a/b/not-there.md"}).of("-").options.verify


def test_a_pyproject_that_does_not_speak_of_newsfix_is_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("[tool.other]\nthis is no TOML\n")
    assert Configuration().of(str(tmp_path / "a.md")) == settings.DEFAULT
    path.write_text("[tool.newsfix]\nthis is no TOML\n")
    with pytest.raises(settings.ConfigError, match="is not valid TOML"):
        Configuration().of(str(tmp_path / "a.md"))


def test_a_pyproject_that_only_requires_newsfix_is_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text('[project]\ndependencies = ["newsfix"]\n[project.scripts]\nnewsfix = "a:b"\nthis is no TOML\n')
    assert Configuration().of(str(tmp_path / "a.md")) == settings.DEFAULT


@pytest.mark.parametrize(
    "text",
    [
        "[tool.newsfix]\nverify = true\n",
        "[ tool . 'newsfix' ]\nverify = true\n",
        '["tool".newsfix]\nverify = true\n',
        "tool.newsfix.verify = true\n",
        "[tool]\nnewsfix = {verify = true}\n",
        "[tool]\nnewsfix.verify = true\n",
        "tool = {newsfix = {verify = true}}\n",
    ],
)
def test_a_part_for_newsfix_is_found_however_it_is_written(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    assert Configuration().of(str(tmp_path / "a.md")).options.verify


def test_a_pyproject_without_a_part_for_newsfix_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.newsfix]\nverify = true\n")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\nnewsfix = 1\n")
    assert Configuration().of(str(tmp_path / "a" / "x.md")).options.verify
    (tmp_path / "a" / "newsfix.toml").write_text("")
    assert not Configuration().of(str(tmp_path / "a" / "x.md")).options.verify


def test_a_named_file_counts_for_every_file(tmp_path: Path) -> None:
    made(tmp_path, a='body = "html"', named="verify = true")
    configuration = Configuration({}, str(tmp_path / "named" / "newsfix.toml"))
    assert configuration.of(str(tmp_path / "a" / "x.md")).options == Options(verify=True)


def test_per_file_ignores_are_relative_to_the_configuration(tmp_path: Path) -> None:
    configuration = made(tmp_path, a='ignore = ["CP"]\n[per-file-ignores]\n"/drafts/" = ["DT"]\n"*.html" = ["FM"]')
    families = {
        name: {code[:2] for code in configuration.of(str(tmp_path / "a" / name)).options.rules}
        for name in ("x.md", "drafts/x.md", "b/drafts/x.html", "drafts/x.html", "drafts.html")
    }
    everything = {rule.code[:2] for rule in RULES} - {"CP"}
    assert families == {
        "x.md": everything,
        "drafts/x.md": everything - {"DT"},
        "b/drafts/x.html": everything - {"FM"},
        "drafts/x.html": everything - {"DT", "FM"},
        "drafts.html": everything - {"FM"},
    }


def test_what_could_not_be_done_is_always_reported() -> None:
    kept = ("EN003", "EN006", "EN007", "BD010", "BD011", "MD001", *IO)
    assert selection(["DT003"], (), ["DT003", "IO", "EN"]) == kept


def test_named_file_may_have_its_keys_at_the_top(tmp_path: Path) -> None:
    path = tmp_path / "newsfix.toml"
    path.write_text("verify = true\n")
    assert settings.load(str(path)).options.verify
    path.write_text("[tool.newsfix]\nbody = 'html'\n")
    assert settings.load(str(path)).options.body == "html"


@pytest.mark.parametrize("text", ["verify = ", "\xff", "[tool]\nnewsfix = 3", "tool = 4"])
def test_damaged_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "newsfix.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(settings.ConfigError, match=r"newsfix\.toml(: | is not valid TOML: )"):
        settings.load(str(path))


def test_merge_adds_collections_and_replaces_the_rest() -> None:
    zones = {"CST": "+08:00", "IST": "+05:30"}
    below = settings.checked({"drop": [".a"], "zones": zones, "body": "html", "include": ["x"]})
    said = {"drop": (".b",), "zones": (("CST", "-06:00"),), "body": None, "include": (), "exclude": ("y",)}
    merged = settings.merge(below, said, to="json")
    assert merged.options == Options(
        to="json", drop=(".a", ".b"), zones={"CST": "-06:00", "IST": "+05:30"}, body="html"
    )
    assert (merged.include, merged.exclude) == (("x",), ("y",))


def test_the_command_line_selects_anew_and_ignores_besides() -> None:
    below = settings.checked({"select": ["DT"], "ignore": ["DT001"]})
    merged = settings.merge(below, {"select": ("FM006",), "extend_select": ("IM007",), "ignore": ("DT002",)})
    assert (merged.select, merged.extend_select, merged.ignore) == (("FM006",), ("IM007",), ("DT001", "DT002"))
    assert {"FM006", "IM007"} < set(merged.options.rules)
    assert not {"DT001", "DT003"} & set(merged.options.rules)
