"""Strings that know how they were written."""

from __future__ import annotations


class Plain(str):
    """A front matter scalar that stood without quotes and that YAML would not read as text.

    `007`, `yes`, `1.10`, `2015-10-11`, `null`: the characters are kept as they were written, and
    a writer sets them down again without quotes.
    """

    __slots__ = ()


class Verbatim(str):
    """A URL with template tags that stood bare in Markdown, blanks and all: it is written as it stood."""

    __slots__ = ()
