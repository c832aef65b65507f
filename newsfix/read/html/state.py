"""What a walk over a body keeps: the runs of the line that is being read and the containers that are open."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfix.model.article import MAX_DEPTH, Anchor, Figure, Heading, Image, Paragraph
from newsfix.model.problem import Omission, Unplaced
from newsfix.read.html.addresses import resolved
from newsfix.read.html.bounds import TOO_DEEP
from newsfix.read.html.captions.beside import Ways, written_captions
from newsfix.read.html.captions.lines import figure, is_pictures, only_anchors
from newsfix.read.html.frames import Frame
from newsfix.read.html.nodes import beside, is_blank, outwards
from newsfix.read.html.notes import find_notes
from newsfix.read.html.phrases import phrase, phrases
from newsfix.read.html.positions import Numbering
from newsfix.read.html.whitespace import lines_of
from newsfix.read.pictures.element import LeftOut, one_line, read_candidates
from newsfix.read.pictures.identity import table
from newsfix.read.references import unescape
from newsfix.syntax.html import VOID

if TYPE_CHECKING:
    from collections import Counter

    from selectolax.lexbor import LexborNode

    from newsfix.options import Options
    from newsfix.read.html.elements import Attributes
    from newsfix.read.html.inline import Marks, Run
    from newsfix.read.parse import Parsed
    from newsfix.read.pictures.candidates import Candidate


class State:
    """The walk's memory.

    stack       the elements that are open, each with what is to do when it ends and the marks before it
    pictured    whether a picture is among the runs
    heading     the level of the heading that is open, or 0; `identifier` is what the source calls it
    separator   the comment that parts the article
    lined       the texts whose line ends are shown, by `mem_id`
    apart       side notes, which are read when all else has been, with their labels
    paragraphs  how often the text of each paragraph is not left out, once that is asked
    behind      the pictures behind elements that have been told of
    copies      the candidates that a `<noscript>` gives to a picture, by that picture's `mem_id`
    """

    def __init__(
        self, root: LexborNode, parsed: Parsed, options: Options, base: str | None, left_out: Container[int]
    ) -> None:
        self.root = root
        self.tags = parsed.tags
        self.protected = parsed.protected
        self.notes = find_notes(root, parsed.html, left_out)
        self.base = base if options.absolute_links else None
        self.separator: str | None = None
        self.behind: set[str] = set()
        self.table = table(options.picture_rows)
        self.problems: list[Unplaced] = []
        self.omissions: list[Omission] = []
        self.runs: list[Run] = []
        self.pictured = False
        self.stack: list[tuple[LexborNode, int, Marks]] = []
        self.frame = Frame(None)
        self.ways = self.frame.ways = Ways(strict=options.captions == "strict")
        self.ways.written = written_captions(root, parsed.html)
        self.frames: list[Frame] = [self.frame]
        self.heading = 0
        self.identifier: str | None = None
        self.copies: dict[int, list[Candidate]] = {}
        self.numbering = Numbering(root.parser)
        self.lined: set[int] = set()
        self.apart: list[tuple[LexborNode, str]] = []
        self.paragraphs: Counter[str] | None = None

    @property
    def block(self) -> LexborNode | None:
        """The innermost block element that is open: what ends without anything to do is a phrase."""
        return next((node for node, ending, _ in reversed(self.stack) if ending), None)

    # ------------------------------------------------------------------------------- runs to lines

    def show(self, image: Image, marks: Marks) -> None:
        """Add a picture to the runs."""
        self.runs.append((image, marks))
        self.pictured = True

    def restored(self, image: Image) -> Image:
        """A picture with the template tags that stand in what is said of it."""
        if not self.protected.tags:
            return image
        restore = self.protected.restore
        return replace(
            image,
            url=self.protected.restore_url(image.url),
            alt=one_line(restore(image.alt)),
            title=restore(image.title) if image.title else None,
            variants=tuple(restore(url) for url in image.variants),
        )

    def show_stated(self, node: LexborNode, attributes: Attributes, found: list[Candidate]) -> None:
        """Show the picture that an element other than an image states, or report why it shows none."""
        alt = one_line(attributes.get("alt") or attributes.get("aria-label") or attributes.get("title"))
        chosen = read_candidates(found, alt, None, None, attributes.get("class"), self.table)
        if isinstance(chosen, LeftOut):
            self.report(chosen.code, chosen.message, node, self.tag(node))
            return
        self.show(self.restored(Image(chosen.url, alt, variants=chosen.variants)), ())

    def follows_figure(self) -> bool:
        """Whether nothing has been read since a figure ended."""
        hinted = self.frame.hinted
        return not self.runs and bool(hinted) and type(hinted[-1][0]) is Figure

    def flush(self, hint: LexborNode | None) -> None:
        """Hand the runs as lines to the innermost frame; targets of links wait for what follows them."""
        runs = self.runs
        if not runs:
            return
        if self.heading:
            runs.append((" ", ()))
            return
        content = None if self.pictured or self.frame.inline else phrase(runs)
        if content is None:
            self._flush_lines(hint)
            return
        runs.clear()
        if content:
            self.frame.add(Paragraph(content), hint)

    def _flush_lines(self, hint: LexborNode | None) -> None:
        """Hand over runs that are not one phrase: pictures, lines of text with breaks between, a mixture."""
        runs = self.runs
        if not self.frame.inline:
            if not self.pictured:
                content = phrases(runs)
                if content is not None:
                    runs.clear()
                    self.frame.take_phrases(content, hint)
                    return
            elif is_pictures(runs):
                self.frame.add(figure(runs), hint)
                runs.clear()
                self.pictured = False
                return
        found = lines_of(runs)
        if only_anchors(found):
            # No mark shows on what nobody sees.
            runs[:] = [(value, ()) for value, _ in runs if isinstance(value, Anchor)]
            return
        runs.clear()
        self.pictured = False
        self.frame.take(found, hint)

    def settle(self, hint: LexborNode | None) -> None:
        """Flush and leave nothing waiting, since a frame ends or a block without text comes."""
        self.flush(hint)
        if self.runs and not self.heading:
            anchors = list(self.runs)
            self.runs.clear()
            self.frame.take([anchors], hint)

    def close_heading(self, node: LexborNode) -> None:
        level, self.heading = self.heading, 0
        content = phrase(self.runs) if level and not self.frame.inline else None
        if content:
            self.runs.clear()
            self.frame.add(Heading(level, content, self.identifier), node)
            return
        found = lines_of(self.runs)
        if not level or only_anchors(found):
            self.flush(node)
            return
        self.runs.clear()
        self.pictured = False
        self.frame.take_heading(Heading(level, (), self.identifier), found, node)

    # ------------------------------------------------------------------------------------- frames

    def push(self, frame: Frame) -> None:
        frame.ways = self.ways
        self.frames.append(frame)
        self.frame = frame

    def pop(self) -> Frame:
        frame = self.frames.pop()
        self.frame = self.frames[-1]
        return frame

    def resolved(self, url: str) -> str:
        """A link's target as it is written, or against the article's URL where the user wants that."""
        return url if url.startswith(("#", "{{", "{%")) else resolved(self.base, url)

    # ----------------------------------------------------------------------------------- problems

    def report(
        self, code: str, message: str, node: LexborNode | None = None, omitted: str = "", detail: str = ""
    ) -> None:
        where = self.numbering.of(node) if node is not None else None
        self.problems.append(Unplaced(code, message, where, omitted, detail))

    def report_depth(self) -> None:
        """Tell, once, that elements are nested deeper than the model may be."""
        if not any(found.code == "BD002" for found in self.problems):
            self.report("BD002", TOO_DEEP.format(MAX_DEPTH))

    def omit(self, node: LexborNode, reason: str) -> None:
        """Say that an element is not read, for a reason that is not a problem."""
        if node.first_child is not None or node.attributes or node.tag == "template":
            html = node.html or ""
            if node.tag == "textarea":
                # What looks like a tag in it is written with entities here, but not in most sources.
                self.omissions.append(Omission(unescape(html), reason))
            # Else the account would not look into a script: it is told of all that it says.
            self.omissions.append(Omission(html[1:] if node.tag in ("script", "style") else html, reason))

    def omit_link_round(self, node: LexborNode) -> None:
        """Say that the link goes that shows nothing but an element that is left out."""
        link = next((outer for outer in outwards(node) if outer.tag == "a" or not _is_alone(outer)), node)
        if link.tag == "a":
            self.omissions.append(Omission(self.tag(link), "a link without text"))

    def report_link(self, marks: Marks, node: LexborNode) -> None:
        """Tell of the link round an element that no link can be round in Markdown."""
        for mark in marks:
            if mark.kind == "link":
                message = f"the link round <{node.tag}> was left out: {mark.url[:80]}"
                self.report("BD007", message, node, f'<a href="{mark.url}" title="{mark.title or ""}">')

    def tag(self, node: LexborNode) -> str:
        """The tag that begins an element."""
        return (node.html or "").partition(">")[0] + ">"


def _is_alone(node: LexborNode) -> bool:
    """Whether nothing but blanks and empty elements, such as icons, are beside an element."""
    return all(
        is_blank(other) or (other.tag != "-text" and other.first_child is None and other.tag not in VOID)
        for other in (*beside(node, "prev"), *beside(node, "next"))
    )
