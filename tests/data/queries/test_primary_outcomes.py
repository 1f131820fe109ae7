import pytest

from data.link.state import PageState
from data.queries import primary_outcomes as query
from tests.posted_studies import POSTED

EMPTY = dict.fromkeys(
    ("value", "spread", "lower", "upper", "comment", "param_type", "param_value", "p_value"), ""
) | dict.fromkeys(("interval_percent", "method", "group_ids"), "")


@pytest.fixture(scope="module")
def own(posted):
    return posted.named(POSTED)


def state_of(own, **texts):
    return PageState(own.no_filters(), dataset=POSTED).with_values(texts, own.known)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"value": "0"}, "0"),
        ({"value": "0.88", "lower": "0.61", "upper": "0.92"}, "0.88 (0.61 to 0.92)"),
        ({"value": "NA", "upper": "9"}, "NA (? to 9)"),
        ({"value": "12", "spread": "3"}, "12 ± 3"),
        ({"value": "NA", "comment": "Not reached"}, "NA: Not reached"),
        ({}, query.NO_VALUE),
    ],
)
def test_a_value_is_said_as_posted(row, words):
    assert query.value_in_words({**EMPTY, **row}) == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            {
                "param_type": "Hazard Ratio (HR)",
                "param_value": "0.7",
                "lower": "0.5",
                "upper": "0.9",
                "interval_percent": "95",
                "p_value": "<0.001",
            },
            "Hazard Ratio (HR) 0.7 (95 % CI 0.5 to 0.9), p <0.001",
        ),
        ({"p_value": "P=0.04"}, "P=0.04"),
        ({"method": "ANOVA"}, "ANOVA"),
        ({}, "An analysis without a number"),
    ],
)
def test_an_estimate_is_said_as_posted(row, words):
    assert query.estimate_in_words({**EMPTY, **row}) == words


def test_values_of_a_known_trial(own):
    rows = query.rows_at(own, own.place_of("NCT00314574"))
    assert rows["posted_value"].tolist()[:2] == [
        "0.88 (0.6139 to 0.9212)",
        "0.66 (0.6139 to 0.9212)",
    ]
    assert {*rows["measure_position"]} == {"1"}


def test_parts_hold_every_row_once_and_the_count_is_exact(own):
    whole = [row for part in query.in_chunks(own, state_of(own)) for row in part["locator"]]
    assert len(whole) == query.count_rows(own, state_of(own))
    first = query.primary_outcomes(own, state_of(own))
    found = []
    for part in range(1, first.attrs["parts"] + 1):
        found += query.primary_outcomes(own, state_of(own, **{"across-part": str(part)}))[
            "locator"
        ].tolist()
    assert found == whole
    beyond = query.primary_outcomes(own, state_of(own, **{"across-part": "999"}))
    assert beyond.attrs["part"] == first.attrs["parts"]


def test_the_order_is_that_of_the_table_of_trials(own):
    by_number = query.primary_outcomes(own, state_of(own, sort="-nct-id"))["nct_id"]
    assert by_number.iloc[0] == max(own.trials["nct_id"])


def test_nothing_fits_and_nothing_is_held(own, store):
    none = state_of(own, q="nosuchword")
    assert query.lacks(own, none) == "No trial with posted results fits the filters."
    assert query.rows_at(own, own.place_of("none")).empty
    assert query.lacks(store, PageState()) == "No trial of this dataset has posted results."
    assert query.count_rows(store, PageState()) == 0
