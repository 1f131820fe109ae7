from itertools import pairwise

import plotly.graph_objects as go
import pytest

from components.figures import swimmer
from components.figures.graft_rows import functions_of
from components.figures.text_width import text_width
from components.theme import DARK, LIGHT, tint
from data.link.state import PageState
from data.queries import outcomes


@pytest.fixture
def frame(store):
    return outcomes.graft_function(store, PageState())


@pytest.fixture
def figure(frame):
    return swimmer.swimmer_plot(frame, LIGHT)


def named(figure: dict, name: str) -> list[dict]:
    return [trace for trace in figure["data"] if trace.get("name") == name]


def signs(figure: dict, symbol: str) -> list[float]:
    return [day for trace in named(figure, swimmer.SIGN_WORDS[symbol]) for day in trace["x"]]


def texts(figure: dict) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize(
    ("symbol", "days"),
    [
        (swimmer.WEANED, [365, 365]),
        (swimmer.LOST, [130, 45, 21, 143, 141, 730]),
        (swimmer.NEVER, [0]),
        (swimmer.ON, [365]),
        (swimmer.OPEN, [110, 1571]),
    ],
)
def test_signs_stand_on_stated_days(figure, symbol, days):
    assert signs(figure, symbol) == days


def test_losses_are_filled_crosses_and_open_ends_hollow(figure):
    (lost,) = {
        (trace["marker"]["symbol"], trace["marker"]["color"])
        for trace in named(figure, swimmer.SIGN_WORDS[swimmer.LOST])
    }
    assert lost == ("x", LIGHT.text)
    (hollow,) = {
        (trace["marker"]["color"], trace["marker"]["line"]["color"])
        for trace in named(figure, swimmer.SIGN_WORDS[swimmer.OPEN])
    }
    assert hollow == (LIGHT.background, LIGHT.text)


def test_non_function_and_up_to_have_no_filled_bar(figure, frame):
    bars = [*named(figure, "function"), *named(figure, "function, at most")]
    assert len({y for trace in bars for y in trace["y"]}) == len(frame) - 2
    assert [max(trace["x"]) for trace in named(figure, "function, up to")] == [365]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_stated_is_solid_and_by_a_day_is_lighter_with_an_outline(frame, palette):
    figure = swimmer.swimmer_plot(frame, palette)
    slate = swimmer.slate_of(palette)
    assert slate not in palette.agent_class.values()
    assert {trace["marker"]["color"] for trace in named(figure, "function")} == {slate}
    (trace,) = named(figure, "function, at most")
    assert trace["x"] == [45, 21]
    assert trace["marker"]["color"] == tint(slate, palette.background, 0.3)
    assert trace["marker"]["line"]["color"] == slate
    assert "pattern" not in str(figure)


def test_spread_as_printed(figure):
    found = named(figure, swimmer.SPREAD)
    pairs = [pair for t in found for pair in zip(t["x"], t["error_x"]["array"], strict=True)]
    assert pairs == [(142, 53), (95, 25)]


def test_longer_function_goes_on_in_the_second_panel(figure):
    late = [t for t in named(figure, "function") if t["xaxis"] == "x2"]
    ends = [base + x for t in late for base, x in zip(t["base"], t["x"], strict=True)]
    assert ends == [1571, 730]


def test_each_bar_says_its_end_behind_it(figure):
    notes = {note["text"]: note for note in figure["layout"]["annotations"]}
    lost = notes["lost at 141 days"]
    assert (lost["xref"], lost["x"], lost["xshift"]) == ("x", 141, swimmer.BESIDE)
    late = notes["at 4.3 years: lost or still working,<br>not stated"]
    assert (late["xref"], late["x"]) == ("x2", 1571)
    mean = notes["one mean of both groups, 142 ± 53 days"]
    assert mean["x"] == 142 + 53
    assert notes["never worked (primary non-function)"]["x"] == 0
    assert "lost at 2 years;<br>insulin-free about 1.7 years, start not stated" in notes


def test_a_mean_mass_of_three_lanes_stands_once_in_their_middle(figure, frame):
    lanes = swimmer.placed(functions_of(frame), swimmer.GraftRoom(swimmer.NARROWEST)).lanes
    own = [lane.middle for lane in lanes if lane.row.cohort.startswith("2005")]
    (note,) = [n for n in figure["layout"]["annotations"] if "6,553" in n["text"]]
    assert note["text"] == "6,553 ± 1,272<br>mean of all 3"
    assert note["y"] == (own[0] + own[-1]) / 2
    assert texts(figure).count("not stated") == 2


def test_the_other_day_zero_stands_below_all_else(figure, frame):
    lanes = swimmer.placed(functions_of(frame), swimmer.GraftRoom(swimmer.NARROWEST)).lanes
    assert lanes[-1].row.day_zero == "END_OF_IMMUNOSUPPRESSION"
    assert [each.middle for each in lanes] == sorted(each.middle for each in lanes)
    assert any("another day 0" in text for text in texts(figure))


@pytest.mark.parametrize("width", [swimmer.NARROWEST, 1100, 1530])
def test_no_two_lanes_touch_and_words_stay_in_the_plot(frame, width):
    room = swimmer.GraftRoom(width)
    place = swimmer.placed(functions_of(frame), room)
    for one, other in pairwise(place.lanes):
        assert other.middle - one.middle >= (one.height + other.height) / 2 - 0.01
    for lane in place.lanes:
        left = room.x(*swimmer.words_at(lane.row)) + swimmer.BESIDE
        assert len(lane.words) * room.line <= lane.height
        for line in lane.words:
            assert left + text_width(line, room.size) <= room.plot + 0.01
    sign, left = swimmer.key_places(place.lanes, room)[-1]
    words = text_width(swimmer.KEY_WORDS[sign], room.size)
    assert left + swimmer.ICON + words <= room.plot + room.mass


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_whole_is_one_screen_high_and_of_one_type(frame, palette):
    figure = swimmer.swimmer_plot(frame, palette)
    assert figure["layout"]["height"] <= 560
    assert {note["font"]["size"] for note in figure["layout"]["annotations"]} == {swimmer.TYPE}


@pytest.mark.parametrize(
    ("chosen", "signs_of_the_key"),
    [
        ("2005–07", []),
        ("1994–96", [swimmer.SPREAD]),
        ("1998–99", [swimmer.UNTIL, swimmer.WEANED]),
        ("2000–02", [swimmer.UP_TO, swimmer.WEANED, swimmer.SPREAD]),
    ],
)
def test_the_key_holds_what_is_drawn_and_not_said(frame, chosen, signs_of_the_key):
    own = frame[frame["cohort"].str.startswith(chosen)]
    lanes = swimmer.placed(functions_of(own), swimmer.GraftRoom(swimmer.NARROWEST)).lanes
    assert swimmer.key_entries(lanes) == signs_of_the_key
    key = named(swimmer.swimmer_plot(own, LIGHT), "key")
    words = [text for trace in key for text in trace.get("text", ())]
    assert words == [swimmer.KEY_WORDS[sign] for sign in signs_of_the_key]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_plotly_takes_it(frame, palette):
    for rows in (frame, frame.iloc[:0], *(frame.iloc[[i]] for i in range(len(frame)))):
        go.Figure(swimmer.swimmer_plot(rows, palette))


def test_hostile_words_are_escaped(frame):
    rows = frame.iloc[[1]].assign(
        duration_printed="<script>x</script>", cohort="<b>x", remark="<i>", mass_words="<u>"
    )
    figure = swimmer.swimmer_plot(rows, LIGHT)
    assert not any(tag in str(figure) for tag in ("<script>", "<i>", "<u>", "<b>x"))


@pytest.mark.parametrize(
    ("changes", "last"),
    [
        ({}, swimmer.LAST_DAY),
        ({"days": 3650.0}, 3650 + swimmer.MONTH),
        ({"days": 3650.0, "spread": 100.0}, 3750 + swimmer.MONTH),
        ({"weaning": 4000.0}, 4000 + swimmer.MONTH),
        ({"days": None, "weaning": None}, swimmer.LAST_DAY),
    ],
)
def test_the_second_panel_reaches_behind_the_longest_function(frame, changes, last):
    row = functions_of(frame)[0]._replace(**{"spread": None, **changes})
    assert swimmer.last_day([row]) == pytest.approx(last)
    room = swimmer.GraftRoom(swimmer.NARROWEST).for_rows([row])
    assert room.days("x2") == (swimmer.LATER_FROM, pytest.approx(last))


@pytest.mark.parametrize(
    ("last", "years"),
    [(swimmer.LAST_DAY, [2, 3, 4]), (10.5 * swimmer.YEAR, [3, 6, 9]), (801.0, [2])],
)
def test_years_of_the_scale_are_few(last, years):
    told = [text for on, _, text in swimmer.ticks_of("ISLET_INFUSION", last) if on == "x2"]
    assert told == [f"{year} y" for year in years]


def test_up_to_several_years_fades_through_both_panels(frame):
    row = functions_of(frame)[0]._replace(days=730.0, qualifier="UP_TO")
    lane = swimmer.GraftLane(row, 0, 29, ())
    first, later = swimmer.fades_of(lane)
    assert (first[:3], later[:3]) == (("x", 0, 380), ("x2", 345, 730))
    assert (first[3], later[4]) == (1, pytest.approx(swimmer.FAINT))
    assert first[3] > later[3] > first[4] > later[4]
    assert swimmer.pieces_of(lane) == [] == swimmer.signs_of(lane)


def test_a_function_of_many_years_is_drawn_within_its_panel(frame):
    figure = swimmer.swimmer_plot(frame.assign(function_days=5000, qualifier="AT_LEAST"), LIGHT)
    low, high = figure["layout"]["xaxis2"]["range"]
    assert low < max(signs(figure, swimmer.ON)) < high
