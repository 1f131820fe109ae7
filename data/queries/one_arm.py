"""One arm of a record: what the record says of it, the words that rules read, and those left."""

from dataclasses import dataclass

import pandas as pd

from data.queries.arm_codes import LEFT_WORDS, arm_code, arm_of
from data.queries.arm_regimens import arm_regimen
from data.queries.one_record import ArmOfRecord, TrialRecord, arms, interventions
from data.queries.one_trial import find_trial, trial
from data.queries.registry_text import unescaped
from data.store import TrialStore

OF_ONE_EXPRESSION = ("agent", "start_printed", "dose", "route", "schedule", "quote", "locator")
"""Columns of events that are alike where several days stand in one expression of the record."""


@dataclass(frozen=True)
class OneArm:
    """An arm of a trial.

    Attributes:
        title: of the trial.
        arm: as the record has it.
        before, after: the codes of the arms beside it in the record; empty at an end.
    """

    nct_id: str
    position: int
    title: str
    arm: ArmOfRecord
    before: str
    after: str

    @property
    def name(self) -> str:
        return unescaped(self.arm.label).strip() or f"Arm {self.position}"


def one_arm(store: TrialStore, regimen: str) -> OneArm | None:
    """The arm of a code; none where the code is of no arm of the dataset."""
    found = arm_of(regimen)
    nct_id = find_trial(store, found[0]) if found else ""
    if not found or not nct_id:
        return None
    record = TrialRecord(store, nct_id)
    positions = [int(cell) for cell in record.rows("trial_arms")["position"]]
    if found[1] not in positions:
        return None
    at = positions.index(found[1])
    codes = [arm_code(nct_id, position) for position in positions]
    return OneArm(
        nct_id,
        found[1],
        str(trial(store, nct_id)["title"]),
        arms(record, interventions(record))[at],
        codes[at - 1] if at else "",
        codes[at + 1] if at + 1 < len(codes) else "",
    )


@dataclass(frozen=True)
class ArmInShort:
    """An arm of a trial beside its others: its code, its name, whether a rule reads a day."""

    regimen: str
    name: str
    has_day: bool


def arms_of_trial(store: TrialStore, nct_id: str) -> tuple[ArmInShort, ...]:
    """The arms of a trial in the record's order; none where it lists none."""
    found = []
    for row in TrialRecord(store, nct_id).cells("trial_arms"):
        position = int(row["position"])
        read = arm_regimen(store, nct_id, position)
        name = unescaped(str(row["arm"])).strip() or f"Arm {position}"
        found.append(ArmInShort(arm_code(nct_id, position), name, bool(read and read.has_day)))
    return tuple(found)


def words_read(events: pd.DataFrame) -> pd.DataFrame:
    """The events of an arm that a rule read, with their words: of ``queries.regimens.events``.

    Days of one expression stand in one row.
    """
    rows = events[(events["quote"] != "") & (events["agent"] != LEFT_WORDS)]
    return rows.drop_duplicates(list(OF_ONE_EXPRESSION), ignore_index=True)


def words_left(events: pd.DataFrame) -> pd.DataFrame:
    """The words with times that no rule could place: of ``queries.regimens.events``."""
    return events[events["agent"] == LEFT_WORDS].reset_index(drop=True)
