from dataclasses import replace

import pandas as pd
import pytest

from app import create_app
from components.elements.request import PageRequest
from components.pages.arm_search import arms, counted, search_section
from data.queries.arm_search import ArmsFound
from tests.components.pages.trees import of_type, text
from tests.imports import ARMS, CELLS, HOSTILE, ISLETS


@pytest.fixture(scope="module")
def trials(with_arms):
    create_app(with_arms)
    return with_arms.named(ARMS)


def asked(store, query=""):
    return PageRequest.of("/protocols", f"?dataset={store.known.dataset}{query}", store.known)


def hrefs(tree):
    return [link.href for link in of_type(tree, "Link")]


def test_every_arm_has_its_ticks_its_page_and_its_trial(trials):
    found = arms(trials, asked(trials))
    said = text(found)
    assert said.startswith("4 of 4 trials list arms, 5 in all; of 4 trials a rule reads a day")
    assert f"/protocols?dataset={ARMS}&regimen=nct00000041.arm-1" in hrefs(found)
    assert f"/protocols?compare=nct00000041.arm-1&dataset={ARMS}" in hrefs(found)
    assert f"/protocols/nct00000041.arm-1?dataset={ARMS}" in hrefs(found)
    assert f"/trials/{CELLS}?dataset={ARMS}" in hrefs(found)
    assert "Biological: CAR-T cells; Drug: Fludarabine" in said
    assert said.count("read by rule") == 4
    assert said.count("none read") == 1


def test_hostile_names_stay_text(trials):
    found = arms(trials, asked(trials))
    assert "<b>Arm</b>" in text(found)
    assert HOSTILE in text(found)


def test_words_and_filters_choose_the_trials(trials):
    assert text(arms(trials, asked(trials, f"&arm-words={CELLS}"))).startswith(
        f"1 of 1 trial with “{CELLS}” lists arms, 1 in all; of 1 trial a rule reads a day"
    )
    nothing = text(arms(trials, asked(trials, "&arm-words=zebra")))
    assert nothing.startswith("No trial with “zebra”.")


def test_a_dataset_without_arms_says_so(with_arms):
    islets = with_arms.named(ISLETS)
    assert text(arms(islets, asked(islets))) == "No record of this dataset lists arms."


def test_what_is_compared_is_said_with_the_way_there(with_arms):
    query = f"?dataset={ARMS}&compare=nct00000041.arm-1~miami-2005-07-ita"
    store = with_arms.of_query(query)
    found = arms(store, PageRequest.of("/protocols", query, store.known))
    assert "To compare, 2 of at most 4: 2005–07 ITA; NCT00000041 CAR-T cells." in text(found)
    assert any(href.startswith("/compare?compare=") for href in hrefs(found))


def test_the_search_is_folded_where_arms_are_chosen_already(with_arms, trials):
    [fold] = of_type(search_section(trials, asked(trials)), "Details")
    assert fold.open
    query = f"?dataset={ARMS}&regimen=nct00000041.arm-1"
    store = with_arms.of_query(query)
    request = PageRequest.of("/protocols", query, store.known)
    [fold] = of_type(search_section(store, request), "Details")
    assert not fold.open


@pytest.mark.parametrize(
    ("numbers", "words", "sentence"),
    [
        (
            {"trials": 1, "with_arms": 1, "arms": 2, "with_day": 0},
            "",
            "1 of 1 trial lists arms, 2 in all; of none a rule reads a day of treatment from the "
            "record’s words.",
        ),
        (
            {"trials": 3, "with_arms": 0, "arms": 0, "with_day": 0},
            "",
            "None of 3 trials lists an arm.",
        ),
        ({"trials": 0, "with_arms": 0, "arms": 0, "with_day": 0}, "x", "No trial with “x”."),
        (
            {"trials": 2000, "with_arms": 1500, "arms": 3200, "with_day": 1},
            "",
            "1,500 of 2,000 trials list arms, 3,200 in all; of 1 trial a rule reads a day of "
            "treatment from the record’s words.",
        ),
    ],
)
def test_counts_are_a_sentence(numbers, words, sentence):
    assert counted(ArmsFound(pd.DataFrame(), 1, 1, **numbers), words) == sentence


def test_a_file_without_room_for_arms_says_so(imported):
    nine = replace(imported, absent={"trial_arms": frozenset({"arm"})})
    assert text(arms(nine, asked(nine))) == "Not in this file: arms."
