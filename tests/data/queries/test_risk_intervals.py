"""Intervals of two groups: a table of literals, and equality with the libraries named."""

import numpy as np
import pytest
from scipy.stats.contingency import relative_risk
from statsmodels.stats.proportion import confint_proportions_2indep

from data.queries.risk_intervals import (
    DIFFERENCE,
    EVERYBODY,
    NO_COUNTS,
    NOBODY,
    NOT_WHOLE,
    RATIO,
    TOO_MANY,
    ZERO,
    risk_contrasts,
)

NOT_POSTED = float("nan")


def contrast(first, second, kind=DIFFERENCE):
    """first, second: affected and at risk."""
    (a, n), (b, m) = first, second
    return risk_contrasts([a], [n], [b], [m], kind).iloc[0]


@pytest.mark.parametrize(
    ("first", "second", "percents"),
    [
        # table II of Newcombe 1998 (Stat Med 17: 873-890), method 10, its eight examples
        ((48, 80), (56, 70), (20.0, 5.24, 33.39)),
        ((3, 10), (9, 10), (60.0, 17.05, 80.90)),
        ((2, 7), (6, 7), (400 / 7, 5.82, 80.62)),
        ((0, 29), (5, 56), (500 / 56, -3.81, 19.26)),
        ((0, 20), (0, 10), (0.0, -16.11, 27.75)),
        ((0, 10), (0, 10), (0.0, -27.75, 27.75)),
        ((0, 20), (10, 10), (100.0, 67.91, 100.0)),
        ((0, 10), (10, 10), (100.0, 60.75, 100.0)),
        # the other way round, and with everybody affected
        ((10, 10), (10, 10), (0.0, -27.75, 27.75)),
        ((56, 70), (48, 80), (-20.0, -33.39, -5.24)),
    ],
)
def test_differences_are_those_that_newcombe_printed(first, second, percents):
    made = contrast(first, second)
    assert made[["estimate", "lower", "upper"]].tolist() == pytest.approx(percents, abs=0.006)
    assert made["reason"] == ""


PAIRS = [
    ((23, 421), (7, 207)),
    ((0, 9), (1, 4)),
    ((1, 1), (0, 3)),
    ((109, 698), (57, 700)),
    ((10_000, 1_000_000), (1, 2)),
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_differences_equal_statsmodels(first, second):
    (a, n), (b, m) = first, second
    low, high = confint_proportions_2indep(b, m, a, n, method="newcomb", compare="diff")
    made = contrast(first, second)
    assert made[["lower", "upper"]].tolist() == pytest.approx([100 * low, 100 * high])
    assert made["estimate"] == pytest.approx(100 * (b / m - a / n))


@pytest.mark.parametrize(("first", "second"), [pair for pair in PAIRS if pair[0][0] * pair[1][0]])
def test_ratios_equal_scipy(first, second):
    found = relative_risk(*second, *first)
    low, high = found.confidence_interval(0.95)
    made = contrast(first, second, RATIO)
    assert made[["estimate", "lower", "upper"]].tolist() == pytest.approx(
        [found.relative_risk, low, high]
    )


def test_a_ratio_in_literals():
    made = contrast((48, 80), (56, 70), RATIO)
    assert made["estimate"] == pytest.approx(4 / 3)
    # exp(ln(4/3) -+ 1.96 * sqrt(1/56 - 1/70 + 1/48 - 1/80))
    assert (made["lower"], made["upper"]) == pytest.approx((1.0766, 1.6512), abs=1e-4)


@pytest.mark.parametrize("kind", [DIFFERENCE, RATIO])
@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ((NOT_POSTED, 10), (1, 10), NO_COUNTS),
        ((1, 10), (1, NOT_POSTED), NO_COUNTS),
        ((1.5, 10), (1, 10), NOT_WHOLE),
        ((-1, 10), (1, 10), NOT_WHOLE),
        ((1, 10), (1, 1e13), NOT_WHOLE),
        ((1, float("inf")), (1, 10), NOT_WHOLE),
        ((0, 0), (1, 10), NOBODY),
        ((1, 10), (0, 0), NOBODY),
        ((12, 10), (1, 10), TOO_MANY),
        ((1, 10), (12, 10), TOO_MANY),
    ],
)
def test_what_has_no_interval_says_why(first, second, reason, kind):
    made = contrast(first, second, kind)
    assert made["reason"] == reason
    assert np.isnan(made[["estimate", "lower", "upper"]].astype(float)).all()


@pytest.mark.parametrize(("first", "second"), [((0, 10), (1, 10)), ((1, 10), (0, 10))])
def test_a_zero_count_has_a_difference_and_no_ratio(first, second):
    assert contrast(first, second)["reason"] == ""
    assert contrast(first, second, RATIO)["reason"] == ZERO


def test_where_all_are_affected_a_ratio_of_no_width_is_not_shown():
    assert contrast((3, 3), (6, 6), RATIO)["reason"] == EVERYBODY
    assert contrast((3, 3), (6, 6))["reason"] == ""
    assert contrast((3, 3), (5, 6), RATIO)["reason"] == ""


@pytest.mark.parametrize("kind", [DIFFERENCE, RATIO])
def test_pairs_keep_their_order_and_none_is_no_row(kind):
    made = risk_contrasts([1, 0, 2], [10, 0, 10], [2, 1, 4], [10, 10, 10], kind)
    assert made["reason"].tolist() == ["", NOBODY, ""]
    assert made["estimate"].isna().tolist() == [False, True, False]
    assert risk_contrasts([], [], [], [], kind).empty
