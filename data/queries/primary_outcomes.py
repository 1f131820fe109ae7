"""The primary outcomes that the trials under the filters post, side by side and not pooled.

Only the trials of the part that is shown are read; a file reads all, some hundred at a time.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from data.index.index_arrays import NONE, Counts, Whole, frozen
from data.link.state import PageState
from data.model.amounts import amount
from data.model.record_frames import MOST_ROWS
from data.model.schema import SEPARATOR
from data.queries.posted_results import posted
from data.queries.stopped_trials import in_order
from data.store import TrialStore

TRIALS_A_PART = 4
TRIALS_A_CHUNK = 500
MOST_PARTS = 1_000
"""Parts that a link can name; the files have all."""
STORES_KEPT = 8
PRIMARY = "PRIMARY"
NO_MEASURE = "No primary outcome is posted"
NO_VALUE = "No value is posted"
COLUMNS = (
    *("nct_id", "title", "measure", "time_frame", "group", "analysed", "analysed_units"),
    *("class_title", "category_title", "posted_value", "units", "param_type", "dispersion_type"),
    *("estimates", "measure_position", "source", "locator"),
)
COUNTED = ("trials", "parts", "part")
"""Attributes of a frame: how many trials post results, the parts and the one shown."""
RowValues = dict[str, str]
OfMeasure = tuple[str, int]
"""A trial and the position of a measure."""


def posting(store: TrialStore, state: PageState) -> Whole:
    """The places of the trials under the filters with posted results, in the table's order."""
    places = in_order(store, state)
    return places[posted(store)[places]]


def primary_outcomes(store: TrialStore, state: PageState) -> pd.DataFrame:
    """One part: a row a posted value, ``COLUMNS``; its attributes count all (``COUNTED``)."""
    places = posting(store, state)
    parts = min(max(-(-len(places) // TRIALS_A_PART), 1), MOST_PARTS)
    part = min(max(state.results.across_part, 1), parts)
    frame = rows_at(store, places[(part - 1) * TRIALS_A_PART : part * TRIALS_A_PART])
    frame.attrs |= dict(zip(COUNTED, (len(places), parts, part), strict=True))
    return frame


def in_chunks(store: TrialStore, state: PageState) -> Iterator[pd.DataFrame]:
    """All of them, some hundred trials at a time; at least one frame, maybe empty."""
    places = posting(store, state)
    for start in range(0, max(len(places), 1), TRIALS_A_CHUNK):
        yield rows_at(store, places[start : start + TRIALS_A_CHUNK])


@lru_cache(maxsize=STORES_KEPT)
def row_numbers(store: TrialStore) -> Counts:
    """The number of rows that ``rows_at`` makes of each trial, worked out once a dataset."""
    trials, records = len(store.trials), store.records
    if not records.number_of_rows("results_groups"):
        return np.zeros(trials, dtype=np.int64)
    trial, position = _positions(store, "results_measures", "position")
    kinds = records.cells("results_measures", "posted_outcome_kind")
    is_primary = np.array([str(kind) == PRIMARY for kind in kinds.to_pylist()], dtype=bool)
    wanted = (trial * MOST_ROWS + position)[is_primary & (trial != NONE)]
    of_trial, at = _positions(store, "results_values", "measure_position")
    values = of_trial * MOST_ROWS + at
    found, numbers = np.unique(values[np.isin(values, wanted)], return_counts=True)
    rows = np.bincount(found // MOST_ROWS, weights=numbers, minlength=trials).astype(np.int64)
    # a measure without values has a row, and a trial without a primary outcome
    silent = wanted[~np.isin(wanted, found)] // MOST_ROWS
    return frozen(np.maximum(rows + np.bincount(silent, minlength=trials), 1))


def _positions(store: TrialStore, frame: str, column: str) -> tuple[Counts, Counts]:
    """The place of the trial of each row, and the position of its measure."""
    number = store.records.number_of_rows(frame)
    trial = store.rows_of(frame).trial_of_row(number).astype(np.int64)
    cells = store.records.cells(frame, column)
    return trial, cells.to_numpy(zero_copy_only=False).astype(np.int64)


def count_rows(store: TrialStore, state: PageState) -> int:
    """The number of rows of all trials under the filters."""
    return int(row_numbers(store)[posting(store, state)].sum())


def count_trials(store: TrialStore, state: PageState) -> int:
    return len(posting(store, state))


def rows_at(store: TrialStore, places: Whole) -> pd.DataFrame:
    """The primary outcomes of the trials at these places, in their order: ``COLUMNS``."""
    if not len(places):
        return pd.DataFrame(columns=[*COLUMNS], dtype="str")
    measures = _read(store, "results_measures", places)
    primary = [row for row in measures if row["posted_outcome_kind"] == PRIMARY]
    by_trial: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in primary:
        by_trial[str(row["nct_id"])].append(row)
    groups = _groups(store, places)
    values = _by_measure(_read(store, "results_values", places))
    analyses = _by_measure(_read(store, "results_analyses", places))
    trials = store.trials.iloc[places][["nct_id", "title", "source", "locator"]]
    rows: list[RowValues] = []
    for trial in trials.astype("str").to_dict("records"):
        own = by_trial.get(trial["nct_id"], [])
        if not own:
            rows.append({**trial, "measure": NO_MEASURE})
        for measure in own:
            key = _key(measure, "position")
            rows += _of_measure(trial, measure, groups[key], values[key], analyses[key])
    full = [{**dict.fromkeys(COLUMNS, ""), **row} for row in rows]
    return pd.DataFrame(full, columns=[*COLUMNS], dtype="str")


def _read(store: TrialStore, frame: str, places: Whole) -> list[dict[Any, Any]]:
    rows = store.records.rows(frame, store.rows_of(frame).at(np.asarray(places, dtype=np.int64)))
    return rows.astype("object").to_dict("records")


def _key(row: Mapping[Any, Any], position: str = "measure_position") -> OfMeasure:
    return str(row["nct_id"]), int(row[position])


def _by_measure(rows: Sequence[dict[Any, Any]]) -> dict[OfMeasure, list[dict[Any, Any]]]:
    found: dict[OfMeasure, list[dict[Any, Any]]] = defaultdict(list)
    for row in rows:
        found[_key(row)].append(row)
    return found


def _groups(store: TrialStore, places: Whole) -> dict[OfMeasure, dict[str, dict[Any, Any]]]:
    """The groups of each outcome measure by their names within it."""
    found: dict[OfMeasure, dict[str, dict[Any, Any]]] = defaultdict(dict)
    for row in _read(store, "results_groups", places):
        if row["results_part"] == "OUTCOME" and not pd.isna(row["measure_position"]):
            found[_key(row)][str(row["group_id"])] = row
    return found


def _of_measure(
    trial: Mapping[Any, Any],
    measure: Mapping[Any, Any],
    groups: Mapping[str, Mapping[Any, Any]],
    values: Sequence[Mapping[Any, Any]],
    analyses: Sequence[Mapping[Any, Any]],
) -> list[RowValues]:
    """A row for each posted value of a measure, or one that says that there is none."""
    shared = {
        "nct_id": str(trial["nct_id"]),
        "title": str(trial["title"]),
        "measure": str(measure["measure"]),
        "time_frame": str(measure["time_frame"]),
        "units": str(measure["units"]),
        "param_type": str(measure["param_type"]),
        "dispersion_type": str(measure["dispersion_type"]),
        "estimates": "; ".join(estimate_in_words(row, groups) for row in analyses),
        "measure_position": str(measure["position"]),
        "source": str(measure["source"]),
    }
    if not values:
        return [{**shared, "posted_value": NO_VALUE, "locator": str(measure["locator"])}]
    return [
        {
            **shared,
            "group": str(groups.get(str(row["group_id"]), {}).get("title", row["group_id"])),
            "analysed": str(
                row["analysed"] or groups.get(str(row["group_id"]), {}).get("analysed", "")
            ),
            "analysed_units": str(groups.get(str(row["group_id"]), {}).get("analysed_units", "")),
            "class_title": str(row["class_title"]),
            "category_title": str(row["category_title"]),
            "posted_value": value_in_words(row),
            "locator": str(row["locator"]),
        }
        for row in values
    ]


def value_in_words(row: Mapping[Any, Any]) -> str:
    """``0.88 (0.61 to 0.92)``, ``12 ± 3``, ``NA: not reached``: every number as posted."""
    value = str(row["value"]) or NO_VALUE
    if row["spread"]:
        value += f" ± {row['spread']}"
    if row["lower"] or row["upper"]:
        value += f" ({row['lower'] or '?'} to {row['upper'] or '?'})"
    return f"{value}: {row['comment']}" if row["comment"] else value


def estimate_in_words(
    row: Mapping[Any, Any], groups: Mapping[str, Mapping[Any, Any]] | None = None
) -> str:
    """``Hazard ratio 0.7 (95 % CI 0.5 to 0.9), p 0.01``, as posted; then the groups it is of."""
    parts = []
    if row["param_type"] or row["param_value"]:
        parts.append(" ".join(filter(None, (str(row["param_type"]), str(row["param_value"])))))
    if row["lower"] or row["upper"]:
        percent = f"{row['interval_percent']} % CI " if row["interval_percent"] else ""
        limits = f"({percent}{row['lower'] or '?'} to {row['upper'] or '?'})"
        parts = [f"{' '.join(parts)} {limits}".strip()]
    if row["p_value"]:
        parts.append(p_in_words(str(row["p_value"])))
    said = ", ".join(parts) or str(row["method"]) or "An analysis without a number"
    names = [
        str((groups or {}).get(group, {}).get("title", group))
        for group in str(row["group_ids"]).split(SEPARATOR)
        if group
    ]
    return f"{said} [{' | '.join(names)}]" if len(names) > 1 and len(groups or {}) > 2 else said


def p_in_words(posted: str) -> str:
    """``p 0.01``, ``p <0.001``; a text that names p itself stays as it is."""
    return posted if posted.lower().lstrip().startswith("p") else f"p {posted}"


def lacks(store: TrialStore, state: PageState) -> str:
    """Says why there are no primary outcomes to show; empty where there are."""
    if store.not_in_file("results_groups", "title"):
        return "Not in this file: the imported file holds no posted results."
    if not store.has_results:
        return "No trial of this dataset has posted results."
    return "" if len(posting(store, state)) else "No trial with posted results fits the filters."


def what_is_shown(frame: pd.DataFrame) -> str:
    """``Trials 5 to 8 of 70,000 with posted results.``"""
    total, parts, part = (int(frame.attrs.get(name, 1)) for name in COUNTED)
    first, last = (part - 1) * TRIALS_A_PART + 1, min(part * TRIALS_A_PART, total)
    if total <= TRIALS_A_PART:
        return f"{amount(total, 'trial')} with posted results."
    cut = ""
    if parts == MOST_PARTS and total > MOST_PARTS * TRIALS_A_PART:
        cut = f" Of so many trials the first {MOST_PARTS * TRIALS_A_PART:,} can be shown here."
    return f"Trials {first:,} to {last:,} of {total:,} with posted results; files have all.{cut}"
