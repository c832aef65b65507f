"""What newsfix writes is read again as the same: text that looks like a dialect's line, code, captions, dates."""

from __future__ import annotations

import pytest

from newsfix import Options, convert

HTML = [
    # What begins a line of a dialect is text in HTML.
    ("<p>!!!wet <paint</p>", "\\!!!wet \\<paint\n"),
    ("<p>!!! note</p>", "\\!!! note\n"),
    ("<p>Why not<br>???+ ropes</p>", "Why not\\\n\\???+ ropes\n"),
    ('<p>=== "Nets"</p>', '\\=== "Nets"\n'),
    ("<p>::: tip</p>", "\\::: tip\n"),
    ("<p>:::<m", "\\:::\\<m\n"),
    ("<h2>!!! Nets</h2><p>!! ?? ==</p>", "## !!! Nets\n\n!! ?? ==\n"),
    # A paragraph with a picture in it is no caption.
    ("<em><pre><img src=t><div>Nets<img src=n>", "![](t)\n\n*Nets![](n)*\n"),
    ("<figure><table><tr><td>Nets <img src=n></td></tr></table><img src=t></figure>", "Nets ![](n)\n\n![](t)\n"),
    # Cells say how a column is aligned where each column has one.
    (
        '<table><tr><td rowspan="2">A<td align="right">B<tr><td>C<td>D</table>',
        '<table>\n<tbody>\n<tr>\n<td rowspan="2">A</td>\n<td>B</td>\n</tr>\n<tr>\n<td>C</td>\n<td>D</td>\n</tr>\n'
        "</tbody>\n</table>\n",
    ),
    # The signs of a tag within a description are on its line.
    ('<img src=t alt="Nets {{ a\n b }}">', "![Nets {{ a b }}](t)\n"),
    ('<img src=t alt="Nets [sourcecode ]\n[/sourcecode]">', "![Nets [sourcecode ] [/sourcecode]](t)\n"),
    # What only a line's beginning makes a fence is none behind a sign of an item without its blank.
    ('-```[nets size="2"]', '-```[nets size="2"]\n'),
]
MARKDOWN = [
    ("!!! note\n", "!!! note\n"),
    ('!!! note "Nets"\n    Ropes\n', '!!! note "Nets"\n    Ropes\n'),
    ("::: tip\nNets\n:::\n", "::: tip\nNets\n:::\n"),
    ('1) ```\n   [nets size="2"]\n   ```\n', '1. ```\n   [nets size="2"]\n   ```\n'),
    ("{%<br %}\\<nets\n", "{%<br %}\\<nets\n"),
    ("> {{\n<p }} nets\n", "> {{\n<p }} nets\n"),
    ("Nets {{< rope text=\"<div>\" >}} and `[/` more\n", "Nets {{< rope text=\"<div>\" >}} and `[/` more\n"),
]  # fmt: skip
MARKDOWN += [
    # Rows may be longer than the head, to whoever wrote them.
    (
        "| A | B |\n| - | - |\n| 1 | 2 | 3 |\n| 4 | 5 | |\n",
        "| A | B |  |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n| 4 | 5 |  |\n",
    ),
    ("A | B\n--|--\n1 | 2 | *c* | `d`\n", "| A | B |  |  |\n| --- | --- | --- | --- |\n| 1 | 2 | *c* | `d` |\n"),
    ("> - | A |\n>   | - |\n>   | 1 | [b](/c) |\n", "> - | A |  |\n>   | --- | --- |\n>   | 1 | [b](/c) |\n"),
    ("| A | B |\n| - | - |\n| 1\\|2 | 3 |\n", "| A | B |\n| --- | --- |\n| 1\\|2 | 3 |\n"),
    # A component that nothing ends is text.
    ("# Nets\n\n<RopeList />\n", "# Nets\n\n<RopeList />\n"),
]
HEADERS = [
    ("---\ndate:2021-2\n-\n---\n", "---\ndate_original: |-\n  2021-2\n  -\n---\n"),
    ('+++\ndate = 2021-03-04T1:02:03\nnets = ""\n+++\n', "---\ndate: 2021-03-04T01:02:03\nnets: ''\n---\n"),
    ('+++\ndate = 4 March 2021\nnets = "a"\n+++\n', "---\ndate: 2021-03-04\nnets: a\n---\n"),
    ('+++\nweight = 007\nnets = "a"\n+++\n', "---\nweight: '007'\nnets: a\n---\n"),
    ('+++\ndate = 2021-03-04 ["a"\nnets = "a"\n+++\n', "---\ndate_original: 2021-03-04 [\"a\"\nnets: a\n---\n"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [
        *((source, "a.html", expected) for source, expected in HTML),
        *((source, "a.md", expected) for source, expected in (*MARKDOWN, *HEADERS)),
    ],
)
def test_what_is_written_is_read_as_the_same(source: str, name: str, expected: str) -> None:
    body = "html" if name == "a.html" else "auto"
    result = convert(source, Options(verify=True, body=body), name)
    assert result.output == expected, result.problems
    assert convert(expected, Options(verify=True), "a.md").output == expected


def test_what_is_at_fault_in_toml_is_told_of() -> None:
    problems = convert('+++\ndate = 2021-03-04T1:02:03\nnets = ["a"\nropes = 1\n+++\n').problems
    told = [each.message.split("; ")[-1] for each in problems if each.code == "FM003"]
    assert told == ["its text is read: '2021-03-04T1:02:03'", "its text is kept: '[\"a\"'"]
