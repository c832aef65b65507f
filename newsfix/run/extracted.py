"""Where the files of pictures go that stood in the articles, and how an article refers to them."""

from __future__ import annotations

import os
from urllib.parse import quote

from newsfix.run.storage import is_url


def prefix(directory: str, output: str | None) -> str:
    """The URL of a directory as a file refers to it, with a slash at its end.

    Relative to where the output lies; as the user named it where the output is a stream or on other storage.
    """
    if is_url(directory):
        return directory.rstrip("/") + "/"
    if output is not None and is_url(output):
        output = None
    path = directory
    if output is not None:
        try:
            path = os.path.relpath(directory, os.path.dirname(output) or ".")
        except ValueError:  # another drive of Windows
            path = os.path.abspath(directory)
    if path in ("", "."):
        return ""
    return quote(os.fsencode(path).replace(os.fsencode(os.sep), b"/")).rstrip("/") + "/"
