"""The words of a trial's columns, and which of them the table of trials has."""

from typing import NamedTuple

NOT_STATED, NOT_PRINTED, NOT_IN_FILE = "Not stated", "Not printed", "Not in this file"
"""Words of a cell: the source is silent, prints nothing there, or has no room for it."""


class Words(NamedTuple):
    """A column's heading on a page, and its meaning; no heading: no page shows it."""

    heading: str
    meaning: str


REGISTERED: dict[str, Words] = {
    "official_title": Words("Official title", "title of the trial's protocol"),
    "acronym": Words("Acronym", "short name of the trial"),
    "overall_status": Words("Status", "code of the trial's status"),
    "why_stopped": Words("Why it stopped", "why the trial stopped"),
    "start_date": Words("Start", "date of the start, as exact as it is stated"),
    "primary_completion_date": Words("Primary completion", "date of primary completion"),
    "completion_date": Words("Completion", "date of completion"),
    "first_posted": Words("First posted", "date on which the record was first posted"),
    "last_update_posted": Words("Last update posted", "date on which the last update was posted"),
    "results_first_posted": Words(
        "Results first posted", "date on which results were first posted"
    ),
    "sex": Words("Sex", "code of the sex of those who may take part"),
    "minimum_age": Words("Youngest", "least age of those who may take part"),
    "maximum_age": Words("Oldest", "greatest age of those who may take part"),
    "age_groups": Words("", "codes of the registry's age groups, joined by |"),
    "healthy_volunteers": Words("Healthy volunteers", "whether healthy volunteers may take part"),
    "sponsor": Words("Sponsor", "lead sponsor"),
    "sponsor_class": Words("Sponsor class", "code of the class of the lead sponsor"),
    "patient_registry": Words("Patient registry", "whether the trial is a patient registry"),
    "has_results": Words("Results posted", "whether results are posted"),
    "control_basis": Words("", "the types of arms by which a rule derived the control"),
}
"""Column that only registry records have -> its words."""

OF_REVIEW = (
    *("nct_id", "title", "condition", "phase", "study_type", "allocation", "control", "masking"),
    *("who_masked", "intervention_model", "primary_purpose", "endpoint_classification"),
    *("observational_model", "time_perspective", "interventions", "cell_product", "donor"),
    *("countries", "organisations", "enrollment", "printed_tables", "notes", "locator", "source"),
)
"""Fields of a trial that the built-in data state, in the order of their table."""
OF_IMPORT = (
    *("nct_id", "title", "status", "condition", "phase", "study_type", "start", "enrollment"),
    *("enrollment_type", "interventions", "sponsor", "sponsor_class", "countries", "sites"),
    *("allocation", "intervention_model", "masking", "who_masked", "primary_purpose"),
    *("observational_model", "time_perspective", "control", "cell_product", "donor"),
    *("source", "locator"),
)
"""Fields that an import may state, in the order of its table; it has no printed tables. Control,
cell product and donor are derived by rules."""

DERIVED = ("control", "cell_product", "donor")
"""Those of an import that rules derive from a record's words."""

HEADINGS: dict[str, str] = {
    "nct_id": "Registry number",
    "title": "Title",
    "status": "Status",
    "condition": "Condition",
    "phase": "Phase",
    "study_type": "Study type",
    "start": "Start",
    "allocation": "Allocation",
    "control": "Control",
    "masking": "Masking",
    "who_masked": "Who is masked",
    "intervention_model": "Intervention model",
    "primary_purpose": "Primary purpose",
    "endpoint_classification": "Endpoint classification",
    "observational_model": "Observational model",
    "time_perspective": "Time perspective",
    "interventions": "Interventions",
    "cell_product": "Cell product",
    "donor": "Donor",
    "countries": "Countries",
    "sites": "Sites",
    "organisations": "Organisations, all roles",
    "enrollment": "Enrolment",
    "enrollment_type": "Enrolment type",
    "printed_tables": "Printed in",
    "notes": "Data notes",
    "locator": "Where it stands",
    "source": "Source",
    **{name: REGISTERED[name].heading for name in OF_IMPORT if name in REGISTERED},
}
"""Field of the table -> its heading."""
