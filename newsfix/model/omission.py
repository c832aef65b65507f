"""What a reader leaves out on purpose: plain data that travels beside the article, for the account."""

from __future__ import annotations

from msgspec import Struct


class Omission(Struct, frozen=True):
    """What was left out, why, and where.

    text       as it stands in the source, markup included
    reason     the code of the problem that tells of it, or a phrase where none does
    line       where it begins; None where that is not known
    addresses  further ones that go with it, as those of a picture that is written under another
    """

    text: str
    reason: str
    line: int | None = None
    addresses: tuple[str, ...] = ()
