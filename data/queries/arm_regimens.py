"""An arm of a record as a protocol: what the rules read of its words, as rows of the frames.

Each row has the certainty *read by rule* and the verbatim words; an intervention that the record
ties to the arm and words no further is stated, without a day. Words with times that no rule could
place stand as words, with no day either. Nothing is known of the patients but the arm.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

import pandas as pd

from data.model import vocabulary as v
from data.model.schema import RawRows
from data.queries.arm_codes import arm_code
from data.schedules.agents import agents_of, class_of
from data.schedules.arm_schedule import ArmEvent, ArmSchedule, LeftWords, read_arm
from data.schedules.arm_words import ArmWords, InterventionWords
from data.schedules.readings import CYCLE_DAY, DAY, MONTH, WEEK, Reading
from data.store import TrialStore

READ_BY_RULE, STATED = "READ_BY_RULE", "STATED"
NOT_STATED_WORDS = "not stated"
DAYS_IN = {DAY: 1, CYCLE_DAY: 1, WEEK: 7, MONTH: 30}
"""Days of a unit: a week or a month of a record is put on the day axis by this, and said so."""
LEFT_WORDS = "words-not-placed"
"""The agent of words that no rule could place."""
SHORT_LABEL = 28
ARMS_KEPT = 256
PATIENTS = "the patients of this arm"
ROUTES = {
    "IV": "intravenous",
    "PO": "by mouth",
    "SC": "subcutaneous",
    "IM": "intramuscular",
    "IT": "intrathecal",
    "TOPICAL": "topical",
    "INHALED": "inhaled",
    "INTRADERMAL": "intradermal",
    "INTRATUMORAL": "into the tumour",
    "INTRAPERITONEAL": "intraperitoneal",
    "SUBLINGUAL": "sublingual",
}
"""Code of a route as the rules read it -> its words."""


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
        label = self.arm.label or f"arm {self.arm.position}"
        return {
            "regimen": self.code,
            "kind": "TRIAL_ARM",
            "label": f"{self.nct_id}, {label}",
            "short_label": f"{self.nct_id} {_shortened(label)}",
            **dict.fromkeys(("years", "first_year", "last_year", "n", "n_table_4"), ""),
            "n_planned": "",
            "condition_group": "OF_RECORD",
            "transplant_type": "NOT_READ",
            "day_zero": day_zero,
            **self._place(self._arm_path),
        }

    def _events(self, schedule: ArmSchedule) -> Iterator[dict[str, str]]:
        """Treatments read, then those that the record only ties to the arm, then words left."""
        seen: set[tuple[str, ...]] = set()
        dated = {event.agent for event in schedule.events if event.days}
        for event in schedule.events:
            facts = _facts(event)
            if not event.days and event.agent in dated and not any(facts.values()):
                continue
            for day in event.days or (None,):
                row = self._read(event, day, facts)
                key = (event.agent, row["start_day"], row["end_day"], *facts.values())
                if key not in seen:
                    seen.add(key)
                    yield row
        named = {event.agent for event in schedule.events}
        for one in self.arm.interventions:
            if not named & set(agents_of(one.name)):
                yield self._only_named(one)
        for words in schedule.words:
            yield self._left(words)

    def _read(
        self, event: ArmEvent, day: Reading | None, facts: Mapping[str, str]
    ) -> dict[str, str]:
        return self._row(
            event.agent,
            event.role,
            READ_BY_RULE if day else v.NOT_STATED,
            event.path,
            quote=event.quote,
            **_days(day),
            **{name: text or NOT_STATED_WORDS for name, text in facts.items()},
        )

    def _only_named(self, one: InterventionWords) -> dict[str, str]:
        remark = "The record ties it to the arm; no rule read a day, dose or route of it."
        path = f"{self._arm_path}.interventionNames"
        [agent] = agents_of(one.name)[:1]
        return self._row(agent, v.NOT_STATED, v.NOT_STATED, path, remark=remark)

    def _left(self, words: LeftWords) -> dict[str, str]:
        remark = "Words with times that no rule could place; nothing is drawn from them."
        return self._row(
            LEFT_WORDS,
            v.NOT_STATED,
            v.NOT_STATED,
            words.path,
            remark=remark,
            quote=words.quote,
            schedule=" ".join(words.quote.split()),
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
            "patients": PATIENTS,
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
        """Each agent once, by the name that the record prints first."""
        names = {one.agent: one.name for one in reversed(schedule.events)}
        types: dict[str, str] = {}
        for one in self.arm.interventions:
            for agent in agents_of(one.name):
                types.setdefault(agent, one.kind)
                names.setdefault(agent, one.name)
        names[LEFT_WORDS] = "Words of the record that no rule could place"
        return [
            {
                "agent": agent,
                "code": "Words" if agent == LEFT_WORDS else _shortened(names[agent]),
                "name": names[agent],
                "agent_class": _class_of(agent, types.get(agent, "")),
                "class_label": "",
                "target": "not applicable",
                **self._place(self._arm_path),
            }
            for agent in dict.fromkeys(event["agent"] for event in events)
        ]


def _class_of(agent: str, kind: str) -> str:
    """The class of an agent by its name; else that of the type of its intervention."""
    return class_of(agent) or v.CLASS_OF_TYPE.get(kind, "OTHER_TREATMENT")


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHORT_LABEL else f"{words[: SHORT_LABEL - 1].rstrip()}…"


def _facts(event: ArmEvent) -> dict[str, str]:
    """Dose, route, schedule and trough level in the record's own words."""
    return {
        "dose": _quoted(event.doses),
        "route": "; ".join(
            dict.fromkeys(ROUTES.get(one.coded.route, one.quote) for one in event.routes)
        ),
        "schedule": _quoted((*event.intervals, *event.durations, *_of_cycles(event.days))),
        "trough_target": _quoted(event.troughs),
    }


def _of_cycles(days: Iterable[Reading]) -> list[Reading]:
    return [day for day in days if day.coded.unit == CYCLE_DAY or day.coded.is_window]


def _quoted(readings: Iterable[Reading]) -> str:
    return "; ".join(dict.fromkeys(" ".join(one.quote.split()) for one in readings))


def _days(day: Reading | None) -> dict[str, str]:
    """The cells of an anchor: days from day 0, counted out where the record has weeks or months."""
    if day is None or day.coded.first is None or day.coded.is_window:
        return {}
    coded, length = day.coded, DAYS_IN[day.coded.unit]
    last = coded.last if coded.last is not None else None
    printed = " ".join(day.quote.split())
    return {
        "start_day": str((coded.first or 0) * length),
        "start_printed": printed,
        "end_day": "" if last is None else str(last * length),
        "end_printed": "" if last is None else printed,
        "end_kind": "FIXED" if last is not None else "ONGOING" if coded.open_end else v.NOT_STATED,
        "tolerance_days": "" if coded.tolerance is None else str(coded.tolerance * length),
    }


def _day_zero(events: Sequence[Mapping[str, str]], schedule: ArmSchedule) -> str:
    """The event that is day 0, where the record's words put one there."""
    units = {day.coded.unit for event in schedule.events for day in event.days}
    at_zero = {event["role"] for event in events if event["start_day"] == "0"}
    if "GRAFT" in at_zero:
        return "TRANSPLANTATION"
    if "CELL_INFUSION" in at_zero:
        return "FIRST_CELL_INFUSION"
    return "CYCLE_START" if units == {CYCLE_DAY} else "AS_COUNTED"
