"""The frames of an import: the schema's columns and more, for built-in data, too."""

import pandas as pd

from data.link.trial_fields import REGISTERED
from data.model.schema import FRAMES
from data.readers.columns import EXTRA, IMPORT_FRAMES
from tests.data.readers.samples import FULL, imported, write


def test_an_import_has_every_column_of_the_built_in_frame():
    built_in = {frame.name: frame for frame in FRAMES}
    for frame in IMPORT_FRAMES:
        assert set(built_in[frame.name].column_names) <= set(frame.column_names)


def test_cells_of_an_import_keep_the_rules_of_their_columns(tmp_path):
    _, frames = imported(tmp_path / "out", write(tmp_path / "a", [FULL]))
    for frame in IMPORT_FRAMES:
        for column in frame.columns:
            for cell in frames[frame.name][column.name]:
                text = "" if pd.isna(cell) else str(cell)
                assert not column.problem(text), (frame.name, column.name, text)


def test_every_column_that_only_registry_records_have_has_words():
    extra = {each.name for each in EXTRA["trials"]}
    beside = {name for name in extra if name.endswith(("_printed", "_type"))}
    assert set(REGISTERED) == extra - beside - {"start_year"}
