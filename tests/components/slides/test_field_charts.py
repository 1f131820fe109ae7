import numpy as np
import pytest
from pptx.util import Pt

from components.slides.drawing import EMU
from components.slides.field_charts import FieldChart, field_charts, note_of
from components.slides.slide_places import BODY
from data.index.breakdowns import Breakdown, Charted
from tests.components.slides.decks import all_text, alt_text, graphics, new_sheet, rows_of, saved

HOSTILE = '=1+1 <b>&"\x07'


def field(name, *rows, total=19):
    """rows: code, label and trials."""
    codes, labels, trials = zip(*rows, strict=True)
    shown = Charted("masking", tuple(codes), tuple(labels), len({*codes} - {"NOT_STATED"}))
    return FieldChart(name, Breakdown(shown, np.array(trials, dtype=int), total))


ALLOCATION = field("Allocation", ("A", "Randomised", 6), ("B", "Non-randomised", 13))
MASKING = field("Masking", ("O", "Open label", 15), ("NOT_STATED", "Not stated", 4))
CONTROL = field("Control", ("P", "Placebo", 12), ("A", "Active", 12))
HOSTILE_FIELD = field(HOSTILE, ("X", HOSTILE, 1), ("Y", "y" * 10_000, 0))


def drawn(*charts):
    sheet = new_sheet()
    field_charts(charts, sheet)
    (slide,) = saved(sheet)
    return slide


@pytest.mark.parametrize(
    "charts",
    [
        (ALLOCATION,),
        (ALLOCATION, MASKING),
        (ALLOCATION, MASKING, CONTROL),
        (ALLOCATION, MASKING, CONTROL, HOSTILE_FIELD),
    ],
)
def test_each_field_is_a_native_chart_inside_the_body(charts):
    slide = drawn(*charts)
    frames = graphics(slide)
    assert len(frames) == len(charts)
    boxes = [
        (each.left, each.top, each.left + each.width, each.top + each.height) for each in frames
    ]
    for left, top, right, bottom in boxes:
        assert left >= BODY.left * EMU - 1
        assert top >= BODY.top * EMU
        assert right <= BODY.right * EMU + 1
        assert bottom <= BODY.bottom * EMU + 1
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] or other[3] <= one[1]


def test_a_chart_holds_its_counts_and_says_them():
    allocation, masking = graphics(drawn(ALLOCATION, MASKING))
    assert rows_of(allocation.chart)[1:] == [("Randomised", 6), ("Non-randomised", 13)]
    assert rows_of(masking.chart)[1:] == [("Open label", 15), ("Not stated", 4)]
    assert allocation.name == "Trials by allocation"
    assert alt_text(masking).startswith("Trials by masking. ")
    assert "Open label" in alt_text(masking)
    assert "15" in alt_text(masking)


def test_bars_of_all_charts_have_one_scale():
    frames = graphics(drawn(ALLOCATION, MASKING, CONTROL))
    ends = {each.chart.value_axis.maximum_scale for each in frames}
    starts = {each.chart.value_axis.minimum_scale for each in frames}
    widths = {each.width for each in frames}
    plots = {
        tuple(
            float(place.get("val"))
            for place in each.chart._chartSpace.xpath(".//c:plotArea/c:layout/c:manualLayout/*")
            if place.tag.endswith(("}x", "}w"))
        )
        for each in frames
    }
    assert len(ends) == len(widths) == len(plots) == 1
    assert starts == {0}
    # the longest bar leaves its number room
    assert 15 < ends.pop() < 18


def test_type_can_be_read():
    slide = drawn(ALLOCATION, MASKING, CONTROL, HOSTILE_FIELD)
    for each in graphics(slide):
        assert each.chart.category_axis.tick_labels.font.size >= Pt(12)


def test_what_is_not_stated_is_hatched():
    (frame,) = graphics(drawn(MASKING))
    hatched = frame.chart._chartSpace.xpath(".//c:dPt[c:spPr/a:pattFill]/c:idx/@val")
    assert hatched == ["1"]


def test_fields_of_several_values_say_so():
    assert note_of([ALLOCATION, MASKING]) == ""
    words = "A trial with several values of control counts once in each."
    assert note_of([ALLOCATION, CONTROL]) == words
    assert words in all_text(drawn(ALLOCATION, CONTROL).shapes)


def test_hostile_names_are_text():
    slide = drawn(HOSTILE_FIELD)
    (frame,) = graphics(slide)
    assert rows_of(frame.chart)[1] == ('=1+1 <b>&"', 1)
    assert '=1+1 <b>&"' in all_text(slide.shapes)


def test_a_field_without_any_trial_has_bars_of_no_length():
    (frame,) = graphics(drawn(field("Masking", ("O", "Open label", 0), total=0)))
    assert rows_of(frame.chart)[1:] == [("Open label", 0)]
