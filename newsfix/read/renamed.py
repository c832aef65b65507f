"""What newsfix writes for a target, read again: the target's keys mean the fields that were written under them."""

from __future__ import annotations

from msgspec.structs import replace

from newsfix.options import Options
from newsfix.profiles import target
from newsfix.read.frontmatter.keys import FIELD_OF, NAMES, normal

_FIELDS = {"author": "authors", "canonical_url": "url"}


def as_target_writes(options: Options) -> Options:
    """The options with those of the target's keys as names of fields that are none to newsfix."""
    names = dict(options.names)
    for key, written in target(options).output_keys.items():
        field = _FIELDS.get(key, key)
        if field in NAMES and isinstance(written, str) and normal(written) not in FIELD_OF:
            names[field] = (*names.get(field, ()), written)
    return options if names == options.names else replace(options, names=names)
