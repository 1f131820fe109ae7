"""The dot plot of adverse events: dots by place and colour, intervals, parts, hostile texts."""

import json
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.figures import adverse_events as figure
from components.figures.event_rows import (
    FOOT_LINES,
    ODD,
    ODD_WORDS,
    TERMS,
    EventScene,
    apart,
    counted_over,
    divided_rows,
    read_rows,
)
from components.figures.group_marks import group_colour, group_shape
from components.figures.page_setting import SCREEN
from components.slides.adverse_events import setting_of
from components.slides.sheet import BODY
from components.theme import DARK, LIGHT
from data.link.options import ResultOptions
from data.link.state import PageState
from data.queries.adverse_events import COLUMNS, adverse_events
from tests.posted_studies import POSTED, STUDIES

OMALIZUMAB, SINGLE, MANY, HOSTILE = "NCT00314574", "NCT00554515", "NCT00000719", "NCT00000766"


@pytest.fixture(scope="module")
def own(posted):
    return posted.named(POSTED)


def events(own, nct_id, **chosen):
    results = ResultOptions(trial=nct_id, **chosen)
    return adverse_events(own, PageState(own.no_filters(), results=results, dataset=POSTED))


def trace(drawn, name):
    return next(each for each in drawn["data"] if each["name"] == name)


def notes(drawn):
    return [note["text"] for note in drawn["layout"]["annotations"]]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("nct_id", STUDIES)
def test_every_study_is_drawn_within_its_room(own, nct_id, palette):
    for by in ("frequency", "organ"):
        drawn = figure.adverse_events(events(own, nct_id, events_by=by), palette, by)
        go.Figure(drawn)
        assert drawn["layout"]["height"] <= SCREEN.height + 2 * SCREEN.pad
        assert any("threshold" in text for text in notes(drawn))


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_dots_stand_at_their_percentages_in_the_colour_of_their_group(own, palette):
    frame = events(own, OMALIZUMAB, event_kind="other")
    drawn = figure.adverse_events(frame, palette, "frequency")
    (part,) = divided_rows(read_rows(frame, by_system=False), SCREEN)
    axis = EventScene(part, SCREEN).percentages
    # 0 % and 100 % are the ends: any other event is 80.7 %
    assert (axis.low, axis.high) == (0, 100)
    for place, group in enumerate(("Placebo", "Xolair")):
        dots = trace(drawn, group)
        assert set(dots["marker"]["color"]) == {group_colour(place, palette)}
        assert set(dots["marker"]["symbol"]) == {group_shape(place)}
        rows = frame[frame["group"] == group]
        share = [(x - axis.left) / (axis.right - axis.left) for x in dots["x"]]
        assert share == pytest.approx((rows["percent"] / 100).tolist())
        assert dots["y"] == sorted(dots["y"])


def test_marks_of_equal_percentages_do_not_cover_each_other(own):
    frame = events(own, OMALIZUMAB)
    drawn = figure.adverse_events(frame.assign(percent=5.0), LIGHT)
    first, second = trace(drawn, "Placebo"), trace(drawn, "Xolair")
    size = first["marker"]["size"]
    assert first["x"] == second["x"]
    for above, below in zip(first["y"], second["y"], strict=True):
        assert below - above >= size
    # and stand nearer to each other than to those of the next row
    for below, above in zip(second["y"], first["y"][1:], strict=False):
        assert above - below > size * 1.2


def test_marks_of_more_groups_leave_one_another_to_be_seen(own):
    frame = events(own, "NCT02443155", find_event="nausea").assign(percent=5.0)
    drawn = figure.adverse_events(frame, LIGHT)
    marks = [each for each in drawn["data"] if each["name"] in set(frame["group"])]
    heights = sorted(each["y"][0] for each in marks)
    assert len(heights) == 4
    size = marks[0]["marker"]["size"]
    assert all(after - before >= 0.8 * size for before, after in pairwise(heights))


def test_counts_stand_beside_the_terms_in_the_ink_of_their_group(own):
    frame = events(own, OMALIZUMAB)
    drawn = figure.adverse_events(frame, LIGHT)
    (part,) = figure.parts(frame)
    scene = EventScene(part, SCREEN)
    printed = {
        (note["text"], note["font"]["color"]): note
        for note in drawn["layout"]["annotations"]
        if note["text"].endswith(("/420", "/428"))
    }
    assert ("44/420", group_colour(0, LIGHT)) in printed
    assert ("40/428", group_colour(1, LIGHT)) in printed
    assert ("34/420", group_colour(0, LIGHT)) in printed
    assert all(note["font"]["size"] >= 12 for note in printed.values())
    assert {note["x"] for note in printed.values()} == {each.right for each in scene.columns}


@pytest.mark.parametrize("setting", [SCREEN, setting_of(BODY)])
def test_columns_of_counts_do_not_touch_what_stands_beside_them(own, setting):
    for nct_id in STUDIES:
        for part in divided_rows(read_rows(events(own, nct_id), by_system=False), setting):
            scene = EventScene(part, setting)
            assert scene.columns
            ends = TERMS * setting.width - setting.line / 2
            for column in scene.columns:
                for placed in scene.rows:
                    wide = setting.width_of(scene.count(placed, column))
                    assert column.right - wide > ends
                ends = column.right
            assert scene.percentages.left > ends + setting.line


def test_of_groups_without_room_the_two_compared_have_counts(own):
    frame = events(own, "NCT02443155", find_event="nausea").assign(affected="1,234,567")
    scene = EventScene(read_rows(frame, by_system=False), SCREEN)
    assert [column.group.number for column in scene.columns] == [1, 2]
    assert "The table has the counts of the other groups." in " ".join(scene.foot)
    frame = events(own, "NCT02443155", find_event="nausea")
    scene = EventScene(read_rows(frame, by_system=False), SCREEN)
    assert [column.group.number for column in scene.columns] == [1, 2, 3, 4]


def test_intervals_are_counted_and_their_method_is_named(own):
    frame = events(own, OMALIZUMAB)
    (part,) = figure.parts(frame)
    assert "16 intervals, Newcombe’s method (statsmodels): each 95 % on its own, none" in part.foot
    (part,) = figure.parts(events(own, OMALIZUMAB, contrast="ratio"))
    assert "15 intervals, Katz’s logarithmic method (scipy): each 95 %" in part.foot
    assert "interval" not in figure.parts(events(own, SINGLE))[0].foot


def test_the_threshold_stays_whole_above_a_long_time_frame(own):
    frame = events(own, OMALIZUMAB).assign(time_frame="From the first dose on. " * 500)
    scene = EventScene(figure.parts(frame)[0], SCREEN)
    said = " ".join(scene.foot)
    assert said.startswith("Other events below 5 % are not reported (posted threshold);")
    assert "none adjusted for their number." in said
    assert len(scene.foot) <= FOOT_LINES
    assert scene.bottom <= SCREEN.height


def test_intervals_stand_at_their_ends(own):
    frame = events(own, OMALIZUMAB, event_kind="other")
    drawn = figure.adverse_events(frame, LIGHT, "frequency")
    (part,) = divided_rows(read_rows(frame, by_system=False), SCREEN)
    axis = EventScene(part, SCREEN).contrasts
    told = frame[frame["contrast_words"] != ""]
    assert trace(drawn, "second against first")["x"] == [axis.x(each) for each in told["estimate"]]
    lines = trace(drawn, "intervals")["x"]
    assert lines[0::3] == [axis.x(each) for each in told["lower"]]
    assert lines[1::3] == [axis.x(each) for each in told["upper"]]
    assert trace(drawn, "beyond the axis")["x"] == []


def test_numbers_of_the_two_panels_do_not_touch(own):
    for nct_id in STUDIES:
        for contrast in ("difference", "ratio"):
            frame = events(own, nct_id, contrast=contrast)
            for part in divided_rows(read_rows(frame, by_system=False), SCREEN):
                scene = EventScene(part, SCREEN)
                axes = [(scene.percentages, " %")]
                axes += [(scene.contrasts, "")] if scene.has_contrast else []
                spans = []
                for axis, unit in axes:
                    for value, words in axis.ticks:
                        half = SCREEN.width_of(words + unit) / 2
                        spans.append((axis.x(value) - half, axis.x(value) + half))
                assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_no_words_are_wider_than_their_place(own):
    for contrast in ("difference", "ratio"):
        for part in divided_rows(
            read_rows(events(own, HOSTILE, contrast=contrast), by_system=True), SCREEN
        ):
            scene = EventScene(part, SCREEN)
            for placed in scene.rows:
                found = placed.row.contrast
                if found is not None:
                    words = scene.contrast_words(found)
                    assert "…" not in words
                    assert scene.words_left + SCREEN.width_of(words) <= SCREEN.width


def test_a_single_group_has_one_panel(own):
    drawn = figure.adverse_events(events(own, SINGLE), LIGHT, "frequency")
    assert [each["name"] for each in drawn["data"]] == ["terms", "HD IL2", "key"]


def test_of_many_groups_two_are_drawn(own):
    drawn = figure.adverse_events(events(own, MANY), LIGHT, "frequency")
    assert {"Dose 1 mg", "Dose 2 mg"} <= {each["name"] for each in drawn["data"]}
    assert "Dose 3 mg" not in {each["name"] for each in drawn["data"]}


def test_looks_of_other_groups_are_told_apart(own):
    (part,) = divided_rows(
        read_rows(events(own, "NCT02443155", find_event="nausea"), by_system=False), SCREEN
    )
    scene = EventScene(part, SCREEN)
    drawn = figure.adverse_events(events(own, "NCT02443155", find_event="nausea"), LIGHT)
    symbols = [trace(drawn, group.label)["marker"]["symbol"][0] for group in scene.plot.groups]
    assert symbols == ["circle", "square", "diamond-open", "triangle-up-open"]
    assert [group.role for group in scene.drawing_order] == ["", "", "FIRST", "SECOND"]


def test_hostile_texts_are_inert_and_odd_counts_have_a_sign(own):
    drawn = figure.adverse_events(events(own, HOSTILE), LIGHT, "frequency")
    assert "<img" not in json.dumps(drawn)
    go.Figure(drawn)
    whole = read_rows(events(own, HOSTILE), by_system=False)
    tags = {row.term: row.tag for row in whole.rows}
    assert tags["Nausea"] == ODD
    assert ODD_WORDS in whole.foot
    long = events(own, HOSTILE).assign(term="x" * 10_000)
    drawn = figure.adverse_events(long, LIGHT, "organ")
    assert max(len(text) for text in notes(drawn)) < 400


def test_parts_hold_every_term_once_and_headings_go_with_their_terms():
    cell = dict.fromkeys(COLUMNS, "")
    rows = [
        {
            **cell,
            "row": number,
            "event_kind": "OTHER",
            "organ_system": f"System {number // 9}",
            "term": f"Term {number}",
            "group_number": 1,
            "group": "All",
            "role": "FIRST",
            "is_drawn": True,
            "percent": float(number),
            "estimate": float("nan"),
            "lower": float("nan"),
            "upper": float("nan"),
        }
        for number in range(1, 61)
    ]
    parts = figure.parts(pd.DataFrame(rows), "organ")
    held = [row.term for part in parts for row in part.rows if not row.is_heading]
    assert held == [f"Term {number}" for number in range(1, 61)]
    assert len(parts) > 1
    for part in parts:
        assert part.rows[0].is_heading and not part.rows[-1].is_heading
    assert parts[0].place.startswith(f"Part 1 of {len(parts)}")
    last = figure.adverse_events(pd.DataFrame(rows), LIGHT, "organ", 99)
    assert any(text.startswith(f"Part {len(parts)} of") for text in notes(last))


def test_the_page_counts_the_parts_that_are_drawn(own):
    for by in ("organ", "frequency"):
        frame = events(own, "NCT02443155", events_by=by)
        assert len(figure.parts(frame)) == len(figure.parts(frame, by))
        drawn = figure.adverse_events(frame, LIGHT)
        assert drawn == figure.adverse_events(frame, LIGHT, by)


def test_nothing_is_an_empty_figure():
    nothing = pd.DataFrame(columns=list(COLUMNS))
    assert figure.parts(nothing) == ()
    go.Figure(figure.adverse_events(nothing, LIGHT))


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("Viaskin 50 μg", "Viaskin 100 μg", ("50 μg", "100 μg")),
        ("Arm A", "Arm B", ("Arm A", "Arm B")),
        ("Group 1", "Group 2", ("Group 1", "Group 2")),
        ("Placebo", "Xolair", ("Placebo", "Xolair")),
        ("Same", "Same", ("Same", "Same")),
        ("", "x", ("", "x")),
    ],
)
def test_names_lose_the_words_that_both_begin_with(first, second, names):
    assert apart(first, second) == names


def test_the_header_names_the_groups_and_intervals_are_of_all_parts(own):
    drawn = figure.adverse_events(events(own, OMALIZUMAB), LIGHT, "frequency")
    assert any("Xolair minus Placebo" in text for text in notes(drawn))
    assert counted_over("189 intervals, a method: each 95 %", 5) == (
        "189 intervals over all 5 parts, a method: each 95 %"
    )
    assert counted_over("1 interval of 95 %, a method.", 5) == "1 interval of 95 %, a method."
    assert drawn["layout"]["meta"] == {"least": 0.96}
