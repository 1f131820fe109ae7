"""Which trials match, and how they divide by the fields of their design."""

import difflib

import numpy as np
import pandas as pd

from data import vocabulary as v
from data.facets import Mask, cross_counts
from data.filters import STARTED_FROM, STARTED_TO, TrialFilters
from data.query_string import Field
from data.schema import SEPARATOR
from data.store import TrialStore


def matching(store: TrialStore, filters: TrialFilters) -> Mask:
    """The trials that pass every filter, as a mask over ``store.trials``."""
    mask = np.ones(len(store.trials), dtype=bool)
    for field in store.known.filters:
        chosen = filters.codes(field.key)
        if chosen:
            mask &= store.facets[field.key].mask(_reach(field, chosen))
    for word in filters.text.lower().split():
        mask &= store.search_text.str.contains(word, regex=False).to_numpy(dtype=bool)
    return mask


def _reach(field: Field, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """The codes that a choice lets pass: a year from which or up to which reaches on."""
    first, last = field.place_of[chosen[0]], field.place_of[chosen[-1]]
    if field.key == STARTED_FROM:
        return field.codes[first:]
    return field.codes[: last + 1] if field.key == STARTED_TO else chosen


def count_matching(store: TrialStore, filters: TrialFilters) -> int:
    return int(matching(store, filters).sum())


def option_counts(store: TrialStore, filters: TrialFilters) -> dict[str, dict[str, int]]:
    """Field -> code -> trials that would match under all the *other* fields' filters."""
    return {
        field.key: store.facets[field.key].counts(matching(store, filters.without(field.key)))
        for field in store.known.filters
    }


def relaxations(store: TrialStore, filters: TrialFilters) -> pd.DataFrame:
    """What each active filter costs: columns key, label, trials (matching without it)."""
    rows = [
        {
            "key": key,
            "label": filters.label(key),
            "trials": count_matching(store, filters.without(key)),
        }
        for key in filters.active()
    ]
    frame = pd.DataFrame(rows, columns=["key", "label", "trials"])
    return frame.sort_values("trials", ascending=False, kind="stable", ignore_index=True)


def codes_in_data(store: TrialStore, key: str) -> tuple[str, ...]:
    """The codes that any trial of the dataset holds, and NOT_STATED where the field has it.

    Charts keep these codes under every filter, so that an axis does not jump. The order is
    the vocabulary's; countries, which have none, come by their number of trials.
    """
    everything = np.ones(len(store.trials), dtype=bool)
    held = store.facets[key].counts(everything)
    labels = store.labels(key)
    if key == "country":
        return tuple(sorted(held, key=lambda code: (-held[code], labels[code])))
    codes = store.facets[key].codes
    return tuple(code for code in codes if code in held or code == v.NOT_STATED)


def breakdown(store: TrialStore, filters: TrialFilters, key: str) -> pd.DataFrame:
    """Trials per code of one field.

    Columns: field, code, label, trials, total (trials that match), share (of total).
    A trial with several codes counts once in each, so shares may add up to more than 1.
    """
    mask = matching(store, filters)
    total = int(mask.sum())
    counts = store.facets[key].counts(mask)
    codes = codes_in_data(store, key)
    labels = store.labels(key)
    trials = [counts.get(code, 0) for code in codes]
    return pd.DataFrame(
        {
            "field": key,
            "code": codes,
            "label": [labels[code] for code in codes],
            "trials": trials,
            "total": total,
            "share": [n / total if total else 0.0 for n in trials],
        }
    )


def cross_breakdown(
    store: TrialStore, filters: TrialFilters, rows: str, columns: str
) -> pd.DataFrame:
    """Trials per pair of codes of two fields, zero pairs included.

    Columns: row_field, row, row_label, column_field, column, column_label, trials,
    row_total (trials with that row's code), share (of row_total).
    """
    mask = matching(store, filters)
    row_facet, column_facet = store.facets[rows], store.facets[columns]
    counts = cross_counts(row_facet, column_facet, mask)
    totals = row_facet.counts(mask)
    row_labels, column_labels = store.labels(rows), store.labels(columns)
    records = []
    for row in codes_in_data(store, rows):
        for column in codes_in_data(store, columns):
            trials = int(counts[row_facet.codes.index(row), column_facet.codes.index(column)])
            total = totals.get(row, 0)
            records.append(
                {
                    "row_field": rows,
                    "row": row,
                    "row_label": row_labels[row],
                    "column_field": columns,
                    "column": column,
                    "column_label": column_labels[column],
                    "trials": trials,
                    "row_total": total,
                    "share": trials / total if total else 0.0,
                }
            )
    return pd.DataFrame(records)


CODED_COLUMNS = (
    v.PHASE,
    v.STUDY_TYPE,
    v.ALLOCATION,
    v.CONTROL,
    v.ENDPOINT_CLASSIFICATION,
    v.INTERVENTION_MODEL,
    v.MASKING,
    v.PRIMARY_PURPOSE,
    v.OBSERVATIONAL_MODEL,
    v.TIME_PERSPECTIVE,
)
TRIAL_COLUMNS = (
    "nct_id",
    "title",
    "condition",
    "phase",
    "study_type",
    "allocation",
    "control",
    "endpoint_classification",
    "intervention_model",
    "masking",
    "who_masked",
    "primary_purpose",
    "observational_model",
    "time_perspective",
    "interventions",
    "cell_product",
    "donor",
    "countries",
    "organisations",
    "enrollment",
    "printed_tables",
    "notes",
    "source",
    "locator",
)


def trial_rows(store: TrialStore, filters: TrialFilters) -> pd.DataFrame:
    """One row a matching trial for the table of trials: labels where ``trials`` has codes.

    Columns: ``TRIAL_COLUMNS``; several values of a trial are joined by "; ", enrollment is
    empty where it is not stated, notes is the number of data notes. Condition, cell product,
    donor and country are those that the filters count.
    """
    mask = matching(store, filters)
    trials = store.trials[mask].reset_index(drop=True)
    ids = trials["nct_id"]
    notes = store.data_note_links[store.data_note_links["frame"] == "trials"]
    table = {name: trials[name] for name in ("nct_id", "title", "enrollment", "source", "locator")}
    for vocabulary in CODED_COLUMNS:
        table[vocabulary.name] = trials[vocabulary.name].astype("str").map(vocabulary.labels)
    table |= {
        "who_masked": trials["who_masked"].map(_masked_parties),
        "printed_tables": trials["printed_tables"].str.replace(SEPARATOR, "; ", regex=False),
        "condition": _facet_labels(store, mask, "condition"),
        "cell_product": _facet_labels(store, mask, "product"),
        "donor": _facet_labels(store, mask, "donor"),
        "countries": _facet_labels(store, mask, "country"),
        "interventions": ids.map(_joined_text(store.trial_interventions, "intervention")),
        "organisations": ids.map(_joined_text(store.trial_organisations, "organisation")),
        "notes": ids.map(notes.groupby("row_key")["note"].nunique()).fillna(0).astype(int),
    }
    frame = pd.DataFrame(table, columns=list(TRIAL_COLUMNS))
    joined = ["condition", "cell_product", "donor", "countries", "interventions", "organisations"]
    return frame.assign(**{name: frame[name].fillna("Not stated") for name in joined})


def _masked_parties(cell: str) -> str:
    return "; ".join(v.WHO_MASKED.labels[code] for code in cell.split(SEPARATOR))


def _facet_labels(store: TrialStore, mask: Mask, key: str) -> pd.Series:
    """The joined labels of each matching trial, in the vocabulary's order."""
    pairs = store.facets[key].pairs(mask).sort_values(["trial", "code"])
    words = store.labels(key)
    labels = pairs["code"].map({n: words[code] for n, code in enumerate(store.facets[key].codes)})
    joined = labels.groupby(pairs["trial"]).agg("; ".join)
    return joined.reindex(np.flatnonzero(mask)).reset_index(drop=True)


def _joined_text(frame: pd.DataFrame, column: str) -> pd.Series:
    """nct_id -> the distinct texts of a column, in the order of the data."""
    rows = frame[["nct_id", column]].drop_duplicates()
    return rows[column].groupby(rows["nct_id"], sort=False).agg("; ".join)


def near_matches(store: TrialStore, wanted: str, most: int = 5) -> tuple[str, ...]:
    """Ids that look like one that is not there, the likeliest first."""
    ids = store.trials["nct_id"].tolist()
    text = wanted.strip().upper()[:40]
    return tuple(difflib.get_close_matches(text, ids, n=most, cutoff=0.3))
