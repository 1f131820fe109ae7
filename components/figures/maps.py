"""The map: countries coloured in steps by their number, cities as bubbles, labels beside both."""

from collections.abc import Sequence
from itertools import compress, pairwise
from math import hypot, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.figures.empty import NO_PLACE
from components.figures.map_labels import CENTRE, GAP, Boxes, MapLabel, Spot, place
from components.figures.text import LINE_BREAK, plain, wrapped
from components.figures.text_width import text_width
from components.theme import FONT_SIZE, Figure, Palette, base_layout
from data.link.filters import CITY_KEY, city_in_link
from data.link.options import MapOptions
from data.model.amounts import amount
from data.model.countries import WITHOUT_SHAPE
from data.model.regions import REGIONS, XY, Region
from data.queries.places import Place, Places

WIDE = 720
"""The width in pixels for which bubbles are sized."""
ALL_LABELS = 560
NARROW = 340
"""Widths in pixels for which labels are laid out: the least on which the page's style shows all
of them, and on a phone."""

MAX_STEPS = 6
LARGEST_BUBBLE = 3
"""Diameter of the largest bubble, in bubbles of value 1."""
SMALLEST_BUBBLE = 6.0
COUNTRY_TYPE = 14
CITY_TYPE = 13
COUNTRY_REACH = (0.0, 6.0, 14.0)
DOT = 11.0
"""Diameter of the dot for a country without a shape."""
RIM = 4.0
"""Of such a dot around the bubble of a city, which would hide it."""
DECIMALS = 2
"""Of a city's degrees: cities less than a kilometre apart are one point in the data."""
NO_CITY = "City not named"
ELSEWHERE = "All places of these trials lie outside this view."
HOVER_WIDTH = 44
HOVER_LINES = 6
HOVER_ROOM = (HOVER_WIDTH + 1) * HOVER_LINES - 1
"""Characters that the lines can hold."""
FEW_LINES = 3
"""Of a place whose names have no room in ``HOVER_LINES``: there may be thousands, and a world of
such places would be half of the page's bytes."""
FEW_ROOM = (HOVER_WIDTH + 1) * (FEW_LINES + 2)
"""Characters that they and the one after them can hold."""
LEGEND_HEIGHT = 64
NO_BOXES = np.zeros((0, 4))

COUNTED = {"trials": "Trials", "organisations": "Organisations", "enrollment": "Enrolment"}


class PlaceMark(NamedTuple):
    """A country or city of the frame, with how it is drawn.

    Attributes:
        at: its place in a picture one pixel wide.
        diameter: of a city's bubble, or of the dot for a country without a shape, in pixels; 0
            for a country with one.
        spot: where its label stands; none where there is no room.
        everywhere: whether the label has room on a phone, too.
    """

    row: Place
    at: XY
    diameter: float = 0.0
    label: str = ""
    spot: Spot | None = None
    everywhere: bool = False

    @property
    def value(self) -> int | None:
        """The number that the map shows; none where it is not stated."""
        return self.row.value

    def point(self, width: float) -> XY:
        """Its place in a picture of this width, from the upper left corner."""
        x, y = self.at
        return width * x, width * y


def marks_of(places: Sequence[Place], region: Region) -> list[PlaceMark]:
    lon, lat = (np.array(each) for each in ([p.lon for p in places], [p.lat for p in places]))
    points = region.points(lon, lat, 1).T.tolist()
    return [PlaceMark(row, (x, y)) for row, (x, y) in zip(places, points, strict=True)]


def with_dots(
    countries: Sequence[PlaceMark], cities: Sequence[PlaceMark], width: float
) -> list[PlaceMark]:
    """Countries without a shape with the diameter of their dot in a picture of this width.

    A city's bubble over it leaves a rim of it to see and to click.
    """
    bubbles_of: dict[str, list[PlaceMark]] = {}
    for city in cities:
        if city.row.country in WITHOUT_SHAPE:
            bubbles_of.setdefault(city.row.country, []).append(city)
    return [
        mark._replace(diameter=_dot(mark, bubbles_of.get(mark.row.country, ()), width))
        if mark.row.country in WITHOUT_SHAPE
        else mark
        for mark in countries
    ]


def _dot(country: PlaceMark, cities: Sequence[PlaceMark], width: float) -> float:
    x, y = country.point(width)
    covering = [
        city.diameter
        for city in cities
        if hypot(city.point(width)[0] - x, city.point(width)[1] - y) < DOT
    ]
    return max([DOT, *(diameter + 2 * RIM for diameter in covering)])


def steps(values: Sequence[int]) -> list[tuple[int, int]]:
    """(lowest, highest) value of each colour step: one a value while there are few."""
    distinct = sorted(set(values))
    number = min(len(distinct), MAX_STEPS)
    edges = [round(n * len(distinct) / number) for n in range(number + 1)] if number else []
    return [(distinct[start], distinct[end - 1]) for start, end in pairwise(edges)]


def step_colours(palette: Palette, number: int) -> list[str]:
    """Colours for so many steps, spread over the sequence; its palest is too near the land."""
    colours = palette.sequence[1:]
    if number == 1:
        return [colours[len(colours) // 2]]
    return [colours[round(n * (len(colours) - 1) / (number - 1))] for n in range(number)]


def coloured_steps(
    countries: Sequence[PlaceMark], palette: Palette
) -> list[tuple[tuple[int, int], str]]:
    """The steps of the countries' stated values, the lowest first, and the colour of each."""
    ranges = steps([mark.value for mark in countries if mark.value is not None])
    return list(zip(ranges, step_colours(palette, len(ranges)), strict=True))


def step_words(low: int, high: int) -> str:
    """``3``, ``4–6``."""
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def diameters(values: Sequence[int | None], region: Region) -> list[float]:
    """Pixels across each bubble: its area grows with its value, up to a largest size."""
    top = max((value for value in values if value), default=1)
    unit = min(region.bubble, LARGEST_BUBBLE * region.bubble / sqrt(top))
    open_circle = round(0.8 * region.bubble, 1)
    return [
        max(open_circle if value is None else round(unit * sqrt(value), 1), SMALLEST_BUBBLE)
        for value in values
    ]


def _names(text: str) -> str:
    """Names in a few lines; where they have no room, the first of them and an ellipsis."""
    if len(text) <= HOVER_ROOM:
        lines = wrapped(text, HOVER_WIDTH).split(LINE_BREAK)
        if len(lines) <= HOVER_LINES:
            return LINE_BREAK.join(lines)
    # what can not be among the lines shown is not wrapped: there are hundreds of cities
    lines = wrapped(text[:FEW_ROOM], HOVER_WIDTH).split(LINE_BREAK)
    return LINE_BREAK.join(lines[:FEW_LINES]) + "…"


def _hover(row: Place) -> str:
    """Place, numbers in words, and names."""
    is_city = row.level == "city"
    country = plain(row.country_name)
    title = f"{plain(row.city or NO_CITY)}, {country}" if is_city else country
    numbers = f"{amount(row.trials, 'trial')}, {amount(row.organisations, 'organisation')}"
    lines = [f"<b>{title}</b>", numbers]
    if row.counted == "enrollment":
        lines.append(plain(row.value_words.capitalize()))
    if is_city:
        lines.append(_names(row.names))
    if row.of_point:
        lines.append(wrapped(plain(row.of_point.capitalize()), HOVER_WIDTH))
    return LINE_BREAK.join(lines)


def _hover_form(action: str) -> str:
    """The text of a mark, then what a click does."""
    return f"%{{hovertext}}{LINE_BREAK}<i>{action}</i><extra></extra>"


def _country_trace(
    countries: Sequence[PlaceMark], name: str, colour: str, outline: str, rank: int
) -> Figure:
    """The countries of one step, in its colour."""
    return {
        "type": "choropleth",
        "name": name,
        "legendrank": rank,
        "showlegend": True,
        "locations": [mark.row.country for mark in countries],
        "z": [1] * len(countries),
        "zmin": 0,
        "zmax": 1,
        "colorscale": [[0, colour], [1, colour]],
        "showscale": False,
        "marker": {"line": {"color": outline, "width": 0.8}},
        "customdata": [[f"country={mark.row.country}"] for mark in countries],
        "hovertext": [_hover(mark.row) for mark in countries],
        "hovertemplate": _hover_form("Click to filter by country"),
    }


def fill_of(mark: PlaceMark, coloured: Sequence[tuple[tuple[int, int], str]]) -> str | None:
    """The colour of a country's step; none where no value is stated."""
    value = mark.value
    if value is None:
        return None
    return next(colour for (low, high), colour in coloured if low <= value <= high)


def _dot_trace(
    dots: Sequence[PlaceMark], countries: Sequence[PlaceMark], palette: Palette
) -> Figure:
    """The countries that have no shape, each in the colour of its step among all countries."""
    coloured = coloured_steps(countries, palette)
    return {
        "type": "scattergeo",
        "name": "Country without a shape",
        "mode": "markers",
        "showlegend": False,
        "lat": [mark.row.lat for mark in dots],
        "lon": [mark.row.lon for mark in dots],
        "marker": {
            "size": [mark.diameter for mark in dots],
            "color": [fill_of(mark, coloured) or palette.not_stated for mark in dots],
            "opacity": 1,
            "line": {"color": palette.outline, "width": 1},
        },
        "customdata": [[f"country={mark.row.country}"] for mark in dots],
        "hovertext": [_hover(mark.row) for mark in dots],
        "hovertemplate": _hover_form("Click to filter by country"),
    }


def _country_traces(countries: Sequence[PlaceMark], palette: Palette) -> list[Figure]:
    """A trace a colour step, the lowest first; countries without a stated value in grey."""
    coloured = coloured_steps(countries, palette)
    traces = []
    for rank, ((low, high), colour) in enumerate(coloured, start=1):
        members = [
            mark for mark in countries if mark.value is not None and low <= mark.value <= high
        ]
        words = step_words(low, high)
        traces.append(_country_trace(members, words, colour, palette.outline, rank))
    silent = [mark for mark in countries if mark.value is None]
    if silent:
        grey, edge = palette.not_stated, palette.not_stated_hatch
        traces.append(_country_trace(silent, "Not stated", grey, edge, len(coloured) + 1))
    return traces


def _halo(palette: Palette) -> str:
    """An outline in the background's colour, so that labels read on any country."""
    offsets = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y]
    return ", ".join(
        f"{x * width}px {y * width}px 0.5px {palette.background}"
        for width in (0.9, 1.8)
        for x, y in offsets
    )


def _texts(marks: Sequence[PlaceMark]) -> Figure:
    """Points of a trace with their labels."""
    return {
        "lat": [round(mark.row.lat, DECIMALS) for mark in marks],
        "lon": [round(mark.row.lon, DECIMALS) for mark in marks],
        "text": [plain(mark.label) if mark.spot else "" for mark in marks],
        "textposition": [mark.spot.anchor if mark.spot else CENTRE for mark in marks],
    }


def _city_trace(cities: Sequence[PlaceMark], palette: Palette, *, stated: bool) -> Figure:
    """The bubbles of cities; open circles where no value is stated."""
    edge = palette.background if stated else palette.not_stated_hatch
    return {
        "type": "scattergeo",
        "name": "City" if stated else "City, not stated",
        "legendrank": 100 if stated else 101,
        "showlegend": True,
        "mode": "markers+text",
        **_texts(cities),
        "marker": {
            "size": [mark.diameter for mark in cities],
            "color": palette.bubble if stated else palette.background,
            # sizes that differ make plotly's default a translucent marker
            "opacity": 1,
            "line": {"color": edge, "width": 1 if stated else 2},
        },
        "textfont": {"size": CITY_TYPE, "color": palette.text, "shadow": _halo(palette)},
        "customdata": [
            [f"{CITY_KEY}={city_in_link(mark.row.city, mark.row.country)}"] if mark.row.city else []
            for mark in cities
        ],
        "hovertext": [_hover(mark.row) for mark in cities],
        "hovertemplate": _hover_form("Click to filter by city"),
    }


def _label_trace(countries: Sequence[PlaceMark], palette: Palette) -> Figure:
    """Names of countries with their numbers; unseen points keep them at their distance.

    A lone point without a place stands in where there is no label: a map without any trace
    would not be drawn at all.
    """
    font = {"size": COUNTRY_TYPE, "weight": 650, "color": palette.text, "shadow": _halo(palette)}
    distances = [mark.spot.away if mark.spot else 0.0 for mark in countries]
    placed = _texts(countries) if countries else {"lat": [None], "lon": [None], "text": [""]}
    return {
        "type": "scattergeo",
        "mode": "markers+text",
        "showlegend": False,
        "hoverinfo": "skip",
        **placed,
        # plotly puts a text 1.25 radii and a pixel away from its point
        "marker": {"opacity": 0, "size": [max(away - 1, 0) * 1.6 for away in distances]},
        "textfont": font,
    }


def _points(marks: Sequence[PlaceMark]) -> NDArray[np.float64]:
    """Their places in a picture one pixel wide, one a row."""
    return np.array([mark.at for mark in marks]).reshape(-1, 2)


def bubbles(cities: Sequence[PlaceMark], width: float) -> Boxes:
    """The squares around them in a picture of this width, one a row."""
    points = width * _points(cities)
    radius = np.array([[mark.diameter / 2] for mark in cities]).reshape(-1, 1)
    return np.hstack((points - radius, points + radius))


def _label(mark: PlaceMark, wide: float) -> MapLabel:
    point = mark.point(wide)
    if mark.row.level == "country":
        width = text_width(mark.label, COUNTRY_TYPE, bold=True)
        return MapLabel(mark.label, point, COUNTRY_TYPE, width, reach_of(mark))
    width, reach = text_width(mark.label, CITY_TYPE), (mark.diameter / 2 / 0.8 + 1,)
    return MapLabel(mark.label, point, CITY_TYPE, width, reach)


def reach_of(mark: PlaceMark) -> tuple[float, ...]:
    """Distances from its point at which a country's label stands: on its shape, beside its dot."""
    if not mark.diameter:
        return COUNTRY_REACH
    return tuple(mark.diameter / 2 + away for away in (GAP, COUNTRY_REACH[1]))


def _standing(marks: Sequence[PlaceMark], width: float) -> Boxes:
    """The boxes of the labels that have their spot, one a row."""
    boxes = [_label(mark, width).box(mark.spot) for mark in marks if mark.spot]
    return np.array(boxes).reshape(-1, 4)


def label_words(name: str, value: int | None) -> str:
    """``Spain 3``; what is not stated is said, not left blank."""
    return f"{name}: not stated" if value is None else f"{name} {value:,}"


def label_of(mark: PlaceMark) -> str:
    """The words beside a mark; a city without a stated number has an open circle and its name."""
    row = mark.row
    if row.level == "country":
        return label_words(row.country_name, mark.value)
    return row.city if mark.value is None else label_words(row.city, mark.value)


def _label_countries(
    countries: Sequence[PlaceMark], cities: Sequence[PlaceMark], region: Region, wide: float
) -> list[PlaceMark]:
    """Countries with their labels: those with room on a phone, then those with room beside the
    list, then those that have to cover bubbles; on a crowded map some stay without."""
    marks = [mark._replace(label=label_of(mark)) for mark in countries]
    for width, obstacles in (
        (NARROW, bubbles(cities, NARROW)),
        (wide, bubbles(cities, wide)),
        (wide, NO_BOXES),
    ):
        waiting = [mark for mark in marks if not mark.spot]
        if not waiting:
            break
        placed = [mark for mark in marks if mark.spot]
        spots = place(
            [_label(mark, width) for mark in waiting],
            np.concatenate((_standing(placed, width), obstacles)),
            region.frame(width),
        )
        marks = placed + [
            mark._replace(spot=spot, everywhere=width == NARROW) if spot else mark
            for mark, spot in zip(waiting, spots, strict=True)
        ]
    return marks


def _label_cities(
    cities: Sequence[PlaceMark], countries: Sequence[PlaceMark], region: Region, wide: float
) -> list[PlaceMark]:
    """Cities with their labels where there is room; countries' labels have the right of way."""
    if not region.names_cities:
        return list(cities)
    marks = [mark._replace(label=label_of(mark)) for mark in cities]
    spots = place(
        [_label(mark, wide) for mark in marks],
        np.concatenate((bubbles(marks, wide), _standing(countries, wide))),
        region.frame(wide),
    )
    return [
        mark._replace(spot=spot) if spot else mark for mark, spot in zip(marks, spots, strict=True)
    ]


def in_region(marks: Sequence[PlaceMark], region: Region) -> list[PlaceMark]:
    """The marks whose point the picture shows."""
    return list(compress(marks, region.holds(_points(marks).T)))


def base_map(palette: Palette, region: Region) -> Figure:
    """The base map. Plotly is told not to frame the data, so that the part shown is fixed."""
    lon, lat = region.centre
    return {
        "fitbounds": False,
        "resolution": 110,
        "projection": {"type": region.projection, "rotation": {"lon": lon, "lat": lat}},
        "center": {"lon": lon, "lat": region.middle_latitude},
        "lonaxis": {"range": list(region.lon)},
        "lataxis": {"range": list(region.lat)},
        "bgcolor": "rgba(0,0,0,0)",
        "showframe": False,
        "showland": True,
        "landcolor": palette.land,
        "showcountries": True,
        "countrycolor": palette.border,
        "countrywidth": 0.6,
        "showcoastlines": True,
        "coastlinecolor": palette.border,
        "coastlinewidth": 0.6,
        "showlakes": False,
        "showocean": False,
    }


def _legend(counted: str) -> Figure:
    return {
        "orientation": "h",
        "title": {
            "text": f"{COUNTED[counted]} per country",
            "side": "top",
            "font": {"size": FONT_SIZE},
        },
        "traceorder": "normal",
        "itemsizing": "constant",
        "itemwidth": 30,
        "x": 0,
        "xanchor": "left",
        "xref": "container",
        "y": 0,
        "yref": "container",
        "yanchor": "bottom",
        "itemclick": False,
        "itemdoubleclick": False,
    }


def _note(text: str, palette: Palette) -> Figure:
    """A sentence in the middle of the map."""
    return {
        "text": text,
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": 0.5,
        "y": 0.5,
        "bgcolor": palette.background,
        "bordercolor": palette.border,
        "borderpad": 8,
        "font": {"size": FONT_SIZE + 1},
    }


def width_in(options: MapOptions, width: float, height: float) -> float:
    """The width of the region drawn in a room of this size with the legend below."""
    return min(width, (height - LEGEND_HEIGHT) / REGIONS[options.region].aspect)


def trial_map(
    found: Places, palette: Palette, options: MapOptions, wide: float = ALL_LABELS
) -> Figure:
    """Countries by number, cities as bubbles, in the part of the world that is chosen.

    The figure has no height of its own: the page gives it
    the shape of the region (``REGIONS``), with ``LEGEND_HEIGHT`` pixels for the legend.
    A mark's customdata holds what a click filters by, and nothing else.
    wide: the width in pixels for which labels are laid out.
    """
    region = REGIONS[options.region]
    countries, cities = (marks_of(each, region) for each in (found.countries, found.cities))
    sizes = diameters([mark.value for mark in cities], region)
    cities = in_region(
        [mark._replace(diameter=size) for mark, size in zip(cities, sizes, strict=True)], region
    )
    inside = with_dots(in_region(countries, region), cities, wide)
    named = _label_countries(inside, cities, region, wide)
    cities = _label_cities(cities, named, region, wide)
    data = _country_traces(countries, palette)
    if dots := [mark for mark in inside if mark.diameter]:
        data.append(_dot_trace(dots, countries, palette))
    for stated in (True, False):
        members = [mark for mark in cities if (mark.value is not None) == stated]
        if members:
            data.append(_city_trace(members, palette, stated=stated))
    # The page's style hides, on narrow screens, all text but that of the last trace.
    for everywhere in (False, True):
        members = [mark for mark in named if mark.spot and mark.everywhere == everywhere]
        data.append(_label_trace(members, palette))
    layout = base_layout(palette, height=0)
    del layout["height"]
    layout |= {
        "margin": {"l": 0, "r": 0, "t": 0, "b": LEGEND_HEIGHT},
        "geo": base_map(palette, region),
        "showlegend": True,
        "legend": _legend(options.count),
    }
    if countries and not (named or cities):
        layout["annotations"] = [_note(ELSEWHERE, palette)]
    return {"data": data, "layout": layout}


def in_words(found: Places) -> str:
    """The map as text: countries with their values, largest first, then the cities."""
    if not found.countries:
        return NO_PLACE
    first, cities = found.countries[0], len(found.cities)
    who = "sites only" if first.places == "sites" else "all printed organisations"
    parts = [f"{row.country_name}: {_spoken(row.value)}" for row in found.countries]
    return (
        f"{COUNTED[first.counted]} by country, counting {who}. {'; '.join(parts)}. "
        f"{amount(cities, 'city', 'cities')} on the map."
    )


def left_out(found: Places) -> str:
    """Sentences on what the map leaves out; empty where it draws all that is in view."""
    drawn = sum(row.in_view for row in found.cities)
    every = sum(row.in_view for row in found.countries)
    fewer = f"{drawn:,} of {every:,} cities in view drawn, the largest." if drawn < every else ""
    texts = (fewer, _from_table(found.cities), _without_site(found.without_site))
    return " ".join(text for text in texts if text)


def _from_table(cities: Sequence[Place]) -> str:
    """Says how many points are none of the records, and whose they are, as the licence asks."""
    number = sum(bool(city.from_table) for city in cities)
    if not number:
        return ""
    stand = "city stands" if number == 1 else "cities stand"
    return f"{number:,} {stand} at a point from a table of cities (GeoNames, CC BY 4.0)."


def _without_site(trials: tuple[str, ...]) -> str:
    """Says why trials stand nowhere although a country is printed for them."""
    if not trials:
        return ""
    return (
        f"Not on this map: {', '.join(trials)}. Registry pages other than the snapshot name no "
        "organisation printed there as a site."
    )


def _spoken(value: int | None) -> str:
    return "not stated" if value is None else f"{value:,}"
