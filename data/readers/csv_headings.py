"""Headings of the site's CSV, of all years -> the one by which the reader knows the column.

The site has written three generations of columns: 26 to 2017 (Recruitment, Age Groups, Study
Types ...), 27 to June 2024 (Title, Status, Gender, Study Designs ...), 30 since. Case, spaces
and signs do not count: what R (``NCT.Number``), pandas (``nct_number``) and databases made of a
heading is the same heading.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

NCT_NUMBER = "NCT Number"
"""The column without which a row is no study."""

COLUMNS = (
    NCT_NUMBER,
    "Study Title",
    "Study URL",
    "Acronym",
    "Study Status",
    "Brief Summary",
    "Study Results",
    "Conditions",
    "Interventions",
    "Primary Outcome Measures",
    "Secondary Outcome Measures",
    "Other Outcome Measures",
    "Sponsor",
    "Collaborators",
    "Sex",
    "Age",
    "Phases",
    "Enrollment",
    "Funder Type",
    "Study Type",
    "Study Design",
    "Other IDs",
    "Start Date",
    "Primary Completion Date",
    "Completion Date",
    "First Posted",
    "Results First Posted",
    "Last Update Posted",
    "Locations",
    "Study Documents",
)
"""The columns of the site since June 2024, in its order."""

SPONSORS, FUNDERS, OUTCOMES = "Sponsor/Collaborators", "Funded Bys", "Outcome Measures"
IN_ONE: Mapping[str, tuple[str, ...]] = {
    SPONSORS: ("Sponsor", "Collaborators"),
    FUNDERS: ("Funder Type",),
    OUTCOMES: ("Primary Outcome Measures", "Secondary Outcome Measures", "Other Outcome Measures"),
}
"""Columns before June 2024 that held several of today's in one cell."""

OTHER_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "Study Title": ("Title",),
    "Study URL": ("URL",),
    "Study Status": ("Status", "Recruitment", "Recruitment Status", "Overall Status"),
    "Study Results": ("Results",),
    "Conditions": ("Condition",),
    "Interventions": ("Intervention",),
    "Sex": ("Gender",),
    "Age": ("Age Groups", "Ages"),
    "Phases": ("Phase",),
    "Study Type": ("Study Types",),
    "Study Design": ("Study Designs",),
    FUNDERS: ("Funded By",),
    "Locations": ("Location",),
}
"""Heading -> the same column under its names of other years."""

RANK = "Rank"
"""A position in the search, which says nothing of the study."""


def _key(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", heading.lower())


KNOWN: Mapping[str, str] = {
    **{_key(heading): heading for heading in (*COLUMNS, *IN_ONE, RANK)},
    **{_key(other): heading for heading, others in OTHER_HEADINGS.items() for other in others},
}
INDEX = re.compile(r"|index|unnamed[: ]*\d+|x(\.\d+)?", re.IGNORECASE)
"""Headings of columns that count rows, and of those that a spreadsheet left empty."""


def is_header(record: Sequence[str]) -> bool:
    """Says whether a record names the columns of studies."""
    return NCT_NUMBER in (KNOWN.get(_key(name)) for name in record)


@dataclass(frozen=True)
class Header:
    """The columns of one file.

    Attributes:
        headings: of each cell of a row the heading of ``COLUMNS`` or ``IN_ONE``; empty for
            a column that is not read.
        unknown: headings that are none of the site's, as printed.
        repeated: a column that stands twice, as printed; empty where none does.
    """

    headings: tuple[str, ...]
    unknown: tuple[str, ...]
    repeated: str

    @classmethod
    def of(cls, record: Sequence[str]) -> "Header":
        names = [" ".join(name.split()) for name in record]
        found = [KNOWN.get(_key(name), "") for name in names]
        twice = [
            name
            for name, heading in zip(names, found, strict=True)
            if heading and found.count(heading) > 1
        ]
        unknown = [
            name
            for name, heading in zip(names, found, strict=True)
            if not heading and not INDEX.fullmatch(name)
        ]
        return cls(tuple(found), tuple(unknown), twice[0] if twice else "")

    @property
    def key_at(self) -> int:
        """The position of the cell with the registry number."""
        return self.headings.index(NCT_NUMBER)

    @property
    def held(self) -> frozenset[str]:
        """Today's columns of the site that the file holds, whole or with others in one cell."""
        return frozenset(self._held())

    def _held(self) -> Iterator[str]:
        for heading in self.headings:
            yield from IN_ONE.get(heading, (heading,))

    def row(self, record: Sequence[str]) -> Mapping[str, str]:
        """Heading -> cell."""
        cells = zip(self.headings, record, strict=True)
        return {heading: cell for heading, cell in cells if heading}
