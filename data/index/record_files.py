"""The frames of an import that are read on demand: a Parquet file each, mapped and not read.

The files stay open, so that a running app can read them when an import has taken their place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.index.index_arrays import Whole
from data.model.record_frames import RECORD_FRAMES
from data.model.schema import CODE, INTEGER, Frame

FRAME_OF = {frame.name: frame for frame in RECORD_FRAMES}
ID = "nct_id"


@dataclass(frozen=True, eq=False)
class RecordFiles:
    """The open files by frame; none for data that are no import."""

    files: Mapping[str, pq.ParquetFile] = field(default_factory=dict)

    @classmethod
    def opened(cls, folder: Path) -> Self:
        """Map the files of a dataset.

        Raises:
            OSError, pyarrow.ArrowException: one is missing or damaged.
        """
        paths = {name: folder / f"{name}.parquet" for name in FRAME_OF}
        return cls({name: pq.ParquetFile(path, memory_map=True) for name, path in paths.items()})

    def ids(self, frame: str) -> pd.Series:
        """The trial of every row."""
        if frame not in self.files:
            return pd.Series([], dtype="str")
        column = self.files[frame].read(columns=[ID])[ID]
        return column.to_pandas().astype("str")

    def rows(self, frame: str, places: Whole) -> pd.DataFrame:
        """The rows at these places of a frame, with the dtypes of its columns."""
        own = FRAME_OF[frame]
        if frame not in self.files or not len(places):
            return _typed(pa.table({name: [] for name in own.column_names}), own)
        file = self.files[frame]
        sizes = [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
        ends = np.cumsum(sizes)
        groups = np.unique(np.searchsorted(ends, places, side="right"))
        # a place in the file, less the rows of the groups that are not read
        before = {group: int(ends[group - 1]) if group else 0 for group in groups.tolist()}
        read = file.read_row_groups(groups.tolist())
        starts = np.cumsum([0, *(sizes[group] for group in groups.tolist())])
        at = np.searchsorted(groups, np.searchsorted(ends, places, side="right"))
        shift = np.array([before[group] for group in groups.tolist()])
        return _typed(read.take(pa.array(places - shift[at] + starts[at])), own)


def _typed(table: pa.Table, frame: Frame) -> pd.DataFrame:
    data = {}
    for column in frame.columns:
        values = table[column.name].to_pandas()
        if column.kind == CODE:
            codes = pd.Categorical(values, categories=list(column.allowed_codes), ordered=True)
            data[column.name] = pd.Series(codes)
        else:
            data[column.name] = values.astype("Int64" if column.kind == INTEGER else "str")
    return pd.DataFrame(data)


NO_RECORDS = RecordFiles()
"""Of data that are no import."""
