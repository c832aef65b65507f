"""Which plain scalars a YAML loader does not read as text."""

from __future__ import annotations

import re

from newsfix.regex import regex

# The union of YAML 1.1 (https://yaml.org/type/), the core schema of YAML 1.2 (section 10.3.2) and what
# Ruby's Psych adds (commas in numbers), so that no loader types what we leave unquoted.
_WORDS = frozenset({"~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<"})  # any case
_NUMBER = regex(
    r"""
      [-+]? 0b [01_]+ | [-+]? 0o? [0-7_]+ | [-+]? 0x [0-9a-f_]+                # integers by base
    | [-+]? [0-9] [0-9_,]* (?: : [0-5]?[0-9] )* (?: \. [0-9_]* )? (?: e [-+]?[0-9]+ )?   # decimal, base 60
    | [-+]? \. [0-9] [0-9_]* (?: e [-+]?[0-9]+ )? | [-+]? \. inf | \. nan
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_DATE = regex(
    r"""
      [0-9]{4} - [0-9]{1,2} - [0-9]{1,2}
      (?: (?: t | [ \t]+ ) [0-9]{1,2} : [0-9]{2} (?: : [0-9]{2} (?: \. [0-9]* )? )?
          [ \t]* (?: z | [-+] [0-9]{1,2} (?: :? [0-9]{2} )? )? )?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_FIRST_OF_WORD = frozenset("~nNtTfFyYoO=<")
_FIRST_OF_NUMBER = frozenset("+-.0123456789")


def is_typed(text: str) -> bool:
    """Whether some YAML loader reads this plain scalar as a number, boolean, null, date or merge key."""
    if not text:
        return True
    if text[0] in _FIRST_OF_NUMBER:
        return (text[4:5] == "-" and _DATE.fullmatch(text) is not None) or _NUMBER.fullmatch(text) is not None
    return text[0] in _FIRST_OF_WORD and text.lower() in _WORDS
