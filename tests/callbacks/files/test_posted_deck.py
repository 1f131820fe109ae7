"""A deck sent as a form: figures, notes, title; and forms that no page sends."""

import io
import zipfile

import pytest
from pptx import Presentation
from werkzeug.datastructures import FileStorage, MultiDict

from app import create_app
from callbacks.files.posted_deck import PostedDeckError, read_note
from callbacks.http import limits
from callbacks.http.settings import Settings
from components.share.deck import MOST_FIGURES, MOST_NOTE_LENGTH
from components.slides.own_template import MOST_BYTES, TemplateError, deck_of_template
from data.datasets.catalogue import Datasets
from tests.components.slides.templates import hospital

DECK = "/export/deck.pptx"
TABLES = "/export/deck.zip"
LARGE = limits.LARGEST_BODY


@pytest.fixture(scope="module")
def client(store):
    return create_app(Datasets((store,)), Settings()).server.test_client()


def form(*pairs):
    return MultiDict(pairs)


def sent(client, *pairs, to=DECK, **more):
    """The answer to a form of the deck page, which is in parts."""
    return client.post(to, data=form(*pairs), content_type="multipart/form-data", **more)


def slides_of(response):
    assert response.status_code == 200, response.text
    return list(Presentation(io.BytesIO(response.data)).slides)


def notes(slide):
    return slide.notes_slide.notes_text_frame.text


THREE = (
    ("figure", "allocation?condition=t1d"),
    ("figure", "donor?phase=phase2#My%20name"),
    ("figure", "masking"),
)
"""Three figures of a slide each."""


def test_a_form_is_the_deck_of_its_link(client):
    address = DECK + "?figure=allocation%3Fcondition%3Dt1d&title=My+talk"
    linked = client.get(address)
    posted = sent(client, THREE[0], ("title", " My \n talk "))
    assert posted.mimetype == linked.mimetype
    for name in ("Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy"):
        assert posted.headers[name] == linked.headers[name]
    texts = [slide.element.xpath("//a:t/text()") for slide in slides_of(posted)]
    assert texts == [slide.element.xpath("//a:t/text()") for slide in slides_of(linked)]
    assert posted.headers["Cache-Control"] == "no-store"


def test_each_note_stands_first_in_the_notes_of_its_slide(client):
    said = ("First a line,\r\nthen <b>another</b>\x07 & more.  ", "", "=cmd|' /C calc'!A0")
    response = sent(client, *THREE, *(("note", each) for each in said))
    own = slides_of(response)[1:4]
    without = slides_of(sent(client, *THREE))[1:4]
    first, second, third = map(notes, own)
    assert first == "First a line,\nthen <b>another</b> & more.\n" + notes(without[0])
    assert second == notes(without[1])
    assert third == "=cmd|' /C calc'!A0\n" + notes(without[2])


def test_as_many_figures_as_a_deck_holds(client):
    one = "allocation?q=" + "a" * 190
    response = sent(client, *[("figure", one)] * MOST_FIGURES)
    titles = [slide.shapes.title.text for slide in slides_of(response)]
    assert titles.count("Trials by allocation") == MOST_FIGURES


def test_the_tables_come_the_same_way(client):
    response = sent(client, *THREE, to=TABLES)
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        assert len(archive.namelist()) == 1 + 2 * len(THREE)


def test_the_standard_deck_is_asked_for_by_the_name_of_its_dataset(client):
    slides = slides_of(sent(client, ("dataset", "")))
    assert len(slides) == len(slides_of(client.get(DECK)))


def test_a_note_of_the_greatest_length_with_lines_as_forms_send_them():
    text = "a\r\n" * (MOST_NOTE_LENGTH // 2 - 1) + "ab"
    assert len(read_note(text, 1)) == MOST_NOTE_LENGTH
    with pytest.raises(
        PostedDeckError, match="note of figure 3 has 2,001 characters; at most 2,000"
    ):
        read_note("x" * (MOST_NOTE_LENGTH + 1), 3)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        (" \r\n\t\n ", ""),
        ("a\rb\x0bc\u2028d", "a\nb\nc\nd"),
        ("a  \n\n  b", "a\n\n  b"),
        ("\x00\x1b[31mred\x7f\ufffe", "[31mred"),
        ("שלום <img src=x onerror=alert(1)>", "שלום <img src=x onerror=alert(1)>"),
    ],
)
def test_notes_are_cleaned(text, kept):
    assert read_note(text, 1) == kept


def file(content, name="own.pptx"):
    return FileStorage(io.BytesIO(content), filename=name)


HOSTILE = [
    ((), 400, "names no figure"),
    ((("title", "x"),), 400, "names no figure"),
    ([("figure", "allocation")] * (MOST_FIGURES + 1), 400, "at most 60 figures; 61"),
    ((("figure", "nope"),), 400, "“nope” is not a figure"),
    ((("figure", "../../etc/passwd"),), 400, "is not a figure"),
    ((("figure", "allocation?phase=xx"),), 400, "Figure 1 of the deck: Phase: “xx”"),
    ((("figure", "allocation?q=%00"),), 400, "control characters"),
    ((("figure", "allocation?q=%ff"),), 400, "not UTF-8"),
    ((("figure", "allocation\x00"),), 400, "control characters"),
    ((("figure", "allocation?q=" + "x" * 9_000),), 400, "longer than 4000 characters"),
    ([("title", "x")] * (limits.MOST_FORM_PARTS + 1), 413, "too large"),
    ((*THREE, ("note", "")), 400, "1 notes for 3 figures"),
    ((("dataset", ""), ("note", "x")), 400, "1 notes for 0 figures"),
    ((THREE[0], ("note", "x" * 2_001)), 400, "2,001 characters; at most 2,000"),
    ((THREE[0], ("title", "a"), ("title", "b")), 400, "“title” stands twice"),
    ((THREE[0], ("title", "\x1b[31m")), 400, "control characters"),
    ((THREE[0], ("phase", "phase2")), 400, "“phase” is not known in the form"),
    ((THREE[0], ("<script>" + "x" * 300, "")), 400, "is not known in the form"),
    ((THREE[0], ("template", "PK")), 400, "“template” is not known"),
    ((("figure", file(b"allocation")),), 400, "“figure” is not known"),
    ((THREE[0], ("note", file(b"a note"))), 400, "“note” is not known"),
    ((("dataset", "gone"),), 400, "“gone” is not known here"),
]
"""Fields of a form, the answer's code, and a part of its words."""


@pytest.mark.parametrize(("pairs", "status", "said"), HOSTILE)
def test_hostile_forms_are_answered_in_words(client, pairs, status, said):
    response = sent(client, *pairs)
    assert response.status_code == status
    assert response.mimetype == "text/plain"
    assert said in response.text
    assert "x" * 60 not in response.text
    assert response.headers["Cache-Control"] == "no-store"


NO_TEMPLATES = [
    (b"", "own.pptx"),
    (b"PK", "own.pptx"),
    (b"<html>no</html>", "own.potx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.ppt"),
    (b"\0" * 100_000, "../../own.pptx"),
]
"""The bytes and the name of a file that is no presentation."""


@pytest.mark.parametrize(("content", "name"), NO_TEMPLATES)
def test_a_file_that_is_no_template_is_answered_in_words(client, content, name):
    with pytest.raises(TemplateError) as refused:
        deck_of_template(content)
    response = sent(client, THREE[0], ("template", file(content, name)))
    assert (response.status_code, response.mimetype) == (400, "text/plain")
    assert response.text == f"{refused.value}\n"


def test_a_template_too_large_is_not_opened(client):
    assert limits.LARGEST_TEMPLATE == MOST_BYTES
    head = b'--b\r\nContent-Disposition: form-data; name="template"; filename="own.pptx"\r\n\r\n'
    body = part(b"figure", b"donor") + head + b"PK" + b"\0" * MOST_BYTES + b"\r\n--b--\r\n"
    response = client.post(DECK, data=body, content_type="multipart/form-data; boundary=b")
    assert response.status_code == 413
    assert response.text == "The template is larger than 20 MB.\n"


def test_a_deck_takes_one_template(client):
    twice = [("template", file(b"PK"))] * 2
    response = sent(client, THREE[0], *twice)
    assert (response.status_code, response.text) == (400, "A deck takes one template.\n")


def test_a_deck_is_made_on_the_template_of_a_hospital(client):
    own = hospital()
    named = ("note", "Say it.")
    response = sent(client, THREE[0], named, ("template", file(own, "St. Example.potx")))
    slides = slides_of(response)
    layouts = [each.name for each in Presentation(io.BytesIO(own)).slide_layouts]
    assert {slide.slide_layout.name for slide in slides} <= set(layouts)
    assert notes(slides[1]).startswith("Say it.\n")
    assert "8 of 19 trials" in "".join(slides[1].element.xpath("//a:t/text()"))


def test_an_empty_field_of_a_file_is_no_template(client):
    response = sent(client, THREE[0], ("template", file(b"", "")))
    assert len(slides_of(response)) == len(slides_of(sent(client, THREE[0])))


def part(name, value):
    return b'--b\r\nContent-Disposition: form-data; name="' + name + b'"\r\n\r\n' + value + b"\r\n"


RAW = [
    (part(b"figure", b"allocation?q=\xff") + b"--b--\r\n", 400, "not text in UTF-8"),
    (part(b"figure", b"allocation") + part(b"note", b"\xc3\x28") + b"--b--\r\n", 400, "UTF-8"),
    (part(b"figure", b"allocation") + part(b"\xff", b"") + b"--b--\r\n", 400, "names no figure"),
    (part(b"figure", b"x" * (LARGE + 1)), 413, "figures and notes may take 1 MB"),
    (part(b"figure", b"allocation")[:40], 400, "names no figure"),
    (b"", 400, "names no figure"),
    (b"\x00" * 100, 400, "names no figure"),
]
"""A body in parts, as no browser writes it."""


@pytest.mark.parametrize(("body", "status", "said"), RAW)
def test_bodies_that_are_no_forms(client, body, status, said):
    response = client.post(DECK, data=body, content_type="multipart/form-data; boundary=b")
    assert (response.status_code, said in response.text) == (status, True), response.text


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "image/png", "", "application/x-www-form-urlencoded"]
)
def test_other_kinds_of_bodies_are_refused(client, kind):
    response = client.post(DECK, data=b'{"figure": "allocation"}', content_type=kind)
    assert response.status_code == 415
    assert "sent as a form" in response.text


def test_a_body_without_a_length_is_not_read(client):
    """As it arrives in chunks, perhaps without an end."""
    body = io.BytesIO(part(b"figure", b"allocation") * 1000)
    response = client.post(
        DECK,
        input_stream=body,
        content_type="multipart/form-data; boundary=b",
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert (response.status_code, body.tell()) == (411, 0)
    assert "with the length of its form" in response.text


def test_a_length_that_is_too_much_is_refused_before_it_is_read(client):
    body = io.BytesIO(b"x" * 1000)
    response = client.post(
        DECK,
        input_stream=body,
        content_type="multipart/form-data; boundary=b",
        environ_overrides={"CONTENT_LENGTH": str(limits.LARGEST_DECK + 1)},
    )
    assert response.status_code == 413
    assert "a template 20 MB" in response.text
    assert body.tell() == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        # what a browser says of the site counts: a proxy may have changed the host
        ({"Origin": "https://outer.example", "Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_pages_of_others_send_no_decks(client, headers, status):
    response = sent(client, THREE[0], headers=headers)
    assert response.status_code == status
    assert status == 200 or "sent by another site" in response.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/export/deck.csv", 404),
        ("/export/deck.", 405),
        ("/export/allocation.csv", 405),
        ("/export/deck", 405),
        ("/deck", 405),
    ],
)
def test_nothing_but_a_deck_is_sent_as_a_form(client, path, status):
    assert sent(client, THREE[0], to=path).status_code == status


@pytest.mark.parametrize("name", ["note", "template"])
def test_tables_have_neither_notes_nor_looks(client, name):
    value = file(b"PK") if name == "template" else ""
    response = sent(client, THREE[0], (name, value), to=TABLES)
    assert response.status_code == 400
    assert f"“{name}” is not known in the form of this file" in response.text


def test_callbacks_take_no_more_than_before(client):
    response = client.post("/_dash-update-component", data=b"1" * (LARGE + 1))
    assert response.status_code == 413


def test_a_name_given_stands_in_the_picture(client):
    picture = client.get("/export/allocation.json?title=%3Cb%3E%20my+words").json
    assert picture["title"] == "<b> my words"
    assert picture["lines"][0]["text"] == "<b> my words"
    long = client.get("/export/allocation.json?title=" + "Wide+words+" * 30).json
    assert len(long["title"]) <= 120
