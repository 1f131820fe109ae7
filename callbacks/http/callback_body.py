"""The edge of dash's callbacks: a body that no page of the app can have sent is refused.

Dash answers such a body with a 500. It is the sender's fault, so it is a 400 in plain words.
What passes has the ids of the callback that it names and values of the right kind: the
callbacks need not ask again.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from dash import Dash
from flask import Flask, request
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge

from callbacks.http import limits
from callbacks.http.request_edge import CALLBACKS, path_inside
from components.pages import PANELS
from components.views import VIEWS
from data.link.filters import FILTER_LABELS
from data.link.options import OPTION_KEYS

WILDCARDS = (["ALL"], ["MATCH"])


class Part(BaseModel):
    """One input, state or output: where it stands and, unless it is an output, what it holds."""

    model_config = ConfigDict(strict=True)
    id: str | dict[str, str]
    property: str
    value: Any = None


class Body(BaseModel):
    """What dash's renderer sends for a callback; a family of ids comes as a list of parts."""

    model_config = ConfigDict(strict=True)
    output: str
    outputs: Part | list[Part | list[Part]]
    inputs: list[Part | list[Part]]
    state: list[Part | list[Part]] = []
    changedPropIds: list[str] = []  # noqa: N815 - dash's name


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_count(value: object) -> bool:
    return value is None or (type(value) is int and value >= 0)


def _is_choice(value: object) -> bool:
    """What a control holds: nothing, a text or number, or a list of texts."""
    if isinstance(value, list):
        return all(isinstance(each, str) for each in value)
    return _is_text(value) or type(value) in (int, float)


def _is_object(value: object) -> bool:
    return value is None or isinstance(value, dict)


KINDS: Mapping[str, Callable[[object], bool]] = {
    "search": _is_text,
    "pathname": _is_text,
    "href": _is_text,
    "search_value": _is_text,
    "data": _is_text,
    "n_clicks": _is_count,
    "value": _is_choice,
    "clickData": _is_object,
    "cellClicked": _is_object,
    "dashGridOptions": _is_object,
    "getRowsRequest": _is_object,
}
"""Property of an input or state -> whether a value is of the kind that the browser sends."""

NAMES: Mapping[tuple[str, str], Collection[str]] = {
    ("graph", "view"): VIEWS,
    ("framed", "view"): VIEWS,
    ("table", "view"): VIEWS,
    ("table-button", "view"): VIEWS,
    ("panel", "name"): PANELS,
    ("grid-panel", "name"): PANELS,
    ("filter", "key"): FILTER_LABELS,
    ("option", "key"): OPTION_KEYS,
}
"""Type and key of a pattern id -> what stands there; others are looked up by their callback."""


def _refusal(what: str) -> BadRequest:
    return BadRequest(f"The body of this callback cannot be read: {what}.")


def is_bounded(value: object) -> bool:
    """Whether texts are short and UTF-8, lists short, and nothing is nested too deep."""
    level: list[object] = [value]
    for depth in range(limits.DEEPEST + 1):
        below: list[object] = []
        for each in level:
            if isinstance(each, str):
                if len(each) > limits.LONGEST_TEXT or not (each.isascii() or _is_utf8(each)):
                    return False
            elif isinstance(each, list | dict):
                if len(each) > limits.LONGEST_LIST or depth == limits.DEEPEST:
                    return False
                below += each
                if isinstance(each, dict):
                    below += each.values()
        level = below
    return True


def _is_utf8(text: str) -> bool:
    """False for half of a surrogate pair, which is JSON and no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=200)
def _pattern(written: str) -> str | tuple[tuple[str, str | None], ...]:
    """A callback's own id: a name, or sorted (key, value) with none for a wildcard."""
    if not written.startswith("{"):
        return written
    return tuple(
        (key, None if value in WILDCARDS else value)
        for key, value in sorted(json.loads(written).items())
    )


def _is_of(part: Part, written: str) -> bool:
    """Whether an id is the callback's, or one of its family and known."""
    pattern = _pattern(written)
    if isinstance(pattern, str) or isinstance(part.id, str):
        return part.id == pattern
    return sorted(part.id) == [key for key, _ in pattern] and all(
        part.id[key] == value if value is not None else _is_known(part.id, key)
        for key, value in pattern
    )


def _is_known(component_id: Mapping[str, str], key: str) -> bool:
    names = NAMES.get((component_id.get("type", ""), key))
    return names is None or component_id[key] in names


def _outputs_of(output: str) -> list[tuple[str, str]]:
    """(id, property) of the outputs that the key of a callback names, as the browser sends them.

    The property of an output that several callbacks write ends in a mark: ``children@9afe…``.
    """
    names = output[2:-2].split("...") if output.startswith("..") else [output]
    return [(written, name) for written, _, name in (each.rpartition(".") for each in names)]


def _match(
    parts: Sequence[Part | list[Part]], wanted: Sequence[tuple[str, str]], what: str
) -> None:
    """Raises BadRequest unless each part is what the callback declares, in its order."""
    if len(parts) != len(wanted):
        raise _refusal(f"{len(wanted)} {what} are needed, {len(parts)} came")
    for place, (part, (written, name)) in enumerate(zip(parts, wanted, strict=True), 1):
        if isinstance(part, list) != ('["ALL"]' in written):
            raise _refusal(f"number {place} of the {what} is another kind of id")
        members = part if isinstance(part, list) else [part]
        if not all(each.property == name and _is_of(each, written) for each in members):
            raise _refusal(f"number {place} of the {what} has an unknown id or property")
        kind = KINDS.get(name)
        if kind and what != "outputs" and not all(kind(each.value) for each in members):
            raise _refusal(f"number {place} of the {what} holds a value of another kind")


def _agree(parts: Iterable[tuple[str, Part | list[Part]]]) -> None:
    """Raises BadRequest where a family has a member twice, or other members elsewhere."""
    seen: dict[str, list[str | dict[str, str]]] = {}
    for written, part in parts:
        if not isinstance(part, list):
            continue
        members = [each.id for each in part]
        if any(members.count(each) > 1 for each in members):
            raise _refusal("an id stands twice in a list")
        if seen.setdefault(written, members) != members:
            raise _refusal("a family of ids has other members in another place")


def _several(body: Body) -> Sequence[Part | list[Part]]:
    """The outputs as a list; a callback of one output sends it bare.

    Raises:
        BadRequest: there should be several.
    """
    outputs = body.outputs
    if not body.output.startswith(".."):
        return [outputs]  # type: ignore[list-item]  # the members of one family
    if isinstance(outputs, Part):
        raise _refusal("outputs is of another kind")
    return outputs


def _is_prop_id(text: str) -> bool:
    """Whether a changed property reads ``id.property``; dash decodes ids that are objects."""
    component, dot, _ = text.rpartition(".")
    if not component.startswith("{"):
        return bool(dot)
    try:
        return isinstance(json.loads(component), dict)
    except (ValueError, RecursionError):
        return False


def check(raw: object, callbacks: Mapping[str, Mapping[str, Any]]) -> None:
    """Raises BadRequest where a body is not one of these callbacks'."""
    if not is_bounded(raw):
        raise _refusal("a text or list is too long, nested too deep or not UTF-8")
    try:
        body = Body.model_validate(raw)
    except ValidationError as error:
        place = ".".join(str(step) for step in error.errors()[0]["loc"][:1])
        raise _refusal(f"{place or 'it'} is missing or of another kind") from None
    callback = callbacks.get(body.output, {})
    if "callback" not in callback:
        raise _refusal("there is no such callback")
    if not all(_is_prop_id(each) for each in body.changedPropIds):
        raise _refusal("changedPropIds holds something else than ids with a property")
    declared = {
        what: [(each["id"], each["property"]) for each in callback[what]]
        for what in ("inputs", "state")
    } | {"outputs": _outputs_of(body.output)}
    parts = {"outputs": _several(body), "inputs": body.inputs, "state": body.state}
    for what, expected in declared.items():
        _match(parts[what], expected, what)
    _agree(
        (written, part)
        for what, expected in declared.items()
        for (written, _), part in zip(expected, parts[what], strict=True)
    )


def _read() -> object:
    try:
        body = request.get_data()
    except HTTPException:
        raise
    except Exception:  # the server's own kinds: chunks that are none, a connection that ends
        raise _refusal("it does not arrive whole") from None
    if request.content_length is None and len(body) >= limits.LARGEST_BODY:
        raise RequestEntityTooLarge  # sent in chunks, and cut there
    try:
        return request.get_json()
    except RecursionError:
        raise _refusal("it is nested too deep") from None


def register(app: Dash) -> None:
    server: Flask = app.server
    server.config["MAX_CONTENT_LENGTH"] = limits.LARGEST_BODY
    prefix = app.config.routes_pathname_prefix

    @server.before_request
    def refuse_what_no_page_sends() -> None:
        if path_inside(prefix) == CALLBACKS and request.method == "POST":
            check(_read(), app.callback_map)
