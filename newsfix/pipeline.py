"""The whole of newsfix as one function: bytes in, an article, its problems and its output out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from newsfix.account.balance import NOTHING, Account, balance, is_kept, losses
from newsfix.account.sides import Kind, Side, json_side, markdown_side, source_side
from newsfix.document import assembled, change, joined
from newsfix.model.article import Article, Picture, PictureFile
from newsfix.model.origin import Origin, as_origin
from newsfix.model.problem import Omission, Problem
from newsfix.options import DEFAULTS, Options
from newsfix.profiles import PLAIN, target
from newsfix.read.body import Body, read_body
from newsfix.read.encoding import Decoded, decode
from newsfix.read.for_target import as_target_writes, body_of, comments_left_out, tags_left_out
from newsfix.read.frontmatter.metadata import read_metadata
from newsfix.read.frontmatter.source import Source, may_be_own
from newsfix.read.frontmatter.split import split
from newsfix.read.html.selectors import is_chosen
from newsfix.read.parse import OverfullError, Parsed, parse_body, refuse_if_overfull
from newsfix.read.pictures.unify import Unified, unify
from newsfix.read.review import of_the_file, review
from newsfix.read.silence import NOTHING_SILENCED, Silence, silenced, told, without_effect
from newsfix.write.frontmatter import front_matter
from newsfix.write.markdown import body as body_text

if TYPE_CHECKING:
    from newsfix.syntax.shape import JsonArticle


class Result(Struct, frozen=True):
    """An article, what was found on the way, and its Markdown or JSON (None: an error says why there is none).

    `files` are the pictures that the output refers to as files (see `Options.data_prefix`).
    `text` is what was read, decoded: the lines and columns of the problems count in it.
    `account` says how much of it is written, left out on purpose, or lost.
    """

    article: Article
    problems: tuple[Problem, ...]
    output: str | None
    files: tuple[PictureFile, ...] = ()
    text: str = ""
    account: Account = NOTHING


class _Read(Struct, frozen=True):
    article: Article
    problems: tuple[Problem, ...]
    pictures: Unified
    silenced: Silence
    text: str | None  # None: there is none, and nothing else to say
    source: Source | None = None
    parsed: Parsed | None = None
    own: JsonArticle | None = None
    data: bytes = b""
    omissions: tuple[Omission, ...] = ()

    @property
    def kind(self) -> Kind:
        """How the body was read."""
        return self.parsed.kind if self.parsed else "html"


_KEPT_WHOLE = (Problem("BD014", "the file has front matter, so it is an article already; it was kept whole"),)
_NO_PICTURES = unify((), (), None, DEFAULTS)
_FATAL = frozenset({"EN003", "EN006"})


def convert(data: bytes | str, options: Options = DEFAULTS, origin: Origin | str | None = None) -> Result:
    """Convert one article.

    data     the file: bytes in any encoding, or text
    options  see `newsfix.Options`
    origin   where it comes from; the file's name is enough

    Never raises for any input: what is wrong with it is in the problems.
    """
    origin = as_origin(origin)
    found = _read(data, options, origin)
    if found.text is None:
        return Result(found.article, found.problems, None)
    output, problems, account = _accounted(found, options, origin.path)
    files = () if output is None else found.pictures.files
    return Result(found.article, problems, output, files, found.text, account)


def check(data: bytes | str, options: Options = DEFAULTS, origin: Origin | str | None = None) -> tuple[Problem, ...]:
    """The problems of one article: those that `convert` finds; nothing is written that they do not need."""
    origin = as_origin(origin)
    found = _read(data, options, origin)
    if found.text is None:
        return found.problems
    options = options if options.to == "markdown" else replace(options, to="markdown")
    if origin.is_kept and not options.verify and target(options) is PLAIN:
        return _write(found, options, origin.path)[1] if "MD002" in options.rules else found.problems
    return _accounted(found, options, origin.path, only_problems=True)[1]


def head(data: bytes | str, options: Options = DEFAULTS, origin: Origin | str | None = None) -> Article:
    """What an article is named and found by: its date, its url and its further front matter.

    The body is read only where the front matter leaves the first two open.
    """
    origin = as_origin(origin)
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    decoded = decode(raw, options, origin.encodings)
    if any(problem.code in _FATAL for problem in decoded.problems):
        return Article()
    if not may_be_own(decoded.text):
        article = read_metadata(split(decoded.text), as_target_writes(options), origin).article
        if article.date and article.url:
            return article
    return _read(raw, options, origin).article


def pictures(
    data: bytes | str, options: Options = DEFAULTS, origin: Origin | str | None = None
) -> tuple[tuple[Picture, tuple[str, ...]], ...]:
    """The pictures of one article, each with the names of the rows by which its URLs are one."""
    unified = _read(data, options, as_origin(origin)).pictures
    rows = {merge.url: merge.rows for merge in unified.merges}
    return tuple((picture, rows.get(picture.url, ())) for picture in unified.pictures)


def _read(data: bytes | str, options: Options, origin: Origin) -> _Read:
    """Bytes to text, to front matter and body, to metadata and blocks, to pictures, to an article."""
    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    decoded = decode(data, options, origin.encodings)
    if found := _unread(decoded):
        return found
    source = split(decoded.text)
    options = as_target_writes(options)
    line = source.front_line
    try:
        refuse_if_overfull(source.front, "front matter")
        line = source.body_line
        parsed = parse_body(body_of(source, options), line, options)
    except OverfullError as error:
        return _nothing((*decoded.problems, Problem("IO004", str(error), line, 1)))
    metadata = read_metadata(source, options, origin, parsed.page)
    body = _read_body(parsed, metadata.article, source, options, origin)
    url = metadata.article.url or body.url
    unified = unify(body.blocks, metadata.covers, url, options, origin.has_file)
    article = assembled(metadata, unified, url, options)
    problems = (
        *decoded.problems,
        *decoded.as_edits(
            each for each in source.problems if not (each.code == "FM001" and (origin.fields or body.is_main))
        ),
        *decoded.as_edits(metadata.problems),
        *body.problems,
        *comments_left_out(source, options),
        *parsed.located((*unified.problems, *review(unified, parsed, options)), metadata.places),
        *of_the_file(body, parsed, metadata.from_page),
    )
    silence = silenced(source)
    problems = (*problems, *without_effect(silence, problems, options.rules))
    omissions = (*_omissions(problems, body, unified), *tags_left_out(source, options))
    problems = told(problems, silence, options.rules)
    return _Read(article, problems, unified, silence, decoded.text, source, parsed, data=data, omissions=omissions)


def _nothing(problems: tuple[Problem, ...]) -> _Read:
    """What there is of a file that cannot be read."""
    return _Read(Article(), problems, _NO_PICTURES, NOTHING_SILENCED, None)


def _unread(decoded: Decoded) -> _Read | None:
    """What there is of a file that is not to be read: it is not text, or newsfix's own JSON."""
    if any(problem.code in _FATAL for problem in decoded.problems):
        return _nothing(decoded.problems)
    if not may_be_own(decoded.text):
        return None
    from newsfix.read.own import UnreadableError, read_own

    try:
        own = read_own(decoded.text)
    except UnreadableError as error:
        return _nothing((*decoded.problems, Problem("EN006", str(error), 1, 1)))
    return _Read(own.article, (), _NO_PICTURES, NOTHING_SILENCED, decoded.text, own=own.document) if own else None


def _read_body(parsed: Parsed, stated: Article, source: Source, options: Options, origin: Origin) -> Body:
    """The body in the light of what is stated; only a page without front matter has parts that are not its article."""
    names = (stated.url, *stated.authors, origin.path)
    main, is_page = is_chosen(options.main, names), source.kind == "none"
    body = read_body(parsed, stated, options, names, main=main and is_page)
    return replace(body, problems=(*body.problems, *_KEPT_WHOLE)) if main and not is_page else body


def _omissions(problems: Iterable[Problem], body: Body, unified: Unified) -> tuple[Omission, ...]:
    """What was left out on purpose, whether or not the problem that tells of it is asked for."""
    return (
        *(Omission(each.omitted, each.code, each.line) for each in problems if each.omitted),
        *body.omissions,
        *(Omission(" ".join(each.others), "IM001", addresses=each.others) for each in unified.merges if each.others),
    )


def _accounted(
    found: _Read, options: Options, path: str | None, *, only_problems: bool = False
) -> tuple[str | None, tuple[Problem, ...], Account]:
    """The output with the problems of reading, writing and accounting for it.

    only_problems  no account is asked for, so that a body which is written as it stands need not be counted
    """
    output, problems = _write(found, options, path)
    if output is None or found.source is None:
        return output, problems, NOTHING
    article, source, text = found.article, found.source, found.text or ""
    front = text.removesuffix(source.body.removeprefix(f"{source.comment}\n\n" if source.comment else ""))
    front = front[source.front_start if source.comment else 0 :]
    # Of a target's Markdown the front matter that newsfix itself would write.
    is_own = options.to != "markdown" or target(options) is PLAIN
    written = output if is_own else front_matter(article) + split(output).body
    rewritten = [each.text for each in (article.date_source, article.updated_source) if each]
    if (
        only_problems
        and not options.verify
        and found.kind == "markdown"
        and is_kept(front, source.body, written, rewritten)
    ):
        return output, problems, NOTHING
    there = (markdown_side if options.to == "markdown" else json_side)(written)
    base = article.url if options.absolute_links else None
    said = source_side(front, source.body, found.kind)
    account = balance(said, there, found.omissions, rewritten, base)
    faults = losses(account, text) or (_moved(said, there, found) if options.verify else ())
    if not faults:
        return output, problems, account
    problems = told((*problems, *faults), found.silenced, options.rules)
    if options.verify:
        return None, problems, account
    if options.to != "markdown":
        output = _json(found, problems, options, path)
    return output, problems, account


def _moved(source: Side, output: Side, found: _Read) -> tuple[Problem, ...]:
    """The problem that words come in another order; notes and captions have a place of their own."""
    from newsfix.account.order import disordered
    from newsfix.model.walk import apart

    elsewhere = [*(each.text for each in found.omissions), *apart(found.article.blocks)]
    words = " ".join(disordered(source, output, elsewhere)[:12])
    return (Problem("MD001", f"text: these words are not in the order of the source: {words}"),) if words else ()


def _write(found: _Read, options: Options, path: str | None) -> tuple[str | None, tuple[Problem, ...]]:
    article, problems = found.article, found.problems
    if options.verify or options.to == "markdown" or "MD002" in options.rules:
        chosen = target(options)
        if chosen is not PLAIN:
            from newsfix.write.shape import shaped, switched

            article, unsaid = shaped(article, chosen, from_markdown=found.kind == "markdown")
            problems = told((*problems, *unsaid), found.silenced, options.rules)
        written = body_text(article.blocks, without_html=chosen.raw_html == "avoid")
        if options.verify and not found.own:
            from newsfix.write.verify import verify

            if differences := verify(written, article.blocks):
                faults = (Problem("MD001", message) for message in differences)
                return None, told((*problems, *faults), found.silenced, options.rules)
        if chosen is not PLAIN:
            article = switched(article, written, chosen)
        head = front_matter(article, always=chosen.front_matter == "always")
        if found.source and found.kind == "markdown" and (changed := change(found.source, written, bool(head))):
            problems = told((*problems, changed), found.silenced, options.rules)
        if options.to == "markdown":
            return joined(head, written), problems
    return _json(found, problems, options, path), problems


def _json(found: _Read, problems: Sequence[Problem], options: Options, path: str | None) -> str:
    from newsfix.write.json import digest, dumped, to_json

    one_line = options.to == "jsonl"
    if found.own:
        return dumped(found.own, found.article.text, one_line=one_line)
    from newsfix.read.lines import lines

    return to_json(
        found.article,
        problems,
        path,
        one_line=one_line,
        source_sha256=digest(found.data),
        lines=lines(found.article.blocks, found.parsed) if found.parsed else {},
        omissions=found.omissions,
    )
