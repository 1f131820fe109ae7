import io

import pytest
from openpyxl import load_workbook

from components.slides.charts import _letter, type_size, workbook


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "http://x.y", "12", "{=1}"])
def test_text_in_a_workbook_stays_text(text):
    page = load_workbook(io.BytesIO(workbook([[text, 3, None, 0.5]]))).active
    assert (page["A1"].value, page["A1"].data_type) == (text, "s")
    assert page["A1"].hyperlink is None
    assert [page["B1"].value, page["C1"].value, page["D1"].value] == [3, None, 0.5]


@pytest.mark.parametrize(
    ("column", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")]
)
def test_letters_of_columns(column, letter):
    assert _letter(column) == letter


@pytest.mark.parametrize(("rows", "size"), [(0, 18), (4, 18), (5, 16), (16, 12), (24, 10)])
def test_type_grows_smaller_with_the_rows(rows, size):
    assert type_size(rows) == size
