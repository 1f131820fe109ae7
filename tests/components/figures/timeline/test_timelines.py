"""The figure of protocols day by day: what is drawn of which evidence, and where."""

import json
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from components.figures.empty import NO_EVENT
from components.figures.timeline.events import read_events
from components.figures.timeline.lanes import blocks, panels
from components.figures.timeline.marks import SPAN, marks
from components.figures.timeline.timelines import NARROWEST, page_of, protocol_timeline
from components.theme import DARK, LIGHT, PALETTES
from tests.components.figures.timeline.drawn_as import DRAWN_AS, look_of
from tests.components.figures.timeline.samples import (
    CELLS,
    EVIL,
    INDUCTION,
    NONE,
    WINDOWS,
    agents,
    frame_of,
    on,
    real,
    span,
)

LANE = 17


def drawn(window: str, *rows: dict[str, Any], palette=LIGHT, width=NARROWEST, part=1) -> Any:
    figure = protocol_timeline(frame_of(*rows), palette, window, part, width)
    go.Figure(figure)
    return figure


def named(figure: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if str(trace.get("name", "")).startswith(name)]


def days(figure: dict[str, Any], name: str) -> list[float]:
    return [day for trace in named(figure, name) for day in trace["x"]]


def bars(figure: dict[str, Any], name: str) -> list[tuple[float, float]]:
    """(first day, last day) of the bars of one style."""
    return [
        (base, base + length)
        for trace in named(figure, name)
        for base, length in zip(trace["base"], trace["x"], strict=True)
    ]


def texts(figure: dict[str, Any]) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def blocks_of(figure: dict[str, Any]) -> list[str]:
    """The headers of the protocols, from the top."""
    return [text.split("</b>")[0][3:] for text in texts(figure) if "Day 0: " in text]


# Evidence


def looks(figure: dict[str, Any], colours: dict[str, str], palette: Any) -> list[str]:
    """All that is drawn of events, in words."""
    (colour,) = set(colours.values()) if len(colours) == 1 else (None,)
    found: list[str] = []
    for trace in figure["data"]:
        if trace["yaxis"] == "y2" or str(trace.get("name")).startswith("scale"):
            continue  # the key and the scale
        found += _looks_of(trace, colour, colours, palette)
    nones = [text for text in texts(figure) if text == "none"]
    ors = [text for text in texts(figure) if text == "or"]
    return sorted([*found, *nones, *ors])


def _looks_of(trace: Any, colour: str | None, colours: dict[str, str], palette: Any) -> list[str]:
    name, marker = trace["name"], trace.get("marker", {})
    if name == "fade":
        assert marker["color"] == "rgba(0, 0, 0, 0)"  # answers the pointer
        return []
    if name == "no day stated":
        assert trace["xaxis"] == "x3"
        fills = zip(marker["color"], marker["line"]["color"], strict=True)
        own = [look_of(*each, each[1], palette) for each in fills]
        assert set(marker["line"]["color"]) <= set(colours.values())
        return [f"{look} chip" for look in own]
    if name == "some patients":
        assert marker["color"] == [colour]
        return ["filled part" for _ in trace["x"]]
    if name.startswith("single dose"):
        return [f"{symbol} on a chip" for symbol in marker["symbol"]]
    assert trace["xaxis"] == "x" and colour
    if name.startswith("fade, "):
        (_, left), (_, right) = trace["fillgradient"]["colorscale"]
        strength = [float(each.rstrip(")").rsplit(" ", 1)[1]) for each in (left, right)]
        return ["fade to the left" if strength[0] < strength[1] else "fade to the right"]
    if name == "limit":
        assert marker["line"]["color"] == [colour]
        return ["limit"]
    if name == "open end":
        assert (marker["symbol"], marker["color"]) == (["triangle-right"], [colour])
        return ["arrow"]
    if name == "day":
        (fill,), (line,) = marker["color"], marker["line"]["color"]
        line = colour if line == palette.background else line
        return [f"{look_of(fill, line, colour, palette)} {marker['symbol'][0]}"]
    half = {SPAN: "", SPAN / 2: ", half as high"}[trace["width"][0]]
    look = look_of(marker["color"], marker["line"]["color"], colour, palette)
    return [f"{look} bar{half}"]


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(("rows", "drawn_as"), DRAWN_AS.values(), ids=DRAWN_AS)
def test_what_each_class_of_evidence_is_drawn_as(rows, drawn_as, palette):
    figure = drawn("transplant", *rows, palette=palette)
    codes = dict.fromkeys(code for code in frame_of(*rows)["agent_class"] if code)
    colours = {code: palette.agent_class[code] for code in codes}
    assert looks(figure, colours, palette) == drawn_as
    assert "pattern" not in json.dumps(figure)


@pytest.mark.parametrize("window", WINDOWS)
def test_a_chip_stands_left_of_the_axes(window):
    figure = drawn(window, on(0), {"schedule": "single dose"}, {"coverage": "SOME"})
    layout = figure["layout"]
    left = layout["xaxis"]["domain"][0] * layout["xaxis3"]["range"][1]
    for trace in (*named(figure, "no day stated"), *named(figure, "some patients")):
        assert trace["xaxis"] == "x3"
        assert all(
            base + length < left for base, length in zip(trace["base"], trace["x"], strict=True)
        )
    assert all(at < left for at in days(figure, "single dose"))


def test_the_parts_of_the_whole_window_are_never_a_bar_of_what_has_no_day():
    figure = drawn("both", {})
    on_days = [trace for trace in figure["data"] if trace["xaxis"] in ("x", "x2")]
    assert {trace["name"] for trace in on_days} == {"scale, days", "scale, months"}
    assert "No day stated" in texts(figure)
    assert "No day stated" not in texts(drawn("both", on(0)))


def test_what_is_not_mentioned_is_left_empty():
    figure = drawn("both", on(0, **INDUCTION))
    assert "Maintenance" not in texts(figure) and "none" not in texts(figure)


# The figure


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("window", WINDOWS)
def test_no_events_give_a_figure_that_says_so(window, palette):
    figure = drawn(window, palette=palette)
    assert figure["data"] == []
    assert texts(figure) == [NO_EVENT]


def test_an_ongoing_end_is_an_arrow_at_the_edge():
    figure = drawn("both", span(122, None, "ONGOING"))
    assert bars(figure, "worked out") == [(122, pytest.approx(468.4, abs=0.1))]
    (arrow,) = named(figure, "open end")
    assert arrow["x"] == [figure["layout"]["xaxis2"]["range"][1]]


def test_an_end_that_is_not_stated_fades():
    figure = drawn("followup", span(91, None, "NOT_STATED"))
    assert bars(figure, "worked out") == []
    (fade,) = named(figure, "fade, ")
    assert min(fade["x"]) == 91
    (start, left), (end, right) = fade["fillgradient"]["colorscale"]
    assert (start, end) == (0, 1)
    assert left.endswith("0.8)") and right.endswith("0.04)")
    assert days(figure, "limit") == [91]


def test_a_fade_runs_on_across_the_seam():
    figure = drawn("both", span(None, 365, "WEANED"))
    ends = [(min(fade["x"]), max(fade["x"])) for fade in named(figure, "fade, ")]
    assert ends == [
        (pytest.approx(-7.6), 30),
        (30, 365),
        (365, pytest.approx(468.4, abs=0.1)),
    ]
    assert days(figure, "limit") == [365]
    assert {"start not stated", "weaning from month 12"} <= set(texts(figure))


def test_a_switch_names_the_next_agent():
    figure = drawn("both", span(-1, 91, "SWITCHED", end_words="then switched to MMF"))
    assert bars(figure, "worked out") == [(-1, 30), (30, 91)]
    assert "→ MMF" in texts(figure)


def test_tolerances_are_whiskers():
    figure = drawn("both", on(0, **CELLS), on(7, tolerance_days=1, **CELLS))
    (whiskers,) = named(figure, "tolerance")
    assert (whiskers["x"], whiskers["error_x"]["array"]) == ([7], [1])
    assert days(figure, "day") == [0, 7]


def test_texts_from_the_data_are_escaped():
    evil = {
        "agent_code": EVIL,
        "agent_name": EVIL,
        "role_label": EVIL,
        "regimen_label": EVIL,
        "day_zero_label": EVIL,
        "dose": EVIL,
        "remark": EVIL,
        "alternative_to": EVIL,
        "locator": EVIL,
        "patients_n": EVIL,
        "arm_label": EVIL,
        "coverage": "SOME",
    }
    rows = on(0, **evil), {**evil, "agent": "b"}, span(1, 9, "FIXED", **{**evil, "agent": "c"})
    figure = drawn("both", *rows)
    assert "<a " not in json.dumps(figure)
    assert "&lt;a " in json.dumps(figure)


@pytest.mark.parametrize("part", [-1, 0, 1, 2, 3, 99])
def test_a_part_that_there_is_not_is_the_nearest(part):
    rows = [{**on(0), "regimen": f"r{place}"} for place in range(9)]
    place = page_of(read_events(frame_of(*rows)), part).place
    assert place == ["1–4 of 9", "5–8 of 9", "9 of 9"][min(max(part, 1), 3) - 1]
    assert place in texts(drawn("both", *rows, part=part))


@pytest.mark.parametrize("part", [1, 2, 3])
def test_sixty_lanes_are_parts_of_readable_rows(part):
    figure = drawn("both", *agents(60, **on(0), regimen_label=EVIL), part=part)
    assert figure["layout"]["height"] <= 620
    rows = figure["layout"]["yaxis"]["tickvals"]
    assert all(later - row >= LANE - 0.01 for row, later in pairwise(rows))
    (label,) = blocks_of(figure)
    assert label.endswith("&lt;/a&gt;" + (" (continued)" if part > 1 else ""))


# The real protocols


def lane(frame, code):
    return frame[frame["agent_code"] == code]


def test_2005_07_stands_on_its_days(store):
    frame = real(store, "miami-2005-07-ita")

    def figure(code):
        return protocol_timeline(lane(frame, code), LIGHT, "both")

    assert days(figure("C1H"), "day") == [-1, 0]
    assert days(figure("ETC"), "day") == [0]
    assert bars(figure("ETC"), "worked out") == [(0, 14)]
    assert days(figure("Islets"), "day") == [0]
    assert days(figure("CD34+ BMSC"), "day") == [5, 11]
    assert bars(figure("TAC"), "worked out") == [(-1, 30), (30, 91)]
    assert "→ MMF" in texts(figure("TAC"))
    assert [start for start, _ in bars(figure("SIR"), "worked out")] == [-1, 30, 122]
    assert named(figure("SIR"), "open end")
    assert days(figure("MMF"), "limit") == [91]
    assert not bars(figure("MMF"), "worked out")


def test_the_registered_trial_has_its_windows(store):
    figure = protocol_timeline(real(store, "nct01143168"), LIGHT, "both")
    (whiskers,) = named(figure, "tolerance")
    found = list(zip(whiskers["x"], whiskers["error_x"]["array"], strict=True))
    assert found == [(7, 1), (14, 2)] * 2


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("role", [(), ("INDUCTION",)], ids=["all roles", "induction"])
def test_1994_97_says_none_in_every_company(store, window, role):
    cohorts = store.regimens.loc[store.regimens["kind"] == "COHORT", "regimen"]
    for chosen in (["miami-1994-97-sil"], cohorts):
        figure = protocol_timeline(real(store, *chosen, role=role), LIGHT, window)
        assert texts(figure).count("none") == 1
        (none,) = (note for note in figure["layout"]["annotations"] if note["text"] == "none")
        label = next(label for label in blocks_of(figure) if label.startswith("1994–97"))
        (head,) = (
            note for note in figure["layout"]["annotations"] if f"<b>{label}</b>" in note["text"]
        )
        induction = min(
            note["y"]
            for note in figure["layout"]["annotations"]
            if note["text"] == "Induction" and note["y"] > head["y"]
        )
        assert none["y"] == induction


@pytest.mark.parametrize("role", [(), ("INDUCTION",)], ids=["all roles", "induction"])
def test_seven_cohorts_are_a_page_of_four_and_one_of_three(store, role):
    cohorts = store.regimens.loc[store.regimens["kind"] == "COHORT"]
    frame = real(store, *cohorts["regimen"], role=role)
    parts = [protocol_timeline(frame, LIGHT, "both", part) for part in (1, 2)]
    shown = [blocks_of(part) for part in parts]
    assert [len(labels) for labels in shown] == [4, 3]
    assert [*shown[0], *shown[1]] == cohorts["label"].tolist()


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("width", [560, 1040, 1600])
def test_every_protocol_draws_in_every_window(store, window, palette, width):
    frame = real(store, *store.regimens["regimen"])
    for part in (1, 2, 3):
        figure = protocol_timeline(frame, palette, window, part, width)
        go.Figure(figure)
        layout = figure["layout"]
        sizes = [note["font"]["size"] for note in layout["annotations"]]
        sizes += [trace["textfont"]["size"] for trace in figure["data"] if "textfont" in trace]
        assert min([*sizes, layout["yaxis"]["tickfont"]["size"]]) >= 12
        assert layout["height"] <= 620
        assert "pattern" not in json.dumps(figure)


def test_every_event_is_drawn_once(store):
    frame = real(store, *store.regimens["regimen"])
    hovers = []
    for part in (1, 2, 3):
        figure = protocol_timeline(frame, DARK, "both", part)
        assert set(blocks_of(figure)) <= set(frame["regimen_label"])
        hovers += [text for trace in figure["data"] for text in trace.get("hovertext", ())]
    for event in read_events(frame):
        assert event.is_none or event.hover in hovers


def test_the_figure_holds_no_invented_day(store):
    """Every day of a mark is a day of the data, a window's edge, or the seam."""
    frame = real(store, *store.regimens["regimen"])
    across = panels("both", read_events(frame), 640)
    known = set(frame["start_day"].dropna()) | set(frame["end_day"].dropna())
    known |= {edge for panel in across for edge in (panel.low, panel.high)}
    lanes = [one for block in blocks(read_events(frame), 0, LANE, 200) for one in block.lanes]
    made = marks(lanes, across)
    assert {point.day for point in (*made.points, *made.limits, *made.arrows)} <= known
    ends = {day for mark in (*made.bars, *made.fades) for day in (mark.start, mark.end)}
    assert ends <= known


def test_a_printed_none_beside_an_event_of_the_role_is_both():
    found = texts(drawn("both", NONE, on(0, **INDUCTION)))
    assert found.count("none") == found.count("Induction") == 1
