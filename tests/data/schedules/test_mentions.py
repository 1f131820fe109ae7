"""Mentions of an arm: short forms that its words teach, capitals before a dose, sorts of cells."""

import pytest

from data.schedules.agents import given_names, mentions
from data.schedules.mentions import agents_named, with_short_forms
from data.schedules.patterns import readings
from data.schedules.plain_text import plain_text


def named(source, own=(), cells=()):
    text = plain_text(source)
    found = agents_named(text, tuple(readings(text.plain)), {}, own, cells)
    return [(text.plain[one.start : one.end], one.agents) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BU 3.2 mg/kg and Cy later", [("BU", ("busulfan",))]),
        ("QX 30 mg/m2 IV", [("QX", ("qx",))]),
        ("RT 30 Gy, MTD 5 mg, IV 5 mg", []),
        ("drug hyaluronidase (rHuXY20)", []),
        ("abcmab co-formulated with pertuzumab 5 mg", [("abcmab", ("abcmab",))]),
    ],
)
def test_capitals_and_aliases(text, found):
    assert named(text) == found


def test_parts_of_a_product_are_its_strength():
    text = "daunorubicin 44 mg/m2 and cytarabine 100 mg/m2"
    assert named(text, own=("cpx-351",)) == []
    assert [agents for _, agents in named(text)] == [("daunorubicin",), ("cytarabine",)]


def test_a_sort_of_cells_is_the_one_product_of_the_arm():
    assert named("CAR-T cells on day 0", cells=("zz9-cart",)) == [("CAR-T cells", ("zz9-cart",))]
    assert named("CAR-T cells on day 0") == [("CAR-T cells", ("car-t-cells",))]


@pytest.mark.parametrize(
    ("text", "short", "agents"),
    [
        ("dalotuzumab (Dmab) is given", "Dmab", [("dalotuzumab",)]),
        ("dalotuzumab (IV)", "IV", []),
        ("dalotuzumab (Xyz)", "Xyz", []),
        ("no bracket", "Dmab", []),
    ],
)
def test_short_forms(text, short, agents):
    given = with_short_forms(given_names([("Dalotuzumab", [])]), [text])
    assert [one.agents for one in mentions(f"{short} 5 mg", given)] == agents
