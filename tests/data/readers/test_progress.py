"""The bar: on a terminal one line that moves, elsewhere a line every tenth."""

import io

import pytest

from data.readers.progress import Progress, counted


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_gets_a_bar():
    out = Terminal()
    progress = Progress(200, out)
    progress.studies = 7
    progress.read(100)
    progress.read(100)
    progress.finish()
    assert out.getvalue().startswith(f"\r[{'#' * 15}{' ' * 15}]  50%  7 studies")
    assert out.getvalue().endswith(f"\r[{'#' * 30}] 100%  7 studies\n")


def test_a_file_gets_a_line_every_tenth():
    out = io.StringIO()
    progress = Progress(1000, out)
    for _ in range(1000):
        progress.read(1)
    progress.finish()
    assert out.getvalue().splitlines()[0] == "10% read, 0 studies"
    assert len(out.getvalue().splitlines()) == 10


@pytest.mark.parametrize(("total", "read"), [(0, 5), (5, 50)])
def test_a_wrong_total_is_never_more_than_all(total, read):
    progress = Progress(total, io.StringIO())
    progress.read(read)
    assert progress.percent == 100


@pytest.mark.parametrize(
    ("data", "text"), [(b"", b""), (b"\xef\xbb\xbf", b""), (b"\xef\xbb\xbfa", b"a"), (b"a", b"a")]
)
def test_a_byte_order_mark_is_left_out(data, text):
    with counted(io.BytesIO(data), Progress(1, io.StringIO())) as file:
        assert file.read() == text
