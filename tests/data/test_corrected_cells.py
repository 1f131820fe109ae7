"""The cells that the second reading of the sources corrected, each with its literal value."""

import pytest

from data.store import TrialStore

KEYS = {
    "regimens": "regimen",
    "regimen_events": "event",
    "outcomes": "outcome",
    "graft_function": "graft",
    "agents": "agent",
}
SIK, IAK, Y1998, Y2000 = (
    "miami-1994-96-sik",
    "miami-1994-96-iak",
    "miami-1998-99-ita",
    "miami-2000-02-ita",
)

CELLS = [
    # five or six patients in 2000: text, Table 4
    ("regimens", Y2000, "n", "5"),
    ("regimens", Y2000, "n_table_4", "6"),
    ("regimen_events", f"{Y2000}-05", "patients_n", "5"),
    ("regimen_events", f"{Y2000}-05", "patients_table_4", "6"),
    ("outcomes", f"{Y2000}-o04", "n_of", "5"),
    ("outcomes", f"{Y2000}-o04", "n_of_table_4", "6"),
    ("outcomes", f"{Y2000}-o08", "n_of", "5"),
    ("outcomes", f"{Y2000}-o08", "n_of_table_4", "6"),
    # OKT3 and ALG of 1994-96: five and three of all eight in the text; seven and one in Table 4
    ("regimen_events", f"{SIK}-05", "patients_n", "5"),
    ("regimen_events", f"{SIK}-05", "patients_qualifier", "UP_TO"),
    ("regimen_events", f"{SIK}-05", "patients_table_4", "7"),
    ("regimen_events", f"{SIK}-05", "coverage", "SOME"),
    ("regimen_events", f"{SIK}-05", "coverage_table_4", "ALL"),
    ("regimen_events", f"{SIK}-05", "alternative_to", "ALG"),
    ("regimen_events", f"{SIK}-11", "agent", "alg"),
    ("regimen_events", f"{SIK}-11", "patients_n", "2"),
    ("regimen_events", f"{SIK}-11", "patients_qualifier", "AT_LEAST"),
    ("regimen_events", f"{SIK}-11", "patients_table_4", ""),
    ("regimen_events", f"{SIK}-11", "coverage_table_4", "NOT_NAMED"),
    ("regimen_events", f"{SIK}-11", "group_certainty", "INFERRED"),
    ("regimen_events", f"{IAK}-05", "patients_n", ""),
    ("regimen_events", f"{IAK}-05", "patients_table_4", "1"),
    # ATG and CyA of 1998-99: two in the text, one in Table 4
    ("regimen_events", f"{Y1998}-04", "arm", "DAC"),
    ("regimen_events", f"{Y1998}-04", "patients_n", "3"),
    ("regimen_events", f"{Y1998}-04", "patients_table_4", "4"),
    ("regimen_events", f"{Y1998}-05", "arm", "ATG"),
    ("regimen_events", f"{Y1998}-05", "patients_n", "2"),
    ("regimen_events", f"{Y1998}-05", "patients_table_4", "1"),
    ("regimen_events", f"{Y1998}-09", "arm", "ATG"),
    ("regimen_events", f"{Y1998}-09", "patients_n", "2"),
    ("regimen_events", f"{Y1998}-09", "patients_table_4", "1"),
    ("regimen_events", f"{Y1998}-06", "arm", "DAC"),
    ("regimen_events", f"{Y1998}-07", "coverage", "SOME"),
    ("regimen_events", f"{Y1998}-07", "arm", "DAC"),
    ("regimen_events", f"{Y1998}-08", "arm", "DAC"),
    ("regimen_events", f"{Y1998}-10", "coverage", "SOME"),
    ("regimen_events", f"{Y1998}-10", "arm", "ATG"),
    # interferon is stated; that its patient was of this group is inferred
    ("regimen_events", f"{SIK}-10", "coverage", "SOME"),
    ("regimen_events", f"{SIK}-10", "patients_n", "1"),
    ("regimen_events", f"{SIK}-10", "group_certainty", "INFERRED"),
    # collection before the infusion; treatment that had failed
    ("regimen_events", "t1d-autologous-hsct-03", "role", "COLLECTION"),
    ("regimen_events", "t2d-gastroduodenal-artery-01", "role", "BACKGROUND"),
    ("regimen_events", "t2d-gastroduodenal-artery-02", "role", "BACKGROUND"),
    # print or nothing
    ("regimen_events", f"{SIK}-01", "start_printed", ""),
    ("regimen_events", f"{SIK}-05", "start_printed", ""),
    ("regimen_events", f"{SIK}-03", "start_printed", "days 5 and 11"),
    ("regimen_events", f"{SIK}-04", "start_printed", "days 5 and 11"),
    ("regimen_events", "miami-2005-07-ita-04", "start_printed", "days -1 and 0"),
    ("regimen_events", "miami-2005-07-ita-09", "start_printed", "Then"),
    ("regimen_events", "miami-2005-07-ita-11", "start_printed", "thereafter"),
    ("regimen_events", f"{Y2000}-07", "end_printed", "tapered gradually"),
    # the same open number in both frames
    ("graft_function", f"{SIK}-g01", "n", ""),
    ("outcomes", f"{SIK}-o08", "n", ""),
    # planned, not enrolled
    ("regimens", "nct01143168", "n", ""),
    ("regimens", "nct01143168", "n_planned", "24"),
    ("regimen_events", "nct01143168-01", "patients", "all (24 planned)"),
    ("regimen_events", "nct01143168-01", "patients_n", ""),
    ("regimens", "t1d-pancreatic-artery", "n", "3"),
    ("regimens", "t1d-pancreatic-artery", "n_planned", "10"),
    ("outcomes", "t1d-pancreatic-artery-o01", "n", "3"),
    ("outcomes", "t1d-pancreatic-artery-o01", "n_of", ""),
    ("outcomes", "t1d-pancreatic-artery-o01", "n_planned", "10"),
    ("outcomes", "t1d-pancreatic-artery-o01", "value_printed", "three subjects"),
    # a place in each source that is named
    ("agents", "c1h", "source", "agent-reference|review-2010"),
]
ARMS = [
    *((f"{Y1998}-o{number:02d}", "DAC") for number in range(2, 21)),
    *((f"{Y1998}-o{number:02d}", "ATG") for number in range(21, 31)),
    *((f"{Y1998}-o{number:02d}", "ALL") for number in (1, 31, 32, 33, 34)),
    *((f"{SIK}-o{number:02d}", "NOT_STATED") for number in range(1, 14)),
    (f"{IAK}-o01", "ALG"),
    (f"{Y2000}-o04", "ONE"),
]
GRAFT_ARMS = [
    (f"{SIK}-g01", "NOT_STATED"),
    (f"{Y1998}-g01", "DAC"),
    (f"{Y1998}-g02", "DAC"),
    (f"{Y1998}-g03", "DAC"),
    (f"{Y1998}-g04", "ATG"),
    (f"{Y1998}-g05", "ATG"),
    (f"{Y2000}-g01", "ONE"),
]
BASIS = [
    ("NCT00021801", 1, "review-2010|city-coordinates"),
    ("NCT00021801", 2, "review-2010|registry-facts"),
    ("NCT00315614", 1, "review-2010|registry-facts|city-coordinates"),
    ("NCT01143168", 1, "review-2010|record-nct01143168|city-coordinates"),
    ("NCT01143168", 2, "review-2010|registry-facts|record-nct01143168"),
    ("NCT00465478", 1, "review-2010|registry-facts"),
    ("NCT00821899", 1, "review-2010|city-coordinates"),
]


def cell(store: TrialStore, frame: str, key: str, column: str) -> str:
    rows = getattr(store, frame).set_index(KEYS[frame])
    value = rows.loc[key, column]
    return "" if str(value) in ("<NA>", "nan") else str(value)


@pytest.mark.parametrize(("frame", "key", "column", "value"), CELLS)
def test_a_corrected_cell(store: TrialStore, frame: str, key: str, column: str, value: str) -> None:
    assert cell(store, frame, key, column) == value


@pytest.mark.parametrize(("key", "arm"), ARMS)
def test_an_outcome_carries_its_arm(store: TrialStore, key: str, arm: str) -> None:
    assert cell(store, "outcomes", key, "arm") == arm


@pytest.mark.parametrize(("key", "arm"), GRAFT_ARMS)
def test_a_graft_carries_its_arm(store: TrialStore, key: str, arm: str) -> None:
    assert cell(store, "graft_function", key, "arm") == arm


@pytest.mark.parametrize(("nct_id", "position", "source"), BASIS)
def test_an_organisation_names_what_its_role_and_place_rest_on(
    store: TrialStore, nct_id: str, position: int, source: str
) -> None:
    rows = store.trial_organisations.set_index(["nct_id", "position"])
    assert rows.loc[(nct_id, position), "source"] == source


def test_organisations_name_every_source_they_rest_on(store: TrialStore) -> None:
    """The kind of the fault: a role or a point with a basis that ``source`` does not name."""
    for row in store.trial_organisations.itertuples():
        named = str(row.source).split("|")
        assert named[0] == "review-2010"
        assert ("city-coordinates" in named) == (row.lat == row.lat)
        assert ("registry-facts" in named) == ("registry facts" in str(row.role_basis).lower())
        assert ("registry-facts" in named) == ("registry facts" in str(row.locator))


def test_the_enrolment_of_nct01143168_is_the_records(store: TrialStore) -> None:
    (row,) = store.trials[store.trials["nct_id"] == "NCT01143168"].itertuples()
    assert (row.enrollment, row.source) == (24, "review-2010|record-nct01143168")


FACTS = [
    (Y1998, "AIM", "acceptance of the islet"),
    (Y2000, "PATIENTS", "Brittle type 1 diabetes with hypoglycaemia unawareness"),
    (Y2000, "ENDPOINT", "Induction of haematopoietic chimerism"),
    (Y2000, "ENDPOINT", "after the immunosuppressive drugs were stopped"),
    ("miami-2005-07-ita", "PATIENTS", "Brittle type 1 diabetes"),
    ("miami-1994-97-sil", "CELL_SOURCE", "vertebral bodies"),
    (Y1998, "LIMITATION", "monitoring"),
    (Y2000, "LIMITATION", "space"),
    (Y2000, "LIMITATION", "no myeloablation"),
    ("t1d-pancreatic-artery", "LIMITATION", "No immune intervention"),
    ("t1d-pancreatic-artery", "LIMITATION", "C-peptide could not be detected at baseline"),
    ("t1d-autologous-hsct", "CONCERN", "Harsh preconditioning"),
    ("t1d-autologous-hsct", "CONCERN", "young patients"),
    ("t1d-autologous-hsct", "CONCERN", "Long-term effects"),
    ("t2d-marrow-oxygen", "DESIGN", "Prospective phase 1 study"),
    ("nct01143168", "DESIGN", "24 participants were planned"),
]


@pytest.mark.parametrize(("regimen", "kind", "words"), FACTS)
def test_a_fact_with_its_place(store: TrialStore, regimen: str, kind: str, words: str) -> None:
    rows = store.regimen_facts
    own = rows[(rows["regimen"] == regimen) & (rows["kind"] == kind)]
    assert any(words in statement for statement in own["statement"])


def test_the_trial_in_new_onset_diabetes_is_not_called_a_phase_1_study(store: TrialStore) -> None:
    """The review says prospective phase 1 of the trial in T2D with oxygen alone."""
    rows = store.regimen_facts
    said = rows[rows["statement"].str.contains("phase 1", case=False)]
    assert set(said["regimen"]) == {"t2d-marrow-oxygen"}
