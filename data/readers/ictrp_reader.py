"""The WHO portal's export (ICTRP): trials of all registers, XML or CSV, joined by their numbers.

The files are read twice: first for the numbers alone, to know which records are one trial, then
for the trials. What the export cannot hold is in ``NOT_HELD``; contacts are never read.
"""

from collections.abc import Iterator, Mapping

from data.model.registers import registration
from data.readers.batches import Batch, Found, Session, in_batches
from data.readers.facts import StudyError
from data.readers.formats import RegistryFile
from data.readers.ictrp_records import records
from data.readers.ictrp_trials import named_of, trial_id_of, trial_of
from data.readers.joining import Joined

NOT_HELD: Mapping[str, frozenset[str]] = {
    "trials": frozenset(
        (
            *("why_stopped", "enrollment_type", "primary_completion_date", "sponsor_class"),
            *("primary_completion_date_type", "completion_date_type", "last_update_posted"),
            *("patient_registry", "std_ages", "healthy_volunteers", "results_first_posted"),
        )
    ),
    "trial_organisations": frozenset(("city", "state", "lat", "lon", "site_status")),
}
"""Frame -> its columns that no export of the portal holds."""


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
    known = session.registrations
    for part in source.parts:
        for _, record in records(part, session.report, session.progress):
            if isinstance(record, StudyError):
                continue  # told when the trials are read
            try:
                trial_id, named = trial_id_of(record), named_of(record)
            except StudyError:
                continue
            for other in filter(session.has, named):
                known.add(other, ())
            known.add(trial_id, named)
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
            if registration(trial_id) in joined.same or session.has(trial_id):
                report.joined += 1
                continue
            for column, text in trial.unread:
                report.value_not_listed(column, text, trial_id)
            yield where, trial.facts
