"""Records of the WHO portal's export (ICTRP), XML or CSV -> texts by the names of their fields.

Three shapes: the XML that the portal's search hands out, the CSV with the portal's headings (the
COVID-19 list has it, spreadsheets write it), and the CSV of the whole database, which may come
without a heading. A name of a field is written alike whatever the shape: ``date_enrollement``.

The XML is cut at its trials and each is parsed alone, so a broken one costs itself. A trial alone
cannot declare an entity, and a file that declares one before its first trial is refused: nothing
is ever expanded or fetched. Fields about contacts are not kept, nor are any others not in FIELDS.
"""

import codecs
import csv
import re
from collections.abc import Iterator, Mapping
from functools import partial
from html.entities import html5
from xml.etree import ElementTree

from data.model.registers import is_trial_id
from data.readers.csv_text import SEPARATORS, BrokenRecord, Records, first_record
from data.readers.facts import StudyError
from data.readers.formats import DAMAGED, FilePart, UnusableInputError
from data.readers.ictrp_form import (
    WITHOUT_HEADING,
    field_of,
    has_no_heading,
    is_xml,
    tells,
)
from data.readers.import_report import Report
from data.readers.progress import Progress, counted

Record = Mapping[str, str]
"""Field -> its text, empty where it states none; a field that the file lacks is not there."""

ENDING = re.compile(r"</[A-Za-z_]+\s*>|<[A-Za-z_]+\s*/>")
OPENING = re.compile(r"<Trial(?=[\s>])")
CLOSING = re.compile(r"</Trial\s*>")
DECLARATION = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
UTF_8 = "utf-8"
ENCODINGS = (UTF_8, "ascii", "iso8859-1", "iso8859-15", "cp1252", "gb18030", "gbk")

LONGEST_TRIAL = 8_000_000
"""Characters of a trial; the longest with results have some hundred thousand."""
AT_ONCE = 262_144

NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NO_REFERENCE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)"
    r"(?:#(?:x(?P<hex>[0-9a-fA-F]{1,8})|(?P<decimal>[0-9]{1,10}));|(?P<name>[A-Za-z][A-Za-z0-9]*;)?)"
)
REPLACED = "\ufffd"
CDATA = "<![CDATA["
"""Begins a text in which nothing is a reference; the portal writes none."""


Numbered = tuple[int, Record | StudyError]
"""(position in the file, the record; or why it cannot be read)"""


def records(part: FilePart, report: Report, progress: Progress | None = None) -> Iterator[Numbered]:
    """The records of a file of either shape; what is wrong with the file itself is noted.

    Raises:
        UnusableInputError: the file is damaged, ends early, or declares entities.
    """
    read = _of_xml if is_xml(part.head()) else _of_csv
    number = 0
    try:
        for number, record in read(part, report, progress):
            yield number, record
    except DAMAGED as error:
        raise UnusableInputError(
            f"{part.name} is damaged after {number} trials ({error}); export it again."
        ) from None


def _of_xml(part: FilePart, report: Report, progress: Progress | None) -> Iterator[Numbered]:
    number, rest, is_first = 0, "", True
    for more in _texts(part, progress):
        rest += more
        start = 0
        while end := CLOSING.search(rest, start):
            before, trials = _cut(rest[start : end.end()])
            start = end.end()
            if is_first:
                _check_declarations(part, before)
                is_first = False
            for text in trials:
                number += 1
                yield number, _record_of(text)
        rest = rest[start:]
        if len(rest) > LONGEST_TRIAL:
            raise UnusableInputError(
                f"{part.name} holds a trial of more than {LONGEST_TRIAL:,} characters after "
                f"{number} trials; it is no export of the portal."
            )
    if is_first:
        _check_declarations(part, rest)
    if OPENING.search(rest):
        raise UnusableInputError(
            f"{part.name} ends in the middle of trial {number + 1}; export it again."
        )
    if not ENDING.search(rest):
        report.note(
            f"{part.name} ends without the closing line of an export; where the portal or the "
            f"download was cut off, trials are missing"
        )


def _cut(text: str) -> tuple[str, list[str]]:
    """The text before a trial, and the trial; two, where the first has no end."""
    starts = [found.start() for found in OPENING.finditer(text)]
    if not starts:
        return text, []
    ends = [*starts[1:], len(text)]
    return text[: starts[0]], [text[a:b] for a, b in zip(starts, ends, strict=True)]


def _check_declarations(part: FilePart, text: str) -> None:
    if DECLARATION.search(text):
        raise UnusableInputError(
            f"{part.name} declares a document type or entities, which no export of the portal "
            f"does; it is not read. Export the search again."
        )


def _texts(part: FilePart, progress: Progress | None) -> Iterator[str]:
    """The text in pieces; bytes that are no character of it become U+FFFD."""
    decoder = codecs.getincrementaldecoder(_encoding(part.head()))("replace")
    with counted(part.open(), progress) as file:
        while data := file.read(AT_ONCE):
            yield decoder.decode(data)
    yield decoder.decode(b"", final=True)


def _encoding(head: bytes) -> str:
    found = ENCODING.search(head[:200])
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else UTF_8
    except LookupError:
        name = UTF_8
    return name if name in ENCODINGS else UTF_8


class _Fields:
    """The texts of a trial's elements that are read; those of others are never kept."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {}
        self._name = ""
        self._depth = 0

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth == 2:
            self._name = field_of(tag)
            if self._name and self.texts.setdefault(self._name, []):
                self.data("; ")
        elif self._depth > 2:
            # A line break that was not written as text.
            self.data("\n")

    def end(self, _tag: str) -> None:
        self._depth -= 1

    def data(self, text: str) -> None:
        if self._depth >= 2 and self._name:
            self.texts[self._name].append(text)

    @property
    def record(self) -> Record:
        return {name: "".join(texts).strip() for name, texts in self.texts.items()}


def _record_of(text: str) -> Record | StudyError:
    fields = _Fields()
    parser = ElementTree.XMLParser(target=fields)
    try:
        parser.feed(_well_formed(text))
        parser.close()
    except ElementTree.ParseError as error:
        named = re.search(r"<TrialID\s*>\s*([^<\s]{1,60})", text)
        return StudyError("Trial", f"no well-formed XML ({error})", named[1] if named else "")
    return fields.record


def _well_formed(text: str) -> str:
    """The text with U+FFFD for what XML cannot hold, and HTML's names of signs as the signs."""
    text = NO_CHARACTER.sub(REPLACED, text)
    return text if CDATA in text else NO_REFERENCE.sub(_reference, text)


def _reference(found: re.Match[str]) -> str:
    if found["hex"] or found["decimal"]:
        number = int(found["hex"], 16) if found["hex"] else int(found["decimal"])
        is_sign = number <= 0x10FFFF and not NO_CHARACTER.match(chr(number))
        return found[0] if is_sign else REPLACED
    name = found["name"] or ""
    sign = html5.get(name, "")
    return "".join(f"&#{ord(each)};" for each in sign) if sign else f"&amp;{name}"


def _of_csv(part: FilePart, report: Report, progress: Progress | None) -> Iterator[Numbered]:
    number = 0
    with counted(part.open(), progress) as file:
        records = Records(file, _separator(part.head()))
        try:
            heading = records.header()
        except csv.Error as error:
            raise _no_whole_csv(part, number, str(error)) from None
        names = _names(heading)
        if has_no_heading(heading):
            number += 1
            yield number, _row(names, heading)
        for row in records.rows(len(names), partial(_begins, names)):
            if not isinstance(row, BrokenRecord):
                found = _row(names, row)
            elif row.is_cut_off:
                raise _no_whole_csv(part, number, "ends in the middle of a cell")
            else:
                found = StudyError("row", row.reason, _trial_id(names, records.cells(row.line)))
            number += 1
            yield number, found
        if records.lines.windows:
            report.note(
                f"{part.name} is not UTF-8 and was read as Windows text (cp1252); where names look "
                f"wrong, save it as CSV UTF-8 or take the portal's XML"
            )


def _no_whole_csv(part: FilePart, number: int, words: str) -> UnusableInputError:
    return UnusableInputError(
        f"{part.name} is not a whole CSV file after {number} trials: {words}. "
        f"Export the search again, best as XML."
    )


def _trial_id(names: list[str], cells: list[str]) -> str:
    """The registry number among the cells of a row; empty where there is none."""
    at = names.index("trialid")
    named = _cell(cells[at]) if at < len(cells) else ""
    return named if is_trial_id(named) else ""


def _begins(names: list[str], cells: list[str]) -> bool:
    """Says whether cells are those of a line that begins a row."""
    return bool(_trial_id(names, cells))


def _names(heading: list[str]) -> list[str]:
    """The field of each column; empty for one that is not read, or stands a second time."""
    if has_no_heading(heading):
        return list(WITHOUT_HEADING)
    names = [field_of(cell) for cell in heading]
    return [name if name not in names[:at] else "" for at, name in enumerate(names)]


def _row(names: list[str], cells: list[str]) -> Record | StudyError:
    # The portal adds empty cells to some rows; more of them that are full have shifted the row.
    filled = cells[: len(names)]
    if len(cells) < len(names) or any(cell.strip() for cell in cells[len(names) :]):
        return StudyError(
            "row",
            f"{len(cells)} cells where {len(names)} are needed; the portal's XML has no such fault",
            _trial_id(names, cells),
        )
    return {name: _cell(cell) for name, cell in zip(names, filled, strict=True) if name}


def _cell(cell: str) -> str:
    """The text of a cell; the CSV of the whole database quotes its texts twice."""
    text = NO_CHARACTER.sub(REPLACED, cell).strip()
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        text = text[1:-1].strip()
    return text


def _separator(head: bytes) -> str:
    text = head.decode("utf-8", "replace")
    return next((each for each in SEPARATORS if tells(first_record(text, each))), ",")
