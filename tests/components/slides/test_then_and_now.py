import pandas as pd
import pytest

from components.figures.empty import NO_PAIR
from components.figures.then_and_now import SHAPE_WORDS
from components.slides.sheet import CONTINUED
from components.slides.then_and_now import MOST_ROWS, MOST_SLIDES, then_and_now
from components.theme import LIGHT
from data.link.state import PageState
from data.queries.then_and_now import by_trial
from tests.components.slides import decks
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


LEFT, MIDDLE, RIGHT = 162.44, 263.33, 364.22
"""Points of the three phases of the panel, which is 302.66 wide from 112."""
FIRST, SECOND = 132.0, 156.0


@pytest.fixture
def slide_of(store):
    """Draws trials whose phases are (then, now, kind of change)."""
    one = by_trial(store, PageState()).head(1)
    columns = ["phase_then", "phase_now", "phase_change"]

    def drawn(*phases):
        frame = pd.concat([one] * len(phases), ignore_index=True)
        frame["nct_id"] = [f"NCT{n}" for n in range(len(phases))]
        frame[columns] = phases
        (slide,) = decks.slides_of(then_and_now, frame)
        return slide

    return drawn


def marks_of(slide, trial):
    """Ring and mark of a trial's phase."""
    others = ("Stripe", "Trial", "Change")
    shapes = decks.group_named(slide, trial).shapes
    ring, mark = [shape for shape in shapes if shape.name not in others][:2]
    return ring, mark


@pytest.mark.parametrize(
    ("then", "now", "change", "ring", "mark", "fill", "preset"),
    [
        ("PHASE1", "PHASE2", "CHANGED", LEFT, RIGHT, LIGHT.bubble, "diamond"),
        ("PHASE2", "PHASE1", "CHANGED", RIGHT, LEFT, LIGHT.bubble, "diamond"),
        ("PHASE1", "PHASE1", "UNCHANGED", LEFT, LEFT, LIGHT.muted, "ellipse"),
        ("PHASE1/PHASE2", "PHASE2", "NEWLY_STATED", MIDDLE, RIGHT, LIGHT.accent, "rect"),
        ("PHASE1", "PHASE2", "BEFORE_SNAPSHOT", LEFT, RIGHT, LIGHT.muted, "triangle"),
        ("PHASE1", "PHASE2", "VERSION_NOT_STATED", LEFT, RIGHT, LIGHT.muted, "plus"),
        ("PHASE1", "PHASE2", "NOT_SEEN", LEFT, RIGHT, LIGHT.background, "ellipse"),
    ],
)
def test_ring_and_mark_stand_at_their_phases(slide_of, then, now, change, ring, mark, fill, preset):
    slide = slide_of(("PHASE1", "PHASE2", "CHANGED"), (then, now, change))
    before, after = marks_of(slide, "NCT1")
    assert decks.centre_of(before) == pytest.approx((ring, SECOND), abs=0.02)
    assert decks.centre_of(after) == pytest.approx((mark, SECOND), abs=0.02)
    assert decks.fill_of(before) == ("solidFill", LIGHT.background)
    assert decks.fill_of(after) == ("solidFill", fill)
    assert after._element.spPr.prstGeom.get("prst") == preset


def test_a_trial_stands_beside_its_id_and_a_change_is_a_line(slide_of):
    slide = slide_of(("PHASE1", "PHASE2", "CHANGED"), ("PHASE1", "PHASE1", "UNCHANGED"))
    ids = [decks.centre_of(shape)[1] for shape in decks.shapes_named(slide, "Trial")]
    assert ids == [FIRST, SECOND]
    line = decks.box_of(decks.shapes_named(slide, "Change")[0])
    assert (line.left, line.right, line.top) == pytest.approx((LEFT, RIGHT, FIRST), abs=0.02)
    stripe = decks.box_of(decks.the(slide, "Stripe"))
    assert (stripe.top, stripe.bottom) == (FIRST - 12, FIRST + 12)


def test_columns_are_named_above_their_lines(slide_of):
    slide = slide_of(("PHASE1", "PHASE2", "CHANGED"))
    for label, place in zip(("1", "1/2", "2"), (LEFT, MIDDLE, RIGHT), strict=True):
        line = decks.box_of(decks.shapes_named(slide, f"Line of {label}")[0])
        assert (line.left, line.top, line.bottom) == pytest.approx((place, 120, 144), abs=0.02)
    columns = decks.shapes_named(slide, "Column")[:3]
    assert [shape.text_frame.text for shape in columns] == ["1", "1/2", "2"]
    assert [decks.centre_of(shape)[0] for shape in columns] == pytest.approx(
        [LEFT, MIDDLE, RIGHT], abs=0.02
    )


def test_statuses_and_enrolments_stand_in_their_panels(slide_of):
    """Of a plot 818 wide from 112 the status has 0.39 to 0.64, the enrolment 0.66 to 1."""
    slide = slide_of(("PHASE1", "PHASE1", "UNCHANGED"))
    heads = [decks.box_of(shape).left for shape in decks.shapes_named(slide, "Heading")]
    assert heads == pytest.approx([112, 431.02, 651.88], abs=0.02)
    rings = [s for s in decks.shapes_named(slide, "Then") if not s.text_frame.text]
    assert decks.centre_of(rings[1])[0] == pytest.approx(431.02 + 0.4 * 204.5, abs=0.02)
    (now, number) = decks.shapes_named(slide, "Now")
    assert decks.box_of(now).left == pytest.approx(431.02 + 0.55 * 204.5 + 9, abs=0.02)
    assert decks.box_of(now).right == pytest.approx(431.02 + 204.5, abs=0.02)
    assert decks.box_of(number).left == pytest.approx(651.88 + 0.69 * 278.12, abs=0.02)
