import pytest

from data.model.schema import FRAMES, row_problems
from data.queries.arm_regimens import (
    LONGEST_CODE,
    LONGEST_LABEL,
    arm_regimen,
    name_of,
    shortened,
    words_of_arms,
)
from tests.imports import ARMS, CELLS, CYCLES, HOSTILE, WEEKS

SCHEMA = {frame.name: frame for frame in FRAMES}


@pytest.fixture(scope="module")
def trials(with_arms):
    return with_arms.named(ARMS)


def regimen(trials, nct_id, position=1):
    found = arm_regimen(trials, nct_id, position)
    assert found is not None
    return found


def dated(found):
    return [
        (row["agent"], row["role"], row["start_day"], row["end_day"])
        for row in found.rows["regimen_events"]
        if row["start_day"]
    ]


def test_an_arm_that_is_not_there_is_none(trials):
    assert arm_regimen(trials, CELLS, 2) is None
    assert arm_regimen(trials, "", 1) is None
    assert words_of_arms(trials, "NCT99999999") == ()


@pytest.mark.parametrize(
    ("nct_id", "position", "zero", "days"),
    [
        (
            CELLS,
            1,
            "FIRST_CELL_INFUSION",
            [
                ("fludarabine", "CONDITIONING", "-5", "-3"),
                ("car-t-cells", "CELL_INFUSION", "0", "0"),
            ],
        ),
        (CYCLES, 1, "CYCLE_START", [("azacitidine", "NOT_STATED", "1", "7")]),
        (CYCLES, 2, "AS_COUNTED", []),
        (WEEKS, 1, "AS_COUNTED", [("rituximab", "NOT_STATED", "28", "28")]),
        (HOSTILE, 1, "AS_COUNTED", [("sir", "NOT_STATED", "1", "1")]),
    ],
)
def test_days_that_a_rule_reads(trials, nct_id, position, zero, days):
    found = regimen(trials, nct_id, position)
    assert found.has_day == bool(days)
    assert dated(found) == days
    assert found.rows["regimens"][0]["day_zero"] == zero
    assert {row["day_zero"] for row in found.rows["regimen_events"]} <= {zero}


@pytest.mark.parametrize("nct_id", [CELLS, CYCLES, WEEKS, HOSTILE])
def test_every_row_is_one_of_its_frame_and_leads_to_the_record(trials, nct_id):
    for name, rows in regimen(trials, nct_id).rows.items():
        assert row_problems(SCHEMA[name], rows) == []
        assert all(row["locator"].startswith(f"{nct_id}, ") for row in rows)


def test_quotes_are_verbatim(trials):
    words = words_of_arms(trials, CELLS)[0]
    texts = [words.description, *(one.description for one in words.interventions)]
    quotes = [row["quote"] for row in regimen(trials, CELLS).rows["regimen_events"]]
    assert quotes
    assert all(any(quote in text for text in texts) for quote in quotes)


def test_certainty_is_of_the_days(trials):
    found = {
        bool(row["start_day"]): row["certainty"]
        for row in regimen(trials, CELLS).rows["regimen_events"]
    }
    assert found == {True: "READ_BY_RULE", False: "NOT_STATED"}


def test_words_that_no_rule_could_place_stay_words(trials):
    rows = regimen(trials, HOSTILE).rows
    [left] = [row for row in rows["regimen_events"] if row["agent"] == "words-not-placed"]
    assert left["quote"] == "Cells are infused on day 9."
    assert (left["start_day"], left["dose"]) == ("", "not stated")
    classes = {row["agent"]: row["agent_class"] for row in rows["agents"]}
    assert classes["words-not-placed"] == "WORDS"


def test_an_intervention_without_words_is_stated_without_a_day(trials):
    rows = {row["agent"]: row for row in regimen(trials, HOSTILE).rows["regimen_events"]}
    assert rows["product-x"]["start_day"] == ""
    assert "no rule read" in rows["product-x"]["remark"]


def test_labels_are_cut_and_plain(trials):
    [row] = regimen(trials, HOSTILE).rows["regimens"]
    assert row["label"].startswith(f"{HOSTILE}, <b>Arm</b> & > “one”")
    assert len(row["label"]) <= len(HOSTILE) + 2 + LONGEST_LABEL
    assert row["short_label"].endswith("…")


@pytest.mark.parametrize(
    ("agent", "given", "mentioned", "name"),
    [
        ("tac", ["Tacrolimus 2 mg"], [], "Tacrolimus"),
        ("tac", [], [], "TAC"),
        ("fludarabine", ["Flu/Cy"], ["flu"], "Fludarabine"),
        ("product-x", ["Product X"], [], "Product X"),
        ("new-drug", [], ["new drug"], "New drug"),
        ("new-drug", [], [], "New drug"),
    ],
)
def test_an_agent_has_the_name_that_the_record_prints(agent, given, mentioned, name):
    assert name_of(agent, given, mentioned) == name


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("", 5, ""),
        ("as it is", 8, "as it is"),
        ("one word  after another", 14, "one word…"),
        ("Unbrokenlongname", 8, "Unbroke…"),
        ("a verylongsecondword", 12, "a verylongs…"),
        ("Group (phase Ia)", 8, "Group…"),
    ],
)
def test_long_names_end_with_a_whole_word_where_they_can(text, most, short):
    assert shortened(text, most) == short
    assert len(shortened(text, most)) <= max(most, 1)


def test_codes_are_short(trials):
    agents = [row for nct_id in (CELLS, HOSTILE) for row in regimen(trials, nct_id).rows["agents"]]
    assert all(len(row["code"]) <= LONGEST_CODE for row in agents)
