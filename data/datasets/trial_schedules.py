"""The frame ``trial_schedules`` of an import: all its arms, looked through once for its index.

Texts are searched column by column; only the arms of trials whose words may give a day or a role
are read by the rules, some thousand trials at a time.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Self, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.datasets.on_all_cores import mapped
from data.index.index_arrays import (
    NONE,
    Counts,
    Integers,
    Mask,
    RowsOf,
    arrow,
    encoded,
    matches,
    rows_of_trials,
)
from data.index.record_files import RecordFiles
from data.model import vocabulary as v
from data.model.schema import READ_BY_RULE, SEPARATOR
from data.schedules.agent_class import class_by_name, class_by_terms, class_pattern
from data.schedules.arm_signs import DAY_OR_ROLE, ROLES, TIMES, TrialSigns, trial_signs
from data.schedules.arm_words import ArmWords, InterventionWords
from data.schedules.timing import TIMING

A = TypeVar("A")
B = TypeVar("B")
log = logging.getLogger(__name__)
TRIALS_AT_ONCE = 500
MANY_TRIALS = 4_000
NAMES_AT_ONCE, MANY_NAMES = 5_000, 50_000
"""Trials to be read, and names, from which on other cores are worth their start."""
[FRAME] = READ_BY_RULE
ARMS, LINKS, TEXTS = "trial_arms", "arm_interventions", "intervention_texts"
SUMMARIES = "trial_texts"
HAS_ARMS, HAS_TIMES, HAS_DAY = (
    1 << v.SCHEDULE.codes.index(code) for code in ("ARMS", "TIMES", "DAY")
)
"""Bits of the codes of a trial, as ``_joined`` reads them."""
SILENT = TrialSigns((), ())
StoreFrames = Mapping[str, pd.DataFrame]
"""Frame name -> its rows, of those that a store holds."""


def trial_schedules(records: RecordFiles, frames: StoreFrames) -> pd.DataFrame:
    """A row for each trial with arms or interventions, in the order of the trials."""
    trials = frames["trials"]
    arms = RecordArms.of(records, frames)
    read = _read(arms)
    has_arms, has_interventions = arms.arms.is_held, arms.interventions.is_held
    schedule = HAS_ARMS * has_arms + HAS_TIMES * (has_arms & arms.has_times)
    schedule[[trial for trial, signs in read.items() if signs.days]] |= HAS_DAY
    every = np.flatnonzero(has_arms | has_interventions)
    signs = [read.get(trial, SILENT) for trial in every.tolist()]
    cells: Mapping[str, Sequence[str] | pd.Series] = {
        "nct_id": trials["nct_id"].iloc[every],
        "schedule": _joined(schedule[every], v.SCHEDULE.codes, v.NOT_STATED),
        "agent_classes": _joined(class_bits(frames)[every], v.CLASS_OF_IMPORT.codes),
        "roles": [SEPARATOR.join(each.roles) for each in signs],
        "arms_with_day": [SEPARATOR.join(map(str, each.days)) for each in signs],
        "source": trials["source"].iloc[every],
        "locator": trials["locator"].iloc[every],
    }
    return pd.DataFrame(
        {
            column.name: pd.Series(cells[column.name], dtype="str").reset_index(drop=True)
            for column in FRAME.columns
        }
    )


def _read(arms: "RecordArms") -> Mapping[int, TrialSigns]:
    """Place of a trial -> what is read of its arms."""
    places = np.flatnonzero(arms.is_read)
    signs = _each(trial_signs, lambda: arms.words_of(places), is_much=len(places) >= MANY_TRIALS)
    return dict(zip(places.tolist(), signs, strict=True))


def _each(
    function: Callable[[A], B], parts: Callable[[], Iterable[Sequence[A]]], *, is_much: bool
) -> list[B]:
    """The results of a function, thing after thing; is_much: other cores are worth their start."""
    if is_much:
        try:
            return [*chain.from_iterable(mapped(function, parts()))]
        except OSError as error:
            log.warning("Arms are read on one core (%s).", error)
    return [*map(function, chain.from_iterable(parts()))]


def _joined(bits: Counts, codes: Sequence[str], none: str = "") -> list[str]:
    """The codes that each row holds, as one cell; bits: one a code."""
    number, distinct = pd.factorize(bits)
    texts = [
        SEPARATOR.join(code for place, code in enumerate(codes) if each >> place & 1) or none
        for each in distinct.tolist()
    ]
    return [texts[at] for at in number.tolist()]


# --- arms -----------------------------------------------------------------------------------------

RowCells = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class TrialRows:
    """Some columns of a frame, to be taken trial by trial."""

    rows: RowsOf
    columns: tuple[pa.Array, ...]

    @classmethod
    def of(cls, trial: Integers, trials: int, *columns: pa.Array) -> Self:
        """trial: the place of each row's trial."""
        return cls(RowsOf.of(trial, trials), columns)

    @property
    def is_held(self) -> Mask:
        """The trials that have rows."""
        return np.diff(self.rows.starts) > 0

    def of_trials(self, trials: Counts) -> Iterator[list[RowCells]]:
        """The rows of each of these trials."""
        at = pa.array(self.rows.at(trials))
        found = list(zip(*(column.take(at).to_pylist() for column in self.columns), strict=True))
        first = 0
        for number in np.diff(self.rows.starts)[trials].tolist():
            yield found[first : first + number]
            first += number


@dataclass(frozen=True, eq=False)
class RecordArms:
    """The arms of all records, with the words of those trials that may say a day or a role.

    Attributes:
        arms: position, label, description.
        interventions: position, code of the type, name.
        texts: of interventions: position, description, other names.
        links: position of the arm and of the intervention.
        summaries: the brief summary.
        has_times: trials in whose descriptions of arms or interventions a word of time stands.
        is_read: trials that are to be read.
    """

    arms: TrialRows
    interventions: TrialRows
    texts: TrialRows
    links: TrialRows
    summaries: TrialRows
    has_times: Mask
    is_read: Mask

    @classmethod
    def of(cls, records: RecordFiles, frames: StoreFrames) -> Self:
        columns, given = _RecordTexts(records, frames["trials"]["nct_id"]), _GivenNames.of(frames)
        arm, text, summary = (columns.trials_of(frame) for frame in (ARMS, TEXTS, SUMMARIES))
        labels, trials = records.cells(ARMS, "arm"), len(columns.ids)
        described = columns.signs(ARMS, arm)
        explained = columns.signs(TEXTS, text)
        # where the name of an arm or of what is given says a role, nothing else needs to
        says_role = _holding(arm, matches(labels, ROLES), trials)
        says_role |= _holding(given.trial, matches(given.names, ROLES), trials)
        is_read = described.may_say | explained.may_say | says_role
        is_read |= columns.timed_summaries(summary)
        is_read &= _holding(arm, np.ones(len(arm), dtype=bool), trials)
        return cls(
            arms=TrialRows.of(
                *(arm, trials, records.cells(ARMS, "position"), labels),
                columns.kept(ARMS, "description", arm, is_read),
            ),
            interventions=TrialRows.of(
                given.trial, trials, given.positions, given.types, given.names
            ),
            texts=TrialRows.of(
                *(text, trials, records.cells(TEXTS, "position")),
                columns.kept(TEXTS, "description", text, is_read),
                records.cells(TEXTS, "other_names"),
            ),
            links=TrialRows.of(
                columns.trials_of(LINKS),
                trials,
                records.cells(LINKS, "arm_position"),
                records.cells(LINKS, "intervention_position"),
            ),
            summaries=TrialRows.of(
                summary, trials, columns.kept(SUMMARIES, "brief_summary", summary, is_read)
            ),
            has_times=described.has_times | explained.has_times,
            is_read=is_read,
        )

    def words_of(self, trials: Counts) -> Iterator[list[tuple[ArmWords, ...]]]:
        """The arms of each of these trials, some hundred trials at a time."""
        parts = (self.arms, self.interventions, self.texts, self.links, self.summaries)
        for first in range(0, len(trials), TRIALS_AT_ONCE):
            some = trials[first : first + TRIALS_AT_ONCE]
            rows = zip(*(part.of_trials(some) for part in parts), strict=True)
            yield [words_of_rows(*own) for own in rows]


def words_of_rows(
    arms: Sequence[RowCells],
    interventions: Sequence[RowCells],
    texts: Sequence[RowCells],
    links: Sequence[RowCells],
    summaries: Sequence[RowCells],
) -> tuple[ArmWords, ...]:
    """The arms of one trial, of its rows as ``RecordArms`` has them."""
    said = {position: (text, others) for position, text, others in texts}
    given = {}
    for position, kind, name in interventions:
        text, others = said.get(position, ("", ""))
        given[position] = InterventionWords(position, kind, name, tuple(others.splitlines()), text)
    linked: dict[int, list[InterventionWords]] = {}
    for arm, intervention in links:
        if intervention in given:
            linked.setdefault(arm, []).append(given[intervention])
    summary = "".join(text for (text,) in summaries)
    labels = tuple(label for _, label, _ in arms)
    return tuple(
        ArmWords(
            position,
            label,
            description=description,
            interventions=tuple(linked.get(position, ())),
            brief_summary=summary,
            arms=labels,
        )
        for position, label, description in arms
    )


@dataclass(frozen=True, eq=False)
class _GivenNames:
    """The interventions of all trials.

    Attributes:
        trial: the place of each one's trial.
    """

    trial: Integers
    positions: pa.Array
    types: pa.Array
    names: pa.Array

    @classmethod
    def of(cls, frames: StoreFrames) -> Self:
        rows = frames["trial_interventions"]
        return cls(
            rows_of_trials(frames["trials"]["nct_id"], rows["nct_id"]),
            pa.array(rows["position"].to_numpy(dtype="int64")),
            arrow(rows["intervention_type"]),
            arrow(rows["intervention"]),
        )


@dataclass(frozen=True, eq=False)
class SignsOfTexts:
    """Trials by what a search of their descriptions finds.

    Attributes:
        may_say: trials of a text that may give a day or a role.
        has_times: trials of a text with a word of time.
    """

    may_say: Mask
    has_times: Mask


@dataclass(frozen=True, eq=False)
class _RecordTexts:
    """Columns of the frames that are read on demand, group by group; ids: of the trials.

    The texts of all records are gigabytes: those of trials that are read are kept, no others.
    """

    records: RecordFiles
    ids: pd.Series

    def trials_of(self, frame: str) -> Integers:
        """The place of each row's trial."""
        return rows_of_trials(self.ids, self.records.ids(frame))

    def signs(self, frame: str, trial: Integers) -> SignsOfTexts:
        signs = np.zeros((2, len(self.ids)), dtype=bool)
        for cells, own in self._groups(frame, "description", trial):
            for mask, pattern in zip(signs, (DAY_OR_ROLE, TIMES), strict=True):
                mask |= _holding(own, matches(cells, pattern), len(self.ids))
        return SignsOfTexts(*signs)

    def timed_summaries(self, trial: Integers) -> Mask:
        """The trials whose brief summary may give a day."""
        mask = np.zeros(len(self.ids), dtype=bool)
        for cells, own in self._groups(SUMMARIES, "brief_summary", trial):
            mask |= _holding(own, matches(cells, TIMING), len(self.ids))
        return mask

    def kept(self, frame: str, column: str, trial: Integers, is_read: Mask) -> pa.Array:
        """The texts of the trials that are read; empty in place of the others."""
        texts = [pa.array([], pa.string())]
        wanted = np.append(is_read, False)
        for cells, own in self._groups(frame, column, trial):
            texts.append(pc.if_else(pa.array(wanted[own]), cells, ""))
        return pa.concat_arrays(texts)

    def _groups(
        self, frame: str, column: str, trial: Integers
    ) -> Iterator[tuple[pa.Array, Integers]]:
        """The cells of one group after the other, with the places of their trials."""
        done = 0
        for cells in self.records.cells_in_groups(frame, column):
            yield cells, trial[done : done + len(cells)]
            done += len(cells)


def _holding(trial: Integers, rows: Mask, trials: int) -> Mask:
    """The trials of these rows."""
    mask = np.zeros(trials + 1, dtype=bool)
    mask[trial[rows]] = True  # a row without a trial takes the last place
    return mask[:-1]


# --- classes of agents ----------------------------------------------------------------------------


def class_bits(frames: StoreFrames) -> Counts:
    """The classes of the interventions of each trial, one bit a code of ``CLASS_OF_IMPORT``."""
    rows, ids = frames["trial_interventions"], frames["trials"]["nct_id"]
    trial = rows_of_trials(ids, rows["nct_id"])
    classes = _classes(frames, rows, trial)
    held = trial != NONE
    trial, bits = trial[held], 1 << classes[held]
    order = np.argsort(trial, kind="stable")
    trial, bits = trial[order], bits[order]
    first = np.flatnonzero(np.diff(trial, prepend=NONE))
    found = np.zeros(len(ids), dtype=np.int64)
    if len(first):
        found[trial[first]] = np.bitwise_or.reduceat(bits, first)
    return found


def _classes(frames: StoreFrames, rows: pd.DataFrame, trial: Integers) -> Counts:
    """The class of each intervention: by its name, by MeSH terms of its record, by its type."""
    place = {code: at for at, code in enumerate(v.CLASS_OF_IMPORT.codes)}
    of_name, names = encoded(rows["intervention"])
    by_name = np.full(len(names), NONE, dtype=np.int64)
    told = np.flatnonzero(matches(pa.array(names, pa.string()), class_pattern()))
    starts = range(0, len(told), NAMES_AT_ONCE)
    parts = [[names[at] for at in told[one : one + NAMES_AT_ONCE].tolist()] for one in starts]
    codes = _each(class_by_name, lambda: parts, is_much=len(told) >= MANY_NAMES)
    by_name[told] = [place.get(code, NONE) for code in codes]
    kind, kinds = encoded(rows["intervention_type"])
    of_kind = np.array([place[v.CLASS_OF_TYPE.get(each, OTHER)] for each in kinds])
    classes = by_name[of_name]
    unknown = np.flatnonzero(classes == NONE)
    classes[unknown] = of_kind[kind[unknown]]
    terms = _terms(frames, trial)
    numbers = np.bincount(trial[trial != NONE], minlength=len(frames["trials"]))
    for row in unknown[np.isin(trial[unknown], [*terms])].tolist():
        own = int(trial[row])
        code = class_by_terms(names[of_name[row]], terms[own], alone=numbers[own] == 1)
        classes[row] = place.get(code, classes[row])
    return classes


OTHER = "OTHER_TREATMENT"


def _terms(frames: StoreFrames, trial: Integers) -> Mapping[int, tuple[str, ...]]:
    """Place of a trial -> MeSH terms of its interventions, where one of them has a class."""
    mesh = frames["trial_mesh"]
    mesh = mesh[(mesh["mesh_of"] == "INTERVENTION") & (mesh["mesh_level"] == "TERM")]
    of_term, terms = encoded(mesh["term"])
    has_class = np.array([bool(class_by_terms(term, (term,), alone=True)) for term in terms], bool)
    places = rows_of_trials(frames["trials"]["nct_id"], mesh["nct_id"])
    told = {*places[has_class[of_term]].tolist()} - {NONE}
    found: dict[int, list[str]] = {}
    for place, term in zip(places.tolist(), of_term.tolist(), strict=True):
        if place in told:
            found.setdefault(place, []).append(terms[term])
    return {place: tuple(own) for place, own in found.items()}
