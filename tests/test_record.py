"""Records are to their users what frozen dataclasses with slots are."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from typing import Any

import pytest

from unreader.record import record


@record
class Point:
    """A record with every kind of field."""

    x: int
    y: int = 2
    seen: list[int] = field(default_factory=list)
    remark: str = field(default="", compare=False)

    @property
    def both(self) -> tuple[int, int]:
        return self.x, self.y


@record
class Name:
    """A record with one field."""

    text: str


@record
class Nothing:
    """A record without fields."""


@dataclass(frozen=True, slots=True)
class Like:
    """The dataclass that `Point` is to be like."""

    x: int
    y: int = 2
    seen: list[int] = field(default_factory=list)
    remark: str = field(default="", compare=False)


@pytest.mark.parametrize(
    ("given", "named"),
    [((1,), {}), ((1, 3, [4], "r"), {}), ((), {"x": 1, "remark": "r"}), ((1,), {"seen": [7]}), ((1, 2), {"y": 3}),
     ((), {}), ((1,), {"z": 1})],
)  # fmt: skip
def test_a_record_is_made_as_a_dataclass_is(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    def made(cls: Any) -> object:
        try:
            one = cls(*given, **named)
        except TypeError:
            return TypeError
        return repr(one).replace(cls.__name__, ""), asdict(one), [each.name for each in fields(one)], is_dataclass(cls)

    for _again in range(2):
        assert made(Point) == made(Like)


def test_records_are_equal_by_what_is_compared_and_cannot_be_changed() -> None:
    assert Point(1) == Point(1, remark="other") != Point(2)
    others: tuple[object, ...] = ("a", Point(1), ("a",), Nothing())
    assert Nothing() == Nothing()
    assert Name("a") == Name("a")
    assert Name("a") not in others
    assert {Name("a"), Name("a"), Name("b")} == {Name("b"), Name("a")}
    assert Point(1).seen is not Point(1).seen
    assert replace(Point(1, remark="r"), y=5) == Point(1, 5)
    assert replace(Point(1, remark="r"), y=5).remark == "r"
    match Point(1, 9):
        case Point(x, y):
            assert (x, y) == Point(x, y).both == (1, 9)
    point: Any = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2
    with pytest.raises(FrozenInstanceError):
        point.other = 2
    with pytest.raises(FrozenInstanceError):
        del point.x
    for again in (copy.deepcopy(Point(1, 2, [3], "r")), pickle.loads(pickle.dumps(Point(1, 2, [3], "r")))):  # noqa: S301
        assert (again.seen, again.remark) == ([3], "r")
