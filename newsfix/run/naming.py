"""What the outputs in a directory are called where their articles have a say in it, before they are converted."""

from __future__ import annotations

from newsfix.model.origin import Origin
from newsfix.model.problem import Problem
from newsfix.options import Options
from newsfix.profiles import target


class Names:
    """The names of outputs, and the addresses that are taken."""

    def __init__(self) -> None:
        self._addresses: dict[str, str] = {}

    def of(
        self, data: bytes | str, options: Options, origin: Origin, path: str, relative: str, suffix: str
    ) -> str | Problem:
        """The path of an article's output below its directory, or why there is none.

        data, options, origin  what is converted
        path                   the input as messages name it
        relative               where it lies below its source, with `/` between the parts
        """
        from newsfix.pipeline import head
        from newsfix.write.shape.fields import address, completed
        from newsfix.write.shape.names import Unnamed, file_name

        chosen = target(options)
        article = completed(head(data, options, origin), chosen, [])
        try:
            name = file_name(article, relative, chosen.file_names, suffix)
        except Unnamed as error:
            return Problem(error.code, str(error), 1, 1)
        stated = address(article) if chosen.addresses != "none" else None
        first = self._addresses.setdefault(stated, path) if stated else path
        return name if first == path else Problem("IO003", f"the address {stated} is already that of {first}")
