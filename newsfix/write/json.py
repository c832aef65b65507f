"""Article to JSON (RFC 8259), in the shape of `syntax.shape`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from msgspec import Raw, to_builtins
from msgspec.json import Encoder

from newsfix.model.article import Article, Block, Value
from newsfix.model.problem import Omission, Problem
from newsfix.model.walk import block_text
from newsfix.regex import regex
from newsfix.syntax import shape
from newsfix.syntax.yaml import Plain
from newsfix.write.json_blocks import JsonWriter

_encoder = Encoder(enc_hook=str)  # a string that knows how it was written is a string
_encode = _encoder.encode
# Line ends of Unicode, which JSON need not escape, and at which many readers of JSON Lines split.
_ESCAPED = {each: f"\\u{each:04x}" for each in (0x85, 0x2028, 0x2029)}
_FIELDS = (
    *("title", "description", "date", "date_source", "updated", "updated_source", "authors", "categories", "tags"),
    *("url", "site", "language", "cover"),
)
"""The fields of an article that are in its JSON as they are."""
_SAID_WHOLE = (shape.JsonParagraph, shape.JsonHeading, shape.JsonCode)
"""The blocks whose text is all that they say."""


def to_json(
    article: Article,
    problems: Sequence[Problem],
    source: str | None,
    *,
    one_line: bool = False,
    source_sha256: str | None = None,
    lines: Mapping[int, int] = {},
    omissions: Iterable[Omission] = (),
) -> str:
    """One article as a JSON object, with a line feed at its end.

    source         the path as the user gave it
    one_line       the whole object fills one line; else each picture, block and problem has one
    source_sha256  of the bytes of the source
    lines          those in which the blocks begin in the source, by their `id`, as far as they are certain
    omissions      what of the source was left out
    """
    writer = JsonWriter(article, lines)
    document = shape.JsonArticle(
        version=shape.VERSION,
        source=source,
        source_sha256=source_sha256,
        **{field: getattr(article, field) for field in _FIELDS},
        images=writer.pictures,
        blocks=writer.blocks(article.blocks),
        extra=Raw(_encode({key: _value(value) for key, value in article.extra.items()} if article.extra else {})),
        comments={str(key): list(texts) for key, texts in article.comments.items()},
        keys={field: str(key) for field, key in article.names.items()},
        omissions=[_omission(omission) for omission in omissions if omission.reason != _WRITTEN_OTHERWISE],
        problems=[shape.JsonProblem.of(problem) for problem in problems],
    )
    return dumped(document, _text(document.blocks, article.blocks), one_line=one_line)


def _text(written: Sequence[shape.JsonBlock], blocks: Sequence[Block]) -> str:
    """The text of an article whose blocks have been written."""
    texts = [
        block.text if isinstance(block, _SAID_WHOLE) else block_text(said)
        for block, said in zip(written, blocks, strict=True)
    ]
    return "\n\n".join(filter(None, texts))


def dumped(document: shape.JsonArticle, text: str, *, one_line: bool) -> str:
    """A document as JSON; its text, and what hangs on that, are what `text` says."""
    document.text = text
    document.words = words(text)
    try:
        document.content_sha256 = digest(text.encode())
        if not one_line:
            document.images = _lines(document.images)
            document.blocks = _lines(document.blocks)
            document.omissions = _lines(document.omissions)
            document.problems = _lines(document.problems)
        written = _encode(document).decode() + "\n"
        return written.translate(_ESCAPED) if any(chr(each) in written for each in _ESCAPED) else written
    except UnicodeEncodeError:
        import json

        # Unpaired surrogates have no bytes in UTF-8, but an escape in JSON.
        return json.dumps(to_builtins(document, enc_hook=str)) + "\n"


def _lines(items: Sequence[Any]) -> Any:
    """An array with a line for each of its items."""
    # A line feed in a text is an escape.
    return Raw(b"[\n" + _encoder.encode_lines(items)[:-1].replace(b"\n", b",\n") + b"\n]") if items else []


def digest(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return sha256(data).hexdigest()


_LETTER = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_UNSPACED = regex(f"{_LETTER}{_LETTER}*")  # a search for a character is many times as fast as one for a run


def words(text: str) -> int:
    """How many words a text has; of scripts that part none, each letter is one."""
    if text.isascii():
        return len(text.split())
    spaced, runs = _UNSPACED.subn(" ", text)
    return len(spaced.split()) + len(text) + runs - len(spaced)


# What the account leaves out of the source since it reads it elsewhere.
_WRITTEN_OTHERWISE = "formula"
_LONGEST = 300


def _omission(omission: Omission) -> shape.JsonOmission:
    text = omission.text or ", ".join(omission.addresses)
    if omission.text and omission.text[0] != "<" == omission.reason[0]:
        text = f"<{text}"
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return shape.JsonOmission(omission.reason, text, omission.line)


def _value(value: Value) -> Any:
    """A front matter value; an unquoted scalar is typed only where JSON would write the same characters."""
    if isinstance(value, Plain):
        return shape.typed(value)
    if isinstance(value, list):
        return [_value(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _value(item) for key, item in value.items()}
    return value
