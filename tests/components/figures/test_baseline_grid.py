"""The baseline table in its places: parts that fit, cells in their columns."""

import pytest

from components.figures.baseline_grid import BaselineScene, parts_of, read_baseline
from components.figures.page_setting import SCREEN
from components.slides.activity_schedule import SLIDE
from tests.flow_samples import (
    COUNT,
    TEXTS,
    baseline_frame,
    baseline_group,
    baseline_row,
    hostile_baseline,
    many_rows,
    two_measures,
)

TABLES = {
    "two measures": two_measures(),
    "many": many_rows(),
    "19 groups": many_rows(3, 19, 2),
    "one long measure": many_rows(1, 2, 90),
    "single arm": baseline_frame(
        baseline_row(1, "Sex", "3", category_title="Female", **COUNT),
        groups=[baseline_group(0, "All", "9")],
    ),
    **{f"hostile {at}": hostile_baseline(text) for at, text in enumerate(TEXTS)},
}


@pytest.mark.parametrize("setting", [SCREEN, SLIDE], ids=["screen", "slide"])
@pytest.mark.parametrize("name", TABLES)
def test_every_part_fits_and_every_value_stands_once(name, setting):
    table = read_baseline(TABLES[name])
    found = []
    for part in parts_of(table, setting):
        scene = BaselineScene(part, setting)
        assert scene.bottom <= setting.height
        assert scene.used <= setting.width + 0.01
        for one, other in zip(scene.rows, scene.rows[1:], strict=False):
            assert one.bottom == pytest.approx(other.top)
        for row in scene.rows:
            for cell in row.cells:
                assert len(cell.lines) * setting.line <= row.bottom - row.top
                for line in cell.lines:
                    assert setting.width_of(line) <= scene.column
                found += [(row.measure.number, row.label, cell.group.number)]
    assert len(found) == len(set(found)) == len(TABLES[name])


def test_places_of_parts():
    places = [part.place for part in parts_of(read_baseline(many_rows(3, 19, 2)), SCREEN)]
    assert places == [
        "Part 1 of 3: groups 1 to 7 of 20",
        "Part 2 of 3: groups 8 to 14 of 20",
        "Part 3 of 3: groups 15 to 20 of 20",
    ]
    assert [part.place for part in parts_of(read_baseline(two_measures()), SCREEN)] == [""]


def test_no_rows_no_parts():
    assert parts_of(read_baseline(baseline_frame()), SCREEN) == ()
