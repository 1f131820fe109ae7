"""The form: the sheets of a workbook of protocols, their columns, and the meaning of an empty cell.

The columns are those of the frames in ``data.model.schema`` that a person has to fill. The reader
makes the others: the keys of rows, the arm (a protocol of the house has one; a second arm is a
second protocol), and what only the sources of the review need.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from data.link.folding import folded
from data.model import vocabulary as v
from data.model.schema import CODE, CURATED, INTEGER, NUMBER, Column

MOST_ROWS = 5_000
"""Filled rows of a sheet."""
LONGEST_LABEL = 100
LONGEST_SHORT_LABEL = 24
"""Characters that the narrow places of a figure have room for."""
LONGEST_AGENT = 40
LONGEST_TEXT = 1_000

NOT_STATED = "not stated"
"""The words of a cell in which the source says nothing."""
A_DAY = "a day counted from day 0, such as -1, 0 or 14"
DATES = r"\d{4}(-\d{2}(-\d{2})?)?"
WHERE_IT_STANDS = "Where it stands in that source, such as a page or a section."
THIS_ROW = "the place of this row in the workbook"
THE_ONE_SOURCE = "the one source, where the sheet sources has one row"


@dataclass(frozen=True)
class FormColumn:
    """One column of a sheet.

    Attributes:
        frame, name: the column of ``data.model.schema`` that it fills.
        holds: the explanation for the person who fills it.
        example: a cell as it may be.
        empty: the meaning of an empty cell; none where a cell has to be filled.
        longest: characters of a text.
        allowed: said of a cell that is not allowed, where the schema's own words say less.
        pattern: the form of a text, where the schema allows more.
        words: code -> words, where they are not all of the schema's vocabulary.
        own_words: whether other words than those of the list are allowed.
    """

    frame: str
    name: str
    holds: str
    example: str = ""
    empty: str = ""
    longest: int = LONGEST_TEXT
    allowed: str = ""
    pattern: str = ""
    words: Mapping[str, str] | None = None
    own_words: bool = False

    @cached_property
    def column(self) -> Column:
        """The column of the schema that it fills."""
        frame = next(each for each in CURATED if each.name == self.frame)
        return next(each for each in frame.columns if each.name == self.name)

    @property
    def is_needed(self) -> bool:
        return not self.empty

    @property
    def is_number(self) -> bool:
        return self.column.kind in (INTEGER, NUMBER)

    @cached_property
    def choices(self) -> Mapping[str, str]:
        """Code -> words of the drop-down list; nothing where any text or number may stand."""
        if self.words is not None:
            return self.words
        own = self.column.vocabulary
        if self.column.kind != CODE or own is None:
            return {}
        return {code: text for code, text in own.labels.items() if code not in v.OWN_CLASSES}

    @cached_property
    def code_of(self) -> Mapping[str, str]:
        """Words or code, as ``heading_key`` writes them -> code."""
        by_code = {heading_key(code): code for code in self.choices}
        return by_code | {heading_key(text): code for code, text in self.choices.items()}


@dataclass(frozen=True)
class FormSheet:
    """One sheet, a frame's rows as a person writes them; or a file of a folder of CSV."""

    name: str
    frame: str
    holds: str
    columns: tuple[FormColumn, ...]

    @cached_property
    def by_heading(self) -> Mapping[str, FormColumn]:
        """Folded heading -> column."""
        return {heading_key(column.name): column for column in self.columns}


def heading_key(text: str) -> str:
    """A heading, a sheet's name or a word of a list without case, hyphens and underscores."""
    return folded(text.replace("_", " ").replace("-", " "))


def _provenance(frame: str) -> tuple[FormColumn, ...]:
    return (
        FormColumn(
            frame,
            "source",
            "The source of this row, as the sheet sources names it.",
            "sop-12",
            THE_ONE_SOURCE,
        ),
        FormColumn(frame, "locator", WHERE_IT_STANDS, "page 4", THIS_ROW),
    )


def _regimen(frame: str) -> FormColumn:
    return FormColumn(
        frame, "regimen", "The protocol, as the sheet regimens names it.", "standard-2024"
    )


def _remark(frame: str) -> FormColumn:
    return FormColumn(frame, "remark", "What else a reader has to know.", "", "no remark")


CONDITIONS = {
    code: words for code, words in v.REGIMEN_CONDITION.labels.items() if code != "OF_RECORD"
}
TRANSPLANTS = {
    code: words for code, words in v.TRANSPLANT_TYPE.labels.items() if code != "NOT_READ"
}
QUALIFIERS = {**v.QUALIFIER.labels, v.NOT_STATED: "Not stated"}
GRAFT_DAY_ZERO = {
    code: v.DAY_ZERO.labels[code] for code in ("ISLET_INFUSION", "END_OF_IMMUNOSUPPRESSION")
}

REGIMENS = FormSheet(
    "regimens",
    "regimens",
    "One row a protocol. A second arm is a second protocol.",
    (
        FormColumn(
            "regimens",
            "regimen",
            "A short key of your own, by which the other sheets name the protocol: letters, "
            "digits and hyphens.",
            "standard-2024",
            longest=40,
        ),
        FormColumn(
            "regimens",
            "label",
            "Its name as lists and figures say it.",
            "Standard 2024, islets alone (n = 12)",
            longest=LONGEST_LABEL,
        ),
        FormColumn(
            "regimens",
            "short_label",
            f"The name where there is little room: at most {LONGEST_SHORT_LABEL} characters.",
            "Standard 2024",
            longest=LONGEST_SHORT_LABEL,
        ),
        FormColumn(
            "regimens",
            "day_zero",
            "The event from which the days are counted.",
            v.DAY_ZERO.labels["ISLET_INFUSION"],
        ),
        FormColumn(
            "regimens",
            "condition_group",
            "The condition that it is for.",
            v.CONDITION_GROUP.labels["T1D"],
            NOT_STATED,
            words=CONDITIONS,
        ),
        FormColumn(
            "regimens",
            "transplant_type",
            "The transplant that it goes with.",
            v.TRANSPLANT_TYPE.labels["ITA"],
            NOT_STATED,
            words=TRANSPLANTS,
        ),
        FormColumn("regimens", "first_year", "The first year of its use.", "2024", NOT_STATED),
        FormColumn("regimens", "last_year", "The last year of its use.", "2026", NOT_STATED),
        FormColumn("regimens", "n", "Patients treated with it.", "12", NOT_STATED),
        FormColumn("regimens", "n_planned", "Patients planned.", "20", NOT_STATED),
        *_provenance("regimens"),
    ),
)

EVENTS = FormSheet(
    "events",
    "regimen_events",
    "One row a drug, graft or infusion of a protocol, from its first day to its last.",
    (
        _regimen("regimen_events"),
        FormColumn(
            "regimen_events",
            "agent",
            "The drug, graft or cells: one of the list by code or name, another well-known drug by "
            "its name, or one of your own.",
            "TAC",
            longest=LONGEST_AGENT,
        ),
        FormColumn(
            "agents",
            "agent_class",
            "The class of an agent that is not known here: one of the list, or a new one in your "
            f"words. There is room for {len(v.OWN_CLASSES)} new ones.",
            v.AGENT_CLASS.labels["CALCINEURIN_INHIBITOR"],
            "the class that a known agent has",
            longest=LONGEST_AGENT,
            own_words=True,
        ),
        FormColumn(
            "regimen_events",
            "role",
            "What it is given for.",
            v.EVENT_ROLE.labels["INDUCTION"],
        ),
        FormColumn(
            "regimen_events",
            "start_day",
            "The first day, counted from day 0; days before it are negative.",
            "-1",
            NOT_STATED,
            allowed=A_DAY,
        ),
        FormColumn(
            "regimen_events",
            "end_day",
            "The last day; for what happens on one day, that day again.",
            "4",
            "the start_day of a graft, an infusion or a collection; else not stated",
            allowed=A_DAY,
        ),
        FormColumn(
            "regimen_events",
            "end_kind",
            "What happens at the end.",
            v.END_KIND.labels["FIXED"],
            "ends on the end_day, where there is one; else not stated",
        ),
        FormColumn(
            "regimen_events",
            "tolerance_days",
            "Days by which the day may vary, as in day 7 ± 1.",
            "1",
            NOT_STATED,
        ),
        FormColumn("regimen_events", "dose", "The dose with its unit.", "1 mg/kg", NOT_STATED),
        FormColumn("regimen_events", "route", "The route.", "intravenous", NOT_STATED),
        FormColumn("regimen_events", "schedule", "How often.", "twice daily", NOT_STATED),
        FormColumn(
            "regimen_events",
            "trough_target",
            "The trough level aimed at.",
            "8-10 ng/ml",
            NOT_STATED,
        ),
        FormColumn(
            "regimen_events",
            "coverage",
            "Whether all patients of the protocol get it.",
            v.COVERAGE.labels["ALL"],
            "all patients",
        ),
        FormColumn(
            "regimen_events",
            "patients",
            "Which patients, in words.",
            "those with a body weight above 80 kg",
            "what coverage and patients_n say",
        ),
        FormColumn("regimen_events", "patients_n", "How many patients.", "4", NOT_STATED),
        FormColumn(
            "regimen_events",
            "alternative_to",
            "The agent in whose place it is given.",
            "ATG",
            "given in no other's place",
        ),
        FormColumn(
            "regimen_events",
            "start_printed",
            "The source's words for the start, where they say more than the day.",
            "from the day before the transplant",
            "no words",
        ),
        FormColumn(
            "regimen_events",
            "end_printed",
            "The source's words for the end.",
            "for five days",
            "no words",
        ),
        FormColumn(
            "regimen_events",
            "day_zero",
            "The event from which these days are counted, where it is not that of the protocol.",
            v.DAY_ZERO.labels["ISLET_INFUSION"],
            "as the protocol",
        ),
        FormColumn(
            "regimen_events",
            "certainty",
            "Whether the source states the days or you worked them out.",
            v.CERTAINTY.labels["STATED"],
            "stated, where there is a day",
        ),
        _remark("regimen_events"),
        *_provenance("regimen_events"),
    ),
)

OUTCOMES = FormSheet(
    "outcomes",
    "outcomes",
    "One row a result; the sheet may stay empty below its headings.",
    (
        _regimen("outcomes"),
        FormColumn("outcomes", "measure", "What was measured.", v.OUTCOME_MEASURE.labels["HBA1C"]),
        FormColumn("outcomes", "finding", "The result in words.", "HbA1c after one year"),
        FormColumn("outcomes", "value", "The number.", "6.4", "no number"),
        FormColumn("outcomes", "unit", "Its unit.", "%", "none, where there is no value"),
        FormColumn("outcomes", "spread", "What stands after ±.", "0.5", "no spread"),
        FormColumn("outcomes", "low", "The lowest value of a range.", "5.8", "no range"),
        FormColumn("outcomes", "high", "The highest value of a range.", "7.1", "no range"),
        FormColumn(
            "outcomes",
            "qualifier",
            "How the number is meant.",
            v.QUALIFIER.labels["MEAN"],
            "as stated",
        ),
        FormColumn(
            "outcomes",
            "value_printed",
            "The value as the source prints it.",
            "6.4 ± 0.5 %",
            "the value and its unit",
        ),
        FormColumn(
            "outcomes",
            "level",
            "Of whom the result is.",
            v.OUTCOME_LEVEL.labels["COHORT"],
            "one patient, where there is a patient; else the whole cohort",
        ),
        FormColumn(
            "outcomes",
            "subject",
            "Of which patients, in words.",
            "patients with a year of follow-up",
            "all patients, or the one patient",
        ),
        FormColumn(
            "outcomes",
            "patient",
            "Of one patient: p1 to p9.",
            "p1",
            "not of one patient",
            allowed="p1 to p9",
            pattern=r"p[1-9]",
        ),
        FormColumn("outcomes", "n", "Patients with this result, or measured.", "9", NOT_STATED),
        FormColumn("outcomes", "n_of", "Of how many.", "12", NOT_STATED),
        FormColumn("outcomes", "n_planned", "Patients planned.", "20", NOT_STATED),
        FormColumn("outcomes", "time_value", "When: the number.", "12", NOT_STATED),
        FormColumn(
            "outcomes", "time_unit", "When: its unit.", v.TIME_UNIT.labels["MONTHS"], NOT_STATED
        ),
        FormColumn(
            "outcomes",
            "time_from",
            "From what this time is counted.",
            v.DAY_ZERO.labels["ISLET_INFUSION"],
            NOT_STATED,
        ),
        FormColumn(
            "outcomes",
            "time_printed",
            "The time as the source prints it.",
            "at 12 months",
            "the number and its unit",
        ),
        _remark("outcomes"),
        *_provenance("outcomes"),
    ),
)

GRAFT_FUNCTION = FormSheet(
    "graft function",
    "graft_function",
    "One row a patient or group: how long the islet grafts worked. The sheet may stay empty "
    "below its headings.",
    (
        _regimen("graft_function"),
        FormColumn(
            "graft_function",
            "label",
            "The patient or group as the figure names it.",
            "2024 · patient 1",
            longest=LONGEST_LABEL,
        ),
        FormColumn(
            "graft_function",
            "level",
            "Of whom it is.",
            v.OUTCOME_LEVEL.labels["PATIENT"],
            "one patient, where there is a patient; else the whole cohort",
        ),
        FormColumn(
            "graft_function",
            "patient",
            "Of one patient: p1 to p9.",
            "p1",
            "not of one patient",
            allowed="p1 to p9",
            pattern=r"p[1-9]",
        ),
        FormColumn("graft_function", "n", "How many patients.", "1", NOT_STATED),
        FormColumn(
            "graft_function",
            "day_zero",
            "The event from which the days are counted.",
            GRAFT_DAY_ZERO["ISLET_INFUSION"],
            "the islet infusion",
            words=GRAFT_DAY_ZERO,
        ),
        FormColumn(
            "graft_function", "function_days", "Days with graft function.", "365", NOT_STATED
        ),
        FormColumn(
            "graft_function",
            "qualifier",
            "How the number is meant.",
            v.QUALIFIER.labels["AT_LEAST"],
            "as stated",
        ),
        FormColumn(
            "graft_function",
            "end_kind",
            "How it ended.",
            v.GRAFT_END.labels["STILL_FUNCTIONING_OR_NOT_STATED"],
            NOT_STATED,
        ),
        FormColumn("graft_function", "spread_days", "What stands after ±.", "30", "no spread"),
        FormColumn("graft_function", "low_days", "The fewest days.", "200", "no range"),
        FormColumn("graft_function", "high_days", "The most days.", "400", "no range"),
        FormColumn(
            "graft_function",
            "weaning_day",
            "The day on which the drugs were weaned.",
            "300",
            NOT_STATED,
        ),
        FormColumn(
            "graft_function",
            "insulin_independent_days",
            "Days without insulin.",
            "280",
            NOT_STATED,
        ),
        FormColumn(
            "graft_function",
            "insulin_independent_qualifier",
            "How that number is meant.",
            v.QUALIFIER.labels["STATED"],
            "as stated, where there is a number",
            words=QUALIFIERS,
        ),
        FormColumn(
            "graft_function",
            "insulin_independent_printed",
            "Days without insulin as the source prints them.",
            "280 days",
            "the number",
        ),
        FormColumn("graft_function", "islet_mass", "Islets given, IEQ/kg.", "10500", NOT_STATED),
        FormColumn(
            "graft_function", "islet_mass_spread", "What stands after ± there.", "900", "no spread"
        ),
        FormColumn(
            "graft_function",
            "duration_printed",
            "The duration as the source prints it.",
            "more than a year",
            "the number of days, or not stated",
        ),
        _remark("graft_function"),
        *_provenance("graft_function"),
    ),
)

SOURCES = FormSheet(
    "sources",
    "sources",
    "One row a document from which the rows of the other sheets are.",
    (
        FormColumn(
            "sources",
            "source_id",
            "A short key of your own, by which the other sheets name the source.",
            "sop-12",
            longest=40,
        ),
        FormColumn("sources", "title", "Its title.", "Islet transplantation, procedure 12"),
        FormColumn(
            "sources",
            "date_of_data",
            "Its date: a year, a month or a day.",
            "2024-03",
            longest=10,
            allowed="a date as 2024, 2024-03 or 2024-03-15",
            pattern=DATES,
        ),
        FormColumn(
            "sources",
            "kind",
            "What it is.",
            v.SOURCE_KIND.labels["HOUSE_DOCUMENT"],
            "a document of the house",
        ),
        FormColumn(
            "sources",
            "citation",
            "The source as it is to be quoted below a figure.",
            "Our hospital, procedure 12 of 2024",
            "its title",
        ),
        FormColumn(
            "sources",
            "url",
            "Its address.",
            "https://example.org/sop-12",
            "no address",
            allowed="an address that begins with https:// or http://",
            pattern=r"https?://\S+",
        ),
        FormColumn("sources", "doi", "Its DOI.", "10.1000/182", "no DOI"),
        FormColumn(
            "sources", "locator", "The part of it that was used.", "pages 3 to 9", "the whole of it"
        ),
    ),
)

SHEETS = (REGIMENS, EVENTS, OUTCOMES, GRAFT_FUNCTION, SOURCES)
"""In the order of the workbook."""
READ_ME, LISTS = "read me", "lists"
"""Sheets of the template that are not read."""
