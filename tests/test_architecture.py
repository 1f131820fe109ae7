"""The house: imports run one way, ids meet their components, the app can be made twice."""

import ast
from pathlib import Path

import pytest

from app import create_app
from components.elements.request import PageRequest
from components.pages import PAGES, PANELS
from data.datasets.catalogue import Datasets
from data.link.state import PageState
from tests.imports import ARMS
from tests.posted_studies import POSTED

ROOT = Path(__file__).parent.parent
FLOORS: dict[str, tuple[str, ...]] = {
    "data": (
        *(
            "data.model",
            "data.schedules",
            "data.link",
            "data.index",
            "data.readers",
            "data.store",
            "data.queries",
        ),
        *("data.datasets", "data.registry", "data.protocols"),
    ),
    "components": (
        *("components.theme", "components.figures", "components.slides", "components.scope"),
        *("components.view", "components.result_views", "components.views"),
        *("components.share", "components.elements", "components.pages"),
        "components.shell",
    ),
    "callbacks": ("callbacks.hosting", "callbacks.http", "callbacks.page", "callbacks.files"),
    "app": ("app",),
}
"""Floor -> its rooms: what stands later may import what stands earlier, and nothing the reverse."""
ROOMS = tuple(room for rooms in FLOORS.values() for room in rooms)
WIRING = "callbacks"
"""``callbacks/__init__.py`` knows every room of its floor and belongs to none."""
NO_DASH = (
    *FLOORS["data"],
    "components.figures",
    "components.slides",
    "components.scope",
    "components.view",
    "components.result_views",
    "components.views",
    "components.share",
)


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {
    module_of(path): path
    for top in ("app.py", "data", "components", "callbacks")
    for path in sorted((ROOT / top).rglob("*.py")) or [ROOT / top]
}


def imported(path: Path) -> set[str]:
    """The modules that a file imports, also inside of functions: ours whole, others' first part."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            module = node.module or ""
            names |= {f"{module}.{alias.name}" for alias in node.names} & set(MODULES) or {module}
            if module in MODULES and any(f"{module}.{a.name}" not in MODULES for a in node.names):
                names.add(module)
    return {name if name in MODULES else name.split(".")[0] for name in names}


IMPORTS = {name: imported(path) for name, path in MODULES.items()}


def room_of(module: str) -> str:
    """The room of a module; none for the wiring and for the docstring of a floor."""
    return next((room for room in ROOMS if f"{module}.".startswith(f"{room}.")), "")


def test_every_module_stands_in_a_room():
    assert {name for name in MODULES if not room_of(name)} == set(FLOORS) - {"app"}


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module):
    room = room_of(module)
    if module == WIRING:
        assert not IMPORTS[module] & {"app"}
        return
    rooms = {room_of(name) for name in IMPORTS[module] & set(MODULES)} - {""}
    above = set(ROOMS[ROOMS.index(room) + 1 :]) if room else set(ROOMS)
    assert not rooms & above
    if room in NO_DASH:
        assert not IMPORTS[module] & {"dash", "dash_bootstrap_components", "dash_ag_grid"}


@pytest.mark.parametrize(
    ("imports", "expected"),
    [
        ({"a": {"b"}, "b": set()}, []),
        ({"a": {"b"}, "b": {"a"}}, ["a", "b"]),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}, ["a", "b", "c"]),
        ({}, []),
    ],
)
def test_a_circle_is_seen(imports, expected):
    assert in_circles(imports) == expected


def in_circles(imports: dict[str, set[str]]) -> list[str]:
    """The modules that import themselves by way of others."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        left = [start]
        while left:
            for name in imports.get(left.pop(), ()):
                if name not in seen:
                    seen.add(name)
                    left.append(name)
        return seen

    return sorted(name for name in imports if name in reached(name))


def test_no_module_imports_itself_by_way_of_others():
    ours = {name: found & set(MODULES) for name, found in IMPORTS.items()}
    assert in_circles(ours) == []


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
def laid_out(app, store, with_arms, posted):
    """Page name -> ids of its finished layout; the shell's under ''.

    Protocols and a trial once more as an import with arms has them, Outcomes as one with results.
    """
    found = {"": ids_in(app.layout())}
    for page in PAGES:
        path = page.path.replace("<nct_id>", "NCT01143168")
        path = path.replace("<regimen>", "miami-2005-07-ita")
        found[page.name] = ids_in(page.layout(store, PageRequest(path=path)))
    trials = with_arms.named(ARMS)
    for name, path in (("protocols", "/protocols"), ("trial", "/trials/NCT00000041")):
        page = next(page for page in PAGES if page.name == name)
        request = PageRequest(path=path, state=PageState(dataset=ARMS))
        found[f"{name} of an import"] = ids_in(page.layout(trials, request))
    page = next(page for page in PAGES if page.name == "outcomes")
    request = PageRequest(path=page.path, state=PageState(dataset=POSTED))
    found["results of an import"] = ids_in(page.layout(posted.named(POSTED), request))
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
