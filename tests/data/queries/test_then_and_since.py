"""The review beside the registry search of 2022: counted, never added up but as distinct trials."""

import pytest

from data.link.options import SHIPPED
from data.link.state import PageState
from data.queries import then_and_since
from data.queries.then_and_since import REVIEW, SINCE

STATE = PageState()


@pytest.fixture(scope="module", params=["", SHIPPED])
def either(built_in, request):
    """Each of the two datasets: both show the same."""
    return built_in.named(request.param)


def test_years_of_both(either):
    rows = then_and_since.starts(either, STATE)
    bars = rows.drop_duplicates(["dataset", "year"])
    bars = bars[bars["year_total"] > 0]
    found = {
        dataset: dict(zip(own["year"], own["year_total"], strict=True))
        for dataset, own in bars.groupby("dataset", sort=False)
    }
    assert found[REVIEW] == {
        "2003": 1,
        "2005": 2,
        "2006": 1,
        "2007": 1,
        "2009": 3,
        "2010": 2,
        "2011": 1,
        "NOT_STATED": 8,
    }
    assert sum(found[SINCE].values()) == 52
    assert found[SINCE]["2020"] == 8 and "NOT_STATED" not in found[SINCE]
    assert set(zip(rows["dataset"], rows["total"], strict=True)) == {(REVIEW, 19), (SINCE, 52)}
    assert int(rows["trials"].sum()) == 71


def test_years_have_no_gaps_and_those_not_seen_stand_last(either):
    rows = then_and_since.starts(either, STATE)
    years = rows.loc[rows["dataset"] == REVIEW, "year"].unique().tolist()
    assert years == [*(str(year) for year in range(2003, 2023)), "NOT_STATED"]


@pytest.mark.parametrize(
    ("trial", "start", "source"),
    [
        ("NCT00315133", "2003-12", "review-2010|registry-facts"),
        ("NCT00021801", "", "review-2010"),
    ],
)
def test_a_start_of_the_review_is_that_of_a_registry_page(either, trial, start, source):
    rows = then_and_since.trials_of_both(either, STATE)
    row = rows[(rows["nct_id"] == trial) & (rows["dataset"] == REVIEW)].iloc[0]
    assert (row["start"], row["source"]) == (start, source)
    assert ("start_date" in row["locator"]) == bool(start)


def test_distinct_trials_and_those_in_both(either):
    assert then_and_since.counted(either, STATE) == "19 and 52 trials, 69 distinct ones"
    assert set(then_and_since.shared(either)) == {"NCT00955669", "NCT01065337"}
    said = then_and_since.left_out(then_and_since.starts(either, STATE))
    assert said.startswith("2 trials are in both (NCT01065337 and NCT00955669).")
    assert "not all trials of the field" in said


def test_what_became_of_the_trials_in_both(either):
    rows = then_and_since.became(either)
    cells = {
        (row.nct_id, row.field_label): (row.then_words, row.now_words) for row in rows.itertuples()
    }
    assert cells["NCT00955669", "Phase"] == ("Phase 2/3", "Phase 1")
    assert cells["NCT00955669", "Masking"] == ("Double blind", "Triple blind")
    assert cells["NCT01065337", "Status"] == ("Not in its tables", "Completed")
    assert cells["NCT01065337", "Phase"] == ("Phase 2", "Phase 2")


def test_cities_of_both(either):
    rows = then_and_since.cities(either, STATE)
    assert rows.groupby("dataset").size().to_dict() == {REVIEW: 15, SINCE: 80}
    miami = rows[rows["city"] == "Miami"]
    assert dict(zip(miami["dataset"], miami["trials"], strict=True)) == {REVIEW: 2, SINCE: 4}
    sites = then_and_since.sites_behind(either, STATE)
    assert set(sites["role"]) == {"SITE"} and set(sites["dataset"]) == {REVIEW, SINCE}


def test_trials_without_a_city_are_said(either):
    said = "17 of 19 and 49 of 52 trials have a city of a site"
    assert then_and_since.placed(either, STATE) == said


def test_sources_are_those_of_both(either):
    named = [source.source_id for source in then_and_since.sources(either, STATE)]
    assert named[0] == "review-2010" and named[-1] == SHIPPED
    assert "registry-facts" in named


def test_other_datasets_say_where_it_is_shown(imported, store):
    for other in (imported, store):  # the review alone has nothing beside it
        assert then_and_since.lacks(other, STATE) == then_and_since.MISSING
        assert then_and_since.starts(other, STATE).empty
        assert then_and_since.cities(other, STATE).empty
        assert then_and_since.became(other).empty
        assert then_and_since.shared(other) == ()
        assert then_and_since.counted(other, STATE) == "0 trials"
        assert then_and_since.placed(other, STATE) == "0 trials"
