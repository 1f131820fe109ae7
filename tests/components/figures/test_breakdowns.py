import pandas as pd
import plotly.graph_objects as go
import pytest

from components.figures.breakdowns import field_bars, matrix, stacked_bars
from components.theme import PALETTES

FIELD = pd.DataFrame(
    {
        "field": "phase",
        "code": ["PHASE1", "PHASE2", "NOT_STATED"],
        "label": ["Phase 1", "<script>alert(1)</script>", "Not stated"],
        "trials": [3, 0, 1],
        "total": 4,
        "share": [0.75, 0.0, 0.25],
    }
)
CROSS = pd.DataFrame(
    [
        ("condition", "T1D", "Type 1", "phase", "PHASE1", "Phase 1", 2, 3, 2 / 3),
        ("condition", "T1D", "Type 1", "phase", "NOT_STATED", "Not stated", 1, 3, 1 / 3),
        ("condition", "T2D", "Type 2", "phase", "PHASE1", "Phase 1", 0, 0, 0.0),
        ("condition", "T2D", "Type 2", "phase", "NOT_STATED", "Not stated", 0, 0, 0.0),
    ],
    columns=[
        "row_field",
        "row",
        "row_label",
        "column_field",
        "column",
        "column_label",
        "trials",
        "row_total",
        "share",
    ],
)
COLOURS = {"PHASE1": "#7da9dc", "NOT_STATED": "#ccd1d6"}
EMPTY_CROSS = CROSS.assign(trials=0, row_total=0, share=0.0)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_every_figure_is_a_valid_plotly_figure(palette):
    go.Figure(field_bars(FIELD, palette))
    go.Figure(field_bars(FIELD.assign(trials=0), palette))
    for frame in (CROSS, EMPTY_CROSS):
        go.Figure(stacked_bars(frame, palette, COLOURS, share=False))
        go.Figure(stacked_bars(frame, palette, COLOURS, share=True))
        go.Figure(matrix(frame, palette))


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
    names = {f"{n}": f"{n} " + "a long name of a disease " * 4 + "recurrent" for n in range(3)}
    rows = [CROSS.iloc[0].to_dict() | {"row": n, "row_label": name} for n, name in names.items()]
    plain = stacked_bars(CROSS, PALETTES["light"], COLOURS, share=False)
    tall = stacked_bars(pd.DataFrame(rows), PALETTES["light"], COLOURS, share=False)
    labels = tall["layout"]["yaxis"]["ticktext"]
    assert [label.count("<br>") for label in labels] == [2, 2, 2]
    assert tall["layout"]["height"] / 3 > plain["layout"]["height"] / 2
    hovers = [text.replace("<br>", " ") for text in tall["data"][0]["hovertext"]]
    assert hovers == list(names.values())


def test_names_that_shorten_alike_keep_rows_of_their_own():
    rows = [CROSS.iloc[0].to_dict() | {"row": f"{n}", "row_label": "x" * 500} for n in range(2)]
    figure = stacked_bars(pd.DataFrame(rows), PALETTES["light"], COLOURS, share=False)
    assert figure["data"][0]["y"] == ["0", "1"]


def test_a_name_is_no_click():
    """What a click filters by is read from customdata; a name may look like a filter."""
    row = CROSS.iloc[0].to_dict() | {"row_label": "phase=PHASE2"}
    figure = stacked_bars(pd.DataFrame([row]), PALETTES["light"], COLOURS, share=False)
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
        field_bars(FIELD.assign(trials=[number, 0, 1]), PALETTES["light"])["layout"]
        for number in (3, 27_400)
    )
    assert few["xaxis"]["range"] == [0, 3]
    assert many["xaxis"]["range"] == [0, 27_400]
    assert many["margin"]["r"] > few["margin"]["r"] > 0


def test_numbers_that_do_not_fit_their_segment_are_left_out():
    """Among thousands of trials they ran into one another."""
    layout = stacked_bars(CROSS, PALETTES["light"], COLOURS, share=False)["layout"]
    assert layout["uniformtext"]["mode"] == "hide"
