"""A regimen in words, for a methods slide: generated from its events, nothing added."""

import re
from collections.abc import Sequence

import pandas as pd

from data.model import vocabulary as v
from data.model.amounts import listed
from data.queries.arm_codes import LEFT_WORDS, OF_THE_ARM
from data.queries.comparison import (
    ABSENT,
    NONE_PRINTED,
    EventRow,
    end_text,
    events,
    start_text,
)
from data.queries.regimens import day_text
from data.queries.registry_text import unescaped
from data.store import TrialStore

SIMPLY_ALL = ("all (n =", "the one patient")
"""Beginnings of words that say no more than that all patients had it."""
NOT_STATED_OF = {"dose": "dose", "route": "route"}
"""Columns of events -> the attribute whose silence is worth a word for every agent."""


def _said(text: object) -> str:
    words = "" if pd.isna(text) else str(text).strip()
    return "" if words in (ABSENT, "not applicable") else words


def _is_point(row: EventRow) -> bool:
    return bool(not pd.isna(row["start_day"]) and row["start_day"] == row["end_day"])


def _details(row: EventRow) -> tuple[str, ...]:
    """Details of an event besides its days; events of one agent that agree stand once."""
    columns = ("agent", "dose", "route", "trough_target", "patients", "alternative_to", "certainty")
    return tuple(_said(row[column]) for column in columns)


def _groups(rows: Sequence[EventRow]) -> list[list[EventRow]]:
    """Single days of one agent with the same dosing together, everything else alone."""
    groups: list[list[EventRow]] = []
    for row in rows:
        last = groups[-1] if groups else None
        if last and _is_point(row) and _is_point(last[-1]) and _details(row) == _details(last[-1]):
            last.append(row)
        else:
            groups.append([row])
    return groups


def _printed(words: str, day: str) -> str:
    """The source's words behind a day that stands for them: ``day 365 (“for one year”)``."""
    plain = {ABSENT, day, day.replace("−", "-"), day.capitalize()}
    spare = words in plain or "by definition" in words or words.lower().replace("±", " ± ") == day
    return day if spare else f"{day} (“{words}”)"


def _is_printed_once(row: EventRow) -> bool:
    """The source has both ends of a span in one expression, as records do."""
    return (
        not pd.isna(row["start_day"])
        and not pd.isna(row["end_day"])
        and row["end_kind"] == "FIXED"
        and not _is_point(row)
        and row["start_printed"] == row["end_printed"] != ""
    )


def _span(row: EventRow) -> str:
    """``from day −5 to day −3``, with the source's words where they are no such days."""
    days = row["start_day"], row["end_day"]
    words = str(row["start_printed"])
    text = f"from {day_text(float(days[0]))} to {day_text(float(days[1]))}"
    plain = not re.search(r"week|month|wk", words, re.IGNORECASE)
    numbers = [int(number) for number in re.findall(r"-?\d+", words)]
    return text if plain and numbers == list(days) else f"{text} (“{words}”)"


def _days(group: Sequence[EventRow]) -> str:
    """The days in words; the day is inferred where the source does not print it as such."""
    first = group[0]
    inferred = ", day inferred" if first["certainty"] == "INFERRED" else ""
    if len(group) > 1:
        days = [start_text(row).removeprefix("day ") for row in group]
        return f"on days {listed(days)}{inferred}"
    start, end = start_text(first), end_text(first)
    if _is_printed_once(first):
        return f"{_span(first)}{inferred}"
    if pd.isna(first["start_day"]):
        start = "start not stated" if start == ABSENT else f"start {start}"
    else:
        start = _printed(str(first["start_words"]), start)
    if _is_point(first):
        return f"on {start}{inferred}"
    if not pd.isna(first["start_day"]):
        start = f"from {start}"
    if end == ABSENT:
        unknown = pd.isna(first["start_day"]) and first["start_words"] == ABSENT
        return "days not stated" if unknown else f"{start}, end not stated{inferred}"
    if not pd.isna(first["end_day"]):
        day = day_text(float(first["end_day"]))
        if "switched" in str(first["end_words"]):
            end = f"to {day}"
        end = end.replace(day, _printed(str(first["end_words"]), day))
    return f"{start}, {end}{inferred}"


def _who(row: EventRow) -> str:
    """The patients who had it, in the source's words, unless simply all."""
    words = str(row["patients"])
    everybody = (*SIMPLY_ALL, OF_THE_ARM)
    if row["coverage"] == "ALL" and (words == "all" or words.startswith(everybody)):
        return ""
    return f"patients: {words}"


def _event_words(group: Sequence[EventRow]) -> str:
    row = group[0]
    code, name = str(row["agent_code"]), str(row["agent_name"])
    head = name if code.rstrip("…") in name else f"{name} ({code})"
    trough = _said(row["trough_target"])
    other = _said(row["alternative_to"])
    schedule = "" if len(group) > 1 else _said(row["schedule"])
    words = (
        _said(row["dose"]),
        _said(row["route"]),
        _days(group),
        schedule,
        f"trough {trough}" if trough else "",
        f"or {other} instead" if other else "",
        _who(row),
        "group of patients inferred" if row["group_certainty"] == "INFERRED" else "",
    )
    distinct = dict.fromkeys(text for text in words if text)
    return f"{head}: {', '.join(distinct)}"


def _silences(rows: Sequence[EventRow]) -> str:
    """Names the gaps in the source, by attribute, so that a slide does not hide them."""
    drugs = [row for row in rows if row["role"] != "GRAFT" and row["agent"] != LEFT_WORDS]
    parts = []
    for column, name in NOT_STATED_OF.items():
        codes = dict.fromkeys(str(row["agent_code"]) for row in drugs if row[column] == ABSENT)
        if codes:
            parts.append(f"{name} of {listed(list(codes))}")
    return f"Not stated in the source: {'; '.join(parts)}." if parts else ""


def _role_sentences(rows: Sequence[EventRow]) -> list[tuple[str, list[str]]]:
    none = any(row["induction_printed"] == NONE_PRINTED for row in rows)
    parts = []
    for role in v.EVENT_ROLE.codes:
        own = [row for row in rows if row["role"] == role and row["agent"] != LEFT_WORDS]
        if own:
            texts = [_event_words(group) for group in _groups(own)]
        elif role == "INDUCTION" and none:
            texts = ["none, as Table 4 prints"]
        else:
            continue
        parts.append((v.EVENT_ROLE.labels[role], texts))
    left = [f"“{_plain(row['quote'])}”" for row in rows if row["agent"] == LEFT_WORDS]
    return [*parts, (v.AGENT_CLASS.labels["WORDS"], left)] if left else parts


def _plain(quote: object) -> str:
    """Words of a record without the signs of its Markdown."""
    return " ".join(unescaped(str(quote)).split())


def role_sentences(store: TrialStore, regimen: str) -> list[tuple[str, list[str]]]:
    """(role in words, one text an agent) in the order of the roles; a printed none is said."""
    return in_parts(store, regimen)[1]


def opening(store: TrialStore, regimen: str) -> str:
    """Names the regimen, and says what day 0 is."""
    row = store.regimens[store.regimens["regimen"] == regimen].iloc[0]
    zero = v.DAY_ZERO.labels[str(row["day_zero"])].lower()
    return f"{row['label']}. Day 0 is the {zero}."


def closing(store: TrialStore, regimen: str) -> str:
    """The sentence on doses and routes that the source does not state, or nothing."""
    return in_parts(store, regimen)[2]


def in_parts(store: TrialStore, regimen: str) -> tuple[str, list[tuple[str, list[str]]], str]:
    """The opening, the roles with their agents, and what is not stated."""
    rows = events(store, (regimen,)).to_dict("records")
    return opening(store, regimen), _role_sentences(rows), _silences(rows)


def in_words(store: TrialStore, regimen: str) -> str:
    """The whole regimen as one paragraph."""
    start, roles, end = in_parts(store, regimen)
    sentences = [f"{label}: {'; '.join(texts)}." for label, texts in roles]
    return " ".join(part for part in (start, *sentences, end) if part)
