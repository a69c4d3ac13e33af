"""Frozen records: what `dataclass(frozen=True, slots=True)` makes, in a tenth of the time.

A program of many small classes pays for each of them at every start: a dataclass compiles six methods when it is
made (0.3 to 0.8 ms). Of a record only `__init__` has to be compiled, and that when the first one is made; the other
methods are the same for all. A record has no base class and no `__post_init__`. `dataclasses.field`, `fields`,
`replace` and `asdict` work with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, field, make_dataclass
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Class = TypeVar("Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[Class]) -> type[Class]:
    """The class as a frozen record with slots, made from its annotations and defaults."""
    fields = {name: cls.__dict__.get(name, MISSING) for name in cls.__annotations__}
    left_out = {"__dict__", "__weakref__", *fields}
    body: dict[str, Any] = _SHARED | {name: value for name, value in cls.__dict__.items() if name not in left_out}
    body["__qualname__"] = cls.__qualname__
    body["__slots__"] = body["__match_args__"] = tuple(fields)
    body["__dataclass_fields__"] = _Fields(fields)
    body["__init__"] = _init_when_needed(fields)
    compared = [name for name, default in fields.items() if getattr(default, "compare", True)]
    body["__eq__"], body["__hash__"] = _comparing(attrgetter(*compared or ["__class__"]))
    return type(cls.__name__, (), body)


def _comparing(values: Callable[[Any], Any]) -> tuple[Callable[[Any, Any], Any], Callable[[Any], int]]:
    """`__eq__` and `__hash__` by what `values` gives of a record."""

    def eq(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return eq, hashed


def _repr(self: Any) -> str:
    told = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
    return f"{self.__class__.__qualname__}({told})"


def _refuse_to_set(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _reduce(self: Any) -> tuple[Any, ...]:
    return self.__class__, tuple(getattr(self, name) for name in self.__slots__)


_SHARED = {
    "__repr__": _repr,
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__reduce__": _reduce,
}


def _init_when_needed(fields: dict[str, Any]) -> Callable[..., None]:
    """An `__init__` that compiles the real one, puts it in its place and calls it."""

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        made = self.__class__
        made.__init__ = _compiled(made, fields)
        made.__init__(self, *args, **kwargs)

    return init


def _compiled(made: type, fields: dict[str, Any]) -> Callable[..., None]:
    known: dict[str, Any] = {}
    parameters, lines = [], []
    for name, default in fields.items():
        known[f"set_{name}"] = getattr(made, name).__set__
        value, parameter = name, name
        if isinstance(default, Field):
            if default.default_factory is not MISSING:
                known[f"make_{name}"], known["MISSING"] = default.default_factory, MISSING
                value, parameter = f"make_{name}() if {name} is MISSING else {name}", f"{name}=MISSING"
            default = default.default
        if default is not MISSING:
            known[f"default_{name}"] = default
            parameter = f"{name}=default_{name}"
        parameters.append(parameter)
        lines.append(f" set_{name}(self, {value})")
    exec(f"def __init__(self, {', '.join(parameters)}):\n" + "\n".join(lines or [" pass"]), known)  # noqa: S102 - as dataclasses do
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init


class _Fields:
    """What `dataclasses` asks of a class, made when it asks."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self._fields = fields
        self._made: dict[str, Field[Any]] | None = None

    def __get__(self, one: object, owner: type) -> dict[str, Field[Any]]:
        if self._made is None:
            told = [
                (name, Any) if default is MISSING else (name, Any, default) for name, default in self._fields.items()
            ]
            like: Any = make_dataclass(owner.__name__, told)
            self._made = like.__dataclass_fields__
        return self._made
