"""The cards of a study protocol's page besides its figures: the study, its doses."""

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from components.elements.source_lines import of_these
from components.elements.tables import card, rows_table
from data.queries.study_designs import of_design
from data.store import TrialStore

FACTS = {
    "title": "Title",
    "study": "Study",
    "numbers": "Numbers",
    "protocol_version": "Version of the protocol",
    "dates": "Dates",
    "design": "Design",
    "description": "Description",
    "study_type": "Type",
    "phase": "Phase",
    "model": "Model",
    "blinding": "Blinding",
    "intents": "Purpose",
    "indications": "Indications",
    "n_planned": "Planned enrolment",
    "day_zero": "Day 0",
    "rationale": "Rationale",
    "usdm_version": "Format",
    "locator": "Where it stands",
}
"""Column of ``study_designs`` -> what it is called."""
DOSES = {
    "intervention": "Treatment",
    "intervention_role": "Role",
    "administration": "Administration",
    "dose": "Dose",
    "route": "Route",
    "frequency": "Frequency",
    "duration": "Duration",
    "locator": "Where it stands",
}
NO_ARM = (
    "Doses of the study as the file states them. It links no arm to a dose, so none stands beside "
    "an arm here; only the words of the elements say who is given what."
)
NO_DOSE = "The file states no treatment."


def study_card(store: TrialStore, regimen: str) -> dbc.Card:
    """The study design, field by field; what the file leaves open says so."""
    rows = of_design(store.study_designs, regimen)
    row = rows.iloc[0]
    words = {name: "" if pd.isna(row[name]) else str(row[name]) for name in FACTS}
    words["usdm_version"] = f"USDM {words['usdm_version']}"
    stated = pd.DataFrame({"label": list(FACTS.values()), "text": list(words.values())})
    return card(
        "The study",
        rows_table(stated, {"label": "Field", "text": "Stated"}, "The study"),
        classes="definition full",
        sources=of_these(store, rows),
    )


def doses_card(store: TrialStore, regimen: str) -> dbc.Card:
    """The doses of the study, none of them beside an arm."""
    rows = of_design(store.study_doses, regimen)
    if rows.empty:
        searched = of_these(store, store.study_designs)
        return card("Doses of the study", html.P(NO_DOSE), classes="full", sources=searched)
    return card(
        f"Doses of the study ({len(rows)})",
        html.P(NO_ARM, className="caption"),
        rows_table(rows, DOSES, "Doses of the study"),
        classes="full",
        sources=of_these(store, rows),
    )
