"""Words around a date that CLDR does not list: labels, words beside a clock time, units, eras.

Each table is plain data. Case and accents do not matter; `read.dates.words` folds them.
"""

from __future__ import annotations

ENGLISH_BESIDE = {
    "sept": "M9;", "tues": "W2;", "weds": "W3;", "wednes": "W3;", "thur": "W4;", "thurs": "W4;",
    "am": "P0-12;", "a.m.": "P0-12;", "pm": "P12-24;", "p.m.": "P12-24;",
    "day of": " ", "in the year": " ", "year": " ",
}  # fmt: skip

# Hours that have a name, in English, which is CLDR's key for them too.
HOURS_BY_NAME = {"noon": 12, "midnight": 0}

# Names of months, days and halves of the day that newspapers use and CLDR leaves out, or gives in some of its
# releases only, by language.
BESIDE_CLDR: dict[str, dict[str, str]] = {
    "am": {"ጃንዩወሪ": "M1;", "ጃንዩ": "M1;", "ጃንዋሪ": "M1;", "ፌብሩወሪ": "M2;", "ፌብሩ": "M2;", "ፌብሩዋሪ": "M2;"},
    "bn": {"জানুয়ারী": "M1;", "জানুয়ারি": "M1;", "ফেব্রুয়ারী": "M2;", "ফেব্রুয়ারি": "M2;"},
    "bg": {"ян": "M1;"},
    "de": {"sonnabend": "W6;", "febr": "M2;", "mrz": "M3;", "die": "W2;", "mit": "W3;", "don": "W4;"},
    "el": {"πμ": "P0-12;", "μμ": "P12-24;"},
    "es": {"setiembre": "M9;", "al mediodía": "N12;", "a medianoche": "N0;"},
    "fa": {"می": "M5;", "جولای": "M7;", "آگوست": "M8;"},
    "fr": {"fev": "M2;", "aou": "M8;"},
    "hi": {
        "अक्तूबर": "M10;", "अक्तू": "M10;", "अक्टूबर": "M10;", "अक्टू": "M10;",
        "पूर्वाह्न": "P0-12;", "अपराह्न": "P12-24;",
    },
    "hr": {"studenog": "M11;"},
    "id": {"jum'at": "W5;", "ags": "M8;", "agt": "M8;"},
    "it": {"genn": "M1;", "febbr": "M2;", "magg": "M5;", "sett": "M9;"},
    "nl": {"din": "W2;", "woe": "W3;", "don": "W4;", "vri": "W5;", "zat": "W6;", "zon": "W7;"},
    "no": {"febr": "M2;"},
    "pa": {"ਸ਼ਨਿੱਚਰਵਾਰ": "W6;", "ਸ਼ਨਿੱਚਰ": "W6;", "ਸ਼ਨੀਵਾਰ": "W6;"},
    "pl": {"paźdz": "M10;", "w dniu": " "},
    "ru": {"фев": "M2;", "сен": "M9;", "ноя": "M11;"},
    "si": {
        "ජනවාරි": "M1;", "ජන": "M1;", "පෙබරවාරි": "M2;", "පෙබ": "M2;", "මාර්තු": "M3;", "මාර්": "M3;",
        "අප්\u200dරේල්": "M4;", "මැයි": "M5;", "ජූනි": "M6;", "ජූලි": "M7;", "අගෝස්තු": "M8;", "අගෝ": "M8;",
        "සැප්තැම්බර්": "M9;", "සැප්": "M9;", "ඔක්තෝබර්": "M10;", "ඔක්": "M10;", "නොවැම්බර්": "M11;", "නොවැ": "M11;",
        "දෙසැම්බර්": "M12;", "දෙසැ": "M12;",
    },
    "sl": {
        "januarja": "M1;", "februarja": "M2;", "marca": "M3;", "aprila": "M4;", "maja": "M5;", "junija": "M6;",
        "julija": "M7;", "avgusta": "M8;", "septembra": "M9;", "oktobra": "M10;", "novembra": "M11;",
        "decembra": "M12;",
    },
    "sv": {
        "febr": "M2;", "förmiddag": "P0-12;", "eftermiddag": "P12-24;",
        "måndagen": "W1;", "tisdagen": "W2;", "onsdagen": "W3;", "torsdagen": "W4;", "fredagen": "W5;",
        "lördagen": "W6;", "söndagen": "W7;",
    },
    "th": {
        "จันทร์": "W1;", "อังคาร": "W2;", "พุธ": "W3;", "พฤหัสบดี": "W4;", "พฤหัส": "W4;", "วันพฤหัส": "W4;",
        "ศุกร์": "W5;", "เสาร์": "W6;", "อาทิตย์": "W7;",
        "มกรา": "M1;", "กุมภา": "M2;", "มีนา": "M3;", "เมษา": "M4;", "พฤษภา": "M5;", "มิถุนา": "M6;", "กรกฎา": "M7;",
        "สิงหา": "M8;", "กันยา": "M9;", "ตุลา": "M10;", "พฤศจิกา": "M11;", "ธันวา": "M12;",
        "จ.": "W1;", "อ.": "W2;", "พ.": "W3;", "ศ.": "W5;", "ส.": "W6;",
    },
    "uk": {
        "кві": "M4;", "тра": "M5;", "чер": "M6;", "сер": "M8;", "жов": "M10;", "лис": "M11;", "гру": "M12;",
    },
    "vi": {
        **{f"th {number}": f"M{number};" for number in range(1, 13)},
        **{f"t{number}": f"W{number - 1};" for number in range(2, 8)},
        "sa": "P0-12;", "ch": "P12-24;",
        "thứ 2": "W1;", "thứ 3": "W2;", "thứ 4": "W3;", "thứ 5": "W4;", "thứ 6": "W5;", "thứ 7": "W6;",
        "tháng một": "M1;", "tháng hai": "M2;", "tháng ba": "M3;", "tháng tư": "M4;", "tháng năm": "M5;",
        "tháng sáu": "M6;", "tháng bảy": "M7;", "tháng tám": "M8;", "tháng chín": "M9;", "tháng mười": "M10;",
        "tháng mười một": "M11;", "tháng mười hai": "M12;",
    },
    "zh": {
        "早晨": "P5-12;", "晚": "P18-24;", "晚间": "P18-24;", "晚間": "P18-24;", "傍晚": "P16-20;",
        "夜里": "P20-24;", "夜裡": "P20-24;", "夜裏": "P20-24;",
    },
}  # fmt: skip

# A text that a program wrote where it had no date.
NO_DATES = frozenset(
    {
        *("", "-", "--", "n/a", "na", "nan", "nat", "nil", "none", "null", "undefined", "unknown", "tbd", "tba"),
        *("invalid date", "invalid datetime", "no date", "false", "true", "0", "never", "draft", "yyyy-mm-dd"),
    }
)

# What follows a number and says what it counts: y, m, d, h, n (minute) or s.
UNITS: dict[str, str] = {
    "年": "y", "년": "y",
    "月": "m", "월": "m",
    "日": "d", "일": "d", "号": "d", "號": "d",
    "時": "h", "时": "h", "点": "h", "點": "h", "시": "h", "点钟": "h", "點鐘": "h",
    "h": "h", "u": "h", "hr": "h", "hrs": "h", "hs": "h", "uhr": "h", "uur": "h", "hod": "h", "hodin": "h", "óra": "h",
    "giờ": "h", "ч": "h",
    "heures": "h", "heure": "h", "horas": "h", "hora": "h", "ώρα": "h", "val": "h", "час": "h", "часа": "h",
    "часов": "h", "година": "h", "годині": "h", "годин": "h", "гадзін": "h", "гадзіны": "h",
    "นาฬิกา": "h", "น": "h",
    "分": "n", "분": "n", "min": "n", "perc": "n", "phút": "n", "мин": "n", "นาที": "n",
    "minute": "n", "minutes": "n", "minuten": "n", "minutos": "n", "minuti": "n", "minut": "n", "минут": "n",
    "хвилин": "n", "хвілін": "n",
    "秒": "s", "초": "s", "sec": "s", "วินาที": "s",
}  # fmt: skip

# Words that stand right before a clock time.
BEFORE_TIME = (
    "时间", "時間", "시간", "uhrzeit",
    "at", "@", "um", "à", "a las", "a la", "a les", "às", "as", "alle", "alle ore", "ore", "o", "kl", "klo",
    "kello", "kell", "saat", "pukul", "pkl", "jam", "lúc", "ora", "la ora", "la", "om", "v", "ve", "ob", "u",
    "klockan", "в", "во", "о", "об", "у", "godz", "godzina", "plkst", "στις", "ώρα", "الساعة", "في الساعة",
    "على الساعة", "בשעה", "ساعت", "เวลา", "vào lúc", "pada pukul", "pada", "time", "hora", "heure", "les", "den", "til",
)  # fmt: skip

# Words that stand right after a clock time.
AFTER_TIME = ("o'clock", "oclock", "बजे", "টা", "মিনিট", "گھنٹے", "godz", "整", "許", "orë", "ώρα", "hours", "uhr", "น")

# Words beside a clock time or a year by which a language is known.
CLOCK_LANGUAGES = {
    "uhr": "de", "klo": "fi", "kl": "da", "kell": "et", "godz": "pl", "hod": "cs", "г": "ru", "ч": "bg", "р": "uk",
}  # fmt: skip

# Words inside a date that mean nothing more, by language; CLDR's patterns have most of them.
FILLERS: dict[str, str] = {
    "": "of the",
    "es": "de del día en año", "ca": "de del dia", "gl": "de do día", "pt": "ano de dia do no", "fr": "de",
    "it": "di giorno", "ro": "de",
    "da": "d den", "no": "den", "sv": "den", "de": "den im jahr jahre", "lt": "m d", "lv": "gada g", "et": "aasta",
    "pl": "r roku", "cs": "roku r", "sk": "roku r", "hr": "g godine", "sr": "г године g godine", "bs": "g godine",
    "sl": "leta", "ru": "г года год", "uk": "р року", "be": "г года", "bg": "г година", "mk": "г година",
    "kk": "ж жылы", "mn": "сарын", "km": "ថ្ងៃទី ខែ ឆ្នាំ",
    "el": "του", "ar": "الموافق من في يوم", "vi": "ngày năm", "id": "tanggal tahun", "ms": "tahun haribulan",
    "hi": "को सन्", "th": "ที่ วันที่ เมื่อ เมื่อวันที่ เดือน ปี ณ",
    "he": "ב ה של בשנת שנת ביום", "bn": "সালে সাল সালের এর তারিখে খ্রিস্টাব্দ সময়", "ka": "წელი წელს წლის წ",
    "az": "il", "uz": "yil", "tr": "yılı",
}  # fmt: skip

# Days of the week by number, Sunday in two words.
WEEK_WORDS = ("礼拜", "禮拜", "星期", "周", "週")
WEEK_NUMBERS = "一二三四五六日天"

# Eras: the word that `read.dates.forms` knows them by.
ERAS: dict[str, str] = {
    "民国": "roc", "民國": "roc", "中華民國": "roc", "中华民国": "roc",
    "明治": "meiji", "大正": "taisho", "昭和": "showa", "平成": "heisei", "令和": "reiwa",
    "พ.ศ.": "be", "พุทธศักราช": "be", "b.e.": "be", "ค.ศ.": "ad", "ad": "ad", "a.d.": "ad", "ce": "ad",
    "西元": "ad", "公元": "ad", "公历": "ad", "西暦": "ad", "서기": "ad", "ميلادي": "ad",
}  # fmt: skip

# Days counted from --base-date.
RELATIVE_DAYS: dict[str, int] = {
    "today": 0, "yesterday": -1, "今天": 0, "昨天": -1, "前天": -2, "今日": 0, "昨日": -1, "一昨日": -2,
    "오늘": 0, "어제": -1, "그제": -2, "aujourd'hui": 0, "hier": -1, "avant-hier": -2, "heute": 0, "gestern": -1,
    "vorgestern": -2, "hoy": 0, "ayer": -1, "anteayer": -2, "oggi": 0, "ieri": -1, "hoje": 0, "ontem": -1,
    "anteontem": -2, "vandaag": 0, "gisteren": -1, "idag": 0, "i dag": 0, "igår": -1, "i går": -1, "tänään": 0,
    "eilen": -1, "dziś": 0, "dzisiaj": 0, "wczoraj": -1, "dnes": 0, "včera": -1, "ma": 0, "tegnap": -1, "azi": 0,
    "сегодня": 0, "вчера": -1, "позавчера": -2, "сьогодні": 0, "вчора": -1, "днес": 0, "σήμερα": 0, "χθες": -1,
    "bugün": 0, "dün": -1, "hôm nay": 0, "hôm qua": -1, "hari ini": 0, "kemarin": -1, "semalam": -1,
    "اليوم": 0, "أمس": -1, "היום": 0, "אתמול": -1, "امروز": 0, "دیروز": -1, "आज": 0, "วันนี้": 0, "เมื่อวาน": -1,
}  # fmt: skip

# Words before a date that say what kind of date it is. Several may follow each other.
LABELS = (
    # English
    "published", "published on", "published at", "date published", "publish date", "published date",
    "publication date", "first published", "pub date", "posted", "posted on", "posted at", "post date", "updated",
    "updated on", "updated at", "last updated", "last updated on", "last update", "update", "modified",
    "last modified", "last modified on", "created", "created on", "created at", "date", "date and time", "datetime",
    "time", "timestamp", "on", "the", "issued", "released", "release date", "written", "written on", "submitted",
    "submitted on", "uploaded", "uploaded on", "added", "added on", "edited", "last edited", "dated",
    "originally published", "originally published on", "date posted", "first posted", "originally posted",
    "originally posted on", "published online", "available online", "upload date", "issue date", "modification date",
    "date of publication", "revised", "revised on", "last revised", "last revised on", "latest update",
    "page last updated", "this page was last edited on",
    # Chinese
    "发布时间", "发布日期", "发布于", "发布", "发表时间", "发表日期", "发表于", "发表", "更新时间", "更新日期",
    "更新于", "更新", "最后更新", "最后更新于", "最后更新时间", "最近更新", "修改时间", "创建时间", "创建于",
    "日期", "时间", "发稿时间", "撰写时间", "编辑时间", "编辑于", "修改于", "上傳日期",
    "刊登日期", "刊登时间", "上传时间", "公布日期",
    "于", "於", "已于", "已於", "原创", "原創", "转载", "轉載",
    "公布时间", "添加时间", "录入时间", "出版日期", "原文发布时间", "發布時間", "發布日期", "發布於", "發佈時間",
    "發佈日期", "發佈於", "發表時間", "發表日期", "發表於", "更新時間", "最後更新", "最後更新時間", "修改時間",
    "建立時間", "時間", "刊登時間", "張貼日期", "上稿時間", "發布", "發佈", "發表",
    # Japanese
    "入力",
    "公開日", "公開日時", "公開", "初公開", "更新日", "更新日時", "最終更新", "最終更新日", "投稿日", "投稿日時",
    "投稿", "掲載日", "掲載", "作成日", "作成日時", "日付", "日時", "配信", "配信日", "発表日", "発行日", "登録日",
    # Korean
    "입력", "입력시간", "입력일", "기사입력", "수정", "수정일", "최종수정", "최종 수정", "등록", "등록일", "승인",
    "게시", "게시일", "작성", "작성일", "발행일", "발행", "업데이트", "날짜", "송고시간", "송고", "보도일",
    # French, German, Spanish, Italian, Portuguese
    "publié", "publié le", "publiée le", "mis à jour", "mis à jour le", "mise à jour", "mise à jour le",
    "dernière mise à jour", "dernière mise à jour le", "modifié le", "modifié", "posté le", "créé le", "écrit le",
    "date de publication", "mis en ligne le", "rédigé le", "paru le", "article publié le", "actualisé le",
    "dernière modification", "dernière modification le", "le", "zuletzt geändert", "zuletzt geändert am", "verfasst am",
    "veröffentlicht", "veröffentlicht am", "aktualisiert", "aktualisiert am",
    "zuletzt aktualisiert", "zuletzt aktualisiert am", "letzte aktualisierung", "geändert am", "erstellt am",
    "erstellt",
    "erschienen am", "geschrieben am", "stand", "datum", "am", "den", "vom", "publicado", "publicado el",
    "publicada el", "actualizado", "actualizado el", "actualizado a", "última actualización",
    "fecha", "fecha de publicación",
    "creado el", "escrito el", "modificado el", "el", "creato il", "modificato il",
    "pubblicato", "pubblicato il", "aggiornato", "aggiornato il",
    "aggiornato al", "ultimo aggiornamento", "data", "data di pubblicazione", "il", "scritto il", "publicado em",
    "publicada em", "escrito em",
    "atualizado", "atualizado em", "última atualização", "última atualização em", "criado em", "postado em",
    "data de publicação", "modificado em", "em",
    # Dutch, Nordic, Baltic
    "på", "gepubliceerd", "gepubliceerd op", "bijgewerkt", "bijgewerkt op", "laatst bijgewerkt", "laatst bijgewerkt op",
    "laatste update", "aangemaakt op", "skapad", "udgivet", "oprettet", "opprettet", "luotu",
    "geplaatst", "geplaatst op", "gewijzigd op", "op", "publicerad", "publicerat", "publicerades", "publicerad den",
    "uppdaterad", "uppdaterat", "senast uppdaterad", "publiceret", "publiceret den", "opdateret", "offentliggjort",
    "sidst opdateret", "publisert", "oppdatert", "sist oppdatert", "dato", "julkaistu", "päivitetty",
    "viimeksi päivitetty", "julkaisupäivä", "avaldatud", "uuendatud", "kuupäev", "publicēts", "atjaunots", "datums",
    "paskelbta", "atnaujinta",
    # Slavic languages in Latin letters, Hungarian, Romanian, Albanian
    "opublikowano", "opublikowany", "data publikacji", "data dodania", "dodano", "zaktualizowano", "aktualizacja",
    "ostatnia aktualizacja", "utworzono", "napisano", "dnia", "publikováno", "zveřejněno", "vydáno",
    "aktualizováno", "poslední aktualizace", "vytvořeno", "dne", "publikované", "zverejnené", "aktualizované",
    "dátum", "dňa", "objavljeno", "posodobljeno", "objavljeno dana", "ažurirano", "zadnja izmjena", "megjelent",
    "közzétéve", "frissítve", "publikálva", "utolsó frissítés", "publicat", "publicat la", "publicat pe",
    "publicat el", "actualitzat", "actualitzat el",
    "publicat în", "actualizat", "actualizat la", "data publicării", "ultima actualizare", "postat la", "publikuar",
    "publikuar më", "përditësuar",
    # Cyrillic, Greek
    "опубликовано", "опубликован", "дата публикации", "дата", "обновлено", "обновлён", "последнее обновление",
    "изменено", "добавлено", "создано", "размещено", "опубліковано", "оновлено", "дата публікації", "публикувано",
    "публикувано на", "обновено", "последна промяна", "објављено", "ажурирано", "објавено", "апублікавана",
    "жарияланды", "δημοσιεύτηκε", "δημοσιεύθηκε", "δημοσίευση", "ημερομηνία", "ημερομηνία δημοσίευσης",
    "ενημερώθηκε", "ενημέρωση", "τελευταία ενημέρωση", "δημοσιεύτηκε στις", "στις",
    # Turkish, Vietnamese, Indonesian, Malay
    "yayınlanma", "yayınlanma tarihi", "yayın tarihi", "yayınlandı", "güncellenme", "güncellenme tarihi",
    "güncelleme", "güncelleme tarihi", "son güncelleme", "tarih", "giriş", "giriş tarihi", "eklenme tarihi",
    "oluşturulma", "oluşturulma tarihi", "đăng ngày", "đăng lúc", "ngày đăng", "cập nhật", "cập nhật lúc",
    "cập nhật ngày",
    "cập nhật lần cuối", "xuất bản", "ngày xuất bản", "ngày", "thời gian", "diterbitkan", "diterbitkan pada",
    "diperbarui", "dipublikasikan", "tanggal", "tanggal terbit", "diposting", "diposting pada", "diposkan pada",
    "dimuat", "terbit", "kemas kini", "dikemas kini", "dikemaskini", "tarikh", "disiarkan", "disiarkan pada",
    "terakhir diperbarui",
    # Arabic, Hebrew, Persian, Urdu
    "منشور في", "نشر في", "نشر", "نُشر", "تم النشر", "تم النشر في", "تاريخ النشر",
    "تاريخ", "التاريخ", "بتاريخ", "آخر تحديث",
    "تحديث", "تم التحديث", "فورسם", "פורסם", "פורסם בתאריך", "עודכן", "עודכן בתאריך", "עדכון אחרון", "תאריך",
    "تاریخ انتشار", "تاریخ", "منتشر شده", "منتشر شده در", "به‌روزرسانی", "آخرین به‌روزرسانی", "شائع", "تاریخ اشاعت",
    # India, Thailand
    "आखरी अपडेट", "अंतिम अपडेट",
    "प्रकाशित", "प्रकाशित तिथि", "प्रकाशन तिथि", "अपडेट", "अपडेटेड", "अद्यतन", "तारीख", "दिनांक", "तिथि", "प्रकाश",
    "প্রকাশ", "প্রকাশিত", "প্রকাশের সময়", "আপডেট", "তারিখ", "வெளியிடப்பட்டது", "புதுப்பிக்கப்பட்டது", "ప్రచురణ",
    "పబ్లిష్", "เผยแพร่", "เผยแพร่เมื่อ", "วันที่เผยแพร่", "อัปเดต", "อัปเดตล่าสุด", "อัพเดท", "โพสต์เมื่อ",
    "วันที่", "ปรับปรุงล่าสุด",
)  # fmt: skip

# Those that stand after a date as well.
LABELS_AFTER = (
    "发布", "首次发布", "发表", "更新", "修改", "编辑", "發布", "發佈", "發表", "編輯",
    "刊登", "公開", "投稿", "掲載", "配信", "입력", "수정",
    "등록", "게시", "작성", "발행", "송고", "승인", "published", "posted", "updated", "опубликовано", "обновлено",
)  # fmt: skip

# Zone names in words.
ZONE_WORDS: dict[str, str] = {
    "北京时间": "+0800", "北京時間": "+0800", "台北时间": "+0800", "台北時間": "+0800", "香港时间": "+0800",
    "香港時間": "+0800", "日本時間": "+0900", "日本标准时间": "+0900", "中国标准时间": "+0800", "中國標準時間": "+0800",
    "한국시간": "+0900", "한국 표준시": "+0900", "มาตรฐานกรุงเทพ": "+0700",
    "china standard time": "+0800", "japan standard time": "+0900", "korea standard time": "+0900",
    "beijing time": "+0800", "hong kong time": "+0800", "singapore time": "+0800",
    "greenwich mean time": "+0000", "coordinated universal time": "+0000",
    "eastern standard time": "EST", "eastern daylight time": "EDT", "eastern time": "ET",
    "central standard time": "CST", "central daylight time": "CDT", "central time": "CT",
    "mountain standard time": "MST", "mountain daylight time": "MDT", "mountain time": "MT",
    "pacific standard time": "PST", "pacific daylight time": "PDT", "pacific time": "PT",
    "central european time": "CET", "central european standard time": "CET", "central european summer time": "CEST",
    "eastern european time": "EET", "eastern european summer time": "EEST", "british summer time": "+0100",
    "india standard time": "+0530", "indian standard time": "+0530", "israel standard time": "+0200",
    "moscow standard time": "MSK", "singapore standard time": "+0800", "korean standard time": "+0900",
    "australian eastern standard time": "AEST", "australian eastern daylight time": "AEDT",
    "uk": "Europe/London", "uk time": "Europe/London", "tsi": "Europe/Istanbul",
    "мск": "MSK", "по московскому времени": "MSK",
}  # fmt: skip
