"""Words of giving and of looking, bounds and open ends."""

import pytest

from data.schedules.dosing import bounds, earlier, is_elsewhere, is_open, signs


@pytest.mark.parametrize(
    ("text", "giving", "looking"),
    [
        ("patients receive drug", 1, 0),
        ("a biopsy is taken", 1, 1),
        ("blood draw on day 1", 0, 2),
        ("undergo a scan", 0, 1),
        ("undergo transplant", 1, 0),
        ("testosterone", 0, 0),
        ("", 0, 0),
    ],
)
def test_signs(text, giving, looking):
    given, looked = signs(text, 0, len(text))
    assert (len(given), len(looked)) == (giving, looking)


@pytest.mark.parametrize(
    ("before", "after", "is_bound"),
    [
        ("until ", "", True),
        ("followed by ", "", False),
        ("followed until ", "", True),
        ("", " visit", True),
        ("", " of week 2", True),
        ("", " followed by cells", False),
        ("at the end of ", "", False),
        ("1 week off (", ")", True),
        ("X 5 mg on ", " to 3", False),
        ("", " of radiation must be a Monday", True),
    ],
)
def test_bounds(before, after, is_bound):
    assert bounds(before, after) is is_bound


@pytest.mark.parametrize(
    ("before", "after", "goes_on"),
    [
        ("starting on ", "", True),
        ("from ", "", True),
        ("on ", " onwards", True),
        ("on ", " until progression", True),
        ("on ", " until day 5", False),
        ("on ", "+", True),
        ("on ", " + drug B", False),
        ("on ", "", False),
    ],
)
def test_is_open(before, after, goes_on):
    assert is_open(before, after) is goes_on


def test_treatment_of_an_earlier_time_and_of_another_trial():
    text = "participants who previously received X on day 1"
    assert len(earlier(text, 0, len(text))) == 1
    assert earlier("participants receive X", 0, 22) == ()
    assert is_elsewhere(" in the parent study") is True
    assert is_elsewhere(" will then be given in the parent study") is False
    assert is_elsewhere("") is False
