"""Values that cannot be what their keys need: each stays in view, under a name that no tool takes for the field."""

from __future__ import annotations

from newsfix.read.frontmatter.dating import DOUBTFUL
from newsfix.read.frontmatter.fields import Fields, is_empty
from newsfix.read.frontmatter.keys import normal


def report_misfits(fields: Fields) -> None:
    """Report lists and mappings where a date is wanted; under the field's own key they would stop a site generator."""
    for field in ("date", "updated"):
        kept = f"{field}_original"
        for entry in fields.of(field):
            if isinstance(entry.value, str) or is_empty(entry.value) or entry.key == kept:
                continue
            if entry.key != field and normal(entry.key) in DOUBTFUL:
                continue
            where = "as it is"
            if entry.key == field:
                fields.places[entry.key] = (kept, entry.value)
                where = f"as {kept}"
            kind = "list" if isinstance(entry.value, list) else "mapping"
            fields.report("DT004", f"{entry.key} is a {kind} where a date is wanted; kept {where}", entry)
