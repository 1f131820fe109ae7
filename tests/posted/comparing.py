"""The frames of an import against a second reading of the file that was imported."""

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from data.store import TrialStore
from tests.posted.reading import Json, rows_of_study

OWN = ("nct_id", "position", "source", "locator", "posted_outcome_kind")
"""Columns that the import adds."""
SECTION = "resultsSection"


def held_rows(frame: pd.DataFrame) -> list[Json]:
    """The rows of a frame as the second reading has them; the end of the locator is the path."""
    columns = [name for name in frame.columns if name not in OWN]
    return [
        {name: str(row[name]) for name in columns if not pd.isna(row[name]) and row[name] != ""}
        | {"path": path_of(row["locator"])}
        for row in frame.to_dict("records")
    ]


def path_of(locator: str) -> str:
    return locator.rsplit(f"{SECTION}", 1)[-1].removeprefix(".")


def differences(store: TrialStore, nct_id: str, results: Json, counts: Counter[str]) -> list[str]:
    """Each difference in a line; counts: values compared of each frame, to add to."""
    return [
        line
        for name, wanted in rows_of_study(results).items()
        for line in _of_frame(nct_id, name, wanted, store.record(name, nct_id), counts)
    ]


def _of_frame(
    nct_id: str, name: str, wanted: list[Json], frame: pd.DataFrame, counts: Counter[str]
) -> Iterator[str]:
    held = held_rows(frame)
    if "position" in frame and frame["position"].tolist() != list(range(1, len(frame) + 1)):
        yield f"{nct_id} {name}: positions do not follow one another"
    if len(held) != len(wanted):
        yield f"{nct_id} {name}: {len(held)} rows, {len(wanted)} in the file"
    for ours, theirs in zip(held, wanted, strict=False):
        # a path that is not there stands for the section itself
        theirs = {"path": "", **theirs}
        counts[name] += len(theirs)
        for column in ours.keys() | theirs.keys():
            if ours.get(column) != theirs.get(column):
                yield (
                    f"{nct_id} {name} {theirs['path']} {column}: "
                    f"{ours.get(column)!r}, {theirs.get(column)!r} in the file"
                )
