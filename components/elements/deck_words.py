"""What the deck page needs to say a figure's link in words: the keys of one dataset."""

from collections.abc import Iterable
from typing import Any

from components.elements.controls import is_searched
from data.datasets.catalogue import Datasets
from data.link.filters import TEXT_KEY
from data.link.options import (
    AGENT_CLASS,
    CHANGE,
    COMPARED_FIELD,
    COUNT,
    DESCENDING,
    MEASURE,
    PLACES,
    REGION,
    ROLE,
    TRANSPLANT,
    WINDOW,
    TableOptions,
)
from data.link.query_string import Field
from data.store import TrialStore

OPTION_FIELDS = (
    COUNT,
    PLACES,
    REGION,
    MEASURE,
    ROLE,
    AGENT_CLASS,
    TRANSPLANT,
    WINDOW,
    CHANGE,
    COMPARED_FIELD,
)


def _in_words(fields: Iterable[Field]) -> dict[str, list[object]]:
    return {
        field.key: [field.label, {field.slugs[code]: field.labels[code] for code in field.codes}]
        for field in fields
    }


def _orders(field: Field) -> dict[str, str]:
    """Each column both ways, as a link writes them."""
    up = {field.slugs[code]: field.labels[code] for code in field.codes}
    return up | {f"{DESCENDING}{slug}": f"{label} (descending)" for slug, label in up.items()}


def words_of(store: TrialStore) -> dict[str, list[Any]]:
    """key -> label and the words of its slugs; a searched field's slugs speak for themselves."""
    few = [field for field in store.known.all if not is_searched(field)]
    words = _in_words([*OPTION_FIELDS, *few])
    # only the countries that some trial has, not all of the world
    country = next(field for field in store.known.filters if field.key == "country")
    present = {slug: label for label, slug in country.words_at(store.facets["country"].held)}
    words["country"] = [country.label, present]
    words[TEXT_KEY] = ["Text", {}]
    words[TableOptions.FIND] = ["Search in the table", {}]
    words[TableOptions.SORT] = [store.known.sort.label, _orders(store.known.sort)]
    words["compare"] = ["Compared", words["regimen"][1]]
    return words


def deck_words(datasets: Datasets, store: TrialStore) -> dict[str, Any]:
    """The words of a dataset's links and, where there are several datasets, its title."""
    return {"title": store.title if datasets.total > 1 else "", "words": words_of(store)}
