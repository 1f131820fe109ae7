import pandas as pd
import plotly.graph_objects as go
import pytest

from components.figures.text_width import text_width
from components.figures.trial_course import (
    NO_COURSE,
    course_of,
    label_sides,
    planned_and_actual,
    words_beside,
    words_of,
)
from components.theme import DARK, LIGHT
from data.queries.trial_course import COLUMNS, OF_REGISTRY

HOSTILE = "<img src=x onerror=alert(1)>"


def frame_of(*rows):
    return pd.DataFrame([{**dict.fromkeys(COLUMNS, ""), **row} for row in rows], columns=[*COLUMNS])


def dated(event, first, last="", kind="ACTUAL", reading="now"):
    return {
        "event": event,
        "event_label": event,
        "value_words": f"{first} ({kind.lower()})",
        "kind": kind,
        "reading": reading,
        "reading_label": HOSTILE,
        "first_day": first,
        "last_day": last or first,
    }


START = dated("start_date", "2010-01-01", "2010-01-31")
END = dated("completion_date", "2012-05-05", kind="ESTIMATED")
PLAN = dated("completion_date", "2011-05-05", kind="ESTIMATED", reading="then")


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_filled_hollow_and_rings(palette):
    figure = planned_and_actual(frame_of(START, END, PLAN), palette)
    go.Figure(figure)
    rings, now = figure["data"]
    assert now["marker"]["color"] == [palette.accent, palette.background]
    assert now["x"] == ["2010-01-16", "2012-05-05"]
    assert rings["x"] == ["2011-05-05"]
    assert HOSTILE not in str(figure)
    spans = [each for each in figure["layout"]["shapes"] if each["line"]["width"] == 5]
    assert [(each["x0"], each["x1"]) for each in spans] == [("2010-01-01", "2010-01-31")]


def test_a_day_of_the_registry_is_neither_actual_nor_estimated():
    posted = dated("first_posted", "2009-05-05", kind=OF_REGISTRY)
    (_, now) = planned_and_actual(frame_of(posted, START), LIGHT)["data"]
    assert now["marker"]["symbol"] == ["diamond", "circle"]
    assert now["marker"]["color"] == [LIGHT.accent, LIGHT.accent]


def test_no_date_is_said():
    figure = planned_and_actual(frame_of(), LIGHT)
    assert figure["layout"]["annotations"][0]["text"] == NO_COURSE
    assert course_of(frame_of(), 800, 13) is None


@pytest.mark.parametrize(("earlier", "to_left"), [("2011-05-05", True), ("2013-05-05", False)])
def test_words_stand_on_the_outer_sides(earlier, to_left):
    plan = dated("completion_date", earlier, kind="ESTIMATED", reading="then")
    [(_, marks)] = course_of(frame_of(END, plan), 800, 13).lanes
    assert [(mark.is_earlier, side) for mark, side in label_sides(marks)] == [
        (True, to_left),
        (False, not to_left),
    ]


def test_groups_are_named_and_not_added():
    rows = [
        {"event": "started", "group": f"Group {n}", "value_words": str(n), "reading": "now"}
        for n in range(10)
    ]
    [(_, text)] = words_of(frame_of(*rows))
    assert text.startswith("Group 0: 0; Group 1: 1;") and text.endswith("and 2 more groups")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_time_break_nothing(day):
    go.Figure(planned_and_actual(frame_of(dated("start_date", day)), LIGHT))


@pytest.mark.parametrize("width", [800, 1040, 1400])
@pytest.mark.parametrize("reading", ["now", "then"])
def test_words_at_both_ends_have_room_on_the_axis(width, reading):
    late = dated("completion_date", "2025-08-31", kind="ESTIMATED")
    early = dated("completion_date", "2010-08-31", kind="ESTIMATED", reading=reading)
    course = course_of(frame_of(late, early), width, 13)
    [(_, marks)] = course.lanes
    for mark, to_left in label_sides(marks):
        x = course.share(mark.middle) * width
        room = x if to_left else width - x
        assert text_width(words_beside(mark), 13) + 14 <= room + 1
