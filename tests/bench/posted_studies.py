"""Study objects with posted results, made up from a fixed seed, as many and as long as real ones.

The sizes were measured on 100 real studies with results (a random sample of ClinicalTrials.gov,
2026): how many groups, periods, measures, classes, analyses and terms a study has, and how long
its texts are. No word and no number of them is in what is made up.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from tests.bench.registry_size import WORDS, write_tables
from tests.data.readers.aact_of_results import of_studies

SEED = 2024
AT = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1.0)
"""The parts of the studies below which the sizes of ``SIZES`` lie."""
SIZES: Mapping[str, Sequence[int]] = {
    "flow groups": (1, 1, 2, 2, 3, 5, 7, 9, 10),
    "periods": (1, 1, 1, 1, 1, 1, 2, 3, 4),
    "milestones": (3, 3, 3, 3, 3, 4, 5, 6, 6),
    "reasons": (0, 0, 0, 2, 4, 6, 7, 8, 9),
    "baseline measures": (2, 2, 3, 4, 6, 9, 11, 15, 16),
    "baseline classes": (0, 1, 1, 1, 1, 1, 3, 6, 11),
    "baseline categories": (1, 1, 1, 1, 2, 3, 7, 7, 9),
    "measures": (1, 2, 4, 7, 13, 18, 23, 31, 115),
    "groups": (0, 1, 2, 2, 4, 4, 5, 10, 11),
    "classes": (0, 1, 1, 1, 2, 6, 7, 30, 144),
    "categories": (1, 1, 1, 1, 1, 1, 1, 3, 9),
    "analyses": (0, 0, 0, 0, 0, 1, 3, 6, 18),
    "event groups": (1, 1, 2, 2, 3, 6, 8, 9, 10),
    "serious terms": (0, 0, 0, 1, 10, 38, 63, 146, 155),
    "other terms": (0, 0, 2, 12, 34, 58, 86, 127, 212),
}
"""Part -> its number at each of ``AT``, in what holds it: measures of a study, their classes."""
ROWS: Mapping[str, float] = {
    "results_groups": 36,
    "results_flow": 20,
    "results_baseline": 39,
    "results_measures": 10,
    "results_values": 88,
    "results_analyses": 4.9,
    "results_events": 128,
}
"""Frame -> its rows of one of the real studies, on average."""
BYTES = 50_283
"""Bytes of the results of one of the real studies in its file, on average."""
KINDS = (
    ("MEAN", "Standard Deviation", 0.27),
    ("NUMBER", "", 0.19),
    ("MEDIAN", "Inter-Quartile Range", 0.15),
    ("COUNT_OF_PARTICIPANTS", "", 0.21),
    ("GEOMETRIC_MEAN", "Geometric Coefficient of Variation", 0.09),
    ("LEAST_SQUARES_MEAN", "95% Confidence Interval", 0.09),
)
"""Kind of value, its kind of spread, and the share of measures."""
MILESTONES = ("STARTED", "COMPLETED", "NOT COMPLETED")
OUTCOMES = {"PRIMARY": 18, "SECONDARY": 77, "OTHER_PRE_SPECIFIED": 5}
"""Kind of outcome measure -> its share in a hundred."""
TEXTS = {"summary": 850, "description": 1_500, "criteria": 1_900}
ORGANS = tuple(f"Disorders of organ system number {number}" for number in range(26))
CHUNK = 500
Json = dict[str, Any]
REFERS = {
    "id": "",
    "result_group_id": "result_groups",
    "outcome_id": "outcomes",
    "outcome_analysis_id": "outcome_analyses",
}
"""Column of AACT's tables -> the table whose rows it numbers; an id those of its own."""


class StudyMaker:
    """Draws one study after the other; the same from the same seed."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = random.Random(seed)

    def study(self, number: int, *, with_results: bool = True) -> Json:
        """The study with this number as its id. Draws differ with and without results."""
        made = {"protocolSection": self.protocol(number), "hasResults": with_results}
        return made | ({"resultsSection": self.results()} if with_results else {})

    def size(self, part: str) -> int:
        at, sizes = self.random.random(), SIZES[part]
        upper = next(place for place in range(1, len(AT)) if at < AT[place])
        low, high = AT[upper - 1], AT[upper]
        return round(
            sizes[upper - 1] + (sizes[upper] - sizes[upper - 1]) * (at - low) / (high - low)
        )

    def text(self, mean: int) -> str:
        length = 5 + int(self.random.expovariate(1 / mean))
        start = self.random.randrange(len(WORDS) - 20 * mean - 100)
        return WORDS[start : start + length].strip() or "a text"

    def number(self) -> str:
        return f"{self.random.random() * 200:.{self.random.randrange(3)}f}"

    def count(self) -> str:
        return str(self.random.randrange(400))

    def protocol(self, number: int) -> Json:
        return {
            "identificationModule": {
                "nctId": f"NCT{number:08}",
                "briefTitle": f"Study {number}: {self.text(60)}",
            },
            "statusModule": {
                "overallStatus": "COMPLETED",
                "startDateStruct": {"date": "2015-03", "type": "ACTUAL"},
                "primaryCompletionDateStruct": {"date": "2018-07-31", "type": "ACTUAL"},
                "lastUpdatePostDateStruct": {"date": "2020-01-02", "type": "ACTUAL"},
            },
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": "A sponsor", "class": "OTHER"}},
            "descriptionModule": {
                "briefSummary": self.text(TEXTS["summary"]),
                "detailedDescription": self.text(TEXTS["description"]),
            },
            "conditionsModule": {"conditions": [self.text(12)]},
            "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE2"]},
            "eligibilityModule": {"eligibilityCriteria": self.text(TEXTS["criteria"])},
            "armsInterventionsModule": {
                "armGroups": [{"label": self.text(20), "type": "EXPERIMENTAL"}],
                "interventions": [{"type": "DRUG", "name": self.text(12)}],
            },
        }

    def results(self) -> Json:
        groups = self.size("flow groups")
        return {
            "participantFlowModule": self.flow(self.groups("FG", groups)),
            "baselineCharacteristicsModule": self.baseline(
                # the total is a group, too, where there are several
                self.groups("BG", groups + (groups > 1))
            ),
            "outcomeMeasuresModule": {
                "outcomeMeasures": [self.measure() for _ in range(self.size("measures"))]
            },
            "adverseEventsModule": self.events(),
        }

    def groups(self, start: str, number: int) -> list[Json]:
        return [
            {"id": f"{start}{at:03}", "title": self.text(18), "description": self.text(255)}
            for at in range(number)
        ]

    def denoms(self, groups: Sequence[Json]) -> list[Json]:
        counts = [{"groupId": each["id"], "value": self.count()} for each in groups]
        return [{"units": "Participants", "counts": counts}] if groups else []

    def flow(self, groups: list[Json]) -> Json:
        def rows(names: Sequence[str], inner: str) -> list[Json]:
            return [{"type": name, inner: self.people(groups)} for name in names]

        return {
            "recruitmentDetails": self.text(120),
            "groups": groups,
            "periods": [
                {
                    "title": "Overall Study",
                    "milestones": rows(self.milestones(), "achievements"),
                    "dropWithdraws": rows(self.reasons(), "reasons"),
                }
                for _ in range(self.size("periods"))
            ],
        }

    def milestones(self) -> list[str]:
        more = self.size("milestones") - len(MILESTONES)
        return [*MILESTONES, *(f"Came to visit {at}" for at in range(more))]

    def reasons(self) -> list[str]:
        return [f"Reason {at}" for at in range(self.size("reasons"))]

    def people(self, groups: Sequence[Json]) -> list[Json]:
        return [{"groupId": each["id"], "numSubjects": self.count()} for each in groups]

    def baseline(self, groups: list[Json]) -> Json:
        return {
            "groups": groups,
            "denoms": self.denoms(groups),
            "measures": [
                {
                    "title": self.text(18),
                    "paramType": "MEAN",
                    "dispersionType": "STANDARD_DEVIATION",
                    "unitOfMeasure": "years",
                    "classes": self.classes(
                        groups, "MEAN", "Standard Deviation", "baseline classes",
                        "baseline categories",
                    ),
                }
                for _ in range(self.size("baseline measures"))
            ],
        }  # fmt: skip

    def classes(
        self, groups: Sequence[Json], kind: str, spread: str, classes: str, categories: str
    ) -> list[Json]:
        return [
            {
                "title": self.text(18),
                "categories": [
                    {"measurements": [self.value(each["id"], kind, spread) for each in groups]}
                    for _ in range(self.size(categories))
                ],
            }
            for _ in range(self.size(classes))
        ]

    def value(self, group: str, kind: str, spread: str) -> Json:
        is_count = kind == "COUNT_OF_PARTICIPANTS"
        made = {"groupId": group, "value": self.count() if is_count else self.number()}
        if spread.startswith(("Inter", "95%")):
            return made | {"lowerLimit": self.number(), "upperLimit": self.number()}
        return made | ({"spread": self.number()} if spread else {})

    def measure(self) -> Json:
        groups = self.groups("OG", self.size("groups"))
        kind, spread, _ = self.random.choices(KINDS, [share for *_, share in KINDS])[0]
        more = {"dispersionType": spread} if spread else {}
        return more | {
            "type": self.random.choices(tuple(OUTCOMES), OUTCOMES.values())[0],
            "title": self.text(70),
            "description": self.text(355),
            "populationDescription": self.text(130),
            "reportingStatus": "POSTED",
            "paramType": kind,
            "unitOfMeasure": "units of it",
            "timeFrame": self.text(46),
            "groups": groups,
            "denoms": self.denoms(groups),
            "classes": self.classes(groups, kind, spread, "classes", "categories"),
            "analyses": [self.analysis(groups) for _ in range(self.size("analyses"))],
        }

    def analysis(self, groups: Sequence[Json]) -> Json:
        return {
            "groupIds": [each["id"] for each in groups[:2]],
            "groupDescription": self.text(84),
            "pValue": f"{self.random.random():.3f}",
            "statisticalMethod": "ANCOVA",
            "paramType": "Mean Difference (Final Values)",
            "paramValue": self.number(),
            "ciPctValue": "95",
            "ciNumSides": "TWO_SIDED",
            "ciLowerLimit": self.number(),
            "ciUpperLimit": self.number(),
            "estimateComment": self.text(40),
        }

    def events(self) -> Json:
        groups = self.groups("EG", self.size("event groups"))
        for each in groups:
            for kind in ("deaths", "serious", "other"):
                each[f"{kind}NumAffected"] = self.random.randrange(100)
                each[f"{kind}NumAtRisk"] = 100 + self.random.randrange(300)
        return {
            "frequencyThreshold": "5",
            "timeFrame": self.text(90),
            "description": self.text(100),
            "eventGroups": groups,
            "seriousEvents": self.terms(groups, "serious terms"),
            "otherEvents": self.terms(groups, "other terms"),
        }

    def terms(self, groups: Sequence[Json], key: str) -> list[Json]:
        return [
            {
                "term": self.text(14),
                "organSystem": self.random.choice(ORGANS),
                "sourceVocabulary": "MedDRA 20.1",
                "assessmentType": "SYSTEMATIC_ASSESSMENT",
                "stats": [
                    {
                        "groupId": each["id"],
                        "numEvents": self.random.randrange(40),
                        "numAffected": self.random.randrange(40),
                        "numAtRisk": each["seriousNumAtRisk"],
                    }
                    for each in groups
                ],
            }
            for _ in range(self.size(key))
        ]


def studies(number: int) -> Iterator[Json]:
    """So many studies with results, numbered from 0 as those of ``registry_size`` are."""
    maker = StudyMaker()
    return (maker.study(each) for each in range(number))


def without_results(study: Json) -> Json:
    return {"protocolSection": study["protocolSection"], "hasResults": False}


def write_json(folder: Path, number: int) -> tuple[Path, Path]:
    """The studies as an array with their results, and without; the two files."""
    whole, bare = folder / "with-results.json", folder / "without-results.json"
    with whole.open("w", encoding="utf-8") as file, bare.open("w", encoding="utf-8") as other:
        for at, study in enumerate(studies(number)):
            before = ",\n" if at else "[\n"
            file.write(before + json.dumps(study))
            other.write(before + json.dumps(without_results(study)))
        for each in (file, other):
            each.write("\n]\n")
    return whole, bare


def write_aact(folder: Path, number: int) -> tuple[Path, Path]:
    """AACT's tables of a registry of so many studies with results, and without; the folders.

    The tables without results are those of ``registry_size``; both folders have them.
    """
    bare, whole = folder / "tables-without-results", folder / "tables-with-results"
    for each in (bare, whole):
        each.mkdir()
    write_tables(bare, number)
    for path in bare.iterdir():
        (whole / path.name).hardlink_to(path)
    _write_results(whole, studies(number))
    return whole, bare


def _write_results(folder: Path, made: Iterator[Json]) -> None:
    """The tables of results, some studies at a time; ids go on from one time to the next."""
    written: dict[str, int] = {}
    while some := list(islice(made, CHUNK)):
        tables = of_studies(some)
        # these columns of the table of studies are not in that of the bare registry
        del tables["studies"]
        for name, rows in tables.items():
            for row in rows:
                for column, of in REFERS.items():
                    if row.get(column):
                        row[column] = str(int(row[column]) + written.get(of or name, 0))
            with (folder / f"{name}.txt").open("a", encoding="utf-8") as file:
                if name not in written:
                    file.write("|".join(rows[0]) + "\n")
                # no text that is made up holds a "|", a quotation mark or a line break
                file.writelines("|".join(row.values()) + "\n" for row in rows)
        for name, rows in tables.items():
            written[name] = written.get(name, 0) + len(rows)
