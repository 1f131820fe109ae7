"""Events of a protocol as typed values, and the words that a timeline uses for them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from textwrap import wrap
from typing import Any, Self

import pandas as pd

from components.figures.empty import NO_EVENT
from components.figures.text import LINE_BREAK, plain
from data.model.amounts import listed
from data.model.vocabulary import ARM, NOT_STATED
from data.queries import regimens
from data.queries.regimens import GOES_ON, day_text
from data.queries.registry_text import unescaped

DAYS_PER_MONTH = 365 / 12
OF_NO_ARM = (ARM.labels["ALL"], ARM.labels[NOT_STATED])
"""Words for the arm of an event that does not go with one induction."""
HOVER_WIDTH = 60
HOVERS_KEPT = 1_024
"""Hover texts that are remembered: every figure of a page wraps those of the same events."""
LONGEST_QUOTE = 360
"""Letters of a record's words in a hover; the page of the protocol has them all."""
ABSENT = "not stated"

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
ROUTE_SHORT = {"intravenous": "IV", "subcutaneous": "SC"}


@dataclass(frozen=True)
class Event:
    """One row of ``queries.regimens.events``.

    Attributes:
        start: day, or none where the source states none.
        end: day, or none where it is open or not stated; of a weaned drug the day on which
            the taper begins.
        tolerance: days on either side, none where the source gives no such window.
        printed: (start, end) in the source's words.
    """

    regimen: str
    regimen_label: str
    day_zero_label: str
    role: str
    role_label: str
    agent: str
    agent_code: str
    agent_name: str
    agent_class: str
    class_label: str
    target: str
    start: float | None
    end: float | None
    end_kind: str
    end_label: str
    tolerance: float | None
    printed: tuple[str, str]
    dose: str
    route: str
    schedule: str
    trough_target: str
    patients: str
    alternative_to: str
    certainty: str
    certainty_label: str
    remark: str
    locator: str
    arm_label: str = ""
    coverage: str = NOT_STATED
    coverage_table_4: str = ""
    group_certainty: str = "STATED"
    patients_n: str = ""
    patients_qualifier: str = ""
    patients_table_4: str = ""
    quote: str = ""
    short_label: str = ""

    @classmethod
    def of(cls, row: dict[str, Any]) -> Self:
        numbers = {"start": "start_day", "end": "end_day", "tolerance": "tolerance_days"}
        values: dict[str, Any] = {
            name: None if pd.isna(row[column]) else float(row[column])
            for name, column in numbers.items()
        }
        values["printed"] = (str(row["start_words"]), str(row["end_words"]))
        texts = {field.name: _text(row[field.name]) for field in fields(cls) if field.name in row}
        return cls(**{**texts, **values})

    @cached_property
    def is_none(self) -> bool:
        """The source prints that the protocol has no agent in this role."""
        return not self.agent

    @cached_property
    def undated(self) -> bool:
        """No day is known at all."""
        return self.start is None and self.end is None

    @cached_property
    def is_point(self) -> bool:
        """Everything happens on one known day."""
        return self.start is not None and self.end_kind == "FIXED" and self.start == self.end

    @cached_property
    def inferred(self) -> bool:
        """A day is drawn that the source does not print as such."""
        return self.certainty != "STATED"

    @cached_property
    def single_dose(self) -> bool:
        """The source says that it was given once."""
        words = (self.schedule, self.dose)
        return self.is_point or any(re.match(r"single (dose|infusion)\b", text) for text in words)

    @cached_property
    def hover(self) -> str:
        """Everything that the data says of the event, escaped and wrapped."""
        return _hover(self)

    @cached_property
    def name(self) -> str:
        """``Induction · Alemtuzumab: day −1 to day 0``."""
        return f"{self.role_label} · {self.agent_name}: {_drawn(self).removeprefix('from ')}"

    @cached_property
    def extent(self) -> tuple[float, float]:
        """The days that the event may touch: infinite where the source leaves them open."""
        open_end = self.end is None or self.end_kind == "WEANED"
        return (
            float("-inf") if self.start is None else self.start,
            float("inf") if open_end or self.end is None else self.end,
        )


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def read_events(frame: pd.DataFrame) -> list[Event]:
    """The rows of a frame of events, in its order."""
    return [Event.of(row) for row in frame.to_dict("records")]


def said(text: str) -> str:
    """A field's text, or nothing where the source is silent."""
    return "" if text.strip().lower() in (ABSENT, "not applicable", "", "nan") else text.strip()


def number(value: float) -> str:
    """A day with a real minus sign."""
    return f"{value:g}".replace("-", "−")


def when(day: float) -> str:
    """A day in words; full months beyond the first quarter read as months."""
    months = day / DAYS_PER_MONTH
    whole = round(months)
    return f"month {whole}" if whole >= 2 and abs(months - whole) < 0.05 else f"day {number(day)}"


def markup(text: str) -> str:
    """Escaped text with powers of ten set high and ranges with a dash."""
    return re.sub(r"\^(\d+)", r"<sup>\1</sup>", plain(_with_signs(text)))


def _with_signs(text: str) -> str:
    """Ranges with a dash, products with their sign."""
    return re.sub(r"(?<=\d) x (?=10\^)", " × ", re.sub(r"(?<=\d)-(?=\d)", "–", text))


def typeset(text: str) -> str:
    """Text as ``markup`` shows it, in letters alone."""
    return re.sub(
        r"\^(\d+)", lambda found: found.group(1).translate(SUPERSCRIPTS), _with_signs(text)
    )


def on_the_line(text: str) -> str:
    """Text as it is measured: its powers in digits of full size, as no font has all small ones."""
    return _with_signs(text).replace("^", "")


def short_dose(dose: str) -> str:
    """A dose as it stands on a timeline: units abbreviated, days left to the marks."""
    text = re.sub(r" on days? [-\d, and]+$", "", said(dose))
    return re.sub(r"( cells)? per kg body weight|/kg body weight", r"\1/kg", text)


def without_brackets(text: str) -> str:
    """Text without what stands in brackets; an ellipsis says that something is left out."""
    short = re.sub(r"\s*\([^()]*\)", "", text).strip()
    return short if short == text else f"{short} …"


def first_clause(text: str) -> str:
    """Text up to its first semicolon or comma and blank; an ellipsis says that there is more."""
    short = re.split(r"; |, ", text, maxsplit=1)[0]
    return short if short == text else f"{short} …"


def short_route(route: str) -> str:
    return ROUTE_SHORT.get(said(route), said(route))


def with_route(dose: str, route: str) -> str:
    """``25 mg SC``; a longer route stands behind a comma."""
    joint = " " if route in ROUTE_SHORT.values() else ", "
    return joint.join(text for text in (dose, route) if text)


def short_schedule(schedule: str) -> str:
    """A schedule beside a bar, which shows its length itself."""
    return re.sub(r" for \d+ (days|weeks|months)$", "", said(schedule))


def next_agent(event: Event) -> str:
    """The code of the agent that takes over, where the source's words name it."""
    found = re.search(r"switched to ([\w-]+)", event.printed[1])
    return found.group(1) if found else ""


SIGN_OF_NUMBER = {"AT_LEAST": "≥ ", "UP_TO": "≤ "}


def patients_in_short(event: Event) -> str:
    """``in ≤ 5 (Table 4: 7)`` of an event that not everybody had; nothing of one for all."""
    if event.coverage == "ALL":
        return ""
    table_4 = event.patients_table_4
    if not table_4 and event.coverage_table_4 == "NOT_NAMED":
        table_4 = "not named"
    sign = SIGN_OF_NUMBER.get(event.patients_qualifier, "")
    own = f"in {sign}{event.patients_n}" if event.patients_n else ""
    beside = f"(Table 4: {table_4})" if table_4 and table_4 != event.patients_n else ""
    return " ".join(words for words in (own, beside) if words)


def qualifiers(event: Event) -> list[str]:
    """The patients who had the event, and its alternative: short words for a label."""
    alternative = f"or {event.alternative_to}" if said(event.alternative_to) else ""
    return [words for words in (patients_in_short(event), arm_of(event), alternative) if words]


def arm_of(event: Event) -> str:
    """``with DAC`` beside an agent that goes with another one's arm."""
    is_one = event.arm_label and event.arm_label not in OF_NO_ARM
    return f"with {event.arm_label}" if is_one and event.arm_label != event.agent_code else ""


def days_of(events: Sequence[Event]) -> str:
    """``days 7 ± 1 and 14 ± 2`` of events on single days."""
    words = [
        number(event.start or 0.0) + (f" ± {event.tolerance:g}" if event.tolerance else "")
        for event in events
    ]
    return ("day " if len(words) == 1 else "days ") + listed(words)


def _drawn(event: Event) -> str:
    """The days as they are drawn, in words."""
    if event.undated:
        return "as a chip: no day is stated"
    if event.is_point:
        return days_of([event])
    start = "start not stated" if event.start is None else f"from day {number(event.start)}"
    if event.end is None:
        return f"{start}, " + (
            "end not stated" if event.end_kind == NOT_STATED else event.end_label.lower()
        )
    near = f" ({when(event.end)})" if when(event.end).startswith("month") else ""
    end = f"day {number(event.end)}{near}"
    if event.end_kind == "WEANED":
        return f"{start}, taper from {end}, its end not stated"
    return f"{start}, to {end}" if event.start is None else f"{start} to {end}"


def _as_printed(event: Event) -> str:
    """The source's words for the days; nothing where it gives the days alone, which are drawn."""
    start, end = event.printed
    days = {day_text(day) for day in (event.start, event.end) if day is not None}
    if {start, end} <= {*days, GOES_ON, regimens.NOT_STATED} and days:
        return ""
    return start if start == end else f"{start} – {end}"


def hover_lines(event: Event) -> list[tuple[str, str]]:
    """All that the data says of an event: names of fields, the first without one, and texts."""
    known = event.agent_code.rstrip("…") in event.agent_name
    code = "" if known else f" ({event.agent_code})"
    target = f"; target: {event.target}" if said(event.target) else ""
    fields_said = {
        "Dose": event.dose,
        "Route": event.route,
        "Schedule": event.schedule,
        "Trough": event.trough_target,
        "Patients": event.patients,
    }
    silent = [name.lower() for name, text in fields_said.items() if not said(text)]
    lines = [
        ("", f"{event.agent_name}{code}"),
        ("Role", event.role_label),
        ("Class", f"{event.class_label}{target}"),
        ("As printed", _as_printed(event)),
        ("Drawn", f"{_drawn(event)} (day 0: {event.day_zero_label.lower()})"),
        *((name, text) for name, text in fields_said.items() if said(text)),
        ("Alternative", f"or {event.alternative_to}" if said(event.alternative_to) else ""),
        ("Not stated", ", ".join(silent)),
        ("Certainty", "Day " + event.certainty_label.lower()),
        ("In the record", f"“{_shown(event.quote)}”" if event.quote else ""),
        ("Remark", event.remark),
        ("Where", event.locator),
    ]
    return [(name, text) for name, text in lines if said(text)]


def _shown(quote: str) -> str:
    """Words of a record without the signs of its Markdown; of very many the first."""
    words = " ".join(unescaped(quote).split())
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE].rstrip()} …"


@lru_cache(maxsize=HOVERS_KEPT)
def _hover(event: Event) -> str:
    lines = []
    for name, text in hover_lines(event):
        start = f"{name}: " if name else ""
        parts = [markup(part) for part in wrap(start + text, HOVER_WIDTH)]
        if not parts:
            continue
        bold = parts[0] if not name else parts[0].replace(start, f"<b>{name}</b>: ", 1)
        lines += [f"<b>{bold}</b>" if not name else bold, *parts[1:]]
    return LINE_BREAK.join(lines)


def _in_words(event: Event) -> str:
    if event.is_none:
        return "none, as printed"
    who = f", {'; '.join(qualifiers(event))}" if qualifiers(event) else ""
    dose = f", {said(event.dose)}" if said(event.dose) else ""
    trough = f", trough {said(event.trough_target)}" if said(event.trough_target) else ""
    day = "days not stated" if event.undated else _drawn(event)
    mark = "" if event.certainty in ("STATED", NOT_STATED) else f", {event.certainty_label.lower()}"
    return f"{event.agent_name} {day}{dose}{trough}{who}{mark}"


def in_words(frame: pd.DataFrame) -> str:
    """The timelines as text, protocol by protocol and role by role."""
    if frame.empty:
        return NO_EVENT
    parts = []
    events = read_events(frame)
    for regimen in dict.fromkeys(event.regimen for event in events):
        own = [event for event in events if event.regimen == regimen]
        roles = []
        for role in dict.fromkeys(event.role_label for event in own):
            said_events = "; ".join(_in_words(event) for event in own if event.role_label == role)
            roles.append(f"{role}: {said_events}.")
        head = f"{own[0].regimen_label}, day 0: {own[0].day_zero_label.lower()}."
        parts.append(" ".join([head, *roles]))
    return " ".join(parts)
