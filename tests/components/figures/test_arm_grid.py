from itertools import pairwise

import pytest

from components.figures.arm_grid import (
    FOR_NO_ARM,
    FOR_UNLISTED,
    NO_LABEL,
    NONE_LISTED,
    GridType,
    divided,
    read_grid,
)
from components.figures.arm_matrix import SET_IN
from components.slides.arm_matrix import SET_IN as ON_SLIDE
from tests.arm_samples import frame_of, link

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WIDTH, HEIGHT = 900.0, 560.0
TYPES = [SET_IN, ON_SLIDE]


def full(arms, interventions, nct_id="NCT00000001", label="{}", name="Drug {}", first=1):
    """Every arm with every intervention."""
    return [
        link(LETTERS[a], name.format(n), n, nct_id=nct_id, arm_name=label.format(LETTERS[a]))
        for a in range(arms)
        for n in range(first, first + interventions)
    ]


def parts_of(rows, type_: GridType = SET_IN, height=HEIGHT):
    partition = divided(read_grid(frame_of(*rows)), type_, WIDTH, height)
    return [partition.part(number, type_, WIDTH) for number in range(1, len(partition) + 1)]


def test_entries_are_the_arms_and_interventions_in_their_order():
    grid = read_grid(frame_of(link("A", "X", 2), link("A", "W", 1), link("B", "X", 2)))
    assert [entry.label for entry in grid.arms] == ["A", "B"]
    assert [entry.label for entry in grid.interventions] == ["W", "X"]
    linked = [
        (arm.label, each.label)
        for arm in grid.arms
        for each in grid.interventions
        if grid.cell(arm, each) and grid.cell(each, arm)
    ]
    assert linked == [("A", "W"), ("A", "X"), ("B", "X")]


@pytest.mark.parametrize(
    ("row", "note"),
    [
        (link("B", "", None, link="NO_INTERVENTION"), f"Experimental; {NONE_LISTED}"),
        (link("", "Y", 2, link="NO_ARM"), FOR_NO_ARM),
        (
            link("", "Y", 2, link="ARM_NOT_LISTED", arm_name="Gone"),
            f"{FOR_UNLISTED}: “Gone”",
        ),
    ],
)
def test_what_has_no_link_says_so_below_its_name(row, note):
    grid = read_grid(frame_of(link("A", "X", 1), row))
    assert note in [entry.note for entry in (*grid.arms, *grid.interventions)]


def test_an_arm_without_a_label_is_called_so():
    grid = read_grid(frame_of({**link("A", "X", 1), "arm_name": ""}))
    assert grid.arms[0].label == NO_LABEL


def test_notes_of_several_trials_name_the_trial():
    rows = [
        link("A", "X", 1),
        link("", "X", 1, nct_id="NCT00000002", link="NO_ARM"),
        link("A", "Z", 2, nct_id="NCT00000002"),
    ]
    grid = read_grid(frame_of(*rows))
    assert grid.interventions[0].note == f"NCT00000002: {FOR_NO_ARM}"
    assert grid.interventions[0].trials == {"NCT00000001", "NCT00000002"}
    assert [arm.group for arm in grid.arms] == [
        "NCT00000001: Title of NCT00000001",
        "NCT00000002: Title of NCT00000002",
    ]


def test_a_trial_without_links_is_not_drawn():
    rows = [
        link("A", "X", 1),
        link("", "Q", 2, nct_id="NCT00000002", link="NO_ARMS"),
        link("A", "", None, nct_id="NCT00000003", link="LINKS_NOT_IN_FILE"),
    ]
    grid = read_grid(frame_of(*rows))
    assert ([arm.label for arm in grid.arms], len(grid.interventions)) == (["A"], 1)
    assert grid.arms[0].group == ""


def test_nothing():
    assert read_grid(frame_of()).cells == ()


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize(
    ("arms", "interventions", "arms_are_rows", "most_parts"),
    [
        (1, 1, False, 1),
        (1, 14, False, 1),
        (7, 5, False, 1),
        (10, 1, True, 1),
        (16, 7, True, 2),
        (20, 25, None, 9),
    ],
)
def test_the_grid_lies_as_it_needs_the_fewest_parts(
    type_, arms, interventions, arms_are_rows, most_parts
):
    parts = parts_of(full(arms, interventions), type_)
    assert len(parts) <= most_parts
    if arms_are_rows is not None:
        assert {part.arms_are_rows for part in parts} == {arms_are_rows}


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize(
    "rows",
    [
        full(1, 1),
        full(20, 25),
        full(16, 7, label="{0} a label of an arm that has far more than a hundred letters " * 3),
        full(3, 9, name="{0} an intervention’s name that has a hundred letters and more " * 2),
        full(1, 1, label="{}" + "x" * 400, name="{}" + "y" * 400),
        [*full(5, 8), *full(4, 8, nct_id="NCT00000002", first=5)],
    ],
)
def test_every_cell_stands_once_and_every_part_fits(type_, rows):
    parts = parts_of(rows, type_, 408.0)
    drawn = [(cell.arm.key, cell.intervention.key) for part in parts for _, _, cell in part.cells()]
    assert len(drawn) == len(set(drawn)) == len(rows)
    for part in parts:
        assert part.height <= 408 or len(part.rows) == 1
        assert part.right <= WIDTH + 0.01
        assert part.names + type_.least_column * len(part.columns) <= WIDTH + 0.01
        for one, other in pairwise(part.columns):
            assert other.start == pytest.approx(one.start + one.extent)
        down = sorted((*part.rows, *part.row_groups), key=lambda each: each.start)
        assert down[0].start == pytest.approx(part.top)
        for one, other in pairwise(down):
            assert other.start == pytest.approx(one.start + one.extent)


@pytest.mark.parametrize("type_", TYPES)
def test_every_line_fits_its_row_or_column(type_):
    label = "{} Arm of a dose-escalation/expansion cohort (Chlormethine+Hydroxychloroquine)"
    for part in parts_of(full(7, 8, label=label, name=label), type_):
        for each, width in (
            *((row, part.names) for row in part.rows),
            *((column, column.extent) for column in part.columns),
        ):
            for line in (*each.lines, *each.notes):
                assert type_.width_of(line) <= width
        for row in part.rows:
            assert (len(row.lines) + len(row.notes)) * type_.line <= row.extent
        for column in part.columns:
            assert (len(column.lines) + len(column.notes)) * type_.line <= part.head


def test_parts_are_about_alike_and_say_which_they_are():
    parts = parts_of(full(2, 24))
    assert [part.place for part in parts] == ["Part 1 of 2", "Part 2 of 2"]
    assert abs(len(parts[0].rows) - len(parts[1].rows)) <= 2
    assert [part.place for part in parts_of(full(2, 2))] == [""]


def test_trials_stay_whole_where_that_costs_no_part():
    rows = [
        row
        for number, arms in enumerate((3, 3, 3, 2), start=1)
        for row in full(arms, 2, nct_id=f"NCT0000000{number}")
    ]
    parts = parts_of(rows)
    assert [[g.label[:11] for g in part.column_groups] for part in parts] == [
        ["NCT00000001", "NCT00000002"],
        ["NCT00000003", "NCT00000004"],
    ]


def test_a_part_has_the_rows_of_its_trials_alone():
    rows = [*full(6, 3), *full(6, 3, nct_id="NCT00000002", first=3)]
    parts = parts_of(rows)
    names = [[row.entry.label for row in part.rows] for part in parts]
    assert names == [["Drug 1", "Drug 2", "Drug 3"], ["Drug 3", "Drug 4", "Drug 5"]]


def test_the_number_of_a_part_is_bounded():
    partition = divided(read_grid(frame_of(*full(2, 24))), SET_IN, WIDTH, HEIGHT)
    first, last = (partition.part(number, SET_IN, WIDTH) for number in (-3, 999))
    assert (first.place, last.place) == ("Part 1 of 2", "Part 2 of 2")


def test_a_wider_drawing_has_the_rows_of_its_part():
    partition = divided(read_grid(frame_of(*full(2, 24))), SET_IN, WIDTH, HEIGHT)
    narrow, wide = (partition.part(2, SET_IN, width) for width in (WIDTH, 2 * WIDTH))
    assert [r.entry for r in narrow.rows] == [r.entry for r in wide.rows]
    assert wide.height <= narrow.height


def test_a_name_is_cut_in_its_middle_and_known_to_be():
    long = "Arm with a beginning " + "and words " * 40 + "and an end"
    (part,) = parts_of([link("A", "X", 1, arm_name=long)])
    (column,) = part.columns
    assert column.is_shortened and not part.rows[0].is_shortened
    assert column.lines[0].startswith("Arm with") and column.lines[-1].endswith("end")


def test_a_word_longer_than_its_column_ends_a_line_at_a_sign():
    rows = full(7, 2, label="{} Induction/Consolidation/Maintenance")
    lines = parts_of(rows)[0].columns[0].lines
    assert [line[-1] for line in lines[:-1] if "/" in line] == ["/"] * (len(lines) - 1)
