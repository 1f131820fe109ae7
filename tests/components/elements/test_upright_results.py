"""Participant flow and baseline on a phone."""

import pandas as pd
import pytest

from components.elements.upright_results import baseline_upright, course_upright, flow_upright
from data.queries.trial_course import COLUMNS
from tests.components.pages.trees import elements, text
from tests.flow_samples import (
    TEXTS,
    baseline_frame,
    crossover,
    flow_frame,
    hostile_baseline,
    hostile_flow,
    two_arms,
    two_measures,
)


def test_each_period_has_its_groups_and_numbers():
    made = flow_upright(two_arms())
    assert [text(each) for each in elements(made, "h4")] == ["Drug", "Placebo"]
    lines = [text(each) for each in elements(made, "p")]
    assert lines[:4] == ["421 started", "352 completed", "69 not completed", "Also posted:"]
    reasons = [text(each) for each in elements(made, "li")]
    assert reasons == [
        "48 Lost to follow-up",
        "21 Adverse event",
        "Treated: 420",
        "32 Lost to follow-up",
        "0 Adverse event",
        "Treated: 206",
    ]
    assert len(list(elements(flow_upright(crossover()), "h3"))) == 5


def test_each_measure_has_its_rows_and_groups():
    made = baseline_upright(two_measures())
    assert [text(each) for each in elements(made, "h3")] == ["Age", "Sex"]
    assert [text(each) for each in elements(made, "h4")] == ["Female", "Male"]
    lines = [text(each) for each in elements(made, "p")]
    assert "Drug: n = 421" in lines
    assert "Drug: 8.7 (SD 1.7)" in lines
    assert "Total: 203 (32.3 %)" in lines


@pytest.mark.parametrize("hostile", TEXTS)
def test_hostile_texts_are_text(hostile):
    assert hostile in text(flow_upright(hostile_flow(hostile)))
    assert hostile in text(baseline_upright(hostile_baseline(hostile)))


def test_nothing_of_empty_frames():
    assert flow_upright(flow_frame()) == []
    assert baseline_upright(baseline_frame()) == []


def course_frame(*rows):
    return pd.DataFrame([{**dict.fromkeys(COLUMNS, ""), **row} for row in rows], columns=[*COLUMNS])


@pytest.mark.parametrize("hostile", TEXTS)
def test_a_course_has_a_line_for_each_date_and_number(hostile):
    made = course_upright(
        course_frame(
            {"event_label": "Start", "value_words": "2010-01 (actual)", "reading": "now"},
            {"event_label": "Completion", "value_words": "2012-05", "reading": "now"},
            {
                "event_label": "Completion",
                "value_words": "2011-05",
                "reading": "then",
                "reading_label": "May",
            },
            {"event_label": "Started", "value_words": "0", "group": hostile, "reading": "now"},
        )
    )
    assert [text(each) for each in elements(made, "h4")] == ["Completion", "Started"]
    assert [text(each) for each in elements(made, "p")] == [
        "Start: 2010-01 (actual)",
        "2012-05",
        "2011-05 in May",
        f"{hostile}: 0",
    ]
    assert course_upright(course_frame()) == []
