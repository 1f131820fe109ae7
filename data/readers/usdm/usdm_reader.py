"""Reader of a study protocol in USDM: one JSON file into the frames of the model.

Nothing is guessed and nothing joined by likeness: a visit has the day that the timings of the main
timeline give, a dose belongs to the study, a cycle is one cycle that repeats.
"""

from dataclasses import dataclass, field
from pathlib import Path

from data.model.schema import RawRows
from data.readers.formats import UnusableInputError, name_of
from data.readers.import_report import printable
from data.readers.json_node import Node
from data.readers.usdm import plain_texts
from data.readers.usdm.activities import activity_rows, activity_visit_rows, conditions_of
from data.readers.usdm.arms import arm_rows, cell_rows, epoch_rows, positions
from data.readers.usdm.decisions import decision_rows
from data.readers.usdm.dose_events import agent_rows, event_rows
from data.readers.usdm.doses import dose_rows, doses_of
from data.readers.usdm.identity import design_row, regimen_row, source_row, study_name
from data.readers.usdm.order import by_id, in_order
from data.readers.usdm.reading_notes import HEAVY, ReadingNotes
from data.readers.usdm.slugs import Slugs
from data.readers.usdm.timelines import Timeline, timeline_rows, timelines_of
from data.readers.usdm.usdm_json import root_of
from data.readers.usdm.versions import EXPORT, StudyVersion, read_version
from data.readers.usdm.visits import CitedParts, encounters_without_visit, visit_rows

MOST = {
    "studyDesigns": 20,
    "arms": 60,
    "epochs": 100,
    "activities": 500,
    "encounters": 1_000,
    "scheduleTimelines": 60,
    "instances": 500,
    "timings": 2_000,
}
"""Parts of one list that are read; real protocols have a tenth of them."""


def read_usdm(path: Path, name: str) -> dict[str, RawRows]:
    """The frames of a USDM file, by their names; every row has its path in the file.

    name: of the dataset; the codes of its protocols begin with it.

    Raises:
        UnusableInputError: the file is no study protocol, of a version that is not read, or has no
            main timeline.
    """
    file_name = printable(name_of(path))
    root = root_of(path)
    usdm = read_version(file_name, root)
    versions = list(root.at("study", "versions").items())
    if not versions:
        raise UnusableInputError(
            f"{file_name}: study.versions holds no version of the study; {EXPORT}."
        )
    reading = StudyReading(StudyVersion(usdm, root.at("study"), versions[0]), name, file_name)
    reading.read()
    if len(versions) > 1:
        reading.tell_of_versions(versions)
    reading.notes.misfits(root, reading.regimens)
    return reading.frames()


@dataclass
class StudyReading:
    """The reading of one version of a study into rows.

    Attributes:
        regimens: the codes of its study designs, as far as they are read.
    """

    version: StudyVersion
    dataset: str
    file_name: str
    rows: dict[str, RawRows] = field(default_factory=dict)
    regimens: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.source = f"{self.dataset}-protocol"
        self.notes = ReadingNotes(self.dataset, self.source)

    def frames(self) -> dict[str, RawRows]:
        """The rows by frame, the notes among them."""
        return {
            **self.rows,
            "data_notes": self.notes.rows,
            "data_note_links": self.notes.links,
        }

    def read(self) -> None:
        """Reads every study design.

        Raises:
            UnusableInputError: there is none, or one has no main timeline.
        """
        designs = self.version.designs()
        if not designs:
            raise UnusableInputError(
                f"{self.file_name}: {self.version.node.path}.studyDesigns holds no study design, "
                f"so there are no arms and no visits; {EXPORT}."
            )
        self._check_length("studyDesigns", self.version.node)
        self._add("sources", [source_row(self.version, self.source, self.file_name)])
        slugs = Slugs()
        several = len(designs) > 1
        for design in designs:
            called = plain_texts.name_of(design) if several else study_name(self.version)
            slug = slugs.unique(called, otherwise="study")
            self._read_design(design, f"{self.dataset}.{slug}", several)

    def tell_of_versions(self, versions: list[Node]) -> None:
        """Notes that the first of several versions is read."""
        others = [f"“{plain_texts.text_at(each, 'versionIdentifier')}”" for each in versions[1:]]
        self.notes.add(
            HEAVY,
            "RULE",
            f"The first of {len(versions)} versions is read",
            f"The file also holds {', '.join(others[:12])}.",
            "study.versions",
            self.regimens,
        )

    def _add(self, frame: str, rows: RawRows) -> None:
        self.rows.setdefault(frame, []).extend(rows)

    def _check_length(self, key: str, holder: Node) -> None:
        found = holder.at(key).value
        if isinstance(found, list) and len(found) > MOST[key]:
            raise UnusableInputError(
                f"{self.file_name}: {holder.path}.{key} holds {len(found):,} entries and a study "
                f"protocol at most {MOST[key]:,}; {EXPORT}."
            )

    def _read_design(self, design: Node, regimen: str, several: bool) -> None:
        for key in ("arms", "epochs", "activities", "encounters", "scheduleTimelines"):
            self._check_length(key, design)
        for timeline in design.at("scheduleTimelines").items():
            for key in ("instances", "timings"):
                self._check_length(key, timeline)
        self.regimens.append(regimen)
        arms, epochs = tuple(design.at("arms").items()), in_order(design.at("epochs").items())
        self._add("regimens", [regimen_row(self.version, design, regimen, several, self.source)])
        self._add("study_arms", arm_rows(regimen, arms, self.source))
        self._add("study_epochs", epoch_rows(regimen, epochs, self.source))
        cells, left_out = cell_rows(regimen, design, arms, epochs, self.source)
        self._add("study_cells", cells)
        self.notes.in_vain(
            regimen,
            "Cells of an arm or epoch that is not there, or twice",
            left_out,
            f"{design.path}.studyCells",
        )
        self._read_schedule(design, regimen, epochs)
        self._read_doses(design, regimen)

    def _read_schedule(self, design: Node, regimen: str, epochs: tuple[Node, ...]) -> None:
        """Reads timelines, visits, decisions and activities."""
        timelines = timelines_of(design, self.file_name)
        encounters = by_id(design.at("encounters").items())
        parts = CitedParts(
            encounters,
            by_id(epochs),
            positions(epochs),
            {plain_texts.id_of(each.node): str(each.position) for each in timelines},
        )
        zeros = {each.position: each.zero(encounters) for each in timelines}
        activities = in_order(design.at("activities").items())
        conditions = conditions_of(self.version.conditions(design))
        self._add(
            "study_designs", [design_row(self.version, design, regimen, zeros[1], self.source)]
        )
        self._add("study_timelines", timeline_rows(regimen, timelines, zeros, self.source))
        self._add(
            "study_activities", activity_rows(regimen, activities, parts.timeline_at, self.source)
        )
        lost: list[str] = []
        for timeline in timelines:
            visits = visit_rows(regimen, timeline, parts, self.source)
            self._add("study_visits", visits)
            self._add("study_decisions", decision_rows(regimen, timeline, self.source))
            done, in_vain = activity_visit_rows(
                regimen, timeline, activities, conditions, self.source
            )
            self._add("activity_visits", done)
            lost += in_vain
            self.notes.unplaced(regimen, timeline)
            self.notes.odd_visits(regimen, visits)
        self._tell_of_leftovers(design, regimen, timelines, parts, lost)

    def _tell_of_leftovers(
        self,
        design: Node,
        regimen: str,
        timelines: tuple[Timeline, ...],
        parts: CitedParts,
        lost: list[str],
    ) -> None:
        unvisited = encounters_without_visit(timelines, parts.encounters)
        mains = [each for each in timelines if each.node.at("mainTimeline").value is True]
        named = [f"“{plain_texts.name_of(each)}”" for each in unvisited]
        path = design.path
        self.notes.in_vain(regimen, "Encounters that no timeline has", named, f"{path}.encounters")
        self.notes.in_vain(
            regimen, "Activities that are not in the file", lost, f"{path}.scheduleTimelines"
        )
        self.notes.in_vain(
            regimen,
            "Several main timelines: the first is the day axis",
            [f"“{plain_texts.name_of(each.node)}”" for each in mains[1:]],
            f"{path}.scheduleTimelines",
        )

    def _read_doses(self, design: Node, regimen: str) -> None:
        interventions = self.version.interventions(design)
        doses = doses_of(interventions)
        agents = agent_rows(interventions, self.dataset, self.source)
        held = {row["agent"] for row in self.rows.get("agents", [])}
        self._add("study_doses", dose_rows(regimen, doses, self.source))
        self._add("regimen_events", event_rows(regimen, doses, agents, self.source))
        self._add("agents", [row for row in _each_once(agents) if row["agent"] not in held])
        if doses:
            self.notes.doses_without_arm(regimen, design)


def _each_once(agents: RawRows) -> RawRows:
    """The agents without repeats: two treatments may be one agent of ours."""
    found: dict[str, dict[str, str]] = {}
    for row in agents:
        found.setdefault(row["agent"], row)
    return list(found.values())
