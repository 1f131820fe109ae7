"""Rows of the rest of a record: links of arms and interventions, terms once, numbers once."""

import pytest

from data.readers.facts import Arm, Intervention, Mesh, OtherId, Reference, StudyFacts
from data.readers.import_report import Report
from data.readers.record_rows import arm_interventions, record_rows
from data.readers.study import facts_of
from tests.data.readers.samples import FULL


def rows(**facts):
    report = Report()
    return record_rows(StudyFacts("NCT00000001", **facts), report), report


def links(arms, interventions):
    facts = StudyFacts("NCT00000001", arms=arms, interventions=interventions)
    return [
        (row["arm_position"], row["intervention_position"], row["printed"])
        for row in arm_interventions(facts)
    ]


A, B = Intervention("A", "DRUG"), Intervention("B", "BIOLOGICAL")


@pytest.mark.parametrize(
    ("arms", "interventions", "found"),
    [
        ((), (), []),
        ((Arm("one"),), (A,), []),
        ((Arm("one", interventions=("Drug: A",)),), (A, B), [(1, 1, "")]),
        ((Arm("one", interventions=("A",)),), (A,), [(1, 1, "")]),
        # both sides name it: one link
        (
            (Arm("one", interventions=("Drug: A",)),),
            (Intervention("A", "DRUG", arms=("one",)),),
            [(1, 1, "")],
        ),
        # only the intervention names it
        ((Arm("one"), Arm("two")), (Intervention("A", "DRUG", arms=("two",)),), [(2, 1, "")]),
        # the type tells two of one name
        (
            (Arm("one", interventions=("Biological: A",)),),
            (A, Intervention("A", "BIOLOGICAL")),
            [(1, 2, "")],
        ),
        # two of one name and type: not known which
        ((Arm("one", interventions=("Drug: A",)),), (A, A), [(1, None, "Drug: A")]),
        # two arms of one label: the label does not tell which
        ((Arm("x"), Arm("x")), (Intervention("A", "DRUG", arms=("x",)),), []),
        # a name that no intervention has, a label that no arm has
        ((Arm("one", interventions=("Drug: C",)),), (A,), [(1, None, "Drug: C")]),
        ((Arm("one"),), (Intervention("A", arms=("gone",)),), [(None, 1, "gone")]),
        # a colon of the name itself
        (
            (Arm("one", interventions=("Biological: Islets: human",)),),
            (Intervention("Islets: human", "BIOLOGICAL"),),
            [(1, 1, "")],
        ),
        # an intervention without a name has no row, so no position
        (
            (Arm("one", interventions=("Drug: A",)),),
            (Intervention(" ", "DRUG"), A),
            [(1, 1, "")],
        ),
        # white space does not count
        ((Arm(" one  arm"),), (Intervention("A", arms=("one arm",)),), [(1, 1, "")]),
    ],
)
def test_links_of_arms_and_interventions(arms, interventions, found):
    assert links(arms, interventions) == found


def test_a_term_stands_once_as_stated_or_above():
    term = Mesh("CONDITION", "TERM", "Diabetes", "D1")
    above = Mesh("CONDITION", "ANCESTOR", "Diabetes", "D1")
    other = Mesh("INTERVENTION", "ANCESTOR", "Diabetes", "D1")
    own, _ = rows(mesh=(above, term, term, other))
    assert [(row["mesh_of"], row["mesh_level"]) for row in own["trial_mesh"]] == [
        ("CONDITION", "TERM"),
        ("INTERVENTION", "ANCESTOR"),
    ]


def test_a_number_stands_once_and_is_not_the_trial_s_own():
    own, _ = rows(
        ids=(OtherId("NCT00000001", "FORMER"), OtherId("A", "SPONSOR"), OtherId("A", "SECONDARY"))
    )
    assert [(row["position"], row["trial_id"], row["id_kind"]) for row in own["trial_ids"]] == [
        (1, "A", "SPONSOR")
    ]


def test_what_no_list_has_is_kept_as_printed_and_told():
    own, report = rows(
        arms=(Arm("x", "ODD"),), references=(Reference("y", "STRANGE"), Reference("z"))
    )
    assert (own["trial_arms"][0]["arm_type"], own["trial_arms"][0]["arm_type_printed"]) == (
        "UNLISTED",
        "ODD",
    )
    kinds = [row["reference_kind"] for row in own["trial_references"]]
    assert kinds == ["UNLISTED", "NOT_STATED"]
    assert [each.value for each in report.not_listed.values()] == ["ODD", "STRANGE"]


def test_rows_of_a_full_record():
    own = record_rows(facts_of(FULL), Report())
    assert [row["keyword"] for row in own["trial_keywords"]] == ["islets", "two"]
    assert own["intervention_texts"] == [
        {"position": 1, "description": "10,000 IEQ/kg", "other_names": "Islands\nCells"}
    ]
    assert [
        (row["arm_position"], row["intervention_position"], row["printed"])
        for row in own["arm_interventions"]
    ] == [(1, 1, ""), (1, 2, ""), (2, None, "Drug: C"), (None, 1, "Gone")]
    assert [(row["date"], row["url"] != "") for row in own["trial_documents"]] == [
        ("2013-08-01", True),
        ("", False),
    ]


def test_a_record_without_texts_has_no_row_of_them():
    own, _ = rows(texts={"brief_summary": ""})
    assert own["trial_texts"] == []
