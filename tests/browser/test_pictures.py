"""The pictures that a reader takes along, made by the browser from the running app."""

import base64
import io
import re
from itertools import pairwise
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from PIL import Image

from components.result_views import RESULT_VIEWS
from components.views import VIEWS
from tests.browser.conftest import Visit, cleared
from tests.browser.facts import KIDNEY, REVIEW
from tests.imports import ARMS, CELLS
from tests.posted_studies import POSTED

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
PREVIEW = (960, 540)
"""Pictures are looked at in this size: 4K pixel by pixel takes seconds."""
MAKE_PNG = """async ([slug, query]) => {
  const picture = await figurePicture.fetch(slug, query);
  const blob = await figurePicture.png(picture);
  const data = await new Promise(done => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(blob);
  });
  return [picture, blob.type, data.split(",")[1]];
}"""
MAKE_SVG = """async ([slug, query]) => {
  const picture = await figurePicture.fetch(slug, query);
  return [picture, await figurePicture.svg(picture)];
}"""


def ink(image, left, top, right, bottom):
    """Counts the pixels of a part of the preview that are not the ground's."""
    part = image.convert("L").crop((round(left), round(top), round(right), round(bottom)))
    return sum(part.histogram()[:225])


@pytest.fixture(scope="module")
def studio(desk, imports):
    """A reader on a page without graphs: plotly has to be fetched for the first picture."""
    found = Visit(cleared(desk, imports), imports)
    found.open("/sources")
    assert not found.page.evaluate("'Plotly' in window")
    yield found
    found.leave()
    found.check()


def decoded(data):
    return Image.open(io.BytesIO(base64.b64decode(data)))


def test_regular_type_is_there_in_the_first_picture_of_a_page(studio):
    studio.open("/sources")  # what was drawn before has loaded the type
    first, second = (studio.page.evaluate(MAKE_PNG, ["agent-matrix", ""])[2] for _ in range(2))
    seen = [decoded(data).resize(PREVIEW) for data in (first, second)]
    names = (20, 140, 230, 480)
    assert ink(seen[0], *names) == ink(seen[1], *names) > 1_000


def check_png(picture, kind, data, least):
    whole = decoded(data)
    assert (kind, whole.format, whole.size) == ("image/png", "PNG", (3840, 2160))
    image = whole.convert("RGB").resize(PREVIEW)
    scale = PREVIEW[0] / picture["width"]
    x, y, width, height = (length * scale for length in picture["box"])
    assert image.getpixel((2, 2)) == (255, 255, 255)
    assert ink(image, 0, 0, PREVIEW[0], y) > 500
    assert ink(image, x, y, x + width, y + height) > least
    assert ink(image, 0, picture["rule"] * scale + 2, *PREVIEW) > 1_000
    assert len(image.getcolors(PREVIEW[0] * PREVIEW[1])) > 100


def check_svg(slug, picture, text):
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert (root.get("width"), root.get("height")) == ("1920", "1080")
    words = [node.text for node in root.findall(f"{SVG}text")]
    assert VIEWS[slug].title in words
    assert picture["shown"] in " ".join(words)
    assert picture["source"] in " ".join(words)
    assert picture["link"] in "".join(words)
    assert [node for node in root.findall(f"{SVG}g") if len(node)]
    assert "@font-face" in text
    # nothing is fetched by whoever opens the file
    links = [value for node in root.iter() for key, value in node.items() if key.endswith("href")]
    assert [link for link in links if urlsplit(link).scheme not in ("", "data")] == []
    assert text.count("url(http") == 0
    check_portable(root)


FAMILY = "'Source Sans 3', 'Source Sans Pro', Calibri, Carlito, Arial, sans-serif"
FOREIGN = {"foreignObject", "tspan", "svg", "switch", "filter", "mask"}
"""Elements below the first that programs read otherwise than browsers, or not at all."""
UNREAD = {"style", "class", "dy", "dx", "vector-effect", "paint-order"}
"""Attributes likewise."""
COLOUR = re.compile(r"#[0-9a-f]{6}|none|url\(#[^()\"']+\)", re.IGNORECASE)
POINTER = re.compile(r"url\(#([^()\"']+)\)")


def check_portable(root):
    """Holds what LibreOffice, Inkscape and PowerPoint read: attributes, and lines in places."""
    nodes = list(root.iter())[1:]
    tags = {node.tag.removeprefix(SVG) for node in nodes}
    assert tags & FOREIGN == set()
    assert [name for node in nodes for name in node.attrib if name in UNREAD] == []
    painted = [node.get(name) for node in nodes for name in ("fill", "stroke") if node.get(name)]
    assert [value for value in painted if not COLOUR.fullmatch(value)] == []
    known = [node.get("id") for node in nodes if node.get("id")]
    pointed = {
        name for node in nodes for value in node.attrib.values() for name in POINTER.findall(value)
    }
    assert len(known) == len(set(known))
    assert pointed <= set(known)
    texts = [node for node in nodes if node.tag == f"{SVG}text"]
    assert {node.get("font-family") for node in texts} == {FAMILY}
    assert {node.get("font-weight", "normal") for node in texts} <= {"normal", "bold"}
    for node in texts:
        assert not len(node) and node.text.strip() == node.text != ""
        assert float(node.get("font-size")) > 0 and node.get("fill") != "none"
        float(node.get("x")), float(node.get("y"))
        assert node.get("textLength") is None or float(node.get("textLength")) > 0


REGISTRY_ALONE = ("started-per-year", "status", "sponsor-class", "intervention-type")
"""Figures that the review has not, an imported search has."""
OF_STUDIES = ("schedule-of-activities", "study-design")
"""Figures of study protocols, which no dataset here has; their pages are tested with their rows."""
ARM = f"dataset={ARMS}&regimen={CELLS.lower()}.arm-1"
OF_RESULTS = tuple(view.slug for view in RESULT_VIEWS)
POSTED_TRIAL = f"dataset={POSTED}&results-of=NCT04732494"
"""A trial of which every part of results is posted."""


def asked_of(slug, facts):
    """The query of a view without filters, and with one."""
    if slug == "arm-matrix":
        return [[slug, ARM], [slug, ARM]]
    if slug in OF_RESULTS:
        return [[slug, POSTED_TRIAL], [slug, POSTED_TRIAL]]
    queries = facts.link(""), facts.link("", condition=facts.condition.slug)
    return [[slug, query.removeprefix("?")] for query in queries]


@pytest.mark.parametrize("slug", [slug for slug in VIEWS if slug not in OF_STUDIES])
def test_png_shows_the_figure_in_4k_and_svg_holds_its_words(studio, slug):
    plain, filtered = asked_of(slug, KIDNEY if slug in REGISTRY_ALONE else REVIEW)
    check_png(*studio.page.evaluate(MAKE_PNG, plain), 4_000)
    check_svg(slug, *studio.page.evaluate(MAKE_SVG, filtered))
    studio.check(slug)


@pytest.mark.parametrize("slug", ["started-per-year", *OF_STUDIES, *OF_RESULTS])
def test_what_a_dataset_has_not_is_a_picture_of_a_sentence(studio, slug):
    plain, _ = asked_of(slug, REVIEW)
    check_png(*studio.page.evaluate(MAKE_PNG, plain), 1_000)


def test_hostile_words_stay_text(studio):
    query = "q=%3C/text%3E%3Cscript%3Ealert(1)%3C/script%3E%26"
    _, text = studio.page.evaluate(MAKE_SVG, ["donor", query])
    root = ElementTree.fromstring(text)
    assert list(root.iter(f"{SVG}script")) == []
    assert "<script>" in " ".join(node.text for node in root.findall(f"{SVG}text"))


def test_styles_in_the_words_of_a_figure_stay_words_and_its_own_are_drawn(studio):
    words = 'a > b style="fill:red" <b style="fill:#123456">bold</b>'
    text = studio.page.evaluate(
        """async (words) => {
          const picture = await figurePicture.fetch("donor", "");
          picture.figure.layout.annotations = [{text: words, x: 0, y: 0, showarrow: false}];
          return figurePicture.svg(picture);
        }""",
        words,
    )
    drawn = list(ElementTree.fromstring(text).iter())
    said = ["".join(node.itertext()) for node in drawn if node.tag == f"{SVG}text"]
    assert 'a > b style="fill:red"' in said
    (bold,) = (node for node in drawn if node.text == "bold")
    assert (bold.get("font-weight"), bold.get("fill")) == ("bold", "#123456")
    assert not any({"style", "data-style"} & set(node.attrib) for node in drawn)
    studio.check()


ANNOTATED = """async (note) => {
  const picture = await figurePicture.fetch("donor", "");
  const plain = {x: 0, y: 0, xref: "paper", yref: "paper", showarrow: false};
  picture.figure.layout.annotations = [{...plain, ...note}];
  return figurePicture.svg(picture);
}"""


def annotated(studio, **note):
    """The texts of a figure with one note more, by their words."""
    root = ElementTree.fromstring(studio.page.evaluate(ANNOTATED, note))
    check_portable(root)
    return {node.text: node for node in root.iter(f"{SVG}text")}


def place(node):
    return float(node.get("x")), float(node.get("y"))


def test_each_line_of_a_label_has_a_place_of_its_own(studio):
    texts = annotated(studio, text="first one<br>second<br><br>fourth", font={"size": 10})
    lines = [texts[words] for words in ("first one", "second", "fourth")]
    assert {node.get("text-anchor") for node in lines} == {"middle"}
    assert len({node.get("x") for node in lines}) == 1
    one, two = (place(after)[1] - place(line)[1] for line, after in pairwise(lines))
    assert (round(one, 2), round(two, 2)) == (13, 26)


def test_runs_of_another_type_follow_each_other_in_one_line(studio):
    text = 'plain <b>bold</b> <span style="color:#0b5cad">blue</span> CD4<sup>+</sup><br>below'
    texts = annotated(studio, text=text, font={"size": 12, "color": "#123456"})
    runs = [texts[words] for words in ("plain", "bold", "blue", "CD4", "+")]
    assert [node.get("font-weight") for node in runs] == [None, "bold", None, None, None]
    assert [node.get("fill") for node in runs] == [
        "#123456",
        "#123456",
        "#0b5cad",
        *["#123456"] * 2,
    ]
    ends = [place(node)[0] + float(node.get("textLength") or 0) for node in runs]
    gaps = [place(after)[0] - end for end, after in zip(ends, runs[1:], strict=False)]
    assert all(-0.1 < gap < 5 for gap in gaps) and min(gaps[:3]) > 1
    assert len({node.get("y") for node in runs[:4]}) == 1
    assert place(texts["+"])[1] < place(texts["CD4"])[1] < place(texts["below"])[1]
    assert float(texts["+"].get("font-size")) < 12


@pytest.mark.parametrize(
    "words", ["a  b   c", "زرع الجزر", "😀 emoji", "&lt;br&gt; stays", "x" * 2_000]
)
def test_words_of_any_kind_are_kept(studio, words):
    said = words.replace("&lt;", "<").replace("&gt;", ">")
    found = annotated(studio, text=words)[said]
    spaced = "{http://www.w3.org/XML/1998/namespace}space"
    assert found.get(spaced) == ("preserve" if "  " in said else None)


def test_a_turned_label_stays_turned_and_a_hidden_one_goes(studio):
    turned = annotated(studio, text="up<br>wards", textangle=-90)
    assert {"up", "wards"} <= set(turned)
    assert "unseen" not in annotated(studio, text="unseen", opacity=0)


def test_a_halo_is_the_same_text_below(studio):
    _, text = studio.page.evaluate(MAKE_SVG, ["trial-map", ""])
    texts = list(ElementTree.fromstring(text).iter(f"{SVG}text"))
    below = [n for n, node in enumerate(texts) if node.get("stroke")]
    assert len(below) > 3
    for n in below:
        halo, label = texts[n], texts[n + 1]
        assert (halo.text, place(halo)) == (label.text, place(label))
        assert halo.get("stroke") == halo.get("fill") != label.get("fill")
        assert label.get("stroke") is None


def test_an_address_that_is_no_picture_fails_with_the_servers_words(studio):
    said = studio.page.evaluate(
        "figurePicture.fetch('no-such-view', '').then(() => '', error => error.message)"
    )
    assert len(said) > 20
    studio.errors.clear()  # chromium logs the wanted 404


def test_on_a_stage_the_figure_is_live_and_fits(studio):
    studio.page.evaluate(
        """async () => {
          const host = document.createElement("div");
          host.id = "stage";
          host.style.cssText = "position:fixed;inset:0;width:1200px;height:800px;z-index:9999";
          document.body.append(host);
          await figurePicture.mount(await figurePicture.fetch("donor", "", "dark"), host);
        }"""
    )
    stage = studio.page.locator("#stage .picture-stage").bounding_box()
    assert (round(stage["width"]), round(stage["height"])) == (1200, 675)
    assert (round(stage["x"]), round(stage["y"])) == (0, 62)
    studio.click_mark("#stage .js-plotly-plot .point path")
    studio.page.locator("#stage .hoverlayer .hovertext").wait_for()
    ground = studio.page.locator("#stage").evaluate(
        "host => getComputedStyle(host).backgroundColor"
    )
    assert ground == "rgb(20, 24, 29)"
    studio.page.evaluate("figurePicture.unmount(document.getElementById('stage'))")
    assert studio.page.locator("#stage > *").count() == 0
