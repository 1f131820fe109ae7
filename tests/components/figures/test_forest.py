"""The forest of posted estimates: marks where the numbers are, lines where the record has them."""

from itertools import pairwise

import plotly.graph_objects as go
import pytest

from components.figures.forest import forest, parts
from components.figures.forest_grid import (
    forest_panels,
    forest_scene,
    marks_in_words,
    words_of,
)
from components.figures.mark_scene import MarkScale, tick_words
from components.figures.page_setting import SCREEN
from components.theme import DARK, GROUP_COLOURS, LIGHT
from tests.outcome_samples import HOSTILE_TRIAL, MARKUP, analyses, analyses_of

RATIO = {"param_value": "1", "lower": "0.5", "upper": "2", "interval_percent": "95"}


def lines(frame, name):
    (part,) = parts(frame)
    return [each for each in forest_scene(part, SCREEN).lines if each.name.startswith(name)]


def said(frame):
    return [
        line
        for part in parts(frame)
        for words in forest_scene(part, SCREEN).words
        for line in words.lines
    ]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize(
    "trial", ["NCT05665595", "NCT01380327", "NCT04732494", "NCT02443155", "NCT00554515"]
)
def test_every_part_is_a_figure(posted, trial, palette):
    frame = analyses_of(posted, trial)
    for part in range(1, len(parts(frame)) + 2):
        go.Figure(forest(frame, palette, part))


def test_a_mark_stands_at_its_number_and_its_limits_beside_it():
    frame = analyses(RATIO)
    (part,) = parts(frame)
    scene = forest_scene(part, SCREEN)
    (panel,) = part.panels
    (mark,) = scene.marks
    (at_one,) = lines(frame, "Line of no effect")
    assert mark.x == pytest.approx(at_one.x0)
    low, high = (each.x0 for each in scene.lines if each.name.startswith("Limit"))
    # on a logarithmic axis half is as far as double
    assert mark.x - low == pytest.approx(high - mark.x)
    assert panel.ends[0] < 0.5 < 2 < panel.ends[1]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_marks_have_the_colour_of_their_palette(palette):
    trace = go.Figure(forest(analyses(RATIO), palette)).data[1]
    assert list(trace.marker.color) == [GROUP_COLOURS[palette.name][0]]
    assert list(trace.marker.symbol) == ["square"]


@pytest.mark.parametrize(
    ("cells", "names", "arrow", "dash"),
    [
        ({"lower": "0.5", "interval_sides": "ONE_SIDED", "upper": ""}, "Open end", True, False),
        ({"upper": "NA"}, "Limit is no number", False, True),
        ({"lower": "0"}, "Limit off the axis", False, False),
    ],
)
def test_each_end_has_a_sign_of_its_own(cells, names, arrow, dash):
    (end,) = lines(analyses({**RATIO, **cells}), names)
    assert (end.arrow, end.dash) == (arrow, dash)


def test_a_limit_of_0_leads_to_the_edge_of_a_logarithmic_axis():
    frame = analyses({**RATIO, "lower": "0"})
    (end,) = lines(frame, "Limit off the axis")
    assert end.x1 == min(each.x0 for each in lines(frame, "") if each.ink == "border")
    assert "1 (0 to 2) !" in said(frame)


@pytest.mark.parametrize(
    ("param_type", "value", "note"),
    [
        ("Hazard Ratio (HR)", "0.7", "line of no effect at 1"),
        ("Mean Difference (Net)", "-3", "line of no effect at 0"),
        ("Geometric mean ratio (%)", "98", "line of no effect at 100"),
        ("Ratio of geometric means", "98", "line of no effect at 1, off this axis"),
        ("Odds Ratio, log", "0.3", "line of no effect at 0"),
        ("Treatment effect", "3", "no line of no effect"),
        ("Slope", "3", "no line of no effect"),
    ],
)
def test_a_line_of_no_effect_is_that_of_the_parameter(param_type, value, note):
    frame = analyses({"param_type": param_type, "param_value": value})
    assert note in said(frame)
    assert len(lines(frame, "Line of no effect")) == (note[-1].isdigit())


def test_points_of_a_scale_share_an_axis_within_a_measure_alone():
    one = analyses({"param_type": "Mean Difference (Net)", "param_value": "3"})
    frame = analyses(*[{"param_type": "Mean Difference (Net)", "param_value": "3"}] * 2)
    frame["measure_position"] = [1, 2]
    assert len(forest_panels(frame.assign(units="mg"))) == 1
    assert len(forest_panels(frame.assign(units="Units on a scale"))) == 2
    assert len(forest_panels(frame.assign(units="score on a scale"))) == 2
    assert len(forest_panels(one.assign(units="Units on a scale"))) == 1


def test_more_than_a_screen_is_in_parts_that_hold_every_analysis():
    frame = analyses(*[RATIO] * 40)
    every = parts(frame)
    assert [part.place for part in every][:2] == [f"Part {n} of {len(every)}" for n in (1, 2)]
    assert sum(len(panel.rows) for part in every for panel in part.panels) == 40
    for part in every:
        assert forest_scene(part, SCREEN).bottom <= SCREEN.height
        assert {panel.ends for panel in part.panels} == {every[0].panels[0].ends}


def test_nothing_to_draw_is_said(posted):
    figure = go.Figure(forest(analyses_of(posted, "NCT00554515"), LIGHT))
    assert "No analysis of this record has an estimate" in figure.layout.annotations[0].text
    go.Figure(forest(analyses(RATIO).head(0), DARK))


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_hostile_text_is_inert(posted, palette):
    assert parts(analyses_of(posted, HOSTILE_TRIAL)) == []
    long = dict.fromkeys(("param_type", "method", "p_value", "comment"), MARKUP + "x" * 10000)
    figure = forest(analyses({**RATIO, **long}), palette)
    go.Figure(figure)
    assert "<img" not in str(figure)


def test_no_two_words_of_a_row_overlap(posted):
    for part in parts(analyses_of(posted, "NCT04732494")):
        scene = forest_scene(part, SCREEN)
        left = [each for each in scene.words if each.align == "left"]
        for each in left:
            width = SCREEN.widest(list(each.lines), bold=each.bold)
            after = [o.x for o in left if o.x > each.x and abs(o.y - each.y) < SCREEN.line * 0.4]
            assert each.x + width <= min([*after, SCREEN.width]) + 0.5


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.55, 1.5, ["0.6", "0.7", "0.8", "0.9", "1", "1.5"]),
        (0.1, 10, ["0.1", "0.3", "1", "3", "10"]),
        (0.001, 1000, ["0.01", "1", "100"]),
    ],
)
def test_ticks_of_a_logarithmic_axis_are_round(low, high, ticks):
    made = [tick_words(each) for each in MarkScale(low, high, 0, 300, log=True).ticks(5)]
    assert made == ticks


def test_posted_words_stand_below_their_row_and_shared_ones_below_the_title():
    frame = analyses(
        {**RATIO, "groups_description": r"By a stepwise test. No conclusion, p\<0.05."},
        {**RATIO, "groups_description": "By a stepwise test."},
    )
    words = said(frame)
    assert "Posted on all of these: By a stepwise test." in words
    assert "* No conclusion, p<0.05." in words
    assert words.count("Groups: A; B *") == words.count("Groups: A; B") == 1
    assert "after" not in marks_in_words(analyses(RATIO))
    assert "* marks an analysis" in marks_in_words(frame)
    (part,) = parts(frame)
    assert words_of(part)[1] == "A measure. Groups: A; B: By a stepwise test."


def test_no_line_crosses_posted_words():
    frame = analyses({**RATIO, "groups_description": "No conclusion."}, RATIO)
    (part,) = parts(frame)
    scene = forest_scene(part, SCREEN)
    (note,) = (each for each in scene.words if each.lines[0].startswith("* "))
    for each in lines(frame, "Line of no effect"):
        assert each.y1 <= note.y + 0.5 or each.y0 >= note.y + SCREEN.line - 0.5


def test_a_p_value_has_no_sign_of_equality_before_it():
    words = said(analyses({**RATIO, "p_value": "=0.0017"}, {**RATIO, "p_value": "<0.0001"}))
    assert {"0.0017", "<0.0001"} <= {*words}


def test_the_words_on_the_line_of_no_effect_stand_over_it():
    frame = analyses({**RATIO, "upper": "8"})
    (part,) = parts(frame)
    (words,) = (
        each
        for each in forest_scene(part, SCREEN).words
        if each.lines[0].startswith("line of no effect")
    )
    (line,) = lines(frame, "Line of no effect")
    assert words.x == pytest.approx(line.x0)


def test_raw_differences_of_measures_share_one_axis():
    rows = analyses(RATIO, RATIO).assign(
        estimate_kind="RAW_DIFFERENCE", units="percentage points", measure_position=[1, 2]
    )
    assert len(forest_panels(rows)) == 1


def test_a_measure_stays_on_one_part_and_parts_are_as_full():
    rows = analyses(*[RATIO] * 24).assign(measure_position=[n // 3 for n in range(24)])
    held = [[*part.panels[0].rows["measure_position"]] for part in parts(rows)]
    assert len(held) > 1
    assert sum(map(len, held)) == 24
    for one, other in pairwise(held):
        assert not {*one} & {*other}
        assert abs(len(one) - len(other)) <= 3
