"""The words that travel with a figure: title, filters, numbers, source, date, link."""

from dataclasses import dataclass
from typing import Any

from components.view import View
from data.index.breakdowns import Answer
from data.link.options import BUILT_IN, NOTHING_BESIDE, ArmOptions, TableOptions
from data.link.state import DATASET_KEY, PageState
from data.queries.provenance import Sources, dates_of
from data.queries.source_line import source_line
from data.store import TrialStore

DASHBOARD = "Bone marrow stem cells for diabetes"
VERSION = "0.1.0"
"""Of the app; pyproject.toml and the newest heading of CHANGELOG.md say the same."""
MOST_NAME_PARTS = 4
MOST_NAME_PART = 60
MOST_VALUE = 40
MOST_FILE_NAME = 170
"""Characters, with room below the 255 of a file system for what a browser puts behind."""
TRIAL_LIST = "trial-list"
BUILT_IN_FILES = "review-2010"
"""The built-in data in names of files."""
DISCLAIMER = "Information, not medical advice."


@dataclass(frozen=True)
class Attribution:
    """The words around a figure, the same on screen, picture, slide and data file.

    Attributes:
        slug: the view.
        title: what the figure shows.
        chosen: the filters in words.
        shown: n of N.
        caption: how to read the figure.
        summary: the figure in words, its alt text.
        sources: the sources of the rows drawn.
        link: the address of this view, filters included.
        file_name: what the file holds, without ending:
            ``phase-by-condition_review-2010_t1d_2010-08``.
    """

    slug: str
    title: str
    chosen: str
    shown: str
    caption: str
    summary: str
    sources: Sources
    link: str
    file_name: str

    @property
    def choice_line(self) -> str:
        """``7 of 19 trials. Condition: type 1 diabetes.``"""
        end = "" if self.chosen.endswith("…") else "."
        return f"{self.shown}. {self.chosen}{end}" if self.chosen else f"{self.shown}."

    @property
    def citation(self) -> str:
        """The citations of the sources, joined."""
        return "; ".join(source.words for source in self.sources)

    @property
    def date(self) -> str:
        """The date of the data; of several sources their dates, ``2010-08 and 2026-11-21``."""
        return " and ".join(dates_of(self.sources))

    @property
    def source_line(self) -> str:
        return source_line(self.sources)


def dataset_name(dataset: str) -> str:
    """A dataset in names of files; no two of one host are called the same."""
    if not dataset or dataset == BUILT_IN:
        return BUILT_IN_FILES
    # an import may be called what the built-in data are called
    return f"{dataset}-import" if dataset == BUILT_IN_FILES else dataset


def safe(text: str, most: int) -> str:
    """Letters and digits of ASCII, everything else a hyphen."""
    plain = "".join(c if c.isalnum() and c.isascii() else "-" for c in text)
    return plain.strip("-")[:most].rstrip("-")


def file_name(slug: str, state: PageState, date: str) -> str:
    """View, dataset, the values of the query, date: letters, digits, ``-`` and ``_`` only."""
    values = state.to_values()
    datasets = [values.pop(DATASET_KEY), values.pop(NOTHING_BESIDE.key, state.dataset)]
    names = dict.fromkeys(safe(dataset_name(each), MOST_NAME_PART) for each in datasets)
    # a search in the table of trials or in the arms narrows nothing else
    unsaid = ArmOptions.keys() if slug == TRIAL_LIST else ArmOptions.keys() | TableOptions.keys()
    texts = [text for key, text in values.items() if key not in unsaid]
    parts = [slug, *names]
    for text in texts[:MOST_NAME_PARTS]:
        part = safe(text, MOST_VALUE)
        if part and len("_".join([*parts, part, date])) <= MOST_FILE_NAME:
            parts.append(part)
    return "_".join([*parts, dated(date)])


def dated(date: str) -> str:
    """A date, or several joined, in a name of a file; it may be words where none is known."""
    return "_".join(safe(each, MOST_NAME_PART) for each in date.split("_"))


def attribution_of(
    store: TrialStore, state: PageState, view: View[Any], answer: Answer, base: str
) -> Attribution:
    """The attribution of a view and its answer; ``base`` is the app's address, no final slash."""
    sources = view.scope.sources(store, state)
    summary, caption = view.said_of(answer)
    return Attribution(
        slug=view.slug,
        title=view.title,
        chosen=view.scope.chosen(store, state),
        shown=view.scope.shown(store, state),
        caption=caption,
        summary=summary,
        sources=sources,
        link=f"{base}{view.scope.page(store, state)}{state.to_query()}#{view.slug}",
        file_name=file_name(view.slug, state, "_".join(dates_of(sources)) or store.date),
    )
