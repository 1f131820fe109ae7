"""Posted results of a study object: rows, cells and paths; a bad value costs itself."""

from decimal import Decimal

import pytest

from data.model.record_frames import RESULT_FRAMES
from data.model.schema import SEPARATOR
from data.readers.columns import NOT_OF_A_FILE
from data.readers.import_report import Report
from data.readers.json_node import Node
from data.readers.result_rows import result_rows
from data.readers.results_section import posted_rows
from data.readers.study import facts_of
from tests.data.readers.samples import study

FULL = {
    "participantFlowModule": {
        "recruitmentDetails": "At clinics",
        "preAssignmentDetails": "A run-in",
        "typeUnitsAnalyzed": "Eyes",
        "groups": [{"id": "FG000", "title": "Drug", "description": "Given"}],
        "periods": [
            {
                "title": "First",
                "milestones": [
                    {
                        "type": "STARTED",
                        "comment": "All of them",
                        "achievements": [
                            {
                                "groupId": "FG000",
                                "numSubjects": "10",
                                "numUnits": "20",
                                "comment": "c",
                            }
                        ],
                    },
                    {"type": "Empty"},
                ],
                "dropWithdraws": [
                    {"type": "Death", "reasons": [{"groupId": "FG000", "numSubjects": "1"}]}
                ],
            },
            {"title": "Second"},
            {"milestones": [{"type": "STARTED", "achievements": [{"groupId": "FG000"}]}]},
        ],
    },
    "baselineCharacteristicsModule": {
        "populationDescription": "All who were treated",
        "typeUnitsAnalyzed": "Eyes",
        "groups": [{"id": "BG000", "title": "Drug"}],
        "denoms": [
            {"units": "Participants", "counts": [{"groupId": "BG000", "value": "10"}]},
            {"units": "Eyes", "counts": [{"groupId": "BG000", "value": "20"}]},
        ],
        "measures": [
            {
                "title": "Age",
                "description": "In years",
                "populationDescription": "Those asked",
                "paramType": "MEAN",
                "dispersionType": "STANDARD_DEVIATION",
                "unitOfMeasure": "years",
                "classes": [
                    {
                        "categories": [
                            {
                                "measurements": [
                                    {
                                        "groupId": "BG000",
                                        "value": "45.3",
                                        "spread": "13.9",
                                        "lowerLimit": "18",
                                        "upperLimit": "70",
                                        "comment": "of all",
                                    }
                                ]
                            }
                        ]
                    }
                ],
            },
            {
                "title": "Sex",
                "classes": [
                    {
                        "title": "All",
                        "denoms": [
                            {
                                "units": "Participants",
                                "counts": [{"groupId": "BG000", "value": "9"}],
                            }
                        ],
                        "categories": [
                            {"title": "Female", "measurements": [{"groupId": "BG000", "value": 4}]}
                        ],
                    }
                ],
            },
            {"title": "Without values"},
        ],
    },
    "outcomeMeasuresModule": {
        "outcomeMeasures": [
            {
                "type": "PRIMARY",
                "title": "Level",
                "description": "Measured",
                "populationDescription": "All",
                "reportingStatus": "POSTED",
                "paramType": "MEDIAN",
                "dispersionType": "95% Confidence Interval",
                "unitOfMeasure": "mg",
                "timeFrame": "Day 1",
                "typeUnitsAnalyzed": "Eyes",
                "denomUnitsSelected": "Eyes",
                "groups": [{"id": "OG000", "title": "Drug"}, {"id": "OG001", "title": "None"}],
                "denoms": [
                    {"units": "Participants", "counts": [{"groupId": "OG000", "value": "10"}]},
                    {"units": "Eyes", "counts": [{"groupId": "OG000", "value": "20"}]},
                ],
                "classes": [
                    {
                        "title": "Day 1",
                        "denoms": [
                            {"units": "Eyes", "counts": [{"groupId": "OG000", "value": "18"}]}
                        ],
                        "categories": [
                            {
                                "title": "Left",
                                "measurements": [
                                    {
                                        "groupId": "OG000",
                                        "value": "NA",
                                        "lowerLimit": "3",
                                        "upperLimit": "NA",
                                        "spread": "0.5",
                                        "comment": "Not reached",
                                    }
                                ],
                            }
                        ],
                    }
                ],
                "analyses": [
                    {
                        "groupIds": ["OG000", "OG001"],
                        "groupDescription": "Both",
                        "paramType": "Hazard Ratio (HR)",
                        "paramValue": "0.61",
                        "dispersionType": "STANDARD_ERROR_OF_MEAN",
                        "dispersionValue": "0.1",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "0.4",
                        "ciUpperLimit": "0.9",
                        "ciLowerLimitComment": "low",
                        "ciUpperLimitComment": "up",
                        "pValue": "<0.001",
                        "pValueComment": "one look",
                        "statisticalMethod": "Log Rank",
                        "statisticalComment": "stratified",
                        "nonInferiorityType": "SUPERIORITY",
                        "nonInferiorityComment": "none",
                        "estimateComment": "drug to none",
                        "otherAnalysisDescription": "more",
                    }
                ],
            },
            {"type": "SECONDARY", "title": "Later", "anticipatedPostingDate": "2026-01"},
        ]
    },
    "adverseEventsModule": {
        "frequencyThreshold": "5",
        "timeFrame": "A year",
        "description": "Asked",
        "allCauseMortalityComment": "One",
        "eventGroups": [
            {
                "id": "EG000",
                "title": "Drug",
                "deathsNumAffected": 0,
                "deathsNumAtRisk": 10,
                "seriousNumAffected": 2,
                "otherNumAtRisk": 0,
            },
            {"id": "EG001", "title": "None"},
        ],
        "seriousEvents": [
            {
                "term": "Asthma",
                "organSystem": "Lungs",
                "sourceVocabulary": "MedDRA",
                "assessmentType": "SYSTEMATIC_ASSESSMENT",
                "notes": "n",
                "stats": [
                    {"groupId": "EG000", "numEvents": 3, "numAffected": 2, "numAtRisk": 10},
                    {"groupId": "EG001", "numAtRisk": 0},
                ],
            }
        ],
        "otherEvents": [{"term": "Uncounted"}],
    },
    "moreInfoModule": {
        "limitationsAndCaveats": {"description": "Few people"},
        "pointOfContact": {"title": "SECRET", "phone": "SECRET", "email": "SECRET"},
        "certainAgreement": {"otherDetails": "SECRET"},
    },
}
WHOLE = study() | {"resultsSection": FULL}
FLOW, BASELINE = "participantFlowModule", "baselineCharacteristicsModule"
MEASURES, EVENTS = "outcomeMeasuresModule.outcomeMeasures", "adverseEventsModule"


def rows_of(section, frame=""):
    """Frame -> (path without the section, cells that are not empty), or those of one frame."""
    root = Node({"resultsSection": section}, "")
    found = {
        name: [
            (row.path.removeprefix("resultsSection").removeprefix("."), filled(row.cells))
            for row in rows
        ]
        for name, rows in posted_rows(root).items()
    }
    return found.get(frame, []) if frame else (found, root.misfits)


def filled(cells):
    return {name: value for name, value in cells.items() if value != ""}


EXPECTED = {
    "results_about": [
        (
            "",
            {
                "recruitment": "At clinics",
                "pre_assignment": "A run-in",
                "flow_units": "Eyes",
                "baseline_population": "All who were treated",
                "baseline_units": "Eyes",
                "frequency_threshold": "5",
                "events_time_frame": "A year",
                "events_description": "Asked",
                "deaths_comment": "One",
                "limitations": "Few people",
            },
        )
    ],
    "results_groups": [
        (
            f"{FLOW}.groups[0]",
            {
                "results_part": "FLOW",
                "group_id": "FG000",
                "title": "Drug",
                "description": "Given",
            },
        ),
        (
            f"{BASELINE}.groups[0]",
            {
                "results_part": "BASELINE",
                "group_id": "BG000",
                "title": "Drug",
                "analysed": "20",
                "analysed_units": "Eyes",
            },
        ),
        (
            f"{MEASURES}[0].groups[0]",
            {
                "results_part": "OUTCOME",
                "measure_position": 1,
                "group_id": "OG000",
                "title": "Drug",
                "analysed": "20",
                "analysed_units": "Eyes",
            },
        ),
        (
            f"{MEASURES}[0].groups[1]",
            {
                "results_part": "OUTCOME",
                "measure_position": 1,
                "group_id": "OG001",
                "title": "None",
            },
        ),
        (
            f"{EVENTS}.eventGroups[0]",
            {"results_part": "EVENT", "group_id": "EG000", "title": "Drug"},
        ),
        (
            f"{EVENTS}.eventGroups[1]",
            {"results_part": "EVENT", "group_id": "EG001", "title": "None"},
        ),
    ],
    "results_flow": [
        (
            f"{FLOW}.periods[0].milestones[0].achievements[0]",
            {
                "flow_row": "MILESTONE",
                "period_position": 1,
                "period": "First",
                "milestone": "STARTED",
                "milestone_comment": "All of them",
                "group_id": "FG000",
                "participants": "10",
                "units": "20",
                "comment": "c",
            },
        ),
        (
            f"{FLOW}.periods[0].milestones[1]",
            {
                "flow_row": "MILESTONE",
                "period_position": 1,
                "period": "First",
                "milestone": "Empty",
            },
        ),
        (
            f"{FLOW}.periods[0].dropWithdraws[0].reasons[0]",
            {
                "flow_row": "REASON",
                "period_position": 1,
                "period": "First",
                "milestone": "Death",
                "group_id": "FG000",
                "participants": "1",
            },
        ),
        (
            f"{FLOW}.periods[2].milestones[0].achievements[0]",
            {
                "flow_row": "MILESTONE",
                "period_position": 3,
                "milestone": "STARTED",
                "group_id": "FG000",
            },
        ),
    ],
    "results_baseline": [
        (
            f"{BASELINE}.measures[0].classes[0].categories[0].measurements[0]",
            {
                "measure_position": 1,
                "measure": "Age",
                "description": "In years",
                "population": "Those asked",
                "param_type": "MEAN",
                "dispersion_type": "STANDARD_DEVIATION",
                "units": "years",
                "group_id": "BG000",
                "value": "45.3",
                "spread": "13.9",
                "lower": "18",
                "upper": "70",
                "comment": "of all",
            },
        ),
        (
            f"{BASELINE}.measures[1].classes[0].categories[0].measurements[0]",
            {
                "measure_position": 2,
                "measure": "Sex",
                "class_title": "All",
                "category_title": "Female",
                "group_id": "BG000",
                "value": "4",
                "analysed": "9",
                "analysed_units": "Participants",
            },
        ),
        (f"{BASELINE}.measures[2]", {"measure_position": 3, "measure": "Without values"}),
    ],
    "results_measures": [
        (
            f"{MEASURES}[0]",
            {
                "posted_outcome_kind_printed": "PRIMARY",
                "measure": "Level",
                "description": "Measured",
                "population": "All",
                "reporting_status": "POSTED",
                "param_type": "MEDIAN",
                "dispersion_type": "95% Confidence Interval",
                "units": "mg",
                "time_frame": "Day 1",
                "analysed_units": "Eyes",
            },
        ),
        (
            f"{MEASURES}[1]",
            {
                "posted_outcome_kind_printed": "SECONDARY",
                "measure": "Later",
                "anticipated": "2026-01",
            },
        ),
    ],
    "results_values": [
        (
            f"{MEASURES}[0].classes[0].categories[0].measurements[0]",
            {
                "measure_position": 1,
                "class_title": "Day 1",
                "category_title": "Left",
                "group_id": "OG000",
                "value": "NA",
                "spread": "0.5",
                "lower": "3",
                "upper": "NA",
                "comment": "Not reached",
                "analysed": "18",
            },
        )
    ],
    "results_analyses": [
        (
            f"{MEASURES}[0].analyses[0]",
            {
                "measure_position": 1,
                "group_ids": f"OG000{SEPARATOR}OG001",
                "groups_description": "Both",
                "param_type": "Hazard Ratio (HR)",
                "param_value": "0.61",
                "dispersion_type": "STANDARD_ERROR_OF_MEAN",
                "dispersion_value": "0.1",
                "interval_percent": "95",
                "interval_sides": "TWO_SIDED",
                "lower": "0.4",
                "upper": "0.9",
                "lower_comment": "low",
                "upper_comment": "up",
                "p_value": "<0.001",
                "p_value_comment": "one look",
                "method": "Log Rank",
                "method_comment": "stratified",
                "non_inferiority": "SUPERIORITY",
                "non_inferiority_comment": "none",
                "estimate_comment": "drug to none",
                "other_comment": "more",
            },
        )
    ],
    "results_events": [
        (
            f"{EVENTS}.eventGroups[0]",
            {"event_kind": "DEATH", "group_id": "EG000", "affected": "0", "at_risk": "10"},
        ),
        (
            f"{EVENTS}.eventGroups[0]",
            {"event_kind": "ANY_SERIOUS", "group_id": "EG000", "affected": "2"},
        ),
        (
            f"{EVENTS}.eventGroups[0]",
            {"event_kind": "ANY_OTHER", "group_id": "EG000", "at_risk": "0"},
        ),
        (
            f"{EVENTS}.seriousEvents[0].stats[0]",
            {
                "event_kind": "SERIOUS",
                "organ_system": "Lungs",
                "term": "Asthma",
                "source_vocabulary": "MedDRA",
                "assessment": "SYSTEMATIC_ASSESSMENT",
                "notes": "n",
                "group_id": "EG000",
                "affected": "2",
                "at_risk": "10",
                "events": "3",
            },
        ),
        (
            f"{EVENTS}.seriousEvents[0].stats[1]",
            {
                "event_kind": "SERIOUS",
                "organ_system": "Lungs",
                "term": "Asthma",
                "source_vocabulary": "MedDRA",
                "assessment": "SYSTEMATIC_ASSESSMENT",
                "notes": "n",
                "group_id": "EG001",
                "at_risk": "0",
            },
        ),
        (f"{EVENTS}.otherEvents[0]", {"event_kind": "OTHER", "term": "Uncounted"}),
    ],
}


@pytest.mark.parametrize("frame", EXPECTED)
def test_every_row_has_its_cells_and_path(frame):
    assert rows_of(FULL, frame) == EXPECTED[frame]


def test_the_table_above_fills_every_column_of_every_frame():
    of_file = {
        frame.name: set(frame.column_names) - NOT_OF_A_FILE - {"posted_outcome_kind"}
        for frame in RESULT_FRAMES
    }
    in_table = {
        name: {column for _, cells in rows for column in cells} - NOT_OF_A_FILE
        for name, rows in EXPECTED.items()
    }
    assert in_table == of_file


def test_contacts_and_agreements_are_never_read():
    assert "SECRET" not in str(rows_of(FULL))


@pytest.mark.parametrize("section", [None, {}, {"participantFlowModule": None}])
def test_nothing_of_nothing(section):
    found, misfits = rows_of(section)
    assert not any(found.values()) and misfits == []


@pytest.mark.parametrize("module", [*FULL])
def test_a_module_that_is_missing_costs_itself(module):
    found, misfits = rows_of({name: each for name, each in FULL.items() if name != module})
    assert misfits == []
    lost = {name for name in EXPECTED if found[name] != EXPECTED[name]}
    assert (
        lost
        == {
            "participantFlowModule": {"results_about", "results_groups", "results_flow"},
            "baselineCharacteristicsModule": {
                "results_about",
                "results_groups",
                "results_baseline",
            },
            "outcomeMeasuresModule": {
                *("results_groups", "results_measures", "results_values", "results_analyses"),
            },
            "adverseEventsModule": {"results_about", "results_groups", "results_events"},
            "moreInfoModule": {"results_about"},
        }[module]
    )


ODD = [
    # where, odd value, what is left, the value in the report and why
    ("section", "text", 0, ("text", "an object is needed")),
    ("section", [1], 0, ("a list", "an object is needed")),
    ("periods", "text", 0, ("text", "a list is needed")),
    ("periods", [5, None, {"milestones": []}], 0, ("5", "an object is needed")),
    (
        "achievements",
        {"groupId": "FG000", "numSubjects": "3"},
        1,
        ("an object", "a list is needed; it was read as a list of one"),
    ),
    ("numSubjects", {"a": 1}, 1, ("an object", "a text or a number is needed")),
    ("numSubjects", ["3"], 1, ("a list", "a text or a number is needed")),
    ("numSubjects", True, 1, ("True", "a text or a number is needed")),
    (
        "numSubjects",
        10**50,
        1,
        ("a number of more than 38 digits", "a text or a number is needed"),
    ),
    ("numSubjects", float("nan"), 1, ("nan", "a text or a number is needed")),
    ("numSubjects", float("-inf"), 1, ("-inf", "a text or a number is needed")),
]


def section_with(where, value):
    """A section of one number, with this value in this place."""
    if where == "section":
        return value
    number = {"groupId": "FG000", "numSubjects": value if where == "numSubjects" else "3"}
    numbers = value if where == "achievements" else [number]
    periods = [{"milestones": [{"type": "STARTED", "achievements": numbers}]}]
    return {FLOW: {"periods": value if where == "periods" else periods}}


@pytest.mark.parametrize(("where", "value", "left", "told"), ODD)
def test_a_bad_value_costs_itself_and_is_told(where, value, left, told):
    found, misfits = rows_of(section_with(where, value))
    assert len(found["results_flow"]) == left
    assert {(each.value, each.reason) for each in misfits} == {told}
    if where == "numSubjects":
        assert "participants" not in found["results_flow"][0][1]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-3, "-3"),
        (1.5, "1.5"),
        (Decimal("5.10"), "5.10"),
        ("  1,234 \n", "1,234"),
        ("<0.001", "<0.001"),
        ("12 (3 to 40)", "12 (3 to 40)"),
        ("\ud800", "\ufffd"),
        ("\u202e3", "\u202e3"),
        ("9" * 10_000, "9" * 10_000),
        (None, None),
        ("", None),
    ],
)
def test_values_are_as_posted(value, text):
    found, misfits = rows_of(section_with("numSubjects", value))
    assert found["results_flow"][0][1].get("participants") == text
    assert misfits == []


def denoms(**numbers):
    return [
        {"units": units, "counts": [{"groupId": "OG000", "value": number}]}
        for units, number in numbers.items()
    ]


@pytest.mark.parametrize(
    ("measure", "of_class", "group", "value"),
    [
        ({}, {}, None, None),
        ({"denoms": denoms(Participants="10")}, {}, "10", None),
        # the units that the values are of
        (
            {"denoms": denoms(Participants="10", Eyes="20"), "denomUnitsSelected": "Eyes"},
            {"denoms": denoms(Participants="9", Eyes="18")},
            "20",
            "18",
        ),
        (
            {"denoms": denoms(Participants="10", Eyes="20"), "typeUnitsAnalyzed": "Eyes"},
            {},
            "20",
            None,
        ),
        (
            {
                "denoms": denoms(Participants="10", Eyes="20"),
                "typeUnitsAnalyzed": "Eyes",
                "denomUnitsSelected": "Participants",
            },
            {"denoms": denoms(Eyes="18", Participants="9")},
            "10",
            "9",
        ),
        # units that no number has: the first
        ({"denoms": denoms(Participants="10"), "denomUnitsSelected": "Ears"}, {}, "10", None),
        ({"denoms": "many"}, {"denoms": [{"counts": [{"value": "3"}]}]}, None, None),
    ],
)
def test_numbers_analysed_are_in_the_units_of_the_values(measure, of_class, group, value):
    values = {"categories": [{"measurements": [{"groupId": "OG000", "value": "1"}]}]}
    section = {
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                {**measure, "groups": [{"id": "OG000"}], "classes": [{**of_class, **values}]}
            ]
        }
    }
    assert rows_of(section, "results_groups")[0][1].get("analysed") == group
    assert rows_of(section, "results_values")[0][1].get("analysed") == value


def test_rows_are_numbered_and_whole():
    report = Report()
    rows = result_rows(facts_of(WHOLE).results, "NCT00000001", report)
    for frame in RESULT_FRAMES:
        own = rows[frame.name]
        if "position" in frame.column_names:
            assert [each["position"] for each in own] == list(range(1, len(own) + 1))
        wanted = {*frame.column_names, "path"} - {"nct_id", "source", "locator"}
        assert all(set(each) == wanted for each in own), frame.name
    assert [each["posted_outcome_kind"] for each in rows["results_measures"]] == [
        "PRIMARY",
        "SECONDARY",
    ]
    assert report.not_listed == {}


def test_a_kind_of_measure_in_no_list_is_told():
    odd = {"outcomeMeasuresModule": {"outcomeMeasures": [{"type": "SURPRISING"}, {}]}}
    report = Report()
    rows = result_rows(facts_of(study() | {"resultsSection": odd}).results, "NCT00000001", report)
    kinds = [each["posted_outcome_kind"] for each in rows["results_measures"]]
    assert kinds == ["UNLISTED", "NOT_STATED"]
    assert [each.value for each in report.not_listed.values()] == ["SURPRISING"]


def test_misfits_stand_in_the_facts_without_entry_numbers():
    section = section_with("numSubjects", [1])
    (misfit,) = facts_of(study() | {"resultsSection": section}).misfits
    assert misfit.path == f"resultsSection.{FLOW}.periods.milestones.achievements.numSubjects"
