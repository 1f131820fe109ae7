"""The table of trials over HTTP: rows for a standing grid, and whatever a browser may send."""

import json

import pytest
from dash import no_update

from app import create_app
from callbacks.http.settings import Settings
from callbacks.page.grid import refilled, rows_in_words, shape_of
from components.elements import ids
from components.elements.request import PageRequest
from components.pages import trials
from components.pages.trials import shape
from components.theme import LIGHT
from data.queries.trial_table import MOST_ROWS


def asked(store, search=""):
    return PageRequest.of("/trials", search, store.known, LIGHT)


@pytest.mark.parametrize(
    ("options", "made"),
    [
        ({"context": {"shape": "/infinite"}}, "/infinite"),
        ({"context": {"shape": 5}}, ""),
        ({"context": {}}, ""),
        ({"context": ["shape"]}, ""),
        ({}, ""),
        (None, ""),
        ([], ""),
        ("x", ""),
    ],
)
def test_the_shape_of_a_standing_grid(options, made):
    assert shape_of(options) == made


def test_a_standing_grid_of_the_same_shape_gets_rows(store):
    request = asked(store, "?phase=phase2")
    new, rows = refilled(store, request, shape(store, request))
    assert new is no_update
    assert len(rows) == 5


def test_a_grid_of_another_shape_is_made_anew_and_keeps_its_search(store):
    new, rows = refilled(store, asked(store, "?find=islet&sort=-title"), "gone/infinite")
    assert rows is no_update
    assert [row["nct_id"] for row in new.children.rowData] == ["NCT00315614", "NCT00021801"]


def test_a_grid_that_fetches_its_rows_is_left_alone(store, monkeypatch):
    monkeypatch.setattr(trials, "MOST_ROWS_IN_BROWSER", 5)
    request = asked(store)
    assert refilled(store, request, shape(store, request)) == (no_update, no_update)


@pytest.mark.parametrize(
    ("n", "search", "words"),
    [
        (5, "", ""),
        (0, "x", "0 rows match"),
        (1, "x", "1 row matches"),
        (12_345, "x", "12,345 rows match"),
    ],
)
def test_how_many_rows_match(n, search, words):
    assert rows_in_words(n, search) == words


@pytest.fixture(scope="module")
def fetch(datasets):
    """Ask for rows as the browser does; the answer's page and words, or its status."""
    app = create_app(datasets, Settings())
    client = app.server.test_client()
    output = next(key for key in app.callback_map if f"{ids.TRIAL_GRID}.getRowsResponse" in key)
    outputs = [
        dict(zip(("id", "property"), part.rsplit(".", 1), strict=True))
        for part in output.strip(".").split("...")
    ]

    def ask(message, search="", path="/trials"):
        def value(place, name, content):
            return {"id": place, "property": name, "value": content}

        answer = client.post(
            "/_dash-update-component",
            data=json.dumps(
                {
                    "output": output,
                    "outputs": outputs,
                    "inputs": [value(ids.TRIAL_GRID, "getRowsRequest", message)],
                    "state": [
                        value(ids.URL, "search", search),
                        value(ids.URL, "pathname", path),
                    ],
                    "changedPropIds": [f"{ids.TRIAL_GRID}.getRowsRequest"],
                }
            ),
            content_type="application/json",
        )
        if answer.status_code != 200:
            return answer.status_code
        return {
            name: content
            for each in answer.get_json()["response"].values()
            for name, content in each.items()
        }

    return ask


def test_rows_are_fetched_sorted_searched_and_filtered(fetch):
    message = {"startRow": 0, "endRow": 2, "sortModel": [{"colId": "nct_id", "sort": "desc"}]}
    answer = fetch(message, "?find=diabetes&phase=phase2")
    page = answer["getRowsResponse"]
    assert page["rowCount"] == 5
    assert answer["children"] == "5 rows match"
    first, second = (row["nct_id"] for row in page["rowData"])
    assert first > second
    assert all(row["href"].endswith("?find=diabetes&phase=phase2") for row in page["rowData"])


@pytest.mark.parametrize("message", [None, {}, "", 0, []])
def test_a_grid_that_asks_for_nothing_gets_nothing(fetch, message):
    assert fetch(message) == 204


@pytest.mark.parametrize("message", ["rows", [1], True])
def test_a_message_of_another_kind_asks_for_the_first_rows(fetch, message):
    assert fetch(message) == fetch({"startRow": 0, "endRow": 0})


@pytest.mark.parametrize(
    "message",
    [
        {"startRow": "0", "endRow": None},
        {"startRow": -5, "endRow": -1},
        {"startRow": 0, "endRow": 10**30},
        {"startRow": 10**30, "endRow": 10**30 + 1},
        {"startRow": 1.5, "endRow": [9]},
        {"startRow": True, "endRow": True},
        {"startRow": 0, "endRow": 5, "sortModel": "title"},
        {"startRow": 0, "endRow": 5, "sortModel": [None, 1, {"colId": ["x"], "sort": {}}]},
        {"startRow": 0, "endRow": 5, "sortModel": [{"colId": "__class__", "sort": "asc"}]},
        {"startRow": 0, "endRow": 5, "sortModel": [{"colId": "title", "sort": "asc"}] * 1_000},
        {"startRow": 0, "endRow": 5, "filterModel": {"title": {"filter": "'; drop table"}}},
    ],
)
def test_a_hostile_message_gets_rows_that_exist(fetch, message):
    page = fetch(message)["getRowsResponse"]
    assert page["rowCount"] == 19
    assert len(page["rowData"]) <= min(19, MOST_ROWS)


@pytest.mark.parametrize(
    ("search", "path", "rows"),
    [
        (None, None, 19),
        ("?find=", "/trials", 19),
        ("?find=" + "x" * 4_500, "/trials", 19),
        ("?find=" + "x" * 1_000, "/trials", 0),
        ("?find=(?:zq%2B)%2B$%20%00%20%25", "/trials", 0),
        ("?sort=__class__~-", "/trials", 19),
        ("?dataset=../../etc&phase=%00", "/trials", 19),
        ("?phase=phase2", "/elsewhere/../trials", 5),
        ("not a query", "https://example.org/", 19),
    ],
)
def test_a_hostile_search_or_address_is_bounded(fetch, search, path, rows):
    message = {"startRow": 0, "endRow": 100}
    assert fetch(message, search, path)["getRowsResponse"]["rowCount"] == rows


def test_no_more_rows_than_a_page_has(fetch, monkeypatch):
    monkeypatch.setattr("data.queries.trial_table.MOST_ROWS", 3)
    page = fetch({"startRow": 1, "endRow": 10_000})["getRowsResponse"]
    assert (len(page["rowData"]), page["rowCount"]) == (3, 19)


def test_a_dataset_of_its_own(fetch, imported):
    page = fetch({"startRow": 0, "endRow": 100}, "?dataset=islets")["getRowsResponse"]
    assert page["rowCount"] == len(imported.trials)


def test_the_table_says_where_rows_are_lost(datasets):
    page = trials.layout(datasets.default, asked(datasets.default))
    assert page[ids.TRIAL_GRID_LOST].hidden
    assert page[ids.TRIAL_GRID_LOST].role == "alert"
    assert page[ids.TRIAL_GRID_RETRY].children == "Try again"
