"""Words of an arm: its texts, whose they are, its one product of cells, and other arms' words."""

import pytest

from data.schedules.arm_words import ArmWords, InterventionWords, names_another_arm


def test_texts_in_the_order_of_the_record():
    drug = InterventionWords(3, "DRUG", "Sirolimus", description="given")
    arm = ArmWords(2, "A", description="arm", interventions=(drug,), brief_summary="sum")
    found = [(one.path, one.text, one.own and one.own.agents) for one in arm.texts()]
    assert found == [
        ("armGroups[1].description", "arm", ("sir",)),
        ("interventions[2].description", "given", ("sir",)),
        ("briefSummary", "sum", None),
    ]


@pytest.mark.parametrize(
    ("kind", "name", "agents"),
    [
        ("DRUG", "Sirolimus", ("sir",)),
        ("Diagnostic Test", "Sirolimus level", None),
        ("BEHAVIORAL", "Walking", None),
        ("OTHER", "Quality of life questionnaire", None),
        ("PROCEDURE", "Tumour biopsy", None),
        ("DRUG", "", None),
    ],
)
def test_an_examination_is_no_agent(kind, name, agents):
    owner = InterventionWords(1, kind, name).owner
    assert (owner and owner.agents) == agents


@pytest.mark.parametrize(
    ("names", "cells"),
    [
        (("Zz9 CAR-T cells", "Fludarabine"), ("zz9-car-t-cells",)),
        (("Zz9 CAR-T cells", "Yy8 CAR-T cells"), ()),
        (("Mesenchymal stem cells",), ()),
        ((), ()),
    ],
)
def test_the_one_product_of_cells(names, cells):
    given = tuple(
        InterventionWords(place, "BIOLOGICAL", name) for place, name in enumerate(names, start=1)
    )
    assert ArmWords(1, "A", interventions=given).cells == cells


@pytest.mark.parametrize(
    ("words", "label", "another"),
    [
        ("Arm B: X on day 1", "Arm A", True),
        ("Arm A: X on day 1", "Arm A", False),
        ("Arm C: X on day 1", "Arm A", False),
        ("* Cohort 2: X", "Arm A", False),
        ("Arm B: X on day 1", "Placebo", False),
        ("Arms A, B and C: X", "Arm B", False),
        ("X on day 1", "Arm A", False),
        ("", "", False),
    ],
)
def test_words_of_another_arm(words, label, another):
    assert names_another_arm(words, label, ("Arm A", "Arm B", "Placebo")) is another
