"""The cheap sign of timing; that it holds for every day is tested with the table of patterns."""

import pytest

from data.schedules.timing import has_timing


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on day 1", True),
        ("Weeks 0, 2", True),
        ("BU 3.2 mg/kg -7 to -5", True),
        ("c1d1", True),
        ("1-14days of every cycle", True),
        ("(Day −5)", True),
        ("5 mg daily", False),
        ("", False),
    ],
)
def test_has_timing(text, found):
    assert has_timing(text) is found
