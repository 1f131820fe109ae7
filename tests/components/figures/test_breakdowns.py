from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest

from components.figures.breakdowns import (
    cross_in_words,
    field_bars,
    field_in_words,
    left_out,
    matrix,
    stacked_bars,
)
from components.figures.empty import NO_TRIAL
from components.theme import PALETTES
from data.index.breakdowns import Breakdown, Charted, CrossBreakdown

FIELD = Breakdown(
    Charted(
        "phase",
        ("PHASE1", "PHASE2", "NOT_STATED"),
        ("Phase 1", "<script>alert(1)</script>", "Not stated"),
        2,
    ),
    np.array([3, 0, 1]),
    4,
)
PHASES = Charted("phase", ("PHASE1", "NOT_STATED"), ("Phase 1", "Not stated"), 1)
CROSS = CrossBreakdown(
    Charted("condition", ("T1D", "T2D"), ("Type 1", "Type 2"), 2),
    PHASES,
    np.array([[2, 1], [0, 0]]),
    np.array([3, 0]),
)
COLOURS = {"PHASE1": "#7da9dc", "NOT_STATED": "#ccd1d6"}
NO_TRIALS = replace(CROSS, trials=np.zeros((2, 2), int), row_totals=np.zeros(2, int))
NO_ROWS = replace(
    CROSS,
    rows=Charted("condition", (), (), 0),
    trials=np.zeros((0, 2), int),
    row_totals=np.zeros(0, int),
)


def rows_called(*labels: str) -> CrossBreakdown:
    """Rows of two trials of phase 1 each, their codes the numbers from 0."""
    codes = tuple(str(number) for number in range(len(labels)))
    trials = np.array([[2, 0]] * len(labels))
    return CrossBreakdown(
        Charted("condition", codes, labels, len(labels)), PHASES, trials, trials[:, 0]
    )


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_every_figure_is_a_valid_plotly_figure(palette):
    go.Figure(field_bars(FIELD, palette))
    go.Figure(field_bars(replace(FIELD, trials=np.zeros(3, int), total=0), palette))
    go.Figure(field_bars(Breakdown(Charted("phase", (), (), 0), np.zeros(0, int), 0), palette))
    for counted in (CROSS, NO_TRIALS, NO_ROWS):
        go.Figure(stacked_bars(counted, palette, COLOURS, share=False))
        go.Figure(stacked_bars(counted, palette, COLOURS, share=True))
        go.Figure(matrix(counted, palette))


def test_words_name_what_has_trials():
    assert field_in_words(FIELD).startswith("Trials by value. Phase 1: 3; Not stated: 1.")
    assert cross_in_words(CROSS) == "Type 1 – Phase 1: 2; Not stated: 1."
    assert cross_in_words(NO_TRIALS) == cross_in_words(NO_ROWS) == NO_TRIAL


@pytest.mark.parametrize(
    ("field", "codes", "in_data", "said"),
    [
        ("condition", 2, 2, ""),
        ("condition", 0, 0, ""),
        ("condition", 15, 724, "15 of 724 conditions of these trials shown, the most frequent."),
        (
            "condition",
            16,
            724,
            "16 of 724 conditions of these trials shown, the most frequent and those chosen.",
        ),
        ("phase", 2, 3_000, "2 of 3,000 values of these trials shown, the most frequent."),
    ],
)
def test_codes_that_are_not_shown_are_counted(field, codes, in_data, said):
    names = tuple(f"C{number}" for number in range(codes))
    shown = Charted(field, (*names, "NOT_STATED"), (*names, "Not stated"), in_data)
    assert left_out(PHASES, shown) == said


def test_field_bars_keep_order_counts_and_mark_not_stated():
    palette = PALETTES["light"]
    bar = field_bars(FIELD, palette)["data"][0]
    assert bar["x"] == [3, 0, 1]
    assert bar["text"] == ["3", "0", "1"]
    assert bar["marker"]["color"] == [palette.accent, palette.accent, palette.not_stated]
    assert bar["marker"]["pattern"]["shape"] == ["", "", "/"]
    assert [data[0] for data in bar["customdata"]] == [
        "phase=PHASE1",
        "phase=PHASE2",
        "phase=NOT_STATED",
    ]


def test_text_from_the_data_is_escaped():
    labels = field_bars(FIELD, PALETTES["light"])["data"][0]["y"]
    assert not any("<script" in label for label in labels)
    assert any("&lt;script&gt;" in label for label in labels)


def test_stacked_bars_have_one_trace_a_column_in_order():
    figure = stacked_bars(CROSS, PALETTES["light"], COLOURS, share=False)
    assert [trace["name"] for trace in figure["data"]] == ["Phase 1", "Not stated"]
    assert [trace["x"] for trace in figure["data"]] == [[2, 0], [1, 0]]
    assert [trace["text"] for trace in figure["data"]] == [["2", ""], ["1", ""]]
    axis = figure["layout"]["yaxis"]
    assert figure["data"][0]["y"] == axis["tickvals"] == ["T1D", "T2D"]
    assert axis["ticktext"] == ["Type 1 (3)", "Type 2 (0)"]
    assert figure["layout"]["xaxis"]["dtick"] == 1


def test_long_names_have_room_and_stand_in_full_in_the_hover():
    """Registered conditions of 80 letters ran into the rows above and below."""
    names = [f"{n} " + "a long name of a disease " * 4 + "recurrent" for n in range(3)]
    plain = stacked_bars(CROSS, PALETTES["light"], COLOURS, share=False)
    tall = stacked_bars(rows_called(*names), PALETTES["light"], COLOURS, share=False)
    labels = tall["layout"]["yaxis"]["ticktext"]
    assert [label.count("<br>") for label in labels] == [2, 2, 2]
    assert tall["layout"]["height"] / 3 > plain["layout"]["height"] / 2
    hovers = [text.replace("<br>", " ") for text in tall["data"][0]["hovertext"]]
    assert hovers == names


def test_names_that_shorten_alike_keep_rows_of_their_own():
    counted = rows_called("x" * 500, "x" * 500)
    figure = stacked_bars(counted, PALETTES["light"], COLOURS, share=False)
    assert figure["data"][0]["y"] == ["0", "1"]


def test_a_name_is_no_click():
    """A click reads its filter from customdata; a name may look like a filter."""
    figure = stacked_bars(rows_called("phase=PHASE2"), PALETTES["light"], COLOURS, share=False)
    assert "phase=PHASE2" not in figure["data"][0]["customdata"][0]


def test_shares_are_drawn_to_the_whole_row():
    figure = stacked_bars(CROSS, PALETTES["light"], COLOURS, share=True)
    assert sum(trace["x"][0] for trace in figure["data"]) == pytest.approx(1)
    assert figure["layout"]["xaxis"]["range"] == [0, 1]
    assert figure["data"][0]["text"] == ["2", ""]


def test_matrix_shows_zero_as_a_dot():
    heat, numbers = matrix(CROSS, PALETTES["light"])["data"]
    assert heat["z"] == [[2, 1], [0, 0]]
    assert numbers["text"] == ["2", "1", "·", "·"]
    assert heat["customdata"][0][1][:2] == ["condition=T1D", "phase=NOT_STATED"]


def test_the_number_beside_the_longest_bar_has_its_room():
    """Of 27,400 trials a narrow card showed "27,40"."""
    few, many = (
        field_bars(replace(FIELD, trials=np.array([number, 0, 1])), PALETTES["light"])["layout"]
        for number in (3, 27_400)
    )
    assert few["xaxis"]["range"] == [0, 3]
    assert many["xaxis"]["range"] == [0, 27_400]
    assert many["margin"]["r"] > few["margin"]["r"] > 0


def test_numbers_that_do_not_fit_their_segment_are_left_out():
    """Among thousands of trials they ran into one another."""
    layout = stacked_bars(CROSS, PALETTES["light"], COLOURS, share=False)["layout"]
    assert layout["uniformtext"]["mode"] == "hide"
