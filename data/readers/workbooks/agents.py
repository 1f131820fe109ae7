"""Agents of a workbook: those of the built-in list by slug, code or name, and free ones."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from data.link.folding import folded
from data.link.short_forms import slug_of
from data.model import vocabulary as v
from data.model.schema import RawRows
from data.readers.workbooks.form import EVENTS, NOT_STATED, heading_key
from data.readers.workbooks.own_classes import ClassSlots
from data.readers.workbooks.problems import RowPlace, listed, not_allowed
from data.readers.workbooks.sheet_rows import SheetRow

CLASSES = EVENTS.by_heading["agent class"]
MOST_NEAR = 2


@dataclass(frozen=True)
class BuiltIn:
    """The rows of the built-in data that a workbook may name: agents, and the sources of those."""

    agents: RawRows
    sources: RawRows

    @cached_property
    def by_name(self) -> Mapping[str, Mapping[str, str]]:
        """Folded slug, code or name -> agent."""
        return {
            folded(row[column]): row for column in ("name", "code", "agent") for row in self.agents
        }

    def near(self, text: str) -> list[str]:
        """The codes of agents whose name looks like a text."""
        found = difflib.get_close_matches(folded(text), list(self.by_name), n=MOST_NEAR, cutoff=0.7)
        return list(dict.fromkeys(self.by_name[name]["code"] for name in found))


@dataclass
class _FreeAgent:
    """An agent that is none of the list, as its rows name it."""

    name: str
    place: RowPlace
    group: str = ""
    group_place: RowPlace | None = None


@dataclass(frozen=True)
class Agents:
    """The agents that the events of a workbook name.

    Attributes:
        slugs: folded name -> slug.
        built_in: those of the list, as the built-in data have them.
        own: free ones, without ``source`` and ``locator``, which are those of their first event.
        places: slug of a free one -> its first row.
        classes: label -> slot, of classes that are none of the list.
    """

    slugs: Mapping[str, str] = field(default_factory=dict)
    built_in: RawRows = field(default_factory=list)
    own: RawRows = field(default_factory=list)
    places: Mapping[str, RowPlace] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def slug_of(self, name: str) -> str:
        """The slug of an agent by what a row calls it; empty for one that is refused."""
        return self.slugs.get(folded(name), "")


def key_of(text: str) -> str:
    """A text as a key of letters, digits and hyphens, made from it alone."""
    return slug_of(folded(text).replace("-", " ")).replace(".", "-").strip("-")


def agents_of(rows: Iterable[SheetRow], built_in: BuiltIn, slots: ClassSlots) -> Agents:
    """The agents of the events, in the order in which they come, and what is wrong with them."""
    named: dict[str, Mapping[str, str]] = {}
    free: dict[str, _FreeAgent] = {}
    problems: list[str] = []
    for row in rows:
        name, group = row["agent"], row["agent_class"]
        if not name:
            continue
        key = folded(name)
        known = built_in.by_name.get(key)
        if known is None:
            problems += _add_free(free.setdefault(key, _FreeAgent(name, row.place)), row, group)
        else:
            named[key] = known
            problems += _other_class(known, row.place, group)
    problems += [_without_class(agent, built_in) for agent in free.values() if not agent.group]
    labels = [agent.group for agent in free.values() if agent.group and not _listed(agent.group)]
    classes = slots.given_to(labels)
    problems += _without_slot(free.values(), classes)
    own, slugs, places = [], {key: row["agent"] for key, row in named.items()}, {}
    listed = {row["agent"] for row in built_in.agents}
    for key, agent in free.items():
        made = _row(agent, classes, listed)
        own.append(made)
        slugs[key], places[made["agent"]] = made["agent"], agent.place
    once = {row["agent"]: dict(row) for row in named.values()}
    return Agents(slugs, list(once.values()), own, places, classes, tuple(problems))


def _listed(group: str) -> str:
    """The code of a class of the list, by its words or code; empty for a class of the house."""
    return CLASSES.code_of.get(heading_key(group), "")


def _add_free(agent: _FreeAgent, row: SheetRow, group: str) -> list[str]:
    """The class that a row gives its agent; the problem of one that differs from the first."""
    if not group:
        return []
    if not agent.group:
        agent.group, agent.group_place = group, row.place
        return []
    if _same_class(agent.group, group):
        return []
    words = f"{agent.group}, as in {agent.group_place}, for every row of {agent.name}"
    return [not_allowed(row.place, "agent_class", group, words)]


def _same_class(first: str, second: str) -> bool:
    return (_listed(first) or folded(first)) == (_listed(second) or folded(second))


def _other_class(known: Mapping[str, str], place: RowPlace, group: str) -> list[str]:
    """The problem of a class that is not that of an agent of the list."""
    if not group or _listed(group) == known["agent_class"]:
        return []
    label = v.AGENT_CLASS.labels[known["agent_class"]]
    words = f"{label}, the class of {known['code']} in the list, or nothing"
    return [not_allowed(place, "agent_class", group, words)]


def _without_class(agent: _FreeAgent, built_in: BuiltIn) -> str:
    near = built_in.near(agent.name)
    meant = f"perhaps {' or '.join(near)} is meant; " if near else ""
    return not_allowed(
        agent.place,
        "agent",
        agent.name,
        f"{meant}an agent of the list by code or name, or one of your own with its class in "
        "agent_class",
        "no agent of the list, and has no class",
    )


def _without_slot(agents: Iterable[_FreeAgent], classes: Mapping[str, str]) -> list[str]:
    """The problems of classes for which no slot is left, each once."""
    held = {folded(label) for label in classes}
    told: set[str] = set()
    problems = []
    for agent in agents:
        key = folded(agent.group)
        if not agent.group or _listed(agent.group) or key in held | told:
            continue
        told.add(key)
        problems.append(
            not_allowed(
                agent.group_place or agent.place,
                "agent_class",
                agent.group,
                f"one of {listed((*CLASSES.choices.values(), *classes))}",
                f"one class more than the {len(v.OWN_CLASSES)} of your own that there is room for",
            )
        )
    return problems


def _row(agent: _FreeAgent, classes: Mapping[str, str], listed: set[str]) -> dict[str, str]:
    """A free agent's row; its class is part of its slug, as another house may have another."""
    code = _listed(agent.group)
    label = (
        ""
        if code
        else next((label for label in classes if folded(label) == folded(agent.group)), agent.group)
    )
    slug = f"{key_of(agent.name)}-{key_of(label or v.AGENT_CLASS.labels.get(code, ''))}".strip("-")
    return {
        "agent": f"own-{slug}" if slug in listed else slug,
        "code": agent.name,
        "name": agent.name,
        "agent_class": code or classes.get(label, ""),
        "class_label": label,
        "target": NOT_STATED,
    }


def sources_of(agents: Sequence[Mapping[str, str]], built_in: BuiltIn) -> RawRows:
    """The rows of the built-in sources that agents of the list name."""
    wanted = {source for agent in agents for source in agent["source"].split("|")}
    return [dict(row) for row in built_in.sources if row["source_id"] in wanted]
