"""Screen and slide of one view compared mark by mark: values, order, names, colours, patterns."""

from dataclasses import dataclass
from html import unescape
from itertools import pairwise

import pytest

from components.figures import outcome_marks
from components.slides.outcome_marks import DASHES, SYMBOLS
from components.slides.sheet import Sheet, SlideText, new_deck
from components.theme import LIGHT, channels
from components.views import VIEWS
from data.link.state import PageState
from tests.components.slides import decks
from tests.posted_studies import POSTED

BARS = (
    "phase-by-condition",
    "phase-by-country",
    "allocation",
    "masking",
    "control",
    "intervention-model",
    "primary-purpose",
    "cell-product",
    "donor",
    "then-and-since",
    "started-per-year",
    "status",
    "enrollment",
    "sponsor-class",
    "intervention-type",
    "results-status",
)
SUMMARY = "Phase 1: 1; Phase 1/2: 2."
PATTERNS = {"": None, "/": "wdUpDiag", ".": "pct20"}


@dataclass(frozen=True)
class Mark:
    """One bar or segment."""

    value: float
    colour: str
    pattern: str | None


@dataclass
class Plot:
    """The bars of one plot: the names of their categories, and the marks of each series."""

    names: list[str]
    series: dict[str, list[Mark]]

    def drawn(self) -> dict[tuple[int, str], Mark]:
        """The marks that are not nothing, by place and series; in their order."""
        return {
            (place, name): mark
            for name, marks in self.series.items()
            for place, mark in enumerate(marks)
            if mark.value
        }


def heading():
    return SlideText("A title", "Filters.", ("A source",), SUMMARY, ())


def both(slug, store, *, share=False):
    """The figure of a view on the screen, and its slides; nothing where it cannot be drawn."""
    view = VIEWS[slug]
    query = "measure=share" if share else ""
    state, _ = PageState.from_query(query, store.known)
    if view.lacks(store, state):
        return None
    answer = view.query(store, state)
    sheet = Sheet(new_deck(), heading())
    view.slide(answer, state, sheet)
    return view.figure(answer, state, LIGHT), decks.saved(sheet)


def each(found, number):
    return list(found) if isinstance(found, list) else [found] * number


def plain(label):
    return unescape(label.replace("<br>", " "))


def screen_plots(figure):
    """The bars of each y axis of a figure, from the upper one."""
    layout, plots = figure["layout"], {}
    for trace in figure["data"]:
        if trace["type"] != "bar":
            continue
        is_level = trace.get("orientation") == "h"
        own = trace["y"] if is_level else trace["x"]
        axis = layout["yaxis" if is_level else "xaxis"]
        places = list(axis.get("categoryarray") or axis.get("tickvals") or own)
        places = own if is_level else places
        names = axis["ticktext"] if is_level and "ticktext" in axis else places
        marker = trace["marker"]
        values = dict(zip(own, trace["x"] if is_level else trace["y"], strict=True))
        colours = dict(zip(own, each(marker["color"], len(own)), strict=True))
        shapes = dict(zip(own, each(marker["pattern"]["shape"], len(own)), strict=True))
        plot = plots.setdefault(trace.get("yaxis", "y"), Plot([plain(n) for n in names], {}))
        plot.series[plain(trace.get("name", "Trials"))] = [
            Mark(
                values.get(place) or 0,
                colours.get(place, ""),
                PATTERNS[shapes.get(place, "")],
            )
            for place in places
        ]
    return list(plots.values())


def fill(element):
    (inside, *_) = element.find("{*}spPr")
    return decks.colours_in(inside)[-1], inside.get("prst")


def plot_of(chart):
    names = [plain(name) for name in chart.plots[0].categories]
    (bars,) = chart._chartSpace.iter("{*}barChart")
    is_share = bars.find("{*}grouping").get("val") == "percentStacked"
    series = {}
    for one, drawn in zip(chart.plots[0].series, bars.iter("{*}ser"), strict=True):
        own = {int(p.find("{*}idx").get("val")): fill(p) for p in drawn.iter("{*}dPt")}
        series[one.name] = [
            Mark(value, *own.get(place, fill(drawn))) for place, value in enumerate(one.values)
        ]
    if is_share:
        sums = [sum(marks[n].value for marks in series.values()) or 1 for n in range(len(names))]
        series = {
            name: [
                Mark(mark.value / total, mark.colour, mark.pattern)
                for mark, total in zip(marks, sums, strict=True)
            ]
            for name, marks in series.items()
        }
    return Plot(names, series)


def slide_plots(slides):
    """The bars of the charts of each slide; those that go on are one plot."""
    plots = []
    for slide in slides:
        charts = [frame.chart for frame in decks.graphics(slide) if frame.has_chart]
        for number, chart in enumerate(charts):
            plot = plot_of(chart)
            if slide is slides[0]:
                plots.append(plot)
                continue
            plots[number].names += plot.names
            for name, marks in plot.series.items():
                plots[number].series[name] += marks
    return plots


def is_same_name(on_screen, on_slide):
    """A slide shortens years and long names."""
    if on_slide.startswith("’"):
        return on_screen.endswith(on_slide[1:])
    if "…" in on_screen or "…" in on_slide:
        start = min(on_screen.partition("…")[0], on_slide.partition("…")[0], key=len).strip()
        return on_screen.startswith(start[:20]) and on_slide.startswith(start[:20])
    return on_screen == on_slide


def compare(figure, slides):
    """Compares the bars of a figure with those of its slides, and says how many there were."""
    for slide in slides:
        assert {decks.alt_text(frame) for frame in decks.graphics(slide)} == {SUMMARY}
    on_screen, on_slides = screen_plots(figure), slide_plots(slides)
    assert len(on_screen) == len(on_slides)
    for one, other in zip(on_screen, on_slides, strict=True):
        assert len(one.names) == len(other.names)
        for names in zip(one.names, other.names, strict=True):
            assert is_same_name(*names), names
        assert list(one.series) == list(other.series)
        expected, found = one.drawn(), other.drawn()
        assert list(expected) == list(found)
        for place, mark in expected.items():
            drawn = found[place]
            assert drawn.value == pytest.approx(mark.value)
            assert (drawn.colour, drawn.pattern) == (mark.colour, mark.pattern), place
    return sum(len(plot.drawn()) for plot in on_screen)


@pytest.fixture(scope="module")
def stores(built_in, imported, long_names, posted):
    return {
        "store": built_in.default,
        "imported": imported,
        "long_names": long_names,
        "posted": posted.named(POSTED),
    }


@pytest.mark.parametrize("slug", BARS)
def test_bars(slug, stores):
    drawn = 0
    for store in stores.values():
        pair = both(slug, store)
        if pair and any(trace["type"] == "bar" for trace in pair[0]["data"]):
            has_chart = any(decks.graphics(slide) for slide in pair[1])
            drawn += compare(*pair) if has_chart else 0
    assert drawn


@pytest.mark.parametrize("slug", ["phase-by-condition", "phase-by-country"])
def test_shares(slug, stores):
    assert all(compare(*both(slug, stores[name], share=True)) for name in ("store", "imported"))


def symbols(trace):
    shapes = each(trace["marker"]["symbol"], len(trace["x"]))
    return [
        (SYMBOLS[outcome_marks.SHAPES.index(s.removesuffix("-open"))], s.endswith("-open"))
        for s in shapes
    ]


def numbers(element):
    """Place -> number of a chart's cache."""
    return {int(p.get("idx")): float(p.find("{*}v").text) for p in element.iter("{*}pt")}


def points_of_chart(series):
    """(x, y, symbol, whether it is open, colour) of each mark of a series."""
    xs, ys = numbers(series.find("{*}xVal")), numbers(series.find("{*}yVal"))
    marker = series.find("{*}marker")
    ink = decks.colours_in(marker.find("{*}spPr/{*}ln"))[0]
    opened = {int(p.find("{*}idx").get("val")) for p in series.iter("{*}dPt")}
    symbol = marker.find("{*}symbol").get("val")
    return [(xs[n], ys[n], symbol, n in opened, ink) for n in sorted(xs)]


def bars_of_chart(series, direction, number):
    """The ± of each mark, nothing where it has none."""
    for bars in series.iter("{*}errBars"):
        if bars.find("{*}errDir").get("val") == direction:
            if bars.find("{*}val") is not None:
                return [float(bars.find("{*}val").get("val"))] * number
            held = numbers(bars.find("{*}plus"))
            return [held.get(n, 0.0) for n in range(number)]
    return [0.0] * number


def test_chimerism(store):
    figure, (slide,) = both("chimerism", store)
    series = list(decks.chart_of(slide)._chartSpace.iter("{*}ser"))
    assert len(series) == len(figure["data"]) == 3
    for trace, own in zip(figure["data"], series, strict=True):
        found = points_of_chart(own)
        expected = [
            (pytest.approx(x), y, symbol, is_open, trace["marker"]["color"])
            for x, y, (symbol, is_open) in zip(trace["x"], trace["y"], symbols(trace), strict=True)
        ]
        assert found == expected
        assert bars_of_chart(own, "y", len(found)) == trace["error_y"]["array"]
        dash = own.find("{*}spPr/{*}ln/{*}prstDash").get("val")
        assert dash == DASHES[outcome_marks.DASHES.index(trace["line"]["dash"])]
    said = {plain(note["text"]).removeprefix("<b>") for note in figure["layout"]["annotations"]}
    values = [shape.text_frame.text for shape in decks.shapes_named(slide, "Value")]
    assert len(values) == sum(len(trace["x"]) - 1 for trace in figure["data"])
    assert set(values) <= said


def test_marks_of_chimerism_do_not_hide_one_another(store):
    _, (slide,) = both("chimerism", store)
    (frame,) = decks.graphics(slide)
    space = frame.chart._chartSpace
    width = decks.box_of(frame).width * float(space.find(".//{*}manualLayout/{*}w").get("val"))
    last = frame.chart.category_axis.maximum_scale
    marks = [
        (x / last * width, y, int(series.find("{*}marker/{*}size").get("val")))
        for series in space.iter("{*}ser")
        for x, y, *_ in points_of_chart(series)
    ]
    for number, (x, y, size) in enumerate(marks):
        for other_x, other_y, _ in marks[:number]:
            assert abs(x - other_x) >= size or abs(y - other_y) > 0.2


def test_islet_mass(store):
    figure, (slide,) = both("islet-mass-and-function", store)
    expected = []
    beside = []
    for trace in figure["data"]:
        ((symbol, is_open),) = symbols(trace)
        colour = trace["marker"]["color"]
        spreads = [trace.get(f"error_{side}", {}).get("array", [0.0])[0] for side in "xy"]
        if (trace["xaxis"], trace["yaxis"]) == ("x", "y"):
            expected.append((trace["x"][0], trace["y"][0], symbol, is_open, colour, *spreads))
        else:
            beside.append(LIGHT.background if is_open else colour)
    found = []
    for series in decks.chart_of(slide)._chartSpace.iter("{*}ser"):
        points = points_of_chart(series)
        across = bars_of_chart(series, "x", len(points))
        up = bars_of_chart(series, "y", len(points))
        found += [(*point, x, y) for point, x, y in zip(points, across, up, strict=True)]
    assert sorted(found) == sorted(expected)
    assert [decks.fill_of(s)[1] for s in decks.shapes_named(slide, "Mark")] == beside


def test_cities_of_both(built_in):
    figure, (slide,) = both("map-of-both", built_in.default)
    (outer,) = (shape for shape in slide.shapes if hasattr(shape, "shapes"))
    groups = {group.name: list(group.shapes) for group in outer.shapes if hasattr(group, "shapes")}
    for trace in figure["data"]:
        marks = groups[f"Cities of {trace['name']}"]
        assert len(marks) == len(trace["lat"]) > 10
        titles = [
            plain(text).partition("<b>")[2].partition("</b>")[0] for text in trace["hovertext"]
        ]
        assert [mark.name.rpartition(": ")[0] for mark in marks] == titles
        is_open = trace["marker"]["symbol"].endswith("-open")
        part = [
            decks.box_of(m).width / s for m, s in zip(marks, trace["marker"]["size"], strict=True)
        ]
        assert max(part) == pytest.approx(min(part), rel=0.02)
        for mark in marks:
            line = mark._element.spPr.find("{*}ln")
            colours = decks.colours_in(line) if is_open else decks.fill_of(mark)[1:]
            assert colours[0] == trace["marker"]["color"]


def on_scale(scale, part):
    """The colour that plotly draws at a part of a scale."""
    (low, pale), (high, dark) = next(ends for ends in pairwise(scale) if part <= ends[1][0])
    share = (part - low) / (high - low)
    return "#" + "".join(
        f"{round(one + (other - one) * share):02x}"
        for one, other in zip(channels(pale), channels(dark), strict=True)
    )


def test_the_matrix(stores):
    for name in ("store", "imported"):
        figure, (slide,) = both("allocation-by-masking", stores[name])
        heat, _ = figure["data"]
        rows = decks.cells_of(slide)
        assert [plain(label) for label in heat["x"]] == rows[0][1:]
        assert [plain(label) for label in heat["y"]] == [row[0] for row in rows[1:]]
        texts = [[f"{n:,}" if n else "·" for n in row] for row in heat["z"]]
        assert texts == [row[1:] for row in rows[1:]]
        table = decks.table_of(slide)
        for y, numbers_of_row in enumerate(heat["z"], start=1):
            for x, number in enumerate(numbers_of_row, start=1):
                fill_of_cell = table.cell(y, x)._tc.tcPr.find("{*}solidFill")
                (found,) = decks.colours_in(fill_of_cell)
                assert found == on_scale(heat["colorscale"], number / heat["zmax"])
