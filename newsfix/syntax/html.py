"""The elements of HTML, one row each: what else knows of elements by name is derived from this table.

A row: the name; what the walk does when the element begins; and what else is true of it:

void       it has no content and no end tag
raw        its content is characters: no tag begins in it
own        its content is not the article's and not read (`raw` without it is read)
reported   text in it that is left out is told of
unnested   it nests only by another that is counted (`<li>` by `<ul>`), or not at all

Obsolete elements are listed, too: pages have them. One that is not listed is none of HTML's.
"""

from __future__ import annotations

import re

from newsfix.regex import regex

_ROWS = """
-comment    leaf
-doctype    skip
a           leaf
abbr        inline
acronym     inline
address     block
amp-anim    leaf       own
amp-img     leaf       own
applet      inline
area        skip       void
article     block
aside       block
audio       leaf       own
b           mark
base        skip       void
basefont    skip       void
bdi         inline
bdo         inline
bgsound     inline     void
big         inline
blink       inline
blockquote  container
body        block
br          leaf       void
button      inline
canvas      skip       own reported
caption     container  unnested
center      block
cite        mark
code        mark
col         skip       void
colgroup    skip       unnested
data        inline
datalist    skip       own reported
dd          container  unnested
del         mark
details     container
dfn         mark
dialog      block
dir         container
div         block
dl          container
dt          container  unnested
em          mark
embed       leaf       void
fieldset    block
figcaption  container
figure      container
font        inline
footer      block
form        block
frame       skip       void
frameset    skip
h1          heading
h2          heading
h3          heading
h4          heading
h5          heading
h6          heading
head        skip
header      block
hgroup      block
hr          leaf       void
html        block
i           mark
iframe      leaf       raw own
image       inline     void
img         leaf       void
input       leaf       void
ins         mark
kbd         mark
keygen      inline     void
label       inline
legend      block
li          container  unnested
link        skip       void
listing     leaf
main        block
map         inline
mark        mark
marquee     inline
math        leaf
menu        container
menuitem    inline
meta        skip       void
meter       inline
multicol    inline
nav         block
nextid      inline
nobr        inline
noembed     skip       raw own reported
noframes    skip       raw own reported
noscript    leaf       own reported
object      leaf       own reported
ol          container
optgroup    block      unnested
option      block      unnested
output      inline
p           block      unnested
param       skip       void
picture     inline
plaintext   inline     raw
pre         leaf
progress    inline
q           mark
rb          inline
rp          mark       unnested
rt          mark       unnested
rtc         inline
ruby        mark
s           mark
samp        mark
script      leaf       raw own
search      block
section     block
select      skip       own reported
slot        inline
small       inline
source      skip       void
spacer      inline
span        inline
strike      mark
strong      mark
style       skip       raw own
sub         mark
summary     container
sup         mark
svg         skip       own reported
table       container
tbody       block      unnested
td          container  unnested
template    skip       own reported
textarea    leaf       raw own reported
tfoot       block      unnested
th          container  unnested
thead       block      unnested
time        inline
title       skip       raw own
tr          container  unnested
track       skip       void
tt          mark
u           inline
ul          container
var         mark
video       leaf       own
wbr         skip       void
xmp         leaf       raw
"""

_ELEMENTS = {name: (action, frozenset(rest)) for name, action, *rest in map(str.split, _ROWS.strip().split("\n"))}

ACTIONS: dict[str, str] = {name: action for name, (action, _) in _ELEMENTS.items()}


def _those(word: str) -> frozenset[str]:
    return frozenset(name for name, (_, words) in _ELEMENTS.items() if word in words)


NAMES = frozenset(name for name in _ELEMENTS if name[0] != "-")
VOID = _those("void")
RAW = _those("raw")
OWN = _those("own")
REPORTED = _those("reported")
UNNESTED = _those("unnested")

ENTITY = regex(r"&(?:#(?:[xX][0-9A-Fa-f]{1,8}|[0-9]{1,8})|([A-Za-z][A-Za-z0-9]{1,31}));")


def is_entity(match: re.Match[str]) -> bool:
    """Whether what `ENTITY` matches stands for a character."""
    from html.entities import html5

    return match[1] is None or f"{match[1]};" in html5
