import plotly.graph_objects as go
import pytest

from components.figures.agent_matrix import PAGE, matrix
from components.figures.empty import NO_AGENT
from components.theme import DARK, LIGHT
from data.queries.agent_matrix import COLUMNS, NOT_USED, STATES, agent_matrix


@pytest.fixture(scope="module")
def frame(store):
    return agent_matrix(store)


def answering(figure):
    return next(trace for trace in figure["data"] if trace.get("name") == "cells")


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_matrix_is_a_figure_of_plotly(frame, palette):
    figure = matrix(frame, palette)
    go.Figure(figure)
    assert figure["layout"]["yaxis"]["ticktext"][:4] == ["ALG", "ATG", "C1H", "OKT3"]
    assert figure["layout"]["xaxis"]["ticktext"][0] == "<b>1994–96</b><br>IAK<br>n = 1"


def test_each_used_cell_answers_with_its_events(frame):
    cells = answering(matrix(frame, LIGHT))
    assert len(cells["customdata"]) == (frame["state"] != NOT_USED).sum()
    first = cells["customdata"][0]
    assert first[:3] == ["regimen=miami-1994-96-iak", "agent=alg", PAGE]
    assert "Table 4, row 1" in first[3].replace("<br>", " ")


@pytest.mark.parametrize("state", STATES)
def test_each_state_is_drawn_alone(frame, state):
    own = frame.head(7).assign(state=state, two_numbers="")
    figure = matrix(own, LIGHT)
    go.Figure(figure)
    words = next(trace for trace in figure["data"] if trace.get("name") == "key")
    assert words["text"] == [STATES[state]]


def test_both_numbers_stand_in_a_cell_whose_readings_differ(frame):
    figure = matrix(frame, LIGHT)
    chips = [note["text"] for note in figure["layout"]["annotations"]]
    assert sorted(text for text in chips if "/" in text and text[0] in "≤≥23") == [
        "2/1",
        "2/1",
        "3/4",
        "≤5/7",
        "≥2/–",
    ]
    words = next(trace for trace in figure["data"] if trace.get("name") == "key")
    assert words["text"][-1] == "Patients by the text / by Table 4"


def test_half_a_cell_is_half_as_wide(frame):
    own = frame[(frame["agent"] == "tac") & (frame["cohort"] == "miami-1998-99-ita")]
    half, whole = matrix(own, LIGHT)["data"][:2]
    assert half["x"][0] * 2 == pytest.approx(whole["x"][0])
    assert half["base"] == whole["base"]


def test_the_chosen_cell_is_framed(frame):
    plain, chosen = (
        matrix(frame, LIGHT, choice)["layout"]["shapes"]
        for choice in (("", ""), ("miami-2000-02-ita", "dac"))
    )
    assert len(chosen) == len(plain) + 1
    assert chosen[-1]["type"] == "rect"
    assert (chosen[-1]["x0"] + chosen[-1]["x1"]) / 2 == pytest.approx(5)


def test_markup_in_the_data_is_shown_as_text(frame):
    hostile = "<img src=x onerror=alert(1)>"
    own = frame.head(7).assign(
        agent_name=hostile, agent_code=hostile, cohort_label=hostile, locators=hostile
    )
    assert "<img" not in repr(matrix(own, LIGHT))


def test_no_agent(frame):
    figure = matrix(frame.head(0)[list(COLUMNS)], LIGHT)
    go.Figure(figure)
    assert figure["layout"]["annotations"][0]["text"] == NO_AGENT
