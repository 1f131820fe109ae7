"""The drawn participant flow: words, signs and colours of its boxes."""

import plotly.graph_objects as go
import pytest

from components.figures.participant_flow import NO_FLOW, SIGN, participant_flow, parts
from components.theme import DARK, LIGHT
from tests.flow_samples import (
    HOSTILE,
    TEXTS,
    flow_frame,
    flow_row,
    hostile_flow,
    many_groups,
    reason,
    two_arms,
)


def words(figure):
    return [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_boxes_say_their_numbers(palette):
    figure = participant_flow(two_arms(), palette)
    go.Figure(figure)
    said = words(figure)
    assert "<b>421 started</b>" in said
    assert "<b>69 not completed</b><br>48 Lost to follow-up<br>21 Adverse event" in said
    assert SIGN not in "".join(said)
    assert "<b>Also posted</b><br>Treated: 420" in said
    looks = {
        name: [each["line"] for each in figure["layout"]["shapes"] if each.get("name") == name]
        for name in ("STARTED", "COMPLETED", "NOT_COMPLETED", "MILESTONE")
    }
    assert looks["STARTED"] == looks["COMPLETED"] == [{"color": palette.accent, "width": 1.0}] * 2
    assert [each["dash"] for each in looks["MILESTONE"]] == ["dash", "dash"]
    heads = figure["data"][0]["marker"]["symbol"]
    assert sorted(heads) == ["triangle-down"] * 2 + ["triangle-right"] * 2
    hovers = figure["data"][1]["hovertext"]
    assert "<b>Drug</b><br>All of Drug" in hovers
    assert any("Seen at week 52" in hover for hover in hovers)


def test_nobody_completed_is_as_calm_as_any_number():
    frame = flow_frame(
        flow_row("STARTED", "13", "14"),
        flow_row("COMPLETED", "0", "14"),
        flow_row("NOT COMPLETED", "13", "0"),
        reason("Study terminated by sponsor", "13", "0"),
    )
    figure = participant_flow(frame, LIGHT)
    assert "<b>0 completed</b>" in words(figure)
    assert "<b>13 not completed</b><br>13 Study terminated by sponsor" in words(figure)
    none, some = (each for each in figure["layout"]["shapes"] if each.get("name") == "COMPLETED")
    assert none["line"] == some["line"] and none["fillcolor"] == some["fillcolor"]


def test_a_contradiction_has_its_sign_and_colour():
    frame = flow_frame(flow_row("STARTED", "10", "5"), flow_row("COMPLETED", "12", "5"))
    figure = participant_flow(frame, LIGHT)
    assert f"<b>{SIGN}</b>" in words(figure)
    outlines = [each["line"]["color"] for each in figure["layout"]["shapes"] if "name" in each]
    assert outlines.count(LIGHT.bubble) == 1
    assert any(
        "More completed (12) than started (10)." in hover
        for hover in figure["data"][1]["hovertext"]
    )


def test_the_part_of_the_link_is_drawn():
    frame = many_groups()
    assert len(parts(frame)) == 4
    assert words(participant_flow(frame, LIGHT, 2))[0] == "Part 2 of 4: groups 6 to 10 of 19"
    assert words(participant_flow(frame, LIGHT, 99)) == words(participant_flow(frame, LIGHT, 4))


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_are_inert(text):
    figure = participant_flow(hostile_flow(text), LIGHT)
    go.Figure(figure)
    drawn = "".join([*words(figure), *figure["data"][1]["hovertext"]])
    assert HOSTILE not in drawn
    assert "\x07" not in drawn
    assert len(drawn) < 60_000


def test_no_rows():
    assert words(participant_flow(flow_frame(), LIGHT)) == [NO_FLOW]
