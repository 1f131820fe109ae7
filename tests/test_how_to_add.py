"""The ways to add something that docs/development.md tells are tried here, in a copy."""

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app import create_app
from components.elements.request import PageRequest
from components.pages import page_at
from components.theme import LIGHT
from components.views import VIEWS
from data.datasets.catalogue import Datasets
from data.index.facets import build_facets, columns_of
from data.link.filters import OF_REVIEW, REACH, Filter, fields_of
from data.link.query_string import Field
from data.link.state import PageState
from data.model import vocabulary as v
from data.queries.trials import count_matching
from data.store import RAW, known_fields, load_store
from tests.components.pages.trees import text

REGIMEN, EVENT = "a-hospital-2026", "a-hospital-2026-01"


def append_like(folder: Path, name: str, like: str, **cells: str) -> None:
    """A row more in a raw file: that of a key, with some cells of its own."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / name).open("a", encoding="utf-8", newline="") as file:
        row = next(row for row in rows if like in row.values())
        csv.DictWriter(file, row.keys()).writerow({**row, **cells})


@pytest.fixture(scope="module")
def with_protocol(tmp_path_factory):
    """The curated data with a protocol more: one row each in two files."""
    folder = tmp_path_factory.mktemp("raw") / "raw"
    shutil.copytree(RAW, folder)
    append_like(
        folder, "regimens.csv", "miami-2000-02-ita", regimen=REGIMEN, label="A hospital, 2026"
    )
    event = {"event": EVENT, "regimen": REGIMEN, "dose": "3 mg/kg, made up"}
    append_like(folder, "regimen_events.csv", "miami-2000-02-ita-03", **event)
    made = load_store(folder)
    create_app(Datasets((made,)))  # links need the prefix of an app
    return made


@pytest.mark.parametrize("slug", ["at-a-glance", "protocol-timeline", "comparison-timeline"])
def test_a_protocol_is_two_rows(with_protocol, slug):
    query = f"?regimen={REGIMEN}&compare={REGIMEN}~miami-2005-07-ita"
    state, ignored = PageState.from_query(query, with_protocol.known)
    assert ignored == ()
    rendered = VIEWS[slug].render(with_protocol, state, LIGHT)
    assert "3 mg/kg, made up" in rendered.frame["dose"].tolist()
    assert rendered.figure["data"]


def test_a_protocol_has_its_page_and_its_place_in_the_choice(with_protocol):
    path = f"/protocols/{REGIMEN}"
    page = page_at(path)
    assert "A hospital, 2026" in text(page.layout(with_protocol, PageRequest(path)))
    assert REGIMEN in with_protocol.known.regimen.codes


def test_a_filter_is_one_entry(store, monkeypatch):
    entry = Filter("time", "Time perspective", "trials", "time_perspective", v.TIME_PERSPECTIVE)
    filters = (*OF_REVIEW, entry)
    # worked out of the list of filters when it is read
    monkeypatch.setitem(REACH, entry.key, entry.reach)
    fields = fields_of(filters, Field("condition", "Condition", (), {}, {}), 1, 0)
    facets = build_facets(store.frames(), fields, columns_of(filters))
    made = replace(store, known=known_fields(store.frames(), fields), facets=facets)
    state, ignored = PageState.from_query("?time=prospective&phase=phase2", made.known)
    assert ignored == ()
    assert state.to_query() == "?phase=phase2&time=prospective"
    assert "time perspective: Prospective" in state.filters.describe()
    rows = store.trials
    wanted = (rows["time_perspective"] == "PROSPECTIVE") & (rows["phase"] == "PHASE2")
    assert count_matching(made, state.filters) == wanted.sum()
