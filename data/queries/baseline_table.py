"""Baseline table of the shown trial, as its record posts it: by measure, row and group."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from data.link.state import PageState
from data.model.amounts import amount
from data.model.posted_numbers import posted_number
from data.model.posted_words import PARAMETERS, has_two_ends, param_words, spread_words
from data.queries.posted_about import about, with_about
from data.queries.posted_results import kept, result_rows
from data.store import TrialStore

FRAMES_KEPT = 32
TOTAL = "total"
PEOPLE = ("participants", "participant")
COUNTS = ("COUNT_OF_PARTICIPANTS", "COUNT_OF_UNITS")
NO_TITLE, NO_MEASURE = "Group without a title", "Measure without a title"
NOT_POSTED = "–"
"""In a cell for which the record posts no value."""
COLUMNS = (
    "measure_number",
    "measure",
    "description",
    "population",
    "param",
    "spread_kind",
    "units",
    "kind_words",
    "row_number",
    "class_title",
    "category_title",
    "row_label",
    "group_number",
    "group",
    "group_description",
    "group_analysed",
    "is_total",
    "value",
    "spread",
    "lower",
    "upper",
    "analysed",
    "percent",
    "cell",
    "comment",
    "remark",
    "source",
    "locator",
)
BaselineRecord = dict[str, Any]


@lru_cache(maxsize=FRAMES_KEPT)
@kept
def baseline_table(store: TrialStore, state: PageState) -> pd.DataFrame:
    """One row a value of a measure, its class and category, in a group. Columns: ``COLUMNS``.

    Measures, rows of a measure and groups are numbered from 1 in the record's order, a group of
    the total last. value, spread, lower and upper are texts as posted, cell is all of them in
    words; kind_words: kind of number and spread, and units, of the measure. analysed: the number
    that the value is of, group_analysed: that of the group. percent: worked out of a count and
    the number analysed, a float; missing where the two are not posted.
    """
    posted = result_rows(store, state, "results_baseline")
    groups = result_rows(store, state, "results_groups")
    own = groups[groups["results_part"] == "BASELINE"].to_dict("records")
    rows = baseline_rows(posted.to_dict("records"), own)
    frame = pd.DataFrame(rows, columns=[*COLUMNS]).astype({"percent": "float64"})
    return with_about(frame, store, state, ("baseline_population",))


def baseline_rows(
    posted: Sequence[Mapping[Any, Any]], groups: Sequence[Mapping[Any, Any]]
) -> list[BaselineRecord]:
    """posted: rows of ``results_baseline``; groups: those of ``results_groups`` of the baseline."""
    known = {str(group["group_id"]): group for group in groups}
    used = dict.fromkeys([*known, *(str(row["group_id"]) for row in posted)])
    ids = sorted(used, key=lambda each: _is_total(known.get(each, {}), len(used)))
    made: list[BaselineRecord] = []
    numbers: dict[int, dict[tuple[Any, ...], int]] = {}
    seen: dict[tuple[Any, ...], int] = {}
    for row in posted:
        measure, group_id = int(row["measure_position"]), str(row["group_id"])
        like = measure, row["class_title"], row["category_title"], group_id
        seen[like] = seen.get(like, -1) + 1
        own = numbers.setdefault(measure, {})
        number = own.setdefault((*like[1:3], seen[like]), len(own) + 1)
        group = known.get(group_id, {})
        made.append(
            {
                "measure_number": measure,
                "measure": str(row["measure"]) or NO_MEASURE,
                **{name: str(row[name]) for name in ("description", "population", "units")},
                "param": param_words(str(row["param_type"])),
                "spread_kind": spread_words(str(row["dispersion_type"])),
                "kind_words": kind_words(row),
                "row_number": number,
                **{name: str(row[name]) for name in ("class_title", "category_title")},
                "row_label": ": ".join(
                    filter(None, (str(row["class_title"]), str(row["category_title"])))
                ),
                "group_number": ids.index(group_id) + 1,
                "group": str(group.get("title", "")) or group_id or NO_TITLE,
                "group_description": str(group.get("description", "")),
                "group_analysed": _analysed(group),
                "is_total": _is_total(group, len(ids)),
                **{name: str(row[name]) for name in ("value", "spread", "lower", "upper")},
                **cell_of(row, group),
                "comment": str(row["comment"]),
                "source": row["source"],
                "locator": row["locator"],
            }
        )
    return sorted(
        made, key=lambda row: (row["measure_number"], row["row_number"], row["group_number"])
    )


def _is_total(group: Mapping[Any, Any], groups: int) -> bool:
    return groups > 1 and str(group.get("title", "")).strip().casefold() == TOTAL


def _analysed(group: Mapping[Any, Any]) -> str:
    """``205``, ``75 eyes`` where the units are not people; empty where it is not posted."""
    number, units = str(group.get("analysed", "")), str(group.get("analysed_units", ""))
    if not number or units.casefold() in ("", *PEOPLE):
        return number
    return f"{number} {units}"


def kind_words(row: Mapping[Any, Any]) -> str:
    """``Mean (SD), years``, ``Number of participants``: the kind of a measure's numbers."""
    param, units = param_words(str(row["param_type"])), str(row["units"]).strip()
    spread = spread_words(str(row["dispersion_type"]))
    said = f"{param} ({spread})" if param and spread else param or spread
    if units.casefold() in PEOPLE and said in (PARAMETERS["NUMBER"], PARAMETERS[COUNTS[0]]):
        return PARAMETERS[COUNTS[0]]
    return ", ".join(filter(None, (said, units)))


def cell_of(row: Mapping[Any, Any], group: Mapping[Any, Any]) -> BaselineRecord:
    """The number analysed, the percentage, the words of the cell and a remark.

    row: of ``results_baseline``; group: its row of ``results_groups``.
    """
    value, own, of_group = str(row["value"]), str(row["analysed"]), str(group.get("analysed", ""))
    differs = bool(own) and own != of_group
    units = str(row["analysed_units"]) if own else str(group.get("analysed_units", ""))
    analysed = own or of_group
    percent = _percent(row, analysed, units)
    inside = []
    if percent is not None:
        inside.append(f"{percent:.1f} %" + (f" of {analysed}" if differs else ""))
    inside += _spread(row)
    said = f"{value} ({'; '.join(inside)})" if inside and value else value or "; ".join(inside)
    if differs and percent is None:
        said = f"{said}, n = {own}"
    remark = ""
    if percent is not None and percent > 100:
        remark = f"More than were analysed: {value} of {analysed}."
    return {"analysed": analysed, "percent": percent, "cell": said, "remark": remark}


def _spread(row: Mapping[Any, Any]) -> list[str]:
    """``SD 1.7``, ``5 to 12``: what the spread is from and to, else its size with its kind."""
    kind = str(row["dispersion_type"])
    spread, lower, upper = (str(row[name]) for name in ("spread", "lower", "upper"))
    made = [f"{spread_words(kind)} {spread}".strip()] if spread else []
    if lower or upper:
        words = "" if has_two_ends(kind) else f"{spread_words(kind)} "
        made.append(f"{words}{lower or 'not stated'} to {upper or 'not stated'}".strip())
    return made


def _percent(row: Mapping[Any, Any], analysed: str, units: str) -> float | None:
    """The percentage of a count of the number analysed, both whole numbers of the same units."""
    param = str(row["param_type"]).strip().upper().replace(" ", "_")
    of_people = units.casefold() in ("", *PEOPLE)
    if param == "NUMBER":
        if str(row["units"]).strip().casefold() not in PEOPLE or not of_people:
            return None
    elif param not in COUNTS or (param == COUNTS[0]) != of_people:
        return None
    count, whole = posted_number(str(row["value"])), posted_number(analysed)
    if count is None or not whole or whole < 0 or count < 0:
        return None
    if not (count.is_integer() and whole.is_integer()):
        return None
    # half a tenth goes up, as readers round
    return (2000 * int(count) + int(whole)) // (2 * int(whole)) / 10


def counted(rows: pd.DataFrame) -> str:
    """``4 measures in 3 groups``; rows: of ``baseline_table``."""
    groups = rows.loc[~rows["is_total"].astype(bool), "group_number"].nunique()
    return f"{amount(rows['measure_number'].nunique(), 'measure')} in {amount(groups, 'group')}"


def in_words(frame: pd.DataFrame) -> str:
    """Each measure with its rows and the value of each group, in sentences."""
    if frame.empty:
        return "No baseline table is posted."
    groups = frame.drop_duplicates("group_number").sort_values("group_number")
    said = [
        f"{row.group}, {row.group_analysed} analysed." if row.group_analysed else f"{row.group}."
        for row in groups.itertuples()
    ]
    for _, own in frame.groupby("measure_number", sort=False):
        first = own.iloc[0]
        kind = f" ({first['kind_words']})" if first["kind_words"] else ""
        said.append(f"{first['measure']}{kind}:")
        rows = []
        for _, row in own.groupby("row_number", sort=False):
            label = f"{row['row_label'].iloc[0]}: " if row["row_label"].iloc[0] else ""
            cells = (f"{each.group} {each.cell or 'not posted'}" for each in row.itertuples())
            rows.append(label + ", ".join(cells))
        said.append("; ".join(rows) + ".")
    return " ".join(said)


def left_out(frame: pd.DataFrame) -> str:
    """The remarks on contradictions, how percentages came about, and the record's words."""
    if frame.empty:
        return ""
    said = []
    if frame["percent"].notna().any():
        said.append(
            "Percentages are worked out here: the posted count of the posted number analysed."
        )
    marked = frame[frame["remark"] != ""]
    said += [
        f"{row.measure}, {row.row_label or row.group}: {row.remark}" for row in marked.itertuples()
    ]
    return " ".join(filter(None, (*said, about(frame))))
