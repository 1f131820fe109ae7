"""The table of patterns: each row reads its own example, and what it must not read."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from data.schedules.patterns import PATTERNS, readings
from data.schedules.readings import (
    ANCHOR_UNITS,
    DAY,
    DOSE,
    DURATION,
    INTERVAL,
    KINDS,
    ROUTE,
    TROUGH,
)
from data.schedules.timing import TIMING, has_timing


def read(text, kind):
    return [each.values() for each in readings(text) if each.kind == kind]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda each: f"{each.name}: {each.example}")
def test_a_row_reads_its_example(pattern):
    found = [each for each in readings(pattern.example) if each.pattern == pattern.name]
    assert found
    assert {each.kind for each in found} == {pattern.kind}
    assert all(each.values() for each in found)


def test_the_table_has_every_kind_and_no_name_twice():
    assert {pattern.kind for pattern in PATTERNS} == set(KINDS)
    names = [pattern.name for pattern in PATTERNS if pattern.kind != ROUTE]
    assert len(set(names)) == len(names)


DAYS = [
    ("Day 0", [("DAY", 0, 0)]),
    ("days -5 to -3", [("DAY", -5, -3)]),
    ("D-5 to D-3", [("DAY", -5, -3)]),
    ("D1, D8", [("DAY", 1, 1), ("DAY", 8, 8)]),
    ("100 mg d1, 200 mg d2-28", [("DAY", 1, 1), ("DAY", 2, 28)]),
    ("30 mg/m2 days 1-3", [("DAY", 1, 3)]),
    ("weeks 1-4", [("WEEK", 1, 4)]),
    ("W0", [("WEEK", 0, 0)]),
    ("month 3", [("MONTH", 3, 3)]),
    ("at 0, 2 and 6 months", [("MONTH", 0, 0), ("MONTH", 2, 2), ("MONTH", 6, 6)]),
    ("C1D1", [("CYCLE_DAY", 1, 1)]),
    ("cycle 2 day 1", [("CYCLE_DAY", 1, 1)]),
    ("day 1 of each 21-day cycle", [("CYCLE_DAY", 1, 1)]),
    ("Day-1 of every cycle", [("CYCLE_DAY", 1, 1)]),
    ("for 3 days: -5, -4, -3", [("DAY", -5, -5), ("DAY", -4, -4), ("DAY", -3, -3)]),
    ("for 4 days: 5, 6, 7", []),
    ("for 5 days", []),
    ("for 5 days 30 mg", []),
    ("50 mg/kg/d 3 days", []),
    ("vitamin D 400", []),
    ("100 mL D5W", []),
    ("with D2 lymphadenectomy", []),
    ("group D 1", []),
    ("every 28 days", []),
    ("days 9, 8", []),
    ("day of the infusion", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "days"), DAYS)
def test_days(text, days):
    found = [each.coded for each in readings(text) if each.kind == DAY]
    assert [(one.unit, one.first, one.last) for one in found] == days


@pytest.mark.parametrize("text", [text for text, days in DAYS if days])
def test_a_text_with_a_day_has_timing_for_re_and_for_arrow(text):
    assert has_timing(text)
    assert pc.match_substring_regex(pa.array([text]), TIMING).to_pylist() == [True]


@pytest.mark.parametrize(
    "pattern", [each for each in PATTERNS if each.kind == DAY], ids=lambda each: each.name
)
def test_every_example_of_a_day_has_timing(pattern):
    assert has_timing(f"drug 5 mg {pattern.example}")
    text = pa.array([f"drug 5 mg {pattern.example}", "no time at all", None])
    assert pc.match_substring_regex(text, TIMING).to_pylist() == [True, False, None]


@pytest.mark.parametrize(
    ("text", "cycles", "length", "go_on"),
    [
        ("days 1-14 of each 21-day cycle", (), 21, False),
        ("day 1 of a three week cycle", (), 21, False),
        ("day 1 of every 21-28 day cycle", (), None, False),
        ("day 1 of cycles 1-6", (1, 2, 3, 4, 5, 6), None, False),
        ("day 1 of cycles 2 and 4", (2, 4), None, False),
        ("day 1 of cycle 2 and beyond", (2,), None, True),
        ("day 1 of the second cycle", (2,), None, False),
        ("day 1 of each cycle (21 days)", (), 21, False),
        ("day 1 of each q21d cycle", (), 21, False),
        ("day 1 of each of the cycles 2-3", (2, 3), None, False),
        ("day 1 of each cycle", (), None, False),
        ("C3D15", (3,), None, False),
        ("cycle 2+ day 1", (2,), None, True),
    ],
)
def test_cycles(text, cycles, length, go_on):
    (found,) = (each.coded for each in readings(text) if each.kind == DAY)
    assert (found.cycles, found.cycle_length, found.cycles_go_on) == (cycles, length, go_on)


@pytest.mark.parametrize(
    ("text", "intervals"),
    [
        ("every 3 weeks", [{"every": 3, "unit": "WEEK"}]),
        ("Q3W", [{"every": 3, "unit": "WEEK"}]),
        ("q12h", [{"every": 12, "unit": "HOUR"}]),
        ("twice daily", [{"every": 1, "times": 2, "unit": "DAY"}]),
        ("2x/day", [{"every": 1, "times": 2, "unit": "DAY"}]),
        ("b.i.d.", [{"every": 1, "times": 2, "unit": "DAY"}]),
        ("once daily (QD)", [{"every": 1, "times": 1, "unit": "DAY"}]),
        ("every other day", [{"every": 2, "unit": "DAY"}]),
        ("every 2 or 4 weeks", [{"every": 2, "unit": "WEEK"}, {"every": 4, "unit": "WEEK"}]),
        ("every 2 to 4 weeks", [{"low": 2, "high": 4, "unit": "WEEK"}]),
        ("5 days per week", [{"every": 1, "times": 5, "unit": "WEEK"}]),
        ("a single IV infusion", [{"times": 1}]),
        ("every 21-day cycle", []),
        ("maximum daily dose", []),
        ("biweekly", []),
        ("once patients have recovered", []),
    ],
)
def test_intervals(text, intervals):
    assert read(text, INTERVAL) == intervals


@pytest.mark.parametrize(
    ("text", "durations"),
    [
        ("for 12 weeks", [{"value": 12, "unit": "WEEK"}]),
        ("for up to 6 cycles", [{"value": 6, "unit": "CYCLE"}]),
        ("over 30-60 minutes", [{"low": 30, "high": 60, "unit": "MINUTE"}]),
        ("for six months", [{"value": 6, "unit": "MONTH"}]),
        ("a 1 hour intravenous (IV) infusion", [{"value": 1, "unit": "HOUR"}]),
        ("within 30 days", []),
        ("within 30 days of treatment", []),
        ("12 weeks of age", []),
    ],
)
def test_durations(text, durations):
    assert read(text, DURATION) == durations


@pytest.mark.parametrize(
    ("text", "doses"),
    [
        ("30 mg/m2/day", [{"value": 30, "unit": "mg/m2/day"}]),
        ("1,250 mg / m2", [{"value": 1250, "unit": "mg/m2"}]),
        ("10 000 U/m2", [{"value": 10000, "unit": "U/m2"}]),
        ("160 or 240 mg", [{"value": 160, "unit": "mg"}, {"value": 240, "unit": "mg"}]),
        ("75 mg to 600 mg", [{"low": 75, "high": 600, "unit": "mg"}]),
        ("1-5x10^7 cells", [{"low": 1, "high": 5, "unit": "x10^7 cells"}]),
        ("3 x 106 CAR T cells/kg", [{"value": 3, "unit": "x10^6 CAR T cells/kg"}]),
        ("1x10^6 to 1x10^7 cells", [{"low": 1, "high": 10, "unit": "x10^6 cells"}]),
        ("2000000 cells/kg", [{"value": 2000000, "unit": "cells/kg"}]),
        ("AUC of 5", [{"value": 5, "unit": "AUC"}]),
        ("8 ng/mL", []),
        ("150 mg/mL", []),
        ("120 mg per 1 ml", []),
        ("a 5 mL vial", []),
        ("more than 150 mg", []),
        ("ANC of 10 x 10^9/L", []),
        ("1" * 400 + " mg", []),
    ],
)
def test_doses(text, doses):
    assert read(text, DOSE) == doses


@pytest.mark.parametrize(
    ("text", "routes"),
    [
        ("intravenously", ["IV"]),
        ("intravenous (IV) infusion", ["IV"]),
        ("30 mg iv daily", ["IV"]),
        ("by mouth", ["PO"]),
        ("IV or PO", ["IV", "PO"]),
        ("s.c. injection", ["SC"]),
        ("intra-tumoral", ["INTRATUMORAL"]),
        ("under the tongue", ["SUBLINGUAL"]),
        ("stage IV disease", []),
        ("grade III or IV", []),
        ("oral cavity cancer", []),
        ("the IV cohort", []),
        ("Sc", ["SC"]),
    ],
)
def test_routes(text, routes):
    assert [each["route"] for each in read(text, ROUTE)] == routes


@pytest.mark.parametrize(
    ("text", "troughs"),
    [
        ("trough 8-12 ng/mL", [{"low": 8, "high": 12, "unit": "ng/mL"}]),
        ("target trough level of 10 ng/mL", [{"value": 10, "unit": "ng/mL"}]),
        ("target level of 5 to 10 ng/ml", [{"low": 5, "high": 10, "unit": "ng/ml"}]),
        ("the trough was measured on day 3", []),
    ],
)
def test_troughs(text, troughs):
    assert read(text, TROUGH) == troughs


def test_an_anchor_has_a_unit_of_its_own():
    text = " ; ".join(pattern.example for pattern in PATTERNS if pattern.kind == DAY)
    assert {each.coded.unit for each in readings(text) if each.kind == DAY} == set(ANCHOR_UNITS)


@pytest.mark.parametrize(
    "text", ["day " * 5000, "1, " * 20000, "(" * 20000, "q" * 20000, "\\" * 9999]
)
def test_a_hostile_text_is_read_in_a_moment(text):
    assert isinstance(list(readings(text)), list)
