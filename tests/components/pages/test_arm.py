import pytest

from app import create_app
from components.elements.request import PageRequest
from components.pages import cohort
from tests.components.pages.trees import of_type, text
from tests.imports import ARMS, CELLS, CYCLES, HOSTILE


@pytest.fixture(scope="module", autouse=True)
def app(with_arms):
    return create_app(with_arms)


def page(datasets, code, dataset=ARMS):
    path = f"/protocols/{code}"
    store = datasets.of_query(f"?dataset={dataset}", path)
    return cohort.layout(store, PageRequest.of(path, f"?dataset={dataset}", store.known))


def hrefs(tree):
    return [part.href for kind in ("Link", "A") for part in of_type(tree, kind)]


def test_the_page_of_an_arm_has_facts_days_and_words(with_arms):
    found = page(with_arms, f"{CELLS.lower()}.arm-1")
    said = text(found)
    for words in (
        "CAR-T cells",
        "Biological: CAR-T cells",
        "First cell infusion",
        f"{CELLS}, armGroups[0]",
        "NCT00000041: days read by rule from the record’s words.",
        "“Lymphodepletion: fludarabine 30 mg/m2 IV on days -5 to -3.”",
        "No clause with a time of treatment was left over.",
        "Conditioning: Fludarabine: 30 mg/m2",
    ):
        assert words in said, words
    assert f"/trials/{CELLS}?dataset={ARMS}" in hrefs(found)
    assert f"https://clinicaltrials.gov/study/{CELLS}" in hrefs(found)
    assert "Outcomes" not in said.replace("Outcomes and", "")
    assert len(of_type(found, "H1")) == 1


def test_words_that_no_rule_could_place_are_shown(with_arms):
    said = text(page(with_arms, f"{HOSTILE.lower()}.arm-1"))
    assert "“Cells are infused on day 9.”" in said
    assert "They hold times; nothing is drawn from them." in said
    assert "<script>alert(1)</script>" in said


def test_an_arm_of_which_nothing_is_read_has_its_page(with_arms):
    said = text(page(with_arms, f"{CYCLES.lower()}.arm-2"))
    assert "No rule read a day, a dose or a route of this arm." in said
    assert "Waiting" in said


def test_the_walk_leads_to_the_arms_beside(with_arms):
    path = f"/protocols/{CYCLES.lower()}.arm-1"
    store = with_arms.of_query(f"?dataset={ARMS}", path)
    walk = cohort.PANELS["cohort-walk"](
        store, PageRequest.of(path, f"?dataset={ARMS}", store.known)
    )
    assert f"/protocols/{CYCLES.lower()}.arm-2?dataset={ARMS}" in hrefs(walk)
    assert f"/protocols?dataset={ARMS}&regimen={CYCLES.lower()}.arm-1" in hrefs(walk)
    assert "☐ Show" in text(walk)


@pytest.mark.parametrize("code", ["nct00000041.arm-7", "nct99999999.arm-1", "%3Cb%3E.arm-1"])
def test_an_arm_that_is_not_there(with_arms, code):
    assert "There is no such protocol here" in text(page(with_arms, code))


def test_an_arm_is_found_in_the_dataset_that_has_it(with_arms):
    found = page(with_arms, f"{CELLS.lower()}.arm-1", dataset="")
    assert "There is no such protocol here" in text(found)
    assert f"/protocols/{CELLS.lower()}.arm-1?dataset={ARMS}" in hrefs(found)


def test_a_protocol_of_another_dataset_has_all_that_it_has_there(with_arms):
    said = text(page(with_arms, "miami-2005-07-ita"))
    assert "NCT00021801" in said
    assert "SIR, TAC → MMF" in said
