"""What once was listed in two places is read alike wherever it stands."""

from __future__ import annotations

import pytest

from newsfix import convert


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<p>The <label style="font-weight: bold">tide</label> turned.</p>', "The **tide** turned."),
        ('<p>The <time style="font-style: italic">noon</time> tide.</p>', "The *noon* tide."),
        ('<p>The <cite style="font-style: normal">Almanac</cite> says so.</p>', "The Almanac says so."),
        ('<p>The <dfn style="font-style: normal">ebb</dfn> began.</p>', "The ebb began."),
        ('<header data-bg="https://a.example/pier.jpg"></header>', "![](https://a.example/pier.jpg)"),
        ("<pre><section>one</section><section>two</section></pre>", "```\none\ntwo\n```"),
        ("<pre><blockquote>one</blockquote>two</pre>", "```\none\ntwo\n```"),
    ],
)
def test_what_an_element_means(html: str, markdown: str) -> None:
    assert convert(f"{html}\n".encode()).output.split("---\n")[-1].strip() == markdown


@pytest.mark.parametrize("ending", ["jxl", "jfif", "apng", "heic", "tiff", "jpg"])
def test_what_a_tag_shows_may_be_any_file_that_a_picture_may_be(ending: str) -> None:
    assert convert(f"{{% img /media/pier.{ending} %}}\n".encode()).output == f"![](/media/pier.{ending})\n"
