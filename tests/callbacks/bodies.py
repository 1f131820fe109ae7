"""Bodies as dash's renderer sends them, for every callback of the app, and all its addresses."""

import copy
import json
from collections.abc import Callable, Mapping
from typing import Any

VALUES = {"search": "", "pathname": "/map", "href": "http://localhost/map"}
FAMILY = {
    "graph": ("view", "trial-map"),
    "framed": ("view", "trial-map"),
    "table": ("view", "trial-map"),
    "table-button": ("view", "trial-map"),
    "panel": ("name", "map-filters"),
    "grid-panel": ("name", "change-table"),
    "filter": ("key", "phase"),
    "option": ("key", "region"),
    "entity-figure": ("name", "places"),
    "entity-upright": ("name", "miami-2005-07-ita"),
}


def _part(written: str, name: str, *, with_value: bool) -> Any:
    value = {"value": VALUES.get(name)} if with_value else {}
    if not written.startswith("{"):
        return {"id": written, "property": name, **value}
    pattern = json.loads(written)
    key, known = FAMILY[pattern["type"]]
    if pattern[key] not in (["ALL"], ["MATCH"]):
        return {"id": pattern, "property": name, **value}
    one = {"id": {"type": pattern["type"], key: known}, "property": name, **value}
    return [one] if pattern[key] == ["ALL"] else one


def filled(output: str, callback: Mapping[str, Any], part: Callable[..., Any]) -> dict[str, Any]:
    """Outputs, inputs and state of a callback as a body holds them.

    part: (id as it is written, property, with_value) -> one part, or those of a family.
    """
    names = output[2:-2].split("...") if output.startswith("..") else [output]
    outputs = [
        part(written, name, with_value=False)
        for written, _, name in (each.rpartition(".") for each in names)
    ]
    inputs, state = (
        [part(each["id"], each["property"], with_value=True) for each in callback[kind]]
        for kind in ("inputs", "state")
    )
    return {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": inputs,
        "state": state,
    }


def body_of(output: str, callback: dict[str, Any], **values: object) -> dict[str, Any]:
    """A body for a callback of ``app.callback_map``; ``values`` replace those of properties."""
    body = filled(output, callback, _part)
    inputs = body["inputs"]
    for part in [*inputs, *body["state"]]:
        for each in part if isinstance(part, list) else [part]:
            each["value"] = values.get(each["property"], each["value"])
    first = inputs[0][0] if isinstance(inputs[0], list) else inputs[0]
    changed = [f"{first['id']}.{first['property']}"] if isinstance(first["id"], str) else []
    return copy.deepcopy(body | {"changedPropIds": changed})


def callbacks_of(app: Any) -> dict[str, dict[str, Any]]:
    """The callbacks that run on the server."""
    return {key: each for key, each in app.callback_map.items() if "callback" in each}


ARGUMENTS = {
    "ending": "pptx",
    "package_name": "dash",
    "fingerprinted_path": "dcc/dash_core_components.js",
    "path": "map",
    "filename": "theme.js",
    "name": "donor.csv",
    "wanted": "miami-2005-07-ita",
}
"""Argument of a route -> a value."""


def addresses_of(app: Any) -> list[str]:
    """An address of every route."""
    rules = app.server.url_map.iter_rules()
    return [rule.build({each: ARGUMENTS[each] for each in rule.arguments})[1] for rule in rules]
