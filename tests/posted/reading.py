"""A second reading of posted results, from plain JSON and without the product's code.

Every row is a dictionary of column and text; what is empty is left out, ``path`` leads to it.
"""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
MEASURED = "groupId:group_id value:value spread:spread lowerLimit:lower upperLimit:upper"
NAMES = {
    "flow": "groupId:group_id numSubjects:participants numUnits:units comment:comment",
    "measured": f"{MEASURED} comment:comment",
    "baseline": "title:measure description:description populationDescription:population "
    "paramType:param_type dispersionType:dispersion_type unitOfMeasure:units",
    "measure": "type:posted_outcome_kind_printed title:measure description:description "
    "populationDescription:population reportingStatus:reporting_status "
    "anticipatedPostingDate:anticipated paramType:param_type dispersionType:dispersion_type "
    "unitOfMeasure:units timeFrame:time_frame",
    "analysis": "groupDescription:groups_description paramType:param_type paramValue:param_value "
    "dispersionType:dispersion_type dispersionValue:dispersion_value ciPctValue:interval_percent "
    "ciNumSides:interval_sides ciLowerLimit:lower ciUpperLimit:upper "
    "ciLowerLimitComment:lower_comment ciUpperLimitComment:upper_comment pValue:p_value "
    "pValueComment:p_value_comment statisticalMethod:method statisticalComment:method_comment "
    "nonInferiorityType:non_inferiority nonInferiorityComment:non_inferiority_comment "
    "estimateComment:estimate_comment otherAnalysisDescription:other_comment",
    "event": "term:term organSystem:organ_system sourceVocabulary:source_vocabulary "
    "assessmentType:assessment notes:notes",
    "stats": "groupId:group_id numAffected:affected numAtRisk:at_risk numEvents:events",
}
"""Thing -> key of its object and the column that it fills."""


def text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def picked(thing: str, given: Json) -> Json:
    pairs = (pair.split(":") for pair in NAMES[thing].split())
    return {column: text(given.get(key)) for key, column in pairs}


def numbered(given: Json, key: str, path: str) -> Iterator[tuple[int, Json, str]]:
    for number, each in enumerate(given.get(key) or []):
        yield number, each, f"{path}.{key}[{number}]"


def denominators(given: Json, units: str) -> dict[str, tuple[str, str]]:
    """Group -> number and units: those selected, else those that stand first."""
    found = given.get("denoms") or []
    best = next((each for each in found if each.get("units") == units), found[0] if found else {})
    return {
        each["groupId"]: (text(each.get("value")), text(best.get("units")))
        for each in best.get("counts") or []
    }


def selected(measure: Json) -> str:
    return text(measure.get("denomUnitsSelected") or measure.get("typeUnitsAnalyzed"))


def rows_of_study(results: Json) -> dict[str, list[Json]]:
    """Frame -> its rows in the record's order."""
    flow = results.get("participantFlowModule") or {}
    baseline = results.get("baselineCharacteristicsModule") or {}
    outcomes = results.get("outcomeMeasuresModule") or {}
    events = results.get("adverseEventsModule") or {}
    found = {
        "results_about": about(results, flow, baseline, events),
        "results_groups": [
            *groups(flow, "groups", "participantFlowModule", "FLOW", {}),
            *groups(
                baseline,
                "groups",
                "baselineCharacteristicsModule",
                "BASELINE",
                denominators(baseline, selected(baseline)),
            ),
            *(
                row
                for number, each, path in numbered(
                    outcomes, "outcomeMeasures", "outcomeMeasuresModule"
                )
                for row in groups(
                    each,
                    "groups",
                    path,
                    "OUTCOME",
                    denominators(each, selected(each)),
                    str(number + 1),
                )
            ),
            *groups(events, "eventGroups", "adverseEventsModule", "EVENT", {}),
        ],
        "results_flow": list(flow_rows(flow)),
        "results_baseline": list(baseline_rows(baseline)),
        "results_measures": [],
        "results_values": [],
        "results_analyses": [],
        "results_events": list(event_rows(events)),
    }
    for number, each, path in numbered(outcomes, "outcomeMeasures", "outcomeMeasuresModule"):
        place = str(number + 1)
        own = {**picked("measure", each), "analysed_units": selected(each), "path": path}
        found["results_measures"].append(own)
        for row in measured(each, path, {}):
            row.pop("analysed_units", None)
            found["results_values"].append({**row, "measure_position": place})
        for _, analysis, inner in numbered(each, "analyses", path):
            found["results_analyses"].append(
                {
                    **picked("analysis", analysis),
                    "measure_position": place,
                    "group_ids": "|".join(analysis.get("groupIds") or []),
                    "path": inner,
                }
            )
    return {name: [filled(row) for row in rows] for name, rows in found.items()}


def filled(row: Json) -> Json:
    return {name: value for name, value in row.items() if value != ""}


def about(results: Json, flow: Json, baseline: Json, events: Json) -> list[Json]:
    more = results.get("moreInfoModule") or {}
    row = filled(
        {
            "recruitment": text(flow.get("recruitmentDetails")),
            "pre_assignment": text(flow.get("preAssignmentDetails")),
            "flow_units": text(flow.get("typeUnitsAnalyzed")),
            "baseline_population": text(baseline.get("populationDescription")),
            "baseline_units": text(baseline.get("typeUnitsAnalyzed")),
            "frequency_threshold": text(events.get("frequencyThreshold")),
            "events_time_frame": text(events.get("timeFrame")),
            "events_description": text(events.get("description")),
            "deaths_comment": text(events.get("allCauseMortalityComment")),
            "limitations": text((more.get("limitationsAndCaveats") or {}).get("description")),
        }
    )
    return [{**row, "path": ""}] if row else []


def groups(
    given: Json,
    key: str,
    path: str,
    part: str,
    analysed: dict[str, tuple[str, str]],
    measure: str = "",
) -> Iterator[Json]:
    for _, each, inner in numbered(given, key, path):
        number, units = analysed.get(each.get("id", ""), ("", ""))
        yield {
            "results_part": part,
            "measure_position": measure,
            "group_id": text(each.get("id")),
            "title": text(each.get("title")),
            "description": text(each.get("description")),
            "analysed": number,
            "analysed_units": units,
            "path": inner,
        }


def flow_rows(flow: Json) -> Iterator[Json]:
    for number, period, outer in numbered(flow, "periods", "participantFlowModule"):
        for key, inner, kind in (
            ("milestones", "achievements", "MILESTONE"),
            ("dropWithdraws", "reasons", "REASON"),
        ):
            for _, milestone, path in numbered(period, key, outer):
                own = {
                    "flow_row": kind,
                    "period_position": str(number + 1),
                    "period": text(period.get("title")),
                    "milestone": text(milestone.get("type")),
                    "milestone_comment": text(milestone.get("comment")),
                    "path": path,
                }
                found = [
                    {**own, **picked("flow", each), "path": last}
                    for _, each, last in numbered(milestone, inner, path)
                ]
                yield from found or [own]


def baseline_rows(baseline: Json) -> Iterator[Json]:
    for number, each, path in numbered(baseline, "measures", "baselineCharacteristicsModule"):
        own = {**picked("baseline", each), "measure_position": str(number + 1), "path": path}
        yield from list(measured(each, path, own)) or [own]


def measured(measure: Json, outer: str, own: Json) -> Iterator[Json]:
    of_baseline = denominators(measure, selected(measure)) if own else {}
    for _, of_class, middle in numbered(measure, "classes", outer):
        numbers = {**of_baseline, **denominators(of_class, selected(measure))}
        for _, category, inner in numbered(of_class, "categories", middle):
            for _, each, path in numbered(category, "measurements", inner):
                number, units = numbers.get(each.get("groupId", ""), ("", ""))
                yield {
                    **own,
                    "class_title": text(of_class.get("title")),
                    "category_title": text(category.get("title")),
                    **picked("measured", each),
                    "analysed": number,
                    "analysed_units": units,
                    "path": path,
                }


def event_rows(events: Json) -> Iterator[Json]:
    for _, each, path in numbered(events, "eventGroups", "adverseEventsModule"):
        for start, kind in (
            ("deaths", "DEATH"),
            ("serious", "ANY_SERIOUS"),
            ("other", "ANY_OTHER"),
        ):
            affected, at_risk = each.get(f"{start}NumAffected"), each.get(f"{start}NumAtRisk")
            if affected is not None or at_risk is not None:
                yield {
                    "event_kind": kind,
                    "group_id": text(each.get("id")),
                    "affected": text(affected),
                    "at_risk": text(at_risk),
                    "path": path,
                }
    for key, kind in (("seriousEvents", "SERIOUS"), ("otherEvents", "OTHER")):
        for _, event, outer in numbered(events, key, "adverseEventsModule"):
            own = {"event_kind": kind, **picked("event", event), "path": outer}
            found = [
                {**own, **picked("stats", each), "path": path}
                for _, each, path in numbered(event, "stats", outer)
            ]
            yield from found or [own]
