"""The keys of one dataset, which the deck page needs to say a figure's link in words."""

from typing import Any

from components.elements.controls import is_searched
from data.datasets.catalogue import Datasets
from data.link.filters import BOUNDS, CITY_KEY, TEXT_KEY, TEXT_LABELS
from data.link.options import OPTION_KEYS, OPTIONS
from data.link.query_string import Field
from data.store import TrialStore


def _speaks_for_itself(field: Field) -> bool:
    return is_searched(field) or field.key in BOUNDS


def _labels(field: Field) -> dict[str, str]:
    return {field.slugs[code]: field.labels[code] for code in field.codes}


def words_of(store: TrialStore) -> dict[str, list[Any]]:
    """key -> label and the words of its slugs, as far as these do not speak for themselves."""
    known = store.known
    words: dict[str, list[Any]] = {
        field.key: [field.label, {} if _speaks_for_itself(field) else _labels(field)]
        for field in known.filters
    }
    # only the countries that some trial has, not all of the world
    if "country" in store.facets:
        country = next(field for field in known.filters if field.key == "country")
        present = {slug: label for label, slug in country.words_at(store.facets["country"].held)}
        words["country"] = [country.label, present]
    words[CITY_KEY] = [TEXT_LABELS[CITY_KEY], {}]
    words[TEXT_KEY] = ["Text", {}]
    for key in OPTION_KEYS:
        words[key] = [OPTIONS[key].label, OPTIONS[key].words(known)]
    return words


def deck_words(datasets: Datasets, store: TrialStore) -> dict[str, Any]:
    """The words of a dataset's links and, where there are several datasets, its title."""
    return {"title": store.title if datasets.total > 1 else "", "words": words_of(store)}
