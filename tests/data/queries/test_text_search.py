"""The text search of an import, in a table of what is typed and which trials it finds."""

import json

import numpy as np
import pytest

from data.datasets.catalogue import load_dataset
from data.datasets.importing import Request, run_import
from data.index.search import SEARCHED
from data.link.text_search import TextSearch
from data.queries.text_search import having_words, what_is_searched
from data.queries.trials import count_matching
from data.store import FOUND_BY_TRIAL, load_store
from tests.data.readers.samples import study


def record(number, title, condition="Gout", *, agent="Salt", city="", site="Ward", **named):
    names = {"briefTitle": title, **named}
    places = [{"facility": site, "city": city, "country": "Turkey"}] if city else []
    return study(
        f"NCT{number:08d}",
        identificationModule=names,
        conditionsModule={"conditions": [condition]},
        armsInterventionsModule={"interventions": [{"type": "DRUG", "name": agent}]},
        contactsLocationsModule={"locations": places},
    )


RECORDS = (
    record(
        1,
        "Stem cells in the heart",
        acronym="EMPEROR-Made",
        officialTitle="A Randomised Comparison of Mended Hearts",
        nctIdAliases=["NCT00900001"],
        orgStudyIdInfo={"id": "R01/DK 12345"},
        secondaryIdInfos=[{"id": "2019-001234-12", "type": "EUDRACT_NUMBER"}],
    ),
    record(2, "A system for unicellular life", city="São Paulo"),
    record(3, "Cells of the stem", "Alzheimer’s Disease", city="İstanbul", site="Vall d’Hebron"),
    record(4, "Stem of a plant, cell by cell", "Alzheimer's Disease", city="Paulo"),
    record(5, "Anti-CD19 CAR-T", "Sjögren Syndrome", agent="IL-2"),
    record(6, "CAR T therapy", "COVID-19", agent="IL-21"),
    record(7, "Cartilage", "Covid19", agent="Human stem-cell graft"),
    record(8, "2型糖尿病患者", "Straße", agent="TNF-α"),
    record(9, "a.*b 🙂 مستشفى", "ødem", agent="C-peptide"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    root = tmp_path_factory.mktemp("search")
    path = root / "nine.json"
    path.write_text(json.dumps(RECORDS))
    run_import(Request((path,), "nine", root / "datasets", "", ""))
    return load_dataset(root / "datasets", "nine")


SEARCHES = (
    ("stem cell", [1, 3, 4, 7]),
    ('"stem cell"', [1, 7]),
    ("“Stem Cell”", [1, 7]),
    ('"stem cell', [1, 3, 4, 7]),
    ('"cell stem"', []),
    ('"stem cell" graft', [7]),
    ('"cells of the"', [3]),
    ("system", [2]),
    ("cellular", []),
    ("emperor", [1]),
    ("EMPEROR-Made", [1]),
    ("emperormade", [1]),
    ("made", [1]),
    ("mended", [1]),
    ('"comparison of mended"', [1]),
    ("NCT00900001", [1]),
    ("NCT00900001 NCT00000002", [1, 2]),
    ("2019-001234-12", [1]),
    ("2019-001234", [1]),
    ("R01/DK", [1]),
    ("r01dk", [1]),
    ("r01 dk 12345", [1]),
    ("sao paulo", [2]),
    ("SÃO PAULO", [2]),
    ('"são paulo"', [2]),
    ("istanbul", [3]),
    ("İstanbul", [3]),
    ("ISTANBUL", [3]),
    ("hebron", [3]),
    ("alzheimer's", [3, 4]),
    ("alzheimer’s", [3, 4]),
    ("alzheimers", [3, 4]),
    ("ALZHEIMER", [3, 4]),
    ('"alzheimers disease"', [3, 4]),
    ("sjogren", [5]),
    ("SJÖGREN", [5]),
    ("CAR-T", [5, 6]),
    ("car–t", [5, 6]),
    ("car t", [5, 6]),
    ('"CAR T"', [5, 6]),
    ("cart", [5, 7]),
    ("anti-cd19", [5]),
    ("cd19", [5]),
    ("IL-2", [5]),
    ("il-21", [6]),
    ("covid-19", [6, 7]),
    ("covid19", [6, 7]),
    ("stem-cell", [1, 7]),
    ("c-peptide", [9]),
    ("peptide", [9]),
    ("strasse", [8]),
    ("odem", [9]),
    ("tnf-alpha", [8]),
    ("糖尿病", [8]),
    ("尿病", [8]),
    ("糖病", []),
    ('"型糖尿"', [8]),
    ("مستشفى", [9]),
    ("مستش", [9]),
    (".*", []),
    ("a.*b", [4, 9]),
    ("[(", []),
    ("🙂", []),
    ('"', []),
    ('""', []),
    ("x" * 200, []),
    ("NCT00000003", [3]),
    ("nct0000000", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ("00000003", [3]),
    ("NCT00000003,NCT00000001", [1, 3]),
    ("NCT00000003; NCT00000001;\nNCT00000099", [1, 3]),
    ("NCT 00000003 nct:00000001", [1, 3]),
    ("NCT00000003 NCT00000002 alzheimer", [3]),
    ("NCT00000099", []),
)


@pytest.mark.parametrize(("text", "numbers"), SEARCHES)
def test_a_search_finds_its_trials(store, text, numbers):
    mask = having_words(store, TextSearch.of(text))
    assert (np.flatnonzero(mask) + 1).tolist() == numbers
    assert count_matching(store, store.no_filters().with_text(text)) == len(numbers)


def test_the_kinds_of_text_that_this_dataset_has_are_said(store):
    said = what_is_searched(store)
    assert said[:2] == ("titles", "acronyms")
    assert {"trial numbers", "other ids", "conditions", "interventions", "cities"} <= set(said)


def test_the_rows_of_each_frame_that_is_searched_are_found_by_their_trial():
    assert {each.frame for each in SEARCHED} - {"trials"} <= set(FOUND_BY_TRIAL)


def test_a_dataset_without_acronyms_does_not_say_that_they_are_searched():
    said = what_is_searched(load_store())
    assert "acronyms" not in said
    assert "titles" in said
