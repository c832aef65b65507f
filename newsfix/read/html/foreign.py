"""Elements that HTML does not have, as the HTML that shows what the programs that know them show.

Their words may stand in attributes (`<spoiler title="…">`), and what is code in them would be read as prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsfix.model.position import spliced
from newsfix.read.code import CodeSpans, is_in
from newsfix.read.html.tags import Tags
from newsfix.read.references import escape, unescape
from newsfix.regex import regex

_ATTRIBUTE = regex(r"""([^\s=/"'<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
# Elements of code with the name of its language: MediaWiki's, Habr's, those of documentation systems; and those
# that SyntaxHighlighter shows by their name or type.
_CODE_TAG = regex(
    r"""<(?P<name>(?:source|programlisting|[a-z]+-code|(?:[a-z]+-)?(?:code-?block|code-?snippet|hljs)|[a-z-]*highlight)
          (?=\s[^<>]*(?<=\s)lang(?:uage)?\s*=)
        | textarea(?=\s[^<>]*(?<=\s)name\s*=\s*["']?code\b)
        | script(?=\s[^<>]*(?<=\s)type\s*=\s*["']?(?:syntaxhighlighter\b|text/plain\b[^<>]*\blang(?:uage)?-\w)))
        (?P<attributes>\s[^<>]*)>""",
    re.IGNORECASE | re.VERBOSE,
)
_CODE_SCRIPT = regex(r"=\s*[\"']?(?:syntaxhighlighter|text/plain)\b", re.IGNORECASE)
_IN_SECTION = regex(r"\s*<!\[CDATA\[(.*)\]\]>\s*", re.DOTALL)
# Code that is nothing but tags: what it shows is those.
_TAG_ALONE = regex(
    r"(<code\b[^<>]*>)((?:\s*</?(?!(?:a|br|code|i|img|picture|pre|span|svg)\b)[a-zA-Z][^<>]*>){1,9}\s*)(?=</code)",
    re.IGNORECASE,
)
# Code in a language whose text has tags; what is highlighted has elements of its own, and writes those as entities.
_PRE = regex(r"<pre(?=[\s>])[^<>]*>(?:<code\b[^<>]*>)?", re.IGNORECASE)
_END_OF_PRE = regex(r"</(?:code\s{0,9}>\s{0,99}</)?pre", re.IGNORECASE)
_TAG = regex("<")
_NO_BREAK = regex(r"<(?!br\b)", re.IGNORECASE)
_HIGHLIGHTED = regex(r"<span\b|&lt;", re.IGNORECASE)
_IN_MARKUP = regex(
    r"(?:(?:lang(?:uage)?|brush)\s*[-:=]\s*[\"']?|class\s*=\s*[\"']?(?=[\w ]+[\"'>]))"
    r"(?:x?html\d?|xml|svg|markup|vue|svelte|[jt]sx|php|erb|ejs|jinja2?|twig|liquid|handlebars|hbs|astro|razor|jsp)\b",
    re.IGNORECASE,
)
_LANGUAGE = regex(r"(?<=\s)language\s*=", re.IGNORECASE)
_CODE_NAMES = frozenset({"source", "programlisting", "textarea"})
_CODE_ENDINGS = ("-code", "codeblock", "code-block", "codesnippet", "code-snippet", "hljs", "highlight")
# Confluence's, in the form that it stores.
_MACRO = regex(
    r"""<ac:structured-macro\b[^<>]*\sac:name="(?:code|noformat)"[^<>]*>
        (?P<said>(?:\s*<ac:parameter\b[^<>]*>[^<>]*</ac:parameter>)*)\s*
        <ac:plain-text-body>\s*<!\[CDATA\[(?P<code>(?:[^\]]|\](?!\]>))*)\]\]>\s*</ac:plain-text-body>\s*</ac:structured-macro>""",
    re.VERBOSE,
)
_PARAMETER = regex(r'<ac:parameter\b[^<>]*\sac:name="(language|title)"[^<>]*>([^<>]*)<')
_TITLE_OF_CONFLUENCE = regex(r'<ac:parameter\b[^<>]*\sac:name="title"[^<>]*>[^<>]*<')
_TASK_OF_CONFLUENCE = regex(
    r"<ac:task>(?P<rest>\s*(?:<ac:task-(?:uu)?id>[^<>]*</ac:task-(?:uu)?id>\s*)*<ac:task-status>(?P<state>\w+))"
    r"</ac:task-status>\s*<ac:task-body>"
)
_ANY_TAG = regex(r"<[^<>]*>")
# A link that shows the title of the page that it leads to, and a picture of another site.
_LINK_OF_CONFLUENCE = regex(r'<ac:link\b[^<>]*>\s*<ri:page\b[^<>]*\sri:content-title="([^"]*)"[^<>]*/>\s*</ac:link>')
_PICTURE_OF_CONFLUENCE = regex(
    r'<ac:image(?:\b[^<>]*?\sac:alt="([^"]*)")?[^<>]*>\s*<ri:url\b[^<>]*\sri:value="([^"]*)"[^<>]*/>\s*</ac:image>'
)
_OF_CONFLUENCE = (
    ("<ac:task-list>", "<ul>"),
    ("</ac:task-list>", "</ul>"),
    ("</ac:task-body>", ""),
    ("</ac:task>", "</li>"),
)


_TITLES = ("title", "label", "heading", "header")
# What shows the title elsewhere, or only where somebody points at it.
_MAY_TITLE = regex(r"title|label|head", re.IGNORECASE)
_WITHOUT_TITLE = regex(
    r"abbr|button|embed|frame|icon|image|img|link|media|photo|picture|player|share|term|tip|video", re.IGNORECASE
)


# What stands for the start tag of an element, with the words of an attribute, of the first that is there.
_ROWS = {
    "cut": (("text", "title"), "<p>{}</p>"),  # what is below is behind a link of these words
    "habracut": (("text",), "<p>{}</p>"),
    "lj-cut": (("text",), "<p>{}</p>"),
    "lj": (("user", "comm", "community"), "{}"),  # the name of an account
    "spoiler": (("title", "name", "caption", "header"), "<p><b>{}</b></p>"),
}
_TASK = "en-todo"
_CHECKED = {"complete": "checked=true"}
FOREIGN = frozenset({*_ROWS, _TASK})
"""Elements that `as_html` may know."""


def _values(attributes: str) -> dict[str, str]:
    return {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(attributes)}


def as_html(name: str, attributes: str) -> str | None:
    """What stands for the start tag of one of these elements; None where it says nothing that is read."""
    values = _values(attributes)
    if name == _TASK:
        checked = " checked" if values.get("checked", "").lower() == "true" else ""
        return f'<input type="checkbox"{checked}>'
    keys, html = _ROWS[name]
    said = next((values[key] for key in keys if values.get(key)), None)
    return None if said is None else html.format(escape(unescape(said), quote=False))


def title_of(name: str, attributes: str) -> str:
    """The title that an element that HTML does not have states for what it holds, as HTML; empty for none."""
    if not _MAY_TITLE.search(attributes):
        return ""
    values = _values(attributes)
    said = next((values[key] for key in _TITLES if values.get(key)), "")
    if not said.strip() or _WITHOUT_TITLE.search(name) or {"src", "href", "url"} & values.keys():
        return ""
    return f"<p><b>{escape(unescape(said), quote=False)}</b></p>"


def listings(text: str, tags: Tags) -> str:
    """A text with these tags, in which elements of code are `<pre>`; itself where it has none."""
    if any(name.startswith("ac:") for name in tags.names):
        text = _from_confluence(text)
    is_script = "script" in tags.names and _CODE_SCRIPT.search(text)
    if not (is_script or tags.any_of(_CODE_NAMES) or any(name.endswith(_CODE_ENDINGS) for name in tags.names)):
        return text
    return spliced(text, _listings(text))


def _listings(text: str) -> Iterator[tuple[int, int, str]]:
    """Where elements of code are, and what stands for them."""
    last = 0
    spans: list[tuple[int, int]] | None = None
    endless: set[str] = set()
    for match in _CODE_TAG.finditer(text):
        name = match["name"]
        if match.start() < last or name in endless:
            continue
        end = text.find(f"</{name}", match.end())
        stop = text.find(">", end) if end >= 0 else -1
        if stop < 0:
            endless.add(name)
            continue
        spans = CodeSpans(text, markdown=True).spans() if spans is None else spans
        if is_in(spans, match.start()):
            continue
        code = text[match.end() : end]
        if not code.strip():
            continue
        section = _IN_SECTION.fullmatch(code)
        if section or name.lower() == "script":
            code = (section[1] if section else code).replace("&", "&amp;")
        code = code.replace("<", "&lt;")
        attributes = _LANGUAGE.sub("data-language=", match["attributes"])
        is_phrase = name == "d-code" and "\n" not in code
        last = stop + 1
        yield match.start(), last, f"<code>{code}</code>" if is_phrase else f"<pre{attributes}>{code}</pre>"


def with_markup_shown(html: str) -> str:
    """HTML in which the tags in code are text where its language says that they are, or where they are all of it."""
    html = _TAG_ALONE.sub(lambda match: match[1] + match[2].replace("<", "&lt;"), html)
    if "<pre" not in html and "<PRE" not in html:
        return html
    edits: list[tuple[int, int, str]] = []
    ended = 0
    for start in _PRE.finditer(html):
        if start.start() < ended:
            continue
        end = _END_OF_PRE.search(html, start.end())
        if end is None:
            break
        ended = end.end()
        code = html[start.end() : end.start()]
        if "<" in code and _IN_MARKUP.search(start[0]) and not _HIGHLIGHTED.search(code):
            # Without another line end, an editor has written those as elements.
            sign = _TAG if "\n" in code.rstrip() else _NO_BREAK
            edits.append((start.end(), end.start(), sign.sub("&lt;", code)))
    return spliced(html, edits)


def _from_confluence(text: str) -> str:
    """A text whose code and tasks are those of HTML, not of the form that Confluence stores."""
    text = _LINK_OF_CONFLUENCE.sub(r"\1", _MACRO.sub(_listing, text))
    text = _PICTURE_OF_CONFLUENCE.sub(r'<img src="\2" alt="\1">', text)
    if "<ac:task>" in text:
        text = _TASK_OF_CONFLUENCE.sub(_item, text)
        for tag, html in _OF_CONFLUENCE:
            text = text.replace(tag, html)
    return text


def _item(match: re.Match[str]) -> str:
    """The beginning of an item; what else is said of the task is there, but not shown."""
    box = as_html(_TASK, _CHECKED.get(match["state"], ""))
    return f"<li>{box} <span hidden>{_ANY_TAG.sub(' ', match['rest'])}</span>"


def _listing(match: re.Match[str]) -> str:
    said = dict(_PARAMETER.findall(match["said"]))
    title = f"<p><b>{said['title']}</b></p>" if said.get("title") else ""
    language = f' lang="{escape(said["language"])}"' if said.get("language") else ""
    # What the program is told of the code is beside it, as the numbers of lines are.
    told = " ".join(_ANY_TAG.sub(" ", _TITLE_OF_CONFLUENCE.sub("", match["said"])).split())
    aside = f'<span class="gutter">{told}</span>' if told else ""
    return f"{title}<pre{language}>{aside}{escape(match['code'], quote=False)}</pre>"
