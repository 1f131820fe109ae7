"""Doses of a study as events of a protocol: chips without a day, and the agents they name."""

from collections.abc import Sequence

from data.link.folding import folded
from data.model import vocabulary as v
from data.model.schema import RawRows
from data.readers.json_node import Node
from data.readers.usdm.doses import NOT_STATED, Dose
from data.readers.usdm.plain_texts import decode_of, name_of, plain_text
from data.readers.usdm.slugs import Slugs
from data.schedules.agents import agent_classes, listed_agents

NO_ARM = (
    "The file links no arm to a dose: this is a dose of the study, and only the words of its "
    "elements say who has it."
)
CLASSES = {
    "pharmacologic substance": "DRUG",
    "drug": "DRUG",
    "biological agent": "BIOLOGICAL",
    "biological": "BIOLOGICAL",
    "medical device": "DEVICE",
    "device": "DEVICE",
    "radiation": "RADIATION",
}
"""Words of a treatment's type, folded -> the class of an agent of which no more is known."""


def _listed(intervention: Node) -> str:
    """The agent of our list that a treatment is by name; empty where no name is in it."""
    names = (name_of(intervention), plain_text(intervention.at("name").text()))
    found = (listed_agents(name) for name in names)
    return next((agents[0] for agents in found if len(agents) == 1), "")


def agent_rows(interventions: Sequence[Node], dataset: str, source: str) -> RawRows:
    """Rows of ``agents`` in the order of the treatments: one each, as ``event_rows`` needs them.

    An agent of our list has its slug and class; of another one the class is not known.
    """
    slugs = Slugs()
    rows = []
    for intervention in interventions:
        name, ours = name_of(intervention), _listed(intervention)
        kind = folded(decode_of(intervention.at("type")))
        rows.append(
            {
                "agent": ours or slugs.unique(name, f"{dataset}-"),
                "code": name,
                "name": name,
                "agent_class": agent_classes().get(ours) or CLASSES.get(kind, "OTHER_TREATMENT"),
                "class_label": "",
                "target": NOT_STATED,
                "source": source,
                "locator": intervention.path,
            }
        )
    return rows


def event_rows(regimen: str, doses: Sequence[Dose], agents: RawRows, source: str) -> RawRows:
    """Rows of ``regimen_events``: a dose each, without a day, for a group that is not stated."""
    agent_at = {row["locator"]: row["agent"] for row in agents}
    return [
        {
            "event": f"{regimen}-{number:02d}",
            "regimen": regimen,
            "arm": v.NOT_STATED,
            "agent": agent_at[dose.intervention.path],
            "role": v.NOT_STATED,
            "day_zero": "FIXED_REFERENCE",
            "start_day": "",
            "start_printed": "",
            "end_day": "",
            "end_kind": v.NOT_STATED,
            "end_printed": "",
            "tolerance_days": "",
            "dose": _dose_words(dose) or NOT_STATED,
            "route": dose.route or NOT_STATED,
            "schedule": _schedule(dose) or NOT_STATED,
            "trough_target": NOT_STATED,
            "patients": NOT_STATED,
            "patients_n": "",
            "patients_qualifier": "",
            "patients_table_4": "",
            "coverage": v.NOT_STATED,
            "coverage_table_4": "",
            "group_certainty": "STATED",
            "alternative_to": "",
            "certainty": "STATED",
            "remark": NO_ARM,
            "quote": "",
            "source": source,
            "locator": dose.path,
        }
        for number, dose in enumerate(doses, start=1)
    ]


def _dose_words(dose: Dose) -> str:
    """``54 mg (50 cm2 patch)``."""
    if dose.amount and dose.words:
        return f"{dose.amount} ({dose.words})"
    return dose.amount or dose.words


def _schedule(dose: Dose) -> str:
    """``Daily; duration 24 weeks``."""
    said = (dose.frequency, f"duration {dose.duration}" if dose.duration else "")
    return "; ".join(filter(None, said))
