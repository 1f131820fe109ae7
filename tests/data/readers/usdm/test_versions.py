"""Versions of USDM that are read, and where each keeps its parts."""

import pytest

from data.readers.formats import UnusableInputError
from data.readers.json_node import Node
from data.readers.usdm.versions import StudyVersion, administrations_of, read_version
from tests.data.readers.usdm.samples import in_3, in_4


def refused(version):
    with pytest.raises(UnusableInputError) as caught:
        read_version("it.json", Node({"usdmVersion": version}, ""))
    return str(caught.value)


@pytest.mark.parametrize("version", ["3.0.0", "3.0", "3.13.0", "4.0.0", "4.1"])
def test_3_and_4_are_read(version):
    assert read_version("it.json", Node({"usdmVersion": f" {version} "}, "")) == version


@pytest.mark.parametrize("version", ["2.11.0", "1.9"])
def test_earlier_versions_are_refused_by_name(version):
    said = refused(version)
    assert said.startswith(f"it.json is a study protocol in USDM {version}; 2.x and earlier keep")
    assert said.endswith("export the protocol as USDM 4.0 JSON, and import that file.")


@pytest.mark.parametrize("version", ["5.0.0", "four", "0.1", "4", "4.0.0.0", "x" * 500])
def test_versions_that_are_not_known_are_refused(version):
    said = refused(version)
    assert "a version that is not known here; 3.x and 4.x are read" in said
    assert len(said) < 300


@pytest.mark.parametrize("version", [None, "", 4, ["4.0.0"]])
def test_a_version_must_be_named(version):
    assert "its usdmVersion names no version" in refused(version)


def version_of(document):
    root = Node(document, "")
    (node,) = root.at("study", "versions").items()
    return StudyVersion(document["usdmVersion"], root.at("study"), node)


@pytest.mark.parametrize("document", [in_3(), in_4()], ids=["3.x", "4.x"])
def test_both_forms_say_the_same(document):
    version = version_of(document)
    (design,) = version.designs()
    assert [(text, giver) for text, giver, _ in version.identifiers()] == [
        ("NCT00000001", "Study Registry"),
        ("MU-001", "Clinical Study Sponsor"),
    ]
    assert version.study_type(design) == "Interventional Study"
    assert version.phase(design) == "Phase II Trial"
    assert version.model(design) == "Parallel Study"
    given = version.interventions(design)
    assert [each.at("id").text() for each in given] == ["iv1", "iv2"]
    assert [len(administrations_of(each)) for each in given] == [1, 0]
    assert len(list(version.conditions(design))) == 1


def test_a_design_of_4_has_the_treatments_that_it_names():
    document = in_4()
    document["study"]["versions"][0]["studyDesigns"][0]["studyInterventionIds"] = ["iv2"]
    version = version_of(document)
    (design,) = version.designs()
    assert [each.at("id").text() for each in version.interventions(design)] == ["iv2"]
