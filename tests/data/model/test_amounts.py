import pytest

from data.model.amounts import amount


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 trials"), (1, "1 trial"), (1234, "1,234 trials")]
)
def test_amount(number, words):
    assert amount(number, "trial") == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 cities"), (1, "1 city"), (1234, "1,234 cities")]
)
def test_amount_of_what_takes_no_s(number, words):
    assert amount(number, "city", "cities") == words
