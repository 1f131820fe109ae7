"""Rows of a workbook as rows of the frames: keys made, empty cells filled as the form says."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.model import vocabulary as v
from data.model.schema import CURATED, SEPARATOR, SLUG, Frame, RawRows
from data.readers.workbooks.agents import Agents, BuiltIn, key_of, sources_of
from data.readers.workbooks.form import (
    EVENTS,
    GRAFT_FUNCTION,
    NOT_STATED,
    OUTCOMES,
    REGIMENS,
    SHEETS,
    SOURCES,
    FormSheet,
)
from data.readers.workbooks.problems import RowPlace, not_allowed, not_in_order, quoted
from data.readers.workbooks.sheet_rows import SheetRow

MOST_NUMBERED = 99
"""Outcomes, or rows of graft function, of one protocol: their keys end in two digits."""
ONE_DAY = ("GRAFT", "CELL_INFUSION", "COLLECTION")
"""Roles of what happens on the day on which it starts."""
ALLOWED: Mapping[str, str] = {
    "day order": "an end_day that is the start_day or a later day",
    "end": "an end_day where the end is on a stated day, and none where it is open or not stated",
    "value": "a value with its unit and inside of its range, and none that was not detectable",
    "n": "an n with n_of, and not above it",
    "time": "time_value and time_unit together, or neither",
    "patient": "a patient where the level is one patient, and nowhere else",
    "days": "days with a graft that functioned, inside of their range",
    "insulin independence": "the days without insulin with their qualifier, or none of them",
}
"""Rule of a frame -> what it allows, in words."""
FRAMES = {frame.name: frame for frame in CURATED}


@dataclass(frozen=True)
class Filled:
    """The rows of the frames, and what of the workbook does not fit together."""

    frames: Mapping[str, RawRows]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Keys:
    """The keys that a workbook makes: a person's word for them -> the code."""

    codes: Mapping[str, str]
    words: Mapping[str, str]

    def of(self, text: str) -> str:
        return self.codes.get(key_of(text), "")


def filled(
    file: str, name: str, rows: Mapping[str, Sequence[SheetRow]], agents: Agents, built_in: BuiltIn
) -> Filled:
    """The rows of all frames that the sheets fill.

    Args:
        file: the workbook's name, for the place of rows that name none.
        name: the dataset's name, which the codes of its protocols begin with.
        rows: sheet -> its rows, those of the worked example taken out.
    """
    sources, of_sources = _keys(SOURCES, "source_id", name, rows)
    regimens, of_regimens = _keys(REGIMENS, "regimen", name, rows)
    maker = _Maker(file, rows, sources, regimens, agents)
    problems = [*of_sources, *of_regimens]
    frames: dict[str, RawRows] = {}
    for sheet, make in (
        (REGIMENS, maker.regimen),
        (EVENTS, maker.event),
        (OUTCOMES, maker.outcome),
        (GRAFT_FUNCTION, maker.graft),
        (SOURCES, maker.source),
    ):
        frames[sheet.frame], found = maker.made(sheet, make)
        problems += found
    own = maker.own_agents(frames["regimen_events"])
    frames["agents"] = [*agents.built_in, *own]
    frames["sources"] = [*frames["sources"], *sources_of(agents.built_in, built_in)]
    return Filled(frames, tuple(problems))


def _keys(
    sheet: FormSheet, column: str, name: str, rows: Mapping[str, Sequence[SheetRow]]
) -> tuple[_Keys, list[str]]:
    """The keys of protocols or sources, and the problems of those that are none or stand twice."""
    codes: dict[str, str] = {}
    words: dict[str, str] = {}
    first: dict[str, RowPlace] = {}
    problems = []
    for row in rows[sheet.name]:
        text = row[column]
        key = key_of(text)
        if not text:
            continue
        if not re.fullmatch(SLUG, key, re.ASCII):
            problems.append(not_allowed(row.place, column, text, "letters, digits and hyphens"))
        elif key in first:
            why = f"there already, in row {first[key].row:,}"
            problems.append(not_allowed(row.place, column, text, "each key once", why))
        else:
            codes[key], words[key], first[key] = f"{name}.{key}", text, row.place
    return _Keys(codes, words), problems


@dataclass(frozen=True)
class _Maker:
    """Makes rows of frames out of rows of sheets."""

    file: str
    rows: Mapping[str, Sequence[SheetRow]]
    sources: _Keys
    regimens: _Keys
    agents: Agents

    def made(
        self, sheet: FormSheet, make: Callable[[SheetRow], dict[str, str]]
    ) -> tuple[RawRows, list[str]]:
        """The frame's rows of the rows that are sound, and the problems of rows as wholes."""
        frame = FRAMES[sheet.frame]
        problems: list[str] = []
        made: RawRows = []
        seen: dict[tuple[str, ...], int] = {}
        numbers: dict[str, int] = {}
        for row in self.rows[sheet.name]:
            problems += self._strangers(sheet, row)
            same = tuple(row[column.name] for column in sheet.columns)
            if row.is_sound and same in seen and sheet not in (REGIMENS, SOURCES):
                said = f"the row says the same as row {seen[same]:,}"
                problems.append(not_in_order(row.place, said, "each row once"))
            seen.setdefault(same, row.place.row)
            if not row.is_sound or not self._is_known(sheet, row):
                continue
            cells = dict.fromkeys(frame.column_names, "") | make(row)
            if frame.key[0] not in cells or not cells[frame.key[0]]:
                regimen = cells["regimen"]
                numbers[regimen] = numbers.get(regimen, 0) + 1
                cells[frame.key[0]] = numbered(frame, regimen, numbers[regimen])
            problems += _broken_rules(frame, row, cells)
            made.append(cells)
        return made, [*problems, *_too_many(sheet, numbers, self.regimens)]

    def _strangers(self, sheet: FormSheet, row: SheetRow) -> Iterator[str]:
        """The names of protocols and sources that the workbook does not hold."""
        if sheet not in (REGIMENS, SOURCES) and row["regimen"] and not self._regimen(row):
            known = ", ".join(self.regimens.words.values()) or "none, as the sheet holds none"
            yield not_allowed(
                row.place, "regimen", row["regimen"], f"a protocol of the sheet regimens: {known}"
            )
        if sheet is not SOURCES and not self._source(row):
            known = ", ".join(self.sources.words.values()) or "none, as the sheet holds none"
            yield not_allowed(
                row.place, "source", row["source"], f"a source of the sheet sources: {known}"
            )

    def _is_known(self, sheet: FormSheet, row: SheetRow) -> bool:
        if sheet is SOURCES:
            return bool(self.sources.of(row["source_id"]))
        has_agent = sheet is not EVENTS or bool(self.agents.slug_of(row["agent"]))
        return has_agent and bool(self._regimen(row)) and bool(self._source(row))

    def _regimen(self, row: SheetRow) -> str:
        return self.regimens.of(row["regimen"])

    def _source(self, row: SheetRow) -> str:
        """The source's code, or several joined; the only one where the cell is empty."""
        if not row["source"]:
            only = list(self.sources.codes.values())
            return only[0] if len(only) == 1 else ""
        codes = [self.sources.of(text) for text in row["source"].split(SEPARATOR)]
        return SEPARATOR.join(dict.fromkeys(codes)) if all(codes) else ""

    def _provenance(self, row: SheetRow) -> dict[str, str]:
        place = f"{self.file}, {row.place}"
        return {"source": self._source(row), "locator": row["locator"] or place}

    def regimen(self, row: SheetRow) -> dict[str, str]:
        first, last = row["first_year"], row["last_year"]
        return {
            **row.cells,
            "regimen": self._regimen(row),
            "kind": "HOUSE_PROTOCOL",
            "years": years_in_words(first, last),
            "condition_group": row["condition_group"] or v.NOT_STATED,
            "transplant_type": row["transplant_type"] or v.NOT_STATED,
            **self._provenance(row),
        }

    def event(self, row: SheetRow) -> dict[str, str]:
        cells = {name: text for name, text in row.cells.items() if name != "agent_class"}
        coverage = row["coverage"] or "ALL"
        end_day = row["end_day"]
        if not end_day and not row["end_kind"] and row["role"] in ONE_DAY:
            end_day = row["start_day"]
        has_day = bool(row["start_day"] or end_day)
        return {
            **cells,
            "regimen": self._regimen(row),
            "arm": "ONE",
            "agent": self.agents.slug_of(row["agent"]),
            "day_zero": row["day_zero"] or self._protocol(row)["day_zero"],
            "end_day": end_day,
            "end_kind": row["end_kind"] or ("FIXED" if end_day else v.NOT_STATED),
            **{
                column: row[column] or NOT_STATED
                for column in ("dose", "route", "schedule", "trough_target")
            },
            "patients": row["patients"]
            or _patients(coverage, row["patients_n"], self._protocol(row)["n"]),
            "coverage": coverage,
            "group_certainty": "STATED",
            "certainty": row["certainty"] or ("STATED" if has_day else v.NOT_STATED),
            **self._provenance(row),
        }

    def _protocol(self, row: SheetRow) -> SheetRow:
        """The row of the protocol of an event."""
        wanted = self._regimen(row)
        own = self.rows[REGIMENS.name]
        return next(each for each in own if self.regimens.of(each["regimen"]) == wanted)

    def outcome(self, row: SheetRow) -> dict[str, str]:
        level = row["level"] or ("PATIENT" if row["patient"] else "COHORT")
        time = f"{row['time_value']} {v.TIME_UNIT.labels.get(row['time_unit'], '').lower()}"
        return {
            **row.cells,
            "regimen": self._regimen(row),
            "arm": "ONE",
            "level": level,
            "subject": row["subject"] or _subject(level, row["patient"]),
            "unit": row["unit"] or "none",
            "qualifier": row["qualifier"] or "STATED",
            "value_printed": row["value_printed"] or _value_words(row),
            "time_unit": row["time_unit"] or v.NOT_STATED,
            "time_from": row["time_from"] or v.NOT_STATED,
            "time_printed": row["time_printed"] or (time.strip() if row["time_value"] else ""),
            **self._provenance(row),
        }

    def graft(self, row: SheetRow) -> dict[str, str]:
        free_days = row["insulin_independent_days"]
        days = row["function_days"]
        return {
            **row.cells,
            "regimen": self._regimen(row),
            "arm": "ONE",
            "level": row["level"] or ("PATIENT" if row["patient"] else "COHORT"),
            "day_zero": row["day_zero"] or "ISLET_INFUSION",
            "qualifier": row["qualifier"] or "STATED",
            "end_kind": row["end_kind"] or v.NOT_STATED,
            "insulin_independent_qualifier": row["insulin_independent_qualifier"]
            or ("STATED" if free_days else v.NOT_STATED),
            "insulin_independent_printed": row["insulin_independent_printed"]
            or (f"{free_days} days" if free_days else ""),
            "duration_printed": row["duration_printed"] or (f"{days} days" if days else NOT_STATED),
            **self._provenance(row),
        }

    def source(self, row: SheetRow) -> dict[str, str]:
        code = self.sources.of(row["source_id"])
        return {
            **row.cells,
            "source_id": code,
            "kind": row["kind"] or "HOUSE_DOCUMENT",
            "citation": row["citation"] or row["title"],
            "source": code,
            "locator": row["locator"] or "The whole document",
        }

    def own_agents(self, events: RawRows) -> RawRows:
        """The rows of free agents, whose source is that of their first event."""
        first: dict[str, Mapping[str, str]] = {}
        for event in events:
            first.setdefault(event["agent"], event)
        return [
            {**row, **{column: first[row["agent"]][column] for column in ("source", "locator")}}
            for row in self.agents.own
            if row["agent"] in first
        ]


def numbered(frame: Frame, regimen: str, number: int) -> str:
    """The key of a row: ``ours.standard-2024-01``, ``-o01`` of an outcome, ``-g01`` of a graft."""
    letter = {"outcomes": "o", "graft_function": "g"}.get(frame.name, "")
    return f"{regimen}-{letter}{number:02}"


def _too_many(sheet: FormSheet, numbers: Mapping[str, int], regimens: _Keys) -> Iterator[str]:
    if sheet is EVENTS:
        return
    words = {code: regimens.words[key] for key, code in regimens.codes.items()}
    for regimen, count in numbers.items():
        if count > MOST_NUMBERED:
            yield (
                f"sheet {sheet.name}: {quoted(words[regimen])} has {count:,} rows; allowed: at "
                f"most {MOST_NUMBERED} a protocol."
            )


def _broken_rules(frame: Frame, row: SheetRow, cells: Mapping[str, str]) -> Iterator[str]:
    """The frame's own rules that a row breaks, and the order of its years."""
    first, last = cells.get("first_year"), cells.get("last_year")
    if first and last and int(last) < int(first):
        said = f"last_year {last} is before first_year {first}"
        yield not_in_order(row.place, said, "a last_year that is the first_year or a later one")
    for name, rule in frame.rules:
        if name in ALLOWED and (said := rule(cells)):
            yield not_in_order(row.place, _in_words(said, cells), ALLOWED[name])


LABELS = {
    code: column.choices[code]
    for sheet in SHEETS
    for column in sheet.columns
    for code in column.choices
}
"""Code -> words, of all drop-down lists."""


def _in_words(said: str, cells: Mapping[str, str]) -> str:
    """A rule's sentence with the words of the lists in place of codes."""
    for code in sorted({cell for cell in cells.values() if cell in LABELS}, key=len, reverse=True):
        said = re.sub(rf"\b{re.escape(code)}\b", quoted(LABELS[code]), said)
    return said


def years_in_words(first: str, last: str) -> str:
    """``2024-26``, ``2024``, ``from 2024``, ``to 2026``; nothing where no year is known."""
    if first and last:
        if first == last:
            return first
        return f"{first}-{last[-2:]}" if first[:2] == last[:2] else f"{first}-{last}"
    return f"from {first}" if first else f"to {last}" if last else ""


def _patients(coverage: str, number: str, of_all: str) -> str:
    """``all (n = 12)``; of_all: the patients of the protocol, which stand for all of them."""
    words = {"ALL": "all", "SOME": "some"}.get(coverage, NOT_STATED)
    stated = number or (of_all if coverage == "ALL" else "")
    return f"{words} (n = {stated})" if stated else words


def _subject(level: str, patient: str) -> str:
    if level == "PATIENT" and patient:
        return f"patient {patient.removeprefix('p')}"
    return "all patients" if level == "COHORT" else "some of the patients"


def _value_words(row: SheetRow) -> str:
    if not row["value"]:
        return ""
    spread = f" ± {row['spread']}" if row["spread"] else ""
    return f"{row['value']}{spread} {row['unit']}".strip()
