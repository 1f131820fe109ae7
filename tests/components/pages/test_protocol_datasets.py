"""Every page on a dataset of protocols: its own rows, and a sentence where trials would be."""

import pytest

from app import create_app
from components.elements import ids
from components.elements.controls import NOTHING_TO_FILTER, filter_controls
from components.elements.request import PageRequest
from components.pages import PAGES, PANELS
from components.shell import match_count
from components.theme import LIGHT
from components.view import TRIALS_NEEDED
from components.views import VIEWS
from data.datasets.catalogue import Datasets
from data.link.state import PageState
from tests.components.pages.test_datasets import hrefs
from tests.components.pages.trees import of_type, text
from tests.protocols import OURS, TITLE

OF_TRIALS = ("map", "design", "registry", "trials", "trial", "then-and-now")
PILOT = "ours.pilot-2025"


@pytest.fixture(scope="module")
def both(store, protocols):
    """The built-in data and the protocols of a hospital, beside one another."""
    made = Datasets.beside_one_another((store, protocols))
    create_app(made)  # links need the prefix of an app
    return made


def laid_out(datasets, name, query=f"?dataset={OURS}", regimen=PILOT):
    page = next(page for page in PAGES if page.name == name)
    path = page.path.replace("<regimen>", regimen).replace("<nct_id>", "NCT00000012")
    store = datasets.of_query(query, path)
    return page.layout(store, PageRequest.of(path, query, store.known, LIGHT))


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_every_page_lays_out(both, page):
    assert len(of_type(laid_out(both, page), "H1")) == 1


@pytest.mark.parametrize("name", PANELS)
def test_every_panel_is_drawn(both, name):
    store = both.named(OURS)
    PANELS[name](store, PageRequest.of("/x", f"?dataset={OURS}", store.known, LIGHT))


@pytest.mark.parametrize("page", OF_TRIALS)
def test_a_page_of_trials_says_that_there_are_none(both, page):
    laid = laid_out(both, page)
    assert TRIALS_NEEDED.lacks in text(laid)
    assert {f"/protocols?dataset={OURS}", f"/compare?dataset={OURS}"} <= set(hrefs(laid))


@pytest.mark.parametrize(
    ("page", "parts"),
    [
        (
            "overview",
            (TITLE, "2protocols day by day", "6events of drugs", "ours.xlsx (workbook of"),
        ),
        ("protocols", ("2 of 2 protocols; 6 of 6 events", "Compare Standard 2024")),
        ("protocol", ("Pilot 2025, with an antibody of our own", "Protocol of the house")),
        ("compare", ("All 2 protocols", "Standard 2024", "Anti-CD3 antibody")),
        ("outcomes", ("2 of 2 protocols; 1 of 1 outcomes", "6.4 ± 0.5 %")),
        ("sources", ("Procedure 12, made up", "Document of the house", "ours.xlsx")),
        ("deck", ("Protocols", "Compare", "Outcomes")),
    ],
)
def test_a_page_of_protocols_has_the_dataset_s_own_rows(both, page, parts):
    said = text(laid_out(both, page))
    for part in parts:
        assert part in said
    for part in ("Miami cohorts", "2010 review", "Table 4 of the review", "0 trials", "of 0"):
        assert part not in said or page == "deck"


@pytest.mark.parametrize("slug", VIEWS)
def test_a_view_of_trials_lacks_them_and_another_has_its_rows(both, slug):
    view, store = VIEWS[slug], both.named(OURS)
    lacks = view.lacks(store)
    assert (lacks == TRIALS_NEEDED.lacks) == view.scope.is_of_trials
    state, ignored = PageState.from_query(f"?dataset={OURS}", store.known)
    assert ignored == ()
    rendered = view.render(store, state, LIGHT)
    assert rendered.summary.endswith(lacks) if lacks else "0 of 0" not in rendered.attribution


def test_a_protocol_of_the_house_stands_beside_one_of_ours(both):
    query = f"?compare={PILOT}~miami-2005-07-ita"
    store = both.of_query(query, "/compare")
    state, ignored = PageState.from_query(query, store.known)
    assert ignored == ()
    rendered = VIEWS["comparison-timeline"].render(store, state, LIGHT)
    assert set(rendered.frame["regimen"]) == {PILOT, "miami-2005-07-ita"}
    assert "Procedure 12, made up" in rendered.attribution
    assert "Rev Diabet Stud" in rendered.attribution
    labels = set(rendered.frame["class_label"])
    assert {"Anti-CD3 antibody", "T-cell-depleting antibody"} <= labels


def test_the_matrix_has_the_protocols_of_a_dataset_without_cohorts(both):
    store = both.named(OURS)
    state, _ = PageState.from_query(f"?dataset={OURS}", store.known)
    rendered = VIEWS["agent-matrix"].render(store, state, LIGHT)
    assert rendered.frame["cohort"].unique().tolist() == ["ours.standard-2024", PILOT]
    assert rendered.attribution.startswith("2 of 2 protocols. ")


def test_the_page_of_a_protocol_offers_its_template(both):
    links = hrefs(laid_out(both, "protocol"))
    assert f"/template/{PILOT}.xlsx?dataset={OURS}" in links
    assert f"/protocols?dataset={OURS}&regimen={PILOT}" in links
    built_in = hrefs(laid_out(both, "protocol", "", "miami-2005-07-ita"))
    assert "/template/miami-2005-07-ita.xlsx" in built_in


def test_a_protocol_of_the_house_has_no_card_of_table_4(both):
    said = text(laid_out(both, "protocol"))
    assert "Table 4" not in said and "Registry record" not in said
    assert "Table 4, as printed" in text(laid_out(both, "protocol", "", "miami-2005-07-ita"))


def test_the_bar_has_nothing_to_filter(both):
    store = both.named(OURS)
    request = PageRequest.of("/", f"?dataset={OURS}", store.known, LIGHT)
    said, unseen = filter_controls(store, request.state.filters)
    assert text(said) == NOTHING_TO_FILTER
    # a callback of the address reads the search box
    assert (unseen.type, unseen.id) == ("hidden", ids.FILTER_TEXT)
    assert match_count(store, request) == ["2 protocols"]


def test_datasets_of_trials_are_compared_with_no_protocols(both, store):
    assert OURS not in both.default.known.against.codes
    assert both.named(OURS).known.against.codes == ("-",)
