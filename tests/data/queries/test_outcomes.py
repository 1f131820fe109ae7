"""The outcomes against the literals of the review's text."""

import pandas as pd
import pytest

from data.link.state import PageState
from data.queries import outcomes


def state_of(store, query: str = "") -> PageState:
    return PageState.from_query(query, store.known)[0]


@pytest.fixture
def lanes(store) -> pd.DataFrame:
    return outcomes.graft_function(store, state_of(store)).set_index("graft")


@pytest.fixture
def rows(store) -> pd.DataFrame:
    return outcomes.outcomes(store, state_of(store))


def values(rows: pd.DataFrame, regimen: str, measure: str) -> list[tuple[float, float | None]]:
    own = rows[(rows["regimen"] == regimen) & (rows["measure"] == measure)]
    own = own[own["value"].notna()].sort_values("outcome")
    return [
        (value, None if pd.isna(spread) else spread)
        for value, spread in zip(own["value"], own["spread"], strict=True)
    ]


@pytest.mark.parametrize(
    ("regimen", "expected"),
    [
        ("miami-1994-96-sik", [(14800, 7152)]),
        (
            "miami-1998-99-ita",
            [(6922, None), (10536, None), (5774, None), (10669, None), (7981, None)],
        ),
        ("miami-2000-02-ita", [(8629, 2102), (9029, 2589)]),
        ("miami-2005-07-ita", [(6553, 1272)]),
    ],
)
def test_islet_masses(rows, regimen, expected):
    assert values(rows, regimen, "ISLET_MASS") == expected


def test_chimerism_over_time(store):
    frame = outcomes.chimerism(store, state_of(store))
    found = [
        (row.regimen, round(row.month, 6), row.value, str(row.qualifier))
        for row in frame[frame["placed"]].itertuples()
    ]
    assert found == [
        ("miami-1994-96-sik", 1, 7.1, "STATED"),
        ("miami-1994-96-sik", 6, 1, "APPROXIMATELY"),
        ("miami-1994-96-sik", 12, 1, "APPROXIMATELY"),
        ("miami-1998-99-ita", 1, 7.7, "STATED"),
        ("miami-1998-99-ita", 6, 3.6, "STATED"),
        ("miami-1998-99-ita", 12, 1, "STATED"),
        ("miami-2000-02-ita", 1, 4.6, "STATED"),
        ("miami-2000-02-ita", 12, 0.14, "STATED"),
    ]
    spreads = frame["spread"].dropna().tolist()
    assert spreads == [1.4, 0.5, 0.05]
    silent = frame[~frame["placed"]]
    assert silent["regimen"].tolist() == ["miami-1998-99-ita", "miami-2005-07-ita"]
    assert silent["qualifier"].astype("str").tolist() == ["STATED", "NOT_DETECTABLE"]
    assert silent["value"].isna().all()


@pytest.mark.parametrize(
    ("graft", "days", "qualifier", "end"),
    [
        ("miami-1994-96-sik-g01", 142, "MEAN", "LOST"),
        ("miami-1998-99-ita-g01", 365, "AT_LEAST", "LOST_AFTER_WEANING"),
        ("miami-1998-99-ita-g02", 45, "BY", "LOST"),
        ("miami-1998-99-ita-g03", None, "STATED", "PRIMARY_NON_FUNCTION"),
        ("miami-1998-99-ita-g04", 130, "APPROXIMATELY", "LOST"),
        ("miami-1998-99-ita-g05", 21, "BY", "LOST"),
        ("miami-2000-02-ita-g01", 141, "STATED", "LOST"),
        ("miami-2000-02-ita-g02", 143, "STATED", "LOST"),
        ("miami-2000-02-ita-g03", 365, "UP_TO", "LOST_AFTER_WEANING"),
        ("miami-2000-02-ita-g04", 95, "MEAN", "LOST_AFTER_WEANING"),
        ("miami-2005-07-ita-g01", 730, "STATED", "LOST"),
        ("miami-2005-07-ita-g02", 110, "STATED", "STILL_FUNCTIONING_OR_NOT_STATED"),
        ("miami-2005-07-ita-g03", 1571, "STATED", "STILL_FUNCTIONING_OR_NOT_STATED"),
    ],
)
def test_duration_of_function(lanes, graft, days, qualifier, end):
    row = lanes.loc[graft]
    assert (None if pd.isna(row["function_days"]) else row["function_days"]) == days
    assert (row["qualifier"], row["end_kind"]) == (qualifier, end)


def test_the_mean_after_the_drugs_has_its_own_day_zero_and_range(lanes):
    row = lanes.loc["miami-2000-02-ita-g04"]
    assert row["day_zero"] == "END_OF_IMMUNOSUPPRESSION"
    assert (row["spread_days"], row["low_days"], row["high_days"]) == (25, 74, 131)
    others = lanes.drop("miami-2000-02-ita-g04")
    assert set(others["day_zero"]) == {"ISLET_INFUSION"}


def test_insulin_independence_has_no_start(lanes):
    words = lanes["independence"]
    assert words[words != ""].to_dict() == {
        "miami-2005-07-ita-g01": "approximately 1.7 years, start not stated"
    }


@pytest.mark.parametrize(
    ("graft", "whose", "words"),
    [
        ("miami-1994-96-sik-g01", outcomes.GROUP_MASS, "14,800 ± 7,152 IEQ/kg (mean)"),
        ("miami-1998-99-ita-g03", outcomes.OWN_MASS, "5,774 IEQ/kg"),
        ("miami-2000-02-ita-g01", outcomes.NO_MASS, "not stated"),
        # the text does not call this one a mean
        ("miami-2000-02-ita-g03", outcomes.GROUP_MASS, "9,029 ± 2,589 IEQ/kg"),
        ("miami-2005-07-ita-g02", outcomes.COHORT_MASS, "6,553 ± 1,272 IEQ/kg (mean of all 3)"),
    ],
)
def test_whose_islet_mass(lanes, graft, whose, words):
    assert lanes.loc[graft, "mass_of"] == whose
    assert lanes.loc[graft, "mass_words"] == words


def test_mass_and_function_leave_out_other_day_zeros(store):
    frame = outcomes.islet_mass_and_function(store, state_of(store))
    assert len(frame) == 12
    assert set(frame["day_zero"]) == {"ISLET_INFUSION"}


@pytest.mark.parametrize(
    ("outcome", "patients", "printed"),
    [
        ("t1d-autologous-hsct-o01", "23 of 23", "twenty three"),
        ("t1d-autologous-hsct-o03", "20 of 23", "twenty of the 23"),
        ("t1d-autologous-hsct-o04", "12 of 23", "twelve subjects"),
        ("t1d-autologous-hsct-o06", "8 of 23", "8 patients"),
        ("t1d-pancreatic-artery-o01", "3 of 10 planned", "three subjects"),
        ("t1d-pancreatic-artery-o02", "", "halted"),
        ("t2d-marrow-oxygen-o01", "25 of 25", "25 patients"),
        ("t2d-gastroduodenal-artery-o04", "7 of 10", "seven subjects"),
        ("t2d-gastroduodenal-artery-o05", "7 of 10", "~75% of baseline"),
        ("t2d-gastroduodenal-artery-o06", "3 of 10", "three subjects"),
    ],
)
def test_the_other_trials_as_printed(rows, outcome, patients, printed):
    row = rows.set_index("outcome").loc[outcome]
    assert (row["patients"], row["value_printed"]) == (patients, printed)


@pytest.mark.parametrize(
    ("query", "regimens"),
    [
        ("?regimen=miami-2005-07-ita", {"miami-2005-07-ita"}),
        # pooled values belong to both rows of 1994-96
        ("?regimen=miami-1994-96-iak", {"miami-1994-96-iak", "miami-1994-96-sik"}),
        ("?condition=t2d", {"t2d-marrow-oxygen", "t2d-gastroduodenal-artery"}),
        ("?condition=t2d&regimen=miami-2005-07-ita", set()),
        ("?regimen=miami-1994-97-sil", set()),
    ],
)
def test_selection_follows_regimen_and_condition(store, query, regimens):
    state = state_of(store, query)
    assert set(outcomes.outcomes(store, state)["regimen"]) == regimens
    for frame in (outcomes.graft_function(store, state), outcomes.chimerism(store, state)):
        assert set(frame["regimen"]) <= regimens


def test_a_cohort_keeps_its_series_whatever_is_selected(store):
    alone = outcomes.graft_function(store, state_of(store, "?regimen=miami-2005-07-ita"))
    assert set(alone["series"]) == {3}


def test_every_outcome_stands_once_and_in_each_of_its_regimens(store, rows):
    assert len(rows) == len(store.outcomes) == rows["outcome"].nunique()
    iak = outcomes.of_regimen(rows, "miami-1994-96-iak")
    assert set(iak["regimen"]) == {"miami-1994-96-iak", "miami-1994-96-sik"}
    assert (iak["measure"].cat.codes.diff().dropna() >= 0).all()


def test_notes_are_unique_and_concern_what_is_shown(store):
    everything = outcomes.notes(store, state_of(store))["note"]
    assert everything.is_unique
    alone = set(outcomes.notes(store, state_of(store, "?regimen=miami-2005-07-ita"))["note"])
    assert "function-times-2005" in alone < set(everything)
    assert "insulin-to-or-by-75-percent" not in alone
    assert outcomes.notes(store, state_of(store, "?regimen=nct01143168")).empty
