from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.figures.empty import NO_EVENT
from components.figures.text_width import text_width
from components.figures.timeline import timelines
from components.figures.timeline.events import (
    Event,
    days_of,
    group_of_patients,
    markup,
    read_events,
    short_dose,
    when,
)
from components.figures.timeline.key import class_entries, lay_out, sign_entries
from components.figures.timeline.labels import (
    gaps,
    label_width,
    lane_labels,
    point_texts,
    span_texts,
)
from components.figures.timeline.lanes import (
    DAYS,
    HEADER,
    LANE,
    Window,
    blocks,
    panels,
    rows_of,
)
from components.figures.timeline.marks import marks
from components.theme import DARK, LIGHT, PALETTES, Palette
from data.link.options import ProtocolOptions
from data.link.state import PageState
from data.queries import regimens
from data.store import TrialStore

ROW: dict[str, Any] = {
    "regimen": "a",
    "regimen_label": "Protocol A (n = 2)",
    "day_zero_label": "Islet infusion",
    "role": "MAINTENANCE",
    "role_label": "Maintenance",
    "agent": "tac",
    "agent_code": "TAC",
    "agent_name": "Tacrolimus",
    "agent_class": "CALCINEURIN_INHIBITOR",
    "class_label": "Calcineurin inhibitor",
    "target": "Calcineurin",
    "start_day": None,
    "start_words": "not stated",
    "end_day": None,
    "end_kind": "NOT_STATED",
    "end_label": "Not stated",
    "end_words": "not stated",
    "tolerance_days": None,
    "dose": "not stated",
    "route": "not stated",
    "schedule": "not stated",
    "trough_target": "not stated",
    "patients": "all (n = 2)",
    "alternative_to": "",
    "certainty": "NOT_STATED",
    "certainty_label": "Not stated",
    "remark": "",
    "locator": "Table 9, row 1",
}
CELLS = {
    "role": "CELL_INFUSION",
    "role_label": "Cell infusion",
    "agent": "cd34",
    "agent_code": "CD34+",
    "agent_class": "CELL_PRODUCT",
    "class_label": "Stem or marrow cells",
}


def frame_of(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([{**ROW, **row} for row in rows], columns=list(ROW))


def on(day: float, **more: Any) -> dict[str, Any]:
    """A stated event on one day."""
    return {"start_day": day, "end_day": day, "end_kind": "FIXED", "certainty": "STATED", **more}


def span(start: float | None, end: float | None, kind: str, **more: Any) -> dict[str, Any]:
    """An inferred event of some length."""
    return {"start_day": start, "end_day": end, "end_kind": kind, "certainty": "INFERRED", **more}


def event(**row: Any) -> Event:
    return read_events(frame_of(row))[0]


def drawn(
    window: str, *rows: dict[str, Any], palette: Palette = LIGHT, width: int = timelines.NARROWEST
) -> dict[str, Any]:
    figure = timelines.protocol_timeline(frame_of(*rows), palette, window, width)
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


# Panels


@pytest.mark.parametrize(
    ("window", "axes", "low", "high"),
    [
        ("both", ["x", "x2"], DAYS[0], 468.4),
        ("transplant", ["x"], DAYS[0], 30),
        ("followup", ["x"], -12, 468.4),
    ],
)
def test_panels_of_a_window(window: str, axes: list[str], low: float, high: float) -> None:
    across = panels(window, [event(**on(0))], 640)
    assert [panel.axis for panel in across] == axes
    assert across[0].low == low
    assert across[-1].high == pytest.approx(high, abs=0.1)
    assert across[-1].right == pytest.approx(640)


def test_the_seam_belongs_to_the_days_alone() -> None:
    left, right = panels("both", [], 640)
    assert (left.high, right.low) == (30, 30)
    assert left.holds(30) and not right.holds(30)
    assert not left.holds(31) and right.holds(31)


def test_follow_up_grows_with_the_data() -> None:
    far = panels("followup", [event(**span(0, 3650, "FIXED"))], 640)[0]
    assert far.high > 3650
    assert len(far.ticks) < 20


def test_day_zero_is_named_on_the_scale() -> None:
    left, right = panels("both", [], 640)
    assert (0.0, "day 0") in left.ticks
    assert right.ticks[0] == (pytest.approx(91.25), "month 3")
    every_day = panels("transplant", [], 640)[0]
    assert [text for _, text in every_day.ticks][5:9] == ["−2", "−1", "0", "1"]


# Lanes


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], 0),
        ([span(-1, 122, "FIXED"), span(122, None, "ONGOING")], 1),
        ([on(0), span(0, 14, "FIXED")], 1),
        ([on(5), on(11)], 1),
        ([on(5), on(5)], 2),
        ([span(None, 365, "WEANED"), {}], 2),
        ([{}, {}], 2),
        ([span(0, 10, "FIXED"), span(5, 20, "FIXED")], 2),
    ],
)
def test_events_that_overlap_take_rows_of_their_own(
    rows: list[dict[str, Any]], expected: int
) -> None:
    assert len(rows_of([event(**row) for row in rows])) == expected


def test_blocks_stand_one_under_the_other() -> None:
    second = {"regimen": "b", "regimen_label": "Protocol B"}
    rows = [on(5, **CELLS), on(11, **CELLS), span(0, 9, "FIXED"), on(0, **second)]
    first, last = blocks(read_events(frame_of(*rows)), 10)
    assert [lane.agent_code for lane in first.lanes] == ["CD34+", "TAC"]
    assert [lane.opens_role for lane in first.lanes] == [True, True]
    assert first.lanes[0].middle == 10 + HEADER + LANE / 2
    assert first.bottom == 10 + HEADER + 2 * LANE
    assert last.top > first.bottom


# Words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (-1, "day −1"),
        (0, "day 0"),
        (30, "day 30"),
        (91, "month 3"),
        (122, "month 4"),
        (365, "month 12"),
        (141, "day 141"),
    ],
)
def test_days_in_words(day: float, words: str) -> None:
    assert when(day) == words


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([on(5)], "day 5"),
        ([on(5), on(11)], "days 5 and 11"),
        ([on(-1), on(0), on(7, tolerance_days=1)], "days −1, 0 and 7 ± 1"),
    ],
)
def test_single_days_in_words(events: list[dict[str, Any]], words: str) -> None:
    assert days_of([event(**row) for row in events]) == words


@pytest.mark.parametrize(
    ("dose", "short"),
    [
        ("not stated", ""),
        ("20 mg on days -1 and 0", "20 mg"),
        ("10^9 cells per kg body weight", "10^9 cells/kg"),
        ("≥3 x 10^6 CD34+ cells/kg body weight", "≥3 x 10^6 CD34+ cells/kg"),
        ("250 mg up to 1 g BID", "250 mg up to 1 g BID"),
    ],
)
def test_doses_are_shortened_without_loss(dose: str, short: str) -> None:
    assert short_dose(dose) == short


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("3.5 x 10^8", "3.5 × 10<sup>8</sup>"),
        ("4-6 ng/ml", "4–6 ng/ml"),
        ("<b>&", "&lt;b&gt;&amp;"),
    ],
)
def test_markup_is_ours_alone(text: str, shown: str) -> None:
    assert markup(text) == shown


@pytest.mark.parametrize(
    ("patients", "alternative", "words"),
    [
        ("all (n = 3)", "", ""),
        ("all (five in the text; six in Table 4)", "", ""),
        ("the one patient (n = 1)", "", ""),
        ("one", "", "in one patient"),
        ("two (text); one (Table 4)", "DAC", "in two (text); one (Table 4)"),
        ("three (text); four (Table 4, read as 5 less 1)", "", "in three (text); four (Table 4)"),
        ("not stated (AZA or MMF)", "MMF", ""),
        ("not stated (Table 4: ±)", "", "patients not stated (Table 4: ±)"),
        ("not stated", "", ""),
    ],
)
def test_who_had_it_is_said_unless_all_had(patients: str, alternative: str, words: str) -> None:
    assert group_of_patients(event(patients=patients, alternative_to=alternative)) == words


def test_texts_of_a_span_shrink_from_the_least_important() -> None:
    tac = event(
        **span(
            -1,
            91,
            "SWITCHED",
            trough_target="4-6 ng/ml",
            schedule="continuously",
            end_words="for three months, then switched to MMF",
        )
    )
    assert span_texts(tac, 30) == [
        "trough 4-6 ng/ml · continuously · to month 3, then MMF",
        "trough 4-6 ng/ml · to month 3, then MMF",
        "trough 4-6 ng/ml",
    ]
    assert span_texts(tac, 400)[-1] == "trough 4-6 ng/ml"


def test_texts_of_single_days() -> None:
    first = event(**on(0, route="through the pancreas artery, percutaneous"))
    later = event(**on(7, route="intravenous", tolerance_days=1))
    assert point_texts([first, later])[0] == (
        "day 0, through the pancreas artery, percutaneous; day 7 ± 1, IV"
    )
    assert point_texts([first, later])[-1] == "days 0 and 7 ± 1"
    assert point_texts([event(**on(0))]) == []
    inferred = event(**on(0, certainty="INFERRED", start_words="simultaneous"))
    assert point_texts([inferred]) == ["simultaneous"]


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        ([], [(0, 10)]),
        ([(2, 4)], [(0, 2), (4, 10)]),
        ([(-5, 3), (2, 6)], [(6, 10)]),
        ([(0, 10)], []),
        ([(12, 20)], [(0, 10)]),
    ],
)
def test_gaps(taken: list[tuple[float, float]], free: list[tuple[float, float]]) -> None:
    assert gaps(0, 10, taken) == free


# The figure


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("window", ["both", "transplant", "followup"])
def test_no_events_give_a_figure_that_says_so(window: str, palette: Palette) -> None:
    figure = drawn(window, palette=palette)
    assert figure["data"] == []
    assert texts(figure) == [NO_EVENT]


def test_an_event_without_days_is_a_band_and_never_a_span() -> None:
    figure = drawn("both", {}, palette=DARK)
    assert bars(figure, "undated") == [
        (pytest.approx(-7.6), pytest.approx(30)),
        (pytest.approx(30), pytest.approx(468.4, abs=0.1)),
    ]
    band = named(figure, "undated")[0]
    assert band["marker"]["pattern"]["fgcolor"] == DARK.not_stated_hatch
    assert not bars(figure, "inferred") and not bars(figure, "stated")
    assert "days not stated" in texts(figure)


def test_stated_inferred_and_undated_bars_look_different() -> None:
    figure = drawn(
        "transplant",
        span(0, 9, "FIXED", certainty="STATED"),
        span(0, 9, "FIXED", agent="b"),
        {"agent": "c"},
    )
    stated, inferred, undated = (
        named(figure, name)[0]["marker"] for name in ("stated", "inferred", "undated")
    )
    blue = LIGHT.agent_class["CALCINEURIN_INHIBITOR"]
    assert stated["color"] == blue and "pattern" not in stated
    assert inferred["pattern"]["fgcolor"] == blue
    assert undated["pattern"]["fgcolor"] == LIGHT.not_stated_hatch


def test_an_ongoing_end_is_an_arrow_at_the_edge() -> None:
    figure = drawn("both", span(122, None, "ONGOING"))
    assert bars(figure, "inferred") == [(122, pytest.approx(468.4, abs=0.1))]
    (arrow,) = named(figure, "open end")
    assert arrow["marker"]["symbol"] == ["triangle-right"]
    assert arrow["x"] == [figure["layout"]["xaxis2"]["range"][1]]


def test_an_end_that_is_not_stated_fades() -> None:
    figure = drawn("followup", span(91, None, "NOT_STATED"))
    assert bars(figure, "inferred") == []
    (fade,) = named(figure, "fade, ")
    assert min(fade["x"]) == 91
    (start, left), (end, right) = fade["fillgradient"]["colorscale"]
    assert (start, end) == (0, 1)
    assert left.endswith("0.8)") and right.endswith("0.04)")
    assert days(figure, "limit") == [91]


def test_a_start_that_is_not_stated_fades_in_and_a_taper_fades_out() -> None:
    figure = drawn("both", span(None, 365, "WEANED"))
    fades = named(figure, "fade, ")
    assert [(min(fade["x"]), max(fade["x"])) for fade in fades] == [
        (pytest.approx(-7.6), 30),
        (30, 365),
        (365, pytest.approx(468.4, abs=0.1)),
    ]
    assert days(figure, "limit") == [365]
    assert {"start not stated", "weaned from here"} <= set(texts(figure))


def test_a_known_start_and_a_taper_are_a_bar_and_a_fade() -> None:
    figure = drawn("followup", span(0, 365, "WEANED"))
    assert bars(figure, "inferred") == [(0, 365)]
    assert [min(fade["x"]) for fade in named(figure, "fade, ")] == [365]


def test_a_switch_names_the_next_agent() -> None:
    figure = drawn("both", span(-1, 91, "SWITCHED", end_words="then switched to MMF"))
    assert bars(figure, "inferred") == [(-1, 30), (30, 91)]
    assert "→ MMF" in texts(figure)


def test_tolerances_are_whiskers() -> None:
    figure = drawn("both", on(0, **CELLS), on(7, tolerance_days=1, **CELLS))
    (whiskers,) = named(figure, "tolerance")
    assert (whiskers["x"], whiskers["error_x"]["array"]) == ([7], [1])
    assert days(figure, "day") == [0, 7]


@pytest.mark.parametrize(
    ("row", "symbol"),
    [
        (on(0, role="GRAFT", agent_class="TISSUE_GRAFT"), "diamond"),
        (on(0, **CELLS), "circle"),
        (on(0), "square"),
    ],
)
def test_symbols_by_role(row: dict[str, Any], symbol: str) -> None:
    (points,) = named(drawn("both", row), "day")
    assert points["marker"]["symbol"] == [symbol]


def test_an_inferred_day_is_an_open_mark() -> None:
    (points,) = named(drawn("both", on(0), on(3, certainty="INFERRED")), "day")
    blue = LIGHT.agent_class["CALCINEURIN_INHIBITOR"]
    assert points["marker"]["color"] == [blue, LIGHT.background]
    assert points["marker"]["line"]["color"] == [LIGHT.background, blue]


def test_an_event_outside_the_window_is_announced() -> None:
    figure = drawn("transplant", span(91, None, "NOT_STATED", dose="250 mg"))
    assert not named(figure, "fade, ") and not named(figure, "limit")
    assert "from month 3: 250 mg →" in texts(figure)
    before = drawn("transplant", on(-40))
    assert "← until day −40" in texts(before)


def test_texts_from_the_data_are_escaped() -> None:
    evil = "<a href='javascript:alert(1)'>x</a>"
    figure = drawn(
        "both",
        on(0, dose=evil, remark=evil, agent_code=evil, agent_name=evil, regimen_label=evil),
        {"role_label": evil, "patients": evil, "schedule": evil, "day_zero_label": evil},
    )
    assert "<a " not in str(figure)


def test_hover_text_says_what_is_known_and_what_is_not() -> None:
    text = event(
        **span(
            -1,
            91,
            "SWITCHED",
            trough_target="4-6 ng/ml",
            remark="A long remark that does not fit into one line of the hover text at all.",
        )
    ).hover
    for part in (
        "<b>Tacrolimus (TAC)</b>",
        "<b>Class</b>: Calcineurin inhibitor; target: Calcineurin",
        "<b>Drawn</b>: from day −1 to day 91 (month 3)",
        "<b>Trough</b>: 4–6 ng/ml",
        "<b>Not stated</b>: dose, route, schedule",
        "<b>Where</b>: Table 9, row 1",
    ):
        assert part in text
    lines = text.replace("<b>", "").replace("</b>", "").split("<br>")
    assert max(len(line) for line in lines) <= 61


def test_key_holds_what_is_drawn_and_nothing_else() -> None:
    lanes = blocks(read_events(frame_of(on(5, **CELLS))), 0)[0].lanes
    drawn_marks = marks(lanes, panels("both", [], 640))
    assert [entry.text for entry in class_entries(drawn_marks, LIGHT)] == ["Stem or marrow cells"]
    assert [entry.text for entry in sign_entries(drawn_marks, LIGHT)] == [
        "Cells",
        "Filled: days stated",
    ]


def test_key_wraps_into_rows() -> None:
    entries = class_entries(
        marks(
            blocks(
                read_events(frame_of(*(on(0, agent_class=code) for code in LIGHT.agent_class))),
                0,
            )[0].lanes,
            panels("both", [], 640),
        ),
        LIGHT,
    )
    key = lay_out((("Agent class", entries), ("Nothing", [])), 640)
    assert [title for title, _ in key.titles] == ["Agent class"]
    assert max(item.left + text_width(item.entry.text, 13) for item in key.placed) <= 640
    assert len({item.middle for item in key.placed}) > 1


# The real protocols


def real(store: TrialStore, *names: str, **more: Any) -> pd.DataFrame:
    return regimens.events(store, PageState(protocols=ProtocolOptions(regimen=names, **more)))


def lane(frame: pd.DataFrame, code: str) -> pd.DataFrame:
    return frame[frame["agent_code"] == code]


def test_2005_07_stands_on_its_days(store: TrialStore) -> None:
    frame = real(store, "miami-2005-07-ita")

    def figure(code: str) -> dict[str, Any]:
        return timelines.protocol_timeline(lane(frame, code), LIGHT, "both")

    assert days(figure("C1H"), "day") == [-1, 0]
    assert days(figure("ETC"), "day") == [0]
    assert bars(figure("ETC"), "inferred") == [(0, 14)]
    assert days(figure("Islets"), "day") == [0]
    assert days(figure("CD34+ BMSC"), "day") == [5, 11]
    assert bars(figure("TAC"), "inferred") == [(-1, 30), (30, 91)]
    assert "→ MMF" in texts(figure("TAC"))
    assert [start for start, _ in bars(figure("SIR"), "inferred")] == [-1, 30, 122]
    assert {"trough 12–15 ng/ml · oral", "from month 4 · trough 7–10 ng/ml · oral"} <= set(
        texts(figure("SIR"))
    )
    assert named(figure("SIR"), "open end")
    assert days(figure("MMF"), "limit") == [91]
    assert not bars(figure("MMF"), "inferred")


def test_the_registered_trial_has_its_windows(store: TrialStore) -> None:
    figure = timelines.protocol_timeline(real(store, "nct01143168"), LIGHT, "both")
    (whiskers,) = named(figure, "tolerance")
    assert (
        list(zip(whiskers["x"], whiskers["error_x"]["array"], strict=True))
        == [
            (7, 1),
            (14, 2),
        ]
        * 2
    )


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("window", ["both", "transplant", "followup"])
@pytest.mark.parametrize("width", [560, 900, 1600])
def test_every_protocol_draws_in_every_window(
    store: TrialStore, window: str, palette: Palette, width: int
) -> None:
    frame = real(store, *store.regimens["regimen"])
    figure = timelines.protocol_timeline(frame, palette, window, width)
    go.Figure(figure)
    layout = figure["layout"]
    assert (
        len(layout["yaxis"]["tickvals"])
        >= frame.groupby(["regimen", "role", "agent"], observed=True).ngroups
    )
    sizes = [note["font"]["size"] for note in layout["annotations"]]
    sizes += [trace["textfont"]["size"] for trace in figure["data"] if "textfont" in trace]
    assert min([*sizes, layout["yaxis"]["tickfont"]["size"]]) >= 12


def test_the_pages_of_a_reader_hold_no_invented_day(store: TrialStore) -> None:
    """Every day of a mark is a day of the data, a window's edge, or the seam."""
    frame = real(store, *store.regimens["regimen"])
    across = panels("both", read_events(frame), 640)
    known = set(frame["start_day"].dropna()) | set(frame["end_day"].dropna())
    known |= {edge for panel in across for edge in (panel.low, panel.high)}
    lanes = [lane for block in blocks(read_events(frame), 0) for lane in block.lanes]
    made = marks(lanes, across)
    assert {point.day for point in (*made.points, *made.limits, *made.arrows)} <= known
    ends = {day for mark in (*made.bars, *made.fades) for day in (mark.start, mark.end)}
    assert ends <= known


@pytest.mark.parametrize("window", ["both", "transplant", "followup"])
def test_labels_of_a_lane_do_not_overlap(store: TrialStore, window: str) -> None:
    events = read_events(real(store, *store.regimens["regimen"]))
    across = panels(window, events, 640)
    by_axis = {panel.axis: panel for panel in across}
    for block in blocks(events, 0):
        for one in block.lanes:
            places = sorted(_extents(lane_labels(one, across), by_axis))
            for (_, end), (start, _) in pairwise(places):
                assert end <= start + 1
            assert all(low >= -1 and high <= 641 for low, high in places)


def _extents(labels: Sequence[Any], by_axis: dict[str, Window]) -> list[tuple[float, float]]:
    share = {"left": 0.0, "center": 0.5, "right": 1.0}
    extents = []
    for label in labels:
        at = by_axis[label.axis].pixel(label.day)
        width = label_width(label.text)
        start = at - width * share[label.anchor]
        extents.append((start, start + width))
    return extents


def test_in_words(store: TrialStore) -> None:
    words = timelines.in_words(real(store, "miami-2005-07-ita"))
    for part in ("Tacrolimus from day −1 to day 91", "day 5", "trough 12-15 ng/ml", "inferred"):
        assert part in words
    assert timelines.in_words(frame_of()) == NO_EVENT
