"""An import whose texts are hostile: pages, pictures and files show them as text."""

import csv
import io
import json
import re
import zipfile

import openpyxl
import pytest
from dash._utils import to_json

from app import create_app
from callbacks.http.settings import Settings
from components.elements.request import PageRequest
from components.pages import PAGES
from components.theme import LIGHT
from components.views import VIEWS
from data.datasets.catalogue import Datasets, load_dataset
from tests.data.readers.samples import imported, study, write

LONG = 200_000
TEXTS = (
    '=HYPERLINK("https://example.org","x")',
    "+1+1",
    "@SUM(A1)",
    "\n-1+1",
    "\t=1+1",
    "＝1+1",
    "<img src=x onerror=alert(1)>",
    "<b>bold</b><a href='javascript:alert(1)'>go</a>",
    "</script><script>alert(1)</script>",
    "%{x} %{customdata[0]}",
    "a\x00b\x0bc\x1b[31md\uffff",
    "x" * LONG,
)
MARKUP = re.compile("<img|<script|</script|<a href|<b>bold")
QUERY = "?dataset=hostile"


def hostile(number: int, text: str) -> dict:
    """A study with the text wherever a text may stand."""
    site = {"facility": text, "city": text, "geoPoint": {"lat": 40.0 + number, "lon": 0.0}}
    return study(
        f"NCT{number:08}",
        identificationModule={"briefTitle": text, "acronym": text},
        statusModule={
            "overallStatus": text,
            "whyStopped": text,
            "startDateStruct": {"date": f"20{number + 9:02}-03", "type": text},
        },
        sponsorCollaboratorsModule={
            "leadSponsor": {"name": text, "class": text},
            "collaborators": [{"name": text}],
        },
        conditionsModule={"conditions": [text, "Kidney failure"]},
        designModule={
            "studyType": text,
            "phases": [text],
            "designInfo": {"allocation": text, "maskingInfo": {"whoMasked": [text]}},
            "enrollmentInfo": {"count": number, "type": text},
        },
        armsInterventionsModule={"interventions": [{"type": text, "name": text}]},
        contactsLocationsModule={
            "locations": [{**site, "country": "Spain"}, {"facility": text, "country": text}]
        },
    )


@pytest.fixture(scope="module")
def datasets(store, tmp_path_factory):
    root = tmp_path_factory.mktemp("hostile")
    studies = [hostile(number, text) for number, text in enumerate(TEXTS, start=1)]
    report, _ = imported(root, write(root / "f.json", studies), name="hostile", title=TEXTS[6])
    assert (report.read, report.skipped) == (len(TEXTS), 0)
    return Datasets((store, load_dataset(root, "hostile")))


@pytest.fixture(scope="module")
def client(datasets):
    return create_app(datasets, Settings()).server.test_client()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_can_be_made(datasets, page):
    store = datasets.named("hostile")
    path = page.path.replace("<nct_id>", f"NCT{len(TEXTS):08}")
    layout = to_json(page.layout(store, PageRequest.of(path, QUERY, store.known, LIGHT)))
    if page.name.startswith("trial"):
        # the cells of its tables hold the start of a text; the map has it twice
        assert len(layout) < 4 * LONG


@pytest.mark.parametrize("slug", VIEWS)
def test_no_cell_of_a_csv_runs(client, monkeypatch, slug):
    answer = client.get(f"/export/{slug}.csv{QUERY}&rows=all")
    assert answer.status_code == 200
    limit = csv.field_size_limit(2 * LONG)
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True), newline="")))
    csv.field_size_limit(limit)
    signs = ("=", "+", "@", "\t", "\r", "\n", "＝")
    assert not [cell[:40] for row in rows for cell in row if cell.startswith(signs)]


@pytest.mark.parametrize("slug", VIEWS)
def test_no_text_of_a_figure_is_markup(client, slug):
    def texts(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                # what a click filters by is an address, and never drawn
                yield from () if key == "customdata" else texts(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from texts(inner)
        elif isinstance(value, str):
            yield value

    figure = json.loads(client.get(f"/export/{slug}.json{QUERY}").data)["figure"]
    assert not [text[:80] for text in texts(figure) if MARKUP.search(text)]


@pytest.mark.parametrize("slug", VIEWS)
def test_a_picture_holds_nothing_that_svg_cannot(client, slug):
    """A bell in the name of a condition: the picture was never made."""
    answer = client.get(f"/export/{slug}.json{QUERY}").data
    found = re.findall(
        r"\\u00[01][0-9a-f]|\\u007f|\\u00[89][0-9a-f]|\\uffff", answer.decode("ascii")
    )
    assert {*found} <= {"\\u000a", "\\u0009"}


def test_no_cell_of_a_workbook_runs(client):
    answer = client.get(f"/export/phase-by-condition.xlsx{QUERY}")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    # to the records of the trials and to the view itself, nowhere else
    links = [cell.hyperlink.target for cell in cells if cell.hyperlink]
    ours = ("https://clinicaltrials.gov/study/NCT", "http://localhost/design?")
    assert [link for link in links if not link.startswith(ours)] == []
    assert len(links) > 1
    assert TEXTS[0] in {cell.value for cell in cells}


def test_slides_hold_text_and_no_links_of_their_own(client):
    answer = client.get(f"/export/deck.pptx{QUERY}")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.data)) as deck:
        links = [deck.read(name) for name in deck.namelist() if name.endswith(".rels")]
        books = [deck.read(name) for name in deck.namelist() if name.endswith(".xlsx")]
    assert not [each for each in links if b"example.org" in each or b"javascript" in each]
    cells = [
        cell
        for book in books
        for sheet in openpyxl.load_workbook(io.BytesIO(book))
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
