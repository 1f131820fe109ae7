"""The frame brings the page that the browser opens; other pages come by the router."""

import json
from html import escape

import dash_bootstrap_components as dbc
import pytest

from app import create_app
from callbacks.http.settings import Settings
from callbacks.page.routing import _title
from components.pages import PAGES, cohort
from data.datasets.catalogue import Datasets
from data.datasets.protocol_store import load_protocols
from tests.data.readers.workbooks.samples import changed
from tests.imports import ARMS
from tests.load.renderer import Screen
from tests.protocols import OURS, import_protocols

FAILED = "This page could not be made"


@pytest.fixture(scope="module")
def client(store):
    return create_app(Datasets((store,)), Settings()).server.test_client()


def opened(client, page):
    """The components with an id of the frame that a browser asks for on this page."""
    frame = client.get("/_dash-layout", headers={"Referer": f"http://localhost{page}"})
    assert frame.status_code == 200
    return Screen("/", frame.json).by_id


@pytest.mark.parametrize(
    ("page", "laid_out"),
    [
        ("/map", "/map? light"),
        ("/map?phase=phase2", "/map?phase=phase2 light"),
        ("/map?q=%3Cscript%3E&nonsense", "/map?q=%3Cscript%3E&nonsense light"),
        ("/", "/? light"),
        ("/trials/NCT01143168", "/trials/NCT01143168? light"),
        ("/trials/NCT99999999", "/trials/NCT99999999? light"),
        ("/protocols/miami-2005-07-ita", "/protocols/miami-2005-07-ita? light"),
        ("/trials", ""),
        ("/then-and-now", ""),
        ("/nowhere", ""),
        # the numbers of some registers have slashes
        ("/trials/CTRI/2020/04/024706", "/trials/CTRI/2020/04/024706? light"),
        ("/nowhere/a/b", ""),
    ],
)
def test_the_frame_brings_the_page_that_is_opened(client, page, laid_out):
    by_id = opened(client, page)
    assert by_id["laid-out"]["data"] == laid_out
    assert bool(by_id["_pages_content"].get("children")) is bool(laid_out)


QUERIES = ("", "?phase=phase2", "?phase=phase3&allocation=na&q=nothing", "?regimen=gone&nonsense=1")


@pytest.mark.parametrize("query", QUERIES)
def test_bootstraps_parts_arrive_as_markup(client, query):
    """Their script is not loaded (callbacks/http/index_page.py)."""
    assert "dash_bootstrap_components" in json.dumps(dbc.Alert("x").to_plotly_json())
    paths = [page.path for page in PAGES if "<" not in page.path]
    for path in (*paths, "/trials/NCT01143168", "/protocols/miami-2005-07-ita"):
        layout = client.get("/_dash-layout", headers={"Referer": f"http://localhost{path}{query}"})
        assert "dash_bootstrap_components" not in layout.text, path


def test_the_frame_says_what_the_address_says(client):
    by_id = opened(client, "/map?phase=phase2&nonsense=1")
    assert "nonsense" in str(by_id["notice"]["markup"])
    assert "Phase 2" in str(by_id["filter-chips"]["markup"])
    assert "aria-current" in str(by_id["navigation"]["markup"])
    assert by_id["match-count"]["markup"]
    assert by_id['{"key":"phase","type":"filter"}']["value"] == ["phase2"]


def test_without_a_referrer_the_frame_is_empty(client):
    by_id = Screen("/", client.get("/_dash-layout").json).by_id
    assert by_id["laid-out"]["data"] == ""
    assert not by_id["_pages_content"].get("children")
    assert by_id["match-count"]["markup"] == by_id["filter-chips"]["markup"] == []


def test_a_page_that_fails_says_so_within_its_frame(client, monkeypatch):
    def fails(*_request):
        raise ZeroDivisionError

    monkeypatch.setattr("callbacks.page.routing._laid_out", fails)
    by_id = opened(client, "/design?phase=phase1")  # no answer of it is kept
    assert FAILED in str(by_id["_pages_content"]["children"])
    assert by_id["navigation"]["markup"]


HOSTILE = "\"a & < 'b"


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/protocols/miami-2005-07-ita", "2005–07 ITA"),
        ("/protocols/ours.pilot-2025?dataset=ours", "Pilot 2025"),
        ("/protocols/ours.standard-2024?dataset=ours", HOSTILE),
        ("/protocols/ours.gone?dataset=ours", "Protocol"),
    ],
)
def test_a_page_of_a_protocol_has_its_name_in_the_head(store, tmp_path, path, title):
    import_protocols(tmp_path, changed("regimens", 0, short_label=HOSTILE))
    datasets = Datasets((store, load_protocols(tmp_path, OURS)))
    page = create_app(datasets, Settings()).server.test_client().get(path).text
    assert f'property="og:title" content="{escape(title)} · ' in page
    assert HOSTILE not in page


@pytest.mark.parametrize(
    ("regimen", "name"),
    [
        ("nct00000041.arm-1", "NCT00000041 CAR-T cells"),
        ("NCT00000041.ARM-1", "NCT00000041 CAR-T cells"),
        ("miami-2005-07-ita", "2005–07 ITA"),
        ("nct00000041.arm-9", "Protocol"),
        ("nct99999999.arm-1", "Protocol"),
        ("<script>", "Protocol"),
        ("", "Protocol"),
    ],
)
def test_the_tab_of_an_arm_is_called_by_its_name(with_arms, regimen, name):
    assert _title(with_arms, cohort.PAGE)(regimen=regimen).startswith(f"{name} · ")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/protocols/nct00000041.arm-1?dataset={ARMS}", 200),
        (f"/protocols/nct00000041.arm-9?dataset={ARMS}", 404),
        ("/protocols/nct00000041.arm-1", 404),
        (f"/protocols/miami-2005-07-ita?dataset={ARMS}", 200),
    ],
)
def test_the_page_of_an_arm_is_there_in_its_dataset(with_arms, path, status):
    client = create_app(with_arms, Settings()).server.test_client()
    assert client.get(path).status_code == status
