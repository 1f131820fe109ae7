"""The request for a page: path, state and theme, parsed once at the edge."""

from dataclasses import dataclass, field
from typing import Self

from components.theme import LIGHT, Palette
from components.views import VIEWS
from data.link.options import KnownFields, unknown_view
from data.link.state import PageState


@dataclass(frozen=True)
class PageRequest:
    """One address in the app's own terms.

    Attributes:
        path: the path without the host's prefix, ``/trials``.
        state: filters and options.
        ignored: what the link held and was not understood, in words.
        palette: the colours of the reader's theme.
    """

    path: str = "/"
    state: PageState = field(default_factory=PageState)
    ignored: tuple[str, ...] = ()
    palette: Palette = LIGHT

    @classmethod
    def of(cls, path: str, search: str, known: KnownFields, palette: Palette = LIGHT) -> Self:
        state, ignored = PageState.from_query(search, known)
        if state.present.view and state.present.view not in VIEWS:
            ignored += (unknown_view(state.present.view),)
        return cls(path, state, ignored, palette)
