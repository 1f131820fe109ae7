from components.elements.record_tables import (
    ROWS_STANDING,
    ColumnOfRecord,
    RowsOfRecord,
    record_table,
)
from data.link.trial_fields import NOT_IN_FILE
from tests.components.pages.trees import elements, text

COLUMNS = (ColumnOfRecord("Arm", 40), ColumnOfRecord("Type", 60), ColumnOfRecord("More", 100))


def drawn(*rows):
    return record_table(
        RowsOfRecord("arms", COLUMNS, [[list(cell) for cell in row] for row in rows])
    )


def headings(table):
    return [text(each) for each in elements(table, "th") if each[1].get("scope") == "col"]


def test_a_column_that_says_nothing_is_left_out_and_its_room_given_to_the_others():
    table = drawn((["A"], ["Drug"], []), (["B"], [], []))
    assert headings(table) == ["Arm", "Type"]
    assert [each[1]["style"]["width"] for each in elements(table, "col")] == ["40%", "60%"]
    assert [text(each) for each in elements(table, "td")] == ["Drug", "Not stated"]


def test_the_first_column_always_stands():
    assert headings(drawn(([], ["Drug"], []))) == ["Arm", "Type"]


def test_an_open_cell_says_why():
    columns = (ColumnOfRecord("Arm", 1), ColumnOfRecord("Type", 1, NOT_IN_FILE))
    table = record_table(RowsOfRecord("arms", columns, [[["A"], []], [["B"], ["Drug"]]]))
    (gap,) = elements(table, "span")
    assert (text(gap), gap[1]["className"]) == (NOT_IN_FILE, "not-in-file")


def test_many_rows_fold_but_never_one():
    assert not list(elements(drawn(*[([f"{n}"], ["x"], []) for n in range(9)]), "details"))
    table = drawn(*[([f"{n}"], ["x"], []) for n in range(20)])
    (fold,) = elements(table, "details")
    assert f"Show {20 - ROWS_STANDING} more" in text(fold)
    assert len([each for each in elements(table, "th") if each[1].get("scope") == "row"]) == 20


def test_a_cell_knows_its_heading_for_phones():
    cells = list(elements(drawn((["A"], ["Drug"], ["x"])), "td"))
    assert [each[1]["data-label"] for each in cells] == ["Type", "More"]
