"""What pages show round a date, which scrapers take along: tags, the author, the source, how often it was read."""

from __future__ import annotations

import re
from collections.abc import Callable

from newsfix.regex import regex

# The machine's form in a tag says what the words beside it say, and more.
_STATED = regex(r"<time\b[^<>]*?\sdatetime\s*=\s*[\"']?([^\"'<>]+)", re.IGNORECASE)
_TAG = regex(r"</?[a-z][a-z0-9-]*(?:\s+[a-z-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))*\s*/?>", re.IGNORECASE)
_NAME = r"[^\W\d_](?:[^\d<>|]{0,60}[^\W\d_])?\.?"
_BY = r"(?:by|von|par|por|door|av)"
_SIGN = r"\s*[,|·•–—-]\s*"
_COUNT = rf"(?:{_SIGN}|\s+)\d[\d.,]*k?\s?"
_READ_IN = r"(?:of\s)?(?:read|reading time|to read|reading)|de lectur[ae]|de leitura|di lettura|czytania|čtení|чтения"
_MINUTES = rf"(?:mins?|minutes?|minuti|minutos|minut|мин)\.?\s(?:{_READ_IN}|leestijd|Lesezeit|lästid|lesetid)"
_TIME_TO_READ = (
    r"(?:Lesezeit|Temps de lecture|Lecture|Tiempo de lectura|Tempo di lettura|Tempo de leitura|Leestijd|Lästid|Lesetid"
    r"|Czas czytania|Время чтения|Read(?:ing)? time|阅读时长|閱讀時間|阅读时间)"
    r"\s?:?\s?(?:ca\.\s|~)?\d+\s?(?:min[a-z]*|мин|分[钟鐘]?)"
)
_SOURCE = r"(?:source|editor|author|autora?|auteur|quelle|fuente|fonte|bron|источник|автор)\s?:\s"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d)?\s?[kKwW万]?"
_COUNTED = "阅读|閱讀|浏览|瀏覽|点击|點擊|评论|評論|查看|访问|点赞|收藏|字数|字數"
# What behind a time is not who published it but another time, a time of day, a zone or a doubt.
_TIME = (
    r".* Time$|.*\b(?:Coast|Morning|Noon|Afternoon|Evening|Night|Midnight"
    r"|Tentative|Provisional|Estimated|Expected|Unconfirmed|Undecided|Cancell?ed|Postponed)$"
)
_CHINESE_TIME = (
    r".*(?:[未待暂暫]定|[预預][计計定]|予定|取消|延期|推[迟遲]|中止)|.*[时時][间間]|.*格林[威尼]|.*美[东東西]$"
    r"|.*[前后後次至到起止始束天区區时時分刻日夜晚晨昏]$"
)
# The moon's year, which a newspaper writes beside the common one; what it says is the same day.
_MOON_YEAR = "(?:1[34]|١[٣٤])[0-9٠-٩]{2}"
_MOON = (
    rf"(?:[0-9٠-٩]{{1,2}}\s[^\W\d_]+(?:\s[^\W\d_]+)?،?\s{_MOON_YEAR}|{_MOON_YEAR}/[0-9٠-٩]{{1,2}}/[0-9٠-٩]{{1,2}})"
    r"\s?(?:هـ|ه)(?![^\W\d_])"
)


def _of_python(match: re.Match[str]) -> str:
    """What Python shows of a date or a time, as ISO 8601 has it."""
    year, month, day, *clock = re.findall(r"\d+", match[1])
    zone = "Z" if match[2] else ""
    time = ":".join(part.zfill(2) for part in [*clock, "0"][:3])
    return f"{year}-{month}-{day} {time}{zone}" if clock else f"{year}-{month}-{day}"


_AROUND: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    # datetime.datetime(2021, 5, 6, 10, 30, tzinfo=datetime.timezone.utc)
    (
        regex(
            r"^(?:datetime\.)?date(?:time)?\((\d{4}, \d{1,2}, \d{1,2}(?:, \d{1,2}, \d{1,2}(?:, \d{1,2})?)?)"
            r"(, tzinfo=(?:\w+\.)*(?:timezone\.utc|UTC|tzutc\(\)|<UTC>))?\)$"
        ),
        _of_python,
    ),
    # ISODate("2021-05-06T10:30:00Z"), Timestamp('2021-05-06')
    (regex(r"^(?:\w+\.)*(?:ISODate|Timestamp|Date|parse)\(([\"'])([^\"'()]+)\1\)$"), r"\2"),
    # 2021-05-06_10:30, 2021-05-06 T 10:30
    (regex(r"(?<=\d{4}-\d\d-\d\d)(?:_| [Tt] )(?=\d\d:)"), "T"),
    # 2021-05-06T10%3A30
    (regex(r"%(20|2B|2C|2D|2F|3A)", re.IGNORECASE), lambda match: chr(int(match[1], 16))),
    # [[2021-05-06]], [[2021-05-06|Thursday]]
    (regex(r"^\[\[([^\[\]|]+)(?:\|[^\[\]]*)?\]\]$"), r"\1"),
    # What is left of a time that was cut off: 2021-05-06T, 2021-05-06T10:30:
    (regex(r"(?<=\d)[Tt:.](?=Z?$)"), ""),
    # 5 min read · May 6, 2021
    (regex(rf"^\d+\s?{_MINUTES}{_SIGN}", re.IGNORECASE), ""),
    # Posted by Ada Reed on May 6, 2021
    (regex(rf"\b{_BY}:?\s+{_NAME}\s+(?:on|at|am|le|el|em|op|den)\s+(?=.*\d)", re.IGNORECASE), ""),
    # By Ada Reed, Herald, May 6, 2021
    (regex(rf"\bby\s+{_NAME}{_SIGN}(?=(?:[^\W\d_]+\.?,?\s+){{0,2}}\d)", re.IGNORECASE), ""),
    # May 6, 2021 by Ada Reed
    (regex(rf"(?:(?<=[\dh])|(?<=[ap]m)|(?<=\.m\.))(?:{_SIGN}|\s+)(?!por la ){_BY}\s+{_NAME}$", re.IGNORECASE), ""),
    # May 6, 2021 · 5 min read; May 6, 2021 · 5 min; 6. Mai 2021, Lesezeit: 5 Min.
    (regex(rf"{_COUNT}{_MINUTES}$", re.IGNORECASE), ""),
    (regex(r"\s*[|·•–—]\s*\d+\s?min\.?$", re.IGNORECASE), ""),
    (regex(rf"(?:{_SIGN}|\s+)\(?{_TIME_TO_READ}\.?\)?$", re.IGNORECASE), ""),
    (regex(rf"^{_TIME_TO_READ}\.?{_SIGN}", re.IGNORECASE), ""),
    # May 6, 2021 / 5:30 PM / Updated 3 hours ago
    (regex(r"\s/\sUpdated (?:\d+|an?) \w+ ago$"), ""),
    # May 6, 2021 / 5:30 PM / Herald News; Quelle: Herald, 06.05.2021
    (regex(rf"(?<=[\dMm.])\s*[/|]\s*(?=[A-Z]+[a-z]|[A-Z]+ [A-Z])(?!{_TIME})[A-Z][A-Za-z.&' -]{{1,40}}$"), ""),
    (regex(rf"^{_SOURCE}{_NAME}{_SIGN}(?=\d)|(?<=\d){_SIGN}{_SOURCE}{_NAME}$", re.IGNORECASE), ""),
    # 24 رمضان 1442 هـ الموافق 6 مايو 2021
    (regex(rf"{_MOON}\s*(?:[-/|،(]|الموافق)?\s*:?\s*|\s*[-/|،(]?\s*{_MOON}\s*\)?"), " "),
    (regex(rf"{_COUNT}(?:views?|reads?|comments?|likes?|words?|shares?)$", re.IGNORECASE), ""),
    # 2021-05-06 10:30 来源：新华网; 作者：张三 2021-05-06
    (
        regex(
            r"(?<![^\W\d_])(?:来源|來源|出处|作者|记者|記者|责任编辑|责编|编辑|編輯)\s?[:：]\s?"
            r"[^\W\d_]+(?:\s*[,，|·])?(?=\s|$)"
        ),
        " ",
    ),
    # 2021-05-06 10:30 阅读(123), 2021-05-06 10:30 · 1.2k 阅读 · 3 评论; 举报
    (
        regex(
            rf"(?:[\s|·・,，]+{_NUMBER}\s?次?(?:{_COUNTED})|[\s|·・,，]*(?:{_COUNTED})(?:量|数|數|次数)?"
            rf"\s?[:：]?\s?[(（]?{_NUMBER}[)）]?\s?(?:次|分钟)?|\s举报)+$"
        ),
        "",
    ),
    # 2021-05-06 10:30 · IP 属地北京, 2021-05-06 10:30 · 著作权归作者所有
    (regex(r"[\s|·・,，]+(?:IP\s?属地\s?[:：]?\s?[^\W\d_]{2,10}|著作权归作者所有)$"), ""),
    # 2021-05-06 10:30 新华网, 2021年5月6日 10:30 北京: who published it, or where, but no other time or zone
    (regex(rf"(?<=:\d\d)[\s·・|]+(?!{_CHINESE_TIME})[\u4e00-\u9fff]{{2,12}}$"), ""),
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
