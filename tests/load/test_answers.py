import io
import zipfile

import pytest

from tests.load.answers import same


def packed(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


INNER = packed(docProps__core_xml=b"one", sheet=b"1")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b"", b""),
        (b"a,b\n1,2\n", b"a,b\n1,2\n"),
        (b'{"a": 1, "b": [2]}', b'{"b":[2],"a":1}'),
        (b'<p>{"end_id":"one"}', b'<p>{"end_id":"other"}'),
        (b'<script src="a" nonce="one">', b'<script src="a" nonce="other">'),
        (packed(docProps__core_xml=b"one", a=b"1"), packed(a=b"1", docProps__core_xml=b"other")),
        (packed(a=INNER), packed(a=packed(docProps__core_xml=b"two", sheet=b"1"))),
    ],
)
def test_answers_that_say_the_same(one, other):
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b"a,b\n1,2\n", b"a,b\n1,3\n"),
        (b"a,b\n1,2\n", b""),
        (b'{"a": [1, 2]}', b'{"a": [2, 1]}'),
        (b'{"a": 1}', b'{"a": 1'),
        (b'<script src="a" nonce="one">', b'<script src="b" nonce="one">'),
        (b'<p>{"end_id":"one"} x', b'<p>{"end_id":"one"} y'),
        (packed(a=b"1"), packed(a=b"2")),
        (packed(a=b"1"), packed(a=b"1", b=b"1")),
        (packed(a=INNER), packed(a=packed(docProps__core_xml=b"one", sheet=b"2"))),
    ],
)
def test_answers_that_do_not(one, other):
    assert not same(one, other)
