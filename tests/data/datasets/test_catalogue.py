"""The link of a condition means that condition in every dataset, or is not known there."""

from datetime import timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.datasets.import_fields import condition_field, intervention_field
from data.index.mapped_field import FieldTexts, LargeField
from data.link.query_string import read_query, write_query
from data.readers.rows import condition_key

NAMES = st.lists(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=90)
    | st.sampled_from(
        ("糖尿病", "がん", "Condition", "condition 2", "A-B disease", "A B disease", "a b  disease")
    ),
    max_size=12,
)
MANY = settings(derandomize=True, database=None, deadline=timedelta(seconds=5), max_examples=200)


def conditions_of(*printed, silent=()):
    """The field of an import with a trial for each of these conditions."""
    names = [condition_key(each) for each in printed]
    rows = pd.DataFrame(
        {
            "nct_id": [f"NCT{n:08}" for n in range(len(names))],
            "condition": pd.Series(names, dtype="str"),
            "condition_printed": pd.Series(printed, dtype="str"),
        }
    )
    field = condition_field(rows, pd.Series([*rows["nct_id"], *silent], dtype="str"))
    return LargeField.mapped(field.key, field.label, FieldTexts.of(field))


@MANY
@given(NAMES, NAMES)
def test_a_link_names_one_condition_in_every_dataset_or_none(names, others):
    here, there = conditions_of(*names), conditions_of(*others)
    assert len({*here.slugs.values()}) == len(here.codes)
    for code in here.codes:
        written = write_query({"condition": here.serialise([code])})
        text = read_query(written)[0]["condition"]
        assert here.parse(text) == ((code,), ())
        known = code in there.place_of
        assert there.parse(text) == (((code,), ()) if known else ((), (text,)))
    assert here.parse(here.serialise(here.codes)) == (tuple(here.codes), ())


@pytest.mark.parametrize(
    ("before", "after", "link"),
    [
        (["糖尿病"], ["がん", "糖尿病"], "condition"),
        (["A+B disease"], ["A<B disease"], "a-b-disease"),
        (["Müller–Weiss"], ["Mùller–Weiss"], "muller-weiss"),
        (["x" * 61], ["x" * 62], "x" * 60),
    ],
)
def test_a_slug_that_several_names_had_is_not_known(before, after, link):
    for names in (before, after):
        assert conditions_of(*names).parse(link) == ((), (link,))
        assert link not in conditions_of(*names).slugs.values()


def test_a_name_that_its_slug_tells_whole_has_no_fingerprint():
    field = conditions_of("Heart Failure", "heart-failure", "Stage 4")
    assert field.slugs["heart failure"] == "heart-failure"
    assert field.slugs["stage 4"] == "stage-4"
    assert field.parse("heart-failure~stage-4") == (("heart failure", "stage 4"), ())


def test_a_trial_without_a_condition_has_a_value():
    """Its slug is not that of a condition that somebody printed as not stated."""
    field = conditions_of("Not stated", silent=("NCT99999999",))
    assert tuple(field.codes) == ("not stated", "NOT_STATED")
    assert field.labels["NOT_STATED"] == "Not stated"
    assert field.parse("not-stated") == (("not stated",), ())
    assert "NOT_STATED" not in conditions_of("Not stated").place_of


def interventions_of(*printed, silent=()):
    """The field of an import with a trial for each of these interventions."""
    ids = [f"NCT{n:08}" for n in range(len(printed))]
    rows = pd.DataFrame({"nct_id": ids, "intervention": pd.Series(printed, dtype="str")})
    return intervention_field(rows, pd.Series([*ids, *silent], dtype="str"))


def test_spellings_of_an_intervention_are_one_value_the_most_frequent_names_it():
    field = interventions_of("Drug-A", "drug a", "Drug-A", "DRUG A ", "Drug B")
    assert tuple(field.codes) == ("drug a", "drug b")
    assert field.labels == {"drug a": "Drug-A", "drug b": "Drug B"}
    assert field.parse("drug-a~drug-b~drug-c") == (("drug a", "drug b"), ("drug-c",))


def test_a_trial_without_an_intervention_has_a_value():
    field = interventions_of("No intervention", silent=("NCT99999999",))
    assert tuple(field.codes) == ("no intervention", "NOT_STATED")
    assert field.parse(field.serialise(["NOT_STATED"])) == (("NOT_STATED",), ())
    assert tuple(interventions_of().codes) == ()
