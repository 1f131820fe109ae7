"""Which trials match, and how they divide by the fields of their design."""

import difflib

import numpy as np
import pandas as pd

from data import vocabulary as v
from data.facets import Mask
from data.filters import FIELDS_BY_KEY, FILTER_FIELDS, TEXT_KEY, TrialFilters
from data.store import TrialStore


def matching(store: TrialStore, filters: TrialFilters) -> Mask:
    """The trials that pass every filter, as a mask over ``store.trials``."""
    mask = np.ones(len(store.trials), dtype=bool)
    for field in FILTER_FIELDS:
        chosen = filters.codes(field.key)
        if chosen:
            mask &= store.facets[field.key].mask(chosen)
    for word in filters.text.lower().split():
        mask &= store.search_text.str.contains(word, regex=False).to_numpy(dtype=bool)
    return mask


def count_matching(store: TrialStore, filters: TrialFilters) -> int:
    return int(matching(store, filters).sum())


def option_counts(store: TrialStore, filters: TrialFilters) -> dict[str, dict[str, int]]:
    """Field -> code -> trials that would match under all the *other* fields' filters."""
    return {
        field.key: store.facets[field.key].counts(matching(store, filters.without(field.key)))
        for field in FILTER_FIELDS
    }


def relaxations(store: TrialStore, filters: TrialFilters) -> pd.DataFrame:
    """What each active filter costs: columns key, label, trials (matching without it)."""
    rows = [
        {
            "key": key,
            "label": "Text search" if key == TEXT_KEY else FIELDS_BY_KEY[key].label,
            "trials": count_matching(store, filters.without(key)),
        }
        for key in filters.active()
    ]
    frame = pd.DataFrame(rows, columns=["key", "label", "trials"])
    return frame.sort_values("trials", ascending=False, kind="stable", ignore_index=True)


def codes_in_data(store: TrialStore, key: str) -> tuple[str, ...]:
    """The codes that any trial of the dataset holds, and NOT_STATED where the field has it.

    Charts keep these codes under every filter, so that an axis does not jump.
    """
    everything = np.ones(len(store.trials), dtype=bool)
    held = store.facets[key].counts(everything)
    always = {v.NOT_STATED} if key != "country" else set()
    return tuple(code for code in FIELDS_BY_KEY[key].codes if code in held or code in always)


def breakdown(store: TrialStore, filters: TrialFilters, key: str) -> pd.DataFrame:
    """Trials per code of one field.

    Columns: field, code, label, trials, total (trials that match), share (of total).
    A trial with several codes counts once in each, so shares may add up to more than 1.
    """
    mask = matching(store, filters)
    total = int(mask.sum())
    counts = store.facets[key].counts(mask)
    codes = codes_in_data(store, key)
    trials = [counts.get(code, 0) for code in codes]
    return pd.DataFrame(
        {
            "field": key,
            "code": codes,
            "label": [FIELDS_BY_KEY[key].labels[code] for code in codes],
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
    pairs = row_facet.pairs(mask).merge(
        column_facet.pairs(mask), on="trial", suffixes=("_row", "_column")
    )
    counts = pairs.groupby(["code_row", "code_column"], observed=True).size()
    totals = row_facet.counts(mask)
    row_labels, column_labels = FIELDS_BY_KEY[rows].labels, FIELDS_BY_KEY[columns].labels
    records = []
    for row in codes_in_data(store, rows):
        for column in codes_in_data(store, columns):
            trials = int(counts.get((row, column), 0))
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


def _joined_labels(frame: pd.DataFrame, column: str, labels: dict[str, str]) -> pd.Series:
    """nct_id -> the distinct labels of a column, in the vocabulary's order."""
    rows = frame[["nct_id", column]].drop_duplicates().sort_values(column, kind="stable")
    return rows[column].astype("str").map(labels).groupby(rows["nct_id"]).agg("; ".join)


def trial_rows(store: TrialStore, filters: TrialFilters) -> pd.DataFrame:
    """One row a matching trial for the table of trials: labels where ``trials`` has codes.

    Columns: nct_id, title, condition, phase, study_type, allocation, control,
    endpoint_classification, intervention_model, masking, who_masked, primary_purpose,
    observational_model, time_perspective, interventions, cell_product, donor, countries,
    organisations, enrollment, printed_tables, notes (number of data notes), source, locator.
    """
    coded = (
        (v.PHASE, v.STUDY_TYPE, v.ALLOCATION, v.CONTROL, v.ENDPOINT_CLASSIFICATION)
        + (v.INTERVENTION_MODEL, v.MASKING, v.PRIMARY_PURPOSE, v.OBSERVATIONAL_MODEL)
        + (v.TIME_PERSPECTIVE,)
    )
    trials = store.trials[matching(store, filters)].reset_index(drop=True)
    ids = trials["nct_id"]
    table = trials[["nct_id", "title", "enrollment", "source", "locator"]].copy()
    for vocabulary in coded:
        table[vocabulary.name] = trials[vocabulary.name].astype("str").map(vocabulary.labels)
    table["who_masked"] = [
        "; ".join(v.WHO_MASKED.labels[code] for code in cell.split("|"))
        for cell in trials["who_masked"]
    ]
    table["printed_tables"] = trials["printed_tables"].str.replace("|", "; ", regex=False)
    joins = {
        "condition": _joined_labels(
            store.trial_conditions, "condition_group", v.CONDITION_GROUP.labels
        ),
        "cell_product": _joined_labels(
            store.trial_interventions, "cell_product", v.CELL_PRODUCT.labels
        ),
        "donor": _joined_labels(store.trial_interventions, "donor", v.DONOR.labels),
        "countries": _joined_labels(
            _stated_countries(store), "country", FIELDS_BY_KEY["country"].labels
        ),
        "interventions": _joined_text(store.trial_interventions, "intervention"),
        "organisations": _joined_text(store.trial_organisations, "organisation"),
    }
    for name, values in joins.items():
        table[name] = ids.map(values).fillna("Not stated")
    notes = store.data_note_links[store.data_note_links["frame"] == "trials"]
    table["notes"] = ids.map(notes.groupby("row_key")["note"].nunique()).fillna(0).astype(int)
    return table


def _stated_countries(store: TrialStore) -> pd.DataFrame:
    rows = store.trial_organisations
    return rows[rows["country"] != v.NOT_STATED]


def _joined_text(frame: pd.DataFrame, column: str) -> pd.Series:
    rows = frame[["nct_id", column]].drop_duplicates()
    return rows[column].groupby(rows["nct_id"]).agg("; ".join)


def near_matches(store: TrialStore, wanted: str, most: int = 5) -> tuple[str, ...]:
    """Ids that look like one that is not there, the likeliest first."""
    ids = store.trials["nct_id"].tolist()
    return tuple(difflib.get_close_matches(wanted.upper()[:40], ids, n=most, cutoff=0.6))
