from dataclasses import replace

import pytest

from components.share import exports, read_me
from components.share.attribution import DISCLAIMER, attribution_of
from components.views import VIEWS
from data.link.state import PageState

BASE = "https://x.example.org/a"


@pytest.fixture
def made(store):
    def of(slug: str, query: str = ""):
        state, ignored = PageState.from_query(query, store.known)
        assert not ignored
        view = VIEWS[slug]
        answer = view.query(store, state)
        words = attribution_of(store, state, view, answer, BASE)
        return words, exports.tables_of(view, store, state, answer, words.file_name)

    return of


def test_a_readme_says_what_the_tables_are(made):
    words, tables = made("allocation", "phase=phase2")
    lines = read_me.of_view(words, tables).split("\r\n")
    for line in (
        "Title: Trials by allocation",
        "Filters: Phase: Phase 2",
        "Shown: 5 of 19 trials",
        f"Source: {words.citation}",
        f"Date of the data: {words.date}",
        f"Link: {BASE}/design?phase=phase2#allocation",
        f"Note: {DISCLAIMER}",
        f"{words.file_name}.csv: rows: 3, the figure's table as shown.",
        f"{words.file_name}_all-rows.csv: rows: 5, all rows behind the figure.",
        "- Share of matching trials: trials divided by all that match the filters; 0.25 is 25%",
        "- nct_id: number of the trial in its registry",
    ):
        assert line in lines


def test_no_rows_are_said(made):
    words, tables = made("allocation", "q=nothing-like-it")
    assert "rows: none; nothing matches the filters." in read_me.of_view(words, tables)


def test_a_column_of_both_tables_is_explained_once(made):
    words, tables = made("protocol-timeline")
    text = read_me.of_view(words, tables)
    for table in tables:
        for column in table.columns:
            lines = [each for each in text.split("\r\n") if f"{each}:".startswith(f"- {column}:")]
            assert len(lines) == 1


def test_hostile_words_begin_no_line_of_their_own(made):
    words, tables = made("allocation")
    evil = replace(words, chosen="a\r\nNote: medical advice\x00", title="\x1b[31m")
    lines = read_me.of_view(evil, tables).split("\r\n")
    assert "Filters: a Note: medical advice" in lines
    assert not any(line.startswith("Note: medical") for line in lines)
    assert "\x00" not in "".join(lines)
