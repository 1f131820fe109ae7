"""An arm of a record as a protocol: what the rules read of its words, as rows of the frames.

Each row has the certainty *read by rule* and the verbatim words; an intervention that the record
ties to the arm and words no further is stated, without a day. Words with times that no rule could
place stand as words, with no day either. Nothing is known of the patients but the arm.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import count

import pandas as pd

from data.model import vocabulary as v
from data.model.schema import RawRows
from data.queries.arm_codes import LEFT_WORDS, OF_THE_ARM, arm_code
from data.queries.arm_days import day_cells
from data.queries.arm_events import ReadEvent, events_of
from data.queries.registry_text import unescaped
from data.schedules.agents import agent_names, agents_of, bare_name, class_of, slug
from data.schedules.arm_schedule import ArmSchedule, LeftWords, read_arm
from data.schedules.arm_words import ArmWords, InterventionWords
from data.schedules.readings import CYCLE_DAY
from data.store import TrialStore

READ_BY_RULE, STATED = "READ_BY_RULE", "STATED"
NOT_STATED_WORDS = "not stated"
BETWEEN_QUOTES = " … "
"""Between the clauses of one text that stand together as words."""
LONGEST_CODE, LONGEST_SHORT_LABEL, LONGEST_LABEL = 24, 30, 72
"""Letters of an agent beside its lane, and of an arm in figures of many and of few."""
ARMS_KEPT = 256
OF_CLASSES = "agent-reference"
"""The source of the class of an agent that its name tells, as in the built-in data."""


@dataclass(frozen=True)
class ArmRegimen:
    """An arm as a protocol.

    Attributes:
        rows: frame -> rows of cells as text: ``regimens``, ``regimen_events``, ``agents`` and
            ``regimen_trials``.
        has_day: whether a day of treatment was read.
    """

    rows: Mapping[str, RawRows]
    has_day: bool


def words_of_arms(store: TrialStore, nct_id: str) -> tuple[ArmWords, ...]:
    """The arms of a trial as its record words them, in its order; none where it lists none."""
    arms = store.record("trial_arms", nct_id)
    links = store.record("arm_interventions", nct_id)
    texts = store.record("intervention_texts", nct_id).set_index("position")
    summary = store.record("trial_texts", nct_id)
    brief = str(summary["brief_summary"].iloc[0]) if len(summary) else ""
    at = store.rows_of("trial_interventions").at(store.place_of(nct_id))
    given = {
        int(row.position): InterventionWords(
            int(row.position),
            str(getattr(row, "intervention_type", "")),
            str(row.intervention),
            _other_names(texts, int(row.position)),
            _text(texts, int(row.position), "description"),
        )
        for row in store.trial_interventions.iloc[at].itertuples()
    }
    labels = tuple(str(label) for label in arms["arm"])
    return tuple(
        ArmWords(
            int(arm.position),
            str(arm.arm),
            str(arm.arm_type),
            str(arm.description),
            tuple(given[place] for place in _linked(links, int(arm.position)) if place in given),
            brief,
            labels,
        )
        for arm in arms.itertuples()
    )


def _linked(links: pd.DataFrame, arm: int) -> list[int]:
    """The places of the interventions that the record ties to an arm."""
    own = links.loc[(links["arm_position"] == arm).fillna(False), "intervention_position"]
    return [int(place) for place in own.dropna()]


def _text(texts: pd.DataFrame, position: int, column: str) -> str:
    return str(texts.at[position, column]) if position in texts.index else ""


def _other_names(texts: pd.DataFrame, position: int) -> tuple[str, ...]:
    return tuple(_text(texts, position, "other_names").splitlines())


@lru_cache(maxsize=ARMS_KEPT)
def arm_regimen(store: TrialStore, nct_id: str, position: int) -> ArmRegimen | None:
    """An arm of a trial as a protocol; none where the record has no such arm."""
    arm = next((one for one in words_of_arms(store, nct_id) if one.position == position), None)
    if arm is None:
        return None
    source = str(store.sources["source_id"].iloc[0])
    return _ArmRows(nct_id, arm, source).regimen()


@dataclass(frozen=True)
class _ArmRows:
    """Makes rows of one arm."""

    nct_id: str
    arm: ArmWords
    source: str

    @property
    def code(self) -> str:
        return arm_code(self.nct_id, self.arm.position)

    def regimen(self) -> ArmRegimen:
        schedule = read_arm(self.arm)
        events = self._numbered(self._events(schedule))
        zero = _day_zero(events, schedule)
        for event in events:
            event["day_zero"] = zero
        rows = {
            "regimens": [self._row_of_regimen(zero)],
            "regimen_events": events,
            "agents": self._agents(events, schedule),
            "regimen_trials": [
                {"regimen": self.code, "nct_id": self.nct_id, "reading": "OWN_RECORD"}
                | self._place(self._arm_path)
            ],
        }
        return ArmRegimen(rows, schedule.has_day)

    @property
    def _arm_path(self) -> str:
        return f"armGroups[{self.arm.position - 1}]"

    def _place(self, path: str) -> dict[str, str]:
        return {"source": self.source, "locator": f"{self.nct_id}, {path}"}

    def _row_of_regimen(self, day_zero: str) -> dict[str, str]:
        label = unescaped(self.arm.label).strip() or f"arm {self.arm.position}"
        return {
            "regimen": self.code,
            "kind": "TRIAL_ARM",
            "label": f"{self.nct_id}, {shortened(label, LONGEST_LABEL)}",
            "short_label": f"{self.nct_id} {shortened(label, LONGEST_SHORT_LABEL)}",
            **dict.fromkeys(("years", "first_year", "last_year", "n", "n_table_4"), ""),
            "n_planned": "",
            "condition_group": "OF_RECORD",
            "transplant_type": "NOT_READ",
            "day_zero": day_zero,
            **self._place(self._arm_path),
        }

    def _events(self, schedule: ArmSchedule) -> Iterator[dict[str, str]]:
        """Treatments read, then those that the record only ties to the arm, then words left."""
        for event in events_of(schedule.events):
            yield self._read(event)
        named = {event.agent for event in schedule.events}
        read = {event.path for event in schedule.events}
        for one in self.arm.interventions:
            described = f"interventions[{one.position - 1}].description"
            if described not in read and not named & set(agents_of(one.name)):
                yield from self._only_named(one)
        yield from self._left(schedule.words)

    def _read(self, event: ReadEvent) -> dict[str, str]:
        facts = {
            "dose": event.dose,
            "route": event.route,
            "schedule": "; ".join(filter(None, [event.schedule, event.cycle])),
            "trough_target": event.trough,
        }
        return self._row(
            event.agent,
            event.role,
            READ_BY_RULE if event.day else v.NOT_STATED,
            event.path,
            quote=event.quote,
            remark=event.remark,
            **day_cells(event.day),
            **{name: text or NOT_STATED_WORDS for name, text in facts.items()},
        )

    def _only_named(self, one: InterventionWords) -> Iterator[dict[str, str]]:
        remark = "The record ties it to the arm; no rule read a day, dose or route of it."
        path = f"{self._arm_path}.interventionNames"
        for agent in agents_of(one.name)[:1]:
            yield self._row(agent, v.NOT_STATED, v.NOT_STATED, path, remark=remark)

    def _left(self, words: Sequence[LeftWords]) -> Iterator[dict[str, str]]:
        """The words of each text that no rule could place, in one row."""
        remark = "Words with times that no rule could place; nothing is drawn from them."
        for path in dict.fromkeys(one.path for one in words):
            quotes = dict.fromkeys(one.quote for one in words if one.path == path)
            yield self._row(
                LEFT_WORDS,
                v.NOT_STATED,
                v.NOT_STATED,
                path,
                remark=remark,
                quote=BETWEEN_QUOTES.join(quotes),
            )

    def _row(
        self, agent: str, role: str, certainty: str, path: str, **cells: str
    ) -> dict[str, str]:
        return {
            "regimen": self.code,
            "arm": "ONE",
            "agent": agent,
            "role": role,
            **dict.fromkeys(("start_day", "start_printed", "end_day", "end_printed"), ""),
            "end_kind": v.NOT_STATED,
            "tolerance_days": "",
            **dict.fromkeys(("dose", "route", "schedule", "trough_target"), NOT_STATED_WORDS),
            "patients": OF_THE_ARM,
            **dict.fromkeys(("patients_n", "patients_qualifier", "patients_table_4"), ""),
            "coverage": "ALL",
            "coverage_table_4": "",
            "group_certainty": STATED,
            "alternative_to": "",
            "certainty": certainty,
            "remark": "",
            "quote": "",
            **self._place(path),
            **cells,
        }

    def _numbered(self, events: Iterable[dict[str, str]]) -> list[dict[str, str]]:
        return [
            {"event": f"{self.code}-{number:02}", **event}
            for number, event in zip(count(1), events, strict=False)
        ]

    def _agents(
        self, events: Sequence[Mapping[str, str]], schedule: ArmSchedule
    ) -> list[dict[str, str]]:
        """Each agent once, by its name in the list of names, or as the record prints it."""
        types: dict[str, str] = {}
        for one in self.arm.interventions:
            for agent in agents_of(one.name):
                types.setdefault(agent, one.kind)
        given = [one.name for one in self.arm.interventions]
        mentioned = [one.name for one in schedule.events]
        return [
            self._agent(agent, name_of(agent, given, mentioned), types.get(agent, ""))
            for agent in dict.fromkeys(event["agent"] for event in events)
        ]

    def _agent(self, agent: str, name: str, kind: str) -> dict[str, str]:
        is_words = agent == LEFT_WORDS
        name = v.AGENT_CLASS.labels["WORDS"] if is_words else name
        return {
            "agent": agent,
            "code": "words not placed" if is_words else shortened(name, LONGEST_CODE),
            "name": name,
            "agent_class": "WORDS" if is_words else _class_of(agent, kind),
            "class_label": "",
            "target": "not applicable",
            **self._place(self._arm_path),
            **({"source": OF_CLASSES} if class_of(agent) and not is_words else {}),
        }


def _class_of(agent: str, kind: str) -> str:
    """The class of an agent by its name; else that of the type of its intervention."""
    return class_of(agent) or v.CLASS_OF_TYPE.get(kind, "OTHER_TREATMENT")


@cache
def _listed_names() -> Mapping[str, str]:
    """Agent -> the name in the list that is spelt as the agent's code is."""
    found: dict[str, str] = {}
    for row in agent_names():
        if slug(row.name) == row.agent:
            found.setdefault(row.agent, row.name)
    return found


def name_of(agent: str, given: Iterable[str], mentioned: Iterable[str] = ()) -> str:
    """The name of an agent as the record prints it; else that of the list, or its code in words.

    given: the names of the arm's interventions; mentioned: those in its texts, which may be
    short. A name that stands for several agents names none of them.
    """
    listed = _listed_names().get(agent, "")
    names = (
        *_printed(agent, given),
        "" if listed.isupper() else listed,
        *_printed(agent, mentioned),
        listed,
        agent.replace("-", " "),
    )
    words = next(filter(None, names))
    return words if any(letter.isupper() for letter in words) else words[:1].upper() + words[1:]


def _printed(agent: str, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if agents_of(name) == (agent,):
            bare = bare_name(name)
            # words such as "product" and "dose" may be part of the name
            whole = bare not in name or (slug(bare) != agent and slug(name) == agent)
            yield " ".join(unescaped(name if whole else bare).split())


def shortened(text: str, most: int) -> str:
    """A text of at most so many letters; a longer one ends with a whole word and an ellipsis."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    head, blank, _ = words[:most].rpartition(" ")
    kept = head if blank and len(head) > most // 2 else words[: most - 1]
    return f"{kept.rstrip(' ,;:-(')}…"


def _day_zero(events: Sequence[Mapping[str, str]], schedule: ArmSchedule) -> str:
    """The event that is day 0, where the record's words put one there."""
    units = {day.coded.unit for event in schedule.events for day in event.days}
    at_zero = {event["role"] for event in events if event["start_day"] == "0"}
    if "GRAFT" in at_zero:
        return "TRANSPLANTATION"
    if "CELL_INFUSION" in at_zero:
        return "FIRST_CELL_INFUSION"
    return "CYCLE_START" if units == {CYCLE_DAY} else "AS_COUNTED"
