import plotly.graph_objects as go
import pytest

from components.figures.registration import ABSENT
from components.theme import PALETTES
from components.views import VIEWS
from data.link.state import PageState

QUERIES = (
    "",
    "?condition=t1d~t2d&phase=phase2",
    "?phase=phase4&condition=complications",
    "?measure=share&count=organisations&region=europe&places=sites",
    "?count=enrollment&region=asia",
    "?regimen=nct01143168&window=transplant",
    "?role=graft&class=mtor-inhibitor",
    "?q=%3Cscript%3E",
)


@pytest.mark.parametrize("slug", VIEWS)
@pytest.mark.parametrize("query", QUERIES)
def test_every_view_draws_every_state_in_both_themes(store, slug, query):
    state, _ = PageState.from_query(query, store.known)
    for palette in PALETTES.values():
        rendered = VIEWS[slug].render(store, state, palette)
        go.Figure(rendered.figure)
        assert rendered.summary.startswith(VIEWS[slug].title)
        wanted = {*VIEWS[slug].columns, *VIEWS[slug].file_columns}
        if slug == "trial-list":  # which of them there are comes with the dataset
            wanted = set(store.known.sort.codes)
        assert wanted <= set(rendered.frame.columns)


@pytest.mark.parametrize(
    ("slug", "key"),
    [
        ("status", "status"),
        ("started-per-year", "started-from"),
        ("sponsor-class", "sponsor"),
        ("intervention-type", "intervention"),
    ],
)
def test_the_review_has_no_such_field_and_says_so(store, slug, key):
    rendered = VIEWS[slug].render(store, PageState(), PALETTES["light"])
    assert ABSENT[key] in rendered.summary
    assert rendered.figure["data"] == []
    assert rendered.frame.empty


def test_slugs_name_their_views():
    for slug, view in VIEWS.items():
        assert slug == view.slug
        assert slug.replace("-", "").isalnum()


def test_no_view_changes_the_store(store):
    before = {name: frame.copy(deep=True) for name, frame in store.frames().items()}
    for query in QUERIES:
        state, _ = PageState.from_query(query, store.known)
        for view in VIEWS.values():
            view.render(store, state, PALETTES["light"])
    for name, frame in store.frames().items():
        assert frame.equals(before[name]), name
