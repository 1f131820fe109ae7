import pandas as pd
import plotly.graph_objects as go
import pytest

from components.figures import islet_mass
from components.figures.empty import NO_FUNCTION
from components.theme import DARK, LIGHT
from data.link.state import PageState
from data.queries import outcomes
from data.queries.outcomes import NO_MASS, OWN_MASS, WITHOUT_DURATION


@pytest.fixture
def frame(store):
    return outcomes.islet_mass_and_function(store, PageState())


@pytest.fixture
def figure(frame):
    return islet_mass.islet_mass_and_function(frame, LIGHT)


def points(figure: dict, x: str, y: str) -> set[tuple[float, float]]:
    return {
        (trace["x"][0], trace["y"][0])
        for trace in figure["data"]
        if (trace["xaxis"], trace["yaxis"]) == (x, y)
    }


def test_both_stated(figure):
    assert points(figure, "x", "y") == {
        (14800, 142),
        (6922, 365),
        (10536, 45),
        (10669, 130),
        (7981, 21),
        (9029, 365),
        (6553, 730),
        (6553, 110),
        (6553, 1571),
    }


def test_no_function_and_no_mass_stand_apart(figure):
    assert points(figure, "x", "y2") == {(5774, islet_mass.NEVER_Y)}
    assert {y for _, y in points(figure, "x2", "y")} == {141, 143}


def test_spreads_as_printed(figure):
    first = figure["data"][0]
    assert first["error_x"]["array"] == [7152]
    assert first["error_y"]["array"] == [53]


def test_a_mass_of_the_whole_cohort_is_open_and_said(figure):
    symbols = [t["marker"]["symbol"] for t in figure["data"] if t["x"] == [6553]]
    assert symbols == ["diamond-open"] * 3
    said = [note["text"] for note in figure["layout"]["annotations"]]
    assert said.count("2005–07: mass known only as the mean of the cohort") == 1


def test_arrows_for_longer_and_shorter(figure):
    arrows = [note["yshift"] for note in figure["layout"]["annotations"] if note["showarrow"]]
    assert sorted(shift > 0 for shift in arrows) == [False, False, False, True]


@pytest.mark.parametrize(
    "words",
    [
        "1994–96: mean 142 ± 53 days",
        "1998–99: over one year",
        "1998–99: about 130 days",
        "1998–99: by day 45",
        "2000–02: up to one year, 4 patients",
        "2000–02: 141 days",
        "2005–07: 2 years",
        "2005–07: 4.3 years, end not stated",
        "1998–99: primary non-function",
    ],
)
def test_direct_labels(figure, words):
    assert words in [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_plotly_takes_it(frame, palette):
    for rows in (frame, frame.iloc[:0], *(frame.iloc[[i]] for i in range(len(frame)))):
        go.Figure(islet_mass.islet_mass_and_function(rows, palette))


def test_hostile_words_are_escaped(frame):
    rows = frame.assign(cohort="<script>", label="<i>", duration_printed="<u>")
    figure = islet_mass.islet_mass_and_function(rows, LIGHT)
    assert not any(tag in str(figure) for tag in ("<script>", "<i>", "<u>"))


def test_in_words(frame):
    assert "islet mass 14,800 ± 7,152 IEQ/kg (mean)" in islet_mass.in_words(frame)
    assert islet_mass.in_words(frame.iloc[:0]) == NO_FUNCTION


def extents(frame, **changes):
    return islet_mass.Extents.of(list(frame.assign(**changes).itertuples()))


def test_axes_of_the_review_are_its_own(frame):
    found = extents(frame)
    assert found == (
        islet_mass.Extents(islet_mass.MOST_MASS, islet_mass.LOWEST, islet_mass.HIGHEST)
    )
    assert list(found.masses) == [0, 5000, 10000, 15000, 20000]
    assert list(found.days.values())[-2:] == ["2 years", "4 years"]


def test_axes_reach_as_far_as_the_rows(frame):
    found = extents(frame.head(1), mass=80_000, mass_of=OWN_MASS, function_days=8000, spread_days=0)
    assert found.mass == 80_000 and list(found.masses) == [0, 20000, 40000, 60000, 80000]
    assert 10**found.highest > 8000 and found.days[3653] == "10 years"
    assert extents(frame.head(1), function_days=2, spread_days=1).lowest == 0


def test_axes_of_rows_without_numbers(frame):
    found = extents(frame.head(1), mass_of=NO_MASS, function_days=None)
    assert (found.mass, found.highest) == (islet_mass.MOST_MASS, islet_mass.HIGHEST)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (0, "No patient has both a mass and an outcome of the own."),
        (1, "Only one patient of Trial A has both a mass and an outcome of their own: "),
        (12, "Only the twelve patients of Trial A have both a mass and an outcome of their own: "),
        (13, ""),
    ],
)
def test_how_many_have_both_numbers_of_their_own(frame, own, said):
    row = frame.head(1)
    rows = [row.assign(mass_of=OWN_MASS, cohort="Trial A")] * own or [row.assign(mass_of=NO_MASS)]
    words = islet_mass.points_in_words(pd.concat(rows))
    assert words.startswith(said) and bool(words) is bool(said)


def test_rows_without_a_duration_are_counted(frame):
    row = frame.head(1).assign(mass_of=NO_MASS)
    row.attrs[WITHOUT_DURATION] = 2
    assert islet_mass.on_points(row).endswith("Not drawn, as no duration is stated: 2 rows.")
