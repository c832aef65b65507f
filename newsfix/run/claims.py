"""Which input has which output, so that no two have one."""

from __future__ import annotations

import os

from newsfix.run import files, storage


class Claims:
    """The outputs that are taken.

    Those of one source can meet only in one directory, or in two that are twins, and there only where the
    names of the inputs begin alike: only these are held.

    several  there are several sources, whose outputs may meet anywhere
    """

    def __init__(self, several: bool) -> None:
        self._several = several
        self._folder: str | None = None
        self._here: dict[str, tuple[tuple[str, str], ...]] = {}
        self._twins: dict[str, tuple[tuple[str, str], ...]] = {}

    def clash(self, output: str, path: str, *, twin: bool = False, alone: bool = False) -> str | None:
        """Why an output is not for an input; None gives it to the input.

        twin, alone  see `finding.Found`
        """
        if alone and not (twin or self._several):
            return None
        if not self._several and (folder := os.path.dirname(output)) != self._folder:
            self._folder = folder
            self._here.clear()
        held = self._twins if twin else self._here
        folded = files.folded(output)
        # More than one only where a file system tells them apart.
        others = held.get(folded, ())
        for taken, first in others:
            if taken == output:
                return f"the output {output} is already that of {first}"
            if not storage.is_url(output) and files.are_one(taken, output):
                return f"the output {output} is already that of {first}, which the file system calls {taken}"
        held[folded] = (*others, (output, path))
        return None
