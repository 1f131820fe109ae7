import plotly.graph_objects as go
import pytest

from components.figures.arm_matrix import (
    FOOT,
    NARROWEST,
    SCREEN,
    SET_IN,
    arm_matrix,
    colour_of,
    line_of,
    partition,
    parts_of,
)
from components.figures.empty import NO_LINK
from components.theme import DARK, LIGHT
from data.model import vocabulary as v
from tests.arm_samples import frame_of, link
from tests.components.figures.test_arm_grid import full

HOSTILE = "<img src=x onerror=alert(1)>"


def trace(figure, name):
    return next(each for each in figure["data"] if each["name"] == name)


def texts(figure):
    return [note["text"] for note in figure["layout"]["annotations"]]


def three():
    return frame_of(
        link("A", "X", 1, "CORTICOSTEROID"),
        link("A", "Y", 2, "DRUG"),
        link("B", "Y", 2, "DRUG"),
        link("C", "Drug: Z", 3, "", link="NAMED_ONLY", class_label="Named for an arm"),
    )


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_link_is_a_bar_in_its_place_and_colour(palette):
    figure = arm_matrix(three(), palette)
    go.Figure(figure)
    page = partition(three()).part(1, SET_IN, NARROWEST)
    cells = trace(figure, "cells")
    middles = [base + width / 2 for base, width in zip(cells["base"], cells["x"], strict=True)]
    columns = {column.entry.label: column.middle for column in page.columns}
    rows = {row.entry.label: row.middle for row in page.rows}
    assert list(zip(middles, cells["y"], strict=True)) == [
        (pytest.approx(columns[arm]), pytest.approx(rows[name]))
        for arm, name in (("A", "X"), ("A", "Y"), ("B", "Y"), ("C", "Drug: Z"))
    ]
    steroid, drug = (palette.agent_class[code] for code in ("CORTICOSTEROID", "DRUG"))
    assert cells["marker"]["color"] == [steroid, drug, drug, palette.background]
    assert cells["marker"]["line"]["color"][-1] == palette.muted


def test_classes_are_named_above_their_rows_beside_their_colours():
    figure = arm_matrix(three(), LIGHT)
    swatches = trace(figure, "classes")
    assert swatches["marker"]["color"] == [
        LIGHT.agent_class["CORTICOSTEROID"],
        LIGHT.agent_class["DRUG"],
        LIGHT.background,
    ]
    headings = {note["text"]: note["y"] for note in figure["layout"]["annotations"]}
    assert [headings[f"<b>{label}</b>"] for label in HEADINGS] == swatches["y"]


HEADINGS = ("Class corticosteroid", "Class drug", "Named for an arm")


def test_arms_have_their_type_below_their_name():
    said = texts(arm_matrix(three(), LIGHT))
    assert f'<b>A</b><br><span style="color:{LIGHT.muted}">Experimental</span>' in said


def test_classes_stand_over_the_columns_where_arms_are_rows():
    frame = frame_of(*full(10, 2))
    figure = arm_matrix(frame, LIGHT)
    assert trace(figure, "classes")["x"] == []
    line = LIGHT.agent_class["DRUG"]
    assert [s["line"]["width"] for s in figure["layout"]["shapes"] if s["line"]["color"] == line]
    assert "Class drug" in texts(figure)


def test_trials_stand_side_by_side_under_their_titles():
    frame = frame_of(*full(2, 2), *full(1, 2, nct_id="NCT00000002", first=2))
    figure = arm_matrix(frame, LIGHT)
    said = [note for note in figure["layout"]["annotations"] if "NCT" in note["text"]]
    assert [note["text"].replace("<br>", " ") for note in said] == [
        "NCT00000001: Title of NCT00000001",
        "NCT00000002: Title of NCT00000002",
    ]
    assert said[0]["x"] < said[1]["x"]
    upright = [s for s in figure["layout"]["shapes"] if s["x0"] == s["x1"]]
    assert len(upright) == 1


def test_names_and_cells_answer_with_the_whole_of_their_words():
    long = "An arm with words " * 30
    row = link("A", "X", 1, arm_name=long, other_names="Ex; Ix", class_basis="Name of an agent")
    figure = arm_matrix(frame_of(row), LIGHT)
    (cell,) = trace(figure, "cells")["hovertext"]
    for words in ("Listed for this arm", "Known by: Name of an agent", "Other names: Ex; Ix"):
        assert words in cell
    assert f"Where: {row['locator']}" in cell.replace("<br>", " ")
    names = trace(figure, "names")["hovertext"]
    assert long.strip() in names[1].replace("<br>", " ")
    assert len(names) == 2


@pytest.mark.parametrize(
    ("frame", "parts"),
    [
        (frame_of(), 0),
        (frame_of(link("A", "", None, link="NO_INTERVENTION")), 0),
        (frame_of(*full(1, 1)), 1),
        (frame_of(*full(2, 24)), 2),
    ],
)
def test_the_parts_of_a_frame(frame, parts):
    assert parts_of(frame) == parts


@pytest.mark.parametrize("part", [1, 2, 99])
def test_each_part_fits_a_screen_and_says_which_it_is(part):
    figure = arm_matrix(frame_of(*full(2, 24)), LIGHT, part)
    assert figure["layout"]["height"] <= SCREEN + FOOT
    assert f"Part {min(part, 2)} of 2" in texts(figure)


def test_a_tall_room_draws_the_rows_apart_and_a_wide_one_leaves_no_word_out():
    frame = frame_of(*full(2, 3))
    plain = arm_matrix(frame, LIGHT)
    tall = arm_matrix(frame, LIGHT, 1, NARROWEST, 600)
    assert plain["layout"]["yaxis"]["range"][0] <= plain["layout"]["height"] + 1
    assert tall["layout"]["yaxis"]["range"][0] == pytest.approx(400)
    wide = arm_matrix(frame, LIGHT, 1, 1_800)
    assert wide["layout"]["xaxis"]["range"] == [0, 1_800]
    assert texts(wide) == texts(plain)


def test_every_class_has_a_colour_and_an_outline():
    for palette in (LIGHT, DARK):
        for code in (*v.AGENT_CLASS.codes, ""):
            assert colour_of(code, palette).startswith("#")
            assert line_of(code, palette).startswith("#")


def test_markup_in_the_data_is_shown_as_text():
    row = link(
        *("A", HOSTILE, 1), arm_name=HOSTILE, other_names=HOSTILE, locator=HOSTILE, title=HOSTILE
    )
    second = {**row, "nct_id": "NCT00000002"}
    figure = arm_matrix(frame_of({**row, "class_label": HOSTILE}, second), LIGHT)
    assert "<img" not in repr(figure)
    assert "onerror" in repr(figure)


@pytest.mark.parametrize(
    "frame", [frame_of(), frame_of(link("A", "", None, link="NO_INTERVENTION"))]
)
def test_no_link(frame):
    figure = arm_matrix(frame, LIGHT)
    go.Figure(figure)
    assert texts(figure) == [NO_LINK]
