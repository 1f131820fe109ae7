from dataclasses import replace

import pandas as pd
import pytest

from components.scope import trials_behind
from components.views import VIEWS
from data.link.filters import TrialFilters
from data.link.state import PageState
from data.queries.trials import matching


def scoped(store, slug: str, query: str):
    state, ignored = PageState.from_query(query, store.known)
    assert not ignored
    scope = VIEWS[slug].scope
    return scope.chosen(store, state), scope.shown(store, state), scope.behind(store, state)


@pytest.mark.parametrize(
    ("slug", "query", "chosen", "shown", "rows"),
    [
        ("allocation", "", "All trials", "19 of 19 trials", 19),
        ("allocation", "phase=phase2", "Phase: Phase 2", "5 of 19 trials", 5),
        ("allocation", "q=no-such-word", "Text: “no-such-word”", "0 of 19 trials", 0),
        ("trial-map", "q=no-such-word", "Text: “no-such-word”", "0 of 19 trials", 0),
        ("agent-matrix", "condition=t2d", None, "7 of 7 cohorts", None),
        ("protocol-timeline", "regimen=miami-2005-07-ita", None, "1 of 12 protocols", 11),
        ("comparison-timeline", "", None, "2 of 12 protocols", 19),
        ("at-a-glance", "", "All 7 cohorts", "7 of 12 protocols", 64),
        ("at-a-glance", "window=transplant", "All 7 cohorts", "7 of 12 protocols", 64),
        ("at-a-glance", "condition=t2d", "Condition: Type 2 diabetes", "2 of 12 protocols", None),
        ("at-a-glance", "from=2006&to=2001", None, "0 of 12 protocols", 0),
        ("graft-function", "regimen=miami-2005-07-ita", None, "1 of 12 protocols", None),
        ("trial-list", "", "All trials", "19 of 19 trials", 19),
        ("trial-list", "find=islet", "Search in the table: “islet”", "2 of 19 trials", 2),
        (
            "trial-list",
            "find=islet&phase=phase2&sort=-title",
            "Phase: Phase 2; search in the table: “islet”; sorted by title (descending)",
            "2 of 19 trials",
            2,
        ),
        # the search belongs to the table: nothing else is narrowed by it
        ("allocation", "find=islet&sort=-title", "All trials", "19 of 19 trials", 19),
    ],
)
def test_scopes(store, slug, query, chosen, shown, rows):
    found = scoped(store, slug, query)
    assert found[1] == shown
    assert chosen is None or found[0] == chosen
    assert rows is None or len(found[2]) == rows


@pytest.mark.parametrize(
    ("slug", "query", "said"),
    [
        (
            "trial-map",
            "count=organisations&region=europe",
            ("count: Organisations", "region: Europe"),
        ),
        ("protocol-timeline", "window=followup", ("follow-up",)),
        ("comparison-timeline", "", (" against ",)),
        ("graft-function", "condition=t1d", ("Condition: Type 1 diabetes",)),
        ("graft-function", "phase=phase2", ("All cohorts and trials",)),
    ],
)
def test_options_are_said_where_they_apply(store, slug, query, said):
    chosen, _, _ = scoped(store, slug, query)
    assert all(part in chosen for part in said)


def test_filters_of_trials_are_not_said_of_protocols(store):
    plain, filtered = (scoped(store, "agent-matrix", query)[0] for query in ("", "phase=phase2"))
    assert plain == filtered


def test_the_trials_behind_carry_their_conditions_and_places(store):
    state = PageState(filters=TrialFilters.of({"condition": ("T1D",)}))
    rows = trials_behind(store, state)
    assert list(rows["nct_id"]) == list(store.trials.loc[matching(store, state.filters), "nct_id"])
    assert set(store.trials.columns) < set(rows.columns)
    own = rows.set_index("nct_id").loc["NCT00465478"]
    conditions = store.trial_conditions.query("nct_id == 'NCT00465478'")["condition_group"]
    assert own["conditions"].split("; ") == list(dict.fromkeys(conditions.astype("str")))


def test_a_file_of_all_rows_calls_no_column_not_stated_that_the_source_lacks(imported):
    """The file said NOT_STATED of a phase that the imported CSV has no column for."""
    absent = {
        "trials": frozenset(("phase", "start_date", "start_year", "enrollment")),
        "trial_organisations": frozenset(("country",)),
    }
    trials = imported.trials.assign(phase=pd.Categorical(["NOT_STATED"] * len(imported.trials)))
    rows = trials_behind(replace(imported, trials=trials, absent=absent), PageState())
    assert set(rows["phase"]) == {"NOT_IN_FILE"}
    assert "NOT_STATED" not in set(rows["countries"])
    assert rows["start_date"].tolist() == imported.trials["start_date"].tolist()
    assert "NOT_IN_FILE" not in set(rows["allocation"])
    assert "NOT_IN_FILE" not in set(trials_behind(imported, PageState())["phase"])


@pytest.mark.parametrize("slug", VIEWS)
def test_every_row_behind_a_view_says_where_it_stands(store, slug):
    said, shown, behind = scoped(store, slug, "")
    if VIEWS[slug].lacks(store):
        assert (said + ".", shown, len(behind)) == (VIEWS[slug].lacks(store), "Nothing to show", 0)
        return
    assert len(behind) > 0
    assert (behind["source"] != "").all()
    n, of, total, _ = shown.split()
    assert of == "of"
    assert 0 < int(n) <= int(total)
