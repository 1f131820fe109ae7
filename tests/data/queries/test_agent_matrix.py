import pandas as pd
import pytest

from data.datasets.protocol_store import load_protocols
from data.queries.agent_matrix import (
    ALL,
    INFERRED,
    LEFT_OUT,
    MOST_PROTOCOLS,
    NONE,
    NOT_MENTIONED,
    NOT_STATED,
    SOME,
    agent_matrix,
    cell_state,
    columns_shown,
    event_state,
    in_rows,
    in_words,
)
from tests.data.readers.workbooks.samples import BOOK, EVENTS, REGIMENS
from tests.protocols import OURS, import_protocols

SPANS = (
    "miami-1994-96-iak",
    "miami-1994-96-sik",
    "miami-1994-97-sil",
    "miami-1996-98-sik",
    "miami-1998-99-ita",
    "miami-2000-02-ita",
    "miami-2005-07-ita",
)


@pytest.fixture(scope="module")
def matrix(store):
    return agent_matrix(store)


@pytest.mark.parametrize(
    ("coverage", "certainty", "state"),
    [
        ("ALL", "STATED", ALL),
        ("SOME", "STATED", SOME),
        ("NOT_STATED", "STATED", NOT_STATED),
        ("ALL", "INFERRED", INFERRED),
        ("SOME", "INFERRED", INFERRED),
    ],
)
def test_event_state(coverage, certainty, state):
    assert event_state(coverage, certainty) == state


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ("", NOT_MENTIONED),
        ("SOME STATED DAC", SOME),
        ("SOME STATED DAC, ALL STATED ALL", ALL),
        ("SOME INFERRED DAC, NOT_STATED STATED ALL", NOT_STATED),
        ("SOME INFERRED DAC, ALL INFERRED ALL", INFERRED),
        ("SOME STATED DAC, SOME STATED ATG", ALL),
        ("SOME STATED DAC, SOME INFERRED ATG", SOME),
        ("SOME STATED ALL, SOME STATED NOT_STATED", SOME),
    ],
)
def test_cell_state_is_the_best_supported_and_arms_add_up(events, state):
    names = ("coverage", "group_certainty", "arm")
    rows = [dict(zip(names, event.split(), strict=True)) for event in events.split(", ") if event]
    assert cell_state(rows, {"DAC", "ATG"}) == state


# Read by hand from Table 4 and the text; one letter a cohort, in the order of the years.
SIGNS = {"A": ALL, "S": SOME, "?": NOT_STATED, "I": INFERRED, "-": NOT_MENTIONED, "0": NONE}


@pytest.mark.parametrize(
    ("agent", "cells"),
    [
        ("okt3", "-S0A---"),
        ("alg", "AI0----"),
        ("atg", "--0-S--"),
        ("c1h", "--0---A"),
        ("dac", "--0-SA-"),
        ("inf", "--0--?-"),
        ("etc", "--0---A"),
        ("tac", "AAAASAA"),
        ("sir", "-----AA"),
        ("aza", "?S-?---"),
        ("mmf", "?SA?A-A"),
        ("mp", "AAAAS--"),
        ("ifn-alpha", "-I-----"),
        ("islets", "AAAAAAA"),
        ("marrow-unfractionated", "AA---S-"),
        ("marrow-cd34", "----AAA"),
    ],
)
def test_the_cells_of_an_agent(matrix, agent, cells):
    own = matrix[matrix["agent"] == agent]
    assert tuple(own["cohort"]) == SPANS
    assert own["state"].tolist() == [SIGNS[sign] for sign in cells]


@pytest.mark.parametrize(
    ("agent", "cohort", "numbers", "by_table_4"),
    [
        ("okt3", "miami-1994-96-sik", "≤5/7", "All patients"),
        ("alg", "miami-1994-96-sik", "≥2/–", "Not named"),
        ("alg", "miami-1994-96-iak", "", ""),
        ("dac", "miami-1998-99-ita", "3/4", ""),
        ("atg", "miami-1998-99-ita", "2/1", ""),
        ("cya", "miami-1998-99-ita", "2/1", ""),
        ("mmf", "miami-1998-99-ita", "", ""),
        ("dac", "miami-2000-02-ita", "", ""),
        ("okt3", "miami-1996-98-sik", "", ""),
    ],
)
def test_both_readings_stand_where_they_differ(matrix, agent, cohort, numbers, by_table_4):
    cell = matrix[(matrix["agent"] == agent) & (matrix["cohort"] == cohort)].iloc[0]
    assert (cell["two_numbers"], cell["table_4_label"]) == (numbers, by_table_4)


def test_a_cohort_counts_its_patients_in_both_readings(matrix):
    heads = matrix.drop_duplicates("cohort")["n_words"].tolist()
    assert heads == ["1", "7", "5", "1", "5", "5 or 6", "3"]


def test_rows_stand_by_class_then_code(matrix):
    codes = matrix["agent_code"].drop_duplicates().tolist()
    assert codes[:6] == ["ALG", "ATG", "C1H", "OKT3", "DAC", "ETC"]
    assert len(matrix) == 7 * len(codes)
    assert "cyclophosphamide" not in set(matrix["agent"])


def test_a_cell_names_its_events_roles_and_places(matrix):
    cell = matrix[(matrix["agent"] == "c1h") & (matrix["cohort"] == SPANS[-1])].iloc[0]
    assert cell["events"] == "miami-2005-07-ita-04; miami-2005-07-ita-05"
    assert cell["role_labels"] == "Induction"
    assert "2005-07 trial" in cell["locators"]
    assert cell["event_states"] == "Induction: for all patients (all (n = 3))"
    unused = matrix[(matrix["agent"] == "c1h") & (matrix["cohort"] == SPANS[0])].iloc[0]
    assert [unused[name] for name in ("events", "role_labels", "locators")] == ["", "", ""]


def test_in_words_follows_the_years(matrix):
    words = in_words(matrix)
    assert words.startswith("1994–96 IAK: ALG, TAC, AZA (not stated for whom)")
    assert words.index("1998–99 ITA:") < words.index("2005–07 ITA: C1H, ETC")
    assert in_words(pd.DataFrame(columns=matrix.columns)) == "No cohort has an event."


def test_a_printed_none_is_one_row_with_its_place(matrix):
    rows = in_rows(matrix)
    (none,) = rows[rows["state"] == NONE].to_dict("records")
    assert (none["cohort"], none["agent_code"]) == ("miami-1994-97-sil", "Induction")
    assert none["locators"] == "Table 4, row 3"
    assert (rows["state"] != NOT_MENTIONED).all()
    assert in_words(matrix).count("no induction, as printed") == 1


def test_all_cohorts_are_columns_whatever_is_chosen(store):
    assert tuple(columns_shown(store, ["miami-2005-07-ita"])["cohort"]) == SPANS
    assert agent_matrix(store).attrs[LEFT_OUT].startswith("The Miami cohorts of Table 4")


@pytest.mark.parametrize(
    ("chosen", "columns"),
    [
        ([], ["ours.standard-2024", "ours.pilot-2025"]),
        (["ours.pilot-2025"], ["ours.standard-2024", "ours.pilot-2025"]),
        (
            ["ours.pilot-2025", "ours.standard-2024"],
            ["ours.standard-2024", "ours.pilot-2025"],
        ),
    ],
)
def test_without_cohorts_the_columns_are_protocols(protocols, chosen, columns):
    shown = columns_shown(protocols, chosen)
    assert shown["cohort"].tolist() == columns
    assert set(shown["years"]) == {""}
    assert agent_matrix(protocols, chosen).attrs[LEFT_OUT] == (
        "Every protocol of the dataset, whatever is filtered."
    )


def test_of_many_protocols_the_chosen_or_the_first_are_columns(tmp_path):
    more = [{**REGIMENS[1], "regimen": f"more-{number}"} for number in range(MOST_PROTOCOLS)]
    events = [
        {"regimen": each["regimen"], "agent": "ATG", "role": "Induction", "start_day": 0}
        for each in more
    ]
    book = {**BOOK, "regimens": [*REGIMENS, *more], "events": [*EVENTS, *events]}
    import_protocols(tmp_path, book)
    many = load_protocols(tmp_path, OURS)
    assert len(columns_shown(many)) == MOST_PROTOCOLS
    chosen = ["ours.more-4", "ours.more-5"]
    frame = agent_matrix(many, chosen)
    assert frame["cohort"].drop_duplicates().tolist() == chosen
    assert frame.attrs[LEFT_OUT] == ("2 of 8 protocols: those chosen, or the first of the dataset.")


def test_a_protocol_of_the_house_has_its_own_cells(protocols):
    cells = agent_matrix(protocols).set_index(["cohort", "agent_name"])
    pilot = cells.loc["ours.pilot-2025"]
    assert pilot.loc["Belatacept", "state"] == SOME
    assert pilot.loc["Tacrolimus", "state"] == NOT_MENTIONED
    assert (pilot["two_numbers"] == "").all()
