"""The matrix on a trial's page: a card above the arms' texts, its files, its change of colours."""

import io
import json
import zipfile

import pytest
from dash import no_update
from plotly.utils import PlotlyJSONEncoder
from pptx import Presentation

from app import create_app
from callbacks.page.entity_figures import entity_figure, entity_upright
from components.elements.request import PageRequest
from components.pages.trial_arms import MOST_PARTS, arm_cards, name_of, part_named
from components.share.attribution import attribution_of
from components.theme import DARK, LIGHT
from components.views import VIEWS
from data.datasets.catalogue import Datasets
from data.link.options import ProtocolOptions
from data.link.state import PageState
from tests.arm_samples import arm, given, record, store_of
from tests.components.pages.trees import text

ONE, TWO, BARE, MANY = (f"NCT0000000{n}" for n in (1, 2, 3, 4))
HOSTILE = "<script>alert(1)</script>"
VIEW = VIEWS["arm-matrix"]


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    many = [f"Arm {n} of a great many, with a name that takes its lines" for n in range(120)]
    return store_of(
        tmp_path_factory.mktemp("arms"),
        [
            record(ONE, [arm("A", "Drug: Tacrolimus"), arm(HOSTILE)], [given("Tacrolimus")]),
            record(TWO, [arm("B", "Drug: tacrolimus")], [given("tacrolimus")]),
            record(BARE, [arm("C")], [given("Q")]),
            record(MANY, [arm(label, "Drug: Q") for label in many], [given("Q")]),
        ],
    )


@pytest.fixture(scope="module")
def client(records):
    return create_app(Datasets((records,))).server.test_client()


def asked(store, nct_id, palette=LIGHT, search=""):
    return PageRequest.of(f"/trials/{nct_id}", search, store.known, palette)


@pytest.mark.parametrize(("nct_id", "cards"), [(ONE, 1), (BARE, 0), (MANY, MOST_PARTS)])
def test_a_trial_has_a_card_for_each_part(client, records, nct_id, cards):
    made = arm_cards(records, nct_id, asked(records, nct_id))
    assert len(made) == cards
    said = [text(card) for card in made]
    assert all(words.startswith(VIEW.title) for words in said)
    if nct_id == MANY:
        assert "part 1 of" in said[0] and "part 2 of" in said[1]
        assert "are on the slides and in the table" in said[-1]
        assert ["Show as table" in words for words in said] == [False] * (cards - 1) + [True]


def test_the_card_says_its_words_and_nothing_as_markup(client, records):
    (card,) = arm_cards(records, ONE, asked(records, ONE))
    words = text(card)
    assert all(each in words for each in ("Tacrolimus", "Calcineurin inhibitor", HOSTILE))
    assert VIEW.caption in words
    figure = json.dumps(card, cls=PlotlyJSONEncoder)
    assert "<b><script" not in figure


@pytest.mark.parametrize(
    ("name", "part"),
    [
        (name_of(1), 1),
        (name_of(MOST_PARTS), MOST_PARTS),
        (name_of(MOST_PARTS + 1), 0),
        ("arm-matrix", 0),
        ("arm-matrix-0", 0),
        ("arm-matrix-1x", 0),
        ("places", 0),
        ("", 0),
    ],
)
def test_names_of_the_parts(name, part):
    assert part_named(name) == part


def test_the_figure_follows_the_theme_and_not_the_filters(records):
    light, dark, filtered = (
        entity_figure(records, asked(records, ONE, palette, search), name_of(1))
        for palette, search in ((LIGHT, ""), (DARK, ""), (LIGHT, "?q=nothing"))
    )
    assert light == filtered != dark
    assert entity_figure(records, asked(records, "NCT99999999"), name_of(1)) is no_update
    phones = [
        entity_upright(records, asked(records, ONE, palette), name_of(1))
        for palette in (LIGHT, DARK)
    ]
    assert phones[0] != phones[1]
    assert entity_upright(records, asked(records, "NCT99999999"), name_of(1)) is no_update


def query(nct_id):
    return f"?dataset=trial&q={nct_id}"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "pptx", "json", "zip", "txt", "bib", "ris"])
def test_the_matrix_of_a_trial_as_a_file(client, ending):
    answer = client.get(f"/export/arm-matrix.{ending}{query(ONE)}")
    assert answer.status_code == 200
    assert len(answer.data) > 100


def test_the_files_hold_each_link_and_the_texts_behind_it(client):
    shown, behind = (
        client.get(f"/export/arm-matrix.csv{query(ONE)}{more}").text.splitlines()
        for more in ("", "&rows=all")
    )
    assert shown[0].lstrip("\ufeff").startswith("Trial,Arm of the trial,Type of arm,Intervention")
    assert "Tacrolimus,Drug,Calcineurin inhibitor,Name of an agent,Listed for this arm" in shown[1]
    assert "No intervention is listed for this arm" in shown[2]
    assert "intervention_description" in behind[0]
    assert len(shown) == len(behind) == 3
    with zipfile.ZipFile(io.BytesIO(client.get(f"/export/arm-matrix.zip{query(ONE)}").data)) as own:
        assert "the class is known" in own.read("README.txt").decode()


def test_every_part_is_a_picture_of_its_own_and_the_slides_have_all(client):
    places = []
    for part in (1, 2):
        answer = client.get(f"/export/arm-matrix.json{query(MANY)}&part={part}").json
        notes = [note["text"] for note in answer["figure"]["layout"]["annotations"]]
        places += [note for note in notes if note.startswith("Part ")]
        assert not answer["small"]
    assert [place.split(" of ")[0] for place in places] == ["Part 1", "Part 2"]
    deck = Presentation(io.BytesIO(client.get(f"/export/arm-matrix.pptx{query(MANY)}").data))
    assert len(deck.slides) > MOST_PARTS


def test_a_trial_without_links_says_why_in_every_file(client):
    sentence = "the record does not say which arm has which intervention"
    answer = client.get(f"/export/arm-matrix.json{query(BARE)}").json
    assert sentence in answer["choice"]
    assert sentence in client.get(f"/export/arm-matrix.txt{query(BARE)}").text


def words_of(store, trials):
    arms = tuple(f"{nct_id.lower()}.arm-1" for nct_id in trials)
    state = PageState(store.no_filters(), protocols=ProtocolOptions(regimen=arms), dataset="trial")
    return attribution_of(store, state, VIEW, VIEW.query(store, state), "https://x.example.org")


def test_the_words_around_one_trial_and_around_several(records):
    alone, both = words_of(records, [ONE]), words_of(records, [ONE, TWO])
    assert alone.choice_line == f"1 of 4 trials. {ONE}: Trial {ONE}."
    assert alone.link.startswith(f"https://x.example.org/trials/{ONE}?")
    assert both.choice_line == f"2 of 4 trials. {ONE} beside {TWO}."
    assert both.link.startswith("https://x.example.org/protocols?")
    assert [source.source_id for source in both.sources] == ["import-trial"]


def test_what_has_no_matrix_beside_others_is_said_in_the_caption(records):
    words = words_of(records, [ONE, BARE])
    said = f"{BARE}: the record does not say which arm has which intervention."
    assert said in words.caption and said in words.summary
