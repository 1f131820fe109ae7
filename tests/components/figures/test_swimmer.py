import plotly.graph_objects as go
import pytest

from components.figures import swimmer
from components.theme import DARK, LIGHT
from data.link.state import PageState
from data.queries import outcomes


@pytest.fixture
def frame(store):
    return outcomes.graft_function(store, PageState())


@pytest.fixture
def figure(frame):
    return swimmer.swimmer_plot(frame, LIGHT)


def signs(figure: dict, symbol: str) -> list[float]:
    return [
        day
        for trace in figure["data"]
        if trace["name"] == swimmer.SIGN_WORDS[symbol]
        for day in trace["x"]
    ]


@pytest.fixture
def named(figure):
    """Every trace of lanes (the key's have no name)."""
    return {**figure, "data": [trace for trace in figure["data"] if "name" in trace]}


def texts(figure: dict) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize(
    ("symbol", "days"),
    [
        (swimmer.WEANED, [365, 365]),
        (swimmer.LOST, [142, 141, 143, 95, 730]),
        (swimmer.ABOUT, [130]),
        (swimmer.BEFORE, [45, 21]),
        (swimmer.NEVER, [0]),
        (swimmer.ON, [365]),
        (swimmer.OPEN, [110, 1571]),
    ],
)
def test_signs_stand_on_stated_days(named, symbol, days):
    assert signs(named, symbol) == days


def test_non_function_and_up_to_have_no_filled_bar(named, frame):
    bars = [trace for trace in named["data"] if trace["type"] == "bar"]
    lanes = {y for trace in bars for y in trace["y"]}
    assert len(lanes) == len(frame) - 2
    fades = [trace for trace in named["data"] if trace["name"] == "function, up to"]
    assert [max(trace["x"]) for trace in fades] == [365]


def test_by_a_day_is_hatched(named):
    hatched = [t for t in named["data"] if t["name"] == "function, at most"]
    assert [x for trace in hatched for x in trace["x"]] == [45, 21]


def test_spread_and_range_as_printed(named):
    spread = next(t for t in named["data"] if t["name"] == "± as printed")
    assert list(zip(spread["x"], spread["error_x"]["array"], strict=True)) == [(142, 53), (95, 25)]
    assert [t["x"] for t in named["data"] if t["name"] == "range"] == [[74, 131]]


def test_longer_function_goes_on_in_the_second_panel(named):
    late = [t for t in named["data"] if t["type"] == "bar" and t["xaxis"] == "x2"]
    ends = [base + x for t in late for base, x in zip(t["base"], t["x"], strict=True)]
    assert ends == [730, 1571]


def test_what_has_no_day_is_words(figure):
    said = texts(figure)
    assert "insulin-free about 1.7 years,<br>start not stated" in said
    assert "primary non-function" in said
    assert said.count("lost after weaning, day not stated") == 1
    assert said.count("lost after weaning: see below") == 1
    assert any("another day 0" in text for text in said)


def test_the_other_day_zero_stands_below_all_else(named):
    lost = [
        (day, y)
        for trace in named["data"]
        if trace["name"] == swimmer.SIGN_WORDS[swimmer.LOST]
        for day, y in zip(trace["x"], trace["y"], strict=True)
    ]
    assert max(lost, key=lambda place: place[1])[0] == 95


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_plotly_takes_it(frame, palette):
    for rows in (frame, frame.iloc[:0], *(frame.iloc[[i]] for i in range(len(frame)))):
        go.Figure(swimmer.swimmer_plot(rows, palette))


def test_hostile_words_are_escaped(frame):
    rows = frame.iloc[[1]].assign(duration_printed="<script>x</script>", cohort="<b>", remark="<i>")
    figure = swimmer.swimmer_plot(rows, LIGHT)
    assert "<script>" not in str(figure)
    assert "<i>" not in str(figure)


def test_in_words(frame):
    words = swimmer.in_words(frame)
    assert "1998–99 ITA, patient 3, DAC: primary non-function; islet mass 5,774 IEQ/kg" in words
    assert "counted from the end of immunosuppression" in words
    assert "insulin-independent for approximately 1.7 years, start not stated" in words
    assert "no graft function" in swimmer.in_words(frame.iloc[:0])
