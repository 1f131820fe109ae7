"""The queries on a dataset too large to show whole, against a count by hand of its frames."""

import numpy as np
import pytest

from data.datasets.catalogue import load_dataset
from data.datasets.import_fields import condition_field
from data.link.filters import STARTED_FROM, STARTED_TO
from data.link.options import MapOptions
from data.model.regions import REGIONS
from data.queries import places
from data.queries.totals import totals
from data.queries.trials import (
    MOST_CODES,
    breakdown,
    count_matching,
    cross_breakdown,
    masks_of,
    matching,
    option_counts,
)
from data.queries.unplaced import MOST_IDS, unplaced
from tests.bench.generate import generate

STUDIES = 9_000
NAME = "made-up"


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    root = tmp_path_factory.mktemp("datasets")
    generate(root, NAME, STUDIES)
    return load_dataset(root, NAME)


@pytest.fixture(params=["all", "phase", "text"])
def filters(large, request):
    none = large.no_filters()
    return {
        "all": none,
        "phase": none.with_codes("phase", ("PHASE2", "PHASE3")),
        "text": none.with_text("hospital car"),
    }[request.param]


def ids_of(store, filters) -> set[str]:
    return set(store.trials.loc[matching(store, filters), "nct_id"])


def test_each_condition_counts_its_trials_once(large, filters):
    rows = large.trial_conditions
    rows = rows[rows["nct_id"].isin(ids_of(large, filters))]
    expected = rows.groupby("condition")["nct_id"].nunique().to_dict()
    assert option_counts(large, filters, "condition") == expected


def test_charts_show_the_most_frequent_conditions_and_say_of_how_many(large, filters):
    """Of the trials that match, not of the dataset: three filters left bars of zero."""
    frame = breakdown(large, filters, "condition").frame
    rows = large.trial_conditions
    rows = rows[rows["nct_id"].isin(ids_of(large, filters))]
    every = rows.groupby("condition")["nct_id"].nunique()
    assert len(frame) == MOST_CODES["condition"] == 15
    assert set(frame["codes"]) == {len(every)}
    assert frame["trials"].is_monotonic_decreasing
    assert every[frame["code"]].tolist() == frame["trials"].tolist()
    assert every[frame["code"]].min() >= every.drop(frame["code"]).max()


def test_a_chosen_condition_is_always_shown(large):
    rare = large.facets["condition"].codes[-1]
    filters = large.no_filters().with_codes("condition", (rare,))
    frame = breakdown(large, filters, "condition").frame
    matching = dict(zip(frame["code"], frame["trials"], strict=True))
    assert matching[rare] == count_matching(large, filters) > 0


def test_no_bar_of_a_long_list_is_empty(large):
    """A few trials have few conditions: these alone are shown, with their numbers."""
    filters = large.no_filters().with_text(large.trials["nct_id"].iloc[7])
    assert count_matching(large, filters) == 1
    for counted in (
        breakdown(large, filters, "condition"),
        cross_breakdown(large, filters, "condition", "phase"),
    ):
        numbers = getattr(counted, "row_totals", counted.trials)
        assert set(numbers.tolist()) == {1}
    none = large.no_filters().with_text("no such word")
    assert breakdown(large, none, "condition").frame.empty
    assert cross_breakdown(large, none, "condition", "phase").frame.empty


def test_countries_not_stated_stay_beside_the_most_frequent(large):
    frame = cross_breakdown(large, large.no_filters(), "country", "phase").frame
    rows = frame["row"].drop_duplicates().tolist()
    assert len(rows) == MOST_CODES["country"] + 1
    assert "NOT_STATED" in rows
    trials = large.trials.set_index("nct_id")["phase"].astype("str")
    own = large.trial_organisations[large.trial_organisations["country"] == rows[0]]
    expected = trials[own["nct_id"].unique()].value_counts()
    counts = frame[frame["row"] == rows[0]].set_index("column")["trials"]
    assert {code: n for code, n in counts.items() if n} == expected.to_dict()


def test_a_year_from_which_counts_the_years_it_reaches(large):
    for key, year in ((STARTED_FROM, "2015"), (STARTED_TO, "2015"), (STARTED_FROM, "2025")):
        filters = large.no_filters().with_codes(key, (year,))
        counts = option_counts(large, large.no_filters(), key)
        assert counts[year] == count_matching(large, filters) > 0


def test_the_map_draws_the_largest_cities_and_counts_them_all(large, filters):
    ids = ids_of(large, filters)
    rows = large.trial_organisations
    rows = rows[rows["nct_id"].isin(ids) & (rows["role"] == "SITE")]
    frame = places.trial_places(large, filters, MapOptions()).frame
    countries = frame[frame["level"] == "country"].set_index("country")
    by_country = rows.astype({"country": "str"}).groupby("country")
    assert countries["trials"].to_dict() == by_country["nct_id"].nunique().to_dict()
    cities = frame[frame["level"] == "city"]
    by_city = rows.groupby(["city", "lat", "lon"])["nct_id"].nunique()
    assert countries["cities"].sum() == len(by_city)
    assert len(cities) == min(places.MOST_CITIES, len(by_city))
    assert cities["trials"].tolist() == sorted(by_city, reverse=True)[: len(cities)]
    assert set(frame["places"]) == {"sites"}
    in_all = rows.groupby(["organisation", "city", "country", "lat"], observed=True).ngroups
    assert totals(large, filters).organisations == in_all
    assert places.totals(large, filters, MapOptions()).organisations == in_all


@pytest.mark.parametrize("region", ["europe", "americas", "asia"])
def test_a_part_of_the_world_shows_its_own_largest_cities(large, region):
    """It showed those of the world's largest that lie in it."""
    none = large.no_filters()
    shows = REGIONS[region].shows
    sites = large.trial_organisations[large.trial_organisations["role"] == "SITE"]
    by_city = sites.groupby(["city", "lat", "lon"])["nct_id"].nunique().reset_index()
    own = by_city[shows(by_city["lon"].to_numpy(), by_city["lat"].to_numpy())]
    frame = places.trial_places(large, none, MapOptions(region=region)).frame
    cities = frame[(frame["level"] == "city") & (frame["in_view"] == 1)]
    assert len(cities) == min(places.MOST_CITIES, len(own))
    assert cities["trials"].tolist() == sorted(own["nct_id"], reverse=True)[: len(cities)]
    assert frame.loc[frame["level"] == "country", "in_view"].sum() == len(own)
    # the list beside the map names the same cities in every part of the world
    world = places.trial_places(large, none, MapOptions()).frame
    assert set(world["city"]) <= set(frame["city"])


def test_no_enrolment_of_a_withdrawn_trial_is_added(large, filters):
    ids = ids_of(large, filters)
    sites = large.trial_organisations[large.trial_organisations["role"] == "SITE"]
    trials = large.trials[large.trials["nct_id"].isin(ids) & large.trials["enrollment"].notna()]
    withdrawn = trials["overall_status"] == "WITHDRAWN"
    kept = trials[~withdrawn]
    shown = places.totals(large, filters, MapOptions(count="enrollment"))
    assert shown.enrollment == kept.loc[kept["nct_id"].isin(sites["nct_id"]), "enrollment"].sum()
    assert shown.enrollment_withdrawn == withdrawn.sum() > 0
    assert shown.enrollment_stated == len(kept)
    assert shown.enrollment_actual == (kept["enrollment_type"] == "ACTUAL").sum()
    frame = places.trial_places(large, filters, MapOptions(count="enrollment")).frame
    first = frame.iloc[0]
    here = sites.loc[sites["country"] == first["country"], "nct_id"]
    assert first["enrollment"] == kept.loc[kept["nct_id"].isin(here), "enrollment"].sum()
    assert " actual, " in first["value_words"]


def test_what_has_no_site_is_listed(large):
    missing = unplaced(large, large.no_filters(), MapOptions())
    sites = large.trial_organisations[large.trial_organisations["role"] == "SITE"]
    ids = large.trials["nct_id"]
    silent = ids[~ids.isin(sites["nct_id"])].tolist()
    [row] = missing.first(50)
    assert row.reason == "no place stated in the registry"
    assert (row.nct_ids, row.entries) == (tuple(silent[:MOST_IDS]), len(silent))
    assert len(places.placed_trials(large, large.no_filters(), MapOptions(), 7)) == 7


def test_the_label_of_a_condition_is_its_commonest_spelling(large):
    rows = large.trial_conditions.iloc[:5].assign(
        nct_id=["NCT00000001", "NCT00000002", "NCT00000003", "NCT00000001", "NCT00000002"],
        condition=["b", "b", "b", "a", "a"],
        condition_printed=["B", "b", "b", "A", "a"],
    )
    field = condition_field(rows, rows["nct_id"])
    assert field.codes == ("b", "a")
    assert field.labels == {"b": "b", "a": "A"}
    none = rows.iloc[:0]
    assert condition_field(none, none["nct_id"]).codes == ()


def test_masks_of_queries_cannot_be_changed(large):
    with pytest.raises(ValueError, match="read-only"):
        matching(large, large.no_filters())[0] = False
    phase_2 = large.no_filters().with_codes("phase", ("PHASE2",))
    with pytest.raises(ValueError, match="read-only"):
        masks_of(large, phase_2)["phase"][0] = False
    assert np.count_nonzero(matching(large, large.no_filters())) == STUDIES
