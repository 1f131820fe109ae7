"""The sentence for a sheet that was not read to its end."""

from data.readers.workbooks.tables import too_many


def test_the_bound_is_told():
    assert too_many("sheet events", 5_000) == (
        "sheet events: there are more than 5,000 rows; allowed: at most 5,000."
    )
