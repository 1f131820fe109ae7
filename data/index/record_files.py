"""The frames of an import that are read on demand: a Parquet file each, mapped and not read.

The files stay open, so that a running app can read them when an import has taken their place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.index.index_arrays import Counts, Whole
from data.model.record_frames import RECORD_FRAMES
from data.model.schema import Frame, as_series

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
        ends = self._ends[frame]
        first = np.append(0, ends)
        group = np.searchsorted(ends, places, side="right")
        wanted = np.unique(group)
        read = self.files[frame].read_row_groups(wanted.tolist())
        # the groups wanted follow one another in what is read
        starts = np.append(0, np.cumsum(np.diff(first)[wanted]))
        at = places - first[group] + starts[np.searchsorted(wanted, group)]
        return _typed(read.take(pa.array(at)), own)

    @cached_property
    def _ends(self) -> Mapping[str, Counts]:
        """Frame -> the row after the last of each group of its file."""
        return {
            name: np.cumsum(
                [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)]
            )
            for name, file in self.files.items()
        }

    def in_groups(self, frame: str, columns: Sequence[str]) -> Iterator[pd.DataFrame]:
        """Some columns of all rows, group by group."""
        file = self.files[frame]
        for group in range(file.num_row_groups):
            yield file.read_row_group(group, columns=list(columns)).to_pandas()

    def cells(self, frame: str, column: str) -> pa.Array:
        """One column of all rows."""
        return self.files[frame].read(columns=[column])[column].combine_chunks()

    def cells_in_groups(self, frame: str, column: str) -> Iterator[pa.Array]:
        """One column of all rows, group by group."""
        file = self.files[frame]
        for group in range(file.num_row_groups):
            yield file.read_row_group(group, columns=[column])[column].combine_chunks()

    def number_of_rows(self, frame: str) -> int:
        """Counts the rows of all trials; none where there is no file."""
        return int(self.files[frame].metadata.num_rows) if frame in self.files else 0


def _typed(table: pa.Table, frame: Frame) -> pd.DataFrame:
    return pd.DataFrame(
        {column.name: as_series(column, table[column.name].to_pandas()) for column in frame.columns}
    )


NO_RECORDS = RecordFiles()
"""Of data that are no import."""
