"""The origin of a dataset of protocols, as its manifest tells it."""

from data.model.protocol_origin import MOST_NAMED, ProtocolOrigin

MANIFEST = {
    "format": "workbook of protocols",
    "origin": [{"file": "a.xlsx"}],
    "created": "2026-11-27T22:00:00+00:00",
    "remarks": ["One."],
    "files": {"regimens.csv": {"sha256": "ab"}},
}


def test_what_a_manifest_tells():
    assert ProtocolOrigin.of(MANIFEST) == ProtocolOrigin(
        "workbook of protocols", ("a.xlsx",), 1, "2026-11-27", ("One.",), ("ab",)
    )


def test_of_many_files_the_first_are_named():
    files = [{"file": f"{number}.csv"} for number in range(MOST_NAMED + 5)]
    found = ProtocolOrigin.of(MANIFEST | {"origin": files})
    assert (len(found.files), found.file_count) == (MOST_NAMED, MOST_NAMED + 5)
