from dataclasses import replace

import pytest

from app import create_app
from callbacks.http.settings import Settings
from components.elements.controls import MOST_OPTIONS
from components.elements.deck_words import deck_words, words_of
from data.datasets.catalogue import Datasets
from data.link.filters import REVIEW_FIELDS, TEXT_KEY
from data.link.options import OPTION_KEYS
from data.link.query_string import Field


def test_every_key_of_a_link_can_be_said(store):
    words = words_of(store)
    keys = {*(field.key for field in REVIEW_FIELDS), TEXT_KEY, *OPTION_KEYS}
    assert keys - set(words) <= {"present"}
    assert words["condition"][0] == "Condition"
    assert words["condition"][1]["t1d"] == "Type 1 diabetes"
    assert words["country"][1]["ITA"] == "Italy"
    assert "FJI" not in words["country"][1]
    assert words["compare"][1] == words["regimen"][1]


def test_an_import_has_words_of_its_own(imported):
    words = words_of(imported)
    assert words["condition"][1]["kidney-failure"] == "Kidney Failure"
    assert set(words["country"][1].values()) == {"United States", "France"}
    assert "donor" not in words
    assert words["started-from"] == ["Started from", {}], "a year says itself"


def test_datasets_are_named_where_there_are_several(store, imported):
    assert deck_words(Datasets((store,)), store)["title"] == ""
    both = Datasets((store, imported))
    assert [deck_words(both, each)["title"] for each in both.stores] == [
        store.title,
        "Islets, our search",
    ]


@pytest.fixture(scope="module")
def client(datasets):
    return create_app(datasets, Settings()).server.test_client()


@pytest.mark.parametrize(
    ("query", "status"), [("", 200), ("?dataset=islets", 200), ("?dataset=<b>gone", 404)]
)
def test_the_words_are_asked_for_by_dataset(client, query, status):
    answer = client.get(f"/deck-words.json{query}")
    assert answer.status_code == status
    if status == 404:
        assert answer.mimetype == "text/plain"


def test_a_searched_field_has_a_label_alone(store, imported):
    many = tuple(f"condition {n}" for n in range(MOST_OPTIONS + 1))
    own = {code: code for code in many}
    field = Field("condition", "Condition", many, own, own)
    known = replace(imported.known, filters=(field, *imported.known.filters[1:]))
    assert words_of(replace(imported, known=known))["condition"] == ["Condition", {}]
