"""What a picture's line begins with in the newspapers of the languages that newsfix meets most."""

from __future__ import annotations

from newsfix.regex import regex

LONGEST = 300
"""A longer paragraph is text of the article, whatever it begins with."""
_SIGNS = frozenset("▲△▼▽↑◆")
_COLON = r"\s*[:：／/|｜丨]"
_NUMBER = r"\s*[0-9]{1,3}(?:[.-][0-9]{1,3})?\s*[.:：|—–-](?!\d)"
# By their first characters, which almost no other paragraph has.
_MARKS = (
    (
        "图圖照相攝摄",
        regex(
            r"[图圖][为為]"
            rf"|[图圖][片说說源解注註为為中自]?\s*[0-9一二三四五六七八九十]{{0,3}}\s*(?:來源|来源|提供)?{_COLON}"
            r"|[图圖][0-9一二三四五六七八九十]{1,3}[ \u3000.．、]"
            rf"|(?:图片|圖片|照片|相片)(?:来源|來源|提供|版权|版權)|(?:攝影|摄影)[師师者]?{_COLON}"
        ),
    ),
    (
        "写撮図사그",
        regex(
            r"(?:写真|写真提供|撮影)\s*[:：=＝／]|(?:사진|사진제공|사진 제공|그래픽)\s*[:=／|]"
            rf"|(?:그림|図){_NUMBER}"
        ),
    ),
    (
        "PIFBCSAHФРẢ",
        regex(
            r"(?:Photo|Image|Picture|Photograph|Foto|Bild|Imagen|Crédit photo|Crédits? photos?|Illustration|Фото|Ảnh)"
            r"(?:\s+(?:credits?|courtesy|source|by))?\s*:"
            r"|(?:Photo|Photograph|Image)\s+(?:credits?|courtesy of|by)\b"
            r"|(?:Credits?|Source|Bildquelle|Fotos?)\s*:"
            rf"|(?:Fig(?:ure|\.)?|Abb(?:ildung|\.)|Figura|Рис(?:унок|\.)|Hình){_NUMBER}"
        ),
    ),
)
_MARK_OF = {character: mark for characters, mark in _MARKS for character in characters}


def is_marked(text: str) -> bool:
    """Whether a line begins as captions in newspapers do, perhaps in brackets."""
    if len(text) > LONGEST:
        return False
    text = text.lstrip()
    if text.startswith(("[", "(", "（", "【")):
        text = text[1:].lstrip()
    if not text or text[0] in _SIGNS:
        return bool(text)
    mark = _MARK_OF.get(text[0])
    return mark is not None and mark.match(text) is not None
