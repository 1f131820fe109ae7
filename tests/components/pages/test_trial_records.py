"""Pages of trials of other registers: their addresses, links to their records, what is said."""

import pytest

from app import create_app
from components.elements.request import PageRequest
from components.pages import page_at
from components.pages.trial import wanted_id
from components.theme import LIGHT
from data.datasets.catalogue import Datasets, load_dataset
from data.datasets.importing import Request, run_import
from data.store import load_store
from tests.components.pages.test_datasets import hrefs
from tests.components.pages.trees import text
from tests.data.readers.ictrp_samples import REGISTERS, xml


@pytest.fixture(scope="module")
def who(tmp_path_factory):
    root = tmp_path_factory.mktemp("registers")
    file = root / "portal.xml"
    file.write_bytes(xml(REGISTERS.values()))
    run_import(Request((file,), "who", root, title="All registers"))
    datasets = Datasets.beside_one_another([load_store(), load_dataset(root, "who")])
    create_app(datasets)
    return datasets.named("who")


@pytest.fixture(scope="module")
def client(who):
    datasets = Datasets.beside_one_another([load_store(), who])
    return create_app(datasets).server.test_client()


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/trials/CTRI/2020/04/024706?dataset=who", 200),
        ("/trials/CTRI%2F2020%2F04%2F024706?dataset=who", 200),
        ("/trials/SLCTR/2020/011?dataset=who", 200),
        ("/trials/chictr2000029439?dataset=who", 200),
        ("/trials/CTRI/2020/04?dataset=who", 404),
        ("/trials/NCT90000001/more?dataset=who", 404),
    ],
)
def test_codes(client, path, code):
    assert client.get(path).status_code == code


def page_of(who, path):
    request = PageRequest.of(path, "?dataset=who", who.known, LIGHT)
    return page_at(path).layout(who, request)


@pytest.mark.parametrize(
    ("trial_id", "words", "address"),
    [
        ("NCT90000001", "ClinicalTrials.gov", "https://clinicaltrials.gov/study/NCT90000001"),
        (
            "CTRI/2020/04/024706",
            "the WHO’s portal",
            "https://trialsearch.who.int/Trial2.aspx?TrialID=CTRI%2F2020%2F04%2F024706",
        ),
        ("ISRCTN90000002", "ISRCTN registry", "https://www.isrctn.com/ISRCTN90000002"),
        (
            "RBR-973pt5n",
            "Brazilian Clinical Trials Registry (ReBEC)",
            "https://ensaiosclinicos.gov.br/rg/RBR-973pt5n",
        ),
    ],
)
def test_a_trial_leads_to_its_record(who, trial_id, words, address):
    laid = page_of(who, f"/trials/{trial_id}")
    assert f"{trial_id} on {words}" in text(laid)
    assert address in hrefs(laid)


@pytest.mark.parametrize(
    "path", ["/trials/CTRI/2020/04/024706", "/trials/CTRI%2F2020%2F04%2F024706"]
)
def test_a_number_with_slashes_is_an_address(who, path):
    assert page_at(path).name == "trial"
    request = PageRequest.of(path, "", who.known, LIGHT)
    assert wanted_id(request) == "CTRI/2020/04/024706"


def test_a_trial_in_two_registers_shows_both(who):
    laid = page_of(who, "/trials/NCT90000001")
    assert "Also registered as EUCTR2016-003433-20-FR on EU Clinical Trials Register" in text(laid)
    search = "https://www.clinicaltrialsregister.eu/ctr-search/search?query=2016-003433-20"
    assert search in hrefs(laid)
    assert "Also registered" not in text(page_of(who, "/trials/KCT0001234"))


@pytest.mark.parametrize("path", ["/", "/sources"])
def test_the_portal_is_named_as_the_source(who, path):
    said = text(page_of(who, path))
    assert "WHO International Clinical Trials Registry Platform (ICTRP)" in said
    assert "search in ClinicalTrials.gov" not in said
    assert "sites, each once" not in said
