"""Every view in every format, filtered, empty and hostile, by its address alone."""

import csv
import io
import json
import re
import zipfile
from urllib.parse import quote

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from app import create_app
from callbacks.files.exports import FORMATS
from callbacks.http.settings import Settings
from components.elements.request import PageRequest
from components.pages.trials import PANELS, grid_rows
from components.share.attribution import attribution_of
from components.share.deck import MOST_FIGURES
from components.share.exports import ROWS, table_shown
from components.slides.sheet import CONTINUED, SMALLEST
from components.theme import LIGHT
from components.views import VIEWS
from data.datasets.catalogue import Datasets
from data.link.options import OPTIONS
from data.link.state import PageState
from tests.components.slides.decks import all_text
from tests.imports import ISLETS

BASE = "http://localhost"
QUERIES = {
    "all": "",
    "filtered": "condition=t1d&phase=phase1~phase2&regimen=miami-2005-07-ita",
    "empty": "q=no-such-word&condition=complications&regimen=miami-2005-07-ita&class=oxygen",
}


@pytest.fixture(scope="module")
def client(store):
    return create_app(Datasets((store,)), Settings()).server.test_client()


@pytest.fixture(scope="module")
def both(datasets):
    """The review and an import beside it."""
    return create_app(datasets, Settings()).server.test_client()


class Case:
    """A view for one query, and what its files must say."""

    def __init__(self, store, slug: str, query: str) -> None:
        self.view = VIEWS[slug]
        self.state, ignored = PageState.from_query(query, store.known)
        assert not ignored
        self.frame = self.view.query(store, self.state)
        self.words = attribution_of(store, self.state, self.view, self.frame, BASE)
        self.shown = table_shown(self.view, self.frame)
        self.behind = self.view.scope.behind(store, self.state)
        self.query = query

    def get(self, client, ending: str, **own: str):
        more = "".join(f"&{key}={value}" for key, value in own.items())
        response = client.get(f"/export/{self.view.slug}.{ending}?{self.query}{more}".rstrip("?"))
        assert response.status_code == 200, response.text
        assert response.mimetype == FORMATS[ending].mimetype
        name = f'filename="{self.words.file_name}'
        assert name in response.headers["Content-Disposition"]
        assert "max-age" in response.headers["Cache-Control"]
        return response


@pytest.fixture(
    scope="module", params=[(slug, kind) for slug in VIEWS for kind in QUERIES], ids="-".join
)
def case(request, store):
    slug, kind = request.param
    return Case(store, slug, QUERIES[kind])


def read_csv(content: bytes) -> tuple[list[str], list[list[str]]]:
    """The headings and the rows of a file that is a table and nothing else."""
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert {len(row) for row in rows} <= {len(head)}
    return head, rows


def as_written(value: object) -> str:
    if pd.isna(value):
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def plain_cells(frame: pd.DataFrame) -> list[list[str]]:
    return [[as_written(value) for value in row] for row in frame.itertuples(index=False)]


def without_quote(rows: list[list[str]]) -> list[list[str]]:
    return [[cell.removeprefix("'") for cell in row] for row in rows]


def test_csv_as_shown(client, case):
    head, rows = read_csv(case.get(client, "csv").data)
    assert head == list(case.shown.columns)
    assert without_quote(rows) == without_quote(plain_cells(case.shown))


def test_csv_of_all_rows(client, case):
    response = case.get(client, "csv", rows="all")
    assert "_all-rows.csv" in response.headers["Content-Disposition"]
    head, rows = read_csv(response.data)
    assert head == list(case.behind.columns)
    assert len(rows) == len(case.behind)
    numbers = case.behind.select_dtypes("number")
    for name in numbers:
        found = [row[head.index(name)] for row in rows]
        expected = [None if pd.isna(value) else float(value) for value in numbers[name]]
        assert [float(cell) if cell else None for cell in found] == expected


@pytest.mark.parametrize("rows", ROWS)
def test_pandas_reads_every_csv(client, case, rows):
    frame = pd.read_csv(io.BytesIO(case.get(client, "csv", rows=rows).data))
    wanted = case.shown if rows == "shown" else case.behind
    assert list(frame.columns) == list(wanted.columns)
    assert len(frame) == len(wanted)


def test_a_share_is_the_same_number_everywhere(client, case):
    shown = pd.read_csv(io.BytesIO(case.get(client, "csv").data))
    book = io.BytesIO(case.get(client, "xlsx").data)
    sheet = pd.read_excel(book, sheet_name="As shown")
    for name in [name for name in case.shown.columns if name.startswith("Share")]:
        for found in (shown, sheet):
            numbers = pd.to_numeric(found[name], errors="raise").astype("float")
            assert numbers.tolist() == pytest.approx(
                case.shown[name].astype("float").tolist(), rel=1e-14, nan_ok=True
            )
            assert numbers.dropna().between(0, 1).all()


def test_zip_of_both_tables_and_a_readme(client, case):
    name = case.words.file_name
    with zipfile.ZipFile(io.BytesIO(case.get(client, "zip").data)) as archive:
        assert archive.testzip() is None
        files = {each: archive.read(each) for each in archive.namelist()}
    assert list(files) == ["README.txt", f"{name}.csv", f"{name}_all-rows.csv"]
    assert files[f"{name}.csv"] == case.get(client, "csv").data
    assert files[f"{name}_all-rows.csv"] == case.get(client, "csv", rows="all").data
    text = files["README.txt"].decode()
    for said in (case.words.title, case.words.shown, case.words.citation, case.words.link):
        assert said in text
    for column in (*case.shown.columns, *case.behind.columns):
        assert f"- {column}" in text


HANDS_ON = re.compile(r"\b((hover|click|scroll)\w*|drag|tap)\b", re.IGNORECASE)


@pytest.mark.parametrize("where", ["review", "import"])
@pytest.mark.parametrize("slug", VIEWS)
def test_nothing_that_travels_tells_a_reader_to_click(both, where, slug):
    """Notes, files, slides and pictures are no page: a hint has nothing to do there."""
    query = "" if where == "review" else f"?dataset={ISLETS}"
    parts = {
        ending: both.get(f"/export/{slug}.{ending}{query}") for ending in FORMATS if ending != "zip"
    }
    assert {each.status_code for each in parts.values()} == {200}
    deck = Presentation(io.BytesIO(parts["pptx"].data))
    slides = [
        text
        for slide in deck.slides
        for text in (all_text(slide.shapes), slide.notes_slide.notes_text_frame.text)
    ]
    picture = json.loads(parts["json"].text)
    words = [picture[name] for name in ("title", "choice", "caption", "summary", "source")]
    words += [line["text"] for line in picture["lines"]]
    words += [each["text"] for each in picture["figure"]["layout"].get("annotations", [])]
    about = openpyxl.load_workbook(io.BytesIO(parts["xlsx"].data))["About"]
    cells = [str(cell) for row in about.values for cell in row]
    with zipfile.ZipFile(io.BytesIO(both.get(f"/export/{slug}.zip{query}").data)) as archive:
        read_me = archive.read("README.txt").decode()
    cited = [parts[ending].text for ending in ("txt", "bib", "ris")]
    for text in (*slides, *words, *cells, read_me, *cited):
        assert not HANDS_ON.search(text), text


def test_hints_stand_on_the_page(store):
    """The sweep above would pass if nobody were told anything: these three are."""
    drawn = {slug: view for slug, view in VIEWS.items() if not view.lacks(store)}
    hints = {slug for slug, view in drawn.items() if HANDS_ON.search(view.hint)}
    assert {"agent-matrix", "graft-function", "then-and-now"} <= hints
    for slug in hints:
        assert VIEWS[slug].render(store, PageState(), LIGHT).hint == VIEWS[slug].hint


def as_stored(value: object) -> object:
    """A workbook has no empty text, and 16 digits."""
    if pd.isna(value) or value == "":
        return None
    return round(value, 12) if isinstance(value, float) else value


def test_xlsx(client, case):
    book = openpyxl.load_workbook(io.BytesIO(case.get(client, "xlsx").data))
    assert book.sheetnames == ["As shown", "All rows", "About"]
    head, *rows = book["As shown"].values
    assert list(head) == list(case.shown.columns)
    assert [[as_stored(cell) for cell in row] for row in rows] == [
        [as_stored(cell) for cell in row] for row in case.shown.itertuples(index=False)
    ]
    assert len(list(book["All rows"].values)) == 1 + len(case.behind)
    about = dict(list(book["About"].values)[:9])
    assert about["Title"] == case.words.title
    assert about["Shown"] == case.words.shown
    assert about["Filters"] == case.words.chosen
    assert about["Source"] == case.words.citation
    assert (about["Date of the data"] or "") == case.words.date
    assert about["Link"] == case.words.link
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}


def description(shape) -> str:
    return shape._element._nvXxPr.cNvPr.get("descr") or ""


def graphics(slide) -> list:
    """Charts, tables and drawings of a slide."""
    return [shape for shape in slide.shapes if not shape.is_placeholder]


def is_text(shape) -> bool:
    """Says whether a screen reader finds words in all of it."""
    if shape.shape_type == 6:
        return all(is_text(inner) for inner in shape.shapes)
    return shape.has_text_frame and bool(shape.text_frame.text)


def check_slide(slide, words) -> None:
    """Checks what each slide of a figure has, whatever it draws."""
    text = all_text(slide.shapes)
    assert slide.shapes.title.text.removesuffix(CONTINUED) == words.title
    assert words.choice_line in text
    assert words.source_line in text
    assert words.link in text
    notes = slide.notes_slide.notes_text_frame.text
    assert notes.startswith(words.summary[:1_000].split("\n")[0])
    for shape in graphics(slide):
        assert shape.name
        assert description(shape) or is_text(shape), shape.name
    ids = [each.get("id") for each in slide.element.iter(qn("p:cNvPr"))]
    assert len(ids) == len(set(ids))
    sizes = [int(each) for each in slide.element.xpath("//p:sld//a:rPr/@sz")]
    assert min(sizes, default=1_200) >= SMALLEST * 100


def test_pptx(client, case):
    deck = Presentation(io.BytesIO(case.get(client, "pptx").data))
    assert len(deck.slides) >= 1
    for slide in deck.slides:
        check_slide(slide, case.words)
        for shape in graphics(slide):
            assert shape.left >= 0, shape.name
            assert shape.top >= 0, shape.name
            assert shape.left + shape.width <= deck.slide_width, shape.name
            assert shape.top + shape.height <= deck.slide_height, shape.name
    assert graphics(deck.slides[0]), "the slide has a figure, or says that there is none"


def test_json(client, case):
    pictures = [json.loads(case.get(client, "json", **own).text) for own in ({}, {"theme": "dark"})]
    light, dark = (json.dumps(picture, ensure_ascii=False) for picture in pictures)
    assert light != dark
    assert json.dumps(case.words.title, ensure_ascii=False)[1:-1].split()[0] in light


def test_citations(client, case):
    text = case.get(client, "txt").text
    assert case.words.title in text
    assert case.words.link in text
    sources = case.words.sources
    assert all(source.citation in text for source in sources)
    bib = case.get(client, "bib").text
    assert bib.count("\n@") == len(sources)
    assert all(f"{{{source.source_id}," in bib for source in sources)
    assert bib.count("{") == bib.count("}")
    ris = case.get(client, "ris").text
    assert ris.count("TY  - ") == ris.count("ER  - ") == 1 + len(sources)
    assert f"UR  - {case.words.link}\r\n" in ris


def test_a_slide_takes_another_title(client):
    content = client.get("/export/allocation.pptx?title=%3Cb%3E%20my+words").data
    (slide,) = Presentation(io.BytesIO(content)).slides
    assert slide.shapes.title.text == "<b> my words"


LONG = "x" * 300
BAD = [
    ("trial-list.csv?sort=secret", 400, "Sorted by: “secret” is not known here"),
    ("trial-list.csv?sort=-", 400, "Sorted by: “-” is not known here"),
    ("trial-list.csv?sort=phase~title~nct-id~masking~source", 400, "At most 4 columns"),
    ("trial-list.csv?find=" + "x" * 201, 400, "too long and ends after"),
    ("trial-list.csv?find=%00", 400, "control characters"),
    ("nope.csv", 404, "“nope” is not a figure"),
    ("csv", 404, "is not a figure"),
    (".csv", 404, "is not a figure"),
    ("allocation", 404, "is not a figure"),
    ("allocation.", 404, "is not a format"),
    ("allocation.exe", 404, "Allowed: csv, zip, xlsx, pptx, json, txt, bib, ris"),
    ("allocation.CSV", 404, "is not a format"),
    ("deck.csv", 404, "Allowed: pptx, zip"),
    ("../app.py", 404, ""),
    ("..%2f..%2fetc%2fpasswd", 404, "is not a figure"),
    ("allocation/x.csv", 404, "is not a figure"),
    ("%00.csv", 404, "is not a figure"),
    ("%ff%fe.csv", 404, "is not a figure"),
    (f"{LONG}.csv", 404, "is not a figure"),
    ("<script>alert(1)</script>.csv", 404, "is not a figure"),
    ("__class__.pptx", 404, "is not a figure"),
    ("allocation.csv?phase=xx", 400, "Allowed for phase: early-phase1, phase1"),
    ("allocation.csv?country=atlantis", 400, "Allowed for country: "),
    ("allocation.csv?foo=1", 400, "“foo” is not a filter or option here. Allowed: condition"),
    (f"allocation.csv?{LONG}=1", 400, "is not a filter"),
    (f"allocation.csv?phase={LONG}", 400, "is not known here"),
    ("allocation.csv?phase=phase1&phase=phase2", 400, "“phase” stands twice"),
    ("allocation.csv?rows=all&rows=all", 400, "“rows” stands twice"),
    ("allocation.csv?rows=some", 400, "Allowed: shown, all"),
    ("allocation.csv?theme=dark", 400, "“theme” is not for this kind of file. Allowed: rows"),
    ("allocation.xlsx?rows=all", 400, "“rows” is not for this kind of file"),
    ("allocation.json?theme=blue", 400, "Allowed: light, dark"),
    ("allocation.pptx?figure=allocation", 400, "“figure” is not for this kind of file"),
    ("allocation.csv?q=%00", 400, "control characters"),
    ("allocation.csv?q=%1b[31m", 400, "control characters"),
    ("allocation.csv?q=%ff%fe", 400, "not text in UTF-8"),
    ("allocation.csv?q=%C3%28", 400, "not text in UTF-8"),
    ("allocation.csv?q=" + "x" * 5_000, 414, "too long"),
    ("allocation.csv?q=" + "x" * 201, 400, "too long and ends after"),
    ("allocation.csv?" + "&".join(f"k{n}=1" for n in range(101)), 400, "more than 100 values"),
    ("allocation.csv?%3Cscript%3E=1", 400, "is not a filter"),
    ("trial-map.pptx?count=nothing", 400, "Allowed for count: trials, organisations, enrollment"),
    ("comparison-timeline.csv?compare=zz", 400, "Allowed for compare: "),
    ("protocol-timeline.csv?from=1066", 400, "Allowed for from: "),
    ("deck.pptx?figure=nope", 400, "“nope” is not a figure"),
    ("deck.pptx?figure=", 400, "is not a figure"),
    ("deck.pptx?figure=allocation&phase=phase2", 400, "Allowed: figure, title"),
    ("deck.pptx?figure=allocation%3Fphase%3Dxx", 400, "Figure 1 of the deck: Phase: “xx”"),
    ("deck.zip?figure=allocation%3Fq%3D%2500", 400, "control characters"),
    ("deck.pptx?figure=allocation%3Fq%3D%25ff", 400, "not UTF-8"),
    ("deck.pptx?title=a&title=b", 400, "“title” stands twice"),
    (
        "deck.pptx?" + "&".join(["figure=allocation"] * (MOST_FIGURES + 1)),
        400,
        "at most 60 figures",
    ),
    ("deck.pptx?figure=" + "x" * 9_000, 414, "too long"),
]


@pytest.mark.parametrize(("address", "status", "said"), BAD, ids=[row[0][:60] for row in BAD])
def test_bad_addresses_are_answered_in_words(client, address, status, said):
    response = client.get(f"/export/{address}")
    assert response.status_code == status
    assert "Traceback" not in response.text
    if said:
        assert response.mimetype == "text/plain"
        assert said in response.text
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"
        assert "x" * 60 not in response.text


ALLOWED = {
    "count": "trials, organisations, enrollment.",
    "places": "printed, sites.",
    "region": "world, europe, americas, asia.",
    "measure": "count, share.",
    "regimen": "miami-1994-96-iak, ",
    "agent": "islets, kidney, ",
    "role": "background, mobilisation, ",
    "class": "t-cell-depleting, il2r-antibody, ",
    "transplant": "iak, sik, sil, ita, cells-only, ",
    "from": "1994, 1995, ",
    "to": "1994, 1995, ",
    "window": "both, transplant, followup.",
    "part": "a number from 1.",
    "activities": "a number from 1.",
    "visits": "a number from 1.",
    "compare": "miami-1994-96-iak, ",
    "change": "unchanged, changed, newly-stated, ",
    "field": "overall_status, phase, ",
    "against": "nothing, as this dataset has no such values.",
    "arm-words": "words of up to 200 characters, and about 200 trial numbers.",
    "arm-page": "a number from 1.",
    "find": "words of up to 200 characters, and about 200 trial numbers.",
    "sort": "nct-id, title, ",
    "present": "the name of a figure.",
    "results-of": "the registry number of a trial.",
    "outcome": "a number from 1.",
    "events": "all, serious, other.",
    "events-by": "frequency, difference, organ.",
    "contrast": "difference, ratio.",
    "group-a": "a number from 1.",
    "group-b": "a number from 1.",
    "event-words": "words of up to 200 characters, and about 200 trial numbers.",
    "flow-part": "a number from 1.",
    "baseline-part": "a number from 1.",
    "outcome-part": "a number from 1.",
    "forest-part": "a number from 1.",
    "events-part": "a number from 1.",
    "across-part": "a number from 1.",
    "stopped-part": "a number from 1.",
}
"""Key of an option -> what the answer to another value says may stand there."""


@pytest.mark.parametrize("slug", ["allocation", "then-and-now"])
@pytest.mark.parametrize("key", OPTIONS)
def test_a_value_that_is_not_known_is_answered_with_those_that_are(client, slug, key):
    bad = "x" * 201 if key in ("find", "arm-words", "event-words") else "%3Cfoo%3E"
    response = client.get(f"/export/{slug}.csv?{key}={bad}")
    assert response.status_code == 400
    assert f" Allowed for {key}: {ALLOWED[key]}" in response.text


def test_the_datasets_to_compare_with_are_named(beside):
    client = create_app(beside, Settings()).server.test_client()
    said = client.get("/export/then-and-now.csv?against=gone").text
    assert "Allowed for against: islets, " in said


def test_head_answers_without_a_body(client):
    for address, status in (("allocation.xlsx", 200), ("deck.zip", 200), ("nope.csv", 404)):
        response = client.head(f"/export/{address}")
        assert response.status_code == status
        assert response.data == b""
        assert int(response.headers["Content-Length"]) > 0


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_are_only_read(client, method):
    assert getattr(client, method)("/export/allocation.csv").status_code == 405


def test_the_view_on_the_full_screen_is_no_part_of_a_file(client):
    plain = client.get("/export/allocation.csv?phase=phase2")
    presented = client.get("/export/allocation.csv?phase=phase2&present=allocation")
    assert presented.status_code == 200
    assert presented.data == plain.data


def test_a_hostile_search_text_stays_text(client):
    for text in ("x,=HYPERLINK(1)", '"\r\n=1+1', "<script>alert(1)</script>", "{\\}%$#&_~^"):
        for ending in FORMATS:
            response = client.get(f"/export/allocation.{ending}?q={quote(text)}")
            assert response.status_code == 200, (text, ending)
    head, *_ = read_csv(client.get(f"/export/allocation.csv?q={quote('x,=1')}").data)
    assert head == ["Allocation", "Trials", "Share of matching trials"]


FIGURES = ("phase-by-condition?condition=t1d", "donor?phase=phase2#My name", "chimerism")


def test_a_deck_of_three(client):
    query = "&".join(f"figure={quote(figure, safe='')}" for figure in FIGURES)
    response = client.get(f"/export/deck.pptx?{query}&title=My%20talk")
    assert response.status_code == 200
    assert (
        'filename="deck_my-talk_review-2010_2010-08.pptx"'
        in response.headers["Content-Disposition"]
    )
    first, *slides, last = Presentation(io.BytesIO(response.data)).slides
    assert first.shapes.title.text == "My talk"
    assert last.shapes.title.text == "Sources and data notes"
    own = [
        slide
        for slide in slides
        if not slide.shapes.title.text.endswith((CONTINUED, "What to know before quoting"))
    ]
    titles = [slide.shapes.title.text for slide in own]
    assert titles == ["Phase by condition", "My name", "Chimerism over time"]
    captions = [
        "8 of 19 trials. Condition: Type 1 diabetes.",
        "5 of 19 trials. Phase: Phase 2.",
        "5 of 12 protocols. All cohorts and trials with outcomes in the text.",
    ]
    for slide, caption in zip(own, captions, strict=True):
        assert caption in all_text(slide.shapes)


def test_the_archive_of_three(client):
    query = "&".join(f"figure={quote(figure, safe='')}" for figure in FIGURES)
    response = client.get(f"/export/deck.zip?{query}")
    assert response.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert len(names) == len(set(names)) == 1 + 2 * len(FIGURES)


def titles_of(response) -> list[str]:
    assert response.status_code == 200
    return [slide.shapes.title.text for slide in Presentation(io.BytesIO(response.data)).slides]


def test_the_standard_deck_is_the_story_of_the_dataset(client):
    titles = titles_of(client.get("/export/deck.pptx"))
    assert titles[1:5] == [
        "Protocols at a glance",
        "Where the trials are",
        "Phase by condition",
        "Design of the trials",
    ]
    assert titles[-1] == "Sources and data notes"
    assert "Trials by enrolment" not in titles


def test_the_standard_deck_obeys_the_page(client):
    response = client.get("/export/deck.pptx?condition=t1d&title=Type%201")
    titles = titles_of(response)
    assert titles[0] == "Type 1"
    assert "Trials by enrolment" in titles
    slides = Presentation(io.BytesIO(response.data)).slides
    assert "8 of 19 trials. Condition: Type 1 diabetes." in all_text(slides[2].shapes)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("condition=nope", "Condition: “nope” is not known"),
        ("dataset=gone", "“gone” is not known here"),
        ("foo=1", "“foo” is not"),
        ("rows=all", "“rows” is not for this kind of file"),
        ("theme=dark", "“theme” is not for this kind of file"),
        ("phase=phase2&phase=phase1", "stands twice"),
        ("figure=allocation&phase=phase2", "filters belong into each figure"),
        ("figure=allocation&rows=all", "filters belong into each figure"),
    ],
)
def test_a_standard_deck_of_unknown_choices_is_refused(client, query, said):
    response = client.get(f"/export/deck.pptx?{query}")
    assert response.status_code == 400
    assert said in response.text


def test_links_hold_the_prefix_and_the_readers_host(store):
    settings = Settings(prefix="/a/b/", proxies=1)
    seen = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "trials.example.org"}
    try:
        prefixed = create_app(Datasets((store,)), settings).server.test_client()
        assert prefixed.get("/export/allocation.txt").status_code == 404
        text = prefixed.get("/a/b/export/allocation.txt", headers=seen).text
        assert "https://trials.example.org/a/b/design#allocation" in text
    finally:
        create_app(Datasets((store,)), Settings())  # dash keeps the prefix of the last app made


def test_forwarded_headers_are_not_trusted_without_being_told(client):
    text = client.get(
        "/export/allocation.txt",
        headers={"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example.org"},
    ).text
    assert "http://localhost/design#allocation" in text
    assert "evil" not in text


def test_a_hostile_host_stays_text(client):
    for ending in FORMATS:
        response = client.get(f"/export/allocation.{ending}", headers={"Host": 'x"><script>{'})
        assert response.status_code in (200, 400)
        assert b"Traceback" not in response.data


LIST_CASES = [
    ("", 19, "NCT00021801"),
    ("sort=-nct-id", 19, "NCT01157403"),
    ("find=islet&sort=-title", 2, "NCT00315614"),
    ("find=islet&sort=-title&phase=phase2", 2, "NCT00315614"),
    ("find=no-such-word", 0, None),
]


@pytest.mark.parametrize(("query", "n", "first"), LIST_CASES)
def test_the_list_of_trials_follows_search_and_order(client, store, query, n, first):
    request = PageRequest.of("/trials", f"?{query}", store.known)
    on_page = [row["nct_id"] for row in grid_rows(store, request)]
    assert (len(on_page), on_page[0] if on_page else None) == (n, first)
    link = PANELS["trials-download"](store, request)
    assert link.children.startswith(f"Download {n} trial")
    shown = pd.read_csv(io.BytesIO(client.get(link.href).data))
    assert shown["Registry number"].tolist() == on_page
    behind = pd.read_csv(io.BytesIO(client.get(f"/export/trial-list.csv?{query}&rows=all").data))
    assert behind["nct_id"].tolist() == on_page
    content = client.get(f"/export/trial-list.xlsx?{query}").data
    sheet = openpyxl.load_workbook(io.BytesIO(content))["As shown"]
    assert [row[0] for row in list(sheet.values)[1:]] == on_page
    deck = Presentation(io.BytesIO(client.get(f"/export/trial-list.pptx?{query}").data))
    listed = [
        row.cells[0].text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
    ]
    assert listed == on_page
    assert f"{n} of 19 trials." in all_text(deck.slides[0].shapes)


def test_the_sort_of_an_import_knows_its_own_columns(both):
    name = f"dataset={ISLETS}"
    assert both.get(f"/export/trial-list.csv?{name}&sort=-start").status_code == 200
    refused = both.get("/export/trial-list.csv?sort=-start")
    assert (refused.status_code, "“-start” is not known here" in refused.text) == (400, True)
