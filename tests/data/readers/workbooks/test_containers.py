"""Files behind workbooks: what is refused before a cell is read, each in a sentence."""

import io
import zipfile

import pytest

from data.readers.formats import UnusableInputError
from data.readers.workbooks import containers
from data.readers.workbooks.containers import DECLARATIONS, ENCRYPTED, OLE, opened_zip
from tests.data.readers.workbooks.samples import write_book


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def book(**members: bytes) -> bytes:
    """A zip that is a workbook by the name of a member."""
    return zipped(xl__workbook_dot_xml=b"<workbook/>", **members)


def locked_zip(content: bytes) -> bytes:
    """Each member with the flag of a password, in the directory at the end."""
    data = bytearray(content)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"", "a.xlsx is empty; fill a template"),
        ("a.xlsx", b" \n", "a.xlsx is empty"),
        ("a.xls", OLE + bytes(600), "an Excel workbook of the old kind (.xls); save it as"),
        ("a.xlsx", OLE + bytes(600), "an Excel workbook of the old kind (.xls); save it as"),
        ("a.xlsx", OLE + bytes(600) + ENCRYPTED, "a.xlsx has a password; take it off in Excel"),
        ("a.xlsx", locked_zip(book()), "a.xlsx has a password"),
        ("a.xlsx", b"regimen;label\nx;y\n", "is no Excel workbook: it seems to be a t"),
        ("a.xlsx", b"%PDF-1.7", "it seems to be a PDF"),
        ("a.xlsx", b"\x89PNG\r\n", "it seems to be a picture"),
        ("a.xlsx", b"<html><title>Log in</title>", "it seems to be a web page"),
        ("a.xlsx", zipped(content_dot_xml=b"<a/>", mimetype=b"x"), "a document of LibreOffice"),
        ("a.xlsx", zipped(word__document_dot_xml=b"<a/>"), "is a zip of other files"),
        ("a.xlsb", zipped(xl__workbook_dot_bin=b""), "a binary workbook (.xlsb)"),
        ("a.xlsx", book(xl__vbaProject_dot_bin=b""), "holds macros, which are programs"),
        ("a.xlsx", book(xl__macrosheets__sheet1_dot_xml=b"<a/>"), "holds macros"),
        ("a.xlsm", book(), "holds macros"),
        ("a.XLSM", book(), "holds macros"),
        ("a.xlsx", book(xl__a_dot_xml=b"<?xml?><!DOCTYPE a>"), "a document type in xl/a.xml"),
        ("a.xlsx", b"PK\x03\x04" + bytes(100), "is no Excel workbook"),
    ],
)
def test_a_file_that_is_no_workbook(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnusableInputError) as caught:
        opened_zip(path)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_macros_that_only_the_types_name(tmp_path):
    types = {"[Content_Types].xml": b'<a ContentType="x.sheet.macroEnabled.main+xml"/>'}
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(**types))
    with pytest.raises(UnusableInputError, match="holds macros"):
        opened_zip(path)


@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_a_document_type_is_found_in_any_encoding(tmp_path, declaration):
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(xl__a_dot_xml=b"<?xml?>" + declaration))
    with pytest.raises(UnusableInputError, match="document type"):
        opened_zip(path)


@pytest.mark.parametrize(
    ("bound", "words"),
    [("MOST_BYTES", "bytes; allowed: at most 10"), ("MOST_UNPACKED", "unpacks to"),
     ("MOST_MEMBERS", "parts")],
)  # fmt: skip
def test_a_file_beyond_a_bound(tmp_path, monkeypatch, bound, words):
    path = write_book(tmp_path / "a.xlsx")
    monkeypatch.setattr(containers, bound, 10 if bound != "MOST_MEMBERS" else 3)
    with pytest.raises(UnusableInputError, match=words):
        opened_zip(path)


def test_a_zip_bomb_is_refused_by_what_it_declares(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(xl__a_dot_xml=bytes(61_000_000)))
    assert path.stat().st_size < 100_000
    with pytest.raises(UnusableInputError, match=r"unpacks to 61,000,011 bytes"):
        opened_zip(path)


def test_a_damaged_member_is_told(tmp_path):
    content = bytearray(book(xl__a_dot_xml=b"<a>" + bytes(range(256)) * 20 + b"</a>"))
    at = content.find(b"xl/a.xml") + 40
    content[at : at + 20] = bytes(20)
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(content))
    with pytest.raises(UnusableInputError, match=r"a\.xlsx is damaged"):
        opened_zip(path)


def test_a_workbook_is_opened(tmp_path):
    with opened_zip(write_book(tmp_path / "a.xlsx")) as archive:
        assert "xl/workbook.xml" in archive.namelist()
