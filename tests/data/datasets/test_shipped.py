"""The registry search that ships with the app, against numbers counted from its source by hand."""

import shutil

import pytest

from data.datasets.catalogue import load_datasets
from data.datasets.importing import Request, run_import
from data.datasets.shipped import FOLDER, load_shipped
from data.datasets.versions import DatasetError
from data.link.options import SHIPPED
from data.model.schema import DataError
from tests.imports import ISLETS, small_import


@pytest.fixture(scope="module")
def since(built_in):
    return built_in.named(SHIPPED)


COUNTS = {
    "phase": {
        "EARLY_PHASE1": 1,
        "PHASE1": 13,
        "PHASE1/PHASE2": 18,
        "PHASE2": 9,
        "PHASE2/PHASE3": 2,
        "PHASE3": 2,
        "NA": 4,
        "NOT_STATED": 3,
    },
    "status": {
        "NOT_YET_RECRUITING": 1,
        "RECRUITING": 22,
        "ACTIVE_NOT_RECRUITING": 4,
        "COMPLETED": 25,
    },
    "allocation": {"RANDOMIZED": 32, "NON_RANDOMIZED": 8, "NA": 9, "NOT_STATED": 3},
    "masking": {
        "NONE": 25,
        "SINGLE": 4,
        "DOUBLE": 5,
        "TRIPLE": 6,
        "QUADRUPLE": 9,
        "NOT_STATED": 3,
    },
    "started-from": {
        "2005": 1,
        "2008": 1,
        "2009": 1,
        "2010": 2,
        "2011": 2,
        "2012": 2,
        "2013": 2,
        "2014": 3,
        "2015": 3,
        "2016": 1,
        "2017": 7,
        "2018": 2,
        "2019": 6,
        "2020": 8,
        "2021": 5,
        "2022": 6,
    },
    "condition": {"T1D": 11, "T2D": 13, "DIABETES": 6, "COMPLICATIONS": 27, "OTHER": 2},
    "country": {
        "USA": 15,
        "CHN": 7,
        "SWE": 4,
        "ESP": 3,
        "ATG": 2,
        "AUS": 2,
        "DEU": 2,
        "ITA": 2,
        "JOR": 2,
        "KOR": 2,
        "VNM": 2,
        "BRA": 1,
        "GBR": 1,
        "IDN": 1,
        "IND": 1,
        "IRL": 1,
        "POL": 1,
        "THA": 1,
        "UKR": 1,
        "NOT_STATED": 3,
    },
    "type": {"INTERVENTIONAL": 49, "OBSERVATIONAL": 3},
    "sex": {"ALL": 48, "MALE": 4},
    "results": {"YES": 2, "NO": 50},
    "product": {
        "MONONUCLEAR": 2,
        "MSC": 36,
        "STEM_CELLS": 2,
        "OTHER": 2,
        "NONE": 2,
        "NOT_STATED": 11,
    },
    "donor": {"AUTOLOGOUS": 8, "ALLOGENEIC": 9, "NONE": 2, "NOT_STATED": 33},
}
"""Filter -> code -> trials, counted from the cells of the source."""


@pytest.mark.parametrize("key", COUNTS)
def test_counts_are_those_of_the_source(since, key):
    facet = since.facets[key]
    counted = {code: int(n) for code, n in zip(facet.codes, facet.totals, strict=True) if n}
    assert counted == COUNTS[key]


def test_rows_are_those_of_the_source(since):
    frames = {
        "trials": 52,
        "trial_conditions": 97,
        "trial_interventions": 79,
        "trial_organisations": 206,
        "trial_ids": 66,
    }
    assert {name: len(getattr(since, name)) for name in frames} == frames
    assert since.records.number_of_rows("outcome_measures") == 287
    measures = since.record("outcome_measures", "NCT00690066")["measure"]
    assert len(measures) == 7
    assert measures.iloc[0] == (
        "C-peptide area under the concentration curve (AUC) response (MMTT)"
    )


def test_every_row_names_its_place(since):
    for name in ("trials", "trial_conditions", "trial_interventions", "trial_organisations"):
        rows = getattr(since, name)
        assert set(rows["source"]) == {SHIPPED}
        assert rows["locator"].str.match(r"Row \d+").all()


@pytest.mark.parametrize(
    ("trial", "position", "product", "donor", "certainty"),
    [
        ("NCT00690066", 1, "STEM_CELLS", "NOT_STATED", "INFERRED"),
        ("NCT00690066", 2, "NONE", "NONE", "STATED"),
        ("NCT00955669", 1, "NOT_STATED", "AUTOLOGOUS", "INFERRED"),
        ("NCT01257776", 1, "MSC", "AUTOLOGOUS", "STATED"),
        ("NCT02619877", 1, "NOT_STATED", "NOT_STATED", "NOT_STATED"),
        ("NCT03267784", 1, "STEM_CELLS", "ALLOGENEIC", "INFERRED"),
        ("NCT05003908", 1, "MSC", "ALLOGENEIC", "INFERRED"),
        ("NCT05095532", 1, "MSC", "AUTOLOGOUS", "INFERRED"),
        ("NCT05207995", 1, "OTHER", "AUTOLOGOUS", "STATED"),
    ],
)
def test_cells_are_read_from_intervention_and_title(
    since, trial, position, product, donor, certainty
):
    rows = since.trial_interventions
    row = rows[(rows["nct_id"] == trial) & (rows["position"] == position)].iloc[0]
    found = row["cell_product"], row["donor"], row["certainty"]
    assert found == (product, donor, certainty)
    assert row["basis"]


def test_what_the_file_lacks_is_named(since):
    assert since.not_in_file("trials", "why_stopped")
    assert since.not_in_file("trials", "enrollment_type")
    assert since.not_in_file("trial_arms", "arm")
    assert not since.not_in_file("trial_organisations", "lat")
    assert since.date_in_words == "2022-08-30 or later"
    assert since.origin.imported == ""


def test_the_search_is_named_with_what_it_does_not_cover(since):
    assert "not all trials of the field" in since.origin.coverage
    assert "not all trials of the field" in since.sources["citation"].iloc[0]


def test_sites_have_points_but_one(since):
    rows = since.trial_organisations
    sites = rows[rows["role"] == "SITE"]
    without = sites[sites["lat"].isna()]
    assert without["city"].tolist() == ["Newington"]
    # the longest pieces of an address that the site's file cuts at commas
    kassel = sites[sites["city"] == "Kassel"].iloc[0]
    assert kassel["organisation_printed"] == "Diabetologikum Raab, Privatärztliche Facharztpraxis"
    assert (kassel["lat"], kassel["lon"]) == (51.32, 9.5)


def test_it_stands_beside_the_review_from_the_first_start(tmp_path):
    assert [each.known.dataset for each in load_datasets(tmp_path).stores] == ["", SHIPPED]


def test_an_import_cannot_take_its_name(tmp_path):
    with pytest.raises(DatasetError, match="ships with the app: choose another one"):
        run_import(Request((tmp_path / "a.json",), SHIPPED, tmp_path))


def test_an_older_import_of_its_name_is_left_out(tmp_path, caplog):
    small_import(tmp_path, ISLETS)
    (tmp_path / ISLETS).rename(tmp_path / SHIPPED)
    assert [len(each.trials) for each in load_datasets(tmp_path).stores] == [19, 52]
    assert "another has its name" in caplog.text


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("trials.csv", ",PHASE2,", ",PHASE9,", "column phase: 'PHASE9'"),
        ("trial_conditions.csv", ",T1D,", ",T9D,", "column condition_group: 'T9D'"),
        ("trial_ids.csv", "NCT00690066,", "NCT99999999,", "a nct_id of trials.csv"),
    ],
)
def test_a_broken_cell_is_told_with_its_place(tmp_path, file, old, new, said):
    folder = tmp_path / "raw"
    shutil.copytree(FOLDER, folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as error:
        load_shipped(folder)
    assert said in str(error.value)
