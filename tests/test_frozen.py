"""Values that are defined and made quickly."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from newsfix.frozen import Frozen, fields, replace, values


class Point(Frozen):
    """A place."""

    x: int
    y: int = 0

    def doubled(self) -> Point:
        return Point(self.x * 2, self.y * 2)


class Other(Frozen):
    x: int
    y: int = 0


class Nothing(Frozen):
    pass


class Marked(Frozen, uncompared=("note",)):
    text: str
    note: str | None = None


def test_fields_are_given_by_place_and_by_name() -> None:
    assert Point(1) == Point(x=1) == Point(1, y=0) == Point(1, 0)
    assert (Point(1, 2).x, Point(1, 2).y) == (1, 2)
    assert Point(1, 2).doubled() == Point(2, 4)


@pytest.mark.parametrize(("given", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"z": 1})])
def test_wrong_fields(given: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises(TypeError):
        Point(*given, **named)


def test_equality_looks_at_class_and_fields() -> None:
    assert Point(1, 2) != Point(1, 3)
    assert Point(1, 2) != Other(1, 2)
    assert Point(1, 2) != (1, 2)
    assert Nothing() == Nothing()
    assert {Point(1), Point(1), Point(2)} == {Point(1), Point(2)}


def test_what_is_not_compared() -> None:
    assert Marked("a", "one") == Marked("a", "two")
    assert hash(Marked("a", "one")) == hash(Marked("a"))
    assert Marked("a") != Marked("b")


def test_nothing_can_be_set() -> None:
    point = Point(1)
    with pytest.raises(AttributeError, match="'x' cannot be set"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        point.z = 2
    with pytest.raises(AttributeError):
        del point.x
    assert not hasattr(point, "__dict__")


def test_it_shows_its_fields() -> None:
    assert repr(Point(1, 2)) == "Point(x=1, y=2)"
    assert repr(Nothing()) == "Nothing()"


def test_one_like_another() -> None:
    assert replace(Point(1, 2), y=3) == Point(1, 3)
    with pytest.raises(TypeError):
        replace(Point(1), z=3)


def test_it_can_be_sent_and_copied() -> None:
    assert pickle.loads(pickle.dumps(Marked("a", "b"))).note == "b"
    assert copy.deepcopy(Point(1, 2)) == Point(1, 2)


def test_it_can_be_matched() -> None:
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)


class Far(Point):
    """A place with a third field."""

    z: int = 5


class Same(Point):
    """No further field."""


def test_a_class_may_add_fields() -> None:
    assert fields(Far) == ("x", "y", "z")
    assert values(Far(1)) == (1, 0, 5)
    assert Far(1, 2, 3) == Far(x=1, y=2, z=3) != Far(1, 2, 4)
    assert Same(1).doubled() == Point(2, 0)
    assert Same(1) != Point(1)
    assert not hasattr(Far(1), "__dict__")


@pytest.mark.parametrize("earlier", range(3))
def test_the_first_values_of_a_class_are_as_any_other(earlier: int) -> None:
    class New(Frozen):
        x: int
        y: int = 1

    for number in range(earlier):
        assert values(New(number)) == (number, 1)
    for given, named in (((), {}), ((1, 2, 3), {}), ((1,), {"x": 2}), ((1,), {"z": 1}), ((), {"y": 2})):
        with pytest.raises(TypeError):
            New(*given, **named)
    assert values(New(y=3, x=2)) == values(New(2, 3)) == (2, 3)


def test_an_interrupt_while_a_class_is_made_ready_is_one_like_any_other(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from newsfix.frozen import Frozen
class Point(Frozen):
    x: int
def interrupt(frame, event, argument):
    if frame.f_code.co_filename[0] == "<":
        raise KeyboardInterrupt
sys.settrace(interrupt)
try:
    Point(1), Point(2)
except KeyboardInterrupt:
    sys.exit(3)
"""
    (tmp_path / "interrupted.py").write_text(code)
    command = [sys.executable, "-m", "interrupted"]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 3
