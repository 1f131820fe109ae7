"""Datasets of protocols as stores: their own frames and date, no trials, no filter that counts."""

import pytest

from data.datasets.protocol_store import load_protocols
from data.datasets.versions import DatasetError, folder_of
from data.link.state import PageState
from data.store import DATE_NOT_KNOWN
from tests.data.readers.workbooks.samples import BOOK, changed
from tests.protocols import OURS, TITLE, import_protocols


def test_a_store_of_protocols(protocols):
    assert (protocols.title, protocols.date, protocols.known.dataset) == (TITLE, "2024-03", OURS)
    assert not protocols.has("trials") and protocols.has("regimen_events")
    assert protocols.size_in_words == "2 protocols"
    assert protocols.origin is None
    assert protocols.written.files == ("ours.xlsx",)
    assert list(protocols.known.regimen.codes) == ["ours.standard-2024", "ours.pilot-2025"]
    assert protocols.known.year_from.codes == ("2024", "2025", "2026")


def test_a_link_to_it_is_understood(protocols):
    query = "?compare=ours.pilot-2025&dataset=ours&regimen=ours.pilot-2025"
    state, ignored = PageState.from_query(query, protocols.known)
    assert (ignored, state.to_query()) == ((), query)


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [(2020, None, ("2020",)), (None, 2021, ("2021",)), (None, None, ())],
)
def test_years_of_which_one_is_not_stated(tmp_path, first, last, years):
    import_protocols(tmp_path, changed("regimens", 0, first_year=first, last_year=last))
    assert load_protocols(tmp_path, OURS).known.year_from.codes == years


def test_a_date_that_no_source_states_is_not_known(tmp_path):
    import_protocols(tmp_path)
    manifest = folder_of(tmp_path, OURS) / "manifest.json"
    text = manifest.read_text().replace('"date_of_data": "2024-03"', '"date_of_data": ""')
    manifest.write_text(text)
    assert load_protocols(tmp_path, OURS).date == DATE_NOT_KNOWN


def test_one_that_is_not_there_or_damaged(tmp_path):
    with pytest.raises(DatasetError, match="no dataset ours"):
        load_protocols(tmp_path, OURS)
    import_protocols(tmp_path, {**BOOK, "outcomes": []})
    (folder_of(tmp_path, OURS) / "regimens.csv").write_text("x")
    with pytest.raises(DatasetError, match="is damaged"):
        load_protocols(tmp_path, OURS)
