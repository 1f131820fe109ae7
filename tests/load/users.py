"""Readers: each with a connection, pauses to look, and a page that sends again what is cut."""

import http.client
import random
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import brotli

from tests.gunicorn import ROOT
from tests.load.answers import same
from tests.load.script import Ask, Script
from tests.load.tally import Outcome

AWAY = frozenset({502, 503, 504})
"""Codes that assets/recover.js takes for a server that is away, too."""
LOOKS = (1.0, 3.0)
"""Seconds that a reader looks before the next action, at least and at most."""
CHANGES_A_PAGE = 3
PATIENCE = 60.0
"""Seconds after which an answer is lost for good, and a connection dead."""
HOST = "trials.example"
"""The host that all instances believe to be: files hold whole links."""


def waits() -> Iterator[float]:
    """Seconds before each try, as assets/recover.js has them; the last goes on for ever."""
    source = (ROOT / "assets" / "recover.js").read_text(encoding="utf-8")
    first = re.search(r"const WAITS = \[([\d, ]+)\]", source)
    then = re.search(r"const AGAIN = (\d+)", source)
    if first is None or then is None:
        raise RuntimeError("assets/recover.js does not say when it sends again.")
    yield 0.0
    yield from (int(each) / 1000 for each in first[1].split(","))
    while True:
        yield int(then[1]) / 1000


def place(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or 80


@dataclass
class Answer:
    status: int
    content: bytes


@dataclass
class Connection:
    """One kept connection, as a browser has it; cut: how often it broke."""

    address: str
    cut: int = 0
    _open: http.client.HTTPConnection | None = field(default=None, repr=False)

    def send(self, ask: Ask) -> Answer | None:
        """The answer; none where there is none.

        What breaks on a used connection is sent at once on a new one, as browsers do: the server
        may just have closed it.
        """
        used = self._open is not None
        answer = self._tried(ask)
        return self._tried(ask) if answer is None and used else answer

    def _tried(self, ask: Ask) -> Answer | None:
        try:
            return self._sent(ask)
        except (OSError, http.client.HTTPException):
            self.cut += 1
            self.close()
            return None

    def _sent(self, ask: Ask) -> Answer:
        if self._open is None:
            self._open = http.client.HTTPConnection(*place(self.address), timeout=PATIENCE)
            self._open.connect()
            self._open.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        headers = {"Host": HOST, "Accept-Encoding": "br", "Referer": f"http://{HOST}{ask.page}"}
        if ask.body:
            headers["Content-Type"] = "application/json"
        method = "POST" if ask.body else "GET"
        self._open.request(method, ask.path, ask.body.encode() or None, headers)
        response = self._open.getresponse()
        content = response.read()
        if response.headers.get("Content-Encoding") == "br":
            content = brotli.decompress(content)
        if response.will_close:
            self.close()
        return Answer(response.status, content)

    def close(self) -> None:
        if self._open:
            self._open.close()
        self._open = None


@dataclass
class Reader:
    """One of the users; what it met is in ``outcomes``.

    Attributes:
        arrives: seconds from the begin within which the first page is opened.
        phase: the name of the phase at a time, seconds since the load began.
        over: set when no further action begins.
    """

    number: int
    address: str
    script: Script
    began: float
    arrives: float
    phase: Callable[[float], str]
    over: threading.Event
    outcomes: list[Outcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.number)
        self.connection = Connection(self.address)

    def read(self) -> None:
        """Pages, changes and files until it is over."""
        self.over.wait(self.random.uniform(0, self.arrives))
        actions = self._actions()
        # browsers open a further connection ahead, and may never use it
        with socket.create_connection(place(self.address)):
            while not self.over.is_set():
                for ask in next(actions):
                    self.outcomes.append(self.ask(ask))
                self.over.wait(self.random.uniform(*LOOKS))
        self.connection.close()

    def _actions(self) -> Iterator[tuple[Ask, ...]]:
        yield self.script.files
        while True:
            visit = self.random.choice(self.script.visits)
            yield visit.opening
            for _ in range(CHANGES_A_PAGE):
                yield (self.random.choice(visit.changes),)
            yield (self.random.choice(visit.exports),)

    def ask(self, ask: Ask) -> Outcome:
        """One request, sent again until it is answered or patience ends."""
        start, before = time.monotonic(), self.connection.cut
        codes: list[int] = []
        answer = None
        for wait in waits():
            if time.monotonic() + wait - start > PATIENCE:
                break
            time.sleep(wait)
            answer = self.connection.send(ask)
            if answer and answer.status >= 500:
                codes.append(answer.status)
            if answer and answer.status not in AWAY:
                break
        return Outcome(
            ask.kind,
            self.phase(start - self.began),
            start - self.began,
            time.monotonic() - start,
            self.connection.cut - before,
            tuple(codes),
            lost=answer is None or answer.status in AWAY,
            wrong=self._wrong(ask, answer) if answer else "",
        )

    def _wrong(self, ask: Ask, answer: Answer) -> str:
        """The wrong answer that came; empty where it is right, or no answer at all."""
        if answer.status >= 500:
            return ""  # counted for itself
        if answer.status == 200 and same(self.script.right[ask], answer.content):
            return ""
        return f"{ask.path} {ask.body[:200]}: {answer.status} {answer.content[:300]!r}"
