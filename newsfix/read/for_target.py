"""What newsfix writes for a target, read again.

The target's keys mean the fields that were written under them, and tags that only show others are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from newsfix.model.position import position, spliced
from newsfix.model.problem import Omission, Problem, short
from newsfix.options import Options
from newsfix.profiles import PLAIN, target
from newsfix.read.code import CodeSpans, is_in
from newsfix.read.frontmatter.keys import FIELD_OF, NAMES, normal
from newsfix.read.frontmatter.source import Source
from newsfix.syntax.fields import OWN_KEYS
from newsfix.syntax.templates import RAW_OR_COMMENT, TAG_OF_LISTING


def as_target_writes(options: Options) -> Options:
    """The options with the target's keys that newsfix does not know as names of their fields."""
    if target(options) is PLAIN:
        return options
    names = dict(options.names)
    for key, written in target(options).output_keys.items():
        field = OWN_KEYS.get(key, key)
        if field in NAMES and isinstance(written, str) and normal(written) not in FIELD_OF:
            names[field] = (*names.get(field, ()), written)
    return options if names == options.names else replace(options, names=names)


def body_of(source: Source, options: Options) -> str:
    """The body to read: where tags are text, nothing has to be said to show them, and a comment shows nothing."""
    found = _raw_or_comments(source, options)
    shown = ((each, each[2] if each[1] == "raw" else "\n" * each[0].count("\n")) for each in found)
    return spliced(source.body, ((*each.span(), text) for each, text in shown))


def comments_left_out(source: Source, options: Options) -> Iterator[Problem]:
    """The problems that tell of comments that `body_of` leaves out."""
    for match in _raw_or_comments(source, options):
        if match[1] == "comment":
            message = f"a comment was left out: {short(' '.join(match[2].split()))}"
            yield Problem("BD007", message, *position(source.body, match.start(), source.body_line), omitted=match[0])


def tags_left_out(source: Source, options: Options) -> Iterator[Omission]:
    """What of tags `body_of` leaves out."""
    for match in _raw_or_comments(source, options):
        if match[1] == "raw":
            start, end = (at - match.start() for at in match.span(2))
            yield Omission(match[0][:start] + match[0][end:], "a tag that shows others")
    if target(options).templates != "keep":
        yield from (Omission(tag, "a tag around code") for tag in TAG_OF_LISTING.findall(source.body))


def _raw_or_comments(source: Source, options: Options) -> Iterator[re.Match[str]]:
    """What Liquid shows as it stands, and comments that are not spoken of in code, where tags are text."""
    if target(options).templates == "keep" or not ("endraw" in source.body or "endcomment" in source.body):
        return
    code = CodeSpans(source.body, markdown=True).spans()
    for match in RAW_OR_COMMENT.finditer(source.body):
        if match[1] == "raw" or not is_in(code, match.start()):
            yield match
