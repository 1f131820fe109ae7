"""Cycles that the words around a day name."""

import pytest

from data.schedules.cycles import CycleContext, in_cycle
from data.schedules.patterns import readings


def placed(sentence, heading="", more=""):
    found = [each for each in readings(sentence) if each.kind == "DAY"]
    reading = found[0]
    line = sentence + more
    around = CycleContext(sentence, heading, sentence, line, line)
    longest = max(each.coded.last for each in found if each.start == reading.start)
    coded = in_cycle(reading, longest, sentence[: reading.start], around).coded
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
        ("X on day 1 every 3 weeks.", "", "", ("DAY", (), None, False)),
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
