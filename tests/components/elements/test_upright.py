"""Upright versions of protocols: what each class of evidence is drawn as, in literals."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from dash import Dash

from components.elements.figure_cache import failed, rendered
from components.elements.request import PageRequest
from components.elements.upright import UPRIGHT, upright
from components.elements.upright_glance import glance_upright
from components.elements.upright_timeline import timeline_upright
from components.figures.evidence import LIGHTER
from components.theme import DARK, LIGHT
from components.views import VIEWS
from tests.components.figures.timeline import samples
from tests.components.pages.trees import text


@pytest.fixture(autouse=True)
def app() -> Dash:
    """Links need an app that knows its prefix."""
    return Dash("tests")


ROW = {**samples.ROW, "certainty": "STATED", "certainty_label": "Stated"}
UNDATED = {"certainty": "NOT_STATED"}
GRAFT = {"role": "GRAFT", "role_label": "Graft", "agent": "islets", "agent_code": "Islets"}
CELLS = {**GRAFT, "role": "CELL_INFUSION", "agent": "cd34", "agent_class": "CELL_PRODUCT"}
NONE = {
    "role": "INDUCTION",
    "role_label": "Induction",
    "agent": "",
    "agent_code": "none",
    "agent_class": "",
    "agent_name": "None, as printed",
}


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([{**ROW, **row} for row in rows], columns=list(ROW))


def span(start: float | None, end: float | None, kind: str = "FIXED") -> dict[str, Any]:
    return {"start_day": start, "end_day": end, "end_kind": kind}


def on(day: float) -> dict[str, Any]:
    return span(day, day)


def parts(markup: Any, word: str) -> list[Any]:
    """The elements of a class or tag, in their order."""
    if not isinstance(markup, list):
        return []
    if len(markup) < 2 or not isinstance(markup[0], str) or not isinstance(markup[1], dict):
        return [found for each in markup for found in parts(each, word)]
    named = [markup[0], *markup[1].get("className", "").split()]
    return [*([markup] if word in named else []), *parts(markup[2:], word)]


def section(name: str, *rows: dict[str, Any], window: str = "both") -> list[Any]:
    return parts(timeline_upright(frame(*rows), LIGHT, window), f"upright-{name}")


def marks(name: str, *rows: dict[str, Any]) -> list[str]:
    """The classes of what is drawn on the lanes of a section."""
    return [
        mark[1]["className"] for track in parts(section(name, *rows), "track") for mark in track[2:]
    ]


INFERRED = {"certainty": "INFERRED"}


@pytest.mark.parametrize(
    ("row", "days", "months"),
    [
        (on(0), ["mark square"], []),
        ({**on(0), **INFERRED}, ["mark square worked"], []),
        ({**GRAFT, **on(0)}, ["mark diamond"], []),
        ({**CELLS, **on(5)}, ["mark circle"], []),
        ({**CELLS, **on(7), "tolerance_days": 1}, ["whisker", "mark circle"], []),
        (span(0, 14), ["bar"], []),
        ({**span(0, 14), **INFERRED}, ["bar worked"], []),
        (span(-1, 91), ["bar to-later"], ["bar"]),
        (span(-30, 20), ["bar from-before"], []),
        (span(91, 122), [], ["bar"]),
        (span(91, None, "ONGOING"), [], ["bar to-later", "goes-on"]),
        (span(0, None, "ONGOING"), ["bar to-later"], ["bar to-later", "goes-on"]),
        (span(91, None, "NOT_STATED"), [], ["fading right"]),
        (span(None, 365), ["fading left faint"], ["fading left"]),
        (span(None, 365, "WEANED"), ["fading left faint"], ["fading left", "fading right"]),
        ({**span(0, 14), "coverage": "SOME"}, ["bar halved"], []),
        ({**span(91, None, "NOT_STATED"), "coverage": "SOME"}, [], ["fading right halved"]),
        (span(0, 60, "WEANED"), ["bar to-later"], ["bar", "fading right"]),
        (UNDATED, [], []),
        (NONE, [], []),
    ],
)
def test_each_class_of_evidence_has_its_mark(row, days, months):
    assert marks("days", row) == days
    assert marks("months", row) == months


@pytest.mark.parametrize(
    ("coverage", "classes"),
    [("ALL", "agent"), ("SOME", "agent some"), ("NOT_STATED", "agent hollow")],
)
def test_an_agent_without_a_day_is_a_chip_beside_no_axis(coverage, classes):
    (days,) = section("days", {**UNDATED, "coverage": coverage})
    (chip,) = parts(days, "agent")
    assert chip[1]["className"] == classes
    assert chip[1]["style"]["--solid"] == LIGHT.agent_class["CALCINEURIN_INHIBITOR"]
    assert text(parts(days, "summary")) == "No day stated:MaintenanceTAC"
    assert section("months", {**UNDATED, "coverage": coverage}) == []


def test_what_was_worked_out_is_as_light_as_in_every_figure():
    style = Path("assets/upright.css").read_text(encoding="utf-8")
    assert f"color-mix(in srgb, var(--solid) {LIGHTER:.0%}, var(--paper))" in style
    (days,) = section("days", {**UNDATED, "group_certainty": "INFERRED"})
    assert parts(days, "agent")[0][1]["className"] == "agent worked"


def test_a_single_dose_without_a_day_says_so():
    (days,) = section("days", {**UNDATED, "schedule": "single dose"})
    assert text(parts(days, "agent")) == "TAC · once"


def test_alternatives_are_joined_by_or():
    mmf = {"agent": "mmf", "agent_code": "MMF", "alternative_to": "TAC"}
    (days,) = section("days", {**UNDATED, "alternative_to": "MMF"}, {**UNDATED, **mmf})
    assert text(parts(days, "of-role")) == "MaintenanceTACorMMF"


def test_a_printed_none_is_the_word_and_where_it_stands():
    (days,) = section("days", NONE, {**GRAFT, **on(0)})
    none, _ = parts(days, "lane")
    assert text(parts(none, "summary")) == "none Induction"
    assert "Table 9, row 1" in text(none)
    (block,) = parts(glance_upright(frame(NONE), LIGHT), "dl")
    assert text(block) == "Cells and graftsInductionnoneMaintenance"


def test_places_are_percent_of_the_scale_and_sections_have_their_axis():
    (days,) = section("days", span(-7.6, 11.2))
    (bar,) = parts(parts(days, "track"), "bar")
    assert bar[1]["style"] == {"left": "0.0%", "width": "50.0%"}
    assert text(parts(days, "ticks")) == "−707142128"
    (months,) = section("months", span(0, 400))
    assert text(parts(months, "ticks")) == "03691215"
    assert section("days", on(0), window="followup") == []
    assert section("months", span(0, 400), window="transplant") == []


def test_a_label_names_role_days_dose_trough_and_patients_above_its_bar():
    row = {**span(-1, 91), "dose": "2 mg", "trough_target": "4-6 ng/ml", "coverage": "SOME"}
    (days,) = section("days", {**row, "patients_n": "3"})
    label, track = parts(days, "summary")[0][2:]
    assert text(label) == "TAC Maintenance · day −1 to month 3 · 2 mg · trough 4–6 ng/ml · in 3"
    assert track[1]["className"] == "track"


def test_events_of_one_lane_share_what_they_have_in_common():
    (days,) = section("days", {**CELLS, **on(5)}, {**CELLS, **on(11)})
    (lane,) = parts(days, "lane")
    assert text(parts(lane, "lane-label")).endswith("days 5 and 11")
    assert text(lane).count("Table 9, row 1") == 1
    assert [text(own) for own in parts(lane, "one-of-several")] == [
        "Drawn day 5 (day 0: islet infusion)",
        "Drawn day 11 (day 0: islet infusion)",
    ]


def test_names_of_a_registry_are_texts():
    name = "<img src=x onerror=alert(1)>"
    rows = frame({**on(0), "agent_code": name, "regimen_label": name}, {**UNDATED, "dose": name})
    for markup in (timeline_upright(rows, LIGHT, "both"), glance_upright(rows, LIGHT)):
        assert name in text(markup)
        assert not parts(markup, "img")


def test_at_a_glance_says_days_in_the_chip_and_joins_infusions():
    rows = frame({**CELLS, **on(5)}, {**CELLS, **on(11)}, span(0, 14), UNDATED)
    chips = [text(chip) for chip in parts(glance_upright(rows, LIGHT), "dd")]
    assert chips == ["● Islets · days 5 and 11", "", "TAC · days 0 to 14"]


def test_at_a_glance_says_an_arm_and_what_its_agents_share_once():
    arm = {"coverage": "SOME", "patients_n": "3", **span(None, 365, "WEANED"), **INFERRED}
    with_dac = {**arm, "arm_label": "DAC"}
    mmf = {"agent": "mmf", "agent_code": "MMF", "arm_label": "DAC"}
    cya = {"agent": "cya", "agent_code": "CyA", "arm_label": "ATG", "coverage": "SOME"}
    rows = frame({**UNDATED, **cya, "patients_n": "2"}, with_dac, {**with_dac, **mmf})
    *_, maintenance = parts(glance_upright(rows, LIGHT), "dd")
    assert text(maintenance).count("in 3") == text(maintenance).count("month 12") == 1
    assert [text(chip) for chip in parts(maintenance, "agent")] == ["CyA", "TAC", "MMF"]
    assert text(maintenance).endswith("both: weaning from month 12 by protocol")
    assert len(parts(maintenance, "next-line")) == 1
    assert text(parts(glance_upright(rows, LIGHT), "li")[-1]) == "Day 0: islet infusion"


def test_the_key_names_what_is_drawn_and_nothing_else():
    def key(*rows):
        return [text(each) for each in parts(timeline_upright(frame(*rows), LIGHT, "both"), "li")]

    solid = "Solid: the source states the day"
    assert key(on(0)) == ["Calcineurin inhibitor", solid]
    assert key({**on(0), **INFERRED}, {**UNDATED, "coverage": "SOME"}) == [
        "Calcineurin inhibitor",
        "Lighter, outlined: the day is worked out",
        "Part filled: in some patients",
    ]


def test_nothing_to_draw_leaves_the_figure_to_say_why(store):
    request = PageRequest.of("/protocols", "?role=mobilisation&agent=tac", store.known)
    assert upright(rendered(store, request, "protocol-timeline"), request) is None
    assert upright(failed("protocol-timeline", LIGHT, "Failed."), request) is None
    assert upright(rendered(store, request, "allocation"), request) is None


OF_IMPORTS = {
    "adverse-events",
    "participant-flow",
    "baseline-table",
    "outcome-by-arm",
    "planned-and-actual",
    "posted-estimates",
    "primary-outcomes",
    "stopped-trials",
    "arm-matrix",
    "schedule-of-activities",
    "study-design",
}
"""Views of registry records and of study protocols, which the built-in data are not."""


@pytest.mark.parametrize("slug", [slug for slug in UPRIGHT if slug in {*VIEWS} - OF_IMPORTS])
def test_every_upright_version_is_markup_in_the_colours_of_its_theme(store, slug):
    light, dark = (
        upright(rendered(store, request, slug), request)
        for request in (
            PageRequest.of(VIEWS[slug].scope.path, "", store.known, palette)
            for palette in (LIGHT, DARK)
        )
    )
    assert text(light) == text(dark)
    assert light != dark
