"""The account: what the source says is in the output, left out on purpose, or told of as lost."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from msgspec.structs import replace as with_changes

from newsfix import Options, check, convert
from newsfix.account.balance import Count, balance, losses
from newsfix.account.front import keys
from newsfix.account.markdown import read_markdown
from newsfix.account.order import disordered
from newsfix.account.reading import Collector
from newsfix.account.sides import Kind, json_side, markdown_side, source_side
from newsfix.account.trace import place
from newsfix.model.article import Article
from newsfix.model.problem import Omission
from newsfix.read.html import blocks as walk
from newsfix.read.html.leaves import LEAVES
from tests import fuzz
from tests.conftest import grows_in_proportion, newsfix

FRONT = "---\ntitle: The quay\ndate: 2021-12-15\n---\n"


def lost(source: str, **options: object) -> list[str]:
    """What is told of as lost of a source."""
    result = convert(source, with_changes(Options(), **options), "a.html")
    return [each.message for each in result.problems if each.code in ("BD010", "BD011")]


Missing = tuple[tuple[str, ...], tuple[str, ...]]
NOTHING: Missing = ((), ())


def missing(source: str, output: str, *omissions: Omission, kind: Kind = "html") -> Missing:
    """The words and addresses of a body that an output in Markdown does not have."""
    account = balance(source_side("", source, kind), markdown_side(output), omissions)
    return account.words, account.addresses


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("<p>Nets &amp; <b>ropes</b>.</p>", "Nets & **ropes**.\n"),
        ("<p>un<b>break</b>able</p>", "un**break**able\n"),
        ("<p>The sn<span>o</span>w fell.</p>", "The snow fell.\n"),
        ("<p>Caf\u00e9 so\u00ADft</p>", "Cafe\u0301 soft\n"),
        ("<p>Use <code>&lt;b&gt;</code> here.</p>", "Use `<b>` here.\n"),
        ("<p>a &lt;b&gt; c</p>", "a \\<b> c\n"),
        ("<!-- a remark --><style>p { color: red }</style><script>ring()</script><p>Text.</p>", "Text.\n"),
        ('<a href="https://a.example/?a=1&amp;b=2" title="N">r</a>', '[r](https://a.example/?a=1&b=2 "N")\n'),
        ('<p><a href="https://a.example/a%20b">x</a></p>', "[x](<https://a.example/a b>)\n"),
        ('<img src="s.jpg" srcset="m.jpg 1x, l.jpg 2x" alt="A boat">', "![A boat](l.jpg)\n"),
        ('<picture><source srcset="a.webp"><img src="a.jpg"></picture>', "![](a.jpg)\n"),
        ("<p>今天下雨。</p>", "今天 下雨。\n"),
        ('<p><a href="#top">Up</a> <a href="javascript:ring()">Bell</a></p>', "Up Bell\n"),
        ('<p>Nets</p\n<p class="second">Ropes</p>', "Nets\n\nRopes\n"),
        ('<img src="a.jpg" alt="A boat" alt="A ship">', "![A boat](a.jpg)\n"),
        ('<p>Nets <span alt="Icon"></span></p>', "Nets\n"),
        ("<p><b>Nets</b><br>37</p><p>Ropes Ropes</p><p>and 37</p>", "Nets37Ropes Ropes and 37\n"),
        ("<p>Text.</p><button>Undo</button><button>Redo</button>", "Text.\n\nUndoRedo\n"),
        ('<p>Nets</a href="/nets"> and ropes</p>', "Nets and ropes\n"),
        ('<a href="{% if a != "x" %}b{% endif %}">Nets</a>', "Nets\n"),
        ('<a href="/?a=1&gtm_b=2&amp;parameters=3&copy=4">x</a>', "[x](/?a=1&gtm_b=2&amp;parameters=3&amp;copy=4)\n"),
        ('<a href="mailto:ann&#64quay.example">Ann</a>', "[Ann](mailto:ann@quay.example)\n"),
        ('<a href="\u200bnets">x</a> <a href="/ro\u200bpes\u200b">y</a>', "[x](nets) [y](/ropes)\n"),
        ('<picture data-id="part/picture-1_2"><img src="a.jpg"></picture>', "![](a.jpg)\n"),
        ('<p>Nets</p><a title="Share" href="#">&nbsp;</a><a title="Up" href="/up"> &#160;</a>', "Nets\n"),
        ("<p>Nets<br>[a]: ropes</p>", "Nets\\\n[a]: ropes\n"),
        ("<svg><filter><feOffset/><feBlend/></filter><animate/></svg>Nets", "Nets\n"),
        ('<p>Nets <img class="x" src="/a.png"<br><br>and</p>', "Nets ![](/a.png)\n\nand\n"),
        ('<table><td width="25"<a href=/n target=_blank>Nets</a>', "[Nets](/n)\n"),
        ('<div id=x <p>Nets</p><img src="/a.png" < div>ropes', "Nets\n\n![](/a.png)\n\nropes\n"),
        ('<p>Nets <a class"brand" href="/n">here</a><div "="">ropes</div>', "Nets [here](/n)\n\nropes\n"),
        ('<button [style.width.%]="on ? 15 : 5">Nets</button>', "Nets\n"),
        ('<meta name=“verification” content=“x" />Nets<div class=\\"f a\\" id=\\"3\\"></div>', "Nets\n"),
        ("<p>Nets</p><!----- End of nets -----!><p>and</p><!-- --!>ropes", "Nets\n\nand\n\nropes\n"),
        ('<pre>Nets\n<style id="s" />\nand <script src="/x.js"/>\nropes</pre>', "```\nNets\nand\nropes\n```\n"),
        ('<img data-alt="P22.jpg" src="/n.png">', "![](/n.png)\n"),
        ('<img data-cid="site/size-1_5" data-kind="image/png" src="/n.png" data-full="/n-2.png?w=3">', "![](/n.png)\n"),
    ],
)  # fmt: skip
def test_what_is_there_is_not_missing(source: str, output: str) -> None:
    assert missing(source, output) == NOTHING


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ('[nets][n]\n\n[n]: https://a.example/n "Nets"\n', '[nets](https://a.example/n "Nets")\n'),
        ("See [ropes].\n\n[ropes]: <https://a.example/r>\n", "See [ropes](https://a.example/r).\n"),
        ("1. One\n1. Two\n", "1. One\n2. Two\n"),
        ("``` {.sh}\nmake <all>\n```\n", "```sh\nmake <all>\n```\n"),
        ("A `<b>` and <https://a.example/>.\n", "A `<b>` and <https://a.example/>.\n"),
        ("Text <!-- with `code` in a remark --> here.\n", "Text here.\n"),
        ("A \\*star\\* & an &amp;.\n", "A \\*star\\* & an &.\n"),
        ("[unused]: https://a.example/u\n\nText.\n", "Text.\n"),
        ("A ``[code]`` <!-- [remark][code] -->\n\n[code]: https://a.example/u\n", "A `[code]`\n"),
        ("!!! note\n\n    See [code].\n\n[code]: https://a.example/u\n", "!!! note\n\n    See [code].\n"),
        ("A [net][n] and [n].\n\n[n]: /one\n[n]: /two\n", "A [net](/one) and [n](/one).\n"),
        ("See [the nets][n]: they hold.\n\n[n]: /n\n", "See [the nets](/n): they hold.\n"),
        ("Use `<style>` <!-- one -->, `</style>`.\n", "Use `<style>`, `</style>`.\n"),
        ('<div\n  class="a"\n>\nNets.\n</div>\n', "Nets.\n"),
        ('<div style={{ width: "9%", margin: "2rem 0"}}>Nets.</div>\n', "Nets.\n"),
        ("([ferry-list:04](ferry-list:04))", "(<ferry-list:04>)"),
        ("[x](/?a=1&copy_b=2) ![y](/y.png?a&reg) <https://a.example/?a&micro=3>\n",) * 2,
        ("A [x] at https://a.example/?a&micro=3\n\n[x]: /?a=1&para-b=2 'With &copy x'\n",) * 2,
        ('<a href={`/nets/${n}`}>Nets</a>\n', '\\<a href={`/nets/${n}`}>Nets\n'),
        ('Two <a id="x" href={`/nets/${n + 1}`}>\nnets</a>\n', 'Two \\<a id="x" href={`/nets/${n + 1}`}>\nnets\n'),
        ("{{< figure src=`/n.png` alt=`Dry nets` link=`/nets` >}}\n", "[![Dry nets](/n.png)](/nets)\n"),
        ('<img src={`/nets/${n}.png`} alt="Nets" />\n', '\\<img src={`/nets/${n}.png`} alt="Nets" />\n'),
        ('## [](#nets "Stay here")Nets [](/ropes)\n', "## Nets\n"),
        ("![Dry nets][n]\n\nDry nets, ropes.\n\n[n]: /n.png\n", "![](/n.png)\n*Dry nets, ropes.*\n"),
        ("A `</b>, so\n- `nets` and\n# `</i>\n", "A `, so\n\n- `nets` and\n\n# `\n"),
        ('<div class="a" markdown>\n\nNets.\n\n</div>\n[r]: /r\n\nSee [ropes][r].\n', "Nets.\n\nSee [ropes](/r).\n"),
        ("<div></div>\n<!--\n<script>\n\nvar nets\n\n</script>\n-->\n\nRopes.\n", "Ropes.\n"),
    ],
)  # fmt: skip
def test_markdown_is_read_as_markdown(source: str, output: str) -> None:
    assert missing(source, output, kind="markdown") == NOTHING


@pytest.mark.parametrize(
    ("source", "output", "words", "addresses"),
    [
        ("<p>One two three two</p>", "One two three\n", ("two",), ()),
        ("<p>#include &lt;stdio.h&gt; and <stdlib.hpp></p>", "#include \\<stdio.h> and\n", ("stdlib", "hpp"), ()),
        ("<p>if (a<b && c) go</p>", "if (a\n", ("b", "c", "go"), ()),
        ("<p>List<out Bar> is</p>", "List is\n", ("out", "Bar"), ()),
        ('<p><a href="https://a.example/x">x</a></p>', "[x](https://a.example/)\n", (), ("https://a.example/x",)),
        ('<p><img src="a.jpg" alt="A boat"></p>', "![A ship](b.jpg)\n", ("boat",), ("a.jpg",)),
        ("<p>Boat</p>", "boat\n", ("Boat",), ()),
        ("<p>Boat house, dry nets</p>", "Boathouse\n", ("dry", "nets"), ()),
        ("<p>今天下雨</p>", "今天\n", ("下", "雨"), ()),
        ("<p>Text <!-- that never ends</p>", "Text\n", ("that", "never", "ends"), ()),
        ('<p>Nets <img alt="dry ropes" src="/a.png"<br>', "Nets\n", ("dry", "ropes"), ()),
        ("<p>If a <b <i>or c</i> then</p>", "If a *or c* then\n", ("b",), ()),
        ('<p><img data-src="/n/1" alt=""></p>', "Text\n", (), ("/n/1",)),
    ],
)  # fmt: skip
def test_what_is_not_there_is_missing(
    source: str, output: str, words: tuple[str, ...], addresses: tuple[str, ...]
) -> None:
    assert missing(source, output) == (words, addresses)


def collected(text: str, monkeypatch: pytest.MonkeyPatch | None = None) -> tuple[str, list[str], list[tuple[str, ...]]]:
    """What is read of HTML; piece by piece where a monkeypatch is given."""
    reading = Collector()
    if monkeypatch:
        monkeypatch.setattr(reading, "_all_common", lambda text: False)
    reading.html(text)
    return reading.text(), reading.said, reading.addresses


def test_all_markup_at_once_says_what_it_says_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = fuzz.seeds()
    at_once = 0
    for number in range(4000):
        text = fuzz.mutated(texts, random.Random(number)) if number >= len(texts) else texts[number]
        assert collected(text) == collected(text, monkeypatch), (number, text)
        at_once += Collector()._all_common(text)
    assert at_once > 1000


@pytest.mark.parametrize(
    "text",
    [
        "Nets <!-- a <b>remark</b> --> and <!--> ropes <!---> dry <!doctype html>",
        "Nets <!-- that never end <b>here</b>",
        '<a href="/n">Nets</a><a href="/o"><img src="s.jpg" alt="A > B"></a><a href="/e"> </a>',
        '<picture><source srcset="a.webp 1x"><img data-src="a.jpg" title=\'It\'></picture><span title="no">s</span>',
        "if (a<b && c) <out Bar> go <x:y>on</x:y> <known-name> </unknown> <p</p>",
        "[Caption id=a]Nets[/caption] [ropes] ]]> {{< figure src=a.jpg >}}",
        "<SCRIPT>ring()</SCRIPT><p>Nets</p><style>p {}</style>",
    ],
)
def test_shapes_say_the_same_at_once_and_piece_by_piece(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert collected(text) == collected(text, monkeypatch)


@pytest.mark.parametrize(
    ("source", "output", "addresses"),
    [
        ("[x](/?a=1&copy;=2)\n", "[x](/?a=1)\n", ("/?a=1\u00a9=2",)),
        ("[x](/?a=1&copy=2)\n", "[x](/?a=1)\n", ("/?a=1&copy=2",)),
        ("<a href={`/nets/${n}`}>Nets</a>\n", "\\<a href={`/boats/${n}`}>Nets\n", ("{`/nets/${n}`}",)),
    ],
)
def test_an_address_that_markdown_loses_is_missing(source: str, output: str, addresses: tuple[str, ...]) -> None:
    assert missing(source, output, kind="markdown")[1] == addresses


@pytest.mark.parametrize(
    "source",
    [
        "---\ntitle: Q\nnote: |2-\n   The quay.\n\n  And the pier.\n---\nText.\n",
        "---\ntitle: Q\nnote: |+\n  We sell nets, as the harbour\n  is cold of late: it sails.\n\n---\nText.\n",
        "---\ntitle: Q\nnote: >\n  The quay sells nets.\n  And ropes go far: they can\n  sail, and spin up.\n---\nT.\n",
        "---\ntitle: Q\nnote: |\n  One # two three\n  # four\n---\nText.\n",
        "---\ntitle: Q\npath: /quay/one/\npath: /quay/two/\n---\nText.\n",
        "---\ntitle: Q\n---\nSee [quay][9].\n\n [9]: /quay\n\n(or [the pier][10])\n\n [10]: /pier\n",
        "---\ntitle: Q\n---\n|a|b|\n|-|-|\n|\\\\`<b>x</b>|one|\n|`y`|two|\n",
        "---\ntitle: Q\n---\n> Run it.\n> ```\n\n![quay](quay.png)\n\n```\nx\n```\n",
        "---\ntitle: Q\n---\n```smart has `a` in it\nThe quay `b`.\n```\n\nNets <i>and</i> ropes.\n\n```js\nc\n```\n",
        "---\ntitle: Q\n---\nText.\n\n    [the quay](//quay.example/?page=one&px=two)\n\nText.\n",
        '---\ntitle: Q\nnote: "While the quay is cold, I sold\n  the nets as rope: it is {new}"\n---\nText.\n',
        "---\ntitle: Q\ncode: |\n  quay with\n      rope = 1\n  let x =\n    { net with\n      rope x = 2 }\n---\nT.\n",
        '---\ntitle: Q\n---\n{% image "a/quay.png" "The sign "No nets" on the quay" %}\n',
        '---\ntitle: Q\nnote: "It&#8217;s # cold"\n---\nText.\n',
        "<table><caption>The nets of <b>the quay</b></caption><tbody></tbody></table><p>Text.</p>",
        "---\ntitle: Q\n---\n<img src={require('@site/quay.png').default} />\n",
        '```note head="`quay` nets"\nSee <code>qu<b>a</b>y</code> and `nets`.\n',
        "Ring [the bell][1].\n\n [1]: javascript:void(ring('a'+enc((net.of?net.of().say():at().text).cut(0,9))))\n",
        "</p>\n<nets>\n\n1. Mend them.\n\n</nets>\n",
        "| A | B |\n| --- | --- |\n| <code>`</code> | Nets |\n| `C` | Ropes |\n",
        '{{< img src="/quay.png" caption="Nets<br>of [_the_ quay](https://a.example/quay_(old_one))" >}}\n',
        '{{< img src = "/quay.png" caption = "<center><b>Nets</b> </br> of <a href=\'/b\'>b</a></center>" >}}\n',
        '{{< img src="/quay.png" alt="The quay" href="https://a.example/quay" >}}\n',
        "Mend:\n\n```\nSo:\n\n> ```\n> <net size='2'>\n> ```\n\n<rope of='net'>\n```\n\nText.\n",
        "<Quay name='a'>\n  Say `<net>` or `<rope of='a'>b</rope>`, <b>not</b> `nets`.\n</Quay>\n",
        "1. Mend the nets:\n   ```sh\n   mend\n\n<img src='/quay.png' width=9 alt='The quay'>\n",
        "- Ropes\n\n  * Nets:\n\n    ~~~\n    mend\n  <img src='/quay.png' alt='The quay'>\n",
        "---\ntitle: Q\n---\n- <details>\n  <summary>A</summary>\n\n  B\n\n  </details>\n- [The quay](/old/pier)\n",
        "---\ntitle: Q\n---\n1. Nets <hr>\n2. <hr>\n3. ```sh\n   mend\n   ```\n",
        "---\ntitle: Q\n---\n- Nets\n\t\t- <div>rope</div>\n- Old\n\t\t- ![](/old/pier.png)\n",
        "---\ntitle: Q\n---\n- Nets:\n  <p>a</p>\n- ```sh\n  mend\n  ```\n",
        "---\ntitle: Q\n---\n> - <hr>\n- ![](/old/pier.png)\n",
        "<aside>\nSee [the quay](/old/pier) and `<rope>`.\n\n</aside>\n",
        "---\ntitle: Q\nimage: &quay /img/quay.png\n---\nText.\n",
        "<p>{{ quay }} See <a href='/the\u2028quay.html'>the quay</a>.</p>",
        "<p><a href='/ropes\u2028nets.html'><img src='/the\u2029quay.png' alt=''></a></p>",
    ],
)
def test_nothing_is_lost(source: str) -> None:
    assert [each.message for each in check(source, Options(), "a.md") if each.code in ("BD010", "BD011")] == []


LIST = "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span>{}<span>&nbsp;&nbsp;</span></span>{}</p>"


@pytest.mark.parametrize(
    "source",
    [
        LIST.format("o", "Nets") + LIST.format("o", "Ropes"),
        LIST.format("a)", "Nets") + LIST.format("b)", "Ropes"),
        "<table><tr><td rowspan=2>"
        + LIST.format("1.", "Nets")
        + "</td><td>Quay</td></tr><tr><td>Pier</td></tr></table>",
        '<p>Nets <?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:office" /><o:p></o:p>fly.</p>',
        "<p>Ask <lj user=quay_man /> and <habracut text = 'the nets' /> too.</p>",
        "<p>Nets.</p><SCRIPT SRC='https://a.example/nets.js' /><p>Ropes.</p>",
        "<pre>nets <iframe src='https://a.example/nets'></iframe></pre>",
        "<div class='syntaxhighlighter'><table><tr><td class='number'><code>1</code></td>"
        "<td class='content'><code>nets()</code></td></tr></table></div>",
        "<p>4 <b 5 is so</p><p>Ropes.</p>",
        "<table><tr><th>Nets</th></tr><tr><td><table><tr><td class='gutter'><pre>1</pre></td>"
        "<td class='code'><pre>ropes()</pre></td></tr></table></td></tr></table>",
        "<p>One</ p> two</\n b><p>three</p>",
    ],
)
def test_nothing_of_html_is_lost(source: str) -> None:
    head = "---\ntitle: Q\ndate: 2021-12-15\n---\n"
    found = check(head + source, Options(), "a.html")
    assert [each.message for each in found if each.code in ("BD010", "BD011")] == []


def test_what_is_left_out_on_purpose_is_not_missing() -> None:
    hidden = Omission('<p hidden>Secret <a href="https://a.example/s">place</a></p>', "BD007")
    account = balance(source_side("", f"<p>Text.</p>{hidden.text}", "html"), markdown_side("Text.\n"), [hidden])
    assert (account.words, account.addresses) == NOTHING
    assert (account.omitted.words, account.omitted.addresses) == (2, 1)
    assert account.written.words == 1


@pytest.mark.parametrize(
    ("element", "problem"),
    [
        ('<abbr title="Fathoms">ftm</abbr>', "the title of <abbr> was left out: Fathoms"),
        ('<a title="The first page">Back</a>', "the title of <a> was left out: The first page"),
        ('<abbr title="Six <b>feet</b>">ftm</abbr>', "the title of <abbr> was left out: Six <b>feet</b>"),
        (
            '<dfn title="See <code>a.py</code> &amp; 4 &lt; 5">rig</dfn>',
            "the title of <dfn> was left out: See <code>a.py</code> & 4 < 5",
        ),
        ('<abbr title="Write &amp;amp; or <i">amp</abbr>', "the title of <abbr> was left out: Write &amp; or <i"),
        (
            '<form><input type="image" src="p.png" alt="Pay at once"></form>',
            "<input> was left out with its text: Pay at once",
        ),
        (
            '<a href="https://a.example/s"><svg><title>Share</title><path d="M0"/></svg></a>',
            "a link without text was left out: https://a.example/s",
        ),
        ('<iframe src="https://a.example/f" style="display:none"></iframe>', None),
    ],
)
def test_what_no_markdown_can_say_is_told_of(element: str, problem: str | None) -> None:
    result = convert(f"{FRONT}<p>The nets are dry.</p>{element}")
    told = [each.message for each in result.problems if each.code.startswith("BD0") and each.code != "BD002"]
    assert told == ([problem] if problem else [])
    assert result.account.omitted.words + result.account.omitted.addresses > 0


@pytest.mark.parametrize(
    "shown", ['<abbr title="ftm">ftm</abbr>', '<a href="/n" title="Nets">n</a>', '<input type="checkbox">']
)
def test_a_title_that_is_shown_is_not_told_of(shown: str) -> None:
    assert convert(f"{FRONT}<p>The nets are dry. {shown}</p>").problems == ()


def test_addresses_in_a_list_of_front_matter_are_parted_by_their_commas() -> None:
    front = "---\naliases: [/nets,/ropes,https://a.example/a,b]\n---\n"
    output = "---\naliases:\n  - /nets\n  - /ropes\n  - https://a.example/a,b\n---\n"
    account = balance(source_side(front, "", "html"), markdown_side(output))
    assert (account.words, account.addresses) == NOTHING


def test_front_matter_counts_by_its_scalars() -> None:
    front = '---\ntitle: "The q\\u0075ay"\nseries: {name: Boats, part: 2}\nodd: value # remark\n---\n'
    output = "---\ntitle: The quay\nseries:\n  name: Boats\n  part: 2\n---\n"
    account = balance(source_side(front, "", "html"), markdown_side(output))
    assert account.words == ("value",)


@pytest.mark.parametrize("to", ["markdown", "json"])
def test_an_entity_that_is_text_is_not_decoded_twice(to: Literal["markdown", "json"]) -> None:
    html = "<p>Write &amp;amp, &amp;copy 2 or <code>&amp;lt</code>, R&amp;D &lt b</p>"
    assert not [each for each in convert(html, Options(to=to), "a.html").problems if each.code == "BD010"]


def test_the_numbers_of_json_stand_for_no_word() -> None:
    """Levels, lines and flags are JSON's own."""
    output = convert("<h2>Boats</h2>\n<p>Nets</p>\n<ul><li>Oars</li></ul>", Options(to="json")).output
    assert output is not None
    said = balance(
        source_side("", "<h2>Boats 2</h2><p>Nets, null</p><ul><li>Oars true</li></ul>", "html"), json_side(output)
    )
    assert sorted(said.words) == ["2", "null", "true"]


@pytest.mark.parametrize("text", ["2. Boats\n3. Nets\n", "1. Boats\n\n   1. Nets\n   2. Oars\n2. Sails\n"])
def test_the_numbers_of_items_are_text_in_json_as_in_markdown(text: str) -> None:
    output = convert(text, Options(to="json")).output
    assert output is not None
    assert json_side(output).body.split() == source_side("", text, "markdown").body.replace(".", "").split()


@pytest.mark.parametrize("code", ["`a &b c`", "```\na &b c\n```", "    a &b c"])
def test_an_ampersand_in_code_of_an_output_is_one(code: str) -> None:
    assert "amp" not in markdown_side(f"See\n\n{code}\n\nand &c.\n").body


def test_json_is_accounted_for_like_markdown() -> None:
    source = (
        FRONT
        + '<h2>Nets</h2><p>Some <b>ropes</b>, <a href="https://a.example/r">all</a>.</p><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>'
    )
    output = convert(source, Options(to="json")).output
    assert output is not None
    body = source.removeprefix(FRONT)
    whole = balance(source_side(FRONT, body, "html"), json_side(output))
    assert (whole.words, whole.addresses) == NOTHING
    less = balance(
        source_side(FRONT, f'{body}<p>More <a href="https://a.example/m">here</a></p>', "html"), json_side(output)
    )
    assert (less.words, less.addresses) == (("More", "here"), ("https://a.example/m",))


@pytest.mark.parametrize(
    ("block", "lost"),
    [
        ('{"type":"heading","level":2,"text":"Nets","line":1}', ("1", "2")),
        (
            '{"type":"list","ordered":true,"start":1,"tight":true,"items":[[{"type":"paragraph","text":"Nets"}]]}',
            ("2",),
        ),
        ('{"type":"paragraph","text":"Nets 1","line":2}', ("2",)),
        ('{"type":"paragraph","text":"Nets","markdown":"Nets *1*","html":"Nets 2"}', ("2",)),
    ],
)
def test_what_json_adds_by_itself_hides_no_loss(block: str, lost: tuple[str, ...]) -> None:
    output = f'{{"version":"1","words":2,"keys":{{"title":"2"}},"blocks":[{block}],"problems":[{{"line":1}}]}}'
    assert balance(source_side("", "<p>Nets 1 2</p>", "html"), json_side(output)).words == lost


def test_json_says_what_its_figures_and_fields_say() -> None:
    figure = '{"type":"figure","images":[0],"links":[{"url":"/b","title":"Over"}],"alts":["Ropes"],"caption":"Dry"}'
    fields = '"title":"Nets","extra":{"type":"post","draft":false}'
    output = f'{{{fields},"images":[{{"url":"/a.png","alt":"","title":"Low"}}],"blocks":[{figure}]}}'
    html = '<figure><a href="/b" title="Over"><img src="/a.png" alt="Ropes" title="Low"></a>Dry</figure>'
    account = balance(source_side("---\ntitle: Nets\ntype: post\ndraft: false\n---\n", html, "html"), json_side(output))
    assert (account.words, account.addresses) == NOTHING


BODY = (
    '<p>The first.</p><p>The second has <a href="https://a.example/link">a link</a>.</p><p>The third <em>word</em>.</p>'
)


def test_a_good_file_loses_nothing() -> None:
    assert lost(FRONT + BODY) == []
    account = convert(FRONT + BODY).account
    assert (account.read.words, account.read.addresses) == (15, 1)
    assert (account.lost.words, account.omitted.words) == (0, 0)


@pytest.mark.parametrize("to", ["markdown", "json"])
def test_a_reader_that_drops_a_link_is_caught(monkeypatch: pytest.MonkeyPatch, to: str) -> None:
    monkeypatch.setitem(LEAVES, "a", lambda state, node, attributes, marks: marks)
    assert lost(FRONT + BODY, to=to) == ["1 address of the source is not in the output: https://a.example/link"]


@pytest.mark.parametrize("to", ["markdown", "json"])
def test_a_reader_that_drops_text_is_caught(monkeypatch: pytest.MonkeyPatch, to: str) -> None:
    monkeypatch.setitem(LEAVES, "a", lambda state, node, attributes, marks: None)
    assert lost(FRONT + BODY, to=to) == [
        "2 words of the source are not in the output: a link",
        "1 address of the source is not in the output: https://a.example/link",
    ]


def test_a_writer_that_drops_a_paragraph_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def two(*arguments: object, **named: object) -> object:
        blocks, *rest = walk_blocks(*arguments, **named)
        return (blocks[:1] + blocks[2:], *rest)

    walk_blocks = walk.read_blocks
    monkeypatch.setattr("newsfix.read.body.read_blocks", two)
    (words, address) = lost(FRONT + BODY)
    assert words == "5 words of the source are not in the output: The second has a link"
    assert address.endswith("https://a.example/link")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("<p>Dry nets here.</p>\n<p>Wet nets there.</p>\n<p>Old <x-n>nets</x-n> now.</p>", 3),
        ("<p>Old boats, as <b>nets</b> go.</p>\n<p>Some of the <x-n>nets</x-n> go.</p>\n<p>The nets go.</p>", 2),
        ("<p>Networks.</p>\n<p>Anetworks &amp; b</p>\n<p>All <x-n>Anet</x-n></p>", 3),
        ("<p>今天下雨。</p>\n<p>明天<x-n>下</x-n>雪。</p>", 2),
    ],
)
def test_a_loss_is_said_where_it_is(source: str, line: int) -> None:
    output = convert(re.sub("<x-n>.*</x-n>", "", source)).output
    account = balance(source_side("", source, "html"), markdown_side(output or ""))
    assert [each.line for each in losses(account, source)] == [line]


def test_of_two_addresses_the_line_is_that_of_the_whole_one() -> None:
    source = '<p><a href="/nets/1">a</a></p>\n<p><a href="/nets">b</a></p>'
    account = balance(source_side("", source, "html"), markdown_side("[a](/nets/1) b\n"))
    assert [each.line for each in losses(account, source)] == [2]


def test_where_a_word_stands_is_found_in_linear_time() -> None:
    near = (("one", "two", "three"), ("four", "five", "six"))
    for shape in ("one <> ", "three & ", "&amp;<b>", "one<", "](/) "):
        assert grows_in_proportion(lambda size, shape=shape: place(shape * size, "nets", near), 2000)


@pytest.mark.parametrize("options", [{"profile": "hugo"}, {"excerpt": "more"}])
def test_what_is_lost_on_the_way_to_a_target_is_caught(
    monkeypatch: pytest.MonkeyPatch, options: dict[str, object]
) -> None:
    assert lost(FRONT + BODY, **options) == []
    monkeypatch.setattr("newsfix.write.shape.figures.FORMS", defaultdict(lambda: lambda blocks: blocks[:2]))
    assert lost(FRONT + BODY, **options) == ["3 words of the source are not in the output: The third word"]


def test_tags_that_a_target_has_no_use_for_are_not_lost() -> None:
    listing = "{% highlight ruby %}\nnets = 1\n{% endhighlight %}"
    assert lost(f"{FRONT}\nNets.\n\n{listing}\n", profile="hugo", body="markdown") == []


def test_a_loss_fails_a_file_that_is_to_be_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LEAVES, "a", lambda state, node, attributes, marks: None)
    assert convert(FRONT + BODY).output is not None
    assert convert(FRONT + BODY, Options(verify=True)).output is None


THREE = "<p>One boat lies here.</p><p>Two nets dry there.</p><p>Three ropes hang.</p>"


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("One boat lies here.\n\nTwo nets dry there.\n\nThree ropes hang.\n", ()),
        ("Two nets there.\n\nOne boat lies here.\n\nThree ropes hang.\n", ("Two", "nets", "there")),
        ("Three ropes hang.\n\nOne boat lies here.\n\nTwo nets dry there.\n", ("Three", "ropes", "hang")),
        ("One boat lies hereTwo nets\n\ndry there.\n\n> Three ropes hang.\n", ()),
        ("boat One lies here.\n\nTwo nets dry there.\n\nThree ropes hang.\n", ()),
        ("", ()),
    ],
)
def test_words_that_moved_are_found(output: str, words: tuple[str, ...]) -> None:
    found = disordered(source_side("", THREE, "html"), markdown_side(output))
    assert set(found) == set(words)
    assert disordered(source_side("", THREE, "html"), markdown_side(output), words) == ()


def test_words_that_are_there_twice_have_no_place_of_their_own() -> None:
    source = source_side("", "<p>Nets, ropes. Boats. Ropes, nets, ropes. Nets.</p>", "html")
    assert disordered(source, markdown_side("Ropes, nets, ropes. Boats. Nets. Nets, ropes.\n")) == ()


def reversed_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    def backwards(*arguments: object, **named: object) -> object:
        blocks, *rest = walk_blocks(*arguments, **named)
        return (blocks[::-1], *rest)

    walk_blocks = walk.read_blocks
    monkeypatch.setattr("newsfix.read.body.read_blocks", backwards)


@pytest.mark.parametrize("to", ["markdown", "json"])
def test_another_order_fails_a_file_that_is_to_be_verified(monkeypatch: pytest.MonkeyPatch, to: str) -> None:
    assert convert(FRONT + THREE, Options(verify=True, to=to)).output is not None
    reversed_blocks(monkeypatch)
    assert convert(FRONT + THREE, Options(to=to)).problems == ()
    result = convert(FRONT + THREE, Options(verify=True, to=to))
    assert result.output is None
    (problem,) = result.problems
    assert (problem.code, problem.message[:57]) == (
        "MD001",
        "text: these words are not in the order of the source: One"[:57],
    )


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td>Nets are dry</td></tr><caption>All that hangs there</caption></table>",
        "<table><tr><td>Nets</td><td>1</td></tr><caption>All <b>that</b> hangs there</caption></table>",
        "<table><tfoot><tr><td>All dry nets</td><td>3</td></tr></tfoot><tr><td>Nets</td><td>1</td></tr></table>",
        "<table><tr><td>Nets are dry</td></tr>Loose words of it</table>",
        "<table>Loose words<tr><td>Nets are dry</td></tr></table>",
        "<p>Text.</p><table><tr><td>Nets are dry<tr>loose\nwords</table>",
        "<table><tr><td>Nets are dry</td></tr><tr>loose words</p><p>Text below it.</p>",
        "<table><tr><td>Nets are dry</td></>loose words",
        "<table><tr><td>Nets are dry<tr><tr]loose words",
        '<figure><figcaption>All that hangs there</figcaption><img src="a.jpg" alt=""></figure><p>Text of it.</p>',
        '<h1>The quay and its nets</h1><p>Text below.</p><p hidden="">Text that nobody sees today</p><p>More.</p>',
    ],
)
def test_what_a_rule_moves_has_its_order(source: str) -> None:
    front = FRONT.replace("The quay", "The quay and its nets")
    assert convert(front + source, Options(verify=True)).output is not None


def test_notes_have_an_order_of_their_own() -> None:
    source = "Nets.[^a] Ropes.[^b]\n\n[^b]: These hang over there.\n\n[^a]: They dry slowly.\n\nMore of it.\n"
    assert convert(FRONT + source, Options(verify=True, body="markdown")).output is not None


def test_a_loss_cannot_be_silenced_from_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LEAVES, "a", lambda state, node, attributes, marks: None)
    silent = BODY.replace("<p>The second", "<!-- newsfix: ignore BD010 BD011 -->\n<p>Its second")
    assert len(lost(FRONT + silent)) == 2
    assert len(lost(FRONT + silent, rules=("DT001",))) == 0


def test_json_tells_of_a_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LEAVES, "a", lambda state, node, attributes, marks: None)
    output = convert(FRONT + BODY, Options(to="json")).output
    assert output is not None
    assert '"BD010"' in output
    assert '"BD011"' in output


@pytest.mark.parametrize("to", ["markdown", "json"])
@pytest.mark.parametrize(
    "source",
    [
        "<!-- Old nets -->\n---\ntitle: Boats\ndate: 2020-01-02\n---\nSome text",
        "\n<!-- Old -->\n\n<!-- dry\nnets -->\n\n---\ntitle: Boats\ndate: 2020-01-02\n---\n\n\n[Nets](/nets)\n",
        '<!-- Old nets -->\n+++\ntitle = "Boats"\ndate = 2020-01-02\n+++\n\n<p>Some text</p>\n',
    ],
)
def test_a_comment_above_front_matter_is_none_of_its_values(source: str, to: Literal["markdown", "json"]) -> None:
    assert convert(source, Options(to=to)).account.lost == Count()


@pytest.mark.parametrize("to", ["markdown", "json"])
@pytest.mark.parametrize(
    "value",
    [
        "https://a.example/?a&micrometer=1",
        "'https://a.example/nets/#dry'",
        '"Nets [here](/nets/#a), #1"',
        "/nets?a=1&copy=2",
        "Nets at /x?a&notnets=1",
        # Backslashes are escapes in double quotes alone, and only where all of them are.
        r"Nets\nand tar",
        r"'Nets\nand tar'",
        r'"Nets\nand tar"',
        r'"Nets \\nu and $\\nabla$"',
        r'"the nets\d+ of C:\nets\tar"',
        r"\nu + \nabla",
        r"nets\_of\_tar",
        r'"nets\_of\u0020tar\x21"',
        "<![CDATA[Nets & tar]]>",
    ],
)
def test_signs_in_front_matter_are_text(value: str, to: Literal["markdown", "json"]) -> None:
    assert convert(f"---\ntitle: Boats\nsee: {value}\n---\n\nText\n", Options(to=to)).account.lost == Count()


def test_an_account_of_nothing() -> None:
    assert convert(b"\x00\x01\x02\x89PNG").account.read.words == 0
    assert convert("").article == Article()


@pytest.fixture
def losing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A directory with an article of which the reader drops a link."""
    monkeypatch.setitem(LEAVES, "a", lambda state, node, attributes, marks: None)
    monkeypatch.chdir(tmp_path)
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.html").write_text(FRONT + BODY)
    return raw


run = partial(newsfix, "convert", "raw", "-o", "clean", "-j", "1")


RECEIPT = [
    "words read: 15; written: 13; left out on purpose: 0; lost: 2",
    "addresses read: 1; written: 0; left out on purpose: 0; lost: 1",
]


def test_a_loss_ends_a_run_with_1(losing: Path) -> None:
    for status in ("1 converted, 0 unchanged", "0 converted, 1 unchanged"):
        result = run("--report", "run.jsonl", "--report", "run.html")
        assert result.exit_code == 1
        lines = result.stderr.splitlines()
        assert [line.partition(": ")[2][:5] for line in lines[:2]] == ["BD010", "BD011"]
        assert lines[2].startswith(f"1 file: {status}, 0 failed")
        assert lines[-3:-1] == RECEIPT
        record = json.loads(Path("run.jsonl").read_text())
        assert record["words"] == {"read": 15, "written": 13, "left_out": 0, "lost": 2}
        assert record["addresses"] == {"read": 1, "written": 0, "left_out": 0, "lost": 1}
        assert '"words lost":2' in Path("run.html").read_text()
    assert "The third" in Path("clean/a.md").read_text()


def test_a_loss_can_be_allowed(losing: Path) -> None:
    assert run("--allow-loss").exit_code == 0
    Path("newsfix.toml").write_text("allow-loss = true\n")
    assert run().exit_code == 0
    assert run("--no-allow-loss").exit_code == 1
    assert run("--verify").exit_code == 1


def test_files_cannot_allow_their_own_loss(losing: Path) -> None:
    (losing / "newsfix.toml").write_text("allow-loss = true\n")
    result = run()
    assert result.exit_code == 1
    assert "not applied, since it came with the files: allow-loss" in result.stderr
    assert run("--trust-config").exit_code == 0


def test_allow_loss_is_true_or_false(losing: Path) -> None:
    Path("newsfix.toml").write_text('allow-loss = "some"\n')
    result = run()
    assert result.exit_code == 2
    assert "allow-loss: it must be true or false" in result.stderr


@pytest.mark.parametrize(
    "body",
    [
        "1.  Close it:\n\n    ```\n   The gate.\n    ```\n\n## More\n\nSee [the list][gs].\n",
        "-   Close it:\n\n    ```\nThe gate.\nIt shuts.\n    ```\n\nSee [the list][gs].\n",
        "- Close it:\n\n  ```\n  a\n  ```\n\n    ```\n The gate.\n    ```\n\nSee [the list][gs].\n",
        "1.  Close it:\n\n    ```\n    a\n2.  Open it:\n    ```\n    [b]: c\n    ```\n\nSee [the list][gs].\n",
        "1.  Close it:\n\n    ```\nThe gate.\n- Open it:\n    ```\n    [b]: c\n    ```\n\nSee [the list][gs].\n",
    ],
)
def test_a_fence_that_a_line_outside_its_item_ends(body: str) -> None:
    result = convert(f"{FRONT}{body}\n[gs]: /docs/getting/\n", origin="a.md")
    assert (result.account.words, result.account.addresses) == NOTHING


@pytest.mark.parametrize(
    "body",
    [
        "The quay:\n    ```\n\nSee <b>the list</b>, [twice][gs].\n",
        "# The quay\n    ~~~\n\nSee *the list* [twice](/x).\n",
        "The quay:\n\n    ```\n\n<i>It shuts.</i>\n",
        "The quay:\n    ```js\n    a < b\n\n    <b>it</b>\n    ```\n\nSee [the list][gs].\n",
        "- The quay:\n\n    ```\n    <b>it</b> [a](b)\n",
        "    ~~~\nSee <b>the list</b>, [twice][gs].\n",
        "The quay:\n\n    # it\n\n    ```\n    shuts\n\nSee *the list* [twice](/x).\n",
        "The quay\n\n    it\n\n     ```xml\n<b>shuts</b> [twice][gs]\n",
        "# The quay\n\n    1. it\n    ~~~\n\n<i>It shuts</i> [twice](/x).\n",
    ],
)
def test_a_fence_too_far_in_that_is_never_closed_is_none(body: str) -> None:
    result = convert(f"{FRONT}{body}\n[gs]: /docs/getting/\n", origin="a.md")
    assert (result.account.words, result.account.addresses) == NOTHING


@pytest.mark.parametrize(
    "body",
    [
        "Text.\n\n    a L&eacute;on b\n",
        "1.  One\n\n        caf&eacute;s &copy;2020 &#233;t&#xe9;\n\nAnd caf&eacute;.\n",
        "Text.\n\n\tT&ecirc;te t&ecirc;tes\n",
        "A&\\#169b and&\\#151we, &\\#xe9.\n",
        'Say <a href=\\"%@\\" title=\\"A\\">it</a>.\n',
    ],
)
def test_references_that_are_text(body: str) -> None:
    result = convert(FRONT + body, origin="a.md")
    assert (result.account.words, result.account.addresses) == NOTHING


@pytest.mark.parametrize(
    "body",
    [
        "The list[^a] of it[^b].\n\n[^a]: [^b]: The note.\n",
        "The list[^l_1].\n\n[^l_1]:     [^l_2]:     It is long,\n    and [it][^l_2] ends.\n",
        "> The list[^1] [^2] [^3].\n>\n> [^1]: [^2]: [^3]: It is.\n",
    ],
)
def test_a_note_that_another_begins_with(body: str) -> None:
    result = convert(FRONT + body, origin="a.md")
    assert (result.account.words, result.account.addresses) == NOTHING


def test_references_in_code_excuse_no_others() -> None:
    source = source_side("", "    caf&eacute; caf&eacute;s\n\nCaf&eacute;\n", "markdown")
    assert balance(source, markdown_side("```\ncaf&eacute; caf&eacute;s\n```\n")).words == ("Café",)


@pytest.mark.parametrize(
    "body",
    [
        "```\n    ````\n```\n\n![The list](/the/list_2.png)\n",
        "~~~ text\n\n    ~~~\n~~~\n\nSee <b>the list</b>, [twice][gs].\n",
        "```\n\t```\n [a](b)\n   ```\n\nSee [the list][gs].\n",
    ],
)
def test_a_fence_too_far_in_closes_none(body: str) -> None:
    result = convert(f"{FRONT}{body}\n[gs]: /docs/getting/\n", origin="a.md")
    assert (result.account.words, result.account.addresses) == NOTHING


@pytest.mark.parametrize(
    "body",
    [
        "- One\n\t- The ` sign.\n\t- It is&nbsp;` here.\n",
        "1. One\n     - The ` sign\n     - it is&emsp;` as one\n",
        "- One\n    - Two\n\n        - A ` sign\n        -\n          &ensp;`\n",
    ],
)
def test_an_item_within_another_ends_what_may_be_code(body: str) -> None:
    result = convert(FRONT + body, origin="a.md")
    assert (result.account.words, result.account.addresses) == NOTHING


def test_fences_that_are_never_closed_are_counted_in_proportion() -> None:
    assert grows_in_proportion(lambda size: convert("Quay\n    ``` x\n" * size, origin="a.md"), 1_000)


def test_keys_are_found_in_linear_time() -> None:
    assert list(keys('the quay   : x\n"nets" = y\n')) == ["the quay", "nets"]
    assert grows_in_proportion(lambda size: list(keys("a" + " " * size)), 2_000)


@pytest.mark.parametrize("said", ["[a] ", "[^a] ", "<!-- "])
def test_the_account_takes_no_longer_for_what_is_no_markup(said: str) -> None:
    assert grows_in_proportion(lambda size: read_markdown(Collector(), said * size), 40_000)
