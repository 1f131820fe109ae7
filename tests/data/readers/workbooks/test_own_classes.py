"""Slots of classes that hospitals name themselves: twelve, and one name has one slot."""

import pytest

from data.model.vocabulary import OWN_CLASSES
from data.readers.workbooks.own_classes import ClassSlots


@pytest.mark.parametrize(
    ("others", "before", "labels", "given"),
    [
        ({}, {}, [], {}),
        ({}, {}, ["A", "B", "A"], {"A": "OWN_1", "B": "OWN_2"}),
        # of one name: one class, whoever wrote it
        ({}, {}, ["Anti-X", "anti x"], {"anti x": "OWN_1"}),
        ({"B": "OWN_1"}, {}, ["A", "B"], {"A": "OWN_2", "B": "OWN_1"}),
        ({"b": "OWN_5"}, {}, ["B"], {"B": "OWN_5"}),
        # a dataset keeps its colours
        ({}, {"A": "OWN_3"}, ["B", "A"], {"B": "OWN_1", "A": "OWN_3"}),
        # unless another has taken the slot since
        ({"X": "OWN_3"}, {"A": "OWN_3"}, ["A"], {"A": "OWN_1"}),
        # classes that it no longer has are free
        ({}, {"Gone": "OWN_1"}, ["A"], {"A": "OWN_1"}),
    ],
)
def test_slots(others, before, labels, given):
    assert ClassSlots(others, before).given_to(labels) == given


def test_the_thirteenth_has_none():
    labels = [f"Class {number}" for number in range(13)]
    given = ClassSlots().given_to(labels)
    assert list(given.values()) == list(OWN_CLASSES)
    assert labels[12] not in given


def test_slots_of_others_count():
    others = {f"Class {number}": code for number, code in enumerate(OWN_CLASSES)}
    assert ClassSlots(others).given_to(["New", "Class 3"]) == {"Class 3": "OWN_4"}


def test_no_two_classes_share_a_slot():
    before = {"A": "OWN_2", "B": "OWN_2"}
    given = ClassSlots({}, before).given_to(["A", "B"])
    assert len(set(given.values())) == 2
