"""A trial's page where the data are whole registry records."""

import json
from functools import partial

import pytest
from plotly.utils import PlotlyJSONEncoder

from app import create_app
from components.elements.markup import with_markup
from components.elements.request import PageRequest
from components.pages.trial import layout
from components.pages.trial_sites import FEW_SITES
from components.theme import LIGHT
from data.datasets.catalogue import Datasets, load_dataset
from tests.components.pages.trees import elements, parts, text
from tests.data.readers.aact_samples import FULL_TABLES, write_tables
from tests.data.readers.samples import FULL, FULL_ROW, csv_text, imported, study, write

NCT = "NCT00000007"
BARE = "NCT00000001"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"
MOST_COMPONENTS = 8
"""Of a page: its frame, the map with its menu, and the markup around them."""


def laid_out(root, content, nct_id=NCT, name="full.json"):
    """A trial's page as it is sent, from a file with these contents."""
    imported(root, write(root / name, content))
    store = load_dataset(root, "trial")
    create_app(Datasets((store,)))  # links need the prefix of an app
    request = PageRequest.of(f"/trials/{nct_id}", "", store.known, LIGHT)
    return with_markup(layout(store, request))


@pytest.fixture
def page(tmp_path):
    return partial(laid_out, tmp_path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The page of a whole record."""
    root = tmp_path_factory.mktemp("whole")
    return laid_out(root, [FULL])


def hrefs(tree):
    return [each[1].get("href", "") for each in elements(tree, "a")]


def titles(tree):
    return [text(each) for each in elements(tree, "h2")]


def test_a_whole_record_stands_on_its_page(whole):
    words = text(whole)
    for said in (
        *("Islets, Given Twice", "of text, and “quotes”", "of it", "Age >= 18"),
        *("Islets first", "Experimental", "Day 0", "Biological: Islets: human", "Islands"),
        *("10,000 IEQ/kg", "Insulin, daily", "Day 75", "In units", "HbA1c", "18 Years and older"),
        *("Adult; Older adult", "islets", "Diabetes Mellitus, Type 1 (D003922)", "B-2", "EMA"),
        *("NCT00000008", "Somebody. A paper.", "Study Protocol", "2013-08-01", "Florida"),
        *("Recruiting", "A trap", "Drug: C", "Gone"),
    ):
        assert said in words, said
    assert "Nobody Should See" not in words
    assert "What is not here" not in titles(whole)


def test_arms_stand_before_the_sites_and_criteria_before_the_fields(whole):
    found = titles(whole)
    matrix = "Which arm has which intervention"
    order = ["In brief", matrix, "Arms day by day", "Arms and interventions", "Who can take part"]
    assert found[:4] == order[:4]
    places = [found.index(title) for title in (*order, "Fields, as printed and normalised")]
    assert places == sorted(places)
    assert places[-1] < found.index("Sites (2 sites in 2 countries)")


def test_links_lead_to_pubmed_and_nowhere_hostile(whole):
    found = hrefs(whole)
    assert "https://pubmed.ncbi.nlm.nih.gov/18606875/" in found
    assert "https://example.org/a" in found
    assert "https://clinicaltrials.gov/study/NCT00000007?tab=results" in found
    assert not [each for each in found if "javascript" in each or "passwd" in each]
    for link in elements(whole, "a"):
        if link[1]["href"].startswith("http"):
            assert link[1]["rel"] == "noopener noreferrer"


def test_the_contents_lead_to_the_parts_of_the_page(whole):
    (contents,) = (each for each in elements(whole, "nav") if "trial-contents" in str(each[1]))
    ids = {each[1].get("id") for tag in ("section", "div") for each in elements(whole, tag)}
    places = [href.removeprefix("#") for href in hrefs([contents])]
    assert len(places) == 12
    assert set(places) <= ids


def test_a_bare_record_has_no_empty_part(page):
    whole = page([FULL, study(BARE)], BARE)
    assert titles(whole)[-1] == "What is not here"
    assert "Not stated: official title; brief summary; detailed description; arms;" in text(whole)
    assert not {"Arms and interventions", "Outcome measures", "Documents"} & set(titles(whole))


def test_a_csv_says_what_is_not_in_it(page):
    columns = [name for name in FULL_ROW if name not in ("Brief Summary", "Age")]
    whole = page(csv_text([FULL_ROW], columns), name="full.csv")
    words = text(whole)
    assert "Interventions (2)" in titles(whole)
    assert "Official titleNot in this fileNot in this file" in words
    assert "AgeNot in this file" in words
    assert "Not in this file: official title; brief summary" in words


def test_measures_of_a_file_without_their_kind_are_not_called_not_stated(page):
    row = {**FULL_ROW, "Outcome Measures": "Insulin, daily|HbA1c"}
    kinds = ("Primary Outcome Measures", "Secondary Outcome Measures", "Other Outcome Measures")
    for kind in kinds:
        row.pop(kind, None)
    words = text(page(csv_text([row], list(row)), name="old.csv"))
    assert "Primary or secondary: not in this file (2)" in words


def test_a_file_without_places_says_so_and_draws_no_map(page):
    columns = [name for name in FULL_ROW if name != "Locations"]
    words = text(page(csv_text([FULL_ROW], columns), name="full.csv"))
    assert "Where its organisations areSites are not in this file." in words


def test_a_country_without_a_site_is_no_organisation(tmp_path):
    tables = {name: rows for name, rows in FULL_TABLES.items() if name != "facilities"}
    imported(tmp_path, write_tables(tmp_path / "tables", tables))
    store = load_dataset(tmp_path, "trial")
    create_app(Datasets((store,)))
    nct_id = str(store.trials["nct_id"].iloc[0])
    whole = with_markup(layout(store, PageRequest.of(f"/trials/{nct_id}", "", store.known, LIGHT)))
    words = text(whole)
    assert "Sites are not in this file. Countr" in words
    assert "no site named" not in words
    assert "sites" in words.split("What is not here")[1].split("Not in this file: ")[1]


def sites(number):
    places = [
        {"facility": f"Clinic {n}", "city": "Lyon", "country": "France"} for n in range(number)
    ]
    return {"contactsLocationsModule": {"locations": places}}


@pytest.mark.parametrize(("number", "folds"), [(FEW_SITES, 0), (FEW_SITES + 1, 1)])
def test_few_sites_stand_open_and_many_fold(page, number, folds):
    whole = page(study(**sites(number)), BARE)
    found = [each for each in elements(whole, "details") if "site-country" in each[1]["className"]]
    assert len(found) == folds
    assert text(whole).count("Clinic ") >= number


def test_every_part_closes_with_the_next_trial(whole):
    """A key of its own makes React draw the part of another trial anew."""
    keys = [each[1]["key"] for each in elements(whole, "section") if "key" in each[1]]
    assert keys
    assert all(key.endswith(NCT) for key in keys)
    assert len(set(keys)) == len(keys)


def large(text_of_all):
    return study(
        BARE,
        identificationModule={"briefTitle": text_of_all, "officialTitle": text_of_all * 2},
        descriptionModule={
            "briefSummary": text_of_all * 20_000,
            "detailedDescription": f"* {text_of_all}\n" * 200,
        },
        conditionsModule={"conditions": [text_of_all], "keywords": [text_of_all]},
        armsInterventionsModule={
            "armGroups": [
                {"label": f"{text_of_all} {n}", "description": text_of_all} for n in range(300)
            ],
            "interventions": [{"name": text_of_all, "otherNames": [text_of_all]}],
        },
        outcomesModule={
            "primaryOutcomes": [
                {"measure": text_of_all, "timeFrame": text_of_all} for _ in range(500)
            ]
        },
        eligibilityModule={"eligibilityCriteria": text_of_all, "minimumAge": text_of_all},
        referencesModule={
            "references": [{"pmid": "javascript:alert(1)", "citation": text_of_all}],
            "seeAlsoLinks": [{"label": text_of_all, "url": "javascript:alert(1)"}],
        },
        **sites(1_000),
    )


def test_a_large_and_hostile_record_is_a_few_components_of_plain_text(page):
    whole = page(large(HOSTILE), BARE)
    assert sum(1 for _ in parts(whole)) <= MOST_COMPONENTS
    assert HOSTILE in text(whole)
    assert not list(elements(whole, "script")) and not list(elements(whole, "img"))
    assert not [href for href in hrefs(whole) if href.lower().startswith(("java", "data"))]
    assert len(json.dumps(whole, cls=PlotlyJSONEncoder)) < 2_000_000


def test_the_built_in_pages_have_no_part_of_a_record(store):
    create_app(Datasets((store,)))
    request = PageRequest.of("/trials/NCT01143168", "", store.known, LIGHT)
    found = titles(with_markup(layout(store, request)))
    assert "The whole registry record" in found
    assert not {"In brief", "Arms and interventions", "What is not here"} & set(found)
