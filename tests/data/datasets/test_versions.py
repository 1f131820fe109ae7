"""Versions of a dataset: which names are allowed, how old ones go, one import at a time."""

import pytest

from data.datasets.versions import (
    CURRENT,
    DatasetError,
    checked_name,
    file_digest,
    folder_of,
    locked,
    manifest_in,
    names,
    new_folder,
    remove,
    root_of,
    swap_in,
    write_json,
)


def version(root, name="trial", text="a"):
    """A version with one file, swapped in."""
    with new_folder(root, name) as folder:
        (folder / "file.txt").write_text(text)
        swap_in(folder)
    return folder


@pytest.fixture
def root(tmp_path):
    version(tmp_path / "root")
    return tmp_path / "root"


@pytest.mark.parametrize("name", ["", "A", "a b", "../x", "a/b", "-a", "a\n", "x" * 61, "é", "."])
def test_names_that_are_none(name, root):
    with pytest.raises(DatasetError, match="is no name for a dataset"):
        checked_name(name)
    with pytest.raises(DatasetError):
        remove(root, name)


def test_list_and_remove(tmp_path, root):
    (root / "half-import" / "v-1").mkdir(parents=True)
    (root / "notes.txt").write_text("")
    assert names(root) == ["trial"]
    remove(root, "trial")
    assert names(root) == []
    assert not (root / "trial").exists()
    with pytest.raises(DatasetError, match="no dataset trial"):
        folder_of(root, "trial")
    assert names(tmp_path / "nowhere") == []


def test_the_version_before_stays_until_the_next_import(root):
    first = folder_of(root, "trial")
    second = version(root)
    assert first.exists() and second.exists() and first != second
    third = version(root)
    assert not first.exists() and second.exists() and third.exists()
    assert (root / "trial" / CURRENT).readlink().name == folder_of(root, "trial").name


def test_an_error_takes_its_own_version_with_it_and_no_other(root):
    before = folder_of(root, "trial")
    with pytest.raises(ValueError, match="half"), new_folder(root, "trial") as folder:
        (folder / "file.txt").write_text("b")
        raise ValueError("half")
    assert folder_of(root, "trial") == before and not folder.exists()
    with pytest.raises(ValueError, match="half"), new_folder(root, "other"):
        raise ValueError("half")
    assert not (root / "other").exists()


def test_only_one_import_at_a_time(root):
    with locked(root, "trial"):
        with pytest.raises(DatasetError, match="Another import of trial is running"):
            locked(root, "trial").__enter__()
        with pytest.raises(DatasetError, match="is running"):
            remove(root, "trial")
        with locked(root, "other"):
            pass
    assert names(root) == ["trial"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        ("{", "cannot be read"),
        ("[]", "another schema version"),
        ('{"schema_version": 1}', "another schema version"),
    ],
)
def test_a_manifest_that_is_none(tmp_path, content, words):
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(DatasetError, match=words):
        manifest_in(tmp_path, 2)


def test_a_manifest_is_read_as_it_was_written(tmp_path):
    write_json(tmp_path / "manifest.json", {"schema_version": 2, "title": "é"})
    assert manifest_in(tmp_path, 2) == {"schema_version": 2, "title": "é"}


def test_the_root_is_that_of_the_environment(monkeypatch):
    monkeypatch.delenv("SOME_DIR", raising=False)
    assert root_of("SOME_DIR", "things").name == "things"
    assert (root_of("SOME_DIR", "things").parent / "app.py").exists()
    monkeypatch.setenv("SOME_DIR", "/elsewhere")
    assert str(root_of("SOME_DIR", "things")) == "/elsewhere"


def test_the_digest_is_that_of_the_bytes(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"")
    assert file_digest(path).startswith("e3b0c442")
