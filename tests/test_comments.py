"""Comments in front matter come back above the keys that they belong to."""

from __future__ import annotations

import json

import pytest

from newsfix import Options, convert


def front(text: str) -> str:
    output = convert(text).output
    assert output is not None
    assert convert(output).output == output
    return output.partition("\n---\n")[0].removeprefix("---\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# above\ntitle: A", "# above\ntitle: A"),
        ("title: A # beside", "# beside\ntitle: A"),
        ("title: A\n# below", "title: A\n# below"),
        ("tags:\n  - a # one\n  # two\n  - b\n# three\nx: 1", "# one\n# two\ntags:\n  - a\n  - b\n# three\nx: 1"),
        ("# of the key\nTitle: A\nx: 1", "# of the key\ntitle: A\nx: 1"),
        ("title: A\n# of the date\ndate: 2020", "title: A\n# of the date\ndate_original: '2020'"),
        ("title: A\n# refused\ndate: soon", "title: A\n# refused\ndate_original: soon"),
        ("title: 'A # no'\nx: a#no\ny: |\n  # no", "title: 'A # no'\nx: a#no\ny: |\n  # no"),
        ("title: a: b\n# above\nx: 1", "title: 'a: b'\n# above\nx: 1"),
    ],
)  # fmt: skip
def test_yaml(source: str, expected: str) -> None:
    assert front(f"---\n{source}\n---\nText.\n") == expected


def test_toml() -> None:
    source = '# above\ntitle = "A # no" # beside\nx = """\n# no\n"""\nz = \'# no\'\n# below'
    expected = "# above\n# beside\ntitle: 'A # no'\nx: |\n  # no\nz: '# no'\n# below"
    assert front(f"+++\n{source}\n+++\nText.\n") == expected


def test_other_kinds_have_none() -> None:
    assert front(';;;\n"title": "A", "x": "# no"\n;;;\nText.\n') == "title: A\nx: '# no'"


def test_json_has_them_by_key() -> None:
    output = convert("---\n# above\nauthor: A\n# below\n---\nText.\n", Options(to="json")).output
    assert output is not None
    assert json.loads(output)["comments"] == {"authors": ["# above"], "": ["# below"]}
