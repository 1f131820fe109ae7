"""The map as native shapes: countries, circles of cities, labels, legend, list of places."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from components.figures.map_labels import GAP, MapLabel, place
from components.figures.maps import (
    COUNTED,
    ELSEWHERE,
    NO_CITY,
    WIDE,
    PlaceMark,
    bubbles,
    coloured_steps,
    diameters,
    fill_of,
    in_region,
    in_words,
    label_of,
    label_words,
    left_out,
    marks_of,
    reach_of,
    step_words,
    with_dots,
)
from components.slides.drawing import (
    Box,
    Drawing,
    Fill,
    Hatched,
    PointsXY,
    Solid,
    Stroke,
    TextStyle,
)
from components.slides.one_country import region_around
from components.slides.outlines import Outline, outlines
from components.slides.sheet import Sheet
from components.theme import Palette
from data.link.options import REGION, MapOptions
from data.model.amounts import amount
from data.model.regions import REGIONS, Region
from data.model.regions import Rectangle as Rectangle
from data.queries.places import Places

COUNTRY_TYPE = 12.0
CITY_TYPE = 10.0
BESIDE = GAP + 0.001
"""Points between a circle and its city's name: at ``GAP`` rounding would say whether they meet."""
LEGEND_TYPE = 10.0
LINE = 15.0
"""Height of a line of the legend and of the list."""
SIDE = 205.0
"""Width of the column beside a map that leaves room for it."""
FOOT = 56.0
"""Height of the legend below a map that fills the width."""
GUTTER = 14.0
SWATCH = 11.0
MOST_CIRCLES = 300
"""Circles drawn, the largest first; more hide one another."""
PLATE = 0.72
"""Opacity of the ground under a label, so that it reads on any country."""
THING = {"trials": "trial", "organisations": "organisation"}


@dataclass(frozen=True)
class _MapLayout:
    """The boxes of map and legend; ``beside`` says that the legend is a column at the right."""

    picture: Box
    legend: Box
    beside: bool

    def at(self, mark: PlaceMark) -> PointsXY:
        """A mark's place in the picture, from its upper left corner."""
        return mark.point(self.picture.width)

    def on_slide(self, point: PointsXY) -> PointsXY:
        """A point of the picture, from the slide's upper left corner."""
        x, y = point
        return self.picture.left + x, self.picture.top + y


def _layout(region: Region, body: Box) -> _MapLayout:
    """The region as large as the body allows, with its legend where the room is left."""
    beside = body.height / region.aspect
    if beside <= body.width - SIDE - GUTTER:
        picture = Box(body.left, body.top, beside, body.height)
        left = picture.right + GUTTER
        return _MapLayout(picture, Box(left, body.top, body.right - left, body.height), True)
    height = body.height - FOOT
    width = min(height / region.aspect, body.width)
    left = body.left + (body.width - width) / 2
    picture = Box(left, body.top, width, width * region.aspect)
    return _MapLayout(picture, Box(body.left, body.bottom - FOOT + 6, body.width, FOOT - 6), False)


def _value(mark: PlaceMark, counted: str) -> str:
    """``2 trials``, ``enrolment 30``, ``not stated``."""
    if mark.value is None:
        return "not stated"
    if counted not in THING:
        return f"{COUNTED[counted].lower()} {mark.value:,}"
    return amount(mark.value, THING[counted])


def _city(mark: PlaceMark) -> str:
    return f"{mark.row.city or NO_CITY}, {mark.row.country_name}"


def _fills(countries: Sequence[PlaceMark], palette: Palette) -> dict[str, Fill]:
    """ISO-3 -> the colour of its step; hatched where no value is stated."""
    colours = coloured_steps(countries, palette)
    silent = Hatched(palette.not_stated_hatch, palette.not_stated)
    return {
        mark.row.country: Solid(colour) if (colour := fill_of(mark, colours)) else silent
        for mark in countries
    }


def _draw_countries(
    drawing: Drawing,
    shapes: Sequence[Outline],
    countries: Sequence[PlaceMark],
    seen: Sequence[PlaceMark],
    layout: _MapLayout,
    palette: Palette,
) -> None:
    """Plain land first, so that the edges of the counted countries lie on top.

    seen: those of the countries whose point the picture shows.
    """
    fills = _fills(countries, palette)
    group = drawing.group("Countries")
    land, plain = Solid(palette.land), Stroke(palette.border, 0.4)
    counted = Stroke(palette.background, 0.6)
    for shape in sorted(shapes, key=lambda shape: shape.code in fills):
        corner = layout.on_slide((shape.box.left, shape.box.top))
        box = Box(*corner, shape.box.width, shape.box.height)
        is_counted = shape.code in fills
        stroke = counted if is_counted else plain
        group.freeform_xml(shape.name, box, shape.path, fills.get(shape.code, land), stroke)
    for mark in seen:
        if mark.diameter:
            box = Box.around(layout.on_slide(layout.at(mark)), mark.diameter)
            name, edge = f"Country: {mark.row.country_name}", Stroke(palette.outline, 0.5)
            group.shape(name, box, fills[mark.row.country], edge, preset="ellipse")
    drawing.close(group)


def _circle(
    drawing: Drawing, name: str, centre: PointsXY, size: float, palette: Palette, *, stated: bool
) -> None:
    """A filled circle; an open one where no value is stated."""
    fill = palette.bubble if stated else palette.background
    edge = Stroke(palette.background, 0.5) if stated else Stroke(palette.not_stated_hatch, 1.2)
    drawing.shape(name, Box.around(centre, size), Solid(fill), edge, preset="ellipse")


def _draw_sites(
    drawing: Drawing,
    cities: Sequence[PlaceMark],
    layout: _MapLayout,
    palette: Palette,
    counted: str,
) -> None:
    """The smallest last, so that none is hidden."""
    group = drawing.group("Sites")
    for mark in sorted(cities, key=lambda mark: -mark.diameter):
        centre = layout.on_slide(layout.at(mark))
        name = f"{_city(mark)}: {_value(mark, counted)}"
        _circle(group, name, centre, mark.diameter, palette, stated=mark.value is not None)
    drawing.close(group)


def _draw_labels(
    drawing: Drawing,
    countries: Sequence[PlaceMark],
    cities: Sequence[PlaceMark],
    layout: _MapLayout,
    region: Region,
    palette: Palette,
) -> None:
    """Countries with their numbers, then cities, each where there is room; the rest stays in
    the shapes' names and in the table on screen."""
    group = drawing.group("Labels")
    frame = region.frame(layout.picture.width)
    circles = [Rectangle(*edges) for edges in bubbles(cities, layout.picture.width).tolist()]
    look = _look(COUNTRY_TYPE, palette)
    waiting = [_label(mark, look, reach_of(mark), layout) for mark in countries]
    taken: list[Rectangle] = []
    for obstacles in (circles, []):
        spots = place(waiting, taken + obstacles, frame)
        for label, spot in zip(waiting, spots, strict=True):
            if spot:
                taken.append(label.box(spot))
                _write(group, label.text, label.box(spot), layout, palette, look)
        waiting = [label for label, spot in zip(waiting, spots, strict=True) if not spot]
    if region.names_cities:
        named = [mark for mark in cities if mark.row.city]
        look = _look(CITY_TYPE, palette)
        labels = [_label(mark, look, (mark.diameter / 2 + BESIDE,), layout) for mark in named]
        for label, spot in zip(labels, place(labels, circles + taken, frame), strict=True):
            if spot:
                _write(group, label.text, label.box(spot), layout, palette, look)
    drawing.close(group)


def _look(size: float, palette: Palette) -> TextStyle:
    return TextStyle(size, palette.text, bold=size == COUNTRY_TYPE, align="centre")


def _label(
    mark: PlaceMark, look: TextStyle, reach: tuple[float, ...], layout: _MapLayout
) -> MapLabel:
    text = label_of(mark)
    return MapLabel(text, layout.at(mark), look.size, look.width_of(text), reach)


def _write(
    group: Drawing,
    text: str,
    spot: Rectangle,
    layout: _MapLayout,
    palette: Palette,
    words: TextStyle,
) -> None:
    """A label on its plate."""
    corner = layout.on_slide((spot.left, spot.top))
    box = Box(*corner, spot.right - spot.left, spot.bottom - spot.top)
    plate = Solid(palette.background, PLATE)
    group.shape(f"Label: {text}", box, plate, preset="roundRect", text=text, words=words)


@dataclass(frozen=True)
class _KeyRow:
    """A line of the legend: a swatch or a circle with its words."""

    words: str
    fill: Fill = None
    diameter: float = 0.0
    stated: bool = True


def _swatches(countries: Sequence[PlaceMark], palette: Palette) -> list[_KeyRow]:
    entries = [
        _KeyRow(step_words(low, high), Solid(colour))
        for (low, high), colour in coloured_steps(countries, palette)
    ]
    if any(mark.value is None for mark in countries):
        grey = Hatched(palette.not_stated_hatch, palette.not_stated)
        entries.append(_KeyRow("Not stated", grey))
    return entries


def _sizes(cities: Sequence[PlaceMark]) -> list[_KeyRow]:
    """The circles of the smallest, a middle and the largest number drawn."""
    by_value = {mark.value: mark.diameter for mark in cities if mark.value is not None}
    values = sorted(by_value)
    chosen = sorted({values[0], values[len(values) // 2], values[-1]}) if values else []
    entries = [_KeyRow(f"{value:,}", diameter=by_value[value]) for value in chosen]
    silent = [mark.diameter for mark in cities if mark.value is None]
    if silent:
        entries.append(_KeyRow("Not stated", diameter=silent[0], stated=False))
    return entries


def _legend_row(
    group: Drawing, title: str, entries: Sequence[_KeyRow], room: Box, palette: Palette
) -> PointsXY:
    """A title and below it its entries, in as many lines as they need; where they end."""
    words = TextStyle(LEGEND_TYPE, palette.text)
    heading = replace(words, bold=True, colour=palette.muted)
    head = Box(room.left, room.top, heading.width_of(title), LINE)
    group.text(title, title, head, heading)
    tallest = max(max(entry.diameter or SWATCH for entry in entries), LINE)
    left, middle, end = room.left, room.top + LINE + tallest / 2 + 2, head.right
    for entry in entries:
        size = entry.diameter or SWATCH
        width = size + 4 + words.width_of(entry.words)
        if left > room.left and left + width > room.right:
            left, middle = room.left, middle + tallest
        name = f"{title}: {entry.words}"
        centre = left + size / 2, middle
        if entry.diameter:
            _circle(group, name, centre, size, palette, stated=entry.stated)
        else:
            group.shape(name, Box.around(centre, size), entry.fill)
        box = Box(left + size + 4, middle - LINE / 2, width - size - 4, LINE)
        group.text(f"{name}, words", entry.words, box, words)
        end = max(end, box.right)
        left = box.right + GUTTER
    return end, middle + tallest / 2


def _remarks(beyond: int, cities: int, drawn: int) -> list[str]:
    """Sentences on what the picture leaves out: countries beyond it, and cities not drawn."""
    lines = []
    if beyond:
        names = "1 country lies" if beyond == 1 else f"{beyond:,} countries lie"
        lines.append(f"{names} outside this view.")
    if cities > drawn:
        lines.append(f"The {drawn:,} largest of {cities:,} cities are drawn.")
    return lines


def _list_lines(
    countries: Sequence[PlaceMark], cities: Sequence[PlaceMark]
) -> list[tuple[str, bool]]:
    """(words, whether a country): each country of the picture, its cities below it."""
    lines = []
    for country in countries:
        lines.append((label_words(country.row.country_name, country.value), True))
        lines += [
            (label_words(mark.row.city or NO_CITY, mark.value), False)
            for mark in cities
            if mark.row.country == country.row.country
        ]
    return lines


def _draw_list(
    drawing: Drawing, lines: Sequence[tuple[str, bool]], box: Box, palette: Palette
) -> None:
    """As many places as there is room for, and how many are left out."""
    room = int(box.height // LINE)
    if room < 3 or not lines:
        return
    group = drawing.group("List of places")
    shown = list(lines) if len(lines) <= room else list(lines[: room - 1])
    if len(shown) < len(lines):
        shown.append((f"and {len(lines) - len(shown):,} more lines in the table on screen", True))
    for number, (text, is_country) in enumerate(shown):
        indent = 0 if is_country else 10
        line = Box(box.left + indent, box.top + number * LINE, box.width - indent, LINE)
        words = TextStyle(LEGEND_TYPE, palette.text, is_country)
        group.text(f"Place: {text}", words.cut_to(text, line.width), line, words)
    drawing.close(group)


def _draw_legend(
    drawing: Drawing,
    layout: _MapLayout,
    countries: Sequence[PlaceMark],
    cities: Sequence[PlaceMark],
    remarks: Sequence[str],
    palette: Palette,
    counted: str,
) -> float:
    """The legend in its column or below the map; where it ends."""
    group = drawing.group("Legend")
    box, title = layout.legend, COUNTED[counted]
    left, top = box.left, box.top
    rows = [(f"{title} per country", _swatches(countries, palette))]
    rows.append((f"{title} per city", _sizes(cities)))
    for name, entries in rows:
        if entries:
            room = Box(left, top, box.right - left, box.bottom - top)
            right, bottom = _legend_row(group, name, entries, room, palette)
            left, top = (left, bottom + 8) if layout.beside else (right + 3 * GUTTER, top)
    for text in remarks:
        line = Box(left, top, box.right - left, LINE)
        group.text("Remark", text, line, TextStyle(LEGEND_TYPE, palette.muted, wrap=True))
        top += LINE + (LINE if layout.beside else 0)
    drawing.close(group)
    return top


def _say(drawing: Drawing, text: str, layout: _MapLayout, palette: Palette) -> None:
    """A sentence in the middle of the map."""
    width = min(layout.picture.width - 20, 420.0)
    centre = layout.picture.left + layout.picture.width / 2
    middle = layout.picture.top + layout.picture.height / 2
    drawing.shape(
        "Remark",
        Box(centre - width / 2, middle - 24, width, 48),
        Solid(palette.background),
        Stroke(palette.border, 0.75),
        text=text,
        words=TextStyle(13, palette.text, align="centre", wrap=True),
    )


def region_shown(found: Places, options: MapOptions, countries: Sequence[str] = ()) -> Region:
    """The part of the world that is chosen; of the whole world the one country filtered for.

    countries: codes of the filter.
    """
    chosen = [code for code in countries if any(row.country == code for row in found.countries)]
    if options.region != REGION.codes[0] or len(countries) != 1 or not chosen:
        return REGIONS[options.region]
    cities = [(row.lon, row.lat) for row in found.cities if row.country == chosen[0]]
    return region_around(chosen[0], cities)


def trial_map(
    found: Places, sheet: Sheet, options: MapOptions, filtered_to: Sequence[str] = ()
) -> None:
    """Countries by number and cities as circles, in the part of the world that is chosen.

    The steps of colour are those of the map on screen. filtered_to: the countries of the filter;
    of one alone the map shows that country.
    """
    region, palette = region_shown(found, options, filtered_to), sheet.palette
    layout = _layout(region, sheet.body)
    drawing = sheet.drawing("Map", sheet.heading.summary or in_words(found))
    countries, every_city = (marks_of(each, region) for each in (found.countries, found.cities))
    scale = layout.picture.width / WIDE
    sizes = diameters([mark.value for mark in every_city], region)
    sized = [
        mark._replace(diameter=size * scale) for mark, size in zip(every_city, sizes, strict=True)
    ]
    shown = in_region(sized, region)
    # the largest come first
    cities = shown[:MOST_CIRCLES]
    seen = with_dots(in_region(countries, region), cities, layout.picture.width)
    shapes = outlines(region, layout.picture.width)
    _draw_countries(drawing, shapes, countries, seen, layout, palette)
    _draw_sites(drawing, cities, layout, palette, options.count)
    _draw_labels(drawing, seen, cities, layout, region, palette)
    remarks = _remarks(len(countries) - len(seen), len(shown), len(cities))
    remarks += [words] if (words := left_out(found)) else []
    end = _draw_legend(drawing, layout, countries, cities, remarks, palette, options.count)
    if layout.beside:
        box = Box(layout.legend.left, end, layout.legend.width, layout.legend.bottom - end)
        _draw_list(drawing, _list_lines(seen, cities), box, palette)
    if not countries:
        _say(drawing, in_words(found), layout, palette)
    elif not (seen or cities):
        _say(drawing, ELSEWHERE, layout, palette)
    sheet.add(drawing)
