"""Cycles that the words around a day name."""

import pytest

from data.schedules.cycles import CycleContext, DayWords, in_cycle, interval_beside
from data.schedules.patterns import readings


def placed(sentence, heading="", more="", **around):
    found = [each for each in readings(sentence) if each.kind == "DAY"]
    reading = found[0]
    line = sentence + more
    words = DayWords(
        longest=max(each.coded.last for each in found if each.start == reading.start),
        before=sentence[: reading.start],
        behind=sentence[reading.end :],
        place=reading.start,
        interval=interval_beside(sentence[: reading.start], sentence[reading.end :]),
    )
    context = CycleContext(
        start=0,
        begin=sentence,
        heading=heading,
        sentence=sentence,
        line=line,
        text=line,
        onward=line,
        rest=line,
        **{"interval": words.interval, **around},
    )
    coded = in_cycle(reading, words, context).coded
    return coded.unit, coded.cycles, coded.cycle_length, coded.cycles_go_on


@pytest.mark.parametrize(
    ("sentence", "heading", "more", "found"),
    [
        ("X on day 1.", "", "", ("DAY", (), None, False)),
        ("X on day 1.", "", " Cycles repeat every 28 days.", ("CYCLE_DAY", (), 28, False)),
        ("X on day 1.", "", " Cycles repeated ever 3 weeks.", ("CYCLE_DAY", (), 21, False)),
        ("X on day 1.", "", " Each cycle lasts 28 days.", ("CYCLE_DAY", (), 28, False)),
        ("X on day 1.", "Cycle 2 and subsequent cycles:", "", ("CYCLE_DAY", (2,), None, True)),
        ("Cycles 1-3: X on day 1.", "", "", ("CYCLE_DAY", (1, 2, 3), None, False)),
        ("X on day 1 in a 3-week cycle.", "", "", ("CYCLE_DAY", (), 21, False)),
        ("X on day 1 every 3 weeks for 4 cycles.", "", "", ("CYCLE_DAY", (), 21, False)),
        ("X on day 1 every 3 weeks.", "", "", ("CYCLE_DAY", (), 21, False)),
        ("X on day 1 of every 21 days (q21d).", "", "", ("CYCLE_DAY", (), 21, False)),
        ("X q3w on day 1.", "", "", ("CYCLE_DAY", (), 21, False)),
        ("X d 1 q d 21.", "", "", ("CYCLE_DAY", (), 21, False)),
        ("X on day 1; Y on day 1; every 28 days.", "", "", ("CYCLE_DAY", (), 28, False)),
        ("X on day 1 every week.", "", "", ("DAY", (), None, False)),
        ("X on day 1 and 5 mg every 3 weeks.", "", "", ("DAY", (), None, False)),
        ("X on day 1, then weekly for 4 cycles.", "", "", ("DAY", (), None, False)),
        ("X on day 1 for 4 cycles.", "", "", ("CYCLE_DAY", (), None, False)),
        ("Induction cycle: X on day 1.", "", "", ("CYCLE_DAY", (), None, False)),
        ("X on day 1 of induction.", "", " Each cycle lasts 28 days.", ("DAY", (), None, False)),
        ("X on day 1.", "", " Y is given in 4 cycles after 2 years.", ("DAY", (), None, False)),
        ("X on day 1.", "Every 14 days for 4 cycles:", "", ("CYCLE_DAY", (), 14, False)),
        ("X on day 1.", "", " 1 cycle=21 days", ("CYCLE_DAY", (), 21, False)),
        ("X on day 1.", "", " 28 days as a cycle.", ("CYCLE_DAY", (), 28, False)),
        ("X on day -5.", "", " Each cycle lasts 28 days.", ("DAY", (), None, False)),
        ("X on days 1 and 43 of 21-day cycles.", "", "", ("CYCLE_DAY", (), 21, False)),
        ("X on days 22 and 43.", "", " Each cycle lasts 21 days.", ("DAY", (), None, False)),
        ("X on day 1 of cycle 2.", "Cycle 1:", "", ("CYCLE_DAY", (2,), None, False)),
        ("In cycle 1, X on day 1.", "", "", ("CYCLE_DAY", (1,), None, False)),
        ("After cycle 1, X on day 1.", "", "", ("DAY", (), None, False)),
        ("X in week 1.", "Cycle 1:", "", ("WEEK", (), None, False)),
    ],
)
def test_in_cycle(sentence, heading, more, found):
    assert placed(sentence, heading, more) == found


@pytest.mark.parametrize(
    ("sentence", "around", "unit"),
    [
        ("Y also on day 1.", {"earlier": "X on day 1 for 4 cycles. "}, "CYCLE_DAY"),
        ("Y on day 1.", {"earlier": "X on day 1 for 4 cycles. "}, "DAY"),
        ("Y on day 1.", {"previous": "X is given in 21-day cycles. "}, "CYCLE_DAY"),
        ("Y on day 1.", {"below": "Treatment repeats every 21 days."}, "CYCLE_DAY"),
        ("Y on day 1, Z on day 0.", {"below": "All patients have 4 cycles."}, "DAY"),
    ],
)
def test_words_around_that_count_cycles(sentence, around, unit):
    assert placed(sentence, **around)[0] == unit


@pytest.mark.parametrize(
    ("before", "after", "days"),
    [
        ("", " every 3 weeks", 21),
        ("", " (every two weeks)", 14),
        ("", ", q28d", 28),
        ("every 3 weeks on ", "", 21),
        ("", " every week", None),
        ("", " and every 3 weeks", None),
        ("", "", None),
    ],
)
def test_an_interval_beside_a_day(before, after, days):
    assert interval_beside(before, after) == days
