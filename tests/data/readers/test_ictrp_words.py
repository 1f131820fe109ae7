"""Words of the registers: phases, dates, ages, target sizes, words for nothing."""

import pytest

from data.readers.ictrp_words import (
    age_of,
    day_of,
    export_day,
    is_month_first,
    is_nothing,
    people_of,
    phases_of,
)
from tests.data.readers.ictrp_samples import EU_PHASE


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("Phase 2", ("PHASE2",)),
        ("2", ("PHASE2",)),
        ("II", ("PHASE2",)),
        ("Phase II", ("PHASE2",)),
        ("Phase-2", ("PHASE2",)),
        ("II (Phase II study)", ("PHASE2",)),
        ("IIb", ("PHASE2",)),
        ("0", ("EARLY_PHASE1",)),
        ("0 (exploratory trials)", ("EARLY_PHASE1",)),
        ("1-2", ("PHASE1/PHASE2",)),
        ("Phase I/II", ("PHASE1/PHASE2",)),
        ("I+II (Phase I+Phase II)", ("PHASE1/PHASE2",)),
        ("Phase 2/ Phase 3", ("PHASE2/PHASE3",)),
        ("N/A", ("NA",)),
        ("Not applicable", ("NA",)),
        (EU_PHASE, ("PHASE2", "PHASE3")),
        (EU_PHASE.replace("\n", ""), ("PHASE2", "PHASE3")),
        ("Therapeutic use - (Phase IV): Yes", ("PHASE4",)),
        ("Human pharmacology (Phase I): no", ()),
        ("", ()),
        ("Other", ()),
        ("02-Jan", ()),
        ("New Treatment Measure Clinical Study", ()),
        ("二期", ()),
    ],
)
def test_a_phase_in_the_words_of_each_register(text, phases):
    assert phases_of(text) == phases


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2013-08-15", "2013-08-15"),
        ("2013-8-5", "2013-08-05"),
        ("2021/07/05", "2021-07-05"),
        ("20130815", "2013-08-15"),
        ("15/08/2013", "2013-08-15"),
        ("05/08/2013", "2013-08-05"),
        ("15-08-2013", "2013-08-15"),
        ("15.08.2013", "2013-08-15"),
        ("August 15, 2013", "2013-08-15"),
        ("15 August 2013", "2013-08-15"),
        ("15-Aug-2013", "2013-08-15"),
        ("August 2013", "2013-08"),
        ("8/2013", "2013-08"),
        ("2013-08", "2013-08"),
        ("2013", "2013"),
        ("2020-04-15 00:00:00", "2020-04-15"),
        ("2020-04-15T00:00:00Z", "2020-04-15"),
        ("15/08/2013 12:00:00 AM", "2013-08-15"),
        ("", ""),
        ("31/02/2020", ""),
        ("09/18/2026", ""),
        ("18 Foo 2013", ""),
        ("0000-00-00", ""),
        ("soon", ""),
        ("９/９/2020", ""),
    ],
)
def test_a_date_in_the_form_of_each_register(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("as_written", "in_a_row", "expected"),
    [
        ("05/08/2026", "20260805", False),
        ("08/05/2026", "20260805", True),
        ("05/05/2026", "20260505", False),
        ("05/08/2026", "", False),
        ("05/08/2026", "19990101", False),
        ("2026-08-05", "20260805", False),
    ],
)
def test_a_record_that_gives_a_date_twice_shows_the_order(as_written, in_a_row, expected):
    assert is_month_first(as_written, in_a_row) is expected
    assert day_of("03/04/2026", expected) == ("2026-03-04" if expected else "2026-04-03")


@pytest.mark.parametrize(
    ("text", "day"),
    [("09/18/2026 10:42:00", "2026-09-18"), ("09/05/2026", "2026-09-05"), ("2026", ""), ("", "")],
)
def test_the_day_of_an_export_has_its_month_first(text, day):
    assert export_day(text) == day


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("18 Years", "18 Years"),
        ("18", "18 Years"),
        ("18Y", "18 Years"),
        ("18.00 Year(s)", "18 Years"),
        ("1 Year", "1 Year"),
        ("6 Months", "6 Months"),
        ("0", "0"),
        ("0 Day", "0 Days"),
        ("No limit", "No limit"),
        ("N/A", "N/A"),
        ("18 to 65", "18 to 65"),
        ("30 Minutes", "30 Minutes"),
        ("", ""),
    ],
)
def test_an_age_is_written_one_way_or_kept(text, age):
    assert age_of(text) == age


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("30", 30),
        ("30.0", 30),
        ("0", 0),
        ("Treatment group:30;Control group:30;", 60),
        ("Experimental group:20", 20),
        ("试验组:30;对照组：32；", 62),
        ("", None),
        ("about 20", None),
        ("100-200", None),
        ("Group 1: 20; 30", None),
        ("A:1;B:many;", None),
        ("-5", None),
    ],
)
def test_a_target_size_is_a_number_or_the_sum_of_groups(text, people):
    assert people_of(text) == people


@pytest.mark.parametrize("text", ["", " ", "NULL", "Not Available", "-", "??", "N/A"])
def test_words_for_nothing(text):
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["0", "糖尿病", "None of the above", "Nile fever"])
def test_what_is_something(text):
    assert not is_nothing(text)
