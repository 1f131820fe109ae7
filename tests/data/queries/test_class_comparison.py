"""Verdicts and texts worked out by hand from the review; written here as literals."""

import pytest

from data.link.options import CompareOptions
from data.link.state import PageState
from data.queries.class_comparison import COLUMNS, VERDICTS, by_class, in_words, years
from data.store import TrialStore

IAK, SIK, SIL = "miami-1994-96-iak", "miami-1994-96-sik", "miami-1994-97-sil"
S1996 = "miami-1996-98-sik"
Y1998, Y2000, Y2005 = "miami-1998-99-ita", "miami-2000-02-ita", "miami-2005-07-ita"


def compared(store: TrialStore, *regimens: str):
    return by_class(store, PageState(compare=CompareOptions(regimens)))


def verdicts(store: TrialStore, *regimens: str) -> dict[str, tuple[str, str]]:
    rows = compared(store, *regimens).drop_duplicates("agent_class")
    return {
        row["agent_class"]: (row["verdict_label"], row["differs"])
        for row in rows.to_dict("records")
    }


def texts(store: TrialStore, agent_class: str, *regimens: str) -> list[str]:
    rows = compared(store, *regimens)
    return rows.loc[rows["agent_class"] == agent_class, "text"].tolist()


def test_2000_02_against_2005_07(store):
    found = verdicts(store, Y2000, Y2005)
    assert list(found.items()) == [
        ("T_CELL_DEPLETING IL2R_ANTIBODY", ("different", "other agent")),
        ("TNF_INHIBITOR", ("different", "other agent")),
        (
            "CALCINEURIN_INHIBITOR",
            ("different", "other end; level and start stated in 2005–07 only"),
        ),
        (
            "MTOR_INHIBITOR",
            ("different", "other end; level, start and route stated in 2005–07 only"),
        ),
        (
            "TISSUE_GRAFT",
            ("different", "other dose; route and schedule stated in 2000–02 only"),
        ),
        ("ANTIMETABOLITE", ("stated in one only", "stated in 2005–07 only")),
        (
            "CELL_PRODUCT",
            (
                "stated in one only",
                "Unfractionated BMSC stated in 2000–02 only; "
                "CD34+ BMSC: route stated in 2000–02 only",
            ),
        ),
    ]


@pytest.mark.parametrize(
    ("agent_class", "expected"),
    [
        ("T_CELL_DEPLETING IL2R_ANTIBODY", ["DAC", "C1H: 20 mg on days −1 and 0"]),
        (
            "TNF_INHIBITOR",
            [
                "INF (for whom not stated): single dose",
                "ETC: 50 mg IV on day 0, then 25 mg SC twice weekly to day 14",
            ],
        ),
        (
            "CALCINEURIN_INHIBITOR",
            [
                "TAC: from after induction, level not stated; weaned from month 12",
                "TAC: 4–6 ng/ml from day −1 to month 3, then MMF",
            ],
        ),
        (
            "MTOR_INHIBITOR",
            [
                "SIR: from after induction, level not stated; weaned from month 12",
                "SIR: 12–15 ng/ml oral from day −1 to month 4, then 7–10 ng/ml; end open",
            ],
        ),
        ("ANTIMETABOLITE", ["", "MMF: 250 mg up to 1 g BID from month 3"]),
    ],
)
def test_texts_of_2000_02_and_2005_07(store, agent_class, expected):
    assert texts(store, agent_class, Y2000, Y2005) == expected


def test_patients_and_weaning_of_1998_99(store):
    """The text describes the weaning of one of the three patients with daclizumab."""
    assert texts(store, "CALCINEURIN_INHIBITOR", Y1998, Y2000)[0].splitlines() == [
        "TAC in 3: weaned from month 12 in one of them",
        "or CyA in 2 (Table 4: 1)",
    ]
    assert texts(store, "ANTIMETABOLITE", Y1998, Y2000)[0] == (
        "MMF: in 3 with DAC, weaned from month 12 in one of them; in 2 with ATG"
    )
    assert verdicts(store, Y1998, Y2000)["CALCINEURIN_INHIBITOR"] == (
        "different",
        "TAC: other patients; CyA stated in 1998–99 only",
    )


@pytest.mark.parametrize(
    "regimens", [(SIK, SIL), (SIL, Y1998), (SIL, Y2000), (IAK, SIK, SIL, S1996), (SIL, Y2005)]
)
def test_a_printed_none_is_said_against_an_agent_of_induction(store, regimens):
    rows = compared(store, *regimens)
    own = rows[(rows["regimen"] == SIL) & (rows["text"] == "none, as printed")]
    assert len(own)
    assert set(own["verdict"]) == {"DIFFERENT"}
    assert own["differs"].str.startswith("none printed in 1994–97").all()
    assert set(own["agent_class"]) <= {
        "T_CELL_DEPLETING",
        "IL2R_ANTIBODY",
        "T_CELL_DEPLETING IL2R_ANTIBODY",
        "TNF_INHIBITOR",
    }


def test_a_fraction_that_is_not_stated_is_no_other_agent(store):
    assert verdicts(store, SIK, SIL)["CELL_PRODUCT"] == (
        "stated in one only",
        "fraction stated in 1994–96 only",
    )


def test_maintenance_after_induction_is_no_other_schedule(store):
    assert verdicts(store, SIK, SIL)["CALCINEURIN_INHIBITOR"] == ("the same, as far as stated", "")
    for pair in ((SIK, SIL), (Y1998, Y2000), (Y2000, Y2005)):
        for agent_class in ("CALCINEURIN_INHIBITOR", "MTOR_INHIBITOR", "CORTICOSTEROID"):
            assert "schedule" not in verdicts(store, *pair).get(agent_class, ("", ""))[1]


def test_of_many_protocols_the_cells_show_where_it_stands(store):
    found = verdicts(store, SIK, Y1998, Y2000, Y2005)
    assert found["CALCINEURIN_INHIBITOR"] == (
        "different",
        "other end and patients; not in all: CyA, level, start",
    )
    assert found["CYTOKINE"] == ("stated in some only", "")


@pytest.mark.parametrize(
    "regimens", [(Y2000, Y2005), (Y1998, Y2000, Y2005), (IAK, SIK, SIL, S1996), (SIK, SIL)]
)
def test_every_event_stands_in_its_class_and_protocol(store, regimens):
    rows = compared(store, *regimens)
    assert list(rows.columns) == list(COLUMNS)
    own = store.regimen_events[store.regimen_events["regimen"].isin(regimens)]
    own = own.merge(store.agents[["agent", "code", "agent_class"]], on="agent")
    for event in own.to_dict("records"):
        of_protocol = rows[rows["regimen"] == event["regimen"]]
        (cell,) = (
            row
            for row in of_protocol.to_dict("records")
            if event["agent_class"] in row["agent_class"].split()
        )
        assert event["code"] in cell["agents"].splitlines()
        assert event["locator"] in cell["locators"]
    order = [list(VERDICTS).index(code) for code in rows["verdict"]]
    assert order == sorted(order)


def test_no_text_says_that_an_agent_was_not_used(store):
    for pair in ((SIK, SIL), (Y1998, Y2005), (SIK, Y1998, Y2000, Y2005)):
        rows = compared(store, *pair)
        said = " ".join(rows["text"]) + " ".join(rows["differs"])
        assert "not used" not in said


def test_years_name_protocols_only_where_they_tell_them_apart(store):
    assert years(store, (SIK, Y1998)) == {SIK: "1994–96", Y1998: "1998–99"}
    assert years(store, (IAK, SIK)) == {IAK: "1994–96 IAK", SIK: "1994–96 SIK"}


def test_one_protocol_is_compared_with_nothing(store):
    assert compared(store, Y1998).empty
    assert in_words(compared(store, Y1998)) == "Nothing to compare."


def test_the_table_in_words(store):
    said = in_words(compared(store, Y2000, Y2005))
    assert said.startswith(
        "T-cell-depleting antibody or IL-2 receptor antibody: different, other agent. "
        "2000–02 ITA: DAC; 2005–07 ITA: C1H: 20 mg on days −1 and 0."
    )
