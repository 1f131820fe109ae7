from components.figures.empty import NO_PAIR
from components.figures.then_and_now import SHAPE_WORDS
from components.slides.sheet import CONTINUED
from components.slides.then_and_now import MOST_ROWS, MOST_SLIDES, then_and_now
from data.link.state import PageState
from data.queries.then_and_now import by_trial
from tests.components.slides.decks import ids_of, new_sheet, saved, texts_of


def test_the_trials_stand_on_one_slide(store):
    sheet = new_sheet()
    frame = by_trial(store, PageState())
    then_and_now(frame, sheet)
    (slide,) = saved(sheet)
    texts = texts_of(slide)
    assert set(frame["nct_id"]) <= set(texts)
    assert {"Phase", "Status", "Enrolment (log scale)", "34, plan, withdrawn"} <= set(texts)
    assert any(SHAPE_WORDS["CHANGED"] in text for text in texts)
    assert len(set(ids_of(slide))) == len(ids_of(slide))


def test_more_go_on_and_end(store):
    frame = by_trial(store, PageState())
    sheet = new_sheet()
    many = frame.loc[frame.index.repeat(5)].reset_index(drop=True)
    then_and_now(many, sheet)
    slides = saved(sheet)
    assert len(slides) == MOST_SLIDES
    assert all(slide.shapes.title.text.endswith(CONTINUED) for slide in slides[1:])
    drawn = [text for slide in slides for text in texts_of(slide) if text.startswith("NCT")]
    assert len(drawn) == MOST_ROWS * MOST_SLIDES


def test_nothing_is_said(store):
    sheet = new_sheet()
    then_and_now(by_trial(store, PageState()).head(0), sheet)
    (slide,) = saved(sheet)
    assert NO_PAIR in texts_of(slide)


def test_hostile_text_is_text(store):
    frame = by_trial(store, PageState()).head(1)
    sheet = new_sheet()
    then_and_now(frame.assign(overall_status_now_words="<a:t>\x00&]]>"), sheet)
    (slide,) = saved(sheet)
    assert "<a:t>&]]>" in texts_of(slide)
