"""API v2 JSON, read as a stream: one study is in memory at a time.

Four shapes: a bare array of studies (the site's download), a page object with ``studies``,
one study, and one study or page a line (NDJSON). A zip holds any of them in its members.
In NDJSON a broken line is one skipped study; elsewhere a broken text ends the import, because
nothing after the break can be trusted.
"""

import json
import re
import sys
from collections.abc import Iterator
from enum import Enum, auto
from io import BufferedReader
from typing import Any

import ijson

from data.readers.batches import Batch, Found, Session, in_batches
from data.readers.facts import StudyError
from data.readers.formats import DAMAGED, FilePart, RegistryFile, UnusableInputError
from data.readers.held_modules import HeldModules
from data.readers.nesting import Shallow, TooDeepError
from data.readers.progress import counted
from data.readers.study import facts_of, version_of

STUDY_KEYS = ("protocolSection", "derivedSection", "resultsSection", "hasResults")
LONGEST_LINE = 256_000_000
"""Bytes of one line of NDJSON; the longest study records have some ten million."""

NEXT_PAGE = re.compile(rb'"nextPageToken"\s*:\s*"')
TAIL = 4_096


class Shape(Enum):
    """The arrangement of studies in a JSON text."""

    ARRAY = auto()
    PAGE = auto()
    STUDY = auto()
    LINES = auto()


def batches(source: RegistryFile, session: Session) -> Iterator[Batch]:
    """The studies of JSON files or members of a zip.

    Raises:
        UnusableInputError: a text is no JSON, ends early, or holds no studies.
    """
    return in_batches(_found(source, session), session)


def _found(source: RegistryFile, session: Session) -> Iterator[Found]:
    held = HeldModules()
    for part in source.parts:
        number = 0
        for number, study in enumerate(_studies(part, session), start=1):
            where = f"{part.name}, study {number}"
            if isinstance(study, StudyError):
                session.report.skip(where, study.nct_id, study.path, study.reason)
                continue
            try:
                facts = facts_of(study)
            except StudyError as error:
                session.report.skip(where, error.nct_id, error.path, error.reason)
                continue
            session.report.version(version_of(study))
            held.look_at(study)
            yield where, facts
    session.holds(held.columns())


def _studies(part: FilePart, session: Session) -> Iterator[Any]:
    """Study objects; a StudyError in place of a line that cannot be read."""
    count = 0
    # ijson's C code does not survive Python's refusal of a number of thousands of digits;
    # no study can have it, and the study that has it is skipped.
    sys.set_int_max_str_digits(0)
    try:
        shape = _shape(part)
        with counted(part.open(), session.progress) as file:
            for study in _READERS[shape](file, part.name):
                count += 1
                yield study
        if shape in (Shape.PAGE, Shape.LINES) and _names_next_page(part, shape):
            session.report.note(
                f"{part.name} names a next page of its search; where that is not among the files, "
                f"studies are missing"
            )
    except ijson.JSONError as error:
        raise UnusableInputError(_json_problem(part.name, count, error)) from None
    except TooDeepError as error:
        raise UnusableInputError(f"{part.name}: {error}, after {count} studies.") from None
    except DAMAGED as error:
        raise UnusableInputError(
            f"{part.name} is damaged after {count} studies ({error}); download it again."
        ) from None


def _json_problem(name: str, count: int, error: ijson.JSONError) -> str:
    # yajl words an early end as "premature EOF" or as "incomplete"; its text has more lines.
    words = str(error).split("\n", 1)[0].strip()
    if re.search("premature|incomplete", words, re.IGNORECASE):
        return f"{name} ends in the middle of the JSON text, after {count} studies; get it again."
    return f"{name} is not valid JSON after {count} studies ({words})."


def _shape(part: FilePart) -> Shape:
    """The shape, from the first keys of the text."""
    with counted(part.open()) as file:
        depth = 0
        for event, value in ijson.basic_parse(file):
            if event == "start_array" and depth == 0:
                return Shape.ARRAY
            if event == "map_key" and depth == 1 and value == "studies":
                return _page_or_lines(part, Shape.PAGE)
            if event == "map_key" and depth == 1 and value in STUDY_KEYS:
                return _page_or_lines(part, Shape.STUDY)
            depth += event in ("start_map", "start_array")
            depth -= event in ("end_map", "end_array")
            if depth == 0:
                break
    raise UnusableInputError(
        f"{part.name} is JSON without studies: neither a list nor an object with "
        f"studies or protocolSection."
    )


def _page_or_lines(part: FilePart, alone: Shape) -> Shape:
    """LINES where the first line is an object of its own and another line follows."""
    with counted(part.open()) as file:
        first = file.readline(LONGEST_LINE)
        if not first.rstrip().endswith(b"}"):
            return alone
        while (line := file.readline(TAIL)).isspace():
            pass
        if not line:
            return alone
    try:
        json.loads(first)
    except RecursionError:
        # One study that nests too deep, and others to come.
        return Shape.LINES
    except ValueError:
        return alone
    return Shape.LINES


def _names_next_page(part: FilePart, shape: Shape) -> bool:
    """Says whether a page, or the last of pages a line, names a next one.

    The API writes that key after the studies; other tools may sort it before them.
    """
    if shape is Shape.PAGE and NEXT_PAGE.search(part.head().split(b'"studies"', 1)[0]):
        return True
    with part.open() as file:
        if file.seekable():
            file.seek(max(0, part.size - TAIL))
        tail = b""
        while data := file.read(1_000_000):
            tail = (tail + data)[-TAIL:]
    last_line = tail.rstrip().rsplit(b"}\n", 1)[-1]
    return bool(NEXT_PAGE.search(last_line))


def _of_array(file: BufferedReader, name: str) -> Iterator[Any]:
    return iter(ijson.items(Shallow(file), "item"))


def _of_page(file: BufferedReader, name: str) -> Iterator[Any]:
    return iter(ijson.items(Shallow(file), "studies.item"))


def _of_study(file: BufferedReader, name: str) -> Iterator[Any]:
    return iter(ijson.items(Shallow(file), ""))


def _of_lines(file: BufferedReader, name: str) -> Iterator[Any]:
    while line := file.readline(LONGEST_LINE):
        if line.isspace():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            if not line.endswith(b"\n"):
                raise UnusableInputError(
                    f"{name} ends in the middle of a line of JSON; get it again."
                ) from None
            yield StudyError("line", f"not valid JSON ({error})")
            continue
        page = value.get("studies") if isinstance(value, dict) else None
        if isinstance(page, list):
            yield from page
        else:
            yield value


_READERS = {
    Shape.ARRAY: _of_array,
    Shape.PAGE: _of_page,
    Shape.STUDY: _of_study,
    Shape.LINES: _of_lines,
}
