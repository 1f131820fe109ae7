import json

import pytest

from components.elements import tables
from components.elements.request import PageRequest
from components.pages import trials
from components.pages.trials import PANELS, WIDTHS, grid_page, grid_rows, layout, shape
from components.theme import LIGHT
from data.link.filters import TrialFilters
from data.link.state import PageState
from data.link.trial_fields import HEADINGS, OF_IMPORT, OF_REVIEW
from data.queries.trial_table import RowsAsked
from data.queries.trial_words import IMPORT_COLUMNS, REVIEW_COLUMNS


@pytest.fixture
def asked(store):
    def of(search: str) -> PageRequest:
        return PageRequest.of("/trials", search, store.known, LIGHT)

    return of


def test_the_table_has_every_field():
    assert set(HEADINGS) == {*REVIEW_COLUMNS, *IMPORT_COLUMNS} >= set(WIDTHS)
    assert set(OF_REVIEW) == set(REVIEW_COLUMNS)
    assert tuple(IMPORT_COLUMNS) == OF_IMPORT


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
    assert href == "/export/trial-list.csv?q=%22%3E%3Cb%3E"


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ("", "19 trials"),
        ("?phase=phase4", "1 trial "),
        ("?q=zzzz", "0 trials"),
        ("?find=islet", "2 trials"),
        ("?find=islet&phase=phase4", "0 trials"),
    ],
)
def test_the_download_says_how_many(store, asked, search, words):
    assert words in PANELS["trials-download"](store, asked(search)).children


def test_no_code_is_run_in_the_grid(store, asked):
    page = layout(store, asked(""))
    grid = page["trial-grid"]
    assert not getattr(grid, "dangerously_allow_code", False)
    assert not getattr(grid, "enableEnterpriseModules", False)


def test_a_page_of_the_table_is_what_the_whole_table_has_there(store, asked):
    request = asked("?phase=phase2")
    whole = grid_rows(store, request)
    assert grid_page(store, request, RowsAsked(1, 4)) == {"rowData": whole[1:4], "rowCount": 5}
    assert grid_page(store, request, RowsAsked(9, 12)) == {"rowData": [], "rowCount": 5}


def test_only_many_rows_are_fetched_as_they_are_scrolled(store, asked, monkeypatch):
    def grid(search):
        return layout(store, asked(search))["trial-grid"]

    assert (grid("").rowModelType, len(grid("").rowData)) == ("clientSide", 19)
    monkeypatch.setattr(trials, "MOST_ROWS_IN_BROWSER", 5)
    assert (grid("").rowModelType, hasattr(grid(""), "rowData")) == ("infinite", False)
    assert grid("?phase=phase2").rowModelType == "clientSide"
    assert shape(store, asked("")) != shape(store, asked("?phase=phase2"))


def test_a_very_long_cell_is_cut_for_the_browser(store, asked, monkeypatch):
    monkeypatch.setattr(tables, "LONGEST_CELL", 5)
    row = grid_rows(store, asked(""))[0]
    assert len(row["title"]) == 6
    assert row["title"].endswith("…")
    assert len(row["href"]) > 6


@pytest.mark.parametrize(
    ("search", "first"),
    [
        ("", "NCT00021801"),
        ("?sort=nct-id", "NCT00021801"),
        ("?sort=-nct-id", "NCT01157403"),
        ("?sort=phase~-nct-id", "NCT01143168"),
        ("?find=islet&sort=title", "NCT00021801"),
        ("?find=islet&sort=-title", "NCT00315614"),
    ],
)
def test_rows_come_in_the_order_of_the_link(store, asked, search, first):
    assert grid_rows(store, asked(search))[0]["nct_id"] == first


def test_the_grid_says_how_it_is_sorted(store, asked):
    columns = layout(store, asked("?sort=-phase~title"))["trial-grid"].columnDefs
    sorts = {each["field"]: (each["sort"], each["sortIndex"]) for each in columns if "sort" in each}
    assert sorts == {"phase": ("desc", 0), "title": ("asc", 1)}


def test_the_search_of_a_link_stands_in_its_box(store, asked):
    page = layout(store, asked("?find=islet+cells"))
    kept = {str(each.id): each.value for each in page._traverse() if hasattr(each, "value")}
    assert kept["trial-grid-search"] == "islet cells"
    assert kept[str({"type": "option", "key": "find"})] == "islet cells"
    assert kept[str({"type": "option", "key": "sort"})] == ""
