"""The drawn baseline table: words, bars in proportion, the total told apart."""

import plotly.graph_objects as go
import pytest

from components.figures.baseline_table import NO_BASELINE, baseline_table
from components.theme import DARK, LIGHT
from tests.flow_samples import (
    COUNT,
    HOSTILE,
    TEXTS,
    baseline_frame,
    baseline_group,
    baseline_row,
    hostile_baseline,
    many_rows,
    two_measures,
)


def words(figure):
    return [note["text"] for note in figure["layout"]["annotations"]]


def bars(figure):
    return [shape for shape in figure["layout"]["shapes"] if shape.get("name") == "share"]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_cells_and_heads(palette):
    figure = baseline_table(two_measures(), palette)
    go.Figure(figure)
    said = words(figure)
    for text in ("<b>Drug</b>", "n = 421", "8.7 (SD 1.7)", "134 (31.8 %)", "Female"):
        assert text in said
    assert any("Mean (SD), years" in text for text in said)


def test_bars_are_as_long_as_their_percentages():
    figure = baseline_table(two_measures(), LIGHT)
    lengths = [bar["x1"] - bar["x0"] for bar in bars(figure)]
    assert [length / lengths[0] for length in lengths] == pytest.approx(
        [each / 31.8 for each in (31.8, 33.3, 32.3, 68.2, 66.7, 67.7)]
    )
    colours = [bar["fillcolor"] for bar in bars(figure)]
    assert colours[0] == colours[1] != colours[2]


def test_a_contradiction_is_marked():
    frame = baseline_frame(
        baseline_row(1, "Sex", "48", category_title="Female", **COUNT),
        groups=[baseline_group(0, "Drug", "40")],
    )
    figure = baseline_table(frame, LIGHT)
    assert "<b>48 (120.0 %) !</b>" in words(figure)
    assert any("More than were analysed" in hover for hover in figure["data"][0]["hovertext"])


def test_a_value_that_is_not_posted_is_a_dash():
    frame = baseline_frame(
        baseline_row(1, "Age", "8", "9", "8"), baseline_row(2, "Weight", "70", "71")
    )
    assert words(baseline_table(frame, LIGHT)).count("–") == 1


def test_the_part_of_the_link_is_drawn():
    frame = many_rows()
    last = words(baseline_table(frame, LIGHT, 99))[0]
    first, count = last.removeprefix("Part ").split(":")[0].split(" of ")
    assert first == count
    assert words(baseline_table(frame, LIGHT, 1))[0].startswith("Part 1 of ")


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_are_inert(text):
    figure = baseline_table(hostile_baseline(text), LIGHT)
    go.Figure(figure)
    drawn = "".join([*words(figure), *figure["data"][0]["hovertext"]])
    assert HOSTILE not in drawn
    assert "\x07" not in drawn
    assert len(drawn) < 60_000


def test_no_rows():
    assert words(baseline_table(baseline_frame(), LIGHT)) == [NO_BASELINE]
