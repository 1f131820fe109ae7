"""One protocol as the rows of a template of the house, so that it can be changed and read back."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from data.model.schema import SEPARATOR
from data.queries.arm_regimens import shortened
from data.queries.comparison import treatments
from data.queries.one_regimen import regimen_row
from data.queries.regimens import class_labels
from data.readers.workbooks.cells import number_text
from data.readers.workbooks.form import (
    EVENTS,
    GRAFT_FUNCTION,
    NOT_STATED,
    OUTCOMES,
    REGIMENS,
    SHEETS,
    SOURCES,
    FormColumn,
    FormSheet,
)
from data.store import TrialStore

EventCells = Mapping[str, Any]


def template_rows(
    store: TrialStore, regimen: str, listed: Collection[str]
) -> dict[str, list[dict[str, str]]]:
    """Sheet -> rows of one protocol, its codes in words.

    listed: the agents that need no class, as each house has them in its list.

    Raises:
        KeyError: there is no such protocol.
    """
    own = {
        REGIMENS.name: [regimen_row(store, regimen).to_dict()],
        EVENTS.name: list(_events(store, regimen, listed)),
        OUTCOMES.name: _of(store.outcomes, regimen),
        GRAFT_FUNCTION.name: _of(store.graft_function, regimen),
    }
    named = {part for rows in own.values() for row in rows for part in _parts(row["source"])}
    sources = store.sources[store.sources["source_id"].isin(named)]
    own[SOURCES.name] = list(sources.to_dict("records"))
    return {sheet.name: [_cells(sheet, row) for row in own[sheet.name]] for sheet in SHEETS}


def _of(frame: pd.DataFrame, regimen: str) -> list[dict[str, Any]]:
    return list(frame[frame["regimen"] == regimen].to_dict("records"))


def _events(store: TrialStore, regimen: str, listed: Collection[str]) -> Iterator[dict[str, Any]]:
    """The events, each with its agent by code, or by name and class where it is in no list."""
    agents = store.agents.assign(label=class_labels(store.agents)).set_index("agent")
    for row in _of(treatments(store.regimen_events), regimen):
        agent = agents.loc[row["agent"]]
        if row["agent"] in listed:
            yield {**row, "agent": agent["code"], "agent_class": ""}
        else:
            yield {**row, "agent": agent["name"], "agent_class": agent["label"]}


def _cells(sheet: FormSheet, row: EventCells) -> dict[str, str]:
    return {column.name: _text(column, row[column.name]) for column in sheet.columns}


def _text(column: FormColumn, value: Any) -> str:
    if pd.isna(value):
        return ""
    if column.is_number:
        return number_text(float(value))
    text = str(value)
    if column.name in ("regimen", "source", "source_id"):
        return SEPARATOR.join(part.rpartition(".")[2] for part in _parts(text))
    if text == NOT_STATED and column.empty == NOT_STATED:
        return ""
    if column.own_words or not column.choices:
        # names and words of records may be longer than a house may write
        return text if len(text) <= column.longest else shortened(text, column.longest)
    # a code that only imported records have says nothing to a house
    return column.choices.get(text, "")


def _parts(source: object) -> Iterable[str]:
    return str(source).split(SEPARATOR)
