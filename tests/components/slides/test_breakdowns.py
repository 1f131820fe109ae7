import numpy as np
import pytest
from pptx.enum.chart import XL_CHART_TYPE

from components.figures.empty import NO_TRIAL
from components.slides.breakdowns import (
    MOST_ROWS,
    SEVERAL,
    field_bars,
    matrix,
    roomy,
    stacked_bars,
)
from components.slides.drawing import TextStyle
from components.theme import LIGHT, ink_on
from data.index.breakdowns import Breakdown, Charted, CrossBreakdown
from tests.components.slides.decks import (
    SUMMARY,
    alt_text,
    cells_of,
    chart_of,
    graphics,
    ids_of,
    new_sheet,
    rows_of,
    saved,
    table_of,
    texts_of,
    workbook_of,
)

HOSTILE = '=1+1 <b>&"\x07'
COLOURS = {"P1": "#9ac8fd", "P2": "#001f43", "NOT_STATED": LIGHT.not_stated}


def fields(*rows, total=3):
    """rows: code, label and trials."""
    codes, labels, trials = zip(*rows, strict=True) if rows else ((), (), ())
    shown = Charted("masking", tuple(codes), tuple(labels), len(codes))
    return Breakdown(shown, np.array(trials, dtype=int), total)


def cross(*trials, label="{}"):
    """Rows A, B and so on, one list of trials each; columns P1, P2 and NOT_STATED."""
    rows, columns = tuple("ABC"[: len(trials)]), ("P1", "P2", "NOT_STATED")
    counts = np.array(trials, dtype=int).reshape(len(rows), len(columns))
    return CrossBreakdown(
        Charted("condition", rows, tuple(label.format(f"Row {row}") for row in rows), len(rows)),
        Charted("phase", columns, tuple(label.format(f"Column {each}") for each in columns), 3),
        counts,
        counts.sum(axis=1),
    )


THREE = cross([1, 0, 3], [0, 2, 0])


def drawn(function, counted, *args, **keys):
    sheet = new_sheet()
    function(counted, sheet, *args, **keys)
    return saved(sheet)


def fills_of(chart):
    """Series number, point number (none for the series) -> preset pattern or colour."""
    found = {}
    for number, series in enumerate(chart._chartSpace.iter("{*}ser")):
        for holder in series.iter("{*}dPt"):
            found[number, int(holder.find("{*}idx").get("val"))] = _fill(holder.find("{*}spPr"))
        found[number, None] = _fill(series.find("{*}spPr"))
    return found


def _fill(properties):
    (fill, *_) = properties
    colours = [colour.get("val") for colour in fill.iter("{*}srgbClr")]
    return fill.get("prst"), colours[-1]


def test_bars_are_the_frame_first_code_on_top():
    (slide,) = drawn(field_bars, fields(("NONE", "Open label", 2), ("NOT_STATED", "Not stated", 1)))
    chart = chart_of(slide)
    assert chart.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    assert list(chart.plots[0].categories) == ["Open label", "Not stated"]
    assert [tuple(series.values) for series in chart.plots[0].series] == [(2, 1)]
    assert chart.category_axis.reverse_order
    assert not chart.has_legend and not chart.has_title
    assert not chart.value_axis.visible and not chart.value_axis.has_major_gridlines
    assert rows_of(chart) == [(None, "Trials"), ("Open label", 2), ("Not stated", 1)]


def test_not_stated_is_grey_and_hatched():
    counted = fields(("NONE", "Open label", 2), ("NOT_STATED", "Not stated", 1))
    (slide,) = drawn(field_bars, counted)
    grey = LIGHT.not_stated.removeprefix("#").upper()
    accent = LIGHT.accent.removeprefix("#").upper()
    assert fills_of(chart_of(slide)) == {(0, 1): ("wdUpDiag", grey), (0, None): (None, accent)}


def test_the_chart_is_described_and_no_id_stands_twice():
    (slide,) = drawn(field_bars, fields(("A", "A", 2), ("B", "B", 2)))
    (frame,) = graphics(slide)
    assert (frame.name, alt_text(frame)) == ("Trials by value", SUMMARY)
    assert len(ids_of(slide)) == len(set(ids_of(slide)))
    assert SEVERAL in texts_of(slide)


def test_each_trial_once_needs_no_note():
    (slide,) = drawn(field_bars, fields(("A", "A", 2), ("B", "B", 1)))
    assert SEVERAL not in texts_of(slide)


@pytest.mark.parametrize(
    ("function", "counted", "more"),
    [
        (field_bars, fields(), {}),
        (field_bars, fields(("A", "A", 0), total=0), {}),
        (stacked_bars, cross([0, 0, 0]), {"colours": COLOURS, "share": True}),
        (stacked_bars, cross(), {"colours": COLOURS, "share": False}),
        (matrix, cross([0, 0, 0]), {}),
        (matrix, cross(), {}),
    ],
)
def test_no_trial_is_a_sentence(function, counted, more):
    (slide,) = drawn(function, counted, **more)
    assert graphics(slide) == []
    assert NO_TRIAL in texts_of(slide)


@pytest.mark.parametrize("share", [False, True])
def test_stacks_are_the_frame(share):
    (slide,) = drawn(stacked_bars, THREE, COLOURS, share=share)
    chart = chart_of(slide)
    assert chart.chart_type == XL_CHART_TYPE.BAR_STACKED
    assert list(chart.plots[0].categories) == ["Row A (4)", "Row B (2)"]
    values = {series.name: tuple(series.values) for series in chart.plots[0].series}
    assert values == {
        "Column P1": (0.25, 0) if share else (1, 0),
        "Column P2": (0, 1) if share else (0, 2),
        "Column NOT_STATED": (0.75, 0) if share else (3, 0),
    }
    assert chart.has_legend
    book = [row[1:] for row in rows_of(chart)]
    assert book == [tuple(values), *zip(*values.values(), strict=True)]


def test_shares_are_labelled_with_their_counts_but_not_with_zeros():
    (slide,) = drawn(stacked_bars, THREE, COLOURS, share=True)
    series = chart_of(slide)._chartSpace.iter("{*}ser")
    labels = [[node.text for node in one.iter("{*}t")] for one in series]
    assert labels == [["1"], ["2"], ["3"]]


def test_the_colours_and_inks_of_a_stack():
    (slide,) = drawn(stacked_bars, THREE, COLOURS, share=False)
    chart = chart_of(slide)
    fills = [fills_of(chart)[number, None] for number in range(3)]
    assert fills == [(None, "9AC8FD"), (None, "001F43"), ("wdUpDiag", "CCD1D6")]
    inks = [
        next(one.find("{*}dLbls").iter("{*}srgbClr")).get("val")
        for one in chart._chartSpace.iter("{*}ser")
    ]
    assert inks == [ink_on(colour).removeprefix("#").upper() for colour in COLOURS.values()]


def test_hostile_labels_stay_text():
    (slide,) = drawn(field_bars, fields(("A", HOSTILE, 2), ("B", "http://x.y", 1)))
    chart = chart_of(slide)
    clean = HOSTILE.replace("\x07", "")
    assert list(chart.plots[0].categories) == [clean, "http://x.y"]
    cells = workbook_of(chart).active["A"][1:]
    assert [(cell.value, cell.data_type) for cell in cells] == [(clean, "s"), ("http://x.y", "s")]


def test_a_hostile_column_is_neither_formula_nor_markup():
    hostile = cross([1, 0, 3], [0, 2, 0], label=HOSTILE)
    (slide,) = drawn(stacked_bars, hostile, COLOURS, share=True)
    sheet = workbook_of(chart_of(slide)).active
    texts = {cell.data_type for cell in (*sheet["A"][1:], *sheet[1][1:])}
    assert texts == {"s"}
    (slide,) = drawn(matrix, hostile)
    assert cells_of(slide)[0][1] == HOSTILE.replace("\x07", "")


def test_more_rows_than_a_slide_holds_go_on():
    rows = [(f"C{n}", f"Country {n}", 1) for n in range(MOST_ROWS + 1)]
    slides = drawn(field_bars, fields(*rows, total=len(rows)))
    shown = [len(list(chart_of(slide).plots[0].categories)) for slide in slides]
    assert shown == [MOST_ROWS, 1]
    assert slides[1].shapes.title.text == "A title (continued)"


def test_a_matrix_is_a_table_with_dots_for_no_trial():
    (slide,) = drawn(matrix, THREE)
    assert cells_of(slide) == [
        ["", "Column P1", "Column P2", "Column NOT_STATED"],
        ["Row A", "1", "·", "3"],
        ["Row B", "·", "2", "·"],
    ]
    table = table_of(slide)
    assert table.first_row and table.first_col
    (frame,) = graphics(slide)
    assert alt_text(frame) == SUMMARY


def test_the_fullest_cell_is_the_darkest():
    (slide,) = drawn(matrix, THREE)
    table = table_of(slide)
    colours = [str(table.cell(*place).fill.fore_color.rgb) for place in ((1, 3), (1, 1), (1, 2))]
    expected = (LIGHT.sequence[4], LIGHT.sequence[1], LIGHT.background)
    assert colours == [colour.removeprefix("#").upper() for colour in expected]


@pytest.mark.parametrize(
    ("counts", "lengths", "shown"),
    [
        ([], [], {}),
        ([0, 3], [0.0, 0.25], {1: "3"}),
        ([1, 1_213, 88], [0.001, 0.04, 0.2], {2: "88"}),
        ([1_213], [0.07], {0: "1,213"}),
    ],
)
def test_a_segment_shows_its_number_where_it_has_room(counts, lengths, shown):
    assert roomy(counts, lengths, TextStyle(14)) == shown
