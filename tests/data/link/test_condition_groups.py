"""Groups of conditions: their order and words, and a slug that no term can take."""

from data.link.condition_groups import NO_TERM, condition_groups
from data.link.short_forms import slug_of
from data.model.vocabulary import NOT_STATED


def test_trials_without_a_term_stand_at_the_end_under_a_slug_of_their_own():
    terms = ["asthma", "no mesh term", "no_mesh_term", "not stated"]
    field = condition_groups(terms, {term: term.title() for term in terms})
    assert field.codes[-1] == NOT_STATED and field.labels[NOT_STATED] == NO_TERM
    assert len(field.code_of_slug) == len(field.codes)
    for code in field.codes:
        assert field.parse(field.serialise([code])) == ((code,), ())


def test_a_slug_belongs_to_its_term_alone():
    one, other = condition_groups(("asthma",)), condition_groups(("lung diseases", "asthma"))
    assert one.slugs["asthma"] == other.slugs["asthma"] == slug_of("asthma")


def test_a_dataset_without_terms():
    assert condition_groups(()).codes == (NOT_STATED,)
