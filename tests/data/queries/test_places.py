from dataclasses import replace

import pandas as pd
import pytest

from data.link.filters import TrialFilters, city_in_link
from data.link.options import MapOptions
from data.queries.places import (
    COLUMNS,
    Places,
    placed_trials,
    totals,
    trial_places,
)
from data.queries.trials import count_matching
from data.queries.unplaced import MOST_IDS, Unplaced, unplaced

HOSTILE = "</script><b>&"

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
    frame = trial_places(store, TrialFilters(), options).frame
    assert list(frame.columns) == list(COLUMNS)
    assert list(values(frame, "country").items()) == list(countries.items())
    assert set(frame["counted"]) == {options.count}
    assert set(frame["places"]) == {options.places}


def test_cities_of_the_review(store):
    cities = values(trial_places(store, TrialFilters(), MapOptions()).frame, "city")
    assert len(cities) == 19
    assert {city for city, value in cities.items() if value == 2} == {
        "Beijing",
        "Chongqing",
        "Chandigarh",
        "Seville",
        "Miami",
    }


def test_every_place_has_a_point(store):
    frame = trial_places(store, TrialFilters(), MapOptions()).frame
    assert frame["lat"].between(-90, 90).all()
    assert frame["lon"].between(-180, 180).all()


def test_a_city_is_found_by_searching_for_its_name(store):
    frame = trial_places(store, TrialFilters(), MapOptions()).frame
    for city, trials in frame.loc[frame["level"] == "city", ["city", "trials"]].itertuples(
        index=False
    ):
        assert count_matching(store, TrialFilters(text=city)) == trials, city


def test_a_city_filter_finds_the_number_that_the_map_shows(store):
    frame = trial_places(store, TrialFilters(), MapOptions()).frame
    for row in frame[frame["level"] == "city"].itertuples():
        link = city_in_link(row.city, row.country)
        assert count_matching(store, TrialFilters(city=link)) == row.trials, link


def test_a_trial_in_two_countries_counts_once_in_each_and_in_the_total(store):
    shown = totals(store, TrialFilters(), MapOptions())
    frame = trial_places(store, TrialFilters(), MapOptions()).frame
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
        frame = trial_places(store, NOTHING, MapOptions(count=count)).frame
        assert frame.empty
        assert list(frame.columns) == list(COLUMNS)
    shown = totals(store, NOTHING, MapOptions())
    assert (shown.trials, shown.countries, shown.value("enrollment")) == (0, 0, None)
    assert trial_places(store, NOTHING, MapOptions()) == Places()
    nothing = unplaced(store, NOTHING, MapOptions())
    assert (nothing.number, nothing.first(50), nothing.without_city(4)) == (0, [], {})
    assert placed_trials(store, NOTHING, MapOptions()) == []


def test_what_has_no_city_is_listed_with_the_reason(store):
    found = unplaced(store, TrialFilters(), MapOptions())
    assert found.number == 5
    assert {row.organisation: row.reason for row in found.first(50)} == {
        "Cellonis Biotechnology Co. Ltd.": "no country or city stated",
        "Fundación Progreso y Salud": "city not stated; counted in Spain",
        "Genzyme Corporation": "no country or city stated",
        "National Institute of Diabetes and Digestive and Kidney Diseases (NIDDK)": (
            "no country or city stated"
        ),
        "Shandong University": "city not stated; counted in China",
    }


def test_a_trial_without_a_site_is_listed(store):
    found = unplaced(store, TrialFilters(), MapOptions(places="sites"))
    assert found.first(50)[-1] == Unplaced(
        "", ("NOT_STATED",), "NOT_STATED", ("NCT00971503",), 1, "no site named"
    )


def test_an_organisation_without_a_city_is_one_entry_of_its_country(store):
    """One name in two countries is two; of many trials the first are named."""
    ids = store.trials["nct_id"].tolist()[: MOST_IDS + 2]
    nowhere = ("", "NOT_STATED", float("nan"))
    rows = [(nct_id, "A", "SPONSOR", "", "ESP", float("nan")) for nct_id in ids]
    rows += [
        (ids[0], "A", "SITE", "Rome", "ITA", float("nan")),
        (ids[1], "A", "SITE", "Milan", "ITA", float("nan")),
        (ids[1], HOSTILE, "SITE", "", "ITA", float("nan")),
        (ids[1], "B", "SITE", "Paris", "FRA", 48.9),
        (ids[2], "C", "COLLABORATOR", *nowhere),
        (ids[3], "A", "SITE", "", "ESP", float("nan")),
    ]
    small = small_store(store, rows, {})
    found = unplaced(small, small.no_filters(), MapOptions())
    spain = "city not stated; counted in Spain"
    italy, nowhere_in = "city not stated; counted in Italy", "no coordinates: {}; counted in Italy"
    first, *others, silent = found.first(50)
    assert first == Unplaced(
        "A", ("SPONSOR", "SITE"), "ESP", tuple(ids[:MOST_IDS]), len(ids) + 1, spain
    )
    assert others == [
        Unplaced("A", ("SITE",), "ITA", (ids[0],), 1, nowhere_in.format("Rome")),
        Unplaced("A", ("SITE",), "ITA", (ids[1],), 1, nowhere_in.format("Milan")),
        Unplaced(HOSTILE, ("SITE",), "ITA", (ids[1],), 1, italy),
        Unplaced("C", ("COLLABORATOR",), "NOT_STATED", (ids[2],), 1, "no country or city stated"),
    ]
    assert silent.entries == len(store.trials) - len(ids)
    assert silent.reason == "no organisation printed"
    assert found.number == 6
    assert found.first(2) == [first, others[0]]
    assert found.without_city(1) == {
        "ESP": (("A",), 1, (), 0),
        "ITA": ((HOSTILE,), 1, ("Rome",), 2),
    }
    one = unplaced(small, small.no_filters().with_text(ids[1]), MapOptions(places="sites"))
    assert [(row.organisation, row.nct_ids) for row in one.first(50)] == [
        ("A", (ids[1],)),
        (HOSTILE, (ids[1],)),
    ]


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
    frame = trial_places(small, TrialFilters(), MapOptions(count="enrollment")).frame
    assert values(frame, "country") == {"FRA": 7, "ITA": 0}
    assert values(frame, "city") == {"Paris": 7, "Rome": 0}
    assert frame["value_words"].tolist()[0] == "enrolment 7, stated for 2 of 2 trials"
    assert frame.loc[frame["country"] == "FRA", "names"].tolist() == ["B; C", "B"]
    shown = totals(small, TrialFilters(), MapOptions())
    assert shown.roles == {"NOT_STATED": 1, "SITE": 3, "SPONSOR": 2}
    assert (shown.placed, shown.in_several, shown.enrollment) == (2, 1, 7)
    by_organisation = trial_places(small, TrialFilters(), MapOptions(count="organisations")).frame
    assert values(by_organisation, "country") == {"FRA": 2, "ITA": 1}


def test_trials_are_listed_with_their_places(store):
    rows = placed_trials(store, TrialFilters.of({"country": ("BRA", "ARG")}), MapOptions())
    assert {row.nct_id: row.places for row in rows} == {
        "NCT00315133": "Ribeirão Preto, Brazil; Chicago, United States",
        "NCT00971503": "Morón, Argentina; Houston, United States",
    }
    sites = placed_trials(store, TrialFilters.of({"country": ("ARG",)}), MapOptions(places="sites"))
    assert [row.places for row in sites] == [""]
    shandong = placed_trials(store, TrialFilters(text="shandong"), MapOptions())
    assert [row.places for row in shandong] == ["China (city not stated)"]
    without = replace(store, absent={"trial_organisations": frozenset({"city"})})
    (row,) = placed_trials(without, TrialFilters(text="shandong"), MapOptions())
    assert row.places == "China"
