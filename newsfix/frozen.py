"""Immutable values with named fields: frozen, slotted data classes that cost little to define.

The standard library's write six functions and a second class for each, 0.45 milliseconds on a fast
machine; some sixty of them were more than half of what newsfix did before it looked at a file.
"""

from __future__ import annotations

from collections.abc import Collection
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Any:
        return lambda kind: kind


_T = TypeVar("_T", bound="Frozen")


class _Meta(type):
    """Makes slots of a class's annotated names, and an `__init__` that takes them in their order."""

    def __new__(
        meta, name: str, bases: tuple[type, ...], namespace: dict[str, Any], uncompared: Collection[str] = ()
    ) -> _Meta:
        if not bases:
            return super().__new__(meta, name, bases, {**namespace, "__slots__": (), "__match_args__": ()})
        own = tuple(namespace.get("__annotations__", ()))
        defaults = {field: namespace.pop(field) for field in own if field in namespace}
        names = (*bases[0].__match_args__, *own)  # type: ignore[attr-defined]
        compared = names if not uncompared else [each for each in names if each not in uncompared]
        namespace |= {
            "__slots__": own,
            "__match_args__": names,
            "__init__": _initialise,
            "_defaults": {**bases[0]._defaults, **defaults},  # type: ignore[attr-defined]
            "_values": attrgetter(*(compared or ["__class__"])),
            "_has_value": False,
        }
        return super().__new__(meta, name, bases, namespace)


def _initialise(self: Any, *given: Any, **named: Any) -> None:
    """The `__init__` of a class for its first value, often its only one; with the second it gives way to another."""
    kind = type(self)
    names = kind.__match_args__
    values = {**kind._defaults, **dict(zip(names, given, strict=False)), **named}
    is_whole = len(values) == len(names) >= len(given) and named.keys().isdisjoint(names[: len(given)])
    if is_whole and not kind._has_value:
        kind._has_value = True
        for name in names:
            object.__setattr__(self, name, values[name])
    else:
        kind.__init__ = _initialiser(kind)
        kind.__init__(self, *given, **named)


def _initialiser(kind: Any) -> Any:
    """`__init__(self, …)`, written out as one would by hand, since values are made by the million."""
    names, defaults = kind.__match_args__, kind._defaults
    known = {f"set_{name}": getattr(kind, name).__set__ for name in names}
    known |= {f"default_{name}": value for name, value in defaults.items()}
    parameters = [f"{name}=default_{name}" if name in defaults else name for name in names]
    body = "; ".join(f"set_{name}(self, {name})" for name in names) or "pass"
    text = f"def __init__({', '.join(['self', *parameters])}): {body}"
    # Not the text itself: an interrupt meanwhile would end the process as one that nobody handles, handled or not.
    exec(compile(text, "<fields>", "exec"), known)
    return known["__init__"]


@dataclass_transform(frozen_default=True)
class Frozen(metaclass=_Meta):
    """The base of such classes: `class Point(Frozen): x: int; y: int = 0`.

    Two are equal where their classes and all of their fields are, and hashable where the fields are,
    but for those in `uncompared`, an argument of the class. Setting a field raises AttributeError.
    A default is one object for all: one that nobody changes. A class may add fields to those of another.
    """

    _values: ClassVar[attrgetter[Any]]
    _defaults: ClassVar[dict[str, Any]] = {}
    __match_args__: ClassVar[tuple[str, ...]]

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return bool(self._values(self) == self._values(other))

    def __hash__(self) -> int:
        return hash(self._values(self))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({fields})"

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name!r} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name!r} cannot be deleted")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), values(self)

    def __replace__(self: _T, **changes: Any) -> _T:
        fields = {name: getattr(self, name) for name in self.__match_args__}
        return type(self)(**fields | changes)


def replace(value: _T, **changes: Any) -> _T:
    """A value like another but for some fields, as `copy.replace` does it. Raises TypeError for an unknown field."""
    return value.__replace__(**changes)


def values(value: Frozen) -> tuple[Any, ...]:
    """The values of the fields, in their order."""
    return tuple([getattr(value, name) for name in value.__match_args__])


def fields(kind: type[Frozen]) -> tuple[str, ...]:
    """The names of the fields of a class, in their order."""
    return kind.__match_args__
