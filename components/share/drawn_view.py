"""A view drawn for one state, on its way out: what its picture, slide and files are made of."""

from dataclasses import dataclass
from typing import Any, Self

import pandas as pd

from components.share.attribution import Attribution, attribution_of
from components.view import View
from data.index.breakdowns import Answer
from data.link.state import PageState
from data.store import TrialStore


@dataclass(frozen=True)
class DrawnView:
    """One view for one state: its answer and the words around it, worked out once."""

    store: TrialStore
    state: PageState
    view: View[Any]
    answer: Answer
    words: Attribution

    @classmethod
    def of(
        cls,
        store: TrialStore,
        state: PageState,
        view: View[Any],
        base: str,
        answer: Answer | None = None,
    ) -> Self:
        """``base`` as in ``attribution_of``; answer: where it is known already."""
        if answer is None:
            answer = view.query(store, state)
        return cls(store, state, view, answer, attribution_of(store, state, view, answer, base))

    def behind(self) -> pd.DataFrame:
        """The rows of data behind the figure."""
        return self.view.scope.behind(self.store, self.state)
