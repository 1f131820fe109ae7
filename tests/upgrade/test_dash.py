"""dash still has what the app takes of it without dash documenting it."""

import functools
import pkgutil

import dash
import dash.development.base_component
import dash.exceptions
import dash.fingerprint
import pytest
from dash import ALL, Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from tests.upgrade.reaches import Absent, Reach, checks_of

BODY = {
    "output": "there.children",
    "outputs": {"id": "there", "property": "children"},
    "inputs": [{"id": "here", "property": "value", "value": "a"}],
    "state": [{"id": "url", "property": "search", "value": "?phase=2"}],
    "changedPropIds": ["here.value"],
}
"""As dash's renderer sends it, and as callbacks/http reads it."""


def small(kind: type[Dash] = Dash) -> Dash:
    """An app of one callback."""
    app = kind(__name__)
    app.layout = html.Div(
        [dcc.Input(id="here"), dcc.Location(id="url"), html.P(id="there"), html.P(id="near")]
    )

    @app.callback(Output("there", "children"), Input("here", "value"), State("url", "search"))
    def answer(value: str, search: str) -> str:
        return f"{value} {search}"

    app.clientside_callback("() => 1", Output("near", "title"), Input("here", "value"))
    return app


def served(path: str) -> str:
    """A path of the small app as text; nothing where it is no such address.

    dash answers unknown paths with its page.
    """
    answer = small().server.test_client().get(path)
    return "" if answer.status_code != 200 or answer.mimetype == "text/html" else answer.text


def page_of_scripts() -> list[str]:
    """The libraries' scripts that dash would load, as the app reads them out of dash's page."""
    from callbacks.http.dash_internals import ScriptTags

    found: list[str] = []

    class Read(Dash):
        def interpolate_index(self, **parts: str) -> str:
            found.extend(ScriptTags(parts["scripts"]).paths)
            return super().interpolate_index(**parts)

    small(Read).server.test_client().get("/")
    return found


def has_callbacks() -> bool:
    """Says whether the outputs of each callback are kept as they were declared."""
    app = Dash(__name__)
    one, family = Output("a", "b"), Output({"type": "c", "key": ALL}, "d", allow_duplicate=True)
    app.callback(one, Input("e", "f"))(lambda f: f)
    app.callback(one, family, Input("e", "g"), prevent_initial_call=True)(lambda g: g)
    app.layout = html.Div()
    app.server.test_client().get("/")
    first, second = (each["output"] for each in app.callback_map.values())
    return (
        first.component_id == "a"
        and [each.component_id for each in second] == ["a", {"type": "c", "key": ALL}]
        and "there.children" in small_map()
    )


def small_map() -> dict:
    app = small()
    app.server.test_client().get("/")
    return app.callback_map


def is_wrapped() -> bool:
    """Says whether what stands in the place of dash's dispatch is asked, and may hand on to it."""
    app = small()
    path = "/_dash-update-component"
    dispatch, asked = app.server.view_functions[path], []

    def ask():
        asked.append(path)
        return dispatch()

    app.server.view_functions[path] = ask
    answer = app.server.test_client().post(path, json=BODY)
    return asked == [path] and answer.json["response"] == {"there": {"children": "a ?phase=2"}}


def answered() -> bool:
    from callbacks.http.dash_internals import callback_of, value_in

    answer = small().server.test_client().post("/_dash-update-component", json=BODY)
    return (
        answer.status_code == 200
        and answer.json["response"] == {"there": {"children": "a ?phase=2"}}
        and answer.text.rstrip().endswith("}")
        and callback_of(BODY) == "there.children"
        and value_in(BODY, "url", "search") == "?phase=2"
    )


def source_of(path: str) -> bool:
    from callbacks.http.dash_internals import script_source

    return len(script_source(path)) > 1_000


def unfingerprinted() -> bool:
    from callbacks.http.dash_internals import script_source

    path = "dcc/dash_core_components.js"
    named = dash.fingerprint.build_fingerprint(path, "4.4.1", 1)
    return named != path and script_source(f"dash/{named}") == script_source(f"dash/{path}")


def pages_ids() -> set[str]:
    from components.elements import ids

    return {ids.PAGE_LOCATION, ids.PAGE_CONTENT} - {
        getattr(each, "id", None) for each in dash.page_container.children
    }


def router_keeps() -> bool:
    """Says whether a page that stands already may say so: the frame came with it."""
    from callbacks.http.dash_internals import forget_pages

    forget_pages()
    app = Dash(__name__, use_pages=True, pages_folder="")
    dash.register_page("home", path="/", layout=lambda **_query: no_update)
    app.layout = html.Div(dash.page_container)
    client = app.server.test_client()
    client.get("/")
    name = next(name for name in app.callback_map if "_pages_content.children" in name)
    location = {"id": "_pages_location", "property": "pathname", "value": "/"}
    search = {"id": "_pages_location", "property": "search", "value": ""}
    outputs = [name.split("...")[0].removeprefix(".."), name.split("...")[1].removesuffix("..")]
    body = {
        "output": name,
        "outputs": [
            dict(zip(("id", "property"), each.split("."), strict=True)) for each in outputs
        ],
        "inputs": [location, search],
        "state": [],
        "changedPropIds": ["_pages_location.pathname"],
    }
    answer = client.post("/_dash-update-component", json=body)
    forget_pages()
    return answer.status_code == 200 and "_pages_content" not in answer.json["response"]


def registered_twice() -> bool:
    from callbacks.http.dash_internals import forget_pages

    Dash(__name__, use_pages=True, pages_folder="")
    dash.register_page("home", path="/", layout=html.P())
    forget_pages()
    return not dash.page_registry


def renamed() -> bool:
    """Says whether a component of ours and one of dash's say what the markup reads of them."""
    from components.elements.dash_internals import is_element, name_of
    from components.elements.markup import MarkupBlock

    said = MarkupBlock(["a"], id="words").to_plotly_json()
    return (
        is_element(html.Div())
        and not is_element(dcc.Link(href="/"))
        and name_of(html.Div()) == "Div"
        and said
        == {
            "type": "MarkupBlock",
            "namespace": "markup_block",
            "props": {"markup": ["a"], "id": "words"},
        }
    )


def unknown_script() -> bool:
    app = small()
    with pytest.raises(dash.exceptions.DependencyException):
        app.server.config["PROPAGATE_EXCEPTIONS"] = True
        app.server.test_client().get("/_dash-component-suites/dash/none.js")
    return True


def without(name: str):
    """Removes an address: dash answers it with its page, as any unknown one."""

    def remove(patch: pytest.MonkeyPatch) -> None:
        add = Dash._add_url

        @functools.wraps(add)
        def added(self, rule, *args, **kwargs):
            return add(self, rule.replace(name, f"{name}-2"), *args, **kwargs)

        patch.setattr(Dash, "_add_url", added)

    return remove


def without_file(name: str):
    def remove(patch: pytest.MonkeyPatch) -> None:
        data = pkgutil.get_data
        patch.setattr(
            pkgutil, "get_data", lambda pack, path: None if path == name else data(pack, path)
        )

    return remove


def renamed_ids(patch: pytest.MonkeyPatch) -> None:
    for each in dash.page_container.children:
        patch.setattr(each, "id", f"{each.id}_2")


def scripts_elsewhere(patch: pytest.MonkeyPatch) -> None:
    made = Dash._generate_scripts_html
    patch.setattr(
        Dash,
        "_generate_scripts_html",
        lambda self: made(self).replace("_dash-component-suites", "_dash-scripts"),
    )


REACHES = (
    Reach(
        "_dash-layout",
        "dash no longer serves _dash-layout: the first page would come without its layout, "
        "and its figures would wait for a callback (request_edge.py)",
        lambda: served("/_dash-layout"),
        without("_dash-layout"),
    ),
    Reach(
        "_dash-dependencies",
        "dash no longer serves _dash-dependencies: each page would ask ahead for a file that "
        "nobody uses, and for the list of callbacks only when its scripts run (dash_internals.py)",
        lambda: served("/_dash-dependencies"),
        without("_dash-dependencies"),
    ),
    Reach(
        "_dash-update-component",
        "dash no longer answers a body of this form at _dash-update-component: every change of "
        "a filter would be refused, and its log line would not say what was asked "
        "(callback_body.py, dash_internals.py)",
        answered,
        without("_dash-update-component"),
    ),
    Reach(
        "callback_map",
        "dash no longer has Dash.callback_map with the outputs of each callback as they were "
        "declared: every callback would be refused with 400 (callback_body.py)",
        has_callbacks,
        lambda patch: patch.setattr(Dash, "callback_map", Absent(), raising=False),
    ),
    Reach(
        "view_functions",
        "dash no longer has flask answer callbacks by view_functions of their address: the app "
        "would not start, as what no page sends is refused around it (callback_body.py)",
        is_wrapped,
        without("_dash-update-component"),
    ),
    Reach(
        "scripts of the page",
        "dash no longer names the scripts of its page by _dash-component-suites: the app would "
        "not start, as it joins them in one file (dash_internals.py)",
        lambda: {path.split("/")[0] for path in page_of_scripts()} >= {"dash", "dash_ag_grid"},
        scripts_elsewhere,
    ),
    Reach(
        "check_fingerprint",
        "dash.fingerprint no longer has check_fingerprint: the app would look for scripts by "
        "names that no file has, and would not start (dash_internals.py)",
        unfingerprinted,
        lambda patch: patch.delattr(dash.fingerprint, "check_fingerprint"),
    ),
    *(
        Reach(
            path,
            f"dash no longer brings {path}: the app would not start, as its one file of scripts "
            "holds this part (dash_internals.py, CHUNKS)",
            functools.partial(source_of, path),
            without_file(path.removeprefix("dash/")),
        )
        for path in ("dash/dcc/async-graph.js", "dash/dcc/async-dropdown.js")
    ),
    Reach(
        "async-community.js",
        "dash-ag-grid no longer brings async-community.js: the app would not start, as the file "
        "of the table's scripts holds this part (dash_internals.py, GRID_CHUNK)",
        lambda: source_of("dash_ag_grid/async-community.js"),
        without_file("async-community.js"),
    ),
    Reach(
        "DependencyException",
        "dash no longer raises DependencyException for a script that is none: a reader who asks "
        "for one would hear of a fault of the server instead of a 404 (failures.py)",
        unknown_script,
        lambda patch: patch.delattr(dash.exceptions, "DependencyException"),
    ),
    Reach(
        "ids of the router",
        "dash's page router no longer listens to _pages_location and writes to _pages_content: "
        "links within the site would change the address and no page (components/elements/ids.py)",
        lambda: not pages_ids(),
        renamed_ids,
    ),
    Reach(
        "a page that stands",
        "dash's page router no longer takes no_update for a page: the page that came with the "
        "frame would be drawn twice (routing.py)",
        router_keeps,
        lambda patch: patch.setattr("dash.dash._path_to_page", lambda _path: ({}, None)),
    ),
    Reach(
        "page_registry",
        "dash no longer keeps its pages in page_registry, which can be emptied: a second app in "
        "one process would have two pages at each path, and no test could make one (routing.py)",
        registered_twice,
        lambda patch: patch.setattr(dash, "page_registry", ("home",)),
    ),
    Reach(
        "_namespace and _type",
        "dash's components no longer have _namespace, _type and _prop_names: a page would come "
        "as a thousand components instead of fifty, or not at all (components/elements/)",
        renamed,
        lambda patch: patch.setattr(html.Div, "_type", "Box"),
    ),
    Reach(
        "to_plotly_json",
        "dash's components no longer say type, namespace and props: text and tables, which our "
        "own component draws, would be missing (components/elements/dash_internals.py)",
        renamed,
        lambda patch: patch.delattr(Component, "to_plotly_json"),
    ),
)


test_dash_still_has, test_its_loss_is_told_in_a_sentence = checks_of(REACHES)
