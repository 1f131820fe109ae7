"""Bytes on their way to a reader: half characters, other encodings, in pieces of any size."""

import io

import pytest

from data.readers.byte_streams import (
    Utf8Lines,
    WholeCharacters,
    recoded,
    utf_8_of_utf_16,
    utf_16_of,
)


class Dripping(io.BytesIO):
    """A file that gives at most ``size`` bytes at a time."""

    def __init__(self, data, size):
        super().__init__(data)
        self.size = size

    def read(self, size=-1):
        return super().read(self.size)


SIZES = range(1, 15)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (rb'"x \udc00"', rb'"x \ufffd"'),
        (rb'"x \ud83d"', rb'"x \ufffd"'),
        (rb'"\ud83d\ude00 \uD83D\\"', rb'"\ud83d\ude00 \ufffd\\"'),
        (rb'"\ud83d\ud83d\ude00\n"', rb'"\ufffd\ud83d\ude00\n"'),
        (rb'"\\udc00"', rb'"\\udc00"'),
        (rb'"\\\ud83d"', rb'"\\\ufffd"'),
        (rb'"\\\\ud83d\\\\\udc00"', rb'"\\\\ud83d\\\\\ufffd"'),
        (rb"\ud83d", rb"\ufffd"),
        ("é\u6f22🙂".encode(), "é\u6f22🙂".encode()),
        (b"a\xe9b", "a\ufffdb".encode()),
        (b"\xed\xa0\x80", "\ufffd\ufffd\ufffd".encode()),
        (b"", b""),
    ],
)
def test_characters_of_json_are_whole(text, whole, size):
    assert recoded(Dripping(text, size), WholeCharacters()).read() == whole


@pytest.mark.parametrize(("text", "lost"), [(b"a", 0), ("\ufffd".encode(), 0), (b"\xe9 \xe9", 2)])
def test_lost_characters_are_counted(text, lost):
    characters = WholeCharacters()
    recoded(io.BytesIO(text), characters).read()
    assert characters.lost == lost


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("data", "text", "windows", "broken"),
    [
        ("é 漢\na\n".encode(), "é 漢\na\n", 0, 0),
        ("é ü\n“x”\nplain".encode("cp1252"), "é ü\n“x”\nplain", 2, 0),
        ("é\n".encode() + b"\xe9a\n", "é\n\ufffda\n", 0, 1),
        (b"\x81\n", "\ufffd\n", 1, 0),
        (b"no end \xe9", "no end é", 1, 0),
    ],
)
def test_lines_become_utf_8(data, text, windows, broken, size):
    lines = Utf8Lines()
    assert recoded(Dripping(data, size), lines).read().decode() == text
    assert (lines.windows, lines.broken) == (windows, broken)


@pytest.mark.parametrize(
    ("start", "encoding"),
    [
        ("[{".encode("utf-16"), "utf-16"),
        ("NCT".encode("utf-16-le"), "utf-16-le"),
        ("NCT".encode("utf-16-be"), "utf-16-be"),
        (b"NCT ", ""),
        (b"PK\x03\x04", ""),
        (b"\x00\x00\x00\x00", ""),
        (b"N\x00", ""),
        (b"", ""),
    ],
)
def test_utf_16_is_told_with_and_without_a_mark(start, encoding):
    assert utf_16_of(start) == encoding
    if encoding:
        text = start.decode(encoding)
        assert utf_8_of_utf_16(io.BytesIO(start), encoding).read().decode() == text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "data", ["é🙂a".encode("utf-16"), b"\xfe\xff" + "é🙂a".encode("utf-16-be")]
)
def test_utf_16_becomes_utf_8(data, size):
    assert utf_8_of_utf_16(Dripping(data, size)).read().decode() == "é🙂a"
