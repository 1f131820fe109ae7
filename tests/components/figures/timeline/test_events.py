"""Words on events: days, doses, patients, and everything as text."""

import pytest

from components.figures.empty import NO_EVENT
from components.figures.timeline.events import (
    arm_of,
    days_of,
    in_words,
    markup,
    next_agent,
    patients_in_short,
    qualifiers,
    short_dose,
    typeset,
    when,
)
from tests.components.figures.timeline.samples import (
    DAC,
    EVIL,
    NONE,
    event,
    events_of,
    frame_of,
    on,
    real,
    span,
)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (-1, "day −1"),
        (0, "day 0"),
        (30, "day 30"),
        (91, "month 3"),
        (122, "month 4"),
        (365, "month 12"),
        (141, "day 141"),
    ],
)
def test_days_in_words(day, words):
    assert when(day) == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([on(5)], "day 5"),
        ([on(5), on(11)], "days 5 and 11"),
        ([on(-1), on(0), on(7, tolerance_days=1)], "days −1, 0 and 7 ± 1"),
    ],
)
def test_single_days_in_words(rows, words):
    assert days_of(events_of(*rows)) == words


@pytest.mark.parametrize(
    ("dose", "short"),
    [
        ("", ""),
        ("not stated", ""),
        ("20 mg on days -1 and 0", "20 mg"),
        ("10^9 cells per kg body weight", "10^9 cells/kg"),
        ("≥3 x 10^6 CD34+ cells/kg body weight", "≥3 x 10^6 CD34+ cells/kg"),
        ("250 mg up to 1 g BID", "250 mg up to 1 g BID"),
    ],
)
def test_doses_are_shortened_without_loss(dose, short):
    assert short_dose(dose) == short


@pytest.mark.parametrize(
    ("text", "shown", "letters"),
    [
        ("", "", ""),
        ("3.5 x 10^8", "3.5 × 10<sup>8</sup>", "3.5 × 10⁸"),
        ("4-6 ng/ml", "4–6 ng/ml", "4–6 ng/ml"),
        ("<b>&", "&lt;b&gt;&amp;", "<b>&"),
    ],
)
def test_markup_is_ours_alone(text, shown, letters):
    assert markup(text) == shown
    assert typeset(text) == letters


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({}, ""),
        ({"patients_n": "2"}, ""),  # all of them
        ({"coverage": "SOME"}, ""),
        ({"coverage": "SOME", "patients_n": "1"}, "in 1"),
        ({"coverage": "SOME", "patients_n": "1", "patients_table_4": "1"}, "in 1"),
        (
            {"coverage": "SOME", "patients_n": "2", "patients_table_4": "1"},
            "in 2 (Table 4: 1)",
        ),
        (
            {"coverage": "SOME", "patients_n": "5", "patients_qualifier": "UP_TO"},
            "in ≤ 5",
        ),
        (
            {"coverage": "SOME", "patients_n": "5", "patients_qualifier": "AT_LEAST"},
            "in ≥ 5",
        ),
        ({"coverage": "NOT_STATED", "patients_table_4": "±"}, "(Table 4: ±)"),
        ({"coverage": "NOT_STATED", "coverage_table_4": "NOT_NAMED"}, "(Table 4: not named)"),
        ({"coverage": "NOT_STATED"}, ""),
    ],
)
def test_who_had_it_is_said_unless_all_had(row, words):
    assert patients_in_short(event(**row)) == words


@pytest.mark.parametrize(
    ("arm", "words"),
    [("", ""), ("DAC", "with DAC"), ("TAC", ""), ("All arms", ""), ("Arm not stated", "")],
)
def test_an_arm_is_said_beside_an_agent_that_is_not_its_own(arm, words):
    assert arm_of(event(arm_label=arm)) == words


def test_qualifiers_come_in_one_order():
    row = {"coverage": "SOME", "patients_n": "1", "arm_label": "INF", "alternative_to": "ATG"}
    assert qualifiers(event(**row)) == ["in 1", "with INF", "or ATG"]
    assert qualifiers(event()) == []


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("", ""),
        ("for three months, then switched to MMF", "MMF"),
        ("switched to CD34-x.", "CD34-x"),
        ("switched", ""),
        ("switched to <b>", ""),
    ],
)
def test_the_agent_that_takes_over_is_named_in_the_print(printed, code):
    assert next_agent(event(end_words=printed)) == code


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({}, {"undated"}),
        (NONE, {"undated", "is_none"}),
        (on(0), {"is_point", "single_dose"}),
        (on(0, certainty="INFERRED"), {"is_point", "single_dose", "inferred"}),
        (span(0, 9, "FIXED", certainty="STATED"), set()),
        (span(None, 9, "FIXED"), {"inferred"}),
        ({"schedule": "single dose", "certainty": "STATED"}, {"undated", "single_dose"}),
    ],
)
def test_kinds_of_events(row, kind):
    made = event(**{"certainty": "STATED", **row})
    names = ("undated", "is_none", "is_point", "single_dose", "inferred")
    assert {name for name in names if getattr(made, name)} == kind


def test_hover_text_says_what_is_known_and_what_is_not():
    text = event(
        **span(
            -1,
            91,
            "SWITCHED",
            trough_target="4-6 ng/ml",
            remark="A long remark that does not fit into one line of the hover text at all.",
        )
    ).hover
    for part in (
        "<b>Tacrolimus (TAC)</b>",
        "<b>Class</b>: Calcineurin inhibitor; target: Calcineurin",
        "<b>Drawn</b>: from day −1 to day 91 (month 3)",
        "<b>Trough</b>: 4–6 ng/ml",
        "<b>Not stated</b>: dose, route, schedule",
        "<b>Where</b>: Table 9, row 1",
    ):
        assert part in text
    lines = text.replace("<b>", "").replace("</b>", "").split("<br>")
    assert max(len(line) for line in lines) <= 61


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("day −1", "day 3", ""),
        ("day −1", "goes on, end open", ""),
        ("the day before", "day 3", "As printed</b>: the day before – day 3"),
        ("thereafter", "thereafter", "As printed</b>: thereafter"),
    ],
)
def test_days_alone_are_not_said_as_printed(start, end, words):
    text = event(**span(-1, 3, "FIXED", start_words=start, end_words=end)).hover
    assert words in text and ("As printed" in text) is bool(words)


def test_hover_text_escapes_what_it_says():
    text = event(**on(0, dose=EVIL, agent_name=EVIL, remark=EVIL, locator=EVIL)).hover
    assert "<a" not in text and "&lt;a" in text


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], NO_EVENT),
        (
            [NONE],
            "Protocol A (n = 2), day 0: islet infusion. Induction: none, as printed.",
        ),
        (
            [DAC, on(5)],
            "Protocol A (n = 2), day 0: islet infusion. Induction: Daclizumab days not "
            "stated. Maintenance: Tacrolimus day 5.",
        ),
    ],
)
def test_events_as_text(rows, words):
    assert in_words(frame_of(*rows)) == words


def test_protocols_as_text(store):
    words = in_words(real(store, "miami-2005-07-ita"))
    for part in ("Tacrolimus from day −1 to day 91", "day 5", "trough 12-15 ng/ml", "inferred"):
        assert part in words


@pytest.mark.parametrize("role", [(), ("INDUCTION",)], ids=["all roles", "induction"])
def test_the_printed_none_is_said_of_one_protocol_alone(store, role):
    cohorts = store.regimens.loc[store.regimens["kind"] == "COHORT", "regimen"]
    words = in_words(real(store, *cohorts, role=role))
    assert words.count("Induction: none, as printed.") == 1
    alone = in_words(real(store, "miami-1994-97-sil", role=role))
    assert alone.count("Induction: none, as printed.") == 1
