"""Reports of problems in every form."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from xml.etree import ElementTree

import jsonschema
import pytest

from newsfix.model.problem import Fix, Problem
from newsfix.rules import RULES
from newsfix.run import formats, report, tally
from newsfix.run.formats import FORMATS, MOST_RESULTS, CheckedFile
from newsfix.run.report import as_repaired

NASTY = 'a\n\x1b[31m%,:<&>"\udcff\x9b\ufffe渡轮.md'
FILES: list[CheckedFile] = [
    CheckedFile(
        "a.md",
        [Problem("DT002", "not ISO", 3, 7, Fix(1, 2, "x")), Problem("IM004", "100 % broken\r\nurl", 9, 1)],
        {3: "date: Wed", 9: "![](http:///)"},
    ),
    CheckedFile("b/clean.md", []),
    CheckedFile(NASTY, [Problem("FM001", "no front matter")]),
]


def written(name: str, files: list[CheckedFile] = FILES) -> str:
    text = "".join(FORMATS[name](files))
    text.encode()
    return text


@pytest.mark.parametrize("name", FORMATS)
def test_no_file_writes_to_the_terminal(name: str) -> None:
    files: list[CheckedFile] = [
        CheckedFile(f"a{chr(code)}b", [Problem("EN004", chr(code), 1, 2)], {1: f"x{chr(code)}y"})
        for code in (*range(32), *range(127, 160))
    ]
    text = written(name, [*files, CheckedFile(NASTY, []), CheckedFile("\u202e", [Problem("EN004", "\u2066")])])
    assert {character for character in text if not character.isprintable()} <= {"\n"}


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_to_report(name: str) -> None:
    if name in ("text", "full", "jsonl", "github"):
        assert written(name, []) == written(name, [CheckedFile("a.md", [])]) == ""
    assert written(name, [])[-1:] in ("", "\n")


def test_text() -> None:
    assert written("text").splitlines() == [
        "a.md:3:7: DT002 not ISO [fix]",
        "a.md:9:1: IM004 100 % broken\\r\\nurl",
        'a\\n\\x1b[31m%,:<&>"\\udcff\\x9b\ufffe渡轮.md:1:1: FM001 no front matter',
    ]


def test_full_text_shows_the_line() -> None:
    assert written("full", FILES[:1]).split("\n") == [
        "a.md:3:7: DT002 not ISO [fix]",
        "  |",
        "3 | date: Wed",
        "  |       ^",
        "",
        "a.md:9:1: IM004 100 % broken\\r\\nurl",
        "  |",
        "9 | ![](http:///)",
        "  | ^",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ("渡轮 x", 4, "12 | 渡轮 x\n   |      ^\n"),
        ("\tx", 2, "12 |  x\n   |  ^\n"),
        ("a\x1bb", 3, "12 | a\\x1bb\n   |      ^\n"),
        ("x" * 300 + "!" + "y" * 300, 301, f"12 | {'x' * 50}!{'y' * 49}\n   | {' ' * 50}^\n"),
        ("x" * 300 + "!", 301, f"12 | {'x' * 99}!\n   | {' ' * 99}^\n"),
        ("end ", 5, "12 | end\n   |     ^\n"),
    ],
)
def test_a_caret_stands_under_the_place(line: str, column: int, shown: str) -> None:
    text = written("full", [CheckedFile("a.md", [Problem("EN004", "m", 12, column)], {12: line})])
    assert text == f"a.md:12:{column}: EN004 m\n   |\n{shown}\n"


def test_what_is_repaired_or_has_no_line_has_no_excerpt() -> None:
    repaired = as_repaired(Problem("DT002", "it", 3, 1, Fix(1, 2, "x")))
    problems = [repaired, Problem("FM001", "m"), Problem("BD001", "m", 9)]
    assert written("full", [CheckedFile("a.md", problems, {3: "date"})]).splitlines() == [
        "a.md:3:1: DT002 fixed: it",
        "a.md:1:1: FM001 m",
        "a.md:9:1: BD001 m",
    ]


def test_full_text_in_colour() -> None:
    import re

    text = "".join(formats.COLOURED["full"](FILES))
    assert re.sub("\x1b\\[[0-9]*m", "", text) == written("full")
    assert text != written("full")


def test_coloured_text_is_the_text_in_colour() -> None:
    import re

    text = "".join(formats.COLOURED["text"](FILES))
    assert re.sub("\x1b\\[[0-9]*m", "", text) == written("text")
    assert "\x1b[33mDT002\x1b[0m" in text
    assert "\x1b[31mIM004\x1b[0m" in text


def test_json() -> None:
    objects = json.loads(written("json"))
    assert objects == [json.loads(line) for line in written("jsonl").splitlines()]
    assert objects[0] == {
        "path": "a.md",
        "line": 3,
        "column": 7,
        "code": "DT002",
        "name": "date-not-iso",
        "severity": "warning",
        "message": "not ISO",
        "fixable": True,
    }
    assert [(each["path"], each["line"], each["fixable"]) for each in objects[1:]] == [
        ("a.md", 9, False),
        (NASTY, 1, False),
    ]
    assert json.loads(written("json", [])) == []


def test_github() -> None:
    assert written("github").splitlines() == [
        "::warning file=a.md,line=3,col=7,title=DT002 date-not-iso::not ISO",
        "::error file=a.md,line=9,col=1,title=IM004 broken-url::100 %25 broken%0D%0Aurl",
        '::warning file=a%0A\\x1b[31m%25%2C%3A<&>"\\udcff\\x9b\ufffe渡轮.md,line=1,col=1,title=FM001 no-front-matter'
        "::no front matter",
    ]


def test_github_sees_paths_from_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    files = [CheckedFile(path, [Problem("FM001", "m")]) for path in ("a.md", "/elsewhere/b.md", "-")]
    paths = [line.split("file=")[1].split(",")[0] for line in written("github", files).splitlines()]
    assert paths == ["site/a.md", "/elsewhere/b.md", "-"]
    results = sarif(files)["runs"][0]["results"]
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results]
    assert uris == ["site/a.md", "file:///elsewhere/b.md", "-"]


def test_junit_is_xml() -> None:
    root = ElementTree.fromstring(written("junit"))
    assert root.tag == "testsuites"
    suites = list(root)
    assert [(suite.get("tests"), suite.get("failures")) for suite in suites] == [("2", "2"), ("1", "0"), ("1", "1")]
    assert [len(suite.findall("testcase")) for suite in suites] == [2, 1, 1]
    failure = suites[0][0].find("failure")
    assert failure is not None
    assert (failure.get("type"), failure.get("message"), failure.text) == (
        "date-not-iso",
        "not ISO",
        "a.md:3:7: DT002 not ISO",
    )
    assert suites[1][0].find("failure") is None
    assert suites[2].get("name") == 'a\\n\\x1b[31m%,:<&>"\\udcff\\x9b\\ufffe渡轮.md'


# ---------------------------------------------------------------------------------------- SARIF


def structure(required: str, **properties: Any) -> dict[str, Any]:
    """A schema of an object with no other properties, as SARIF has them."""
    names = required.split()
    return {"type": "object", "required": names, "properties": properties, "additionalProperties": False}


TEXT = structure("text", text={"type": "string", "minLength": 1, "maxLength": 1024})
LEVEL: dict[str, Any] = {"enum": ["none", "note", "warning", "error"]}
NOTIFICATION = structure("message", message=TEXT, level=LEVEL)
POSITIVE = {"type": "integer", "minimum": 1}
WHOLE = {"type": "integer", "minimum": 0}
REPLACEMENT = structure(
    "deletedRegion insertedContent",
    deletedRegion=structure("charOffset charLength", charOffset=WHOLE, charLength=WHOLE),
    insertedContent=structure("text", text={"type": "string"}),
)
FIX = structure(
    "artifactChanges",
    artifactChanges={
        "type": "array",
        "minItems": 1,
        "items": structure(
            "artifactLocation replacements",
            artifactLocation=structure("uri", uri={"type": "string"}),
            replacements={"type": "array", "minItems": 1, "items": REPLACEMENT},
        ),
    },
)
# The parts of the schema of SARIF 2.1.0 that a report has, within GitHub's limits.
SARIF = structure(
    "version runs $schema",
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs={
        "type": "array",
        "maxItems": 20,
        "items": structure(
            "tool results",
            tool=structure(
                "driver",
                driver=structure(
                    "name",
                    name={"const": "newsfix"},
                    version={"type": "string"},
                    rules={
                        "type": "array",
                        "uniqueItems": True,
                        "maxItems": 25_000,
                        "items": structure(
                            "id",
                            id={"type": "string"},
                            name={"type": "string", "pattern": "^[A-Z][A-Za-z0-9]*$", "maxLength": 255},
                            helpUri={"type": "string", "format": "uri"},
                            shortDescription=TEXT,
                            fullDescription=TEXT,
                            help=TEXT,
                            defaultConfiguration=structure("", level=LEVEL, enabled={"type": "boolean"}),
                            properties={
                                "type": "object",
                                "properties": {
                                    "problem.severity": {"enum": ["error", "warning", "recommendation"]},
                                    "tags": {"type": "array", "maxItems": 20},
                                },
                            },
                        ),
                    },
                ),
            ),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            invocations={
                "type": "array",
                "items": structure(
                    "executionSuccessful",
                    executionSuccessful={"type": "boolean"},
                    toolExecutionNotifications={
                        "type": "array",
                        "items": structure("message", message=TEXT, level=LEVEL),
                    },
                ),
            },
            results={
                "type": "array",
                "maxItems": MOST_RESULTS,
                "items": structure(
                    "message ruleId locations",
                    ruleId={"type": "string"},
                    ruleIndex={"type": "integer", "minimum": 0},
                    level=LEVEL,
                    message=TEXT,
                    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
                    fixes={"type": "array", "minItems": 1, "items": FIX},
                    locations={
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 1000,
                        "items": structure(
                            "physicalLocation",
                            physicalLocation=structure(
                                "artifactLocation region",
                                artifactLocation=structure(
                                    "uri", uri={"type": "string", "pattern": r"^[A-Za-z0-9._~%/:@!$&'()*+,;=-]+$"}
                                ),
                                region=structure("startLine", startLine=POSITIVE, startColumn=POSITIVE),
                            ),
                        ),
                    },
                ),
            },
        ),
    },
)


def sarif(files: list[CheckedFile] = FILES) -> dict[str, Any]:
    log = json.loads(written("sarif", files))
    jsonschema.Draft7Validator(SARIF).validate(log)
    assert isinstance(log, dict)
    return log


def test_sarif() -> None:
    (run,) = sarif()["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.code for rule in RULES]
    assert run["results"][0] == {
        "ruleId": "DT002",
        "ruleIndex": [rule.code for rule in RULES].index("DT002"),
        "level": "warning",
        "message": {"text": "not ISO"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "a.md"},
                    "region": {"startLine": 3, "startColumn": 7},
                }
            }
        ],
        "partialFingerprints": {"newsfix/v1": f"DT002:{sha256(b'date: Wed').hexdigest()[:16]}:1"},
        "fixes": [
            {
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": "a.md"},
                        "replacements": [
                            {"deletedRegion": {"charOffset": 1, "charLength": 1}, "insertedContent": {"text": "x"}}
                        ],
                    }
                ]
            }
        ],
    }
    assert "fixes" not in run["results"][1]
    assert sarif([])["runs"][0]["results"] == []


def test_sarif_names_files_as_github_wants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paths = ("./a b.md", str(tmp_path / "c" / "渡.md"), "/elsewhere/x.md", "-", "d\udcff.md", "e:%.md")
    results = sarif([CheckedFile(path, [Problem("FM001", "m")]) for path in paths])["runs"][0]["results"]
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results]
    assert uris == ["a%20b.md", "c/%E6%B8%A1.md", "file:///elsewhere/x.md", "-", "d%FF.md", "e%3A%25.md"]


def test_fingerprints_move_with_their_lines() -> None:
    def prints(*problems: Problem, **lines: str) -> list[str]:
        text = {int(number[1:]): line for number, line in lines.items()}
        results = sarif([CheckedFile("a.md", list(problems), text)])["runs"][0]["results"]
        return [result["partialFingerprints"]["newsfix/v1"] for result in results]

    moved = prints(Problem("IM004", "m", 3), _3="![](http:///)"), prints(Problem("IM004", "n", 9), _9=" ![](http:///)")
    assert moved[0] == moved[1] != prints(Problem("IM004", "m", 3), _3="![](http://)")
    twice = prints(Problem("IM004", "m", 3), Problem("IM004", "m", 4), _3="x", _4="x")
    assert [each.rpartition(":")[2] for each in twice] == ["1", "2"]
    assert prints(Problem("DT001", "m", 2), _2="title: a") == prints(Problem("DT001", "m", 2), _2="title: b")
    assert prints(Problem("DT001", "m", 2), _2="x") != prints(Problem("FM006", "m", 2), _2="x")


def test_sarif_stays_within_the_limits_of_github() -> None:
    def many() -> Iterator[CheckedFile]:
        for number in range(MOST_RESULTS):
            yield CheckedFile(f"{number}.md", [Problem("FM014", "note"), Problem("FM001", "w" * 9000)])
        yield CheckedFile("last.md", [Problem("DT003", "error")])

    (run,) = json.loads("".join(formats.sarif(many())))["runs"]
    levels = [result["level"] for result in run["results"]]
    assert (len(levels), levels.count("error"), levels.count("warning")) == (MOST_RESULTS, 1, MOST_RESULTS - 1)
    assert max(len(result["message"]["text"]) for result in run["results"]) <= 1024
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith(f"{MOST_RESULTS + 1} further results were left out")


def test_sarif_by_its_own_schema() -> None:
    log = json.loads(written("sarif"))
    try:
        with urlopen(log["$schema"], timeout=5) as answer:
            schema = json.load(answer)
    except OSError as error:
        pytest.skip(f"the schema of SARIF cannot be loaded: {error}")
    jsonschema.validators.validator_for(schema)(schema).validate(log)


# ----------------------------------------------------------------------------------- statistics


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_statistics() -> None:
    counts = {"FM001": 9, "DT002": 12, "BD001": 9}
    lines = report.frequencies(report.by_frequency(counts))
    assert lines == ["12  DT002 date-not-iso", " 9  BD001 empty-body", " 9  FM001 no-front-matter"]
    stream = io.StringIO()
    tally.show(counts, stream)
    assert stream.getvalue().splitlines() == lines


def test_statistics_on_a_terminal_are_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    stream = Terminal()
    tally.show({"DT002": 12}, stream, colour=False)
    assert "\x1b[3" not in stream.getvalue()
    assert "what it finds" in stream.getvalue()
    assert "The date is not ISO 8601." in stream.getvalue()
