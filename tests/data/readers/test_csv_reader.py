"""The site's CSV: any columns in any order, what lists and cells hold, and broken files."""

import pytest

from data.readers.csv_headings import COLUMNS
from data.readers.formats import UnusableInputError
from tests.data.readers.samples import FULL_ROW, csv_text, imported, write
from tests.data.readers.test_json_reader import HOSTILE


def rows_of(tmp_path, rows, columns=None):
    return imported(tmp_path / "out", write(tmp_path / "f.csv", csv_text(rows, columns)))


def test_the_site_has_thirty_columns():
    assert len(set(COLUMNS)) == 30
    assert set(FULL_ROW) <= set(COLUMNS)


@pytest.mark.parametrize(
    ("columns", "title"),
    [
        (["NCT Number"], ""),
        (["Conditions", "Study Title", "NCT Number"], "Islets, “twice” | once"),
        (list(reversed(FULL_ROW)), "Islets, “twice” | once"),
    ],
)
def test_any_columns_in_any_order(tmp_path, columns, title):
    report, frames = rows_of(tmp_path, [FULL_ROW], columns)
    assert list(frames["trials"]["title"]) == [title]
    assert (report.read, report.skipped) == (1, 0)


def test_columns_that_are_missing_or_not_known_are_told(tmp_path):
    report, _ = rows_of(tmp_path, [FULL_ROW | {"Mine": "x"}], ["NCT Number", "Mine"])
    assert report.notes[0] == "f.csv: columns not read: Mine"
    assert report.notes[1].startswith("f.csv does not have the columns Study Title, Acronym")
    assert "Brief Summary" not in report.notes[1]


@pytest.mark.parametrize(
    ("column", "cell", "frame", "field", "values"),
    [
        ("Phases", "NA", "trials", "phase", ["NA"]),
        ("Phases", "", "trials", "phase", ["NOT_STATED"]),
        ("Phases", "PHASE2|PHASE3", "trials", "phase", ["PHASE2/PHASE3"]),
        ("Enrollment", "0", "trials", "enrollment", [0]),
        ("Start Date", "2013-08", "trials", "start_date", ["2013-08"]),
        ("Start Date", "", "trials", "start_date", [""]),
        ("Study Results", "NO", "trials", "has_results", ["NO"]),
        ("Study Results", "", "trials", "has_results", ["NOT_STATED"]),
        ("Study Design", "Allocation: NA|Masking: NONE", "trials", "allocation", ["NA"]),
        ("Study Design", "Allocation: NA|Masking: NONE", "trials", "who_masked", ["NONE"]),
        ("Study Design", "Allocation: |Masking: ", "trials", "allocation", ["NOT_STATED"]),
        (
            "Study Design",
            "Observational Model: COHORT|Time Perspective: PROSPECTIVE",
            "trials",
            "observational_model",
            ["COHORT"],
        ),
        ("Study Design", "Time Perspective: p", "trials", "time_perspective", ["NOT_STATED"]),
        ("Study Design", "Time Perspective: px", "trials", "time_perspective", ["UNLISTED"]),
        ("Study Design", "nonsense", "trials", "masking", ["NOT_STATED"]),
        ("Conditions", "A|a| |B", "trial_conditions", "condition", ["a", "b"]),
        (
            "Interventions",
            "DRUG: A|B: c|Behavioral: D|SPELL: E",
            "trial_interventions",
            "intervention_type",
            ["DRUG", "BEHAVIORAL", "NOT_STATED"],
        ),
        ("Interventions", "", "trial_interventions", "intervention", []),
        ("Interventions", "DRUG: ", "trial_interventions", "intervention", []),
        ("Interventions", "DRUG:|DEVICE: |OTHER: A", "trial_interventions", "intervention", ["A"]),
        ("Locations", " |, , Atlantis", "trial_organisations", "country", ["NOT_STATED"] * 3),
        ("Locations", "", "trial_organisations", "role", ["SPONSOR", "COLLABORATOR"]),
    ],
)
def test_cells(tmp_path, column, cell, frame, field, values):
    row = FULL_ROW | {"Collaborators": "A Fund", "Locations": "", column: cell}
    _, frames = rows_of(tmp_path, [row])
    assert list(frames[frame][field]) == values


def test_a_bar_inside_a_name_does_not_part_it(tmp_path):
    _, frames = rows_of(tmp_path, [FULL_ROW])
    names = list(frames["trial_interventions"]["intervention"])
    assert names == ["Islets: human", "Drug A|B"]


def test_rows_that_cannot_be_read_are_skipped(tmp_path):
    text = csv_text(
        [FULL_ROW, FULL_ROW | {"NCT Number": "x"}, FULL_ROW | {"NCT Number": ""}, FULL_ROW]
    )
    many = csv_text([FULL_ROW | {"NCT Number": "NCT00000002", "Enrollment": "many"}])
    text += many.split("\r\n", 1)[1] + "NCT00000003,short\r\n\r\n"
    report, frames = imported(tmp_path / "out", write(tmp_path / "f.csv", text))
    assert list(frames["trials"]["nct_id"]) == ["NCT00000007", "NCT00000002"]
    assert [(each.where, each.nct_id, each.path) for each in report.skipped_studies] == [
        ("f.csv, study 2", "", "NCT Number"),
        ("f.csv, study 3", "", "NCT Number"),
        ("f.csv, study 4", "NCT00000007", "nctId"),
        ("f.csv, study 6", "NCT00000003", "row"),
    ]


TEXT = csv_text([FULL_ROW])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("NCT Number\r\n", "holds no studies"),
        ("NCT Number,Phases,Phases\r\n", "has the column Phases more than once"),
        (TEXT[: TEXT.index("of text")], "ends in the middle of row 1"),
        (TEXT[: TEXT.index("ISLE")], "ends in the middle of row 1"),
        ("NCT Number,Locations\r\nNCT00000001,Clinic, Seoul, Sou", "in the middle of row 1"),
        ("NCT Number,Study Title\r\nNCT00000001,A ti", "in the middle of row 1"),
        ('NCT Number\r\n"a"b\r\n', "a quotation mark stands where none may"),
        ('NCT Number,"Phases"x\r\n', "The first row of f.csv is broken"),
    ],
)
def test_unusable_csv_ends_with_one_sentence(tmp_path, content, words):
    with pytest.raises(UnusableInputError, match=words) as caught:
        imported(tmp_path / "out", write(tmp_path / "f.csv", content))
    assert "\n" not in str(caught.value)


def test_what_the_site_says_of_every_time_perspective_is_told(tmp_path):
    report, _ = rows_of(tmp_path, [FULL_ROW | {"Study Design": "Time Perspective: p"}] * 2)
    assert [note for note in report.notes if "for every time perspective" in note]
    report, _ = rows_of(tmp_path, [FULL_ROW])
    assert not [note for note in report.notes if "for every time perspective" in note]


def test_hostile_text_stays_text(tmp_path):
    rows = [
        {"NCT Number": f"NCT{number:08}", "Study Title": text}
        for number, text in enumerate(HOSTILE, start=1)
    ]
    _, frames = rows_of(tmp_path, rows)
    assert list(frames["trials"]["title"]) == HOSTILE
