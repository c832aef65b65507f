"""Code that highlighters, editors and styles show: one block, its lines, no line numbers."""

from __future__ import annotations

import pytest

from newsfix import convert
from tests.conftest import FRONT, body


def problems(html: str) -> list[str]:
    return [problem.message for problem in convert(FRONT + html, origin="a.html").problems]


CODE = "```\nrow(oar)\n  tie(rope)\n```"
ROW = (
    "<div class='line {}'><table><tr><td class='number'><code>{}</code></td>"
    "<td class='content'>{}</td></tr></table></div>"
)
FORMS = [
    # CSDN
    "<pre><code class='has-numbering'>row(oar)\n  tie(rope)\n</code><ul class='pre-numbering'>"
    "<li>1</li><li>2</li></ul></pre>",
    # Hugo
    "<table class='lntable'><tr><td class='lntd'>\n<pre><code><span class='lnt'>1\n</span>"
    "<span class='lnt'>2\n</span></code>"
    "</pre></td>\n<td class='lntd'>\n<pre><code><span>row</span>(oar)\n  tie(rope)\n</code></pre></td></tr></table>",
    # SyntaxHighlighter 2 and 3
    "<div class='syntaxhighlighter'><div class='bar'><div class='toolbar'>print</div></div><div class='lines'>"
    + ROW.format("alt1", 1, "<code>row</code><code>(oar)</code>")
    + ROW.format("alt2", 2, "<code>&nbsp;&nbsp;</code><code>tie(rope)</code>")
    + "</div></div>",
    "<div class='syntaxhighlighter'><table><tbody><tr><td class='gutter'><div class='line'>1</div>"
    "<div class='line'>2</div></td>"
    "<td class='code'><div class='container'><div class='line'><code>row(oar)</code></div><div class='line'>"
    "<code>&nbsp;&nbsp;</code><code>tie(rope)</code></div></div></td></tr></tbody></table></div>",
    # Crayon
    "<div class='crayon-syntax'><div class='crayon-toolbar'></div><table class='crayon-table'><tr>"
    "<td class='crayon-nums'>"
    "<div class='crayon-num'>1</div><div class='crayon-num'>2</div></td><td class='crayon-code'>"
    "<div class='crayon-pre'>"
    "<div class='crayon-line'><span>row</span>(oar)</div><div class='crayon-line'>  tie(rope)</div>"
    "</div></td></tr></table></div>",
    # GeSHi, CodeColorer
    "<div><table><tr><td class='line_numbers'><pre>1\n2\n</pre></td><td class='code'>"
    "<pre>row(oar)\n  tie(rope)\n</pre></td></table></div>",
    "<div class='codecolorer-container'><table><tr><td class='line-numbers'><div>1<br>2</div></td>"
    "<td><div>row(oar)<br>&nbsp; tie(rope)</div></td></tr></table></div>",
    # WeChat
    "<section class='code-snippet__fix'><ul class='code-snippet__line-index'><li></li><li></li></ul>"
    "<pre><code><span>row(oar)</span></code><code><span>  tie(rope)</span></code></pre></section>",
    # editors
    "<div class='CodeMirror'><pre class='CodeMirror-line'>row(oar)</pre>"
    "<pre class='CodeMirror-line'>  tie(rope)</pre></div>",
    "<div style='-en-codeblock: true'><div>row(oar)</div><div>  tie(rope)</div></div>",
    '<div style="font-family: Menlo, monospace; white-space: pre-wrap">row(oar)\n  tie(rope)</div>',
]


@pytest.mark.parametrize("html", FORMS)
def test_a_listing_is_one_block_without_numbers(html: str) -> None:
    assert body(f"<p>Before.</p>{html}<p>After.</p>") == f"Before.\n\n{CODE}\n\nAfter."


@pytest.mark.parametrize(
    "html",
    [
        "<div class=mermaid>graph TD;\n  A--&gt;B;</div>",
        "<pre class='mermaid wide'>graph TD;\n  A--&gt;B;</pre>",
        "<pre><code class=mermaid>graph TD;\n  A--&gt;B;</code></pre>",
        "<pre class=mermaid>graph TD;<br>  A--&gt;B;</pre>",
    ],
)
def test_a_drawing_of_mermaid_is_code(html: str) -> None:
    assert body(f"<p>Before.</p>{html}") == "Before.\n\n```mermaid\ngraph TD;\n  A-->B;\n```"


def test_the_title_of_a_listing_stands_above_it() -> None:
    html = (
        "<div class='syntaxhighlighter'><table><caption>The oar</caption><tr><td class='code'>"
        "<div class='line'>row</div></table></div>"
    )
    assert body(html) == "The oar\n\n```\nrow\n```"


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<pre class='brush: html'>a;\n<ul class='b'><li>c</li></ul></pre>", "a;\n<ul class='b'><li>c</li></ul>"),
        ("<pre lang='xml'><x>\n  <a/>\n  <b k=1>2</b>\n</x></pre>", "<x>\n  <a/>\n  <b k=1>2</b>\n</x>"),
        ("<pre><code class='language-jsx'>return <A><br/>\n</A></code></pre>", "return <A><br/>\n</A>"),
        ("<pre class='language-html'>&lt;p&gt;\n<i>b</i></pre>", "<p>\nb"),
        ("<pre><?xml version='1.0'?>\na</pre>", "<?xml version='1.0'?>\na"),
        ("<pre class='xml'><x>\n  <a/>\n</x></pre>", "<x>\n  <a/>\n</x>"),
        ("<pre name='code' class='html'><ul><li>a</li></ul></pre>", "<ul><li>a</li></ul>"),
        ("<pre class='html-like'><ul><li>a</li></ul></pre>", "a"),
        ("<pre class='brush: html'><b>a</b> &amp;<br>c</pre>", "<b>a</b> &\nc"),
        ("<pre><code class='language-html'><h1>a</h1>\n</code></pre>", "<h1>a</h1>"),
        ("<pre class='brush: html'><span class='k'>a</span><br>b</pre>", "a\nb"),
        ("<pre class='language-html'><span class='k'>a</span> <i>b</i></pre>", "a b"),
        ("<pre><ul><li>a</li><li>b</li></ul></pre>", "a\nb"),
    ],
)
def test_tags_in_code_are_its_text_where_no_highlighter_writes_them(html: str, code: str) -> None:
    assert f"\n{code}\n```" in body(f"<p>Before.</p>{html}")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "<pre><code class='hljs copyable'>row\n<span class='copy-code-btn'>Copy it</span></code></pre>",
            "```\nrow\n```",
        ),
        ("<pre>By <span class='copyright'>Ada</span></pre>", "```\nBy Ada\n```"),
        (
            "<pre><span style='color:#080'> 1</span> row\n<span style='color:#080'> 2</span>   on\n"
            "<span style='color:#080'> 3</span> \n<span style='color:#080'> 4</span> end</pre>",
            "```\nrow\n  on\n\nend\n```",
        ),
        ("<pre><span style='a'>1</span> row\n<span style='a'>3</span> on</pre>", "```\n1 row\n3 on\n```"),
        ("<pre><span class='mi'>1</span> row\n<span class='mi'>2</span> on</pre>", "```\n1 row\n2 on\n```"),
        (
            "<div><pre>row</pre><div class='line-numbers-wrapper'><span>1</span><br><span>2</span></div>"
            "<button>Copy</button></div>",
            "```\nrow\n```",
        ),
        ("<ul class='pre-numbering'><li>1</li><li>2</li></ul><p>End</p>", "End"),
        ("<ul class='pre-numbering'><li>1</li><li>3</li></ul><button>Copy me</button>", "- 1\n- 3\n\nCopy me"),
        ("<div class='highlight hl-python'><pre>row</pre></div>", "```python\nrow\n```"),
        ("<p><code>row<br>&nbsp;on</code></p>", "```\nrow\n on\n```"),
        (
            "<p>Use <code><div></code>, <code></p ></code> or <code><b><u></code></p>",
            "Use `<div>`, `</p >` or `<b><u>`",
        ),
        ("<p>Use <code><b>row</b></code> <code><span></span></code>on</p>", "Use **`row`** on"),
        ("<p>So <code>row<br>on</code></p>", "So `row`\\\n`on`"),
        ("<div><code style='white-space: pre'>row\n  on</code></div>", "```\nrow\n  on\n```"),
        ("<div><code>row\n  on</code></div>", "`row on`"),
        ("<div class='p-2 whitespace-pre-wrap'>row\non</div><p class='pre-line'>a\nb</p>", "row\\\non\n\na\\\nb"),
        ("<div class='whitespace-nowrap'>row\non</div>", "row on"),
        ("<pre>row<br>&nbsp;&nbsp;on<br> &nbsp;up&nbsp;it</pre>", "```\nrow\n  on\n  up\u00a0it\n```"),
        ("<pre name='code' class='lua'>row\n  on</pre>", "```lua\nrow\n  on\n```"),
        ("<pre name='code' class='xml:nogutter'>row</pre>", "```xml\nrow\n```"),
        ("<pre name='boat' class='lua'>row</pre>", "```\nrow\n```"),
        ("<pre><span class='lnum'>   1:  </span>row\n<span class='lnum'>   2:  </span>on</pre>", "```\nrow\non\n```"),
        (
            "<div class='csharpcode'><pre><span class='lnum'>   1:  </span>row</pre>"
            "<pre class='alt'><span class='lnum'>   2:  </span>  on</pre></div>",
            "```\nrow\n  on\n```",
        ),
        (
            "<div class='code-toolbar'><pre class='language-lua'><code class='language-lua'>row</code></pre>"
            "<div class='toolbar'><span>Lua</span> <button>Copy</button></div></div>",
            "```lua\nrow\n```",
        ),
        ("<pre class='language-lua'>row</pre><div class='toolbar'>Lua of old</div>", "```lua\nrow\n```\n\nLua of old"),
        ("<p>row</p><div class='toolbar'>Lua</div>", "row\n\nLua"),
        (
            "<pre><span class='x-preview-line-number'>1</span>row\n<span class='x-line-number'>2</span>on</pre>",
            "```\nrow\non\n```",
        ),
        (
            "<pre><div>lua<button>Copy</button></div><div><code class='language-lua'>row\n  on</code></div></pre>",
            "```lua\nrow\n  on\n```",
        ),
        ("<pre><div>a boat</div><div><code class='language-lua'>row</code></div></pre>", "```lua\na boat\nrow\n```"),
        ("<pre><div>lua</div><code class='language-lua'>row</code> on</pre>", "```lua\nlua\nrow on\n```"),
    ],
)
def test_numbers_buttons_and_line_ends_of_code(html: str, markdown: str) -> None:
    assert body(html) == markdown


def test_a_table_round_code_with_numbers_is_a_table() -> None:
    code = "<table><tr><td class='gutter'><pre>1</pre></td><td class='code'><pre>row()</pre></td></tr></table>"
    html = f"<table><tr><th>Oars</th><th>Ropes</th></tr><tr><td>{code}</td><td>Two</td></tr></table>"
    assert all(word in body(html) for word in ("Oars", "Ropes", "row()", "Two"))
    assert body(f"<p>Oars</p>{code}") == "Oars\n\n```\nrow()\n```"


def test_links_in_code_are_told_of() -> None:
    html = (
        "<pre>Take <a href='https://a.example/oar'>the oar</a>, <a href='#x'>x</a>, "
        "<a href='https://b.example'>https://b.example</a>.</pre>"
    )
    assert problems(html) == ["a link in code was left out, its text is kept: https://a.example/oar"]
    assert problems("<pre>Row <iframe src='https://a.example/oar'></iframe></pre>") == [
        "a frame in code was left out: https://a.example/oar"
    ]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p style='white-space: pre-line'>Row the oar\nTie the rope</p>", "Row the oar\\\nTie the rope"),
        ("<div style='white-space:pre-wrap'>Row <b>the\noar</b>\n\nTie</div>", "Row **the\\\noar**\n\nTie"),
        ("<div style='white-space:pre-wrap'>\n<p>Row</p>\n<p>Tie</p>\n</div>", "Row\n\nTie"),
        ("<p style='white-space: nowrap'>Row\nTie</p>", "Row Tie"),
        ("<P STYLE='WHITE-SPACE: PRE-LINE'>Row\nTie</P>", "Row\\\nTie"),
        ("<p style='white-space: pre'>Row\n  on\n\nTie</p>", "```\nRow\n  on\n\nTie\n```"),
        ("<p style='white-space: pre'>Row\n  <b>on</b></p>", "Row\\\n**on**"),
        ("<p style='white-space: pre-wrap'>Row\n  on</p>", "Row\\\non"),
        ("<p style='white-space: pre'>Row\non</p>", "Row\\\non"),
        ("<p><span style='font-family:monospace;white-space:pre'>Row\nTie</span></p>", "Row\\\nTie"),
    ],
)
def test_line_ends_that_a_style_shows(html: str, markdown: str) -> None:
    assert body(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "<pre><code>a\n<pre><code>b\n</code></pre>\n<p>Text.</p><h2>Next</h2>",
            "```\na\n```\n\n```\nb\n```\n\nText.\n\n## Next",
        ),
        ("<pre><b>a\n<pre>b</pre><p>Text.</p>", "```\na\n```\n\n```\nb\n```\n\nText."),
        ("<pre>a\n<pre>b</pre>\nc</pre><p>Text.</p>", "```\na\nb\n\nc\n```\n\nText."),
    ],
)
def test_a_pre_in_a_pre_that_is_not_closed_ends_it(html: str, markdown: str) -> None:
    assert body(html) == markdown
