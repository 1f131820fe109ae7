"""A page as a reader uses it: opened, and every callback of the server that it can call."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.equality.addresses import ROWS_ASKED, TYPED
from tests.equality.side import Ask, Side
from tests.load.renderer import Id, Screen, written

POST = "/_dash-update-component"
OPENING, REDRAWN = "_pages_location.pathname", "url.search"
FETCHED = ("getRowsRequest", "n_clicks")
"""Properties by which a reader fetches more of what the address says."""
MATCH, ALL = ["MATCH"], ["ALL"]
NAMED = re.compile(r'(?:src|href|data-plotly)="(/[^"]+\.(?:js|css|woff2|json))"')
FINGERPRINT = re.compile(r"\.[0-9a-f]{16}(?=\.\w+$)")
Callback = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """A caller of a callback: a property of a component, and its new value where it gets one."""

    component: Id
    prop: str
    value: Any = None

    @property
    def name(self) -> str:
        return f"{written(self.component)}.{self.prop}"


class Visit:
    """One page of one version."""

    def __init__(self, side: Side, address: str, theme: str = "") -> None:
        self.side, self.address, self.theme = side, address, theme
        self.callbacks = [
            each
            for each in json.loads(side.ask(Ask("beside", *["/_dash-dependencies"] * 2)).body)
            if not each["clientside_function"]
        ]
        self.called = f"{address} ({theme})" if theme else address

    def open(self) -> None:
        """The document, its files, the frame, and the page where the router brings it."""
        html = self.side.ask(Ask("pages", self.called, self.address, theme=self.theme)).body
        for name in NAMED.findall(html.decode()):
            self.side.ask(Ask("files", FINGERPRINT.sub(".*", name), name))
        frame = Ask("frames", self.called, "/_dash-layout", self.address, theme=self.theme)
        layout = json.loads(self.side.ask(frame).body)
        self.screen = Screen(self.address, layout)
        if not self.screen.by_id["_pages_content"].get("children"):
            content = self._brought()
            self.screen = Screen(self.address, layout, content)
        # the page stands: what follows is a change of it
        self.screen.by_id["laid-out"]["data"] = ""

    def redraw(self) -> None:
        """All that follows the address; the table of every figure, and the rows of a grid."""
        for callback in self.callbacks:
            for change in self._changes(callback):
                if change.name == REDRAWN or change.prop in FETCHED:
                    self._call(callback, change)

    def use(self) -> None:
        """Every change that a reader can make here."""
        for callback in self.callbacks:
            for change in self._changes(callback):
                self._call(callback, change)

    def _brought(self) -> Any:
        """The page that the router brings."""
        router = next(each for each in self.callbacks if _hears(each, OPENING))
        answer = self._call(router, Change("_pages_location", "pathname"))
        return answer.get("_pages_content", {}).get("children")

    def _changes(self, callback: Callback) -> Iterator[Change]:
        for each in callback["inputs"]:
            for component in self._standing(each["id"]):
                yield from self._values(component, each["property"])

    def _values(self, component: Id, prop: str) -> Iterator[Change]:
        props = self.screen.by_id[written(component)]
        match written(component), prop:
            case _, "getRowsRequest":
                yield from (Change(component, prop, each) for each in ROWS_ASKED)
            case _, "cellClicked":
                yield from (Change(component, prop, each) for each in _cells(props))
            case _, "search_value":
                yield from (Change(component, prop, each) for each in TYPED)
            case _, "clickData":
                yield from (Change(component, prop, each) for each in _clicks(props))
            case _, "n_clicks":
                yield Change(component, prop, 1)
            case "theme", _:
                yield Change(component, prop, "dark")
            case "options-asked", _:
                for each in self._family("filter"):
                    yield Change(component, prop, f"{each['key']}?")
            case "filter-text", _:
                yield Change(component, prop, "islet")
            case _, "value":
                yield from (Change(component, prop, each) for each in self._offered(component))
            case _:
                yield Change(component, prop, props.get(prop))

    def _offered(self, component: Id) -> list[Any]:
        """The last values of a control, one in a list where it takes several."""
        props = self.screen.by_id[written(component)]
        options = props.get("options") or self._options_of(component)
        last = [each["value"] if isinstance(each, dict) else each for each in options[-2:]]
        return [[each] for each in last[-1:]] if props.get("multi") else last

    def _options_of(self, component: Id) -> list[Any]:
        """Those that a filter is given when a reader comes to it."""
        if not isinstance(component, dict) or component["type"] != "filter":
            return []
        callback = next(each for each in self.callbacks if _hears(each, "options-asked.data"))
        answer = self._call(callback, Change("options-asked", "data", f"{component['key']}?"))
        return list(answer.get(written(component), {}).get("options", []))

    def _family(self, kind: str) -> list[dict[str, Any]]:
        ids = [each["id"] for each in self.screen.by_id.values()]
        return [each for each in ids if isinstance(each, dict) and each["type"] == kind]

    def _standing(self, name: str) -> list[Id]:
        """The components of an id or a family that this page has."""
        if not name.startswith("{"):
            return [name] if name in self.screen.by_id else []
        return self.screen.members(name.replace(json.dumps(MATCH), json.dumps(ALL)))

    def _call(self, callback: Callback, change: Change) -> dict[str, Any]:
        """The outputs of a callback, id -> properties; nothing where this page cannot call it."""
        matched = _of_one(callback, change.component)
        needed = [each["id"] for each in [*matched["inputs"], *matched["state"]]]
        if not all(each.startswith("{") or each in self.screen.by_id for each in needed):
            return {}
        body = self.screen.body(matched, [change.name])
        if json.dumps(ALL) not in callback["output"] + "".join(needed):
            body = {key: _singly(each) for key, each in body.items()}
            body |= {"output": callback["output"], "changedPropIds": [change.name]}
            if not callback["output"].startswith("..") and isinstance(body["outputs"], list):
                body["outputs"] = body["outputs"][0]
        if change.value is not None:
            _set(body["inputs"], change)
        said = json.dumps(change.value, ensure_ascii=False)
        name = f"{self.called} · {change.name} = {said[:80]} · {callback['output'][:60]}"
        group = "rows of grids" if change.prop == "getRowsRequest" else "callbacks"
        theme = change.value if change.name == "theme.data" else self.theme
        answer = self.side.ask(
            Ask(group, name, POST, self.address, json.dumps(body, sort_keys=True), theme)
        )
        return json.loads(answer.body)["response"] if answer.status == 200 else {}


def _hears(callback: Callback, name: str) -> bool:
    return any(f"{each['id']}.{each['property']}" == name for each in callback["inputs"])


def _of_one(callback: Callback, component: Id) -> Callback:
    """A callback of every member of a family, as this member calls it."""
    if not isinstance(component, dict):
        return callback
    text = json.dumps(callback)
    for key, value in component.items():
        for quoted in (json.dumps, lambda each: json.dumps(json.dumps(each))[1:-1]):
            text = text.replace(f"{quoted(key)}:{quoted(MATCH)}", f"{quoted(key)}:{quoted(value)}")
    return dict(json.loads(text))


def _singly(parts: Any) -> Any:
    """The one component of a pattern where dash sends no list: it names no family."""
    if not isinstance(parts, list):
        return parts
    return [each[0] if isinstance(each, list) else each for each in parts]


def _set(parts: Any, change: Change) -> None:
    for each in parts:
        if isinstance(each, list):
            _set(each, change)
        elif each["id"] == change.component and each["property"] == change.prop:
            each["value"] = change.value


def _clicks(props: Mapping[str, Any]) -> Iterator[Any]:
    """A click on a mark of each kind that a figure has."""
    for trace in (props.get("figure") or {}).get("data", []):
        marks = trace.get("customdata")
        found = next((each for each in marks if each), None) if isinstance(marks, list) else None
        while isinstance(found, list) and found and isinstance(found[0], list):
            found = found[0]
        if isinstance(found, list):
            yield {"points": [{"customdata": found}]}
            return


def _cells(props: Mapping[str, Any]) -> Iterator[Any]:
    """Clicks on cells of the first rows of a table, and on one that is not there."""
    columns = [each.get("field") for each in props.get("columnDefs", [])]
    for row in (props.get("rowData") or [])[:2]:
        for column in filter(None, columns):
            yield {"rowId": row.get("nct_id"), "colId": column}
    yield {"rowId": "NCT99999999", "colId": "phase"}
