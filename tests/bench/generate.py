"""A dataset the size of a registry, made up from a fixed seed and written as an import is.

    python -m tests.bench.generate 500000 --root /tmp/datasets

No row is a real study. What is like the registry is the shape: about three sites and two
conditions a study, a few conditions and cities that are everywhere and very many that are
rare, half of the studies without a phase, one enrolment in six still planned.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.datasets.on_disk import SCHEMA_VERSION, new_version, source_of
from data.datasets.versions import swap_in
from data.model import vocabulary as v
from data.model.countries import LABEL_POINTS
from data.readers.batches import BATCH_SCHEMAS
from data.readers.columns import IMPORT_FRAMES, NOT_CLASSIFIED

SEED = 20100801
STUDIES_A_BATCH = 25_000
DAY = "2024-06-01"
Choice = Mapping[str, float]
Numbers = NDArray[np.int64]

PHASES: Choice = {
    "NA": 0.36,
    "PHASE2": 0.13,
    "PHASE1": 0.1,
    "PHASE3": 0.08,
    "PHASE4": 0.07,
    "PHASE1/PHASE2": 0.03,
    "PHASE2/PHASE3": 0.015,
    "EARLY_PHASE1": 0.01,
    "NOT_STATED": 0.205,
}
STATUSES: Choice = {
    "COMPLETED": 0.54,
    "UNKNOWN": 0.14,
    "RECRUITING": 0.13,
    "TERMINATED": 0.06,
    "NOT_YET_RECRUITING": 0.05,
    "ACTIVE_NOT_RECRUITING": 0.04,
    "WITHDRAWN": 0.03,
    "ENROLLING_BY_INVITATION": 0.01,
}
TYPES: Choice = {"INTERVENTIONAL": 0.77, "OBSERVATIONAL": 0.228, "EXPANDED_ACCESS": 0.002}
ALLOCATIONS: Choice = {"RANDOMIZED": 0.5, "NA": 0.19, "NON_RANDOMIZED": 0.08, "NOT_STATED": 0.23}
MODELS: Choice = {
    "PARALLEL": 0.46,
    "SINGLE_GROUP": 0.22,
    "CROSSOVER": 0.06,
    "SEQUENTIAL": 0.02,
    "FACTORIAL": 0.01,
    "NOT_STATED": 0.23,
}
MASKINGS: Choice = {
    "NONE": 0.42,
    "DOUBLE": 0.11,
    "SINGLE": 0.09,
    "QUADRUPLE": 0.1,
    "TRIPLE": 0.05,
    "NOT_STATED": 0.23,
}
PURPOSES: Choice = {
    "TREATMENT": 0.5,
    "PREVENTION": 0.08,
    "BASIC_SCIENCE": 0.04,
    "SUPPORTIVE_CARE": 0.05,
    "DIAGNOSTIC": 0.04,
    "OTHER": 0.05,
    "NOT_STATED": 0.24,
}
SPONSORS: Choice = {"OTHER": 0.7, "INDUSTRY": 0.24, "NIH": 0.02, "OTHER_GOV": 0.03, "FED": 0.01}
INTERVENTIONS: Choice = {
    "DRUG": 0.4,
    "OTHER": 0.17,
    "DEVICE": 0.11,
    "PROCEDURE": 0.1,
    "BEHAVIORAL": 0.1,
    "BIOLOGICAL": 0.07,
    "DIETARY_SUPPLEMENT": 0.03,
    "DIAGNOSTIC_TEST": 0.02,
}
YES_NO: Choice = {"NO": 0.86, "YES": 0.14}
LARGE = ("USA", "FRA", "CHN", "CAN", "GBR", "DEU", "EGY", "KOR", "TUR", "ITA", "ESP", "JPN")
"""The countries with most studies, the largest first; all others follow."""

SYLLABLES = (
    *("car", "der", "gen", "hep", "lym", "neu", "ost", "pan", "ren", "vas", "bla", "tho"),
    *("ara", "ina", "oma", "osis", "itis", "emia", "ical", "opathy", "al", "or", "en", "ulo"),
)
MEAN_SITES, MEAN_CONDITIONS, MEAN_INTERVENTIONS = 3.0, 1.9, 1.8


def _words(random: np.random.Generator, number: int, parts: int) -> list[str]:
    """Distinct made-up names; the number at the end of some keeps them apart."""
    picked = random.integers(0, len(SYLLABLES), (number, parts))
    names = ["".join(SYLLABLES[at] for at in row).capitalize() for row in picked]
    return [f"{name} {place}" if place % 3 else name for place, name in enumerate(names)]


def _ranks(random: np.random.Generator, size: int, number: int, steep: float) -> Numbers:
    """Draws of 0 to ``number`` - 1, the lower the likelier; a steep curve has a long tail."""
    return np.minimum((number * random.random(size) ** steep).astype(np.int64), number - 1)


def _codes(random: np.random.Generator, size: int, weights: Choice) -> pa.Array:
    likely = np.fromiter(weights.values(), float)
    picked = random.choice(len(likely), size, p=likely / likely.sum())
    return _taken(tuple(weights), picked)


def _taken(names: Sequence[str], picked: NDArray[Any]) -> pa.Array:
    return pa.array(names, pa.string()).take(pa.array(picked))


def _constant(size: int, text: str) -> pa.Array:
    return pa.array([text], pa.string()).take(pa.array(np.zeros(size, dtype=np.int8)))


def _dates(random: np.random.Generator, years: Numbers) -> pa.Array:
    months = random.integers(1, 13, len(years))
    return pa.array([f"{y}-{m:02}" for y, m in zip(years, months, strict=True)], pa.string())


class Registry:
    """The names that the studies share: conditions, cities, hospitals, drugs, sponsors."""

    def __init__(self, random: np.random.Generator, studies: int) -> None:
        self.random = random
        self.conditions = _words(random, max(studies // 5, 20), 3)
        self.drugs = _words(random, max(studies // 2, 20), 3)
        self.sponsors = _words(random, max(studies // 12, 10), 2)
        self.countries = [*LARGE, *(code for code in LABEL_POINTS if code not in LARGE)][:180]
        cities = max(studies // 25, 20)
        self.cities = _words(random, cities, 2)
        self.country_of_city = _ranks(random, cities, len(self.countries), 3.0)
        points = np.array([LABEL_POINTS[code] for code in self.countries])[self.country_of_city]
        spread = points + random.normal(0, 3, points.shape)
        self.points = np.clip(spread, -89, 89).round(5)
        self.hospitals = [f"Hospital {name}" for name in _words(random, max(studies // 4, 30), 3)]

    def batch(self, first: int, size: int, source: str) -> dict[str, pa.Table]:
        """Studies number ``first`` on, as the four tables that a reader gives."""
        ids = [f"NCT{number:08}" for number in range(first, first + size)]
        frames = {
            "trials": self._trials(size),
            "trial_conditions": self._conditions(size),
            "trial_interventions": self._interventions(size),
            "trial_organisations": self._organisations(size),
        }
        return {name: _table(name, *rows, ids, source) for name, rows in frames.items()}

    def _trials(self, size: int) -> tuple[Numbers, dict[str, Any]]:
        random = self.random
        years = 2025 - _ranks(random, size, 26, 1.6)
        planned = random.random(size) < 0.17
        kind = _taken(("ACTUAL", "ESTIMATED"), planned.astype(np.int8))
        topics = random.integers(0, len(self.conditions), (size, 2))
        cells: dict[str, Any] = {
            "title": [
                f"A study of {self.conditions[a]} in adults with {self.conditions[b]}"
                for a, b in topics
            ],
            "study_type": _codes(random, size, TYPES),
            "phase": _codes(random, size, PHASES),
            "allocation": _codes(random, size, ALLOCATIONS),
            "intervention_model": _codes(random, size, MODELS),
            "masking": _codes(random, size, MASKINGS),
            "primary_purpose": _codes(random, size, PURPOSES),
            "enrollment": pa.array(
                random.lognormal(4.2, 1.4, size).astype(np.int64), mask=random.random(size) < 0.01
            ),
            "enrollment_type": kind,
            "overall_status": _codes(random, size, STATUSES),
            "start_year": pa.array(years),
            "start_date": _dates(random, years),
            "completion_date": _dates(random, years + 3),
            "primary_completion_date": _dates(random, years + 2),
            "first_posted": _dates(random, years),
            "last_update_posted": _dates(random, years),
            "sponsor": _taken(self.sponsors, _ranks(random, size, len(self.sponsors), 3)),
            "sponsor_class": _codes(random, size, SPONSORS),
            "has_results": _codes(random, size, YES_NO),
        }
        return np.arange(size), cells

    def _rows(self, size: int, mean: float) -> Numbers:
        """The study of each row: one row at least, and seldom very many."""
        number = 1 + self.random.geometric(1 / mean, size) - 1
        many = self.random.random(size) < 0.004
        number[many] *= self.random.integers(5, 40, int(many.sum()))
        return np.repeat(np.arange(size), number)

    def _conditions(self, size: int) -> tuple[Numbers, dict[str, Any]]:
        study = self._rows(size, MEAN_CONDITIONS)
        rank = _ranks(self.random, len(study), len(self.conditions), 4.0)
        _, once = np.unique(study * len(self.conditions) + rank, return_index=True)
        study, names = study[once], _taken(self.conditions, rank[once])
        lower = pa.array([name.lower() for name in names.to_pylist()], pa.string())
        group = _constant(len(study), NOT_CLASSIFIED)
        return study, {
            "condition": lower,
            "condition_printed": names,
            "condition_group": group,
        }

    def _interventions(self, size: int) -> tuple[Numbers, dict[str, Any]]:
        study = self._rows(size, MEAN_INTERVENTIONS)
        names = _taken(self.drugs, _ranks(self.random, len(study), len(self.drugs), 2.5))
        return study, {
            "position": _positions(study),
            "intervention": names,
            "intervention_printed": names,
            "intervention_type": _codes(self.random, len(study), INTERVENTIONS),
        }

    def _organisations(self, size: int) -> tuple[Numbers, dict[str, Any]]:
        sites = self._rows(size, MEAN_SITES)
        has_sites = self.random.random(size) >= 0.1
        sites = sites[has_sites[sites]]
        study = np.concatenate([np.arange(size), sites])
        order = np.argsort(study, kind="stable")
        study = study[order]
        is_site = (np.arange(len(order)) >= size)[order]
        city = _ranks(self.random, len(study), len(self.cities), 2.2)
        at = self.random.integers(0, 40, len(study)) + city * 7
        name = pa.compute.if_else(
            pa.array(is_site),
            _taken(self.hospitals, at % len(self.hospitals)),
            _taken(self.sponsors, _ranks(self.random, len(study), len(self.sponsors), 3)),
        )
        country = self.country_of_city[city]
        no_place = pa.array(~is_site)
        blank, silent = _constant(len(study), ""), _constant(len(study), v.NOT_STATED)
        return study, {
            "position": _positions(study),
            "organisation": name,
            "organisation_printed": name,
            "role": _taken(("SPONSOR", "SITE"), is_site.astype(np.int8)),
            "role_certainty": _constant(len(study), "STATED"),
            "role_basis": _constant(len(study), "Location in the registry record"),
            "city": pa.compute.if_else(no_place, blank, _taken(self.cities, city)),
            "country": pa.compute.if_else(no_place, silent, _taken(self.countries, country)),
            "place_basis": pa.compute.if_else(no_place, silent, _constant(len(study), "RECORD")),
            "lat": pa.array(self.points[city, 0], mask=~is_site),
            "lon": pa.array(self.points[city, 1], mask=~is_site),
        }


def _positions(study: Numbers) -> pa.Array:
    """1, 2, 3 ... within each study."""
    starts = np.flatnonzero(np.diff(study, prepend=-1))
    lengths = np.diff(starts, append=len(study))
    return pa.array(np.arange(len(study)) - np.repeat(starts, lengths) + 1)


def _table(
    name: str, study: Numbers, cells: Mapping[str, Any], ids: Sequence[str], source: str
) -> pa.Table:
    """All columns of a frame: what is not made up is not stated, or empty text."""
    coded = {"source": _constant(len(study), source), "nct_id": _taken(ids, study)}
    columns = coded | {"locator": _taken([f"study {each}" for each in ids], study)} | dict(cells)
    schema = BATCH_SCHEMAS[name]
    for column in schema:
        if column.name not in columns:
            empty = "" if column.name in OPTIONAL[name] else v.NOT_STATED
            columns[column.name] = _constant(len(study), empty)
    return pa.table({column.name: columns[column.name] for column in schema}, schema=schema)


OPTIONAL = {
    frame.name: {column.name for column in frame.columns if column.optional}
    for frame in IMPORT_FRAMES
}


def generate(root: Path, name: str, studies: int) -> Path:
    """A dataset of made-up studies under ``root``; its folder."""
    registry = Registry(np.random.default_rng(SEED), studies)
    source = source_of(name)
    with new_version(root, name) as writer:
        for first in range(0, studies, STUDIES_A_BATCH):
            size = min(STUDIES_A_BATCH, studies - first)
            writer.write(registry.batch(first + 1, size, source))
        writer.finish(DAY[:7], _manifest(name, source, studies), {})
        swap_in(writer.folder)
    return writer.folder


def _manifest(name: str, source: str, studies: int) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "tool_version": "made up",
        "name": name,
        "title": f"{studies:,} made-up studies",
        "source": source,
        "created": f"{DAY}T00:00:00+00:00",
        "date_of_data": DAY,
        "date_of_data_basis": "made up",
        "formats": ["made up"],
        "origin": [{"file": "none", "bytes": 0, "sha256": ""}],
        "studies_read": studies,
        "studies_skipped": 0,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("studies", type=int)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--name", default="")
    asked = parser.parse_args()
    print(generate(asked.root, asked.name or f"made-up-{asked.studies}", asked.studies))


if __name__ == "__main__":
    main()
