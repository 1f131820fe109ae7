"""Every colour of a figure can be told from its ground, and from the others by more than hue.

Marks: 3:1 (WCAG 2.2, 1.4.11), text: 4.5:1 (1.4.3). Colour vision deficiencies: the matrices of
Machado, Oliveira and Fernandes 2009 at full severity, in linear RGB; distances in OKLab
(Ottosson 2020), times 100. What is nearer than APART must differ in a second way as well. Classes
of agents, which stand beside one another in small marks, are held to CIEDE2000 (Sharma, Wu and
Dalal 2005): nearer than CLASSES_APART, their names carry different signs.
"""

import re
from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import pytest

from components.figures.chips import chips_of
from components.figures.outcome_marks import DASHES, SHAPES
from components.figures.timeline.events import read_events
from components.slides import outcome_marks as slide_marks
from components.theme import (
    CLASS_SIGNS,
    MARK_CONTRAST,
    PALETTES,
    TEXT_CONTRAST,
    channels,
    contrast,
    edge_of,
    ink_on,
    signed,
)
from components.views import VIEWS
from data.link.state import PageState
from data.model import vocabulary as v
from data.queries import outcomes, regimens

APART = 5.0
"""Two and a half times the least difference that is seen side by side, about 2."""
CLASSES_APART = 20.0
"""CIEDE2000 between the colours of two classes of agents that have the same sign, or none."""
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
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
D65 = (0.95047, 1.0, 1.08883)
BOTH = pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
STATES = ("", "?measure=share&count=enrollment&region=europe", "?condition=t1d&phase=phase2")


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def simulated(colour, vision):
    """A colour in linear RGB, as an eye of this vision has it."""
    parts = [part / 255 for part in channels(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return [min(1.0, max(0.0, part)) for part in times(VISION[vision], linear)]


def seen(colour, vision):
    """A colour in OKLab, as an eye of this vision has it."""
    return times(TO_OKLAB, [cone ** (1 / 3) for cone in times(TO_CONES, simulated(colour, vision))])


def lab(colour, vision):
    """A colour in CIELAB under D65, as an eye of this vision has it."""
    xyz = times(TO_XYZ, simulated(colour, vision))
    f = [
        t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29
        for t in (part / white for part, white in zip(xyz, D65, strict=True))
    ]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def ciede2000(one, other):
    """The difference of two colours in CIELAB, with the names of Sharma, Wu and Dalal."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    c_bar = (hypot(a1, b1) + hypot(a2, b2)) / 2
    g = 0.5 * (1 - sqrt(c_bar**7 / (c_bar**7 + 25**7)))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = (degrees(atan2(b, a)) % 360 if (a or b) else 0.0 for a, b in ((a1, b1), (a2, b2)))
    turn = h2 - h1
    if c1 * c2 == 0:
        turn = 0.0
    elif abs(turn) > 180:
        turn += -360 if turn > 0 else 360
    dl, dc, dh = l2 - l1, c2 - c1, 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    l_bar, c_bar, h_bar = (l1 + l2) / 2, (c1 + c2) / 2, h1 + h2
    if c1 * c2:
        if abs(h1 - h2) > 180:
            h_bar += 360 if h_bar < 360 else -360
        h_bar /= 2
    t = (
        1
        - 0.17 * cos(radians(h_bar - 30))
        + 0.24 * cos(radians(2 * h_bar))
        + 0.32 * cos(radians(3 * h_bar + 6))
        - 0.20 * cos(radians(4 * h_bar - 63))
    )
    s_l = 1 + 0.015 * (l_bar - 50) ** 2 / sqrt(20 + (l_bar - 50) ** 2)
    s_c, s_h = 1 + 0.045 * c_bar, 1 + 0.015 * c_bar * t
    r_c = 2 * sqrt(c_bar**7 / (c_bar**7 + 25**7))
    r_t = -sin(radians(60 * exp(-(((h_bar - 275) / 25) ** 2)))) * r_c
    parts = dl / s_l, dc / s_c, dh / s_h
    return sqrt(sum(part**2 for part in parts) + r_t * parts[1] * parts[2])


def class_distance(one, other, vision):
    return ciede2000(lab(one, vision), lab(other, vision))


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
    alone = [*palette.agent_class.values(), palette.unlisted, palette.bubble]
    for colour in alone:
        assert contrast(colour, palette.background) >= MARK_CONTRAST, colour


@BOTH
def test_words_in_a_category_can_be_read(palette):
    fills = [*palette.phase.values(), *palette.sequence, palette.not_stated]
    for colour in [*fills, *palette.agent_class.values()]:
        assert contrast(ink_on(colour), colour) >= TEXT_CONTRAST, colour


def hex_colours(value):
    """Each ``#rrggbb`` of a colour or a list of them; drawn with an opacity are grounds alone."""
    values = value if isinstance(value, list | tuple) else [value]
    return [each for each in values if isinstance(each, str) and each.startswith("#")]


INKS = {"#000000", "#ffffff"}
"""Of words on a bar or chip in the colour of its class, which the test of classes measures."""


def words_of(figure):
    """The colours of words that stand on the background."""
    for each in figure["layout"].get("annotations", ()):
        if each.get("hovertext"):  # on a mark, whose look says what can be read on it
            continue
        if each.get("font", {}).get("color") not in INKS:
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
@pytest.mark.parametrize("slug", ["graft-function", "chimerism", "islet-mass-and-function"])
def test_colours_of_classes_never_mean_cohorts(store, slug, palette):
    state, _ = PageState.from_query("", store.known)
    figure = VIEWS[slug].render(store, state, palette).figure
    used = set(re.findall(r"#[0-9a-f]{6}", str(figure)))
    assert palette.text in used
    assert not used & set(palette.agent_class.values())


def test_each_cohort_with_graft_function_has_its_shape_and_its_dash(store):
    cohorts = store.graft_function["regimen"].nunique()
    for marks in (SHAPES, DASHES, slide_marks.SYMBOLS, slide_marks.PRESETS, slide_marks.DASHES):
        assert len(set(marks)) == len(marks) >= cohorts
    state, _ = PageState.from_query("", store.known)
    lines = VIEWS["chimerism"].render(store, state, PALETTES["light"]).figure["data"]
    assert len({trace["line"]["dash"] for trace in lines}) == len(lines) > 1
    shapes = {trace["marker"]["symbol"][0].removesuffix("-open") for trace in lines}
    assert len(shapes) == len(lines)
    frame = outcomes.islet_mass_and_function(store, state)
    assert frame.groupby("cohort")["series"].nunique().eq(1).all()


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, -0.001, 2.49), (50, 0.0009, -2.49), 4.8045),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.2630),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
        ((0, 0, 0), (0, 0, 0), 0),
    ],
)
def test_the_difference_is_that_of_the_published_pairs(one, other, difference):
    assert ciede2000(one, other) == pytest.approx(difference, abs=0.00005)
    assert ciede2000(other, one) == pytest.approx(difference, abs=0.00005)


def test_white_and_black_are_the_ends_of_the_lightness():
    assert lab("#ffffff", "normal") == pytest.approx((100, 0, 0), abs=0.02)
    assert lab("#000000", "tritanopia") == pytest.approx((0, 0, 0), abs=0.01)
    assert class_distance("#000000", "#ffffff", "normal") == pytest.approx(100, abs=0.01)


@BOTH
@pytest.mark.parametrize("vision", VISION)
def test_classes_of_agents_are_apart_for_every_eye_or_have_different_signs(palette, vision):
    near = {
        (one, other)
        for one, other in combinations(palette.agent_class, 2)
        if class_distance(palette.agent_class[one], palette.agent_class[other], vision)
        < CLASSES_APART
    }
    assert near  # so that the signs have something to do
    confused = {pair for pair in near if CLASS_SIGNS.get(pair[0]) == CLASS_SIGNS.get(pair[1])}
    assert confused == set()


def test_signs_are_of_classes_and_each_is_one_classes_own():
    assert CLASS_SIGNS.keys() < set(v.AGENT_CLASS.codes)
    assert len(set(CLASS_SIGNS.values())) == len(CLASS_SIGNS)


@pytest.mark.parametrize("agent_class", v.AGENT_CLASS.codes)
def test_a_name_stands_behind_the_sign_of_its_class(agent_class):
    sign = CLASS_SIGNS.get(agent_class, "")
    assert signed(agent_class, "A <b>") == f"{sign} A <b>".strip()


def test_every_chip_of_an_agent_carries_the_sign_of_its_class(store):
    chosen = "?regimen=" + "~".join(store.regimens["regimen"])
    state, _ = PageState.from_query(chosen, store.known)
    chips = chips_of(read_events(regimens.events(store, state)))
    assert {chip.event.agent_class for chip in chips} & CLASS_SIGNS.keys()
    for chip in chips:
        name = signed(chip.event.agent_class, chip.event.agent_code)
        assert chip.text.split(" · ")[0] == name


ONE_AGENT_A_ROW = {"agent-matrix", "comparison", "comparison-timeline", "protocol-timeline"}
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
    several = set()
    for store in datasets.stores:
        for slug in VIEWS.keys() - ONE_AGENT_A_ROW:
            state, _ = PageState.from_query("", store.known)
            signs = signs_of(VIEWS[slug].render(store, state, palette).figure)
            for one, other in alike({colour: colour for colour in signs}):
                assert not signs[one] & signs[other], (slug, one, other)
            if len(signs) > 1:
                several.add(slug)
    assert several  # else nothing was looked at
