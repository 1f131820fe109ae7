"""Frames that are read on demand: the rows asked for, in their order, wherever they stand."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.index.record_files import FRAME_OF, NO_RECORDS, RecordFiles
from data.readers.columns import ARROW_SCHEMAS

KEYWORDS = "trial_keywords"
ROWS = 10


@pytest.fixture
def files(tmp_path):
    """Ten keywords in groups of three rows; the other frames are empty."""
    for name in FRAME_OF:
        rows = [
            {
                "nct_id": f"NCT{number:08}",
                "position": 1,
                "keyword": f"word {number}",
                "source": "s",
                "locator": "l",
            }
            for number in range(ROWS if name == KEYWORDS else 0)
        ]
        table = pa.Table.from_pylist(rows, ARROW_SCHEMAS[name])
        pq.write_table(table, tmp_path / f"{name}.parquet", row_group_size=3)
    return RecordFiles.opened(tmp_path)


@pytest.mark.parametrize(
    "places", [[], [0], [9], [2, 3], [0, 9], [3, 4, 5], [8, 1, 4], list(range(ROWS))]
)
def test_the_rows_at_their_places(files, places):
    rows = files.rows(KEYWORDS, np.array(places, dtype=np.int64))
    assert rows["keyword"].tolist() == [f"word {place}" for place in places]
    assert rows.columns.tolist() == list(FRAME_OF[KEYWORDS].column_names)


@pytest.mark.parametrize("frame", FRAME_OF)
def test_the_dtypes_do_not_depend_on_the_rows(files, frame):
    some = files.rows(frame, np.array([0] if frame == KEYWORDS else [], dtype=np.int64))
    none = NO_RECORDS.rows(frame, np.array([], dtype=np.int64))
    assert some.dtypes.equals(none.dtypes)


def test_the_trials_of_the_rows(files):
    assert files.ids(KEYWORDS).tolist() == [f"NCT{number:08}" for number in range(ROWS)]
    assert NO_RECORDS.ids(KEYWORDS).tolist() == []


def test_the_files_can_be_read_when_they_are_gone(files, tmp_path):
    (tmp_path / f"{KEYWORDS}.parquet").unlink()
    assert files.rows(KEYWORDS, np.array([7]))["keyword"].tolist() == ["word 7"]


def test_a_column_is_read_whole_or_group_by_group(files):
    words = [f"word {number}" for number in range(ROWS)]
    assert files.cells(KEYWORDS, "keyword").to_pylist() == words
    groups = [cells.to_pylist() for cells in files.cells_in_groups(KEYWORDS, "keyword")]
    assert groups == [words[at : at + 3] for at in range(0, ROWS, 3)]
    assert files.cells("trial_arms", "arm").to_pylist() == []
    assert sum(map(len, files.cells_in_groups("trial_arms", "arm"))) == 0
