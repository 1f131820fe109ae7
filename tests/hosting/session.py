"""A reader's session in a browser, as plain requests."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.callbacks.bodies import body_of
from tests.hosting.conftest import LONG
from tests.hosting.programs import Answer, Door
from tests.hosting.proxy import PREFIX
from tests.imports import ISLETS, LATER

CALLBACKS = f"{PREFIX}/_dash-update-component"
ADDRESSES = (
    ("/", ""),
    ("/map", "?condition=t1d"),
    ("/trials", "?phase=phase2"),
    ("/registry", f"?dataset={ISLETS}"),
    ("/then-and-now", f"?against={LATER}&dataset={ISLETS}"),
    ("/trials", f"?dataset={LONG}&phase=phase2"),
)
"""The way of a reader: pages, with the filters set on them."""
FILES = (
    "/export/trial-map.csv?condition=t1d&rows=all",
    "/export/trial-map.json?condition=t1d",
    "/export/phase-by-condition.xlsx?condition=t1d",
    "/export/phase-by-condition.pptx?condition=t1d",
    "/export/donor.bib",
    f"/export/started-per-year.csv?dataset={ISLETS}",
    "/export/deck.pptx?title=Talk&figure=trial-map&figure=donor%3Fcondition%3Dt1d",
    "/export/deck.zip?title=Talk&figure=trial-map&figure=donor%3Fcondition%3Dt1d",
    f"/export/trial-list.csv?dataset={LONG}&phase=phase2",
    "/assets/theme.js",
)


@dataclass(frozen=True)
class Asked:
    """One request of a session."""

    address: str
    body: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def server_callbacks(door: Door) -> dict[str, Any]:
    """The callbacks that run on the server, as the browser is told of them."""
    told = json.loads(door.ask(f"{PREFIX}/_dash-dependencies").body)
    return {each["output"]: each for each in told if not each["clientside_function"]}


def session(callbacks: Mapping[str, Any]) -> Iterator[Asked]:
    """Each page with its frame and every callback that may run on it, then the files."""
    for path, search in ADDRESSES:
        page = {"Referer": f"https://x.example{PREFIX}{path}{search}"}
        yield Asked(f"{PREFIX}{path}{search}")
        yield Asked(f"{PREFIX}/_dash-layout", headers=page)
        for output, callback in callbacks.items():
            body = body_of(output, callback, search=search, pathname=f"{PREFIX}{path}")
            yield Asked(CALLBACKS, json.dumps(body), page)
    yield from (Asked(PREFIX + each) for each in FILES)


def page_of_rows(callbacks: Mapping[str, Any], first: int, last: int) -> Asked:
    """Rows of the long table, as the grid fetches them while it scrolls."""
    output = next(key for key in callbacks if "trial-grid.getRowsResponse" in key)
    sort: Sequence[Mapping[str, str]] = [{"colId": "start", "sort": "desc"}]
    message = {"startRow": first, "endRow": last, "sortModel": sort, "filterModel": {}}
    values = {"search": f"?dataset={LONG}", "pathname": f"{PREFIX}/trials"}
    body = body_of(output, callbacks[output], getRowsRequest=message, **values)
    return Asked(CALLBACKS, json.dumps(body))


def ask(door: Door, asked: Asked, **headers: str) -> Answer:
    return door.ask(asked.address, asked.body, **asked.headers | headers)
