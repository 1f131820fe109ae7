import io

import pytest
from lxml import etree
from openpyxl import load_workbook

from components.slides.charts import (
    BarLook,
    Bars,
    Formula,
    _letter,
    axis_end,
    bar_chart,
    most_rows,
    type_size,
    workbook,
)
from components.slides.drawing import Hatched, Solid
from components.slides.theme_colours import SLIDE


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "http://x.y", "12", "{=1}"])
def test_text_in_a_workbook_stays_text(text):
    page = load_workbook(io.BytesIO(workbook([[text, 3, None, 0.5]]))).active
    assert (page["A1"].value, page["A1"].data_type) == (text, "s")
    assert page["A1"].hyperlink is None
    assert [page["B1"].value, page["C1"].value, page["D1"].value] == [3, None, 0.5]


@pytest.mark.parametrize(
    ("column", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")]
)
def test_letters_of_columns(column, letter):
    assert _letter(column) == letter


@pytest.mark.parametrize(("rows", "size"), [(0, 18), (4, 18), (5, 16), (16, 12), (24, 12)])
def test_type_grows_smaller_with_the_rows(rows, size):
    assert type_size(rows) == size


@pytest.mark.parametrize(
    ("height", "stacked", "rows"),
    [(408, False, 22), (408, True, 19), (100, True, 1), (0, False, 1)],
)
def test_a_slide_holds_the_rows_that_readable_type_has_room_for(height, stacked, rows):
    assert most_rows(height, stacked=stacked) == rows


@pytest.mark.parametrize(
    ("most", "step", "end"),
    [
        (0, 1, (1, 1)),
        (8, 2, (10, 2)),
        (10, 1, (11, 1)),
        (0, None, (1, 1)),
        (25, None, (30, 5)),
        (71, None, (80, 20)),
        (120, None, (140, 20)),
        (1_213, None, (1_500, 500)),
    ],
)
def test_axes_of_one_scale_end_at_a_round_number(most, step, end):
    assert axis_end(most, step) == end


def test_a_formula_of_the_house_comes_with_its_value():
    blob = workbook([["A", 2.0, 3.0, Formula("=SUM(B1:C1)", 5.0)]])
    assert load_workbook(io.BytesIO(blob)).active["D1"].value == "=SUM(B1:C1)"
    assert load_workbook(io.BytesIO(blob), data_only=True).active["D1"].value == 5


def chart_xml(look, *series):
    return etree.fromstring(bar_chart(["One", "Two"], series, SLIDE, look).xml.encode())


ONE = Bars("=One", (3.0, 0.0), Solid("#123456"), "#ffffff")
OTHER = Bars("Other", (1.0, 4.0), Hatched("#7c848c", "#ccd1d6"), SLIDE.text)


@pytest.mark.parametrize(
    "look",
    [
        BarLook(12),
        BarLook(12, stacked=True),
        BarLook(12, stacked=True, share=True),
        BarLook(12, stacked=True, upright=True, totals="All trials"),
    ],
)
def test_every_number_of_a_chart_is_bound_to_its_cells(look):
    xml = chart_xml(look, ONE, OTHER)
    labels = list(xml.iter("{*}dLbls"))
    assert labels
    for one in labels:
        assert one.find("{*}showVal").get("val") == "1"
        assert one.find(".//{*}rich") is None
        hides_zero = one.find("{*}numFmt").get("formatCode").endswith(";")
        assert hides_zero == look.stacked
    for values in xml.iter("{*}val"):
        if values.find("{*}numRef") is not None:
            assert values.find("{*}numRef/{*}f").text.startswith("Sheet1!$")


def test_totals_are_sums_above_a_stack_and_not_in_the_legend():
    look = BarLook(12, stacked=True, upright=True, totals="All trials")
    xml = chart_xml(look, ONE, OTHER)
    (line,) = xml.iter("{*}lineChart")
    assert [value.text for value in line.findall(".//{*}val//{*}v")] == ["4.0", "4.0"]
    assert line.find(".//{*}val//{*}f").text == "Sheet1!$D$2:$D$3"
    (gone,) = xml.iter("{*}legendEntry")
    assert gone.find("{*}idx").get("val") == "2"
    chart = bar_chart(["One", "Two"], [ONE, OTHER], SLIDE, look)
    page = load_workbook(io.BytesIO(chart.xlsx_blob)).active
    assert [row[3].value for row in page.iter_rows()] == [
        "All trials",
        "=SUM(B2:C2)",
        "=SUM(B3:C3)",
    ]
    assert page["B1"].data_type == "s"


def test_a_number_on_a_hatching_has_a_halo_of_the_ground():
    xml = chart_xml(BarLook(12, stacked=True), ONE, OTHER)
    plain, hatched = xml.iter("{*}ser")
    assert plain.find(".//{*}glow") is None
    assert hatched.find(".//{*}glow/{*}schemeClr").get("val") == "bg1"


@pytest.mark.parametrize(
    ("look", "titles"),
    [
        (BarLook(18), [("valAx", "Trials", "0")]),
        (
            BarLook(12, stacked=True, share=True, amounts="Share of trials"),
            [("valAx", "Share of trials", "0")],
        ),
        (
            BarLook(12, stacked=True, upright=True, categories="Year of start"),
            [("catAx", "Year of start", "0"), ("valAx", "Trials", "-5400000")],
        ),
        (
            BarLook(12, stacked=True, categories="People"),
            [("catAx", "People", "-5400000"), ("valAx", "Trials", "0")],
        ),
    ],
)
def test_axes_are_named(look, titles):
    xml = chart_xml(look, ONE, OTHER)
    found = [
        (
            etree.QName(title.getparent()).localname,
            title.find(".//{*}t").text,
            title.find(".//{*}bodyPr").get("rot"),
        )
        for title in xml.iter("{*}title")
    ]
    assert found == titles


def test_a_column_of_nothing_has_no_line():
    xml = chart_xml(BarLook(12, stacked=True, upright=True), ONE)
    (point,) = xml.iter("{*}dPt")
    assert point.find("{*}idx").get("val") == "1"
    assert point.find("{*}spPr/{*}ln/{*}noFill") is not None


def test_no_type_of_a_chart_is_below_twelve_points():
    for look in (BarLook(12, stacked=True), BarLook(18), BarLook(12, stacked=True, upright=True)):
        xml = chart_xml(look, ONE, OTHER)
        assert min(int(font.get("sz")) for font in xml.iter("{*}defRPr")) >= 1200
