"""The format is told by the content; what is none of them gets one clear sentence."""

import gzip
import zipfile

import pytest

from data.readers.formats import FileFormat, UnusableInputError, detect
from tests.data.readers.samples import FULL, FULL_ROW, csv_text, write

AACT = "nct_id|study_type|phase\r\nNCT00000001|Interventional|Phase 1\r\n"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.csv", [FULL], FileFormat.JSON),
        ("a", b"\xef\xbb\xbf \n" + b'{"studies": []}', FileFormat.JSON),
        ("a.json", csv_text([FULL_ROW]), FileFormat.CSV),
        ("a.txt", "\ufeff" + csv_text([FULL_ROW]), FileFormat.CSV),
        ("a.csv", '"Conditions","NCT Number"\r\n', FileFormat.CSV),
        ("a", csv_text([FULL_ROW], separator=";"), FileFormat.CSV),
        ("a", "rank,nct_number,title\n", FileFormat.CSV),
        ("a", csv_text([FULL_ROW]).encode("utf-16"), FileFormat.CSV),
        ("a", "[1]".encode("utf-16"), FileFormat.JSON),
        ("studies.csv", AACT, FileFormat.AACT),
        ("studies.txt", 'id|"nct_id"\n', FileFormat.AACT),
    ],
)
def test_detect_by_content(tmp_path, name, content, kind):
    (source,) = detect(write(tmp_path / name, content))
    assert source.kind is kind
    assert [part.name for part in source.parts] == [name]
    assert source.size == (tmp_path / name).stat().st_size


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"hello", 'seems to be a text that begins "hello"'),
        (b"PK\x03\x04 cut off", "damaged or truncated zip"),
    ],
)
def test_what_is_none_of_the_formats(tmp_path, content, words):
    with pytest.raises(UnusableInputError, match=words):
        detect(write(tmp_path / "file", content))


def test_a_path_that_is_not_there(tmp_path):
    with pytest.raises(UnusableInputError, match="does not exist"):
        detect(tmp_path / "nothing")


def test_an_empty_folder(tmp_path):
    with pytest.raises(UnusableInputError, match="holds no file"):
        detect(tmp_path)


def test_a_zip_and_a_folder_with_a_read_me(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("in/NCT00000001.json", "{}")
        archive.writestr("__MACOSX/in/._NCT00000001.json", "x")
        archive.writestr("README", "hello")
        archive.writestr("t.csv", csv_text([FULL_ROW]))
    write(folder / "b.json", [FULL])
    json_source, csv_source = detect(folder)
    assert [part.name for part in json_source.parts] == ["a.zip/in/NCT00000001.json", "b.json"]
    assert [part.name for part in csv_source.parts] == ["a.zip/t.csv"]
    (sentence,) = json_source.left_out
    assert sentence.startswith('a.zip/README seems to be a text that begins "hello"; ')


def test_a_folder_of_tables(tmp_path):
    write(tmp_path / "studies.txt", AACT)
    write(tmp_path / "designs.txt", "id|nct_id|allocation\n")
    (source,) = detect(tmp_path)
    assert (source.kind, len(source.parts)) == (FileFormat.AACT, 2)


def test_a_gzip_file_is_read_as_what_it_holds(tmp_path):
    text = csv_text([FULL_ROW]).encode("utf-16")
    (source,) = detect(write(tmp_path / "a.csv.gz", gzip.compress(text)))
    assert (source.kind, source.size) == (FileFormat.CSV, len(text))
    with source.parts[0].open() as file:
        assert file.read().decode() == csv_text([FULL_ROW])


@pytest.mark.parametrize("size", [2, 10, 40])
def test_a_gzip_file_that_is_cut_off(tmp_path, size):
    path = write(tmp_path / "a.gz", gzip.compress(csv_text([FULL_ROW]).encode())[:size])
    with pytest.raises(UnusableInputError, match=r"a\.gz is damaged"):
        detect(path)


def test_a_workbook_is_no_zip_of_files(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(name, "<x/>")
    with pytest.raises(UnusableInputError, match=r"a\.xlsx seems to be an Excel workbook"):
        detect(path)


def test_a_foreign_file_among_several_paths_costs_itself(tmp_path):
    page = write(tmp_path / "page.html", "<html>")
    good = write(tmp_path / "good.json", [FULL])
    (source,) = detect(page, good)
    (sentence,) = source.left_out
    assert sentence.startswith("page.html seems to be a web page")
    with pytest.raises(UnusableInputError, match="So it is with 1 more"):
        detect(page, page)
    with pytest.raises(UnusableInputError, match="does not exist"):
        detect(good, tmp_path / "nothing")
