"""Dataclasses of arrays, to a file of arrays and back; what is read stays on the mapped file."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, get_origin, get_type_hints

import numpy as np
import pandas as pd
import pyarrow as pa

from data.index.arrays import Arrays, ArrayWriter
from data.index.index_arrays import arrow
from data.model.schema import CODE, INTEGER, NUMBER, Column, Frame

MASK = "/missing"
T = TypeVar("T")


def pack(writer: ArrayWriter, name: str, value: Any) -> None:
    """Write a dataclass of numpy arrays, Arrow texts, whole numbers and such dataclasses."""
    for part, own in _parts(value):
        if is_dataclass(own):
            pack(writer, f"{name}/{part}", own)
        elif isinstance(own, pa.Array):
            writer.texts(f"{name}/{part}", own)
        else:
            writer.numbers(f"{name}/{part}", np.atleast_1d(own))


def unpack(arrays: Arrays, name: str, kind: type[T]) -> T:
    """The dataclass that was written under a name.

    Raises:
        data.index.arrays.ArraysError: it was not.
    """
    parts: dict[str, Any] = {}
    for part, hint in get_type_hints(kind).items():
        own = f"{name}/{part}"
        if hint is pa.Array:
            parts[part] = arrays.texts(own)
        elif hint is int:
            parts[part] = int(arrays.numbers(own)[0])
        elif get_origin(hint) is np.ndarray:
            parts[part] = arrays.numbers(own)
        else:
            parts[part] = unpack(arrays, own, hint)
    return kind(**parts)


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    return ((each.name, getattr(value, each.name)) for each in fields(value))


def pack_column(writer: ArrayWriter, name: str, column: Column, values: pd.Series) -> None:
    """Write a column of a frame as its kind says."""
    if column.kind == CODE:
        writer.numbers(name, values.cat.codes.to_numpy())
    elif column.kind == INTEGER:
        writer.numbers(name, values.to_numpy(dtype="int64", na_value=0))
        writer.numbers(name + MASK, values.isna().to_numpy())
    elif column.kind == NUMBER:
        writer.numbers(name, values.to_numpy(dtype="float64"))
    else:
        writer.texts(name, arrow(values))


def unpack_frame(arrays: Arrays, frame: Frame) -> pd.DataFrame:
    """The dataframe whose columns were written under ``frame.column``; nothing is copied."""
    cells = {
        column.name: _column(arrays, f"{frame.name}.{column.name}", column)
        for column in frame.columns
    }
    return pd.DataFrame(cells, copy=False)


def _column(arrays: Arrays, name: str, column: Column) -> Any:
    if column.kind == CODE:
        kind = pd.CategoricalDtype(list(column.allowed_codes), ordered=True)
        return pd.Categorical.from_codes(arrays.numbers(name), dtype=kind, validate=False)
    if column.kind == INTEGER:
        return pd.arrays.IntegerArray(arrays.numbers(name), arrays.numbers(name + MASK))
    if column.kind == NUMBER:
        return arrays.numbers(name)
    texts = pa.chunked_array([arrays.texts(name)])
    return pd.StringDtype("pyarrow", na_value=np.nan).__from_arrow__(texts)
