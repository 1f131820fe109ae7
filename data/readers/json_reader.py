"""API v2 JSON, read as a stream: one study is in memory at a time.

Four shapes: a bare array of studies (the site's download), a page object with ``studies``,
one study, and one study or page a line (NDJSON). A zip holds any of them in its members.
In NDJSON a broken line is one skipped study. A file that breaks before its first study, or that
is JSON of something else, is left out; one that breaks later ends the import, because nothing
after the break can be trusted. What is no character costs itself.
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
from data.readers.byte_streams import WholeCharacters, recoded
from data.readers.facts import StudyError
from data.readers.formats import (
    BOM,
    DAMAGED,
    FilePart,
    RegistryFile,
    UnusableInputError,
    UnusablePartError,
)
from data.readers.held_modules import HeldModules
from data.readers.nesting import Shallow, TooDeepError
from data.readers.progress import Progress, counted
from data.readers.refusals import foreign_keys, foreign_object, refusal
from data.readers.study import facts_of, version_of

STUDY_KEYS = ("protocolSection", "derivedSection", "resultsSection", "hasResults")
LONGEST_LINE = 256_000_000
"""Bytes of one line of NDJSON; the longest study records have some ten million."""

NEXT_PAGE = re.compile(rb'"nextPageToken"\s*:\s*"')
NO_NUMBER = re.compile(r"[:\[,]\s*-?(?:NaN|Infinity)\b")
TAIL = 4_096
KEYS_LOOKED_AT = 50
"""First keys of an object by which it is told."""


class Shape(Enum):
    """The arrangement of studies in a JSON text."""

    ARRAY = auto()
    PAGE = auto()
    STUDY = auto()
    LINES = auto()


def batches(source: RegistryFile, session: Session) -> Iterator[Batch]:
    """The studies of JSON files or members of a zip.

    Raises:
        UnusableInputError: a text breaks, or is damaged, after a study.
    """
    return in_batches(_found(source, session), session)


def _found(source: RegistryFile, session: Session) -> Iterator[Found]:
    held = HeldModules()
    for part in source.parts:
        try:
            yield from _of_part(part, held, session)
        except UnusablePartError as error:
            session.report.leave_out(str(error))
    session.holds(held.columns())


def _of_part(part: FilePart, held: HeldModules, session: Session) -> Iterator[Found]:
    for number, study in enumerate(_studies(part, session), start=1):
        where = f"{part.name}, study {number}"
        if isinstance(study, StudyError):
            session.report.skip(where, study.nct_id, study.path, study.reason)
            continue
        try:
            facts = facts_of(study)
        except StudyError as error:
            session.report.skip(where, error.nct_id, error.path, _reason(study, error))
            continue
        session.report.version(version_of(study))
        held.look_at(study)
        yield where, facts


def _reason(study: Any, error: StudyError) -> str:
    """The reason why a study is not read; of another object, the thing that it seems to be."""
    foreign = None if error.nct_id else foreign_object(study)
    return f"seems to be {foreign[0]}; {foreign[1]}" if foreign else error.reason


def _studies(part: FilePart, session: Session) -> Iterator[Any]:
    """Study objects; a StudyError in place of a line that cannot be read."""
    count = 0
    characters = WholeCharacters()
    # ijson's C code does not survive Python's refusal of a number of thousands of digits;
    # no study can have it, and the study that has it is skipped.
    sys.set_int_max_str_digits(0)
    try:
        shape = _shape(part)
        with _text(part, characters, session.progress) as file:
            for study in _READERS[shape](file, part.name):
                count += 1
                yield study
        if shape in (Shape.PAGE, Shape.LINES) and _names_next_page(part, shape):
            session.report.note(
                f"{part.name} names a next page of its search; where that is not among the files, "
                f"studies are missing"
            )
    except ijson.JSONError as error:
        raise _broken(_json_problem(part.name, count, error), count) from None
    except TooDeepError as error:
        raise _broken(f"{part.name}: {error}, after {count} studies.", count) from None
    except (*DAMAGED, NotImplementedError) as error:
        sentence = f"{part.name} is damaged after {count} studies ({error}); download it again."
        raise _broken(sentence, count) from None
    if characters.lost:
        session.report.note(
            f"{part.name} is not UTF-8 throughout; characters lost, which stand as \ufffd: "
            f"{characters.lost}. Get it again"
        )


def _broken(sentence: str, count: int) -> UnusableInputError:
    """The error of a text that breaks after some studies; before the first it costs itself."""
    return UnusableInputError(sentence) if count else UnusablePartError(sentence)


def _text(
    part: FilePart, characters: WholeCharacters, progress: Progress | None = None
) -> BufferedReader:
    """A JSON text all of whose characters are whole."""
    return counted(recoded(part.open(), characters), progress)


def _json_problem(name: str, count: int, error: ijson.JSONError) -> str:
    # yajl words an early end as "premature EOF" or as "incomplete"; its text has more lines.
    words = str(error).split("\n", 1)[0].strip()
    if re.search("premature|incomplete", words, re.IGNORECASE):
        return f"{name} ends in the middle of the JSON text, after {count} studies; get it again."
    if NO_NUMBER.search(str(error)):
        return (
            f"{name} is not valid JSON after {count} studies: a program, perhaps Python, wrote "
            f"NaN or Infinity into it; write null instead, or import the JSON as it was got."
        )
    return f"{name} is not valid JSON after {count} studies ({words}); get it again."


def _shape(part: FilePart) -> Shape:
    """The shape, from the first keys of the text.

    Raises:
        UnusablePartError: it is JSON of something else.
    """
    if _is_lines(part):
        return Shape.LINES
    keys: list[str] = []
    with _text(part, WholeCharacters()) as file:
        depth = 0
        for event, value in ijson.basic_parse(file):
            if event == "start_array" and depth == 0:
                return Shape.ARRAY
            if event == "map_key" and depth == 1:
                if value == "studies":
                    return Shape.PAGE
                if value in STUDY_KEYS:
                    return Shape.STUDY
                keys.append(value)
            depth += event in ("start_map", "start_array")
            depth -= event in ("end_map", "end_array")
            if depth == 0 or len(keys) > KEYS_LOOKED_AT:
                break
    raise UnusablePartError(refusal(part.name, *foreign_keys(keys)))


def _is_lines(part: FilePart) -> bool:
    """Says whether each line is an object of its own: the first, or the second, is broken at most.

    A page over several lines has no second line of that kind, or a third that is none.
    """
    if part.head().lstrip().startswith(b"["):
        return False
    with counted(part.open()) as file:
        first, second, third = (_next_line(file) for _ in range(3))
    if not second:
        return False
    return _is_object(first) or (_is_object(second) and (not third or third.startswith(b"{")))


def _next_line(file: BufferedReader) -> bytes:
    """The next line that is not empty."""
    while (line := file.readline(LONGEST_LINE)).isspace():
        pass
    return line.strip().removeprefix(BOM)


def _is_object(line: bytes) -> bool:
    """Says whether a line is a whole object of a study or a page."""
    if not (line.startswith(b"{") and line.endswith(b"}")):
        return False
    try:
        value = json.loads(line)
    except RecursionError:
        # One study that nests too deep, and others to come.
        return True
    except ValueError:
        return False
    return "studies" in value or any(key in value for key in STUDY_KEYS)


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
