"""The house: imports run one way, ids meet their components, the app can be made twice."""

import ast
from pathlib import Path

import pytest

from app import create_app
from components.pages import PAGES, PANELS
from components.request import PageRequest
from data.datasets import Datasets

ROOT = Path(__file__).parent.parent
ORDER = ("data", "components", "callbacks", "app")
MODULES = [path for name in ORDER[:3] for path in sorted((ROOT / name).rglob("*.py"))] + [
    ROOT / "app.py"
]
NO_DASH = (
    "data/",
    "components/figures/",
    "components/slides/",
    "components/archive.py",
    "components/citation.py",
    "components/column_words.py",
    "components/deck.py",
    "components/deck_ends.py",
    "components/exports.py",
    "components/imprint.py",
    "components/picture.py",
    "components/read_me.py",
    "components/scope.py",
    "components/views.py",
    "components/workbook.py",
)


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path):
    inside = str(path.relative_to(ROOT))
    room = inside.split("/")[0].removesuffix(".py")
    above = set(ORDER[ORDER.index(room) + 1 :])
    assert not imported(path) & above
    if inside.startswith(NO_DASH):
        assert not imported(path) & {"dash", "dash_bootstrap_components", "dash_ag_grid"}


def ids_in(component) -> list:
    found = []
    for each in [component, *component._traverse()]:
        own = getattr(each, "id", None)
        if own is not None:
            found.append(own)
    return found


def family(component_id) -> str:
    return component_id["type"] if isinstance(component_id, dict) else component_id


@pytest.fixture(scope="module")
def app(store):
    return create_app(Datasets((store,)))


@pytest.fixture(scope="module")
def laid_out(app, store):
    """Page name -> ids of its finished layout; the shell's under ''."""
    found = {"": ids_in(app.layout())}
    for page in PAGES:
        path = page.path.replace("<nct_id>", "NCT01143168")
        path = path.replace("<regimen>", "miami-2005-07-ita")
        found[page.name] = ids_in(page.layout(store, PageRequest(path=path)))
    return found


def test_every_id_of_every_callback_stands_in_some_layout(app, laid_out):
    standing = {family(each) for ids in laid_out.values() for each in ids}
    for callback in app.callback_map.values():
        for part in [*callback["inputs"], *callback["state"]]:
            name = part["id"]
            known = (
                ast.literal_eval(name.replace('["ALL"]', '"ALL"').replace('["MATCH"]', '"MATCH"'))
                if name.startswith("{")
                else name
            )
            assert family(known) in standing, name


def test_ids_on_a_page_are_unique(laid_out):
    for name, ids in laid_out.items():
        whole = [repr(each) for each in (ids + laid_out[""] if name else ids)]
        assert len(set(whole)) == len(whole), name


def test_every_panel_is_placed_on_a_page(laid_out):
    placed = {
        each["name"]
        for ids in laid_out.values()
        for each in ids
        if isinstance(each, dict) and each["type"] in ("panel", "grid-panel")
    }
    assert placed == set(PANELS)


def test_create_app_can_run_twice(store, app):
    again = create_app(Datasets((store,)))
    assert again is not app
    assert again.server.test_client().get("/map").status_code == 200
