"""The template: its sheets, headings, lists and explanations, and what Excel would be told."""

import io
import zipfile

import pytest
from openpyxl import load_workbook

from data.datasets.protocol_import import built_in
from data.model import vocabulary as v
from data.readers.workbooks.example import EXAMPLE
from data.readers.workbooks.form import EVENTS, LISTS, READ_ME, SHEETS
from data.readers.workbooks.template import EXAMPLE_SAID, LAST_LISTED, template_bytes

AGENTS = built_in().agents


@pytest.fixture(scope="module")
def book():
    return load_workbook(io.BytesIO(template_bytes(AGENTS)))


def validations(sheet) -> dict:
    """Column letter -> its rule."""
    return {
        str(rule.sqref).partition(":")[0][:-1]: rule
        for rule in sheet.data_validations.dataValidation
    }


def words_of(book, formula: str) -> list:
    """The cells that a list names."""
    name, _, cells = formula.lstrip("=").partition("!")
    return [row[0].value for row in book[name.strip("'")][cells.replace("$", "")]]


def test_sheets_stand_in_the_order_of_the_form(book):
    assert book.sheetnames == [READ_ME, *(sheet.name for sheet in SHEETS), LISTS]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_headings_are_the_form_s_and_stay_in_sight(book, sheet):
    page = book[sheet.name]
    assert [cell.value for cell in page[1]] == [column.name for column in sheet.columns]
    assert page.freeze_panes == "C2"
    colours = {
        column.name: cell.fill.fgColor.rgb
        for column, cell in zip(sheet.columns, page[1], strict=True)
    }
    needed = {colours[column.name] for column in sheet.columns if column.is_needed}
    assert len(needed) == 1 and needed.isdisjoint(
        colours[column.name] for column in sheet.columns if not column.is_needed
    )


@pytest.mark.parametrize(
    ("sheet", "column"),
    [(sheet, column) for sheet in SHEETS for column in sheet.columns],
    ids=lambda each: each.name,
)
def test_every_column_has_its_rule_and_its_explanation(book, sheet, column):
    rules = validations(book[sheet.name])
    letter = next(cell.column_letter for cell in book[sheet.name][1] if cell.value == column.name)
    rule = rules[letter]
    assert str(rule.sqref) == f"{letter}2:{letter}{LAST_LISTED + 1}"
    assert rule.prompt.startswith(column.holds[:200]) and len(rule.prompt) <= 255
    if column.choices:
        assert rule.type == "list"
        assert words_of(book, rule.formula1) == list(column.choices.values())
        assert rule.showErrorMessage == (not column.own_words)
    elif column.is_number:
        assert rule.type in ("whole", "decimal")
        assert float(rule.formula1) == column.column.low
        assert float(rule.formula2) == column.column.high
    elif column.name in ("regimen", "source") and sheet.columns[0] is not column:
        assert rule.type == "list" and not rule.showErrorMessage


def test_agents_are_listed_with_name_and_class(book):
    rule = validations(book[EVENTS.name])["B"]
    assert words_of(book, rule.formula1) == [row["code"] for row in AGENTS]
    assert not rule.showErrorMessage
    second = next(book[LISTS].iter_rows(min_row=2, max_col=3, values_only=True))
    first = AGENTS[0]
    assert second == (
        first["code"],
        first["name"],
        v.AGENT_CLASS.labels[first["agent_class"]],
    )


def test_every_column_is_explained_on_the_first_sheet(book):
    rows = list(book[READ_ME].iter_rows(values_only=True))
    head = rows.index(("Sheet", "Column", "What it holds", "Allowed", "Empty means", "Example"))
    told = {(row[0], row[1]): row for row in rows[head + 1 :]}
    assert list(told) == [(sheet.name, column.name) for sheet in SHEETS for column in sheet.columns]
    assert told["events", "start_day"][2:5] == (
        "The first day, counted from day 0; days before it are negative.",
        "A day counted from day 0, such as -1, 0 or 14",
        "Not stated",
    )
    assert told["events", "role"][4] == "a cell is needed"
    assert EXAMPLE_SAID in [row[0] for row in rows[:head]]


def test_the_example_stands_in_its_cells(book):
    for sheet in SHEETS:
        names = [column.name for column in sheet.columns]
        rows = book[sheet.name].iter_rows(min_row=2, values_only=True)
        for wanted, cells in zip(EXAMPLE[sheet.name], rows, strict=True):
            found = {
                name: str(value)
                for name, value in zip(names, cells, strict=True)
                if value is not None
            }
            assert found == dict(wanted)
    assert book["regimens"]["A2"].font.italic


def test_cells_of_texts_make_no_dates_of_what_is_typed(book):
    events = book["events"]
    letters = {cell.value: cell.column_letter for cell in events[1]}
    assert events[f"{letters['dose']}2"].number_format == "@"
    assert events[f"{letters['start_day']}2"].number_format == "General"


def test_a_template_with_rows_of_its_own_has_no_example():
    rows = {"regimens": [{"regimen": "mine", "label": "Mine", "n": "12"}]}
    book = load_workbook(io.BytesIO(template_bytes(AGENTS, rows)))
    assert [cell.value for cell in book["regimens"]["A"]] == ["regimen", "mine"]
    letter = next(cell.column_letter for cell in book["regimens"][1] if cell.value == "n")
    assert book["regimens"][f"{letter}2"].value == 12
    assert EXAMPLE_SAID not in [cell.value for cell in book[READ_ME]["A"]]
    assert book["events"].max_row == 1


@pytest.mark.parametrize("text", ["=1+1", "@x", "+x", "<b>", "http://a.b"])
def test_hostile_texts_stay_text(text):
    rows = {"regimens": [{"regimen": "mine", "label": text}]}
    content = template_bytes(AGENTS, rows)
    cell = load_workbook(io.BytesIO(content))["regimens"]["B2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet2.xml").replace(b"<formula", b"")
