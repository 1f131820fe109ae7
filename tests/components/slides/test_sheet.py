import io

import pytest
from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from components.slides.drawing import Solid, TextStyle
from components.slides.master import (
    CHOICE_SIZE,
    FILTERS_PLACE,
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
        inner.shape("Bar", sheet.body, None)
        drawing.close(inner)
        sheet.add(drawing)
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
        "Key": None,
    }


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
