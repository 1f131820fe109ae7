import plotly.graph_objects as go
import pytest

from components.figures.text_table import TextColumn, TextRow, text_table
from components.theme import DARK, LIGHT

COLUMNS = (TextColumn("a", "First", 1.0, bold=True), TextColumn("b", "Second", 3.0))
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '=cmd|"/C calc"!A0',
    "x" * 10_000,
    "\u202eevil",
    "\ud800",
)


def words(figure):
    return [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("text", ["", "0", *HOSTILE])
def test_any_text_is_drawn_as_text(text, palette):
    figure = text_table([TextRow({"a": "1", "b": text})], COLUMNS, palette, "Nothing.")
    go.Figure(figure)
    assert "<img" not in str(words(figure))
    assert figure["layout"]["height"] < 120


def test_no_row_is_said():
    assert words(text_table([], COLUMNS, LIGHT, "Nothing.")) == ["Nothing."]


def test_rows_without_room_are_counted():
    rows = [TextRow({"a": str(n), "b": "text"}) for n in range(20)]
    figure = text_table(rows, COLUMNS, LIGHT, "", height=200)
    assert figure["layout"]["height"] <= 200
    drawn = sum(text.startswith("<b>") for text in words(figure))
    assert words(figure)[-1] == f"and {20 - drawn} more rows"


def test_a_rule_of_what_goes_on_leaves_the_first_column_free():
    rows = [TextRow({"a": "1"}), TextRow({"b": "2"}, is_first=False)]
    shapes = text_table(rows, COLUMNS, LIGHT, "")["layout"]["shapes"]
    assert [shape["x0"] > 0 for shape in shapes] == [False, True, False]
