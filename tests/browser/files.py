"""The words in the files that a reader downloads."""

from pathlib import Path
from zipfile import ZipFile

from openpyxl import load_workbook
from pptx import Presentation


def slide_texts(path: Path) -> list[str]:
    """Every text of each slide, those inside of groups too."""
    slides = Presentation(str(path)).slides
    return ["".join(slide.element.xpath("//a:t/text()")) for slide in slides]


def _cells(path: Path) -> str:
    with path.open("rb") as file:
        sheets = load_workbook(file).worksheets
        rows = [row for sheet in sheets for row in sheet.iter_rows(values_only=True)]
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


def words_in(path: Path, ending: str) -> str:
    """All text of a file; ``ending`` says what it is, as a download has no name of its own."""
    if ending == "pptx":
        return "\n".join(slide_texts(path))
    if ending == "zip":
        with ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode() for name in archive.namelist())
    return _cells(path) if ending == "xlsx" else path.read_text(encoding="utf-8-sig")
