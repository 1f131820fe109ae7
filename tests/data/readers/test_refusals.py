"""A refusal says what the file seems to be, and what to do next."""

import pytest

from data.readers.refusals import foreign_object, refusal_of


@pytest.mark.parametrize(
    ("head", "thing", "step"),
    [
        (b"", "is empty", "get it again"),
        (b" \r\n", "is empty", "get it again"),
        (b"version https://git-lfs.github.com/spec/v1\noid x", "a Git LFS pointer", "git lfs pull"),
        (b"%PDF-1.7", "a PDF", "choose Download, then JSON"),
        (b"\xd0\xcf\x11\xe0\xa1", "Excel workbook of the old kind", 'save it as "CSV UTF-8"'),
        (
            b"PK\x03\x04..[Content_Types].xml..xl/workbook.xml",
            "Excel workbook (.xlsx)",
            "CSV UTF-8",
        ),
        (b"PK\x03\x04 a.json", "a zip in a zip", "unpack it"),
        (b"a.json".ljust(257, b"\x00") + b"ustar\x0000", "a tar archive", "unpack it"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it"),
        (b"<!DOCTYPE html>\n<html><head><title>Log in</title>", 'title "Log in"', "get it again"),
        (b"<html>", "a web page", "get it again"),
        (
            b'<?xml version="1.0"?>\n<!-- x -->\n<clinical_study rank="1">',
            "old ClinicalTrials.gov site",
            "choose Download, then JSON",
        ),
        (b'<search_results count="2">', "list of results", "JSON"),
        (b"<FullStudiesResponse>", "API v1", "JSON"),
        (b"<Trials_downloaded_from_ICTRP><Trial>", "ICTRP", "export it again"),
        (b"<note>", "XML (note)", "JSON"),
        (b"TY  - JOUR\r\nTI  - x", "citations (RIS)", "citations hold no trials"),
        (b"@article{key,", "citations (BibTeX)", "citations hold no trials"),
        (b"PAR1", "a Parquet file", "write it as CSV"),
        (b"a\x00b", "a binary file", "JSON"),
        (b"nct_id,brief_title\nNCT1,a", "a table made of AACT", "studies.txt"),
        (b"TrialID;public_title\n", "ICTRP", "export it again"),
        (
            b"brief_title|phase\nx|y",
            'a table of AACT without a column "nct_id"',
            "flat files again",
        ),
        (b"NCT Number|Phases\nx|y", 'a CSV of the site with "|" between', 'save it as "CSV UTF-8"'),
        (b"<html><title>A &amp; B</title>", 'title "A & B"', "get it again"),
        (b"a,b\n1,2", 'without a column "NCT Number" (it has a, b)', "choose that column"),
        (b"hello \x1b[31mred", 'a text that begins "hello \\x1b[31mred"', "JSON"),
    ],
)
def test_refusal_of(head, thing, step):
    sentence = refusal_of("f", head)
    assert sentence.startswith("f ")
    assert thing in sentence.split(";")[0]
    assert step in sentence.split(";", 1)[1]
    assert sentence.endswith(".")
    assert "\n" not in sentence


BOXED = {"protocolSection": {"identificationModule": {"nctId": ["NCT00000001"]}}}


@pytest.mark.parametrize(
    ("value", "thing"),
    [
        ({"FullStudiesResponse": {}}, "API v1"),
        ({"Rank": 1, "Study": {"ProtocolSection": {}}}, "API v1"),
        ({"Rank": 1, "NCTId": ["NCT00000001"], "BriefTitle": ["x"]}, "API v1"),
        (BOXED, "JSON of R"),
        (
            {"protocolSection": [{"identificationModule": [{"nctId": ["NCT00000001"]}]}]},
            "JSON of R",
        ),
        ({"error": "rate limit"}, "server that failed"),
        ({"resourceType": "Bundle"}, "an object with resourceType"),
        ({str(number): 0 for number in range(9)}, "0, 1, 2, 3, 4, 5 and 3 more"),
        ({}, "an empty object"),
        ({"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}}}, None),
        ({"protocolSection": None}, None),
        ("x", None),
        (None, None),
    ],
)
def test_foreign_object(value, thing):
    found = foreign_object(value)
    assert (found is None) if thing is None else (thing in found[0])
