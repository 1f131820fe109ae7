"""The WHO portal's export (ICTRP): trials of all registers, XML or CSV, joined by their numbers.

The files are read twice: first for the numbers alone, to know which records are one trial, then
for the trials. A column that no field of the files holds is "not in this file": sites, cities,
arms and MeSH terms are in no export. Contacts are never read.
"""

from collections.abc import Iterator, Mapping

from data.model.registers import registration
from data.readers.batches import Batch, Found, Session, in_batches
from data.readers.columns import FrameColumn, columns_of_frames
from data.readers.facts import FurtherRecord, OtherId, StudyError
from data.readers.formats import RegistryFile
from data.readers.ictrp_design import VOCABULARIES
from data.readers.ictrp_records import records
from data.readers.ictrp_trials import kind_of_id, named_of, trial_id_of, trial_of
from data.readers.joining import Joined


def _of_trials(*columns: str) -> frozenset[FrameColumn]:
    return frozenset(("trials", column) for column in columns)


def _of(frame: str, *columns: str) -> frozenset[FrameColumn]:
    return frozenset((frame, column) for column in columns)


OUTCOMES = _of("outcome_measures", "measure", "outcome_kind")
CRITERIA = _of("trial_texts", "eligibility_criteria")
HELD_BY: Mapping[str, frozenset[FrameColumn]] = {
    "secondary_id": columns_of_frames("trial_ids"),
    "public_title": _of_trials("title"),
    "scientific_title": _of_trials("title", "official_title"),
    "acronym": _of_trials("acronym"),
    "study_type": _of_trials("study_type"),
    "study_design": _of_trials(*VOCABULARIES, "who_masked"),
    "phase": _of_trials("phase"),
    "date_registration": _of_trials("first_posted"),
    "date_registration3": _of_trials("first_posted"),
    "date_enrollement": _of_trials("start_date"),
    "type_enrolment": _of_trials("start_date_type"),
    "target_size": _of_trials("enrollment"),
    "recruitment_status": _of_trials("overall_status"),
    "primary_sponsor": _of_trials("sponsor")
    | _of("trial_organisations", "organisation", "role", "role_certainty", "role_basis"),
    "countries": _of("trial_organisations", "country", "place_basis"),
    "condition": columns_of_frames("trial_conditions"),
    "intervention": columns_of_frames("trial_interventions"),
    "inclusion_agemin": _of_trials("minimum_age"),
    "inclusion_agemax": _of_trials("maximum_age"),
    "inclusion_gender": _of_trials("sex"),
    "inclusion_criteria": CRITERIA,
    "exclusion_criteria": CRITERIA,
    "primary_outcome": OUTCOMES,
    "secondary_outcome": OUTCOMES,
    "results_date_completed": _of_trials("completion_date"),
    "results_yes_no": _of_trials("has_results"),
}
"""Field -> the columns that are read from it."""


def batches(source: RegistryFile, session: Session) -> Iterator[Batch]:
    """The trials of the portal's files or members of a zip.

    Raises:
        UnusableInputError: a file ends early, is damaged, or declares entities.
    """
    session.progress.total += source.size
    joined = _joined(source, session)
    if note := joined.note():
        session.report.note(note)
    return in_batches(_found(source, session, joined), session)


def _joined(source: RegistryFile, session: Session) -> Joined:
    """The records that are one trial; the columns that the files hold are told on the way."""
    known, fields = session.registrations, set[str]()
    for part in source.parts:
        for _, record in records(part, session.report, session.progress):
            if isinstance(record, StudyError):
                continue  # told when the trials are read
            fields.update(record)
            try:
                trial_id, named = trial_id_of(record), named_of(record)
            except StudyError:
                continue
            for other in filter(session.has, (registration(trial_id), *named)):
                known.add(other, ())
            known.add(trial_id, named)
    session.holds(column for field in fields for column in HELD_BY.get(field, ()))
    return known.joined()


def _found(source: RegistryFile, session: Session, joined: Joined) -> Iterator[Found]:
    report = session.report
    for part in source.parts:
        for number, record in records(part, report, session.progress):
            where = f"{part.name}, trial {number}"
            try:
                if isinstance(record, StudyError):
                    raise record
                trial = trial_of(record)
            except StudyError as error:
                report.skip(where, error.nct_id, error.path, error.reason)
                continue
            report.version(trial.day)
            trial_id = trial.facts.nct_id
            own = registration(trial_id)
            if own in joined.same or session.has(trial_id):
                kept = joined.same.get(own) or session.registrations.ids[own]
                other = OtherId(trial_id, "OTHER_REGISTER", kind_of_id(trial_id))
                yield where, FurtherRecord(kept, other)
                continue
            for column, text in trial.unread:
                report.value_not_listed(column, text, trial_id)
            yield where, trial.facts
