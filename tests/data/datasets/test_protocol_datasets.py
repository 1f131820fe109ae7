"""Datasets of protocols among the others: found, and left out where broken or called the same."""

import logging

import pytest

from data.datasets.catalogue import load_datasets
from data.datasets.versions import folder_of
from data.link.options import SHIPPED
from tests.imports import ISLETS, small_import
from tests.protocols import OURS, import_protocols


@pytest.fixture
def root(tmp_path):
    import_protocols(tmp_path)
    return tmp_path


def names(datasets):
    return [store.known.dataset for store in datasets.stores]


def test_they_stand_behind_the_built_in_data(tmp_path, root):
    assert names(load_datasets(tmp_path / "none", root)) == ["", SHIPPED, OURS]
    assert names(load_datasets(tmp_path / "none")) == ["", SHIPPED]
    assert names(load_datasets(tmp_path / "none", tmp_path / "nowhere")) == ["", SHIPPED]


def test_a_broken_one_is_left_out_and_logged(tmp_path, root, caplog):
    import_protocols(root, name="broken")
    (folder_of(root, "broken") / "agents.csv").write_text("x")
    with caplog.at_level(logging.ERROR):
        assert names(load_datasets(tmp_path / "none", root)) == ["", SHIPPED, OURS]
    assert "The dataset broken was left out: " in caplog.text


def test_one_that_is_called_as_an_import_is_left_out_and_logged(tmp_path, root, caplog):
    small_import(tmp_path / "imports", ISLETS)
    import_protocols(root, name=ISLETS)
    with caplog.at_level(logging.ERROR):
        assert names(load_datasets(tmp_path / "imports", root)) == ["", SHIPPED, ISLETS, OURS]
    assert f"The dataset {ISLETS} of {root} was left out: another has its name" in caplog.text


def test_each_is_offered_beside_the_others(tmp_path, root):
    datasets = load_datasets(tmp_path / "none", root)
    assert "ours.pilot-2025" in datasets.default.known.regimen.codes
    label = datasets.default.known.regimen.labels["ours.pilot-2025"]
    assert label == "Pilot 2025, with an antibody of our own · Our protocols"
    assert "miami-2005-07-ita" in datasets.named(OURS).known.regimen.codes
