"""Compare: two to four regimens aligned on day 0, what differs, and each in words."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from components.elements.cards import figure_card
from components.elements.compare_links import compare_address, compare_link
from components.elements.controls import multi_select, switch
from components.elements.links import link
from components.elements.notes import notes_of_page
from components.elements.page import Page
from components.elements.parts import (
    Panel,
    page_head,
    panel_section,
    placed,
    ready_made,
    what_to_change,
)
from components.elements.request import PageRequest
from components.elements.source_lines import of_scope, sourced
from components.scope import COMPARISON
from components.views import PROTOCOLS_NEEDED
from data.link.options import MOST_COMPARED, WINDOW, ProtocolOptions
from data.link.state import PageState
from data.queries import comparison, regimens
from data.queries.regimen_words import in_parts
from data.store import TrialStore

READY_MADE = (
    ("The two latest Miami cohorts", comparison.DEFAULT_REGIMENS),
    (
        "Islets alone with CD34+ cells",
        ("miami-1998-99-ita", "miami-2000-02-ita", "miami-2005-07-ita"),
    ),
    (
        "From OKT3 to Campath-1H",
        ("miami-1994-96-sik", "miami-1998-99-ita", "miami-2000-02-ita", "miami-2005-07-ita"),
    ),
    (
        "Islets with another organ",
        ("miami-1994-96-iak", "miami-1994-96-sik", "miami-1994-97-sil", "miami-1996-98-sik"),
    ),
    ("With and without induction, 1994–97", ("miami-1994-96-sik", "miami-1994-97-sil")),
    (
        "Marrow cells into an artery",
        ("t1d-pancreatic-artery", "t2d-marrow-oxygen", "t2d-gastroduodenal-artery"),
    ),
)
"""Title and regimens, in the data's order, of comparisons that a talk often needs."""

TABLE_ATTRIBUTES = {
    "dose": "Dose",
    "route": "Route",
    "start": "Start",
    "end": "End",
    "schedule": "Schedule",
    "trough": "Trough",
}


DIFFERS = "≠ "


def _chosen(request: PageRequest) -> tuple[str, ...]:
    return comparison.compared(request.state)


def choice(store: TrialStore, request: PageRequest) -> html.Div:
    """Protocols compared, in words, and ready-made comparisons; or that one is not enough."""
    chosen = _chosen(request)
    if len(chosen) < comparison.FEWEST:
        return html.Div([_too_few(store, request, chosen), _ready_made(request)])
    labels = _labels(store, chosen)
    return html.Div(
        [
            html.P(
                [
                    html.Strong(f"{len(chosen)} of {len(store.regimens)} protocols. "),
                    f"{comparison.listed(list(labels.values()))}.",
                ],
                className="filter-sentence",
                role="status",
            ),
            _ready_made(request),
        ]
    )


def _labels(store: TrialStore, chosen: Sequence[str]) -> dict[str, str]:
    rows = store.regimens.set_index("regimen")["label"]
    return {regimen: str(rows[regimen]) for regimen in chosen}


def _too_few(store: TrialStore, request: PageRequest, chosen: tuple[str, ...]) -> html.Div:
    """One protocol alone: links that put another one beside it."""
    others = [regimen for regimen in store.regimens["regimen"] if regimen not in chosen]
    in_order = store.known.regimen.in_order
    return what_to_change(
        "Choose at least two protocols",
        f"Chosen: {'; '.join(_labels(store, chosen).values())}. Compare it with",
        (
            (label, compare_address(request, in_order((*chosen, regimen))), "")
            for regimen, label in _labels(store, others).items()
        ),
    )


def _ready_made(request: PageRequest) -> html.Ul:
    return ready_made(
        "Ready-made comparisons",
        (
            (title, compare_address(request, chosen), chosen == _chosen(request))
            for title, chosen in READY_MADE
        ),
    )


def in_sentences(store: TrialStore, request: PageRequest) -> Any:
    """The differences as sentences, by class and by agent."""
    chosen = _chosen(request)
    labels = comparison.short_labels(store, chosen)
    by_class = comparison.class_sentences(store, chosen)
    return [
        html.H3("By class of agent"),
        html.P(f"In the order {' / '.join(labels.values())}.", className="muted small"),
        html.Ul([html.Li(text) for text in by_class], className="difference-list")
        if by_class
        else html.P("All use the same agents of every class."),
        html.H3("By agent"),
        html.Ul(
            [_point(*point) for point in comparison.agent_points(store, chosen)],
            className="difference-list",
        ),
    ]


def _point(head: str, parts: Sequence[str]) -> html.Li:
    """An agent, and below it what differs."""
    if not parts:
        return html.Li(f"{head}.")
    return html.Li([f"{head}:", html.Ul([html.Li(part) for part in parts])])


def table(store: TrialStore, request: PageRequest) -> Any:
    """One row an agent and role, one column a protocol; what differs is marked by a word."""
    chosen = _chosen(request)
    labels = comparison.short_labels(store, chosen)
    use = comparison.use(store, chosen)
    found = {(each.role, each.agent): each for each in comparison.agent_differences(store, chosen)}
    none = _none_printed(store, chosen)
    body = []
    for (role, agent), rows in use.groupby(["role", "agent"], sort=False):
        each = found[(str(role), str(agent))]
        first = rows.iloc[0]
        body.append(
            html.Tr(
                [
                    html.Th(
                        [
                            str(first["agent_name"]),
                            html.Div(
                                f"{first['role_label']} · {first['class_label']}",
                                className="muted small",
                            ),
                        ],
                        scope="row",
                    ),
                    *(_use_cell(row, each, none) for row in rows.to_dict("records")),
                    html.Td(_verdict(each, chosen, labels)),
                ]
            )
        )
    headings = ["Agent", *labels.values(), "What differs"]
    return html.Div(
        dbc.Table(
            [
                html.Caption("Agents of the compared protocols", className="visually-hidden"),
                html.Thead(html.Tr([html.Th(text, scope="col") for text in headings])),
                html.Tbody(body),
            ],
            className="data-table compare-table",
        ),
        className="table-scroll",
        tabIndex=0,
        role="region",
        **{"aria-label": "What differs, agent by agent"},
    )


def _none_printed(store: TrialStore, chosen: Sequence[str]) -> set[str]:
    """The regimens whose induction Table 4 prints as none."""
    rows = store.cohorts
    none = rows.loc[rows["induction_printed"] == comparison.NONE_PRINTED, "cohort"]
    return set(none) & set(chosen)


def _use_cell(row: dict[str, Any], each: comparison.AgentDifference, none: set[str]) -> html.Td:
    if not row["used"]:
        printed_none = row["role"] == "INDUCTION" and row["regimen"] in none
        words = "none (as printed)" if printed_none else "not used"
        return html.Td(words, className="muted")
    differing = {found.attribute for found in each.differences}
    # one text a cell: a component for every line takes a browser many seconds
    lines = [
        _attribute_line(heading, str(row[name]), name in differing)
        for name, heading in TABLE_ATTRIBUTES.items()
        if not (name == "end" and row["end"] == comparison.SAME_DAY)
        and (row[name] != comparison.ABSENT or name in differing)
    ]
    lines.append(_attribute_line("For", str(row["patients_printed"]), "patients" in differing))
    if row["alternative_to"]:
        lines.append(f"Instead of: {row['alternative_to']}")
    if "inferred" in row["certainty"]:
        lines.append("Some or all days inferred")
    silent = [
        heading.lower()
        for name, heading in TABLE_ATTRIBUTES.items()
        if row[name] == comparison.ABSENT and name not in differing
    ]
    small = [f"Not stated: {', '.join(silent)}"] if silent else []
    small.append(f"Where: {row['locators']}")
    text = "\n".join([*lines, ""])
    return html.Td([text, html.Span("\n".join(small), className="muted small")])


def _attribute_line(heading: str, text: str, differs: bool) -> str:
    """One attribute; a sign says that it differs."""
    return f"{DIFFERS if differs else ''}{heading}: {text}"


def _verdict(
    each: comparison.AgentDifference, chosen: Sequence[str], labels: dict[str, str]
) -> str:
    lines = []
    if len(each.used_in) < len(chosen):
        lines.append(comparison.usage_words(each.used_in, chosen, labels))
    for other, start in ((True, "Other "), (False, "Not stated everywhere: ")):
        names = [
            comparison.ATTRIBUTES[found.attribute]
            for found in each.differences
            if found.other == other
        ]
        if names:
            lines.append(start + ", ".join(names))
    return "\n".join(lines) or "No stated difference"


def words(store: TrialStore, request: PageRequest) -> list[html.Article]:
    """Each protocol as text for a methods slide."""
    articles = []
    for regimen, label in comparison.short_labels(store, _chosen(request)).items():
        start, said, end = in_parts(store, regimen)
        roles = [html.P([html.Strong(f"{role}: "), f"{'; '.join(texts)}."]) for role, texts in said]
        articles.append(
            html.Article(
                [
                    html.H3(label),
                    html.P(start),
                    *roles,
                    html.P(end, className="muted") if end else None,
                    compare_link(request, regimen, label)
                    if request.state.compare.regimens
                    else None,
                ],
                className="regimen-words",
            )
        )
    return articles


def notes(store: TrialStore, request: PageRequest) -> Any:
    """The data notes on the compared protocols: the heavy ones a line each, the others counted."""
    state = PageState(protocols=ProtocolOptions(regimen=_chosen(request)))
    return notes_of_page(store, regimens.notes(store, state))


PANELS: dict[str, Panel] = {
    "compare-choice": choice,
    "compare-notes": notes,
    "compare-sentences": sourced(in_sentences, of_scope(COMPARISON)),
    "compare-table": sourced(table, of_scope(COMPARISON)),
    "compare-words": sourced(words, of_scope(COMPARISON)),
}


def _controls(store: TrialStore, request: PageRequest) -> html.Section:
    field = replace(store.known.regimen, key="compare", label="Protocols to compare")
    return html.Section(
        [
            multi_select(
                field,
                request.state.compare.regimens,
                placeholder=f"Choose {comparison.FEWEST} to {MOST_COMPARED} protocols",
            ),
            switch(WINDOW, request.state.protocols.window),
        ],
        className="compare-controls",
        **{"aria-label": "Choice of protocols and window"},
    )


_section = partial(panel_section, PANELS, "compare-section")


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    return html.Div(
        [
            page_head(
                "Compare",
                [
                    f"{comparison.FEWEST} to {MOST_COMPARED} protocols day by day, aligned on "
                    "day 0, with the same lanes in the same order. What differs is computed from "
                    "the events; what a source does not state is never taken for a difference. "
                    f"All {len(store.cohorts):,} cohorts at a glance: ",
                    link("which agent in which cohort", "/protocols"),
                    ".",
                ],
            ),
            _controls(store, request),
            placed(PANELS, "compare-choice", store, request),
            html.Div(
                [
                    figure_card(store, request, "comparison-timeline", wide=True),
                    _section("Before you quote a number", "", "compare-notes", store, request),
                    _section(
                        "What differs",
                        "",
                        "compare-sentences",
                        store,
                        request,
                    ),
                    _section(
                        "What differs, agent by agent",
                        "The sign ≠ stands before a value that differs, or that not all of the "
                        "protocols state.",
                        "compare-table",
                        store,
                        request,
                    ),
                    _section(
                        "The protocols in words",
                        "Generated from the events, for a methods slide. Words in quotation "
                        "marks are the source's.",
                        "compare-words",
                        store,
                        request,
                    ),
                ],
                className="compare-parts",
            ),
        ],
        className="page",
    )


PAGE = Page(
    "compare",
    "Compare",
    "/compare",
    layout,
    panels=PANELS,
    needs=PROTOCOLS_NEEDED,
    elsewhere="The comparison of the review’s protocols",
)
