"""The columns of the table of trials: what each is called, and which a dataset has."""

HEADINGS: dict[str, str] = {
    "nct_id": "NCT number",
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
    "sponsor": "Sponsor",
    "sponsor_class": "Sponsor class",
    "enrollment": "Enrolment",
    "enrollment_type": "Enrolment type",
    "printed_tables": "Printed in",
    "notes": "Data notes",
    "locator": "Where it stands",
    "source": "Source",
}
"""Field of the table -> its heading."""

OF_REVIEW = (
    *("nct_id", "title", "condition", "phase", "study_type", "allocation", "control", "masking"),
    *("who_masked", "intervention_model", "primary_purpose", "endpoint_classification"),
    *("observational_model", "time_perspective", "interventions", "cell_product", "donor"),
    *("countries", "organisations", "enrollment", "printed_tables", "notes", "locator", "source"),
)
"""What the built-in data state of a trial, in the order of their table."""
OF_IMPORT = (
    *("nct_id", "title", "status", "condition", "phase", "study_type", "start", "enrollment"),
    *("enrollment_type", "interventions", "sponsor", "sponsor_class", "countries", "sites"),
    *("allocation", "intervention_model", "masking", "who_masked", "primary_purpose"),
    *("observational_model", "time_perspective", "source", "locator"),
)
"""What an import states; printed tables, control, cell product and donor it does not have."""
