"""The plan on a slide: elements, visits and cycles as native shapes in their places."""

import pytest

from components.figures.plan_grid import PlanScene, parts_of, read_plan
from components.slides.activity_schedule import SLIDE
from components.slides.sheet import BODY
from components.slides.study_plan import MARK, study_plan
from data.link.state import PageState
from data.queries.study_plan import study_plan as plan_query
from tests.components.slides.decks import box_of, shapes_in, shapes_named, slides_of, texts_of, the
from tests.data.readers.usdm.samples import design_of, in_4, main_of, visit
from tests.studies import study_store


@pytest.fixture(scope="module")
def frame(tmp_path_factory):
    store = study_store(tmp_path_factory.mktemp("study"), in_4())
    return plan_query(store, PageState())


@pytest.fixture(scope="module")
def slide(frame):
    (only,) = slides_of(study_plan, frame)
    return only


@pytest.fixture(scope="module")
def scene(frame):
    (part,) = parts_of(read_plan(frame), SLIDE)
    return PlanScene(part, SLIDE)


def test_marks_stand_on_their_days(slide, scene):
    for name, day in (("First dose", 0), ("Week 2", 14), ("CALL", 14.5), ("Last visit", 183)):
        box = box_of(the(slide, f"Mark {name}"))
        assert box.left + MARK / 2 == pytest.approx(BODY.left + scene.x(day), abs=0.05)
    assert shapes_named(slide, "Mark Cycle, delay") == []


def test_windows_and_brackets_have_their_lengths(slide, scene):
    box = box_of(the(slide, "Window Week 2"))
    assert box.left == pytest.approx(BODY.left + scene.x(11), abs=0.05)
    assert box.right == pytest.approx(BODY.left + scene.x(17), abs=0.05)
    line = max((box_of(each) for each in shapes_named(slide, "Cycle AGAIN")), key=lambda b: b.width)
    assert line.left == pytest.approx(BODY.left + scene.x(28), abs=0.05)
    assert line.right == pytest.approx(BODY.left + scene.x(49), abs=0.05)


def test_the_words_of_the_file_are_there(slide):
    said = texts_of(slide)
    for words in (
        "Marrow cells",
        "ARM2",
        "Treatment",
        "Cells, 10^6/kg",
        "Visits; day 0 is First dose (Clinic 2)",
        "Week 2",
        "±3",
        "no day",
        "↻ repeats every 21 days, as long as “no progression”",
    ):
        assert words in said


def test_cells_of_an_arm_stand_side_by_side_under_their_epochs(slide):
    head, cell = box_of(the(slide, "Epoch Treatment")), box_of(the(slide, "Element Cells"))
    assert cell.left == pytest.approx(head.left, abs=0.05)
    assert cell.right == pytest.approx(head.right, abs=0.05)
    assert cell.top >= head.bottom


def test_every_slide_holds_its_shapes(tmp_path):
    document = in_4()
    own, main = design_of(document), main_of(document)
    own["elements"][1]["description"] = "Words that go on and on " * 20
    main["instances"] = [visit(f"v{n}", f"Visit {n}", f"v{n + 1}") for n in range(60)]
    main["entryId"] = "v0"
    slides = slides_of(study_plan, plan_query(study_store(tmp_path, document), PageState()))
    assert len(slides) > 2
    for slide in slides:
        shapes = [
            each for each in shapes_in(slide.shapes) if each.name.startswith(("Visit", "Elem"))
        ]
        assert shapes
        for shape in shapes:
            box = box_of(shape)
            assert BODY.left - 0.1 <= box.left
            assert box.right <= BODY.right + 0.5
            assert box.bottom <= BODY.bottom + 0.5
        sizes = [int(n.get("sz")) / 100 for n in slide._element.iter("{*}rPr") if n.get("sz")]
        assert min(sizes) >= 10
    said = [text for slide in slides for text in texts_of(slide)]
    assert [text for text in said if text.startswith("Visit ")] == [f"Visit {n}" for n in range(60)]


def test_nothing_to_draw_is_said(store):
    (slide,) = slides_of(study_plan, plan_query(store, PageState()))
    assert "No arm and no visit is stated." in texts_of(slide)
