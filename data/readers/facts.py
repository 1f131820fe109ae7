"""One study as its record gives it, whatever the format: text as printed, nothing coded yet.

Readers of records (JSON, CSV) make ``StudyFacts``; ``rows.py`` turns them into rows. What two
formats both carry is therefore equal in the frames. An absent value is the empty text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


class StudyError(ValueError):
    """A study cannot be read: the path inside its record, and why."""

    def __init__(self, path: str, reason: str, nct_id: str = "") -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.nct_id = nct_id


@dataclass(frozen=True)
class Site:
    """A place of a study, without postal code and contacts.

    Attributes:
        lat, lon: degrees north and east, both or neither.
        status: whether the site recruits, as printed.
        role: SITE, or COUNTRY where the source names countries and no sites.
    """

    facility: str = ""
    city: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    state: str = ""
    status: str = ""
    role: str = "SITE"


@dataclass(frozen=True)
class Intervention:
    """The treatment that is given or done, and its type as printed."""

    name: str
    kind: str = ""
    description: str = ""
    other_names: tuple[str, ...] = ()
    arms: tuple[str, ...] = ()
    """Labels of the arms that have it, as the intervention names them."""


@dataclass(frozen=True)
class Arm:
    """A group of participants, its type as printed, and what it is given.

    Attributes:
        interventions: as the arm names them, "Drug: Sirolimus".
    """

    label: str = ""
    kind: str = ""
    description: str = ""
    interventions: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutcomeMeasure:
    """A measure as registered; kind: PRIMARY, SECONDARY, OTHER, or empty where not told."""

    measure: str
    kind: str = ""
    time_frame: str = ""
    description: str = ""


@dataclass(frozen=True)
class OtherId:
    """Another number of a trial; kind: a code of ``TRIAL_ID_KIND``."""

    text: str
    kind: str
    id_type: str = ""
    domain: str = ""


@dataclass(frozen=True)
class FurtherRecord:
    """A record of a trial that is imported from another one; its number is kept beside that."""

    nct_id: str
    other: OtherId


@dataclass(frozen=True)
class Mesh:
    """A term of the Medical Subject Headings; of, level: codes of the vocabularies."""

    of: str
    level: str
    term: str
    mesh_id: str = ""


@dataclass(frozen=True)
class Reference:
    """A publication or page that the record names; kind as printed, LINK of a page."""

    citation: str = ""
    kind: str = ""
    pmid: str = ""
    url: str = ""


@dataclass(frozen=True)
class Document:
    """A document posted with the record; its date as given."""

    label: str
    url: str = ""
    date: str = ""


@dataclass(frozen=True)
class Misfit:
    """A value of a record that is not of the kind that its place needs.

    Attributes:
        path: of the value, without the numbers of list entries.
        reason: what is needed there, or that the value was read all the same.
    """

    path: str
    value: str
    reason: str


@dataclass(frozen=True)
class PostedRow:
    """A row of a frame of posted results, as posted.

    Attributes:
        cells: column -> text, or a position; what is not stated may be absent.
        path: of its value within the record.
    """

    cells: Mapping[str, str | int]
    path: str


@dataclass(frozen=True)
class StudyFacts:
    """The fields of a record that the frames have room for.

    Attributes:
        plain: the texts of the columns in ``TRIAL_COLUMNS``, as printed; a yes or no as YES or
            NO. A column that is not stated may be absent.
        codes: column -> code, where the reader's own table of words gives it; for the others the
            registry's lists do.
        enrollment: number of people; None where it is not stated, 0 where it is 0.
        texts: the long texts by the columns of ``trial_texts``.
        age_groups: as printed, "CHILD".
        results: frame of posted results -> its rows in the record's order.
        misfits: what was left open because it cannot be what it should.
    """

    nct_id: str
    plain: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    phases: tuple[str, ...] = ()
    who_masked: tuple[str, ...] = ()
    enrollment: int | None = None
    collaborators: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    sites: tuple[Site, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    age_groups: tuple[str, ...] = ()
    arms: tuple[Arm, ...] = ()
    outcomes: tuple[OutcomeMeasure, ...] = ()
    ids: tuple[OtherId, ...] = ()
    mesh: tuple[Mesh, ...] = ()
    keywords: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    documents: tuple[Document, ...] = ()
    results: Mapping[str, Sequence[PostedRow]] = field(default_factory=dict)
    misfits: tuple[Misfit, ...] = ()

    def printed(self, column: str) -> str:
        """The text of a plain column."""
        return self.plain.get(column, "")
