from components.figures.empty import NO_FUNCTION
from components.slides.empty import empty_slide
from components.slides.swimmer import swimmer_plot
from tests.components.slides.decks import SUMMARY, alt_text, new_sheet, saved, texts_of


def test_a_slide_without_a_figure_says_why_and_has_its_alt_text(store):
    sheet = new_sheet()
    empty_slide(sheet, "<b>& why")
    (slide,) = saved(sheet)
    assert "<b>& why" in texts_of(slide)
    graphic = next(shape for shape in slide.shapes if shape.name == "Nothing to show")
    assert alt_text(graphic) == SUMMARY


def test_no_lane_no_swimmer(store):
    sheet = new_sheet()
    swimmer_plot(store.trials.iloc[:0], sheet)
    assert NO_FUNCTION in texts_of(saved(sheet)[0])
