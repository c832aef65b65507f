"""What a page shows round a date and scrapers take along: tags, the author, the source, how often it was read."""

from __future__ import annotations

import re

from newsfix.regex import regex

# The machine's form in a tag says what the words beside it say, and more.
_STATED = regex(r"<time\b[^<>]*?\sdatetime\s*=\s*[\"']?([^\"'<>]+)", re.IGNORECASE)
_TAG = regex(r"</?[a-z][a-z0-9-]*(?:\s+[a-z-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))*\s*/?>", re.IGNORECASE)
_NAME = r"[^\W\d_](?:[^\d<>|]{0,60}[^\W\d_])?\.?"
_SIGN = r"\s*[,|·•–—-]\s*"
_COUNT = rf"(?:{_SIGN}|\s+)\d[\d.,]*k?\s?"
_AROUND = (
    # Posted by Ada Reed on May 6, 2021
    (regex(rf"\b(?:by|von|par|por|door|av)\s+{_NAME}\s+(?:on|at|am|le|el|em|op|den)\s+(?=.*\d)", re.IGNORECASE), ""),
    # By Ada Reed, Herald, May 6, 2021
    (regex(rf"\bby\s+{_NAME}{_SIGN}(?=(?:[^\W\d_]+\.?,?\s+){{0,2}}\d)", re.IGNORECASE), ""),
    # May 6, 2021 by Ada Reed
    (regex(rf"(?<=\d)(?:{_SIGN}|\s+)by\s+{_NAME}$", re.IGNORECASE), ""),
    # May 6, 2021 · 5 min read
    (regex(rf"{_COUNT}(?:mins?|minutes?)\.?\s(?:of\s)?(?:read|reading time|to read|reading)$", re.IGNORECASE), ""),
    (regex(rf"{_COUNT}(?:views?|reads?|comments?|likes?|words?|shares?)$", re.IGNORECASE), ""),
    # 2021-05-06 10:30 来源：新华网; 作者：张三 2021-05-06
    (
        regex(
            r"(?<![^\W\d_])(?:来源|來源|出处|作者|记者|記者|责任编辑|责编|编辑|編輯)\s?[:：]\s?"
            r"[^\W\d_]+(?:\s*[,，|·])?(?=\s|$)"
        ),
        " ",
    ),
    # 2021-05-06 阅读(123)
    (
        regex(
            r"(?:\s|[|·,，])*(?:阅读|閱讀|浏览|瀏覽|点击|點擊|评论|評論|查看|访问)(?:量|数|數|次数)?"
            r"\s?[:：]?\s?[(（]?\d+[)）]?\s?次?$"
        ),
        "",
    ),
)


def bare(text: str) -> str:
    """A text without what is round its date; as it was where nothing does."""
    stated = _STATED.match(text)
    if stated:
        return stated[1].strip()
    found = _TAG.sub(" ", text) if "<" in text else text
    for form, left in _AROUND:
        found = form.sub(left, found)
    return text if found == text else found.strip()
