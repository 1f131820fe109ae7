import pandas as pd
import pytest

from data.index.index_arrays import NONE, RowsOf, rows_of_trials
from data.index.place_counts import STATUSES, UNCOUNTED, CountedOrganisations, index_counted
from data.index.place_index import KINDS, PlaceIndex, index_enrolment, index_places
from data.model.countries import ISO3

FRANCE, SPAIN = ISO3.index("FRA"), ISO3.index("ESP")
TRIALS = pd.DataFrame(
    {
        "nct_id": ["NCT00000001", "NCT00000002", "NCT00000003", "NCT00000004"],
        "enrollment": pd.array([10, 20, None, 40], dtype="Int64"),
        "enrollment_type": ["ACTUAL", "NOT_STATED", "NOT_STATED", "ESTIMATED"],
        "overall_status": ["COMPLETED", "WITHDRAWN", "COMPLETED", "COMPLETED"],
    }
)
LYON, PARIS, NOWHERE = ("Lyon", 45.76, 4.84), ("Paris", 48.86, 2.35), ("", None, None)
ROWS = (
    ("NCT00000002", "SITE", "FRA", "B", PARIS),
    ("NCT00000001", "SPONSOR", "ESP", "C", NOWHERE),
    ("NCT00000001", "SITE", "FRA", "A", LYON),
    ("NCT00000001", "SITE", "FRA", "A", LYON),
    ("NCT00000001", "SITE", "FRA", "B", PARIS),
    ("NCT00000003", "SITE", "NOT_STATED", "D", NOWHERE),
)


def indexed(*, sites_alone: bool) -> tuple[PlaceIndex, CountedOrganisations]:
    rows = pd.DataFrame(
        [
            {
                "nct_id": trial,
                "role": role,
                "role_certainty": "STATED",
                "country": country,
                "organisation": name,
                "city": city,
                "lat": lat,
                "lon": lon,
            }
            for trial, role, country, name, (city, lat, lon) in ROWS
        ]
    )
    trial = rows_of_trials(TRIALS["nct_id"], rows["nct_id"])
    order = RowsOf.of(trial, len(TRIALS))
    index = index_places(order, rows, named_by_place=True)
    return index, index_counted(index, index_enrolment(TRIALS), order, sites_alone=sites_alone)


def visits(cells, places: int) -> list[tuple[int, str] | None]:
    """(place, what its trial states) of the rows that count."""
    known = [None if cell == UNCOUNTED else divmod(cell - 1, places) for cell in cells.tolist()]
    return [each and (each[1], ("none", *KINDS)[each[0]]) for each in known]


def test_a_trial_counts_once_in_each_country_and_city():
    index, counted = indexed(sites_alone=True)
    assert counted.starts.tolist() == [0, 3, 4, 5, 5]
    actual, none = (FRANCE, "actual"), (FRANCE, "none")
    assert visits(counted.country, len(ISO3)) == [actual, None, None, none, None]
    names = index.city_names.to_pylist()
    lyon, paris = names.index("Lyon"), names.index("Paris")
    assert visits(counted.city, index.city.places) == [
        (lyon, "actual"),
        None,
        (paris, "actual"),
        (paris, "none"),
        None,
    ]
    assert counted.people.tolist() == [10, 10, 10, 0, 0]
    assert counted.seat_counts[counted.seat].tolist() == [2, 2, 2, 2, 1]


def test_in_any_role_a_trial_has_more_countries():
    _, counted = indexed(sites_alone=False)
    assert [place for place, _ in filter(None, visits(counted.country, len(ISO3)))] == [
        SPAIN,
        FRANCE,
        FRANCE,
    ]


@pytest.mark.parametrize(("sites_alone", "countries"), [(True, 1), (False, 2)])
def test_the_status_of_a_trial_says_its_countries_and_its_enrolment(sites_alone, countries):
    _, counted = indexed(sites_alone=sites_alone)
    pairs = [divmod(each, len(STATUSES)) for each in counted.status.tolist()]
    assert [(number, STATUSES[state]) for number, state in pairs] == [
        (countries, "actual"),
        (1, "withdrawn"),
        (0, "none"),
        (0, "estimated"),
    ]
    # 40 people have no place
    assert counted.placed_people.tolist() == [10, 0, 0, 0]


def test_a_seat_is_an_organisation_in_its_country_and_city():
    index, _ = indexed(sites_alone=True)
    assert (index.seats, index.seat.tolist()) == (4, [0, 1, 2, 2, 0, 3])
    without_city = index.seat[[1, 5]]
    assert index.city.pair_of_seat[without_city].tolist() == [NONE, NONE]
    assert (index.country.pair_of_seat == NONE).tolist() == [False, False, False, True]
