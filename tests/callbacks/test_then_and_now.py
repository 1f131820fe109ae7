import pytest

from callbacks.then_and_now import cell_of


@pytest.mark.parametrize(
    ("click", "cell"),
    [
        ({"rowId": "NCT00971503", "colId": "phase"}, ("NCT00971503", "phase")),
        ({"rowId": "NCT00971503"}, ("", "")),
        ({"rowId": 3, "colId": ["x"]}, ("", "")),
        ("NCT00971503", ("", "")),
        (None, ("", "")),
        ([], ("", "")),
    ],
)
def test_a_clicked_cell(click, cell):
    assert cell_of(click) == cell
