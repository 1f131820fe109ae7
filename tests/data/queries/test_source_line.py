import pytest

from data.queries.provenance import Source
from data.queries.source_line import NO_SOURCE, source_line


def source(words: str, date: str = "", kind: str = "REVIEW", title: str = "", dataset: str = ""):
    return Source("an-id", kind, title, words, date, "", "", dataset)


PAPER = source("Doe, J Test 2001; 3:1-9", "2001-02")
RECORD = source("Registry, last update 2003-04-05", "2003-04-05", "REGISTRY_RECORD")
POINTS = source("City points", "2026-11", "REFERENCE")


@pytest.mark.parametrize(
    ("sources", "line"),
    [
        ((), NO_SOURCE),
        ((PAPER,), "Source: Doe, J Test 2001; 3:1-9. Data of 2001-02."),
        ((RECORD,), "Source: Registry, last update 2003-04-05."),
        ((POINTS,), "Source: City points."),
        ((source("No date"),), "Source: No date."),
        ((source("", "2001", title="A title"),), "Source: A title. Data of 2001."),
        ((source("", "2001", dataset="A set"),), "Source: A set. Data of 2001."),
        (
            (PAPER, RECORD, POINTS),
            "Sources: Doe, J Test 2001; 3:1-9 (data of 2001-02); "
            "Registry, last update 2003-04-05; City points.",
        ),
    ],
)
def test_source_line(sources, line):
    assert source_line(sources) == line
