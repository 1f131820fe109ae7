"""The shapes of API v2 JSON, and texts that are broken, cut off or hostile."""

import json
import os
import zipfile

import pytest

from data.readers.formats import UnusableInputError
from tests.data.readers.samples import FULL, imported, study, write

A, B = study("NCT00000001"), study("NCT00000002")
IDS = ["NCT00000001", "NCT00000002"]


@pytest.mark.parametrize(
    "content",
    [
        [A, B],
        {"studies": [A, B], "nextPageToken": "abc"},
        {"totalCount": 2, "nextPageToken": "abc", "studies": [A, B]},
        json.dumps(A) + "\n" + json.dumps(B) + "\n",
        json.dumps(A) + "\r\n\r\n" + json.dumps(B),
        json.dumps({"studies": [A]}) + "\n" + json.dumps({"studies": [B]}) + "\n",
        "\ufeff" + json.dumps([A, B], indent=2),
        "\ufeff" + json.dumps(A) + "\n" + json.dumps(B),
    ],
    ids=["array", "page", "token first", "lines", "crlf", "pages by line", "bom", "bom lines"],
)
def test_every_shape_gives_the_same_studies(tmp_path, content):
    report, frames = imported(tmp_path / "out", write(tmp_path / "file", content))
    assert list(frames["trials"]["nct_id"]) == IDS
    assert list(frames["trials"]["locator"]) == ["file, study 1", "file, study 2"]
    assert (report.read, report.skipped) == (2, 0)


@pytest.mark.parametrize("indent", [None, 2])
def test_a_single_study(tmp_path, indent):
    path = write(tmp_path / "one.json", json.dumps(A, indent=indent))
    _, frames = imported(tmp_path / "out", path)
    assert list(frames["trials"]["nct_id"]) == IDS[:1]


def test_a_zip_with_one_study_a_file(tmp_path):
    path = tmp_path / "search.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in (A, B):
            nct_id = each["protocolSection"]["identificationModule"]["nctId"]
            archive.writestr(f"{nct_id}.json", json.dumps(each))
    _, frames = imported(tmp_path / "out", path)
    assert list(frames["trials"]["nct_id"]) == IDS
    assert frames["trials"]["locator"][1] == "search.zip/NCT00000002.json, study 1"


PAGE = {"studies": [A], "nextPageToken": "abc"}
LAST = {"studies": [B]}


@pytest.mark.parametrize(
    ("page", "is_told"),
    [
        (json.dumps(PAGE, indent=1), True),
        (json.dumps(PAGE) + "\n", True),
        (json.dumps({"totalCount": 2, **dict(sorted(PAGE.items()))}), True),
        (json.dumps(PAGE) + "\n" + json.dumps(PAGE | LAST) + "\n", True),
        (json.dumps(PAGE) + "\n" + json.dumps(LAST) + "\n", False),
        (json.dumps(LAST | {"nextPageToken": None}), False),
        (json.dumps({"studies": [study(x='"nextPageToken": "abc"')]}), False),
    ],
    ids=["after", "one line", "before", "lines", "last line", "null", "in a text"],
)
def test_a_page_says_that_more_pages_exist(tmp_path, page, is_told):
    report, _ = imported(tmp_path / "out", write(tmp_path / "page.json", page))
    words = "page.json names a next page of its search; where that is not among the files, "
    told = [note for note in report.notes if "next page" in note]
    assert told == [words + "studies are missing"] * is_told


def test_studies_that_cannot_be_read_are_skipped_with_place_path_and_reason(tmp_path):
    path = write(tmp_path / "a.json", [A, "x", None, 5, {}, B, A])
    report, frames = imported(tmp_path / "out", path)
    assert list(frames["trials"]["nct_id"]) == IDS
    assert report.skipped == 5
    found = [(each.where, each.nct_id, each.path) for each in report.skipped_studies]
    id_path = "protocolSection.identificationModule.nctId"
    assert found == [
        ("a.json, study 2", "", "study"),
        ("a.json, study 3", "", "study"),
        ("a.json, study 4", "", "study"),
        ("a.json, study 5", "", id_path),
        ("a.json, study 7", "NCT00000001", "nctId"),
    ]
    assert "read before" in report.skipped_studies[-1].reason


def test_an_address_in_capitals_does_not_stop_the_import(tmp_path):
    """The row was refused when it was read back, and the whole import with it."""
    links = {"seeAlsoLinks": [{"label": "A page", "url": "HTTPS://Example.org/A"}]}
    path = write(tmp_path / "a.json", [study(referencesModule=links)])
    report, frames = imported(tmp_path / "out", path)
    assert (report.read, report.skipped) == (1, 0)
    assert frames["trial_references"]["url"].tolist() == ["https://Example.org/A"]


def test_a_broken_value_costs_itself(tmp_path):
    broken = study("NCT00000003", designModule={"phases": 5, "studyType": "OBSERVATIONAL"})
    report, frames = imported(tmp_path / "out", write(tmp_path / "a.json", [broken]))
    assert (report.read, report.skipped) == (1, 0)
    assert frames["trials"]["study_type"].tolist() == ["OBSERVATIONAL"]
    (told,) = report.misfits.values()
    assert (told.column, told.value) == ("protocolSection.designModule.phases", "5")
    assert (told.first_nct_id, told.times) == ("NCT00000003", 1)
    assert told.reason == "a list is needed"


def test_a_broken_line_is_one_skipped_study(tmp_path):
    lines = [json.dumps(A), '{"protocolSection": ', "\x00", "[" * 100_000, json.dumps(B), ""]
    report, frames = imported(tmp_path / "out", write(tmp_path / "f", "\n".join(lines)))
    assert list(frames["trials"]["nct_id"]) == IDS
    assert [each.where for each in report.skipped_studies] == [
        "f, study 2",
        "f, study 3",
        "f, study 4",
    ]


@pytest.mark.parametrize("broken", ['{"protocolSection": ', "{bad", '{"name": "x"}', "{}"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_first_line_that_is_broken_is_one_skipped_study(tmp_path, broken, mark):
    lines = [mark + broken, json.dumps(A), json.dumps(B), ""]
    report, frames = imported(tmp_path / "out", write(tmp_path / "f", "\n".join(lines)))
    assert list(frames["trials"]["nct_id"]) == IDS
    assert [each.where for each in report.skipped_studies] == ["f, study 1"]


@pytest.mark.parametrize("text", [f'{{"studies": [\n{json.dumps(A)}\n]}}', json.dumps(A) + "\n\n"])
def test_a_page_over_several_lines_is_a_page(tmp_path, text):
    report, _ = imported(tmp_path / "out", write(tmp_path / "f", text))
    assert (report.read, report.skipped) == (1, 0)


def test_an_intervention_without_a_name_is_left_out_and_told(tmp_path):
    nameless = [{"type": "DRUG"}, {"type": "DRUG", "name": " \u2003"}, {"name": "A drug"}]
    path = write(tmp_path / "f", [study(armsInterventionsModule={"interventions": nameless})])
    report, frames = imported(tmp_path / "out", path)
    assert list(frames["trial_interventions"]["intervention"]) == ["A drug"]
    (found,) = report.not_listed.values()
    assert (found.column, found.times, found.first_nct_id) == ("intervention", 2, "NCT00000001")


DEEP = '{"protocolSection": ' + "[" * 100_000 + "]" * 100_000 + "}"


@pytest.mark.parametrize("text", [f"[{DEEP}]", DEEP, "[" * 1_000_000, f'{{"studies": [{DEEP}]}}'])
def test_a_text_that_nests_without_end_is_refused_before_it_fills_the_memory(tmp_path, text):
    with pytest.raises(UnusableInputError, match=r"f: .* nest more than 200 deep, after 0 studies"):
        imported(tmp_path / "out", write(tmp_path / "f", text))


def test_a_first_line_that_nests_without_end_is_one_skipped_study(tmp_path):
    report, frames = imported(
        tmp_path / "out", write(tmp_path / "f", DEEP + "\n" + json.dumps(B) + "\n")
    )
    assert list(frames["trials"]["nct_id"]) == IDS[1:]
    assert [each.where for each in report.skipped_studies] == ["f, study 1"]


TEXT = json.dumps([A, B])
LINES = json.dumps(A) + "\n" + json.dumps(B) + "\n" + json.dumps(FULL)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (TEXT[:-1], "ends in the middle of the JSON text, after 2 studies"),
        (TEXT[: len(TEXT) // 2 + 20], "ends in the middle of the JSON text, after 1 studies"),
        (TEXT[:10], "ends in the middle"),
        ("[", "ends in the middle"),
        ('{"studies": [', "ends in the middle"),
        (json.dumps(A)[:-2], "ends in the middle"),
        (LINES[:-9], "ends in the middle of a line"),
        ("[}", "not valid JSON"),
        ("[1, 2] x", "not valid JSON"),
        ("{'protocolSection': 1}", "not valid JSON"),
        ("{}", "JSON without studies"),
        ('{"name": "package"}', "JSON without studies"),
        ("[]", "There are no studies in .*; download"),
        ('{"studies": []}', "There are no studies in .*; download"),
        ('[{"a": NaN}]', "NaN or Infinity into it; write null"),
        ('[{"a": -Infinity}]', "NaN or Infinity into it; write null"),
        ("[[]]", "None of the 1 studies could be read"),
    ],
)
def test_unusable_json_ends_with_one_sentence(tmp_path, content, words):
    path = write(tmp_path / "file.json", content)
    with pytest.raises(UnusableInputError, match=words) as caught:
        imported(tmp_path / "out", path)
    assert "\n" not in str(caught.value)
    assert not list((tmp_path / "out").glob("trial"))


def test_a_zip_whose_member_is_damaged(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.json", json.dumps([study(f"NCT{n:08}") for n in range(2000)]))
    data = bytearray(path.read_bytes())
    data[150_000] ^= 0xFF
    with pytest.raises(UnusableInputError, match=r"a\.zip/a\.json is .*after"):
        imported(tmp_path / "out", write(path, bytes(data)))


HOSTILE = [
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "@SUM(1)",
    "a\x00b\x1b[31m\r\n\u2028\x85",
    "x" * 1_000_000,
    "NA",
    "NaN",
    "٣ «»",
]


def test_hostile_text_stays_text(tmp_path):
    studies = [
        study(f"NCT{number:08}", identificationModule={"briefTitle": text, "acronym": text})
        for number, text in enumerate(HOSTILE, start=1)
    ]
    _, frames = imported(tmp_path / "out", write(tmp_path / "a.json", studies))
    assert list(frames["trials"]["title"]) == HOSTILE
    assert list(frames["trials"]["acronym"]) == HOSTILE


@pytest.mark.parametrize("end", ["]", "\n"])
def test_a_number_without_end_is_left_open(tmp_path, end):
    huge = study(designModule={"enrollmentInfo": {"count": 5}})
    text = json.dumps(huge).replace('"count": 5', f'"count": {"9" * 5000}')
    text = f"[{text}, {json.dumps(B)}]" if end == "]" else f"{text}\n{json.dumps(B)}\n"
    report, frames = imported(tmp_path / "out", write(tmp_path / "f", text))
    assert list(frames["trials"]["nct_id"]) == IDS
    assert frames["trials"]["enrollment"].isna().tolist() == [True, True]
    assert [each.value for each in report.misfits.values()] == ["a number of more than 38 digits"]


@pytest.mark.parametrize("half", ["\ud800", "\udc00"])
@pytest.mark.parametrize("end", ["]", "\n"])
def test_half_a_character_does_not_stop_the_import(tmp_path, half, end):
    text = json.dumps(study(identificationModule={"briefTitle": f"a{half}b"}))
    text = f"[{text}, {json.dumps(B)}]" if end == "]" else f"{text}\n{json.dumps(B)}\n"
    report, frames = imported(tmp_path / "out", write(tmp_path / "f", text))
    assert frames["trials"]["title"][0] == "a\ufffdb"
    assert report.read == 2


def test_bytes_that_are_no_utf_8_cost_themselves_and_are_told(tmp_path):
    text = json.dumps([study(identificationModule={"briefTitle": "aXb"}), B]).encode()
    path = write(tmp_path / "f", text.replace(b"aXb", b"a\xe9b"))
    report, frames = imported(tmp_path / "out", path)
    assert frames["trials"]["title"][0] == "a\ufffdb"
    assert report.notes[0].startswith("f is not UTF-8 throughout")


def test_json_in_utf_16(tmp_path):
    path = write(tmp_path / "f", json.dumps([A, B]).encode("utf-16"))
    assert imported(tmp_path / "out", path)[0].read == 2


FOREIGN = {
    "API v1": {"FullStudiesResponse": {"FullStudies": [{"Rank": 1, "Study": {}}]}},
    "a server that failed": {"error": "x"},
    "an object with name": {"name": "package"},
}


@pytest.mark.parametrize("words", FOREIGN)
def test_json_of_something_else_costs_itself(tmp_path, words):
    path = tmp_path / "search.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("NCT00000001.json", json.dumps(A))
        archive.writestr("other.json", json.dumps(FOREIGN[words]))
        archive.writestr("cut.json", json.dumps(B)[:-20])
        archive.writestr("NCT00000002.json", json.dumps(B))
    report, frames = imported(tmp_path / "out", path)
    assert list(frames["trials"]["nct_id"]) == IDS
    other, cut = report.left_out
    assert other.startswith("search.zip/other.json seems to be")
    assert words in other
    assert cut.startswith("search.zip/cut.json ends in the middle of the JSON text")
    with pytest.raises(UnusableInputError, match=words):
        imported(tmp_path / "out", write(tmp_path / "other.json", FOREIGN[words]))


@pytest.mark.parametrize("end", ["]", "\n"])
def test_a_foreign_object_among_studies_costs_itself(tmp_path, end):
    boxed = {"protocolSection": {"identificationModule": {"nctId": ["NCT00000003"]}}}
    texts = [json.dumps(each) for each in (A, {"NCTId": ["NCT00000003"]}, boxed, B)]
    text = f"[{','.join(texts)}]" if end == "]" else "\n".join(texts)
    report, frames = imported(tmp_path / "out", write(tmp_path / "f", text))
    assert list(frames["trials"]["nct_id"]) == IDS
    first, second = (each.reason for each in report.skipped_studies)
    assert first.startswith("seems to be JSON of the ClinicalTrials.gov API v1")
    assert second.startswith("seems to be JSON of R")


def test_a_file_name_that_is_no_text(tmp_path):
    path = tmp_path / os.fsdecode(b"a\xff<b>.json")
    _, frames = imported(tmp_path / "out", write(path, [A]))
    assert frames["trials"]["locator"][0] == "a\ufffd<b>.json, study 1"
