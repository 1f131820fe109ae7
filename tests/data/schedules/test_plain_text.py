"""Signs of typography become plain ones, and every place leads back to the source."""

import pytest

from data.schedules.plain_text import plain_text


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("", ""),
        ("days −5 to –3", "days -5 to -3"),
        ("30 mg/m²（D1，D8）", "30 mg/m2(D1,D8)"),
        ("5\u00a0×\u00a010⁶", "5 x 106"),
        (r"dose \>= 5 \[mg\] 10\^6", "dose >= 5 [mg] 10^6"),
        ("a\\", "a"),
        (r"C:\temp", r"C:\temp"),
        ("● first\nnext", "• first\nnext"),
    ],
)
def test_plain(source, plain):
    assert plain_text(source).plain == plain


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (r"give \[A\] on day −3\.", "day -3"),
        ("day −3", "day -3"),
        (r"\*day 1\*", "day 1"),
    ],
)
def test_a_quote_is_the_words_of_the_source(source, words):
    text = plain_text(source)
    start = text.plain.index(words)
    first, after = text.span(start, start + len(words))
    assert plain_text(source[first:after]).plain == words
    assert text.quote(start, start + len(words)) == source[first:after]
