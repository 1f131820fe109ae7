"""Differences worked out by hand from regimen_events.csv; written here as literals."""

import pytest

from data.link.options import CompareOptions
from data.link.state import PageState
from data.queries import comparison
from data.queries.comparison import (
    ANTIBODIES,
    agent_differences,
    agent_points,
    class_differences,
    class_sentences,
    compared,
    use,
)
from data.store import TrialStore

IAK, SIK, SIL = "miami-1994-96-iak", "miami-1994-96-sik", "miami-1994-97-sil"
Y1998, Y2000, Y2005 = "miami-1998-99-ita", "miami-2000-02-ita", "miami-2005-07-ita"


def agent_sentences(store, regimens) -> list[str]:
    """The points on each agent as sentences."""
    return [
        f"{head}: {'; '.join(parts)}." if parts else f"{head}."
        for head, parts in agent_points(store, regimens)
    ]


def found(store: TrialStore, *regimens: str) -> dict:
    """(role, agent) -> attribute -> (values in order, regimens that state it, whether other)."""
    return {
        (each.role, each.agent): {
            one.attribute: (tuple(one.values.values()), one.stated_in, one.other)
            for one in each.differences
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


def cells(store: TrialStore, *regimens: str) -> dict[str, str]:
    rows = class_differences(store, regimens).to_dict("records")
    return {row["class_label"]: " / ".join(row[regimen] for regimen in regimens) for row in rows}


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
            "dose": (
                (
                    "8,629 ± 2,102 IEQ/kg; in four patients 9,029 ± 2,589 IEQ/kg",
                    "mean 6,553 ± 1,272 IEQ/kg",
                ),
                pair,
                True,
            ),
            "route": (("intra-hepatic", "not stated"), (Y2000,), False),
            "schedule": (("single infusion", "not stated"), (Y2000,), False),
        },
        ("CELL_INFUSION", "marrow-cd34"): {
            "route": (("intravenous", "not stated"), (Y2000,), False)
        },
        ("MAINTENANCE", "tac"): {
            "start": (("not stated", "day −1"), (Y2005,), False),
            "end": (
                ("weaned from day 365", "to day 91, then switched to another agent"),
                pair,
                True,
            ),
            "schedule": (("follows induction", "continuously"), pair, True),
            "trough": (("not stated", "4-6 ng/ml"), (Y2005,), False),
        },
        ("MAINTENANCE", "sir"): {
            "start": (("not stated", "day −1; day 122"), (Y2005,), False),
            "end": (("weaned from day 365", "to day 122; goes on, end open"), pair, True),
            "route": (("not stated", "oral"), (Y2005,), False),
            "schedule": (("follows induction", "not stated"), (Y2000,), False),
            "trough": (("not stated", "12-15 ng/ml; 7-10 ng/ml"), (Y2005,), False),
        },
    }
    assert class_sentences(store, pair) == [
        "Antilymphocyte antibodies, both classes: DAC / C1H.",
        "T-cell-depleting antibody: none / C1H.",
        "IL-2 receptor antibody: DAC / none.",
        "TNF inhibitor: INF / ETC.",
        "Antimetabolite: none / MMF.",
        "Stem or marrow cells: CD34+ BMSC + Unfractionated BMSC / CD34+ BMSC.",
    ]


def test_1998_99_against_2000_02(store):
    pair = (Y1998, Y2000)
    assert only_in(store, Y1998, *pair) == {
        ("INDUCTION", "atg"),
        ("MAINTENANCE", "cya"),
        ("MAINTENANCE", "mmf"),
        ("MAINTENANCE", "mp"),
    }
    assert only_in(store, Y2000, *pair) == {
        ("INDUCTION", "inf"),
        ("CELL_INFUSION", "marrow-unfractionated"),
        ("MAINTENANCE", "sir"),
    }
    differing = found(store, *pair)
    # the same days 5 and 11 in other words are no other schedule
    assert differing[("CELL_INFUSION", "marrow-cd34")] == {}
    # weaned from day 365 in both
    assert differing[("MAINTENANCE", "tac")] == {
        "schedule": (("not stated", "follows induction"), (Y2000,), False),
        "patients": (("some patients", "all patients"), pair, True),
    }
    assert differing[("INDUCTION", "dac")] == {
        "start": (("“initially”, day not stated", "not stated"), (Y1998,), False),
        "end": (("to day 365", "not stated"), (Y1998,), False),
        "schedule": (
            (
                "biweekly for the first 5 doses, then monthly for the first year",
                "not stated",
            ),
            (Y1998,),
            False,
        ),
        "patients": (("some patients", "all patients"), pair, True),
    }
    assert set(differing[("GRAFT", "islets")]) == {"dose", "schedule"}
    assert cells(store, *pair)["Calcineurin inhibitor"] == "TAC or CyA / TAC"
    assert cells(store, *pair)[ANTIBODIES] == "DAC or ATG / DAC"


def test_1994_96_sik_against_1994_97_sil(store):
    pair = (SIK, SIL)
    assert only_in(store, SIK, *pair) == {
        ("INDUCTION", "okt3"),
        ("INDUCTION", "alg"),
        ("GRAFT", "kidney"),
        ("CELL_INFUSION", "marrow-unfractionated"),
        ("MAINTENANCE", "aza"),
        ("ADJUNCT", "ifn-alpha"),
    }
    assert only_in(store, SIL, *pair) == {("GRAFT", "liver"), ("CELL_INFUSION", "bmsc")}
    schedule = {"schedule": (("follows induction", "not stated"), (SIK,), False)}
    assert found(store, *pair) == {
        ("GRAFT", "islets"): {
            "dose": (
                ("mean 14,800 ± 7,152 IEQ/kg (all eight patients of 1994–96)", "not stated"),
                (SIK,),
                False,
            )
        },
        ("MAINTENANCE", "tac"): schedule,
        ("MAINTENANCE", "mp"): schedule,
        ("MAINTENANCE", "mmf"): schedule
        | {"patients": (("some patients", "all patients"), pair, True)},
    }
    classes = cells(store, *pair)
    assert classes["T-cell-depleting antibody"] == "OKT3 or ALG / none"
    assert classes["Antimetabolite"] == "AZA or MMF / MMF"
    assert ANTIBODIES not in classes


def test_lymphodepletion_of_four_cohorts(store):
    classes = cells(store, SIK, SIL, Y1998, Y2005)
    assert classes["T-cell-depleting antibody"] == "OKT3 or ALG / none / ATG / C1H"
    assert classes[ANTIBODIES] == "OKT3 or ALG / none / DAC or ATG / C1H"
    assert classes["Calcineurin inhibitor"] == "TAC / TAC / TAC or CyA / TAC"
    assert classes["Islet or organ graft"] == "Islets + Kidney / Islets + Liver / Islets / Islets"


def test_sentences_name_the_protocols_and_what_is_stated_in_one_only(store):
    sentences = agent_sentences(store, (Y2000, Y2005))
    assert sentences[0] == (
        "Only in 2000–02 ITA: DAC (induction), INF (induction), "
        "Unfractionated BMSC (cell infusion)."
    )
    assert (
        "CD34+ BMSC (cell infusion), in both: route stated in 2000–02 ITA only: intravenous."
        in sentences
    )
    tac = next(text for text in sentences if text.startswith("TAC"))
    assert "trough stated in 2005–07 ITA only: 4-6 ng/ml" in tac
    assert tac.endswith("some or all days inferred in 2000–02 ITA and 2005–07 ITA.")
    same = agent_sentences(store, (Y1998, Y2000))[-1]
    assert same == "In both, with no stated difference: CD34+ BMSC (cell infusion)."
    given = next(text for text in agent_sentences(store, (SIK, SIL)) if text.startswith("MMF"))
    assert "given to some patients (1994–96 SIK) / all patients (1994–97 SIL)" in given


def test_sentences_of_more_than_two(store):
    sentences = agent_sentences(store, (SIK, SIL, Y1998, Y2005))
    assert (
        "In 1994–96 SIK, 1994–97 SIL and 1998–99 ITA, not in 2005–07 ITA: MP (maintenance)."
        in sentences
    )
    assert any(text.startswith("TAC (maintenance), in all 4: ") for text in sentences)


def test_use_has_a_row_for_every_agent_and_regimen(store):
    frame = use(store, (Y2000, Y2005))
    assert list(frame.columns) == list(comparison.USE_COLUMNS)
    assert frame.groupby(["role", "agent"])["regimen"].apply(tuple).unique().tolist() == [
        (Y2000, Y2005)
    ]
    etanercept = frame[(frame["agent"] == "etc") & frame["used"]].iloc[0]
    assert etanercept["dose"] == "50 mg; 25 mg"
    assert etanercept["route"] == "intravenous; subcutaneous"
    assert etanercept["end"] == "same day; to day 14"
    assert "Table 4, row 7" in etanercept["locators"]
    assert set(frame.loc[~frame["used"], "dose"]) == {""}


@pytest.mark.parametrize("pair", [(Y2000, Y2005), (Y1998, Y2000), (SIK, SIL)])
def test_every_event_of_the_pair_is_accounted_for(store, pair):
    rows = store.regimen_events
    own = rows[rows["regimen"].isin(pair)]
    keys = set(zip(own["regimen"], own["role"].astype("str"), own["agent"], strict=True))
    frame = use(store, pair)
    frame = frame[frame["used"]]
    assert set(zip(frame["regimen"], frame["role"], frame["agent"], strict=True)) == keys


def test_a_regimen_against_itself_differs_in_nothing(store):
    assert class_sentences(store, (Y2005,)) == []
    assert all(not each.differences for each in agent_differences(store, (Y2005,)))


def test_the_default_and_nothing_at_all(store):
    assert compared(PageState()) == (Y2000, Y2005)
    assert compared(PageState(compare=CompareOptions((SIK,)))) == (SIK,)
    assert use(store, ()).empty
    assert class_differences(store, ()).empty
    assert agent_sentences(store, ()) == []
