"""The yardstick answers the same numbers as the app: it is slower, not wrong."""

import pytest

from data.datasets.catalogue import load_dataset
from data.link.options import MapOptions
from data.queries import places
from data.queries.trials import breakdown, count_matching, cross_breakdown
from tests.bench.generate import generate
from tests.bench.plain_dash import BARS, COLUMNS, FILTERS, Registry, create_app

NAME, STUDIES = "made-up", 2_000
CHOICES = (
    {},
    {"phase": ("PHASE2", "PHASE3")},
    {"country": ("USA",), "status": ("COMPLETED",)},
    {"phase": ("PHASE4",), "masking": ("QUADRUPLE",), "country": ("FRA", "CHN")},
    {"phase": ("EARLY_PHASE1",), "type": ("EXPANDED_ACCESS",), "country": ("JPN",)},
)


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    root = tmp_path_factory.mktemp("datasets")
    generate(root, NAME, STUDIES)
    return load_dataset(root, NAME), Registry(root, NAME)


@pytest.fixture(params=CHOICES, ids=lambda chosen: "+".join(chosen) or "all")
def chosen(request, both):
    """The app's filters, and the trials that the yardstick lets pass."""
    store, registry = both
    filters = store.no_filters()
    for key, codes in request.param.items():
        filters = filters.with_codes(key, codes)
    return filters, registry.chosen([request.param.get(key) for key in FILTERS])


def test_the_trials_that_match(both, chosen):
    filters, trials = chosen
    assert len(trials) == count_matching(both[0], filters)


def test_a_condition_filters_alike(both):
    store, registry = both
    code = store.known.filters[0].codes[0]
    trials = registry.chosen([[code] if key == "condition" else None for key in FILTERS])
    assert len(trials) == count_matching(store, store.no_filters().with_codes("condition", (code,)))


def test_the_countries_of_the_map(both, chosen):
    filters, trials = chosen
    ours = places.trial_places(both[0], filters, MapOptions()).countries
    theirs = both[1].countries(trials)
    assert dict(zip(theirs["country"], theirs["trials"], strict=True)) == {
        row.country: row.trials for row in ours
    }


@pytest.mark.parametrize("key", BARS)
def test_the_bars(both, chosen, key):
    filters, trials = chosen
    ours = breakdown(both[0], filters, key).frame
    theirs = trials[COLUMNS[key]].astype("str").value_counts()
    held = ours[ours["trials"] > 0]
    assert dict(zip(held["code"], held["trials"], strict=True)) == theirs.to_dict()


def test_phase_by_country(both, chosen):
    filters, trials = chosen
    store, registry = both
    rows = registry.sites[["nct_id", "country"]].merge(trials[["nct_id", "phase"]])
    theirs = registry.by_phase(rows, "country", 1_000)
    ours = cross_breakdown(store, filters, "country", "phase").frame
    ours = ours[(ours["trials"] > 0) & (ours["row"] != "NOT_STATED")]
    cells = set(zip(ours["row"], ours["column"], ours["trials"], strict=True))
    told = set(zip(theirs["country"], theirs["phase"], theirs["trials"], strict=True))
    assert cells <= told


def test_the_pages_hold_their_figures(both):
    client = create_app(both[1]).server.test_client()
    assert client.get("/map").status_code == 200
