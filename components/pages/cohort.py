"""Protocol: all that the data holds about one cohort or described trial, on one page."""

from typing import Any
from urllib.parse import unquote

from dash import html

from components.elements.compare_links import compare_link, show_link
from components.elements.links import address, dataset_query, link
from components.elements.page import Page
from components.elements.parts import Panel, nothing_here, page_head, placed
from components.elements.request import PageRequest
from components.elements.tables import card
from components.pages.arm import cards, head
from components.pages.cohort_parts import (
    facts_card,
    graft_card,
    notes_card,
    outcomes_card,
    records_card,
    statements_card,
    table_4_card,
    words_card,
)
from components.pages.entity_figures import regimen_menu, timeline_anchor, timeline_parts
from components.pages.study_figures import study_cards
from components.pages.study_parts import doses_card, study_card
from components.views import PROTOCOL_PAGES_NEED
from data.model import vocabulary as v
from data.queries.arm_codes import arm_of
from data.queries.one_arm import one_arm
from data.queries.one_regimen import (
    find_regimen,
    linked_records,
    near_matches,
    neighbours,
    regimen_row,
)
from data.queries.regimen_owners import own_regimens, owner_of
from data.queries.study_designs import has_design
from data.store import TrialStore

PATH = "/protocols"
OF_THE_REVIEW = ("COHORT", "REGISTERED_TRIAL", "DESCRIBED_TRIAL")
"""Kinds of protocols that may stand in Table 4, and that records are tied to in two readings."""


def wanted_regimen(request: PageRequest) -> str:
    """The protocol that the link asks for, as typed: the path after /protocols/."""
    return unquote(request.path.removeprefix(PATH).strip("/"))


def _step(word: str, name: str, regimen: str, query: str) -> Any:
    if not regimen:
        return html.Span(word, className="button-link off")
    said = f"{word}: {name}" if name else f"{word} arm"
    return link(said, f"{PATH}/{regimen}", query, className="button-link")


def _named(store: TrialStore, regimen: str) -> str:
    """The short name of a protocol of the dataset; empty for an arm beside this one."""
    if not regimen or arm_of(regimen) is not None:
        return ""
    return str(regimen_row(owner_of(store, regimen).alone, regimen)["short_label"])


def _walk(store: TrialStore, request: PageRequest) -> Any:
    """Back to the protocols, compare, previous and next; empty while the reader leaves."""
    regimen = find_regimen(store, wanted_regimen(request))
    if not regimen:
        return []
    query = request.state.to_query()
    arm = one_arm(store, regimen)
    previous, following = (arm.before, arm.after) if arm else neighbours(store, regimen)
    only = dataset_query(store, regimen=regimen)
    return html.Nav(
        [
            link("← Back to the protocols", PATH, query, className="button-link"),
            link("Only this one there", PATH, only, className="button-link"),
            show_link(request, regimen) if arm else None,
            compare_link(store, request, regimen),
            html.A(
                "Download as template",
                href=address(f"/template/{regimen}.xlsx", query),
                download="",
                title="This protocol as a workbook to change and to import as one of your own",
                className="button-link",
            ),
            html.Span(
                [
                    _step("Previous", _named(store, previous), previous, query),
                    _step("Next", _named(store, following), following, query),
                ],
                className="steps",
            ),
        ],
        className="walk",
        **{"aria-label": "Protocols"},
    )


PANELS: dict[str, Panel] = {"cohort-walk": _walk}


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    regimen = find_regimen(store, wanted_regimen(request))
    if not regimen:
        return _unknown(store, request)
    arm = one_arm(store, regimen)
    if arm is not None:
        return html.Div(
            [
                placed(PANELS, "cohort-walk", store, request),
                head(arm),
                html.Div(cards(store, regimen, arm, request), className="trial-grid-cards"),
            ],
            className="page cohort-page",
        )
    walk = placed(PANELS, "cohort-walk", store, request)
    # of a protocol of another dataset that one has all, its records among it
    store = owner_of(store, regimen).alone
    row = regimen_row(store, regimen)
    label = str(row["label"])
    return html.Div(
        [
            walk,
            page_head(label, f"{v.REGIMEN_KIND.labels[str(row['kind'])]}."),
            html.Div(_cards(store, regimen, label, request), className="trial-grid-cards"),
        ],
        className="page cohort-page",
    )


def _cards(store: TrialStore, regimen: str, label: str, request: PageRequest) -> list[Any]:
    if has_design(store, regimen):
        return _study_cards(store, regimen, label, request)
    is_of_the_review = str(regimen_row(store, regimen)["kind"]) in OF_THE_REVIEW
    is_linked = not linked_records(store, regimen).empty
    return [
        facts_card(store, regimen),
        *([table_4_card(store, regimen)] if is_of_the_review else []),
        _timeline_card(store, regimen, label, request),
        *notes_card(store, regimen),
        words_card(store, regimen),
        *statements_card(store, regimen),
        outcomes_card(store, regimen),
        *graft_card(store, regimen),
        *([records_card(store, regimen)] if is_of_the_review or is_linked else []),
    ]


def _study_cards(store: TrialStore, regimen: str, label: str, request: PageRequest) -> list[Any]:
    """The cards of a study protocol: its figures first, and nothing of patients."""
    has_events = bool((store.regimen_events["regimen"] == regimen).any())
    return [
        *study_cards(store, regimen, request, "study-design"),
        *study_cards(store, regimen, request, "schedule-of-activities"),
        doses_card(store, regimen),
        *([_timeline_card(store, regimen, label, request)] if has_events else []),
        *notes_card(store, regimen),
        study_card(store, regimen),
    ]


def _timeline_card(store: TrialStore, regimen: str, label: str, request: PageRequest) -> Any:
    return card(
        "Day by day",
        *timeline_parts(store, regimen, label, request, folded=True),
        classes="full",
        menu=regimen_menu(store, regimen),
        anchor=timeline_anchor(regimen),
    )


def _unknown(store: TrialStore, request: PageRequest) -> html.Div:
    wanted = wanted_regimen(request)
    query = request.state.to_query()
    elsewhere = [
        html.Li(link(f"{wanted} in {other.title}", request.path, dataset_query(other)))
        for other in store.others.values()
        if one_arm(other, wanted) is not None
    ]
    near = [
        html.Li(link(str(regimen_row(store, slug)["label"]), f"{PATH}/{slug}", query))
        for slug in near_matches(store, wanted)
    ]
    every = html.Li(link("All protocols", PATH, query))
    number = len(own_regimens(store))
    return nothing_here("protocol", wanted, number, near, [*elsewhere, every], "cohort-page")


PAGE = Page(
    "protocol",
    "Protocol",
    "/protocols/<regimen>",
    layout,
    panels=PANELS,
    needs=PROTOCOL_PAGES_NEED,
    elsewhere="This protocol in the review",
)
