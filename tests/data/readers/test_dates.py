"""A date keeps the precision that it was given with."""

import pytest

from data.readers.dates import as_given, year_of


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("2013", "2013"),
        ("2013-08", "2013-08"),
        ("2013-08-15", "2013-08-15"),
        (" 2013-08 ", "2013-08"),
        ("October 2011", "2011-10"),
        ("January 2, 2007", "2007-01-02"),
        ("2012-02-29", "2012-02-29"),
        ("2013-02-29", None),
        ("2013-13", None),
        ("0000", None),
        ("2013-8", None),
        ("2013-08-15T00:00", None),
        ("Brumaire 1799", None),
        ("August 32, 2013", None),
        ("٢٠١٣", None),
        ("soon", None),
        ("", None),
    ],
)
def test_as_given(text, given):
    assert as_given(text) == given


def test_year_of():
    assert (year_of("2013-08"), year_of("")) == (2013, None)
