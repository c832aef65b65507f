"""What stands for `newsfix.frozen` in compiled modules: the same behaviour without a metaclass.

The hook writes `__init__`, `_fields`, `_compared` and `_changed` into each class that derives from `Frozen`.
"""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

_T = TypeVar("_T")


class Frozen:
    __match_args__: ClassVar[tuple[str, ...]] = ()

    def _compared(self) -> tuple[object, ...]:
        return ()

    def _fields(self) -> dict[str, Any]:
        return {}

    def _changed(self, changes: dict[str, Any]) -> Any:
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        assert isinstance(other, Frozen)
        return self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())

    def __repr__(self) -> str:
        fields = ", ".join([f"{name}={value!r}" for name, value in self._fields().items()])
        return f"{type(self).__name__}({fields})"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(self._fields().values())

    def __replace__(self, **changes: Any) -> Any:
        return self._changed(changes)


def replace(value: _T, **changes: Any) -> _T:
    # Values of modules that are not compiled come here as well.
    given: Any = value
    changed: _T = given._changed(changes) if isinstance(given, Frozen) else given.__replace__(**changes)
    return changed
