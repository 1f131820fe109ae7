from dataclasses import replace

import pandas as pd
import pytest

from data.filters import TrialFilters
from data.options import MapOptions
from data.queries.places import (
    COLUMNS,
    amount,
    placed_trials,
    totals,
    trial_places,
    unplaced,
)
from data.queries.trials import count_matching

NOTHING = TrialFilters(text="no such text anywhere")


def values(frame: pd.DataFrame, level: str) -> dict[str, object]:
    rows = frame[frame["level"] == level]
    names = rows["country"] if level == "country" else rows["city"]
    return {
        name: None if pd.isna(value) else int(value)
        for name, value in zip(names, rows["value"], strict=True)
    }


def small_store(store, organisations, enrollment):
    """The store with other organisations: (nct_id, organisation, role, city, country, lat)."""
    template = store.trial_organisations.iloc[[0] * len(organisations)].reset_index(drop=True)
    rows = template.astype({"country": "str", "role": "str"})
    for number, (nct_id, name, role, city, country, lat) in enumerate(organisations):
        place = {"city": city, "country": country, "lat": lat, "lon": lat}
        for column, value in (
            {"nct_id": nct_id, "organisation": name, "role": role} | place
        ).items():
            rows.loc[number, column] = value
    trials = store.trials.copy()
    trials["enrollment"] = trials["nct_id"].map(enrollment).astype("Int64")
    return replace(store, trial_organisations=rows, trials=trials)


@pytest.mark.parametrize(
    ("options", "countries"),
    [
        (
            MapOptions(),
            {"CHN": 6, "USA": 4, "DEU": 3, "ESP": 3, "IND": 2, "ARG": 1, "BRA": 1, "ITA": 1},
        ),
        (
            MapOptions(places="sites"),
            {"CHN": 6, "DEU": 3, "ESP": 3, "IND": 2, "USA": 2, "BRA": 1, "ITA": 1},
        ),
        (
            MapOptions(count="organisations"),
            {"ESP": 7, "CHN": 4, "DEU": 4, "USA": 3, "ARG": 1, "BRA": 1, "IND": 1, "ITA": 1},
        ),
        (
            MapOptions(count="enrollment"),
            {
                "CHN": 24,
                "ARG": None,
                "BRA": None,
                "DEU": None,
                "IND": None,
                "ITA": None,
                "ESP": None,
                "USA": None,
            },
        ),
    ],
)
def test_countries_of_the_review_largest_first(store, options, countries):
    frame = trial_places(store, TrialFilters(), options)
    assert list(frame.columns) == list(COLUMNS)
    assert list(values(frame, "country").items()) == list(countries.items())
    assert set(frame["counted"]) == {options.count}
    assert set(frame["places"]) == {options.places}


def test_cities_of_the_review(store):
    cities = values(trial_places(store, TrialFilters(), MapOptions()), "city")
    assert len(cities) == 19
    assert {city for city, value in cities.items() if value == 2} == {
        "Beijing",
        "Chongqing",
        "Chandigarh",
        "Seville",
        "Miami",
    }


def test_every_place_has_a_point(store):
    frame = trial_places(store, TrialFilters(), MapOptions())
    assert frame["lat"].between(-90, 90).all()
    assert frame["lon"].between(-180, 180).all()


def test_a_city_is_found_by_searching_for_its_name(store):
    frame = trial_places(store, TrialFilters(), MapOptions())
    for city, trials in frame.loc[frame["level"] == "city", ["city", "trials"]].itertuples(
        index=False
    ):
        assert count_matching(store, TrialFilters(text=city)) == trials, city


def test_a_trial_in_two_countries_counts_once_in_each_and_in_the_total(store):
    shown = totals(store, TrialFilters(), MapOptions())
    frame = trial_places(store, TrialFilters(), MapOptions())
    assert (shown.trials, shown.placed, shown.in_several) == (19, 19, 2)
    assert sum(values(frame, "country").values()) == 21
    assert (shown.countries, shown.cities) == (8, 19)
    assert shown.value("trials") == 19


def test_totals_say_which_roles_count_and_what_is_stated(store):
    shown = totals(store, TrialFilters(), MapOptions())
    assert shown.roles == {"SITE": 21, "SPONSOR": 7, "COLLABORATOR": 4}
    assert (shown.enrollment, shown.enrollment_stated, shown.enrollment_estimated) == (24, 1, 1)
    sites = totals(store, TrialFilters(), MapOptions(places="sites"))
    assert sites.roles == {"SITE": 21}
    assert (sites.placed, sites.trials, sites.in_several) == (18, 19, 0)
    assert sites.value("organisations") == 17


def test_no_match_gives_an_empty_frame_with_its_columns(store):
    for count in ("trials", "organisations", "enrollment"):
        frame = trial_places(store, NOTHING, MapOptions(count=count))
        assert frame.empty
        assert list(frame.columns) == list(COLUMNS)
    shown = totals(store, NOTHING, MapOptions())
    assert (shown.trials, shown.countries, shown.value("enrollment")) == (0, 0, None)
    assert unplaced(store, NOTHING, MapOptions()).empty
    assert placed_trials(store, NOTHING, MapOptions()).empty


def test_what_has_no_city_is_listed_with_the_reason(store):
    rows = unplaced(store, TrialFilters(), MapOptions())
    reasons = rows.groupby("organisation")["reason"].unique().map("; ".join).to_dict()
    assert reasons == {
        "Cellonis Biotechnology Co. Ltd.": "no country or city stated",
        "Fundación Progreso y Salud": "city not stated; counted in Spain",
        "Genzyme Corporation": "no country or city stated",
        "National Institute of Diabetes and Digestive and Kidney Diseases (NIDDK)": (
            "no country or city stated"
        ),
        "Shandong University": "city not stated; counted in China",
    }


def test_a_trial_without_a_site_is_listed(store):
    rows = unplaced(store, TrialFilters(), MapOptions(places="sites"))
    assert rows.loc[rows["reason"] == "no site printed", "nct_id"].tolist() == ["NCT00971503"]


def test_small_case_by_hand(store):
    small = small_store(
        store,
        [
            ("NCT00021801", "A", "SITE", "Rome", "ITA", 41.9),
            ("NCT00021801", "A", "SPONSOR", "Rome", "ITA", 41.9),
            ("NCT00021801", "B", "NOT_STATED", "Paris", "FRA", 48.9),
            ("NCT00315133", "B", "SITE", "Paris", "FRA", 48.9),
            ("NCT00315133", "C", "SITE", "", "FRA", float("nan")),
            ("NCT00315614", "D", "SPONSOR", "", "NOT_STATED", float("nan")),
        ],
        {"NCT00021801": 0, "NCT00315133": 7},
    )
    frame = trial_places(small, TrialFilters(), MapOptions(count="enrollment"))
    assert values(frame, "country") == {"FRA": 7, "ITA": 0}
    assert values(frame, "city") == {"Paris": 7, "Rome": 0}
    assert frame["value_words"].tolist()[0] == "enrolment 7, stated for 2 of 2 trials"
    assert frame.loc[frame["country"] == "FRA", "names"].tolist() == ["B; C", "B"]
    shown = totals(small, TrialFilters(), MapOptions())
    assert shown.roles == {"NOT_STATED": 1, "SITE": 3, "SPONSOR": 2}
    assert (shown.placed, shown.in_several, shown.enrollment) == (2, 1, 7)
    by_organisation = trial_places(small, TrialFilters(), MapOptions(count="organisations"))
    assert values(by_organisation, "country") == {"FRA": 2, "ITA": 1}


def test_trials_are_listed_with_their_places(store):
    rows = placed_trials(store, TrialFilters(country=("BRA", "ARG")), MapOptions())
    assert dict(zip(rows["nct_id"], rows["places"], strict=True)) == {
        "NCT00315133": "Ribeirão Preto, Brazil; Chicago, United States",
        "NCT00971503": "Morón, Argentina; Houston, United States",
    }
    sites = placed_trials(store, TrialFilters(country=("ARG",)), MapOptions(places="sites"))
    assert sites["places"].tolist() == [""]
    shandong = placed_trials(store, TrialFilters(text="shandong"), MapOptions())
    assert shandong["places"].tolist() == ["China (city not stated)"]


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 trials"), (1, "1 trial"), (1234, "1,234 trials")]
)
def test_amount(number, words):
    assert amount(number, "trial") == words
