"""Data notes on a study protocol: what its file leaves open, contradicts or cites in vain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from data.model.amounts import amount
from data.model.schema import RawRows
from data.readers.import_report import shortened
from data.readers.json_node import Node
from data.readers.json_node import told_once as misfits_once
from data.readers.usdm.plain_texts import name_of
from data.readers.usdm.timelines import Timeline

LISTED = 12
"""Things of one kind that a note names; all are counted."""
HEAVY, LIGHT = "CHANGES_READING", "FOR_THE_RECORD"


def listed(things: Sequence[str]) -> str:
    """``a; b; and 3 more``."""
    more = len(things) - LISTED
    return "; ".join([*things[:LISTED], *([f"and {more:,} more"] if more > 0 else [])])


@dataclass
class ReadingNotes:
    """The notes of one file, on the protocols of its study designs.

    Attributes:
        dataset: the dataset's name, with which the ids begin.
        rows, links: rows of ``data_notes`` and ``data_note_links``.
    """

    dataset: str
    source: str
    rows: RawRows = field(default_factory=list)
    links: RawRows = field(default_factory=list)

    def add(
        self, weight: str, kind: str, title: str, text: str, locator: str, regimens: Iterable[str]
    ) -> None:
        note = f"{self.dataset}-note-{len(self.rows) + 1}"
        provenance = {"source": self.source, "locator": locator}
        said = {"weight": weight, "kind": kind, "title": title, "text": text}
        self.rows.append({"note": note, **said, **provenance})
        self.links += [
            {"note": note, "frame": "regimens", "row_key": regimen, **provenance}
            for regimen in regimens
        ]

    def unplaced(self, regimen: str, timeline: Timeline) -> None:
        """Tells of visits without a day, and why."""
        every = timeline.visits
        reasons = [
            f"“{name_of(each)}”: {reason}"
            for each in every
            if (reason := timeline.placement(each).reason)
        ]
        if reasons:
            where = "" if timeline.is_main else f" of “{name_of(timeline.node)}”"
            title = f"{len(reasons)} of {amount(len(every), 'visit')}{where} without a day"
            text = f"{listed(reasons)}. They stand in the schedule and not on the day axis."
            path = f"{timeline.node.path}.timings"
            self.add(HEAVY, "GAP", title, text, path, [regimen])

    def odd_visits(self, regimen: str, visits: RawRows) -> None:
        """Tells of visits that say of themselves what does not fit."""
        said = [f"“{row['visit']}”: {row['remark']}" for row in visits if row["remark"]]
        if said:
            title = f"{amount(len(said), 'visit')} shown as stated, and to be read with care"
            path = next(row["locator"] for row in visits if row["remark"])
            self.add(LIGHT, "AMBIGUITY", title, f"{listed(said)}.", path, [regimen])

    def doses_without_arm(self, regimen: str, design: Node) -> None:
        """Tells that no dose is joined to an arm."""
        self.add(
            HEAVY,
            "RULE",
            "Doses are those of the study, not of an arm",
            "The file links no arm to a dose; only the words of the elements say who is given "
            "what. So the doses are listed once, and none is drawn for an arm.",
            f"{design.path}.elements",
            [regimen],
        )

    def in_vain(self, regimen: str, title: str, things: Sequence[str], locator: str) -> None:
        """Tells of things of the file that nothing leads to, or that lead to nothing."""
        if things:
            self.add(LIGHT, "GAP", title, f"{listed(things)}.", locator, [regimen])

    def misfits(self, root: Node, regimens: Sequence[str]) -> None:
        """Tells of values of another kind than their place needs."""
        found = misfits_once(root.misfits)
        if found:
            said = [f"{each.path} ({shortened(each.value, 60)}): {each.reason}" for each in found]
            title = f"{amount(len(found), 'value')} of another kind than their place needs"
            self.add(LIGHT, "EXTRACTION", title, f"{listed(said)}.", found[0].path, regimens)
