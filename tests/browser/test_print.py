"""Pages on paper: light, whole figures, filters and source, whatever the theme."""

import shutil
import subprocess

import pytest
from PIL import Image

pytestmark = pytest.mark.browser

PAGES = ("/", "/map", "/design", "/protocols", "/compare", "/outcomes", "/sources")
WITHOUT_FIGURES = ("/sources",)
A4_PORTRAIT = 794
WIDTHS = "[...document.querySelectorAll('.dash-graph')].map(g => g.offsetWidth)"
POPPLER = all(shutil.which(tool) for tool in ("pdftoppm", "pdftotext"))


def prepare(visit, theme="light"):
    """Show the open page as the browser prints it, on the screen."""
    visit.page.set_viewport_size({"width": A4_PORTRAIT - 91, "height": 1000})
    visit.settle()
    visit.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    visit.page.emulate_media(media="print", color_scheme=theme)


def paper(visit, path, folder, theme):
    """The pages of a printed PDF as pictures, and its text."""
    assert POPPLER, "pdftoppm and pdftotext (poppler-utils) are needed"
    visit.page.emulate_media(color_scheme=theme)
    visit.open(path)
    file = folder / "page.pdf"
    visit.page.pdf(path=file, format="A4")
    subprocess.run(["pdftoppm", "-r", "40", "-png", file, folder / "page"], check=True)
    said = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True)
    pictures = [Image.open(each).convert("L") for each in sorted(folder.glob("page*.png"))]
    return pictures, " ".join(said.stdout.split())


def check_paper(visit, path, pictures, text):
    assert pictures
    for picture in pictures:
        shades = picture.histogram()
        total = picture.width * picture.height
        assert sum(shades[230:]) / total > 0.6, "a dark page"
        assert sum(shades[:200]) / total > 0.002, "a blank page"
        edge = picture.crop((0, 0, 6, picture.height))
        assert edge.getextrema()[0] > 240, "something reaches the edge of the paper"
    assert "Source: Fotino, Ricordi, et al." in text
    assert f"{visit.address}{path}" in text.replace(" ", "")
    assert "Show as table" not in text


def check_figures(visit):
    """Of a prepared page: each figure is whole and inside, and the controls are gone."""
    found = visit.page.evaluate(
        """() => [...document.querySelectorAll('#content .dash-graph')].map(g => {
          const frame = g.getBoundingClientRect();
          const svg = g.querySelector('.main-svg').getBoundingClientRect();
          return {right: frame.right, drawn: svg.right, bottom: svg.bottom - frame.bottom,
                  height: frame.height, page: document.documentElement.clientWidth};
        })"""
    )
    assert found
    for each in found:
        assert each["height"] > 40
        assert each["right"] <= each["page"] + 1
        assert each["drawn"] <= each["page"] + 1
        assert each["bottom"] <= 1
    hidden = visit.page.locator(".site-header, .filter-bar, .card-actions, .link-button")
    assert not any(each.is_visible() for each in hidden.all())


@pytest.mark.parametrize("path", PAGES)
def test_paper_is_light_and_not_blank_and_figures_are_whole(visit, tmp_path, path):
    check_paper(visit, path, *paper(visit, path, tmp_path, "light"))
    if path not in WITHOUT_FIGURES:
        prepare(visit)
        check_figures(visit)


@pytest.mark.parametrize("path", ["/", "/design", "/compare"])
def test_paper_of_a_dark_page_is_light(visit, tmp_path, path):
    check_paper(visit, path, *paper(visit, path, tmp_path, "dark"))


def test_the_filters_are_printed_in_words(visit, tmp_path):
    _, text = paper(visit, "/design?condition=t1d", tmp_path, "light")
    assert "8 of 19 trials. Condition: Type 1 diabetes." in text


def test_filters_of_a_page_without_a_sentence_are_printed(visit):
    visit.open("/sources?condition=t1d")
    prepare(visit)
    said = visit.page.locator("#print-filters").text_content()
    assert said in ("", "Filters of the address: Condition: Type 1 diabetes.")
    sentence = visit.page.locator("#content .filter-sentence").count()
    assert bool(said) != bool(sentence)


def colours(visit, view):
    return visit.page.evaluate(
        """v => {
          const graph = document.querySelector(`.picture-${v} .js-plotly-plot`);
          const {width, height} = graph.layout;
          return {bars: graph.data.map(t => t.marker.color), ink: graph.layout.font.color,
                  width, height};
        }""",
        view,
    )


def test_a_dark_page_is_printed_in_light_colours_and_is_dark_again_afterwards(visit):
    visit.page.emulate_media(color_scheme="dark")
    visit.open("/design")
    before = colours(visit, "phase-by-condition")
    shapes = visit.page.evaluate(WIDTHS)
    visit.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    during = colours(visit, "phase-by-condition")
    assert during["ink"] == "#1c232b"
    assert during["bars"] != before["bars"]
    swatch = visit.page.locator("#phase-by-condition .swatch").first
    light = swatch.evaluate("e => e.style.backgroundColor")
    visit.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert colours(visit, "phase-by-condition") == before
    assert swatch.evaluate("e => e.style.backgroundColor") != light
    assert visit.page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    again = visit.page.evaluate(WIDTHS)
    assert again == shapes


def test_a_click_still_filters_after_printing(visit):
    visit.open("/design")
    for moment in ("beforeprint", "afterprint"):
        visit.page.evaluate("name => window.dispatchEvent(new Event(name))", moment)
    visit.click_mark(".picture-allocation .point path")
    visit.page.wait_for_url("**/design?allocation=*")


def test_all_trials_are_printed_and_the_columns_left_out_are_named(visit, tmp_path):
    pictures, text = paper(visit, "/trials", tmp_path, "light")
    check_paper(visit, "/trials", pictures, text)
    assert text.count("NCT0") >= 19
    assert "All 19 rows. Not printed, but in the download:" in text
    assert visit.page.locator(".print-table").count() == 0
