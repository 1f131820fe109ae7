"""Every colour of a figure can be told from its ground, and from the others by more than hue.

Marks: 3:1 (WCAG 2.2, 1.4.11), text: 4.5:1 (1.4.3). Colour vision deficiencies: the matrices of
Machado, Oliveira and Fernandes 2009 at full severity, in linear RGB; distances in OKLab
(Ottosson 2020), times 100. What is nearer than APART must differ in a second way as well.
"""

import re
from itertools import combinations

import pytest

from components.figures.outcome_marks import SHAPES
from components.theme import (
    MARK_CONTRAST,
    PALETTES,
    TEXT_CONTRAST,
    channels,
    contrast,
    edge_of,
    ink_on,
    text_in,
)
from components.views import VIEWS
from data.link.state import PageState
from data.model import vocabulary as v

APART = 5.0
"""Two and a half times the least difference that is seen side by side, about 2."""
VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
BOTH = pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
STATES = ("", "?measure=share&count=enrollment&region=europe", "?condition=t1d&phase=phase2")


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def seen(colour, vision):
    """A colour in OKLab, as an eye of this vision has it."""
    parts = [part / 255 for part in channels(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    simulated = [min(1.0, max(0.0, part)) for part in times(VISION[vision], linear)]
    return times(TO_OKLAB, [cone ** (1 / 3) for cone in times(TO_CONES, simulated)])


def distance(one, other, vision):
    pairs = zip(seen(one, vision), seen(other, vision), strict=True)
    return 100 * sum((a - b) ** 2 for a, b in pairs) ** 0.5


def alike(colours):
    """The pairs of keys that some vision does not keep apart."""
    return {
        (one, other)
        for one, other in combinations(colours, 2)
        if any(distance(colours[one], colours[other], vision) < APART for vision in VISION)
    }


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54)],
)
def test_the_ratio_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


def test_the_simulated_eyes_confuse_what_they_are_known_to_confuse():
    red, green = "#b35900", "#6b7300"
    assert distance("#000000", "#ffffff", "normal") == pytest.approx(100, abs=0.01)
    assert distance(red, green, "normal") > 10
    assert distance(red, green, "deuteranopia") < 0.6 * distance(red, green, "normal")
    assert distance("#0072b2", "#008a64", "tritanopia") < APART


@BOTH
@pytest.mark.parametrize("name", ["text", "muted", "accent", "outline", "day_zero"])
def test_words_can_be_read(palette, name):
    assert contrast(getattr(palette, name), palette.background) >= TEXT_CONTRAST


@BOTH
def test_each_category_stands_out_by_its_colour_or_its_edge(palette):
    bars = [*palette.phase.values(), palette.not_stated, palette.accent]
    for colour in bars:
        edge = edge_of(colour, palette)
        seen_by = max(contrast(each, palette.background) for each in (colour, edge))
        assert seen_by >= MARK_CONTRAST, colour
        assert edge == palette.background or contrast(edge, colour) >= 1.5, colour
    alone = [*palette.agent_class.values(), *palette.categories, palette.bubble]
    for colour in alone:
        assert contrast(colour, palette.background) >= MARK_CONTRAST, colour


@BOTH
def test_words_in_and_of_a_category_can_be_read(palette):
    fills = [*palette.phase.values(), *palette.sequence, palette.not_stated]
    for colour in [*fills, *palette.agent_class.values()]:
        assert contrast(ink_on(colour), colour) >= TEXT_CONTRAST, colour
    for colour in palette.categories:
        assert contrast(text_in(colour, palette), palette.background) >= TEXT_CONTRAST, colour


def hex_colours(value):
    """Each ``#rrggbb`` of a colour or a list of them; drawn with an opacity are grounds alone."""
    values = value if isinstance(value, list | tuple) else [value]
    return [each for each in values if isinstance(each, str) and each.startswith("#")]


def words_of(figure):
    """The colours of words that stand on the background."""
    for each in figure["layout"].get("annotations", ()):
        if each.get("hovertext"):  # on a mark, whose look says what can be read on it
            continue
        yield from hex_colours(each.get("font", {}).get("color"))
        yield from re.findall(r"color:(#\w{6})", each["text"])
    heat = any(trace["type"] == "heatmap" for trace in figure["data"])
    for trace in figure["data"]:
        if not heat:  # there they stand in cells
            yield from hex_colours(trace.get("textfont", {}).get("color"))


def marks_of(figure, palette):
    """(fill, line) of each mark; '' where it has none."""
    for trace in figure["data"]:
        if "lines" in trace.get("mode", "") and trace.get("line", {}).get("width"):
            for colour in hex_colours(trace["line"].get("color")):
                yield colour, ""
        marker = trace.get("marker", {})
        fills = hex_colours(marker.get("color"))
        lines = hex_colours(marker.get("line", {}).get("color"))
        if trace["type"] == "choropleth":
            fills = [trace["colorscale"][0][1]]
        if trace.get("text") and fills == [palette.background]:
            continue  # a disc below a sign
        for n, fill in enumerate(fills):
            yield fill, lines[n] if n < len(lines) and len(lines) > 1 else "".join(lines[:1])


@BOTH
@pytest.mark.parametrize("slug", VIEWS)
@pytest.mark.parametrize("query", STATES)
def test_words_and_marks_of_every_figure(store, slug, query, palette):
    state, _ = PageState.from_query(query, store.known)
    figure = VIEWS[slug].render(store, state, palette).figure
    for colour in words_of(figure):
        assert contrast(colour, palette.background) >= TEXT_CONTRAST, colour
    for mark in marks_of(figure, palette):
        ratios = [contrast(colour, palette.background) for colour in mark if colour]
        assert max(ratios) >= MARK_CONTRAST, mark


@BOTH
def test_neighbours_in_a_stack_are_apart_for_every_eye(palette):
    codes = [code for code in v.PHASE.codes if code != v.UNLISTED]
    colours = {code: palette.of_phase(code) for code in codes}
    # a line between them parts even those that are near; the grey is hatched as well
    near = {pair for pair in alike(colours) if v.NOT_STATED not in pair}
    assert near <= {("EARLY_PHASE1", "PHASE1")}
    for one, other in combinations(codes, 2):
        lines = {edge_of(colours[code], palette) for code in (one, other)}
        parted = max(contrast(line, colours[code]) for line in lines for code in (one, other))
        assert parted >= 1.9, (one, other)


@BOTH
def test_cohorts_that_an_eye_may_confuse_have_shapes_of_their_own(palette):
    colours = dict(enumerate(palette.categories))
    assert alike(colours)  # so that colour alone would not do
    assert len(set(SHAPES[: len(colours)])) == len(colours)


@BOTH
def test_agents_of_classes_that_an_eye_may_confuse_are_named_beside_their_lane(store, palette):
    assert alike(palette.agent_class)
    state, _ = PageState.from_query("?regimen=miami-2005-07-ita", store.known)
    rendered = VIEWS["protocol-timeline"].render(store, state, palette)
    named = rendered.figure["layout"]["yaxis"]["ticktext"]
    assert set(rendered.frame["agent_code"]) <= set(named)


ONE_AGENT_A_ROW = {"agent-matrix", "comparison-timeline", "protocol-timeline"}
"""Figures whose rows are named beside them: the colour says again what the name says."""


def signs_of(figure):
    """Colour of marks and lines -> the shapes, patterns and dashes that it comes with."""
    signs = {}
    for trace in figure["data"]:
        marker, line = trace.get("marker", {}), trace.get("line", {})
        shape, pattern = marker.get("symbol"), marker.get("pattern", {}).get("shape")
        for colour in hex_colours(marker.get("color")):
            signs.setdefault(colour, set()).add(str((shape, pattern)))
        if "lines" in trace.get("mode", ""):
            for colour in hex_colours(line.get("color")):
                signs.setdefault(colour, set()).add(str((shape, line.get("dash"))))
    return signs


@BOTH
def test_no_figure_tells_by_colour_alone_what_an_eye_may_confuse(datasets, palette):
    seen_alike = set()
    for store in datasets.stores:
        for slug in VIEWS.keys() - ONE_AGENT_A_ROW:
            state, _ = PageState.from_query("", store.known)
            signs = signs_of(VIEWS[slug].render(store, state, palette).figure)
            for one, other in alike({colour: colour for colour in signs}):
                assert not signs[one] & signs[other], (slug, one, other)
                seen_alike.add(slug)
    assert seen_alike  # else nothing was looked at
