from typing import Any

import pytest

from components.figures.glance_rows import (
    Mark,
    Row,
    course,
    heads_of,
    in_words,
    is_empty,
    label_parts,
    rows_of,
    with_short_names,
)
from components.figures.timeline.events import read_events
from components.theme import DARK, LIGHT
from data.link.state import PageState
from data.model.vocabulary import EVENT_ROLE
from data.queries import regimens
from tests.components.figures.timeline.samples import ROW, frame_of, on, span

COLUMNS = [*ROW, "arm_label", "coverage", "coverage_table_4", "group_certainty", "patients_n"]
COLUMNS += ["patients_qualifier", "patients_table_4"]
FULL: dict[str, Any] = {**dict.fromkeys(COLUMNS, ""), **ROW, "coverage": "ALL"}
FULL["group_certainty"] = "STATED"


def rows(*given: dict[str, Any]) -> list[Row]:
    frame = frame_of(*({**FULL, **row} for row in given))
    for name in COLUMNS:
        frame[name] = [{**FULL, **row}[name] for row in given]
    return rows_of(read_events(frame))


def marks(*given: dict[str, Any]) -> tuple[Mark, ...]:
    (row,) = rows(*given)
    return row.marks


def of_cohorts(store, query: str = "") -> list[Row]:
    state, ignored = PageState.from_query(query, store.known)
    assert not ignored
    return rows_of(read_events(regimens.glance_events(store, state)))


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("1994–96, islet after kidney (n = 1)", ("1994–96", "islet after kidney", "n = 1")),
        ("2000–02, alone (n = 5; Table 4: 6)", ("2000–02", "alone", "n = 5; Table 4: 6")),
        ("A hospital", ("A hospital", "", "")),
        ("A hospital, 2026", ("A hospital", "2026", "")),
        ("<b>, (x) (y)", ("<b>", "(x)", "y")),
        (", none before (n = 2)", (", none before (n = 2)", "none before", "n = 2")),
        ("", ("", "", "")),
    ],
)
def test_a_label_is_name_kind_and_count(label, parts):
    assert label_parts(label) == parts


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([{}], ""),
        ([on(0)], "day 0"),
        ([on(-1), on(0)], "days −1 and 0"),
        ([on(7, tolerance_days=1), on(14, tolerance_days=2)], "days 7 ± 1 and 14 ± 2"),
        ([on(0), span(0, 14, "FIXED")], "days 0 to 14"),
        ([span(-5, -1, "FIXED"), span(1, 5, "FIXED")], "days −5 to −1 and 1 to 5"),
        ([span(None, 365, "FIXED")], "to month 12"),
        ([span(None, 365, "WEANED")], "weaning from month 12 by protocol"),
        ([span(91, None, "NOT_STATED")], "from month 3"),
        (
            [span(-1, 91, "SWITCHED", trough_target="4-6 ng/ml")],
            "4–6 ng/ml to month 3",
        ),
        (
            [
                span(-1, 122, "FIXED", trough_target="12-15 ng/ml"),
                span(122, None, "ONGOING", trough_target="7-10 ng/ml"),
            ],
            "12–15 to month 4, then 7–10 ng/ml",
        ),
        (
            [
                span(-1, 122, "FIXED", trough_target="12 ng/ml"),
                span(122, None, "ONGOING", trough_target="7 µg/l"),
            ],
            "12 ng/ml to month 4, then 7 µg/l",
        ),
        ([{"trough_target": "4-6 ng/ml"}], "4–6 ng/ml"),
    ],
)
def test_levels_and_days_of_one_agent_are_a_few_words(given, words):
    assert course(read_events(frame_of(*given))) == words


def test_events_of_one_agent_in_one_role_are_one_mark():
    (mark,) = marks(on(-1), on(0))
    assert mark.text == "TAC · days −1 and 0"
    assert len(mark.events) == 2 and mark.has_days and not mark.is_single
    assert mark.hover.count("Tacrolimus") == 1
    assert "day −1" in mark.hover and mark.hover.endswith("day 0 (day 0: islet infusion)")


def test_an_agent_in_two_roles_is_two_marks():
    found = marks({}, {"role": "INDUCTION", "role_label": "Induction"})
    assert [mark.event.role for mark in found] == ["INDUCTION", "MAINTENANCE"]


@pytest.mark.parametrize(
    ("role", "label", "column", "lead"),
    [
        ("GRAFT", "Graft", 0, ""),
        ("COLLECTION", "Cell collection", 0, "Cell collection"),
        ("INDUCTION", "Induction", 1, ""),
        ("ANTI_INFLAMMATORY", "Anti-inflammatory", 1, "Anti-inflammatory"),
        ("MAINTENANCE", "Maintenance", 2, ""),
        ("BACKGROUND", "Background, before the cells", 2, "Background"),
        ("SOMETHING_NEW", "Something new", 2, "Something new"),
    ],
)
def test_a_role_stands_in_its_phase_and_is_named_where_the_head_does_not(role, label, column, lead):
    (row,) = rows({"role": role, "role_label": label})
    assert [bool(cell) for cell in row.cells] == [n == column for n in range(3)]
    assert row.cells[column][0].lead == lead


def test_alternatives_and_successors_are_joined():
    mmf = {"agent": "mmf", "agent_code": "MMF", "agent_class": "ANTIMETABOLITE"}
    sir = {"agent": "sir", "agent_code": "SIR", "agent_class": "MTOR_INHIBITOR"}
    either = marks({"alternative_to": "MMF"}, sir, {**mmf, "alternative_to": "TAC"})
    assert [(mark.event.agent_code, mark.joint) for mark in either] == [
        ("TAC", ""),
        ("MMF", "or"),
        ("SIR", ""),
    ]
    after = marks(
        span(-1, 91, "SWITCHED"),
        {**sir, **span(-1, None, "ONGOING")},
        {**mmf, **span(91, None, "")},
    )
    assert [(mark.event.agent_code, mark.joint) for mark in after] == [
        ("TAC", ""),
        ("MMF", "→"),
        ("SIR", ""),
    ]


@pytest.mark.parametrize(
    ("row", "filled", "lighter"),
    [
        ({}, 1, False),
        ({"group_certainty": "INFERRED"}, 1, True),
        (on(0), 1, False),
        (span(0, 14, "FIXED"), 1, True),
        ({"coverage": "SOME"}, 0.5, False),
        ({"coverage": "NOT_STATED"}, 0, False),
    ],
)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_looks_follow_the_evidence(row, filled, lighter, palette):
    (mark,) = marks(row)
    look, colour = mark.look(palette), palette.agent_class["CALCINEURIN_INHIBITOR"]
    assert look.filled == filled and look.line == colour
    assert (look.fill != colour) == lighter


def test_one_day_that_was_worked_out_makes_the_mark_so():
    (mark,) = marks(on(-1), on(0, certainty="INFERRED"))
    assert mark.evidence == "worked out"


def test_a_single_dose_has_its_mark_and_a_graft_needs_none():
    (dose,) = marks({"dose": "single dose, amount not stated"})
    (graft,) = marks({**on(0), "role": "GRAFT", "agent_class": "TISSUE_GRAFT"})
    assert dose.is_single and not graft.is_single


def test_a_printed_none_is_a_word_and_what_is_not_mentioned_is_empty(store):
    by_regimen = {row.regimen: row for row in of_cohorts(store)}
    liver = by_regimen["miami-1994-97-sil"]
    assert [mark.text for part in liver.cells[1] for mark in part.marks] == ["none"]
    assert liver.cells[1][0].marks[0].is_none
    assert not is_empty(by_regimen.values())
    assert is_empty(of_cohorts(store, "?regimen=nct01143168"))


def test_every_cohort_is_there_in_order_of_years(store):
    assert [row.head for row in of_cohorts(store)] == [
        "1994–96",
        "1994–96",
        "1994–97",
        "1996–98",
        "1998–99",
        "2000–02",
        "2005–07",
    ]


def test_the_arms_of_a_cohort_are_named_once(store):
    (row,) = of_cohorts(store, "?regimen=miami-1998-99-ita")
    leads = [part.lead for part in row.cells[2]]
    assert leads == ["with ATG, in 2", "with DAC, in 3"]
    assert [part.opens_line for part in row.cells[2]] == [False, True]
    assert [mark.text for part in row.cells[2] for mark in part.marks] == [
        "CyA · Table 4: 1",
        "MMF",
        "TAC",
        "MMF",
        "▲ MP",
    ]


def test_days_that_all_agents_of_an_arm_have_are_said_once(store):
    earlier, later = of_cohorts(store, "?regimen=miami-1998-99-ita~miami-2000-02-ita")
    assert [part.tail for part in earlier.cells[2]] == [
        "",
        "all: weaning from month 12 by protocol",
    ]
    assert [part.tail for part in later.cells[2]] == ["both: weaning from month 12 by protocol"]
    assert "Methylprednisolone, worked out, all: weaning from month 12 by protocol" in in_words(
        [earlier]
    )


@pytest.mark.parametrize(
    ("one", "other", "tail"),
    [
        (on(3), on(3), "both: day 3"),
        (on(3), on(4), ""),
        (on(3), {}, ""),
        ({}, {}, ""),
    ],
)
def test_only_days_that_every_agent_has_are_said_once(one, other, tail):
    mmf = {"agent": "mmf", "agent_code": "MMF"}
    (row,) = rows(one, {**mmf, **other})
    (part,) = row.cells[2]
    assert part.tail == tail
    assert all((" · day" in mark.text) == (not tail) for mark in part.marks if mark.has_days)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "♦ Islets"),
        ({"certainty": "INFERRED"}, "♦ Islets · day 0"),
        ({"agent_code": "Kidney"}, "♦ Kidney · day 0"),
        ({"day_zero_label": "First cell infusion"}, "♦ Islets · day 0"),
        ({"day_zero_label": ""}, "♦ Islets · day 0"),
        (on(2), "♦ Islets · day 2"),
    ],
)
def test_day_zero_is_not_said_of_what_it_is_called_by(given, words):
    islets = {"role": "GRAFT", "agent_code": "Islets", "agent_class": "TISSUE_GRAFT"}
    day_zero = {"day_zero_label": "Islet infusion"}
    assert [m.text for m in marks({**on(0), **islets, **day_zero, **given})] == [words]


def test_short_names_keep_the_count(store):
    (row,) = with_short_names(of_cohorts(store, "?regimen=miami-2000-02-ita"))
    assert (row.head, row.kind, row.count) == ("2000–02 ITA", "", "n = 5; Table 4: 6")


def test_the_latest_cohort_says_what_the_text_says(store):
    (row,) = of_cohorts(store, "?regimen=miami-2005-07-ita")
    assert [(mark.joint, mark.text) for mark in row.marks] == [
        ("", "♦ Islets"),
        ("", "● CD34+ BMSC · days 5 and 11"),
        ("", "C1H · days −1 and 0"),
        ("", "ETC · days 0 to 14"),
        ("", "TAC · 4–6 ng/ml to month 3"),
        ("→", "MMF"),
        ("", "SIR · 12–15 to month 4, then 7–10 ng/ml"),
    ]


def test_the_rows_in_words(store):
    words = in_words(of_cohorts(store, "?regimen=miami-1994-97-sil~nct01143168"))
    assert "Induction: none, as printed." in words
    assert "Induction: not mentioned. Maintenance: not mentioned." in words
    assert "day 0 is the islet infusion" in words
    assert in_words([]) == ""


@pytest.mark.parametrize(
    ("roles", "heads"),
    [
        (["INDUCTION", "MAINTENANCE"], ("Induction", "Maintenance")),
        (["CONDITIONING", "INDUCTION"], ("Induction", "Maintenance")),
        (["CONDITIONING", "CELL_INFUSION"], ("Conditioning", "Maintenance")),
        (["NOT_STATED"], ("Induction", "Role not stated")),
        (["NOT_STATED", "ADJUNCT"], ("Induction", "Maintenance; role not stated")),
    ],
)
def test_columns_are_headed_by_the_roles_that_are_drawn(roles, heads):
    made = rows(*({"role": role, "role_label": EVENT_ROLE.labels[role]} for role in roles))
    assert heads_of(made) == ("Cells and grafts", *heads)


def test_a_role_that_heads_its_column_is_not_said_again():
    (row,) = rows({"role": "CONDITIONING", "role_label": "Conditioning"})
    assert [part.lead for part in row.cells[1]] == [""]
    (row,) = rows(
        {"role": "INDUCTION", "role_label": "Induction"},
        {"role": "CONDITIONING", "role_label": "Conditioning"},
    )
    assert "Conditioning" in [part.lead for part in row.cells[1]]
