"""Claims of the data notes are worked out from the rows, and must stand in the note."""

import re
from collections.abc import Callable

import pandas as pd
import pytest

from data.model import vocabulary as v
from data.store import TrialStore

Claim = Callable[[TrialStore], str]

WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def word(number: int) -> str:
    return WORDS[number]


def where(frame: pd.DataFrame, **cells: object) -> pd.DataFrame:
    """The rows that hold these values."""
    for column, value in cells.items():
        frame = frame[frame[column].astype("object") == value]
    return frame


def joined(ids: pd.Series) -> str:
    """``A, B and C``, in the order of the rows."""
    *first, last = ids.tolist()
    return f"{', '.join(first)} and {last}" if first else last


def tables(store: TrialStore) -> pd.Series:
    """The trial number of each printed row of Tables 1 to 3, by its table."""
    return store.trials.set_index("nct_id")["printed_tables"].str.split("|").explode()


def rows_of_tables(store: TrialStore) -> str:
    counts = tables(store).value_counts()
    first, second, third = (counts[f"Table {n}"] for n in (1, 2, 3))
    return f"{counts.sum()} rows ({first}, {second} and {third})"


def in_two_tables(store: TrialStore) -> str:
    twice = tables(store).index.value_counts()
    names = [trial for trial in store.trials["nct_id"] if twice[trial] > 1]
    assert len(names) == 2
    return f"{' and '.join(names)} stand in two tables"


def not_stated(store: TrialStore) -> str:
    n = {name: len(where(store.trials, **{name: v.NOT_STATED})) for name in DESIGN}
    assert n["masking"] == n["primary_purpose"] == n["phase"]
    return (
        f"allocation in {n['allocation']} trials, control in {n['control']}, "
        f"endpoint in {n['endpoint_classification']}, "
        f"intervention model in {n['intervention_model']}, "
        f"masking, purpose and phase in {n['phase']} each"
    )


DESIGN = (
    "allocation",
    "control",
    "endpoint_classification",
    "intervention_model",
    "masking",
    "primary_purpose",
    "phase",
)


def combined_phases(store: TrialStore) -> str:
    n = store.trials["phase"].value_counts()
    return f"Phase I/II ({n['PHASE1/PHASE2']} trials) and II/III ({n['PHASE2/PHASE3']} trials)"


def only_observational(store: TrialStore) -> str:
    (trial,) = where(store.trials, study_type="OBSERVATIONAL")["nct_id"]
    others = where(store.trials, study_type="INTERVENTIONAL")
    assert len(others) == len(store.trials) - 1
    return f"the one trial with an observational model, {trial}, is shown as observational"


def in_two_countries(store: TrialStore) -> str:
    rows = store.trial_organisations[store.trial_organisations["country"] != v.NOT_STATED]
    countries = rows.groupby("nct_id", sort=False)["country"]
    ids = pd.Series([trial for trial, each in countries if each.astype("str").nunique() > 1])
    return f"{joined(ids)} name two countries"


def with_two_types(store: TrialStore) -> str:
    groups = store.trial_conditions.groupby("nct_id")["condition_group"]
    (trial,) = [key for key, each in groups if each.astype("str").nunique() > 1]
    return f"{trial} both types of diabetes"


def parts_beyond_the_whole(store: TrialStore) -> str:
    groups = store.trial_conditions[["nct_id", "condition_group"]].drop_duplicates()
    assert len(groups) > len(store.trials)
    return f"add up to more than {len(store.trials)}"


def complications(store: TrialStore) -> pd.Series:
    printed = tables(store)
    return printed.index[printed == "Table 3"].to_series()


def mesenchymal_of_complications(store: TrialStore) -> str:
    cells = store.trial_interventions
    cells = cells[cells["nct_id"].isin(complications(store))]
    (trial,) = where(cells, cell_product="MSC")["nct_id"].unique()
    return f"Of the {word(len(complications(store)))} trials of Table 3 only {trial} prints them"


def table_3_groups(store: TrialStore) -> str:
    rows = store.trial_conditions
    rows = rows[rows["nct_id"].isin(complications(store))]
    assert set(rows["condition_group"].astype("str")) == {"COMPLICATIONS"}
    return f"The {rows['nct_id'].nunique()} trials of Table 3 name complications"


def randomised_without_control(store: TrialStore) -> str:
    rows = where(store.trials, allocation="RANDOMIZED", intervention_model="PARALLEL")
    rows = where(rows, control=v.NOT_STATED)
    return f"{joined(rows['nct_id'])} are printed as randomised with parallel groups"


def controls_without_treatment(store: TrialStore) -> str:
    """Trials with a control whose Intervention cell holds one intervention alone."""
    printed = store.trial_interventions.groupby("nct_id")["intervention_printed"].nunique()
    rows = store.trials[store.trials["control"].isin(["ACTIVE", "PLACEBO"])]
    found = set(rows["nct_id"]) & set(printed.index[printed == 1])
    words = f"{word(len(found)).capitalize()} trials have an active or placebo control"
    text = text_of(store, "randomised-without-a-control")
    named = set(re.findall(r"NCT\d{8}", text.split(words)[1])) if words in text else set()
    assert named == found
    return words


def single_groups(store: TrialStore) -> str:
    rows = where(store.trials, intervention_model="SINGLE_GROUP")
    one, other = (len(where(rows, allocation=code)) for code in ("NON_RANDOMIZED", v.NOT_STATED))
    assert one + other == len(rows)
    return (
        f"Of {len(rows)} single-group trials, {one} are printed as non-randomized and {other} "
        "print no allocation"
    )


def parties(store: TrialStore) -> str:
    rows = where(store.trials, masking="DOUBLE").set_index("nct_id")["who_masked"].str.split("|")
    (two, few), (four, many) = sorted(rows.items(), key=lambda row: len(row[1]))
    return f"Double blind covers {word(len(few))} parties in {two} and {word(len(many))} in {four}"


def no_site(store: TrialStore) -> str:
    sites = set(where(store.trial_organisations, role="SITE")["nct_id"])
    (trial,) = set(store.trials["nct_id"]) - sites
    assert trial in text_of(store, "nct00971503-country-changed")
    return "on the map of sites the trial has no place"


def enrolled_in_the_snapshot(store: TrialStore) -> str:
    rows = store.trials[store.trials["enrollment"].notna()]
    (row,) = rows.itertuples()
    assert str(row.enrollment_type) == "ESTIMATED"
    return f"a number for {row.nct_id} alone: {row.enrollment}, planned"


def fact(store: TrialStore, trial: str, field: str) -> str:
    (value,) = where(store.registry_facts, nct_id=trial, field=field)["value"]
    return str(value)


def without_a_page(store: TrialStore) -> str:
    seen = set(store.registry_facts.loc[store.registry_facts["state"] != "NOT_SEEN", "nct_id"])
    (trial,) = set(store.trials["nct_id"]) - seen
    return f"for {trial} no page was found"


def withdrawn(store: TrialStore) -> str:
    assert fact(store, "NCT00971503", "overall_status") == "WITHDRAWN"
    return f"the {fact(store, 'NCT00971503', 'enrollment')} of NCT00971503, withdrawn in 2011"


def planned(store: TrialStore) -> str:
    rows = store.regimens.set_index("regimen")
    record, artery = (rows.loc[key] for key in ("nct01143168", "t1d-pancreatic-artery"))
    return (
        f"The {record['n_planned']} of NCT01143168 and the {word(artery['n_planned'])} of the "
        f"pancreatic-artery trial [58] are planned numbers; {word(artery['n'])} of the "
        f"{word(artery['n_planned'])} were studied"
    )


def enrolment_of_the_record(store: TrialStore) -> str:
    return f"gives an enrolment of {fact(store, 'NCT00315614', 'enrollment')}"


def submitted(store: TrialStore) -> str:
    first, second = (
        fact(store, trial, "first_submitted")[:4] for trial in ("NCT00021801", "NCT00315614")
    )
    text = text_of(store, "trial-numbers-swapped")
    assert f"NCT00315614 was submitted in {second}" in text
    return f"NCT00021801 was submitted in {first}"


def both_readings(store: TrialStore) -> str:
    pairs = where(store.regimen_trials, reading="REVIEW_TEXT").set_index("regimen")["nct_id"]
    return (
        f"The text ties {pairs['miami-2000-02-ita']} to the trial of 2000 and "
        f"{pairs['miami-2005-07-ita']} to that of 2005–07"
    )


def cohort(store: TrialStore, name: str) -> int:
    return int(store.cohorts.set_index("cohort").loc[name, "n"])


def counted_in_text(store: TrialStore, regimen: str) -> int:
    (n,) = where(store.outcomes, regimen=regimen, measure="ENROLMENT")["n"]
    return int(n)


def five_or_six(store: TrialStore) -> str:
    name = "miami-2000-02-ita"
    return (
        f"The text counts {word(counted_in_text(store, name))} patients, "
        f"Table 4 {word(cohort(store, name))}"
    )


def losses_and_grafts(store: TrialStore) -> str:
    rows = where(store.graft_function, regimen="miami-2000-02-ita", day_zero="ISLET_INFUSION")
    lost = where(rows, end_kind="LOST")["n"].sum()
    kept = where(rows, end_kind="LOST_AFTER_WEANING")["n"].sum()
    return f"{word(lost)} early losses and {word(kept)} sustained grafts make {word(lost + kept)}"


def sums(store: TrialStore) -> str:
    text = where(store.outcomes, measure="ENROLMENT")
    text = text[text["regimen"].isin(store.cohorts["cohort"])]
    return (
        f"Sums take the rows of Table 4, {store.cohorts['n'].sum()} patients; the "
        f"{word(len(text))} trials of the text have {text['n'].sum()}"
    )


def in_table_4_only(store: TrialStore) -> str:
    told = set(store.outcomes["regimen"]) | {"miami-1994-96-iak"}
    rows = store.cohorts[~store.cohorts["cohort"].isin(told)].set_index("transplant_type")["n"]
    assert sorted(rows.index) == ["SIK", "SIL"]
    return (
        f"The {word(rows['SIL'])} islet-liver patients of 1994–97 and the {word(rows['SIK'])} "
        "islet-kidney patient of 1996–98"
    )


def first_two_rows(store: TrialStore) -> str:
    sik, iak = (cohort(store, f"miami-1994-96-{kind}") for kind in ("sik", "iak"))
    return (
        f"OKT3 for all {word(sik)} islet-kidney patients and ALG for the {word(iak)} "
        "islet-after-kidney patient"
    )


def both_rows_of_1994(store: TrialStore) -> int:
    return sum(cohort(store, f"miami-1994-96-{kind}") for kind in ("sik", "iak"))


def pooled(store: TrialStore) -> str:
    sik = word(cohort(store, "miami-1994-96-sik"))
    return f"not for its {sik} islet-kidney patients and its one islet-after-kidney patient"


def blank_maintenance(store: TrialStore) -> str:
    (row,) = store.cohorts[store.cohorts["maintenance_printed"] == ""].itertuples()
    return f"Table 4 prints no maintenance for the {word(row.n)} islet-kidney patients of 1994–96"


def atg_numbers(store: TrialStore) -> str:
    rows = where(store.regimen_events, regimen="miami-1998-99-ita", agent="atg")
    (given,) = rows["patients_n"]
    return f"to {word(int(given))} of the {word(cohort(store, 'miami-1998-99-ita'))} patients"


def left_for_daclizumab(store: TrialStore) -> str:
    rows = where(store.regimen_events, regimen="miami-1998-99-ita", agent="dac")
    (given,), (left,) = rows["patients_n"], rows["patients_table_4"]
    assert f"methylprednisolone to {word(int(given))}." in text_of(store, "atg-and-cya-numbers")
    return f"which leaves {word(int(left))} for daclizumab"


def number_of_infliximab(store: TrialStore) -> str:
    (row,) = where(store.regimen_events, agent="inf").itertuples()
    assert pd.isna(row.patients_n) and str(row.coverage) == v.NOT_STATED
    return "infliximab for a number of patients that is not stated"


def whole_marrow_2000(store: TrialStore) -> str:
    rows = where(store.regimen_events, regimen="miami-2000-02-ita", agent="marrow-unfractionated")
    (row,) = rows.itertuples()
    assert pd.isna(row.start_day)
    return f"as an event of {word(int(row.patients_n))} patient without a day"


def reached_by_weaning(store: TrialStore) -> str:
    rows = where(store.graft_function, end_kind="LOST_AFTER_WEANING", day_zero="ISLET_INFUSION")
    n = rows.groupby("regimen")["n"].sum()
    return (
        f"{word(n['miami-1998-99-ita'])} patient of 1998 and {word(n['miami-2000-02-ita'])} of "
        "2000 still had function"
    )


def lost_after_stopping(store: TrialStore) -> str:
    (row,) = where(store.graft_function, day_zero="END_OF_IMMUNOSUPPRESSION").itertuples()
    assert pd.isna(row.n)
    return (
        f"a mean of {row.function_days:.0f} ± {row.spread_days:.0f} days "
        f"(range {row.low_days:.0f}-{row.high_days:.0f})"
    )


def drawn_as_loss(store: TrialStore) -> str:
    rows = where(store.graft_function, regimen="miami-2005-07-ita")
    assert where(rows, end_kind="LOST")["graft"].tolist() == rows["graft"].iloc[:1].tolist()
    return "draws only the first as a loss"


def antibodies(store: TrialStore) -> str:
    (n,) = where(store.outcomes, regimen="miami-1994-96-sik", measure="ANTIBODY")["n"]
    return f"{word(int(n)).capitalize()} of {word(both_rows_of_1994(store))} patients"


def adverse_antibodies(store: TrialStore) -> str:
    (n,) = where(store.outcomes, regimen="miami-1994-96-sik", measure="ANTIBODY")["n"]
    return f"antibodies in {word(int(n))} patients"


def arm_of_1994(store: TrialStore) -> str:
    """Only the outcomes of the islet-after-kidney patient have the arm of an agent."""
    rows = store.outcomes[store.outcomes["regimen"].str.startswith("miami-1994-96")]
    arms = {name: set(each.astype("str")) for name, each in rows.groupby("regimen")["arm"]}
    assert arms == {"miami-1994-96-sik": {v.NOT_STATED}, "miami-1994-96-iak": {"ALG"}}
    return "but for the one islet-after-kidney patient, who has ALG in Table 4"


def arms_of_1998(store: TrialStore) -> str:
    rows = where(store.graft_function, regimen="miami-1998-99-ita")
    arms = rows["arm"].astype("str").tolist()
    assert arms == ["DAC"] * 3 + ["ATG"] * 2
    return "patients 1 to 3 under daclizumab and patients 4 and 5 under ATG"


def graft_disease(store: TrialStore) -> str:
    told = set(where(store.outcomes, measure="GVHD")["regimen"])
    assert told == {"miami-1998-99-ita", "miami-2005-07-ita"}
    return "is stated for the trials of 1998 and 2005–07"


def untied(store: TrialStore) -> str:
    rows = where(store.regimens, kind="DESCRIBED_TRIAL")
    assert not set(rows["regimen"]) & set(store.regimen_trials["regimen"])
    return f"{word(len(rows)).capitalize()} trials in the text have no registry number"


def insulin_free(store: TrialStore) -> str:
    rows = where(store.outcomes, regimen="t1d-autologous-hsct", measure="INSULIN_INDEPENDENCE")
    whole, continuous, _, transient = rows["n"].astype(int)
    assert whole == continuous + transient
    return f"{whole} ({continuous} + {transient})"


def halted(store: TrialStore) -> str:
    rows = where(store.outcomes, regimen="t1d-autologous-hsct", measure="INSULIN_INDEPENDENCE")
    whole, continuous, _, transient = rows["n"].astype(int)
    n = counted_in_text(store, "t1d-autologous-hsct")
    return (
        f"{whole} of {n} became free of insulin, {continuous} for continuous periods and "
        f"{transient} transiently"
    )


def artery(store: TrialStore) -> str:
    row = store.regimens.set_index("regimen").loc["t1d-pancreatic-artery"]
    assert f"The dashboard shows {word(row['n'])} patients" in text_of(
        store, "three-of-ten-enrolled"
    )
    return f"aimed at {row['n_planned']} subjects"


def gastroduodenal(store: TrialStore) -> str:
    rows = where(store.outcomes, regimen="t2d-gastroduodenal-artery")
    fewer = where(rows, measure="INSULIN_REDUCTION")["n"].iloc[0]
    free = where(rows, measure="INSULIN_INDEPENDENCE")["n"].iloc[0]
    return (
        f"{word(int(fewer)).capitalize()} subjects needed less insulin and {word(int(free))} "
        "became independent"
    )


def insulin_independent_2000(store: TrialStore) -> str:
    rows = where(store.outcomes, regimen="miami-2000-02-ita", measure="INSULIN_INDEPENDENCE")
    return f"Insulin independence ({word(int(rows['n'].iloc[0]))} patients)"


def levels_of_one(store: TrialStore) -> str:
    rows = where(store.outcomes, regimen="miami-1998-99-ita", measure="CHIMERISM")
    levels = where(rows, level="PATIENT")
    assert levels["patient"].nunique() == 1
    values = [f"{value:g}" for value in levels["value"]]
    return f"({', '.join(values[:-1])} and {values[-1]}% at 1, 6 and 12 months)"


def untimed_c_peptide(store: TrialStore) -> str:
    rows = where(store.outcomes, regimen="miami-1998-99-ita", measure="C_PEPTIDE")
    rows = rows[rows["value"].notna() & (rows["time_printed"] == "")]
    return f"C-peptide of {word(rows['patient'].nunique())} patients"


def cord_donor(store: TrialStore) -> str:
    rows = where(store.trial_interventions, donor=v.NOT_STATED)
    assert set(rows["nct_id"]) == {"NCT01142050", "NCT01065337", "NCT01143168"}
    return "in NCT01142050, in both products of NCT01065337 and for the cord cells of NCT01143168"


def loss_by_months(store: TrialStore) -> str:
    early = where(store.graft_function, regimen="miami-2000-02-ita", end_kind="LOST")
    days = [f"{day:.0f}" for day in early["function_days"]]
    return f"days {' and '.join(days)}"


CLAIMS: tuple[tuple[str, Claim], ...] = (
    ("trial-numbers-swapped", both_readings),
    ("trial-numbers-swapped", submitted),
    ("trial-numbers-swapped", enrolment_of_the_record),
    ("five-or-six-patients-2000", five_or_six),
    ("five-or-six-patients-2000", losses_and_grafts),
    ("okt3-and-alg-numbers", first_two_rows),
    ("okt3-and-alg-numbers", lambda store: f"among the {word(both_rows_of_1994(store))} of both"),
    ("atg-and-cya-numbers", atg_numbers),
    ("atg-and-cya-numbers", left_for_daclizumab),
    ("infliximab-optional-2000", number_of_infliximab),
    ("one-patient-unfractionated-2000", whole_marrow_2000),
    ("weaning-at-one-year", reached_by_weaning),
    ("loss-after-stopping-2000", lost_after_stopping),
    ("loss-after-stopping-2000", loss_by_months),
    ("no-adverse-effects-claim", adverse_antibodies),
    ("function-times-2005", drawn_as_loss),
    ("nineteen-trials-not-twenty-one", rows_of_tables),
    ("nineteen-trials-not-twenty-one", in_two_tables),
    ("nineteen-trials-not-twenty-one", lambda store: f"count once: {len(store.trials)} trials"),
    ("not-stated-is-shown", not_stated),
    ("combined-phases-count-once", combined_phases),
    ("combined-phases-count-once", only_observational),
    ("country-counting", in_two_countries),
    ("country-counting", with_two_types),
    ("country-counting", parts_beyond_the_whole),
    ("table-3-diabetes-type-not-stated", table_3_groups),
    ("complications-and-mesenchymal-cells", mesenchymal_of_complications),
    ("donor-not-stated", cord_donor),
    ("randomised-without-a-control", randomised_without_control),
    ("randomised-without-a-control", controls_without_treatment),
    ("single-group-yet-non-randomized", single_groups),
    ("double-blind-four-parties", parties),
    ("nct00971503-country-changed", no_site),
    ("enrolment-not-printed", enrolled_in_the_snapshot),
    ("status-and-dates-not-printed", without_a_page),
    ("planned-is-not-enrolled", planned),
    ("planned-is-not-enrolled", withdrawn),
    ("patients-text-and-table-4", sums),
    ("two-cohorts-not-in-the-text", in_table_4_only),
    ("irdm-type-not-stated", lambda store: f"these {word(both_rows_of_1994(store))} patients"),
    ("gvhd-stated-for-two-trials", graft_disease),
    ("better-outcomes-recently", loss_by_months),
    ("blank-maintenance-cell", blank_maintenance),
    ("blank-maintenance-cell", lambda store: f"to all {word(both_rows_of_1994(store))} patients"),
    ("outcomes-1994-96-pooled", pooled),
    ("antibodies-and-kidney-loss", antibodies),
    ("arms-1998-and-1994", arm_of_1994),
    ("arms-1998-and-1994", arms_of_1998),
    ("chimerism-1998-one-patient", levels_of_one),
    ("independence-and-chimerism-group-2000", insulin_independent_2000),
    ("outcome-values-without-a-time", untimed_c_peptide),
    ("described-trials-not-tied", untied),
    ("insulin-reduced-in-most-hsct", insulin_free),
    ("autoimmunity-halted-claim", halted),
    ("three-of-ten-enrolled", artery),
    ("seven-reduced-three-independent", gastroduodenal),
)
"""Data note, and what works out the words that stand in its title or text."""
NOT_OF_THE_ROWS = {
    "cell-product-from-title": "what single cells of the tables print",
    "coordinates-are-city-level": "which cities a Location cell prints",
    "nct00767260-arms": "how the lines of one cell are printed",
    "nct01143168-headings-lost": "which of two sources has a field",
    "years-text-and-table": "how the text dates its trials",
    "graft-function-definition": "where the review defines a word",
    "patient-who-died-1994-96": "one patient's course in the text",
    "two-donors-donor-specific-cells": "what the text says of two patients",
    "biweekly-daclizumab": "the courses of patients in the text",
    "return-to-insulin-1998": "the courses of patients in the text",
    "graft-loss-day-1998": "the courses of patients in the text",
    "chimerism-percent-and-method": "where the text names a method",
    "hsct-doses-not-stated": "what the text leaves out",
    "hot-cells-not-stated": "what the text leaves out",
    "qualifiers-are-kept": "where the word mean is printed",
    "figure-2-is-a-picture": "what the text at hand has of figures",
    "day-zero": "the name of a trial",
    "plus-minus-not-defined": "the name of a trial",
}
"""Data note -> why its number or its "only" is no claim about rows of the dashboard."""
NUMBERS = "|".join([r"\d+", *WORDS[1:], "twelve", "twenty"])
OF_ROWS = re.compile(
    rf"\b({NUMBERS}) ([a-z-]+ ){{0,2}}(trials?|rows?|cohorts?|patients?|protocols?|subjects|"
    r"countries|conditions|parties|groups|lines|sites)\b|\b(alone|only)\b|not shown|not used",
    re.IGNORECASE,
)
"""A count of trials, patients or rows, or a claim that nothing else has a thing."""


def text_of(store: TrialStore, note: str) -> str:
    (row,) = where(store.data_notes, note=note).itertuples()
    return f"{row.title}. {row.text}"


@pytest.mark.parametrize(
    ("note", "claim"), CLAIMS, ids=[f"{note}-{number}" for number, (note, _) in enumerate(CLAIMS)]
)
def test_a_note_says_what_the_rows_say(store, note, claim):
    assert claim(store) in text_of(store, note)


def test_every_count_and_every_only_is_read_against_the_rows(store):
    claiming = {note for note in store.data_notes["note"] if OF_ROWS.search(text_of(store, note))}
    assert claiming - {note for note, _ in CLAIMS} == set(NOT_OF_THE_ROWS)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("", False),
        ("The dashboard shows it.", False),
        ("It stands in Table 4 only.", True),
        ("The 34 of it is not shown.", True),
        ("In 6 trials, or in one.", True),
        ("Known for NCT01143168 alone.", True),
    ],
)
def test_what_is_taken_for_a_claim(text, claims):
    assert bool(OF_ROWS.search(text)) == claims
