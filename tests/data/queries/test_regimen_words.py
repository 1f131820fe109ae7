import pytest

from data.queries.regimen_words import closing, in_words, opening, role_sentences
from data.store import TrialStore
from tests.imports import ARMS

Y1998, Y2000, Y2005 = "miami-1998-99-ita", "miami-2000-02-ita", "miami-2005-07-ita"


def roles(store: TrialStore, regimen: str) -> dict[str, list[str]]:
    return dict(role_sentences(store, regimen))


def test_the_latest_cohort(store):
    text = in_words(store, Y2005)
    assert text.startswith(
        "2005–07, islet transplantation alone (n = 3). Day 0 is the islet infusion. "
        "Induction: Campath-1H (alemtuzumab) (C1H): 20 mg on days -1 and 0"
    )
    said = roles(store, Y2005)
    assert said["Anti-inflammatory"] == [
        "Etanercept (ETC): 50 mg, intravenous, on day 0 (“before islet infusion”), day inferred, "
        "before islet infusion",
        "Etanercept (ETC): 25 mg, subcutaneous, from day 0 (“Thereafter”), to day 14 "
        "(“for 2 weeks”), day inferred, twice weekly for 2 weeks",
    ]
    assert said["Cell infusion"] == [
        "Donor bone marrow cells, enriched for CD34+ (CD34+ BMSC): on days 5 and 11"
    ]
    assert said["Maintenance"][0] == (
        "Tacrolimus (TAC): from day −1 (“the day before ITA”), to day 91 (“for three months. Then, "
        "patients were switched to MMF”), day inferred, continuously, trough 4-6 ng/ml"
    )
    assert "from day 122 (“thereafter”), goes on, end open" in text


def test_alternatives_patients_and_open_days_are_kept(store):
    said = roles(store, Y1998)
    assert said["Induction"][0] == (
        "Anti-thymocyte globulin (rabbit) (ATG): days not stated, or DAC instead, "
        "patients: two (text); one (Table 4)"
    )
    assert "“initially”, day not stated" in said["Induction"][1]
    assert "patients: not stated (Table 4: ±)" in in_words(store, Y2000)


def test_a_printed_none_is_said(store):
    assert roles(store, "miami-1994-97-sil")["Induction"] == ["none, as Table 4 prints"]
    assert "Induction" not in roles(store, "t1d-autologous-hsct")


def test_an_inferred_use_and_a_tolerance_are_said(store):
    assert roles(store, "miami-1994-96-sik")["Adjunct"] == [
        "Interferon alpha (IFN-α): days not stated, patients: one, group of patients inferred"
    ]
    assert "on days 7 ± 1 and 14 ± 2" in in_words(store, "nct01143168")
    assert opening(store, "t2d-marrow-oxygen").endswith("Day 0 is the marrow cell infusion.")


def test_what_is_not_stated_is_listed(store):
    assert closing(store, Y2005) == (
        "Not stated in the source: dose of CD34+ BMSC, TAC and SIR; "
        "route of C1H, CD34+ BMSC, TAC and MMF."
    )


def test_every_regimen_reads_as_text_without_a_gap(store):
    for regimen in store.regimens["regimen"]:
        text = in_words(store, regimen)
        assert text.endswith(".")
        assert not any(odd in text for odd in (" nan", "<NA>", "  ", ",,", ", ;", "NOT_STATED"))


@pytest.mark.parametrize("regimen", [Y1998, Y2000, Y2005])
def test_every_agent_of_the_regimen_is_named(store, regimen):
    rows = store.regimen_events
    used = set(rows.loc[rows["regimen"] == regimen, "agent"])
    codes = store.agents.loc[store.agents["agent"].isin(used), "code"]
    text = in_words(store, regimen)
    assert [code for code in codes if code not in text] == []


def test_a_protocol_of_the_house_reads_by_its_days(protocols):
    said = roles(protocols, "ours.standard-2024")
    assert said["Induction"] == [
        "Anti-thymocyte globulin (rabbit) (ATG): 1.5 mg/kg, from day −1, to day 3"
    ]
    assert said["Maintenance"][0].endswith("from day 0, goes on, end open, trough 8-10 ng/ml")


def test_patients_are_said_where_they_are_not_simply_all(protocols):
    text = in_words(protocols, "ours.pilot-2025")
    assert "patients: all" not in text
    assert "patients: some (n = 2)" in text


def words_of(datasets, code):
    return in_words(datasets.of_query(f"?dataset={ARMS}&regimen={code}"), code)


def test_an_arm_in_words(with_arms):
    text = words_of(with_arms, "nct00000041.arm-1")
    assert text.startswith(
        "NCT00000041, CAR-T cells. Day 0 is the first cell infusion. Conditioning: Fludarabine: "
        "30 mg/m2, intravenous, from day −5 to day −3."
    )
    assert "patients of this arm" not in text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        # the record's words stand where they are no such days
        ("nct00000043.arm-1", "on day 28 (“week 4”)"),
        ("nct00000042.arm-1", "from day 1 to day 7, each cycle of 28 days"),
        (
            "nct00000044.arm-1",
            "Words that no rule could place: “Cells are infused on day 9.”.",
        ),
    ],
)
def test_words_of_arms_keep_those_of_the_record(with_arms, code, words):
    assert words in words_of(with_arms, code)


def test_a_name_that_was_shortened_is_no_other_name(with_arms):
    assert "words not placed" not in words_of(with_arms, "nct00000044.arm-1")
