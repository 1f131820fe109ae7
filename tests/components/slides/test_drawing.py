import pytest
from lxml import etree
from pptx.oxml.ns import qn

from components.slides.drawing import (
    EMU,
    SPARE,
    Box,
    Dotted,
    Drawing,
    Gradient,
    Hatched,
    Ids,
    Solid,
    Stroke,
    TextStyle,
)

BOX = Box(10, 20, 30, 40)


@pytest.fixture
def drawing() -> Drawing:
    return Drawing("Group", Ids(), "What it shows")


def names(element: etree._Element) -> list[str]:
    return [each.get("name") for each in element.iter(qn("p:cNvPr"))]


def test_boxes():
    assert (BOX.right, BOX.bottom) == (40, 60)
    assert Box.around((10, 10), 4) == Box(8, 8, 4, 4)


def test_nothing_drawn_is_no_group(drawing):
    assert drawing.element() is None
    drawing.close(drawing.group("Empty"))
    assert drawing.element() is None


def test_a_group_is_named_described_and_bounds_its_shapes(drawing):
    drawing.shape("One", BOX, Solid("#ff0000"))
    drawing.line("Two", (100, 5), (0, 50), Stroke("#000000", 2, "sysDot", arrow=True))
    element = drawing.element()
    head = element.find(f"{qn('p:nvGrpSpPr')}/{qn('p:cNvPr')}")
    assert (head.get("name"), head.get("descr")) == ("Group", "What it shows")
    assert names(element) == ["Group", "One", "Two"]
    assert drawing.bounds == Box(0, 5, 100, 55)
    place = element.find(f"{qn('p:grpSpPr')}/{qn('a:xfrm')}/{qn('a:ext')}")
    assert (place.get("cx"), place.get("cy")) == (str(100 * EMU), str(55 * EMU))


def test_ids_are_unique_in_a_slide():
    ids = Ids()
    first, second = Drawing("A", ids), Drawing("B", ids)
    for drawing in (first, second):
        inner = drawing.group("Inner")
        inner.shape("Shape", BOX, None)
        drawing.close(inner)
    found = [
        each.get("id")
        for drawing in (first, second)
        for each in drawing.element().iter(qn("p:cNvPr"))
    ]
    assert len(found) == 6
    assert len(set(found)) == 6


@pytest.mark.parametrize(
    ("fill", "tag"),
    [
        (None, "a:noFill"),
        (Solid("#102030", 0.5), "a:solidFill"),
        (Hatched("#102030", "#ffffff"), "a:pattFill"),
        (Dotted("#102030", "#ffffff"), "a:pattFill"),
        (Gradient("#102030", 1, 0), "a:gradFill"),
    ],
)
def test_fills(drawing, fill, tag):
    drawing.shape("One", BOX, fill)
    properties = drawing.element().find(f".//{qn('p:spPr')}")
    assert properties.find(qn(tag)) is not None


def test_alpha_is_written_where_a_colour_is_not_opaque():
    assert 'val="50000"' in Solid("#102030", 0.5).xml()
    assert "alpha" not in Solid("#102030").xml()


@pytest.mark.parametrize(
    ("end", "flips"), [((10, 10), (None, None)), ((-10, 10), ("1", None)), ((-10, -10), ("1", "1"))]
)
def test_lines_run_the_way_they_are_drawn(drawing, end, flips):
    drawing.line("Line", (0, 0), end, Stroke("#000000"))
    frame = drawing.element().find(f".//{qn('p:cxnSp')}//{qn('a:xfrm')}")
    assert (frame.get("flipH"), frame.get("flipV")) == flips


HOSTILE = '<a:t>"&\x00</p:sp>'


def test_hostile_text_is_text(drawing):
    drawing.text(HOSTILE, HOSTILE + "\nsecond line", BOX, TextStyle(9, wrap=True))
    element = drawing.element()
    assert [each.text for each in element.iter(qn("a:t"))] == ['<a:t>"&</p:sp>', "second line"]
    assert names(element) == ["Group", '<a:t>"&</p:sp>']


@pytest.mark.parametrize("text", ["", "  \n", "\x00"])
def test_no_text_is_no_box(drawing, text):
    drawing.text("Empty", text, BOX, TextStyle())
    assert drawing.element() is None


def test_only_text_is_known(drawing):
    drawing.text("TextStyle", "x", BOX, TextStyle())
    assert drawing.only_text
    inner = drawing.group("Inner")
    inner.shape("Bar", BOX, None)
    drawing.close(inner)
    assert not drawing.only_text


def test_a_freeform_holds_every_ring(drawing):
    square = [(0, 0), (10, 0), (10, 10)]
    drawing.freeform("Land", [square, [(20, 20), (30, 20), (30, 30)]], Solid("#cccccc"))
    drawing.freeform("Path", [square], None, Stroke("#000000"), closed=False)
    land, path = drawing.element().iter(qn("p:sp"))
    assert len(list(land.iter(qn("a:moveTo")))) == 2
    assert len(list(land.iter(qn("a:lnTo")))) == 4
    assert len(list(land.iter(qn("a:close")))) == 2
    assert list(path.iter(qn("a:close"))) == []
    assert land.find(f".//{qn('a:path')}").get("w") == str(30 * EMU)


def test_the_points_of_a_freeform_are_those_of_its_box(drawing):
    drawing.freeform("Land", [[(20, 35), (30, 30), (25, 40)]], Solid("#cccccc"))
    points = [(p.get("x"), p.get("y")) for p in drawing.element().iter(qn("a:pt"))]
    assert points == [(str(x * EMU), str(y * EMU)) for x, y in ((0, 5), (10, 0), (5, 10))]


@pytest.mark.parametrize(
    ("words", "text", "width"),
    [
        (TextStyle(10), "", 0),
        (TextStyle(10), "i", 2.22 * SPARE),
        (TextStyle(20), "ii", 8.88 * SPARE),
        (TextStyle(10, bold=True), "i", 2.78 * SPARE),
    ],
)
def test_width_of_words(words, text, width):
    assert words.width_of(text) == pytest.approx(width)


def test_words_are_cut_and_broken_by_their_width():
    """Four letters of 222 thousandths are 9 points of type of ten, in bold 11.2."""
    assert TextStyle(10).lines_of("iiii ii", 12) == ["iiii", "ii"]
    assert TextStyle(10, bold=True).lines_of("iiii ii", 11) == ["iii", "i", "ii"]
    assert TextStyle(10).cut_to("iiii", 12) == "iiii"
    assert TextStyle(10, bold=True).cut_to("iiii", 11) == "…"
    assert TextStyle(10).shortened_to("iiii", 12, 1) == "iiii"
