"""Datasets of protocols on disk: what is written reads back, and what check finds."""

import json
from contextlib import suppress

import pytest

from data.datasets.protocols_on_disk import (
    default_root,
    manifest_of,
    own_classes,
    read_version,
    version_problems,
    write_version,
)
from data.datasets.versions import DatasetError, folder_of
from tests.protocols import OURS, import_protocols


@pytest.fixture
def root(tmp_path):
    import_protocols(tmp_path / "root")
    return tmp_path / "root"


@pytest.fixture
def folder(root):
    return folder_of(root, OURS)


def test_a_version_holds_a_csv_a_frame_and_its_manifest(folder):
    manifest = manifest_of(folder)
    assert manifest["counts"] == {
        "sources": 3,
        "agents": 5,
        "regimens": 2,
        "regimen_events": 6,
        "outcomes": 1,
        "graft_function": 1,
    }
    assert {path.name for path in folder.iterdir()} == {
        "manifest.json",
        *(f"{name}.csv" for name in manifest["counts"]),
    }
    assert version_problems(folder) == []
    assert {name: len(rows) for name, rows in read_version(folder).items()} == manifest["counts"]


def spoil_byte(folder):
    path = folder / "regimens.csv"
    path.write_bytes(path.read_bytes().replace(b"2024", b"2025", 1))


def spoil_manifest(**cells):
    def spoil(folder):
        path = folder / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | cells))

    return spoil


def rewritten(name, change):
    """A file changed by hand, with the checksum that it has then."""

    def spoil(folder):
        frames, manifest = read_version(folder), manifest_of(folder)
        change(frames[name])
        for path in folder.glob("*.csv"):
            path.unlink()
        with suppress(OSError):  # what is written breaks a rule, as it is meant to
            write_version(folder, frames, manifest)

    return spoil


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (spoil_byte, "regimens.csv is not the file that was written: its checksum differs"),
        (lambda folder: (folder / "regimens.csv").unlink(), "does not fit its files"),
        (lambda folder: (folder / "manifest.json").unlink(), "manifest.json cannot be read"),
        (spoil_manifest(schema_version=0), "another schema version; import it again"),
        (spoil_manifest(files=[1]), "does not fit its files"),
        (spoil_manifest(files={}), ""),
        (
            rewritten("regimen_events", lambda rows: rows[0].update(role="X")),
            "regimen_events.csv: row 2, column role: 'X' is not allowed",
        ),
        (
            rewritten("regimen_events", lambda rows: rows[0].update(agent="nobody")),
            "column agent: 'nobody' is not allowed; allowed: a agent of agents.csv",
        ),
    ],
)
def test_check_finds_what_is_wrong(folder, spoil, words):
    spoil(folder)
    if not words:
        assert version_problems(folder) == []
        return
    assert words in version_problems(folder)[0]
    with pytest.raises(DatasetError, match=r"is damaged|cannot be read|another schema"):
        read_version(folder)


def test_what_reads_back_otherwise_is_an_error_of_the_disk(tmp_path, folder, monkeypatch):
    frames, manifest = read_version(folder), manifest_of(folder)
    frames["regimens"][0]["kind"] = "NONE"
    with pytest.raises(OSError, match="what was written reads back otherwise: regimens"):
        write_version(tmp_path, frames, manifest)


def test_classes_of_all_datasets_but_one(root):
    assert own_classes(root) == {"Anti-CD3 antibody": "OWN_1"}
    assert own_classes(root, but=OURS) == {}
    (folder_of(root, OURS) / "manifest.json").write_text("{")
    assert own_classes(root) == {}


def test_the_root_is_that_of_the_environment(monkeypatch):
    monkeypatch.setenv("PROTOCOLS_DIR", "/elsewhere")
    assert str(default_root()) == "/elsewhere"
    monkeypatch.delenv("PROTOCOLS_DIR")
    assert default_root().name == "protocols"
