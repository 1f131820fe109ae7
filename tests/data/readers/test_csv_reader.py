"""The site's CSV: any columns in any order, what lists and cells hold, and broken files."""

import gzip

import pytest

from data.datasets.on_disk import manifest_of
from data.datasets.versions import folder_of
from data.readers.csv_headings import COLUMNS
from data.readers.formats import UnusableInputError
from tests.data.readers.samples import FULL_ROW, LEGACY_ROW, csv_text, imported, write
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
    assert "Study URL" not in report.notes[1]


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
        ("NCT Number\r\n", "There are no studies in .*; download"),
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


def value_of(frames, column, frame="trials"):
    return list(frames[frame][column])


@pytest.mark.parametrize(
    ("frame", "column", "values"),
    [
        ("trials", "title", ["Islets, “twice” | once"]),
        ("trials", "overall_status", ["ACTIVE_NOT_RECRUITING"]),
        ("trials", "has_results", ["YES"]),
        ("trials", "sponsor", ["University of Somewhere"]),
        ("trials", "sponsor_class", ["OTHER"]),
        ("trials", "study_type", ["INTERVENTIONAL"]),
        ("trials", "phase", ["PHASE1/PHASE2"]),
        ("trials", "allocation", ["NA"]),
        ("trials", "intervention_model", ["SINGLE_GROUP"]),
        ("trials", "masking", ["DOUBLE"]),
        ("trials", "who_masked", ["PARTICIPANT|INVESTIGATOR"]),
        ("trials", "start_date", ["2013-08"]),
        ("trials", "primary_completion_date", ["2015-01-31"]),
        ("trials", "last_update_posted", ["2014-02-03"]),
        ("trials", "sex", ["ALL"]),
        ("trials", "age_groups", ["ADULT|OLDER_ADULT"]),
        ("trials", "minimum_age", ["18 Years"]),
        ("trials", "maximum_age", ["70 Years"]),
        ("outcome_measures", "measure", ["Insulin, daily dose", "C-peptide"]),
        ("outcome_measures", "outcome_kind", ["NOT_STATED"] * 2),
        ("trial_ids", "trial_id", ["A-1", "B-2"]),
        ("trial_ids", "id_kind", ["SPONSOR", "SECONDARY"]),
        ("trial_documents", "label", ["Study Protocol"]),
        ("trial_documents", "url", ["https://example.org/Prot_000.pdf"]),
        (
            "trial_organisations",
            "role",
            ["SPONSOR", "COLLABORATOR", "COLLABORATOR", "SITE", "SITE"],
        ),
        ("trial_organisations", "city", ["", "", "", "Miami", "Seoul"]),
    ],
)
def test_a_file_of_before_june_2024_is_read_whole(tmp_path, frame, column, values):
    report, found = rows_of(tmp_path, [LEGACY_ROW])
    assert value_of(found, column, frame) == values
    assert not report.not_listed
    assert report.notes[0] == "f.csv does not have the columns Brief Summary"


def test_several_classes_of_funders_leave_that_of_the_sponsor_open(tmp_path):
    report, found = rows_of(tmp_path, [LEGACY_ROW | {"Funded Bys": "Industry|Other"}])
    assert value_of(found, "sponsor_class") == ["NOT_STATED"]
    assert any("(Funded Bys)" in note for note in report.notes)
    assert not report.not_listed


OLDEST_ROW = {
    "NCT Number": "NCT00000008",
    "Recruitment": "Completed",
    "Study Results": "No Results Available",
    "Gender": "Both",
    "Age Groups": "Adult|Senior",
    "Study Types": "Observational",
    "Study Designs": "Observational Model: Case Control|Time Perspective: Cross-Sectional",
    "First Received": "April 22, 2016",
    "Sponsor/Collaborators": "Alone",
}


def test_a_file_of_before_2017(tmp_path):
    report, found = rows_of(tmp_path, [OLDEST_ROW])
    trial = found["trials"].iloc[0]
    assert (trial["overall_status"], trial["has_results"], trial["sex"]) == (
        "COMPLETED",
        "NO",
        "ALL",
    )
    assert (trial["age_groups"], trial["study_type"]) == ("ADULT|OLDER_ADULT", "OBSERVATIONAL")
    assert trial["observational_model"] == "CASE_CONTROL"
    assert trial["time_perspective"] == "CROSS_SECTIONAL"
    # The day of receipt is not the day of posting.
    assert trial["first_posted"] == ""
    assert report.notes[0] == "f.csv: columns not read: First Received"


def as_pandas(row):
    return {"": "0", **{name.lower().replace(" ", "_"): text for name, text in row.items()}}


SAVED = FULL_ROW | {"Study Title": "Déjà vu “x”", "Enrollment": "33.0"}


@pytest.mark.parametrize(
    "content",
    [
        csv_text([SAVED], separator=";"),
        csv_text([SAVED], separator="\t"),
        "\ufeff" + csv_text([SAVED], separator=";"),
        "sep=;\r\n" + csv_text([SAVED], separator=";"),
        csv_text([SAVED]).encode("cp1252"),
        csv_text([SAVED], separator="\t").encode("utf-16"),
        csv_text([as_pandas(SAVED)]),
        csv_text([SAVED]).replace("\r\n", "\n"),
        csv_text([SAVED]).replace("\r\n", "\n").replace("\n", "\r"),
        gzip.compress(csv_text([SAVED]).encode()),
    ],
    ids=["semicolons", "tabs", "bom", "sep line", "cp1252", "utf-16", "pandas", "lf", "cr", "gzip"],
)
def test_files_that_spreadsheets_and_pandas_saved(tmp_path, content):
    report, found = imported(tmp_path / "out", write(tmp_path / "f.csv", content))
    assert value_of(found, "title") == ["Déjà vu “x”"]
    assert value_of(found, "enrollment") == [33]
    assert value_of(found, "sponsor") == ["University of Somewhere"]
    assert (report.read, report.skipped, report.left_out) == (1, 0, [])


def test_bytes_that_are_no_utf_8_are_told(tmp_path):
    report, _ = imported(tmp_path / "a", write(tmp_path / "f", csv_text([SAVED]).encode("cp1252")))
    assert any("lines read as Windows-1252: 2" in note for note in report.notes)
    text = csv_text([SAVED, SAVED | {"NCT Number": "NCT00000009", "Acronym": "XX"}]).encode()
    report, found = imported(tmp_path / "b", write(tmp_path / "g", text.replace(b"XX", b"\xff")))
    assert list(found["trials"]["acronym"]) == ["ISLE", "\ufffd"]
    assert any("lines with bytes that are no UTF-8: 1" in note for note in report.notes)


def dated(number, **dates):
    return {"NCT Number": f"NCT{number:08}", "Study Title": "A"} | dates


@pytest.mark.parametrize(
    ("others", "first_posted", "told"),
    [("8/15/2014", "2013-07-02", []), ("15/8/2014", "2013-02-07", []), ("2014", "", ["7/2/2013"])],
)
def test_one_date_tells_the_order_of_days_in_its_file(tmp_path, others, first_posted, told):
    rows = [
        dated(1, **{"First Posted": "7/2/2013", "Completion Date": "Aug-13"}),
        dated(2, **{"First Posted": "", "Completion Date": others}),
    ]
    report, found = rows_of(tmp_path, rows)
    assert list(found["trials"]["first_posted"]) == [first_posted, ""]
    assert found["trials"]["completion_date"][0] == "2013-08"
    assert [each.value for each in report.not_listed.values()] == told


def test_what_is_no_number_of_people_leaves_the_study_in(tmp_path):
    report, found = rows_of(tmp_path, [FULL_ROW | {"Enrollment": "many"}])
    assert found["trials"]["enrollment"].isna().all()
    (told,) = report.misfits.values()
    assert (told.value, told.first_nct_id) == ("many", "NCT00000007")


STRAY = """"NCT Number","Study Title"
"NCT00000001","A"
"NCT00000002","B "quoted" word"
"NCT00000003","C never closed
"NCT00000004","D"
"""


def test_a_stray_quotation_mark_costs_its_row(tmp_path):
    report, found = imported(tmp_path / "out", write(tmp_path / "f.csv", STRAY))
    assert list(found["trials"]["nct_id"]) == ["NCT00000001", "NCT00000004"]
    assert [(each.nct_id, each.path) for each in report.skipped_studies] == [
        ("NCT00000002", "row"),
        ("NCT00000003", "row"),
    ]


ONE = "NCT Number,Study Title,{}\r\nNCT00000001,A,"


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        (ONE.format("Study Results") + "NO", True),
        (ONE.format("Study Results") + "N", False),
        (ONE.format("Completion Date") + "2013-08-15", True),
        (ONE.format("Completion Date") + "2013-08", False),
        (ONE.format("Completion Date") + "201", False),
        (ONE.format("Enrollment") + "33", False),
        (ONE.format("Acronym") + '"ISLE"', True),
        (ONE.format("Acronym") + "ISLE", False),
        (ONE.format("Study Documents"), True),
        (ONE.format("Study URL") + "https://x.org/NCT00000001", True),
        (ONE.format("Study URL") + "https://x.org/NCT0000", False),
    ],
)
def test_a_last_row_without_a_line_break(tmp_path, text, is_whole):
    path = write(tmp_path / "f.csv", text)
    if is_whole:
        assert imported(tmp_path / "out", path)[0].read == 1
    else:
        with pytest.raises(UnusableInputError, match="ends in the middle of row 1"):
            imported(tmp_path / "out", path)


def test_one_file_that_cannot_be_read_costs_itself(tmp_path):
    bad = write(tmp_path / "bad.csv", "NCT Number,Phases,Phases\r\nNCT00000001,NA,NA\r\n")
    good = write(tmp_path / "good.csv", csv_text([FULL_ROW]))
    report, found = imported(tmp_path / "out", bad, good)
    assert len(found["trials"]) == 1
    (sentence,) = report.left_out
    assert sentence.startswith("bad.csv has the column Phases more than once; take one of them")


@pytest.mark.parametrize(
    ("row", "lacking", "held"),
    [
        (FULL_ROW, {"minimum_age", "time_perspective", "why_stopped"}, {"age_groups", "sex"}),
        (LEGACY_ROW, {"why_stopped", "official_title"}, {"minimum_age", "sponsor", "masking"}),
        ({"NCT Number": "NCT00000001"}, {"sponsor", "sex", "masking", "enrollment"}, set()),
    ],
    ids=["today", "legacy", "key alone"],
)
def test_columns_that_a_file_has_no_room_for(tmp_path, row, lacking, held):
    rows_of(tmp_path, [row])
    absent = set(manifest_of(folder_of(tmp_path / "out", "trial"))["not_in_file"]["trials"])
    assert lacking <= absent
    assert not held & absent
