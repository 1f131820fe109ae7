"""A search of the live registry (API v2), page by page onto the disk, then imported.

    DATASETS_DIR/.fetch-NAME/state.json     the search, the next page, the date of the data
    DATASETS_DIR/.fetch-NAME/pages/         a file a page

Pages and state are written beside and renamed, so that a fetch that breaks at any moment goes on
with the page it did not finish when the same command is given again. A finished one is removed.
The API asks for one request a second. A request is tried again where the fault may pass: too
many requests (429), a server's fault (5xx), no answer, an answer cut off.
"""

import gzip
import json
import shutil
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any, TextIO

from data.datasets.importing import Request, day_of, run_import
from data.datasets.versions import checked_name, locked
from data.readers.formats import UnusableInputError
from data.readers.import_report import Report, printable

BASE = "https://clinicaltrials.gov/api/v2"
PAGE_SIZE = 1_000
"""The most that the API gives at once."""

SECONDS_BETWEEN = 1.0
TRIES = 7
FIRST_WAIT = 1.0
"""Seconds before the second try; each further wait is twice as long: about a minute in all."""

LONGEST_WAIT = 120.0
"""Seconds; where a server asks for more, the fetch ends and says so."""

TIMEOUT = 60.0
WRONG_REQUEST = 400
PASSING = frozenset((408, 425, 429))
"""Answers below 500 that may be otherwise a moment later."""

CUT = (OSError, HTTPException, EOFError, zlib.error, ValueError, RecursionError)
"""Errors that a failing connection raises, or an answer that is no whole JSON."""

GO_ON = "The pages so far are kept: give the same command again to go on."


class FetchError(Exception):
    """The registry cannot be reached, or answers without sense; the message is one sentence."""


class _RefusedError(UnusableInputError):
    """The server says that the request is wrong: trying again would not help."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass
class Api:
    """Asks the API, at most once a second, again where a fault may pass.

    Attributes:
        wait, now: sleep and clock in seconds, for tests.
    """

    base: str = BASE
    wait: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    _next: float = 0.0

    def get(self, path: str, **parameters: str) -> Mapping[str, Any]:
        """The object that an address answers.

        Raises:
            FetchError: no answer after all tries.
            UnusableInputError: the server refuses the request.
        """
        query = f"?{urllib.parse.urlencode(parameters)}" if parameters else ""
        address = f"{self.base.rstrip('/')}/{path}{query}"
        problem, asked = "", 0.0
        for number in range(TRIES):
            if number:
                print(f"no answer ({problem}), trying again", file=sys.stderr, flush=True)
                self._pause(max(asked, FIRST_WAIT * 2 ** (number - 1)))
            self._pause(self._next - self.now())
            self._next = self.now() + SECONDS_BETWEEN
            try:
                return _answer(address)
            except urllib.error.HTTPError as error:
                problem, asked = self._fault(error)
            except CUT as error:
                problem = str(getattr(error, "reason", "") or error) or type(error).__name__
                asked = 0.0
            if asked > LONGEST_WAIT:
                raise FetchError(
                    f"{self.base} asks to wait {asked:.0f} seconds ({problem}). {GO_ON}"
                )
        raise FetchError(f"{self.base} did not answer in {TRIES} tries ({problem}). {GO_ON}")

    def _fault(self, error: urllib.error.HTTPError) -> tuple[str, float]:
        """The fault in words, and the seconds that the server asks to wait."""
        with error:
            if error.code < 500 and error.code not in PASSING:
                raise _RefusedError(
                    error.code,
                    f"{self.base} refuses the request (status {error.code}): {_words(error)}",
                )
            return f"status {error.code}", _retry_after(error.headers.get("Retry-After"))

    def _pause(self, seconds: float) -> None:
        if seconds > 0:
            self.wait(seconds)


def _answer(address: str) -> Mapping[str, Any]:
    request = urllib.request.Request(
        address,
        headers={
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "User-Agent": "cell-therapy-trials-dashboard",
        },
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
        data = answer.read()
        if answer.headers.get("Content-Encoding") == "gzip":
            data = gzip.decompress(data)
    value = json.loads(data)
    if not isinstance(value, dict):
        raise ValueError("the answer is not a JSON object")
    return value


def _words(error: urllib.error.HTTPError) -> str:
    try:
        text = error.read(1_000).decode("utf-8", "replace")
    except CUT:
        text = ""
    return printable(" ".join(text.split())) or error.reason


def _retry_after(text: str | None) -> float:
    """Seconds that a server asks to wait: a number, or a date; 0 where it says nothing."""
    try:
        seconds = float(text or 0)
    except ValueError:
        seconds = _seconds_until(text or "")
    # Neither less than nothing, nor "nan".
    return seconds if seconds > 0 else 0.0


def _seconds_until(text: str) -> float:
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    return (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds()


@dataclass
class State:
    """The state of a fetch, which tells how far it has come.

    Attributes:
        timestamps: every ``dataTimestamp`` the API gave, in the order they came.
        tokens: those of the pages fetched; one that comes again would never end.
        next_token: of the page to fetch; empty for the first.
        total: studies of the search as the API counts them; None where it does not.
    """

    base: str
    query: str
    timestamps: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    next_token: str = ""
    pages: int = 0
    studies: int = 0
    total: int | None = None
    finished: bool = False

    def is_of(self, base: str, query: str) -> bool:
        return (self.base, self.query) == (base, query)


@dataclass(frozen=True)
class Folder:
    """The folder that holds the pages of a fetch until they are imported."""

    path: Path

    @classmethod
    def of(cls, root: Path, name: str) -> "Folder":
        return cls(root / f".fetch-{checked_name(name)}")

    @property
    def pages(self) -> Path:
        return self.path / "pages"

    def state(self) -> State | None:
        """The state of a fetch that broke; None where there is none that can be read."""
        try:
            return State(**json.loads((self.path / "state.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def start(self, state: State) -> State:
        """Nothing but the state of a fetch that begins."""
        self.remove()
        self.pages.mkdir(parents=True)
        self.keep(state)
        return state

    def keep(self, state: State) -> None:
        _write(self.path / "state.json", asdict(state))

    def add(self, number: int, studies: list[Any]) -> None:
        """Write a page; without its token, for the next page stands beside it."""
        _write(self.pages / f"page-{number:05}.json", {"studies": studies})

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)


def _write(path: Path, value: Mapping[str, Any]) -> None:
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps(value, ensure_ascii=True), encoding="ascii")
    beside.replace(path)


@dataclass(frozen=True)
class Search:
    """A search to fetch, and the name to give it."""

    query: str
    name: str
    root: Path
    title: str = ""


def run_fetch(search: Search, api: Api, out: TextIO | None = None) -> Report:
    """Fetch a search, or go on with it, and import it.

    Raises:
        FetchError: the registry cannot be reached, or repeats itself; pages are kept.
        UnusableInputError: the search is refused or finds nothing.
        data.datasets.versions.DatasetError: the name is none, or another fetch is running.
    """
    if not api.base.startswith(("http://", "https://")):
        raise UnusableInputError(f"{api.base} is no http address.")
    folder = Folder.of(search.root, search.name)
    with locked(search.root, f"fetch-{search.name}"):
        state = _Fetch(search, api, folder, out if out is not None else sys.stderr).run()
        if not state.studies:
            folder.remove()
            raise UnusableInputError(f"The search {search.query!r} finds no studies.")
        report = run_import(_request(search, state, folder))
        folder.remove()
    return report


@dataclass
class _Fetch:
    search: Search
    api: Api
    folder: Folder
    out: TextIO

    def run(self) -> State:
        kept = self.folder.state()
        if kept is not None and kept.is_of(self.api.base, self.search.query):
            state = self._going_on(kept)
        else:
            state = self._anew()
        while not state.finished:
            self._take(self._page(state), state)
        # Pages fetched while the registry was updated are of either date.
        self._date(state)
        return state

    def _anew(self) -> State:
        state = self.folder.start(State(self.api.base, self.search.query))
        self._date(state)
        return state

    def _going_on(self, state: State) -> State:
        """The state of a fetch that broke, one page on; a fresh one where its token is gone."""
        self._say(f"going on after page {state.pages}")
        self._date(state)
        if state.finished or not state.next_token:
            return state
        try:
            page = self._page(state)
        except _RefusedError as error:
            if error.status != WRONG_REQUEST:
                raise
            # A token does not last for ever; the first page needs none.
            self._say("the registry no longer knows the next page; starting anew")
            return self._anew()
        self._take(page, state)
        return state

    def _date(self, state: State) -> None:
        """Keep the date of the registry's data, if it is another than before."""
        try:
            stamp = self.api.get("version").get("dataTimestamp")
        except _RefusedError:
            stamp = None
        if isinstance(stamp, str) and stamp not in state.timestamps:
            state.timestamps.append(stamp)
            self.folder.keep(state)

    def _page(self, state: State) -> Mapping[str, Any]:
        parameters = {
            "query.term": self.search.query,
            "pageSize": str(PAGE_SIZE),
            "countTotal": "true",
        }
        if state.next_token:
            parameters["pageToken"] = state.next_token
        return self.api.get("studies", **parameters)

    def _take(self, page: Mapping[str, Any], state: State) -> None:
        studies, token = page.get("studies"), page.get("nextPageToken")
        if not isinstance(studies, list) or not isinstance(token, str | None):
            raise FetchError(f"{self.api.base} answered something that is no page. {GO_ON}")
        if token and not studies:
            raise FetchError(f"{self.api.base} gave an empty page that is not the last. {GO_ON}")
        if token and (token in state.tokens or token == state.next_token):
            raise FetchError(
                f"{self.api.base} gave the token of a page it had given before, after page "
                f"{state.pages + 1}; the fetch would never end. {GO_ON}"
            )
        self.folder.add(state.pages + 1, studies)
        if state.next_token:
            state.tokens.append(state.next_token)
        if isinstance(page.get("totalCount"), int):
            state.total = page["totalCount"]
        state.pages += 1
        state.studies += len(studies)
        state.next_token = token or ""
        state.finished = not token
        self.folder.keep(state)
        of_all = f" of {state.total}" if state.total is not None else ""
        self._say(f"page {state.pages}: {state.studies}{of_all} studies")

    def _say(self, words: str) -> None:
        print(words, file=self.out, flush=True)


def _request(search: Search, state: State, folder: Folder) -> Request:
    day, notes = "", []
    try:
        day = day_of(state.timestamps[0][: len("YYYY-MM-DD")])
    except (IndexError, ValueError):
        notes.append(f"{state.base} did not say of which date its data are")
    if len(state.timestamps) > 1:
        notes.append(
            f"the registry was updated during the fetch ({', '.join(state.timestamps)}): "
            f"studies may be of either date, twice or missing; fetch again for one date"
        )
    if state.total is not None and state.total != state.studies:
        notes.append(f"the registry counts {state.total} studies, and gave {state.studies}")
    return Request(
        (folder.pages,),
        search.name,
        search.root,
        search.title,
        day,
        "dataTimestamp of the API" if day else "",
        notes=tuple(notes),
        address=f"{state.base}/studies?{urllib.parse.urlencode({'query.term': state.query})}",
    )
