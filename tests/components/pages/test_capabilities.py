"""Pages ask a dataset what it has, not where it is from: mixed datasets, which nobody ships yet."""

from dataclasses import replace

import pytest

from app import create_app
from components.elements.request import PageRequest
from components.pages import PAGES, PANELS
from components.theme import LIGHT
from components.views import OUTCOMES_NEEDED, PROTOCOLS_NEEDED, VIEWS
from data.datasets.catalogue import Datasets
from data.link.state import PageState
from data.store import known_fields
from tests.components.pages.trees import of_type, text

REGIMENS = ("regimens", "regimen_trials", "cohorts")
PROTOCOLS = (*REGIMENS, "agents", "regimen_facts", "regimen_events")
OUTCOMES = (*REGIMENS, "outcomes", "graft_function")


def with_frames(imported, store, *names):
    """The small import with frames of the review."""
    frames = {name: getattr(store, name) for name in (*names, "sources")}
    made = replace(imported, **frames)
    known = known_fields(made.frames(), imported.known.filters, imported.known.dataset)
    return replace(made, known=replace(known, sort=imported.known.sort))


@pytest.fixture(scope="module")
def mixed(imported, store):
    """Contents of a dataset besides registry records -> the dataset."""
    kinds = {
        "nothing": (),
        "protocols": PROTOCOLS,
        "protocols and outcomes": tuple(dict.fromkeys((*PROTOCOLS, *OUTCOMES))),
        "outcomes": OUTCOMES,
    }
    found = {kind: with_frames(imported, store, *names) for kind, names in kinds.items()}
    create_app(Datasets((store, *found.values())))  # links need the prefix of an app
    return found


def laid_out(dataset, name):
    page = next(page for page in PAGES if page.name == name)
    path = page.path.replace("<regimen>", "miami-2005-07-ita").replace("<nct_id>", "NCT00000012")
    asked = PageRequest.of(path, f"?dataset={dataset.known.dataset}", dataset.known, LIGHT)
    return page.layout(dataset, asked)


@pytest.mark.parametrize(
    ("kind", "page", "lacks"),
    [
        ("nothing", "protocols", PROTOCOLS_NEEDED),
        ("nothing", "compare", PROTOCOLS_NEEDED),
        ("nothing", "protocol", PROTOCOLS_NEEDED),
        ("nothing", "outcomes", OUTCOMES_NEEDED),
        ("protocols", "protocols", None),
        ("protocols", "compare", None),
        ("protocols", "protocol", None),
        ("protocols", "outcomes", OUTCOMES_NEEDED),
        ("protocols and outcomes", "outcomes", None),
        ("outcomes", "protocols", PROTOCOLS_NEEDED),
        ("outcomes", "outcomes", None),
    ],
)
def test_a_page_is_there_where_its_rows_are(mixed, kind, page, lacks):
    said = text(laid_out(mixed[kind], page))
    for needs in (PROTOCOLS_NEEDED, OUTCOMES_NEEDED):
        assert (needs.lacks in said) == (needs is lacks)


@pytest.mark.parametrize("kind", ["protocols", "protocols and outcomes", "outcomes"])
@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_every_page_lays_out_whatever_a_dataset_has(mixed, kind, page):
    assert len(of_type(laid_out(mixed[kind], page), "H1")) == 1


@pytest.mark.parametrize("kind", ["protocols", "outcomes"])
@pytest.mark.parametrize("name", PANELS)
def test_every_panel_is_drawn_whatever_a_dataset_has(mixed, kind, name):
    PANELS[name](mixed[kind], PageRequest("/x"))


@pytest.mark.parametrize(
    ("kind", "slug", "is_drawn"),
    [
        ("protocols", "at-a-glance", True),
        ("protocols", "protocol-timeline", True),
        ("protocols", "agent-matrix", True),
        ("protocols", "graft-function", False),
        ("outcomes", "protocol-timeline", False),
        ("outcomes", "chimerism", True),
        ("outcomes", "graft-function", True),
        ("protocols", "control", False),
        ("protocols", "status", True),
    ],
)
def test_a_view_is_drawn_where_its_rows_are(mixed, kind, slug, is_drawn):
    view, dataset = VIEWS[slug], mixed[kind]
    assert (view.lacks(dataset) == "") == is_drawn
    state, _ = PageState.from_query(f"?dataset={dataset.known.dataset}", dataset.known)
    assert view.render(dataset, state, LIGHT).figure["data"] or not is_drawn


def test_the_overview_counts_what_is_there(mixed):
    said = text(laid_out(mixed["protocols"], "overview"))
    assert "protocols day by day" in said
    assert "conditions as registered" in said
    assert "data notes on the sources" not in said


@pytest.mark.parametrize(
    ("frame", "column", "review", "records"),
    [
        ("trials", "printed_tables", True, False),
        ("trials", "control", True, False),
        ("trials", "overall_status", False, True),
        ("trials", "phase", True, True),
        ("trial_conditions", "condition_group", True, False),
        ("trial_interventions", "intervention_type", False, True),
        ("trial_interventions", "cell_product", True, False),
        ("regimens", "label", True, True),
        ("trials", "nothing", False, False),
    ],
)
def test_a_store_says_what_it_states(store, imported, frame, column, review, records):
    assert store.states(frame, column) == review
    assert imported.states(frame, column) == records


def test_a_store_says_what_it_has(store, imported):
    assert store.has("regimens")
    assert not imported.has("regimens")
    assert store.places_beside_sites
    assert not imported.places_beside_sites
