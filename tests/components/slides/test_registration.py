from dataclasses import replace

import pytest

from components.figures.empty import NO_TRIAL
from components.slides import registration as slides
from data.queries import registration
from tests.components.slides.decks import chart_of, new_sheet, rows_of, saved, texts_of
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
