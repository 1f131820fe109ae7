"""The depth to which a JSON text nests, whatever the pieces it is read in."""

import io

import pytest

from data.readers.nesting import DEEPEST, Shallow, TooDeepError


def read(text, size=-1):
    file = Shallow(io.BytesIO(text.encode()))
    found = b""
    while data := file.read(size):
        found += data
    return found.decode()


@pytest.mark.parametrize("size", [1, 2, 3, 64, -1])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * DEEPEST + "]" * DEEPEST,
        '[{"a": [1]}, {}]' * DEEPEST,
        '"' + "[" * 1_000 + '"',
        '["\\"' + "[" * 1_000 + '"]',
        '["\\\\\\"' + "[" * 1_000 + '\\\\"]' + "[" * (DEEPEST - 1),
        '["é", "' + "{" * 1_000 + '"]',
    ],
)
def test_a_text_that_is_not_too_deep_comes_as_it_is(text, size):
    assert read(text, size) == text


@pytest.mark.parametrize("size", [1, 2, 3, 64, -1])
@pytest.mark.parametrize(
    "text",
    [
        "[" * (DEEPEST + 1),
        '{"a": ' * (DEEPEST + 1),
        '["]", ' * (DEEPEST + 1),
        '["\\\\", ' * (DEEPEST + 1),
        '["\\"]", ' * (DEEPEST + 1),
    ],
)
def test_a_text_that_is_too_deep_is_refused(text, size):
    with pytest.raises(TooDeepError, match="more than 200 deep"):
        read(text, size)
