"""Posted results of a study -> rows of the frames of results."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from data.model import vocabulary as v
from data.model.record_frames import RESULT_FRAMES
from data.model.schema import INTEGER
from data.readers.codes import code_of
from data.readers.facts import PostedRow
from data.readers.import_report import Report

FrameCells = dict[str, Any]
MEASURES = "results_measures"
COLUMNS: Mapping[str, FrameCells] = {
    frame.name: {
        column.name: None if column.kind == INTEGER else ""
        for column in frame.columns
        if column.name not in ("nct_id", "position", "source", "locator")
    }
    for frame in RESULT_FRAMES
}
"""Frame -> column -> its cell where nothing is stated."""
NUMBERED = frozenset(frame.name for frame in RESULT_FRAMES if "position" in frame.column_names)


def result_rows(
    results: Mapping[str, Sequence[PostedRow]], nct_id: str, report: Report
) -> Mapping[str, list[FrameCells]]:
    """Frame name -> its rows without source; ``path`` is to follow the study's locator."""
    rows = {name: [*_rows(name, results.get(name, ()))] for name in COLUMNS}
    for measure in rows[MEASURES]:
        printed = str(measure["posted_outcome_kind_printed"])
        code = code_of(v.POSTED_OUTCOME_KIND, printed)
        if code == v.UNLISTED:
            report.value_not_listed("posted_outcome_kind", printed, nct_id)
        measure["posted_outcome_kind"] = code
    return rows


def _rows(frame: str, posted: Sequence[PostedRow]) -> Iterator[FrameCells]:
    for position, row in enumerate(posted, start=1):
        cells = {**COLUMNS[frame], **row.cells, "path": row.path}
        yield cells | {"position": position} if frame in NUMBERED else cells
