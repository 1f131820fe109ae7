import plotly.graph_objects as go
import pytest

from components.figures.agent_matrix import (
    IN_KEY,
    NARROWEST,
    PAGE,
    head_lines,
    look_of,
    matrix,
    none_rows,
)
from components.figures.empty import NO_AGENT
from components.figures.text_width import text_width
from components.theme import DARK, LIGHT
from data.queries.agent_matrix import (
    ALL,
    COLUMNS,
    INFERRED,
    NONE,
    NOT_MENTIONED,
    NOT_STATED,
    SOME,
    STATES,
    agent_matrix,
)


@pytest.fixture(scope="module")
def frame(store):
    return agent_matrix(store)


def key_of(figure):
    return [note["text"] for note in figure["layout"]["annotations"] if note.get("name") == "key"]


def answering(figure):
    return next(trace for trace in figure["data"] if trace.get("name") == "cells")


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_matrix_is_a_figure_of_plotly(frame, palette):
    figure = matrix(frame, palette)
    go.Figure(figure)
    assert figure["layout"]["yaxis"]["ticktext"][:4] == ["ALG", "ATG", "C1H", "OKT3"]
    assert figure["layout"]["xaxis"]["ticktext"][0] == "<b>1994–96</b><br>IAK · n = 1"


def test_each_used_cell_answers_with_its_events(frame):
    cells = answering(matrix(frame, LIGHT))
    assert len(cells["customdata"]) == (frame["events"] != "").sum()
    first = cells["customdata"][0]
    assert first[:3] == ["regimen=miami-1994-96-iak", "agent=alg", PAGE]
    assert "Table 4, row 1" in first[3].replace("<br>", " ")


@pytest.mark.parametrize("state", STATES)
def test_each_state_is_drawn_alone(frame, state):
    own = frame.head(7).assign(state=state, two_numbers="")
    figure = matrix(own, LIGHT)
    go.Figure(figure)
    assert key_of(figure) == [IN_KEY[state] for state in [state] if state != NONE]


def test_both_numbers_stand_in_a_cell_whose_readings_differ(frame):
    figure = matrix(frame, LIGHT)
    notes = figure["layout"]["annotations"]
    chips = [note["text"] for note in notes if "yshift" not in note]
    assert sorted(text for text in chips if "/" in text and text[0] in "≤≥23") == [
        "2/1",
        "2/1",
        "3/4",
        "≤5/7",
        "≥2/–",
    ]
    assert "Patients by text / Table 4" in key_of(figure)


LOOKS = [
    (ALL, 1, True),
    (SOME, 0.5, True),
    (INFERRED, 1, False),
    (NOT_STATED, 0, True),
]
"""State, the share of its cell that is filled, whether in the full colour."""


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize(("state", "share", "is_full"), LOOKS)
def test_a_cell_is_drawn_as_its_evidence_is(frame, palette, state, share, is_full):
    own = frame[(frame["agent"] == "tac") & (frame["cohort"] == "miami-1998-99-ita")]
    figure = matrix(own.assign(state=state), palette)
    colour = palette.agent_class["CALCINEURIN_INHIBITOR"]
    fills = [t for t in figure["data"] if isinstance(t.get("marker", {}).get("color"), list)]
    lines = [t for t in figure["data"] if t.get("marker", {}).get("line", {}).get("width")]
    assert [trace["x"][0] / lines[0]["x"][0] for trace in fills] == [share] * bool(share)
    assert len({tuple(trace["base"]) for trace in (*fills, *lines)}) == 1
    assert all((trace["marker"]["color"] == [colour]) == is_full for trace in fills)
    assert lines[0]["marker"]["line"]["color"] == [colour]
    assert look_of(state, colour, palette).filled == share
    assert "pattern" not in repr(figure["data"])


def test_what_is_not_mentioned_is_left_empty_and_said_once(frame):
    own = frame[(frame["agent"] == "tac") & (frame["cohort"] == "miami-1998-99-ita")]
    figure = matrix(own.assign(state=NOT_MENTIONED, events=""), LIGHT)
    assert [len(trace["y"]) for trace in figure["data"]] == [0, 0]
    assert key_of(matrix(frame, LIGHT))[-1] == "Empty: not mentioned in its description"


def test_a_printed_none_is_said_once_over_the_agents_of_induction(frame):
    figure = matrix(frame, LIGHT)
    (word,) = (n for n in figure["layout"]["annotations"] if "none" in n["text"])
    assert (word["x"], word["text"]) == (2, "Induction:<br><b>none</b>")
    codes = figure["layout"]["yaxis"]["ticktext"]
    (box,) = (
        s
        for s in figure["layout"]["shapes"]
        if s["type"] == "rect" and s.get("y1") == word["y"] * 2 + 8 / 22
    )
    assert codes[: round(box["y1"]) + 1] == ["ALG", "ATG", "C1H", "OKT3", "DAC", "ETC", "INF"]
    hovers = next(trace for trace in figure["data"] if trace.get("name") == "none")
    assert len(hovers["x"]) == 7
    assert all("Table 4, row 3" in text for text in hovers["hovertext"])


@pytest.mark.parametrize(
    ("states", "rows"),
    [("-", None), ("0", (0, 0)), ("A00-", (1, 2)), ("0A0", (0, 0)), ("", None)],
)
def test_the_rows_of_a_printed_none_are_a_run(frame, states, rows):
    signs = {"-": NOT_MENTIONED, "0": NONE, "A": ALL}
    column = frame.head(len(states)).assign(state=[signs[sign] for sign in states])
    assert none_rows(column) == rows


def test_the_key_is_one_line_and_the_classes_have_their_signs(frame):
    figure = matrix(frame, LIGHT)
    notes = [n for n in figure["layout"]["annotations"] if n.get("name") == "key"]
    assert len({note["yshift"] for note in notes}) == 1
    left = figure["layout"]["margin"]["l"]
    assert max(note["xshift"] + left for note in notes) < NARROWEST
    codes = figure["layout"]["yaxis"]["ticktext"]
    assert {"▲ MP", "◄ IFN-α", "♦ Islets", "● BMSC"} <= set(codes)
    assert figure["layout"]["height"] < 560


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


@pytest.mark.parametrize(
    ("label", "n", "lines"),
    [
        ("1994–96 IAK", "1", ("1994–96", "IAK · n = 1")),
        ("Standard 2024", "12", ("Standard", "2024 · n = 12")),
        ("Standard", "", ("Standard", "")),
        ("Standard", "3", ("Standard", "n = 3")),
    ],
)
def test_the_head_of_a_column(label, n, lines):
    assert head_lines(label, n, " · ", 13, 120) == lines


def test_a_long_name_is_cut_to_its_column():
    first, below = head_lines("W" * 24, "3", " · ", 13, 90)
    assert text_width(first, 13, bold=True) <= 90 and below == "n = 3"
    _, below = head_lines("A " + "W" * 22, "3", " · ", 13, 90)
    assert text_width(below, 13) <= 90 and below.endswith(" · n = 3")


def test_columns_of_protocols_say_which_they_are(protocols):
    figure = matrix(agent_matrix(protocols), LIGHT)
    go.Figure(figure)
    heads = figure["layout"]["xaxis"]["ticktext"]
    assert heads == ["<b>Standard</b><br>2024 · n = 12", "<b>Pilot</b><br>2025 · n = 4"]
