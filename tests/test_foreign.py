"""Elements of programs that are no browsers: their words and their code are the article's."""

from __future__ import annotations

import pytest

from newsfix import convert
from newsfix.model.article import Paragraph
from newsfix.model.walk import inline_text
from newsfix.read.html.foreign import listings
from newsfix.read.html.tags import Tags
from tests.conftest import FRONT, body


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Ask <lj user='ferry_man'> about it.</p>", "Ask ferry_man about it."),
        ('<p>Ask <lj comm="quays"/> and wait.</p>', "Ask quays and wait."),
        ("<p>One.</p><lj-cut text='The rest &amp; more'><p>Two.</p></lj-cut>", "One.\n\nThe rest & more\n\nTwo."),
        ("<p>One.</p><habracut text='Read on'/><p>Two.</p>", "One.\n\nRead on\n\nTwo."),
        ("<p>One.</p><spoiler title='How it ends'><p>It sank.</p></spoiler>", "One.\n\n**How it ends**\n\nIt sank."),
        ("<div><en-todo/>Buy rope<br></div>", "[ ] Buy rope"),
        ("<ul><li><en-todo checked='true'></en-todo>Buy rope</li></ul>", "- [x] Buy rope"),
        ("<p>One.</p><lj-cut><p>Two.</p></lj-cut>", "One.\n\nTwo."),
        ("<p>The <cut> tag.</p>", "The \\<cut> tag."),
        ("<p>One.</p><div class='spoiler' title='How it ends'>It sank.</div>", "One.\n\n**How it ends**\n\nIt sank."),
        ("<p>One.</p><div class='box' title='How it ends'>It sank.</div>", "One.\n\nIt sank."),
        (
            "<ac:task-list><ac:task><ac:task-id>7</ac:task-id><ac:task-status>complete</ac:task-status>"
            "<ac:task-body>Oil <strong>it</strong></ac:task-body></ac:task></ac:task-list>",
            "- [x] Oil **it**",
        ),
    ],
)
def test_words_in_attributes(html: str, markdown: str) -> None:
    assert body(html).replace("&lt;", "\\<") == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            '<p>One.</p><source lang="lua">\nif a then\n  b()\n\nend\n</source>',
            "One.\n\n```lua\nif a then\n  b()\n\nend\n```",
        ),
        ("<syntaxhighlight lang=html><b>x</b> &amp; y</syntaxhighlight>", "```html\n<b>x</b> & y\n```"),
        ("<SyntaxHighlight lang='c' line>a;\nb;</SyntaxHighlight>", "```c\na;\nb;\n```"),
        ("<code-block lang='go'>a\n  b</code-block>", "```go\na\n  b\n```"),
        ("<programlisting language='c'>a &lt; b;\n  c;</programlisting>", "```c\na < b;\n  c;\n```"),
        ("<textarea name='code' class='lua'>a &lt; b\n  c</textarea>", "```lua\na < b\n  c\n```"),
        (
            "<script type='syntaxhighlighter' class='brush: lua'><![CDATA[\na <b> &amp; c\n  d\n]]></script>",
            "```lua\na <b> &amp; c\n  d\n```",
        ),
        ("<code-snippet language='lua'>a\n  b</code-snippet>", "```lua\na\n  b\n```"),
        ("<quay-code lang='lua'>a\n  b</quay-code>", "```lua\na\n  b\n```"),
        (
            "<script type='text/plain' class='language-html'><p>a</p>\n  <b>b</b></script>",
            "```html\n<p>a</p>\n  <b>b</b>\n```",
        ),
        ('<SCRIPT CLASS="brush: c" TYPE="syntaxhighlighter">a;\n  b;</SCRIPT>', "```c\na;\n  b;\n```"),
    ],
)
@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_code(html: str, markdown: str, name: str) -> None:
    assert body(html, name) == markdown


@pytest.mark.parametrize(
    "text",
    [
        "<video><source src='/a.mp4' lang='en'></video>",
        "<picture><source srcset='/a.webp'></picture>",
        "Write `<source lang='c'>x</source>` there.",
        "```\n<source lang='c'>x</source>\n```",
        "<syntaxhighlight lang='c'>never closed",
        "<code lang='c'>x</code>",
    ],
)
def test_what_is_no_code_of_its_own(text: str) -> None:
    assert listings(text, Tags(text)) is text


def item(text: str, style: str, kind: str = "MsoListParagraph") -> str:
    return f'<p class="{kind}" style="{style}">{text}</p>'


BULLET = '<!--[if !supportLists]--><span style="mso-list:Ignore">·<span>&nbsp;&nbsp; </span></span><!--[endif]-->'
NUMBER = "<![if !supportLists]><span>3.<span>&nbsp; </span></span><![endif]>"
INNER = "<span>o<span>\u00a0 </span></span>"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            item(f"{BULLET}Rope", "mso-list:l0 level1 lfo1") + item(f"{BULLET}Tar", "mso-list:l0 level1 lfo1"),
            "- Rope\n- Tar",
        ),
        (item(f"{NUMBER}Rope", "") + item("4) Tar", "", "MsoListNumber"), "3. Rope\n4. Tar"),
        (
            item(f"{BULLET}Rope", "mso-list:l0 level1 lfo1")
            + item(f"{INNER}Hemp", "mso-list:l0 level2 lfo1", "MsoNormal")
            + item(f"{BULLET}Tar", "mso-list:l0 level1 lfo1"),
            "- Rope\n  - Hemp\n- Tar",
        ),
        (item(f"{BULLET}Rope", "") + "<p>Text</p>" + item(f"{BULLET}Tar", ""), "- Rope\n\nText\n\n- Tar"),
        (item("o mar", ""), "o mar"),
        (item("Rope", "mso-list:l0 level1 lfo1"), "Rope"),
        ("<dir><li>Rope<li>Tar</dir>", "- Rope\n- Tar"),
        ("<menu><li>Rope</li><li>Tar</li></menu>", "- Rope\n- Tar"),
        ("<p>Text</p><xmp><b>Rope</b>\n  Tar</xmp>", "Text\n\n```\n<b>Rope</b>\n  Tar\n```"),
        ("<p>Text</p><listing>Rope\n  Tar</listing>", "Text\n\n```\nRope\n  Tar\n```"),
    ],
)
def test_lists_and_code_of_old(html: str, markdown: str) -> None:
    assert body(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<callout title='Mind &lt;this&gt;'><p>It sinks.</p></callout>", "**Mind \\<this>**\n\nIt sinks."),
        (
            "<tab-item label='Ebb'>low</tab-item>\n<tab-item label='Flow'>high</tab-item>",
            "**Ebb**\n\nlow\n\n**Flow**\n\nhigh",
        ),
        ("<p>A <ship title='Of wood'>ferry</ship> came.</p>", "A ferry came."),
        ("<p><tooltip title='Of wood'>ferry</tooltip> came.</p>", "ferry came."),
        ("<p>Now.</p><ship title='Of wood'></ship>", "Now."),
    ],
)
def test_the_title_of_an_unknown_element(html: str, markdown: str) -> None:
    assert body(html).replace("&lt;", "\\<") == markdown


def test_the_title_of_a_component_in_markdown() -> None:
    text = '<callout title="Mind">\n\nIt **sinks**.\n\n</callout>\n'
    assert body(text, "a.md") == "**Mind**\n\nIt **sinks**."
    kept = text.replace("callout", "Callout")
    assert body(kept, "a.md") == kept.strip()


MACRO = (
    '<p>One.</p><ac:structured-macro ac:name="{}" ac:schema-version="1">{}<ac:plain-text-body><![CDATA[{}]]>'
    "</ac:plain-text-body></ac:structured-macro><p>Two.</p>"
)
PARAMETER = '<ac:parameter ac:name="{}">{}</ac:parameter>'


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (MACRO.format("code", PARAMETER.format("language", "c"), "a <b>;\n  c;"), "```c\na <b>;\n  c;\n```"),
        (MACRO.format("noformat", "", "a & b"), "```\na & b\n```"),
        (
            MACRO.format("code", PARAMETER.format("title", "The oar") + PARAMETER.format("linenumbers", "true"), "a"),
            "**The oar**\n\n```\na\n```",
        ),
        (
            MACRO.format("code", PARAMETER.format("theme", "Night") + PARAMETER.format("language", "ada"), "a"),
            "```ada\na\n```",
        ),
        ("<p>One.</p><code lang='c'>a;\n  b;</code><p>Two.</p>", "```c\na;\n  b;\n```"),
        ("<p>One.</p><p><code class='language-c'>a;\nb;</code></p><p>Two.</p>", "```c\na;\nb;\n```"),
        ("<p>One.</p><code>a;<br>b;</code><p>Two.</p>", "```\na;\nb;\n```"),
        ("<p>One.</p><d-code block language='c'>a;\n  b;</d-code><p>Two.</p>", "```c\na;\n  b;\n```"),
        ("<p>One.</p><highlight lang='c'>a &lt; b;\n  b;</highlight><p>Two.</p>", "```c\na < b;\n  b;\n```"),
        ("<p>One.</p><code style='white-space: pre'>a;\n  b;</code><p>Two.</p>", "```\na;\n  b;\n```"),
        ("<p>One.</p><code class='x whitespace-pre-wrap'>a;\n  b;</code><p>Two.</p>", "```\na;\n  b;\n```"),
        ("<p>One.</p><div class='whitespace-pre-line'>a\nb</div><p>Two.</p>", "a\\\nb"),
        ("<p>One.</p><pre><?xml version='1.0'?>\n&lt;a/></pre><p>Two.</p>", "```\n<?xml version='1.0'?>\n<a/>\n```"),
        ("<p>One.</p><p><code><?xml version='1.0'?></code></p><p>Two.</p>", "`<?xml version='1.0'?>`"),
    ],
)
def test_code_of_programs(html: str, markdown: str) -> None:
    assert body(html) == f"One.\n\n{markdown}\n\nTwo."


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Set <d-code language='c'>a</d-code> now.</p>", "Set `a` now."),
        ("<p>Set <code style='white-space: pre'>a</code> now.</p>", "Set `a` now."),
        ("<?xml version='1.0'?><p>One.</p>", "One."),
        ("<?XML VERSION='1.0'?><P>One.</P>", "One."),
        ("<?xml version='1.0'?>\n\nOne *word*.", "One *word*."),
        ("<p>One <highlight>two</highlight>.</p>", "One two."),
        ("<p>Set <code lang='c'>a;\nb;</code> now.</p>", "Set `a; b;` now."),
        ("<p>One.</p><code>a;\nb;</code><p>Two.</p>", "One.\n\n`a; b;`\n\nTwo."),
    ],
)
def test_what_is_no_block_of_code(html: str, markdown: str) -> None:
    assert body(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>See <ac:link><ri:page ri:content-title='The oar' /></ac:link>.</p>".replace("'", '"'), "See The oar."),
        (
            '<p>See <ac:link ac:anchor="a"><ri:page ri:space-key="Q" ri:content-title="Oar"/></ac:link>.</p>',
            "See Oar.",
        ),
        (
            '<p>A</p><ac:image ac:align="left" ac:alt="Oar"><ri:url ri:value="https://a.example/oar.png" /></ac:image>',
            "A\n\n![Oar](https://a.example/oar.png)",
        ),
        ('<p>A</p><ac:image><ri:url ri:value="/oar.png"/></ac:image>', "A\n\n![](/oar.png)"),
    ],
)
def test_links_and_pictures_of_confluence(html: str, markdown: str) -> None:
    assert body(html) == markdown


def test_the_rest_of_a_text_with_code_of_programs_is_markdown() -> None:
    assert body('A\n\n<source lang="c">\na;\n</source>\n\nb *c*\n', "a.md") == "A\n\n```c\na;\n```\n\nb *c*"


@pytest.mark.parametrize("name", ["title", "name", "caption", "header"])
def test_the_heading_of_a_spoiler(name: str) -> None:
    assert body(f"<p>One.</p><spoiler {name}='Two'><p>Three.</p></spoiler>") == "One.\n\n**Two**\n\nThree."


@pytest.mark.parametrize("tag", ["textarea name='codes'", "script type='text/x-syntaxhighlighters'", "textarea"])
def test_other_fields_and_scripts_are_no_code(tag: str) -> None:
    assert "```" not in body(f"<p>One.</p><{tag}>a\n  b</{tag.split()[0]}>")


@pytest.mark.parametrize("name", ["tt", "samp", "CODE"])
def test_marks_of_templates_in_code_are_text(name: str) -> None:
    html = "<p>Write <x>{{</x>, <b>then</b> <x>}}</x> or <x>{{&lt; a &gt;}}</x>.</p>".replace("x>", f"{name}>")
    (block,) = convert(FRONT + html, origin="a.html").article.blocks
    assert isinstance(block, Paragraph)
    assert inline_text(block.content) == "Write {{, then }} or {{< a >}}."


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<PRE CLASS='language-html'><B>a</B></PRE>", "```html\n<B>a</B>\n```"),
        ("<UL DATA-CHECKED='TRUE'><LI>Oar</LI></UL>", "- [x] Oar"),
        (
            "[caption WIDTH='3']<A HREF='/q.jpg'><IMG SRC='/q.jpg'></A> Oar[/caption]",
            "![](/q.jpg)\n*Oar*",
        ),
        (
            "<P>Oar<SUP><A HREF='#n' ID='r'>1</A></SUP></P><P ID='n'><A HREF='#r'>1</A> Ash.</P>",
            "Oar[^1]\n\n[^1]: Ash. <!-- -->",
        ),
        ("<P>Oar</P><COLLAPSE TITLE='Ash'><P>Two</P></COLLAPSE>", "Oar\n\n**Ash**\n\nTwo"),
    ],
)
def test_capitals_say_the_same(html: str, markdown: str) -> None:
    assert body(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<pre><b>a</b> <span>{{</span> oar.<span>name</span> <span>}}</span></pre>", "```\na {{ oar.name }}\n```"),
        ("<pre><code><span>{%</span> if <i>a</i> <span>%}</span></code></pre>", "```\n{% if a %}\n```"),
        (
            "<p>Use <code><span>{{</span><span>&lt;</span> oar <span>&gt;</span><span>}}</span></code>.</p>",
            "Use `{{< oar >}}`.",
        ),
        ('<p>Use <code>{{< oar "b" >}}</code>.</p>', 'Use `{{< oar "b" >}}`.'),
    ],
)
def test_tags_of_templates_that_are_highlighted(html: str, markdown: str) -> None:
    assert body(html) == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("<![CDATA[\n# Oars\n\n- *a*\n- b\n]]>\n", "# Oars\n\n- *a*\n- b"),
        ("<![CDATA[An *oar*.]]>", "An *oar*."),
        ("<![CDATA[<p>An <i>oar</i> &amp; *b*.</p>]]>", "An *oar* & \\*b*."),
    ],
)
def test_a_section_of_xml_round_all_of_a_text(text: str, markdown: str) -> None:
    assert body(text, "a.md") == markdown
