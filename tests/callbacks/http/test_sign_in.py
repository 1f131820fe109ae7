import base64
import re

import pytest
from werkzeug.security import generate_password_hash

from app import create_app
from callbacks.http.settings import SettingError, Settings
from callbacks.http.sign_in import Doorkeeper, main, read_users
from data.datasets.catalogue import Datasets
from tests.callbacks.bodies import addresses_of

QUICK = "pbkdf2:sha256:1"
PASSWORD = "a long password é:"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("sign-in") / "users"
    path.write_text(
        f"# ward 7\nana:{generate_password_hash(PASSWORD, QUICK)}\n\n", encoding="utf-8"
    )
    return path


@pytest.fixture(scope="module")
def app(store, file):
    return create_app(Datasets((store,)), Settings(sign_in_file=str(file)))


@pytest.fixture(scope="module")
def client(app):
    return app.server.test_client()


def basic(name, password):
    pair = base64.b64encode(f"{name}:{password}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


SIGNED_IN = basic("ana", PASSWORD)
ADDRESSES = (
    "/",
    "/map",
    "/trials/NCT01143168",
    "/nowhere",
    "/assets/theme.js",
    "/assets/app.css",
    "/_dash-layout",
    "/_dash-dependencies",
    "/_favicon.ico",
    "/_reload-hash",
    "/print.json",
    "/data/trials.csv",
    "/deck-words.json",
    "/_dash-component-suites/dash/dcc/dash_core_components.js",
    "/_dash-component-suites/dash_ag_grid/async-community.js",
    "/registry?dataset=islets",
    "/readyz/",
    "/HEALTHZ",
    "/export/donor.csv",
    "/export/deck.pptx?figure=donor",
)

OPEN = ("/healthz", "/readyz")


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_seen_without_a_name(client, address):
    with client.get(address) as answer:
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Basic")
        assert answer.text == "Sign in to see this site.\n"


def test_no_cache_between_gives_away_what_was_seen_with_a_name(client):
    named = re.findall(r'(?:href|src)="(/[^"]+)"', client.get("/map", headers=SIGNED_IN).text)
    assert len(named) > 5
    for address in [*named, *ADDRESSES]:
        with client.get(address, headers=SIGNED_IN) as answer:
            said = answer.headers["Cache-Control"]
        assert "private" in said or said in ("no-cache", "no-store"), address
        assert "public" not in said, address
        assert ("immutable" in said) is bool(re.search(r"\.[0-9a-f]{16}\.", address)), address


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE"])
def test_no_route_and_no_file_is_open_but_to_a_monitor(app, client, method):
    addresses = [*addresses_of(app), *app.files.by_address]
    assert len(addresses) > 20
    for address in addresses:
        with client.open(address, method=method) as answer:
            assert (answer.status_code == 401) is (address not in OPEN), address


def test_who_asks_for_the_methods_of_an_address_learns_nothing_else(app, client):
    """OPTIONS is open, as browsers send it without a name."""
    for address in addresses_of(app):
        with client.options(address) as answer:
            assert answer.data == b""
            assert set(answer.headers["Allow"].split(", ")) <= {"GET", "HEAD", "OPTIONS", "POST"}


def test_who_names_nobody_costs_nothing(client, monkeypatch):
    monkeypatch.setattr(Doorkeeper, "knows", lambda *_: pytest.fail("a password was worked on"))
    for headers in ({}, basic("", ""), basic("", PASSWORD)):
        assert client.get("/", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        basic("ana", "wrong"),
        basic("bob", PASSWORD),
        basic("", ""),
        {"Authorization": "Basic"},
        {"Authorization": "Basic %%%"},
        {"Authorization": "Bearer x"},
        {"Cookie": "session=ana; theme=dark"},
        {"X-Forwarded-User": "ana"},
    ],
    ids=repr,
)
def test_nothing_is_seen_without_a_right_pair(client, headers):
    for address in ("/export/donor.csv", "/assets/theme.js"):
        with client.get(address, headers=headers) as answer:
            assert answer.status_code == 401


@pytest.mark.parametrize("path", ["/map", "/healthz", "/_favicon.ico", "/assets/theme.js"])
def test_no_callback_answers_whatever_its_body_claims(client, path):
    body = {"output": "x", "inputs": [{"id": "url", "property": "pathname", "value": path}]}
    assert client.post("/_dash-update-component", json=body).status_code == 401


@pytest.mark.parametrize("address", ADDRESSES)
def test_all_is_seen_with_one(client, address):
    with client.get(address, headers=basic("ana", PASSWORD)) as answer:
        assert answer.status_code in (200, 404)


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_monitor_needs_no_user(client, address):
    assert client.get(address).status_code == 200
    assert client.get(address + "/../map").status_code == 401


def test_it_is_off_unless_asked_for(store):
    client = create_app(Datasets((store,)), Settings()).server.test_client()
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "names no user"),
        (b"# only a remark\n", "names no user"),
        (b"ana\n", "line 1, is not allowed; allowed: name:hash"),
        (b"ana:secret\n", "line 1, is not allowed"),
        (b"\n:scrypt:x\n", "line 2, is not allowed"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_a_file_that_lets_nobody_in_stops_the_start(tmp_path, content, reason):
    path = tmp_path / "users"
    path.write_bytes(content)
    with pytest.raises(SettingError, match=reason) as found:
        read_users(path)
    assert "secret" not in str(found.value)


def test_a_missing_file_stops_the_start(tmp_path):
    with pytest.raises(SettingError, match="cannot be read"):
        read_users(tmp_path / "none")


def test_only_right_pairs_are_remembered_and_without_the_password():
    keeper = Doorkeeper({"ana": generate_password_hash("right", QUICK)})
    assert not keeper.knows("ana", "wrong")
    assert not keeper.knows("bob", "right")
    assert not keeper.welcomed
    assert keeper.knows("ana", "right")
    assert keeper.knows("ana", "right")
    assert len(keeper.welcomed) == 1
    assert b"right" not in next(iter(keeper.welcomed))


def test_a_line_is_printed_for_a_new_user(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("sys.argv", ["sign_in", "ana"])
    monkeypatch.setattr("getpass.getpass", lambda: PASSWORD)
    main()
    path = tmp_path / "users"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    assert Doorkeeper(read_users(path)).knows("ana", PASSWORD)


@pytest.mark.parametrize(
    ("argv", "password", "reason"),
    [
        (["x"], PASSWORD, "Usage"),
        (["x", "a:b"], PASSWORD, "no colon"),
        (["x", " "], PASSWORD, "Usage"),
        (["x", "ana"], "short", "too short; allowed: 12 or more"),
    ],
)
def test_what_cannot_be_a_user_is_said(monkeypatch, argv, password, reason):
    monkeypatch.setattr("sys.argv", argv)
    monkeypatch.setattr("getpass.getpass", lambda: password)
    with pytest.raises(SystemExit, match=reason):
        main()
