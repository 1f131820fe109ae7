"""A part of a registry record on its trial's page: a card that links lead to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from components.elements.ids import Anchor
from components.elements.markup import Markup, Piece, piece
from components.elements.source_lines import of_these, source_piece
from data.queries.one_record import TrialRecord


@dataclass(frozen=True)
class RecordPart:
    """A part of the page with its place in links, its title, and how much it holds, in words."""

    anchor: str
    title: str
    body: Sequence[Markup]
    frames: Sequence[pd.DataFrame]
    amount: str = ""
    classes: str = "full"


PartOf = Callable[[TrialRecord], RecordPart | None]


def part_card(record: TrialRecord, part: RecordPart) -> Piece:
    """The card of a part. Its key makes React begin anew with the next trial, all folds closed."""
    title = f"{part.title} ({part.amount})" if part.amount else part.title
    return piece(
        "section",
        piece("header", piece("h2", title), className="card-head"),
        # what a link leads to opens what is folded in it; here that is the part alone
        piece("div", *part.body),
        source_piece(of_these(record.store, *part.frames)),
        id=Anchor(part.anchor),
        className=f"card trial-card record-part {part.classes}",
        key=f"{part.anchor}-{record.nct_id}",
    )


def contents(parts: Sequence[tuple[str, str]], name: str = "On this page") -> Piece:
    """Links to the parts of the page: the place of each, and its title.

    name: of the list, for those who listen.
    """
    links = [piece("li", piece("a", title, href=f"#{anchor}")) for anchor, title in parts]
    return piece("nav", piece("ul", *links), className="trial-contents", **{"aria-label": name})


def counted(number: int, one: str, more: str) -> str:
    """``1 site``, ``1,234 sites``."""
    return f"{number:,} {one if number == 1 else more}"
