import pytest

from data.model.country_states import state_code


@pytest.mark.parametrize(
    ("country", "printed", "code"),
    [
        ("USA", "Missouri", "MO"),
        ("USA", "missouri", "MO"),
        ("USA", "MO", "MO"),
        ("USA", "District of Columbia", "DC"),
        ("CAN", "ON", "08"),
        ("CAN", "Ontario", "08"),
        ("CHN", "Zhejiang Province", "02"),
        ("CHN", "Zhejiang", "02"),
        ("ITA", "Umbria", "18"),
        ("ITA", "MI", ""),
        ("ITA", "", ""),
        ("USA", "Ontario", ""),
        ("NOT_STATED", "Missouri", ""),
        # the city and the region around it are two, each under its whole name
        ("UKR", "Kyiv City", "12"),
        ("UKR", "Kyiv Oblast", "13"),
    ],
)
def test_the_code_of_a_state(country, printed, code):
    assert state_code(country, printed) == code
