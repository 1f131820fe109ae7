"""Facts of a study -> rows of the four frames, with codes beside what is printed.

``snapshot`` is not written here: the date of the data is known only after the last study.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from data.model import schema as s
from data.model import vocabulary as v
from data.readers.codes import code_of, phase_of, who_masked_of
from data.readers.columns import MOST_PEOPLE, NOT_CLASSIFIED
from data.readers.country_names import iso3
from data.readers.dates import as_given, year_of
from data.readers.facts import DatedField, Site, StudyError, StudyFacts
from data.readers.import_report import Report

Row = dict[str, Any]
Rows = dict[str, list[Row]]


NAMELESS = "(left out: without a name)"


@dataclass(frozen=True)
class Origin:
    """Where a study stands: the dataset as a source, and file and position in words."""

    source: str
    locator: str

    def cells(self, nct_id: str) -> Row:
        return {"nct_id": nct_id, "source": self.source, "locator": self.locator}


def rows_of(facts: StudyFacts, origin: Origin, report: Report) -> Rows:
    """Frame name -> rows; values in no list and unknown countries go to the report.

    Raises:
        StudyError: a number is none that a study can have.
    """
    _check_enrollment(facts)
    own = origin.cells(facts.nct_id)
    return {
        "trials": [own | _trial(facts, report)],
        "trial_conditions": [own | cells for cells in _conditions(facts)],
        "trial_interventions": [own | cells for cells in _interventions(facts, report)],
        "trial_organisations": [own | cells for cells in _organisations(facts, report)],
    }


def one_line(text: str) -> str:
    """Any run of white space as one space, none at the ends."""
    return " ".join(text.split())


def condition_key(printed: str) -> str:
    """The name by which a condition is filtered: white space and case do not count."""
    return one_line(printed).lower()


def _trial(facts: StudyFacts, report: Report) -> Row:
    def coded(vocabulary: v.Vocabulary, printed: str, column: str = "") -> Row:
        column = column or vocabulary.name
        code = code_of(vocabulary, printed)
        if code == v.UNLISTED:
            report.value_not_listed(column, printed, facts.nct_id)
        return {column: code, f"{column}_printed": printed}

    def only_code(vocabulary: v.Vocabulary, printed: str, column: str) -> Row:
        return {column: coded(vocabulary, printed, column)[column]}

    def date(printed: str, column: str) -> Row:
        given = as_given(printed) if printed.strip() else ""
        if given is None:
            report.value_not_listed(column, printed, facts.nct_id)
        return {column: given or ""}

    def dated(field: DatedField, column: str) -> Row:
        kind = only_code(v.DATE_TYPE, field.kind, f"{column}_type")
        return date(field.date, column) | kind

    start = dated(facts.start, "start_date")
    return {
        "title": facts.title,
        "acronym": facts.acronym,
        "printed_tables": "",
        "control": v.NOT_STATED,
        "control_printed": "",
        "endpoint_classification": v.NOT_STATED,
        "endpoint_classification_printed": "",
        **coded(v.OVERALL_STATUS, facts.overall_status),
        "why_stopped": facts.why_stopped,
        **coded(v.STUDY_TYPE, facts.study_type),
        **_phase(facts, report),
        **coded(v.ALLOCATION, facts.allocation),
        **coded(v.INTERVENTION_MODEL, facts.intervention_model),
        **coded(v.MASKING, facts.masking),
        **_who_masked(facts, report),
        **coded(v.PRIMARY_PURPOSE, facts.primary_purpose),
        **coded(v.OBSERVATIONAL_MODEL, facts.observational_model),
        **coded(v.TIME_PERSPECTIVE, facts.time_perspective),
        "enrollment": facts.enrollment,
        **only_code(v.ENROLLMENT_TYPE, facts.enrollment_type, "enrollment_type"),
        **start,
        "start_year": year_of(start["start_date"]),
        **dated(facts.primary_completion, "primary_completion_date"),
        **dated(facts.completion, "completion_date"),
        **date(facts.first_posted, "first_posted"),
        **date(facts.last_update_posted, "last_update_posted"),
        "sponsor": facts.sponsor,
        **coded(v.SPONSOR_CLASS, facts.sponsor_class),
        **only_code(v.YES_NO, facts.patient_registry, "patient_registry"),
        **only_code(v.YES_NO, facts.has_results, "has_results"),
    }


def _phase(facts: StudyFacts, report: Report) -> Row:
    code, printed = phase_of(facts.phases), s.SEPARATOR.join(facts.phases)
    if code == v.UNLISTED:
        report.value_not_listed("phase", printed, facts.nct_id)
    return {"phase": code, "phase_printed": printed}


def _who_masked(facts: StudyFacts, report: Report) -> Row:
    codes = who_masked_of(facts.who_masked, code_of(v.MASKING, facts.masking))
    printed = ", ".join(facts.who_masked)
    if v.UNLISTED in codes:
        report.value_not_listed("who_masked", printed, facts.nct_id)
    return {"who_masked": s.SEPARATOR.join(codes), "who_masked_printed": printed}


def _check_enrollment(facts: StudyFacts) -> None:
    if facts.enrollment is not None and not 0 <= facts.enrollment <= MOST_PEOPLE:
        raise StudyError("enrollment", f"{facts.enrollment} is no number of people", facts.nct_id)


def _conditions(facts: StudyFacts) -> Iterator[Row]:
    """Each condition once, in its first spelling."""
    seen = set()
    for printed in facts.conditions:
        condition = condition_key(printed)
        if condition and condition not in seen:
            seen.add(condition)
            yield {
                "condition": condition,
                "condition_printed": one_line(printed),
                "condition_group": NOT_CLASSIFIED,
            }


def _interventions(facts: StudyFacts, report: Report) -> Iterator[Row]:
    named = [each for each in facts.interventions if each.name.strip()]
    if nameless := len(facts.interventions) - len(named):
        report.value_not_listed("intervention", NAMELESS, facts.nct_id, nameless)
    for position, each in enumerate(named, start=1):
        code = code_of(v.INTERVENTION_TYPE, each.kind)
        if code == v.UNLISTED:
            report.value_not_listed("intervention_type", each.kind, facts.nct_id)
        yield {
            "position": position,
            "intervention": one_line(each.name),
            "intervention_printed": each.name,
            "intervention_type": code,
            "intervention_type_printed": each.kind,
            "cell_product": v.NOT_STATED,
            "donor": v.NOT_STATED,
            "certainty": v.NOT_STATED,
            "basis": "",
        }


def _organisations(facts: StudyFacts, report: Report) -> Iterator[Row]:
    """The sponsor, the collaborators, then the sites, in the record's order."""
    position = 0
    sponsors = [("SPONSOR", facts.sponsor)] if facts.sponsor.strip() else []
    for role, name in (*sponsors, *(("COLLABORATOR", name) for name in facts.collaborators)):
        position += 1
        yield {
            "position": position,
            "organisation": one_line(name),
            "organisation_printed": name,
            "role": role,
            "role_certainty": "STATED",
            "role_basis": f"{role.capitalize()} in the registry record",
            "city": "",
            "country": v.NOT_STATED,
            "place_basis": v.NOT_STATED,
            "lat": None,
            "lon": None,
        }
    for site in facts.sites:
        position += 1
        yield {"position": position, **_site(site, facts.nct_id, report)}


def _site(site: Site, nct_id: str, report: Report) -> Row:
    stated = site.country.strip()
    country = iso3(stated) if stated else v.NOT_STATED
    basis = "Location in the registry record"
    if country is None:
        report.country_not_known(site.country, nct_id)
        basis += f"; country printed as {site.country}"
    city = one_line(site.city)
    place_basis = "RECORD" if city else "COUNTRY_ONLY" if stated else v.NOT_STATED
    return {
        "organisation": one_line(site.facility),
        "organisation_printed": site.facility,
        "role": "SITE",
        "role_certainty": "STATED",
        "role_basis": basis,
        "city": city,
        "country": country or v.NOT_STATED,
        "place_basis": place_basis,
        "lat": site.lat,
        "lon": site.lon,
    }
