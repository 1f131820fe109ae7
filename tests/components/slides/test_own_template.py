import io
import posixpath
import re
from zipfile import ZipFile

import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from components.share.deck import heading
from components.share.deck_ends import title_slide
from components.share.drawn_view import DrawnView
from components.slides import template_zip
from components.slides.drawing import EMU, Box
from components.slides.own_template import TemplateError, added_height, deck_of_template
from components.slides.sheet import Sheet, SlideText, deck_bytes, new_deck
from components.slides.slide_places import WIDTH
from components.slides.template_layouts import CANVAS, LEAST_TYPE, holders_of
from components.slides.template_parts import KEPT_OF_PRESENTATION, clean_template
from components.views import VIEWS
from data.link.state import PageState
from tests.components.slides.decks import all_text
from tests.components.slides.templates import (
    A4,
    MAIN,
    OLD,
    SMALL_WIDE,
    WIDE,
    as_potx,
    changed,
    hospital,
    parts_of,
    picture,
    saved,
    with_layouts,
    with_relation,
    zipped,
)

VIEWS_DRAWN = (
    "trial-map",
    "phase-by-condition",
    "protocol-timeline",
    "agent-matrix",
    "chimerism",
    "at-a-glance",
)
TITLE = "Which agent in which protocol"
LONG = "A title of a figure that goes on and on, as titles of posted outcomes do, " * 3
TITLE_ONLY = 5
"""Place of python-pptx's own layout with nothing but a title."""


@pytest.fixture(scope="module")
def template() -> bytes:
    return hospital()


@pytest.fixture(scope="module", params=[WIDE, SMALL_WIDE, OLD, A4], ids=str)
def drawn(request, store) -> Deck:
    """Views on the hospital's template in a size of slides."""
    return drawn_on(hospital(request.param), store)


def sheet_on(content, title=TITLE, footer=("A source", "https://example.org/x")):
    words = SlideText(title, "2 of 19 trials.", footer, "Alt", ("A note",), ("My talk", "2026"))
    return Sheet(deck_of_template(content), words)


def reopened(deck):
    return Presentation(io.BytesIO(deck_bytes(deck)))


def drawn_on(content, store, slugs=VIEWS_DRAWN):
    """A deck of views on a template, as a reader of the file has it."""
    deck = deck_of_template(content)
    state = PageState(store.no_filters())
    for slug in slugs:
        drawn = DrawnView.of(store, state, VIEWS[slug], "https://example.org")
        VIEWS[slug].slide(drawn.answer, state, Sheet(deck, heading(drawn.words, ("Note",))))
    return reopened(deck)


def box(shape):
    return Box(*(side / EMU for side in (shape.left, shape.top, shape.width, shape.height)))


def places(slide):
    """Places of all shapes with one, in groups too."""
    for place in slide.element.iter(qn("a:xfrm"), qn("p:xfrm")):
        off, ext = place.find(qn("a:off")), place.find(qn("a:ext"))
        sides = (off.get("x"), off.get("y"), ext.get("cx"), ext.get("cy"))
        yield Box(*(int(side) / EMU for side in sides))


def sizes_of(slide):
    """Points of all type of the figure: its shapes, tables and charts."""
    charts = [shape.chart._chartSpace for shape in slide.shapes if shape.has_chart]
    for tree in (slide.element, *charts):
        for font in tree.iter(qn("a:rPr"), qn("a:defRPr")):
            if font.get("sz"):
                yield int(font.get("sz")) / 100


def test_figures_stand_between_the_title_and_the_foot(drawn):
    deck = drawn
    assert len(deck.slides) >= len(VIEWS_DRAWN)
    width, height = deck.slide_width / EMU, deck.slide_height / EMU
    for slide in deck.slides:
        assert slide.slide_layout.name == "Title Only"
        held = {each.kind: each.box for each in holders_of(slide.slide_layout)}
        title = slide.shapes.title
        assert title.element.spPr.find(qn("a:xfrm")) is None
        assert box(title) == held["title"]
        for place in places(slide):
            if place.width or place.height:
                assert place.left >= -0.5
                assert place.right <= width + 0.5
                assert place.top >= held["title"].bottom
                assert place.bottom <= min(held["ftr"].top, height - 40)


def test_type_of_figures_can_be_read(drawn):
    deck = drawn
    relative = deck.slide_width / EMU / WIDTH
    for slide in deck.slides:
        found = list(sizes_of(slide))
        assert min(found) / relative >= LEAST_TYPE * 9 / 12
        assert max(found) / relative <= 40
        filters = next(shape for shape in slide.shapes if shape.name == "Filters")
        (size,) = {run.font.size.pt for each in filters.text_frame.paragraphs for run in each.runs}
        assert size / relative >= LEAST_TYPE


def test_only_slides_of_the_deck_are_in_the_file(template, store):
    deck = deck_of_template(template)
    title_slide(deck, [store], (), "My talk", 1, "https://example.org", None)
    Sheet(deck, SlideText(TITLE, "c", ("s",), "a", ("Our note",)))
    parts = parts_of(deck_bytes(deck))
    slides = [name for name in parts if name.startswith("ppt/slides/slide")]
    assert len(slides) == 2
    assert sum(name.startswith("ppt/notesSlides/notesSlide") for name in parts) == 2
    assert [name for name in parts if "media" in name] == ["ppt/media/image1.png"]
    whole = b"".join(parts.values())
    for word in (b"Old slide", b"An old secret", b"Dr. Secret", b"Steve Canny", b"printerSettings"):
        assert word not in whole
    assert b"Our note" in whole


def test_each_relation_of_the_file_has_its_part(template, store):
    parts = parts_of(deck_bytes(drawn_deck(template, store)))
    reached = set()
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        folder = name.split("_rels/")[0]
        for target in _targets(content):
            path = _joined(folder, target)
            assert path in parts, (name, target)
            reached.add(path)
    held = {name for name in parts if not name.endswith((".rels", "[Content_Types].xml"))}
    assert held == reached


def drawn_deck(content, store):
    deck = deck_of_template(content)
    state = PageState(store.no_filters())
    drawn = DrawnView.of(store, state, VIEWS["phase-by-condition"], "https://example.org")
    VIEWS[drawn.view.slug].slide(drawn.answer, state, Sheet(deck, heading(drawn.words, ("N",))))
    return deck


def _targets(content):
    for each in etree.fromstring(content):
        if each.get("TargetMode") != "External":
            yield each.get("Target")


def _joined(folder, target):
    return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


def test_words_stand_in_the_templates_title_and_foot(template):
    (slide,) = reopened(sheet_on(template).deck).slides
    kinds = {shape.element.ph.get("type"): shape for shape in slide.placeholders}
    assert kinds["title"].text_frame.text == TITLE
    assert kinds["ftr"].text_frame.text == "My talk"
    assert kinds["dt"].text_frame.text == "2026"
    assert "sldNum" in kinds
    for kind, shape in kinds.items():
        held = {each.kind: each for each in holders_of(slide.slide_layout)}
        assert box(shape) == held[kind].box
        assert str(shape.element.ph.get("idx", "0")) == held[kind].number
    words = all_text(slide.shapes).split("\n")
    assert words.index(TITLE) < words.index("2 of 19 trials.") < words.index("A source")
    assert slide.notes_slide.notes_text_frame.text == "A note"


def test_an_address_stays_a_link(template):
    (slide,) = reopened(sheet_on(template).deck).slides
    source = next(shape for shape in slide.shapes if shape.name == "Source")
    runs = [run for each in source.text_frame.paragraphs for run in each.runs]
    assert [run.hyperlink.address for run in runs] == [None, "https://example.org/x"]


@pytest.mark.parametrize(("title", "is_smaller"), [("Short", False), (LONG, True)])
def test_a_title_takes_smaller_type_only_where_it_has_to(template, title, is_smaller):
    (slide,) = reopened(sheet_on(template, title).deck).slides
    sizes = [run.font.size for run in slide.shapes.title.text_frame.paragraphs[0].runs]
    assert (sizes != [None]) is is_smaller
    if is_smaller:
        assert 9 <= sizes[0].pt < 30


def test_the_opening_has_the_templates_own_layout(template, store):
    deck = deck_of_template(template)
    title_slide(deck, [store], (), "My talk", 3, "https://example.org", None)
    (slide,) = reopened(deck).slides
    assert slide.slide_layout.name == "Title Slide"
    kinds = {shape.element.ph.get("type"): shape.text_frame.text for shape in slide.placeholders}
    assert kinds["ctrTitle"] == "My talk"
    assert "3 figures." in kinds["subTitle"]


def test_a_potx_is_taken_and_saved_as_a_presentation(template):
    parts = parts_of(deck_bytes(sheet_on(as_potx(template)).deck))
    types = parts["[Content_Types].xml"].decode()
    assert f"{MAIN}.presentation.main+xml" in types
    assert "template.main" not in types


def test_a_layout_with_nothing_but_a_title_does_where_none_says_so(template):
    (slide,) = reopened(sheet_on(with_layouts((1, TITLE_ONLY))).deck).slides
    assert slide.slide_layout.name == "Title Only"


def test_any_layout_with_a_title_does_where_there_is_no_better(template, store):
    content = with_layouts((1,))
    deck = deck_of_template(content)
    title_slide(deck, [store], (), "My talk", 3, "https://example.org", None)
    Sheet(deck, SlideText(TITLE, "Filters", ("s",), "a", ("n",)))
    opening, figure = reopened(deck).slides
    for slide in (opening, figure):
        assert slide.slide_layout.name == "Title and Content"
        assert slide.shapes.title.element.ph.get("type") == "title"
    assert "3 figures." in all_text(opening.shapes)
    assert "Filters" in all_text(figure.shapes)


def test_a_template_without_a_title_is_refused(template):
    with pytest.raises(TemplateError, match="No layout of the template has a title"):
        deck_of_template(with_layouts((6,)))


def test_a_layout_without_room_is_refused_and_named(template):
    deck = Presentation(io.BytesIO(with_layouts((TITLE_ONLY,))))
    title = deck.slide_master.placeholders[0]
    title.height = int(deck.slide_height * 0.6)
    with pytest.raises(TemplateError, match=r"“Title Only”.*leaves 1\d\.\d × 5\.3 cm between"):
        deck_of_template(saved(deck))


def test_a_deck_of_the_house_is_as_high_as_it_is(template):
    assert added_height(new_deck()) == 0
    deck = deck_of_template(template)
    assert added_height(deck) == deck.layouts.figure.canvas.height - CANVAS.height > 0


def test_properties_of_the_file_are_those_of_the_deck(template):
    deck = sheet_on(template).deck
    deck.core_properties.subject = "My talk"
    about = reopened(deck).core_properties
    assert about.subject == "My talk"
    assert about.author != "Dr. Secret"


def test_a_second_save_is_the_same_deck(template):
    deck = sheet_on(template).deck
    first, second = parts_of(deck_bytes(deck)), parts_of(deck_bytes(deck))
    assert first == second


def test_what_a_presentation_keeps_is_listed(template):
    def with_lists(xml):
        return xml.replace(
            b"</p:presentation>", b"<p:extLst><p:ext uri='{x}'/></p:extLst></p:presentation>"
        )

    parts = parts_of(clean_template(changed(template, {"ppt/presentation.xml": with_lists})))
    deck = Presentation(io.BytesIO(zipped(parts)))
    assert {child.tag.split("}")[1] for child in deck.element} <= set(KEPT_OF_PRESENTATION)


def in_layout(content, xml):
    """The template with a shape more in its layout with a title only."""
    edit = {
        "ppt/slideLayouts/slideLayout6.xml": lambda old: old.replace(
            b"</p:spTree>", xml.encode() + b"</p:spTree>"
        )
    }
    return changed(content, edit)


OBJECT = (
    '<p:graphicFrame xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<p:nvGraphicFramePr><p:cNvPr id="77" name="think"/><p:cNvGraphicFramePr/><p:nvPr/>'
    '</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></p:xfrm><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/presentationml/2006/ole">'
    '<p:oleObj r:id="rIdX" progId="X"/></a:graphicData></a:graphic></p:graphicFrame>'
)


@pytest.mark.parametrize(
    ("kind", "target", "mode"),
    [
        ("oleObject", "../embeddings/evil.bin", ""),
        ("oleObject", "file:///c:/evil.bin", "External"),
        ("control", "../activeX/activeX1.xml", ""),
        ("attachedTemplate", "https://evil.example/t.potx", "External"),
        ("video", "https://evil.example/v.mp4", "External"),
        ("hyperlink", "file:///c:/evil.exe", "External"),
        ("slide", "../slides/slide1.xml", ""),
    ],
)
def test_objects_controls_and_links_of_a_layout_are_left_out(template, kind, target, mode):
    part = "slideLayouts/slideLayout6"
    content = with_relation(in_layout(template, OBJECT), part, kind, target, mode)
    content = changed(content, {"ppt/embeddings/evil.bin": lambda _: b"evil"})
    whole = b"".join(parts_of(deck_bytes(sheet_on(content).deck)).values())
    for word in (b"evil", b"activeX", b"oleObj", b"think", b"rIdX"):
        assert word not in whole


def test_a_link_to_the_web_stays(template):
    link = "https://st.example/home"
    part = "slideLayouts/slideLayout6"
    content = with_relation(template, part, "hyperlink", link, "External")
    assert link.encode() in b"".join(parts_of(clean_template(content)).values())


def test_a_linked_picture_is_refused_and_its_layout_named(template):
    part = "slideLayouts/slideLayout6"
    content = with_relation(template, part, "image", "https://evil.example/p.png", "External")
    with pytest.raises(TemplateError, match="A picture of layout “Title Only” is linked"):
        deck_of_template(content)


@pytest.mark.parametrize(("face", "expected"), [("Verdana", "Arial"), ("Garamond", "+mn-lt")])
def test_figures_keep_arial_where_the_templates_face_is_wider(template, store, face, expected):
    edit = {"ppt/theme/theme1.xml": lambda xml: xml.replace(b'"Arial"', f'"{face}"'.encode())}
    deck = drawn_on(changed(template, edit), store, ["agent-matrix", "phase-by-condition"])
    for slide in deck.slides:
        charts = [shape.chart._chartSpace for shape in slide.shapes if shape.has_chart]
        faces = {each.get("typeface") for tree in (slide.element, *charts) for each in latin(tree)}
        assert faces == {expected}


def latin(tree):
    return tree.iter(qn("a:latin"))


@pytest.mark.parametrize(
    ("ground", "expected"),
    [("bg1", "tx1"), ("tx1", "bg1"), ("tx2", "bg1"), ("accent2", "tx1")],
)
def test_figures_are_light_where_a_layouts_ground_is_dark(store, ground, expected):
    colour = f'<p:bg><p:bgPr><a:solidFill><a:schemeClr val="{ground}"/></a:solidFill>'
    edit = {
        "ppt/slideLayouts/slideLayout6.xml": lambda xml: re.sub(
            rb"(<p:cSld[^>]*>)",
            rb"\1" + colour.encode() + b"<a:effectLst/></p:bgPr></p:bg>",
            xml,
            count=1,
        )
    }
    deck = drawn_on(changed(hospital(dark=False), edit), store, ["agent-matrix"])
    filters = next(shape for shape in deck.slides[0].shapes if shape.name == "Filters")
    (colour,) = {each.get("val") for each in filters.element.iter(qn("a:schemeClr"))}
    assert colour == expected


def doctype(xml: bytes) -> bytes:
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    head, _, rest = xml.partition(b"?>")
    return head + b"?>" + entity + rest


def in_utf_16(xml: bytes) -> bytes:
    return (
        doctype(xml)
        .replace(b"UTF-8", b"UTF-16")
        .replace(b"utf-8", b"utf-16")
        .decode()
        .encode("utf-16")
    )


@pytest.mark.parametrize(
    "part",
    [
        "ppt/presentation.xml",
        "ppt/theme/theme1.xml",
        "ppt/slideLayouts/slideLayout6.xml",
        "[Content_Types].xml",
        "ppt/_rels/presentation.xml.rels",
    ],
)
@pytest.mark.parametrize("edit", [doctype, in_utf_16])
def test_a_document_type_is_refused(template, part, edit):
    with pytest.raises(TemplateError, match="declares a document type"):
        deck_of_template(changed(template, {part: edit}))


def typed(kind):
    return lambda xml: xml.replace(b"presentationml.presentation.main+xml", kind.encode())


def office(kind: str, main: str) -> bytes:
    """A file of Office whose main part is of another kind."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )
    start = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/officeDocument" Target="{main}"/></Relationships>'
    )
    return zipped(
        {"[Content_Types].xml": types.encode(), "_rels/.rels": start.encode(), main: b"<x/>"}
    )


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
ODP = {"mimetype": b"application/vnd.oasis.opendocument.presentation", "content.xml": b"<x/>"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"P" * 30_000_000, "larger than 20 MB (30.0 MB)"),
        (b"hello", "no PowerPoint file"),
        (b"%PDF-1.7", "seems to be a PDF"),
        (picture(), "seems to be a picture (PNG)"),
        (b"<html>", "a web page"),
        (LOCKED + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (LOCKED + "PowerPoint Document".encode("utf-16-le"), "PowerPoint 97 to 2003"),
        (LOCKED, "Office 97 to 2003"),
        (office(WORD, "word/document.xml"), "seems to be a Word document"),
        (office(SHEET, "xl/workbook.xml"), "seems to be an Excel workbook"),
        (office("application/x", "x.xml"), "another Office file"),
        (zipped(ODP), "an OpenDocument presentation"),
        (zipped({"Index/Document.iwa": b"x"}), "Apple Keynote"),
        (zipped({"a.txt": b"x"}), "a ZIP of other files"),
        (zipped({"../a.xml": b"x"}), "leads out of the file"),
        (zipped({"/etc/a.xml": b"x"}), "leads out of the file"),
        (zipped({"c:\\a.xml": b"x"}), "leads out of the file"),
        (zipped({"a.xml": b"x", "A.xml": b"y"}), "names a part twice"),
        (zipped({f"{n}.xml": b"" for n in range(2_001)}), "2,001 parts; 2,000 are read"),
        (zipped({"bomb.xml": b"0" * 2_000_000}), "more than 200 times its size"),
    ],
    ids=lambda each: each[:24] if isinstance(each, str) else "",
)
def test_a_file_that_is_no_template_is_named(content, words):
    with pytest.raises(TemplateError) as raised:
        deck_of_template(content)
    assert words in str(raised.value)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(template_zip, "MOST_UNPACKED", 1_000_000)
    monkeypatch.setattr(ZipFile, "read", None)
    parts = {f"{number}.xml": b"0" * 500_000 for number in range(3)}
    with pytest.raises(TemplateError, match="2 MB once unpacked"):
        deck_of_template(zipped(parts))


@pytest.mark.parametrize(
    "edit",
    [
        {"[Content_Types].xml": typed("presentationml.x.macroEnabled.main+xml")},
        {"[Content_Types].xml": typed("ms-powerpoint.template.macroEnabled.main+xml")},
        {"ppt/vbaProject.bin": lambda _: b"x"},
    ],
)
def test_macros_are_refused(template, edit):
    with pytest.raises(TemplateError, match="holds macros"):
        deck_of_template(changed(template, edit))


@pytest.mark.parametrize("share", [0.01, 0.5, 0.95, 0.999])
def test_a_file_cut_short_is_refused(template, share):
    with pytest.raises(TemplateError, match="damaged or not complete"):
        deck_of_template(template[: int(len(template) * share)])


@pytest.mark.parametrize(
    ("part", "edit"),
    [
        ("ppt/presentation.xml", lambda _: b"<nothing/>"),
        ("ppt/presentation.xml", lambda _: b"no xml"),
        ("ppt/slideMasters/slideMaster1.xml", lambda _: b"\xff\xfe"),
        ("ppt/slideLayouts/_rels/slideLayout6.xml.rels", lambda xml: xml.replace(b"rId1", b"r")),
        ("ppt/_rels/presentation.xml.rels", lambda xml: xml.replace(b"slideMaster", b"x")),
        ("_rels/.rels", lambda xml: xml.replace(b'officeDocument"', b'x"')),
        ("ppt/presentation.xml", lambda xml: xml.replace(b"sldMasterIdLst", b"x")),
        ("ppt/presentation.xml", lambda xml: xml.replace(b'cx="', b'cx="x')),
        ("ppt/slideMasters/slideMaster1.xml", lambda xml: xml.replace(b'x="', b'x="NaN')),
    ],
)
def test_a_broken_template_is_refused_or_taken_never_a_crash(template, part, edit):
    try:
        deck_bytes(sheet_on(changed(template, {part: edit})).deck)
    except TemplateError as error:
        assert str(error).endswith(".")


def test_strict_open_xml_is_named(template):
    strict = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    edit = {
        "_rels/.rels": lambda xml: xml.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", strict
        )
    }
    with pytest.raises(TemplateError, match="Strict Open XML"):
        deck_of_template(changed(template, edit))
