"""python-pptx still has what the app takes of it without python-pptx documenting it."""

import io

import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.shapes.shared import BaseShapeElement
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.parts.chart import ChartPart, ChartWorkbook
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.shapetree import SlideShapes

from tests.upgrade.reaches import Reach, checks_of

ALT_TEXT = "What the figure says."


def sheet():
    from components.slides.sheet import Sheet, SlideText, new_deck

    return Sheet(new_deck(), SlideText("A title", "2 trials", ("A source",), ALT_TEXT, ("A note",)))


def shapes_of(made) -> list:
    """The shapes of the slide as a reader of the file has them."""
    from components.slides.sheet import deck_bytes

    return list(Presentation(io.BytesIO(deck_bytes(made.deck))).slides[0].shapes)


def described(shape) -> str:
    (found,) = etree.fromstring(etree.tostring(shape.element)).xpath(
        "./*/p:cNvPr/@descr",
        namespaces={"p": "http://schemas.openxmlformats.org/presentationml/2006/main"},
    )
    return str(found)


def tabulates() -> bool:
    from components.slides.drawing import TextStyle
    from components.slides.tables import Cell, add_table

    made = sheet()
    add_table(made, "Table", (40.0, 90.0), [200.0], [20.0], [[Cell("Phase 1", TextStyle(12))]])
    (frame,) = (shape for shape in shapes_of(made) if shape.has_table)
    return frame.table.cell(0, 0).text == "Phase 1" and described(frame) == ALT_TEXT


def charts() -> list:
    from components.slides.charts import BarLook, Bars, add_chart, bar_chart
    from components.slides.drawing import Box, Solid

    made = sheet()
    series = [Bars("Trials", (3.0, 4.0), Solid("#123456"), "#000000")]
    chart = bar_chart(["Phase 1", "Phase 2"], series, made.palette, BarLook(12))
    add_chart(made, "Chart", Box(40, 90, 400, 300), chart)
    return [shape for shape in shapes_of(made) if shape.has_chart]


def is_charted() -> bool:
    (frame,) = charts()
    (plot,) = frame.chart.plots
    return list(plot.categories) == ["Phase 1", "Phase 2"] and bool(
        frame.chart.part.chart_workbook.xlsx_part.blob
    )


def is_named_and_numbered() -> bool:
    (frame,) = charts()
    return described(frame) == ALT_TEXT and frame.shape_id > 1_000


def is_ours() -> bool:
    """Says whether title, filters and source are placeholders of our own layout, written in."""
    shapes = shapes_of(sheet())
    held = {shape.placeholder_format.idx: shape.text for shape in shapes if shape.is_placeholder}
    return held == {0: "A title", 13: "2 trials", 14: "A source", 12: "‹#›"}


def reads_before_its_source() -> bool:
    """Says whether a drawing stands before the source, as it is read."""
    from components.slides.drawing import Box

    made = sheet()
    drawing = made.drawing("Timeline", ALT_TEXT)
    drawing.shape("Bar", Box(40, 90, 100, 20), None)
    made.add(drawing)
    shapes = {shape.name: shape for shape in shapes_of(made)}
    group, names = shapes["Timeline"], list(shapes)
    in_order = names.index("Timeline") == names.index("Source") - 1
    return (
        in_order
        and [each.name for each in group.shapes] == ["Bar"]
        and described(group) == ALT_TEXT
    )


def is_on_a_template() -> bool:
    """Says whether a deck is made on a presentation of somebody else's, by package_internals."""
    from components.slides.own_template import deck_of_template
    from components.slides.sheet import Sheet, SlideText, deck_bytes

    out = io.BytesIO()
    Presentation().save(out)
    deck = deck_of_template(out.getvalue())
    Sheet(deck, SlideText("A title", "2 trials", ("A source",), ALT_TEXT, ()))
    (slide,) = Presentation(io.BytesIO(deck_bytes(deck))).slides
    return slide.shapes.title.text == "A title"


def _no_foot(_layout) -> list:
    return []


def other_chart(patch: pytest.MonkeyPatch) -> None:
    """A python-pptx that makes a chart of its own of whatever it is given."""

    def new(_cls, chart_type, chart_data, package):
        return ChartPart.load(
            package.next_partname(ChartPart.partname_template),
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
            package,
            chart_data.categories.xml(chart_type),
        )

    patch.setattr(ChartPart, "new", classmethod(new))


REACHES = (
    Reach(
        "names in a package",
        "python-pptx no longer has the names of elements and relations that package_internals.py "
        "takes of it: no deck could be made on a reader's own template",
        is_on_a_template,
        lambda patch: patch.setattr(
            "components.slides.template_slides.qn",
            lambda _name: (_ for _ in ()).throw(AttributeError("taken away")),
        ),
    ),
    Reach(
        "element of shapes",
        "python-pptx's slide.shapes.element is no longer the tree that shapes stand in: slides "
        "would come without their number, date and footer",
        is_ours,
        lambda patch: patch.setattr(
            SlideShapes, "element", property(lambda self: BaseOxmlElement()), raising=False
        ),
    ),
    Reach(
        "parse_xml",
        "pptx.oxml no longer has parse_xml: no drawing and no table could be put on a slide",
        tabulates,
        lambda patch: patch.setattr(
            "components.slides.pptx_internals.parse_xml",
            lambda _xml: (_ for _ in ()).throw(AttributeError("taken away")),
        ),
    ),
    Reach(
        "graphicFrame",
        "python-pptx no longer reads a table that stands as XML in a slide: matrices and lists of "
        "trials would be no native tables",
        tabulates,
        lambda patch: patch.setattr(GraphicFrame, "has_table", property(lambda self: False)),
    ),
    Reach(
        "xml_bytes and xlsx_blob",
        "python-pptx's add_chart no longer takes the chart from xml_bytes and its workbook from "
        "xlsx_blob: slides of bars and points would fail, as would each deck that holds one",
        is_charted,
        other_chart,
    ),
    Reach(
        "workbook of a chart",
        "python-pptx no longer puts xlsx_blob into a chart: its data could not be edited",
        is_charted,
        lambda patch: patch.setattr(
            ChartWorkbook, "update_from_xlsx_blob", lambda self, blob: None
        ),
    ),
    Reach(
        "_nvXxPr",
        "python-pptx's shape elements no longer have _nvXxPr.cNvPr: charts would come without alt "
        "text, and two shapes of a slide could have one id, which PowerPoint repairs",
        is_named_and_numbered,
        lambda patch: patch.delattr(BaseShapeElement, "_nvXxPr"),
    ),
    Reach(
        "addprevious",
        "python-pptx's elements are no longer those of lxml: figures would be read aloud after "
        "their source",
        reads_before_its_source,
        lambda patch: patch.setattr(
            "components.slides.sheet.insert_before", lambda other, element: other.append(element)
        ),
    ),
    Reach(
        "placeholders of a layout",
        "python-pptx's layouts no longer give their placeholders' elements with ph and idx: slides "
        "would have no number, no date and no footer",
        is_ours,
        lambda patch: patch.setattr("components.slides.pptx_internals._ends_of", _no_foot),
    ),
)
"""All of components/slides/pptx_internals.py."""


test_python_pptx_still_has, test_its_loss_is_told_in_a_sentence = checks_of(REACHES)
