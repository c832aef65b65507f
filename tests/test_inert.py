"""What was text to a reader of the source, or is left out elsewhere, is never written as HTML that runs."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Literal

import pytest
from markdown_it import MarkdownIt

from newsfix import Options, convert, profiles
from newsfix.syntax.html import NAMES

LIVE = {
    "an event": "<img src=x onerror=run()>",
    "a script": "<script>run()</script>",
    "a frame": "<iframe src=x></iframe>",
    "an address": '<a href="javascript:run()">x</a>',
    "a program": "<embed src='run()'>",
    "an event behind a sign": '<img src="x>" onerror="run()">',
    "an event behind a tag": '<img alt="</b>" onerror="run()">',
    "an address in entities": '<a href="java&#115;cript:run()">x</a>',
    "an address with blanks": '<a href=" java&Tab;script:run()">x</a>',
}
TEXT = {
    name: tag.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    for name, tag in LIVE.items()
}
# Where text stands as text.
AS_TEXT = {
    "a formula": '<p>a <math alttext="{}"><mi>x</mi></math></p>',
    "an annotation": '<p>a <math><semantics><mi>x</mi><annotation encoding="application/x-tex">{}</annotation>'
    "</semantics></math></p>",
    "MathJax": '<p>a <script type="math/tex">{}</script> b</p>',
    "braces": "<p>{{{{ {} }}}} a</p>",
    "a tag": "<p>{{% {} %}} a</p>",
    "raw": "<p>{{% raw %}}{}{{% endraw %}} a</p>",
    "a highlight": "<p>{{% highlight x %}}{}{{% endhighlight %}} a</p>",
    "code": "<p>[html]{}[/html] a</p>",
    "a shortcode": "<p>[note]{}[/note] a</p>",
    "a formula in dollars": "<p>a $ {} $ and \\({}\\)</p>",
    "a comment of a template": "<p>{{# {} #}} a</p>",
    "an instruction": "<p>a &lt;?x {} ?&gt; b</p>",
    "a text in a drawing": "<p>a</p><svg><text>{}</text></svg>",
    "an attribute": '<p><img src="/p.png" alt="{}" title="{}"> a</p>',
}
# Where a browser would run it.
AS_HTML = {
    "braces": "<p>{{{{ {} }}}} a</p>",
    "a tag": "<p>{{% {} %}} a</p>",
    "raw": "<p>{{% raw %}}{}{{% endraw %}} a</p>",
    "a highlight": "<p>{{{{< highlight x >}}}}{}{{{{< /highlight >}}}} a</p>",
    "code": "<p>[html]{}[/html] a</p>",
    "a shortcode": "<p>[note]{}[/note] a</p>",
    "a section": "<p>a <![CDATA[{}]]></p>",
}

# In Markdown, too, where dialects keep a line or what is in brackets and braces.
IN_MARKDOWN = {
    "an admonition": "!!! a {}\n",
    "an admonition with a block": "!!! a {}\n    b\n",
    "a fenced div": "::: a {}\nb\n:::\n",
    "a block of MkDocs": "/// a {}\n///\n",
    "a tab": 'a\n\n=== "{}"\n',
    "a module": "export const a = {}\n",
    "TeX": "\\begin{{a}}\n{}\n\\end{{a}}\n",
    "a grid": "+---+\n| a {} |\n+---+\n",
    "rows that a template makes": "| a | b |\n|---|---|\n{{% for %}}\n| {} | c |\n{{% endfor %}}\n",
    "an abbreviation": "*[{}]: a\n",
    "attributes": "a{{:.b c='{}'}}\n",
    "a line of attributes": "a\n{{.b c='{}'}}\n",
    "attributes of a picture": "![a](b.png){{c='{}'}}\n",
    "a shortcode": "[gallery {}] a\n",
    "a pair of shortcodes": "[note]{}[/note] a\n",
    "code of WordPress": "[html]{}[/html] a\n",
    "details": "<details>\n\n!!! a {}\n\n</details>\n",
}


class _Tags(HTMLParser):
    """Whether a tag or an attribute of what is read runs."""

    found = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        events = any(
            name.startswith("on") or "".join((value or "").split()).startswith("javascript:") for name, value in attrs
        )
        self.found = self.found or events or tag in ("script", "iframe", "embed")


def runs(output: str) -> bool:
    """Whether something in a rendered output runs: in tags, not in their attributes or in text."""
    tags = _Tags()
    tags.feed(MarkdownIt("commonmark", {"html": True}).render(output))
    return tags.found


@pytest.mark.parametrize("what", LIVE)
@pytest.mark.parametrize("place", AS_TEXT)
def test_text_stays_text(place: str, what: str) -> None:
    output = convert(AS_TEXT[place].format(TEXT[what], TEXT[what])).output or ""
    assert not runs(output), output
    assert convert(output, origin="a.md").output == output


@pytest.mark.parametrize("what", LIVE)
@pytest.mark.parametrize("place", AS_HTML)
def test_what_would_run_does_not(place: str, what: str) -> None:
    output = convert(AS_HTML[place].format(LIVE[what]), origin="a.html").output or ""
    assert not runs(output), output
    assert "a" in output


@pytest.mark.parametrize("what", [LIVE["an event"], LIVE["a script"]])
@pytest.mark.parametrize("name", ["a.html", "a.md"])
@pytest.mark.parametrize(
    "value",
    [
        "<a href='{{{{ > {} }}}}'>a</a>",
        "<a href='/b{{% ) {} %}}'>a</a>",
        "<a href='{{{{ > {} }}}} ('>a</a>",
        "<a href='/b' title='{{{{ \" &apos; ) {} }}}}'>a</a>",
        "a <img src='/b' alt='{{{{ ] {} }}}}'>",
        "a <img src='/b' alt='{{% ]( {} %}}' title='{{% \") {} %}}'>",
    ],
)
def test_no_tag_of_an_engine_carries_what_would_run_out_of_a_value(value: str, name: str, what: str) -> None:
    for around in ("<p>{}</p>", "<table><tr><td colspan=2>{}</td></tr><tr><td>b</td><td>c</td></tr></table>"):
        output = convert(around.format(value.format(what, what)), origin=name).output or ""
        assert not runs(output), output
        assert "run()" in output
        assert convert(output, origin="a.md").output == output


# Values beside the text of the article whose braces are text, by an entity or a backslash.
VALUES = (
    ("a.html", '<p>A mill <img src="/m.png" alt="{}"></p>'),
    ("a.html", '<figure><img src="/m.png" title="{}"><figcaption>A mill, {}</figcaption></figure>'),
    ("a.html", '<p><a href="/m?{}" title="{}">A mill</a></p>'),
    ("a.html", '<p><a href="#{}">A mill</a></p><p><a id="{}"></a>The wheel</p>'),
    ("a.html", '<details><summary>A mill</summary><p><img src="/{}.png" alt="{}"></p></details>'),
    ("a.html", '<table><tr><td>A | mill</td><td><img src="/m.png" alt="{} | b"></td></tr></table>'),
    ("a.html", '<iframe src="https://a.example/?{}" title="{}"></iframe>'),
    ("a.html", '<pre><code data-fence="mill {}">wheel\nrace</code></pre>'),
    ("a.md", 'A mill ![{}](/m.png "{}")\n'),
    ("a.md", "[A mill][m]\n\n[m]: </m?{}> '{}'\n"),
    ("a.md", "``` mill {}\nwheel\n```\n"),
)
BY_AN_ENTITY = (
    "&#123;{ x }}",
    "{&lcub; x }}",
    "&#x7B;% if x %}",
    "&lbrace;{ x",
    "&#91;gallery]",
    "&lsqb;gallery ids='1']",
)
BY_A_BACKSLASH = ("{\\{ x }}", "{\\% if x %}")


@pytest.mark.parametrize("profile", [None, "hugo", "jekyll", "hexo"])
@pytest.mark.parametrize(("name", "value"), VALUES)
def test_no_text_in_a_value_becomes_a_tag(name: str, value: str, profile: profiles.Profile | None) -> None:
    for text in (*BY_AN_ENTITY, *(BY_A_BACKSLASH if name == "a.md" else ())):
        result = convert(value.replace("{}", text), Options(profile=profile, verify=True), name)
        output = result.output or ""
        assert not re.search(r"\{[{%]|\[gallery", output), output
        assert not {"MD001", "BD006", "BD010", "BD011"} & {problem.code for problem in result.problems}
        assert profile or convert(output, origin="a.md").output == output


@pytest.mark.parametrize("tag", ["{{ x }}", "{% if x %}", "[gallery]"])
def test_a_tag_in_a_value_stays_one_beside_those_that_are_text(tag: str) -> None:
    source = f'<p>A mill <img src="/{tag}/m.png" alt="{tag} b"> <a href="/w" title="&#123;{{ y }}}}">its wheel</a></p>'
    output = convert(source, origin="a.html").output or ""
    assert f"![{tag} b](" in output
    assert f"/{tag}/m.png" in output
    assert '"&#123;&#123; y }}"' in output
    assert convert(output, origin="a.md").output == output


def test_json_says_what_a_value_says() -> None:
    output = convert('<p><img src="/m.png" alt="&#123;{ x }}" title="&#91;gallery]"></p>', Options(to="json")).output
    picture = json.loads(output or "")["images"][0]
    assert (picture["alt"], picture["title"]) == ("{{ x }}", "[gallery]")


@pytest.mark.parametrize("what", LIVE)
@pytest.mark.parametrize("place", IN_MARKDOWN)
def test_what_would_run_does_not_in_markdown(place: str, what: str) -> None:
    output = convert(IN_MARKDOWN[place].format(LIVE[what]), Options(body="markdown")).output or ""
    assert not runs(output), output
    assert "a" in output
    assert convert(output, Options(body="markdown")).output == output


@pytest.mark.parametrize("place", IN_MARKDOWN)
def test_what_does_not_run_is_kept_in_markdown(place: str) -> None:
    output = convert(IN_MARKDOWN[place].format("nets"), Options(body="markdown")).output or ""
    assert output.count("nets") == 1
    assert "\\!!!" not in output
    assert "&#" not in output


@pytest.mark.parametrize("text", ["[html]<b>b</b>[/html]", "{% raw %}<b>b</b>{% endraw %}", "<?php echo 'a' ?>"])
def test_what_does_not_run_is_kept_as_it_stands(text: str) -> None:
    assert convert(f"<p>a {text} c</p>", origin="a.html").output == f"a {text} c\n"


@pytest.mark.parametrize("text", LIVE.values())
def test_the_test_sees_what_runs(text: str) -> None:
    assert runs(f"a {text} b")
    assert runs(f"a\n\n{text}\n")


@pytest.mark.parametrize("around", ["<p>A mill.</p>\n<p>{}</p>", "A mill: {}\n", "- A mill {}\n"])
def test_an_instruction_with_what_would_run_is_text(around: str) -> None:
    output = convert(around.format("<?x><img src=x onerror=ring()>?>")).output or ""
    assert "<img" not in output
    assert "onerror=ring()" in output


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            '<p><img src="{{ site.root }}/small.jpg" srcset="{{ site.root }}/large.jpg 900w" alt="A"></p>',
            '"text":"{{ site.root }}/small.jpg"',
        ),
        ('<p>a</p><p title="{{ ship }}" hidden>The boat.</p>', '"text":"<p title=\\"{{ ship }}\\" hidden'),
        ('<p>a</p><iframe src="https://a.example/{{ film }}" title="{{ name }}"></iframe>', '"title":"{{ name }}"'),
        ('<h2 id="{{ anchor }}">The quay</h2>', '"id":"{{ anchor }}"'),
    ],
)
def test_tags_are_put_back_wherever_they_stand(source: str, said: str) -> None:
    output = convert(source, Options(to="json")).output or ""
    assert said in output
    assert not re.search("[\ufdd0-\ufdef]", output)


@pytest.mark.parametrize("length", range(70, 82))
def test_a_message_that_ends_within_a_tag(length: int) -> None:
    source = f'<p>a</p><p><input type="button" value="{"y" * length}{{{{ ship }}}} b"></p>'
    (message,) = [each.message for each in convert(source).problems if each.code == "BD007"]
    assert message.isprintable()
    assert message.endswith(("y", "y{{ ship }}", "{{ ship }} ", "{{ ship }} b"))


@pytest.mark.parametrize("to", ["markdown", "json"])
@pytest.mark.parametrize(
    "attribute",
    ["title", "alt", "src", "href", "poster", "cite", "lang", "label", "value", "data-title", "data-caption"],
)
def test_nothing_stands_for_a_tag_in_what_is_written(attribute: str, to: Literal["markdown", "json"]) -> None:
    """While an article is read, template tags are numbers between two noncharacters."""
    for name in [*sorted(NAMES), "ship-log"]:
        for value in ("{{ x }}", "https://a.example/{{ x }}.jpg", "[gallery ids=1]"):
            tag = f'<{name} src="https://a.example/b" {attribute}="{value}">'
            source = f"<p>a</p>{tag}c</{name}><h2>{tag}"
            result = convert(source, Options(to=to))
            said = [result.output or "", *(each.message for each in result.problems)]
            assert not any(re.search("[\ufdd0-\ufdef]|\\\\ufdd", each) for each in said), source


@pytest.mark.parametrize("name", ["a.html", "a.md"])
@pytest.mark.parametrize(
    ("source", "written"),
    [
        # A number of its own brings no tag into another one, where it would run.
        (
            "[html]<img src=x \ufdd01\ufdd1>[/html] {{ onerror=run() }}",
            "[html]<img src=x 1>[/html] {{ onerror=run() }}\n",
        ),
        ("[html]<img src=x on\ufdd0error=run()>[/html] A mill", "[html]![](x)[/html] A mill\n"),
        ("{{ a \ufdd01\ufdd1 }} {{ wheel }}", "{{ a 1 }} {{ wheel }}\n"),
        ("{{ a \ufdd077\ufdd1 }} {{ wheel }}", "{{ a 77 }} {{ wheel }}\n"),
        ("[caption]A mill \ufdd00\ufdd1[/caption] {{ wheel }}", "[caption]A mill 0[/caption] {{ wheel }}\n"),
        ("A mill \ufdd0" + "9" * 5000 + "\ufdd1 {{ wheel }}", "A mill " + "9" * 5000 + " {{ wheel }}\n"),
    ],
)
def test_no_source_makes_up_what_stands_for_a_tag(source: str, written: str, name: str) -> None:
    result = convert(source, origin=name)
    assert result.output == written
    assert not runs(written)


@pytest.mark.parametrize("number", ["7", "9" * 5000])
def test_no_data_of_a_page_makes_up_what_stands_for_a_tag(number: str) -> None:
    text = f"<p>{'The mill turns. ' * 40}\\ufdd0{number}\\ufdd1 <img src=x alt=\\ufdd0{number}\\ufdd1></p>"
    data = f'<script id="__NEXT_DATA__">{{"text": "{text}"}}</script>'
    output = convert(f"<!doctype html><html><body><p>A {{{{ wheel }}}}</p>{data}</body></html>", origin="a.html").output
    assert "The mill turns." in (output or "")


@pytest.mark.parametrize("name", ["script", "style", "title", "iframe"])
@pytest.mark.parametrize("place", ["<{0}>a</{0}> b", "<{1}>a</{0}> b", "<{0}>a</{1}>b</{0}>", "a &lt;{0}> b &lt;/{0}>"])
@pytest.mark.parametrize("origin", ["a.html", "a.md"])
def test_a_letter_that_only_python_folds_is_none_of_a_name(name: str, place: str, origin: str) -> None:
    for letter, other in (("s", "\u017f"), ("i", "\u0131"), ("i", "\u0130")):
        source = place.format(name.replace(letter, other, 1), name)
        result = convert(source, Options(verify=True), origin)
        assert not runs(result.output or ""), source


@pytest.mark.parametrize(
    "source", ["<code><code<div></code>", "<pre><code><code<div>a</code></pre>", "<code<code<br<div>"]
)
@pytest.mark.parametrize("origin", ["a.html", "a.md"])
def test_code_whose_text_looks_like_code_ends(source: str, origin: str) -> None:
    assert convert(source, origin=origin).output is not None


@pytest.mark.parametrize("scheme", ["data:a,", "file:///", "vbs:"])
@pytest.mark.parametrize(
    "place", ['<p><a href="{0}{1}" title="{1}">a</a></p>', '<p><img src="{0}{1}" alt="a" title="{1}"></p>']
)
def test_a_link_that_a_renderer_does_not_take_for_one_holds_no_tags(scheme: str, place: str) -> None:
    """markdown-it takes no such scheme: to it the link is text, and tags in it would be tags."""
    result = convert(place.format(scheme, "&lt;img src=x onerror=run()>"), Options(verify=True))
    assert not runs(result.output or ""), result.output
    assert not {"BD010", "BD011", "MD001"} & {problem.code for problem in result.problems}


@pytest.mark.parametrize("pair", ["{{% highlight html %}}\n{}\n{{% endhighlight %}}", "{{% raw %}}{}{{% endraw %}}"])
@pytest.mark.parametrize("tag", ['{{< figure src="/a.png" caption="b" >}}', "[caption]<img src='/a.png'> b[/caption]"])
@pytest.mark.parametrize("origin", ["a.html", "a.md"])
def test_a_figure_that_an_engine_shows_as_code_is_none(pair: str, tag: str, origin: str) -> None:
    source = f"A quay.\n\n{pair.format(tag)}\n"
    output = convert(source, origin=origin).output or ""
    assert "data-form" not in output
    if origin == "a.md":
        assert pair.format(tag) in output
