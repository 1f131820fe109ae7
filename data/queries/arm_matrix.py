"""Arms against interventions: the links that records list, for one trial or a few beside another.

A row is a link, or says what has none. Only the record's own links count; nothing is read from
its texts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pandas as pd

from data.link.state import PageState
from data.link.trial_fields import NOT_IN_FILE, NOT_STATED
from data.model import vocabulary as v
from data.queries.arm_codes import arm_of
from data.queries.one_record import Cells, TrialRecord, has_record, said
from data.queries.one_trial import find_trial
from data.schedules.agent_class import class_by_name, class_by_terms
from data.store import TrialStore

FRAMES_KEPT = 32
"""A figure asks for its frame several times: for its words, its sources, its rows."""
MOST_TRIALS = 4
"""Trials that stand side by side."""

LINKED, NAMED_ONLY, NAMED_ALIKE = "LINKED", "NAMED_ONLY", "NAMED_ALIKE"
ARM_NOT_LISTED = "ARM_NOT_LISTED"
NO_INTERVENTION, NO_ARM, NO_ARMS, NOTHING = "NO_INTERVENTION", "NO_ARM", "NO_ARMS", "NOTHING"
LINKS_NOT_IN_FILE, ARMS_NOT_IN_FILE = "LINKS_NOT_IN_FILE", "ARMS_NOT_IN_FILE"
LINKS = {
    LINKED: "Listed for this arm",
    NAMED_ONLY: "Named for this arm, not in the record’s list of interventions",
    NAMED_ALIKE: "Named for this arm; more than one intervention of the record has this name",
    ARM_NOT_LISTED: "Listed for an arm that is not in the record’s list of arms",
    NO_INTERVENTION: "No intervention is listed for this arm",
    NO_ARM: "Listed for no arm",
    NO_ARMS: "The record lists no arms",
    NOTHING: "The record lists no arms and no interventions",
    LINKS_NOT_IN_FILE: "Not in this file: which arm has which intervention",
    ARMS_NOT_IN_FILE: "Not in this file: the arms",
}
"""Code of a row -> its words."""
DRAWN = (LINKED, NAMED_ONLY, NAMED_ALIKE)
"""The codes that are cells of a matrix."""
NAMES_ALONE = {
    NAMED_ONLY: "Named for an arm, not in the record’s list",
    NAMED_ALIKE: "Named for an arm, as several of the record’s list are",
}
"""Code -> the heading of interventions of which an arm gives a name and no more is known."""
GROUP_OF_PATIENTS = "Group"
"""The type of an arm in observational studies, for which the registry has no field."""

BY_NAME, BY_MESH = "Name of an agent", "MeSH term of the record"
BY_TYPE = "Type of intervention in the record"

COLUMNS = (
    "nct_id",
    "title",
    "arm_position",
    "arm_name",
    "arm_type_label",
    "arm_description",
    "row",
    "intervention_position",
    "intervention",
    "type_label",
    "other_names",
    "intervention_description",
    "agent_class",
    "class_label",
    "class_basis",
    "link",
    "link_label",
    "source",
    "locator",
)


def trials_of(store: TrialStore, state: PageState) -> tuple[str, ...]:
    """The trials of the arms that a link names, or the one whose number is its text."""
    named = trials_of_arms(store, state.protocols.regimen)
    text = state.filters.text.strip()
    return named or tuple(filter(None, [find_trial(store, text) if text else ""]))


def trials_of_arms(store: TrialStore, codes: Iterable[str]) -> tuple[str, ...]:
    """The trials of these arms in their order, each once; codes of other protocols name none."""
    arms = (arm for code in codes if (arm := arm_of(code)))
    found = (find_trial(store, trial) for trial, _ in arms)
    return tuple(dict.fromkeys(filter(None, found)))[:MOST_TRIALS]


def lacks(store: TrialStore, trials: tuple[str, ...]) -> str:
    """Says why there is no matrix of these trials, in a sentence; empty where there is one."""
    if not has_record(store):
        return "This dataset has no arms of trials; imported registry records have them."
    if store.not_in_file("trial_arms", "arm"):
        return f"{LINKS[ARMS_NOT_IN_FILE]} of the trials."
    if store.not_in_file("arm_interventions", "printed"):
        return f"{LINKS[LINKS_NOT_IN_FILE]}."
    if not trials:
        return f"Choose arms of one to {MOST_TRIALS} trials."
    frame = arm_matrix(store, trials)
    return "" if frame["link"].isin(DRAWN).any() else left_out(frame)


@lru_cache(maxsize=FRAMES_KEPT)
def arm_matrix(store: TrialStore, trial_ids: Sequence[str]) -> pd.DataFrame:
    """One row a link of an arm and an intervention; arms and interventions without one as rows.

    trial_ids: a tuple, in the order in which they stand side by side. The rows of a trial are in
    the record's order, its arms first.

    Columns: ``COLUMNS``. link is a key of ``LINKS``. row is the place of the intervention from
    the top, 1 to n, its class or type first; trials share it where they name it alike, and it is
    open where the row has none. agent_class colours it and class_label says it in words: the
    class of the agent where class_basis is its name or a MeSH term, else the type of intervention.
    """
    rows = [row for nct_id in trial_ids for row in _Links(TrialRecord(store, nct_id)).rows()]
    places = _places(rows)
    frame = pd.DataFrame(
        [{**row, "row": places.get(row["shared"])} for row in rows], columns=[*COLUMNS]
    )
    numbers = ("arm_position", "row", "intervention_position")
    return frame.astype(dict.fromkeys(numbers, "Int64"))


def _places(rows: Sequence[Cells]) -> dict[Any, int]:
    """(class, words, name, number of its like) -> place from the top.

    By class in the vocabulary's order, then as they come.
    """
    found = list(dict.fromkeys(row["shared"] for row in rows if row["shared"]))
    order = [*v.AGENT_CLASS.codes, ""]
    found.sort(key=lambda shared: order.index(shared[0]))
    # those of one class in words stay together, where several share its colour
    words = list(dict.fromkeys(shared[:2] for shared in found))
    found.sort(key=lambda shared: words.index(shared[:2]))
    return {shared: place for place, shared in enumerate(found, start=1)}


@dataclass
class _Links:
    """The rows of one trial."""

    record: TrialRecord
    _seen: dict[tuple[str, ...], int] = field(default_factory=dict)

    def rows(self) -> Iterator[Cells]:
        arms = self.record.cells("trial_arms")
        interventions = self._interventions()
        links = self.record.cells("arm_interventions")
        if not arms and not interventions:
            code = self._without_arm(has_arms=False)
            place = self.record.trial.to_dict()
            yield self._row(NOTHING if code == NO_ARMS else code, place)
            return
        linked = set()
        for arm in arms:
            own = [link for link in links if link["arm_position"] == arm["position"]]
            known = [link for link in own if link["intervention_position"] in interventions]
            for link in known:
                yield self._row(LINKED, link, arm, interventions[link["intervention_position"]])
            places = {link["intervention_position"] for link in known}
            linked |= places
            for link in own:
                if link["intervention_position"] is None:
                    yield from self._by_name(link, arm, interventions, places)
            if not own:
                yield self._row(self._without_link(NO_INTERVENTION), arm, arm)
        for place, intervention in interventions.items():
            loose = [
                link
                for link in links
                if link["arm_position"] is None and link["intervention_position"] == place
            ]
            for link in loose:
                yield self._row(ARM_NOT_LISTED, link, {"arm": link["printed"]}, intervention)
            if place not in linked and not loose:
                code = self._without_arm(bool(arms))
                yield self._row(code, intervention, {}, intervention)

    def _without_link(self, code: str) -> str:
        """The code of what has no link, or that the file does not tell."""
        absent = self.record.store.not_in_file("arm_interventions", "printed")
        return LINKS_NOT_IN_FILE if absent else code

    def _without_arm(self, has_arms: bool) -> str:
        """The code of an intervention without a link."""
        if has_arms:
            return self._without_link(NO_ARM)
        absent = self.record.store.not_in_file("trial_arms", "arm")
        return ARMS_NOT_IN_FILE if absent else NO_ARMS

    def _row(
        self, code: str, place: Cells, arm: Cells | None = None, intervention: Cells | None = None
    ) -> Cells:
        """place: the row of data that says so, with its source and locator."""
        return {
            "nct_id": self.record.nct_id,
            "title": str(self.record.trial["title"]),
            **self._arm_columns(arm or {}),
            **dict.fromkeys(OF_INTERVENTION, ""),
            "shared": None,
            "intervention_position": None,
            **(intervention or {}),
            "link": code,
            "link_label": LINKS[code],
            "source": place["source"],
            "locator": place["locator"],
        }

    def _arm_columns(self, arm: Cells) -> Cells:
        return {
            "arm_position": arm.get("position"),
            "arm_name": arm.get("arm", ""),
            "arm_type_label": self._arm_type(arm) if "arm_type" in arm else "",
            "arm_description": arm.get("description", ""),
        }

    def _arm_type(self, arm: Cells) -> str:
        words = said(arm["arm_type"], arm["arm_type_printed"], v.ARM_TYPE)
        if words:
            return words
        if self.record.trial["study_type"] == "OBSERVATIONAL":
            return GROUP_OF_PATIENTS
        return self._gap("Type", "trial_arms", "arm_type")

    def _gap(self, what: str, frame: str, column: str) -> str:
        """``Type not stated``, ``Type not in this file``."""
        absent = self.record.store.not_in_file(frame, column)
        return f"{what} {(NOT_IN_FILE if absent else NOT_STATED).lower()}"

    def _interventions(self) -> dict[int, Cells]:
        """Position -> what the rows say of an intervention, in the record's order."""
        texts = {row["position"]: row for row in self.record.cells("intervention_texts")}
        terms = [
            row["term"]
            for row in self.record.cells("trial_mesh")
            if (row["mesh_of"], row["mesh_level"]) == ("INTERVENTION", "TERM")
        ]
        rows = self.record.cells("trial_interventions")
        found = {}
        for row in rows:
            text = texts.get(row["position"], {"description": "", "other_names": ""})
            words = said(
                row["intervention_type"], row["intervention_type_printed"], v.INTERVENTION_TYPE
            )
            kind = words or self._gap("Type", "trial_interventions", "intervention_type")
            known = class_of(row["intervention"], terms, alone=len(rows) == 1)
            code, basis = known or (v.CLASS_OF_TYPE.get(row["intervention_type"], OTHER), BY_TYPE)
            label = kind if code == OTHER and not known else v.AGENT_CLASS.labels[code]
            found[row["position"]] = {
                "shared": self._shared(code, label, row["intervention"]),
                "intervention_position": row["position"],
                "intervention": row["intervention"],
                "type_label": kind,
                "other_names": "; ".join(text["other_names"].splitlines()),
                "intervention_description": text["description"],
                "agent_class": code,
                "class_label": label,
                "class_basis": basis,
                "source": row["source"],
                "locator": row["locator"],
            }
        return found

    def _by_name(
        self, link: Cells, arm: Cells, interventions: dict[int, Cells], linked: set[int]
    ) -> Iterator[Cells]:
        """The row of a name that fits none or several of the record's interventions.

        There is none where one of those names this arm itself, so that the link stands already.
        """
        name = link["printed"]
        names = {name, name.partition(":")[2].strip()}
        fits = {place for place, each in interventions.items() if each["intervention"] in names}
        if fits & linked:
            return
        code = NAMED_ALIKE if fits else NAMED_ONLY
        heading = NAMES_ALONE[code]
        unknown = {
            "shared": ("", heading, name.casefold(), 0),
            "intervention": name,
            "class_label": heading,
        }
        yield self._row(code, link, arm, unknown)

    def _shared(self, code: str, label: str, name: str) -> tuple[str, str, str, int]:
        """The row that it shares with those of other trials; two of one name stay two."""
        like = (code, label, name.casefold())
        self._seen[like] = self._seen.get(like, -1) + 1
        return (*like, self._seen[like])


OTHER = "OTHER_TREATMENT"
OF_INTERVENTION = COLUMNS[COLUMNS.index("intervention") : COLUMNS.index("link")]


def class_of(name: str, terms: Sequence[str], *, alone: bool = False) -> tuple[str, str] | None:
    """The class of the agents that a name stands for, and how it is known; none of several.

    terms, alone: as ``class_by_terms`` has them.
    """
    if own := class_by_name(name):
        return own, BY_NAME
    found = class_by_terms(name, terms, alone=alone)
    return (found, BY_MESH) if found else None


def left_out(frame: pd.DataFrame) -> str:
    """The trials that have no matrix and the reason, in sentences."""
    said_of = []
    for nct_id, own in frame.groupby("nct_id", sort=False):
        if not own["link"].isin(DRAWN).any():
            said_of.append(f"{nct_id}: {_why_none(own)}.")
    return " ".join(said_of)


def _why_none(own: pd.DataFrame) -> str:
    """The reason of one trial, whose rows have no link."""
    for code in (NOTHING, NO_ARMS, ARMS_NOT_IN_FILE, LINKS_NOT_IN_FILE):
        if (own["link"] == code).any():
            return _continued(LINKS[code])
    if (own["intervention"] == "").all():
        return "the record lists no interventions"
    return "the record does not say which arm has which intervention"


def _continued(words: str) -> str:
    return words[:1].lower() + words[1:]


def in_words(frame: pd.DataFrame) -> str:
    """Each arm with what is listed for it, then what is listed for none, trial by trial."""
    parts = []
    for nct_id, own in frame.groupby("nct_id", sort=False):
        if own["link"].isin(DRAWN).any():
            parts += [f"{nct_id}.", *_arms_in_words(own), *_without_in_words(own)]
    return " ".join(parts) or "No trial with links of arms and interventions."


def _arms_in_words(own: pd.DataFrame) -> Iterator[str]:
    for _, rows in own[own["arm_position"].notna()].groupby("arm_position", sort=False):
        first = rows.iloc[0]
        names = "; ".join(map(_intervention_in_words, rows.to_dict("records")))
        yield f"{first['arm_name']} ({first['arm_type_label'].lower()}): {names}."


def _intervention_in_words(row: dict[Any, Any]) -> str:
    if row["link"] == LINKED:
        return str(row["intervention"])
    if row["link"] in NAMES_ALONE:
        return f"{row['intervention']} ({_continued(str(row['link_label']))})"
    return _continued(str(row["link_label"]))


def _without_in_words(own: pd.DataFrame) -> Iterator[str]:
    for code in (NO_ARM, ARM_NOT_LISTED):
        names = own.loc[own["link"] == code, "intervention"].drop_duplicates()
        if len(names):
            yield f"{LINKS[code]}: {'; '.join(names)}."
