"""A bar on stderr: bytes read of all bytes, and studies so far."""

import io
import sys
import time
from typing import Any, BinaryIO, TextIO

from data.readers.formats import BOM

BUFFER = 262_144

WIDTH = 30
SECONDS_BETWEEN = 0.2
PERCENT_BETWEEN = 10


class Progress:
    """Counts bytes and studies; draws a bar on a terminal, a line every tenth elsewhere."""

    def __init__(self, total: int, out: TextIO | None = None) -> None:
        self.total = total
        self.done = 0
        self.studies = 0
        self._out = out if out is not None else sys.stderr
        self._live = self._out.isatty()
        self._drawn_at = 0.0
        self._percent = 0

    def read(self, size: int) -> None:
        self.done += size
        if self._live and time.monotonic() - self._drawn_at >= SECONDS_BETWEEN:
            self._draw()
        elif not self._live and self.percent >= self._percent + PERCENT_BETWEEN:
            self._percent = self.percent - self.percent % PERCENT_BETWEEN
            print(f"{self.percent}% read, {self.studies} studies", file=self._out, flush=True)

    @property
    def percent(self) -> int:
        # A zip may state a wrong size.
        return min(100, 100 * self.done // self.total) if self.total else 100

    def _draw(self) -> None:
        self._drawn_at = time.monotonic()
        bar = "#" * (WIDTH * self.percent // 100)
        line = f"\r[{bar:<{WIDTH}}] {self.percent:3}%  {self.studies} studies"
        print(line, end="", file=self._out, flush=True)

    def finish(self) -> None:
        """Leave the line of the bar."""
        if self._live:
            self._draw()
            print(file=self._out, flush=True)


class _CountedStream(io.RawIOBase):
    def __init__(self, file: BinaryIO, progress: Progress | None) -> None:
        self._file = file
        self._progress = progress
        self._at_start = True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        data = self._file.read(len(view))
        if self._progress is not None:
            self._progress.read(len(data))
        if self._at_start:
            self._at_start = False
            if data.startswith(BOM):
                # An empty answer would say that the file ends here.
                data = data.removeprefix(BOM) or self._file.read(len(view))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def counted(file: BinaryIO, progress: Progress | None = None) -> io.BufferedReader:
    """The file without the byte-order mark that may start it; reading it moves the progress."""
    return io.BufferedReader(_CountedStream(file, progress), BUFFER)
