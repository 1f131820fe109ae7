"""The plan of a study: arms by epochs, visits on days, cycles that repeat."""

import pytest

from data.link.state import PageState
from data.queries.study_plan import (
    COLUMNS,
    counted,
    decision_words,
    in_words,
    left_out,
    study_plan,
)
from tests.data.readers.usdm.samples import design_of, in_4, named
from tests.studies import study_store


@pytest.fixture(scope="module")
def frame(tmp_path_factory):
    store = study_store(tmp_path_factory.mktemp("study"), in_4())
    return study_plan(store, PageState())


def test_cells_have_the_words_of_their_elements(frame):
    rows = frame[frame["part"] == "CELL"]
    assert list(zip(rows["arm"], rows["epoch"], rows["element"], rows["words"], strict=True)) == [
        ("Marrow cells", "Screening", "Screening", ""),
        ("Marrow cells", "Treatment", "Cells", "Cells, 10^6/kg"),
        ("Marrow cells", "Follow-up", "EL4", ""),
        ("ARM2", "Screening", "Screening", ""),
        ("ARM2", "Treatment", "Placebo", ""),
        ("ARM2", "Follow-up", "EL4", ""),
    ]
    assert rows["remark"].iloc[0] == "starts: Informed consent"


def test_only_visits_of_the_main_timeline_stand_on_the_axis(frame):
    rows = frame[frame["part"] == "VISIT"]
    assert rows["visit"].tolist()[0] == "Screening"
    assert len(rows) == 7
    assert set(rows["day_zero"]) == {"First dose (Clinic 2)"}


def test_a_cycle_is_one_cycle_that_repeats(frame):
    (row,) = frame[frame["part"] == "DECISION"].to_dict("records")
    assert (row["start_day"], row["every_days"], row["every_words"]) == (28, 21, "every 21 days")
    assert row["words"] == "repeats every 21 days, as long as “no progression”"


@pytest.mark.parametrize(
    ("kind", "condition", "every", "words"),
    [
        ("REPEATS", "x", 21.0, "repeats every 21 days, as long as “x”"),
        ("REPEATS", "x", float("nan"), "repeats, how often is not stated, as long as “x”"),
        ("REPEATS", "until “y”", 1.0, "repeats every 1 day, until “y”"),
        ("REPEATS", "", 7.0, "repeats every 7 days, until when is not stated"),
        ("SKIPS", "opted out", float("nan"), "“opted out”: goes on with “End”"),
        ("SKIPS", "", float("nan"), "goes on with “End”"),
        ("ENDS", "dead", float("nan"), "“dead”: ends here"),
    ],
)
def test_a_decision_in_a_sentence(kind, condition, every, words):
    row = {"kind": kind, "condition": condition, "leads_to": "End", "every_days": every}
    assert decision_words(row) == words


def test_it_is_counted_and_said_in_words(frame):
    assert counted(frame) == "2 arms, 3 epochs, 7 visits"
    words = in_words(frame)
    assert "Arm Marrow cells: Screening: Screening; Treatment: Cells, Cells, 10^6/kg;" in words
    assert "Week 2, day 14, window ±3 days" in words
    assert "Decision AGAIN: repeats every 21 days, as long as “no progression”." in words
    assert left_out(frame) == (
        "Without a day: “Cycle, delay” (it is a delay of 21 days, which hangs on itself)."
    )


def test_an_arm_or_epoch_without_a_cell_stays(tmp_path):
    document = in_4()
    own = design_of(document)
    own["arms"].append(named("arm3", "Nobody knows"))
    own["studyCells"] = [cell for cell in own["studyCells"] if cell["epochId"] != "ep3"]
    frame = study_plan(study_store(tmp_path, document), PageState())
    cells = frame[frame["part"] == "CELL"]
    assert cells.loc[cells["epoch"] == "", "arm"].tolist() == ["Nobody knows"]
    assert cells.loc[cells["arm"] == "", "epoch"].tolist() == ["Follow-up"]
    assert "Arm Nobody knows: no epoch stated." in in_words(frame)


def test_without_a_design_there_is_nothing(store):
    nothing = study_plan(store, PageState())
    assert nothing.empty
    assert tuple(nothing.columns) == COLUMNS
    assert (in_words(nothing), left_out(nothing)) == ("No arm and no visit is stated.", "")
