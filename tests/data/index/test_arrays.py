"""Files of arrays: what is written reads back; what is no such file is told apart."""

import io

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from data.index.arrays import ABOUT, SCHEMA, Arrays, ArraysError, ArrayWriter

NUMBERS = {
    "none": np.zeros(0, dtype=np.int32),
    "small": np.array([-1, 127], dtype=np.int8),
    "flags": np.array([True, False, True]),
    "places": np.array([0.5, np.nan]),
    "long": np.arange(1000, dtype=np.int64),
    "every other": np.arange(10, dtype=np.uint16)[::2],
}
TEXTS = {"empty": [], "words": ["", "é", "a\0b", "𝛃"], "same": ["", "é", "a\0b", "𝛃"]}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "arrays"
    with path.open("wb") as file:
        writer = ArrayWriter(file, {"identity": "ours"})
        for name, values in NUMBERS.items():
            writer.numbers(name, values)
        for name, texts in TEXTS.items():
            writer.texts(name, pa.array(texts, pa.string()))
        writer.finish()
    return path


def opened(path):
    with path.open("rb") as file:
        return Arrays.open(file)


def test_what_is_written_reads_back(path):
    arrays = opened(path)
    for name, values in NUMBERS.items():
        read = arrays.numbers(name)
        assert read.dtype == values.dtype
        assert np.array_equal(read, values, equal_nan=values.dtype == float)
        assert not read.flags.writeable
    for name, texts in TEXTS.items():
        assert arrays.texts(name).to_pylist() == texts
    assert arrays.about == {"identity": "ours"}
    arrays.check(letters=True)


def test_texts_that_are_part_of_others_read_back(tmp_path):
    whole = pa.array(["ab", "c", "", "def"], pa.large_string())
    with (tmp_path / "arrays").open("wb") as file:
        writer = ArrayWriter(file, {})
        writer.texts("part", whole[1:])
        writer.finish()
    assert opened(tmp_path / "arrays").texts("part").to_pylist() == ["c", "", "def"]


def test_every_arrow_program_can_read_the_file(path):
    table = pa.ipc.open_file(path).read_all()
    assert table.column("name").to_pylist() == [*NUMBERS, *TEXTS]
    assert table.filter(pc.equal(table.column("name"), "words"))["text"].to_pylist() == [
        TEXTS["words"]
    ]


def test_nothing_is_copied(path):
    arrays = opened(path)
    mapped = np.frombuffer(arrays._map, np.uint8)
    assert all(
        np.shares_memory(arrays.numbers(name), mapped) for name in ("small", "flags", "long")
    )
    letters = arrays.texts("words").buffers()[2]
    assert np.shares_memory(np.frombuffer(letters, np.uint8), mapped)


def test_the_arrays_outlive_the_file_s_name(path):
    texts = opened(path).texts("words")
    path.unlink()
    assert texts.to_pylist() == TEXTS["words"]


@pytest.mark.parametrize(
    "values", [np.array(["a"]), np.array([None]), np.zeros((2, 2)), np.zeros(1, dtype="M8[s]")]
)
def test_only_flat_arrays_of_numbers_are_written(values):
    with pytest.raises(ArraysError, match="no flat array"):
        ArrayWriter(io.BytesIO(), {}).numbers("x", values)


def test_nulls_are_not_written():
    with pytest.raises(ArraysError, match="nulls"):
        ArrayWriter(io.BytesIO(), {}).texts("x", pa.array(["a", None]))


def changed(path, data):
    path.write_bytes(data)
    return path


def flipped(data, place):
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data + b"\n",
        lambda data: bytes(range(256)) * 16,
        lambda data: data[1000:],
        lambda data: flipped(data, len(data) - 12),
    ],
)
def test_what_is_no_whole_file_of_arrays_is_refused(path, spoil):
    with pytest.raises(ArraysError, match="no whole file of arrays"):
        opened(changed(path, spoil(path.read_bytes())))


def arrow_file(path, cells, schema=SCHEMA, metadata=None):
    """A sound Arrow file of one row, with nothing where the cells say nothing."""
    columns = [pa.array([cells.get(each.name)], each.type) for each in schema]
    own = schema.with_metadata({ABOUT: b"{}"} if metadata is None else metadata)
    with pa.ipc.new_file(path, own) as writer:
        writer.write_batch(pa.record_batch(columns, schema=own))
    return path


SOUND = {"name": "x", "kind": "int8", "check": 0, "int8": [1]}


@pytest.mark.parametrize(
    ("cells", "options"),
    [
        ({}, {}),
        (SOUND | {"kind": "object"}, {}),
        (SOUND | {"kind": "name"}, {}),
        (SOUND, {"metadata": {}}),
        (SOUND, {"metadata": {ABOUT: b"{"}}),
        (SOUND, {"schema": SCHEMA.remove(0)}),
    ],
)
def test_an_arrow_file_of_another_form_is_refused(tmp_path, cells, options):
    with pytest.raises(ArraysError, match="no whole file of arrays"):
        opened(arrow_file(tmp_path / "odd", cells, **options))


@pytest.mark.parametrize(
    "cells", [SOUND, SOUND | {"int8": None, "check": 9}, SOUND | {"check": None}]
)
def test_an_array_without_its_checksum_or_values_is_found(tmp_path, cells):
    with pytest.raises(ArraysError, match="x is not what was written"):
        opened(arrow_file(tmp_path / "odd", cells)).check(letters=False)


def test_no_changed_byte_is_taken_for_what_was_written(path):
    data = path.read_bytes()
    for place in range(0, len(data), 97):
        try:
            arrays = opened(changed(path, flipped(data, place)))
            arrays.check(letters=True)
        except ArraysError:
            continue
        # what does not count: padding, and the columns of other kinds
        read = {name: arrays.numbers(name).tolist() for name in ("small", "flags", "long")}
        assert read == {name: NUMBERS[name].tolist() for name in read}, place
        assert arrays.texts("words").to_pylist() == TEXTS["words"], place


def test_a_changed_array_is_found(path):
    data = path.read_bytes()
    place = data.index(NUMBERS["long"].tobytes())
    spoilt = opened(changed(path, flipped(data, place + 8)))
    with pytest.raises(ArraysError, match="long is not what was written"):
        spoilt.check(letters=False)


def test_a_changed_letter_is_found_where_letters_are_compared(path):
    data = path.read_bytes()
    spoilt = opened(changed(path, flipped(data, data.index("éa\0b".encode()))))
    spoilt.check(letters=False)
    with pytest.raises(ArraysError, match="words is not what was written"):
        spoilt.check(letters=True)


def test_what_is_not_there_is_said(path):
    with pytest.raises(ArraysError, match="nothing is missing"):
        opened(path).numbers("nothing")
    with pytest.raises(ArraysError):
        opened(path).texts("long")
