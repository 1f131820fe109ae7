import pandas as pd
import plotly.graph_objects as go
import pytest

from components.figures import chimerism
from components.figures.empty import NO_CHIMERISM
from components.theme import DARK, LIGHT
from data.link.state import PageState
from data.queries import outcomes


@pytest.fixture
def frame(store):
    return outcomes.chimerism(store, PageState())


def notes(figure: dict) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def test_one_line_a_cohort_with_stated_levels_only(frame):
    data = chimerism.chimerism_over_time(frame, LIGHT)["data"]
    assert [trace["y"] for trace in data] == [[7.1, 1, 1], [7.7, 3.6, 1], [4.6, 0.14]]
    assert [trace["error_y"]["array"] for trace in data] == [[1.4, 0, 0], [0, 0, 0], [0.5, 0.05]]
    assert [trace["error_y"]["visible"] for trace in data] == [True, False, True]


def test_about_is_open(frame):
    symbols = chimerism.chimerism_over_time(frame, LIGHT)["data"][0]["marker"]["symbol"]
    assert symbols == ["square", "square-open", "square-open"]


def test_statements_without_a_level_are_words_and_no_point(frame):
    figure = chimerism.chimerism_over_time(frame, LIGHT)
    said = notes(figure)
    assert "2005–07: not detectable at any assessed time point; no level stated" in said
    assert any(
        "microchimerism" in text and "all patients (n = 5)" in text.replace("<br>", " ")
        for text in said
    )
    assert all(value > 0 for trace in figure["data"] for value in trace["y"])


def test_line_ends_name_cohort_and_last_value(frame):
    said = notes(chimerism.chimerism_over_time(frame, LIGHT))
    assert "<b>2000–02</b>: 0.14 ± 0.05%" in said
    assert "<b>1998–99</b>, one patient: 1%" in said
    assert "<b>1994–96</b>: ~1%" in said


@pytest.mark.parametrize(
    ("heights", "places"),
    [
        ([], []),
        ([1.0], [1.0]),
        ([1.0, 1.0], [1.0, 1.5]),
        ([1.0, 0.9, 4.0], [1.4, 0.9, 4.0]),
    ],
)
def test_labels_keep_apart(heights, places):
    assert chimerism.spread_apart(heights, 0.5) == pytest.approx(places)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_plotly_takes_it(frame, palette):
    silent = frame[~frame["placed"]]
    for rows in (frame, silent, frame.iloc[:0], frame.iloc[[0]]):
        go.Figure(chimerism.chimerism_over_time(rows, palette))


def test_hostile_words_are_escaped(frame):
    rows = frame.assign(value_printed="<script>", finding="<i>", subject="<b>x")
    figure = chimerism.chimerism_over_time(rows, LIGHT)
    assert "<script>" not in str(figure) and "<i>" not in str(figure)


def test_in_words(frame):
    assert "7.1 ± 1.4% at one month." in chimerism.in_words(frame)
    assert "not detectable at any assessed time point." in chimerism.in_words(frame)
    assert chimerism.in_words(frame.iloc[:0]) == NO_CHIMERISM


def of_patients(frame, *patients):
    """The first placed statement as one of each patient."""
    row = frame[frame["placed"]].head(1)
    return pd.concat([row.assign(level="PATIENT", patient=each) for each in patients])


@pytest.mark.parametrize(
    ("patients", "names"),
    [
        (["p1"], ["1994–96, one patient"]),
        (["p1", "p2"], ["1994–96, patient 1", "1994–96, patient 2"]),
        (["case A"], ["1994–96, one patient"]),
    ],
)
def test_each_patient_has_a_line_and_a_name(frame, patients, names):
    lines = chimerism.lines_of_frame(of_patients(frame, *patients))
    assert chimerism.names_of(lines) == names


def test_two_protocols_of_one_place_are_two_lines(frame):
    row = frame[frame["placed"]].head(1)
    both = pd.concat([row, row.assign(regimen="ours.other", cohort="Other 2024")])
    assert chimerism.names_of(chimerism.lines_of_frame(both)) == ["1994–96", "Other 2024"]


@pytest.mark.parametrize(
    ("month", "value", "spread", "last", "top"),
    [
        (12, 7.1, 1.4, chimerism.LAST_MONTH, chimerism.HIGHEST),
        (60, 7.1, None, 60 * (1 + chimerism.STEP / chimerism.LAST_MONTH), chimerism.HIGHEST),
        (12, 96, 2.5, chimerism.LAST_MONTH, 100),
    ],
)
def test_the_axes_reach_as_far_as_the_statements(frame, month, value, spread, last, top):
    row = frame[frame["placed"]].head(1).assign(month=month, value=value, spread=spread)
    row["spread"] = row["spread"].astype("Float64").astype("float64")
    assert chimerism.extents([row]) == (pytest.approx(last), top)


def test_the_axes_of_no_statement():
    assert chimerism.extents([]) == (chimerism.LAST_MONTH, chimerism.HIGHEST)


@pytest.mark.parametrize(
    ("last", "ticks"),
    [
        (chimerism.LAST_MONTH, list(chimerism.MONTHS)),
        (61, [0, 12, 24, 36, 48, 60]),
        (240.5, [0, 36, 72, 108, 144, 180, 216]),
    ],
)
def test_months_of_the_axis(last, ticks):
    assert chimerism.month_ticks(last) == ticks


@pytest.mark.parametrize(("top", "step"), [(10, 2), (24, 2), (26, 4), (100, 10)])
def test_per_cent_between_two_lines(top, step):
    assert chimerism.level_step(top) == step


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([], ""),
        (["NOT_STATED"] * 2, "The day from which the months are counted is not stated."),
        (
            ["ISLET_INFUSION", "NOT_STATED", "ISLET_INFUSION"],
            "Months are counted from: islet infusion (2 levels), not stated (1 level).",
        ),
    ],
)
def test_months_are_counted_from_what_the_sources_state(frame, events, said):
    row = frame[frame["placed"]].head(1)
    rows = pd.concat([frame.iloc[:0], *(row.assign(time_from=each) for each in events)])
    assert chimerism.counted_from(rows) == said
