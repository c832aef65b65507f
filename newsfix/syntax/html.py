"""The elements of HTML, one row each: what else knows of elements by name is derived from this table.

A row: the name; what the walk does when the element begins; and what else is true of it:

block          of a leaf: it is one
void           it has no content and no end tag
raw            its content is characters: no tag begins in it
own            its content is not the article's and not read (`raw` without it is read)
reported       text in it that is left out is told of
unnested       it nests only by another that is counted (`<li>` by `<ul>`), or not at all
emphasis strong strikethrough code
               what it marks its content as; a mark without one of these is a mark of its own
telling        it tells HTML from Markdown
begins         its tag at a line's start begins HTML in Markdown (CommonMark 0.31, section 4.6, condition 6)
endless        likewise, up to its end tag, over blank lines too (condition 1)
written        our own Markdown has it as HTML
page           there is one of it round a whole page, or a part of one
outer          it may stand round a whole article
wrapper        it may stand round nothing but a picture
embeds         a script may show something from elsewhere in it
holder         it shows the picture that it holds
listing        it shows a block of code
nests          a mark of it within another one means something
bulleted       it is a list without numbers
tabular        it is a part of a table, or one
source         it tells the element round it what to show
states         it may state what front matter does
landmark       what is in it is there to use the page, or to say whose it is
titled         its title says what its content does not
cited          it may name its source
uncoded        what is in it is not a part of the code that it is in
bare           it says no more than its content
shown          a page shows it as a picture, or as one that moves
linking        its links are a part of what it says
list           what is in it is a list
piece          it holds pieces of a text, or is one
byline         it may hold the line that says who wrote an article and when
worded         what it holds is text, however short
plain          code may be laid out with it

Obsolete elements are listed, too: pages have them. One that is not listed is not an element of HTML.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from newsfix.regex import regex

_ROWS = """
-comment   leaf
-doctype   skip
a          leaf      wrapper holder titled spoken
abbr       inline titled spoken
acronym    inline titled spoken
address    block     begins byline
amp-anim   leaf      own
amp-audio  leaf      own
amp-iframe leaf      own
amp-img    leaf      own holder shown
amp-video  leaf      own
applet     inline spoken
area       skip      void spoken
article    block     telling begins outer embeds
aside      block     begins embeds
audio      leaf      own shown
b          mark      strong
base       skip      void begins spoken
basefont   skip      void begins
bdi        inline spoken
bdo        inline
bgsound    inline    void
big        inline
blink      inline
blockquote container telling begins embeds linking piece cited
body       block     telling begins page outer
br         leaf      void telling plain
button     inline    uncoded spoken
canvas     skip      own reported
caption    container unnested begins bare
center     block     telling begins outer byline
cite       mark      emphasis
code       mark      code
col        skip      void begins spoken
colgroup   skip      unnested begins
data       inline spoken
datalist   skip      own reported
dd         container unnested telling begins worded
del        mark      strikethrough cited
details    container begins written
dfn        mark      emphasis titled
dialog     block     begins
dir        container begins bulleted
div        block     telling begins outer wrapper bare embeds byline
dl         container telling begins written bare list piece
dt         container unnested telling begins
em         mark      emphasis
embed      leaf      void shown spoken
fieldset   block     begins
figcaption container begins bare linking
figure     container telling begins wrapper bare embeds linking
font       inline    telling outer plain
footer     block     telling begins landmark
form       block     begins landmark
frame      skip      void begins spoken
frameset   skip      unnested begins
h1         heading   telling begins linking
h2         heading   telling begins
h3         heading   telling begins
h4         heading   telling begins
h5         heading   telling begins
h6         heading   telling begins
head       skip      telling begins page
header     block     telling begins byline
hgroup     block
hr         leaf      void telling begins block
html       block     telling begins page outer states
i          mark      emphasis
iframe     leaf      raw own begins shown
image      inline    void spoken
img        leaf      void shown spoken
input      leaf      void spoken
ins        mark      cited
kbd        mark
keygen     inline    void spoken
label      inline spoken
legend     block     begins
li         container unnested telling begins linking piece
link       skip      void begins states spoken
listing    leaf      block listing
main       block     telling begins outer
map        inline spoken
mark       mark
marquee    inline
math       leaf spoken
menu       container begins bulleted
menuitem   inline    begins
meta       skip      void states spoken
meter      inline spoken
multicol   inline
nav        block     begins landmark
nextid     inline
nobr       inline
noembed    skip      raw own reported
noframes   skip      raw own reported begins
noscript   leaf      own reported
object     leaf      own reported shown
ol         container telling begins list piece
optgroup   block     unnested begins spoken
option     block     unnested begins spoken
output     inline spoken
p          block     unnested telling begins wrapper bare embeds linking piece byline worded
param      skip      void begins source spoken
picture    inline    wrapper holder spoken
plaintext  inline    raw
pre        leaf      telling endless block listing worded
progress   inline spoken
q          mark nests cited
rb         inline
rp         mark      unnested nests
rt         mark      unnested nests
rtc        inline
ruby       mark nests
s          mark      strikethrough
samp       mark      code
script     leaf      raw own endless states uncoded
search     block     begins
section    block     telling begins outer embeds byline
select     skip      own reported
slot       inline spoken
small      inline
source     skip      void begins source
spacer     inline
span       inline    wrapper embeds byline plain spoken titled
strike     mark      strikethrough
strong     mark      strong
style      skip      raw own endless uncoded
sub        mark nests
summary    container begins
sup        mark nests
svg        skip      own reported uncoded
table      container telling begins written tabular bare spoken linking
tbody      block     unnested begins tabular bare linking
td         container unnested telling begins outer tabular linking worded
template   skip      own reported uncoded
textarea   leaf      raw own reported endless uncoded
tfoot      block     unnested begins tabular
th         container unnested begins tabular linking
thead      block     unnested begins tabular bare
time       inline    states byline spoken
title      skip      raw own begins states
tr         container unnested telling begins tabular bare linking
track      skip      void begins source spoken
tt         mark      code
u          inline
ul         container telling begins bulleted list piece
var        mark      emphasis
video      leaf      own shown
wbr        skip      void
xmp        leaf      raw block listing
"""

ACTIONS: dict[str, str] = {}
_BY_WORD: defaultdict[str, set[str]] = defaultdict(set)
for _row in _ROWS.strip().split("\n"):
    _name, ACTIONS[_name], *_words = _row.split()
    for _word in (ACTIONS[_name], *_words):
        _BY_WORD[_word].add(_name)


def _those(*words: str) -> frozenset[str]:
    return frozenset[str]().union(*map(_BY_WORD.__getitem__, words))


NAMES = frozenset(name for name in ACTIONS if name[0] != "-")
VOID = _those("void")
RAW = _those("raw")
OWN = _those("own")
_BEGINS_TAG = regex(r"<[a-z]", re.IGNORECASE | re.ASCII)
_RUNS = regex(
    rf"<(?:{'|'.join(sorted(OWN))}|applet|base|embed|frame(?:set)?)\b|[\s/\"'>]on[a-z]+\s*=", re.IGNORECASE | re.ASCII
)
_RUNS_BY_ADDRESS = regex(r"[=;,][\"']?(?:(?:java|vb)script:|data:text/html[;,])", re.IGNORECASE | re.ASCII)
_PASSED_OVER = regex(r"[\x00-\x20]+")
"""What a browser leaves out before it looks at the scheme of an address (WHATWG URL)."""
TAKING = OWN | RAW
"""Elements whose content takes text away where they do not end."""
REPORTED = _those("reported")
UNNESTED = _those("unnested")
HEADINGS = _those("heading")
BLOCKS = HEADINGS | _those("block", "container")
PHRASES = _those("inline", "mark") | {"a"}
MARKED_AS = {name: word for word in ("emphasis", "strong", "strikethrough", "code") for name in _those(word)}
MARKS = {name: MARKED_AS.get(name, name) for name in _those("mark")}
"""What an element marks its content as: a kind of mark, or by its own name."""
BEGINNING = _those("begins")
ENDLESS = _those("endless")
WRITTEN = _those("written")
OUTER = _those("outer")
PAGE = _those("page")
WRAPPERS = _those("wrapper")
EMBEDDING = _those("embeds")
HOLDERS = _those("holder")
LISTINGS = _those("listing")
NESTING = _those("nests")
BULLETED = _those("bulleted")
TABULAR = _those("tabular")
SOURCES = _those("source")
STATING = _those("states")
LANDMARKS = _those("landmark")
TITLED = _those("titled")
CITED = _those("cited")
UNCODED = _those("uncoded")
BARE = _those("bare")
SHOWN = _those("shown")
LINKING = _those("linking")
LISTS = _those("list")
PIECES = _those("piece")
BYLINES = _those("byline")
WORDED = _those("worded")
PLAIN = _those("plain")
SPOKEN_OF = (BLOCKS - UNNESTED - {"p"}) | PAGE | _those("spoken")
"""What is between two words of a sentence without an end is spoken of there: `the <main> element`."""


def any_of(names: Iterable[str]) -> str:
    """A pattern for any of some names, parted by their first letters, so that few of them are tried at each place."""
    rests: dict[str, list[str]] = {}
    for name in sorted(names):
        rests.setdefault(name[0], []).append(name[1:])
    return "(?:" + "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items()) + ")"


BLOCK_TAG = regex(rf"</?(?:{any_of(_those('telling'))}|o:p)(?=[\s/>]|\Z)", re.IGNORECASE)
"""What tells HTML from Markdown: the reader looks for it, and the writer leaves none of it in a text."""

ENTITY = regex(r"&(?:#(?:[xX][0-9A-Fa-f]{1,8}|[0-9]{1,8})|([A-Za-z][A-Za-z0-9]{1,31}));")


def is_entity(match: re.Match[str]) -> bool:
    """Whether what `ENTITY` matches stands for a character."""
    from html.entities import html5

    return match[1] is None or f"{match[1]};" in html5


def is_live(html: str) -> bool:
    """Whether a browser would run something in a text: what is left out everywhere.

    A value may have `<`, `>` and quotes in it, which tell nothing of where a tag ends: behind the first one all count.
    """
    from html import unescape

    tag = _BEGINS_TAG.search(html)
    if tag is not None and _RUNS.search(html, tag.start()):
        return True
    return "=" in html and ":" in html and _RUNS_BY_ADDRESS.search(_PASSED_OVER.sub("", unescape(html))) is not None
