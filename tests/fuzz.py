"""Mutated articles through all of newsfix: no exception, no lost check, an output that is a fixpoint.

`python -m tests.fuzz` tries a fixed number of inputs from a fixed seed, as the tests do; `--seconds 7200` goes on
for hours from a seed of its own, which it prints. What fails is printed with its number, made small. `--tags` mutates
tags alone, and holds the words of the output against a count that knows nothing of newsfix (`tests.mutants`).
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

from newsfix import Options, check, convert
from newsfix.model.origin import Origin
from newsfix.run.fix import fix
from tests import mutants

ROOT = Path(__file__).resolve().parent.parent
COUNT = 1200
_LONGEST = 6000
_PIECES = (
    "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?x ", "?>", "&", "&lt;", "&#0;", "&#x110000;", '"', "'",
    "<b>", "</b>", "<i>", "<p>", "</p>", "<br>", "<pre>", "</pre>", "<code>", "<table>", "<tr><td>", "</table>", "<li>",
    "<ul>", "<dl><dt>", "<figure>", "<figcaption>", "<img src=/a.png>", '<img src="/a.png" alt="', "<svg>", "<math>",
    "<script>", "</script>", "<template>", "<select>", "<noscript>", "<iframe src=x>", "<ruby>", "<rt>", "<details>",
    "\n", "\n\n", "\r", "\t", "    ", "\u3000", "\xa0", "\u200b", "\u202e", "\ufdd0", "\0", "\ufeff", "\ud800", "\x85",
    "---\n", "+++\n", "{\n", "```\n", "~~~", "`", "``", "*", "**", "_", "~~", "#", "> ", "- ", "1. ", "|", "[", "](",
    "![", "[^1]", "[^1]: ", "[a]: ", "{{ ", " }}", "{% ", " %}", "{{< ", " >}}", "[caption]", "[/caption]",
    "$", "$$", "\\", "\\(", ":::", "!!! note\n", ": ", "*[A]: ", "title: ", "date: ", "tags: [", "&a ", "*a",
    "2021-03-04", "03/04/05", "yesterday", "中文", "。", "👍", "é", "!x ", "|\n", '[x y="z"]',
)  # fmt: skip


def seeds(further: str | None = None) -> list[str]:
    """The texts that are mutated: the fixtures, and the files of another directory."""
    paths = sorted(ROOT.glob("fixtures/*/source.*"))
    if further:
        paths += sorted(path for path in Path(further).rglob("*") if path.suffix in (".html", ".md", ".txt"))
    return [path.read_bytes().decode("utf-8", "replace")[: 4 * _LONGEST] for path in paths]


def mutated(texts: list[str], rng: random.Random) -> str:
    """A part of a text with pieces put in, taken out, doubled and moved."""
    text = rng.choice(texts)
    if len(text) > _LONGEST:
        start = rng.choice([0, rng.randrange(len(text))])
        text = text[start : start + _LONGEST]
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8, 20))):
        start = rng.randrange(len(text) + 1)
        end = min(start + rng.choice((0, 0, 1, 2, 5, 40, 300)), len(text))
        piece = rng.choice(
            (
                partial(rng.choice, _PIECES),
                partial(_repeated, rng),
                partial(_part, rng, rng.choice(texts)),
                partial(str, text[start:end] * 2),
                str,
            )
        )
        text = text[:start] + piece() + text[end:]
    return text[: 2 * _LONGEST]


def _repeated(rng: random.Random) -> str:
    return rng.choice(_PIECES) * rng.choice((2, 3, 10, 50))


def _part(rng: random.Random, text: str) -> str:
    start = rng.randrange(len(text) + 1)
    return text[start : start + rng.choice((3, 20, 100, 400))]


# ------------------------------------------------------------------------------- what must hold


_OPTIONS = (
    Options(verify=True),
    Options(verify=True, body="html", captions="strict", keys="keep"),
    Options(verify=True, body="markdown", day_first=True, base_date="2021-03-04", to_zone="UTC"),
    Options(verify=True, drop=("*",), data_prefix="media/"),
    Options(to="json", absolute_links=True, assume_zone="Asia/Tokyo"),
)


def faults(text: str, number: int) -> Iterator[str]:
    """What is wrong with how newsfix takes a text; a number for each of its inputs varies what it is asked for."""
    origin = Origin("a.md" if number % 2 else "a.html")
    options = _OPTIONS[number % len(_OPTIONS)]
    result = convert(text, options, origin)
    check(text, options, origin)
    if any(problem.code == "MD001" for problem in result.problems):
        yield "the Markdown reads back as something else"
    if result.output is None:
        return
    result.output.encode()
    again = options.replace(body="auto", drop=())
    if options.to == "markdown" and convert(result.output, again, "a.md").output != result.output:
        yield "the output is no fixpoint"
    fixed = fix(text.encode("utf-8", "surrogatepass"), Options(), origin).data
    if fix(fixed, Options(), origin).data != fixed:
        yield "a second --fix changes something"


# What may remain: a fault, what the text then has in it, and why.
KNOWN = (
    (
        "the output is no fixpoint",
        r"(?s)<code\b.*\{[{%#]",
        "a mark of an engine that nothing closes stays in the code of HTML, but not in that of Markdown",
    ),
)


def is_known(fault: str, text: str) -> bool:
    """Whether a fault may be one of those that are known."""
    return any(fault == known and re.search(pattern, text) for known, pattern, _ in KNOWN)


def tried(text: str, number: int, what: Callable[[str, int], Iterator[str]] | None = None) -> list[str]:
    """The faults that are not known, an exception among them; `what` looks for others than `faults` does."""
    try:
        return [fault for fault in (what or faults)(text, number) if not is_known(fault, text)]
    except Exception:
        return [traceback.format_exc(limit=-3)]


def reduced(text: str, number: int, wanted: str, what: Callable[[str, int], Iterator[str]] | None = None) -> str:
    """A smaller text with the same fault: parts are taken out as long as it remains."""
    last = wanted.splitlines()[-1]
    size = len(text) // 2
    while size:
        at = 0
        while at < len(text):
            smaller = text[:at] + text[at + size :]
            if any(fault.splitlines()[-1] == last for fault in tried(smaller, number, what)):
                text = smaller
            else:
                at += size
        size //= 2
    return text


# ---------------------------------------------------------------------------------- the command


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT, help=f"inputs; {COUNT}")
    parser.add_argument("--seconds", type=float, help="go on so long, whatever the count")
    parser.add_argument("--seed", type=int, help="1, or with --seconds one of the clock")
    parser.add_argument("--tags", action="store_true", help="mutate the tags alone, and count the words that are lost")
    parser.add_argument("--corpus", help="a directory of further articles to mutate")
    given = parser.parse_args()
    seed = given.seed or (int(time.time()) if given.seconds else 1)
    texts, end, failed = seeds(given.corpus), time.monotonic() + (given.seconds or 0), 0
    print(f"seed {seed}, {len(texts)} articles", flush=True)
    for number in count():
        if time.monotonic() > end if given.seconds else number >= given.count:
            break
        text = (mutants.mutant if given.tags else mutated)(texts, random.Random(seed * 1_000_003 + number))
        what = mutants.faults if given.tags else faults
        for fault in tried(text, number, what):
            failed += 1
            print(f"--- {number}: {fault}\n{reduced(text, number, fault, what)!r}", flush=True)
    print(f"{number} inputs, {failed} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
