"""Whatever is sent, no answer is the server's fault, holds a trace, or takes for ever.

Hypothesis makes the requests, the same ones in every run. Half of them are sound ones with a
part replaced, as only these come past the first checks.
"""

from datetime import timedelta
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import create_app
from callbacks.files.exports import DECK_FORMATS, FORMATS
from callbacks.http.settings import Settings
from components.pages import PAGES
from components.views import VIEWS
from data.link.filters import TEXT_KEY
from data.link.options import OPTION_KEYS
from data.link.state import DATASET_KEY
from tests.callbacks.bodies import body_of, callbacks_of
from tests.imports import ISLETS

SLOW = timedelta(seconds=20)
"""A request in this time is no hang, on the slowest machine that runs the tests."""
HURRIED = settings(
    derandomize=True,
    database=None,
    deadline=SLOW,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
CODES = {200, 204, 206, 304, 308, 400, 404, 405, 413, 414, 415, 416}
OWN_KEYS = ("rows", "title", "theme", "figure", "name", "path", "query", "view", "own", "against")


@pytest.fixture(scope="module")
def app(datasets):
    return create_app(datasets, Settings())


@pytest.fixture(scope="module")
def client(app):
    return app.server.test_client()


@pytest.fixture(scope="module")
def sound(app, store):
    """A sound body for each callback, with what the reader's actions carry."""
    actions = {
        "clickData": {"points": [{"customdata": ["phase=phase2", "page=/trials"]}]},
        "cellClicked": {"rowId": store.trials["nct_id"].iloc[0], "colId": "phase"},
        "getRowsRequest": {
            "startRow": 0,
            "endRow": 100,
            "sortModel": [{"colId": "nct_id", "sort": "asc"}],
            "filterModel": {},
        },
        "dashGridOptions": {"context": {"shape": "x"}},
        "search": "?phase=phase2&condition=t1d",
        "search_value": "dia",
    }
    return [body_of(key, each, **actions) for key, each in callbacks_of(app).items()]


def known_values(store):
    slugs = [slug for field in store.known.all for slug in list(field.slugs.values())[:5]]
    return [*slugs, *VIEWS, "1", "0", "-1", "all", "2~2", "t1d~t2d", ISLETS]


def sent(answer):
    """Reads the answer to its end, as a stream fails only there, and closes it."""
    with answer:
        text = answer.get_data(as_text=True) if "text" in (answer.mimetype or "") else ""
        assert answer.status_code in CODES, (answer.status_code, text[:500])
        assert "Traceback" not in text
        answer.get_data()


TEXTS = st.text(max_size=40) | st.text(min_size=500, max_size=5000)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@st.composite
def queries(draw, store):
    """A query of known and foreign keys and values, whole or broken in its encoding."""
    keys = [*(f.key for f in store.known.all), *OPTION_KEYS, *OWN_KEYS, TEXT_KEY, DATASET_KEY]
    key = st.sampled_from(keys) | TEXTS
    value = st.sampled_from(known_values(store)) | TEXTS
    pairs = draw(st.lists(st.tuples(key, value), max_size=8))
    text = "&".join(
        f"{quote(k, safe='', errors='ignore')}={quote(v, safe='~', errors='ignore')}"
        for k, v in pairs
    )
    return text + draw(st.sampled_from(("", "&%ff%fe", "&a=%00", "&&==", "&%", "&x=%ED%A0%80")))


@st.composite
def paths(draw):
    pages = [page.path.replace("<nct_id>", "NCT01143168") for page in PAGES]
    files = [
        f"/export/{draw(st.sampled_from((*VIEWS, 'deck', 'none')))}.{ending}"
        for ending in (*FORMATS, *DECK_FORMATS, "exe")
    ]
    tricks = [
        "/../app.py",
        "/assets/../app.py",
        "/assets/%2e%2e/app.py",
        "//",
        "/%00",
        "/data/x.csv",
        "/data/../raw.csv",
        "/trials/<script>",
        "/protocols/..",
        "/_dash-layout",
        "/print.json",
        "/_dash-component-suites/dash/../../x",
        "/assets/.hidden",
        "/data/trials.csv",
        "/data/trials-as-shown.csv",
        "/export/trial-list.csv",
        "/_favicon.ico",
        "/_reload-hash",
        "/_alive_x",
    ]
    path = draw(st.sampled_from([*pages, *files, *tricks]) | st.text(max_size=30).map("/".__add__))
    return quote(path, safe="/%<>.", errors="ignore")


def replaced(draw, value, by):
    """The value with one part, at any depth, replaced, left out or repeated."""
    if isinstance(value, dict | list) and value and draw(st.integers(0, 5)):
        keys = sorted(value) if isinstance(value, dict) else range(len(value))
        key = draw(st.sampled_from(list(keys)))
        copy = dict(value) if isinstance(value, dict) else list(value)
        action = draw(st.sampled_from(("inside", "inside", "inside", "left out", "repeated")))
        if action == "left out":
            del copy[key]
        elif action == "repeated" and isinstance(copy, list):
            copy.append(copy[key])
        else:
            copy[key] = replaced(draw, value[key], by)
        return copy
    return draw(by)


@HURRIED
@given(data=st.data())
def test_no_address_is_the_servers_fault(client, store, data):
    method = data.draw(st.sampled_from(("GET", "GET", "GET", "HEAD", "POST", "PUT", "OPTIONS")))
    path, query = data.draw(paths()), data.draw(queries(store))
    sent(client.open(f"{path}?{query}", method=method))


@HURRIED
@given(data=st.data())
def test_no_page_is_the_servers_fault(client, sound, store, data):
    """The page router and every callback with a query of any kind."""
    body = data.draw(st.sampled_from(sound))
    query = "?" + data.draw(queries(store))
    for part in [*body["inputs"], *body["state"]]:
        if isinstance(part, dict) and part["property"] in ("search", "href"):
            part["value"] = query if part["property"] == "search" else "http://localhost/" + query
        elif isinstance(part, dict) and part["property"] == "pathname":
            part["value"] = data.draw(paths())
    sent(client.post("/_dash-update-component", json=body))


@settings(HURRIED, max_examples=400)
@given(data=st.data())
def test_no_body_of_a_callback_is_the_servers_fault(client, sound, store, data):
    body = data.draw(st.sampled_from(sound))
    by = JSON | st.sampled_from(known_values(store))
    for _ in range(data.draw(st.integers(1, 3))):
        body = replaced(data.draw, body, by)
    sent(client.post("/_dash-update-component", json=body))


@HURRIED
@given(raw=st.binary(max_size=200), kind=st.sampled_from(("application/json", "text/plain", "x")))
def test_no_bytes_are_the_servers_fault(client, raw, kind):
    sent(client.post("/_dash-update-component", data=raw, content_type=kind))


@HURRIED
@given(
    name=st.sampled_from(
        (
            "Accept-Encoding",
            "Cookie",
            "If-None-Match",
            "Range",
            "Host",
            "X-Forwarded-Host",
            "If-Modified-Since",
            "Content-Length",
            "Accept",
        )
    ),
    value=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60),
    path=st.sampled_from(("/", "/assets/theme.js", "/healthz", "/export/donor.csv")),
)
def test_no_header_is_the_servers_fault(client, name, value, path):
    sent(client.get(path, headers={name: value}))
