"""Native charts: their XML and their workbook written in one go.

python-pptx builds charts of its own and has no way to hatch, to place the plot area or to draw
error bars; here the whole chart is text, and python-pptx only takes it in. A number on a bar is
the value of its cell: it moves with it when the workbook is edited. Names from data are never
formulas in the workbook; sums and marks set apart are formulas of the house.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from pptx.util import Emu, Length
from xlsxwriter import Workbook

from components.figures.text import clean
from components.slides.drawing import TYPEFACE, Box, Fill, Hatched, Solid, Stroke, emu, outline_of
from components.slides.pptx_internals import append_chart, set_id
from components.slides.sheet import Sheet
from components.slides.theme_colours import SLIDE, colour_xml
from components.theme import Palette


@dataclass(frozen=True)
class Formula:
    """A formula of the house, such as a sum, and what it comes to; never words from data."""

    text: str
    value: float


CellValue = str | int | float | Formula | None
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
TYPE_SIZES = ((4, 18.0), (6, 16.0), (10, 14.0))
"""Most rows of a slide, and the points of type that they have room for."""
SMALLEST_TYPE = 12.0
HALO = 4.0
"""Points of the ground's colour around a number on a hatching, whose lines may be as light as it
in a dark theme."""
LARGEST_TITLE = 14.0
"""Points of the names of axes and of the legend, which stand back behind the rows."""
ROW_LEAST = 17.0
"""Points of a row whose name is set in the smallest type."""
TITLE_ROOM, TICKS_ROOM, LEGEND_ROOM = 26.0, 24.0, 34.0
"""Points that an axis's name, its numbers and a legend take of a chart's height."""


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
        has_numbers: each bar has its value as a label, which a zero leaves empty.
        narrow: bars that have no room for their number.
    """

    name: str
    values: tuple[float, ...]
    fill: Fill
    ink: str
    points: Mapping[int, Fill] = field(default_factory=dict)
    has_numbers: bool = True
    narrow: frozenset[int] = frozenset()


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
    shift: added to every x, so that the marks of several series do not hide one another; the
    workbook has the x as stated beside it.
    """

    name: str
    points: tuple[XYPoint, ...]
    colour: str
    symbol: str
    size: int = 9
    dash: str = ""
    thin: bool = False
    shift: float = 0.0

    def drawn_at(self, point: XYPoint) -> float:
        """The x of a mark on the chart."""
        return round(point.x + self.shift, 6)


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


@dataclass(frozen=True)
class BarLook:
    """The setting of a chart of bars.

    Attributes:
        size: points of the rows' names and of the numbers.
        stacked: the series of a category stand in one bar, which has a legend.
        share: each bar is drawn to 100 %; the values stay numbers.
        step: between two numbers of the axis; none leaves it to the program.
        top: the end of the axis; none leaves it to the program.
        upright: columns instead of bars, the first category at the left.
        amounts, categories: the names of the axes; an empty one is not named.
        has_legend: of a stack.
        turned: the categories' names read upwards, there being many of them.
        totals: the name of the numbers above upright stacks, empty for none.
        inner: the plot area in parts of the chart, so that charts side by side have one scale;
            none leaves it to the program.
    """

    size: float
    stacked: bool = False
    share: bool = False
    step: int | None = None
    top: float | None = None
    upright: bool = False
    amounts: str = "Trials"
    categories: str = ""
    has_legend: bool = True
    turned: bool = False
    totals: str = ""
    inner: Box | None = None

    @property
    def title_size(self) -> float:
        return min(self.size, LARGEST_TITLE)

    @property
    def grouping(self) -> str:
        if not self.stacked:
            return "clustered"
        return "percentStacked" if self.share else "stacked"


def bar_chart(
    categories: Sequence[str], series: Sequence[Bars], palette: Palette, look: BarLook
) -> NativeChart:
    """Horizontal bars, the first category on top, or columns."""
    names = [clean(category) for category in categories]
    drawn = "".join(
        _bar_series(number, one, names, palette, look) for number, one in enumerate(series)
    )
    sums = [sum(one.values[row] for one in series) for row in range(len(names))]
    plot = (
        f'{_plot_place(look.inner)}<c:barChart><c:barDir val="{"col" if look.upright else "bar"}"/>'
        f'<c:grouping val="{look.grouping}"/>'
        f'<c:varyColors val="0"/>{drawn}<c:gapWidth val="45"/>'
        f'<c:overlap val="{100 if look.stacked else 0}"/>'
        f'<c:axId val="{FIRST_AXIS}"/><c:axId val="{SECOND_AXIS}"/></c:barChart>'
        f"{_totals(len(series), sums, names, palette, look) if look.totals else ''}"
        f"{_category_axis(palette, look)}{_amount_axis(palette, look)}"
    )
    hidden = [len(series)] if look.totals else []
    legend = _legend(palette, look, hidden) if look.stacked and look.has_legend else ""
    heads = [clean(one.name) for one in series]
    cells: list[list[CellValue]] = [[None, *heads, *([look.totals] if look.totals else [])]]
    last = _letter(len(series))
    for row, name in enumerate(names):
        total = Formula(f"=SUM(B{row + 2}:{last}{row + 2})", sums[row])
        values = [one.values[row] for one in series]
        cells.append([name, *values, *([total] if look.totals else [])])
    return NativeChart(_space(plot, legend, palette, look.size), workbook(cells))


def scatter_chart(
    series: Sequence[XYSeries], x: Axis, y: Axis, inner: Box, palette: Palette, *, size: float
) -> NativeChart:
    """An XY chart; inner: its plot area in parts of the chart, so that drawings can meet it."""
    cells: list[list[CellValue]] = []
    drawn = []
    apart = any(one.shift for one in series)
    for number, one in enumerate(series):
        drawn.append(_mark_series(number, one, len(cells) + 1))
        head = [clean(one.name), f"± {x.title}", f"± {y.title}"]
        cells.append([f"{x.title}, set apart", *head, x.title] if apart else [x.title, *head])
        for point in one.points:
            own: list[CellValue] = [point.y, point.x_spread, point.y_spread]
            moved = Formula(f"=E{len(cells) + 1}{one.shift:+.6g}", one.drawn_at(point))
            cells.append([moved, *own, point.x] if apart else [point.x, *own])
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
                elif isinstance(value, Formula):
                    page.write_formula(number, column, value.text, None, value.value)
                elif value is not None:
                    page.write_number(number, column, value)
    return out.getvalue()


def type_size(rows: int) -> float:
    """Points of type for so many rows on one slide."""
    return next((size for most, size in TYPE_SIZES if rows <= most), SMALLEST_TYPE)


def axis_end(most: int, step: int | None = None) -> tuple[int, int]:
    """A round end of an axis beyond a number, and the step to it: for charts of one scale."""
    if step is None:
        tens = 10 ** max(len(str(most)) - 2, 0)
        step = next(tens * part for part in (1, 2, 5, 10, 20) if most <= 6 * tens * part)
    return step * (most // step + 1), step


def most_rows(height: float, *, stacked: bool = False) -> int:
    """Rows of bars that a chart so high has room for in readable type."""
    beside = TITLE_ROOM + (TICKS_ROOM + LEGEND_ROOM if stacked else 0)
    return max(1, int((height - beside) // ROW_LEAST))


def _text(size: float, colour: str, *, turn: int | None = None, halo: str = "") -> str:
    """turn: sixtieths of a degree over a thousand; halo: the colour behind words on a hatching."""
    body = "<a:bodyPr/>" if turn is None else f'<a:bodyPr rot="{turn}" vert="horz"/>'
    return (
        f"<c:txPr>{body}<a:lstStyle/><a:p><a:pPr>"
        f"{_font('a:defRPr', size, colour, halo)}"
        '</a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _font(tag: str, size: float, colour: str, halo: str = "") -> str:
    glow = (
        f'<a:effectLst><a:glow rad="{emu(HALO)}">{colour_xml(halo)}</a:glow></a:effectLst>'
        if halo
        else ""
    )
    return (
        f'<{tag} sz="{round(size * 100)}" b="0">{Solid(colour).xml()}{glow}'
        f'<a:latin typeface="{TYPEFACE}"/></{tag}>'
    )


def _rich(text: str, size: float, colour: str, turn: int) -> str:
    """Words of a title; turn: sixtieths of a degree over a thousand."""
    body = f'<a:bodyPr rot="{turn}" vert="horz"/>'
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
    number: int, one: Bars, categories: Sequence[str], palette: Palette, look: BarLook
) -> str:
    """A fine line of the ground parts the segments of a stack."""
    apart = Stroke(palette.background, 1) if look.stacked else None
    looks = {index: _looks(fill, apart) for index, fill in one.points.items()}
    if look.upright:
        # the line of a column of nothing would break that of the axis
        bare = f"<c:spPr>{_inside(one.fill)}{NO_LINE}</c:spPr>"
        looks |= {index: bare for index, value in enumerate(one.values) if not value}
    points = "".join(
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"{own}</c:dPt>"
        for index, own in looks.items()
    )
    return (
        f"{_head_of(number, one.name)}"
        f"{_looks(one.fill, apart)}"
        f'<c:invertIfNegative val="0"/>{points}{_bar_labels(one, look)}'
        f"{_values_of(number, categories, one.values)}</c:ser>"
    )


def _head_of(number: int, name: str) -> str:
    """The start of a series: its place, and its name in the first row of the workbook."""
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"{_name(name, f'{SHEET}!${_letter(number + 1)}$1')}"
    )


def _values_of(number: int, categories: Sequence[str], values: Sequence[float]) -> str:
    """The categories and values of a series, and the cells that hold them."""
    count = len(categories)
    names = "".join(
        f'<c:pt idx="{n}"><c:v>{escape(name)}</c:v></c:pt>' for n, name in enumerate(categories)
    )
    return (
        f"<c:cat><c:strRef><c:f>{_range('A', 2, count)}</c:f><c:strCache>"
        f'<c:ptCount val="{count}"/>{names}</c:strCache></c:strRef></c:cat>'
        f"{_numbers('c:val', values, _range(_letter(number + 1), 2, count))}"
    )


def _totals(
    number: int, sums: Sequence[float], categories: Sequence[str], palette: Palette, look: BarLook
) -> str:
    """The sum of each stack above it: the labels of a line that is not drawn."""
    labels = (
        f'<c:dLbls><c:numFmt formatCode="{HIDES_ZERO}" sourceLinked="0"/>{CLEAR}'
        f'{_text(look.size, palette.text)}<c:dLblPos val="t"/>{_shows(1)}</c:dLbls>'
    )
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f"{_head_of(number, look.totals)}<c:spPr>{NO_LINE}</c:spPr>"
        f'<c:marker><c:symbol val="none"/></c:marker>{labels}'
        f'{_values_of(number, categories, sums)}<c:smooth val="0"/></c:ser><c:marker val="1"/>'
        f'<c:axId val="{FIRST_AXIS}"/><c:axId val="{SECOND_AXIS}"/></c:lineChart>'
    )


def _looks(fill: Fill, apart: Stroke | None) -> str:
    line = outline_of(fill, apart)
    return f"<c:spPr>{_inside(fill)}{line.xml() if line else NO_LINE}</c:spPr>"


def _inside(fill: Fill) -> str:
    return fill.xml() if fill else "<a:noFill/>"


def _shows(value: int) -> str:
    others = ("CatName", "SerName", "Percent", "BubbleSize")
    return f'<c:showLegendKey val="0"/><c:showVal val="{value}"/>' + "".join(
        f'<c:show{name} val="0"/>' for name in others
    )


def _bar_labels(one: Bars, look: BarLook) -> str:
    """The values, bound to their cells, where a bar has room for its own."""
    if not one.has_numbers:
        return ""
    gone = "".join(
        f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>'
        for index in sorted(one.narrow)
    )
    # a zero beside a bar says that there is none, one in a stack is a number without a segment
    number_format, place = (HIDES_ZERO, "ctr") if look.stacked else ("#,##0", "outEnd")
    halo = SLIDE.background if look.stacked and isinstance(one.fill, Hatched) else ""
    return (
        f'<c:dLbls>{gone}<c:numFmt formatCode="{number_format}" sourceLinked="0"/>{CLEAR}'
        f'{_text(look.size, one.ink, halo=halo)}<c:dLblPos val="{place}"/>{_shows(1)}</c:dLbls>'
    )


def _ends(low: float | None = None, high: float | None = None, *, down: bool = False) -> str:
    top = "" if high is None else f'<c:max val="{high}"/>'
    bottom = "" if low is None else f'<c:min val="{low}"/>'
    return f'<c:orientation val="{"maxMin" if down else "minMax"}"/>{top}{bottom}'


def _title(words: str, size: float, palette: Palette, *, upwards: bool) -> str:
    """The name of an axis; none where it has no name."""
    if not words:
        return ""
    turn = -5_400_000 if upwards else 0
    return f'<c:title>{_rich(words, size, palette.muted, turn)}<c:overlay val="0"/></c:title>'


def _category_axis(palette: Palette, look: BarLook) -> str:
    # the edges of empty segments would break the line of a stack's axis; columns have none there
    has_line = look.upright or not look.stacked
    line = Stroke(palette.border, 0.75).xml() if has_line else NO_LINE
    title = _title(look.categories, look.title_size, palette, upwards=not look.upright)
    turn = -5_400_000 if look.turned else 0
    return (
        f'<c:catAx><c:axId val="{FIRST_AXIS}"/><c:scaling>{_ends(down=not look.upright)}'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{"b" if look.upright else "l"}"/>{title}'
        '<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{line}</c:spPr>{_text(look.size, palette.text, turn=turn)}"
        f'<c:crossAx val="{SECOND_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="60"/>'
        # every bar has its name
        '<c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _amount_axis(palette: Palette, look: BarLook) -> str:
    """Counts or shares below the bars; without numbers where each bar has its own."""
    grid = _grid(palette) if look.stacked else ""
    title = _title(look.amounts, look.title_size, palette, upwards=look.upright)
    step = 0.2 if look.share else look.step
    return (
        f'<c:valAx><c:axId val="{SECOND_AXIS}"/>'
        f"<c:scaling>{_ends(0, 1 if look.share else look.top)}</c:scaling>"
        f'<c:delete val="0"/><c:axPos val="{"l" if look.upright else "b"}"/>{grid}{title}'
        f'<c:numFmt formatCode="{"0%" if look.share else "#,##0"}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{"nextTo" if look.stacked else "none"}"/>'
        f"<c:spPr>{NO_LINE}</c:spPr>{_text(look.title_size, palette.muted)}"
        # the axis stands at the last category, which is the lowest
        f'<c:crossAx val="{FIRST_AXIS}"/><c:crosses val="{"autoZero" if look.upright else "max"}"/>'
        '<c:crossBetween val="between"/>'
        f"{_step(step)}</c:valAx>"
    )


def _step(step: float | None) -> str:
    return f'<c:majorUnit val="{step}"/>' if step else ""


def _grid(palette: Palette) -> str:
    line = Stroke(palette.grid, 0.75).xml()
    return f"<c:majorGridlines><c:spPr>{line}</c:spPr></c:majorGridlines>"


def _legend(palette: Palette, look: BarLook, hidden: Sequence[int]) -> str:
    """hidden: series that it does not name."""
    gone = "".join(
        f'<c:legendEntry><c:idx val="{number}"/><c:delete val="1"/></c:legendEntry>'
        for number in hidden
    )
    return (
        f'<c:legend><c:legendPos val="t"/>{gone}<c:overlay val="0"/>'
        f"{_text(look.title_size, palette.text)}</c:legend>"
    )


def _value_axis(axis: Axis, own: int, other: int, side: str, palette: Palette, size: float) -> str:
    log = '<c:logBase val="10"/>' if axis.log else ""
    grid = _grid(palette)
    title = _title(axis.title, size, palette, upwards=side == "l")
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
        f"{_step(axis.step)}</c:valAx>"
    )


def _mark_series(number: int, one: XYSeries, top: int) -> str:
    """top: the row of the workbook that holds the series' name."""
    count, first = len(one.points), top + 1
    places = [one.drawn_at(point) for point in one.points]
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
        f"{_numbers('c:xVal', places, _range('A', first, count))}"
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
