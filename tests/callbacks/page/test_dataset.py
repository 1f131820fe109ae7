"""The app on several datasets: which one an address gets, and what changes with it."""

import io
import zipfile

import pytest
from dash import no_update

from app import create_app
from callbacks.http.settings import Settings
from callbacks.page.address import control_values, in_dataset
from components.share.deck import DeckError, pptx_bytes, read_deck
from data.link.state import PageState
from data.store import load_store
from tests.components.share.test_deck import all_text, slides_of

BASE = "https://example.org"


@pytest.fixture(scope="module")
def client(datasets):
    return create_app(datasets, Settings()).server.test_client()


@pytest.mark.parametrize(
    ("search", "name"),
    [
        ("", ""),
        ("?dataset=islets", "islets"),
        ("?phase=phase2&dataset=islets", "islets"),
        ("?dataset=", ""),
        ("?dataset=gone", ""),
        ("?dataset=../../etc", ""),
        ("?dataset=islets&dataset=gone", ""),
    ],
)
def test_a_link_names_its_dataset_and_an_unknown_one_is_the_default(datasets, search, name):
    assert datasets.of_query(search).known.dataset == name


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (None, ""),
        ("http://localhost/design", ""),
        ("http://localhost/design?dataset=islets&phase=phase2", "islets"),
        ("http://localhost/design?dataset=gone", ""),
        ("https://elsewhere.example/?dataset=", ""),
        ("not an address", ""),
    ],
)
def test_the_frame_is_laid_out_for_the_dataset_of_its_page(client, page, shown):
    """A link to an import showed the filters of the built-in data for a moment."""
    headers = {"Referer": page} if page else {}
    frame = client.get("/_dash-layout", headers=headers).get_data(as_text=True)
    assert ("Sponsor class" in frame) == bool(shown)
    assert ("Donor" in frame) == (not shown)
    assert f'"data":"{shown}"' in frame.replace(": ", ":")


def test_captions_are_drawn_anew_with_the_figures(datasets):
    """They said what the figure of the first address left out."""
    keys = create_app(datasets, Settings()).callback_map
    (drawn,) = (key for key in keys if '"type":"graph"' in key and ".figure" in key)
    assert '"type":"framed"' in drawn


def test_an_unknown_dataset_is_said(datasets):
    _, ignored = PageState.from_query("?dataset=gone", datasets.default.known)
    assert ignored == ("Dataset: “gone” is not known here and was ignored.",)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", "?dataset=islets"),
        ("?phase=phase2&donor=autologous", "?dataset=islets&phase=phase2"),
        ("?regimen=miami-2005-07-ita&region=asia", "?dataset=islets&region=asia"),
    ],
)
def test_another_dataset_keeps_what_it_has(store, imported, query, kept):
    state, _ = PageState.from_query(query, store.known)
    assert in_dataset(state, imported).to_query() == kept


def test_and_back_again(store, imported):
    query = "?dataset=islets&phase=phase2&started-from=2013"
    state, _ = PageState.from_query(query, imported.known)
    assert in_dataset(state, store).to_query() == "?phase=phase2"


def test_controls_of_another_dataset_are_left_alone(store):
    assert control_values(load_store(), PageState(), ["phase", "started-from"]) == [[], no_update]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/trials/NCT00000012?dataset=islets", 200),
        ("/trials/NCT00000012", 404),
        ("/trials/NCT01143168", 200),
        ("/trials/NCT01143168?dataset=islets", 404),
        ("/protocols/miami-2005-07-ita?dataset=islets", 404),
        ("/protocols?dataset=islets", 200),
        ("/?dataset=gone", 200),
        ("/data/trials.csv?dataset=gone", 404),
        ("/export/donor.csv?dataset=islets", 200),
        ("/export/protocol-timeline.pptx?dataset=islets", 200),
        ("/export/masking.csv?dataset=gone", 400),
        ("/export/masking.csv?dataset=islets&donor=autologous", 400),
    ],
)
def test_codes(client, path, code):
    assert client.get(path).status_code == code


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("/data/trials.csv?dataset=islets", "NCT00000012"),
        ("/export/trial-list.csv?dataset=islets&started-from=2014", "NCT00000013"),
        ("/export/masking.csv?dataset=islets", "Share of matching trials"),
        ("/export/trial-map.json?dataset=islets", "Islets, our search"),
        ("/export/masking.txt?dataset=islets", "Islets, our search"),
        ("/export/protocol-timeline.txt?dataset=islets", "no protocol"),
    ],
)
def test_files_are_of_the_dataset(client, path, inside):
    assert inside in client.get(path).text


def test_a_file_is_named_after_its_dataset(client):
    header = client.get("/data/trials.csv?dataset=islets").headers["Content-Disposition"]
    assert "trials_islets_2022-03" in header


def test_health_counts_the_datasets(client):
    assert client.get("/readyz").json["datasets"] == 2


TWO = ["masking?dataset=islets&phase=phase2#Ours", "masking?phase=phase2"]


def test_a_deck_holds_figures_of_two_datasets(datasets, imported, store):
    slides = slides_of(pptx_bytes(datasets, read_deck(TWO, datasets), BASE))
    texts = [all_text(slide.shapes) for slide in slides]
    assert "2 of 3 trials" in texts[1]
    assert "5 of 19 trials" in texts[2]
    for text in (imported.title, store.title, imported.date, store.date):
        assert text in texts[0]
    assert imported.title in texts[-1]


def test_the_files_of_a_mixed_deck(client):
    figures = "&".join(f"figure={part.replace('&', '%26').replace('#', '%23')}" for part in TWO)
    answer = client.get(f"/export/deck.zip?{figures}")
    assert "deck_islets_review-2010_2010-08_2022-03" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert "Islets, our search" in archive.read("README.txt").decode()


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (["masking?dataset=gone"], "“gone” is not known here"),
        (["masking?dataset=islets&donor=autologous"], "“donor” is not a filter"),
    ],
)
def test_a_deck_says_what_cannot_be_drawn(datasets, figures, said):
    with pytest.raises(DeckError, match=said):
        read_deck(figures, datasets)


def test_the_standard_deck_of_an_import_holds_what_it_has(datasets):
    slugs = {figure.slug for figure in read_deck([], datasets, "islets")}
    assert "trial-map" in slugs
    assert not slugs & {"donor", "protocol-timeline", "agent-matrix"}
    assert "started-per-year" in slugs
    with pytest.raises(DeckError, match="not known"):
        read_deck([], datasets, "gone")
