"""Imports of protocols: names, dates, slots of classes, and that what was there stays."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from data.datasets import protocols_on_disk, versions
from data.datasets.protocol_import import (
    LONGEST_TITLE,
    ProtocolRequest,
    built_in,
    date_of,
    run_protocol_import,
)
from data.datasets.protocols_on_disk import manifest_of, read_version
from data.datasets.versions import DatasetError, folder_of, locked, names
from data.readers.formats import UnusableInputError
from tests.data.readers.workbooks.samples import EVENTS, added, changed, write_book, write_folder
from tests.protocols import OURS, import_protocols

ROOT = Path(__file__).parents[3]


@pytest.fixture
def root(tmp_path):
    import_protocols(tmp_path / "root")
    return tmp_path / "root"


def asked(root, path, name=OURS, title=""):
    return ProtocolRequest(path, name, root, root / "trials", title)


def labels(root, name=OURS):
    return [row["label"] for row in read_version(folder_of(root, name))["regimens"]]


OLD = ["Standard 2024, islets alone (n = 12)", "Pilot 2025, with an antibody of our own"]
NEW = changed("regimens", 0, label="New")


def test_the_manifest_says_what_was_imported(tmp_path):
    path = write_book(tmp_path / "my book.xlsx")
    manifest = run_protocol_import(asked(tmp_path / "root", path, title="  Our\n<b> protocols "))
    assert manifest == {
        "name": OURS,
        "title": "Our <b> protocols",
        "date_of_data": "2024-03",
        "format": "workbook of protocols",
        "protocols": 2,
        "events": 6,
        "remarks": [],
        "example_rows": 0,
        "own_classes": {"Anti-CD3 antibody": "OWN_1"},
        "created": manifest["created"],
        "origin": manifest["origin"],
    }
    (origin,) = manifest["origin"]
    assert (origin["file"], origin["bytes"]) == ("my book.xlsx", path.stat().st_size)
    on_disk = manifest_of(folder_of(tmp_path / "root", OURS))
    assert {name: on_disk[name] for name in manifest} == manifest


def test_a_folder_names_each_of_its_files(tmp_path):
    manifest = run_protocol_import(asked(tmp_path / "root", write_folder(tmp_path / "book")))
    assert manifest["format"] == "folder of CSV files" and manifest["title"] == OURS
    assert len(manifest["origin"]) == 5


@pytest.mark.parametrize(
    ("name", "title", "words"),
    [
        ("My Protocols", "", "is no name for a dataset"),
        ("nct00000001", "", "nct00000001 is a trial's number; give the dataset another name."),
        ("taken", "", "taken is the name of imported trials"),
        (OURS, "x" * (LONGEST_TITLE + 1), "The title has 101 characters; allowed: at most 100."),
    ],
)
def test_names_and_titles_that_are_none(tmp_path, root, name, title, words):
    (root / "trials" / "taken" / "v-1").mkdir(parents=True)
    (root / "trials" / "taken" / "current").symlink_to("v-1")
    with pytest.raises(DatasetError, match=words.replace("(", r"\(")):
        run_protocol_import(asked(root, write_book(tmp_path / "a.xlsx"), name, title))
    assert names(root) == [OURS] and labels(root) == OLD


def test_a_second_import_takes_the_place_of_the_first(tmp_path, root):
    run_protocol_import(asked(root, write_book(tmp_path / "a.xlsx", NEW)))
    assert labels(root) == ["New", OLD[1]]


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"regimen\nx\n", b"\xd0\xcf\x11\xe0" + bytes(100), None]
)
def test_what_cannot_be_used_leaves_what_was_there(tmp_path, root, content):
    path = tmp_path / "a.xlsx"
    if content is None:
        write_book(path, changed("events", 1, start_day=30, end_day=7))
    else:
        path.write_bytes(content)
    before = sorted((root / OURS).iterdir())
    with pytest.raises(UnusableInputError):
        run_protocol_import(asked(root, path))
    assert labels(root) == OLD and sorted((root / OURS).iterdir()) == before


def no_space(*arguments, **more):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (protocols_on_disk, "_write"),
        (protocols_on_disk, "write_json"),
        (protocols_on_disk, "version_problems"),
        (versions, "sync"),
        (Path, "replace"),
    ],
)
def test_a_full_disk_leaves_what_was_there_and_no_rest(tmp_path, root, monkeypatch, owner, name):
    path = write_book(tmp_path / "a.xlsx", NEW)
    before = sorted((root / OURS).iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, no_space)
        with pytest.raises(OSError, match="No space left"):
            run_protocol_import(asked(root, path))
    assert labels(root) == OLD and sorted((root / OURS).iterdir()) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from data.datasets import protocol_import, protocols_on_disk
from data.protocols import main

def die(*arguments, **more):
    os.kill(os.getpid(), signal.SIGKILL)

{patch}
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    "patch", ["protocol_import.swap_in = die", "protocols_on_disk.write_json = die"]
)
def test_a_kill_leaves_what_was_there(tmp_path, root, patch):
    path = write_book(tmp_path / "a.xlsx", NEW)
    arguments = ["--protocols", str(root), "import", str(path), "--name", OURS]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED.replace("{patch}", patch), *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert labels(root) == OLD
    run_protocol_import(asked(root, path))
    assert labels(root) == ["New", OLD[1]]
    # the version in use, the one before, the link; nothing of what was killed
    assert len(list((root / OURS).iterdir())) == 3


def test_only_one_import_at_a_time(tmp_path, root):
    path = write_book(tmp_path / "a.xlsx")
    with locked(root, OURS), pytest.raises(DatasetError, match="import of ours is running"):
        run_protocol_import(asked(root, path))


def test_classes_keep_their_slots_across_datasets_and_imports(tmp_path, root):
    book = changed("events", 4, agent_class="Another class")
    import_protocols(root, book, "theirs")
    both = added("events", {**EVENTS[4], "agent": "B", "agent_class": "another CLASS"})
    import_protocols(root, both)
    assert manifest_of(folder_of(root, "theirs"))["own_classes"] == {"Another class": "OWN_2"}
    assert manifest_of(folder_of(root, OURS))["own_classes"] == {
        "Anti-CD3 antibody": "OWN_1",
        "another CLASS": "OWN_2",
    }


def test_a_damaged_dataset_is_replaced(tmp_path, root):
    (folder_of(root, OURS) / "manifest.json").write_text("{")
    import_protocols(root)
    assert labels(root) == OLD


@pytest.mark.parametrize(
    ("dates", "date"),
    [
        (["2024-03"], "2024-03"),
        (["2023-12-31", "2024"], "2024"),
        (["not stated"], ""),
        (["not stated", "1999"], "1999"),
    ],
)
def test_the_date_is_that_of_the_newest_source_of_a_protocol(dates, date):
    sources = [
        {"source_id": str(number), "date_of_data": text} for number, text in enumerate(dates)
    ]
    named = "|".join(row["source_id"] for row in sources)
    other = {"source_id": "of-an-agent", "date_of_data": "2030"}
    assert date_of({"regimens": [{"source": named}], "sources": [*sources, other]}) == date


def test_the_built_in_list_is_that_of_the_data(store):
    assert [row["agent"] for row in built_in().agents] == store.agents["agent"].tolist()
    assert [row["source_id"] for row in built_in().sources] == store.sources["source_id"].tolist()
