"""Comparison table: its room in a picture for every preset, its colours, hostile texts."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.elements.upright_comparison import comparison_upright
from components.figures.class_comparison import (
    EMPTY_CELL,
    LINE,
    TYPE,
    class_comparison,
    in_three,
    read_table,
)
from components.share.drawn_view import DrawnView
from components.share.picture import SMALLEST, picture, smallest_type
from components.theme import LIGHT, PALETTES
from components.views import VIEWS
from data.link.options import CompareOptions
from data.link.state import PageState
from data.queries.class_comparison import COLUMNS, by_class
from tests.regimen_sets import COMPARED

PRESETS = pytest.mark.parametrize("regimens", [chosen for _, chosen in COMPARED])
SIK, SIL = "miami-1994-96-sik", "miami-1994-97-sil"
MOST_HEIGHT = 600
"""Pixels of the figure that leave room for its card on a screen of 1440 x 900."""


def state_of(regimens) -> PageState:
    return PageState(compare=CompareOptions(tuple(regimens)))


def notes_of(figure) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


@PRESETS
@pytest.mark.parametrize("theme", PALETTES)
def test_a_picture_of_a_preset_has_no_type_below_18_pixels(store, regimens, theme):
    drawn = DrawnView.of(store, state_of(regimens), VIEWS["comparison"], "https://x.example")
    made = picture(drawn, PALETTES[theme])
    assert smallest_type(made["figure"], made["width"]) >= SMALLEST
    assert not made["small"]
    needed = class_comparison(drawn.answer, LIGHT, made["box"][2])["layout"]["height"]
    assert made["figure"]["layout"]["height"] >= needed - 1


@PRESETS
def test_a_preset_fits_one_screen(store, regimens):
    figure = class_comparison(by_class(store, state_of(regimens)), LIGHT)
    go.Figure(figure)
    assert figure["layout"]["height"] <= MOST_HEIGHT
    assert {note["font"]["size"] for note in figure["layout"]["annotations"]} == {TYPE}


@pytest.mark.parametrize("palette", PALETTES.values(), ids=str)
def test_each_class_has_its_colour_at_the_height_of_its_name(store, palette):
    frame = by_class(store, state_of((SIK, SIL)))
    figure = class_comparison(frame, palette)
    swatches, _ = figure["data"]
    names = [
        n for n in figure["layout"]["annotations"] if n["x"] == 16 and n["text"].startswith("<b>")
    ]
    table = read_table(frame)
    expected = [code for row in table.rows for code, _ in row.classes]
    colours = [palette.agent_class[code] for code in expected]
    assert swatches["marker"]["color"] == colours
    assert swatches["y"] == [name["y"] + LINE / 2 for name in names]


def test_a_printed_none_and_an_empty_cell(store):
    said = notes_of(class_comparison(by_class(store, state_of((SIK, SIL))), LIGHT))
    assert "<b>none, as printed</b>" in said
    assert EMPTY_CELL in said
    same = frame_of(["A: 1 mg", "A: 1 mg"], "SAME")
    assert EMPTY_CELL not in notes_of(class_comparison(same, LIGHT))


def frame_of(stated: list[str], verdict: str = "DIFFERENT") -> pd.DataFrame:
    rows = [
        {
            "agent_class": "CORTICOSTEROID",
            "class_label": "Corticosteroid",
            "verdict": verdict,
            "verdict_label": "different",
            "differs": "other dose",
            "regimen": f"r{place}",
            "short_label": f"<i>{place}</i>",
            "text": text,
            "agents": text.partition(":")[0],
            "locators": "<b>here</b>",
        }
        for place, text in enumerate(stated)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def test_hostile_texts_are_escaped(store):
    figure = class_comparison(frame_of(["<a href='x'>A</a>: 1", "B: <script>" * 40]), LIGHT)
    go.Figure(figure)
    said = "".join([*notes_of(figure), *figure["data"][1]["text"]])
    assert "<a" not in said and "<script" not in said and "<i>" not in said
    assert "<b>here" not in said


def test_each_text_has_its_place_in_the_source_where_it_begins(store):
    frame = by_class(store, state_of((SIK, SIL)))
    figure = class_comparison(frame, LIGHT)
    _, places = figure["data"]
    stated = frame[(frame["text"] != "") & (frame["locators"] != "")]
    said = [text.replace("<br>", " ").removeprefix("Where: ") for text in places["text"]]
    assert said == stated["locators"].tolist()
    tops = {note["y"] for note in figure["layout"]["annotations"]}
    assert {y - LINE / 2 for y in places["y"]} <= tops


def test_nothing_to_compare_draws_a_sentence():
    empty = pd.DataFrame(columns=list(COLUMNS))
    go.Figure(class_comparison(empty, LIGHT))
    assert comparison_upright(empty, LIGHT) == []


@pytest.mark.parametrize(
    ("agent", "line", "expected"),
    [
        ("TAC", "TAC: 4 ng/ml", ("", "TAC", ": 4 ng/ml")),
        ("CyA", "or CyA in 2", ("or ", "CyA", " in 2")),
        ("X", "none", ("", "", "none")),
        ("", "", ("", "", "")),
    ],
)
def test_the_code_of_an_agent_is_found_at_the_start_of_its_line(agent, line, expected):
    assert in_three(agent, line) == expected


def test_upright_it_says_class_by_class_what_each_protocol_states(store):
    made = comparison_upright(by_class(store, state_of((SIK, SIL))), LIGHT)

    def words(part) -> str:
        if not isinstance(part, list):
            return str(part)
        return " ".join(words(child) for child in part[2:])

    said = [" ".join(words(part).split()) for part in made]
    assert said[0].startswith("Different T-cell-depleting antibody None printed in 1994–97")
    assert "1994–97 SIL none, as printed" in said[0]
    assert said[-1] == EMPTY_CELL
