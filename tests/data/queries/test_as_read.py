"""Texts as people read them: no backslash of Markdown, and the data as they were."""

import pandas as pd
import pytest

from data.queries.as_read import as_read


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"p\<0.05", "p<0.05"),
        (r"mg/m\^2", "mg/m^2"),
        (r"moles\*hour", "moles*hour"),
        (r"C:\folder", r"C:\folder"),
        ("", ""),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    ],
)
def test_texts_lose_their_backslashes_and_places_keep_them(text, shown):
    frame = pd.DataFrame({"words": [text, None], "number": [1.0, 2.0], "locator": [r"a\_b", ""]})
    before = frame.copy()
    read = as_read(frame)
    assert read["words"].iloc[0] == shown
    assert read["locator"].iloc[0] == r"a\_b"
    pd.testing.assert_frame_equal(frame, before)
    assert read["number"].tolist() == [1.0, 2.0]


def test_an_empty_frame_stays():
    assert as_read(pd.DataFrame({"words": []})).empty
