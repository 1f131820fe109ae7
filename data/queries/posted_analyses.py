"""The analyses that a record posts: estimates with intervals, p values, in the record's words."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from data.link.state import PageState
from data.model.amounts import amount
from data.model.estimate_kinds import (
    DIFFERENCE,
    KIND_WORDS,
    NOT_MAPPED,
    ON_LOG_AXIS,
    RAW_DIFFERENCE,
    estimate_kind,
)
from data.model.posted_numbers import posted_number
from data.model.schema import SEPARATOR
from data.queries.posted_outcome import (
    NO_MEASURE,
    NO_TITLE,
    OutcomeCells,
    kind_of,
    outcome_of_measure,
)
from data.queries.posted_results import kept, result_rows
from data.queries.raw_differences import POINTS, raw_words, two_groups
from data.store import TrialStore

COLUMNS = (
    "measure_position",
    "outcome_kind_label",
    "measure",
    "time_frame",
    "compared",
    "param_type",
    "estimate_kind",
    "estimate_kind_label",
    "units",
    "estimate_words",
    "param_value",
    "lower",
    "upper",
    "interval_percent",
    "sides",
    "interval_label",
    "number",
    "low",
    "high",
    "low_end",
    "high_end",
    "p_value",
    "method",
    "design",
    "comment",
    "drawn",
    "remark",
    "source",
    "locator",
)
NUMBERS = ("number", "low", "high")
DESIGNS = {
    "SUPERIORITY": "superiority",
    "NON_INFERIORITY": "non-inferiority",
    "EQUIVALENCE": "equivalence",
    "NON_INFERIORITY_OR_EQUIVALENCE": "non-inferiority or equivalence",
    "SUPERIORITY_OR_OTHER": "superiority or other",
    "SUPERIORITY_OR_OTHER_LEGACY": "superiority or other",
    "NON_INFERIORITY_OR_EQUIVALENCE_LEGACY": "non-inferiority or equivalence",
    "OTHER": "other",
}
"""Code of the type of a test -> its words."""
SPREADS = {"STANDARD_ERROR_OF_MEAN": "SE", "STANDARD_DEVIATION": "SD"}
AT_LIMIT, OPEN_END, NO_NUMBER, OFF_AXIS = "AT_LIMIT", "OPEN_END", "NO_NUMBER", "OFF_AXIS"
"""Ends of a drawn interval: at the posted limit; open, as the record says; of a limit that is not
estimable or not posted; at a limit of 0 or less, which a logarithmic axis has no place for."""
SAID_OPEN = re.compile(
    r"\bone[- ]sided\b|\binfinit|\bunbounded\b|\bno (?:upper|lower) (?:limit|bound)"
)
RAW_TYPE = "Raw difference, worked out here"
"""In place of a parameter type, of what no record posts."""
MOST_NAMED = 6
"""Words of parameter types that a caption names."""


@kept
def posted_analyses(store: TrialStore, state: PageState) -> pd.DataFrame:
    """One row an analysis, those of primary measures first, then in the record's order.

    After them a row a raw difference of two percentages, of the measures that have an analysis
    and none that posts the same difference: estimate_kind RAW_DIFFERENCE, which no record posts.

    Columns: ``COLUMNS``. compared: ``Groups: A; B``, in the order posted. estimate_kind: a key
    of ``estimate_kinds.KIND_WORDS``. param_value, lower, upper, p_value, interval_percent: texts
    as posted; number, low, high: what is drawn, in ``units`` or as a ratio, missing where it is
    no number. sides: TWO_SIDED, ONE_SIDED or empty. low_end, high_end:
    ``AT_LIMIT``, ``OPEN_END``, ``NO_NUMBER``, ``OFF_AXIS``, or empty without an
    interval. drawn: whether there is a mark of it.
    """
    measures = result_rows(store, state, "results_measures").to_dict("records")
    groups = result_rows(store, state, "results_groups")
    own = groups[groups["results_part"].astype("str") == "OUTCOME"].to_dict("records")
    posted = result_rows(store, state, "results_analyses").to_dict("records")
    rows = list(analysis_rows(posted, measures, own))
    rows.sort(key=lambda row: (row["outcome_kind_label"] != "Primary", row["measure_position"]))
    for position in dict.fromkeys(row["measure_position"] for row in rows):
        own = [row for row in rows if row["measure_position"] == position]
        made = difference_rows(outcome_of_measure(store, state, position))
        rows += [row for row in made if not repeats_posted(row, own)]
    return pd.DataFrame(rows, columns=[*COLUMNS]).astype(
        {**dict.fromkeys(NUMBERS, "float64"), "drawn": "bool"}
    )


def analysis_rows(
    posted: list[OutcomeCells], measures: list[OutcomeCells], groups: list[OutcomeCells]
) -> Iterator[dict[str, Any]]:
    """posted: of ``results_analyses``; groups: those of outcome measures."""
    known = {int(row["position"]): row for row in measures}
    titles = {
        (int(row["measure_position"]), str(row["group_id"])): str(row["title"]) for row in groups
    }
    for row in posted:
        position = int(row["measure_position"])
        measure = known.get(position)
        ids = [each for each in str(row["group_ids"]).split(SEPARATOR) if each]
        names = [titles.get((position, each)) or each or NO_TITLE for each in ids]
        yield {
            "measure_position": position,
            "outcome_kind_label": kind_of(measure) if measure else "",
            "measure": (str(measure["measure"]) if measure else "") or NO_MEASURE,
            "time_frame": str(measure["time_frame"]) if measure else "",
            "units": str(measure["units"]) if measure else "",
            "compared": _groups(names),
            "param_type": str(row["param_type"]) or "Parameter type not posted",
            **_estimate(row),
            "p_value": str(row["p_value"]),
            "method": str(row["method"]),
            "design": DESIGNS.get(str(row["non_inferiority"]), str(row["non_inferiority"])),
            "comment": _comments(row),
            "source": row["source"],
            "locator": row["locator"],
        }


def _groups(names: list[str]) -> str:
    """The groups of an analysis; the record does not say which is compared with which."""
    if not names:
        return "Groups not named"
    return f"{'Group' if len(names) == 1 else 'Groups'}: {'; '.join(names)}"


def difference_rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The raw differences of ``posted_outcome.outcome_of_measure`` as rows beside analyses."""
    worked_out = frame[frame["difference"].notna()]
    if worked_out.empty:
        return
    first, second = two_groups(frame)
    same = ("measure_position", "outcome_kind_label", "measure", "time_frame", "source", "locator")
    for row in worked_out.to_dict("records"):
        yield {
            **dict.fromkeys(COLUMNS, ""),
            **{name: row[name] for name in same},
            "units": POINTS,
            "compared": f"{second} minus {first}",
            "pair": (second, first),
            "param_type": RAW_TYPE,
            "estimate_kind": RAW_DIFFERENCE,
            "estimate_kind_label": KIND_WORDS[RAW_DIFFERENCE],
            "estimate_words": row["difference_words"],
            "number": row["difference"],
            "low": None,
            "high": None,
            "method": row["row_label"],
            "comment": raw_words(frame),
            "drawn": True,
        }


def repeats_posted(raw: dict[str, Any], posted: list[dict[str, Any]]) -> bool:
    """Tells that an analysis posts this difference: of the same groups, to the decimals of it."""
    second, first = raw["pair"]
    shown = str(raw["estimate_words"]).partition(" ")[0]
    unit = 10.0 ** -len(shown.partition(".")[2])
    return any(
        row["estimate_kind"] == DIFFERENCE
        and row["compared"] in (_groups([first, second]), _groups([second, first]))
        and row["number"] is not None
        and abs(row["number"] - raw["number"]) <= unit / 2 + 1e-9
        for row in posted
    )


def _comments(row: OutcomeCells) -> str:
    keys = (
        "groups_description",
        "estimate_comment",
        "lower_comment",
        "upper_comment",
        "p_value_comment",
        "method_comment",
        "non_inferiority_comment",
        "other_comment",
    )
    return " ".join(str(row[key]).strip() for key in keys if str(row[key]).strip())


def _estimate(row: OutcomeCells) -> dict[str, Any]:
    """The estimate in words and numbers, its kind, and why it is not drawn."""
    texts = {key: str(row[key]) for key in ("param_value", "lower", "upper", "interval_percent")}
    number, low, high = (posted_number(texts[key]) for key in ("param_value", "lower", "upper"))
    kind = estimate_kind(str(row["param_type"]))
    ends = {"low_end": _end_of(row, "lower", low), "high_end": _end_of(row, "upper", high)}
    remark, drawn = "", number is not None
    if kind in ON_LOG_AXIS and any(each is not None and each <= 0 for each in (number, low, high)):
        off = [
            name
            for name, each in (("low_end", low), ("high_end", high))
            if each is not None and each <= 0
        ]
        ends |= dict.fromkeys(off, OFF_AXIS)
        low, high = (None if each is not None and each <= 0 else each for each in (low, high))
        remark = "A ratio of 0 or less has no place on a logarithmic axis."
        drawn = number is not None and number > 0
        if drawn:
            remark = "A limit of 0 or less has no place on a logarithmic axis."
    elif texts["param_value"] and number is None:
        remark = "The estimate is no number."
    elif number is not None and _outside(number, low, high):
        remark = "The estimate lies outside its limits, as posted."
    return {
        **texts,
        **ends,
        "estimate_kind": kind,
        "estimate_kind_label": KIND_WORDS[kind],
        "sides": str(row["interval_sides"]),
        "interval_label": interval_label(row),
        "estimate_words": estimate_words(row),
        "number": number,
        "low": low,
        "high": high,
        "drawn": drawn,
        "remark": remark,
    }


def _end_of(row: OutcomeCells, side: str, limit: float | None) -> str:
    """The end of an interval on this side; open only where the record says so."""
    if limit is not None:
        return AT_LIMIT
    if not (row["lower"] or row["upper"]):
        return ""
    said = str(row[f"{side}_comment"]).lower()
    one_sided = row["interval_sides"] == "ONE_SIDED" and not row[side]
    return OPEN_END if one_sided or SAID_OPEN.search(said) else NO_NUMBER


def _outside(number: float, low: float | None, high: float | None) -> bool:
    return (low is not None and number < low) or (high is not None and number > high)


def interval_label(row: OutcomeCells) -> str:
    """``95 % CI``, ``97.5 % CI, one-sided``; empty where no limit is posted."""
    if not (row["lower"] or row["upper"]):
        return ""
    percent = f"{row['interval_percent']} % CI" if row["interval_percent"] else "interval"
    return f"{percent}, one-sided" if row["interval_sides"] == "ONE_SIDED" else percent


def estimate_words(row: OutcomeCells) -> str:
    """``0.81 (0.42 to 1.54)``: as posted; open ends said."""
    value, lower, upper = (str(row[key]) for key in ("param_value", "lower", "upper"))
    inside = []
    if lower and upper:
        inside.append(f"{lower} to {upper}")
    elif lower or upper:
        inside.append(f"from {lower}" if lower else f"to {upper}")
    if row["dispersion_value"]:
        kind = SPREADS.get(str(row["dispersion_type"]), str(row["dispersion_type"]))
        inside.append(f"{kind} {row['dispersion_value']}".strip())
    if not value:
        return "; ".join(inside) or "No estimate posted"
    return f"{value} ({'; '.join(inside)})" if inside else value


def counted(rows: pd.DataFrame) -> str:
    """``12 analyses of 4 measures``; rows: of ``posted_analyses``."""
    is_raw = rows["estimate_kind"] == RAW_DIFFERENCE
    posted, raw = rows[~is_raw], int(is_raw.sum())
    many = "analysis" if len(posted) == 1 else "analyses"
    said = f"{len(posted):,} {many} of {amount(posted['measure_position'].nunique(), 'measure')}"
    return f"{said}, {amount(raw, 'raw difference')} worked out" if raw else said


def lacks_estimates(frame: pd.DataFrame) -> bool:
    """Tells that no analysis has an estimate that is drawn."""
    return not frame["drawn"].any()


def in_words(frame: pd.DataFrame) -> str:
    """Each analysis with its measure, groups, estimate and p value."""
    if frame.empty:
        return "No analysis is posted."
    said = []
    for _, own in frame.groupby("measure_position", sort=False):
        first = own.iloc[0]
        said.append(f"{first['outcome_kind_label']}: {str(first['measure']).rstrip('.')}.")
        for row in own.itertuples():
            p = f", p {row.p_value}" if row.p_value else ""
            interval = f", {row.interval_label}" if row.interval_label else ""
            said.append(f"{row.compared}. {row.param_type} {row.estimate_words}{interval}{p}.")
    return " ".join(said)


def left_out(frame: pd.DataFrame) -> str:
    """Analyses that are not drawn, parameter types that are not mapped, remarks; in sentences."""
    if frame.empty:
        return ""
    said = []
    hidden = int((~frame["drawn"]).sum())
    if hidden:
        verb, many = ("has", "analysis") if hidden == 1 else ("have", "analyses")
        stand = "stands" if hidden == 1 else "stand"
        said.append(
            f"{hidden:,} {many} {verb} no estimate on an axis and {stand} in the table, with the "
            "p value where one is posted."
        )
    own = frame[frame["drawn"] & (frame["estimate_kind"] == NOT_MAPPED)]
    words = list(dict.fromkeys(own["param_type"]))
    if words:
        shown = ", ".join(f"“{_short(word)}”" for word in words[:MOST_NAMED])
        more = f" and {len(words) - MOST_NAMED} more" if len(words) > MOST_NAMED else ""
        said.append(f"Parameter types not mapped, so without a line of no effect: {shown}{more}.")
    remarks = frame.loc[frame["remark"] != "", "remark"]
    said += [
        f"{remark} ({amount(count, 'row')})" if count > 1 else remark
        for remark, count in remarks.value_counts(sort=False).items()
    ]
    return " ".join(said)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
