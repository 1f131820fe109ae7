"""Study objects with posted results, small: numbers, titles and terms of thirteen real studies.

Texts longer than a title are our own words; parts are left out, none is made up. Two are wholly
ours: ``MANY`` of 19 groups, and ``HOSTILE`` of all that a page must bear.
"""

import json
from pathlib import Path
from typing import Any

from data.datasets.importing import Request, run_import

POSTED, POSTED_TITLE = "posted", "Posted results, our search"
"""The dataset of these studies."""
Json = dict[str, Any]
PerGroup = str | list[Any]
"""One a group: a list, or a text with `` | `` between them and ``-`` where a group has none."""
DATES = ("startDateStruct", "primaryCompletionDateStruct", "completionDateStruct")


def cells_of(given: PerGroup) -> list[Any]:
    if isinstance(given, str):
        return [None if each == "-" else each for each in given.split(" | ")]
    return given


def groups(start: str, titles: PerGroup) -> list[Json]:
    """Groups ``FG000``, ``FG001``... with these titles."""
    return [
        {"id": f"{start}{n:03}", "title": title, "description": f"Given as in group {n + 1}."}
        for n, title in enumerate(cells_of(titles))
    ]


def of_groups(start: str, key: str, numbers: PerGroup) -> list[Json]:
    """The number of each group under this key; none of a group whose number is None."""
    return [
        {"groupId": f"{start}{n:03}", key: number}
        for n, number in enumerate(cells_of(numbers))
        if number is not None
    ]


def denoms(start: str, numbers: PerGroup, units: str = "Participants") -> list[Json]:
    return [{"units": units, "counts": of_groups(start, "value", numbers)}]


def period(title: str, milestones: Json, reasons: Json | None = None) -> Json:
    """A period of the flow: milestone -> participants of each group, reason -> the like."""
    made: Json = {
        "title": title,
        "milestones": [
            {"type": name, "achievements": of_groups("FG", "numSubjects", numbers)}
            for name, numbers in milestones.items()
        ],
    }
    if reasons:
        made["dropWithdraws"] = [
            {"type": name, "reasons": of_groups("FG", "numSubjects", numbers)}
            for name, numbers in reasons.items()
        ]
    return made


def flow(titles: PerGroup, *periods: Json, **more: str) -> Json:
    return {**more, "groups": groups("FG", titles), "periods": list(periods)}


def measurement(group: str, cell: str) -> Json:
    """``5``, ``5 ± 2`` (a spread), ``5 (3, 7)`` (limits), ``NA ! why`` (a comment)."""
    made: Json = {"groupId": group}
    cell, _, comment = cell.partition(" ! ")
    if cell.endswith(")") and " (" in cell and ", " in cell:
        cell, limits = cell[:-1].split(" (")
        made["value"] = cell
        made["lowerLimit"], made["upperLimit"] = limits.split(", ")
    elif " ± " in cell:
        made["value"], made["spread"] = cell.split(" ± ")
    else:
        made["value"] = cell
    return made | ({"comment": comment} if comment else {})


def classes(start: str, rows: list[tuple[Any, ...]]) -> list[Json]:
    """Classes of (class title, category title, cell of each group, number of each group)."""
    made: dict[str, Json] = {}
    for of_class, category, cells, *number in rows:
        each = made.setdefault(of_class, {"title": of_class} if of_class else {})
        if number:
            each["denoms"] = denoms(start, number[0])
        each.setdefault("categories", []).append(
            ({"title": category} if category else {})
            | {
                "measurements": [
                    measurement(f"{start}{n:03}", cell)
                    for n, cell in enumerate(cells_of(cells))
                    if cell is not None
                ]
            }
        )
    return list(made.values())


def kinds(kind: str) -> Json:
    """``MEAN / Standard Deviation / mg``: parameter, dispersion, units; an empty one is absent."""
    names = ("paramType", "dispersionType", "unitOfMeasure")
    return {
        name: part
        for name, part in zip(names, kind.split(" / "), strict=True)
        if part not in ("", "-")
    }


def baseline(titles: PerGroup, numbers: PerGroup, *measures: tuple[Any, ...]) -> Json:
    """Groups with their numbers, and measures of (title, kinds, rows)."""
    return {
        "groups": groups("BG", titles),
        "denoms": denoms("BG", numbers),
        "measures": [
            {"title": title, **kinds(kind), "classes": classes("BG", rows)}
            for title, kind, rows in measures
        ],
    }


def measure(
    kind: str,
    title: str,
    frame: str,
    titles: PerGroup,
    numbers: PerGroup,
    kind_of_values: str,
    rows: list[tuple[Any, ...]],
    *analyses: Json,
    units: str = "",
) -> Json:
    """A posted outcome measure."""
    made: Json = {
        "type": kind,
        "title": title,
        "description": f"How it was measured: {title}",
        "reportingStatus": "POSTED",
        **kinds(kind_of_values),
        "timeFrame": frame,
        "groups": groups("OG", titles),
        "denoms": denoms("OG", numbers),
    }
    if units:
        made["typeUnitsAnalyzed"] = made["denomUnitsSelected"] = units
        made["denoms"] += denoms("OG", numbers, units)
    if rows:
        made["classes"] = classes("OG", rows)
    if analyses:
        made["analyses"] = list(analyses)
    return made


def awaited(kind: str, title: str, frame: str, expected: str) -> Json:
    """A measure whose values are not posted yet, with the month in which they are expected."""
    return {
        "type": kind,
        "title": title,
        "reportingStatus": "NOT_POSTED",
        "anticipatedPostingDate": expected,
        "timeFrame": frame,
    }


def pair(text: str | None) -> list[int | None]:
    """``3/40/5``: affected, at risk, events; ``?`` is not stated."""
    numbers = [None if part == "?" else int(part) for part in (text or "?").split("/")]
    return [*numbers, None, None][:3]


def event(term: str, organ: str, counts: PerGroup, **more: Any) -> Json:
    """A term of adverse events, with a ``pair`` of each group."""
    names = ("numEvents", "numAffected", "numAtRisk")
    return {
        "term": term,
        "organSystem": organ,
        **more,
        "stats": [
            {"groupId": f"EG{n:03}"}
            | {
                name: number
                for name, number in zip(names, (happened, affected, at_risk), strict=True)
                if number is not None
            }
            for n, text in enumerate(cells_of(counts))
            if text is not None
            for affected, at_risk, happened in [pair(text)]
        ],
    }


def totals(titles: PerGroup, **counts: PerGroup) -> list[Json]:
    """Groups of the events with their totals: a ``pair`` of each for deaths, serious, other."""
    made = groups("EG", titles)
    for kind, each in counts.items():
        for group, text in zip(made, cells_of(each), strict=True):
            for key, number in zip(("NumAffected", "NumAtRisk"), pair(text)[:2], strict=True):
                if number is not None:
                    group[f"{kind}{key}"] = number
    return made


def study(
    nct_id: str,
    title: str,
    conditions: list[str],
    status: str,
    dates: list[str],
    enrolled: int,
    model: str,
    measures: list[tuple[str, str, str]],
    results: Json,
    **stopped: str,
) -> Json:
    """A record with results. dates: start, primary completion, completion, results posted."""
    kinds_of: dict[str, list[Json]] = {}
    for kind, name, frame in measures:
        key = f"{kind.lower()}Outcomes"
        kinds_of.setdefault(key, []).append({"measure": name, "timeFrame": frame})
    given = {
        key: {"date": day, "type": "ACTUAL"}
        for key, day in zip((*DATES, "resultsFirstPostDateStruct"), dates, strict=True)
        if day
    }
    return {
        "protocolSection": {
            "identificationModule": {"nctId": nct_id, "briefTitle": title},
            "statusModule": {"overallStatus": status, **stopped, **given},
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": "A Fund", "class": "OTHER"}},
            "descriptionModule": {"briefSummary": "A summary in our words."},
            "conditionsModule": {"conditions": conditions},
            "designModule": {
                "studyType": "INTERVENTIONAL",
                "phases": ["PHASE2"],
                "designInfo": {"allocation": "RANDOMIZED", "interventionModel": model},
                "enrollmentInfo": {"count": enrolled, "type": "ACTUAL"},
            },
            "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": "Drug A"}]},
            "outcomesModule": kinds_of,
            "eligibilityModule": {"sex": "ALL"},
        },
        "resultsSection": results,
        "derivedSection": {"miscInfoModule": {"versionHolder": "2025-03-04"}},
        "hasResults": True,
    }


def nct_id_of(record: Json) -> str:
    return str(record["protocolSection"]["identificationModule"]["nctId"])


COUNTS = study(
    "NCT03361072",
    "The Effect of Per Oral Immunotherapy in Severe Milk, Peanut and Egg Allergy in",
    ["Food Allergy"],
    "COMPLETED",
    ["2017-08-03", "2023-03-11", "2023-03-11", "2025-05-09"],
    30,
    "PARALLEL",
    [
        ("PRIMARY", "Desensitisation", "1 year, through study completion"),
        ("SECONDARY", "Worries Associated With Food Allergy", "1 year, through study completion"),
        (
            "OTHER_PRE_SPECIFIED",
            "Number of Participants With Treatment-related Adverse Events",
            "1 year, through study completion",
        ),
    ],
    {
        "participantFlowModule": flow(
            "Milk Allergy | Peanut Allergy | Egg Allergy",
            period(
                "Overall Study",
                {"STARTED": "12 | 14 | 4", "COMPLETED": "8 | 5 | 2", "NOT COMPLETED": "4 | 9 | 2"},
            ),
            recruitmentDetails="Recruited at clinics.",
        ),
        "baselineCharacteristicsModule": baseline(
            "Milk Allergy | Peanut Allergy | Egg Allergy | Total",
            "12 | 14 | 4 | 30",
            (
                "Age, Categorical",
                "COUNT_OF_PARTICIPANTS / - / Participants",
                [
                    ("", "<=18 years", "0 | 0 | 0 | 0"),
                    ("", "Between 18 and 65 years", "12 | 14 | 4 | 30"),
                    ("", ">=65 years", "0 | 0 | 0 | 0"),
                ],
            ),
            (
                "Age, Continuous",
                "MEAN / STANDARD_DEVIATION / years",
                [("", "", "34.8 ± 12.5 | 29.6 ± 11.0 | 25.3 ± 20.5 | 31.1 ± 10.3")],
            ),
        ),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                measure(
                    "PRIMARY",
                    "Desensitisation",
                    "1 year, through study completion",
                    "Milk Allergy | Peanut Allergy | Egg Allergy",
                    "12 | 14 | 4",
                    "COUNT_OF_PARTICIPANTS / - / Participants",
                    [("", "", "7 | 5 | 2")],
                ),
                measure(
                    "SECONDARY",
                    "Worries Associated With Food Allergy",
                    "1 year, through study completion",
                    "Milk Allergy | Peanut Allergy | Egg Allergy",
                    "10 | 7 | 4",
                    "MEAN / Standard Deviation / score on a scale",
                    [
                        ("Before OIT (VAS)", "", "77.7 ± 19.2 | 69.7 ± 12.4 | 61.0 ± 13.0"),
                        (
                            "After OIT, at one year (VAS)",
                            "",
                            "79.00 ± 5.6 | 39.5 ± 19.1 | 25.0 ± 0.0",
                        ),
                    ],
                ),
                measure(
                    "OTHER_PRE_SPECIFIED",
                    "Number of Participants With Treatment-related Adverse Events",
                    "1 year, through study completion",
                    "Milk Allergy | Peanut Allergy | Egg Allergy",
                    "12 | 14 | 4",
                    "COUNT_OF_PARTICIPANTS / - / Participants",
                    [("", "", "12 | 14 | 4")],
                ),
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "0",
            "timeFrame": "OIT after two years post start",
            "eventGroups": totals(
                "Milk Allergy | Peanut Allergy | Egg Allergy",
                deaths="0/12 | 0/14 | 0/4",
                serious="4/12 | 2/14 | 0/4",
                other="8/12 | 12/14 | 4/4",
            ),
            "seriousEvents": [
                event(
                    "Allergic reaction",
                    "Skin and subcutaneous tissue disorders",
                    "4/12/4 | 2/14/2 | 0/4/0",
                    assessmentType="NON_SYSTEMATIC_ASSESSMENT",
                )
            ],
            "otherEvents": [
                event(
                    "Local itching",
                    "Skin and subcutaneous tissue disorders",
                    "8/12/8 | 12/14/12 | 4/4/4",
                    assessmentType="NON_SYSTEMATIC_ASSESSMENT",
                )
            ],
        },
    },
)
CONTINUOUS = study(
    "NCT00314574",
    "A Study of Omalizumab (Xolair) in Subjects With Moderate to Severe Persistent",
    ["Asthma"],
    "COMPLETED",
    ["2005-12", "2009-11", "2009-11", "2011-10-13"],
    850,
    "PARALLEL",
    [
        ("PRIMARY", "Rate of Asthma Exacerbations Over the 48 Week Treatment Period", "48 weeks"),
        (
            "SECONDARY",
            "Change From Baseline in Total Asthma Symptom Scores",
            "Baseline and Week 48",
        ),
        (
            "SECONDARY",
            "Change From Baseline in the Number of Puffs Per Day of Beta Agonist",
            "Baseline and Week 48",
        ),
        ("SECONDARY", "Number of Participants Assessed for Frequency and Severity of", "Week 48"),
    ],
    {
        "participantFlowModule": flow(
            "Placebo | Xolair",
            period(
                "Overall Study",
                {
                    "STARTED": "423 | 427",
                    "Received at Least One Dose of Study Drug": "421 | 427",
                    "Safety Population": "420 | 428",
                    "COMPLETED": "329 | 344",
                    "NOT COMPLETED": "94 | 83",
                },
                {
                    "Death": "3 | 0",
                    "Adverse Event": "11 | 16",
                    "Lost to Follow-up": "19 | 25",
                    "Withdrawal by Subject": "33 | 22",
                    "Physician Decision": "22 | 15",
                    "Pregnancy": "6 | 4",
                    "Data unknown at database lock": "0 | 1",
                },
            ),
            recruitmentDetails="Recruited at clinics.",
        ),
        "baselineCharacteristicsModule": baseline(
            "Placebo | Xolair | Total",
            "421 | 427 | 848",
            (
                "Age, Categorical",
                "COUNT_OF_PARTICIPANTS / - / Participants",
                [
                    ("", "<=18 years", "16 | 23 | 39"),
                    ("", "Between 18 and 65 years", "376 | 379 | 755"),
                    ("", ">=65 years", "29 | 25 | 54"),
                ],
            ),
            (
                "Age Continuous",
                "MEAN / STANDARD_DEVIATION / years",
                [("", "", "45.3 ± 13.9 | 43.7 ± 14.3 | 44.5 ± 14.1")],
            ),
        ),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                measure(
                    "PRIMARY",
                    "Rate of Asthma Exacerbations Over the 48 Week Treatment Period",
                    "48 weeks",
                    "Placebo | Xolair",
                    "421 | 427",
                    "NUMBER / - / exacerbation/patient-week",
                    [("", "", "0.88 (0.6139, 0.9212) | 0.66 (0.6139, 0.9212)")],
                ),
                measure(
                    "SECONDARY",
                    "Change From Baseline in Total Asthma Symptom Scores",
                    "Baseline and Week 48",
                    "Placebo | Xolair",
                    "417 | 421",
                    "MEAN / Standard Deviation / score on a scale",
                    [("", "", "-1.36 (-0.49, -0.01) | -1.61 (-0.49, -0.01)")],
                ),
                measure(
                    "SECONDARY",
                    "Change From Baseline in the Number of Puffs Per Day of Beta Agonist",
                    "Baseline and Week 48",
                    "Placebo | Xolair",
                    "417 | 426",
                    "MEAN / Standard Deviation / puffs per day",
                    [("", "", "-1.35 ± 2.69 | -1.57 ± 2.58")],
                ),
                measure(
                    "SECONDARY",
                    "Number of Participants Assessed for Frequency and Severity of",
                    "Week 48",
                    "Placebo | Xolair",
                    "420 | 428",
                    "NUMBER / - / participants",
                    [("", "", "420 | 428")],
                ),
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "5",
            "timeFrame": "48 Weeks",
            "eventGroups": totals(
                "Placebo | Xolair", serious="44/420 | 40/428", other="339/420 | 329/428"
            ),
            "seriousEvents": [
                event(
                    "asthma",
                    "Respiratory, thoracic and mediastinal disorders",
                    "13/420 | 17/428",
                    sourceVocabulary="MedDRA (Unspecified)",
                    assessmentType="SYSTEMATIC_ASSESSMENT",
                ),
                event("chest pain", "General disorders", "3/420 | 2/428"),
                event("pneumonia", "Infections and infestations", "2/420 | 1/428"),
                event("atrial fibrillation", "Cardiac disorders", "2/420 | 0/428"),
                event("diverticulitis", "Infections and infestations", "1/420 | 1/428"),
                event("gastroenteritis viral", "Infections and infestations", "1/420 | 1/428"),
            ],
            "otherEvents": [
                event(
                    "upper respiratory infection",
                    "Infections and infestations",
                    "93/420 | 96/428",
                    sourceVocabulary="MedDRA (Unspecified)",
                    assessmentType="SYSTEMATIC_ASSESSMENT",
                ),
                event("sinusitis", "Infections and infestations", "79/420 | 81/428"),
                event("bronchitis", "Infections and infestations", "60/420 | 66/428"),
                event("headache", "Nervous system disorders", "34/420 | 41/428"),
                event("nasopharyngitis", "Infections and infestations", "38/420 | 36/428"),
                event(
                    "cough", "Respiratory, thoracic and mediastinal disorders", "29/420 | 25/428"
                ),
                event("urinary tract infection", "Infections and infestations", "25/420 | 20/428"),
                event("acute sinusitis", "Infections and infestations", "19/420 | 23/428"),
            ],
        },
    },
)
SINGLE_ARM = study(
    "NCT00554515",
    'The High-Dose Aldesleukin (IL-2) "Select" Trial for Patients With Metastatic',
    ["Metastatic Renal Cell Carcinoma"],
    "COMPLETED",
    ["2006-11", "2013-10-31", "2013-10-31", "2017-05-19"],
    123,
    "SINGLE_GROUP",
    [
        (
            "PRIMARY",
            "Objective Response in ISM Good Risk Group",
            "Disease was evaluated radiologically at baseline",
        ),
        ("SECONDARY", "Overall Survival", "Participants were followed for survival up to 7"),
        (
            "SECONDARY",
            "Objective Response Rate by MSKCC Risk Group",
            "Disease was evaluated radiologically at baseline",
        ),
        (
            "SECONDARY",
            "Progression-Free Survival",
            "Disease was evaluated radiologically at baseline",
        ),
    ],
    {
        "participantFlowModule": flow(
            "HD IL2",
            period(
                "Overall Study",
                {"STARTED": "123", "Treated": "120", "COMPLETED": "5", "NOT COMPLETED": "118"},
                {
                    "Withdrawal by Subject": "11",
                    "Disease progression": "52",
                    "Physician Decision": "18",
                    "Adverse Event": "9",
                    "Death": "2",
                    "Achieved Stable Disease": "7",
                    "Other": "1",
                    "Misc": "15",
                },
            ),
            recruitmentDetails="Recruited at clinics.",
        ),
        "baselineCharacteristicsModule": baseline(
            "HD IL2",
            "120",
            ("Age, Continuous", "MEDIAN / FULL_RANGE / years", [("", "", "56 (28, 70)")]),
            (
                "Sex: Female, Male",
                "COUNT_OF_PARTICIPANTS / - / Participants",
                [("", "Female", "35"), ("", "Male", "85")],
            ),
        ),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                measure(
                    "PRIMARY",
                    "Objective Response in ISM Good Risk Group",
                    "Disease was evaluated radiologically at baseline",
                    "ISM Good Risk Group",
                    "74",
                    "NUMBER / 95% Confidence Interval / proportion of participants",
                    [("", "", ".23 (.14, .34)")],
                    {
                        "groupIds": ["OG000"],
                        "nonInferiorityType": "SUPERIORITY",
                        "nonInferiorityComment": "Against a historical response of 14%.",
                        "pValue": "0.042",
                        "statisticalMethod": "exact binomial test",
                    },
                ),
                measure(
                    "SECONDARY",
                    "Overall Survival",
                    "Participants were followed for survival up to 7",
                    "HD IL2",
                    "120",
                    "MEDIAN / 95% Confidence Interval / months",
                    [("", "", "42.8 (35.6, 51.9)")],
                ),
                measure(
                    "SECONDARY",
                    "Objective Response Rate by MSKCC Risk Group",
                    "Disease was evaluated radiologically at baseline",
                    [
                        "Favorable MSKCC Risk Group",
                        "Intermediate MSKCC Risk Group",
                        "Poor MSKCC Risk Group",
                    ],
                    "23 | 84 | 13",
                    "NUMBER / 95% Confidence Interval / proportion of participants",
                    [("", "", ".22 (.07, .44) | .25 (.16, .36) | .31 (.09, .61)")],
                    {
                        "groupIds": ["OG000", "OG001", "OG002"],
                        "nonInferiorityType": "SUPERIORITY",
                        "pValue": ".89",
                        "statisticalMethod": "Fisher Exact",
                    },
                ),
                measure(
                    "SECONDARY",
                    "Progression-Free Survival",
                    "Disease was evaluated radiologically at baseline",
                    "HD IL2",
                    "120",
                    "MEDIAN / 95% Confidence Interval / months",
                    [("", "", "4.2 (2.5, 4.7)")],
                ),
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "0",
            "timeFrame": "Adverse events were assessed continuously",
            "eventGroups": totals("HD IL2", deaths="3/120", serious="15/120", other="2/120"),
            "seriousEvents": [
                event(
                    "Fatigue",
                    "General disorders",
                    "3/120",
                    sourceVocabulary="CTCAE (3.0)",
                    assessmentType="SYSTEMATIC_ASSESSMENT",
                ),
                event("Bilirubin", "Investigations", "3/120"),
                event("Creatinine", "Investigations", "3/120"),
                event("Cardiac-other", "Cardiac disorders", "2/120"),
                event("Lymphopenia", "Investigations", "2/120"),
                event("Hyponatremia", "Metabolism and nutrition disorders", "2/120"),
            ],
            "otherEvents": [
                event(
                    "Renal failure",
                    "Renal and urinary disorders",
                    "1/120",
                    sourceVocabulary="CTCAE (3.0)",
                    assessmentType="SYSTEMATIC_ASSESSMENT",
                ),
                event("Uveitis", "Eye disorders", "1/120"),
            ],
        },
    },
)
TIME_TO_EVENT = study(
    "NCT05665595",
    "A Study of Adjuvant Pembrolizumab/Vibostolimab (MK-7684A) Versus Pembrolizumab",
    ["Melanoma"],
    "COMPLETED",
    ["2023-01-19", "2024-03-06", "2025-09-26", "2025-04-06"],
    1594,
    "PARALLEL",
    [
        ("PRIMARY", "Recurrence-Free Survival (RFS)", "Up to approximately 13 months"),
        (
            "SECONDARY",
            "Number of Participants Who Experienced at Least One Adverse Event (AE)",
            "Up to approximately 31 months",
        ),
        (
            "SECONDARY",
            "Number of Participants Who Discontinued Study Treatment Due to an AE",
            "Up to approximately 31 months",
        ),
    ],
    {
        "participantFlowModule": flow(
            "Pembrolizumab/Vibostolimab | Pembrolizumab",
            period(
                "Overall Study",
                {
                    "STARTED": "701 | 701",
                    "Treated": "698 | 700",
                    "COMPLETED": "0 | 0",
                    "NOT COMPLETED": "701 | 701",
                },
                {
                    "Ongoing": "692 | 698",
                    "Withdrawal by Subject": "2 | 2",
                    "Lost to Follow-up": "1 | 0",
                    "Death": "6 | 1",
                },
            ),
            recruitmentDetails="Recruited at clinics.",
        ),
        "baselineCharacteristicsModule": baseline(
            "Pembrolizumab/Vibostolimab | Pembrolizumab | Total",
            "701 | 701 | 1402",
            (
                "Age, Continuous",
                "MEAN / STANDARD_DEVIATION / Years",
                [("", "", "59.0 ± 13.8 | 59.2 ± 13.9 | 59.1 ± 13.9")],
            ),
            (
                "Sex: Female, Male",
                "COUNT_OF_PARTICIPANTS / - / Participants",
                [("", "Female", "282 | 291 | 573"), ("", "Male", "419 | 410 | 829")],
            ),
        ),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                measure(
                    "PRIMARY",
                    "Recurrence-Free Survival (RFS)",
                    "Up to approximately 13 months",
                    "Pembrolizumab/Vibostolimab | Pembrolizumab",
                    "701 | 701",
                    "MEDIAN / 95% Confidence Interval / Months",
                    [
                        (
                            "",
                            "",
                            [
                                "NA (NA, NA) ! Median, upper limit, and lower limit not reached",
                                "NA (NA, NA) ! Median, upper limit, and lower limit not reached",
                            ],
                        )
                    ],
                    {
                        "groupIds": ["OG000", "OG001"],
                        "nonInferiorityType": "OTHER",
                        "paramType": "Hazard Ratio (HR)",
                        "paramValue": "1.25",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "0.87",
                        "ciUpperLimit": "1.80",
                        "estimateComment": "Hazard Ratio based on Cox regression model with",
                    },
                ),
                awaited(
                    "SECONDARY",
                    "Number of Participants Who Experienced at Least One Adverse Event (AE)",
                    "Up to approximately 31 months",
                    "",
                ),
                awaited(
                    "SECONDARY",
                    "Number of Participants Who Discontinued Study Treatment Due to an AE",
                    "Up to approximately 31 months",
                    "",
                ),
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "5",
            "timeFrame": "Up to approximately 13 months",
            "eventGroups": totals(
                "Pembrolizumab/Vibostolimab | Pembrolizumab",
                deaths="6/701 | 1/701",
                serious="109/698 | 57/700",
                other="462/698 | 426/700",
            ),
            "seriousEvents": [
                event(
                    "Adrenal insufficiency",
                    "Endocrine disorders",
                    "14/698/14 | 2/700/2",
                    sourceVocabulary="MedDRA 26.1",
                    assessmentType="SYSTEMATIC_ASSESSMENT",
                ),
                event("Myocarditis", "Cardiac disorders", "6/698/6 | 1/700/1"),
                event("Cellulitis", "Infections and infestations", "5/698/5 | 1/700/1"),
                event("Pneumonia", "Infections and infestations", "4/698/4 | 2/700/2"),
                event("Hypophysitis", "Endocrine disorders", "5/698/5 | 0/700/0"),
                event("Colitis", "Gastrointestinal disorders", "3/698/3 | 2/700/2"),
            ],
            "otherEvents": [
                event(
                    "Fatigue",
                    "General disorders",
                    "131/698/148 | 144/700/166",
                    sourceVocabulary="MedDRA 26.1",
                    assessmentType="SYSTEMATIC_ASSESSMENT",
                ),
                event(
                    "Pruritus", "Skin and subcutaneous tissue disorders", "178/698/202 | 91/700/100"
                ),
                event("Rash", "Skin and subcutaneous tissue disorders", "167/698/194 | 76/700/91"),
                event("Hyperthyroidism", "Endocrine disorders", "88/698/97 | 80/700/82"),
                event(
                    "Arthralgia",
                    "Musculoskeletal and connective tissue disorders",
                    "75/698/97 | 69/700/80",
                ),
                event("Diarrhoea", "Gastrointestinal disorders", "66/698/80 | 71/700/89"),
                event(
                    "Alanine aminotransferase increased", "Investigations", "68/698/79 | 69/700/80"
                ),
                event("Hypothyroidism", "Endocrine disorders", "66/698/67 | 64/700/65"),
            ],
        },
    },
)
QUARTILES = study(
    "NCT02676765",
    "Desensitization and Cross-Desensitization During Oral Grass or Ragweed Pollen",
    ["Immunologic Desensitization"],
    "TERMINATED",
    ["2016-06", "2018-01-18", "2018-01-18", "2022-03-18"],
    58,
    "PARALLEL",
    [
        ("PRIMARY", "Change in PC3", "Assessed at 2 weeks and at the end of the study"),
        (
            "PRIMARY",
            "Change in Basophil Activation",
            "Assessed at 2 weeks and at the end of the study",
        ),
        (
            "OTHER_PRE_SPECIFIED",
            "Percent Allergen-specific IgE",
            "Assessed at enrollment, at 2 weeks, and at the",
        ),
    ],
    {
        "participantFlowModule": flow(
            "Sublingual Allergen Tablets | Placebo",
            period(
                "Overall Study",
                {"STARTED": "10 | 10", "COMPLETED": "10 | 9", "NOT COMPLETED": "0 | 1"},
                {"Lost to Follow-up": "0 | 1"},
            ),
            recruitmentDetails="Recruited at clinics.",
        ),
        "baselineCharacteristicsModule": baseline(
            "Sublingual Allergen Tablets | Placebo | Total",
            "10 | 10 | 20",
            (
                "Age, Categorical",
                "COUNT_OF_PARTICIPANTS / - / Participants",
                [
                    ("", "<=18 years", "0 | 0 | 0"),
                    ("", "Between 18 and 65 years", "10 | 10 | 20"),
                    ("", ">=65 years", "0 | 0 | 0"),
                ],
            ),
            (
                "Sex: Female, Male",
                "COUNT_OF_PARTICIPANTS / - / Participants",
                [("", "Female", "8 | 8 | 16"), ("", "Male", "2 | 2 | 4")],
            ),
        ),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                measure(
                    "PRIMARY",
                    "Change in PC3",
                    "Assessed at 2 weeks and at the end of the study",
                    "Sublingual Allergen Tablets | Placebo",
                    "10 | 8",
                    "MEDIAN / Inter-Quartile Range / Change in log dilution of allergen",
                    [("", "", "-0.2750 (-1.5900, -0.0200) | -0.0250 (-0.5275, 0.2500)")],
                ),
                measure(
                    "PRIMARY",
                    "Change in Basophil Activation",
                    "Assessed at 2 weeks and at the end of the study",
                    "Sublingual Allergen Tablets | Placebo",
                    "10 | 9",
                    "MEDIAN / Inter-Quartile Range / Change in log dilution of allergen",
                    [("", "", "-4.1100 (-7.8050, -0.7050) | 0.1300 (-1.9275, 2.9600)")],
                ),
                awaited(
                    "OTHER_PRE_SPECIFIED",
                    "Percent Allergen-specific IgE",
                    "Assessed at enrollment, at 2 weeks, and at the",
                    "",
                ),
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "0",
            "timeFrame": "Adverse event data was collected for a total of 2",
            "eventGroups": totals(
                "Sublingual Allergen Tablets | Placebo",
                deaths="0/10 | 0/9",
                serious="0/10 | 0/9",
                other="1/10 | 0/9",
            ),
            "otherEvents": [
                event(
                    "Throat irritation and ear fullness",
                    "Respiratory, thoracic and mediastinal disorders",
                    "1/10/1 | 0/9/0",
                    assessmentType="NON_SYSTEMATIC_ASSESSMENT",
                )
            ],
        },
    },
    whyStopped="Intellectual property issues with drug manufacture.",
)
CROSSOVER = study(
    "NCT00597675",
    "Oral Immunotherapy for Peanut Allergy (PMIT)",
    ["Food Hypersensitivity"],
    "COMPLETED",
    ["2007-03", "2014-06", "2014-06", "2017-05-03"],
    10,
    "CROSSOVER",
    [
        (
            "PRIMARY",
            "The Amount of Peanut Protein Ingested Before An Allergic Reaction is",
            "36-60 months",
        ),
        (
            "SECONDARY",
            "The Amount of Peanut Protein Ingested Before An Allergic Reaction is",
            "12 months",
        ),
        (
            "SECONDARY",
            "The Change From Baseline Through the End of Peanut OIT Treatment in",
            "Baseline to end of open label phase treatment",
        ),
    ],
    {
        "participantFlowModule": flow(
            "Placebo | Peanut OIT",
            period(
                "Blinded Phase",
                {"STARTED": "4 | 6", "COMPLETED": "2 | 5", "NOT COMPLETED": "2 | 1"},
            ),
            period(
                "Open Label Phase",
                {"STARTED": "2 | 5", "COMPLETED": "2 | 5", "NOT COMPLETED": "0 | 0"},
            ),
            recruitmentDetails="Recruited at clinics.",
        ),
        "baselineCharacteristicsModule": baseline(
            "Placebo | Peanut OIT | Total",
            "4 | 6 | 10",
            (
                "Age, Continuous",
                "MEAN / FULL_RANGE / years",
                [("", "", "5.8 (4.8, 6.9) | 5.2 (3.6, 7.0) | 5.4 (3.6, 7.0)")],
            ),
            (
                "Sex: Female, Male",
                "COUNT_OF_PARTICIPANTS / - / Participants",
                [("", "Female", "0 | 3 | 3"), ("", "Male", "4 | 3 | 7")],
            ),
        ),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                measure(
                    "PRIMARY",
                    "The Amount of Peanut Protein Ingested Before An Allergic Reaction is",
                    "36-60 months",
                    "Open Label Peanut OIT",
                    "7",
                    "MEDIAN / Full Range / mg of peanut protein",
                    [("", "", "5000 (3750, 5000)")],
                ),
                measure(
                    "SECONDARY",
                    "The Amount of Peanut Protein Ingested Before An Allergic Reaction is",
                    "12 months",
                    "Placebo | Peanut OIT",
                    "4 | 5",
                    "MEDIAN / Full Range / mg of peanut protein",
                    [("", "", "123 (35, 210) | 4710 (4710, 4710)")],
                ),
                measure(
                    "SECONDARY",
                    "The Change From Baseline Through the End of Peanut OIT Treatment in",
                    "Baseline to end of open label phase treatment",
                    "Open Label Peanut OIT",
                    "7",
                    "MEDIAN / Full Range / mm",
                    [("", "", "-4.5 (-21, 3.3)")],
                ),
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "0",
            "timeFrame": "During the initial 12 months of the study",
            "eventGroups": totals(
                [
                    "Open Label Phase-Peanut OIT",
                    "Blinded Phase-Placebo",
                    "Blinded Phase-Peanut OIT",
                ],
                deaths="0/9 | 0/4 | 0/6",
                serious="0/9 | 0/4 | 0/6",
                other="6/9 | 4/4 | 6/6",
            ),
            "otherEvents": [
                event(
                    "Rhinorrhea",
                    "Respiratory, thoracic and mediastinal disorders",
                    "2/9 | 3/4 | 5/6",
                    assessmentType="SYSTEMATIC_ASSESSMENT",
                ),
                event("Vomiting", "Gastrointestinal disorders", "2/9 | 1/4 | 5/6"),
                event(
                    "Wheezing", "Respiratory, thoracic and mediastinal disorders", "5/9 | 2/4 | 1/6"
                ),
                event(
                    "Erythematous rash", "Skin and subcutaneous tissue disorders", "3/9 | 3/4 | 1/6"
                ),
                event("Hives", "Skin and subcutaneous tissue disorders", "5/9 | 1/4 | 1/6"),
                event(
                    "Cough", "Respiratory, thoracic and mediastinal disorders", "2/9 | 3/4 | 1/6"
                ),
                event(
                    "Lip or eye swelling",
                    "Skin and subcutaneous tissue disorders",
                    "3/9 | 1/4 | 2/6",
                ),
                event("Oropharyngeal itching", "Gastrointestinal disorders", "2/9 | 2/4 | 1/6"),
            ],
        },
    },
)
NO_EVENTS = study(
    "NCT01003301",
    "The Effects of Omalizumab (Anti-IgE) on the Late-phase Response to Nasal",
    ["Cat Allergy"],
    "COMPLETED",
    ["2009-10", "2012-12", "2013-09", "2014-04-07"],
    19,
    "PARALLEL",
    [("PRIMARY", "The the Size of the 8 Late-phase Skin Response", "Baseline, 2-6 wks")],
    {
        "participantFlowModule": flow(
            "Omalizumab | Placebo",
            period(
                "Overall Study",
                {"STARTED": "10 | 9", "COMPLETED": "10 | 9", "NOT COMPLETED": "0 | 0"},
            ),
            recruitmentDetails="Recruited at clinics.",
        ),
        "baselineCharacteristicsModule": baseline(
            "Omalizumab | Placebo | Total",
            "10 | 9 | 19",
            (
                "Age, Continuous",
                "MEAN / FULL_RANGE / years",
                [("", "", "23.7 (19, 30) | 25.1 (18, 35) | 24 (18, 35)")],
            ),
            (
                "Sex: Female, Male",
                "COUNT_OF_PARTICIPANTS / - / Participants",
                [("", "Female", "7 | 6 | 13"), ("", "Male", "3 | 3 | 6")],
            ),
        ),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                measure(
                    "PRIMARY",
                    "The the Size of the 8 Late-phase Skin Response",
                    "Baseline, 2-6 wks",
                    "Omalizumab | Placebo",
                    "10 | 9",
                    "MEAN / Standard Deviation / percentage decline from NAC-1",
                    [("", "", "54 ± 4 | 0 ± 5")],
                )
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "5",
            "eventGroups": totals("Omalizumab | Placebo", serious="0/10 | 0/9", other="0/10 | 0/9"),
        },
    },
)
TIME_POINTS = study(
    "NCT01221285",
    "Development of Cockroach Immunotherapy by the Inner-City Asthma Consortium",
    ["Asthma", "Perennial Allergic Rhinitis"],
    "COMPLETED",
    ["2010-09", "2011-10", "2011-10", "2014-05-23"],
    11,
    "SINGLE_GROUP",
    [
        (
            "PRIMARY",
            "Number of Reported Treatment-related Adverse Events (AEs)",
            "Baseline through 6-months of treatment",
        ),
        (
            "SECONDARY",
            "Change in German Cockroach-Specific Serum IgE Over Time",
            "Baseline through 6-months of treatment",
        ),
        (
            "SECONDARY",
            "Change in IgE Fragment Antibody Binding (FAB) Activity (10",
            "Baseline through 6-months of treatment",
        ),
    ],
    {
        "participantFlowModule": flow(
            "Glycerinated German Cockroach Allergenic Extract",
            period(
                "Overall Study",
                {"STARTED": "11", "COMPLETED": "10", "NOT COMPLETED": "1"},
                {"Withdrawal by Subject": "1"},
            ),
            recruitmentDetails="Recruited at clinics.",
        ),
        "baselineCharacteristicsModule": baseline(
            "Glycerinated German Cockroach Allergenic Extract",
            "10",
            ("Age, Continuous", "MEDIAN / FULL_RANGE / years", [("", "", "37.5 (24, 52)")]),
            (
                "Sex: Female, Male",
                "COUNT_OF_PARTICIPANTS / - / Participants",
                [("", "Female", "8"), ("", "Male", "2")],
            ),
        ),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                measure(
                    "PRIMARY",
                    "Number of Reported Treatment-related Adverse Events (AEs)",
                    "Baseline through 6-months of treatment",
                    "Glycerinated German Cockroach Allergenic Extract",
                    "10",
                    "NUMBER / - / Events",
                    [
                        ("Severe, Definitely", "", "0"),
                        ("Severe, Probably", "", "0"),
                        ("Severe, Possibly", "", "0"),
                        ("Moderate, Definitely", "", "0"),
                        ("Moderate , Probably", "", "3"),
                        ("Moderate , Possibly", "", "1"),
                        ("Mild , Definitely", "", "0"),
                        ("Mild Probably", "", "47"),
                        ("Mild Possibly", "", "99"),
                    ],
                ),
                measure(
                    "SECONDARY",
                    "Change in German Cockroach-Specific Serum IgE Over Time",
                    "Baseline through 6-months of treatment",
                    "Glycerinated German Cockroach Allergenic Extract",
                    "10",
                    "NUMBER / 95% Confidence Interval / Ratio",
                    [("", "", "1.8 (1.1, 2.8)")],
                    {
                        "groupIds": ["OG000"],
                        "nonInferiorityType": "SUPERIORITY_OR_OTHER",
                        "pValue": "0.02",
                        "statisticalMethod": "Fold change",
                        "paramType": "Fold change",
                        "paramValue": "1.8",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "1.1",
                        "ciUpperLimit": "2.8",
                        "estimateComment": "Numerator is geometric mean post-baseline IgE.",
                    },
                ),
                measure(
                    "SECONDARY",
                    "Change in IgE Fragment Antibody Binding (FAB) Activity (10",
                    "Baseline through 6-months of treatment",
                    "Glycerinated German Cockroach Allergenic Extract",
                    "10",
                    "MEAN / Standard Error / Percent antibody binding",
                    [("", "", "-42.8 ± 8.3")],
                    {
                        "groupIds": ["OG000"],
                        "nonInferiorityType": "SUPERIORITY_OR_OTHER",
                        "pValue": "<0.0001",
                        "statisticalMethod": "Change",
                        "paramType": "Change",
                        "paramValue": "-42.8",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "-59.4",
                        "ciUpperLimit": "-26.2",
                        "estimateComment": "Numerator is geometric mean post-baseline FAB.",
                    },
                ),
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "5",
            "eventGroups": totals(
                "Experimental: German Cockroach Allergenic Extract", serious="2/10", other="10/10"
            ),
            "seriousEvents": [
                event(
                    "Bronchitis",
                    "Infections and infestations",
                    "1/10/1",
                    sourceVocabulary="MedDRA 12.0",
                    assessmentType="SYSTEMATIC_ASSESSMENT",
                ),
                event("Localised infection", "Infections and infestations", "1/10/1"),
            ],
            "otherEvents": [
                event(
                    "Injection site pruritus",
                    "General disorders",
                    "9/10/53",
                    sourceVocabulary="MedDRA 12.0",
                    assessmentType="SYSTEMATIC_ASSESSMENT",
                ),
                event("Injection site swelling", "General disorders", "9/10/43"),
                event("Injection site erythema", "General disorders", "6/10/15"),
                event(
                    "Throat irritation", "Respiratory, thoracic and mediastinal disorders", "3/10/4"
                ),
                event("Pruritus", "Skin and subcutaneous tissue disorders", "3/10/3"),
                event("Ear pruritus", "Ear and labyrinth disorders", "2/10/4"),
                event("Injection site erosion", "General disorders", "2/10/2"),
                event("Injection site pain", "General disorders", "2/10/4"),
            ],
        },
    },
)
RATIOS = study(
    "NCT01380327",
    "Biomarkers of Cockroach Sublingual Immunotherapy 2",
    ["Asthma", "Perennial Allergic Rhinitis"],
    "COMPLETED",
    ["2011-05", "2012-06", "2012-06", "2014-05-30"],
    99,
    "PARALLEL",
    [
        (
            "PRIMARY",
            "Change in German Cockroach-Specific Serum IgE Over Time",
            "Baseline through 3 months of treatment",
        ),
        (
            "SECONDARY",
            "Change in IgE Fragment Antibody Binding (FAB) Activity Over Time",
            "Baseline through 3 months of treatment",
        ),
        (
            "SECONDARY",
            "Percent of Participants With the Occurrence of Adverse Events (AEs)",
            "Participant enrollment to end of study (up to 3",
        ),
    ],
    {
        "participantFlowModule": flow(
            [
                "Cockroach Sublingual Immunotherapy (SLIT) - High",
                "Cockroach Sublingual Immunotherapy (SLIT) - Low",
                "Placebo",
            ],
            period(
                "Overall Study",
                {
                    "STARTED": "30 | 31 | 28",
                    "COMPLETED": "27 | 28 | 21",
                    "NOT COMPLETED": "3 | 3 | 7",
                },
                {
                    "Lost to Follow-up": "0 | 1 | 1",
                    "Protocol Violation": "3 | 2 | 3",
                    "Withdrawal by Subject": "0 | 0 | 1",
                    "Housing situation precluded ability to k": "0 | 0 | 1",
                    "Questionable onset of epilepsy": "0 | 0 | 1",
                },
            ),
            recruitmentDetails="Recruited at clinics.",
        ),
        "baselineCharacteristicsModule": baseline(
            [
                "Cockroach Sublingual Immunotherapy (SLIT) - High",
                "Cockroach Sublingual Immunotherapy (SLIT) - Low",
                "Placebo",
                "Total",
            ],
            "30 | 31 | 28 | 89",
            (
                "Age, Continuous",
                "MEAN / STANDARD_DEVIATION / years",
                [("", "", "10.2 ± 3.6 | 11.0 ± 3.3 | 10.8 ± 3.7 | 10.7 ± 3.5")],
            ),
            (
                "Sex: Female, Male",
                "COUNT_OF_PARTICIPANTS / - / Participants",
                [("", "Female", "9 | 9 | 8 | 26"), ("", "Male", "21 | 22 | 20 | 63")],
            ),
        ),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                measure(
                    "PRIMARY",
                    "Change in German Cockroach-Specific Serum IgE Over Time",
                    "Baseline through 3 months of treatment",
                    [
                        "Cockroach Sublingual Immunotherapy (SLIT) - High",
                        "Cockroach Sublingual Immunotherapy (SLIT) - Low",
                        "Placebo",
                    ],
                    "30 | 30 | 28",
                    "GEOMETRIC_MEAN / 95% Confidence Interval / Ratio",
                    [("", "", "2.0 (1.6, 2.5) | 2.7 (2.2, 3.3) | 1.2 (1.0, 1.5)")],
                    {
                        "groupIds": ["OG000", "OG002"],
                        "nonInferiorityType": "SUPERIORITY_OR_OTHER",
                        "pValue": "0.001",
                        "statisticalMethod": "Mixed Models Analysis",
                        "paramType": "Risk Ratio (RR)",
                        "paramValue": "1.7",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "1.2",
                        "ciUpperLimit": "2.3",
                        "estimateComment": "Estimated value \\& associated CI is the ratio of",
                    },
                    {
                        "groupIds": ["OG001", "OG002"],
                        "nonInferiorityType": "SUPERIORITY_OR_OTHER",
                        "pValue": "<0.0001",
                        "statisticalMethod": "Mixed Models Analysis",
                        "paramType": "Risk Ratio (RR)",
                        "paramValue": "2.3",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "1.7",
                        "ciUpperLimit": "3.1",
                        "estimateComment": "Estimated value \\& associated CI is the ratio of",
                    },
                ),
                measure(
                    "SECONDARY",
                    "Change in IgE Fragment Antibody Binding (FAB) Activity Over Time",
                    "Baseline through 3 months of treatment",
                    [
                        "Cockroach Sublingual Immunotherapy (SLIT) - High",
                        "Cockroach Sublingual Immunotherapy (SLIT) - Low",
                        "Placebo",
                    ],
                    "30 | 28 | 24",
                    "MEAN / 95% Confidence Interval / Percent antibody binding",
                    [("", "", "-7.2 (-20.8, 6.5) | 19.2 (5.3, 33.2) | 5.7 (-9.5, 20.9)")],
                    {
                        "groupIds": ["OG000", "OG002"],
                        "nonInferiorityType": "SUPERIORITY_OR_OTHER",
                        "pValue": "0.21",
                        "statisticalMethod": "Mixed Models Analysis",
                        "paramType": "Treatment effect",
                        "paramValue": "-12.9",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "-33.2",
                        "ciUpperLimit": "7.5",
                        "estimateComment": "Estimated value\\& associated CI is the treatment",
                    },
                    {
                        "groupIds": ["OG001", "OG002"],
                        "nonInferiorityType": "SUPERIORITY_OR_OTHER",
                        "pValue": "0.20",
                        "statisticalMethod": "Mixed Models Analysis",
                        "paramType": "Treatment effect",
                        "paramValue": "13.5",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "-7.1",
                        "ciUpperLimit": "34.1",
                        "estimateComment": "Estimated value\\& associated CI is the treatment",
                    },
                ),
                measure(
                    "SECONDARY",
                    "Percent of Participants With the Occurrence of Adverse Events (AEs)",
                    "Participant enrollment to end of study (up to 3",
                    [
                        "Cockroach Sublingual Immunotherapy (SLIT) - High",
                        "Cockroach Sublingual Immunotherapy (SLIT) - Low",
                        "Placebo",
                    ],
                    "34 | 33 | 32",
                    "NUMBER / - / Percentage of population",
                    [("", "", "59 | 76 | 66")],
                ),
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "5",
            "timeFrame": "Participant enrollment to end of study (up to 3",
            "eventGroups": totals(
                [
                    "Cockroach Sublingual Immunotherapy (SLIT) - High",
                    "Cockroach Sublingual Immunotherapy (SLIT) - Low",
                    "Placebo",
                ],
                serious="0/34 | 0/33 | 2/32",
                other="20/34 | 25/33 | 21/32",
            ),
            "seriousEvents": [
                event(
                    "Renal disorder",
                    "Renal and urinary disorders",
                    "0/34/0 | 0/33/0 | 1/32/1",
                    sourceVocabulary="MedDRA 14.1",
                    assessmentType="SYSTEMATIC_ASSESSMENT",
                ),
                event(
                    "Asthma",
                    "Respiratory, thoracic and mediastinal disorders",
                    "0/34/0 | 0/33/0 | 1/32/1",
                ),
            ],
            "otherEvents": [
                event(
                    "Throat irritation",
                    "Respiratory, thoracic and mediastinal disorders",
                    "3/34/5 | 10/33/14 | 6/32/8",
                    sourceVocabulary="MedDRA 14.1",
                    assessmentType="SYSTEMATIC_ASSESSMENT",
                ),
                event(
                    "Cough",
                    "Respiratory, thoracic and mediastinal disorders",
                    "6/34/6 | 7/33/9 | 4/32/5",
                ),
                event(
                    "Pruritus", "Skin and subcutaneous tissue disorders", "5/34/5 | 5/33/8 | 5/32/8"
                ),
                event(
                    "Wheezing",
                    "Respiratory, thoracic and mediastinal disorders",
                    "3/34/4 | 7/33/7 | 3/32/4",
                ),
                event("Eye pruritus", "Eye disorders", "3/34/3 | 4/33/4 | 5/32/10"),
                event(
                    "Nasal congestion",
                    "Respiratory, thoracic and mediastinal disorders",
                    "7/34/10 | 4/33/4 | 1/32/1",
                ),
                event(
                    "Rhinorrhoea",
                    "Respiratory, thoracic and mediastinal disorders",
                    "3/34/3 | 6/33/7 | 3/32/3",
                ),
                event("Vomiting", "Gastrointestinal disorders", "4/34/4 | 2/33/2 | 3/32/3"),
            ],
        },
    },
)
NO_VALUES = study(
    "NCT02317276",
    "A Study to Determine Serum and Skin Biopsy Biomarkers in Patients Receiving",
    ["Dermatitis, Atopic"],
    "TERMINATED",
    ["2014-12", "2017-04-06", "2017-04-06", "2019-01-24"],
    11,
    "SINGLE_GROUP",
    [
        (
            "PRIMARY",
            "Change in Blood and Tissue Levels of Biomarkers Following Treatment of",
            "Baseline to Week 8",
        )
    ],
    {
        "participantFlowModule": flow(
            "Treatment",
            period("Overall Study", {"STARTED": "11", "COMPLETED": "5", "NOT COMPLETED": "6"}),
            recruitmentDetails="Recruited at clinics.",
        ),
        "baselineCharacteristicsModule": baseline(
            "Treatment",
            "11",
            ("Age, Continuous", "MEAN / STANDARD_DEVIATION / years", [("", "", "32 ± 11")]),
            (
                "Sex: Female, Male",
                "COUNT_OF_PARTICIPANTS / - / Participants",
                [("", "Female", "5"), ("", "Male", "6")],
            ),
        ),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                measure(
                    "PRIMARY",
                    "Change in Blood and Tissue Levels of Biomarkers Following Treatment of",
                    "Baseline to Week 8",
                    "Treatment",
                    "0",
                    "- / - / -",
                    [],
                )
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "0",
            "timeFrame": "Adverse events were collected for 1 year, during",
            "eventGroups": totals("Treatment", deaths="0/11", serious="0/11", other="0/11"),
        },
        "moreInfoModule": {"limitationsAndCaveats": {"description": "Few people; read with care."}},
    },
    whyStopped="Unable to meet the study's recruitment goals",
)
ONCOLOGY = study(
    "NCT04732494",
    "Anti-PD-1 Monoclonal Antibody Tislelizumab (BGB-A317) Combined With or Without",
    ["Esophageal Squamous Cell Carcinoma"],
    "COMPLETED",
    ["2021-03-31", "2023-02-01", "2023-12-26", "2025-01-31"],
    125,
    "PARALLEL",
    [
        (
            "PRIMARY",
            "Objective Response Rate (ORR) Assessed by the Investigator",
            "Up to the primary analysis data cutoff date of 01",
        ),
        ("SECONDARY", "Overall Survival", "From randomization to the end of the study"),
        (
            "SECONDARY",
            "Progression-free Survival (PFS) Assessed by the Independent Review",
            "From randomization up to the primary analysis",
        ),
        (
            "SECONDARY",
            "Change From Baseline in European Organization for Research and",
            "Baseline, Cycle 5 Day 1 and Cycle 7 Day 1 (each",
        ),
    ],
    {
        "participantFlowModule": flow(
            "Arm A: Tislelizumab Plus Ociperlimab | Arm B: Tislelizumab Plus Placebo",
            period(
                "Overall Study",
                {
                    "STARTED": "62 | 63",
                    "Received Treatment Plan": "62 | 63",
                    "COMPLETED": "0 | 0",
                    "NOT COMPLETED": "62 | 63",
                },
                {
                    "Death": "39 | 36",
                    "Study Closed by Sponsor": "20 | 15",
                    "Withdrawal by Subject": "2 | 7",
                    "Lost to Follow-up": "1 | 5",
                },
            ),
            recruitmentDetails="Recruited at clinics.",
        ),
        "baselineCharacteristicsModule": baseline(
            ["Arm A: Tislelizumab Plus Ociperlimab", "Arm B: Tislelizumab Plus Placebo", "Total"],
            "62 | 63 | 125",
            (
                "Age, Categorical",
                "COUNT_OF_PARTICIPANTS / - / Participants",
                [
                    ("", "<=18 years", "0 | 0 | 0"),
                    ("", "Between 18 and 65 years", "40 | 27 | 67"),
                    ("", ">=65 years", "22 | 36 | 58"),
                ],
            ),
            (
                "Age, Continuous",
                "MEAN / STANDARD_DEVIATION / years",
                [("", "", "61.4 ± 7.31 | 63.6 ± 7.33 | 62.5 ± 7.38")],
            ),
        ),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                measure(
                    "PRIMARY",
                    "Objective Response Rate (ORR) Assessed by the Investigator",
                    "Up to the primary analysis data cutoff date of 01",
                    "Arm A: Tislelizumab Plus Ociperlimab | Arm B: Tislelizumab Plus Placebo",
                    "62 | 63",
                    "NUMBER / 95% Confidence Interval / percentage of participants",
                    [("", "", "30.6 (19.6, 43.7) | 20.6 (11.5, 32.7)")],
                    {
                        "groupIds": ["OG000", "OG001"],
                        "nonInferiorityType": "SUPERIORITY",
                        "nonInferiorityComment": "The primary endpoint ORR was tested at a 2-sided",
                        "pValue": "0.2114",
                        "statisticalMethod": "Cochran-Mantel-Haenszel",
                        "statisticalComment": "Cochran-Mantel-Haenszel method stratified by the",
                        "paramType": "Risk Difference (RD)",
                        "paramValue": "9.9",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "-5.4",
                        "ciUpperLimit": "25.3",
                        "estimateComment": "Mantel-Haenszel common risk difference stratified",
                    },
                ),
                measure(
                    "SECONDARY",
                    "Overall Survival",
                    "From randomization to the end of the study",
                    "Arm A: Tislelizumab Plus Ociperlimab | Arm B: Tislelizumab Plus Placebo",
                    "62 | 63",
                    "MEDIAN / 95% Confidence Interval / months",
                    [("", "", "10.2 (7.9, 19.5) | 9.3 (6.4, 14.8)")],
                    {
                        "groupIds": ["OG000", "OG001"],
                        "nonInferiorityType": "OTHER",
                        "paramType": "Hazard Ratio (HR)",
                        "paramValue": "0.92",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "0.58",
                        "ciUpperLimit": "1.45",
                        "estimateComment": "Hazard ratio and 95% confidence intervals (CIs)",
                    },
                ),
                measure(
                    "SECONDARY",
                    "Progression-free Survival (PFS) Assessed by the Independent Review",
                    "From randomization up to the primary analysis",
                    "Arm A: Tislelizumab Plus Ociperlimab | Arm B: Tislelizumab Plus Placebo",
                    "62 | 63",
                    "MEDIAN / 95% Confidence Interval / months",
                    [("", "", "3.6 (2.7, 5.1) | 2.8 (1.9, 6.9)")],
                    {
                        "groupIds": ["OG000", "OG001"],
                        "nonInferiorityType": "OTHER",
                        "paramType": "Hazard Ratio (HR)",
                        "paramValue": "1.01",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "0.64",
                        "ciUpperLimit": "1.59",
                        "estimateComment": "Hazard ratio and 95% CIs were estimated using a",
                    },
                ),
                measure(
                    "SECONDARY",
                    "Change From Baseline in European Organization for Research and",
                    "Baseline, Cycle 5 Day 1 and Cycle 7 Day 1 (each",
                    "Arm A: Tislelizumab Plus Ociperlimab | Arm B: Tislelizumab Plus Placebo",
                    "50 | 48",
                    "LEAST_SQUARES_MEAN / 95% Confidence Interval / score on a scale",
                    [
                        (
                            "Global Health Status/QOL: Cycle 5",
                            "",
                            "1.7 (-5.6, 8.9) | -0.1 (-7.5, 7.4)",
                            "32 | 30",
                        ),
                        (
                            "Global Health Status/QOL: Cycle 7",
                            "",
                            "0.3 (-5.6, 6.1) | -2.8 (-8.8, 3.2)",
                            "21 | 20",
                        ),
                        (
                            "Physical Functioning: Cycle 5",
                            "",
                            "-0.5 (-4.3, 3.3) | 1.2 (-2.8, 5.2)",
                            "32 | 30",
                        ),
                        (
                            "Physical Functioning: Cycle 7",
                            "",
                            "-4.4 (-11.2, 2.5) | -3.9 (-11.0, 3.3)",
                            "21 | 20",
                        ),
                    ],
                    {
                        "groupIds": ["OG000", "OG001"],
                        "nonInferiorityType": "OTHER",
                        "paramType": "Least Squares (LS) Mean Difference",
                        "paramValue": "1.8",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "-8.4",
                        "ciUpperLimit": "11.9",
                    },
                    {
                        "groupIds": ["OG000", "OG001"],
                        "nonInferiorityType": "OTHER",
                        "paramType": "LS Mean Difference",
                        "paramValue": "3.1",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "-5.0",
                        "ciUpperLimit": "11.2",
                    },
                    {
                        "groupIds": ["OG000", "OG001"],
                        "nonInferiorityType": "SUPERIORITY",
                        "paramType": "LS Mean Difference",
                        "paramValue": "-1.7",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "-7.1",
                        "ciUpperLimit": "3.7",
                    },
                    {
                        "groupIds": ["OG000", "OG001"],
                        "nonInferiorityType": "OTHER",
                        "paramType": "LS Mean Difference",
                        "paramValue": "-0.5",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "-10.3",
                        "ciUpperLimit": "9.3",
                    },
                ),
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "3",
            "timeFrame": "All-cause mortality is reported from",
            "eventGroups": totals(
                "Arm A: Tislelizumab Plus Ociperlimab | Arm B: Tislelizumab Plus Placebo",
                deaths="39/62 | 36/63",
                serious="27/62 | 28/63",
                other="57/62 | 54/63",
            ),
            "seriousEvents": [
                event(
                    "Pneumonia",
                    "Infections and infestations",
                    "2/62/2 | 5/63/5",
                    sourceVocabulary="meddra 25.0",
                    assessmentType="SYSTEMATIC_ASSESSMENT",
                ),
                event(
                    "Pneumonitis",
                    "Respiratory, thoracic and mediastinal disorders",
                    "4/62/4 | 1/63/1",
                ),
                event("Pyrexia", "General disorders", "2/62/2 | 2/63/2"),
                event("Oesophageal obstruction", "Gastrointestinal disorders", "1/62/1 | 2/63/2"),
            ],
            "otherEvents": [
                event(
                    "Anaemia",
                    "Blood and lymphatic system disorders",
                    "17/62/29 | 20/63/25",
                    sourceVocabulary="meddra 25.0",
                    assessmentType="SYSTEMATIC_ASSESSMENT",
                ),
                event("Hypothyroidism", "Endocrine disorders", "11/62/14 | 13/63/15"),
                event("Constipation", "Gastrointestinal disorders", "13/62/14 | 8/63/8"),
                event(
                    "Cough", "Respiratory, thoracic and mediastinal disorders", "7/62/7 | 13/63/17"
                ),
                event(
                    "Hypoalbuminaemia", "Metabolism and nutrition disorders", "9/62/14 | 10/63/17"
                ),
                event(
                    "Decreased appetite", "Metabolism and nutrition disorders", "6/62/6 | 11/63/12"
                ),
            ],
        },
    },
)
TYPE_1_DIABETES = study(
    "NCT02443155",
    "A Clinical Proof-of-principle Trial in Adult Subjects With Newly Diagnosed Type",
    ["Diabetes", "Diabetes Mellitus, Type 1"],
    "COMPLETED",
    ["2015-11-10", "2018-08-31", "2019-02-27", "2021-01-11"],
    308,
    "PARALLEL",
    [
        (
            "PRIMARY",
            "Area Under the Concentration-time Curve (AUC) 0-4h of Mixed Meal",
            "0 - 4 hours post-dose on week 0 and week 54",
        ),
        ("SECONDARY", "Number of Treatment Emergent Adverse Events", "Week 0-54; Week 54-80"),
        ("SECONDARY", "Change in Body Weight (kg)", "(Week 0, week 54) and (week 0, week 80)"),
        ("SECONDARY", "Diabetes Retinopathy", "Baseline, week 54 and week 80"),
    ],
    {
        "participantFlowModule": flow(
            [
                "NNC0114-0006 + Liraglutide (Experimental)",
                "NNC0114-0006 (Experimental)",
                "Liraglutide (Experimental)",
                "Placebo (Placebo)",
            ],
            period(
                "Overall Study",
                {
                    "STARTED": "77 | 77 | 76 | 77",
                    "Full Analysis Set": "77 | 77 | 76 | 77",
                    "PK Analysis Set": "21 | 21 | 22 | 20",
                    "Safety Analysis Set": "77 | 77 | 76 | 77",
                    "COMPLETED": "65 | 63 | 67 | 61",
                    "NOT COMPLETED": "12 | 14 | 9 | 16",
                },
                {
                    "Adverse Event": "3 | 4 | 1 | 2",
                    "Unclassified": "0 | 0 | 2 | 1",
                    "Withdrawal by Subject": "4 | 7 | 3 | 9",
                    "Pregnancy": "3 | 1 | 1 | 2",
                    "Lost to Follow-up": "1 | 2 | 0 | 1",
                    "Protocol Violation": "1 | 0 | 1 | 1",
                    "Death": "0 | 0 | 1 | 0",
                },
            ),
            recruitmentDetails="Recruited at clinics.",
        ),
        "baselineCharacteristicsModule": baseline(
            [
                "NNC0114-0006 + Liraglutide (Experimental)",
                "NNC0114-0006 (Experimental)",
                "Liraglutide (Experimental)",
                "Placebo (Placebo)",
                "Total",
            ],
            "77 | 77 | 76 | 77 | 307",
            (
                "Age, Continuous",
                "MEAN / STANDARD_DEVIATION / years",
                [("", "", "28.0 ± 7.5 | 28.6 ± 7.9 | 28.0 ± 7.1 | 29.0 ± 7.0 | 28.4 ± 7.3")],
            ),
            (
                "Sex: Female, Male",
                "COUNT_OF_PARTICIPANTS / - / Participants",
                [
                    ("", "Female", "21 | 32 | 25 | 28 | 106"),
                    ("", "Male", "56 | 45 | 51 | 49 | 201"),
                ],
            ),
        ),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                measure(
                    "PRIMARY",
                    "Area Under the Concentration-time Curve (AUC) 0-4h of Mixed Meal",
                    "0 - 4 hours post-dose on week 0 and week 54",
                    [
                        "NNC0114-0006 + Liraglutide (Experimental)",
                        "NNC0114-0006 (Experimental)",
                        "Liraglutide (Experimental)",
                        "Placebo (Placebo)",
                    ],
                    "66 | 65 | 68 | 63",
                    "GEOMETRIC_MEAN / Geometric Coefficient of Variation / Ratio of AUC",
                    [("", "", "0.934 ± 61.9 | 0.783 ± 45.5 | 0.709 ± 104.8 | 0.660 ± 86.3")],
                    {
                        "groupIds": ["OG000", "OG003"],
                        "nonInferiorityType": "SUPERIORITY",
                        "pValue": "=0.0017",
                        "statisticalMethod": "Mixed model repeated measurements",
                        "paramType": "Treatment ratio",
                        "paramValue": "1.48",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "1.16",
                        "ciUpperLimit": "1.89",
                        "estimateComment": "NNC0114-0006 + liraglutide / Placebo",
                    },
                    {
                        "groupIds": ["OG001", "OG003"],
                        "nonInferiorityType": "SUPERIORITY",
                        "pValue": "=0.0927",
                        "statisticalMethod": "Mixed model repeated measurements",
                        "paramType": "Treatment Ratio",
                        "paramValue": "1.23",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "0.97",
                        "ciUpperLimit": "1.57",
                    },
                    {
                        "groupIds": ["OG002", "OG003"],
                        "nonInferiorityType": "SUPERIORITY",
                        "pValue": "=0.3780",
                        "statisticalMethod": "Mixed model repeated measurements",
                        "paramType": "Treatment Ratio",
                        "paramValue": "1.12",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "0.87",
                        "ciUpperLimit": "1.42",
                    },
                    {
                        "groupIds": ["OG000", "OG001"],
                        "nonInferiorityType": "SUPERIORITY",
                        "pValue": "=0.1377",
                        "statisticalMethod": "Mixed model repeated measurements",
                        "paramType": "Treatment ratio",
                        "paramValue": "1.20",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "0.94",
                        "ciUpperLimit": "1.53",
                    },
                ),
                measure(
                    "SECONDARY",
                    "Number of Treatment Emergent Adverse Events",
                    "Week 0-54; Week 54-80",
                    [
                        "NNC0114-0006 + Liraglutide (Experimental)",
                        "NNC0114-0006 (Experimental)",
                        "Liraglutide (Experimental)",
                        "Placebo (Placebo)",
                    ],
                    "77 | 77 | 76 | 77",
                    "NUMBER / - / Adverse events",
                    [
                        ("Week 0-54", "", "434 | 327 | 410 | 364"),
                        ("Week 54-80", "", "70 | 73 | 78 | 87"),
                    ],
                ),
                measure(
                    "SECONDARY",
                    "Change in Body Weight (kg)",
                    "(Week 0, week 54) and (week 0, week 80)",
                    [
                        "NNC0114-0006 + Liraglutide (Experimental)",
                        "NNC0114-0006 (Experimental)",
                        "Liraglutide (Experimental)",
                        "Placebo (Placebo)",
                    ],
                    "77 | 77 | 76 | 77",
                    "MEAN / Standard Deviation / Kilogram (Kg)",
                    [
                        (
                            "Change from week 0 to week 54",
                            "",
                            "-1.8 ± 4.2 | 1.2 ± 5.0 | -2.5 ± 4.0 | 1.1 ± 6.1",
                            "68 | 65 | 68 | 67",
                        ),
                        (
                            "Change from week 0 to week 80",
                            "",
                            "1.9 ± 4.6 | 1.6 ± 5.2 | 0.4 ± 4.7 | 2.8 ± 5.5",
                            "67 | 64 | 68 | 62",
                        ),
                    ],
                ),
                measure(
                    "SECONDARY",
                    "Diabetes Retinopathy",
                    "Baseline, week 54 and week 80",
                    [
                        "NNC0114-0006 + Liraglutide (Experimental)",
                        "NNC0114-0006 (Experimental)",
                        "Liraglutide (Experimental)",
                        "Placebo (Placebo)",
                    ],
                    "77 | 77 | 76 | 77",
                    "COUNT_OF_PARTICIPANTS / - / Participants",
                    [
                        ("Baseline (Day:-28 to -14)", "Yes", "4 | 2 | 1 | 1"),
                        ("Baseline (Day:-28 to -14)", "No", "73 | 75 | 75 | 76"),
                        ("Baseline (Day:-28 to -14)", "Unknown", "0 | 0 | 0 | 0"),
                        ("Week 54", "Yes", "3 | 2 | 1 | 0", "68 | 65 | 69 | 68"),
                        ("Week 54", "No", "65 | 63 | 68 | 68", "68 | 65 | 69 | 68"),
                        ("Week 54", "Unknown", "0 | 0 | 0 | 0", "68 | 65 | 69 | 68"),
                        ("Week 80", "Yes", "3 | 2 | 1 | 0", "69 | 65 | 69 | 64"),
                        ("Week 80", "No", "65 | 62 | 67 | 63", "69 | 65 | 69 | 64"),
                        ("Week 80", "Unknown", "1 | 1 | 1 | 1", "69 | 65 | 69 | 64"),
                    ],
                ),
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "5",
            "timeFrame": "Weeks 0-80",
            "eventGroups": totals(
                "NNC0114-0006 + Liraglutide | NNC0114-0006 | Liraglutide | Placebo",
                deaths="0/77 | 0/77 | 1/76 | 0/77",
                serious="7/77 | 5/77 | 9/76 | 11/77",
                other="57/77 | 55/77 | 62/76 | 54/77",
            ),
            "seriousEvents": [
                event(
                    "Diabetic metabolic decompensation",
                    "Metabolism and nutrition disorders",
                    "2/77/2 | 0/77/0 | 1/76/1 | 2/77/2",
                    sourceVocabulary="MedDRA 21",
                    assessmentType="SYSTEMATIC_ASSESSMENT",
                ),
                event(
                    "Concussion",
                    "Injury, poisoning and procedural complications",
                    "0/77/0 | 0/77/0 | 1/76/1 | 1/77/1",
                ),
                event(
                    "Diabetic ketoacidosis",
                    "Metabolism and nutrition disorders",
                    "0/77/0 | 0/77/0 | 1/76/1 | 1/77/1",
                ),
                event(
                    "Hypoglycaemia",
                    "Metabolism and nutrition disorders",
                    "1/77/1 | 1/77/1 | 0/76/0 | 0/77/0",
                ),
            ],
            "otherEvents": [
                event(
                    "Nasopharyngitis",
                    "Infections and infestations",
                    "20/77/35 | 27/77/63 | 25/76/50 | 25/77/45",
                    sourceVocabulary="MedDRA 21",
                    assessmentType="SYSTEMATIC_ASSESSMENT",
                ),
                event(
                    "Nausea",
                    "Gastrointestinal disorders",
                    "19/77/33 | 6/77/10 | 42/76/62 | 9/77/13",
                ),
                event(
                    "Diarrhoea",
                    "Gastrointestinal disorders",
                    "15/77/21 | 9/77/15 | 13/76/22 | 9/77/11",
                ),
                event(
                    "Headache",
                    "Nervous system disorders",
                    "11/77/21 | 10/77/12 | 10/76/11 | 11/77/17",
                ),
                event(
                    "Oropharyngeal pain",
                    "Respiratory, thoracic and mediastinal disorders",
                    "10/77/11 | 13/77/18 | 5/76/8 | 9/77/11",
                ),
                event(
                    "Vomiting",
                    "Gastrointestinal disorders",
                    "14/77/24 | 0/77/0 | 17/76/34 | 4/77/5",
                ),
            ],
        },
    },
)
AWAITED = study(
    "NCT04670068",
    "Phase I Study of Autologous CAR T-PerGroup Targeting the B7-H3 Antigen in",
    ["Epithelial Ovarian Cancer"],
    "ACTIVE_NOT_RECRUITING",
    ["2021-01-27", "2024-12-19", "2030-02", "2025-12-22"],
    4,
    "SINGLE_GROUP",
    [
        (
            "PRIMARY",
            "Number of Participants With Dose Limiting Toxicities (DLTs) Based on",
            "Up to 10 weeks (Up 4 weeks after the last CAR-T",
        ),
        (
            "PRIMARY",
            "Number of Participants With Dose Limiting Toxicities (DLTs) Based on",
            "Up to 10 weeks (Up 4 weeks after the last CAR-T",
        ),
        ("SECONDARY", "Disease Control Rate (DCR)", "6 months after initial CAR-T cell infusion"),
        (
            "SECONDARY",
            "Progression Free Survival (PFS)",
            "From the date of lymphodepletion to the date of",
        ),
    ],
    {
        "participantFlowModule": flow(
            "Arm 1 - Dose Level 1 | Arm 2- Dose Level 2",
            period(
                "Overall Study",
                {"STARTED": "3 | 1", "COMPLETED": "1 | 0", "NOT COMPLETED": "2 | 1"},
                {"Progressive Disease": "1 | 1", "Withdrawal by Subject": "1 | 0"},
            ),
            recruitmentDetails="Recruited at clinics.",
        ),
        "baselineCharacteristicsModule": baseline(
            "Arm 1 - Dose Level 1 | Arm 2 - Dose Level 2 | Total",
            "3 | 1 | 4",
            (
                "Age, Categorical",
                "COUNT_OF_PARTICIPANTS / - / Participants",
                [
                    ("", "<=18 years", "0 | 0 | 0"),
                    ("", "Between 18 and 65 years", "2 | 0 | 2"),
                    ("", ">=65 years", "1 | 1 | 2"),
                ],
            ),
            (
                "Sex: Female, Male",
                "COUNT_OF_PARTICIPANTS / - / Participants",
                [("", "Female", "3 | 1 | 4"), ("", "Male", "0 | 0 | 0")],
            ),
        ),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                measure(
                    "PRIMARY",
                    "Number of Participants With Dose Limiting Toxicities (DLTs) Based on",
                    "Up to 10 weeks (Up 4 weeks after the last CAR-T",
                    "Arm 1 - Dose Level 1 | Arm 2- Dose Level 2",
                    "3 | 1",
                    "COUNT_OF_PARTICIPANTS / - / Participants",
                    [("", "", "0 | 0")],
                ),
                measure(
                    "PRIMARY",
                    "Number of Participants With Dose Limiting Toxicities (DLTs) Based on",
                    "Up to 10 weeks (Up 4 weeks after the last CAR-T",
                    "Arm 1 - Dose Level 1 | Arm 2- Dose Level 2",
                    "3 | 1",
                    "COUNT_OF_PARTICIPANTS / - / Participants",
                    [("", "", "0 | 0")],
                ),
                awaited(
                    "SECONDARY",
                    "Disease Control Rate (DCR)",
                    "6 months after initial CAR-T cell infusion",
                    "",
                ),
                awaited(
                    "SECONDARY",
                    "Progression Free Survival (PFS)",
                    "From the date of lymphodepletion to the date of",
                    "",
                ),
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "0",
            "timeFrame": "Up to 91 days",
            "eventGroups": totals(
                "Arm 1 - Dose Level 1 | Arm 2- Dose Level 2",
                deaths="0/3 | 0/1",
                serious="1/3 | 1/1",
                other="3/3 | 1/1",
            ),
            "seriousEvents": [
                event(
                    "Febrile neutropenia",
                    "Blood and lymphatic system disorders",
                    "1/3 | 0/1",
                    sourceVocabulary="CTCAE (5.0)",
                    assessmentType="NON_SYSTEMATIC_ASSESSMENT",
                ),
                event("Cytokine release syndrome", "Immune system disorders", "1/3 | 0/1"),
                event("Urinary tract infection", "Infections and infestations", "1/3 | 0/1"),
                event("Acute kidney injury", "Renal and urinary disorders", "0/3 | 1/1"),
            ],
            "otherEvents": [
                event(
                    "Nausea",
                    "Gastrointestinal disorders",
                    "3/3 | 1/1",
                    sourceVocabulary="CTCAE (5.0)",
                    assessmentType="NON_SYSTEMATIC_ASSESSMENT",
                ),
                event("Fatigue", "General disorders", "3/3 | 1/1"),
                event("Lymphocyte count decreased", "Investigations", "3/3 | 1/1"),
                event("Neutrophil count decreased", "Investigations", "3/3 | 1/1"),
            ],
        },
        "moreInfoModule": {"limitationsAndCaveats": {"description": "Few people; read with care."}},
    },
)
MANY = study(
    "NCT00000719",
    "Nineteen doses, one group each",
    ["Allergic Rhinitis"],
    "COMPLETED",
    ["2015-01", "2016-01", "2016-02", "2017-03-04"],
    190,
    "PARALLEL",
    [("PRIMARY", "Symptom score", "Week 4")],
    {
        "participantFlowModule": flow(
            [f"Dose {n} mg" for n in range(1, 20)],
            period(
                "Overall Study",
                {
                    "STARTED": ["10"] * 19,
                    "COMPLETED": ["9"] * 18 + ["10"],
                    "NOT COMPLETED": ["1"] * 18 + ["0"],
                },
                {"Withdrawal by Subject": ["1"] * 18 + ["0"]},
            ),
        ),
        "baselineCharacteristicsModule": baseline(
            [*(f"Dose {n} mg" for n in range(1, 20)), "Total"],
            ["10"] * 19 + ["190"],
            (
                "Age, Continuous",
                "MEAN / STANDARD_DEVIATION / years",
                [("", "", [f"{30 + n}.5 ± 4.{n}" for n in range(20)])],
            ),
        ),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                measure(
                    "PRIMARY",
                    "Symptom score",
                    "Week 4",
                    [f"Dose {n} mg" for n in range(1, 20)],
                    ["10"] * 18 + ["9"],
                    "MEAN / Standard Error / score from 0 to 6",
                    [
                        ("Week 2", "", [f"{n / 10} ± 0.2" for n in range(19)]),
                        ("Week 4", "", [f"{n / 20} ± 0.1" for n in range(19)]),
                    ],
                )
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "5",
            "timeFrame": "4 weeks",
            "eventGroups": totals(
                [f"Dose {n} mg" for n in range(1, 20)],
                deaths=["0/10"] * 19,
                serious=["0/10"] * 18 + ["1/10"],
                other=[f"{n % 4}/10" for n in range(19)],
            ),
            "seriousEvents": [
                event("Anaphylaxis", "Immune system disorders", ["0/10"] * 18 + ["1/10"])
            ],
            "otherEvents": [
                event("Headache", "Nervous system disorders", [f"{n % 4}/10" for n in range(19)])
            ],
        },
    },
)
MARKUP = "<img src=x onerror=alert(1)>"
FORMULA = '=cmd|"/C calc"!A0'
RIGHT_TO_LEFT = "\u0645\u062c\u0645\u0648\u0639\u0629 \u202eevil\u202c"
HOSTILE = study(
    "NCT00000766",
    f"A record that bears {MARKUP}",
    ["<b>Allergy</b> & \\> “one”"],
    "TERMINATED",
    ["2015-01", "2016-01", "2016-02", "2017-03-04"],
    12,
    "PARALLEL",
    [("PRIMARY", f"Level {MARKUP}", "Day 1"), ("PRIMARY", "Counted", "Day 1")],
    {
        "participantFlowModule": flow(
            [f"Arm {MARKUP}", RIGHT_TO_LEFT, ""],
            period(
                "<i>First</i>",
                {"STARTED": ["10", "1,234", "0"], "COMPLETED": ["12", "<5", None]},
                {f"{FORMULA}": ["-1", "NA", "2"]},
            ),
            # a group that no group has
            {
                "title": "",
                "milestones": [
                    {
                        "type": "STARTED",
                        "comment": "Moved <u>over</u>",
                        "achievements": [
                            {"groupId": "FG009", "numSubjects": "7", "comment": "who?"},
                            {"numSubjects": "3", "numUnits": "6"},
                        ],
                    }
                ],
            },
            recruitmentDetails=f"Recruited {MARKUP}",
            typeUnitsAnalyzed="Eyes",
        ),
        "baselineCharacteristicsModule": baseline(
            [f"Arm {MARKUP}", RIGHT_TO_LEFT, "Total"],
            ["10", "NA", "1,244"],
            (
                f"Age {FORMULA}",
                "MEAN / STANDARD_DEVIATION / <b>years</b>",
                [("", "", ["NA ± NA ! not measured", "1,234 ± <0.001", "12 (3 to 40)"])],
            ),
        ),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                measure(
                    "PRIMARY",
                    f"Level {MARKUP}",
                    f"Day 1 {RIGHT_TO_LEFT}",
                    [f"Arm {MARKUP}", RIGHT_TO_LEFT],
                    ["10", "0"],
                    "MEDIAN / Inter-Quartile Range / <script>alert(2)</script>",
                    [
                        ("</script>", "", ["NA (NA, 40)", "<0.001 (5, 3)"]),
                        ("Day 2", "a\u0000b", ["-0 (-1e3, 1E+3)", None]),
                        ("Day 3", "", ["12 (3 to 40)", "9" * 40]),
                    ],
                    {
                        "groupIds": ["OG000", "OG009"],
                        "paramType": f"Hazard Ratio {MARKUP}",
                        "paramValue": "0",
                        "ciPctValue": "95",
                        "ciNumSides": "ONE_SIDED",
                        "ciLowerLimit": "2",
                        "ciUpperLimit": "NA",
                        "ciUpperLimitComment": "Not reached",
                        "pValue": "<0.001",
                        "statisticalMethod": FORMULA,
                    },
                    {"paramType": "Mean Difference (Net)", "paramValue": "n/a", "pValue": "1.2"},
                    units="Eyes",
                ),
                measure(
                    "PRIMARY",
                    "Counted",
                    "Day 1",
                    ["A", "A"],
                    ["10", "5"],
                    "COUNT_OF_PARTICIPANTS / - / Participants",
                    [("", "Yes", ["12", "0"]), ("", "No", ["", "-3"])],
                ),
                measure(
                    "SECONDARY",
                    "x" * 2_000,
                    "",
                    ["120 %"],
                    ["10"],
                    "NUMBER / - / percentage of participants",
                    [("", "", ["120"])],
                ),
                {"type": "SURPRISING", "title": "Of a kind that nobody knows"},
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "<5",
            "description": f"Asked {MARKUP}",
            "eventGroups": totals(
                [f"Arm {MARKUP}", RIGHT_TO_LEFT, "At risk 0"],
                deaths="0/10 | - | 0/0",
                serious="12/10 | ?/5 | 1/0",
                other="0/10 | 5/? | 0/0",
            ),
            "seriousEvents": [
                event(f"Pain {MARKUP}", "", "12/10 | ?/5 | 1/0", notes=RIGHT_TO_LEFT),
                event(FORMULA, "<b>Organs</b>", "0/10 | 0/5 | 0/0"),
            ],
            "otherEvents": [
                event("Nausea", "Gastrointestinal disorders", "-1/10 | 6/5 | ?/0"),
                {
                    "term": RIGHT_TO_LEFT,
                    "stats": [{"groupId": "EG009", "numAffected": 3, "numAtRisk": 9}],
                },
                {"term": "Nothing counted", "organSystem": "General disorders"},
            ],
        },
        "moreInfoModule": {
            "limitationsAndCaveats": {"description": f"Ended early {MARKUP}"},
            "pointOfContact": {"title": "Dr Nobody", "phone": "+1 555 0100"},
            "certainAgreement": {"otherDetails": "A sponsor may hold back"},
        },
    },
    whyStopped=f"Money {MARKUP}",
)
STUDIES: dict[str, Json] = {
    nct_id_of(each): each
    for each in (
        COUNTS,
        CONTINUOUS,
        SINGLE_ARM,
        TIME_TO_EVENT,
        QUARTILES,
        CROSSOVER,
        NO_EVENTS,
        TIME_POINTS,
        RATIOS,
        NO_VALUES,
        ONCOLOGY,
        TYPE_1_DIABETES,
        AWAITED,
        MANY,
        HOSTILE,
    )
}
"""Trial -> its study object, a kind each."""


def posted_import(root: Path) -> None:
    """The dataset of these studies, imported into a data folder."""
    path = root.parent / f"{root.name}-{POSTED}.json"
    path.write_text(json.dumps(list(STUDIES.values())), encoding="utf-8")
    run_import(Request((path,), POSTED, root, title=POSTED_TITLE))
