"""A heading is the same column in every year, and whoever wrote the file again."""

import pytest

from data.readers.csv_headings import COLUMNS, FUNDERS, OUTCOMES, SPONSORS, Header, is_header

TO_2024 = """Rank,NCT Number,Title,Acronym,Status,Study Results,Conditions,Interventions,
Outcome Measures,Sponsor/Collaborators,Gender,Age,Phases,Enrollment,Funded Bys,Study Type,
Study Designs,Other IDs,Start Date,Primary Completion Date,Completion Date,First Posted,
Results First Posted,Last Update Posted,Locations,Study Documents,URL""".replace("\n", "").split(
    ","
)
TO_2017 = """Rank,NCT Number,Title,Recruitment,Study Results,Conditions,Interventions,
Sponsor/Collaborators,Gender,Age Groups,Phases,Enrollment,Funded Bys,Study Types,Study Designs,
Other IDs,First Received,Start Date,Completion Date,Last Updated,Last Verified,
Results First Received,Acronym,Primary Completion Date,Outcome Measures,URL""".replace(
    "\n", ""
).split(",")


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("NCT Number", "NCT Number"),
        ("nct_number", "NCT Number"),
        (" NCT.Number ", "NCT Number"),
        ("NCTNumber", "NCT Number"),
        ("Title", "Study Title"),
        ("study_title", "Study Title"),
        ("Recruitment", "Study Status"),
        ("Gender", "Sex"),
        ("Age Groups", "Age"),
        ("Study Designs", "Study Design"),
        ("Sponsor_Collaborators", SPONSORS),
        ("FUNDED BYS", FUNDERS),
        ("outcome measures", OUTCOMES),
        ("Brief_Summary", "Brief Summary"),
        ("First Received", ""),
        ("nct_id", ""),
        ("", ""),
    ],
)
def test_a_heading_is_known(heading, column):
    assert Header.of([heading]).headings == (column,)


@pytest.mark.parametrize(
    ("record", "lacking", "unknown"),
    [
        (list(COLUMNS), set(), ()),
        (TO_2024, {"Brief Summary"}, ()),
        (
            TO_2017,
            {
                *("Brief Summary", "Locations", "Study Documents"),
                *("First Posted", "Results First Posted", "Last Update Posted"),
            },
            ("First Received", "Last Updated", "Last Verified", "Results First Received"),
        ),
        (
            ["", "Unnamed: 0", "index", "X", "nct_number", "Mine"],
            set(COLUMNS) - {"NCT Number"},
            ("Mine",),
        ),
    ],
    ids=["today", "to 2024", "to 2017", "pandas"],
)
def test_columns_of_every_year(record, lacking, unknown):
    header = Header.of(record)
    assert set(COLUMNS) - header.held == lacking
    assert (header.unknown, header.repeated) == (unknown, "")


@pytest.mark.parametrize(
    ("record", "repeated"),
    [
        (["NCT Number", "Phases", "Phases"], "Phases"),
        (["NCT Number", "Title", "Study Title"], "Title"),
        (["NCT Number", "", ""], ""),
        (["NCT Number", "Mine", "Mine"], ""),
    ],
)
def test_a_column_that_stands_twice(record, repeated):
    assert Header.of(record).repeated == repeated


@pytest.mark.parametrize(
    ("record", "is_one"),
    [(["Rank", "nct number"], True), (["nct_id", "title"], False), ([], False)],
)
def test_is_header(record, is_one):
    assert is_header(record) is is_one


def test_cells_of_columns_that_are_not_read_are_left_out():
    header = Header.of(["", "Title", "NCT Number", "Mine"])
    assert header.row(["0", "A", "NCT00000001", "x"]) == {
        "Study Title": "A",
        "NCT Number": "NCT00000001",
    }
    assert header.key_at == 2
