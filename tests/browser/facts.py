"""Facts that the tasks of the dashboard must show, by dataset, known without the app's code.

The review's numbers are literals, read off its tables. Those of the import are counted here,
plainly, in the file that is imported: ``kidney.json``, thirteen studies of our own with the
registry's traps (hostile title, phase ``NA``, no phase, two phases at once, several countries,
a country removed, nobody enrolled, no start) and one that cannot be read.

Run on both datasets, by the fixtures ``reader`` and ``facts``, are the tasks whose outcome
hangs on the data: filters by dropdown, chip, search, bar, map and keyboard; links, the way
back and reset; ignored values and relaxing; table, its search, order and file; a trial's page
and the walk to the next; files, pictures, citations and deck; presenting; the theme; printing.
``test_pages.py`` visits every page of the import, ``test_pictures.py`` draws each view of the
dataset that has it.

Left on the review alone are tests of curated facts, which no import has (protocols, cohorts,
Compare, Outcomes, Then and now), and those of a mechanism that does not ask which dataset it
serves: order and names in the deck, spoilt storage and links, where the export menu stands and
how it closes, one-letter keys and help, failures of the network, hosting under a prefix.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KIDNEY_FILE = Path(__file__).parent / "kidney.json"


@dataclass(frozen=True)
class Choice:
    """A value of a filter: what a reader sees, what the link holds, the trials that have it."""

    label: str
    slug: str
    trials: int

    @property
    def option(self) -> str:
        """The value in a dropdown: ``Phase 2 (5)``."""
        return f"{self.label} ({self.trials})"


@dataclass(frozen=True)
class Facts:
    """One dataset and what its reader must find.

    Attributes:
        dataset: its name in a link, empty for the review.
        date: what file names end with.
        trials: all of them.
        condition, other, phase, country, bar: values of filters; ``bar`` is the first bar of
            the figure of allocation.
        of_both: trials of ``condition`` or ``other`` that have ``phase``.
        of_condition: trials of ``condition`` that have ``phase``.
        rare, rarest: a condition and a phase that no trial has both of.
        masking: the first row of the table of masking, and the value of a later row.
        word: a text that one trial holds.
        walk: a text that two trials hold, and their ids.
        cell: a text in a column of the table, and the trials of its rows.
        phases: the first phase in the table, sorted up and sorted down.
        trial: the id of a trial with a map, and its title.
        enrolled: how many people that trial has, as its page says it.
        citation: a part of the source's citation.
        overview: the figures of the overview, in their order.
        off_map: trials of ``phase`` without a place that counts on the map.
    """

    dataset: str
    date: str
    trials: int
    condition: Choice
    other: Choice
    phase: Choice
    country: Choice
    bar: Choice
    of_both: int
    of_condition: int
    rare: Choice
    rarest: Choice
    masking: tuple[Choice, Choice]
    word: str
    walk: tuple[str, tuple[str, str]]
    cell: tuple[str, frozenset[str]]
    phases: tuple[str, str]
    trial: tuple[str, str]
    enrolled: str
    citation: str
    overview: tuple[str, ...]
    off_map: int

    @property
    def name(self) -> str:
        return self.dataset or "review"

    @property
    def named(self) -> str:
        """The dataset in names of files."""
        return self.dataset or "review-2010"

    def link(self, path: str, **values: str) -> str:
        """The canonical link of a page of this dataset with these values."""
        pairs = sorted({**values, "dataset": self.dataset}.items())
        query = "&".join(f"{key}={value}" for key, value in pairs if value)
        return f"{path}?{query}" if query else path

    def count(self, trials: int) -> str:
        """``5 of 19 trials``."""
        return f"{trials} of {self.trials} trials"

    def file_date(self, *more: str) -> str:
        """The dates in the name of a file of the review whose rows have more sources than it."""
        return "_".join((self.date, *(() if self.dataset else more)))


REVIEW = Facts(
    dataset="",
    date="2010-08",
    trials=19,
    condition=Choice("Type 1 diabetes", "t1d", 8),
    other=Choice("Type 2 diabetes", "t2d", 5),
    phase=Choice("Phase 2", "phase2", 5),
    country=Choice("India", "IND", 2),
    bar=Choice("Randomized", "randomized", 6),
    of_both=4,
    of_condition=3,
    rare=Choice("Complications", "complications", 6),
    rarest=Choice("Phase 4", "phase4", 1),
    masking=(Choice("Open label", "none", 15), Choice("Double blind", "double", 2)),
    word="hyperbaric",
    walk=("islet", ("NCT00021801", "NCT00315614")),
    cell=("heidelberg", frozenset({"NCT00292357"})),
    phases=("Phase 1", "Phase 4"),
    trial=("NCT01143168", "Stem Cell Therapy for T1D"),
    enrolled="24 participants (estimated)",
    citation="Fotino",
    overview=(
        "at-a-glance",
        "trial-map",
        "phase-by-condition",
        "allocation-by-masking",
        "then-and-since",
        "map-of-both",
    ),
    off_map=0,
)


STUDIES = [study["protocolSection"] for study in json.loads(KIDNEY_FILE.read_text())[:-1]]
"""The studies of the file that can be read."""


def _having(test: Callable[[dict[str, Any]], bool]) -> int:
    return sum(1 for study in STUDIES if test(study))


def _of_condition(study: dict[str, Any], *names: str) -> bool:
    return bool(set(names) & set(study["conditionsModule"]["conditions"]))


def _of_phase(study: dict[str, Any], *phases: str) -> bool:
    return study["designModule"].get("phases", []) == list(phases)


def _masked(study: dict[str, Any], masking: str) -> bool:
    info = study["designModule"]["designInfo"].get("maskingInfo", {})
    return info.get("masking") == masking


def _in(study: dict[str, Any], country: str) -> bool:
    sites = study.get("contactsLocationsModule", {}).get("locations", [])
    return any(site["country"] == country for site in sites)


def _ids(test: Callable[[dict[str, Any]], bool]) -> list[str]:
    return [each["identificationModule"]["nctId"] for each in STUDIES if test(each)]


def _condition(name: str, slug: str) -> Choice:
    return Choice(name, slug, _having(lambda study: _of_condition(study, name)))


REJECTION, FAILURE, NEPHROTIC = "Transplant Rejection", "Kidney Failure", "Nephrotic Syndrome"

KIDNEY = Facts(
    dataset="kidney",
    date="2025-03-04",
    trials=len(STUDIES),
    condition=_condition(REJECTION, "transplant-rejection"),
    other=_condition(FAILURE, "kidney-failure"),
    phase=Choice("Phase 2", "phase2", _having(lambda study: _of_phase(study, "PHASE2"))),
    country=Choice("Brazil", "BRA", _having(lambda study: _in(study, "Brazil"))),
    bar=Choice(
        "Randomized",
        "randomized",
        _having(
            lambda study: study["designModule"]["designInfo"].get("allocation") == "RANDOMIZED"
        ),
    ),
    of_both=_having(
        lambda study: _of_phase(study, "PHASE2") and _of_condition(study, REJECTION, FAILURE)
    ),
    of_condition=_having(
        lambda study: _of_phase(study, "PHASE2") and _of_condition(study, REJECTION)
    ),
    rare=_condition(NEPHROTIC, "nephrotic-syndrome"),
    rarest=Choice("Phase 4", "phase4", _having(lambda study: _of_phase(study, "PHASE4"))),
    masking=(
        Choice("Open label", "none", _having(lambda study: _masked(study, "NONE"))),
        Choice("Double blind", "double", _having(lambda study: _masked(study, "DOUBLE"))),
    ),
    word="cordyceps",
    walk=("cd40", ("NCT90000009", "NCT90000010")),
    cell=(
        "alder",
        frozenset(
            _ids(
                lambda study: "Alder" in study["sponsorCollaboratorsModule"]["leadSponsor"]["name"]
            )
        ),
    ),
    phases=("Not applicable", "Phase 4"),
    trial=("NCT90000002", "Belatacept or tacrolimus <b>in the first year</b> & later"),
    enrolled="60 participants (actual)",
    citation="Kidney, our search",
    overview=("trial-map", "phase-by-condition", "allocation-by-masking"),
    off_map=_having(
        lambda study: (
            _of_phase(study, "PHASE2")
            and not study.get("contactsLocationsModule", {}).get("locations")
        )
    ),
)
