"""Pages on paper: light, whole figures, filters and source, whatever the theme."""

import json

import pytest
from pypdfium2 import PdfDocument

from tests.browser.facts import REVIEW

pytestmark = pytest.mark.browser

PAGES = ("/", "/map", "/design", "/protocols", "/compare", "/outcomes", "/sources")
WITHOUT_FIGURES = ("/sources",)
A4_PORTRAIT = 794
SHAPES = """() => JSON.stringify([...document.querySelectorAll('.dash-graph')].map((graph) => {
  const {width, height} = graph.querySelector('.main-svg').getBoundingClientRect();
  return [graph.offsetWidth, graph.offsetHeight, width, height];
}))"""
"""The room that each figure has, and the size at which it is drawn."""
COLOURS = """view => {
  const graph = document.querySelector(`.picture-${view} .js-plotly-plot`);
  const swatch = document.querySelector(`#${view} .swatch`);
  return JSON.stringify({
    bars: graph.data.map((trace) => trace.marker.color),
    ink: graph.layout.font.color,
    swatch: swatch.style.backgroundColor,
  });
}"""
DOTS_AN_INCH = 40
POINTS_AN_INCH = 72


def prepare(visit, theme="light"):
    """Show the open page as the browser prints it, on the screen."""
    visit.page.set_viewport_size({"width": A4_PORTRAIT - 91, "height": 1000})
    visit.settle()
    visit.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    visit.page.emulate_media(media="print", color_scheme=theme)


def paper(visit, path, folder, theme):
    """The pages of a printed PDF as pictures, and its text."""
    visit.page.emulate_media(color_scheme=theme)
    visit.open(path)
    visit.page.evaluate("document.fonts.ready.then(() => true)")
    file = folder / "page.pdf"
    visit.page.pdf(path=file, format="A4")
    with PdfDocument(file) as document:
        pictures = [
            page.render(scale=DOTS_AN_INCH / POINTS_AN_INCH).to_pil().convert("L")
            for page in document
        ]
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return pictures, " ".join(text.split())


def check_paper(visit, path, pictures, text, citation=REVIEW.citation):
    assert pictures
    for picture in pictures:
        shades = picture.histogram()
        total = picture.width * picture.height
        assert sum(shades[230:]) / total > 0.6, "a dark page"
        assert sum(shades[:200]) / total > 0.002, "a blank page"
        edge = picture.crop((0, 0, 6, picture.height))
        assert edge.getextrema()[0] > 240, "something reaches the edge of the paper"
    assert citation in text
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


@pytest.mark.parametrize("path", ["/", "/compare"])
def test_paper_of_a_dark_page_is_light(visit, tmp_path, path):
    check_paper(visit, path, *paper(visit, path, tmp_path, "dark"))


def test_the_filters_and_the_source_are_printed_in_words(reader, facts, tmp_path):
    link = facts.link("/registry", condition=facts.condition.slug)
    pictures, text = paper(reader, link, tmp_path, "light")
    check_paper(reader, link, pictures, text, facts.citation)
    count = facts.count(facts.condition.trials)
    assert f"{count}. Condition: {facts.condition.label}." in text


def test_filters_of_a_page_without_a_sentence_are_printed(visit):
    visit.open("/sources?condition=t1d")
    prepare(visit)
    said = visit.page.locator("#print-filters").text_content()
    assert said in ("", "Filters of the address: Condition: Type 1 diabetes.")
    sentence = visit.page.locator("#content .filter-sentence").count()
    assert bool(said) != bool(sentence)


def test_a_dark_page_is_printed_in_light_colours_and_is_dark_again_afterwards(visit):
    visit.page.emulate_media(color_scheme="dark")
    visit.open("/design")
    view = "phase-by-condition"
    before = json.loads(visit.page.evaluate(COLOURS, view))
    shapes = visit.page.evaluate(SHAPES)
    visit.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    during = json.loads(visit.page.evaluate(COLOURS, view))
    assert during["ink"] == "#1c232b"
    assert during["bars"] != before["bars"]
    assert during["swatch"] != before["swatch"]
    visit.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert json.loads(visit.page.evaluate(COLOURS, view)) == before
    assert visit.page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    assert visit.page.evaluate(SHAPES) == shapes


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/design", "/map", "/outcomes"])
def test_figures_are_as_large_as_their_room_again_after_printing(visit, path, theme):
    visit.page.emulate_media(color_scheme=theme)
    visit.open(path)
    shapes = visit.page.evaluate(SHAPES)
    for _ in range(2):
        visit.page.pdf(format="A4")
        assert visit.page.evaluate(SHAPES) == shapes


def filtered(visit):
    """The sizes of figures that a filter has just changed."""
    visit.open("/design")
    visit.click_mark(".picture-allocation .point path")
    visit.is_at("/design?allocation=randomized")
    visit.settle()
    return visit.page.evaluate(SHAPES)


def test_figures_that_a_filter_changed_are_as_large_as_their_room_again(visit):
    shapes = filtered(visit)
    visit.page.pdf(format="A4")
    assert visit.page.evaluate(SHAPES) == shapes


def test_figures_that_were_about_to_be_resized_are_as_large_as_their_room_again(visit):
    shapes = filtered(visit)
    visit.page.evaluate(
        """async () => {
          window.dispatchEvent(new Event('resize'));
          window.dispatchEvent(new Event('beforeprint'));
          // plotly resizes a tenth of a second later, and finds nothing to do
          await new Promise((done) => setTimeout(done, 300));
          window.dispatchEvent(new Event('afterprint'));
        }"""
    )
    assert visit.page.evaluate(SHAPES) == shapes


def test_a_figure_that_comes_while_the_page_is_printed_stays(visit):
    visit.open("/design")
    shapes = visit.page.evaluate(SHAPES)
    shown = visit.page.evaluate(
        """async () => {
          const graph = document.querySelector('.picture-allocation .js-plotly-plot');
          const {data, layout} = graph;
          const newer = data.map((trace) => ({...trace, name: 'newer'}));
          window.dispatchEvent(new Event('beforeprint'));
          await Plotly.react(graph, newer, {...layout, autosize: undefined});
          window.dispatchEvent(new Event('afterprint'));
          return graph.data.map((trace) => trace.name);
        }"""
    )
    assert set(shown) == {"newer"}
    assert visit.page.evaluate(SHAPES) == shapes


@pytest.mark.parametrize("moment", ["beforeprint", "afterprint"])
def test_one_figure_that_fails_keeps_no_other_from_its_size(visit, moment):
    visit.open("/design")
    shapes = json.loads(visit.page.evaluate(SHAPES))
    printed, after = visit.page.evaluate(
        """(failing) => {
          const {react} = Plotly;
          const shapes = [];
          for (const moment of ['beforeprint', 'afterprint']) {
            let drawn = 0;
            Plotly.react = (...figure) => {
              drawn += 1;
              if (moment === failing && drawn === 3) throw new Error('of the third');
              return react(...figure);
            };
            window.dispatchEvent(new Event(moment));
            shapes.push(JSON.parse((SHAPES)()));
          }
          Plotly.react = react;
          return shapes;
        }""".replace("SHAPES", SHAPES),
        moment,
    )
    assert [str(each) for each in visit.errors] == ["of the third"]
    visit.errors.clear()
    assert sum(one != other for one, other in zip(shapes, printed, strict=True)) >= len(shapes) - 1
    assert sum(one != other for one, other in zip(shapes, after, strict=True)) <= 1


def test_a_page_printed_before_dash_first_resized_its_figures_takes_its_size_again(visit):
    """Until then a layout does not say that its width is that of the room."""
    visit.open("/design")
    shapes = visit.page.evaluate(SHAPES)
    visit.page.evaluate(
        """() => document.querySelectorAll('.js-plotly-plot').forEach((graph) => {
          const {autosize, ...own} = graph.layout;
          graph.layout = {...own, height: graph._fullLayout.height};
        })"""
    )
    for moment in ("beforeprint", "afterprint"):
        visit.page.evaluate("name => window.dispatchEvent(new Event(name))", moment)
    assert visit.page.evaluate(SHAPES) == shapes


def test_a_click_still_filters_after_printing(visit):
    visit.open("/design")
    for moment in ("beforeprint", "afterprint"):
        visit.page.evaluate("name => window.dispatchEvent(new Event(name))", moment)
    visit.settle()
    visit.click_mark(".picture-allocation .point path")
    visit.is_at("/design?allocation=randomized")


def test_all_trials_are_printed_and_the_columns_left_out_are_named(reader, facts, tmp_path):
    pictures, text = paper(reader, facts.link("/trials"), tmp_path, "light")
    check_paper(reader, facts.link("/trials"), pictures, text, facts.citation)
    assert text.count("NCT") >= facts.trials
    assert f"All {facts.trials} rows. Not printed, but in the download:" in text
    assert reader.page.locator(".print-table").count() == 0
