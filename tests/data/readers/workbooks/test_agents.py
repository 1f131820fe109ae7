"""Agents of a workbook: those of the list by any of their names, and free ones with a class."""

import pytest

from data.readers.workbooks.agents import BuiltIn, agents_of, key_of, sources_of
from data.readers.workbooks.own_classes import ClassSlots
from data.readers.workbooks.problems import RowPlace
from data.readers.workbooks.sheet_rows import SheetRow

LIST = BuiltIn(
    [
        {
            "agent": "tac",
            "code": "TAC",
            "name": "Tacrolimus",
            "agent_class": "CALCINEURIN_INHIBITOR",
            "class_label": "",
            "target": "Calcineurin",
            "source": "reference|review",
            "locator": "x",
        },
        {
            "agent": "ifn-alpha",
            "code": "IFN-α",
            "name": "Interferon alpha",
            "agent_class": "CYTOKINE",
            "class_label": "",
            "target": "not stated",
            "source": "review",
            "locator": "y",
        },
    ],
    [{"source_id": "review"}, {"source_id": "reference"}, {"source_id": "other"}],
    [
        {"source": "reference", "locator": "z", "before_dose": before, **row}
        for before, row in (
            ("", {"name": "Fludarabine", "agent": "fludarabine", "agent_class": "ANTIMETABOLITE"}),
            ("", {"name": "fludara", "agent": "fludarabine", "agent_class": "ANTIMETABOLITE"}),
            ("yes", {"name": "FLU", "agent": "fludarabine", "agent_class": "ANTIMETABOLITE"}),
            ("", {"name": "FK 506", "agent": "tac", "agent_class": "CALCINEURIN_INHIBITOR"}),
            ("", {"name": "Flu/Cy", "agent": "fludarabine", "agent_class": "ANTIMETABOLITE"}),
            ("", {"name": "Flu/Cy", "agent": "cyclo", "agent_class": "ALKYLATING_AGENT"}),
            ("", {"name": "lymphodepletion", "agent": "lymphodepletion", "agent_class": ""}),
        )
    ],
)


def of(*named, slots=None):
    """The agents of rows (agent, agent_class)."""
    rows = [
        SheetRow(RowPlace("sheet events", number), {"agent": agent, "agent_class": group})
        for number, (agent, group) in enumerate(named, start=2)
    ]
    return agents_of(rows, LIST, slots or ClassSlots())


@pytest.mark.parametrize("name", ["tac", "TAC", " Tac ", "tacrolimus", "TACROLIMUS", "Tacrólimus"])
def test_an_agent_of_the_list_by_any_of_its_names(name):
    found = of((name, ""))
    assert found.problems == () and found.own == []
    assert found.slug_of("Tacrolimus" if name == "tacrolimus" else name) == "tac"
    assert [row["agent"] for row in found.built_in] == ["tac"]


def test_names_of_one_agent_are_one_row_with_its_sources():
    found = of(("TAC", ""), ("Tacrolimus", "Calcineurin inhibitor"), ("IFN-alpha", ""))
    assert [row["agent"] for row in found.built_in] == ["tac", "ifn-alpha"]
    assert found.problems == ()
    named = [row["source_id"] for row in sources_of(found.built_in, LIST)]
    assert named == ["review", "reference"]


@pytest.mark.parametrize("name", ["Fludarabine", "FLUDARA"])
@pytest.mark.parametrize("group", ["", "antimetabolite"])
def test_a_drug_that_records_name_is_the_same_agent_as_theirs(name, group):
    found = of((name, ""), (name.lower(), group))
    assert (found.own, found.problems) == ([], ())
    assert found.built_in == [
        {
            "agent": "fludarabine",
            "code": name,
            "name": name,
            "agent_class": "ANTIMETABOLITE",
            "class_label": "",
            "target": "not stated",
            "source": "reference",
            "locator": "z",
        }
    ]


def test_a_further_name_of_an_agent_of_the_list_is_that_agent():
    found = of(("FK-506", ""), ("TAC", ""))
    assert [row["code"] for row in found.built_in] == ["TAC"]
    (problem,) = of(("FK 506", "Cytokine")).problems
    assert "allowed: Calcineurin inhibitor, the class of TAC in the list" in problem


def test_a_house_may_put_such_a_drug_into_a_class_of_its_own():
    found = of(("Fludarabine", ""), ("fludarabine", "Purine analogue"))
    assert found.built_in == [] and found.problems == ()
    assert [(row["agent"], row["class_label"]) for row in found.own] == [
        ("fludarabine-purine-analogue", "Purine analogue")
    ]


@pytest.mark.parametrize("name", ["FLU", "Flu/Cy", "lymphodepletion"])
def test_a_name_that_is_not_of_one_drug_with_a_class_needs_one(name):
    assert "has no class" in of((name, "")).problems[0]
    assert of((name, "Drug, class not known")).own[0]["name"] == name


def test_a_free_agent_with_a_class_of_the_list():
    found = of(("Belatacept", "other antibody"), ("belatacept", ""))
    (row,) = found.own
    assert row == {
        "agent": "belatacept-other-antibody",
        "code": "Belatacept",
        "name": "Belatacept",
        "agent_class": "OTHER_ANTIBODY",
        "class_label": "",
        "target": "not stated",
    }
    assert found.slug_of("BELATACEPT") == row["agent"]
    assert found.classes == {}


def test_a_free_agent_with_a_class_of_its_own():
    slots = ClassSlots({"anti-cd3": "OWN_7"})
    found = of(("Teplizumab", "Anti-CD3"), ("Otelixizumab", "anti-cd3"), ("X", "New"), slots=slots)
    assert [(row["agent_class"], row["class_label"]) for row in found.own] == [
        *(("OWN_7", "anti-cd3"), ("OWN_7", "anti-cd3"), ("OWN_1", "New")),
    ]
    assert found.classes == {"anti-cd3": "OWN_7", "New": "OWN_1"}
    assert found.problems == ()


@pytest.mark.parametrize(
    ("named", "words"),
    [
        (
            [("Foomab", "")],
            "row 2, column agent: “Foomab” is no agent of the list, and has no class; allowed: an "
            "agent of the list by code or name, or one of your own with its class in agent_class.",
        ),
        ([("Tacrolimos", "")], "allowed: perhaps TAC is meant; an agent of the list by code"),
        (
            [("TAC", "Cytokine")],
            "row 2, column agent_class: “Cytokine” is not allowed; allowed: Calcineurin inhibitor, "
            "the class of TAC in the list, or nothing.",
        ),
        (
            [("X", "One"), ("x", "Two")],
            "row 3, column agent_class: “Two” is not allowed; allowed: One, as in sheet events, "
            "row 2, for every row of X.",
        ),
    ],
)
def test_what_is_refused(named, words):
    (problem,) = of(*named).problems
    assert problem.startswith("sheet events, ") and words in problem


def test_an_unknown_agent_is_told_once_however_often_it_stands():
    assert len(of(("Foomab", ""), ("foomab", ""), ("FOOMAB", "")).problems) == 1


def test_one_class_may_be_written_in_two_ways():
    assert of(("X", "Other antibody"), ("X", "OTHER_ANTIBODY")).problems == ()
    assert of(("X", "My class"), ("X", "my CLASS")).problems == ()


def test_the_thirteenth_class_is_refused_once():
    found = of(*((f"A{n}", f"Class {n}") for n in range(13)), ("B", "class 12"))
    (problem,) = found.problems
    assert "row 14, column agent_class: “Class 12” is one class more than the 12" in problem
    assert "“Class 11”" in problem and "“Kinase inhibitor”" in problem


def test_a_class_is_part_of_the_slug_so_that_no_house_takes_another_s():
    (one,), (other,) = (of(("X", group)).own for group in ("Drug, class not known", "Device"))
    assert one["agent"] != other["agent"]


def test_a_free_agent_never_has_the_slug_of_one_of_the_list():
    (row,) = of(("IFN", "alpha")).own
    assert row["agent"] == "own-ifn-alpha"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Standard 2024", "standard-2024"),
        ("standard-2024", "standard-2024"),
        (" STANDARD_2024 ", "standard-2024"),
        ("Größe", "grosse"),
        ("", ""),
    ],
)
def test_keys_are_made_of_a_text_alone(text, key):
    assert key_of(text) == key


def test_a_text_without_latin_letters_has_a_key_of_its_own():
    first, second = key_of("他克莫司"), key_of("今日")
    assert first != second and first.isalnum() and second.isalnum()


def test_rows_without_an_agent_are_left_to_the_check_of_cells():
    assert of(("", "Anti-X")).problems == ()
