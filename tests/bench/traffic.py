"""Filter changes as requests: how long the server takes for one, and how many it does a second."""

import copy
import http.client
import itertools
import json
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from data.link.query_string import write_query
from data.model import vocabulary as v

Body = dict[str, Any]
Change = Mapping[str, tuple[str, ...]]
CHANGED = {
    "phase": v.PHASE,
    "status": v.OVERALL_STATUS,
    "allocation": v.ALLOCATION,
    "masking": v.MASKING,
}
CLIENTS = 4
"""Readers at once; two workers never wait for the next one."""
PATH = "/_dash-update-component"


def changes() -> Iterator[Change]:
    """Filters that are all different, key -> codes, so that no answer is there already."""
    phases, statuses, allocations, maskings = (each.codes for each in CHANGED.values())
    for phase, status, allocation, masking in itertools.product(
        itertools.combinations(phases, 2),
        itertools.combinations(statuses, 2),
        allocations,
        maskings,
    ):
        yield {
            "phase": phase,
            "status": status,
            "allocation": (allocation,),
            "masking": (masking,),
        }


def of_ours(body: Body, dataset: str, change: Change) -> Body:
    """The recorded request of a filter change, as a link with other filters sends it."""
    slugs = {
        key: "~".join(CHANGED[key].slugs[code] for code in codes) for key, codes in change.items()
    }
    made = copy.deepcopy(body)
    for each in made["inputs"]:
        if isinstance(each, dict) and (each["id"], each["property"]) == ("url", "search"):
            each["value"] = write_query({**slugs, "dataset": dataset})
    made["changedPropIds"] = ["url.search"]
    return made


def of_plain(body: Body, change: Change) -> Body:
    made = copy.deepcopy(body)
    for each in made["inputs"]:
        key = each["id"].removeprefix("filter-")
        each["value"] = list(change.get(key, ()))
    return made


def post(address: str, body: str) -> int:
    """The length of the answer.

    Raises:
        RuntimeError: the answer is no 200.
    """
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=300)
    try:
        headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip, br"}
        connection.request("POST", PATH, body, headers)
        answer = connection.getresponse()
        content = answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}: {content[:200]!r}")
    return len(content)


def one_by_one(address: str, changes: Iterable[Sequence[Body]]) -> list[float]:
    """Milliseconds of each change, all its requests after one another."""
    took = []
    for bodies in changes:
        texts = [json.dumps(body) for body in bodies]
        start = time.perf_counter()
        for text in texts:
            post(address, text)
        took.append((time.perf_counter() - start) * 1e3)
    return took


def a_second(address: str, changes: Iterator[Sequence[Body]], for_seconds: float) -> float:
    """Changes a second that ``CLIENTS`` readers get, until the time is over."""
    lock, done = threading.Lock(), []
    start = time.perf_counter()

    def read() -> None:
        while time.perf_counter() - start < for_seconds:
            with lock:
                bodies = next(changes, None)
            if bodies is None:
                return
            for body in bodies:
                post(address, json.dumps(body))
            done.append(time.perf_counter() - start)

    readers = [threading.Thread(target=read) for _ in range(CLIENTS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    if not done:
        raise RuntimeError(f"No change was answered by {address}.")
    return len(done) / max(done)
