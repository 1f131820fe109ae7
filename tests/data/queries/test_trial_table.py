import json

import numpy as np
import pandas as pd
import pytest

from data.datasets.catalogue import load_dataset
from data.datasets.importing import Request, run_import
from data.link.filters import TrialFilters
from data.link.state import PageState
from data.link.text_search import MAX_WORDS_LENGTH
from data.link.trial_fields import NOT_STATED, OF_REVIEW
from data.queries import trial_table
from data.queries.trial_table import (
    MOST_ROWS,
    MOST_SORTS,
    RowsAsked,
    listed,
    listed_chunks,
    table_page,
    trial_list,
)
from data.queries.trial_words import IMPORT_COLUMNS, REVIEW_COLUMNS, columns_of, rows_at
from data.queries.trials import matching
from tests.data.queries.rows import trial_rows
from tests.data.readers.samples import study


def record(number: int, title: str, phase: str | None, count: int | None, **more: object) -> dict:
    design: dict[str, object] = {"studyType": "INTERVENTIONAL"}
    if phase:
        design["phases"] = [phase]
    if count is not None:
        design["enrollmentInfo"] = {"count": count, "type": "ACTUAL"}
    return study(
        f"NCT{number:08d}",
        identificationModule={"briefTitle": title},
        designModule=design,
        conditionsModule={"conditions": ["Anaemia", "Gout"] if number == 7 else ["Gout"]},
        **more,
    )


def sites(*countries: str) -> dict:
    return {"locations": [{"facility": "A", "city": "B", "country": name} for name in countries]}


RECORDS = (
    record(5, "trial 10 of B", "PHASE2", 7, contactsLocationsModule=sites("France", "France")),
    record(2, "Trial 9 of B", None, 70),
    record(9, "Äpfel", "PHASE1", None, statusModule={"overallStatus": "RECRUITING"}),
    record(1, "apfel", "PHASE2", 0, contactsLocationsModule=sites("Italy", "Chile", "Peru")),
    record(7, "<b>zebra</b>", None, 7, statusModule={"startDateStruct": {"date": "2013-08"}}),
)
IDS = [5, 2, 9, 1, 7]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    root = tmp_path_factory.mktemp("small")
    path = root / "five.json"
    path.write_text(json.dumps(RECORDS))
    run_import(Request((path,), "five", root / "datasets", "", ""))
    return load_dataset(root / "datasets", "five")


def ids(page) -> list[int]:
    return [int(nct_id[3:]) for nct_id in page.cells["nct_id"]]


def ordered(store, *sort, search="", filters=None) -> list[int]:
    filters = filters or store.no_filters()
    return ids(table_page(store, filters, RowsAsked(0, MOST_ROWS, sort, search)))


@pytest.mark.parametrize(
    ("field", "ascending", "descending"),
    [
        ("nct_id", [1, 2, 5, 7, 9], [9, 7, 5, 2, 1]),
        # numbers in text by their value, without case and accents; equal ones as in the data
        ("title", [7, 9, 1, 2, 5], [5, 2, 9, 1, 7]),
        ("phase", [9, 5, 1, 2, 7], [5, 1, 9, 2, 7]),
        ("enrollment", [1, 5, 7, 2, 9], [2, 5, 7, 1, 9]),
        ("sites", [2, 9, 7, 5, 1], [1, 5, 2, 9, 7]),
        ("status", [9, 5, 2, 1, 7], [9, 5, 2, 1, 7]),
        ("start", [7, 5, 2, 9, 1], [7, 5, 2, 9, 1]),
        # the countries of a trial come in the order of the filter: Chile first
        ("countries", [1, 5, 2, 9, 7], [5, 1, 2, 9, 7]),
    ],
)
def test_sorting_is_stable_and_not_stated_comes_last(small, field, ascending, descending):
    assert ordered(small, (field, False)) == ascending
    assert ordered(small, (field, True)) == descending


def test_the_first_of_several_columns_decides(small):
    assert ordered(small, ("phase", False), ("enrollment", False)) == [9, 1, 5, 7, 2]
    assert ordered(small, ("phase", False), ("enrollment", True)) == [9, 5, 1, 2, 7]


@pytest.mark.parametrize("field", [*REVIEW_COLUMNS])
@pytest.mark.parametrize("descending", [False, True])
def test_every_column_sorts_like_its_cells(store, field, descending):
    sort = ((field, descending),)
    page = table_page(store, TrialFilters(), RowsAsked(0, MOST_ROWS, sort))
    cells = page.cells[field]
    stated = [cell for cell in cells if cell not in (None, NOT_STATED)]
    assert cells[: len(stated)] == stated
    assert sorted(page.cells["nct_id"]) == sorted(store.trials["nct_id"])
    numbers = [cell for cell in stated if isinstance(cell, int)]
    assert numbers == sorted(numbers, reverse=descending)
    plain = [cell.lower() for cell in stated if isinstance(cell, str) and cell.isalpha()]
    assert plain == sorted(plain, reverse=descending)


def test_pages_follow_each_other(store):
    sort = (("phase", True),)
    whole = table_page(store, TrialFilters(), RowsAsked(0, MOST_ROWS, sort)).cells["nct_id"]
    pages = [
        table_page(store, TrialFilters(), RowsAsked(first, first + 4, sort))
        for first in range(0, 20, 4)
    ]
    assert [nct_id for page in pages for nct_id in page.cells["nct_id"]] == whole
    assert {page.total for page in pages} == {19}
    assert table_page(store, TrialFilters(), RowsAsked(400, 500)).cells["nct_id"] == []


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", [5, 2, 9, 1, 7]),
        ("trial of", [5, 2]),
        ("phase 2", [5, 1]),
        ("recruiting", [9]),
        ("peru", [1]),
        ("2013-08", [7]),
        ("70", [2]),
        ("<b>", [5, 2, 1, 7]),
        ("<b>zebra", [7]),
        ("apfel", [9, 1]),
        (".*", []),
        ("nct00000009", [9]),
        ("trial phase", [5]),
        ("rial", []),
        ("PÉRU", [1]),
        ('"phase 2"', [5, 1]),
        ('"2 phase"', []),
        ("NCT00000009, NCT00000001", [9, 1]),
        ("NCT00000009 NCT00000001 peru", [1]),
        ('"', []),
    ],
)
def test_the_search_looks_at_every_column(small, search, found):
    assert ordered(small, search=search) == found


def test_filters_search_and_sort_combine(small):
    phase2 = small.no_filters().with_codes("phase", ("PHASE2",))
    assert ordered(small, ("enrollment", False), filters=phase2) == [1, 5]
    assert ordered(small, search="apfel", filters=phase2) == [1]
    page = table_page(small, phase2, RowsAsked(0, 1, (), "phase"))
    assert (ids(page), page.total) == ([5], 2)


def test_what_an_import_does_not_have_is_no_column(small):
    rows = trial_rows(small, small.no_filters())
    # no rule derives these from the words of its records
    underived = {"control", "cell_product", "donor"}
    assert list(rows) == [field for field in IMPORT_COLUMNS if field not in underived]
    assert "printed_tables" not in rows
    first = rows.iloc[0]
    assert (first["countries"], first["sites"], first["start"]) == ("France", 2, NOT_STATED)
    assert rows["condition"].tolist() == ["Gout"] * 4 + ["Anaemia; Gout"]
    assert pd.isna(rows["enrollment"].iloc[2])


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (None, (0, 0, ())),
        ("rows", (0, 0, ())),
        ({}, (0, 0, ())),
        ({"startRow": 100, "endRow": 200}, (100, 200, ())),
        ({"startRow": -5, "endRow": 10}, (0, 10, ())),
        ({"startRow": 0, "endRow": 10**12}, (0, MOST_ROWS, ())),
        ({"startRow": 10**12, "endRow": 5}, (10**12, 10**12, ())),
        ({"startRow": "1", "endRow": True}, (0, 0, ())),
        ({"startRow": 1.5, "endRow": float("nan")}, (0, 0, ())),
        ({"sortModel": [{"colId": "phase", "sort": "desc"}]}, (0, 0, (("phase", True),))),
        ({"sortModel": [{"colId": "secret", "sort": "asc"}]}, (0, 0, ())),
        ({"sortModel": [{"colId": "phase", "sort": "up"}, None, 3]}, (0, 0, ())),
        ({"sortModel": [{"colId": ["phase"], "sort": "asc"}]}, (0, 0, ())),
        ({"sortModel": {"colId": "phase"}}, (0, 0, ())),
        ({"sortModel": "phase"}, (0, 0, ())),
    ],
)
def test_odd_requests_are_bounded(store, message, expected):
    asked = RowsAsked.read(message, None, columns_of(store))
    assert (asked.first, asked.last, asked.sort) == expected
    table_page(store, TrialFilters(), asked)


def test_sorts_and_search_are_bounded(store):
    every = [{"colId": field, "sort": "asc"} for field in columns_of(store)]
    asked = RowsAsked.read({"sortModel": every * 50}, "x" * 10_000, columns_of(store))
    assert len(asked.sort) == MOST_SORTS
    assert len(asked.search) == MAX_WORDS_LENGTH
    assert RowsAsked.read({}, {"a": 1}, columns_of(store)).search == ""


@pytest.mark.parametrize("size", [1, 4, 19, 500])
def test_chunks_add_up_to_the_whole_table(store, size):
    chunks = list(listed_chunks(store, PageState(), size))
    assert all(len(chunk) <= size for chunk in chunks)
    whole = pd.concat(chunks, ignore_index=True)
    rows = trial_rows(store, TrialFilters())[list(OF_REVIEW)]
    numbers = rows["enrollment"].astype("object")
    said = numbers.where(rows["enrollment"].notna(), NOT_STATED)
    assert whole.to_numpy().tolist() == rows.assign(enrollment=said).to_numpy().tolist()


def test_no_match_is_one_chunk_of_columns(store):
    state = PageState(TrialFilters(text="nothing-like-it"))
    chunks = list(listed_chunks(store, state))
    assert [list(chunk) for chunk in chunks] == [list(OF_REVIEW)]
    assert len(chunks[0]) == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("find=gout", [5, 2, 9, 1, 7]),
        ("find=apfel", [9, 1]),
        ("find=ÄPFEL&sort=nct-id", [1, 9]),
        ("sort=-nct-id", [9, 7, 5, 2, 1]),
        ("sort=-nct-id&phase=phase2", [5, 1]),
        ("find=PHASE++2&sort=enrollment", [1, 5]),
        ("find=no-such-word", []),
    ],
)
def test_the_list_is_the_table(small, query, found):
    """Files, slides and the page's grid ask in two ways and get the same trials in one order."""
    state, _ = PageState.from_query(f"dataset={small.known.dataset}&{query}", small.known)
    asked = RowsAsked(0, MOST_ROWS, state.table.sort, state.table.find.lower())
    listed_ids = small.trials["nct_id"].iloc[listed(small, state)].tolist()
    assert [int(each[3:]) for each in listed_ids] == found
    assert ids(table_page(small, state.filters, asked)) == found
    assert trial_list(small, state)["nct_id"].tolist() == listed_ids


def test_a_long_list_is_cut_and_says_how_many_there_are(small, monkeypatch):
    monkeypatch.setattr(trial_table, "MOST_LISTED", 2)
    state = PageState(small.no_filters(), dataset=small.known.dataset)
    frame = trial_list(small, state)
    assert (len(frame), frame["trials_listed"].unique().tolist()) == (2, [5])


def test_rows_come_in_the_order_of_their_places(store):
    places = np.array([7, 0, 3])
    assert rows_at(store, places)["nct_id"].tolist() == store.trials["nct_id"].iloc[places].tolist()
    assert matching(store, TrialFilters()).all()
