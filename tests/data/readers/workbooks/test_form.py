"""The form: its columns are the frames' own, its lists the vocabularies', its examples allowed."""

import pytest

from data.model import vocabulary as v
from data.model.schema import CURATED
from data.readers.workbooks.cells import text_cell
from data.readers.workbooks.form import EVENTS, REGIMENS, SHEETS, heading_key
from data.readers.workbooks.problems import RowPlace
from data.readers.workbooks.sheet_rows import checked

COLUMNS = [(sheet, column) for sheet in SHEETS for column in sheet.columns]
NAMES = [f"{sheet.name}: {column.name}" for sheet, column in COLUMNS]
FRAMES = {frame.name: frame for frame in CURATED}


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=NAMES)
def test_every_column_is_one_of_a_frame_and_is_explained(sheet, column):
    assert column.name in FRAMES[column.frame].column_names
    assert column.frame == sheet.frame or column.name == "agent_class"
    assert column.holds.endswith(".")
    assert column.empty == column.empty.rstrip(".")


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=NAMES)
def test_every_example_is_allowed(sheet, column):
    value, problem = checked(RowPlace("x", 1), column, text_cell(column.example))
    assert problem == ""
    assert bool(value) == bool(column.example)
    assert column.example or column.name == "remark"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_headings_of_a_sheet_differ_whatever_their_case_and_signs(sheet):
    assert len(sheet.by_heading) == len(sheet.columns)


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=NAMES)
def test_words_of_a_list_lead_back_to_their_codes(sheet, column):
    for code, words in column.choices.items():
        assert column.code_of[heading_key(words)] == code
        assert column.code_of[heading_key(code)] == code


def test_no_one_needs_to_know_the_slots_of_classes():
    assert not set(EVENTS.by_heading["agent class"].choices) & set(v.OWN_CLASSES)


def test_codes_of_records_are_in_no_list():
    assert "OF_RECORD" not in REGIMENS.by_heading["condition group"].choices
    assert "NOT_READ" not in REGIMENS.by_heading["transplant type"].choices


@pytest.mark.parametrize(
    ("text", "key"),
    [("start_day", "start day"), ("Start Day", "start day"), ("START-DAY ", "start day"), ("", "")],
)
def test_headings_are_known_whatever_their_case_and_signs(text, key):
    assert heading_key(text) == key
