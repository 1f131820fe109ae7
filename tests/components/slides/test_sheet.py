import io
from datetime import date, datetime
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from components.slides.drawing import Solid, Stroke, TextStyle
from components.slides.master import (
    CHOICE_SIZE,
    FILTERS_PLACE,
    NAME,
    SOURCE_PLACE,
    SOURCE_SIZE,
    TITLE_PLACE,
    TITLE_SIZE,
)
from components.slides.pptx_internals import NUMBER_WORDS
from components.slides.sheet import (
    MOST_NOTES,
    SMALLEST,
    Sheet,
    SlideText,
    deck_bytes,
    new_deck,
)
from components.slides.slide_places import BODY, FOOTER_TEXT, HEIGHT, SOURCE, WIDTH
from components.slides.theme_colours import SLIDE
from tests.components.slides import decks

HEADING = SlideText(
    title="Phase by condition",
    choice="7 of 19 trials. Condition: type 1 diabetes.",
    footer=("Source: a review.", "https://x.example.org"),
    summary="What the figure shows.",
    notes=("First.", "Second."),
)


def reopened(deck):
    return Presentation(io.BytesIO(deck_bytes(deck)))


def texts(shapes) -> list[str]:
    found = []
    for shape in shapes:
        if shape.shape_type == 6:
            found += texts(shape.shapes)
        elif shape.has_text_frame:
            found.append(shape.text_frame.text)
    return found


def test_a_deck_is_wide_and_so_are_its_layouts():
    deck = reopened(new_deck())
    assert (deck.slide_width, deck.slide_height) == (Pt(WIDTH), Pt(HEIGHT))
    assert len(deck.slides) == 0
    for layout in deck.slide_layouts:
        for shape in layout.placeholders:
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top > 0
            assert shape.height > 0


def test_a_sheet_has_its_words():
    deck = new_deck()
    Sheet(deck, HEADING)
    (slide,) = reopened(deck).slides
    assert slide.shapes.title.text_frame.text == HEADING.title
    assert texts(slide.shapes) == [
        HEADING.title,
        HEADING.choice,
        "Source: a review.\nhttps://x.example.org",
        NUMBER_WORDS,
    ]
    assert slide.notes_slide.notes_text_frame.text == "First.\nSecond."


def test_no_text_is_too_small_for_a_room():
    deck = new_deck()
    Sheet(deck, HEADING)
    (slide,) = deck.slides
    layout = slide.slide_layout
    sizes = {
        holder.placeholder_format.idx: int(holder.element.find(".//{*}defRPr").get("sz")) / 100
        for holder in layout.placeholders
    }
    assert slide.element.xpath("//a:rPr/@sz") == []
    assert (sizes[TITLE_PLACE], sizes[FILTERS_PLACE]) == (TITLE_SIZE, CHOICE_SIZE) >= (24, 12)
    assert sizes[SOURCE_PLACE] == SOURCE_SIZE >= 10
    assert min(sizes.values()) >= SMALLEST


def test_the_body_ends_above_the_footer():
    assert BODY.bottom < SOURCE.top
    assert SOURCE.bottom <= FOOTER_TEXT.top <= HEIGHT
    assert BODY.right <= WIDTH


def test_hostile_words():
    evil = '<a:t>&"\x00\x1b'
    deck = new_deck()
    sheet = Sheet(deck, SlideText(evil, evil, (evil,), evil, (evil,)))
    drawing = sheet.drawing(evil, evil)
    drawing.shape(evil, sheet.body, Solid("#ffffff"))
    sheet.add(drawing)
    (slide,) = reopened(deck).slides
    assert set(texts(slide.shapes)) == {'<a:t>&"', "", NUMBER_WORDS}
    assert slide.notes_slide.notes_text_frame.text == '<a:t>&"'


@pytest.mark.parametrize("length", [0, MOST_NOTES // 10 - 1, MOST_NOTES])
def test_long_notes_end_with_a_whole_line_and_say_so(length):
    lines = tuple("x" * (length // 10) for _ in range(11))
    deck = new_deck()
    Sheet(deck, SlideText("T", "", (), "", lines))
    (slide,) = deck.slides
    notes = slide.notes_slide.notes_text_frame.text.split("\n")
    if len("\n".join(lines)) > MOST_NOTES:
        assert notes[-1] == "The rest was left out; see the link."
        assert set(notes[:-1]) == {lines[0]}
    else:
        assert notes == list(lines)


def test_another_sheet_continues_once():
    deck = new_deck()
    third = Sheet(deck, HEADING).another().another()
    assert third.heading.title == "Phase by condition (continued)"
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == [
        "Phase by condition",
        "Phase by condition (continued)",
        "Phase by condition (continued)",
    ]


def test_a_chart_or_table_is_named_and_described():
    deck = new_deck()
    sheet = Sheet(deck, HEADING)
    table = sheet.slide.shapes.add_table(1, 1, 0, 0, Pt(10), Pt(10))
    sheet.describe(table, "The table")
    head = table._element._nvXxPr.cNvPr
    assert (head.get("name"), head.get("descr")) == ("The table", HEADING.summary)


def test_a_drawing_without_words_has_alt_text():
    deck = new_deck()
    sheet = Sheet(deck, HEADING)
    for name, description in (("Axis", ""), ("Bars", "Seven bars.")):
        drawing = sheet.drawing(name, description)
        inner = drawing.group("Inner")
        inner.shape("Bar", sheet.body, Solid(SLIDE.accent))
        drawing.close(inner)
        sheet.add(drawing)
    grid = sheet.drawing("Grid")
    grid.line("Line of 5", (40, 80), (40, 400), Stroke(SLIDE.grid))
    sheet.add(grid)
    words = sheet.drawing("Key")
    words.text("Key", "How to read it", sheet.body, TextStyle())
    sheet.add(words)
    described = {
        shape.name: shape._element._nvXxPr.cNvPr.get("descr")
        for shape in sheet.slide.shapes
        if not shape.is_placeholder
    }
    assert described == {
        "Axis": "Axis: part of the figure “Phase by condition”.",
        "Bars": "Seven bars.",
        "Grid": None,
        "Key": None,
    }
    (passed_over,) = (shape for shape in sheet.slide.shapes if shape.name == "Grid")
    assert all(decks.is_decorative(head) for head in passed_over._element.iter(qn("p:cNvPr")))


def test_a_file_says_what_it_is_and_when_it_was_made():
    deck = new_deck()
    Sheet(deck, HEADING).another()
    blob = deck_bytes(deck, date(2026, 11, 28))
    about = Presentation(io.BytesIO(blob)).core_properties
    assert (about.title, about.author) == (HEADING.title, NAME)
    assert about.last_modified_by == NAME
    assert about.created == about.modified == datetime(2026, 11, 28)
    with ZipFile(io.BytesIO(blob)) as package:
        assert f"<Application>{NAME}<" in package.read("docProps/app.xml").decode()
        assert not [name for name in package.namelist() if "thumbnail" in name.lower()]
        said = b"".join(package.read(name) for name in package.namelist())
    for left_over in (b"Steve Canny", b"python-pptx", b"2013-01-27"):
        assert left_over not in said
    assert Presentation(io.BytesIO(deck_bytes(new_deck()))).core_properties.title == ""


def test_an_empty_drawing_leaves_nothing():
    deck = new_deck()
    sheet = Sheet(deck, HEADING)
    before = len(sheet.slide.shapes)
    sheet.add(sheet.drawing("Nothing"))
    assert len(sheet.slide.shapes) == before


def test_new_slides_of_the_reader_have_titles_at_the_left():
    deck = new_deck()
    level = deck.slide_master.element.xpath(".//p:titleStyle/a:lvl1pPr")[0]
    assert level.get("algn") == PP_ALIGN.to_xml(PP_ALIGN.LEFT)
