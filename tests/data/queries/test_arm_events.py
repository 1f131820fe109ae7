import pytest

from data.queries.arm_events import LONGEST_ALSO, MOST_ALSO, ROUTES, events_of
from data.schedules.arm_schedule import ArmEvent
from data.schedules.readings import (
    CYCLE_DAY,
    DAY,
    DOSE,
    INTERVAL,
    ROUTE,
    Coded,
    Reading,
)

ARM, OWN, SUMMARY = "armGroups[0].description", "interventions[0].description", "briefSummary"


def day(first, last=None, unit=DAY, **coded):
    last = first if last is None else last
    return Reading(DAY, 0, 1, f"day {first}", Coded(unit=unit, first=first, last=last, **coded))


def said(kind, *quotes):
    return tuple(Reading(kind, 0, 1, quote) for quote in quotes)


def event(*, agent="fludarabine", role="NOT_STATED", days=(), path=ARM, quote="words", **facts):
    doses, routes = said(DOSE, *facts.get("dose", ())), said(ROUTE, *facts.get("route", ()))
    intervals = said(INTERVAL, *facts.get("every", ()))
    parts = (tuple(days), doses, routes, intervals, (), ())
    return ArmEvent(agent, agent, role, *parts, path=path, start=0, end=1, quote=quote)


def made(*events):
    return [
        (one.agent, one.day.coded.first if one.day else None, one.dose, one.route, one.schedule)
        for one in events_of(events)
    ]


def test_nothing_read_makes_no_event():
    assert events_of([]) == []


def test_each_day_of_an_expression_is_an_event():
    assert made(event(days=(day(-5), day(-4)), dose=["30 mg/m2"])) == [
        ("fludarabine", -5, "30 mg/m2", "", ""),
        ("fludarabine", -4, "30 mg/m2", "", ""),
    ]


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        # of two texts with the same days each adds what the other does not say
        ({"dose": ["30 mg/m2"]}, {"route": ["iv"]}, 1),
        ({"dose": ["30 mg/m²/day"]}, {"dose": ["30 mg/m2 per day"]}, 1),
        ({"dose": ["30 mg"]}, {"dose": ["30 mg total"]}, 1),
        ({"dose": ["5 mg"]}, {"dose": ["25 mg"]}, 2),
        ({"role": "INDUCTION"}, {"role": "NOT_STATED"}, 1),
        ({"role": "INDUCTION"}, {"role": "MAINTENANCE"}, 2),
        ({"route": ["iv"]}, {"route": ["oral"]}, 2),
    ],
)
def test_readings_of_the_same_days_are_one_event_unless_a_fact_speaks_against_it(
    one, other, number
):
    events = (
        event(days=[day(1)], **one),
        event(days=[day(1)], path=SUMMARY, quote="more", **other),
    )
    assert len(events_of(events)) == number


def test_the_second_text_stays_word_by_word():
    [one] = events_of(
        [
            event(days=[day(1)], quote="first"),
            event(days=[day(1)], quote="the \\> second", path=OWN),
        ]
    )
    assert (one.quote, one.path) == ("first", ARM)
    assert one.remark == f"Also in {OWN}: “the > second”."


def test_of_very_many_and_very_long_texts_a_remark_holds_few():
    texts = [event(days=[day(1)], quote=f"{n} " + "w" * 999) for n in range(MOST_ALSO + 3)]
    [one] = events_of(texts)
    assert one.remark.count("Also in armGroups") == MOST_ALSO
    assert one.remark.endswith("Also in 2 further texts.")
    assert len(one.remark) < (LONGEST_ALSO + 60) * (MOST_ALSO + 1)


def test_other_days_and_other_cycles_are_other_events():
    first, later = (
        event(days=[day(1, unit=CYCLE_DAY, cycles=cycles)]) for cycles in ((1,), (2, 3))
    )
    assert [one.cycle for one in events_of([first, later])] == ["cycle 1", "cycles 2 and 3"]
    assert len(events_of([event(days=[day(1)]), event(days=[day(2)])])) == 2


@pytest.mark.parametrize(
    ("undated", "rows"),
    [
        # a route alone goes to the days that have none
        ({"route": ["iv"]}, [("fludarabine", -5, "30 mg", "iv", "")]),
        ({"dose": ["30 mg"], "every": ["daily"]}, [("fludarabine", -5, "30 mg", "", "daily")]),
        ({}, [("fludarabine", -5, "30 mg", "", "")]),
        # another dose, another role, or a schedule of its own is another event
        (
            {"dose": ["40 mg"]},
            [("fludarabine", -5, "30 mg", "", ""), ("fludarabine", None, "40 mg", "", "")],
        ),
        (
            {"every": ["weekly"]},
            [("fludarabine", -5, "30 mg", "", ""), ("fludarabine", None, "", "", "weekly")],
        ),
    ],
)
def test_a_text_without_days_that_says_no_more_is_taken_up(undated, rows):
    dated = event(days=[day(-5)], dose=["30 mg"])
    assert made(dated, event(path=SUMMARY, quote="more", **undated)) == rows


def test_levels_of_a_dose_that_follow_one_another_are_one_event():
    levels = [event(dose=[f"{n} x 10\\^6 cells"], quote=f"level {n}") for n in (1, 3)]
    assert made(*levels) == [("fludarabine", None, "1 x 10^6 cells; 3 x 10^6 cells", "", "")]
    other = event(dose=["45 Gy"], quote="organ")
    assert len(made(*levels, other)) == 2


@pytest.mark.parametrize(
    ("agent", "role", "found"),
    [
        ("car-t-cells", "CONDITIONING", "CELL_INFUSION"),
        ("car-t-cells", "NOT_STATED", "CELL_INFUSION"),
        ("hsc", "GRAFT", "GRAFT"),
        ("fludarabine", "CELL_INFUSION", "NOT_STATED"),
        ("fludarabine", "CONDITIONING", "CONDITIONING"),
        ("no-such-agent", "CELL_INFUSION", "CELL_INFUSION"),
    ],
)
def test_cells_are_infused_and_no_drug_is(agent, role, found):
    assert [one.role for one in events_of([event(agent=agent, role=role)])] == [found]


def test_an_intervention_has_the_role_that_its_description_says():
    own = event(role="CONDITIONING", path=OWN, quote="as conditioning")
    dated = event(days=[day(-5)])
    assert [one.role for one in events_of([dated, own])] == ["CONDITIONING"]
    two = event(role="INDUCTION", path=OWN, quote="as induction")
    silent = event(path=OWN, every=["daily"], quote="daily")
    for further in (two, silent):
        assert events_of([dated, own, further])[0].role == "NOT_STATED"


def test_what_is_given_after_day_0_is_no_conditioning():
    own = event(role="CONDITIONING", path=OWN, quote="as conditioning")
    found = events_of([event(days=[day(-5), day(3)]), own])
    assert [(one.day.coded.first, one.role) for one in found if one.day] == [
        (-5, "CONDITIONING"),
        (3, "NOT_STATED"),
    ]


def test_events_stand_in_the_order_of_the_texts():
    events = (
        event(agent="b-drug", days=[day(1)]),
        event(agent="a-drug", quote="then"),
        event(agent="b-drug", days=[day(3)], quote="last"),
    )
    assert [(one.agent, one.quote) for one in events_of(events)] == [
        ("b-drug", "words"),
        ("a-drug", "then"),
        ("b-drug", "last"),
    ]


def test_routes_are_said_in_words():
    reading = Reading(ROUTE, 0, 2, "IV", Coded(route="IV"))
    other = Reading(ROUTE, 0, 3, "Into the Eye", Coded(route="OTHER"))
    parts = ((), (), (reading, other), (), (), ())
    read = ArmEvent("x", "x", "NOT_STATED", *parts, path=ARM, start=0, end=1, quote="q")
    assert [one.route for one in events_of([read])] == [f"{ROUTES['IV']}; into the eye"]
