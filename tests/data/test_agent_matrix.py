import pandas as pd
import pytest

from data.queries.agent_matrix import (
    ALL,
    INFERRED,
    NOT_STATED,
    NOT_USED,
    SOME,
    agent_matrix,
    cell_state,
    event_state,
    in_words,
)

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
    ("states", "state"),
    [
        ([], NOT_USED),
        ([SOME], SOME),
        ([SOME, ALL], ALL),
        ([INFERRED, NOT_STATED], NOT_STATED),
        ([INFERRED, INFERRED], INFERRED),
    ],
)
def test_cell_state_is_the_best_supported(states, state):
    assert cell_state(states) == state


# Read by hand from Table 4 and the text; one letter a cohort, in the order of the years.
SIGNS = {"A": ALL, "S": SOME, "?": NOT_STATED, "I": INFERRED, "-": NOT_USED}


@pytest.mark.parametrize(
    ("agent", "cells"),
    [
        ("okt3", "-A-A---"),
        ("alg", "A------"),
        ("atg", "----S--"),
        ("c1h", "------A"),
        ("dac", "----SA-"),
        ("inf", "-----?-"),
        ("etc", "------A"),
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
