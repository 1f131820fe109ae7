"""A made-up study protocol in the shapes of USDM 4.x and 3.x, to be changed by each test."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

Document = dict[str, Any]
FIXED, AFTER, BEFORE = "C201358", "C201356", "C201357"


def code(decode: str, code_: str = "C1") -> Document:
    return {"id": f"Code_{decode}", "code": code_, "decode": decode, "instanceType": "Code"}


def alias(decode: str) -> Document:
    return {"id": f"Alias_{decode}", "standardCode": code(decode), "standardCodeAliases": []}


def quantity(value: float, unit: str = "") -> Document:
    return {"id": "Q", "value": value, "unit": alias(unit) if unit else None}


def named(id_: str, label: str = "", **more: Any) -> Document:
    return {"id": id_, "name": id_.upper(), "label": label, "description": "", **more}


def visit(id_: str, label: str = "", then: str = "", **more: Any) -> Document:
    """An instance of a timeline in which something is done."""
    own = {
        "activityIds": [],
        "encounterId": None,
        "epochId": None,
        "timelineId": None,
        "defaultConditionId": then or None,
        "instanceType": "ScheduledActivityInstance",
    }
    return named(id_, label, **{**own, **more})


def decision(id_: str, then: str, *ways: tuple[str, str], **more: Any) -> Document:
    """A decision; ways: condition and target."""
    assignments = [
        {"id": f"{id_}-{n}", "condition": condition, "conditionTargetId": target}
        for n, (condition, target) in enumerate(ways)
    ]
    return named(
        id_,
        defaultConditionId=then or None,
        conditionAssignments=assignments,
        instanceType="ScheduledDecisionInstance",
        **more,
    )


def timing(
    kind: str,
    source: str,
    target: str,
    value: str,
    *window: str,
    printed: str = "",
    ends: str = "Start to Start",
) -> Document:
    """source hangs on target; window: before, after, words."""
    lower, upper, words = (*window, "", "", "")[:3]
    return {
        "id": f"T-{source}",
        "name": f"T-{source}",
        "label": "",
        "type": code(
            {FIXED: "Fixed Reference", AFTER: "After", BEFORE: "Before"}.get(kind, kind), kind
        ),
        "value": value,
        "valueLabel": printed,
        "relativeToFrom": code(ends),
        "relativeFromScheduledInstanceId": source,
        "relativeToScheduledInstanceId": target,
        "windowLower": lower or None,
        "windowUpper": upper or None,
        "windowLabel": words,
    }


def timeline(
    id_: str,
    instances: list[Document],
    timings: list[Document],
    *,
    main: bool = False,
    starts: str = "",
) -> Document:
    return named(
        id_,
        mainTimeline=main,
        entryCondition=starts,
        entryId=instances[0]["id"] if instances else None,
        instances=instances,
        timings=timings,
    )


def main_timeline() -> Document:
    """Screening, a dose on day 0, two weeks later a visit and a call, a cycle, a last visit."""
    instances = [
        visit(
            "screen", "Screening", "dose", encounterId="e1", epochId="ep1", activityIds=["a1", "a2"]
        ),
        visit(
            "dose", "First dose", "week2", encounterId="e2", epochId="ep2", activityIds=["a2", "a3"]
        ),
        visit(
            "week2",
            "Week\u00a02",
            "call",
            encounterId="e3",
            epochId="ep2",
            activityIds=["a2", "a4"],
        ),
        visit("call", "", "cycle1", encounterId="e3", epochId="ep2", activityIds=["a5"]),
        visit("cycle1", "Cycle, day 1", "delay", epochId="ep2", activityIds=["a3"]),
        visit("delay", "Cycle, delay", "again", epochId="ep2"),
        decision("again", "last", ("no progression", "cycle1")),
        visit("last", "Last visit", epochId="ep3", activityIds=["a2"]),
    ]
    timings = [
        timing(BEFORE, "screen", "dose", "P2W", "P0D", "P10D", "0..10 days", printed="2 weeks"),
        timing(FIXED, "dose", "dose", "P1D", printed="1 Day"),
        timing(AFTER, "week2", "dose", "P2W", "P3D", "P3D", "-3..3 days", printed="2 Weeks"),
        timing(AFTER, "call", "week2", "PT12H"),
        timing(AFTER, "cycle1", "dose", "P28D"),
        timing(AFTER, "delay", "delay", "P21D"),
        timing(AFTER, "last", "dose", "P6M"),
    ]
    return timeline("main", instances, timings, main=True, starts="Somebody is asked")


def sub_timelines() -> list[Document]:
    """One of three points, and one of a single point, held when something happens."""
    points = [
        visit("p1", "Before", "p2", activityIds=["a5"]),
        visit("p2", "Given", "p3", activityIds=["a3"]),
        visit("p3", "After", activityIds=["a5"]),
    ]
    timings = [
        timing(BEFORE, "p1", "p2", "PT15M"),
        timing(FIXED, "p2", "p2", "PT0M"),
        timing(AFTER, "p3", "p2", "PT4H"),
    ]
    stop = [visit("stop", "Stopped early", activityIds=["a2"])]
    return [
        timeline("dosing", points, timings, starts="The dose is given"),
        timeline("early", stop, [timing(FIXED, "stop", "stop", "P1D")], starts="Somebody leaves"),
    ]


def design() -> Document:
    arms = [
        named("arm1", "Marrow cells", type=code("Experimental Arm")),
        named("arm2", "", type=code("Placebo Control Arm")),
    ]
    epochs = [
        named("ep1", "Screening", previousId=None, nextId="ep2", type=code("Screening Epoch")),
        named("ep2", "Treatment", previousId="ep1", nextId="ep3", type=code("Treatment Epoch")),
        named("ep3", "Follow-up", previousId="ep2", nextId=None, type=code("Follow-Up Epoch")),
    ]
    elements = [
        named(
            "el1",
            "Screening",
            studyInterventionIds=[],
            transitionStartRule={"id": "r", "text": "Informed\u00a0consent"},
        ),
        named("el2", "Cells", description="<p>Cells, 10<sup>6</sup>/kg</p>"),
        named("el3", "Placebo"),
        named("el4"),
    ]
    cells = [
        {
            "id": f"c{arm}{epoch}",
            "armId": f"arm{arm}",
            "epochId": f"ep{epoch}",
            "elementIds": [held],
        }
        for arm, epoch, held in (
            (1, 1, "el1"),
            (1, 2, "el2"),
            (1, 3, "el4"),
            (2, 1, "el1"),
            (2, 2, "el3"),
            (2, 3, "el4"),
        )
    ]
    activities = [
        named("a1", "Informed consent", nextId="a2", previousId=None),
        named("a2", "Blood sample", nextId="a3", previousId="a1"),
        named("a3", "Cells given", nextId="a4", previousId="a2", timelineId="dosing"),
        named("a4", "HbA1c", nextId="a5", previousId="a3"),
        named("a5", "", nextId="a6", previousId="a4"),
        named("a6", "Never done", nextId=None, previousId="a5"),
    ]
    encounters = [
        named("e1", "Clinic 1", contactModes=[code("In Person")]),
        named("e2", "Clinic 2", contactModes=[code("In Person")]),
        named("e3", "Clinic 3", contactModes=[code("In Person"), code("Telephone Call")]),
        named("e4", "Nobody comes", contactModes=[]),
    ]
    return named(
        "design1",
        "Two arms",
        arms=arms,
        epochs=epochs,
        elements=elements,
        studyCells=cells,
        activities=activities,
        encounters=encounters,
        scheduleTimelines=[*sub_timelines(), main_timeline()],
        indications=[named("i1", "Type 1 diabetes", codes=[code("Type 1", "46635009")])],
        population={"id": "pop", "plannedEnrollmentNumber": quantity(40)},
        studyInterventionIds=["iv1", "iv2"],
        rationale="<p>To see&nbsp;whether &lt;cells&gt; help.</p>",
        blindingSchema=alias("Double Blind Study"),
    )


def interventions() -> list[Document]:
    given = {
        "id": "ad1",
        "name": "INFUSION",
        "label": "",
        "description": "One infusion",
        "dose": quantity(54.0, "Milligram"),
        "route": alias("Intravenous Route of Administration"),
        "frequency": alias("Once"),
        "duration": {
            "id": "d",
            "text": "",
            "quantity": quantity(24.0, "Week"),
            "durationWillVary": False,
        },
    }
    return [
        named(
            "iv1",
            "Marrow product",
            role=code("Experimental Intervention"),
            type=code("Biological Agent"),
            administrations=[given],
        ),
        named(
            "iv2",
            "Sirolimus",
            role=code("Background"),
            type=code("Pharmacologic Substance"),
            administrations=[],
        ),
    ]


def in_4() -> Document:
    """The study in USDM 4.0."""
    own = design() | {
        "studyType": code("Interventional Study"),
        "studyPhase": alias("Phase II Trial"),
        "model": code("Parallel Study"),
    }
    version = {
        "id": "v1",
        "versionIdentifier": "3",
        "titles": [
            {"text": "MARROW", "type": code("Study Acronym")},
            {"text": "Marrow cells", "type": code("Brief Study Title")},
            {"text": "Marrow cells in made-up diabetes", "type": code("Official Study Title")},
        ],
        "studyIdentifiers": [
            {"id": "n1", "text": "NCT00000001", "scopeId": "o1"},
            {"id": "n2", "text": "MU-001", "scopeId": "o2"},
        ],
        "organizations": [
            {"id": "o1", "type": code("Study Registry")},
            {"id": "o2", "type": code("Clinical Study Sponsor")},
        ],
        "dateValues": [
            {"id": "g", "type": code("Sponsor Approval Date"), "dateValue": "2024-05-06"}
        ],
        "studyDesigns": [own],
        "studyInterventions": interventions(),
        "conditions": [
            {
                "id": "k1",
                "text": "Only with <b>insulin</b>",
                "contextIds": ["week2"],
                "appliesToIds": ["a4"],
            }
        ],
    }
    return {
        "usdmVersion": "4.0.0",
        "study": {"id": None, "name": "Made-up study", "versions": [version], "documentedBy": []},
    }


def in_3() -> Document:
    """This study in USDM 3.0, which keeps some parts elsewhere."""
    document = deepcopy(in_4())
    document["usdmVersion"] = "3.0.0"
    version = document["study"]["versions"][0]
    own = version["studyDesigns"][0]
    givers = {each["id"]: each["type"] for each in version.pop("organizations")}
    version["studyIdentifiers"] = [
        {
            "id": each["id"],
            "studyIdentifier": each["text"],
            "studyIdentifierScope": {"organizationType": givers[each["scopeId"]]},
        }
        for each in version["studyIdentifiers"]
    ]
    version["studyType"], version["studyPhase"] = own.pop("studyType"), own.pop("studyPhase")
    own["interventionModel"] = own.pop("model")
    del own["studyInterventionIds"]
    own["studyInterventions"] = version.pop("studyInterventions")
    first = own["studyInterventions"][0]
    first["agentAdministrations"] = first.pop("administrations")
    own["conditions"] = version.pop("conditions")
    document["study"]["documentedBy"] = {"id": "doc", "versions": [{"dateValues": []}]}
    return document


def design_of(document: Document) -> Document:
    """The first study design, to be changed."""
    return document["study"]["versions"][0]["studyDesigns"][0]


def main_of(document: Document) -> Document:
    """The main timeline, to be changed."""
    lines = design_of(document)["scheduleTimelines"]
    return next(line for line in lines if line["mainTimeline"])


def written(folder: Path, document: object, name: str = "made-up.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path
