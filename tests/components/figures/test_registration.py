from dataclasses import replace

import plotly.graph_objects as go
import pytest

from components.figures import registration as figures
from components.figures.empty import NO_TRIAL
from components.figures.text import trials
from components.theme import PALETTES
from components.views import VIEWS
from data.link.state import PageState
from data.queries import registration
from data.queries.trials import count_matching
from tests.data.queries.test_registration import small

LIGHT = PALETTES["light"]


@pytest.fixture(scope="module")
def few(store):
    return small(
        store,
        start_year=[2001, 2003, 2003, None],
        phase=["PHASE1", "PHASE2", "NOT_STATED", "PHASE1"],
        enrollment=[0, 12, 30, None],
        enrollment_type=["ACTUAL", "ESTIMATED", "ACTUAL", "NOT_STATED"],
        overall_status=["COMPLETED", "COMPLETED", "WITHDRAWN", "NOT_STATED"],
    )


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_they_are_valid_figures(store, few, palette):
    for data in (few, small(store)):
        filters = data.no_filters()
        go.Figure(figures.started_per_year(registration.started_per_year(data, filters), palette))
    for data in (store, few, small(store)):
        go.Figure(figures.enrollment(registration.enrollment(data, data.no_filters()), palette))


def test_years_are_stacked_by_phase(few):
    figure = figures.started_per_year(registration.started_per_year(few, few.no_filters()), LIGHT)
    assert [trace["name"] for trace in figure["data"]] == ["Phase 1", "Phase 2", "Not stated"]
    assert figure["data"][0]["x"] == ["2001", "2002", "2003", "Not stated"]
    assert [trace["y"] for trace in figure["data"]] == [[1, 0, 0, 1], [0, 0, 1, 0], [0, 0, 1, 0]]
    assert figure["data"][2]["marker"]["pattern"]["shape"] == "/"
    assert figure["data"][0]["customdata"][0][:3] == [
        "started-from=2001",
        "started-to=2001",
        "phase=PHASE1",
    ]


def test_estimated_has_a_pattern_of_its_own(few):
    figure = figures.enrollment(registration.enrollment(few, few.no_filters()), LIGHT)
    looks = {
        trace["name"]: (trace["marker"]["color"], trace["marker"]["pattern"]["shape"])
        for trace in figure["data"]
    }
    assert list(looks) == ["Actual", "Estimated", "Not stated"]
    assert len(set(looks.values())) == len({shape for _, shape in looks.values()}) == 3


def test_the_legend_shows_the_patterns_of_the_bars(few):
    """Estimated was hatched in the legend and dotted in the bars."""
    filters = few.no_filters()
    state = PageState(filters, dataset=few.known.dataset)
    for slug in ("enrollment", "started-per-year"):
        rendered = VIEWS[slug].render(few, state, LIGHT)
        bars = {
            trace["name"]: (trace["marker"]["color"], trace["marker"]["pattern"]["shape"])
            for trace in rendered.figure["data"]
        }
        assert {each.label: (each.colour, each.pattern) for each in rendered.legend} == bars


def test_years_in_words(few):
    frame = registration.started_per_year(few, few.no_filters())
    assert figures.years_in_words(frame) == (
        "3 trials started from 2001 to 2003; most in 2003: 2. 1 trial without a year of start."
    )
    assert figures.years_in_words(frame.assign(year_total=0)) == NO_TRIAL


def test_enrolment_in_words(few):
    counted = registration.enrollment(few, few.no_filters())
    assert figures.enrollment_in_words(counted) == (
        "Trials by number of people. 0: 1; 10–49: 2; Not stated: 1. "
        "What the number is: actual: 2; estimated: 1; not stated: 1."
    )
    assert (
        figures.enrollment_in_words(replace(counted, row_totals=counted.row_totals * 0)) == NO_TRIAL
    )


@pytest.mark.parametrize(
    ("count", "first", "last", "most"), [(3, "2000", "2002", 4), (40, "2003", "2039", 14)]
)
def test_labels_of_years_keep_apart(few, count, first, last, most):
    years = [*(str(2000 + n) for n in range(count)), "Not stated"]
    ticks = figures._year_ticks(years)
    assert (ticks["tickvals"][0], ticks["tickvals"][-2]) == (first, last)
    assert ticks["ticktext"][-1] == "Not<br>stated"
    assert len(ticks["tickvals"]) <= most


@pytest.fixture(scope="module")
def far_off(store):
    return small(store, start_year=[1900, 2024, 2024, 2205], phase=["PHASE1"] * 4)


def test_bars_of_several_years_say_so_and_lead_to_their_trials(far_off):
    frame = registration.started_per_year(far_off, far_off.no_filters())
    (trace,) = figures.started_per_year(frame, LIGHT)["data"]
    assert (trace["x"][0], trace["x"][-2]) == ("Until 2023", "After 2030")
    assert [each[:2] for each in (trace["customdata"][0], trace["customdata"][-2])] == [
        ["", "started-to=2023"],
        ["started-from=2031", ""],
    ]
    for tokens in trace["customdata"][:-1]:
        pairs = [token.split("=") for token in tokens[:2] if token]
        filters = PageState.from_values(dict(pairs), far_off.known)[0].filters
        assert trials(count_matching(far_off, filters)) == tokens[3]
    assert figures.years_in_words(frame) == (
        "4 trials started from before 2024 to after 2030; most in 2024: 2."
    )
    assert figures.years_together(frame) == (
        "Years until 2023 stand together. Years after 2030, more than 5 years beyond the date of "
        "the data, stand together."
    )
    assert figures.years_together(frame[frame["year"] == "2024"]) == ""
