"""What tells HTML from Markdown: the reader looks for it, and the writer leaves none of it in a text."""

from __future__ import annotations

import re

from newsfix.regex import regex

BLOCK_TAG = regex(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|blockquote|section|article|center|figure|table|tr|td|font|main|header|footer|html"
    r"|head|body|pre|dl|dd|dt|o:p|hr)(?=[\s/>]|\Z)",
    re.IGNORECASE,
)
