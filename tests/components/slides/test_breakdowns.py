from dataclasses import replace

import numpy as np
import pytest
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION

from components.figures.empty import NO_TRIAL
from components.slides.breakdowns import (
    MATRIX_NOTE,
    SEVERAL,
    field_bars,
    matrix,
    narrow,
    stacked_bars,
)
from components.slides.drawing import TextStyle
from components.theme import LIGHT, ink_on, tint
from data.index.breakdowns import Breakdown, Charted, CrossBreakdown
from tests.components.slides import decks
from tests.components.slides.decks import (
    SUMMARY,
    alt_text,
    cells_of,
    chart_of,
    colours_in,
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
    return fill.get("prst"), colours_in(fill)[-1]


def test_bars_are_the_frame_first_code_on_top():
    (slide,) = drawn(field_bars, fields(("NONE", "Open label", 2), ("NOT_STATED", "Not stated", 1)))
    chart = chart_of(slide)
    assert chart.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    assert list(chart.plots[0].categories) == ["Open label", "Not stated"]
    assert [tuple(series.values) for series in chart.plots[0].series] == [(2, 1)]
    assert chart.category_axis.reverse_order
    assert not chart.has_legend and not chart.has_title
    assert not chart.value_axis.has_major_gridlines
    assert chart.value_axis.tick_label_position == XL_TICK_LABEL_POSITION.NONE
    assert chart.value_axis.axis_title.text_frame.text == "Trials"
    assert rows_of(chart) == [(None, "Trials"), ("Open label", 2), ("Not stated", 1)]


def test_not_stated_is_grey_and_hatched():
    counted = fields(("NONE", "Open label", 2), ("NOT_STATED", "Not stated", 1))
    (slide,) = drawn(field_bars, counted)
    assert fills_of(chart_of(slide)) == {
        (0, 1): ("wdUpDiag", LIGHT.not_stated),
        (0, None): (None, LIGHT.accent),
    }


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
    kind = XL_CHART_TYPE.BAR_STACKED_100 if share else XL_CHART_TYPE.BAR_STACKED
    assert chart.chart_type == kind
    assert list(chart.plots[0].categories) == ["Row A (4)", "Row B (2)"]
    values = {series.name: tuple(series.values) for series in chart.plots[0].series}
    # the program works the shares out, so that the numbers stay trials and can be edited
    assert values == {"Column P1": (1, 0), "Column P2": (0, 2), "Column NOT_STATED": (3, 0)}
    assert chart.value_axis.axis_title.text_frame.text == ("Share of trials" if share else "Trials")
    assert chart.value_axis.maximum_scale == (1 if share else None)
    assert chart.has_legend
    book = [row[1:] for row in rows_of(chart)]
    assert book == [tuple(values), *zip(*values.values(), strict=True)]


@pytest.mark.parametrize("share", [False, True])
def test_segments_are_labelled_with_their_counts_but_not_with_zeros(share):
    (slide,) = drawn(stacked_bars, THREE, COLOURS, share=share)
    for series in chart_of(slide)._chartSpace.iter("{*}ser"):
        (labels,) = series.iter("{*}dLbls")
        assert labels.find("{*}showVal").get("val") == "1"
        assert labels.find("{*}numFmt").get("formatCode") == "#,##0;-#,##0;"
        assert list(labels.iter("{*}t")) == list(labels.iter("{*}dLbl")) == []


def test_a_sliver_has_no_number():
    (slide,) = drawn(stacked_bars, cross([1, 2_000, 0]), COLOURS, share=True)
    first, *others = chart_of(slide)._chartSpace.iter("{*}ser")
    (gone,) = first.iter("{*}dLbl")
    assert (gone.find("{*}idx").get("val"), gone.find("{*}delete").get("val")) == ("0", "1")
    assert not any(list(one.iter("{*}dLbl")) for one in others)


def test_the_colours_and_inks_of_a_stack():
    (slide,) = drawn(stacked_bars, THREE, COLOURS, share=False)
    chart = chart_of(slide)
    fills = [fills_of(chart)[number, None] for number in range(3)]
    assert fills == [(None, "#9ac8fd"), (None, "#001f43"), ("wdUpDiag", "#ccd1d6")]
    inks = [
        one.find("{*}dLbls").find(".//{*}defRPr/{*}solidFill")[0]
        for one in chart._chartSpace.iter("{*}ser")
    ]
    fixed = [ink_on(COLOURS[code]).removeprefix("#").upper() for code in ("P1", "P2")]
    # the number on the hatching turns with the theme as its ground does
    assert [ink.get("val") for ink in inks] == [*fixed, "tx1"]


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


@pytest.mark.parametrize(
    ("rows", "shown"), [(1, [1]), (22, [22]), (23, [12, 11]), (45, [15, 15, 15])]
)
def test_rows_stand_on_one_slide_or_on_even_ones(rows, shown):
    codes = [(f"C{n}", f"Country {n}", 45 - n) for n in range(rows)]
    slides = drawn(field_bars, fields(*codes, total=2_000))
    charts = [chart_of(slide) for slide in slides]
    assert [len(list(chart.plots[0].categories)) for chart in charts] == shown
    ends = {chart.value_axis.maximum_scale for chart in charts}
    assert ends == ({None} if len(shown) == 1 else {50.0})
    for slide in slides[1:]:
        assert slide.shapes.title.text == "A title (continued)"


def test_many_rows_of_a_stack_go_on_at_one_scale():
    counts = np.array([[n + 1, 0, 0] for n in range(30)])
    rows = Charted("country", tuple(f"c{n}" for n in range(30)), ("A country",) * 30, 30)
    counted = CrossBreakdown(rows, THREE.columns, counts, counts.sum(axis=1))
    charts = [chart_of(slide) for slide in drawn(stacked_bars, counted, COLOURS, share=False)]
    assert [len(list(chart.plots[0].categories)) for chart in charts] == [15, 15]
    assert {chart.value_axis.maximum_scale for chart in charts} == {35}


@pytest.mark.parametrize("share", [False, True])
@pytest.mark.parametrize("rows", [1, 3, 18])
def test_no_type_is_below_twelve_points(rows, share):
    counts = np.array([[1, 0, 2]] * rows)
    labels = tuple(
        f"A condition of a very long name that goes on and on, number {n}" * 3 for n in range(rows)
    )
    shown = Charted("condition", tuple(f"c{n}" for n in range(rows)), labels, 400)
    counted = CrossBreakdown(shown, THREE.columns, counts, counts.sum(axis=1))
    for slide in (
        *drawn(stacked_bars, counted, COLOURS, share=share),
        *drawn(matrix, counted),
        *drawn(field_bars, fields(*((c, c, 1) for c in shown.codes))),
    ):
        sizes = [
            int(font.get("sz"))
            for shape in slide.shapes
            if not shape.is_placeholder
            for font in shape._element.iter("{*}rPr")
        ]
        for frame in graphics(slide):
            if frame.has_chart:
                sizes += [int(f.get("sz")) for f in frame.chart._chartSpace.iter("{*}defRPr")]
        assert min(sizes) >= 1200


def test_a_long_note_has_its_lines_and_the_chart_gives_way():
    whole = replace(THREE, columns=replace(THREE.columns, in_data=2))
    some = replace(whole, rows=replace(THREE.rows, in_data=4_000))
    (slide,) = drawn(stacked_bars, whole, COLOURS, share=True)
    (wordy,) = drawn(stacked_bars, some, COLOURS, share=True)
    for each, lines in ((slide, 1), (wordy, 2)):
        note, (chart,) = decks.the(each, "Note"), graphics(each)
        box = decks.box_of(note)
        assert len(TextStyle(12).lines_of(note.text_frame.text, box.width)) == lines
        assert box.height >= lines * 14.4
        assert decks.box_of(chart).bottom <= box.top


def test_the_names_of_few_rows_may_have_two_lines():
    words = "Other (university, hospital, foundation or a network)"
    (few,) = drawn(field_bars, fields(("A", words, 2)))
    (many,) = drawn(field_bars, fields(*((f"A{n}", words * 2, 2) for n in range(20))))
    assert list(chart_of(few).plots[0].categories) == [words]
    shortened = chart_of(many).plots[0].categories[0]
    assert "…" in shortened and TextStyle(12).width_of(shortened) <= 300


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
    fills = [table.cell(*place)._tc.tcPr.find("{*}solidFill") for place in ((1, 3), (1, 1), (1, 2))]
    between = str(tint(LIGHT.sequence[1], LIGHT.sequence[0], 2 / 3))
    expected = [LIGHT.sequence[4], between, LIGHT.background]
    assert [colours_in(fill)[0] for fill in fills] == expected
    assert MATRIX_NOTE in texts_of(slide)


@pytest.mark.parametrize(
    ("counts", "lengths", "found"),
    [
        ([], [], set()),
        ([0, 3], [0.0, 0.25], set()),
        ([1, 1_213, 88], [0.001, 0.04, 0.2], {0, 1}),
        ([1_213], [0.07], set()),
    ],
)
def test_a_segment_too_narrow_for_its_number(counts, lengths, found):
    assert narrow(counts, lengths, TextStyle(14)) == found


def test_a_segment_has_less_room_where_the_axis_is_short():
    assert narrow([1], [0.02], TextStyle(14)) == frozenset()
    assert narrow([1], [0.02], TextStyle(14), 300) == {0}


@pytest.mark.parametrize("height", [408, 300, 240])
def test_the_figure_stays_on_its_slide_where_words_above_take_the_room(height):
    counts = np.array([[1, 0, 2]] * 12)
    rows = Charted("condition", tuple(f"c{n}" for n in range(12)), ("A condition",) * 12, 400)
    counted = CrossBreakdown(rows, THREE.columns, counts, counts.sum(axis=1))
    bars = fields(*((f"C{n}", "A code", 1) for n in range(12)))
    for function, answer, more in (
        (stacked_bars, counted, {"colours": COLOURS, "share": True}),
        (field_bars, bars, {}),
    ):
        sheet = new_sheet()
        sheet.body = replace(sheet.body, top=484 - height, height=height)
        function(answer, sheet, **more)
        (frame,) = graphics(saved(sheet)[0])
        assert decks.box_of(frame).bottom <= 484.01


def test_every_counted_cell_has_the_same_edge():
    (slide,) = drawn(matrix, THREE)
    table = table_of(slide)
    edges = {
        colours_in(table.cell(*place)._tc.tcPr.find("{*}lnR"))[0] for place in ((1, 1), (1, 3))
    }
    assert edges == {LIGHT.sequence[3]}
