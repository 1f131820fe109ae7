"""Counts of registry fields: every year of the range, bins at their edges, no sum of enrolments."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from data.index.facets import build_facets, columns_of
from data.link.filters import fields_of
from data.link.options import KnownFields
from data.link.query_string import Field
from data.link.state import PageState
from data.model import vocabulary as v
from data.queries import registration
from data.queries.trials import breakdown
from data.readers.columns import LEFT_OPEN, REGISTRY_FILTERS


def small(store, **columns):
    """An import of a few trials: ``columns`` of the trials frame beside defaults."""
    size = max((len(values) for values in columns.values()), default=0)
    trials = pd.DataFrame(
        {
            "nct_id": pd.Series([f"NCT{n:08}" for n in range(size)], dtype="str"),
            "title": pd.Series(["A"] * size, dtype="str"),
            "source": pd.Series(["import-small"] * size, dtype="str"),
        }
    )
    defaults = {
        **dict.fromkeys(("phase", "allocation", "masking", "intervention_model"), "NOT_STATED"),
        **dict.fromkeys(("primary_purpose", "overall_status", "study_type"), "NOT_STATED"),
        **dict.fromkeys(("sponsor_class", "control", "age_groups", "sex"), "NOT_STATED"),
        "has_results": "NOT_STATED",
        "start_year": pd.array([pd.NA] * size, dtype="Int64"),
        "enrollment": pd.array([pd.NA] * size, dtype="Int64"),
        "enrollment_type": "NOT_STATED",
    }
    trials = trials.assign(**defaults)
    for name, values in columns.items():
        integer = name in ("start_year", "enrollment")
        trials[name] = pd.array(values, dtype="Int64") if integer else pd.array(values)
    kinds = list(v.ENROLLMENT_TYPE.codes)
    trials["enrollment_type"] = pd.Categorical(trials["enrollment_type"], categories=kinds)
    frames = {
        "trials": trials,
        "trial_conditions": store.trial_conditions.head(0).assign(condition=[]),
        "trial_organisations": store.trial_organisations.head(0),
        "trial_interventions": pd.DataFrame(
            columns=["nct_id", "intervention", "intervention_type", "cell_product", "donor"],
            dtype="str",
        ),
        "trial_mesh": store.trial_mesh,
        "trial_schedules": store.trial_schedules,
    }
    years = trials["start_year"].dropna()
    span = (int(years.min()), int(years.max())) if len(years) else (1, 0)
    fields = fields_of(REGISTRY_FILTERS, Field("condition", "Condition", (), {}, {}), *span)
    return replace(
        store,
        sources=store.sources.head(1),
        trials=trials,
        trial_conditions=frames["trial_conditions"],
        trial_organisations=frames["trial_organisations"],
        trial_interventions=frames["trial_interventions"],
        facets=build_facets(frames, fields, columns_of(REGISTRY_FILTERS)),
        known=KnownFields.of({}, {}, {}, None, fields, "small"),
        registry_facts=store.registry_facts.head(0),
        left_open=LEFT_OPEN,
        date="2025-06-07",
    )


def state_of(store, query=""):
    state, ignored = PageState.from_query(f"?dataset=small{query}", store.known)
    assert not ignored
    return state


def years(frame):
    totals = frame.drop_duplicates("year").set_index("year")["year_total"]
    return totals.to_dict()


def test_every_year_of_the_range_and_trials_without_one(store):
    few = small(
        store, start_year=[2001, 2003, 2003, None], phase=["PHASE1", "PHASE2", "PHASE1", "PHASE1"]
    )
    frame = registration.started_per_year(few, few.no_filters())
    assert years(frame) == {"2001": 1, "2002": 0, "2003": 2, "NOT_STATED": 1}
    own = frame.set_index(["year", "phase"])["trials"]
    assert own["2003", "PHASE1"] == own["2003", "PHASE2"] == own["2001", "PHASE1"] == 1
    assert own["2001", "PHASE2"] == 0
    assert frame["trials"].sum() == 4


def test_years_follow_the_filters(store):
    few = small(store, start_year=[2001, 2003, None], phase=["PHASE1", "PHASE2", "PHASE1"])
    frame = registration.started_per_year(few, state_of(few, "&phase=phase1").filters)
    assert years(frame) == {"2001": 1, "2002": 0, "2003": 0, "NOT_STATED": 1}


@pytest.mark.parametrize(
    ("date", "starts", "shown", "bars"),
    [
        ("2025-06", [2030, 2030], {2030: 2}, 1),
        ("2025-06", [2024, 2031], {2024: 1, "after-2030": 1}, 8),
        ("2025", [2025, 2205, 9999], {2025: 1, "after-2030": 2}, 7),
        ("2025-06", [2205], {"after-2204": 1}, 1),
        # the years in which nothing started do not follow the early ones
        ("2025-06", [1900, 1985, 1999, 2001], {"until-1984": 1, 1985: 1, 1999: 1, 2001: 1}, 18),
        ("2025-06", [1900, 2024, 2024], {"until-2023": 1, 2024: 2}, 2),
        ("2025-06", [0, 2030, 9999], {"until-2029": 1, 2030: 1, "after-2030": 1}, 3),
        ("2025-06", [1985, 2025], {1985: 1, 2025: 1}, 41),
        # nothing says as of when the data are
        ("not known", [2024, 2026], {2024: 1, 2026: 1}, 3),
    ],
)
def test_years_far_off_stand_together(store, date, starts, shown, bars):
    few = replace(small(store, start_year=starts), date=date)
    held = years(registration.started_per_year(few, few.no_filters()))
    assert held.pop("NOT_STATED") == 0
    assert sum(held.values()) == len(starts)
    assert {year: number for year, number in held.items() if number} == {
        str(year): number for year, number in shown.items() if number
    }
    assert len(held) == bars


def test_the_date_of_the_data_may_be_that_of_a_posting(store):
    few = replace(
        small(store, start_year=[2024, 2205], last_update_posted=["2025-06-07", "2019"]), date=""
    )
    assert registration.year_of_data(few) == 2025
    assert "after-2030" in years(registration.started_per_year(few, few.no_filters()))
    assert registration.year_of_data(replace(small(store), date="")) is None


def test_bars_are_the_same_under_every_filter(store):
    few = small(store, start_year=[1900, 2024, 2205], phase=["PHASE1", "PHASE2", "PHASE1"])
    frame = registration.started_per_year(few, state_of(few, "&phase=phase2").filters)
    assert years(frame) == {
        **dict.fromkeys(("until-2023", "after-2030", "NOT_STATED"), 0),
        "2024": 1,
        **{str(year): 0 for year in range(2025, 2031)},
    }


def test_no_year_at_all_is_not_stated_alone(store):
    few = small(store, start_year=[None, None])
    assert years(registration.started_per_year(few, few.no_filters())) == {"NOT_STATED": 2}


@pytest.mark.parametrize(
    ("number", "label"),
    [
        (0, "0"),
        (1, "1–9"),
        (9, "1–9"),
        (10, "10–49"),
        (49, "10–49"),
        (50, "50–99"),
        (100, "100–499"),
        (999, "500–999"),
        (1_000, "1,000–4,999"),
        (5_000, "5,000 and more"),
        (99_999_999, "5,000 and more"),
        (None, "Not stated"),
    ],
)
def test_an_enrolment_has_its_bin(store, number, label):
    few = small(store, enrollment=[number], enrollment_type=["ACTUAL"])
    frame = registration.enrollment(few, few.no_filters()).frame
    (row,) = frame[frame["trials"] > 0].to_dict("records")
    assert (row["row_label"], row["column"], row["trials"]) == (label, "ACTUAL", 1)


def test_actual_and_estimated_are_apart(store):
    few = small(
        store,
        enrollment=[0, 12, 30, None],
        enrollment_type=["ACTUAL", "ESTIMATED", "ACTUAL", "NOT_STATED"],
    )
    frame = registration.enrollment(few, few.no_filters()).frame
    cells = frame[frame["trials"] > 0].set_index(["row_label", "column"])["trials"].to_dict()
    assert cells == {
        ("0", "ACTUAL"): 1,
        ("10–49", "ACTUAL"): 1,
        ("10–49", "ESTIMATED"): 1,
        ("Not stated", "NOT_STATED"): 1,
    }
    assert frame["trials"].sum() == 4
    assert not set(np.ravel(frame.select_dtypes("number"))) & {42, 12, 30}


def test_no_trial_is_no_count(store):
    none = small(store)
    assert registration.enrollment(none, none.no_filters()).trials.sum() == 0
    assert registration.started_per_year(none, none.no_filters())["trials"].sum() == 0


def test_a_field_of_an_import(store):
    few = small(store, overall_status=["COMPLETED", "COMPLETED", "NOT_STATED"])
    frame = breakdown(few, few.no_filters(), "status").frame
    assert dict(zip(frame["label"], frame["trials"], strict=True)) == {
        "Completed": 2,
        "Not stated": 1,
    }


def test_the_built_in_data_state_one_enrolment_and_no_year(store):
    frame = registration.enrollment(store, store.no_filters()).frame
    held = frame[frame["trials"] > 0].set_index("row_label")["trials"].to_dict()
    assert held == {"10–49": 1, "Not stated": 18}
    assert registration.started_per_year(store, store.no_filters()).empty


def test_numbers_of_a_file_without_their_kind_are_not_called_missing(store):
    few = small(store, enrollment=[12, 40], enrollment_type=["NOT_STATED", "NOT_STATED"])
    without = replace(few, absent={"trials": frozenset({"enrollment_type"})})
    found = registration.enrollment(without, without.no_filters())
    names = dict(zip(found.columns.codes, found.columns.labels, strict=True))
    assert names["NOT_STATED"] == "Actual or estimated: not in this file"
    assert found.trials.sum() == 2
