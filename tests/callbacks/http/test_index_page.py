"""The index page's files: complete, the right versions, and no figure that they cannot draw."""

import json
import re
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import brotli
import dash_ag_grid as dag
import dash_bootstrap_components as dbc
import pytest
from dash import dcc
from plotly.offline import get_plotlyjs_version

from app import create_app
from callbacks.http.dash_internals import GRID
from callbacks.http.index_page import ASSETS, PACKED, PLOTLY, WORLD
from callbacks.http.settings import Settings
from callbacks.http.static_files import FOR_GOOD
from components.elements.markup import with_markup
from components.elements.request import PageRequest
from components.pages import PAGES
from components.pages.entity_figures import timeline
from components.pages.trial_figures import places_map
from components.theme import LIGHT
from components.views import VIEWS
from data.datasets.catalogue import Datasets
from data.link.state import PageState

BUNDLE = (ASSETS / PLOTLY).read_text(encoding="utf-8")
TRACES = set(re.findall(r'moduleType:"trace",name:"(\w+)"', BUNDLE))
BOOTSTRAP = dbc.Card._namespace
MOST_FILES = 8
NAMED_BY_LIBRARIES = ("/_dash-layout", "/_dash-dependencies", f"/{WORLD}")
"""Dash and plotly.js ask for them by these names, without a fingerprint."""
LARGE = 100_000


@pytest.fixture(scope="module")
def app(datasets):
    return create_app(datasets, Settings())


@pytest.fixture(scope="module")
def client(app):
    return app.server.test_client()


def named(client, path: str) -> list[str]:
    """The addresses that a page's HTML names."""
    return re.findall(r'(?:src|href|data-plotly)="(/[^"]+)"', client.get(path).text)


def test_the_bundle_is_of_the_version_that_plotly_brings():
    version = get_plotlyjs_version()
    assert BUNDLE.startswith(f"/*! plotly.js v{version},")
    assert f'version="{version}"' in BUNDLE
    assert f"PLOTLY={version}\n" in (ASSETS / "bundles" / "build.sh").read_text(encoding="utf-8")


def test_the_bundle_makes_no_code_of_text():
    """The Content-Security-Policy forbids it."""
    assert not re.search(r"\beval\(|new Function\(", BUNDLE)


@pytest.fixture(scope="module")
def figures(datasets):
    """All figures that a page may hold, in the states that bring other traces."""
    return list(drawn(datasets))


def drawn(datasets):
    for store in datasets.stores:
        for query in ("", "?count=enrollment&region=europe", "?window=follow-up", "?measure=share"):
            state, _ = PageState.from_query(query, store.known)
            for view in VIEWS.values():
                yield view.render(store, state, LIGHT).figure
        for nct_id in store.trials["nct_id"]:
            yield places_map(store, nct_id, LIGHT)
        for regimen in store.regimens["regimen"]:
            yield timeline(store, regimen, LIGHT)


def test_the_bundle_draws_every_trace_of_every_figure(figures):
    used = {trace["type"] for figure in figures for trace in figure["data"]}
    assert used <= TRACES
    assert used >= {"bar", "choropleth"}  # else nothing was looked at


def test_the_bundle_has_the_maps_projections(figures):
    geos = [figure["layout"].get("geo") for figure in figures]
    used = {geo["projection"]["type"] for geo in geos if geo}
    # assets/bundles/projections.js keeps these two
    assert used <= {"natural earth", "azimuthal equal area"}


def test_the_world_has_the_layers_that_the_maps_show():
    world = json.loads((ASSETS / WORLD).read_text(encoding="utf-8"))
    assert set(world["objects"]) == {"countries", "land", "coastlines"}
    assert all(len(arc) > 1 for arc in world["arcs"])


@pytest.mark.parametrize("path", ["/", "/map", "/trials", "/sources", "/nowhere"])
def test_a_page_names_few_files_and_each_is_there(client, path):
    addresses = set(named(client, path))
    assert len(addresses) <= MOST_FILES + len(NAMED_BY_LIBRARIES)
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        if not address.endswith(NAMED_BY_LIBRARIES):
            assert response.headers["Cache-Control"] == FOR_GOOD, address


def test_the_fonts_that_the_style_names_are_there(client):
    style = next(each for each in named(client, "/") if each.endswith(".css"))
    fonts = re.findall(r'url\("([^"]+woff2)"\)', client.get(style).text)
    assert len(fonts) == 3
    assert all(client.get(f"/assets/{font}").status_code == 200 for font in fonts)


def test_an_outdated_fingerprint_is_not_kept(client):
    response = client.get("/assets/style.0123456789abcdef.css")
    assert "immutable" not in response.headers.get("Cache-Control", "")


def test_scripts_keep_their_order_and_lose_their_maps(client):
    library = next(each for each in named(client, "/") if "dash_renderer" in each)
    text = client.get(library).text
    places = [text.index(name) for name in ("@license React", "window.dash_core_components=")]
    assert places == sorted(places)
    assert "\n//# sourceMappingURL" not in text
    assert "window.dash_html_components=" in text
    assert "window.DashRenderer=" in text


def test_what_is_large_is_compressed_ahead(app):
    """After a new version of dash or plotly, or another style: make assets."""
    for address, file in app.files.by_address.items():
        if len(file.content) >= LARGE and not address.endswith(".css"):
            ahead = (PACKED / f"{file.fingerprint}.br").read_bytes()
            assert brotli.decompress(ahead) == file.content, address


def test_pages_load_ahead_what_they_hold(store):
    for page in PAGES:
        path = page.path.replace("<nct_id>", "NCT01143168")
        path = path.replace("<regimen>", "miami-2005-07-ita")
        layout = page.layout(store, PageRequest(path=path))
        holds = {type(each) for each in [layout, *layout._traverse()]}
        assert (dag.AgGrid in holds) == page.has_grid, page.path
        if not page.has_figures:
            assert dcc.Graph not in holds, page.path
        # Bootstrap's parts become markup: their script is not loaded
        drawn = with_markup(layout)
        made_by = {getattr(part, "_namespace", "") for part in [drawn, *drawn._traverse()]}
        assert BOOTSTRAP not in made_by, page.path


@pytest.mark.parametrize(("path", "ahead"), [("/map", True), ("/map/", True), ("/design", False)])
def test_a_page_with_a_map_loads_the_borders_ahead(client, path, ahead):
    assert (f"/assets/{WORLD}" in named(client, path)) is ahead


def test_the_grids_library_comes_with_the_answer_that_holds_a_grid(client, app):
    assert f'"{GRID}"' not in client.get("/_dash-layout").text
    grid = app.index_files.grid
    assert grid not in named(client, "/map")
    assert f"window.{GRID}=" in client.get(grid).text
    router = next(key for key in app.callback_map if "_pages_content" in key)
    spec = next(each for each in app._callback_list if each["output"] == router)

    def asked(path: str) -> dict:
        values = {"pathname": path, "search": "", "href": f"http://localhost{path}"}
        fill = [
            [{**part, "value": values.get(part["property"], "")} for part in spec[kind]]
            for kind in ("inputs", "state")
        ]
        body = {
            "output": router,
            "outputs": [
                {"id": name.rsplit(".", 1)[0], "property": name.rsplit(".", 1)[1]}
                for name in router.strip(".").split("...")
            ],
            "inputs": fill[0],
            "state": fill[1],
            "changedPropIds": [],
        }
        return client.post("/_dash-update-component", json=body).json

    assert asked("/trials")["dist"] == [{"type": "_js_dist", "url": grid}]
    assert "dist" not in asked("/map")


def test_a_fresh_app_answers_concurrent_first_requests(store):
    """Dash sets itself up in its first request and says so before it is done."""
    server = create_app(Datasets((store,)), Settings()).server
    readers = 8
    start = threading.Barrier(readers)

    def read(_number: int) -> list[tuple[int, bytes]]:
        with server.test_client() as client:
            start.wait()
            # the callbacks first: they are what an unfinished set-up lacks
            answers = [client.get(path) for path in ("/_dash-dependencies", "/_dash-layout")]
            page = client.get("/map", headers={"Accept-Encoding": "br"})
            return [*((each.status_code, each.data) for each in answers), (page.status_code, b"")]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # threads take turns often enough to meet
    try:
        with ThreadPoolExecutor(readers) as pool:
            answers = list(pool.map(read, range(readers)))
    finally:
        sys.setswitchinterval(interval)
    assert answers == answers[:1] * readers
    assert [code for code, _ in answers[0]] == [200] * 3
    assert b"_pages_content" in answers[0][0][1]
