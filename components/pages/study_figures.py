"""The figures of one study protocol on its own page: every part of each, one below another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from components.elements import ids
from components.elements.cards import SHOW_TABLE, data_table
from components.elements.export_menu import export_menu
from components.elements.figure_cache import rendered
from components.elements.markup import Markup, filled
from components.elements.present import figure_actions
from components.elements.request import PageRequest
from components.elements.tables import card
from components.elements.upright import HAS_UPRIGHT
from components.elements.upright_plan import plan_upright
from components.elements.upright_schedule import schedule_upright
from components.figures import activity_schedule, study_plan
from components.pages.entity_figures import picture
from components.theme import Figure
from components.view import Rendered
from data.link.options import ACTIVITIES, VISITS
from data.link.state import PageState
from data.queries.study_designs import has_design
from data.store import TrialStore

JOINT = "~"
"""Between the parts of a figure's name, none of which holds it."""


@dataclass(frozen=True)
class StudyView:
    """A view of which a study protocol's page shows every part.

    Attributes:
        option: the key of its part in a link.
        count: the number of parts of a frame.
        upright: its form on a phone, which is whole.
    """

    slug: str
    option: str
    count: Callable[[pd.DataFrame], int]
    upright: Callable[[pd.DataFrame], list[Markup]]


STUDY_VIEWS: Mapping[str, StudyView] = {
    view.slug: view
    for view in (
        StudyView("study-design", VISITS, lambda frame: len(study_plan.parts(frame)), plan_upright),
        StudyView(
            "schedule-of-activities",
            ACTIVITIES,
            lambda frame: len(activity_schedule.parts(frame)),
            schedule_upright,
        ),
    )
}


@dataclass(frozen=True)
class StudyFigure:
    """One part of a view of one study protocol, as the id of its graph names it."""

    slug: str
    regimen: str
    part: int = 1

    @property
    def name(self) -> str:
        return JOINT.join((self.slug, self.regimen, str(self.part)))

    @classmethod
    def read(cls, name: str) -> Self | None:
        """The figure of a name; none where it names no part of a study protocol."""
        slug, _, rest = name.partition(JOINT)
        regimen, _, part = rest.partition(JOINT)
        is_one = slug in STUDY_VIEWS and regimen and part.isascii() and part.isdigit()
        return cls(slug, regimen, int(part)) if is_one and len(part) < 5 else None

    def state(self, store: TrialStore) -> PageState:
        """The state in which its view draws it."""
        texts = {"regimen": self.regimen, STUDY_VIEWS[self.slug].option: str(self.part)}
        nothing = PageState(store.no_filters(), dataset=store.known.dataset)
        return nothing.with_values(texts, store.known)

    def drawn(self, store: TrialStore, request: PageRequest) -> Rendered:
        return rendered(store, replace(request, state=self.state(store)), self.slug)

    @property
    def anchor(self) -> str:
        """The DOM id of its card."""
        return f"{self.slug}-{self.part}"


def study_figure(store: TrialStore, request: PageRequest, name: str) -> Figure | None:
    """The figure of a name; none where the page has left meanwhile."""
    figure = StudyFigure.read(name)
    if figure is None or not has_design(store, figure.regimen):
        return None
    return figure.drawn(store, request).figure


def study_upright(store: TrialStore, request: PageRequest, name: str) -> list[Markup] | None:
    """The form of a figure on a phone; the first part has all of it."""
    figure = StudyFigure.read(name)
    if figure is None or not has_design(store, figure.regimen):
        return None
    frame = figure.drawn(store, request).frame
    return STUDY_VIEWS[figure.slug].upright(frame) if figure.part == 1 else []


def study_cards(store: TrialStore, regimen: str, request: PageRequest, slug: str) -> list[dbc.Card]:
    """A card for each part of a view of one study protocol."""
    first = StudyFigure(slug, regimen)
    total = max(STUDY_VIEWS[slug].count(first.drawn(store, request).frame), 1)
    figures = (replace(first, part=number) for number in range(1, total + 1))
    return [_card(store, figure, total, request) for figure in figures]


def _card(store: TrialStore, figure: StudyFigure, total: int, request: PageRequest) -> dbc.Card:
    drawn = figure.drawn(store, request)
    view, state = drawn.view, figure.state(store)
    part = f"part {figure.part} of {total}" if total > 1 else ""
    upright = study_upright(store, request, figure.name) or []
    children: list[Any] = [
        picture(
            drawn.figure,
            f"{drawn.summary}{f' This is {part}.' if part else ''}",
            name=figure.name,
            kind=f"{figure.slug} {HAS_UPRIGHT}",
            config={},
        ),
        filled(ids.entity_upright(figure.name), "div", upright, className="upright"),
        html.P(drawn.caption, className="caption"),
        html.P(drawn.attribution, className="attribution"),
    ]
    if figure.part == 1:
        children.append(
            html.Details(
                [
                    html.Summary(SHOW_TABLE),
                    html.Div(
                        data_table(drawn, request),
                        className="table-scroll",
                        tabIndex=0,
                        role="region",
                        **{"aria-label": f"Table: {view.title}"},
                    ),
                ]
            )
        )
    menu = export_menu(figure.slug, state, anchor=figure.anchor, own=True)
    return card(
        # a phone has all parts in one
        [view.title, html.Span(f", {part}", className="of-parts") if part else None],
        *children,
        classes="full figure-card" + (" later-part" if figure.part > 1 else ""),
        menu=figure_actions(figure.slug, menu, state),
        anchor=figure.anchor,
    )
