"""Posted texts -> the numbers that they are."""

import pytest

from data.model.posted_numbers import posted_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("0", 0),
        ("0.0", 0),
        (" 12 ", 12),
        ("-0.63", -0.63),
        ("−0.63", -0.63),
        ("+4", 4),
        (".5", 0.5),
        ("1,234", 1234),
        ("12,345,678.9", 12345678.9),
        ("1.2E-4", 0.00012),
        ("2e3", 2000),
        ("", None),
        ("NA", None),
        ("<0.001", None),
        (">= 5", None),
        ("12 (3 to 40)", None),
        ("12%", None),
        ("1,23", None),
        ("1.2.3", None),
        ("--4", None),
        ("-", None),
        ("e5", None),
        ("1e999", None),
        ("٣", None),
        ("<script>1</script>", None),
        ("9" * 100, None),
        ("nan", None),
        ("inf", None),
    ],
)
def test_posted_number(text: str, number: float | None) -> None:
    assert posted_number(text) == number
