from dataclasses import replace

import numpy as np
import pytest

from components.figures.empty import NO_TRIAL
from components.slides import registration as slides
from components.theme import LIGHT
from data.queries import registration
from tests.components.slides.decks import (
    chart_of,
    colours_in,
    new_sheet,
    rows_of,
    saved,
    texts_of,
)
from tests.data.queries.test_registration import small


@pytest.fixture(scope="module")
def few(store):
    return small(
        store,
        start_year=[2001, 2003, None],
        phase=["PHASE1", "PHASE2", "PHASE1"],
        enrollment=[0, 12, 30],
        enrollment_type=["ACTUAL", "ESTIMATED", "ACTUAL"],
        overall_status=["COMPLETED", "WITHDRAWN", "WITHDRAWN"],
    )


def test_years_are_columns_of_a_native_chart(few):
    sheet = new_sheet()
    slides.started_per_year(registration.started_per_year(few, few.no_filters()), sheet)
    (slide,) = saved(sheet)
    assert rows_of(chart_of(slide)) == [
        (None, "Phase 1", "Phase 2"),
        ("2001", 1, 0),
        ("2002", 0, 0),
        ("2003", 0, 1),
        ("Not stated", 1, 0),
    ]
    assert 'barDir val="col"' in chart_of(slide)._chartSpace.xml


def test_enrolment_is_a_native_chart(few):
    sheet = new_sheet()
    slides.enrollment(registration.enrollment(few, few.no_filters()), sheet)
    (slide,) = saved(sheet)
    rows = rows_of(chart_of(slide))
    assert rows[0] == (None, "Actual", "Estimated", "Not stated")
    assert rows[1] == ("0 (1)", 1, 0, 0)
    assert rows[3] == ("10–49 (2)", 1, 1, 0)
    xml = chart_of(slide)._chartSpace.xml
    assert 'barDir val="bar"' in xml
    assert xml.count('prst="pct20"') == xml.count('prst="wdUpDiag"') == 1


def test_no_trial_is_said(few):
    empty, none = new_sheet(), new_sheet()
    frame = registration.started_per_year(few, few.no_filters()).assign(trials=0)
    slides.started_per_year(frame, empty)
    counted = registration.enrollment(few, few.no_filters())
    slides.enrollment(replace(counted, trials=counted.trials * 0), none)
    assert NO_TRIAL in texts_of(saved(empty)[0])
    assert NO_TRIAL in texts_of(saved(none)[0])


def fills_of(slide):
    """Series -> the colours of its fill."""
    return {
        series.find(".//{*}tx//{*}v").text: colours_in(series.find("{*}spPr")[0])
        for series in chart_of(slide)._chartSpace.iter("{*}ser")
    }


def test_each_kind_of_number_has_its_colours(few):
    sheet = new_sheet()
    slides.enrollment(registration.enrollment(few, few.no_filters()), sheet)
    assert fills_of(saved(sheet)[0]) == {
        "Actual": [LIGHT.phase["PHASE3"]],
        "Estimated": [LIGHT.phase["PHASE3"], LIGHT.phase["PHASE1"]],
        "Not stated": [LIGHT.not_stated_hatch, LIGHT.not_stated],
    }


def test_each_phase_has_its_colour(few):
    sheet = new_sheet()
    slides.started_per_year(registration.started_per_year(few, few.no_filters()), sheet)
    assert fills_of(saved(sheet)[0]) == {
        "Phase 1": [LIGHT.phase["PHASE1"]],
        "Phase 2": [LIGHT.phase["PHASE2"]],
    }


def test_a_segment_of_many_has_its_number_and_a_sliver_has_none(few):
    counted = registration.enrollment(few, few.no_filters())
    numbers = np.zeros_like(counted.trials)
    numbers[0, :2] = [1, 999]
    sheet = new_sheet()
    slides.enrollment(replace(counted, trials=numbers, row_totals=numbers.sum(axis=1)), sheet)
    (slide,) = saved(sheet)
    first, second, *_ = chart_of(slide)._chartSpace.iter("{*}ser")
    assert [gone.find("{*}idx").get("val") for gone in first.iter("{*}dLbl")] == ["0"]
    assert list(second.iter("{*}dLbl")) == []


def titles_of(slide):
    return [
        "".join(text.text for text in title.iter("{*}t"))
        for title in chart_of(slide)._chartSpace.iter("{*}title")
    ]


def test_axes_are_named(few):
    years, sizes = new_sheet(), new_sheet()
    slides.started_per_year(registration.started_per_year(few, few.no_filters()), years)
    slides.enrollment(registration.enrollment(few, few.no_filters()), sizes)
    assert titles_of(saved(years)[0]) == ["Year of start", "Trials"]
    assert titles_of(saved(sizes)[0]) == ["People enrolled", "Trials"]


@pytest.mark.parametrize(
    ("years", "is_crowded"),
    [
        (["2001"], False),
        ([*map(str, range(2000, 2020)), "Not stated"], False),
        (["until 1985", *map(str, range(1986, 2026)), "Not stated"], True),
    ],
)
def test_many_years_are_named_upwards(years, is_crowded):
    assert slides._is_crowded(years) == is_crowded
