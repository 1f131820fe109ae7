"""The tables of one trial's page: fields, conditions, interventions, organisations, record."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from components.elements.markup import OWN_DIRECTION
from components.elements.source_lines import of_these
from components.elements.tables import card, rows_table
from data.queries import one_trial
from data.queries.provenance import named_in
from data.store import TrialStore

FIELDS = "trial-fields"
"""The place of the fields in links."""


def definition_card(store: TrialStore, nct_id: str) -> dbc.Card:
    return card(
        "Fields, as printed and normalised",
        rows_table(
            one_trial.definition(store, nct_id),
            {"label": "Field", "printed": "As printed", "normalised": "Normalised"},
            "Fields of the trial",
        ),
        classes="definition",
        anchor=FIELDS,
        sources=named_in(store, [one_trial.trial(store, nct_id)["source"]]),
    )


def conditions_card(store: TrialStore, nct_id: str) -> dbc.Card:
    rows = one_trial.conditions(store, nct_id)
    is_grouped = store.states("trial_conditions", "condition_group")
    group = {"condition_group": "Group"} if is_grouped else {}
    return card(
        "Conditions",
        rows_table(
            rows,
            {
                "condition_printed": "As printed",
                "condition": "Normalised",
                **group,
                "locator": "Where it stands",
            },
            "Conditions of the trial",
        ),
        sources=of_these(store, rows),
    )


OF_AN_INTERVENTION = {
    "intervention_type": "Type",
    "cell_product": "Cell product",
    "donor": "Donor",
    "certainty": "Certainty",
    "basis": "How it is known",
}
"""Columns of an intervention, of which a dataset states some."""


def interventions_card(store: TrialStore, nct_id: str) -> dbc.Card:
    rows = one_trial.interventions(store, nct_id)
    return card(
        "Interventions",
        rows_table(
            rows,
            {
                "intervention_printed": "As printed",
                "intervention": "Normalised",
                **{
                    column: heading
                    for column, heading in OF_AN_INTERVENTION.items()
                    if store.states("trial_interventions", column)
                },
                "locator": "Where it stands",
            },
            "Interventions of the trial",
        ),
        classes="full",
        sources=of_these(store, rows),
    )


def organisations_card(store: TrialStore, nct_id: str) -> dbc.Card:
    rows = one_trial.organisations(store, nct_id)
    return card(
        "Organisations",
        rows_table(
            rows,
            {
                "organisation": "Organisation",
                "organisation_printed": "As printed",
                "role": "Role",
                "role_certainty": "Certainty of the role",
                "role_basis": "How the role is known",
                "place": "Place",
                "place_basis": "How the place is known",
            },
            "Organisations of the trial",
        ),
        classes="full",
        sources=of_these(store, rows),
    )


def record_card(store: TrialStore, nct_id: str) -> list[dbc.Card]:
    """The registry record by section, where the data holds it whole."""
    sections = one_trial.record_sections(store, nct_id)
    if not sections:
        return []
    return [
        card(
            "The whole registry record",
            html.Div([_section(title, rows) for title, rows in sections], className="record"),
            classes="full",
            sources=of_these(store, *(rows for _, rows in sections)),
        )
    ]


def _section(title: str, rows: pd.DataFrame) -> html.Section:
    pairs: Sequence[Any] = [
        part
        for field, text in zip(rows["field"], rows["value"], strict=True)
        for part in (html.Dt(field), html.Dd(text, dir=OWN_DIRECTION))
    ]
    return html.Section([html.H3(title), html.Dl(pairs)], className="record-section")
