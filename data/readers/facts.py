"""One study as its record gives it, whatever the format: text as printed, nothing coded yet.

Readers of records (JSON, CSV) make ``StudyFacts``; ``rows.py`` turns them into rows. What two
formats both carry is therefore equal in the frames. An absent value is the empty text.
"""

from dataclasses import dataclass


class StudyError(ValueError):
    """A study cannot be read: the path inside its record, and why."""

    def __init__(self, path: str, reason: str, nct_id: str = "") -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.nct_id = nct_id


@dataclass(frozen=True)
class Site:
    """A place of a study, without state, postal code and contacts.

    Attributes:
        lat, lon: degrees north and east, both or neither.
    """

    facility: str = ""
    city: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class Intervention:
    """What is given or done, and its type as printed."""

    name: str
    kind: str = ""


@dataclass(frozen=True)
class DatedField:
    """A date as printed and whether it is actual or estimated, as printed."""

    date: str = ""
    kind: str = ""


NO_DATE = DatedField()


@dataclass(frozen=True)
class StudyFacts:
    """The fields of a record that the frames have room for.

    Attributes:
        enrollment: number of people; None where it is not stated, 0 where it is 0.
        patient_registry, has_results: the printed yes or no; empty where not stated.
    """

    nct_id: str
    title: str = ""
    acronym: str = ""
    overall_status: str = ""
    why_stopped: str = ""
    study_type: str = ""
    phases: tuple[str, ...] = ()
    allocation: str = ""
    intervention_model: str = ""
    masking: str = ""
    who_masked: tuple[str, ...] = ()
    primary_purpose: str = ""
    observational_model: str = ""
    time_perspective: str = ""
    enrollment: int | None = None
    enrollment_type: str = ""
    start: DatedField = NO_DATE
    primary_completion: DatedField = NO_DATE
    completion: DatedField = NO_DATE
    first_posted: str = ""
    last_update_posted: str = ""
    sponsor: str = ""
    sponsor_class: str = ""
    collaborators: tuple[str, ...] = ()
    patient_registry: str = ""
    has_results: str = ""
    conditions: tuple[str, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    sites: tuple[Site, ...] = ()
