"""The parts of one trial's registry record, in words: arms, outcomes, sites, terms, references."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from data.link.trial_fields import NOT_IN_FILE, NOT_STATED
from data.model import vocabulary as v
from data.model.countries import NAMES
from data.queries.one_trial import rows_of_trial, trial
from data.store import FOUND_BY_TRIAL, TrialStore

SITE = "SITE"
COUNTRY = "COUNTRY"
"""The role of a country whose sites are not named."""
NO_COUNTRY = "Country not stated"
AGE_LIMITS = ("minimum_age", "maximum_age")


Cells = dict[str, Any]
"""A row: column -> cell; None where a number is open."""


@dataclass(frozen=True, eq=False)
class TrialRecord:
    """The record of one trial; each of its frames is read once, when it is asked for."""

    store: TrialStore
    nct_id: str
    _read: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)

    def rows(self, frame: str) -> pd.DataFrame:
        """The trial's rows of a frame, held or read on demand."""
        if frame not in self._read:
            held = frame in FOUND_BY_TRIAL
            find = rows_of_trial if held else TrialStore.record
            self._read[frame] = find(self.store, frame, self.nct_id)
        return self._read[frame]

    def cells(self, frame: str) -> list[Cells]:
        """The trial's rows of a frame, one after another."""
        return cells_of(self.rows(frame))

    @cached_property
    def trial(self) -> pd.Series:
        return trial(self.store, self.nct_id)

    @property
    def own_row(self) -> pd.DataFrame:
        """The trial's row as a frame."""
        return self.store.trials.iloc[self.store.place_of(self.nct_id)]

    @cached_property
    def texts(self) -> dict[str, str]:
        """Column of ``trial_texts`` -> its text; empty where nothing is stated."""
        found = self.rows("trial_texts")
        cells = found.iloc[0] if len(found) else pd.Series("", index=found.columns)
        return {str(name): str(cell) for name, cell in cells.items()}


def cells_of(rows: pd.DataFrame) -> list[Cells]:
    """Rows as their cells."""
    columns = [
        [None if pd.isna(cell) else cell for cell in rows[name].tolist()] for name in rows.columns
    ]
    return [dict(zip(rows.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


def has_record(store: TrialStore) -> bool:
    """Says whether the data are whole registry records, as far as their files go."""
    return bool(store.records.files)


def said(code: object, printed: str, vocabulary: v.Vocabulary) -> str:
    """A code in words; what is in no list as printed, what is not stated empty."""
    if code == v.NOT_STATED:
        return ""
    return printed if code == v.UNLISTED else vocabulary.labels[str(code)]


@dataclass(frozen=True)
class Given:
    """An intervention of a record.

    Attributes:
        kind: its type in words; empty where it is not stated.
        other_names: as the record lists them.
        unknown_arms: labels of arms that it names and the record does not list.
        cells: the cells that a rule takes it for, and its words by which; empty where it is none.
    """

    name: str
    kind: str
    description: str
    other_names: tuple[str, ...]
    unknown_arms: tuple[str, ...] = ()
    cells: str = ""

    @property
    def words(self) -> str:
        return f"{self.kind}: {self.name}" if self.kind else self.name


@dataclass(frozen=True)
class ArmOfRecord:
    """An arm or group of a record.

    Attributes:
        kind: its type in words; empty where it is not stated.
        given: its interventions, "Drug: Sirolimus".
        unknown: names of interventions that fit none, or several, of the record's list.
    """

    label: str
    kind: str
    description: str
    given: tuple[str, ...]
    unknown: tuple[str, ...]


def interventions(record: TrialRecord) -> dict[int, Given]:
    """Position -> intervention, in the record's order."""
    described = {row["position"]: row for row in record.cells("intervention_texts")}
    loose = record.rows("arm_interventions")
    loose = loose[loose["arm_position"].isna()]
    found = {}
    for row in record.cells("trial_interventions"):
        position = row["position"]
        text = described.get(position, {"description": "", "other_names": ""})
        found[position] = Given(
            name=row["intervention"],
            kind=said(
                row["intervention_type"], row["intervention_type_printed"], v.INTERVENTION_TYPE
            ),
            description=text["description"],
            other_names=tuple(text["other_names"].splitlines()),
            unknown_arms=tuple(loose.loc[loose["intervention_position"] == position, "printed"]),
            cells=_cells_in_words(row),
        )
    return found


def _cells_in_words(row: Cells) -> str:
    """The cells that an intervention is by rule or by people's reading, and its words by which.

    Empty where it is none, and where nothing is to be said of it.
    """
    if row["cell_product"] == "NONE" or not row["basis"]:
        return ""
    said_cells = [
        "Cells not stated"
        if row["cell_product"] == v.NOT_STATED
        else v.CELL_PRODUCT.labels[row["cell_product"]]
    ]
    if row["donor"] != v.NOT_STATED:
        said_cells.append(v.DONOR.labels[row["donor"]].lower())
    return f"{', '.join(said_cells)}. {row['basis']}"


def arms(record: TrialRecord, given: Mapping[int, Given]) -> tuple[ArmOfRecord, ...]:
    """The arms or groups in the record's order, with what each is given.

    given: the record's ``interventions``.
    """
    links: dict[int, list[Cells]] = {}
    for link in record.cells("arm_interventions"):
        links.setdefault(link["arm_position"], []).append(link)
    return tuple(
        ArmOfRecord(
            label=row["arm"],
            kind=said(row["arm_type"], row["arm_type_printed"], v.ARM_TYPE),
            description=row["description"],
            given=tuple(
                given[link["intervention_position"]].words
                for link in links.get(row["position"], [])
                if link["intervention_position"] in given
            ),
            unknown=tuple(
                link["printed"] for link in links.get(row["position"], []) if link["printed"]
            ),
        )
        for row in record.cells("trial_arms")
    )


def outcomes(record: TrialRecord) -> list[tuple[str, pd.DataFrame]]:
    """Kind in words -> its measures, as registered; the primary ones first."""
    return _by_kind(record.rows("outcome_measures"), "outcome_kind", v.OUTCOME_KIND)


def references(record: TrialRecord) -> list[tuple[str, pd.DataFrame]]:
    """Kind in words -> its references; links to other pages come last."""
    return _by_kind(record.rows("trial_references"), "reference_kind", v.REFERENCE_KIND)


def _by_kind(
    found: pd.DataFrame, column: str, vocabulary: v.Vocabulary
) -> list[tuple[str, pd.DataFrame]]:
    """The rows of each code that has some, in the vocabulary's order."""
    return [
        (vocabulary.labels[code], part)
        for code in vocabulary.codes
        if len(part := found[found[column] == code])
    ]


@dataclass(frozen=True)
class SiteLine:
    """A site as a line has it.

    Attributes:
        place: city and state; empty where neither is stated.
        status: whether it recruits, in words; empty where it is not stated.
        remark: the country as printed, where it is none that is known.
    """

    name: str
    place: str
    status: str
    remark: str = ""


@dataclass(frozen=True)
class SitesOfCountry:
    """The sites of a record in one country, in its order."""

    country: str
    sites: tuple[SiteLine, ...]

    @property
    def statuses(self) -> dict[str, int]:
        """Recruiting status in words -> sites that state it, the most frequent first."""
        counts = pd.Series([site.status for site in self.sites if site.status]).value_counts()
        return {str(status): int(number) for status, number in counts.items()}


def sites(record: TrialRecord) -> tuple[SitesOfCountry, ...]:
    """Sites by country, the country with most of them first, those without one last."""
    by_country: dict[str, list[SiteLine]] = {}
    for row in record.cells("trial_organisations"):
        if row["role"] == SITE:
            country = NAMES.get(row["country"], NO_COUNTRY)
            by_country.setdefault(country, []).append(_site(row, country))
    order = sorted(by_country, key=lambda name: (name == NO_COUNTRY, -len(by_country[name]), name))
    return tuple(SitesOfCountry(name, tuple(by_country[name])) for name in order)


def _site(row: Cells, country: str) -> SiteLine:
    return SiteLine(
        name=row["organisation"],
        place=", ".join(dict.fromkeys(part for part in (row["city"], row["state"]) if part)),
        status=said(row["site_status"], row["site_status_printed"], v.SITE_STATUS),
        remark=row["role_basis"] if country == NO_COUNTRY else "",
    )


def partners(record: TrialRecord) -> list[tuple[str, str]]:
    """Role in words and name of the sponsor and the collaborators."""
    return [
        (v.ORGANISATION_ROLE.labels[row["role"]], row["organisation"])
        for row in record.cells("trial_organisations")
        if row["role"] not in (SITE, COUNTRY)
    ]


def countries(record: TrialRecord) -> tuple[str, ...]:
    """The countries of a record that names no site, as the file has them."""
    return tuple(
        NAMES.get(row["country"], str(row["organisation"]))
        for row in record.cells("trial_organisations")
        if row["role"] == COUNTRY
    )


@dataclass(frozen=True)
class TermsOfMesh:
    """The MeSH terms of a trial's conditions or interventions, and the terms above them."""

    of: str
    terms: tuple[str, ...]
    above: tuple[str, ...]


def mesh_terms(record: TrialRecord) -> list[TermsOfMesh]:
    """The terms of conditions, then of interventions, each with its number."""
    named: dict[tuple[str, str], list[str]] = {}
    for row in record.cells("trial_mesh"):
        words = f"{row['term']} ({row['mesh_id']})" if row["mesh_id"] else row["term"]
        named.setdefault((row["mesh_of"], row["mesh_level"]), []).append(words)
    lists = [
        TermsOfMesh(label, *(tuple(named.get((of, level), ())) for level in v.MESH_LEVEL.codes))
        for of, label in v.MESH_OF.labels.items()
    ]
    return [each for each in lists if each.terms or each.above]


def ages(record: TrialRecord) -> str:
    """The limits of age as printed, in a sentence's words."""
    if all(record.store.not_in_file("trials", column) for column in AGE_LIMITS):
        return NOT_IN_FILE
    low, high = (str(record.trial[column]).strip() for column in AGE_LIMITS)
    if low and high:
        return f"{low} to {high}"
    if low:
        return f"{low} and older"
    return f"Up to {high}" if high else NOT_STATED


@dataclass(frozen=True)
class PartOfRecord:
    """A part of a record: its name in words, and the column that must be filled for it.

    Attributes:
        of: the frames without which nothing can be said of it.
    """

    words: str
    frame: str
    column: str
    of: tuple[str, ...] = ()


PARTS = (
    PartOfRecord("official title", "trials", "official_title"),
    PartOfRecord("brief summary", "trial_texts", "brief_summary"),
    PartOfRecord("detailed description", "trial_texts", "detailed_description"),
    PartOfRecord("arms", "trial_arms", "arm"),
    PartOfRecord("interventions", "trial_interventions", "intervention"),
    PartOfRecord(
        "which arm has which intervention",
        "arm_interventions",
        "arm_position",
        of=("trial_arms", "trial_interventions"),
    ),
    PartOfRecord(
        "descriptions of interventions",
        "intervention_texts",
        "description",
        of=("trial_interventions",),
    ),
    PartOfRecord("outcome measures", "outcome_measures", "measure"),
    PartOfRecord("eligibility criteria", "trial_texts", "eligibility_criteria"),
    PartOfRecord("conditions", "trial_conditions", "condition"),
    PartOfRecord("keywords", "trial_keywords", "keyword"),
    PartOfRecord("MeSH terms", "trial_mesh", "term"),
    PartOfRecord("other numbers of the trial", "trial_ids", "trial_id"),
    PartOfRecord("sites", "trial_organisations", "country"),
    PartOfRecord("references and links", "trial_references", "citation"),
    PartOfRecord("documents", "trial_documents", "label"),
)
"""The parts of a record that a page has a place for, in the order of the page."""
TOLD_BY = {
    ("arm_interventions", "arm_position"): "printed",
    ("trial_organisations", "country"): "city",
}
"""Columns that something else fills, too -> the column that a file with the part has.

The import fills the first itself; a country may stand without any site.
"""


@dataclass(frozen=True)
class Gaps:
    """Parts of a record in words: those that it leaves open, and those its file has no room for."""

    not_stated: Sequence[str]
    not_in_file: Sequence[str]


def gaps(record: TrialRecord) -> Gaps:
    open_parts = [
        part
        for part in PARTS
        if all(len(record.rows(frame)) for frame in part.of) and not _is_stated(record, part)
    ]
    absent = [part for part in open_parts if _is_absent(record.store, part)]
    return Gaps(
        not_stated=tuple(part.words for part in open_parts if part not in absent),
        not_in_file=tuple(part.words for part in absent),
    )


def _is_absent(store: TrialStore, part: PartOfRecord) -> bool:
    told_by = TOLD_BY.get((part.frame, part.column), part.column)
    return store.not_in_file(part.frame, told_by)


def _is_stated(record: TrialRecord, part: PartOfRecord) -> bool:
    if part.frame == "trials":
        return bool(str(record.trial[part.column]).strip())
    cells = record.rows(part.frame)[part.column]
    if part.frame == "trial_organisations":
        cells = cells[record.rows(part.frame)["role"] == SITE]
    return any(not pd.isna(cell) and str(cell).strip() for cell in cells.tolist())
