"""Arms of made-up trials: whose a day is, what is none, the role, the quote and the words left."""

import pytest

from data.schedules.arm_schedule import READ_BY_RULE, by_expression, read_arm
from data.schedules.arm_words import ArmWords, InterventionWords
from data.schedules.readings import DAY


def arm(description="", *drugs, label="Arm A", summary="", arms=()):
    given = tuple(
        InterventionWords(place, "DRUG", name, description=text)
        for place, (name, text) in enumerate(drugs, start=1)
    )
    return ArmWords(1, label, "EXPERIMENTAL", description, given, summary, arms)


def days(schedule):
    """(agent, unit, first, last) of every anchored reading, in order."""
    return [
        (event.agent, one.coded.unit, one.coded.first, one.coded.last)
        for event in schedule.events
        for one in event.days
    ]


FLU, CY = "fludarabine", "cyclophosphamide"
OF_ARMS = [
    (
        "Cyclophosphamide and fludarabine on days -5 to -3, then CAR-T cells on day 0.",
        [(CY, DAY, -5, -3), (FLU, DAY, -5, -3), ("car-t-cells", DAY, 0, 0)],
    ),
    (
        "Fludarabine 30 mg/m2 IV on days -5, -4 and melphalan 140 mg/m2 on day -2.",
        [(FLU, DAY, -5, -5), (FLU, DAY, -4, -4), ("melphalan", DAY, -2, -2)],
    ),
    (
        "Carboplatin (AUC 5 on day 1) and pemetrexed (500 mg/m2 on day 8).",
        [("carboplatin", DAY, 1, 1), ("pemetrexed", DAY, 8, 8)],
    ),
    (
        "Lymphodepletion with fludarabine (30 mg/m2) and cyclophosphamide (300 mg/m2) on day -4.",
        [(FLU, DAY, -4, -4), (CY, DAY, -4, -4)],
    ),
    (
        "Lymphodepletion on days -5 to -3 with fludarabine and cyclophosphamide.",
        [(FLU, DAY, -5, -3), (CY, DAY, -5, -3)],
    ),
    ("FOLFIRI (irinotecan, leucovorin) on day 1.", [("folfiri", DAY, 1, 1)]),
    (
        "Cisplatin (or carboplatin) on day 1.",
        [("cisplatin", DAY, 1, 1), ("carboplatin", DAY, 1, 1)],
    ),
    (
        "Day 1: docetaxel 75 mg/m2 Day 2: pegfilgrastim 6 mg",
        [("docetaxel", DAY, 1, 1), ("pegfilgrastim", DAY, 2, 2)],
    ),
    (
        "Venetoclax 100 mg day 1; 200 mg day 2.",
        [("venetoclax", DAY, 1, 1), ("venetoclax", DAY, 2, 2)],
    ),
    (
        "Busulfan 3.2 mg/kg -7 to -5, methotrexate 15 mg/m2 +1d, 10 mg/m2 +3,+6.",
        [
            ("busulfan", DAY, -7, -5),
            ("methotrexate", DAY, 1, 1),
            ("methotrexate", DAY, 3, 3),
            ("methotrexate", DAY, 6, 6),
        ],
    ),
    ("Rituximab from day -3, ending on day 30.", [("rituximab", DAY, -3, 30)]),
    (
        "After conditioning with melphalan on day -2, cells are infused.",
        [("melphalan", DAY, -2, -2)],
    ),
    (
        "Rituximab at diagnosis, intrathecal methotrexate on day 8.",
        [("methotrexate", DAY, 8, 8)],
    ),
    (
        "On day 0 patients have an infusion of NK cells and on day 7 a marrow examination.",
        [("nk-cells", DAY, 0, 0)],
    ),
    ("Rituximab starting on day 8.", [("rituximab", DAY, 8, None)]),
    ("On day 1, patients receive rituximab 375 mg/m2.", [("rituximab", DAY, 1, 1)]),
    ("Fludarabine is given 2 days after rituximab on day -3.", [(FLU, DAY, -3, -3)]),
    (
        "Rituximab is given on day 1. It is given again on day 15.",
        [("rituximab", DAY, 1, 1), ("rituximab", DAY, 15, 15)],
    ),
    ("Rituximab:\n* 375 mg/m2 on day 1", [("rituximab", DAY, 1, 1)]),
    (
        "Rituximab in week 1 and month 6.",
        [("rituximab", "WEEK", 1, 1), ("rituximab", "MONTH", 6, 6)],
    ),
    ("Stem cell transplant on day 0.", [("hsc", DAY, 0, 0)]),
    (
        "Rituximab beginning on day 1 and again on day 15.",
        [("rituximab", DAY, 1, None), ("rituximab", DAY, 15, None)],
    ),
    ("Patients start receiving rituximab at week 24.", [("rituximab", "WEEK", 24, None)]),
    ("Rituximab is started between day +30 and day +100.", [("rituximab", DAY, 30, 100)]),
    (
        "Fludarabine for 4 days: 5, -4, 3, -2.",
        [(FLU, DAY, -4, -4), (FLU, DAY, -2, -2)],
    ),
    ("Arboplatin 5 mg on day 1.", [("carboplatin", DAY, 1, 1)]),
    ("Apatinib 5 mg on day 1.", [("apatinib", DAY, 1, 1)]),
    ("Fludarabine on day -5, cell infusion on day 0.", [(FLU, DAY, -5, -5)]),
    ("Placebo for rituximab on day 1.", [("placebo", DAY, 1, 1)]),
    ("Rituximab placebo on day 1.", [("placebo", DAY, 1, 1)]),
    ("XYZ-1234, an engineered anti-PD-L1 antibody, on day 1.", [("xyz-1234", DAY, 1, 1)]),
    (
        "Irinotecan 150 mg/m2; day 1 oxaliplatin 85 mg/m2; day 2",
        [("irinotecan", DAY, 1, 1), ("oxaliplatin", DAY, 2, 2)],
    ),
    ("Rituximab 1-14 days of every 3-week cycle.", [("rituximab", "CYCLE_DAY", 1, 14)]),
]


@pytest.mark.parametrize(("text", "found"), OF_ARMS)
def test_days_of_the_agents_that_a_clause_names(text, found):
    assert days(read_arm(arm(text))) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Biopsy on day 28.",
        "Rituximab is given; bone marrow biopsy on day 28.",
        "Blood is drawn after rituximab on days 1 and 8.",
        "Response is assessed on day 28 after rituximab.",
        "Patients are followed until day 100 after rituximab.",
        "Rituximab within 30 days of diagnosis.",
        "Rituximab is given, day 28 visit.",
        "Participants who received rituximab at week 0 in the parent study.",
        "Rituximab is given between day +30 and day +100.",
        "Food challenge on day 14.",
        "Rituximab is given from day 1 to week 20.",
        "Surgery on day 15. Rituximab after that.",
        "Rituximab for 3 weeks, 1 week off (days 22-28).",
        "Rituximab at dose level -1.",
        "The drug is given on day 1.",
        "It is given at least 4 hours after rituximab on day 1.",
    ],
)
def test_what_is_no_day_of_dosing(text):
    assert days(read_arm(arm(text))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("75 mg/m2 on day 1 of each 21-day cycle", [("docetaxel", "CYCLE_DAY", 1, 1)]),
        ("Day 1", [("docetaxel", DAY, 1, 1)]),
        ("Given after cisplatin on day 2", [("docetaxel", DAY, 2, 2)]),
        ("Cisplatin 75 mg/m2 on day 2", [("cisplatin", DAY, 2, 2)]),
        ("Chemotherapy on day 1", [("docetaxel", DAY, 1, 1)]),
        ("Biopsy on day 1", []),
    ],
)
def test_the_words_of_an_intervention_are_about_it(text, found):
    schedule = read_arm(arm("", ("Docetaxel", text)))
    assert days(schedule) == found
    assert {event.path for event in schedule.events} <= {"interventions[0].description"}


def test_the_only_intervention_of_an_arm_where_the_words_are_of_giving():
    one, two = ("Zzzdrug", ""), ("Yyydrug", "")
    given = "Participants receive the infusion on day 0."
    assert days(read_arm(arm(given, one))) == [("zzzdrug", DAY, 0, 0)]
    assert days(read_arm(arm(given, one, two))) == []
    assert days(read_arm(arm("Day 0 of the study.", one))) == []


@pytest.mark.parametrize(
    ("text", "product", "agent"),
    [
        ("Cells are infused on day 0.", "CD19 CAR-T cells", "cd19-car-t-cells"),
        ("Infusion of the cells on day 0.", "NK cells", "nk-cells"),
        ("BCMA CAR-T cells are infused on day 0.", "CD19 CAR-T cells", "cd19-car-t-cells"),
        ("CART22 is infused on day 0.", "CD19 CAR-T cells", "cd19-car-t-cells"),
        ("CD19 CAR-T cells are infused on day 0.", "NK cells", "cd19-car-t-cells"),
        ("Stem cell infusion on day 0.", "CD19 CAR-T cells", "hsc"),
    ],
)
def test_cells_are_the_one_product_of_the_arm(text, product, agent):
    schedule = read_arm(arm(text, (product, ""), ("Fludarabine", "")))
    assert days(schedule) == [(agent, DAY, 0, 0)]


@pytest.mark.parametrize("text", ["Red blood cells are infused on day 5.", "Cells on day 5."])
def test_cells_of_no_product(text):
    schedule = read_arm(arm(text, ("CD19 CAR-T cells", ""), ("Fludarabine", "")))
    assert days(schedule) == []


def test_a_survey_is_no_agent():
    text = "Device survey completed in weeks 1, 3 and 5."
    assert days(read_arm(arm("", ("Device survey", text)))) == []


def test_the_summary_is_read_for_agents_of_the_arm():
    text = "Patients receive zzzdrug on day 1 and rituximab on day 2."
    assert days(read_arm(arm("", ("Zzzdrug", ""), summary=text))) == [("zzzdrug", DAY, 1, 1)]
    assert days(read_arm(arm("", ("Zzzdrug", ""), summary="Zzzdrug on day 1."))) == []


def test_words_of_another_arm_are_not_of_this():
    text = "Arm A: 5 mg on day 1\nArm B: 5 mg on day 2"
    arms = ("Arm A", "Arm B")
    assert days(read_arm(arm("", ("Zzzdrug", text), arms=arms))) == [("zzzdrug", DAY, 1, 1)]


@pytest.mark.parametrize(
    ("text", "label", "roles"),
    [
        ("Conditioning: fludarabine on day -5.", "", ["CONDITIONING"]),
        ("Lymphodepleting chemotherapy with fludarabine on day -5.", "", ["CONDITIONING"]),
        ("Fludarabine on day -5 as conditioning.", "", ["CONDITIONING"]),
        ("Induction:\n* Basiliximab on day 0", "", ["INDUCTION"]),
        ("Maintenance with rituximab in week 8.", "", ["MAINTENANCE"]),
        ("Consolidation with rituximab in week 8.", "", ["NOT_STATED"]),
        ("Rituximab on day 1.", "Induction", ["INDUCTION"]),
        ("Rituximab on day 1.", "Patients after some induction of long ago", ["NOT_STATED"]),
        ("CAR-T cells on day 0.", "Conditioning", ["CELL_INFUSION"]),
        ("Islet transplantation on day 0.", "", ["GRAFT"]),
        ("Leukapheresis on day -20 is started.", "", ["COLLECTION"]),
        ("Mobilisation with filgrastim on day 1.", "", ["MOBILISATION"]),
        ("Rituximab on day 1.", "", ["NOT_STATED"]),
        (
            "Melphalan on day -2 as conditioning, post-transplant cyclophosphamide on day 3.",
            "",
            ["CONDITIONING", "NOT_STATED"],
        ),
    ],
)
def test_roles_are_those_of_the_words(text, label, roles):
    assert [event.role for event in read_arm(arm(text, label=label)).events] == roles


def test_an_event_joins_its_readings_and_quotes_its_clause():
    text = r"First. * Fludarabine 30 mg/m\^2 IV over 30 minutes once daily on days −5 to −3. Last."
    (event,) = read_arm(arm(text)).events
    assert event.quote == text[event.start : event.end]
    assert event.quote.startswith("Fludarabine")
    assert event.path == "armGroups[0].description"
    assert event.certainty == READ_BY_RULE
    assert (event.agent, event.name) == (FLU, "Fludarabine")
    assert [one.quote for one in event.days] == ["days −5 to −3"]
    assert [one.quote for one in event.doses] == [r"30 mg/m\^2"]
    assert [one.coded.route for one in event.routes] == ["IV"]
    assert [one.quote for one in event.intervals] == ["once daily"]
    assert [one.quote for one in event.durations] == ["over 30 minutes"]
    assert event.troughs == ()
    assert all(text[one.start : one.end] == one.quote for one in event.readings)


def test_an_event_without_a_day_keeps_dose_interval_and_trough():
    (event,) = read_arm(arm("Tacrolimus 0.1 mg/kg twice daily, trough 8-12 ng/mL.")).events
    assert event.days == ()
    assert event.doses[0].values() == {"unit": "mg/kg", "value": 0.1}
    assert event.troughs[0].values() == {"unit": "ng/mL", "low": 8, "high": 12}


def test_a_dose_goes_with_its_day():
    schedule = read_arm(arm("Venetoclax orally (100 mg day 1, 200 mg day 2)."))
    found = [(one.days[0].coded.first, one.doses[0].coded.value) for one in schedule.events]
    assert found == [(1, 100), (2, 200)]
    assert all(one.routes[0].coded.route == "PO" for one in schedule.events)


def test_readings_without_a_day_are_one_part():
    assert by_expression([]) == [[]]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The drug is given every 3 weeks for 6 cycles.", True),
        ("Rituximab is given every 3 weeks.", False),
        ("Patients are followed every 3 weeks.", False),
        ("Rituximab is given between day +30 and day +100.", True),
        ("Rituximab is given. Visits take place every 3 months for 2 years.", False),
        ("During rituximab treatment patients will be followed by phone every 3 weeks.", False),
        ("", False),
    ],
)
def test_times_that_find_no_place_stay_as_words(text, left):
    schedule = read_arm(arm(text))
    assert [one.quote for one in schedule.words] == ([text] if left else [])
    assert schedule.has_day is False


@pytest.mark.parametrize(
    "text", ["<script>day 1</script>", "\\" * 999, "day 1 " * 200, "((((" * 500]
)
def test_hostile_words(text):
    schedule = read_arm(arm(text, ("<b>", text), summary=text))
    assert all(one.quote in text for one in schedule.events)
