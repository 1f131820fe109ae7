"""Parameter types as posted, each with the kind of estimate that its words say."""

import pytest

from data.model.estimate_kinds import (
    DIFFERENCE,
    KIND_WORDS,
    LOG_RATIO,
    NO_EFFECT,
    NOT_MAPPED,
    ON_LOG_AXIS,
    OTHER,
    RATIO,
    RATIO_PERCENT,
    RAW_DIFFERENCE,
    estimate_kind,
)

CASES: dict[str, tuple[str, ...]] = {
    DIFFERENCE: (
        "Difference in Event Free Rate",
        "Difference in LS mean",
        "Difference in LSM: D. farinae",
        "Difference in Least Squares Means (LSM)",
        "Difference in Median CRD",
        "Difference in Overall Response Rates",
        "Difference in Percentage Versus Placebo",
        "Difference in Response Rates (%)",
        "Difference percentage",
        "LS Mean Difference",
        "LS Meand difference",
        "Least Squares (LS) Mean Difference",
        "Mean Difference (Final Values)",
        "Mean Difference (Net)",
        "Median Difference (Final Values)",
        "Risk Difference (RD)",
    ),
    RATIO: (
        "Fold change",
        "Geometric Mean Ratio",
        "Hazard Ratio (HR)",
        "Cox Proportional Hazard Ratio",
        "Hazard Ratio, 95 % CI",
        "HR",
        "Odds Ratio (OR)",
        "Odds ratio of responders (%)",
        "Ratio of geometric least square means",
        "Relative risk",
        "Risk Ratio (RR)",
        "Ratio of response rates (%)",
        "Treatment Ratio",
        "Treatmrnt ratio",
    ),
    RATIO_PERCENT: ("Geometric mean ratio (%)", "Ratio in per cent", "Percent ratio of means"),
    LOG_RATIO: ("Odds Ratio, log", "Log odds ratio"),
    OTHER: (
        "Change",
        "Hodges-Lehmann Estimate",
        "Least Square Mean",
        "Slope",
        "Test statistic",
        "Vaccine efficacy",
    ),
    NOT_MAPPED: (
        "",
        "ANCOVA",
        "Treatment effect",
        "<img src=x onerror=alert(1)>",
        "=cmd|x",
        "\ud800",
    ),
}


@pytest.mark.parametrize(
    ("posted", "kind"), [(posted, kind) for kind, every in CASES.items() for posted in every]
)
def test_a_parameter_type_is_of_a_kind_by_its_words(posted, kind):
    assert estimate_kind(posted) == kind
    assert estimate_kind(posted.upper()) == kind


def test_each_kind_has_words_and_what_has_no_effect_is_on_the_axis_of_its_kind():
    assert {*CASES, RAW_DIFFERENCE} == {*KIND_WORDS}
    none = {RATIO: 1, RATIO_PERCENT: 100, LOG_RATIO: 0, DIFFERENCE: 0, RAW_DIFFERENCE: 0}
    assert none == {**NO_EFFECT}
    assert {RATIO, RATIO_PERCENT} == ON_LOG_AXIS


def test_a_text_of_any_length_is_read_at_once():
    assert estimate_kind("difference " * 10_000) == DIFFERENCE
    assert estimate_kind("x" * 10_000 + " ratio") == NOT_MAPPED
