"""Arms, epochs and the cells in which they meet, with the words of the elements."""

from collections.abc import Mapping, Sequence

from data.model.schema import RawRows
from data.readers.json_node import Node
from data.readers.usdm.order import by_id
from data.readers.usdm.plain_texts import (
    all_cited,
    cited,
    decode_of,
    description_of,
    id_of,
    name_of,
    text_at,
)


def arm_rows(regimen: str, arms: Sequence[Node], source: str) -> RawRows:
    """Rows of ``study_arms``."""
    return [
        {
            "regimen": regimen,
            "position": str(position),
            "arm": name_of(arm),
            "arm_type": decode_of(arm.at("type")),
            "description": description_of(arm),
            "source": source,
            "locator": arm.path,
        }
        for position, arm in enumerate(arms, start=1)
    ]


def epoch_rows(regimen: str, epochs: Sequence[Node], source: str) -> RawRows:
    """Rows of ``study_epochs``."""
    return [
        {
            "regimen": regimen,
            "position": str(position),
            "epoch": name_of(epoch),
            "epoch_type": decode_of(epoch.at("type")),
            "description": description_of(epoch),
            "source": source,
            "locator": epoch.path,
        }
        for position, epoch in enumerate(epochs, start=1)
    ]


def positions(nodes: Sequence[Node]) -> Mapping[str, str]:
    """Id -> position from 1, as a cell."""
    found: dict[str, str] = {}
    for position, node in enumerate(nodes, start=1):
        found.setdefault(id_of(node), str(position))
    return found


def cell_rows(
    regimen: str, design: Node, arms: Sequence[Node], epochs: Sequence[Node], source: str
) -> tuple[RawRows, list[str]]:
    """Rows of ``study_cells``, one an element in its order, and the paths of cells left out.

    Left out are cells of an arm or epoch that the design does not have, and repeats.
    """
    elements = by_id(design.at("elements").items())
    arm_at, epoch_at = positions(arms), positions(epochs)
    rows: RawRows = []
    left_out = []
    seen = set()
    for cell in design.at("studyCells").items():
        place = arm_at.get(cited(cell, "armId"), ""), epoch_at.get(cited(cell, "epochId"), "")
        if "" in place or place in seen:
            left_out.append(cell.path)
            continue
        seen.add(place)
        own = [(elements.get(each), path) for each, path in all_cited(cell, "elementIds")]
        rows += [
            {
                "regimen": regimen,
                "arm_position": place[0],
                "epoch_position": place[1],
                "position": str(position),
                **_element(element),
                "source": source,
                "locator": element.path if element else path,
            }
            for position, (element, path) in enumerate(own or [(None, cell.path)], start=1)
        ]
    return rows, left_out


def _element(element: Node | None) -> dict[str, str]:
    """The words of an element; a cell may cite none, or one that is not in the file."""
    if element is None:
        return {"element": "", "description": "", "starts": "", "ends": ""}
    return {
        "element": name_of(element),
        "description": description_of(element),
        "starts": text_at(element, "transitionStartRule", "text"),
        "ends": text_at(element, "transitionEndRule", "text"),
    }
