"""Breakdowns: trials per code of a field and per pair of codes, with the words to show them.

What a figure draws stays in arrays; the frame of it is made when a table, a slide or a file asks:
making one takes twenty times as long as counting a thousand trials.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.index.index_arrays import Counts

Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Charted:
    """The codes of a field that a chart shows, in their order, and what they are called.

    Attributes:
        in_data: how many codes the dataset holds; where it holds too many to show, those that
            the trials counted hold.
    """

    field: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    in_data: int


@dataclass(frozen=True, eq=False)
class Breakdown:
    """Trials per code of one field; a trial with several codes counts once in each.

    Attributes:
        trials: one number a code.
        total: trials that match.
        remark: how the codes of this dataset came about, where a reader must know it.
    """

    shown: Charted
    trials: Counts
    total: int
    remark: str = ""

    @property
    def shares(self) -> Shares:
        """Of the total; they may add up to more than 1."""
        return self.trials / max(self.total, 1)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """A row a code: field, code, label, trials, total, share, codes (in the data)."""
        return pd.DataFrame(
            {
                "field": self.shown.field,
                "code": list(self.shown.codes),
                "label": list(self.shown.labels),
                "trials": self.trials,
                "total": self.total,
                "share": self.shares,
                "codes": self.shown.in_data,
            }
        )


@dataclass(frozen=True, eq=False)
class CrossBreakdown:
    """Trials per pair of codes of two fields, zero pairs included.

    Attributes:
        trials: one number a pair, of shape (rows, columns).
        row_totals: trials with each row's code, which may be in several columns.
        remark: how the rows of this dataset came about, where a reader must know it.
    """

    rows: Charted
    columns: Charted
    trials: Counts
    row_totals: Counts
    remark: str = ""

    @property
    def shares(self) -> Shares:
        """Of the row's total."""
        return self.trials / np.maximum(self.row_totals, 1)[:, np.newaxis]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """A row a pair: row_field, row, row_label, column_field, column, column_label, trials,
        row_total, share (of it), row_codes and column_codes (in the data)."""
        height, width = self.trials.shape
        return pd.DataFrame(
            {
                "row_field": self.rows.field,
                "row": [code for code in self.rows.codes for _ in range(width)],
                "row_label": [label for label in self.rows.labels for _ in range(width)],
                "column_field": self.columns.field,
                "column": [*self.columns.codes] * height,
                "column_label": [*self.columns.labels] * height,
                "trials": self.trials.ravel(),
                "row_total": np.repeat(self.row_totals, width),
                "share": self.shares.ravel(),
                "row_codes": self.rows.in_data,
                "column_codes": self.columns.in_data,
            }
        )


class Framed(Protocol):
    """An answer that makes a tidy frame of itself when it is asked for."""

    @property
    def frame(self) -> pd.DataFrame: ...


Answer: TypeAlias = pd.DataFrame | Framed
"""The answer that a query returns."""


def frame_of(answer: Answer) -> pd.DataFrame:
    """The answer as a tidy frame."""
    return answer if isinstance(answer, pd.DataFrame) else answer.frame
