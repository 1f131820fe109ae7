"""The dot plot of adverse events: dots by place and colour, intervals, parts, hostile texts."""

import json
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.figures import adverse_events as figure
from components.figures.event_rows import (
    ODD,
    ODD_WORDS,
    EventScene,
    divided_rows,
    look_of,
    read_rows,
)
from components.figures.page_setting import SCREEN
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
    for group, colour in (("Placebo", palette.accent), ("Xolair", palette.bubble)):
        dots = trace(drawn, group)
        assert dots["marker"]["color"] == colour
        rows = frame[frame["group"] == group]
        share = [(x - axis.left) / (axis.right - axis.left) for x in dots["x"]]
        assert share == pytest.approx((rows["percent"] / 100).tolist())
        assert dots["y"] == sorted(dots["y"])
    # of equal percentages both marks are to be seen
    first, second = trace(drawn, "Placebo")["marker"], trace(drawn, "Xolair")["marker"]
    assert first["size"] > second["size"]
    assert first["symbol"] != second["symbol"]


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
    assert [look_of(scene, group) for group in scene.plot.groups] == [0, 1, 2, 3]
    assert [group.role for group in scene.drawing_order] == ["", "", "FIRST", "SECOND"]


def test_hostile_texts_are_inert_and_odd_counts_have_a_sign(own):
    drawn = figure.adverse_events(events(own, HOSTILE), LIGHT, "frequency")
    assert "<img" not in json.dumps(drawn)
    go.Figure(drawn)
    whole = read_rows(events(own, HOSTILE), by_system=False)
    tags = {row.term: row.tag for row in whole.rows}
    assert tags["Nausea"] == ODD
    assert whole.foot.startswith(ODD_WORDS)
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
