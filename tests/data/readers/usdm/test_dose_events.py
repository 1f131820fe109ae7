"""Doses as events of a protocol: chips without a day, and the agents they name."""

from data.readers.json_node import Node
from data.readers.usdm.dose_events import NO_ARM, agent_rows, event_rows
from data.readers.usdm.doses import doses_of
from tests.data.readers.usdm.samples import code, interventions, named


def read(own):
    nodes = [Node(each, f"iv[{n}]") for n, each in enumerate(own)]
    agents = agent_rows(nodes, "made", "src")
    return agents, event_rows("made.study", doses_of(nodes), agents, "src")


def test_an_event_has_no_day_no_arm_and_no_role():
    _, events = read(interventions())
    first, second = events
    assert first["event"] == "made.study-01"
    assert {first[name] for name in ("start_day", "end_day", "start_printed", "end_printed")} == {
        ""
    }
    assert {first[name] for name in ("arm", "role", "end_kind", "coverage")} == {"NOT_STATED"}
    assert (first["certainty"], first["remark"]) == ("STATED", NO_ARM)
    assert first["dose"] == "54 mg (One infusion)"
    assert (first["route"], first["schedule"]) == ("Intravenous", "Once; duration 24 weeks")
    assert [second[name] for name in ("dose", "route", "schedule")] == ["not stated"] * 3


def test_an_agent_of_our_list_has_its_class_and_others_their_type():
    own = [
        *interventions(),
        named("iv3", "Thing", type=code("Medical Device")),
        named("iv4", "Words", type=code("Talk")),
    ]
    agents, _ = read(own)
    assert [(row["agent"], row["code"], row["agent_class"]) for row in agents] == [
        ("made-marrow-product", "Marrow product", "BIOLOGICAL"),
        ("sir", "Sirolimus", "MTOR_INHIBITOR"),
        ("made-thing", "Thing", "DEVICE"),
        ("made-words", "Words", "OTHER_TREATMENT"),
    ]


def test_two_treatments_of_one_name_are_two_agents():
    agents, events = read([named("x", "Drug"), named("y", "Drug")])
    assert [row["agent"] for row in agents] == ["made-drug", "made-drug-2"]
    assert [row["agent"] for row in events] == ["made-drug", "made-drug-2"]
