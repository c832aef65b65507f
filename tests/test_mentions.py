"""What only looks like a tag is text; an element that never ends takes nothing with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from newsfix import Options, convert
from newsfix.read.html import mentions
from newsfix.read.html.mentions import as_meant
from newsfix.read.html.tags import Tags
from newsfix.syntax.html import ACTIONS, NAMES, VOID
from tests.conftest import FRONT, grows_in_proportion


def meant(html: str) -> str:
    return as_meant(html, Tags(html))


TEXT = [
    "<p>Include &lt;vector.h> first.</p>",
    "<pre>set&lt;long> s;\nPair&lt;Key, Value> p;</pre>",
    "<p>Press &lt;Escape>, then &lt;Return>.</p>",
    "<p>Ann Quay &lt;quay@ferry.example> wrote.</p>",
    "<p>See &lt;https://ferry.example/>.</p>",
    "<pre>while (n&lt;s && m>k) n++;\nfor (k=0;k&lt;w;k++) go();</pre><p>After.</p>",
    "<p>where x&lt;p holds, all is well</p><p>Next.</p>",
    "<p>Name it &lt;your-boat-name> there.</p>",
    "<p>The &lt;style> tag.</p><p>More.</p>",
    "<p>The &lt;iframe> tag.</p><style>p { color: red }</style><p>More.</p>",
    "<p>The &lt;textarea> and the &lt;textarea> tags.</p>",
    "<p>The &lt;title> tag.</p><title>x</title>",
    "<p>Then &lt;Chart /> follows.</p>",
    "<p>&lt;Chart data={rows} /> and &lt;Chart kind=bar> and &lt;rope/></p>",
    "<ul><li>&lt;before>&lt;others/></li></ul>",
    "<p>4 &lt;b 5 holds</p><p>Next.</p>",
    "<p>Go to &lt;path:quay>/&lt;int:id>.</p><p>Next.</p>",
    "<p>for k&lt;i&lt;n all is well</p><p>Next.</p>",
    "<p>A heart &lt;/3 that &lt;/4 breaks</p><p>Next.</p>",
    "<ul><li>&lt;/лодка></li></ul><pre>&lt;/3 rows</pre>",
    "<p>The &lt;plaintext> tag, the &lt;select> and the &lt;object> tags.</p>",
]


@pytest.mark.parametrize("html", TEXT)
def test_what_only_looks_like_a_tag(html: str) -> None:
    assert meant(html.replace("&lt;", "<")) == html


SAME = [
    '<p class="a">One<b>two</b><br>three<br/><hr noshade></p>',
    "<p>One<o:p></o:p> <nobr>two</nobr> <my-boat>three</my-boat> <my-boat name='x'></p>",
    '<script>if (a<b && c) document.write("<script>");</script>',
    '<!-- <style> <Enter> --><p title="a <style> b">Text.</p>',
    "<svg><path d='M0'/><odd></svg><math><mi>x</mi></math>",
    "<table><tr><td nowrap>One<td nowrap>Two<tr><td nowrap>Three</table>",
    "One<ul compact><li>a</ul>Two<dl compact><dt>b</dl>",
    "<video controls><source src='/a.mp4'>No film.</video><object><object></object></object>",
    "<p>5 < 6 and 7 > 3",
    "<p>One<o:p> <st1:place>Rome <fb:like href='/a'></p><p>Two<g:plus></g:plus></p>",
    "<p>One</ p><script>if (a</3) b()</script><!-- </3 --><p title='</3'>Two</p>",
]


@pytest.mark.parametrize("html", SAME)
def test_what_is_a_tag(html: str) -> None:
    assert meant(html) is html


ENDED = {
    '<video src="/a.mp4" controls /><p>Text.</p>': '<video src="/a.mp4" controls /></video><p>Text.</p>',
    '<audio src="/a.mp3"><p>Text.</p>': '<audio src="/a.mp3"></audio><p>Text.</p>',
    '<video>\n<source src="/a.mp4">\n<p>Text.</p>': '<video>\n<source src="/a.mp4"></video>\n<p>Text.</p>',
    "<amp-img src='/a.jpg'/><amp-img src='/b.jpg'></amp-img>": (
        "<amp-img src='/a.jpg'/></amp-img><amp-img src='/b.jpg'></amp-img>"
    ),
    '<script src="/a.js" /><p>Text.</p>': '<script src="/a.js" /></script><p>Text.</p>',
    '<iframe src="/a"><p>Text.</p><iframe src="/b"></iframe>': (
        '<iframe src="/a"></iframe><p>Text.</p><iframe src="/b"></iframe>'
    ),
    "<pre>code\n<h2>Next</h2>": "<pre>code\n</pre><h2>Next</h2>",
    "<plaintext>a</plaintext><p>b</p>": "<xmp>a</xmp><p>b</p>",
    "<p>a <![CDATA[b]]> c</p>": "<p>a b c</p>",
    "<![CDATA[\n<p>a</p>]]>": "\n<p>a</p>",
    "<p>a <![CDATA[ b</p>": "<p>a &lt;![CDATA[ b</p>",
}


@pytest.mark.parametrize("html", ENDED)
def test_what_never_ends(html: str) -> None:
    assert meant(html) == ENDED[html]


@pytest.mark.parametrize("text", ["<a ", "<x<", "<style>", "<video>", "<n;", "<pre>", '<b a="', "<![CDATA[", "a<b c "])
def test_takes_linear_time(text: str) -> None:
    assert grows_in_proportion(lambda size: meant(text * size), 2_000)


# What shows nothing of its own (of a drawing only `<text>`), and what is only shown where a film or a frame is not.
SILENT = {
    "script",
    "style",
    "svg",
    "title",
    "audio",
    "video",
    "iframe",
    *(name for name in NAMES if name[:4] == "amp-"),
}
WAYS = {"closed": "<{0}>word within</{0}>", "self-closed": "<{0} />", "never closed": "<{0}>word within"}
FRAMES = {
    "html": "<p>Before.</p>\n<div>{}</div>\n<p>Text after.</p>\n<h2>The end</h2>\n",
    "html, in a line": "<p>Before {} it.</p>\n<p>Text after.</p>\n<h2>The end</h2>\n",
    "markdown": "Before {} it.\n\nText after.\n\n## The end\n",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("frame", FRAMES)
def test_no_element_loses_text(way: str, frame: str) -> None:
    lost = []
    for name in sorted(NAMES):
        result = convert(FRONT + FRAMES[frame].format(WAYS[way].format(name)))
        wanted = {"Text after.", "The end"}
        if way == "never closed" or (way == "closed" and name not in SILENT):
            wanted.add("word within")
        said = " ".join([str(result.output), *(problem.message for problem in result.problems)])
        lost += [(name, text) for text in sorted(wanted) if text not in said]
    assert lost == []


@pytest.mark.parametrize("name", ["style", "SCRIPT", "textarea"])
def test_a_line_of_markdown_that_begins_with_a_mention(name: str) -> None:
    result = convert(f"{FRONT}\nOne.\n\n  <{name}> is a tag.\n\nTwo **boats**.\n\n## The end\n")
    assert str(result.output).endswith(f"One.\n\n&lt;{name}> is a tag.\n\nTwo **boats**.\n\n## The end\n")


@pytest.mark.parametrize(
    "tag",
    [
        "<script src='https://a.example/x' />",
        "<style />",
        "<Textarea rows=2 />",
        "<script async src=https://a.example/x>",
        "<TEXTAREA rows=2>",
    ],
)
def test_what_ends_itself_takes_no_line_of_markdown(tag: str) -> None:
    result = convert(f"{FRONT}\nOne.\n\n{tag}\n\nTwo **boats**.\n\n## The end\n", origin="a.md")
    assert str(result.output).endswith("Two **boats**.\n\n## The end\n")


@pytest.mark.parametrize("name", ["select", "textarea", "li", "dl", "blockquote", "article"])
def test_an_element_in_backticks_that_a_block_of_html_speaks_of(name: str) -> None:
    result = convert(
        f"{FRONT}<p class='x'>So the `<{name}>` is shown.</p>\n\nTwo **boats**.\n\n## The end\n", origin="a.md"
    )
    assert str(result.output).endswith("is shown.\n\nTwo **boats**.\n\n## The end\n")
    assert f"&lt;{name}>" in str(result.output)


@pytest.mark.parametrize(
    ("block", "written"),
    [
        ("<quay>\nSay `<net>` and <b>more</b>.\n</quay>", "Say \\`&lt;net>` and **more**."),
        ('<quay>\n  `<net of="a">b</net>` holds.\n</quay>', '\\`&lt;net of="a">b&lt;/net>` holds.'),
        ("<quay>\n<code>`<i>a</i>`</code>, <i title='`'>b</i>`\n</quay>", "`` ` ``*`a`*`` ` ``, *b*`"),
    ],
)
def test_a_tag_in_backticks_in_a_block_of_html(block: str, written: str) -> None:
    assert str(convert(f"{FRONT}\nOne.\n\n{block}\n", origin="a.md").output).endswith(f"One.\n\n{written}\n")


@pytest.mark.parametrize("sign", ["<a", "<a ", "<!a", "<!--", "</a", "<a-"])
def test_tags_without_ends_are_told_in_linear_time(sign: str) -> None:
    assert grows_in_proportion(lambda size: Tags(">" * size + sign * size), 200)
    assert grows_in_proportion(lambda size: Tags(f"{'<a>' * size}><{sign[1:]}{'a' * size}"), 500)


@pytest.mark.parametrize("tag", ["<style type='text/css'>", "<script defer>"])
def test_a_tag_without_an_end_that_says_nothing_takes_no_line_of_markdown(tag: str) -> None:
    result = convert(f"{FRONT}\n{tag} stands\n\nTwo **boats**.\n\n## The end\n", origin="a.md")
    assert str(result.output).endswith(f"&lt;{tag[1:]} stands\n\nTwo **boats**.\n\n## The end\n")


def test_a_closed_element_of_markdown_and_fenced_code_stay() -> None:
    result = convert(f"{FRONT}\n<style>\n\np {{}}\n</style>\n\nTwo **boats**.\n")
    assert str(result.output).endswith("---\n\nTwo **boats**.\n")
    result = convert(f"{FRONT}\n```\n<style>\n```\n\nTwo **boats**.\n")
    assert str(result.output).endswith("```\n<style>\n```\n\nTwo **boats**.\n")


def test_the_table_is_whole() -> None:
    assert VOID < NAMES < set(ACTIONS)


@pytest.mark.parametrize("name", ["script", "svg", "math"])
def test_the_end_of_many_that_are_never_closed_is_sought_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sought = []
    same = mentions._same

    class Counted:
        def finditer(self, html: str, at: int) -> Iterator[re.Match[str]]:
            sought.append(at)
            return same(name).finditer(html, at)

        def search(self, html: str, at: int) -> re.Match[str] | None:
            return same(name).search(html, at)

    monkeypatch.setattr(mentions, "_same", lambda name: Counted())
    html = f"<p>The quay.</p><{name}>a " * 50
    as_meant(html, Tags(html))
    assert len(sought) == 1


@pytest.mark.parametrize(
    "html",
    [
        "<p>A <a href='q>the <style></p>'>quay</a></p><script>if (a<b) go()</script>",
        "<p title='up > there'><pre>boats</p>",
        "<script>for(i=0;i<j.length;i++)go()</script><p>The <iframe> and the <style> of it.</p>",
        "<!--[if lt IE 9]><script src=x></script><![endif]--><p>Press <Enter>.</p><pre>a",
        "<svg><!--</svg><i class=a <svg>--><video src='film.mp4' controls>After.",
        "<i class=a <script src=x><video src='film.mp4' />After.",
        "<pre<script>x</script><p>The <textarea> of it.</p>",
        "<!-- <style> <p>The ferry.</p><select>",
        "<script><p>The ferry.</p><canvas>",
        "<cut text='More'><p>The ferry.</p><object>",
        "<PRE>boats<P>The ferry.</P><SCRIPT src=x />",
    ],
)
def test_tags_that_need_no_look_are_passed_over_with_the_same_result(html: str) -> None:
    each = mentions._Edits(html)
    each.find(mentions._START)
    assert meant(html) == each.applied()


def test_few_tags_of_a_page_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    original = mentions._Edits._next

    def following(self: mentions._Edits, match: re.Match[str]) -> int:
        looked.append(match[0])
        return original(self, match)

    monkeypatch.setattr(mentions._Edits, "_next", following)
    page = "<!-- a --><script>if (a<b) go()</script><p>The <b>ferry</b> <i>sails</i>.</p>" * 3 + "<pre>boats</pre>"
    assert meant(page) == page
    assert looked == ["<script>"] * 3 + ["<pre>", "</pre>"]


@pytest.mark.parametrize(
    "name", ["main", "picture", "body", "form", "math", "details", "table", "li", "td", "DD", "label", "A"]
)
def test_an_element_that_a_sentence_speaks_of(name: str) -> None:
    assert meant(f"<p>Then the <{name}> element comes.</p>") == f"<p>Then the &lt;{name}> element comes.</p>"
    assert (
        meant(f"<p>Then the <{name}> element</{name}> comes.</p>")
        == f"<p>Then the <{name}> element</{name}> comes.</p>"
    )
    assert meant(f"<p>Then.</p><{name}> elements<p>Come.</p>") == f"<p>Then.</p><{name}> elements<p>Come.</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>The <!DOCTYPE html> line.</p>", "<p>The &lt;!DOCTYPE html> line.</p>"),
        ("<p>It (<!doctype>) is first.</p>", "<p>It (&lt;!doctype>) is first.</p>"),
        ("## A\n<!DOCTYPE> is it", "## A\n&lt;!DOCTYPE> is it"),
        ("<ul><li><!doctype HTML>: a page</li></ul>", "<ul><li>&lt;!doctype HTML>: a page</li></ul>"),
        ("\n<!-- a -->\n<!DOCTYPE html>Text", "\n<!-- a -->\n<!DOCTYPE html>Text"),
        ("<?xml version='1.0'?><!DOCTYPE>Text", "<?xml version='1.0'?><!DOCTYPE>Text"),
        ("A.\n<!DOCTYPE a [\n<!ELEMENT b (c)>\n]>\n", "A.\n&lt;!DOCTYPE a [\n&lt;!ELEMENT b (c)>\n]>\n"),
        ("<!DOCTYPE a [\n<!ENTITY b 'c'>\n]><p>A", "<!DOCTYPE a [\n<!ENTITY b 'c'>\n]><p>A"),
        ("<p>One</p></html>\n<!DOCTYPE html>\n<html>", "<p>One</p></html>\n<!DOCTYPE html>\n<html>"),
    ],
)
def test_a_document_type_that_a_sentence_speaks_of(html: str, expected: str) -> None:
    assert meant(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul>One <li> two</ul>", "<ul>One <li> two</ul>"),
        ("<p>Close it with </Bow> or (</bow-end>) at last.", "<p>Close it with &lt;/Bow> or (&lt;/bow-end>) at last."),
        ("<p>不支持<img>等的居中，用<input>标签</p>", "<p>不支持&lt;img>等的居中，用&lt;input>标签</p>"),
        ("<p>船の<IMG>です", "<p>船の&lt;IMG>です"),
        ("<p>船<img src='a.png'>船<br>船<img>", "<p>船<img src='a.png'>船<br>船<img>"),
        ("<p>It is\n</bow of the boat>.", "<p>It is\n&lt;/bow of the boat>."),
        ("<p>A Box<Q>, a Map<A,B> and Pair<I>.", "<p>A Box&lt;Q>, a Map&lt;A,B> and Pair&lt;I>."),
        ("<p>One<Q>two</Q> three<I>four</i> five<P>six", "<p>One<Q>two</Q> three<I>four</i> five<P>six"),
        ("<p>An <!important> rule <!-- x -->.", "<p>An &lt;!important> rule <!-- x -->."),
        ("<!DOCTYPE html><p>A <![endif]>rule <!ELEMENT a>.", "<!DOCTYPE html><p>A <![endif]>rule <!ELEMENT a>."),
        ("<p>One.</bow> Two </o:p> three </nobr> four.", "<p>One.</bow> Two </o:p> three </nobr> four."),
        ("<p>An <img> and a (<link>), then <form>.</p>", "<p>An &lt;img> and a (&lt;link>), then &lt;form>.</p>"),
        ("<p>An <img src='a.jpg'> and a<input> too.</p>", "<p>An <img src='a.jpg'> and a<input> too.</p>"),
        ("<p>It is <b>, or <u> not.</p>", "<p>It is <b>, or <u> not.</p>"),
        ("<p>One <span>two</span> and <span> three.</p>", "<p>One <span>two</span> and <span> three.</p>"),
        ("<p>One <center>\ntwo <form></p>", "<p>One <center>\ntwo <form></p>"),
        ("<p><bow>One </bow> two.", "<p><bow>One </bow> two."),
        ("<p>A List<?> and a <? super Boat> too.", "<p>A List&lt;?> and a &lt;? super Boat> too."),
        ("<p><?xml:namespace prefix='o' /> <? echo 1 ?>", "<p><?xml:namespace prefix='o' /> <? echo 1 ?>"),
    ],
)
def test_tags_of_a_sentence(html: str, expected: str) -> None:
    assert meant(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<pre><ship><deck no='2'/></ship></pre>", "<pre>&lt;ship>&lt;deck no='2'/>&lt;/ship></pre>"),
        ("<pre><b>a</b> <span>c</span></pre>", "<pre><b>a</b> <span>c</span></pre>"),
        ("<code><![CDATA[a <b> & c]]></code>", "<code>a &lt;b> &amp; c</code>"),
        ("<pre>\n<![CDATA[<i>]]></pre>", "<pre>\n&lt;i></pre>"),
        ("<p><![CDATA[a <b>c</b>]]></p>", "<p>a <b>c</b></p>"),
    ],
)
def test_tags_and_sections_in_code(html: str, expected: str) -> None:
    assert meant(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div <p>Nets</p></div>", "<div ><p>Nets</p></div>"),
        ('<td width="2"<a href="/x">Nets</a>', '<td width="2"><a href="/x">Nets</a>'),
        ("<p class=a The nets of <b>Ann</b></p>", "<p class=a> The nets of <b>Ann</b></p>"),
        ("<img src='/a.png' alt=b<br>Nets", "<img src='/a.png' alt=b><br>Nets"),
        ("<ul><li<b>Nets</b></li</ul>", "<ul><li><b>Nets</b></li</ul>"),
        ('<a href="x<y>z">Nets</a>', '<a href="x<y>z">Nets</a>'),
        ('<a title=">Nets <b>x</b>', '<a title=">Nets <b>x</b>'),
        ("<p>where a<b <i>holds</i>", "<p>where a<b ><i>holds</i>"),
        ("<p>where x<p && y<b>holds</b>", "<p>where x&lt;p && y<b>holds</b>"),
    ],
)
def test_a_tag_that_another_cuts_off_ends_before_it(html: str, expected: str) -> None:
    assert meant(html) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A\n\n<?nets and\n\n**ropes**\n", "A\n\n&lt;?nets and\n\n**ropes**\n"),
        ("A\n\n<!NETS and\n\n- ropes\n", "A\n\n&lt;!NETS and\n\n- ropes\n"),
        ("<?a ?>\n\n<?b\n\n<?c\n", "<?a ?>\n\n&lt;?b\n\n&lt;?c\n"),
        ("```\n<?nets\n```\n\n<?ropes\n", "```\n<?nets\n```\n\n&lt;?ropes\n"),
        ("<!NETS>\n\n**ropes**\n\n> x\n", "**ropes**\n\n> x\n"),
    ],
)
def test_what_begins_a_section_of_markdown_that_never_ends(text: str, expected: str) -> None:
    assert str(convert(FRONT + "\n" + text, Options(body="markdown"), "a.md").output).split("---\n\n")[1] == expected
