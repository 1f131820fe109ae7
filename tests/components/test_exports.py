import csv
import io
import zipfile

import openpyxl
import pandas as pd
import pytest

from components.exports import (
    comment,
    csv_file,
    csv_file_chunks,
    csv_text,
    first_rows,
    harmless,
    in_words,
    table_shown,
    xlsx_bytes,
    zip_of,
)
from components.imprint import DISCLAIMER, imprint
from components.views import VIEWS
from data.breakdowns import frame_of
from data.state import PageState


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
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["text", "number", "integer", "code"],
        ['a,"b"\nc', "25.77", "24", "T1D"],
        ["é±α", "", "", "T2D"],
        ["", "5", "-3", ""],
    ]
    assert text.count("\r\n") == 4


def test_a_frame_without_rows_is_a_header():
    assert csv_text(pd.DataFrame(columns=["a", "b"])) == "a,b\r\n"


BASE = "https://x.example.org/a"


def words_of(store, query: str = "", slug: str = "allocation"):
    state, ignored = PageState.from_query(query, store.known)
    assert not ignored
    view = VIEWS[slug]
    return imprint(store, state, view, view.query(store, state), BASE)


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


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
    ("text", "expected"),
    [
        ("plain", "# Filters: plain"),
        ("a\r\nb\n# c", "# Filters: a b # c"),
        ('say "x"', "# Filters: say 'x'"),
        ("a,=1+1", "# Filters: a,'=1+1"),
        ("a; @x, -y", "# Filters: a; '@x, '-y"),
        ("a\x00\x1fb", "# Filters: ab"),
        ("2005-07, 7(2):144-157", "# Filters: 2005-07, 7(2):144-157"),
    ],
)
def test_a_comment_is_one_harmless_line(text, expected):
    assert comment("Filters", text) == expected


def test_a_csv_begins_with_what_it_is(store):
    table = pd.DataFrame({"Allocation": ["=1", "b"], "Share": [0.5, float("nan")]})
    text = csv_file(words_of(store, "phase=phase2"), table, "shown")
    lines = text.split("\r\n")
    comments = [line for line in lines if line.startswith("# ")]
    assert lines[: len(comments)] == comments
    assert "# Title: Trials by allocation" in comments
    assert "# Filters: Phase: Phase 2" in comments
    assert "# Shown: 5 of 19 trials" in comments
    assert "# Date of the data: 2010-08" in comments
    assert f"# Link: {BASE}/design?phase=phase2#allocation" in comments
    assert "# Rows: 2, the figure's table as shown" in comments
    assert lines[len(comments) :] == ["Allocation,Share", "'=1,50%", "b,", ""]


def test_all_rows_keep_their_numbers(store):
    table = pd.DataFrame({"share": [0.5, 1.25], "n": pd.Series([1, None], dtype="Int64")})
    text = csv_file(words_of(store), table, "all")
    assert text.endswith("share,n\r\n0.5,1\r\n1.25,\r\n")


def test_no_rows_are_said(store):
    table = pd.DataFrame(columns=["a", "b"])
    text = csv_file(words_of(store, "q=nothing-like-it"), table, "all")
    assert "# Rows: none; nothing matches the filters\r\na,b\r\n" in text


def test_a_workbook_of_three_sheets(store):
    shown = pd.DataFrame({"Allocation": ["Randomized", "Not stated"], "Share": [0.25, 0.75]})
    behind = pd.DataFrame({"id": ["A", "B"], "n": pd.Series([5, None], dtype="Int64")})
    book = opened(xlsx_bytes(words_of(store, "phase=phase2"), shown, behind))
    assert book.sheetnames == ["As shown", "All rows", "About"]
    assert list(book["As shown"].values) == [
        ("Allocation", "Share"),
        ("Randomized", 0.25),
        ("Not stated", 0.75),
    ]
    assert book["As shown"]["B2"].number_format == "0%"
    assert list(book["All rows"].values) == [("id", "n"), ("A", 5), ("B", None)]
    assert [sheet.freeze_panes for sheet in book][:2] == ["A2", "A2"]
    about = list(book["About"].values)
    assert ("Filters", "Phase: Phase 2") in about
    assert ("Shown", "5 of 19 trials") in about
    assert ("Link", f"{BASE}/design?phase=phase2#allocation") in about
    assert ("Note", DISCLAIMER) in about


HOSTILE = [
    "=1+1",
    "+CMD|' /C calc'!A0",
    "-1 and 0",
    "@SUM(A1)",
    "\t=1",
    "<script>alert(1)</script>",
    "_x0041_",
    "https://x.example.org",
]


def test_hostile_text_stays_text(store):
    table = pd.DataFrame({"=head": HOSTILE})
    book = opened(xlsx_bytes(words_of(store), table, table))
    for name in ("As shown", "All rows"):
        cells = [row[0] for row in book[name].iter_rows()]
        assert [cell.value for cell in cells] == ["=head", *HOSTILE]
        assert {cell.data_type for cell in cells} == {"s"}
        assert all(cell.hyperlink is None for cell in cells)
        risky = [cell.value for cell in cells if cell.quotePrefix]
        assert risky == ["=head", *HOSTILE[:5]]


@pytest.mark.parametrize(
    ("text", "expected", "cut"),
    [
        ("a\x00\x01\x0bb\ud800", "ab", False),
        ("x" * 32_767, "x" * 32_767, False),
        ("x" * 40_000, "x" * 32_766 + "…", True),
        ("😀" * 20_000, "😀" * 16_383 + "…", True),
    ],
)
def test_cells_hold_what_excel_holds(store, text, expected, cut):
    # half of a surrogate pair fits into no Arrow column
    table = pd.DataFrame({"text": pd.Series([text], dtype="object")})
    book = opened(xlsx_bytes(words_of(store), table, table))
    assert book["As shown"]["A2"].value == expected
    said = ("As shown", "1 cells were too long for a sheet and end in …")
    assert (said in book["About"].values) == cut


def test_rows_beyond_the_sheet_are_counted(store):
    table = pd.DataFrame({"n": range(5)})
    book = opened(xlsx_bytes(words_of(store), table, table.head(0), most_rows=3))
    assert list(book["As shown"].values) == [("n",), (0,), (1,), (2,)]
    about = list(book["About"].values)
    assert ("As shown", "2 rows did not fit into the sheet; see the CSV.") in about
    assert ("All rows", "none; nothing matches the filters") in about


def test_infinite_numbers_are_words(store):
    table = pd.DataFrame({"n": [float("inf"), 1.5]})
    book = opened(xlsx_bytes(words_of(store), table, table))
    assert list(book["All rows"].values) == [("n",), ("inf",), (1.5,)]


@pytest.mark.parametrize("slug", VIEWS)
def test_the_table_as_shown_has_the_headings_on_screen(store, slug):
    view, state = VIEWS[slug], PageState()
    shown = table_shown(view, view.query(store, state))
    assert list(shown.columns) == list(view.columns.values())
    frame = view.table(frame_of(view.query(store, state)))
    assert shown.to_numpy().tolist() == frame[list(view.columns)].to_numpy().tolist()


def test_an_archive_of_texts():
    content = zip_of([("a.txt", "±"), ("b.csv", "")])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name).decode() for name in archive.namelist()} == {
            "a.txt": "±",
            "b.csv": "",
        }


WIDE = pd.DataFrame({"n": range(12), "text": ["=1", "b", "c"] * 4})


@pytest.mark.parametrize("size", [1, 5, 12])
def test_a_file_in_parts_is_the_file(store, size):
    words = words_of(store)
    parts = [WIDE.iloc[start : start + size] for start in range(0, 12, size)]
    whole = csv_file(words, WIDE, "all")
    assert "".join(csv_file_chunks(words, parts, 12, "all")) == whole
    assert whole.count("\r\n") == whole.count("# ") + 13
    assert "# Rows: 12, all rows" in whole


def test_the_parts_of_a_file_are_made_one_after_another(store):
    made = []

    def parts():
        for number in range(3):
            made.append(number)
            yield WIDE

    chunks = csv_file_chunks(words_of(store), parts(), 36, "all")
    next(chunks)
    assert made == []
    next(chunks)
    next(chunks)
    assert made == [0]


def test_a_workbook_says_which_rows_did_not_fit(store):
    kept = first_rows([WIDE, WIDE, WIDE], most_cells=32)
    assert len(kept) == 16
    assert len(first_rows([WIDE], most_cells=32)) == 12
    assert first_rows([WIDE.head(0)]).empty
    book = opened(xlsx_bytes(words_of(store), WIDE, kept, total_behind=36))
    said = [str(row[1].value) for row in book["About"].iter_rows() if row[0].value == "All rows"]
    assert said == [
        "36, all rows behind the figure",
        "20 rows did not fit into the sheet; see the CSV.",
    ]


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
    alone = [csv_text(column.iloc[at : at + 1]).removeprefix("c\r\n") for at in range(len(column))]
    assert csv_text(column) == "c\r\n" + "".join(alone)
