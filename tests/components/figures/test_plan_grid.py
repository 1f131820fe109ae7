"""The plan of a study in its places."""

from copy import deepcopy
from itertools import pairwise

import pytest

from components.figures.page_setting import SCREEN
from components.figures.plan_grid import PlanScene, day_panels, parts_of, read_plan
from components.slides.activity_schedule import SLIDE
from data.link.state import PageState
from data.queries.study_plan import study_plan
from tests.data.readers.usdm.samples import design_of, in_4, main_of, named, visit
from tests.studies import study_store


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    store = study_store(tmp_path_factory.mktemp("study"), in_4())
    return read_plan(study_plan(store, PageState()))


def large(folder, arms, epochs, visits):
    document = deepcopy(in_4())
    own, main = design_of(document), main_of(document)
    own["arms"] = [named(f"arm{n}", f"Arm number {n}") for n in range(arms)]
    own["epochs"] = [named(f"ep{n}", f"Epoch {n}") for n in range(epochs)]
    own["elements"] = [
        named(f"el{n}", f"Element {n}", description="Words of this element that go on and on " * 6)
        for n in range(arms * epochs)
    ]
    own["studyCells"] = [
        {"armId": f"arm{a}", "epochId": f"ep{e}", "elementIds": [f"el{a * epochs + e}"]}
        for a in range(arms)
        for e in range(epochs)
    ]
    main["instances"] = [visit(f"v{n}", f"Visit {n}", f"v{n + 1}") for n in range(visits)]
    main["entryId"] = "v0"
    return read_plan(study_plan(study_store(folder, document), PageState()))


def test_the_same_elements_in_neighbouring_epochs_are_one_cell(tmp_path):
    document = in_4()
    design_of(document)["studyCells"][2]["elementIds"] = ["el2"]
    plan = read_plan(study_plan(study_store(tmp_path, document), PageState()))
    first = [cell for cell in plan.cells if cell.arm == 0]
    assert [(cell.first, cell.last, cell.texts[0][0]) for cell in first] == [
        (0, 0, "Screening"),
        (1, 2, "Cells"),
    ]


def test_a_cell_without_an_element_says_so(tmp_path):
    document = in_4()
    design_of(document)["studyCells"][0]["elementIds"] = []
    plan = read_plan(study_plan(study_store(tmp_path, document), PageState()))
    assert plan.cells[0].texts == (("no element", ""),)


def test_visits_have_their_days_windows_and_evidence(plan):
    found = {each.name: each for each in plan.visits}
    week = found["Week 2"]
    assert (week.day, week.low, week.high, week.day_text, week.window) == (14, 11, 17, "14", "±3")
    assert week.is_stated
    assert not found["CALL"].is_stated
    assert not found["Last visit"].is_stated
    assert (found["Cycle, delay"].day, found["Cycle, delay"].day_text) == (None, "no day")


def test_a_cycle_is_one_round_below_its_last_visit(plan):
    (cycle,) = plan.decisions
    assert (cycle.start, cycle.end, cycle.after) == (28, 49, 6)
    scene = PlanScene(plan, SCREEN)
    names = [row.visit.name if row.visit else row.decision.name for row in scene.rows]
    assert names.index("AGAIN") == names.index("Cycle, delay") + 1


def test_days_before_and_after_a_long_gap_have_panels_of_their_own(plan):
    scene = PlanScene(plan, SCREEN)
    first, second = scene.panels
    assert first.holds(-14)
    assert first.holds(49)
    assert not first.holds(183)
    assert second.holds(183)
    assert scene.x(183) > first.left + first.width
    assert len(scene.breaks) == 1


@pytest.mark.parametrize(
    ("days", "number"),
    [
        ([], 0),
        ([0.0], 1),
        ([0.0, 7.0], 1),
        ([float(day) for day in range(0, 182, 14)], 1),
        ([-14.0, 0.0, 14.0, 28.0, 365.0, 372.0], 2),
        # a first visit long before the others is no panel of its own
        ([-365.0, 0.0, 1.0, 2.0, 3.0], 1),
        # hours are no reason to break an axis
        ([0.0, 0.1, 0.2, 0.3, 2.0], 1),
    ],
)
def test_an_axis_has_two_panels_only_where_it_must(days, number):
    panels = day_panels(days, 100.0, 600.0, 17.0)
    assert len(panels) == number
    for day in days:
        assert sum(panel.holds(day) for panel in panels) == 1
    for panel in panels:
        assert 100 <= panel.left < panel.left + panel.width <= 700.01


def test_numbers_of_a_scale_have_room():
    (panel,) = day_panels([-14.0, 0.0, 100.0, 182.0], 0.0, 600.0, 17.0)
    ticks = panel.ticks(50.0)
    assert 0 in ticks
    assert all(later - earlier == 28 for earlier, later in pairwise(ticks))


@pytest.mark.parametrize("setting", [SCREEN, SLIDE], ids=["screen", "slide"])
@pytest.mark.parametrize(
    ("arms", "epochs", "visits"), [(2, 3, 7), (12, 9, 30), (0, 0, 5), (1, 30, 70)]
)
def test_nothing_is_lost_between_parts_and_each_fits(tmp_path, setting, arms, epochs, visits):
    plan = large(tmp_path, arms, epochs, visits)
    parts = parts_of(plan, setting)
    assert [each.name for part in parts for each in part.visits] == [
        each.name for each in plan.visits
    ]
    cells = [cell.texts for part in parts for cell in part.cells]
    assert len(cells) == len(plan.cells) == arms * epochs
    for part in parts:
        scene = PlanScene(part, setting)
        assert scene.bottom <= setting.height + 0.5
        assert len(scene.cells) == len(part.cells)
        for placed in scene.cells:
            room = placed.right - placed.left
            for line, is_name in placed.lines:
                assert setting.width_of(line, bold=is_name) <= room
            height = len(placed.lines) * setting.line
            assert height <= placed.bottom - placed.top


def test_what_fits_stands_together(plan):
    (part,) = parts_of(plan, SCREEN)
    assert part.arms
    assert part.visits
    assert part.place == ""


def test_without_a_design_there_are_no_parts(store):
    assert parts_of(read_plan(study_plan(store, PageState())), SCREEN) == ()
