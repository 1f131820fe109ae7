"""Changes in the registry between two readings of the same trials.

Of the facts read from registry pages those of a later version than the snapshot are compared;
an older version, or one whose date is not stated, stands beside them and is no change.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from data.index.index_arrays import Mask
from data.link.options import ThenAndNowOptions
from data.link.state import PageState
from data.model import vocabulary as v
from data.model.registers import record_address
from data.queries.compared_parts import PART_OF, are_at_hand, texts_of
from data.queries.snapshots import (
    APART,
    CHANGED,
    NEWLY_STATED,
    NOT_IN_FILE,
    NOT_SEEN,
    TEXT_ABSENT,
    UNCHANGED,
    UNHELD,
    Kinds,
    Readings,
    WordArray,
    readings_of,
)
from data.queries.trial_words import Positions, texts_at
from data.queries.trials import matching
from data.store import TrialStore

NONE_STATED_WORDS = "None stated"
NO_SECOND = (
    "This dataset is one reading of the registry; there is no second one to compare it with. "
    "The built-in review was looked up again later."
)
NONE_CHOSEN = (
    "This dataset is one reading of the registry. Choose another dataset to compare it with."
)
ARROW = " → "
MOST_TRIALS = 200
"""Trials of the figure's frame; counts are of all."""
TRIALS_A_PART = 2_000
"""Trials whose fields a long file writes at a time."""
MONTH = len("2010-08")
DRAWN = ("phase", "overall_status", "enrollment")
"""The fields of the figure."""
FIELD_NAMES = v.COMPARED_FIELD.codes
"""All that may be compared; ``Readings.fields`` are those that are."""
MOST_SAID, LETTERS_SAID = 3, 70
"""Rows of a part that a cell names, and letters of each."""
SAME = "The same in both"
NOTHING_MORE = "Nothing but what the other one has"
MOST_DRAWN = 40
"""Trials up to which the figure keeps the order of the data."""


@dataclass(frozen=True, eq=False)
class Compared:
    """The trials of one reading, and their changes in another.

    Attributes:
        here: the trials that the filters let pass, as places among those shared.
        fitting: those of them that hold a chosen cell.
        fields, kinds: the cells that the options choose.
        counts: one row a field, one column a kind of change: all shared trials under the filters.
        statuses, status_kinds: the status of these trials on the other side, and the kind of
            change that it is.
        in_both: trials in both readings, whatever the filters.
        shared: trials in both readings, under the filters.
        alone_then, alone_now: rows of the trials in one of the readings alone; the filters choose
            among those of one of the readings (``Readings.filters_then``).
    """

    readings: Readings
    here: Positions
    fitting: Positions
    fields: tuple[str, ...]
    kinds: tuple[str, ...]
    counts: pd.DataFrame
    statuses: pd.Series
    status_kinds: Kinds
    in_both: int
    shared: int
    alone_then: Positions
    alone_now: Positions

    @property
    def only_then(self) -> int:
        return len(self.alone_then)

    @property
    def only_now(self) -> int:
        return len(self.alone_now)

    def rows(
        self, places: Positions, fields: Sequence[str] = (), *, whole: bool = False
    ) -> pd.DataFrame:
        """Fields of these trials, as of ``changes_at``, with where each fact stands.

        Args:
            fields: their names; all that are compared where none is named.
            whole: whether texts are read that take long to read for many trials.

        Column chosen: whether the options ask for the cell.
        """
        found = changes_at(self.readings, places, fields or self.readings.fields, whole=whole)
        rows = _located(found, self.readings)
        return rows.assign(chosen=rows["field"].isin(self.fields) & rows["change"].isin(self.kinds))

    def in_parts(self) -> Iterator[pd.DataFrame]:
        """``rows`` of all trials that fit, some at a time; at least one frame, maybe empty."""
        for start in range(0, max(len(self.fitting), 1), TRIALS_A_PART):
            yield self.rows(self.fitting[start : start + TRIALS_A_PART])

    @cached_property
    def foremost(self) -> Positions:
        """The trials of the figure; where not all have room, those with most changes first."""
        if len(self.fitting) <= MOST_DRAWN and not self.readings.are_datasets:
            return self.fitting
        drawn = [self.readings.fields.index(name) for name in DRAWN if name in self.readings.fields]
        moved = _moved(self.readings.changes[self.fitting][:, drawn])
        return self.fitting[np.argsort(-moved, kind="stable")[:MOST_TRIALS]]

    def place_of(self, nct_id: str) -> Positions:
        """The place of a trial among those shared; none for a stranger."""
        ids = self.readings.then["nct_id"]
        return np.flatnonzero(np.isin(self.readings.shared.then, np.flatnonzero(ids == nct_id)))


def _statuses(readings: Readings, here: Positions) -> pd.Series:
    """The later status of these trials; NOT_IN_FILE where the dataset has no room for it."""
    found = readings.now["overall_status"].iloc[readings.shared.now[here]]
    if "overall_status" in readings.fields and "overall_status" not in readings.unheld_now:
        return found
    return pd.Series(NOT_IN_FILE, index=found.index)


def _moved(kinds: Kinds) -> Positions:
    """Weighs the changes of each trial: one counts twice what was only stated later."""
    moved: Positions = 2 * (kinds == CHANGED).sum(axis=1) + (kinds == NEWLY_STATED).sum(axis=1)
    return moved


def compare(readings: Readings, wanted: Mask, options: ThenAndNowOptions) -> Compared:
    """The shared trials among those wanted, and of these the ones that hold a chosen cell.

    wanted: the trials that match the filters, by the index of ``readings.filtered``.
    """
    own = wanted[readings.filtered.index.to_numpy()]
    pairs = readings.shared
    here = np.flatnonzero(own[pairs.then if readings.filters_then else pairs.now])
    kinds = readings.changes[here]
    names = readings.fields
    fields = tuple(each for each in names if each in options.field or not options.field)
    chosen = options.change or v.CHANGE.codes
    asked = kinds[:, [names.index(each) for each in fields]]
    hit = np.isin(asked, [v.CHANGE.codes.index(code) for code in chosen]).any(axis=1)
    fitting = here[hit]
    if readings.are_datasets:
        fitting = fitting[np.argsort(-_moved(asked[hit]), kind="stable")]
    alone = {
        side: np.setdiff1d(np.arange(len(frame)), shared, assume_unique=True)
        for side, frame, shared in (
            (True, readings.then, pairs.then),
            (False, readings.now, pairs.now),
        )
    }
    filtered = alone[readings.filters_then]
    alone[readings.filters_then] = filtered[own[filtered]]
    return Compared(
        readings=readings,
        here=here,
        fitting=fitting,
        fields=tuple(fields),
        kinds=tuple(chosen),
        counts=pd.DataFrame(
            {code: (kinds == place).sum(axis=0) for place, code in enumerate(v.CHANGE.codes)},
            index=list(names),
        ),
        statuses=_statuses(readings, here),
        status_kinds=kinds[:, names.index("overall_status")]
        if "overall_status" in names
        else np.full(len(here), UNHELD, dtype=np.int8),
        in_both=len(pairs.then),
        shared=len(here),
        alone_then=alone[True],
        alone_now=alone[False],
    )


@lru_cache(maxsize=16)
def of_state(store: TrialStore, state: PageState) -> Compared | None:
    """The comparison on a page, of the trials that match; none where nothing is compared.

    A page asks several times for the same; nothing changes a store or what is made here.
    """
    readings = readings_of(store, state.then_and_now.against)
    if readings is None:
        return None
    return compare(readings, matching(store, state.filters), state.then_and_now)


def lacks_second(store: TrialStore, state: PageState) -> str:
    """Says why nothing is compared, in a sentence; empty where something is."""
    if state.then_and_now.against or len(store.registry_facts):
        return ""
    return NONE_CHOSEN if store.known.against.codes else NO_SECOND


def _located(rows: pd.DataFrame, readings: Readings) -> pd.DataFrame:
    """The rows with where both values stand; of two datasets, that is the trial's record."""
    if not readings.are_datasets:
        return _of_pages(rows, readings)
    ids = rows["nct_id"].to_numpy(dtype=object)
    return rows.assign(
        then_locator=readings.then_label,
        remark="",
        url=[record_address(each) for each in ids],
        version=readings.now_label,
        version_date="",
        from_free_text="NO",
        page_named="",
        source=readings.sources,
        locator=ids + ", " + rows["field"].to_numpy(dtype=object),
    )


def _of_pages(rows: pd.DataFrame, readings: Readings) -> pd.DataFrame:
    """The rows with the page of each fact; of one held apart the words name its version."""
    found = rows.merge(readings.facts, on=["nct_id", "field"], how="left")
    words = [_apart_words(row) if row.change in APART else row.words for row in found.itertuples()]
    return found.assign(words=pd.Series(words, index=found.index, dtype="str"))


def _apart_words(row: Any) -> str:
    """``Terminated, version not stated (then: Recruiting)``."""
    differs = row.then != TEXT_ABSENT and row.then != row.now
    before = f" (then: {row.then_words})" if differs else ""
    return f"{row.now_words}, {version_words(str(row.change), row.version_date)}{before}"


def version_words(change: str, version_date: str) -> str:
    """The age of the page of a fact held apart, in words; empty for any other."""
    if change == "BEFORE_SNAPSHOT":
        return f"registry version of {version_date[:MONTH]}, before the snapshot"
    return "version not stated" if change in APART else ""


def changes_at(
    readings: Readings, places: Positions, fields: Sequence[str] = (), *, whole: bool = False
) -> pd.DataFrame:
    """One row a trial and field, for trials at these places among those shared.

    Columns: nct_id, title, field, field_label, then, then_words, now, now_words, change (codes
    of CHANGE, ordered), change_label, words (the cell in a reader's words). A value that the
    later page says is none counts as changed; nothing seen later is NOT_SEEN whatever was
    stated before. A value held apart is no change, whether it differs or not. Of a part of the
    record (``compared_parts``) then and now are the rows that one reading has alone.
    """
    names = fields or readings.fields
    then_at = readings.shared.then[places]
    columns = [readings.fields.index(name) for name in names]
    kinds = readings.changes[places][:, columns]
    cells = {name: np.empty(kinds.shape, dtype=object) for name in CELL}
    for number, field in enumerate(names):
        of_part = field in PART_OF
        found = (
            _part_cells(readings, field, places, kinds[:, number], whole=whole)
            if of_part
            else _value_cells(readings, field, places, kinds[:, number])
        )
        for name, texts in found.items():
            cells[name][:, number] = texts
    return pd.DataFrame(
        {
            **{
                name: _repeated(readings.then[name], then_at, len(names))
                for name in ("nct_id", "title")
            },
            "field": list(names) * len(places),
            "field_label": [v.COMPARED_FIELD.labels[name] for name in names] * len(places),
            **{name: pd.Series(texts.ravel(), dtype="str") for name, texts in cells.items()},
            "change": pd.Categorical.from_codes(
                kinds.ravel(), categories=list(v.CHANGE.codes), ordered=True
            ),
        }
    )


def _repeated(column: pd.Series, places: Positions, times: int) -> pd.Series:
    """The text of each trial, once a field."""
    texts = texts_at(column, places) if len(places) else []
    return pd.Series(np.repeat(np.array(texts, dtype=object), times), dtype="str")


CELL = ("then", "then_words", "now", "now_words", "change_label", "words")
APART_PLACES = [v.CHANGE.codes.index(code) for code in APART]
KIND_LABELS = np.array([v.CHANGE.labels[code] for code in v.CHANGE.codes], dtype=object)
NOT_HELD = v.CHANGE.labels[NOT_IN_FILE]


def _value_cells(
    readings: Readings, field: str, places: Positions, kinds: Kinds
) -> dict[str, WordArray]:
    """The cells of a field of one value."""
    before, after = (side[field].array for side in (readings.then, readings.now))
    then = before.codes[readings.shared.then[places]]
    now = after.codes[readings.shared.now[places]]
    words = readings.words[field]
    held = {
        "then": words.then_texts[then],
        "then_words": words.then[then],
        "now": words.now_texts[now],
        "now_words": words.now[now],
    }
    cells = {**held, **_cell(held, kinds)}
    for side, unheld in (("then", readings.unheld_then), ("now", readings.unheld_now)):
        if field in unheld:
            cells[side] = np.full(len(places), NOT_IN_FILE, dtype=object)
            cells[f"{side}_words"] = np.full(len(places), NOT_HELD, dtype=object)
    if field in readings.unheld:
        cells["words"] = np.full(len(places), NOT_HELD, dtype=object)
    return cells


def _cell(held: Mapping[str, WordArray], kinds: Kinds) -> dict[str, WordArray]:
    """The words of cells: what is said now, and of a change what was said before."""
    is_none = (held["then"] != TEXT_ABSENT) & (held["now"] == TEXT_ABSENT)
    after = np.where(is_none, NONE_STATED_WORDS, held["now_words"])
    moved = kinds == CHANGED
    words = after.astype(object)
    words[moved] = held["then_words"][moved] + ARROW + after[moved]
    return {"now_words": after, "change_label": KIND_LABELS[kinds], "words": words}


def _part_cells(
    readings: Readings, field: str, places: Positions, kinds: Kinds, *, whole: bool
) -> dict[str, WordArray]:
    """The cells of a part of the record; texts are read of the trials in which it changed."""
    part = PART_OF[field]
    cells = {name: np.full(len(places), "", dtype=object) for name in CELL}
    cells["change_label"] = KIND_LABELS[kinds]
    for name in ("then_words", "now_words"):
        cells[name][kinds == UNCHANGED] = SAME
    for name, unheld in (("then_words", readings.unheld_then), ("now_words", readings.unheld_now)):
        if field in unheld:
            cells[name][:] = NOT_HELD
    cells["words"][kinds == UNHELD] = NOT_HELD
    moved = np.flatnonzero((kinds == CHANGED) | (kinds == NEWLY_STATED))
    if not len(moved):
        return cells
    if not whole and not all(are_at_hand(store, part) for store in readings.stores):
        for name in ("then_words", "now_words", "words"):
            cells[name][moved] = "Differs"
        return cells
    rows = readings.places_in_stores(places[moved])
    texts = [texts_of(store, part, own) for store, own in zip(readings.stores, rows, strict=True)]
    for at, then, now in zip(moved.tolist(), *texts, strict=True):
        said = _said_of_text(then, now) if part.is_text else _said_of_rows(then, now)
        for name, words in said.items():
            cells[name][at] = words
    return cells


def _said_of_text(then: Sequence[str], now: Sequence[str]) -> dict[str, str]:
    """The cells of one text."""
    before, after = "".join(then), "".join(now)
    said = after or NONE_STATED_WORDS
    return {
        "then": before,
        "now": after,
        "then_words": before or "Not stated",
        "now_words": said,
        "words": f"{before}{ARROW}{said}" if before else said,
    }


def _said_of_rows(then: Sequence[str], now: Sequence[str]) -> dict[str, str]:
    """The cells of a list: the rows that are gone, and those that are new."""
    gone = [text for text in then if text not in now]
    new = [text for text in now if text not in then]
    said = [f"{sign} {_few(texts)}" for sign, texts in (("gone:", gone), ("new:", new)) if texts]
    return {
        "then": "; ".join(gone),
        "now": "; ".join(new),
        "then_words": "; ".join(gone) or (NOTHING_MORE if then else "Not stated"),
        "now_words": "; ".join(new) or (NOTHING_MORE if now else NONE_STATED_WORDS),
        "words": "; ".join(said),
    }


def _few(texts: Sequence[str]) -> str:
    """The first of these rows, each shortened, and how many more there are."""
    named = [
        text if len(text) <= LETTERS_SAID else f"{text[:LETTERS_SAID].rstrip()}…"
        for text in texts[:MOST_SAID]
    ]
    more = len(texts) - len(named)
    return "; ".join([*named, *([f"{more:,} more"] if more else [])])


def alone_rows(compared: Compared) -> pd.DataFrame:
    """The trials in one of two datasets alone, those dropped first.

    Columns: nct_id, title, is_now, overall_status, phase, start_date (texts).
    """
    readings = compared.readings
    parts = []
    for is_now, frame, places in (
        (False, readings.then, compared.alone_then),
        (True, readings.now, compared.alone_now),
    ):
        own = frame.iloc[places][["nct_id", "title", "overall_status", "phase", "start_date"]]
        parts.append(own.astype("str").assign(is_now=is_now))
    return pd.concat(parts, ignore_index=True)


ALONE = ("ONLY_THEN", "ONLY_NOW")
ALONE_WORDS = {"ONLY_THEN": "Not in the later dataset", "ONLY_NOW": "Not in the earlier dataset"}


def alone_in_file(compared: Compared) -> pd.DataFrame:
    """The trials in one of two datasets alone as rows beside those of ``Compared.rows``."""
    rows = alone_rows(compared)
    if not compared.readings.are_datasets or rows.empty:
        return rows.head(0)
    codes = rows["is_now"].map({False: ALONE[0], True: ALONE[1]})
    words = codes.map(ALONE_WORDS)
    sides = {
        side: rows["nct_id"].where(rows["is_now"] == is_now, "")
        for side, is_now in (("then", False), ("now", True))
    }
    found = rows[["nct_id", "title"]].assign(
        field="nct_id",
        field_label="Trial",
        then=sides["then"],
        then_words=sides["then"],
        now=sides["now"],
        now_words=sides["now"],
        change_label=words,
        words=words,
        change=codes,
    )
    return _located(found, compared.readings)


def frequent_moves(compared: Compared, name: str, most: int = 3) -> list[tuple[str, int]]:
    """The changes of a field that most trials share, in words, with their number of trials."""
    readings = compared.readings
    if name not in readings.fields:
        return []
    is_changed = readings.changes[compared.here, readings.fields.index(name)] == CHANGED
    places = compared.here[is_changed]
    then = readings.then[name].array.codes[readings.shared.then[places]]
    now = readings.now[name].array.codes[readings.shared.now[places]].astype(np.int64)
    words = readings.words[name]
    after = np.where(words.now_texts == TEXT_ABSENT, NONE_STATED_WORDS, words.now)
    pairs, counts = np.unique(then * np.int64(len(after)) + now, return_counts=True)
    first = np.argsort(-counts, kind="stable")[:most]
    return [
        (
            f"{words.then[pair // len(after)]}{ARROW}{after[pair % len(after)]}",
            int(count),
        )
        for pair, count in zip(pairs[first], counts[first], strict=True)
    ]


def differing_apart(compared: Compared) -> int:
    """Values held apart that are not those of the earlier reading, where it states one."""
    readings, found = compared.readings, 0
    pairs = readings.shared
    for at, name in enumerate(readings.fields):
        if name in PART_OF:
            continue  # of two datasets nothing is held apart
        words = readings.words[name]
        then = words.then_texts[readings.then[name].array.codes[pairs.then[compared.here]]]
        now = words.now_texts[readings.now[name].array.codes[pairs.now[compared.here]]]
        is_apart = np.isin(readings.changes[compared.here, at], APART_PLACES)
        found += int(np.sum(is_apart & (then != TEXT_ABSENT) & (then != now)))
    return found


def plans_of_withdrawn(compared: Compared) -> pd.DataFrame:
    """nct_id and enrollment of the shared trials that were withdrawn with a plan of people."""
    now = compared.readings.now.iloc[compared.readings.shared.now[compared.here]]
    own = now.loc[now["overall_status"] == "WITHDRAWN", ["nct_id", "enrollment"]]
    return own[own["enrollment"].astype("str").str.fullmatch("[0-9]*[1-9][0-9]*")]


def by_trial(store: TrialStore, state: PageState) -> pd.DataFrame:
    """One row a listed trial for the figure.

    Columns: nct_id, title, and for each field of ``DRAWN`` field_then, field_now, field_change,
    field_then_words, field_now_words, field_words; enrollment_kind: what the later number
    counts, in a word; is_actual: whether it counts people who took part; enrolled_then,
    enrolled_now: the two enrolments as numbers, empty where there is none; field_said: the
    other value, with the age of its page where it is held apart.
    """
    compared = of_state(store, state)
    columns = [
        *("nct_id", "title"),
        *(f"{field}_{part}" for field in DRAWN for part in (*PARTS, "said")),
        *("enrollment_kind", "is_actual", "trials_left_out", "enrolled_then", "enrolled_now"),
    ]
    if compared is None or not len(compared.fitting):
        return pd.DataFrame(columns=columns)
    places = compared.foremost
    wanted = [*DRAWN, "enrollment_type"]
    rows = _of_every(compared, places, wanted)
    table = rows.drop_duplicates("nct_id")[["nct_id", "title"]].set_index("nct_id")
    for field in wanted:
        own = rows[rows["field"] == field].set_index("nct_id")
        for part in PARTS:
            table[f"{field}_{part}"] = own[part]
        table[f"{field}_said"] = own["words"].where(own["change"].isin(APART), own["now_words"])
    table["enrollment_kind"] = [
        _kind(*cell)
        for cell in zip(table["overall_status_now"], table["enrollment_type_now"], strict=True)
    ]
    table["is_actual"] = table["enrollment_kind"] == ACTUAL
    for time in ("then", "now"):
        numbers = pd.to_numeric(table[f"enrollment_{time}"], errors="coerce")
        table[f"enrolled_{time}"] = numbers.astype("Int64")
    table["trials_left_out"] = len(compared.fitting) - len(places)
    return table.reset_index()[columns]


def _of_every(compared: Compared, places: Positions, fields: Sequence[str]) -> pd.DataFrame:
    """The rows of these fields; one that neither dataset has room for is in neither file."""
    held = [name for name in fields if name in compared.readings.fields]
    rows = compared.rows(places, held) if held else compared.rows(places)
    missing = [name for name in fields if name not in held]
    ids = rows.drop_duplicates("nct_id")
    lacking = [
        ids.assign(
            field=name,
            then=NOT_IN_FILE,
            now=NOT_IN_FILE,
            change=NOT_IN_FILE,
            then_words=NOT_HELD,
            now_words=NOT_HELD,
            words=NOT_HELD,
        )
        for name in missing
    ]
    return pd.concat([each.astype({"change": "str"}) for each in (rows, *lacking)])


PARTS = ("then", "now", "change", "then_words", "now_words", "words")
ACTUAL, ESTIMATED, PLANNED, UNKNOWN_KIND = "actual", "estimated", "withdrawn", "kind not seen"


def _kind(status: str, enrollment_type: str) -> str:
    """The kind of an enrolment; that of a withdrawn trial was never more than a plan."""
    if status == "WITHDRAWN":
        return PLANNED
    return {"ACTUAL": ACTUAL, "ESTIMATED": ESTIMATED}.get(enrollment_type, UNKNOWN_KIND)


def status_counts(statuses: pd.Series) -> dict[str, int]:
    """Later status -> trials, in the registry's order; not seen comes last."""
    held = statuses.value_counts().to_dict()
    order = (*v.OVERALL_STATUS.codes, "", NOT_SEEN, NOT_IN_FILE)
    return {code: int(held[code]) for code in order if held.get(code)}


STATUS_IN_A_SENTENCE: Mapping[str, str] = {
    **{code: label.lower() for code, label in v.OVERALL_STATUS.labels.items()},
    "UNKNOWN": "unknown",
    "": "not stated",
    NOT_SEEN: "not found",
    NOT_IN_FILE: "of a status that is not in the file",
}


def statuses_in_words(compared: Compared) -> str:
    """The statuses in a sentence; of facts those of later versions, and the others, for themselves.

    ``In later versions: 9 completed. In versions from before the snapshot: 1 unknown.``
    """
    if compared.readings.are_datasets:
        return f"Now: {in_words(compared.statuses)}."
    kinds = np.array(v.CHANGE.codes, dtype=object)[compared.status_kinds]
    said = []
    for label, codes in STATUS_GROUPS.items():
        own = compared.statuses[np.isin(kinds, codes)]
        if len(own):
            words = f"{len(own):,}" if codes == (NOT_SEEN,) else in_words(own)
            said.append(f"{label}: {words}.")
    return " ".join(said)


STATUS_GROUPS: Mapping[str, tuple[str, ...]] = {
    "In later versions": ("UNCHANGED", "CHANGED", "NEWLY_STATED"),
    "On pages that do not state their version": ("VERSION_NOT_STATED",),
    "In versions from before the snapshot": ("BEFORE_SNAPSHOT",),
    "Not found": (NOT_SEEN,),
}


def in_words(statuses: pd.Series) -> str:
    """``12 completed, 4 unknown, 1 terminated, 1 not found``: most first."""
    counts = sorted(
        status_counts(statuses).items(), key=lambda item: (item[0] == NOT_SEEN, -item[1])
    )
    return ", ".join(f"{n:,} {STATUS_IN_A_SENTENCE[code]}" for code, n in counts)
