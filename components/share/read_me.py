"""The text beside the tables in an archive, which says what they are. No dash in here."""

from collections.abc import Iterable, Iterator, Sequence

from components.figures.text import clean
from components.share.attribution import DASHBOARD, DISCLAIMER, Attribution
from components.share.column_words import meaning
from components.share.exports import Table, rows_in_words

READ_ME = "README.txt"
HOW_FILES_ARE_WRITTEN = (
    "Each CSV is in UTF-8 with a byte-order mark, commas between the cells and one line of "
    "headings.",
    "An empty cell is a gap: the source states nothing there, or the column is not for this row.",
    "A text that a spreadsheet might run as a formula has an apostrophe before it.",
)


def facts(words: Attribution) -> tuple[tuple[str, str], ...]:
    """The facts that a data file states of itself, as pairs of heading and text."""
    return (
        ("Title", words.title),
        ("Filters", words.chosen),
        ("Shown", words.shown),
        ("How to read", words.caption),
        ("Source", words.citation),
        ("Date of the data", words.date),
        ("Link", words.link),
        ("Dashboard", DASHBOARD),
        ("Note", DISCLAIMER),
    )


def text_of(lines: Iterable[str]) -> str:
    """Lines as a text file; what comes from the data cannot begin a line of its own."""
    return "".join(f"{' '.join(clean(line).split())}\r\n" for line in lines)


def of_view(words: Attribution, tables: Sequence[Table]) -> str:
    """The readme of one figure's tables."""
    return text_of(
        [
            *(f"{heading}: {text}" for heading, text in facts(words)),
            "",
            *files_in_words(tables),
            "",
            *HOW_FILES_ARE_WRITTEN,
            "",
            *columns_in_words(tables),
        ]
    )


def files_in_words(tables: Iterable[Table]) -> Iterator[str]:
    """A line a file."""
    for table in tables:
        yield f"{table.name}: rows: {rows_in_words(table.total, table.rows)}."


def columns_in_words(tables: Iterable[Table]) -> Iterator[str]:
    """Explains each column of all tables together, each once."""
    yield "Columns:"
    for column in dict.fromkeys(name for table in tables for name in table.columns):
        said = meaning(column)
        yield f"- {column}" if said == column.lower() else f"- {column}: {said}"
