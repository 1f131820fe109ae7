"""Tests of the words of kinds of numbers and spreads: old labels, new codes, and other texts."""

import pytest

from data.model.posted_words import has_two_ends, param_words, spread_words

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("MEAN", "Mean"),
        ("Mean", "Mean"),
        ("MEDIAN", "Median"),
        ("LEAST_SQUARES_MEAN", "Least-squares mean"),
        ("Least Squares Mean", "Least-squares mean"),
        ("GEOMETRIC_MEAN", "Geometric mean"),
        ("Geometric Least Squares Mean", "Geometric least-squares mean"),
        ("LOG_MEAN", "Log mean"),
        ("Number", "Number"),
        ("COUNT_OF_PARTICIPANTS", "Number of participants"),
        ("Count of Participants", "Number of participants"),
        ("Count of Units", "Number of units"),
        ("", ""),
        (" Trimmed mean ", "Trimmed mean"),
        (HOSTILE, HOSTILE),
    ],
)
def test_kinds_of_numbers(text, words):
    assert param_words(text) == words


@pytest.mark.parametrize(
    ("text", "words", "two_ends"),
    [
        ("STANDARD_DEVIATION", "SD", False),
        ("Standard Deviation", "SD", False),
        ("STANDARD_ERROR", "SE", False),
        ("Standard Error of the Mean", "SE", False),
        ("CONFIDENCE_80", "CONFIDENCE_80", False),
        ("80% Confidence Interval", "80 % CI", True),
        ("90% Confidence Interval", "90 % CI", True),
        ("95% Confidence Interval", "95 % CI", True),
        ("95 % CI", "95 % CI", True),
        ("97.5% Confidence Interval", "97.5 % CI", True),
        ("99% Confidence Interval", "99 % CI", True),
        ("CI_95", "95 % CI", True),
        ("Confidence Interval", "CI", True),
        ("FULL_RANGE", "range", True),
        ("Full Range", "range", True),
        ("INTER_QUARTILE_RANGE", "IQR", True),
        ("Inter-Quartile Range", "IQR", True),
        ("GEOMETRIC_COEFFICIENT_OF_VARIATION", "geometric CV", False),
        ("Geometric Coefficient of Variation", "geometric CV", False),
        ("NA", "", False),
        ("N/A", "", False),
        ("Not Applicable", "", False),
        ("", "", False),
        (HOSTILE, HOSTILE, False),
    ],
)
def test_kinds_of_spreads(text, words, two_ends):
    assert (spread_words(text), has_two_ends(text)) == (words, two_ends)
