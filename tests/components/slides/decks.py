"""What the tests of slides share: a sheet to draw on, and the saved slides read again."""

import io
from collections.abc import Callable

import pandas as pd
from openpyxl import Workbook, load_workbook
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.table import Table

from components.slides.sheet import Heading, Sheet, deck_bytes, new_deck

SUMMARY = 'What the graphic says, <in> "words" & more.'


def new_sheet() -> Sheet:
    heading = Heading("A title", "2 of 19 trials.", ("A source",), SUMMARY, ("A note",))
    return Sheet(new_deck(), heading)


def saved(sheet: Sheet) -> list[Slide]:
    """The slides of the sheet's deck as a reader of the file has them."""
    return list(Presentation(io.BytesIO(deck_bytes(sheet.deck))).slides)


def slides_of(draw: Callable[[pd.DataFrame, Sheet], None], frame: pd.DataFrame) -> list[Slide]:
    """The slides on which a frame is drawn."""
    sheet = new_sheet()
    draw(frame, sheet)
    return saved(sheet)


def graphics(slide: Slide) -> list[GraphicFrame]:
    return [shape for shape in slide.shapes if isinstance(shape, GraphicFrame)]


def chart_of(slide: Slide) -> Chart:
    (frame,) = graphics(slide)
    return frame.chart


def table_of(slide: Slide) -> Table:
    (frame,) = graphics(slide)
    return frame.table


def cells_of(slide: Slide) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table_of(slide).rows]


def alt_text(frame: GraphicFrame) -> str:
    return str(frame._element._nvXxPr.cNvPr.get("descr"))


def workbook_of(chart: Chart) -> Workbook:
    part = chart.part.chart_workbook.xlsx_part
    assert part is not None
    return load_workbook(io.BytesIO(part.blob))


def rows_of(chart: Chart) -> list[tuple[object, ...]]:
    return list(workbook_of(chart).active.iter_rows(values_only=True))


def texts_of(slide: Slide) -> list[str]:
    """Every text of the slide, that of groups too."""
    tag = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
    return [node.text or "" for node in slide._element.iter(tag)]


def ids_of(slide: Slide) -> list[str]:
    return [node.get("id") for node in slide._element.iter("{*}cNvPr")]
