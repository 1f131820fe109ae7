"""Two instances behind the nginx of docs/hosting.md, without sticky sessions, serve one reader."""

import json
import os
import re
import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from callbacks.files.exports import MAX_DECK_QUERY_LENGTH
from callbacks.http import limits
from tests.hosting.conftest import LONG_TRIALS, Replicas
from tests.hosting.programs import HERE, Answer, until
from tests.hosting.proxy import ANSWERED_BY, HOST, PREFIX
from tests.hosting.session import CALLBACKS, Asked, ask, page_of_rows, server_callbacks, session

pytestmark = pytest.mark.hosting

OWN_OF_EACH = {ANSWERED_BY, "X-Request-Id", "Date", "Content-Length"}
"""Headers in which two answers to one request differ; the length, as a zip holds the time."""
MADE_AT = "docProps/core.xml"
OF_ONE_ANSWER = re.compile(rb"""'nonce-[^']*'|nonce="[^"]*"|"end_id":"[^"]*\"""")
"""The nonce of a page's styles; dash's token for callbacks in the background, which we have not."""


def content_of(body: bytes, kind: str) -> Any:
    """The content of an answer, whatever the order of keys and the time a file was made."""
    if kind == "application/json":
        return json.loads(body)
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as file:
            names = [name for name in file.namelist() if name != MADE_AT]
            return {name: content_of(file.read(name), "") for name in names}
    return OF_ONE_ANSWER.sub(b"", body)


def said(answer: Answer) -> tuple[int, dict[str, str], Any]:
    headers = {
        name: OF_ONE_ANSWER.sub(b"", value.encode()).decode()
        for name, value in answer.headers.items()
        if name not in OWN_OF_EACH
    }
    content = content_of(answer.body, answer.headers.get_content_type()) if answer.body else b""
    return answer.status, headers, content


def test_each_instance_gives_the_same_answers_to_a_session(pair: Replicas):
    statuses = Counter[int]()
    for request in session(server_callbacks(pair.door)):
        first, second = ask(pair.door, request), ask(pair.door, request)
        where = (request.address, request.body)
        assert {first.headers[ANSWERED_BY], second.headers[ANSWERED_BY]} == pair.names()
        assert said(first) == said(second), where
        statuses[first.status] += 1
    assert set(statuses) == {200, 204}
    assert statuses[200] > statuses[204]


def test_a_long_table_is_the_same_whoever_answers_its_pages(pair: Replicas):
    callbacks = server_callbacks(pair.door)
    step = 300
    answers = [
        ask(pair.door, page_of_rows(callbacks, first, first + step))
        for first in range(0, LONG_TRIALS, step)
    ]
    assert {answer.headers[ANSWERED_BY] for answer in answers} == pair.names()
    pages = [
        json.loads(answer.body)["response"]["trial-grid"]["getRowsResponse"] for answer in answers
    ]
    assert {page["rowCount"] for page in pages} == {LONG_TRIALS}
    rows = [row for page in pages for row in page["rowData"]]
    assert len({row["nct_id"] for row in rows}) == LONG_TRIALS
    starts = [row["start"] for row in rows]
    assert starts == sorted(starts, reverse=True)


def test_links_in_files_and_redirects_name_the_address_that_readers_see(pair: Replicas):
    outer = f"https://{HOST}:{pair.door.port}{PREFIX}"
    for _ in range(2):
        assert f"{outer}/map".encode() in pair.door.ask(f"{PREFIX}/export/trial-map.txt").body
    moved = pair.nginx.plain.ask(f"{PREFIX}/map?condition=t1d")
    assert moved.status == 301
    assert moved.headers["Location"] == f"https://{HOST}{PREFIX}/map?condition=t1d"
    assert pair.door.ask(PREFIX).headers["Location"] == f"{outer}/"


def test_who_claims_to_come_by_another_host_is_not_believed(pair: Replicas):
    answer = pair.door.ask(f"{PREFIX}/export/trial-map.txt", X_Forwarded_Host="evil.example")
    assert b"evil.example" not in answer.body


def test_browsers_are_told_to_come_by_tls_again(pair: Replicas):
    for address in (f"{PREFIX}/", f"{PREFIX}/assets/theme.js", f"{PREFIX}/nowhere"):
        assert "max-age=" in pair.door.ask(address).headers["Strict-Transport-Security"]


@pytest.mark.parametrize(("more", "status", "answers"), [(0, 400, "app"), (1, 413, "nginx")])
def test_the_largest_body_is_the_same_for_nginx_and_the_app(pair, more, status, answers):
    answer = pair.door.ask(CALLBACKS, "1" * (limits.LARGEST_BODY + more))
    assert answer.status == status
    assert ("X-Request-Id" in answer.headers) is (answers == "app")


def test_the_longest_address_of_a_deck_gets_through(pair: Replicas):
    query = f"figure=donor&title={'x' * MAX_DECK_QUERY_LENGTH}"[:MAX_DECK_QUERY_LENGTH]
    assert pair.door.ask(f"{PREFIX}/export/deck.pptx?{query}").status == 200


def has_unread(port: int) -> bool:
    """Says whether a request lies before a program that does not read."""
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    return any(
        int(here.split(":")[1], 16) == port and state == "01" and int(queues.split(":")[1], 16)
        for _, here, _, state, queues, *_ in map(str.split, lines)
    )


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="/proc/net/tcp is Linux's own")
def test_one_instance_is_killed_and_comes_back(pair: Replicas):
    opening = Asked(f"{PREFIX}/")
    filtering = next(each for each in session(server_callbacks(pair.door)) if each.body)
    dead, alive = pair.instances

    def round_of_answers() -> set[str]:
        """The instances that answered some requests, all of which must be answered."""
        answers = [ask(pair.door, each) for _ in range(4) for each in (opening, filtering)]
        assert {answer.status for answer in answers} == {200}
        return {answer.headers[ANSWERED_BY].split(", ")[-1] for answer in answers}

    assert round_of_answers() == pair.names()
    # one has taken a reader's filter change, and is killed before it answers
    os.killpg(dead.process.pid, signal.SIGSTOP)
    with ThreadPoolExecutor(2) as readers:
        asked = [readers.submit(ask, pair.door, filtering) for _ in range(2)]
        until(lambda: has_unread(dead.port))
        dead.kill()
        answers = [each.result() for each in asked]
    assert [answer.status for answer in answers] == [200, 200]
    other, both = f"{HERE}:{alive.port}", f"{HERE}:{dead.port}, {HERE}:{alive.port}"
    assert {answer.headers[ANSWERED_BY] for answer in answers} == {other, both}
    assert round_of_answers() == {other}
    dead.start()
    dead.ready()
    until(lambda: round_of_answers() == pair.names())
