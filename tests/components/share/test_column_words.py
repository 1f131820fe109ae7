import pytest

from components.share.column_words import BEHIND, ENDINGS, SHOWN, meaning
from components.share.exports import columns_shown
from components.views import VIEWS
from data.index.breakdowns import frame_of
from data.link.filters import FILTER_LABELS
from data.link.state import PageState
from data.link.trial_fields import HEADINGS

OWN_WORDS = {*FILTER_LABELS.values(), *HEADINGS.values(), "Phase", "Status"}
"""Headings that are the name of a field of a trial and speak for themselves."""


@pytest.mark.parametrize("slug", VIEWS)
def test_every_column_of_every_file_has_a_meaning(store, imported, slug):
    view = VIEWS[slug]
    for each in (store, imported):
        state = PageState(each.no_filters(), dataset=each.known.dataset)
        shown = columns_shown(view, frame_of(view.query(each, state))).values()
        assert set(shown) <= {*SHOWN, *OWN_WORDS}
        behind = [str(name) for name in view.scope.behind(each, state).columns]
        known = [name for name in behind if name in BEHIND or name.endswith(tuple(ENDINGS))]
        assert behind == known


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("phase_printed", "phase, as printed in the source"),
        ("insulin_independent_days", "time without insulin, in days"),
        ("start_date_type", "start date, whether the date is actual or estimated"),
        ("Intervention model", "intervention model"),
        ("not_known_here", "not known here"),
    ],
)
def test_a_column_is_explained_by_its_name(column, said):
    assert meaning(column) == said
