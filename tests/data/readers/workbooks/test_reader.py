"""Whole workbooks and folders: what they hold, what was left out, every problem at once."""

import codecs
from datetime import datetime

import pytest

from data.datasets.protocol_import import built_in
from data.link.folding import folded
from data.readers.formats import UnusableInputError
from data.readers.workbooks.own_classes import ClassSlots
from data.readers.workbooks.problems import WorkbookError
from data.readers.workbooks.reader import read_workbook
from data.readers.workbooks.template import template_bytes
from tests.data.readers.workbooks.samples import (
    BOOK,
    EVENTS,
    added,
    changed,
    write_book,
    write_folder,
)

BUILT_IN = built_in()


def read(path, name="ours", slots=None):
    return read_workbook(path, name, BUILT_IN, slots or ClassSlots())


def problems_of(path) -> tuple[str, ...]:
    with pytest.raises(WorkbookError) as caught:
        read(path)
    return caught.value.problems


def test_a_workbook_is_read_into_frames(tmp_path):
    found = read(write_book(tmp_path / "ours.xlsx"))
    counts = {name: len(rows) for name, rows in found.frames.items()}
    assert counts == {
        "regimens": 2,
        "regimen_events": 6,
        "outcomes": 1,
        "graft_function": 1,
        "agents": 5,
        "sources": 3,
    }
    assert (found.own_classes, found.remarks) == ({"Anti-CD3 antibody": "OWN_1"}, ())


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("start", [b"", codecs.BOM_UTF8])
def test_a_folder_of_csv_is_the_same_book(tmp_path, separator, start):
    of_book = read(write_book(tmp_path / "ours.xlsx")).frames
    of_folder = read(write_folder(tmp_path / "ours.xlsx.d", BOOK, separator, start)).frames

    def without_places(frames):
        return {name: [{**row, "locator": ""} for row in rows] for name, rows in frames.items()}

    assert without_places(of_folder) == without_places(of_book)
    places = {row["locator"] for row in of_folder["regimens"]}
    assert places == {f"ours.xlsx.d, regimens.csv, row {number}" for number in (2, 3)}


@pytest.mark.parametrize("name", ["graft function", "Graft_Function", "GRAFT-FUNCTION"])
def test_sheets_are_known_whatever_their_case_and_signs(tmp_path, name):
    book = {(name if key == "graft function" else key): rows for key, rows in BOOK.items()}
    assert len(read(write_book(tmp_path / "a.xlsx", book)).frames["graft_function"]) == 1


def test_all_problems_are_told_at_once(tmp_path):
    book = {
        **BOOK,
        "regimens": changed("regimens", 0, last_year=2020)["regimens"],
        "events": [
            {**EVENTS[0], "start_day": datetime(2024, 3, 5)},
            {**EVENTS[1], "agent": "Tacrolimos"},
            {**EVENTS[2], "start_day": 30, "end_day": 7, "end_kind": None},
            *EVENTS[3:],
        ],
        "sources": changed("sources", 0, date_of_data="soon")["sources"],
    }
    problems = problems_of(write_book(tmp_path / "ours.xlsx", book))
    places = ["sheet events, row 2", "sheet sources, row 2", "sheet events, row 3"]
    places += ["sheet regimens, row 2", "sheet events, row 4"]
    assert [problem.partition(":")[0].partition(", column")[0] for problem in problems] == places


@pytest.mark.parametrize(
    ("book", "words"),
    [
        (
            {name: rows for name, rows in BOOK.items() if name != "events"},
            "sheets that are missing: events; allowed: the five of the form (regimens, events, "
            "outcomes, graft function, sources), of which some may be empty below their headings; "
            "here: sheet regimens, sheet outcomes, sheet graft function, sheet sources.",
        ),
        ({"Sheet1": []}, "sheets that are missing: regimens, events, outcomes, graft function, "),
        ({**BOOK, "regimens": [], "events": [], "outcomes": [], "graft function": []},
         "sheet regimens: it holds no row; allowed: at least one."),
        ({**BOOK, "graft_function": []}, "sheet graft_function and sheet graft function are one"),
        (changed("events", 1, dose="{=A1"), "column dose: “=A1” is a formula, and none is worked"),
        (changed("events", 1, dose="=cmd|' /C calc'!A0"), "“=cmd|' /C calc'!A0” is a formula"),
        (changed("events", 1, remark="<script>alert(1)</script>"), "is a tag of a web page"),
        (changed("events", 1, stat_day=3), "“stat_day” is no column of this sheet; perhaps start"),
        (added("events", *({**EVENTS[0], "remark": str(n)} for n in range(5_001))),
         "sheet events: there are more than 5,000 rows; allowed: at most 5,000."),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path, book, words):
    assert words in "\n".join(problems_of(write_book(tmp_path / "ours.xlsx", book)))


def test_a_folder_names_its_files(tmp_path):
    folder = write_folder(tmp_path / "ours", changed("events", 1, start_day="5.3.2024"))
    (folder / "sources.csv").unlink()
    problems = problems_of(folder)
    assert problems[0].startswith("files that are missing: sources; allowed: the five of the form")
    assert any(
        text.startswith("events.csv, row 3, column start_day: “5.3.2024”") for text in problems
    )


def test_a_path_that_is_not_there(tmp_path):
    with pytest.raises(UnusableInputError, match=r"nowhere\.xlsx does not exist"):
        read(tmp_path / "nowhere.xlsx")


def test_a_template_as_it_is_holds_the_example_alone(tmp_path):
    path = tmp_path / "my.xlsx"
    path.write_bytes(template_bytes(BUILT_IN.agents))
    problems = problems_of(path)
    assert problems[0] == (
        "sheet regimens: it holds no row beside the worked example, which is skipped; allowed: at "
        "least one."
    )
    assert len(problems) == 2


def test_remarks_tell_what_was_left_out(tmp_path):
    regimen = {**BOOK["regimens"][0], "regimen": "later", "label": "Later"}
    book = {**added("regimens", regimen), "notes": [{"a": "b"}], "Sheet9": []}
    assert read(write_book(tmp_path / "ours.xlsx", book)).remarks == (
        "sheet notes is none of the form and was not read.",
        "later has no row in the sheet events: its timeline is empty.",
    )


@pytest.mark.parametrize("cell", ["7", " 7 ", 7, 7.0, "+7"])
def test_a_number_is_one_however_it_is_typed(tmp_path, cell):
    book = changed("events", 1, end_day=cell, dose=5, locator=" page  2 ")
    event = read(write_book(tmp_path / "ours.xlsx", book)).frames["regimen_events"][1]
    assert (event["end_day"], event["dose"], event["locator"]) == ("7", "5", "page 2")


def test_slots_of_other_datasets_are_kept(tmp_path):
    path = write_book(tmp_path / "ours.xlsx")
    found = read(path, slots=ClassSlots({"Another": "OWN_1", "anti cd3 antibody": "OWN_9"}))
    assert found.own_classes == {"Anti-CD3 antibody": "OWN_9"}
    assert found.frames["agents"][-2]["agent_class"] == "OWN_9"


def test_the_built_in_list_knows_no_name_twice():
    names = [name for row in BUILT_IN.agents for name in {row["agent"], row["code"], row["name"]}]
    assert len(BUILT_IN.by_name) > len(BUILT_IN.agents)
    for name in names:
        assert BUILT_IN.by_name[folded(name)] in [
            row for row in BUILT_IN.agents if name in (row["agent"], row["code"], row["name"])
        ]
