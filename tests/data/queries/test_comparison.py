"""Differences of agents worked out by hand from regimen_events.csv; written here as literals."""

import pytest

from data.link.options import CompareOptions
from data.link.state import PageState
from data.queries.comparison import agent_differences, compared, events, short_labels
from data.store import TrialStore

SIK, SIL = "miami-1994-96-sik", "miami-1994-97-sil"
Y1998, Y2000, Y2005 = "miami-1998-99-ita", "miami-2000-02-ita", "miami-2005-07-ita"


def found(store: TrialStore, *regimens: str) -> dict:
    """(role, agent) -> attribute -> (regimens that state it, whether stated values differ)."""
    return {
        (each.role, each.agent): {
            one.attribute: (one.stated_in, one.other) for one in each.differences
        }
        for each in agent_differences(store, regimens)
        if len(each.used_in) == len(regimens)
    }


def only_in(store: TrialStore, regimen: str, *regimens: str) -> set[tuple[str, str]]:
    return {
        (each.role, each.agent)
        for each in agent_differences(store, regimens)
        if each.used_in == (regimen,)
    }


def test_2000_02_against_2005_07(store):
    pair = (Y2000, Y2005)
    assert only_in(store, Y2000, *pair) == {
        ("INDUCTION", "dac"),
        ("INDUCTION", "inf"),
        ("CELL_INFUSION", "marrow-unfractionated"),
    }
    assert only_in(store, Y2005, *pair) == {
        ("INDUCTION", "c1h"),
        ("ANTI_INFLAMMATORY", "etc"),
        ("MAINTENANCE", "mmf"),
    }
    assert found(store, *pair) == {
        ("GRAFT", "islets"): {
            "dose": (pair, True),
            "route": ((Y2000,), False),
            "schedule": ((Y2000,), False),
        },
        ("CELL_INFUSION", "marrow-cd34"): {"route": ((Y2000,), False)},
        # “followed by ... maintenance” is no day, and “continuously” no more than its span
        ("MAINTENANCE", "tac"): {
            "trough": ((Y2005,), False),
            "start": ((Y2005,), False),
            "end": (pair, True),
        },
        ("MAINTENANCE", "sir"): {
            "trough": ((Y2005,), False),
            "start": ((Y2005,), False),
            "end": (pair, True),
            "route": ((Y2005,), False),
        },
    }


def test_1998_99_against_2000_02(store):
    pair = (Y1998, Y2000)
    assert only_in(store, Y1998, *pair) == {
        ("INDUCTION", "atg"),
        ("MAINTENANCE", "cya"),
        ("MAINTENANCE", "mmf"),
        ("MAINTENANCE", "mp"),
    }
    differing = found(store, *pair)
    # the same days 5 and 11 in other words are no other schedule
    assert differing[("CELL_INFUSION", "marrow-cd34")] == {}
    # weaned from day 365 in both
    assert differing[("MAINTENANCE", "tac")] == {"patients": (pair, True)}
    # “initially” is no day
    assert differing[("INDUCTION", "dac")] == {
        "end": ((Y1998,), False),
        "schedule": ((Y1998,), False),
        "patients": (pair, True),
    }
    assert set(differing[("GRAFT", "islets")]) == {"dose", "schedule"}


def test_1994_96_sik_against_1994_97_sil(store):
    pair = (SIK, SIL)
    assert only_in(store, SIL, *pair) == {("GRAFT", "liver"), ("CELL_INFUSION", "bmsc")}
    assert found(store, *pair) == {
        ("GRAFT", "islets"): {"dose": ((SIK,), False)},
        ("MAINTENANCE", "tac"): {},
        ("MAINTENANCE", "mp"): {},
        ("MAINTENANCE", "mmf"): {"patients": (pair, True)},
    }


def test_single_days_differ_in_days(store):
    pair = ("nct01143168", "t1d-pancreatic-artery")
    differing = found(store, *pair)[("CELL_INFUSION", "mononuclear-cells")]
    assert differing["days"] == (pair, True)
    assert "start" not in differing


@pytest.mark.parametrize("pair", [(Y2000, Y2005), (Y1998, Y2000), (SIK, SIL)])
def test_every_event_of_the_pair_is_accounted_for(store, pair):
    rows = store.regimen_events
    own = rows[rows["regimen"].isin(pair)]
    keys = set(zip(own["regimen"], own["role"].astype("str"), own["agent"], strict=True))
    assert {
        (regimen, each.role, each.agent)
        for each in agent_differences(store, pair)
        for regimen in each.used_in
    } == keys


def test_a_regimen_against_itself_differs_in_nothing(store):
    assert all(not each.differences for each in agent_differences(store, (Y2005,)))


def test_the_default_and_nothing_at_all(store):
    assert compared(store, PageState()) == (Y2000, Y2005)
    assert compared(store, PageState(compare=CompareOptions((SIK,)))) == (SIK,)
    assert events(store, ()).empty
    assert agent_differences(store, ()) == ()
    assert short_labels(store, (Y2005, Y2000)) == {Y2005: "2005–07 ITA", Y2000: "2000–02 ITA"}
