"""The posted results of a study object -> rows of the frames of results, as posted.

A term, a milestone or a baseline measure without any number has a row, which names no group.
Contacts (``moreInfoModule.pointOfContact``) and agreements (``certainAgreement``) are never read.
"""

from collections.abc import Iterator, Mapping, Sequence

from data.model.schema import SEPARATOR
from data.readers.facts import PostedRow
from data.readers.json_node import Node

SECTION = "resultsSection"
FLOW = "participantFlowModule"
BASELINE = "baselineCharacteristicsModule"
OUTCOMES = "outcomeMeasuresModule"
EVENTS = "adverseEventsModule"
ABOUT = {
    "recruitment": f"{FLOW}.recruitmentDetails",
    "pre_assignment": f"{FLOW}.preAssignmentDetails",
    "flow_units": f"{FLOW}.typeUnitsAnalyzed",
    "baseline_population": f"{BASELINE}.populationDescription",
    "baseline_units": f"{BASELINE}.typeUnitsAnalyzed",
    "frequency_threshold": f"{EVENTS}.frequencyThreshold",
    "events_time_frame": f"{EVENTS}.timeFrame",
    "events_description": f"{EVENTS}.description",
    "deaths_comment": f"{EVENTS}.allCauseMortalityComment",
    "limitations": "moreInfoModule.limitationsAndCaveats.description",
}
"""Column of ``results_about`` -> its path in the section of results."""
MEASURE = {
    "posted_outcome_kind_printed": "type",
    "measure": "title",
    "description": "description",
    "population": "populationDescription",
    "reporting_status": "reportingStatus",
    "anticipated": "anticipatedPostingDate",
    "param_type": "paramType",
    "dispersion_type": "dispersionType",
    "units": "unitOfMeasure",
    "time_frame": "timeFrame",
}
BASELINE_MEASURE = {
    "measure": "title",
    "description": "description",
    "population": "populationDescription",
    "param_type": "paramType",
    "dispersion_type": "dispersionType",
    "units": "unitOfMeasure",
}
MEASUREMENT = {
    "group_id": "groupId",
    "value": "value",
    "spread": "spread",
    "lower": "lowerLimit",
    "upper": "upperLimit",
    "comment": "comment",
}
ANALYSIS = {
    "groups_description": "groupDescription",
    "param_type": "paramType",
    "param_value": "paramValue",
    "dispersion_type": "dispersionType",
    "dispersion_value": "dispersionValue",
    "interval_percent": "ciPctValue",
    "interval_sides": "ciNumSides",
    "lower": "ciLowerLimit",
    "upper": "ciUpperLimit",
    "lower_comment": "ciLowerLimitComment",
    "upper_comment": "ciUpperLimitComment",
    "p_value": "pValue",
    "p_value_comment": "pValueComment",
    "method": "statisticalMethod",
    "method_comment": "statisticalComment",
    "non_inferiority": "nonInferiorityType",
    "non_inferiority_comment": "nonInferiorityComment",
    "estimate_comment": "estimateComment",
    "other_comment": "otherAnalysisDescription",
}
ACHIEVED = {
    "group_id": "groupId",
    "participants": "numSubjects",
    "units": "numUnits",
    "comment": "comment",
}
EVENT = {
    "organ_system": "organSystem",
    "term": "term",
    "source_vocabulary": "sourceVocabulary",
    "assessment": "assessmentType",
    "notes": "notes",
}
STATS = {
    "group_id": "groupId",
    "affected": "numAffected",
    "at_risk": "numAtRisk",
    "events": "numEvents",
}
TOTALS = {"DEATH": "deaths", "ANY_SERIOUS": "serious", "ANY_OTHER": "other"}
"""Kind of a group's total -> how its keys begin."""
PostedRows = Iterator[PostedRow]
PostedCells = dict[str, str | int]


def posted_rows(study: Node) -> Mapping[str, Sequence[PostedRow]]:
    """Frame of results -> its rows; nothing where the study has no results."""
    section = study.child(SECTION)
    if section.value is None:
        return {}
    flow, baseline = section.child(FLOW), section.child(BASELINE)
    measures = list(section.child(OUTCOMES).child("outcomeMeasures").items())
    events = section.child(EVENTS)
    groups = [
        *_groups(flow.child("groups"), {"results_part": "FLOW"}),
        *_groups(
            baseline.child("groups"),
            {"results_part": "BASELINE"},
            _analysed(baseline, units_of(baseline)),
        ),
        *(
            row
            for position, each in enumerate(measures, start=1)
            for row in _groups(
                each.child("groups"),
                {"results_part": "OUTCOME", "measure_position": position},
                _analysed(each, units_of(each)),
            )
        ),
        *_groups(events.child("eventGroups"), {"results_part": "EVENT"}),
    ]
    return {
        "results_about": list(_about(section)),
        "results_groups": groups,
        "results_flow": list(_flow(flow)),
        "results_baseline": list(_baseline(baseline)),
        "results_measures": [_measure(each) for each in measures],
        "results_values": [
            row
            for position, each in enumerate(measures, start=1)
            for row in _values(each, {"measure_position": position})
        ],
        "results_analyses": [
            row
            for position, each in enumerate(measures, start=1)
            for row in _analyses(each, position)
        ],
        "results_events": list(_events(events)),
    }


def units_of(measure: Node) -> str:
    """The units in which a measure is counted, where they are not people."""
    return measure.posted_at("denomUnitsSelected") or measure.posted_at("typeUnitsAnalyzed")


def _cells(node: Node, keys: Mapping[str, str]) -> PostedCells:
    return {column: text for column, key in keys.items() if (text := node.posted_at(key))}


def _about(section: Node) -> PostedRows:
    cells = {
        column: text
        for column, path in ABOUT.items()
        if (text := section.at(*path.split(".")).posted())
    }
    if cells:
        yield PostedRow(cells, section.path)


Analysed = Mapping[str, tuple[str, str]]
"""Id of a group -> number and units."""
NOBODY: Analysed = {}


def _analysed(node: Node, units: str) -> Analysed:
    """The number that each group's values are of, in these units, else in the first ones."""
    denoms = list(node.child("denoms").items())
    wanted = [each for each in denoms if each.posted_at("units") == units] or denoms[:1]
    return {
        count.posted_at("groupId"): (
            count.posted_at("value"),
            each.posted_at("units"),
        )
        for each in wanted[:1]
        for count in each.child("counts").items()
    }


def _groups(nodes: Node, own: PostedCells, analysed: Analysed = NOBODY) -> PostedRows:
    for each in nodes.items():
        group = each.posted_at("id")
        number, units = analysed.get(group, ("", ""))
        yield PostedRow(
            {
                **own,
                "group_id": group,
                "title": each.posted_at("title"),
                "description": each.posted_at("description"),
                "analysed": number,
                "analysed_units": units,
            },
            each.path,
        )


def _flow(flow: Node) -> PostedRows:
    for position, period in enumerate(flow.child("periods").items(), start=1):
        own: PostedCells = {"period_position": position, "period": period.posted_at("title")}
        for key, inner, kind in (
            ("milestones", "achievements", "MILESTONE"),
            ("dropWithdraws", "reasons", "REASON"),
        ):
            for milestone in period.child(key).items():
                named: PostedCells = {
                    **own,
                    "flow_row": kind,
                    "milestone": milestone.posted_at("type"),
                    "milestone_comment": milestone.posted_at("comment"),
                }
                numbers = [
                    PostedRow({**named, **_cells(each, ACHIEVED)}, each.path)
                    for each in milestone.child(inner).items()
                ]
                yield from numbers or [PostedRow(named, milestone.path)]


def _baseline(baseline: Node) -> PostedRows:
    for position, each in enumerate(baseline.child("measures").items(), start=1):
        own: PostedCells = {"measure_position": position, **_cells(each, BASELINE_MEASURE)}
        values = list(_values(each, own, _analysed(each, units_of(each)), with_units=True))
        yield from values or [PostedRow(own, each.path)]


def _measure(node: Node) -> PostedRow:
    cells = _cells(node, MEASURE)
    return PostedRow({**cells, "analysed_units": units_of(node)}, node.path)


def _values(
    measure: Node, own: PostedCells, analysed: Analysed = NOBODY, *, with_units: bool = False
) -> PostedRows:
    selected = units_of(measure)
    for of_class in measure.child("classes").items():
        numbers = {**analysed, **_analysed(of_class, selected)}
        for category in of_class.child("categories").items():
            named: PostedCells = {
                **own,
                "class_title": of_class.posted_at("title"),
                "category_title": category.posted_at("title"),
            }
            for each in category.child("measurements").items():
                cells = _cells(each, MEASUREMENT)
                number, units = numbers.get(str(cells.get("group_id", "")), ("", ""))
                of: PostedCells = {"analysed": number}
                if with_units:
                    of["analysed_units"] = units
                yield PostedRow({**named, **cells, **of}, each.path)


def _analyses(measure: Node, position: int) -> PostedRows:
    for each in measure.child("analyses").items():
        groups = SEPARATOR.join(each.child("groupIds").texts())
        own: PostedCells = {"measure_position": position, "group_ids": groups}
        yield PostedRow({**own, **_cells(each, ANALYSIS)}, each.path)


def _events(events: Node) -> PostedRows:
    for each in events.child("eventGroups").items():
        for kind, start in TOTALS.items():
            counts = {
                "affected": each.posted_at(f"{start}NumAffected"),
                "at_risk": each.posted_at(f"{start}NumAtRisk"),
            }
            if any(counts.values()):
                group = each.posted_at("id")
                yield PostedRow({"event_kind": kind, "group_id": group, **counts}, each.path)
    for key, kind in (("seriousEvents", "SERIOUS"), ("otherEvents", "OTHER")):
        for event in events.child(key).items():
            own: PostedCells = {"event_kind": kind, **_cells(event, EVENT)}
            numbers = [
                PostedRow({**own, **_cells(stats, STATS)}, stats.path)
                for stats in event.child("stats").items()
            ]
            yield from numbers or [PostedRow(own, event.path)]
