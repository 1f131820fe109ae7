"""One posted outcome measure by group: values and spreads as posted, as numbers where they are."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from data.link.state import PageState
from data.model import vocabulary as v
from data.model.amounts import amount
from data.model.posted_numbers import posted_number
from data.model.posted_words import has_two_ends, param_words, spread_words
from data.queries.baseline_table import cell_of
from data.queries.posted_results import kept, lacks_part, result_rows
from data.queries.raw_differences import (
    add_differences,
    is_percentage,
    raw_words,
    two_groups,
    why_no_difference,
)
from data.queries.registry_text import unescaped
from data.store import TrialStore

OutcomeCells = Mapping[Any, Any]
COLUMNS = (
    "measure_position",
    "outcome_kind_label",
    "measure",
    "description",
    "population",
    "time_frame",
    "param",
    "spread_kind",
    "units",
    "row_number",
    "class_title",
    "category_title",
    "row_label",
    "group_number",
    "group",
    "group_description",
    "analysed",
    "group_analysed",
    "value",
    "spread",
    "lower",
    "upper",
    "comment",
    "cell",
    "percent",
    "number",
    "low",
    "high",
    "time",
    "time_unit",
    "remark",
    "difference",
    "difference_words",
    "source",
    "locator",
)
NUMBERS = ("percent", "number", "low", "high", "time", "difference")
PLUS_MINUS = ("SD", "SE")
"""Spreads that are drawn as the value plus and minus them."""
NO_TITLE = "Group without a title"
NO_MEASURE = "Measure without a title"
LONGEST_LABEL = 140
TIME = re.compile(
    r"(?P<unit>minute|hour|day|week|month|year)s?[ #:.]*(?P<number>[0-9]{1,4}(?:\.[0-9]{1,2})?)"
    r"|(?P<number2>[0-9]{1,4}(?:\.[0-9]{1,2})?)[ -]?(?P<unit2>minute|hour|day|week|month|year)s?",
    re.IGNORECASE | re.ASCII,
)
IN_BRACKETS = re.compile(r"\([^()]{0,80}\)")
LEAST_TIMES = 3
"""Points in time that make a time axis."""


def measures_of(store: TrialStore, state: PageState) -> list[tuple[int, str]]:
    """(position, label) of each posted measure: ``Primary: its title``, and if nothing is posted.

    In the record's order.
    """
    with_numbers = _with_numbers(store, state)
    return [
        (int(row["position"]), _label(row, int(row["position"]) in with_numbers))
        for row in result_rows(store, state, "results_measures").to_dict("records")
    ]


def _label(row: OutcomeCells, has_numbers: bool) -> str:
    title = unescaped(str(row["measure"])) or NO_MEASURE
    if len(title) > LONGEST_LABEL:
        title = f"{title[: LONGEST_LABEL - 1].rstrip()}…"
    words = f"{kind_of(row)}: {title}"
    return words if has_numbers else f"{words} (no numbers posted)"


def kind_of(row: OutcomeCells) -> str:
    """``Primary``, ``Secondary``: the kind of a row of ``results_measures``, in words."""
    code = str(row["posted_outcome_kind"])
    printed = str(row["posted_outcome_kind_printed"])
    return printed if code == "UNLISTED" and printed else v.POSTED_OUTCOME_KIND.labels[code]


def _with_numbers(store: TrialStore, state: PageState) -> set[int]:
    """Positions of the measures of which at least one value is a number."""
    rows = result_rows(store, state, "results_values")
    return {
        int(position)
        for position, value in zip(rows["measure_position"], rows["value"], strict=True)
        if posted_number(str(value)) is not None
    }


def shown_measure(store: TrialStore, state: PageState) -> int:
    """The position of the measure that is shown; 0 where the record has none.

    It is the one that the link names, if the record has it; otherwise the first primary measure
    with numbers, else the first with numbers, else the first.
    """
    rows = result_rows(store, state, "results_measures")
    kinds = {
        int(row["position"]): str(row["posted_outcome_kind"]) for row in rows.to_dict("records")
    }
    if state.results.measure in kinds:
        return state.results.measure
    numbers = _with_numbers(store, state)
    primary = (each for each in kinds if each in numbers and kinds[each] == "PRIMARY")
    some = (each for each in kinds if each in numbers)
    return next(primary, next(some, next(iter(kinds), 0)))


def lacks_outcome(store: TrialStore, state: PageState) -> str:
    """Says why the shown measure has no figure, in a sentence; empty where it has one."""
    missing = lacks_part(store, state, "results_measures")
    if missing:
        return missing
    position = shown_measure(store, state)
    values = result_rows(store, state, "results_values")
    if (values["measure_position"] == position).any():
        return ""
    row = _measure(store, state, position)
    said = f"{_label(row, True)}."
    expected = f"; expected {row['anticipated']}" if row["anticipated"] else ""
    if store.not_in_file("results_values", "value"):
        return f"{said} Not in this file: the values of outcome measures."
    if store.not_in_file("results_measures", "reporting_status"):
        return f"{said} This file has no values of it, and not whether they are posted{expected}."
    if row["reporting_status"] == "NOT_POSTED":
        return f"{said} Not posted yet{expected}."
    return f"{said} The record posts no values of this measure."


def _measure(store: TrialStore, state: PageState, position: int) -> OutcomeCells:
    rows = result_rows(store, state, "results_measures")
    return rows[rows["position"] == position].iloc[0].to_dict()


@kept
def outcome_by_arm(store: TrialStore, state: PageState) -> pd.DataFrame:
    """One row a posted value of the shown measure, in the order of classes, then of groups.

    Columns: ``COLUMNS``. row_number: of a class and category, from 1. value, spread, lower, upper,
    analysed: texts as posted; number, low, high: what is drawn, in the measure's units, missing
    where it is no number. percent: of a count of people with a number analysed, worked out; it is
    a column of numbers where every counted row has it. time: the number in the class's title, of
    time_unit, where all titles of the measure differ in that number alone. cell: in words.
    difference, difference_words: of ``raw_differences``, in percentage points, second minus first,
    at the second of exactly two groups with a percentage.
    """
    return outcome_of_measure(store, state, shown_measure(store, state))


def outcome_of_measure(store: TrialStore, state: PageState, position: int) -> pd.DataFrame:
    """One measure of the shown trial, as ``outcome_by_arm``; position: of the measure."""
    values = result_rows(store, state, "results_values")
    groups = result_rows(store, state, "results_groups")
    own = values[values["measure_position"] == position].to_dict("records")
    of_measure = groups[
        (groups["results_part"].astype("str") == "OUTCOME")
        & (groups["measure_position"] == position)
    ]
    measure = _measure(store, state, position) if own else {}
    rows = list(value_rows(measure, own, of_measure.to_dict("records")))
    add_differences(rows)
    frame = pd.DataFrame(rows, columns=[*COLUMNS]).astype(dict.fromkeys(NUMBERS, "float64"))
    return frame.sort_values(["row_number", "group_number"], kind="stable", ignore_index=True)


def value_rows(
    measure: OutcomeCells, posted: list[OutcomeCells], groups: list[OutcomeCells]
) -> Iterator[dict[str, Any]]:
    """measure: a row of ``results_measures``; posted: its values; groups: its groups."""
    known = {str(group["group_id"]): group for group in groups}
    ids = list(dict.fromkeys([*known, *(str(row["group_id"]) for row in posted)]))
    times = times_of([str(row["class_title"]) for row in posted])
    has_categories = any(row["category_title"] for row in posted)
    numbers: dict[tuple[Any, ...], int] = {}
    seen: dict[tuple[Any, ...], int] = {}
    kind = str(measure.get("dispersion_type", ""))
    for row in posted:
        group_id = str(row["group_id"])
        like = row["class_title"], row["category_title"], group_id
        seen[like] = seen.get(like, -1) + 1
        number = numbers.setdefault((*like[:2], seen[like]), len(numbers) + 1)
        group = known.get(group_id, {"analysed": "", "analysed_units": ""})
        cells = _cells(measure, row, group)
        time, unit = (
            (None, "") if has_categories else times.get(str(row["class_title"]), (None, ""))
        )
        titles = (str(row["class_title"]), str(row["category_title"]))
        yield {
            "measure_position": int(measure["position"]),
            "outcome_kind_label": kind_of(measure),
            "measure": str(measure["measure"]) or NO_MEASURE,
            **{key: str(measure[key]) for key in ("description", "population", "time_frame")},
            "units": str(measure["units"]),
            "param": param_words(str(measure["param_type"])),
            "spread_kind": spread_words(kind),
            "row_number": number,
            "class_title": titles[0],
            "category_title": titles[1],
            "row_label": ": ".join(filter(None, titles)),
            "group_number": ids.index(group_id) + 1,
            "group": str(group.get("title", "")) or group_id or NO_TITLE,
            "group_description": str(group.get("description", "")),
            "group_analysed": str(group["analysed"]),
            **{key: str(row[key]) for key in ("value", "spread", "lower", "upper", "comment")},
            **cells,
            "time": time,
            "time_unit": unit,
            "source": row["source"],
            "locator": row["locator"],
        }


def _cells(measure: OutcomeCells, row: OutcomeCells, group: OutcomeCells) -> dict[str, Any]:
    """The words of a value, its numbers, and what contradicts itself."""
    of_table = cell_of({**measure, **row}, group)
    number = posted_number(str(row["value"]))
    low, high = _ends(str(measure["dispersion_type"]), row, number)
    percent = of_table["percent"]
    cell = str(of_table["cell"])
    if percent is not None:
        cell = f"{row['value']} of {of_table['analysed']} ({percent:.1f} %)"
    remark = str(of_table["remark"])
    if low is not None and high is not None and low > high:
        remark = "The lower limit is above the upper one, as posted."
    elif number is not None and _outside(number, low, high):
        remark = "The value lies outside its limits, as posted."
    return {
        "analysed": of_table["analysed"],
        "cell": cell or "No value posted",
        "percent": percent,
        "number": number,
        "low": low,
        "high": high,
        "remark": remark,
    }


def _ends(kind: str, row: OutcomeCells, number: float | None) -> tuple[float | None, float | None]:
    """The ends of the bar: posted limits, or the value plus and minus its SD or SE."""
    lower, upper = posted_number(str(row["lower"])), posted_number(str(row["upper"]))
    if lower is not None or upper is not None:
        return lower, upper
    spread = posted_number(str(row["spread"]))
    plus_minus = spread_words(kind) in PLUS_MINUS and not has_two_ends(kind)
    if number is None or spread is None or spread < 0 or not plus_minus:
        return None, None
    return number - spread, number + spread


def _outside(number: float, low: float | None, high: float | None) -> bool:
    return (low is not None and number < low) or (high is not None and number > high)


def times_of(titles: list[str]) -> dict[str, tuple[float, str]]:
    """Title -> (number, unit) where all titles name one time of one unit and differ in it alone.

    Words in brackets are passed over. Empty where one title does not, or where there are too few.
    """
    found: dict[str, tuple[float, str]] = {}
    rests = set()
    for title in dict.fromkeys(titles):
        bare = IN_BRACKETS.sub(" ", title)
        matches = list(TIME.finditer(bare))
        if len(matches) != 1:
            return {}
        match = matches[0]
        rest = f"{bare[: match.start()]}|{bare[match.end() :]}".casefold()
        rests.add(" ".join(rest.split()))
        unit = (match["unit"] or match["unit2"]).lower()
        found[title] = (float(match["number"] or match["number2"]), unit)
    rest_words = next(iter(rests), "")
    one_unit = len({unit for _, unit in found.values()}) == 1
    apart = len({number for number, _ in found.values()}) == len(found)
    if len(rests) != 1 or any(sign.isdigit() for sign in rest_words):
        return {}
    return found if one_unit and apart and len(found) >= LEAST_TIMES else {}


def is_percent(frame: pd.DataFrame) -> bool:
    """Tells that the axis is per cent, worked out of counts: every number has a denominator."""
    numbers = frame["number"].notna()
    return bool(numbers.any() and frame.loc[numbers, "percent"].notna().all())


def is_posted_percent(frame: pd.DataFrame) -> bool:
    """Tells that every value is a percentage of people as posted, on an axis from 0 to 100."""
    first = frame.iloc[0]
    return is_percentage(str(first["units"]), str(first["param"]))


def is_over_time(frame: pd.DataFrame) -> bool:
    """Tells that the values are drawn as lines over a time axis.

    Every class is a time, and every value a number of its own group and time.
    """
    return bool(
        len(frame)
        and frame["time"].notna().all()
        and frame["number"].notna().all()
        and not frame.duplicated(["group_number", "time"]).any()
    )


def axis_words(frame: pd.DataFrame) -> str:
    """``Mean, mg/dL; bars: SD as posted``: the axis in words."""
    first = frame.iloc[0]
    if is_percent(frame):
        return "Per cent of the number analysed, worked out of the posted counts"
    said = ", ".join(filter(None, (str(first["param"]), str(first["units"]))))
    if not frame[["low", "high"]].notna().any(axis=None):
        kind = str(first["spread_kind"])
        posted = f"{kind} as posted, in words beside the values" if kind else "no spread is posted"
        return f"{said or 'Value as posted'}; {posted}"
    kind = str(first["spread_kind"]) or "limits"
    words = f"{kind} as posted"
    if kind in PLUS_MINUS:
        limits = ((frame["lower"] != "") | (frame["upper"] != "")).any()
        words = f"limits as posted, named {kind}" if limits else f"value ± {kind}, as posted"
    return f"{said or 'Value as posted'}; bars: {words}"


def axis_unit(frame: pd.DataFrame) -> str:
    """The unit of the axis as posted, ``mg/dL``, or of the percentages that are worked out."""
    if is_percent(frame):
        return "Per cent of the number analysed"
    return str(frame["units"].iloc[0]).strip() or "Unit not posted"


def counted(rows: pd.DataFrame) -> str:
    """``8 values of 2 groups``; rows: of ``outcome_by_arm``."""
    groups = rows["group_number"].nunique()
    return f"{amount(len(rows), 'value')} of {amount(groups, 'group')}"


def in_words(frame: pd.DataFrame) -> str:
    """The measure, its time frame, and each value of each group."""
    if frame.empty:
        return "No value is posted."
    first = frame.iloc[0]
    said = [f"{first['outcome_kind_label']} measure: {str(first['measure']).rstrip('.')}."]
    if first["time_frame"]:
        said.append(f"Time frame: {str(first['time_frame']).rstrip('.')}.")
    said.append(f"{axis_words(frame)}.")
    for _, own in frame.groupby("row_number", sort=False):
        label = f"{own['row_label'].iloc[0]}: " if own["row_label"].iloc[0] else ""
        cells = (
            f"{row.group}{f', n = {row.analysed}' if row.analysed else ''}: {row.cell}"
            for row in own.itertuples()
        )
        said.append(f"{label}{'; '.join(cells)}.")
    worked_out = frame[frame["difference"].notna()]
    if len(worked_out):
        first_group, second_group = two_groups(frame)
        said.append(f"Worked out here, not posted: {raw_words(frame)}")
        said.append(f"First: {first_group}. Second: {second_group}.")
        said += [
            f"{f'{row.row_label}: ' if row.row_label else ''}{row.difference_words}."
            for row in worked_out.itertuples()
        ]
    return " ".join(said)


def left_out(frame: pd.DataFrame) -> str:
    """Values not drawn, contradictions and the population of the measure, in sentences."""
    if frame.empty:
        return ""
    said = []
    if is_percent(frame):
        said.append("Percentages are worked out of the posted count and number analysed.")
    if why := why_no_difference(frame):
        said.append(why)
    words = int(frame["number"].isna().sum())
    if words:
        said.append(
            f"{amount(words, 'value')} that {'is' if words == 1 else 'are'} no number: "
            "in words beside the axis."
        )
    for row in frame[frame["remark"] != ""].itertuples():
        said.append(f"{': '.join(filter(None, (row.row_label, row.group)))}: {row.remark}")
    population = str(frame["population"].iloc[0]).strip()
    if population:
        short = population if len(population) <= 300 else f"{population[:299].rstrip()}…"
        said.append(f"Population: {short.rstrip('.')}.")
    return " ".join(said)
