"""Which legacy encoding gives bytes that read like writing: candidates ranked by their letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from msgspec import Struct

from newsfix.regex import regex

PLAUSIBLE = 1.05
"""The least score of a text that is handed out."""


class EncodingCandidate(Struct, frozen=True):
    """An encoding whose text looks right; the score is 0 to 1.5 plus what the file itself says.

    A guess is one that only charset-normalizer thinks of.
    """

    encoding: str
    score: float
    guess: bool = False


class _Han(Struct, frozen=True):
    """A double-byte encoding.

    `charset` and `leads` name the cells of the characters in daily use, `frequent` the commonest
    of them and `share` how much of a text these make at least.
    """

    encoding: str
    languages: tuple[str, ...]
    charset: str
    leads: tuple[int, int]
    frequent: frozenset[str]
    share: float


_KANA = frozenset(map(chr, range(0x3041, 0x30FF)))
_SIMPLIFIED = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年日月文本新后报道"
)
_TRADITIONAL = frozenset(
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年日月文本新後報導"
)
_HANGUL = frozenset("이다는을의에가한하고지도로기사인은를서대자시일전스")
_HAN = (
    _Han("gb18030", ("zh",), "gb2312", (0xB0, 0xD7), _SIMPLIFIED, 0.12),
    _Han("big5hkscs", ("zh",), "big5", (0xA4, 0xC6), _TRADITIONAL, 0.12),
    _Han("cp932", ("ja",), "euc_jp", (0xB0, 0xCF), _KANA, 0.25),
    _Han("euc_jp", ("ja",), "euc_jp", (0xB0, 0xCF), _KANA, 0.25),
    _Han("cp949", ("ko",), "euc_kr", (0xB0, 0xC8), _HANGUL, 0.15),
)

# (encoding, language, the letters beyond ASCII in lower case)
_LETTERS = (
    ("cp1252", "en", "éèêçñöüïàâôæœ"),
    ("cp1252", "de", "äöüßé"),
    ("cp1252", "fr", "àâæçéèêëîïôœùûüÿ"),
    ("cp1252", "es", "áéíóúñüªº"),
    ("cp1252", "pt", "áâãàçéêíóôõúüªº"),
    ("cp1252", "it", "àèéìíîòóùú"),
    ("cp1252", "nl", "áéëïíóöüèê"),
    ("cp1252", "sv", "åäöéà"),
    ("cp1252", "da", "æøåé"),
    ("cp1252", "is", "áéíóúýðþæö"),
    ("cp1252", "ca", "àçéèíïóòúü"),
    ("cp1250", "pl", "ąćęłńóśźż"),
    ("cp1250", "cs", "áčďéěíňóřšťúůýž"),
    ("cp1250", "sk", "áäčďéíĺľňóôŕšťúýž"),
    ("cp1250", "hu", "áéíóöőúüű"),
    ("cp1250", "hr", "čćđšž"),
    ("cp1250", "ro", "ăâîşţ"),
    ("cp1254", "tr", "çğıöşüâîûİ"),
    ("cp1257", "lt", "ąčęėįšųūž"),
    ("cp1257", "lv", "āčēģīķļņšūž"),
    ("cp1257", "et", "äõöüšž"),
)
# What else the same languages were written in.
_ELSEWHERE = {"cp1252": ("mac_roman", "cp850"), "cp1250": ("iso8859_2", "cp852"), "cp1257": (), "cp1254": ()}
# Of DOS and the old Macintosh: rare, so that they have to be clearly better, on more than a few bytes.
_OLD = frozenset({"mac_roman", "mac_cyrillic", "cp850", "cp852", "cp866"})
_HANDICAP = 0.1
# (language, the encodings of its script, its letters, the commonest first)
_SCRIPTS = (
    ("ru", "cp1251 koi8_u iso8859_5 cp866 mac_cyrillic", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"),
    ("uk", "cp1251 koi8_u", "оаинвіертскулдмпяьзгбчйхжїєюшщфцґ"),
    ("bg", "cp1251", "аоиентрсвлдкмпзъябугчйжшхцющфь"),
    ("el", "cp1253", "αοιετσνηυρπκμλςωδγχθφβάόίέήύώξζψϊϋΐΰ"),
    ("he", "cp1255", "יוהלארתבשמנםחדקעפגטכצזסןךףץ"),
    ("ar", "cp1256 iso8859_6", "الينمورتبةعدسفهكقحجشطصخضذىءثزئغظأإآؤ،؛؟"),
    ("fa", "cp1256", "ایرندمهوتبسشکزفگخقلعجحپطآژصچغضذئثظ،؛؟"),
    ("th", "cp874", "านรอกเง่มยลว้ดทสตะัปบคหีแิจุพชูขใไโซถผึืณธศฉภฟษญฐฎ็ฝฏฮฬฆฒำๆ์ฯ"),
)
_PUNCTUATION = frozenset("“”‘’„‚–—…«»‹›°€§·•¡¿£©®™\u00a0\u00ad№²³½¼¾×†‡‰¢¥´ªº")


def rank(
    sample: bytes, declared: Collection[str], language: str | None, likely: Collection[str] = ()
) -> list[EncodingCandidate]:
    """The encodings whose text is plausible, best first; each gives another text than those before it.

    `declared` are the codecs that the file names, `language` the two letters of its language and
    `likely` the codecs that something outside the file speaks for.
    """
    texts: dict[str, str | None] = {}

    def text_in(encoding: str) -> str | None:
        if encoding not in texts:
            try:
                texts[encoding] = sample.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                texts[encoding] = None
        return texts[encoding]

    few = too_few(sample)
    beside = 1.0 if few else 0.4
    scores: dict[str, float] = {}
    for encoding, languages, score in _scores(text_in):
        if encoding in _OLD:
            if few and encoding not in declared and encoding not in likely:
                continue
            score -= _HANDICAP
        score += 0.6 * (encoding in declared) + beside * (encoding in likely) + 0.15 * (language in languages)
        scores[encoding] = max(score, scores.get(encoding, 0.0))
    for encoding in (*declared, *likely):
        least = PLAUSIBLE if encoding in likely or encoding not in scores else 0.0
        if scores.get(encoding, 0.0) < least and text_in(encoding) is not None:
            scores[encoding] = PLAUSIBLE
    ranked: list[EncodingCandidate] = []
    seen: set[str | None] = set()
    for encoding, score in sorted(scores.items(), key=lambda pair: -pair[1]):
        if score >= PLAUSIBLE and texts[encoding] not in seen:
            seen.add(texts[encoding])
            ranked.append(EncodingCandidate(encoding, round(score, 3)))
    return ranked or _other(sample)


def rivals(ranked: list[EncodingCandidate]) -> list[str]:
    """The encodings that may be the right one instead of the first: their letters are nearly as good."""
    first, *others = ranked
    margin = 0.15 if any(first.encoding == han.encoding for han in _HAN) else 0.08
    return [other.encoding for other in others if other.score > first.score - margin]


_ENOUGH = 24
_WITHIN = regex(rb"(?<=[A-Za-z])[\x80-\xff]{1,2}(?=[A-Za-z])")
_BEYOND_ASCII = bytes(range(0x80, 0x100))


def too_few(sample: bytes) -> int:
    """How many bytes beyond ASCII there are, where they are so few that letters may look right by chance; else 0.

    Those within words of ASCII letters are there on purpose: so the Latin encodings look, and no other.
    """
    count = len(sample) - len(sample.translate(None, _BEYOND_ASCII))
    return 0 if count >= _ENOUGH or len(_WITHIN.findall(sample)) > 1 else count


def _scores(text_in: Callable[[str], str | None]) -> Iterable[tuple[str, tuple[str, ...], float]]:
    for han in _HAN:
        if (text := text_in(han.encoding)) is not None:
            yield han.encoding, han.languages, _han_score(han, text)
    seen: dict[str, _Latin] = {}
    for usual, language, letters in _LETTERS:
        for encoding in (usual, *_ELSEWHERE[usual]):
            if (text := text_in(encoding)) is not None:
                found = seen.get(encoding) or seen.setdefault(encoding, _latin(text))
                yield encoding, (language,), _latin_score(found, letters)
    for language, encodings, letters in _SCRIPTS:
        for encoding in encodings.split():
            if (text := text_in(encoding)) is not None:
                yield encoding, (language,), _script_score(text, letters)


def _other(sample: bytes) -> list[EncodingCandidate]:
    """What charset-normalizer knows beyond the tables: only what it finds free of chaos."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_exclusion=["utf_8"]).best()
    if best is None or best.percent_chaos > 2 or best.percent_coherence < 40:
        return []
    return [EncodingCandidate(best.encoding, PLAUSIBLE, guess=True)]


def _beyond_ascii(text: str) -> Counter[str]:
    return Counter(character for character in text if character > "\x7f")


def _han_score(han: _Han, text: str) -> float:
    counts = _beyond_ascii(text)
    total = sum(counts.values())
    weight = sum(count * _han_weight(han, character) for character, count in counts.items())
    letters = sum(count for character, count in counts.items() if character.isalpha())
    frequent = sum(count for character, count in counts.items() if character in han.frequent)
    share = frequent / letters if letters else 0.0
    return weight / max(total, 1) + 0.5 * min(1.0, share / han.share)


def _han_weight(han: _Han, character: str) -> float:
    code = ord(character)
    if 0x3000 <= code <= 0x303F or 0xFF01 <= code <= 0xFF5E or character in "“”‘’…—·":
        return 1.0
    if 0x3041 <= code <= 0x30FE:
        return 1.0 if han.charset == "euc_jp" else 0.2
    if 0xE000 <= code <= 0xF8FF or code < 0xA0 or code > 0xFFFF:
        return -1.0
    try:
        cell = character.encode(han.charset)
    except UnicodeEncodeError:
        return -0.3
    if len(cell) == 2 and han.leads[0] <= cell[0] <= han.leads[1]:
        return 1.0
    return 0.2


_LATIN_LETTER = regex("[A-Za-z\u00c0-\u024f]")
_RUN = regex(r"[^\x00-\x7f]+")
_WORD = regex(r"[^\W\d_]+")


class _Latin(NamedTuple):
    """What a text in Latin letters holds whatever its language: characters beyond ASCII, letters among them, faults."""

    counts: Counter[str]
    letters: int
    bad: int


# Signs that stand between words, but not within one.
_SIGN_WITHIN = regex(r"(?<=[^\W\d_])[£¥§©®°²³¼½¾×÷¢¡¿«»†‡‰¤¦¨¬¯±µ¶¸¹ˆ˜‚„‹›‘“•™]+(?=[^\W\d_])")

# The second and the fourth byte of GB18030's long form are digits.
_DIGIT_WITHIN = regex(r"(?<=[^\x00-\x7f])[0-9](?=[^\x00-\x7f])")


def _latin(text: str) -> _Latin:
    counts = _beyond_ascii(text)
    bad = _bad_case(text) + sum(len(run) for run in _RUN.findall(text) if len(run) > 3)
    letters = sum(count for character, count in counts.items() if character.isalpha())
    bad += len(_DIGIT_WITHIN.findall(text))
    return _Latin(counts, letters, bad + 2 * len(_SIGN_WITHIN.findall(text)))


def _latin_score(found: _Latin, letters: str) -> float:
    """Letters of the language within words, set among ASCII letters, and the usual punctuation."""
    allowed = frozenset(letters + letters.upper())
    counts, total = found.counts, sum(found.counts.values())
    good = sum(count for character, count in counts.items() if character in allowed or character in _PUNCTUATION)
    covered = sum(count for character, count in counts.items() if character in allowed)
    return (good - found.bad) / max(total, 1) + 0.5 * (covered / found.letters if found.letters else 1.0)


def _script_score(text: str, letters: str) -> float:
    """Words wholly in the script, in a plausible case, with the letters that every text has most of."""
    ranks = {letter: 1 - rank / len(letters) for rank, letter in enumerate(letters)}
    counts = _beyond_ascii(text)
    own = sum(count for character, count in counts.items() if character.lower() in ranks)
    if not own:
        return 0.0
    usual = sum(count * ranks.get(character.lower(), 0.0) for character, count in counts.items()) / own
    good = own + sum(counts[character] for character in _PUNCTUATION)
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    mixed = sum(1 for word in words if _LATIN_LETTER.search(word) and any(char.lower() in ranks for char in word))
    capitals = sum(1 for word in words if len(word) > 3 and word.isupper())
    bad = 2 * (_bad_case(text) + mixed) + 3 * capitals
    return (good - bad) / max(sum(counts.values()), 1) + 0.5 * min(1.0, (usual / 0.8) ** 4)


def _bad_case(text: str) -> int:
    """How many words beyond ASCII mix their cases as no writing does."""
    words = (word for word in _WORD.findall(text) if len(word) > 1 and not word.isascii())
    return sum(1 for word in words if word.lower() != word.upper() and not (word[1:].islower() or word.isupper()))
