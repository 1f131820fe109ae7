"""Risk differences and ratios of two groups with 95 % intervals, as libraries work them out."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

DIFFERENCE, RATIO = "difference", "ratio"
METHODS = {
    DIFFERENCE: "Newcombe’s method (statsmodels)",
    RATIO: "Katz’s logarithmic method (scipy)",
}
"""Contrast -> the method of its 95 % interval, and the library that works it out."""
CONFIDENCE = 0.95
NO_COUNTS = "a count is missing"
NOT_WHOLE = "a count is no whole number"
NOBODY = "nobody at risk"
TOO_MANY = "more affected than at risk"
ZERO = "a zero count"
EVERYBODY = "all are affected"
LARGEST = 1e12
"""People in a group: beyond this a text is no count."""
RiskNumbers = np.ndarray[tuple[int], np.dtype[np.float64]]


def risk_contrasts(
    first: Sequence[float],
    first_at_risk: Sequence[float],
    second: Sequence[float],
    second_at_risk: Sequence[float],
    contrast: str,
) -> pd.DataFrame:
    """The second group against the first, one row a pair of counts.

    first, second: people affected; not a number where none is posted. contrast: ``DIFFERENCE``
    (percentage points) or ``RATIO``.

    Columns: estimate, lower, upper (not a number where there is none); reason: why there is no
    interval, in words, empty where there is one.
    """
    counts = np.array([first, first_at_risk, second, second_at_risk], dtype="float64")
    reasons = _reasons(counts, contrast)
    made = np.full((3, counts.shape[1]), np.nan)
    good = reasons == ""
    if good.any():
        work = _differences if contrast == DIFFERENCE else _ratios
        made[:, good] = work(counts[:, good])
    rows = pd.DataFrame(dict(zip(("estimate", "lower", "upper"), made, strict=True)))
    return rows.assign(reason=reasons)


def _reasons(
    counts: np.ndarray[tuple[int, int], np.dtype[np.float64]], contrast: str
) -> RiskNumbers:
    """Words for each pair that has no interval; the first that is true counts."""
    a, n, b, m = counts
    with np.errstate(invalid="ignore"):
        whole = (counts == np.floor(counts)) & (counts >= 0) & (counts <= LARGEST)
        conditions: list[tuple[Any, str]] = [
            (np.isnan(counts).any(axis=0), NO_COUNTS),
            (~whole.all(axis=0), NOT_WHOLE),
            ((n == 0) | (m == 0), NOBODY),
            ((a > n) | (b > m), TOO_MANY),
        ]
        if contrast == RATIO:
            conditions.append(((a == 0) | (b == 0), ZERO))
            # its standard error is nought, and an interval of no width would say certainty
            conditions.append(((a == n) & (b == m), EVERYBODY))
    made: RiskNumbers = np.select(
        [mask for mask, _ in conditions], [words for _, words in conditions], default=""
    )
    return made


def _differences(counts: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> list[RiskNumbers]:
    # its import takes a second and 60 MB, which pages without an interval do not pay
    from statsmodels.stats.proportion import confint_proportions_2indep

    a, n, b, m = counts
    low, high = confint_proportions_2indep(
        b, m, a, n, method="newcomb", compare="diff", alpha=1 - CONFIDENCE
    )
    return [100 * (b / m - a / n), 100 * np.asarray(low), 100 * np.asarray(high)]


def _ratios(counts: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> list[RiskNumbers]:
    # scipy's statistics take most of a second to import, as above
    from scipy.stats.contingency import relative_risk

    made = []
    for a, n, b, m in counts.T.astype("int64").tolist():
        found = relative_risk(b, m, a, n)
        interval = found.confidence_interval(CONFIDENCE)
        made.append((found.relative_risk, interval.low, interval.high))
    return list(np.array(made, dtype="float64").T)
