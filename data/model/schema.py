"""The contents of every frame, and the check that a raw file holds just that.

The frames in ``CURATED`` have a raw file each; a frame that only imports have stands in
``FRAMES`` beside them.

A raw file is a CSV in UTF-8 with the frame's columns, in any order. An empty cell is
allowed only where the column is optional. A file that breaks a rule raises
``DataError`` with every problem found: file, row, column, value, what is allowed.
"""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from data.model import vocabulary as v
from data.model.countries import ISO3

ColumnKind = str
TEXT: ColumnKind = "text"
CODE: ColumnKind = "code"
CODES: ColumnKind = "codes"
INTEGER: ColumnKind = "integer"
NUMBER: ColumnKind = "number"

COUNTRY_PRINTED = "; country printed as "
"""In ``role_basis``, before a country's printed name that is none of today's."""
SEPARATOR = "|"
"""Joins the codes of a cell that holds several, as in the registry's own CSV."""

PROBLEMS_SHOWN = 20


class DataError(ValueError):
    """Raw data broke a rule; the message lists where and what is allowed."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        shown = self.problems[:PROBLEMS_SHOWN]
        more = len(self.problems) - len(shown)
        tail = [f"... and {more} more"] if more else []
        super().__init__("\n".join(["The data was not loaded:", *shown, *tail]))


@dataclass(frozen=True)
class Column:
    """One column: its kind, and what a cell of it may hold."""

    name: str
    kind: ColumnKind = TEXT
    vocabulary: v.Vocabulary | None = None
    codes: tuple[str, ...] = ()
    optional: bool = False
    pattern: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def allowed_codes(self) -> tuple[str, ...]:
        return self.vocabulary.codes if self.vocabulary else self.codes

    def problem(self, cell: str) -> str:
        """Says why the cell is not allowed, as "what is allowed"; empty when it is."""
        if cell == "":
            return "" if self.optional else "a value; an empty cell is not allowed here"
        if self.kind == CODE and cell not in self.allowed_codes:
            return "one of " + ", ".join(self.allowed_codes)
        if self.kind == CODES:
            parts = cell.split(SEPARATOR)
            if len(set(parts)) != len(parts) or not set(parts) <= set(self.allowed_codes):
                return f"one or more, each once, joined by {SEPARATOR}, of " + ", ".join(
                    self.allowed_codes
                )
        if self.kind in (INTEGER, NUMBER):
            return self._number_problem(cell)
        if self.pattern and not re.fullmatch(self.pattern, cell):
            return f"text of the form {self.pattern}"
        return ""

    def _number_problem(self, cell: str) -> str:
        form = r"-?\d+" if self.kind == INTEGER else r"-?\d+(\.\d+)?"
        allowed = "a whole number" if self.kind == INTEGER else "a number"
        if self.low is not None or self.high is not None:
            allowed += f" from {self.low:g} to {self.high:g}"
        if not re.fullmatch(form, cell):
            return allowed
        value = float(cell)
        low = self.low if self.low is not None else value
        high = self.high if self.high is not None else value
        return "" if low <= value <= high else allowed


@dataclass(frozen=True)
class ForeignKey:
    """Every value of ``column`` stands in ``target_column`` of ``target``."""

    column: str
    target: str
    target_column: str


RowRule = Callable[[Mapping[str, str]], str]
"""(row of cells) -> problem in words, or an empty string."""


@dataclass(frozen=True)
class Frame:
    """One raw file and the dataframe made of it."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    rules: tuple[tuple[str, RowRule], ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


NCT_ID = r"NCT\d{8}"
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
REGIMEN_CODE = rf"{SLUG}(\.{SLUG})?"
"""``miami-2005-07-ita``; of a protocol of the house ``ours.standard-2024``, with its dataset; of
an arm of a record ``nct04150913.arm-2``."""
SOURCE_ID = REGIMEN_CODE
"""``review-2010``; of a source of the house ``ours.sop-12``, with its dataset."""
POSITION = r"[1-9]\d{0,5}"
PROVENANCE = (
    Column("source", pattern=rf"{SOURCE_ID}(\|{SOURCE_ID})*"),
    Column("locator"),
)
"""The place of a row. Of several sources the first is that of the row, the others are those of
single cells of it: the role of an organisation, its point on the map, an enrolment."""
SOURCE_KEY = ForeignKey("source", "sources", "source_id")


def _trial_key() -> Column:
    return Column("nct_id", pattern=NCT_ID)


def _coded(vocabulary: v.Vocabulary) -> tuple[Column, Column]:
    """A code and, beside it, the value as printed (empty where nothing is printed)."""
    return (
        Column(vocabulary.name, CODE, vocabulary),
        Column(f"{vocabulary.name}_printed", optional=True),
    )


def _not_stated_has_nothing_printed(row: Mapping[str, str]) -> str:
    """A code may be NOT_STATED only where nothing is printed."""
    for name, cell in row.items():
        if cell == v.NOT_STATED and row.get(f"{name}_printed"):
            return f"{name} is NOT_STATED although {name}_printed is {row[f'{name}_printed']!r}"
    return ""


def _days_in_order(row: Mapping[str, str]) -> str:
    """An event ends on or after the day on which it starts."""
    start, end = row["start_day"], row["end_day"]
    if start and end and float(end) < float(start):
        return f"end_day {end} is before start_day {start}"
    return ""


def _fixed_end_has_a_day(row: Mapping[str, str]) -> str:
    """An end that the source states needs its day; an open end must have none."""
    if row["end_kind"] == "FIXED" and not row["end_day"]:
        return "end_kind is FIXED but end_day is empty"
    if row["end_kind"] in ("ONGOING", v.NOT_STATED) and row["end_day"]:
        return f"end_kind is {row['end_kind']} but end_day is {row['end_day']}"
    return ""


def _readings_differ(column: str, table_4: str = "") -> RowRule:
    """Table 4's reading stands beside the text's only where it is another."""
    other = table_4 or f"{column}_table_4"

    def rule(row: Mapping[str, str]) -> str:
        same = row[other] != "" and row[other] == row[column]
        return f"{other} repeats {column}" if same else ""

    return rule


def _coordinates_come_in_pairs(row: Mapping[str, str]) -> str:
    return (
        ""
        if bool(row["lat"]) == bool(row["lon"])
        else "lat and lon must both be given or both empty"
    )


def _range_around(row: Mapping[str, str], value: str, spread: str, low: str, high: str) -> str:
    """A spread and a range stand with a value; the range comes in a pair around it."""
    if (row[spread] or row[low] or row[high]) and not row[value]:
        return f"{spread}, {low} and {high} need a {value}"
    if bool(row[low]) != bool(row[high]):
        return f"{low} and {high} must both be given or both empty"
    if row[low] and not float(row[low]) <= float(row[value]) <= float(row[high]):
        return f"{value} {row[value]} is not from {row[low]} to {row[high]}"
    return ""


def _outcome_value(row: Mapping[str, str]) -> str:
    """A value has its printed words and a unit; what was not detectable has no value."""
    if row["value"] and (not row["value_printed"] or row["unit"] == "none"):
        return "a value needs value_printed and a unit other than none"
    if row["value"] and row["qualifier"] == "NOT_DETECTABLE":
        return f"qualifier is NOT_DETECTABLE but value is {row['value']}"
    return _range_around(row, "value", "spread", "low", "high")


def _part_of_whole(row: Mapping[str, str]) -> str:
    """n_of needs n, and n is not more than n_of."""
    if row["n_of"] and not row["n"]:
        return f"n_of is {row['n_of']} but n is empty"
    if row["n_of"] and int(row["n"]) > int(row["n_of"]):
        return f"n {row['n']} is more than n_of {row['n_of']}"
    return ""


def _time_has_a_unit(row: Mapping[str, str]) -> str:
    """A time has its unit and printed words. time_from may stand alone: "before transplant"."""
    if bool(row["time_value"]) != (row["time_unit"] != v.NOT_STATED):
        return "time_value and time_unit must both be given or both not stated"
    if row["time_value"] and not row["time_printed"]:
        return "time_value needs time_printed"
    return ""


def _patient_is_named(row: Mapping[str, str]) -> str:
    """A row about one patient names the patient, and no other row does."""
    if (row["level"] == "PATIENT") != bool(row["patient"]):
        return f"level is {row['level']} but patient is {row['patient']!r}"
    return ""


def _key_starts_with_regimen(key: str) -> RowRule:
    def rule(row: Mapping[str, str]) -> str:
        # The letter and the two digits that follow the regimen.
        if row[key][:-4] != row["regimen"]:
            return f"{key} {row[key]!r} does not start with {row['regimen']!r}"
        return ""

    return rule


def _graft_days(row: Mapping[str, str]) -> str:
    """Primary non-function has no days (never 0); a number of days has its printed words."""
    if row["end_kind"] == "PRIMARY_NON_FUNCTION" and row["function_days"]:
        return f"end_kind is PRIMARY_NON_FUNCTION but function_days is {row['function_days']}"
    if row["qualifier"] == "NOT_DETECTABLE":
        return "qualifier NOT_DETECTABLE is not for a duration"
    if row["islet_mass_spread"] and not row["islet_mass"]:
        return "islet_mass_spread needs an islet_mass"
    return _range_around(row, "function_days", "spread_days", "low_days", "high_days")


def _insulin_independence_is_whole(row: Mapping[str, str]) -> str:
    """Days without insulin, their qualifier and their printed words come together."""
    given = (
        bool(row["insulin_independent_days"]),
        bool(row["insulin_independent_printed"]),
        row["insulin_independent_qualifier"] != v.NOT_STATED,
    )
    return "" if len(set(given)) == 1 else "insulin_independent_* must all be given or none"


def _fact_is_whole(row: Mapping[str, str]) -> str:
    """A fact that was seen has a value, its page and that page's version; one not seen has none."""
    if (row["state"] == "SEEN") != bool(row["value"]):
        return f"state is {row['state']} but value is {row['value']!r}"
    if (row["state"] == "NOT_SEEN") == bool(row["url"] or row["version"] or row["page_named"]):
        return f"state is {row['state']} but url is {row['url']!r}"
    if row["version_date"] not in row["version"]:
        return f"version_date is {row['version_date']!r} but version is {row['version']!r}"
    return ""


CURATED: tuple[Frame, ...] = (
    Frame(
        "sources",
        (
            Column("source_id", pattern=SOURCE_ID),
            Column("kind", CODE, v.SOURCE_KIND),
            Column("title"),
            Column("citation"),
            Column("date_of_data"),
            Column("url", optional=True, pattern=r"https?://\S+"),
            Column("doi", optional=True),
            *PROVENANCE,
        ),
        key=("source_id",),
        foreign_keys=(SOURCE_KEY,),
    ),
    Frame(
        "trials",
        (
            _trial_key(),
            Column("snapshot", pattern=r"\d{4}-\d{2}"),
            Column("title"),
            Column("printed_tables", CODES, codes=("Table 1", "Table 2", "Table 3")),
            *_coded(v.STUDY_TYPE),
            *_coded(v.PHASE),
            *_coded(v.ALLOCATION),
            *_coded(v.CONTROL),
            *_coded(v.ENDPOINT_CLASSIFICATION),
            *_coded(v.INTERVENTION_MODEL),
            *_coded(v.MASKING),
            Column("who_masked", CODES, v.WHO_MASKED),
            Column("who_masked_printed", optional=True),
            *_coded(v.PRIMARY_PURPOSE),
            *_coded(v.OBSERVATIONAL_MODEL),
            *_coded(v.TIME_PERSPECTIVE),
            Column("enrollment", INTEGER, optional=True, low=0, high=10_000_000),
            Column("enrollment_type", CODE, v.ENROLLMENT_TYPE),
            *PROVENANCE,
        ),
        key=("nct_id", "snapshot"),
        foreign_keys=(SOURCE_KEY,),
        rules=(("not stated", _not_stated_has_nothing_printed),),
    ),
    Frame(
        "trial_conditions",
        (
            _trial_key(),
            Column("condition"),
            Column("condition_printed"),
            Column("condition_group", CODE, v.CONDITION_GROUP),
            *PROVENANCE,
        ),
        key=("nct_id", "condition"),
        foreign_keys=(SOURCE_KEY, ForeignKey("nct_id", "trials", "nct_id")),
    ),
    Frame(
        "trial_interventions",
        (
            _trial_key(),
            Column("position", INTEGER, low=1, high=999),
            Column("intervention"),
            Column("intervention_printed"),
            Column("cell_product", CODE, v.CELL_PRODUCT),
            Column("donor", CODE, v.DONOR),
            Column("certainty", CODE, v.CERTAINTY),
            Column("basis"),
            *PROVENANCE,
        ),
        key=("nct_id", "position"),
        foreign_keys=(SOURCE_KEY, ForeignKey("nct_id", "trials", "nct_id")),
    ),
    Frame(
        "trial_organisations",
        (
            _trial_key(),
            Column("position", INTEGER, low=1, high=9999),
            Column("organisation"),
            Column("organisation_printed"),
            Column("role", CODE, v.ORGANISATION_ROLE),
            Column("role_certainty", CODE, v.CERTAINTY),
            Column("role_basis"),
            Column("city", optional=True),
            Column("country", CODE, codes=(*ISO3, v.NOT_STATED)),
            Column("place_basis", CODE, v.PLACE_BASIS),
            Column("lat", NUMBER, optional=True, low=-90, high=90),
            Column("lon", NUMBER, optional=True, low=-180, high=180),
            *PROVENANCE,
        ),
        key=("nct_id", "position"),
        foreign_keys=(SOURCE_KEY, ForeignKey("nct_id", "trials", "nct_id")),
        rules=(("coordinates", _coordinates_come_in_pairs),),
    ),
    Frame(
        "agents",
        (
            Column("agent", pattern=SLUG),
            Column("code"),
            Column("name"),
            Column("agent_class", CODE, v.AGENT_CLASS),
            Column("class_label", optional=True),
            Column("target"),
            *PROVENANCE,
        ),
        key=("agent",),
        foreign_keys=(SOURCE_KEY,),
    ),
    Frame(
        "abbreviations",
        (
            Column("abbreviation"),
            Column("full_name"),
            Column("meaning", optional=True),
            Column("agent", optional=True, pattern=SLUG),
            *PROVENANCE,
        ),
        key=("abbreviation",),
        foreign_keys=(SOURCE_KEY, ForeignKey("agent", "agents", "agent")),
    ),
    Frame(
        "regimens",
        (
            Column("regimen", pattern=REGIMEN_CODE),
            Column("kind", CODE, v.REGIMEN_KIND),
            Column("label"),
            Column("short_label"),
            Column("years", optional=True),
            Column("first_year", INTEGER, optional=True, low=1900, high=2100),
            Column("last_year", INTEGER, optional=True, low=1900, high=2100),
            Column("n", INTEGER, optional=True, low=0, high=1_000_000),
            Column("n_table_4", INTEGER, optional=True, low=0, high=1_000_000),
            Column("n_planned", INTEGER, optional=True, low=0, high=1_000_000),
            Column("condition_group", CODE, v.REGIMEN_CONDITION),
            Column("transplant_type", CODE, v.TRANSPLANT_TYPE),
            Column("day_zero", CODE, v.DAY_ZERO),
            *PROVENANCE,
        ),
        key=("regimen",),
        foreign_keys=(SOURCE_KEY,),
        rules=(("readings", _readings_differ("n")),),
    ),
    Frame(
        "regimen_facts",
        (
            Column("fact", pattern=rf"{REGIMEN_CODE}-f\d\d"),
            Column("regimen", pattern=REGIMEN_CODE),
            Column("kind", CODE, v.REGIMEN_FACT),
            Column("statement"),
            *PROVENANCE,
        ),
        key=("fact",),
        foreign_keys=(SOURCE_KEY, ForeignKey("regimen", "regimens", "regimen")),
        rules=(("key", _key_starts_with_regimen("fact")),),
    ),
    Frame(
        "regimen_sets",
        (
            Column("set", pattern=SLUG),
            Column("page", CODE, v.REGIMEN_SET_PAGE),
            Column("position", INTEGER, low=1, high=99),
            Column("title"),
            Column("regimens"),
            *PROVENANCE,
        ),
        key=("set",),
        foreign_keys=(SOURCE_KEY, ForeignKey("regimens", "regimens", "regimen")),
    ),
    Frame(
        "regimen_trials",
        (
            Column("regimen", pattern=REGIMEN_CODE),
            _trial_key(),
            Column("reading", CODE, v.LINK_READING),
            *PROVENANCE,
        ),
        key=("regimen", "nct_id", "reading"),
        foreign_keys=(
            SOURCE_KEY,
            ForeignKey("regimen", "regimens", "regimen"),
            ForeignKey("nct_id", "trials", "nct_id"),
        ),
    ),
    Frame(
        "cohorts",
        (
            Column("cohort", pattern=REGIMEN_CODE),
            Column("position", INTEGER, low=1, high=99),
            Column("years_printed"),
            Column("n", INTEGER, low=0, high=100_000),
            Column("indication"),
            Column("indication_printed"),
            Column("transplant_type", CODE, v.TRANSPLANT_TYPE),
            Column("transplant_printed"),
            Column("induction_printed"),
            Column("maintenance_printed", optional=True),
            Column("maintenance_read_as"),
            *PROVENANCE,
        ),
        key=("cohort",),
        foreign_keys=(SOURCE_KEY, ForeignKey("cohort", "regimens", "regimen")),
    ),
    Frame(
        "regimen_events",
        (
            Column("event", pattern=REGIMEN_CODE),
            Column("regimen", pattern=REGIMEN_CODE),
            Column("arm", CODE, v.ARM),
            Column("agent", pattern=SLUG),
            Column("role", CODE, v.EVENT_ROLE),
            Column("day_zero", CODE, v.DAY_ZERO),
            Column("start_day", NUMBER, optional=True, low=-36500, high=36500),
            Column("start_printed", optional=True),
            Column("end_day", NUMBER, optional=True, low=-36500, high=36500),
            Column("end_kind", CODE, v.END_KIND),
            Column("end_printed", optional=True),
            Column("tolerance_days", NUMBER, optional=True, low=0, high=365),
            Column("dose"),
            Column("route"),
            Column("schedule"),
            Column("trough_target"),
            Column("patients"),
            Column("patients_n", INTEGER, optional=True, low=0, high=1_000_000),
            Column("patients_qualifier", optional=True, pattern="AT_LEAST|UP_TO"),
            Column("patients_table_4", INTEGER, optional=True, low=0, high=1_000_000),
            Column("coverage", CODE, v.COVERAGE),
            Column("coverage_table_4", optional=True, pattern="|".join(v.COVERAGE_TABLE_4.codes)),
            Column("group_certainty", CODE, v.CERTAINTY),
            Column("alternative_to", optional=True),
            Column("certainty", CODE, v.CERTAINTY),
            Column("remark", optional=True),
            Column("quote", optional=True),
            *PROVENANCE,
        ),
        key=("event",),
        foreign_keys=(
            SOURCE_KEY,
            ForeignKey("regimen", "regimens", "regimen"),
            ForeignKey("agent", "agents", "agent"),
        ),
        rules=(
            ("day order", _days_in_order),
            ("end", _fixed_end_has_a_day),
            ("readings", _readings_differ("patients_n", "patients_table_4")),
            ("readings", _readings_differ("coverage")),
        ),
    ),
    Frame(
        "outcomes",
        (
            Column("outcome", pattern=rf"{REGIMEN_CODE}-o\d\d"),
            Column("regimen", pattern=REGIMEN_CODE),
            Column("pooled_with", optional=True, pattern=REGIMEN_CODE),
            Column("level", CODE, v.OUTCOME_LEVEL),
            Column("subject"),
            Column("patient", optional=True, pattern=r"p\d"),
            Column("arm", CODE, v.ARM),
            Column("measure", CODE, v.OUTCOME_MEASURE),
            Column("value", NUMBER, optional=True, low=0, high=1_000_000),
            Column("spread", NUMBER, optional=True, low=0, high=1_000_000),
            Column("low", NUMBER, optional=True, low=0, high=1_000_000),
            Column("high", NUMBER, optional=True, low=0, high=1_000_000),
            Column("unit"),
            Column("n", INTEGER, optional=True, low=0, high=1_000_000),
            Column("n_of", INTEGER, optional=True, low=0, high=1_000_000),
            Column("n_of_table_4", INTEGER, optional=True, low=0, high=1_000_000),
            Column("n_planned", INTEGER, optional=True, low=0, high=1_000_000),
            Column("time_value", NUMBER, optional=True, low=0, high=36500),
            Column("time_unit", CODE, v.TIME_UNIT),
            Column("time_from", CODE, v.TIME_FROM),
            Column("time_printed", optional=True),
            Column("qualifier", CODE, v.QUALIFIER),
            Column("value_printed", optional=True),
            Column("finding"),
            Column("remark", optional=True),
            *PROVENANCE,
        ),
        key=("outcome",),
        foreign_keys=(
            SOURCE_KEY,
            ForeignKey("regimen", "regimens", "regimen"),
            ForeignKey("pooled_with", "regimens", "regimen"),
        ),
        rules=(
            ("key", _key_starts_with_regimen("outcome")),
            ("value", _outcome_value),
            ("n", _part_of_whole),
            ("readings", _readings_differ("n_of")),
            ("time", _time_has_a_unit),
            ("patient", _patient_is_named),
        ),
    ),
    Frame(
        "graft_function",
        (
            Column("graft", pattern=rf"{REGIMEN_CODE}-g\d\d"),
            Column("regimen", pattern=REGIMEN_CODE),
            Column("pooled_with", optional=True, pattern=REGIMEN_CODE),
            Column("follows", optional=True, pattern=rf"{REGIMEN_CODE}-g\d\d"),
            Column("level", CODE, v.OUTCOME_LEVEL),
            Column("label"),
            Column("patient", optional=True, pattern=r"p\d"),
            Column("arm", CODE, v.ARM),
            Column("n", INTEGER, optional=True, low=1, high=1_000_000),
            Column("day_zero", CODE, codes=("ISLET_INFUSION", "END_OF_IMMUNOSUPPRESSION")),
            Column("function_days", INTEGER, optional=True, low=1, high=36500),
            Column("spread_days", INTEGER, optional=True, low=0, high=36500),
            Column("low_days", INTEGER, optional=True, low=0, high=36500),
            Column("high_days", INTEGER, optional=True, low=0, high=36500),
            Column("qualifier", CODE, v.QUALIFIER),
            Column("end_kind", CODE, v.GRAFT_END),
            Column("weaning_day", INTEGER, optional=True, low=0, high=36500),
            Column("insulin_independent_days", INTEGER, optional=True, low=0, high=36500),
            Column("insulin_independent_qualifier", CODE, codes=(*v.QUALIFIER.codes, v.NOT_STATED)),
            Column("insulin_independent_printed", optional=True),
            Column("islet_mass", NUMBER, optional=True, low=0, high=1_000_000),
            Column("islet_mass_spread", NUMBER, optional=True, low=0, high=1_000_000),
            Column("duration_printed"),
            Column("remark", optional=True),
            *PROVENANCE,
        ),
        key=("graft",),
        foreign_keys=(
            SOURCE_KEY,
            ForeignKey("regimen", "regimens", "regimen"),
            ForeignKey("pooled_with", "regimens", "regimen"),
            ForeignKey("follows", "graft_function", "graft"),
        ),
        rules=(
            ("key", _key_starts_with_regimen("graft")),
            ("days", _graft_days),
            ("insulin independence", _insulin_independence_is_whole),
            ("patient", _patient_is_named),
        ),
    ),
    Frame(
        "record_fields",
        (
            _trial_key(),
            Column("position", INTEGER, low=1, high=9999),
            Column("section"),
            Column("field"),
            Column("value"),
            *PROVENANCE,
        ),
        key=("nct_id", "position"),
        foreign_keys=(SOURCE_KEY, ForeignKey("nct_id", "trials", "nct_id")),
    ),
    Frame(
        "registry_facts",
        (
            _trial_key(),
            Column("field", pattern=r"[a-z_]+"),
            Column("state", CODE, v.FACT_STATE),
            Column("value", optional=True),
            Column("from_free_text", CODE, codes=("YES", "NO")),
            Column("url", optional=True, pattern=r"https?://\S+"),
            Column("version", optional=True),
            Column("version_date", optional=True, pattern=r"\d{4}-\d{2}-\d{2}"),
            Column("page_named", optional=True, pattern="YES|NO"),
            Column("remark", optional=True),
            *PROVENANCE,
        ),
        key=("nct_id", "field"),
        foreign_keys=(SOURCE_KEY, ForeignKey("nct_id", "trials", "nct_id")),
        rules=(("fact", _fact_is_whole),),
    ),
    Frame(
        "data_notes",
        (
            Column("note", pattern=SLUG),
            Column("weight", CODE, v.NOTE_WEIGHT),
            Column("kind", CODE, v.NOTE_KIND),
            Column("title"),
            Column("text"),
            *PROVENANCE,
        ),
        key=("note",),
        foreign_keys=(SOURCE_KEY,),
    ),
    Frame(
        "data_note_links",
        (
            Column("note", pattern=SLUG),
            Column("frame"),
            Column("row_key"),
            *PROVENANCE,
        ),
        key=("note", "frame", "row_key"),
        foreign_keys=(SOURCE_KEY, ForeignKey("note", "data_notes", "note")),
    ),
)
"""The frames that are read from raw files."""
OF_RECORDS: tuple[Frame, ...] = (
    Frame(
        "trial_ids",
        (
            _trial_key(),
            Column("position", INTEGER, low=1, high=1_000_000),
            Column("trial_id"),
            Column("id_kind", CODE, v.TRIAL_ID_KIND),
            Column("id_type", optional=True),
            Column("domain", optional=True),
            *PROVENANCE,
        ),
        key=("nct_id", "position"),
    ),
    Frame(
        "trial_mesh",
        (
            _trial_key(),
            Column("mesh_of", CODE, v.MESH_OF),
            Column("mesh_level", CODE, v.MESH_LEVEL),
            Column("mesh_id", optional=True),
            Column("term"),
            *PROVENANCE,
        ),
        key=("nct_id", "mesh_of", "term"),
    ),
)
"""Frames that registry records alone fill: other numbers of a trial, its MeSH terms."""
READ_BY_RULE: tuple[Frame, ...] = (
    Frame(
        "trial_schedules",
        (
            _trial_key(),
            Column("schedule", CODES, v.SCHEDULE),
            Column("agent_classes", CODES, v.CLASS_OF_IMPORT, optional=True),
            Column("roles", CODES, v.ROLE_IN_WORDS, optional=True),
            Column("arms_with_day", optional=True, pattern=rf"{POSITION}(\|{POSITION})*"),
            *PROVENANCE,
        ),
        key=("nct_id",),
    ),
)
"""Frames that rules make of registry records: a dataset's index has them, and no file.

``trial_schedules`` has a row for each trial with arms or interventions; ``arms_with_day`` are the
positions of those arms of which a day of treatment was read.
"""
FRAMES: tuple[Frame, ...] = (*CURATED, *OF_RECORDS, *READ_BY_RULE)
"""All frames of a store: the curated ones, and what only imports have."""


def stated_by(
    frames: Iterable[Frame], left_open: Mapping[str, Collection[str]] = MappingProxyType({})
) -> Callable[[str, str], bool]:
    """Asked for the names of a frame and a column, says whether these frames can state it.

    left_open: frame -> its columns that stand there and are never filled.
    """
    columns = {
        frame.name: set(frame.column_names) - set(left_open.get(frame.name, ())) for frame in frames
    }
    return lambda frame, column: column in columns.get(frame, ())


RawRows = list[dict[str, str]]


def read_rows(path: Path, frame: Frame) -> RawRows:
    """The cells of one raw file as text.

    Raises:
        DataError: the file is missing, is no UTF-8, or its header or a row does not fit.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except FileNotFoundError:
        raise DataError([f"{path.name}: the file is missing"]) from None
    except UnicodeDecodeError as error:
        raise DataError([f"{path.name}: not UTF-8 text (byte {error.start})"]) from None
    except csv.Error as error:
        raise DataError([f"{path.name}: not a readable CSV file ({error})"]) from None
    if not lines:
        raise DataError([f"{path.name}: the file is empty; a header line is needed"])
    header = lines[0]
    if sorted(header) != sorted(frame.column_names):
        missing = ", ".join(sorted(set(frame.column_names) - set(header))) or "none"
        extra = ", ".join(sorted(set(header) - set(frame.column_names))) or "none"
        repeated = ", ".join(sorted({name for name in header if header.count(name) > 1})) or "none"
        raise DataError(
            [
                f"{path.name}: row 1: the columns do not fit: "
                f"missing {missing}; not known {extra}; repeated {repeated}"
            ]
        )
    problems = [
        f"{path.name}: row {number}: {len(cells)} cells where {len(header)} are needed"
        for number, cells in enumerate(lines[1:], start=2)
        if len(cells) != len(header)
    ]
    if problems:
        raise DataError(problems)
    return [dict(zip(header, cells, strict=True)) for cells in lines[1:]]


def row_problems(frame: Frame, rows: RawRows) -> list[str]:
    """Every broken cell, repeated key and broken row rule of one frame."""
    problems = []
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows, start=2):
        where = f"{frame.name}.csv: row {number}"
        for column in frame.columns:
            allowed = column.problem(row[column.name])
            if allowed:
                problems.append(
                    f"{where}, column {column.name}: {row[column.name]!r} is not allowed; "
                    f"allowed: {allowed}"
                )
        key = tuple(row[name] for name in frame.key)
        if key in seen:
            problems.append(
                f"{where}, column {'+'.join(frame.key)}: {'+'.join(key)!r} stands already "
                f"in row {seen[key]}; allowed: each key once"
            )
        seen.setdefault(key, number)
        if any(problem.startswith(where + ",") for problem in problems[-len(frame.columns) :]):
            continue
        for name, rule in frame.rules:
            broken = rule(row)
            if broken:
                problems.append(f"{where}: {name}: {broken}")
    return problems


def _each_once(values: Sequence[str], targets: Collection[str]) -> bool:
    """Says whether a cell names rows that are there, each once."""
    return len(set(values)) == len(values) and set(values) <= set(targets)


def key_problems(all_rows: Mapping[str, RawRows], frames: Iterable[Frame] = CURATED) -> list[str]:
    """Every value of these frames that points to a row which is not there."""
    problems = []
    for frame in frames:
        for link in frame.foreign_keys:
            targets = {row[link.target_column] for row in all_rows[link.target]}
            problems += [
                f"{frame.name}.csv: row {number}, column {link.column}: {row[link.column]!r} "
                f"is not allowed; allowed: a {link.target_column} of {link.target}.csv"
                for number, row in enumerate(all_rows[frame.name], start=2)
                if row[link.column] and not _each_once(row[link.column].split(SEPARATOR), targets)
            ]
    return problems + _note_link_problems(all_rows)


def _note_link_problems(all_rows: Mapping[str, RawRows]) -> list[str]:
    """A data note points to a frame by name and to a row by the first part of its key."""
    first_keys = {frame.name: frame.key[0] for frame in CURATED}
    problems = []
    for number, row in enumerate(all_rows["data_note_links"], start=2):
        where = f"data_note_links.csv: row {number}"
        if row["frame"] not in first_keys:
            problems.append(
                f"{where}, column frame: {row['frame']!r} is not allowed; "
                f"allowed: one of {', '.join(first_keys)}"
            )
            continue
        key = first_keys[row["frame"]]
        if row["row_key"] not in {target[key] for target in all_rows[row["frame"]]}:
            problems.append(
                f"{where}, column row_key: {row['row_key']!r} is not allowed; "
                f"allowed: a {key} of {row['frame']}.csv"
            )
    return problems


def to_dataframe(frame: Frame, rows: RawRows) -> pd.DataFrame:
    """Typed columns: ordered categories for codes, numbers with gaps as NaN, text as text."""
    data = {}
    for column in frame.columns:
        cells = [row[column.name] for row in rows]
        if column.kind == CODE:
            data[column.name] = pd.Series(
                pd.Categorical(cells, categories=list(column.allowed_codes), ordered=True)
            )
        elif column.kind == INTEGER:
            data[column.name] = pd.Series([int(c) if c else None for c in cells], dtype="Int64")
        elif column.kind == NUMBER:
            data[column.name] = pd.Series(
                [float(c) if c else float("nan") for c in cells], dtype="float64"
            )
        else:
            data[column.name] = pd.Series(cells, dtype="str")
    return pd.DataFrame(data)


def as_series(column: Column, values: pd.Series) -> pd.Series:
    """The dtype that the schema gives a column: ordered categories, Int64, float64, str."""
    if column.kind == CODE:
        return pd.Series(
            pd.Categorical(values, categories=list(column.allowed_codes), ordered=True)
        )
    return values.astype({INTEGER: "Int64", NUMBER: "float64"}.get(column.kind, "str"))


def load_frames(folder: Path) -> dict[str, pd.DataFrame]:
    """Read and check every raw file of ``folder``: frame name -> dataframe, empty without one.

    Raises:
        DataError: with all problems found; nothing is loaded then.
    """
    all_rows: dict[str, RawRows] = {}
    problems: list[str] = []
    for frame in CURATED:
        try:
            all_rows[frame.name] = read_rows(folder / f"{frame.name}.csv", frame)
        except DataError as error:
            problems += error.problems
            continue
        problems += row_problems(frame, all_rows[frame.name])
    if not problems:
        problems = key_problems(all_rows)
    if problems:
        raise DataError(problems)
    return {frame.name: to_dataframe(frame, all_rows.get(frame.name, [])) for frame in FRAMES}
