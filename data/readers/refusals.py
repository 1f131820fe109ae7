"""Files and objects that are no study: the thing that each seems to be, and what to do next."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from csv import Error as CsvError
from csv import reader as csv_reader
from html import unescape
from typing import Any

from data.readers.csv_headings import is_header
from data.readers.import_report import printable

GET_JSON = "on ClinicalTrials.gov choose Download, then JSON, and import that file"
SAVE_AS_CSV = f'save it as "CSV UTF-8" and import that, or better {GET_JSON}'
UNPACK = "unpack it, and import the folder"

LONGEST_NAME = 60
NAMES_SHOWN = 6

SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"version https://git-lfs", "a Git LFS pointer, which only stands for the file", "run "
     '"git lfs pull" where it is from, and import the file itself'),
    (b"%PDF", "a PDF", GET_JSON),
    (b"\xd0\xcf\x11\xe0", "an Excel workbook of the old kind (.xls), or one with a password",
     SAVE_AS_CSV),
    (b"\x1f\x8b", "a gzip file in a gzip file", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"Rar!", "a RAR archive", UNPACK),
    (b"BZh", "a bzip2 file", UNPACK),
    (b"\xfd7zXZ", "an xz file", UNPACK),
    (b"PAR1", "a Parquet file", "write it as CSV with the headings of ClinicalTrials.gov, or "
     f"{GET_JSON}"),
    (b"SQLite format 3", "an SQLite database", GET_JSON),
    (b"RDX", "a file of R (.RData)", GET_JSON),
    (b"X\n\x00", "a file of R (.rds)", GET_JSON),
    (b"TY  - ", "a list of citations (RIS)", f"citations hold no trials: {GET_JSON}"),
    (b"PMID- ", "a list of citations (PubMed)", f"citations hold no trials: {GET_JSON}"),
    (b"\x89PNG", "a picture", GET_JSON),
    (b"\xff\xd8\xff", "a picture", GET_JSON),
    (b"GIF8", "a picture", GET_JSON),
)  # fmt: skip
"""(first bytes, thing, next step)"""

TAR_AT, TAR = 257, b"ustar"
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
TITLE = re.compile(rb"<title[^>]*>([^<]{1,200})", re.IGNORECASE)
ROOT = re.compile(rb"<(?![?!])(?:\w+:)?([\w.-]{1,60})")
BIBTEX = re.compile(rb"@[A-Za-z]+\s*\{")

OLD_XML = "XML of the old ClinicalTrials.gov site, which closed in June 2024"
XML: Mapping[str, tuple[str, str]] = {
    "clinical_study": (OLD_XML, GET_JSON),
    "search_results": (f"a list of results in {OLD_XML}", GET_JSON),
    "study_fields": (OLD_XML, GET_JSON),
    "FullStudiesResponse": ("XML of the ClinicalTrials.gov API v1, which closed in June 2024",
                            GET_JSON),
    "StudyFieldsResponse": ("XML of the ClinicalTrials.gov API v1, which closed in June 2024",
                            GET_JSON),
    "Trials_downloaded_from_ICTRP": ("an export of WHO's ICTRP of a form that is not known",
                                     "export it again as XML, all fields"),
}  # fmt: skip
"""Root element -> (thing, next step)"""


def refusal(name: str, thing: str, step: str) -> str:
    """One sentence."""
    return f"{name} seems to be {thing}; {step}."


def refusal_of(name: str, head: bytes) -> str:
    """The sentence for a file of none of the formats, from its first bytes."""
    if not head.strip():
        return f"{name} is empty; get it again."
    return refusal(name, *seems_to_be(head))


def seems_to_be(head: bytes) -> tuple[str, str]:
    text = head.lstrip()
    for test in (_by_signature, _archive, _markup, _citations, _binary, _table):
        if found := test(text):
            return found
    return f'a text that begins "{_shown(text)}"', GET_JSON


def _by_signature(head: bytes) -> tuple[str, str] | None:
    found = (each for each in SIGNATURES if head.startswith(each[0]))
    return next(((thing, step) for _, thing, step in found), None)


def _archive(head: bytes) -> tuple[str, str] | None:
    if head[TAR_AT:].startswith(TAR):
        return "a tar archive", UNPACK
    if not head.startswith(b"PK"):
        return None
    # The names of the members stand in the zip as they are.
    if b"xl/" in head:
        return "an Excel workbook (.xlsx)", SAVE_AS_CSV
    if b"opendocument" in head:
        return "a document of LibreOffice", SAVE_AS_CSV
    if b"word/" in head or b"ppt/" in head:
        return "a document of an office program", GET_JSON
    return "a zip in a zip", "unpack it, and import its files"


def _markup(head: bytes) -> tuple[str, str] | None:
    if not head.startswith(b"<"):
        return None
    if HTML.search(head[:2_000]):
        title = TITLE.search(head)
        words = f' with the title "{_title(title[1])}"' if title else ""
        return f"a web page{words}, perhaps of an error or a log-in", f"get it again: {GET_JSON}"
    root = ROOT.search(head)
    name = root[1].decode() if root else ""
    return XML.get(name, (f"XML ({name or 'without an element'})", GET_JSON))


def _citations(head: bytes) -> tuple[str, str] | None:
    if BIBTEX.match(head):
        return "a list of citations (BibTeX)", f"citations hold no trials: {GET_JSON}"
    return None


def _binary(head: bytes) -> tuple[str, str] | None:
    return ("a binary file of a kind that is not known", GET_JSON) if b"\x00" in head else None


def _table(head: bytes) -> tuple[str, str] | None:
    """A table without registry numbers under the site's heading."""
    line = head.decode("utf-8", "replace").splitlines()[0]
    for separator in ",;\t|":
        try:
            names = next(csv_reader(io.StringIO(line), delimiter=separator), [])
        except CsvError:
            continue
        if len(names) > 1:
            return _of_columns([name.strip() for name in names], separator)
    return None


def _of_columns(names: Sequence[str], separator: str) -> tuple[str, str]:
    lower = {name.lower().replace(" ", "") for name in names}
    if is_header(names):
        return f'a CSV of the site with "{separator}" between its cells', SAVE_AS_CSV
    if separator == "|":
        return (
            f'a table of AACT without a column "nct_id" (it has {_listed(names)})',
            f"get AACT's flat files again, or {GET_JSON}",
        )
    if "nct_id" in lower or "nctid" in lower:
        return (
            "a table made of AACT or of the API",
            f"import AACT's own files (a folder or zip with studies.txt), or {GET_JSON}",
        )
    if "trialid" in lower:
        return (
            "an export of WHO's ICTRP of a form that is not known",
            "export it again as XML, all fields",
        )
    return (
        f'a table without a column "NCT Number" (it has {_listed(names)})',
        f"choose that column in the download, or {GET_JSON}",
    )


# Objects of JSON

API_V1 = (
    "JSON of the ClinicalTrials.gov API v1, which closed in June 2024",
    f"get it from API v2: {GET_JSON}",
)
BOXED = (
    "JSON of R, in which every value stands in a list of its own",
    "write it with jsonlite::toJSON(x, auto_unbox = TRUE), or import the JSON as it was got",
)
V1_KEYS = frozenset(
    (
        *("FullStudiesResponse", "StudyFieldsResponse", "FieldValuesResponse", "FullStudies"),
        *("FullStudy", "StudyFields", "Study", "ProtocolSection"),
    )
)
V1_FIELDS = frozenset(("NCTId", "BriefTitle", "OverallStatus"))


def foreign_object(value: Any) -> tuple[str, str] | None:
    """(thing, next step) of a value of JSON that is no study; None where it may be one."""
    if not isinstance(value, Mapping):
        return None
    if V1_KEYS & value.keys() or V1_FIELDS & value.keys():
        return API_V1
    if _is_boxed(value):
        return BOXED
    if "protocolSection" in value:
        return None
    return foreign_keys(value.keys())


def foreign_keys(keys: Iterable[str]) -> tuple[str, str]:
    """(thing, next step) of an object with these keys, none of which a study has."""
    names = list(keys)
    if V1_KEYS.intersection(names):
        return API_V1
    if "error" in names or "message" in names:
        return f"the answer of a server that failed (it has {_listed(names)})", "get it again"
    held = f"an object with {_listed(names)}" if names else "an empty object"
    return f"JSON without studies of ClinicalTrials.gov ({held})", GET_JSON


def _is_boxed(study: Mapping[str, Any]) -> bool:
    value: Any = study
    for key in ("protocolSection", "identificationModule", "nctId"):
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if not isinstance(value, Mapping):
            return False
        value = value.get(key)
    return isinstance(value, list)


# Words


def _title(text: bytes) -> str:
    return _shown(unescape(text.decode("utf-8", "replace")).strip().encode())


def _shown(text: bytes) -> str:
    line = text[:LONGEST_NAME].decode("utf-8", "replace").splitlines()
    return printable(line[0] if line else "")


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(printable(str(name), LONGEST_NAME) for name in names[:NAMES_SHOWN])
    more = len(names) - NAMES_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
