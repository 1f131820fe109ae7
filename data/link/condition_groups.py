"""Groups of conditions: the MeSH terms that records state for their conditions, and those above.

A group's code is its term without differences of case, spaces and punctuation, as conditions are
told apart, too: formats with the numbers of MeSH and formats without them agree.
"""

from collections.abc import Iterable, Mapping

from data.link.query_string import Field
from data.link.short_forms import slug_of
from data.model import vocabulary as v

GROUP_KEY = "mesh"
OF_CONDITIONS = (("mesh_of", "CONDITION"),)
"""The rows of ``trial_mesh`` that are terms of conditions."""
STATED_OF_CONDITIONS = (*OF_CONDITIONS, ("mesh_level", "TERM"))
"""Those of them that a record states itself."""
NO_TERM = "No MeSH term"
NO_TERM_SLUG = "no_mesh_term"
"""No slug of a term has an underscore."""


def condition_groups(codes: Iterable[str], labels: Mapping[str, str] | None = None) -> Field:
    """The field of the groups in their order; trials without a term stand at the end."""
    own = tuple(codes)
    return Field(
        GROUP_KEY,
        "Condition group",
        (*own, v.NOT_STATED),
        {**(labels or {}), v.NOT_STATED: NO_TERM},
        {**{code: slug_of(code) for code in own}, v.NOT_STATED: NO_TERM_SLUG},
    )
