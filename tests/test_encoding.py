"""Bytes to text: what is certain, what letters speak for, and what is left alone."""
# ruff: noqa: E501  a row of a table is one line

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsfix import convert
from newsfix.options import Options
from newsfix.read.encoding import decode
from newsfix.read.legacy import label

OPTIONS = Options()


def codes(data: bytes, options: Options = OPTIONS) -> list[str]:
    return [problem.code for problem in decode(data, options).problems]


def test_utf_8() -> None:
    decoded = decode("añb\n".encode(), OPTIONS)
    assert (decoded.text, decoded.encoding, decoded.newline, decoded.problems) == ("añb\n", "utf-8", "\n", ())


@pytest.mark.parametrize(
    ("data", "text", "newline"),
    [
        (b"a\r\nb\r\n", "a\nb\n", "\r\n"),
        (b"a\rb\r", "a\nb\n", "\r"),
        (b"a\r\nb\r\nc\nd\re", "a\nb\nc\nd\ne", "\r\n"),
        (b"", "", "\n"),
    ],
)
def test_newlines(data: bytes, text: str, newline: str) -> None:
    decoded = decode(data, OPTIONS)
    assert (decoded.text, decoded.newline) == (text, newline)


@pytest.mark.parametrize(
    ("data", "encoding", "code"),
    [
        ("añ".encode("utf-8-sig"), "utf-8", "EN002"),
        (b"\xff\xfe" + "añ".encode("utf-16-le"), "utf-16-le", "EN001"),
        (b"\xfe\xff" + "añ".encode("utf-16-be"), "utf-16-be", "EN001"),
        (b"\xff\xfe\0\0" + "añ".encode("utf-32-le"), "utf-32-le", "EN001"),
        (b"\0\0\xfe\xff" + "añ".encode("utf-32-be"), "utf-32-be", "EN001"),
    ],
)
def test_byte_order_marks(data: bytes, encoding: str, code: str) -> None:
    decoded = decode(data, OPTIONS)
    assert (decoded.text, decoded.encoding) == ("añ", encoding)
    assert codes(data) == [code]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    assert decode("---\ntitle: A\n---\n<p>año</p>".encode(encoding), OPTIONS).text.endswith("<p>año</p>")


PROSE = {
    "zh": "记者从新闻发布会上了解到，这个城市今年的旅游收入比去年增长了百分之十二，其中大部分来自国内的游客。",
    "zh-Hant": "記者從新聞發布會上了解到，這個城市今年的旅遊收入比去年增長了百分之十二，其中大部分來自國內的遊客。",
    "ja": "市の発表によると、今年の観光収入は去年に比べて十二パーセント増加し、その多くは国内からの旅行者によるものだった。",
    "ko": "시 당국의 발표에 따르면 올해 관광 수입은 지난해보다 12퍼센트 늘었고 대부분은 국내 여행객에게서 나왔다.",
    "ru": "По сообщению мэрии, доходы от туризма в этом году выросли на двенадцать процентов, большую часть принесли гости.",
    "uk": "За повідомленням мерії, доходи від туризму цього року зросли на дванадцять відсотків, більшість принесли гості.",
    "pl": "Według władz miasta dochody z turystyki wzrosły w tym roku o dwanaście procent, a większość przynieśli goście.",
    "cs": "Podle radnice se příjmy z cestovního ruchu letos zvýšily o dvanáct procent, většinu přinesli domácí návštěvníci.",
    "hu": "A városháza szerint az idegenforgalom bevétele idén tizenkét százalékkal nőtt, őszintén szólva nem sűrűn.",
    "de": "Nach Angaben der Stadt stiegen die Einkünfte um zwölf Prozent, den größten Teil brachten Gäste aus dem Inland.",
    "fr": "Selon la mairie, les recettes ont augmenté de douze pour cent, l’essentiel provenant de visiteurs âgés, où ça.",
    "es": "Según el ayuntamiento, los ingresos del turismo aumentaron este año un doce por ciento; la mayoría, españoles.",
    "pt": "Segundo a câmara, as receitas cresceram este ano doze por cento; a maior parte são visitantes da nação.",
    "tr": "Belediyeye göre turizm gelirleri bu yıl yüzde on iki arttı; çoğunluğu yerli ziyaretçilerden geldi, ağaçlar.",
    "el": "Σύμφωνα με τον δήμο, τα έσοδα από τον τουρισμό αυξήθηκαν φέτος κατά δώδεκα τοις εκατό.",
    "he": "לפי העירייה, ההכנסות מתיירות עלו השנה בשנים עשר אחוזים, רובן ממבקרים מקומיים.",
    "ar": "وفقا للبلدية ارتفعت عائدات السياحة هذا العام بنسبة اثني عشر في المئة ومعظمها من الزوار المحليين.",
    "th": "ตามรายงานของเทศบาล รายได้จากการท่องเที่ยวปีนี้เพิ่มขึ้นร้อยละสิบสอง",
    "lt": "Savivaldybės duomenimis, šių metų pajamos iš turizmo išaugo dvylika procentų, daugiausia iš vietinių, žinoma.",
}


EAST_ASIAN = {
    "zh": ("gb18030", "gb2312"), "zh-Hant": ("gb18030", "big5", "big5hkscs"), "ko": ("euc_kr", "cp949", "iso2022_kr"),
    "ja": ("shift_jis", "euc_jp", "iso2022_jp"),
}  # fmt: skip
ENCODINGS = (
    *("koi8_r", "koi8_u", "cp850", "cp852", "cp866", "cp874", "mac_roman"),
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_9", "iso8859_13", "iso8859_15"),
    *("utf-16", "utf-16-le", "utf-16-be", "utf-32"),
)


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("zh", "gb18030"), ("zh", "gb2312"), ("zh-Hant", "big5"), ("ja", "shift_jis"), ("ja", "euc_jp"),
        ("ja", "iso2022_jp"), ("ko", "euc_kr"), ("ko", "cp949"), ("ru", "cp1251"), ("ru", "koi8_r"), ("ru", "iso8859_5"),
        ("ru", "cp866"), ("uk", "cp1251"), ("uk", "koi8_u"), ("pl", "cp1250"), ("pl", "iso8859_2"), ("cs", "cp1250"),
        ("cs", "iso8859_2"), ("hu", "cp1250"), ("de", "cp1252"), ("fr", "cp1252"), ("es", "cp1252"), ("pt", "cp1252"),
        ("tr", "cp1254"), ("el", "cp1253"), ("he", "cp1255"), ("ar", "cp1256"), ("th", "cp874"), ("lt", "cp1257"),
        ("ar", "iso8859_6"), ("ko", "iso2022_kr"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["---\ntitle: {0}\n---\n<p>{0}</p>\n", "{0}"])
def test_legacy_encodings_by_their_letters(language: str, encoding: str, form: str) -> None:
    text = form.format(PROSE[language])
    decoded = decode(text.encode(encoding), OPTIONS)
    assert decoded.text == text
    assert [problem.code for problem in decoded.problems] == ["EN001"]


@pytest.mark.parametrize("language", PROSE)
def test_a_wrong_text_is_never_sure(language: str) -> None:
    """In whatever encoding a text of its language may stand: it is right, or it is said to be unsure, or there is none."""
    text = f"<p>{PROSE[language]}</p>\n" * 3
    read = 0
    for encoding in EAST_ASIAN.get(language, ENCODINGS):
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        decoded = decode(data, OPTIONS)
        sure = decoded.text and not any(problem.code == "EN007" for problem in decoded.problems)
        assert decoded.text == text or not sure, encoding
        read += decoded.text == text
    assert read


def test_a_declared_charset_counts() -> None:
    text = '<meta charset="windows-1250"><p>n\u00e9</p>'
    assert decode(text.encode("cp1250"), OPTIONS).encoding == "cp1250"
    decoded = decode("<meta charset=gb2312><p>好</p>".encode("gbk"), OPTIONS)
    assert (decoded.text, decoded.encoding) == ("<meta charset=gb2312><p>好</p>", "gb18030")
    assert "declared in it" in decoded.problems[0].message


def test_what_is_not_sure_is_said() -> None:
    decoded = decode("ku o dwanaście procent".encode("cp1250"), OPTIONS)
    assert [problem.code for problem in decoded.problems] == ["EN001", "EN007"]
    assert "windows-1250" in decoded.problems[1].message
    decoded = decode("Von der Größe".encode("cp1252"), OPTIONS)
    assert [problem.code for problem in decoded.problems] == ["EN001", "EN007"]
    assert decoded.problems[1].message == "only 2 bytes tell the encoding; set it with --encoding"


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [("热榜", "gb18030", "gb18030"), ("é", "cp1252", "windows-1252"), ("規範", "big5hkscs", "big5hkscs")],
)
def test_the_files_beside_it_settle_a_doubt(text: str, encoding: str, name: str) -> None:
    data = f"<p>A {text}</p>".encode(encoding)
    decoded = decode(data, OPTIONS, [encoding])
    assert decoded.text == f"<p>A {text}</p>"
    assert [problem.message for problem in decoded.problems] == [
        f"decoded as {name} (detected from the files beside it)"
    ]


def test_the_files_beside_it_count_less_than_its_own_letters() -> None:
    data = PROSE["ru"].encode("cp1251")
    assert decode(data, OPTIONS, ["gb18030"]).text == PROSE["ru"]


def test_the_users_word_is_final() -> None:
    data = "Größe".encode("cp850")
    decoded = decode(data, Options(encoding="cp850"))
    assert (decoded.text, decoded.encoding, decoded.problems) == ("Größe", "cp850", ())
    assert decode("a".encode("utf-8-sig"), Options(encoding="utf-8")).text == "a"
    assert codes(b"\xff", Options(encoding="ascii")) == ["EN003"]


def test_bytes_that_fit_nothing_are_named() -> None:
    decoded = decode(b"abc \x81 de\x8d\x8f fg \x90\x9d h", OPTIONS)
    assert decoded.text == ""
    assert [problem.code for problem in decoded.problems] == ["EN003"]
    assert decoded.problems[0].message.startswith("byte 0x81 at offset 4 is not valid UTF-8")
    decoded = decode(b"ab\xff", Options(encoding="utf-8"))
    assert decoded.problems[0].message == "byte 0xff at offset 2 is not valid utf-8"


def test_single_foreign_bytes_in_utf_8() -> None:
    decoded = decode("añb".encode() + b" $350 or \x80250 and caf\xe9s", OPTIONS)
    assert decoded.text == "añb $350 or €250 and cafés"
    assert [problem.code for problem in decoded.problems] == ["EN001"]
    assert decoded.problems[0].message == "decoded as UTF-8 with single windows-1252 bytes at offset 13, 25"
    decoded = decode("añb".encode() + b" x\xc2 y", OPTIONS)
    assert decoded.text == "añb x\ufffd y"
    assert "offset 6" in decoded.problems[0].message


def test_control_characters_are_left_out() -> None:
    decoded = decode(b"a\nb\x00c\x08d\x0ce\x7f", OPTIONS)
    assert decoded.text == "a\nbcd e"
    assert [(problem.code, problem.line, problem.column) for problem in decoded.problems] == [("EN004", 2, 2)]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"<im\x00g src=x>", "<im\ufffdg src=x>"),
        (b"<img on\x01error=go() alt='a\x02b'>", "<img on\ufffderror=go() alt='ab'>"),
        (b"</scr\x08ipt> 1 < \x082", "</scr\ufffdipt> 1 < 2"),
        (b'<a href="/a\x00b" title=c\x00d>', '<a href="/ab" title=cd>'),
    ],
)
def test_a_control_character_in_a_name_makes_no_other_name(data: bytes, text: str) -> None:
    decoded = decode(data, OPTIONS)
    assert decoded.text == text
    assert decoded.problems[0].code == "EN004"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"%PDF-1.4", bytes(range(256)) * 4, b"\0" * 99]
)
def test_binary(data: bytes) -> None:
    decoded = decode(data, OPTIONS)
    assert decoded.text == ""
    assert [problem.code for problem in decoded.problems] == ["EN006"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x\n espa\u00c3\u00b1ol", (2, 6)),
        ("it\u00e2\u20ac\u2122s", (1, 3)),
        ("a\ufffdb", (1, 2)),
        ("锟斤拷", (1, 1)),
        ("标题锟斤拷锟斤拷", (1, 3)),
        ("乱码（俗称锟斤拷）", None),
        ("It prints `\ufffd\ufffd#` there.", None),
        ("```\n\ufffd\n```\n\na\ufffd", (5, 2)),
        ("```\n~\x7e\x81\x82\n```", None),
        ("So it said:\n\n    EspaÃ±ol\n", None),
        ("`EspaÃ±ol` and <code>EspaÃ±ol</code>", None),
        ("`EspaÃ±ol` and EspaÃ±ol", (1, 20)),
        ("`a` \x92", (1, 5)),
        ("SÃO PAULO", None),
        ("\u00c2ge", None),
    ],
)
def test_mojibake_is_told_and_kept(text: str, found: tuple[int, int] | None) -> None:
    decoded = decode(text.encode(), OPTIONS)
    assert decoded.text == text
    assert [(problem.code, problem.line, problem.column) for problem in decoded.problems] == (
        [("EN005", *found)] if found else []
    )


@pytest.mark.parametrize(
    ("name", "codec"),
    [("GB2312", "gb18030"), ("ISO-8859-1", "cp1252"), ("Shift_JIS", "cp932"), ("UTF8", "utf-8"), ("x-no", "x-no")],
)
def test_labels(name: str, codec: str) -> None:
    assert label(name) == codec


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_never_raises(data: bytes) -> None:
    decoded = decode(data, OPTIONS)
    assert "\r" not in decoded.text
    assert "\0" not in decoded.text
    if not decoded.text and data.strip():
        assert decoded.problems
    decoded.text.encode()


@given(st.text(max_size=60))
@settings(deadline=None)
def test_utf_8_is_read_as_it_is(text: str) -> None:
    decoded = decode(text.encode("utf-8", "ignore"), OPTIONS)
    if not decoded.problems:
        assert decoded.text == text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "ignore").decode()


@pytest.mark.parametrize(("character", "meant"), [("\x92", "’"), ("\x97", "—"), ("\x81", None)])
def test_control_characters_of_c1_are_told_of(character: str, meant: str | None) -> None:
    text = f"---\ntitle: T\ndate: 2021-12-15\n---\nThe tide{character}s turn.\n"
    (problem,) = convert(text.encode()).problems
    assert (problem.code, problem.line, problem.column) == ("EN005", 5, 9)
    assert (meant is None) == ("should be" not in problem.message)
    assert meant is None or repr(meant) in problem.message


def test_latin_letters_are_no_control_characters() -> None:
    assert convert("---\ntitle: T\ndate: 2021-12-15\n---\n«São João»\u00a0à\u00a0Évora\n".encode()).problems == ()


@pytest.mark.parametrize(("said", "count"), [("U+FFFD", 0), ("the replacement character", 0), ("the letter", 1)])
def test_a_text_about_the_replacement_character(said: str, count: int) -> None:
    text = f"---\ntitle: The lock\ndate: 2021-12-15\n---\n\nIt shows {said}: \ufffd.\n"
    assert [each.code for each in convert(text).problems] == ["EN005"] * count
