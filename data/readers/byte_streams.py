"""Streams of bytes that are made readable on the way: text in UTF-8, characters whole."""

import codecs
import io
import re
from collections.abc import Callable, Mapping
from typing import BinaryIO

PIECE = 262_144
LONGEST_LINE = 64_000_000
"""Bytes held of a line whose end has not come."""

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
BARE_UTF_16: Mapping[tuple[bool, ...], str] = {
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
}
"""Zero bytes among the first four -> the encoding of a text that begins with Latin letters."""
WINDOWS = "cp1252"
"""The encoding of spreadsheets in Western Europe and America that do not write UTF-8."""

Recode = Callable[[bytes, bool], bytes]
"""(the next bytes, whether they are the last) -> bytes for the reader, now or later."""


class Recoded(io.RawIOBase):
    """A stream whose bytes pass through a function."""

    def __init__(self, file: BinaryIO, recode: Recode) -> None:
        self._file = file
        self._recode = recode
        self._ready = b""
        self._is_over = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._ready and not self._is_over:
            data = self._file.read(PIECE)
            self._is_over = not data
            self._ready = self._recode(data, self._is_over)
        data, self._ready = self._ready[: len(view)], self._ready[len(view) :]
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def recoded(file: BinaryIO, recode: Recode) -> io.BufferedReader:
    return io.BufferedReader(Recoded(file, recode), PIECE)


def utf_16_of(start: bytes) -> str:
    """The name of the UTF-16 that the first four bytes of a text are in; empty for another.

    A byte-order mark tells it, as PowerShell and Excel write one, or two letters in a row.
    """
    if start.startswith(UTF_16):
        return "utf-16"
    zeros = tuple(byte == 0 for byte in start[:4])
    return BARE_UTF_16.get(zeros, "")


def utf_8_of_utf_16(file: BinaryIO, encoding: str = "utf-16") -> io.BufferedReader:
    """A text in UTF-16, as ``utf_16_of`` names it."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    return recoded(file, lambda data, last: decoder.decode(data, last).encode())


class Utf8Lines:
    """Makes lines UTF-8. One that is not is read as Windows-1252, unless the text shows
    elsewhere that it is UTF-8: then a sign is lost, and no other.

    Attributes:
        windows, broken: lines so far that were read as Windows-1252, or lost a sign.
    """

    def __init__(self) -> None:
        self.windows = 0
        self.broken = 0
        self._is_utf_8 = False
        self._rest = b""

    def __call__(self, data: bytes, last: bool) -> bytes:
        data = self._rest + data
        end = len(data) if last or len(data) > LONGEST_LINE else data.rfind(b"\n") + 1
        lines, self._rest = data[:end], data[end:]
        if lines.isascii():
            return lines
        if self._is_whole(lines):
            return lines
        return b"".join(self._line(line) for line in lines.splitlines(keepends=True))

    def _is_whole(self, text: bytes) -> bool:
        try:
            text.decode()
        except UnicodeDecodeError:
            return False
        self._is_utf_8 = True
        return True

    def _line(self, line: bytes) -> bytes:
        if line.isascii() or self._is_whole(line):
            return line
        if self._is_utf_8:
            self.broken += 1
            return line.decode("utf-8", "replace").encode()
        self.windows += 1
        return line.decode(WINDOWS, "replace").encode()


ESCAPE = re.compile(
    rb"\\(?:(u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    rb"|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
"""An escape of a JSON text: two halves of a character, half a one, or any other."""

UNFINISHED = re.compile(rb"(\\+)(?:u[0-9a-fA-F]{0,3})?\Z")
FIRST_HALF = re.compile(rb"(\\+)u[dD][89abAB][0-9a-fA-F]{2}\Z")
LONGEST_ESCAPE = 12
LOST = "\ufffd".encode()


class WholeCharacters:
    """Writes the sign for a lost character in place of what is none, in a JSON text.

    JSON may hold an escape of half a character (a text cut in the middle of an emoji); the
    parser in C fails on it, or writes a question mark. Bytes that are no UTF-8 end it, too.

    Attributes:
        lost: characters so far that were no UTF-8.
    """

    def __init__(self) -> None:
        self.lost = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = b""

    def __call__(self, data: bytes, last: bool) -> bytes:
        text = self._rest + self._valid(data, last)
        end = len(text) if last else _end_of_escapes(text)
        text, self._rest = text[:end], text[end:]
        if b"\\ud" not in text and b"\\uD" not in text:
            return text
        return ESCAPE.sub(_whole, text)

    def _valid(self, data: bytes, last: bool) -> bytes:
        """The bytes as UTF-8; those of a character that is not there yet come with its rest."""
        begun, _ = self._decoder.getstate()
        if not begun and data.isascii():
            return data
        text = self._decoder.decode(data, last).encode()
        if LOST in text:
            self.lost += text.count(LOST) - (begun + data).count(LOST)
        return text


def _whole(escape: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if escape[2] else escape[0]


def _end_of_escapes(data: bytes) -> int:
    """The end of what can be judged without the bytes to come."""
    end = _before(UNFINISHED, data, len(data))
    return _before(FIRST_HALF, data, end)


def _before(pattern: re.Pattern[bytes], data: bytes, end: int) -> int:
    """The start of the escape that ends the data; an even run of backslashes is none."""
    match = pattern.search(data, max(0, end - LONGEST_ESCAPE), end)
    if not match:
        return end
    start = match.start(1)
    while start and data[start - 1 : start] == b"\\":
        start -= 1
    is_escape = (match.end(1) - start) % 2
    return match.end(1) - 1 if is_escape else end
