"""Data notes on pages: the heavy ones a line each, folded; the others counted or folded."""

import pytest
from dash import Dash

from components.elements import notes as elements
from components.elements.request import PageRequest
from components.pages import cohort, compare, design, map_page, overview, protocols, trial
from components.theme import LIGHT
from data.queries.notes import heavy, light, notes_on, notes_on_trials
from tests.components.pages.trees import of_type, text

HEAVY = 12


@pytest.fixture(autouse=True)
def app() -> Dash:
    """Links need an app that knows its prefix."""
    return Dash("tests")


def ask(store, path, query=""):
    return PageRequest.of(path, query, store.known, LIGHT)


def lines(tree):
    return of_class(tree, "note-line")


def of_class(tree, name):
    return [part for part in of_type(tree, "Details") if getattr(part, "className", "") == name]


def named(parts):
    return [part.id.removeprefix("note-") for part in parts]


def test_a_line_is_the_title_and_opens_to_the_text(store):
    notes = heavy(store.data_notes).head(1)
    (line,) = lines(elements.note_lines(notes))
    assert not getattr(line, "open", False)
    summary, *rest = line.children
    assert text(summary) == notes["title"].iloc[0]
    assert notes["text"].iloc[0] in text(rest)
    assert notes["locator"].iloc[0] in text(rest)


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ([], "No data note concerns what is shown."),
        (["trial-numbers-swapped"], "Two registry numbers seem to be swapped"),
        (["day-zero"], "1 other note on what is shown: Sources."),
        (["day-zero", "aza-or-mmf"], "2 other notes on what is shown: Sources."),
    ],
)
def test_the_notes_of_a_page(store, notes, said):
    rows = store.data_notes[store.data_notes["note"].isin(notes)]
    shown = elements.notes_of_page(store, rows)
    assert said in text(shown)
    assert of_type(shown, "Article") == []


def test_the_count_leads_to_the_notes_of_its_weight_on_sources(store):
    rows = store.data_notes[store.data_notes["note"] == "day-zero"]
    (link,) = of_type(elements.notes_of_page(store, rows), "Link")
    assert link.href == "/sources#notes-for-the-record"


def test_the_overview_has_every_heavy_note_and_no_other(store):
    shown = lines(overview.layout(store, ask(store, "/")))
    assert named(shown) == heavy(store.data_notes)["note"].tolist()
    assert len(shown) == HEAVY


@pytest.mark.parametrize("page", [design, map_page], ids=["design", "map"])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["trial-numbers-swapped"]),
        ("?condition=t2d", []),
        ("?q=NCT00315614", ["trial-numbers-swapped"]),
    ],
)
def test_notes_on_the_trials_that_pass_the_filters(store, page, query, expected):
    request = ask(store, "/map", query)
    (panel,) = [name for name in page.PANELS if name.endswith("-notes")]
    shown = page.PANELS[panel](store, request)
    assert named(lines(shown)) == expected
    others = len(light(notes_on_trials(store, request.state.filters)))
    assert others and f"{others} other note" in text(shown)


def test_no_trial_no_notes(store):
    assert design.PANELS["design-notes"](store, ask(store, "/design", "?q=nothing-at-all")) is None


@pytest.mark.parametrize(
    ("regimens", "expected"),
    [
        ("miami-1994-97-sil", []),
        ("miami-2005-07-ita", ["trial-numbers-swapped", "function-times-2005"]),
        ("miami-1994-96-iak", ["okt3-and-alg-numbers", "superscripts-lost"]),
        (
            "miami-2000-02-ita",
            [
                "five-or-six-patients-2000",
                "one-patient-unfractionated-2000",
                "infliximab-optional-2000",
                "weaning-at-one-year",
                "loss-after-stopping-2000",
            ],
        ),
    ],
)
@pytest.mark.parametrize(
    ("page", "query"),
    [(protocols, "?regimen={}"), (compare, "?compare={}~nct01143168")],
    ids=["protocols", "compare"],
)
def test_heavy_notes_on_the_protocols_shown(store, page, query, regimens, expected):
    request = ask(store, "/protocols", query.format(regimens))
    shown = named(lines(page.notes(store, request)))
    assert set(expected) <= set(shown)
    assert set(shown) == set(heavy(notes_on(store, "regimens", regimens))["note"])


def test_all_notes_on_a_trial_can_be_read_on_its_page(store):
    for nct_id in store.trials["nct_id"]:
        notes = notes_on(store, "trials", nct_id)
        page = trial.layout(store, ask(store, f"/trials/{nct_id}"))
        assert named(lines(page)) == heavy(notes)["note"].tolist()
        articles = named(of_type(page, "Article"))
        assert articles == light(notes)["note"].tolist()
        (fold,) = of_class(page, "more-notes")
        assert named(of_type(fold, "Article")) == articles


def test_all_notes_on_a_protocol_can_be_read_on_its_page(store):
    for regimen in store.regimens["regimen"]:
        page = cohort.layout(store, ask(store, f"/protocols/{regimen}"))
        own = notes_on(store, "regimens", regimen)
        shown = named(lines(page))
        assert set(heavy(own)["note"]) <= set(shown)
        assert len(shown) == len(set(shown))
        assert set(light(own)["note"]) <= set(named(of_type(page, "Article")))
