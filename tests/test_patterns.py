"""No article takes a pattern more than some steps for each of its characters.

Each pattern of the package is tried with texts made from itself: what one of its repeats takes, over and over, with
what leads up to it. Those that take it far (many are only asked of what is short) are put where an article may have
them, and what the pattern is then asked is counted.
"""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from newsfix import convert, regex
from tests.steps import REPEATS, SINGLE, Steps, inner
from tests.test_layering import MODULES, name_of

FEW = 12
LONG = 1000
FOR_EACH = 150
"""Steps for each character: some patterns take a hundred, and a text of any length no more."""
PLACES = (
    ("a.html", "{}"),
    ("a.md", "{}"),
    ("a.md", "a\n\n- a {} b\n"),
    ("a.html", "<p>{} b</p><figure><img src=/a.png><figcaption>{}</figcaption></figure>"),
    ("a.html", '<p class="{}" style="{}"><a href="{}">b</a> <img src="{}" alt="{}" srcset="{}"></p>'),
    ("a.html", '<p style="background: {}; font-family: {}">a</p><!-- {} --><p>b</p>'),
    ("a.html", "<p {}>a</p><pre>{}</pre>"),
    ("a.html", '<html><head><title>{}</title><meta name="author" content="{}"></head><body><p>{}</p></body></html>'),
    ("a.md", "---\ntitle: {}\ndate: {}\ntags: {}\nimage: {}\n---\nb"),
    ("a.md", "---\na: |\n  b\n{}\n---\nb"),
    ("a.md", "+++\na = 'b'\n{}\n+++\nb"),
)
ASKING = ("search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split")


def patterns() -> list[Any]:
    for path in MODULES:
        if path.stem != "__main__":
            importlib.import_module(name_of(path))
    found = {(each.pattern, each._flags): each for each in gc.get_objects() if type(each) is regex._Lazy}
    return [each for each in found.values() if each.pattern not in ("(", "never-seen-before")]


class Attacks:
    """Texts for a pattern, as what leads up to a repeat and what the repeat takes."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        signs = dict.fromkeys((*_signs(steps.tree), *' a0\n-.<"\u00e9\u4e2d'))
        tests = [steps.accepts(*node) for node in _nodes(steps.tree) if node[0] in SINGLE]
        self._signs = sorted(signs, key=lambda sign: -sum(test(sign) for test in tests))
        self.found: dict[tuple[str, str], None] = {}
        self._add(steps.tree, "")

    def _add(self, nodes: Iterable[tuple[Any, Any]], before: str) -> None:
        nodes = list(nodes)
        for index, (op, value) in enumerate(nodes):
            if op in REPEATS and value[1] >= 1000:
                after = self._sample(nodes[index + 1 :], 0)[:3]
                for body in filter(None, (self._sample(value[2], turn) for turn in (0, 1))):
                    self.found.update(dict.fromkeys(((before, body), (before, body + after))))
            for each in inner(op, value):
                self._add(each, before)
            before += self._sample([(op, value)], 0)

    def _sample(self, nodes: Iterable[tuple[Any, Any]], turn: int) -> str:
        """A text that nodes may match: of what there is to choose the first or the second."""
        said = ""
        for op, value in nodes:
            if op in SINGLE:
                fit = list(filter(self._steps.accepts(op, value), self._signs))
                said += fit[min(turn, len(fit) - 1)] if fit else ""
            elif not str(op).startswith("ASSERT") and (branches := inner(op, value)):
                said += self._sample(branches[turn % len(branches)], turn) * (min(value[0], 20) if op in REPEATS else 1)
        return said


def _nodes(nodes: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    for op, value in nodes:
        yield op, value
        for each in inner(op, value):
            yield from _nodes(each)


def _signs(nodes: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """The characters that a pattern names."""
    for op, value in _nodes(nodes):
        for each, said in value if str(op) == "IN" else ((op, value),):
            if str(each) in ("LITERAL", "NOT_LITERAL", "RANGE"):
                yield chr(said[0] if isinstance(said, tuple) else said)


def costly(pattern: Any) -> Iterator[tuple[str, str]]:
    """The texts, as beginnings and what follows over and over, of which twice as much takes far more than twice."""
    steps = Steps(pattern.pattern, pattern._flags, 20_000)
    for before, repeated in Attacks(steps).found:
        taken = []
        for times in (FEW, 2 * FEW):
            steps.taken = 0
            steps.search(f"{before}{repeated * times}\n\x01")
            taken.append(steps.taken)
        if steps.over or taken[1] > 2.9 * taken[0]:
            yield before, repeated


class Asked:
    """What a pattern is asked while an article is read, and the steps that it takes for that."""

    def __init__(self, pattern: Any, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
        self.steps = Steps(pattern.pattern, pattern._flags, limit)
        for name in ASKING:
            monkeypatch.setattr(pattern, name, self._counting(name, getattr(pattern, name)))

    def _counting(self, name: str, method: Any) -> Any:
        def called(*arguments: Any, **named: Any) -> Any:
            text, *places = (
                arguments[1:2] if name in ("sub", "subn") else arguments[:1] if name == "split" else arguments
            )
            text = text if isinstance(text, str) else text.decode("latin-1")
            if name in ("match", "fullmatch"):
                self.steps.match(text, *places)
            else:
                self.steps.search(text, *places, once=name == "search")
            return method(*arguments, **named)

        return called


def hangs(pattern: Any, before: str, repeated: str, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """The article in which a pattern takes too many steps for such a text."""
    said = before + repeated * (LONG // len(repeated))
    for name, place in PLACES:
        article = place.replace("{}", said)
        with monkeypatch.context() as patch:
            asked = Asked(pattern, patch, FOR_EACH * len(article))
            convert(article, origin=name)
        if asked.steps.over:
            return f"{place!r} with {before!r} and {repeated!r}"
    return None


@pytest.fixture(autouse=True)
def _deep() -> Iterator[None]:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    yield
    sys.setrecursionlimit(limit)


def test_no_article_takes_a_pattern_more_than_so_many_steps_for_a_character(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {}
    for pattern in patterns():
        for before, repeated in costly(pattern):
            if where := hangs(pattern, before, repeated, monkeypatch):
                found[pattern.pattern[:80]] = where
                break
    assert not found


@pytest.mark.parametrize("slow", ["(?:a+)+b", "a*[ab]*c", "(?:a|ab?)*c", "a+b", "(?<!c)a*?b", "x?(?:a|b)*c"])
def test_a_pattern_that_takes_too_long_is_seen(slow: str) -> None:
    assert list(costly(regex.regex(slow)))


@pytest.mark.parametrize("quick", ["(?<!a)a+b", "a{1,20}b", "b(?:[^ab]|a)*c", "a*b?", "(?=(a+))\\1"])
def test_a_pattern_that_takes_no_longer_is_not(quick: str) -> None:
    assert not list(costly(regex.regex(quick)))


def test_an_article_that_takes_too_long_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Any = regex.regex("a+b")
    assert hangs(asked, "a", "a", monkeypatch) is None
    monkeypatch.setattr("newsfix.read.parse.without_invisible", lambda text: asked.search(text) or text)
    assert "'{}'" in (hangs(asked, "a", "a", monkeypatch) or "")
