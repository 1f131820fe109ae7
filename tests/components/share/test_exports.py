import csv
import io

import pandas as pd
import pytest

from components.share.exports import (
    BYTE_ORDER_MARK,
    columns_shown,
    csv_chunks,
    harmless,
    in_words,
    is_share,
    parts_of,
    table_shown,
    tables_of,
)
from components.views import VIEWS
from data.index.breakdowns import frame_of
from data.link.state import PageState


def csv_text(frame: pd.DataFrame) -> str:
    """The frame as one text of CSV."""
    return "".join(csv_chunks((frame,)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("plain", "plain"),
        ("-1", "-1"),
        ("+3.5e8", "+3.5e8"),
        ("-.5", "-.5"),
        ("-1 and 0", "'-1 and 0"),
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+CMD|' /C calc'!A0", "'+CMD|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("-", "'-"),
        ("1=1", "1=1"),
    ],
)
def test_harmless(text, expected):
    assert harmless(text) == expected


def test_cells_as_the_raw_files_write_them():
    frame = pd.DataFrame(
        {
            "text": ['a,"b"\nc', "é±α", ""],
            "number": [25.77, float("nan"), 5.0],
            "integer": pd.Series([24, None, -3], dtype="Int64"),
            "code": pd.Categorical(["T1D", "T2D", None], categories=["T1D", "T2D"]),
        }
    )
    text = csv_text(frame)
    assert list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""))) == [
        ["text", "number", "integer", "code"],
        ['a,"b"\nc', "25.77", "24", "T1D"],
        ["é±α", "", "", "T2D"],
        ["", "5", "-3", ""],
    ]
    assert text.count("\r\n") == 4


def test_a_frame_without_rows_is_a_header():
    assert csv_text(pd.DataFrame(columns=["a", "b"])) == f"{BYTE_ORDER_MARK}a,b\r\n"


def test_a_file_begins_with_a_byte_order_mark_once():
    parts = [WIDE, WIDE]
    text = "".join(csv_chunks(parts))
    assert text.encode().startswith(b"\xef\xbb\xbfn,text\r\n")
    assert text.count(BYTE_ORDER_MARK) == 1


def test_pandas_reads_what_excel_reads():
    frame = pd.DataFrame({"city": ["Córdoba", "±"], "share": [1 / 3, float("nan")]})
    read = pd.read_csv(io.BytesIO(csv_text(frame).encode()))
    assert list(read) == ["city", "share"]
    assert read["city"].tolist() == ["Córdoba", "±"]
    assert read["share"].iloc[0] == pytest.approx(1 / 3, rel=1e-14)
    assert pd.isna(read["share"].iloc[1])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, "0%"),
        (0.375, "38%"),
        (1.0, "100%"),
        (1.5, "1.5"),
        (float("nan"), ""),
        (None, ""),
        (pd.NA, ""),
        (3, "3"),
        ("Not stated", "Not stated"),
    ],
)
def test_a_cell_in_words(value, expected):
    assert in_words(value) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("Share of the row", True), ("share", True), ("Trials", False), ("Shared", True), ("", False)],
)
def test_a_column_of_shares(heading, expected):
    assert is_share(heading) == expected


@pytest.mark.parametrize("slug", VIEWS)
def test_the_table_of_a_file_has_the_headings_on_screen_and_more(store, slug):
    view, state = VIEWS[slug], PageState()
    answer = view.query(store, state)
    shown, frame = table_shown(view, answer), view.table(frame_of(answer))
    columns = columns_shown(view, frame)
    assert list(shown.columns) == list(columns.values())
    assert shown.to_numpy().tolist() == frame[list(columns)].to_numpy().tolist()
    if view.rows_shown is None:
        assert list(shown.columns)[: len(view.columns)] == list(view.columns.values())


@pytest.mark.parametrize("slug", VIEWS)
def test_rows_with_a_source_say_it(store, slug):
    view = VIEWS[slug]
    frame = frame_of(view.query(store, PageState()))
    headings = columns_shown(view, frame).values()
    assert ("Source" in headings) == ("source" in frame.columns)
    assert ("Where it stands" in headings) >= ("locator" in frame.columns)


def test_the_number_on_a_map_of_enrolment_is_a_number(store):
    view = VIEWS["trial-map"]
    state, _ = PageState.from_query("count=enrollment", store.known)
    shown = table_shown(view, view.query(store, state)).set_index("Country")
    china = shown[shown["City"] == ""].loc["China"]
    assert china["Number on the map"] == china["Enrolment where stated"] == 24
    assert pd.isna(shown[shown["City"] == ""].loc["Spain", "Number on the map"])
    every = view.scope.behind(store, state)
    own = every[every["nct_id"] == "NCT01143168"]
    assert set(own["enrollment"]) == {24}
    assert every["enrollment"].isna().sum() == len(every) - len(own)


def test_both_tables_of_a_figure(store):
    view, state = VIEWS["allocation"], PageState()
    shown, behind = tables_of(view, store, state, view.query(store, state), "name")
    assert (shown.name, shown.total) == ("name.csv", 3)
    assert shown.columns == ("Allocation", "Trials", "Share of matching trials")
    assert (behind.name, behind.total) == ("name_all-rows.csv", 19)
    for table in (shown, behind):
        frames = list(table.frames)
        assert sum(map(len, frames)) == table.total
        assert {tuple(frame.columns) for frame in frames} == {table.columns}


@pytest.mark.parametrize("rows", ["shown", "all"])
def test_a_list_in_a_file_is_whole_where_the_slide_is_cut(store, rows, monkeypatch):
    monkeypatch.setattr("data.queries.trial_table.MOST_LISTED", 2)
    view, state = VIEWS["trial-list"], PageState()
    answer = view.query(store, state)
    assert len(answer) == 2
    assert view.left_out(answer) == "Listed here are the first 2 of 19 trials."
    parts = parts_of(view, store, state, answer, rows)
    assert parts.total == sum(map(len, parts.frames)) == 19


HEAD = f"{BYTE_ORDER_MARK}c\r\n"
WIDE = pd.DataFrame({"n": range(12), "text": ["=1", "b", "c"] * 4})


@pytest.mark.parametrize("size", [1, 5, 12])
def test_a_file_in_parts_is_the_file(size):
    parts = [WIDE.iloc[start : start + size] for start in range(0, 12, size)]
    text = "".join(csv_chunks(parts))
    assert text == csv_text(WIDE)
    assert text.count("\r\n") == 13


def test_the_parts_of_a_file_are_made_one_after_another():
    made = []

    def parts():
        for number in range(3):
            made.append(number)
            yield WIDE

    chunks = csv_chunks(parts())
    assert made == []
    next(chunks)
    next(chunks)
    assert made == [0]


@pytest.mark.parametrize(
    "values",
    [
        ["plain", "é±α", "a,b", ""],
        ["=1+1", "plain"],
        ["a\nb", "\x01c"],
        ["x", float("nan"), None],
        [1, "-1", 2.5, True],
        [],
    ],
)
def test_a_column_is_written_like_its_cells_one_by_one(values):
    column = pd.DataFrame({"c": pd.Series(values, dtype="object")})
    alone = [csv_text(column.iloc[at : at + 1]).removeprefix(HEAD) for at in range(len(column))]
    assert csv_text(column) == HEAD + "".join(alone)
