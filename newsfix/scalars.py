"""Which plain scalars a YAML loader does not read as text."""

from __future__ import annotations

import re

from newsfix.regex import regex

# The union of YAML 1.1 (https://yaml.org/type/), the core schema of YAML 1.2 (section 10.3.2) and what
# Ruby's Psych adds (commas in numbers), so that no loader types what we leave unquoted.
_TYPED = regex(
    r"""
      ~ | null | true | false | yes | no | on | off | y | n | = | <<           # any case
    | [-+]? 0b [01_]+ | [-+]? 0o? [0-7_]+ | [-+]? 0x [0-9a-f_]+                # integers by base
    | [-+]? [0-9] [0-9_,]* (?: : [0-5]?[0-9] )* (?: \. [0-9_]* )? (?: e [-+]?[0-9]+ )?   # decimal, base 60
    | [-+]? \. [0-9] [0-9_]* (?: e [-+]?[0-9]+ )? | [-+]? \. inf | \. nan
    | [0-9]{4} - [0-9]{1,2} - [0-9]{1,2}
      (?: (?: t | [ \t]+ ) [0-9]{1,2} : [0-9]{2} (?: : [0-9]{2} (?: \. [0-9]* )? )?
          [ \t]* (?: z | [-+] [0-9]{1,2} (?: :? [0-9]{2} )? )? )?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_FIRST = frozenset("~nNtTfFyYoO=<+-.0123456789")


def is_typed(text: str) -> bool:
    """Whether some YAML loader reads this plain scalar as a number, boolean, null, date or merge key."""
    return not text or (text[0] in _FIRST and _TYPED.fullmatch(text) is not None)
