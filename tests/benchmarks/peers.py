"""What a user would write instead: python-frontmatter, dateutil and a converter."""

from __future__ import annotations

from collections.abc import Callable

import frontmatter
import pytest
from dateutil import parser

Converter = Callable[[str], str]


def converter(name: str) -> Converter:
    """HTML to Markdown by one of the peers; the test is skipped where that is not installed."""
    if name == "turbohtml":
        turbohtml = pytest.importorskip("turbohtml")
        return lambda html: str(turbohtml.parse(html).to_markdown())
    if name == "html-to-markdown":
        rust = pytest.importorskip("html_to_markdown")
        return lambda html: rust.convert(html).content or ""
    markdownify = pytest.importorskip("markdownify")
    return lambda html: str(markdownify.markdownify(html, heading_style="ATX"))


def script(to_markdown: Converter, data: bytes) -> str:
    """One file through such a script."""
    post = frontmatter.loads(data.decode())
    value = post.metadata.get("date")
    if value is not None:
        post.metadata["date"] = (parser.parse(value) if isinstance(value, str) else value).isoformat()
    return str(frontmatter.dumps(frontmatter.Post(to_markdown(post.content), **post.metadata), sort_keys=False))


PEERS = ("turbohtml", "html-to-markdown", "markdownify")
