"""Dates that a spreadsheet wrote anew: read where they are certain, else left as they are."""

import pytest

from data.readers.spreadsheet_dates import DayOrder, order_of, respelled

DAY, MONTH = DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST


@pytest.mark.parametrize(
    ("text", "order", "date"),
    [
        ("2013-08", None, "2013-08"),
        ("August 15, 2013", None, "August 15, 2013"),
        ("Aug-13", None, "2013-08"),
        ("Sept 2013", None, "2013-09"),
        ("Dec-69", None, "Dec-69"),
        ("Dec-99", None, "1999-12"),
        ("15-Aug-13", None, "2013-08-15"),
        ("15 August 2013", None, "2013-08-15"),
        ("Aug 15, 2013", None, "2013-08-15"),
        ("8/15/2013", None, "2013-08-15"),
        ("15/8/2013", None, "2013-08-15"),
        ("15.08.2013", None, "2013-08-15"),
        ("02.07.2013", MONTH, "2013-07-02"),
        ("7/2/2013", None, "7/2/2013"),
        ("7/2/2013", MONTH, "2013-07-02"),
        ("7/2/2013", DAY, "2013-02-07"),
        ("7/7/2013", None, "2013-07-07"),
        ("15/8/2013", MONTH, "2013-08-15"),
        ("2013/8/15", None, "2013-08-15"),
        ("2013-08-15 00:00:00", None, "2013-08-15"),
        ("2013-08-15T00:00:00.000Z", None, "2013-08-15"),
        ("31/2/2013", None, "31/2/2013"),
        ("13/13/2013", None, "13/13/2013"),
        ("41501", None, "41501"),
        ("Brumaire-13", None, "Brumaire-13"),
        ("8/15/13", None, "8/15/13"),
        ("soon", None, "soon"),
        ("", None, ""),
    ],
)
def test_respelled(text, order, date):
    assert respelled(text, order) == date


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["7/2/2013", "8/15/2014"], MONTH),
        (["7/2/2013", "15/8/2014 00:00"], DAY),
        (["15/8/2014", "8/15/2014"], None),
        (["7/2/2013", "15.08.2014", "2013-08-15", ""], None),
        ([], None),
    ],
)
def test_order_of(texts, order):
    assert order_of(texts) is order
