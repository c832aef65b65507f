"""How many steps a backtracking matcher takes: the work of a pattern, without a clock.

It matches as `re` does, alternative by alternative and repeat by repeat, and counts. Repeats of less than a thousand
are cut short: what they cost is bounded, however long the text is.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

if sys.version_info >= (3, 11):
    from re import _constants as c
    from re import _parser as parser
else:
    import sre_constants as c
    import sre_parse as parser

Then = Callable[[int], bool]
Matcher = Callable[[int, Then], bool]

_LARGE, _SMALL = 1000, 20
_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    c.CATEGORY_DIGIT: str.isdecimal,
    c.CATEGORY_SPACE: str.isspace,
    c.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
}
_NEGATED = {
    c.CATEGORY_NOT_DIGIT: c.CATEGORY_DIGIT,
    c.CATEGORY_NOT_SPACE: c.CATEGORY_SPACE,
    c.CATEGORY_NOT_WORD: c.CATEGORY_WORD,
}
SINGLE = (c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN)
REPEATS = tuple(getattr(c, name) for name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") if hasattr(c, name))


def inner(op: Any, value: Any) -> list[Any]:
    """What is in a construct: the one thing, or the branches."""
    if op in REPEATS:
        return [value[2]]
    name = str(op)
    if name == "BRANCH":
        return list(value[1])
    if name == "SUBPATTERN":
        return [value[-1]]
    if name == "ATOMIC_GROUP":
        return [value]
    return [value[1]] if name in ("ASSERT", "ASSERT_NOT") else []


class Steps:
    """A pattern and how many steps it has taken since; `over`: more than it may take."""

    def __init__(self, pattern: str | bytes, flags: int, limit: int) -> None:
        source = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
        self.tree = parser.parse(source, flags & ~re.ASCII)
        self.flags = self.tree.state.flags
        self.limit, self.taken, self.text, self.size = limit, 0, "", 0
        self.groups: dict[int | None, str | None] = {}
        self.run = self._all(self.tree)

    @property
    def over(self) -> bool:
        return self.taken > self.limit

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> int | None:
        """Match at a place; where that ends."""
        self.text, self.size, self.groups = text, min(end, len(text)), {}
        ends: list[int] = []
        return ends[0] if self.run(start, _first(ends)) else None

    def search(self, text: str, start: int = 0, end: int = sys.maxsize, *, once: bool = False) -> None:
        """Find all matches, or one."""
        while start <= min(end, len(text)) and not self.over:
            found = self.match(text, start, end)
            if found is not None and once:
                return
            start = max(start + 1, found or 0)

    # ------------------------------------------------------------------------- one matcher for each construct

    def _all(self, nodes: Iterable[tuple[Any, Any]]) -> Matcher:
        found: Matcher | None = None
        for op, value in reversed(list(nodes)):
            one = self._one(op, value)
            found = one if found is None else _then(one, found)
        return found or (lambda at, then: then(at))

    def _one(self, op: Any, value: Any) -> Matcher:
        if op in SINGLE:
            return self._single(self.accepts(op, value))
        if op in REPEATS:
            return self._repeat(op, *value)
        name = str(op)
        if name == "BRANCH":
            branches = [self._all(each) for each in value[1]]
            return lambda at, then: any(branch(at, then) for branch in branches)
        if name == "SUBPATTERN":
            return self._group(value[0], self._all(value[-1]))
        if name == "ATOMIC_GROUP":
            return self._atomic(self._all(value))
        if name in ("ASSERT", "ASSERT_NOT"):
            return self._look(value[0], value[1], wanted=name == "ASSERT")
        if name == "AT":
            return lambda at, then: self._stands(str(value), at) and then(at)
        if name == "GROUPREF":
            return self._reference(value)
        if name == "GROUPREF_EXISTS":
            yes, no = self._all(value[1]), self._all(value[2] or ())
            return lambda at, then: (yes if value[0] in self.groups else no)(at, then)
        return lambda at, then: False  # FAILURE

    def accepts(self, op: Any, value: Any) -> Callable[[str], bool]:
        """Which characters a construct of one character takes."""
        if op is c.ANY:
            return (lambda char: True) if self.flags & re.DOTALL else (lambda char: char != "\n")
        tests = list(self._tests(value) if op is c.IN else self._tests([(op, value)]))
        negated = op is c.IN and value[0][0] is c.NEGATE
        known: dict[str, bool] = {}

        def test(char: str) -> bool:
            if char not in known:
                both = {char, char.lower(), char.upper()} if self.flags & re.IGNORECASE else {char}
                known[char] = any(each(one) for each in tests for one in both) is not negated
            return known[char]

        return test

    def _tests(self, items: Iterable[tuple[Any, Any]]) -> Iterator[Callable[[str], bool]]:
        for op, value in items:
            if op is c.LITERAL:
                yield chr(value).__eq__
            elif op is c.NOT_LITERAL:
                yield chr(value).__ne__
            elif op is c.RANGE:
                yield lambda char, span=value: span[0] <= ord(char) <= span[1]
            elif op is c.CATEGORY:
                is_kind = _CATEGORIES[_NEGATED.get(value, value)]
                yield (lambda char, is_kind=is_kind: not is_kind(char)) if value in _NEGATED else is_kind

    def _single(self, test: Callable[[str], bool]) -> Matcher:
        def run(at: int, then: Then) -> bool:
            self.taken += 1
            return at < self.size and test(self.text[at]) and then(at + 1)

        return run

    def _repeat(self, op: Any, low: int, high: int, body: Any) -> Matcher:
        high = high if high >= _LARGE else min(high, max(low, _SMALL))
        is_lazy = op is c.MIN_REPEAT
        if len(body) == 1 and body[0][0] in SINGLE:
            run = self._characters(self.accepts(*body[0]), low, high, is_lazy=is_lazy)
        else:
            run = self._copies(self._all(body), low, high, is_lazy=is_lazy)
        return self._atomic(run) if str(op) == "POSSESSIVE_REPEAT" else run

    def _characters(self, test: Callable[[str], bool], low: int, high: int, *, is_lazy: bool) -> Matcher:
        def run(at: int, then: Then) -> bool:
            last = at
            while last < self.size and last - at < high and test(self.text[last]):
                last += 1
            self.taken += 1 if is_lazy else last - at + 1
            ends = range(at + low, last + 1)
            for end in ends if is_lazy else reversed(ends):
                self.taken += 1
                if then(end):
                    return True
                if self.over:
                    return False
            return False

        return run

    def _copies(self, inner: Matcher, low: int, high: int, *, is_lazy: bool) -> Matcher:
        def more(at: int, count: int, then: Then) -> bool:
            return count < high and inner(at, lambda end: (end > at or count < low) and run(end, then, count + 1))

        def run(at: int, then: Then, count: int = 0) -> bool:
            self.taken += 1
            if self.over:
                return False
            if is_lazy:
                return (count >= low and then(at)) or more(at, count, then)
            return more(at, count, then) or (count >= low and then(at))

        return run

    def _atomic(self, inner: Matcher) -> Matcher:
        def run(at: int, then: Then) -> bool:
            ends: list[int] = []
            return inner(at, _first(ends)) and then(ends[0])

        return run

    def _group(self, number: int | None, inner: Matcher) -> Matcher:
        def run(at: int, then: Then) -> bool:
            def ended(end: int) -> bool:
                before = self.groups.get(number)
                self.groups[number] = self.text[at:end]
                if then(end):
                    return True
                self.groups[number] = before
                return False

            return inner(at, ended)

        return inner if number is None else run

    def _look(self, direction: int, body: Any, *, wanted: bool) -> Matcher:
        inner, back = self._all(body), body.getwidth()[0] if direction < 0 else 0

        def run(at: int, then: Then) -> bool:
            found = at >= back and inner(at - back, lambda end: direction > 0 or end == at)
            return found is wanted and then(at)

        return run

    def _reference(self, number: int) -> Matcher:
        def run(at: int, then: Then) -> bool:
            said = self.groups.get(number)
            return said is not None and self.text.startswith(said, at) and then(at + len(said))

        return run

    def _stands(self, where: str, at: int) -> bool:
        multiline = self.flags & re.MULTILINE
        if where.startswith("AT_BEGINNING"):
            return at == 0 or (where == "AT_BEGINNING" and bool(multiline) and self.text[at - 1] == "\n")
        if where.startswith("AT_END"):
            last = where == "AT_END" and self.text.startswith("\n", at) and (multiline or at == self.size - 1)
            return at == self.size or bool(last)
        word = _CATEGORIES[c.CATEGORY_WORD]
        sides = [0 <= each < self.size and word(self.text[each]) for each in (at - 1, at)]
        return (sides[0] != sides[1]) is (where == "AT_BOUNDARY")


def _first(ends: list[int]) -> Then:
    """What takes down where a match ends."""

    def then(end: int) -> bool:
        ends.append(end)
        return True

    return then


def _then(one: Matcher, other: Matcher) -> Matcher:
    return lambda at, then: one(at, lambda end: other(end, then))
