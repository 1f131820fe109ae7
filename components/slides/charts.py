"""Native charts: their XML and their workbook written in one go.

python-pptx builds charts of its own and has no way to hatch, to place the plot area or to draw
error bars; here the whole chart is text, and python-pptx only takes it in. Labels of data are
never formulas in the workbook.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from pptx.util import Emu, Length
from xlsxwriter import Workbook

from components.figures.text import clean
from components.slides.drawing import TYPEFACE, Box, Fill, Solid, Stroke, emu, outline_of
from components.slides.pptx_internals import append_chart, set_id
from components.slides.sheet import Sheet
from components.slides.theme_colours import SLIDE
from components.theme import Palette

CellValue = str | int | float | None
SHEET = "Sheet1"
NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
FIRST_AXIS, SECOND_AXIS = 1001, 1002
NO_LINE = "<a:ln><a:noFill/></a:ln>"
CLEAR = f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>"
HIDES_ZERO = "#,##0;-#,##0;"
"""Number format of a label that a zero leaves empty."""
SAFE_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
TYPE_SIZES = ((4, 18.0), (6, 16.0), (10, 14.0), (16, 12.0))
"""Most rows of a slide, and the points of type that they have room for."""
SMALLEST_TYPE = 10.0


@dataclass(frozen=True)
class NativeChart:
    """A chart as python-pptx takes it: its XML and the workbook behind it."""

    xml: str
    xlsx_blob: bytes

    def xml_bytes(self, chart_type: object) -> bytes:
        """python-pptx asks for the XML of a chart type; this chart has one already."""
        return self.xml.encode()


@dataclass(frozen=True)
class Bars:
    """One series of bars.

    Attributes:
        values: one a category.
        points: fills of single bars, by their number.
        labels: words in place of the values, by bar; where given, the other bars have none.
    """

    name: str
    values: tuple[float, ...]
    fill: Fill
    ink: str
    points: Mapping[int, Fill] = field(default_factory=dict)
    labels: Mapping[int, str] | None = None


@dataclass(frozen=True)
class XYPoint:
    """One mark; spreads are the ± as printed, ``is_open`` draws it hollow."""

    x: float
    y: float
    x_spread: float | None = None
    y_spread: float | None = None
    is_open: bool = False


@dataclass(frozen=True)
class XYSeries:
    """One series of an XY chart; symbol: a DrawingML marker such as ``square``.

    dash: of the line from mark to mark, none where it is empty; thin: error bars without caps.
    """

    name: str
    points: tuple[XYPoint, ...]
    colour: str
    symbol: str
    size: int = 9
    dash: str = ""
    thin: bool = False


@dataclass(frozen=True)
class Axis:
    """A value axis; without ``labels`` it is drawn by hand beside the chart."""

    title: str
    low: float
    high: float
    step: float | None = None
    number_format: str = "General"
    log: bool = False
    labels: bool = True
    grid: bool = True


def add_chart(sheet: Sheet, name: str, box: Box, chart: NativeChart) -> None:
    """The chart on the slide, named and with alt text."""
    place: list[Length] = [
        Emu(emu(length)) for length in (box.left, box.top, box.width, box.height)
    ]
    frame = append_chart(sheet.slide, place, chart)
    # python-pptx takes the highest id on the slide, which the next drawing would take again
    set_id(frame, sheet.ids.next())
    sheet.append(frame.element)
    sheet.describe(frame, name)


def bar_chart(
    categories: Sequence[str],
    series: Sequence[Bars],
    palette: Palette,
    *,
    size: float,
    stacked: bool = False,
    share: bool = False,
    step: int | None = None,
    upright: bool = False,
    inner: Box | None = None,
    longest: float | None = None,
) -> NativeChart:
    """Horizontal bars, the first category on top; size: points of all type.

    upright: columns instead, the first category at the left. inner: the plot area in parts of
    the chart, and longest: the end of the axis, so that charts side by side have one scale.
    """
    names = [clean(category) for category in categories]
    drawn = "".join(
        _bar_series(number, one, names, palette, size, stacked=stacked, share=share)
        for number, one in enumerate(series)
    )
    end = 1 if share else longest
    amounts = _amount_axis(
        palette, size, shown=stacked, share=share, step=step, upright=upright, longest=end
    )
    grouping, overlap = ("stacked", 100) if stacked else ("clustered", 0)
    plot = (
        f'{_plot_place(inner)}<c:barChart><c:barDir val="{"col" if upright else "bar"}"/>'
        f'<c:grouping val="{grouping}"/>'
        f'<c:varyColors val="0"/>{drawn}<c:gapWidth val="45"/><c:overlap val="{overlap}"/>'
        f'<c:axId val="{FIRST_AXIS}"/><c:axId val="{SECOND_AXIS}"/></c:barChart>'
        f"{_category_axis(palette, size, stacked=stacked, upright=upright)}"
        f"{amounts}"
    )
    legend = _legend(palette, size) if stacked else ""
    cells: list[list[CellValue]] = [[None, *(clean(one.name) for one in series)]]
    cells += [[name, *(one.values[row] for one in series)] for row, name in enumerate(names)]
    return NativeChart(_space(plot, legend, palette, size), workbook(cells))


def scatter_chart(
    series: Sequence[XYSeries], x: Axis, y: Axis, inner: Box, palette: Palette, *, size: float
) -> NativeChart:
    """An XY chart; inner: its plot area in parts of the chart, so that drawings can meet it."""
    cells: list[list[CellValue]] = []
    drawn = []
    for number, one in enumerate(series):
        drawn.append(_mark_series(number, one, len(cells) + 1))
        cells.append([x.title, clean(one.name), f"± {x.title}", f"± {y.title}"])
        cells += [[point.x, point.y, point.x_spread, point.y_spread] for point in one.points]
        cells.append([])
    plot = (
        f"{_plot_place(inner)}<c:scatterChart>"
        '<c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f'{"".join(drawn)}<c:axId val="{FIRST_AXIS}"/><c:axId val="{SECOND_AXIS}"/>'
        "</c:scatterChart>"
        f"{_value_axis(x, FIRST_AXIS, SECOND_AXIS, 'b', palette, size)}"
        f"{_value_axis(y, SECOND_AXIS, FIRST_AXIS, 'l', palette, size)}"
    )
    return NativeChart(_space(plot, "", palette, size), workbook(cells))


def _plot_place(inner: Box | None) -> str:
    """The plot area in parts of its chart; none leaves it to the program that shows it."""
    if inner is None:
        return "<c:layout/>"
    edges = {"x": inner.left, "y": inner.top, "w": inner.width, "h": inner.height}
    place = "".join(f'<c:{key} val="{value:.5f}"/>' for key, value in edges.items())
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{place}</c:manualLayout></c:layout>'
    )


def workbook(rows: Sequence[Sequence[CellValue]]) -> bytes:
    """A workbook of one sheet; text is text, whatever it begins with."""
    out = io.BytesIO()
    with Workbook(out, SAFE_TEXT) as book:
        page = book.add_worksheet(SHEET)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    page.write_string(number, column, value)
                elif value is not None:
                    page.write_number(number, column, value)
    return out.getvalue()


def type_size(rows: int) -> float:
    """Points of type for so many rows on one slide."""
    return next((size for most, size in TYPE_SIZES if rows <= most), SMALLEST_TYPE)


def _text(size: float, colour: str, *, bold: bool = False, tag: str = "c:txPr") -> str:
    return (
        f"<{tag}><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{_font('a:defRPr', size, colour, bold=bold)}"
        f'</a:pPr><a:endParaRPr lang="en-GB"/></a:p></{tag}>'
    )


def _font(tag: str, size: float, colour: str, *, bold: bool = False) -> str:
    return (
        f'<{tag} sz="{round(size * 100)}" b="{int(bold)}">{Solid(colour).xml()}'
        f'<a:latin typeface="{TYPEFACE}"/></{tag}>'
    )


def _rich(text: str, size: float, colour: str, turn: int | None = None) -> str:
    """Words in place of a value or as a title; turn: sixtieths of a degree over a thousand."""
    body = "<a:bodyPr/>" if turn is None else f'<a:bodyPr rot="{turn}" vert="horz"/>'
    return (
        f"<c:tx><c:rich>{body}<a:lstStyle/><a:p><a:pPr>{_font('a:defRPr', size, colour)}</a:pPr>"
        f"<a:r>{_font('a:rPr', size, colour)}<a:t>{escape(clean(text))}</a:t></a:r></a:p>"
        "</c:rich></c:tx>"
    )


def _space(plot: str, legend: str, palette: Palette, size: float) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{plot}{CLEAR}</c:plotArea>{legend}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{CLEAR}{_text(size, palette.text)}</c:chartSpace>"
    )


def _name(text: str, reference: str) -> str:
    return (
        f"<c:tx><c:strRef><c:f>{reference}</c:f><c:strCache>"
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(clean(text))}</c:v></c:pt>'
        "</c:strCache></c:strRef></c:tx>"
    )


def _numbers(tag: str, values: Sequence[float | None], reference: str) -> str:
    points = "".join(
        f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>'
        for n, value in enumerate(values)
        if value is not None
    )
    return (
        f"<{tag}><c:numRef><c:f>{reference}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef></{tag}>'
    )


def _range(column: str, first: int, count: int) -> str:
    return f"{SHEET}!${column}${first}:${column}${first + count - 1}"


def _letter(column: int) -> str:
    """Of a zero-based column: A, B, ... Z, AA."""
    ahead, own = divmod(column, 26)
    return (_letter(ahead - 1) if ahead else "") + chr(ord("A") + own)


def _bar_series(
    number: int,
    one: Bars,
    categories: Sequence[str],
    palette: Palette,
    size: float,
    *,
    stacked: bool,
    share: bool,
) -> str:
    """A fine line of the ground parts the segments of a stack."""
    apart = Stroke(palette.background, 1) if stacked else None
    column, count = _letter(number + 1), len(categories)
    points = "".join(
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"{_looks(fill, apart)}</c:dPt>"
        for index, fill in one.points.items()
    )
    names = "".join(
        f'<c:pt idx="{n}"><c:v>{escape(name)}</c:v></c:pt>' for n, name in enumerate(categories)
    )
    place = "ctr" if stacked else "outEnd"
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"{_name(one.name, f'{SHEET}!${column}$1')}"
        f"{_looks(one.fill, apart)}"
        f'<c:invertIfNegative val="0"/>{points}{_bar_labels(one, size, place)}'
        f"<c:cat><c:strRef><c:f>{_range('A', 2, count)}</c:f><c:strCache>"
        f'<c:ptCount val="{count}"/>{names}</c:strCache></c:strRef></c:cat>'
        f"{_numbers('c:val', one.values, _range(column, 2, count))}</c:ser>"
    )


def _looks(fill: Fill, apart: Stroke | None) -> str:
    line = outline_of(fill, apart)
    inside = fill.xml() if fill else "<a:noFill/>"
    return f"<c:spPr>{inside}{line.xml() if line else NO_LINE}</c:spPr>"


def _shows(value: int) -> str:
    others = ("CatName", "SerName", "Percent", "BubbleSize")
    return f'<c:showLegendKey val="0"/><c:showVal val="{value}"/>' + "".join(
        f'<c:show{name} val="0"/>' for name in others
    )


def _bar_labels(one: Bars, size: float, place: str) -> str:
    """The values, or the words given in their place."""
    if one.labels is None:
        return (
            f'<c:dLbls><c:numFmt formatCode="{HIDES_ZERO if place == "ctr" else "#,##0"}" '
            f'sourceLinked="0"/>{CLEAR}{_text(size, one.ink)}<c:dLblPos val="{place}"/>'
            f"{_shows(1)}</c:dLbls>"
        )
    words = "".join(
        f'<c:dLbl><c:idx val="{index}"/>{_rich(text, size, one.ink)}'
        f'<c:dLblPos val="{place}"/>{_shows(1)}</c:dLbl>'
        for index, text in one.labels.items()
    )
    return f"<c:dLbls>{words}{_shows(0)}</c:dLbls>"


def _ends(low: float | None = None, high: float | None = None, *, down: bool = False) -> str:
    top = "" if high is None else f'<c:max val="{high}"/>'
    bottom = "" if low is None else f'<c:min val="{low}"/>'
    return f'<c:orientation val="{"maxMin" if down else "minMax"}"/>{top}{bottom}'


def _category_axis(palette: Palette, size: float, *, stacked: bool, upright: bool) -> str:
    # the edges of empty segments would break the line of a stack's axis
    line = NO_LINE if stacked else Stroke(palette.border, 0.75).xml()
    return (
        f'<c:catAx><c:axId val="{FIRST_AXIS}"/><c:scaling>{_ends(down=not upright)}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"b" if upright else "l"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{line}</c:spPr>{_text(size, palette.text)}"
        f'<c:crossAx val="{SECOND_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="60"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _amount_axis(
    palette: Palette,
    size: float,
    *,
    shown: bool,
    share: bool,
    step: int | None,
    upright: bool,
    longest: float | None,
) -> str:
    """Counts or shares below the bars; hidden where each bar has its number."""
    grid = _grid(palette)
    unit = '<c:majorUnit val="0.2"/>' if share else f'<c:majorUnit val="{step}"/>' if step else ""
    return (
        f'<c:valAx><c:axId val="{SECOND_AXIS}"/>'
        f"<c:scaling>{_ends(0, longest)}</c:scaling>"
        f'<c:delete val="{int(not shown)}"/><c:axPos val="{"l" if upright else "b"}"/>'
        f"{grid if shown else ''}"
        f'<c:numFmt formatCode="{"0%" if share else "#,##0"}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr>{NO_LINE}</c:spPr>{_text(min(size, 14), palette.muted)}"
        # the axis stands at the last category, which is the lowest
        f'<c:crossAx val="{FIRST_AXIS}"/><c:crosses val="{"autoZero" if upright else "max"}"/>'
        '<c:crossBetween val="between"/>'
        f"{unit}</c:valAx>"
    )


def _grid(palette: Palette) -> str:
    line = Stroke(palette.grid, 0.75).xml()
    return f"<c:majorGridlines><c:spPr>{line}</c:spPr></c:majorGridlines>"


def _legend(palette: Palette, size: float) -> str:
    return (
        '<c:legend><c:legendPos val="t"/><c:overlay val="0"/>'
        f"{_text(min(size, 14), palette.text)}</c:legend>"
    )


def _value_axis(axis: Axis, own: int, other: int, side: str, palette: Palette, size: float) -> str:
    log = '<c:logBase val="10"/>' if axis.log else ""
    grid = _grid(palette)
    turn = -5_400_000 if side == "l" else 0
    title = f'<c:title>{_rich(axis.title, size, palette.muted, turn)}<c:overlay val="0"/></c:title>'
    step = f'<c:majorUnit val="{axis.step}"/>' if axis.step else ""
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling>{log}{_ends(axis.low, axis.high)}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/>{grid if axis.grid else ""}'
        f"{title if axis.labels else ''}"
        f'<c:numFmt formatCode="{escape(axis.number_format, {chr(34): "&quot;"})}" '
        'sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{"low" if axis.labels else "none"}"/>'
        f"<c:spPr>{Stroke(palette.border, 0.75).xml()}</c:spPr>{_text(size, palette.text)}"
        f'<c:crossAx val="{other}"/><c:crosses val="min"/><c:crossBetween val="midCat"/>'
        f"{step}</c:valAx>"
    )


def _mark_series(number: int, one: XYSeries, top: int) -> str:
    """top: the row of the workbook that holds the series' name."""
    count, first = len(one.points), top + 1
    line = Stroke(one.colour, 1.5, one.dash).xml() if one.dash else NO_LINE
    opened = "".join(
        f'<c:dPt><c:idx val="{n}"/>{_marker(one, is_open=True)}<c:bubble3D val="0"/></c:dPt>'
        for n, point in enumerate(one.points)
        if point.is_open
    )
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"{_name(one.name, f'{SHEET}!$B${top}')}<c:spPr>{line}</c:spPr>"
        f"{_marker(one)}{opened}{''.join(_error_bars(one, first))}"
        f"{_numbers('c:xVal', [point.x for point in one.points], _range('A', first, count))}"
        f"{_numbers('c:yVal', [point.y for point in one.points], _range('B', first, count))}"
        '<c:smooth val="0"/></c:ser>'
    )


def _marker(one: XYSeries, *, is_open: bool = False) -> str:
    inside = SLIDE.background if is_open else one.colour
    # LibreOffice takes a point's own marker only where its size or symbol differs
    size = one.size + int(is_open)
    return (
        f'<c:marker><c:symbol val="{one.symbol}"/><c:size val="{size}"/>'
        f"<c:spPr>{Solid(inside).xml()}{Stroke(one.colour, 1.75).xml()}</c:spPr></c:marker>"
    )


def _error_bars(one: XYSeries, first: int) -> Iterator[str]:
    """The ± as printed, read from the workbook's third and fourth column."""
    spreads = (
        ("x", "C", [point.x_spread for point in one.points]),
        ("y", "D", [point.y_spread for point in one.points]),
    )
    for direction, column, values in spreads:
        if any(value is not None for value in values):
            reference = _range(column, first, len(values))
            caps = f'<c:noEndCap val="{int(one.thin)}"/>'
            # LibreOffice draws custom bars in y only, so one ± for all points is said as one
            if len(set(values)) == 1:
                length = f'<c:errValType val="fixedVal"/>{caps}<c:val val="{values[0]}"/>'
            else:
                length = f'<c:errValType val="cust"/>{caps}' + "".join(
                    _numbers(tag, values, reference) for tag in ("c:plus", "c:minus")
                )
            yield (
                f'<c:errBars><c:errDir val="{direction}"/><c:errBarType val="both"/>{length}'
                f"<c:spPr>{Stroke(one.colour, 1 if one.thin else 1.5).xml()}</c:spPr></c:errBars>"
            )
