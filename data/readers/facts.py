"""One study as its record gives it, whatever the format: text as printed, nothing coded yet.

Readers of records (JSON, CSV) make ``StudyFacts``; ``rows.py`` turns them into rows. What two
formats both carry is therefore equal in the frames. An absent value is the empty text.
"""

from collections.abc import Mapping
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
    """A place of a study, without state, postal code and contacts.

    Attributes:
        lat, lon: degrees north and east, both or neither.
    """

    facility: str = ""
    city: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class Intervention:
    """The treatment that is given or done, and its type as printed."""

    name: str
    kind: str = ""


@dataclass(frozen=True)
class StudyFacts:
    """The fields of a record that the frames have room for.

    Attributes:
        plain: the texts of the columns in ``TRIAL_COLUMNS``, as printed; a yes or no as YES or
            NO. A column that is not stated may be absent.
        enrollment: number of people; None where it is not stated, 0 where it is 0.
    """

    nct_id: str
    plain: Mapping[str, str] = field(default_factory=dict)
    phases: tuple[str, ...] = ()
    who_masked: tuple[str, ...] = ()
    enrollment: int | None = None
    collaborators: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    sites: tuple[Site, ...] = ()

    def printed(self, column: str) -> str:
        """The text of a plain column."""
        return self.plain.get(column, "")
