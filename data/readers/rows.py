"""Facts of a study -> rows of the frames, with codes beside what is printed.

``snapshot`` is not written here: the date of the data is known only after the last study.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from data.model import schema as s
from data.model import vocabulary as v
from data.model.city_table import point_of
from data.model.condition_names import condition_key
from data.readers.codes import age_groups_of, code_of, phase_of, who_masked_of
from data.readers.columns import MOST_PEOPLE, NOT_CLASSIFIED
from data.readers.country_names import iso3
from data.readers.dates import as_given, year_of
from data.readers.derived import cell_cells, control_cells
from data.readers.facts import Site, StudyFacts
from data.readers.import_report import Report
from data.readers.record_rows import FrameRow, named_interventions, one_line, record_rows
from data.readers.trial_columns import CODE_AND_TEXT, DATE, TRIAL_COLUMNS

FrameRows = dict[str, list[FrameRow]]


BASES = {
    "SITE": "Location in the registry record",
    "COUNTRY": "Country in the registry record, which names no site",
}
"""Role of a place -> how it is known."""
NAMELESS = "(left out: without a name)"
TITLES = ("title", "official_title")


@dataclass(frozen=True)
class StudyPlace:
    """The place of a study: the dataset as a source, and file and position in words."""

    source: str
    locator: str

    def cells(self, nct_id: str) -> FrameRow:
        return {"nct_id": nct_id, "source": self.source, "locator": self.locator}


def rows_of(facts: StudyFacts, origin: StudyPlace, report: Report) -> FrameRows:
    """Frame name -> rows; values in no list and unknown countries go to the report."""
    own = origin.cells(facts.nct_id)
    for misfit in facts.misfits:
        report.misfit(misfit, facts.nct_id)
    rows: Mapping[str, Iterable[FrameRow]] = {
        "trials": [_trial(facts, report)],
        "trial_conditions": _conditions(facts),
        "trial_interventions": _interventions(facts, report),
        "trial_organisations": _organisations(facts, report),
        **record_rows(facts, report),
    }
    return {name: [_placed(own, cells) for cells in of_frame] for name, of_frame in rows.items()}


def _placed(own: FrameRow, cells: FrameRow) -> FrameRow:
    """The cells of a row with the study's own; a path within the record ends the locator."""
    row = own | cells
    if path := row.pop("path", ""):
        row["locator"] = f"{own['locator']}, {path}"
    return row


def _trial(facts: StudyFacts, report: Report) -> FrameRow:
    plain = _plain(facts, report)
    return {
        **plain,
        "start_year": year_of(plain["start_date"]),
        **_phase(facts, report),
        **_who_masked(facts, report),
        "enrollment": _enrollment(facts, report),
        "age_groups": s.SEPARATOR.join(_age_groups(facts, report)),
        "printed_tables": "",
        **control_cells(
            (code_of(v.ARM_TYPE, arm.kind) for arm in facts.arms), plain["intervention_model"]
        ),
        "control_printed": "",
        "endpoint_classification": v.NOT_STATED,
        "endpoint_classification_printed": "",
    }


def _plain(facts: StudyFacts, report: Report) -> FrameRow:
    """The columns of ``TRIAL_COLUMNS``; an unlisted value and what is no date are told."""
    row: FrameRow = {}
    for column in TRIAL_COLUMNS:
        name, printed = column.name, facts.printed(column.name)
        if column.vocabulary is not None:
            row[name] = facts.codes.get(name) or code_of(column.vocabulary, printed)
            if column.kind == CODE_AND_TEXT:
                row[f"{name}_printed"] = printed
            is_known = row[name] != v.UNLISTED
        elif column.kind == DATE:
            given = as_given(printed) if printed.strip() else ""
            row[name] = given or ""
            is_known = given is not None
        else:
            row[name], is_known = printed, True
        if not is_known:
            report.value_not_listed(name, printed, facts.nct_id)
    return row


def _phase(facts: StudyFacts, report: Report) -> FrameRow:
    code = facts.codes.get("phase") or phase_of(facts.phases)
    printed = s.SEPARATOR.join(facts.phases)
    if code == v.UNLISTED:
        report.value_not_listed("phase", printed, facts.nct_id)
    return {"phase": code, "phase_printed": printed}


def _who_masked(facts: StudyFacts, report: Report) -> FrameRow:
    masking = facts.codes.get("masking") or code_of(v.MASKING, facts.printed("masking"))
    codes = who_masked_of(facts.who_masked, masking)
    printed = ", ".join(facts.who_masked)
    if v.UNLISTED in codes:
        report.value_not_listed("who_masked", printed, facts.nct_id)
    return {"who_masked": s.SEPARATOR.join(codes), "who_masked_printed": printed}


def _age_groups(facts: StudyFacts, report: Report) -> tuple[str, ...]:
    codes = age_groups_of(facts.age_groups)
    if v.UNLISTED in codes:
        report.value_not_listed("age_groups", ", ".join(facts.age_groups), facts.nct_id)
    return codes


def _enrollment(facts: StudyFacts, report: Report) -> int | None:
    """The number of people; one that no study can have is open, and told."""
    if facts.enrollment is None or 0 <= facts.enrollment <= MOST_PEOPLE:
        return facts.enrollment
    report.value_not_listed("enrollment", str(facts.enrollment), facts.nct_id)
    return None


def _conditions(facts: StudyFacts) -> Iterator[FrameRow]:
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


def _interventions(facts: StudyFacts, report: Report) -> Iterator[FrameRow]:
    named = named_interventions(facts)
    titles = tuple(map(facts.printed, TITLES))
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
            **cell_cells(one_line(each.name), code, titles),
        }


def _organisations(facts: StudyFacts, report: Report) -> Iterator[FrameRow]:
    """The sponsor, the collaborators, then the sites, in the record's order."""
    position = 0
    sponsor = facts.printed("sponsor")
    sponsors = [("SPONSOR", sponsor)] if sponsor.strip() else []
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
            "state": "",
            "site_status": v.NOT_STATED,
            "site_status_printed": "",
            "lat": None,
            "lon": None,
        }
    for site in facts.sites:
        position += 1
        yield {"position": position, **_site(site, facts.nct_id, report)}


def _site(site: Site, nct_id: str, report: Report) -> FrameRow:
    stated = site.country.strip()
    country = iso3(stated) if stated else v.NOT_STATED
    basis = BASES[site.role]
    if country is None:
        report.country_not_known(site.country, nct_id)
        basis += f"{s.COUNTRY_PRINTED}{site.country}"
    city = one_line(site.city)
    status = code_of(v.SITE_STATUS, site.status)
    if status == v.UNLISTED:
        report.value_not_listed("site_status", site.status, nct_id)
    place_basis = "RECORD" if city else "COUNTRY_ONLY" if stated else v.NOT_STATED
    lat, lon = site.lat, site.lon
    if lat is None and country and (point := point_of(city, site.state, country)):
        (lat, lon), place_basis = point, "CITY_TABLE"
    return {
        "organisation": one_line(site.facility),
        "organisation_printed": site.facility,
        "role": site.role,
        "role_certainty": "STATED",
        "role_basis": basis,
        "city": city,
        "country": country or v.NOT_STATED,
        "place_basis": place_basis,
        "state": one_line(site.state),
        "site_status": status,
        "site_status_printed": site.status,
        "lat": lat,
        "lon": lon,
    }
