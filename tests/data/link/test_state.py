import pytest

from data.link import query_string
from data.link.options import OPTION_KEYS, KnownFields, TableOptions
from data.link.state import PageState
from data.model import vocabulary as v

KNOWN = KnownFields.of(
    {"a": "Regimen A", "b": "Regimen B"},
    {"tac": "Tacrolimus"},
    v.AGENT_CLASS.labels,
    (1994, 2007),
).beside({"islets": "Islets", "marrow": "Marrow"})


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?condition=t1d~t2d&phase=phase2",
        "?count=organisations&places=sites&region=europe",
        "?measure=share",
        "?agent=tac&class=calcineurin-inhibitor&regimen=a~b&role=maintenance",
        "?from=1998&to=2002&transplant=ita&window=followup",
        "?compare=a~b",
        "?change=changed~newly-stated&field=overall_status~phase",
        "?against=islets&change=changed",
    ],
)
def test_canonical_queries_come_back_as_they_were(query):
    state, ignored = PageState.from_query(query, KNOWN)
    assert ignored == ()
    assert state.to_query() == query


@pytest.mark.parametrize(
    ("query", "canonical", "complaints"),
    [
        ("?count=trials&region=world", "", 0),
        ("?phase=phase2&condition=t2d~t1d", "?condition=t1d~t2d&phase=phase2", 0),
        ("?count=bananas", "", 1),
        ("?count=trials~enrollment", "", 1),
        ("?regimen=zzz~a", "?regimen=a", 1),
        ("?from=1066", "", 1),
        ("?compare=b~a~zzz", "?compare=a~b", 1),
        ("?change=not-seen~nope&field=phase~phase", "?change=not-seen&field=phase", 1),
        ("?field=%3Cb%3E", "", 1),
        ("?against=gone", "", 1),
        ("?against=", "", 0),
        ("?against=-", "", 1),
        ("?against=ISLETS", "?against=islets", 0),
        ("?against=marrow~islets", "?against=islets", 1),
        ("?against=..%2F..%2Fetc&against=%3Cscript%3E", "", 2),
        ("?whatever=1", "", 1),
        ("?__proto__=1&phase=phase2", "?phase=phase2", 1),
    ],
)
def test_anything_else_is_named_and_made_canonical(query, canonical, complaints):
    state, ignored = PageState.from_query(query, KNOWN)
    assert state.to_query() == canonical
    assert len(ignored) == complaints


def test_with_values_sets_and_clears_keys():
    state = PageState().with_values({"phase": "phase1~phase2", "count": "organisations"}, KNOWN)
    assert state.to_query() == "?count=organisations&phase=phase1~phase2"
    assert state.with_values({"phase": "", "count": ""}, KNOWN) == PageState()


@pytest.mark.parametrize(
    ("key", "value"),
    [("phase", []), ("count", "trials"), ("regimen", []), ("from", None), ("window", "both")],
)
def test_control_values_of_the_default_state(key, value):
    assert PageState().control_value(key) == value


def test_every_option_key_has_a_control_value():
    for key in OPTION_KEYS:
        PageState().control_value(key)
    with pytest.raises(KeyError):
        PageState().control_value("unknown")


@pytest.mark.parametrize(
    ("query", "view", "complaints"),
    [
        ("?present=trial-map", "trial-map", 0),
        ("?present=", "", 0),
        ("?present=a~b", "", 1),
        ("?present=" + "x" * 61, "", 1),
    ],
)
def test_what_is_presented_is_read_and_is_no_part_of_the_view(query, view, complaints):
    state, ignored = PageState.from_query(query, KNOWN)
    assert state.present.view == view
    assert len(ignored) == complaints
    assert state.to_query() == ""
    assert state.with_values({"phase": "phase1"}, KNOWN).to_query() == "?phase=phase1"


def test_a_dataset_is_not_compared_with_itself():
    known = KnownFields.of({}, {}, {}, None, dataset="islets").beside({"-": "Review"})
    state, ignored = PageState.from_query("?against=islets&dataset=islets", known)
    assert state.to_query() == "?dataset=islets"
    assert ignored == ("Compare with: “islets” is the dataset itself and was ignored.",)
    state, ignored = PageState.from_query("?against=-&dataset=islets", known)
    assert (state.to_query(), ignored) == ("?against=-&dataset=islets", ())


@pytest.mark.parametrize(
    ("query", "find", "sort", "written"),
    [
        ("", "", (), ""),
        ("find=Islet++cells", "Islet cells", (), "?find=Islet%20cells"),
        ("sort=title", "", (("title", False),), "?sort=title"),
        ("sort=-nct-id~Phase", "", (("nct_id", True), ("phase", False)), "?sort=-nct-id~phase"),
        ("sort=title~-title", "", (("title", False),), "?sort=title"),
        ("sort=~~", "", (), ""),
    ],
)
def test_search_and_order_of_the_table_stand_in_the_link(store, query, find, sort, written):
    state, ignored = PageState.from_query(query, store.known)
    assert (state.table.find, state.table.sort, ignored) == (find, sort, ())
    assert state.to_query() == written
    assert PageState.from_query(state.to_query(), store.known)[0] == state


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("sort=secret", "Sorted by: “secret” is not known here and was ignored."),
        ("sort=--title", "Sorted by: “--title” is not known here and was ignored."),
        ("sort=sites", "Sorted by: “sites” is not known here and was ignored."),
        (
            "sort=phase~title~nct-id~masking~source",
            "At most 4 columns sort the table; the first ones count.",
        ),
        (
            "find=" + "x" * 201,
            f"The search in the table was too long and ends after “{'x' * 40}”. There is "
            "room for 200 characters of words and for about 200 trial numbers.",
        ),
    ],
)
def test_what_the_table_does_not_understand_is_said(store, query, said):
    assert PageState.from_query(query, store.known)[1] == (said,)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (TableOptions(), ()),
        (TableOptions("islet"), ("search in the table: “islet”",)),
        (
            TableOptions("", (("nct_id", True), ("phase", False))),
            ("sorted by registry number (descending), then phase",),
        ),
    ],
)
def test_the_table_in_words(table, said):
    assert table.describe(KNOWN) == said


def long_state():
    return PageState().with_values({"q": "x" * 150, "phase": "phase1"}, KNOWN)


def test_a_choice_that_has_no_room_leaves_all_as_it_was(monkeypatch):
    before = long_state()
    room = len(before.to_query())
    wanted = before.with_values({"country": "USA~FRA", "phase": ""}, KNOWN)
    assert before.after(wanted) == wanted
    monkeypatch.setattr(query_string, "LONGEST_STATE", room)
    assert before.after(before) == before
    refused = before.after(before.with_values({"country": "USA~FRA"}, KNOWN))
    assert (refused.to_query(), refused.no_room) == (before.to_query(), "country")
    assert "Country: your choice was not taken" in refused.refusal()
    assert refused.after(before).refusal() == "", "the next choice takes the sentence away"


@pytest.mark.parametrize(
    ("key", "label"),
    [("country", "Country"), ("q", "Text search"), ("regimen", "Regimen"), ("dataset", "Dataset")],
)
def test_a_link_back_says_which_choice_had_no_room(key, label):
    state, ignored = PageState.from_query(f"?phase=phase1&no-room={key}", KNOWN)
    assert (state.to_query(), ignored) == ("?phase=phase1", ())
    assert state.refusal().startswith(f"{label}: your choice was not taken")


def test_another_choice_of_keys_than_there_are_is_named():
    state, ignored = PageState.from_query("?no-room=%3Cb%3E", KNOWN)
    assert (state.refusal(), len(ignored)) == ("", 1)
