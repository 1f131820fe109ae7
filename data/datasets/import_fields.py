"""The filters of a dataset whose values come with it: conditions, their groups, interventions."""

import numpy as np
import pandas as pd
import pyarrow as pa

from data.index.index_arrays import NONE, Counts, Integers, arrow, encoded, id_numbers
from data.link.condition_groups import OF_CONDITIONS, condition_groups
from data.link.filters import FILTER_LABELS, GIVEN_KEY
from data.link.query_string import Field
from data.link.short_forms import slug_of
from data.model.condition_names import condition_key
from data.model.vocabulary import NOT_STATED

CONDITION_KEY = "condition"


def condition_field(rows: pd.DataFrame, trials: pd.Series) -> Field:
    """The conditions of an import as filter values, the most frequent first.

    The label is the spelling printed most often. NOT_STATED is the last where a trial has none.

    Args:
        rows: nct_id, condition (the name without differences of case), condition_printed.
        trials: the ids of all trials.
    """
    labels = _labels(*encoded(rows["condition"]), rows["nct_id"], rows["condition_printed"])
    if not trials.isin(rows["nct_id"]).all():
        labels[NOT_STATED] = "Not stated"
    slugs = {code: slug_of(code) for code in labels}
    return Field(CONDITION_KEY, FILTER_LABELS[CONDITION_KEY], tuple(labels), labels, slugs)


def group_field(rows: pd.DataFrame) -> Field:
    """The MeSH terms of an import's conditions as filter values, the most frequent first.

    rows: of ``trial_mesh``: those of conditions count, with the terms above those stated.
    """
    for name, wanted in OF_CONDITIONS:
        rows = rows[rows[name] == wanted]
    code, names = _keyed(rows["term"])
    labels = _labels(code, names, rows["nct_id"], rows["term"])
    return condition_groups(labels, labels)


def intervention_field(rows: pd.DataFrame, trials: pd.Series) -> Field:
    """The names of an import's interventions as filter values, the most frequent first.

    Names that differ in case, spaces and punctuation are one value, as conditions are.
    NOT_STATED is the last where a trial has none.
    """
    code, names = _keyed(rows["intervention"])
    labels = _labels(code, names, rows["nct_id"], rows["intervention"])
    if not trials.isin(rows["nct_id"]).all():
        labels[NOT_STATED] = "No intervention"
    slugs = {each: slug_of(each) for each in labels}
    return Field(GIVEN_KEY, FILTER_LABELS[GIVEN_KEY], tuple(labels), labels, slugs)


def _keyed(texts: pd.Series) -> tuple[Integers, list[str]]:
    """The place of each text's name among the names without differences of case, and these."""
    of_text, distinct = encoded(texts)
    number_of: dict[str, int] = {}
    numbers = [number_of.setdefault(condition_key(text), len(number_of)) for text in distinct]
    return np.array([*numbers, NONE], dtype=np.int32)[of_text], [*number_of]


def _labels(code: Integers, names: list[str], ids: pd.Series, printed: pd.Series) -> dict[str, str]:
    """Name -> its most frequent spelling, those of most trials first.

    code: the place of each row's name among the names.
    """
    once = ~pd.Series(_joint_key(code, ids)).duplicated().to_numpy()
    counts = np.bincount(code[once], minlength=len(names))
    by_name = sorted(range(len(names)), key=names.__getitem__)
    order = [by_name[at] for at in np.argsort(-counts[by_name], kind="stable")]
    spellings = _spellings(code, printed).take(pa.array(order, pa.int64())).to_pylist()
    return dict(zip([names[at] for at in order], spellings, strict=True))


def _joint_key(code: Integers, ids: pd.Series) -> Counts:
    """One number for each pair of a condition and a trial."""
    numbers = id_numbers(ids)
    if numbers is None:
        numbers = encoded(ids)[0].astype(np.int64)
    return numbers * (int(code.max(initial=0)) + 1) + code


def _spellings(code: Integers, printed: pd.Series) -> pa.Array:
    """The spelling printed most often for each code; of several, the one that comes first."""
    coded = arrow(printed).dictionary_encode()
    width = len(coded.dictionary) + 1
    spelt = code.astype(np.int64) * width + coded.indices.to_numpy()
    numbers, distinct = pd.factorize(spelt)
    number = np.bincount(numbers, minlength=len(distinct))
    # factorize numbers the pairs by first appearance
    pairs, first = distinct, np.arange(len(distinct))
    owner, spelling = np.divmod(pairs, width)
    ranked = np.lexsort((first, -number, owner))
    best = ranked[np.diff(owner[ranked], prepend=NONE) > 0]
    return coded.dictionary.take(pa.array(spelling[best]))
