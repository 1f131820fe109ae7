"""The file behind a workbook: of its bounds, and what is refused before a cell is read.

A workbook of Excel is a zip of XML. Its sizes are bounded before anything is unpacked, which also
bounds what a zip bomb can do: a member is never read beyond the size that it declares.
"""

import zipfile
from pathlib import Path

from data.readers.formats import DAMAGED, UnusableInputError, name_of
from data.readers.refusals import seems_to_be

MOST_BYTES = 20_000_000
"""Of a file."""
MOST_UNPACKED = 60_000_000
"""Of all members of a workbook; 5,000 full rows a sheet need a tenth of it."""
MOST_MEMBERS = 2_000
OLE = b"\xd0\xcf\x11\xe0"
"""First bytes of Microsoft's older files, and of a workbook with a password."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
IS_ENCRYPTED = 0x1
"""Flag of a member of a zip."""
DECLARATIONS = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
"""Of a document type, with which XML can grow without bound; no spreadsheet writes one."""
MACROS = ("vbaproject", "xl/macrosheets/", "xl/dialogsheets/", "activex")
"""In the names of members: programs of Visual Basic, of Excel 4, and controls that run them."""
SAVE = "save it as an Excel workbook (.xlsx) and import that"


def size_problem(path: Path) -> str:
    """The sentence for a file that is too large; empty where it is not."""
    size = path.stat().st_size
    if size <= MOST_BYTES:
        return ""
    return f"{name_of(path)} has {size:,} bytes; allowed: at most {MOST_BYTES:,}."


def opened_zip(path: Path) -> zipfile.ZipFile:
    """The zip of a workbook of Excel.

    Raises:
        UnusableInputError: it is none, is too large, has a password, or holds programs.
    """
    if too_large := size_problem(path):
        raise UnusableInputError(too_large)
    name = name_of(path)
    try:
        if not zipfile.is_zipfile(path):
            raise UnusableInputError(_foreign(name, path.read_bytes()))
        archive = zipfile.ZipFile(path)
    except DAMAGED as error:
        raise UnusableInputError(f"{name} cannot be read ({error}); {SAVE}.") from None
    try:
        _check(name, archive)
    except BaseException:
        archive.close()
        raise
    return archive


def _foreign(name: str, content: bytes) -> str:
    """The sentence for a file that is no zip."""
    if not content.strip():
        return f"{name} is empty; fill a template: python -m data.protocols template {name}"
    if content.startswith(OLE):
        if ENCRYPTED in content:
            return f"{name} has a password; take it off in Excel, and import the file again."
        return f"{name} is an Excel workbook of the old kind (.xls); {SAVE}."
    thing, _ = seems_to_be(content[:65_536])
    return f"{name} is no Excel workbook: it seems to be {thing}; {SAVE}."


def _check(name: str, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        raise UnusableInputError(
            f"{name} unpacks to {unpacked:,} bytes in {len(members):,} parts; allowed: at most "
            f"{MOST_UNPACKED:,} bytes in {MOST_MEMBERS:,} parts."
        )
    if any(member.flag_bits & IS_ENCRYPTED for member in members):
        raise UnusableInputError(f"{name} has a password; take it off, and import it again.")
    names = [member.filename.lower() for member in members]
    if "xl/workbook.bin" in names:
        raise UnusableInputError(f"{name} is a binary workbook (.xlsb); {SAVE}.")
    if "xl/workbook.xml" not in names:
        thing = "a document of LibreOffice" if "content.xml" in names else "a zip of other files"
        raise UnusableInputError(f"{name} is no Excel workbook: it is {thing}; {SAVE}.")
    if any(sign in each for each in names for sign in MACROS) or _is_of_macros(name, archive):
        raise UnusableInputError(
            f"{name} holds macros, which are programs; allowed: a workbook without them: {SAVE}."
        )
    for member in members:
        if member.filename.lower().endswith((".xml", ".rels", ".vml")):
            _check_xml(name, archive, member)


def _is_of_macros(name: str, archive: zipfile.ZipFile) -> bool:
    """Says whether the file calls itself a workbook with macros."""
    if name.lower().endswith((".xlsm", ".xltm", ".xlam")):
        return True
    try:
        return b"macroenabled" in archive.read("[Content_Types].xml").lower()
    except (KeyError, *DAMAGED):
        return False


def _check_xml(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    try:
        content = archive.read(member)
    except (*DAMAGED, NotImplementedError) as error:
        raise UnusableInputError(f"{name} is damaged ({error}); save it again.") from None
    if any(sign in content for sign in DECLARATIONS):
        raise UnusableInputError(
            f"{name} holds a document type in {member.filename}, as no spreadsheet writes; {SAVE}."
        )
