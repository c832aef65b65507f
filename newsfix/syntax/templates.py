"""The grammar of shortcodes in square brackets, for who reads them and for who writes text that must not be one."""

from __future__ import annotations

SHORTCODE_NAMES = (
    "gallery|youtube|vimeo|audio|video|embed|playlist|soundcloud|twitter|tweet|gist|contact-form|contact-form-7|poll"
    "|polldaddy|slideshow|slideshare|dailymotion|googlemaps|wpvideo|flickr|instagram|spotify|caption|wp_caption|more"
)
"""Shortcodes that need no attribute to be known for one."""

RAW_SHORTCODES = "code|sourcecode|latex|php|html|css|javascript|js|python|bash|xml|sql|ruby|java"
"""Shortcodes that come in pairs and have code between them."""

SHORTCODE_WITH_VALUES = r"""\[[a-z][\w-]*(?:\s+[\w-]+=(?:"[^"\]\n]*"|'[^'\]\n]*'))+\s*/?\](?!\()"""
"""Any other name is one of a shortcode where quoted values follow (for `re.VERBOSE`)."""
