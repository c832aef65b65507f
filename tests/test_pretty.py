"""Tags in Markdown that are indented by their depth are tags, below a blank line too."""

from __future__ import annotations

import pytest

from tests.conftest import body

PART = "## Part\n\n"


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        (
            "<table>\n  <tr>\n    <td>\n      Oars\n    </td>\n    \n    <td>\n      9\n    </td>\n  </tr>\n</table>\n",
            "|  |  |\n| --- | --- |\n| Oars | 9 |",
        ),
        (
            "<ul>\n  <li>\n    Oars\n    <ul>\n      <li>\n        ash\n      </li>\n\n      <li>\n        elm\n"
            "      </li>\n    </ul>\n  </li>\n</ul>\n",
            "- Oars\n  - ash\n  - elm",
        ),
        (
            "<div>\n  <div>\n\t<p>Oars</p>\n\n\t<p>Ropes</p>\n  </div>\n</div>\n\nThen *on*.\n",
            "Oars\n\nRopes\n\nThen *on*.",
        ),
    ],
)
def test_an_element_goes_on_below_a_blank_line(source: str, markdown: str) -> None:
    assert body(PART + source, "a.md") == PART + markdown


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("Write:\n\n    <td>\n    </td>\n\n    <td>\n", "Write:\n\n```\n<td>\n</td>\n\n<td>\n```"),
        ("<p>Write:\n\n    <td>\n    </td>\n\n    <td>\n", "Write:\n\n```\n<td>\n</td>\n\n<td>\n```"),
        (
            "<table>\n  <tr><td>a</td></tr>\n</table>\n\nWrite:\n\n    <td>\n",
            "a\n\nWrite:\n\n```\n<td>\n```",
        ),
        ("```html\n<table>\n  <td>\n\n    <td>\n```\n", "```html\n<table>\n  <td>\n\n    <td>\n```"),
        ("- a\n\n        <td>\n\n        <td>\n", "- a\n\n  ```\n    <td>\n\n    <td>\n  ```"),
    ],
)
def test_code_stays_code(source: str, markdown: str) -> None:
    assert body(PART + source, "a.md") == PART + markdown
