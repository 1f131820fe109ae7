"""Facts of a study -> rows of the frames that hold the rest of its record."""

from collections.abc import Iterator, Mapping
from typing import Any

from data.model import vocabulary as v
from data.model.record_frames import TEXTS
from data.readers.codes import code_of
from data.readers.dates import as_given
from data.readers.facts import Intervention, StudyFacts
from data.readers.import_report import Report
from data.readers.result_rows import result_rows

FrameRow = dict[str, Any]


def one_line(text: str) -> str:
    """Any run of white space as one space, none at the ends."""
    return " ".join(text.split())


def named_interventions(facts: StudyFacts) -> list[Intervention]:
    """The interventions that have rows: those with a name, in the record's order."""
    return [each for each in facts.interventions if each.name.strip()]


def record_rows(facts: StudyFacts, report: Report) -> Mapping[str, list[FrameRow]]:
    """Frame name -> cells without the study's own; what is in no list goes to the report."""
    return {
        "trial_ids": list(_numbered(_ids(facts))),
        "trial_mesh": list(_mesh(facts)),
        "trial_texts": _texts(facts),
        "trial_arms": list(_numbered(_arms(facts, report))),
        "arm_interventions": list(arm_interventions(facts)),
        "intervention_texts": list(_intervention_texts(facts)),
        "outcome_measures": list(_numbered(_outcomes(facts, report))),
        "trial_keywords": list(
            _numbered({"keyword": text} for text in dict.fromkeys(map(one_line, facts.keywords)))
        ),
        "trial_references": list(_numbered(_references(facts, report))),
        "trial_documents": list(_numbered(_documents(facts, report))),
        **result_rows(facts.results, facts.nct_id, report),
    }


def _numbered(rows: Iterator[FrameRow]) -> Iterator[FrameRow]:
    return ({"position": position, **row} for position, row in enumerate(rows, start=1))


def _ids(facts: StudyFacts) -> Iterator[FrameRow]:
    """Each number once."""
    seen = {facts.nct_id}
    for each in facts.ids:
        text = one_line(each.text)
        if text not in seen:
            seen.add(text)
            yield {
                "trial_id": text,
                "id_kind": each.kind,
                "id_type": one_line(each.id_type),
                "domain": one_line(each.domain),
            }


def _mesh(facts: StudyFacts) -> Iterator[FrameRow]:
    """Each term once: one that the record states is not also above one that it states."""
    seen = set()
    for each in sorted(facts.mesh, key=lambda mesh: v.MESH_LEVEL.codes.index(mesh.level)):
        term = one_line(each.term)
        if (each.of, term) not in seen:
            seen.add((each.of, term))
            mesh_id = one_line(each.mesh_id)
            yield {"mesh_of": each.of, "mesh_level": each.level, "mesh_id": mesh_id, "term": term}


def _texts(facts: StudyFacts) -> list[FrameRow]:
    texts = {name: facts.texts.get(name, "") for name in TEXTS}
    return [texts] if any(texts.values()) else []


def _arms(facts: StudyFacts, report: Report) -> Iterator[FrameRow]:
    for each in facts.arms:
        code = code_of(v.ARM_TYPE, each.kind)
        if code == v.UNLISTED:
            report.value_not_listed("arm_type", each.kind, facts.nct_id)
        yield {
            "arm": one_line(each.label),
            "arm_type": code,
            "arm_type_printed": each.kind,
            "description": each.description,
        }


def _intervention_texts(facts: StudyFacts) -> Iterator[FrameRow]:
    for position, each in enumerate(named_interventions(facts), start=1):
        if each.description.strip() or each.other_names:
            yield {
                "position": position,
                "description": each.description,
                "other_names": "\n".join(map(one_line, each.other_names)),
            }


def arm_interventions(facts: StudyFacts) -> Iterator[FrameRow]:
    """Each link of an arm and an intervention once, as either of the two names it.

    An arm names "Drug: Sirolimus", an intervention the arm's label. A name that fits none, or
    several, leaves its side open and stands as printed.
    """
    interventions = named_interventions(facts)
    labels = [one_line(each.label) for each in facts.arms]
    seen: set[tuple[int | None, int | None, str]] = set()
    for arm, each in enumerate(facts.arms, start=1):
        for name in each.interventions:
            found = _named_by(name, interventions)
            seen.add((arm, found, "" if found else one_line(name)))
    for position, intervention in enumerate(interventions, start=1):
        for label in map(one_line, intervention.arms):
            fits = [arm for arm, own in enumerate(labels, start=1) if own == label]
            # two arms of one label: the arms' own names tell which of them has it
            if len(fits) == 1 or not fits:
                arm_found = fits[0] if fits else None
                seen.add((arm_found, position, "" if fits else label))
    for arm_position, own_position, printed in sorted(seen, key=_in_order):
        yield {
            "arm_position": arm_position,
            "intervention_position": own_position,
            "printed": printed,
        }


def _in_order(link: tuple[int | None, int | None, str]) -> tuple[float, float, str]:
    arm, intervention, printed = link
    nowhere = float("inf")
    return (arm or nowhere, intervention or nowhere, printed)


def _named_by(text: str, interventions: list[Intervention]) -> int | None:
    """The position of the intervention that an arm names; none where not just one fits."""
    kind, colon, name = text.partition(":")
    code = code_of(v.INTERVENTION_TYPE, kind) if colon else v.NOT_STATED
    name = one_line(name if colon and code != v.UNLISTED else text)
    fits = [at for at, each in enumerate(interventions, start=1) if one_line(each.name) == name]
    if len(fits) > 1:
        fits = [
            at for at in fits if code_of(v.INTERVENTION_TYPE, interventions[at - 1].kind) == code
        ]
    return fits[0] if len(fits) == 1 else None


def _outcomes(facts: StudyFacts, report: Report) -> Iterator[FrameRow]:
    for each in facts.outcomes:
        code = code_of(v.OUTCOME_KIND, each.kind)
        if code == v.UNLISTED:
            report.value_not_listed("outcome_kind", each.kind, facts.nct_id)
        yield {
            "outcome_kind": code,
            "measure": each.measure,
            "time_frame": each.time_frame,
            "description": each.description,
        }


def _references(facts: StudyFacts, report: Report) -> Iterator[FrameRow]:
    for each in facts.references:
        code = code_of(v.REFERENCE_KIND, each.kind)
        if code == v.UNLISTED:
            report.value_not_listed("reference_kind", each.kind, facts.nct_id)
        yield {
            "reference_kind": code,
            "reference_kind_printed": each.kind,
            "pmid": each.pmid,
            "citation": each.citation,
            "url": each.url,
        }


def _documents(facts: StudyFacts, report: Report) -> Iterator[FrameRow]:
    for each in facts.documents:
        date = as_given(each.date) if each.date.strip() else ""
        if date is None:
            report.value_not_listed("document_date", each.date, facts.nct_id)
        yield {"label": one_line(each.label), "date": date or "", "url": each.url}
