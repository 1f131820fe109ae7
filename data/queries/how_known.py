"""Sentences for a caption on how the days of protocols are known, from the rows drawn.

Curated rows of the review alone need no word; beside an arm of a record, whose days a rule read,
or a protocol of the house each says whose it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from data.model.amounts import listed
from data.queries.arm_days import counted_out, cycle_lengths, has_cycle

OF_REVIEW = frozenset(("COHORT", "REGISTERED_TRIAL", "DESCRIBED_TRIAL"))
ARM = "TRIAL_ARM"
CURATED = "curated from the review"
BY_RULE = "days read by rule from {whose} words"
NO_DAY = "no day read by rule from {whose} words"
MOST_NAMED = 4
"""Protocols of one kind that are named where no other kind is drawn."""
OF_KIND = {
    "HOUSE_PROTOCOL": "as its hospital wrote it down",
    "STUDY_PROTOCOL": "as the study’s own file has it",
}


@dataclass(frozen=True)
class _Protocol:
    """A protocol that is drawn: its short label, its kind, whether a day is read, its remarks."""

    label: str
    kind: str
    has_day: bool
    remarks: tuple[str, ...]

    @property
    def trial(self) -> str:
        """The number of the trial, of an arm."""
        return self.label.partition(" ")[0]


def how_known(frame: pd.DataFrame) -> str:
    """frame: ``queries.regimens.events`` or ``drawn``. Empty where all is curated."""
    drawn = [_protocol(rows) for _, rows in frame.groupby("regimen", sort=False, observed=True)]
    if all(one.kind in OF_REVIEW for one in drawn):
        return ""
    names = _names(drawn)
    groups: dict[tuple[str, bool], list[str]] = {}
    for one, name in zip(drawn, names, strict=True):
        groups.setdefault((_basis(one), one.has_day), []).append(name)
    said = [
        f"{_named(own, len(drawn))}: {_in_words(basis, has_day, len(own))}."
        for (basis, has_day), own in groups.items()
    ]
    remarks = [text for one in drawn for text in one.remarks]
    return " ".join([*said, *counted_out(remarks), *_cycles(drawn, names)])


def _named(own: Sequence[str], drawn: int) -> str:
    """The names, or how many they are where they are many and all that is drawn."""
    return f"All {drawn}" if len(own) == drawn > MOST_NAMED else listed(own)


def _protocol(rows: pd.DataFrame) -> _Protocol:
    first = rows.iloc[0]
    return _Protocol(
        str(first["short_label"]),
        str(first["regimen_kind"]),
        bool(rows["start_day"].notna().any()),
        tuple(dict.fromkeys(str(text) for text in rows["remark"] if text)),
    )


def _names(drawn: Sequence[_Protocol]) -> list[str]:
    """Short labels; of a trial's only arm the number of the trial."""
    trials = [one.trial for one in drawn if one.kind == ARM]
    return [
        one.trial if one.kind == ARM and trials.count(one.trial) == 1 else one.label
        for one in drawn
    ]


def _basis(one: _Protocol) -> str:
    return CURATED if one.kind in OF_REVIEW else one.kind


def _in_words(basis: str, has_day: bool, number: int) -> str:
    if basis == ARM:
        whose = "the record’s" if number == 1 else "the records’"
        return (BY_RULE if has_day else NO_DAY).format(whose=whose)
    return OF_KIND.get(basis, basis)


def _cycles(drawn: Iterable[_Protocol], names: Iterable[str]) -> list[str]:
    """The protocols of which one cycle is drawn, those with cycles of one length together."""
    found: dict[str, list[str]] = {}
    for one, name in zip(drawn, names, strict=True):
        if any(has_cycle(text) for text in one.remarks):
            found.setdefault(_repeated(cycle_lengths(one.remarks)), []).append(name)
    return [f"Of {listed(own)} one cycle is drawn, {words}." for words, own in found.items()]


def _repeated(lengths: Sequence[int]) -> str:
    if not lengths:
        return "whose length is not stated"
    return f"repeated every {' or '.join(map(str, lengths))} days"
