"""Outcome by arm: marks where the numbers are, in the colour and shape of their group."""

import plotly.graph_objects as go
import pytest

from components.figures.group_marks import group_shape
from components.figures.outcome_by_arm import outcome_by_arm, parts
from components.figures.outcome_grid import marks_in_words, outcome_scene
from components.figures.page_setting import SCREEN
from components.theme import DARK, GROUP_COLOURS, LIGHT
from tests.outcome_samples import HOSTILE_TRIAL, TIMES_TRIAL, outcome_of

TRIALS = (
    *("NCT03361072", "NCT00314574", "NCT00554515", "NCT05665595", "NCT02676765", "NCT00597675"),
    *("NCT01221285", "NCT04732494", "NCT02443155", TIMES_TRIAL, HOSTILE_TRIAL),
)


def scene_of(frame):
    return outcome_scene(parts(frame)[0], SCREEN)


def values(frame):
    """(x, colour number, shape) of the marks that are values, not keys of groups."""
    return [
        (mark.x, mark.group, mark.symbol)
        for mark in scene_of(frame).marks
        if not mark.name.startswith("Key")
    ]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("trial", TRIALS)
def test_every_part_is_a_figure_of_inert_text(posted, trial, palette):
    frame = outcome_of(posted, trial)
    for part in range(1, len(parts(frame)) + 2):
        figure = outcome_by_arm(frame, palette, part)
        go.Figure(figure)
        assert "<img" not in str(figure)
        assert "<script" not in str(figure)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_marks_are_in_the_colour_of_their_group(posted, palette):
    trace = go.Figure(outcome_by_arm(outcome_of(posted, "NCT02443155"), palette)).data[1]
    colours = GROUP_COLOURS[palette.name][:4]
    # a key beside the name, then the value
    assert list(trace.marker.color) == [each for colour in colours for each in (colour, colour)]


def test_places_are_those_of_the_numbers(posted):
    found = values(outcome_of(posted, "NCT02443155"))
    (first, *_), (second, *_), (third, *_), (fourth, *_) = found
    assert first > second > third > fourth
    apart = (first - second) / (0.934 - 0.783)
    assert (third - fourth) / (0.709 - 0.660) == pytest.approx(apart)
    assert [(group, shape) for _, group, shape in found] == [
        (0, "circle"),
        (1, "square"),
        (2, "diamond"),
        (3, "triangle-up"),
    ]


def test_percentages_stand_on_an_axis_from_0_to_100(posted):
    frame = outcome_of(posted, "NCT03361072", 1)
    assert parts(frame)[0].ends == (0, 100)
    beyond = outcome_of(posted, HOSTILE_TRIAL, 2)
    numbers = beyond[beyond["percent"].notna()]
    assert parts(numbers)[0].ends[1] >= 120


def test_bars_end_at_their_limits(posted):
    frame = outcome_of(posted, "NCT00554515", 1)
    scene = scene_of(frame)
    (bar,) = (each for each in scene.lines if each.name.startswith("Spread"))
    (x, *_) = values(frame)[0]
    share = (x - bar.x0) / (bar.x1 - bar.x0)
    assert share == pytest.approx((0.23 - 0.14) / (0.34 - 0.14))


def test_a_limit_that_is_no_number_has_dots_and_no_end(posted):
    frame = outcome_of(posted, "NCT00554515", 1).assign(high=None, upper="NA")
    (dots,) = (e for e in scene_of(frame).lines if e.name.startswith("Limit is no number"))
    assert dots.dash
    assert not dots.arrow
    assert dots.x1 > dots.x0


def test_values_that_are_no_numbers_stand_in_words(posted):
    frame = outcome_of(posted, "NCT05665595", 1)
    assert values(frame) == []
    assert "NA (NA to NA)" in [line for words in scene_of(frame).words for line in words.lines]


def test_nineteen_groups_are_in_parts_that_fit_the_screen(posted):
    frame = outcome_of(posted, TIMES_TRIAL)
    every = parts(frame)
    assert len(every) > 1
    assert sum(len(part.rows) for part in every) == len(frame) == 38
    assert len({part.ends for part in every}) == 1
    for part in every:
        assert outcome_scene(part, SCREEN).bottom <= SCREEN.height


def test_colours_come_again_with_other_shapes():
    looks = {(group % 6, group_shape(group)) for group in range(19)}
    assert len(looks) == 19


def test_lines_join_the_points_of_a_group_over_time(posted):
    rows = outcome_of(posted, "NCT02443155")
    frame = (
        rows.head(2)
        .loc[[0, 0, 0, 1, 1, 1]]
        .assign(time=[2.0, 4.0, 8.0] * 2, time_unit="week", number=[1.0, 2.0, 3.0, 3.0, 2.0, 1.0])
    )
    scene = scene_of(frame.reset_index(drop=True))
    lines = [each for each in scene.lines if each.name.startswith("Line")]
    assert [each.ink for each in lines] == [0, 0, 1, 1]
    first, second = lines[:2]
    # twice the time, twice the length
    assert (second.x1 - second.x0) == pytest.approx(2 * (first.x1 - first.x0))
    assert first.y1 < first.y0


def test_nothing_to_draw_is_said(posted):
    figure = go.Figure(outcome_by_arm(outcome_of(posted, "NCT02317276"), LIGHT))
    assert "posts no values" in figure.layout.annotations[0].text


@pytest.mark.parametrize("trial", TRIALS)
def test_no_two_words_of_a_row_overlap(posted, trial):
    for part in parts(outcome_of(posted, trial)):
        left = [each for each in outcome_scene(part, SCREEN).words if each.align == "left"]
        for each in left:
            width = SCREEN.widest(list(each.lines), bold=each.bold)
            after = [o.x for o in left if o.x > each.x and abs(o.y - each.y) < SCREEN.line * 0.4]
            assert each.x + width <= min([*after, SCREEN.width]) + 0.5


def test_a_raw_difference_is_hollow_below_a_rule(posted):
    rows = outcome_of(posted, "NCT03361072", 1)
    frame = rows.assign(
        difference=[None, -22.6, *[None] * (len(rows) - 2)],
        difference_words=["", "−22.6 percentage points", *[""] * (len(rows) - 2)],
    ).astype({"difference": "float64"})
    scene = scene_of(frame)
    (hollow,) = (mark for mark in scene.marks if mark.hollow)
    (rule,) = (each for each in scene.lines if each.name == "Rule")
    assert hollow.y > rule.y0 > max(mark.y for mark in scene.marks if not mark.hollow)
    said = [line for words in scene.words for line in words.lines]
    assert {"Worked out here, not posted", "−22.6 percentage points"} <= {*said}


def test_an_axis_without_0_says_so_and_has_its_unit(posted):
    rows = outcome_of(posted, "NCT03361072", 2)
    for low, note in ((58.5, True), (1.0, False)):
        scene = scene_of(rows.assign(low=low, number=80.0, high=96.0))
        said = [line for words in scene.words for line in words.lines]
        assert any(line.startswith("The axis begins at") for line in said) == note
        assert "score on a scale" in said


def over_time(posted, **cells):
    rows = outcome_of(posted, "NCT02443155").head(2).loc[[0, 0, 0, 1, 1, 1]]
    frame = rows.assign(
        time=[2.0, 4.0, 8.0] * 2,
        time_unit="week",
        number=[1.0, 2.0, 3.0, 3.0, 2.0, 1.0],
        cell=["1 (0 to 9)", "2", "3", "3", "2", "1"],
        **cells,
    )
    return frame.reset_index(drop=True)


def test_values_over_time_stand_in_a_table_below_the_lines(posted):
    frame = over_time(posted, analysed="12")
    (part,) = parts(frame)
    scene = outcome_scene(part, SCREEN)
    words = [line for each in scene.words for line in each.lines]
    assert "1 (0 to 9)" in words
    assert "Week" in words
    assert sum("n = 12" in each for each in words) == 2
    (cell,) = (each for each in scene.words if each.lines == ("1 (0 to 9)",))
    assert cell.y > max(each.y1 for each in scene.lines if each.name.startswith("Line"))
    assert scene.bottom <= SCREEN.height
    assert "Lines join" in marks_in_words(frame)


def test_a_number_analysed_that_varies_stands_with_its_value(posted):
    frame = over_time(posted, analysed=["12", "11", "10", "9", "9", "9"])
    words = [line for each in scene_of(frame).words for line in each.lines]
    assert {"1 (0 to 9), n = 12", "2, n = 11", "3"} <= {*words}


def test_values_without_room_below_the_lines_stand_on_the_next_part(posted):
    frame = over_time(posted, analysed="12").assign(cell="a long value " * 12)
    lines, rows = parts(frame)
    assert lines.over_time
    assert lines.table is None
    assert not rows.over_time
    assert len(rows.rows) == 6


def test_only_marks_that_are_drawn_are_described(posted):
    frame = outcome_of(posted, "NCT00554515", 1).assign(remark="", difference=None)
    assert marks_in_words(frame) == ""
    assert "Dots" in marks_in_words(frame.assign(high=None))
    assert "“!”" in marks_in_words(frame.assign(remark="odd"))
    assert marks_in_words(frame.head(0)) == ""
