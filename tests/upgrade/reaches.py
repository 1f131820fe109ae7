"""A reach below a documented surface: one sentence that says what an upgrade took away."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from pytest import MonkeyPatch

GONE = (AttributeError, ImportError, LookupError, TypeError, ValueError, OSError)
"""The errors of code that asks for what is no longer there."""


@dataclass(frozen=True)
class Reach:
    """A thing that the app takes of a framework and that the framework does not document.

    Attributes:
        name: of the reach, for the report.
        sentence: what an upgrade took away, and what a reader of the app loses.
        stands: whether it does what the app needs; an error of ``GONE`` means no.
        remove: takes it away, so that a test can hear the sentence.
    """

    name: str
    sentence: str
    stands: Callable[[], object]
    remove: Callable[[MonkeyPatch], object]

    def must_stand(self) -> None:
        try:
            stands, error = self.stands(), None
        except GONE as problem:
            stands, error = False, problem
        assert stands, f"{self.sentence}." + (f" ({error!r})" if error else "")


def checks_of(reaches: Sequence[Reach]) -> tuple[Callable[..., None], Callable[..., None]]:
    """Two tests of each reach: it stands, and its sentence comes when it is taken away."""
    each = pytest.mark.parametrize("reach", reaches, ids=lambda reach: reach.name)

    @each
    def stands(reach: Reach) -> None:
        reach.must_stand()

    @each
    def loss_is_told(reach: Reach, monkeypatch: MonkeyPatch) -> None:
        reach.remove(monkeypatch)
        with pytest.raises(AssertionError, match=re.escape(reach.sentence)):
            reach.must_stand()

    return stands, loss_is_told


class Absent:
    """An attribute that an object sets and does not have: in place of one of each instance."""

    def __get__(self, instance: object, owner: type | None = None) -> object:
        raise AttributeError("taken away")

    def __set__(self, instance: object, value: object) -> None:
        pass
