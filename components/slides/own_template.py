"""Decks on a user's own template: a .pptx or .potx given for one download, and never kept.

A deck of a template is drawn as one of the house and takes the template's masters, layouts and
theme when it is saved. Nothing of the template but these is ever in it.
"""

import io
from typing import IO

from lxml.etree import LxmlError
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.presentation import Presentation as Deck

from components.slides.master import house_template
from components.slides.package_internals import CoreProperties
from components.slides.template_layouts import CANVAS, OwnLayouts
from components.slides.template_parts import clean_template
from components.slides.template_slides import put_on_template
from components.slides.template_zip import MOST_BYTES as MOST_BYTES
from components.slides.template_zip import TemplateError as TemplateError
from components.slides.template_zip import damaged


class TemplateDeck(Deck):
    """A presentation that is drawn in the house's form and saved in a template's, once."""

    def __init__(self, template: Deck, layouts: OwnLayouts) -> None:
        house = Presentation(io.BytesIO(house_template()))
        super().__init__(house.element, house.part)
        self.template = template
        self.layouts = layouts
        self._is_moved = False

    @property
    def core_properties(self) -> CoreProperties:
        """The properties of the file that is saved: title, author, dates."""
        return self.template.core_properties

    def save(self, file: str | IO[bytes]) -> None:
        """Write the file; after that no slide can be added."""
        if not self._is_moved:
            put_on_template(self, self.template, self.layouts)
            self._is_moved = True
        self.template.save(file)


def deck_of_template(content: bytes) -> Deck:
    """An empty deck on a user's template.

    Args:
        content: a .pptx or .potx file; of its slides nothing is taken.

    Raises:
        TemplateError: it cannot be used; the message says what it seems to be, what is wrong and
            what to do.
    """
    cleaned = clean_template(content)
    try:
        template = Presentation(io.BytesIO(cleaned))
        return TemplateDeck(template, OwnLayouts.of(template))
    except TemplateError:
        raise
    except (PythonPptxError, LxmlError, LookupError, ValueError, TypeError, AttributeError):
        # python-pptx has no one error of a part that lacks what it expects
        raise damaged("its masters and layouts cannot be read") from None


def added_height(deck: Deck) -> float:
    """The points by which a figure's slide of the house is higher to fill a template's room.

    Below zero where it is lower; 0 for a deck of the house.
    """
    if not isinstance(deck, TemplateDeck):
        return 0.0
    return deck.layouts.figure.canvas.height - CANVAS.height
