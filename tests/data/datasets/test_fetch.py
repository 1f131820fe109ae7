"""The live registry, played by a server of our own: pages, faults, breaks, repeats."""

import gzip
import json
import threading
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from data.datasets import fetch
from data.datasets.fetch import Api, FetchError, Folder, Search, run_fetch
from data.datasets.on_disk import manifest_of
from data.datasets.versions import DatasetError, folder_of, locked, names
from data.readers.formats import UnusableInputError
from data.registry import main
from tests.data.readers.samples import FULL, frames, study

MORNING, EVENING = "2024-05-10T09:00:05", "2024-05-11T09:00:05"
WHOLE = FULL | {"hasResults": False}
"""A whole record, whose file lacks no part of it."""
PAGES = {
    "": {"studies": [WHOLE, study("NCT00000001")], "nextPageToken": "two", "totalCount": 4},
    "two": {"studies": [study("NCT00000002")], "nextPageToken": "three"},
    "three": {"studies": [study("NCT00000003")]},
}
IDS = ["NCT00000007", "NCT00000001", "NCT00000002", "NCT00000003"]
CUT = "cut"


class Registry(HTTPServer):
    """Answers pages by token.

    Attributes:
        faults: what to answer instead, one after the other: a status, (status, headers), CUT,
            or the bytes of an answer; None is no fault.
        asked: every request's path and parameters.
        timestamps: of the data, one for each time it is asked; the last one stays.
    """

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages = dict(PAGES)
        self.faults, self.asked, self.timestamps, self.zipped = [], [], [MORNING], False

    @property
    def base(self):
        return f"http://127.0.0.1:{self.server_port}/api/v2"

    def tokens(self):
        return [more.get("pageToken", [""])[0] for path, more in self.asked if path == "studies"]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        registry, address = self.server, urlsplit(self.path)
        path, parameters = address.path.removeprefix("/api/v2/"), parse_qs(address.query)
        registry.asked.append((path, parameters))
        fault = registry.faults.pop(0) if registry.faults else None
        if fault is not None:
            return self.fail(fault)
        if path == "version":
            stamps = registry.timestamps
            stamp = stamps.pop(0) if len(stamps) > 1 else stamps[0]
            return self.answer({"apiVersion": "2.0.5", "dataTimestamp": stamp})
        page = registry.pages.get(parameters.get("pageToken", [""])[0])
        if page is None:
            return self.fail((400, {}))
        return self.answer(page)

    def answer(self, value):
        data = json.dumps(value).encode()
        headers = {"Content-Encoding": "gzip"} if self.server.zipped else {}
        self.send(200, headers, gzip.compress(data) if self.server.zipped else data)

    def fail(self, fault):
        if fault == CUT:
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"studies": [')
        elif isinstance(fault, bytes):
            self.send(200, {}, fault)
        else:
            status, headers = fault if isinstance(fault, tuple) else (fault, {})
            self.send(status, headers, b"`pageToken`\n is \x1b[31mwrong")

    def send(self, status, headers, data):
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(data))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def registry():
    with Registry() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Clock:
    """Time that passes only while somebody waits."""

    def __init__(self):
        self.time, self.waits = 100.0, []

    def now(self):
        return self.time

    def wait(self, seconds):
        self.waits.append(round(seconds, 3))
        self.time += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def get(registry, tmp_path, clock, capsys):
    def run(query="islets AND cells", name="mine", **more):
        search = Search(query, name, tmp_path, **more)
        return run_fetch(search, Api(registry.base, clock.wait, clock.now))

    return run


def ids(root, name="mine"):
    return frames(root, name)["trials"].nct_id.tolist()


def left(root):
    return (root / ".fetch-mine").exists()


def test_all_pages_are_imported_and_nothing_is_left(registry, get, tmp_path, capsys):
    report = get(title="My search")
    assert (report.read, report.skipped, report.notes) == (4, 0, [])
    assert ids(tmp_path) == IDS
    assert registry.tokens() == ["", "two", "three"]
    assert registry.asked[1][1] == {
        "query.term": ["islets AND cells"],
        "pageSize": ["1000"],
        "countTotal": ["true"],
    }
    manifest = manifest_of(folder_of(tmp_path, "mine"))
    assert manifest["title"] == "My search"
    assert manifest["date_of_data"] == "2024-05-10"
    assert "dataTimestamp" in manifest["date_of_data_basis"]
    assert manifest["address"] == f"{registry.base}/studies?query.term=islets+AND+cells"
    assert len(manifest["origin"]) == 3
    assert not left(tmp_path) and names(tmp_path) == ["mine"]
    assert "page 2: 3 of 4 studies\n" in capsys.readouterr().err


def test_one_request_a_second(get, clock):
    get()
    # Five requests: version, three pages, version.
    assert clock.waits == [1.0] * 4


def test_a_zipped_answer(registry, get):
    registry.zipped = True
    assert get().read == 4


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        (500, 1.0),
        (503, 1.0),
        (CUT, 1.0),
        (b'{"studies": [', 1.0),
        (b"<html>", 1.0),
        (b"[]", 1.0),
        ((429, {"Retry-After": "7"}), 7.0),
        ((429, {"Retry-After": "soon"}), 1.0),
        ((429, {"Retry-After": "nan"}), 1.0),
        ((503, {"Retry-After": "-5"}), 1.0),
        ((503, {"Retry-After": formatdate(0)}), 1.0),
    ],
)
def test_a_fault_that_passes(registry, get, clock, tmp_path, capsys, fault, wait):
    registry.faults = [None, None, fault]
    assert get().read == 4
    assert ids(tmp_path) == IDS
    assert capsys.readouterr().err.count("trying again\n") == 1
    assert registry.tokens() == ["", "two", "two", "three"]
    assert clock.waits.count(wait) == (5 if wait == 1.0 else 1)


def test_each_wait_is_twice_as_long_and_the_tries_are_limited(registry, get, clock, tmp_path):
    registry.faults = [None, None, *[500] * fetch.TRIES]
    with pytest.raises(FetchError, match=r"did not answer in 7 tries \(status 500\).*same command"):
        get()
    assert clock.waits == [1.0, 1.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
    assert names(tmp_path) == []


@pytest.mark.parametrize("seconds", ["3600", "inf"])
def test_a_wait_that_is_too_long_ends_the_fetch(registry, get, clock, seconds):
    registry.faults = [None, (429, {"Retry-After": seconds})]
    with pytest.raises(FetchError, match=r"asks to wait (3600|inf) seconds"):
        get()
    assert max(clock.waits) <= fetch.LONGEST_WAIT


def test_a_break_goes_on_where_it_stopped(registry, get, tmp_path, capsys):
    registry.faults = [None, None, None, *[CUT] * fetch.TRIES]
    with pytest.raises(FetchError):
        get()
    assert left(tmp_path)
    registry.asked.clear()
    assert get().notes == []
    assert registry.tokens() == ["three"]
    assert ids(tmp_path) == IDS
    assert not left(tmp_path)
    assert "going on after page 2\n" in capsys.readouterr().err


def test_another_search_under_the_same_name_starts_anew(registry, get, tmp_path):
    registry.faults = [None, None, *[500] * fetch.TRIES]
    with pytest.raises(FetchError):
        get("something else")
    registry.asked.clear()
    assert get().read == 4
    assert registry.tokens() == ["", "two", "three"]


def test_a_token_that_is_no_longer_known_starts_anew(registry, get, tmp_path):
    registry.faults = [None, None, *[500] * fetch.TRIES]
    with pytest.raises(FetchError):
        get()
    registry.pages = {"": {**PAGES[""], "nextPageToken": "b"}, "b": PAGES["three"]}
    registry.asked.clear()
    report = get()
    assert registry.tokens() == ["two", "", "b"]
    assert ids(tmp_path) == [*IDS[:2], IDS[3]]
    assert report.notes == ["the registry counts 4 studies, and gave 3"]


def test_pages_stay_where_going_on_is_refused_for_another_reason(registry, get, tmp_path):
    registry.faults = [None, None, *[500] * fetch.TRIES]
    with pytest.raises(FetchError):
        get()
    registry.faults = [None, 403]
    with pytest.raises(UnusableInputError, match="status 403"):
        get()
    assert get().read == 4
    assert registry.tokens()[-3:] == ["two", "two", "three"]


@pytest.mark.parametrize("writes", range(1, 9))
def test_a_break_at_any_write_goes_on(registry, get, tmp_path, monkeypatch, writes):
    done = []

    def write_or_break(path, value):
        done.append(path)
        if len(done) == writes:
            path.with_suffix(".part").write_text('{"stud')
            raise KeyboardInterrupt
        write(path, value)

    write = fetch._write
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(fetch, "_write", write_or_break)
        get()
    assert get().read == 4
    assert ids(tmp_path) == IDS
    assert not left(tmp_path)


def test_an_api_that_does_not_tell_its_version(registry, get):
    registry.faults = [404]
    assert get().notes == []
    registry.faults = [404, None, None, None, 404]
    assert get().notes == [f"{registry.base} did not say of which date its data are"]


def test_an_import_that_failed_is_made_up_for_without_fetching_again(
    registry, get, tmp_path, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(fetch, "run_import", lambda request: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            get()
    registry.asked.clear()
    assert get().read == 4
    assert registry.tokens() == []


@pytest.mark.parametrize("token", ["two", "three"])
def test_a_repeated_token_ends_the_fetch(registry, get, tmp_path, token):
    registry.pages["three"] = {**PAGES["three"], "nextPageToken": token}
    with pytest.raises(FetchError, match="a page it had given before, after page 3"):
        get()
    assert registry.tokens() == ["", "two", "three"]
    registry.pages["three"] = PAGES["three"]
    assert get().read == 4


def test_an_empty_page_that_is_not_the_last_ends_the_fetch(registry, get):
    registry.pages["two"] = {"studies": [], "nextPageToken": "three"}
    with pytest.raises(FetchError, match="an empty page that is not the last"):
        get()


@pytest.mark.parametrize("page", [{}, {"studies": 1}, {"studies": [], "nextPageToken": 7}])
def test_an_answer_that_is_no_page(registry, get, page):
    registry.pages[""] = page
    with pytest.raises(FetchError, match="something that is no page"):
        get()


def test_data_that_change_during_the_fetch_are_told(registry, get, tmp_path):
    registry.timestamps = [MORNING, EVENING]
    report = get()
    (note,) = report.notes
    assert note.startswith(f"the registry was updated during the fetch ({MORNING}, {EVENING})")
    assert manifest_of(folder_of(tmp_path, "mine"))["date_of_data"] == "2024-05-10"


@pytest.mark.parametrize("stamp", [None, "soon", 7])
def test_without_a_date_of_the_data_the_records_tell(registry, get, tmp_path, stamp):
    registry.timestamps = [stamp]
    assert get().notes == [f"{registry.base} did not say of which date its data are"]
    assert manifest_of(folder_of(tmp_path, "mine"))["date_of_data"] == "2014-03-04"


def test_a_search_that_finds_nothing(registry, get, tmp_path):
    registry.pages = {"": {"studies": [], "totalCount": 0}}
    with pytest.raises(UnusableInputError, match="'islets AND cells' finds no studies"):
        get()
    assert not left(tmp_path)


def test_a_search_that_is_refused(registry, get):
    registry.faults = [None, 400]
    with pytest.raises(UnusableInputError, match=r"\(status 400\): `pageToken` is \\x1b\[31mwrong"):
        get()


def test_an_earlier_dataset_stays_where_a_fetch_fails(registry, get, tmp_path):
    get()
    registry.faults = [500] * fetch.TRIES
    with pytest.raises(FetchError):
        get()
    assert ids(tmp_path) == IDS


def test_one_fetch_of_a_name_at_a_time(get, tmp_path):
    with locked(tmp_path, "fetch-mine"), pytest.raises(DatasetError, match="running"):
        get()


def test_a_state_that_cannot_be_read_is_none(tmp_path):
    folder = Folder.of(tmp_path, "mine")
    assert folder.state() is None
    folder.path.mkdir()
    for text in ("", "[]", '{"odd": 1}'):
        (folder.path / "state.json").write_text(text)
        assert folder.state() is None


def test_the_command(registry, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(fetch, "SECONDS_BETWEEN", 0.0)
    command = ["--datasets", str(tmp_path), "fetch", "--query", "islets", "--name", "mine"]
    assert main([*command, "--base", registry.base]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "4 studies imported, 0 skipped",
        f"The dataset is in {tmp_path / 'mine'}; the app shows it from its next start.",
    ]


@pytest.mark.parametrize(
    ("base", "tries", "code", "words"),
    [
        ("file:///etc", 1, 2, "file:///etc is no http address."),
        ("http://127.0.0.1:1/x", 1, 1, "http://127.0.0.1:1/x did not answer in 1 tries"),
    ],
)
def test_the_command_without_a_registry(tmp_path, capsys, monkeypatch, base, tries, code, words):
    monkeypatch.setattr(fetch, "TRIES", tries)
    command = ["--datasets", str(tmp_path), "fetch", "--query", "x", "--name", "mine"]
    assert main([*command, "--base", base]) == code
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert printed.err.startswith(words)
