"""Files that are no study protocol: one sentence each."""

import gzip
import json
import zipfile

import pytest

from data.readers.formats import UnusableInputError
from data.readers.usdm import usdm_json
from data.readers.usdm.usdm_json import root_of
from tests.data.readers.usdm.samples import in_4, written


def refused(path):
    with pytest.raises(UnusableInputError) as caught:
        root_of(path)
    return str(caught.value)


def test_a_protocol_is_an_object_with_a_study(tmp_path):
    assert root_of(written(tmp_path, in_4())).at("study", "name").text() == "Made-up study"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_other_encodings_of_unicode_are_read(tmp_path, encoding):
    path = tmp_path / "it.json"
    path.write_bytes(json.dumps(in_4()).encode(encoding))
    assert root_of(path).at("usdmVersion").text() == "4.0.0"


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"protocolSection": {}}, "seems to be JSON of ClinicalTrials.gov and no study protocol"),
        ({"studies": []}, "python -m data.registry import"),
        ([{"protocolSection": {}}], "JSON of ClinicalTrials.gov and no study protocol (USDM)"),
        ([], "seems to be a list in JSON and no study protocol (USDM)"),
        ([in_4()], "a list in JSON"),
        ({"resourceType": "Bundle"}, "JSON without a study (an object with resourceType)"),
        ({}, "JSON without a study (an empty object)"),
        ({"study": []}, "JSON without a study (an object with study)"),
        ({"FullStudiesResponse": 1}, "ClinicalTrials.gov API v1"),
        ({"error": "no"}, "the answer of a server that failed"),
    ],
)
def test_other_json_is_refused_in_a_sentence(tmp_path, document, words):
    said = refused(written(tmp_path, document))
    assert words in said
    assert said.startswith("made-up.json seems to be ")
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it.json is empty; get it again."),
        (b" \n", "it.json is empty; get it again."),
        (b'{"study": {"na', "ends in the middle of the JSON text; get it again."),
        (b'{"study": {"name": "x"', "ends in the middle of the JSON text; get it again."),
        (b'{"study" 3}', "is not valid JSON at line 1, column 10"),
        (b"<html><title>Log in</title>", "seems to be a web page with the title"),
        (b"%PDF-1.7", "seems to be a PDF; export the protocol as USDM 4.0 JSON"),
        (b"name,value\n", "seems to be a table"),
        (b'"a text"', "seems to be a text that begins"),
        (b'{"study": ' + b"9" * 301 + b"}", "holds a number of more than 300 digits"),
        (b"[" * 100_000, "lists or objects nest more than 200 deep, and a study protocol"),
    ],
)
def test_what_is_no_json_is_refused_in_a_sentence(tmp_path, content, words):
    path = tmp_path / "it.json"
    path.write_bytes(content)
    assert words in refused(path)


def test_a_packed_file_is_to_be_unpacked(tmp_path):
    packed = tmp_path / "it.json.gz"
    packed.write_bytes(gzip.compress(b"{}"))
    assert refused(packed) == (
        "it.json.gz seems to be a gzip file; unpack it, and import the JSON file in it."
    )
    archive = tmp_path / "it.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("it.json", "{}")
    assert "seems to be a zip; unpack it" in refused(archive)


def test_a_file_that_is_too_large_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(usdm_json, "MOST_BYTES", 10)
    said = refused(written(tmp_path, in_4()))
    assert "bytes; a study protocol (USDM) has some 3 million and at most 10 are read" in said


def test_a_path_that_is_no_file_is_refused(tmp_path):
    assert refused(tmp_path / "none.json").endswith("none.json does not exist.")
    assert "is a folder; name the JSON file of one study protocol." in refused(tmp_path)
