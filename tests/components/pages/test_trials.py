import json

import pytest

from components.pages.trials import HEADINGS, PANELS, grid_rows, layout
from components.request import PageRequest
from components.theme import LIGHT
from data.filters import TrialFilters
from data.queries.trials import TRIAL_COLUMNS
from data.state import PageState


@pytest.fixture
def asked(store):
    def of(search: str) -> PageRequest:
        return PageRequest.of("/trials", search, store.known, LIGHT)

    return of


def test_the_table_has_every_field():
    assert set(HEADINGS) == set(TRIAL_COLUMNS)


@pytest.mark.parametrize(("search", "n"), [("", 19), ("?phase=phase2", 5), ("?q=zzzz", 0)])
def test_rows_follow_the_filters_and_can_be_sent(store, asked, search, n):
    rows = grid_rows(store, asked(search))
    assert len(rows) == n
    json.dumps(rows, allow_nan=False)
    assert all(row["href"] == f"/trials/{row['nct_id']}{search}" for row in rows)


def test_a_gap_is_none(store, asked):
    enrolment = {row["nct_id"]: row["enrollment"] for row in grid_rows(store, asked(""))}
    assert enrolment["NCT01143168"] == 24
    assert enrolment["NCT00821899"] is None


def test_a_hostile_search_stays_encoded_in_links(store, asked):
    state = PageState(filters=TrialFilters(text='"><b>'))
    href = PANELS["trials-download"](store, PageRequest("/trials", state)).href
    assert href == "/data/trials-as-shown.csv?q=%22%3E%3Cb%3E"


@pytest.mark.parametrize(
    ("search", "words"),
    [("", "19 trials"), ("?phase=phase4", "1 trial "), ("?q=zzzz", "0 trials")],
)
def test_the_download_says_how_many(store, asked, search, words):
    assert words in PANELS["trials-download"](store, asked(search)).children


def test_no_code_is_run_in_the_grid(store, asked):
    page = layout(store, asked(""))
    grid = page["trial-grid"]
    assert not getattr(grid, "dangerously_allow_code", False)
    assert not getattr(grid, "enableEnterpriseModules", False)
