"""The Markdown writer: whatever the model says is what a renderer reads back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings

from newsfix.model.article import (
    Block,
    Cell,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    Strikethrough,
    Strong,
    Table,
    Target,
    Text,
)
from newsfix.read.html.tags import Tags
from newsfix.read.templates import protect
from newsfix.write import inlines
from newsfix.write.markdown import body, inline
from newsfix.write.verify import verify
from tests.models import linked

from . import models

SLOW = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@SLOW
@given(models.BODIES)
def test_what_is_written_reads_back(blocks: tuple[Block, ...]) -> None:
    assert verify(body(blocks), blocks) == []


@SLOW
@given(models.MILD_CONTENT)
@example((Link("u", (Text("a [1 b"),)),))
@example((Text("c:\\(x86)"),))
@example((Text("a\\"), Link("u", (Text("b"),))))
@example((Text("好"), Strong((Text("好"), Strikethrough((Text("好"), Strong((Text("好"),)), Text("好"))))), Text("好")))
def test_what_is_written_without_a_closer_look_is_what_that_would_give(content: tuple[Inline, ...]) -> None:
    cell = (Cell((Paragraph(content),)),)
    for block in (Paragraph(content), Heading(2, content), Table((), (cell,)), Figure(linked(Image("u")), content)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(inlines, "ends_need_care", lambda text, place: True)
            expected = body((block,))
        assert body((block,)) == expected


@SLOW
@given(models.CONTENT)
def test_no_text_turns_into_a_tag(content: tuple[Inline, ...]) -> None:
    stated = {item.text for item in models.walk(content)}
    text = body((Paragraph(content),))
    tags = set(protect(text, Tags(text), markdown=False).tags)
    assert all(any(tag in text for text in stated) for tag in tags)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("snake_case_name and 2 * 3", "snake_case_name and 2 * 3"),
        ("C# and a - b", "C# and a - b"),
        ("AT&T, 1 < 2 > 0", "AT&T, 1 < 2 > 0"),
        ("*a*", "\\*a*"),
        ("_a_", "\\_a_"),
        ("# a", "\\# a"),
        ("1. a", "1\\. a"),
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("> a", "\\> a"),
        ("---", "\\---"),
        ("&lt; &amp;lt;", "&amp;lt; &amp;amp;lt;"),
        ("<b>", "&lt;b>"),
        ("[a](b)", "[a\\](b)"),
        ("a`b`c", "a\\`b`c"),
        ("[1] and [x]", "[1] and [x]"),
        ("{{ x }}", "&#123;{ x }}"),
        ("me@mail.example https://a.example/x_y_z", "me@mail.example https://a.example/x_y_z"),
    ],
)
def test_escapes_are_exact(text: str, expected: str) -> None:
    blocks = (Paragraph((Text(text),)),)
    assert verify(expected, blocks) == []
    assert body(blocks) == f"{expected}\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ((Text("他说"), Strong((Text("“好”"),)), Text("了")), "他说<strong>“好”</strong>了"),
        ((Text("他说"), Strong((Text("好"),)), Text("了")), "他说**好**了"),
        ((Text("这是"), Emphasis((Text("重点。"),)), Text("下一句")), "这是<em>重点。</em>下一句"),
        ((Strong((Text("标题："),)), Text(" 内容")), "**标题：** 内容"),
        ((Emphasis((Strong((Text("a"),)),)),), "***a***"),
        ((Link("https://a.example/a b", (Text("x"),)),), "[x](<https://a.example/a b>)"),
        ((Link("/a(b)c", (Text("x"),), 'a "t"'),), '[x](/a(b)c "a \\"t\\"")'),
        ((Link("https://a.example/文", (Text("x"),)),), "[x](https://a.example/文)"),
        ((Code("a`b"),), "``a`b``"),
        ((Code("```{r}"),), "```` ```{r} ````"),
        ((Code("a``b"),), "```a``b```"),
        ((Code(" x"),), "`` x``"),
        ((Code(" x "),), "``  x  ``"),
        ((Link("chrome://flags/", (Text("chrome://flags/"),)),), "[chrome://flags/](chrome://flags/)"),
        ((Link("tel:+49-1", (Text("tel:+49-1"),)),), "[tel:+49-1](tel:+49-1)"),
        ((Link("HTTPS://a.example/b", (Text("HTTPS://a.example/b"),)),), "<HTTPS://a.example/b>"),
        ((Text("a"), LineBreak(), Text("b")), "a\\\nb"),
    ],
)
def test_marks(content: tuple[Inline, ...], expected: str) -> None:
    assert inline(content) == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Figure(linked(Image("u", "alt")), (Text("Cap"),), "figcaption"), "![alt](u)\n*Cap*\n"),
        (Figure(linked(Image("u")), (Code("a"), Emphasis((Code("b"),))), "figcaption"), "![](u)\n*`a`_`b`_*\n"),
        (Figure(linked(Image("u", "Cap")), (Text("Cap"),), "figcaption"), "![](u)\n*Cap*\n"),
        (Figure(linked(Image("u"), Image("v")), (Text("a"), LineBreak(), Text("b"))), "![](u)\n![](v)\n*a*\\\n*b*\n"),
        (Figure(linked(Image("u"), targets=(Target("/page"),))), "[![](u)](/page)\n"),
        (CodeBlock("```\na\n```"), "````\n```\na\n```\n````\n"),
        (CodeBlock("{{ x }}", "html"), '<pre><code class="language-html">&#123;{ x }}</code></pre>\n'),
        (CodeBlock("{{ x }}", "html", templates=True), "```html\n{{ x }}\n```\n"),
        (List(True, ((Paragraph((Text("a"),)),), (Paragraph((Text("b"),)),)), 3), "3. a\n4. b\n"),
    ],
)
def test_blocks(block: Block, expected: str) -> None:
    assert body((block,)) == expected


@pytest.mark.parametrize(
    ("markdown", "category"),
    [
        ("Some *other* text\n", "text"),
        ("Some text\n", "emphasis"),
        ("# Some *text*\n", "headings"),
        ("Some *text*\n\n![](x)\n", "images"),
        ("- Some *text*\n", "lists"),
        ("Some [*text*](u)\n", "links"),
    ],
)
def test_a_difference_is_seen(markdown: str, category: str) -> None:
    blocks = (Paragraph((Text("Some "), Emphasis((Text("text"),)))),)
    assert verify("Some *text*\n", blocks) == []
    assert any(category in message for message in verify(markdown, blocks))
