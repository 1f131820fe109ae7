"""Names of agents: the curated list, the arm's own, endings, short forms, and what is none."""

import csv

import pytest

from data.model.vocabulary import AGENT_CLASS, OWN_CLASSES
from data.schedules.agents import (
    NAMES,
    agent_classes,
    agent_names,
    agents_of,
    bare_name,
    class_of,
    given_names,
    listed_agents,
    mentions,
    slug,
)

CURATED = NAMES.parent / "agents.csv"


def test_the_list_is_sound():
    rows = agent_names()
    assert len({(row.name, row.agent) for row in rows}) == len(rows)
    assert all(row.agent == slug(row.agent) for row in rows)


def test_an_agent_has_one_known_class_in_all_its_rows():
    found = {(row.agent, row.agent_class) for row in agent_names()}
    assert len({agent for agent, _ in found}) == len(found)
    known = set(AGENT_CLASS.codes) - set(OWN_CLASSES)
    assert {agent_class for _, agent_class in found} <= {"", *known}


@pytest.mark.parametrize(
    ("agent", "agent_class"),
    [
        # of the list, also where it has no class for a name whose ending would give one
        ("tac", "CALCINEURIN_INHIBITOR"),
        ("cytarabine", "ANTIMETABOLITE"),
        ("siplizumab", "T_CELL_DEPLETING"),
        ("ozoralizumab", "TNF_INHIBITOR"),
        ("venetoclax", ""),
        ("pegaptanib", ""),
        ("revumenib", ""),
        # by ending
        ("zzomab", "OTHER_ANTIBODY"),
        ("zzomab-vedotin", "OTHER_ANTIBODY"),
        ("zzertinib", "KINASE_INHIBITOR"),
        ("zzalisib", "KINASE_INHIBITOR"),
        ("zzorubicin", "OTHER_CYTOTOXIC"),
        ("zzoplatin", "OTHER_CYTOTOXIC"),
        ("zzotaxel", "OTHER_CYTOTOXIC"),
        ("zzigliptin", "ANTIDIABETIC"),
        ("zzigrastim", "GROWTH_FACTOR"),
        ("zzocabtagene-zzileucel", "IMMUNE_CELLS"),
        ("zzogene-autotemcel", "CELL_PRODUCT"),
        # endings of several classes, and those that only look like one
        ("zzolimus", ""),
        ("zzozomib", ""),
        ("zzasidenib", ""),
        ("zzifarnib", ""),
        ("zzaglutide", ""),
        ("mab", ""),
        # by words
        ("anti-bcma-cd19-car-t-cells", "IMMUNE_CELLS"),
        ("b7-h3cart", "IMMUNE_CELLS"),
        ("zz19-car-nk", "IMMUNE_CELLS"),
        ("ucart77", "IMMUNE_CELLS"),
        ("cart22-cells", "IMMUNE_CELLS"),
        ("zz33-t-cells", "IMMUNE_CELLS"),
        ("nk-cells-stimulated-ex-vivo", "IMMUNE_CELLS"),
        ("autologous-til", "IMMUNE_CELLS"),
        ("donor-lymphocyte", "IMMUNE_CELLS"),
        ("zz-loaded-dc-vaccine", "IMMUNE_CELLS"),
        # words about cells, and words that only look like them
        ("car-t-education", ""),
        ("t-cell-depleted-stem-cells", ""),
        ("anti-t-cells", ""),
        ("anti-human-t-lymphocytes", ""),
        ("until", ""),
        ("novocart-3d", ""),
        ("car-seat", ""),
        ("zz-cells", ""),
        ("", ""),
    ],
)
def test_class_of(agent, agent_class):
    assert class_of(agent) == agent_class


@pytest.mark.parametrize(
    ("name", "agents"),
    [
        ("CART", ("car-t-cells",)),
        ("cART", ("antiretroviral-therapy",)),
        ("cART intensification", ("antiretroviral-therapy",)),
    ],
)
def test_letters_tell_two_short_forms_apart(name, agents):
    assert agents_of(name) == agents


def test_agents_of_the_review_keep_their_class():
    with CURATED.open(encoding="utf-8", newline="") as file:
        curated = {row["code"] and row["agent"]: row["agent_class"] for row in csv.DictReader(file)}
    shared = set(curated) & set(agent_classes())
    assert len(shared) > 20
    assert {agent: curated[agent] for agent in shared} == {
        agent: agent_classes()[agent] for agent in shared
    }


@pytest.mark.parametrize(
    ("name", "agents"),
    [
        ("Tacrolimus", ("tac",)),
        ("FK506", ("tac",)),
        ("Flu/Cy", ("cyclophosphamide", "fludarabine")),
        ("allogeneic hematopoietic stem cell transplantation", ("hsc",)),
        ("nothing of the list", ()),
        ("Bu", ()),
        ("", ()),
    ],
)
def test_listed_agents(name, agents):
    assert listed_agents(name) == agents


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Dasatinib 100 mg", "Dasatinib"),
        ("Zapro-A DNA vaccine", "Zapro-A DNA vaccine"),
        ("Tab Rifaximin with allogeneic transplant", "Rifaximin"),
        ("ABC-123 (Intravenous)", "ABC-123"),
        ("oral tablets", ""),
    ],
)
def test_bare_name(name, bare):
    assert bare_name(name) == bare


@pytest.mark.parametrize(
    ("name", "agents"),
    [
        ("Sirolimus 2 mg tablets", ("sir",)),
        ("AB-104 + anlotinib", ("ab-104", "anlotinib")),
        ("Placebo to omalizumab", ("placebo",)),
        ("CD19 CAR-T cells", ("cd19-car-t-cells",)),
        ("CAR-T cells", ("car-t-cells",)),
        ("Zz9 CART dose (intravenous)", ("zz9-cart",)),
        ("Trastuzumab emtansine", ("trastuzumab-emtansine",)),
        ("", ()),
    ],
)
def test_agents_of(name, agents):
    assert agents_of(name) == agents


def named(text, given=None):
    return [(text[one.start : one.end], one.agents) for one in mentions(text, given or {})]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "cyclophosphamide and Fludarabine",
            [("cyclophosphamide", ("cyclophosphamide",)), ("Fludarabine", ("fludarabine",))],
        ),
        ("etc. and HIV", []),
        ("ATG on day 1", [("ATG", ("atg",))]),
        ("atg on day 1", []),
        ("bevacizumab15mg", [("bevacizumab", ("bevacizumab",))]),
        ("xyzumab 5 mg", [("xyzumab", ("xyzumab",))]),
        ("datopotamab deruxtecan", [("datopotamab", ("datopotamab",))]),
        ("trastuzumab deruxtecan", [("trastuzumab deruxtecan", ("trastuzumab-deruxtecan",))]),
        ("ABC-1234 5 mg", [("ABC-1234", ("abc-1234",))]),
        ("study AB12345 and NCT01234567", []),
        ("ZZ9-loaded cells", [("ZZ9-loaded cells", ("zz9-loaded-cells",))]),
        ("CD4 cells", []),
        ("", []),
    ],
)
def test_mentions(text, found):
    assert named(text) == found


def test_names_of_the_arm():
    given = given_names([("Zzzdrug 5 mg + yyydrug", ["ZD-5"]), ("Wwwine Hydrochloride (WH)", [])])
    assert named("zzzdrug, yyydrug and WH", given) == [
        ("zzzdrug", ("zzzdrug",)),
        ("yyydrug", ("yyydrug",)),
    ]
    assert named("wwwine hydrochloride", given) == [
        ("wwwine hydrochloride", ("wwwine-hydrochloride",))
    ]


def test_a_name_that_is_a_slip_of_the_pen():
    given = given_names([("Venetoclax", [])])
    assert named("ventoclax", given) == [("ventoclax", ("venetoclax",))]
    assert named("navitoclax", given) == [("navitoclax", ("navitoclax",))]
    assert named("lapatinib", given_names([("apatinib", [])])) == [("lapatinib", ("lapatinib",))]
