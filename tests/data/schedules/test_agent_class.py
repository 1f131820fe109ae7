import pyarrow as pa
import pytest

from data.index.index_arrays import matches
from data.schedules.agent_class import class_by_name, class_by_terms, class_pattern, stands_in
from data.schedules.agents import agent_names


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Fludarabine", "ANTIMETABOLITE"),
        ("fludarabine 30 mg/m2", "ANTIMETABOLITE"),
        ("Madeupamab", "OTHER_ANTIBODY"),
        ("Fludarabine and Cyclophosphamide", ""),
        ("Sampling for fludarabine levels", ""),
        ("Made-up programme", ""),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_name_tells_the_one_class_of_its_agents(name, code):
    assert class_by_name(name) == code


@pytest.mark.parametrize(
    ("name", "terms", "alone", "code"),
    [
        ("ABC-1", ["Fludarabine"], True, "ANTIMETABOLITE"),
        ("ABC-1", ["Fludarabine"], False, ""),
        ("Oral fludarabine form", ["Fludarabine"], False, "ANTIMETABOLITE"),
        ("ABC-1", ["Fludarabine", "Cyclophosphamide"], True, ""),
        ("ABC-1", ["Fludarabine", "Something Made Up"], True, ""),
        ("ABC-1 + DEF-2", ["Fludarabine"], True, ""),
        ("ABC-1 blood test", ["Fludarabine"], True, ""),
        ("ABC-1", [], True, ""),
    ],
)
def test_mesh_terms_tell_a_class_where_they_give_one(name, terms, alone, code):
    assert class_by_terms(name, terms, alone=alone) == code


@pytest.mark.parametrize(
    ("term", "name", "expected"),
    [
        ("Insulin", "insulin pump", True),
        ("Insulin", "Proinsulin", False),
        ("Insulin", "Proinsulin or insulin", True),
        ("Insulin", "insulin_x", False),
        ("a+b", "(a+b)", True),
        ("", "insulin", False),
        ("Insulin", "", False),
    ],
)
def test_a_term_stands_in_a_name_as_a_word(term, name, expected):
    assert stands_in(term, name) is expected


def test_every_name_with_a_class_has_the_signs_that_are_searched():
    names = [each.name for each in agent_names()] + [
        *(
            "Madeupamab",
            "madeupatinib",
            "ABC123 CAR-T",
            "XY-CART19 cells",
            "madeuptemcel",
            "NK cells",
        ),
        *("donor lymphocyte infusion", "dendritic cell vaccine", "TIL", "madeupgrastim"),
    ]
    with_class = [name for name in names if class_by_name(name)]
    assert len(with_class) > 100
    assert matches(pa.array(with_class), class_pattern()).all()


def test_other_names_have_none_of_them():
    others = ["Questionnaire", "Exercise at home", "Sham procedure", "", "糖尿病"]
    assert not matches(pa.array(others), class_pattern()).any()
