"""Files of arrays: what is written reads back; what is no such file is told apart."""

import io
import json
import os

import numpy as np
import pyarrow as pa
import pytest

from data.index.arrays import MAGIC, TRAILER, Arrays, ArraysError, ArrayWriter

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
        writer = ArrayWriter(file)
        for name, values in NUMBERS.items():
            writer.numbers(name, values)
        for name, texts in TEXTS.items():
            writer.texts(name, pa.array(texts, pa.string()))
        writer.finish({"identity": "ours"})
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
        writer = ArrayWriter(file)
        writer.texts("part", whole[1:])
        writer.finish({})
    assert opened(tmp_path / "arrays").texts("part").to_pylist() == ["c", "", "def"]


def test_equal_arrays_stand_there_once(path):
    directory = opened(path)._directory
    assert directory["words/letters"] == directory["same/letters"]


def test_the_arrays_outlive_the_file_s_name(path):
    texts = opened(path).texts("words")
    path.unlink()
    assert texts.to_pylist() == TEXTS["words"]


@pytest.mark.parametrize(
    "values", [np.array(["a"]), np.array([None]), np.zeros((2, 2)), np.zeros(1, dtype="M8[s]")]
)
def test_only_flat_arrays_of_numbers_are_written(values):
    with pytest.raises(ArraysError, match="no flat array"):
        ArrayWriter(io.BytesIO()).numbers("x", values)


def test_nulls_are_not_written():
    with pytest.raises(ArraysError, match="nulls"):
        ArrayWriter(io.BytesIO()).texts("x", pa.array(["a", None]))


def changed(path, data):
    path.write_bytes(data)
    return path


def flipped(data, place):
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda data: b"", "too short"),
        (lambda data: data[: len(data) // 2], "does not end as"),
        (lambda data: data[:-1], "does not end as"),
        (lambda data: data + b"\n", "does not end as"),
        (lambda data: os.urandom(4096), "does not end as"),
        (lambda data: data[1000:], "changed|does not end|leads out"),
        (lambda data: flipped(data, len(data) - TRAILER - 5), "directory was changed"),
        (lambda data: b"PAR1" + data[-TRAILER:], "does not end as|changed"),
    ],
)
def test_what_is_no_file_of_arrays_is_refused(path, spoil, words):
    with pytest.raises(ArraysError, match=words):
        opened(changed(path, spoil(path.read_bytes())))


@pytest.mark.parametrize(
    "entry",
    [
        ["int64", 0, 10**9, 0],
        ["int64", 10**12, 1, 0],
        ["int64", -64, 1, 0],
        ["int64", 1, 1, 0],
        ["int64", 0, -1, 0],
        ["int64", 0, True, 0],
        ["int64", 0.0, 1, 0],
        ["object", 0, 1, 0],
        ["int64", 0, 1],
        "int64",
        None,
    ],
)
def test_a_directory_that_leads_astray_is_refused(tmp_path, entry):
    class Forger(ArrayWriter):
        def forge(self):
            self.numbers("own", np.arange(3))
            self._directory["forged"] = entry
            self.finish({})

    path = tmp_path / "forged"
    with path.open("wb") as file:
        Forger(file).forge()
    with pytest.raises(ArraysError):
        opened(path)


@pytest.mark.parametrize("content", [[], {}, {"about": {}, "arrays": []}, "x"])
def test_a_directory_of_another_form_is_refused(tmp_path, content):
    import hashlib

    text = json.dumps(content).encode()
    trailer = len(text).to_bytes(8, "little") + hashlib.sha256(text).digest() + MAGIC
    path = changed(tmp_path / "odd", text + trailer)
    with pytest.raises(ArraysError):
        opened(path)


def test_a_changed_array_is_found(path):
    arrays = opened(path)
    _, start, *_ = arrays._directory["long"]
    spoilt = opened(changed(path, flipped(path.read_bytes(), start + 8)))
    with pytest.raises(ArraysError, match="long is not what was written"):
        spoilt.check(letters=False)


def test_a_changed_letter_is_found_where_letters_are_compared(path):
    _, start, *_ = opened(path)._directory["words/letters"]
    spoilt = opened(changed(path, flipped(path.read_bytes(), start)))
    spoilt.check(letters=False)
    with pytest.raises(ArraysError, match="words/letters"):
        spoilt.check(letters=True)


def test_what_is_not_there_is_said(path):
    with pytest.raises(ArraysError, match="nothing is missing"):
        opened(path).numbers("nothing")
    with pytest.raises(ArraysError):
        opened(path).texts("long")
