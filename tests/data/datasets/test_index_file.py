"""The index of a version: made, found damaged or foreign, made anew, or kept for one run."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from data import registry as command
from data.datasets.catalogue import index_of, load_dataset, load_datasets
from data.datasets.index_file import INDEX, LOCK
from data.datasets.versions import DatasetError, folder_of
from tests.data.readers.samples import FULL, imported, study, write

NAME = "trial"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def root(tmp_path):
    imported(tmp_path / "root", write(tmp_path / "a.json", [FULL, study()]))
    return tmp_path / "root"


@pytest.fixture
def folder(root):
    return folder_of(root, NAME)


def titles(root):
    return load_dataset(root, NAME).trials["title"].tolist()


EXPECTED = ["Islets, “twice” | once", "Trial NCT00000001"]


def test_an_import_leaves_an_index_that_the_start_uses(root, folder, caplog):
    before = (folder / INDEX).stat().st_ino
    assert titles(root) == EXPECTED
    assert (folder / INDEX).stat().st_ino == before
    assert not caplog.records
    assert not list(folder.glob(f".{INDEX}-*"))


def spoil(change):
    def work(folder):
        path = folder / INDEX
        path.write_bytes(change(path.read_bytes()))

    return work


MIAMI, HAVANA = (np.float64(degrees).tobytes() for degrees in (25.77, 23.11))
"""Latitudes as they stand in the index; the first is that of a site."""


def of_other_files(folder):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"title": "Another"}))


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda folder: (folder / INDEX).unlink(), "is missing"),
        (spoil(lambda data: b""), "no whole file"),
        (spoil(lambda data: data[: len(data) // 2]), "no whole file"),
        (spoil(lambda data: b"\0" * len(data)), "no whole file"),
        (spoil(lambda data: bytes(reversed(data))), "no whole file"),
        (spoil(lambda data: b"\xff" * 4096 + data[4096:]), "no whole file"),
        (spoil(lambda data: data.replace(MIAMI, HAVANA)), "is not what was written"),
        (of_other_files, "made of other files or by another version"),
    ],
)
def test_an_index_that_cannot_be_used_is_made_anew_and_said(root, folder, harm, words, caplog):
    harm(folder)
    assert titles(root) == EXPECTED
    assert words in caplog.text
    caplog.clear()
    assert titles(root) == EXPECTED
    assert not caplog.records


def test_an_index_of_another_version_of_the_program_is_made_anew(root, monkeypatch, caplog):
    monkeypatch.setattr("data.datasets.indexing.INDEX_VERSION", 10_000)
    assert titles(root) == EXPECTED
    assert "by another version" in caplog.text


def test_the_index_of_another_dataset_is_not_taken_for_this_one(tmp_path, root, folder, caplog):
    other = tmp_path / "other"
    imported(other, write(tmp_path / "b.json", [study("NCT00000009")]))
    (folder_of(other, NAME) / INDEX).replace(folder / INDEX)
    assert titles(root) == EXPECTED
    assert "made of other files" in caplog.text


def test_without_a_place_for_it_the_index_is_made_for_one_run(root, folder, monkeypatch, caplog):
    (folder / INDEX).unlink()

    def refused(*_):
        raise PermissionError(13, "Read-only file system", str(folder))

    monkeypatch.setattr(Path, "rename", refused)
    assert titles(root) == EXPECTED
    assert "cannot be kept" in caplog.text
    assert not (folder / INDEX).exists()
    assert not list(folder.glob(f".{INDEX}-*"))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written(root, folder, caplog):
    (folder / INDEX).unlink()
    folder.chmod(0o500)
    try:
        assert titles(root) == EXPECTED
    finally:
        folder.chmod(0o700)
    assert "cannot be kept" in caplog.text


def test_a_full_disk_costs_an_import_its_index_only(tmp_path, monkeypatch, caplog):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("data.datasets.catalogue.write_index", full)
    imported(tmp_path / "root", write(tmp_path / "a.json", [FULL, study()]))
    monkeypatch.undo()
    assert "could not be written" in caplog.text
    assert titles(tmp_path / "root") == EXPECTED


@pytest.mark.parametrize("name", ["trials.parquet", "trial_conditions.parquet"])
def test_the_parquet_files_decide_even_where_an_index_is_there(root, folder, name, caplog):
    (folder / name).write_bytes((folder / name).read_bytes() + b"x")
    with pytest.raises(DatasetError, match="is not the file that was written"):
        load_dataset(root, NAME)
    (folder / name).unlink()
    assert load_datasets(root).total == 2  # those that ship with the app
    assert "left out" in caplog.text


@pytest.mark.parametrize("files", [None, {}, {"trials.parquet": 1}, [], "x"])
def test_a_manifest_without_its_files_is_damaged(root, folder, files):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"files": files}))
    with pytest.raises(DatasetError, match="does not name"):
        load_dataset(root, NAME)


def test_check_finds_a_letter_that_changed_in_the_index(root, folder, capsys):
    arguments = ["--datasets", str(root), "check", NAME]
    assert command.main(arguments) == command.DONE
    data = (folder / INDEX).read_bytes()
    (folder / INDEX).write_bytes(data.replace("“twice”".encode(), "“Twice”".encode(), 1))
    assert command.main(arguments) == command.UNUSABLE
    assert "index: " in capsys.readouterr().out
    (folder / INDEX).unlink()
    assert command.main(arguments) == command.DONE


MAKE = """
import sys, time
from pathlib import Path
from data.datasets import catalogue
from data.datasets.versions import folder_of

own = catalogue.write_index

def slowly(store, identity, file):
    file.write(b"begun")
    file.flush()
    print("writing", flush=True)
    time.sleep(float(sys.argv[2]))
    file.seek(0)
    own(store, identity, file)

catalogue.write_index = slowly
store = catalogue.load_dataset(Path(sys.argv[1]), "trial")
print(len(store.trials), flush=True)
"""


def process(root, seconds):
    return subprocess.Popen(
        [sys.executable, "-c", MAKE, str(root), str(seconds)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_kill_while_it_is_written_leaves_none_and_the_next_start_makes_one(root, folder):
    (folder / INDEX).unlink()
    with process(root, 60) as killed:
        assert killed.stdout.readline() == "writing\n"
        killed.send_signal(signal.SIGKILL)
    assert not (folder / INDEX).exists()
    assert len(list(folder.glob(f".{INDEX}-*"))) == 1
    assert titles(root) == EXPECTED
    assert not list(folder.glob(f".{INDEX}-*"))


def test_of_two_starts_at_once_one_makes_the_index_and_both_use_it(root, folder):
    (folder / INDEX).unlink()
    with process(root, 1) as first, process(root, 1) as second:
        said = first.communicate()[0] + second.communicate()[0]
    assert said.count("writing") == 1
    assert said.count("2\n") == 2
    assert (folder / LOCK).exists()


def test_an_index_may_be_swapped_while_it_is_in_use(root, folder):
    store = load_dataset(root, NAME)
    index_of(folder, NAME).make()
    assert store.trials["title"].tolist() == EXPECTED
    assert store.search.holding("islets").tolist() == [True, False]
