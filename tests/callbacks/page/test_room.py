"""No page writes an address that it would not read: what has no room is refused in words."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plotly.io.json import to_json_plotly

from app import create_app
from callbacks.files.exports import MAX_DECK_QUERY_LENGTH
from callbacks.http.settings import Settings
from callbacks.page.address import in_dataset, state_after_click
from components.elements.cards import data_table
from components.elements.figure_cache import rendered
from components.elements.markup import with_markup
from components.elements.request import PageRequest
from components.pages import PAGES, page_at
from components.share.deck import DeckFigure
from components.shell import frame_of
from data.datasets.catalogue import Datasets
from data.link.filters import TEXT_KEY
from data.link.options import OPTION_KEYS
from data.link.query_string import LONGEST_STATE, MAX_QUERY_LENGTH, NO_ROOM_KEY
from data.link.state import DATASET_KEY, PageState
from tests.callbacks.bodies import body_of
from tests.imports import LONG, LONG_CONDITIONS

MANY = settings(
    derandomize=True,
    database=None,
    deadline=timedelta(seconds=20),
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
REQUEST_LINE = 8190
"""Bytes of the longest request line that the server takes (``--limit-request-line``)."""
WIDE = "糖"
"""A letter that takes nine characters of an address."""


@pytest.fixture(scope="module")
def datasets(store, long_names):
    return Datasets.beside_one_another((store, long_names))


@pytest.fixture(scope="module")
def app(datasets):
    return create_app(datasets, Settings())


def conditions(store, many):
    return list(store.known.filters[0].slugs.values())[:many]


WHOLE = ("status", "type", "masking", "model", "purpose", "sponsor", "intervention")
"""Filters of which ``long_query`` chooses every value; of others nothing is chosen."""


def words_of_length(length):
    """A text that every trial of ``LONG`` has the words of, so long in an address."""
    word = "condition"
    many, rest = divmod(length + len("%20"), len(f"{word}%20"))
    ends = [word[: rest - 3]] if rest > 3 else [word[:5], word[: rest + 1]] if rest else []
    return " ".join([word] * (many - (0 < rest <= 3)) + ends)


def long_query(store, *, left):
    """A query that trials match, and that leaves this many characters of what has room."""
    codes = {field.key: field.slugs.values() for field in store.known.filters}
    chosen = {key: "~".join(codes[key]) for key in WHOLE} | {"phase": "phase2"}
    state = PageState.from_query(f"?dataset={LONG}", store.known)[0]
    for many in range(LONG_CONDITIONS, 0, -1):
        state = state.with_values(
            {**chosen, "condition": "~".join([*codes["condition"]][:many])}, store.known
        )
        missing = LONGEST_STATE - left - len(state.to_query()) - len("&q=")
        if missing > 30:
            break
    query = state.with_values({TEXT_KEY: words_of_length(missing)}, store.known).to_query()
    assert len(query) == LONGEST_STATE - left
    return query


@st.composite
def actions(draw, datasets):
    """Draws a reader's next action: changes a control, clicks a mark, takes another dataset."""
    store = draw(st.sampled_from(datasets.stores))
    kind = draw(st.sampled_from(("filter", "filter", "filter", "option", "text", "click", "set")))
    if kind == "set":
        return lambda state, here: (in_dataset(state, store), store)
    if kind == "text":
        text = draw(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
        text = draw(st.sampled_from((text, WIDE * 200, f"{text}  {text}")))
        return lambda state, here: (state.with_values({TEXT_KEY: text}, here.known), here)
    if kind == "option":
        key = draw(st.sampled_from(OPTION_KEYS))
        every = draw(st.booleans())

        def option(state, here):
            slugs = [slug for f in here.known.all if f.key == key for slug in f.slugs.values()]
            value = "~".join(slugs if every else slugs[-1:])
            return state.with_values({key: value}, here.known), here

        return option
    at, share = draw(st.integers(0, 12)), draw(st.floats(0, 1))

    def chosen(here):
        field = here.known.filters[at % len(here.known.filters)]
        return field, list(field.codes)[: max(1, round(share * len(field.codes)))]

    def select(state, here):
        field, codes = chosen(here)
        slugs = "~".join(field.slugs[code] for code in codes)
        return state.with_values({field.key: slugs}, here.known), here

    def click(state, here):
        field, codes = chosen(here)
        tokens = [(field.key, codes[-1]), (TEXT_KEY, WIDE * 250)]
        return state_after_click(state, tokens, here), here

    return select if kind == "filter" else click


@MANY
@given(data=st.data())
def test_what_a_reader_does_stands_in_the_address_or_is_refused(datasets, data):
    here = datasets.default
    state = PageState()
    for _ in range(data.draw(st.integers(1, 8))):
        wanted, there = data.draw(actions(datasets))(state, here)
        after = state.after(wanted)
        link = state.query_after(wanted)
        if after.no_room:
            assert len(wanted.to_query()) > LONGEST_STATE
            assert after.to_query() == state.to_query(), "all else stays"
            assert after.refusal().endswith("choose fewer values.")
        else:
            assert after == wanted
            here = there
        request = PageRequest.of("/design", link, here.known)
        assert request.ignored == ()
        assert request.state == after, "a link and a control do the same"
        state = after
        read, ignored = PageState.from_query(state.to_query(), here.known)
        assert ignored == ()
        assert read.after(read) == state.after(state), "what is written is read"


@pytest.mark.parametrize("query", ["?phase=phase2", "?phase=phase2&q=condition"])
def test_all_of_many_long_conditions_can_be_chosen(app, long_names, query):
    """The address was longer than the page reads: every filter fell away without a word."""
    here = f"{query}&dataset={LONG}"
    every = conditions(long_names, 120)
    written = chosen_by(app, here, "condition", every)
    address = written["url"]["search"]
    state, ignored = PageState.from_query(address, long_names.known)
    codes = state.filters.codes
    assert (len(codes("condition")), codes("phase")) == (120, ("PHASE2",))
    assert ignored == ()
    assert len(address) < len("~".join(every)) / 4


def chosen_by(app, search, key, slugs):
    """The page's answer when a reader chose these values of a filter."""
    output = next(each for each in app.callback_map if each.startswith("..url.search..."))
    body = body_of(output, app.callback_map[output], search=search)
    control = {"type": "filter", "key": key}
    for part in body["inputs"]:
        if isinstance(part, list) and part[0]["id"].get("type") == "filter":
            part[0] |= {"id": control, "value": slugs}
    for part in body["outputs"]:
        if isinstance(part, list) and part[0]["id"].get("type") == "filter":
            part[0]["id"] = control
    name = json.dumps(control, separators=(",", ":"), sort_keys=True)
    body["changedPropIds"] = [f"{name}.value"]
    answer = app.server.test_client().post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    return answer.json["response"]


def test_a_choice_without_room_is_refused_and_its_control_goes_back(app, long_names):
    """The address stays; the sentence stands in the bar; the control shows the address again."""
    here = long_query(long_names, left=0)
    country = next(f for f in long_names.known.filters if f.key == "country")
    written = chosen_by(app, here, "country", list(country.slugs.values()))
    assert "search" not in written.get("url", {})
    control = written[
        json.dumps({"type": "filter", "key": "country"}, separators=(",", ":"), sort_keys=True)
    ]
    assert control["value"] == []
    said = json.dumps(written["refusal"])
    assert "Country: your choice was not taken" in said
    assert written["match-count"]["markup"]


def addresses(part):
    """Every address in a page as dash gets it: links, and the queries that scripts take."""
    if isinstance(part, dict):
        for key, value in part.items():
            if isinstance(value, str) and key in ("href", "data-query", "data-present-query"):
                yield value
            else:
                yield from addresses(value)
    elif isinstance(part, list):
        for each in part:
            yield from addresses(each)


def written_on(app, store, path, query):
    """Every address in a page and in the frame around it."""
    request = PageRequest.of(path, query, store.known)
    with app.server.test_request_context():
        parts = [with_markup(page_at(path).layout(store, request)), frame_of(store, request)]
        found = {each for each in addresses(json.loads(to_json_plotly(parts))) if "?" in each}
    # hundreds of rows lead to a page of their own with one query
    return set({urlsplit(each).query: each for each in sorted(found)}.values())


@pytest.mark.parametrize("left", [0, 40])
@pytest.mark.parametrize("path", [page.path for page in PAGES if not page.is_of_many])
def test_every_address_of_a_page_is_read(app, datasets, long_names, path, left):
    """On a page whose own address is as long as one may be."""
    found = written_on(app, long_names, path, long_query(long_names, left=left))
    assert any(len(each) > LONGEST_STATE - 500 for each in found), "the page knows its address"
    for each in found:
        assert len(f"GET {each} HTTP/1.1") <= REQUEST_LINE
        parts = urlsplit(each)
        if not parts.path.startswith("/export/"):
            own = datasets.of_query(parts.query)
            assert PageRequest.of(parts.path, parts.query, own.known).ignored == (), each
            assert own.known.dataset == parse_qs(parts.query).get(DATASET_KEY, [""])[0]


@pytest.mark.parametrize(("path", "key"), [("/map", "country"), ("/", "phase")])
def test_a_link_that_has_no_room_says_so(app, long_names, path, key):
    query = long_query(long_names, left=0)
    refused = [each for each in written_on(app, long_names, path, query) if NO_ROOM_KEY in each]
    assert any(each.endswith(f"&{NO_ROOM_KEY}={key}") for each in refused)
    for each in refused:
        request = PageRequest.of(path, urlsplit(each).query, long_names.known)
        assert request.state.to_query() == query, "all else stays"
        assert "your choice was not taken" in request.state.refusal()


def test_a_label_of_a_table_that_has_no_room_says_so(app, long_names):
    query = long_query(long_names, left=0)
    request = PageRequest.of("/design", query, long_names.known)
    with app.server.test_request_context():
        table = data_table(rendered(long_names, request, "allocation"), request)
    found = list(addresses(json.loads(to_json_plotly(table))))
    assert found
    assert all(each.endswith(f"&{NO_ROOM_KEY}=allocation") for each in found)


def test_what_stands_beside_a_state_has_room():
    """The longest that scripts put beside it: the view that is presented, and a file's own keys."""
    own = f"&present={'x' * 60}&{NO_ROOM_KEY}=intervention&theme=light&rows=shown"
    assert LONGEST_STATE + len(own) <= MAX_QUERY_LENGTH
    line = f"GET /a-long-prefix-of-a-host/export/{'x' * 60}.json? HTTP/1.1"
    assert len(line) + MAX_QUERY_LENGTH <= REQUEST_LINE
    assert len("GET /export/deck.pptx? HTTP/1.1") + MAX_DECK_QUERY_LENGTH <= REQUEST_LINE


@pytest.mark.parametrize("left", [0, 200])
def test_the_longest_state_has_files_and_stands_in_a_deck(app, datasets, long_names, left):
    query = long_query(long_names, left=left)
    client = app.server.test_client()
    assert client.get(f"/export/allocation.csv{query}&rows=all").status_code == 200
    assert client.get(f"/export/allocation.json{query}&theme=dark").status_code == 200
    assert client.get(f"/export/trial-list.csv{query}").status_code == 200
    figure, ignored = DeckFigure.parse(f"allocation{query}", datasets)
    assert ignored == ()
    assert figure.serialise() == f"allocation{query}"


def test_a_link_of_others_that_takes_more_room_here_is_ignored_in_words(long_names):
    """Letters that they do not encode and we do: read, it would be longer than what is read."""
    text = "%C3%A4" * 199
    query = f"?dataset={LONG}&q={text}&" + "&".join(f"x{n}={',' * 60}" for n in range(30))
    assert len(query) < MAX_QUERY_LENGTH
    request = PageRequest.of("/", query, long_names.known)
    assert request.state.fits
    plain = long_query(long_names, left=0).replace("&q=", "&q=x")
    request = PageRequest.of("/", plain, long_names.known)
    assert request.state.filters.active() == ()
    assert request.ignored == ("The link is longer than 3800 characters; it was ignored.",)


def test_what_has_no_room_is_a_known_key_or_is_named(store):
    for value, complaints in (("country", 0), ("q", 0), ("<b>", 1), ("", 1)):
        request = PageRequest.of("/", f"?{NO_ROOM_KEY}={value}", store.known)
        assert len(request.ignored) == complaints
        assert bool(request.state.refusal()) == (not complaints)
