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
    # Code spans that touch are one, and two blanks in it are shown as one.
    ("<p><code>nets </code><code> ropes</code></p>", "`nets ropes`\n"),
    # The signs of a tag within a description are on its line.
    ('<img src=t alt="Nets {{ a\n b }}">', "![Nets {{ a b }}](t)\n"),
    ('<img src=t alt="Nets [sourcecode ]\n[/sourcecode]">', "![Nets [sourcecode ] [/sourcecode]](t)\n"),
    # The address of a page has a host.
    ('<html lang="en"><link rel="canonical" href="https://"><p>Nets', "---\nlanguage: en\n---\n\nNets\n"),
    ('<link rel="canonical" href="http:///nets"><p>Ropes', "Ropes\n"),
    ('<meta property="og:url" content="https://?q=1"><p>Nets', "Nets\n"),
    # A pair of shortcodes encloses no half of a link.
    ('[gallery ]<a href="/nets">[/gallery]</a>', "[gallery ][[/gallery]](/nets)\n"),
    ('<p>[video]<a href="/a"><b>[/video]</b></a> nets', "[video][**[/video]**](/a) nets\n"),
    ("[caption][[/caption]", "[caption]\\[[/caption]\n"),
    ("[note][nets[/note]", "[note]\\[nets[/note]\n"),
    ("[note]*nets[/note] ropes*", "[note]\\*nets[/note] ropes*\n"),
    ("http://<b>nets</b>", "http://**nets**\n"),
    ("<p>At http://<del>nets</del> now</p>", "At http://~~nets~~ now\n"),
    # An address goes on through the marks of emphasis.
    ("<p>At http://a.example/<b>nets</b>/1 now", "At http://a.example/<strong>nets</strong>/1 now\n"),
    ("http://a.example?q=<i>nets</i>", "http://a.example?q=<em>nets</em>\n"),
    ("<p>http://a.example/<del>nets</del> now</p>", "http://a.example/<del>nets</del> now\n"),
    ("<p>At http://a.example/nets**ropes</p>", "At http://a.example/nets**ropes\n"),
    ("<p>http://nets***ropes**", "http://nets\\*\\*\\*ropes**\n"),
    # A sign is all that some headings say.
    ('<section id="nets"><h2><a><h2><a href="#nets">¶', '## <a id="nets"></a> [¶](#nets)\n'),
    ('<h2 id="nets"><a href="#nets">#</a></h2><p>Ropes', '## <a id="nets"></a>[#](#nets)\n\nRopes\n'),
    ("<p>(http://a.example) <b>nets</b></p>", "(http://a.example) **nets**\n"),
    ("<p><b>http://</b>nets</p>", "<strong>http://</strong>nets\n"),
    ("[note]nets * ropes[/note]", "[note]nets * ropes[/note]\n"),
    ('[embed]<a href="/a">Nets [/embed]</a>', "[embed][Nets [/embed]](/a)\n"),
    ('<p>[code <iframe src="/a">][/code]', "[code\n\n[/a](/a)\n\n]&#91;/code]\n"),
    # Code that begins in a tag ends in the text behind it.
    ('[nets of="`"]` ropes', '[nets of="`"]&#96; ropes\n'),
    ('[a b="``"] `` c ` d', '[a b="``"] &#96;&#96; c ` d\n'),
    ('<p>[rope b="`"] and `code`', '[rope b="`"] and &#96;code&#96;\n'),
    # What is left out among lines leaves none blank.
    (
        "<p>1. Nets<details><p>Ropes</p><pre>a</pre></details>",
        "1\\. Nets\n\n<details>\n<summary></summary>\n<p>Ropes</p>\n<pre><code>a</code></pre>\n</details>\n",
    ),
    (
        "<p># a<details><p>Nets</p><pre>b</pre><p>c</p></details>",
        "\\# a\n\n<details>\n<summary></summary>\n<p>Nets</p>\n<pre><code>b</code></pre>\n<p>c</p>\n</details>\n",
    ),
    (
        "> Nets<table><tr><td>Ropes<td><p>b<pre>c</pre></table>",
        "\\> Nets\n\n<table>\n<tbody>\n<tr>\n<td>Ropes</td>\n<td>b\n<pre><code>c</code></pre>\n</td>\n</tr>\n"
        "</tbody>\n</table>\n",
    ),
    # The target of a link is not text of the link that it is in, nor of a caption.
    ('<a href="#n">Nets<p id="n"><b> </b>', '[Nets](#n)\n\n<a id="n"></a>\n'),
    ('<a href="#n">></a><ul><li id="n"><a href="#n"></a></ul>', '[>](#n)\n\n- <a id="n"></a>\n'),
    (
        '<a href="/r"><b>Nets<p id="n"></p></b></a><a href="#n">x</a>',
        '[**Nets**](/r)\n\n<a id="n"></a>[x](#n)\n',
    ),
    ('<figure><img src="n" id="s"> <a href="#s">\u00b6', '![](n)\n*<a id="s"></a> [\u00b6](#s)*\n'),
    (
        '<figure><img src="n"><figcaption><b id="s"></b> <i>Nets <a href="#s">back</a></i>',
        '![](n)\n*<a id="s"></a> Nets [back](#s)*\n',
    ),
    # An emphasised paragraph below a figure that has its caption is one elsewhere.
    (
        '<i><p><img src=g><p>Fig. 3: Nets<p>Ropes<p>Knots<p><img src="h"><p>Hooks',
        "![](g)\n*Fig. 3: Nets*\n\n*Ropes*\n\n*Knots*\n\n![](h)\n\n*Hooks*\n",
    ),
    (
        "<figure><img src=g><figcaption>Nets</figcaption></figure><p><em>Ropes</em><p>a<p><img src=h>"
        "<p><em>Hooks</em><p>b",
        "![](g)\n*Nets*\n\n*Ropes*\n\na\n\n![](h)\n\n*Hooks*\n\nb\n",
    ),
    # An address has no line ends, and what is no address may have a backslash before one.
    ('<img src="\\\nl">', "![](\\l)\n"),
    ('<img src="https://a.example/\nb.jpg">', "![](https://a.example/b.jpg)\n"),
    ('<img data-src="https://a.example/\tb.jpg" src="data:,">', "![](https://a.example/b.jpg)\n"),
    ("<div style=\"background-image:url('/h\n.jpg')\"></div>", "![](/h.jpg)\n"),
    # Text between cells is shown above the table, whatever it is in.
    ("<table><td>o|b</td><pa<r", "\\<pa\\<r\n\no\\|b\n"),
    ("<table><tr><td>e f<tbody>>d>a", "\\>d>a\n\ne f\n"),
    ("<table><td>a b</td><em>c</em> d</table>", "*c* d\n\na b\n"),
    ("<table><th>m/r<tr><u>a e", "a e\n\n| m/r |\n| --- |\n"),
    # The end of a shortcode in code is text.
    ("<code>a [/code] b</code>", "<code>a &#91;/code] b</code>\n"),
    ("<pre>[/php]</pre>", "<pre><code>&#91;/php]</code></pre>\n"),
    ("<code>[/nets]</code>", "`[/nets]`\n"),
    # A tag of an engine is the same byte for byte in an address, a title and a description.
    ("<img src=a title='{{ nets | join: \"b\" }}'>", "![](a '{{ nets | join: \"b\" }}')\n"),
    (
        "<a href='{{ a < b &amp;lt; }} c' title='{{ \\* }} *'>Nets</a>",
        '[Nets](<{{ a < b &amp;lt; }} c> "{{ \\* }} *")\n',
    ),
    (
        "<img src='/a\\{{ \\] }}(' alt='*a* {{ b *c* [ \\] }} *d*'>",
        "![\\*a* {{ b *c* [ \\] }} \\*d*](</a\\\\{{ \\] }}(>)\n",
    ),
    (
        "<details><p><a href='{{ a \"b\" }}&amp;' title='{% c &amp;amp; %}'>Nets</a><img src=a alt='{{ \"<b>\" }}'>"
        "</p></details>",
        '<details>\n<summary></summary>\n<p><a href=\'{{ a "b" }}&amp;\' title="{% c &amp;amp; %}">Nets</a>'
        '<img src="a" alt=\'{{ "<b>" }}\'></p>\n</details>\n',
    ),
    # A tag of an engine is on one line in an address and in a title.
    ("<a href='{{ nets\n  | b }}' title='{{ c\nd }}'>Nets</a>", '[Nets](<{{ nets | b }}> "{{ c d }}")\n'),
    ('<img src="[sourcecode]\n[/sourcecode]">', "![](<[sourcecode] [/sourcecode]>)\n"),
    ('<a href="\n[gallery]\n">Nets</a>', "[Nets]([gallery])\n"),
    # So is a shortcode.
    (
        "<img src=a title='[gallery ids=\"1\"]' alt='[gallery ids=\"*1*\"] *'>",
        '![[gallery ids="*1*"] *](a \'[gallery ids="1"]\')\n',
    ),
    (
        "<a href='[code]b &amp;lt; *[/code] d' title='[nets b=\"c\"]'>Nets</a>",
        "[Nets](<[code]b &amp;lt; *[/code] d> '[nets b=\"c\"]')\n",
    ),
    ("<p>[caption  ]<a href='b'>Nets</a></p>", "[caption  ][Nets](b)\n"),
    # A list without paragraphs is tight.
    ("<ul><li><p></p><h3>Nets</h3><pre>b</pre></ul>", "- ### Nets\n  ```\n  b\n  ```\n"),
    # Blanks at the ends of two code spans that touch are one.
    ("<p><code>nets </code><code> ropes</code></p>", "`nets ropes`\n"),
    ("<p>a <tt>nets <code> ropes</code></tt></p>", "a `nets ropes`\n"),
    ("<p><code>nets</code><code> ropes</code></p>", "`nets ropes`\n"),
    # What begins emphasis defines no abbreviation.
    (
        "<figure><img src=a><figcaption>Nets<br>[photo]: <b>ropes</b></figcaption></figure>",
        "![](a)\n*Nets*\\\n*\\[photo]: **ropes***\n",
    ),
    ("<p><i>[Nets]: ropes*</i> knots</p>", "*\\[Nets]: ropes\\** knots\n"),
    ("<p>Nets<br><em>[b]:*</em></p>", "Nets\\\n*\\[b]:\\**\n"),
    ("<p><i>[Nets]: ropes</i></p>", "*[Nets]: ropes*\n"),
    # A tight list in a cell is one whatever its items hold.
    (
        "<table><tr><td colspan=2><ul><li>a<li><h3>Nets</h3>b<pre>c</pre>d</ul><tr><td>e<td>f</table>",
        '<table>\n<tbody>\n<tr>\n<td colspan="2">\n<ul>\n<li>a</li>\n<li>\n<h3>Nets</h3>\nb\n<pre><code>c</code></pre>'
        "\nd\n</li>\n</ul>\n</td>\n</tr>\n<tr>\n<td>e</td>\n<td>f</td>\n</tr>\n</tbody>\n</table>\n",
    ),
    (
        "<dl><dt>Nets<dd><iframe src=/b></iframe><dd><ul><li>c<li><iframe src=/d></iframe></ul></dl>",
        '<dl>\n<dt>Nets</dt>\n<dd><a href="/b">/b</a></dd>\n<dd>\n<ul>\n<li>c</li>\n<li><a href="/d">/d</a></li>\n'
        "</ul>\n</dd>\n</dl>\n",
    ),
    (
        "<details><ul><li><p>a<li><h3>Nets</h3>b</ul></details>",
        "<details>\n<summary></summary>\n<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<h3>Nets</h3>\n<p>b</p>\n</li>\n</ul>\n"
        "</details>\n",
    ),
    # An end tag that closes nothing does not count between cells.
    ("<table><th>nets a<tr></l>ropes b", "ropes b\n\n| nets a |\n| --- |\n"),
    ("<table><tr><td>nets a</td></b></i>ropes b</table>", "ropes b\n\nnets a\n"),
    # A tag that never ends, or that another one begins in, has its words nowhere.
    ('<p>Nets a<div "b/c"=< >ropes<h<body"d=b/c>', 'Nets a\n\nropes\\<h\\<body"d=b/c>\n'),
    # Backticks round a tag of an engine are no code in HTML.
    ("<dl><dd>`{{ nets }}`</dl>", "<dl>\n<dd>&#96;{{ nets }}&#96;</dd>\n</dl>\n"),
    # A pair of brackets counts where it is one.
    ('[note ]<a href="/">][/note]', "[note ][\\][/note]](/)\n"),
    # What only a line's beginning makes a fence is none behind a sign of an item without its blank.
    ('-```[nets size="2"]', '-```[nets size="2"]\n'),
]
MARKDOWN = [
    # A line that has the lines of its tags is not one of nothing, and is one line in a heading or a caption.
    ("A) nets<p>\n</e><figure>\n\nropes\n", "A) nets\n\nropes\n"),
    ("<h3>\n\n% nets\nropes\n", "### % nets ropes\n"),
    ("<h3>nets{{ x }}ropes\n\n||\n|\n", "### nets{{ x }}ropes || |\n"),
    # An empty link stays beside a picture with its address.
    ("[](/net.png)![](/net.png)\n", "[](/net.png)![](/net.png)\n"),
    ("Ropes! [](/net.png) and ![](/net.png)\n", "Ropes! [](/net.png) and ![](/net.png)\n"),
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
MARKDOWN += [
    # No address has a backslash: what is behind it is a mark that was escaped.
    ("*At http://a.example/nets** ropes\n", "*At http://a.example/nets*\\* ropes\n"),
    ("<em>At http://a.example/_** nets</em>\n", "*At http://a.example/_\\*\\* nets*\n"),
    ("**http://a.example/nets***\n", "**http://a.example/nets**\\*\n"),
]
MARKDOWN += [
    # In the line of a dialect and in code nothing is HTML.
    ("!!! nets <p>\n", "!!! nets <p>\n"),
    ("::: tip <div>\nNets\n:::\n", "::: tip <div>\nNets\n:::\n"),
    ("Nets\n\n/// note <table>\n///\n", "Nets\n\n/// note <table>\n///\n"),
    ("a ` c `` <li> `\n", "a ```c `` <li>```\n"),
    ("Nets ``a ` <p> ``\n", "Nets ``a ` <p> ``\n"),
    ("Nets `` <ul> ` ``\n", "Nets `` <ul> ` ``\n"),
    # What marks the beginning of a line has something to mark.
    ("*[Nets]: <div>\n", "*[Nets]:\n"),
    ("Nets\n*[HTML]: <p>\n", "Nets\n*[HTML]:\n"),
    ("Nets\n: <p>\n", "Nets :\n"),
    ("- nets\n  ~ <br>\n", "- nets ~\n"),
    ("Nets\n% <p>\n\nRopes\n", "Nets %\n\nRopes\n"),
    ("Nets\nb. <br>\n", "Nets b.\n"),
    # A backslash makes text of a shortcode, as of any bracket, and no tag goes beyond a blank line.
    ('Nets \\[youtube id="x"] ropes\n', 'Nets &#91;youtube id="x"] ropes\n'),
    ("\\[gallery\\]\n", "&#91;gallery]\n"),
    ("\\[note]nets\\[/note]\n", "[note]nets[/note]\n"),
    ("Nets\\\\[gallery]\n", "Nets\\\\[gallery]\n"),
    ('Nets \\[x y=""\n\n] ropes\n', 'Nets [x y=""\n\n] ropes\n'),
    ("Nets [gallery\n\n] *ropes*\n", "Nets [gallery\n\n] *ropes*\n"),
    ('Nets [x\n\ny="a"] *ropes*\n', 'Nets [x\n\ny="a"] *ropes*\n'),
    # Emphasis and links end where they do, whatever shortcodes are in them.
    ("*[note]* nets [/note]\n", "*[note]* nets [/note]\n"),
    ("**[a]nets** ropes[/a]\n", "**[a]nets** ropes[/a]\n"),
    ("*[note]*\n\nnets [/note]\n", "*[note]*\n\nnets [/note]\n"),
    ("[note]*nets* ropes[/note]\n", "[note]*nets* ropes[/note]\n"),
    # A line of nothing but tags is one, whatever ends or begins with it.
    ("<i>Nets\n{{ ropes }}</i>\n", "*Nets\n{{ ropes }}*\n"),
    ('<kbd>Nets\n[rope a="b"]</kbd>', '<kbd>Nets\n[rope a="b"]</kbd>\n'),
    ("*Nets\n{{ a }}*\n", "*Nets\n{{ a }}*\n"),
    ("*![Nets](a.png){:.b}\nRopes*\n", "![Nets](a.png)\n*{:.b}\nRopes*\n"),
    ("[![Nets](a.png)](/b){:.c}\nRopes\n", "[![Nets](a.png){:.c}](/b)\nRopes\n"),
    ("![](&lt;){:.a}\nNets\n", "![](<\\<>){:.a}\nNets\n"),
    ("![\n\n){:.a}\nNets\n", "![\n\n){:.a} Nets\n"),
    # In HTML the end of a line is a blank.
    (
        "<details>\n\n| a\n| b\n\n</details>\n",
        "<details>\n<summary></summary>\n<p>| a | b</p>\n</details>\n",
    ),
    (
        "<details>\n\nNets\n!!! ropes\n\n</details>\n",
        "<details>\n<summary></summary>\n<p>Nets !!! ropes</p>\n</details>\n",
    ),
    # A note that says nothing and that nothing refers to.
    ("Nets\n\n[^n]:\n", "Nets\n"),
    ("<details>\n\n[^n]:\n\n</details>\n\nRopes\n", "Ropes\n"),
    ("Nets[^n]\n\n[^n]:\n", "Nets[^n]\n\n[^n]:\n"),
    # No mark goes on in the line of a dialect.
    ("<i>Nets\n!!!ropes", "*Nets*\n!!!ropes\n"),
    ("<b>Nets\n::: tip\nRopes</b>\n:::\n", "**Nets**\n::: tip\n**Ropes**\n:::\n"),
    ("[Nets\n/// x\nRopes](/u)\n", "[Nets](/u)\n/// x\n[Ropes](/u)\n"),
    ("***\n\n#<p>#\n", "***\n\n\\#\n\n\\#\n"),
    ("The mill\n\n#<br><br>and its wheel\n", "The mill\n\n\\#\n\nand its wheel\n"),
    ("Nets\n\n##<figcaption>ropes\n", "Nets\n\n\\##\n\nropes\n"),
    ("Nets\n#</e> ropes\n", "Nets # ropes\n"),
    ("Nets\n~ <figcaption>ropes\n", "Nets ~\n\nropes\n"),
    ("Nets\nii. <u><div>ropes</div>\n", "Nets ii.\n\nropes\n"),
    ("#<b>nets</b>\n", "#**nets**\n"),
    # A heading without text is no evidence of how headings are written.
    ("# \n##>", "## >\n"),
    ("#\n\n###Nets\n\nRopes\n", "### Nets\n\nRopes\n"),
    ("# Nets\n##Ropes\n", "# Nets\n\n##Ropes\n"),
    # What is beside a sign and shows nothing leaves the sign by itself.
    ("##<frame c>\n# w", "\\##\n\n# w\n"),
    ("##<b></b>\n# Nets\n", "\\##\n\n# Nets\n"),
    ("##<img src=/x.png>\n", "![](/x.png)\n"),
    # One hash begins a heading where two begin another one, and none ends with what a backslash stands before.
    ("#Nets##\n", "#Nets##\n"),
    ("#Nets\n\nRopes ##\n", "#Nets\n\nRopes ##\n"),
    ("#Nets\n\n##Ropes\n", "# Nets\n\n## Ropes\n"),
    ("##Nets\\#\n", "## Nets#\n"),
    ("##C\\##\n", "## C##\n"),
    ("##Nets ##\n", "## Nets\n"),
    ("Nets <??> ropes", "Nets ropes\n"),
    ("Nets <?>?> ropes", "Nets &lt;?>?> ropes\n"),
    ("Nets <?nets ?> ropes", "Nets <?nets ?> ropes\n"),
    # In the values of a shortcode nothing is HTML, and in HTML no line is that of a dialect.
    ('[nets of="<td "] \\# ropes\n', '[nets of="<td "] # ropes\n'),
    ('1\\. [nets of="<td "]\n', '1\\. [nets of="<td "]\n'),
    ("[gallery <div>]\n\n1\\. b\n", "[gallery <div>]\n\n1\\. b\n"),
    ("<dl>\n<dd>\n\n:::>\n\n</dl>\n", "<dl>\n<dd>:::&gt;</dd>\n</dl>\n"),
    # Rows that a quote or an item goes on with are no table.
    (">|||\n|-|-", "> \\|\\|\\| \\|-\\|-\n"),
    ("> | a | b |\n| - | - |", "> \\| a \\| b \\| \\| - \\| - \\|\n"),
    ("- | a\n|-\n", "- \\| a \\|-\n"),
    ("| a | b\n|---\n| c | d\n", "| a | b\n|---\n| c | d\n"),
    # The attributes of what was left out are text.
    ("[A](){:  }", "A{: }\n"),
    ("Nets [](){.a   .b}", "Nets {.a .b}\n"),
    ("[![a]()](/b){:   .y}\n", "[a](/b) {:   .y}\n"),
    ("[A](/b){:  .x}\n", "[A](/b){:  .x}\n"),
    # The attributes of a shortcode may go on in the next line.
    ('[note\nb="c"]nets [x](y)[/note]\n', '[note\nb="c"]nets [x](y)[/note]\n'),
    ("[caption \n][[/caption]\n", "[caption \n]\\[[/caption]\n"),
    ("[note\n\n]*nets* [x](y)[/note]\n", "[note\n\n]*nets* [x](y)[/note]\n"),
    ("[note]\\[nets\\][/note]\n", "[note]\\[nets\\][/note]\n"),
    # A caption is round a whole picture, wherever its address is, and begins and ends with no backslash.
    ('[caption]![a](<nets b.jpg> "t") Ropes[/caption]\n', '![a](<nets b.jpg> "t")\n*Ropes*\n'),
    ("[caption][![a](<nets b.jpg>)](/x) Ropes[/caption]\n", "[![a](<nets b.jpg>)](/x)\n*Ropes*\n"),
    ("[caption][![](nets)\\[/caption](b)\n", "[caption][![](nets)\\[/caption](b)\n"),
    ("\\[caption]![](nets) b[/caption]\n", "&#91;caption]![](nets) b[/caption]\n"),
    ('[caption]<a b=">"><img src="nets">[/caption]\n', "![](nets)\n"),
    # What is below the beginning of a link or of a phrase begins no line.
    ("Nets [\nM. ropes](b)\n", "Nets [M. ropes](b)\n"),
    ('Nets <a href="b">\n~ ropes</a>\n', "Nets [~ ropes](b)\n"),
    ("Nets <b>\nii. ropes</b>\n", "Nets **ii. ropes**\n"),
    # A block parts rows.
    ("||<p>\n|\n", "\\|\\|\n\n\\|\n"),
    ("|||\n|-|-<p>\n", "\\|\\|\\| \\|-\\|-\n"),
    # References lead to a note where they are written alike: behind what is HTML, in it, or nowhere.
    (
        "Nets[^n]\n\n<details>\n\nRopes\n\n[^n]: Knots and more\n\n</details>\n",
        "Nets[^n]\n\n<details>\n<summary></summary>\n<p>Ropes</p>\n</details>\n\n[^n]: Knots and more\n",
    ),
    (
        "<details>\n\nNets[^n]\n\n[^n]: Knots\n\n</details>\n",
        '<details>\n<summary></summary>\n<p>Nets<a href="#fn-n"><sup>n</sup></a></p>\n<p><a id="fn-n"></a>Knots</p>\n'
        "</details>\n",
    ),
    ("<dl>\n<dd>\n\n[^n]: Knots\n\n</dl>\n", "<dl>\n<dd>Knots</dd>\n</dl>\n"),
    ("[^n]: <div>\n\nNets\n", "Nets\n"),
    # An exclamation mark that is text makes no picture of a link that is kept.
    ("Oars\\![](/quay) now\n", "Oars\\![](/quay) now\n"),
    ("Oars&#33;[](/quay) now\n", "Oars\\![](/quay) now\n"),
    ("Oars!\u200b[](/quay) now\n", "Oars\\![](/quay) now\n"),
    # The bare address of a page ends before a backslash.
    ("*http://quay.example**", "*http://quay.example*\\*\n"),
    ("<em>http://quay_**", "*http://quay_\\*\\**\n"),
    ("See [http://a.example/s*(*|](/b) now", "See [http://a.example/s*(*\\|](/b) now\n"),
    # A tag of an engine has its line for itself in a link, too.
    ('<a href="/a">\n\n{% tide %}\nropes', "[{% tide %}\nropes](/a)\n"),
    ('<a href="/a">\n\n**{{ tide }}**\nropes', "[**{{ tide }}**\nropes](/a)\n"),
    ('<a href="/a">\n\n{{< tide >}} {{< quay >}}\nropes\n\n</a>', "[{{< tide >}} {{< quay >}}\nropes](/a)\n"),
    # Code between shortcodes is no HTML of the text.
    ("\\> Nets\n\n[sourcecode ]<br>[/sourcecode]\n", "\\> Nets\n\n[sourcecode ]<br>[/sourcecode]\n"),
    # Shortcodes in code are text.
    (
        "<dl><dd><pre>[caption]</pre></dl>\n\nNets\n\n- Ropes\n",
        "<dl>\n<dd>\n<pre><code>&#91;caption]</code></pre>\n</dd>\n</dl>\n\nNets\n\n- Ropes\n",
    ),
]
HEADERS = [
    ("---\nt: x #\x85s\n---\n", '---\n# s\nt: "x #\\x85s"\n---\n'),
    ("---\n# nets\x84ropes\nt: x\n---\n", "---\n# nets ropes\nt: x\n---\n"),
    ("---\na: ##\ufeff\n---\n", "---\n##\na:\n---\n"),
    ("---\n#\tnets\nt: x\n---\n", "---\n#\tnets\nt: x\n---\n"),
    ("---\ndate:2021-2\n-\n---\n", "---\ndate_original: |-\n  2021-2\n  -\n---\n"),
    ('+++\ndate = 2021-03-04T1:02:03\nnets = ""\n+++\n', "---\ndate: 2021-03-04T01:02:03\nnets: ''\n---\n"),
    ('+++\ndate = 4 March 2021\nnets = "a"\n+++\n', "---\ndate: 2021-03-04\nnets: a\n---\n"),
    ('+++\nweight = 007\nnets = "a"\n+++\n', "---\nweight: '007'\nnets: a\n---\n"),
    ("---\ncover: http://a.example/  net.jpg\n---\n", "---\ncover: http://a.example/  net.jpg\n---\n"),
    (
        "---\nimage: http://a.example/%20 net.jpg?w=2\n---\n<img src='http://a.example/  net.jpg?w=2'>\n",
        "---\ncover: http://a.example/  net.jpg?w=2\n---\n\n![](<http://a.example/  net.jpg?w=2>)\n",
    ),
    ("---\ncover:\n  http://a.example/\n  net.jpg\n---\n", "---\ncover: http://a.example/ net.jpg\n---\n"),
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
    body = "html" if name == "a.html" else "markdown"
    result = convert(source, Options(verify=True, body=body), name)
    assert result.output == expected, result.problems
    assert convert(expected, Options(verify=True), "a.md").output == expected


def test_what_is_at_fault_in_toml_is_told_of() -> None:
    problems = convert('+++\ndate = 2021-03-04T1:02:03\nnets = ["a"\nropes = 1\n+++\n').problems
    told = [each.message.split("; ")[-1] for each in problems if each.code == "FM003"]
    assert told == ["its text is read: '2021-03-04T1:02:03'", "its text is kept: '[\"a\"'"]


@pytest.mark.parametrize("front", ["title = Ferries leave\nweight = x", "Ferries\ntitle = The quay\nweight = 2"])
def test_toml_that_is_kept_whole_is_not_said_to_be_read(front: str) -> None:
    result = convert(f"+++\n{front}\n+++\n\nText.\n")
    assert "front_matter_raw" in (result.output or "")
    told = [each.message.split("; ")[-1] for each in result.problems if each.code == "FM003"]
    assert told == ["its text is kept under front_matter_raw"]


@pytest.mark.parametrize(
    "block",
    [
        '<figure>\n<img src="/quay.jpg">\n<figcaption>{}</figcaption>\n</figure>',
        '<ol>\n<li id="fn-1">\n{}\n</li>\n</ol>',
    ],
)
def test_what_a_target_has_as_html_does_not_make_a_body_html(block: str) -> None:
    output = convert(f"An *oar*.\n\n{block.format('Of ash, cut by the river. ' * 12)}\n", origin="a.md").output or ""
    assert output.startswith("An *oar*.\n")


def test_a_line_of_text_does_not_make_a_page_markdown() -> None:
    output = convert(f"- a rope of hemp\n\n<div><p>{'Of ash, cut by the river. ' * 40}</p></div>\n").output or ""
    assert output.startswith("\\- a rope of hemp\n")
