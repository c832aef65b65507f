"""What the dialects of Markdown write beyond CommonMark: it is read as it is meant, and written so that it is again."""

from __future__ import annotations

import json

import pytest

from newsfix import Options, convert

HEAD = "---\ntitle: The mill\ndate: 2021-03-05\n---\n\n"


def written(body: str) -> str:
    """The body that newsfix writes for a body; its own output must not change."""
    result = convert(HEAD + body, Options(verify=True))
    assert result.output is not None, result.problems
    assert convert(result.output).output == result.output
    return result.output.removeprefix(HEAD)


def blocks(body: str) -> list[dict[str, object]]:
    """The blocks of the JSON for a body."""
    output = convert(HEAD + body, Options(to="json")).output
    assert output is not None
    found: list[dict[str, object]] = json.loads(output)["blocks"]
    return found


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("js", "js"),
        ("text", None),
        ("js{1,3}", "js"),
        ('ts title="mill.ts" {2}', "ts"),
        ("c++ linenos", "c++"),
        ("python:src/mill.py", "python"),
        ("{r, echo=FALSE}", "r"),
        ('{r plot, fig.cap="The wheel"}', "r"),
        ("{.rust .numberLines}", "rust"),
        ("{#wheel .rust}", "rust"),
        ("{=html}", "html"),
        ("{code-cell} ipython3", "code-cell"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "> {}", "- {}"])
def test_info_strings_stay_whole(info: str, language: str | None, around: str) -> None:
    body = "\n".join(
        around.format(line) if not index or around[0] == ">" else "  " * (around[0] == "-") + line
        for index, line in enumerate((f"```{info}", "turn()", "```"))
    )
    assert written(f"{body}\n") == f"{body}\n"
    if around == "{}":
        assert blocks(body) == [{"type": "code", "language": language, "info": info, "text": "turn()"}]


def test_an_info_string_with_a_backtick_keeps_its_tildes() -> None:
    assert written("~~~js `a`\nturn()\n~~~\n") == "~~~js `a`\nturn()\n~~~\n"


def test_code_of_html_has_its_language_for_an_info_string() -> None:
    body = '<p>A.</p>\n<pre><code class="language-js">turn()</code></pre>'
    assert blocks(body)[1] == {"type": "code", "language": "js", "info": "js", "text": "turn()"}
