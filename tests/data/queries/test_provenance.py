from dataclasses import replace

import pandas as pd
import pytest

from data.link.filters import TrialFilters
from data.queries import provenance
from data.queries.provenance import Source, dates_of


def ids(sources) -> tuple[str, ...]:
    return tuple(source.source_id for source in sources)


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        ([], ()),
        (["review-2010"], ("review-2010",)),
        (["registry-facts", "review-2010"], ("review-2010", "registry-facts")),
        (["registry-facts|review-2010", "review-2010"], ("review-2010", "registry-facts")),
        (["nobody-knows"], ()),
        ([""], ()),
    ],
)
def test_cells_name_sources_in_the_order_of_the_dataset(store, cells, named):
    assert ids(provenance.named_in(store, cells)) == named


def test_that_there_are_no_rows_was_found_in_all_rows(store, imported):
    every = store.regimen_events
    whole = ids(provenance.of_rows(store, every, every))
    assert "review-2010" in whole and "record-nct01143168" in whole
    assert ids(provenance.of_rows(store, every.head(0), every)) == whole
    assert ids(provenance.of_rows(store, every.head(1), every)) == ("review-2010",)
    assert provenance.of_rows(store, every.head(0), every.head(0)) == ()
    nothing = TrialFilters().with_text("no-such-word")
    assert provenance.of_trials(store, nothing) == provenance.of_trials(store, TrialFilters())
    for filters in (imported.no_filters(), imported.no_filters().with_text("no-such-word")):
        assert len(provenance.of_trials(imported, filters)) == 1


def test_events_bring_the_references_of_their_agents_classes(store):
    events = store.regimen_events
    own = events[events["agent"] == "tac"].head(1)
    assert ids(provenance.of_events(store, own)) == ("review-2010", "agent-reference")
    of_record = events[events["regimen"] == "nct01143168"]
    assert ids(provenance.of_events(store, of_record)) == ("record-nct01143168",)


def test_a_source_without_a_citation_is_named_by_what_it_has(store):
    bare = replace(store, sources=store.sources.head(1).assign(citation=""))
    (source,) = provenance.sources_in(bare)
    assert source.words == source.title
    silent = replace(store, sources=store.sources.head(1).assign(citation="", title=""))
    (source,) = provenance.sources_in(silent)
    assert source.words == store.title


def made(date: str, kind: str = "REVIEW") -> Source:
    return Source("id", kind, "", "", date, "", "", "")


@pytest.mark.parametrize(
    ("sources", "dates"),
    [
        ((), ()),
        ((made("2010-08"),), ("2010-08",)),
        ((made("2010-08"), made("2026-11", "REFERENCE")), ("2010-08",)),
        ((made("2026-11", "REFERENCE"),), ("2026-11",)),
        ((made("2010-08"), made(""), made("2010-08"), made("2012")), ("2010-08", "2012")),
    ],
)
def test_dates(sources, dates):
    assert dates_of(sources) == dates


def test_every_source_of_every_row_is_known(store):
    known = set(ids(provenance.sources_in(store)))
    for name, frame in store.frames().items():
        if "source" in frame:
            assert isinstance(frame, pd.DataFrame)
            named = {one for cell in frame["source"].unique() for one in cell.split("|")}
            assert named <= known, name
