"""Rows of a workbook as rows of frames: keys, defaults as the form says them, rules of rows."""

import pytest

from data.model.schema import CURATED, row_problems
from data.readers.workbooks.agents import BuiltIn, agents_of
from data.readers.workbooks.cells import text_cell
from data.readers.workbooks.form import SHEETS
from data.readers.workbooks.frames import filled, numbered, years_in_words
from data.readers.workbooks.own_classes import ClassSlots
from data.readers.workbooks.sheet_rows import read_sheet
from data.readers.workbooks.tables import SheetTable
from tests.data.readers.workbooks.samples import BOOK, added, changed, headings

FRAMES = {frame.name: frame for frame in CURATED}
SOURCE = {"source_id": "review", "source": "review", "locator": "x"}
LIST = BuiltIn(
    [
        {
            "agent": name.lower(),
            "code": name,
            "name": name,
            "class_label": "",
            "agent_class": "CYTOKINE",
            "target": "x",
            "source": "review",
            "locator": "x",
        }
        for name in ("Islets", "ATG", "Tacrolimus")
    ],
    [{**dict.fromkeys(FRAMES["sources"].column_names, ""), **SOURCE, "kind": "REVIEW"}],
)


def made(book=BOOK):
    """The frames of a book, as the reader makes them."""
    rows = {}
    for sheet in SHEETS:
        columns = headings(book)[sheet.name]
        cells = [columns, *([row.get(each, "") for each in columns] for row in book[sheet.name])]
        table = SheetTable(
            sheet.name,
            f"sheet {sheet.name}",
            [
                (number, tuple(text_cell(str(text)) for text in row))
                for number, row in enumerate(cells, start=1)
            ],
        )
        read = read_sheet(sheet, table)
        assert read.problems == ()
        rows[sheet.name] = read.rows
    agents = agents_of(rows["events"], LIST, ClassSlots())
    assert agents.problems == ()
    return filled("ours.xlsx", "ours", rows, agents, LIST)


@pytest.fixture(scope="module")
def frames():
    found = made()
    assert found.problems == ()
    return found.frames


@pytest.mark.parametrize(
    "name", ["regimens", "regimen_events", "outcomes", "graft_function", "agents"]
)
def test_the_schema_has_nothing_against_them(frames, name):
    assert row_problems(FRAMES[name], frames[name]) == []


def test_codes_begin_with_the_dataset(frames):
    codes = [row["regimen"] for row in frames["regimens"]]
    assert codes == ["ours.standard-2024", "ours.pilot-2025"]
    assert [row["event"] for row in frames["regimen_events"]] == [
        *(f"ours.standard-2024-0{n}" for n in (1, 2, 3)),
        *(f"ours.pilot-2025-0{n}" for n in (1, 2, 3)),
    ]
    assert frames["outcomes"][0]["outcome"] == "ours.standard-2024-o01"
    assert frames["graft_function"][0]["graft"] == "ours.standard-2024-g01"
    assert [row["source_id"] for row in frames["sources"]] == ["ours.sop-12", "review"]
    assert {row["kind"] for row in frames["regimens"]} == {"HOUSE_PROTOCOL"}
    assert {row["arm"] for row in frames["regimen_events"]} == {"ONE"}


def test_an_empty_cell_means_what_the_form_says(frames):
    islets, atg, tac, _, tep, bela = frames["regimen_events"]
    assert (islets["end_day"], islets["end_kind"]) == ("0", "FIXED")
    assert (atg["end_kind"], tac["end_kind"]) == ("FIXED", "ONGOING")
    assert (bela["start_day"], bela["end_day"], bela["end_kind"]) == ("0", "", "NOT_STATED")
    assert {row["certainty"] for row in frames["regimen_events"]} == {"STATED"}
    assert (atg["coverage"], atg["patients"], atg["patients_n"]) == ("ALL", "all (n = 12)", "")
    assert (bela["coverage"], bela["patients"], bela["patients_n"]) == ("SOME", "some (n = 2)", "2")
    assert (atg["route"], atg["schedule"], tep["dose"]) == ("not stated",) * 3
    assert atg["locator"] == "page 2"
    assert islets["locator"] == "ours.xlsx, sheet events, row 2"
    assert {row["source"] for row in frames["regimen_events"]} == {"ours.sop-12"}
    assert {row["day_zero"] for row in frames["regimen_events"]} == {"ISLET_INFUSION"}
    first, second = frames["regimens"]
    assert (first["years"], second["years"]) == ("2024-26", "")
    assert (second["condition_group"], second["transplant_type"]) == ("NOT_STATED", "NOT_STATED")
    (outcome,) = frames["outcomes"]
    assert outcome["value_printed"] == "6.4 ± 0.5 %"
    assert (outcome["level"], outcome["subject"], outcome["qualifier"]) == (
        *("COHORT", "all patients", "STATED"),
    )
    assert (outcome["time_printed"], outcome["time_from"]) == ("12 months", "NOT_STATED")
    (graft,) = frames["graft_function"]
    assert (graft["level"], graft["day_zero"], graft["end_kind"]) == (
        *("PATIENT", "ISLET_INFUSION", "NOT_STATED"),
    )
    assert (graft["duration_printed"], graft["insulin_independent_printed"]) == (
        *("400 days", "380 days"),
    )
    (source, _) = frames["sources"]
    assert (source["citation"], source["kind"]) == ("Procedure 12, made up", "HOUSE_DOCUMENT")


def test_without_a_day_nothing_is_certain_about_it():
    found = made(changed("events", 1, start_day="", end_day="")).frames["regimen_events"][1]
    assert (found["certainty"], found["end_kind"]) == ("NOT_STATED", "NOT_STATED")


def test_a_free_agent_has_the_place_of_its_first_event(frames):
    own = frames["agents"][-2]
    assert (own["name"], own["source"], own["locator"]) == (
        *("Teplizumab", "ours.sop-12", "ours.xlsx, sheet events, row 6"),
    )


@pytest.mark.parametrize(
    ("book", "words"),
    [
        (
            changed("events", 1, start_day=30, end_day=7),
            "sheet events, row 3: end_day 7 is before start_day 30; allowed: an end_day that is",
        ),
        (
            changed("events", 1, end_kind="Goes on, end open"),
            "row 3: end_kind is “Goes on, end open” but end_day is 3; allowed: an end_day where",
        ),
        (
            changed("events", 2, end_kind="Ends on a stated day"),
            "row 4: end_kind is “Ends on a stated day” but end_day is empty; allowed:",
        ),
        (changed("events", 1, regimen="standrd"), "“standrd” is not allowed; allowed: a protocol"),
        (changed("events", 1, source="x"), "column source: “x” is not allowed; allowed: a source"),
        (added("events", BOOK["events"][0]), "row 8: the row says the same as row 2; allowed:"),
        (
            added("regimens", {**BOOK["regimens"][0], "regimen": "STANDARD 2024"}),
            "column regimen: “STANDARD 2024” is there already, in row 2; allowed: each key once.",
        ),
        (
            added("sources", BOOK["sources"][0]),
            "column source_id: “sop-12” is there already, in row 2; allowed: each key once.",
        ),
        (changed("regimens", 0, first_year=2030), "last_year 2026 is before first_year 2030"),
        (changed("outcomes", 0, n=13), "row 2: n 13 is more than n_of 12; allowed: an n with n_of"),
        (changed("outcomes", 0, unit=""), "row 2: a value needs value_printed and a unit"),
        (changed("outcomes", 0, low=7, high=8), "value 6.4 is not from 7 to 8; allowed: a value"),
        (changed("outcomes", 0, time_unit=""), "time_value and time_unit must both be given"),
        (changed("outcomes", 0, level="One patient"), "level is “One patient” but patient is ''"),
        (
            changed(
                "graft function", 0, end_kind="Never functioned (primary non-function)"
            ),
            "“Never functioned (primary non-function)” but function_days is 400; allowed: days",
        ),
        (
            changed("graft function", 0, insulin_independent_days="",
                    insulin_independent_qualifier="About" and "Approximately"),
            "insulin_independent_* must all be given or none; allowed: the days without insulin",
        ),
        (
            added("outcomes", *({**BOOK["outcomes"][0], "finding": str(n)} for n in range(99))),
            "sheet outcomes: “standard-2024” has 100 rows; allowed: at most 99 a protocol.",
        ),
    ],
)  # fmt: skip
def test_rows_that_do_not_fit(book, words):
    (problem,) = made(book).problems
    assert words in problem


def test_a_source_is_named_where_there_are_several():
    book = added("sources", {**BOOK["sources"][0], "source_id": "second"})
    problems = made(book).problems
    assert len(problems) == sum(len(rows) for name, rows in BOOK.items() if name != "sources")
    assert "column source: the cell is empty; allowed: a source of the sheet sources" in problems[0]
    named = {
        name: rows if name == "sources" else [{**row, "source": "Second|sop-12"} for row in rows]
        for name, rows in book.items()
    }
    found = made(named)
    assert found.problems == ()
    assert found.frames["regimens"][0]["source"] == "ours.second|ours.sop-12"


def test_more_events_than_two_digits_count_on():
    many = ({**BOOK["events"][0], "remark": str(n)} for n in range(120))
    events = made(added("events", *many)).frames["regimen_events"]
    assert events[-1]["event"] == "ours.standard-2024-123"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("", "", ""),
        ("2024", "2024", "2024"),
        ("2024", "2026", "2024-26"),
        ("1999", "2001", "1999-2001"),
        ("2024", "", "from 2024"),
        ("", "2026", "to 2026"),
    ],
)
def test_years(first, last, words):
    assert years_in_words(first, last) == words


def test_keys_of_rows():
    keys = [numbered(FRAMES[name], "a.b", 7) for name in ("regimen_events", "outcomes")]
    assert keys == ["a.b-07", "a.b-o07"]
