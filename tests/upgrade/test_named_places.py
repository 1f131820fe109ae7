"""Reaches below the documented surface of a framework stand in named places."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACES = {
    "callbacks/hosting/worker.py": "test_gunicorn.py",
    "callbacks/http/callback_body.py": "test_dash.py",
    "callbacks/http/dash_internals.py": "test_dash.py",
    "callbacks/http/flask_internals.py": "test_flask.py",
    "callbacks/http/request_edge.py": "test_dash.py",
    "callbacks/http/shared_answers.py": "test_flask.py",
    "components/elements/dash_internals.py": "test_dash.py",
    "components/elements/ids.py": "test_dash.py",
    "components/slides/package_internals.py": "test_python_pptx.py",
    "components/slides/pptx_internals.py": "test_python_pptx.py",
}
"""Module with a reach -> the tests that say what is lost without it."""
SURFACE = {
    # the base of all components is a type that callbacks and layouts are annotated with
    "dash": {"dash", "dash.exceptions", "dash.development.base_component"},
    "dash_ag_grid": {"dash_ag_grid"},
    "dash_bootstrap_components": {"dash_bootstrap_components"},
    "flask": {"flask"},
    "flask_caching": {"flask_caching"},
    "flask_httpauth": {"flask_httpauth"},
    "gunicorn": set(),
    "lxml": {"lxml", "lxml.etree"},
    "numpy": {"numpy", "numpy.typing"},
    "pandas": {"pandas"},
    "plotly": {"plotly.io.json"},
    "pptx": {
        *("pptx", "pptx.dml.color", "pptx.enum.chart", "pptx.enum.text", "pptx.exc"),
        "pptx.presentation",
        *(
            "pptx.shapes.base",
            "pptx.shapes.placeholder",
            "pptx.slide",
            "pptx.text.text",
            "pptx.util",
        ),
    },
    "pyarrow": {"pyarrow", "pyarrow.compute", "pyarrow.parquet", "pyarrow.csv"},
    "redis": {"redis", "redis.exceptions"},
    "werkzeug": {
        *("werkzeug.datastructures", "werkzeug.exceptions", "werkzeug.middleware.proxy_fix"),
        *("werkzeug.security", "werkzeug.test", "werkzeug.wrappers"),
    },
    "xlsxwriter": {"xlsxwriter", "xlsxwriter.format", "xlsxwriter.utility", "xlsxwriter.worksheet"},
}
"""Package -> its modules that its documentation tells of."""
UNDOCUMENTED = frozenset(
    {
        *("callback_map", "before_request_funcs", "after_request_funcs", "page_registry"),
        *("nr_conns", "keepalived_conns", "poller", "on_client_socket_readable", "serializer"),
        *("view_functions", "url_map", "registered_paths", "css", "routes"),
    }
)
"""Names without an underscore that are below the surface all the same."""
DOCUMENTED = frozenset({"_asdict", "_fields", "_make", "_replace"})
"""Of Python's named tuples."""
DASH_WORDS = frozenset({"_namespace", "_prop_names", "_type", "_children_props"})
"""A component of ours declares them; to read them of another is a reach."""
ADDRESSES = ("_dash-", "_pages_")


def declared(tree: ast.AST) -> set[str]:
    """The names that the classes and functions of a file are their own givers of."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.AnnAssign | ast.Assign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {each.id for each in targets if isinstance(each, ast.Name)}
            found |= {each.attr for each in targets if isinstance(each, ast.Attribute)}
    return found - DASH_WORDS


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def modules_of(node: ast.AST) -> Iterator[str]:
    """The modules that a statement imports, and ``module.name`` where the name is private."""
    if isinstance(node, ast.Import):
        yield from (each.name for each in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield node.module or ""
        yield from (f"{node.module}.{each.name}" for each in node.names if is_private(each.name))
        if node.module == "dash":
            yield from (f"dash.{each.name}" for each in node.names if each.name == "fingerprint")


def below(module: str) -> bool:
    """Says whether a module is one that its package does not document."""
    package = module.split(".")[0]
    private = any(is_private(part) for part in module.split("."))
    return private or (package in SURFACE and module not in SURFACE[package])


def reaches(source: str) -> list[str]:
    """The things that a file takes of others below their surface, in its order."""
    tree = ast.parse(source)
    own = declared(tree)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = []
    for node in ast.walk(tree):
        found += [module for module in modules_of(node) if below(module)]
        if isinstance(node, ast.Attribute):
            private = is_private(node.attr) and node.attr not in own | DOCUMENTED
            if private or (node.attr in UNDOCUMENTED and node.attr not in own):
                found.append(ast.unparse(node))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("getattr", "setattr"):
            name = node.args[1]
            if isinstance(name, ast.Constant) and is_private(str(name.value)):
                found.append(ast.unparse(node))
        elif isinstance(node, ast.Constant) and id(node) not in docs:
            found += [repr(node.value)] if str(node.value).startswith(ADDRESSES) else []
    return found


FILES = {
    path.relative_to(ROOT).as_posix(): path
    for top in ("app.py", "gunicorn.conf.py", "data", "components", "callbacks")
    for path in ([ROOT / top] if top.endswith(".py") else sorted((ROOT / top).rglob("*.py")))
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        ("from pptx.util import Emu\nimport pandas as pd\nfrom dash import Dash", []),
        ("self._rows = 1\nother._rows", []),  # another of its own class
        ("row._replace(a=1)", []),
        ("class A(Dash):\n    def f(self): return self._layout", ["self._layout"]),
        ("app._setup_server()", ["app._setup_server"]),
        ("app.callback_map", ["app.callback_map"]),
        ("getattr(app, '_layout')", ["getattr(app, '_layout')"]),
        ("from dash import fingerprint", ["dash.fingerprint"]),
        ("from dash._utils import split", ["dash._utils"]),
        ("from dash import _callback", ["dash._callback"]),
        ("import gunicorn.arbiter", ["gunicorn.arbiter"]),
        ("from pandas.core import common", ["pandas.core"]),
        ("from _thread import lock", ["_thread"]),
        ("class A(Component):\n    _type = 'A'\nother._type", ["other._type"]),
        ("get(root + '_dash-layout')", ["'_dash-layout'"]),
        ("f'{root}_dash-layout'", ["'_dash-layout'"]),
        ('X = 1\n"""_dash- in words."""', []),
    ],
)
def test_a_reach_is_seen(source, expected):
    assert reaches(source) == expected


@pytest.mark.parametrize("path", sorted(set(FILES) - set(PLACES)))
def test_no_module_but_the_named_ones_reaches_below_a_surface(path):
    found = reaches(FILES[path].read_text(encoding="utf-8"))
    assert not found, (
        f"{path} takes {', '.join(found)} below the documented surface: move it to a named place "
        "with its reason, and give it a sentence in tests/upgrade"
    )


@pytest.mark.parametrize("path", PLACES)
def test_a_named_place_is_needed_and_watched(path):
    assert reaches(FILES[path].read_text(encoding="utf-8"))
    watch = (Path(__file__).parent / PLACES[path]).read_text(encoding="utf-8")
    assert Path(path).name in watch or Path(path).parent.name in watch
