import pytest

from app import create_app
from components.elements.request import PageRequest
from components.pages import arm_search, compare, protocols
from tests.components.pages.trees import of_type, panels, text
from tests.imports import ARMS, ISLETS

CELLS, CYCLES, MIAMI = "nct00000041.arm-1", "nct00000042.arm-1", "miami-2005-07-ita"


@pytest.fixture(scope="module", autouse=True)
def app(with_arms):
    return create_app(with_arms)


def asked(datasets, query, path="/protocols", dataset=ARMS):
    store = datasets.of_query(f"?dataset={dataset}{query}")
    return store, PageRequest.of(path, f"?dataset={dataset}{query}", store.known)


def hrefs(tree):
    return [link.href for link in of_type(tree, "Link")]


def test_the_page_of_an_import_searches_arms_and_leaves_out_what_it_cannot_fill(with_arms):
    page = protocols.layout(*asked(with_arms, f"&regimen={CELLS}"))
    shown = panels(page)
    assert shown[:2] == [arm_search.NAME, "protocols-choice"]
    assert "protocols-table-4" not in shown
    assert "protocols-records" not in shown
    assert len(of_type(page, "H1")) == 1


def test_nothing_chosen_says_what_can_be(with_arms):
    found = protocols.choice(*asked(with_arms, ""))
    assert "nothing-chosen" in found.className
    assert "Tick “Show” beside an arm" in text(found)
    assert "Show 3 protocols of Review 2010" in text(found)
    [review] = hrefs(found)
    assert review.startswith(f"/protocols?dataset={ARMS}&regimen=miami-")


def test_what_is_chosen_is_counted_and_can_be_compared(with_arms):
    found = protocols.choice(*asked(with_arms, f"&regimen={CELLS}~{MIAMI}"))
    assert "1 arm of a record and 1 protocol of Review 2010; " in text(found)
    assert f"/protocols/{CELLS}" in " ".join(hrefs(found))
    assert f"compare={MIAMI}" in " ".join(hrefs(found))


def test_a_choice_of_events_that_no_arm_has_can_be_undone(with_arms):
    found = protocols.choice(*asked(with_arms, f"&regimen={CELLS}&role=maintenance"))
    assert "No event of the arms chosen fits these choices." in text(found)
    assert f"/protocols?dataset={ARMS}&regimen={CELLS}" in hrefs(found)


def test_an_arm_without_an_event_is_no_empty_choice(with_arms):
    found = protocols.choice(*asked(with_arms, "&regimen=nct00000042.arm-2"))
    assert "No event of the arms chosen" in text(found)


def test_a_dataset_without_arms_offers_the_protocols_of_others(with_arms):
    store, request = asked(with_arms, "", dataset=ISLETS)
    found = protocols.choice(store, request)
    assert "No record of this dataset lists arms." in text(found)
    assert arm_search.NAME not in panels(protocols.layout(store, request))
    assert "Show 3 protocols of Review 2010" in text(found)


def test_nothing_compared_leads_to_the_search_and_to_other_protocols(with_arms):
    found = compare.choice(*asked(with_arms, "", "/compare"))
    assert "Two to four arms or protocols stand side by side." in text(found)
    search, review = hrefs(found)
    assert search == f"/protocols?dataset={ARMS}"
    assert review.startswith("/compare?compare=miami-2000-02-ita~miami-2005-07-ita")


def test_one_arm_alone_is_offered_others(with_arms):
    found = compare.choice(*asked(with_arms, f"&compare={CELLS}", "/compare"))
    assert "Choose at least two arms or protocols" in text(found)
    links = hrefs(found)
    assert f"/protocols?compare={CELLS}&dataset={ARMS}" in links
    assert any(MIAMI in href and CELLS in href for href in links)


def test_arms_and_a_cohort_stand_in_words(with_arms):
    said = text(compare.words(*asked(with_arms, f"&compare={CELLS}~{CYCLES}~{MIAMI}", "/compare")))
    assert "Fludarabine: 30 mg/m2, intravenous, from day −5 to day −3" in said
    assert "Day 0 is the day before the first day of a cycle." in said
    assert "patients of this arm" not in said
    assert "Campath-1H" in said


@pytest.mark.parametrize("query", ["", f"&compare={CELLS}~{MIAMI}", f"&regimen={CELLS}~{CYCLES}"])
@pytest.mark.parametrize("layout", [protocols.layout, compare.layout])
def test_every_page_lays_out(with_arms, layout, query):
    assert len(of_type(layout(*asked(with_arms, query)), "H1")) == 1
