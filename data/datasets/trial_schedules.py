"""The frame ``trial_schedules`` of an import: all its arms, looked through once for its index.

Texts are searched column by column; only the arms of trials whose words may give a day or a role
are read by the rules, some thousand trials at a time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Self

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.datasets.signs_readers import read_beside
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
from data.schedules.agent_class import class_by_name, class_by_terms, listed_pattern
from data.schedules.arm_schedule import ArmWords, InterventionWords
from data.schedules.arm_signs import DAY_OR_ROLE, ROLES, TIMES, TrialSigns, trial_signs
from data.schedules.timing import TIMING

TRIALS_AT_ONCE = 500
MANY_TRIALS = 4_000
"""Trials to be read, from which on other cores are worth their start."""
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
    if len(places) < MANY_TRIALS:
        signs = map(trial_signs, chain.from_iterable(arms.words_of(places)))
    else:
        signs = chain.from_iterable(read_beside(arms.words_of(places)))
    return dict(zip(places.tolist(), signs, strict=True))


def _joined(bits: Counts, codes: Sequence[str], none: str = "") -> list[str]:
    """The codes that each row holds, as one cell; bits: one a code."""
    number, distinct = pd.factorize(bits)
    texts = [
        SEPARATOR.join(code for place, code in enumerate(codes) if each >> place & 1) or none
        for each in distinct.tolist()
    ]
    return [texts[at] for at in number.tolist()]


# --- arms -----------------------------------------------------------------------------------------

Row = tuple[Any, ...]


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

    def of_trials(self, trials: Counts) -> Iterator[list[Row]]:
        """The rows of each of these trials."""
        at = pa.array(self.rows.at(trials))
        found = list(zip(*(column.take(at).to_pylist() for column in self.columns), strict=True))
        first = 0
        for number in np.diff(self.rows.starts)[trials].tolist():
            yield found[first : first + number]
            first += number


@dataclass(frozen=True, eq=False)
class RecordArms:
    """The arms of all records, with those of their words that may give a day or a role.

    Attributes:
        arms: position, label, description.
        interventions: position, name.
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
        columns, given = _Columns(records, frames["trials"]["nct_id"]), _Given.of(frames)
        of_arm, of_text, of_summary = map(columns.trial, (ARMS, TEXTS, SUMMARIES))
        labels, trials = records.cells(ARMS, "arm"), len(columns.ids)
        summary, whole = columns.summaries(of_summary)
        # where the summary has a time, or a label or a name says a role, all texts count
        whole |= _holding(of_arm, matches(labels, ROLES), trials)
        whole |= _holding(given.trial, matches(given.names, ROLES), trials)
        described = columns.kept(ARMS, of_arm, whole)
        explained = columns.kept(TEXTS, of_text, whole)
        arms = TrialRows.of(
            of_arm, trials, records.cells(ARMS, "position"), labels, described.texts
        )
        is_read = whole | described.is_read | explained.is_read
        return cls(
            arms=arms,
            interventions=TrialRows.of(given.trial, trials, given.positions, given.names),
            texts=TrialRows.of(
                of_text,
                trials,
                records.cells(TEXTS, "position"),
                explained.texts,
                records.cells(TEXTS, "other_names"),
            ),
            links=TrialRows.of(
                columns.trial(LINKS),
                trials,
                records.cells(LINKS, "arm_position"),
                records.cells(LINKS, "intervention_position"),
            ),
            summaries=TrialRows.of(of_summary, trials, summary),
            has_times=described.has_times | explained.has_times,
            is_read=is_read & arms.is_held,
        )

    def words_of(self, trials: Counts) -> Iterator[list[tuple[ArmWords, ...]]]:
        """The arms of each of these trials, some hundred trials at a time."""
        parts = (self.arms, self.interventions, self.texts, self.links, self.summaries)
        for first in range(0, len(trials), TRIALS_AT_ONCE):
            some = trials[first : first + TRIALS_AT_ONCE]
            rows = zip(*(part.of_trials(some) for part in parts), strict=True)
            yield [words_of_rows(*own) for own in rows]


def words_of_rows(
    arms: Sequence[Row],
    interventions: Sequence[Row],
    texts: Sequence[Row],
    links: Sequence[Row],
    summaries: Sequence[Row],
) -> tuple[ArmWords, ...]:
    """The arms of one trial, of its rows as ``RecordArms`` has them."""
    said = {position: (text or "", others) for position, text, others in texts}
    given = {}
    for position, name in interventions:
        text, others = said.get(position, ("", ""))
        given[position] = InterventionWords(position, "", name, tuple(others.splitlines()), text)
    linked: dict[int, list[InterventionWords]] = {}
    for arm, intervention in links:
        if intervention in given:
            linked.setdefault(arm, []).append(given[intervention])
    summary = next((text for (text,) in summaries if text), "")
    labels = tuple(label for _, label, _ in arms)
    return tuple(
        ArmWords(
            position,
            label,
            description=description or "",
            interventions=tuple(linked.get(position, ())),
            brief_summary=summary,
            arms=labels,
        )
        for position, label, description in arms
    )


@dataclass(frozen=True, eq=False)
class _Given:
    """The interventions of all trials.

    Attributes:
        trial: the place of each one's trial.
    """

    trial: Integers
    positions: pa.Array
    names: pa.Array

    @classmethod
    def of(cls, frames: StoreFrames) -> Self:
        rows = frames["trial_interventions"]
        return cls(
            rows_of_trials(frames["trials"]["nct_id"], rows["nct_id"]),
            pa.array(rows["position"].to_numpy(dtype="int64")),
            arrow(rows["intervention"]),
        )


@dataclass(frozen=True, eq=False)
class KeptTexts:
    """The descriptions of a frame that may give a day or a role; null in place of the others.

    Attributes:
        is_read: trials of these.
        has_times: trials with a word of time in any description.
    """

    texts: pa.Array
    is_read: Mask
    has_times: Mask


@dataclass(frozen=True, eq=False)
class _Columns:
    """Columns of the frames that are read on demand; ids: of the trials."""

    records: RecordFiles
    ids: pd.Series

    def trial(self, frame: str) -> Integers:
        """The place of each row's trial."""
        return rows_of_trials(self.ids, self.records.ids(frame))

    def kept(self, frame: str, trial: Integers, whole: Mask) -> KeptTexts:
        """The descriptions that may give something; whole: trials that all are kept of."""
        trials, done = len(self.ids), 0
        every = np.append(whole, False)
        is_read, has_times = np.zeros((2, trials), dtype=bool)
        texts = [pa.array([], pa.string())]
        for cells in self.records.cells_in_groups(frame, "description"):
            own = trial[done : done + len(cells)]
            may_say = matches(cells, DAY_OR_ROLE)
            texts.append(_only(cells, may_say | every[own]))
            is_read |= _holding(own, may_say, trials)
            has_times |= _holding(own, matches(cells, TIMES), trials)
            done += len(cells)
        return KeptTexts(pa.concat_arrays(texts), is_read, has_times)

    def summaries(self, trial: Integers) -> tuple[pa.Array, Mask]:
        """The summaries that may give a day, and their trials."""
        texts, timed = [pa.array([], pa.string())], [np.zeros(0, dtype=bool)]
        for cells in self.records.cells_in_groups(SUMMARIES, "brief_summary"):
            timed.append(matches(cells, TIMING))
            texts.append(_only(cells, timed[-1]))
        return pa.concat_arrays(texts), _holding(trial, np.concatenate(timed), len(self.ids))


def _only(cells: pa.Array, wanted: Mask) -> pa.Array:
    return pc.if_else(pa.array(wanted), cells, pa.scalar(None, cells.type))


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
    for at in np.flatnonzero(matches(pa.array(names, pa.string()), listed_pattern())).tolist():
        by_name[at] = place.get(class_by_name(names[at]), NONE)
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
