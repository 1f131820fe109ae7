import io
import zipfile

import pytest

from app import create_app
from callbacks.http.settings import Settings
from callbacks.page.then_and_now import cell_of
from components.share.deck import dates_of, pptx_bytes, read_deck
from components.share.read_me import READ_ME
from tests.components.share.test_deck import all_text, slides_of
from tests.imports import ISLETS, LATER


@pytest.mark.parametrize(
    ("click", "cell"),
    [
        ({"rowId": "NCT00971503", "colId": "phase"}, ("NCT00971503", "phase")),
        ({"rowId": "NCT00971503"}, ("", "")),
        ({"rowId": 3, "colId": ["x"]}, ("", "")),
        ("NCT00971503", ("", "")),
        (None, ("", "")),
        ([], ("", "")),
    ],
)
def test_a_clicked_cell(click, cell):
    assert cell_of(click) == cell


COMPARED = f"?against={LATER}&dataset={ISLETS}"


@pytest.fixture(scope="module")
def client(beside):
    return create_app(beside, Settings()).server.test_client()


@pytest.mark.parametrize(
    ("ending", "inside"),
    [
        ("csv", "NCT00000011,Study <b>NCT00000011</b>,Phase 1,Phase 2,Completed,Completed,12,12"),
        ("json", "Islets later"),
        ("txt", "download “Islets later”, data of 2024-05-06"),
        ("txt", "download “Islets, our search”, data of 2022-03-04"),
        ("bib", "@misc{import-islets-later,"),
        ("ris", "UR  - http://localhost/then-and-now?against=islets-later&dataset=islets#then-and"),
    ],
)
def test_files_name_both_datasets(client, ending, inside):
    answer = client.get(f"/export/then-and-now.{ending}{COMPARED}")
    assert answer.status_code == 200
    assert inside in answer.get_data(as_text=True)


def test_the_readme_names_both_datasets(client):
    answer = client.get(f"/export/then-and-now.zip{COMPARED}")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        text = archive.read(READ_ME).decode()
    for said in (
        "2 of 2 trials in both datasets",
        "Then: Islets, our search (data of 2022-03-04); now: Islets later (data of 2024-",
        "2022-03-04 and 2024-05-06",
    ):
        assert said in text


def test_a_file_of_all_rows_has_every_field_of_the_shared_trials(client):
    answer = client.get(f"/export/then-and-now.csv{COMPARED}&rows=all")
    lines = answer.get_data(as_text=True).splitlines()
    assert len([line for line in lines if line.startswith("NCT")]) == 2 * 23 + 2
    assert [line.split(",")[0] for line in lines[-2:]] == ["NCT00000013", "NCT00000014"]
    assert "ONLY_THEN" in lines[-2]
    assert "ONLY_NOW" in lines[-1]
    name = answer.headers["Content-Disposition"]
    assert "then-and-now_islets_islets-later_2022-03-04_2024-05-06_all-rows.csv" in name


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?against=gone", "“gone” is not known here. Allowed for against: islets, islets-later."),
        ("?against=islets&dataset=islets", "is the dataset itself."),
        ("?against=%3Cscript%3E", "“<script>” is not known here."),
        ("?against=islets~islets-later", "only one value is possible"),
    ],
)
def test_strange_datasets_are_refused_in_words(client, query, said):
    answer = client.get(f"/export/then-and-now.csv{query}")
    assert answer.status_code == 400
    assert said in answer.get_data(as_text=True)


def test_a_deck_names_both_datasets(beside):
    asked = [f"then-and-now{COMPARED}#Two years on"]
    figures = read_deck(asked, beside)
    assert dates_of(beside, figures) == "2022-03-04_2024-05-06"
    slides = slides_of(pptx_bytes(beside, figures, "https://example.org"))
    texts = [all_text(slide.shapes) for slide in slides]
    assert "Islets, our search; Islets later" in texts[0]
    assert "2 of 2 trials in both datasets" in texts[1]
    assert "data of 2024-05-06" in texts[-1]
