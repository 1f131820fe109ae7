"""The comparison timeline: the same lanes in the same order for every regimen."""

import plotly.graph_objects as go
import pytest

from components.figures.timeline.events import read_events
from components.figures.timeline.lanes import shared_blocks, shared_slots
from components.figures.timeline.timelines import comparison_timeline
from components.theme import DARK, LIGHT
from data.queries import comparison

IAK, SIK, SIL = "miami-1994-96-iak", "miami-1994-96-sik", "miami-1994-97-sil"
Y1998, Y2000, Y2005 = "miami-1998-99-ita", "miami-2000-02-ita", "miami-2005-07-ita"
ERA = (SIK, Y1998, Y2000, Y2005)
CHOICES = [(Y2000, Y2005), ERA, (SIK, SIL), (IAK, SIK, SIL), ("nct01143168", Y2005)]


def blocks_of(store, regimens):
    return shared_blocks(read_events(comparison.events(store, regimens)), 22, {SIL})


def gutter(block):
    """(role, code of the agent or words of an empty lane) from the top down."""
    return [(lane.role_label, lane.agent_code or lane.vacant[1]) for lane in block.lanes]


@pytest.mark.parametrize("regimens", CHOICES)
def test_all_blocks_have_the_same_lanes_in_the_same_order(store, regimens):
    blocks = blocks_of(store, regimens)
    assert len(blocks) == len(regimens)
    roles = {tuple(lane.role_label for lane in block.lanes) for block in blocks}
    heights = {tuple(lane.middle - block.top for lane in block.lanes) for block in blocks}
    assert len(roles) == len(heights) == 1
    for lanes in zip(*(block.lanes for block in blocks), strict=True):
        classes = {(e.role, e.agent_class) for lane in lanes for e in lane.events}
        assert len(classes) == 1


@pytest.mark.parametrize("regimens", CHOICES)
def test_every_event_stands_in_one_lane_and_none_is_added(store, regimens):
    events = read_events(comparison.events(store, regimens))
    placed = [
        e for block in blocks_of(store, regimens) for lane in block.lanes for e in lane.events
    ]
    assert sorted(placed, key=repr) == sorted(events, key=repr)


def test_two_cohorts_from_the_top_down(store):
    first, last = blocks_of(store, (Y2000, Y2005))
    assert gutter(first) == [
        ("Induction", "not used: T-cell-depleting antibody"),
        ("Induction", "DAC"),
        ("Induction", "INF"),
        ("Anti-inflammatory", "not used in this role: TNF inhibitor (INF: induction)"),
        ("Graft", "Islets"),
        ("Cell infusion", "CD34+ BMSC"),
        ("Cell infusion", "Unfractionated BMSC"),
        ("Maintenance", "TAC"),
        ("Maintenance", "SIR"),
        ("Maintenance", "not used: Antimetabolite"),
    ]
    assert gutter(last) == [
        ("Induction", "C1H"),
        ("Induction", "not used: IL-2 receptor antibody"),
        ("Induction", "not used in this role: TNF inhibitor (ETC: anti-inflammatory)"),
        ("Anti-inflammatory", "ETC"),
        ("Graft", "Islets"),
        ("Cell infusion", "CD34+ BMSC"),
        ("Cell infusion", "not used: Unfractionated BMSC"),
        ("Maintenance", "TAC"),
        ("Maintenance", "SIR"),
        ("Maintenance", "MMF"),
    ]


def test_agents_of_one_class_share_a_height(store):
    antibodies = [gutter(block)[0][1] for block in blocks_of(store, ERA)]
    assert antibodies == ["ALG", "ATG", "not used: T-cell-depleting antibody", "C1H"]
    slots = shared_slots(read_events(comparison.events(store, ERA)))
    places = {
        agent: {
            number
            for number, slot in enumerate(slots)
            if any(row[0].agent == agent for row in slot.rows.values())
        }
        for agent in ("marrow-cd34", "marrow-unfractionated", "tac", "cya", "okt3", "alg", "c1h")
    }
    assert [len(found) for found in places.values()] == [1] * len(places)
    assert places["alg"] == places["c1h"]
    assert places["okt3"] != places["alg"]
    assert places["marrow-cd34"] != places["marrow-unfractionated"]
    assert places["tac"] != places["cya"]


def test_a_printed_none_is_not_the_same_as_not_used(store):
    _, liver = blocks_of(store, (SIK, SIL))
    words = [lane.vacant[1] for lane in liver.lanes if not lane.events]
    none = ["none: T-cell-depleting antibody"] * 2
    assert words == [*none, "not used: AZA", "not used: Cytokine"]


@pytest.mark.parametrize("window", ["both", "transplant", "followup"])
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_figure_is_valid_and_says_what_is_not_used(store, window, palette):
    figure = comparison_timeline(comparison.events(store, (SIK, SIL)), palette, window)
    go.Figure(figure)
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    assert "none: T-cell-depleting antibody" in texts
    assert "not used: AZA" in texts


def test_hostile_text_is_escaped(store):
    frame = comparison.events(store, (Y2000, Y2005)).assign(class_label="<b>x</b>")
    notes = comparison_timeline(frame, LIGHT, "both")["layout"]["annotations"]
    assert any("not used: &lt;b&gt;x" in note["text"] for note in notes)


def test_no_events_at_all(store):
    figure = comparison_timeline(comparison.events(store, ()), LIGHT, "both")
    go.Figure(figure)
    assert figure["data"] == []
    assert shared_blocks([], 0) == ()
