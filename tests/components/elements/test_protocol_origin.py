"""A dataset of protocols in words: its file, the day of its import, what was left out."""

from components.elements.protocol_origin import protocol_origin_in_words
from data.model.protocol_origin import ProtocolOrigin


def test_the_file_and_the_remarks():
    origin = ProtocolOrigin("workbook of protocols", ("a.xlsx",), 1, "2026-11-27", ("One.", "Two."))
    assert protocol_origin_in_words(origin) == (
        "a.xlsx (workbook of protocols), imported on 2026-11-27.",
        "One.",
        "Two.",
    )


def test_many_files_are_counted():
    origin = ProtocolOrigin("folder of CSV files", ("a.csv", "b.csv"), 1_002, "2026-11-27")
    assert protocol_origin_in_words(origin) == (
        "a.csv, b.csv and 1,000 more (folder of CSV files), imported on 2026-11-27.",
    )
