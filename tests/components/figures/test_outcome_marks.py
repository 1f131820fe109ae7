"""Names and marks that the figures of outcomes share."""

import pytest

from components.figures.outcome_marks import DASHES, SHAPES, dash_of, hover, shape_of, short_name


@pytest.mark.parametrize(
    ("cohort", "short"),
    [
        ("1998–99 ITA", "1998–99"),
        ("1994–96 IAK and SIK", "1994–96"),
        ("Standard 2024", "Standard 2024"),
        ("2024 pilot", "2024 pilot"),
        ("", ""),
    ],
)
def test_a_cohort_of_years_is_named_by_them_and_others_in_full(cohort, short):
    assert short_name(cohort) == short


def test_marks_go_round():
    assert shape_of(len(SHAPES) + 1) == SHAPES[1]
    assert shape_of(0, is_open=True) == f"{SHAPES[0]}-open"
    assert dash_of(len(DASHES)) == DASHES[0]


def test_a_hover_leaves_out_what_is_empty_and_escapes():
    assert hover("a", "", None, "<b>") == "a<br>&lt;b&gt;"
