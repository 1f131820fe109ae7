import io

import openpyxl
import pandas as pd
import pytest

from components.share.attribution import DISCLAIMER, attribution_of
from components.share.workbook import first_rows, target_of, xlsx_bytes
from components.views import VIEWS
from data.link.state import PageState

BASE = "https://x.example.org/a"
WIDE = pd.DataFrame({"n": range(12), "text": ["=1", "b", "c"] * 4})


def words_of(store, query: str = "", slug: str = "allocation"):
    state, ignored = PageState.from_query(query, store.known)
    assert not ignored
    view = VIEWS[slug]
    return attribution_of(store, state, view, view.query(store, state), BASE)


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


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
    "https://x.example.org click here",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "internal:About!A1",
    "mailto:a@b.org",
    "https://clinicaltrials.gov@evil.example/",
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


def test_tables_filter_and_print_with_their_headings(store):
    table = pd.DataFrame({"a": range(40), "b": ["x"] * 40})
    book = opened(xlsx_bytes(words_of(store), table, table.head(0)))
    assert [book[name].auto_filter.ref for name in ("As shown", "All rows")] == ["A1:B41", "A1:B2"]
    for name in ("As shown", "All rows"):
        assert book[name].print_title_rows == "$1:$1"
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        # one page wide is what a sheet that fits says by saying nothing
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("NCT01143168", "https://clinicaltrials.gov/study/NCT01143168"),
        ("https://doi.org/10.1900/x", "https://doi.org/10.1900/x"),
        ("HTTP://x.org", "HTTP://x.org"),
        ("http://127.0.0.1:8050/map?q=%22#trial-map", "http://127.0.0.1:8050/map?q=%22#trial-map"),
        ("", ""),
        ("NCT0114316", ""),
        ("NCT01143168 and others", ""),
        ("NCT０１１４３１６８", ""),
        ("ftp://x.org/", ""),
        ("https://", ""),
        ("https://a b", ""),
        ('https://x.org/"onclick="', ""),
        ("https://x.org/\r\nhttps://y.org", ""),
        ("https://user:pass@x.org/", ""),
        ("https://аpple.com/", ""),
        ("https://x.org/" + "a" * 2_000, ""),
    ],
)
def test_only_addresses_of_the_web_and_trials_lead_somewhere(text, target):
    assert target_of(text) == target


def test_links_can_be_clicked(store):
    table = pd.DataFrame({"nct_id": ["NCT01143168", "none"], "url": ["", "https://x.org/a#b"]})
    book = opened(xlsx_bytes(words_of(store), table, table))
    for name in ("As shown", "All rows"):
        sheet = book[name]
        assert sheet["A2"].hyperlink.target == "https://clinicaltrials.gov/study/NCT01143168"
        assert sheet["A2"].value == "NCT01143168"
        assert (sheet["B3"].hyperlink.target, sheet["B3"].hyperlink.location) == (
            "https://x.org/a",
            "b",
        )
        assert sheet["A3"].hyperlink is sheet["A1"].hyperlink is None
    about = {row[0].value: row[1] for row in book["About"].iter_rows()}
    assert about["Link"].hyperlink.target == f"{BASE}/design"
    assert about["Link"].hyperlink.location == "allocation"


def test_more_links_than_a_sheet_holds_are_text(store, monkeypatch):
    monkeypatch.setattr("components.share.workbook.MOST_EXCEL_LINKS", 2)
    table = pd.DataFrame({"nct_id": ["NCT00000001", "NCT00000002", "NCT00000003"]})
    sheet = opened(xlsx_bytes(words_of(store), table, table))["All rows"]
    assert [bool(sheet.cell(row, 1).hyperlink) for row in (2, 3, 4)] == [True, True, False]
    assert sheet["A4"].value == "NCT00000003"


def test_only_shares_are_percentages(store):
    table = pd.DataFrame({"Share of the row": [0.5, 1.0], "Days": [0.5, 1.0]})
    sheet = opened(xlsx_bytes(words_of(store), table, table))["As shown"]
    assert [cell.number_format for cell in sheet[2]] == ["0%", "General"]
    assert [cell.value for cell in sheet[3]] == [1, 1]
