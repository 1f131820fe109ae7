import io

import pytest
from pptx import Presentation

from components.share.deck import slide_bytes
from components.share.drawn_view import DrawnView
from components.views import VIEWS
from data.link.options import ResultOptions
from data.link.state import PageState
from tests.posted_studies import POSTED

BASE = "https://x.example.org"


@pytest.mark.parametrize("slug", ["planned-and-actual", "primary-outcomes", "stopped-trials"])
def test_slides_hold_every_shape_within_the_slide(posted, slug):
    own = posted.named(POSTED)
    for nct_id in own.trials["nct_id"].iloc[[0, 1, -1]]:
        state = PageState(own.no_filters(), results=ResultOptions(trial=nct_id), dataset=POSTED)
        deck = Presentation(io.BytesIO(slide_bytes(DrawnView.of(own, state, VIEWS[slug], BASE))))
        for slide in deck.slides:
            for shape in slide.shapes:
                assert shape.left >= 0 and shape.top >= 0
                assert shape.top + shape.height <= deck.slide_height
