"""Plain columns of an import's trials: a table of where each stands in the three formats.

The readers, the schema (``columns.py``) and a trial's page follow this table. A new column is
an entry here and its words in ``REGISTERED`` of ``data.link.trial_fields``; named in
``OF_IMPORT`` beside them, it stands in the table of trials, too.

A column is plain if its cell is a text as printed, a date as given, or the code of one text. The
others have a function in each reader: phase, who is masked, enrolment, the year of the start.
"""

from dataclasses import dataclass

from data.model import vocabulary as v

IDENTIFICATION = "protocolSection.identificationModule"
STATUS = "protocolSection.statusModule"
SPONSOR = "protocolSection.sponsorCollaboratorsModule.leadSponsor"
DESIGN = "protocolSection.designModule"
INFO = f"{DESIGN}.designInfo"
ELIGIBILITY = "protocolSection.eligibilityModule"

NOWHERE = ""
"""The place of a column in a format that does not have it."""
STUDIES = "studies"

Kind = str
TEXT: Kind = "text"
DATE: Kind = "date"
CODE: Kind = "code"
CODE_AND_TEXT: Kind = "code, and the text as printed beside it"


@dataclass(frozen=True)
class PlainColumn:
    """A column, what its cell is, and where its text stands.

    Attributes:
        json: path in a study object.
        csv: heading of the site's file, or "Study Design: " and the name of a part of that cell.
        aact: columns of the table of studies, or "table.column"; the first that is not blank
            counts.
        vocabulary: of a code.
    """

    name: str
    kind: Kind
    json: str
    csv: str
    aact: tuple[str, ...]
    vocabulary: v.Vocabulary | None = None

    def in_table(self, table: str) -> tuple[str, ...]:
        """Its columns in a table of AACT; none where it stands in another."""
        places = (place.rpartition(".") for place in self.aact if place != NOWHERE)
        return tuple(column for found, _, column in places if (found or STUDIES) == table)


def text(name: str, json: str, csv: str, *aact: str) -> PlainColumn:
    return PlainColumn(name, TEXT, json, csv, aact)


def date(name: str, json: str, csv: str, *aact: str) -> PlainColumn:
    return PlainColumn(name, DATE, json, csv, aact)


def dated(event: str, json: str, csv: str) -> tuple[PlainColumn, PlainColumn]:
    """The date of an event, and whether it is actual; the CSV does not say the latter."""
    name, kind = f"{event}_date", f"{event}_date_type"
    return (
        date(name, f"{json}.date", csv, f"{event}_month_year", name),
        PlainColumn(kind, CODE, f"{json}.type", NOWHERE, (kind,), v.DATE_TYPE),
    )


def code(vocabulary: v.Vocabulary, json: str, csv: str, *aact: str) -> PlainColumn:
    return PlainColumn(vocabulary.name, CODE, json, csv, aact, vocabulary)


def yes_no(name: str, json: str, csv: str, *aact: str) -> PlainColumn:
    return PlainColumn(name, CODE, json, csv, aact, v.YES_NO)


def printed(vocabulary: v.Vocabulary, json: str, csv: str, *aact: str) -> PlainColumn:
    """A code and, in ``<name>_printed``, its text."""
    return PlainColumn(vocabulary.name, CODE_AND_TEXT, json, csv, aact, vocabulary)


def design(vocabulary: v.Vocabulary, json: str, csv: str) -> PlainColumn:
    """A coded column of the study design."""
    name = vocabulary.name
    return printed(vocabulary, f"{INFO}.{json}", f"Study Design: {csv}", f"designs.{name}")


# A table: an entry that is too long goes on in a second line, not in six.
# fmt: off
TRIAL_COLUMNS = (
    # column, or its codes; path in the JSON; heading in the CSV; column in AACT
    text("title", f"{IDENTIFICATION}.briefTitle", "Study Title", "brief_title"),
    text("official_title", f"{IDENTIFICATION}.officialTitle", NOWHERE, "official_title"),
    text("acronym", f"{IDENTIFICATION}.acronym", "Acronym", "acronym"),
    printed(v.OVERALL_STATUS, f"{STATUS}.overallStatus", "Study Status", "overall_status"),
    text("why_stopped", f"{STATUS}.whyStopped", NOWHERE, "why_stopped"),
    printed(v.STUDY_TYPE, f"{DESIGN}.studyType", "Study Type", "study_type"),
    design(v.ALLOCATION, "allocation", "Allocation"),
    design(v.INTERVENTION_MODEL, "interventionModel", "Intervention Model"),
    design(v.MASKING, "maskingInfo.masking", "Masking"),
    design(v.PRIMARY_PURPOSE, "primaryPurpose", "Primary Purpose"),
    design(v.OBSERVATIONAL_MODEL, "observationalModel", "Observational Model"),
    design(v.TIME_PERSPECTIVE, "timePerspective", "Time Perspective"),
    code(v.ENROLLMENT_TYPE, f"{DESIGN}.enrollmentInfo.type", NOWHERE, "enrollment_type"),
    *dated("start", f"{STATUS}.startDateStruct", "Start Date"),
    *dated("primary_completion", f"{STATUS}.primaryCompletionDateStruct",
           "Primary Completion Date"),
    *dated("completion", f"{STATUS}.completionDateStruct", "Completion Date"),
    date("first_posted", f"{STATUS}.studyFirstPostDateStruct.date",
         "First Posted", "study_first_posted_date"),
    date("last_update_posted", f"{STATUS}.lastUpdatePostDateStruct.date",
         "Last Update Posted", "last_update_posted_date"),
    date("results_first_posted", f"{STATUS}.resultsFirstPostDateStruct.date",
         "Results First Posted", "results_first_posted_date"),
    printed(v.SEX, f"{ELIGIBILITY}.sex", "Sex", "eligibilities.gender"),
    text("minimum_age", f"{ELIGIBILITY}.minimumAge", NOWHERE, "eligibilities.minimum_age"),
    text("maximum_age", f"{ELIGIBILITY}.maximumAge", NOWHERE, "eligibilities.maximum_age"),
    yes_no("healthy_volunteers", f"{ELIGIBILITY}.healthyVolunteers", NOWHERE,
           "eligibilities.healthy_volunteers"),
    text("sponsor", f"{SPONSOR}.name", "Sponsor", "sponsors.name"),
    printed(v.SPONSOR_CLASS, f"{SPONSOR}.class", "Funder Type", "sponsors.agency_class"),
    yes_no("patient_registry", f"{DESIGN}.patientRegistry", NOWHERE, "patient_registry"),
    yes_no("has_results", "hasResults", "Study Results", "calculated_values.were_results_reported"),
)
# fmt: on
