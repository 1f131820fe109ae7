"""The frames of an import: the schema's columns and more, for built-in data, too."""

import pandas as pd
import pytest

from data.link.trial_fields import REGISTERED
from data.model.schema import FRAMES
from data.readers.columns import EXTRA, FRAME_NAMES, IMPORT_FRAMES, with_registry_columns
from tests.data.readers.samples import FULL, imported, write


def test_an_import_has_every_column_of_the_built_in_frame():
    built_in = {frame.name: frame for frame in FRAMES}
    for frame in IMPORT_FRAMES:
        assert set(built_in[frame.name].column_names) <= set(frame.column_names)


@pytest.mark.parametrize("name", FRAME_NAMES)
def test_built_in_frames_can_be_given_the_same_columns(store, tmp_path, name):
    filled = with_registry_columns(name, getattr(store, name))
    _, frames = imported(tmp_path / "out", write(tmp_path / "a", [FULL]))
    assert set(filled.columns) == set(frames[name].columns)
    for each in EXTRA[name]:
        column = each.column.name
        assert filled[column].dtype == frames[name][column].dtype, column
        if each.built_in is None:
            assert filled[column].isna().all()
        else:
            assert set(filled[column]) == {each.built_in}


def test_cells_of_an_import_keep_the_rules_of_their_columns(tmp_path):
    _, frames = imported(tmp_path / "out", write(tmp_path / "a", [FULL]))
    for frame in IMPORT_FRAMES:
        for column in frame.columns:
            for cell in frames[frame.name][column.name]:
                text = "" if pd.isna(cell) else str(cell)
                assert not column.problem(text), (frame.name, column.name, text)


def test_every_column_that_only_registry_records_have_has_words():
    extra = {each.column.name for each in EXTRA["trials"]}
    beside = {name for name in extra if name.endswith(("_printed", "_type"))}
    assert set(REGISTERED) == extra - beside - {"start_year"}
