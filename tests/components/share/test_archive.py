import io
import zipfile

from components.share.archive import zip_chunks


def opened(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_an_archive_of_texts():
    content = b"".join(zip_chunks([("a.txt", ("±", "2")), ("b.csv", ()), ("c", ("",))]))
    assert opened(content) == {"a.txt": "±2", "b.csv": "", "c": ""}


def test_an_empty_archive():
    assert opened(b"".join(zip_chunks([]))) == {}


def test_a_long_file_is_never_held_whole():
    made = []

    def content():
        for number in range(50):
            made.append(number)
            yield "".join(f"{number * n}" for n in range(20_000))

    chunks = zip_chunks([("long.txt", content())])
    sizes = []
    while len(made) < 25:
        sizes.append(len(next(chunks)))
    rest = [len(each) for each in chunks]
    assert sum(sizes) > 0
    assert max(sizes + rest) < (sum(sizes) + sum(rest)) / 10
