"""Agents of a workbook: those of the built-in lists by slug, code or name, and free ones."""

import difflib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

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
class NamedAgent:
    """An agent as the rows of a workbook name it: its first row, and the classes that they give."""

    name: str
    place: RowPlace
    groups: tuple[tuple[str, RowPlace], ...] = ()

    @property
    def group(self) -> str:
        """The class that comes first; empty where no row gives one."""
        return self.groups[0][0] if self.groups else ""

    def with_row(self, row: SheetRow) -> Self:
        group = row["agent_class"]
        return replace(self, groups=(*self.groups, (group, row.place))) if group else self


@dataclass(frozen=True)
class BuiltIn:
    """The agents that a workbook may name without a class.

    Attributes:
        agents: those of the built-in data, with the sources that they name.
        names: further names of agents, also of others: columns name, agent, agent_class,
            before_dose (what is a name before a dose alone), source, locator.
    """

    agents: RawRows
    sources: RawRows
    names: RawRows = field(default_factory=list)

    @cached_property
    def by_name(self) -> Mapping[str, Mapping[str, str]]:
        """Folded slug, code or name -> agent of the built-in data."""
        return {
            folded(row[column]): row for column in ("name", "code", "agent") for row in self.agents
        }

    @cached_property
    def slugs(self) -> Mapping[str, Mapping[str, str]]:
        return {row["agent"]: row for row in self.agents}

    @cached_property
    def further(self) -> Mapping[str, Mapping[str, str]]:
        """Folded name -> row of ``names``, where it is the name of one agent and has a class."""
        found: dict[str, dict[str, Mapping[str, str]]] = {}
        for row in self.names:
            if not row["before_dose"]:
                found.setdefault(folded(row["name"]), {})[row["agent"]] = row
        alone = {name: next(iter(rows.values())) for name, rows in found.items() if len(rows) == 1}
        return {name: row for name, row in alone.items() if row["agent_class"]}

    def known(self, agent: NamedAgent) -> Mapping[str, str] | None:
        """The row of an agent that needs no class; none for one of the house.

        A drug that only the further names have is of the house where a row gives it another class.
        """
        key = folded(agent.name)
        if key in self.by_name:
            return self.by_name[key]
        row = self.further.get(key)
        if row is None:
            return None
        if row["agent"] in self.slugs:
            return self.slugs[row["agent"]]
        if any(_listed(group) != row["agent_class"] for group, _ in agent.groups):
            return None
        named = {name: row[name] for name in ("agent", "agent_class", "source", "locator")}
        words = {"code": agent.name, "name": agent.name, "class_label": "", "target": NOT_STATED}
        return named | words

    def near(self, text: str) -> list[str]:
        """The names of agents that look like a text."""
        known = {key: row["code"] for key, row in self.by_name.items()}
        known |= {key: row["name"] for key, row in self.further.items() if key not in known}
        found = difflib.get_close_matches(folded(text), list(known), n=MOST_NEAR, cutoff=0.7)
        return list(dict.fromkeys(known[name] for name in found))


@dataclass(frozen=True)
class Agents:
    """The agents that the events of a workbook name.

    Attributes:
        slugs: folded name -> slug.
        built_in: those that are known, as the built-in data have them.
        own: those of the house, without ``source`` and ``locator``, which are those of their first
            event.
        classes: label -> slot, of classes that are none of the list.
    """

    slugs: Mapping[str, str] = field(default_factory=dict)
    built_in: RawRows = field(default_factory=list)
    own: RawRows = field(default_factory=list)
    classes: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def slug_of(self, name: str) -> str:
        """The slug of an agent by what a row calls it; empty for one that is refused."""
        return self.slugs.get(folded(name), "")


def key_of(text: str) -> str:
    """A text as a key of letters, digits and hyphens, made from it alone; empty for none."""
    if not text.strip():
        return ""
    return slug_of(folded(text).replace("-", " ")).replace(".", "-").strip("-")


def agents_of(rows: Iterable[SheetRow], built_in: BuiltIn, slots: ClassSlots) -> Agents:
    """The agents of the events, in the order in which they come, and what is wrong with them."""
    named: dict[str, NamedAgent] = {}
    for row in rows:
        if row["agent"]:
            key = folded(row["agent"])
            named[key] = named.get(key, NamedAgent(row["agent"], row.place)).with_row(row)
    known = {key: found for key, agent in named.items() if (found := built_in.known(agent))}
    free = {key: agent for key, agent in named.items() if key not in known}
    labels = [agent.group for agent in free.values() if agent.group and not _listed(agent.group)]
    classes = slots.given_to(labels)
    problems = [
        *(text for key, row in known.items() for text in _other_class(row, named[key])),
        *(text for agent in free.values() for text in _several_classes(agent)),
        *(_without_class(agent, built_in) for agent in free.values() if not agent.group),
        *_without_slot(free.values(), classes),
    ]
    own = {key: _row(agent, classes, built_in.slugs) for key, agent in free.items()}
    slugs = {key: row["agent"] for key, row in {**known, **own}.items()}
    once = {row["agent"]: dict(row) for row in known.values()}
    return Agents(slugs, list(once.values()), list(own.values()), classes, tuple(problems))


def _listed(group: str) -> str:
    """The code of a class of the list, by its words or code; empty for a class of the house."""
    return CLASSES.code_of.get(heading_key(group), "")


def _several_classes(agent: NamedAgent) -> Iterator[str]:
    """The problems of classes that differ from the first that an agent is given."""
    first = _class_key(agent.group)
    for group, place in agent.groups:
        if _class_key(group) != first:
            words = f"{agent.group}, as in {agent.groups[0][1]}, for every row of {agent.name}"
            yield not_allowed(place, "agent_class", group, words)


def _class_key(group: str) -> str:
    return _listed(group) or heading_key(group)


def _other_class(known: Mapping[str, str], agent: NamedAgent) -> Iterator[str]:
    """The problems of classes that are not that of an agent of the list."""
    label = v.AGENT_CLASS.labels[known["agent_class"]]
    words = f"{label}, the class of {known['code']} in the list, or nothing"
    for group, place in agent.groups:
        if _listed(group) != known["agent_class"]:
            yield not_allowed(place, "agent_class", group, words)


def _without_class(agent: NamedAgent, built_in: BuiltIn) -> str:
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


def _without_slot(agents: Iterable[NamedAgent], classes: Mapping[str, str]) -> list[str]:
    """The problems of classes for which no slot is left, each once."""
    held = {heading_key(label) for label in classes}
    told: set[str] = set()
    problems = []
    for agent in agents:
        key = heading_key(agent.group)
        if not agent.group or _listed(agent.group) or key in held | told:
            continue
        told.add(key)
        problems.append(
            not_allowed(
                agent.groups[0][1],
                "agent_class",
                agent.group,
                f"one of {listed((*CLASSES.choices.values(), *classes))}",
                f"one class more than the {len(v.OWN_CLASSES)} of your own that there is room for",
            )
        )
    return problems


def _row(agent: NamedAgent, classes: Mapping[str, str], listed: Container[str]) -> dict[str, str]:
    """A free agent's row; its class is part of its slug, as another house may have another."""
    code = _listed(agent.group)
    label = "" if code else _spelt(agent.group, classes)
    slug = f"{key_of(agent.name)}-{key_of(label or v.AGENT_CLASS.labels.get(code, ''))}".strip("-")
    return {
        "agent": f"own-{slug}" if slug in listed else slug,
        "code": agent.name,
        "name": agent.name,
        "agent_class": code or classes.get(label, ""),
        "class_label": label,
        "target": NOT_STATED,
    }


def _spelt(group: str, classes: Iterable[str]) -> str:
    """A class of the house as it is spelt where it has its slot."""
    key = heading_key(group)
    return next((label for label in classes if heading_key(label) == key), group)


def sources_of(agents: Sequence[Mapping[str, str]], built_in: BuiltIn) -> RawRows:
    """The rows of the built-in sources that agents of the list name."""
    wanted = {source for agent in agents for source in agent["source"].split("|")}
    return [dict(row) for row in built_in.sources if row["source_id"] in wanted]
